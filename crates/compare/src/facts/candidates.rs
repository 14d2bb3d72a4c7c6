//! Which claims are put side by side: all of one dimension in two articles that may tell of one thing.

use rustc_hash::FxHashMap;

use super::{
    Figure,
    bars::{self, Bar},
    evidence::{Between, Sheet, of_fact},
    figures,
    model::Trees,
};
use crate::corpus::Corpus;

/// Up to so many articles that are handed over together are one dossier: each is held against each.
pub(crate) const DOSSIER: usize = 16;
/// The most earlier articles of a story that one is held against, the likest.
const NEIGHBOURS: usize = 12;

/// Articles that may tell of one thing, and which of them are held against each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The articles, in the order of the corpus.
    pub(super) articles: Vec<usize>,
    /// Pairs of places in that list, the earlier first.
    pub(super) pairs: Vec<(u32, u32)>,
}

/// The groups of a corpus: the whole of a dossier, else its stories.
pub(super) fn groups(corpus: &Corpus<'_>) -> Vec<Group> {
    let all = corpus.articles.len();
    if all <= DOSSIER {
        return vec![group(corpus, (0..all).collect())];
    }
    let mut stories: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for article in 0..all {
        stories.entry(corpus.stories[article]).or_default().push(article);
    }
    let mut stories: Vec<Vec<usize>> = stories.into_values().filter(|s| s.len() > 1).collect();
    stories.sort_unstable();
    stories.into_iter().map(|s| group(corpus, s)).collect()
}

fn group(corpus: &Corpus<'_>, articles: Vec<usize>) -> Group {
    let mut pairs = Vec::new();
    for later in 0..articles.len() {
        // Of a long story the nearest in time are looked at, and of those the likest are taken.
        let from = later.saturating_sub(4 * NEIGHBOURS);
        let mut earlier: Vec<(u32, u32)> = (from..later)
            .map(|e| {
                let alike = corpus.likeness(articles[e], articles[later]);
                ((alike * 1e6) as u32, e as u32)
            })
            .collect();
        if articles.len() > DOSSIER {
            earlier.sort_unstable_by(|a, b| b.cmp(a));
            earlier.truncate(NEIGHBOURS);
        }
        pairs.extend(earlier.into_iter().map(|(_, e)| (e, later as u32)));
    }
    pairs.sort_unstable();
    Group { articles, pairs }
}

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
pub(super) fn find(corpus: &Corpus<'_>, group: &Group, model: &Trees) -> Candidates {
    let mut out = Candidates { figures: Vec::new(), starts: vec![0], edges: Vec::new(), unlike: 0 };
    for article in &group.articles {
        out.figures.extend(figures(corpus, *article));
        out.starts.push(out.figures.len());
    }
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
                let mut sheet = Sheet::new(false);
                of_fact(corpus, &mut between, &out.figures[x], &out.figures[y], &mut sheet);
                match model.score(&sheet.values) {
                    Some(fact) => {
                        let bar = bars::between(corpus, &out.figures[x], &out.figures[y]);
                        out.edges.push(Edge { x: x as u32, y: y as u32, fact, evidence: sheet.values, bar });
                    }
                    None => out.unlike += 1,
                }
            }
        }
    }
    out
}
