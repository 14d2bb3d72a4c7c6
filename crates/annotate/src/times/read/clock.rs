//! Times of the clock: "8:30 p.m.".

use super::Reader;
use crate::{
    TimeKind,
    lexemes::TimeWord,
    pieces::{Joint, Shape},
    times::{calendar::Part, find::Found},
};

impl Reader<'_> {
    /// "10:35 a.m.", "noon", "5 p.m. EST", "22:00", with the day after it: "10 p.m. Wednesday".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (clock, end) = self.clock_time(at)?;
        let mut next = self.comma(end);
        next += usize::from(self.is(next, "on"));
        let day = self
            .weekday_date(next)
            .or_else(|| self.deictic(next))
            .or_else(|| self.month(next).and_then(|_| self.calendar_date(next)))
            .filter(|f| matches!(f.part, Some(Part::Day(_))));
        let (date, end, part) = match &day {
            Some(found) => (found.part, found.end, found.part),
            None => (self.state.last_day.or(self.state.day).map(Part::Day), end, None),
        };
        let mut found = Found::vague(at, end, TimeKind::Time, "");
        found.part = part;
        found.days = date.and_then(Part::days);
        found.value = match date {
            Some(Part::Day(d)) => format!("{d}{clock}"),
            _ => format!("XXXX-XX-XX{clock}"),
        };
        Some(found)
    }

    /// A time of the clock alone, as TIMEX3 writes it, and the first piece after it.
    pub(super) fn clock_time(&self, at: usize) -> Option<(String, usize)> {
        if let TimeWord::Clock(value) = self.time(at) {
            self.hit(at);
            return Some((value.to_owned(), at + 1));
        }
        let p = self.piece(at).filter(|p| p.shape == Shape::Digits)?;
        let word = p.of(self.text);
        let (hour, minute, colon) = match word.split_once([':', '.']) {
            Some((h, m)) if m.len() == 2 && h.len() <= 2 => (h.parse().ok()?, m.parse().ok()?, word.contains(':')),
            None if word.len() <= 2 => (word.parse().ok()?, 0, false),
            _ => return None,
        };
        let (hour, minute): (u32, u32) = (hour, minute);
        if hour > 24 || minute > 59 {
            return None;
        }
        let mut end = at + 1;
        let mut add = None;
        if let TimeWord::Meridiem(m) = self.time(end) {
            let p = &self.pieces[end];
            if p.joint == Joint::Glued
                || p.of(self.text).contains('.')
                || !p.of(self.text).eq_ignore_ascii_case("am")
                || colon
            {
                self.hit(end);
                add = Some(m as u32);
                end += 1;
            }
        } else if (self.is(end, "a") || self.is(end, "p")) && self.is(end + 1, ".") && self.is(end + 2, "m") {
            add = Some(if self.is(end, "p") { 12 } else { 0 });
            end += 3;
        } else if self.is(end, "o'clock") || self.is(end, "o’clock") {
            add = Some(0);
            end += 1;
        } else if self.is(end, "in")
            && self.is(end + 1, "the")
            && self.any(end + 2, &["morning", "afternoon", "evening"])
            && self.before_is(at, 1, &["at", "until", "about", "around"])
        {
            add = Some(if self.is(end + 2, "morning") { 0 } else { 12 });
            end += 3;
        }
        if add.is_none() && !(colon && word.split(':').all(|p| !p.is_empty())) {
            return None;
        }
        let hour = match add {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 && !self.is(end - 1, "o'clock") => 0,
            _ => hour,
        };
        if self.time(end) == TimeWord::Zone
            && self
                .piece(end)
                .is_some_and(|p| p.of(self.text).len() == 3 && p.of(self.text).bytes().all(|b| b.is_ascii_uppercase()))
        {
            self.hit(end);
            end += 1;
        }
        Some((format!("T{hour:02}:{minute:02}"), end))
    }
}
