//! Changing an index: a batch of records after the other, each there wholly or not at all.
//!
//! Records and their places are put behind those that are there, postings and statistics into files of their own; then
//! the manifest that names them takes the place of the one before. Whatever ends a change before that leaves the index as
//! it was; what such a change left behind is cleared away by the next.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    path::Path,
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Correction, MOST, keys};
use claimdiff_text::{Article, Meta, StableHash, key, lexicon};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Error, Index, file,
    manifest::{ANEW, Manifest, Sealed, is_of_a_change, state_name},
    place::{Place, ROW, UNDATED},
    postings::{self, Run, Slot},
    record::{checksum, decode_with, encode_with},
    store::{State, latest},
};

/// After so many records a change is made to count, where nothing else is said.
const BATCH: usize = 4_096;
/// So many runs of about one size are merged.
const RUNS: usize = 4;
/// What is of about one size: the largest has so many times the postings of the smallest.
const ABOUT: u64 = 4;
/// So many earlier versions of an article are kept, the last ones.
const VERSIONS: usize = 8;
/// In the end a run has so many times the postings of all that come after it.
const STEP: u64 = 3;

/// A record that is to be added, with what it is looked up by.
#[derive(Clone, Debug)]
pub struct Entry {
    bytes: Vec<u8>,
    day: i32,
    fingerprint: u64,
    name: u64,
    /// What it is looked up by.
    slots: Vec<u64>,
    words: Vec<u32>,
}

impl Entry {
    /// The entry of an article with the record that was made of it, and with the lines of it that correct an earlier version.
    pub fn new(article: &Article, record: &Analysis, corrections: &[Correction]) -> Entry {
        Entry::of(record, corrections, identity(article))
    }

    /// The entry of a record of an article of this name and fingerprint.
    pub(crate) fn of(record: &Analysis, corrections: &[Correction], (name, fingerprint): (u64, u64)) -> Entry {
        let day = record.meta.published.as_ref().map_or(UNDATED, |p| p.value.days().first);
        // Thousands wait for their batch: without the room that lists grow by.
        let mut bytes = encode_with(record, corrections);
        bytes.shrink_to_fit();
        let own = [Slot::Fingerprint(fingerprint), Slot::Name(name), Slot::Id(StableHash::of(&record.id))];
        let addresses = addresses(&record.meta).map(|a| Slot::Address(StableHash::of(a)));
        let mut slots: Vec<u64> =
            keys(record).into_iter().map(Slot::Common).chain(own).chain(addresses).map(Slot::key).collect();
        slots.shrink_to_fit();
        Entry { bytes, day, fingerprint, name, slots, words: record.keys.terms.iter().map(|t| t.hash).collect() }
    }
}

/// What an article is known by wherever it is read: its address, and the id that its record gives itself where that is one
/// of all ids (a URI, as the guid of a feed), not a number of one file.
pub(crate) fn addresses(meta: &Meta) -> impl Iterator<Item = &str> {
    let id = meta.record.as_ref().and_then(|r| r.id.as_deref()).filter(|id| is_uri(id));
    let url = meta.url.as_ref().map(|url| url.value.as_str());
    url.into_iter().chain(id.filter(|id| Some(*id) != url))
}

/// Whether an id begins as a URI does: RFC 3986, section 3.1.
fn is_uri(id: &str) -> bool {
    let scheme = id.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.len() > 1
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
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
        for address in addresses(&article.meta) {
            addressed.extend(self.of_address(address)?);
        }
        addressed.sort_unstable();
        addressed.dedup();
        Ok(Known::Other { named, addressed })
    }
}

impl Index {
    /// The records of an address.
    pub(crate) fn of_address(&self, address: &str) -> Result<Vec<u32>, Error> {
        let mut out = self.find(Slot::Address(StableHash::of(address)))?;
        let mut failed = None;
        out.retain(|number| match self.record(*number) {
            Ok(record) => addresses(&record.meta).any(|own| own == address),
            Err(error) => {
                failed.get_or_insert(error);
                false
            }
        });
        failed.map_or(Ok(out), Err)
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
    /// What is taken out with the batch, each with the fingerprint of the version that takes its place.
    taken: Vec<(u32, Option<u64>)>,
    /// The names and texts of this run.
    names: FxHashSet<u64>,
    texts: FxHashSet<u64>,
    /// The records before this run that are still those of an article of this run.
    current: FxHashSet<u32>,
    /// Those with an address of an article of this run, with the fingerprint of that.
    addressed: Vec<(u32, u64)>,
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
        let is_taken = |n: u32| self.taken.iter().any(|(taken, _)| *taken == n);
        let named: Vec<u32> = old(named).into_iter().filter(|n| !is_taken(*n)).collect();
        let is_update = !named.is_empty() || !old(addressed).is_empty();
        self.taken.extend(named.into_iter().map(|n| (n, Some(entry.fingerprint))));
        self.addressed.extend(addressed.iter().map(|n| (*n, entry.fingerprint)));
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
        self.taken.extend(numbers.into_iter().map(|n| (n, None)));
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
        let is_gone = |n: &u32| !self.current.contains(n) && !self.index.state.removed.contains(n);
        let gone: FxHashMap<u32, u64> = addressed.into_iter().filter(|(n, _)| is_gone(n)).collect();
        self.taken.extend(gone.into_iter().map(|(n, by)| (n, Some(by))));
        self.commit()?;
        self.settle()?;
        Ok(self.changes)
    }

    /// Makes the batch count, or leaves nothing of it.
    pub(crate) fn commit(&mut self) -> Result<(), Error> {
        let done = self.put_batch();
        // What counts is what the disk says, and what fails here is done by the next change.
        if done.is_err()
            && let Ok(manifest) = Manifest::read(&self.index.folder, lexicon::fingerprint())
        {
            let folder = &self.index.folder;
            let _ = file::put(&manifest.records(folder), manifest.bytes, &[]);
            let _ = clear(folder, &manifest);
        }
        done
    }

    fn put_batch(&mut self) -> Result<(), Error> {
        let batch = std::mem::take(&mut self.batch);
        let mut taken = std::mem::take(&mut self.taken);
        // Of an article that two took the place of the last one did.
        taken.sort_by_key(|(number, _)| *number);
        taken.dedup_by_key(|(number, _)| *number);
        taken.retain(|(n, _)| !self.index.state.removed.contains(n));
        if batch.is_empty() && taken.is_empty() {
            return Ok(());
        }
        let mut next = self.index.manifest.clone();
        let mut state = self.index.state.clone();
        for (number, by) in taken {
            state.statistics.remove(&self.index.record(number)?);
            let new = by.map(|by| self.number_of(&batch, by)).transpose()?.flatten();
            take_out(&mut state, number, new);
        }
        if !batch.is_empty() {
            let numbered = || batch.iter().zip(next.records..);
            let slots = numbered().flat_map(|(entry, number)| entry.slots.iter().map(move |slot| (*slot, number)));
            let run = postings::write(&self.index.folder, next.generation + 1, slots.collect())?;
            batch.iter().for_each(|entry| state.statistics.add_words(entry.words.iter().copied()));
            self.append(&batch, &mut next, &mut state)?;
            next.runs.push(run);
        }
        next.state = Some(self.seal(&mut state)?);
        self.go_on(next)?;
        self.index.state = state;
        self.tidy()
    }

    /// Puts records and their places behind those that are there.
    fn append(&self, batch: &[Entry], next: &mut Manifest, state: &mut State) -> Result<(), Error> {
        let (mut bytes, mut rows) = (Vec::new(), Vec::new());
        for entry in batch {
            let at = next.bytes + bytes.len() as u64;
            let &Entry { day, fingerprint, name, .. } = entry;
            let place = Place { at, bytes: entry.bytes.len() as u32, day, fingerprint, name };
            bytes.extend_from_slice(&entry.bytes);
            rows.extend_from_slice(&place.row());
            state.days.push(day);
        }
        file::put(&next.records(&self.index.folder), next.bytes, &bytes)?;
        file::put(&next.places(&self.index.folder), u64::from(next.records) * ROW as u64, &rows)?;
        next.bytes += bytes.len() as u64;
        next.records += batch.len() as u32;
        Ok(())
    }

    /// Puts versions behind all else that a record took the place of, the oldest of each first: nobody looks them up by what
    /// they hold.
    pub(crate) fn keep_earlier(&mut self, earlier: BTreeMap<u32, Vec<Entry>>) -> Result<(), Error> {
        if earlier.is_empty() {
            return Ok(());
        }
        let (mut next, mut state) = (self.index.manifest.clone(), self.index.state.clone());
        for (new, versions) in earlier {
            let numbers: Vec<u32> = (next.records..).take(versions.len()).collect();
            self.append(&versions, &mut next, &mut state)?;
            state.removed.extend(&numbers);
            state.earlier.insert(new, numbers);
        }
        next.state = Some(self.seal(&mut state)?);
        self.go_on(next)?;
        self.index.state = state;
        Ok(())
    }

    /// The number of an article that this run adds, by its fingerprint: of one of the batch, or of one before it.
    fn number_of(&self, batch: &[Entry], fingerprint: u64) -> Result<Option<u32>, Error> {
        if let Some(at) = batch.iter().position(|entry| entry.fingerprint == fingerprint) {
            return Ok(Some(self.index.manifest.records + at as u32));
        }
        for number in self.index.find(Slot::Fingerprint(fingerprint))? {
            if self.index.place(number)?.fingerprint == fingerprint {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Writes what is known of all records together.
    fn seal(&self, state: &mut State) -> Result<Sealed, Error> {
        let number = self.index.manifest.generation + 1;
        let bytes = state.bytes();
        file::put(&self.index.folder.join(state_name(number)), 0, &bytes)?;
        Ok(Sealed { number, sum: checksum(&bytes) })
    }

    /// Makes a manifest count that names the same records and places, or more of them.
    fn go_on(&mut self, mut next: Manifest) -> Result<(), Error> {
        next.generation += 1;
        next.write(&self.index.folder)?;
        self.index.go_on(next)?;
        clear(&self.index.folder, &self.index.manifest)
    }

    /// Makes a manifest count that names other files.
    pub(crate) fn turn_to(&mut self, mut next: Manifest) -> Result<(), Error> {
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
            numbers.retain(|n| !index.state.removed.contains(n));
            latest(numbers, &index.state.days, MOST);
            numbers.sort_unstable();
        };
        let runs: &[Run] = index.runs.get(from..).unwrap_or_default();
        let merged = postings::merge(&index.folder, next.generation + 1, runs, keep)?;
        next.runs.truncate(from);
        next.runs.push(merged);
        self.go_on(next)
    }
}

/// Takes out a record; where another version of its article takes its place, it is kept as an earlier one.
fn take_out(state: &mut State, number: u32, new: Option<u32>) {
    state.removed.insert(number);
    let mut before = state.earlier.remove(&number).unwrap_or_default();
    let Some(new) = new.filter(|new| *new != number) else { return };
    before.push(number);
    let all = state.earlier.entry(new).or_default();
    all.extend(before);
    all.drain(..all.len().saturating_sub(VERSIONS));
}

/// The entry under an id of its own: another article of its file has the same.
fn renamed(entry: Entry) -> Entry {
    let Ok((mut record, corrections)) = decode_with(&entry.bytes) else { return entry };
    record.id = key::apart(&record.id, entry.fingerprint);
    // It is looked up by the id that it would have.
    Entry { bytes: encode_with(&record, &corrections), name: joined(entry.name, entry.fingerprint), ..entry }
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
