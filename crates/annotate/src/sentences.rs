use std::sync::LazyLock;

use claimdiff_text::{Span, table};
use rustc_hash::FxHashSet;

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
    let word = token.span.of(text);
    let opens = token.capital && OPENERS.contains(word);
    if opens {
        table::hit("openers", word);
    }
    opens
}

/// Words that open a sentence and no name.
static OPENERS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| table::rows(include_str!("openers.tsv")).map(|row| row.key()).collect());

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

#[cfg(test)]
mod tests {
    use crate::annotate;

    /// How many sentences a text has.
    fn sentences(text: &str) -> Vec<String> {
        let article = claimdiff_cases::prose("a", text, None);
        vec![annotate(&article).sentences.len().to_string()]
    }

    #[test]
    fn cases() {
        let tables = [("openers", include_str!("openers.tsv"))];
        claimdiff_cases::check("openers.cases", include_str!("openers.cases"), &tables, sentences);
    }
}
