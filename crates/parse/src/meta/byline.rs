//! Bylines: "By" and names.

use std::sync::LazyLock;

use claimdiff_text::{Slice, table};
use rustc_hash::FxHashMap;

use super::date::is_calendar;
use crate::format::names::without_role;

/// The most words a byline has.
const MAX_WORDS: usize = 24;

/// The authors of a byline, as byte ranges of `line`; `None` where the line is none.
pub(crate) fn authors(line: &str) -> Option<Vec<(usize, usize)>> {
    let line_end = line.trim_end_matches(['.', ' ', '|', ',', ')']).len();
    let rest = strip_by(line.strip_prefix('(').unwrap_or(line))?;
    let start = line.len() - rest.len();
    if rest.split_whitespace().count() > MAX_WORDS {
        return None;
    }
    let body = line.slice(start..line_end.max(start));
    let mut out = Vec::new();
    let mut at = start;
    // Without an "and", what follows a comma is the outlet or the desk.
    let many = [" and ", " & "].iter().any(|s| body.contains(s));
    for (n, part) in split_names(body) {
        at = start + n;
        let lead = part.len() - part.trim_start().len();
        let part_trimmed = without_role(part.trim());
        if (out.is_empty() || many) && is_name(part_trimmed) {
            out.push((at + lead, at + lead + part_trimmed.len()));
        } else if out.is_empty() {
            return None;
        } else {
            // After the names: outlet, desk, place. They must not read like a sentence.
            break;
        }
    }
    let tail = line.slice(at.min(line_end)..line_end);
    let low = tail.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    (!out.is_empty() && low <= 4 && !line.trim_end().ends_with(['?', '!', ':', '”', '"'])).then_some(out)
}

fn strip_by(line: &str) -> Option<&str> {
    for label in ["Written by", "Reported by", "Reporting by", "Story by", "By", "BY", "by"] {
        if let Some(rest) = line.strip_prefix(label)
            && rest.starts_with([' ', ':', '\u{a0}'])
        {
            return Some(rest.trim_start_matches([' ', ':', '\u{a0}']));
        }
    }
    None
}

/// The parts of a list of names, with their offsets.
fn split_names(body: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < body.len() {
        let rest = body.slice(at..);
        let cut = [", and ", " and ", " & ", ", ", "; ", " | ", " in ", " for ", " / "]
            .iter()
            .find(|s| rest.starts_with(**s));
        match cut {
            Some(cut) => {
                out.push((start, body.slice(start..at)));
                at += cut.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push((start, body.slice(start..)));
    out
}

/// Two to five capitalised words (particles aside) with no digits, none of them a month or weekday but the first: people
/// are called April or June. What is no name after such a word is a time of day.
pub(crate) fn is_name(part: &str) -> bool {
    let mut capital = 0;
    let mut words = 0;
    let mut calendar = false;
    for word in part.split_whitespace() {
        words += 1;
        let day = is_calendar(word);
        let hour = calendar && words == 2 && is_hour(word);
        calendar |= day;
        if day && words > 1 || hour || word.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let first = word.chars().next().unwrap_or(' ');
        if first.is_uppercase() {
            capital += 1;
        } else if !is_particle(word) {
            return false;
        }
    }
    (2..=5).contains(&words) && capital >= 2 && !part.ends_with(['.', '?', '!'])
}

/// Words in and after names by their role: whether they are particles ("van", "de") or hours.
static WORDS: LazyLock<FxHashMap<&str, bool>> =
    LazyLock::new(|| table::rows(WORD_ROWS).map(|row| (row.key(), row.cell(1) == "particle")).collect());

const WORD_ROWS: &str = include_str!("byline.tsv");

fn is_particle(word: &str) -> bool {
    table::hit("meta/byline.tsv", word);
    WORDS.get(word) == Some(&true)
}

/// Whether a word is a part of the day: "By Friday Evening" names nobody.
fn is_hour(word: &str) -> bool {
    let low = word.to_lowercase();
    table::hit("meta/byline.tsv", &low);
    WORDS.get(low.as_str()) == Some(&false)
}

#[cfg(test)]
mod tests {
    use super::Slice;

    #[test]
    fn bylines() {
        claimdiff_cases::check(
            "meta/byline.cases",
            include_str!("byline.cases"),
            &[("meta/byline.tsv", super::WORD_ROWS)],
            |line| {
                let found = super::authors(line).unwrap_or_default();
                found.into_iter().map(|(s, e)| line.slice(s..e).to_owned()).collect()
            },
        );
    }
}
