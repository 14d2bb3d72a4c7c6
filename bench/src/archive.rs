//! `archive`: what an index of articles as large as real ones costs: to build, to add a day to, to hold a draft against, on
//! disk and in memory.
//!
//! The articles are made as they are needed, so a million take no room. One index grows from each size to the next. An
//! argument that is no number is a new folder where the index stays, and the drafts with it, for `check --against`.

use std::{fs, path::PathBuf};

use anyhow::{Context, ensure};
use claimdiff::{
    Analysis, Article, Options, Statistics,
    index::{Entry, Index, Writer},
    lexicon::fingerprint,
};
use rayon::prelude::*;

use crate::{clock, corpus::peak, prose::Prose};

/// The numbers of articles without arguments.
const SIZES: [usize; 2] = [10_000, 100_000];
/// So many are made and analysed at once.
const CHUNK: usize = 1_000;
/// So many articles are a day's; so many drafts are held against the whole.
const DAY: usize = 5_000;
const DRAFTS: usize = 20;
/// The share of drafts whose toll, which is another than that of their story, has to be found to differ.
const FOUND: f64 = 0.9;

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let mut sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    sizes.sort_unstable();
    let folder = Folder::new(args.iter().find(|a| a.parse::<usize>().is_err()))?;
    let mut prose = Prose::new(1);
    let mut of = Sizes::default();
    println!(
        "{:>10}{:>10}{:>10}{:>10}{:>12}{:>12}{:>12}{:>10}{:>10}",
        "articles", "cpu s", "peak MB", "bytes", "day / alone", "draft ms", "worst ms", "records", "found"
    );
    let mut built = 0.0;
    for size in sizes {
        let there = Index::open(&folder.index(), fingerprint()).map_or(0, |index| index.len());
        let (_, seconds) = grow(&folder, &mut prose, size.saturating_sub(there), &mut of)?;
        built += seconds;
        // The peak of memory is that of the process so far.
        let peak = peak()?;
        let index = Index::open(&folder.index(), fingerprint())?;
        let sizes = index.sizes()?;
        let bytes = (sizes.records + sizes.postings + sizes.places + sizes.state) / index.len().max(1) as u64;
        drop(index);
        let drafts = drafts(&folder, &mut prose, size)?;
        let (alone, all) = grow(&folder, &mut prose, DAY, &mut of)?;
        println!(
            "{size:>10}{built:>10.1}{peak:>10.0}{bytes:>10}{:>12.2}{:>12.0}{:>12.0}{:>10}{:>10}",
            all / alone,
            drafts.seconds * 1e3 / DRAFTS as f64,
            drafts.worst * 1e3,
            drafts.records,
            drafts.found,
        );
        ensure!(
            drafts.found as f64 >= FOUND * DRAFTS as f64,
            "{} of {DRAFTS} tolls were found to differ",
            drafts.found
        );
    }
    println!("{of}");
    Ok(())
}

/// How large the articles are.
#[derive(Default)]
struct Sizes {
    articles: usize,
    words: usize,
    claims: usize,
    quotes: usize,
    names: usize,
}

impl std::fmt::Display for Sizes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = |n: usize| n as f64 / self.articles.max(1) as f64;
        let (words, claims, quotes) = (each(self.words), each(self.claims), each(self.quotes));
        let names = each(self.names);
        write!(f, "an article: {words:.0} words, {claims:.1} claims, {quotes:.1} quotations, {names:.1} names")
    }
}

/// Adds articles, and gives the seconds of a processor for analysing them alone, and for all of adding them.
fn grow(folder: &Folder, prose: &mut Prose, articles: usize, of: &mut Sizes) -> anyhow::Result<(f64, f64)> {
    let (mut alone, mut all) = (0.0, 0.0);
    let (seconds, writer) = clock::own(|| Writer::open(&folder.index()))?;
    let mut writer = writer?;
    all += seconds;
    let mut left = articles;
    while left > 0 {
        let some = prose.articles(left.min(CHUNK));
        left -= some.len();
        let (seconds, records) = clock::own(|| some.par_iter().map(claimdiff::analyse).collect::<Vec<Analysis>>())?;
        alone += seconds;
        let (more, added) = clock::own(|| add(&mut writer, &some, &records))?;
        added?;
        all += seconds + more;
        of.articles += records.len();
        of.words += some.iter().map(|article| article.text.split_whitespace().count()).sum::<usize>();
        for record in &records {
            of.claims += record.claims.len();
            of.quotes += record.quotes.len();
            of.names += record.entities.len();
        }
    }
    let (seconds, done) = clock::own(|| writer.finish())?;
    done?;
    Ok((alone, all + seconds))
}

fn add(writer: &mut Writer, articles: &[Article], records: &[Analysis]) -> anyhow::Result<()> {
    let pairs: Vec<(&Article, &Analysis)> = articles.iter().zip(records).collect();
    let entries: Vec<Entry> = pairs.into_par_iter().map(|(article, record)| Entry::new(article, record, &[])).collect();
    entries.into_iter().try_for_each(|entry| writer.add(entry, &[], &[]))?;
    Ok(())
}

/// What drafts cost together, and the worst of them.
#[derive(Default)]
struct Drafts {
    seconds: f64,
    worst: f64,
    /// The most records that were read for one.
    records: usize,
    /// Of how many the toll was found to differ.
    found: usize,
}

/// Holds drafts of the last stories against an index, each opened anew as a run of the program does.
fn drafts(folder: &Folder, prose: &mut Prose, size: usize) -> anyhow::Result<Drafts> {
    let mut out = Drafts::default();
    for n in 0..DRAFTS {
        let drafts = [prose.draft(70 + n as u64)];
        folder.keep(&drafts[0], size, n)?;
        let (seconds, done) = clock::own(|| -> anyhow::Result<(usize, bool)> {
            let draft = claimdiff::analyse(&drafts[0]);
            let index = Index::open(&folder.index(), fingerprint())?;
            let mut statistics = index.statistics().clone();
            statistics.merge(&Statistics::of(std::slice::from_ref(&draft)));
            let related = index.related(std::slice::from_ref(&draft), &statistics)?;
            let records = related.records.len();
            let all: Vec<Analysis> = [draft].into_iter().chain(related.records).collect();
            let new: Vec<bool> = (0..all.len()).map(|at| at == 0).collect();
            let found = claimdiff::compare_new(&all, &new, &statistics, &Options::default());
            Ok((records, found.findings.iter().any(|f| f.code.starts_with("number"))))
        })?;
        let (records, found) = done?;
        out.seconds += seconds;
        out.worst = out.worst.max(seconds);
        out.records = out.records.max(records);
        out.found += usize::from(found);
    }
    Ok(out)
}

/// A folder for the index, which is gone in the end unless it was asked for.
struct Folder {
    path: PathBuf,
    stays: bool,
}

impl Folder {
    fn new(asked: Option<&String>) -> anyhow::Result<Folder> {
        let scratch = || std::env::temp_dir().join(format!("claimdiff-bench-{}", std::process::id()));
        let path = asked.map_or_else(scratch, PathBuf::from);
        fs::create_dir(&path).with_context(|| format!("making {}", path.display()))?;
        Ok(Folder { path, stays: asked.is_some() })
    }

    fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// Keeps a draft beside the index of so many articles.
    fn keep(&self, draft: &Article, size: usize, turn: usize) -> anyhow::Result<()> {
        if !self.stays {
            return Ok(());
        }
        let (meta, folder) = (&draft.meta, self.path.join(format!("drafts-{size}")));
        fs::create_dir_all(&folder)?;
        let line = serde_json::json!({
            "headline": meta.headline.as_ref().map(|h| &h.value),
            "outlet": meta.outlet.as_ref().map(|o| &o.value),
            "published": meta.published.as_ref().map(|p| p.value.to_string()),
            "text": draft.text,
        });
        fs::write(folder.join(format!("{turn:02}.jsonl")), format!("{line}\n"))?;
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.stays {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
