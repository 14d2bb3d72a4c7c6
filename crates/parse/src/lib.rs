//! Bytes of any kind to articles with metadata and tagged lines.
//!
//! Not read: PDF, word-processor files other than DOCX and ODT, pictures, spreadsheets, databases; pages that make their text by script; frames.

mod error;
mod format;
mod limits;
mod lines;
mod meta;
mod sidecar;

use std::io::Read;

use claimdiff_text::{Article, Meta, Note};

pub use error::Error;
pub use format::{
    FORMATS, Format,
    fields::{Mapping, map_fields},
};
pub use limits::Limits;
pub use sidecar::Sidecar;

/// What one input gave: its articles, and notes on what was not read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The articles, in the order of the input.
    pub articles: Vec<Article>,
    /// What was not read, and why.
    pub notes: Vec<Note>,
}

/// One thing that reading gives.
#[derive(Debug)]
#[non_exhaustive]
pub enum Item {
    /// An article.
    Article(Box<Article>),
    /// Something that was not read.
    Note(Note),
}

/// Reads the articles in `bytes`. `path` is what the user calls the input, `id` the key of its (first) article; the
/// format is told by content, the extension of `path` is only a hint.
///
/// # Errors
///
/// Where nothing of the input could be read. What was lost of the rest is a note.
pub fn parse(bytes: &[u8], path: &str, id: &str) -> Result<Parsed, Error> {
    parse_known(bytes, path, id, Meta::default())
}

/// [`parse`] with what is known of the article from elsewhere, such as the address it came from; that stands above
/// what the article says of itself.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_known(bytes: &[u8], path: &str, id: &str, known: Meta) -> Result<Parsed, Error> {
    let mut out = Parsed::default();
    format::read(bytes, path, id, known, &Limits::default(), &mut |item| match item {
        Item::Article(article) => out.articles.push(*article),
        Item::Note(note) => out.notes.push(note),
    })?;
    Ok(out)
}

/// Reads the articles of a stream one by one: of JSON Lines and WARC, packed or not, only one record is in memory.
///
/// # Errors
///
/// As [`parse`]; articles that came before the error have been given.
pub fn read(input: impl Read, path: &str, id: &str, limits: &Limits, each: &mut dyn FnMut(Item)) -> Result<(), Error> {
    format::read(input, path, id, Meta::default(), limits, each)
}

/// An article from text that is known to be clean running text, with nothing of a file around it.
pub fn plain(text: &str, path: &str, id: &str) -> Article {
    plain_known(text, path, id, Meta::default())
}

/// [`plain`] with what is known of the article from elsewhere; that stands above what it says of itself.
pub fn plain_known(text: &str, path: &str, id: &str, known: Meta) -> Article {
    format::text_article(text.to_owned(), path, id, known)
}
