//! A finding with its evidence: the passages side by side, the words that differ marked, and why it is shown.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use claimdiff_compare::Finding;

use super::{Text, outlets};
use crate::{
    Report, clean, credit, place,
    side::{self, Side},
    snippet,
};

/// Writes a finding of a group of the page, or a near miss of the ledger, which no link leads to.
pub(super) fn finding(
    report: &Report<'_>,
    f: &Finding,
    group: Option<usize>,
    sign: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<article class=\"finding {}\"", f.severity.name())?;
    if let Some(group) = group {
        let named = outlets(report);
        let here: BTreeSet<String> = f
            .passages
            .iter()
            .filter_map(|p| named.binary_search(&credit::name(&report.articles[p.article])).ok())
            .map(|at| at.to_string())
            .collect();
        write!(
            out,
            " id=\"f-{id}\" tabindex=\"-1\" aria-labelledby=\"h-{id}\" data-code=\"{}\" data-verdict=\"{}\" \
            data-event=\"{group}\" data-outlets=\"{}\"",
            Text(f.code),
            f.verdict.name(),
            here.into_iter().collect::<Vec<_>>().join(" "),
            id = Text(&f.id)
        )?;
    }
    writeln!(out, ">\n<header>")?;
    writeln!(out, "<p><span class=\"badge\">{}</span> <span class=\"code\">{}</span>", Text(sign), Text(f.code))?;
    if group.is_some() {
        let id = f.id.get(..8).unwrap_or(&f.id);
        writeln!(out, "<a class=\"id\" href=\"#f-{}\" title=\"Link to this finding\">{}</a>", Text(&f.id), Text(id))?;
        writeln!(out, "</p>\n<h3 id=\"h-{}\">{}</h3>", Text(&f.id), Text(&f.summary))?;
    } else {
        writeln!(out, "</p>\n<h3>{}</h3>", Text(&f.summary))?;
    }
    writeln!(out, "</header>\n<div class=\"passages\">")?;
    let first = credit::first(report.articles, f).map(|p| p.article);
    for side in side::sides(f) {
        passage(report, &side, first == Some(side.passage.article), out)?;
    }
    writeln!(out, "</div>")?;
    if !f.why.is_empty() {
        writeln!(out, "<p class=\"why\"><span>Why</span></p>\n<ul class=\"why\">")?;
        for why in &f.why {
            writeln!(out, "<li>{}</li>", Text(why))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</article>")
}

fn passage(report: &Report<'_>, Side { passage: p, also }: &Side, first: bool, out: &mut dyn Write) -> io::Result<()> {
    let a = &report.articles[p.article];
    write!(
        out,
        "<div class=\"passage\">\n<p class=\"by\"><strong>{}</strong> <span class=\"date\">{}</span>",
        Text(&credit::name(a)),
        Text(&credit::published(a))
    )?;
    if first {
        write!(out, " <span class=\"pill\" title=\"Published before all the others\">first</span>")?;
    }
    writeln!(out, "</p>")?;
    if let Some(value) = &p.value {
        writeln!(out, "<p class=\"value\">{}</p>", Text(&clean::line(value)))?;
    }
    let said = if p.value.is_some() { credit::according(p) } else { credit::source(p) };
    let said = said.as_deref().unwrap_or(credit::OWN_WORDS);
    writeln!(out, "<p class=\"said\">{}</p>", Text(said))?;
    write!(out, "<blockquote>")?;
    for run in snippet::runs(a, p) {
        match run.mark {
            snippet::Mark::Context => write!(out, "{}", Text(&run.text))?,
            snippet::Mark::Passage => write!(out, "<span class=\"words\">{}</span>", Text(&run.text))?,
            snippet::Mark::Differs => write!(out, "<mark>{}</mark>", Text(&run.text))?,
        }
    }
    writeln!(out, "</blockquote>\n<p class=\"place\">{}</p>", Text(&place::of(a, p.span)))?;
    for p in also {
        let a = &report.articles[p.article];
        writeln!(
            out,
            "<p class=\"also\">also <strong>{}</strong> <span class=\"date\">{}</span>: {} <span class=\"place\">{}</span></p>",
            Text(&credit::name(a)),
            Text(&credit::published(a)),
            Text(&clean::line(a.text(p.span))),
            Text(&place::of(a, p.span))
        )?;
    }
    writeln!(out, "</div>")
}
