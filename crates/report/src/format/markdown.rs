//! Markdown for a CMS, an issue or a chat: headings, quotations, bold for the words that differ.
//!
//! Every text is escaped, so that no article makes a link, an image, a heading or HTML.

use std::{
    fmt,
    io::{self, Write},
};

use claimdiff_compare::Finding;
use claimdiff_text::Slice;

use crate::{Report, View, clean, credit, group::groups, place, side, snippet, tally};

/// A text of an article in Markdown: one line, and nothing in it is markup (CommonMark 0.31, section 2.4).
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars().filter_map(clean::harmless).peekable();
        while let Some(c) = chars.next() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                // A mention in a chat, a web address: broken by a character of no width.
                '@' => f.write_str("@\u{2060}")?,
                ':' if chars.peek() == Some(&'/') => f.write_str("\\:")?,
                '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '>' | '$' => write!(f, "\\{c}")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Where the articles differ\n\n{}.", Text(&tally::headline(report)))?;
    for group in groups(report) {
        writeln!(out, "\n## {}", Text(&group.label))?;
        for f in group.findings {
            finding(report, f, f.severity.name(), out)?;
        }
    }
    if view.ledger {
        writeln!(out, "\n## Ledger: looked at and not shown")?;
        for c in &report.cleared() {
            let sign = format!("{}: {}", c.finding.verdict.name().replace('_', " "), c.reason.clause());
            finding(report, &c.finding, &sign, out)?;
        }
    }
    let c = &report.comparison.coverage;
    writeln!(out, "\n## Coverage\n")?;
    writeln!(
        out,
        "- {}, {} undated; {}, {} without a speaker; {}; {} looked at and not shown{}",
        tally::plural(c.articles, "article", "articles"),
        c.undated,
        tally::plural(c.quotes, "quotation", "quotations"),
        c.quotes_without_speaker,
        tally::plural(c.claims, "claim", "claims"),
        tally::plural(c.cleared, "pair", "pairs"),
        tally::counted(c).map_or_else(String::new, |c| format!("; {c}"))
    )?;
    if let Some(hidden) = tally::hidden(c) {
        writeln!(out, "- {hidden}")?;
    }
    for note in report.notes {
        let label = if note.failure { "not read: " } else { "" };
        writeln!(out, "- {label}{}", Text(&clean::line(&note.to_string())))?;
    }
    Ok(())
}

fn finding(report: &Report<'_>, f: &Finding, sign: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n### {}: {}\n", Text(sign), Text(&report.summary(f)))?;
    for side in side::sides(report, f) {
        let p = &side.passage;
        let a = &report.articles[p.article];
        writeln!(
            out,
            "- **{}**, {} ({}): {}\n",
            Text(&credit::name(a)),
            Text(&credit::published(a)),
            Text(&place::of(a, p.span)),
            Text(&credit::said(p))
        )?;
        write!(out, "  > ")?;
        for run in snippet::runs(a, p) {
            let words = run.text.trim();
            if run.mark == snippet::Mark::Differs && !words.is_empty() {
                // Bold must touch its words, so the blanks stand outside of it.
                let from = run.text.len() - run.text.trim_start().len();
                let (before, after) = (run.text.slice(..from), run.text.slice(from + words.len()..));
                write!(out, "{before}**{}**{after}", Text(words))?;
            } else {
                write!(out, "{}", Text(&run.text))?;
            }
        }
        writeln!(out, "\n")?;
        for p in &side.also {
            let a = &report.articles[p.article];
            writeln!(
                out,
                "  also {} ({}): {}\n",
                Text(&credit::name_and_day(a)),
                Text(&place::of(a, p.span)),
                Text(&clean::line(a.text(p.span)))
            )?;
        }
    }
    if let Some(was) = report.was(f) {
        writeln!(out, "- changed since the baseline; there: {}", Text(&clean::line(was)))?;
    }
    for why in Report::reasons(f) {
        writeln!(out, "- {}", Text(&clean::line(why)))?;
    }
    if let Some(first) = credit::first(report, f) {
        writeln!(out, "- first: {}", Text(&first.words))?;
    }
    writeln!(out, "- `{}` {}", f.code, Text(&f.id))
}
