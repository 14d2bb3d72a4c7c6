//! The quotations, a row each.

use claimdiff_claims::Analysis;

use super::{
    ARTICLE, Cell, Column, END, OUTLET, PUBLISHED, PUBLISHED_FROM, PUBLISHED_TO, Row, START, TEXT, Table, URL, place,
    text, whence, whole,
};
use crate::{Filter, layer::quotes as layer};

/// The quotations.
pub const QUOTES: Table =
    Table { name: "quotes", about: "a row a quotation, in the order of the text", columns: &COLUMNS };

const COLUMNS: [Column; 16] = [
    ARTICLE,
    OUTLET,
    URL,
    PUBLISHED,
    PUBLISHED_FROM,
    PUBLISHED_TO,
    text("kind", "direct, mixed, indirect, nested, or term: words in marks that quote nobody"),
    text("speaker", "who says so, by the fullest name in the article; empty where nobody tells"),
    text("cue", "the words that attribute it: said; empty where there are none"),
    text("addressee", "the words for whom it was said to; empty where nobody tells"),
    text("medium", "where it was said or written, folded; empty where nobody tells"),
    text("reported_by", "of a nested quotation, who reported it"),
    whole("confidence", "how sure the speaker is, in percent"),
    TEXT,
    START,
    END,
];

/// The quotations of an article that are wanted. The parts of one that the article cuts are joined by " … ".
pub fn quotes(a: &Analysis, filter: &Filter, row: Row<'_>) {
    for q in layer::wanted(a, filter) {
        let [article, outlet, url, on, on_from, on_to] = whence(&a.id, &a.meta);
        let [start, end] = place(a, q.span());
        let cells: [Cell<'_>; COLUMNS.len()] = [
            article,
            outlet,
            url,
            on,
            on_from,
            on_to,
            Cell::text(q.kind.name()),
            Cell::of(q.speaker.as_ref().map(|s| s.name.as_str())),
            Cell::of(q.cue.map(|s| a.text(s))),
            Cell::of(q.addressee.map(|s| a.text(s))),
            Cell::of(q.medium.as_ref().map(|m| m.name.as_str())),
            Cell::of(q.reported_by.as_ref().map(|s| s.name.as_str())),
            Cell::whole(q.confidence),
            Cell::text(layer::words(a, q)),
            start,
            end,
        ];
        row(&cells);
    }
}
