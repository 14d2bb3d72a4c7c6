//! CSV (RFC 4180), written by the `csv` crate: a row a passage, with a head. Cells that a spreadsheet would take for a
//! formula are defused.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use claimdiff_compare::Finding;
use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::{Report, View, clean, credit};

const HEAD: [&str; 21] = [
    "finding",
    "code",
    "verdict",
    "severity",
    "confidence",
    "event",
    "summary",
    "why",
    "reason",
    "passage",
    "article",
    "path",
    "line",
    "start",
    "end",
    "outlet",
    "published",
    "value",
    "said_by",
    "text",
    "baseline",
];

/// Room for a usual row, in bytes.
const ROW_BYTES: usize = 1 << 10;

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    head(&HEAD, out)?;
    for f in &report.comparison.findings {
        rows(report, f, "", out)?;
    }
    if view.ledger {
        for c in &report.cleared() {
            rows(report, &c.finding, c.reason.clause(), out)?;
        }
    }
    Ok(())
}

fn rows(report: &Report<'_>, f: &Finding, reason: &str, out: &mut dyn Write) -> io::Result<()> {
    let event = f.event.as_ref().map_or("", |e| e.label.as_str());
    for (nth, p) in f.passages.iter().enumerate() {
        let a = &report.articles[p.article];
        let published = a.meta.published.as_ref().map(|p| p.value.to_string()).unwrap_or_default();
        let outlet = a.meta.outlet.as_ref().map_or("", |o| o.value.as_str());
        let said = credit::source(p).unwrap_or_default();
        let numbers = [a.line(p.span), p.span.start, p.span.end].map(|n| n.to_string());
        let cells: [&str; HEAD.len()] = [
            &f.id,
            f.code,
            f.verdict.name(),
            f.severity.name(),
            &f.confidence.to_string(),
            event,
            &f.summary,
            &Report::reasons(f).collect::<Vec<_>>().join("; "),
            reason,
            &(nth + 1).to_string(),
            &a.id,
            &a.path,
            &numbers[0],
            &numbers[1],
            &numbers[2],
            outlet,
            &published,
            p.value.as_deref().unwrap_or(""),
            &said,
            a.text(p.span),
            // A near miss is in no baseline.
            report.state(f).filter(|_| reason.is_empty()).unwrap_or(""),
        ];
        row(&cells, out)?;
    }
    Ok(())
}

/// The names of the columns.
pub(crate) fn head(names: &[&str], out: &mut dyn Write) -> io::Result<()> {
    record(names, QuoteStyle::Necessary, out)
}

/// A row. What is no number stands in quotation marks, whatever a spreadsheet takes for the end of a cell.
pub(crate) fn row(cells: &[&str], out: &mut dyn Write) -> io::Result<()> {
    record(cells, QuoteStyle::NonNumeric, out)
}

fn record(cells: &[&str], style: QuoteStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = WriterBuilder::new();
    rows.quote_style(style).terminator(Terminator::CRLF).buffer_capacity(ROW_BYTES);
    let mut writer = rows.from_writer(out);
    writer.write_record(cells.iter().map(|cell| harmless(cell).into_owned())).map_err(io::Error::from)?;
    writer.flush()
}

/// A cell. One that begins with `=`, `+`, `-`, `@` or their full-width forms gets an apostrophe before it, so that no
/// spreadsheet runs it (OWASP, "CSV Injection"); a plain number may begin with a sign.
fn harmless(text: &str) -> Cow<'_, str> {
    let text = clean::line(text);
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err();
    if formula { Cow::Owned(format!("'{text}")) } else { text }
}

#[cfg(test)]
mod tests {
    fn cell(text: &str) -> String {
        let mut out = Vec::new();
        super::row(&[text], &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("a cell is UTF-8").trim_end_matches("\r\n").to_owned()
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("\t @cmd|x"), "\"'@cmd|x\"");
        assert_eq!(cell("-2.5"), "-2.5");
        assert_eq!(cell("he said \"no\", twice\nand left"), "\"he said \"\"no\"\", twice and left\"");
    }
}
