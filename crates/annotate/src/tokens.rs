use std::sync::LazyLock;

use claimdiff_text::{Slice, Span, table};
use rustc_hash::FxHashMap;

use crate::Closed;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it starts with a capital letter.
    pub capital: bool,
    /// Whether every letter is a capital and there are at least two.
    pub upper: bool,
    /// Whether a blank or a line break stands before it.
    pub spaced: bool,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and full stops of abbreviations ("U.S.", "e-mail", "O'Brien").
    Word,
    /// Digits with their separators ("6,400", "3.5", "1/2"), and digits glued to letters ("F-35", "4th").
    Number,
    /// The possessive or contracted tail of a word: "'s", "n't", "'re", "'ll".
    Clitic,
    /// A mark of quotation of any shape, double or single.
    Mark,
    /// A full stop, question mark, exclamation mark or ellipsis.
    Stop,
    /// A comma, colon, semicolon, dash or bracket.
    Comma,
    /// A symbol: "$", "%", "@".
    Symbol,
}

/// The tokens of a piece of text.
pub fn tokens_of(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    tokenize(text, Span::new(0, text.len()), &mut out);
    out
}

/// Cuts `text[span]` into tokens and appends them.
pub(crate) fn tokenize(text: &str, span: Span, out: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..span.end as usize];
    let mut at = span.start as usize;
    let mut spaced = true;
    while at < bytes.len() {
        let c = char_at(text, at);
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = if c.is_alphabetic() {
            word(text, at, bytes.len())
        } else if c.is_numeric() || (c == '.' && !spaced_digit(out, spaced) && digit(bytes, at + 1)) {
            number(text, at, bytes.len())
        } else {
            mark(text, at, bytes.len(), c)
        };
        let first = text.slice(at..end).chars().next().unwrap_or(' ');
        let upper = kind == TokenKind::Word && {
            let mut letters = text.slice(at..end).chars().filter(|c| c.is_alphabetic());
            let mut count = 0;
            letters.all(|c| {
                count += 1;
                !c.is_lowercase()
            }) && count > 1
        };
        out.push(Token { span: Span::new(at, end), kind, capital: first.is_uppercase(), upper, spaced });
        spaced = false;
        at = end;
    }
}

fn spaced_digit(out: &[Token], spaced: bool) -> bool {
    !spaced && out.last().is_some_and(|t| t.kind == TokenKind::Number)
}

fn char_at(text: &str, at: usize) -> char {
    text.slice(at..).chars().next().unwrap_or(' ')
}

fn digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

/// Whether `c` is an apostrophe, typewritten or typographic.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn word(text: &str, start: usize, limit: usize) -> (usize, TokenKind) {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < limit {
        let c = char_at(text, at);
        let next = at + c.len_utf8();
        if c.is_alphanumeric() || is_combining(c) {
            at = next;
            continue;
        }
        if next >= limit {
            break;
        }
        let after = char_at(text, next);
        match c {
            // "e-mail", "Paris-Berlin": one token, but not "word--word" and not a dash before a blank.
            '-' | '‐' | '‑' if after.is_alphanumeric() => at = next,
            _ if is_apostrophe(c) && after.is_alphabetic() => {
                if clitic_length(text.slice(next..limit)).is_some() || negation(text, at, limit) {
                    break;
                }
                at = next;
            }
            // "U.S.", "a.m.", "i.e.": single letters with full stops between them.
            '.' if after.is_alphabetic() && single_letter_before(text, start, at) => at = next,
            // "example.org"
            '.' if after.is_lowercase() && at > start && is_domain(text.slice(next..limit)) => at = next,
            _ => break,
        }
    }
    // The last full stop of an abbreviation of single letters belongs to it.
    if at < limit
        && bytes[at] == b'.'
        && at > start + 1
        && single_letter_before(text, start, at)
        && text.slice(start..at).contains('.')
    {
        at += 1;
    }
    // "Sen.", "Jan.", "J.": the full stop of an abbreviation belongs to it; whether a sentence ends there too, the
    // sentences decide.
    if at < limit && bytes[at] == b'.' && is_abbreviation(text.slice(start..at), text.slice(at + 1..limit)) {
        return (at + 1, TokenKind::Word);
    }
    // "don't" is "do" + "n't".
    if at < limit && is_apostrophe(char_at(text, at)) && negation(text, at, limit) {
        let head = at - 1;
        return if head > start {
            (head, TokenKind::Word)
        } else {
            (at + char_at(text, at).len_utf8() + 1, TokenKind::Clitic)
        };
    }
    (at, TokenKind::Word)
}

/// Whether `word` before a full stop is an abbreviation or an initial, given the text after the stop.
fn is_abbreviation(word: &str, rest: &str) -> bool {
    // "..." after a word is an ellipsis.
    if rest.starts_with('.') {
        return false;
    }
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => c.is_uppercase() && c != 'I',
        _ => {
            let Some(class) = ABBREVIATIONS.get(word).filter(|class| **class != DOMAIN) else { return false };
            table::hit("abbreviations", word);
            *class != "number" || rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        }
    }
}

/// The class of what ends the address of a page.
const DOMAIN: &str = "domain";

/// Whether a text begins with the end of an address: "org said".
fn is_domain(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let found = ABBREVIATIONS.get(rest.slice(..end)).is_some_and(|class| *class == DOMAIN);
    if found {
        table::hit("abbreviations", rest.slice(..end));
    }
    found
}

/// The abbreviations that keep their full stop, and the ends of addresses that keep the one before them, with their class.
static ABBREVIATIONS: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| table::rows(include_str!("abbreviations.tsv")).map(|row| (row.cells[0], row.cells[1])).collect());

/// Whether the apostrophe at `at` is that of "n't".
fn negation(text: &str, at: usize, limit: usize) -> bool {
    let rest = text.slice(at + char_at(text, at).len_utf8()..limit);
    text.slice(..at).ends_with(['n', 'N'])
        && rest.starts_with(['t', 'T'])
        && !rest.slice(1..).starts_with(char::is_alphanumeric)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

fn single_letter_before(text: &str, start: usize, at: usize) -> bool {
    // "D-N.H.": a letter behind a hyphen stands alone, too.
    text.slice(start..at)
        .rsplit(['.', '-'])
        .next()
        .is_some_and(|s| s.chars().count() == 1 && s.chars().all(char::is_alphabetic))
}

/// The length in bytes of "s", "re", "ve", "ll", "d" or "m" when the word ends after it.
fn clitic_length(rest: &str) -> Option<usize> {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    Closed::Clitic.in_any_case(rest.slice(..end)).then_some(end)
}

fn number(text: &str, start: usize, limit: usize) -> (usize, TokenKind) {
    let bytes = &text.as_bytes()[..limit];
    let mut at = start;
    while at < limit {
        let c = char_at(text, at);
        let next = at + c.len_utf8();
        let joins = match c {
            ',' | '.' | '/' | ':' | '\u{2044}' => digit(bytes, next),
            // "30-mile" and "2025-08-06" are one token, "5-7" is three.
            '-' if digit(bytes, next) => !range(text, start, at, next),
            '-' => next < limit && char_at(text, next).is_alphabetic(),
            _ => c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        at = next;
    }
    (at.max(start + char_at(text, start).len_utf8()), TokenKind::Number)
}

/// Whether the hyphen at `at` joins the two ends of a range ("5-7") and not the parts of a date or a telephone number.
fn range(text: &str, start: usize, at: usize, next: usize) -> bool {
    let before = text.slice(start..at);
    let after = text.slice(next..).split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    let rest = text.slice(next + after.len()..);
    before.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
        && !(before.len() == 4 && after.len() == 2 && rest.starts_with('-'))
}

fn mark(text: &str, at: usize, limit: usize, c: char) -> (usize, TokenKind) {
    let next = at + c.len_utf8();
    if is_apostrophe(c) && next < limit {
        // A clitic stands glued to a word, so a letter is before it.
        let glued = text.slice(..at).ends_with(char::is_alphanumeric);
        if let (true, Some(n)) = (glued, clitic_length(text.slice(next..limit))) {
            return (next + n, TokenKind::Clitic);
        }
    }
    let kind = match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‹' | '›' | '\'' | '`' => {
            TokenKind::Mark
        }
        '.' | '!' | '?' | '…' => {
            let run = text.slice(at..limit).bytes().take_while(|b| *b == b'.').count();
            return (if run > 1 { at + run } else { next }, TokenKind::Stop);
        }
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '–' | '-' | '{' | '}' => {
            let run = text.slice(at..limit).bytes().take_while(|b| *b == b'-').count();
            return (if run > 1 { at + run } else { next }, TokenKind::Comma);
        }
        _ => TokenKind::Symbol,
    };
    (next, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn abbreviations() {
        let tables = [("abbreviations", include_str!("abbreviations.tsv"))];
        claimdiff_cases::check("abbreviations.cases", include_str!("abbreviations.cases"), &tables, |wording| {
            let stopped = |w: &&str| w.len() > 1 && w.contains('.') && w.starts_with(char::is_alphabetic);
            cut(wording).into_iter().filter(stopped).map(str::to_owned).collect()
        });
    }

    #[test]
    fn tokens_of_news_text() {
        let cases: &[(&str, &[&str])] = &[
            ("U.S. troops don’t leave.", &["U.S.", "troops", "do", "n’t", "leave", "."]),
            (
                "Ukraine’s “great leader,” he’d said",
                &["Ukraine", "’s", "“", "great", "leader", ",", "”", "he", "’d", "said"],
            ),
            ("6,400 missiles; 3 1/2 years, 75%", &["6,400", "missiles", ";", "3", "1/2", "years", ",", "75", "%"]),
            ("5-7 men, a 15-year-old, 2025-08-06", &["5", "-", "7", "men", ",", "a", "15-year-old", ",", "2025-08-06"]),
            ("$.5 million… or so... (R-SC)", &["$", ".5", "million", "…", "or", "so", "...", "(", "R-SC", ")"]),
            ("O’Brien and the ’90s", &["O’Brien", "and", "the", "’", "90s"]),
            (
                "Sen. J. Roe said no. On Sept. 3...",
                &["Sen.", "J.", "Roe", "said", "no", ".", "On", "Sept.", "3", "..."],
            ),
            ("wait--what — no", &["wait", "--", "what", "—", "no"]),
            ("Roe (D-N.H.) said", &["Roe", "(", "D-N.H.", ")", "said"]),
            ("at Ferries.org said. Go.on", &["at", "Ferries.org", "said", ".", "Go", ".", "on"]),
        ];
        for (text, want) in cases {
            assert_eq!(cut(text), *want);
        }
    }
}
