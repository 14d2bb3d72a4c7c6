//! Every figure, length of time, day and rank that no other kind has made a claim of: told with its noun, its unit and
//! its event, and not compared yet.
//!
//! Left alone: times that say nothing but now or come again ("every week"), and ranks that count nothing ("first of all").

use claimdiff_annotate::{Number, Tag, Time, TimeKind, Unit};

use super::{Context, Kind, figure, number_of};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value};

/// The kind.
pub(super) struct Measured;

const POLICY: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };

impl Kind for Measured {
    fn name(&self) -> &'static str {
        "quantity"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let told = Told::by(cx, out);
        for (at, number) in cx.doc.numbers.iter().enumerate() {
            if !told.number(cx, at) {
                out.extend(self.number(cx, number));
            }
        }
        for time in &cx.doc.times {
            if !told.words(cx, time.span) {
                out.extend(self.time(cx, time));
            }
        }
    }
}

impl Measured {
    fn number(&self, cx: &Context<'_>, number: &Number) -> Option<Claim> {
        let population = number.noun.map(|noun| figure::population(cx, noun));
        let value = match number.unit {
            Unit::Ordinal => {
                if population.is_none() && !is_definite(cx, number) {
                    return None;
                }
                Value::Rank(number.value)
            }
            _ => Value::Quantity(Quantity::of(number)),
        };
        let measure = match &population {
            Some(noun) => noun.clone(),
            None if number.unit == Unit::Ordinal => "rank".to_owned(),
            None if number.measure.is_empty() => "number".to_owned(),
            None => number.measure.to_owned(),
        };
        let mut claim = cx.claim(self, measure, value, number.span, Rule::Phrase, POLICY);
        claim.population = population;
        claim.period = number.per.and_then(|p| p.seconds);
        claim.event = event(cx, &claim);
        Some(claim)
    }

    fn time(&self, cx: &Context<'_>, time: &Time) -> Option<Claim> {
        let (measure, value) = match (time.kind, time.seconds, time.days) {
            (TimeKind::Duration, Some(length), _) => {
                let unit = Unit::Seconds;
                ("length", Value::Quantity(Quantity { value: length, stated: length, hedge: time.hedge, unit }))
            }
            (TimeKind::Date | TimeKind::Time, _, Some(days)) if !time.value.ends_with("_REF") => {
                ("day", Value::Date(days))
            }
            _ => return None,
        };
        let mut claim = cx.claim(self, measure, value, time.span, Rule::Time, POLICY);
        claim.event = event(cx, &claim);
        Some(claim)
    }
}

/// Whether a rank without a noun names one of a row: "the eleventh", "her third", "143rd"; "first of all" does not.
fn is_definite(cx: &Context<'_>, rank: &Number) -> bool {
    let words = cx.doc.tokens_in(rank.figure);
    let before = words.start.checked_sub(1).map(|t| cx.doc.tag(t));
    let digits = rank.figure.of(cx.doc.text()).starts_with(|c: char| c.is_ascii_digit());
    digits
        || matches!(before, Some(Tag::Det | Tag::Part))
        || before == Some(Tag::Pron) && words.end < cx.doc.tokens.len()
}

/// The event nearest to a figure, else the one that the article is about.
fn event(cx: &Context<'_>, claim: &Claim) -> Option<crate::EventId> {
    cx.event_near(claim.span, |_| true).or_else(|| cx.main_event())
}

/// What other kinds have made claims of.
struct Told {
    numbers: Vec<bool>,
    /// The tokens of claims whose value is no number of the text.
    tokens: Vec<bool>,
}

impl Told {
    fn by(cx: &Context<'_>, claims: &[Claim]) -> Told {
        let mut told = Told { numbers: vec![false; cx.doc.numbers.len()], tokens: vec![false; cx.doc.tokens.len()] };
        for claim in claims.iter().filter(|c| !matches!(c.value, Value::Words(_))) {
            match number_of(cx.doc, claim) {
                Some(n) => told.numbers[n] = true,
                None => told.tokens[cx.doc.tokens_in(claim.span)].fill(true),
            }
        }
        told
    }

    fn number(&self, cx: &Context<'_>, at: usize) -> bool {
        self.numbers[at] || self.words(cx, cx.doc.numbers[at].figure)
    }

    fn words(&self, cx: &Context<'_>, span: claimdiff_text::Span) -> bool {
        self.tokens[cx.doc.tokens_in(span)].contains(&true)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("quantity/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("quantity", w)
        });
    }
}
