//! How much of what was found, for the line on top of a report.

use std::cmp::Reverse;

use claimdiff_claims::Analysis;
use claimdiff_compare::{Coverage, Finding, Severity, Verdict};

use crate::{Report, place};

/// "2 conflicts (1 reworded quotation), 5 changes; 5 articles from 4 outlets, 3 dated". With a baseline what is new and what
/// has other values than there stand apart: "new: 2 conflicts; changed: 1 update; ...".
pub fn headline(report: &Report<'_>) -> String {
    let c = &report.comparison.coverage;
    let told =
        |state: Option<&str>| counts(report.comparison.findings.iter().filter(|f| report.state(f) == state)).join(", ");
    let found = match report.before {
        None => Some(told(None)).filter(|t| !t.is_empty()).unwrap_or_else(|| match c.articles {
            1 => "one article: nothing to compare".to_owned(),
            _ => "no differences".to_owned(),
        }),
        Some(_) => {
            let parts = ["new", "changed"].map(|state| (state, told(Some(state))));
            let parts: Vec<String> =
                parts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(state, t)| format!("{state}: {t}")).collect();
            if parts.is_empty() { "nothing new".to_owned() } else { parts.join("; ") }
        }
    };
    let unknown = report.articles.iter().filter(|a| a.meta.outlet.is_none()).count();
    let outlets = match (c.outlets, unknown) {
        (0, 0) => String::new(),
        (0, _) => ", no outlet known".to_owned(),
        (n, 0) => format!(" from {}", plural(n, "outlet", "outlets")),
        (n, _) => format!(" ({unknown} without a known outlet, the others from {})", plural(n, "outlet", "outlets")),
    };
    let dated = match c.articles - c.undated.min(c.articles) {
        0 => "none dated".to_owned(),
        n if n == c.articles => "all dated".to_owned(),
        n => format!("{n} dated"),
    };
    format!("{found}; {}{outlets}, {dated}", plural(c.articles, "article", "articles"))
}

/// "1 article", "2 articles".
pub(crate) fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The pairs of claims that are counted and not listed.
pub(crate) fn counted(coverage: &Coverage) -> Option<String> {
    let unlike = (coverage.unlike > 0)
        .then(|| format!("{} too unlike to be of one thing", plural(coverage.unlike, "pair", "pairs")));
    let beyond = (coverage.beyond > 0)
        .then(|| format!("{} beyond what is put side by side", plural(coverage.beyond, "pair", "pairs")));
    let both: Vec<String> = unlike.into_iter().chain(beyond).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// What is said of the findings that are shown on demand only, where there are any.
pub(crate) fn hidden(coverage: &Coverage) -> Option<String> {
    let notes = coverage.hidden.saturating_sub(coverage.possible);
    let parts: Vec<String> = [(notes, "note", "notes"), (coverage.possible, "possible finding", "possible findings")]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| plural(n, one, many))
        .collect();
    (!parts.is_empty()).then(|| format!("{} not shown (--all lists them)", parts.join(" and ")))
}

/// How many articles are named before the rest is only counted.
const MAX_NAMED: usize = 20;

/// The articles that lack something, "a.txt, b.txt and 7 more"; `None` where none does.
pub(crate) fn lacking(articles: &[Analysis], lacks: impl Fn(&Analysis) -> bool) -> Option<String> {
    let mut those = articles.iter().filter(|a| lacks(a));
    let named: Vec<String> = those.by_ref().take(MAX_NAMED).map(place::whole).collect();
    let more = those.count();
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    (!named.is_empty()).then(|| named.join(", ") + &rest)
}

/// The findings by severity, gravest first: "12 conflicts (7 between sources, 1 reworded quotation)".
fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    let findings: Vec<&Finding> = findings.collect();
    let of = |severity: Severity| {
        let all: Vec<&&Finding> = findings.iter().filter(|f| f.severity == severity).collect();
        let mut names: Vec<(&str, &str)> = all.iter().filter_map(|f| name(f)).collect();
        names.sort_unstable();
        let mut parts: Vec<(usize, (&str, &str))> = names.chunk_by(|a, b| a == b).map(|c| (c.len(), c[0])).collect();
        parts.sort_by_key(|(n, _)| Reverse(*n));
        let parts: Vec<String> = parts.into_iter().map(|(n, (one, many))| plural(n, one, many)).collect();
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let name = severity.name();
        (!all.is_empty()).then(|| format!("{}{parts}", plural(all.len(), name, &format!("{name}s"))))
    };
    [Severity::Conflict, Severity::Change, Severity::Note].into_iter().filter_map(of).collect()
}

/// What some of a severity are called.
fn name(f: &Finding) -> Option<(&'static str, &'static str)> {
    match (f.code, f.verdict, f.severity) {
        (_, _, Severity::Note) => None,
        ("quote-wording", ..) => Some(("reworded quotation", "reworded quotations")),
        ("copy", ..) => Some(("near-copy", "near-copies")),
        (_, Verdict::SourceConflict, _) => Some(("between sources", "between sources")),
        (_, Verdict::Update, _) => Some(("update", "updates")),
        (_, Verdict::Revision, _) => Some(("revision", "revisions")),
        _ => None,
    }
}
