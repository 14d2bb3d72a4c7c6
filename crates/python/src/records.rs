//! Records as they go out and come back: the bytes that an index keeps, a row an article.

use std::{collections::HashSet, sync::Arc};

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{BinaryBuilder, Date32Builder, Int64Builder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use claimdiff::{
    Analysis, Meta, index,
    key::{self, Taken},
};
use pyo3::prelude::*;

use crate::{
    error::{RecordError, of_arrow},
    table,
    words::{Cell, Wanted, cell, need},
};

/// A batch is handed on once its records have so many bytes: a column holds less than 2 GiB.
const MAX_BYTES: usize = 256 << 20;

/// What a row of records tells.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("article", DataType::Utf8, true),
        Field::new("row", DataType::Int64, false),
        Field::new("outlet", DataType::Utf8, true),
        Field::new("url", DataType::Utf8, true),
        Field::new("published", DataType::Utf8, true),
        Field::new("published_from", DataType::Date32, true),
        Field::new("record", DataType::Binary, true),
        Field::new("error", DataType::Utf8, true),
    ]))
}

/// The rows of records that grow.
#[derive(Debug, Default)]
pub(crate) struct Records {
    article: StringBuilder,
    row: Int64Builder,
    outlet: StringBuilder,
    url: StringBuilder,
    published: StringBuilder,
    published_from: Date32Builder,
    record: BinaryBuilder,
    error: StringBuilder,
    bytes: usize,
}

impl Records {
    /// Adds an article of an input row: its record, or why there is none.
    pub(crate) fn push(&mut self, row: usize, id: Option<&str>, meta: &Meta, record: Result<&[u8], &str>) {
        let published = meta.published.as_ref().map(|p| p.value);
        self.article.append_option(id);
        self.row.append_value(row as i64);
        self.outlet.append_option(meta.outlet.as_ref().map(|o| &o.value));
        self.url.append_option(meta.url.as_ref().map(|u| &u.value));
        self.published.append_option(published.map(|p| p.to_string()));
        self.published_from.append_option(published.map(|p| p.days().first));
        self.record.append_option(record.ok());
        self.error.append_option(record.err());
        self.bytes += record.map_or(0, <[u8]>::len);
    }

    pub(crate) fn is_full(&self) -> bool {
        self.bytes >= MAX_BYTES
    }

    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.bytes = 0;
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.article.finish()),
            Arc::new(self.row.finish()),
            Arc::new(self.outlet.finish()),
            Arc::new(self.url.finish()),
            Arc::new(self.published.finish()),
            Arc::new(self.published_from.finish()),
            Arc::new(self.record.finish()),
            Arc::new(self.error.finish()),
        ];
        RecordBatch::try_new(schema(), columns)
    }
}

/// The records of a table.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Those of the rows that have one, sorted by their keys, each of which is made unique.
    pub(crate) records: Vec<Analysis>,
    /// The keys of those that are marked as new.
    pub(crate) new: HashSet<String>,
    /// How many rows have none.
    pub(crate) none: usize,
}

/// Reads the records of a table; `new` is the column that marks some of them, where there is one.
pub(crate) fn read(table: &Bound<'_, PyAny>, column: &str, new: Option<&str>) -> PyResult<Read> {
    let mut out = Read::default();
    let mut marked: Vec<(Analysis, bool)> = Vec::new();
    each(table, column, new, |record, new| match record {
        Some(record) => marked.push((record, new)),
        None => out.none += 1,
    })?;
    marked.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id).then_with(|| a.content().cmp(&b.content())));
    key::tell_apart(
        &mut marked,
        &mut Taken::default(),
        |(a, _)| (&a.id, a.content()),
        |(a, _), id| id.clone_into(&mut a.id),
    );
    out.new = marked.iter().filter(|(_, new)| *new).map(|(record, _)| record.id.clone()).collect();
    out.records = marked.into_iter().map(|(record, _)| record).collect();
    Ok(out)
}

/// Hands on the records of a table, each with whether its row is marked in the column `new`.
pub(crate) fn each(
    table: &Bound<'_, PyAny>,
    column: &str,
    new: Option<&str>,
    mut take: impl FnMut(Option<Analysis>, bool) + Send,
) -> PyResult<()> {
    let py = table.py();
    let reader = table::stream(table)?;
    let schema = table::schema(&reader);
    let place = need(&schema, column, Wanted::Bytes)?;
    let new = new.map(|name| need(&schema, name, Wanted::Truth)).transpose()?;
    let mut row = 0;
    for batch in reader {
        let batch = batch.map_err(of_arrow)?;
        py.detach(|| {
            (0..batch.num_rows()).try_for_each(|at| {
                row += 1;
                let record = match cell(&batch, Some(place), at) {
                    Some(Cell::Bytes(bytes)) => {
                        Some(index::decode(bytes).map_err(|e| format!("row {}: {e}", row - 1))?)
                    }
                    _ => None,
                };
                take(record, matches!(cell(&batch, new, at), Some(Cell::Truth(true))));
                Ok(())
            })
        })
        .map_err(|error: String| RecordError::new_err(format!("{error}; analyse the article again")))?;
    }
    Ok(())
}
