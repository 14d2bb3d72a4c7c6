use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};

/// The articles of the gold that benches run on: two corpora of news.
const GOLD: [&str; 2] = ["quotes/dev.jsonl", "stories/allsides.jsonl"];

/// The seeds are few, so they are read many times over.
const SEED_COPIES: usize = 100;

/// The texts of the articles of a file or folder; without one those of the gold, and without gold those of the seeds
/// again and again. Also what they are, in a few words.
pub(crate) fn texts(path: Option<PathBuf>) -> anyhow::Result<(String, Vec<String>)> {
    let mut out = Vec::new();
    let what = if let Some(path) = path {
        add(&path, &mut out)?;
        path.display().to_string()
    } else if let Some(gold) = env::var_os("CLAIMDIFF_GOLD").filter(|g| Path::new(g).is_dir()) {
        for part in GOLD {
            add(&Path::new(&gold).join(part), &mut out)?;
        }
        GOLD.join(" and ")
    } else {
        add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds"), &mut out)?;
        out = vec![out; SEED_COPIES].concat();
        format!("the seeds {SEED_COPIES} times")
    };
    ensure!(!out.is_empty(), "no article in {what}");
    Ok((what, out))
}

fn add(path: &Path, out: &mut Vec<String>) -> anyhow::Result<()> {
    let name = path.display().to_string();
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("reading {name}"))?;
        let mut entries = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
        entries.sort();
        // Of a folder the articles alone: a table beside them is none.
        let article = |p: &PathBuf| p.is_dir() || p.extension().is_some_and(|e| e == "txt" || e == "jsonl");
        return entries.iter().filter(|p| article(p)).try_for_each(|p| add(p, out));
    }
    let bytes = fs::read(path).with_context(|| format!("reading {name}"))?;
    let parsed = claimdiff::parse(&bytes, &name, &name).with_context(|| format!("reading {name}"))?;
    out.extend(parsed.articles.into_iter().map(|a| a.text));
    Ok(())
}
