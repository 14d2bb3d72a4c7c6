//! Near-copies: wire text and syndication, found before anything is counted.
//!
//! What an increment recomputes: of which earlier record each new one is a copy, by its sketch alone. What earlier records
//! copy stays as it is, unless a new one is dated before them.

use claimdiff_claims::{Analysis, StoryKeys};
use rustc_hash::FxHashMap;

use crate::{
    postings::{Keys, Postings},
    workers::{self, Workers},
};

/// The share of the shorter article's runs of words that stand in the longer one, from which it counts as a copy.
const COPY: f64 = 0.7;
/// The share from which a pair that is no copy is worth a line in the ledger.
const NEAR: f64 = 0.4;
/// A run of words in more articles than this is furniture of a site, not text; and it bounds the work.
pub(crate) const MAX_POSTINGS: usize = 64;
/// An article with fewer runs of words is too short to tell.
const MIN_SHINGLES: u32 = 30;
/// How many times longer one article may be than its copy: a brief is not the copy of a long report that quotes it.
const MAX_RATIO: u32 = 3;

/// Which articles are copies.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    /// For each article the first one it is a near-copy of.
    pub(crate) of: Vec<Option<usize>>,
    /// The pairs that share much text and are no copies, the earlier first.
    pub(crate) near: Vec<(usize, usize)>,
}

/// What an article is looked up by: its sketch, where it is long enough to tell.
pub(crate) fn keys_alone(article: &Analysis) -> impl Iterator<Item = u64> + '_ {
    let told = article.keys.shingles >= MIN_SHINGLES;
    article.keys.sketch.iter().map(|hash| u64::from(*hash)).filter(move |_| told)
}

/// Finds the copies. `articles` are in the order in which they were published.
pub(crate) fn find(articles: &[&Analysis], workers: &dyn Workers) -> Copies {
    let keys = workers::blocks(workers, articles.len(), BLOCK, |block| {
        let mut keys = Keys::default();
        articles[block].iter().for_each(|article| keys.push(keys_alone(article)));
        keys.sorted()
    });
    let postings = Postings::new(workers, keys);
    let parts = workers::blocks(workers, articles.len(), BLOCK, |block| {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        let like = |at| like(articles, at, &postings, &mut shared);
        block.map(like).collect::<Vec<Like>>()
    });
    let mut copies = Copies { of: Vec::with_capacity(articles.len()), near: Vec::new() };
    for (at, like) in parts.into_iter().flatten().enumerate() {
        if let Like::Near(other) = like {
            copies.near.push((other, at));
        }
        // The copy of a copy is one of the first.
        copies.of.push(if let Like::Copy(other) = like { Some(copies.of[other].unwrap_or(other)) } else { None });
    }
    copies
}

/// How many articles are looked at as one part of the work.
const BLOCK: usize = 4096;

/// An earlier article that shares text with one.
enum Like {
    None,
    Near(usize),
    Copy(usize),
}

fn like(articles: &[&Analysis], at: usize, postings: &Postings, shared: &mut FxHashMap<u32, u32>) -> Like {
    shared.clear();
    let others = postings.before(at).flat_map(|earlier| earlier.take(MAX_POSTINGS));
    others.for_each(|other| *shared.entry(other).or_default() += 1);
    // The article with most in common first; of two, the earlier.
    let mut candidates: Vec<(u32, u32)> = shared.iter().map(|(other, n)| (u32::MAX - n, *other)).collect();
    candidates.sort_unstable();
    let share = |other: usize| containment(&articles[at].keys, &articles[other].keys);
    let mut others = candidates.iter().map(|(_, other)| *other as usize);
    if let Some(other) = others.clone().find(|other| share(*other) >= COPY) {
        return Like::Copy(other);
    }
    others.next().filter(|other| share(*other) >= NEAR).map_or(Like::None, Like::Near)
}

/// The estimated share of the shorter article's runs of words that stand in the longer one; 0 where the lengths are
/// too far apart.
pub(crate) fn containment(a: &StoryKeys, b: &StoryKeys) -> f64 {
    let (small, large) = (a.shingles.min(b.shingles), a.shingles.max(b.shingles));
    if small < MIN_SHINGLES || large > small.saturating_mul(MAX_RATIO) {
        return 0.0;
    }
    // Of the k smallest hashes of both together, the share that stands in both estimates their Jaccard index.
    let k = a.sketch.len().min(b.sketch.len());
    let (mut i, mut j, mut seen, mut both) = (0, 0, 0, 0);
    while seen < k && i < a.sketch.len() && j < b.sketch.len() {
        seen += 1;
        match a.sketch[i].cmp(&b.sketch[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    if seen == 0 {
        return 0.0;
    }
    let jaccard = f64::from(both) / seen as f64;
    let intersection = jaccard / (1.0 + jaccard) * f64::from(small + large);
    (intersection / f64::from(small)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Alone, sample};

    fn words(range: std::ops::Range<u64>) -> StoryKeys {
        let hash = |n: u64| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
        let mut sketch: Vec<u32> = range.clone().map(hash).collect();
        sketch.sort_unstable();
        sketch.truncate(claimdiff_claims::SKETCH);
        StoryKeys { terms: Vec::new(), sketch, shingles: (range.end - range.start) as u32 }
    }

    #[test]
    fn a_shortened_wire_text_is_a_copy_and_another_text_is_none() {
        let whole = words(0..600);
        assert!(containment(&whole, &whole) > 0.99);
        assert!(containment(&whole, &words(0..350)) > COPY);
        assert!(containment(&whole, &words(500..1100)) < 0.4);
        assert_eq!(containment(&whole, &words(0..100)), 0.0);
        let make = |keys| Analysis { keys, ..sample::article("x", "") };
        let articles = [make(whole.clone()), make(words(900..1500)), make(words(0..590))];
        let refs: Vec<&Analysis> = articles.iter().collect();
        assert_eq!(find(&refs, &Alone).of, [None, None, Some(0)]);
    }
}
