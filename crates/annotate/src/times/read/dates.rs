//! Dates of the calendar: "6 August 2025", "08/06/2025".

use jiff::civil::Date;

use super::Reader;
use crate::{
    TimeKind,
    pieces::{Joint, Shape},
    times::{calendar::Part, find::Found},
};

impl Reader<'_> {
    /// "August 6, 2025", "6 August", "Aug. 6-8", "August 2025", "2025-08-06", "8/6/2025".
    pub(super) fn calendar_date(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.numeric_date(at) {
            return Some(found);
        }
        // "6 August 2025", "6th of August"
        if let Some((day, end)) = self.day_of_month(at).filter(|_| at == 0 || self.pieces[at].joint == Joint::Spaced) {
            let month_at = end + usize::from(self.is(end, "of"));
            if let Some(month) = self.month(month_at) {
                self.hit(month_at);
                let end = self.stop(month_at + 1);
                // "5 March 2,000 people" is nothing; "5 August 2025" is a date.
                let (year, end) = self.year_after(end);
                return Some(self.day(at, end, year, month, day));
            }
            return None;
        }
        let month = self.month(at)?;
        self.hit(at);
        let after = self.stop(at + 1);
        if let Some((day, end)) = self.day_of_month(after) {
            // "August 6, 2025"; "August 25" is a day, "August 2025" a month.
            let (year, end) = self.year_after(end);
            return Some(self.day(at, end, year, month, day));
        }
        let of = usize::from(self.is(after, "of"));
        let year_at = self.comma(after + of);
        if let Some(year) = self.year(year_at).or_else(|| self.word_year(year_at).map(|(y, _)| y)) {
            let end = self.word_year(year_at).map_or(year_at + 1, |(_, end)| end);
            return Some(Found::date(at, end, Part::Month(year, month)));
        }
        // Not ". " of a sentence's end: the stop was only taken when more follows.
        let end = if after > at + 1 { after } else { at + 1 };
        Some(match self.month_year(at, month) {
            Some(year) => Found::date(at, end, Part::Month(year, month)),
            None => Found::vague(at, end, TimeKind::Date, format!("XXXX-{month:02}")),
        })
    }

    /// A year after a day: ", 2025" or " 2025", and the first piece after it.
    pub(super) fn year_after(&self, end: usize) -> (Option<i16>, usize) {
        let at = self.comma(end);
        match self.year(at) {
            // "August 6 1,000 people" has a separator and is no year.
            Some(year) => (Some(year), at + 1),
            None => (None, end),
        }
    }

    /// The year of a month named without one: the nearest to the article's.
    pub(super) fn month_year(&self, at: usize, month: i8) -> Option<i16> {
        let now = self.state.month?;
        let (year, this) = (now.year(), now.month());
        let ahead = month - this;
        if self.before_is(at, 1, &["ended"]) {
            return Some(if ahead > 0 { year - 1 } else { year });
        }
        Some(if self.future(at) {
            if ahead < 0 { year + 1 } else { year }
        } else if ahead > 2 || (ahead > 0 && self.before_is(at, 1, &["since", "last"])) {
            year - 1
        } else {
            year
        })
    }

    pub(super) fn day(&self, from: usize, end: usize, year: Option<i16>, month: i8, day: i8) -> Found {
        let known = year.or_else(|| {
            let now = self.state.month?;
            let past = self.before_is(from, 1, &["ended", "since"]);
            // The year that brings it nearest to the article's day.
            let mut best = None;
            for year in [now.year() - 1, now.year(), now.year() + 1] {
                let Ok(date) = Date::new(year, month, day) else { continue };
                if past && date > now {
                    continue;
                }
                let gap = Part::Day(date).days()?.gap(Part::Day(now).days()?);
                if best.is_none_or(|(g, _)| gap < g) {
                    best = Some((gap, year));
                }
            }
            best.map(|(_, y)| y)
        });
        match known.and_then(|y| Date::new(y, month, day).ok()) {
            Some(date) => self.with_clock(Found::date(from, end, Part::Day(date))),
            None => Found::vague(from, end, TimeKind::Date, format!("XXXX-{month:02}-{day:02}")),
        }
    }

    /// "2025-08-06", "8/6/2025", "06.08.2025".
    pub(super) fn numeric_date(&self, at: usize) -> Option<Found> {
        let word = self.piece(at).filter(|p| p.shape == Shape::Digits)?.of(self.text);
        if let Some(year) = self.year(at)
            && self.piece(at + 1).is_some_and(|p| p.joint == Joint::Hyphen)
            && let Some(month) =
                self.whole(at + 1).filter(|m| (1..=12).contains(m) && self.pieces[at + 1].span.len() == 2)
        {
            let day = self
                .piece(at + 2)
                .filter(|p| p.joint == Joint::Hyphen && p.span.len() == 2)
                .and_then(|_| self.whole(at + 2));
            if let Some(date) = day.and_then(|d| Date::new(year, month as i8, d as i8).ok()) {
                return Some(Found::date(at, at + 3, Part::Day(date)));
            }
            return None;
        }
        for separator in ['/', '.'] {
            let mut parts = word.split(separator);
            let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            let (a, b, c): (i8, i8, i16) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
            let year = match c {
                0..=49 => c + 2000,
                50..=99 => c + 1900,
                _ => c,
            };
            // With strokes the month stands first (American), with full stops the day.
            let (month, day) = if separator == '/' && a <= 12 || b > 12 { (a, b) } else { (b, a) };
            let date = Date::new(year, month, day).ok()?;
            return Some(Found::date(at, at + 1, Part::Day(date)));
        }
        None
    }
}
