//! What the model of facts is learned from: dossiers, alone and poured together, stories with a figure changed, and
//! pairs that were judged by reading. Each is a folder of articles with the product's own candidates and what they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use claimdiff::Analysis;
use claimdiff_claims::{Interval, Value, When};
use claimdiff_compare::facts::training;
use claimdiff_text::{Origin, Sourced, Span, StableHash, Stamp};
use rayon::prelude::*;
use serde::Deserialize;

use super::judged;
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
pub(super) struct Case {
    pub(super) fold: usize,
    /// A dossier of the repository's own: learned from, never judged.
    pub(super) own: bool,
    pub(super) candidates: training::Dossier,
    pub(super) examples: Vec<training::Example>,
    pub(super) labels: Vec<Label>,
    pub(super) id: String,
    /// For each example that differs rightly its fact and which of the differences it is.
    pub(super) of: Vec<Option<(usize, usize)>>,
    /// How many differences are required.
    pub(super) required: Vec<(usize, usize)>,
}

impl Case {
    /// One that is learned from and never judged.
    fn own(
        id: String,
        fold: usize,
        candidates: training::Dossier,
        examples: Vec<training::Example>,
        labels: Vec<Label>,
    ) -> Case {
        let of = vec![None; examples.len()];
        Case { fold, own: true, candidates, examples, labels, id, of, required: Vec::new() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
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
    /// A claim that is none, or is misread: no difference to show, and nothing to learn of facts.
    Misread,
    /// A claim of another kind than the mention that it lies on.
    Skip,
}

/// A passage may be so many bytes longer than the mention that it lies on.
const WIDER: u32 = 80;

struct Read {
    case: Case,
    names: Option<[Vec<&'static str>; 2]>,
}

/// The names of the evidence of the two models, and all cases.
pub(super) fn all(root: &Path) -> anyhow::Result<([Vec<&'static str>; 2], Vec<Case>)> {
    let read = dossiers(root)?;
    let names = read.iter().find_map(|c| c.names.clone()).context("no dossier has a candidate")?;
    let mut cases: Vec<Case> = read.into_iter().map(|c| c.case).collect();
    cases.extend(poured(root)?);
    let parts = cases.iter().map(|c| c.fold + 1).max().unwrap_or(1);
    cases.extend(changed_stories(root, &names[0], parts)?);
    cases.extend(judged(root, parts)?);
    cases.extend(months_apart(root, parts)?);
    Ok((names, cases))
}

/// How much of a sentence another has in the same place from which it is a copy.
const COPIED: f32 = 0.5;

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

fn dossiers(root: &Path) -> anyhow::Result<Vec<Read>> {
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

impl Article {
    fn analyse(&self) -> Analysis {
        let mut article = claimdiff::read(&self.id, &self.text);
        let from = |s: &Option<String>| s.clone().map(|s| Sourced::new(s, Origin::Sidecar));
        let meta = &mut article.meta;
        meta.outlet = from(&self.outlet).or(meta.outlet.take());
        let date = self.published.as_deref().and_then(Stamp::parse).map(|s| Sourced::new(s, Origin::Sidecar));
        meta.published = date.or(meta.published.take());
        claimdiff::analyse(&article)
    }
}

impl Gold {
    fn analyse(&self) -> Vec<Analysis> {
        self.articles.iter().map(Article::analyse).collect()
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

/// The articles of blind dossiers, which are never learned from.
fn blind(root: &Path) -> BTreeSet<String> {
    let list = fs::read_to_string(root.join("dossiers/blind-articles.tsv")).unwrap_or_default();
    list.lines().flat_map(|l| l.split('\t')).map(str::to_owned).collect()
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
            Case::own(format!("poured {}", dossiers[0].id), *fold, candidates, examples, labels)
        })
        .collect())
}

/// How many articles lie in one folder of a war, and how many days apart at the least.
const WAR: usize = 16;
const DAYS_APART: i32 = 14;

/// Articles of one war, weeks and months apart: who was killed in one attack is no figure of another, though place, deed and
/// noun are the same. What an open dossier has of it is left out.
fn months_apart(root: &Path, parts: usize) -> anyhow::Result<Vec<Case>> {
    let (gold, folds) = gold(root)?;
    let known: BTreeSet<&str> =
        gold.iter().filter(|g| folds.contains_key(&g.id)).flat_map(|g| &g.articles).map(|a| start(&a.text)).collect();
    let blind = blind(root);
    let mut articles: Vec<Analysis> = records::<Article>(&root.join("war/fakes.jsonl"))?
        .iter()
        .filter(|a| !blind.contains(&a.id) && !known.contains(start(&a.text)))
        .map(Article::analyse)
        .collect();
    let day = |a: &Analysis| a.meta.published.as_ref().map(|p| p.value.days());
    articles.sort_by_cached_key(|a| (day(a).map(|d| d.first), a.id.clone()));
    let mut folders: Vec<Vec<Analysis>> = Vec::new();
    for article in articles {
        let Some(days) = day(&article) else { continue };
        let fits = |f: &&mut Vec<Analysis>| {
            let last = f.last().and_then(day);
            f.len() < WAR && last.is_some_and(|l| l.gap(days) >= DAYS_APART)
        };
        match folders.iter_mut().find(fits) {
            Some(folder) => folder.push(article),
            None => folders.push(vec![article]),
        }
    }
    Ok(folders
        .par_iter()
        .filter(|f| f.len() > 1)
        .map(|articles| {
            let candidates = training::Dossier::new(articles);
            let examples = candidates.examples();
            // What is told of the whole war moves on.
            let of_one = |(article, claim): (usize, usize)| {
                let c = &articles[article].claims[claim];
                c.status.is_some() && c.when == When::This
            };
            let label = |e: &training::Example| if of_one(e.a) && of_one(e.b) { Label::Other } else { Label::Skip };
            let labels: Vec<Label> = examples.iter().map(label).collect();
            let id = format!("apart {}", articles[0].id);
            let fold = StableHash::of(&id) as usize % parts;
            Case::own(id, fold, candidates, examples, labels)
        })
        .collect())
}

/// The beginning of a text, by which it is known again.
fn start(text: &str) -> &str {
    text.get(..100).unwrap_or(text)
}

/// Pairs of real articles that were judged by reading; what is not judged of their stories is left out.
fn judged(root: &Path, parts: usize) -> anyhow::Result<Vec<Case>> {
    let (gold, folds) = gold(root)?;
    let texts: Vec<(&str, usize)> = gold
        .iter()
        .filter_map(|g| folds.get(&g.id).map(|fold| (g, *fold)))
        .flat_map(|(g, fold)| g.articles.iter().map(move |a| (a.text.as_str(), fold)))
        .collect();
    let known = |article: &claimdiff::Article| {
        // A story of an open dossier stays in that dossier's fold.
        let middle = article.text.get(article.text.len() / 2..).and_then(|t| t.get(..80));
        middle.and_then(|m| texts.iter().find(|(text, _)| text.contains(m))).map(|(_, fold)| *fold)
    };
    Ok(judged::stories(root)?
        .par_iter()
        .map(|story| {
            let articles: Vec<Analysis> = story.articles.iter().map(claimdiff::analyse).collect();
            let candidates = training::Dossier::new(&articles);
            let examples = candidates.examples();
            let labels = story.labels(&articles, &examples);
            let id = format!("judged {}", story.articles[0].id);
            let fold = story.articles.iter().find_map(known).unwrap_or(StableHash::of(&id) as usize % parts);
            Case::own(id, fold, candidates, examples, labels)
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
    let blind = blind(root);
    let mut groups: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    let mut records = corpus(&root.join("stories"))?;
    records.extend(corpus(&root.join("casualties/gva.jsonl"))?);
    for record in records.into_iter().filter(|r| !blind.contains(&r.id)) {
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
    let (equal, shared, noun, one, slot) = (at("equal"), at("shared"), at("noun"), at("one of them"), at("slot"));
    Ok(chosen
        .par_iter()
        .filter_map(|(hash, group, records)| {
            let mut articles: Vec<Analysis> = records.iter().map(|r| claimdiff::analyse(&r.article())).collect();
            let told = training::Dossier::new(&articles).examples();
            let mut changed: Vec<((usize, usize), (usize, usize))> = Vec::new();
            let mut copied: Vec<bool> = Vec::new();
            for e in told.iter().filter(|e| e.sort < 3) {
                let v = &e.evidence;
                let same = v[equal] == 1.0 && v[shared] >= 4.0 && v[noun] == 1.0 && v[one] == 0.0;
                if same && changed.len() < CHANGED && changed.iter().all(|(a, b)| *a != e.a && *b != e.b) {
                    changed.push((e.a, e.b));
                    copied.push(v[slot] >= COPIED);
                }
            }
            for (n, (_, b)) in changed.iter().enumerate() {
                if let Value::Quantity(q) = &mut articles[b.0].claims[b.1].value {
                    // A slip in a sentence that is copied may be of any size.
                    let factors = if copied[n] { [0.2, 0.4, 2.5, 4.0, 6.0] } else { [0.4, 0.6, 1.4, 2.0, 3.5] };
                    let factor = factors[(*hash as usize + n) % 5];
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
            let (id, fold) = (format!("changed {group}"), *hash as usize % parts);
            (!changed.is_empty()).then(|| Case::own(id, fold, candidates, examples, labels))
        })
        .collect())
}
