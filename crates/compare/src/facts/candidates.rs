//! Which claims are put side by side: all of one dimension in two articles that may tell of one thing.

use rustc_hash::FxHashMap;

use super::{
    Figure,
    bars::{self, Bar},
    evidence::{Between, Sheet, of_fact},
    figures,
    forest::Forest,
    rules::{self, Decision},
};
use crate::{corpus::Corpus, stories};

/// Up to so many articles that are handed over together are one dossier: each is held against each.
pub(crate) const DOSSIER: u64 = 16;
/// The most earlier articles that one is held against in a larger collection, the likest.
const NEIGHBOURS: usize = 12;

/// Articles that may tell of one thing, and which of them are held against each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The articles, in the order of the corpus.
    pub(super) articles: Vec<usize>,
    /// Pairs of places in that list, the earlier first.
    pub(super) pairs: Vec<(u32, u32)>,
}

/// The groups of a corpus: the whole of a dossier; else what stories and rare words in common join.
pub(super) fn groups(corpus: &Corpus<'_>) -> Vec<Group> {
    let all = corpus.articles.len();
    if corpus.statistics.records() <= DOSSIER {
        let pairs = (0..all as u32).flat_map(|later| (0..later).map(move |e| (e, later))).collect();
        return vec![Group { articles: (0..all).collect(), pairs }];
    }
    // For each article the earlier ones that may tell of one thing, the likest first.
    let rare = Rare::new(corpus);
    let parts = corpus.blocks(|block| block.map(|later| rare.neighbours(corpus, later)).collect::<Vec<_>>());
    let neighbours: Vec<Vec<u32>> = parts.into_iter().flatten().collect();
    // What is joined is compared by one worker, so a chain of neighbours ends somewhere.
    let mut roots: Vec<u32> = (0..all as u32).collect();
    let mut size = vec![1u32; all];
    let mut taken: Vec<(u32, u32)> = Vec::new();
    for rank in 0..NEIGHBOURS {
        for (later, earlier) in neighbours.iter().enumerate() {
            let Some(earlier) = earlier.get(rank) else { continue };
            let (a, b) = (stories::root(&mut roots, *earlier), stories::root(&mut roots, later as u32));
            let (a, b) = (a.min(b), a.max(b));
            if a != b {
                if size[a as usize] + size[b as usize] > LARGEST {
                    continue;
                }
                roots[b as usize] = a;
                size[a as usize] += size[b as usize];
            }
            taken.push((*earlier, later as u32));
        }
    }
    let mut of: FxHashMap<u32, usize> = FxHashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut place = vec![0u32; all];
    for (article, place) in place.iter_mut().enumerate() {
        let root = stories::root(&mut roots, article as u32);
        if size[root as usize] < 2 {
            continue;
        }
        let at = *of.entry(root).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() - 1
        });
        *place = groups[at].articles.len() as u32;
        groups[at].articles.push(article);
    }
    for (a, b) in taken {
        if let Some(at) = of.get(&stories::root(&mut roots, a)) {
            groups[*at].pairs.push((place[a as usize], place[b as usize]));
        }
    }
    groups.iter_mut().for_each(|g| g.pairs.sort_unstable());
    groups
}

/// The most articles of a group.
const LARGEST: u32 = 400;

/// The articles that have a word which few have, and those of each story.
struct Rare {
    words: FxHashMap<u32, Vec<u32>>,
    stories: FxHashMap<u32, Vec<u32>>,
}

/// A word of so many articles says nothing of one story.
pub(crate) const COMMON: usize = 12;
/// How many rare words two articles have in common that may tell of one thing.
pub(crate) const SHARED: u32 = 3;
/// How far back in a long story one looks for the likest.
const BACK: usize = 48;

impl Rare {
    fn new(corpus: &Corpus<'_>) -> Rare {
        let mut words: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut stories: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (n, article) in corpus.articles.iter().enumerate() {
            for term in &article.keys.terms {
                let list = words.entry(term.hash).or_default();
                // One more than common tells that it is.
                if list.len() <= COMMON {
                    list.push(n as u32);
                }
            }
            stories.entry(corpus.stories[n]).or_default().push(n as u32);
        }
        let rare = |word: u32| corpus.statistics.frequency(word) as usize <= COMMON;
        words.retain(|word, list| (2..=COMMON).contains(&list.len()) && rare(*word));
        Rare { words, stories }
    }

    /// The earlier articles that one is held against, the likest first.
    fn neighbours(&self, corpus: &Corpus<'_>, later: usize) -> Vec<u32> {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for term in &corpus.articles[later].keys.terms {
            for other in self.words.get(&term.hash).into_iter().flatten().take_while(|o| (**o as usize) < later) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut out: Vec<u32> = shared.into_iter().filter(|(_, n)| *n >= SHARED).map(|(other, _)| other).collect();
        if let Some(story) = self.stories.get(&corpus.stories[later]) {
            let end = story.partition_point(|o| (*o as usize) < later);
            out.extend(&story[end.saturating_sub(BACK)..end]);
        }
        out.sort_unstable();
        out.dedup();
        let alike = |other: u32| (corpus.likeness(other as usize, later) * 1e6) as u32;
        out.sort_by_cached_key(|other| (std::cmp::Reverse(alike(*other)), *other));
        out.truncate(NEIGHBOURS);
        out
    }
}

/// The score of two claims that a rule says are of one fact.
const ONE: f32 = 3.0;

/// Two figures that were put side by side.
#[derive(Clone)]
pub(super) struct Edge {
    /// Their places among the figures of the group, the one of the earlier article first.
    pub(super) x: u32,
    pub(super) y: u32,
    /// How much says that they are of one fact.
    pub(super) fact: f32,
    pub(super) evidence: Vec<f32>,
    /// What surely parts the two.
    pub(super) bar: Option<&'static Bar>,
    /// Their events are told of two days, so that no others make one fact of the two.
    pub(super) two_days: bool,
    /// What their values are to each other, by the days that the two tell.
    pub(super) decision: Decision,
}

/// The figures of a group and the pairs among them.
pub(super) struct Candidates {
    /// In the order of the articles.
    pub(super) figures: Vec<Figure>,
    /// For each article of the group where its figures begin, and the end of all.
    pub(super) starts: Vec<usize>,
    pub(super) edges: Vec<Edge>,
    /// Pairs that have so little in common that nothing more is kept of them.
    pub(super) unlike: usize,
}

/// Puts the figures of a group side by side.
pub(super) fn find(corpus: &Corpus<'_>, group: &Group, model: &Forest) -> Candidates {
    let mut out = Candidates { figures: Vec::new(), starts: vec![0], edges: Vec::new(), unlike: 0 };
    for article in &group.articles {
        out.figures.extend(figures(corpus, *article));
        out.starts.push(out.figures.len());
    }
    let mut sheet = Sheet::new(false);
    let mut beside: Vec<(u32, u32)> = Vec::new();
    for (a, b) in &group.pairs {
        let (a, b) = (*a as usize, *b as usize);
        let mut between = Between::new(corpus, group.articles[a], group.articles[b]);
        let (ours, theirs) = (out.starts[a]..out.starts[a + 1], out.starts[b]..out.starts[b + 1]);
        let mut from = theirs.start;
        for x in ours {
            let dimension = out.figures[x].dimension;
            // Both lists are sorted by dimension.
            while from < theirs.end && out.figures[from].dimension < dimension {
                from += 1;
            }
            for y in (from..theirs.end).take_while(|y| out.figures[*y].dimension == dimension) {
                of_fact(corpus, &mut between, &out.figures[x], &out.figures[y], &mut sheet);
                beside.push((x as u32, y as u32));
            }
        }
        if beside.len() >= AT_ONCE {
            out.weigh(corpus, model, &mut beside, &mut sheet.values);
        }
    }
    out.weigh(corpus, model, &mut beside, &mut sheet.values);
    out
}

/// About so many pairs are given their scores at once.
const AT_ONCE: usize = 256;

impl Candidates {
    /// Gives pairs that were put side by side their scores, and keeps those that may be of one fact. The pairs and their
    /// evidence are used up.
    fn weigh(&mut self, corpus: &Corpus<'_>, model: &Forest, beside: &mut Vec<(u32, u32)>, evidence: &mut Vec<f32>) {
        let width = evidence.len().checked_div(beside.len()).unwrap_or_default();
        let scores = model.scores(evidence, width);
        for ((n, (x, y)), score) in beside.iter().enumerate().zip(scores) {
            let (f, g) = (&self.figures[*x as usize], &self.figures[*y as usize]);
            let one = rules::is_one_fact(corpus, f, g).then_some(ONE);
            match score.into_iter().chain(one).reduce(f32::max) {
                Some(fact) => {
                    let bar = bars::between(corpus, f, g);
                    let evidence = evidence[n * width..(n + 1) * width].to_vec();
                    let decision = rules::decide(corpus, f, g, [f.day, g.day]);
                    let two_days = !f.dimension.is_time() && bars::days_apart(corpus, f, g);
                    self.edges.push(Edge { x: *x, y: *y, fact, evidence, bar, two_days, decision });
                }
                None => self.unlike += 1,
            }
        }
        beside.clear();
        evidence.clear();
    }
}
