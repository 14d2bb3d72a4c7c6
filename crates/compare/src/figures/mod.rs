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

use std::ops::Range;

use claimdiff_claims::{Analysis, Claim, Family, Gate, Hedge, Quantity, Rule, Unit, Value};
use claimdiff_text::StableHash;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

pub(crate) use decide::{may_agree, same_population, same_unit};
pub use pair::{evidence, relate, relate_by};
pub(crate) use show::{passage, show};
pub use train::{Example, self_labelled, train};

use crate::{
    Reason, Verdict,
    clue::{Clue, Clues},
    corpus::{Corpus, Identity, identity},
    events::{At, Tie},
    outcome::Outcome,
    postings::{Lists, Postings},
    workers,
};
use decide::{head, judge};
use pair::Pair;
use sentence::{PART, REST, STATE, Sentence, Shared, TOTAL};
use settle::settle;
pub(crate) use settle::{Miss, show_all};

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
#[derive(Clone, Copy, Debug)]
struct Link {
    why: Clues,
    event: Option<At>,
    /// How sure it is, in percent.
    sure: u8,
    /// One speaker's figures, whoever prints them.
    speaker: bool,
    /// One sentence, edited.
    copied: bool,
}

/// Two claims and what was decided about them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
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

/// The figures of all articles with their sentences, to look up the earlier ones of each.
pub(crate) struct Index {
    /// In the order of the articles and their claims.
    sentences: Vec<(Place, Sentence)>,
    speakers: Keyed,
    words: Keyed,
    leads: Keyed,
    stories: Keyed,
}

/// What each of the figures may be found by.
struct Keyed {
    keys: Keys,
    postings: Postings,
}

impl Keyed {
    fn new(corpus: &Corpus<'_>, sentences: &[(Place, Sentence)], keys: Keys) -> Keyed {
        let parts = workers::blocks(corpus.workers(), sentences.len(), BLOCK, |block| {
            let mut lists = Lists::default();
            sentences[block].iter().for_each(|(at, sentence)| lists.push(keys(corpus, *at, sentence)));
            lists
        });
        Keyed { postings: corpus.postings(&Lists::joined(parts)), keys }
    }

    /// For each key of a figure the last figures before it that have it too.
    fn before(&self, corpus: &Corpus<'_>, index: &Index, figure: usize, most: usize) -> impl Iterator<Item = usize> {
        let (at, sentence) = &index.sentences[figure];
        let of_key = move |key| self.postings.before(key, figure).iter().rev().take(most).map(|other| *other as usize);
        (self.keys)(corpus, *at, sentence).into_iter().flat_map(of_key)
    }
}

/// The keys of a figure.
type Keys = fn(&Corpus<'_>, Place, &Sentence) -> SmallVec<[u64; 2]>;

/// How many figures are given keys as one part of the work.
const BLOCK: usize = 1024;

impl Index {
    pub(crate) fn new(corpus: &Corpus<'_>) -> Index {
        let sentences = corpus.blocks(|block| sentences(corpus, block)).concat();
        let keyed = |keys| Keyed::new(corpus, &sentences, keys);
        let (speakers, words) = (keyed(of_speaker), keyed(of_words));
        let (leads, stories) = (keyed(of_lead), keyed(of_story));
        Index { speakers, words, leads, stories, sentences }
    }

    /// The numbers of the figures of some articles.
    fn figures(&self, articles: Range<usize>) -> Range<usize> {
        let before = |article: usize| self.sentences.partition_point(|(at, _)| at.article < article);
        before(articles.start)..before(articles.end)
    }

    fn sentence(&self, at: Place) -> Option<(Place, &Sentence)> {
        let found = self.sentences.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        Some((at, &self.sentences[found].1))
    }
}

/// Compares the figures of a block of articles with those of earlier ones; gives the pairs that differ.
pub(crate) fn check(
    corpus: &Corpus<'_>,
    index: &Index,
    block: Range<usize>,
    ties: &[(At, At, Tie)],
    out: &mut Outcome,
) -> Vec<Judged> {
    let mut paths = Paths::default();
    let figures = index.figures(block);
    by_event(corpus, ties, index, &mut paths);
    by_speaker(corpus, index, figures.clone(), &mut paths);
    by_wording(corpus, index, figures.clone(), &mut paths);
    by_lead(corpus, index, figures.clone(), &mut paths);
    by_likeness(corpus, index, figures, &mut paths);
    // One sentence in two articles is of one event, whatever their dates.
    let Paths { mut judged, seen, others } = paths;
    judged.retain(|j| j.link.copied || !others.contains(&(j.a, j.b)) || !seen.contains(&(j.a, j.b)));
    settle(corpus, index, judged, out)
}

/// The sentences of the figures of some articles, in the order of the articles and their claims.
fn sentences(corpus: &Corpus<'_>, articles: Range<usize>) -> Vec<(Place, Sentence)> {
    let mut all: Vec<(Place, Sentence)> = Vec::new();
    for article in articles {
        let analysis = corpus.articles[article];
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

fn by_event(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], index: &Index, paths: &mut Paths) {
    let figures = |at: At| corpus.claims_of(at).filter(|p| quantity(get(corpus, *p)).is_some()).take(MAX_POSTINGS);
    for (x, y, tie) in ties {
        for a in figures(*x) {
            for b in figures(*y) {
                if !same_measure(get(corpus, a), get(corpus, b)) {
                    continue;
                }
                match tie {
                    Tie::Same(why) => {
                        let link = Link { why: *why, event: Some(*x), sure: 85, speaker: false, copied: false };
                        let mut j = judge(corpus, a, b, link);
                        paths.seen.insert((a, b));
                        if j.verdict.differs()
                            && let (Some(s), Some(t)) = (index.sentence(a), index.sentence(b))
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
                        let why = Clues::default();
                        let link = Link { why, event: Some(*x), sure: 80, speaker: false, copied: false };
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

/// Of a toll that its article leads with: its story and what became of the people.
fn of_lead(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let story = u64::from(corpus.stories[at.article]).rotate_left(40);
    lead::is(corpus, at).then(|| key(&[&get(corpus, at).measure]) ^ story).into_iter().collect()
}

/// The tolls that two articles of one story lead with.
fn by_lead(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    for figure in figures {
        let mine = &index.sentences[figure];
        let b = mine.0;
        for (a, theirs) in index.leads.before(corpus, index, figure, lead::MAX_ARTICLES).map(|n| &index.sentences[n]) {
            let pair = (*a, b);
            let near = corpus.near(a.article, b.article, lead::DAYS);
            if !near
                || paths.others.contains(&pair)
                || far(get(corpus, *a), get(corpus, b))
                || paths.seen.contains(&pair)
            {
                continue;
            }
            let event = get(corpus, *a).event.map(|event| At { article: a.article, event });
            let why = Clues::default().with(Clue::Lead);
            let j = judge(corpus, *a, b, Link { why, event, sure: 75, speaker: false, copied: false });
            if j.verdict.differs() && vetoed(corpus, (*a, theirs), (b, &mine.1)) {
                continue;
            }
            paths.seen.insert(pair);
            paths.judged.push(j);
        }
    }
}

/// Whether two claims measure one thing: then they are worth a line in the ledger.
fn same_measure(a: &Claim, b: &Claim) -> bool {
    a.policy.family == b.policy.family
        && a.measure == b.measure
        && quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

/// Of a figure that is somebody's own.
fn of_speaker(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let c = get(corpus, at);
    let speaker = if c.policy.gate == Gate::Speaker { speaker(corpus.articles[at.article], c) } else { None };
    let of = |speaker: &str| {
        let period = c.period.map_or(0, |p| p as u64).to_string();
        let family = speaker.rsplit(' ').next().unwrap_or(speaker);
        key(&[family, &c.measure, &unit(c), &period])
    };
    speaker.map(of).into_iter().collect()
}

fn by_speaker(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    for figure in figures {
        let at = index.sentences[figure].0;
        let whose = |p: Place| speaker(corpus.articles[p.article], get(corpus, p)).unwrap_or("");
        for other in index.speakers.before(corpus, index, figure, MAX_POSTINGS).map(|other| index.sentences[other].0) {
            let one = other.article != at.article && identity(whose(at), whose(other)) == Identity::Same;
            if one && paths.seen.insert((other, at)) {
                let why = Clues::default().with(Clue::Speaker);
                let link = Link { why, event: None, sure: 85, speaker: true, copied: false };
                paths.judged.push(judge(corpus, other, at, link));
            }
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

/// Of a figure that is nobody's own: a word of its sentence, each with what it counts.
fn of_words(corpus: &Corpus<'_>, at: Place, sentence: &Sentence) -> SmallVec<[u64; 2]> {
    // Spread over all bits of the key (the golden ratio, Knuth, volume 3, section 6.4).
    let spread = |word: &u32| u64::from(*word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let words = || sentence.words.iter().map(|(word, _)| spread(word));
    compared(get(corpus, at)).iter().flat_map(|base| words().map(move |word| base ^ word)).collect()
}

/// The figures whose sentences tell the same of the same noun, or nearly the same of anything.
fn by_wording(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    let sentences = &index.sentences;
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for figure in figures {
        let (at, sentence) = &sentences[figure];
        let c = get(corpus, *at);
        shared.clear();
        let others = index.words.before(corpus, index, figure, MAX_POSTINGS);
        let others = others.filter(|other| sentences[*other].0.article < at.article);
        others.for_each(|other| *shared.entry(other as u32).or_default() += 1);
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
                    let lead = both.names > 0 && lead::is(corpus, *place) && lead::is(corpus, *at);
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
            let clue = if copied { Clue::Sentences } else { Clue::Around };
            let sure = (60.0 + 5.0 * around).min(95.0) as u8;
            let link = Link { why: Clues::default().with(clue), event: None, sure, speaker: false, copied };
            paths.judged.push(judge(corpus, *place, *at, link));
        }
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

/// The same of a figure that is nobody's own; of others none.
fn compared(claim: &Claim) -> SmallVec<[u64; 2]> {
    if claim.policy.gate == Gate::Speaker { SmallVec::new() } else { series(claim) }
}

/// Whether a claim says what became of people.
fn is_toll(claim: &Claim) -> bool {
    claim.policy.running && claim.policy.gate == Gate::Event
}

/// Of a figure that is nobody's own: its story, with what it counts.
fn of_story(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let story = u64::from(corpus.stories[at.article]).rotate_left(40);
    compared(get(corpus, at)).iter().map(|base| base ^ story).collect()
}

/// The figures of one story in one unit that a model takes for one thing.
fn by_likeness(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    for figure in figures {
        let mine = &index.sentences[figure];
        for other in index.stories.before(corpus, index, figure, MAX_LIKE).map(|other| &index.sentences[other]) {
            let pair = (other.0, mine.0);
            let apart = other.0.article != mine.0.article && !paths.others.contains(&pair);
            if apart && paths.seen.insert(pair) {
                paths.judged.extend(alike(corpus, other, mine));
            }
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
    let why = Clues::default().with(Clue::Likeness);
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
