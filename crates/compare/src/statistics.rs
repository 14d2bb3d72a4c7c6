use claimdiff_claims::Analysis;
use rustc_hash::FxHashMap;

use crate::workers::{self, Workers};

/// What a comparison knows of a whole collection beside the records it is given: how many there are, and in how many each
/// word stands.
///
/// Both are sums, so the statistics of two collections merge into those of both together, in any order, and a record can
/// be taken out again. Nothing else is counted over all: copies are found by the sketch of a record ([`keys()`](crate::keys())).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    records: u64,
    /// By the hash of the word, as in the terms of a record.
    words: FxHashMap<u32, u32>,
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
        Statistics { records, words: words.into_iter().collect() }
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
        Statistics { records: records as u64, words: FxHashMap::default() }
    }

    /// Counts a record.
    pub fn add(&mut self, record: &Analysis) {
        self.records += 1;
        for term in &record.keys.terms {
            *self.words.entry(term.hash).or_default() += 1;
        }
    }

    /// Takes out a record that was counted.
    pub fn remove(&mut self, record: &Analysis) {
        self.records = self.records.saturating_sub(1);
        for term in &record.keys.terms {
            if let Some(count) = self.words.get_mut(&term.hash) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.words.remove(&term.hash);
                }
            }
        }
    }

    /// Adds what was counted of other records.
    pub fn merge(&mut self, other: &Statistics) {
        self.records += other.records;
        for (word, count) in &other.words {
            *self.words.entry(*word).or_default() += count;
        }
    }

    /// The number of records.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Every word, by its hash, with the number of records in which it stands; in no order.
    pub fn words(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.words.iter().map(|(word, count)| (*word, *count))
    }

    /// In how many records a word stands, by its hash.
    pub fn frequency(&self, word: u32) -> u32 {
        self.words.get(&word).copied().unwrap_or_default()
    }
}
