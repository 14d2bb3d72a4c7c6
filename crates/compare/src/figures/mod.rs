//! Figures of one thing in several articles: counts, tolls, money, shares, rates and lengths of events.
//!
//! Pairs come from events that may be one, from one speaker's figures of one measure, and from sentences that tell the
//! same of the same noun in nearly the same words. What only a model takes for one thing goes to the ledger. Each pair
//! is decided in the order of DESIGN, section 3.

mod decide;
mod lead;
pub mod likeness;
mod pair;
mod sentence;
mod settle;
mod show;
mod train;

use claimdiff_claims::{Analysis, Claim, EventId, Family, Gate, Hedge, Quantity, Rule, Unit, Value};
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
use sentence::{PART, REST, STATE, Sentence, Shared, TOTAL};
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
    by_lead(corpus, &sentences, &mut paths);
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

/// The tolls that two articles of one story lead with.
fn by_lead(corpus: &Corpus<'_>, sentences: &[(Place, Sentence)], paths: &mut Paths) {
    let sentence = |p: Place| sentences.binary_search_by_key(&p, |s| s.0).ok().map(|n| (p, &sentences[n].1));
    for (a, b) in lead::pairs(corpus) {
        if paths.others.contains(&(a, b)) || far(get(corpus, a), get(corpus, b)) || paths.seen.contains(&(a, b)) {
            continue;
        }
        let why = vec!["what two articles of one story lead with".to_owned()];
        let event = get(corpus, a).event.map(|event| At { article: a.article, event });
        let link = Link { why, event, sure: 75, speaker: false, copied: false };
        let j = judge(corpus, a, b, link);
        let veto = |(s, t)| j.verdict.differs() && vetoed(corpus, s, t);
        if sentence(a).zip(sentence(b)).is_some_and(veto) {
            continue;
        }
        paths.seen.insert((a, b));
        paths.judged.push(j);
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
    let leads = lead::all(corpus);
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
            // What befalls people, and what they do, is told in the same words on any day and in any town.
            let pair = ((*place, theirs), (*at, sentence));
            if (is_toll(c) || is_toll(other)) && !one_occasion(corpus, pair.0, pair.1)
                || quantity(c).is_some_and(|q| q.unit == Unit::Count) && elsewhere(corpus, pair.0, pair.1)
            {
                continue;
            }
            // Shares and sums of money are many in one text, and reports of a market are alike on all its days.
            let enough = match quantity(c).is_some_and(|q| q.unit == Unit::Count) {
                true => {
                    let lead = both.names > 0 && leads.contains(place) && leads.contains(at);
                    around >= if lead { AROUND_LEADS } else { AROUND }
                }
                false => around >= COPIED_AROUND && days.is_some_and(|d| d <= 1) && sentence.beside(theirs),
            };
            let tied = || corpus.same_story(place.article, at.article) || topic();
            if !enough
                || both.strangers
                || !copied && far(c, other)
                || !tied()
                || parted(corpus, pair.0, pair.1)
                || around < COPIED_AROUND && unlike(corpus, pair.0, pair.1)
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

/// Whether two figures are kept apart by their words or by the model, however alike their events are.
fn vetoed(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    parted(corpus, (a, s), (b, t)) || unlike(corpus, (a, s), (b, t))
}

/// Whether the model takes two figures for two things.
fn unlike(corpus: &Corpus<'_>, a: (Place, &Sentence), b: (Place, &Sentence)) -> bool {
    likeness::same(&Pair::new(corpus, a, b).evidence) < VETO
}

/// Whether the words near two counts say that one is of a part of the other, or of another day.
fn parted(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let apart = quantity(c).zip(quantity(d)).map_or(0.0, |(q, r)| (q.stated.lo - r.stated.lo).abs());
    let either = s.cues ^ t.cues;
    let toll = is_toll(c) || is_toll(d);
    let count = quantity(c).is_some_and(|q| q.unit == Unit::Count);
    // "Four others" beside one of whom the sentence has told, and "five"; "two in critical condition" of five.
    if count && (either & (STATE | PART) != 0 || either & REST != 0 && apart <= MAX_REST) {
        return true;
    }
    // One sentence, edited, counts the same in both articles.
    if s.around(t) >= COPIED_AROUND {
        return false;
    }
    if count && s.cues & t.cues & STATE != 0 {
        return true;
    }
    // Round-ups of two weekends, or of other days of one.
    let round_ups = toll && s.cues & t.cues & TOTAL != 0;
    if round_ups && (!corpus.same_story(a.article, b.article) || falls(corpus, a, b)) {
        return true;
    }
    // The fires of a weekend and one of them; the dead with who did it and without; a member of a list and a whole.
    let attacker = || apart <= 1.0 && (counts_attacker(corpus, a) || counts_attacker(corpus, b));
    let listed = apart <= 1.0 && (c.rule == Rule::Conjunct) != (d.rule == Rule::Conjunct);
    // "The toll rose to 14 on Tuesday" has the day of the count.
    let other_day = || s.other_weekday(t) && c.rule != Rule::Nominal && d.rule != Rule::Nominal;
    toll && (either & TOTAL != 0 || c.scope.part != d.scope.part || listed || other_day() || attacker())
}

/// Whether two tolls that are told in the same words may be of one occasion: of one story or of nearby days, and
/// neither their events nor their weekdays exclude each other; in one story the same sentence is of one event.
fn one_occasion(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let near = || corpus.near(a.article, b.article, WINDOW) && !s.other_weekday(t);
    let other = || matches!(likeness::tie(corpus, a, b), Some(Tie::Other(_)));
    match corpus.same_story(a.article, b.article) {
        true => s.around(t) >= COPIED_AROUND || !other(),
        false => near() && !other(),
    }
}

/// Whether each of two sentences, of two stories and not of the same days, names what the other's article does not know:
/// they tell of two places or two people.
fn elsewhere(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let strange = |at: Place, theirs: &Sentence| likeness::strange(corpus, at, theirs) > 0.0;
    let days = corpus.days[a.article].zip(corpus.days[b.article]);
    let apart = || !corpus.same_story(a.article, b.article) && days.is_none_or(|(d, e)| d.gap(e) > 1);
    apart() && strange(a, t) && strange(b, s)
}

/// Whether the toll of a later day is the lower one.
fn falls(corpus: &Corpus<'_>, a: Place, b: Place) -> bool {
    let stated = |p: Place| quantity(get(corpus, p)).map_or(0.0, |q| q.stated.lo);
    let later = |x: Place, y: Place| {
        let days = decide::as_of(corpus, x).zip(decide::as_of(corpus, y));
        days.is_some_and(|(d, e)| d.last < e.first) && stated(y) < stated(x)
    };
    later(a, b) || later(b, a)
}

/// Whether a toll may count who did it: it says so, or its article tells that the attacker died as well.
fn counts_attacker(corpus: &Corpus<'_>, at: Place) -> bool {
    let c = get(corpus, at);
    let article = corpus.articles[at.article];
    let attacker = |d: &Claim| {
        let words = article.text(d.span);
        let own = words.ends_with("himself") || words.ends_with("herself");
        // "killed four people before he was shot dead"
        let he = d.context == c.context && d.span.start > c.span.start && d.population.is_none();
        own || he || d.population.as_deref().is_some_and(is_attacker)
    };
    let one = |d: &&Claim| d.rule == Rule::One && d.measure == "killed";
    c.scope.attacker == Some(true) || c.measure == "killed" && article.claims.iter().filter(one).any(attacker)
}

fn is_attacker(noun: &str) -> bool {
    matches!(noun, "assailant" | "attacker" | "bomber" | "gunman" | "shooter" | "suspect")
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
/// The same for the tolls that two articles lead with, of sentences with a name in common.
const AROUND_LEADS: f32 = 2.0;
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
