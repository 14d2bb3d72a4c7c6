use std::sync::Arc;

use claimdiff_claims::Analysis;
use rustc_hash::FxHashMap;

use crate::workers::{self, Workers};

/// What a comparison knows of a whole collection beside the records it is given: how many there are, and in how many each
/// word stands.
///
/// Both are sums, so the statistics of two collections merge into those of both together, in any order, and a record can
/// be taken out again. Nothing else is counted over all: copies are found by the sketch of a record ([`keys()`](crate::keys())).
///
/// What was kept is shared by all that is made of it, and only what changed since is held beside it: a draft that is held
/// against a million records does not copy what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    records: u64,
    /// The words as they were kept, sorted: the hash of each, as in the terms of a record, and in how many records it stands.
    kept: Arc<[(u32, u32)]>,
    /// The words that are counted otherwise by now.
    changed: FxHashMap<u32, u32>,
}

/// How many parts records are counted in.
const PARTS: usize = 16;

impl Statistics {
    /// The statistics of some records.
    pub fn of(records: &[Analysis]) -> Statistics {
        let mut out = Statistics::default();
        records.iter().for_each(|record| out.add(record));
        out
    }

    /// Statistics that were kept: the number of records, and every word, by its hash, with the number of those in which it
    /// stands.
    pub fn kept(records: u64, words: impl IntoIterator<Item = (u32, u32)>) -> Statistics {
        let mut words: Vec<(u32, u32)> = words.into_iter().collect();
        if !words.is_sorted() {
            words.sort_unstable();
        }
        words.dedup_by_key(|(word, _)| *word);
        Statistics { records, kept: words.into(), changed: FxHashMap::default() }
    }

    /// The same, counted in parts.
    pub(crate) fn counted(records: &[&Analysis], workers: &dyn Workers) -> Statistics {
        let parts = workers::blocks(workers, records.len(), records.len().div_ceil(PARTS).max(1), |block| {
            let mut out = Statistics::default();
            records[block].iter().for_each(|record| out.add(record));
            out
        });
        let mut out = Statistics::default();
        parts.iter().for_each(|part| out.merge(part));
        out
    }

    /// Those of so many records whose words are not asked for.
    pub(crate) fn uncounted(records: usize) -> Statistics {
        Statistics { records: records as u64, ..Statistics::default() }
    }

    /// Counts a record.
    pub fn add(&mut self, record: &Analysis) {
        self.add_words(record.keys.terms.iter().map(|term| term.hash));
    }

    /// Counts a record by the hashes of its words, each once.
    pub fn add_words(&mut self, words: impl IntoIterator<Item = u32>) {
        self.records += 1;
        words.into_iter().for_each(|word| self.put(word, 1));
    }

    fn put(&mut self, word: u32, more: u32) {
        *self.count(word) += more;
    }

    /// The number of records of a word, to be changed.
    fn count(&mut self, word: u32) -> &mut u32 {
        let kept = &self.kept;
        self.changed.entry(word).or_insert_with(|| find(kept, word))
    }

    /// Takes out a record that was counted.
    pub fn remove(&mut self, record: &Analysis) {
        self.records = self.records.saturating_sub(1);
        for term in &record.keys.terms {
            let count = self.count(term.hash);
            *count = count.saturating_sub(1);
        }
    }

    /// Adds what was counted of other records.
    pub fn merge(&mut self, other: &Statistics) {
        self.records += other.records;
        other.words().for_each(|(word, count)| self.put(word, count));
    }

    /// The number of records.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Every word, by its hash, with the number of records in which it stands; in no order.
    pub fn words(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let kept = self.kept.iter().filter(|(word, _)| !self.changed.contains_key(word));
        let changed = self.changed.iter().filter(|(_, count)| **count > 0);
        kept.copied().chain(changed.map(|(word, count)| (*word, *count)))
    }

    /// In how many records a word stands, by its hash.
    pub fn frequency(&self, word: u32) -> u32 {
        self.changed.get(&word).copied().unwrap_or_else(|| find(&self.kept, word))
    }
}

/// How often a word was counted.
fn find(kept: &[(u32, u32)], word: u32) -> u32 {
    kept.binary_search_by_key(&word, |(w, _)| *w).map_or(0, |at| kept[at].1)
}

impl PartialEq for Statistics {
    fn eq(&self, other: &Statistics) -> bool {
        self.records == other.records
            && self.words().count() == other.words().count()
            && self.words().all(|(word, count)| other.frequency(word) == count)
    }
}

impl Eq for Statistics {}
