use jiff::{Unit, civil::Date};
use serde::{Deserialize, Serialize};

/// A closed interval of calendar days, counted from 1970-01-01. Open ends are [`i32::MIN`] and [`i32::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first day that is possible.
    pub first: i32,
    /// The last day that is possible.
    pub last: i32,
}

impl Days {
    /// Any day at all: nothing is known.
    pub const ANY: Days = Days { first: i32::MIN, last: i32::MAX };

    /// One day.
    pub fn on(date: Date) -> Days {
        let day = day_number(date);
        Days { first: day, last: day }
    }

    /// From one date to another, both included.
    pub fn between(first: Date, last: Date) -> Days {
        Days { first: day_number(first), last: day_number(last) }
    }

    /// Whether the day is known exactly.
    pub fn is_exact(self) -> bool {
        self.first == self.last
    }

    /// Whether some day may belong to both.
    pub fn overlaps(self, other: Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The days that belong to both.
    pub fn intersect(self, other: Days) -> Option<Days> {
        self.overlaps(other).then(|| Days { first: self.first.max(other.first), last: self.last.min(other.last) })
    }

    /// The interval moved by a number of days; open ends stay open.
    pub fn shift(self, days: i32) -> Days {
        let shift = |d: i32| if d == i32::MIN || d == i32::MAX { d } else { d.saturating_add(days) };
        Days { first: shift(self.first), last: shift(self.last) }
    }

    /// The least number of days between the two: 0 when they overlap.
    pub fn gap(self, other: Days) -> i32 {
        self.first.saturating_sub(other.last).max(other.first.saturating_sub(self.last)).max(0)
    }

    /// The first and last day as dates; `None` at an open end.
    pub fn dates(self) -> (Option<Date>, Option<Date>) {
        (date_of(self.first), date_of(self.last))
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn day_number(date: Date) -> i32 {
    // Days between two civil dates always exist and fit: the calendar spans under 20,000 years.
    EPOCH.until((Unit::Day, date)).map_or(0, |span| span.get_days())
}

fn date_of(day: i32) -> Option<Date> {
    if day == i32::MIN || day == i32::MAX {
        return None;
    }
    EPOCH.checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch_and_back() {
        let d = Days::on(Date::constant(2025, 8, 6));
        assert_eq!(d.first, 20306);
        assert_eq!(d.dates().0, Some(Date::constant(2025, 8, 6)));
        assert_eq!(Days::ANY.dates(), (None, None));
        assert_eq!(Days::ANY.shift(3), Days::ANY);
    }

    #[test]
    fn a_gap_is_symmetric_and_zero_on_overlap() {
        let a = Days { first: 10, last: 12 };
        let b = Days { first: 15, last: 20 };
        assert_eq!((a.gap(b), b.gap(a), a.gap(a)), (3, 3, 0));
        assert_eq!(a.gap(Days::ANY), 0);
    }
}
