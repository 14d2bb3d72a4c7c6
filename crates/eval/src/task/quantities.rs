//! `quantities`: values, units and modifiers (NewsQuant without spans; Recognizers-Text and duckling with them).
//!
//! NewsQuant writes a vague word as its least dozen, hundred or thousand and a length of time as a quantity like any
//! other; so do the predictions.

use std::{io::Write, path::Path};

use claimdiff_annotate::{Document, Hedge, Interval, Number, Time, TimeKind, Trend, Unit};
use claimdiff_text::{Slice, Span};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scalars, predictions};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    kind: Option<String>,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, predict)
}

fn predict(gold: &Gold) -> Value {
    let article = claimdiff::read(&gold.id, &gold.text);
    let doc = claimdiff_annotate::annotate(&article);
    let at = Scalars::new(&gold.text);
    let spans = gold.kind.is_some();
    let mut quantities: Vec<(Span, Value)> = Vec::new();
    for number in &doc.numbers {
        // NewsQuant takes ranks and "several" for no quantities.
        let vague = number.hedge == Hedge::Vague && number.stated.hi.is_finite();
        if !spans && (number.unit == Unit::Ordinal || vague) {
            continue;
        }
        quantities.push((number.span, quantity(&doc, number, &at, spans)));
    }
    for time in &doc.times {
        quantities.extend(lengths(&doc, time, &at).into_iter().map(|q| (time.span, q)));
    }
    quantities.sort_by_key(|(span, _)| *span);
    let quantities: Vec<Value> = quantities.into_iter().map(|(_, q)| q).collect();
    json!({ "id": gold.id, "quantities": quantities })
}

fn quantity(doc: &Document<'_>, number: &Number, at: &Scalars, spans: bool) -> Value {
    let figure = number.stated.scale(1.0 / number.factor);
    let (low, high) = point(figure);
    let mut unit = match (&number.unit, number.measure) {
        (Unit::Age, "year" | "") => "year of age".to_owned(),
        (_, "") => number.noun.map_or(String::new(), |noun| singular(&noun.of(doc.text()).to_lowercase())),
        (_, name) => name.to_owned(),
    };
    if let Some(per) = number.per {
        let words = || singular(&per.unit.of(doc.text()).to_lowercase());
        unit = format!("{unit} per {}", if per.measure.is_empty() { words() } else { per.measure.to_owned() });
    }
    if unit == "time" {
        unit = "count".to_owned();
    }
    if number.unit == Unit::Percent && number.measure.is_empty() {
        unit = format!("% {}", if unit.is_empty() { "-" } else { &unit });
    }
    let modifier = match (number.trend, number.hedge) {
        (Trend::Up, _) => Some("up"),
        (Trend::Down, _) => Some("down"),
        (_, Hedge::About) => Some("about"),
        (_, hedge) if hedge.is_minimum() => Some("more"),
        (_, hedge) if hedge.is_maximum() => Some("less"),
        (_, Hedge::Nearly) => Some("about"),
        _ => None,
    };
    // With spans, a quantity ends with its unit, and what is counted is none.
    let mut end = number.span.end;
    if spans && let Some(noun) = number.noun {
        end = end.min(number.figure.end.max(noun.start.min(number.figure.end)));
    }
    let start = if spans { number.figure.start } else { number.span.start };
    json!({ "start": at.at(start), "end": at.at(end), "value_min": low, "value_max": high, "unit_norm": unit, "modifier": modifier })
}

/// A vague word as one number: the least of its kind, as the gold writes it.
fn point(value: Interval) -> (f64, f64) {
    if value.hi.is_finite() { (value.lo, value.hi) } else { (value.lo / 2.0, value.lo / 2.0) }
}

/// A length of time as a quantity of its unit; of "three hours and 20 minutes" one for each unit, as the gold has it.
fn lengths(doc: &Document<'_>, time: &Time, at: &Scalars) -> Vec<Value> {
    let mut out = Vec::new();
    let Some(mut rest) = time.value.strip_prefix('P') else { return out };
    if !matches!(time.kind, TimeKind::Duration | TimeKind::Set) {
        return out;
    }
    let mut in_time = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('T') {
            (in_time, rest) = (true, behind);
            continue;
        }
        let Some(letter) = rest.find(|c: char| c.is_ascii_alphabetic()) else { break };
        let Ok(value) = rest.slice(..letter).parse() else { break };
        let end = rest.slice(letter..).find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |n| letter + n);
        out.extend(length(doc, time, at, value, rest.slice(letter..end), in_time));
        rest = rest.slice(end..);
    }
    out
}

fn length(doc: &Document<'_>, time: &Time, at: &Scalars, value: f64, unit: &str, in_time: bool) -> Option<Value> {
    let unit = match (unit, in_time) {
        ("S", true) => "second",
        ("M", true) => "minute",
        ("H", true) => "hour",
        ("D", _) => "day",
        ("W", _) => "week",
        ("M", false) => "month",
        ("Q", _) => "quarter",
        ("Y", _) => "year",
        _ => return None,
    };
    let last =
        time.seconds.filter(|s| s.hi.is_finite() && time.hedge == Hedge::Range).map_or(value, |s| value * s.hi / s.lo);
    let words = time.span.of(doc.text()).to_lowercase();
    let article = words.split(' ').any(|w| matches!(w, "a" | "an"));
    let counted = words.bytes().any(|b| b.is_ascii_digit())
        || !(article || words.starts_with("the ") || words.starts_with("e"))
        || !matches!(value, 1.0 | 10.0);
    if !counted || !words.contains(' ') && !words.contains('-') {
        return None;
    }
    let modifier = match time.hedge {
        Hedge::About => Some("about"),
        hedge if hedge.is_minimum() => Some("more"),
        hedge if hedge.is_maximum() || hedge == Hedge::Nearly => Some("less"),
        _ => None,
    };
    Some(json!({
        "start": at.at(time.span.start), "end": at.at(time.span.end),
        "value_min": value, "value_max": last, "unit_norm": unit, "modifier": modifier,
    }))
}

/// The last word in the singular.
fn singular(words: &str) -> String {
    let (head, last) = words.rsplit_once(' ').map_or(("", words), |(h, l)| (h, l));
    let last = match last {
        "people" | "news" | "series" | "species" | "staff" => last.to_owned(),
        _ if last.ends_with("men") => last.replace("men", "man"),
        "children" => "child".to_owned(),
        "feet" => "foot".to_owned(),
        "lives" => "life".to_owned(),
        _ => {
            if let Some(stem) = last.strip_suffix("ies").filter(|s| s.len() > 2) {
                format!("{stem}y")
            } else if let Some(stem) = ["ches", "shes", "sses", "xes", "uses"]
                .iter()
                .find(|e| last.ends_with(**e))
                .and_then(|_| last.strip_suffix("es"))
            {
                stem.to_owned()
            } else if last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us") {
                last.slice(..last.len() - 1).to_owned()
            } else {
                last.to_owned()
            }
        }
    };
    if head.is_empty() { last } else { format!("{head} {last}") }
}
