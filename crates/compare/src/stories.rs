//! Which articles are about the same story.
//!
//! Articles are vectors of weighted words (tf-idf, Salton and Buckley 1988). Candidates come from the posting lists of
//! each article's weightiest words, looked back over a window of days and capped, so the work grows with the number of
//! articles and not with its square. Candidates are verified with the cosine of the whole vectors and merged by average
//! link: a chain of neighbours is no story.
//!
//! What an increment recomputes: the stories of the new records and of the earlier ones that they are looked up with
//! ([`related`](crate::related)), under the rarities of the whole collection. Stories that no new record comes near stay as
//! they are; one that takes a new record may split or merge otherwise than in one go where some of its earlier records
//! were not looked up.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, hash_map::Entry},
    sync::LazyLock,
};

use claimdiff_claims::{Analysis, MAX_TERMS, Term};
use claimdiff_text::Days;
use rustc_hash::FxHashMap;

use crate::{
    Statistics,
    postings::Lists,
    workers::{self, Workers},
};

/// Days between the first and the last article of one exchange of news.
const WINDOW: i32 = 4;
/// The number of each article's weightiest words that are looked up.
const PROBES: usize = 40;
/// The most articles looked at in the posting lists of one, the shortest lists first.
pub(crate) const MAX_POSTINGS: usize = 4_000;
/// The most candidates of an article that are verified.
pub(crate) const MAX_CANDIDATES: usize = 40;
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
pub(crate) fn find(articles: &[&Analysis], words: &Words, workers: &dyn Workers) -> Vec<u32> {
    let days: Vec<Option<Days>> = articles.iter().map(|a| days(a)).collect();
    link(articles.len(), edges(&Vectors::new(articles, words, workers), &days, workers), workers)
}

/// How many articles are looked at as one part of the work.
const BLOCK: usize = 4096;

/// The words of the articles, and how much each tells.
#[derive(Default)]
pub(crate) struct Words {
    numbers: FxHashMap<u32, u32>,
    /// By the number of the word.
    rarity: Vec<f64>,
}

impl Words {
    /// Those of a whole collection, or of some articles of one whose words are counted.
    pub(crate) fn new(articles: &[&Analysis], statistics: &Statistics) -> Words {
        let mut words = Words::default();
        let mut add = |hash: u32, frequency: &dyn Fn() -> u32| {
            let next = words.rarity.len() as u32;
            if let Entry::Vacant(free) = words.numbers.entry(hash) {
                free.insert(next);
                words.rarity.push(rarity(statistics.records(), frequency()));
            }
        };
        if statistics.records() <= articles.len() as u64 {
            statistics.words().for_each(|(hash, count)| add(hash, &|| count));
        } else {
            let terms = articles.iter().flat_map(|a| &a.keys.terms);
            terms.for_each(|t| add(t.hash, &|| statistics.frequency(t.hash)));
        }
        words
    }
}

/// Each article as a unit vector of weighted words, the weightiest first.
struct Vectors {
    /// Those of a block each.
    blocks: Vec<Lists<(u32, f32)>>,
    /// The number of different words; a word is a number below it.
    words: usize,
}

impl Vectors {
    fn new(articles: &[&Analysis], words: &Words, workers: &dyn Workers) -> Vectors {
        let blocks = workers::blocks(workers, articles.len(), BLOCK, |block| {
            let mut vectors = Lists::default();
            let mut weighed: Vec<(u32, u32, f32)> = Vec::new();
            for article in &articles[block] {
                weighed.clear();
                weighed.extend(article.keys.terms.iter().map(|t| {
                    let word = words.numbers.get(&t.hash).copied().unwrap_or_default();
                    (t.hash, word, weight_among(t, words.rarity[word as usize]))
                }));
                weighed.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
                let length = length(weighed.iter().map(|(.., weight)| *weight));
                vectors.push(weighed.iter().map(|(_, word, w)| (*word, (f64::from(*w) / length) as f32)));
            }
            vectors.shrink_to_fit();
            vectors
        });
        Vectors { blocks, words: words.rarity.len() }
    }

    fn of(&self, article: usize) -> &[(u32, f32)] {
        self.blocks[article / BLOCK].of(article % BLOCK)
    }

    /// The words of an article that are looked up.
    fn probes(&self, article: usize) -> &[(u32, f32)] {
        let vector = self.of(article);
        &vector[..vector.len().min(PROBES)]
    }
}

/// An article as a vector of weighted words, under what is known of a collection: by it one tells how like others are.
#[derive(Debug)]
pub struct Profile {
    words: FxHashMap<u32, f32>,
    days: Option<Days>,
}

impl Profile {
    /// That of an article.
    pub fn new(article: &Analysis, statistics: &Statistics) -> Profile {
        let words: Vec<(u32, f32)> = weighted(article, statistics).collect();
        let length = length(words.iter().map(|(_, weight)| *weight));
        Profile {
            words: words.into_iter().map(|(word, weight)| (word, (f64::from(weight) / length) as f32)).collect(),
            days: days(article),
        }
    }

    /// How much another article has the same words, less for each day between the two: from 0 to 1, and as stories are found
    /// by.
    pub fn likeness(&self, other: &Analysis, statistics: &Statistics) -> f64 {
        let (mut product, mut square) = (0.0, 0.0);
        for (word, weight) in weighted(other, statistics) {
            product += f64::from(weight) * f64::from(self.words.get(&word).copied().unwrap_or_default());
            square += f64::from(weight).powi(2);
        }
        product / square.sqrt().max(1e-9) * by_days(self.days, days(other))
    }
}

/// The likeness from which two articles may be of one story.
pub const ONE_STORY: f64 = LINK;

/// The words of an article with what they weigh in a collection.
fn weighted<'a>(article: &'a Analysis, statistics: &'a Statistics) -> impl Iterator<Item = (u32, f32)> + 'a {
    let rarity = |t: &Term| rarity(statistics.records(), statistics.frequency(t.hash));
    article.keys.terms.iter().map(move |t| (t.hash, weight_among(t, rarity(t))))
}

fn length(weights: impl Iterator<Item = f32>) -> f64 {
    weights.map(|w| f64::from(w).powi(2)).sum::<f64>().sqrt().max(1e-9)
}

fn days(article: &Analysis) -> Option<Days> {
    article.meta.published.as_ref().map(|p| p.value.days())
}

/// What is left of the similarity of two articles of these days.
fn by_days(a: Option<Days>, b: Option<Days>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => 1.0 - PER_DAY * f64::from(a.gap(b)),
        _ => UNDATED,
    }
}

/// The words by which an article is looked up in a collection, each with its weight.
pub(crate) fn probes(article: &Analysis, statistics: &Statistics) -> Vec<(u32, f32)> {
    let mut out: Vec<(u32, f32)> = weighted(article, statistics).collect();
    out.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out.truncate(PROBES);
    out
}

/// What a word of so much rarity weighs in its article.
fn weight_among(term: &Term, rarity: f64) -> f32 {
    let mut weight = by_count(term.count) * rarity;
    weight *= if term.name { NAME } else { 1.0 };
    weight *= if term.headline { HEADLINE } else { 1.0 };
    weight as f32
}

/// For each word the articles that are looked up by it, in their order, with its weight there.
struct Lookup {
    ends: Vec<u32>,
    articles: Vec<(u32, f32)>,
}

impl Lookup {
    fn new(vectors: &Vectors, articles: usize) -> Lookup {
        let probes = || (0..articles).flat_map(|a| vectors.probes(a).iter().map(move |p| (a, *p)));
        let mut ends = vec![0u32; vectors.words + 1];
        probes().for_each(|(_, (word, _))| ends[word as usize + 1] += 1);
        (1..ends.len()).for_each(|word| ends[word] += ends[word - 1]);
        let mut articles = vec![(0, 0.0); ends[vectors.words] as usize];
        // Filled from its start, the place of a word ends where the next one began.
        for (article, (word, weight)) in probes() {
            articles[ends[word as usize] as usize] = (article as u32, weight);
            ends[word as usize] += 1;
        }
        Lookup { ends, articles }
    }

    fn of(&self, word: u32) -> &[(u32, f32)] {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.articles[start as usize..self.ends[word as usize] as usize]
    }
}

/// How much a word tells that stands in so many of all articles.
fn rarity(articles: u64, frequency: u32) -> f64 {
    ((articles as f64 + PRIOR) / (f64::from(frequency) + 0.5)).ln()
}

/// The length of an article as a vector of its words, without sight of any other article; parts of names count double.
pub(crate) fn length_alone(article: &Analysis) -> f64 {
    article.keys.terms.iter().map(|t| weight(t).powi(2)).sum::<f64>().sqrt()
}

/// The product of two such vectors.
pub(crate) fn product_alone(a: &Analysis, b: &Analysis) -> f64 {
    let (ours, theirs) = (&a.keys.terms, &b.keys.terms[..b.keys.terms.len().min(MAX_TERMS)]);
    // A small table on the stack, of numbers from 1 and mostly empty: this is asked of very many pairs, and steps that
    // wait for each other, as in merging the two, take longer.
    let mut table = [0u16; SLOTS];
    let slots = |hash: u32| (hash as usize..).map(|n| n % SLOTS);
    for (term, number) in theirs.iter().zip(1..) {
        let free = slots(term.hash).find(|n| table[*n] == 0).unwrap_or_default();
        table[free] = number;
    }
    let same = |term: &Term| {
        let mut known = slots(term.hash).map(|n| table[n]).take_while(|number| *number > 0);
        known.find_map(|number| Some(&theirs[usize::from(number) - 1]).filter(|t| t.hash == term.hash))
    };
    let both = ours.iter().filter_map(|x| Some((x, same(x)?)));
    both.map(|(x, y)| weight(x) * weight(y)).sum()
}

/// The slots of the table of words: several times as many as an article has terms.
const SLOTS: usize = 1024;
const _: () = assert!(SLOTS >= 4 * MAX_TERMS);

/// What a word weighs, whatever other articles say.
fn weight(term: &Term) -> f64 {
    by_count(term.count) * if term.name { 2.0 } else { 1.0 }
}

/// The same by how often it stands.
fn by_count(count: u16) -> f64 {
    static FEW: LazyLock<[f64; 64]> = LazyLock::new(|| std::array::from_fn(|count| 1.0 + (count as f64).ln()));
    FEW.get(usize::from(count)).copied().unwrap_or_else(|| 1.0 + f64::from(count).ln())
}

/// The similar pairs: the later article, the earlier one, how similar.
fn edges(vectors: &Vectors, days: &[Option<Days>], workers: &dyn Workers) -> Vec<(u32, u32, f64)> {
    let lookup = Lookup::new(vectors, days.len());
    let parts = workers::blocks(workers, days.len(), BLOCK, |block| {
        // By article, and by word: all 0 before and after each article is looked at.
        let mut scores: Vec<f32> = vec![0.0; block.end];
        let mut weights: Vec<f32> = vec![0.0; vectors.words];
        // How many articles of a word's list were passed; 0 where the word was not met in this block.
        let mut passed: Vec<u32> = vec![0; vectors.words];
        let mut lists: Vec<(&[(u32, f32)], f32)> = Vec::new();
        let mut ranked: Vec<(u32, f32)> = Vec::new();
        let mut out = Vec::new();
        for at in block {
            ranked.clear();
            lists.clear();
            for (word, weight) in vectors.probes(at) {
                let (list, passed) = (lookup.of(*word), &mut passed[*word as usize]);
                if *passed == 0 {
                    *passed = list.partition_point(|(other, _)| (*other as usize) < at) as u32;
                }
                lists.push((&list[..*passed as usize], *weight));
                *passed += 1;
            }
            lists.sort_by_key(|(list, _)| list.len());
            let mut left = MAX_POSTINGS;
            for (list, weight) in &lists {
                for (other, theirs) in list.iter().rev().take(left) {
                    if days[at].is_some_and(|a| days[*other as usize].is_some_and(|b| a.gap(b) > WINDOW)) {
                        break;
                    }
                    left -= 1;
                    let score = &mut scores[*other as usize];
                    if *score == 0.0 {
                        ranked.push((*other, 0.0));
                    }
                    *score += weight * theirs;
                }
            }
            ranked.iter_mut().for_each(|(other, score)| *score = std::mem::take(&mut scores[*other as usize]));
            let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            if ranked.len() > MAX_CANDIDATES {
                ranked.select_nth_unstable_by(MAX_CANDIDATES, order);
                ranked.truncate(MAX_CANDIDATES);
            }
            vectors.of(at).iter().for_each(|(word, weight)| weights[*word as usize] = *weight);
            for (other, _) in &ranked {
                let date = by_days(days[at], days[*other as usize]);
                let product = |(word, theirs): &(u32, f32)| f64::from(weights[*word as usize]) * f64::from(*theirs);
                let similarity = vectors.of(*other as usize).iter().map(product).sum::<f64>() * date;
                if similarity >= EDGE {
                    out.push((at as u32, *other, similarity));
                }
            }
            vectors.of(at).iter().for_each(|(word, _)| weights[*word as usize] = 0.0);
        }
        out
    });
    workers::joined(parts)
}

/// Merges by average link, the most similar clusters first; a pair that was never similar counts as 0.
fn link(articles: usize, mut edges: Vec<(u32, u32, f64)>, workers: &dyn Workers) -> Vec<u32> {
    // Two clusters merge only over a pair that is similar enough itself: what no chain of such pairs joins stays apart.
    let mut roots: Vec<u32> = (0..articles as u32).collect();
    for (a, b, _) in edges.iter().filter(|(.., similarity)| *similarity >= LINK) {
        let (a, b) = (root(&mut roots, *a), root(&mut roots, *b));
        roots[a.max(b) as usize] = a.min(b);
    }
    (0..articles as u32).for_each(|n| roots[n as usize] = root(&mut roots, n));
    edges.retain(|(a, b, _)| roots[*a as usize] == roots[*b as usize]);
    edges.sort_unstable_by_key(|(a, b, _)| (roots[*a as usize], *a, *b));
    let islands: Vec<&[(u32, u32, f64)]> = edges.chunk_by(|x, y| roots[x.0 as usize] == roots[y.0 as usize]).collect();
    let parts = workers::blocks(workers, islands.len(), BLOCK, |block| {
        islands[block].iter().flat_map(|edges| merge(edges)).collect::<Vec<Vec<u32>>>()
    });
    // Numbered by the first article of each.
    let mut first: Vec<u32> = (0..articles as u32).collect();
    for cluster in parts.iter().flatten() {
        let least = cluster.iter().copied().min().unwrap_or_default();
        cluster.iter().for_each(|member| first[*member as usize] = least);
    }
    let mut number = vec![0; articles];
    let mut next = 0;
    for n in 0..articles {
        if first[n] as usize == n {
            number[n] = next;
            next += 1;
        }
        number[n] = number[first[n] as usize];
    }
    number
}

/// The first of the articles that are joined with one.
pub(crate) fn root(roots: &mut [u32], mut n: u32) -> u32 {
    while roots[n as usize] != n {
        roots[n as usize] = roots[roots[n as usize] as usize];
        n = roots[n as usize];
    }
    n
}

/// The clusters of articles that are joined by these pairs.
fn merge(edges: &[(u32, u32, f64)]) -> Vec<Vec<u32>> {
    let mut articles: Vec<u32> = edges.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    articles.sort_unstable();
    articles.dedup();
    let index = |article: &u32| articles.binary_search(article).unwrap_or_default() as u32;
    let mut members: Vec<Vec<u32>> = articles.iter().map(|a| vec![*a]).collect();
    let mut sums: Vec<FxHashMap<u32, f64>> = vec![FxHashMap::default(); articles.len()];
    let mut queue = BinaryHeap::new();
    for (a, b, similarity) in edges {
        let (a, b) = (index(a), index(b));
        sums[a as usize].insert(b, *similarity);
        sums[b as usize].insert(a, *similarity);
        if *similarity >= LINK {
            queue.push((Rank(*similarity), Reverse((a.min(b), a.max(b)))));
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
    members
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
    use crate::Alone;

    #[test]
    fn a_chain_of_neighbours_is_no_story() {
        let chain = vec![(1, 0, 0.5), (2, 1, 0.4), (3, 2, 0.5)];
        assert_eq!(link(4, chain, &Alone), [0, 0, 1, 1]);
        let close = vec![(1, 0, 0.5), (2, 1, 0.5), (2, 0, 0.5)];
        assert_eq!(link(4, close, &Alone), [0, 0, 0, 1]);
    }
}
