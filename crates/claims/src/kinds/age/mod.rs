//! Ages of people: "Smith, 54,", "a 15-year-old boy".

use claimdiff_annotate::{EntityId, EntityKind, Unit};

use super::{Context, Kind, fold_noun};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value};

/// The kind.
pub(super) struct Age;

impl Kind for Age {
    fn name(&self) -> &'static str {
        "age"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in cx.doc.numbers.iter().filter(|n| n.unit == Unit::Age) {
            let subject = owner(cx, number.span.start);
            let policy = Policy { family: Family::Number, running: true, gate: Gate::Subject };
            let value = Value::Quantity(Quantity::of(number));
            let mut claim = cx.claim(self, "age", value, number.span, Rule::Apposition, policy);
            claim.subject = subject;
            if subject.is_none() {
                let after = cx.doc.tokens_in(number.span).end;
                if after < cx.doc.tokens.len() && cx.doc.tag(after) == claimdiff_annotate::Tag::Noun {
                    claim.population = Some(fold_noun(cx.lower(after)));
                }
            }
            out.push(claim);
        }
    }
}

/// The person named right before an age: "Smith, 54".
fn owner(cx: &Context<'_>, byte: u32) -> Option<EntityId> {
    const REACH_BYTES: u32 = 8;
    let at = cx.doc.mentions.partition_point(|m| m.span.end <= byte);
    let before = cx.doc.mentions[..at].last()?;
    let near = byte - before.span.end <= REACH_BYTES;
    (near && cx.doc.entity(before.entity).kind == EntityKind::Person).then_some(before.entity)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("age/en.cases", include_str!("en.cases"), &[], |w| crate::observed::claims("age", w));
    }
}
