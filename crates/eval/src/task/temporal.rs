//! `temporal`: time expressions with their TIMEX3 values (TimeBank and AQUAINT; Recognizers-Text).

use std::{io::Write, path::Path};

use claimdiff_annotate::TimeKind;
use claimdiff_text::{Origin, Sourced, Stamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scalars, predictions};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    ref_date: Option<String>,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, predict)
}

fn predict(gold: &Gold) -> Value {
    let mut article = claimdiff::read(&gold.id, &gold.text);
    article.meta.published =
        gold.ref_date.as_deref().and_then(Stamp::parse).map(|stamp| Sourced::new(stamp, Origin::Metadata));
    let doc = claimdiff_annotate::annotate(&article);
    let at = Scalars::new(&gold.text);
    let expressions: Vec<Value> = doc
        .times
        .iter()
        .map(|time| {
            let kind = match time.kind {
                TimeKind::Date => "DATE",
                TimeKind::Time => "TIME",
                TimeKind::Duration => "DURATION",
                TimeKind::Set => "SET",
            };
            json!({ "start": at.at(time.span.start), "end": at.at(time.span.end), "type": kind, "value": time.value })
        })
        .collect();
    json!({ "id": gold.id, "expressions": expressions })
}
