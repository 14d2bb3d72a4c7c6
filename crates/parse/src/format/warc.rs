//! Web archives (WARC 1.0 and 1.1): responses with pages, and the texts of conversion records, one record in memory.
//!
//! Revisits, requests and metadata records are passed over.

use std::io::{BufRead, Read};

use claimdiff_text::{Article, Meta, Origin, Record, Sourced};
use memchr::memmem;

use super::{Format, Reader, Sink, Source, charset, failed, html, pack, paragraphs};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "warc", extensions: &["warc", "wet"], detect, reader: Reader::Stream(read) };

/// The longest header of a record or of a response in it, in bytes.
const MAX_HEADER_BYTES: usize = 64 << 10;

fn detect(head: &str) -> u8 {
    if head.starts_with("WARC/") { 3 } else { 0 }
}

/// The header of a record.
#[derive(Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    content: String,
    url: String,
    id: String,
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let mut archive = Archive { input, source, each, body: Vec::new(), record: 0, found: 0, passed: 0 };
    // What is cut or damaged ends the reading, not what came before.
    let end = loop {
        match archive.next() {
            Ok(true) => {}
            Ok(false) => break None,
            Err(error) => break Some(error),
        }
    };
    let Archive { record, found, passed, .. } = archive;
    if passed > 0 {
        each(source.hint(format!("reading a WARC: passed over {passed} of {record} records that hold no article")));
    }
    match end {
        Some(error) if found == 0 => Err(error),
        Some(error) => {
            each(source.note(None, format!("{error}; the rest of it is not read")));
            Ok(())
        }
        None if found == 0 => Err(Error::NoText),
        None => Ok(()),
    }
}

/// An archive while it is read.
struct Archive<'a> {
    input: &'a mut dyn BufRead,
    source: &'a Source<'a>,
    each: &'a mut Sink<'a>,
    /// The body of the record that is read.
    body: Vec<u8>,
    /// Its number, counted from 1.
    record: u64,
    /// How many articles were found, and how many records hold none.
    found: usize,
    passed: u64,
}

impl Archive<'_> {
    /// Reads a record; `false` at the end.
    fn next(&mut self) -> Result<bool, Error> {
        self.record += 1;
        let Some(header) = header(self.input, self.record)? else {
            self.record -= 1;
            return Ok(false);
        };
        let length = header.length.ok_or_else(|| broken(self.record, "has no length"))?;
        let wanted = match header.kind.as_str() {
            "response" => header.content.starts_with("application/http"),
            "resource" => header.content.starts_with("text/html"),
            "conversion" => header.content.starts_with("text/plain"),
            _ => false,
        };
        let limit = self.source.limits.article_bytes;
        if !wanted || length > limit as u64 {
            match wanted {
                true => self.note(&format!("it is longer than the limit of {limit} bytes")),
                false => self.passed += 1,
            }
            skip(self.input, length, self.record)?;
            return Ok(true);
        }
        self.body.clear();
        let read = (&mut *self.input).take(length).read_to_end(&mut self.body).map_err(failed)?;
        if (read as u64) < length {
            return Err(broken(self.record, "is cut: the archive ends inside it"));
        }
        match article(&header, &self.body, self.source, self.found + 1, self.each) {
            Ok(Some(article)) => {
                self.found += 1;
                (self.each)(Item::Article(Box::new(article)));
            }
            Ok(None) => self.passed += 1,
            Err(error) => self.note(&error.to_string()),
        }
        Ok(true)
    }

    fn note(&mut self, message: &str) {
        let message = format!("reading a WARC: record {}: {message}", self.record);
        (self.each)(self.source.note(None, message));
    }
}

/// What is wrong with a record.
fn broken(record: u64, message: &str) -> Error {
    Error::Broken { what: "a WARC", line: None, message: format!("record {record} {message}") }
}

/// The next record's header; `None` at the end.
fn header(input: &mut dyn BufRead, record: u64) -> Result<Option<Header>, Error> {
    let mut room = MAX_HEADER_BYTES;
    let mut line = Vec::new();
    // Blank lines part the records.
    loop {
        if !next_line(input, &mut line, &mut room, record)? {
            return Ok(None);
        }
        if !line.is_empty() {
            break;
        }
    }
    if !line.starts_with(b"WARC/") {
        return Err(broken(record, "does not begin where the one before it ends"));
    }
    let mut header = Header::default();
    loop {
        if !next_line(input, &mut line, &mut room, record)? {
            return Err(broken(record, "is cut: the archive ends inside its header"));
        }
        if line.is_empty() {
            return Ok(Some(header));
        }
        let text = String::from_utf8_lossy(&line);
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "content-length" => header.length = value.parse().ok(),
            "content-type" => header.content = value.to_ascii_lowercase(),
            "warc-record-id" => header.id = value.trim_matches(['<', '>']).to_owned(),
            "warc-target-uri" => header.url = value.trim_matches(['<', '>']).to_owned(),
            _ => {}
        }
    }
}

/// Reads a line without its end; `false` at the end of the input.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>, room: &mut usize, record: u64) -> Result<bool, Error> {
    line.clear();
    let read = (&mut *input).take(*room as u64).read_until(b'\n', line).map_err(failed)?;
    *room -= read;
    if *room == 0 {
        return Err(broken(record, &format!("has a header longer than the limit of {MAX_HEADER_BYTES} bytes")));
    }
    let end = line.trim_ascii_end().len();
    line.truncate(end);
    Ok(read > 0)
}

fn skip(input: &mut dyn BufRead, mut length: u64, record: u64) -> Result<(), Error> {
    while length > 0 {
        let buffer = input.fill_buf().map_err(failed)?;
        if buffer.is_empty() {
            return Err(broken(record, "is cut: the archive ends inside it"));
        }
        let used = (buffer.len() as u64).min(length);
        input.consume(used as usize);
        length -= used;
    }
    Ok(())
}

fn article(
    header: &Header,
    body: &[u8],
    source: &Source<'_>,
    n: usize,
    each: &mut Sink<'_>,
) -> Result<Option<Article>, Error> {
    let url = Some(header.url.clone()).filter(|u| u.starts_with("http"));
    let record = Some(Record { id: Some(header.id.clone()).filter(|i| !i.is_empty()), number: n as u32, line: None });
    let known = Meta { url: url.map(|u| Sourced::new(u, Origin::Metadata)), record, ..Meta::default() };
    let id = source.id(n);
    if header.kind == "conversion" {
        let text = charset::decode(body, None)?.text;
        return Ok(super::assemble(paragraphs(&text), source, &id, known, each));
    }
    if header.kind == "resource" {
        let text = charset::decode(body, None)?.text;
        return page(&text, source, &id, known, each);
    }
    let Some(end) = memmem::find(body, b"\r\n\r\n") else { return Ok(None) };
    let (head, body) = (&body[..end], &body[end + 4..]);
    let head = String::from_utf8_lossy(&head[..head.len().min(MAX_HEADER_BYTES)]);
    let status = head.split_ascii_whitespace().nth(1).unwrap_or("");
    let field = |name: &str| {
        let mut fields = head.lines().filter_map(|l| l.split_once(':'));
        fields.find(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_ascii_lowercase())
    };
    let content = field("content-type").unwrap_or_default();
    if status != "200"
        || !(content.starts_with("text/html") || content.starts_with("application/xhtml") || content.is_empty())
    {
        return Ok(None);
    }
    let chunked = field("transfer-encoding").is_some_and(|e| e.contains("chunked"));
    let joined = if chunked { unchunk(body) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    let encodings = field("content-encoding").unwrap_or_default();
    let body = pack::body(body, &encodings, &source.limits)?;
    let label = content.split_once("charset=").map(|(_, l)| l.trim_matches(['"', '\'', ' ', ';']));
    let text = charset::decode(&body, label)?.text;
    page(&text, source, &id, known, each)
}

/// The article of a page; an archive holds many that are none.
fn page(text: &str, source: &Source<'_>, id: &str, known: Meta, each: &mut Sink<'_>) -> Result<Option<Article>, Error> {
    match html::article(text, source, id, known, each) {
        Ok(article) => Ok(Some(article)),
        Err(Error::NoText | Error::Index) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The body of a chunked response; `None` where it is not chunked after all, as some archives store it.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = memmem::find(&rest[..rest.len().min(64)], b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 || rest.is_empty() {
            return Some(out);
        }
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size.saturating_add(2)..).unwrap_or(&[]);
        if rest.is_empty() {
            return Some(out);
        }
    }
}
