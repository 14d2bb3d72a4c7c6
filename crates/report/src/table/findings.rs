//! The findings, a row each, and their passages.

use claimdiff_compare::{Finding, Passage, Reason};

use super::{Cell, Column, PLACE, Row, Table, WHENCE, cells, chain, columns, place, text, whence, whole};
use crate::Report;

/// The findings.
pub const FINDINGS: Table =
    Table { name: "findings", about: "a row a finding, the gravest first", columns: &FINDING_COLUMNS };

/// The passages of the findings, each with what is known of its finding: as Parquet, the report.
pub const PASSAGES: Table =
    Table { name: "passages", about: "a row a passage of a finding, by date and article", columns: &PASSAGE_COLUMNS };

/// What is told of a finding: the cells of [`told`].
const FINDING: [Column; 11] = [
    text("finding", "the id of its fact, which stays when a further passage comes in"),
    text("revision", "a hash of all passages of the finding"),
    text("code", "the check that found it: number-conflict"),
    text("verdict", "what was decided"),
    text("severity", "conflict, change or note"),
    text("grade", "sure, likely or possible"),
    whole("confidence", "how sure it is, in percent"),
    text("event", "the event in a few words; empty where it is tied to none"),
    text("summary", "what differs, in one line"),
    text("why", "the steps of the decision, parted by semicolons"),
    text("reason", "of a near miss, why it is not shown; empty for a finding"),
];

const COUNT: Column = whole("passages", "how many passages it has");

const FINDING_COLUMNS: [Column; 12] = columns(&[&FINDING, &[COUNT]]);

const NTH: Column = whole("passage", "which passage of the finding it is, counted from 1");

/// What a passage states.
const STATED: [Column; 2] = [
    text("value", "the value it states, for the reader: 4.5 hours; empty where it states none"),
    text("source", "who says so, the innermost first; empty is the outlet's own voice"),
];

const PASSAGE_COLUMNS: [Column; 23] = columns(&[&FINDING, &[NTH], &WHENCE, &STATED, &PLACE]);

/// The findings; with `ledger` the near misses behind them.
pub fn findings(report: &Report<'_>, ledger: bool, row: Row<'_>) {
    each(report, ledger, &mut |f, reason| {
        let count = Cell::Whole(f.passages.len() as i64);
        let cells: [Cell<'_>; FINDING_COLUMNS.len()] = cells(told(f, reason), [count], []);
        row(&cells);
    });
}

/// The passages of the findings; with `ledger` those of the near misses behind them.
pub fn passages(report: &Report<'_>, ledger: bool, row: Row<'_>) {
    each(report, ledger, &mut |f, reason| {
        for (nth, p) in f.passages.iter().enumerate() {
            row(&passage(report, f, reason, nth, p));
        }
    });
}

fn passage<'a>(
    report: &Report<'a>,
    f: &'a Finding,
    reason: Option<Reason>,
    nth: usize,
    p: &'a Passage,
) -> [Cell<'a>; PASSAGE_COLUMNS.len()] {
    let a = &report.articles[p.article];
    let stated = [Cell::of(p.value.as_deref()), chain(p.said_by.iter().map(|s| s.name.as_str()))];
    let of_article: [Cell<'_>; WHENCE.len() + STATED.len() + PLACE.len()] =
        cells(whence(&a.id, &a.meta), stated, place(a, a.text(p.span), p.span));
    cells(told(f, reason), [Cell::Whole(nth as i64 + 1)], of_article)
}

fn each(report: &Report<'_>, ledger: bool, take: &mut dyn FnMut(&Finding, Option<Reason>)) {
    report.comparison.findings.iter().for_each(|f| take(f, None));
    if ledger {
        report.cleared().iter().for_each(|c| take(&c.finding, Some(c.reason)));
    }
}

/// The cells of [`FINDING`].
fn told(f: &Finding, reason: Option<Reason>) -> [Cell<'_>; FINDING.len()] {
    [
        Cell::text(&f.id),
        Cell::text(&f.revision),
        Cell::text(f.code),
        Cell::text(f.verdict.name()),
        Cell::text(f.severity.name()),
        Cell::text(f.grade.name()),
        Cell::whole(f.confidence),
        Cell::of(f.event.as_ref().map(|e| e.label.as_str())),
        Cell::text(&f.summary),
        Cell::text(f.why.join("; ")),
        Cell::of(reason.map(Reason::clause)),
    ]
}
