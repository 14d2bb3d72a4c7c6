//! Plain text as it really comes.

use claimdiff_text::{Article, Meta};

use super::{Format, Reader};
use crate::{Item, lines, meta};

pub(super) const FORMAT: Format = Format {
    name: "plain",
    extensions: &["txt", "text"],
    // Anything may be plain text.
    detect: |_| 1,
    reader: Reader::Whole(|text, source, each| {
        let article = article(text.to_owned(), source.path, source.id, source.known.clone());
        each(Item::Article(Box::new(article)));
        Ok(())
    }),
};

/// An article from plain text; `meta` holds what is known of it from elsewhere. The text stays as it is.
pub(crate) fn article(text: String, path: &str, id: &str, mut meta: Meta) -> Article {
    let blocks = lines::split(&text);
    let lines = lines::tag(&text, &blocks, meta.headline.as_ref().map(|h| h.value.as_str()));
    meta::complete(&mut meta, &text, &lines, path);
    Article { id: id.to_owned(), path: path.to_owned(), text, lines, meta }
}
