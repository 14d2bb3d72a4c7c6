//! Lengths of time, and dates counted from another: "three hours", "two days earlier".

use claimdiff_text::table;

use super::{Reader, designator, duration, function::Function};
use crate::{
    Hedge, Interval, TimeKind,
    lexemes::{NumberWord, TimeUnit, TimeWord},
    numbers::{self, Figure, FigureWord, Sort},
    pieces::{Joint, Piece, Shape},
    times::{
        calendar::{Part, add_days, add_months, quarter, weekday},
        find::Found,
    },
};

impl Reader<'_> {
    /// "three hours", "a year ago", "nearly two months", "two to three weeks", "hours earlier", "30-day".
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let mut from = at;
        let p = &self.pieces[at];
        if let TimeWord::Long(unit) = p.lexeme.time {
            self.hit(at);
            return Some(self.length(at, at + 1, Interval::point(1.0), 1.0, unit, Hedge::None, false));
        }
        // "half an hour", "half a year"
        if p.lexeme.number == NumberWord::Half && self.has(at + 1, Function::Article) {
            let unit = self.unit(at + 2)?;
            table::hit("numbers/figure", p.lexeme.key);
            return Some(self.length(at, at + 3, Interval::point(0.5), 0.5, unit, Hedge::None, false));
        }
        // "the last three months", "the next few days", "the first nine months", "the four days"
        let mut number_at = at;
        let the = self.has(at, Function::Definite);
        let mut modifier = None;
        if the {
            number_at += 1;
        }
        // "will last three hours" is a verb.
        if self.has(at, Function::Last)
            && at > 0
            && (self.time(at - 1) == TimeWord::Ahead || self.led(at, 1, Function::BeforeVerb))
        {
            return None;
        }
        if matches!(self.time(number_at), TimeWord::Mod(_) | TimeWord::Order)
            && !self.has(number_at, Function::Pointing)
        {
            modifier = Some(number_at);
            number_at += 1;
        } else if the && !self.has(at, Function::The) {
            return None;
        }
        let modified = modifier.is_some() || the;
        // "the past few weeks"
        let few = modifier.is_some() && self.has(number_at, Function::Few);
        let (mut figure, vague_start) = match self.figure(number_at) {
            None if few => (Figure::few(number_at + 1), false),
            Some(figure) => (figure, false),
            None if !modified && self.has(at, Function::Article) => {
                // "a week ago", "an hour", "a full day"
                let unit_at = at + 1 + usize::from(self.has(at + 1, Function::Whole));
                // "a quarter of the voters" is a share; "barrel-a-day" is no day.
                let share = self.unit(unit_at)? == TimeUnit::Quarter && self.is_share(unit_at);
                // "a minute amount", "a second term"
                let plain =
                    |p: &Piece| p.shape == Shape::Word && p.lexeme.is_plain() && !p.lexeme.function.has(Function::Old);
                let known = self.has(unit_at + 1, Function::Known);
                let small = self.has(unit_at, Function::SmallUnit);
                // "a second-year student"
                let figure =
                    |p: &Piece| p.joint == Joint::Hyphen || p.joint == Joint::Spaced && p.shape == Shape::Digits;
                // "a second 22-page list"
                let ranked = small && self.piece(unit_at + 1).is_some_and(figure);
                // "a second day", "a second night", "a second Monday"
                let timed = |p: &Piece| {
                    let time = matches!(p.lexeme.time, TimeWord::Unit(_) | TimeWord::Part(_) | TimeWord::Weekday(_));
                    time && p.joint == Joint::Spaced
                };
                let next = self.piece(unit_at + 1);
                // "a second no-confidence vote"
                let compound = self.piece(unit_at + 2).is_some_and(|p| p.joint == Joint::Hyphen);
                let ranked = ranked || small && compound;
                let share = share || ranked || (small && !known && next.is_some_and(|p| plain(p) || timed(p)));
                if share || self.pieces[unit_at].joint == Joint::Hyphen {
                    return None;
                }
                (Figure::one(unit_at), true)
            }
            None => return self.bare_plural(at),
        };
        if self.has(at, Function::One) && self.has(at + 1, Function::Day) && self.led(at, 1, Function::Modal) {
            self.hit(at + 1);
            return Some(Found::vague(at, at + 2, TimeKind::Date, "FUTURE_REF"));
        }
        // "a weekend shooting" was on the last one.
        if vague_start
            && self.unit(figure.end) == Some(TimeUnit::Weekend)
            && self.piece(figure.end + 1).is_some_and(|p| p.shape == Shape::Word && p.lexeme.is_plain())
            && let Some(date) = self.state.today().and_then(|d| add_days(d, if weekday(d) >= 6 { 0 } else { -7 }))
        {
            self.hit(figure.end);
            return Some(Found::date(at, figure.end + 1, Part::Weekend(date)));
        }
        let mut hedge = if figure.sort == Sort::Vague { Hedge::Vague } else { Hedge::None };
        // "two to three weeks"
        let mut value = figure.value;
        let between = self.led(number_at, 1, Function::Between) && self.has(figure.end, Function::And);
        if !vague_start
            && (between || self.has(figure.end, Function::OrTo) || self.any(figure.end, &["-", "–"]))
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
        if self.has(unit_at, Function::BeforeUnit) && self.unit(unit_at + 1).is_some() {
            unit_at += 1;
        }
        // "a 90 - day stay", as some tokenise it
        if self.piece(unit_at).is_some_and(|p| p.is_sign(self.text, "-")) && self.unit(unit_at + 1).is_some() {
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
        let old = end + usize::from(self.piece(end).is_some_and(|p| p.is_sign(self.text, "-")));
        if self.has(old, Function::Old) || (self.has(end, Function::Of) && self.has(end + 1, Function::Age)) {
            return None;
        }
        // A share price's "quarter point", "second place", "minute details" are no units here.
        if self.has(unit_at, Function::SmallUnit) && !glued && !vague_start && value.hi > 1.0 {
            return None;
        }
        if vague_start && !self.steps(end) && self.rate_before(at) {
            self.hit(unit_at);
            let mut found = Found::vague(at, end, TimeKind::Set, duration(Some(1.0), unit));
            found.seconds = Some(Interval::point(unit.seconds()));
            return Some(found);
        }
        let mut step = figure.step;
        let mut half = false;
        // "a minute and a half", "an hour and a half"
        if self.has(end, Function::And)
            && self.has(end + 1, Function::A)
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
        let spread = |start: usize| {
            let is = |at: usize, class: FigureWord| class.in_any_case(self.pieces[at].of(self.text));
            start + 1 == from && start > 0 && is(start, FigureWord::Spatial) && is(start - 1, FigureWord::Share)
        };
        let hedged =
            numbers::hedge_before(self.text, self.pieces, from).filter(|(_, start)| !modified && !spread(*start));
        if let Some((h, start)) = hedged {
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
        let mut found = self.length(from, end, value, step, unit, hedge, vague);
        // "the last three months and two weeks ago" is no sum.
        if modifier.is_none() {
            self.add_smaller(&mut found, value, unit, hedge);
        }
        if half && matches!(unit, TimeUnit::Hour | TimeUnit::Minute) && found.kind == TimeKind::Duration {
            let (big, _, _) = designator(unit);
            let small = if unit == TimeUnit::Hour { "M" } else { "S" };
            found.value = format!("PT{}{big}30{small}", value.lo.floor());
        }
        found.days = self.window(modifier, value, unit);
        Some(found)
    }

    /// Adds the smaller units of "two hours and 30 minutes", "six years, 10 months", "a day, four hours and five minutes".
    fn add_smaller(&self, found: &mut Found, value: Interval, unit: TimeUnit, hedge: Hedge) {
        // A unit is divided into one of these; "two weeks, three months" are two lengths.
        let divides = |big: TimeUnit, small: TimeUnit| {
            small.seconds() < big.seconds() && !matches!(small, TimeUnit::Quarter | TimeUnit::Weekend)
        };
        let (letter, time, factor) = designator(unit);
        let mut told = format!("P{}{}{letter}", if time { "T" } else { "" }, value.lo * factor);
        let (mut in_time, mut last, mut total) = (time, unit, value.lo * unit.seconds());
        let mut end = found.end;
        while found.kind == TimeKind::Duration && value.is_point() {
            let comma = self.comma(end);
            let and = self.has(comma, Function::And);
            let at = comma + usize::from(and);
            let Some(next) = self.figure(at).filter(|f| f.value.is_point() && f.sort != Sort::Vague) else { break };
            let Some(small) = self.unit(next.end).filter(|small| divides(last, *small)) else { break };
            // "for two years, three days a week", "in two years, ten days before the vote", but "an hour and ten minutes after"
            if self.steps(next.end + 1) && !(and && comma == end) || self.has(next.end + 1, Function::Rated) {
                break;
            }
            let (letter, time, factor) = designator(small);
            if time && !in_time {
                told.push('T');
            }
            in_time |= time;
            told.push_str(&format!("{}{letter}", next.value.lo * factor));
            total += next.value.lo * small.seconds();
            (last, end) = (small, next.end + 1);
        }
        if last != unit {
            found.value = told;
            found.seconds = Some(hedge.apply(Interval::point(total), last.seconds() / 2.0));
            found.end = end;
        }
    }

    /// The days of "the last three months", counted from the article's day.
    pub(super) fn window(
        &self,
        modifier: Option<usize>,
        value: Interval,
        unit: TimeUnit,
    ) -> Option<claimdiff_text::Days> {
        let today = self.state.today()?;
        let span = (value.hi * unit.seconds() / 86_400.0).ceil();
        (span < 40_000.0).then_some(())?;
        let today_days = Part::Day(today).days()?;
        let shifted = |n: f64| today_days.shift(n as i32);
        let function = self.piece(modifier?)?.lexeme.function;
        if function.has(Function::BackWindow) {
            Some(claimdiff_text::Days { first: shifted(-span).first, last: today_days.last })
        } else if function.has(Function::AheadWindow) {
            Some(claimdiff_text::Days { first: today_days.first, last: shifted(span).last })
        } else {
            None
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one length of time")]
    pub(super) fn length(
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
        let seconds = unit.seconds();
        // Half of the last unit told is as near as "about" can mean.
        found.seconds = Some(hedge.apply(value.scale(seconds), step * seconds / 2.0));
        found.hedge = hedge;
        found
    }

    /// "years", "for weeks", "hours earlier": a plural without a number.
    pub(super) fn bare_plural(&self, at: usize) -> Option<Found> {
        let TimeWord::Units(unit) = self.time(at) else { return None };
        let end = at + 1;
        let value = duration(None, unit);
        let many = Interval::at_least(2.0 * unit.seconds());
        let from = at - usize::from(self.led(at, 1, Function::Mere));
        if self.has(end, Function::Stepping) {
            self.hit(at);
            let ago = self.has(end, Function::Back);
            let later = self.has(end, Function::Later);
            if !ago && !later {
                let mut found = Found::vague(from, end, TimeKind::Duration, value);
                found.seconds = Some(many);
                return Some(found);
            }
            let mut found = Found::vague(from, end + 1, TimeKind::Date, if ago { "PAST_REF" } else { "FUTURE_REF" });
            if self.has(end, Function::Ago) && matches!(unit, TimeUnit::Month | TimeUnit::Week | TimeUnit::Day) {
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
        let led = self.led(at, 1, Function::LeadsLength) || self.led(at, 1, Function::NotLength);
        if !led || matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Weekend) {
            return None;
        }
        if self.led(at, 1, Function::NotLength) {
            return None;
        }
        // "the number of days", "hundreds of years" are counts of something else.
        if self.led(at, 1, Function::Of) && !self.led(at, 2, Function::Amount) {
            return None;
        }
        self.hit(at);
        let mut found = Found::vague(at, end, TimeKind::Duration, value);
        found.seconds = Some(many);
        found.hedge = Hedge::Vague;
        Some(found)
    }

    /// Whether a figure or a counted noun stands before "a week", so that it is a rate.
    pub(super) fn rate_before(&self, at: usize) -> bool {
        (1..=3).any(|back| {
            self.before(at, back).is_some_and(|p| {
                p.shape == Shape::Digits
                    || matches!(p.lexeme.number, NumberWord::Scale(_) | NumberWord::Many(_))
                    || p.lexeme.function.has(Function::Times)
                    || p.of(self.text) == "%"
            }) && (1..back).all(|b| {
                self.before(at, b)
                    .is_some_and(|p| p.shape != Shape::Sign && p.lexeme.noun != crate::lexemes::NounWord::Stop)
            })
        })
    }

    /// Whether a word follows that counts a length of time from another date.
    pub(super) fn steps(&self, at: usize) -> bool {
        self.has(at, Function::Steps)
    }

    /// A date so many units from another: "three years ago", "a day earlier", "two weeks later", "a year from now".
    pub(super) fn stepped(
        &self,
        from: usize,
        end: usize,
        value: Interval,
        unit: TimeUnit,
        vague: bool,
    ) -> Option<Found> {
        let p = self.piece(end)?;
        let function = p.lexeme.function;
        let (sign, end) = if function.has(Function::Backward) {
            (-1, end + 1)
        } else if function.has(Function::Forward) {
            (1, end + 1)
        } else if function.has(Function::FromNow) && self.has(end + 1, Function::Now) {
            (1, end + 2)
        } else {
            return None;
        };
        // "ten days before the vote" is a length of time between two things.
        let follows = self.piece(end).is_some_and(|p| p.shape == Shape::Word);
        if function.has(Function::Bound) && follows {
            return None;
        }
        if vague && sign > 0 {
            let mut found = Found::vague(from, end, TimeKind::Duration, duration(None, unit));
            found.seconds = Some(value.scale(unit.seconds()));
            return Some(found);
        }
        if vague {
            let value = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found::vague(from, end, TimeKind::Date, value));
        }
        let n = value.lo;
        let seconds = unit.seconds() * n;
        let days = seconds / 86_400.0;
        if days > 400_000.0 {
            return None;
        }
        let ago = function.has(Function::FromNow);
        // "nine months later" is never so long after the article: where nothing was told before, nobody knows when it is.
        let onward = sign > 0 && !ago;
        let anchor =
            if ago { self.state.today() } else { self.state.last_day.or(self.state.today().filter(|_| !onward)) };
        let steps = n as i64 * sign;
        let part = match unit {
            TimeUnit::Day => anchor.and_then(|d| add_days(d, steps)).map(Part::Day),
            TimeUnit::Week | TimeUnit::Fortnight => {
                let step = if unit == TimeUnit::Week { 7 } else { 14 };
                anchor.and_then(|d| add_days(d, steps * step)).map(Part::Week)
            }
            TimeUnit::Month => {
                let anchor = match onward {
                    true => self.state.last_month,
                    false if ago => self.state.month,
                    false => anchor,
                };
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
                    _ => {
                        let year = if onward { self.state.last_year } else { self.state.year };
                        year.map(|y| Part::Year(y.saturating_add(years)))
                    }
                }
            }
            _ => None,
        };
        let sub_day = matches!(unit, TimeUnit::Hour | TimeUnit::Minute | TimeUnit::Second);
        // "three days later" says how long; TimeML takes it as a duration.
        if !ago && !matches!(unit, TimeUnit::Year | TimeUnit::Month) || sub_day {
            let mut found = Found::vague(from, end, TimeKind::Duration, duration(Some(n), unit));
            found.seconds = Some(value.scale(unit.seconds()));
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
            Some(part) if ago && sign < 0 => {
                Found { seconds: Some(value.scale(unit.seconds())), ..Found::date(from, end, part).relative() }
            }
            Some(part) => Found::date(from, end, part).relative(),
            None => Found::vague(from, end, TimeKind::Date, if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
        })
    }

    /// A figure that may count units of time.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
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
    pub(super) fn unit(&self, at: usize) -> Option<TimeUnit> {
        match self.time(at) {
            TimeWord::Unit(unit) | TimeWord::Units(unit) => Some(unit),
            _ => None,
        }
    }
}
