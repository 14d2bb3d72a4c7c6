//! Lengths of time that are of no event: "sentenced to 15 years in prison", "a limit of 20 weeks".
//!
//! A length told without a figure ("for years", "an hour") is told and not compared. Left alone: what [`super::duration`]
//! reads, ages, and times that only place a day: "six months ago".

use claimdiff_annotate::{Hedge, TimeKind, Unit};
use claimdiff_text::Span;

use super::{Context, Kind, clause, governor};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value};

/// The kind.
pub(super) struct Time;

impl Kind for Time {
    fn name(&self) -> &'static str {
        "time"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let told: Vec<Span> = out.iter().filter(|c| matches!(c.value, Value::Quantity(_))).map(|c| c.span).collect();
        for time in cx.doc.times.iter().filter(|t| t.kind == TimeKind::Duration) {
            let Some(value) = time.seconds else { continue };
            if told.iter().any(|s| s.overlaps(time.span)) {
                continue;
            }
            let clause = clause::of(cx, time.span);
            let quantity = Quantity { value, stated: value, hedge: time.hedge, unit: Unit::Seconds };
            let vague = value.is_point() && value.lo <= 0.0 || time.hedge == Hedge::Vague;
            let mut claim = if vague || !has_figure(cx, time.span) {
                let policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };
                // "three weeks after the storm" tells how far apart two things are.
                let measure = clause.offset(cx, time.span).unwrap_or("length");
                cx.claim(self, measure, Value::Quantity(quantity), time.span, Rule::Time, policy)
            } else {
                let policy = Policy { family: Family::Number, running: false, gate: Gate::Measure };
                let verb = governor::find(cx, time.span).map_or_else(|| "time".into(), |g| g.verb);
                cx.claim(self, verb, Value::Quantity(quantity), time.span, Rule::Time, policy)
            };
            clause.fill(cx, &mut claim);
            out.push(claim);
        }
    }
}

/// Whether a length is stated with a figure: "a long time" and "the week" are no lengths to compare.
fn has_figure(cx: &Context<'_>, span: Span) -> bool {
    !cx.doc.within(&cx.doc.numbers, |n| n.figure, span).is_empty()
        || span.of(cx.doc.text()).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("time/en.cases", include_str!("en.cases"), &[], |w| crate::observed::claims("time", w));
    }
}
