//! Records to findings, as tables or as a report.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use claimdiff::{
    Analysis, CHECKS, Comparison, Finding, Note, Options,
    report::{
        FORMATS, Format, Report, View,
        table::{Cell, Columns, FINDINGS, PASSAGES, Table as Shape, findings, passages, schema},
    },
};
use pyo3::prelude::*;

use crate::{
    error::{Error, of_arrow},
    keys::statistics_of,
    pool, records,
    table::Table,
};

/// The width of a report in words, in columns.
const WIDTH: usize = 100;

/// What was compared: the articles, what differs, and what was set aside.
struct Found {
    articles: Vec<Analysis>,
    comparison: Comparison,
    notes: Vec<Note>,
    /// How many rows have no record.
    none: usize,
}

/// What is wanted of a comparison.
struct Wanted<'a> {
    all: bool,
    framing: bool,
    select: Vec<String>,
    ignore: Vec<String>,
    statistics: Option<&'a [u8]>,
    new: Option<&'a str>,
}

impl Wanted<'_> {
    fn compare(&self, table: &Bound<'_, PyAny>, column: &str) -> PyResult<Found> {
        let select = codes(&self.select)?;
        let ignore = codes(&self.ignore)?;
        let statistics = self.statistics.map(statistics_of).transpose()?;
        let records::Read { records: mut articles, new, none } = records::read(table, column, self.new)?;
        let threads = pool::get()?;
        let options = Options { framing: self.framing, selected: select.clone(), ..Options::default() };
        let compared = table.py().detach(|| {
            threads.install(|| match (&statistics, self.new) {
                (None, None) => claimdiff::compare_isolated(&mut articles, &options),
                (all, marked) => {
                    let is_new = |a: &Analysis| marked.is_none() || new.contains(&a.id);
                    claimdiff::compare_new_isolated(&mut articles, is_new, all.as_ref(), &options)
                }
            })
        });
        let (mut comparison, aside) = compared.map_err(|fault| {
            Error::new_err(format!("comparing: a fault of claimdiff, which is worth a report: {}", fault.0))
        })?;
        if !self.all {
            comparison.hide_notes();
        }
        let wanted = |f: &Finding| (select.is_empty() || select.contains(&f.code)) && !ignore.contains(&f.code);
        comparison.findings.retain(wanted);
        let notes = aside.into_iter().map(|(article, fault)| Note {
            path: article.path,
            line: None,
            message: format!(
                "comparing {}: left aside after a fault of claimdiff, which is worth a report: {}",
                article.id, fault.0
            ),
            failure: true,
        });
        Ok(Found { articles, comparison, notes: notes.collect(), none })
    }
}

/// The codes of checks by their names.
fn codes(names: &[String]) -> PyResult<Vec<&'static str>> {
    let code =
        |name: &String| {
            CHECKS.iter().map(|c| c.code).find(|code| code == name).ok_or_else(|| {
                Error::new_err(claimdiff::lexicon::unknown("check", name, CHECKS.iter().map(|c| c.code)))
            })
        };
    names.iter().map(code).collect()
}

impl Found {
    fn report(&self) -> Report<'_> {
        Report { articles: &self.articles, comparison: &self.comparison, notes: &self.notes, drafts: &[], before: None }
    }

    fn coverage(&self) -> BTreeMap<&'static str, usize> {
        let c = &self.comparison.coverage;
        BTreeMap::from([
            ("articles", c.articles),
            ("beyond", c.beyond),
            ("claims", c.claims),
            ("cleared", c.cleared),
            ("copies", c.copies),
            ("hidden", c.hidden),
            ("outlets", c.outlets),
            ("possible", c.possible),
            ("quotes", c.quotes),
            ("quotes_without_speaker", c.quotes_without_speaker),
            ("set_aside", self.notes.len()),
            ("undated", c.undated),
            ("unlike", c.unlike),
            ("without_record", self.none),
        ])
    }
}

/// The rows of a table.
fn rows(shape: &Shape, fill: impl FnOnce(&mut dyn FnMut(&[Cell<'_>]))) -> Result<Table, ArrowError> {
    let mut columns = Columns::new(shape);
    let mut done: Vec<RecordBatch> = Vec::new();
    let mut failed = Ok(());
    fill(&mut |row| {
        columns.push(row);
        if columns.is_full() && failed.is_ok() {
            failed = columns.take().map(|batch| done.push(batch));
        }
    });
    failed?;
    done.push(columns.take()?);
    Ok(Table::new(schema(shape), done))
}

/// What :func:`compare` gives.
#[pyclass(frozen, module = "claimdiff")]
#[derive(Debug)]
pub(crate) struct Compared {
    /// A row a finding, the gravest first: ``columns("findings")``.
    #[pyo3(get)]
    findings: Py<Table>,
    /// A row a passage of a finding, two or more each: ``columns("passages")``.
    #[pyo3(get)]
    passages: Py<Table>,
    /// What was compared and what was not, in numbers: ``articles``, ``undated``, ``without_record``, ``hidden`` ...
    #[pyo3(get)]
    coverage: BTreeMap<&'static str, usize>,
}

#[pymethods]
impl Compared {
    fn __repr__(&self) -> String {
        format!("<claimdiff.Compared: {} findings>", self.findings.get().rows())
    }
}

/// Compares articles: where do their claims differ?
///
/// ``records`` is a table with the column ``record``, of one or many analyses; rows in which it is null are left out and
/// counted. Findings, and their ids, are those of the command on the same articles. ``all`` also gives notes and what is
/// only possible, ``ledger`` the near misses with their ``reason``, ``framing`` loaded terms; ``select`` and ``ignore``
/// are codes of checks. With ``statistics`` (of a larger collection, see :func:`statistics`) the articles are compared as
/// a part of it. ``new`` names a column of truth values: only what touches an article for which it holds is given.
///
/// Raises :class:`RecordError` where a record is damaged or of another version of claimdiff.
#[pyfunction]
#[pyo3(signature = (
    records, *, record = "record", all = false, ledger = false, framing = false, select = Vec::new(), ignore = Vec::new(),
    statistics = None, new = None
), text_signature = "(records, *, record='record', all=False, ledger=False, framing=False, select=(), ignore=(), \
    statistics=None, new=None)")]
#[expect(clippy::too_many_arguments, reason = "options")]
pub(crate) fn compare(
    records: &Bound<'_, PyAny>,
    record: &str,
    all: bool,
    ledger: bool,
    framing: bool,
    select: Vec<String>,
    ignore: Vec<String>,
    statistics: Option<&[u8]>,
    new: Option<&str>,
) -> PyResult<Compared> {
    let py = records.py();
    let wanted = Wanted { all, framing, select, ignore, statistics, new };
    let found = wanted.compare(records, record)?;
    let tables = py.detach(|| {
        let report = found.report();
        let of_findings = rows(&FINDINGS, |row| findings(&report, ledger, row))?;
        Ok((of_findings, rows(&PASSAGES, |row| passages(&report, ledger, row))?))
    });
    let (of_findings, of_passages) = tables.map_err(of_arrow)?;
    Ok(Compared {
        findings: Py::new(py, of_findings)?,
        passages: Py::new(py, of_passages)?,
        coverage: found.coverage(),
    })
}

/// The report of :func:`compare` in a form of the command: ``text``, ``brief``, ``json``, ``jsonl``, ``html``,
/// ``markdown``, ``csv``, ``sarif`` or ``jsonld``. The other arguments are those of :func:`compare`.
#[pyfunction]
#[pyo3(signature = (
    records, format = "text", *, record = "record", all = false, ledger = false, framing = false, select = Vec::new(),
    ignore = Vec::new()
), text_signature = "(records, format='text', *, record='record', all=False, ledger=False, framing=False, select=(), \
    ignore=())")]
#[expect(clippy::too_many_arguments, reason = "options")]
pub(crate) fn report(
    records: &Bound<'_, PyAny>,
    format: &str,
    record: &str,
    all: bool,
    ledger: bool,
    framing: bool,
    select: Vec<String>,
    ignore: Vec<String>,
) -> PyResult<String> {
    let form = Format::named(format)
        .ok_or_else(|| Error::new_err(claimdiff::lexicon::unknown("form", format, FORMATS.iter().map(|f| f.name))))?;
    let wanted = Wanted { all, framing, select, ignore, statistics: None, new: None };
    let found = wanted.compare(records, record)?;
    let view = View { ledger, width: WIDTH, ..View::default() };
    let mut out = Vec::new();
    let written = records.py().detach(|| (form.write)(&found.report(), &view, &mut out));
    written.map_err(|e| Error::new_err(e.to_string()))?;
    String::from_utf8(out).map_err(|e| Error::new_err(e.to_string()))
}
