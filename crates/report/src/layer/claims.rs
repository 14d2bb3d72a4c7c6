//! The claims with value, event, day and sources.

use std::io::{self, Write};

use claimdiff_claims::{Analysis, Claim, EventKind, Link, Polarity, Rule, Unit, Value};
use claimdiff_text::{Days, Span};
use serde::Serialize;

use super::Filter;
use crate::{clean, escape};

/// One line of `claimdiff claims --format jsonl`. All positions are bytes into the article's text.
#[derive(Serialize)]
struct ClaimLine<'a> {
    /// The article's id.
    article: &'a str,
    /// The words that carry it.
    start: u32,
    end: u32,
    /// The line they start in, counted from 1.
    line: u32,
    /// The words.
    text: &'a str,
    /// The sentence around them.
    context: [u32; 2],
    kind: &'a str,
    measure: &'a str,
    population: Option<&'a str>,
    value: &'a Value,
    polarity: Polarity,
    /// Whom it is about.
    subject: Option<&'a str>,
    event: Option<EventOut<'a>>,
    place: Option<&'a str>,
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
    place: Option<&'a str>,
    time: Option<[Option<String>; 2]>,
}

pub(super) fn kinds() -> Vec<&'static str> {
    claimdiff_claims::KINDS.iter().map(|k| k.name()).collect()
}

pub(super) fn jsonl(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|c| escape::line(&line(a, c), out))
}

fn wanted<'a>(a: &'a Analysis, filter: &'a Filter) -> impl Iterator<Item = &'a Claim> {
    a.claims.iter().filter(|c| {
        let event = c.event.and_then(|id| a.events.get(id.0 as usize));
        filter.is_kind(&c.kind) && filter.speaks(c.sources.iter().map(|s| s.name.as_str())) && filter.is_event(event)
    })
}

fn line<'a>(a: &'a Analysis, c: &'a Claim) -> ClaimLine<'a> {
    let event = c.event.and_then(|id| Some((id, a.events.get(id.0 as usize)?)));
    ClaimLine {
        article: &a.id,
        start: c.span.start,
        end: c.span.end,
        line: a.line(c.span),
        text: a.text(c.span),
        context: pair(c.context),
        kind: &c.kind,
        measure: &c.measure,
        population: c.population.as_deref(),
        value: &c.value,
        polarity: c.polarity,
        subject: c.subject.map(|e| a.entity(e).name.as_str()),
        event: event.map(|(id, e)| EventOut {
            id: id.0,
            kind: e.kind,
            participants: e.participants.iter().map(|p| a.entity(*p).name.as_str()).collect(),
            place: e.place.as_ref().map(|p| p.key.as_str()),
            time: e.time.map(days),
        }),
        place: c.place.as_deref(),
        as_of: c.as_of.map(days),
        period: c.period,
        sources: &c.sources,
        rule: c.rule,
    }
}

pub(super) fn text(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|c| one(a, c, out))
}

/// One claim in two lines: its reading, then its words.
pub(crate) fn one(a: &Analysis, c: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let what = c.population.as_deref().map_or_else(|| c.measure.to_string(), |p| format!("{} {p}", c.measure));
    write!(out, "{}:{}  {:<9} {what} {}", clean::line(&a.path), a.line(c.span), c.kind, value(&c.value))?;
    if c.polarity != Polarity::Asserted {
        write!(out, ", {}", format!("{:?}", c.polarity).to_lowercase())?;
    }
    if let Some(subject) = c.subject {
        write!(out, " · {}", clean::line(&a.entity(subject).name))?;
    }
    if let Some(event) = c.event.and_then(|id| a.events.get(id.0 as usize)) {
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

fn value(value: &Value) -> String {
    match value {
        Value::Quantity(q) => format!("{}{}", interval(q.value), unit(&q.unit)),
        Value::Rank(r) => format!("rank {}", interval(*r)),
        Value::Date(d) => span_of_days(*d),
        Value::Words(w) => format!("“{}”", clean::line(w)),
        _ => String::new(),
    }
}

/// What a number is of, with a blank before it; nothing for a count.
fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Count => String::new(),
        Unit::Money(currency) => format!(" {}", clean::line(currency)),
        Unit::Seconds => " s".to_owned(),
        Unit::Metres => " m".to_owned(),
        Unit::SquareMetres => " m2".to_owned(),
        Unit::Kilograms => " kg".to_owned(),
        Unit::Percent => " %".to_owned(),
        Unit::Age => " years old".to_owned(),
        Unit::Other(name) => format!(" {}", clean::line(name)),
        other => format!(" {}", format!("{other:?}").to_lowercase()),
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

fn span_of_days(d: Days) -> String {
    let [first, last] = days(d).map(|d| d.unwrap_or_else(|| "…".to_owned()));
    if first == last { first } else { format!("{first} to {last}") }
}

fn days(d: Days) -> [Option<String>; 2] {
    let (first, last) = d.dates();
    [first.map(|d| d.to_string()), last.map(|d| d.to_string())]
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}
