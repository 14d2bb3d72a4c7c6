//! Parts of the calendar: their TIMEX3 value and the days they cover.

use claimdiff_text::Days;
use jiff::{Span, civil::Date};

/// A part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// One day.
    Day(Date),
    /// The ISO 8601 week of a day.
    Week(Date),
    /// The Saturday and Sunday of the week of a day.
    Weekend(Date),
    /// A month, by its year.
    Month(i16, i8),
    /// A quarter, 1 to 4.
    Quarter(i16, i8),
    /// A season by its TIMEX3 letters; the winter of a year begins in its December.
    Season(i16, &'static str),
    /// A year.
    Year(i16),
    /// Ten years, by their first.
    Decade(i16),
    /// A hundred years, by their first of the usual count: 1900.
    Century(i16),
}

/// Days later (or, below zero, earlier). `None` outside the calendar.
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Months later (or, below zero, earlier); the last day of a shorter month.
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// The weekday of a date, 1 for Monday.
pub(super) fn weekday(date: Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

/// The day of the same ISO week with this weekday, 1 for Monday.
pub(super) fn in_week(date: Date, day: i8) -> Option<Date> {
    add_days(date, i64::from(day - weekday(date)))
}

impl Part {
    /// The first and last day.
    fn ends(self) -> Option<(Date, Date)> {
        let month = |y: i16, m: i8| Date::new(y, m, 1).ok();
        Some(match self {
            Part::Day(d) => (d, d),
            Part::Week(d) => (in_week(d, 1)?, in_week(d, 7)?),
            Part::Weekend(d) => (in_week(d, 6)?, in_week(d, 7)?),
            Part::Month(y, m) => (month(y, m)?, month(y, m)?.last_of_month()),
            Part::Quarter(y, q) => (month(y, q * 3 - 2)?, month(y, q * 3)?.last_of_month()),
            Part::Season(y, s) => {
                let first = month(y, first_month(s))?;
                (first, add_months(first, 2)?.last_of_month())
            }
            Part::Year(y) => (month(y, 1)?, month(y, 12)?.last_of_month()),
            Part::Decade(y) => (month(y, 1)?, month(y + 9, 12)?.last_of_month()),
            Part::Century(y) => (month(y, 1)?, month(y + 99, 12)?.last_of_month()),
        })
    }

    /// The days it covers.
    pub(super) fn days(self) -> Option<Days> {
        self.ends().map(|(first, last)| Days::between(first, last))
    }

    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Part::Day(d) => d.to_string(),
            Part::Week(d) => {
                let week = d.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Part::Weekend(d) => {
                let week = d.iso_week_date();
                format!("{:04}-W{:02}-WE", week.year(), week.week())
            }
            Part::Month(y, m) => format!("{y:04}-{m:02}"),
            Part::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Part::Season(y, s) => format!("{y:04}-{s}"),
            Part::Year(y) => format!("{y:04}"),
            Part::Decade(y) => format!("{:03}", y / 10),
            Part::Century(y) => format!("{:02}", y / 100),
        }
    }

    /// Its year, where it lies in one.
    pub(super) fn year(self) -> Option<i16> {
        Some(match self {
            Part::Day(d) | Part::Week(d) | Part::Weekend(d) => d.year(),
            Part::Month(y, _) | Part::Quarter(y, _) | Part::Season(y, _) | Part::Year(y) => y,
            Part::Decade(_) | Part::Century(_) => return None,
        })
    }
}

/// The first month of a season of the northern year.
pub(super) fn first_month(season: &str) -> i8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

/// The quarter of a month.
pub(super) fn quarter(month: i8) -> i8 {
    (month - 1) / 3 + 1
}
