//! An index that is read: records by their numbers, numbers by what their records hold.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs, mem,
    path::{Path, PathBuf},
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Correction, Key, Statistics};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    file::Stored,
    manifest::{Manifest, RunOf, Sealed, state_name},
    place::{DAY, Place, ROW, UNDATED},
    postings::{Run, Slot},
    record::{checksum, decode_with},
};

/// An archive of analysed articles, as it stood when it was opened.
#[derive(Debug)]
pub struct Index {
    pub(crate) folder: PathBuf,
    pub(crate) manifest: Manifest,
    records: Stored,
    places: Stored,
    pub(crate) runs: Vec<Run>,
    pub(crate) state: State,
}

/// What is known of all records together.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) statistics: Statistics,
    /// Those that were taken out.
    pub(crate) removed: FxHashSet<u32>,
    /// For a record that took the place of others, as another version of its article, those that are kept of them, the oldest
    /// first. They are among those that were taken out.
    pub(crate) earlier: BTreeMap<u32, Vec<u32>>,
    /// The first day of each record's article.
    pub(crate) days: Vec<i32>,
}

/// The same as it stands in a file, without the days.
#[derive(Serialize, Deserialize)]
struct Stand {
    records: u64,
    /// Every word, by how far it is from the one before, with the number of records in which it stands.
    words: Vec<(u32, u32)>,
    removed: Vec<u32>,
    earlier: BTreeMap<u32, Vec<u32>>,
}

/// How often an index is opened anew that was changed while it was opened.
const TRIES: usize = 8;

impl Index {
    /// Opens the index of a folder, whose records were made with these word lists
    /// ([`fingerprint`](claimdiff_text::lexicon::fingerprint)).
    ///
    /// # Errors
    ///
    /// There is none, it is of another version or other word lists, or damaged.
    pub fn open(folder: &Path, lexicon: u64) -> Result<Index, Error> {
        let mut tries = 0;
        loop {
            let manifest = Manifest::read(folder, lexicon)?;
            let generation = manifest.generation;
            match Index::of(folder, manifest) {
                // A change that came to its end meanwhile took files away.
                Err(error) if tries < TRIES && Manifest::read(folder, lexicon)?.generation != generation => {
                    tries += 1;
                    drop(error);
                }
                done => return done,
            }
        }
    }

    pub(crate) fn of(folder: &Path, manifest: Manifest) -> Result<Index, Error> {
        let [records, places] = [manifest.records(folder), manifest.places(folder)].map(Stored::open);
        let (records, places) = (records?, places?);
        let runs = manifest.runs.iter().map(|run| Run::open(folder, run.clone())).collect::<Result<Vec<_>, _>>()?;
        let mut state =
            manifest.state.as_ref().map(|sealed| State::read(folder, sealed)).transpose()?.unwrap_or_default();
        state.days = days(&places, manifest.records)?;
        Ok(Index { folder: folder.to_path_buf(), manifest, records, places, runs, state })
    }

    /// Goes on to what another manifest of the same files names.
    pub(crate) fn go_on(&mut self, manifest: Manifest) -> Result<(), Error> {
        let is_open = |of: &RunOf| self.runs.iter().any(|run| run.of == *of);
        let new = manifest.runs.iter().filter(|of| !is_open(of));
        let new = new.map(|of| Run::open(&self.folder, of.clone())).collect::<Result<Vec<_>, _>>()?;
        let mut runs: Vec<Run> = mem::take(&mut self.runs).into_iter().chain(new).collect();
        runs.retain(|run| manifest.runs.contains(&run.of));
        runs.sort_by_key(|run| manifest.runs.iter().position(|of| *of == run.of));
        (self.runs, self.manifest) = (runs, manifest);
        Ok(())
    }

    /// Whether a folder holds an index.
    pub fn is_in(folder: &Path) -> bool {
        Manifest::is_in(folder)
    }

    /// What was ever added to it: by this one tells what came in since.
    pub fn added(&self) -> Added {
        Added { written: self.manifest.written, records: self.manifest.records }
    }

    /// The number of records that are there.
    pub fn len(&self) -> usize {
        self.manifest.records as usize - self.state.removed.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of all records.
    pub fn statistics(&self) -> &Statistics {
        &self.state.statistics
    }

    /// The numbers of the records that are there, in the order in which they were added.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.manifest.records).filter(|n| !self.state.removed.contains(n))
    }

    /// The numbers of those whose articles are of that day, in days since 1970-01-01, or later, or undated.
    pub fn since(&self, day: i32) -> impl Iterator<Item = u32> + '_ {
        self.numbers().filter(move |n| self.state.days.get(*n as usize).is_some_and(|d| *d >= day))
    }

    /// Reads a record.
    ///
    /// # Errors
    ///
    /// It is damaged or cannot be read.
    pub fn record(&self, number: u32) -> Result<Analysis, Error> {
        self.record_with(number).map(|(record, _)| record)
    }

    /// Reads a record with the corrections of its article.
    pub(crate) fn record_with(&self, number: u32) -> Result<(Analysis, Vec<Correction>), Error> {
        let place = self.place(number)?;
        let inside = place.at.checked_add(place.bytes.into()).is_some_and(|end| end <= self.manifest.bytes);
        if !inside {
            return Err(Error::record(&self.records.path, number, crate::Damage::Short));
        }
        let mut bytes = vec![0; place.bytes as usize];
        self.records.read(place.at, &mut bytes)?;
        decode_with(&bytes).map_err(|damage| Error::record(&self.records.path, number, damage))
    }

    pub(crate) fn place(&self, number: u32) -> Result<Place, Error> {
        let mut row = [0; ROW];
        self.places.read(u64::from(number) * ROW as u64, &mut row)?;
        Place::of(&row).ok_or_else(|| Error::damaged(&self.places.path, format!("the row of record {number}")))
    }

    /// Of the records that have a key the last ones by their days, at the most so many.
    pub(crate) fn last(&self, key: Key, most: usize) -> Result<Vec<u32>, Error> {
        let mut out = self.find(Slot::Common(key))?;
        latest(&mut out, &self.state.days, most);
        Ok(out)
    }

    /// The records that are there and have a key.
    pub(crate) fn find(&self, slot: Slot) -> Result<Vec<u32>, Error> {
        let (key, mut out) = (slot.key(), Vec::new());
        self.runs.iter().try_for_each(|run| run.find(key, &mut out))?;
        out.retain(|n| !self.state.removed.contains(n));
        Ok(out)
    }

    /// The folder it stands in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it takes on disk.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn sizes(&self) -> Result<Sizes, Error> {
        let state = self.manifest.state.as_ref().map(|s| self.folder.join(state_name(s.number)));
        let state = state.map(|path| fs::metadata(&path).map_err(Error::io("reading", &path))).transpose()?;
        let earlier = self.state.earlier.values().map(Vec::len).sum();
        let postings = |run: &Run| run.of.places + ((1 << run.of.bits) + 1) * 8;
        Ok(Sizes {
            records: self.manifest.bytes,
            places: u64::from(self.manifest.records) * ROW as u64,
            postings: self.runs.iter().map(postings).sum(),
            runs: self.runs.len(),
            keys: self.runs.iter().map(|r| r.of.keys).sum(),
            state: state.map_or(0, |m| m.len()),
            removed: self.state.removed.len() - earlier,
            earlier,
        })
    }
}

/// How much was added to an index since it was last written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// When that was: another number after each time.
    pub written: u64,
    /// How many records were added; the next one has this number.
    pub records: u32,
}

/// What an index takes on disk, in bytes and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// The bytes of the records.
    pub records: u64,
    /// Those that tell where each stands.
    pub places: u64,
    /// Those of what they are looked up by.
    pub postings: u64,
    /// In how many runs.
    pub runs: usize,
    /// How many keys these have.
    pub keys: u64,
    /// The bytes of the statistics.
    pub state: u64,
    /// How many records were taken out, whose bytes are still there.
    pub removed: usize,
    /// How many are kept of earlier versions.
    pub earlier: usize,
}

/// Keeps the last ones by their days, at the most so many.
pub(crate) fn latest(numbers: &mut Vec<u32>, days: &[i32], most: usize) {
    if numbers.len() > most {
        numbers.sort_by_key(|n| Reverse((days.get(*n as usize).copied().unwrap_or(UNDATED), *n)));
        numbers.truncate(most);
    }
}

/// The days of all records.
fn days(places: &Stored, records: u32) -> Result<Vec<i32>, Error> {
    const ROWS: usize = 16_384;
    let mut out = Vec::with_capacity(records as usize);
    let mut rows = vec![0; ROWS.min(records as usize) * ROW];
    while out.len() < records as usize {
        let some = ROWS.min(records as usize - out.len()) * ROW;
        places.read((out.len() * ROW) as u64, &mut rows[..some])?;
        out.extend(
            rows[..some].chunks_exact(ROW).map(|r| i32::from_le_bytes([r[DAY], r[DAY + 1], r[DAY + 2], r[DAY + 3]])),
        );
    }
    Ok(out)
}

impl State {
    fn read(folder: &Path, sealed: &Sealed) -> Result<State, Error> {
        let path = folder.join(state_name(sealed.number));
        let bytes = fs::read(&path).map_err(Error::io("reading", &path))?;
        if checksum(&bytes) != sealed.sum {
            return Err(Error::damaged(&path, "its checksum differs"));
        }
        let stand: Stand = postcard::from_bytes(&bytes).map_err(|e| Error::damaged(&path, e.to_string()))?;
        let mut word = 0u32;
        let mut words = stand.words;
        for (own, _) in &mut words {
            word = word.wrapping_add(*own);
            *own = word;
        }
        Ok(State {
            statistics: Statistics::kept(stand.records, words),
            removed: stand.removed.into_iter().collect(),
            earlier: stand.earlier,
            days: Vec::new(),
        })
    }

    /// The same as bytes. What was counted since it was read is laid to what was kept, so that it does not grow beside it.
    pub(crate) fn bytes(&mut self) -> Vec<u8> {
        let mut words: Vec<(u32, u32)> = self.statistics.words().collect();
        words.sort_unstable();
        self.statistics = Statistics::kept(self.statistics.records(), words.iter().copied());
        let mut before = 0;
        for (word, _) in &mut words {
            *word -= mem::replace(&mut before, *word);
        }
        let mut removed: Vec<u32> = self.removed.iter().copied().collect();
        removed.sort_unstable();
        let records = self.statistics.records();
        postcard::to_allocvec(&Stand { records, words, removed, earlier: self.earlier.clone() }).unwrap_or_default()
    }
}
