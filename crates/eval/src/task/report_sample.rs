//! `report-sample`: findings over a whole corpus, a few drawn by a seed, with the sentences they stand in, to be judged
//! by reading: `claimdiff-eval report-sample [GOLD] [--sample N] [--seed N] [--code PREFIX]`.

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use anyhow::{Context, bail};
use claimdiff::{Article, Options};
use claimdiff_compare::{Finding, Passage};
use claimdiff_text::StableHash;

use super::stories::{Record, corpus};

/// What to draw.
struct Draw {
    gold: PathBuf,
    sample: usize,
    seed: u64,
    /// Only findings whose code begins so.
    code: String,
}

impl Draw {
    fn of(args: &[String]) -> anyhow::Result<Draw> {
        let root = std::env::var_os("CLAIMDIFF_GOLD").map(PathBuf::from).unwrap_or_default();
        let mut draw = Draw { gold: root.join("stories"), sample: 100, seed: 1, code: String::new() };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("reading {arg}: no value follows"));
            match arg.as_str() {
                "--sample" => draw.sample = value()?.parse().context("reading --sample")?,
                "--seed" => draw.seed = value()?.parse().context("reading --seed")?,
                "--code" => draw.code = value()?.clone(),
                _ if arg.starts_with('-') => bail!("no option is called {arg:?}; there are: --sample, --seed, --code"),
                path => draw.gold = PathBuf::from(path),
            }
        }
        Ok(draw)
    }
}

/// Compares the articles of a file or folder as one corpus and writes the findings drawn, after how many there are.
pub(crate) fn run(args: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let draw = Draw::of(args)?;
    let articles: Vec<Article> = corpus(&draw.gold)?.iter().map(Record::article).collect();
    let comparison = claimdiff::compare(&claimdiff::analyse_all(&articles), &Options::default());
    let mut findings: Vec<&Finding> =
        comparison.findings.iter().filter(|f| f.code.starts_with(draw.code.as_str())).collect();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    findings.iter().for_each(|f| *codes.entry(f.code).or_default() += 1);
    writeln!(out, "{} articles, {} findings: {codes:?}", articles.len(), findings.len())?;
    // The same findings are drawn whatever else is found.
    findings.sort_by_cached_key(|f| StableHash::of(&format!("{} {}", draw.seed, f.id)));
    for (n, finding) in findings.iter().take(draw.sample).enumerate() {
        let (verdict, severity) = (finding.verdict.name(), finding.severity.name());
        writeln!(out, "\n{} {} {} {verdict} {severity} {}", n + 1, finding.id, finding.code, finding.confidence)?;
        writeln!(out, "  {}\n  why: {}", finding.summary, finding.why.join("; "))?;
        if let Some(event) = &finding.event {
            writeln!(out, "  event: {}", event.label)?;
        }
        for passage in &finding.passages {
            write_passage(&articles[passage.article], passage, out)?;
        }
    }
    Ok(())
}

/// Where it stands, who says so, and its sentence with the passage between guillemets.
fn write_passage(article: &Article, passage: &Passage, out: &mut dyn Write) -> anyhow::Result<()> {
    let meta = &article.meta;
    let outlet = meta.outlet.as_ref().map_or("?", |o| o.value.as_str());
    let date = meta.published.as_ref().map_or_else(|| "undated".to_owned(), |p| p.value.to_string());
    let said: Vec<&str> = passage.said_by.iter().map(|s| s.name.as_str()).collect();
    let value = passage.value.as_deref().unwrap_or("-");
    writeln!(out, "  {} {outlet} {date} [{value}] by {said:?}", article.id)?;
    let text = &article.text;
    let (before, after) = (passage.context.start..passage.span.start, passage.span.end..passage.context.end);
    let of = |range: std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
    let shown = format!("{}«{}»{}", of(before), passage.span.of(text), of(after));
    writeln!(out, "    {}", shown.replace('\n', " / "))?;
    Ok(())
}
