//! What records may have in common, and what is known of all of them: for a comparison in parts on many machines.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{Date32Builder, Int64Builder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema};
use claimdiff::{KeyKind, Statistics};
use pyo3::{prelude::*, types::PyBytes};

use crate::{
    error::{RecordError, of_arrow},
    records,
    table::Table,
};

/// What statistics begin with, and their version.
const HEAD: &[u8; 8] = b"cdstat\x00\x01";

/// What records may have in common, for a comparison in parts: a row a key of an article, with ``article``,
/// ``published_from``, ``kind`` (event, person, speech, text, word) and ``key`` (a hash of 64 bits).
#[pyfunction]
#[pyo3(signature = (records, *, record = "record"))]
pub(crate) fn keys(records: &Bound<'_, PyAny>, record: &str) -> PyResult<Table> {
    let (mut article, mut published, mut kind, mut key) =
        (StringBuilder::new(), Date32Builder::new(), StringBuilder::new(), Int64Builder::new());
    records::each(records, record, None, |record, _| {
        let Some(record) = record else { return };
        let day = record.meta.published.as_ref().map(|p| p.value.days().first);
        for found in claimdiff::keys(&record) {
            article.append_value(&record.id);
            published.append_option(day);
            kind.append_value(name(found.kind));
            // The same bits: a hash is no number to reckon with.
            key.append_value(found.hash as i64);
        }
    })?;
    let schema = Arc::new(Schema::new(vec![
        Field::new("article", DataType::Utf8, true),
        Field::new("published_from", DataType::Date32, true),
        Field::new("kind", DataType::Utf8, true),
        Field::new("key", DataType::Int64, true),
    ]));
    let columns: Vec<ArrayRef> =
        vec![Arc::new(article.finish()), Arc::new(published.finish()), Arc::new(kind.finish()), Arc::new(key.finish())];
    let batch = RecordBatch::try_new(schema.clone(), columns).map_err(of_arrow)?;
    Ok(Table::new(schema, vec![batch]))
}

fn name(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Event => "event",
        KeyKind::Person => "person",
        KeyKind::Speech => "speech",
        KeyKind::Text => "text",
        KeyKind::Word => "word",
        _ => "other",
    }
}

/// What a comparison must know of a whole collection beside the records it is given: sums over all, as bytes, which
/// :func:`add` adds.
#[pyfunction]
#[pyo3(signature = (records, *, record = "record"))]
pub(crate) fn statistics<'py>(records: &Bound<'py, PyAny>, record: &str) -> PyResult<Bound<'py, PyBytes>> {
    let mut out = Statistics::default();
    records::each(records, record, None, |record, _| {
        if let Some(record) = record {
            out.add(&record);
        }
    })?;
    Ok(PyBytes::new(records.py(), &bytes(&out)))
}

/// The :func:`statistics` of several collections together.
#[pyfunction]
pub(crate) fn add<'py>(parts: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut out = Statistics::default();
    for part in parts.try_iter()? {
        out.merge(&statistics_of(part?.extract::<&[u8]>()?)?);
    }
    Ok(PyBytes::new(parts.py(), &bytes(&out)))
}

/// The same bytes for the same statistics.
fn bytes(statistics: &Statistics) -> Vec<u8> {
    let mut words: Vec<(u32, u32)> = statistics.words().collect();
    words.sort_unstable();
    let mut out = HEAD.to_vec();
    out.extend(statistics.records().to_le_bytes());
    out.extend(words.into_iter().flat_map(|(word, count)| [word, count]).flat_map(u32::to_le_bytes));
    out
}

/// Reads what [`statistics`] gave.
pub(crate) fn statistics_of(bytes: &[u8]) -> PyResult<Statistics> {
    let read = || {
        let rest = bytes.strip_prefix(HEAD)?;
        let (records, words) = rest.split_first_chunk::<8>()?;
        let (words, rest) = words.as_chunks::<8>();
        let pair = |w: &[u8; 8]| {
            let [a, b, c, d, e, f, g, h] = *w;
            (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]))
        };
        rest.is_empty().then(|| Statistics::kept(u64::from_le_bytes(*records), words.iter().map(pair)))
    };
    read().ok_or_else(|| RecordError::new_err("the statistics are damaged or of another version"))
}
