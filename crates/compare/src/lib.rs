//! Where the claims and quotations of many articles differ, and what was not comparable and why.
//!
//! [`compare`] sees [`Analysis`] records only, never a text, and gives the same findings for any order of them.

pub mod checks;
mod copies;
mod finding;
mod ledger;
#[cfg(test)]
mod sample;
mod stories;
mod verdict;

pub use checks::{CHECKS, Check};
pub use finding::{Cleared, Comparison, Coverage, EventLabel, Finding, Passage, Said};
pub use verdict::{Reason, Severity, Verdict};

use claimdiff_claims::Analysis;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether loaded terms are compared.
    pub framing: bool,
}

/// Compares articles.
pub fn compare(articles: &[Analysis], options: &Options) -> Comparison {
    let _ = options;
    let order = chronological(articles);
    let sorted: Vec<&Analysis> = order.iter().map(|at| &articles[*at]).collect();
    let mut comparison = Comparison::default();
    comparison.copy_of = restore(&order, copies::find(&sorted).into_iter().map(|c| c.map(|c| order[c])));
    comparison.stories = restore(&order, stories::find(&sorted));
    comparison.coverage.articles = articles.len();
    comparison
}

/// A number for each article, the same for articles about the same story.
pub fn stories(articles: &[Analysis]) -> Vec<u32> {
    let order = chronological(articles);
    let sorted: Vec<&Analysis> = order.iter().map(|at| &articles[*at]).collect();
    restore(&order, stories::find(&sorted))
}

/// The articles by date and id, those without a date last: everything is decided in this order, so that the order of
/// the input decides nothing.
fn chronological(articles: &[Analysis]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|at| {
        let article = &articles[*at];
        let days = article.meta.published.as_ref().map(|p| p.value.days());
        (days.is_none(), days, &article.id, &article.path)
    });
    order
}

/// Values of articles in `order`, in the order of the input.
fn restore<T: Clone + Default>(order: &[usize], sorted: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut out = vec![T::default(); order.len()];
    order.iter().zip(sorted).for_each(|(at, value)| out[*at] = value);
    out
}
