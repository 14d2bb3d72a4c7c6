//! One JSON object (schema 1), indented: [`crate::wire`] documents its fields.

use std::io::{self, Write};

use crate::{Report, View, escape, wire};

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let cleared = view.ledger.then(|| report.cleared());
    escape::pretty(&wire::document(report, cleared.as_deref()), out)
}
