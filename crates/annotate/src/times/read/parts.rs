//! Parts of the calendar told by where they lie: "last week", "the third quarter", "early May".

use claimdiff_text::table;

use super::{Reader, duration};
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
        let the = self.any(at, &["the", "its", "their", "a", "his", "her"]);
        let mut next = at + usize::from(the);
        if let Some(found) = self.quarter(at) {
            return Some(found);
        }
        let key = self.piece(next)?.lexeme.key;
        let offset: i64 = match key {
            "last" | "previous" | "preceding" | "prior" | "past" => -1,
            "next" | "coming" => 1,
            "following" | "ensuing" | "subsequent" => 2,
            "this" | "current" => 0,
            "same" | "that" => 3,
            "recent" if matches!(self.time(next + 1), TimeWord::Units(_)) => {
                self.hit(next);
                self.hit(next + 1);
                let and =
                    usize::from(self.is(next + 2, "and") && matches!(self.time(next + 3), TimeWord::Units(_))) * 2;
                let TimeWord::Units(unit) = self.time(next + 1) else { return None };
                let mut found = Found::vague(at, next + 2 + and, TimeKind::Duration, duration(None, unit));
                if and > 0 {
                    (found.kind, found.value) = (TimeKind::Date, "PAST_REF".into());
                }
                return Some(found);
            }
            _ => return self.definite(at),
        };
        // "said that last week": the word is a conjunction.
        if key == "that" && self.any(next + 1, &["last", "past", "this", "next"]) {
            return None;
        }
        let modifier_at = next;
        // "this past year", "that same day", "this coming week"
        if self.any(next + 1, &["past", "coming", "same", "last"]) && matches!(key, "this" | "that") {
            next += 1;
        }
        let offset = match self.piece(next)?.lexeme.key {
            "past" | "last" => -1,
            "coming" => 1,
            "same" => 3,
            _ => offset,
        };
        next += 1;
        next += usize::from(self.any(next, &["fiscal", "full", "calendar", "financial"]));
        if the && self.is(at, "a") {
            return None;
        }
        // "coming months", "past years"
        if let TimeWord::Units(unit) = self.time(next) {
            if !matches!(key, "coming" | "past" | "previous" | "next" | "last" | "subsequent" | "following") {
                return None;
            }
            self.hit(modifier_at);
            self.hit(next);
            let ahead = matches!(key, "coming" | "next" | "subsequent" | "following");
            let value = if ahead { "FUTURE_REF" } else { "PAST_REF" };
            let mut found = Found::vague(at, next + 1, TimeKind::Date, value);
            if unit == TimeUnit::Year && ahead {
                (found.kind, found.value) = (TimeKind::Duration, duration(None, unit));
            }
            return Some(found);
        }
        if let Some(month) = self.month_word(next) {
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
            -1 if matches!(key, "previous" | "preceding" | "prior") => (-1, the),
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
        // "next year's first quarter"
        if let Some(Part::Year(year)) = part
            && self.any(end, &["'s", "’s"])
            && let Some(rank @ 1..=4) = self.piece(end + 1).map(|p| p.lexeme.rank)
            && self.time(end + 2) == TimeWord::Unit(TimeUnit::Quarter)
        {
            return Some(Found::date(at, end + 3, Part::Quarter(year, rank as i8)));
        }
        Some(match part {
            Some(part) => Found::date(at, end, part),
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
        if !self.is(at, "the") {
            return None;
        }
        let unit_at = at + 1 + usize::from(self.any(at + 1, &["full", "fiscal", "whole", "entire"]));
        let unit = match self.time(unit_at) {
            TimeWord::Unit(unit) => unit,
            TimeWord::Units(_) if self.is(unit_at + 1, "ahead") => {
                self.hit(unit_at);
                let unit = self.unit(unit_at)?;
                return Some(Found::vague(at, unit_at + 2, TimeKind::Duration, duration(None, unit)));
            }
            TimeWord::Part(part) if self.before_is(at, 1, &["in", "during"]) => {
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
                let step = if self.any(end, &["before"]) {
                    -1
                } else if self.any(end, &["after"]) {
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
                let follows = self.piece(end + 1).is_some_and(|p| {
                    p.shape == Shape::Word
                        && !p.is("to")
                        && !p.is("in")
                        && !p.is("at")
                        && !p.is("that")
                        && !p.is("and")
                        && !p.is("after")
                        && !p.is("following")
                        && !p.is("with")
                });
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
                if self.is(end, "of")
                    && let Some(found) = self.calendar_date(end + 1)
                    && let Some(Part::Day(date)) = found.part
                {
                    self.hit(unit_at);
                    return Some(Found::date(at, found.end, Part::Week(date)));
                }
                let led = self.before_is(at, 1, &["for", "during", "in", "of", "earlier", "later"]);
                let date = today.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Week(date)))
            }
            TimeUnit::Year => {
                if self.any(end, &["ended", "ending", "to", "through"]) {
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
                let led = self.before_is(at, 1, &["for", "during", "in", "of", "earlier", "later", "this", "through"]);
                let year = self.state.year.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Year(year)).relative())
            }
            TimeUnit::Month => {
                let led = self.before_is(at, 1, &["for", "during", "in", "of", "earlier", "later"]);
                let now = self.state.month.filter(|_| led)?;
                self.hit(unit_at);
                Some(Found::date(at, end, Part::Month(now.year(), now.month())))
            }
            _ => None,
        }
    }

    /// "the third quarter", "third-quarter", "the latest quarter", "the year-ago period", "the first quarter of 2024", "Q3 2024".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.any(at, &["the", "its", "their", "a"]));
        let mut year = None;
        let mut back = 0;
        // "the year-ago third quarter", "year-earlier period"
        if self.is(next, "year")
            && self.any(next + 1, &["ago", "earlier"])
            && self.pieces[next + 1].joint == Joint::Hyphen
        {
            back = 1;
            next += 2;
        }
        if let Some(y) = self.year(next) {
            year = Some(y);
            next += 1;
        }
        next += usize::from(self.any(next, &["fiscal"]));
        let rank = self.piece(next)?.lexeme.rank;
        let named = (1..=4).contains(&rank) && matches!(self.time(next + 1), TimeWord::Unit(TimeUnit::Quarter));
        let latest = self.any(next, &["latest", "current", "recent"]) && self.any(next + 1, &["quarter", "period"]);
        let bare = next > at && self.is(next, "quarter") && !self.is_share(next) && !self.any(next + 1, &["century"]);
        let period = (back > 0 || year.is_some()) && self.any(next, &["quarter", "period"]);
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
            if self.is(end, "of") && self.year(end + 1).is_some() {
                year = self.year(end + 1);
                end += 2;
            }
            let y = year.or(now.map(|d| d.year() - i16::from(q > quarter(d.month()))));
            (y.map(|y| (y - back, q)), end)
        } else if latest {
            let current = self.is(next, "current");
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
        let next = at + usize::from(self.is(at, "the"));
        let TimeWord::Season(season) = self.time(next) else { return None };
        let year_at = next + 1 + usize::from(self.is(next + 1, "of"));
        let year = self.year(year_at).map(|y| (y, year_at + 1)).or_else(|| self.word_year(year_at));
        if let Some((year, end)) = year {
            self.hit(next);
            return Some(Found::date(at, end, Part::Season(year, season)));
        }
        let key = self.pieces[next].lexeme.key;
        let led = self.before_is(next, 1, &["in", "during", "since", "until", "by", "early", "late", "mid"])
            || (next > at && self.before_is(at, 1, &["in", "during", "since", "until", "by", "over"]));
        if !led || matches!(key, "fall" | "spring") && next == at {
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
        Some(Found::date(from, end, Part::Season(year, season)))
    }

    /// "early 1990", "late November", "the end of the year", "mid-2025", "earlier this year", "later Tuesday".
    pub(super) fn edge(&self, at: usize) -> Option<Found> {
        let the = usize::from(self.is(at, "the"));
        let head = at + the;
        let word = self.piece(head)?.lexeme;
        let relative = self.any(head, &["earlier", "later"]);
        if !relative && !matches!(word.time, TimeWord::Edge(_)) {
            return None;
        }
        let mut next = head + 1;
        if self.any(head, &["beginning", "start", "middle", "end"]) {
            if !self.is(next, "of") {
                return None;
            }
            next += 1;
        } else if relative {
            next += usize::from(self.any(next, &["in", "on"]));
        }
        let inner = self
            .calendar_date(next)
            .or_else(|| self.weekday_date(next))
            .or_else(|| self.deictic(next))
            .or_else(|| self.modified(next))
            .or_else(|| self.season(next))
            .or_else(|| self.decade(next))
            .or_else(|| {
                let year_at = next + usize::from(self.is(next, "the"));
                if self.is(year_at, "year") && year_at > next {
                    return self.state.year.map(|y| Found::date(next, year_at + 1, Part::Year(y)).relative());
                }
                self.year(year_at).map(|y| Found::date(next, year_at + 1, Part::Year(y)))
            })?;
        if the > 0 && matches!(inner.kind, TimeKind::Duration | TimeKind::Set) {
            return None;
        }
        self.hit(head);
        let mut found = Found { from: at, ..inner };
        // A third of it: the edge narrows the days.
        if let Some(days) = found.days
            && !days.is_exact()
            && days != claimdiff_text::Days::ANY
            && let TimeWord::Edge(edge) = word.time
        {
            let third = (days.last - days.first) / 3;
            found.days = Some(match edge {
                "START" => claimdiff_text::Days { last: days.last - third, ..days },
                "END" => claimdiff_text::Days { first: days.first + third, ..days },
                _ => claimdiff_text::Days { first: days.first + third / 2, last: days.last - third / 2 },
            });
        }
        Some(found)
    }
}
