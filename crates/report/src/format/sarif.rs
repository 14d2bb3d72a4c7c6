//! SARIF 2.1.0 (OASIS): a rule a code, the first passage as location and the others as related locations, so that code
//! review tools show findings where the articles are kept.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{CHECKS, Finding, Passage, Severity};
use serde_json::{Map, Value, json};

use crate::{Report, View, credit, escape, place, uri};

pub(super) fn write(report: &Report<'_>, _: &View, out: &mut dyn Write) -> io::Result<()> {
    let findings = &report.comparison.findings;
    let used: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    // Codes of findings that no check of this build registers come last, so that every result has its rule.
    let mut codes: Vec<&str> = CHECKS.iter().map(|c| c.code).collect();
    codes.extend(used.iter().filter(|c| !CHECKS.iter().any(|k| k.code == **c)));
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|f| result(report, f, codes.iter().position(|c| *c == f.code).unwrap_or_default()))
        .collect();
    let notifications: Vec<Value> = report
        .notes
        .iter()
        .map(|n| json!({ "level": if n.failure { "error" } else { "note" }, "message": { "text": n.to_string() } }))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "claimdiff",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": !report.notes.iter().any(|n| n.failure),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    escape::pretty(&log, out)
}

fn rule(code: &str) -> Value {
    let explain = CHECKS.iter().find(|c| c.code == code).map_or("", |c| c.explain);
    let mut rule = Map::new();
    rule.insert("id".to_owned(), code.into());
    if !explain.trim().is_empty() {
        rule.insert("fullDescription".to_owned(), json!({ "text": explain.trim() }));
        let more = "`claimdiff explain ID PATH` tells how a finding came about.";
        let help = format!("{}\n\n{more}", explain.trim());
        rule.insert("help".to_owned(), json!({ "text": help, "markdown": help }));
    }
    rule.insert("shortDescription".to_owned(), json!({ "text": code.replace('-', " ") }));
    Value::Object(rule)
}

fn result(report: &Report<'_>, f: &Finding, rule: usize) -> Value {
    let articles = report.articles;
    let level = match f.severity {
        Severity::Conflict => "error",
        Severity::Change => "warning",
        Severity::Note => "note",
    };
    let text = format!("{}: {}", report.summary(f), Report::reasons(f).collect::<Vec<_>>().join("; "));
    let related: Vec<Value> = f
        .passages
        .iter()
        .enumerate()
        .skip(1)
        .map(|(id, p)| {
            let mut place = location(articles, p);
            place["id"] = id.into();
            place
        })
        .collect();
    let mut result = json!({
        "ruleId": f.code,
        "ruleIndex": rule,
        "level": level,
        "kind": "fail",
        "rank": f.confidence,
        "message": { "text": text },
        "locations": f.passages.first().map(|p| location(articles, p)).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": { "claimdiff/v1": f.id },
        "properties": { "verdict": f.verdict.name() },
    });
    if let Some(state) = report.state(f) {
        result["baselineState"] = if state == "changed" { "updated" } else { state }.into();
    }
    result
}

fn location(articles: &[Analysis], p: &Passage) -> Value {
    let a = &articles[p.article];
    let region = json!({
        "startLine": place::line_in_file(a, p.span),
        "byteOffset": p.span.start,
        "byteLength": p.span.len(),
        "snippet": { "text": a.text(p.span) },
    });
    let message = format!("{}: {}", credit::name_and_day(a), credit::said(p));
    json!({
        "physicalLocation": { "artifactLocation": { "uri": uri::of_path(&a.path) }, "region": region },
        "message": { "text": message },
    })
}
