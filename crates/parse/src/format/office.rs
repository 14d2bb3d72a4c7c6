//! Word-processor files: DOCX (Office Open XML) and ODT (OpenDocument), their paragraphs and headings. Comments, notes,
//! deleted text, headers and footers are passed over; a date in the file is when it was made, not published, and is not
//! read.

use std::io::{Cursor, Read};

use claimdiff_text::{LineKind, Origin, Sourced};
use quick_xml::{
    Reader as Xml,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{Format, Line, Reader, Sink, Source, html, names};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "office", extensions: &["docx", "odt"], detect: |_| 0, reader: Reader::Bytes(read) };

/// How such a file begins.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// How many times longer than the text of an article its markup may be.
const MARKUP_FOR_TEXT: usize = 8;

/// How deep elements may nest.
const MAX_DEPTH: usize = 256;

/// The most files in one such file.
const MAX_FILES: usize = 20_000;

fn read(bytes: &[u8], source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let broken = || Error::Broken { what: "a word-processor file", line: None, message: "it is damaged".to_owned() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > MAX_FILES {
        return Err(Error::Unsupported { what: "an archive; unpack it first" });
    }
    let limit = source.limits.article_bytes.saturating_mul(MARKUP_FOR_TEXT);
    let mut part = |name: &str| -> Result<Option<String>, Error> {
        let Ok(file) = archive.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        file.take(limit as u64 + 1).read_to_end(&mut text).map_err(|_| broken())?;
        if text.len() > limit {
            return Err(Error::TooLong { limit });
        }
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    };
    let (lines, about) = match part("word/document.xml")? {
        Some(text) => (lines(&text, &WORD)?, part("docProps/core.xml")?),
        None => match part("content.xml")? {
            Some(text) => (lines(&text, &OPEN)?, part("meta.xml")?),
            None if part("xl/workbook.xml")?.is_some() => {
                return Err(Error::Unsupported { what: "a spreadsheet; save it as CSV" });
            }
            None => return Err(Error::Unsupported { what: "an archive; unpack it first" }),
        },
    };
    let mut meta = source.known.clone();
    let about = about.map(|a| properties(&a)).unwrap_or_default();
    let title = lines.iter().find(|l| l.title).map(|l| l.text.clone());
    let told = about.title.filter(|t| t.split_whitespace().count() >= 3);
    let headline = title.or(told).map(|t| Sourced::new(t, Origin::Metadata));
    meta.headline = meta.headline.take().or(headline);
    if meta.authors.is_empty() {
        let people = names::people(about.creator.iter().map(String::as_str));
        meta.authors = people.into_iter().map(|a| Sourced::new(a, Origin::Metadata)).collect();
    }
    let pieces = lines.into_iter().map(|l| -> Line { (l.text, l.kind) });
    let article = super::assemble(pieces, source, source.id, meta, each).ok_or(Error::NoText)?;
    each(Item::Article(Box::new(article)));
    Ok(())
}

/// What the elements of a kind of file are called, without their prefixes.
struct Names {
    paragraphs: &'static [&'static str],
    /// Elements that hold text; where there are none, a paragraph's own text is.
    text: Option<&'static str>,
    breaks: &'static [&'static str],
    blanks: &'static [&'static str],
    /// Elements whose text is none of the article's.
    apart: &'static [&'static str],
}

const WORD: Names = Names {
    paragraphs: &["p"],
    text: Some("t"),
    breaks: &["br", "cr"],
    blanks: &["tab"],
    apart: &["del", "moveFrom", "instrText", "footnote", "endnote", "comment", "txbxContent", "Fallback"],
};

const OPEN: Names = Names {
    paragraphs: &["p", "h"],
    text: None,
    breaks: &["line-break"],
    blanks: &["s", "tab"],
    apart: &["annotation", "tracked-changes", "note", "frame", "automatic-styles", "font-face-decls", "forms"],
};

/// A paragraph.
#[derive(Default)]
struct Paragraph {
    text: String,
    kind: Option<LineKind>,
    title: bool,
}

fn local(start: &BytesStart<'_>) -> String {
    let name = start.name().as_ref().to_owned();
    name.rsplit_once(':').map_or(name.clone(), |(_, local)| local.to_owned())
}

/// The paragraphs of a text, in their order.
fn lines(text: &str, names: &Names) -> Result<Vec<Paragraph>, Error> {
    let mut xml = Xml::from_str(text);
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    xml.config_mut().allow_dangling_amp = true;
    let mut out: Vec<Paragraph> = Vec::new();
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut paragraph: Option<Paragraph> = None;
    let mut in_text = 0;
    let broken = |message: String| Error::Broken { what: "a word-processor file", line: None, message };
    loop {
        let event = xml.read_event().map_err(|e| broken(e.to_string().to_lowercase()))?;
        if open.len() > MAX_DEPTH {
            return Err(broken(format!("elements nest deeper than the limit of {MAX_DEPTH}")));
        }
        let hidden = open.last().is_some_and(|(_, hidden)| *hidden);
        match event {
            Event::Start(start) => {
                let name = local(&start);
                let hidden = hidden || names.apart.contains(&name.as_str());
                if !hidden && names.paragraphs.contains(&name.as_str()) {
                    flush(&mut paragraph, &mut out);
                    paragraph =
                        Some(Paragraph { kind: (name == "h").then_some(LineKind::Subhead), ..Paragraph::default() });
                    style(&start, "style-name", &mut paragraph);
                }
                in_text += usize::from(!hidden && names.text == Some(name.as_str()));
                open.push((name, hidden));
            }
            Event::Empty(start) => {
                let name = local(&start);
                if name == "pStyle" {
                    style(&start, "val", &mut paragraph);
                }
                if let Some(p) = paragraph.as_mut().filter(|_| !hidden) {
                    if names.breaks.contains(&name.as_str()) {
                        flush_text(p, &mut out);
                    } else if names.blanks.contains(&name.as_str()) {
                        p.text.push(' ');
                    }
                }
            }
            Event::End(_) => {
                let Some((name, hidden)) = open.pop() else { continue };
                in_text -= usize::from(!hidden && names.text == Some(name.as_str())).min(in_text);
                if !hidden && names.paragraphs.contains(&name.as_str()) {
                    flush(&mut paragraph, &mut out);
                }
            }
            Event::Text(part) if !hidden && (names.text.is_none() || in_text > 0) => push(&mut paragraph, &part),
            Event::CData(part) if !hidden && (names.text.is_none() || in_text > 0) => push(&mut paragraph, &part),
            Event::GeneralRef(part) if !hidden && (names.text.is_none() || in_text > 0) => {
                let written = format!("&{};", &*part);
                push(&mut paragraph, &html::dom::decode(&written));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    flush(&mut paragraph, &mut out);
    Ok(out)
}

fn push(paragraph: &mut Option<Paragraph>, text: &str) {
    if let Some(p) = paragraph {
        html::dom::push_plain(&mut p.text, text);
    }
}

/// What the name of a style says of a paragraph.
fn style(start: &BytesStart<'_>, key: &str, paragraph: &mut Option<Paragraph>) {
    let Some(p) = paragraph else { return };
    for attribute in start.attributes().flatten() {
        let name = attribute.key.as_ref().to_owned();
        if name.rsplit(':').next() != Some(key) {
            continue;
        }
        let style = attribute.value.to_ascii_lowercase();
        if style.starts_with("title") {
            p.title = true;
        } else if style.starts_with("heading") {
            p.kind = Some(LineKind::Subhead);
        }
    }
}

fn flush(paragraph: &mut Option<Paragraph>, out: &mut Vec<Paragraph>) {
    if let Some(mut p) = paragraph.take() {
        flush_text(&mut p, out);
    }
}

/// Ends a line of a paragraph, which goes on with the same style.
fn flush_text(p: &mut Paragraph, out: &mut Vec<Paragraph>) {
    let text = std::mem::take(&mut p.text).trim().to_owned();
    if text.contains(char::is_alphanumeric) {
        out.push(Paragraph { text, kind: p.kind, title: p.title });
    }
}

/// What a file says of itself.
#[derive(Default)]
struct Properties {
    title: Option<String>,
    creator: Option<String>,
}

fn properties(text: &str) -> Properties {
    let mut xml = Xml::from_str(text);
    xml.config_mut().check_end_names = false;
    let mut out = Properties::default();
    loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => {
                let name = local(&start);
                if matches!(name.as_str(), "title" | "creator") {
                    let raw = xml.read_text(start.name()).map(|t| t.to_string()).unwrap_or_default();
                    let mut value = String::new();
                    html::dom::push_text(&mut value, &raw);
                    let value = Some(value.trim().to_owned()).filter(|v| !v.is_empty());
                    match name.as_str() {
                        "title" => out.title = out.title.or(value),
                        _ => out.creator = out.creator.or(value),
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}
