//! Ages of people: "Smith, 54,", "a 15-year-old boy".

use claimdiff_annotate::{Closed, Entity, EntityId, EntityKind, Mention, MentionKind, Unit};
use claimdiff_text::{Slice, Span};

use super::{Context, Kind, fold_noun};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value};

/// The kind.
pub(super) struct Age;

impl Kind for Age {
    fn name(&self) -> &'static str {
        "age"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        // "the six-year-old conflict" is no person.
        let lasts = |c: &&Claim| matches!(&c.value, Value::Quantity(q) if q.unit == Unit::Seconds);
        let things: Vec<Span> = out.iter().filter(lasts).map(|c| c.span).collect();
        for number in cx.doc.numbers.iter().filter(|n| n.unit == Unit::Age) {
            if things.contains(&number.span) {
                continue;
            }
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

/// The person whose age it is: "Smith, 54", "54-year-old John Smith", "her 14-year-old sister, Ann Smith,"; not she
/// whose sister it is.
fn owner(cx: &Context<'_>, age: Span) -> Option<EntityId> {
    const BEFORE_BYTES: u32 = 8;
    const AFTER_BYTES: u32 = 12;
    let person = |m: &&Mention| cx.doc.entity(m.entity).kind == EntityKind::Person && !may_be_kin(cx, m);
    let between = |from: u32, to: u32| cx.lower_at(Span { start: from, end: to });
    let at = cx.doc.mentions.partition_point(|m| m.span.end <= age.start);
    let possessive = |m: &Mention| {
        let pronoun = Closed::Possessive.has(cx.lower_at(m.span));
        pronoun || between(m.span.end, age.start).starts_with(['\'', '’'])
    };
    let near = |m: &&Mention| age.start - m.span.end <= BEFORE_BYTES;
    let before = cx.doc.mentions[..at].last().filter(near);
    let after = cx.doc.mentions[at..].iter().find(|m| m.span.start >= age.end);
    let right_after = after.filter(|m| {
        m.span.start - age.end <= AFTER_BYTES && !between(age.end, m.span.start).contains([',', '.', ';', ':'])
    });
    if let Some(named) = right_after.filter(person) {
        return Some(named.entity);
    }
    if !before.is_some_and(possessive) {
        return before.filter(person).map(|m| m.entity);
    }
    // The name in apposition, which ends as it began.
    let apposed = after.filter(person).filter(|m| {
        let noun = between(age.end, m.span.start).trim_end();
        let one_noun = noun.strip_suffix(',').is_some_and(|n| n.trim().bytes().all(|b| b.is_ascii_lowercase()));
        one_noun && cx.lower.slice(m.span.end as usize..).starts_with([',', '.', ';', ')'])
    });
    apposed.map(|m| m.entity)
}

/// Whether a family name alone may be of several people of the article.
fn may_be_kin(cx: &Context<'_>, mention: &Mention) -> bool {
    let name = cx.lower_at(mention.name);
    let last = |e: &Entity| e.name.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(name));
    let family = |e: &&Entity| e.kind == EntityKind::Person && last(e);
    mention.kind == MentionKind::Name && !name.contains(' ') && cx.doc.entities.iter().filter(family).count() > 1
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("age/en.cases", include_str!("en.cases"), &[], |w| crate::observed::claims("age", w));
        let subjects = |w: &str| crate::observed::subjects("age", w);
        claimdiff_cases::check("age/owner.cases", include_str!("owner.cases"), &[], subjects);
    }
}
