//! What was understood of each input: the articles with what is known about them and from where, the kinds of their
//! lines, and what was not read and why.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use claimdiff_text::{Article, LineKind, Meta, Note, Origin, Record, Sourced, Stamp};
use serde::Serialize;

use crate::{clean, escape, format::csv};

/// One article, without its text unless that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    id: String,
    path: String,
    words: usize,
    meta: Meta,
    /// How many lines of each kind there are.
    lines: [usize; LineKind::ALL.len()],
    /// Lines that are so surely furniture that nothing is looked for in them.
    unread: usize,
    /// The text that positions point into.
    text: Option<String>,
}

impl Entry {
    /// Gives it another key.
    pub fn rename(&mut self, id: &str) {
        id.clone_into(&mut self.id);
    }

    /// What is listed of an article.
    pub fn new(article: &Article) -> Entry {
        let count = |kind: LineKind| article.lines.iter().filter(|l| l.kind == kind).count();
        Entry {
            id: article.id.clone(),
            path: article.path.clone(),
            words: article.text.split_whitespace().count(),
            meta: article.meta.clone(),
            lines: LineKind::ALL.map(count),
            unread: article.lines.iter().filter(|l| !l.is_read()).count(),
            text: None,
        }
    }

    /// The same with the article's text.
    pub fn with_text(article: &Article) -> Entry {
        Entry { text: Some(article.text.clone()), ..Entry::new(article) }
    }

    /// Its key.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Where it was read.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What is known about it.
    pub(crate) fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The number of its words.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// The article's text, where it was wanted.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

/// Something in a folder that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skip {
    /// What was passed over.
    #[serde(rename = "skipped")]
    pub path: String,
    /// Why.
    pub why: &'static str,
}

/// Everything that was found where articles were looked for.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The articles, in the order in which they are listed.
    pub articles: &'a [Entry],
    /// What was passed over.
    pub skipped: &'a [Skip],
    /// What was not read, or not read wholly.
    pub notes: &'a [Note],
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    article: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<&'a str>,
    path: &'a str,
    words: usize,
    headline: &'a Option<Sourced<String>>,
    outlet: &'a Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: &'a Option<Sourced<String>>,
    authors: &'a [Sourced<String>],
    place: &'a Option<Sourced<String>>,
    published: &'a Option<Sourced<Stamp>>,
    modified: &'a Option<Sourced<Stamp>>,
    language: &'a Option<Sourced<String>>,
    url: &'a Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: &'a Option<Record>,
    lines: BTreeMap<&'static str, usize>,
    unread: usize,
    analysed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

impl Listing<'_> {
    /// Writes it for programs: a JSON object a line, with the key `article`, `skipped` or `path` (a note).
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn jsonl(&self, out: &mut dyn Write) -> io::Result<()> {
        for e in self.articles {
            let Meta { headline, outlet, agency, authors, place, published, modified, language, url, record } = &e.meta;
            let line = ArticleLine {
                article: &e.id,
                record_id: record.as_ref().and_then(|r| r.id.as_deref()),
                path: &e.path,
                words: e.words,
                headline,
                outlet,
                agency,
                authors,
                place,
                published,
                modified,
                language,
                url,
                record,
                lines: kinds(e).map(|(kind, n)| (kind.name(), n)).collect(),
                unread: e.unread,
                analysed: is_analysed(&e.meta),
                text: e.text(),
            };
            escape::line(&line, out)?;
        }
        self.skipped.iter().try_for_each(|s| escape::line(s, out))?;
        self.notes.iter().try_for_each(|n| escape::line(n, out))
    }

    /// Writes the articles for spreadsheets: a row each, with a head. What was not read is for people and programs.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        csv::head(&["article", "path", "outlet", "published", "from", "title", "language", "words", "url"], out)?;
        self.articles.iter().try_for_each(|e| {
            let m = &e.meta;
            let words = |value: &Option<Sourced<String>>| value.as_ref().map(|v| v.value.clone()).unwrap_or_default();
            let day = m.published.as_ref().map(|p| p.value.to_string()).unwrap_or_default();
            let from = m.published.as_ref().map_or("", |p| origin(p.origin));
            let [outlet, title, language, url] = [&m.outlet, &m.headline, &m.language, &m.url].map(words);
            let cells = [&e.id, &e.path, &outlet, &day, from, &title, &language, &e.words.to_string(), &url];
            csv::row(&cells, out)
        })
    }

    /// Writes it for people.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        self.articles.iter().try_for_each(|e| entry(e, out))?;
        if !self.skipped.is_empty() {
            writeln!(out, "skipped")?;
        }
        for s in self.skipped {
            writeln!(out, "  {}  [{}]", clean::line(&s.path), s.why)?;
        }
        if !self.notes.is_empty() {
            writeln!(out, "not read, or not wholly")?;
        }
        self.notes.iter().try_for_each(|n| writeln!(out, "  {}", clean::line(&n.to_string())))
    }
}

fn kinds(e: &Entry) -> impl Iterator<Item = (LineKind, usize)> {
    LineKind::ALL.into_iter().zip(e.lines).filter(|(_, n)| *n > 0)
}

/// Whether quotations and claims are looked for in an article of that language.
pub fn is_analysed(meta: &Meta) -> bool {
    meta.language.as_ref().is_none_or(|l| l.value == "en")
}

fn entry(e: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let m = &e.meta;
    writeln!(out, "{}", clean::line(&e.id))?;
    if e.path != e.id {
        writeln!(out, "  path       {}", clean::line(&e.path))?;
    }
    field(out, "title", m.headline.as_ref(), String::clone)?;
    field(out, "outlet", m.outlet.as_ref(), String::clone)?;
    field(out, "published", m.published.as_ref(), ToString::to_string)?;
    if m.published.is_none() {
        writeln!(out, "  published  undated")?;
    }
    field(out, "modified", m.modified.as_ref(), ToString::to_string)?;
    field(out, "place", m.place.as_ref(), String::clone)?;
    for author in &m.authors {
        field(out, "author", Some(author), String::clone)?;
    }
    field(out, "language", m.language.as_ref(), |code| match is_analysed(m) {
        true => code.clone(),
        false => format!("{code}, not analysed"),
    })?;
    field(out, "url", m.url.as_ref(), String::clone)?;
    let counts: Vec<String> = kinds(e).map(|(kind, n)| format!("{n} {}", kind.name())).collect();
    let unread = match e.unread {
        0 => String::new(),
        n => format!("; {n} not read"),
    };
    writeln!(out, "  lines      {}{unread}", counts.join(", "))?;
    writeln!(out, "  words      {}", e.words)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_moves_the_cursor() {
        let harm = "a\u{1b}[2J\u{202e}b";
        let article = Article {
            id: harm.into(),
            path: format!("{harm}.txt"),
            text: String::new(),
            lines: Vec::new(),
            meta: Meta { headline: Some(Sourced::new(harm.into(), Origin::Body)), ..Meta::default() },
        };
        let note = Note { path: harm.into(), line: Some(3), message: harm.into(), failure: true };
        let skip = Skip { path: harm.into(), why: "hidden" };
        let listing = Listing { articles: &[Entry::new(&article)], skipped: &[skip], notes: &[note] };
        let mut out = Vec::new();
        listing.text(&mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("a listing is UTF-8");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    }
}
