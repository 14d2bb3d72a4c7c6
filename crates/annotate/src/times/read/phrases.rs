//! Expressions of several words, as the patterns of `patterns.tsv` tell them: "a quarter past eleven", "two weeks from
//! today", "June 7 to 8", "Friday week".

use std::sync::LazyLock;

use claimdiff_text::{Days, table::Class};
use jiff::civil::Date;

use super::{Reader, clock::Clock, duration, function::Function};
use crate::{
    Closed, Interval, TimeKind,
    lexemes::{NumberWord, TimeUnit, TimeWord},
    numbers::Sort,
    pattern::{Match, Patterns, Words},
    pieces::{Joint, Shape},
    times::{
        calendar::{Part, add_days, add_months},
        find::Found,
    },
};

pub(in crate::times) const PATTERNS: &str = include_str!("patterns.tsv");

/// What a pattern is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::times) enum Reading {
    Past,
    PastHour,
    To,
    HalfPast,
    QuarterPast,
    QuarterTo,
    Twelve,
    Four,
    Hour,
    HourOfDay,
    WeekLater,
    DaysFrom,
    DaysBefore,
    DaysAfter,
    DayBefore,
    DayAfter,
    LastYear,
    NextYear,
    BeforeLast,
    Eleventh,
    SpanAfter,
    SpanBefore,
    Rank,
    Half,
    Quarter,
    Quarters,
    Long,
    ShortYear,
    Years,
}

impl Class for Reading {
    const ALL: &'static [(&'static str, Reading)] = &[
        ("past", Reading::Past),
        ("past-hour", Reading::PastHour),
        ("to", Reading::To),
        ("half-past", Reading::HalfPast),
        ("quarter-past", Reading::QuarterPast),
        ("quarter-to", Reading::QuarterTo),
        ("twelve", Reading::Twelve),
        ("four", Reading::Four),
        ("hour", Reading::Hour),
        ("hour-of-day", Reading::HourOfDay),
        ("week-later", Reading::WeekLater),
        ("days-from", Reading::DaysFrom),
        ("days-before", Reading::DaysBefore),
        ("days-after", Reading::DaysAfter),
        ("day-before", Reading::DayBefore),
        ("day-after", Reading::DayAfter),
        ("last-year", Reading::LastYear),
        ("next-year", Reading::NextYear),
        ("before-last", Reading::BeforeLast),
        ("eleventh", Reading::Eleventh),
        ("span-after", Reading::SpanAfter),
        ("span-before", Reading::SpanBefore),
        ("rank", Reading::Rank),
        ("half", Reading::Half),
        ("quarter", Reading::Quarter),
        ("quarters", Reading::Quarters),
        ("long", Reading::Long),
        ("short-year", Reading::ShortYear),
        ("years", Reading::Years),
    ];

    fn place(self) -> usize {
        self as usize
    }
}

/// What a step of a pattern may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::times) enum Slot {
    Hour,
    Clock,
    Count,
    Four,
    Day,
    Weekday,
    Dated,
    Dom,
    Month,
    Year,
    Length,
    Unit,
    Part,
    Thru,
    Rank,
    Tail,
    Short,
    Article,
}

impl Class for Slot {
    const ALL: &'static [(&'static str, Slot)] = &[
        ("hour", Slot::Hour),
        ("clock", Slot::Clock),
        ("count", Slot::Count),
        ("four", Slot::Four),
        ("day", Slot::Day),
        ("weekday", Slot::Weekday),
        ("dated", Slot::Dated),
        ("dom", Slot::Dom),
        ("month", Slot::Month),
        ("year", Slot::Year),
        ("length", Slot::Length),
        ("unit", Slot::Unit),
        ("part", Slot::Part),
        ("thru", Slot::Thru),
        ("rank", Slot::Rank),
        ("tail", Slot::Tail),
        ("short", Slot::Short),
        ("article", Slot::Article),
    ];

    fn place(self) -> usize {
        self as usize
    }
}

/// What a slot holds.
#[derive(Clone)]
pub(in crate::times) enum Held {
    /// Minutes of the day, and whether the half of the day is known.
    Clock(Clock),
    Number(i32),
    Length(f64, TimeUnit),
    Unit(TimeUnit),
    /// A part of the day.
    Part(&'static str),
    Time(Box<Found>),
    Nothing,
}

/// The most years that two digits behind a year may reach: "2012-13".
const LONGEST_YEARS: i16 = 60;

static READINGS: LazyLock<Patterns<Reading, Slot>> = LazyLock::new(|| Patterns::new("times/patterns", PATTERNS));

impl Words for Reader<'_> {
    type Slot = Slot;
    type Value = Held;

    fn word(&self, at: usize) -> &str {
        self.piece(at).map_or("", |p| p.of(self.text))
    }

    fn passes(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|p| p.shape == Shape::Word)
    }

    fn slot(&self, slot: Slot, at: usize) -> Option<(Held, usize)> {
        let p = self.piece(at);
        match slot {
            Slot::Hour => {
                let (clock, end) = self.hour(at)?;
                Some((Held::Clock(clock), end))
            }
            Slot::Clock => {
                let (clock, end) = self.clock_time(at)?;
                Some((Held::Clock(clock), end))
            }
            Slot::Count => {
                let figure = self.figure(at)?;
                let n = figure.value.lo;
                let fits = figure.value.is_point() && n.fract() == 0.0 && (1.0..60.0).contains(&n);
                fits.then_some((Held::Number(n as i32), figure.end))
            }
            Slot::Four => {
                let word = p?.of(self.text);
                let n = self.whole(at).filter(|n| word.len() == 4 && n / 100 < 25 && n % 100 < 60)?;
                Some((Held::Number(n), at + 1))
            }
            Slot::Day => {
                let found = self.named_day(at)?;
                let end = found.end;
                Some((Held::Time(Box::new(found)), end))
            }
            Slot::Weekday => {
                let day = self.weekday(at)?;
                Some((Held::Number(day.into()), at + 1))
            }
            Slot::Dated => {
                let found = self.dated(at)?;
                let end = found.end;
                Some((Held::Time(Box::new(found)), end))
            }
            Slot::Dom => {
                let (day, end) = self.day_of_month(at)?;
                Some((Held::Number(day.into()), end))
            }
            Slot::Month => {
                let month = self.month(at)?;
                Some((Held::Number(month.into()), self.stop(at + 1)))
            }
            Slot::Year => {
                let at = self.comma(at);
                let year = self.year(at).filter(|y| (1700..2200).contains(y))?;
                Some((Held::Number(year.into()), at + 1))
            }
            Slot::Length => {
                let p = p?;
                let one = p.lexeme.function.has(Function::Article);
                let (n, unit_at) = if one {
                    (1.0, at + 1)
                } else {
                    let figure = self.figure(at).filter(|f| f.sort != Sort::Vague && f.value.is_point())?;
                    (figure.value.lo, figure.end)
                };
                let unit = self.unit(unit_at)?;
                Some((Held::Length(n, unit), unit_at + 1))
            }
            Slot::Unit => Some((Held::Unit(self.unit(at)?), at + 1)),
            Slot::Part => match p?.lexeme.time {
                TimeWord::Part(part) => Some((Held::Part(part), at + 1)),
                _ => None,
            },
            Slot::Thru => {
                let p = p?;
                if p.joint == Joint::Hyphen && p.shape == Shape::Digits {
                    return Some((Held::Nothing, at));
                }
                let dash = p.shape == Shape::Sign && matches!(p.of(self.text), "-" | "–" | "—");
                let word = dash || p.lexeme.function.has(Function::Thru);
                word.then_some((Held::Nothing, at + 1))
            }
            Slot::Rank => {
                let p = p?;
                let suffix = self
                    .piece(at + 1)
                    .is_some_and(|s| s.joint == Joint::Glued && s.lexeme.number == NumberWord::OrdinalSuffix);
                if !suffix && p.lexeme.rank == 0 {
                    return None;
                }
                let (day, end) = self.day_of_month(at)?;
                Some((Held::Number(day.into()), end))
            }
            Slot::Tail => {
                // What cannot be the noun of a rank, or the end.
                let ends = p.is_none_or(|p| p.shape == Shape::Sign || p.lexeme.function.has(Function::Tail));
                ends.then_some((Held::Nothing, at))
            }
            Slot::Article => p
                .filter(|p| p.is(Closed::The) || p.lexeme.function.has(Function::Article))
                .map(|_| (Held::Nothing, at + 1)),
            Slot::Short => {
                // "2012-13", "2012/13", and "'94" behind its mark
                let dash = p.is_some_and(|p| p.joint == Joint::Glued && matches!(p.of(self.text), "-" | "–" | "/"));
                let at = at + usize::from(dash);
                let p = self.piece(at).filter(|p| p.shape == Shape::Digits && p.joint != Joint::Spaced)?;
                let n = self.whole(at).filter(|_| matches!(p.span.len(), 2 | 4))?;
                Some((Held::Number(n), at + 1))
            }
        }
    }
}

impl Reader<'_> {
    /// Whether an expression of several words may begin with a word.
    pub(super) fn opens(&self, at: usize) -> bool {
        READINGS.opens(self.word(at))
    }

    /// The expression of several words that begins at a piece.
    pub(super) fn phrase(&self, at: usize) -> Option<Found> {
        let found = READINGS.at(self, at)?;
        let time = self.phrase_read(&found)?;
        READINGS.hit(&found);
        Some(time)
    }

    fn phrase_read(&self, m: &Match<Reading, Held>) -> Option<Found> {
        let (from, end) = (m.from, m.end);
        let held = |n: usize| m.slots.get(n).map(|(_, held)| held);
        let number = |n: usize| match held(n) {
            Some(Held::Number(x)) => Some(*x),
            _ => None,
        };
        let clock = |n: usize| match held(n) {
            Some(Held::Clock(c)) => Some(*c),
            _ => None,
        };
        let time = |n: usize| match held(n) {
            Some(Held::Time(found)) => Some(found.as_ref()),
            _ => None,
        };
        match m.reading {
            Reading::Past => self.told_clock(from, end, clock(1)?.plus(number(0)?)),
            Reading::PastHour => self.told_clock(from, end, clock(1)?.plus(number(0)?)).filter(|_| self.at_clock(from)),
            Reading::To => self.told_clock(from, end, clock(1)?.plus(-number(0)?)),
            Reading::HalfPast => self.told_clock(from, end, clock(0)?.plus(30)),
            Reading::QuarterPast => self.told_clock(from, end, clock(0)?.plus(15)),
            Reading::QuarterTo => self.told_clock(from, end, clock(0)?.plus(-15)),
            Reading::Twelve => {
                // The word after the twelve decides.
                let (clock, end) = self.clock_time(end - 1)?;
                self.told_clock(from, end, clock)
            }
            Reading::Four => {
                let n = number(0)?;
                self.told_clock(from, end, Clock { minutes: (n / 100 * 60 + n % 100) as i16, half_known: true })
            }
            Reading::Hour => {
                let part = match held(1) {
                    Some(Held::Part(part)) => Some(*part),
                    _ => None,
                };
                self.told_clock(from, end, clock(0)?.in_part(part))
            }
            Reading::HourOfDay => {
                // "at 8 last night", "at four on the morning of 6 March": the part of the day begins where the hour ends.
                let clock = clock(0)?;
                let day_at = m.slots.get(1)?.0;
                let day = time(1).or_else(|| time(2))?.clone();
                let part = self.part_in(day_at, end);
                // "stood at nine on Friday", "rose by nine on Friday" are figures.
                let led = |back: usize, class: Function| {
                    self.before(from, back).is_some_and(|p| p.lexeme.function.has(class))
                };
                if part.is_none() && (!led(1, Function::At) || led(2, Function::Level)) {
                    return None;
                }
                let clock = clock.in_part(part);
                Some(Found {
                    from,
                    kind: TimeKind::Time,
                    value: format!("{}{clock}", day.value.get(..10)?),
                    clock: Some(clock),
                    ..day
                })
            }
            Reading::WeekLater => {
                let today = self.state.today()?;
                let day = number(0).or_else(|| number(1))? as i8;
                let weeks = match held(0) {
                    // "an hour on Friday" is within it.
                    Some(Held::Length(_, unit)) if unit.seconds() < TimeUnit::Week.seconds() => return None,
                    Some(Held::Length(n, unit)) => n * unit.seconds() / TimeUnit::Week.seconds(),
                    _ => 1.0,
                };
                let ahead = i64::from((day - crate::times::calendar::weekday(today)).rem_euclid(7));
                let ahead = if ahead == 0 { 7 } else { ahead };
                let date = add_days(today, ahead + 7 * weeks as i64)?;
                Some(Found::date(from, end, Part::Day(date)))
            }
            Reading::DaysFrom => {
                let Some(Held::Length(n, unit)) = held(0) else { return None };
                let Some(Part::Day(anchor)) = time(1)?.part else { return None };
                Some(Found::date(from, end, Part::Day(stepped(anchor, *n, *unit, 1)?)))
            }
            Reading::DaysBefore | Reading::DaysAfter => {
                let Some(Held::Length(n, unit)) = held(0) else { return None };
                let length_at = m.slots.first()?.0;
                let mut found = self.counted(length_at).filter(|f| f.kind == TimeKind::Duration)?;
                let Some(Part::Day(anchor)) = time(1)?.part else { return None };
                let sign = if m.reading == Reading::DaysBefore { -1 } else { 1 };
                found.days = Part::Day(stepped(anchor, *n, *unit, sign)?).days();
                Some(found)
            }
            Reading::DayBefore | Reading::DayAfter => {
                let anchor = m.slots.iter().find_map(|(_, held)| match held {
                    Held::Time(found) => found.part,
                    _ => None,
                });
                let Some(Part::Day(anchor)) = anchor else { return None };
                let sign = if m.reading == Reading::DayBefore { -1 } else { 1 };
                // "the day after the June 1 vote": the other day is that of the vote.
                let end = if held(1).is_some() { m.slots.first()?.0 } else { end };
                Some(Found::date(from, end, Part::Day(add_days(anchor, sign)?)))
            }
            Reading::LastYear | Reading::NextYear | Reading::BeforeLast => {
                let step = match m.reading {
                    Reading::LastYear => -1,
                    Reading::NextYear => 1,
                    _ => -2,
                };
                let year = self.state.year?.checked_add(step)?;
                if let Some(month) = number(0) {
                    return Some(Found::date(from, end, Part::Month(year, month as i8)));
                }
                let Some(Part::Day(date)) = time(0)?.part else { return None };
                Some(Found::date(from, end, Part::Day(Date::new(year, date.month(), date.day()).ok()?)))
            }
            Reading::Eleventh => {
                const NAMED: (i16, i8, i8) = (2001, 9, 11);
                let (found, date) = (time(0)?, Date::new(NAMED.0, NAMED.1, NAMED.2).ok()?);
                let of_day = matches!(found.part, Some(Part::Day(d)) if (d.month(), d.day()) == (NAMED.1, NAMED.2));
                (of_day && found.stated.is_some()).then(|| Found::date(from, found.end, Part::Day(date)))
            }
            Reading::SpanAfter | Reading::SpanBefore => {
                let (month, first, last, year) = if m.reading == Reading::SpanAfter {
                    (number(0)?, number(1)?, number(3)?, number(4))
                } else {
                    (number(3)?, number(0)?, number(2)?, number(4))
                };
                if last <= first {
                    return None;
                }
                let year = year.and_then(|y| i16::try_from(y).ok());
                let found = self.day(from, end, year, month as i8, first as i8);
                let Some(Part::Day(date)) = found.part else { return Some(Found { from, end, ..found }) };
                let last = Date::new(date.year(), date.month(), last as i8).ok()?;
                Some(Found { from, end, days: Some(Days::between(date, last)), ..found })
            }
            Reading::Rank => {
                let day = number(0)? as i8;
                let Some(today) = self.state.today() else {
                    return Some(Found::vague(from, end, TimeKind::Date, format!("XXXX-XX-{day:02}")));
                };
                // "by the 26th" lies ahead, "on the 26th" where the words around say so.
                let ahead = self.led(from, 2, Function::RankAhead) || self.future(from);
                let this = Date::new(today.year(), today.month(), day).ok().filter(|d| *d <= today || ahead);
                let date = match this {
                    Some(date) => date,
                    None => {
                        let before = add_months(today.first_of_month(), -1)?;
                        Date::new(before.year(), before.month(), day).ok()?
                    }
                };
                Some(Found::date(from, end, Part::Day(date)))
            }
            Reading::Half | Reading::Quarter | Reading::Quarters => {
                let n = match m.reading {
                    Reading::Half => 0.5,
                    Reading::Quarter => 0.25,
                    _ => 0.75,
                };
                let Some(Held::Unit(unit)) = held(0) else { return None };
                Some(self.length(from, end, Interval::point(n), n, *unit, crate::Hedge::None, false))
            }
            Reading::Long => {
                let Some(Held::Unit(unit)) = held(0) else { return None };
                (self.piece(end - 1)?.joint == Joint::Hyphen).then_some(())?;
                // "a years-long dispute" has lasted two or more.
                let many = matches!(self.time(end - 2), TimeWord::Units(_));
                let mut found = Found::vague(from, end, TimeKind::Duration, duration((!many).then_some(1.0), *unit));
                let least = Interval::at_least(2.0 * unit.seconds());
                found.seconds = Some(if many { least } else { Interval::point(unit.seconds()) });
                found.hedge = if many { crate::Hedge::Vague } else { crate::Hedge::None };
                Some(found)
            }
            Reading::ShortYear => {
                let n = number(0).filter(|n| *n < 100)? as i16;
                // The century that leaves it behind, or hardly ahead.
                const AHEAD: i16 = 5;
                let now = self.state.year.unwrap_or(2025);
                let century = if 2000 + n > now + AHEAD { 1900 } else { 2000 };
                Some(Found::date(from, end, Part::Year(century + n)))
            }
            Reading::Years => {
                let (first, n) = (number(0)? as i16, number(1)? as i16);
                let last = if n < 100 { first / 100 * 100 + n } else { n };
                if last <= first || last - first > LONGEST_YEARS {
                    return None;
                }
                let mut found = Found::date(from, end, Part::Year(first));
                found.value = format!("{first:04}/{last:04}");
                found.part = None;
                found.days = Part::Year(first)
                    .days()
                    .zip(Part::Year(last).days())
                    .map(|(a, b)| Days { first: a.first, last: b.last });
                Some(found)
            }
        }
    }

    /// A clock with the day that is told behind it: "half past four on Tuesday", not "to six hours".
    fn told_clock(&self, from: usize, end: usize, clock: Clock) -> Option<Found> {
        self.unit(end).is_none().then(|| self.clock_of_day(from, end, clock))
    }

    /// Whether words of a clock stand before a piece: "at ten past six".
    fn at_clock(&self, at: usize) -> bool {
        self.before(at, 1).is_some_and(|p| p.shape == Shape::Sign || p.lexeme.function.has(Function::BeforeClock))
    }
}

/// So many units from a day; a month or a year on, the same day of the month.
fn stepped(anchor: Date, n: f64, unit: TimeUnit, sign: i64) -> Option<Date> {
    let whole = (n.fract() == 0.0 && n < 10_000.0).then_some(n as i64 * sign)?;
    match unit {
        TimeUnit::Day => add_days(anchor, whole),
        TimeUnit::Week => add_days(anchor, 7 * whole),
        TimeUnit::Fortnight => add_days(anchor, 14 * whole),
        TimeUnit::Month => add_months(anchor, whole),
        TimeUnit::Quarter => add_months(anchor, 3 * whole),
        TimeUnit::Year => add_months(anchor, 12 * whole),
        _ => None,
    }
}
