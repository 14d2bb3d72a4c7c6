//! What was found in single articles: the layers below a report, as text or JSON Lines.

mod articles;
mod claims;
mod quotes;

use std::io::{self, Write};

use claimdiff_claims::Analysis;

/// A layer.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes it for people.
    pub text: fn(&Analysis, &mut dyn Write) -> io::Result<()>,
    /// Writes it for programs: a JSON object a line.
    pub jsonl: fn(&Analysis, &mut dyn Write) -> io::Result<()>,
}

/// All layers.
pub const LAYERS: &[Layer] = &[
    Layer { name: "articles", text: articles::text, jsonl: articles::jsonl },
    Layer { name: "quotes", text: quotes::text, jsonl: quotes::jsonl },
    Layer { name: "claims", text: claims::text, jsonl: claims::jsonl },
];

impl Layer {
    /// The layer of a name.
    pub fn named(name: &str) -> Option<&'static Layer> {
        LAYERS.iter().find(|l| l.name == name)
    }
}
