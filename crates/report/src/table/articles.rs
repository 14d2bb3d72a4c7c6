//! The articles, a row each.

use super::{Cell, Column, Row, Table, WHENCE, cells, columns, text, whence, whole};
use crate::Entry;

/// The articles.
pub const ARTICLES: Table = Table { name: "articles", about: "a row an article", columns: &COLUMNS };

const OWN: [Column; 7] = [
    text("published_by", "what told when: sidecar, metadata, label, dateline, url, filename or body"),
    text("title", "the headline; empty where there is none"),
    text("author", "who wrote it; several are parted by semicolons; empty where nobody tells"),
    text("language", "ISO 639-1; empty where it is not known. What is not in English is not analysed"),
    text("path", "where it was read"),
    whole("words", "the number of its words, parted by blanks"),
    text("text", "its whole text, into which all positions point; empty where it was not asked for"),
];

const COLUMNS: [Column; 13] = columns(&[&WHENCE, &OWN]);

/// An article.
pub fn articles(entry: &Entry, row: Row<'_>) {
    let meta = entry.meta();
    let authors: Vec<&str> = meta.authors.iter().map(|a| a.value.as_str()).collect();
    let own: [Cell<'_>; OWN.len()] = [
        meta.published.as_ref().map_or(Cell::Empty, |p| Cell::label(p.origin)),
        Cell::known(&meta.headline),
        Cell::of(Some(authors.join("; ")).filter(|a| !a.is_empty())),
        Cell::known(&meta.language),
        Cell::text(entry.path()),
        Cell::Whole(entry.words() as i64),
        Cell::of(entry.text()),
    ];
    let cells: [Cell<'_>; COLUMNS.len()] = cells(whence(entry.id(), meta), own, []);
    row(&cells);
}
