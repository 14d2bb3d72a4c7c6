//! Datelines: place, date and outlet before the first sentence.

use std::sync::LazyLock;

use claimdiff_text::{Slice, Stamp, table};
use rustc_hash::FxHashSet;

use super::{
    date,
    labelled::{Label, MAX_DATELINE_BYTES, SEPARATORS, label},
};

/// The place, date and outlet before a first sentence, as byte ranges of the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dateline {
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) outlet: Option<(usize, usize)>,
    pub(crate) date: Option<(Stamp, usize, usize)>,
    /// Where the running text begins.
    pub(crate) len: usize,
}

/// Whether a line is a dateline and nothing else: "STOCKTON-", "BARI, Italy, 6 August 2025 (Harbour Press)".
pub(crate) fn alone(line: &str) -> bool {
    if line.len() > MAX_DATELINE_BYTES {
        return false;
    }
    let bare = line.trim_end_matches(SEPARATORS);
    let Some(found) = head(bare) else { return false };
    let told = found.date.is_some() || found.outlet.is_some() && found.place.is_some();
    told || (bare.len() < line.len() && line.ends_with(['-', '–', '—', '―']) && is_capitals(bare))
}

/// The dateline at the start of a line of running text.
pub(crate) fn at_start(line: &str) -> Option<Dateline> {
    let mut limit = line.len().min(MAX_DATELINE_BYTES);
    while !line.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = line.slice(..limit);
    // The first mark that may end a dateline and leaves a good head before it.
    let dashes = window.match_indices(['—', '–', '―', '-', ')']).take(6);
    for (n, mark) in dashes {
        let (end, strong) = match mark {
            ")" => (n + 1, false),
            // A hyphen inside a word or a date ends nothing.
            "-" => {
                let before = window.slice(..n).ends_with([' ', ')', '-', '.']) || is_capitals(window.slice(..n));
                let after = window.slice(n + 1..).starts_with([' ', '-']);
                if !(before && after) {
                    continue;
                }
                (n, true)
            }
            _ => (n, true),
        };
        let rest = line.slice(end..);
        let mut tail = rest.trim_start_matches(SEPARATORS);
        let stopped = !strong && rest.starts_with(['.', ':']);
        if stopped {
            tail = rest.slice(1..).trim_start();
        }
        let Some(mut found) = head(window.slice(..end).trim_end()) else { continue };
        let told = found.outlet.is_some() || found.date.is_some();
        let dashed = strong || rest.trim_start().starts_with(['-', '–', '—', '―']);
        let good = match (dashed, stopped) {
            // A bare place before a dash must be in capitals.
            (true, _) => told || found.place.is_some_and(|(s, e)| is_capitals(line.slice(s..e))),
            (_, true) => found.outlet.is_some(),
            // Nothing after the bracket: "BARI (HP) Police said", "(CNN)Police said".
            _ => found.outlet.is_some_and(|(s, e)| {
                is_capitals(line.slice(s..e)) || found.place.is_some_and(|(s, e)| is_capitals(line.slice(s..e)))
            }),
        };
        // A name and an age, or a party and a state, read like a dateline; but then a small letter follows.
        if !good || tail.is_empty() || (!dashed && tail.starts_with(char::is_lowercase)) {
            continue;
        }
        // Monitors of broadcasts put what they heard in brackets: "-- [Text]".
        while let Some(close) = tail.strip_prefix('[').and_then(|t| t.find(']')) {
            if close > 60 || tail.slice(close + 2..).trim_start().is_empty() {
                break;
            }
            tail = tail.slice(close + 2..).trim_start();
        }
        found.len = line.len() - tail.len();
        return Some(found);
    }
    None
}

/// Reads "PLACE, Region, 6 Aug 2025 (Outlet)" and its parts in any usual order; `None` where anything is left over.
fn head(head: &str) -> Option<Dateline> {
    let mut out = Dateline::default();
    let mut left = (0, head.len());
    if let Some(open) = head.find('(') {
        let close = open + head.slice(open..).find(')')?;
        let inner = head.slice(open + 1..close).trim();
        if !is_outlet(inner) {
            return None;
        }
        let from = open + 1 + head.slice(open + 1..close).len() - head.slice(open + 1..close).trim_start().len();
        out.outlet = Some((from, from + inner.len()));
        let after = head.slice(close + 1..).trim_matches(SEPARATORS);
        if !after.is_empty() {
            let at = close + 1 + head.slice(close + 1..).find(after)?;
            out.date = whole_date(head, at, at + after.len());
            out.date?;
        }
        left = (0, open);
    }
    let place = head.slice(..left.1).trim_end_matches(SEPARATORS);
    if place.is_empty() {
        return out.outlet.map(|_| out);
    }
    let mut end = place.len();
    // The date stands after the place, or before it, or alone.
    for (n, _) in place.match_indices(',').map(|(n, _)| (n + 1, ())).chain([(0, ())]) {
        let start = n + place.slice(n..).len() - place.slice(n..).trim_start().len();
        if let Some(found) = date::at_start(place.slice(start..))
            && start + found.len == place.len()
        {
            out.date = found.stamp.map(|s| (s, start, place.len()));
            end = start;
            // A day without its year is no date, but it makes a dateline.
            if found.stamp.is_none() && out.outlet.is_none() && start > 0 {
                return bare_day(place, start, out);
            }
            break;
        }
    }
    let name = place.slice(..end).trim_end_matches(SEPARATORS);
    if name.is_empty() {
        return Some(out);
    }
    (is_place(name) && label(name) != Some(Label::Slug)).then_some(Dateline { place: Some((0, name.len())), ..out })
}

/// "BARI, Aug. 6": the place must be in capitals, since nothing else tells.
fn bare_day(place: &str, start: usize, out: Dateline) -> Option<Dateline> {
    let name = place.slice(..start).trim_end_matches(SEPARATORS);
    (is_place(name) && is_capitals(name)).then_some(Dateline { place: Some((0, name.len())), ..out })
}

fn whole_date(head: &str, start: usize, end: usize) -> Option<(Stamp, usize, usize)> {
    let found = date::at_start(head.slice(start..end))?;
    (found.len == end - start).then_some(())?;
    Some((found.stamp?, start, end))
}

/// Whether the first word is in capitals, as places of datelines are.
fn is_capitals(s: &str) -> bool {
    let first = s.split([' ', ',', '/']).next().unwrap_or("");
    first.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !first.chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// One to eight capitalised words, small ones between them allowed.
fn is_place(s: &str) -> bool {
    let words: Vec<&str> = s.split([' ', '/']).filter(|w| !w.is_empty()).collect();
    (1..=8).contains(&words.len())
        && s.starts_with(char::is_uppercase)
        && !s.contains(['.', ':', ';', '"', '“', '”', '?', '!', '@']) | (s.contains('.') && short_stops(&words))
        && words.iter().all(|w| w.starts_with(char::is_uppercase) || is_small(w))
}

/// Small words inside names of places: "de", "upon".
static SMALL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| table::rows(SMALL_WORDS).map(|row| row.key()).collect());

pub(super) const SMALL_WORDS: &str = include_str!("dateline.tsv");

fn is_small(word: &str) -> bool {
    table::hit("meta/dateline.tsv", word);
    SMALL.contains(word)
}

/// Stops only after abbreviations: "N.Y.", "Mich.", "St.".
fn short_stops(words: &[&str]) -> bool {
    words.iter().all(|w| !w.contains('.') || w.len() <= 6)
}

/// One to five words that may be an outlet's name: no party ("R-Texas"), no sentence.
fn is_outlet(s: &str) -> bool {
    let words = s.split_whitespace().count();
    (1..=5).contains(&words)
        && s.len() >= 2
        && s.starts_with(char::is_uppercase)
        && s.as_bytes().get(1) != Some(&b'-')
        && !s.contains(|c: char| c.is_ascii_digit() && words == 1 || ",;:!?\"“”".contains(c))
        && s.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_be_a_dateline_and_nothing_else() {
        for line in ["BARI-", "BARI, Italy —", "BARI, Italy, 6 August 2025 (Harbour Press)", "Bari (Harbour Press)"] {
            assert!(alone(line), "{line}");
        }
        for line in ["WHAT NEXT?", "The Harbour", "Marsh, 43", "Q&A"] {
            assert!(!alone(line), "{line}");
        }
    }
}
