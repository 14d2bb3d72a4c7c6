//! Whether two figures are of one thing: a linear model over what can be told of the pair, for pairs that no rule decides.
//!
//! `weights.tsv` is made by `claimdiff-eval train figures`; CARD.md says from what.

use std::sync::LazyLock;

use claimdiff_claims::{Gate, Hedge, Unit};
use claimdiff_text::table;
use smallvec::SmallVec;

use super::{
    Place, decide, get, is_toll,
    occasion::Occasion,
    quantity,
    sentence::{FLOW, PAST, REST, Sentence, TOTAL, WITH},
    settle,
    shared::Shared,
};
use crate::{
    Reason,
    corpus::{Corpus, Identity, identity},
    events::{At, Tie},
};

/// What two figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Another event, series or kind of thing.
    Other,
    /// The same, another part of it.
    Part,
    /// The same.
    Same,
}

/// The relations, in the order of the columns of the weights.
pub const RELATIONS: [Relation; 3] = [Relation::Other, Relation::Part, Relation::Same];

/// What is told of a pair, in the order of [`Evidence`].
pub const FEATURES: [&str; 76] = [
    "any",
    "measure same",
    "fates differ",
    "hurt and shot",
    "heads same",
    "people and people",
    "people and a sort of people",
    "nouns same",
    "rest in one",
    "rest in both",
    "with in one",
    "total in one",
    "past in one",
    "past in both",
    "flow in one",
    "flow in both",
    "part in one",
    "event same",
    "event open",
    "other date",
    "other place",
    "other parties",
    "words",
    "words weighed",
    "weight",
    "words few",
    "names shared",
    "names apart",
    "articles alike",
    "one story",
    "days between",
    "no date",
    "as-of apart",
    "source same",
    "sources differ",
    "equal",
    "overlap",
    "ratio",
    "ratio above two",
    "polarity differs",
    "early in both",
    "early in one",
    "count",
    "money",
    "share",
    "time or age",
    "tolls",
    "attacker in one",
    "extent differs",
    "stage differs",
    "strange names",
    "background in one",
    "restated",
    "first in both",
    "first in one",
    "weekdays apart",
    "weekdays same",
    "one apart",
    "apart by the dead",
    "before",
    "after",
    "around",
    "next before same",
    "next after same",
    "words many",
    "figures shared",
    "figures apart",
    "whole in one",
    "sorts apart",
    "sort in one",
    "rivals",
    "lead in both",
    "topic",
    "other topic",
    "person in common",
    "far and no person in common",
];

/// The number of features, from the first, by which the relation is told: there are too few labelled pairs to learn
/// more from. [`same`] is told by all.
pub(super) const OF_RELATION: usize = 59;

/// The features that look at the values.
pub const VALUES: [&str; 7] =
    ["equal", "overlap", "ratio", "ratio above two", "restated", "one apart", "apart by the dead"];

/// What is told of a pair, each from 0 to 1.
pub type Evidence = [f32; FEATURES.len()];

/// Bytes from the start of an article in which it tells what it is about.
const EARLY: u32 = 700;
/// Bytes from the start of an article in which it tells the news.
const LEAD: u32 = 200;
/// How much two articles are about the same people and things, under which they tell of two.
const OTHER_TOPIC: f32 = 0.33;
/// The most that one side of two figures, and both together, tell by their words.
const SIDE: f32 = 3.0;
const AROUND: f32 = 4.6;

/// What is told of a pair of figures whose events are tied so.
pub(super) fn evidence(
    corpus: &Corpus<'_>,
    (a, b): (Place, Place),
    (s, t): (&Sentence, &Sentence),
    tie: Option<&Tie>,
    occasion: &Occasion,
) -> Evidence {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let mut out = [0.0; FEATURES.len()];
    let (Some(q), Some(r)) = (quantity(c), quantity(d)) else { return out };
    let shared = Shared::of(s, t);
    let toll = |c: &claimdiff_claims::Claim| c.policy.running && c.policy.gate == Gate::Event;
    let tolls = toll(c) && toll(d);
    let same = c.measure == d.measure;
    let hurt = |m: &str| matches!(m, "wounded" | "shot");
    let (general_c, general_d) = (decide::is_general(c), decide::is_general(d));
    let either = |bit: u16| (s.cues ^ t.cues) & bit != 0;
    let both = |bit: u16| s.cues & t.cues & bit != 0;
    let days = corpus.days[a.article].zip(corpus.days[b.article]);
    let gap = days.map_or(1, |(x, y)| x.gap(y));
    let told = |p: Place, c: &claimdiff_claims::Claim| c.as_of.filter(|d| corpus.days[p.article] != Some(*d));
    let apart = (told(a, c).is_some() || told(b, d).is_some())
        && decide::as_of(corpus, a).zip(decide::as_of(corpus, b)).is_some_and(|(x, y)| x.gap(y) > 1);
    let source = |p: Place, c: &'_ claimdiff_claims::Claim| {
        let article = corpus.articles[p.article];
        let link = c.sources.first()?;
        let key = link.entity.and_then(|e| article.entities.get(e.0 as usize)).map(|e| e.key.clone());
        Some(key.unwrap_or_else(|| link.name.to_lowercase()))
    };
    let sources = source(a, c).zip(source(b, d)).map(|(x, y)| identity(&x, &y) == Identity::Same);
    let (x, y) = (q.stated.lo.abs().max(0.5), r.stated.lo.abs().max(0.5));
    let ratio = if x.is_finite() && y.is_finite() { (x / y).ln().abs() as f32 } else { 0.7 };
    let difference = (q.stated.lo - r.stated.lo).abs();
    let early = |p: Place| get(corpus, p).span.start < EARLY;
    let tied = |reason: Reason| matches!(tie, Some(Tie::Other(r)) if *r == reason);
    let alike = corpus.likeness(a.article, b.article) as f32;
    let on = |yes: bool| f32::from(u8::from(yes));
    let [before, after] = s.around(t);
    let [next_before, next_after] = s.beside(t);
    let values: Evidence = [
        1.0,
        on(same),
        on(tolls && !same),
        on(tolls && !same && hurt(&c.measure) && hurt(&d.measure)),
        on(decide::head(c) == decide::head(d)),
        on(general_c && general_d),
        on(general_c != general_d && tolls),
        on(c.population == d.population && c.population.is_some()),
        on(either(REST)),
        on(both(REST)),
        on(either(WITH)),
        on(either(TOTAL)),
        on(either(PAST)),
        on(both(PAST)),
        on(either(FLOW)),
        on(both(FLOW)),
        on(c.scope.part != d.scope.part),
        on(matches!(tie, Some(Tie::Same(_)))),
        on(matches!(tie, Some(Tie::Open(_)))),
        on(tied(Reason::OtherDate)),
        on(tied(Reason::OtherPlace)),
        on(tied(Reason::OtherParticipants) || tied(Reason::OtherEvent)),
        shared.part,
        shared.weighed,
        (shared.weight / 4.0).min(1.0),
        on(shared.words < 2),
        (shared.names.min(3) as f32) / 3.0,
        on(shared.strangers),
        alike,
        on(corpus.same_story(a.article, b.article)),
        gap.min(7) as f32 / 7.0,
        on(days.is_none()),
        on(apart),
        on(sources == Some(true)),
        on(sources == Some(false)),
        on(q.stated == r.stated && q.stated.is_point()),
        on(decide::agree(q, r)),
        (ratio / 3.0).min(1.0),
        on(ratio > 0.7),
        on(c.polarity != d.polarity),
        on(early(a) && early(b)),
        on(early(a) != early(b)),
        on(q.unit == Unit::Count && !tolls),
        on(matches!(q.unit, Unit::Money(_))),
        on(matches!(q.unit, Unit::Percent | Unit::Points)),
        on(matches!(q.unit, Unit::Seconds | Unit::Age)),
        on(tolls),
        on((c.scope.attacker == Some(true)) != (d.scope.attacker == Some(true))),
        on(c.scope.extent != d.scope.extent),
        on(c.scope.stage != d.scope.stage),
        strange(corpus, a, t).max(strange(corpus, b, s)),
        on(background(corpus, a) != background(corpus, b)),
        on(settle::restated(corpus, a, b) || settle::restated(corpus, b, a)),
        on(first(corpus, a) && first(corpus, b)),
        on(first(corpus, a) != first(corpus, b)),
        on(s.weekdays != 0 && t.weekdays != 0 && s.weekdays & t.weekdays == 0),
        on(s.weekdays & t.weekdays != 0),
        on(tolls && difference == 1.0),
        on(tolls && dead(corpus, a, difference) || dead(corpus, b, difference)),
        (before / SIDE).min(1.0),
        (after / SIDE).min(1.0),
        ((before + after) / AROUND).min(1.0),
        on(next_before),
        on(next_after),
        (shared.words.min(6) as f32) / 6.0,
        (shared.figures.min(2) as f32) / 2.0,
        on(shared.other_figures),
        on(s.whole != t.whole),
        on(decide::sorts_apart(c, d)),
        on(decide::has_sort(c) != decide::has_sort(d)),
        (rivals(corpus, a).max(rivals(corpus, b)).min(8) as f32).ln() / 8f32.ln(),
        on(c.span.start < LEAD && d.span.start < LEAD),
        occasion.topic,
        on(occasion.topic < OTHER_TOPIC),
        on(occasion.person),
        if occasion.person { 0.0 } else { occasion.far },
    ];
    // A vague word tells nothing of a part.
    out.copy_from_slice(&values);
    if q.hedge == Hedge::Vague || r.hedge == Hedge::Vague {
        out[37] = 0.0;
        out[38] = 0.0;
    }
    out
}

/// The share of the names of another article's sentence that an article never names.
pub(super) fn strange(corpus: &Corpus<'_>, at: Place, theirs: &Sentence) -> f32 {
    let keys = &corpus.articles[at.article].keys;
    let unknown = theirs.terms.iter().filter(|t| !keys.holds(**t)).count();
    unknown as f32 / theirs.terms.len().max(2) as f32
}

/// Whether a figure is of an event that its article tells as background.
pub(super) fn background(corpus: &Corpus<'_>, at: Place) -> bool {
    let event = get(corpus, at).event.map(|event| At { article: at.article, event });
    event.is_some_and(|e| crate::events::get(corpus, e).background)
}

/// Whether a figure is the first of its measure in its article.
fn first(corpus: &Corpus<'_>, at: Place) -> bool {
    let claims = &corpus.articles[at.article].claims;
    let c = &claims[at.claim];
    let unit = quantity(c).map(|q| &q.unit);
    let same = |o: &claimdiff_claims::Claim| o.measure == c.measure && quantity(o).map(|q| &q.unit) == unit;
    claims[..at.claim].iter().all(|o| !same(o))
}

/// How many different figures an article gives of what a figure counts, with it.
fn rivals(corpus: &Corpus<'_>, at: Place) -> usize {
    let c = get(corpus, at);
    let mut values: SmallVec<[u64; 8]> = SmallVec::new();
    for d in corpus.articles[at.article].claims.iter().filter(|d| d.policy.family == c.policy.family) {
        if let Some(r) = quantity(d)
            && decide::same_unit(c, d)
            && if is_toll(c) { d.measure == c.measure } else { decide::head(c) == decide::head(d) }
            && !values.contains(&r.stated.lo.to_bits())
        {
            values.push(r.stated.lo.to_bits());
        }
    }
    values.len().max(1)
}

/// Whether an article gives so many dead.
pub(super) fn dead(corpus: &Corpus<'_>, at: Place, difference: f64) -> bool {
    let mut claims = corpus.articles[at.article].claims.iter();
    difference > 0.0
        && get(corpus, at).measure != "killed"
        && claims.any(|c| c.measure == "killed" && quantity(c).is_some_and(|q| q.stated.lo == difference))
}

/// The weights: for each feature one for each relation.
pub type Weights = [[f32; RELATIONS.len()]; FEATURES.len()];

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| read(include_str!("weights.tsv")));
static AGREEING: LazyLock<Weights> = LazyLock::new(|| read(include_str!("agreeing.tsv")));

fn read(rows: &'static str) -> Weights {
    let mut weights = [[0.0; RELATIONS.len()]; FEATURES.len()];
    for row in table::rows(rows) {
        if let Some(at) = FEATURES.iter().position(|f| *f == row.key()) {
            for (n, weight) in weights[at].iter_mut().enumerate() {
                *weight = row.cell(n + 1).parse().unwrap_or(0.0);
            }
        }
    }
    weights
}

/// How probable each relation is.
pub(super) fn probabilities(evidence: &Evidence) -> [f32; RELATIONS.len()] {
    with(&WEIGHTS, evidence)
}

/// How far two figures look like those that agree rather than like those that differ, whatever their values, from 0 to
/// 1: where outlets tell one thing most of their figures agree, so a pair that looks so and differs is of one thing.
pub(super) fn same(evidence: &Evidence) -> f32 {
    let [other, _, same] = with(&AGREEING, &blind(*evidence));
    same / (same + other).max(f32::MIN_POSITIVE)
}

/// What is told of a pair without what its values tell.
pub(super) fn blind(mut evidence: Evidence) -> Evidence {
    FEATURES.iter().zip(&mut evidence).filter(|(f, _)| VALUES.contains(f)).for_each(|(_, v)| *v = 0.0);
    evidence
}

/// How probable each relation is by some weights.
pub fn with(weights: &Weights, evidence: &Evidence) -> [f32; RELATIONS.len()] {
    let mut scores = [0.0; RELATIONS.len()];
    for (row, value) in weights.iter().zip(evidence).filter(|(_, v)| **v != 0.0) {
        scores.iter_mut().zip(row).for_each(|(s, w)| *s += w * value);
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.map(|s| s / sum)
}

/// The tie of the events of two claims, where both have one.
pub(super) fn tie(corpus: &Corpus<'_>, a: Place, b: Place) -> Option<Tie> {
    let event = |p: Place| get(corpus, p).event.map(|event| At { article: p.article, event });
    event(a).zip(event(b)).map(|(x, y)| crate::events::relate(corpus, x, y))
}
