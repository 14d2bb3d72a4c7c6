//! Tables of articles: CSV and its like, a row an article. Columns are known by their names, as the fields of records
//! are; a table without names, or with none that is known, is read by what its columns hold, and that is told.

use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

use claimdiff_text::Meta;
use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use super::{
    Format, Reader, Sink, Source, charset, failed,
    fields::{Holds, field_of_record, stamp},
    record, slurp,
};
use crate::{Error, Item};

pub(super) const FORMAT: Format =
    Format { name: "table", extensions: &["csv", "tsv", "tab"], detect, reader: Reader::Stream(read) };

/// What may part the cells of a row.
const DELIMITERS: &[u8] = b",\t;|";

/// How many rows are looked at to tell what the columns hold.
const SAMPLE_ROWS: usize = 50;

/// A column whose cells have so many bytes on average holds running text.
const MIN_TEXT_BYTES: usize = 120;

/// A cell with more bytes than this is no name of a column.
const MAX_NAME_BYTES: usize = 60;

/// A head that names columns, one of them of running text, is a table's; rows of as many cells may be one.
fn detect(head: &str) -> u8 {
    let Some(delimiter) = delimiter(head.as_bytes()) else { return 0 };
    let rows = sample(head.as_bytes(), delimiter, 4);
    let [names, rest @ ..] = rows.as_slice() else { return 0 };
    let known: Vec<Holds> = names.iter().filter_map(|n| field_of_record(n)).map(|(holds, _)| holds).collect();
    let text = known.iter().any(|h| matches!(h, Holds::Text | Holds::Html));
    match () {
        _ if known.len() >= 2 && text && names.iter().all(|n| n.len() <= MAX_NAME_BYTES) => 3,
        _ if rest.len() > 1 && rest[..rest.len() - 1].iter().all(|r| r.len() == names.len()) => 1,
        _ => 0,
    }
}

/// The character that parts the cells of the first row.
fn delimiter(head: &[u8]) -> Option<u8> {
    let counted = DELIMITERS.iter().map(|d| (sample(head, *d, 1).first().map_or(0, Vec::len), *d));
    counted.rev().max_by_key(|(cells, _)| *cells).filter(|(cells, _)| *cells > 1).map(|(_, d)| d)
}

/// The first rows.
fn sample(head: &[u8], delimiter: u8, rows: usize) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head);
    let cell = |c: &[u8]| String::from_utf8_lossy(c).trim().to_owned();
    reader.byte_records().take(rows).map_while(Result::ok).map(|r| r.iter().map(cell).collect()).collect()
}

/// Bytes up to a limit for each row: a quotation mark that is never closed would make one row of the rest.
struct Metered<'a> {
    input: &'a mut dyn BufRead,
    left: Rc<Cell<usize>>,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        match self.left.get().checked_sub(read) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("a row is longer than the limit for an article")),
        }
        Ok(read)
    }
}

fn read(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let head = input.fill_buf().map_err(failed)?;
    if matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..]) {
        let bytes = slurp(input, source.limits.document_bytes)?;
        let text = charset::decode(&bytes, None)?.text;
        return rows(&mut text.as_bytes(), source, each);
    }
    rows(input, source, each)
}

fn rows(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    if input.fill_buf().map_err(failed)?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    let head = input.fill_buf().map_err(failed)?;
    let delimiter = delimiter(head).unwrap_or(if source.path.ends_with(".tsv") { b'\t' } else { b',' });
    let room = source.limits.article_bytes;
    let left = Rc::new(Cell::new(room));
    let metered = Metered { input, left: left.clone() };
    let mut table = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(metered);
    let mut waiting: Vec<(u32, Vec<String>)> = Vec::new();
    let mut columns: Option<Columns> = None;
    let mut record = ByteRecord::new();
    let mut count = 0;
    let end = loop {
        match table.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break None,
            Err(error) => break Some(error),
        }
        left.set(room);
        let line = record.position().map_or(0, |p| p.line() as u32);
        let cells = record.iter().map(|c| charset::decode(c, None).map(|d| d.text.into_owned()).unwrap_or_default());
        let row = (line, cells.collect());
        match &columns {
            Some(columns) => columns.row(row, source, &mut count, each),
            None => {
                waiting.push(row);
                if waiting.len() > SAMPLE_ROWS {
                    columns = Some(Columns::begin(std::mem::take(&mut waiting), source, &mut count, each)?);
                }
            }
        }
    };
    if columns.is_none() {
        Columns::begin(waiting, source, &mut count, each)?;
    }
    match end {
        Some(error) => {
            let message = match error.into_kind() {
                csv::ErrorKind::Io(error) => failed(error).to_string(),
                _ => "the rows are broken".to_owned(),
            };
            each(source.note(None, format!("reading a table: {message}; the rest of it is not read")));
        }
        None if count == 0 => return Err(Error::Empty),
        None => {}
    }
    Ok(())
}

/// The columns of a table.
struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// Tells the columns from the first rows, and reads these.
    fn begin(
        mut first: Vec<(u32, Vec<String>)>,
        source: &Source<'_>,
        count: &mut usize,
        each: &mut Sink<'_>,
    ) -> Result<Columns, Error> {
        let width = first.iter().map(|(_, r)| r.len()).max().unwrap_or(0);
        let is_head = first.first().is_some_and(|(_, row)| {
            let name = |cell: &String| cell.len() <= MAX_NAME_BYTES && stamp(cell).is_none() && !cell.contains("://");
            row.iter().all(name) && (first.len() > 1 || row.iter().any(|c| field_of_record(c).is_some()))
        });
        let mut names = if is_head { first.remove(0).1 } else { Vec::new() };
        names.iter_mut().for_each(|n| *n = n.trim().to_owned());
        for n in names.len()..width {
            names.push(format!("column {}", n + 1));
        }
        let rows: Vec<&Vec<String>> = first.iter().map(|(_, row)| row).collect();
        let guessed = guess(&mut names, &rows)?;
        if !guessed.is_empty() {
            let message = format!("reading a table: by what they hold, {guessed}; --map NAME=COLUMN names others");
            each(source.hint(message));
        }
        let columns = Columns { names };
        for row in first {
            columns.row(row, source, count, each);
        }
        Ok(columns)
    }

    /// The article of a row.
    fn row(&self, (line, cells): (u32, Vec<String>), source: &Source<'_>, count: &mut usize, each: &mut Sink<'_>) {
        let filled = self.names.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        let map: Map<String, Value> = filled.map(|(name, cell)| (name.clone(), Value::String(cell))).collect();
        if map.is_empty() {
            return;
        }
        *count += 1;
        match record::article(&map, source, (*count, Some(line)), Meta::default(), each) {
            Some(article) => each(Item::Article(Box::new(article))),
            None => each(source.note(Some(line), "reading a table: the row holds no running text".to_owned())),
        }
    }
}

/// Names the columns that no known name stands over by what they hold: the longest is the text, one of dates the date,
/// one of addresses the address, one of short lines the headline. Says in words what was taken for what.
fn guess(names: &mut [String], rows: &[&Vec<String>]) -> Result<String, Error> {
    let cells = |n: usize| rows.iter().filter_map(move |r| r.get(n)).filter(|c| !c.trim().is_empty());
    let mean = |n: usize| cells(n).map(String::len).sum::<usize>() / cells(n).count().max(1);
    let most = |n: usize, test: &dyn Fn(&String) -> bool| {
        let (all, good) = (cells(n).count(), cells(n).filter(|c| test(c)).count());
        all > 0 && good * 10 >= all * 8
    };
    let known = |names: &[String], wanted: fn(Holds) -> bool| {
        names.iter().any(|n| field_of_record(n).is_some_and(|(holds, _)| wanted(holds)))
    };
    let mut told = Vec::new();
    let mut name = |names: &mut [String], n: usize, what: &str| {
        told.push(format!("the column {:?} is read as {what}", names[n]));
        what.clone_into(&mut names[n]);
    };
    if !known(names, |h| matches!(h, Holds::Text | Holds::Html)) {
        let longest = (0..names.len()).max_by_key(|n| (mean(*n), usize::MAX - n));
        let text = longest.filter(|n| mean(*n) >= MIN_TEXT_BYTES).ok_or(Error::NoColumn)?;
        name(names, text, "text");
    }
    type Test<'a> = (&'a str, fn(Holds) -> bool, &'a dyn Fn(&String) -> bool);
    let tests: [Test<'_>; 3] = [
        ("published", |h| h == Holds::Published, &|c| stamp(c).is_some() && c.len() <= MAX_NAME_BYTES),
        ("url", |h| h == Holds::Url, &|c| c.starts_with("http")),
        ("headline", |h| h == Holds::Headline, &|c| (2..30).contains(&c.split_whitespace().count())),
    ];
    for (what, holds, test) in tests {
        let free = |n: &usize| field_of_record(&names[*n]).is_none() && most(*n, test);
        let found = (0..names.len()).find(free);
        if let Some(n) = found.filter(|_| !known(names, holds)) {
            name(names, n, what);
        }
    }
    Ok(told.join(", "))
}
