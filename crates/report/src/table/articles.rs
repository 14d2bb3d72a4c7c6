//! The articles, a row each.

use super::{
    ARTICLE, Cell, Column, OUTLET, PUBLISHED, PUBLISHED_FROM, PUBLISHED_TO, Row, Table, URL, text, whence, whole,
};
use crate::Entry;

/// The articles.
pub const ARTICLES: Table = Table { name: "articles", about: "a row an article", columns: &COLUMNS };

const COLUMNS: [Column; 13] = [
    ARTICLE,
    OUTLET,
    URL,
    PUBLISHED,
    PUBLISHED_FROM,
    PUBLISHED_TO,
    text("published_by", "what told when: sidecar, metadata, label, dateline, url, filename or body"),
    text("title", "the headline; empty where there is none"),
    text("author", "who wrote it; several are parted by semicolons; empty where nobody tells"),
    text("language", "ISO 639-1; empty where it is not known. What is not in English is not analysed"),
    text("path", "where it was read"),
    whole("words", "the number of its words, parted by blanks"),
    text("text", "its whole text, into which all positions point; empty where it was not asked for"),
];

/// An article.
pub fn articles(entry: &Entry, row: Row<'_>) {
    let meta = entry.meta();
    let authors: Vec<&str> = meta.authors.iter().map(|a| a.value.as_str()).collect();
    let [article, outlet, url, on, on_from, on_to] = whence(entry.id(), meta);
    let cells: [Cell<'_>; COLUMNS.len()] = [
        article,
        outlet,
        url,
        on,
        on_from,
        on_to,
        meta.published.as_ref().map_or(Cell::Empty, |p| Cell::label(p.origin)),
        Cell::known(&meta.headline),
        Cell::of(Some(authors.join("; ")).filter(|a| !a.is_empty())),
        Cell::known(&meta.language),
        Cell::text(entry.path()),
        Cell::Whole(entry.words() as i64),
        Cell::of(entry.text()),
    ];
    row(&cells);
}
