//! One record of a scraper: its fields by their names, and the article they make.

use claimdiff_text::{Article, Meta, Origin, Sourced, Stamp};
use serde_json::{Map, Value};

use super::{
    Sink, Source,
    fields::{Best, Holds, field, stamp},
    html, names, paragraphs, schema,
};

/// What the fields of a record say, each the surest of its names.
#[derive(Default)]
struct Said {
    headline: Best<String>,
    outlet: Best<String>,
    authors: Best<Vec<String>>,
    published: Best<Stamp>,
    modified: Best<Stamp>,
    language: Best<String>,
    url: Best<String>,
    text: Best<String>,
    html: Best<String>,
}

/// The article of a record; `around` is what the whole input says of all of them.
pub(super) fn article(
    map: &Map<String, Value>,
    source: &Source<'_>,
    n: usize,
    around: Meta,
    each: &mut Sink<'_>,
) -> Option<Article> {
    let mut said = Said::default();
    for (key, value) in map {
        let Some((holds, rank)) = field(key) else { continue };
        take(&mut said, holds, rank, value);
    }
    let record = schema::object(&Value::Object(map.clone())).unwrap_or_default();
    let new = |v: Option<String>| v.map(|v| Sourced::new(v, Origin::Metadata));
    let mut authors = said.authors.take().unwrap_or_default();
    if authors.is_empty() {
        authors = record.authors;
    }
    let url = said.url.take().or(record.url).filter(|u| u.starts_with("http"));
    let published = record.published.or(said.published.take());
    let known = &source.known;
    let meta = Meta {
        headline: known.headline.clone().or(new(said.headline.take().or(record.headline))),
        outlet: known.outlet.clone().or(new(record.outlet.or(said.outlet.take()))).or(around.outlet),
        authors: names::people(authors.iter().map(String::as_str))
            .into_iter()
            .map(|a| Sourced::new(a, Origin::Metadata))
            .collect(),
        place: None,
        published: known.published.clone().or(published.map(|p| Sourced::new(p, Origin::Metadata))).or_else(|| {
            url.as_deref().and_then(crate::meta::date::in_url).map(|stamp| Sourced::new(stamp, Origin::Url))
        }),
        modified: record.modified.or(said.modified.take()).map(|p| Sourced::new(p, Origin::Metadata)),
        language: new(said.language.take().or(record.language).and_then(|l| names::language(&l))).or(around.language),
        url: known.url.clone().or(new(url)),
    };
    let id = source.id(n);
    let text = said.text.take().or(record.body);
    // Text before markup; but text that is markup is read as such.
    match (text, said.html.take()) {
        (Some(text), _) if !looks_like_html(&text) => super::assemble(paragraphs(&text), source, &id, meta, each),
        (_, Some(html)) | (Some(html), None) => html::article(&html, source, &id, meta, each),
        (None, None) => None,
    }
}

/// Whether a text is markup.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("</")
}

fn take(said: &mut Said, holds: Holds, rank: u8, value: &Value) {
    let text = || words(value);
    match holds {
        Holds::Headline | Holds::SharedTitle => {
            if let Some(v) = text() {
                said.headline.offer(rank, v);
            }
        }
        Holds::Outlet => {
            if let Some(v) = text().or_else(|| value.get("name").and_then(words)) {
                said.outlet.offer(rank, v);
            }
        }
        Holds::Author => {
            let list = people(value);
            if !list.is_empty() {
                said.authors.offer(rank, list);
            }
        }
        Holds::Published => {
            if let Some(v) = date(value) {
                said.published.offer(rank, v);
            }
        }
        Holds::Modified => {
            if let Some(v) = date(value) {
                said.modified.offer(rank, v);
            }
        }
        Holds::Language => {
            if let Some(v) = text() {
                said.language.offer(rank, v);
            }
        }
        Holds::Url => {
            if let Some(v) = text() {
                said.url.offer(rank, v);
            }
        }
        // Records give the text itself, and their descriptions repeat its start.
        Holds::Deck | Holds::Image => {}
        Holds::Text => {
            if let Some(v) = prose(value) {
                said.text.offer(rank, v);
            }
        }
        Holds::Html => {
            if let Some(v) = value.as_str().filter(|v| !v.trim().is_empty()) {
                said.html.offer(rank, v.to_owned());
            }
        }
    }
}

fn words(value: &Value) -> Option<String> {
    let mut out = String::new();
    html::dom::push_plain(&mut out, value.as_str()?);
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

fn date(value: &Value) -> Option<Stamp> {
    match value {
        Value::String(s) => stamp(s),
        Value::Number(n) => stamp(&n.to_string()),
        // MongoDB's export.
        Value::Object(map) => map.get("$date").and_then(date),
        _ => None,
    }
}

fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(people).collect(),
        Value::Object(map) => map.get("name").and_then(words).into_iter().collect(),
        other => words(other).into_iter().collect(),
    }
}

/// Running text: a string, a list of paragraphs, or sections with headlines and paragraphs.
fn prose(value: &Value) -> Option<String> {
    fn walk(value: &Value, out: &mut String, depth: usize) {
        match value {
            Value::String(s) if !s.trim().is_empty() => {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                out.push_str(s);
            }
            Value::Array(items) if depth < 6 => items.iter().for_each(|v| walk(v, out, depth + 1)),
            Value::Object(map) if depth < 6 => {
                for key in ["summary", "headline", "sections", "paragraphs", "text"] {
                    if let Some(value) = map.get(key) {
                        walk(value, out, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
    let mut out = String::new();
    walk(value, &mut out, 0);
    (!out.is_empty()).then_some(out)
}

/// The longest running text that a field named for it holds anywhere in some JSON.
pub(super) fn longest_text(json: &str) -> Option<String> {
    let value: Value = serde_json::from_str(json).ok()?;
    let mut longest: Option<String> = None;
    let mut queue = vec![&value];
    while let Some(value) = queue.pop() {
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(map) => {
                for (key, value) in map {
                    queue.push(value);
                    let text = match field(key) {
                        Some((Holds::Text, _)) => prose(value),
                        Some((Holds::Html, _)) => value.as_str().map(str::to_owned),
                        _ => None,
                    };
                    if text.as_ref().map_or(0, String::len) > longest.as_ref().map_or(0, String::len) {
                        longest = text;
                    }
                }
            }
            _ => {}
        }
    }
    longest
}
