//! Plain text as it really comes.

use claimdiff_text::{Article, Meta};

use crate::lines;

/// An article from plain text.
pub(crate) fn article(text: String, path: &str, id: &str) -> Article {
    let lines = lines::tag(&text);
    Article { id: id.to_owned(), path: path.to_owned(), text, lines, meta: Meta::default() }
}
