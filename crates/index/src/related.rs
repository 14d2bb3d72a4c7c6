//! Which records of an index a draft may have to do with: the likest ones first, and no more than so many.
//!
//! What a draft is compared with hangs on what that has to do with in turn (which story it is of, who has the figure
//! first), so the keys of the likest records are looked up as those of the draft were.

use std::{cmp::Reverse, collections::BinaryHeap};

use claimdiff_claims::Analysis;
use claimdiff_compare::{ONE_STORY, Profile, Statistics, related, related_story};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Error, Index, postings::Slot, writer::name};

/// The most records that are read for one draft.
pub const MOST_READ: usize = 2_000;

/// How many of the records that were read have their keys looked up in turn.
#[derive(Clone, Copy)]
struct Followed {
    /// The likest, however like they are.
    likest: usize,
    /// Those that may be of one story with what led to them: the stories of news have some two to ten articles.
    of_story: usize,
}

const DRAFT: Followed = Followed { likest: 2, of_story: 12 };
const DAY: Followed = Followed { likest: 0, of_story: 0 };
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
        drafts.iter().try_for_each(|draft| self.follow(draft, statistics, DRAFT, &mut out))?;
        Ok(out)
    }

    /// The records that some of the index, which stand in it under these numbers, may have to do with, without these.
    ///
    /// # Errors
    ///
    /// Postings are damaged or cannot be read.
    pub fn related_to_all(&self, numbers: &[u32], records: &[Analysis]) -> Result<Related, Error> {
        let mut out = Related { known: numbers.iter().map(|n| (*n, None)).collect(), ..Related::default() };
        records.iter().try_for_each(|record| self.follow(record, &self.state.statistics, DAY, &mut out))?;
        Ok(out)
    }

    /// Reads what has to do with a draft, and what has to do with so many of the likest of that: the likest few however
    /// like they are, the others as long as they may be of one story with what led to them.
    fn follow(
        &self,
        draft: &Analysis,
        statistics: &Statistics,
        followed: Followed,
        out: &mut Related,
    ) -> Result<(), Error> {
        let own = Profile::new(draft, statistics);
        let mut mine: FxHashSet<u32> = FxHashSet::default();
        // What was read and not followed, the likest on top: how like the draft it is, its number, its place among what was
        // read, and whether it may be of one story with what led to it.
        let mut open: BinaryHeap<(u64, Reverse<u32>, usize, bool)> = BinaryHeap::new();
        let mut found = self.look_up(draft, statistics, false)?;
        let mut from: Option<Profile> = None;
        let (mut steps, mut story) = (0, 0);
        loop {
            // Where there are too many, the last ones stand for all.
            for number in found.into_iter().rev() {
                if mine.len() < MOST_READ
                    && mine.insert(number)
                    && let Some(at) = self.read(number, out)
                {
                    let likeness = own.likeness(&out.records[at], statistics);
                    let led = from.as_ref().map_or(likeness, |f| f.likeness(&out.records[at], statistics));
                    open.push(((likeness * 1e9) as u64, Reverse(number), at, led >= ONE_STORY));
                }
            }
            if mine.len() >= MOST_READ {
                break;
            }
            let next = loop {
                let Some((_, _, at, one_story)) = open.pop() else { break None };
                if steps < followed.likest || one_story && story < followed.of_story {
                    break Some((at, one_story));
                }
            };
            let Some((at, one_story)) = next else { break };
            found = self.look_up(&out.records[at], statistics, steps >= followed.likest)?;
            steps += 1;
            story += usize::from(one_story);
            from = Some(Profile::new(&out.records[at], statistics));
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

    /// The records that one may have to do with: all of them, or those of its story and facts.
    fn look_up(&self, record: &Analysis, statistics: &Statistics, of_story: bool) -> Result<Vec<u32>, Error> {
        let mut failed = None;
        let last = |key, most| {
            self.last(key, most).unwrap_or_else(|error| {
                failed.get_or_insert(error);
                Vec::new()
            })
        };
        let found = if of_story { related_story(record, statistics, last) } else { related(record, statistics, last) };
        failed.map_or(Ok(found), Err)
    }
}
