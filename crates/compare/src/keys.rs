//! What a record is looked up by, and which earlier records a new one may have to do with.
//!
//! A store keeps for each key the records that have it, in the order of their dates. How many of them are looked at is
//! bounded as in a comparison in one go, so that a record costs the same however many there are.

use std::cmp::Reverse;

use claimdiff_claims::{Analysis, Family};
use claimdiff_text::StableHash;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Alone, Statistics, copies, corpus::Corpus, events, facts, quotes, stories};

/// Something that two records may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it is.
    pub kind: KeyKind,
    /// A stable hash of it.
    pub hash: u64,
}

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// An event by its kind with its place or two of its people.
    Event,
    /// The family name of somebody who has a title or an office.
    Person,
    /// Three words in a row of a quotation.
    Speech,
    /// A run of words of the text: copies share most.
    Text,
    /// A word of matter: stories and facts are found by the rare ones.
    Word,
}

impl KeyKind {
    /// How many records that have a key are looked at, the last ones.
    const fn most(self) -> usize {
        match self {
            KeyKind::Event => events::MAX_POSTINGS,
            KeyKind::Person => PEOPLE,
            KeyKind::Speech => quotes::MAX_POSTINGS,
            KeyKind::Text => copies::MAX_POSTINGS,
            KeyKind::Word => stories::MAX_POSTINGS,
        }
    }
}

/// No more of the records that have a key are looked at, whatever it is: the last ones by their days.
pub const MOST: usize = stories::MAX_POSTINGS;

/// The most records with one name that are looked at.
const PEOPLE: usize = 12;
/// Of so many hashes of a sketch a copy has more.
const TEXT: u32 = 8;
/// Of so many runs of words of a quotation another in these words has more.
const SPEECH: u32 = 2;

/// The keys of a record, sorted, each once.
pub fn keys(record: &Analysis) -> Vec<Key> {
    let corpus = Corpus::bare(vec![record], &Alone);
    let of = |kind| move |hash| Key { kind, hash };
    let mut out: Vec<Key> = events::keys_alone(&corpus, 0).into_iter().map(of(KeyKind::Event)).collect();
    out.extend(quotes::Index::keys_alone(&corpus, 0).into_iter().map(of(KeyKind::Speech)));
    out.extend(copies::keys_alone(record).map(of(KeyKind::Text)));
    out.extend(record.keys.terms.iter().map(|t| u64::from(t.hash)).map(of(KeyKind::Word)));
    let titled = record.claims.iter().filter(|c| matches!(c.policy.family, Family::Role | Family::Office));
    let people = titled.filter_map(|c| record.subject(c));
    let family = |key: &str| StableHash::of(key.rsplit(' ').next().unwrap_or(key));
    out.extend(people.map(|e| family(&e.key)).map(of(KeyKind::Person)));
    out.sort_unstable();
    out.dedup();
    out
}

/// The records of a collection that a record may have to do with. `last` gives of those that have a key the last ones, at
/// the most so many; `statistics` are those of the collection with the record.
///
/// Stories and facts hang on what these have to do with, too: further steps look up the words ([`related_story`]) of what
/// the first one gave.
pub fn related(record: &Analysis, statistics: &Statistics, mut last: impl FnMut(Key, usize) -> Vec<u32>) -> Vec<u32> {
    let mut out: FxHashSet<u32> = FxHashSet::default();
    // What is the same in one or the other counts once it is enough.
    let mut shared: FxHashMap<(KeyKind, u32), u32> = FxHashMap::default();
    for key in keys(record).into_iter().filter(|key| key.kind != KeyKind::Word) {
        let others = last(key, key.kind.most());
        match key.kind {
            KeyKind::Event | KeyKind::Person | KeyKind::Word => out.extend(others),
            KeyKind::Speech | KeyKind::Text => {
                others.into_iter().for_each(|other| *shared.entry((key.kind, other)).or_default() += 1);
            }
        }
    }
    let enough = |kind: KeyKind| if kind == KeyKind::Text { TEXT } else { SPEECH };
    out.extend(shared.iter().filter(|((kind, _), n)| **n >= enough(*kind)).map(|((_, other), _)| *other));
    by_words(record, statistics, &mut last, &mut out);
    let mut out: Vec<u32> = out.into_iter().collect();
    out.sort_unstable();
    out
}

/// Those of them that may be of its story, or tell of one fact, by their words alone.
pub fn related_story(
    record: &Analysis,
    statistics: &Statistics,
    mut last: impl FnMut(Key, usize) -> Vec<u32>,
) -> Vec<u32> {
    let mut out: FxHashSet<u32> = FxHashSet::default();
    by_words(record, statistics, &mut last, &mut out);
    let mut out: Vec<u32> = out.into_iter().collect();
    out.sort_unstable();
    out
}

/// The records that have rare words or, taken together, the weightiest ones.
fn by_words(
    record: &Analysis,
    statistics: &Statistics,
    last: &mut impl FnMut(Key, usize) -> Vec<u32>,
    out: &mut FxHashSet<u32>,
) {
    let key = |hash: u32| Key { kind: KeyKind::Word, hash: u64::from(hash) };
    let mut rare: FxHashMap<u32, u32> = FxHashMap::default();
    for term in &record.keys.terms {
        if statistics.frequency(term.hash) as usize <= facts::COMMON {
            last(key(term.hash), facts::COMMON).into_iter().for_each(|other| *rare.entry(other).or_default() += 1);
        }
    }
    out.extend(rare.into_iter().filter(|(_, n)| *n >= facts::SHARED).map(|(other, _)| other));
    let mut probes = stories::probes(record, statistics);
    probes.sort_by_cached_key(|(word, _)| (statistics.frequency(*word), *word));
    let mut left = KeyKind::Word.most();
    let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
    for (word, weight) in probes {
        let others = last(key(word), left);
        left -= others.len().min(left);
        others.into_iter().for_each(|other| *scores.entry(other).or_default() += weight * weight);
    }
    let mut ranked: Vec<(u32, f32)> = scores.into_iter().collect();
    ranked.sort_by_key(|(other, score)| (Reverse((score * 1e6) as u64), Reverse(*other)));
    out.extend(ranked.into_iter().take(stories::MAX_CANDIDATES).map(|(other, _)| other));
}
