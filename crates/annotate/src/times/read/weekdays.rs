//! Days told by their place in the week or to today: "Wednesday", "yesterday".

use claimdiff_text::PartialDays;

use super::{Reader, Tense, function::Function};
use crate::{
    TimeKind,
    lexemes::TimeWord,
    pieces::{Joint, Shape},
    times::{
        calendar::{Part, add_days, in_week, weekday},
        find::Found,
    },
};

/// Days of a week.
const WEEK: i64 = 7;

impl Reader<'_> {
    /// "Tuesday", "last Friday", "Wednesday night", "Thursday, April 6".
    pub(super) fn weekday_date(&self, at: usize) -> Option<Found> {
        // "last", "next", "this"; "that" where a day was told of; "the previous", "the following"
        let the = self.has(at, Function::The) && self.has(at + 1, Function::TheMod);
        let modifier = match self.time(at + usize::from(the)) {
            _ if self.has(at, Function::That) => self.state.last_day.map(|_| at),
            TimeWord::Mod(_) if the => Some(at + 1),
            TimeWord::Mod(_) if self.has(at, Function::DayMod) => Some(at),
            _ => None,
        };
        let past = modifier.is_some_and(|m| self.has(m, Function::This) && self.has(m + 1, Function::PastComing));
        let day_at = modifier.map_or(at, |m| m + 1 + usize::from(past));
        let day = self.weekday(day_at)?;
        self.hit(day_at);
        if modifier.is_some() {
            self.hit(day_at - 1);
        }
        let mut end = self.stop(day_at + 1);
        // "Thursday, April 6": the date decides.
        if modifier.is_none()
            && let Some(found) = self.dated_behind(end)
            && found.part.is_some_and(|p| matches!(p, Part::Day(_)))
        {
            return Some(Found { from: at, ..found });
        }
        if end > day_at + 1 && self.pieces[day_at].span.len() > 5 {
            end = day_at + 1;
        }
        let Some(today) = self.state.today() else {
            return Some(Found::vague(at, end, TimeKind::Date, format!("XXXX-WXX-{day}")));
        };
        let back = i64::from(weekday(today) - day).rem_euclid(WEEK);
        // "that Thursday" is of the week that was told of last.
        if self.has(at, Function::That)
            && let Some(date) = self.state.last_day.and_then(|last| in_week(last, day))
        {
            return Some(self.with_part(Found::date(at, end, Part::Day(date))));
        }
        let step = modifier.map(|m| if past { m + 1 } else { m }).map(|m| self.time(m));
        let offset = match step {
            Some(TimeWord::Mod(-1)) => -(if back == 0 { WEEK } else { back }),
            Some(TimeWord::Mod(1 | 2)) if !past => WEEK - back,
            Some(_) => i64::from(day - weekday(today)),
            _ => {
                // The day that the article told of before, where nothing here tells another.
                // "Friday's deal" is told of by what dates it, not by the verb of its sentence.
                let owner = self.has(day_at + 1, Function::Possessive);
                let tense = if owner { self.future(at).then_some(Tense::Ahead) } else { self.tense(at) };
                let told = self.state.weekdays[(day - 1) as usize].filter(|_| tense.is_none());
                let date = match told {
                    Some(date) => date,
                    None if back != 0 && tense == Some(Tense::Ahead) => add_days(today, WEEK - back)?,
                    // Nobody calls the day before the last six by its weekday alone: an article that tells of tomorrow's was
                    // added to, or is dated where it is not yet that day.
                    None if back == WEEK - 1 && !self.opens_range(end) => add_days(today, 1)?,
                    None => add_days(today, -back)?,
                };
                let surely = matches!(tense, Some(Tense::Ahead | Tense::Past));
                let stated = PartialDays::weekday(day);
                return Some(self.with_part(Found::date(at, end, Part::Day(date)).surely(surely).stated(stated)));
            }
        };
        let date = add_days(today, offset)?;
        let found = Found::date(at, end, Part::Day(date)).surely(true).stated(PartialDays::weekday(day));
        Some(self.with_part(found))
    }

    /// Whether another weekday follows: "from Thursday to Friday", which are days of one week.
    fn opens_range(&self, end: usize) -> bool {
        self.weekday(end).or_else(|| self.weekday(end + 1)).is_some()
    }

    /// "Thursday, April 6", "Thursday, the 6th of April": the date behind a weekday.
    fn dated_behind(&self, end: usize) -> Option<Found> {
        let at = self.comma(end);
        let the = usize::from(self.has(at, Function::The));
        self.calendar_date(at + the)
    }

    /// A part of the day or a time of the clock after a day: "Wednesday night", "yesterday morning", "Tuesday at 9 a.m."
    pub(super) fn with_part(&self, found: Found) -> Found {
        let Some(Part::Day(date)) = found.part else { return found };
        if let TimeWord::Part(part) = self.time(found.end)
            && self.piece(found.end).is_some_and(|p| p.joint == Joint::Spaced)
        {
            self.hit(found.end);
            let end = found.end + 1;
            let found = Found { kind: TimeKind::Time, value: format!("{date}{part}"), end, ..found };
            return self.with_hour(found, part);
        }
        self.with_clock(found)
    }

    /// A clock behind a part of a day: "Tuesday evening at six".
    pub(super) fn with_hour(&self, found: Found, part: &str) -> Found {
        let Some(Part::Day(date)) = found.part.filter(|_| self.has(found.end, Function::AtWord)) else { return found };
        let clock = self.clock_time(found.end + 1).or_else(|| self.hour(found.end + 1));
        let Some((clock, end)) = clock.filter(|(_, after)| self.unit(*after).is_none()) else { return found };
        let clock = clock.in_part(Some(part));
        Found { value: format!("{date}{clock}"), end, clock: Some(clock), ..found }
    }

    pub(super) fn with_clock(&self, found: Found) -> Found {
        let Some(Part::Day(date)) = found.part else { return found };
        let at = self.comma(found.end);
        let at = at + usize::from(self.has(at, Function::AtWord));
        if at > found.end
            && let Some((clock, end)) = self.clock_time(at)
        {
            return Found { kind: TimeKind::Time, value: format!("{date}{clock}"), end, clock: Some(clock), ..found };
        }
        found
    }

    /// Whether a word with a capital stands behind another in a sentence that goes on and came in small letters.
    fn is_named(&self, at: usize) -> bool {
        let word = |at: usize, capital: bool| {
            self.piece(at).is_some_and(|p| p.shape == Shape::Word && p.joint == Joint::Spaced && p.capital == capital)
        };
        at >= 2 && word(at, true) && word(at - 1, true) && word(at - 2, false) && word(at + 1, false)
    }

    /// "today", "late yesterday", "tomorrow morning", "tonight".
    pub(super) fn deictic(&self, at: usize) -> Option<Found> {
        match self.time(at) {
            // "told World Today of it": a name in a sentence that is not all in capitals.
            TimeWord::Deictic(_) if self.is_named(at) => None,
            TimeWord::Deictic(days) => {
                self.hit(at);
                let Some(date) = self.state.today().and_then(|d| add_days(d, i64::from(days))) else {
                    let value = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][(days + 1) as usize];
                    return Some(Found::vague(at, at + 1, TimeKind::Date, value));
                };
                Some(self.with_part(Found::date(at, at + 1, Part::Day(date))))
            }
            TimeWord::Tonight(_) => {
                self.hit(at);
                let date = self.state.today();
                let found = date.map(|d| Found::date(at, at + 1, Part::Day(d)));
                let value = date.map_or("XXXX-XX-XXTNI".to_owned(), |d| format!("{d}TNI"));
                let vague = Found::vague(at, at + 1, TimeKind::Time, "");
                Some(Found { kind: TimeKind::Time, value, ..found.unwrap_or(vague) })
            }
            _ => None,
        }
    }
}
