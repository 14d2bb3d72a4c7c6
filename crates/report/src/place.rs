//! Where a passage stands, so that a reader finds it: the file, of a record its line and key, and the line in the text.

use claimdiff_claims::Analysis;
use claimdiff_text::Span;

use crate::clean;

/// "a.txt:3", "big.jsonl:9 (n-17) line 3", "crawl.warc (record 12) line 3".
pub(crate) fn of(a: &Analysis, span: Span) -> String {
    within(a, &clean::line(&a.path), span)
}

/// The same without the folders.
pub(crate) fn named(a: &Analysis, span: Span) -> String {
    let path = clean::line(&a.path);
    within(a, path.rsplit(['/', '\\']).next().unwrap_or(&path), span)
}

fn within(a: &Analysis, path: &str, span: Span) -> String {
    let line = a.line(span);
    let Some(record) = &a.meta.record else { return format!("{path}:{line}") };
    let number = record.line.map(|n| format!(":{n}")).unwrap_or_default();
    let own = record.id.as_deref().or(a.meta.url.as_ref().map(|u| u.value.as_str()));
    let own = own.map_or_else(|| format!("record {}", record.number), |id| clean::line(id).into_owned());
    format!("{path}{number} ({own}) line {line}")
}

/// The line in the file, counted from 1: of a record the one that it begins in.
pub(crate) fn line_in_file(a: &Analysis, span: Span) -> u32 {
    a.meta.record.as_ref().and_then(|r| r.line).unwrap_or_else(|| a.line(span)).max(1)
}
