//! Dates as a newspaper writes them, no more exact than they are known.

use claimdiff_text::{Precision, Stamp};
use jiff::civil::Date;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "25 Apr 2025", "Apr 2025", "2025"; the time of day is left out.
pub(crate) fn short(stamp: Stamp) -> String {
    let date = stamp.date();
    let month = MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12];
    match stamp.precision() {
        Precision::Year => format!("{}", date.year()),
        Precision::Month => format!("{month} {}", date.year()),
        Precision::Day | Precision::Time => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// "25 Apr 2025", "Apr 2025" for the days of one month, "25 Apr to 3 May 2025".
pub(crate) fn range(first: Date, last: Date) -> String {
    let month = |d: Date| MONTHS[usize::from(d.month().unsigned_abs()).saturating_sub(1) % 12];
    let whole = first.day() == 1 && last == first.last_of_month();
    match (first == last, whole) {
        (true, _) => format!("{} {} {}", first.day(), month(first), first.year()),
        (_, true) => format!("{} {}", month(first), first.year()),
        _ if first.year() == last.year() => {
            format!("{} {} to {} {} {}", first.day(), month(first), last.day(), month(last), last.year())
        }
        _ => format!("{} to {}", range(first, first), range(last, last)),
    }
}

/// Which of some dates none of the others lies before, as their places: by day, and by the time of day where all of the first
/// day tell it, all with a zone or all without.
pub(crate) fn earliest(stamps: &[Stamp]) -> Vec<usize> {
    let Some(last) = stamps.iter().map(|s| s.days().last).min() else { return Vec::new() };
    let mut leading: Vec<usize> = (0..stamps.len()).filter(|at| stamps[*at].days().first <= last).collect();
    let times: Option<Vec<(i64, bool)>> = leading.iter().map(|at| moment(stamps[*at])).collect();
    if let Some(times) = times.filter(|t| t.iter().all(|(_, zone)| *zone == t[0].1)) {
        let first = times.iter().map(|(seconds, _)| *seconds).min();
        let mut at = times.iter().map(|(seconds, _)| Some(*seconds) == first);
        leading.retain(|_| at.next().unwrap_or(false));
    }
    leading
}

/// Its seconds from 1970 and whether its zone is told, where the time of day is.
pub(crate) fn moment(stamp: Stamp) -> Option<(i64, bool)> {
    let zone = || stamp.to_string().split('T').nth(1).is_some_and(|time| time.contains(['Z', '+', '-']));
    (stamp.precision() == Precision::Time).then(|| (stamp.seconds(), zone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_no_more_exact_than_it_is_known() {
        let short = |s| short(Stamp::parse(s).unwrap());
        assert_eq!(
            [short("2025"), short("2025-04"), short("2025-04-25"), short("2025-12-01T10:00Z")],
            ["2025", "Apr 2025", "25 Apr 2025", "1 Dec 2025"]
        );
    }

    #[test]
    fn nobody_is_first_by_the_alphabet() {
        let earliest = |dates: &[&str]| earliest(&dates.iter().map(|d| Stamp::parse(d).unwrap()).collect::<Vec<_>>());
        assert_eq!(earliest(&["2031-05-04", "2031-05-03", "2031-05-05"]), [1]);
        assert_eq!(earliest(&["2031-05-03", "2031-05-03", "2031-05-04"]), [0, 1]);
        assert_eq!(earliest(&["2031-05-03T21:00", "2031-05-03T07:15", "2031-05-04"]), [1]);
        // One of them tells no time, or one of them no zone.
        assert_eq!(earliest(&["2031-05-03", "2031-05-03T07:15"]), [0, 1]);
        assert_eq!(earliest(&["2031-05-03T09:00Z", "2031-05-03T07:15"]), [0, 1]);
        assert_eq!(earliest(&["2031-05", "2031-05-03"]), [0, 1]);
        assert!(earliest(&[]).is_empty());
    }
}
