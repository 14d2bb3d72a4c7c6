//! One record of a scraper: its fields by their names, and the article they make.

use claimdiff_text::{Article, Meta, Origin, Record, Sourced, Stamp};
use serde_json::{Map, Value};

use super::{
    Sink, Source,
    fields::{Best, Holds, field, field_of_record, is_about_time, stamp},
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
    id: Best<String>,
    text: Best<String>,
    html: Best<String>,
    /// A field that may hold the date of publication, by its name and value, and is none that is known.
    undated: Option<String>,
}

/// Objects in a record that hold some of its fields.
const PARTS: &[&str] =
    &["_embedded", "_source", "attributes", "data", "fields", "info", "meta", "metadata", "properties"];

/// What is lost in rank by a field of such an object.
const INNER: u8 = 10;

/// Whether an object holds running text, itself or in its parts: whether it is the record of an article.
pub(super) fn has_text(map: &Map<String, Value>) -> bool {
    let own = |map: &Map<String, Value>| {
        map.iter().any(|(key, value)| match field_of_record(key) {
            Some((Holds::Text | Holds::Html, _)) => prose(value).is_some(),
            _ => false,
        })
    };
    let part = |key: &&str| map.get(*key).and_then(Value::as_object).is_some_and(own);
    own(map) || PARTS.iter().any(part)
}

/// What a record says.
pub(super) struct Found {
    pub(super) meta: Meta,
    /// The key that it gives itself.
    pub(super) id: Option<String>,
    text: Option<String>,
    html: Option<String>,
    /// A field that may hold the date of publication, where no other does.
    undated: Option<String>,
}

/// What a record says, below what is known and above what is said around it.
pub(super) fn read(map: &Map<String, Value>, known: &Meta, around: Meta) -> Found {
    let mut said = Said::default();
    take_all(&mut said, map, 0);
    for part in PARTS.iter().filter_map(|key| map.get(*key)?.as_object()) {
        take_all(&mut said, part, INNER);
    }
    let record = schema::object(&Value::Object(map.clone())).unwrap_or_default();
    let new = |v: Option<String>| v.map(|v| Sourced::new(v, Origin::Metadata));
    let mut authors = said.authors.take().unwrap_or_default();
    if authors.is_empty() {
        authors = record.authors;
    }
    let url = said.url.take().or(record.url).filter(|u| u.starts_with("http"));
    let published = record.published.or(said.published.take());
    let meta = Meta {
        headline: known.headline.clone().or(new(said.headline.take().or(record.headline))),
        outlet: known.outlet.clone().or(new(record.outlet.or(said.outlet.take()))).or(around.outlet),
        authors: names::people(authors.iter().map(String::as_str))
            .into_iter()
            .map(|a| Sourced::new(a, Origin::Metadata))
            .collect(),
        agency: None,
        place: None,
        published: known.published.clone().or(published.map(|p| Sourced::new(p, Origin::Metadata))).or_else(|| {
            url.as_deref().and_then(crate::meta::date::in_url).map(|stamp| Sourced::new(stamp, Origin::Url))
        }),
        modified: record.modified.or(said.modified.take()).map(|p| Sourced::new(p, Origin::Metadata)),
        language: new(said.language.take().or(record.language).and_then(|l| names::language(&l))).or(around.language),
        url: known.url.clone().or(new(url)),
        record: None,
    };
    Found {
        meta,
        id: said.id.take(),
        text: said.text.take().or(record.body),
        html: said.html.take(),
        undated: said.undated.take(),
    }
}

/// The article of a record; `around` is what the whole input says of all of them.
pub(super) fn article(
    map: &Map<String, Value>,
    source: &Source<'_>,
    (n, line): (usize, Option<u32>),
    around: Meta,
    each: &mut Sink<'_>,
) -> Option<Article> {
    let Found { mut meta, id, text, html, undated } = read(map, &source.known, around);
    meta.record = Some(Record { id, number: n as u32, line });
    let id = source.id(n);
    // Text before markup; but text that is markup is read as such.
    let article = match (text, html) {
        (Some(text), _) if !looks_like_html(&text) => super::assemble(paragraphs(&text), source, &id, meta, each),
        (_, Some(html)) | (Some(html), None) => html::article(&html, source, &id, meta, each).ok(),
        (None, None) => None,
    };
    if article.as_ref().is_some_and(|a| a.meta.published.is_none())
        && let Some(name) = undated
    {
        each(source.hint(format!(
            "reading a record: the field {name:?} looks like a date and is not read as one; --map published={name:?} does so"
        )));
    }
    article
}

fn take_all(said: &mut Said, map: &Map<String, Value>, inner: u8) {
    for (key, value) in map {
        match field_of_record(key) {
            Some((holds, rank)) => take(said, holds, rank + inner, value),
            None if said.undated.is_none() && is_about_time(key) && date(value).is_some() => {
                said.undated = Some(key.clone());
            }
            None => {}
        }
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
        Holds::Outlet => match text() {
            // The source of some is an address.
            Some(v) if v.contains("://") => said.url.offer(rank + INNER, v),
            Some(v) => said.outlet.offer(rank, v),
            None => {}
        },
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
        Holds::Url => match text() {
            Some(v) if v.starts_with("http") => said.url.offer(rank, v),
            // The address of some is a key.
            Some(v) => said.id.offer(rank, v),
            None => {}
        },
        Holds::Id => {
            if let Some(v) = text().or_else(|| Some(value.as_number()?.to_string())) {
                said.id.offer(rank, v);
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
            if let Some(v) = prose(value) {
                said.html.offer(rank, v);
            }
        }
    }
}

/// Keys of objects that stand for a string or a name.
const VALUES: &[&str] =
    &["rendered", "main", "name", "title", "value", "label", "text", "original", "#text", "$t", "@value"];

/// A string, one that an object stands for, or the first of a list.
fn words(value: &Value) -> Option<String> {
    let raw = match value {
        Value::String(raw) => raw,
        Value::Array(items) => return items.first().filter(|v| !v.is_array()).and_then(words),
        Value::Object(map) => VALUES.iter().find_map(|key| map.get(*key)?.as_str().filter(|s| !s.trim().is_empty()))?,
        _ => return None,
    };
    let mut out = String::new();
    match raw.contains(['&', '<']) {
        true => out = html::dom::Dom::parse(raw).text(0),
        false => html::dom::push_plain(&mut out, raw),
    }
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

fn date(value: &Value) -> Option<Stamp> {
    match value {
        Value::String(s) => stamp(s),
        Value::Number(n) => stamp(&n.to_string()),
        // Exports of databases.
        Value::Object(map) => ["$date", "iso", "date", "value", "#text"].iter().find_map(|key| date(map.get(*key)?)),
        _ => None,
    }
}

fn people(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter(|v| !v.is_array()).flat_map(people).collect(),
        Value::Object(map) => {
            let part = |keys: [&str; 3]| keys.iter().find_map(|key| map.get(*key).and_then(words));
            let first = part(["first_name", "firstname", "firstName"]);
            let last = part(["last_name", "lastname", "lastName"]);
            match (first, last) {
                (Some(first), Some(last)) => vec![format!("{first} {last}")],
                _ => words(value).into_iter().collect(),
            }
        }
        other => words(other).into_iter().collect(),
    }
}

/// Running text: a string, a list of paragraphs, or sections with headlines and paragraphs.
fn prose(value: &Value) -> Option<String> {
    const KEYS: &[&str] = &[
        "summary",
        "headline",
        "sections",
        "paragraphs",
        "blocks",
        "text",
        "rendered",
        "content",
        "value",
        "#text",
        "$t",
    ];
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
                for value in KEYS.iter().filter_map(|key| map.get(*key)) {
                    walk(value, out, depth + 1);
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
