//! `number-pairs`: what two figures of two articles are to each other.

use std::{collections::HashMap, io::Write, path::Path};

use claimdiff::Analysis;
use claimdiff_compare::Verdict;
use claimdiff_text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    records,
    stories::{Record, corpus},
};

/// Two figures that people have labelled.
#[derive(Deserialize)]
pub(crate) struct Pair {
    pub(crate) id: String,
    /// The story, or the incident.
    #[serde(default)]
    pub(crate) group: String,
    #[serde(default)]
    pub(crate) label: String,
    /// Another label that the text leaves open.
    pub(crate) also: Option<String>,
    a: Side,
    b: Side,
}

#[derive(Deserialize)]
struct Side {
    doc: String,
    outlet: Option<String>,
    date: Option<String>,
    sentence: String,
    quantity: String,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let texts = texts(gold)?;
    let lines: Vec<Value> = pairs(gold)?.par_iter().map(|p| predict(p, &texts)).collect();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The pairs of a gold file.
pub(crate) fn pairs(gold: &Path) -> anyhow::Result<Vec<Pair>> {
    records(gold)
}

/// The articles themselves, where the gold holds them; of others only the sentence is known.
pub(crate) fn texts(gold: &Path) -> anyhow::Result<HashMap<String, Record>> {
    let root = gold.parent().and_then(Path::parent);
    let mut texts: HashMap<String, Record> = HashMap::new();
    for place in ["stories", "casualties/gva.jsonl"] {
        if let Some(place) = root.map(|r| r.join(place)).filter(|p| p.exists()) {
            texts.extend(corpus(&place)?.into_iter().map(|r| (r.id.clone(), r)));
        }
    }
    Ok(texts)
}

impl Pair {
    /// Both articles and where the figures stand in them.
    pub(crate) fn analyse(&self, texts: &HashMap<String, Record>) -> ((Analysis, Span), (Analysis, Span)) {
        (self.a.analyse("a", texts), self.b.analyse("b", texts))
    }
}

impl Side {
    /// The article and where the quantity stands in it.
    fn analyse(&self, id: &str, texts: &HashMap<String, Record>) -> (Analysis, Span) {
        let whole = texts.get(&self.doc).and_then(|r| r.text.find(&self.sentence).map(|at| (r.text.clone(), at)));
        let (text, at) = whole.unwrap_or_else(|| (self.sentence.clone(), 0));
        let quantity = self.sentence.find(&self.quantity);
        let span = match quantity {
            Some(n) => Span::new(at + n, at + n + self.quantity.len()),
            None => Span::new(at, at + self.sentence.len()),
        };
        let (outlet, date) = (self.outlet.clone(), self.date.clone());
        let record = Record { id: id.to_owned(), group: None, outlet, date, title: None, text };
        (claimdiff::analyse(&record.article()), span)
    }
}

fn predict(pair: &Pair, texts: &HashMap<String, Record>) -> Value {
    let ((a, x), (b, y)) = pair.analyse(texts);
    let verdict = claimdiff_compare::relate(&a, x, &b, y).map_or(Verdict::NotComparable, |(verdict, _)| verdict);
    json!({ "id": pair.id, "verdict": name(verdict) })
}

/// The scorer's name for a verdict.
pub(crate) fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Update | Verdict::Revision | Verdict::Changed => "update",
        Verdict::Conflict | Verdict::SourceConflict => "conflict",
        Verdict::Agree => "agree",
        Verdict::Refine => "refine",
        Verdict::ScopeDiffers => "scope_differs",
        _ => "not_comparable",
    }
}
