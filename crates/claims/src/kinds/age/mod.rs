//! Ages of people: "Smith, 54,", "a 15-year-old boy".

use claimdiff_annotate::{EntityId, EntityKind, Unit};
use claimdiff_text::Span;

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
            let subject = owner(cx, number.span);
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

/// The person named right before an age or right after it: "Smith, 54", "54-year-old John Smith".
fn owner(cx: &Context<'_>, age: Span) -> Option<EntityId> {
    const BEFORE_BYTES: u32 = 8;
    const AFTER_BYTES: u32 = 12;
    let person = |m: &&claimdiff_annotate::Mention| cx.doc.entity(m.entity).kind == EntityKind::Person;
    let at = cx.doc.mentions.partition_point(|m| m.span.end <= age.start);
    let before = cx.doc.mentions[..at].last().filter(|m| age.start - m.span.end <= BEFORE_BYTES);
    let after = cx.doc.mentions[at..].iter().find(|m| m.span.start >= age.end);
    let after = after.filter(|m| {
        let between = Span { start: age.end, end: m.span.start };
        m.span.start - age.end <= AFTER_BYTES && !cx.lower_at(between).contains([',', '.', ';', ':'])
    });
    after.filter(person).or(before.filter(person)).map(|m| m.entity)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("age/en.cases", include_str!("en.cases"), &[], |w| crate::observed::claims("age", w));
    }
}
