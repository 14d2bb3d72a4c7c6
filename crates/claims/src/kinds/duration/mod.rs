//! Lengths of events, and how long something has gone on: "talks that lasted about three hours", "a four-hour meeting",
//! "in its third year", "after two years of war".

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, Hedge, Interval, Number, Tag, Time, TimeKind, Unit};
use claimdiff_text::{Days, Span};

use super::{Context, Kind, clause, clause::Relation, is_person};
use crate::{
    Claim, EventId, EventKind, Family, Gate, Policy, Quantity, Rule, Value, meaning::NearFigure, words::Words,
};

/// The kind.
pub(super) struct Duration;

const TABLE: &str = include_str!("en.tsv");

#[derive(Clone, Copy, PartialEq)]
enum Cue {
    /// A verb whose subject is the event: "lasted".
    Last,
    /// A unit of time in which something may be: "in its third year".
    Unit(f64),
    /// Stands before whose unit it is: "entered its third year".
    Enter,
    /// Tells whose: "its third year".
    Its,
    /// "since Tuesday".
    Since,
    /// A verb that tells since when something goes on: "began".
    Begins,
}

static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    Words::new("duration", TABLE, |cells| match cells[0] {
        "last" => Cue::Last,
        "enter" => Cue::Enter,
        "its" => Cue::Its,
        "since" => Cue::Since,
        "begins" => Cue::Begins,
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
        for number in &cx.doc.numbers {
            match number.unit {
                Unit::Ordinal => out.extend(in_its_year(cx, self, number)),
                Unit::Age => out.extend(age_of_thing(cx, self, number)),
                _ => {}
            }
        }
        for time in cx.doc.times.iter().filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time)) {
            out.extend(since(cx, self, time).or_else(|| ago(cx, self, time)));
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
    if after < sentence.tokens.end && Closed::Of.has(word(after)) {
        after += 1;
    }
    let limit = sentence.tokens.end.min(after + REACH);
    if after < limit && (after > tokens.end || time.span.of(cx.doc.text()).contains('-')) {
        let window = cx.doc.span(after..limit);
        if let Some(event) = named_in(cx, window) {
            return Some(event);
        }
        // "years of war" names the war of the article without being a mention of its own.
        if NearFigure::War.has(word(after)) {
            return cx.events.iter().position(|e| goes_on(e.kind)).map(|id| EventId(id as u32));
        }
    }
    let before = tokens.start.checked_sub(1).filter(|t| *t >= sentence.tokens.start)?;
    // "lasted about three hours", "went on for three hours"
    let verb = if Closed::For.has(word(before)) { before.checked_sub(1)? } else { before };
    let lasts = (verb.saturating_sub(1)..=verb).find(|t| CUES.get(word(*t)) == Some(Cue::Last));
    if let Some(verb) = lasts {
        CUES.hit(word(verb));
        return cx.event_near(time.span, has_length);
    }
    // "met for three hours"
    if Closed::For.has(word(before)) {
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
    clause::of(cx, time.span).fill(cx, &mut claim);
    Some(claim)
}

/// How long something goes on that no event word names.
const UNPAIRED: Policy = Policy { family: Family::Unpaired, running: true, gate: Gate::Event };
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

/// "in its third year", "on its seventeenth day": between two years and three.
fn in_its_year(cx: &Context<'_>, kind: &dyn Kind, number: &Number) -> Option<Claim> {
    let tokens = cx.doc.tokens_in(number.figure);
    let unit = tokens.end;
    if unit >= cx.doc.tokens.len() {
        return None;
    }
    let Some(Cue::Unit(seconds)) = CUES.get(cx.lower(unit)) else { return None };
    let sentence = &cx.doc.sentences[cx.doc.sentence_of(number.span.start)?];
    let owned = tokens.start.checked_sub(1).filter(|t| *t >= sentence.tokens.start)?;
    let lead = owned.checked_sub(1).filter(|t| *t >= sentence.tokens.start);
    let entered = lead.is_some_and(|t| CUES.get(cx.lower(t)) == Some(Cue::Enter));
    let its = CUES.get(cx.lower(owned)) == Some(Cue::Its);
    // "enter seventh week" of a headline
    let bare = CUES.get(cx.lower(owned)) == Some(Cue::Enter) && cx.doc.tag(owned) == Tag::Verb;
    if !(its && entered || bare) {
        return None;
    }
    let span = cx.doc.span(if bare { owned } else { owned - 1 }..unit + 1);
    let n = number.stated.lo;
    let value = Interval { hi_open: true, ..Interval::closed((n - 1.0) * seconds, n * seconds) };
    let event = cx.event_near(span, goes_on);
    let clause = clause::of(cx, span);
    // Of an event that does not go on over years only a clause tells that it is meant.
    if event.is_none() && clause.noun.is_none() && clause.event.is_none() {
        return None;
    }
    // "the first day of June" is a day.
    if Closed::The.has(cx.lower(owned)) && event.is_none() && clause.event.is_none() {
        return None;
    }
    CUES.hit(cx.lower(unit));
    CUES.hit(cx.lower(owned));
    if let Some(lead) = lead.filter(|_| !bare) {
        CUES.hit(cx.lower(lead));
    }
    let policy = if event.is_some() { ELAPSED } else { UNPAIRED };
    let quantity = Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Seconds };
    let mut claim = cx.claim(kind, "elapsed", Value::Quantity(quantity), span, Rule::Time, policy);
    claim.event = event;
    clause.fill(cx, &mut claim);
    Some(claim)
}

/// "the six-year-old conflict": the age of a thing tells since when it goes on.
fn age_of_thing(cx: &Context<'_>, kind: &dyn Kind, number: &Number) -> Option<Claim> {
    const YEAR: f64 = 31_556_952.0;
    let clause = clause::of(cx, number.span);
    let noun = clause.noun.filter(|_| clause.inside)?;
    // "the shooting of 16-year-old Ann Roe": a name behind it is who is so old.
    let after = cx.doc.tokens_in(number.span).end;
    let named = after < cx.doc.tokens.len() && cx.doc.tag(after) == Tag::Propn;
    if named || is_person(cx.lower(noun)) || cx.doc.mention_at(noun).is_some() {
        return None;
    }
    let event = clause.event.filter(|e| goes_on(cx.event(*e).kind));
    let value = number.value.scale(YEAR);
    let half = YEAR / 2.0;
    let widened = if value.is_point() { Interval::closed(value.lo - half, value.hi + half) } else { value };
    let quantity = Quantity { value: widened, stated: value, hedge: number.hedge, unit: Unit::Seconds };
    let policy = if event.is_some() { ELAPSED } else { UNPAIRED };
    let mut claim = cx.claim(kind, "elapsed", Value::Quantity(quantity), number.span, Rule::Time, policy);
    claim.event = event;
    clause.fill(cx, &mut claim);
    Some(claim)
}

/// "five years ago": how long it is since then, give or take a tenth.
fn ago(cx: &Context<'_>, kind: &dyn Kind, time: &Time) -> Option<Claim> {
    const TENTH: f64 = 0.1;
    let stated = time.seconds?;
    let value = Interval { lo: stated.lo * (1.0 - TENTH), hi: stated.hi * (1.0 + TENTH), ..stated };
    let quantity = Quantity { value, stated, hedge: time.hedge, unit: Unit::Seconds };
    let mut claim = cx.claim(kind, "elapsed", Value::Quantity(quantity), time.span, Rule::Time, UNPAIRED);
    clause::of(cx, time.span).fill(cx, &mut claim);
    Some(claim)
}

/// "since Tuesday", "the strike began on Tuesday": how long it is from there to the article's day.
fn since(cx: &Context<'_>, kind: &dyn Kind, time: &Time) -> Option<Claim> {
    const DAY: f64 = 86_400.0;
    let first = cx.doc.tokens_in(time.span).start;
    let is = |t: usize, cue: Cue| CUES.get(cx.lower(t)) == Some(cue);
    // "since the 9th of May"
    let before =
        first.checked_sub(1).and_then(|t| if Closed::The.has(cx.lower(t)) { t.checked_sub(1) } else { Some(t) });
    let led = before.filter(|t| is(*t, Cue::Since));
    let sentence = cx.doc.sentences[cx.doc.sentence_of(time.span.start)?].tokens.start;
    if led.is_none() && !(sentence..first).any(|t| is(t, Cue::Begins)) {
        return None;
    }
    let clause = clause::of(cx, time.span);
    let led = led.filter(|_| clause.relation == Relation::Since);
    let begun = || clause.verb.filter(|t| is(*t, Cue::Begins) && *t < first && clause.noun.is_some());
    let word = led.or_else(begun)?;
    let today = cx.published().filter(|d| d.first == d.last)?;
    let from = time.days.filter(|d| *d != Days::ANY && d.last <= today.first)?;
    // What began today tells no length yet.
    if led.is_none() && from.last == today.first {
        return None;
    }
    CUES.hit(cx.lower(word));
    let days = |n: i32| f64::from(n) * DAY;
    let value = Interval::closed(days(today.first - from.last), days(today.first - from.first + 1));
    let quantity = Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Seconds };
    let span = cx.doc.span(word..cx.doc.tokens_in(time.span).end);
    let mut claim = cx.claim(kind, "elapsed", Value::Quantity(quantity), span, Rule::Time, UNPAIRED);
    clause.fill(cx, &mut claim);
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
