//! `report-sample`: findings over a whole corpus, a few drawn by a seed, with the sentences they stand in, to be judged
//! by reading: `claimdiff-eval report-sample [GOLD] [--sample N] [--seed N] [--code PREFIX] [--groups] [--tolls]
//! [--ledger]`; with `--groups` only the articles of one group, an incident, are compared with each other, with
//! `--tolls` only findings on what became of people are drawn, and with `--ledger` near misses instead of findings.

use std::{collections::BTreeMap, io::Write};

use anyhow::Context;
use claimdiff::{Analysis, Article, Options};
use claimdiff_compare::{Finding, Passage};
use claimdiff_text::Slice;

use super::{
    draw::Draw,
    stories::{Record, corpus},
};

/// Compares the articles of a file or folder as one corpus and writes the findings drawn, after how many there are.
pub(crate) fn run(args: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let flag = |name: &str| args.iter().any(|a| a == name);
    let (groups, tolls, ledger) = (flag("--groups"), flag("--tolls"), flag("--ledger"));
    let flags = ["--groups", "--tolls", "--ledger"];
    let args: Vec<String> = args.iter().filter(|a| !flags.contains(&a.as_str())).cloned().collect();
    let draw = Draw::of(&args, "--code", &["stories"])?;
    let gold = draw.gold.first().context("no gold is named")?;
    let records = corpus(gold)?;
    let articles: Vec<Article> = records.iter().map(Record::article).collect();
    let analyses = claimdiff::analyse_all(&articles);
    let all = match groups {
        true => by_group(&records, &analyses, ledger),
        false => found(&analyses, ledger),
    };
    let toll = |f: &Finding| f.passages.iter().any(|p| is_toll(&analyses[p.article], p));
    let wanted = |f: &&Finding| f.code.starts_with(draw.only.as_str()) && (!tolls || toll(f));
    let findings: Vec<&Finding> = all.iter().filter(wanted).collect();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    findings.iter().for_each(|f| *codes.entry(f.code).or_default() += 1);
    writeln!(out, "{} articles, {} findings: {codes:?}", articles.len(), findings.len())?;
    for (n, finding) in draw.of_all(findings, |f| f.id.to_string()).enumerate() {
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

/// The findings, or what was cleared, among some articles.
fn found(analyses: &[Analysis], ledger: bool) -> Vec<Finding> {
    let mut comparison = claimdiff::compare(analyses, &Options::default());
    comparison.hide_notes();
    match ledger {
        true => comparison.cleared(analyses).into_iter().map(|c| c.finding).collect(),
        false => comparison.findings,
    }
}

/// Whether a passage is a claim on what became of people.
fn is_toll(analysis: &Analysis, passage: &Passage) -> bool {
    analysis.claims.iter().any(|c| c.span == passage.span && c.kind == "casualty")
}

/// The findings among the articles of each group, with articles numbered as in the whole.
fn by_group(records: &[Record], analyses: &[Analysis], ledger: bool) -> Vec<Finding> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, record) in records.iter().enumerate() {
        groups.entry(record.group.as_deref().unwrap_or(&record.id)).or_default().push(n);
    }
    let mut all = Vec::new();
    for members in groups.values().filter(|m| m.len() > 1) {
        let of: Vec<Analysis> = members.iter().map(|n| analyses[*n].clone()).collect();
        let mut findings = found(&of, ledger);
        findings.iter_mut().flat_map(|f| &mut f.passages).for_each(|p| p.article = members[p.article]);
        all.append(&mut findings);
    }
    all
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
    let of = |range: std::ops::Range<u32>| text.slice(range.start as usize..range.end as usize);
    let shown = format!("{}«{}»{}", of(before), passage.span.of(text), of(after));
    writeln!(out, "    {}", shown.replace('\n', " / "))?;
    Ok(())
}
