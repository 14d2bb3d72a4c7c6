//! A table that goes out, and a stream that comes in, by the PyCapsule interface of Arrow.

use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader,
    cast::AsArray,
    ffi::FFI_ArrowSchema,
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
    types::{Date32Type, Float64Type, Int64Type},
};
use arrow_schema::{DataType, SchemaRef};
use claimdiff::Days;
use pyo3::{
    prelude::*,
    types::{PyBytes, PyCapsule, PyDate, PyDict, PyList},
};

use crate::error::{SchemaError, of_arrow};

/// A table in memory. Anything that knows the PyCapsule interface of Arrow reads it without a copy.
#[pyclass(frozen, module = "claimdiff")]
#[derive(Debug)]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Table {
        Table { schema, batches }
    }

    /// The number of its rows.
    pub(crate) fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

#[pymethods]
impl Table {
    /// The stream of its batches (Arrow PyCapsule interface).
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A producer may leave another schema than its own to who reads.
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    /// Its schema (Arrow PyCapsule interface).
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(of_arrow)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|f| f.name().clone()).collect()
    }

    /// The number of its rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.rows()
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    fn __repr__(&self) -> String {
        format!("<claimdiff.Table: {} rows, {}>", self.rows(), self.column_names().join(", "))
    }

    /// Its columns as lists, by their names, for those who have no library of tables.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (at, field) in self.schema.fields().iter().enumerate() {
            let list = PyList::empty(py);
            for batch in &self.batches {
                let column = batch.column(at);
                for row in 0..column.len() {
                    list.append(cell(py, column, row)?)?;
                }
            }
            out.set_item(field.name(), list)?;
        }
        Ok(out)
    }
}

/// A cell as Python has it.
fn cell<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into_pyobject(py)?.into_any(),
        DataType::Binary => PyBytes::new(py, column.as_binary::<i32>().value(row)).into_any(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Date32 => {
            let day = column.as_primitive::<Date32Type>().value(row);
            match (Days { first: day, last: day }).dates().0 {
                Some(d) => PyDate::new(py, d.year().into(), d.month() as u8, d.day() as u8)?.into_any(),
                None => py.None().into_bound(py),
            }
        }
        other => return Err(SchemaError::new_err(format!("no cell of Python's is a {other}"))),
    })
}

/// The batches of a table that comes in, one after the other.
pub(crate) fn stream(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let py = table.py();
    let name = pyo3::intern!(py, "__arrow_c_stream__");
    if !table.hasattr(name)? {
        return Err(SchemaError::new_err(format!(
            "a table of Arrow is wanted (polars, pandas 3, DuckDB, pyarrow: anything with __arrow_c_stream__), and not {}",
            table.get_type().name()?
        )));
    }
    let capsule = table.call_method0(name)?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of that name holds an ArrowArrayStream, as the PyCapsule interface says, and lives until the end of
    // this function; the stream is moved out of it, and what is left there is released.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) };
    reader.map_err(of_arrow)
}

/// The schema of a stream.
pub(crate) fn schema(reader: &RecordBatchStreamReader) -> SchemaRef {
    RecordBatchReader::schema(reader)
}
