//! Rows as Parquet, packed with Snappy, the same bytes for the same rows.

use std::io::{self, Write};

use parquet::{arrow::ArrowWriter, basic::Compression, errors::ParquetError, file::properties::WriterProperties};

use super::{Cell, Columns, Table, schema};

/// A table that is written row by row, and packed in memory a group of rows at a time.
pub struct Parquet<'o> {
    columns: Columns,
    writer: ArrowWriter<Vec<u8>>,
    out: &'o mut dyn Write,
    written: io::Result<()>,
}

impl<'o> Parquet<'o> {
    /// Begins a table.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn new(table: &Table, out: &'o mut dyn Write) -> io::Result<Parquet<'o>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("claimdiff ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = ArrowWriter::try_new(Vec::new(), schema(table), Some(properties)).map_err(failed)?;
        Ok(Parquet { columns: Columns::new(table), writer, out, written: Ok(()) })
    }

    /// Adds a row. What goes wrong is said by [`Parquet::finish`].
    pub fn push(&mut self, row: &[Cell<'_>]) {
        self.columns.push(row);
        if self.columns.is_full() && self.written.is_ok() {
            self.written = self.pack();
        }
    }

    fn pack(&mut self) -> io::Result<()> {
        let batch = self.columns.take().map_err(|e| failed(e.into()))?;
        self.writer.write(&batch).map_err(failed)?;
        // Where in the file something stands is counted by the writer, so what it wrote may go.
        let written = self.writer.inner_mut();
        self.out.write_all(written)?;
        written.clear();
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        std::mem::replace(&mut self.written, Ok(()))?;
        self.pack()?;
        let rest = self.writer.into_inner().map_err(failed)?;
        self.out.write_all(&rest)
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
