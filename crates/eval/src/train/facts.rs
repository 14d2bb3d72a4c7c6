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
use claimdiff::Analysis;
use claimdiff_claims::{Interval, Value};
use claimdiff_compare::facts::{Model, Trees, training};
use claimdiff_text::{Origin, Sourced, Span, StableHash, Stamp};
use rayon::prelude::*;
use serde::Deserialize;

use super::boost::{Row, Settings, grow};
use crate::task::{
    records,
    stories::{Record, corpus},
};

/// A few articles with every difference in them.
#[derive(Deserialize)]
struct Gold {
    id: String,
    articles: Vec<Article>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    outlet: Option<String>,
    published: Option<String>,
    text: String,
}

#[derive(Deserialize)]
struct Fact {
    kind: String,
    mentions: Vec<Mention>,
    #[serde(default)]
    differs: Vec<Differs>,
}

#[derive(Deserialize)]
struct Mention {
    article: String,
    text: String,
    group: String,
}

#[derive(Deserialize)]
struct Differs {
    groups: Vec<String>,
    #[serde(default)]
    optional: bool,
}

/// A dossier analysed, with the candidates of the product and what they are.
struct Case {
    fold: usize,
    /// A dossier of the repository's own: learned from, never judged.
    own: bool,
    candidates: training::Dossier,
    examples: Vec<training::Example>,
    labels: Vec<Label>,
    id: String,
    /// For each example that differs rightly its fact and which of the differences it is.
    of: Vec<Option<(usize, usize)>>,
    /// How many differences are required.
    required: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// Of one fact, and the same.
    Same,
    /// Of one fact, and rightly shown.
    Differs,
    /// Of one fact; may be shown or not.
    Optional,
    /// Of one fact, and no difference.
    Compatible,
    /// Of two facts.
    Other,
    /// At least one is on nothing marked.
    Unmarked,
    /// A claim of another kind than the mention that it lies on.
    Skip,
}

/// A passage may be so many bytes longer than the mention that it lies on.
const WIDER: u32 = 80;

const FACT: Settings = Settings {
    trees: 260,
    leaves: 14,
    rate: 0.07,
    least: 4.0,
    ridge: 6.0,
    rows: 180,
    columns: 120,
    bags: 3,
    line: false,
};
const DIFFERENCE: Settings =
    Settings { trees: 60, leaves: 8, rate: 0.06, least: 4.0, ridge: 8.0, rows: 180, columns: 110, bags: 3, line: true };

/// The model learned from all open dossiers.
pub(super) fn train(root: &Path) -> anyhow::Result<Vec<u8>> {
    run(root, None)
}

pub(super) fn run(root: &Path, folds_to: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    let cases = cases(root)?;
    let names = cases.iter().find_map(|c| c.names.clone()).context("no dossier has a candidate")?;
    let mut cases: Vec<Case> = cases.into_iter().map(|c| c.case).collect();
    cases.extend(poured(root)?);
    let parts = cases.iter().map(|c| c.fold + 1).max().unwrap_or(1);
    cases.extend(changed_stories(root, &names[0], parts)?);
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
        for out in &folds {
            let second = of_differences(&names[1], &mut cases, &without, Some(*out));
            let model = Model { fact: without[out].clone(), difference: second, grades: GRADES };
            let path: PathBuf = dir.join(format!("fold-{out}.tsv"));
            fs::write(&path, model.write("")).with_context(|| format!("writing {}", path.display()))?;
        }
    }
    let difference = of_differences(&names[1], &mut cases, &without, None);
    let model = Model { fact: all, difference, grades: GRADES };
    let head = "# The model of facts: trees that tell whether two claims are of one fact, then whether a difference is right.\n\
                # grades: scores from which a finding is possible, likely, sure; then names of evidence, base and floor, and a tree a line.\n\
                # Source: claimdiff-eval train facts; see CARD.md. Rights: those of the project. Date: 2026-11.\n";
    Ok(model.write(head).into_bytes())
}

/// The scores from which a finding is possible, likely and sure: see CARD.md.
const GRADES: [f32; 3] = [-1.2, 0.0, 1.5];

struct Read {
    case: Case,
    names: Option<[Vec<&'static str>; 2]>,
}

/// The open dossiers and the repository's own, and the fold of each that has one.
fn gold(root: &Path) -> anyhow::Result<(Vec<Gold>, BTreeMap<String, usize>)> {
    let dossiers = root.join("dossiers");
    let folds = fs::read_to_string(dossiers.join("folds.tsv")).context("reading folds.tsv of the dossiers")?;
    let fold = |line: &str| {
        let (id, fold) = line.split_once('\t')?;
        Some((id.to_owned(), fold.trim().parse().ok()?))
    };
    let folds: BTreeMap<String, usize> = folds.lines().filter_map(fold).collect();
    let own = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dossiers"));
    let mut files: Vec<PathBuf> = Vec::new();
    for dir in [&dossiers, &own] {
        let Ok(found) = fs::read_dir(dir) else { continue };
        files.extend(found.flatten().map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "jsonl")));
    }
    files.sort();
    let mut gold: Vec<Gold> = Vec::new();
    for file in &files {
        gold.extend(records::<Gold>(file)?);
    }
    Ok((gold, folds))
}

fn cases(root: &Path) -> anyhow::Result<Vec<Read>> {
    let (gold, folds) = gold(root)?;
    let parts = folds.values().max().map_or(1, |last| last + 1);
    Ok(gold
        .par_iter()
        .map(|g| {
            let articles = g.analyse();
            let candidates = training::Dossier::new(&articles);
            let examples = candidates.examples();
            let (labels, of): (Vec<Label>, Vec<Option<(usize, usize)>>) =
                g.labels(&articles, &examples).into_iter().unzip();
            let required = g.required();
            let names = training::Dossier::names(&articles);
            let (fold, own) = match folds.get(g.id.as_str()) {
                Some(fold) => (*fold, false),
                None => (StableHash::of(&g.id) as usize % parts, true),
            };
            Read { case: Case { fold, own, candidates, examples, labels, id: g.id.clone(), of, required }, names }
        })
        .collect())
}

impl Gold {
    fn analyse(&self) -> Vec<Analysis> {
        let article = |a: &Article| {
            let mut article = claimdiff::read(&a.id, &a.text);
            let from = |s: &Option<String>| s.clone().map(|s| Sourced::new(s, Origin::Sidecar));
            let meta = &mut article.meta;
            meta.outlet = from(&a.outlet).or(meta.outlet.take());
            let date = a.published.as_deref().and_then(Stamp::parse).map(|s| Sourced::new(s, Origin::Sidecar));
            meta.published = date.or(meta.published.take());
            claimdiff::analyse(&article)
        };
        self.articles.iter().map(article).collect()
    }

    /// The differences of figures that have to be shown.
    fn required(&self) -> Vec<(usize, usize)> {
        let kinds = ["number", "duration", "date", "ordinal", "elapsed"];
        let facts = self.facts.iter().enumerate().filter(|(_, f)| kinds.contains(&f.kind.as_str()));
        facts.flat_map(|(n, f)| (0..f.differs.len()).filter(|d| !f.differs[*d].optional).map(move |d| (n, d))).collect()
    }

    /// What each candidate is.
    fn labels(&self, articles: &[Analysis], examples: &[training::Example]) -> Vec<(Label, Option<(usize, usize)>)> {
        // For each article its mentions: where, of which fact, in which group.
        let mut mentions: Vec<Vec<(Span, usize, &str)>> = vec![Vec::new(); self.articles.len()];
        for (fact, f) in self.facts.iter().enumerate() {
            for m in &f.mentions {
                let Some(at) = self.articles.iter().position(|a| a.id == m.article) else { continue };
                if let Some(start) = self.articles[at].text.find(&m.text) {
                    mentions[at].push((Span::new(start, start + m.text.len()), fact, &m.group));
                }
            }
        }
        let on = |(article, claim): (usize, usize), sort: u8| {
            let span = articles[article].claims[claim].span;
            let hits = mentions[article]
                .iter()
                .filter(|(m, ..)| m.overlaps(span) && span.end - span.start <= m.end - m.start + WIDER);
            let fits = |fact: usize| match self.facts[fact].kind.as_str() {
                "date" => sort >= 7,
                "duration" => matches!(sort, 0 | 3),
                "elapsed" | "headline-body" => matches!(sort, 0 | 3 | 6 | 7),
                "ordinal" => matches!(sort, 0 | 6),
                "number" | "sum" => sort < 7,
                _ => false,
            };
            let (mut fit, mut misfit) = (Vec::new(), false);
            for (_, fact, group) in hits {
                if fits(*fact) { fit.push((*fact, *group)) } else { misfit = true }
            }
            (fit, misfit)
        };
        examples
            .iter()
            .map(|e| {
                let ((a, skip_a), (b, skip_b)) = (on(e.a, e.sort), on(e.b, e.sort));
                if a.is_empty() && skip_a || b.is_empty() && skip_b {
                    return (Label::Skip, None);
                }
                if a.is_empty() || b.is_empty() {
                    return (Label::Unmarked, None);
                }
                let mut label = Label::Other;
                for (fact, group) in &a {
                    for (_, other) in b.iter().filter(|(f, _)| f == fact) {
                        let between = self.facts[*fact].differs.iter().enumerate().find(|(_, d)| {
                            group != other && d.groups.iter().any(|g| g == group) && d.groups.iter().any(|g| g == other)
                        });
                        label = match between {
                            _ if group == other => Label::Same,
                            Some((_, d)) if d.optional => Label::Optional,
                            Some(_) => Label::Differs,
                            None => Label::Compatible,
                        };
                        if label == Label::Differs {
                            return (label, between.map(|(n, _)| (*fact, n)));
                        }
                    }
                }
                (label, None)
            })
            .collect()
    }
}

/// How many dossiers are poured into one folder.
const POURED: usize = 24;

/// Two wars' days that several dossiers tell of: pairs across these are left out.
const ONE_EVENT: [&[&str]; 2] = [&["r4-03", "r4-15", "r4-19"], &["r4-02", "r4-06", "r4-24", "r4-38"]];

/// Many dossiers of one fold in one folder, as a desk hands them over: what lies in two of them is of two facts.
fn poured(root: &Path) -> anyhow::Result<Vec<Case>> {
    let (gold, folds) = gold(root)?;
    let parts = folds.values().max().map_or(1, |last| last + 1);
    let fold = |g: &Gold| folds.get(&g.id).copied().unwrap_or(StableHash::of(&g.id) as usize % parts);
    let mut folders: Vec<(usize, Vec<&Gold>)> = Vec::new();
    for part in 0..parts {
        let mut mine: Vec<&Gold> = gold.iter().filter(|g| fold(g) == part).collect();
        mine.sort_by_key(|g| StableHash::of(&g.id));
        folders.extend(mine.chunks(POURED).map(|chunk| (part, chunk.to_vec())));
    }
    Ok(folders
        .par_iter()
        .map(|(fold, dossiers)| {
            let mut articles: Vec<Analysis> = Vec::new();
            let mut of: Vec<&str> = Vec::new();
            for g in dossiers {
                articles.extend(g.analyse());
                of.resize(articles.len(), &g.id);
            }
            // Two dossiers may have an article of one name.
            for (n, a) in articles.iter_mut().enumerate() {
                a.id = format!("{n:04}-{}", a.id);
            }
            let candidates = training::Dossier::new(&articles);
            let examples = candidates.examples();
            let label = |e: &training::Example| {
                let (a, b) = (of[e.a.0], of[e.b.0]);
                let one = a == b || ONE_EVENT.iter().any(|ids| ids.contains(&a) && ids.contains(&b));
                if one { Label::Skip } else { Label::Other }
            };
            let labels: Vec<Label> = examples.iter().map(label).collect();
            let of = vec![None; examples.len()];
            let id = format!("poured {}", dossiers[0].id);
            Case { fold: *fold, own: true, candidates, examples, labels, id, of, required: Vec::new() }
        })
        .collect())
}

/// The most stories that figures are changed in.
const STORIES: usize = 2500;
/// The most figures that are changed in a story.
const CHANGED: usize = 3;

/// Stories of two outlets that give one figure in much the same words, with the figure changed in one: so the words tell
/// that two are of one fact, whatever the values. What has little in common stands for two facts; the rest is left out.
fn changed_stories(root: &Path, names: &[&str], parts: usize) -> anyhow::Result<Vec<Case>> {
    let blind = fs::read_to_string(root.join("dossiers/blind-articles.tsv")).unwrap_or_default();
    let blind: BTreeSet<&str> = blind.lines().flat_map(|l| l.split('\t')).collect();
    let mut groups: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let mut records = corpus(&root.join("stories"))?;
    records.extend(corpus(&root.join("casualties/gva.jsonl"))?);
    for record in records.into_iter().filter(|r| !blind.contains(r.id.as_str())) {
        if let Some(group) = record.group.clone() {
            groups.entry(group).or_default().push(record);
        }
    }
    let mut chosen: Vec<(u64, String, [&Record; 2])> = Vec::new();
    for (group, records) in &groups {
        for two in records.windows(2).take(2) {
            chosen.push((StableHash::of(group), group.clone(), [&two[0], &two[1]]));
        }
    }
    chosen.sort_by_key(|c| c.0);
    chosen.truncate(STORIES);
    let at = |name: &str| names.iter().position(|n| *n == name).unwrap_or(0);
    let (equal, shared, noun, one) = (at("equal"), at("shared"), at("noun"), at("one of them"));
    Ok(chosen
        .par_iter()
        .filter_map(|(hash, group, records)| {
            let mut articles: Vec<Analysis> = records.iter().map(|r| claimdiff::analyse(&r.article())).collect();
            let told = training::Dossier::new(&articles).examples();
            let mut changed: Vec<((usize, usize), (usize, usize))> = Vec::new();
            for e in told.iter().filter(|e| e.sort < 3) {
                let v = &e.evidence;
                let same = v[equal] == 1.0 && v[shared] >= 4.0 && v[noun] == 1.0 && v[one] == 0.0;
                if same && changed.len() < CHANGED && changed.iter().all(|(a, b)| *a != e.a && *b != e.b) {
                    changed.push((e.a, e.b));
                }
            }
            for (n, (_, b)) in changed.iter().enumerate() {
                if let Value::Quantity(q) = &mut articles[b.0].claims[b.1].value {
                    let factor = [0.5, 0.6, 1.4, 1.7, 2.3][(*hash as usize + n) % 5];
                    let old = q.stated.lo;
                    let new = if old < 20.0 { (old * factor).round().max(2.0) } else { (old * factor).floor() + 3.0 };
                    let new = if new == old { old + 1.0 } else { new };
                    (q.value, q.stated) = (Interval::point(new), Interval::point(new));
                }
            }
            let candidates = training::Dossier::new(&articles);
            let examples = candidates.examples();
            let labels: Vec<Label> = examples
                .iter()
                .map(|e| {
                    let v = &e.evidence;
                    match changed.iter().find(|(a, b)| *a == e.a || *b == e.b) {
                        Some((a, b)) if *a == e.a && *b == e.b && e.differs => Label::Differs,
                        None if v[equal] == 1.0 && v[shared] >= 4.0 && v[noun] == 1.0 => Label::Same,
                        _ if v[shared] < 2.0 && v[noun] < 1.0 => Label::Unmarked,
                        _ => Label::Skip,
                    }
                })
                .collect();
            let of = vec![None; examples.len()];
            let fold = *hash as usize % parts;
            let id = format!("changed {group}");
            let worth = !changed.is_empty();
            worth.then_some(Case { fold, own: true, candidates, examples, labels, id, of, required: Vec::new() })
        })
        .collect())
}

/// What a pair of a dossier weighs: real ones are few, and what a desk reads is real.
fn weight(case: &Case) -> f32 {
    match case.id.starts_with('r') {
        true => REAL,
        false => 1.0,
    }
}

/// The weight of a real dossier beside a written one.
const REAL: f32 = 2.0;

/// The weight of a pair on whose places nothing is marked.
const UNMARKED: f32 = 0.6;

/// Trees that tell whether two claims are of one fact, learned without a fold.
fn of_facts(names: &[&str], cases: &[Case], without: Option<usize>) -> Trees {
    let mut rows = Vec::new();
    for case in cases.iter().filter(|c| without != Some(c.fold)) {
        for (n, (e, label)) in case.examples.iter().zip(&case.labels).enumerate() {
            let (yes, weight) = match label {
                Label::Skip => continue,
                Label::Same | Label::Differs | Label::Optional | Label::Compatible => (true, 1.0),
                Label::Other => (false, 1.0),
                Label::Unmarked => (false, UNMARKED),
            };
            // Of the many that are not of one fact every third stands for three.
            // Of those of a poured folder, which are far more, every ninth does.
            let step = if case.id.starts_with("poured") { 9 } else { 3 };
            if !yes && n % step != 0 {
                continue;
            }
            let weight = self::weight(case) * if yes { weight } else { weight * 3.0 };
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
            (weight(c), c.candidates.second_look(&scores), c.labels.clone())
        })
        .collect();
    let mut rows = Vec::new();
    for (real, examples, labels) in &looks {
        for (e, label) in examples.iter().zip(labels) {
            let (yes, weight) = match label {
                Label::Skip | Label::Optional => continue,
                Label::Differs => (true, 1.0),
                Label::Same | Label::Compatible | Label::Other => (false, 1.0),
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

/// How well facts are told apart out of fold: the share of right pairs among the best, as many as there are.
fn report(cases: &[Case], without: &BTreeMap<usize, Trees>) {
    let mut scored: Vec<(f32, bool)> = Vec::new();
    for case in cases.iter().filter(|c| !c.own) {
        let trees = &without[&case.fold];
        for (e, label) in case.examples.iter().zip(&case.labels) {
            let yes = match label {
                Label::Skip => continue,
                Label::Other | Label::Unmarked => false,
                _ => true,
            };
            scored.push((trees.score(&e.evidence).unwrap_or(NOBODY), yes));
        }
    }
    let mut lost: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for case in cases.iter().filter(|c| !c.own) {
        let trees = &without[&case.fold];
        let set = if case.id.starts_with("w6") {
            "plain"
        } else if case.id.starts_with('w') {
            "written"
        } else {
            case.id.split('-').next().unwrap_or("")
        };
        let row = lost.entry(set).or_default();
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
                Label::Skip => continue,
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
    let set = |id: &str| match id {
        id if id.starts_with("w6") => "plain",
        id if id.starts_with('w') => "written",
        id if id.starts_with("r7") => "wires",
        _ => "real",
    };
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
