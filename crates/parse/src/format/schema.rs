//! Articles as schema.org describes them: JSON-LD in pages, and records of scrapers that keep it.

use claimdiff_text::Stamp;
use serde_json::Value;

use super::fields::stamp;

/// What a record says of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub(crate) headline: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<Stamp>,
    pub(crate) modified: Option<Stamp>,
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) body: Option<String>,
    /// What it says in a sentence or two.
    pub(crate) description: Option<String>,
    /// Whether it describes an article and not the page around it.
    pub(crate) is_article: bool,
}

impl Record {
    /// The first of two records, its gaps filled from the other; an article's record before a page's.
    pub(crate) fn or(self, other: Record) -> Record {
        let (a, b) = if other.is_article && !self.is_article { (other, self) } else { (self, other) };
        Record {
            headline: a.headline.or(b.headline),
            outlet: a.outlet.or(b.outlet),
            authors: if a.authors.is_empty() { b.authors } else { a.authors },
            published: a.published.or(b.published),
            modified: a.modified.or(b.modified),
            language: a.language.or(b.language),
            url: a.url.or(b.url),
            body: a.body.or(b.body),
            description: a.description.or(b.description),
            is_article: a.is_article,
        }
    }
}

/// How many objects of one script are looked at.
const MAX_OBJECTS: usize = 10_000;

/// Reads a JSON-LD script. Line breaks inside strings, which some pages write, are forgiven.
pub(crate) fn read(script: &str) -> Option<Record> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    let value: Value = serde_json::from_str(script).ok().or_else(|| {
        let plain: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&plain).ok()
    })?;
    let mut found = None;
    let mut queue = vec![&value];
    let mut seen = 0;
    while let Some(value) = queue.pop() {
        seen += 1;
        if seen > MAX_OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => queue.extend(items.iter().rev()),
            Value::Object(map) => {
                if let Some(record) = object(value) {
                    found = Some(match found {
                        None => record,
                        Some(first) => Record::or(first, record),
                    });
                }
                queue.extend(["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|k| map.get(*k)));
            }
            _ => {}
        }
    }
    found
}

/// What one object says, if it is an article or a page.
pub(crate) fn object(value: &Value) -> Option<Record> {
    let is = |test: fn(&str) -> bool| match value.get("@type") {
        Some(Value::String(t)) => test(t),
        Some(Value::Array(ts)) => ts.iter().filter_map(Value::as_str).any(test),
        _ => false,
    };
    let is_article = is(|t| t.ends_with("Article") || t.ends_with("Posting") || matches!(t, "Report" | "Review"));
    let is_page =
        is(|t| matches!(t, "WebPage" | "ItemPage" | "VideoObject" | "CreativeWork" | "HowTo" | "PodcastEpisode"));
    (is_article || is_page).then_some(())?;
    let text = |key: &str| value.get(key).and_then(string);
    Some(Record {
        headline: text("headline").or_else(|| if is_article { text("name") } else { None }),
        outlet: if is_article { value.get("publisher").and_then(name) } else { None },
        authors: ["author", "creator"].iter().find_map(|k| value.get(*k)).map(authors).unwrap_or_default(),
        published: text("datePublished").and_then(|d| stamp(&d)),
        modified: text("dateModified").and_then(|d| stamp(&d)),
        language: value.get("inLanguage").and_then(|l| string(l).or_else(|| l.get("alternateName").and_then(string))),
        url: text("url"),
        body: text("articleBody"),
        description: text("alternativeHeadline").or_else(|| text("description")),
        is_article,
    })
}

/// A string, or the first of a list of strings.
fn string(value: &Value) -> Option<String> {
    let raw = match value {
        Value::String(s) => s,
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let mut out = String::new();
    for line in raw.lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        super::html::dom::push_text(&mut out, line);
    }
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}

/// The name of a person or an organisation: a string, or an object with one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => map.get("name").and_then(string),
        Value::Array(items) => items.iter().find_map(name),
        other => string(other),
    }
}

fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}
