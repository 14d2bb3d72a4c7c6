//! Rates: "7,000 people a week", "5,000 soldiers are dying every week".

use std::sync::LazyLock;

use claimdiff_annotate::{Number, TimeKind, TokenKind, Unit};

use super::{Context, Kind, figure, governor};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value, scope, words::Words};

/// The kind.
pub(super) struct Rate;

const TABLE: &str = include_str!("en.tsv");

/// What a word tells of people, as the measure of casualties.
static FATES: LazyLock<Words<&'static str>> = LazyLock::new(|| Words::new("rate", TABLE, |cells| cells[0]));

impl Kind for Rate {
    fn name(&self) -> &'static str {
        "rate"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in cx.doc.numbers.iter().filter(|n| matches!(n.unit, Unit::Count | Unit::Money(_))) {
            let Some((period, end)) = period(cx, number) else { continue };
            let span = number.span.cover(end);
            let policy = Policy { family: Family::Number, running: true, gate: Gate::Measure };
            let (measure, at, rule) = match fate(cx, number) {
                Some((measure, at)) => (measure.to_owned(), Some(at), Rule::Subject),
                None => match governor::find(cx, number.span) {
                    Some(g) => (g.verb, Some(g.token), g.rule),
                    None => (
                        number.noun.map_or_else(|| "rate".to_owned(), |n| figure::population(cx, n)),
                        None,
                        Rule::Phrase,
                    ),
                },
            };
            let value = Value::Quantity(Quantity::of(number));
            let mut claim = cx.claim(self, measure, value, span, rule, policy);
            if !claim.sources.is_empty() {
                claim.policy.gate = Gate::Speaker;
            }
            claim.period = Some(period);
            claim.scope.party = number.noun.and_then(|noun| scope::party(cx, noun));
            claim.population = match number.noun {
                // "40 deaths a week" counts the people who died.
                Some(noun) if FATES.get(cx.lower_at(noun)).is_some() => None,
                Some(noun) => Some(figure::population(cx, noun)),
                None => at.and_then(|at| people_before(cx, at)),
            };
            out.push(claim);
        }
    }
}

/// The period of a number in seconds, and the words for it: right after it, or later in its clause.
fn period(cx: &Context<'_>, number: &Number) -> Option<(f64, claimdiff_text::Span)> {
    const REACH: usize = 7;
    if let Some(per) = number.per {
        return per.seconds.map(|s| (s, per.span));
    }
    let sentence = cx.doc.sentence_of(number.span.start)?;
    let from = cx.doc.tokens_in(number.span).end;
    cx.doc.times_in(sentence).iter().filter(|t| t.kind == TimeKind::Set && t.span.start >= number.span.end).find_map(
        |t| {
            let to = cx.doc.tokens_in(t.span).start;
            let clear = to <= from + REACH
                && !(from..to).any(|t| matches!(cx.doc.tokens[t].kind, TokenKind::Stop | TokenKind::Comma));
            // Another number between the two has the period.
            let free = cx
                .doc
                .within(&cx.doc.numbers, |n| n.span, claimdiff_text::Span { start: number.span.end, end: t.span.start })
                .is_empty();
            (clear && free).then_some((t.seconds?.lo, t.span))
        },
    )
}

/// The word of the sentence nearest to a number that tells what became of people, and its token.
fn fate(cx: &Context<'_>, number: &Number) -> Option<(&'static str, usize)> {
    const REACH: usize = 9;
    let tokens = cx.doc.tokens_in(number.span);
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(number.span.start)?];
    let from = sentence.tokens.start.max(tokens.start.saturating_sub(REACH));
    let to = sentence.tokens.end.min(tokens.end + REACH);
    let distance = |t: usize| if t < tokens.start { tokens.start - t } else { t.saturating_sub(tokens.end) };
    let at = (from..to).filter(|t| FATES.get(cx.lower(*t)).is_some()).min_by_key(|t| distance(*t))?;
    FATES.hit(cx.lower(at));
    Some((FATES.get(cx.lower(at))?, at))
}

/// The noun that stands before a verb: "people" in "too many people are dying".
fn people_before(cx: &Context<'_>, verb: usize) -> Option<String> {
    use claimdiff_annotate::Tag;
    const REACH: usize = 4;
    let noun = (verb.saturating_sub(REACH)..verb).rev().find(|t| matches!(cx.doc.tag(*t), Tag::Noun | Tag::Propn))?;
    Some(super::fold_noun(cx.lower(noun)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("rate", super::TABLE)];
        claimdiff_cases::check("rate/en.cases", include_str!("en.cases"), &tables, |w| {
            crate::observed::claims("rate", w)
        });
    }
}
