//! Ages of people: "Smith, 54,", "a 15-year-old boy".

use claimdiff_annotate::{Closed, Entity, EntityId, EntityKind, Mention, MentionKind, Tag, Unit};
use claimdiff_text::{Slice, Span};

use super::{Context, Kind, fold_noun};
use crate::{Claim, Family, Gate, Polarity, Policy, Quantity, Rule, Value, meaning::NearFigure};

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
        let mut ages: Vec<(Claim, bool)> = Vec::new();
        for number in cx.doc.numbers.iter().filter(|n| n.unit == Unit::Age) {
            if things.contains(&number.span) {
                continue;
            }
            let owner = owner(cx, number.span);
            let subject = owner.map(|m| m.entity);
            let policy = Policy { family: Family::Number, running: true, gate: Gate::Subject };
            let value = Value::Quantity(Quantity::of(number));
            let mut claim = cx.claim(self, "age", value, number.span, Rule::Apposition, policy);
            claim.subject = subject;
            if is_past(cx, number.span) {
                claim.polarity = Polarity::Past;
            }
            if subject.is_none() {
                let after = cx.doc.tokens_in(number.span).end;
                if after < cx.doc.tokens.len() && cx.doc.tag(after) == Tag::Noun {
                    claim.population = Some(fold_noun(cx.lower(after)));
                }
            }
            ages.push((claim, owner.is_some_and(|m| cx.lower_at(m.name).contains(' '))));
        }
        part_kin(&mut ages);
        out.extend(ages.into_iter().map(|(claim, _)| claim));
    }
}

/// "when she was 16 years old", "was 16 years old when": her age then.
fn is_past(cx: &Context<'_>, age: Span) -> bool {
    const REACH: usize = 4;
    let tokens = cx.doc.tokens_in(age);
    let was = tokens.start.checked_sub(1).is_some_and(|t| Closed::Was.has(cx.lower(t)));
    let when = |t: usize| NearFigure::When.has(cx.lower(t));
    let before = || (tokens.start.saturating_sub(REACH)..tokens.start).any(when);
    was && (before() || tokens.end < cx.doc.tokens.len() && when(tokens.end))
}

/// A family name alone with an age that is not that of the one who is named in full is of somebody else of the family:
/// "The suspect, 23-year-old Tom Hall, ... Hall, 55, was his father".
fn part_kin(ages: &mut [(Claim, bool)]) {
    const YEARS: f64 = 3.0;
    let years = |c: &Claim| match &c.value {
        Value::Quantity(q) => q.stated.lo,
        _ => 0.0,
    };
    let full: Vec<(EntityId, f64)> =
        ages.iter().filter(|(_, full)| *full).filter_map(|(c, _)| Some((c.subject?, years(c)))).collect();
    for (claim, _) in ages.iter_mut().filter(|(_, full)| !full) {
        let other = |(of, age): &(EntityId, f64)| Some(*of) == claim.subject && (age - years(claim)).abs() > YEARS;
        if full.iter().any(other) {
            claim.subject = None;
        }
    }
}

/// The person whose age it is: "Smith, 54", "54-year-old John Smith", "her 14-year-old sister, Ann Smith,"; not she
/// whose sister it is.
fn owner<'c>(cx: &Context<'c>, age: Span) -> Option<&'c Mention> {
    const BEFORE_BYTES: u32 = 8;
    const AFTER_BYTES: u32 = 12;
    let person = |m: &&Mention| cx.doc.entity(m.entity).kind == EntityKind::Person && !may_be_kin(cx, m);
    let between = |from: u32, to: u32| cx.lower_at(Span { start: from, end: to });
    let at = cx.doc.mentions.partition_point(|m| m.span.end <= age.start);
    let possessive = |m: &Mention| {
        let pronoun = Closed::Possessive.has(cx.lower_at(m.span));
        pronoun || between(m.span.end, age.start).starts_with(['\'', '’'])
    };
    // "Hall shot 15-year-old ...", "A 46-year-old man sued Hall": what somebody does parts the two.
    let acts = |from: u32, to: u32| {
        let mut between = cx.doc.tokens_in(Span { start: from, end: to });
        between.any(|t| cx.doc.tag(t) == Tag::Verb && !Closed::Be.has(cx.lower(t)))
    };
    let near = |m: &&Mention| age.start - m.span.end <= BEFORE_BYTES && !acts(m.span.end, age.start);
    let before = cx.doc.mentions[..at].last().filter(near);
    let after = cx.doc.mentions[at..].iter().find(|m| m.span.start >= age.end);
    let right_after = after.filter(|m| {
        let (from, to) = (age.end, m.span.start);
        to - from <= AFTER_BYTES && !between(from, to).contains([',', '.', ';', ':']) && !acts(from, to)
    });
    if let Some(named) = right_after.filter(person) {
        return Some(named);
    }
    if !before.is_some_and(possessive) {
        return before.filter(person);
    }
    // The name in apposition, which ends as it began.
    after.filter(person).filter(|m| {
        let noun = between(age.end, m.span.start).trim_end();
        let one_noun = noun.strip_suffix(',').is_some_and(|n| n.trim().bytes().all(|b| b.is_ascii_lowercase()));
        one_noun && cx.lower.slice(m.span.end as usize..).starts_with([',', '.', ';', ')'])
    })
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
