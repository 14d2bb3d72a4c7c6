//! Numbers and times as readable strings, for the cases beside their word lists.

use std::fmt::Write;

use claimdiff_cases::prose;

use crate::{Hedge, Interval, Number, Time, TimeKind, Trend, Unit, annotate};

/// An interval: "12", "24..", ">5000..", "..<100", "5..7".
fn interval(value: Interval) -> String {
    if value.is_point() {
        return format!("{}", round(value.lo));
    }
    let open = if value.lo_open { ">" } else { "" };
    let low = if value.lo == f64::NEG_INFINITY { String::new() } else { format!("{open}{}", round(value.lo)) };
    let open = if value.hi_open { "<" } else { "" };
    let high = if value.hi == f64::INFINITY { String::new() } else { format!("{open}{}", round(value.hi)) };
    format!("{low}..{high}")
}

/// A number without the noise of binary fractions.
fn round(x: f64) -> f64 {
    format!("{x:.6e}").parse().unwrap_or(x)
}

/// The numbers of a wording: "24.. soldier", "5500000 USD", "10 % of voters up".
pub(crate) fn numbers(wording: &str) -> Vec<String> {
    let article = prose("", wording, None);
    let doc = annotate(&article);
    doc.numbers.iter().map(|n| number(wording, n)).collect()
}

fn number(text: &str, n: &Number) -> String {
    let mut out = interval(n.value);
    let noun = n.noun.map(|span| span.of(text));
    match &n.unit {
        Unit::Count => {}
        Unit::Ordinal => out += "th",
        Unit::Percent => out += " %",
        Unit::Points => out += " points",
        Unit::Money(code) => {
            let _ = write!(out, " {code}");
        }
        Unit::Seconds => out += " s",
        Unit::Metres => out += " m",
        Unit::SquareMetres => out += " m2",
        Unit::Kilograms => out += " kg",
        Unit::Age => out += " years old",
        Unit::Other(name) => {
            let _ = write!(out, " {name}");
        }
    }
    if let Some(noun) = noun {
        let _ = write!(out, " of {noun}");
    }
    if let Some(per) = n.per {
        let _ = write!(out, " per {}", per.unit.of(text));
    }
    match n.trend {
        Trend::None => {}
        Trend::Up => out += " up",
        Trend::Down => out += " down",
    }
    out
}

/// The times of a wording in an article of 15 May 2024, a Wednesday: "date 2024-05-14", "duration PT3H about 7200..14400 s".
pub(crate) fn times(wording: &str) -> Vec<String> {
    let article = prose("", wording, Some("2024-05-15"));
    let doc = annotate(&article);
    doc.times.iter().map(time).collect()
}

fn time(t: &Time) -> String {
    let kind = match t.kind {
        TimeKind::Date => "date",
        TimeKind::Time => "time",
        TimeKind::Duration => "duration",
        TimeKind::Set => "set",
    };
    let mut out = format!("{kind} {}", t.value);
    if t.hedge != Hedge::None
        && let Some(seconds) = t.seconds
    {
        let _ = write!(out, " {} s", interval(seconds));
    }
    out
}
