//! A date whose weekday is another: "Tuesday, 5 March 2025", which was a Wednesday.
//!
//! A date that neither tells its year nor lies near the article's own day is hypothetical: of another year its weekday may
//! be right.

use claimdiff_annotate::TimeKind;

use super::{Context, Kind};
use crate::{Claim, Family, Gate, Polarity, Policy, Rule, Value};

/// The kind.
pub(super) struct Weekday;

/// The days of the week from Monday on, with their short forms.
const DAYS: [(&str, &str); 7] = [
    ("monday", "mon"),
    ("tuesday", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
];

/// Which day of the week a word in lower case is, written in full: 0 is Monday.
pub fn weekday(word: &str) -> Option<usize> {
    DAYS.iter().position(|(long, _)| *long == word)
}

/// Days around the article's own for which a date without a year is of the same year.
const NEAR: i32 = 45;

impl Kind for Weekday {
    fn name(&self) -> &'static str {
        "weekday"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for time in cx.doc.times.iter().filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time)) {
            let Some(days) = time.days.filter(|d| d.first == d.last) else { continue };
            let (Some(date), tokens) = (days.dates().0, cx.doc.tokens_in(time.span)) else { continue };
            // The weekday may be a part of the expression or stand before it.
            let comma = |t: usize| cx.lower(t) == ",";
            let before = tokens.start.checked_sub(1).map(|t| if comma(t) { t.saturating_sub(1) } else { t });
            let named = |t: usize| {
                DAYS.iter().position(|(long, short)| {
                    let word = cx.lower(t).trim_end_matches('.');
                    word == *long || word == *short
                })
            };
            let found = tokens.clone().chain(before).find_map(|t| Some((t, named(t)?)));
            let Some((at, weekday)) = found else { continue };
            let (from, to) = (tokens.start.min(at), tokens.end);
            let digits = |t: usize| cx.lower(t).bytes().all(|b| b.is_ascii_digit());
            let day = (from..to).any(|t| digits(t) && cx.lower(t).len() <= 2);
            let year = (from..to).any(|t| digits(t) && cx.lower(t).len() == 4);
            let near = cx.published().is_some_and(|p| p.first == p.last && p.gap(days) <= NEAR);
            // "15 days from Monday" reckons a day from another.
            let told = year || time.stated.is_some();
            if !day || !told || usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) == weekday {
                continue;
            }
            let policy = Policy { family: Family::Weekday, running: false, gate: Gate::Subject };
            let mut claim = cx.claim(self, "weekday", Value::Date(days), cx.doc.span(from..to), Rule::Time, policy);
            // Of another year it may be right.
            claim.polarity = if year || near { Polarity::Asserted } else { Polarity::Hypothetical };
            out.push(claim);
        }
    }
}
