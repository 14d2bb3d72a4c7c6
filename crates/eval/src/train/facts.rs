//! `train facts`: whether two claims are of one fact, and whether a difference between them is right, from the open
//! dossiers.
//!
//! A dossier is judged by trees that never saw it, nor another of its event: `folds.tsv` beside the dossiers tells which
//! belong together. `train facts OUT --folds DIR` also writes a model for each fold that was learned without it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use claimdiff_compare::facts::{Model, Trees, training};
use rayon::prelude::*;

use super::{
    boost::{Row, Settings, grow},
    cases::{self, Case, Label},
};

const FACT: Settings = Settings {
    trees: 260,
    leaves: 14,
    rate: 0.07,
    least: 4.0,
    ridge: 6.0,
    rows: 180,
    columns: 120,
    bags: 5,
    line: false,
};
const DIFFERENCE: Settings = Settings {
    trees: 60,
    leaves: 8,
    rate: 0.06,
    least: 4.0,
    ridge: 8.0,
    rows: 180,
    columns: 110,
    bags: 16,
    line: true,
};

/// The model learned from all open dossiers.
pub(super) fn train(root: &Path) -> anyhow::Result<Vec<u8>> {
    run(root, None)
}

pub(super) fn run(root: &Path, folds_to: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    let (names, mut cases) = cases::all(root)?;
    tally(&cases);
    let folds: Vec<usize> = cases.iter().map(|c| c.fold).collect::<BTreeSet<_>>().into_iter().collect();
    // Trees of facts that never saw a fold.
    let mut without: BTreeMap<usize, Trees> = BTreeMap::new();
    for a in &folds {
        without.insert(*a, of_facts(&names[0], &cases, Some(*a)));
    }
    let all = of_facts(&names[0], &cases, None);
    report(&cases, &without);
    if let Some(dir) = folds_to {
        fs::create_dir_all(dir).with_context(|| format!("making {}", dir.display()))?;
        let mut seconds: BTreeMap<usize, Trees> = BTreeMap::new();
        for out in &folds {
            let second = of_differences(&names[1], &mut cases, &without, Some(*out));
            seconds.insert(*out, second.clone());
            let model = Model { fact: without[out].clone(), difference: second, grades: GRADES };
            let path: PathBuf = dir.join(format!("fold-{out}.tsv"));
            fs::write(&path, model.write("")).with_context(|| format!("writing {}", path.display()))?;
        }
        report_differences(&mut cases, &without, &seconds);
    }
    let difference = of_differences(&names[1], &mut cases, &without, None);
    let model = Model { fact: all, difference, grades: GRADES };
    let head = "# The model of facts: trees that tell whether two claims are of one fact, then whether a difference is right.\n\
                # grades: scores from which a finding is possible, likely, sure; then names of evidence, base and floor, and a tree a line.\n\
                # Source: claimdiff-eval train facts; see CARD.md. Rights: those of the project. Date: 2026-11.\n";
    Ok(model.write(head).into_bytes())
}

/// The scores from which a finding is possible, likely and sure: see CARD.md.
const GRADES: [f32; 3] = [-1.3, 0.05, 1.0];

/// What a pair of a dossier weighs: real ones are few, and what a desk reads is real.
fn weight(case: &Case, judged: f32) -> f32 {
    match case.id.as_bytes()[0] {
        b'r' => REAL,
        b'j' => judged,
        _ => 1.0,
    }
}

/// The weight of a real dossier beside a written one.
const REAL: f32 = 2.0;

/// The weight of a pair that was judged by reading: whether it is of one fact, and whether the difference is right, which is
/// what was asked of the reader.
const JUDGED: [f32; 2] = [2.0, 4.0];

/// The weight of a pair on whose places nothing is marked.
const UNMARKED: f32 = 0.6;

/// Trees that tell whether two claims are of one fact, learned without a fold.
fn of_facts(names: &[&str], cases: &[Case], without: Option<usize>) -> Trees {
    let mut rows = Vec::new();
    for case in cases.iter().filter(|c| without != Some(c.fold)) {
        for (n, (e, label)) in case.examples.iter().zip(&case.labels).enumerate() {
            let (yes, weight) = match label {
                Label::Skip | Label::Misread => continue,
                Label::Same | Label::Differs | Label::Optional | Label::Compatible => (true, 1.0),
                Label::Other => (false, 1.0),
                Label::Unmarked => (false, UNMARKED),
            };
            // Of the many that are not of one fact every third stands for three.
            // Of those of a poured folder, which are far more, every ninth does.
            // What was judged by reading is rare, and stands for itself.
            let step = match case.id.split_once(' ') {
                Some(("poured" | "apart", _)) => 9,
                Some(("judged", _)) => 1,
                _ => 3,
            };
            if !yes && n % step != 0 {
                continue;
            }
            let weight = self::weight(case, JUDGED[0]) * if yes { weight } else { weight * step.min(3) as f32 };
            rows.push(Row { evidence: &e.evidence, yes, weight });
        }
    }
    let mut trees = grow(names, &rows, FACT);
    trees.floor = floor(&trees, &rows);
    trees
}

/// The share of those that are so, in 1/1000, that may fall under the floor.
const LOST: usize = 10;

/// The score after the first trees under which hardly any is so.
fn floor(trees: &Trees, rows: &[Row<'_>]) -> f32 {
    let early = Trees { trees: trees.trees.iter().take(Trees::EARLY).cloned().collect(), ..trees.clone() };
    let mut scores: Vec<f32> = rows.iter().filter(|r| r.yes).filter_map(|r| early.score(r.evidence)).collect();
    scores.sort_by(f32::total_cmp);
    scores.get(scores.len() * LOST / 1000).copied().unwrap_or(f32::NEG_INFINITY)
}

/// Trees that tell whether a difference is right, learned without a fold; `judges` are the trees of facts that never
/// saw each.
fn of_differences(
    names: &[&str],
    cases: &mut [Case],
    judges: &BTreeMap<usize, Trees>,
    without: Option<usize>,
) -> Trees {
    let looks: Vec<(f32, Vec<training::Example>, Vec<Label>)> = cases
        .par_iter_mut()
        .filter(|c| without != Some(c.fold))
        .map(|c| {
            let trees = &judges[&c.fold];
            let scores: Vec<f32> = c.examples.iter().map(|e| trees.score(&e.evidence).unwrap_or(NOBODY)).collect();
            (weight(c, JUDGED[1]), c.candidates.second_look(&scores), c.labels.clone())
        })
        .collect();
    let mut rows = Vec::new();
    for (real, examples, labels) in &looks {
        for (e, label) in examples.iter().zip(labels) {
            let (yes, weight) = match label {
                Label::Skip | Label::Optional => continue,
                Label::Differs => (true, 1.0),
                Label::Same | Label::Compatible | Label::Other | Label::Misread => (false, 1.0),
                Label::Unmarked => (false, UNMARKED),
            };
            // The first of the evidence is the score of the fact.
            if e.differs && e.bar.is_none() && e.evidence[0] > CUT {
                rows.push(Row { evidence: &e.evidence, yes, weight: weight * real });
            }
        }
    }
    eprintln!("differences without {without:?}: {} of {} are so", rows.iter().filter(|r| r.yes).count(), rows.len());
    let mut trees = grow(names, &rows, DIFFERENCE);
    trees.floor = floor(&trees, &rows);
    trees
}

/// The score of those that were left alone.
const NOBODY: f32 = -12.0;
/// Pairs under this score of a fact are not learned from again.
const CUT: f32 = -6.0;

fn tally(cases: &[Case]) {
    let count = |label: Label| cases.iter().flat_map(|c| &c.labels).filter(|l| **l == label).count();
    eprintln!(
        "{} dossiers; same {}, differ {}, optional {}, compatible {}, of other facts {}, unmarked {}, left out {}",
        cases.len(),
        count(Label::Same),
        count(Label::Differs),
        count(Label::Optional),
        count(Label::Compatible),
        count(Label::Other),
        count(Label::Unmarked),
        count(Label::Skip)
    );
}

/// The mean over all that are so of the share of right ones down to each, in percent.
fn average(mut scored: Vec<(f32, bool)>) -> f64 {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut sum) = (0.0, 0.0);
    for (n, (_, yes)) in scored.iter().enumerate() {
        if *yes {
            right += 1.0;
            sum += right / (n as f64 + 1.0);
        }
    }
    100.0 * sum / f64::max(right, 1.0)
}

/// How well right differences are told from others out of fold, a line a set of dossiers and one for what was judged.
fn report_differences(cases: &mut [Case], facts: &BTreeMap<usize, Trees>, seconds: &BTreeMap<usize, Trees>) {
    let mut sets: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
    for case in cases.iter_mut().filter(|c| !c.own || c.id.starts_with("judged")) {
        let scores: Vec<f32> =
            case.examples.iter().map(|e| facts[&case.fold].score(&e.evidence).unwrap_or(NOBODY)).collect();
        let looks = case.candidates.second_look(&scores);
        for (e, label) in looks.iter().zip(&case.labels) {
            if e.differs && e.bar.is_none() && !matches!(label, Label::Skip | Label::Optional) {
                let score = seconds[&case.fold].score(&e.evidence).unwrap_or(NOBODY);
                sets.entry(set(&case.id)).or_default().push((score, *label == Label::Differs));
            }
        }
    }
    for (set, scored) in sets {
        let right = scored.iter().filter(|s| s.1).count();
        let shown: Vec<bool> = scored.iter().filter(|s| s.0 >= GRADES[1]).map(|s| s.1).collect();
        eprintln!(
            "{set}: average precision of {right} right differences, second look: {:.1}; likely are {}, right of these {}",
            average(scored),
            shown.len(),
            shown.iter().filter(|s| **s).count()
        );
    }
}

/// The set of dossiers that one is of, by its id.
fn set(id: &str) -> &'static str {
    match id {
        id if id.starts_with("judged") => "judged",
        id if id.starts_with("w6") => "plain",
        id if id.starts_with('w') => "written",
        id if id.starts_with("r7") => "wires",
        _ => "real",
    }
}

/// How well facts are told apart out of fold: the share of right pairs among the best, as many as there are.
fn report(cases: &[Case], without: &BTreeMap<usize, Trees>) {
    let mut scored: Vec<(f32, bool)> = Vec::new();
    for case in cases.iter().filter(|c| !c.own) {
        let trees = &without[&case.fold];
        for (e, label) in case.examples.iter().zip(&case.labels) {
            let yes = match label {
                Label::Skip | Label::Misread => continue,
                Label::Other | Label::Unmarked => false,
                _ => true,
            };
            scored.push((trees.score(&e.evidence).unwrap_or(NOBODY), yes));
        }
    }
    let mut lost: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for case in cases.iter().filter(|c| !c.own) {
        let trees = &without[&case.fold];
        let name = if case.id.starts_with('w') { set(&case.id) } else { case.id.split('-').next().unwrap_or("") };
        let row = lost.entry(name).or_default();
        for wanted in &case.required {
            row[0] += 1;
            let mine = || case.examples.iter().zip(&case.of).filter(|(_, of)| **of == Some(*wanted));
            let best =
                mine().filter(|(e, _)| e.differs).filter_map(|(e, _)| trees.score(&e.evidence)).fold(-99.0, f32::max);
            row[1] += usize::from(mine().next().is_some());
            row[2] += usize::from(mine().any(|(e, _)| e.differs));
            row[3] += usize::from(best > -2.0);
            row[4] += usize::from(best > 0.0);
        }
    }
    for (set, row) in lost {
        eprintln!(
            "{set}: required {}, put side by side {}, values differ {}, score over -2 {}, over 0 {}",
            row[0], row[1], row[2], row[3], row[4]
        );
    }
    let mut bars: BTreeMap<&str, [usize; 8]> = BTreeMap::new();
    for case in cases {
        for (e, label) in case.examples.iter().zip(&case.labels) {
            let Some(bar) = e.bar else { continue };
            let n = match label {
                Label::Differs => 0,
                Label::Same | Label::Compatible | Label::Optional => 1,
                Label::Other => 2,
                Label::Unmarked => 3,
                Label::Skip | Label::Misread => continue,
            };
            let near = without[&case.fold].score(&e.evidence).is_some_and(|s| s > -2.0);
            let row = bars.entry(bar).or_default();
            row[n] += 1;
            row[n + 4] += usize::from(near);
        }
    }
    for (bar, r) in bars {
        eprintln!(
            "bar {bar}: differ {}, else of one fact {}, of two {}, unmarked {}; over -2: {} {} {} {}",
            r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]
        );
    }
    for name in ["plain", "written", "wires", "real"] {
        let mut one: Vec<(f32, bool)> = Vec::new();
        let mut differ: Vec<(f32, bool)> = Vec::new();
        for case in cases.iter().filter(|c| !c.own && set(&c.id) == name) {
            let trees = &without[&case.fold];
            for (e, label) in case.examples.iter().zip(&case.labels).filter(|(_, l)| **l != Label::Skip) {
                let score = trees.score(&e.evidence).unwrap_or(NOBODY);
                one.push((score, !matches!(label, Label::Other | Label::Unmarked)));
                if e.differs && *label != Label::Optional {
                    differ.push((score, *label == Label::Differs));
                }
            }
        }
        eprintln!(
            "{name}: average precision of one fact {:.1}, of right differences {:.1}",
            average(one),
            average(differ)
        );
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = scored.iter().filter(|s| s.1).count();
    let best = scored.iter().take(all).filter(|s| s.1).count();
    eprintln!(
        "out of fold: {all} pairs of one fact, {:.1} % of the best {all}",
        100.0 * best as f64 / all.max(1) as f64
    );
}
