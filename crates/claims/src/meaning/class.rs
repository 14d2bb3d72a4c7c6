//! The class of what a claim measures.

use claimdiff_annotate::{Number, Unit};
use claimdiff_text::Days;

use super::MeasureClass;
use crate::{
    Claim, Quantity, Value,
    kinds::{Context, is_person},
};

/// What a claim measures, by its value, its unit and what it counts.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: Option<&Number>) -> MeasureClass {
    match &claim.value {
        Value::Quantity(q) => quantity(cx, claim, q, number),
        Value::Rank(_) => MeasureClass::Rank,
        Value::Clock(_) => MeasureClass::Clock,
        Value::Date(days) => date(*days),
        Value::Words(_) => match claim.policy.family {
            crate::Family::Office => MeasureClass::Office,
            crate::Family::Stance => MeasureClass::Stance,
            _ => MeasureClass::Role,
        },
    }
}

/// A span of days by its length.
fn date(days: Days) -> MeasureClass {
    const LONGEST_MONTH: i32 = 93;
    match days.last.saturating_sub(days.first) {
        0 => MeasureClass::Day,
        1..=LONGEST_MONTH => MeasureClass::Month,
        _ => MeasureClass::Year,
    }
}

fn quantity(cx: &Context<'_>, claim: &Claim, q: &Quantity, number: Option<&Number>) -> MeasureClass {
    let per = number.and_then(|n| n.per);
    match &q.unit {
        Unit::Percent => MeasureClass::Share,
        Unit::Points => MeasureClass::Points,
        Unit::Money(_) if per.is_some() => MeasureClass::Price,
        Unit::Money(_) => MeasureClass::Money,
        Unit::Metres => MeasureClass::Length,
        Unit::SquareMetres => MeasureClass::Area,
        Unit::Kilograms => MeasureClass::Weight,
        Unit::Seconds => MeasureClass::Duration,
        Unit::Age => MeasureClass::Age,
        Unit::Ordinal => MeasureClass::Rank,
        Unit::Other(_) => MeasureClass::Other,
        Unit::Count if super::status(&claim.measure).is_some() => MeasureClass::FatePeople,
        Unit::Count if per.is_some() => MeasureClass::Rate,
        Unit::Count => counted(cx, claim, number),
        _ => MeasureClass::Other,
    }
}

/// What is counted, by its noun.
fn counted(cx: &Context<'_>, claim: &Claim, number: Option<&Number>) -> MeasureClass {
    let noun = number.and_then(|n| n.noun).and_then(|n| cx.lower_at(n).split_whitespace().next_back());
    match noun.or(claim.population.as_deref()) {
        Some(noun) if is_person(noun) => MeasureClass::People,
        Some(_) => MeasureClass::Things,
        None => MeasureClass::Other,
    }
}
