//! The time expressions of a document.

use claimdiff_text::{PartialDays, Precision};
use jiff::civil::Date;

use super::{
    Time, TimeKind,
    calendar::{Part, weekday},
    read::{Clock, Reader},
};
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
        last_clock: None,
        weekdays: [None; 7],
        months: [None; 12],
    };
    for sentence in 0..doc.sentences.len() {
        if !pieces.triggered[sentence] {
            continue;
        }
        let (from, to) = (pieces.starts[sentence] as usize, pieces.starts[sentence + 1] as usize);
        let mut at = 0;
        state.last_clock = None;
        // The last expression of the sentence: its place in `out` and its pieces.
        let mut last: Option<(usize, usize, usize)> = None;
        while at < to - from {
            let reader = Reader { doc, text: doc.text(), pieces: &pieces.all[from..to], state: &state };
            match reader.read(at) {
                Some(mut found) => {
                    let (start, end) = (found.from, found.end.max(at + 1));
                    let (part, relative, told, clock) = (found.part, found.relative, found.told, found.clock);
                    let span = reader_span(&pieces.all[from..to], start, end);
                    at = end;
                    if let Some((before, first, ended)) = last
                        && let Some(days) = reader.spanned(&out[before], (first, ended), &found)
                    {
                        (out[before].days, out[before].stated) = (Some(days), None);
                        (found.days, found.stated) = (Some(days), None);
                    }
                    last = Some((out.len(), start, end));
                    out.push(Time {
                        span,
                        kind: found.kind,
                        value: found.value,
                        days: found.days,
                        stated: found.stated,
                        seconds: found.seconds,
                        minutes: found.clock.map(Clock::interval),
                        hedge: found.hedge,
                    });
                    state.note(part, relative, told);
                    state.last_clock = clock.or(state.last_clock);
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
    /// The last clock of the sentence.
    pub(super) last_clock: Option<Clock>,
    /// For each weekday from Monday on the day that the article surely told of: a bare "Thursday" further on is the same.
    pub(super) weekdays: [Option<Date>; 7],
    /// For each month the year that the article surely told of.
    pub(super) months: [Option<i16>; 12],
}

impl State {
    fn note(&mut self, part: Option<Part>, relative: bool, told: Told) {
        let Some(part) = part else { return };
        if told == Told::Surely {
            match part {
                Part::Day(d) => {
                    self.weekdays[(weekday(d) - 1) as usize] = Some(d);
                    self.months[(d.month() - 1) as usize] = Some(d.year());
                }
                Part::Month(y, m) => self.months[(m - 1) as usize] = Some(y),
                _ => {}
            }
        }
        match part {
            Part::Day(d) => (self.last_day, self.last_month) = (Some(d), Some(d.first_of_month())),
            Part::Month(y, m) => self.last_month = Date::new(y, m, 1).ok(),
            Part::Quarter(y, q) if !relative => self.last_quarter = Some((y, q)),
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
#[derive(Clone)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) end: usize,
    pub(super) kind: TimeKind,
    pub(super) value: String,
    pub(super) part: Option<Part>,
    pub(super) days: Option<claimdiff_text::Days>,
    /// The part that the words tell.
    pub(super) stated: Option<PartialDays>,
    pub(super) seconds: Option<Interval>,
    pub(super) clock: Option<Clock>,
    pub(super) hedge: Hedge,
    /// Found by stepping from another date, so that it is no anchor of its own.
    pub(super) relative: bool,
    /// What decided which day or year it is.
    pub(super) told: Told,
}

/// What decided which day a weekday is, or which year a month lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing but nearness.
    #[default]
    Nearest,
    /// A tense, a modifier or the year itself.
    Surely,
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
            stated: None,
            seconds: None,
            clock: None,
            hedge: Hedge::None,
            relative: false,
            told: Told::Nearest,
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
            stated: None,
            seconds: None,
            clock: None,
            hedge: Hedge::None,
            relative: false,
            told: Told::Nearest,
        }
    }

    /// With the mark that something decided it.
    pub(super) fn surely(mut self, surely: bool) -> Found {
        if surely {
            self.told = Told::Surely;
        }
        self
    }

    /// With the part that the words tell.
    pub(super) fn stated(mut self, part: Option<PartialDays>) -> Found {
        self.stated = part;
        self
    }

    pub(super) fn relative(mut self) -> Found {
        self.relative = true;
        self
    }
}
