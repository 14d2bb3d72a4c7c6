//! Tables as Parquet, where this build can write them.

use std::io::{self, IsTerminal, Write};

use anyhow::bail;
use claimdiff::report::table::{Row, Table};

use crate::args::Output;

/// The name of the form.
pub(crate) const NAME: &str = "parquet";

/// Says what is in the way of a form before anything is read: a build without it, a terminal.
///
/// # Errors
///
/// It is Parquet, and cannot be written.
pub(crate) fn refuse(form: &str, output: &Output) -> anyhow::Result<()> {
    if form != NAME {
        return Ok(());
    }
    if !cfg!(feature = "parquet") {
        bail!("this build writes no Parquet: `cargo install --path . --features parquet` makes one that does");
    }
    if output.output.is_none() && io::stdout().is_terminal() {
        bail!("Parquet is nothing for a terminal: name a file with --output FILE");
    }
    Ok(())
}

/// Writes the rows of a table.
#[cfg(feature = "parquet")]
pub(crate) fn write(table: &Table, out: &mut dyn Write, rows: impl FnOnce(Row<'_>)) -> io::Result<()> {
    let mut parquet = claimdiff::report::table::Parquet::new(table, out)?;
    rows(&mut |row| parquet.push(row));
    parquet.finish()
}

/// Writes nothing: [`refuse`] said so.
#[cfg(not(feature = "parquet"))]
pub(crate) fn write(_: &Table, _: &mut dyn Write, _: impl FnOnce(Row<'_>)) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
