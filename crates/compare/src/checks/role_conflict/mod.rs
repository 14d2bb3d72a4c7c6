//! `role-conflict`: somebody has a title in one article and none, or not this one, in another.

use std::collections::BTreeMap;

use claimdiff_claims::{Claim, EntityKind, Family, Polarity, Value, is_office_title};

use crate::{
    Reason, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{Place, get, passage},
    outcome::{Draft, Outcome},
};

/// The most claims of one person that are held against a denial; more only repeat the title.
const MAX_TITLES: usize = 64;

pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    // By family name: of two articles one may give no more.
    let mut people: BTreeMap<&str, Vec<(Place, &str)>> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            if c.policy.family != Family::Role {
                continue;
            }
            let Some(entity) = c.subject.and_then(|id| analysis.entities.get(id.0 as usize)) else { continue };
            if entity.kind == EntityKind::Person {
                let family = entity.key.rsplit(' ').next().unwrap_or(&entity.key);
                people.entry(family).or_default().push((Place { article, claim }, &entity.key));
            }
        }
    }
    for claims in people.values() {
        for (denied, name) in claims.iter().filter(|(p, _)| get(corpus, *p).polarity == Polarity::Negated) {
            let against: Vec<Place> = claims
                .iter()
                .filter(|(p, other)| p.article != denied.article && identity(name, other) == Identity::Same)
                .filter(|(p, _)| excludes(get(corpus, *denied), get(corpus, *p)))
                .map(|(p, _)| *p)
                .take(MAX_TITLES)
                .collect();
            if !against.is_empty() {
                show(corpus, *denied, against, out);
            }
        }
    }
}

/// Whether a denied title excludes one that is asserted. "No formal title" denies every office; any other denial only
/// the title it names.
fn excludes(denied: &Claim, asserted: &Claim) -> bool {
    let (Value::Words(no), Value::Words(title)) = (&denied.value, &asserted.value) else { return false };
    if asserted.polarity != Polarity::Asserted {
        return false;
    }
    let head = no.rsplit(' ').next().unwrap_or(no);
    match head {
        "title" | "post" | "position" | "office" | "role" | "job" => is_office_title(title) && !informal(title),
        _ => title == no || title.strip_suffix(no.as_str()).is_some_and(|before| before.ends_with(' ')),
    }
}

/// Whether a title says of itself that it is none of an office.
fn informal(title: &str) -> bool {
    title.split(' ').any(|w| matches!(w, "personal" | "close" | "unofficial" | "informal" | "self-described" | "de"))
}

fn show(corpus: &Corpus<'_>, denied: Place, against: Vec<Place>, out: &mut Outcome) {
    let (no, article) = (get(corpus, denied), corpus.articles[denied.article]);
    let name = no.subject.map(|id| article.entity(id).name.clone()).unwrap_or_default();
    let words = |c: &Claim| match &c.value {
        Value::Words(w) => w.clone(),
        _ => String::new(),
    };
    let mut titles: Vec<String> = against.iter().map(|p| words(get(corpus, *p))).collect();
    titles.sort();
    titles.dedup();
    let mut why =
        vec!["the same person".to_owned(), format!("{} against “{}”", article.text(no.span), titles.join("”, “"))];
    let days: Vec<_> = against.iter().chain([&denied]).map(|p| corpus.days[p.article]).collect();
    if days.iter().any(|d| d.is_none()) || days.windows(2).any(|w| w[0] != w[1]) {
        why.push("the articles are of different days or undated, so the title may have come or gone".to_owned());
    }
    let mut passages = vec![passage(corpus, denied)];
    passages.extend(against.into_iter().map(|p| passage(corpus, p)));
    out.show(
        corpus,
        Draft {
            code: "role-conflict",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 75,
            summary: format!("{name}: {} against no {}", titles.join(", "), words(no)),
            why,
            event: None,
            passages,
        },
    );
    let _ = Reason::Compatible;
}
