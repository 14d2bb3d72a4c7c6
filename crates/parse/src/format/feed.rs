//! RSS 0.9 to 2.0 and Atom. Items without full content give what they have. Entities of a document type are not
//! expanded; nothing is fetched.

use claimdiff_text::{Article, Meta, Origin, Sourced};
use quick_xml::{
    Reader as Xml,
    events::{BytesRef, BytesStart, Event},
};

use super::{Format, Reader, Sink, Source, fields::stamp, html, names};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "feed", extensions: &["rss", "atom", "xml", "rdf"], detect, reader: Reader::Collection(read) };

/// How deep elements may nest.
const MAX_DEPTH: usize = 128;

fn detect(head: &str) -> u8 {
    if !head.starts_with('<') {
        return 0;
    }
    let found = ["<rss", "<feed", "<rdf:RDF", "<atom:feed"].iter().any(|t| head.contains(t));
    if found { 3 } else { 0 }
}

/// What an item or the feed says.
#[derive(Clone, Default)]
struct Entry {
    title: String,
    link: String,
    published: String,
    updated: String,
    authors: Vec<String>,
    /// The fullest text, and how full it claims to be.
    content: String,
    rank: u8,
    language: String,
}

fn read(text: &str, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let mut xml = Xml::from_str(text);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut feed = Entry::default();
    let mut item: Option<Entry> = None;
    // The names of the open elements.
    let mut open: Vec<String> = Vec::new();
    let mut value = String::new();
    let mut count = 0;
    let line_of =
        |at: u64| text.as_bytes()[..(at as usize).min(text.len())].iter().filter(|b| **b == b'\n').count() as u32 + 1;
    loop {
        let event = xml.read_event().map_err(|e| (xml.error_position(), e.to_string().to_lowercase()));
        let event = event.and_then(|event| match open.len() > MAX_DEPTH {
            true => Err((xml.buffer_position(), format!("elements nest deeper than the limit of {MAX_DEPTH}"))),
            false => Ok(event),
        });
        let event = match event {
            Ok(event) => event,
            Err((at, message)) => {
                let line = Some(line_of(at));
                if count == 0 {
                    return Err(Error::Broken { what: "a feed", line, message });
                }
                each(source.note(line, format!("reading a feed: {message}; the rest of it is not read")));
                break;
            }
        };
        match event {
            Event::Start(start) => {
                let name = local(&start);
                if matches!(name.as_str(), "item" | "entry") {
                    item = Some(Entry::default());
                }
                let entry = item.as_mut().unwrap_or(&mut feed);
                link(&start, &name, entry);
                value.clear();
                // Content that is markup itself, not text of markup.
                let inner = attribute(&start, "type").is_some_and(|t| t == "xhtml");
                if inner && matches!(name.as_str(), "content" | "summary") {
                    let raw = xml.read_text(start.name()).map(|t| t.to_string()).unwrap_or_default();
                    offer(entry, &raw, if name == "content" { 3 } else { 1 });
                    continue;
                }
                open.push(name);
            }
            Event::Empty(start) => {
                let name = local(&start);
                link(&start, &name, item.as_mut().unwrap_or(&mut feed));
            }
            Event::DocType(kind) if kind.contains("<!ENTITY") => {
                let line = Some(line_of(xml.buffer_position()));
                each(source.note(line, "reading a feed: the entities that it declares are not expanded".to_owned()));
            }
            Event::Text(part) => value.push_str(&part),
            Event::CData(part) => value.push_str(&part),
            Event::GeneralRef(reference) => push_reference(&mut value, &reference),
            Event::End(_) => {
                let Some(name) = open.pop() else { continue };
                if matches!(name.as_str(), "item" | "entry") {
                    if let Some(entry) = item.take() {
                        count += 1;
                        match article(&entry, &feed, source, count, each) {
                            Some(article) => each(Item::Article(Box::new(article))),
                            None => {
                                each(source.note(None, format!("reading a feed: item {count} holds no running text")))
                            }
                        }
                    }
                } else {
                    let parent = open.last().map_or("", String::as_str);
                    field(item.as_mut().unwrap_or(&mut feed), &name, parent, &value);
                }
                value.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if item.is_some() {
        each(source.note(Some(line_of(text.len() as u64)), "reading a feed: it ends inside an item".to_owned()));
    }
    match count {
        0 => Err(Error::Empty),
        _ => Ok(()),
    }
}

/// The name without its prefix; "content:encoded" and "dc:creator" keep what tells them apart.
fn local(start: &BytesStart<'_>) -> String {
    let name = start.name().as_ref().to_ascii_lowercase();
    match name.rsplit_once(':') {
        Some(("media" | "itunes", _)) => name,
        Some((_, local)) => local.to_owned(),
        None => name,
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    Some(html::dom::decode(&found.value).into_owned())
}

/// Atom puts addresses into attributes.
fn link(start: &BytesStart<'_>, name: &str, entry: &mut Entry) {
    if name != "link" {
        return;
    }
    let alternate = attribute(start, "rel").is_none_or(|r| r == "alternate");
    if let Some(href) = attribute(start, "href").filter(|_| alternate && entry.link.is_empty()) {
        entry.link = href;
    }
}

/// `&amp;` and its like; references to entities of a document type stay unread.
fn push_reference(value: &mut String, reference: &BytesRef<'_>) {
    let name: &str = reference;
    let written = format!("&{name};");
    value.push_str(&html::dom::decode(&written));
}

fn offer(entry: &mut Entry, content: &str, rank: u8) {
    if rank > entry.rank && !content.trim().is_empty() {
        entry.content = content.to_owned();
        entry.rank = rank;
    }
}

fn field(entry: &mut Entry, name: &str, parent: &str, value: &str) {
    let text = value.trim();
    if text.is_empty() {
        return;
    }
    let set = |slot: &mut String| {
        if slot.is_empty() {
            *slot = text.to_owned();
        }
    };
    match (name, parent) {
        ("name", "author") | ("creator", _) => entry.authors.push(text.to_owned()),
        // RSS gives an address and the name in brackets: "a@example.org (Lena Marsh)".
        ("author", _) => {
            let name = text.split_once('(').and_then(|(_, n)| n.strip_suffix(')')).unwrap_or(text);
            if !name.contains('@') {
                entry.authors.push(name.to_owned());
            }
        }
        ("title", "item" | "entry" | "channel" | "feed") => set(&mut entry.title),
        ("link", "item" | "entry" | "channel" | "feed") => set(&mut entry.link),
        ("pubdate" | "published" | "issued" | "date", _) => set(&mut entry.published),
        ("updated" | "modified", _) => set(&mut entry.updated),
        ("encoded", _) => offer(entry, text, 4),
        ("content", _) => offer(entry, text, 3),
        ("description", "item") => offer(entry, text, 2),
        ("summary", _) => offer(entry, text, 1),
        ("language", _) => set(&mut entry.language),
        _ => {}
    }
}

fn article(entry: &Entry, feed: &Entry, source: &Source<'_>, n: usize, each: &mut Sink<'_>) -> Option<Article> {
    let clean = |raw: &str| {
        let mut out = String::new();
        html::dom::push_text(&mut out, raw);
        Some(out.trim().to_owned()).filter(|t| !t.is_empty())
    };
    let new = |v: Option<String>| v.map(|v| Sourced::new(v, Origin::Metadata));
    let date = |v: &str| stamp(v).map(|s| Sourced::new(s, Origin::Metadata));
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    let language = if entry.language.is_empty() { &feed.language } else { &entry.language };
    // Atom's "updated" is all that some feeds give.
    let published = date(&entry.published).or_else(|| date(&entry.updated));
    let meta = Meta {
        headline: new(clean(&entry.title)),
        outlet: new(clean(&feed.title)),
        authors: names::people(authors.iter().map(String::as_str))
            .into_iter()
            .map(|a| Sourced::new(a, Origin::Metadata))
            .collect(),
        place: None,
        published,
        modified: date(&entry.updated),
        language: new(names::language(language)),
        url: new(clean(&entry.link)).filter(|u| u.value.starts_with("http")),
    };
    html::article(&entry.content, source, &source.id(n), meta, each)
}
