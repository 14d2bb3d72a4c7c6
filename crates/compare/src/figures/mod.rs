//! Figures of one thing in several articles: counts, tolls, money, shares, rates and lengths of events.
//!
//! [`index`] keeps what they may be found by, [`paths`] finds the pairs, [`decide`] says what two figures are to each
//! other in the order of ARCHITECTURE.md, and [`settle`] shows what differs and keeps the rest for the ledger.

mod decide;
mod index;
mod lead;
pub mod likeness;
mod occasion;
mod pair;
mod paths;
mod sentence;
mod settle;
mod shared;
mod show;
mod sum;
mod train;

use std::ops::Range;

use claimdiff_claims::{Claim, Family, Gate, Quantity, Value};
use claimdiff_text::StableHash;
use smallvec::SmallVec;

pub(crate) use decide::{may_agree, same_population, same_unit};
pub(crate) use index::Index;
pub use pair::{evidence, relate, relate_by};
pub(crate) use settle::{Miss, show_all};
pub(crate) use show::{passage, show};
pub use train::{Example, agreeing, train};

use crate::{
    Reason, Verdict,
    clue::Clues,
    corpus::Corpus,
    events::{At, Tie},
    outcome::Outcome,
};
use decide::head;
use sentence::Sentence;

/// A claim of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) article: usize,
    pub(crate) claim: usize,
}

pub(crate) fn get<'a>(corpus: &Corpus<'a>, at: Place) -> &'a Claim {
    &corpus.articles[at.article].claims[at.claim]
}

/// What two claims are tied by.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    why: Clues,
    event: Option<At>,
    /// How sure it is, in percent.
    sure: u8,
    /// One speaker's figures, whoever prints them.
    speaker: bool,
    /// One sentence, edited.
    copied: bool,
    /// How much the two look like figures of one thing, from 0 to 1 ([`likeness::same`]).
    likely: f32,
}

/// Two claims and what was decided about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    a: Place,
    b: Place,
    verdict: Verdict,
    reason: Reason,
    link: Link,
}

/// Compares the figures of a block of articles with those of earlier ones; gives the pairs that differ.
pub(crate) fn check(
    corpus: &Corpus<'_>,
    index: &Index,
    block: Range<usize>,
    ties: &[(At, At, Tie)],
    out: &mut Outcome,
) -> Vec<Judged> {
    settle::settle(corpus, paths::find(corpus, index, index.figures(block), ties), out)
}

/// The sentences of the figures of some articles, in the order of the articles and their claims.
fn sentences(corpus: &Corpus<'_>, articles: Range<usize>) -> Vec<(Place, Sentence)> {
    let mut all: Vec<(Place, Sentence)> = Vec::new();
    for article in articles {
        let analysis = corpus.articles[article];
        for (claim, c) in analysis.claims.iter().enumerate().filter(|(_, c)| quantity(c).is_some()) {
            all.push((Place { article, claim }, Sentence::of(analysis, c)));
        }
    }
    all
}

fn quantity(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Quantity(q) if matches!(claim.policy.family, Family::Number | Family::Duration) => Some(q),
        _ => None,
    }
}

fn key(parts: &[&str]) -> u64 {
    let mut hash = StableHash::default();
    parts.iter().for_each(|p| hash.field(p));
    hash.finish()
}

fn unit(claim: &Claim) -> String {
    quantity(claim).map(|q| format!("{:?}", q.unit)).unwrap_or_default()
}

/// What is counted: the noun, or what the measure says.
fn counted(claim: &Claim) -> &str {
    claim.population.as_deref().unwrap_or(&claim.measure)
}

/// What a figure may be held against at all: tolls of people among each other, and all of the same noun and unit.
fn series(claim: &Claim) -> SmallVec<[u64; 2]> {
    let mut keys = SmallVec::new();
    keys.push(key(&[&unit(claim), head(claim)]));
    if is_toll(claim) {
        keys.push(key(&["toll"]));
    }
    keys
}

/// Whether a claim says what became of people.
fn is_toll(claim: &Claim) -> bool {
    claim.policy.running && claim.policy.gate == Gate::Event
}
