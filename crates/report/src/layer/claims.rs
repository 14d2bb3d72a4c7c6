//! The claims with value, event, day and sources.

use std::{
    io::{self, Write},
    ops::Range,
};

use claimdiff_claims::{Analysis, Claim, EventKind, Link, MeasureClass, Mode, Polarity, Rule, Status, Value, When};
use claimdiff_text::{Days, Span, Stamp};
use serde::Serialize;

use super::Filter;
use crate::{clean, escape, place, unit};

/// One line of `claimdiff claims --format jsonl`. All positions but `chars` are bytes into the article's text.
#[derive(Serialize)]
struct ClaimLine<'a> {
    /// The article's id.
    article: &'a str,
    /// The words that carry it.
    start: u32,
    end: u32,
    /// The line they start in, counted from 1.
    line: u32,
    /// The same place in code points.
    chars: Option<Range<u32>>,
    /// The words.
    text: &'a str,
    /// The sentence around them.
    context: Span,
    kind: &'a str,
    measure: &'a str,
    population: Option<&'a str>,
    /// What is measured, as a class.
    class: MeasureClass,
    /// How the figure stands to the whole.
    mode: Mode,
    /// What became of those it counts.
    status: Option<Status>,
    /// Of which time it is.
    when: When,
    /// The counted noun as it is written, its last word.
    noun: Option<&'a str>,
    /// The verb that the figure hangs on, in its base form.
    verb: Option<&'a str>,
    /// An open end is null; of days, `from` and `to` are ISO 8601.
    value: serde_json::Value,
    polarity: Polarity,
    /// Whom it is about.
    subject: Option<&'a str>,
    event: Option<EventOut<'a>>,
    /// Where it holds, where it has a place of its own, as the article writes it, and the same folded.
    place: Option<&'a str>,
    place_key: Option<&'a str>,
    /// The first and last day for which it holds, ISO 8601; null at an open end.
    as_of: Option<[Option<String>; 2]>,
    /// Of a rate, in seconds.
    period: Option<f64>,
    /// The innermost first; empty is the outlet's own voice.
    sources: &'a [Link],
    rule: Rule,
}

#[derive(Serialize)]
struct EventOut<'a> {
    /// Its index in the article.
    id: u32,
    kind: EventKind,
    participants: Vec<&'a str>,
    /// As the article writes it, and folded.
    place: Option<&'a str>,
    place_key: Option<&'a str>,
    time: Option<[Option<String>; 2]>,
}

pub(super) fn kinds() -> Vec<&'static str> {
    claimdiff_claims::KINDS.iter().map(|k| k.name()).collect()
}

pub(super) fn jsonl(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|c| escape::line(&line(a, c), out))
}

pub(crate) fn wanted<'a>(a: &'a Analysis, filter: &'a Filter) -> impl Iterator<Item = &'a Claim> {
    a.claims.iter().filter(|c| {
        let event = c.event.and_then(|id| a.event(id));
        filter.is_kind(&c.kind)
            && filter.speaks(c.sources.iter().map(|s| s.name.as_str()))
            && filter.is_event(a, event)
            && filter.has_words(|| a.text(c.span))
    })
}

/// A value as programs read it: days in ISO 8601 beside their numbers.
fn told(value: &Value) -> serde_json::Value {
    let mut out = closed(serde_json::to_value(value).unwrap_or_default());
    if let (Value::Date(date), Some(map)) = (value, out.get_mut("date").and_then(|d| d.as_object_mut())) {
        let [from, to] = days(*date);
        map.extend([("from".to_owned(), from.into()), ("to".to_owned(), to.into())]);
    }
    out
}

/// A value with null at its open ends: infinity is no number of JSON, and a word among numbers is none of a table.
fn closed(mut value: serde_json::Value) -> serde_json::Value {
    let mut queue = vec![&mut value];
    while let Some(value) = queue.pop() {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    let end = matches!(key.as_str(), "lo" | "hi");
                    if end && value.as_str().is_some_and(|s| s.ends_with("inf")) {
                        *value = serde_json::Value::Null;
                    } else {
                        queue.push(value);
                    }
                }
            }
            serde_json::Value::Array(items) => queue.extend(items),
            _ => {}
        }
    }
    value
}

fn line<'a>(a: &'a Analysis, c: &'a Claim) -> ClaimLine<'a> {
    let event = c.event.and_then(|id| Some((id, a.event(id)?)));
    ClaimLine {
        article: &a.id,
        start: c.span.start,
        end: c.span.end,
        line: a.line(c.span),
        chars: a.chars(c.span),
        text: a.text(c.span),
        context: c.context,
        kind: &c.kind,
        measure: &c.measure,
        population: c.population.as_deref(),
        class: c.class,
        mode: c.mode,
        status: c.status,
        when: c.when,
        noun: c.noun.as_deref(),
        verb: c.verb.as_deref(),
        value: told(&c.value),
        polarity: c.polarity,
        subject: c.subject.map(|e| a.entity(e).name.as_str()),
        event: event.map(|(id, e)| EventOut {
            id: id.0,
            kind: e.kind,
            participants: e.participants.iter().map(|p| a.entity(*p).name.as_str()).collect(),
            place: a.event_place(e),
            place_key: e.place.as_ref().map(|p| p.key.as_str()),
            time: e.time.map(days),
        }),
        place: c.place.as_deref().map(|key| a.written(key)),
        place_key: c.place.as_deref(),
        as_of: c.as_of.map(days),
        period: c.period,
        sources: &c.sources,
        rule: c.rule,
    }
}

pub(super) const HEAD: &[&str] = &[
    "kind",
    "measure",
    "population",
    "low",
    "high",
    "unit",
    "value",
    "polarity",
    "subject",
    "event",
    "place",
    "from",
    "to",
    "said_by",
];

/// The days for which a claim holds. What is told of another time than the article's is of that: of its event's days, where
/// they are told, and never of the article's.
pub(crate) fn held(a: &Analysis, c: &Claim) -> Option<Days> {
    let of = c.event.and_then(|id| a.event(id)).and_then(|e| e.time);
    let period = match c.when {
        When::Year(year) => Stamp::year(year).map(Stamp::days),
        When::Other(days) => days,
        _ => return c.as_of,
    };
    match (of, period) {
        (Some(event), Some(period)) if event.overlaps(period) => Some(event),
        (_, Some(period)) => Some(period),
        // Which time is not told: a day of the event's own article is no day of it.
        (of, None) => of.filter(|event| a.meta.published.as_ref().is_none_or(|p| !event.overlaps(p.value.days()))),
    }
}

/// A claim as a row. An end that is open or no number is an empty cell; `from` and `to` are the days for which it holds.
pub(super) fn csv(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|c| {
        let l = line(a, c);
        let (ends, of) = match &c.value {
            Value::Quantity(q) => (Some(q.value), unit::name(&q.unit)),
            Value::Rank(r) => (Some(*r), "rank".to_owned()),
            _ => (None, String::new()),
        };
        let end = |v: Option<f64>| v.filter(|v| v.is_finite()).map(|v| v.to_string()).unwrap_or_default();
        let [from, to] = held(a, c).map(days).unwrap_or_default().map(Option::unwrap_or_default);
        let event = l.event.as_ref();
        let place = l.place.or_else(|| event.and_then(|e| e.place)).unwrap_or_default();
        let words = value(&c.value);
        let sources: Vec<&str> = c.sources.iter().map(|s| s.name.as_str()).collect();
        let cells = [
            l.kind,
            l.measure,
            l.population.unwrap_or_default(),
            &end(ends.map(|i| i.lo)),
            &end(ends.map(|i| i.hi)),
            &of,
            words.trim_start_matches("= "),
            &format!("{:?}", c.polarity).to_lowercase(),
            l.subject.unwrap_or_default(),
            event.map_or("", |e| e.kind.name()),
            place,
            &from,
            &to,
            &sources.join(", as reported by "),
        ];
        super::row(a, c.span, &cells, l.text, out)
    })
}

pub(super) fn text(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|c| one(a, c, out))
}

/// One claim in two lines: its reading, then its words.
pub(crate) fn one(a: &Analysis, c: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let what = c.population.as_deref().map_or_else(|| c.measure.to_string(), |p| format!("{} {p}", c.measure));
    write!(out, "{}  {:<9} {what} {}", place::of(a, c.span), c.kind, value(&c.value))?;
    if c.polarity != Polarity::Asserted {
        write!(out, ", {}", format!("{:?}", c.polarity).to_lowercase())?;
    }
    if let Some(subject) = c.subject {
        write!(out, " · {}", clean::line(&a.entity(subject).name))?;
    }
    if let Some(event) = c.event.and_then(|id| a.event(id)) {
        write!(out, " · {}", format!("{:?}", event.kind).to_lowercase())?;
    }
    if let Some(days) = c.as_of {
        write!(out, " · as of {}", span_of_days(days))?;
    }
    for source in &c.sources {
        write!(out, " · {}", clean::line(&source.name))?;
    }
    writeln!(out, "\n    {}", clean::line(a.text(c.span)))
}

pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::Quantity(q) => format!("{}{}", interval(q.value), unit::sign(&q.unit)),
        Value::Rank(r) => format!("rank {}", interval(*r)),
        Value::Date(d) => span_of_days(*d),
        Value::PartialDate(d) => d.to_string(),
        Value::Clock(minutes) => clock(*minutes),
        Value::Words(w) => format!("“{}”", clean::line(w)),
        _ => String::new(),
    }
}

/// "= 12", ">= 35", "> 6400", "9 to 11".
fn interval(i: claimdiff_claims::Interval) -> String {
    let (below, above) = (if i.lo_open { ">" } else { ">=" }, if i.hi_open { "<" } else { "<=" });
    match (i.lo.is_finite(), i.hi.is_finite()) {
        _ if i.is_point() => format!("= {}", i.lo),
        (true, false) => format!("{below} {}", i.lo),
        (false, true) => format!("{above} {}", i.hi),
        (false, false) => "= any".to_owned(),
        (true, true) => format!("{below} {} and {above} {}", i.lo, i.hi),
    }
}

/// "09:30", "09:30 to 10:00".
fn clock(minutes: claimdiff_claims::Interval) -> String {
    let time = |m: f64| format!("{:02}:{:02}", m as u32 / 60 % 24, m as u32 % 60);
    if minutes.is_point() { time(minutes.lo) } else { format!("{} to {}", time(minutes.lo), time(minutes.hi)) }
}

fn span_of_days(d: Days) -> String {
    let [first, last] = days(d).map(|d| d.unwrap_or_else(|| "…".to_owned()));
    if first == last { first } else { format!("{first} to {last}") }
}

fn days(d: Days) -> [Option<String>; 2] {
    let (first, last) = d.dates();
    [first.map(|d| d.to_string()), last.map(|d| d.to_string())]
}
