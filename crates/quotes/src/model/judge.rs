//! The judge behind the models: which of the attributions they find are kept.
//!
//! The models decide about cue, source and content one after the other. How sure each of them was, and what came out of
//! all, tells more than the cue alone whether it is an attribution. A logistic regression over hashed features with one
//! byte a weight, learned from what models find that have not seen the article.

use claimdiff_annotate::linear::feature;

use super::features::View;
use crate::indirect::Found;

/// log2 of the number of weights.
pub(crate) const BITS: u32 = 14;

/// The least score of an attribution that is kept, in units of a stored weight: odds of 4 in 7.
pub(crate) const LEAST_SCORE: i32 = -9;

/// The weights of the features by the low bits of their hashes.
pub(crate) type Weights = [i8; 1 << BITS];

/// The score of an attribution, in units of a stored weight.
pub(crate) fn score(view: &View<'_, '_, '_>, found: &Found, cues: usize, weights: &Weights) -> i32 {
    let mut score = 0;
    features(view, found, cues, |f| score += i32::from(weights[slot(f)]));
    score
}

/// Where the weight of a feature lies.
#[inline(always)]
pub(crate) fn slot(feature: u32) -> usize {
    feature as usize & ((1 << BITS) - 1)
}

/// Gives the features of an attribution. `cues` is how many the sentence has.
pub(crate) fn features(view: &View<'_, '_, '_>, found: &Found, cues: usize, mut give: impl FnMut(u32)) {
    let from = view.tokens.start;
    let cue = found.cue.start - from..(found.cue.end - from).min(view.tokens.len());
    let verb = cue.clone().rev().find(|i| view.may_cue(*i)).unwrap_or(cue.end - 1);
    let v = view.token(verb);
    let first = found.content[0].start - from;
    let last = found.content[found.content.len() - 1].end - from;
    let (a, b, after) = (view.token(first), view.token(last - 1), view.token(last));
    let words: usize = found.content.iter().map(|c| c.len()).sum();
    // In halves of a unit of training.
    let steps = |margin: i32| (margin.div_euclid(8).clamp(-8, 12) + 9) as u32;
    let size =
        |n: usize| n.min(4) as u32 + u32::from(n > 6) + u32::from(n > 10) + u32::from(n > 18) + u32::from(n > 32);
    let place = if first >= cue.end { size(first - cue.end) } else { 16 + size(cue.start.saturating_sub(last)) };
    let (source, head, gap) = match &found.source {
        None => (0, 0, 0),
        Some(s) => {
            let (start, end) = (s.start - from, s.end - from);
            let gap = if start >= cue.end { 16 + size(start - cue.end) } else { size(cue.start.saturating_sub(end)) };
            let named = (start..end).map(|i| view.token(i).name).max().unwrap_or(0);
            // One that the grammar gave has no margin.
            (named + 1 + 16 * u32::from(found.sure.source == 0), view.token(end - 1).lemma, gap)
        }
    };
    let sure = found.sure;
    let ruled = view.ruled_in(first..last) | view.ruled_in(cue.clone()) << 4;
    let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
    f(300, 0, 0);
    f(301, steps(sure.cue), 0);
    f(302, steps(sure.content), 0);
    f(303, steps(sure.first), steps(sure.last));
    f(304, steps(sure.source), source);
    f(305, steps(sure.cue), steps(sure.content));
    f(306, steps(sure.cue), source);
    f(307, v.lemma, 0);
    f(308, v.lemma, place);
    f(309, v.lemma, source);
    f(310, place, source);
    f(311, size(words), place);
    f(312, size(words), v.frames);
    f(313, a.class, a.tag);
    f(314, v.frames, a.class);
    f(315, v.tag, place);
    f(316, b.tag, after.class);
    f(317, head, 0);
    f(318, head, v.lemma);
    f(319, gap, source);
    f(320, found.content.len() as u32, cues as u32);
    f(321, ruled, 0);
    f(322, cue.len() as u32, v.tag);
    f(323, v.quoted, a.quoted * 2 + b.quoted);
    f(324, view.token(cue.start).tag, view.token(cue.end - 1).tag);
    f(325, view.token(cue.end - 1).lemma, a.tag);
}
