//! The phrases of page furniture.

use std::{fmt, sync::LazyLock};

use claimdiff_text::Slice;
use claimdiff_text::table::{hit, rows};
use rustc_hash::FxHashMap;
use serde::{
    Deserialize,
    de::{IntoDeserializer, value, value::StrDeserializer},
};

use crate::meta::date;

pub(crate) const PHRASES: &str = include_str!("en.tsv");

/// The longest line that a phrase at its start can tell, in words: prose that begins with "Read more" runs on.
const MAX_WORDS: usize = 32;

/// The longest line of furniture, in bytes.
const MAX_BYTES: usize = 400;

/// So much of a longer line is looked at for the words that begin the note of a correction, in bytes.
const HEAD_BYTES: usize = 120;

/// What a phrase tells of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// A link or an invitation.
    Promo,
    /// A control or notice of the page.
    Boilerplate,
    /// The heading of a list of links.
    List,
    /// Who wrote, edited or helped.
    Byline,
    /// What an earlier version had wrong.
    Correction,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            What::Promo => "promo",
            What::Boilerplate => "boilerplate",
            What::List => "list",
            What::Byline => "byline",
            What::Correction => "correction",
        })
    }
}

#[derive(Clone, Copy)]
struct Phrase {
    key: &'static str,
    what: What,
    confidence: u8,
}

#[derive(Default)]
struct Phrases {
    whole: FxHashMap<&'static str, Phrase>,
    /// By their first word, longest first.
    start: FxHashMap<&'static str, Vec<Phrase>>,
    within: Vec<Phrase>,
    /// Words that tell by a date or a time behind them.
    dated: Vec<Phrase>,
    /// Labels that a phrase of the same sort may start behind.
    label: Vec<Phrase>,
}

static TABLE: LazyLock<Phrases> = LazyLock::new(|| {
    let mut table = Phrases::default();
    for row in rows(PHRASES) {
        let key = row.key();
        let told: StrDeserializer<'_, value::Error> = row.cell(2).into_deserializer();
        let what = What::deserialize(told).unwrap_or(What::Boilerplate);
        let phrase = Phrase { key, what, confidence: row.cell(3).parse().unwrap_or(0) };
        match row.cell(1) {
            "whole" if !key.contains('*') => {
                table.whole.insert(key, phrase);
                if what == What::Correction {
                    table.dated.push(phrase);
                }
            }
            "within" => table.within.push(phrase),
            "dated" => table.dated.push(phrase),
            "label" => table.label.push(phrase),
            _ => table.start.entry(first_word(key)).or_default().push(phrase),
        }
    }
    for phrases in table.start.values_mut() {
        phrases.sort_by_key(|p| std::cmp::Reverse(p.key.len()));
    }
    table
});

fn first_word(s: &str) -> &str {
    s.split([' ', ':', ',']).next().unwrap_or(s)
}

/// What a line's words tell, and how sure that is in percent. `low` is scratch for the line in lower case.
pub(crate) fn tell(line: &str, low: &mut String) -> Option<(What, u8)> {
    let table = &*TABLE;
    let whole = line.len() <= MAX_BYTES;
    fold(if whole { line } else { line.slice(..line.floor_char_boundary(HEAD_BYTES)) }, low);
    if let Some(p) = table.whole.get(low.trim_end_matches(':')).filter(|_| whole) {
        hit("lines/en.tsv", p.key);
        return Some((p.what, p.confidence));
    }
    let long = !whole || low.split(' ').count() > MAX_WORDS;
    let found = started(table, low)
        .or_else(|| labelled(table, low))
        .or_else(|| table.dated.iter().find(|p| is_dated(low, p.key)))
        .or_else(|| table.within.iter().find(|p| low.contains(p.key)))
        .filter(|p| !long || p.what == What::Correction)?;
    hit("lines/en.tsv", found.key);
    Some((found.what, found.confidence))
}

/// The longest phrase that a line starts with.
fn started<'t>(table: &'t Phrases, low: &str) -> Option<&'t Phrase> {
    table.start.get(first_word(low)).into_iter().flatten().find(|p| begins(low, p.key))
}

/// The phrase behind a label: "update: this article has been corrected".
fn labelled<'t>(table: &'t Phrases, low: &str) -> Option<&'t Phrase> {
    table.label.iter().find_map(|label| {
        let rest = low.strip_prefix(label.key)?;
        let rest = moments(rest).unwrap_or(rest).trim_start_matches(|c: char| !c.is_alphanumeric());
        let found = started(table, rest).filter(|p| p.what == label.what)?;
        hit("lines/en.tsv", label.key);
        Some(found)
    })
}

/// Whether a line begins with some words and the date or time of its note: "correction, 3 may: ", "amended on 3 may to".
fn is_dated(low: &str, words: &str) -> bool {
    let rest = low.strip_prefix(words).filter(|rest| !rest.starts_with(char::is_alphanumeric)).and_then(moments);
    let Some(rest) = rest.map(str::trim_start) else { return false };
    rest.is_empty() || rest.starts_with([':', ';', '.', ')', '|', '-', '–', '—']) || rest.starts_with("to ")
}

/// What follows the dates and times of day that a text begins with, where it begins with any.
fn moments(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut any = false;
    loop {
        let next = rest.trim_start_matches([' ', ',', '(', '|', '-', '–', '—']);
        let next = next.strip_prefix("on ").or_else(|| next.strip_prefix("at ")).unwrap_or(next);
        match date::moment(next) {
            Some(len) => (rest, any) = (next.slice(len..), true),
            None => return any.then_some(rest),
        }
    }
}

/// Whether `low` begins with the phrase at a word's end, `*` standing for any words.
fn begins(low: &str, phrase: &str) -> bool {
    let mut rest = low;
    for (n, part) in phrase.split('*').enumerate() {
        let found =
            if n == 0 { rest.strip_prefix(part) } else { rest.find(part).map(|at| rest.slice(at + part.len()..)) };
        let Some(after) = found else { return false };
        rest = after;
    }
    phrase.ends_with([':', ')', '*']) || !rest.starts_with(|c: char| c.is_alphanumeric())
}

/// Lower case, straight apostrophes, single blanks, no marks at the ends.
fn fold(line: &str, low: &mut String) {
    low.clear();
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | ':');
    for c in line.trim_matches(marks).chars() {
        match c {
            'a'..='z' => low.push(c),
            'A'..='Z' => low.push(c.to_ascii_lowercase()),
            '’' | '‘' => low.push('\''),
            c if c.is_whitespace() => {
                if !low.ends_with(' ') {
                    low.push(' ');
                }
            }
            c => low.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_tell_furniture() {
        claimdiff_cases::check("lines/en.cases", include_str!("en.cases"), &[("lines/en.tsv", PHRASES)], |line| {
            tell(line, &mut String::new()).map(|(what, c)| format!("{what} {c}")).into_iter().collect()
        });
    }
}
