//! The claims, a row each.

use claimdiff_claims::{Analysis, Value};

use super::{Cell, Column, PLACE, Row, Table, WHENCE, cells, chain, columns, day, days, number, place, text, whence};
use crate::{Filter, layer::claims as layer, unit};

/// The claims.
pub const CLAIMS: Table = Table { name: "claims", about: "a row a claim, in the order of the text", columns: &COLUMNS };

const OWN: [Column; 15] = [
    text("kind", "what sort of claim it is: casualty, duration, money, role"),
    text("measure", "what is counted, measured or said: killed, length, opposed"),
    text(
        "population",
        "of whom or what, as a folded noun: people, soldier; empty where it is of nothing that is counted",
    ),
    number("low", "the least that the words allow, in `unit`; empty at an open end and where the claim has no number"),
    number("high", "the most that the words allow, in `unit`; empty at an open end and where the claim has no number"),
    text(
        "unit",
        "of `low` and `high`: count, rank, percent, points, seconds, metres, squaremetres, kilograms, age (years), a \
         currency (ISO 4217, whole units), or a unit by its English name; empty where the claim has no number",
    ),
    text("value", "the value as a reader takes it: >= 12, 2031-03-02, 09:30, “special envoy”"),
    text("polarity", "asserted, denied, negated, planned, hypothetical, past, offered, licensed or withdrawn"),
    text("mode", "how the figure stands to the whole: total, more, part, rate, rise, fall or level"),
    text("subject", "whom it is about; empty where that is nobody"),
    text("event", "the kind of event that it is of: attack, meeting; empty where it is of none"),
    text("place", "where that is, as the article writes it; empty where nobody tells"),
    day("day_from", "the first day for which it holds, or which it names; empty where nobody tells"),
    day("day_to", "the last day for which it holds, or which it names; empty where nobody tells"),
    text("source", "according to whom, the innermost first; empty is the outlet's own voice"),
];

const COLUMNS: [Column; 24] = columns(&[&WHENCE, &OWN, &PLACE]);

/// The claims of an article that are wanted.
pub fn claims(a: &Analysis, filter: &Filter, row: Row<'_>) {
    for c in layer::wanted(a, filter) {
        let event = c.event.and_then(|id| a.event(id));
        let own = c.place.as_deref().map(|key| a.written(key));
        let told = || event.and_then(|e| a.event_place(e));
        let (ends, of) = match &c.value {
            Value::Quantity(q) => (Some(q.value), Some(unit::name(&q.unit))),
            Value::Rank(r) => (Some(*r), Some("rank".to_owned())),
            _ => (None, None),
        };
        let [low, high] = ends.map_or([Cell::Empty, Cell::Empty], |i| [i.lo, i.hi].map(Cell::finite));
        let named = if let Value::Date(days) = c.value { Some(days) } else { layer::held(a, c) };
        let value = layer::value(&c.value);
        let [from, to] = days(named);
        let own: [Cell<'_>; OWN.len()] = [
            Cell::text(&*c.kind),
            Cell::text(&*c.measure),
            Cell::of(c.population.as_deref()),
            low,
            high,
            Cell::of(of),
            Cell::text(value.trim_start_matches("= ")),
            Cell::label(c.polarity),
            Cell::label(c.mode),
            Cell::of(c.subject.map(|e| a.entity(e).name.as_str())),
            Cell::of(event.map(|e| e.kind.name())),
            Cell::of(own.or_else(told)),
            from,
            to,
            chain(c.sources.iter().map(|s| s.name.as_str())),
        ];
        let cells: [Cell<'_>; COLUMNS.len()] = cells(whence(&a.id, &a.meta), own, place(a, a.text(c.span), c.span));
        row(&cells);
    }
}
