//! Quotation marks paired into stretches.

use claimdiff_text::{Article, Span};

/// Words between two quotation marks of one paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// With the marks.
    pub outer: Span,
    /// Without the marks.
    pub inner: Span,
    /// How many stretches it lies in: 0 at the top.
    pub depth: u8,
}

/// Pairs the quotation marks of every line that is read.
pub fn stretches(_article: &Article) -> Vec<Stretch> {
    Vec::new()
}
