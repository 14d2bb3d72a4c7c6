//! JSON Lines: a finding a line as in schema 1; with the ledger the near misses follow, told by their `reason`.

use std::io::{self, Write};

use crate::{Report, View, escape, wire};

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.comparison.findings {
        escape::line(&wire::finding(report, finding), out)?;
    }
    if view.ledger {
        for cleared in report.cleared() {
            escape::line(&wire::cleared(report, &cleared), out)?;
        }
    }
    Ok(())
}
