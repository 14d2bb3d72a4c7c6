//! Facts as clusters of claims over all articles of a group.
//!
//! The likest pairs are joined first, by average link (Sokal and Michener 1958), and never two claims of one article
//! with different values: what an article tells as two figures are two facts, or one that it tells as moved.
//!
//! What an increment recomputes: the clusters of the groups that hold a new record, whole, since the likest pairs of all
//! are joined first.

use claimdiff_text::Days;
use rustc_hash::FxHashMap;

use super::candidates::{Candidates, Edge};

/// The average score from which two clusters are one.
const LINK: f32 = -1.0;
/// The score of a pair that was not put side by side or left alone.
const UNKNOWN: f32 = -6.0;
/// The score of a pair that a bar parts, or whose events are told of two days: it outweighs a few that are alike.
const PARTED: f32 = -20.0;
/// The most claims of a cluster; more are some formula that stands in every article.
const MOST: usize = 64;

/// Which claims of a group are of one fact.
pub(super) struct Clusters {
    /// For each figure the number of its cluster.
    pub(super) of: Vec<u32>,
    /// The figures of each cluster, in their order.
    pub(super) members: Vec<Vec<u32>>,
    /// For each figure the days for which it holds. What an article without a date tells is of the first day on which another
    /// tells the same figure of the fact.
    pub(super) days: Vec<Option<Days>>,
}

impl Clusters {
    pub(super) fn new(all: &Candidates, article: &[u32]) -> Clusters {
        let n = all.figures.len();
        let mut of: Vec<u32> = (0..n as u32).collect();
        let mut members: Vec<Vec<u32>> = (0..n as u32).map(|f| vec![f]).collect();
        let mut order: Vec<u32> = (0..all.edges.len() as u32)
            .filter(|e| all.edges[*e as usize].fact >= LINK && all.edges[*e as usize].bar.is_none())
            .collect();
        order.sort_by(|a, b| {
            let score = |e: &u32| all.edges[*e as usize].fact;
            score(b).total_cmp(&score(a)).then(a.cmp(b))
        });
        let score = |e: &Edge| if e.bar.is_some() || e.two_days { PARTED } else { e.fact };
        let scores: FxHashMap<(u32, u32), f32> = all.edges.iter().map(|e| ((e.x, e.y), score(e))).collect();
        for e in order {
            let (a, b) = (of[all.edges[e as usize].x as usize], of[all.edges[e as usize].y as usize]);
            if a == b || !joins(all, article, &scores, &members[a as usize], &members[b as usize]) {
                continue;
            }
            let (a, b) = (a.min(b), a.max(b));
            let moved = std::mem::take(&mut members[b as usize]);
            moved.iter().for_each(|f| of[*f as usize] = a);
            members[a as usize].extend(moved);
            members[a as usize].sort_unstable();
        }
        let days = (0..n).map(|f| day(all, f, &members[of[f] as usize])).collect();
        Clusters { of, members, days }
    }
}

/// The days for which a figure of a fact holds.
fn day(all: &Candidates, figure: usize, fact: &[u32]) -> Option<Days> {
    let f = &all.figures[figure];
    // A day, a clock or a rank is no count that moves.
    let told = || {
        let same = fact.iter().map(|n| &all.figures[*n as usize]).filter(|g| g.range.agrees(f.range));
        same.filter_map(|g| g.day).min()
    };
    f.day.or_else(|| if f.dimension.is_rare() { None } else { told() })
}

fn joins(all: &Candidates, article: &[u32], scores: &FxHashMap<(u32, u32), f32>, ours: &[u32], theirs: &[u32]) -> bool {
    if ours.len() + theirs.len() > MOST {
        return false;
    }
    let (mut sum, mut count) = (0.0f32, 0u32);
    for a in ours {
        for b in theirs {
            if article[*a as usize] == article[*b as usize] {
                let range = |f: &u32| all.figures[*f as usize].range;
                if !range(a).agrees(range(b)) {
                    return false;
                }
                continue;
            }
            let (x, y) = (*a.min(b), *a.max(b));
            let score = scores.get(&(x, y)).copied().unwrap_or(UNKNOWN);
            sum += if score == PARTED { score } else { score.max(UNKNOWN) };
            count += 1;
        }
    }
    count > 0 && sum >= LINK * count as f32
}
