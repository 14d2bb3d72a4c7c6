//! The weights of [`super::likeness`], from pairs that people have labelled and from many that articles label themselves.

use claimdiff_claims::Analysis;
use rustc_hash::FxHashMap;

use super::{
    Place, decide, get,
    likeness::{self, Evidence, FEATURES, RELATIONS, Relation, Weights, with},
    pair::Pair,
    quantity, sentences, series,
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

/// Steps of descent over all examples.
const STEPS: usize = 600;
/// How far a step goes.
const RATE: f32 = 0.5;
/// How strongly weights are held to zero: there are few labelled examples.
const PENALTY: f32 = 0.01;

/// Fits the weights by multinomial logistic regression: gradient descent over all examples at once, so that their order
/// decides nothing but rounding. Of an example with several relations any will do.
pub fn train(examples: &[Example]) -> Weights {
    let mut weights = [[0.0; RELATIONS.len()]; FEATURES.len()];
    let all: f32 = examples.iter().map(|e| e.weight).sum();
    for _ in 0..STEPS {
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
        for (feature, (row, slope)) in weights.iter_mut().zip(&gradient).enumerate() {
            // The first is what any pair has; it is not held back.
            let penalty = if feature == 0 { 0.0 } else { PENALTY };
            row.iter_mut().zip(slope).for_each(|(w, s)| *w -= RATE * (s / all + penalty * *w));
        }
    }
    weights
}

/// The most pairs of each sort that two articles give.
const MAX_PAIRS: usize = 4;

/// The pairs of figures that two articles on one story label themselves: what both give is of one thing; two figures of
/// which each stands in the other article as well are not. What the values tell is left out, since it made the label.
pub fn self_labelled(a: &Analysis, b: &Analysis) -> Vec<(Evidence, bool)> {
    let both = [a.clone(), b.clone()];
    let order = chronological(&both);
    let corpus = Corpus::new(order.iter().map(|at| &both[*at]).collect(), &Alone);
    let sentences = sentences(&corpus, 0..2);
    let point = |p: Place| quantity(get(&corpus, p)).filter(|q| q.stated.is_point() && q.stated.lo >= 2.0);
    let mut of: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (n, (place, _)) in sentences.iter().enumerate().filter(|(_, (p, _))| p.article == 1 && point(*p).is_some()) {
        series(get(&corpus, *place)).into_iter().for_each(|key| of.entry(key).or_default().push(n));
    }
    let (mut same, mut other) = (Vec::new(), Vec::new());
    for (place, sentence) in sentences.iter().filter(|(p, _)| p.article == 0) {
        let Some(q) = point(*place) else { continue };
        let mut met: Vec<usize> = Vec::new();
        for key in series(get(&corpus, *place)) {
            met.extend(of.get(&key).into_iter().flatten());
        }
        met.sort_unstable();
        met.dedup();
        for n in met {
            let (theirs, their_sentence) = &sentences[n];
            let Some(r) = point(*theirs) else { continue };
            let list = if q.stated == r.stated { &mut same } else { &mut other };
            let stands = |value: f64, article: usize| {
                let mut list = sentences.iter().filter(|(p, _)| p.article == article);
                list.any(|(p, _)| point(*p).is_some_and(|q| q.stated.lo == value))
            };
            if q.stated != r.stated && (decide::agree(q, r) || !stands(q.stated.lo, 1) || !stands(r.stated.lo, 0)) {
                continue;
            }
            let pair = Pair::new(&corpus, (*place, sentence), (*theirs, their_sentence));
            list.push((likeness::blind(pair.evidence), q.stated == r.stated));
        }
    }
    same.truncate(MAX_PAIRS);
    other.truncate(MAX_PAIRS);
    same.into_iter().chain(other).collect()
}
