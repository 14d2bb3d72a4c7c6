//! Plain text as it really comes.

use claimdiff_text::{Article, Meta};

use crate::{lines, meta};

/// An article from plain text; `meta` holds what is known of it from elsewhere.
pub(crate) fn article(text: String, path: &str, id: &str, mut meta: Meta) -> Article {
    let blocks = lines::split(&text);
    let lines = lines::tag(&text, &blocks, meta.headline.as_ref().map(|h| h.value.as_str()));
    meta::complete(&mut meta, &text, &lines, path);
    Article { id: id.to_owned(), path: path.to_owned(), text, lines, meta }
}
