use std::sync::LazyLock;

use claimdiff_text::{Span, table};
use rustc_hash::FxHashMap;

use crate::{
    names::NearName,
    names::lexicon::{Lower, STOPS},
    tokens::{Token, TokenKind},
};

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
            token.span.of(text).ends_with('.') && at + 1 < tokens.len() && sentence_opener(text, tokens, at + 1)
        }
        _ => false,
    }
}

/// Whether the token at `at` starts a sentence after an abbreviation: a word that opens sentences and no name, or a noun
/// for a source with its verb ("Police said"); and after "6 a.m." and "etc." whatever has a verb.
fn sentence_opener(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    let word = token.span.of(text);
    if !token.capital {
        return false;
    }
    // What follows in lower case: no longer name goes on.
    let verb = || {
        let next = tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && !t.capital);
        next.is_some_and(|t| !NearName::GoesOn.has(t.span.of(text)))
    };
    if let Some(subject) = OPENERS.get(word) {
        let opens = !subject || verb();
        if opens {
            table::hit("openers", word);
        }
        return opens;
    }
    let closes = at.checked_sub(1).is_some_and(|b| NearName::Ends.has(tokens[b].span.of(text)));
    closes && !token.upper && !is_calendar(word) && verb()
}

/// Whether a word is a month or a weekday: "at 6 a.m. Monday".
fn is_calendar(word: &str) -> bool {
    STOPS.get(Lower::of(word).as_str()) == Some(&true)
}

/// Words that open a sentence and no name, with whether they only do so before a verb.
static OPENERS: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    table::rows(include_str!("openers.tsv")).map(|row| (row.key(), row.cells.get(1) == Some(&"subject"))).collect()
});

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
