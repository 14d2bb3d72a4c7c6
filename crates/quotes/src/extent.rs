//! Where a mixed quotation ends: at the closing mark, where the article's own clause goes on behind it.

use claimdiff_annotate::{Closed, Document, TokenKind, VerbForm};
use claimdiff_text::Span;

use crate::{
    Quote, QuoteKind,
    grammar::{Class, class_at},
    small::NearQuote,
};

/// Ends a mixed quotation at its last closing mark where the narration goes on there: "said she was “tired of waiting” and
/// left", "was heard shouting “leave the town” at the crowd".
pub(crate) fn trim(doc: &Document<'_>, quote: &mut Quote) {
    let (Some(first), Some(last)) = (quote.marked.first().copied(), quote.marked.iter().copied().max_by_key(|m| m.end))
    else {
        return;
    };
    if quote.kind != QuoteKind::Mixed {
        return;
    }
    let Some(content) = quote.content.iter_mut().find(|c| c.contains(last)) else { return };
    let mark = doc.tokens.partition_point(|t| t.span.start < last.end);
    let next = mark + 1;
    let within = |at: usize| doc.tokens.get(at).is_some_and(|t| t.span.end <= content.end);
    if !within(next) || doc.tokens[mark].kind != TokenKind::Mark {
        return;
    }
    let before = Span { start: content.start, end: first.start.max(content.start) }.of(doc.text());
    let narrates = match doc.word(next) {
        word if NearQuote::But.has(word) => true,
        word if Closed::And.has(word) => within(next + 1) && matches!(doc.verb_form(next + 1), Some(VerbForm::Past)),
        word if NearQuote::Narrates.has(word) => within(next + 1) && doc.word(next + 1).ends_with("ing"),
        // The quoted words are all that was said.
        _ => {
            before.chars().all(|c| !c.is_alphanumeric() && !c.is_whitespace())
                && class_at(doc, next) == Some(Class::Preposition)
        }
    };
    if narrates && content.start < last.end {
        content.end = last.end;
    }
}
