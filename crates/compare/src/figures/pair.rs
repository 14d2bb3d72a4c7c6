//! Two figures that somebody has put side by side: what they are to each other.

use claimdiff_claims::{Analysis, Claim, Polarity, Quantity};
use claimdiff_text::Span;

use super::{
    Link, Place, decide, get, is_toll,
    likeness::{self, Evidence, Relation, Weights},
    occasion::Occasion,
    paths, quantity,
    sentence::{APART, Sentence},
    sum,
};
use crate::{Alone, Reason, Verdict, chronological, corpus::Corpus, events::Tie};

/// Two figures of two articles.
pub(super) struct Pair<'a> {
    pub(super) corpus: &'a Corpus<'a>,
    pub(super) a: Place,
    pub(super) b: Place,
    pub(super) tie: Option<Tie>,
    pub(super) evidence: Evidence,
}

impl<'a> Pair<'a> {
    pub(super) fn new(corpus: &'a Corpus<'a>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> Pair<'a> {
        Pair::on(&Occasion::of(corpus, a.article, b.article), corpus, (a, s), (b, t))
    }

    /// The same where what ties the two articles is known.
    pub(super) fn on(
        occasion: &Occasion,
        corpus: &'a Corpus<'a>,
        (a, s): (Place, &Sentence),
        (b, t): (Place, &Sentence),
    ) -> Pair<'a> {
        let tie = likeness::tie(corpus, a, b);
        let evidence = likeness::evidence(corpus, (a, b), (s, t), tie.as_ref(), occasion);
        Pair { corpus, a, b, tie, evidence }
    }

    /// Decides in the order of ARCHITECTURE.md where `relation` is what the two are probably of.
    pub(super) fn decide(&self, relation: Relation, link: &mut Link) -> (Verdict, Reason) {
        let (c, d) = (get(self.corpus, self.a), get(self.corpus, self.b));
        if quantity(c).zip(quantity(d)).is_none_or(|(q, r)| q.unit != r.unit) {
            return (Verdict::NotComparable, Reason::OtherUnit);
        }
        if let Some(reason) = decide::barred(self.corpus, self.a, self.b) {
            return (Verdict::NotComparable, reason);
        }
        if let Some(reason) = self.sure_part(c, d) {
            return (Verdict::ScopeDiffers, reason);
        }
        match relation {
            Relation::Other => (Verdict::NotComparable, self.why_other(c, d)),
            Relation::Part => (Verdict::ScopeDiffers, self.why_part(c, d)),
            Relation::Same => decide::values(self.corpus, self.a, self.b, link),
        }
    }

    fn why_other(&self, c: &Claim, d: &Claim) -> Reason {
        match &self.tie {
            Some(Tie::Other(reason)) => *reason,
            _ if c.measure != d.measure => Reason::OtherMeasure,
            _ => Reason::Unlinked,
        }
    }

    /// Why two figures are surely of two parts of a thing, or sides of it, whatever ties them.
    fn sure_part(&self, c: &Claim, d: &Claim) -> Option<Reason> {
        let so =
            |p: Polarity| matches!(p, Polarity::Asserted | Polarity::Past | Polarity::Offered | Polarity::Licensed);
        let fate = is_toll(c) && is_toll(d) && c.measure != d.measure;
        let hurt = |c: &Claim| matches!(c.measure.as_ref(), "wounded" | "shot");
        match () {
            () if so(c.polarity) != so(d.polarity) || c.scope.stage != d.scope.stage => Some(Reason::OtherPolarity),
            () if c.period != d.period => Some(Reason::OtherPeriod),
            () if fate && !(hurt(c) && hurt(d)) => Some(Reason::OtherMeasure),
            () if c.scope.attacker.zip(d.scope.attacker).is_some_and(|(x, y)| x != y) => Some(Reason::OtherPopulation),
            () => None,
        }
    }

    fn why_part(&self, c: &Claim, d: &Claim) -> Reason {
        match is_toll(c) && is_toll(d) && c.measure != d.measure {
            true => Reason::OtherMeasure,
            false => Reason::OtherPopulation,
        }
    }
}

/// What a figure in one article is to a figure in another, decided as in a report: verdict and reason. `None` where no
/// figure was found at one of the spans.
pub fn relate(a: &Analysis, x: Span, b: &Analysis, y: Span) -> Option<(Verdict, Reason)> {
    examine(a, x, b, y, |pair| likeness::probabilities(&pair.evidence))
}

/// The same by some weights, for training.
pub fn relate_by(weights: &Weights, a: &Analysis, x: Span, b: &Analysis, y: Span) -> Option<(Verdict, Reason)> {
    examine(a, x, b, y, |pair| likeness::with(weights, &pair.evidence))
}

/// What is told of the pair, for training.
pub fn evidence(a: &Analysis, x: Span, b: &Analysis, y: Span) -> Option<Evidence> {
    let mut found = None;
    examine(a, x, b, y, |pair| {
        found = Some(pair.evidence);
        [1.0, 0.0, 0.0]
    });
    found
}

fn examine(
    a: &Analysis,
    x: Span,
    b: &Analysis,
    y: Span,
    probabilities: impl FnOnce(&Pair<'_>) -> [f32; 3],
) -> Option<(Verdict, Reason)> {
    let both = [a.clone(), b.clone()];
    let order = chronological(&both);
    let corpus = Corpus::new(order.iter().map(|at| &both[*at]).collect(), &Alone);
    let at = |n: usize| order.iter().position(|o| *o == n).unwrap_or(n);
    let (first, second) = (figures(a, x), figures(b, y));
    if sums_close(a, &first, b, &second) {
        return Some((Verdict::Agree, Reason::SumCloses));
    }
    let (i, j) = nearest(a, &first, b, &second)?;
    let (p, q) = (Place { article: at(0), claim: i }, Place { article: at(1), claim: j });
    let (p, q) = if p.article < q.article { (p, q) } else { (q, p) };
    let sentence = |p: Place| Sentence::of(corpus.articles[p.article], get(&corpus, p));
    let (s, t) = (sentence(p), sentence(q));
    let pair = Pair::new(&corpus, (p, &s), (q, &t));
    let relation = most(probabilities(&pair));
    if sum::closes(&corpus, (p, &s), (q, &t)) {
        return Some((Verdict::Agree, Reason::SumCloses));
    }
    if (s.cues ^ t.cues) & APART != 0 {
        return Some((Verdict::NotComparable, Reason::OtherEvent));
    }
    let mut link = Link { sure: 50, ..Link::default() };
    let (verdict, reason) = pair.decide(relation, &mut link);
    match paths::other_days(&corpus, (p, &s), (q, &t)) {
        true if verdict.differs() => Some((Verdict::ScopeDiffers, Reason::OtherPeriod)),
        _ => Some((verdict, reason)),
    }
}

/// The most probable relation.
pub(super) fn most(probabilities: [f32; 3]) -> Relation {
    let mut best = 0;
    for n in 1..probabilities.len() {
        if probabilities[n] > probabilities[best] {
            best = n;
        }
    }
    likeness::RELATIONS[best]
}

/// The figures in a stretch of an article.
fn figures(article: &Analysis, span: Span) -> Vec<usize> {
    let claims = article.claims.iter().enumerate();
    claims.filter(|(_, c)| quantity(c).is_some() && c.span.overlaps(span)).map(|(n, _)| n).collect()
}

/// Of the figures in two stretches the two that are most alike in what they count.
fn nearest(a: &Analysis, first: &[usize], b: &Analysis, second: &[usize]) -> Option<(usize, usize)> {
    let rank = |(i, j): (usize, usize)| {
        let (c, d) = (&a.claims[i], &b.claims[j]);
        let unit = quantity(c).zip(quantity(d)).is_some_and(|(q, r)| q.unit == r.unit);
        (unit, c.measure == d.measure, decide::head(c) == decide::head(d), std::cmp::Reverse((i, j)))
    };
    let pairs = first.iter().flat_map(|i| second.iter().map(move |j| (*i, *j)));
    pairs.max_by_key(|p| rank(*p))
}

/// Whether the figures of one stretch are the parts of a figure of the other: "four women and a man" and "five people".
fn sums_close(a: &Analysis, first: &[usize], b: &Analysis, second: &[usize]) -> bool {
    let points = |article: &Analysis, list: &[usize]| -> Vec<(String, f64)> {
        let point = |q: &Quantity| q.stated.is_point().then_some(q.stated.lo);
        let claims = list.iter().map(|n| &article.claims[*n]);
        claims.filter_map(|c| Some((c.measure.to_string(), point(quantity(c)?)?))).collect()
    };
    let (x, y) = (points(a, first), points(b, second));
    let adds_up = |parts: &[(String, f64)], wholes: &[(String, f64)]| {
        wholes.iter().any(|(measure, whole)| {
            let same: Vec<f64> = parts.iter().filter(|(m, _)| m == measure).map(|(_, v)| *v).collect();
            same.len() > 1 && same.iter().sum::<f64>() == *whole
        })
    };
    adds_up(&x, &y) || adds_up(&y, &x)
}
