use std::fmt;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::{Days, Slice};

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// The time of day, too.
    Time,
}

/// A date with its precision: `2025`, `2025-04`, `2025-04-25` or `2025-04-25T14:30` with or without a zone
/// (ISO 8601, calendar dates of four-digit years). What is not known is not made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    date: Date,
    precision: Precision,
    time: Time,
    /// Minutes east of UTC, where the text gives a zone.
    offset: Option<i16>,
}

impl Stamp {
    /// A stamp of day precision.
    pub fn day(date: Date) -> Stamp {
        Stamp { date, precision: Precision::Day, time: Time::midnight(), offset: None }
    }

    /// A stamp of month precision; `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Stamp> {
        Some(Stamp { precision: Precision::Month, ..Stamp::day(Date::new(year, month, 1).ok()?) })
    }

    /// A stamp of year precision; `None` for a year the calendar does not hold.
    pub fn year(year: i16) -> Option<Stamp> {
        Some(Stamp { precision: Precision::Year, ..Stamp::day(Date::new(year, 1, 1).ok()?) })
    }

    /// A stamp with a time of day and, where known, the zone in minutes east of UTC.
    pub fn time(date: Date, time: Time, offset: Option<i16>) -> Stamp {
        Stamp { date, precision: Precision::Time, time, offset }
    }

    /// Reads the ISO 8601 forms that [`fmt::Display`] writes, a blank instead of `T`, seconds and their fractions.
    pub fn parse(text: &str) -> Option<Stamp> {
        let text = text.trim();
        let number = |s: &str| -> Option<i16> { s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok())? };
        match text.len() {
            4 => return Stamp::year(number(text)?),
            7 if text.as_bytes()[4] == b'-' => {
                return Stamp::month(number(text.get(..4)?)?, number(text.get(5..)?)? as i8);
            }
            _ => {}
        }
        let date: Date = text.get(..10)?.parse().ok()?;
        let rest = text.get(10..)?;
        if rest.is_empty() {
            return Some(Stamp::day(date));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
        let zone_at = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
        let time: Time = rest.slice(..zone_at).parse().ok()?;
        let offset = match rest.slice(zone_at..).trim() {
            "" => None,
            "Z" | "z" | "UTC" | "GMT" => Some(0),
            zone => {
                let sign = match zone.as_bytes()[0] {
                    b'+' => 1,
                    b'-' => -1,
                    _ => return None,
                };
                let digits = zone.slice(1..).replace(':', "");
                (digits.len() == 4).then_some(())?;
                Some(sign * (number(digits.get(..2)?)? * 60 + number(digits.get(2..)?)?))
            }
        };
        Some(Stamp::time(date, time, offset))
    }

    /// The first day of the period it names.
    pub fn date(self) -> Date {
        self.date
    }

    /// Seconds from 1970 to the first moment that it may mean, for UTC where no zone is told.
    pub fn seconds(self) -> i64 {
        let day = i64::from(self.days().first);
        let time =
            i64::from(self.time.hour()) * 3600 + i64::from(self.time.minute()) * 60 + i64::from(self.time.second());
        day * 86_400 + time - i64::from(self.offset.unwrap_or_default()) * 60
    }

    /// How exactly it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The days it may mean, in the zone it was written in.
    pub fn days(self) -> Days {
        match self.precision {
            Precision::Year => Days::between(self.date, self.date.last_of_year()),
            Precision::Month => Days::between(self.date, self.date.last_of_month()),
            Precision::Day | Precision::Time => Days::on(self.date),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Year => write!(f, "{:04}", self.date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", self.date.year(), self.date.month()),
            Precision::Day => write!(f, "{}", self.date),
            Precision::Time => {
                write!(f, "{}T{}", self.date, self.time)?;
                match self.offset {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(m) => {
                        let sign = if m < 0 { '-' } else { '+' };
                        write!(f, "{sign}{:02}:{:02}", m.abs() / 60, m.abs() % 60)
                    }
                }
            }
        }
    }
}

impl Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Stamp, D::Error> {
        let text = String::deserialize(d)?;
        Stamp::parse(&text).ok_or_else(|| serde::de::Error::custom("not an ISO 8601 date"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_reads_what_it_writes_and_nothing_else() {
        for s in [
            "2025",
            "2025-04",
            "2025-04-25",
            "2025-04-25T14:30:00",
            "2025-04-25T14:30:00Z",
            "2025-04-25T14:30:00-05:30",
        ] {
            assert_eq!(Stamp::parse(s).map(|d| d.to_string()).as_deref(), Some(s));
        }
        assert_eq!(Stamp::parse("2025-04-25 14:30 +0200").unwrap().to_string(), "2025-04-25T14:30:00+02:00");
        for s in [
            "",
            "20",
            "2025-13",
            "2025-02-30",
            "today",
            "2025-04-25x",
            "202é",
            "2025-04-25T14:30:00+x",
            "2025-04-25T14:30+a€",
        ] {
            assert_eq!(Stamp::parse(s), None, "{s}");
        }
    }

    #[test]
    fn precision_widens_the_days() {
        let april = Stamp::parse("2025-04").unwrap().days();
        assert_eq!(april.last - april.first, 29);
        assert!(april.overlaps(Stamp::parse("2025").unwrap().days()));
    }
}
