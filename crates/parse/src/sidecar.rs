//! The sidecar `articles.toml`: what is known of the articles of a folder from outside their texts.
//!
//! ```toml
//! ["ferry.txt"]
//! published = "2025-04-25"   # or 2025, "2025-04", a full timestamp
//! outlet = "Harbour Press"
//! title = "Ferry runs aground"
//! url = "https://example.org/ferry"
//! ```

use claimdiff_text::{Meta, Note, Origin, Sourced, Stamp};
use rustc_hash::FxHashMap;
use toml::{Spanned, de::DeTable, de::DeValue};

use crate::Error;

/// The keys a table may have.
const KEYS: &str = "published, outlet, title, url";

/// The tables of a sidecar, by file name relative to its folder.
#[derive(Debug, Default)]
pub struct Sidecar {
    /// Keys that are unknown and values that cannot be read; the rest holds all the same.
    pub notes: Vec<Note>,
    entries: FxHashMap<String, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    line: u32,
    published: Option<Stamp>,
    outlet: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

impl Sidecar {
    /// The usual name of the file.
    pub const NAME: &str = "articles.toml";

    /// Reads a sidecar; `path` is what notes call it.
    ///
    /// # Errors
    ///
    /// [`Error::Sidecar`] with the line where the text is not TOML. Unknown keys are notes.
    pub fn parse(text: &str, path: &str) -> Result<Sidecar, Error> {
        let lines = Lines::of(text);
        let mut out = Sidecar::default();
        match DeTable::parse(text) {
            Ok(tables) => out.take(tables.get_ref(), &|at| lines.of_byte(at), path),
            // One entry that is no TOML, or that stands there twice, costs that entry.
            Err(whole) => {
                let mut read = 0;
                for (start, entry) in entries(text) {
                    let line = |at: usize| lines.of_byte(start + at);
                    match DeTable::parse(entry) {
                        Ok(tables) => {
                            read += tables.get_ref().len();
                            out.take(tables.get_ref(), &line, path);
                        }
                        Err(error) => {
                            let at = error.span().map_or(0, |s| s.start);
                            let message = error.message().lines().next().unwrap_or("not TOML").to_owned();
                            out.note(path, line(at), format!("reading the sidecar: {message}; the entry is left out"));
                        }
                    }
                }
                if read == 0 {
                    return Err(Error::Sidecar {
                        line: lines.of_byte(whole.span().map_or(0, |s| s.start)),
                        message: whole.message().to_owned(),
                    });
                }
            }
        }
        out.notes.sort();
        Ok(out)
    }

    fn note(&mut self, path: &str, line: u32, message: String) {
        self.notes.push(Note { path: path.to_owned(), line: Some(line), message, failure: true });
    }

    fn take(&mut self, tables: &DeTable<'_>, line_of: &dyn Fn(usize) -> u32, path: &str) {
        for (name, value) in tables {
            let line = line_of(name.span().start);
            let name = name.get_ref().as_ref();
            let Some(table) = value.get_ref().as_table() else {
                self.note(path, line, format!("reading the sidecar: {name:?} is not the table of a file"));
                continue;
            };
            if name.starts_with('/') || name.split(['/', '\\']).any(|part| part == "..") {
                self.note(path, line, format!("reading the sidecar: {name:?} leads out of its folder"));
                continue;
            }
            let mut entry = Entry { line, ..Entry::default() };
            for (key, value) in table {
                let line = line_of(key.span().start);
                let read = match key.get_ref().as_ref() {
                    "published" => stamp(value).map(|v| entry.published = Some(v)),
                    "outlet" => words(value).map(|v| entry.outlet = Some(v)),
                    "title" => words(value).map(|v| entry.title = Some(v)),
                    "url" => words(value).map(|v| entry.url = Some(v)),
                    other => {
                        self.note(path, line, format!("reading the sidecar: unknown key {other:?}; there are {KEYS}"));
                        continue;
                    }
                };
                if read.is_none() {
                    let wanted = if key.get_ref() == "published" { "an ISO 8601 date" } else { "words" };
                    self.note(
                        path,
                        line,
                        format!("reading the sidecar: the value of {:?} is not {wanted}", key.get_ref()),
                    );
                }
            }
            match self.entries.get(name) {
                Some(first) => {
                    let message =
                        format!("reading the sidecar: {name:?} stands in line {} already; the first holds", first.line);
                    self.note(path, line, message);
                }
                None => drop(self.entries.insert(name.to_owned(), entry)),
            }
        }
    }

    /// Puts what is known of a file above what was read from it. `file` is its path relative to the sidecar's folder,
    /// with forward slashes.
    pub fn apply(&self, file: &str, meta: &mut Meta) {
        let Some(entry) = self.entries.get(file) else { return };
        if let Some(published) = entry.published {
            meta.published = Some(Sourced::new(published, Origin::Sidecar));
        }
        let set = |slot: &mut Option<Sourced<String>>, value: &Option<String>| {
            if let Some(value) = value {
                // A headline that stands in the text keeps its place.
                let span = slot.take().filter(|s| s.value == *value).and_then(|s| s.span);
                *slot = Some(Sourced { value: value.clone(), origin: Origin::Sidecar, span });
            }
        };
        set(&mut meta.outlet, &entry.outlet);
        set(&mut meta.headline, &entry.title);
        set(&mut meta.url, &entry.url);
    }

    /// The files it names and the lines where it does, sorted by line.
    pub fn files(&self) -> Vec<(&str, u32)> {
        let mut out: Vec<(&str, u32)> = self.entries.iter().map(|(name, e)| (name.as_str(), e.line)).collect();
        out.sort_by_key(|(name, line)| (*line, *name));
        out
    }
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line of a byte, counted from 1.
    fn of_byte(&self, at: usize) -> u32 {
        self.0.partition_point(|n| *n < at) as u32 + 1
    }
}

/// The tables of a sidecar, each with where it begins: a line that begins with a bracket begins one.
fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('[') || at == 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| Some((start, text.get(start..end)?)))
}

fn words(value: &Spanned<DeValue<'_>>) -> Option<String> {
    value.get_ref().as_str().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty())
}

/// A date as a string, as a TOML date or, for a year, as a number.
fn stamp(value: &Spanned<DeValue<'_>>) -> Option<Stamp> {
    match value.get_ref() {
        DeValue::String(s) => Stamp::parse(s),
        DeValue::Datetime(d) => Stamp::parse(&d.to_string()),
        DeValue::Integer(n) => Stamp::parse(n.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use claimdiff_text::Precision;

    use super::*;

    #[test]
    fn a_sidecar_overrides_what_it_names_and_notes_what_it_cannot_read() {
        let text = "[\"a.txt\"]\npublished = \"2025-04\"\noutlet = \"Harbour Press\"\nauthor = \"x\"\n\n[\"b/c.txt\"]\n\
                    published = 2025-04-25\ntitle = 3\n[\"d.txt\"]\npublished = 2025\n[\"e.txt\"]\npublished = \"soon\"\n";
        let sidecar = Sidecar::parse(text, "articles.toml").unwrap();
        let notes: Vec<String> = sidecar.notes.iter().map(Note::to_string).collect();
        assert_eq!(
            notes,
            [
                "articles.toml:4: reading the sidecar: unknown key \"author\"; there are published, outlet, title, url",
                "articles.toml:8: reading the sidecar: the value of \"title\" is not words",
                "articles.toml:12: reading the sidecar: the value of \"published\" is not an ISO 8601 date",
            ]
        );
        let published = |file: &str| {
            let mut meta = Meta::default();
            sidecar.apply(file, &mut meta);
            meta.published.map(|p| (p.value.to_string(), p.value.precision()))
        };
        assert_eq!(published("a.txt"), Some(("2025-04".to_owned(), Precision::Month)));
        assert_eq!(published("b/c.txt"), Some(("2025-04-25".to_owned(), Precision::Day)));
        assert_eq!(published("d.txt"), Some(("2025".to_owned(), Precision::Year)));
        assert_eq!(published("e.txt"), None);
        assert_eq!(sidecar.files(), [("a.txt", 1), ("b/c.txt", 6), ("d.txt", 9), ("e.txt", 11)]);
    }

    #[test]
    fn a_bad_entry_costs_itself_alone() {
        let text = "[\"a.txt\"]\noutlet = \"A\"\n[\"b.txt\"]\noutlet = \n[\"a.txt\"]\noutlet = \"B\"\n[\"../c.txt\"]\noutlet = \"C\"\n";
        let sidecar = Sidecar::parse(text, "articles.toml").unwrap();
        let notes: Vec<String> = sidecar.notes.iter().map(Note::to_string).collect();
        assert_eq!(notes.len(), 3, "{notes:?}");
        assert!(notes[0].starts_with("articles.toml:4: "), "{notes:?}");
        assert!(notes[1].contains("stands in line 1 already"), "{notes:?}");
        assert!(notes[2].contains("leads out of its folder"), "{notes:?}");
        assert_eq!(sidecar.files(), [("a.txt", 1)]);
        let mut meta = Meta::default();
        sidecar.apply("a.txt", &mut meta);
        assert_eq!(meta.outlet.unwrap().value, "A");
    }

    #[test]
    fn many_entries_take_linear_time() {
        let text: String = (0..50_000)
            .map(|n| format!("[\"a/{n}.txt\"]\npublished = 2024-05-03\noutlet = \"Harbour Press\"\n"))
            .collect();
        for text in [text.clone(), format!("{text}[\"a/7.txt\"]\n")] {
            let started = std::time::Instant::now();
            assert_eq!(Sidecar::parse(&text, "articles.toml").unwrap().files().len(), 50_000);
            assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
        }
    }

    #[test]
    fn what_is_not_toml_is_refused_with_its_line() {
        let error = Sidecar::parse("[\"a.txt\"]\npublished = \n", "articles.toml").unwrap_err();
        assert!(matches!(error, Error::Sidecar { line: 2, .. }), "{error:?}");
    }
}
