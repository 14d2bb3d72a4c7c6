//! The tasks, one file each; [`TASKS`] is the only list of them.

mod casualties;
pub(crate) mod claim_sample;
mod coref;
mod draw;
mod page_lines;
mod pages;
mod planted;
mod quantities;
mod quote_pairs;
mod quotes;
pub(crate) mod report_sample;
mod seed_quotes;
pub(crate) mod stories;
mod temporal;
pub(crate) mod ud;
mod unrelated;

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One task: a kind of gold and the predictions on it.
pub(crate) struct Task {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// The gold's usual place under CLAIMDIFF_GOLD.
    pub(crate) gold: &'static str,
    /// Reads the gold and writes the predictions.
    pub(crate) run: fn(&Path, &mut dyn Write) -> anyhow::Result<()>,
}

/// All tasks.
pub(crate) const TASKS: &[Task] = &[
    Task { name: "casualties", gold: "casualties/muc4.jsonl", run: casualties::run },
    Task { name: "coref", gold: "quotes/train.jsonl", run: coref::run },
    Task { name: "page-lines", gold: "pages", run: page_lines::run },
    Task { name: "pages", gold: "pages", run: pages::run },
    Task { name: "planted", gold: "planted.jsonl", run: planted::run },
    Task { name: "quantities", gold: "quantities/newsquant.jsonl", run: quantities::run },
    Task { name: "quote-pairs", gold: "pairs/quotes.jsonl", run: quote_pairs::run },
    Task { name: "quotes", gold: "quotes/dev.jsonl", run: quotes::run },
    Task { name: "quotes-without-coreference", gold: "quotes/dev.jsonl", run: quotes::without_coreference },
    Task { name: "quotes-without-models", gold: "quotes/dev.jsonl", run: quotes::without_models },
    Task { name: "quotes-without-tags", gold: "quotes/dev.jsonl", run: quotes::without_tags },
    Task { name: "seed-quotes", gold: "seeds", run: seed_quotes::run },
    Task { name: "stories", gold: "stories", run: stories::run },
    Task { name: "ud", gold: "ud", run: ud::run },
    Task { name: "unrelated", gold: "events/ecb.jsonl", run: unrelated::run },
    Task { name: "temporal", gold: "temporal/tbaq.jsonl", run: temporal::run },
];

/// A prediction for each record of a gold file, a line each, in the order of the file.
pub(crate) fn predictions<T: DeserializeOwned + Sync>(
    gold: &Path,
    out: &mut dyn Write,
    predict: fn(&T) -> Value,
) -> anyhow::Result<()> {
    let gold: Vec<T> = records(gold)?;
    let lines: Vec<Value> = gold.par_iter().map(predict).collect();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The records of a JSON Lines file.
pub(crate) fn records<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", path.display(), n + 1)))
        .collect()
}

/// Byte offsets of a text as offsets in Unicode scalar values, which the scorers count.
pub(crate) struct Scalars {
    /// For each byte, the number of scalar values that start before it.
    before: Vec<u32>,
}

impl Scalars {
    pub(crate) fn new(text: &str) -> Scalars {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for byte in text.bytes() {
            // A continuation byte starts no scalar value.
            before.push(count);
            count += u32::from(byte & 0xc0 != 0x80);
        }
        before.push(count);
        Scalars { before }
    }

    /// The byte offset of a scalar offset; the end of the text for one beyond it.
    pub(crate) fn byte(&self, scalar: u32) -> usize {
        self.before.partition_point(|&b| b <= scalar) - 1
    }

    /// The scalar offset of a byte offset on a character boundary.
    pub(crate) fn at(&self, byte: u32) -> u32 {
        self.before[byte as usize]
    }
}
