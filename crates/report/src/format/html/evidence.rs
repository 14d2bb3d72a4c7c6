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

/// Where a finding stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// In the page, in a group.
    Page(usize),
    /// The same, with passages that the script draws when they are looked at.
    OnDemand(usize),
    /// In the ledger; no link leads there.
    Ledger,
}

/// Writes a finding of a group of the page, or a near miss of the ledger.
pub(super) fn finding(
    report: &Report<'_>,
    f: &Finding,
    place: Place,
    sign: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let group = match place {
        Place::Page(group) | Place::OnDemand(group) => Some(group),
        Place::Ledger => None,
    };
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
            " id=\"f-{id}\" tabindex=\"-1\" aria-labelledby=\"h-{id}\" data-code=\"{}\" data-severity=\"{}\" \
            data-story=\"{group}\" data-outlets=\"{}\"",
            Text(f.code),
            f.severity.name(),
            here.into_iter().collect::<Vec<_>>().join(" "),
            id = Text(&f.id)
        )?;
    }
    write!(
        out,
        ">\n<p class=\"head\"><span class=\"badge\">{}</span> <span class=\"code\">{}</span>",
        Text(sign),
        Text(f.code)
    )?;
    if group.is_some() {
        let id = f.id.get(..8).unwrap_or(&f.id);
        if report.was(f).is_some() {
            write!(out, " <span class=\"pill\" title=\"Other values than in the baseline\">changed</span>")?;
        }
        writeln!(
            out,
            " <a class=\"id\" href=\"#f-{}\" title=\"Link to this finding\">{}</a></p>",
            Text(&f.id),
            Text(id)
        )?;
        writeln!(out, "<h3 id=\"h-{}\">{}</h3>", Text(&f.id), Text(&report.summary(f)))?;
    } else {
        writeln!(out, "</p>\n<h3>{}</h3>", Text(&report.summary(f)))?;
    }
    if let Some(was) = report.was(f) {
        writeln!(out, "<p class=\"dim\">In the baseline: {}</p>", Text(&clean::line(was)))?;
    }
    let on_demand = matches!(place, Place::OnDemand(_));
    if on_demand {
        write!(out, "<template>")?;
    }
    writeln!(out, "<div class=\"passages\">")?;
    let first = credit::first(report, f).map(|first| first.articles).unwrap_or_default();
    for side in side::sides(report, f) {
        passage(report, &side, first.contains(&side.passage.article), out)?;
    }
    writeln!(out, "</div>")?;
    if !f.why.is_empty() {
        let why: Vec<&str> = Report::reasons(f).collect();
        writeln!(out, "<p class=\"why\"><strong>Why</strong> {}</p>", Text(&why.join("; ")))?;
    }
    if on_demand {
        write!(out, "</template>")?;
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
        write!(out, " <span class=\"pill\" title=\"Published before the others\">first</span>")?;
    }
    writeln!(out, "</p>")?;
    let value = p.told.as_deref().or(p.value.as_deref());
    if let Some(value) = value {
        writeln!(out, "<p class=\"value\">{}</p>", Text(&clean::line(value)))?;
    }
    let said = if value.is_some() { credit::according(p) } else { credit::source(p) };
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
    writeln!(out, "</blockquote>")?;
    let place = place::of(a, p.span);
    // Only what a browser opens as a page is a link: an article's own address may be anything.
    match a.meta.url.as_ref().map(|u| u.value.as_str()).filter(|u| is_web(u)) {
        Some(url) => writeln!(
            out,
            "<p class=\"place\"><a href=\"{}\" rel=\"noreferrer noopener\">{}</a></p>",
            Text(url),
            Text(&place)
        )?,
        None => writeln!(out, "<p class=\"place\">{}</p>", Text(&place))?,
    }
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

/// Whether an address is one of the web, and nothing that runs.
fn is_web(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}
