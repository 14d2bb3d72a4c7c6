//! Where the claims and quotations of many articles differ, and what was not comparable and why.
//!
//! [`compare`] sees [`Analysis`] records only, never a text, and gives the same findings for any order of them.

pub mod checks;
mod finding;
mod ledger;
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
    let mut comparison = Comparison::default();
    comparison.coverage.articles = articles.len();
    comparison
}
