//! `unrelated`: folders of four articles on four topics, of which nothing is to be found (ECB+ topics).

use std::{collections::BTreeMap, io::Write, path::Path};

use claimdiff::Options;
use claimdiff_text::StableHash;
use rayon::prelude::*;
use serde::Deserialize;

use super::records;

#[derive(Deserialize)]
struct Gold {
    id: String,
    topic: serde_json::Value,
    text: String,
    published: Option<String>,
    outlet: Option<String>,
}

impl Gold {
    fn article(&self) -> claimdiff::Article {
        let record = super::stories::Record {
            id: self.id.clone(),
            group: None,
            outlet: self.outlet.clone(),
            date: self.published.clone(),
            title: None,
            text: self.text.clone(),
        };
        record.article()
    }
}

/// How many folders are made, and of how many articles each.
const FOLDERS: usize = 60;
const ARTICLES: usize = 4;

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let gold: Vec<Gold> = records(gold)?;
    let mut topics: BTreeMap<String, Vec<&Gold>> = BTreeMap::new();
    gold.iter().for_each(|g| topics.entry(g.topic.to_string()).or_default().push(g));
    let draw = |folder: usize| {
        let mut names: Vec<&String> = topics.keys().collect();
        names.sort_by_cached_key(|name| StableHash::of(&format!("{folder} {name}")));
        let one = |name: &&String| {
            let articles = topics.get(*name)?;
            articles.get(StableHash::of(&format!("{name} {folder}")) as usize % articles.len()).copied()
        };
        names.iter().filter_map(one).take(ARTICLES).collect::<Vec<&Gold>>()
    };
    let found = |folder: usize| {
        let articles: Vec<claimdiff::Article> = draw(folder).iter().map(|g| g.article()).collect();
        let mut comparison = claimdiff::compare(&claimdiff::analyse_all(&articles), &Options::default());
        comparison.hide_notes();
        // What one article holds against itself joins nothing.
        let joins = |f: &&claimdiff::Finding| f.passages.iter().any(|p| p.article != f.passages[0].article);
        let lines =
            comparison.findings.iter().filter(joins).map(|f| format!("folder {folder}: {} {}", f.code, f.summary));
        lines.collect::<Vec<String>>()
    };
    let found: Vec<String> = (0..FOLDERS).into_par_iter().flat_map(found).collect();
    // For reading; the gate takes the last line.
    found.iter().try_for_each(|line| writeln!(out, "({line})"))?;
    writeln!(out, "findings {} of {FOLDERS}", found.len())?;
    Ok(())
}
