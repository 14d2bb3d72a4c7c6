//! Articles by stories: a mark for every finding, that links to it.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use claimdiff_compare::Finding;

use super::Text;
use crate::{Report, Severity, credit, group::Group, place, tally};

/// The most rows and columns that a reader takes in.
const MOST: (usize, usize) = (24, 10);

/// Whether the findings are of so few articles and stories that a table of them is read.
pub(super) fn fits(report: &Report<'_>, groups: &[Group<'_>]) -> bool {
    let told: BTreeSet<usize> =
        report.comparison.findings.iter().flat_map(|f| f.passages.iter().map(|p| p.article)).collect();
    !groups.is_empty() && told.len() <= MOST.0 && groups.len() <= MOST.1
}

pub(super) fn write(report: &Report<'_>, groups: &[Group<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"matrix\" aria-labelledby=\"matrix-head\">\n<h2 id=\"matrix-head\">Articles and stories</h2>\n\
        <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"matrix-head\"><table class=\"matrix\">\n\
        <caption>Each mark is a finding: ! conflict, ~ change, i note</caption>\n\
        <thead><tr><th scope=\"col\">Article</th>"
    )?;
    for (at, group) in groups.iter().enumerate() {
        writeln!(out, "<th scope=\"col\"><a href=\"#e-{at}\">{}</a></th>", Text(&group.label))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    let mut silent = 0;
    for (at, a) in report.articles.iter().enumerate() {
        let here = |f: &Finding| f.passages.iter().any(|p| p.article == at);
        if !groups.iter().any(|g| g.findings.iter().any(|f| here(f))) {
            silent += 1;
            continue;
        }
        writeln!(
            out,
            "<tr><th scope=\"row\">{}<br><span class=\"place\">{}, {}</span></th>",
            Text(&credit::name(a)),
            Text(&credit::published(a)),
            Text(&place::whole(a))
        )?;
        for group in groups {
            write!(out, "<td>")?;
            for f in group.findings.iter().filter(|f| here(f)) {
                let severity = f.severity.name();
                let sign = match f.severity {
                    Severity::Conflict => '!',
                    Severity::Change => '~',
                    Severity::Note => 'i',
                };
                write!(
                    out,
                    "<a class=\"dot {severity}\" href=\"#f-{}\" title=\"{summary}\">{sign}<span class=\"visually-hidden\"> \
                    {severity}: {summary}</span></a>",
                    Text(&f.id),
                    summary = Text(&report.summary(f))
                )?;
            }
            writeln!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    if silent > 0 {
        writeln!(
            out,
            "<p class=\"dim\">{} without a finding {} left out.</p>",
            tally::plural(silent, "article", "articles"),
            if silent == 1 { "is" } else { "are" }
        )?;
    }
    writeln!(out, "</section>")
}
