//! The articles with what is known about them and where it was found.

use std::io::{self, Write};

use claimdiff_claims::Analysis;
use claimdiff_text::{Meta, Origin, Sourced};
use serde::Serialize;

use super::Filter;
use crate::{clean, escape};

#[derive(Serialize)]
struct ArticleLine<'a> {
    article: &'a str,
    path: &'a str,
    words: u32,
    #[serde(flatten)]
    meta: &'a Meta,
    quotes: usize,
    claims: usize,
    events: usize,
}

pub(super) fn jsonl(a: &Analysis, _: &Filter, out: &mut dyn Write) -> io::Result<()> {
    let line = ArticleLine {
        article: &a.id,
        path: &a.path,
        words: a.words,
        meta: &a.meta,
        quotes: a.quotes.len(),
        claims: a.claims.len(),
        events: a.events.len(),
    };
    escape::line(&line, out)
}

pub(super) fn text(a: &Analysis, _: &Filter, out: &mut dyn Write) -> io::Result<()> {
    let m = &a.meta;
    writeln!(out, "{}", clean::line(&a.path))?;
    field(out, "title", m.headline.as_ref(), |h| h.clone())?;
    field(out, "outlet", m.outlet.as_ref(), |o| o.clone())?;
    field(out, "published", m.published.as_ref(), |p| p.to_string())?;
    if m.published.is_none() {
        writeln!(out, "  published  undated")?;
    }
    field(out, "modified", m.modified.as_ref(), |p| p.to_string())?;
    field(out, "place", m.place.as_ref(), |p| p.clone())?;
    for author in &m.authors {
        field(out, "author", Some(author), |a| a.clone())?;
    }
    field(out, "language", m.language.as_ref(), |l| l.clone())?;
    field(out, "url", m.url.as_ref(), |u| u.clone())?;
    let (words, quotes, claims) = (a.words, a.quotes.len(), a.claims.len());
    writeln!(out, "  holds      {words} words, {quotes} quotations, {claims} claims, {} events", a.events.len())
}

fn field<T>(
    out: &mut dyn Write,
    label: &str,
    value: Option<&Sourced<T>>,
    show: impl Fn(&T) -> String,
) -> io::Result<()> {
    let Some(v) = value else { return Ok(()) };
    writeln!(out, "  {label:<9}  {}  [{}]", clean::line(&show(&v.value)), origin(v.origin))
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Sidecar => "articles.toml",
        Origin::Metadata => "metadata",
        Origin::Label => "label in the text",
        Origin::Dateline => "dateline",
        Origin::Url => "URL",
        Origin::Filename => "file name",
        Origin::Body => "text",
        _ => "other",
    }
}
