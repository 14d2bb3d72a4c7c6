use std::path::PathBuf;

use anyhow::{Context, bail};
use claimdiff_text::StableHash;

/// What to draw of everything that is found, to be judged by reading.
pub(crate) struct Draw {
    /// The files or folders to read.
    pub(crate) gold: Vec<PathBuf>,
    /// Only what has this name, or a name that begins so; empty for all.
    pub(crate) only: String,
    sample: usize,
    seed: u64,
}

impl Draw {
    /// Reads `[GOLD..] [--sample N] [--seed N]` and the option that `only` is given by; `usual` is the gold below
    /// CLAIMDIFF_GOLD that is read where none is named.
    pub(crate) fn of(args: &[String], only: &str, usual: &[&str]) -> anyhow::Result<Draw> {
        let mut draw = Draw { gold: Vec::new(), only: String::new(), sample: 100, seed: 1 };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("reading {arg}: no value follows"));
            match arg.as_str() {
                "--sample" => draw.sample = value()?.parse().context("reading --sample")?,
                "--seed" => draw.seed = value()?.parse().context("reading --seed")?,
                _ if arg == only => draw.only = value()?.clone(),
                _ if arg.starts_with('-') => bail!("no option is called {arg:?}; there are: --sample, --seed, {only}"),
                path => draw.gold.push(PathBuf::from(path)),
            }
        }
        if draw.gold.is_empty() {
            let root = std::env::var_os("CLAIMDIFF_GOLD").map(PathBuf::from).unwrap_or_default();
            draw.gold = usual.iter().map(|gold| root.join(gold)).collect();
        }
        Ok(draw)
    }

    /// Draws of all things by their keys, so that one thing is drawn or not whatever else there is.
    pub(crate) fn of_all<T>(&self, mut all: Vec<T>, key: impl Fn(&T) -> String) -> impl Iterator<Item = T> {
        all.sort_by_cached_key(|thing| StableHash::of(&format!("{} {}", self.seed, key(thing))));
        all.into_iter().take(self.sample)
    }
}
