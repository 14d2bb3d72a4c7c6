//! One line a finding, as compilers and linters have it: `path:line: code: what [id]`, the gravest first. The place is that
//! of the newest article's words, in a check that of the draft's, so that an editor's list of errors leads there.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::BTreeSet,
    io::{self, Write},
    iter,
};

use claimdiff_compare::{Finding, Passage};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::{Report, View, clean, place};

/// The most columns of a line.
pub(super) const MAX_WIDTH: usize = 120;

/// Neither what is told of a finding nor its place is cut below this.
const LEAST_WHAT: usize = 24;

/// A place in short, in columns.
const SHORT_PLACE: usize = 16;

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    for f in report.gravest() {
        let Some(line) = Line::of(report, f, view.width, Place::Whole, &Cut::default()) else { continue };
        writeln!(out, "{}: {}: {} [{}]", line.place, f.code, line.what, line.id)?;
    }
    Ok(())
}

/// How much of its place a line tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The path, where it leaves room for what differs.
    Whole,
    /// Without the folders, and of a long name both ends.
    Named,
    /// As little as tells one of them from another.
    Short,
}

/// The parts of a line.
pub(super) struct Line<'f> {
    pub(super) place: String,
    pub(super) what: String,
    pub(super) id: &'f str,
    /// Whether less is told of the finding than there is to tell.
    pub(super) cut: bool,
}

impl<'f> Line<'f> {
    /// The parts as they fit.
    pub(super) fn of(report: &Report<'_>, f: &'f Finding, width: usize, place: Place, cut: &Cut) -> Option<Line<'f>> {
        let p = report.newest(f)?;
        let a = &report.articles[p.article];
        let id = f.id.get(..8).unwrap_or(&f.id);
        let room = width.min(MAX_WIDTH).saturating_sub(f.code.len() + id.len() + ": ".len() * 2 + " []".len());
        let place = match place {
            Place::Whole => middle(&place::of(a, p.span), room.saturating_sub(LEAST_WHAT).max(LEAST_WHAT)),
            Place::Named => cut.shorten(&place::named(a, p.span), LEAST_WHAT),
            Place::Short => cut.shorten(&place::named(a, p.span), SHORT_PLACE),
        };
        let summary = match report.was(f) {
            Some(_) => Cow::Owned(format!("changed: {}", report.summary(f))),
            None => report.summary(f),
        };
        let columns = room.saturating_sub(place.width()).max(LEAST_WHAT);
        let wants = report.was(f).is_none() && summary.width() > columns && report.drafts.is_empty();
        let summary = match short(f, p).filter(|_| wants) {
            Some(short) => Cow::Owned(clean::line(&short).into_owned()),
            None => summary,
        };
        let what = end(&summary, columns);
        let cut = what.ends_with('…') && !f.summary.ends_with('…');
        Some(Line { place, what, id, cut })
    }
}

/// The two values of a finding without the words around them, that of the line's passage first: both are told before the
/// line is full. `None` where there are more or fewer, or where one moved to the other.
fn short(f: &Finding, first: &Passage) -> Option<String> {
    let (what, values) = f.summary.split_once(": ")?;
    let mut told: Vec<(&str, &str)> = Vec::new();
    for p in iter::once(first).chain(&f.passages) {
        let (value, words) = (p.value.as_deref()?, p.told.as_deref()?);
        if told.iter().all(|(known, _)| *known != value) {
            told.push((value, words));
        }
    }
    match told.as_slice() {
        [(_, a), (_, b)] if values.contains(AGAINST) => Some(format!("{what}: {a}{AGAINST}{b}")),
        _ => None,
    }
}

/// What stands between two values that exclude each other.
const AGAINST: &str = " against ";

/// Where the names of files are cut: at the columns that tell most of them apart, else in the middle.
#[derive(Default)]
pub(super) struct Cut {
    /// How many columns fewer than half stand before the cut.
    earlier: usize,
}

impl Cut {
    /// The cut for the articles of some findings.
    pub(super) fn of(report: &Report<'_>, findings: &[&Finding]) -> Cut {
        let newest = findings.iter().filter_map(|f| report.newest(f));
        let names: BTreeSet<String> = newest.map(|p| place::named(&report.articles[p.article], p.span)).collect();
        let told = |earlier: usize| {
            let short = names.iter().map(|n| Cut { earlier }.shorten(n, SHORT_PLACE));
            short.collect::<BTreeSet<String>>().len()
        };
        let best = (0..SHORT_PLACE / 2).max_by_key(|earlier| (told(*earlier), Reverse(*earlier)));
        Cut { earlier: best.unwrap_or(0) }
    }

    fn shorten(&self, text: &str, columns: usize) -> String {
        middle_at(text, columns, self.earlier)
    }
}

/// A text with its end cut off where it is longer.
fn end(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = head(text, columns.saturating_sub(1));
    out.truncate(out.trim_end().len());
    out + "…"
}

/// A text with its middle cut out where it is longer: of a path both ends tell.
fn middle(text: &str, columns: usize) -> String {
    middle_at(text, columns, 0)
}

/// The same, so many columns before the middle.
fn middle_at(text: &str, columns: usize, earlier: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let back = (columns.saturating_sub(1).div_ceil(2) + earlier).min(columns.saturating_sub(1));
    let tail: String = head(&text.chars().rev().collect::<String>(), back).chars().rev().collect();
    head(text, columns.saturating_sub(1 + back)) + "…" + &tail
}

/// The first characters, as many as take so many columns.
fn head(text: &str, columns: usize) -> String {
    let mut taken = 0;
    let fits = |c: &char| {
        taken += c.width().unwrap_or(0);
        taken <= columns
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut_where_it_tells_least() {
        assert_eq!(end("killed: 14 against 31", 12), "killed: 14…");
        assert_eq!(middle("archive/2031/evening-ledger.txt:12", 20), "archive/2…ger.txt:12");
        assert_eq!(middle("a.txt:1", 20), "a.txt:1");
        assert_eq!(middle_at("stories-0165.jsonl:3", 16, 5), "st…-0165.jsonl:3");
        assert_eq!(end("東京東京", 5), "東京…");
    }
}
