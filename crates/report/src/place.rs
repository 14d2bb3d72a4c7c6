//! Where a passage stands, so that a reader finds it: the file, of a record its line and key, and the line in the text.

use claimdiff_claims::Analysis;
use claimdiff_text::Span;

use crate::clean;

/// "a.txt:3"; of a record the line in which it begins, that of its text and its key, "big.jsonl:9:3 (n-17)"; of one without
/// lines its number, "crawl.warc (record 12) line 3".
pub(crate) fn of(a: &Analysis, span: Span) -> String {
    line(a, a.line(span))
}

/// The same of a line of its text.
pub(crate) fn line(a: &Analysis, line: u32) -> String {
    within(a, &clean::line(&a.path), line)
}

/// The same in short: without the folders, and of a record without its key, "big.jsonl:9:3".
pub(crate) fn named(a: &Analysis, span: Span) -> String {
    let path = clean::line(&a.path);
    let path = name(&path);
    match a.meta.record.as_ref().and_then(|r| r.line) {
        Some(number) => format!("{path}:{number}:{}", a.line(span)),
        None => within(a, path, a.line(span)),
    }
}

/// An article by its file, without the folders: "a.txt", "big.jsonl:9", "crawl.warc (record 12)".
pub(crate) fn file(a: &Analysis) -> String {
    let path = clean::line(&a.path);
    let path = name(&path);
    match &a.meta.record {
        Some(record) => {
            record.line.map_or_else(|| format!("{path} (record {})", record.number), |line| format!("{path}:{line}"))
        }
        None => path.to_owned(),
    }
}

/// A path without its folders.
fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn within(a: &Analysis, path: &str, line: u32) -> String {
    match &a.meta.record {
        Some(record) => match record.line {
            Some(number) => format!("{path}:{number}:{line}{}", key(a).map(|k| format!(" ({k})")).unwrap_or_default()),
            None => format!("{} line {line}", whole_within(a, path)),
        },
        None => format!("{path}:{line}"),
    }
}

/// The key that a record gives itself, else its address.
fn key(a: &Analysis) -> Option<String> {
    let own = a.meta.record.as_ref().and_then(|r| r.id.as_deref());
    own.or(a.meta.url.as_ref().map(|u| u.value.as_str())).map(|key| clean::line(key).into_owned())
}

/// A whole article: "a.txt", "big.jsonl:9 (n-17)".
pub(crate) fn whole(a: &Analysis) -> String {
    whole_within(a, &clean::line(&a.path))
}

fn whole_within(a: &Analysis, path: &str) -> String {
    let Some(record) = &a.meta.record else { return path.to_owned() };
    let number = record.line.map(|n| format!(":{n}")).unwrap_or_default();
    let own = key(a).unwrap_or_else(|| format!("record {}", record.number));
    format!("{path}{number} ({own})")
}

/// The line in the file, counted from 1: of a record the one that it begins in.
pub(crate) fn line_in_file(a: &Analysis, span: Span) -> u32 {
    a.meta.record.as_ref().and_then(|r| r.line).unwrap_or_else(|| a.line(span)).max(1)
}
