//! What reading makes of the seed articles, as readable lines.

use std::{fmt::Write, fs, path::Path};

use claimdiff_text::{Article, Origin, Slice, Sourced, Span};

fn snapshot(article: &Article) -> String {
    let mut out = String::new();
    let meta = &article.meta;
    let mut value = |name: &str, value: String, origin: Origin, span: Option<Span>| {
        let span = span.map(|s| format!(" {s:?}")).unwrap_or_default();
        let _ = writeln!(out, "{name}: {value} [{}]{span}", format!("{origin:?}").to_lowercase());
    };
    let text = |v: &Option<Sourced<String>>| v.clone();
    for (name, v) in [
        ("headline", text(&meta.headline)),
        ("outlet", text(&meta.outlet)),
        ("place", text(&meta.place)),
        ("language", text(&meta.language)),
        ("url", text(&meta.url)),
    ] {
        if let Some(v) = v {
            value(name, v.value, v.origin, v.span);
        }
    }
    for author in &meta.authors {
        value("author", author.value.clone(), author.origin, author.span);
    }
    for (name, v) in [("published", &meta.published), ("modified", &meta.modified)] {
        if let Some(v) = v {
            value(name, v.value.to_string(), v.origin, v.span);
        }
    }
    for line in &article.lines {
        let kind = format!("{:?}", line.kind).to_lowercase();
        let reason = format!("{:?}", line.reason).to_lowercase();
        let words: Vec<char> = line.span.of(&article.text).chars().collect();
        let shown: String = match words.len() {
            0..=70 => words.iter().collect(),
            n => words[..40].iter().chain(&['…']).chain(&words[n - 20..]).collect(),
        };
        let prose = if line.prose == line.span { String::new() } else { format!(" prose {:?}", line.prose) };
        let span = line.span;
        let _ = writeln!(out, "{:>3} {span:?} {kind} [{reason} {}]{prose} \"{shown}\"", line.number, line.confidence);
    }
    out
}

#[test]
fn seeds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.ends_with(".txt"))
        .collect();
    names.sort();
    for name in names {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let parsed = claimdiff_parse::parse(&bytes, &format!("seeds/{name}"), name.slice(..3)).unwrap();
        let [article] = parsed.articles.as_slice() else { panic!("{name}: not one article") };
        assert_eq!(article.text.as_bytes(), bytes, "{name}: the text is the file's text");
        insta::assert_snapshot!(name.slice(..3), snapshot(article));
    }
}
