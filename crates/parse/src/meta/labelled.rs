//! Dates with a label before them: "Published: 6 August 2025".

use std::sync::LazyLock;

use claimdiff_text::Slice;
use claimdiff_text::{
    Stamp,
    table::{hit, rows},
};
use rustc_hash::FxHashMap;

use super::date;

/// The longest dateline, and the longest line of dates only, in bytes.
pub(super) const MAX_DATELINE_BYTES: usize = 120;

/// Blanks and marks that only separate.
pub(super) const SEPARATORS: &[char] = &[' ', '\t', '\u{a0}', '|', '·', '•', ',', '/', '-', '–', '—', '―', ':', ';'];

pub(crate) const LABELS: &str = include_str!("labels.tsv");

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

/// A date after a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Labelled {
    pub(crate) label: Label,
    pub(crate) stamp: Option<Stamp>,
    /// Where the date itself begins and ends.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A labelled date at the start of `line`: "Published: 6 August 2025", "date 2025-08-06".
pub(crate) fn labelled(line: &str) -> Option<Labelled> {
    // Labels have at most three words.
    let mut ends = line.match_indices([' ', ':', '\u{a0}', '\t']).map(|(n, _)| n).take(3).filter(|n| *n <= 24);
    let ends = [ends.next(), ends.next(), ends.next()];
    for end in ends.into_iter().rev().flatten() {
        let Some(label) = label(line.slice(..end)).filter(|l| *l != Label::Slug) else { continue };
        let mut start = end + (line.len() - end - line.slice(end..).trim_start_matches(SEPARATORS).len());
        for word in ["on ", "at "] {
            if line.slice(start..).get(..3).is_some_and(|w| w.eq_ignore_ascii_case(word)) {
                start += 3;
            }
        }
        if let Some(found) = date::at_start(line.slice(start..)) {
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
        let skipped = line.len() - line.slice(at..).trim_start_matches(SEPARATORS).len();
        let rest = line.slice(skipped..);
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
            let rest = line.slice(at..).trim_start_matches(SEPARATORS).trim_start_matches(['(', ')', '.']);
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

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
