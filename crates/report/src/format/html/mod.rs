//! One self-contained page: no network, readable without scripts, light and dark, printable, by keyboard.
//!
//! The content security policy lets nothing in but the page's own style and script, named by their hashes; every text
//! goes through [`Text`].

mod chart;
mod evidence;
mod matrix;

use std::{
    collections::BTreeSet,
    fmt,
    io::{self, Write},
};

use claimdiff_compare::{Cleared, Severity};
use evidence::Place;

use crate::{
    Report, View, clean, credit,
    group::{Group, groups},
    place, series, tally,
};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The hashes of [`STYLE`] and [`SCRIPT`] for the content security policy; a test compares them.
const STYLE_HASH: &str = "sha256-hr45joLMqclgiv5DWtwIMLTSI0lUDUG0hOm3DpOnoEk=";
const SCRIPT_HASH: &str = "sha256-eV2N+yatJ+VT5XVFcW1P3bnneUDw9ERhb7I8GKT84Uk=";

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
    let summary = tally::headline(report);
    let groups = groups(report);
    let cleared = if view.ledger { report.cleared() } else { Vec::new() };
    let series = series::find(report);
    let series = &series[..series.len().min(MAX_CHARTS)];
    let on_demand = report.comparison.findings.len() > MAX_DRAWN;
    let mapped = matrix::fits(report, &groups);
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
    writeln!(
        out,
        "<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<header class=\"top\">\n\
        <h1>Where the articles differ</h1>\n<p class=\"summary\">{}.</p>\n\
        <p class=\"dim\">It shows what differs and why it is shown; it does not say who is right.</p>\n\
        <nav aria-label=\"Parts\"><ul>",
        Text(&summary)
    )?;
    let parts = [
        ("findings", "Findings", true),
        ("time", "Figures over time", !series.is_empty()),
        ("matrix", "Articles and stories", mapped),
        ("ledger", "Ledger", view.ledger),
        ("coverage", "Coverage", true),
    ];
    for (id, name, there) in parts {
        if there {
            writeln!(out, "<li><a href=\"#{id}\">{name}</a></li>")?;
        }
    }
    writeln!(out, "</ul></nav>\n</header>\n<main>")?;
    glance(&groups, out)?;
    filters(report, &groups, out)?;
    writeln!(out, "<div id=\"findings\" tabindex=\"-1\">")?;
    if groups.is_empty() {
        writeln!(out, "<p>No differences were found.</p>")?;
    }
    let mut drawn = 0;
    for (at, group) in groups.iter().enumerate() {
        // The first stories are open; of many the others open when somebody asks for them.
        let open = if drawn < MAX_DRAWN { " open" } else { "" };
        writeln!(
            out,
            "<details class=\"group\" id=\"e-{at}\"{open}>\n<summary><h2>{}</h2></summary>",
            Text(&group.label)
        )?;
        for f in &group.findings {
            let place = if on_demand && drawn >= MAX_DRAWN { Place::OnDemand(at) } else { Place::Page(at) };
            evidence::finding(report, f, place, f.severity.name(), out)?;
            drawn += 1;
        }
        writeln!(out, "</details>")?;
    }
    if on_demand {
        writeln!(
            out,
            "<noscript><p>Without scripts this page shows the passages of its first {MAX_DRAWN} findings; --format text shows \
            all.</p></noscript>"
        )?;
    }
    writeln!(out, "</div>")?;
    if !series.is_empty() {
        writeln!(
            out,
            "<section id=\"time\" aria-labelledby=\"time-head\">\n<h2 id=\"time-head\">Figures over time</h2>"
        )?;
        let shown: BTreeSet<&str> = report.comparison.findings.iter().map(|f| f.id.as_str()).collect();
        for (at, s) in series.iter().enumerate() {
            let linked = |p: &series::Point<'_>| p.finding.is_some_and(|f| shown.contains(f.id.as_str()));
            chart::write(report.articles, s, at, linked, out)?;
        }
        writeln!(out, "</section>")?;
    }
    if mapped {
        matrix::write(report, &groups, out)?;
    }
    if view.ledger {
        ledger(report, &cleared, out)?;
    }
    coverage(report, view, out)?;
    keys(out)?;
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// The most findings whose passages are part of the page from the start; those of others are drawn when they are looked at.
const MAX_DRAWN: usize = 60;

/// The most figures over time that are drawn.
const MAX_CHARTS: usize = 40;

/// The most near misses in a page: a ledger of thousands wants a file of its own.
const MAX_LEDGER: usize = 50;

/// What the keys do; `?` opens it.
fn keys(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<dialog id=\"keys\" aria-labelledby=\"keys-head\"><h2 id=\"keys-head\">Keys</h2><dl>")?;
    for (key, what) in [
        ("j", "next finding"),
        ("k", "previous finding"),
        ("/", "search"),
        ("s", "mark the finding as seen, or not"),
        ("d", "dismiss the finding with a reason, or take it back"),
        ("?", "this list"),
    ] {
        writeln!(out, "<dt><kbd>{key}</kbd></dt><dd>{what}</dd>")?;
    }
    writeln!(out, "</dl><form method=\"dialog\"><button>Close</button></form></dialog>")
}

/// The stories with how much was found in each, when there is more than one.
fn glance(groups: &[Group<'_>], out: &mut dyn Write) -> io::Result<()> {
    if groups.len() < 2 {
        return Ok(());
    }
    let open = if groups.len() <= MAX_GLANCE { " open" } else { "" };
    writeln!(
        out,
        "<details class=\"glance\"{open}><summary>{}, the gravest first</summary>\n<ol>",
        tally::plural(groups.len(), "story", "stories")
    )?;
    for (at, group) in groups.iter().enumerate() {
        write!(out, "<li><a href=\"#e-{at}\">{}</a>", Text(&group.label))?;
        for severity in [Severity::Conflict, Severity::Change, Severity::Note] {
            let many = group.findings.iter().filter(|f| f.severity == severity).count();
            if many > 0 {
                let name = severity.name();
                write!(out, " <span class=\"pill {name}\">{}</span>", tally::plural(many, name, &format!("{name}s")))?;
            }
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ol></details>")
}

/// A longer list of events is folded.
const MAX_GLANCE: usize = 12;

/// The filters; the script shows them, for without it they would do nothing.
fn filters(report: &Report<'_>, groups: &[Group<'_>], out: &mut dyn Write) -> io::Result<()> {
    let findings = &report.comparison.findings;
    let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    let grave = [Severity::Conflict, Severity::Change, Severity::Note];
    let severities = grave.into_iter().filter(|s| findings.iter().any(|f| f.severity == *s)).map(Severity::name);
    writeln!(out, "<form id=\"filters\" hidden aria-label=\"Filter the findings\">")?;
    select(out, "severity", "Severity", severities.map(|s| (s.to_owned(), s.to_owned())))?;
    select(out, "code", "Code", codes.iter().map(|c| ((*c).to_owned(), (*c).to_owned())))?;
    let stories = groups.iter().enumerate().map(|(at, g)| (at.to_string(), g.label.clone()));
    select(out, "story", "Story", stories)?;
    let named = outlets(report);
    select(out, "outlet", "Outlet", named.iter().enumerate().map(|(at, o)| (at.to_string(), o.clone())))?;
    let marks = ["not dismissed", "not seen", "dismissed"].map(|m| (m.to_owned(), m.to_owned()));
    select(out, "mark", "Marked", marks.into_iter())?;
    writeln!(
        out,
        "<label>Words <input type=\"search\" name=\"words\"></label>\n<button type=\"reset\">Show all</button>\n\
        <button type=\"button\" id=\"export\" title=\"What is dismissed, as a baseline\" disabled>Save \
        dismissed</button>\n\
        <p class=\"dim\"><span id=\"count\" role=\"status\"></span><span class=\"keys\">; <kbd>?</kbd> tells the \
        keys</span></p>\n</form>"
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
    report.articles.iter().map(credit::name).collect::<BTreeSet<_>>().into_iter().collect()
}

fn ledger(report: &Report<'_>, cleared: &[Cleared], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"ledger\" aria-labelledby=\"ledger-head\">\n<h2 id=\"ledger-head\">Ledger</h2>")?;
    let pairs = tally::plural(cleared.len(), "pair", "pairs");
    writeln!(out, "<details><summary>{pairs} looked at and not shown, each with the reason</summary>")?;
    for c in cleared.iter().take(MAX_LEDGER) {
        let sign = format!("{}: {}", c.finding.verdict.name().replace('_', " "), c.reason.clause());
        evidence::finding(report, &c.finding, Place::Ledger, &sign, out)?;
    }
    if cleared.len() > MAX_LEDGER {
        let more = cleared.len() - MAX_LEDGER;
        writeln!(out, "<p>{more} more; --ledger with --format json or text lists all.</p>")?;
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
    if let Some(hidden) = tally::hidden(c) {
        writeln!(out, "<li>{}</li>", Text(&hidden))?;
    }
    if let Some(paths) = tally::lacking(report.articles, |a| a.meta.published.is_none()) {
        writeln!(out, "<li>undated: {}</li>", Text(&paths))?;
    }
    if let Some(paths) = tally::lacking(report.articles, |a| a.meta.outlet.is_none()) {
        writeln!(out, "<li>outlet not known: {}</li>", Text(&paths))?;
    }
    for (at, of) in report.comparison.copy_of.iter().enumerate() {
        if let Some(of) = of {
            let (copy, original) = (place::whole(&report.articles[at]), place::whole(&report.articles[*of]));
            writeln!(out, "<li>{} repeats {}: one source</li>", Text(&copy), Text(&original))?;
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
    use claimdiff_text::Slice;
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

    /// The contrast of two colours, `#rrggbb` (WCAG 2.2, 1.4.3).
    fn contrast(a: &str, b: &str) -> f64 {
        let light = |c: &str| {
            let part = |at: usize| {
                let v = f64::from(u8::from_str_radix(c.slice(at..at + 2), 16).expect("two digits")) / 255.0;
                if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
        };
        let (a, b) = (light(a), light(b));
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_keeps_its_contrast_in_light_and_dark() {
        let themes: Vec<&str> = STYLE.split(":root {").skip(1).take(2).collect();
        for theme in themes {
            let color = |name: &str| {
                let at = theme.find(&format!("--{name}: #")).unwrap_or_else(|| panic!("no colour {name}"));
                theme.slice(at + name.len() + 4..at + name.len() + 11)
            };
            for text in ["ink", "dim", "conflict", "change", "note", "link"] {
                for ground in ["paper", "card"] {
                    let found = contrast(color(text), color(ground));
                    assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
                }
            }
            assert!(contrast(color("ink"), color("mark")) >= 7.0);
        }
    }

    #[test]
    fn a_text_is_never_markup() {
        assert_eq!(Text("<a href='x'>&amp;\u{1b}\"").to_string(), "&lt;a href=&#39;x&#39;&gt;&amp;amp;&quot;");
    }
}
