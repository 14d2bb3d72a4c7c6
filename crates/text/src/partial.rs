use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Days;

/// Days of which only a part is told: "Thursday", "June 21", "the 8th", where neither the text nor the article's date tells
/// the rest.
///
/// On the wire they stand as in TIMEX3, with `X` for what is not known (`XXXX-WXX-4`, `XXXX-06-21`, `XXXX-XX-08`), beside the
/// first and the last day of the years 1 to 9999 that may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Wire", try_from = "Wire")]
pub enum PartialDays {
    /// Days of a week, 1 for Monday: a weekday or a weekend.
    Week(i8, i8),
    /// A day of a year, whole months, a quarter or a season, from month and day to month and day; of the winter the first
    /// lies behind the last.
    Year([(i8, i8); 2]),
    /// A day of a month.
    Month(i8),
}

/// How days of which only a part may be told stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All that is told is the same.
    Same,
    /// They may be the same.
    Open,
    /// They cannot be.
    Differs,
}

impl PartialDays {
    /// A weekday, 1 for Monday.
    pub fn weekday(day: i8) -> Option<PartialDays> {
        (1..=7).contains(&day).then_some(PartialDays::Week(day, day))
    }

    /// A month, 1 for January.
    pub fn month(month: i8) -> Option<PartialDays> {
        (1..=12).contains(&month).then(|| PartialDays::Year([(month, 1), (month, last_day(month))]))
    }

    /// Reads the TIMEX3 value of a day, month, season, quarter, weekday or weekend without a year. What stands behind it, a
    /// part of the day, is left out.
    pub fn of_timex(value: &str) -> Option<PartialDays> {
        let number = |s: &str| -> Option<i8> { s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok())? };
        let rest = value.strip_prefix("XXXX-")?;
        if let Some(day) = rest.strip_prefix("WXX-") {
            return if day.starts_with("WE") {
                Some(PartialDays::Week(6, 7))
            } else {
                Self::weekday(number(day.get(..1)?)?)
            };
        }
        if let Some(day) = rest.strip_prefix("XX-") {
            return Some(PartialDays::Month(number(day.get(..2)?).filter(|d| (1..=31).contains(d))?));
        }
        let months = |first: i8, last: i8| Some(PartialDays::Year([(first, 1), (last, last_day(last))]));
        match rest {
            "SP" => return months(3, 5),
            "SU" => return months(6, 8),
            "FA" => return months(9, 11),
            "WI" => return months(12, 2),
            _ => {}
        }
        if let Some(quarter) = rest.strip_prefix('Q').and_then(number).filter(|q| (1..=4).contains(q)) {
            return months(quarter * 3 - 2, quarter * 3);
        }
        let month = number(rest.get(..2)?).filter(|m| (1..=12).contains(m))?;
        if rest.len() == 2 {
            return months(month, month);
        }
        let day = rest.get(2..)?.strip_prefix('-').and_then(|d| number(d.get(..2)?))?;
        (1..=last_day(month)).contains(&day).then_some(PartialDays::Year([(month, day); 2]))
    }

    /// The TIMEX3 value.
    fn timex(self) -> String {
        match self {
            PartialDays::Week(a, b) if a == b => format!("XXXX-WXX-{a}"),
            PartialDays::Week(..) => "XXXX-WXX-WE".to_owned(),
            PartialDays::Month(day) => format!("XXXX-XX-{day:02}"),
            PartialDays::Year([(m, d), last]) if (m, d) == last => format!("XXXX-{m:02}-{d:02}"),
            PartialDays::Year([(m, _), (n, _)]) if m == n => format!("XXXX-{m:02}"),
            PartialDays::Year([(3, _), _]) => "XXXX-SP".to_owned(),
            PartialDays::Year([(6, _), _]) => "XXXX-SU".to_owned(),
            PartialDays::Year([(9, _), _]) => "XXXX-FA".to_owned(),
            PartialDays::Year([(12, _), _]) => "XXXX-WI".to_owned(),
            PartialDays::Year([(m, _), _]) => format!("XXXX-Q{}", (m - 1) / 3 + 1),
        }
    }

    /// From the first to the last day of the years 1 to 9999 that may be meant.
    fn reach(self) -> Days {
        let (one, end) = (Date::constant(1, 1, 1), Date::constant(9999, 12, 31));
        let all = Days::between(one, end);
        let (first, last) = match self {
            PartialDays::Week(a, b) => {
                // The weekday of the first and of the last of all days, 0 for Monday.
                let at = |d: Date| i32::from(d.weekday().to_monday_zero_offset());
                let (a, b) = (i32::from(a) - 1, i32::from(b) - 1);
                return Days {
                    first: all.first + (a - at(one)).rem_euclid(7),
                    last: all.last - (at(end) - b).rem_euclid(7),
                };
            }
            PartialDays::Year([first, last]) => (first, last),
            PartialDays::Month(day) => ((1, day), (12, day)),
        };
        let on = |year, (month, day)| Date::new(year, month, day).or_else(|_| Date::new(year, month, 28));
        Days::between(on(1, first).unwrap_or(one), on(9999, last).unwrap_or(end))
    }

    /// How it stands to other such days.
    pub fn against(self, other: PartialDays) -> Fit {
        let apart = match (self, other) {
            (PartialDays::Week(a, b), PartialDays::Week(c, d)) => b < c || d < a,
            (PartialDays::Year(a), PartialDays::Year(b)) => {
                let spans = |s: [(i8, i8); 2]| {
                    if s[0] <= s[1] { [Some(s), None] } else { [Some([s[0], (12, 31)]), Some([(1, 1), s[1]])] }
                };
                let (a, b) = (spans(a), spans(b));
                !a.iter().flatten().any(|x| b.iter().flatten().any(|y| x[0] <= y[1] && y[0] <= x[1]))
            }
            (PartialDays::Month(a), PartialDays::Month(b)) => a != b,
            (PartialDays::Month(n), PartialDays::Year([a, b])) | (PartialDays::Year([a, b]), PartialDays::Month(n)) => {
                a.0 == b.0 && !(a.1..=b.1).contains(&n)
            }
            _ => false,
        };
        if apart {
            Fit::Differs
        } else if self == other {
            Fit::Same
        } else {
            Fit::Open
        }
    }

    /// Whether one of some days may be meant.
    pub fn may_be(self, days: Days) -> bool {
        self.gap(days) == 0
    }

    /// The least number of days between some days and one that may be meant; at most half of its round (a week, a month, a
    /// year).
    pub fn gap(self, days: Days) -> i32 {
        let (Some(first), Some(last)) = days.dates() else { return 0 };
        let length = days.last.saturating_sub(days.first);
        let near = |from: i32, to: i32| Days { first: from, last: to }.gap(days);
        match self {
            PartialDays::Week(a, b) => {
                // The days of the week of the first and of those beside it.
                let monday = days.first.saturating_sub(i32::from(first.weekday().to_monday_zero_offset()));
                let weeks = [-7, 0, 7].map(|w| monday.saturating_add(w));
                weeks.map(|w| near(w + i32::from(a) - 1, w + i32::from(b) - 1)).into_iter().min().unwrap_or(0)
            }
            PartialDays::Month(n) => {
                let months = first.first_of_month();
                let at = |step: i64| {
                    let month = months.checked_add(jiff::Span::new().try_months(step).ok()?).ok()?;
                    Some(Days::on(Date::new(month.year(), month.month(), n).ok()?))
                };
                let until = i64::from(length / 28).min(13) + 1;
                (-1..=until).filter_map(at).map(|d| d.gap(days)).min().unwrap_or(0)
            }
            PartialDays::Year([a, b]) => {
                let turn = i16::from(b < a);
                let at = |year: i16| {
                    // The 29th of February is of the day before in most years.
                    let on = |y: i16, d: (i8, i8)| Date::new(y, d.0, d.1).or_else(|_| Date::new(y, d.0, 28)).ok();
                    Some(Days::between(on(year, a)?, on(year.checked_add(turn)?, b)?))
                };
                let years =
                    first.year().saturating_sub(1)..=last.year().saturating_add(1).min(first.year().saturating_add(2));
                years.filter_map(at).map(|d| d.gap(days)).min().unwrap_or(0)
            }
        }
    }
}

/// The last day that a month may have.
fn last_day(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// As it stands on the wire.
#[derive(Serialize, Deserialize)]
struct Wire {
    timex: String,
    first: i32,
    last: i32,
}

impl From<PartialDays> for Wire {
    fn from(days: PartialDays) -> Wire {
        let Days { first, last } = days.reach();
        Wire { timex: days.timex(), first, last }
    }
}

impl TryFrom<Wire> for PartialDays {
    type Error = &'static str;

    fn try_from(wire: Wire) -> Result<PartialDays, &'static str> {
        PartialDays::of_timex(&wire.timex).ok_or("no days of a week, a year or a month")
    }
}

impl fmt::Display for PartialDays {
    /// For the reader: "Thursday", "21 June", "June to August", "day 8 of a month".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weekday = |d: i8| WEEKDAYS[(d - 1).rem_euclid(7) as usize];
        let month = |m: i8| MONTHS[(m - 1).rem_euclid(12) as usize];
        match *self {
            PartialDays::Week(a, b) if a == b => f.write_str(weekday(a)),
            PartialDays::Week(a, b) => write!(f, "{} to {}", weekday(a), weekday(b)),
            PartialDays::Year([(m, d), b]) if (m, d) == b => write!(f, "{d} {}", month(m)),
            PartialDays::Year([(m, 1), (n, e)]) if e == last_day(n) => {
                if m == n {
                    f.write_str(month(m))
                } else {
                    write!(f, "{} to {}", month(m), month(n))
                }
            }
            PartialDays::Year([(m, d), (n, e)]) => write!(f, "{d} {} to {e} {}", month(m), month(n)),
            PartialDays::Month(d) => write!(f, "day {d} of a month"),
        }
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> PartialDays {
        PartialDays::of_timex(value).unwrap()
    }

    #[test]
    fn timex_values_are_read_and_told() {
        for (value, words) in [
            ("XXXX-WXX-4", "Thursday"),
            ("XXXX-WXX-WE", "Saturday to Sunday"),
            ("XXXX-06-21", "21 June"),
            ("XXXX-06-21TNI", "21 June"),
            ("XXXX-02", "February"),
            ("XXXX-SU", "June to August"),
            ("XXXX-WI", "December to February"),
            ("XXXX-Q2", "April to June"),
            ("XXXX-XX-08", "day 8 of a month"),
        ] {
            assert_eq!(of(value).to_string(), words, "{value}");
            let json = serde_json::to_string(&of(value)).unwrap();
            assert!(json.contains(value.get(..7).unwrap()), "{json}");
            assert_eq!(serde_json::from_str::<PartialDays>(&json).unwrap(), of(value), "{json}");
        }
        for value in
            ["", "XXXX", "XXXX-WXX-8", "XXXX-13", "XXXX-02-30", "XXXX-XX-XX", "XXXX-XX-32", "XXXX-é", "2024-06-21"]
        {
            assert_eq!(PartialDays::of_timex(value), None, "{value}");
        }
    }

    #[test]
    fn the_first_and_last_days_that_may_be_meant_are_of_the_part() {
        for value in ["XXXX-WXX-1", "XXXX-WXX-4", "XXXX-WXX-7", "XXXX-06-21", "XXXX-XX-08"] {
            let reach = of(value).reach();
            for day in [reach.first, reach.last] {
                assert!(of(value).may_be(Days { first: day, last: day }), "{value} {day}");
            }
        }
    }

    #[test]
    fn parts_of_one_sort_differ_or_are_the_same_and_the_rest_is_open() {
        let fit = |a, b| of(a).against(of(b));
        assert_eq!(fit("XXXX-WXX-4", "XXXX-WXX-4"), Fit::Same);
        assert_eq!(fit("XXXX-WXX-4", "XXXX-WXX-5"), Fit::Differs);
        assert_eq!(fit("XXXX-WXX-7", "XXXX-WXX-WE"), Fit::Open);
        assert_eq!(fit("XXXX-06-21", "XXXX-06"), Fit::Open);
        assert_eq!(fit("XXXX-06-21", "XXXX-WXX-4"), Fit::Open);
        assert_eq!(fit("XXXX-01", "XXXX-WI"), Fit::Open);
        assert_eq!(fit("XXXX-03", "XXXX-WI"), Fit::Differs);
        assert_eq!(fit("XXXX-XX-08", "XXXX-06-21"), Fit::Differs);
        assert_eq!(fit("XXXX-XX-08", "XXXX-06"), Fit::Open);
    }

    #[test]
    fn days_that_are_known_may_be_meant() {
        let day = |y, m, d| Days::on(Date::constant(y, m, d));
        // A Thursday.
        let thursday = day(2024, 6, 20);
        assert!(of("XXXX-WXX-4").may_be(thursday) && of("XXXX-06-20").may_be(thursday));
        assert_eq!((of("XXXX-WXX-6").gap(thursday), of("XXXX-WXX-1").gap(thursday)), (2, 3));
        assert_eq!((of("XXXX-06-21").gap(thursday), of("XXXX-XX-08").gap(thursday)), (1, 12));
        assert_eq!(of("XXXX-12-31").gap(day(2024, 1, 1)), 1);
        assert!(of("XXXX-WI").may_be(day(2024, 1, 15)) && of("XXXX-XX-08").may_be(day(2024, 6, 8)));
        let year = Days::between(Date::constant(2024, 1, 1), Date::constant(2024, 12, 31));
        assert!(of("XXXX-WXX-1").may_be(year) && of("XXXX-06").may_be(year) && of("XXXX-XX-31").may_be(year));
        assert!(of("XXXX-06").may_be(Days::ANY) && of("XXXX-02-29").may_be(day(2023, 2, 28)));
    }
}
