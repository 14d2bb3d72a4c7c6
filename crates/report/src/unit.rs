//! What a number is of, in words.

use claimdiff_claims::{Interval, Unit};

use crate::clean;

/// As a column of numbers names it: `count`, `seconds`, `percent`, a currency (ISO 4217).
pub(crate) fn name(unit: &Unit) -> String {
    match unit {
        Unit::Money(currency) => currency.clone(),
        Unit::Other(name) => name.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// The unit in which areas are told, in square metres.
const HECTARE: f64 = 1e4;

/// The unit that people are shown, and a number in it: areas in hectares, all else as it is kept.
pub(crate) fn shown(unit: &Unit, number: f64) -> (String, f64) {
    match unit {
        // Binary fractions leave something behind the sixth decimal.
        Unit::SquareMetres => ("hectares".to_owned(), (number / HECTARE * 1e6).round() / 1e6),
        _ => (name(unit), number),
    }
}

/// The same with both ends of a figure.
pub(crate) fn shown_ends(unit: &Unit, value: Interval) -> Interval {
    let [lo, hi] = [value.lo, value.hi].map(|end| if end.is_finite() { shown(unit, end).1 } else { end });
    Interval { lo, hi, ..value }
}

/// As it stands behind a number, with a blank before it; nothing for a count.
pub(crate) fn sign(unit: &Unit) -> String {
    match unit {
        Unit::Count => String::new(),
        Unit::Seconds => " s".to_owned(),
        Unit::Metres => " m".to_owned(),
        Unit::SquareMetres => " m²".to_owned(),
        Unit::Kilograms => " kg".to_owned(),
        Unit::Percent => " %".to_owned(),
        Unit::Age => " years old".to_owned(),
        other => format!(" {}", clean::line(&name(other))),
    }
}
