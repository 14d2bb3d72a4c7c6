//! The toll that an article leads with: what came of the event it is about.
//!
//! News tells the newest first (the inverted pyramid), so the first count of the dead or the hurt in an article is that
//! of its event; of two articles of one story the two are of one event, whatever words they are told in.

use claimdiff_claims::{Family, Hedge, Polarity, Quantity, Rule};

use super::{Place, get, is_toll, likeness, quantity};
use crate::{corpus::Corpus, events::At};

/// Bytes from the start of an article in which its leading tolls stand.
const EARLY: u32 = 700;
/// The most earlier articles of one story whose leading tolls one is held against.
pub(super) const MAX_ARTICLES: usize = 24;
/// Days between two articles that lead with one event.
pub(super) const DAYS: i32 = 4;

/// Whether a figure is a toll that its article leads with.
pub(super) fn is(corpus: &Corpus<'_>, at: Place) -> bool {
    is_toll(get(corpus, at)) && of(corpus, at.article).contains(&at)
}

/// The first count of each measure that an article leads with, but for those of a part, of one who is described or
/// named, and of another event.
fn of(corpus: &Corpus<'_>, article: usize) -> Vec<Place> {
    let analysis = corpus.articles[article];
    let mut out: Vec<Place> = Vec::new();
    for (claim, c) in analysis.claims.iter().enumerate().take_while(|(_, c)| c.span.start < EARLY) {
        let at = Place { article, claim };
        let exact = |q: &Quantity| q.hedge != Hedge::Vague;
        let counts = is_toll(c) && c.policy.family == Family::Number && quantity(c).is_some_and(exact);
        if !counts || out.iter().any(|o| get(corpus, *o).measure == c.measure) {
            continue;
        }
        let told = c.polarity == Polarity::Asserted && !c.scope.part;
        let all = !matches!(c.rule, Rule::One | Rule::Conjunct);
        if told && all && !likeness::background(corpus, at) && is_of_first(corpus, at) {
            out.push(at);
        }
    }
    out
}

/// Whether a claim is of the first event of its kind in its article, or of none that was found.
fn is_of_first(corpus: &Corpus<'_>, at: Place) -> bool {
    let event = get(corpus, at).event.map(|event| At { article: at.article, event });
    event.is_none_or(|e| crate::events::first(corpus, e))
}
