//! Where a passage stands, so that a reader finds it: the file, of a record its line and key, and the line in the text.

use claimdiff_claims::Analysis;
use claimdiff_text::Span;

use crate::clean;

/// "a.txt:3", "big.jsonl:9 (n-17) line 3", "crawl.warc (record 12) line 3".
pub(crate) fn of(a: &Analysis, span: Span) -> String {
    within(a, &clean::line(&a.path), span)
}

/// The same in short: without the folders, and of a record with its line alone, "big.jsonl:9 line 3".
pub(crate) fn named(a: &Analysis, span: Span) -> String {
    let path = clean::line(&a.path);
    let path = name(&path);
    match a.meta.record.as_ref().and_then(|r| r.line) {
        Some(number) => format!("{path}:{number} line {}", a.line(span)),
        None => within(a, path, span),
    }
}

/// Shorter still: of a record the line that it begins in, "big.jsonl:9".
pub(crate) fn in_file(a: &Analysis, span: Span) -> String {
    format!("{}:{}", name(&clean::line(&a.path)), line_in_file(a, span))
}

/// A path without its folders.
fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn within(a: &Analysis, path: &str, span: Span) -> String {
    let line = a.line(span);
    match a.meta.record {
        Some(_) => format!("{} line {line}", whole_within(a, path)),
        None => format!("{path}:{line}"),
    }
}

/// A whole article: "a.txt", "big.jsonl:9 (n-17)".
pub(crate) fn whole(a: &Analysis) -> String {
    whole_within(a, &clean::line(&a.path))
}

fn whole_within(a: &Analysis, path: &str) -> String {
    let Some(record) = &a.meta.record else { return path.to_owned() };
    let number = record.line.map(|n| format!(":{n}")).unwrap_or_default();
    let own = record.id.as_deref().or(a.meta.url.as_ref().map(|u| u.value.as_str()));
    let own = own.map_or_else(|| format!("record {}", record.number), |id| clean::line(id).into_owned());
    format!("{path}{number} ({own})")
}

/// The line in the file, counted from 1: of a record the one that it begins in.
pub(crate) fn line_in_file(a: &Analysis, span: Span) -> u32 {
    a.meta.record.as_ref().and_then(|r| r.line).unwrap_or_else(|| a.line(span)).max(1)
}
