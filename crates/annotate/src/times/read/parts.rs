//! Parts of the calendar told by where they lie: "last week", "the third quarter", "early May".

use claimdiff_text::{PartialDays, table};

use super::{Reader, duration, function::Function};
use crate::{
    Interval, TimeKind,
    lexemes::{TimeUnit, TimeWord},
    pieces::{Joint, Shape},
    times::{
        calendar::{Part, add_days, add_months, first_month, quarter, weekday},
        find::Found,
    },
};

impl Reader<'_> {
    /// "last week", "this year", "the following month", "the third quarter", "that day", "the year".
    pub(super) fn modified(&self, at: usize) -> Option<Found> {
        let the = self.has(at, Function::Determiner);
        let mut next = at + usize::from(the);
        if let Some(found) = self.quarter(at) {
            return Some(found);
        }
        let function = self.piece(next)?.lexeme.function;
        let TimeWord::Mod(offset) = self.time(next) else { return self.definite(at) };
        if function.has(Function::Recent) {
            let TimeWord::Units(unit) = self.time(next + 1) else { return self.definite(at) };
            self.hit(next);
            self.hit(next + 1);
            let and =
                usize::from(self.has(next + 2, Function::And) && matches!(self.time(next + 3), TimeWord::Units(_))) * 2;
            let mut found = Found::vague(at, next + 2 + and, TimeKind::Duration, duration(None, unit));
            if and > 0 {
                (found.kind, found.value) = (TimeKind::Date, "PAST_REF".into());
            }
            return Some(found);
        }
        // "said that last week": the word is a conjunction.
        if function.has(Function::That) && self.has(next + 1, Function::AfterThat) {
            return None;
        }
        let modifier_at = next;
        // "this past year", "that same day", "this coming week"
        if self.has(next + 1, Function::Again) && function.has(Function::Demonstrative) {
            next += 1;
        }
        let offset = match self.time(next) {
            TimeWord::Mod(step) => i64::from(step),
            _ => i64::from(offset),
        };
        next += 1;
        next += usize::from(self.has(next, Function::Fiscal));
        if the && self.has(at, Function::A) {
            return None;
        }
        // "coming months", "past years"
        if let TimeWord::Units(unit) = self.time(next) {
            if !function.has(Function::Ranging) {
                return None;
            }
            self.hit(modifier_at);
            self.hit(next);
            let ahead = function.has(Function::Upcoming);
            let value = if ahead { "FUTURE_REF" } else { "PAST_REF" };
            let mut found = Found::vague(at, next + 1, TimeKind::Date, value);
            if unit == TimeUnit::Year && ahead {
                (found.kind, found.value) = (TimeKind::Duration, duration(None, unit));
            }
            return Some(found);
        }
        if let Some(month) = self.month_word(next) {
            // "In this Oct. 2, 2019, file photo": a whole date.
            if let Some(found) = self.calendar_date(next).filter(|f| matches!(f.part, Some(Part::Day(_)))) {
                return Some(Found { from: at, ..found });
            }
            let now = self.state.month?;
            self.hit(next);
            self.hit(modifier_at);
            let year = match offset {
                -1 => now.year() - i16::from(month >= now.month()),
                1 | 2 => now.year() + i16::from(month <= now.month()),
                _ => now.year(),
            };
            return Some(Found::date(at, next + 1, Part::Month(year, month)));
        }
        if let TimeWord::Season(season) = self.time(next) {
            self.hit(next);
            self.hit(modifier_at);
            return self.near_season(at, next + 1, season, offset);
        }
        if let TimeWord::Part(part) = self.time(next) {
            let day = match offset {
                -1 => self.state.today().and_then(|d| add_days(d, -1)),
                0 => self.state.today(),
                1 | 2 => self.state.last_day.or(self.state.today()).and_then(|d| add_days(d, 1)),
                _ => self.state.last_day,
            };
            self.hit(next);
            self.hit(modifier_at);
            let found = day.map(|d| Found::date(at, next + 1, Part::Day(d)));
            let value = day.map_or(format!("XXXX-XX-XX{part}"), |d| format!("{d}{part}"));
            let base = found.unwrap_or(Found::vague(at, next + 1, TimeKind::Time, ""));
            let found = Found { kind: TimeKind::Time, value, ..base };
            return Some(self.with_hour(found, part));
        }
        let TimeWord::Unit(unit) = self.time(next) else { return None };
        if matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second) {
            return None;
        }
        self.hit(modifier_at);
        self.hit(next);
        let end = next + 1;
        let (step, anchored) = match offset {
            2 => (1, true),
            3 => (0, true),
            -1 if function.has(Function::Previous) => (-1, the),
            1 if the => (1, true),
            n => (n, false),
        };
        let missing = || {
            let value = match step {
                -1 => "PAST_REF",
                0 => "PRESENT_REF",
                _ => "FUTURE_REF",
            };
            Found::vague(at, end, TimeKind::Date, if anchored { "XXXX" } else { value })
        };
        let anchor = if anchored { self.state.last_day.or(self.state.today()) } else { self.state.today() };
        let part = match unit {
            TimeUnit::Day => anchor.and_then(|d| add_days(d, step)).map(Part::Day),
            TimeUnit::Week => anchor.and_then(|d| add_days(d, 7 * step)).map(Part::Week),
            TimeUnit::Weekend => anchor.and_then(|d| add_days(d, 7 * step)).map(Part::Weekend),
            TimeUnit::Month => {
                let anchor = if anchored { self.state.last_month.or(anchor) } else { self.state.month };
                anchor.and_then(|d| add_months(d, step)).map(|d| Part::Month(d.year(), d.month()))
            }
            TimeUnit::Quarter => {
                let anchor = self.state.month;
                anchor.and_then(|d| add_months(d, 3 * step)).map(|d| Part::Quarter(d.year(), quarter(d.month())))
            }
            TimeUnit::Year => {
                let anchor = if anchored { self.state.last_year.or(self.state.year) } else { self.state.year };
                anchor.map(|y| Part::Year(y.saturating_add(step as i16)))
            }
            TimeUnit::Decade => self.state.year.map(|y| Part::Decade((y / 10 + step as i16) * 10)),
            TimeUnit::Century => self.state.year.map(|y| Part::Century((y / 100 + step as i16) * 100)),
            _ => None,
        };
        // "in the past year" tells of the twelve months up to today, "over the last week" of seven days.
        let lasting = matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Year) && !self.has(end, Function::Of);
        let window = (the && offset == -1 && !anchored && (lasting || function.has(Function::PastComing)))
            .then(|| self.window(Some(modifier_at), Interval::point(1.0), unit))
            .flatten();
        // "next year's first quarter"
        if let Some(Part::Year(year)) = part
            && self.has(end, Function::Possessive)
            && let Some(rank @ 1..=4) = self.piece(end + 1).map(|p| p.lexeme.rank)
            && self.time(end + 2) == TimeWord::Unit(TimeUnit::Quarter)
        {
            return Some(Found::date(at, end + 3, Part::Quarter(year, rank as i8)));
        }
        Some(match part {
            Some(part) => {
                let found = Found::date(at, end, part);
                Found { days: window.or(found.days), ..found }
            }
            None => missing(),
        })
    }

    /// A month's name after "last" or "this", where no context is needed.
    pub(super) fn month_word(&self, at: usize) -> Option<i8> {
        match self.piece(at)?.lexeme.time {
            TimeWord::Month(m) if self.pieces[at].capital => Some(m),
            _ => None,
        }
    }

    /// "the year", "the quarter", "the weekend", "the day before", "the week of March 6".
    pub(super) fn definite(&self, at: usize) -> Option<Found> {
        if !self.has(at, Function::The) {
            return None;
        }
        let unit_at = at + 1 + usize::from(self.has(at + 1, Function::Entire));
        let unit = match self.time(unit_at) {
            TimeWord::Unit(unit) => unit,
            TimeWord::Units(_) if self.has(unit_at + 1, Function::Ahead) => {
                self.hit(unit_at);
                let unit = self.unit(unit_at)?;
                return Some(Found::vague(at, unit_at + 2, TimeKind::Duration, duration(None, unit)));
            }
            TimeWord::Part(part) if self.led(at, 1, Function::Within) => {
                let day = self.state.last_day.or(self.state.today());
                self.hit(unit_at);
                let base = day.map(|d| Found::date(at, unit_at + 1, Part::Day(d)));
                let value = day.map_or(format!("XXXX-XX-XX{part}"), |d| format!("{d}{part}"));
                let base = base.unwrap_or(Found::vague(at, unit_at + 1, TimeKind::Time, ""));
                return Some(Found { kind: TimeKind::Time, value, ..base });
            }
            _ => return None,
        };
        let end = unit_at + 1;
        let today = self.state.today();
        match unit {
            TimeUnit::Day => {
                let step = if self.has(end, Function::Before) {
                    -1
                } else if self.has(end, Function::After) {
                    1
                } else {
                    return None;
                };
                self.hit(unit_at);
                let with_day = self.weekday_date(end + 1).or_else(|| self.deictic(end + 1));
                if let Some(found) = with_day {
                    let Some(Part::Day(d)) = found.part else { return None };
                    return Some(Found::date(at, found.end, Part::Day(add_days(d, step)?)));
                }
                // "the day before the vote" hangs on the vote.
                let follows = self
                    .piece(end + 1)
                    .is_some_and(|p| p.shape == Shape::Word && !p.lexeme.function.has(Function::NoNoun));
                if follows {
                    return None;
                }
                let anchor = self.state.last_day.or(today).filter(|_| step > 0).or(today);
                Some(match anchor.and_then(|d| add_days(d, step)) {
                    Some(date) => Found::date(at, end + 1, Part::Day(date)),
                    None => Found::vague(at, end + 1, TimeKind::Date, "PAST_REF"),
                })
            }
            TimeUnit::Weekend => {
                self.hit(unit_at);
                let step = if self.future(at) || today.is_some_and(|d| weekday(d) >= 6) { 0 } else { -7 };
                Some(match today.and_then(|d| add_days(d, step)) {
                    Some(date) => Found::date(at, end, Part::Weekend(date)),
                    None => Found::vague(at, end, TimeKind::Date, "XXXX-WXX-WE"),
                })
            }
            TimeUnit::Week => {
                if self.has(end, Function::Of)
                    && let Some(found) = self.calendar_date(end + 1)
                    && let Some(Part::Day(date)) = found.part
                {
                    self.hit(unit_at);
                    return Some(Found::date(at, found.end, Part::Week(date)));
                }
                let led = self.led(at, 1, Function::Period);
                let date = today.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Week(date)))
            }
            TimeUnit::Year => {
                if self.has(end, Function::Ending) {
                    self.hit(unit_at);
                    let mut found = Found::vague(at, end, TimeKind::Duration, "P1Y");
                    found.seconds = Some(Interval::point(TimeUnit::Year.seconds()));
                    return Some(found);
                }
                if let Some(year) = self.year(end).or_else(|| self.word_year(end).map(|(y, _)| y)) {
                    self.hit(unit_at);
                    let end = self.word_year(end).map_or(end + 1, |(_, e)| e);
                    return Some(Found::date(at, end, Part::Year(year)));
                }
                let led = self.led(at, 1, Function::PeriodThis);
                let year = self.state.year.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Year(year)).relative())
            }
            TimeUnit::Month => {
                let led = self.led(at, 1, Function::Period);
                let now = self.state.month.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Month(now.year(), now.month())))
            }
            _ => None,
        }
    }

    /// "the third quarter", "third-quarter", "the latest quarter", "the year-ago period", "the first quarter of 2024", "Q3 2024".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.has(at, Function::Possessed));
        let mut year = None;
        let mut back = 0;
        // "the year-ago third quarter", "year-earlier period"
        if self.has(next, Function::Year)
            && self.has(next + 1, Function::Back)
            && self.pieces[next + 1].joint == Joint::Hyphen
        {
            back = 1;
            next += 2;
        }
        if let Some(y) = self.year(next) {
            year = Some(y);
            next += 1;
        }
        next += usize::from(self.has(next, Function::FiscalYear));
        let rank = self.piece(next)?.lexeme.rank;
        let named = (1..=4).contains(&rank) && matches!(self.time(next + 1), TimeWord::Unit(TimeUnit::Quarter));
        let latest = self.has(next, Function::Latest) && self.has(next + 1, Function::QuarterPeriod);
        let bare = next > at
            && self.has(next, Function::Quarter)
            && !self.is_share(next)
            && !self.has(next + 1, Function::Century);
        let period = (back > 0 || year.is_some()) && self.has(next, Function::QuarterPeriod);
        if !(named || latest || bare || period || back > 0) {
            return None;
        }
        if named {
            table::hit("numbers/figure", self.pieces[next].lexeme.key);
            self.hit(next + 1);
        }
        let now = self.state.month;
        let completed = now.and_then(|d| add_months(d, -3)).map(|d| (d.year(), quarter(d.month())));
        let known = self.state.last_quarter.or(completed);
        let (quarter_of, end) = if named {
            let q = rank as i8;
            let mut end = next + 2;
            if self.has(end, Function::Of) && self.year(end + 1).is_some() {
                year = self.year(end + 1);
                end += 2;
            }
            let y = year.or(now.map(|d| d.year() - i16::from(q > quarter(d.month()))));
            (y.map(|y| (y - back, q)), end)
        } else if latest {
            let current = self.has(next, Function::Current);
            let now = now.map(|d| (d.year(), quarter(d.month())));
            (if current { now } else { completed }, next + 2)
        } else if period {
            (known.map(|(y, q)| (year.unwrap_or(y - back), q)), next + 1)
        } else if bare {
            (known, next + 1)
        } else {
            // "the year-ago results"
            (known.map(|(y, q)| (y - back, q)), next)
        };
        if bare && quarter_of.is_none() {
            return None;
        }
        Some(match quarter_of {
            Some((y, q)) => {
                let found = Found::date(at, end, Part::Quarter(y, q));
                if back > 0 || year.is_some() { found.relative() } else { found }
            }
            None => {
                Found::vague(at, end, TimeKind::Date, if named { format!("XXXX-Q{rank}") } else { "PAST_REF".into() })
            }
        })
    }

    /// "summer 2024", "the spring of 2023", "in the fall".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let next = at + usize::from(self.has(at, Function::The));
        let TimeWord::Season(season) = self.time(next) else { return None };
        let year_at = next + 1 + usize::from(self.has(next + 1, Function::Of));
        let year = self.year(year_at).map(|y| (y, year_at + 1)).or_else(|| self.word_year(year_at));
        if let Some((year, end)) = year {
            self.hit(next);
            return Some(Found::date(at, end, Part::Season(year, season)));
        }
        let led = self.led(next, 1, Function::SeasonLead) || (next > at && self.led(at, 1, Function::SeasonThe));
        if !led || self.has(next, Function::AmbiguousSeason) && next == at {
            return None;
        }
        self.hit(next);
        self.near_season(at, next + 1, season, 4)
    }

    pub(super) fn near_season(&self, from: usize, end: usize, season: &'static str, offset: i64) -> Option<Found> {
        let Some(now) = self.state.month else {
            return Some(Found::vague(from, end, TimeKind::Date, format!("XXXX-{season}")));
        };
        let first = first_month(season);
        let begun = first <= now.month();
        let over = first + 2 < now.month();
        let year = match offset {
            -1 => now.year() - i16::from(!over),
            1 | 2 => now.year() + i16::from(begun),
            0 => now.year(),
            _ => now.year() - i16::from(!begun && first - now.month() > 5),
        };
        let stated = PartialDays::of_timex(&format!("XXXX-{season}"));
        Some(Found::date(from, end, Part::Season(year, season)).stated(stated))
    }

    /// "early 1990", "late November", "the end of the year", "mid-2025", "earlier this year", "later Tuesday".
    pub(super) fn edge(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.has(at, Function::The));
        let head = at + the;
        let word = self.piece(head)?.lexeme;
        let relative = self.has(head, Function::Relative);
        if !relative && !matches!(word.time, TimeWord::Edge(_)) {
            return None;
        }
        let mut next = head + 1;
        if self.has(head, Function::EdgeOf) {
            if !self.has(next, Function::Of) {
                return None;
            }
            next += 1;
        } else if relative {
            next += usize::from(self.has(next, Function::InOn));
        }
        let inner = self
            .calendar_date(next)
            .or_else(|| self.weekday_date(next))
            .or_else(|| self.deictic(next))
            .or_else(|| self.modified(next))
            .or_else(|| self.season(next))
            .or_else(|| self.decade(next))
            .or_else(|| {
                let year_at = next + usize::from(self.has(next, Function::The));
                if self.has(year_at, Function::Year) && year_at > next {
                    return self.state.year.map(|y| Found::date(next, year_at + 1, Part::Year(y)).relative());
                }
                self.year(year_at).map(|y| Found::date(next, year_at + 1, Part::Year(y)))
            })?;
        if the > 0 && matches!(inner.kind, TimeKind::Duration | TimeKind::Set) {
            return None;
        }
        self.hit(head);
        let mut found = Found { from: at, ..inner };
        // A half of it: the edge narrows the days.
        if let Some(days) = found.days
            && !days.is_exact()
            && days != claimdiff_text::Days::ANY
            && let TimeWord::Edge(edge) = word.time
        {
            let half = (days.last - days.first) / 2;
            found.days = Some(match edge {
                "START" => claimdiff_text::Days { last: days.last - half, ..days },
                "END" => claimdiff_text::Days { first: days.first + half, ..days },
                _ => claimdiff_text::Days { first: days.first + half / 2, last: days.last - half / 2 },
            });
        }
        Some(found)
    }
}
