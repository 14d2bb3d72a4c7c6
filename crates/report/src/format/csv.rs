//! CSV (RFC 4180): a row a passage, with a head. Cells that a spreadsheet would take for a formula are defused.

use std::io::{self, Write};

use claimdiff_claims::Analysis;
use claimdiff_compare::Finding;

use crate::{Report, View, clean, credit};

const HEAD: &str = "finding,code,verdict,severity,confidence,event,summary,why,reason,passage,article,path,line,start,end,\
                    outlet,published,value,said_by,text";

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{HEAD}\r\n")?;
    for f in &report.comparison.findings {
        rows(report.articles, f, "", out)?;
    }
    if view.ledger {
        for c in &report.cleared() {
            rows(report.articles, &c.finding, c.reason.clause(), out)?;
        }
    }
    Ok(())
}

fn rows(articles: &[Analysis], f: &Finding, reason: &str, out: &mut dyn Write) -> io::Result<()> {
    let event = f.event.as_ref().map_or("", |e| e.label.as_str());
    for (nth, p) in f.passages.iter().enumerate() {
        let a = &articles[p.article];
        let published = a.meta.published.as_ref().map(|p| p.value.to_string()).unwrap_or_default();
        let outlet = a.meta.outlet.as_ref().map_or("", |o| o.value.as_str());
        let said = credit::source(p).unwrap_or_default();
        let numbers = [a.line(p.span), p.span.start, p.span.end].map(|n| n.to_string());
        let cells: [&str; 20] = [
            &f.id,
            f.code,
            f.verdict.name(),
            f.severity.name(),
            &f.confidence.to_string(),
            event,
            &f.summary,
            &f.why.join("; "),
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
        ];
        row(&cells, out)?;
    }
    Ok(())
}

/// A row.
pub(crate) fn row(cells: &[&str], out: &mut dyn Write) -> io::Result<()> {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        cell(text, out)?;
    }
    out.write_all(b"\r\n")
}

/// A cell. One that begins with `=`, `+`, `-`, `@` or their full-width forms gets an apostrophe before it, so that no
/// spreadsheet runs it (OWASP, "CSV Injection"); a plain number may begin with a sign.
fn cell(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let text = clean::line(text);
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && text.parse::<f64>().is_err();
    let text = if formula { format!("'{text}") } else { text.into_owned() };
    if text.contains([',', '"', ';', '\'']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    fn cell(text: &str) -> String {
        let mut out = Vec::new();
        super::cell(text, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("a cell is UTF-8")
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("\t @cmd|x"), "\"'@cmd|x\"");
        assert_eq!(cell("-2.5"), "-2.5");
        assert_eq!(cell("he said \"no\", twice\nand left"), "\"he said \"\"no\"\", twice and left\"");
    }
}
