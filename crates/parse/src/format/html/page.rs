//! Metadata of a page, each value with its origin.
//!
//! Order of trust: JSON-LD of an article, meta tags, marked elements, the address, visible text. Dates keep the zone
//! they were written in. Relative dates are not read.

use claimdiff_text::{Meta, Origin, Sourced, Stamp};

use super::{
    dates,
    dom::{Attr, Dom, Tag, push_text},
    marks::{self, Mark},
    titles,
};
use crate::{
    format::{
        fields::{Best, Holds, field, stamp},
        names,
        schema::{self, Record},
    },
    lines::letters,
    meta::host,
};

/// Everything a page says about itself, before it is decided what to believe.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) schema: Option<Record>,
    pub(super) headline: Best<String>,
    pub(super) shared_title: Best<String>,
    pub(super) title: Option<String>,
    pub(super) h1: Vec<(u32, String)>,
    pub(super) outlet: Best<String>,
    pub(super) authors: Vec<(u8, String)>,
    pub(super) published: Best<Stamp>,
    pub(super) modified: Best<Stamp>,
    pub(super) url: Best<String>,
    pub(super) language: Option<String>,
    /// Dates of `<time>` elements in their order, and whether their names say that they are the article's.
    pub(super) times: Vec<(Stamp, bool)>,
    pub(super) marked_authors: Vec<String>,
    /// The address of the picture that stands for the page.
    pub(super) image: Option<String>,
    /// What its metadata say in a sentence or two.
    pub(super) descriptions: Vec<String>,
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) meta: Meta,
    /// The article's text, where structured metadata hold it.
    pub(super) body: Option<String>,
    /// What its metadata say in a sentence or two; often they repeat the deck.
    pub(super) descriptions: Vec<String>,
}

/// Reads the metadata of a page. What `known` holds already stays; what stands `apart` from the article is not asked.
pub(super) fn read(dom: &Dom<'_>, apart: &[bool], known: Meta) -> Page {
    let mut said = said(dom, apart);
    let mut meta = known;
    let record = said.schema.take().unwrap_or_default();
    if meta.headline.is_none() {
        meta.headline = titles::headline(&said, &record).map(|h| Sourced::new(h, Origin::Metadata));
    }
    if meta.url.is_none() {
        let found = said.url.0.take().map(|(_, u)| u).or_else(|| record.url.clone()).filter(|u| u.starts_with("http"));
        meta.url = found.map(|u| Sourced::new(u, Origin::Metadata));
    }
    if meta.outlet.is_none() {
        let host = meta.url.as_ref().map(|u| host(&u.value));
        meta.outlet = titles::outlet(&said, &record, host).map(|o| Sourced::new(o, Origin::Metadata));
    }
    if meta.language.is_none() {
        let code = record.language.as_deref().or(said.language.as_deref()).and_then(names::language);
        meta.language = code.map(|l| Sourced::new(l, Origin::Metadata));
    }
    if meta.authors.is_empty() {
        meta.authors = authors(&said, &record, &meta);
    }
    let found = dates::find(dom, apart, &said, &record, meta.url.as_ref().map(|u| u.value.as_str()));
    meta.published = meta.published.or(found.published);
    meta.modified = meta.modified.or(found.modified);
    said.descriptions.extend(record.description);
    Page { meta, body: record.body, descriptions: said.descriptions }
}

/// The people whom the surest of a page's words on its authors name.
fn authors(said: &Said, record: &Record, meta: &Meta) -> Vec<Sourced<String>> {
    let best = said.authors.iter().map(|(rank, _)| *rank).min();
    let tags: Vec<&str> = said.authors.iter().filter(|(r, _)| Some(*r) == best).map(|(_, a)| a.as_str()).collect();
    let record: Vec<&str> = record.authors.iter().map(String::as_str).collect();
    let marked: Vec<&str> = said.marked_authors.iter().map(String::as_str).collect();
    // An outlet as its own author says nothing.
    let outlet = meta.outlet.as_ref().map(|o| letters(&o.value)).unwrap_or_default();
    let host = meta.url.as_ref().map(|u| letters(host(&u.value))).unwrap_or_default();
    let person = |name: &String| {
        let key = letters(name);
        !(key == outlet || key.len() > 3 && host.contains(&key) || name.ends_with(".com"))
    };
    let sources = [(record, Origin::Metadata), (tags, Origin::Metadata), (marked, Origin::Body)];
    let found = sources.into_iter().map(|(said, origin)| {
        let people = names::people(said.into_iter()).into_iter().filter(person);
        people.map(|a| Sourced::new(a, origin)).collect::<Vec<_>>()
    });
    found.into_iter().find(|people| !people.is_empty()).unwrap_or_default()
}

fn said(dom: &Dom<'_>, apart: &[bool]) -> Said {
    let mut said = Said::default();
    for n in 1..dom.nodes.len() as u32 {
        if dom.nodes[n as usize].raw.is_some() {
            continue;
        }
        match dom.tag(n) {
            Tag::Html => said.language = dom.attr(n, Attr::Lang).map(|l| l.into_owned()),
            Tag::Meta => meta_tag(dom, n, &mut said),
            Tag::Link => {
                let canonical = dom.raw_attr(n, Attr::Rel).is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
                if canonical && let Some(href) = dom.attr(n, Attr::Href) {
                    said.url.offer(1, href.trim().to_owned());
                }
            }
            Tag::Title if said.title.is_none() => said.title = Some(dom.text(n)).filter(|t| !t.is_empty()),
            Tag::Script => {
                let json = dom.raw_attr(n, Attr::Type).is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"));
                if json && let Some(raw) = dom.nodes[dom.nodes[n as usize].first as usize].raw {
                    let found = schema::read(raw);
                    said.schema = match (said.schema.take(), found) {
                        (Some(a), Some(b)) => Some(a.or(b)),
                        (a, b) => a.or(b),
                    };
                }
            }
            Tag::H(1) if said.h1.len() < 8 => {
                let text = dom.text(n);
                if !text.is_empty() && text.len() < 400 {
                    said.h1.push((n, text));
                }
            }
            Tag::Time if !apart[n as usize] => {
                let shown = dom.attr(n, Attr::Datetime).map_or_else(|| dom.text(n), |d| d.into_owned());
                if let Some(stamp) = stamp(&shown) {
                    let sure = dom.raw_attr(n, Attr::Itemprop).is_some_and(|p| p.contains("datePublished"))
                        || dom.raw_attr(n, Attr::Class).is_some_and(|c| {
                            let c = c.to_ascii_lowercase();
                            c.contains("publish") || c.contains("entry-date")
                        });
                    said.times.push((stamp, sure));
                }
            }
            _ => {}
        }
        if !apart[n as usize] {
            marked(dom, n, &mut said);
        }
    }
    said
}

fn meta_tag(dom: &Dom<'_>, n: u32, said: &mut Said) {
    let Some(content) = dom.attr(n, Attr::Content) else { return };
    let mut content_text = String::new();
    push_text(&mut content_text, &content);
    let value = content_text.trim();
    if value.is_empty() {
        return;
    }
    for attr in [Attr::Property, Attr::Name, Attr::Itemprop] {
        let Some((holds, rank)) = dom.raw_attr(n, attr).and_then(field) else { continue };
        match holds {
            Holds::Headline => said.headline.offer(rank, value.to_owned()),
            Holds::SharedTitle => said.shared_title.offer(rank, value.to_owned()),
            Holds::Outlet => said.outlet.offer(rank, value.to_owned()),
            Holds::Author => said.authors.push((rank, value.to_owned())),
            Holds::Published => {
                if let Some(stamp) = stamp(value) {
                    said.published.offer(rank, stamp);
                }
            }
            Holds::Modified => {
                if let Some(stamp) = stamp(value) {
                    said.modified.offer(rank, stamp);
                }
            }
            Holds::Url => said.url.offer(rank, value.to_owned()),
            Holds::Language => said.language = said.language.take().or_else(|| Some(value.to_owned())),
            Holds::Image => said.image = said.image.take().or_else(|| Some(value.to_owned())),
            Holds::Deck => said.descriptions.push(value.to_owned()),
            // Running text does not stand in meta tags.
            Holds::Text | Holds::Html | Holds::Id => {}
        }
        return;
    }
}

/// Elements that are marked as dates or authors.
fn marked(dom: &Dom<'_>, n: u32, said: &mut Said) {
    if matches!(dom.tag(n), Tag::Meta | Tag::Html | Tag::Body) {
        return;
    }
    if let Some(prop) = dom.raw_attr(n, Attr::Itemprop) {
        let value = || {
            dom.attr(n, Attr::Datetime)
                .or_else(|| dom.attr(n, Attr::Content))
                .map_or_else(|| dom.text(n), |v| v.into_owned())
        };
        match prop.trim() {
            "datePublished" => {
                if let Some(stamp) = stamp(&value()) {
                    said.published.offer(2, stamp);
                }
            }
            "dateModified" => {
                if let Some(stamp) = stamp(&value()) {
                    said.modified.offer(2, stamp);
                }
            }
            "author" | "creator" if said.marked_authors.len() < 8 => {
                // The name inside, where one is marked.
                let name = (n + 1..dom.end(n)).find(|c| dom.raw_attr(*c, Attr::Itemprop) == Some("name"));
                let name = name.unwrap_or(n);
                let text = dom.attr(name, Attr::Content).map_or_else(|| dom.text(name), |v| v.into_owned());
                said.marked_authors.push(text);
            }
            _ => {}
        }
    }
    let by_rel =
        dom.raw_attr(n, Attr::Rel).is_some_and(|r| r.split(' ').any(|r| r == "author")) && dom.tag(n) == Tag::A;
    if said.marked_authors.len() < 8 && (by_rel || marks::has(dom, n, Mark::Author)) {
        let text = dom.lines(n);
        if text.len() < 160 {
            said.marked_authors.push(text);
        }
    }
}
