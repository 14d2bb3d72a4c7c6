//! Claims of figures whose measure is the verb they hang on: counts, sums of money, shares, distances.

use claimdiff_annotate::{Closed, Number, Tag, TimeKind, TokenKind, Unit};
use claimdiff_text::{Days, Slice, Span};

use super::{Context, Kind, fold_noun, governor};
use crate::{Claim, Event, Family, Gate, Policy, Quantity, Rule, Value, scope};

/// The words for what is counted, folded: "Missiles and drones" is "missile and drone".
pub(super) fn population(cx: &Context<'_>, noun: Span) -> String {
    let bare = |w: &str| fold_noun(w.trim_matches(['"', '“', '”', '‘']));
    let words: Vec<String> = cx.lower_at(noun).split_whitespace().map(bare).collect();
    words.join(" ")
}

/// A claim of a number whose measure is the verb it hangs on, or else the thing itself.
pub(super) fn claim(cx: &Context<'_>, kind: &dyn Kind, number: &Number, population: Option<String>) -> Claim {
    let governor = governor::find(cx, number.span).filter(|_| !is_whole(cx, number));
    // "charged with three charges"
    let governor = governor.filter(|g| population.as_deref() != Some(&*g.verb));
    let (measure, rule) = match governor {
        Some(g) => (g.verb, g.rule),
        None => (population.clone().unwrap_or_else(|| kind.name().to_owned()), Rule::Phrase),
    };
    let event = cx.event_near(number.span, |_| true).filter(|e| tied(cx, cx.event(*e), number.span));
    let policy = Policy {
        family: Family::Number,
        running: false,
        // A share or sum of nothing named is compared inside one event or not at all.
        gate: if event.is_some() || measure == kind.name() { Gate::Event } else { Gate::Measure },
    };
    let mut claim = cx.claim(kind, measure, Value::Quantity(Quantity::of(number)), number.span, rule, policy);
    claim.population = population;
    claim.scope.party = number.noun.and_then(|noun| scope::party(cx, noun));
    claim.event = event;
    claim.as_of = when(cx, number.span).or(claim.as_of);
    claim
}

/// Whether a figure is the whole of which a share is told: "a third of the 12 million students live abroad".
fn is_whole(cx: &Context<'_>, number: &Number) -> bool {
    const LEAD: usize = 3;
    let Some(from) = cx.doc.tokens_in(number.span).start.checked_sub(LEAD) else { return false };
    let share = cx.doc.tokens[from].span;
    let at = cx.doc.numbers.partition_point(|n| n.span.end <= share.start);
    let shared = cx.doc.numbers.get(at).is_some_and(|n| n.span.contains(share) && n.unit == Unit::Percent);
    shared && Closed::Of.has(cx.lower(from + 1)) && matches!(cx.doc.tag(from + 2), Tag::Det | Tag::Pron)
}

/// Whether a name is glued to a figure: "10News", "call 574-HELP".
pub(super) fn is_glued(cx: &Context<'_>, figure: Span) -> bool {
    const DIGITS: usize = 3;
    const LETTERS: usize = 4;
    let letters = cx.doc.text().slice(figure.end as usize..).strip_prefix('-').unwrap_or_default();
    if figure.len() == DIGITS && letters.bytes().take_while(u8::is_ascii_uppercase).count() >= LETTERS {
        return true;
    }
    // "the 49ers"
    let tail = cx.doc.text().slice(figure.end as usize..);
    let letters = tail.bytes().take_while(u8::is_ascii_lowercase).count();
    if letters >= LETTERS - 1 && figure.len() < DIGITS {
        return true;
    }
    let mut behind = cx.doc.text().slice(figure.end as usize..).chars();
    let (first, second) = (behind.next(), behind.next());
    first.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase)
}

/// Whether an event is named in the sentence of some words: a number of another sentence is rarely of it.
fn tied(cx: &Context<'_>, event: &Event, span: Span) -> bool {
    let context = cx.context(span);
    event.mentions.iter().any(|m| context.contains(*m))
}

/// The days that the clause of a number tells: "in July".
fn when(cx: &Context<'_>, span: Span) -> Option<Days> {
    const REACH: usize = 8;
    let sentence = cx.doc.sentence_of(span.start)?;
    let tokens = cx.doc.tokens_in(span);
    let near = |other: Span| {
        let theirs = cx.doc.tokens_in(other);
        let (from, to) =
            if theirs.start >= tokens.end { (tokens.end, theirs.start) } else { (theirs.end, tokens.start) };
        // "12, down from 40 the day before": that day is of the other.
        let other =
            |t: usize| Closed::From.has(cx.lower(t)) && t + 1 < cx.doc.tokens.len() && cx.doc.tag(t + 1) == Tag::Num;
        let apart = |t: usize| cx.doc.tokens[t].kind == TokenKind::Stop || other(t);
        from <= to && to - from <= REACH && !(from..to).any(apart)
    };
    // "fell from 5 in 2012 to 8 in 2013": rather the time behind a figure than the one before it.
    const BEFORE_BYTES: u32 = 6;
    let gap = |o: Span| match o.start.checked_sub(span.end) {
        Some(behind) => behind,
        None => span.start.saturating_sub(o.end) + BEFORE_BYTES,
    };
    let times = cx.doc.times_in(sentence).iter().filter(|t| t.kind == TimeKind::Date && near(t.span));
    times.filter_map(|t| Some((gap(t.span), t.days?))).min_by_key(|(gap, _)| *gap).map(|(_, days)| days)
}
