//! The class of what a claim measures.

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, Number, Unit};
use claimdiff_text::{Days, PartialDays};

use super::{MeasureClass, Mode};
use crate::{
    Claim, Family, Quantity, Value,
    kinds::{Context, is_break, is_person},
    words::Phrases,
};

pub(super) const TABLE: &str = include_str!("class.tsv");

/// Where a word stands that tells a class.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Where {
    /// It is the name of the unit.
    Unit,
    /// It is the counted noun.
    Noun,
    /// It stands in or beside the figure.
    Near,
}

static CUES: LazyLock<Phrases<(MeasureClass, Where)>> = LazyLock::new(|| {
    Phrases::new("meaning/class", TABLE, |cells| {
        let class = MeasureClass::ALL.iter().find(|(name, _)| *name == cells[0]).map_or_else(Default::default, |c| c.1);
        let place = match cells.get(1) {
            Some(&"unit") => Where::Unit,
            Some(&"noun") => Where::Noun,
            _ => Where::Near,
        };
        (class, place)
    })
});

/// How far from a figure the words that tell its class stand, in tokens.
const REACH: usize = 4;

/// What a claim measures, by its value, its unit, what it counts and the words beside it.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: Option<&Number>) -> MeasureClass {
    match &claim.value {
        Value::Quantity(q) => quantity(cx, claim, q, number),
        Value::Rank(_) => MeasureClass::Rank,
        Value::Clock(_) => MeasureClass::Clock,
        Value::Date(days) => date(*days),
        Value::PartialDate(PartialDays::Year([first, last])) if first != last => MeasureClass::Month,
        Value::PartialDate(_) => MeasureClass::Day,
        Value::Words(_) => match claim.policy.family {
            Family::Office => MeasureClass::Office,
            Family::Stance => MeasureClass::Stance,
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
    use MeasureClass as C;
    let rate = claim.mode == Mode::Rate;
    let near = |wanted: &[C]| near(cx, claim, wanted);
    match &q.unit {
        Unit::Percent => C::Share,
        Unit::Points => C::Points,
        Unit::Money(_) if rate => C::Price,
        Unit::Money(_) => C::Money,
        Unit::Metres => near(&[C::Calibre, C::Depth, C::Height, C::Rain, C::Distance]).unwrap_or(C::Length),
        Unit::SquareMetres => C::Area,
        Unit::Kilograms => of_unit(number).unwrap_or(C::Weight),
        Unit::Seconds => near(&[C::Term]).unwrap_or(C::Duration),
        Unit::Age => C::Age,
        Unit::Ordinal => C::Rank,
        Unit::Other(_) => match of_unit(number) {
            Some(C::Speed) => near(&[C::WindGust, C::WindSustained]).unwrap_or(C::Speed),
            class => class.unwrap_or(C::Other),
        },
        Unit::Count if claim.status.is_some() => C::FatePeople,
        Unit::Count => counted(cx, claim),
        _ => C::Other,
    }
}

/// Whether the list has a noun as one for people.
pub(super) fn is_people(noun: &str) -> bool {
    CUES.at(0, 1, |_| noun).is_some_and(|c| c.class == (MeasureClass::People, Where::Noun))
}

fn of_unit(number: Option<&Number>) -> Option<MeasureClass> {
    let name = number?.measure;
    let cue = CUES.at(0, name.split(' ').count(), |t| name.split(' ').nth(t).unwrap_or(""))?;
    (cue.class.1 == Where::Unit && cue.key == name).then(|| {
        CUES.hit(cue);
        cue.class.0
    })
}

/// What is counted, by its noun and the words beside it.
fn counted(cx: &Context<'_>, claim: &Claim) -> MeasureClass {
    use MeasureClass as C;
    if is_magnitude(cx, claim) {
        return C::Magnitude;
    }
    let noun = |noun: &str| CUES.at(0, 1, |_| noun).filter(|c| c.class.1 == Where::Noun);
    let listed = claim.noun.as_deref().and_then(noun);
    let person = claim.noun.as_deref().map(|n| is_person(n) || listed.is_some_and(|c| c.class.0 == C::People));
    if person != Some(false)
        && let Some(class) = near(cx, claim, &[C::Occupants, C::Attendance, C::Magnitude, C::Calibre])
    {
        return class;
    }
    if claim.noun.is_none() {
        return C::Other;
    }
    match listed {
        Some(cue) => {
            CUES.hit(cue);
            cue.class.0
        }
        None if claim.mode == Mode::Rate => C::Rate,
        None if person == Some(true) => C::People,
        None => C::Things,
    }
}

/// Whether a figure is a magnitude, whatever stands behind it: "the 6.2-magnitude quake", "after the magnitude 6.2 quake", "a
/// magnitude of 6.2 shook".
fn is_magnitude(cx: &Context<'_>, claim: &Claim) -> bool {
    let words = cx.doc.tokens_in(claim.span);
    let tells = |word: &str| {
        let cue = CUES.at(0, 1, |_| word).filter(|c| c.class == (MeasureClass::Magnitude, Where::Near));
        cue.inspect(|c| CUES.hit(*c)).is_some()
    };
    let cue = |t: usize| cx.lower(t).split('-').any(tells);
    let before = words.start.checked_sub(1).map(|t| if Closed::Of.has(cx.lower(t)) { t.saturating_sub(1) } else { t });
    before.is_some_and(cue) || words.into_iter().any(cue)
}

/// The first of some classes that a word in or beside the figure tells; the nearest word first.
fn near(cx: &Context<'_>, claim: &Claim, wanted: &[MeasureClass]) -> Option<MeasureClass> {
    let words = cx.doc.tokens_in(claim.span);
    let sentence = cx.doc.sentences[cx.doc.sentence_of(claim.span.start)?].tokens.clone();
    let cue = |t: usize| {
        let cue = CUES.at(t, sentence.end, |t| cx.lower(t))?;
        (cue.class.1 == Where::Near && wanted.contains(&cue.class.0)).then(|| {
            CUES.hit(cue);
            cue.class.0
        })
    };
    let open = |t: &usize| !is_break(cx.doc.tokens[*t].kind);
    let before = (sentence.start.max(words.start.saturating_sub(REACH))..words.start).rev().take_while(open);
    let after = (words.end..sentence.end.min(words.end + REACH)).take_while(open);
    words.chain(after).chain(before).find_map(cue)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/class", super::TABLE)];
        claimdiff_cases::check("meaning/class.cases", include_str!("class.cases"), &tables, crate::observed::meanings);
    }
}
