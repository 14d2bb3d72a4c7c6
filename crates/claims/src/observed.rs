//! The claims of a wording as readable strings, for the cases beside the kinds' word lists.

use std::fmt::Write;

use claimdiff_text::{Origin, Sourced, Stamp};

use crate::{Claim, Event, Extent, Found, Hedge, Interval, Mode, Polarity, Stage, Unit, Value, When};

/// The claims of one kind that a wording makes in an article of 15 May 2024, a Wednesday:
/// "killed = 12 of people in attack by Ann Smith".
pub(crate) fn claims(kind: &str, wording: &str) -> Vec<String> {
    let found = found(wording);
    found.claims.iter().filter(|c| c.kind == kind).map(|c| line(c, &found.events)).collect()
}

/// What the times and ranks of a wording are told of: "day: open bridge", "clock: land flight in accident".
pub(crate) fn dated(wording: &str) -> Vec<String> {
    let found = found(wording);
    let told = |c: &&Claim| match &c.value {
        Value::Quantity(q) => q.unit == Unit::Seconds,
        Value::Words(_) => false,
        _ => true,
    };
    let one = |c: &Claim| {
        let words = [c.verb.as_deref(), c.noun.as_deref()].map(|w| w.unwrap_or("-"));
        let mut out = format!("{}: {}", c.measure, words.join(" "));
        if let Some(event) = c.event {
            let _ = write!(out, " in {}", found.events[event.0 as usize].kind.name());
        }
        out
    };
    found.claims.iter().filter(told).map(one).collect()
}

/// What the times of a wording are in an article without a date: "day Thursday: arrest man".
pub(crate) fn undated(kind: &str, wording: &str) -> Vec<String> {
    let found = in_article(&claimdiff_parse::plain(wording, "case", "case"));
    let one = |c: &Claim| {
        let words = [c.verb.as_deref(), c.noun.as_deref()].map(|w| w.unwrap_or("-"));
        format!("{} {}: {}", c.measure, value(&c.value), words.join(" "))
    };
    found.claims.iter().filter(|c| c.kind == kind).map(one).collect()
}

fn found(wording: &str) -> Found {
    in_article(&article(wording))
}

fn in_article(article: &claimdiff_text::Article) -> Found {
    let doc = claimdiff_annotate::annotate(article);
    let quotes = claimdiff_quotes::find(&doc);
    crate::find(&doc, &quotes)
}

fn article(wording: &str) -> claimdiff_text::Article {
    let mut article = claimdiff_parse::plain(wording, "case", "case");
    article.meta.published = Stamp::parse("2024-05-15").map(|s| Sourced::new(s, Origin::Metadata));
    article
}

/// Whose the claims of a kind are, by name.
pub(crate) fn subjects(kind: &str, wording: &str) -> Vec<String> {
    let article = article(wording);
    let doc = claimdiff_annotate::annotate(&article);
    let claims = crate::find(&doc, &claimdiff_quotes::find(&doc)).claims;
    let name = |c: &Claim| c.subject.map_or_else(|| "nobody".to_owned(), |id| doc.entity(id).name.clone());
    claims.iter().filter(|c| c.kind == kind).map(name).collect()
}

/// Who counted what the claims of a kind tell: "killed <- interior ministry".
pub(crate) fn counters(kind: &str, wording: &str) -> Vec<String> {
    let found = found(wording);
    let one = |c: &Claim| {
        let chain: Vec<String> = c.sources.iter().map(|s| format!(" <- {}", s.name.to_lowercase())).collect();
        format!("{}{}", c.measure, chain.concat())
    };
    found.claims.iter().filter(|c| c.kind == kind).map(one).collect()
}

/// The scope of every figure of a wording: "9; 4 part of 9", "12 attacker", "800 forecast".
pub(crate) fn scopes(wording: &str) -> Vec<String> {
    let found = found(wording);
    let figure = |c: &Claim| match &c.value {
        Value::Quantity(q) if q.unit == Unit::Count => Some(q.stated.lo),
        _ => None,
    };
    let one = |c: &Claim| {
        let mut out = format!("{}", figure(c)?);
        if c.scope.part {
            out += " part";
        }
        if let Some(whole) = c.scope.whole.and_then(|w| figure(&found.claims[w as usize])) {
            let _ = write!(out, " of {whole}");
        }
        match c.scope.attacker {
            Some(true) => out += " attacker",
            Some(false) => out += " no attacker",
            None => {}
        }
        match c.scope.extent {
            Extent::Unsaid => {}
            Extent::SoFar => out += " so far",
            Extent::Within => out += " within",
        }
        match c.scope.stage {
            Stage::Actual => {}
            Stage::Forecast => out += " forecast",
            Stage::Authorised => out += " authorised",
        }
        if let Some(party) = &c.scope.party {
            let _ = write!(out, " {party}");
        }
        Some(out)
    };
    found.claims.iter().filter_map(one).collect()
}

/// Where those are that the figures of a wording count: "40 in italy".
pub(crate) fn places(wording: &str) -> Vec<String> {
    let one = |c: &Claim| {
        let Value::Quantity(q) = &c.value else { return None };
        Some(format!("{} in {}", interval(q.stated), c.place.as_deref()?))
    };
    found(wording).claims.iter().filter_map(one).collect()
}

/// What every figure of a wording means: "26 part identified fate-people people".
pub(crate) fn meanings(wording: &str) -> Vec<String> {
    let one = |c: &Claim| {
        let Value::Quantity(q) = &c.value else { return None };
        let mut out = format!("{} {}", interval(q.stated), wire(&c.class));
        if c.mode != Mode::Total {
            let _ = write!(out, " {}", wire(&c.mode));
        }
        if let Some(status) = &c.status {
            let _ = write!(out, " {}", wire(status));
        }
        if c.when != When::This {
            let _ = write!(out, " {}", wire(&c.when));
        }
        if c.polarity != Polarity::Asserted {
            let _ = write!(out, " {}", wire(&c.polarity));
        }
        Some(out)
    };
    found(wording).claims.iter().filter_map(one).collect()
}

/// What every figure, time and rank of a wording is told as: "40 planned".
pub(crate) fn told(wording: &str) -> Vec<String> {
    let one = |c: &Claim| {
        let figure = match &c.value {
            Value::Quantity(q) if q.unit == Unit::Seconds => c.measure.to_string(),
            Value::Quantity(q) => interval(q.stated),
            Value::Words(_) => return None,
            other => value(other),
        };
        Some(format!("{figure} {}", wire(&c.polarity)))
    };
    found(wording).claims.iter().filter_map(one).collect()
}

/// A value as it stands on the wire, without its marks.
fn wire(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().replace(['{', '}', '"'], "")
}

fn line(claim: &Claim, events: &[Event]) -> String {
    let mut out = format!("{} = {}", claim.measure, value(&claim.value));
    if let Some(population) = &claim.population {
        let _ = write!(out, " of {population}");
    }
    if let Some(period) = claim.period {
        let _ = write!(out, " per {period} s");
    }
    if let Some(event) = claim.event {
        let _ = write!(out, " in {}", events[event.0 as usize].kind.name());
    }
    for source in &claim.sources {
        let _ = write!(out, " by {}", source.name);
    }
    if claim.polarity != Polarity::Asserted {
        let _ = write!(out, " ({:?})", claim.polarity);
    }
    out
}

fn value(value: &Value) -> String {
    match value {
        Value::Quantity(q) => {
            let mut out = if q.hedge == Hedge::About { "about ".to_owned() } else { String::new() };
            out += &interval(if q.hedge == Hedge::About { q.stated } else { q.value });
            match &q.unit {
                Unit::Count => {}
                Unit::Money(code) => {
                    let _ = write!(out, " {code}");
                }
                unit => {
                    let _ = write!(out, " {}", format!("{unit:?}").to_lowercase());
                }
            }
            out
        }
        Value::Rank(rank) => format!("rank {}", interval(*rank)),
        Value::Date(days) => {
            let end = |d: Option<_>| d.map_or_else(String::new, |d: jiff::civil::Date| d.to_string());
            let (first, last) = days.dates();
            if first == last { end(first) } else { format!("{}..{}", end(first), end(last)) }
        }
        Value::PartialDate(days) => days.to_string(),
        Value::Clock(minutes) => format!("minute {}", interval(*minutes)),
        Value::Words(words) => words.clone(),
    }
}

fn interval(value: Interval) -> String {
    if value.is_point() {
        return format!("{}", value.lo);
    }
    let end = |x: f64, open: bool, sign: &str| {
        if x.is_infinite() { String::new() } else { format!("{}{x}", if open { sign } else { "" }) }
    };
    format!("{}..{}", end(value.lo, value.lo_open, ">"), end(value.hi, value.hi_open, "<"))
}
