//! The quotations, a row each.

use claimdiff_claims::Analysis;

use super::{Cell, Column, PLACE, Row, Table, WHENCE, cells, columns, place, text, whence, whole};
use crate::{Filter, layer::quotes as layer};

/// The quotations.
pub const QUOTES: Table =
    Table { name: "quotes", about: "a row a quotation, in the order of the text", columns: &COLUMNS };

const OWN: [Column; 7] = [
    text("kind", "direct, mixed, indirect, nested, or term: words in marks that quote nobody"),
    text("speaker", "who says so, by the fullest name in the article; empty where nobody tells"),
    text("cue", "the words that attribute it: said; empty where there are none"),
    text("addressee", "the words for whom it was said to; empty where nobody tells"),
    text("medium", "where it was said or written, folded; empty where nobody tells"),
    text("reported_by", "of a nested quotation, who reported it"),
    whole("confidence", "how sure the speaker is, in percent"),
];

const COLUMNS: [Column; 16] = columns(&[&WHENCE, &OWN, &PLACE]);

/// The quotations of an article that are wanted. The parts of one that the article cuts are joined by " … ".
pub fn quotes(a: &Analysis, filter: &Filter, row: Row<'_>) {
    for q in layer::wanted(a, filter) {
        let own: [Cell<'_>; OWN.len()] = [
            Cell::text(q.kind.name()),
            Cell::of(q.speaker.as_ref().map(|s| s.name.as_str())),
            Cell::of(q.cue.map(|s| a.text(s))),
            Cell::of(q.addressee.map(|s| a.text(s))),
            Cell::of(q.medium.as_ref().map(|m| m.name.as_str())),
            Cell::of(q.reported_by.as_ref().map(|s| s.name.as_str())),
            Cell::whole(q.confidence),
        ];
        let cells: [Cell<'_>; COLUMNS.len()] =
            cells(whence(&a.id, &a.meta), own, place(a, layer::words(a, q), q.span()));
        row(&cells);
    }
}
