//! Dates, times of day, durations and sets (TIMEX3 semantics: TimeML 1.2.1), resolved against the article's date.

use claimdiff_text::{Days, PartialDays, Span};

use crate::{Hedge, Interval};

mod calendar;
mod find;
mod read;

pub(crate) use find::find;
pub(crate) use read::Function;
pub(crate) use read::is_counted;

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// All its words, with the hedge: "about three hours".
    pub span: Span,
    /// Which kind it is.
    pub kind: TimeKind,
    /// The TIMEX3 value: `2025-08-06`, `PT3H`, `P3Y`, `PRESENT_REF`; `XXXX-08-06` where the year is not known.
    pub value: String,
    /// The days it names or lies in, where they could be resolved.
    pub days: Option<Days>,
    /// The part of them that the words tell, where the article's date or the text around gave the rest: "Thursday",
    /// "June 21".
    pub stated: Option<PartialDays>,
    /// A duration's length in seconds, and how far "five years ago" lies back (a month is 30.436875 days, a year 365.2425).
    pub seconds: Option<Interval>,
    /// A time of the clock in minutes of the day: "8:30 p.m." is 1230, midnight at the end of a day 1440.
    pub minutes: Option<Interval>,
    /// The hedge (TIMEX3 `mod`).
    pub hedge: Hedge,
}

/// The kind of a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or a longer part of the calendar.
    Date,
    /// A part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A time that comes again: "every week".
    Set,
}

pub(crate) const WORDS: &str = include_str!("en.tsv");

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let cases = concat!(include_str!("en.cases"), include_str!("read/en.cases"));
        let tables = [
            ("times", super::WORDS),
            ("times/function", super::read::FUNCTION_WORDS),
            ("times/patterns", super::read::PATTERNS),
        ];
        claimdiff_cases::check("times/en.cases and times/read/en.cases", cases, &tables, crate::observed::times);
        let tables = [("times/years", include_str!("years.tsv"))];
        claimdiff_cases::check("times/years.cases", include_str!("years.cases"), &tables, crate::observed::times);
    }
}
