//! Lengths of events, and how long something has gone on: "talks that lasted about three hours", "a four-hour meeting",
//! "in its third year", "after two years of war".

use std::sync::LazyLock;

use claimdiff_annotate::{Hedge, Interval, Number, Time, TimeKind, Unit};
use claimdiff_text::Span;

use super::{Context, Kind};
use crate::{Claim, EventId, EventKind, Family, Gate, Policy, Quantity, Rule, Value, words::Words};

/// The kind.
pub(super) struct Duration;

const TABLE: &str = include_str!("en.tsv");

#[derive(Clone, Copy, PartialEq)]
enum Cue {
    /// A verb whose subject is the event: "lasted".
    Last,
    /// A unit of time in which something may be: "in its third year".
    Unit(f64),
}

static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    Words::new("duration", TABLE, |cells| match cells[0] {
        "last" => Cue::Last,
        _ => Cue::Unit(cells.get(1).and_then(|s| s.parse().ok()).unwrap_or(0.0)),
    })
});

/// Events that go on over years.
fn goes_on(kind: EventKind) -> bool {
    kind == EventKind::War
}

/// Events that have a length worth comparing.
fn has_length(kind: EventKind) -> bool {
    matches!(kind, EventKind::Meeting | EventKind::Call | EventKind::Trial | EventKind::Protest | EventKind::War)
}

impl Kind for Duration {
    fn name(&self) -> &'static str {
        "duration"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for time in cx.doc.times.iter().filter(|t| t.kind == TimeKind::Duration) {
            if let Some(event) = event_of(cx, time) {
                out.extend(length(cx, self, time, event));
            }
        }
        for number in cx.doc.numbers.iter().filter(|n| n.unit == Unit::Ordinal) {
            out.extend(in_its_year(cx, self, number));
        }
    }
}

/// The event whose length a time expression is, if the words between the two say so.
fn event_of(cx: &Context<'_>, time: &Time) -> Option<EventId> {
    const REACH: usize = 3;
    let tokens = cx.doc.tokens_in(time.span);
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(time.span.start)?];
    let word = |t: usize| cx.lower(t);
    // The "Six-Day War" is a name.
    if tokens.end < sentence.tokens.end && cx.doc.word(tokens.end) == "War" {
        return None;
    }
    // "a three-hour meeting", "three hours of talks", "3 1/2 years of war"
    let mut after = tokens.end;
    if after < sentence.tokens.end && word(after) == "of" {
        after += 1;
    }
    let limit = sentence.tokens.end.min(after + REACH);
    if after < limit && (after > tokens.end || time.span.of(cx.doc.text()).contains('-')) {
        let window = cx.doc.span(after..limit);
        if let Some(event) = named_in(cx, window) {
            return Some(event);
        }
        // "years of war" names the war of the article without being a mention of its own.
        if matches!(word(after), "war" | "fighting" | "conflict" | "warfare") {
            return cx.events.iter().position(|e| goes_on(e.kind)).map(|id| EventId(id as u32));
        }
    }
    let before = tokens.start.checked_sub(1).filter(|t| *t >= sentence.tokens.start)?;
    // "lasted about three hours", "went on for three hours"
    let verb = if word(before) == "for" { before.checked_sub(1)? } else { before };
    let lasts = (verb.saturating_sub(1)..=verb).find(|t| CUES.get(word(*t)) == Some(Cue::Last));
    if let Some(verb) = lasts {
        CUES.hit(word(verb));
        return cx.event_near(time.span, has_length);
    }
    // "met for three hours"
    if word(before) == "for" {
        return named_in(cx, Span { start: sentence.span.start, end: time.span.start });
    }
    None
}

/// The event with a length whose mention stands last in a window.
fn named_in(cx: &Context<'_>, window: Span) -> Option<EventId> {
    let from = cx.mentions.partition_point(|(m, _)| m.start < window.start);
    let to = cx.mentions.partition_point(|(m, _)| m.start < window.end);
    cx.mentions[from..to].iter().rev().map(|(_, id)| *id).find(|id| has_length(cx.event(*id).kind))
}

fn length(cx: &Context<'_>, kind: &dyn Kind, time: &Time, event: EventId) -> Option<Claim> {
    let value = time.seconds?;
    let elapsed = goes_on(cx.event(event).kind);
    let (measure, policy) = if elapsed { ("elapsed", ELAPSED) } else { ("length", LENGTH) };
    // A war of three and a half years has lasted so long give or take half of the last unit stated.
    let stated = value;
    let value = if elapsed && time.hedge == Hedge::None && value.is_point() { widened(time, value) } else { value };
    let quantity = Quantity { value, stated, hedge: time.hedge, unit: Unit::Seconds };
    let mut claim = cx.claim(kind, measure, Value::Quantity(quantity), time.span, Rule::Time, policy);
    claim.event = Some(event);
    Some(claim)
}

const LENGTH: Policy = Policy { family: Family::Duration, running: false, gate: Gate::Event };
const ELAPSED: Policy = Policy { family: Family::Elapsed, running: true, gate: Gate::Event };

/// A length with half of its last stated unit either way.
fn widened(time: &Time, value: Interval) -> Interval {
    let digits = time.value.trim_start_matches(['P', 'T']);
    let number: f64 = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(1.0);
    let step = if number.fract() == 0.0 { 1.0 } else { 0.5 };
    let half = value.lo / number.max(f64::MIN_POSITIVE) * step / 2.0;
    Interval::closed(value.lo - half, value.hi + half)
}

/// "in its third year": between two years and three.
fn in_its_year(cx: &Context<'_>, kind: &dyn Kind, number: &Number) -> Option<Claim> {
    let tokens = cx.doc.tokens_in(number.span);
    let unit = tokens.end;
    if unit >= cx.doc.tokens.len() {
        return None;
    }
    let Some(Cue::Unit(seconds)) = CUES.get(cx.lower(unit)) else { return None };
    let in_its = tokens.start >= 2
        && matches!(cx.lower(tokens.start - 1), "its" | "their" | "a" | "the")
        && matches!(cx.lower(tokens.start - 2), "in" | "into" | "entered" | "entering" | "enters");
    if !in_its {
        return None;
    }
    let span = cx.doc.span(tokens.start - 2..unit + 1);
    let event = cx.event_near(span, goes_on)?;
    CUES.hit(cx.lower(unit));
    let n = number.stated.lo;
    let value = Interval { hi_open: true, ..Interval::closed((n - 1.0) * seconds, n * seconds) };
    let quantity = Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Seconds };
    let mut claim = cx.claim(kind, "elapsed", Value::Quantity(quantity), span, Rule::Time, ELAPSED);
    claim.event = Some(event);
    Some(claim)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("duration", super::TABLE)];
        claimdiff_cases::check("duration/en.cases", include_str!("en.cases"), &tables, |w| {
            crate::observed::claims("duration", w)
        });
    }
}
