//! Which items have a key in common: built once over all of them, then asked for each by itself.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::workers::{self, Workers};

/// Lists of something, one for each of many items, end to end.
pub(crate) struct Lists<T> {
    ends: Vec<usize>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds the list of the next item.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.all.extend(list);
        self.ends.push(self.all.len());
    }

    /// The lists of several parts, one part after the other.
    pub(crate) fn joined(parts: Vec<Lists<T>>) -> Lists<T> {
        let mut out = Lists::default();
        out.ends.reserve_exact(parts.iter().map(Lists::len).sum());
        out.all.reserve_exact(parts.iter().map(|p| p.all.len()).sum());
        for part in parts {
            let before = out.all.len();
            out.ends.extend(part.ends.iter().map(|end| before + end));
            out.all.extend(part.all);
        }
        out
    }

    /// Gives back room to grow.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.ends.shrink_to_fit();
        self.all.shrink_to_fit();
    }

    /// The number of items.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list of an item.
    pub(crate) fn of(&self, item: usize) -> &[T] {
        &self.all[self.range(item)]
    }

    fn range(&self, item: usize) -> Range<usize> {
        item.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[item]
    }
}

/// An inverted index: for each key the items that have it, in their order. Keys of one item only are left out: they
/// bring no two together, and most are such.
pub(crate) struct Postings {
    parts: Vec<Part>,
}

/// The keys that leave one remainder.
#[derive(Default)]
struct Part {
    /// From where to where the items of a key stand.
    ranges: FxHashMap<u64, (u32, u32)>,
    items: Vec<u32>,
}

/// How many parts an index is built in: each takes a pass over all keys, and memory for its own only.
const PARTS: u64 = 16;

impl Postings {
    /// The index of so many items, of which `keys` gives the keys, each once. Keys are hashes: their low bits are even.
    pub(crate) fn new<'k>(workers: &dyn Workers, items: usize, keys: impl Fn(usize) -> &'k [u64] + Sync) -> Postings {
        let part = |n: usize| {
            let mut entries: Vec<(u64, u32)> = Vec::new();
            for item in 0..items {
                let mine = keys(item).iter().filter(|key| *key % PARTS == n as u64);
                entries.extend(mine.map(|key| (*key, item as u32)));
            }
            entries.sort_unstable();
            let mut part = Part::default();
            for list in entries.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1) {
                let start = part.items.len() as u32;
                part.items.extend(list.iter().map(|(_, item)| *item));
                part.ranges.insert(list[0].0, (start, part.items.len() as u32));
            }
            part.ranges.shrink_to_fit();
            part.items.shrink_to_fit();
            part
        };
        Postings { parts: workers::map(workers, PARTS as usize, part) }
    }

    /// The items before `item` that have a key.
    pub(crate) fn before(&self, key: u64, item: usize) -> &[u32] {
        let part = &self.parts[(key % PARTS) as usize];
        let Some((start, end)) = part.ranges.get(&key) else { return &[] };
        let items = &part.items[*start as usize..*end as usize];
        &items[..items.partition_point(|other| (*other as usize) < item)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Alone;

    #[test]
    fn items_with_a_key_in_common_are_found_in_their_order() {
        let keys: [&[u64]; 4] = [&[1, 16], &[17, 33], &[1, 2], &[1, 33]];
        let postings = Postings::new(&Alone, keys.len(), |n| keys[n]);
        assert_eq!(postings.before(1, 4), [0, 2, 3]);
        assert_eq!(postings.before(1, 3), [0, 2]);
        assert_eq!(postings.before(1, 0), [0u32; 0]);
        assert_eq!(postings.before(33, 3), [1]);
        assert_eq!(postings.before(17, 3), [0u32; 0], "the key of one item");
        let mut lists = Lists::default();
        lists.push([1, 2]);
        lists.push([]);
        let lists = Lists::joined(vec![Lists::default(), lists, {
            let mut l = Lists::default();
            l.push([3]);
            l
        }]);
        assert_eq!((lists.len(), lists.of(0), lists.of(1), lists.of(2)), (3, &[1, 2][..], &[][..], &[3][..]));
    }
}
