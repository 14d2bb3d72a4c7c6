//! The forms a report can take, one file each; [`FORMATS`] is the only list of them.

mod brief;
pub(crate) mod csv;
mod html;
mod json;
mod jsonl;
mod jsonld;
mod markdown;
mod sarif;
mod text;

use std::io::{self, Write};

use crate::{Report, View};

/// A form a report can take.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Writes a report. Fails only when `out` does.
    pub write: fn(&Report<'_>, &View, &mut dyn Write) -> io::Result<()>,
}

/// All forms; the first is the usual one.
pub const FORMATS: &[Format] = &[
    Format { name: "text", about: "for people at a terminal", write: text::write },
    Format { name: "brief", about: "for an editor or a log: a line a finding", write: brief::write },
    Format { name: "json", about: "for programs: one object, schema 1", write: json::write },
    Format { name: "jsonl", about: "for programs: a finding a line", write: jsonl::write },
    Format { name: "html", about: "for a browser: one self-contained page", write: html::write },
    Format { name: "markdown", about: "for a CMS, an issue or a chat", write: markdown::write },
    Format { name: "csv", about: "for a spreadsheet: a row a passage", write: csv::write },
    Format { name: "sarif", about: "for code review tools: SARIF 2.1.0", write: sarif::write },
    Format { name: "jsonld", about: "for archives: W3C Web Annotations and schema:Claim", write: jsonld::write },
];

impl Format {
    /// The form of a name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name)
    }
}
