//! What was found in single articles: the layers below a report, as text, JSON Lines, CSV or rows of a table.

pub(crate) mod claims;
pub(crate) mod quotes;

use std::io::{self, Write};

use claimdiff_claims::{Analysis, Event};
use claimdiff_text::Span;

use crate::{
    format::csv,
    table::{self, Row, Table},
};

/// A layer.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// Its name on the command line.
    pub name: &'static str,
    /// The kinds of what it holds, by which it can be filtered.
    pub kinds: fn() -> Vec<&'static str>,
    /// Writes it for people.
    pub text: fn(&Analysis, &Filter, &mut dyn Write) -> io::Result<()>,
    /// Writes it for programs: a JSON object a line.
    pub jsonl: fn(&Analysis, &Filter, &mut dyn Write) -> io::Result<()>,
    /// Writes it for spreadsheets: a row for each, with the columns of `head`.
    pub csv: fn(&Analysis, &Filter, &mut dyn Write) -> io::Result<()>,
    /// Its table,
    pub table: &'static Table,
    /// and the rows of an article in it.
    pub rows: fn(&Analysis, &Filter, Row<'_>),
    /// The columns of a row of CSV, in its order.
    head: &'static [&'static str],
}

/// What of a layer is wanted. Names match whatever their case, wherever they stand in the found name.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Who says so.
    pub speaker: Option<String>,
    /// The kind of quotation or claim: "direct", "casualty".
    pub kind: Option<String>,
    /// The kind of event: "attack".
    pub event: Option<String>,
    /// Words that it has, all of them.
    pub text: Option<String>,
}

impl Filter {
    /// Whether somebody is wanted.
    fn speaks<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        self.speaker.as_ref().is_none_or(|want| {
            let want = want.to_lowercase();
            names.any(|name| name.to_lowercase().contains(&want))
        })
    }

    /// Whether a text, which is made only where words are asked for, has all that are wanted, however they are spelled.
    fn has_words<T: AsRef<str>>(&self, text: impl FnOnce() -> T) -> bool {
        self.text.as_ref().is_none_or(|want| {
            let words = folded(text().as_ref());
            folded(want).iter().all(|word| words.contains(word))
        })
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.kind.as_ref().is_none_or(|want| want.eq_ignore_ascii_case(kind))
    }

    /// Whether an event of the article, or none, is wanted.
    fn is_event(&self, a: &Analysis, event: Option<&Event>) -> bool {
        self.event.as_ref().is_none_or(|want| event.is_some_and(|e| is_of(a, e, want)))
    }
}

/// The words of a text in lower case, without marks.
fn folded(text: &str) -> Vec<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘')).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether an event is of a kind, or has a name in it: its place, its site, who takes part, the words for it.
pub fn is_of(a: &Analysis, event: &Event, want: &str) -> bool {
    let want = want.to_lowercase();
    let is = |name: &str| name.to_lowercase().contains(&want);
    event.kind.name() == want
        || event.place.as_ref().is_some_and(|p| is(&p.key) || is(a.text(p.span)))
        || event.venue.as_deref().is_some_and(is)
        || event.participants.iter().filter_map(|e| a.entities.get(e.0 as usize)).any(|e| is(&e.name))
        || event.mentions.iter().any(|m| is(a.text(*m)))
}

/// All layers.
pub const LAYERS: &[Layer] = &[
    Layer {
        name: "quotes",
        kinds: quotes::kinds,
        text: quotes::text,
        jsonl: quotes::jsonl,
        csv: quotes::csv,
        table: &table::QUOTES,
        rows: table::quotes,
        head: quotes::HEAD,
    },
    Layer {
        name: "claims",
        kinds: claims::kinds,
        text: claims::text,
        jsonl: claims::jsonl,
        csv: claims::csv,
        table: &table::CLAIMS,
        rows: table::claims,
        head: claims::HEAD,
    },
];

impl Layer {
    /// The layer of a name.
    pub fn named(name: &str) -> Option<&'static Layer> {
        LAYERS.iter().find(|l| l.name == name)
    }

    /// Writes the first row of its table: which article, what stands there, its words.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn csv_head(&self, out: &mut dyn Write) -> io::Result<()> {
        csv::head(&[&WHERE[..], self.head, &["text"]].concat(), out)
    }
}

/// The columns with which the rows of all layers begin: positions are bytes into the article's text.
const WHERE: [&str; 7] = ["article", "path", "outlet", "published", "line", "start", "end"];

/// Writes a row: where the words stand, what is known of them, and they themselves.
fn row(a: &Analysis, span: Span, cells: &[&str], text: &str, out: &mut dyn Write) -> io::Result<()> {
    let published = a.meta.published.as_ref().map(|p| p.value.to_string()).unwrap_or_default();
    let outlet = a.meta.outlet.as_ref().map_or("", |o| o.value.as_str());
    let [line, start, end] = [a.line(span), span.start, span.end].map(|n| n.to_string());
    let place: [&str; WHERE.len()] = [&a.id, &a.path, outlet, &published, &line, &start, &end];
    csv::row(&[&place[..], cells, &[text]].concat(), out)
}
