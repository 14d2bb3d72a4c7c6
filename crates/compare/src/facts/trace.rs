//! What became of two claims, told by the very calls of a report.

use rustc_hash::FxHashMap;

use super::{
    ClaimRef, Dimension, Fate, Figure, Model, Range,
    candidates::{self, Candidates, Group},
    findings::judge,
    forest::Forest,
    get,
    rivals::Rivals,
};
use crate::{
    corpus::Corpus,
    events::{self, At},
    figures::what,
};

/// The groups of a corpus, each looked at when it is asked for.
pub(crate) struct Tracer<'c, 'a> {
    corpus: &'c Corpus<'a>,
    model: &'c Model,
    forest: Forest,
    groups: Vec<Group>,
    seen: FxHashMap<usize, Seen>,
}

/// A group that was looked at.
struct Seen {
    all: Candidates,
    rivals: Rivals,
    /// The places of its figures and of its pairs.
    figures: FxHashMap<ClaimRef, u32>,
    edges: FxHashMap<(u32, u32), u32>,
}

impl Seen {
    fn new(all: Candidates) -> Seen {
        let rivals = Rivals::new(&all);
        let figures = all.figures.iter().zip(0..).map(|(f, n)| (f.at, n)).collect();
        let edges = all.edges.iter().zip(0..).map(|(e, n)| ((e.x, e.y), n)).collect();
        Seen { all, rivals, figures, edges }
    }
}

/// What became of two claims of one dimension.
pub(crate) enum Trace {
    /// They were put side by side; what sets them apart, in clauses.
    Judged(Fate, Vec<String>),
    /// They were not put side by side: why.
    Apart(Apart),
}

/// Why two claims were not put side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Apart {
    /// One has no value that is compared.
    Value,
    /// Their values have no unit in common.
    Dimension,
    /// Both stand in one article.
    Article,
    /// Their articles are no neighbours.
    Neighbours,
    /// One stands behind those of an article that are compared.
    Crowded,
}

impl Apart {
    /// A clause for the reader.
    pub fn clause(self) -> &'static str {
        match self {
            Apart::Value => "one of them has no value that is compared",
            Apart::Dimension => "unlike because one is measured in another dimension than the other",
            Apart::Article => "both stand in one article",
            Apart::Neighbours => {
                "unlike because the two articles share neither a story nor three rare words, or others are likelier \
                 neighbours"
            }
            Apart::Crowded => "one stands behind the first 80 of its dimension in its article",
        }
    }
}

impl<'c, 'a> Tracer<'c, 'a> {
    pub(crate) fn new(corpus: &'c Corpus<'a>, model: &'c Model) -> Tracer<'c, 'a> {
        Tracer {
            corpus,
            model,
            forest: Forest::new(&model.fact),
            groups: candidates::groups(corpus),
            seen: FxHashMap::default(),
        }
    }

    /// What became of two claims.
    pub(crate) fn of(&mut self, a: ClaimRef, b: ClaimRef) -> Trace {
        let (a, b) = (a.min(b), a.max(b));
        let dimension = |at| Dimension::of(get(self.corpus, at)).filter(|_| Range::of(get(self.corpus, at)).is_some());
        let Some((p, q)) = dimension(a).zip(dimension(b)) else { return Trace::Apart(Apart::Value) };
        if p != q {
            return Trace::Apart(Apart::Dimension);
        }
        if a.article == b.article {
            return Trace::Apart(Apart::Article);
        }
        let beside = |g: &Group| {
            let place = |article: usize| g.articles.binary_search(&article).ok().map(|n| n as u32);
            place(a.article).zip(place(b.article)).is_some_and(|pair| g.pairs.contains(&pair))
        };
        let Some(at) = self.groups.iter().position(beside) else { return Trace::Apart(Apart::Neighbours) };
        let find = || Seen::new(candidates::find(self.corpus, &self.groups[at], &self.forest));
        let Seen { all, rivals, figures, edges } = self.seen.entry(at).or_insert_with(find);
        let Some((x, y)) = figures.get(&a).copied().zip(figures.get(&b).copied()) else {
            return Trace::Apart(Apart::Crowded);
        };
        let fate = match edges.get(&(x, y)) {
            None => Fate::Unlike { fact: None },
            Some(edge) => judge(self.corpus, all, rivals, self.model, &all.edges[*edge as usize]),
        };
        Trace::Judged(fate, unlike(self.corpus, &all.figures[x as usize], &all.figures[y as usize]))
    }
}

/// How many pairs of claims of one dimension and story were not put side by side: those of articles that are no
/// neighbours in a long story, and those behind the first of an article.
pub(crate) fn beyond(corpus: &Corpus<'_>, groups: &[Group]) -> usize {
    let counted = corpus.blocks(|block| {
        let of = |article: usize| {
            let mut counts: Vec<(Dimension, u32)> = Vec::new();
            for c in &corpus.articles[article].claims {
                let Some((dimension, _)) = Dimension::of(c).zip(Range::of(c)) else { continue };
                match counts.iter_mut().find(|(d, _)| *d == dimension) {
                    Some((_, n)) => *n += 1,
                    None => counts.push((dimension, 1)),
                }
            }
            counts
        };
        block.map(of).collect::<Vec<_>>()
    });
    let counts: Vec<Vec<(Dimension, u32)>> = counted.into_iter().flatten().collect();
    // Of each story and dimension the sum and the sum of squares: all pairs of two articles.
    let mut stories: FxHashMap<(u32, Dimension), (u64, u64)> = FxHashMap::default();
    for (article, counts) in counts.iter().enumerate() {
        for (dimension, n) in counts {
            let n = u64::from(*n);
            let sums = stories.entry((corpus.stories[article], *dimension)).or_default();
            *sums = (sums.0 + n, sums.1 + n * n);
        }
    }
    let all: u64 = stories.values().map(|(sum, squares)| (sum * sum - squares) / 2).sum();
    let most = |n: u32| u64::from(n.min(super::MOST as u32));
    let beside = |g: &Group| {
        let pairs = g.pairs.iter().map(|(a, b)| (g.articles[*a as usize], g.articles[*b as usize]));
        let of_story = pairs.filter(|(a, b)| corpus.stories[*a] == corpus.stories[*b]);
        of_story
            .map(|(a, b)| {
                let same = |(dimension, n): &(Dimension, u32)| {
                    let other = counts[b].iter().find(|(d, _)| d == dimension);
                    other.map_or(0, |(_, m)| most(*n) * most(*m))
                };
                counts[a].iter().map(same).sum::<u64>()
            })
            .sum::<u64>()
    };
    all.saturating_sub(groups.iter().map(beside).sum()) as usize
}

/// What two claims that are unlike do not have in common.
fn unlike(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> Vec<String> {
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let mut out = Vec::new();
    let (p, q) = (what(corpus, x.at), what(corpus, y.at));
    if p != q {
        out.push(format!("one is of “{p}”, the other of “{q}”"));
    }
    if c.noun.is_some() && d.noun.is_some() && c.noun != d.noun {
        out.push("they count different things".to_owned());
    }
    if c.status.zip(d.status).is_some_and(|(s, t)| s != t) {
        out.push("another thing happened to those counted".to_owned());
    }
    let event = |f: &Figure| Some(At { article: f.at.article, event: get(corpus, f.at).event? });
    if let Some((a, b)) = event(x).zip(event(y)) {
        let (e, f) = (events::get(corpus, a), events::get(corpus, b));
        if e.kind != f.kind {
            out.push(format!("one is of a {}, the other of a {}", e.kind.name(), f.kind.name()));
        }
        let place = |e: &claimdiff_claims::Event| e.place.as_ref().map(|p| p.key.clone());
        if events::places(place(e).as_deref(), place(f).as_deref()) == events::Places::Apart {
            out.push("their events are at different places".to_owned());
        }
        if e.time.zip(f.time).is_some_and(|(t, u)| t.gap(u) > 1) {
            out.push("days lie between their events".to_owned());
        }
    }
    if !x.words.names.iter().any(|name| y.words.names.contains(name)) {
        out.push("their sentences share no name".to_owned());
    }
    let (low, high) = (x.range.point.abs().min(y.range.point.abs()), x.range.point.abs().max(y.range.point.abs()));
    if high > 10.0 * low.max(1.0) {
        out.push("one value is more than ten times the other".to_owned());
    }
    if out.is_empty() {
        out.push("their words have too little in common".to_owned());
    }
    out
}
