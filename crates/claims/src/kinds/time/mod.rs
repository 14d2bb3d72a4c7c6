//! Lengths of time that are of no event: "sentenced to 15 years in prison", "a limit of 20 weeks".
//!
//! A length told without a figure ("for years", "an hour") is told and not compared. Left alone: what [`super::duration`]
//! reads, ages, and times that only place a day: "six months ago".

use claimdiff_annotate::{Closed, Hedge, Interval, Tag, TimeKind, Unit};
use claimdiff_text::{Days, Span};

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
            if value == Interval::point(A_DAY) && is_idle(cx, time.span) || is_rate(cx, time.span) {
                continue;
            }
            let clause = clause::of(cx, time.span);
            // "within ten days" is no more than so long.
            let bound = time.hedge == Hedge::None && clause::is_within(cx, time.span);
            let (within, hedge) =
                if bound { (Interval::closed(0.0, value.hi), Hedge::AtMost) } else { (value, time.hedge) };
            let quantity = Quantity { value: within, stated: value, hedge, unit: Unit::Seconds };
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
            claim.period = rated(cx, time.span);
            out.push(claim);
        }
        for (span, days) in spans(cx) {
            let length = Interval::closed(days.0 * A_DAY, days.1 * A_DAY);
            let quantity = Quantity { value: length, stated: length, hedge: Hedge::Range, unit: Unit::Seconds };
            let policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };
            let mut claim = cx.claim(self, "length", Value::Quantity(quantity), span, Rule::Time, policy);
            clause::of(cx, span).fill(cx, &mut claim);
            out.push(claim);
        }
    }
}

/// The words that tell when something began and when it ended, with the least and the greatest number of days that lie between:
/// "from June to August", "between 16 and 25 November".
fn spans(cx: &Context<'_>) -> Vec<(Span, (f64, f64))> {
    const BETWEEN: usize = 2;
    let times = &cx.doc.times;
    let mut out = Vec::new();
    let mut at = 0;
    while at < times.len() {
        let time = &times[at];
        at += 1;
        let Some(days) = time.days.filter(|d| time.kind == TimeKind::Date && *d != Days::ANY && d.first < d.last)
        else {
            continue;
        };
        // "some day between 2041 and 2067", "the 2031-2035 term": years are told, and no length.
        if is_of_years(days) {
            continue;
        }
        let tokens = cx.doc.tokens_in(time.span);
        // Both ends are told to be all of the days.
        let other = times.get(at).filter(|t| t.days == Some(days));
        let last = other.map(|t| cx.doc.tokens_in(t.span)).filter(|t| t.start.saturating_sub(tokens.end) <= BETWEEN);
        let joined = |t: usize| Closed::AndTo.has(cx.lower(t)) || matches!(cx.lower(t), "-" | "–");
        let figure = |t: usize| cx.doc.word(t).starts_with(|c: char| c.is_ascii_digit());
        let inside = tokens.clone().skip(1).any(|t| joined(t) && t + 1 < tokens.end && figure(t - 1) && figure(t + 1));
        let end = match last {
            Some(last) => {
                at += 1;
                last.end
            }
            None if inside => tokens.end,
            None => continue,
        };
        out.push((cx.doc.span(tokens.start..end), lengths(days)));
    }
    out
}

/// How many days lie between two times that together are some days: of the first of the one unit to the last of the other.
fn lengths(days: Days) -> (f64, f64) {
    const LONGEST_MONTH: i32 = 31;
    let all = f64::from(days.last.saturating_sub(days.first)) + 1.0;
    let (Some(first), Some(last)) = days.dates() else { return (all - 1.0, all) };
    let months = first.day() == 1 && last == last.last_of_month();
    // Months may have been begun, or be over, when it was.
    let unit = if months { 2 * LONGEST_MONTH } else { 1 };
    ((all - f64::from(unit)).max(1.0), all)
}

/// Whether some days are whole years of the calendar.
fn is_of_years(days: Days) -> bool {
    let (Some(first), Some(last)) = days.dates() else { return false };
    first.day_of_year() == 1 && last.day() == 31 && last.month() == 12
}

/// A day, in seconds.
const A_DAY: f64 = 86_400.0;

/// The seconds of what a length is told of each of: "eight hours a day".
fn rated(cx: &Context<'_>, span: Span) -> Option<f64> {
    let next = cx.doc.times.get(cx.doc.times.partition_point(|t| t.span.start < span.end))?;
    let beside = cx.doc.tokens_in(next.span).start == cx.doc.tokens_in(span).end;
    (beside && (next.kind == TimeKind::Set || is_a(cx, next.span))).then(|| next.seconds.map(|s| s.lo))?
}

/// Whether a length right behind another tells of what period that is: the "a day" of "eight hours a day".
fn is_rate(cx: &Context<'_>, span: Span) -> bool {
    let at = cx.doc.times.partition_point(|t| t.span.start < span.start);
    let before = at.checked_sub(1).map(|at| &cx.doc.times[at]).filter(|t| t.kind == TimeKind::Duration);
    is_a(cx, span) && before.is_some_and(|t| cx.doc.tokens_in(t.span).end == cx.doc.tokens_in(span).start)
}

/// Whether a length is one unit behind an indefinite article: "a day".
fn is_a(cx: &Context<'_>, span: Span) -> bool {
    let tokens = cx.doc.tokens_in(span);
    tokens.len() == 2 && Closed::Indefinite.has(cx.lower(tokens.start))
}

/// Whether "one day" tells when and not how long: "says one thing one day and another the next", "from one day to another".
fn is_idle(cx: &Context<'_>, span: Span) -> bool {
    const WORDS: usize = 2;
    let tokens = cx.doc.tokens_in(span);
    if tokens.len() != WORDS || !Closed::One.has(cx.lower(tokens.start)) || cx.lower(tokens.end - 1).ends_with('s') {
        return false;
    }
    let at = |t: Option<usize>, class: Closed| t.is_some_and(|t| t < cx.doc.tokens.len() && class.has(cx.lower(t)));
    if at(tokens.start.checked_sub(1), Closed::From) && at(Some(tokens.end), Closed::To) {
        return true;
    }
    let led = tokens
        .start
        .checked_sub(1)
        .is_some_and(|t| matches!(cx.doc.tag(t), Tag::Adp | Tag::Verb | Tag::Det | Tag::Adv));
    let goes_on = tokens.end < cx.doc.tokens.len()
        && matches!(cx.doc.tag(tokens.end), Tag::Adp | Tag::Adv | Tag::Adj | Tag::Noun | Tag::Sconj);
    !led && !goes_on
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
