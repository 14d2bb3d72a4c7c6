//! Files and folders, read as the command reads them.

use std::path::PathBuf;

use claimdiff::{
    Article,
    input::{self, Options},
    report::{
        Entry,
        table::{ARTICLES, Columns, articles, schema},
    },
};
use pyo3::prelude::*;

use crate::{
    collect::{Collector, Made},
    error::{Error, of_arrow},
    pool,
    table::Table,
};

/// What reading gives: articles with their texts, records, claims, quotations, and what was not read.
type Read = (Table, Table, Table, Table, Vec<String>);

/// Reads the articles of files and folders and analyses them. The texts of all are kept in memory.
#[pyfunction]
#[pyo3(signature = (paths, *, strict))]
pub(crate) fn read(py: Python<'_>, paths: Vec<PathBuf>, strict: bool) -> PyResult<Read> {
    let threads = pool::get()?;
    let make = |a: Article| (Entry::with_text(&a), Made::of(&a));
    let rename = |(entry, made): &mut (Entry, Made), id: &str| {
        entry.rename(id);
        made.rename(id);
    };
    let found = py.detach(|| threads.install(|| input::read(&paths, &Options::default(), make, rename)));
    let notes: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    if let Some(note) = found.notes.iter().find(|n| strict && n.failure) {
        return Err(Error::new_err(note.to_string()));
    }
    let mut of_articles = Columns::new(&ARTICLES);
    let mut batches = Vec::new();
    let mut out = Collector::new();
    for (row, (entry, made)) in found.articles.iter().enumerate() {
        articles(entry, &mut |cells| of_articles.push(cells));
        out.push(row, made).map_err(of_arrow)?;
        if of_articles.is_full() {
            batches.push(of_articles.take().map_err(of_arrow)?);
        }
    }
    batches.push(of_articles.take().map_err(of_arrow)?);
    let (records, claims, quotes) = out.finish().map_err(of_arrow)?;
    Ok((Table::new(schema(&ARTICLES), batches), records, claims, quotes, notes))
}
