//! Lines found and tagged.

use claimdiff_text::{Line, LineKind, Reason, Span};

/// Every line that is not blank.
pub(crate) fn tag(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = 0;
    for (number, line) in text.split('\n').enumerate() {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len() + 1;
        if !span.is_empty() {
            let kind = LineKind::Paragraph;
            out.push(Line {
                span,
                prose: span,
                number: number as u32 + 1,
                kind,
                reason: Reason::Default,
                confidence: 50,
            });
        }
    }
    out
}
