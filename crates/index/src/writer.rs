//! Changing an index: a batch of records after the other, each there wholly or not at all.
//!
//! Records and their places are put behind those that are there, postings and statistics into files of their own; then
//! the manifest that names them takes the place of the one before. Whatever ends a change before that leaves the index as
//! it was; what such a change left behind is cleared away by the next.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{MOST, Statistics, keys};
use claimdiff_text::{Article, Meta, StableHash, lexicon};
use rustc_hash::FxHashSet;

use crate::{
    Error, Index, decode, encode, file,
    manifest::{ANEW, Manifest, Sealed, is_of_a_change, state_name},
    place::{Place, ROW, UNDATED},
    postings::{self, Run, Slot},
    record::checksum,
    store::{latest, state},
};

/// After so many records a change is made to count, where nothing else is said.
const BATCH: usize = 4_096;
/// So many runs of about one size are merged.
const RUNS: usize = 4;
/// What is of about one size: the largest has so many times the postings of the smallest.
const ABOUT: u64 = 4;
/// In the end a run has so many times the postings of all that come after it.
const STEP: u64 = 3;

/// A record that is to be added, with what it is looked up by.
#[derive(Clone, Debug)]
pub struct Entry {
    bytes: Vec<u8>,
    day: i32,
    fingerprint: u64,
    name: u64,
    address: Option<u64>,
    keys: Vec<u64>,
    words: Vec<u32>,
}

impl Entry {
    /// The entry of an article with the record that was made of it.
    pub fn new(article: &Article, record: &Analysis) -> Entry {
        Entry::of(record, identity(article))
    }

    /// The entry of a record of an article of this name and fingerprint.
    pub(crate) fn of(record: &Analysis, (name, fingerprint): (u64, u64)) -> Entry {
        let day = record.meta.published.as_ref().map_or(UNDATED, |p| p.value.days().first);
        // Thousands wait for their batch: without the room that lists grow by.
        let mut bytes = encode(record);
        bytes.shrink_to_fit();
        let mut slots: Vec<u64> = keys(record).into_iter().map(|key| Slot::Common(key).key()).collect();
        slots.shrink_to_fit();
        Entry {
            bytes,
            day,
            fingerprint,
            name,
            address: record.meta.url.as_ref().map(|url| StableHash::of(&url.value)),
            keys: slots,
            words: record.keys.terms.iter().map(|t| t.hash).collect(),
        }
    }

    /// The slots under which it is found as the article that it is.
    fn slots(&self) -> impl Iterator<Item = u64> {
        let own = [Slot::Fingerprint(self.fingerprint), Slot::Name(self.name)];
        own.into_iter().chain(self.address.map(Slot::Address)).map(Slot::key)
    }
}

/// The hash of where an article was read, however that is spelled: its file, and its key or number in a file of many. None
/// where that tells nothing, as of standard input.
pub(crate) fn name(path: &str, meta: &Meta) -> Option<u64> {
    let real = fs::canonicalize(path).ok()?;
    let mut hash = StableHash::default();
    hash.field(&real.to_string_lossy());
    if let Some(record) = &meta.record {
        hash.field(&record.id.clone().unwrap_or_else(|| record.number.to_string()));
    }
    Some(hash.finish())
}

/// The hash of what a record is made of: the article and what is known of it, wherever it was read.
fn text(article: &Article) -> u64 {
    let mut hash = StableHash::default();
    hash.field(&article.text);
    for line in &article.lines {
        hash.write(&line.span.end.to_le_bytes());
        hash.field(line.kind.name());
    }
    hash.write(&postcard::to_allocvec(&article.meta).unwrap_or_default());
    hash.finish()
}

/// The name and the fingerprint of an article: that of its text at that place.
fn identity(article: &Article) -> (u64, u64) {
    let text = text(article);
    let name = name(&article.path, &article.meta).unwrap_or(text);
    (name, joined(name, text))
}

fn joined(a: u64, b: u64) -> u64 {
    let mut hash = StableHash::default();
    hash.write(&a.to_le_bytes());
    hash.write(&b.to_le_bytes());
    hash.finish()
}

/// What an index has of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A record of the same text.
    Same(u32),
    /// Nothing, or records of other texts of that name or address.
    Other {
        /// Those that were read where it is.
        named: Vec<u32>,
        /// Those of its address.
        addressed: Vec<u32>,
    },
}

impl Index {
    /// What is there of an article.
    ///
    /// # Errors
    ///
    /// A file is damaged or cannot be read.
    pub fn known(&self, article: &Article) -> Result<Known, Error> {
        let (name, fingerprint) = identity(article);
        for number in self.find(Slot::Fingerprint(fingerprint))? {
            if self.place(number)?.fingerprint == fingerprint {
                return Ok(Known::Same(number));
            }
        }
        let mut named = Vec::new();
        for number in self.find(Slot::Name(name))? {
            if self.place(number)?.name == name {
                named.push(number);
            }
        }
        let mut addressed = Vec::new();
        if let Some(url) = &article.meta.url {
            for number in self.find(Slot::Address(StableHash::of(&url.value)))? {
                if self.record(number)?.meta.url.is_some_and(|own| own.value == url.value) {
                    addressed.push(number);
                }
            }
        }
        Ok(Known::Other { named, addressed })
    }
}

/// What a change did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Articles that are new.
    pub added: usize,
    /// Articles whose text or metadata changed.
    pub updated: usize,
    /// Articles that were there already.
    pub unchanged: usize,
    /// Articles that were taken out.
    pub removed: usize,
}

/// An index that is being changed, by this process alone.
#[derive(Debug)]
pub struct Writer {
    pub(crate) index: Index,
    /// Held as long as the index is changed.
    _lock: File,
    pub(crate) batch: Vec<Entry>,
    pub(crate) most: usize,
    /// What is taken out with the batch.
    taken: Vec<u32>,
    /// The names and texts of this run.
    names: FxHashSet<u64>,
    texts: FxHashSet<u64>,
    /// The records before this run that are still those of an article of this run.
    current: FxHashSet<u32>,
    /// Those with an address of an article of this run.
    addressed: Vec<u32>,
    changes: Changes,
}

impl Writer {
    /// Opens the index of a folder to change it; makes one where the folder is empty or not there.
    ///
    /// # Errors
    ///
    /// Another process changes it, it is of another version or other word lists, it is damaged, or the folder holds
    /// something else.
    pub fn open(folder: &Path) -> Result<Writer, Error> {
        let writing = |path: &Path| Error::io("writing", path.to_path_buf());
        fs::create_dir_all(folder).map_err(writing(folder))?;
        let path = folder.join("lock");
        if !Manifest::is_in(folder) && !path.is_file() && !is_empty(folder)? {
            return Err(Error::Foreign(folder.to_path_buf()));
        }
        let lock = File::create(&path).map_err(writing(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Locked(folder.to_path_buf())),
            Err(TryLockError::Error(error)) => return Err(writing(&path)(error)),
        }
        if !Manifest::is_in(folder) {
            let empty = Manifest::new(lexicon::fingerprint());
            file::put(&empty.records(folder), 0, &[])?;
            file::put(&empty.places(folder), 0, &[])?;
            empty.write(folder)?;
        }
        let index = Index::open(folder, lexicon::fingerprint())?;
        index.check_lengths()?;
        clear(folder, &index.manifest)?;
        Ok(Writer {
            index,
            _lock: lock,
            batch: Vec::new(),
            most: BATCH,
            taken: Vec::new(),
            names: FxHashSet::default(),
            texts: FxHashSet::default(),
            current: FxHashSet::default(),
            addressed: Vec::new(),
            changes: Changes::default(),
        })
    }

    /// Makes what was added count after so many records.
    pub fn set_batch(&mut self, records: usize) {
        self.most = records.max(1);
    }

    /// The index with all that counts by now.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Keeps the record of an article that did not change.
    pub fn keep(&mut self, number: u32) {
        self.current.insert(number);
        self.changes.unchanged += 1;
    }

    /// Adds a record in place of those that were there of its article before this run.
    ///
    /// # Errors
    ///
    /// A full batch could not be written.
    pub fn add(&mut self, mut entry: Entry, named: &[u32], addressed: &[u32]) -> Result<(), Error> {
        if !self.texts.insert(entry.fingerprint) {
            self.changes.unchanged += 1;
            return Ok(());
        }
        if !self.names.insert(entry.name) {
            entry = renamed(entry);
            self.names.insert(entry.name);
        }
        let old = |numbers: &[u32]| numbers.iter().copied().filter(|n| !self.current.contains(n)).collect::<Vec<u32>>();
        let named: Vec<u32> = old(named).into_iter().filter(|n| !self.taken.contains(n)).collect();
        let is_update = !named.is_empty() || !old(addressed).is_empty();
        self.taken.extend(named);
        self.addressed.extend_from_slice(addressed);
        self.batch.push(entry);
        *(if is_update { &mut self.changes.updated } else { &mut self.changes.added }) += 1;
        if self.batch.len() >= self.most { self.commit() } else { Ok(()) }
    }

    /// Takes out records.
    ///
    /// # Errors
    ///
    /// One of them cannot be read.
    pub fn remove(&mut self, numbers: impl IntoIterator<Item = u32>) -> Result<(), Error> {
        let before = self.taken.len();
        self.taken.extend(numbers);
        self.changes.removed += self.taken.len() - before;
        self.commit()
    }

    /// Makes all changes count, and gives what was done.
    ///
    /// # Errors
    ///
    /// They could not be written: then the index is as the last batch left it.
    pub fn finish(mut self) -> Result<Changes, Error> {
        let addressed = std::mem::take(&mut self.addressed);
        let gone = addressed.into_iter().filter(|n| !self.current.contains(n) && !self.index.removed.contains(n));
        self.taken.extend(gone.collect::<FxHashSet<u32>>());
        self.commit()?;
        self.settle()?;
        Ok(self.changes)
    }

    /// Makes the batch count, or leaves nothing of it.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        let done = self.put_batch();
        if done.is_err() {
            let (folder, manifest) = (&self.index.folder, &self.index.manifest);
            // What fails here is done by the next change.
            let _ = file::put(&manifest.records(folder), manifest.bytes, &[]);
            let _ = clear(folder, manifest);
        }
        done
    }

    fn put_batch(&mut self) -> Result<(), Error> {
        let batch = std::mem::take(&mut self.batch);
        let mut taken = std::mem::take(&mut self.taken);
        taken.sort_unstable();
        taken.dedup();
        taken.retain(|n| !self.index.removed.contains(n));
        if batch.is_empty() && taken.is_empty() {
            return Ok(());
        }
        let (mut statistics, mut removed) = (self.index.statistics.clone(), self.index.removed.clone());
        for number in taken {
            statistics.remove(&self.index.record(number)?);
            removed.insert(number);
        }
        let mut next = self.index.manifest.clone();
        let (mut bytes, mut rows, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, number) in batch.iter().zip(next.records..) {
            let at = next.bytes + bytes.len() as u64;
            let &Entry { day, fingerprint, name, .. } = entry;
            let place = Place { at, bytes: entry.bytes.len() as u32, day, fingerprint, name };
            bytes.extend_from_slice(&entry.bytes);
            rows.extend_from_slice(&place.row());
            all.extend(entry.keys.iter().copied().chain(entry.slots()).map(|key| (key, number)));
            statistics.merge(&Statistics::kept(1, entry.words.iter().map(|word| (*word, 1))));
        }
        let folder = self.index.folder.clone();
        if !batch.is_empty() {
            file::put(&next.records(&folder), next.bytes, &bytes)?;
            file::put(&next.places(&folder), u64::from(next.records) * ROW as u64, &rows)?;
            next.bytes += bytes.len() as u64;
            next.records += batch.len() as u32;
            next.runs.push(postings::write(&folder, next.generation + 1, all)?);
        }
        next.state = Some(self.seal(&statistics, &removed)?);
        self.count(next)?;
        self.tidy()
    }

    /// Writes the statistics and what was taken out.
    fn seal(&self, statistics: &Statistics, removed: &FxHashSet<u32>) -> Result<Sealed, Error> {
        let number = self.index.manifest.generation + 1;
        let bytes = state(statistics, removed);
        file::put(&self.index.folder.join(state_name(number)), 0, &bytes)?;
        Ok(Sealed { number, sum: checksum(&bytes) })
    }

    /// Makes a manifest count.
    pub(crate) fn count(&mut self, mut next: Manifest) -> Result<(), Error> {
        let folder = self.index.folder.clone();
        next.generation += 1;
        next.write(&folder)?;
        self.index = Index::of(&folder, next)?;
        clear(&folder, &self.index.manifest)
    }

    /// Merges the last runs, as long as there are several of about one size.
    fn tidy(&mut self) -> Result<(), Error> {
        loop {
            let sizes: Vec<u64> = self.index.runs.iter().map(|r| r.of.postings).collect();
            let Some(last) = sizes.last() else { return Ok(()) };
            let alike = sizes.iter().rev().take_while(|size| **size <= last.saturating_mul(ABOUT)).count();
            if alike < RUNS {
                return Ok(());
            }
            self.merge(sizes.len() - alike)?;
        }
    }

    /// Merges the last runs so that few are left.
    fn settle(&mut self) -> Result<(), Error> {
        let sizes: Vec<u64> = self.index.runs.iter().map(|r| r.of.postings).collect();
        let (mut from, mut sum) = (sizes.len(), 0);
        for (at, size) in sizes.iter().enumerate().rev() {
            if *size > sum * STEP && from < sizes.len() {
                break;
            }
            (from, sum) = (at, sum + size);
        }
        if sizes.len() - from > 1 { self.merge(from) } else { Ok(()) }
    }

    /// Merges the runs from one on, and leaves out what nobody looks up.
    pub(crate) fn merge(&mut self, from: usize) -> Result<(), Error> {
        let index = &self.index;
        let mut next = index.manifest.clone();
        let keep = |numbers: &mut Vec<u32>| {
            numbers.retain(|n| !index.removed.contains(n));
            latest(numbers, &index.days, MOST);
            numbers.sort_unstable();
        };
        let runs: &[Run] = index.runs.get(from..).unwrap_or_default();
        let merged = postings::merge(&index.folder, next.generation + 1, runs, keep)?;
        next.runs.truncate(from);
        next.runs.push(merged);
        self.count(next)
    }
}

/// The entry under an id of its own: another article of its file has the same.
fn renamed(entry: Entry) -> Entry {
    let Ok(mut record) = decode(&entry.bytes) else { return entry };
    record.id = format!("{}~{:08x}", record.id, (entry.fingerprint >> 32) as u32);
    Entry { bytes: encode(&record), name: joined(entry.name, entry.fingerprint), ..entry }
}

fn is_empty(folder: &Path) -> Result<bool, Error> {
    let mut entries = fs::read_dir(folder).map_err(Error::io("reading", folder))?;
    Ok(entries.next().is_none())
}

/// Takes away what a change left behind that did not come to its end, and what it put in the place of something.
fn clear(folder: &Path, manifest: &Manifest) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io("reading", folder))?.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|n| is_of_a_change(n) && !manifest.owns(n)) {
            // Whoever still reads it has it; what cannot be taken away now is by the next change.
            let _ = fs::remove_file(entry.path());
        } else if name == ANEW {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}
