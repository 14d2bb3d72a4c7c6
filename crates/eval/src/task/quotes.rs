//! `quotes`: quotations with their sources (PolNeAR); `quotes-without-...`: the same with one part left out, which tells
//! what that part is worth.

use std::{io::Write, path::Path};

use claimdiff_annotate::Parts;
use claimdiff_quotes::QuoteKind;
use claimdiff_text::Span;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scalars, predictions};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, |g| predict(g, Parts::default(), true))
}

/// Without parts of speech.
pub(crate) fn without_tags(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, |g| predict(g, Parts { tags: false, ..Parts::default() }, true))
}

/// Without what pronouns and nominals stand for.
pub(crate) fn without_coreference(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, |g| predict(g, Parts { coreference: false, ..Parts::default() }, true))
}

/// By rules alone.
pub(crate) fn without_models(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, |g| predict(g, Parts::default(), false))
}

fn predict(gold: &Gold, parts: Parts, models: bool) -> Value {
    let article = claimdiff::read(&gold.id, &gold.text);
    let doc = claimdiff_annotate::annotate_with(&article, parts);
    let at = Scalars::new(&gold.text);
    let pair = |s: Span| json!([at.at(s.start), at.at(s.end)]);
    let quotes: Vec<Value> = claimdiff_quotes::find_with(&doc, models)
        .iter()
        // Nobody is quoted by a term, and the corpus leaves quotations inside quotations to the outer speaker.
        .filter(|q| !matches!(q.kind, QuoteKind::Term | QuoteKind::Nested))
        .map(|q| {
            let span = q.span();
            let mention = q.speaker.as_ref().and_then(|s| s.mention);
            json!({
                "start": at.at(span.start),
                "end": at.at(span.end),
                "spans": q.content.iter().map(|s| pair(*s)).collect::<Vec<_>>(),
                "speaker": q.speaker.as_ref().map(|s| &s.name),
                "speaker_start": mention.map(|s| at.at(s.start)),
                "speaker_end": mention.map(|s| at.at(s.end)),
                "cue": q.cue.map(|s| s.of(&gold.text)),
                "cue_start": q.cue.map(|s| at.at(s.start)),
                "cue_end": q.cue.map(|s| at.at(s.end)),
                "kind": q.kind,
            })
        })
        .collect();
    json!({ "id": gold.id, "quotes": quotes })
}
