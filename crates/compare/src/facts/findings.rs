//! From judged pairs to findings, one a fact and code, and to the ledger.

use std::collections::BTreeMap;

use claimdiff_claims::Claim;
use claimdiff_text::Span;

use super::{
    ClaimRef, Model,
    candidates::{self, Candidates, Group},
    evidence::Sheet,
    get,
    rivals::Rivals,
    rules::{self, Decision},
};
use crate::{
    Grade, Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At},
    figures::{passage, show, what},
    outcome::{self, Draft, Outcome},
};

/// Compares the claims of all groups of articles.
pub(crate) fn check(corpus: &Corpus<'_>, model: &Model) -> Vec<Outcome> {
    let groups = candidates::groups(corpus);
    corpus.map(groups.len(), |n| of_group(corpus, &groups[n], model))
}

/// A pair that is shown.
#[derive(Clone, Copy, Debug)]
struct Shown {
    cluster: u32,
    x: u32,
    y: u32,
    score: f32,
    decision: Decision,
    code: &'static str,
}

/// Ranks, days and clocks seldom differ, so the trees give them less; at this much more they are as often right as
/// figures are (out of fold: ranks 7 of 8).
const RARE: f32 = 0.4;

fn of_group(corpus: &Corpus<'_>, group: &Group, model: &Model) -> Outcome {
    let all = candidates::find(corpus, group, &model.fact);
    let rivals = Rivals::new(&all);
    let mut out = Outcome::default();
    let mut shown: Vec<Shown> = Vec::new();
    for e in &all.edges {
        let (x, y) = (&all.figures[e.x as usize], &all.figures[e.y as usize]);
        let decision = rules::decide(corpus, x, y);
        let mut miss = |verdict, reason| {
            let miss = Miss::new([x.at, y.at], verdict, reason);
            out.miss(corpus, outcome::Miss::Facts(miss));
        };
        if e.fact < model.fact.floor {
            continue;
        }
        if let Some(bar) = e.bar {
            miss(Verdict::NotComparable, bar.reason);
            continue;
        }
        if !decision.shows() {
            miss(decision.verdict, decision.reason.unwrap_or(Reason::Unlinked));
            continue;
        }
        let cluster = rivals.clusters.of[e.x as usize];
        if cluster != rivals.clusters.of[e.y as usize] {
            miss(Verdict::NotComparable, Reason::Unlinked);
            continue;
        }
        let mut sheet = Sheet::new(false);
        rivals.of_difference(&all, e, &mut sheet);
        let score = match decision.verdict {
            // The same figure: that it is of one fact is all that is asked.
            Verdict::ScopeDiffers => Some(e.fact),
            // What one speaker says of one measure and period is of one fact, whoever prints it.
            Verdict::Changed if rules::is_one_series(corpus, x, y) => {
                Some(model.difference.score(&sheet.values).unwrap_or(f32::NEG_INFINITY).max(model.grades[1]))
            }
            _ => model.difference.score(&sheet.values),
        };
        match score.filter(|s| *s >= model.grades[0]) {
            Some(score) => {
                let score = if x.dimension.is_rare() { score + RARE } else { score };
                let code = rules::code((get(corpus, x.at), get(corpus, y.at)), x.dimension, decision.verdict);
                shown.push(Shown { cluster, x: e.x, y: e.y, score, decision, code });
            }
            None => miss(Verdict::NotComparable, Reason::Unlinked),
        }
    }
    for fact in facts(shown) {
        let (draft, score) = draft(corpus, &all, model, &fact);
        out.show_scored(corpus, draft, model.grade(score), score);
    }
    out.closed()
}

/// Pairs of one cluster and code are of one fact.
fn facts(shown: Vec<Shown>) -> Vec<Vec<Shown>> {
    let mut out: BTreeMap<(u32, &'static str), Vec<Shown>> = BTreeMap::new();
    for s in shown {
        out.entry((s.cluster, s.code)).or_default().push(s);
    }
    out.into_values().collect()
}

fn draft(corpus: &Corpus<'_>, all: &Candidates, model: &Model, fact: &[Shown]) -> (Draft, f32) {
    let mut places: Vec<ClaimRef> = fact.iter().flat_map(|s| [s.x, s.y]).map(|n| all.figures[n as usize].at).collect();
    places.sort_unstable();
    places.dedup();
    let best = fact.iter().map(|s| s.score).fold(f32::NEG_INFINITY, f32::max);
    let verdict = fact.iter().map(|s| s.decision.verdict).max().unwrap_or(Verdict::Conflict);
    let mut values: Vec<String> = Vec::new();
    for at in &places {
        let value = show(get(corpus, *at));
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let moved = matches!(verdict, Verdict::Update | Verdict::Revision | Verdict::Changed);
    let c = get(corpus, places[0]);
    let event = places.iter().find_map(|p| Some(At { article: p.article, event: get(corpus, *p).event? }));
    let draft = Draft {
        code: fact[0].code,
        verdict,
        severity: if moved { Severity::Change } else { Severity::Conflict },
        confidence: match model.grade(best) {
            Grade::Sure => 95,
            Grade::Likely => 85,
            _ => 60,
        },
        summary: format!("{}: {}", what(c), values.join(if moved { ", then " } else { " against " })),
        why: why(corpus, fact, all),
        event: event.map(|at| events::label(corpus, at)),
        passages: places.into_iter().map(|p| passage(corpus, p)).collect(),
    };
    (draft, best)
}

/// Clauses that are true of the pairs.
fn why(corpus: &Corpus<'_>, fact: &[Shown], all: &Candidates) -> Vec<String> {
    let mut out = Vec::new();
    for s in fact {
        let (x, y) = (&all.figures[s.x as usize], &all.figures[s.y as usize]);
        let days = corpus.days[x.at.article].zip(corpus.days[y.at.article]);
        let clause = match (days.map(|(a, b)| a.gap(b)), s.decision.verdict) {
            (None, _) => "an article has no date, so which came first is not known".to_owned(),
            (Some(0), _) => "the articles are of the same day".to_owned(),
            (Some(1), _) => "the articles are of two days that follow each other".to_owned(),
            (Some(n), _) => format!("{n} days lie between the articles"),
        };
        if !out.contains(&clause) {
            out.push(clause);
        }
    }
    let rule = fact[0].decision.rule;
    out.push(format!("rule {rule}"));
    out
}

/// Two claims that are no finding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Miss {
    /// Article and claim of the two, the earlier first.
    places: [(u32, u32); 2],
    verdict: Verdict,
    reason: Reason,
}

impl Miss {
    fn new(places: [ClaimRef; 2], verdict: Verdict, reason: Reason) -> Miss {
        Miss { places: places.map(|p| (p.article as u32, p.claim as u32)), verdict, reason }
    }

    fn places(&self) -> [ClaimRef; 2] {
        self.places.map(|(article, claim)| ClaimRef { article: article as usize, claim: claim as usize })
    }

    pub(crate) fn reason(&self) -> Reason {
        self.reason
    }

    pub(crate) fn code(&self, corpus: &Corpus<'_>) -> &'static str {
        let [c, d]: [&Claim; 2] = self.places().map(|p| get(corpus, p));
        super::Dimension::of(c).map_or("number-conflict", |dimension| rules::code((c, d), dimension, Verdict::Conflict))
    }

    pub(crate) fn spans(&self, corpus: &Corpus<'_>) -> [(usize, Span); 2] {
        self.places().map(|p| (p.article, get(corpus, p).span))
    }

    pub(crate) fn draft(&self, corpus: &Corpus<'_>) -> Draft {
        let [a, b] = self.places();
        Draft {
            code: self.code(corpus),
            verdict: self.verdict,
            severity: Severity::Note,
            confidence: 60,
            summary: format!("{}: {}", what(get(corpus, a)), self.reason.clause()),
            why: vec![self.reason.sentence().to_owned()],
            event: None,
            passages: vec![passage(corpus, a), passage(corpus, b)],
        }
    }
}
