//! When something began, is due, or happened: "the invasion in February 2022", "a deadline of May 3", "met on Monday".
//!
//! Every other day, month and year is a claim with the verb and the noun that it dates ("the bridge was opened in 1967"), which
//! comparison does not take yet.

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, Entity, EntityKind, Tag, Time, TimeKind};
use claimdiff_text::{PartialDays, Span};

use super::{Context, Kind, clause, is_address, is_break, is_named};
use crate::{Claim, EventKind, Family, Gate, Policy, Rule, Value, words::Words};

/// The kind.
pub(super) struct Date;

/// What a word next to a date tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    /// Something began then.
    Start,
    /// Something is due then.
    Deadline,
    /// Behind a day, tells that any such is meant: "on Sunday mornings".
    Habit,
    /// A part of a year, or of a game.
    Quarter,
    /// Of a game, whose quarters are none of a year.
    Game,
}

static WORDS: LazyLock<Words<Sense>> = LazyLock::new(|| {
    Words::new("date", include_str!("en.tsv"), |cells| match cells[0] {
        "start" => Sense::Start,
        "habit" => Sense::Habit,
        "game" => Sense::Game,
        "quarter" => Sense::Quarter,
        _ => Sense::Deadline,
    })
});

impl Kind for Date {
    fn name(&self) -> &'static str {
        "date"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        // How far a date may stand from the event, in tokens, and how long a time still dates it, in days.
        const FARTHEST: usize = 10;
        const LONGEST_DAYS: i32 = 7;
        let mut dated = vec![false; cx.events.len()];
        for &(span, id) in cx.mentions() {
            let event = cx.event(id);
            let Some(sentence) = cx.doc.sentence_of(span.start) else { continue };
            let times = cx.doc.times_in(sentence);
            let named = cx.doc.tokens_in(span);
            let near = times.iter().filter(|t| dates(t)).min_by_key(|t| t.span.start.abs_diff(span.start));
            let Some((time, days)) = near.and_then(|t| Some((t, t.days?))) else { continue };
            let at = cx.doc.tokens_in(time.span);
            let (from, to) = (named.start.min(at.start), named.end.max(at.end));
            let words = cx.doc.span(from..to);
            if event.kind == EventKind::War {
                // "the launch of the invasion in May 2022": a word of beginning stands before the event or the date.
                const BEFORE: usize = 7;
                let first = cx.doc.sentences[sentence].tokens.start.max(from.saturating_sub(BEFORE));
                let began = (first..to).find(|t| WORDS.get(cx.lower(*t)) == Some(Sense::Start));
                let in_reach = at.start >= named.end && at.start - named.end <= 8;
                if let Some(began) = began.filter(|_| in_reach) {
                    WORDS.hit(cx.lower(began));
                    let words = cx.doc.span(began.min(from)..to);
                    let policy = Policy { family: Family::Elapsed, running: false, gate: Gate::Event };
                    let mut claim = cx.claim(self, "start", Value::Date(days), words, Rule::Time, policy);
                    claim.event = Some(id);
                    clause::of(cx, time.span).fill(cx, &mut claim);
                    out.push(claim);
                }
                continue;
            }
            let close = at.start.abs_diff(named.end).min(named.start.abs_diff(at.end));
            // A verb between them has the date to itself: "urged them on Monday to halt strikes".
            let apart = (named.end..at.start).chain(at.end..named.start).any(|t| Closed::Hangs.has(cx.lower(t)));
            let wide = days.last.saturating_sub(days.first) > LONGEST_DAYS;
            if event.background || dated[id.0 as usize] || close > FARTHEST || apart || wide || event.time != Some(days)
            {
                continue;
            }
            dated[id.0 as usize] = true;
            let policy = Policy { family: Family::Date, running: false, gate: Gate::Event };
            // Whether it is planned the words before the time tell, which may be among those that carry the claim.
            let mut claim = cx.claim(self, "day", Value::Date(days), time.span, Rule::Time, policy);
            (claim.span, claim.context, claim.stated) = (words, cx.context(words), time.stated);
            claim.event = Some(id);
            let clause = clause::of(cx, time.span);
            clause.fill(cx, &mut claim);
            // "in an interview on the radio Thursday": the noun that names the event has the day, not one behind it.
            let parts = |t: usize| is_break(cx.doc.tokens[t].kind) || matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux);
            let noun = named.clone().last().filter(|t| cx.doc.tag(*t) == Tag::Noun && named.end <= at.start);
            if let Some(noun) = noun.filter(|_| !clause.inside && !(named.end..at.start).any(parts)) {
                claim.noun = Some(cx.lower(noun).to_owned());
            }
            out.push(claim);
        }
        self.deadlines(cx, out);
        self.others(cx, out);
    }
}

/// Whether a month is the name of somebody whom the article names in full: "May resigned", but not "in May".
fn is_surname(cx: &Context<'_>, time: Span) -> bool {
    let word = time.of(cx.doc.text());
    let Some(before) = cx.doc.tokens_in(time).start.checked_sub(1) else { return false };
    let led = Closed::In.has(cx.lower(before)) || matches!(cx.doc.tag(before), Tag::Adj | Tag::Det | Tag::Sconj);
    let bears = |e: &Entity| {
        e.kind == EntityKind::Person && e.name.strip_suffix(word).is_some_and(|first| first.ends_with(' '))
    };
    !led && word.bytes().all(|b| b.is_ascii_alphabetic()) && cx.doc.entities.iter().any(bears)
}

const UNPAIRED: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };

impl Date {
    /// The days that no event word takes, with the verb and noun that they date.
    fn others(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let mut told: Vec<bool> = vec![false; cx.doc.tokens.len()];
        for claim in out.iter().filter(|c| c.kind == self.name()) {
            told[cx.doc.tokens_in(claim.span)].fill(true);
        }
        for (at, time) in cx.doc.times.iter().enumerate() {
            let Some(value) = value(time) else { continue };
            let tokens = cx.doc.tokens_in(time.span);
            let named = is_named(cx, time.span) || is_address(cx, time.span) || is_surname(cx, time.span);
            if told[tokens.clone()].contains(&true)
                || named
                || (tokens.end.saturating_sub(1)..=tokens.end).any(|t| is_habit(cx, t))
                || is_of_game(cx, time)
            {
                continue;
            }
            // "between June 4 and June 6" is one span of days, which both ends tell.
            const BETWEEN: usize = 2;
            let other =
                cx.doc.times.get(at + 1).filter(|t| t.days.is_some_and(|d| value == Value::Date(d) && !d.is_exact()));
            let last =
                other.map(|t| cx.doc.tokens_in(t.span)).filter(|t| t.start.saturating_sub(tokens.end) <= BETWEEN);
            let clause = clause::of(cx, time.span);
            // "on a Wednesday afternoon" is any.
            let any = tokens.start.checked_sub(1).is_some_and(|t| Closed::Indefinite.has(cx.lower(t)));
            if any && !clause.inside && weekday(time) {
                continue;
            }
            let (span, measure) = match last {
                Some(last) => {
                    told[last.clone()].fill(true);
                    (cx.doc.span(tokens.start..last.end), "span")
                }
                // "shortly after 3 p.m. on Monday" is on that day.
                None if time.minutes.is_some() => (time.span, "day"),
                None => (time.span, clause.relation.measure().unwrap_or("day")),
            };
            let mut claim = cx.claim(self, measure, value, span, Rule::Time, UNPAIRED);
            claim.stated = time.stated;
            clause.fill(cx, &mut claim);
            out.push(claim);
        }
    }

    /// "a deadline of May 3", "before the May 3 deadline".
    fn deadlines(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        const REACH: usize = 6;
        for time in cx.doc.times.iter().filter(|t| is_day(t)) {
            let Some(days) = time.days else { continue };
            let Some(sentence) = cx.doc.sentence_of(time.span.start) else { continue };
            let bounds = cx.doc.sentences[sentence].tokens.clone();
            let at = cx.doc.tokens_in(time.span);
            let around = bounds.start.max(at.start.saturating_sub(REACH))..bounds.end.min(at.end + 2);
            let Some(word) = around.clone().find(|t| WORDS.get(cx.lower(*t)) == Some(Sense::Deadline)) else {
                continue;
            };
            WORDS.hit(cx.lower(word));
            let policy = Policy { family: Family::Date, running: false, gate: Gate::Subject };
            let words = cx.doc.span(word.min(at.start)..at.end.max(word + 1));
            let mut claim = cx.claim(self, "deadline", Value::Date(days), words, Rule::Time, policy);
            claim.stated = time.stated;
            claim.subject = cx.entity_in(cx.doc.span(bounds.start..word + 1));
            out.push(claim);
        }
    }
}

/// Whether a word makes any such day of the one before it: "on Sunday mornings".
fn is_habit(cx: &Context<'_>, at: usize) -> bool {
    let word = if at < cx.doc.tokens.len() { cx.lower(at) } else { "" };
    let habit = WORDS.get(word) == Some(Sense::Habit);
    if habit {
        WORDS.hit(word);
    }
    habit
}

/// Whether a quarter is one of a game: "kicked a goal in the first quarter".
fn is_of_game(cx: &Context<'_>, time: &Time) -> bool {
    let quarter = |w: &&str| WORDS.get(w) == Some(Sense::Quarter);
    let Some(named) = cx.doc.tokens_in(time.span).map(|t| cx.lower(t)).find(quarter) else { return false };
    let Some(sentence) = cx.doc.sentence_of(time.span.start) else {
        return false;
    };
    let tokens = cx.doc.sentences[sentence].tokens.clone();
    let game = tokens.into_iter().map(|t| cx.lower(t)).find(|w| WORDS.get(w) == Some(Sense::Game));
    if let Some(word) = game {
        WORDS.hit(word);
        WORDS.hit(named);
    }
    game.is_some()
}

/// Whether a time is told by the name of its day alone.
fn weekday(time: &Time) -> bool {
    let part = time.stated.or_else(|| PartialDays::of_timex(&time.value));
    matches!(part, Some(PartialDays::Week(..)))
}

/// The days that a time tells, or the part of them.
fn value(time: &Time) -> Option<Value> {
    match time.days.filter(|_| dates(time)) {
        Some(days) => Some(Value::Date(days)),
        None if matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.days.is_none() => {
            PartialDays::of_timex(&time.value).map(Value::PartialDate)
        }
        None => None,
    }
}

/// Whether a time tells days: one of the calendar, or a length of time from another day, "three days before the vote on
/// June 10".
fn dates(time: &Time) -> bool {
    is_day(time) || time.kind == TimeKind::Duration && time.days.is_some_and(|d| d.first == d.last)
}

/// Whether a time names a day or a longer part of the calendar, not "now" or a length.
fn is_day(time: &Time) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.days.is_some() && !time.value.ends_with("_REF")
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_articles_without_a_date() {
        claimdiff_cases::check("date/undated.cases", include_str!("undated.cases"), &[], |w| {
            crate::observed::undated("date", w)
        });
    }
}
