//! The whole way of one finding: article, sentence, claim or quotation, pairing, verdict.

use std::io::{self, Write};

use claimdiff_compare::{Finding, Reason};

use crate::{Report, clean, credit, layer};

/// The finding or near miss of an id, or the only one whose id begins so.
pub fn find(report: &Report<'_>, id: &str) -> Option<(Finding, Option<Reason>)> {
    let shown = report.comparison.findings.iter().map(|f| (f.clone(), None));
    let cleared = report.cleared().into_iter().map(|c| (c.finding, Some(c.reason)));
    let mut found: Vec<_> = shown.chain(cleared).filter(|(f, _)| f.id.starts_with(id)).collect();
    let one = if found.len() == 1 { Some(0) } else { found.iter().position(|(f, _)| f.id == id) };
    one.map(|at| found.swap_remove(at))
}

/// Writes how a finding came about.
pub fn write(report: &Report<'_>, f: &Finding, reason: Option<Reason>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} · {} · {}", f.id, f.code, clean::line(&f.summary))?;
    for (nth, p) in f.passages.iter().enumerate() {
        let a = &report.articles[p.article];
        writeln!(out, "\n{}. {}", nth + 1, credit::name_and_day(a))?;
        let origin = a.meta.published.as_ref().map(|p| format!("{:?}", p.origin).to_lowercase());
        writeln!(out, "   date      {}", origin.map_or_else(|| "not known".to_owned(), |o| format!("from the {o}")))?;
        writeln!(out, "   sentence  {}", clean::line(a.text(p.context)))?;
        writeln!(out, "   words     {}..{} {}", p.span.start, p.span.end, clean::line(a.text(p.span)))?;
        for c in a.claims.iter().filter(|c| c.span == p.span) {
            write!(out, "   claim     [{:?}] ", c.rule)?;
            layer::claims::one(a, c, out)?;
        }
        for q in a.quotes.iter().filter(|q| q.span().overlaps(p.span)) {
            let who = q.speaker.as_ref().map_or("nobody told", |s| s.name.as_str());
            writeln!(out, "   quoted    {} [{:?}, {} %]", clean::line(who), q.rule, q.confidence)?;
        }
        writeln!(out, "   said by   {}", credit::source(p).unwrap_or_else(|| "the outlet itself".to_owned()))?;
    }
    writeln!(
        out,
        "\npairing   {}",
        f.event.as_ref().map_or("not tied to one event".into(), |e| clean::line(&e.label))
    )?;
    for why in &f.why {
        writeln!(out, "          {}", clean::line(why))?;
    }
    writeln!(
        out,
        "verdict   {}; severity {}; {} % sure",
        f.verdict.name().replace('_', " "),
        f.severity.name(),
        f.confidence
    )?;
    match reason {
        Some(reason) => writeln!(out, "shown     no: {}", reason.sentence()),
        None => writeln!(out, "shown     yes"),
    }
}
