//! `planted`: real articles with one thing changed, and the same articles without.

use std::{io::Write, path::Path};

use claimdiff::{Article, Options};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Scalars, predictions, stories::Record};

#[derive(Deserialize)]
struct Case {
    id: String,
    a: Record,
    b: Record,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, predict)
}

fn predict(case: &Case) -> Value {
    let articles: [Article; 2] = [case.a.article(), case.b.article()];
    let analyses: Vec<_> = articles.iter().map(claimdiff::analyse).collect();
    let scalars = articles.each_ref().map(|a| Scalars::new(&a.text));
    let mut comparison = claimdiff::compare(&analyses, &Options::default());
    comparison.hide_notes();
    let mut findings = Vec::new();
    for finding in &comparison.findings {
        let passage = |p: &claimdiff_compare::Passage| {
            let (article, at) = (&articles[p.article], &scalars[p.article]);
            json!({ "article": article.id, "start": at.at(p.span.start), "end": at.at(p.span.end) })
        };
        for (n, a) in finding.passages.iter().enumerate() {
            for b in finding.passages[n + 1..].iter().filter(|b| b.article != a.article) {
                findings.push(json!({
                    "kind": kind(finding.code),
                    "code": finding.code,
                    "verdict": finding.verdict.name(),
                    "a": passage(a),
                    "b": passage(b),
                }));
            }
        }
    }
    json!({ "id": case.id, "findings": findings })
}

/// The scorer's name for what a check is about.
fn kind(code: &str) -> &str {
    match code {
        "quote-wording" => "quote",
        "quote-speaker" => "speaker",
        "duration-conflict" | "sum" | "headline-body" => "number",
        _ => code.split('-').next().unwrap_or(code),
    }
}
