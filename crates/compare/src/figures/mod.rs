//! Figures of one thing in several articles: counts, tolls, money, shares, rates and lengths of events.
//!
//! Pairs come from events that may be one, from one speaker's figures of one measure, and from sentences that tell the
//! same of the same noun in nearly the same words. What only a model takes for one thing goes to the ledger. Each pair
//! is decided in the order of DESIGN, section 3.

mod decide;
pub mod likeness;
mod pair;
mod sentence;
mod settle;
mod show;
mod train;

use claimdiff_claims::{Analysis, Claim, EventId, Family, Gate, Hedge, Quantity, Unit, Value};
use claimdiff_text::StableHash;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

pub(crate) use decide::{may_agree, same_population, same_unit};
pub use pair::{evidence, relate, relate_by};
pub(crate) use show::{passage, show};
pub use train::{Example, self_labelled, train};

use crate::{
    Reason, Verdict,
    corpus::{Corpus, Identity, identity},
    events::{At, Tie},
    outcome::Outcome,
};
use decide::{head, judge};
use pair::Pair;
use sentence::{REST, STATE, Sentence, Shared};
use settle::settle;

/// The most earlier claims with one key that are looked at.
const MAX_POSTINGS: usize = 48;
/// Days between articles that may give one figure without an event that ties them.
const WINDOW: i32 = 14;

/// A claim of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) article: usize,
    pub(crate) claim: usize,
}

pub(crate) fn get<'a>(corpus: &Corpus<'a>, at: Place) -> &'a Claim {
    &corpus.articles[at.article].claims[at.claim]
}

/// What two claims are tied by.
#[derive(Clone, Debug)]
struct Link {
    why: Vec<String>,
    event: Option<At>,
    /// How sure it is, in percent.
    sure: u8,
    /// One speaker's figures, whoever prints them.
    speaker: bool,
    /// One sentence, edited.
    copied: bool,
}

/// Two claims and what was decided about them.
struct Judged {
    a: Place,
    b: Place,
    verdict: Verdict,
    reason: Reason,
    link: Link,
}

/// Pairs that were decided, and how.
#[derive(Default)]
struct Paths {
    judged: Vec<Judged>,
    /// The pairs that are decided.
    seen: FxHashSet<(Place, Place)>,
    /// The pairs of events that exclude each other.
    others: FxHashSet<(Place, Place)>,
}

/// Compares the figures of all articles.
pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let mut paths = Paths::default();
    let sentences = sentences(corpus);
    by_event(corpus, ties, &sentences, &mut paths);
    by_speaker(corpus, &mut paths);
    by_wording(corpus, &sentences, &mut paths);
    by_likeness(corpus, &sentences, &mut paths);
    // One sentence in two articles is of one event, whatever their dates.
    let Paths { mut judged, seen, others } = paths;
    judged.retain(|j| j.link.copied || !others.contains(&(j.a, j.b)) || !seen.contains(&(j.a, j.b)));
    settle(corpus, judged, out);
}

/// The sentences of all figures, in the order of the articles and their claims.
fn sentences(corpus: &Corpus<'_>) -> Vec<(Place, Sentence)> {
    let mut all: Vec<(Place, Sentence)> = Vec::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate().filter(|(_, c)| quantity(c).is_some()) {
            all.push((Place { article, claim }, Sentence::of(analysis, c)));
        }
    }
    all
}

fn quantity(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Quantity(q) if matches!(claim.policy.family, Family::Number | Family::Duration) => Some(q),
        _ => None,
    }
}

fn by_event(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], sentences: &[(Place, Sentence)], paths: &mut Paths) {
    let sentence = |p: Place| sentences.binary_search_by_key(&p, |s| s.0).ok().map(|n| (p, &sentences[n].1));
    let claims: Vec<FxHashMap<EventId, Vec<usize>>> = corpus.articles.iter().map(|a| of_events(a)).collect();
    let none = Vec::new();
    for (x, y, tie) in ties {
        for ca in claims[x.article].get(&x.event).unwrap_or(&none).iter().take(MAX_POSTINGS) {
            for cb in claims[y.article].get(&y.event).unwrap_or(&none).iter().take(MAX_POSTINGS) {
                let (a, b) = (Place { article: x.article, claim: *ca }, Place { article: y.article, claim: *cb });
                if !same_measure(get(corpus, a), get(corpus, b)) {
                    continue;
                }
                match tie {
                    Tie::Same(why) => {
                        let why = why.iter().map(|w| (*w).to_owned()).collect();
                        let link = Link { why, event: Some(*x), sure: 85, speaker: false, copied: false };
                        let mut j = judge(corpus, a, b, link);
                        paths.seen.insert((a, b));
                        if j.verdict.differs()
                            && let (Some(s), Some(t)) = (sentence(a), sentence(b))
                            && vetoed(corpus, s, t)
                        {
                            (j.verdict, j.reason) = (Verdict::ScopeDiffers, Reason::OtherPopulation);
                        }
                        paths.judged.push(j);
                    }
                    Tie::Open(reason) | Tie::Other(reason) => {
                        let verdict = match tie {
                            Tie::Open(_) => Verdict::Unresolved,
                            _ => Verdict::NotComparable,
                        };
                        let link = Link { why: Vec::new(), event: Some(*x), sure: 80, speaker: false, copied: false };
                        paths.judged.push(Judged { a, b, verdict, reason: *reason, link });
                        if matches!(tie, Tie::Other(_)) {
                            paths.others.insert((a, b));
                        }
                    }
                }
            }
        }
    }
}

fn of_events(article: &Analysis) -> FxHashMap<EventId, Vec<usize>> {
    let mut map: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
    for (n, claim) in article.claims.iter().enumerate() {
        if quantity(claim).is_some()
            && let Some(event) = claim.event
        {
            map.entry(event).or_default().push(n);
        }
    }
    map
}

/// Whether two claims measure one thing: then they are worth a line in the ledger.
fn same_measure(a: &Claim, b: &Claim) -> bool {
    a.policy.family == b.policy.family
        && a.measure == b.measure
        && quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

fn by_speaker(corpus: &Corpus<'_>, paths: &mut Paths) {
    let mut postings: FxHashMap<u64, Vec<Place>> = FxHashMap::default();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            if c.policy.gate != Gate::Speaker || quantity(c).is_none() {
                continue;
            }
            let Some(speaker) = speaker(analysis, c) else { continue };
            let at = Place { article, claim };
            let period = c.period.map_or(0, |p| p as u64).to_string();
            let family = speaker.rsplit(' ').next().unwrap_or(speaker);
            let list = postings.entry(key(&[family, &c.measure, &unit(c), &period])).or_default();
            for other in list.iter().rev().take(MAX_POSTINGS).filter(|o| o.article != article) {
                let theirs = self::speaker(corpus.articles[other.article], get(corpus, *other)).unwrap_or("");
                if identity(speaker, theirs) != Identity::Same || !paths.seen.insert((*other, at)) {
                    continue;
                }
                let why = vec!["same speaker, measure and period".to_owned()];
                paths.judged.push(judge(
                    corpus,
                    *other,
                    at,
                    Link { why, event: None, sure: 85, speaker: true, copied: false },
                ));
            }
            list.push(at);
        }
    }
}

fn speaker<'a>(article: &'a Analysis, claim: &Claim) -> Option<&'a str> {
    let entity = claim.sources.first()?.entity?;
    article.entities.get(entity.0 as usize).map(|e| e.key.as_str())
}

fn key(parts: &[&str]) -> u64 {
    let mut hash = StableHash::default();
    parts.iter().for_each(|p| hash.field(p));
    hash.finish()
}

fn unit(claim: &Claim) -> String {
    quantity(claim).map(|q| format!("{:?}", q.unit)).unwrap_or_default()
}

/// What is counted: the noun, or what the measure says.
fn counted(claim: &Claim) -> &str {
    claim.population.as_deref().unwrap_or(&claim.measure)
}

/// The figures whose sentences tell the same of the same noun, or nearly the same of anything.
fn by_wording(corpus: &Corpus<'_>, sentences: &[(Place, Sentence)], paths: &mut Paths) {
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    let mut first = 0;
    for (id, (at, sentence)) in sentences.iter().enumerate() {
        if id > 0 && sentences[id - 1].0.article != at.article {
            first = id as u32;
        }
        let c = get(corpus, *at);
        if c.policy.gate == Gate::Speaker {
            continue;
        }
        let bases = series(c);
        let words = || sentence.words.iter().map(|(word, _)| word.rotate_left(17));
        let keys = || bases.iter().flat_map(|base| words().map(move |word| base ^ word));
        shared.clear();
        for k in keys() {
            if let Some(list) = postings.get(&k) {
                let others = list.iter().rev().take(MAX_POSTINGS).filter(|o| **o < first);
                others.for_each(|o| *shared.entry(*o).or_default() += 1);
            }
        }
        let mut candidates: Vec<(u32, u32)> =
            shared.iter().filter(|(_, n)| **n >= MIN_SHARED).map(|(o, n)| (u32::MAX - n, *o)).collect();
        candidates.sort_unstable();
        for (_, other) in candidates.into_iter().take(MAX_CANDIDATES) {
            let (place, theirs) = &sentences[other as usize];
            let both = Shared::of(sentence, theirs);
            let other = get(corpus, *place);
            let vague = [c, other].into_iter().filter_map(quantity).any(|q| q.hedge == Hedge::Vague);
            let around = sentence.around(theirs);
            let copied = both.words >= COPIED_WORDS && both.part >= COPIED && around >= COPIED_AROUND;
            if vague || paths.seen.contains(&(*place, *at)) || (paths.others.contains(&(*place, *at)) && !copied) {
                continue;
            }
            if decide::barred(corpus, *place, *at).is_some() {
                continue;
            }
            let days = corpus.days[place.article].zip(corpus.days[at.article]).map(|(x, y)| x.gap(y));
            let near = days.is_none_or(|d| d <= WINDOW) || around >= COPIED_AROUND && both.names > 0;
            let topic = || near && corpus.same_topic(place.article, at.article);
            // Shares and sums of money are many in one text, and reports of a market are alike on all its days.
            let enough = match quantity(c).is_some_and(|q| q.unit == Unit::Count) {
                true => around >= AROUND,
                false => around >= COPIED_AROUND && days.is_some_and(|d| d <= 1) && sentence.beside(theirs),
            };
            let tied = || corpus.same_story(place.article, at.article) || topic();
            if !enough
                || both.strangers
                || !copied && far(c, other)
                || !tied()
                || around < COPIED_AROUND && vetoed(corpus, (*place, theirs), (*at, sentence))
            {
                continue;
            }
            paths.seen.insert((*place, *at));
            let why = match copied {
                true => "the two sentences are nearly the same".to_owned(),
                false => "the words around the two figures are the same".to_owned(),
            };
            let sure = (60.0 + 5.0 * around).min(95.0) as u8;
            let link = Link { why: vec![why], event: None, sure, speaker: false, copied };
            paths.judged.push(judge(corpus, *place, *at, link));
        }
        keys().for_each(|k| postings.entry(k).or_default().push(id as u32));
    }
}

/// Whether the words near two tolls say that one counts a part of the other, or that the model takes them for two
/// things, however alike their events or words are.
fn vetoed(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let apart = quantity(c).zip(quantity(d)).map_or(0.0, |(q, r)| (q.stated.lo - r.stated.lo).abs());
    let either = s.cues ^ t.cues;
    let toll = is_toll(c) || is_toll(d);
    // "Four others" beside one of whom the sentence has told, and "five"; "two in critical condition" of five.
    if toll && (either & STATE != 0 || either & REST != 0 && apart <= MAX_REST) {
        return true;
    }
    let pair = Pair::new(corpus, (a, s), (b, t));
    likeness::same(&pair.evidence) < VETO
}

/// Whether two figures are too far apart to be two counts of one thing.
fn far(a: &Claim, b: &Claim) -> bool {
    let ratio = |q: &Quantity, r: &Quantity| (q.stated.lo.abs() + 1.0) / (r.stated.lo.abs() + 1.0);
    quantity(a).zip(quantity(b)).is_some_and(|(q, r)| !(1.0 / FAR..FAR).contains(&ratio(q, r)))
}

/// How many times one count is another from which they are not of one thing.
const FAR: f64 = 10.0;
/// How many a sentence may tell of before it counts the others.
const MAX_REST: f64 = 2.0;
/// The probability that two figures are of one thing under which neither an event nor words in common tie them.
const VETO: f32 = 0.5;

/// What a figure may be held against at all: tolls of people among each other, and all of the same noun and unit.
pub(super) fn series(claim: &Claim) -> SmallVec<[u64; 2]> {
    let mut keys = SmallVec::new();
    keys.push(key(&[&unit(claim), head(claim)]));
    if is_toll(claim) {
        keys.push(key(&["toll"]));
    }
    keys
}

/// Whether a claim says what became of people.
fn is_toll(claim: &Claim) -> bool {
    claim.policy.running && claim.policy.gate == Gate::Event
}

/// The figures of one story in one unit that a model takes for one thing.
fn by_likeness(corpus: &Corpus<'_>, sentences: &[(Place, Sentence)], paths: &mut Paths) {
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (id, (at, _)) in sentences.iter().enumerate() {
        let c = get(corpus, *at);
        if c.policy.gate == Gate::Speaker {
            continue;
        }
        let story = u64::from(corpus.stories[at.article]).rotate_left(40);
        for key in series(c).iter().map(|k| k ^ story) {
            let list = postings.entry(key).or_default();
            for other in list.iter().rev().take(MAX_LIKE) {
                let other = &sentences[*other as usize];
                let pair = (other.0, *at);
                let apart = other.0.article != at.article && !paths.others.contains(&pair);
                if apart && paths.seen.insert(pair) {
                    paths.judged.extend(alike(corpus, other, &sentences[id]));
                }
            }
            list.push(id as u32);
        }
    }
}

/// Decides about two figures by the model, where it takes them for one thing at all.
fn alike(corpus: &Corpus<'_>, (a, s): &(Place, Sentence), (b, t): &(Place, Sentence)) -> Option<Judged> {
    let pair = Pair::new(corpus, (*a, s), (*b, t));
    let probabilities = likeness::probabilities(&pair.evidence);
    let same = likeness::same(&pair.evidence);
    if same < NOTED || decide::barred(corpus, *a, *b).is_some() || vetoed(corpus, (*a, s), (*b, t)) {
        return None;
    }
    let why = vec!["what the two sentences and articles have in common".to_owned()];
    let mut link = Link { why, event: None, sure: (same * 100.0) as u8, speaker: false, copied: false };
    let (verdict, reason) = pair.decide(pair::most(probabilities), &mut link);
    if reason == Reason::OtherMeasure {
        return None; // The dead and the missing are no near miss.
    }
    // The model alone is too often wrong to show a difference: it fills the ledger.
    let (verdict, reason) = if verdict.differs() { (Verdict::Unresolved, Reason::Unlinked) } else { (verdict, reason) };
    Some(Judged { a: *a, b: *b, verdict, reason, link })
}

/// Words that two sentences on one figure share besides the figure and its noun.
const MIN_SHARED: u32 = 3;
/// The weight of the words in the same order around two figures from which they are taken for one, and for what is
/// said in nearly the same words.
const AROUND: f32 = 3.5;
const COPIED_AROUND: f32 = 5.0;
/// The share of the shorter sentence's words of matter that stand in the other, where one is the other, edited: whatever
/// else is said of their events.
const COPIED: f32 = 0.7;
/// The words that one sentence has in common with its copy at least.
const COPIED_WORDS: usize = 5;
/// The most sentences that one is held against.
const MAX_CANDIDATES: usize = 8;
/// The most figures of a story that one is held against by the model.
const MAX_LIKE: usize = 16;
/// The probability that two figures are of one thing from which a pair is noted.
const NOTED: f32 = 0.4;
