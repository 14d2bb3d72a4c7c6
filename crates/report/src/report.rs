use std::cmp::Reverse;

use claimdiff_claims::Analysis;
use claimdiff_compare::{Cleared, Comparison, Finding, Passage};
use claimdiff_text::Note;

use crate::policy::Policy;

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The articles that were compared.
    pub articles: &'a [Analysis],
    /// What differs and what does not.
    pub comparison: &'a Comparison,
    /// What was not read.
    pub notes: &'a [Note],
    /// The articles that are drafts, as indices in their order: what a finding says is told of them first.
    pub drafts: &'a [usize],
}

impl<'a> Report<'a> {
    /// The passage that a finding is told by in one line: the draft's, else that of the newest article, of several the
    /// first.
    pub(crate) fn newest<'f>(&self, f: &'f Finding) -> Option<&'f Passage> {
        let published = |p: &Passage| self.articles[p.article].meta.published.as_ref().map(|d| d.value.days().last);
        let draft = f.passages.iter().find(|p| self.drafts.binary_search(&p.article).is_ok());
        let newest = || f.passages.iter().rev().max_by_key(|p| published(p));
        let first = |n: &'f Passage| f.passages.iter().find(|p| p.article == n.article).unwrap_or(n);
        draft.or_else(|| newest().map(first))
    }

    /// The findings, the gravest first and of these the surest, over all stories.
    pub(crate) fn gravest(&self) -> Vec<&'a Finding> {
        let mut out: Vec<&Finding> = self.comparison.findings.iter().collect();
        out.sort_by_key(|f| Reverse((f.severity, f.grade)));
        out
    }

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
    /// How a number of deaths is coded that a time line has in a word.
    pub policy: Option<&'static Policy>,
}

impl Default for View {
    fn default() -> View {
        View { ledger: false, color: false, width: 100, baseline: false, policy: None }
    }
}
