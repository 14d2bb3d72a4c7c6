//! `pages`: articles read from web pages. The gold is the folder with `list.tsv` (id, file, address).

use std::{fs, io::Write, path::Path, time::Instant};

use anyhow::Context;
use claimdiff_text::{Article, LineKind, Meta, Origin, Sourced};
use serde_json::{Value, json};

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let list = fs::read_to_string(gold.join("list.tsv")).context("reading list.tsv")?;
    let pages: Vec<(&str, Meta, Vec<u8>)> = list
        .lines()
        .map(|line| {
            let mut cells = line.split('\t');
            let (id, file) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            // A crawler knows the address it asked for.
            let url = cells.next().map(|u| Sourced::new(u.to_owned(), Origin::Metadata));
            let known = Meta { url, ..Meta::default() };
            Ok((id, known, fs::read(gold.join(file)).with_context(|| format!("reading {file}"))?))
        })
        .collect::<anyhow::Result<_>>()?;
    // One thread: pages a second on one core are part of what is measured.
    let started = Instant::now();
    let mut lines = Vec::with_capacity(pages.len());
    for (id, known, bytes) in &pages {
        let parsed = claimdiff_parse::parse_known(bytes, &format!("{id}.html"), id, known.clone());
        lines.push(parsed.ok().and_then(|p| p.articles.into_iter().next()).map(|article| predict(id, &article)));
    }
    let speed = pages.len() as f64 / started.elapsed().as_secs_f64();
    writeln!(std::io::stderr(), "{} pages, {speed:.0} a second", pages.len())?;
    for line in lines.into_iter().flatten() {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn predict(id: &str, article: &Article) -> Value {
    let body = |kind: LineKind| !matches!(kind, LineKind::Headline | LineKind::Dateline | LineKind::Byline);
    let text: Vec<&str> =
        article.lines.iter().filter(|l| l.is_read() && body(l.kind)).map(|l| l.span.of(&article.text)).collect();
    let subheads: Vec<&str> =
        article.lines.iter().filter(|l| l.kind == LineKind::Subhead).map(|l| l.span.of(&article.text)).collect();
    let meta = &article.meta;
    json!({
        "id": id,
        "title": meta.headline.as_ref().map(|h| &h.value),
        "date": meta.published.as_ref().or(meta.modified.as_ref()).map(|p| p.value.to_string()).filter(|d| d.len() >= 10),
        "author": meta.authors.iter().map(|a| &a.value).collect::<Vec<_>>(),
        "site": meta.outlet.as_ref().map(|o| &o.value),
        "text": text.join("\n"),
        "subheads": subheads,
    })
}
