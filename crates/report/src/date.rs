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
}
