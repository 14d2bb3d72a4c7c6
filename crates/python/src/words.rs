//! The cells of a column that comes in: words, bytes, whole numbers, truth values, days and times, whatever Arrow calls
//! their type.

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type,
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, Schema, TimeUnit};
use claimdiff::{Days, Stamp};
use pyo3::PyResult;

use crate::error::SchemaError;

const DAY_SECONDS: i64 = 86_400;

/// A cell that is not empty.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell<'a> {
    Words(&'a str),
    Bytes(&'a [u8]),
    Whole(i64),
    Truth(bool),
    /// From 1970-01-01.
    Day(i32),
    /// From 1970-01-01, and whether that is of UTC or of a clock nobody knows where.
    Seconds(i64, bool),
}

/// What a column is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Words,
    WordsOrBytes,
    Key,
    Day,
    Bytes,
    Truth,
}

impl Wanted {
    fn takes(self, holds: &DataType) -> bool {
        let words = matches!(holds, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        let bytes = matches!(holds, DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
        match holds {
            // A column of nothing at all.
            DataType::Null => true,
            DataType::Dictionary(_, holds) => self.takes(holds),
            _ => match self {
                Wanted::Words => words,
                Wanted::WordsOrBytes => words || bytes,
                Wanted::Bytes => bytes,
                Wanted::Truth => *holds == DataType::Boolean,
                Wanted::Key => words || holds.is_integer(),
                Wanted::Day => {
                    words || matches!(holds, DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, _))
                }
            },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Wanted::Words => "words (utf8)",
            Wanted::WordsOrBytes => "words (utf8), or whole files (binary)",
            Wanted::Key => "words (utf8) or whole numbers",
            Wanted::Day => "words (utf8, ISO 8601), days or times",
            Wanted::Bytes => "bytes (binary)",
            Wanted::Truth => "truth values (boolean)",
        }
    }
}

/// The place of a column that must be there.
pub(crate) fn need(schema: &Schema, name: &str, wanted: Wanted) -> PyResult<usize> {
    find(schema, name, wanted)?.ok_or_else(|| {
        let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        SchemaError::new_err(format!("there is no column {name:?}; there are: {}", names.join(", ")))
    })
}

/// The place of a column that may be there.
pub(crate) fn find(schema: &Schema, name: &str, wanted: Wanted) -> PyResult<Option<usize>> {
    let Some((at, field)) = schema.column_with_name(name) else { return Ok(None) };
    match wanted.takes(field.data_type()) {
        true => Ok(Some(at)),
        false => Err(SchemaError::new_err(format!(
            "the column {name:?} holds {}, and {} are wanted",
            field.data_type(),
            wanted.name()
        ))),
    }
}

/// A cell of a batch; `None` where it is empty.
pub(crate) fn cell(batch: &RecordBatch, column: Option<usize>, row: usize) -> Option<Cell<'_>> {
    at(batch.columns().get(column?)?, row)
}

fn at(column: &ArrayRef, row: usize) -> Option<Cell<'_>> {
    if row >= column.len() || column.is_null(row) {
        return None;
    }
    fn number<T: ArrowPrimitiveType>(column: &ArrayRef, row: usize) -> T::Native {
        column.as_primitive::<T>().value(row)
    }
    let seconds = |n: i64, a_second: i64, zone: bool| Cell::Seconds(n.div_euclid(a_second), zone);
    Some(match column.data_type() {
        DataType::Utf8 => Cell::Words(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Cell::Words(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Cell::Words(column.as_string_view().value(row)),
        DataType::Binary => Cell::Bytes(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Cell::Bytes(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Cell::Bytes(column.as_binary_view().value(row)),
        DataType::Boolean => Cell::Truth(column.as_boolean().value(row)),
        DataType::Int8 => Cell::Whole(number::<Int8Type>(column, row).into()),
        DataType::Int16 => Cell::Whole(number::<Int16Type>(column, row).into()),
        DataType::Int32 => Cell::Whole(number::<Int32Type>(column, row).into()),
        DataType::Int64 => Cell::Whole(number::<Int64Type>(column, row)),
        DataType::UInt8 => Cell::Whole(number::<UInt8Type>(column, row).into()),
        DataType::UInt16 => Cell::Whole(number::<UInt16Type>(column, row).into()),
        DataType::UInt32 => Cell::Whole(number::<UInt32Type>(column, row).into()),
        DataType::UInt64 => Cell::Whole(i64::try_from(number::<UInt64Type>(column, row)).ok()?),
        DataType::Date32 => Cell::Day(number::<Date32Type>(column, row)),
        DataType::Date64 => seconds(number::<Date64Type>(column, row), 1000, false),
        DataType::Timestamp(unit, zone) => {
            let (n, a_second) = match unit {
                TimeUnit::Second => (number::<TimestampSecondType>(column, row), 1),
                TimeUnit::Millisecond => (number::<TimestampMillisecondType>(column, row), 1000),
                TimeUnit::Microsecond => (number::<TimestampMicrosecondType>(column, row), 1_000_000),
                TimeUnit::Nanosecond => (number::<TimestampNanosecondType>(column, row), 1_000_000_000),
            };
            seconds(n, a_second, zone.is_some())
        }
        DataType::Dictionary(_, _) => {
            let dictionary = column.as_any_dictionary_opt()?;
            let key = at_key(dictionary.keys(), row)?;
            return at(dictionary.values(), key);
        }
        _ => return None,
    })
}

/// A key of a dictionary.
fn at_key(keys: &dyn Array, row: usize) -> Option<usize> {
    let keys: ArrayRef = keys.slice(row, 1);
    match at(&keys, 0)? {
        Cell::Whole(key) => usize::try_from(key).ok(),
        _ => None,
    }
}

/// Words that are not blank.
pub(crate) fn words(cell: Option<Cell<'_>>) -> Option<String> {
    match cell? {
        Cell::Words(words) => Some(words.trim().to_owned()).filter(|w| !w.is_empty()),
        Cell::Whole(n) => Some(n.to_string()),
        _ => None,
    }
}

/// A date, no more exact than it is told; `Err` where words tell none.
pub(crate) fn stamp(cell: Option<Cell<'_>>) -> Result<Option<Stamp>, String> {
    let day = |day: i32| Days { first: day, last: day }.dates().0;
    match cell {
        None => Ok(None),
        Some(Cell::Words(words)) if words.trim().is_empty() => Ok(None),
        Some(Cell::Words(words)) => {
            Stamp::parse(words).map(Some).ok_or_else(|| format!("no date of ISO 8601: {:?}", head(words)))
        }
        Some(Cell::Day(n)) => Ok(day(n).map(Stamp::day)),
        Some(Cell::Seconds(n, zone)) => {
            let (date, of_day) =
                (i32::try_from(n.div_euclid(DAY_SECONDS)).ok().and_then(day), n.rem_euclid(DAY_SECONDS));
            let Some(date) = date else { return Err(format!("no day of the calendar: {n} s")) };
            // Data frames keep days as midnights.
            if of_day == 0 && !zone {
                return Ok(Some(Stamp::day(date)));
            }
            let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
            let zone = if zone { "Z" } else { "" };
            Ok(Stamp::parse(&format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}")))
        }
        Some(_) => Ok(None),
    }
}

/// The first words of a cell, to name it by.
fn head(words: &str) -> String {
    words.chars().take(40).collect()
}
