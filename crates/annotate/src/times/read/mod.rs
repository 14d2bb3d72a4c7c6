//! Reads the time expressions of one sentence: one file a sort of expression.

mod clock;
mod dates;
mod function;
mod lengths;
mod parts;
mod phrases;
mod sets;
mod tense;
mod weekdays;
mod years;

pub(super) use clock::Clock;
pub(crate) use function::Function;
pub(crate) use years::is_counted;

use claimdiff_text::{Days, table};
use tense::Tense;

use crate::{
    Document,
    lexemes::{NumberWord, TimeUnit, TimeWord},
    numbers::unit_after,
    pieces::{Joint, Piece, Shape},
    times::{
        Time, TimeKind,
        find::{Found, State},
    },
};

#[cfg(test)]
pub(super) use function::WORDS as FUNCTION_WORDS;
#[cfg(test)]
pub(super) use phrases::PATTERNS;

/// Reads the time expressions of one sentence.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) text: &'a str,
    pub(super) pieces: &'a [Piece],
    pub(super) state: &'a State,
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

    /// Whether a piece is a word of a class.
    fn has(&self, at: usize, class: Function) -> bool {
        self.piece(at).is_some_and(|p| p.lexeme.function.has(class))
    }

    /// Whether a word of a class stands some pieces before another.
    fn led(&self, at: usize, back: usize, class: Function) -> bool {
        at.checked_sub(back).is_some_and(|b| self.has(b, class))
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

    fn hit(&self, at: usize) {
        if let Some(p) = self.piece(at) {
            table::hit(NAME, p.lexeme.key);
        }
    }

    /// Whether "quarter" at a piece is a share of what stands behind it: "a quarter of", "a quarter million".
    fn is_share(&self, quarter: usize) -> bool {
        let scale = self.piece(quarter + 1).is_some_and(|p| matches!(p.lexeme.number, NumberWord::Scale(_)));
        scale || self.has(quarter + 1, Function::Of) || unit_after(self.text, self.pieces, quarter + 1)
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
        // "twenty-seventh"
        if let NumberWord::Tens(tens) = word.lexeme.number
            && let Some(ones) =
                self.piece(at + 1).filter(|p| p.joint == Joint::Hyphen && (1..10).contains(&p.lexeme.rank))
        {
            let day = tens as i8 + ones.lexeme.rank as i8;
            return (day <= 31).then_some((day, at + 2));
        }
        let rank = word.lexeme.rank;
        ((1..=31).contains(&rank) && word.shape == Shape::Word).then_some((rank as i8, at + 1))
    }

    /// The days from one expression to the next, where the words between say that they are the ends of a span: "between
    /// June 4 and June 6", "from Sunday until Tuesday", "2010 to 2018".
    pub(super) fn spanned(&self, first: &Time, pieces: (usize, usize), last: &Found) -> Option<Days> {
        let (a, b) = (first.days?, last.days?);
        let dates = |kind| matches!(kind, TimeKind::Date | TimeKind::Time);
        let comes_first = a.last <= b.first && a != b && b.last.saturating_sub(a.first) < 100_000;
        let alike = (a.last - a.first) / 32 == (b.last - b.first) / 32;
        if !dates(first.kind) || !dates(last.kind) || !comes_first || !alike || last.from != pieces.1 + 1 {
            return None;
        }
        let lead = |back: usize, class: Function| self.led(pieces.0, back, class);
        let join = self.piece(pieces.1)?;
        let spans = match join.of(self.text) {
            "-" | "–" | "—" => true,
            _ if !self.has(pieces.1, Function::Thru) => false,
            _ if self.has(pieces.1, Function::And) => lead(1, Function::Between),
            _ if self.has(pieces.1, Function::To) => lead(1, Function::From) && !lead(2, Function::Moves),
            _ => true,
        };
        spans.then_some(Days { first: a.first, last: b.last })
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
        let function = p.lexeme.function;
        if function.has(Function::ShortMonth) {
            let dot = p.of(self.text).ends_with('.') || self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, "."));
            let day_before = at > 0 && self.pieces[at - 1].shape == Shape::Digits;
            return (next_digits || dot || day_before).then_some(m);
        }
        if function.has(Function::VerbMonth) && first && !next_digits {
            return None;
        }
        // "23 May"
        let day_before = at > 0
            && self.pieces[at - 1].shape == Shape::Digits
            && p.joint == Joint::Spaced
            && self.whole(at - 1).is_some_and(|n| (1..=31).contains(&n));
        if day_before {
            return Some(m);
        }
        if function.has(Function::NameMonth) && !next_digits {
            // "Theresa May", "April Smith": a name before or after.
            let name_before = at > 0
                && self.pieces[at - 1].capital
                && self.pieces[at - 1].shape == Shape::Word
                && self.pieces[at - 1].joint != Joint::Hyphen
                && self.time(at - 1) == TimeWord::No
                && at > 1;
            let preposition = self.led(at, 1, Function::BeforeMonth);
            if (name_before && !preposition) || (function.has(Function::May) && !preposition && at > 0) {
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

    /// The expression that begins at piece `at`, if one does.
    pub(super) fn read(&self, at: usize) -> Option<Found> {
        let p = &self.pieces[at];
        if p.shape == Shape::Sign {
            return self.apostrophe_decade(at);
        }
        let opens = self.opens(at);
        let lexeme = p.lexeme;
        let starts = p.shape == Shape::Digits || lexeme.triggers || lexeme.function.has(Function::Starts);
        if !starts && !opens {
            return None;
        }
        if let Some(found) = self.phrase(at) {
            return Some(found);
        }
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
}
