//! Which records of an index a draft may have to do with: the likest ones first, and no more than so many.
//!
//! What a draft is compared with hangs on what that has to do with in turn (which story it is of, who has the figure
//! first), so the keys of the likest records are looked up as those of the draft were.

use std::{cmp::Reverse, collections::BinaryHeap};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Statistics, related};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Error, Index, postings::Slot, writer::name};

/// The most records that are read for one draft.
pub const MOST_READ: usize = 2_000;
/// The most of them whose keys are looked up in turn.
const FOLLOWED: usize = 2;
/// An index of so few records is read whole: somebody laid them side by side.
const FEW: usize = 64;

/// What an index has on some drafts.
#[derive(Debug, Default)]
pub struct Related {
    /// The records.
    pub records: Vec<Analysis>,
    /// What the index has of the drafts themselves, as it stood when they were added.
    pub own: Vec<Analysis>,
    /// Records that are damaged.
    pub damage: Vec<Error>,
    /// Where each record that was read stands; `None` for those that are damaged or a draft.
    known: FxHashMap<u32, Option<usize>>,
}

impl Index {
    /// The records that some drafts may have to do with, each read once; a draft is not held against itself. `statistics` are those of the index and the drafts.
    ///
    /// # Errors
    ///
    /// Postings are damaged or cannot be read.
    pub fn related(&self, drafts: &[Analysis], statistics: &Statistics) -> Result<Related, Error> {
        let mut out = Related::default();
        for draft in drafts {
            let Some(name) = name(&draft.path, &draft.meta) else { continue };
            for number in self.find(Slot::Name(name))? {
                if self.place(number)?.name == name && !out.known.contains_key(&number) {
                    out.own.extend(self.record(number).ok());
                    out.known.insert(number, None);
                }
            }
        }
        if self.len() <= FEW {
            for number in self.numbers() {
                self.read(number, &mut out);
            }
            return Ok(out);
        }
        drafts.iter().try_for_each(|draft| self.follow(draft, statistics, FOLLOWED, &mut out))?;
        Ok(out)
    }

    /// The records that some of the index, which stand in it under these numbers, may have to do with, without these.
    ///
    /// # Errors
    ///
    /// Postings are damaged or cannot be read.
    pub fn related_to_all(&self, numbers: &[u32], records: &[Analysis]) -> Result<Related, Error> {
        let mut out = Related { known: numbers.iter().map(|n| (*n, None)).collect(), ..Related::default() };
        records.iter().try_for_each(|record| self.follow(record, &self.statistics, 0, &mut out))?;
        Ok(out)
    }

    /// Reads what has to do with a draft, and what has to do with so many of the likest of that.
    fn follow(
        &self,
        draft: &Analysis,
        statistics: &Statistics,
        followed: usize,
        out: &mut Related,
    ) -> Result<(), Error> {
        let words = weights(draft, statistics);
        let mut mine: FxHashSet<u32> = FxHashSet::default();
        // What was read and not followed, the likest on top, with its place among what was read.
        let mut open: BinaryHeap<(u64, Reverse<u32>, usize)> = BinaryHeap::new();
        let mut found = self.related_to(draft, statistics)?;
        for _ in 0..=followed {
            // Where there are too many, the last ones stand for all.
            for number in found.into_iter().rev() {
                if mine.len() < MOST_READ
                    && mine.insert(number)
                    && let Some(at) = self.read(number, out)
                {
                    open.push((likeness(&out.records[at], &words), Reverse(number), at));
                }
            }
            let Some((_, _, at)) = open.pop().filter(|_| mine.len() < MOST_READ) else { break };
            found = self.related_to(&out.records[at], statistics)?;
        }
        Ok(())
    }

    /// Reads a record, where it was not read before, and gives its place among those that were; notes which are damaged.
    fn read(&self, number: u32, out: &mut Related) -> Option<usize> {
        if let Some(known) = out.known.get(&number) {
            return *known;
        }
        let at = match self.record(number) {
            Ok(record) => {
                out.records.push(record);
                Some(out.records.len() - 1)
            }
            Err(error) => {
                out.damage.push(error);
                None
            }
        };
        out.known.insert(number, at);
        at
    }

    fn related_to(&self, record: &Analysis, statistics: &Statistics) -> Result<Vec<u32>, Error> {
        let mut failed = None;
        let found = related(record, statistics, |key, most| {
            self.last(key, most).unwrap_or_else(|error| {
                failed.get_or_insert(error);
                Vec::new()
            })
        });
        failed.map_or(Ok(found), Err)
    }
}

/// The words of a draft, the rarer the heavier.
fn weights(draft: &Analysis, statistics: &Statistics) -> FxHashMap<u32, f64> {
    let weight = |word: u32| (statistics.records().max(1) as f64 / f64::from(statistics.frequency(word).max(1))).ln();
    draft.keys.terms.iter().map(|t| (t.hash, weight(t.hash).max(0.0))).collect()
}

/// How much a record has the words of a draft: in thousandths, so that it has an order.
fn likeness(record: &Analysis, words: &FxHashMap<u32, f64>) -> u64 {
    (record.keys.terms.iter().filter_map(|t| words.get(&t.hash)).sum::<f64>() * 1e3) as u64
}
