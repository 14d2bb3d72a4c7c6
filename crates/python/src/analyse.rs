//! Articles of a batch to records, claims and quotations.

use claimdiff::isolate;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::{
    article::{Names, Places},
    collect::{Collector, Made},
    error::{Error, of_arrow},
    pool, table,
    table::Table,
};

/// So many rows are analysed before who waits is told.
const ROWS: usize = 256;

/// What analysis gives: records, claims, quotations, and how many rows were bad.
type Analysed = (Table, Table, Table, usize);

/// Analyses the articles of a table, a row each, or the files of one, a row each. `tick` is called now and then with the
/// number of rows that were done.
#[pyfunction]
#[pyo3(signature = (batch, *, text, id, outlet, published, url, title, language, strict, tick))]
#[expect(clippy::too_many_arguments, reason = "the names of the columns")]
pub(crate) fn analyse(
    py: Python<'_>,
    batch: &Bound<'_, PyAny>,
    text: &str,
    id: Option<&str>,
    outlet: Option<&str>,
    published: Option<&str>,
    url: Option<&str>,
    title: Option<&str>,
    language: Option<&str>,
    strict: bool,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<Analysed> {
    let names = Names { text, id, outlet, published, url, title, language };
    let reader = table::stream(batch)?;
    let places = Places::of(&table::schema(&reader), &names)?;
    let threads = pool::get()?;
    let mut out = Collector::new();
    let (mut before, mut bad) = (0, 0);
    for batch in reader {
        let batch = batch.map_err(of_arrow)?;
        for from in (0..batch.num_rows()).step_by(ROWS) {
            let until = batch.num_rows().min(from + ROWS);
            bad += py.detach(|| -> PyResult<usize> {
                let made: Vec<Vec<Made>> =
                    threads.install(|| (from..until).into_par_iter().map(|row| of_row(&places, &batch, row)).collect());
                let mut bad = 0;
                for (row, made) in (before + from..).zip(&made) {
                    let fault = made.iter().find_map(Made::fault);
                    if let Some(fault) = fault.filter(|_| strict) {
                        return Err(Error::new_err(format!("row {row}: {fault}")));
                    }
                    bad += usize::from(fault.is_some());
                    made.iter().try_for_each(|made| out.push(row, made)).map_err(of_arrow)?;
                }
                Ok(bad)
            })?;
            py.check_signals()?;
            if let Some(tick) = &tick {
                tick.call1((until - from,))?;
            }
        }
        before += batch.num_rows();
    }
    let (records, claims, quotes) = out.finish().map_err(of_arrow)?;
    Ok((records, claims, quotes, bad))
}

/// What became of a row: never nothing.
fn of_row(places: &Places, batch: &arrow_array::RecordBatch, row: usize) -> Vec<Made> {
    let read = isolate(|| places.articles(batch, row)).map_err(|fault| fault.0).and_then(|read| read);
    match read {
        Err(why) => vec![Made::failed(why)],
        Ok((articles, notes)) => {
            let mut out: Vec<Made> = articles.iter().map(Made::of).collect();
            out.extend(notes.iter().filter(|n| n.failure).map(|n| Made::failed(n.to_string())));
            if out.is_empty() {
                out.push(Made::failed("there is no article in it".to_owned()));
            }
            out
        }
    }
}
