//! Every format reads its fixtures: what is well formed, what is odd, and what is bad.

use std::{collections::BTreeSet, fmt::Write, fs, path::PathBuf};

use claimdiff_parse::FORMATS;
use claimdiff_text::{Article, Note};

fn folder(format: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/fixtures").join(format)
}

fn files(format: &str) -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<(String, Vec<u8>)> = fs::read_dir(folder(format))
        .unwrap_or_else(|_| panic!("{format}: no folder of fixtures"))
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(p).unwrap()))
        .collect();
    out.sort();
    out
}

fn summary(article: &Article, out: &mut String) {
    let meta = &article.meta;
    let text = |v: Option<String>| v.unwrap_or_else(|| "-".to_owned());
    let words = article.text.split_whitespace().count();
    let _ = writeln!(
        out,
        "  {}: {} | {} | {} | {} | {} | {words} words",
        article.id,
        text(meta.headline.as_ref().map(|h| h.value.clone())),
        text(meta.outlet.as_ref().map(|h| h.value.clone())),
        text(meta.published.as_ref().map(|p| format!("{} {:?}", p.value, p.origin).to_lowercase())),
        text(Some(meta.authors.iter().map(|a| a.value.as_str()).collect::<Vec<_>>().join(", "))),
        text(meta.language.as_ref().map(|l| l.value.clone())),
    );
    let kinds: Vec<String> = article.lines.iter().map(|l| format!("{:?}", l.kind).to_lowercase()).collect();
    let _ = writeln!(out, "    {}", kinds.join(" "));
}

fn check_spans(name: &str, article: &Article) {
    for line in &article.lines {
        assert!(article.text.get(line.span.range()).is_some_and(|s| !s.trim().is_empty()), "{name}: {line:?}");
        assert!(article.text.get(line.prose.range()).is_some(), "{name}: {line:?}");
        assert!(line.span.contains(line.prose), "{name}: {line:?}");
    }
    let meta = &article.meta;
    for value in [&meta.headline, &meta.outlet, &meta.place].into_iter().flatten().chain(&meta.authors) {
        if let Some(span) = value.span {
            let found: String = span.of(&article.text).to_lowercase();
            assert_eq!(found, value.value.to_lowercase(), "{name}");
        }
    }
}

#[test]
fn every_format_reads_its_fixtures() {
    let mut out = String::new();
    for format in FORMATS {
        let mut kinds = BTreeSet::new();
        for (name, bytes) in files(format.name) {
            let path = format!("{}/{name}", format.name);
            let kind = name.split('-').next().unwrap().to_owned();
            let parsed = claimdiff_parse::parse(&bytes, &path, "id");
            let _ = writeln!(out, "{path}");
            match parsed {
                Ok(parsed) => {
                    for article in &parsed.articles {
                        summary(article, &mut out);
                        check_spans(&path, article);
                    }
                    for note in &parsed.notes {
                        let _ = writeln!(out, "  {note}");
                    }
                    let failures = parsed.notes.iter().filter(|n: &&Note| n.failure).count();
                    match kind.as_str() {
                        "ok" => assert!(!parsed.articles.is_empty() && failures == 0, "{path}: {:?}", parsed.notes),
                        "odd" => assert!(!parsed.articles.is_empty(), "{path}"),
                        _ => assert!(parsed.articles.is_empty() && failures > 0, "{path}: read all the same"),
                    }
                }
                Err(error) => {
                    let _ = writeln!(out, "  {error}");
                    assert_eq!(kind, "bad", "{path}: {error}");
                }
            }
            kinds.insert(kind);
        }
        assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["bad", "odd", "ok"], "{}", format.name);
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_same_article_is_the_same_text_in_every_format() {
    let read = |format: &str, name: &str| {
        let bytes = fs::read(folder(format).join(name)).unwrap();
        claimdiff_parse::parse(&bytes, name, "id").unwrap().articles
    };
    let page = read("html", "ok-page.html").remove(0);
    for (format, name) in [
        ("json", "ok-scrapers.jsonl"),
        ("json", "ok-array.json"),
        ("json", "ok-feed.json"),
        ("feed", "ok-rss.xml"),
        ("feed", "ok-atom.xml"),
        ("warc", "ok-crawl.warc"),
        ("warc", "ok-packed.warc.gz"),
        ("markdown", "ok-front-matter.md"),
        ("html", "odd-latin1.html"),
        ("html", "odd-wrong-label.html"),
        ("html", "odd-script-data.html"),
        ("html", "odd-unclosed.html"),
        ("html", "odd-sidebar-names.html"),
    ] {
        for article in read(format, name) {
            assert_eq!(article.text, page.text, "{format}/{name}");
            let kinds = |a: &Article| a.lines.iter().map(|l| (l.kind, l.prose)).collect::<Vec<_>>();
            assert_eq!(kinds(&article), kinds(&page), "{format}/{name}");
            let day = |a: &Article| a.meta.published.as_ref().map(|p| p.value.date());
            assert_eq!(day(&article), day(&page), "{format}/{name}");
        }
    }
}
