//! Rows as Arrow record batches.

use std::{collections::HashMap, sync::Arc};

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{ArrayBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::{Cell, Column, Holds, Table};

/// A batch is handed on once it has so many rows,
const MAX_ROWS: usize = 1 << 16;
/// or so many bytes of words: a column of `utf8` holds less than 2 GiB.
const MAX_BYTES: usize = 64 << 20;

/// The schema of a table: what a column holds is told by its field's metadata, under `description`.
pub fn schema(table: &Table) -> SchemaRef {
    let metadata = |about: &str| HashMap::from([("description".to_owned(), about.to_owned())]);
    let field = |c: &Column| Field::new(c.name, data_type(c.holds), true).with_metadata(metadata(c.about));
    Arc::new(Schema::new(table.columns.iter().map(field).collect::<Vec<_>>()))
}

fn data_type(holds: Holds) -> DataType {
    match holds {
        Holds::Text => DataType::Utf8,
        Holds::Number => DataType::Float64,
        Holds::Whole => DataType::Int64,
        Holds::Day => DataType::Date32,
    }
}

/// The columns of a table that grow row by row.
#[derive(Debug)]
pub struct Columns {
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    bytes: usize,
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Number(Float64Builder),
    Whole(Int64Builder),
    Day(Date32Builder),
}

impl Columns {
    /// Those of a table, without rows.
    pub fn new(table: &Table) -> Columns {
        let builder = |c: &Column| match c.holds {
            Holds::Text => Builder::Text(StringBuilder::new()),
            Holds::Number => Builder::Number(Float64Builder::new()),
            Holds::Whole => Builder::Whole(Int64Builder::new()),
            Holds::Day => Builder::Day(Date32Builder::new()),
        };
        Columns { schema: schema(table), builders: table.columns.iter().map(builder).collect(), rows: 0, bytes: 0 }
    }

    /// Adds a row. A cell that is not there, or not of its column, is empty.
    pub fn push(&mut self, row: &[Cell<'_>]) {
        for (at, builder) in self.builders.iter_mut().enumerate() {
            match (builder, row.get(at)) {
                (Builder::Text(b), Some(Cell::Text(text))) => {
                    self.bytes += text.len();
                    b.append_value(text);
                }
                (Builder::Number(b), Some(Cell::Number(n))) => b.append_value(*n),
                (Builder::Whole(b), Some(Cell::Whole(n))) => b.append_value(*n),
                (Builder::Day(b), Some(Cell::Day(d))) => b.append_value(*d),
                (builder, _) => builder.append_null(),
            }
        }
        self.rows += 1;
    }

    /// Whether the rows should be taken before more come.
    pub fn is_full(&self) -> bool {
        self.rows >= MAX_ROWS || self.bytes >= MAX_BYTES
    }

    /// Takes the rows so far.
    ///
    /// # Errors
    ///
    /// The columns are no batch, which is a fault of this program.
    pub fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        let columns: Vec<ArrayRef> = self.builders.iter_mut().map(Builder::finish).collect();
        RecordBatch::try_new(self.schema.clone(), columns)
    }
}

impl Builder {
    fn append_null(&mut self) {
        match self {
            Builder::Text(b) => b.append_null(),
            Builder::Number(b) => b.append_null(),
            Builder::Whole(b) => b.append_null(),
            Builder::Day(b) => b.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(b) => ArrayBuilder::finish(b),
            Builder::Number(b) => ArrayBuilder::finish(b),
            Builder::Whole(b) => ArrayBuilder::finish(b),
            Builder::Day(b) => ArrayBuilder::finish(b),
        }
    }
}
