//! Tokens cut further, for figures and dates: "30-mile" is "30" and "mile", "5.5m" is "5.5" and "m".

use claimdiff_text::{Slice, Span};

use crate::{
    Closed, Document, TokenKind,
    lexemes::{self, Lexeme},
    names::NearName,
};

/// A part of a token: digits, letters, or a sign.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its token, as an index into [`Document::tokens`].
    pub(crate) token: u32,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// How it hangs on the piece before.
    pub(crate) joint: Joint,
    /// Whether it starts with a capital.
    pub(crate) capital: bool,
    /// What the word lists know of it.
    pub(crate) lexeme: &'static Lexeme,
}

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits with their separators.
    Digits,
    /// Letters.
    Word,
    /// Anything else.
    Sign,
}

/// How a piece hangs on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// A blank or a line break stands between.
    Spaced,
    /// Nothing stands between.
    Glued,
    /// A hyphen stands between.
    Hyphen,
}

impl Piece {
    /// Its words.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// Whether the word lists know it, and it is of a closed class.
    pub(crate) fn is(&self, class: Closed) -> bool {
        self.lexeme.closed.has(class)
    }

    /// The word that the lists know it as, in lower case; empty where they do not know it.
    pub(crate) fn key(&self) -> &'static str {
        self.lexeme.key
    }

    /// Whether it is this sign.
    pub(crate) fn is_sign(&self, text: &str, sign: &str) -> bool {
        self.shape == Shape::Sign && self.of(text) == sign
    }
}

/// The pieces of a document, and for each sentence the index of its first one.
pub(crate) struct Pieces {
    /// All pieces, in order.
    pub(crate) all: Vec<Piece>,
    /// Where each sentence starts in `all`, with the end as a last entry.
    pub(crate) starts: Vec<u32>,
    /// Whether a sentence holds a digit or a word that may start a figure or a time expression.
    pub(crate) triggered: Vec<bool>,
}

/// Cuts the tokens of a document.
pub(crate) fn cut(doc: &Document<'_>) -> Pieces {
    let text = doc.text();
    let mut out = Pieces {
        all: Vec::with_capacity(doc.tokens.len() + doc.tokens.len() / 8),
        starts: Vec::with_capacity(doc.sentences.len() + 1),
        triggered: Vec::with_capacity(doc.sentences.len()),
    };
    for sentence in &doc.sentences {
        out.starts.push(out.all.len() as u32);
        let from = out.all.len();
        let mut triggered = false;
        for at in sentence.tokens.clone() {
            let token = doc.tokens[at];
            let joint = if token.spaced { Joint::Spaced } else { Joint::Glued };
            let whole = |shape, lexeme| Piece {
                span: token.span,
                token: at as u32,
                shape,
                joint,
                capital: token.capital,
                lexeme,
            };
            match token.kind {
                TokenKind::Word => {
                    let word = token.span.of(text);
                    if needs_cut(word) {
                        cut_token(text, whole(Shape::Word, &lexemes::NONE), &mut out.all);
                    } else {
                        // "US" is no pronoun.
                        let lexeme =
                            if token.upper && NearName::Country.has(word) { &lexemes::NONE } else { known(word) };
                        out.all.push(whole(Shape::Word, lexeme));
                    }
                }
                TokenKind::Number => {
                    let from = out.all.len();
                    cut_token(text, whole(Shape::Digits, &lexemes::NONE), &mut out.all);
                    join_decimals(text, &mut out.all, from);
                }
                TokenKind::Clitic => out.all.push(whole(Shape::Sign, lexemes::find(token.span.of(text)))),
                _ => out.all.push(whole(Shape::Sign, &lexemes::NONE)),
            }
        }
        if triggered_by_digits(&out.all[from..]) {
            join_thousands(text, &mut out.all, from);
        }
        for p in &out.all[from..] {
            triggered |= p.shape == Shape::Digits || p.lexeme.triggers;
        }
        out.triggered.push(triggered);
    }
    out.starts.push(out.all.len() as u32);
    out
}

/// What the lists know of a word, with or without the full stop of an abbreviation.
fn known(word: &str) -> &'static Lexeme {
    let lexeme = lexemes::find(word);
    match word.strip_suffix('.') {
        Some(bare) if lexeme.key.is_empty() => lexemes::find(bare),
        _ => lexeme,
    }
}

/// "RM2.70": the letters end their token before the stop, so its decimals come as another.
fn join_decimals(text: &str, pieces: &mut Vec<Piece>, at: usize) {
    if at == 0 || at >= pieces.len() {
        return;
    }
    let (before, decimals) = (pieces[at - 1], pieces[at]);
    if before.shape == Shape::Digits && decimals.joint == Joint::Glued && decimals.of(text).starts_with('.') {
        pieces[at - 1].span = before.span.cover(decimals.span);
        pieces.remove(at);
    }
}

fn triggered_by_digits(pieces: &[Piece]) -> bool {
    pieces.iter().any(|p| p.shape == Shape::Digits)
}

/// "1 200 people", "1'200": thousands parted by one blank or an apostrophe are one figure. What follows a blank that
/// may part two figures must be counted: a word stands behind it.
fn join_thousands(text: &str, pieces: &mut Vec<Piece>, from: usize) {
    let digits = |p: &Piece| p.shape == Shape::Digits && p.of(text).bytes().all(|b| b.is_ascii_digit());
    let group = |p: &Piece| digits(p) && p.span.len() == 3;
    let mut at = from;
    while at < pieces.len() {
        let first = pieces[at];
        let opens = digits(&first) && first.span.len() <= 3 && !first.of(text).starts_with('0');
        let name = |p: &Piece| p.shape == Shape::Word && p.capital && !p.lexeme.hedge;
        let named = at > from && name(&pieces[at - 1]);
        if !opens || first.joint != Joint::Spaced && at > from && pieces[at - 1].shape != Shape::Sign {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            let last = pieces[end - 1].span.end;
            let blank = |p: &Piece| {
                matches!(text.slice(last as usize..p.span.start as usize), " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
            };
            let mark = |p: &Piece| p.joint == Joint::Glued && matches!(p.of(text), "'" | "’");
            match (pieces.get(end), pieces.get(end + 1)) {
                (Some(p), _) if group(p) && p.joint == Joint::Spaced && blank(p) && !named => end += 1,
                (Some(m), Some(p)) if mark(m) && group(p) && p.joint == Joint::Glued => end += 2,
                _ => break,
            }
        }
        let apostrophe = end > at + 1 && pieces[at + 1].shape == Shape::Sign;
        let counted = pieces.get(end).is_some_and(|p| p.shape == Shape::Word && p.joint == Joint::Spaced);
        if end > at + 1 && (apostrophe || counted) {
            pieces[at].span = first.span.cover(pieces[end - 1].span);
            pieces.drain(at + 1..end);
        }
        at += 1;
    }
}

fn needs_cut(word: &str) -> bool {
    word.bytes().any(|b| b == b'-' || b.is_ascii_digit() || b == 0xe2)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// The value of a single character that is a fraction.
pub(crate) fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

/// Cuts a token at hyphens and where letters meet digits.
fn cut_token(text: &str, whole: Piece, out: &mut Vec<Piece>) {
    let word = whole.of(text);
    let base = whole.span.start as usize;
    let bytes = word.as_bytes();
    let mut joint = whole.joint;
    let mut at = 0;
    while at < word.len() {
        let c = word.slice(at..).chars().next().unwrap_or(' ');
        if is_hyphen(c) {
            joint = Joint::Hyphen;
            at += c.len_utf8();
            continue;
        }
        let digits = c.is_ascii_digit() || vulgar(c).is_some() || (c == '.' && at + 1 < bytes.len());
        let mut end = at + c.len_utf8();
        while end < word.len() {
            let c = word.slice(end..).chars().next().unwrap_or(' ');
            let more = if digits {
                c.is_ascii_digit() || vulgar(c).is_some() || (matches!(c, ',' | '.' | '/' | ':' | '\u{2044}'))
            } else {
                !is_hyphen(c) && !c.is_ascii_digit()
            };
            if !more {
                break;
            }
            end += c.len_utf8();
        }
        let part = word.slice(at..end);
        out.push(Piece {
            span: Span::new(base + at, base + end),
            shape: if digits { Shape::Digits } else { Shape::Word },
            joint,
            capital: part.contains(char::is_uppercase),
            lexeme: if digits { &lexemes::NONE } else { lexemes::find(part) },
            ..whole
        });
        joint = Joint::Glued;
        at = end;
    }
}
