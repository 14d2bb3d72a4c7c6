//! `coref`: how often the mention that is a quotation's source leads to the speaker's full name (PolNeAR's derived
//! names). Prints the errors and a table by kind of mention; there is no outside scorer.

use std::{collections::BTreeMap, io::Write, path::Path};

use claimdiff_text::Span;
use rayon::prelude::*;
use serde::Deserialize;

use super::{Scalars, records};

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source_head: Option<(u32, u32)>,
    source_text: Option<String>,
    source_is_pronoun: bool,
    speaker: Option<String>,
    speaker_conf: Option<String>,
}

/// One source mention and what became of it.
struct Outcome {
    kind: &'static str,
    right: bool,
    line: String,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let gold: Vec<Gold> = records(gold)?;
    let outcomes: Vec<Outcome> = gold.par_iter().flat_map_iter(outcomes).collect();
    let mut table: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for o in &outcomes {
        for kind in [o.kind, "all"] {
            let row = table.entry(kind).or_default();
            row.0 += u32::from(o.right);
            row.1 += 1;
        }
        if !o.right {
            writeln!(out, "{}", o.line)?;
        }
    }
    for (kind, (right, all)) in table {
        writeln!(out, "# {kind}\t{right}/{all}\t{:.1} %", f64::from(right) * 100.0 / f64::from(all))?;
    }
    Ok(())
}

fn outcomes(gold: &Gold) -> Vec<Outcome> {
    let article = claimdiff::read(&gold.id, &gold.text);
    let doc = claimdiff_annotate::annotate(&article);
    let at = Scalars::new(&gold.text);
    let mut result = Vec::new();
    for a in &gold.attributions {
        let (Some(speaker), Some(head), Some(source)) = (&a.speaker, a.source_head, &a.source_text) else { continue };
        if !matches!(a.speaker_conf.as_deref(), Some("high" | "surname_only")) {
            continue;
        }
        let span = Span::new(at.byte(head.0), at.byte(head.1));
        let kind = if a.source_is_pronoun {
            if matches!(source.as_str(), "I" | "we" | "We" | "me") { "first-person" } else { "pronoun" }
        } else if source.contains(speaker.as_str()) {
            "full"
        } else if source.starts_with(|c: char| c.is_lowercase()) || source.starts_with("The ") {
            "nominal"
        } else {
            "short"
        };
        let mention = doc.mentions.iter().find(|m| m.span.overlaps(span));
        let found = mention.map_or("-", |m| doc.entity(m.entity).name.as_str());
        let line = format!("{}\t{kind}\t{source:?}\twant {speaker}\tgot {found}\t{}", gold.id, head.0);
        result.push(Outcome { kind, right: same(speaker, found), line });
    }
    result
}

/// Whether two names have the same first and last word; a name of one word needs the same last word (`quotes.py`, c.full).
fn same(gold: &str, found: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’')
            .map(|w| w.to_lowercase())
            .filter(|w| w.chars().count() > 1 && !matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"))
            .collect()
    };
    let (gold, found) = (words(gold), words(found));
    match (gold.as_slice(), found.as_slice()) {
        ([.., last], [.., other]) if gold.len() == 1 => last == other,
        ([first, .., last], [other_first, .., other]) => first == other_first && last == other,
        _ => false,
    }
}
