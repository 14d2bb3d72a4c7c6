//! The gate before the model that finds cues: which tokens may be part of one, by the words alone.
//!
//! A logistic regression over hashed features with one byte a weight. It lets through one token in six, and with them
//! nearly all that the model would call a cue; a sentence without a likely one is neither tagged nor looked at again.

use std::ops::Range;

use claimdiff_annotate::linear::feature;

use super::seen::{NONE, Seen};

/// log2 of the number of weights.
pub(crate) const BITS: u32 = 16;

/// The least score of a token that may be part of a cue, in units of a stored weight: odds of 1 in 16.
const LEAST: i16 = -44;

/// The least score of the likeliest token of a sentence that is looked at: odds of 2 in 7.
const LEAST_OF_BEST: i16 = -20;

/// The weights of the features by the low bits of their hashes.
pub(crate) type Weights = [i8; 1 << BITS];

/// The runs of tokens that may be part of a cue.
pub(super) fn open(seen: &[Seen], weights: &Weights) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut best = i16::MIN;
    for at in 0..seen.len() {
        let mut score = 0i16;
        features(seen, at, |f| score += i16::from(weights[slot(f)]));
        best = best.max(score);
        if score < LEAST {
            continue;
        }
        match runs.last_mut().filter(|r| r.end == at) {
            Some(run) => run.end += 1,
            None => runs.push(at..at + 1),
        }
    }
    if best < LEAST_OF_BEST {
        runs.clear();
    }
    runs
}

/// Where the weight of a feature lies.
#[inline(always)]
pub(crate) fn slot(feature: u32) -> usize {
    feature as usize & ((1 << BITS) - 1)
}

/// Gives the features of a token: its word and the words beside it.
#[inline(always)]
pub(crate) fn features(seen: &[Seen], at: usize, mut give: impl FnMut(u32)) {
    let x = seen[at];
    let before = if at == 0 { &NONE } else { &seen[at - 1] };
    let after = seen.get(at + 1).unwrap_or(&NONE);
    let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
    f(200, 0, 0);
    f(201, x.word, 0);
    f(202, x.lemma, 0);
    f(203, x.suffix, x.shape);
    f(204, x.word, after.word);
    f(205, before.word, x.word);
    f(206, x.frames, after.class);
    f(207, x.frames, before.class * 8 + before.name);
    f(208, x.suffix, after.class);
    f(209, x.quoted, x.frames);
    f(210, x.lemma, after.class * 8 + after.name);
}
