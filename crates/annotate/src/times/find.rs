//! The time expressions of a document.

use claimdiff_text::Precision;
use jiff::civil::Date;

use super::{Time, TimeKind, calendar::Part, read::Reader};
use crate::{
    Document, Hedge, Interval,
    pieces::{Piece, Pieces},
};

/// Finds the time expressions of a document.
pub(crate) fn find(doc: &Document<'_>, pieces: &Pieces) -> Vec<Time> {
    let mut out = Vec::new();
    let published = doc.article.meta.published.as_ref().map(|p| p.value);
    let mut state = State {
        day: published.filter(|p| p.precision() >= Precision::Day).map(|p| p.date()),
        month: published.filter(|p| p.precision() >= Precision::Month).map(|p| p.date()),
        year: published.map(|p| p.date().year()),
        last_day: None,
        last_year: None,
        last_month: None,
        last_quarter: None,
    };
    for sentence in 0..doc.sentences.len() {
        if !pieces.triggered[sentence] {
            continue;
        }
        let (from, to) = (pieces.starts[sentence] as usize, pieces.starts[sentence + 1] as usize);
        let mut at = 0;
        while at < to - from {
            let reader = Reader { text: doc.text(), pieces: &pieces.all[from..to], state: &state };
            match reader.read(at) {
                Some(found) => {
                    let (start, end) = (found.from, found.end.max(at + 1));
                    state.note(&found);
                    let span = reader_span(&pieces.all[from..to], start, end);
                    at = end;
                    out.push(Time {
                        span,
                        kind: found.kind,
                        value: found.value,
                        days: found.days,
                        seconds: found.seconds,
                        hedge: found.hedge,
                    });
                }
                None => at += 1,
            }
        }
    }
    out
}

fn reader_span(pieces: &[Piece], from: usize, end: usize) -> claimdiff_text::Span {
    pieces[from].span.cover(pieces[end - 1].span)
}

/// What relative expressions are resolved against.
pub(super) struct State {
    /// The article's day, where it is known.
    pub(super) day: Option<Date>,
    /// A day of the article's month, where that is known.
    pub(super) month: Option<Date>,
    /// The article's year.
    pub(super) year: Option<i16>,
    /// The last day that was named: "the next day" follows it.
    pub(super) last_day: Option<Date>,
    /// The last year that was named: "that year".
    pub(super) last_year: Option<i16>,
    /// The first day of the last month that was named.
    pub(super) last_month: Option<Date>,
    /// The last quarter that was named: "a year earlier" in a report of earnings is the same quarter of the year before.
    pub(super) last_quarter: Option<(i16, i8)>,
}

impl State {
    pub(super) fn note(&mut self, found: &Found) {
        let Some(part) = found.part else { return };
        match part {
            Part::Day(d) => (self.last_day, self.last_month) = (Some(d), Some(d.first_of_month())),
            Part::Month(y, m) => self.last_month = Date::new(y, m, 1).ok(),
            Part::Quarter(y, q) if !found.relative => self.last_quarter = Some((y, q)),
            _ => {}
        }
        if let Some(year) = part.year() {
            self.last_year = Some(year);
        }
    }

    pub(super) fn today(&self) -> Option<Date> {
        self.day
    }
}

/// A time expression while it is read.
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) end: usize,
    pub(super) kind: TimeKind,
    pub(super) value: String,
    pub(super) part: Option<Part>,
    pub(super) days: Option<claimdiff_text::Days>,
    pub(super) seconds: Option<Interval>,
    pub(super) hedge: Hedge,
    /// Found by stepping from another date, so that it is no anchor of its own.
    pub(super) relative: bool,
}

impl Found {
    pub(super) fn date(from: usize, end: usize, part: Part) -> Found {
        Found {
            from,
            end,
            kind: TimeKind::Date,
            value: part.value(),
            part: Some(part),
            days: part.days(),
            seconds: None,
            hedge: Hedge::None,
            relative: false,
        }
    }

    pub(super) fn vague(from: usize, end: usize, kind: TimeKind, value: impl Into<String>) -> Found {
        Found {
            from,
            end,
            kind,
            value: value.into(),
            part: None,
            days: None,
            seconds: None,
            hedge: Hedge::None,
            relative: false,
        }
    }

    pub(super) fn relative(mut self) -> Found {
        self.relative = true;
        self
    }
}
