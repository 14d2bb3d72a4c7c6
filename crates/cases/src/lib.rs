//! Runs `.cases` files: an expectation flush left, then every wording that must give exactly it, indented.
//!
//! ```text
//! killed = 12
//!   a Russian attack on Kyiv that killed 12 people
//! none
//!   it killed the deal
//! wrong: none; want killed = 5000
//!   5,000 soldiers are dying
//! ```
//!
//! Several findings of one wording are joined with `; `. `wrong:` pins today's error: the run fails when the output
//! changes or becomes right. Lines that start with `#` are comments.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use claimdiff_text::{Article, Line, LineKind, Meta, Origin, Reason, Sourced, Span, Stamp, table};

/// Runs a file of cases. `observe` gives what was found in a wording, one readable string each.
///
/// Every row of `tables` (as read by [`table::rows`] and looked up through [`table::hit`]) must fire on a wording that
/// expects a value, so that no word stands in a list without an example.
///
/// # Panics
///
/// When a wording gives something else than it should or a row never fires; the message lists all of them.
pub fn check(file: &str, cases: &str, tables: &[(&'static str, &str)], observe: impl Fn(&str) -> Vec<String>) {
    let mut failures = String::new();
    let mut fired = BTreeSet::new();
    let mut expectation = "";
    let mut wordings = 0;
    for (number, line) in cases.lines().enumerate() {
        let number = number + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            expectation = line.trim_end();
            continue;
        }
        let wording = line.trim();
        wordings += 1;
        table::hits();
        let found = observe(wording);
        let hits = table::hits();
        let got = if found.is_empty() { "none".to_owned() } else { found.join("; ") };
        let (want, goal) = match expectation.strip_prefix("wrong: ").and_then(|e| e.split_once("; want ")) {
            Some((today, goal)) => (today, Some(goal)),
            None => (expectation, None),
        };
        if want != "none" {
            fired.extend(hits);
        }
        if goal == Some(got.as_str()) {
            let _ = writeln!(failures, "{file}:{number}: is right now, so it is no longer 'wrong:'\n    {wording}");
        } else if got != want {
            let _ = writeln!(failures, "{file}:{number}: wanted {want}, got {got}\n    {wording}");
        }
    }
    assert!(wordings > 0, "{file}: no wordings");
    for (name, rows) in tables {
        for row in table::rows(rows) {
            if !fired.contains(&(*name, row.key().to_owned())) {
                let _ = writeln!(failures, "{name}:{}: no case fires {:?}", row.line, row.key());
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// The seed articles as they stand in `seeds/`: file stem and text, in the order of the stems.
///
/// # Panics
///
/// When the seeds are not in the checkout.
pub fn seeds() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut seeds: Vec<_> = fs::read_dir(folder)
        .expect("the seeds are part of the repository")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (stem, fs::read_to_string(&path).expect("the seeds are UTF-8"))
        })
        .collect();
    seeds.sort();
    seeds
}

/// An article whose every line is running text, so that what is found in it stands still when reading changes.
/// `published` is a date as [`Stamp::parse`] reads it.
pub fn prose(id: &str, text: &str, published: Option<&str>) -> Article {
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if !span.is_empty() {
            let (number, kind) = (number as u32 + 1, LineKind::Paragraph);
            lines.push(Line { span, prose: span, number, kind, reason: Reason::Default, confidence: 100 });
        }
    }
    let published = published.and_then(Stamp::parse).map(|stamp| Sourced::new(stamp, Origin::Metadata));
    let meta = Meta { published, ..Meta::default() };
    Article { id: id.to_owned(), path: id.to_owned(), text: text.to_owned(), lines, meta }
}
