//! `number-pairs`: what two figures of two articles are to each other.

use std::{collections::HashMap, io::Write, path::Path};

use claimdiff::{Analysis, Options};
use claimdiff_compare::{Finding, Verdict};
use claimdiff_text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    records,
    stories::{Record, corpus},
};

#[derive(Deserialize)]
struct Pair {
    id: String,
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
    let pairs: Vec<Pair> = records(gold)?;
    // The articles themselves, where the gold holds them; else the sentence alone is compared.
    let root = gold.parent().and_then(Path::parent);
    let mut texts: HashMap<String, Record> = HashMap::new();
    for place in ["stories", "casualties/gva.jsonl"] {
        if let Some(place) = root.map(|r| r.join(place)).filter(|p| p.exists()) {
            texts.extend(corpus(&place)?.into_iter().map(|r| (r.id.clone(), r)));
        }
    }
    let lines: Vec<Value> = pairs.par_iter().map(|p| predict(p, &texts)).collect();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
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
        let record =
            Record { id: id.to_owned(), outlet: self.outlet.clone(), date: self.date.clone(), title: None, text };
        (claimdiff::analyse(&record.article()), span)
    }
}

fn predict(pair: &Pair, texts: &HashMap<String, Record>) -> Value {
    let ((a, x), (b, y)) = (pair.a.analyse("a", texts), pair.b.analyse("b", texts));
    let comparison = claimdiff::compare(&[a, b], &Options::default());
    let hits = |f: &Finding| {
        let over =
            |article: usize, span: Span| f.passages.iter().any(|p| p.article == article && p.span.overlaps(span));
        !f.code.starts_with("quote-") && over(0, x) && over(1, y)
    };
    let found = comparison.findings.iter().find(|f| hits(f));
    let cleared = comparison.cleared.iter().filter(|c| hits(&c.finding)).map(|c| c.finding.verdict).max();
    let verdict = match found.map(|f| f.verdict).or(cleared) {
        Some(Verdict::Update | Verdict::Revision | Verdict::Changed) => "update",
        Some(Verdict::Conflict | Verdict::SourceConflict) => "conflict",
        Some(Verdict::Agree) => "agree",
        Some(Verdict::Refine) => "refine",
        Some(Verdict::ScopeDiffers) => "scope_differs",
        _ => "not_comparable",
    };
    json!({ "id": pair.id, "verdict": verdict })
}
