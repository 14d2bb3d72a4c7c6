//! Two holders of a local office or of one ministry within one story: a sheriff, a fire chief, a finance minister.
//!
//! Such titles tell no jurisdiction, so only where neither passage does, or both the same, are they taken for one office.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use claimdiff_claims::{Claim, EntityKind, Family, Polarity, Rule, Value};
use claimdiff_text::{Slice, table};
use rustc_hash::FxHashSet;

use super::written;
use crate::{
    Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{Place, get, passage},
    outcome::{Draft, Outcome},
};

const SOLE_NAME: &str = "sole";
const SOLE_ROWS: &str = include_str!("sole.tsv");

/// Titles that one person of a place holds at a time.
static SOLE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| table::rows(SOLE_ROWS).map(|r| r.key()).collect());

/// Days between two articles for which an office has one holder.
const SAME_TENURE: i32 = 21;

/// The most holders of one title in one story that are held against each other.
const MAX_HOLDERS: usize = 24;

pub(super) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    let mut offices: BTreeMap<(u32, &str), Vec<(Place, &str)>> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            let (Family::Role, Polarity::Asserted, Value::Words(title)) = (c.policy.family, c.polarity, &c.value)
            else {
                continue;
            };
            let beside = matches!(c.rule, Rule::Title | Rule::Apposition);
            let holder = analysis.subject(c);
            let Some(holder) = holder.filter(|h| beside && h.kind == EntityKind::Person && is_sole(title)) else {
                continue;
            };
            let holders = offices.entry((corpus.dossier(article), title)).or_default();
            let known =
                |(p, name): &(Place, &str)| p.article == article && identity(name, &holder.key) == Identity::Same;
            if holders.len() < MAX_HOLDERS && !holders.iter().any(known) {
                holders.push((Place { article, claim }, &holder.key));
            }
        }
    }
    for ((_, title), holders) in &offices {
        for (n, (at, name)) in holders.iter().enumerate() {
            let rival = holders[n + 1..].iter().find(|(other, theirs)| {
                identity(name, theirs) == Identity::Other && apart(corpus, holders, *at, *other)
            });
            if let Some((other, _)) = rival {
                show(corpus, title, *at, *other, out);
                break;
            }
        }
    }
}

/// Whether two articles name one holder each, of one office as far as they tell.
fn apart(corpus: &Corpus<'_>, holders: &[(Place, &str)], a: Place, b: Place) -> bool {
    let alone = |p: Place| holders.iter().filter(|(h, _)| h.article == p.article).count() == 1;
    let dated = corpus.days[a.article].is_some() && corpus.days[b.article].is_some();
    a.article != b.article
        && (dated || corpus.is_beside(a.article, b.article))
        && corpus.near(a.article, b.article, SAME_TENURE)
        && alone(a)
        && alone(b)
        && jurisdiction(corpus, a) == jurisdiction(corpus, b)
}

fn is_sole(title: &str) -> bool {
    let found = SOLE.contains(title);
    if found {
        table::hit(SOLE_NAME, title);
    }
    found
}

/// What the words beside a title tell of where its holder is one: "of Tarrin", "Velden County".
fn jurisdiction<'a>(corpus: &Corpus<'a>, at: Place) -> Option<&'a str> {
    let claim: &Claim = get(corpus, at);
    let excerpt = corpus.articles[at.article].excerpt(claim.span)?;
    let start = (claim.span.start - excerpt.span.start) as usize;
    let (before, after) = (excerpt.text.slice(..start), excerpt.text.slice(start + claim.span.len()..));
    let word = before.trim_end().rsplit([' ', '\n', '(', '“', '"']).next().unwrap_or("");
    // A capital before the title, where it does not begin the sentence.
    let named =
        word.len() < before.trim().len() && word.starts_with(char::is_uppercase) && !word.ends_with(['.', ',', ':']);
    if named {
        return Some(word);
    }
    let of = after.strip_prefix(" of ").or_else(|| after.strip_prefix(" for "))?;
    of.split([',', ' ', '.']).find(|w| w.starts_with(char::is_uppercase))
}

fn show(corpus: &Corpus<'_>, title: &str, a: Place, b: Place, out: &mut Outcome) {
    let name = |at: Place| {
        let article = corpus.articles[at.article];
        get(corpus, at).subject.map(|id| article.entity(id).name.clone()).unwrap_or_default()
    };
    let held = |at: Place| {
        let mut p = passage(corpus, at);
        p.value = p.value.map(|office| format!("{}: {office}", name(at)));
        p
    };
    out.show(
        corpus,
        Draft {
            code: "office-holder",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 75,
            summary: format!("{}: {} against {}", written(title), name(a), name(b)),
            why: vec![
                "an office that one person of a place holds at a time".to_owned(),
                "articles of one story, each with one holder".to_owned(),
            ],
            event: None,
            passages: vec![held(a), held(b)],
        },
    );
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [(super::SOLE_NAME, super::SOLE_ROWS)];
        claimdiff_cases::check("sole.cases", include_str!("sole.cases"), &tables, |title| {
            super::is_sole(title).then(|| "sole".to_owned()).into_iter().collect()
        });
    }
}
