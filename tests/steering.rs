//! Words that steer Rust: how many stand in the code that decides, where a row of a word list should.

use std::{iter::Peekable, path::Path, str::CharIndices};

use claimdiff_text::Slice;

use crate::root;

/// The folders whose decisions belong to word lists.
const FOLDERS: [&str; 4] = ["annotate", "quotes", "claims", "compare"];

/// About as many as there are. This number only falls: a word goes into a `.tsv` file with a case that fires it.
const CEILING: usize = 492;

/// How far below the ceiling the count may lie before the ceiling is to be lowered.
const SLACK: usize = 60;

/// Calls whose literals are told to people or name files.
const MESSAGES: [&str; 17] = [
    "format",
    "write",
    "writeln",
    "panic",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "unreachable",
    "include_str",
    "include_bytes",
    "println",
    "concat",
    "expect",
    "new",
    "from",
];

/// Methods that compare with a literal.
const COMPARES: [&str; 8] =
    ["is", "starts_with", "ends_with", "strip_prefix", "strip_suffix", "contains", "any", "eq_ignore_ascii_case"];

/// Constants that name classes, columns and examples of word lists.
const NAMES: [&str; 5] = ["ALL", "NAMES", "NAME", "CASES", "EXPLAIN"];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Sign(String),
    /// The text of a literal.
    Text(String),
}

impl Token {
    fn is(&self, sign: &str) -> bool {
        matches!(self, Token::Sign(s) if s == sign)
    }

    fn word(&self) -> Option<&str> {
        match self {
            Token::Word(w) => Some(w),
            _ => None,
        }
    }
}

/// The tokens of a file of Rust, without comments, characters and lifetimes.
fn tokens(code: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = code.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match c {
            '/' if next == Some('/') => skip_until(&mut chars, |c| c == '\n'),
            '/' if next == Some('*') => comment(&mut chars),
            '"' => out.push(Token::Text(literal(&mut chars))),
            'r' if next == Some('"')
                || next == Some('#') && code.slice(at + 1..).trim_start_matches('#').starts_with('"') =>
            {
                out.push(Token::Text(raw(&mut chars)));
            }
            '\'' => character(&mut chars),
            c if c.is_alphanumeric() || c == '_' => {
                let mut word = c.to_string();
                while let Some((_, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                out.push(Token::Word(word));
            }
            '=' | '!' if next == Some('=') || c == '=' && next == Some('>') => {
                chars.next();
                out.push(Token::Sign(format!("{c}{}", next.unwrap_or('='))));
            }
            c if c.is_whitespace() => {}
            c => out.push(Token::Sign(c.to_string())),
        }
    }
    out
}

type Chars<'a> = Peekable<CharIndices<'a>>;

fn skip_until(chars: &mut Chars<'_>, end: impl Fn(char) -> bool) {
    while chars.next().is_some_and(|(_, c)| !end(c)) {}
}

fn comment(chars: &mut Chars<'_>) {
    let mut last = ' ';
    for (_, c) in chars.by_ref() {
        if last == '*' && c == '/' {
            return;
        }
        last = c;
    }
}

fn literal(chars: &mut Chars<'_>) -> String {
    let mut out = String::new();
    while let Some((_, c)) = chars.next() {
        match c {
            '"' => break,
            '\\' => {
                chars.next();
                out.push(' ');
            }
            c => out.push(c),
        }
    }
    out
}

fn raw(chars: &mut Chars<'_>) -> String {
    let mut hashes = 0;
    while chars.next_if(|(_, c)| *c == '#').is_some() {
        hashes += 1;
    }
    chars.next();
    let mut out = String::new();
    while let Some((_, c)) = chars.next() {
        if c == '"' {
            let mut closing = 0;
            while closing < hashes && chars.next_if(|(_, c)| *c == '#').is_some() {
                closing += 1;
            }
            if closing == hashes {
                break;
            }
        }
        out.push(c);
    }
    out
}

/// A character or a lifetime, which no word is in.
fn character(chars: &mut Chars<'_>) {
    match chars.next() {
        Some((_, '\\')) => skip_until(chars, |c| c == '\''),
        Some(_) if chars.peek().is_some_and(|(_, c)| *c == '\'') => {
            chars.next();
        }
        _ => {}
    }
}

/// What a bracket was opened by.
#[derive(Clone, Debug, PartialEq)]
struct Open {
    sign: char,
    /// The word right before it, and whether a "!" stands between.
    by: String,
    macro_call: bool,
    /// The body of a `match` over the cell of a row, whose arms name classes.
    reader: bool,
}

/// The words of a file that steer it.
fn steering(code: &str) -> Vec<String> {
    let tokens = tokens(code);
    let at = |n: usize| tokens.get(n);
    let mut open: Vec<Open> = Vec::new();
    let mut out = Vec::new();
    // The depth at which a constant is defined, and its name; the token that opens a match over a cell.
    let mut constant: Option<(usize, String)> = None;
    let mut reader = usize::MAX;
    let mut n = 0;
    while n < tokens.len() {
        match &tokens[n] {
            Token::Sign(s) if s == "#" && at(n + 1).is_some_and(|t| t.is("[") || t.is("!")) => {
                let (end, test) = attribute(&tokens, n);
                n = if test { item(&tokens, end) } else { end };
                continue;
            }
            Token::Word(w) if (w == "const" || w == "static") && at(n + 1).and_then(Token::word) != Some("fn") => {
                constant = at(n + 1).and_then(Token::word).map(|name| (open.len(), name.to_owned()));
            }
            Token::Word(w) if w == "match" => {
                let head = || tokens[n + 1..].iter().take_while(|t| !t.is("{"));
                let cell = head().filter_map(Token::word).any(|w| matches!(w, "cell" | "cells" | "row" | "class"));
                if cell {
                    reader = n + 1 + head().count();
                }
            }
            Token::Sign(s) if matches!(s.as_str(), "(" | "[" | "{") => {
                let bang = n > 0 && tokens[n - 1].is("!");
                let by = n.checked_sub(1 + usize::from(bang)).and_then(|b| tokens[b].word()).unwrap_or_default();
                let sign = s.chars().next().unwrap_or('(');
                open.push(Open { sign, by: by.to_owned(), macro_call: bang, reader: n == reader });
            }
            Token::Sign(s) if matches!(s.as_str(), ")" | "]" | "}") => {
                open.pop();
            }
            Token::Sign(s) if s == ";" && constant.as_ref().is_some_and(|(depth, _)| open.len() <= *depth) => {
                constant = None;
            }
            Token::Text(text) => {
                let sign =
                    |m: Option<usize>, signs: &[&str]| m.and_then(at).is_some_and(|t| signs.iter().any(|s| t.is(s)));
                let (before, behind) = (n.checked_sub(1), Some(n + 1));
                let message = |o: &Open| MESSAGES.contains(&o.by.as_str());
                let told = open.iter().any(|o| o.macro_call && message(o)) || open.last().is_some_and(message);
                let named = constant.as_ref().is_some_and(|(_, name)| NAMES.contains(&name.as_str()));
                let arm = sign(behind, &["=>", "|"]) || sign(before, &["|"]);
                let class = arm && open.iter().any(|o| o.reader);
                let compares = arm
                    || sign(before, &["==", "!="])
                    || sign(behind, &["==", "!="])
                    || open.iter().any(|o| o.macro_call && o.by == "matches")
                    || open.last().is_some_and(|o| o.sign == '[' && !o.macro_call || COMPARES.contains(&o.by.as_str()))
                    || constant.is_some();
                if compares && !told && !named && !class {
                    let words = text.split_whitespace().filter(|w| w.contains(char::is_alphabetic));
                    out.extend(words.map(str::to_owned));
                }
            }
            _ => {}
        }
        n += 1;
    }
    out
}

/// The token behind an attribute, and whether it marks tests.
fn attribute(tokens: &[Token], start: usize) -> (usize, bool) {
    let mut depth = 0;
    let mut words = Vec::new();
    for (n, token) in tokens.iter().enumerate().skip(start) {
        if token.is("[") {
            depth += 1;
        } else if token.is("]") {
            depth -= 1;
            if depth == 0 {
                return (n + 1, words == ["cfg", "test"]);
            }
        }
        words.extend(token.word());
    }
    (tokens.len(), false)
}

/// The token behind the item that begins at one.
fn item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().skip(start) {
        if token.is("{") {
            depth += 1;
        } else if token.is("}") {
            depth -= 1;
            if depth == 0 {
                return n + 1;
            }
        } else if token.is(";") && depth == 0 {
            return n + 1;
        }
    }
    tokens.len()
}

#[test]
fn words_that_steer_rust_get_fewer() {
    let folder = |name: &str| root().join("crates").join(name).join("src");
    let files = FOLDERS.iter().flat_map(|name| super::tidy::files(&folder(name)));
    let code =
        |f: &Path| f.extension().is_some_and(|e| e == "rs") && !f.components().any(|c| c.as_os_str() == "training");
    let mut counts: Vec<(usize, String)> = files
        .filter(|f| code(f))
        .map(|f| {
            let name = f.strip_prefix(root()).unwrap_or(&f).display().to_string();
            (steering(&super::tidy::read(&f)).len(), name)
        })
        .collect();
    counts.sort_by(|a, b| b.cmp(a));
    let all: usize = counts.iter().map(|(n, _)| n).sum();
    let worst: Vec<String> = counts.iter().take(12).map(|(n, f)| format!("{n:5} {f}")).collect();
    assert!(
        all <= CEILING,
        "{all} words steer Rust, at most {CEILING} may: move them into word lists\n{}",
        worst.join("\n")
    );
    assert!(all + SLACK > CEILING, "{all} words steer Rust, far fewer than CEILING: lower it");
}

#[test]
fn words_that_steer_are_told_from_others() {
    let words = |code: &str| steering(code).join(" ");
    assert_eq!(words(r#"if word == "of" || word != "in" {}"#), "of in");
    assert_eq!(words(r#"matches!(word, "a" | "an") && ["to be", "was"].contains(&word)"#), "a an to be was");
    assert_eq!(words(r#"const LIST: &str = "one two";"#), "one two");
    assert_eq!(words(r#"match word { "so" => 1, _ => 2 }"#), "so");
    assert_eq!(words(r#"match cells[0] { "verb" => 1, _ => 2 }"#), "");
    assert_eq!(words(r#"panic!("no word"); format!("{a} of"); value.expect("a value"); "-" == word"#), "");
    assert_eq!(words("#[cfg(test)] mod tests { fn f() { a == \"of\" } } // == \"in\""), "");
}
