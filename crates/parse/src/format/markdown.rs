//! Markdown with front matter (YAML's plain `key: value` lines and lists, TOML or JSON). Nested YAML is passed over.

use claimdiff_text::{LineKind, Meta, Origin, Slice, Sourced};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

use super::{
    Format, Reader,
    fields::{Best, Holds, field_of_record, stamp},
    html::dom::push_plain,
    names, record, set_off,
};
use crate::{Error, Item};

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown", "mdown"],
    detect,
    reader: Reader::Whole(|text, source, each| {
        let (meta, body) = match json_front_matter(text) {
            Some((front, body)) => (record::read(&front, &source.known, Meta::default()).meta, body),
            None => {
                let (front, body) = front_matter(text).unwrap_or(("", text));
                let mut meta = source.known.clone();
                take(front, &mut meta);
                (meta, body)
            }
        };
        let mut meta = meta;
        let (pieces, title) = pieces(body);
        if meta.headline.is_none() {
            meta.headline = title.map(|t| Sourced::new(t, Origin::Body));
        }
        let article = super::assemble(pieces, source, source.id, meta, each).ok_or(Error::NoText)?;
        each(Item::Article(Box::new(article)));
        Ok(())
    }),
};

fn detect(head: &str) -> u8 {
    match front_matter_start(head) {
        // A line of hyphens may be a rule in plain text; keys after it are not.
        Some(rest) if rest.lines().next().is_some_and(|l| l.contains([':', '='])) => 3,
        None if json_front_matter(head).is_some() => 3,
        _ => 1,
    }
}

fn front_matter_start(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---").or_else(|| text.strip_prefix("+++"))?;
    rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))
}

/// The object that a text begins with and the text after it, where that is none of JSON.
fn json_front_matter(text: &str) -> Option<(Map<String, Value>, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('{') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let front = values.next()?.ok()?;
    let body = text.get(values.byte_offset()..)?;
    let prose = body.trim_start().starts_with(|c: char| !matches!(c, '{' | '}' | '[' | ']' | ','));
    (body.starts_with(['\n', '\r', ' ']) && prose && !record::has_text(&front)).then_some((front, body))
}

/// The front matter and the text after it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let rest = front_matter_start(text)?;
    let mark = text.slice(..3);
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == mark || mark == "---" && line.trim_end() == "..." {
            return Some((rest.slice(..at), rest.slice(at + line.len()..)));
        }
        at += line.len();
    }
    None
}

/// Takes what is not known yet from front matter: `key: value`, `key = "value"`, `key: [a, b]`, and `- a` lines below.
fn take(front: &str, meta: &mut Meta) {
    let (mut headline, mut outlet, mut published, mut modified, mut url, mut language) =
        (Best::default(), Best::default(), Best::default(), Best::default(), Best::default(), Best::default());
    let mut authors: Best<Vec<String>> = Best::default();
    let mut lines = front.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let Some(cut) = line.find([':', '=']) else { continue };
        let Some((holds, rank)) = field_of_record(line.slice(..cut).trim().trim_matches('"')) else { continue };
        let raw = line.slice(cut + 1..).trim();
        let mut values: Vec<&str> = match raw.strip_prefix('[').and_then(|r| r.strip_suffix(']')) {
            Some(list) => list.split(',').collect(),
            None if raw.is_empty() => Vec::new(),
            None => vec![raw],
        };
        while raw.is_empty()
            && let Some(item) = lines.peek().and_then(|l| l.trim_start().strip_prefix("- "))
        {
            values.push(item);
            lines.next();
        }
        let values: Vec<String> = values
            .into_iter()
            .map(|v| v.trim().trim_matches(['"', '\'']).trim().to_owned())
            .filter(|v| !v.is_empty())
            .collect();
        let Some(first) = values.first().cloned() else { continue };
        match holds {
            Holds::Headline | Holds::SharedTitle => headline.offer(rank, first),
            Holds::Outlet => outlet.offer(rank, first),
            Holds::Author => authors.offer(rank, values),
            Holds::Published => {
                if let Some(stamp) = stamp(&first) {
                    published.offer(rank, stamp);
                }
            }
            Holds::Modified => {
                if let Some(stamp) = stamp(&first) {
                    modified.offer(rank, stamp);
                }
            }
            Holds::Language => language.offer(rank, first),
            Holds::Url => url.offer(rank, first),
            Holds::Deck | Holds::Image | Holds::Text | Holds::Html | Holds::Id => {}
        }
    }
    let new = |v: Option<String>| v.map(|v| Sourced::new(v, Origin::Metadata));
    let date = |v: Option<claimdiff_text::Stamp>| v.map(|v| Sourced::new(v, Origin::Metadata));
    meta.headline = meta.headline.take().or(new(headline.take()));
    meta.outlet = meta.outlet.take().or(new(outlet.take()));
    meta.published = meta.published.take().or(date(published.take()));
    meta.modified = meta.modified.take().or(date(modified.take()));
    meta.language = meta.language.take().or(new(language.take().and_then(|l: String| names::language(&l))));
    meta.url = meta.url.take().or(new(url.take().filter(|u: &String| u.starts_with("http"))));
    if meta.authors.is_empty() {
        let found = names::people(authors.take().unwrap_or_default().iter().map(String::as_str));
        meta.authors = found.into_iter().map(|a| Sourced::new(a, Origin::Metadata)).collect();
    }
}

/// The lines of a text, and its first heading of the first level if nothing stands before it.
fn pieces(body: &str) -> (Vec<(String, Option<LineKind>)>, Option<String>) {
    let mut out: Vec<(String, Option<LineKind>)> = Vec::new();
    let mut title = None;
    let mut line = String::new();
    // Below these nothing is running text.
    let mut hidden = 0;
    // Where the open block quotations began.
    let mut quoted: Vec<usize> = Vec::new();
    let flush = |out: &mut Vec<(String, Option<LineKind>)>, line: &mut String, kind: Option<LineKind>| {
        let text = std::mem::take(line).trim().to_owned();
        if text.contains(char::is_alphanumeric) {
            out.push((text, kind));
        }
    };
    let mut first = true;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => {
                hidden += 1
            }
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition) => {
                hidden -= 1
            }
            Event::Start(Tag::BlockQuote(_)) => {
                flush(&mut out, &mut line, None);
                quoted.push(out.len());
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                first = false;
                flush(&mut out, &mut line, None);
                if let Some(from) = quoted.pop() {
                    set_off::mark(&mut out[from..], |(text, _)| text);
                }
            }
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item) => flush(&mut out, &mut line, None),
            Event::End(TagEnd::Heading(level)) => {
                if first && level == HeadingLevel::H1 {
                    title = Some(line.trim().to_owned()).filter(|t| !t.is_empty());
                }
                first = false;
                flush(&mut out, &mut line, Some(LineKind::Subhead));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                first = false;
                flush(&mut out, &mut line, None);
            }
            Event::End(TagEnd::TableCell) => line.push(' '),
            Event::Text(text) | Event::Code(text) if hidden == 0 => push_plain(&mut line, &text),
            Event::SoftBreak | Event::HardBreak => push_plain(&mut line, " "),
            _ => {}
        }
    }
    flush(&mut out, &mut line, None);
    (out, title)
}
