//! Names of authors and languages as fields give them.

use std::sync::LazyLock;

use claimdiff_text::table::{hit, rows};
use rustc_hash::FxHashMap;

use crate::meta::date::is_calendar;

/// The most authors an article has; a longer list is one of tags.
const MAX_AUTHORS: usize = 24;

/// The most words of a name.
const MAX_NAME_WORDS: usize = 6;

/// The longest name, in bytes.
const MAX_NAME_BYTES: usize = 60;

pub(crate) const CREDITS: &str = include_str!("credits.tsv");

/// What words around names say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Authors follow.
    Label,
    /// People who are no authors follow.
    Other,
    /// The names end here.
    Stop,
    /// What somebody is.
    Role,
    /// What somebody is that of.
    Field,
}

static TABLE: LazyLock<FxHashMap<&'static str, Says>> = LazyLock::new(|| {
    rows(CREDITS)
        .map(|row| {
            let says = match row.cell(1) {
                "label" => Says::Label,
                "other" => Says::Other,
                "stop" => Says::Stop,
                "role" => Says::Role,
                _ => Says::Field,
            };
            (row.key(), says)
        })
        .collect()
});

fn says(words: &str) -> Option<Says> {
    let low = words.trim_end_matches([':', ',', '.']).to_lowercase();
    let (key, says) = TABLE.get_key_value(low.as_str())?;
    hit("format/credits.tsv", key);
    Some(*says)
}

/// The people named in fields and bylines: lists parted; labels, roles and addresses left out; each once.
pub(crate) fn people<'a>(fields: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for segment in fields.flat_map(|f| f.split([';', '|', '\u{2022}', '\u{b7}', '\n'])) {
        let mut others = false;
        for part in split(segment) {
            let (label, part) = without_label(part.trim_matches(|c: char| c.is_whitespace() || OUTER.contains(c)));
            others = label.map_or(others, |l| l == Says::Other);
            if others {
                continue;
            }
            let part = without_role(up_to_stop(part)).trim_matches(|c: char| c.is_whitespace() || OUTER.contains(c));
            let key: String = part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            let seen =
                |o: &String| o.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).eq(key.chars());
            if is_person(part) && !out.iter().any(seen) {
                out.push(part.to_owned());
            }
            if out.len() == MAX_AUTHORS {
                return out;
            }
        }
    }
    out
}

/// Marks around names.
const OUTER: &str = ",;|\u{2022}\u{b7}/-\u{2013}\u{2014}()[]:";

/// What a label before names says, and what comes after it.
fn without_label(part: &str) -> (Option<Says>, &str) {
    // Labels have at most three words; the longest that is one counts.
    let ends = part.match_indices([' ', ':', '\u{a0}']).map(|(n, m)| (n, n + m.len())).take(3);
    let found = ends.filter_map(|(end, after)| {
        let label = says(part.get(..end)?).filter(|s| matches!(s, Says::Label | Says::Other))?;
        Some((Some(label), part.get(after..)?.trim_start_matches([' ', ':', '\u{a0}'])))
    });
    found.last().unwrap_or((None, part))
}

/// A part up to the words that follow names: an invitation to write, a place, an address, a date.
fn up_to_stop(part: &str) -> &str {
    // "Lena MarshPublished: 3 May" is what markup without blanks leaves.
    let humps =
        part.char_indices().zip(part.chars().skip(1)).filter(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    for (n, a) in humps.map(|((n, a), _)| (n, a)) {
        let at = n + a.len_utf8();
        let word = part.get(at..).map_or("", |rest| rest.split([' ', ':']).next().unwrap_or(""));
        if says(word) == Some(Says::Stop) {
            return part.get(..at).unwrap_or(part);
        }
    }
    let starts: Vec<usize> = starts(part).collect();
    for (n, &start) in starts.iter().enumerate() {
        let word = part.get(start..).and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
        let two = starts.get(n + 2).map_or(part.len(), |end| *end);
        let ends = word.contains('@')
            || word.contains("://")
            || word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word, "-" | "\u{2013}" | "\u{2014}")
            || says(word) == Some(Says::Stop)
            || part.get(start..two).is_some_and(|w| says(w.trim_end()) == Some(Says::Stop));
        if ends {
            return part.get(..start).unwrap_or(part).trim_end();
        }
    }
    part
}

/// Where the words of a text begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(n, c)| {
        let start = before.is_whitespace() && !c.is_whitespace();
        before = c;
        start.then_some(n)
    })
}

/// A name without what the person is: "Lena Marsh Senior Reporter". What is only that names nobody.
pub(crate) fn without_role(part: &str) -> &str {
    let starts: Vec<usize> = starts(part).collect();
    let of = |start: &usize| part.get(*start..).and_then(|rest| rest.split_whitespace().next()).and_then(says);
    let tail = starts.iter().rev().take_while(|s| matches!(of(s), Some(Says::Role | Says::Field))).count();
    let named = starts.len() - tail;
    let role = starts.get(named..).is_some_and(|tail| tail.iter().any(|s| of(s) == Some(Says::Role)));
    match (named, role) {
        // "Reports" alone is what is left of "and wire reports".
        (0, _) => "",
        // "AP Sports Writer" is no name, "Kim Head, Editor" is one.
        (1, true) if !part.split(' ').next().is_some_and(|w| w.contains(char::is_lowercase)) => "",
        (1, true) if starts.len() > 2 => starts.get(2).map_or(part, |end| part.get(..*end).unwrap_or(part)).trim_end(),
        (2.., true) => starts.get(named).and_then(|end| part.get(..*end)).unwrap_or(part).trim_end(),
        _ => part,
    }
}

/// Whether a part of a list may name somebody.
fn is_person(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let calendar = part.split_whitespace().filter(|w| is_calendar(w)).count();
    (1..=MAX_NAME_WORDS).contains(&words)
        && part.len() <= MAX_NAME_BYTES
        && part.contains(char::is_alphabetic)
        && !part.contains("://")
        && !part.starts_with("www.")
        && !part.contains('@')
        // "June Hale" is somebody, "Tuesday" and "Monday June" are not.
        && calendar < words
        && !(words == 1 && part.len() <= 4 && !part.contains(char::is_lowercase))
        && part.chars().filter(|c| c.is_ascii_digit()).count() <= 2
}

/// Parts a list of names at commas and "and".
fn split(list: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = list.get(at..).filter(|r| !r.is_empty()) {
        let cut = [" and ", " And ", " & ", " with ", ", ", ","].iter().find(|s| rest.starts_with(**s));
        match cut {
            Some(cut) => {
                out.push(list.get(start..at).unwrap_or(""));
                at += cut.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push(list.get(start..).unwrap_or(""));
    out
}

/// The ISO 639-1 code of a language tag: "en-GB" and "en_US" are "en". Longer codes are not known here.
pub(crate) fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let code = if code == "english" { "en".to_owned() } else { code };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_in_bylines() {
        claimdiff_cases::check(
            "format/credits.cases",
            include_str!("credits.cases"),
            &[("format/credits.tsv", CREDITS)],
            |field| people(std::iter::once(field)),
        );
    }
}
