//! Bytes of any kind to articles with metadata and tagged lines.

mod error;
mod format;
mod lines;
mod meta;
mod sidecar;

pub use error::Error;
pub use format::{FORMATS, Format};
pub use sidecar::Sidecar;

use claimdiff_text::{Article, Note};

/// What one input gave: its articles, and notes on what was not read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The articles, in the order of the input.
    pub articles: Vec<Article>,
    /// What was not read, and why.
    pub notes: Vec<Note>,
}

/// Reads the articles in `bytes`. `path` is what the user calls the input, `id` the key of its (first) article; the
/// format is told by content, the extension of `path` is only a hint.
pub fn parse(bytes: &[u8], path: &str, id: &str) -> Result<Parsed, Error> {
    format::parse(bytes, path, id)
}

/// An article from text that is known to be clean running text, with nothing of a file around it.
pub fn plain(text: &str, path: &str, id: &str) -> Article {
    format::text_article(text.to_owned(), path, id, claimdiff_text::Meta::default())
}
