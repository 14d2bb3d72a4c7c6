//! Which items have a key in common: built once over all of them, then asked for each by itself.

use std::ops::Range;

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

/// The keys of some items. Keys are hashes: their low bits are even.
#[derive(Default)]
pub(crate) struct Keys {
    /// Each key with the number of its item.
    entries: Vec<(u64, u32)>,
    items: u32,
}

/// The same in the order of the keys, which lets parts be merged.
pub(crate) struct Sorted(Keys);

impl Keys {
    /// Adds the keys of the next item.
    pub(crate) fn push(&mut self, keys: impl IntoIterator<Item = u64>) {
        let item = self.items;
        self.entries.extend(keys.into_iter().map(|key| (key.rotate_right(PARTS.ilog2()), item)));
        self.items += 1;
    }

    pub(crate) fn sorted(mut self) -> Sorted {
        self.entries.sort_unstable();
        // No item comes before itself.
        self.entries.dedup();
        self.entries.shrink_to_fit();
        Sorted(self)
    }
}

impl Sorted {
    /// The entries of a part of the index.
    fn part(&self, n: u64) -> &[(u64, u32)] {
        let before = |part: u64| self.0.entries.partition_point(|(key, _)| key >> (u64::BITS - PARTS.ilog2()) < part);
        &self.0.entries[before(n)..before(n + 1)]
    }
}

/// An inverted index: for each key the items that have it. Keys of one item only are left out: they bring no two
/// together, and most are such.
pub(crate) struct Postings {
    /// For each item the places of its keys among `items`.
    places: Lists<u32>,
    /// The items of each key in their order, those of one key behind those of another; the first of each key is marked.
    items: Vec<u32>,
}

/// The mark of the first item of a key.
const FIRST: u32 = 1 << 31;
/// How many parts an index is built in, by the lowest bits of the keys.
const PARTS: u64 = 16;

impl Postings {
    /// The index of the items of several parts of the work, one after the other.
    pub(crate) fn new(workers: &dyn Workers, keys: Vec<Sorted>) -> Postings {
        let before = keys.iter().scan(0, |sum, keys| Some(std::mem::replace(sum, *sum + keys.0.items)));
        let before: Vec<u32> = before.collect();
        let part = |n: usize| {
            let mine = || keys.iter().map(|keys| keys.part(n as u64)).zip(&before);
            let mut entries: Vec<(u64, u32)> = Vec::with_capacity(mine().map(|(entries, _)| entries.len()).sum());
            mine().for_each(|(part, before)| entries.extend(part.iter().map(|(key, item)| (*key, before + item))));
            // Runs that are sorted are merged; of one key the items stay in their order.
            entries.sort_by_key(|(key, _)| *key);
            let mut items: Vec<u32> = Vec::new();
            for list in entries.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1) {
                let first = items.len();
                items.extend(list.iter().map(|(_, item)| *item));
                items[first] |= FIRST;
            }
            items.shrink_to_fit();
            items
        };
        let parts = workers::map(workers, PARTS as usize, part);
        let count = keys.iter().map(|keys| keys.0.items as usize).sum();
        drop(keys);
        let items = workers::joined(parts);
        let mut ends = vec![0; count];
        let numbers = || items.iter().map(|item| (item & !FIRST) as usize);
        numbers().for_each(|item| ends[item] += 1);
        let mut sum = 0;
        ends.iter_mut().for_each(|end| sum += std::mem::replace(end, sum));
        // Filled from its start, the list of an item ends where the next one began.
        let mut places = vec![0; sum];
        for (item, place) in numbers().zip(0..) {
            places[ends[item]] = place;
            ends[item] += 1;
        }
        Postings { places: Lists { ends, all: places }, items }
    }

    /// For each key of an item the items before it that have it too, the last one first.
    pub(crate) fn before(&self, item: usize) -> impl Iterator<Item = Earlier<'_>> {
        self.places.of(item).iter().map(|place| Earlier(&self.items[..=*place as usize]))
    }
}

/// The items of a key before one, the last one first.
pub(crate) struct Earlier<'p>(&'p [u32]);

impl Iterator for Earlier<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (last, before) = self.0.split_last()?;
        self.0 = if last & FIRST == 0 { before } else { &[] };
        self.0.last().map(|item| item & !FIRST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Alone;

    #[test]
    fn items_with_a_key_in_common_are_found_the_last_first() {
        let part = |items: &[&[u64]]| {
            let mut keys = Keys::default();
            items.iter().for_each(|item| keys.push(item.iter().copied()));
            keys.sorted()
        };
        let postings =
            Postings::new(&Alone, vec![part(&[&[1, 16, 1], &[17, 33]]), part(&[]), part(&[&[1, 2], &[1, 33]])]);
        let before = |item| {
            let mut lists: Vec<Vec<u32>> = postings.before(item).map(Iterator::collect).collect();
            lists.sort();
            lists
        };
        assert_eq!(before(0), [[0u32; 0]], "of two keys one is that of no other item");
        assert_eq!(before(1), [[0u32; 0]]);
        assert_eq!(before(2), [[0]]);
        assert_eq!(before(3), [vec![1], vec![2, 0]]);
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
