//! Dates of the calendar: "6 August 2025", "08/06/2025".

use claimdiff_text::PartialDays;
use jiff::civil::Date;

use super::{Reader, Tense, function::Function};
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
        if let Some((day, end)) = self.day_of_month(at).filter(|_| self.apart(at)) {
            let month_at = end + usize::from(self.has(end, Function::Of));
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
        let of = usize::from(self.has(after, Function::Of));
        let year_at = self.comma(after + of);
        if let Some(year) = self.year(year_at).or_else(|| self.word_year(year_at).map(|(y, _)| y)) {
            let end = self.word_year(year_at).map_or(year_at + 1, |(_, end)| end);
            return Some(Found::date(at, end, Part::Month(year, month)).surely(true));
        }
        // Not ". " of a sentence's end: the stop was only taken when more follows.
        let end = if after > at + 1 { after } else { at + 1 };
        Some(match self.month_year(at, month) {
            Some(year) => Found::date(at, end, Part::Month(year, month)).stated(PartialDays::month(month)),
            None => Found::vague(at, end, TimeKind::Date, format!("XXXX-{month:02}")),
        })
    }

    /// Whether nothing hangs on the front of a piece but a bracket or a mark.
    fn apart(&self, at: usize) -> bool {
        at == 0
            || self.pieces[at].joint == Joint::Spaced
            || self.pieces[at].joint == Joint::Glued
                && matches!(self.pieces[at - 1].of(self.text), "(" | "[" | "“" | "\"")
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
        if self.led(at, 1, Function::Ended) {
            return Some(if ahead > 0 { year - 1 } else { year });
        }
        let tense = self.tense(at);
        if let Some(told) = self.state.months[(month - 1) as usize].filter(|_| tense.is_none()) {
            return Some(told);
        }
        Some(if tense == Some(Tense::Ahead) {
            if ahead < 0 { year + 1 } else { year }
        } else if ahead > 2 || (ahead > 0 && self.led(at, 1, Function::SinceLast)) {
            year - 1
        } else {
            year
        })
    }

    pub(super) fn day(&self, from: usize, end: usize, year: Option<i16>, month: i8, day: i8) -> Found {
        let known = year.or_else(|| self.year_of(from, month, day));
        match known.and_then(|y| Date::new(y, month, day).ok()) {
            Some(date) => {
                let surely = year.is_some() || self.tense(from) == Some(Tense::Ahead);
                let stated = Some(PartialDays::Year([(month, day); 2])).filter(|_| year.is_none());
                self.with_clock(Found::date(from, end, Part::Day(date)).surely(surely).stated(stated))
            }
            None => Found::vague(from, end, TimeKind::Date, format!("XXXX-{month:02}-{day:02}")),
        }
    }

    /// The year of a day told without one: the nearest to the article's day, but for days some months away the one that
    /// the tense asks for: "attacked on 7 October" lies behind.
    fn year_of(&self, from: usize, month: i8, day: i8) -> Option<i16> {
        // A day nearer than this is told of with its year where it is not the nearest.
        const NEAR_DAYS: i32 = 60;
        let Some(now) = self.state.month else {
            // The year alone is known, or the text told it before.
            return self.state.year.or(self.state.last_year);
        };
        let today = Part::Day(now).days()?;
        let past = self.led(from, 1, Function::EndedSince);
        let nearest = |keep: &dyn Fn(Date) -> bool| {
            let years = (-1..=1).filter_map(|n| Date::new(now.year() + n, month, day).ok()).filter(|d| keep(*d));
            years.min_by_key(|d| Part::Day(*d).days().map_or(i32::MAX, |d| d.gap(today)))
        };
        let best = nearest(&|d| !past || d <= now)?;
        if Part::Day(best).days()?.gap(today) <= NEAR_DAYS {
            return Some(best.year());
        }
        let tense = self.tense(from);
        if let Some(told) = self.state.months[(month - 1) as usize].filter(|_| tense != Some(Tense::Ahead)) {
            return Some(told);
        }
        let asked = match tense {
            Some(Tense::Ahead) => nearest(&|d| d >= now),
            Some(Tense::Past | Tense::Behind) => nearest(&|d| d <= now),
            None => None,
        };
        Some(asked.unwrap_or(best).year())
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
        // "06-08-2013"
        if word.len() == 2
            && self.apart(at)
            && let Some(second) = self.hung(at).filter(|n| self.pieces[*n].span.len() == 2)
            && let Some(third) = self.hung(second)
            && let (Some(a), Some(b), Some(year)) = (self.whole(at), self.whole(second), self.year(third))
        {
            let date = self.ordered(i8::try_from(a).ok()?, i8::try_from(b).ok()?, year, '-')?;
            return Some(Found::date(at, third + 1, Part::Day(date)).surely(true));
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
            let date = self.ordered(a, b, year, separator)?;
            return Some(Found::date(at, at + 1, Part::Day(date)));
        }
        None
    }

    /// The digits that a hyphen hangs on a piece.
    fn hung(&self, at: usize) -> Option<usize> {
        let dash = self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, "-") && p.joint == Joint::Glued);
        let next = at + 1 + usize::from(dash);
        self.piece(next).filter(|p| p.shape == Shape::Digits && p.joint != Joint::Spaced).map(|_| next)
    }

    /// The day of two numbers in the order that one over 12 decides, else nearness to the article's day, else the separator:
    /// with strokes the month stands first (American), with full stops the day.
    fn ordered(&self, a: i8, b: i8, year: i16, separator: char) -> Option<Date> {
        // A day told in digits that lies so near the article's, when read one way, is that one.
        const NEAR_DAYS: i32 = 31;
        let (month_first, day_first) = (Date::new(year, a, b).ok(), Date::new(year, b, a).ok());
        let (Some(american), Some(other)) = (month_first, day_first) else { return month_first.or(day_first) };
        let usual = if separator == '/' { american } else { other };
        let Some(today) = self.state.day.and_then(|d| Part::Day(d).days()) else { return Some(usual) };
        let gap = |d: Date| Part::Day(d).days().map_or(i32::MAX, |d| d.gap(today));
        let near = if gap(american) < gap(other) { american } else { other };
        Some(if gap(near) <= NEAR_DAYS { near } else { usual })
    }
}
