use claimdiff_text::Span;

use crate::tokens::{Token, TokenKind};

/// The most tokens of a sentence. Text without stops is cut there, so that what looks at a whole sentence for each of its
/// tokens stays bounded.
const MAX_TOKENS: usize = 400;

/// Cuts a line's tokens into sentences: gives the ranges of token indexes, in order, that cover `from..tokens.len()`.
pub(crate) fn split(text: &str, tokens: &[Token], from: usize, mut sentence: impl FnMut(usize, usize)) {
    let mut start = from;
    let mut at = from;
    while at < tokens.len() {
        if at - start >= MAX_TOKENS {
            sentence(start, at);
            start = at;
        }
        at += 1;
        if !ends(text, tokens, at - 1, from) {
            continue;
        }
        // Closing marks and brackets go with the sentence they close.
        while at < tokens.len() && at - start < MAX_TOKENS && closes(text, tokens, at) {
            at += 1;
        }
        if at < tokens.len() && !starts(text, tokens, at) {
            continue;
        }
        sentence(start, at);
        start = at;
    }
    if start < tokens.len() {
        sentence(start, tokens.len());
    }
}

fn ends(text: &str, tokens: &[Token], at: usize, from: usize) -> bool {
    let token = tokens[at];
    match token.kind {
        TokenKind::Stop => {
            if token.span.of(text) != "." {
                return true;
            }
            // The full stop of an abbreviation is part of its word, so this one ends something.
            at != from
        }
        // "U.S." at the end of a sentence keeps its full stop.
        TokenKind::Word => {
            token.span.of(text).ends_with('.') && at + 1 < tokens.len() && sentence_opener(text, tokens[at + 1])
        }
        _ => false,
    }
}

/// After an abbreviation only a word that opens sentences and no name starts a new one.
fn sentence_opener(text: &str, token: Token) -> bool {
    token.capital
        && matches!(
            token.span.of(text),
            "The"
                | "A"
                | "An"
                | "But"
                | "And"
                | "In"
                | "On"
                | "At"
                | "He"
                | "She"
                | "It"
                | "They"
                | "We"
                | "This"
                | "That"
                | "These"
                | "Those"
                | "For"
                | "If"
                | "When"
                | "While"
                | "After"
                | "Before"
                | "However"
                | "His"
                | "Her"
                | "Their"
                | "There"
                | "As"
                | "So"
                | "Some"
                | "One"
        )
}

fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    match token.kind {
        TokenKind::Mark => match token.span.of(text) {
            "”" | "’" | "»" | "›" => true,
            // A straight mark, and a curly one that is mistyped, closes when it is glued to what stands before it.
            "\"" | "'" | "“" | "‘" => !token.spaced,
            _ => false,
        },
        TokenKind::Comma => matches!(token.span.of(text), ")" | "]"),
        TokenKind::Stop => !token.spaced,
        _ => false,
    }
}

fn starts(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    match token.kind {
        TokenKind::Word => token.capital || !token.spaced,
        TokenKind::Number => true,
        TokenKind::Mark => {
            let next = tokens.get(at + 1);
            next.is_none_or(|t| t.capital || t.kind != TokenKind::Word)
        }
        TokenKind::Comma => matches!(token.span.of(text), "(" | "[" | "—" | "–" | "-" | "--"),
        TokenKind::Stop => true,
        TokenKind::Symbol => true,
        TokenKind::Clitic => false,
    }
}

/// The span from the first to the last of some tokens.
pub(crate) fn span_of(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(a), Some(b)) => a.span.cover(b.span),
        _ => Span::default(),
    }
}
