//! Web pages: the main text, and metadata from JSON-LD, meta tags, marked elements, the address and the text.

mod blocks;
mod build;
mod dates;
mod deck;
pub(crate) mod dom;
mod index;
mod main_text;
mod marks;
mod page;
mod parts;
mod titles;

use claimdiff_text::{Article, LineKind, Meta};

use self::{
    build::MAX_NODES,
    dom::{Attr, Dom, Tag},
    main_text::{MainText, Rules},
};
use super::{Format, Line, Reader, Sink, Source};
use crate::{Error, Item, lines::letters};

pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml", "shtml"],
    detect,
    reader: Reader::Whole(|text, source, each| {
        let article = article(text, source, source.id, source.known.clone(), each)?;
        each(Item::Article(Box::new(article)));
        Ok(())
    }),
};

/// Below this many bytes the main text of a page may not be all of it.
const SHORT_BYTES: usize = 600;

/// A page begins with a doctype or with a tag that only pages have.
fn detect(head: &str) -> u8 {
    let has = |name: &str| {
        let bytes = head.as_bytes();
        memchr::memchr_iter(b'<', bytes)
            .any(|n| bytes.get(n + 1..n + 1 + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())))
    };
    if !head.starts_with('<') {
        return 0;
    }
    match () {
        _ if has("rss") || has("feed") || has("rdf:RDF") => 0,
        _ if has("!doctype html") || has("html") => 3,
        _ if ["head", "body", "div", "article", "meta", "p>", "p "].iter().any(|t| has(t)) => 2,
        _ => 0,
    }
}

/// An article from a page; `meta` holds what is known of it from elsewhere.
///
/// # Errors
///
/// It holds no running text, or is a list of links to articles.
pub(super) fn article(
    html: &str,
    source: &Source<'_>,
    id: &str,
    meta: Meta,
    each: &mut Sink<'_>,
) -> Result<Article, Error> {
    let dom = Dom::parse(html);
    if dom.cut {
        let message = format!(
            "reading a page: {id} has more than the limit of {MAX_NODES} elements and texts; the rest of it is not read"
        );
        each(source.note(None, message));
    }
    let facts = parts::facts(&dom);
    let page = page::read(&dom, &parts::apart(&dom, &facts), meta);
    if index::is_index(&dom, &facts) && page.body.is_none() {
        return Err(Error::Index);
    }
    let pieces = Rules.pieces(&dom, &facts);
    let found: usize = pieces.iter().map(|p| p.text.len()).sum();
    // Pages that make their text by script may hold it in their metadata or in the data of a script.
    if found < SHORT_BYTES {
        let told = page.body.map(|body| super::paragraphs(&body)).or_else(|| embedded(&dom)).unwrap_or_default();
        if told.iter().map(|(line, _)| line.len()).sum::<usize>() > 2 * found {
            return super::assemble(told, source, id, page.meta, each).ok_or(Error::NoText);
        }
    }
    let headline = page.meta.headline.as_ref().map_or("", |h| h.value.as_str());
    let first = pieces.iter().find(|p| p.kind == Some(LineKind::Paragraph)).map_or(0, |p| p.node);
    let deck = deck::find(&dom, &facts, headline, &page.descriptions, first).unwrap_or_default();
    let repeats = |line: &str| line.len() < 2 * deck.len() && letters(line) == letters(&deck);
    let body = pieces.into_iter().filter(|p| !repeats(&p.text)).map(|p| (p.text, p.kind));
    let deck = Some((deck.clone(), Some(LineKind::Deck))).filter(|(d, _)| !d.is_empty());
    super::assemble(deck.into_iter().chain(body), source, id, page.meta, each).ok_or(Error::NoText)
}

/// The lines of the article in the data of a page's scripts: of the longest text that a field named for text holds.
fn embedded(dom: &Dom<'_>) -> Option<Vec<Line>> {
    let scripts = (1..dom.nodes.len() as u32).filter(|n| dom.tag(*n) == Tag::Script);
    let data = scripts.filter(|n| {
        dom.raw_attr(*n, Attr::Type).is_some_and(|t| t.eq_ignore_ascii_case("application/json"))
            || dom.raw_attr(*n, Attr::Id) == Some("__NEXT_DATA__")
    });
    let found = data.filter_map(|n| super::record::longest_text(dom.nodes[dom.nodes[n as usize].first as usize].raw?));
    let text = found.max_by_key(String::len)?;
    if !super::record::looks_like_html(&text) {
        return Some(super::paragraphs(&text));
    }
    let inner = Dom::parse(&text);
    let pieces = Rules.pieces(&inner, &parts::facts(&inner));
    Some(pieces.into_iter().map(|p| (p.text, p.kind)).collect())
}
