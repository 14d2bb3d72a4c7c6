//! JSON and JSON Lines as scrapers write them, schema.org articles, ninjs and JSON Feed.
//!
//! Fields are known by their names (`fields.tsv`, `words.tsv`); unknown ones are passed over. Articles may lie in lists
//! and objects around them, as the services that hand them out send them. JSON Lines are read line by line.

use std::io::{BufRead, Read};

use claimdiff_text::{Meta, Origin, Slice, Sourced};
use serde_json::{Map, Value};

use super::{
    Format, Reader, Sink, Source, charset, failed, names,
    record::{self, article},
    slurp,
};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "json", extensions: &["json", "jsonl", "ndjson", "feed"], detect, reader: Reader::Stream(read) };

/// How deep articles lie in lists and objects.
const MAX_NESTING: usize = 6;

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
    // In UTF-16 every other byte is zero, also that of the line breaks.
    if matches!(input.fill_buf().map_err(failed)?, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..]) {
        let bytes = slurp(input, source.limits.document_bytes)?;
        let text = charset::decode(&bytes, None)?.text;
        whole(text.as_bytes(), source, &mut count, each)?;
        return if count == 0 { Err(Error::Empty) } else { Ok(()) };
    }
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
        let value = parse(bytes);
        // Where the first line is not whole, the file is one document.
        if count == 0 && value.is_err() {
            let room = source.limits.document_bytes.saturating_sub(line.len());
            let mut rest = std::mem::take(&mut line);
            rest.extend(slurp(input, room)?);
            whole(rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&rest), source, &mut count, each)?;
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

/// One document, or JSON Lines that did not begin well, or documents one after the other.
fn whole(bytes: &[u8], source: &Source<'_>, count: &mut usize, each: &mut Sink<'_>) -> Result<(), Error> {
    let error = match parse(bytes) {
        Ok(value) => {
            articles(value, source, count, None, each);
            return Ok(());
        }
        Err(error) => error,
    };
    let values: Vec<(u32, Result<Value, serde_json::Error>)> = bytes
        .split(|b| *b == b'\n')
        .zip(1..)
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .map(|(line, n)| (n, parse(line.trim_ascii())))
        .collect();
    if values.iter().any(|(_, v)| v.as_ref().is_ok_and(Value::is_object)) {
        for (n, value) in values {
            match value {
                Ok(value) => articles(value, source, count, Some(n), each),
                Err(error) => each(source.note(Some(n), format!("reading JSON: {}", message(&error)))),
            }
        }
        return Ok(());
    }
    let mut stream = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let mut line = 1;
    let mut at = 0;
    while let Some(Ok(value)) = stream.next() {
        // Blank lines before it belong to what came before.
        let blank = bytes.get(at..).unwrap_or_default();
        at += blank.len() - blank.trim_ascii_start().len();
        let start = line + bytes.get(..at).map_or(0, |b| memchr::memchr_iter(b'\n', b).count() as u32);
        at = stream.byte_offset();
        articles(value, source, count, Some(start), each);
    }
    if *count == 0 {
        return Err(Error::Broken { what: "JSON", line: Some(error.line() as u32), message: message(&error) });
    }
    line = error.line() as u32;
    if !bytes.get(at..).unwrap_or_default().trim_ascii().is_empty() {
        each(source.note(Some(line), format!("reading JSON: {}; the rest of it is not read", message(&error))));
    }
    Ok(())
}

/// A value. What is not UTF-8 is decoded, and the numbers that JSON lacks and Python writes are no values.
fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    let error = match serde_json::from_slice(bytes) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let decoded = match std::str::from_utf8(bytes) {
        Ok(_) => None,
        Err(_) => charset::decode(bytes, None).ok().map(|d| d.text.into_owned().into_bytes()),
    };
    let bytes = decoded.as_deref().unwrap_or(bytes);
    let plain = without_nan(bytes);
    match (&plain, &decoded) {
        (None, None) => Err(error),
        _ => serde_json::from_slice(plain.as_deref().unwrap_or(bytes)),
    }
}

/// JSON with `null` for `NaN` and `Infinity`; `None` where there are none.
fn without_nan(bytes: &[u8]) -> Option<Vec<u8>> {
    const NUMBERS: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];
    let (mut out, mut from) = (Vec::new(), 0);
    let (mut quoted, mut at) = (false, 0);
    while let Some(b) = bytes.get(at) {
        match b {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'N' | b'I' | b'-' if !quoted => {
                if let Some(number) = NUMBERS.iter().find(|n| bytes[at..].starts_with(n)) {
                    out.extend_from_slice(&bytes[from..at]);
                    out.extend_from_slice(b"null");
                    at += number.len();
                    from = at;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    (from > 0).then(|| {
        out.extend_from_slice(&bytes[from..]);
        out
    })
}

/// What serde says, without its own count of lines.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" at line ").unwrap_or(text.len());
    text.slice(..cut).to_lowercase()
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

/// The articles in a value: one object, or objects in lists and objects around them.
fn articles(value: Value, source: &Source<'_>, count: &mut usize, line: Option<u32>, each: &mut Sink<'_>) {
    let mut queue = vec![(value, Meta::default(), 0)];
    while let Some((value, around, depth)) = queue.pop() {
        match value {
            Value::Array(items) if depth < MAX_NESTING => {
                queue.extend(items.into_iter().rev().map(|v| (v, around.clone(), depth + 1)));
            }
            Value::Object(map) => {
                let wraps = depth < MAX_NESTING && !record::has_text(&map);
                let holds = |v: &Value| wraps && holds_record(v, MAX_NESTING - depth);
                if map.values().any(holds) {
                    let around = feed_meta(&map, around);
                    let inner = map.into_iter().filter(|(_, v)| holds(v)).map(|(_, v)| (v, around.clone(), depth + 1));
                    let mut inner: Vec<_> = inner.collect();
                    inner.reverse();
                    queue.append(&mut inner);
                    continue;
                }
                *count += 1;
                match article(&map, source, (*count, line), around, each) {
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

/// Whether an object or a list holds the record of an article.
fn holds_record(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(items) => depth > 0 && items.iter().any(|v| holds_record(v, depth - 1)),
        Value::Object(map) => record::has_text(map) || depth > 0 && map.values().any(|v| holds_record(v, depth - 1)),
        _ => false,
    }
}

/// What a feed says of all its items, with what the objects around it say.
fn feed_meta(map: &Map<String, Value>, around: Meta) -> Meta {
    let is_feed = map.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed"));
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let outlet = text("title").filter(|_| is_feed).map(|t| Sourced::new(t.to_owned(), Origin::Metadata));
    let language = text("language").and_then(names::language).map(|l| Sourced::new(l, Origin::Metadata));
    Meta { outlet: outlet.or(around.outlet), language: language.or(around.language), ..Meta::default() }
}
