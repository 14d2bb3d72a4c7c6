//! `train quotes`: the weights of the attribution models from PolNeAR.

use std::path::Path;

use claimdiff_quotes::train::{self, Gold, Sample};
use claimdiff_text::Span;
use serde::Deserialize;

use crate::task::records;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source_spans: Vec<[u32; 2]>,
    cue_spans: Vec<[u32; 2]>,
    content_spans: Vec<[u32; 2]>,
}

/// More passes fit the training articles better and the others no better.
const PASSES: usize = 8;

pub(super) fn train(gold: &Path) -> anyhow::Result<Vec<u8>> {
    let mut records: Vec<Record> = records(&gold.join("quotes/train.jsonl"))?;
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let articles: Vec<_> = records.iter().map(|r| claimdiff::read(&r.id, &r.text)).collect();
    let samples: Vec<Sample<'_>> = records
        .iter()
        .zip(&articles)
        .map(|(r, article)| {
            let bytes: Vec<u32> = r.text.char_indices().map(|(i, _)| i as u32).chain([r.text.len() as u32]).collect();
            let spans = |pairs: &[[u32; 2]]| -> Vec<Span> {
                pairs.iter().map(|[a, b]| Span { start: bytes[*a as usize], end: bytes[*b as usize] }).collect()
            };
            let gold = r
                .attributions
                .iter()
                .map(|a| Gold {
                    source: spans(&a.source_spans),
                    cue: spans(&a.cue_spans),
                    content: spans(&a.content_spans),
                })
                .collect();
            Sample { doc: claimdiff_annotate::annotate(article), gold }
        })
        .collect();
    Ok(train::weights(&samples, PASSES, report))
}

#[expect(clippy::print_stderr, reason = "training takes a minute, so it tells how far it is")]
fn report(line: &str) {
    eprintln!("{line}");
}
