//! JSON-LD: findings as W3C Web Annotations, what the passages claim as `schema:Claim`.
//!
//! Positions are Unicode code points into the article's text, as the Web Annotation Data Model wants them (section
//! 4.2.5); every position comes with the words themselves (4.2.4), so that it is found again in a changed text. There
//! is no `ClaimReview` and no rating: nothing here says who is right.

use std::io::{self, Write};

use claimdiff_claims::{Analysis, EntityKind};
use claimdiff_compare::{Finding, Passage, Said};
use serde_json::{Map, Value, json};

use crate::{Report, View, credit, escape, uri, wire};

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let mut graph: Vec<Value> = report.articles.iter().map(article).collect();
    for f in &report.comparison.findings {
        finding(report.articles, f, None, &mut graph);
    }
    if view.ledger {
        for c in &report.cleared() {
            finding(report.articles, &c.finding, Some(c.reason.sentence()), &mut graph);
        }
    }
    let document = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "schema": "http://schema.org/" }],
        "@graph": graph,
    });
    escape::pretty(&document, out)
}

fn article(a: &Analysis) -> Value {
    let mut node = Map::new();
    node.insert("id".to_owned(), uri::of_path(&a.path).into());
    node.insert("type".to_owned(), "schema:NewsArticle".into());
    let mut put = |key: &str, value: Option<Value>| value.and_then(|v| node.insert(key.to_owned(), v));
    put("schema:headline", a.meta.headline.as_ref().map(|h| h.value.as_str().into()));
    put("schema:datePublished", a.meta.published.as_ref().map(|p| p.value.to_string().into()));
    put("schema:inLanguage", a.meta.language.as_ref().map(|l| l.value.as_str().into()));
    put("schema:url", a.meta.url.as_ref().map(|u| u.value.as_str().into()));
    let outlet = |name: &str| json!({ "type": "schema:Organization", "schema:name": name });
    put("schema:publisher", a.meta.outlet.as_ref().map(|o| outlet(&o.value)));
    Value::Object(node)
}

/// The annotation of a finding, then a claim for each of its passages.
fn finding(articles: &[Analysis], f: &Finding, reason: Option<&str>, graph: &mut Vec<Value>) {
    let id = |nth: usize| format!("urn:claimdiff:{}#{}", f.id, nth + 1);
    let why = f.why.iter().map(String::as_str).chain(reason).collect::<Vec<_>>().join("; ");
    graph.push(json!({
        "id": format!("urn:claimdiff:{}", f.id),
        "type": "Annotation",
        "motivation": if reason.is_none() { "linking" } else { "assessing" },
        "generator": { "type": "Software", "name": format!("claimdiff {}", env!("CARGO_PKG_VERSION")) },
        "body": [
            text(&f.summary, "describing"),
            text(&why, "commenting"),
            text(f.code, "tagging"),
            text(f.verdict.name(), "classifying"),
        ],
        "target": f.passages.iter().map(|p| target(articles, p)).collect::<Vec<_>>(),
        "schema:about": (0..f.passages.len()).map(|nth| json!({ "id": id(nth) })).collect::<Vec<_>>(),
    }));
    graph.extend(f.passages.iter().enumerate().map(|(nth, p)| claim(articles, p, id(nth))));
}

fn text(value: &str, purpose: &str) -> Value {
    json!({ "type": "TextualBody", "value": value, "format": "text/plain", "language": "en", "purpose": purpose })
}

/// The words of a passage in their article.
fn target(articles: &[Analysis], p: &Passage) -> Value {
    let a = &articles[p.article];
    let quote = wire::selector(a, p.span);
    let mut selectors = Vec::new();
    if let Some(chars) = a.chars(p.span) {
        selectors.push(json!({ "type": "TextPositionSelector", "start": chars.start, "end": chars.end }));
    }
    selectors.push(json!({
        "type": "TextQuoteSelector",
        "exact": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
    }));
    json!({ "type": "SpecificResource", "source": uri::of_path(&a.path), "selector": selectors })
}

/// What a passage claims, where it does and who says so.
fn claim(articles: &[Analysis], p: &Passage, id: String) -> Value {
    let a = &articles[p.article];
    let mut claim = json!({
        "id": id,
        "type": "schema:Claim",
        "schema:text": a.text(p.span),
        "schema:appearance": { "id": uri::of_path(&a.path) },
        "schema:creditText": credit::said(p),
    });
    if let Some(value) = &p.value {
        claim["schema:abstract"] = value.as_str().into();
    }
    if let Some(author) = p.said_by.first().and_then(|s| author(a, s)) {
        claim["schema:author"] = author;
    }
    claim
}

/// Who says so, where the article names a person or a body; "a spokesman" is neither.
fn author(a: &Analysis, said: &Said) -> Option<Value> {
    let entity = a.entities.iter().find(|e| e.name == said.name)?;
    let kind = match entity.kind {
        EntityKind::Person => "schema:Person",
        EntityKind::Organisation => "schema:Organization",
        _ => return None,
    };
    Some(json!({ "type": kind, "schema:name": said.name }))
}
