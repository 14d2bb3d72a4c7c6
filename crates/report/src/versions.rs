//! What differs between two versions of one article, for people and programs.

use std::io::{self, Write};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Change, Correction, Edit, Noted, Passage};
use serde::Serialize;

use crate::{clean, credit, escape, place, snippet, tally::plural, wire, wrap::wrap};

/// Two versions and what differs between them.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// The old one and the new one.
    pub articles: &'a [Analysis; 2],
    /// What differs.
    pub edits: &'a [Edit],
    /// The corrections that only the new one has.
    pub corrections: &'a [Correction],
}

/// All of it, as JSON.
#[derive(Serialize)]
struct Document<'a> {
    /// The ids of the two versions.
    old: &'a str,
    new: &'a str,
    /// The corrections that only the new one has.
    corrections: Vec<CorrectionOut<'a>>,
    changes: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct CorrectionOut<'a> {
    /// Counted from 1.
    line: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct EditOut<'a> {
    /// `value`, `wording`, `speaker`, `source`, `came` or `went`.
    change: Change,
    what: &'a str,
    /// Whether a correction tells it; null where none gives a figure that could be held against this one.
    noted: Option<bool>,
    /// Null where it came.
    old: Option<wire::PassageOut<'a>>,
    /// Null where it went.
    new: Option<wire::PassageOut<'a>>,
}

impl Versions<'_> {
    /// One object of JSON, indented. Fails only when `out` does.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let [old, new] = self.articles;
        let document = Document {
            old: &old.id,
            new: &new.id,
            corrections: self.corrections.iter().map(|c| CorrectionOut { line: c.line, text: &c.text }).collect(),
            changes: self.edits.iter().map(|e| self.edit(e)).collect(),
        };
        escape::pretty(&document, out)
    }

    fn edit<'e>(&'e self, e: &'e Edit) -> EditOut<'e> {
        let [old, new] = e.passages.each_ref().map(|p| p.as_ref().map(|p| wire::passage(self.articles, p)));
        let noted = match e.noted {
            Noted::Yes => Some(true),
            Noted::Open => None,
            _ => Some(false),
        };
        EditOut { change: e.change, what: &e.what, noted, old, new }
    }

    /// For people, in lines of a width in columns. Fails only when `out` does.
    pub fn text(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.headline())?;
        for c in self.corrections {
            writeln!(out, "\ncorrection · {}:{}", clean::line(&self.articles[1].path), c.line)?;
            for row in wrap(&clean::line(&c.text), width.saturating_sub(4)) {
                writeln!(out, "  │ {row}")?;
            }
        }
        for e in self.edits {
            let sign = match (e.change, e.noted, self.corrections.is_empty()) {
                (Change::Came | Change::Went, ..) | (_, Noted::No, true) => "",
                (_, Noted::Yes, _) => ", corrected",
                (_, Noted::Open, _) => ", the correction gives no figures",
                (..) => ", in no correction",
            };
            let name = format!("{:?}", e.change).to_lowercase();
            writeln!(out)?;
            for (at, row) in wrap(&format!("{}{sign} · {}", name, clean::line(&e.what)), width).iter().enumerate() {
                writeln!(out, "{}{row}", if at == 0 { "" } else { "  " })?;
            }
            for p in e.passages.iter().flatten() {
                self.passage(p, width, out)?;
            }
        }
        Ok(())
    }

    /// "2 changes, 1 of them told in a correction; 1 came, 2 went".
    fn headline(&self) -> String {
        let count = |is: &dyn Fn(&&Edit) -> bool| self.edits.iter().filter(is).count();
        let changed = count(&|e| e.change.is_other());
        let noted = |noted| count(&|e| e.change.is_other() && e.noted == noted);
        let (told, open) = (noted(Noted::Yes), noted(Noted::Open));
        let of = |change| count(&|e| e.change == change);
        let notes = self.corrections.len();
        let sign = match (changed, told, notes) {
            (0, _, 0) if self.edits.is_empty() => String::new(),
            (_, _, 0) => ", no correction".to_owned(),
            (0, ..) => format!(" and {}", plural(notes, "correction", "corrections")),
            (n, m, _) if n == m => ", told in a correction".to_owned(),
            (_, 0, 1) if open > 0 => ", its correction gives no figures".to_owned(),
            (_, 0, _) if open > 0 => ", its corrections give no figures".to_owned(),
            (_, 0, 1) => ", none of them told in its correction".to_owned(),
            (_, 0, _) => ", none of them told in its corrections".to_owned(),
            (_, m, _) => format!(", {m} of them told in a correction"),
        };
        let changed = plural(changed, "change", "changes");
        format!("{changed}{sign}; {} came, {} went", of(Change::Came), of(Change::Went))
    }

    fn passage(&self, p: &Passage, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let a = &self.articles[p.article];
        let version = if p.article == 0 { "old" } else { "new" };
        let said = credit::source(p).map(|s| format!(" · {s}")).unwrap_or_default();
        writeln!(out, "  {version} · {}{said}", place::of(a, p.span))?;
        for row in snippet::rows(a, p, width.saturating_sub(4)) {
            let text: String = row.runs.iter().map(|r| r.text.as_str()).collect();
            writeln!(out, "  │ {}", text.trim_end())?;
            if !row.carets.is_empty() {
                writeln!(out, "  │ {}", row.carets)?;
            }
        }
        Ok(())
    }
}
