//! Web pages: the main text, and metadata from JSON-LD, meta tags, marked elements, the address and the text.

pub(crate) mod dom;
mod main_text;
pub(crate) mod page;

use claimdiff_text::{Article, Meta};

use self::{
    dom::Dom,
    main_text::{MainText, Rules},
};
use super::{Format, Reader};
use crate::{Error, Item};

pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml", "shtml"],
    detect,
    reader: Reader::Whole(|text, source, each| {
        let article = article(text, source.path, source.id, source.known.clone()).ok_or(Error::NoText)?;
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

/// An article from a page; `meta` holds what is known of it from elsewhere. `None` where it holds no running text.
pub(crate) fn article(html: &str, path: &str, id: &str, meta: Meta) -> Option<Article> {
    let dom = Dom::parse(html);
    let (meta, body) = page::read(&dom, meta);
    let pieces = Rules.pieces(&dom);
    let found: usize = pieces.iter().map(|p| p.text.len()).sum();
    // Pages that make their text by script may hold it in their metadata.
    let pieces = match body {
        Some(body) if found < SHORT_BYTES && body.len() > 2 * found => super::paragraphs(&body),
        _ => pieces.into_iter().map(|p| (p.text, p.kind)).collect(),
    };
    super::assemble(pieces, path, id, meta)
}
