//! What a number is of, in words.

use claimdiff_claims::Unit;

use crate::clean;

/// As a column of numbers names it: `count`, `seconds`, `percent`, a currency (ISO 4217).
pub(crate) fn name(unit: &Unit) -> String {
    match unit {
        Unit::Money(currency) => currency.clone(),
        Unit::Other(name) => name.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// As it stands behind a number, with a blank before it; nothing for a count.
pub(crate) fn sign(unit: &Unit) -> String {
    match unit {
        Unit::Count => String::new(),
        Unit::Seconds => " s".to_owned(),
        Unit::Metres => " m".to_owned(),
        Unit::SquareMetres => " m2".to_owned(),
        Unit::Kilograms => " kg".to_owned(),
        Unit::Percent => " %".to_owned(),
        Unit::Age => " years old".to_owned(),
        other => format!(" {}", clean::line(&name(other))),
    }
}
