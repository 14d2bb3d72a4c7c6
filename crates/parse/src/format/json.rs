//! JSON and JSON Lines as scrapers write them, schema.org articles, ninjs and JSON Feed.
//!
//! Fields are known by their names (`fields.tsv`); unknown ones are passed over. JSON Lines are read line by line.

use std::io::{BufRead, Read};

use claimdiff_text::{Article, Meta, Origin, Sourced, Stamp};
use serde_json::{Map, Value};

use super::{
    Format, Reader, Sink, Source, failed,
    fields::{Best, Holds, field, stamp},
    html, names, paragraphs, schema, slurp,
};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "json", extensions: &["json", "jsonl", "ndjson", "feed"], detect, reader: Reader::Stream(read) };

/// Keys of an object that holds a list of articles.
const LISTS: &[&str] = &["articles", "items", "docs", "data", "results", "posts", "entries", "documents", "stories"];

/// How deep lists of articles nest.
const MAX_NESTING: usize = 4;

fn detect(head: &str) -> u8 {
    let inner = match head.as_bytes() {
        [b'{', rest @ ..] => rest,
        [b'[', rest @ ..] => match rest.trim_ascii_start() {
            [b'{', rest @ ..] => rest,
            [] | [b']' | b'[', ..] => return 2,
            _ => return 0,
        },
        _ => return 0,
    };
    match inner.trim_ascii_start() {
        [b'"', ..] => 3,
        [b'}', ..] | [] => 2,
        _ => 0,
    }
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let limit = source.limits.article_bytes;
    let mut count = 0;
    let mut number = 0u32;
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut *input).take(limit as u64 + 1).read_until(b'\n', &mut line).map_err(failed)?;
        if read == 0 {
            break;
        }
        number += 1;
        let mut bytes = line.trim_ascii();
        if number == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        if bytes.is_empty() {
            continue;
        }
        let mut cut = read > limit && !line.ends_with(b"\n");
        // The first line may be a whole document.
        if cut && count == 0 {
            let most = source.limits.document_bytes;
            let room = most.saturating_sub(line.len());
            (&mut *input).take(room as u64).read_until(b'\n', &mut line).map_err(failed)?;
            cut = line.len() >= most && !line.ends_with(b"\n");
            if cut {
                each(source.note(Some(number), too_long(most)));
                skip_line(input)?;
                count += 1;
                continue;
            }
            bytes = line.trim_ascii();
        }
        let value: Result<Value, _> = serde_json::from_slice(bytes);
        // Where the first line is not whole, the file is one document.
        if count == 0 && value.is_err() {
            let room = source.limits.document_bytes.saturating_sub(line.len());
            let mut whole = std::mem::take(&mut line);
            whole.extend(slurp(input, room)?);
            let whole = whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&whole);
            match serde_json::from_slice::<Value>(whole) {
                Ok(value) => articles(value, source, &mut count, None, each),
                // Perhaps only its first line is bad.
                Err(error) => lines(whole, error, source, &mut count, each)?,
            }
            break;
        }
        if cut {
            each(source.note(Some(number), too_long(limit)));
            skip_line(input)?;
            continue;
        }
        match value {
            Ok(value) => articles(value, source, &mut count, Some(number), each),
            Err(error) => each(source.note(Some(number), format!("reading JSON: {}", message(&error)))),
        }
    }
    match count {
        0 => Err(Error::Empty),
        _ => Ok(()),
    }
}

/// JSON Lines that did not begin well: at least one other line must be whole.
fn lines(
    whole: &[u8],
    error: serde_json::Error,
    source: &Source<'_>,
    count: &mut usize,
    each: &mut Sink<'_>,
) -> Result<(), Error> {
    let broken = || Error::Broken { what: "JSON", line: Some(error.line() as u32), message: message(&error) };
    let values: Vec<(u32, Result<Value, serde_json::Error>)> = whole
        .split(|b| *b == b'\n')
        .zip(1..)
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .map(|(line, n)| (n, serde_json::from_slice(line.trim_ascii())))
        .collect();
    if !values.iter().any(|(_, v)| v.as_ref().is_ok_and(Value::is_object)) {
        return Err(broken());
    }
    for (n, value) in values {
        match value {
            Ok(value) => articles(value, source, count, Some(n), each),
            Err(error) => each(source.note(Some(n), format!("reading JSON: {}", message(&error)))),
        }
    }
    Ok(())
}

/// What serde says, without its own count of lines.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" at line ").unwrap_or(text.len());
    text[..cut].to_lowercase()
}

fn too_long(limit: usize) -> String {
    format!("reading JSON: the line is longer than the limit of {limit} bytes")
}

fn skip_line(input: &mut dyn BufRead) -> Result<(), Error> {
    loop {
        let buffer = input.fill_buf().map_err(failed)?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let used = end.map_or(buffer.len(), |n| n + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The articles in a value: one object, a list of them, or an object with such a list.
fn articles(value: Value, source: &Source<'_>, count: &mut usize, line: Option<u32>, each: &mut Sink<'_>) {
    let mut queue = vec![(value, Meta::default(), 0)];
    while let Some((value, around, depth)) = queue.pop() {
        match value {
            Value::Array(items) if depth < MAX_NESTING => {
                queue.extend(items.into_iter().rev().map(|v| (v, around.clone(), depth + 1)));
            }
            Value::Object(mut map) => {
                let list = LISTS.iter().find(|k| {
                    map.get(**k).is_some_and(|v| v.as_array().is_some_and(|a| a.iter().all(Value::is_object)))
                });
                if let Some(list) = list
                    && depth < MAX_NESTING
                {
                    let items = map.remove(*list).unwrap_or_default();
                    queue.push((items, feed_meta(&map), depth + 1));
                    continue;
                }
                *count += 1;
                match article(&map, source, *count, around, each) {
                    Some(article) => each(Item::Article(Box::new(article))),
                    None => {
                        let which = if line.is_some() { String::new() } else { format!(" {count}") };
                        each(source.note(line, format!("reading JSON: record{which} holds no running text")));
                    }
                }
            }
            _ => {
                *count += 1;
                each(source.note(line, "reading JSON: the value is no article".to_owned()));
            }
        }
    }
}

/// What a feed says of all its items.
fn feed_meta(map: &Map<String, Value>) -> Meta {
    let is_feed = map.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed"));
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    Meta {
        outlet: text("title").filter(|_| is_feed).map(|t| Sourced::new(t.to_owned(), Origin::Metadata)),
        language: text("language").and_then(names::language).map(|l| Sourced::new(l, Origin::Metadata)),
        ..Meta::default()
    }
}

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

fn article(
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
