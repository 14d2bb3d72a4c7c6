//! Metadata of a page, each value with its origin.
//!
//! Order of trust: JSON-LD of an article, meta tags, marked elements, the address, visible text. Dates keep the zone
//! they were written in. Relative dates are not read.

use claimdiff_text::{Meta, Origin, Precision, Sourced, Stamp};

use super::dom::{Attr, Dom, Tag};
use crate::{
    format::{
        fields::{Best, Holds, field, stamp},
        names, schema,
    },
    lines::letters,
    meta::{
        date,
        dateline::{self, Label},
        host,
    },
};

/// Everything a page says about itself, before it is decided what to believe.
#[derive(Debug, Default)]
struct Said {
    schema: Option<schema::Record>,
    headline: Best<String>,
    shared_title: Best<String>,
    title: Option<String>,
    h1: Vec<(u32, String)>,
    outlet: Best<String>,
    authors: Vec<(u8, String)>,
    published: Best<Stamp>,
    modified: Best<Stamp>,
    url: Best<String>,
    language: Option<String>,
    /// Dates of `<time>` elements in their order.
    times: Vec<(u32, Stamp, bool)>,
    marked_authors: Vec<String>,
}

/// Reads the metadata of a page, and the article's text where structured metadata hold it. What `known` holds already
/// stays.
pub(crate) fn read(dom: &Dom<'_>, mut known: Meta) -> (Meta, Option<String>) {
    let said = said(dom);
    let url = known.url.as_ref().map(|u| u.value.clone());
    if known.headline.is_none() {
        known.headline = headline(&said).map(|h| Sourced::new(h, Origin::Metadata));
    }
    let Said { schema, outlet, authors, published, modified, url: canonical, language, times, marked_authors, .. } =
        said;
    let record = schema.unwrap_or_default();
    let shown = if record.published.is_none() && published.0.is_none() { shown_dates(dom) } else { Shown::default() };
    if known.url.is_none() {
        let found = canonical.take().or(record.url).filter(|u| u.starts_with("http"));
        known.url = found.map(|u| Sourced::new(u, Origin::Metadata));
    }
    if known.outlet.is_none() {
        known.outlet = outlet.take().or(record.outlet).map(|o| Sourced::new(o, Origin::Metadata));
    }
    if known.language.is_none() {
        let code = record.language.or(language).and_then(|l| names::language(&l));
        known.language = code.map(|l| Sourced::new(l, Origin::Metadata));
    }
    if known.authors.is_empty() {
        let best = authors.iter().map(|(rank, _)| *rank).min();
        let tags = authors.iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, a)| a.clone()).collect();
        // An outlet as its own author says nothing.
        let outlet = known.outlet.as_ref().map(|o| letters(&o.value)).unwrap_or_default();
        let host = known.url.as_ref().map(|u| letters(host(&u.value))).unwrap_or_default();
        let person = |name: &String| {
            let key = letters(name);
            !(key == outlet || key.len() > 3 && host.contains(&key) || name.ends_with(".com"))
        };
        for (said, origin) in
            [(record.authors, Origin::Metadata), (tags, Origin::Metadata), (marked_authors, Origin::Body)]
        {
            let found = names::people(said.iter().map(String::as_str));
            known.authors = found.into_iter().filter(person).map(|a| Sourced::new(a, origin)).collect();
            if !known.authors.is_empty() {
                break;
            }
        }
    }
    if known.published.is_none() {
        let marked = times.iter().find(|(_, _, sure)| *sure).or(times.first()).map(|(_, stamp, _)| *stamp);
        let address = known.url.as_ref().map(|u| u.value.clone()).or(url);
        known.published = record
            .published
            .or(published.take())
            .map(|stamp| Sourced::new(stamp, Origin::Metadata))
            .or_else(|| marked.map(|stamp| Sourced::new(stamp, Origin::Body)))
            .or_else(|| address.and_then(|u| date::in_url(&u)).map(|stamp| Sourced::new(stamp, Origin::Url)))
            .or_else(|| shown.published.map(|stamp| Sourced::new(stamp, Origin::Body)));
    }
    if known.modified.is_none() {
        known.modified =
            record.modified.or(modified.take()).or(shown.modified).map(|stamp| Sourced::new(stamp, Origin::Metadata));
    }
    (known, record.body)
}

fn said(dom: &Dom<'_>) -> Said {
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
            Tag::Time => {
                let shown = dom.attr(n, Attr::Datetime).map_or_else(|| dom.text(n), |d| d.into_owned());
                if let Some(stamp) = stamp(&shown) {
                    let sure = dom.raw_attr(n, Attr::Itemprop).is_some_and(|p| p.contains("datePublished"))
                        || dom.raw_attr(n, Attr::Class).is_some_and(|c| {
                            let c = c.to_ascii_lowercase();
                            c.contains("publish") || c.contains("entry-date")
                        });
                    said.times.push((n, stamp, sure));
                }
            }
            _ => {}
        }
        marked(dom, n, &mut said);
    }
    said
}

fn meta_tag(dom: &Dom<'_>, n: u32, said: &mut Said) {
    let Some(content) = dom.attr(n, Attr::Content) else { return };
    let mut content_text = String::new();
    super::dom::push_text(&mut content_text, &content);
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
            // Running text does not stand in meta tags.
            Holds::Text | Holds::Html => {}
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
    let by_class = || {
        dom.raw_attr(n, Attr::Class).is_some_and(|c| {
            let c = c.to_ascii_lowercase();
            c.split(' ').any(|c| {
                matches!(
                    c,
                    "author"
                        | "byline"
                        | "author-name"
                        | "byline__name"
                        | "author__name"
                        | "byline-name"
                        | "article-author"
                        | "post-author"
                        | "entry-author"
                        | "fn"
                        | "by-author"
                        | "article__author"
                        | "byline__author"
                        | "article-byline"
                        | "authors"
                        | "author-link"
                )
            })
        })
    };
    if said.marked_authors.len() < 8 && (by_rel || by_class()) {
        let text = dom.text(n);
        if text.len() < 120 {
            said.marked_authors.push(text);
        }
    }
}

/// The headline: the `<h1>` that the page's other titles confirm, or else the best of those.
fn headline(said: &Said) -> Option<String> {
    let schema = said.schema.as_ref().and_then(|s| s.headline.clone());
    let others: Vec<&str> = [
        schema.as_deref(),
        said.headline.0.as_ref().map(|(_, t)| t.as_str()),
        said.shared_title.0.as_ref().map(|(_, t)| t.as_str()),
        said.title.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let outlet =
        said.outlet.0.as_ref().map(|(_, o)| o.as_str()).or(said.schema.as_ref().and_then(|s| s.outlet.as_deref()));
    let confirmed = said.h1.iter().find(|(_, h1)| {
        let key = letters(h1);
        // A word or two that stand in every title are the name of the section.
        let long = h1.split(' ').count() > 2;
        key.len() > 8
            && others.iter().map(|t| letters(t)).any(|t| t.contains(&key) && (long || key.len() * 10 > t.len() * 6))
    });
    if let Some((_, h1)) = confirmed {
        return Some(h1.clone());
    }
    // A heading with the name of the section in it: another title is all of it but a word or two.
    for (_, h1) in &said.h1 {
        let inside = others.iter().map(|t| without_outlet(t, outlet)).find(|t| {
            let extra = h1.split(' ').count().saturating_sub(t.split(' ').count());
            (1..=3).contains(&extra) && t.split(' ').count() >= 4 && h1.contains(t.as_str())
        });
        if inside.is_some() {
            return inside;
        }
    }
    let is_outlet = |h1: &str| outlet.is_some_and(|o| letters(o) == letters(h1));
    if let [(_, h1)] = said.h1.as_slice()
        && !is_outlet(h1)
        && h1.split(' ').count() >= 4
    {
        return Some(h1.clone());
    }
    let best = others.first()?;
    Some(without_outlet(best, outlet))
}

/// A title without the outlet's name at its end: "Ferry runs aground | Harbour Press".
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let named = outlet.is_some_and(|o| letters(o) == letters(tail));
            let short = tail.split(' ').count() <= 4 && head.split(' ').count() >= 4;
            if named || (mark == " | " && short) {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Dates in visible text.
#[derive(Default)]
struct Shown {
    published: Option<Stamp>,
    modified: Option<Stamp>,
}

/// How many runs of text after a headline may hold its date.
const NEAR_RUNS: usize = 40;

/// The longest run of text that is looked at for a date inside it, in bytes: dates stand in short ones.
const MAX_RUN_BYTES: usize = 120;

/// Dates that a page shows to its readers: with a label anywhere, or near the headline.
fn shown_dates(dom: &Dom<'_>) -> Shown {
    let mut shown = Shown::default();
    let mut near = NEAR_RUNS;
    // Dates without a label: in an element named for them, near a headline, at the start of any run.
    let mut plain = Best::default();
    // A label may stand in a run of its own, before its date.
    let mut label = None;
    for (n, node) in dom.nodes.iter().enumerate() {
        if matches!(node.tag, Tag::H(1)) && node.raw.is_none() {
            near = 0;
        }
        let Some(raw) = node.raw else { continue };
        let run = raw.trim();
        if run.is_empty() || matches!(dom.tag(dom.nodes[n].parent), Tag::Script | Tag::Title) {
            continue;
        }
        let mut text = String::new();
        super::dom::push_text(&mut text, run);
        if text.len() > MAX_RUN_BYTES {
            // Only the start of running text may be its date: "01.02.2022 The ferry ...".
            let start = if near < NEAR_RUNS { date::at_start(&text).and_then(|d| d.stamp) } else { None };
            if let Some(stamp) = start.filter(|s| s.precision() >= Precision::Day) {
                plain.offer(3, stamp);
            }
            near += 1;
            continue;
        }
        near += 1;
        let found = dateline::labelled(&text).or_else(|| {
            let at = date::at_start(&text).or_else(|| date::anywhere(&text).filter(|_| text.len() < 40))?;
            Some(dateline::Labelled { label: label?, stamp: at.stamp, start: 0, end: at.len })
        });
        label = dateline::label(&text);
        let good = |s: &Stamp| s.precision() >= Precision::Day;
        if let Some(found) = found
            && let Some(stamp) = found.stamp.filter(good)
        {
            match found.label {
                Label::Modified => shown.modified = shown.modified.or(Some(stamp)),
                _ => shown.published = shown.published.or(Some(stamp)),
            }
        } else {
            let named = dom.raw_attr(node.parent, Attr::Class).is_some_and(|c| {
                let c = c.to_ascii_lowercase();
                ["date", "publish", "posted", "submitted", "time"].iter().any(|w| c.contains(w))
            });
            let start = date::at_start(&text);
            let inside = || date::anywhere(&text).filter(|_| named || near < NEAR_RUNS);
            let rank = if named { 1 } else { 3 - u8::from(near < NEAR_RUNS) };
            if let Some(stamp) = start.or_else(inside).and_then(|d| d.stamp).filter(good) {
                plain.offer(rank, stamp);
            }
        }
    }
    shown.published = shown.published.or(plain.take());
    shown
}
