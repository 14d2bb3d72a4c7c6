//! Dates as a newspaper writes them, no more exact than they are known.

use claimdiff_text::{Precision, Stamp};

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
