//! JSON and JSON Lines as scrapers write them, schema.org articles, ninjs and JSON Feed.
//!
//! Fields are known by their names (`fields.tsv`); unknown ones are passed over. JSON Lines are read line by line.

use std::io::{BufRead, Read};

use claimdiff_text::{Meta, Origin, Sourced};
use serde_json::{Map, Value};

use super::{Format, Reader, Sink, Source, failed, names, record::article, slurp};
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
