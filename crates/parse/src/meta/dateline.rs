//! What stands before the first sentence: a labelled date, or a dateline of place, date and outlet.

use std::sync::LazyLock;

use claimdiff_text::{
    Stamp,
    table::{hit, rows},
};
use rustc_hash::FxHashMap;

use super::date;

pub(crate) const LABELS: &str = include_str!("labels.tsv");

/// The longest dateline, in bytes.
const MAX_DATELINE_BYTES: usize = 120;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Published,
    Modified,
    /// No date follows: "BREAKING".
    Slug,
}

static TABLE: LazyLock<FxHashMap<&'static str, Label>> = LazyLock::new(|| {
    rows(LABELS)
        .map(|row| {
            let label = match row.cell(1) {
                "published" => Label::Published,
                "modified" => Label::Modified,
                _ => Label::Slug,
            };
            (row.key(), label)
        })
        .collect()
});

/// The place, date and outlet before a first sentence, as byte ranges of the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dateline {
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) outlet: Option<(usize, usize)>,
    pub(crate) date: Option<(Stamp, usize, usize)>,
    /// Where the running text begins.
    pub(crate) len: usize,
}

/// A date after a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) stamp: Option<Stamp>,
    /// Where the date itself begins and ends.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Blanks and marks that only separate.
const SEPARATORS: &[char] = &[' ', '\t', '\u{a0}', '|', '·', '•', ',', '/', '-', '–', '—', '―', ':', ';'];

/// A labelled date at the start of `line`: "Published: 6 August 2025", "date 2025-08-06".
pub(crate) fn labelled(line: &str) -> Option<Labelled> {
    // Labels have at most two words.
    let mut ends = line.match_indices([' ', ':', '\u{a0}', '\t']).map(|(n, _)| n).take(3).filter(|n| *n <= 24);
    let (first, second) = (ends.next()?, ends.next());
    for end in [second, Some(first)].into_iter().flatten() {
        let Some(label) = label(&line[..end]).filter(|l| *l != Label::Slug) else { continue };
        let mut start = end + (line.len() - end - line[end..].trim_start_matches(SEPARATORS).len());
        for word in ["on ", "at "] {
            if line[start..].get(..3).is_some_and(|w| w.eq_ignore_ascii_case(word)) {
                start += 3;
            }
        }
        if let Some(found) = date::at_start(&line[start..]) {
            return Some(Labelled { label, stamp: found.stamp, start, end: start + found.len });
        }
    }
    None
}

/// What a label says, if the words are one.
pub(crate) fn label(words: &str) -> Option<Label> {
    let low = words.trim_end_matches(':').to_ascii_lowercase();
    let label = TABLE.get(low.as_str()).copied();
    if label.is_some() {
        hit("meta/labels.tsv", &low);
    }
    label
}

/// Labelled dates and bare ISO dates, one after the other, with nothing else between them.
pub(crate) fn dates(line: &str) -> (Vec<Labelled>, usize) {
    let mut out = Vec::new();
    let mut at = 0;
    loop {
        let skipped = line.len() - line[at..].trim_start_matches(SEPARATORS).len();
        let rest = &line[skipped..];
        let iso = || {
            let bytes = rest.as_bytes();
            (bytes.len() >= 10 && bytes[..4].iter().all(u8::is_ascii_digit) && matches!(bytes[4], b'-' | b'/'))
                .then_some(())?;
            let found = date::at_start(rest)?;
            Some(Labelled { label: Label::Published, stamp: found.stamp, start: 0, end: found.len })
        };
        let Some(found) = labelled(rest).or_else(iso) else { return (out, at) };
        at = skipped + found.end;
        out.push(Labelled { start: skipped + found.start, end: at, ..found });
    }
}

/// Whether a line holds dates, with or without labels, and nothing else.
pub(crate) fn only_dates(line: &str) -> bool {
    line.len() <= MAX_DATELINE_BYTES && {
        let (found, mut at) = dates(line);
        let mut any = !found.is_empty();
        loop {
            let rest = line[at..].trim_start_matches(SEPARATORS).trim_start_matches(['(', ')', '.']);
            if rest.is_empty() {
                return any;
            }
            at = line.len() - rest.len();
            let Some(found) = date::at_start(rest) else { return false };
            any |= found.stamp.is_some();
            at += found.len;
        }
    }
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

/// What stands before and after the running text of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Surround {
    /// Labelled dates, at the start and at the end.
    pub(crate) labelled: Vec<Labelled>,
    /// The dateline, its ranges counted from the start of the line.
    pub(crate) dateline: Option<Dateline>,
    /// Where the running text begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// Reads labelled dates, slugs and the dateline before the running text of a line, and labelled dates after it.
pub(crate) fn around(line: &str) -> Surround {
    let (mut labelled, mut at) = dates(line);
    if !labelled.is_empty() {
        let rest = line[at..].strip_prefix('.').unwrap_or(&line[at..]);
        at = line.len() - rest.trim_start_matches(SEPARATORS).len();
    }
    at += slug(&line[at..]).unwrap_or(0);
    let mut dateline = at_start(&line[at..]);
    if let Some(found) = &mut dateline {
        let shift = |(s, e): (usize, usize)| (s + at, e + at);
        found.place = found.place.map(shift);
        found.outlet = found.outlet.map(shift);
        found.date = found.date.map(|(stamp, s, e)| (stamp, s + at, e + at));
        at += found.len;
    }
    let end = at.max(cut(line, at));
    let after = dates(&line[end..]).0.into_iter();
    labelled.extend(after.map(|d| Labelled { start: d.start + end, end: d.end + end, ..d }));
    Surround { labelled, dateline, start: at, end }
}

/// Where labelled dates at the end of a line begin, or its end.
fn cut(line: &str, from: usize) -> usize {
    // Nothing longer is dates only, so no more of a line that never ends is looked at.
    let far = line.floor_char_boundary(line.len().saturating_sub(MAX_DATELINE_BYTES)).max(from);
    let first = (far == 0 || line[..far].ends_with(' ')).then_some(far);
    for (n, _) in line[far..].match_indices(':').filter(|(n, _)| *n > 0) {
        // The label is the word before the colon.
        let start = line[far..far + n].rfind(' ').map(|s| far + s + 1).or(first);
        if let Some(start) = start.filter(|s| labelled(&line[*s..]).is_some() && only_dates(&line[*s..])) {
            return start;
        }
    }
    line.len()
}

/// "BREAKING — ", "UPDATE: ": in capitals, with a mark after it.
fn slug(line: &str) -> Option<usize> {
    let end = line.find([':', '—', '–', '―', '-', '|']).filter(|n| *n <= 20)?;
    let words = line[..end].trim_end();
    (!words.contains(char::is_lowercase) && label(words) == Some(Label::Slug)).then_some(())?;
    Some(line.len() - line[end..].trim_start_matches(SEPARATORS).len())
}

/// The dateline at the start of a line of running text.
pub(crate) fn at_start(line: &str) -> Option<Dateline> {
    let mut limit = line.len().min(MAX_DATELINE_BYTES);
    while !line.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = &line[..limit];
    // The first mark that may end a dateline and leaves a good head before it.
    let dashes = window.match_indices(['—', '–', '―', '-', ')']).take(6);
    for (n, mark) in dashes {
        let (end, strong) = match mark {
            ")" => (n + 1, false),
            // A hyphen inside a word or a date ends nothing.
            "-" => {
                let before = window[..n].ends_with([' ', ')', '-', '.']) || is_capitals(&window[..n]);
                let after = window[n + 1..].starts_with([' ', '-']);
                if !(before && after) {
                    continue;
                }
                (n, true)
            }
            _ => (n, true),
        };
        let rest = &line[end..];
        let mut tail = rest.trim_start_matches(SEPARATORS);
        let stopped = !strong && rest.starts_with(['.', ':']);
        if stopped {
            tail = rest[1..].trim_start();
        }
        let Some(mut found) = head(window[..end].trim_end()) else { continue };
        let told = found.outlet.is_some() || found.date.is_some();
        let dashed = strong || rest.trim_start().starts_with(['-', '–', '—', '―']);
        let good = match (dashed, stopped) {
            // A bare place before a dash must be in capitals.
            (true, _) => told || found.place.is_some_and(|(s, e)| is_capitals(&line[s..e])),
            (_, true) => found.outlet.is_some(),
            // Nothing after the bracket: "BARI (HP) Police said", "(CNN)Police said".
            _ => found.outlet.is_some_and(|(s, e)| {
                is_capitals(&line[s..e]) || found.place.is_some_and(|(s, e)| is_capitals(&line[s..e]))
            }),
        };
        // A name and an age, or a party and a state, read like a dateline; but then a small letter follows.
        if !good || tail.is_empty() || (!dashed && tail.starts_with(char::is_lowercase)) {
            continue;
        }
        // Monitors of broadcasts put what they heard in brackets: "-- [Text]".
        while let Some(close) = tail.strip_prefix('[').and_then(|t| t.find(']')) {
            if close > 60 || tail[close + 2..].trim_start().is_empty() {
                break;
            }
            tail = tail[close + 2..].trim_start();
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
        let close = open + head[open..].find(')')?;
        let inner = head[open + 1..close].trim();
        if !is_outlet(inner) {
            return None;
        }
        let from = open + 1 + head[open + 1..close].len() - head[open + 1..close].trim_start().len();
        out.outlet = Some((from, from + inner.len()));
        let after = head[close + 1..].trim_matches(SEPARATORS);
        if !after.is_empty() {
            let at = close + 1 + head[close + 1..].find(after)?;
            out.date = whole_date(head, at, at + after.len());
            out.date?;
        }
        left = (0, open);
    }
    let place = head[..left.1].trim_end_matches(SEPARATORS);
    if place.is_empty() {
        return out.outlet.map(|_| out);
    }
    let mut end = place.len();
    // The date stands after the place, or before it, or alone.
    for (n, _) in place.match_indices(',').map(|(n, _)| (n + 1, ())).chain([(0, ())]) {
        let start = n + place[n..].len() - place[n..].trim_start().len();
        if let Some(found) = date::at_start(&place[start..])
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
    let name = place[..end].trim_end_matches(SEPARATORS);
    if name.is_empty() {
        return Some(out);
    }
    (is_place(name) && label(name) != Some(Label::Slug)).then_some(Dateline { place: Some((0, name.len())), ..out })
}

/// "BARI, Aug. 6": the place must be in capitals, since nothing else tells.
fn bare_day(place: &str, start: usize, out: Dateline) -> Option<Dateline> {
    let name = place[..start].trim_end_matches(SEPARATORS);
    (is_place(name) && is_capitals(name)).then_some(Dateline { place: Some((0, name.len())), ..out })
}

fn whole_date(head: &str, start: usize, end: usize) -> Option<(Stamp, usize, usize)> {
    let found = date::at_start(&head[start..end])?;
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
        && words.iter().all(|w| {
            w.starts_with(char::is_uppercase)
                || matches!(
                    *w,
                    "of" | "the"
                        | "and"
                        | "de"
                        | "la"
                        | "el"
                        | "del"
                        | "al"
                        | "du"
                        | "on"
                        | "in"
                        | "des"
                        | "sur"
                        | "upon"
                )
        })
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

    fn observe(line: &str) -> Vec<String> {
        let mut out = Vec::new();
        let around = around(line);
        if let Some(d) = around.dateline {
            out.extend(d.place.map(|(s, e)| format!("place \"{}\"", &line[s..e])));
            out.extend(d.date.map(|(stamp, ..)| format!("date {}", stamp.date())));
            out.extend(d.outlet.map(|(s, e)| format!("outlet \"{}\"", &line[s..e])));
        }
        for d in around.labelled {
            let name = if d.label == Label::Modified { "modified" } else { "date" };
            out.extend(d.stamp.map(|s| format!("{name} {}", s.date())));
        }
        if (around.start, around.end) != (0, line.len()) {
            out.push(format!("prose \"{}\"", line[around.start..around.end].trim()));
        }
        out
    }

    #[test]
    fn what_stands_before_the_first_sentence() {
        claimdiff_cases::check(
            "meta/dateline.cases",
            include_str!("dateline.cases"),
            &[("meta/labels.tsv", LABELS)],
            observe,
        );
    }

    #[test]
    fn lines_of_dates_only() {
        for line in [
            "August 6, 2025",
            "Published: 6 August 2025, 14:30 BST",
            "Wed 6 Aug 2025 14:30 BST",
            "2025-08-06T10:00:00Z",
            "Updated 2:15 PM ET, Mon August 4, 2025",
            "Posted on 6 August 2025 | Updated on 7 August 2025",
        ] {
            assert!(only_dates(line), "{line}");
        }
        for line in ["August 6 was the day.", "Updated", "May", "6 August, the court ruled", "2025"] {
            assert!(!only_dates(line), "{line}");
        }
        for line in ["BARI-", "BARI, Italy —", "BARI, Italy, 6 August 2025 (Harbour Press)", "Bari (Harbour Press)"] {
            assert!(alone(line), "{line}");
        }
        for line in ["WHAT NEXT?", "The Harbour", "Marsh, 43", "Q&A"] {
            assert!(!alone(line), "{line}");
        }
    }
}
