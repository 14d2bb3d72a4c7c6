//! The time expressions of a document.

use claimdiff_text::{Precision, table};
use jiff::civil::Date;

use super::{
    Time, TimeKind,
    calendar::{Part, add_days, add_months, first_month, quarter, weekday},
};
use crate::{
    Document, Hedge, Interval,
    lexemes::{NumberWord, TimeUnit, TimeWord},
    numbers::{self, Figure, Sort},
    pieces::{Joint, Piece, Pieces, Shape},
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
struct State {
    /// The article's day, where it is known.
    day: Option<Date>,
    /// A day of the article's month, where that is known.
    month: Option<Date>,
    /// The article's year.
    year: Option<i16>,
    /// The last day that was named: "the next day" follows it.
    last_day: Option<Date>,
    /// The last year that was named: "that year".
    last_year: Option<i16>,
    /// The first day of the last month that was named.
    last_month: Option<Date>,
    /// The last quarter that was named: "a year earlier" in a report of earnings is the same quarter of the year before.
    last_quarter: Option<(i16, i8)>,
}

impl State {
    fn note(&mut self, found: &Found) {
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

    fn today(&self) -> Option<Date> {
        self.day
    }
}

/// A time expression while it is read.
struct Found {
    from: usize,
    end: usize,
    kind: TimeKind,
    value: String,
    part: Option<Part>,
    days: Option<claimdiff_text::Days>,
    seconds: Option<Interval>,
    hedge: Hedge,
    /// Found by stepping from another date, so that it is no anchor of its own.
    relative: bool,
}

impl Found {
    fn date(from: usize, end: usize, part: Part) -> Found {
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

    fn vague(from: usize, end: usize, kind: TimeKind, value: impl Into<String>) -> Found {
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

    fn relative(mut self) -> Found {
        self.relative = true;
        self
    }
}

/// Reads the time expressions of one sentence.
struct Reader<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    state: &'a State,
}

const NAME: &str = "times";

/// The designator of a unit in an ISO 8601 duration, whether it stands after "T", and how many there are in one.
fn designator(unit: TimeUnit) -> (&'static str, bool, f64) {
    match unit {
        TimeUnit::Second => ("S", true, 1.0),
        TimeUnit::Minute => ("M", true, 1.0),
        TimeUnit::Hour => ("H", true, 1.0),
        TimeUnit::Day => ("D", false, 1.0),
        TimeUnit::Weekend => ("WE", false, 1.0),
        TimeUnit::Week => ("W", false, 1.0),
        TimeUnit::Fortnight => ("W", false, 2.0),
        TimeUnit::Month => ("M", false, 1.0),
        TimeUnit::Quarter => ("Q", false, 1.0),
        TimeUnit::Year => ("Y", false, 1.0),
        TimeUnit::Decade => ("Y", false, 10.0),
        TimeUnit::Century => ("Y", false, 100.0),
        TimeUnit::Millennium => ("Y", false, 1000.0),
    }
}

/// An ISO 8601 duration; a vague number is "X".
fn duration(number: Option<f64>, unit: TimeUnit) -> String {
    let (letter, time, factor) = designator(unit);
    let t = if time { "T" } else { "" };
    match number {
        Some(n) => format!("P{t}{}{letter}", n * factor),
        None => format!("P{t}X{}", if unit == TimeUnit::Decade { "E" } else { letter }),
    }
}

impl Reader<'_> {
    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    fn time(&self, at: usize) -> TimeWord {
        self.piece(at).map_or(TimeWord::No, |p| p.lexeme.time)
    }

    fn is(&self, at: usize, key: &str) -> bool {
        self.piece(at).is_some_and(|p| p.of(self.text).eq_ignore_ascii_case(key))
    }

    fn any(&self, at: usize, keys: &[&str]) -> bool {
        self.piece(at).is_some_and(|p| {
            let word = p.of(self.text);
            keys.iter().any(|k| word.eq_ignore_ascii_case(k))
        })
    }

    fn before(&self, at: usize, back: usize) -> Option<&Piece> {
        at.checked_sub(back).map(|b| &self.pieces[b])
    }

    fn before_is(&self, at: usize, back: usize, keys: &[&str]) -> bool {
        at.checked_sub(back).is_some_and(|b| self.any(b, keys))
    }

    fn hit(&self, at: usize) {
        if let Some(p) = self.piece(at) {
            table::hit(NAME, p.lexeme.key);
        }
    }

    /// Digits at a piece, as a whole number.
    fn whole(&self, at: usize) -> Option<i32> {
        let p = self.piece(at).filter(|p| p.shape == Shape::Digits)?;
        let word = p.of(self.text);
        (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok())?
    }

    /// A year in four digits.
    fn year(&self, at: usize) -> Option<i16> {
        let word = self.piece(at)?.of(self.text);
        let n = self.whole(at).filter(|n| word.len() == 4 && (1000..2200).contains(n))?;
        Some(n as i16)
    }

    /// The day of a month, "6" or "6th", and the first piece after it.
    fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.piece(at)?;
        if let Some(n) = self.whole(at).filter(|n| (1..=31).contains(n) && word.span.len() <= 2) {
            let suffix = self
                .piece(at + 1)
                .is_some_and(|p| p.joint == Joint::Glued && p.lexeme.number == NumberWord::OrdinalSuffix);
            // "May 6.5" and "May 6%" are no days.
            let glued = self
                .piece(at + 1)
                .is_some_and(|p| p.joint == Joint::Glued && (p.shape == Shape::Word || p.of(self.text) == "%"));
            if glued && !suffix && !self.piece(at + 1).is_some_and(|p| p.of(self.text).starts_with(['\'', '’'])) {
                return None;
            }
            return Some((n as i8, at + 1 + usize::from(suffix)));
        }
        let rank = word.lexeme.rank;
        ((1..=31).contains(&rank) && word.shape == Shape::Word).then_some((rank as i8, at + 1))
    }

    /// The end after a full stop that belongs to an abbreviation.
    fn stop(&self, at: usize) -> usize {
        let dot = self.piece(at).is_some_and(|p| p.is_sign(self.text, ".") && p.joint == Joint::Glued);
        let abbreviated = at.checked_sub(1).is_some_and(|b| self.pieces[b].span.len() <= 5);
        at + usize::from(dot && abbreviated && at + 1 < self.pieces.len())
    }

    fn comma(&self, at: usize) -> usize {
        at + usize::from(self.piece(at).is_some_and(|p| p.is_sign(self.text, ",")))
    }

    /// A month's name, where it is one: "may" and "march" are mostly other words.
    fn month(&self, at: usize) -> Option<i8> {
        let p = self.piece(at)?;
        let TimeWord::Month(m) = p.lexeme.time else { return None };
        if !p.capital {
            return None;
        }
        let next_digits = self.piece(self.stop(at + 1)).is_some_and(|p| p.shape == Shape::Digits);
        let first = at == 0 || self.pieces[at - 1].shape == Shape::Sign;
        let ambiguous = matches!(
            p.lexeme.key,
            "may"
                | "march"
                | "mar"
                | "jan"
                | "dec"
                | "sep"
                | "jun"
                | "jul"
                | "apr"
                | "nov"
                | "oct"
                | "aug"
                | "feb"
                | "sept"
        );
        let word = p.lexeme.key;
        if ambiguous && word.len() <= 4 && word != "may" && word != "sept" {
            let dot = p.of(self.text).ends_with('.') || self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, "."));
            let day_before = at > 0 && self.pieces[at - 1].shape == Shape::Digits;
            return (next_digits || dot || day_before).then_some(m);
        }
        if matches!(word, "may" | "march") && first && !next_digits {
            return None;
        }
        if matches!(word, "may" | "march" | "april" | "june" | "august") && !next_digits {
            // "Theresa May", "April Smith": a name before or after.
            let name_before = at > 0
                && self.pieces[at - 1].capital
                && self.pieces[at - 1].shape == Shape::Word
                && self.pieces[at - 1].joint != Joint::Hyphen
                && self.time(at - 1) == TimeWord::No
                && at > 1;
            let preposition = self.before_is(
                at,
                1,
                &[
                    "in", "since", "by", "until", "till", "last", "next", "this", "of", "from", "to", "through",
                    "between", "early", "late", "mid", "during", "for", "and", "or", "on", "after", "before", "every",
                    "each", "the", "'s", "’s",
                ],
            );
            if (name_before && !preposition) || (word == "may" && !preposition && at > 0) {
                return None;
            }
        }
        Some(m)
    }

    fn weekday(&self, at: usize) -> Option<i8> {
        let p = self.piece(at)?;
        let TimeWord::Weekday(d) = p.lexeme.time else { return None };
        if !p.capital {
            return None;
        }
        if p.lexeme.key.len() <= 5 && p.lexeme.key.len() < 6 && !p.lexeme.key.ends_with("day") {
            // "Sun", "Sat", "Mon": only with a full stop or before a date.
            let next = self.comma(self.stop(at + 1));
            let dated = self.month(next).is_some() || self.piece(next).is_some_and(|p| p.shape == Shape::Digits);
            return dated.then_some(d);
        }
        Some(d)
    }

    /// Whether the words around tell of the future.
    fn future(&self, at: usize) -> bool {
        let from = at.saturating_sub(14);
        for b in (from..at).rev() {
            let p = &self.pieces[b];
            if p.shape == Shape::Sign && matches!(p.of(self.text), ";" | "“" | "\"" | "—" | "–") {
                break;
            }
            match p.lexeme.time {
                // "had been scheduled for Friday" looks back.
                TimeWord::Ahead if self.before_is(b, 1, &["been"]) && self.before_is(b, 2, &["had"]) => return false,
                TimeWord::Ahead => {
                    self.hit(b);
                    return true;
                }
                TimeWord::Behind => {
                    self.hit(b);
                    return false;
                }
                _ if matches!(p.of(self.text), "’ll" | "'ll") => return true,
                _ => {}
            }
        }
        false
    }

    /// The expression that begins at piece `at`, if one does.
    fn read(&self, at: usize) -> Option<Found> {
        let p = &self.pieces[at];
        if p.shape == Shape::Sign {
            return self.apostrophe_decade(at);
        }
        let lexeme = p.lexeme;
        let starts = p.shape == Shape::Digits
            || lexeme.triggers
            || p.is("a")
            || p.is("an")
            || p.is("the")
            || p.is("every")
            || p.is("each")
            || p.is("these")
            || p.is("earlier")
            || p.is("later");
        if !starts {
            return None;
        }
        self.clock(at)
            .or_else(|| self.calendar_date(at))
            .or_else(|| self.weekday_date(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.edge(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.set(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.modified(at))
            .or_else(|| self.season(at))
            .or_else(|| self.years(at))
            .or_else(|| self.vague(at))
    }

    // Dates of the calendar.

    /// "August 6, 2025", "6 August", "Aug. 6-8", "August 2025", "2025-08-06", "8/6/2025".
    fn calendar_date(&self, at: usize) -> Option<Found> {
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
    fn year_after(&self, end: usize) -> (Option<i16>, usize) {
        let at = self.comma(end);
        match self.year(at) {
            // "August 6 1,000 people" has a separator and is no year.
            Some(year) => (Some(year), at + 1),
            None => (None, end),
        }
    }

    /// The year of a month named without one: the nearest to the article's.
    fn month_year(&self, at: usize, month: i8) -> Option<i16> {
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

    fn day(&self, from: usize, end: usize, year: Option<i16>, month: i8, day: i8) -> Found {
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
    fn numeric_date(&self, at: usize) -> Option<Found> {
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

    // Days of the week.

    /// "Tuesday", "last Friday", "Wednesday night", "Thursday, April 6".
    fn weekday_date(&self, at: usize) -> Option<Found> {
        let modifier = match self.piece(at)?.lexeme.key {
            key @ ("last" | "next" | "this" | "past" | "coming" | "following" | "previous") => Some(key),
            "the" if self.any(at + 1, &["previous", "following", "next"]) => Some(self.piece(at + 1)?.lexeme.key),
            _ => None,
        };
        let day_at = match modifier {
            Some(_) if self.is(at, "the") => at + 2,
            Some("this") if self.any(at + 1, &["past", "coming"]) => at + 2,
            Some(_) => at + 1,
            None => at,
        };
        let day = self.weekday(day_at)?;
        self.hit(day_at);
        if modifier.is_some() {
            self.hit(day_at - 1);
        }
        let mut end = self.stop(day_at + 1);
        // "Thursday, April 6": the date decides.
        if modifier.is_none()
            && let Some(found) = self.calendar_date(self.comma(end))
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
        let back = i64::from((weekday(today) - day).rem_euclid(7));
        let offset = match modifier {
            Some("last" | "past" | "previous") => -(if back == 0 { 7 } else { back }),
            Some("next" | "coming" | "following") => 7 - back,
            Some("this") if self.is(at + 1, "past") => -(if back == 0 { 7 } else { back }),
            Some("this") => i64::from(day - weekday(today)),
            _ if back != 0 && self.future(at) => 7 - back,
            _ => -back,
        };
        let date = add_days(today, offset)?;
        Some(self.with_part(Found::date(at, end, Part::Day(date))))
    }

    /// A part of the day or a time of the clock after a day: "Wednesday night", "yesterday morning", "Tuesday at 9 a.m."
    fn with_part(&self, found: Found) -> Found {
        let Some(Part::Day(date)) = found.part else { return found };
        if let TimeWord::Part(part) = self.time(found.end)
            && self.piece(found.end).is_some_and(|p| p.joint == Joint::Spaced)
        {
            self.hit(found.end);
            let end = found.end + 1;
            return Found { kind: TimeKind::Time, value: format!("{date}{part}"), end, ..found };
        }
        self.with_clock(found)
    }

    fn with_clock(&self, found: Found) -> Found {
        let Some(Part::Day(date)) = found.part else { return found };
        let at = self.comma(found.end);
        let at = at + usize::from(self.is(at, "at"));
        if at > found.end
            && let Some((clock, end)) = self.clock_time(at)
        {
            return Found { kind: TimeKind::Time, value: format!("{date}{clock}"), end, ..found };
        }
        found
    }

    /// "today", "late yesterday", "tomorrow morning", "tonight".
    fn deictic(&self, at: usize) -> Option<Found> {
        match self.time(at) {
            TimeWord::Deictic(days) => {
                self.hit(at);
                let Some(date) = self.state.today().and_then(|d| add_days(d, i64::from(days))) else {
                    let value = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][(days + 1) as usize];
                    return Some(Found::vague(at, at + 1, TimeKind::Date, value));
                };
                Some(self.with_part(Found::date(at, at + 1, Part::Day(date))))
            }
            TimeWord::Tonight => {
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

    // Times of the clock.

    /// "10:35 a.m.", "noon", "5 p.m. EST", "22:00", with the day after it: "10 p.m. Wednesday".
    fn clock(&self, at: usize) -> Option<Found> {
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
    fn clock_time(&self, at: usize) -> Option<(String, usize)> {
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

    // Lengths of time and dates counted from another.

    /// "three hours", "a year ago", "nearly two months", "two to three weeks", "hours earlier", "30-day".
    fn counted(&self, at: usize) -> Option<Found> {
        let mut from = at;
        let p = &self.pieces[at];
        // "half an hour", "half a year"
        if p.lexeme.number == NumberWord::Half && self.any(at + 1, &["an", "a"]) {
            let unit = self.unit(at + 2)?;
            table::hit("numbers/figure", p.lexeme.key);
            return Some(self.length(at, at + 3, Interval::point(0.5), 0.5, unit, Hedge::None, false));
        }
        // "the last three months", "the next few days", "the first nine months", "the four days"
        let mut number_at = at;
        let the =
            p.is("the") || p.is("his") || p.is("her") || p.is("its") || p.is("their") || p.is("these") || p.is("those");
        let mut modifier = None;
        if the {
            number_at += 1;
        }
        // "will last three hours" is a verb.
        if self.is(at, "last")
            && at > 0
            && (self.time(at - 1) == TimeWord::Ahead
                || self.before_is(at, 1, &["can", "could", "may", "might", "to", "not"]))
        {
            return None;
        }
        if matches!(self.time(number_at), TimeWord::Mod | TimeWord::Order)
            && !self.any(number_at, &["this", "that", "same"])
        {
            modifier = Some(self.piece(number_at)?.of(self.text));
            number_at += 1;
        } else if the && !p.is("the") {
            return None;
        }
        let modified = modifier.is_some() || the;
        // "the past few weeks"
        let few = modifier.is_some() && self.any(number_at, &["few", "couple"]);
        let (mut figure, vague_start) = match self.figure(number_at) {
            None if few => (Figure::few(number_at + 1), false),
            Some(figure) => (figure, false),
            None if !modified && (p.is("a") || p.is("an")) => {
                // "a week ago", "an hour", "a full day"
                let unit_at = at + 1 + usize::from(self.any(at + 1, &["full", "whole", "further", "mere"]));
                // "a quarter of the voters" is a share; "barrel-a-day" is no day.
                let share = self.unit(unit_at)? == TimeUnit::Quarter && self.is(unit_at + 1, "of");
                // "a minute amount", "a second term"
                let plain = |p: &Piece| p.shape == Shape::Word && p.lexeme.key.is_empty() && !p.is("old");
                let known = ["ago", "earlier", "later", "hence", "long"].iter().any(|w| self.is(unit_at + 1, w));
                let small = matches!(self.pieces[unit_at].lexeme.key, "second" | "minute");
                let share = share || (small && !known && self.piece(unit_at + 1).is_some_and(plain));
                if share || self.pieces[unit_at].joint == Joint::Hyphen {
                    return None;
                }
                (Figure::one(unit_at), true)
            }
            None => return self.bare_plural(at),
        };
        if p.is("one")
            && self.is(at + 1, "day")
            && self.before_is(at, 1, &["will", "would", "may", "might", "could", "must", "can"])
        {
            self.hit(at + 1);
            return Some(Found::vague(at, at + 2, TimeKind::Date, "FUTURE_REF"));
        }
        let mut hedge = if figure.sort == Sort::Vague { Hedge::Vague } else { Hedge::None };
        // "two to three weeks"
        let mut value = figure.value;
        if !vague_start
            && self.any(figure.end, &["to", "or", "-", "–"])
            && let Some(second) = self.figure(figure.end + 1)
            && second.value.lo > value.lo
            && self.unit(second.end).is_some()
        {
            value = Interval::closed(value.lo, second.value.hi);
            figure.end = second.end;
            hedge = Hedge::Range;
        } else if !vague_start
            && self.piece(figure.end).is_some_and(|p| p.joint == Joint::Hyphen && p.shape == Shape::Digits)
            && let Some(second) = self.figure(figure.end)
            && second.value.lo > value.lo
        {
            value = Interval::closed(value.lo, second.value.hi);
            figure.end = second.end;
            hedge = Hedge::Range;
        }
        let mut unit_at = figure.end;
        if self.any(
            unit_at,
            &[
                "more",
                "full",
                "consecutive",
                "straight",
                "long",
                "additional",
                "trading",
                "business",
                "working",
                "whole",
                "of",
            ],
        ) && self.unit(unit_at + 1).is_some()
        {
            unit_at += 1;
        }
        let unit = self.unit(unit_at)?;
        // "the 1988 quarter" is no length of time.
        let year =
            figure.sort == Sort::Plain && (1800.0..2100.0).contains(&value.lo) && self.whole(unit_at - 1).is_some();
        if year && matches!(self.time(unit_at), TimeWord::Unit(_)) {
            return None;
        }
        let glued = self.piece(unit_at).is_some_and(|p| p.joint == Joint::Hyphen);
        let mut end = unit_at + 1;
        // An age is a number and no length of time.
        if self.is(end, "old") || self.is(end, "olds") || (self.is(end, "of") && self.is(end + 1, "age")) {
            return None;
        }
        // A share price's "quarter point", "second place", "minute details" are no units here.
        if matches!(self.pieces[unit_at].lexeme.key, "second" | "minute") && !glued && !vague_start && value.hi > 1.0 {
            return None;
        }
        if vague_start && !self.steps(end) && self.rate_before(at) {
            self.hit(unit_at);
            let mut found = Found::vague(at, end, TimeKind::Set, duration(Some(1.0), unit));
            found.seconds = Some(Interval::point(numbers::seconds(unit)));
            return Some(found);
        }
        let mut step = figure.step;
        let mut half = false;
        // "a minute and a half", "an hour and a half"
        if self.is(end, "and")
            && self.is(end + 1, "a")
            && self.piece(end + 2).is_some_and(|p| p.lexeme.number == NumberWord::Half)
        {
            value = Interval::point(value.lo + 0.5);
            step = 0.5;
            end += 3;
            half = true;
        }
        self.hit(unit_at);
        if modifier.is_some() && number_at > at {
            self.hit(number_at - 1);
        }
        let vague = hedge == Hedge::Vague && !value.is_point();
        // A hedge may stand before: "nearly two years".
        if !modified && let Some((h, start)) = numbers::hedge_before(self.text, self.pieces, from) {
            from = start;
            if matches!(hedge, Hedge::None | Hedge::Vague) {
                hedge = h;
            }
        }
        if let Some((h, after)) = numbers::hedge_after(self.text, self.pieces, end) {
            end = after;
            if hedge == Hedge::None {
                hedge = h;
            }
        }
        // "ago", "earlier", "from now"
        if modifier.is_none()
            && !glued
            && let Some(found) = self.stepped(from, end, value, unit, vague)
        {
            return Some(found);
        }
        // "two hours and 30 minutes"
        let and = end + usize::from(self.is(end, "and"));
        let mut found = self.length(from, end, value, step, unit, hedge, vague);
        if let Some(second) = self.figure(and)
            && let Some(smaller) = self.unit(second.end)
            && numbers::seconds(smaller) < numbers::seconds(unit)
            && matches!(
                (unit, smaller),
                (TimeUnit::Hour, TimeUnit::Minute)
                    | (TimeUnit::Minute, TimeUnit::Second)
                    | (TimeUnit::Year, TimeUnit::Month)
            )
        {
            let (a, _, _) = designator(unit);
            let (b, _, _) = designator(smaller);
            let t = if unit == TimeUnit::Year { "" } else { "T" };
            found.value = format!("P{t}{}{a}{}{b}", value.lo, second.value.lo);
            let total = value.lo * numbers::seconds(unit) + second.value.lo * numbers::seconds(smaller);
            found.seconds = Some(numbers::hedged(hedge, Interval::point(total), numbers::seconds(smaller)));
            found.end = second.end + 1;
        }
        if half && matches!(unit, TimeUnit::Hour | TimeUnit::Minute) && found.kind == TimeKind::Duration {
            let (big, _, _) = designator(unit);
            let small = if unit == TimeUnit::Hour { "M" } else { "S" };
            found.value = format!("PT{}{big}30{small}", value.lo.floor());
        }
        found.days = self.window(modifier, value, unit);
        Some(found)
    }

    /// The days of "the last three months", counted from the article's day.
    fn window(&self, modifier: Option<&str>, value: Interval, unit: TimeUnit) -> Option<claimdiff_text::Days> {
        let today = self.state.today()?;
        let span = (value.hi * numbers::seconds(unit) / 86_400.0).ceil();
        (span < 40_000.0).then_some(())?;
        let today_days = Part::Day(today).days()?;
        let shifted = |n: f64| today_days.shift(n as i32);
        match modifier.map(str::to_ascii_lowercase)?.as_str() {
            "last" | "past" | "previous" | "recent" => {
                Some(claimdiff_text::Days { first: shifted(-span).first, last: today_days.last })
            }
            "next" | "coming" | "following" => {
                Some(claimdiff_text::Days { first: today_days.first, last: shifted(span).last })
            }
            _ => None,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one length of time")]
    fn length(
        &self,
        from: usize,
        end: usize,
        value: Interval,
        step: f64,
        unit: TimeUnit,
        hedge: Hedge,
        vague: bool,
    ) -> Found {
        let number = (!vague).then_some(value.lo);
        let mut found = Found::vague(from, end, TimeKind::Duration, duration(number, unit));
        let seconds = numbers::seconds(unit);
        found.seconds = Some(numbers::hedged(hedge, value.scale(seconds), step * seconds));
        found.hedge = hedge;
        found
    }

    /// "years", "for weeks", "hours earlier": a plural without a number.
    fn bare_plural(&self, at: usize) -> Option<Found> {
        let TimeWord::Units(unit) = self.time(at) else { return None };
        let end = at + 1;
        let value = duration(None, unit);
        let many = Interval::at_least(2.0 * numbers::seconds(unit));
        let from = at - usize::from(self.before_is(at, 1, &["just", "only", "mere"]));
        if self.any(end, &["ago", "earlier", "later", "before", "after"]) {
            self.hit(at);
            let ago = self.any(end, &["ago", "earlier"]);
            let later = self.is(end, "later");
            if !ago && !later {
                let mut found = Found::vague(from, end, TimeKind::Duration, value);
                found.seconds = Some(many);
                return Some(found);
            }
            let mut found = Found::vague(from, end + 1, TimeKind::Date, if ago { "PAST_REF" } else { "FUTURE_REF" });
            if self.is(end, "ago") && matches!(unit, TimeUnit::Month | TimeUnit::Week | TimeUnit::Day) {
                found.kind = TimeKind::Duration;
                found.value = value;
            }
            let anchor = self.state.today();
            if let Some(today) = anchor
                && matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second)
            {
                let day = Part::Day(today).days()?;
                found.days = Some(if ago {
                    claimdiff_text::Days { first: day.first - 1, ..day }
                } else {
                    claimdiff_text::Days { last: day.last + 1, ..day }
                });
            }
            return Some(found);
        }
        let led = self.before_is(
            at,
            1,
            &[
                "for", "in", "after", "within", "over", "of", "take", "takes", "took", "lasted", "last", "spent",
                "through", "recent", "coming", "the", "by", "spend", "through",
            ],
        );
        if !led || matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Weekend) {
            return None;
        }
        if self.before_is(at, 1, &["recent", "coming", "the"]) {
            return None;
        }
        // "the number of days", "hundreds of years" are counts of something else.
        if self.before_is(at, 1, &["of"]) && !self.before_is(at, 2, &["couple", "matter", "period"]) {
            return None;
        }
        self.hit(at);
        let mut found = Found::vague(at, end, TimeKind::Duration, value);
        found.seconds = Some(many);
        found.hedge = Hedge::Vague;
        Some(found)
    }

    /// Whether a figure or a counted noun stands before "a week", so that it is a rate.
    fn rate_before(&self, at: usize) -> bool {
        (1..=3).any(|back| {
            self.before(at, back).is_some_and(|p| {
                p.shape == Shape::Digits
                    || matches!(p.lexeme.number, NumberWord::Scale(_) | NumberWord::Many(_))
                    || p.is("once")
                    || p.is("twice")
                    || p.of(self.text) == "times"
                    || p.of(self.text) == "%"
            }) && (1..back).all(|b| {
                self.before(at, b)
                    .is_some_and(|p| p.shape != Shape::Sign && p.lexeme.noun != crate::lexemes::NounWord::Stop)
            })
        })
    }

    /// Whether a word follows that counts a length of time from another date.
    fn steps(&self, at: usize) -> bool {
        self.any(at, &["ago", "earlier", "later", "before", "after", "from", "hence"])
    }

    /// A date so many units from another: "three years ago", "a day earlier", "two weeks later", "a year from now".
    fn stepped(&self, from: usize, end: usize, value: Interval, unit: TimeUnit, vague: bool) -> Option<Found> {
        let p = self.piece(end)?;
        let word = p.of(self.text);
        let (sign, end) = match word {
            "ago" | "earlier" | "before" | "previously" | "prior" => (-1, end + 1),
            "later" | "after" | "hence" => (1, end + 1),
            "from" if self.is(end + 1, "now") => (1, end + 2),
            _ if p.joint == Joint::Hyphen && word == "ago" => (-1, end + 1),
            _ => return None,
        };
        // "ten days before the vote" is a length of time between two things.
        let follows = self.piece(end).is_some_and(|p| p.shape == Shape::Word);
        if matches!(word, "before" | "after" | "prior") && follows {
            return None;
        }
        if vague && sign > 0 {
            let mut found = Found::vague(from, end, TimeKind::Duration, duration(None, unit));
            found.seconds = Some(value.scale(numbers::seconds(unit)));
            return Some(found);
        }
        if vague {
            let value = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found::vague(from, end, TimeKind::Date, value));
        }
        let n = value.lo;
        let seconds = numbers::seconds(unit) * n;
        let days = seconds / 86_400.0;
        if days > 400_000.0 {
            return None;
        }
        let ago = matches!(word, "ago" | "from");
        let anchor = if ago { self.state.today() } else { self.state.last_day.or(self.state.today()) };
        let steps = n as i64 * sign;
        let part = match unit {
            TimeUnit::Day => anchor.and_then(|d| add_days(d, steps)).map(Part::Day),
            TimeUnit::Week | TimeUnit::Fortnight => {
                let step = if unit == TimeUnit::Week { 7 } else { 14 };
                anchor.and_then(|d| add_days(d, steps * step)).map(Part::Week)
            }
            TimeUnit::Month => {
                let anchor = if ago { self.state.month } else { anchor };
                anchor.and_then(|d| add_months(d, steps)).map(|d| Part::Month(d.year(), d.month()))
            }
            TimeUnit::Quarter => {
                anchor.and_then(|d| add_months(d, 3 * steps)).map(|d| Part::Quarter(d.year(), quarter(d.month())))
            }
            TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century => {
                let (_, _, factor) = designator(unit);
                let years = (n * factor) as i16 * sign as i16;
                match self.state.last_quarter {
                    Some((y, q)) if n == 1.0 && unit == TimeUnit::Year && sign < 0 => Some(Part::Quarter(y - 1, q)),
                    _ => self.state.year.map(|y| Part::Year(y.saturating_add(years))),
                }
            }
            _ => None,
        };
        let sub_day = matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second);
        // "three days later" says how long; TimeML takes it as a duration.
        if !ago && !matches!(unit, TimeUnit::Year | TimeUnit::Month) || sub_day {
            let mut found = Found::vague(from, end, TimeKind::Duration, duration(Some(n), unit));
            found.seconds = Some(value.scale(numbers::seconds(unit)));
            found.days = part.and_then(Part::days);
            if sub_day && let Some(today) = anchor.and_then(|d| Part::Day(d).days()) {
                let whole = (days.ceil() as i32).max(1);
                found.days = Some(if sign < 0 {
                    claimdiff_text::Days { first: today.first - whole, ..today }
                } else {
                    claimdiff_text::Days { last: today.last + whole, ..today }
                });
            }
            return Some(found);
        }
        Some(match part {
            Some(part) => Found::date(from, end, part).relative(),
            None => Found::vague(from, end, TimeKind::Date, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
        })
    }

    /// A figure that may count units of time.
    fn figure(&self, at: usize) -> Option<Figure> {
        let p = self.piece(at)?;
        if p.shape == Shape::Sign
            || (p.shape == Shape::Digits
                && at > 0
                && p.joint != Joint::Spaced
                && !self.pieces[at - 1].of(self.text).starts_with(['-', '–', '—', '(', '“', '"', '\'', '‘']))
                && p.joint != Joint::Hyphen
        {
            return None;
        }
        numbers::figure(self.text, self.pieces, at)
            .filter(|f| !matches!(f.sort, Sort::Ordinal | Sort::Part) && !f.letter)
    }

    /// A unit of time.
    fn unit(&self, at: usize) -> Option<TimeUnit> {
        match self.time(at) {
            TimeWord::Unit(unit) | TimeWord::Units(unit) => Some(unit),
            _ => None,
        }
    }

    // Parts of the calendar told by where they lie.

    /// "last week", "this year", "the following month", "the third quarter", "that day", "the year".
    fn modified(&self, at: usize) -> Option<Found> {
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
            return Some(Found { kind: TimeKind::Time, value, ..base });
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
    fn month_word(&self, at: usize) -> Option<i8> {
        match self.piece(at)?.lexeme.time {
            TimeWord::Month(m) if self.pieces[at].capital => Some(m),
            _ => None,
        }
    }

    /// "the year", "the quarter", "the weekend", "the day before", "the week of March 6".
    fn definite(&self, at: usize) -> Option<Found> {
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
                    found.seconds = Some(Interval::point(numbers::seconds(TimeUnit::Year)));
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
    fn quarter(&self, at: usize) -> Option<Found> {
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
        let bare = next > at && self.is(next, "quarter") && !self.any(next + 1, &["of", "century", "mile"]);
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
    fn season(&self, at: usize) -> Option<Found> {
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

    fn near_season(&self, from: usize, end: usize, season: &'static str, offset: i64) -> Option<Found> {
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
    fn edge(&self, at: usize) -> Option<Found> {
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

    // Years and decades.

    /// "1990s", "the 1960s", "the '90s".
    fn decade(&self, at: usize) -> Option<Found> {
        let head = at + usize::from(self.is(at, "the"));
        let year = self.year(head)?;
        let s = self.piece(head + 1)?;
        let plural = (s.joint == Joint::Glued && s.of(self.text) == "s") || matches!(s.of(self.text), "'s" | "’s");
        (plural && year % 10 == 0).then(|| Found::date(at, head + 2, Part::Decade(year)))
    }

    /// "'90s", with its mark.
    fn apostrophe_decade(&self, at: usize) -> Option<Found> {
        let mark = matches!(self.piece(at)?.of(self.text), "'" | "’" | "‘");
        let n = self.whole(at + 1).filter(|n| mark && n % 10 == 0 && *n < 100)?;
        let joined = self.pieces[at + 1].joint == Joint::Glued && self.pieces[at + 1].span.len() == 2;
        let s = self.piece(at + 2)?;
        (joined && s.joint == Joint::Glued && s.of(self.text) == "s")
            .then(|| Found::date(at, at + 3, Part::Decade(1900 + n as i16)))
    }

    /// "nineteen ninety-seven".
    fn word_year(&self, at: usize) -> Option<(i16, usize)> {
        let NumberWord::Small(century) = self.piece(at)?.lexeme.number else {
            return None;
        };
        if self.is(at, "two") && self.is(at + 1, "thousand") {
            return Some((2000, at + 2));
        }
        let NumberWord::Tens(tens) = self.piece(at + 1)?.lexeme.number else { return None };
        if !(17.0..=20.0).contains(&century) {
            return None;
        }
        let ones = match self.piece(at + 2).map(|p| p.lexeme.number) {
            Some(NumberWord::Small(v)) if v < 10.0 => Some(v),
            _ => None,
        };
        let year = century * 100.0 + tens + ones.unwrap_or(0.0);
        Some((year as i16, at + 2 + usize::from(ones.is_some())))
    }

    /// A year alone, where the words around show that it is one.
    fn years(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.decade(at) {
            return Some(found);
        }
        // "the 20th century"
        let head = at + usize::from(self.is(at, "the"));
        if let Some(figure) = self.piece(head).and_then(|_| numbers::figure(self.text, self.pieces, head))
            && figure.sort == Sort::Ordinal
            && matches!(self.time(figure.end), TimeWord::Unit(TimeUnit::Century))
            && figure.value.lo < 30.0
        {
            self.hit(figure.end);
            return Some(Found::date(at, figure.end + 1, Part::Century((figure.value.lo as i16 - 1) * 100)));
        }
        let head = at + usize::from(self.any(at, &["fiscal"]));
        if let Some((year, end)) = self.word_year(head) {
            return (!self.is(head, "two")).then(|| Found::date(at, end, Part::Year(year)));
        }
        let year = self.year(head)?;
        let end = head + 1;
        if head > at {
            return Some(Found::date(at, end, Part::Year(year)));
        }
        let p = &self.pieces[head];
        let before = self.before(head, 1);
        let after = self.piece(end);
        if !(1400..2150).contains(&year) {
            return None;
        }
        if before.is_some_and(|b| {
            b.shape == Shape::Sign
                && (p.joint == Joint::Glued
                    && !matches!(b.of(self.text), "(" | "[" | "“" | "\"" | "'" | "‘" | "’" | "–" | "—" | "-" | "/"))
        }) {
            return None;
        }
        if before.is_some_and(|b| b.shape == Shape::Word && p.joint == Joint::Glued) {
            return None;
        }
        // "2014-15"
        if after.is_some_and(|a| {
            a.joint == Joint::Hyphen
                || (a.joint == Joint::Glued && (a.shape == Shape::Word || matches!(a.of(self.text), "%" | "°")))
        }) {
            let model = after.is_some_and(|a| a.shape == Shape::Word && a.joint == Joint::Hyphen);
            if !model {
                return None;
            }
        }
        // A hedge makes it a count: "about 2000", "more than 1900".
        if before.is_some_and(|b| {
            matches!(
                b.lexeme.key,
                "about" | "some" | "roughly" | "approximately" | "almost" | "nearly" | "than" | "least" | "estimated"
            )
        }) {
            return None;
        }
        if numbers::unit_after(self.text, self.pieces, end) {
            return None;
        }
        let led = before.is_some_and(|b| {
            matches!(
                b.of(self.text).to_ascii_lowercase().as_str(),
                "in" | "since"
                    | "by"
                    | "until"
                    | "till"
                    | "of"
                    | "from"
                    | "to"
                    | "through"
                    | "during"
                    | "before"
                    | "after"
                    | "between"
                    | "and"
                    | "or"
                    | "for"
                    | "early"
                    | "late"
                    | "mid"
                    | "around"
                    | "on"
                    | "the"
                    | "its"
                    | "his"
                    | "her"
                    | "their"
                    | "a"
                    | "an"
                    | "this"
                    | "summer"
                    | "spring"
                    | "winter"
                    | "fall"
                    | "autumn"
                    | "year"
                    | "circa"
                    | "pre"
                    | "post"
                    | "our"
                    | "as"
            )
        });
        let counted = after.is_some_and(|a| {
            a.shape == Shape::Word && a.joint == Joint::Spaced && !a.capital && numbers::is_plural(self.text, a)
        });
        let round = year % 100 == 0;
        // "2000 people" counts, "the 2016 elections" does not.
        let determined = before.is_some_and(|b| {
            matches!(
                b.of(self.text).to_ascii_lowercase().as_str(),
                "the" | "its" | "his" | "her" | "their" | "'s" | "’s" | "a" | "in" | "since" | "this"
            )
        });
        let modern = (1900..2060).contains(&year);
        let is_year = if counted { determined || (modern && !round) } else { led || modern };
        if !is_year {
            return None;
        }
        let from = at;
        Some(Found::date(from, end, Part::Year(year)))
    }

    fn holiday(&self, at: usize) -> Option<Found> {
        let TimeWord::Holiday(day) = self.time(at) else { return None };
        let (month, day) = day.split_once('-')?;
        let (month, mut day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        let mut end = at + 1;
        if self.is(end, "Eve") {
            day -= 1;
            end += 1;
        } else if self.is(end, "Day") {
            end += 1;
        } else if self.piece(end).is_some_and(|p| p.shape == Shape::Word && !p.capital && p.lexeme.key.is_empty()) {
            // "Christmas trees"
            return None;
        }
        self.hit(at);
        Some(self.day(at, end, None, month, day))
    }

    // Sets and vague references.

    /// "daily", "every week", "each Monday", "annually".
    fn set(&self, at: usize) -> Option<Found> {
        if let TimeWord::Set(value) = self.time(at) {
            self.hit(at);
            return Some(Found::vague(at, at + 1, TimeKind::Set, value));
        }
        if !self.any(at, &["every", "each"]) {
            return None;
        }
        if let Some(figure) = self.figure(at + 1)
            && let Some(unit) = self.unit(figure.end)
        {
            self.hit(figure.end);
            let mut found = Found::vague(at, figure.end + 1, TimeKind::Set, duration(Some(figure.value.lo), unit));
            found.seconds = Some(figure.value.scale(numbers::seconds(unit)));
            return Some(found);
        }
        let next = at + 1 + usize::from(self.is(at + 1, "other"));
        match self.time(next) {
            TimeWord::Unit(unit) if unit != TimeUnit::Second || self.is(at, "every") => {
                self.hit(next);
                let mut found = Found::vague(at, next + 1, TimeKind::Set, duration(Some(1.0), unit));
                found.seconds = Some(Interval::point(numbers::seconds(unit)));
                Some(found)
            }
            TimeWord::Weekday(day) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, format!("XXXX-WXX-{day}")))
            }
            TimeWord::Part(part) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, part))
            }
            TimeWord::Season(season) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, format!("XXXX-{season}")))
            }
            _ => None,
        }
    }

    /// "now", "recently", "the future", "these days", "one day".
    fn vague(&self, at: usize) -> Option<Found> {
        if let TimeWord::Ref(value) = self.time(at) {
            // "as soon as"
            if self.before_is(at, 1, &["as"]) && self.is(at + 1, "as") {
                return None;
            }
            self.hit(at);
            let mut found = Found::vague(at, at + 1, TimeKind::Date, value);
            if value == "PRESENT_REF" {
                found.days = self.state.today().and_then(|d| Part::Day(d).days());
            }
            return Some(found);
        }
        if self.is(at, "these") && self.is(at + 1, "days") {
            self.hit(at + 1);
            return Some(Found::vague(at, at + 2, TimeKind::Date, "PRESENT_REF"));
        }
        if self.is(at, "the") {
            let near = usize::from(self.any(at + 1, &["near", "foreseeable"]));
            if self.time(at + 1 + near) == TimeWord::Future {
                self.hit(at + 1 + near);
                return Some(Found::vague(at, at + 2 + near, TimeKind::Date, "FUTURE_REF"));
            }
            if self.any(at + 1, &["time"]) && self.before_is(at, 1, &["at"]) {
                return Some(Found::vague(at, at + 2, TimeKind::Date, "PAST_REF"));
            }
        }
        if self.is(at, "recent") || self.is(at, "current") {
            let value = if self.is(at, "recent") { "PAST_REF" } else { "PRESENT_REF" };
            self.hit(at);
            return Some(Found::vague(at, at + 1, TimeKind::Date, value));
        }
        None
    }
}
