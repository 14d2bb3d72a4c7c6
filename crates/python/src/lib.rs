//! The extension module behind the Python package `claimdiff`: Arrow in, Arrow out, by the PyCapsule interface.
//!
//! Nothing here decides anything: rows become articles, the root package analyses and compares them, and its tables
//! become Arrow. What is said of a function here is its help in Python, and `_claimdiff.pyi` tells its types;
//! `python/claimdiff/__init__.py` wraps the two that have more to do.
//! What is not supported: columns of Arrow types other than words, bytes, whole numbers, truth values, days and times.

mod analyse;
mod article;
mod collect;
mod compare;
mod error;
mod keys;
mod pool;
mod read;
mod records;
mod table;
mod words;

use claimdiff::report::table::TABLES;
use pyo3::prelude::*;

#[pymodule]
mod _claimdiff {
    #[pymodule_export]
    use super::{
        analyse::analyse,
        columns,
        compare::{Compared, compare, report},
        error::{Error, RecordError, SchemaError},
        keys::{add, keys, statistics},
        read::read,
        table::Table,
    };
}

/// The columns of ``claims``, ``quotes``, ``articles``, ``findings`` or ``passages``: name, type of Arrow, what it holds
/// with its unit and what an empty cell means.
#[pyfunction]
fn columns(table: &str) -> PyResult<Vec<(&'static str, &'static str, &'static str)>> {
    let found = TABLES.into_iter().find(|t| t.name == table);
    let found = found.ok_or_else(|| error::Error::new_err(format!("there is no table {table:?}")))?;
    Ok(found.columns.iter().map(|c| (c.name, c.holds.name(), c.about)).collect())
}
