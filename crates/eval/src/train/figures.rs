//! `train figures`: the weights that tell whether two figures are of one thing, from the labelled pairs.
//!
//! There is no training part of these pairs, so the figures on standard error come from cross-validation: each pair is
//! judged by weights that never saw a pair of its story.

use std::{collections::BTreeSet, fmt::Write, path::Path};

use claimdiff::Analysis;
use claimdiff_compare::{
    Example, Verdict, evidence,
    likeness::{Evidence, FEATURES, Relation, Weights},
    relate_by, train,
};
use claimdiff_text::Span;

use crate::task::{
    number_pairs::{Pair, name, pairs, texts},
    stories::corpus,
};

/// Parts of the cross-validation.
const FOLDS: usize = 10;

/// A labelled pair, analysed.
struct Labelled {
    a: (Analysis, Span),
    b: (Analysis, Span),
    pair: Pair,
    evidence: Option<Evidence>,
}

/// The weights of what pairs of figures that agree look like: no label is needed.
pub(super) fn agreeing(root: &Path) -> anyhow::Result<Vec<u8>> {
    let (mut analyses, mut groups) = (Vec::new(), Vec::new());
    for (place, window) in CORPORA {
        let records = corpus(&root.join(place))?;
        let articles: Vec<_> = records.iter().map(|r| r.article()).collect();
        analyses.extend(claimdiff::analyse_all(&articles));
        groups.extend(records.into_iter().map(|r| (r.group, window)));
    }
    let (weights, [agree, differ, apart]) = claimdiff_compare::agreeing(&analyses, &groups);
    eprintln!("{agree} pairs that agree, {differ} that differ, {apart} of two occasions");
    let head = "# The weights of what pairs of figures that agree look like.\n\
                # feature\tweight for pairs that differ\tunused\tweight for pairs that agree\n\
                # Source: claimdiff-eval train agreeing; see CARD.md. Rights: those of the project. Date: 2026-11.\n";
    Ok(table(head, &weights).into_bytes())
}

/// The stories and incidents whose articles label pairs themselves, each with the days within which two groups of it may
/// be one: a story is followed up under another name, an incident is not.
const CORPORA: [(&str, i32); 2] = [("stories", 30), ("casualties/gva.jsonl", -1)];

pub(super) fn run(root: &Path) -> anyhow::Result<Vec<u8>> {
    let gold = root.join("pairs/numbers.jsonl");
    let texts = texts(&gold)?;
    let examples: Vec<Labelled> = pairs(&gold)?
        .into_iter()
        .map(|pair| {
            let (a, b) = pair.analyse(&texts);
            let evidence = evidence(&a.0, a.1, &b.0, b.1);
            Labelled { a, b, pair, evidence }
        })
        .collect();
    validate(&examples);
    let all = train(&known(&examples, |_| true));
    let head = "# The weights of the model of likeness.\n\
                # feature\tweight for another thing\tweight for another part of one\tweight for the same\n\
                # Source: claimdiff-eval train figures; see CARD.md. Rights: those of the project. Date: 2026-11.\n";
    Ok(table(head, &all).into_bytes())
}

/// What is told of the pairs whose figures were found, with what they are.
fn known(examples: &[Labelled], take: impl Fn(&Labelled) -> bool) -> Vec<Example> {
    let taken = examples.iter().filter(|e| take(e));
    let label = |e: &Labelled| vec![relation(&e.pair.label)];
    taken.filter_map(|e| Some(Example { evidence: e.evidence?, relations: label(e), weight: 1.0 })).collect()
}

fn relation(label: &str) -> Relation {
    match label {
        "not_comparable" => Relation::Other,
        "scope_differs" => Relation::Part,
        _ => Relation::Same,
    }
}

fn validate(examples: &[Labelled]) {
    let groups: Vec<&str> =
        examples.iter().map(|e| e.pair.group.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let fold = |e: &Labelled| groups.binary_search(&e.pair.group.as_str()).unwrap_or(0) % FOLDS;
    let (mut right, mut found, mut flagged, mut wanted, mut both) = (0, 0, 0, 0, 0);
    let flag = |label: &str| matches!(label, "conflict" | "update");
    for part in 0..FOLDS {
        let weights = train(&known(examples, |e| fold(e) != part));
        for e in examples.iter().filter(|e| fold(e) == part) {
            let verdict = relate_by(&weights, &e.a.0, e.a.1, &e.b.0, e.b.1);
            let said = name(verdict.map_or(Verdict::NotComparable, |(v, _)| v));
            let said = if e.pair.also.as_deref() == Some(said) { &e.pair.label } else { said };
            right += usize::from(said == e.pair.label);
            found += usize::from(e.evidence.is_some());
            flagged += usize::from(flag(said));
            wanted += usize::from(flag(&e.pair.label));
            both += usize::from(flag(said) && flag(&e.pair.label));
        }
    }
    let share = |x: usize, of: usize| 100.0 * x as f64 / of.max(1) as f64;
    let (p, r) = (share(both, flagged), share(both, wanted));
    eprintln!(
        "{FOLDS} parts: accuracy {:.1}, flags P {p:.1} R {r:.1} F1 {:.1}, figures found in {found} of {} pairs",
        share(right, examples.len()),
        2.0 * p * r / (p + r).max(1e-9),
        examples.len()
    );
}

fn table(head: &str, weights: &Weights) -> String {
    let mut out = head.to_owned();
    let mut rows: Vec<(&str, &[f32; 3])> = FEATURES.iter().copied().zip(weights).collect();
    rows.sort_by_key(|r| r.0);
    for (feature, [other, part, same]) in rows {
        let _ = writeln!(out, "{feature}\t{other:.3}\t{part:.3}\t{same:.3}");
    }
    out
}
