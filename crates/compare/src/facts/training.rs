//! What the training of the model sees: the product's own candidates, with their evidence.

use claimdiff_claims::Analysis;

use super::{
    candidates::{self, Candidates},
    evidence::{Between, Sheet, of_fact},
    forest::Forest,
    model::Trees,
    rivals::Rivals,
};
use crate::{Alone, chronological, corpus::Corpus};

/// Two claims that the product puts side by side.
#[derive(Clone, Debug)]
pub struct Example {
    /// Article, as an index into the given ones, and claim.
    pub a: (usize, usize),
    /// The same of the other.
    pub b: (usize, usize),
    /// What is told of the two.
    pub evidence: Vec<f32>,
    /// Whether the rules say that their values differ.
    pub differs: bool,
    /// The sort of the dimension: 0 counts, 1 shares, 2 money, 3 lengths of time, 4 ages, 5 other units, 6 ranks, 7 days,
    /// 8 clocks.
    pub sort: u8,
    /// The bar that parts the two.
    pub bar: Option<&'static str>,
}

/// The candidates of some articles and the names of their evidence.
pub struct Dossier {
    order: Vec<usize>,
    groups: Vec<Candidates>,
}

impl Dossier {
    /// Puts the claims of some articles side by side.
    pub fn new(articles: &[Analysis]) -> Dossier {
        let order = chronological(articles);
        let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect(), &Alone);
        // Without trees nothing is left alone early.
        let all = Forest::new(&Trees { floor: f32::NEG_INFINITY, ..Trees::default() });
        let groups: Vec<Candidates> =
            candidates::groups(&corpus).iter().map(|g| candidates::find(&corpus, g, &all)).collect();
        Dossier { order, groups }
    }

    /// The names of the evidence of a fact and of a difference.
    pub fn names(articles: &[Analysis]) -> Option<[Vec<&'static str>; 2]> {
        let order = chronological(articles);
        let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect(), &Alone);
        let group = candidates::groups(&corpus).into_iter().next()?;
        let found = candidates::find(&corpus, &group, &Forest::new(&Trees::default()));
        let edge = found.edges.first()?;
        let (x, y) = (&found.figures[edge.x as usize], &found.figures[edge.y as usize]);
        let mut between = Between::new(&corpus, x.at.article, y.at.article);
        let mut fact = Sheet::new(true);
        of_fact(&corpus, &mut between, x, y, &mut fact);
        let mut difference = Sheet::new(true);
        Rivals::new(&found).of_difference(&found, edge, &mut difference);
        let fact = fact.names.unwrap_or_default();
        let mut names = difference.names.unwrap_or_default();
        names.extend(&fact);
        Some([fact, names])
    }

    /// All candidates, in a fixed order.
    pub fn examples(&self) -> Vec<Example> {
        let evidence = |_: &Candidates, e: &candidates::Edge, _: &Rivals| e.evidence.clone();
        self.made(evidence)
    }

    /// The same with what a second look tells, where `score` gives what the first said of each.
    pub fn second_look(&mut self, scores: &[f32]) -> Vec<Example> {
        let mut scores = scores.iter();
        for g in &mut self.groups {
            g.edges.iter_mut().for_each(|e| e.fact = scores.next().copied().unwrap_or(0.0));
        }
        self.made(|g, e, rivals| {
            let mut sheet = Sheet::new(false);
            rivals.of_difference(g, e, &mut sheet);
            sheet.values
        })
    }

    fn made(&self, evidence: impl Fn(&Candidates, &candidates::Edge, &Rivals) -> Vec<f32>) -> Vec<Example> {
        let mut out = Vec::new();
        for g in &self.groups {
            let rivals = Rivals::new(g);
            for e in &g.edges {
                let at = |n: u32| {
                    let at = g.figures[n as usize].at;
                    (self.order[at.article], at.claim)
                };
                out.push(Example {
                    a: at(e.x),
                    b: at(e.y),
                    evidence: evidence(g, e, &rivals),
                    differs: e.decision.verdict.differs(),
                    bar: e.bar.map(|b| b.id),
                    sort: g.figures[e.x as usize].dimension.sort() as u8,
                });
            }
        }
        out
    }
}
