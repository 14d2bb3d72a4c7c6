//! Which articles are about the same story.
//!
//! Articles are vectors of weighted words (tf-idf, Salton and Buckley 1988). Candidates come from the posting lists of
//! each article's weightiest words, looked back over a window of days and capped, so the work grows with the number of
//! articles and not with its square. Candidates are verified with the cosine of the whole vectors and merged by average
//! link: a chain of neighbours is no story.

use std::{cmp::Reverse, collections::BinaryHeap};

use claimdiff_claims::{Analysis, Term};
use claimdiff_text::Days;
use rustc_hash::FxHashMap;

/// Days between the first and the last article of one exchange of news.
const WINDOW: i32 = 4;
/// The number of each article's weightiest words that are looked up.
const PROBES: usize = 40;
/// The most articles looked at in one posting list.
const MAX_POSTINGS: usize = 200;
/// The most candidates of an article that are verified.
const MAX_CANDIDATES: usize = 40;
/// The similarity from which two clusters are one story.
const LINK: f64 = 0.24;
/// The least similarity of two articles that is remembered.
const EDGE: f64 = 0.08;
/// What a day between two articles takes of their similarity.
const PER_DAY: f64 = 0.06;
/// The similarity that is left to a pair without a date.
const UNDATED: f64 = 0.95;
/// How much more a part of a name tells than another word, and a word of the headline.
const NAME: f64 = 1.2;
const HEADLINE: f64 = 1.4;
/// Articles that any corpus is thought to have besides its own, so that five articles still tell common from rare.
const PRIOR: f64 = 200.0;

/// A cluster number for each article. `articles` are in the order in which they were published.
pub(crate) fn find(articles: &[&Analysis]) -> Vec<u32> {
    let vectors = vectors(articles);
    let days: Vec<Option<Days>> = articles.iter().map(|a| a.meta.published.as_ref().map(|p| p.value.days())).collect();
    link(articles.len(), edges(&vectors, &days))
}

/// A unit vector of weighted words, sorted by word.
type Vector = Vec<(u32, f32)>;

fn vectors(articles: &[&Analysis]) -> Vec<Vector> {
    let mut frequency: FxHashMap<u32, u32> = FxHashMap::default();
    for article in articles {
        article.keys.terms.iter().for_each(|t| *frequency.entry(t.hash).or_default() += 1);
    }
    let all = articles.len() as f64 + PRIOR;
    articles
        .iter()
        .map(|article| {
            let mut vector: Vector = article
                .keys
                .terms
                .iter()
                .map(|t| {
                    let rarity = (all / (f64::from(frequency[&t.hash]) + 0.5)).ln();
                    let mut weight = (1.0 + f64::from(t.count).ln()) * rarity;
                    weight *= if t.name { NAME } else { 1.0 };
                    weight *= if t.headline { HEADLINE } else { 1.0 };
                    (t.hash, weight as f32)
                })
                .collect();
            vector.sort_unstable_by_key(|(hash, _)| *hash);
            let length = vector.iter().map(|(_, w)| f64::from(*w).powi(2)).sum::<f64>().sqrt();
            vector.iter_mut().for_each(|(_, w)| *w = (f64::from(*w) / length.max(1e-9)) as f32);
            vector
        })
        .collect()
}

/// The cosine of two articles' words without sight of any other article; parts of names count double.
pub(crate) fn likeness(a: &Analysis, b: &Analysis) -> f64 {
    let weight = |t: &Term| (1.0 + f64::from(t.count).ln()) * if t.name { 2.0 } else { 1.0 };
    let length = |x: &Analysis| x.keys.terms.iter().map(|t| weight(t).powi(2)).sum::<f64>().sqrt();
    let theirs: FxHashMap<u32, f64> = b.keys.terms.iter().map(|t| (t.hash, weight(t))).collect();
    let product: f64 = a.keys.terms.iter().filter_map(|t| theirs.get(&t.hash).map(|w| w * weight(t))).sum();
    product / (length(a) * length(b)).max(1e-9)
}

fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(a[i].1) * f64::from(b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The similar pairs: the later article, the earlier one, how similar.
fn edges(vectors: &[Vector], days: &[Option<Days>]) -> Vec<(u32, u32, f64)> {
    let mut postings: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
    let mut probes: Vec<(u32, f32)> = Vec::new();
    let mut ranked: Vec<(u32, f32)> = Vec::new();
    let mut out = Vec::new();
    for (at, vector) in vectors.iter().enumerate() {
        probes.clear();
        probes.extend_from_slice(vector);
        probes.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        probes.truncate(PROBES);
        scores.clear();
        for (hash, weight) in &probes {
            let list = postings.entry(*hash).or_default();
            for (other, theirs) in list.iter().rev().take(MAX_POSTINGS) {
                match (days[at], days[*other as usize]) {
                    (Some(a), Some(b)) if a.gap(b) > WINDOW => break,
                    _ => *scores.entry(*other).or_default() += weight * theirs,
                }
            }
            list.push((at as u32, *weight));
        }
        ranked.clear();
        ranked.extend(scores.iter().map(|(other, score)| (*other, *score)));
        ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (other, _) in ranked.iter().take(MAX_CANDIDATES) {
            let date = match (days[at], days[*other as usize]) {
                (Some(a), Some(b)) => 1.0 - PER_DAY * f64::from(a.gap(b)),
                _ => UNDATED,
            };
            let similarity = cosine(vector, &vectors[*other as usize]) * date;
            if similarity >= EDGE {
                out.push((at as u32, *other, similarity));
            }
        }
    }
    out
}

/// Merges by average link, the most similar clusters first; a pair that was never similar counts as 0.
fn link(articles: usize, edges: Vec<(u32, u32, f64)>) -> Vec<u32> {
    let mut members: Vec<Vec<u32>> = (0..articles as u32).map(|n| vec![n]).collect();
    let mut sums: Vec<FxHashMap<u32, f64>> = vec![FxHashMap::default(); articles];
    let mut queue = BinaryHeap::new();
    for (a, b, similarity) in edges {
        sums[a as usize].insert(b, similarity);
        sums[b as usize].insert(a, similarity);
        if similarity >= LINK {
            queue.push((Rank(similarity), Reverse((a.min(b), a.max(b)))));
        }
    }
    while let Some((Rank(rank), Reverse((a, b)))) = queue.pop() {
        let Some(sum) = sums[a as usize].get(&b).copied() else { continue };
        let average = |sum: f64, x: usize, y: usize| sum / (x * y) as f64;
        if average(sum, members[a as usize].len(), members[b as usize].len()) != rank {
            continue; // One of the two has grown since.
        }
        let theirs = std::mem::take(&mut sums[b as usize]);
        let moved = std::mem::take(&mut members[b as usize]);
        members[a as usize].extend(moved);
        sums[a as usize].remove(&b);
        let mut touched: Vec<(u32, f64)> = theirs.into_iter().filter(|(other, _)| *other != a).collect();
        touched.sort_unstable_by_key(|(other, _)| *other);
        for (other, sum) in touched {
            sums[other as usize].remove(&b);
            *sums[other as usize].entry(a).or_default() += sum;
            *sums[a as usize].entry(other).or_default() += sum;
        }
        let mut neighbours: Vec<(u32, f64)> = sums[a as usize].iter().map(|(other, sum)| (*other, *sum)).collect();
        neighbours.sort_unstable_by_key(|(other, _)| *other);
        for (other, sum) in neighbours {
            let rank = average(sum, members[a as usize].len(), members[other as usize].len());
            if rank >= LINK {
                queue.push((Rank(rank), Reverse((a.min(other), a.max(other)))));
            }
        }
    }
    // Numbered by the first article of each.
    let mut story = vec![0; articles];
    for (number, of) in (0..).zip(members.iter().filter(|of| !of.is_empty())) {
        of.iter().for_each(|m| story[*m as usize] = number);
    }
    story
}

/// A similarity with an order.
#[derive(PartialEq)]
struct Rank(f64);

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Rank) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Rank) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_neighbours_is_no_story() {
        let chain = vec![(1, 0, 0.5), (2, 1, 0.4), (3, 2, 0.5)];
        assert_eq!(link(4, chain), [0, 0, 1, 1]);
        let close = vec![(1, 0, 0.5), (2, 1, 0.5), (2, 0, 0.5)];
        assert_eq!(link(4, close), [0, 0, 0, 1]);
    }
}
