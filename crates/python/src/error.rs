//! What is raised.

use arrow_schema::ArrowError;
use pyo3::{create_exception, exceptions::PyValueError, prelude::*};

create_exception!(claimdiff, Error, PyValueError, "What claimdiff raises, in one line.");
create_exception!(claimdiff, SchemaError, Error, "A column is missing, or of a type that is not read.");
create_exception!(
    claimdiff,
    RecordError,
    Error,
    "A record is damaged or of another version: analyse the article again."
);

/// What Arrow says, as it is raised.
pub(crate) fn of_arrow(error: ArrowError) -> PyErr {
    Error::new_err(format!("reading a batch: {error}"))
}
