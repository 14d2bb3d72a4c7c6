//! What became of the claims and quotations of two lines: why a pair was shown, and why not.

use std::io::{self, Write};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Became, Finding, Reason};
use claimdiff_text::Span;

use crate::{Report, clean, credit, place, tally};

/// A line of an article, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineOf {
    /// The article, as an index.
    pub article: usize,
    /// The line.
    pub line: u32,
}

impl LineOf {
    /// Whether some words of its article begin there.
    fn holds(self, a: &Analysis, span: Span) -> bool {
        a.line(span) == self.line
    }

    /// Its claims, by article and place.
    fn claims(self, articles: &[Analysis]) -> Vec<(usize, usize)> {
        let a = &articles[self.article];
        let claims = a.claims.iter().enumerate().filter(|(_, c)| self.holds(a, c.span));
        claims.map(|(n, _)| (self.article, n)).collect()
    }

    fn quotes(self, articles: &[Analysis]) -> Vec<Span> {
        let a = &articles[self.article];
        a.quotes.iter().map(claimdiff_quotes::Quote::span).filter(|s| self.holds(a, *s)).collect()
    }
}

/// Each claim of the first line with each of the second.
pub fn claims(articles: &[Analysis], [a, b]: [LineOf; 2]) -> Vec<[(usize, usize); 2]> {
    let theirs = b.claims(articles);
    a.claims(articles).into_iter().flat_map(|x| theirs.iter().map(move |y| [x, *y])).collect()
}

/// Writes what became of the pairs of claims, told by `became` for each, and of the quotations of two lines.
pub fn write(
    report: &Report<'_>,
    lines: [LineOf; 2],
    became: &[([(usize, usize); 2], Became)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let articles = report.articles;
    for (line, other) in [(lines[0], "first"), (lines[1], "second")] {
        let a = &articles[line.article];
        let (claims, quotes) = (line.claims(articles).len(), line.quotes(articles).len());
        writeln!(
            out,
            "{other:<8} {} · {} · {}, {}",
            credit::name_and_day(a),
            place::line(a, line.line),
            tally::plural(claims, "claim", "claims"),
            tally::plural(quotes, "quotation", "quotations")
        )?;
    }
    let words = |(article, claim): (usize, usize)| {
        let a = &articles[article];
        clean::line(a.text(a.claims[claim].span)).into_owned()
    };
    for (pair, became) in became {
        writeln!(out, "\n“{}” and “{}”", words(pair[0]), words(pair[1]))?;
        match became {
            Became::Finding(id) => match report.comparison.findings.iter().find(|f| f.id == *id) {
                Some(f) => finding(f, out)?,
                None => writeln!(out, "  in a finding")?,
            },
            Became::Ledger { verdict, reason, by } => {
                writeln!(out, "  in the ledger: {} ({by})", verdict.name().replace('_', " "))?;
                writeln!(out, "  {}", reason.sentence())?;
            }
            Became::Unlike { probability, because } => {
                writeln!(out, "  not compared: unlike because {}", clean::line(&because.join("; ")))?;
                let probability = probability.as_deref().unwrap_or("under 1 %");
                writeln!(out, "  probability of one fact {probability}")?;
            }
            Became::Apart(why) => writeln!(out, "  not compared: {}", why.clause())?,
        }
    }
    others(report, lines, became, out)
}

fn finding(f: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let short = f.id.get(..8).unwrap_or(&f.id);
    let grade = f.grade.name();
    writeln!(out, "  in finding {short}: {} · {} · {grade} · {}", f.severity.name(), f.code, clean::line(&f.summary))?;
    writeln!(out, "  {}", clean::line(&f.why.join("; ")))
}

/// The findings and near misses that other checks have of the two lines.
fn others(
    report: &Report<'_>,
    lines: [LineOf; 2],
    became: &[([(usize, usize); 2], Became)],
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = |span: Span, article: usize| {
        became
            .iter()
            .flat_map(|(pair, _)| pair)
            .any(|(a, c)| *a == article && report.articles[*a].claims[*c].span == span)
    };
    let on = |f: &Finding, line: LineOf| {
        let of_line = |p: &&claimdiff_compare::Passage| {
            p.article == line.article && line.holds(&report.articles[p.article], p.span)
        };
        // Of passages that are claims the pairs were told.
        f.passages.iter().filter(of_line).any(|p| !told(p.span, p.article))
    };
    let mut some = !became.is_empty();
    for f in report.comparison.findings.iter().filter(|f| lines.iter().all(|l| on(f, *l))) {
        some = true;
        writeln!(out)?;
        finding(f, out)?;
    }
    for c in report.cleared().iter().filter(|c| lines.iter().all(|l| on(&c.finding, *l))) {
        some = true;
        let reason: Reason = c.reason;
        writeln!(out, "\n  in the ledger: {} · {}", c.finding.code, clean::line(&c.finding.summary))?;
        writeln!(out, "  {}", reason.sentence())?;
    }
    let quotes = lines.map(|l| l.quotes(report.articles).len());
    if !some && quotes.iter().all(|n| *n > 0) {
        some = true;
        writeln!(out, "\n  not compared: unlike because the quotations share too few words, or their speakers differ")?;
    }
    match some {
        true => Ok(()),
        false => {
            writeln!(out, "\nnot compared: no claim and no quotation of one line can be held against one of the other")
        }
    }
}
