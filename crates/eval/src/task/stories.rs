//! `stories`: articles grouped by story (AllSides, BASIL).

use std::{io::Write, path::Path};

use claimdiff_text::{Origin, Sourced, Stamp};
use serde::Deserialize;

use super::records;

/// An article of a corpus with what is known about it from outside its text.
#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// Its story, or the incident it tells of.
    pub(crate) group: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

impl Record {
    /// The article as a reader of the corpus' format would give it.
    pub(crate) fn article(&self) -> claimdiff::Article {
        let mut article = claimdiff::read(&self.id, &self.text);
        let meta = &mut article.meta;
        let from = |s: &Option<String>| s.clone().map(|s| Sourced::new(s, Origin::Metadata));
        meta.outlet = from(&self.outlet).or(meta.outlet.take());
        meta.headline = from(&self.title).or(meta.headline.take());
        let date = self.date.as_deref().and_then(Stamp::parse).map(|s| Sourced::new(s, Origin::Metadata));
        meta.published = date.or(meta.published.take());
        article
    }
}

/// The articles of a file, or of all `.jsonl` files of a folder in the order of their names.
pub(crate) fn corpus(gold: &Path) -> anyhow::Result<Vec<Record>> {
    if !gold.is_dir() {
        return records(gold);
    }
    let mut files: Vec<_> = std::fs::read_dir(gold)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend(records::<Record>(&file)?);
    }
    Ok(all)
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let articles: Vec<claimdiff::Article> = corpus(gold)?.iter().map(Record::article).collect();
    let analyses = claimdiff::analyse_all(&articles);
    for (article, story) in analyses.iter().zip(claimdiff_compare::stories(&analyses)) {
        writeln!(out, "{}\t{story}", article.id)?;
    }
    Ok(())
}
