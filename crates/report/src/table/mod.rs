//! Flat tables for those who count: claims, quotations, articles, findings and their passages, a row each.
//!
//! [`TABLES`] is the only list of them, and here alone their columns are defined and documented: the Parquet of the
//! command and the Arrow of the Python package are made of these rows. Words are told as they stand in the articles; a
//! program that shows them on a terminal makes them harmless first. What has no place in a row: several sources of a
//! claim are one cell, the parts of a quotation are joined.

#[cfg(feature = "arrow")]
mod arrow;
mod articles;
mod claims;
mod findings;
#[cfg(feature = "parquet")]
mod parquet;
mod quotes;

use std::{borrow::Cow, fmt::Write};

use claimdiff_claims::Analysis;
use claimdiff_text::{Days, Meta, Sourced, Span, Stamp};
use serde::Serialize;

#[cfg(feature = "arrow")]
pub use arrow::{Columns, schema};
pub use articles::{ARTICLES, articles};
pub use claims::{CLAIMS, claims};
pub use findings::{FINDINGS, PASSAGES, findings, passages};
#[cfg(feature = "parquet")]
pub use parquet::Parquet;
pub use quotes::{QUOTES, quotes};

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is, in a few words.
    pub about: &'static str,
    /// Its columns, in their order. They are added at the end, never renamed or dropped.
    pub columns: &'static [Column],
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// What that is, with its unit, and what an empty cell means.
    pub about: &'static str,
}

/// What the cells of a column hold. Any may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words; in Arrow `utf8`.
    Text,
    /// A number; `float64`.
    Number,
    /// A whole number; `int64`.
    Whole,
    /// A calendar day; `date32`.
    Day,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// A day, counted from 1970-01-01.
    Day(i32),
}

/// Takes a row: its cells, in the order of the table's columns.
pub type Row<'s> = &'s mut dyn FnMut(&[Cell<'_>]);

/// All tables.
pub const TABLES: [&Table; 5] = [&CLAIMS, &QUOTES, &ARTICLES, &FINDINGS, &PASSAGES];

impl Table {
    /// The table of a name.
    pub fn named(name: &str) -> Option<&'static Table> {
        TABLES.into_iter().find(|t| t.name == name)
    }

    /// What it holds, for people: a line a column.
    pub fn describe(&self) -> String {
        let mut out = format!("{}: {}\n", self.name, self.about);
        for column in self.columns {
            // Writing to memory does not fail.
            let _ = writeln!(out, "  {:<14}  {:<7}  {}", column.name, column.holds.name(), column.about);
        }
        out
    }
}

impl Holds {
    /// Its name in Arrow.
    pub fn name(self) -> &'static str {
        match self {
            Holds::Text => "utf8",
            Holds::Number => "float64",
            Holds::Whole => "int64",
            Holds::Day => "date32",
        }
    }
}

const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, holds: Holds::Text, about }
}

const fn number(name: &'static str, about: &'static str) -> Column {
    Column { name, holds: Holds::Number, about }
}

const fn whole(name: &'static str, about: &'static str) -> Column {
    Column { name, holds: Holds::Whole, about }
}

const fn day(name: &'static str, about: &'static str) -> Column {
    Column { name, holds: Holds::Day, about }
}

/// The article and when it was published: what [`whence`] tells.
const WHENCE: [Column; 6] = [
    text("article", "the article's id, by which all tables are joined"),
    text("outlet", "the outlet's name; empty where nobody tells"),
    text("url", "the article's address; empty where nobody tells"),
    text("published", "when it was published, ISO 8601, no more exact than known: 2025-04; empty where nobody tells"),
    day("published_from", "the first day that `published` may mean"),
    day("published_to", "the last day that `published` may mean"),
];

/// The words and where they stand: what [`place`] tells.
const PLACE: [Column; 3] = [
    text("text", "the words"),
    whole("start", "their first code point in the article's text, counted from 0"),
    whole("end", "one past their last code point"),
];

/// The columns of several groups behind each other; that they are `N` is checked when this is compiled.
const fn columns<const N: usize>(groups: &[&[Column]]) -> [Column; N] {
    let mut out = [text("", ""); N];
    let (mut at, mut group) = (0, 0);
    while group < groups.len() {
        let mut n = 0;
        while n < groups[group].len() {
            out[at] = groups[group][n];
            (at, n) = (at + 1, n + 1);
        }
        group += 1;
    }
    assert!(at == N, "as many as the groups have");
    out
}

/// The cells of three such groups.
fn cells<'a, const A: usize, const B: usize, const C: usize, const N: usize>(
    a: [Cell<'a>; A],
    b: [Cell<'a>; B],
    c: [Cell<'a>; C],
) -> [Cell<'a>; N] {
    const { assert!(A + B + C == N, "as many as the groups have") };
    let mut all = a.into_iter().chain(b).chain(c);
    std::array::from_fn(|_| all.next().unwrap_or(Cell::Empty))
}

impl<'a> Cell<'a> {
    fn text(value: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(value.into())
    }

    fn of(value: Option<impl Into<Cow<'a, str>>>) -> Cell<'a> {
        value.map_or(Cell::Empty, Cell::text)
    }

    fn known(value: &'a Option<Sourced<String>>) -> Cell<'a> {
        Cell::of(value.as_ref().map(|v| v.value.as_str()))
    }

    fn whole(value: impl Into<i64>) -> Cell<'a> {
        Cell::Whole(value.into())
    }

    /// An end that is open is an empty cell.
    fn finite(value: f64) -> Cell<'a> {
        if value.is_finite() { Cell::Number(value) } else { Cell::Empty }
    }

    /// A word of a list by its name on the wire.
    fn label(value: impl Serialize) -> Cell<'a> {
        Cell::of(serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)))
    }
}

/// The cells of the first and the last day; an open end is an empty cell.
fn days<'a>(days: Option<Days>) -> [Cell<'a>; 2] {
    let cell = |day: i32| if matches!(day, i32::MIN | i32::MAX) { Cell::Empty } else { Cell::Day(day) };
    days.map_or([Cell::Empty, Cell::Empty], |d| [cell(d.first), cell(d.last)])
}

/// The cells of [`WHENCE`].
fn whence<'a>(id: &'a str, meta: &'a Meta) -> [Cell<'a>; 6] {
    let stamp = meta.published.as_ref().map(|p| p.value);
    let on = Cell::of(stamp.map(|s| s.to_string()));
    cells([Cell::text(id), Cell::known(&meta.outlet), Cell::known(&meta.url)], [on], days(stamp.map(Stamp::days)))
}

/// The cells of [`PLACE`].
fn place<'a>(a: &Analysis, words: impl Into<Cow<'a, str>>, span: Span) -> [Cell<'a>; 3] {
    let [start, end] = a.chars(span).map_or([Cell::Empty, Cell::Empty], |c| [c.start, c.end].map(Cell::whole));
    [Cell::text(words), start, end]
}

/// Who says so, the innermost first.
fn chain<'a>(names: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let names: Vec<&str> = names.collect();
    match names[..] {
        [] => Cell::Empty,
        [one] => Cell::text(one),
        _ => Cell::text(names.join(", as reported by ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use claimdiff_text::Article;

    use super::*;
    use crate::{Entry, Filter, sample};

    /// The rows of a table of the sample, a line a cell that is not empty.
    fn show(table: &Table) -> String {
        let sample = sample::ferry();
        let mut out = table.describe();
        let mut row = |cells: &[Cell<'_>]| {
            assert_eq!(cells.len(), table.columns.len(), "{}", table.name);
            out.push('\n');
            for (column, cell) in table.columns.iter().zip(cells) {
                let (told, holds) = match cell {
                    Cell::Empty => continue,
                    Cell::Text(t) => (t.to_string(), Holds::Text),
                    Cell::Number(n) => (n.to_string(), Holds::Number),
                    Cell::Whole(n) => (n.to_string(), Holds::Whole),
                    Cell::Day(d) => (format!("day {d}"), Holds::Day),
                };
                assert_eq!(holds, column.holds, "{}.{}", table.name, column.name);
                let _ = writeln!(out, "{}: {told}", column.name);
            }
        };
        let all = Filter::default();
        match table.name {
            "claims" => sample.articles.iter().for_each(|a| claims(a, &all, &mut row)),
            "quotes" => sample.articles.iter().for_each(|a| quotes(a, &all, &mut row)),
            "articles" => sample.articles.iter().for_each(|a| articles(&entry(a), &mut row)),
            "findings" => findings(&sample.report(), false, &mut row),
            "passages" => passages(&sample.report(), true, &mut row),
            other => panic!("no rows of {other}"),
        }
        out
    }

    fn entry(a: &Analysis) -> Entry {
        let (id, path, meta) = (a.id.clone(), a.path.clone(), a.meta.clone());
        Entry::with_text(&Article { id, path, text: "Its text.".to_owned(), lines: Vec::new(), meta })
    }

    #[test]
    fn every_table_of_the_sample_reads_as_accepted() {
        for table in TABLES {
            insta::assert_snapshot!(format!("table-{}", table.name), show(table));
        }
    }

    #[test]
    fn a_column_stands_once_in_a_table_and_is_told() {
        for table in TABLES {
            let names: BTreeSet<&str> = table.columns.iter().map(|c| c.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            assert!(table.columns.iter().all(|c| !c.about.is_empty()), "{}", table.name);
        }
    }
}
