//! For each key the records that have it, in files that are written once: runs.
//!
//! A run is sorted by key and parted by the leading bits of the keys, which are hashes, into parts of about as many keys
//! each; where a part begins stands at the end. So a key costs two short reads a run, however large it is. Runs of about
//! one size are merged, so there are few.
//!
//! A key is cut to [`KEY_BITS`] bits: of a billion postings one look-up in a thousand gives a record too many, which is
//! read and found to have nothing in common.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use claimdiff_compare::Key;

use crate::{
    Error,
    file::{self, Stored},
    manifest::{RunOf, run_name},
    record::checksum,
};

/// What a record is looked up by in an index.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slot {
    /// A key of the comparison.
    Common(Key),
    /// The article that it was made of, letter for letter, and where that was read.
    Fingerprint(u64),
    /// Where its article was read.
    Name(u64),
    /// An address of its article.
    Address(u64),
    /// The id of its article.
    Id(u64),
}

/// How many bits of a key are kept.
const KEY_BITS: u32 = 40;
/// About how many keys a part has.
const PART_KEYS: u64 = 96;
/// The checksum before each part.
const SUM: usize = 4;

impl Slot {
    /// The key in a run.
    pub(crate) fn key(self) -> u64 {
        let (kind, hash) = match self {
            Slot::Common(key) => (key.kind as u64, key.hash),
            Slot::Id(hash) => (252, hash),
            Slot::Fingerprint(hash) => (253, hash),
            Slot::Name(hash) => (254, hash),
            Slot::Address(hash) => (255, hash),
        };
        // The finisher of splitmix64: hashes of words have 32 bits.
        let mut x = hash ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) >> (u64::BITS - KEY_BITS)
    }
}

/// A run that is read.
#[derive(Debug)]
pub(crate) struct Run {
    file: Stored,
    pub(crate) of: RunOf,
}

/// The keys of a part, each with its records.
#[derive(Debug, Default)]
struct Part {
    keys: Vec<(u64, usize)>,
    numbers: Vec<u32>,
}

impl Part {
    fn lists(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let starts = [0].into_iter().chain(self.keys.iter().map(|(_, end)| *end));
        self.keys.iter().zip(starts).map(|((key, end), start)| (*key, &self.numbers[start..*end]))
    }
}

impl Run {
    pub(crate) fn open(folder: &Path, of: RunOf) -> Result<Run, Error> {
        let file = Stored::open(folder.join(run_name(of.number)))?;
        let wanted = of.places + ((1u64 << of.bits.min(KEY_BITS)) + 1) * 8;
        match file.bytes()? {
            bytes if bytes == wanted => Ok(Run { file, of }),
            bytes => Err(Error::damaged(&file.path, format!("it has {bytes} bytes, and {wanted} were written"))),
        }
    }

    /// Adds the records of a key, the first added first.
    pub(crate) fn find(&self, key: u64, out: &mut Vec<u32>) -> Result<(), Error> {
        let part = self.part(key >> (KEY_BITS - self.of.bits))?;
        if let Ok(at) = part.keys.binary_search_by_key(&key, |(k, _)| *k) {
            let start = at.checked_sub(1).map_or(0, |before| part.keys[before].1);
            out.extend_from_slice(&part.numbers[start..part.keys[at].1]);
        }
        Ok(())
    }

    /// Reads a part.
    fn part(&self, part: u64) -> Result<Part, Error> {
        let mut ends = [0; 16];
        self.file.read(self.of.places + part * 8, &mut ends)?;
        let (start, end) = ends.split_at(8);
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b));
        let (start, end) = (number(start), number(end));
        if start > end || end > self.of.places {
            return Err(Error::damaged(&self.file.path, format!("the place of part {part}")));
        }
        if start == end {
            return Ok(Part::default());
        }
        let mut bytes = vec![0; (end - start) as usize];
        self.file.read(start, &mut bytes)?;
        let broken = || Error::damaged(&self.file.path, format!("part {part}"));
        let (sum, rest) = bytes.split_at_checked(SUM).ok_or_else(broken)?;
        if number(sum) != u64::from(checksum(rest)) {
            return Err(broken());
        }
        parse(part << (KEY_BITS - self.of.bits), rest).ok_or_else(broken)
    }

    /// Reads everything, and gives the number of the last record.
    pub(crate) fn check(&self) -> Result<Option<u32>, Error> {
        let (mut keys, mut postings, mut last) = (0, 0, None);
        for part in 0..1 << self.of.bits {
            let part = self.part(part)?;
            keys += part.keys.len() as u64;
            postings += part.numbers.len() as u64;
            last = last.max(part.numbers.iter().copied().max());
        }
        match (keys, postings) == (self.of.keys, self.of.postings) {
            true => Ok(last),
            false => Err(Error::damaged(&self.file.path, "it has other keys than were written")),
        }
    }
}

/// The keys of a part whose keys begin with `base`.
fn parse(base: u64, mut bytes: &[u8]) -> Option<Part> {
    let mut part = Part::default();
    let mut key = base;
    while !bytes.is_empty() {
        let head = take(&mut bytes)?;
        key = key.checked_add(head >> 1)?;
        let count = if head & 1 == 1 { take(&mut bytes)? } else { 1 };
        let mut number = 0u64;
        for _ in 0..count {
            number = number.checked_add(take(&mut bytes)?)?;
            part.numbers.push(u32::try_from(number).ok()?);
        }
        part.keys.push((key, part.numbers.len()));
    }
    Some(part)
}

/// Writes a number, seven bits a byte, the lowest first (LEB128).
fn give(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// A run that is being written, key after key.
struct Draft<'a> {
    folder: &'a Path,
    out: BufWriter<File>,
    of: RunOf,
    /// Where each part begins.
    places: Vec<u64>,
    written: u64,
    part: Vec<u8>,
    /// The key before, from which the next one is counted.
    before: u64,
}

impl<'a> Draft<'a> {
    /// `keys` is about how many there will be.
    fn new(folder: &'a Path, number: u64, keys: u64) -> Result<Draft<'a>, Error> {
        let path = folder.join(run_name(number));
        let out = File::create(&path).map_err(Error::io("writing", &path))?;
        let bits = (keys / PART_KEYS).max(1).ilog2().min(KEY_BITS);
        Ok(Draft {
            folder,
            out: BufWriter::with_capacity(1 << 20, out),
            of: RunOf { number, keys: 0, postings: 0, bits, places: 0 },
            places: Vec::new(),
            written: 0,
            part: Vec::new(),
            before: 0,
        })
    }

    fn failed(&self) -> impl FnOnce(std::io::Error) -> Error {
        Error::io("writing", self.folder.join(run_name(self.of.number)))
    }

    /// Adds the next key with its records, the smallest number first.
    fn push(&mut self, key: u64, numbers: &[u32]) -> Result<(), Error> {
        self.begin(key >> (KEY_BITS - self.of.bits))?;
        let several = numbers.len() != 1;
        give((key - self.before) << 1 | u64::from(several), &mut self.part);
        if several {
            give(numbers.len() as u64, &mut self.part);
        }
        let mut before = 0;
        for number in numbers {
            give(u64::from(number - before), &mut self.part);
            before = *number;
        }
        self.before = key;
        self.of.keys += 1;
        self.of.postings += numbers.len() as u64;
        Ok(())
    }

    /// Begins all parts up to this one.
    fn begin(&mut self, part: u64) -> Result<(), Error> {
        while self.places.len() as u64 <= part {
            self.flush()?;
            self.before = (self.places.len() as u64) << (KEY_BITS - self.of.bits);
            self.places.push(self.written);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        if !self.part.is_empty() {
            let sum = checksum(&self.part).to_le_bytes();
            self.out.write_all(&sum).and_then(|()| self.out.write_all(&self.part)).map_err(self.failed())?;
            self.written += (SUM + self.part.len()) as u64;
            self.part.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<RunOf, Error> {
        self.begin(1 << self.of.bits)?;
        self.of.places = self.written;
        for place in &self.places {
            self.out.write_all(&place.to_le_bytes()).map_err(self.failed())?;
        }
        self.out.flush().and_then(|()| self.out.get_ref().sync_data()).map_err(self.failed())?;
        file::sync(self.folder)?;
        Ok(self.of)
    }
}

/// Writes postings as a run.
pub(crate) fn write(folder: &Path, number: u64, mut postings: Vec<(u64, u32)>) -> Result<RunOf, Error> {
    postings.sort_unstable();
    postings.dedup();
    let lists = || postings.chunk_by(|a, b| a.0 == b.0);
    let mut draft = Draft::new(folder, number, lists().count() as u64)?;
    let mut numbers = Vec::new();
    for list in lists() {
        numbers.clear();
        numbers.extend(list.iter().map(|(_, number)| *number));
        draft.push(list[0].0, &numbers)?;
    }
    draft.finish()
}

/// Writes what several runs hold as one. `keep` takes out of the records of a key those that nobody looks up.
pub(crate) fn merge(folder: &Path, number: u64, runs: &[Run], keep: impl Fn(&mut Vec<u32>)) -> Result<RunOf, Error> {
    let mut draft = Draft::new(folder, number, runs.iter().map(|r| r.of.keys).sum())?;
    // Parts of as many bits as the coarsest run has are merged one after the other.
    let bits = runs.iter().map(|r| r.of.bits).min().unwrap_or_default();
    let mut postings: Vec<(u64, u32)> = Vec::new();
    let mut numbers = Vec::new();
    for coarse in 0..1u64 << bits {
        postings.clear();
        for run in runs {
            let finer = run.of.bits - bits;
            for part in coarse << finer..(coarse + 1) << finer {
                let part = run.part(part)?;
                postings.extend(part.lists().flat_map(|(key, list)| list.iter().map(move |n| (key, *n))));
            }
        }
        postings.sort();
        for list in postings.chunk_by(|a, b| a.0 == b.0) {
            numbers.clear();
            numbers.extend(list.iter().map(|(_, number)| *number));
            keep(&mut numbers);
            if !numbers.is_empty() {
                draft.push(list[0].0, &numbers)?;
            }
        }
    }
    draft.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("claimdiff-postings-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        path
    }

    fn found(run: &Run, key: u64) -> Vec<u32> {
        let mut out = Vec::new();
        run.find(key, &mut out).unwrap();
        out
    }

    /// Keys of some records: one that all have, one of their own, one of every third.
    fn keys(numbers: std::ops::Range<u32>) -> Vec<(u64, u32)> {
        let own = |n: u32| Slot::Name(u64::from(n)).key();
        numbers.flat_map(|n| [(Slot::Name(u64::MAX).key(), n), (own(n), n), (own(n % 3 + 90_000), n)]).collect()
    }

    #[test]
    fn runs_give_what_was_put_in_and_so_does_their_merger() {
        let folder = folder("merge");
        let first = write(&folder, 1, keys(0..3_000)).unwrap();
        let second = write(&folder, 2, keys(3_000..3_010)).unwrap();
        let runs = [first, second].map(|of| Run::open(&folder, of).unwrap());
        assert!(runs[0].of.bits > runs[1].of.bits);
        let all = Slot::Name(u64::MAX).key();
        assert_eq!(found(&runs[0], all), (0..3_000).collect::<Vec<u32>>());
        assert_eq!(found(&runs[1], all), (3_000..3_010).collect::<Vec<u32>>());
        let merged = merge(&folder, 3, &runs, |numbers| numbers.retain(|n| *n != 7)).unwrap();
        let merged = Run::open(&folder, merged).unwrap();
        assert_eq!(merged.check().unwrap(), Some(3_009));
        assert_eq!(found(&merged, all), (0..3_010).filter(|n| *n != 7).collect::<Vec<u32>>());
        assert_eq!(found(&merged, Slot::Name(7).key()), [0u32; 0]);
        assert_eq!(found(&merged, Slot::Name(3_004).key()), [3_004]);
        assert_eq!(found(&merged, Slot::Name(90_001).key()).len(), 1_002);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_damaged_run_is_told() {
        let folder = folder("damage");
        let of = write(&folder, 1, keys(0..500)).unwrap();
        let path = folder.join(run_name(1));
        let bytes = std::fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(11) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x55;
            std::fs::write(&path, &changed).unwrap();
            assert!(Run::open(&folder, of.clone()).unwrap().check().is_err(), "byte {at}");
        }
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(Run::open(&folder, of).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
