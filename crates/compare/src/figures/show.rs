//! A claim's value in words for the reader.

mod measures;

use claimdiff_claims::{Claim, Family, Hedge, Interval, Polarity, Quantity, Unit, Value};
use claimdiff_text::Slice;

use super::{Place, get, label};
use crate::{Passage, checks::office_holder::written, corpus::Corpus};

/// A claim as a passage of a finding.
pub(crate) fn passage(corpus: &Corpus<'_>, at: Place) -> Passage {
    let claim = get(corpus, at);
    let mut passage = corpus.passage(at.article, claim.span, claim.context);
    passage.said_by = corpus.chain(&claim.sources);
    passage.value = Some(show(claim)).filter(|v| !v.is_empty());
    passage.told = label::told(corpus, at);
    passage
}

/// A claim's value for the reader.
pub(crate) fn show(claim: &Claim) -> String {
    match &claim.value {
        Value::Quantity(q) => {
            let hedge = match q.hedge {
                Hedge::None | Hedge::Range | Hedge::Vague => "",
                Hedge::About => "about ",
                Hedge::AtLeast => "at least ",
                Hedge::NoLess => "no fewer than ",
                Hedge::MoreThan => "more than ",
                Hedge::AtMost => "at most ",
                Hedge::LessThan => "fewer than ",
                Hedge::Nearly => "nearly ",
                _ => "",
            };
            format!("{hedge}{}{}", amount(q), claim.period.map_or("", per))
        }
        Value::Rank(i) if i.is_point() => ordinal(i.lo),
        Value::Rank(i) => format!("{} or later", ordinal(i.lo)),
        Value::Date(days) => match days.dates() {
            (Some(a), Some(b)) if a == b => a.strftime(DAY).to_string(),
            (Some(a), Some(b)) if a == b.first_of_month() && b == a.last_of_month() => a.strftime("%B %Y").to_string(),
            (Some(a), Some(b)) if a == b.first_of_year() && b == a.last_of_year() => a.year().to_string(),
            (Some(a), Some(b)) => format!("{} to {}", a.strftime(DAY), b.strftime(DAY)),
            (Some(a), None) => format!("from {}", a.strftime(DAY)),
            (None, Some(b)) => format!("until {}", b.strftime(DAY)),
            _ => "unknown day".to_owned(),
        },
        Value::PartialDate(days) => days.to_string(),
        Value::Words(words) => {
            let words = if claim.policy.family == Family::Office { written(words) } else { words.clone() };
            match claim.polarity {
                Polarity::Negated => format!("no {words}"),
                Polarity::Past => format!("former {words}"),
                _ => words,
            }
        }
        _ => String::new(),
    }
}

/// "3 May 2031".
const DAY: &str = "%-d %B %Y";

/// The period of a rate, in seconds, for the reader.
fn per(seconds: f64) -> &'static str {
    match (seconds / 3600.0) as u32 {
        1 => " an hour",
        24 => " a day",
        168 => " a week",
        672..=744 => " a month",
        8760..=8784 => " a year",
        _ => "",
    }
}

fn ordinal(rank: f64) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    match WORDS.get((rank as usize).wrapping_sub(1)) {
        Some(word) => (*word).to_owned(),
        None => format!("number {rank}"),
    }
}

fn amount(q: &Quantity) -> String {
    let interval = match q.hedge {
        // The hedge is said before it: "more than 5 hours".
        hedge if hedge.is_minimum() && q.stated.lo.is_finite() => Interval::point(q.stated.lo),
        hedge if hedge.is_maximum() && q.stated.hi.is_finite() => Interval::point(q.stated.hi),
        Hedge::None => q.value,
        _ if !q.stated.is_point() => q.value,
        _ => q.stated,
    };
    if q.unit == Unit::Seconds {
        return span_of_time(interval);
    }
    let plain = bare(interval);
    match &q.unit {
        Unit::Percent => format!("{plain} %"),
        Unit::Points => format!("{plain} points"),
        Unit::Money(code) => format!("{code} {plain}"),
        Unit::Metres => measures::LENGTH.show(interval),
        Unit::SquareMetres => measures::AREA.show(interval),
        Unit::Kilograms => measures::WEIGHT.show(interval),
        Unit::Age => format!("aged {plain}"),
        Unit::Other(name) => {
            let plain = bare(Interval { lo: readable(interval.lo), hi: readable(interval.hi), ..interval });
            format!("{plain} {}", measures::sign(name))
        }
        _ => plain,
    }
}

fn bare(i: Interval) -> String {
    let number = |x: f64| match x {
        _ if x.fract() == 0.0 && x.abs() < 1e15 => in_words(x).unwrap_or_else(|| thousands(x as i64)),
        _ if x.abs() < 1e15 => {
            let text = format!("{x}");
            let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
            whole.parse().map_or_else(|_| text.clone(), |n| thousands(n) + rest)
        }
        _ => format!("{x}"),
    };
    match (i.lo.is_finite(), i.hi.is_finite()) {
        _ if i.is_point() => number(i.lo),
        (true, true) => format!("{} to {}", number(i.lo), number(i.hi)),
        (true, false) => format!("{} or more", number(i.lo)),
        (false, true) => format!("up to {}", number(i.hi)),
        _ => "any number".to_owned(),
    }
}

/// "37 million", as news writes what is told in tenths of a million at most.
fn in_words(x: f64) -> Option<String> {
    let of = |size: f64| Some(x / size * 10.0).filter(|tenths| tenths.fract() == 0.0).map(|tenths| tenths / 10.0);
    match x.abs() {
        size if size >= 1e12 => of(1e12).map(|n| format!("{n} trillion")),
        size if size >= 1e9 => of(1e9).map(|n| format!("{n} billion")),
        size if size >= 1e6 => of(1e6).map(|n| format!("{n} million")),
        _ => None,
    }
}

fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    if n < 0 {
        out.push('-');
    }
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number that was converted, without digits that nobody measured: "802,507" of gallons in litres.
fn readable(x: f64) -> f64 {
    match x.abs() {
        a if !a.is_finite() || x.fract() == 0.0 => x,
        a if a >= 100.0 => x.round(),
        _ => (x * 100.0).round() / 100.0,
    }
}

/// The seconds of a month as times are read: a twelfth of 365.2425 days.
pub(crate) const A_MONTH: f64 = 30.436_875 * 86_400.0;

/// A length of time in the largest unit that gives a short number.
fn span_of_time(i: Interval) -> String {
    const UNITS: [(&str, f64); 6] = [
        ("years", 365.2425 * 86_400.0),
        ("months", A_MONTH),
        ("days", 86_400.0),
        ("hours", 3_600.0),
        ("minutes", 60.0),
        ("seconds", 1.0),
    ];
    let reference = if i.lo.is_finite() { i.lo } else { i.hi };
    let short = |x: f64| ((x * 4.0).round() / 4.0 - x).abs() < 1e-6;
    let (name, unit) =
        UNITS.into_iter().find(|(_, u)| reference >= *u && short(reference / u)).unwrap_or(("seconds", 1.0));
    let plain = bare(Interval { lo: i.lo / unit, hi: i.hi / unit, ..i });
    match plain == "1" {
        true => format!("1 {}", name.slice(..name.len() - 1)),
        false => format!("{plain} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_read_well() {
        assert_eq!(span_of_time(Interval::point(16_200.0)), "4.5 hours");
        assert_eq!(span_of_time(Interval::point(3_600.0)), "1 hour");
        assert_eq!(span_of_time(Interval::at_least(7_200.0)), "2 or more hours");
        assert_eq!(thousands(1_234_567), "1,234,567");
        let numbers = [37_000_000.0, 1_500_000.0, 1_234_567.0, 2e9, 3_035.1, 0.5, -1_000.0];
        let told = ["37 million", "1.5 million", "1,234,567", "2 billion", "3,035.1", "0.5", "-1,000"];
        assert_eq!(numbers.map(|n| bare(Interval::point(n))), told);
    }
}
