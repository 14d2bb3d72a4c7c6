//! One self-contained page: no network, readable without scripts, light and dark, printable, by keyboard.
//!
//! The content security policy lets nothing in but the page's own style and script, named by their hashes; every text
//! goes through [`Text`].

mod chart;

use std::{
    collections::BTreeSet,
    fmt,
    io::{self, Write},
};

use claimdiff_compare::{Finding, Passage};

use super::groups;
use crate::{Report, View, clean, credit, series, snippet, tally};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The hashes of [`STYLE`] and [`SCRIPT`] for the content security policy; a test compares them.
const STYLE_HASH: &str = "sha256-vkX1ibaxEFaDfGNhvmOV7S+0W7TzdWcAj282dhWGk/Y=";
const SCRIPT_HASH: &str = "sha256-28rGhpUfeB1VjYBqFYdJAIUoBkjXZjCqKlxnmUFpKcs=";

/// A text of an article in HTML: harmless, and nothing in it is markup.
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars().filter_map(clean::harmless) {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let summary = tally::headline(report.comparison);
    let groups = groups(&report.comparison.findings);
    let series = series::find(report.articles, report.comparison);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}'; \
        script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta name=\"referrer\" content=\"no-referrer\">\n\
        <meta name=\"generator\" content=\"claimdiff {}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        env!("CARGO_PKG_VERSION"),
        Text(&summary)
    )?;
    writeln!(out, "<header>\n<h1>Where the articles differ</h1>\n<p class=\"summary\">{}.</p>", Text(&summary))?;
    writeln!(out, "<p class=\"dim\">It shows what differs and why it is shown; it does not say who is right.</p>")?;
    writeln!(out, "<nav aria-label=\"Parts\"><ul>")?;
    let parts = [
        ("findings", "Findings", true),
        ("time", "Figures over time", !series.is_empty()),
        ("matrix", "Articles and events", !groups.is_empty()),
        ("ledger", "Ledger", view.ledger),
        ("coverage", "Coverage", true),
    ];
    for (id, name, there) in parts {
        if there {
            writeln!(out, "<li><a href=\"#{id}\">{name}</a></li>")?;
        }
    }
    writeln!(out, "</ul></nav>\n</header>\n<main>")?;
    filters(report, &groups, out)?;
    writeln!(out, "<div id=\"findings\">")?;
    if groups.is_empty() {
        writeln!(out, "<p>No differences were found.</p>")?;
    }
    for (at, (event, findings)) in groups.iter().enumerate() {
        writeln!(out, "<section class=\"group\" aria-labelledby=\"e-{at}\">")?;
        writeln!(out, "<h2 id=\"e-{at}\">{}</h2>", Text(event.unwrap_or(NO_EVENT)))?;
        for f in findings {
            finding(report, f, Some(at), f.severity.name(), out)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</div>")?;
    if !series.is_empty() {
        writeln!(
            out,
            "<section id=\"time\" aria-labelledby=\"time-head\">\n<h2 id=\"time-head\">Figures over time</h2>"
        )?;
        for (at, s) in series.iter().enumerate() {
            chart::write(report.articles, s, at, out)?;
        }
        writeln!(out, "</section>")?;
    }
    if !groups.is_empty() {
        matrix(report, &groups, out)?;
    }
    if view.ledger {
        ledger(report, out)?;
    }
    coverage(report, view, out)?;
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

const NO_EVENT: &str = "Not tied to one event";

type Groups<'a> = [(Option<&'a str>, Vec<&'a Finding>)];

/// The filters; the script shows them, for without it they would do nothing.
fn filters(report: &Report<'_>, groups: &Groups<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = &report.comparison.findings;
    let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    let verdicts: BTreeSet<&str> = findings.iter().map(|f| f.verdict.name()).collect();
    writeln!(out, "<form id=\"filters\" hidden aria-label=\"Filter the findings\">")?;
    select(out, "code", "Code", codes.iter().map(|c| ((*c).to_owned(), (*c).to_owned())))?;
    select(out, "verdict", "Verdict", verdicts.iter().map(|v| ((*v).to_owned(), v.replace('_', " "))))?;
    let events = groups.iter().enumerate().map(|(at, (e, _))| (at.to_string(), e.unwrap_or(NO_EVENT).to_owned()));
    select(out, "event", "Event", events)?;
    let named = outlets(report);
    select(out, "outlet", "Outlet", named.iter().enumerate().map(|(at, o)| (at.to_string(), o.clone())))?;
    writeln!(
        out,
        "<label>Words <input type=\"search\" name=\"words\"></label>\n<button type=\"reset\">Show all</button>\n\
        <span id=\"count\" class=\"dim\" role=\"status\"></span>\n\
        <span class=\"dim\">Keys: j next, k previous, / search</span>\n</form>"
    )
}

fn select(
    out: &mut dyn Write,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (String, String)>,
) -> io::Result<()> {
    writeln!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>")?;
    for (value, text) in options {
        writeln!(out, "<option value=\"{}\">{}</option>", Text(&value), Text(&text))?;
    }
    writeln!(out, "</select></label>")
}

/// The outlets' names, sorted, each once.
fn outlets(report: &Report<'_>) -> Vec<String> {
    report.articles.iter().map(credit::outlet).collect::<BTreeSet<_>>().into_iter().collect()
}

fn finding(report: &Report<'_>, f: &Finding, group: Option<usize>, sign: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<article class=\"finding {}\"", f.severity.name())?;
    if let Some(group) = group {
        let named = outlets(report);
        let here: BTreeSet<String> = f
            .passages
            .iter()
            .filter_map(|p| named.binary_search(&credit::outlet(&report.articles[p.article])).ok())
            .map(|at| at.to_string())
            .collect();
        write!(
            out,
            " id=\"f-{}\" tabindex=\"-1\" data-code=\"{}\" data-verdict=\"{}\" data-event=\"{group}\" data-outlets=\"{}\"",
            Text(&f.id),
            Text(f.code),
            f.verdict.name(),
            here.into_iter().collect::<Vec<_>>().join(" ")
        )?;
    }
    writeln!(out, ">")?;
    if group.is_some() {
        let id = f.id.get(..8).unwrap_or(&f.id);
        writeln!(out, "<a class=\"id\" href=\"#f-{}\" title=\"Link to this finding\">{}</a>", Text(&f.id), Text(id))?;
    }
    writeln!(
        out,
        "<span class=\"badge\">{}</span> <span class=\"code\">{}</span> <h3>{}</h3>",
        Text(sign),
        Text(f.code),
        Text(&f.summary)
    )?;
    writeln!(out, "<div class=\"passages\">")?;
    for p in &f.passages {
        passage(report, p, out)?;
    }
    writeln!(out, "</div>")?;
    if !f.why.is_empty() {
        writeln!(out, "<ul class=\"why\" aria-label=\"Why\">")?;
        for why in &f.why {
            writeln!(out, "<li>{}</li>", Text(why))?;
        }
        writeln!(out, "</ul>")?;
    }
    if let Some(first) = credit::first(report.articles, f) {
        let a = &report.articles[first.article];
        let (outlet, day) = (credit::outlet(a), credit::published(a));
        writeln!(out, "<p class=\"first\">First: {}, {}</p>", Text(&outlet), Text(&day))?;
    }
    writeln!(out, "</article>")
}

fn passage(report: &Report<'_>, p: &Passage, out: &mut dyn Write) -> io::Result<()> {
    let a = &report.articles[p.article];
    writeln!(
        out,
        "<div class=\"passage\"><p><strong>{}</strong>, {}<br><span class=\"place\">{}:{}</span></p>",
        Text(&credit::outlet(a)),
        Text(&credit::published(a)),
        Text(&a.path),
        a.line(p.span)
    )?;
    writeln!(out, "<p>{}</p>", Text(&credit::said(p)))?;
    write!(out, "<blockquote>")?;
    for run in snippet::runs(a, p) {
        match run.mark {
            snippet::Mark::Context => write!(out, "{}", Text(&run.text))?,
            snippet::Mark::Passage => write!(out, "<span class=\"words\">{}</span>", Text(&run.text))?,
            snippet::Mark::Differs => write!(out, "<mark>{}</mark>", Text(&run.text))?,
        }
    }
    writeln!(out, "</blockquote></div>")
}

/// Articles by events: a mark for every finding that links to it.
fn matrix(report: &Report<'_>, groups: &Groups<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"matrix\" aria-labelledby=\"matrix-head\">\n<h2 id=\"matrix-head\">Articles and events</h2>"
    )?;
    writeln!(out, "<div class=\"scroll\" tabindex=\"0\"><table>")?;
    writeln!(out, "<caption>Each mark is a finding: ! conflict, ~ change, i note</caption>")?;
    writeln!(out, "<thead><tr><th scope=\"col\">Article</th>")?;
    for (at, (event, _)) in groups.iter().enumerate() {
        writeln!(out, "<th scope=\"col\"><a href=\"#e-{at}\">{}</a></th>", Text(event.unwrap_or(NO_EVENT)))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, a) in report.articles.iter().enumerate() {
        let name = format!("{}, {}", credit::outlet(a), credit::published(a));
        writeln!(out, "<tr><th scope=\"row\">{}<br><span class=\"place\">{}</span></th>", Text(&name), Text(&a.path))?;
        for (_, findings) in groups {
            write!(out, "<td>")?;
            for f in findings.iter().filter(|f| f.passages.iter().any(|p| p.article == at)) {
                let severity = f.severity.name();
                let sign = match f.severity {
                    crate::Severity::Conflict => '!',
                    crate::Severity::Change => '~',
                    crate::Severity::Note => 'i',
                };
                write!(
                    out,
                    "<a class=\"dot {severity}\" href=\"#f-{}\" title=\"{}\">{sign}<span class=\"visually-hidden\"> {severity}: {}</span></a>",
                    Text(&f.id),
                    Text(f.code),
                    Text(f.code)
                )?;
            }
            writeln!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>\n</section>")
}

fn ledger(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let cleared = &report.comparison.cleared;
    writeln!(out, "<section id=\"ledger\" aria-labelledby=\"ledger-head\">\n<h2 id=\"ledger-head\">Ledger</h2>")?;
    let pairs = tally::plural(cleared.len(), "pair", "pairs");
    writeln!(out, "<details><summary>{pairs} looked at and not shown, each with the reason</summary>")?;
    for c in cleared {
        let sign = format!("{}: {}", c.finding.verdict.name().replace('_', " "), c.reason.clause());
        finding(report, &c.finding, None, &sign, out)?;
    }
    writeln!(out, "</details>\n</section>")
}

fn coverage(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let c = &report.comparison.coverage;
    writeln!(
        out,
        "<section id=\"coverage\" aria-labelledby=\"coverage-head\">\n<h2 id=\"coverage-head\">Coverage</h2>\n<ul>"
    )?;
    let numbers = [
        format!("{} compared", tally::plural(c.articles, "article", "articles")),
        format!(
            "{}, {} without a speaker",
            tally::plural(c.quotes, "quotation", "quotations"),
            c.quotes_without_speaker
        ),
        tally::plural(c.claims, "claim", "claims"),
        format!(
            "{} looked at and not shown{}",
            tally::plural(c.cleared, "pair", "pairs"),
            if view.ledger || c.cleared == 0 { "" } else { "; --ledger lists them" }
        ),
    ];
    for line in numbers {
        writeln!(out, "<li>{}</li>", Text(&line))?;
    }
    for a in report.articles.iter().filter(|a| a.meta.published.is_none()) {
        writeln!(out, "<li>undated: {}</li>", Text(&a.path))?;
    }
    for (at, of) in report.comparison.copy_of.iter().enumerate() {
        if let Some(of) = of {
            let (copy, original) = (&report.articles[at].path, &report.articles[*of].path);
            writeln!(out, "<li>{} repeats {}: one source</li>", Text(copy), Text(original))?;
        }
    }
    for note in report.notes {
        let label = if note.failure { "not read: " } else { "" };
        writeln!(out, "<li>{label}{}</li>", Text(&note.to_string()))?;
    }
    writeln!(out, "</ul>\n</section>")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn hash(text: &str) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digest = Sha256::digest(text.as_bytes());
        let mut out = String::from("sha256-");
        for three in digest.chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - three.len()));
            for place in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
                out.push(if place <= three.len() { digit as char } else { '=' });
            }
        }
        out
    }

    #[test]
    fn the_policy_names_the_style_and_the_script_as_they_are() {
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!((STYLE_HASH, SCRIPT_HASH), (hash(STYLE).as_str(), hash(SCRIPT).as_str()));
    }

    #[test]
    fn a_text_is_never_markup() {
        assert_eq!(Text("<a href='x'>&amp;\u{1b}\"").to_string(), "&lt;a href=&#39;x&#39;&gt;&amp;amp;&quot;");
    }
}
