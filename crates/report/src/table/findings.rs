//! The findings, a row each, and their passages.

use claimdiff_compare::{Finding, Passage, Reason};

use super::{
    ARTICLE, Cell, Column, END, OUTLET, PUBLISHED, PUBLISHED_FROM, PUBLISHED_TO, Row, START, TEXT, Table, URL, chain,
    place, text, whence, whole,
};
use crate::Report;

/// The findings.
pub const FINDINGS: Table =
    Table { name: "findings", about: "a row a finding, the gravest first", columns: &FINDING_COLUMNS };

/// The passages of the findings, each with what is known of its finding: as Parquet, the report.
pub const PASSAGES: Table =
    Table { name: "passages", about: "a row a passage of a finding, by date and article", columns: &PASSAGE_COLUMNS };

const FINDING: Column = text("finding", "the id of its fact, which stays when a further passage comes in");
const REVISION: Column = text("revision", "a hash of all passages of the finding");
const CODE: Column = text("code", "the check that found it: number-conflict");
const VERDICT: Column = text("verdict", "what was decided");
const SEVERITY: Column = text("severity", "conflict, change or note");
const GRADE: Column = text("grade", "sure, likely or possible");
const CONFIDENCE: Column = whole("confidence", "how sure it is, in percent");
const EVENT: Column = text("event", "the event in a few words; empty where it is tied to none");
const SUMMARY: Column = text("summary", "what differs, in one line");
const WHY: Column = text("why", "the steps of the decision, parted by semicolons");
const REASON: Column = text("reason", "of a near miss, why it is not shown; empty for a finding");

const FINDING_COLUMNS: [Column; 12] = [
    FINDING,
    REVISION,
    CODE,
    VERDICT,
    SEVERITY,
    GRADE,
    CONFIDENCE,
    EVENT,
    SUMMARY,
    WHY,
    REASON,
    whole("passages", "how many passages it has"),
];

const PASSAGE_COLUMNS: [Column; 23] = [
    FINDING,
    REVISION,
    CODE,
    VERDICT,
    SEVERITY,
    GRADE,
    CONFIDENCE,
    EVENT,
    SUMMARY,
    WHY,
    REASON,
    whole("passage", "which passage of the finding it is, counted from 1"),
    ARTICLE,
    OUTLET,
    URL,
    PUBLISHED,
    PUBLISHED_FROM,
    PUBLISHED_TO,
    text("value", "the value it states, for the reader: 4.5 hours; empty where it states none"),
    text("source", "who says so, the innermost first; empty is the outlet's own voice"),
    TEXT,
    START,
    END,
];

/// The findings; with `ledger` the near misses behind them.
pub fn findings(report: &Report<'_>, ledger: bool, row: Row<'_>) {
    each(report, ledger, &mut |f, reason| {
        let [id, revision, code, verdict, severity, grade, confidence, event, summary, why, reason] = told(f, reason);
        let cells: [Cell<'_>; FINDING_COLUMNS.len()] = [
            id,
            revision,
            code,
            verdict,
            severity,
            grade,
            confidence,
            event,
            summary,
            why,
            reason,
            Cell::Whole(f.passages.len() as i64),
        ];
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
    let [id, revision, code, verdict, severity, grade, confidence, event, summary, why, reason] = told(f, reason);
    let [article, outlet, url, on, on_from, on_to] = whence(&a.id, &a.meta);
    let [start, end] = place(a, p.span);
    [
        id,
        revision,
        code,
        verdict,
        severity,
        grade,
        confidence,
        event,
        summary,
        why,
        reason,
        Cell::Whole(nth as i64 + 1),
        article,
        outlet,
        url,
        on,
        on_from,
        on_to,
        Cell::of(p.value.as_deref()),
        chain(p.said_by.iter().map(|s| s.name.as_str())),
        Cell::text(a.text(p.span)),
        start,
        end,
    ]
}

fn each(report: &Report<'_>, ledger: bool, take: &mut dyn FnMut(&Finding, Option<Reason>)) {
    report.comparison.findings.iter().for_each(|f| take(f, None));
    if ledger {
        report.cleared().iter().for_each(|c| take(&c.finding, Some(c.reason)));
    }
}

/// What a row tells of a finding.
fn told(f: &Finding, reason: Option<Reason>) -> [Cell<'_>; 11] {
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
