use claimdiff_claims::Analysis;
use claimdiff_compare::{Cleared, Comparison};
use claimdiff_text::Note;

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The articles that were compared.
    pub articles: &'a [Analysis],
    /// What differs and what does not.
    pub comparison: &'a Comparison,
    /// What was not read.
    pub notes: &'a [Note],
}

impl Report<'_> {
    /// The near misses in words.
    pub(crate) fn cleared(&self) -> Vec<Cleared> {
        self.comparison.cleared(self.articles)
    }
}

/// What of a report is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Whether the near misses are shown.
    pub ledger: bool,
    /// Whether colour may be used.
    pub color: bool,
    /// The width of a line, in columns.
    pub width: usize,
    /// Whether all that is shown is new against a baseline.
    pub baseline: bool,
}

impl Default for View {
    fn default() -> View {
        View { ledger: false, color: false, width: 100, baseline: false }
    }
}
