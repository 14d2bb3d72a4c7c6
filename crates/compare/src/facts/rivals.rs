//! The second look at two claims: who else might be the other's, and what a third article says.
//!
//! What an increment recomputes: margins and support of all pairs of the groups that hold a new record, since a third
//! article may be a rival or a support of any two.

use rustc_hash::FxHashMap;

use super::{
    candidates::{Candidates, Edge},
    cluster::Clusters,
    evidence::Sheet,
};
use crate::Verdict;

/// What a score is where there is nobody.
const NOBODY: f32 = -12.0;

/// The best two scores of a figure among those of another article, and with whom the best is.
#[derive(Clone, Copy)]
struct Best {
    first: f32,
    with: u32,
    second: f32,
    /// The best with one of the same value.
    agreeing: f32,
    /// The same of those that no bar parts.
    like: f32,
    count: u16,
}

impl Default for Best {
    fn default() -> Best {
        Best { first: NOBODY, with: u32::MAX, second: NOBODY, agreeing: NOBODY, like: NOBODY, count: 0 }
    }
}

impl Best {
    fn take(&mut self, score: f32, with: u32, agrees: bool, barred: bool) {
        self.count = self.count.saturating_add(1);
        if score > self.first {
            self.second = self.first;
            (self.first, self.with) = (score, with);
        } else {
            self.second = self.second.max(score);
        }
        if agrees {
            self.agreeing = self.agreeing.max(score);
            self.like = if barred { self.like } else { self.like.max(score) };
        }
    }

    /// The best score with anybody but one.
    fn besides(&self, with: u32) -> f32 {
        if self.with == with { self.second } else { self.first }
    }
}

/// The rivals of all figures of a group.
pub(super) struct Rivals {
    /// For each figure and other article of the group.
    best: FxHashMap<(u32, u32), Best>,
    /// The edges of each figure, the likest first.
    of: Vec<Vec<u32>>,
    /// The article of each figure, as its place in the group.
    article: Vec<u32>,
    pub(super) clusters: Clusters,
}

/// The most edges of a figure that are asked for support.
const SUPPORT: usize = 12;

impl Rivals {
    pub(super) fn new(all: &Candidates) -> Rivals {
        let mut article = vec![0; all.figures.len()];
        for n in 0..all.starts.len().saturating_sub(1) {
            article[all.starts[n]..all.starts[n + 1]].fill(n as u32);
        }
        let mut best: FxHashMap<(u32, u32), Best> = FxHashMap::default();
        let mut of = vec![Vec::new(); all.figures.len()];
        for (n, e) in all.edges.iter().enumerate() {
            let agrees = all.figures[e.x as usize].range.agrees(all.figures[e.y as usize].range);
            best.entry((e.x, article[e.y as usize])).or_default().take(e.fact, e.y, agrees, e.bar.is_some());
            best.entry((e.y, article[e.x as usize])).or_default().take(e.fact, e.x, agrees, e.bar.is_some());
            of[e.x as usize].push(n as u32);
            of[e.y as usize].push(n as u32);
        }
        for edges in &mut of {
            edges.sort_by(|a, b| {
                let score = |n: &u32| all.edges[*n as usize].fact;
                score(b).total_cmp(&score(a)).then(a.cmp(b))
            });
            edges.truncate(SUPPORT);
        }
        let clusters = Clusters::new(all, &article);
        Rivals { best, of, article, clusters }
    }

    /// Whether the claims of one fact, over all articles, are such that the two are among them.
    fn of_cluster(&self, all: &Candidates, e: &Edge, out: &mut Sheet) {
        let (p, q) = (self.clusters.of[e.x as usize], self.clusters.of[e.y as usize]);
        out.push("one cluster", if p == q { 1.0 } else { 0.0 });
        let of = |c: u32| self.clusters.members[c as usize].as_slice();
        let articles = |c: u32| of(c).chunk_by(|a, b| self.article[*a as usize] == self.article[*b as usize]).count();
        out.push("cluster articles", articles(p).min(articles(q)).min(9) as f32);
        out.push("cluster articles most", articles(p).max(articles(q)).min(9) as f32);
        let agreeing = |f: u32, c: u32| {
            let range = all.figures[f as usize].range;
            let same = of(c).iter().filter(|g| **g != f && all.figures[**g as usize].range.agrees(range));
            same.count().min(9) as f32
        };
        // How often each of the two values is told of the fact, and, of two facts, whether the other's has it.
        let (x, y) = (agreeing(e.x, p), agreeing(e.y, q));
        out.push("told again least", x.min(y));
        out.push("told again most", x.max(y));
        out.push("told across", if p == q { 0.0 } else { agreeing(e.x, q).max(agreeing(e.y, p)) });
        let here = |c: u32, f: u32| of(c).iter().any(|g| self.article[*g as usize] == self.article[f as usize]);
        // The other's fact has a claim of one's own article: then it is another fact.
        out.push("taken", if p == q { 0.0 } else { f32::from(u8::from(here(q, e.x)) + u8::from(here(p, e.y))) });
    }

    fn best(&self, figure: u32, other: u32) -> Best {
        self.best.get(&(figure, self.article[other as usize])).copied().unwrap_or_default()
    }

    /// How likely it is that one of two figures is what a figure of the same value in the other article tells.
    pub(super) fn like(&self, e: &Edge) -> f32 {
        self.best(e.x, e.y).like.max(self.best(e.y, e.x).like)
    }

    /// Whether each of two articles gives the other's value, too.
    pub(super) fn tell_both(&self, all: &Candidates, e: &Edge) -> bool {
        self.gives(all, e.x, e.y) > 0 && self.gives(all, e.y, e.x) > 0
    }

    /// How often the article of a figure gives the value of another.
    fn gives(&self, all: &Candidates, of: u32, value: u32) -> usize {
        let n = self.article[of as usize] as usize;
        let f = &all.figures[value as usize];
        let told = &all.figures[all.starts[n]..all.starts[n + 1]];
        told.iter().filter(|g| g.dimension == f.dimension && g.range.equals(f.range)).count()
    }

    /// What tells whether a difference of two claims is right, beside what tells whether they are of one fact.
    pub(super) fn of_difference(&self, all: &Candidates, e: &Edge, out: &mut Sheet) {
        let (b, c) = (self.best(e.x, e.y), self.best(e.y, e.x));
        out.push("fact", e.fact);
        // A count that has moved is likelier to be shown rightly than two that exclude each other.
        let moved = matches!(e.decision.verdict, Verdict::Update | Verdict::Revision | Verdict::Changed);
        out.push("moved", f32::from(u8::from(moved)));
        out.push("two sources", f32::from(u8::from(e.decision.verdict == Verdict::SourceConflict)));
        let (p, q) = (b.besides(e.y), c.besides(e.x));
        out.push("rival high", p.max(q));
        out.push("rival low", p.min(q));
        out.push("margin least", e.fact - p.max(q));
        out.push("margin most", e.fact - p.min(q));
        out.push("agreeing high", b.agreeing.max(c.agreeing));
        out.push("agreeing low", b.agreeing.min(c.agreeing));
        out.push("rivals", f32::from(b.count.max(c.count).min(60)));
        // A third article: what both are like there, and whether it gives one of the two values.
        let (mut support, mut for_one, mut same) = (NOBODY, NOBODY, 0u32);
        for n in &self.of[e.x as usize] {
            let f = &all.edges[*n as usize];
            let third = if f.x == e.x { f.y } else { f.x };
            if self.article[third as usize] == self.article[e.y as usize] {
                continue;
            }
            let back = self.of[e.y as usize].iter().map(|m| &all.edges[*m as usize]);
            let back = back.filter(|g| g.x == third || g.y == third).map(|g| g.fact).next();
            let Some(back) = back else { continue };
            let both = f.fact.min(back);
            support = support.max(both);
            let value = |n: u32| all.figures[n as usize].range;
            if value(third).agrees(value(e.x)) || value(third).agrees(value(e.y)) {
                for_one = for_one.max(both);
                same += u32::from(both > 0.0);
            }
        }
        out.push("support", support);
        out.push("support of one", for_one);
        out.push("supporters", same.min(5) as f32);
        // Each value told again by others, wherever.
        let echo = |figure: u32| {
            let mut echo = NOBODY;
            for n in &self.of[figure as usize] {
                let f = &all.edges[*n as usize];
                let other = if f.x == figure { f.y } else { f.x };
                if all.figures[other as usize].range.agrees(all.figures[figure as usize].range) {
                    echo = echo.max(f.fact);
                }
            }
            echo
        };
        let (p, q) = (echo(e.x), echo(e.y));
        out.push("echo high", p.max(q));
        out.push("echo low", p.min(q));
        // The other article gives the very value somewhere.
        let repeats = |figure: u32, other: u32| self.gives(all, other, figure).min(4) as f32;
        let (p, q) = (repeats(e.x, e.y), repeats(e.y, e.x));
        out.push("repeats high", p.max(q));
        out.push("repeats low", p.min(q));
        // And its own article gives the value that the other has.
        out.push("knows both", p.max(q));
        self.of_cluster(all, e, out);
        out.values.extend_from_slice(&e.evidence);
    }
}
