//! Figures of the same noun and unit in sentences that look like telling one thing.
//!
//! Articles of one story meet under the story and the noun, others under the noun and the words of the sentence. How
//! much two figures look alike is what [`likeness::same`] says of the words in order around them, of what else the two
//! sentences and articles have in common, and of how many figures compete. What looks less than surely alike, or has a
//! word that tells of another part, goes to the ledger.

use std::ops::Range;

use claimdiff_claims::{Hedge, Unit};
use rustc_hash::FxHashMap;

use super::{
    MAX_POSTINGS, Paths,
    part::{COPIED_AROUND, HALF, SUREST, falls, parted},
};
use crate::{
    Reason, Verdict,
    clue::{Clue, Clues},
    corpus::Corpus,
    figures::{
        Index, Link, Place, decide,
        decide::judge,
        get, is_toll, likeness,
        occasion::Occasion,
        pair::Pair,
        quantity,
        sentence::{FLOW, PAST, REST, STATE, Sentence, TOTAL},
        shared::Shared,
        sum,
    },
};

pub(super) fn find(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    let mut shared = FxHashMap::default();
    let mut occasions: FxHashMap<usize, Option<Occasion>> = FxHashMap::default();
    let mut article = usize::MAX;
    for figure in figures {
        let at @ (place, _) = &index.sentences[figure];
        if place.article != article {
            article = place.article;
            occasions.clear();
        }
        for other in candidates(index, figure, &mut shared) {
            let other = &index.sentences[other];
            let of = other.0.article;
            let occasion = occasions.entry(of).or_insert_with(|| Occasion::possible(corpus, of, article));
            if let Some(occasion) = occasion {
                consider(corpus, occasion, other, at, paths);
            }
        }
    }
}

/// The earlier figures of the same noun and unit that share their story or the most words with one. `shared` is room
/// to count in.
pub(in crate::figures) fn candidates(
    index: &Index,
    figure: usize,
    shared: &mut FxHashMap<u32, u32>,
) -> impl Iterator<Item = usize> {
    let article = index.sentences[figure].0.article;
    let first = index.figures(article..article + 1).start;
    shared.clear();
    for (keyed, points) in [(&index.stories, MIN_SHARED), (&index.words, 1)] {
        let others = keyed.before(figure, MAX_POSTINGS);
        others.filter(|other| *other < first).for_each(|other| *shared.entry(other as u32).or_default() += points);
    }
    let mut ranked: Vec<(u32, u32)> =
        shared.iter().filter(|(_, n)| **n >= MIN_SHARED).map(|(o, n)| (u32::MAX - n, *o)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(MAX_CANDIDATES).map(|(_, other)| other as usize)
}

/// Decides about two figures, where they look like one at all.
fn consider(
    corpus: &Corpus<'_>,
    occasion: &Occasion,
    (a, s): &(Place, Sentence),
    (b, t): &(Place, Sentence),
    paths: &mut Paths,
) {
    let (c, d) = (get(corpus, *a), get(corpus, *b));
    let vague = [c, d].into_iter().filter_map(quantity).any(|q| q.hedge == Hedge::Vague);
    let other = paths.others.contains(&(*a, *b));
    if vague || paths.seen.contains(&(*a, *b)) {
        return;
    }
    let shared = Shared::of(s, t);
    let around: f32 = s.around(t).iter().sum();
    let copied = shared.words >= COPIED_WORDS
        && shared.part >= COPIED
        && around >= COPIED_AROUND
        && !shared.strangers
        && s.same_figures(t, &shared);
    if other && !copied || decide::barred(corpus, *a, *b).is_some() {
        return;
    }
    // What befalls people is told in the same words in any town.
    let toll = is_toll(c) || is_toll(d);
    if toll && !occasion.person && occasion.topic < OTHER_TOLL && !corpus.same_story(a.article, b.article) {
        return;
    }
    let pair = Pair::on(occasion, corpus, (*a, s), (*b, t));
    let likely = likeness::same(&pair.evidence);
    if likely < NOTED && !copied {
        return;
    }
    paths.seen.insert((*a, *b));
    let why = Clues::default().with(if copied { Clue::Sentences } else { Clue::Around });
    let link = Link { why, sure: (likely * 100.0) as u8, copied, likely, ..Link::default() };
    let mut j = judge(corpus, *a, *b, link);
    if j.reason == Reason::OtherMeasure {
        return; // The dead and the missing are no near miss.
    }
    if j.verdict.differs() && sum::closes(corpus, (*a, s), (*b, t)) {
        (j.verdict, j.reason) = (Verdict::Agree, Reason::SumCloses);
    }
    if j.verdict.differs() {
        match apart(corpus, (*a, s), (*b, t), &shared) {
            Some(_) if c.polarity != d.polarity => {
                (j.verdict, j.reason) = (Verdict::ScopeDiffers, Reason::OtherPolarity);
            }
            Some(reason) => (j.verdict, j.reason) = (Verdict::ScopeDiffers, reason),
            None if likely < needed(corpus, copied, (*a, s), (*b, t), &shared) => {
                (j.verdict, j.reason) = (Verdict::Unresolved, Reason::Unlinked);
            }
            None => {}
        }
    }
    paths.judged.push(j);
}

/// Why two figures that look alike count two parts of a thing: a word beside one of them says so, or they are too far
/// from each other.
fn apart(
    corpus: &Corpus<'_>,
    (a, s): (Place, &Sentence),
    (b, t): (Place, &Sentence),
    shared: &Shared,
) -> Option<Reason> {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let (q, r) = quantity(c).zip(quantity(d))?;
    let (x, y) = (q.stated.lo.abs(), r.stated.lo.abs());
    let times = x.max(y) / x.min(y).max(f64::MIN_POSITIVE);
    let far = if x.max(y) < FEW { FAR_FEW } else { FAR };
    let either = s.cues ^ t.cues;
    match () {
        () if shared.words < MIN_WORDS || s.words.len().min(t.words.len()) < MIN_SENTENCE || times > far => {
            Some(Reason::Unlinked)
        }
        () if q.unit == Unit::Metres && s.from.zip(t.from).is_some_and(|(x, y)| x != y) => Some(Reason::OtherPlace),
        () if other_days(corpus, (a, s), (b, t)) => Some(Reason::OtherPeriod),
        () if parted(corpus, (a, s), (b, t)) => Some(Reason::OtherPopulation),
        () if decide::sorts_apart(c, d) || s.whole != t.whole => Some(Reason::OtherPopulation),
        // "Four others" beside one of whom the sentence has told, and "five".
        () if either & REST != 0 && !is_toll(c) => Some(Reason::OtherPopulation),
        () if either & STATE != 0 => Some(Reason::OtherPopulation),
        () if either & FLOW != 0 => Some(Reason::OtherPeriod),
        () => None,
    }
}

/// Whether two figures are of what came on two days: "40 new cases" of one and of the next.
pub(in crate::figures) fn other_days(
    corpus: &Corpus<'_>,
    (a, s): (Place, &Sentence),
    (b, t): (Place, &Sentence),
) -> bool {
    let days = corpus.days[a.article].zip(corpus.days[b.article]);
    s.cues & t.cues & FLOW != 0 && days.is_none_or(|(x, y)| x.gap(y) > 0)
}

/// How much two figures must look alike to be shown: more where a word speaks against it, and for shares and sums of
/// money, of which there are many in one text, and other ones on another day.
fn needed(
    corpus: &Corpus<'_>,
    copied: bool,
    (a, s): (Place, &Sentence),
    (b, t): (Place, &Sentence),
    shared: &Shared,
) -> f32 {
    let count = [a, b].map(|p| get(corpus, p)).into_iter().filter_map(quantity).all(|q| q.unit == Unit::Count);
    let days = corpus.days[a.article].zip(corpus.days[b.article]).map(|(x, y)| x.gap(y));
    // A count is seldom put right by half.
    let halved = falls(corpus, a, b, HALF);
    let doubt = (s.cues ^ t.cues) & (PAST | TOTAL) != 0 || shared.strangers_near || shared.words <= MIN_WORDS;
    let together = days.is_some() && corpus.same_story(a.article, b.article);
    match () {
        () if !count && days.is_none_or(|d| d > 1) => f32::INFINITY,
        () if copied => SURE,
        () if halved => SUREST,
        () if !count && shared.strangers_near => f32::INFINITY,
        () if !count || doubt => SURER,
        () if !together => LIKELY,
        () => SURE,
    }
}

/// How much two articles of two stories that name nobody in common are about one thing, under which their tolls are not
/// of one occasion.
const OTHER_TOLL: f32 = 0.6;
/// How much two figures look alike from which they are noted, shown of one story, of any, and in spite of
/// a doubt.
const NOTED: f32 = 0.3;
const SURE: f32 = 0.55;
const LIKELY: f32 = 0.7;
const SURER: f32 = 0.82;
/// Words that two sentences on one figure of another story share besides the figure and its noun.
const MIN_SHARED: u32 = 3;
/// Words of matter that two sentences have in common at least.
const MIN_WORDS: usize = 2;
/// Words of matter without which a sentence tells nothing of its figure.
const MIN_SENTENCE: usize = 3;
/// The share of the shorter sentence's words of matter that stand in the other, where one is the other, edited: whatever
/// else is said of their events.
const COPIED: f32 = 0.7;
/// The words that one sentence has in common with its copy at least.
const COPIED_WORDS: usize = 5;
/// How many times one count is another from which they are not of one thing: of few, and of more.
const FAR_FEW: f64 = 6.0;
const FAR: f64 = 3.0;
/// What is few.
const FEW: f64 = 20.0;
/// The most sentences that one is held against.
const MAX_CANDIDATES: usize = 10;
