//! The figure of a claim: what it counts, whether two may be one, and how it is shown.

mod label;
mod nouns;
mod show;

use claimdiff_claims::{Claim, Quantity, Value};
use claimdiff_text::Slice;

pub(crate) use label::{headline, told_alone, values, what, what_of};
pub use label::{told_in as told, what_in as counted};
pub(crate) use nouns::CountedNoun;
pub(crate) use show::{A_MONTH, passage, show};

use crate::{corpus::Corpus, facts};

/// A claim of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) article: usize,
    pub(crate) claim: usize,
}

pub(crate) fn get<'a>(corpus: &Corpus<'a>, at: Place) -> &'a Claim {
    &corpus.articles[at.article].claims[at.claim]
}

fn quantity(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Quantity(q) => Some(q),
        _ => None,
    }
}

/// What is counted: the noun, or what the measure says.
fn noun_of(claim: &Claim) -> &str {
    claim.population.as_deref().unwrap_or(&claim.measure)
}

/// The noun that is counted, without what describes it: "officer" of "police officer".
pub(crate) fn head(claim: &Claim) -> &str {
    let noun = noun_of(claim);
    noun.rsplit(' ').next().unwrap_or(noun)
}

/// Whether a claim counts people without saying which.
pub fn is_general(claim: &Claim) -> bool {
    claim.population.as_deref().is_none_or(|p| CountedNoun::General.has(p))
}

/// Whether both count the same people or things; words for people in general may mean any of them.
pub(crate) fn same_population(a: &Claim, b: &Claim) -> bool {
    head(a) == head(b) || (is_general(a) && is_general(b))
}

/// Whether two claims are figures in one unit.
pub(crate) fn same_unit(a: &Claim, b: &Claim) -> bool {
    quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

/// Whether two figures may be one.
pub(crate) fn may_agree(a: &Claim, b: &Claim) -> bool {
    facts::Range::of(a).zip(facts::Range::of(b)).is_none_or(|(x, y)| x.agrees(y))
}

/// A folded noun as readers expect it after a number of more than one.
fn plural(noun: &str) -> String {
    match noun {
        _ if CountedNoun::Uncounted.has(noun) => noun.to_owned(),
        _ if CountedNoun::Child.has(noun) => "children".to_owned(),
        _ if noun.ends_with("man") => format!("{}men", noun.slice(..noun.len() - 3)),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{noun}s"),
        },
    }
}
