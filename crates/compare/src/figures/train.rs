//! The weights of [`super::likeness`], from pairs that people have labelled and from pairs that agree.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use claimdiff_claims::{Analysis, Hedge};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Index, Place, decide, get,
    likeness::{self, Evidence, FEATURES, OF_RELATION, RELATIONS, Relation, Weights, with},
    pair::Pair,
    paths::candidates,
    quantity,
    sentence::Sentence,
    settle,
    shared::Shared,
};
use crate::{Alone, chronological, corpus::Corpus};

/// A pair to learn from.
#[derive(Clone, Debug)]
pub struct Example {
    /// What is told of it.
    pub evidence: Evidence,
    /// What the two may be of.
    pub relations: Vec<Relation>,
    /// How much it counts.
    pub weight: f32,
}

/// Steps of descent over all examples: from few labelled by hand, and from many.
const STEPS: usize = 600;
const MORE_STEPS: usize = 1500;
/// How far a step goes.
const RATE: f32 = 0.5;
/// How strongly weights are held to zero where there are few examples, labelled by hand.
const PENALTY: f32 = 0.01;
/// The same where articles label them.
const LIGHT_PENALTY: f32 = 0.0005;

/// Fits the weights by multinomial logistic regression: gradient descent over all examples at once, so that their order
/// decides nothing but rounding. Of an example with several relations any will do.
pub fn train(examples: &[Example]) -> Weights {
    fit(examples, |feature| feature < OF_RELATION, (STEPS, PENALTY))
}

/// Fits the weights of some features.
fn fit(examples: &[Example], takes: impl Fn(usize) -> bool, (steps, penalty): (usize, f32)) -> Weights {
    let mut weights = [[0.0; RELATIONS.len()]; FEATURES.len()];
    let all: f32 = examples.iter().map(|e| e.weight).sum();
    for _ in 0..steps {
        let mut gradient = [[0.0f32; RELATIONS.len()]; FEATURES.len()];
        for Example { evidence, relations, weight } in examples {
            let said = with(&weights, evidence);
            let allowed = |n: usize| f32::from(u8::from(relations.contains(&RELATIONS[n])));
            let mass: f32 = (0..said.len()).map(|n| said[n] * allowed(n)).sum();
            for (n, p) in said.iter().enumerate() {
                let miss = weight * (p - p * allowed(n) / mass.max(1e-6));
                gradient.iter_mut().zip(evidence).filter(|(_, v)| **v != 0.0).for_each(|(row, v)| row[n] += miss * v);
            }
        }
        for (feature, (row, slope)) in weights.iter_mut().zip(&gradient).enumerate().filter(|(n, _)| takes(*n)) {
            // The first is what any pair has; it is not held back.
            let penalty = if feature == 0 { 0.0 } else { penalty };
            row.iter_mut().zip(slope).for_each(|(w, s)| *w -= RATE * (s / all + penalty * *w));
        }
    }
    weights
}

/// The weights of [`likeness::same`]: what pairs that agree look like, and what pairs that differ; and how many there
/// were of each, and of those of two occasions. `groups` has for each article the occasion that somebody has grouped it
/// under, and the days within which two groups may be of one.
pub fn agreeing(articles: &[Analysis], groups: &[(Option<String>, i32)]) -> (Weights, [usize; 3]) {
    let order = chronological(articles);
    let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect(), &Alone);
    let index = Index::new(&corpus);
    let sentences = &index.sentences;
    let group = |article: usize| &groups[order[article]];
    // The pairs of one occasion, by their articles, and those of two.
    let mut of: BTreeMap<(usize, usize), BTreeSet<(usize, usize)>> = BTreeMap::new();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    let mut room = FxHashMap::default();
    for n in 0..sentences.len() {
        for m in candidates(&index, n, &mut room) {
            let (a, b) = (sentences[m].0.article, sentences[n].0.article);
            let ((x, window), (y, _)) = (group(a), group(b));
            match x == y {
                true => _ = of.entry((a, b)).or_default().insert((m, n)),
                false if !corpus.near(a, b, *window) => apart.push((m, n)),
                false => {}
            }
        }
    }
    let mut examples = Vec::new();
    for pairs in of.into_values() {
        matched(&corpus, sentences, pairs, &mut examples);
    }
    let agree = examples.iter().filter(|e| e.relations == [Relation::Same]).count();
    let differ = examples.len() - agree;
    apart.retain(|(m, n)| {
        let known = |n: usize| quantity(get(&corpus, sentences[n].0)).is_some_and(|q| q.stated.lo >= 2.0);
        known(*m) && known(*n) && decide::barred(&corpus, sentences[*m].0, sentences[*n].0).is_none()
    });
    let weight = OF_TWO * agree as f32 / apart.len().max(1) as f32;
    examples.extend(apart.iter().map(|(m, n)| {
        let at = |n: usize| (sentences[n].0, &sentences[n].1);
        let evidence = likeness::blind(Pair::new(&corpus, at(*m), at(*n)).evidence);
        Example { evidence, relations: vec![Relation::Other], weight }
    }));
    let weights = fit(&examples, |_| true, (MORE_STEPS, LIGHT_PENALTY));
    (weights, [agree, differ, apart.len()])
}

/// What the pairs of two occasions weigh together against those that agree.
const OF_TWO: f32 = 1.2;

/// Of the figures of two articles those that agree, each with that of the other article in the likest sentence, and of
/// the rest the likest, which differ.
fn matched(
    corpus: &Corpus<'_>,
    sentences: &[(Place, Sentence)],
    pairs: BTreeSet<(usize, usize)>,
    out: &mut Vec<Example>,
) {
    let likeness = |(m, n): (usize, usize)| {
        let (s, t) = (&sentences[m].1, &sentences[n].1);
        s.around(t).iter().sum::<f32>() + SHARED_WORD * Shared::of(s, t).words as f32
    };
    let mut ranked: Vec<(u32, (usize, usize))> =
        pairs.into_iter().map(|p| ((likeness(p) * 1000.0) as u32, p)).collect();
    ranked.sort_by_key(|(rank, p)| (Reverse(*rank), *p));
    let figure = |n: usize| quantity(get(corpus, sentences[n].0));
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    for agree in [true, false] {
        for (rank, (m, n)) in &ranked {
            let Some((q, r)) = figure(*m).zip(figure(*n)) else { continue };
            let (a, b) = (sentences[*m].0, sentences[*n].0);
            let free = !taken.contains(m) && !taken.contains(n);
            if !free || decide::agree(q, r) != agree || agree && *rank < MIN_ALIKE {
                continue;
            }
            taken.extend([*m, *n]);
            let clear = match agree {
                true => q.stated == r.stated && q.stated.is_point() && q.stated.lo >= 2.0,
                false => {
                    let vague = q.hedge == Hedge::Vague || r.hedge == Hedge::Vague;
                    !vague && !settle::restated(corpus, a, b) && !settle::restated(corpus, b, a)
                }
            };
            if clear && decide::barred(corpus, a, b).is_none() {
                let pair = Pair::new(corpus, (a, &sentences[*m].1), (b, &sentences[*n].1));
                let relations = vec![if agree { Relation::Same } else { Relation::Other }];
                // Small figures are equal by chance more often.
                let weight = if agree && q.stated.lo < 10.0 { SMALL } else { 1.0 };
                out.push(Example { evidence: likeness::blind(pair.evidence), relations, weight });
            }
        }
    }
}

/// What a word in both sentences weighs against one around the figure.
const SHARED_WORD: f32 = 0.3;
/// The likeness, in thousandths, from which two figures that agree are not so by chance.
const MIN_ALIKE: u32 = 750;
/// What a pair of small figures that agree counts.
const SMALL: f32 = 0.6;
