//! What stands around the running text of a line: labelled dates, a slug, a dateline.

use claimdiff_text::Slice;

use super::{
    date::{self, Dated},
    dateline::{Dateline, at_start},
    labelled::{Label, Labelled, MAX_DATELINE_BYTES, SEPARATORS, dates, label, labelled, only_dates},
};

/// What stands before and after the running text of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Surround {
    /// Labelled dates, at the start and at the end, and the date that stands over the text.
    pub(crate) labelled: Vec<Labelled>,
    /// The dateline, its ranges counted from the start of the line.
    pub(crate) dateline: Option<Dateline>,
    /// Where the running text begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// Reads labelled dates, slugs and the dateline before the running text of a line, and labelled dates after it. Where the line
/// opens a text, it may have a date over it without a label.
pub(crate) fn around(line: &str, opens: bool) -> Surround {
    let (mut labelled, mut at) = dates(line);
    let published =
        |start: usize, d: Dated| Labelled { label: Label::Published, stamp: d.stamp, start, end: start + d.len };
    if opens
        && labelled.is_empty()
        && let Some(over) = date::over(line)
    {
        at = over.len;
        labelled.push(published(0, over));
    }
    if !labelled.is_empty() {
        let rest = line.slice(at..).strip_prefix('.').unwrap_or(line.slice(at..));
        at = line.len() - rest.trim_start_matches(SEPARATORS).len();
    }
    at += slug(line.slice(at..)).unwrap_or(0);
    let mut dateline = at_start(line.slice(at..));
    if let Some(found) = &mut dateline {
        let shift = |(s, e): (usize, usize)| (s + at, e + at);
        found.place = found.place.map(shift);
        found.outlet = found.outlet.map(shift);
        found.date = found.date.map(|(stamp, s, e)| (stamp, s + at, e + at));
        at += found.len;
    }
    if opens
        && labelled.is_empty()
        && dateline.is_none()
        && let Some((start, found)) = date::amid(line)
    {
        labelled.push(published(start, found));
    }
    let end = at.max(cut(line, at));
    let after = dates(line.slice(end..)).0.into_iter();
    labelled.extend(after.map(|d| Labelled { start: d.start + end, end: d.end + end, ..d }));
    Surround { labelled, dateline, start: at, end }
}

/// Where labelled dates at the end of a line begin, or its end.
fn cut(line: &str, from: usize) -> usize {
    // Nothing longer is dates only, so no more of a line that never ends is looked at.
    let far = line.floor_char_boundary(line.len().saturating_sub(MAX_DATELINE_BYTES)).max(from);
    let first = (far == 0 || line.slice(..far).ends_with(' ')).then_some(far);
    for (n, _) in line.slice(far..).match_indices(':').filter(|(n, _)| *n > 0) {
        // The label is the word before the colon.
        let start = line.slice(far..far + n).rfind(' ').map(|s| far + s + 1).or(first);
        if let Some(start) = start.filter(|s| labelled(line.slice(*s..)).is_some() && only_dates(line.slice(*s..))) {
            return start;
        }
    }
    line.len()
}

/// "BREAKING — ", "UPDATE: ": in capitals, with a mark after it.
fn slug(line: &str) -> Option<usize> {
    let end = line.find([':', '—', '–', '―', '-', '|']).filter(|n| *n <= 20)?;
    let words = line.slice(..end).trim_end();
    (!words.contains(char::is_lowercase) && label(words) == Some(Label::Slug)).then_some(())?;
    Some(line.len() - line.slice(end..).trim_start_matches(SEPARATORS).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meta::{
        dateline::SMALL_WORDS,
        labelled::{LABELS, Label},
    };

    fn observe(line: &str) -> Vec<String> {
        let mut out = Vec::new();
        let around = around(line, true);
        if let Some(d) = around.dateline {
            out.extend(d.place.map(|(s, e)| format!("place \"{}\"", line.slice(s..e))));
            out.extend(d.date.map(|(stamp, ..)| format!("date {}", stamp.date())));
            out.extend(d.outlet.map(|(s, e)| format!("outlet \"{}\"", line.slice(s..e))));
        }
        for d in around.labelled {
            let name = if d.label == Label::Modified { "modified" } else { "date" };
            out.extend(d.stamp.map(|s| format!("{name} {}", s.date())));
        }
        if (around.start, around.end) != (0, line.len()) {
            out.push(format!("prose \"{}\"", line.slice(around.start..around.end).trim()));
        }
        out
    }

    #[test]
    fn what_stands_before_the_first_sentence() {
        claimdiff_cases::check(
            "meta/dateline.cases",
            include_str!("dateline.cases"),
            &[("meta/labels.tsv", LABELS), ("meta/dateline.tsv", SMALL_WORDS)],
            observe,
        );
    }
}
