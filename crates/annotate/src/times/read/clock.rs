//! Times of the clock: "8:30 p.m.".

use std::fmt;

use super::{Reader, function::Function};
use crate::{
    Interval, TimeKind,
    lexemes::{NumberWord, TimeWord},
    numbers::{self, Sort},
    pieces::{Joint, Piece, Shape},
    times::{calendar::Part, find::Found},
};

/// A time of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::times) struct Clock {
    /// Minutes of the day; midnight at its end is 1440.
    pub(super) minutes: i16,
    /// Whether the half of the day is told: "3 p.m.", "15:00"; "half past three" may be either.
    pub(super) half_known: bool,
}

const HALF_DAY: i16 = 720;

impl Clock {
    /// So many minutes later, or earlier.
    pub(super) fn plus(self, minutes: i32) -> Clock {
        let minutes = (i32::from(self.minutes) + minutes).rem_euclid(1440);
        Clock { minutes: minutes as i16, ..self }
    }

    /// The half of the day that a part of it tells: "three in the afternoon".
    pub(super) fn in_part(self, part: Option<&str>) -> Clock {
        const SMALL_HOURS: i16 = 5 * 60;
        let Some(part) = part.filter(|_| !self.half_known) else { return self };
        let morning = self.minutes % HALF_DAY;
        let later = match part {
            "TMO" => false,
            // "at two last night" is after midnight, "at ten last night" before.
            "TNI" => morning >= SMALL_HOURS,
            _ => true,
        };
        Clock { minutes: if later { morning + HALF_DAY } else { morning }, half_known: true }
    }

    /// The minutes of the day, as a value to compare.
    pub(in crate::times) fn interval(self) -> Interval {
        Interval::point(f64::from(self.minutes))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "T{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl Reader<'_> {
    /// "10:35 a.m.", "noon", "5 p.m. EST", "22:00", with the day after it: "10 p.m. Wednesday".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let (clock, end) = self.clock_time(at)?;
        Some(self.clock_of_day(at, end, clock))
    }

    /// A clock with the day that is told behind it.
    pub(super) fn clock_of_day(&self, from: usize, end: usize, clock: Clock) -> Found {
        // "half past seven o'clock"
        let end = end + usize::from(self.has(end, Function::Oclock));
        let mut next = self.comma(end);
        next += usize::from(self.has(next, Function::On));
        let day = self.named_day(next).filter(|f| matches!(f.part, Some(Part::Day(_))));
        let mut clock = clock.in_part(day.as_ref().and_then(|d| self.part_in(next, d.end)));
        let mut end = end;
        // "a quarter to six in the evening", "eleven at night"
        let part_at = if self.has(end, Function::In) && self.has(end + 1, Function::The) {
            end + 2
        } else {
            end + usize::from(self.has(end, Function::AtWord))
        };
        if day.is_none()
            && part_at > end
            && let TimeWord::Part(part) = self.time(part_at)
        {
            clock = clock.in_part(Some(part));
            end = part_at + 1;
        }
        let clock = self.half(from, end, clock);
        let (date, end, part) = match &day {
            Some(found) => (found.part, found.end, found.part),
            None => (self.state.last_day.or(self.state.day).map(Part::Day), end, None),
        };
        let mut found = Found::vague(from, end, TimeKind::Time, "");
        // Its value is of the day that it is most likely of; a day that is not told is none to claim.
        found.part = part;
        found.days = part.and_then(Part::days);
        found.clock = Some(clock);
        found.value = match date {
            Some(Part::Day(d)) => format!("{d}{clock}"),
            _ => format!("XXXX-XX-XX{clock}"),
        };
        found
    }

    /// A clock with the half of the day that its sentence tells: a clock before it ("from 9 a.m. to half past two"), else a
    /// part of the day ("in the evening they met, at eight o'clock").
    fn half(&self, from: usize, end: usize, clock: Clock) -> Clock {
        if clock.half_known {
            return clock;
        }
        if let Some(before) = self.state.last_clock.filter(|c| c.half_known) {
            let (a, b) = (before.minutes, clock.minutes);
            let minutes = if b < a && a < b + HALF_DAY { b + HALF_DAY } else { b };
            return Clock { minutes, half_known: true };
        }
        clock.in_part(self.part_in(end, self.pieces.len()).or_else(|| self.part_in(0, from)))
    }

    /// A day by its name or with its month: "Wednesday night", "yesterday", "last night", "June 7".
    pub(super) fn named_day(&self, at: usize) -> Option<Found> {
        self.weekday_date(at).or_else(|| self.deictic(at)).or_else(|| self.dated(at)).or_else(|| {
            // "this morning", "last night", no "last year".
            matches!(self.time(at + 1), TimeWord::Part(_)).then(|| self.modified(at))?
        })
    }

    /// A day with its month.
    pub(super) fn dated(&self, at: usize) -> Option<Found> {
        let p = self.piece(at)?;
        let begins = p.shape == Shape::Digits || p.lexeme.rank > 0 || matches!(p.lexeme.time, TimeWord::Month(_));
        begins.then(|| self.calendar_date(at))?.filter(|f| matches!(f.part, Some(Part::Day(_))))
    }

    /// The part of the day among some pieces.
    pub(super) fn part_in(&self, from: usize, end: usize) -> Option<&'static str> {
        (from..end).find_map(|at| match self.time(at) {
            TimeWord::Part(part) | TimeWord::Tonight(part) => Some(part),
            _ => None,
        })
    }

    /// An hour from 1 to 12 that only the words around show to be one, with its minutes: "eleven", "4.30".
    pub(super) fn hour(&self, at: usize) -> Option<(Clock, usize)> {
        let p = self.piece(at)?;
        let minutes = match p.shape {
            Shape::Digits if p.joint != Joint::Glued => {
                let word = p.of(self.text);
                let (hour, minute) = match word.split_once([':', '.']) {
                    Some((h, m)) if m.len() == 2 => (h.parse::<i16>().ok()?, m.parse::<i16>().ok()?),
                    Some(_) => return None,
                    None => (word.parse().ok().filter(|_| word.len() <= 2)?, 0),
                };
                ((1..=12).contains(&hour) && minute < 60).then_some(hour % 12 * 60 + minute)?
            }
            Shape::Word => {
                let figure = self.figure(at).filter(|f| f.sort == Sort::Words && f.end == at + 1)?;
                let small = matches!(p.lexeme.number, NumberWord::Small(_));
                let hour = figure.value.lo;
                (small && (1.0..=12.0).contains(&hour)).then_some(hour as i16 % 12 * 60)?
            }
            _ => return None,
        };
        let end = at + 1;
        // "4 percent", "7-year": something else is counted.
        let hangs = self.piece(end).is_some_and(|p| p.joint != Joint::Spaced && p.shape != Shape::Sign);
        if hangs || matches!(self.time(end), TimeWord::Meridiem(_)) {
            return None;
        }
        Some((Clock { minutes, half_known: false }, end))
    }

    /// "at 15.05": two digits and two with a stop between, where an "at" and no unit shows that they are no decimals.
    fn dotted(&self, at: usize) -> Option<Clock> {
        let p = self.piece(at).filter(|p| p.shape == Shape::Digits)?;
        let (hour, minute) = p.of(self.text).split_once('.')?;
        // "22.05 The council votes" opens an entry of a ticker.
        let capital = |p: &Piece| p.shape == Shape::Word && p.capital && p.joint == Joint::Spaced;
        let opens = at == 0 && self.piece(1).is_some_and(capital);
        let led = || self.before(at, 1).is_some_and(|p| p.lexeme.function.has(Function::At));
        if hour.len() != 2 || minute.len() != 2 || !opens && !led() {
            return None;
        }
        let (hour, minute) = (hour.parse::<i16>().ok()?, minute.parse::<i16>().ok()?);
        let counts = self.piece(at + 1).is_some_and(|next| {
            next.joint != Joint::Spaced && next.shape != Shape::Sign
                || matches!(next.of(self.text), "%" | "$" | "€" | "£")
                || matches!(next.lexeme.number, NumberWord::Scale(_) | NumberWord::Hundred)
                || next.shape == Shape::Word && numbers::is_plural(self.text, next)
        });
        let meridiem = matches!(self.time(at + 1), TimeWord::Meridiem(_));
        let fits =
            hour < 24 && minute < 60 && !counts && !meridiem && !numbers::unit_after(self.text, self.pieces, at + 1);
        fits.then_some(Clock { minutes: hour * 60 + minute, half_known: true })
    }

    /// A time of the clock alone and the first piece after it.
    pub(super) fn clock_time(&self, at: usize) -> Option<(Clock, usize)> {
        if let Some(clock) = self.dotted(at) {
            return Some((clock, at + 1));
        }
        if let TimeWord::Clock(value) = self.time(at) {
            let (hour, minute) = value.strip_prefix('T')?.split_once(':')?;
            let minutes = hour.parse::<i16>().ok()? * 60 + minute.parse::<i16>().ok()?;
            self.hit(at);
            return Some((Clock { minutes, half_known: true }, at + 1));
        }
        let p = self.piece(at).filter(|p| p.shape == Shape::Digits)?;
        let word = p.of(self.text);
        // "Listen · 4:59" tells how long a recording is.
        if self.before(at, 1).is_some_and(|p| p.is_sign(self.text, "·")) {
            return None;
        }
        // "1: 45 p.m.", as some set it
        let parted = || {
            let minutes = self.piece(at + 2).filter(|p| p.shape == Shape::Digits && p.span.len() == 2)?;
            let colon = self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, ":") && p.joint == Joint::Glued);
            let meridiem = matches!(self.time(at + 3), TimeWord::Meridiem(_))
                || (self.has(at + 3, Function::PM) || self.has(at + 3, Function::A)) && self.is(at + 4, ".");
            minutes.of(self.text).parse::<u32>().ok().filter(|_| colon && meridiem && word.len() <= 2)
        };
        let parted = parted();
        let (hour, minute, colon) = match word.split_once([':', '.']) {
            Some((h, m)) if m.len() == 2 && h.len() <= 2 => (h.parse().ok()?, m.parse().ok()?, word.contains(':')),
            None if word.len() <= 2 => (word.parse().ok()?, parted.unwrap_or(0), parted.is_some()),
            // "630 a.m.", as some tokenise it
            None if word.len() <= 4 && matches!(self.time(at + 1), TimeWord::Meridiem(_)) => {
                let n: u32 = word.parse().ok()?;
                (n / 100, n % 100, true)
            }
            _ => return None,
        };
        let (hour, minute): (u32, u32) = (hour, minute);
        if hour > 24 || minute > 59 {
            return None;
        }
        let mut end = at + 1 + if parted.is_some() { 2 } else { 0 };
        let mut add = None;
        let mut half_known = true;
        if let TimeWord::Meridiem(m) = self.time(end) {
            let p = &self.pieces[end];
            if p.joint == Joint::Glued || p.of(self.text).contains('.') || p.capital || m != 0 || colon {
                self.hit(end);
                add = Some(m as u32);
                end += 1;
            }
        } else if (self.has(end, Function::A) || self.has(end, Function::PM))
            && self.is(end + 1, ".")
            && self.has(end + 2, Function::M)
        {
            add = Some(if self.has(end, Function::PM) { 12 } else { 0 });
            end += 3;
        } else if self.has(end, Function::Oclock) {
            add = Some(0);
            half_known = false;
            end += 1;
        }
        if add.is_none() && !(colon && word.split(':').all(|p| !p.is_empty())) {
            return None;
        }
        let hour = match add {
            Some(12) if hour < 12 => hour + 12,
            Some(0) if hour == 12 && half_known => 0,
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
        Some((Clock { minutes: (hour * 60 + minute) as i16, half_known }, end))
    }
}
