//! A row of a batch as an article, or as several: a file may hold many.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use claimdiff::{Article, MAX_ARTICLE_BYTES, Meta, Note, Origin, Sourced, parse_known, read_known};
use pyo3::PyResult;

use crate::words::{Cell, Wanted, cell, find, need, stamp, words};

/// The columns that a row is read from; each but the text may be missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    text: usize,
    id: Option<usize>,
    outlet: Option<usize>,
    published: Option<usize>,
    url: Option<usize>,
    title: Option<usize>,
    language: Option<usize>,
}

/// The names of columns that were asked for; without one the usual name is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names<'a> {
    pub(crate) text: &'a str,
    pub(crate) id: Option<&'a str>,
    pub(crate) outlet: Option<&'a str>,
    pub(crate) published: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    pub(crate) language: Option<&'a str>,
}

impl Places {
    /// Finds the columns. One that was named must be there, and all must be of a type that is read.
    pub(crate) fn of(schema: &Schema, names: &Names<'_>) -> PyResult<Places> {
        let place = |asked: Option<&str>, usual: &str, wanted: Wanted| match asked {
            Some(name) => need(schema, name, wanted).map(Some),
            None => find(schema, usual, wanted),
        };
        Ok(Places {
            text: need(schema, names.text, Wanted::WordsOrBytes)?,
            id: place(names.id, "article", Wanted::Key)?,
            outlet: place(names.outlet, "outlet", Wanted::Words)?,
            published: place(names.published, "published", Wanted::Day)?,
            url: place(names.url, "url", Wanted::Words)?,
            title: place(names.title, "title", Wanted::Words)?,
            language: place(names.language, "language", Wanted::Words)?,
        })
    }

    /// The articles of a row, and notes on what of a file was not read; `Err` says why there is none.
    pub(crate) fn articles(&self, batch: &RecordBatch, row: usize) -> Result<(Vec<Article>, Vec<Note>), String> {
        let of = |place| cell(batch, place, row);
        let text = of(Some(self.text)).ok_or("there is no text")?;
        let new = |value: Option<String>| value.map(|v| Sourced::new(v, Origin::Metadata));
        let known = Meta {
            headline: new(words(of(self.title))),
            outlet: new(words(of(self.outlet))),
            published: stamp(of(self.published))?.map(|s| Sourced::new(s, Origin::Metadata)),
            language: new(words(of(self.language)).map(|l| l.to_lowercase())),
            url: new(words(of(self.url))),
            ..Meta::default()
        };
        let id = words(of(self.id)).or_else(|| words(of(self.url)));
        let size = match text {
            Cell::Words(text) => text.len(),
            _ => 0,
        };
        if size > MAX_ARTICLE_BYTES {
            return Err(format!("the text has {size} bytes, over the limit of {MAX_ARTICLE_BYTES}"));
        }
        match text {
            Cell::Words(text) if text.trim().is_empty() => Err("the text is empty".to_owned()),
            Cell::Words(text) => {
                let id = id.unwrap_or_else(|| claimdiff::key_of(text.as_bytes()));
                Ok((vec![read_known(&id, text, known)], Vec::new()))
            }
            Cell::Bytes(bytes) => {
                let id = id.unwrap_or_else(|| claimdiff::key_of(bytes));
                let parsed = parse_known(bytes, &id, &id, known).map_err(|e| e.to_string())?;
                Ok((parsed.articles, parsed.notes))
            }
            _ => Err("there is no text".to_owned()),
        }
    }
}
