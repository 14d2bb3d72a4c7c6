//! What was found in single articles: the layers below a report, as text or JSON Lines.

pub(crate) mod claims;
mod quotes;

use std::io::{self, Write};

use claimdiff_claims::{Analysis, Event};

/// A layer.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// Its name on the command line.
    pub name: &'static str,
    /// The kinds of what it holds, by which it can be filtered.
    pub kinds: fn() -> Vec<&'static str>,
    /// Writes it for people.
    pub text: fn(&Analysis, &Filter, &mut dyn Write) -> io::Result<()>,
    /// Writes it for programs: a JSON object a line.
    pub jsonl: fn(&Analysis, &Filter, &mut dyn Write) -> io::Result<()>,
}

/// What of a layer is wanted. Names match whatever their case, wherever they stand in the found name.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Who says so.
    pub speaker: Option<String>,
    /// The kind of quotation or claim: "direct", "casualty".
    pub kind: Option<String>,
    /// The kind of event: "attack".
    pub event: Option<String>,
}

impl Filter {
    /// Whether somebody is wanted.
    fn speaks<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        self.speaker.as_ref().is_none_or(|want| {
            let want = want.to_lowercase();
            names.any(|name| name.to_lowercase().contains(&want))
        })
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.kind.as_ref().is_none_or(|want| want.eq_ignore_ascii_case(kind))
    }

    /// Whether an event of the article, or none, is wanted.
    fn is_event(&self, event: Option<&Event>) -> bool {
        self.event.as_ref().is_none_or(|want| event.is_some_and(|e| want.eq_ignore_ascii_case(e.kind.name())))
    }
}

/// All layers.
pub const LAYERS: &[Layer] = &[
    Layer { name: "quotes", kinds: quotes::kinds, text: quotes::text, jsonl: quotes::jsonl },
    Layer { name: "claims", kinds: claims::kinds, text: claims::text, jsonl: claims::jsonl },
];

impl Layer {
    /// The layer of a name.
    pub fn named(name: &str) -> Option<&'static Layer> {
        LAYERS.iter().find(|l| l.name == name)
    }
}
