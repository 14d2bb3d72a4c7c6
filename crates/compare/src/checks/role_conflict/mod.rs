//! `role-conflict`: somebody has a title in one article and none, or not this one, in another.

mod ranks;
mod words;

use std::collections::BTreeMap;

use claimdiff_claims::{Claim, EntityKind, Family, Polarity, Value, is_office_title};

use words::TitleWord;

use crate::{
    Reason, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{Place, get, passage},
    outcome::{Draft, Outcome},
};

/// The most claims of one person that are held against a denial; more only repeat the title.
const MAX_TITLES: usize = 64;

/// Days between two articles for one of which a title that the other denies still holds.
const SAME_TENURE: i32 = 14;

pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    // By family name: of two articles one may give no more.
    let mut people: BTreeMap<&str, Vec<(Place, &str)>> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            if c.policy.family != Family::Role {
                continue;
            }
            let Some(entity) = analysis.subject(c) else { continue };
            if entity.kind == EntityKind::Person {
                let family = entity.key.rsplit(' ').next().unwrap_or(&entity.key);
                people.entry(family).or_default().push((Place { article, claim }, &entity.key));
            }
        }
    }
    for claims in people.values() {
        personal(corpus, claims, out);
        ranks::check(corpus, claims, out);
        for (denied, name) in claims.iter().filter(|(p, _)| get(corpus, *p).polarity == Polarity::Negated) {
            let against: Vec<Place> = claims
                .iter()
                .filter(|(p, other)| p.article != denied.article && identity(name, other) == Identity::Same)
                .filter(|(p, _)| excludes(corpus, *denied, *p))
                .map(|(p, _)| *p)
                .take(MAX_TITLES)
                .collect();
            if !against.is_empty() {
                show(corpus, *denied, against, out);
                continue;
            }
            let other = claims.iter().find(|(p, other)| {
                let asserted = get(corpus, *p).polarity == Polarity::Asserted;
                asserted && p.article != denied.article && identity(name, other) == Identity::Same
            });
            if let Some((title, _)) = other {
                let passages = vec![passage(corpus, *denied), passage(corpus, *title)];
                out.near_miss(corpus, "role-conflict", name, (Verdict::Agree, Reason::Compatible), passages);
            }
        }
    }
}

/// The words of a claim on a role.
fn words(claim: &Claim) -> Option<&str> {
    match &claim.value {
        Value::Words(words) => Some(words),
        _ => None,
    }
}

/// Holds what calls somebody's task personal against what calls it official: "a personal envoy", "the U.S. envoy".
fn personal(corpus: &Corpus<'_>, claims: &[(Place, &str)], out: &mut Outcome) {
    let title = |p: Place| match &get(corpus, p).value {
        Value::Words(words) if get(corpus, p).polarity == Polarity::Asserted => Some(words.as_str()),
        _ => None,
    };
    let head = |p: Place| title(p).map(|t| t.rsplit(' ').next().unwrap_or(t));
    let private = |p: Place| title(p).is_some_and(|t| t.split(' ').any(|w| TitleWord::Private.has(w)));
    let official = |p: Place| {
        let state = |t: &str| t.split(' ').any(|w| TitleWord::Official.has(w));
        !private(p) && (title(p).is_some_and(state) || get(corpus, p).place.is_some())
    };
    for (own, name) in claims.iter().filter(|(p, _)| private(*p)) {
        let against: Vec<Place> = claims
            .iter()
            .filter(|(p, other)| p.article != own.article && identity(name, other) == Identity::Same)
            .map(|(p, _)| *p)
            .filter(|p| official(*p) && head(*p) == head(*own))
            .filter(|p| corpus.same_story(p.article, own.article) || corpus.same_topic(p.article, own.article))
            .take(MAX_TITLES)
            .collect();
        if against.is_empty() {
            continue;
        }
        let who = get(corpus, *own).subject.map(|id| corpus.articles[own.article].entity(id).name.clone());
        let mut titles: Vec<&str> = against.iter().filter_map(|p| title(*p)).collect();
        titles.sort_unstable();
        titles.dedup();
        let words = titles.join(", ");
        let passages = std::iter::once(*own).chain(against).map(|p| passage(corpus, p)).collect();
        out.show(
            corpus,
            Draft {
                code: "role-conflict",
                verdict: Verdict::Refine,
                severity: Severity::Change,
                confidence: 60,
                summary: format!(
                    "{}: {} in one, {} in the other",
                    who.unwrap_or_default(),
                    title(*own).unwrap_or_default(),
                    words
                ),
                why: vec!["the same person and task".to_owned(), "one title says it is personal".to_owned()],
                event: None,
                passages,
            },
        );
    }
}

/// Whether a denied title excludes one that is asserted. "No formal title" denies every office, whenever it is said; any
/// other denial only the title it names, for its own time.
fn excludes(corpus: &Corpus<'_>, denied: Place, asserted: Place) -> bool {
    let (no, yes) = (get(corpus, denied), get(corpus, asserted));
    let (Value::Words(none), Value::Words(title)) = (&no.value, &yes.value) else { return false };
    if yes.polarity != Polarity::Asserted {
        return false;
    }
    let head = none.rsplit(' ').next().unwrap_or(none);
    if TitleWord::Title.has(head) {
        return is_office_title(title) && !informal(title);
    }
    let same = title == none || title.strip_suffix(none.as_str()).is_some_and(|before| before.ends_with(' '));
    // "was not the lawyer at that time" says nothing of today.
    let words = corpus.articles[denied.article].text(no.span);
    let present = !words.split(' ').any(|w| TitleWord::Past.has(w));
    let days = corpus.days[denied.article].zip(corpus.days[asserted.article]);
    same && present && days.is_some_and(|(d, e)| d.gap(e) <= SAME_TENURE)
}

/// Whether a title says of itself that it is none of an office.
fn informal(title: &str) -> bool {
    title.split(' ').any(|w| TitleWord::Informal.has(w))
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
}
