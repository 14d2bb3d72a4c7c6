//! The numbers and times of the seed articles: one readable file.

use std::fmt::Write;

use claimdiff_annotate::{Hedge, Interval, TimeKind, Trend, annotate};
use claimdiff_text::{Article, Slice, Span};

#[test]
fn numbers_and_times_of_the_seeds() {
    let mut out = String::new();
    for (stem, text) in claimdiff_cases::seeds() {
        // One date for all, so that every expression resolves.
        let article = claimdiff_cases::prose(stem.slice(..3), &text, Some("2025-08-20"));
        list(&article, &mut out);
    }
    insta::assert_snapshot!(out);
}

fn list(article: &Article, out: &mut String) {
    let doc = annotate(article);
    let words = |s: Span| s.of(&article.text).replace('\n', " ");
    let mut lines: Vec<(Span, String)> = Vec::new();
    for n in &doc.numbers {
        let mut line = format!("{:?} {}", n.unit, interval(n.value));
        if n.hedge != Hedge::None {
            let _ = write!(line, " {:?}", n.hedge);
        }
        if let Some(noun) = n.noun {
            let _ = write!(line, " of {:?}", words(noun));
        }
        if let Some(per) = n.per {
            let _ = write!(line, " per {:?}", words(per.unit));
        }
        if n.trend != Trend::None {
            let _ = write!(line, " {:?}", n.trend);
        }
        lines.push((n.span, line.to_lowercase()));
    }
    for t in &doc.times {
        let kind = match t.kind {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        };
        let mut line = format!("{kind} {}", t.value);
        if let Some(seconds) = t.seconds {
            let _ = write!(line, " {} s", interval(seconds));
        }
        if let Some(days) = t.days {
            let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
            let (first, last) = days.dates();
            let _ = write!(line, " [{}..{}]", day(first), day(last));
        }
        lines.push((t.span, line));
    }
    lines.sort();
    for (span, line) in lines {
        let _ = writeln!(out, "{} {}..{} {:?} {line}", article.id, span.start, span.end, words(span));
    }
    out.push('\n');
}

fn interval(value: Interval) -> String {
    if value.is_point() {
        return format!("{}", value.lo);
    }
    let low = if value.lo_open { ">" } else { "" };
    let high = if value.hi_open { "<" } else { "" };
    let end = |x: f64| if x.is_infinite() { String::new() } else { x.to_string() };
    format!("{low}{}..{high}{}", end(value.lo), end(value.hi))
}
