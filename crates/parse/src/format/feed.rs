//! RSS 0.9 to 2.0 and Atom. Items without full content give what they have. Entities of a document type are not
//! expanded; nothing is fetched.

use claimdiff_text::{Article, Meta, Origin, Record, Sourced};
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
    /// Who made it, where a feed gathers items of many.
    outlet: String,
    /// The key that it gives itself.
    id: String,
    /// The line of the feed that it begins in.
    line: u32,
}

fn read(text: &str, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let line_of = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() as u32 + 1;
    let mut feed = Feed { source, each, channel: Entry::default(), count: 0, line: (0, 1) };
    // What breaks the rules of XML costs the item that it stands in: reading goes on with the next one. How much is
    // read again is bounded, for what is never closed is looked for to the end.
    let mut budget = text.len().saturating_mul(MAX_PASSES);
    let (mut at, mut first) = (0, None);
    while let Some(rest) = text.get(at..) {
        feed.line.1 += memchr::memchr_iter(b'\n', &text.as_bytes()[feed.line.0..at]).count() as u32;
        feed.line.0 = at;
        let Err(stop) = feed.run(rest) else { break };
        budget = budget.saturating_sub(stop.reached);
        let line = line_of(at + stop.at);
        let next = next_item(text, at + stop.at.max(1)).filter(|_| budget > 0);
        let lost = if next.is_some() { "an item" } else { "the rest of it" };
        match next {
            None if feed.count == 0 => {
                return Err(first.unwrap_or(Error::Broken { what: "a feed", line: Some(line), message: stop.message }));
            }
            _ => (feed.each)(source.note(Some(line), format!("reading a feed: {}; {lost} is not read", stop.message))),
        }
        first.get_or_insert(Error::Broken { what: "a feed", line: Some(line), message: stop.message });
        at = next.unwrap_or(text.len());
    }
    match (feed.count, first) {
        (0, Some(error)) => Err(error),
        (0, None) => Err(Error::Empty),
        _ => Ok(()),
    }
}

/// How many times its length a broken feed may be read.
const MAX_PASSES: usize = 4;

/// Where the next item of a feed begins.
fn next_item(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(text.ceil_char_boundary(from.min(text.len()))..)?;
    let found = ["<item", "<entry"].iter().filter_map(|tag| memchr::memmem::find(rest.as_bytes(), tag.as_bytes()));
    found.min().map(|n| text.len() - rest.len() + n)
}

/// Why reading stopped.
struct Stop {
    /// Where the mistake is.
    at: usize,
    /// How far was read.
    reached: usize,
    message: String,
}

/// A feed while it is read.
struct Feed<'a> {
    source: &'a Source<'a>,
    each: &'a mut Sink<'a>,
    /// What the feed says of all its items.
    channel: Entry,
    count: usize,
    /// A place in the feed and its line.
    line: (usize, u32),
}

impl Feed<'_> {
    /// Reads the items of a feed or of the rest of one, up to its end or the first mistake.
    fn run(&mut self, text: &str) -> Result<(), Stop> {
        let mut xml = Xml::from_str(text);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut item: Option<Entry> = None;
        // The names of the open elements.
        let mut open: Vec<String> = Vec::new();
        let mut value = String::new();
        let (mut counted, mut line) = (0, self.line.1);
        loop {
            let event = xml.read_event().map_err(|e| stop(&xml, &e))?;
            if open.len() > MAX_DEPTH {
                let at = xml.buffer_position() as usize;
                let message = format!("elements nest deeper than the limit of {MAX_DEPTH}");
                return Err(Stop { at, reached: at, message });
            }
            match event {
                Event::Start(start) => {
                    let name = local(&start);
                    if matches!(name.as_str(), "item" | "entry") {
                        let at = (xml.buffer_position() as usize).min(text.len());
                        let passed = text.as_bytes().get(counted..at).unwrap_or_default();
                        line += memchr::memchr_iter(b'\n', passed).count() as u32;
                        counted = at;
                        item = Some(Entry { line, ..Entry::default() });
                    }
                    let entry = item.as_mut().unwrap_or(&mut self.channel);
                    link(&start, &name, entry);
                    value.clear();
                    if !matches!(name.as_str(), "title" | "description" | "content" | "summary" | "encoded") {
                        open.push(name);
                        continue;
                    }
                    // What holds text may hold markup, as XHTML or against the rules.
                    let raw = xml.read_text(start.name()).map(|t| t.to_string()).map_err(|e| stop(&xml, &e))?;
                    field(entry, &name, open.last().map_or("", String::as_str), &inner(&raw));
                }
                Event::Empty(start) => {
                    let name = local(&start);
                    link(&start, &name, item.as_mut().unwrap_or(&mut self.channel));
                }
                Event::DocType(kind) if kind.contains("<!ENTITY") => {
                    let message = "reading a feed: the entities that it declares are not expanded".to_owned();
                    let at = (xml.buffer_position() as usize).min(text.len());
                    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u32 + 1;
                    (self.each)(self.source.note(Some(line), message));
                }
                Event::Text(part) => value.push_str(&part),
                Event::CData(part) => value.push_str(&part),
                Event::GeneralRef(reference) => push_reference(&mut value, &reference),
                Event::End(_) => {
                    let Some(name) = open.pop() else { continue };
                    if matches!(name.as_str(), "item" | "entry") {
                        if let Some(entry) = item.take() {
                            self.item(&entry);
                        }
                    } else {
                        let parent = open.last().map_or("", String::as_str);
                        field(item.as_mut().unwrap_or(&mut self.channel), &name, parent, &value);
                    }
                    value.clear();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match item {
            None => Ok(()),
            Some(_) => Err(Stop { at: text.len(), reached: text.len(), message: "it ends inside an item".to_owned() }),
        }
    }

    fn item(&mut self, entry: &Entry) {
        self.count += 1;
        match article(entry, &self.channel, self.source, self.count, self.each) {
            Some(article) => (self.each)(Item::Article(Box::new(article))),
            None => {
                let message = format!("reading a feed: item {} holds no running text", self.count);
                (self.each)(self.source.note(None, message));
            }
        }
    }
}

fn stop(xml: &Xml<&[u8]>, error: &quick_xml::Error) -> Stop {
    let (at, reached) = (xml.error_position() as usize, xml.buffer_position() as usize);
    Stop { at, reached, message: error.to_string().to_lowercase() }
}

/// What an element holds as the source of a page: text with its references read, what stands in CDATA, and markup as
/// it stands.
fn inner(raw: &str) -> String {
    let mut out = String::new();
    let plain = |out: &mut String, part: &str| match part.contains('<') {
        true => out.push_str(part),
        false => out.push_str(&html::dom::decode(part)),
    };
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        plain(&mut out, before);
        let (data, after) = after.split_once("]]>").unwrap_or((after, ""));
        out.push_str(data);
        rest = after;
    }
    plain(&mut out, rest);
    out
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
        ("title", "item" | "entry" | "channel" | "feed" | "rdf") => set(&mut entry.title),
        ("source", "item" | "entry") | ("title", "source") => set(&mut entry.outlet),
        ("link", "item" | "entry" | "channel" | "feed") => set(&mut entry.link),
        ("pubdate" | "published" | "issued" | "date", _) => set(&mut entry.published),
        ("updated" | "modified", _) => set(&mut entry.updated),
        ("encoded", _) => offer(entry, text, 4),
        ("content", _) => offer(entry, text, 3),
        ("description", "item") => offer(entry, text, 2),
        ("summary", _) => offer(entry, text, 1),
        ("language", _) => set(&mut entry.language),
        ("guid" | "id", "item" | "entry") => set(&mut entry.id),
        _ => {}
    }
}

fn article(entry: &Entry, feed: &Entry, source: &Source<'_>, n: usize, each: &mut Sink<'_>) -> Option<Article> {
    let clean = |raw: &str| {
        let mut out = String::new();
        match raw.contains("</") {
            true => out = html::dom::Dom::parse(raw).text(0),
            false => html::dom::push_text(&mut out, raw),
        }
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
        outlet: new(clean(&entry.outlet).or_else(|| clean(&feed.title))),
        authors: names::people(authors.iter().map(String::as_str))
            .into_iter()
            .map(|a| Sourced::new(a, Origin::Metadata))
            .collect(),
        agency: None,
        place: None,
        published,
        modified: date(&entry.updated),
        language: new(names::language(language)),
        url: new(clean(&entry.link).or_else(|| clean(&entry.id))).filter(|u| u.value.starts_with("http")),
        record: Some(Record { id: clean(&entry.id), number: n as u32, line: Some(entry.line) }),
    };
    html::article(&entry.content, source, &source.id(n), meta, each).ok()
}
