//! Weights of linear models with many sparse features and few classes: one flat table, one byte a weight.
//!
//! A feature is a hash of 32 bits of its template and its values; the words themselves are not stored. Its row has one
//! weight a class. The file holds only the rows that matter, sorted by hash: the steps between hashes, and of each row the
//! weights that are not zero. Reading it gives a table of open addressing.

/// The hash of a feature: the number of its template and up to two values. Zero is never given.
#[inline(always)]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) | (u64::from(b) << 32)) ^ u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((x >> 32) as u32).max(1)
}

/// The weights of a model with `N` classes.
pub struct Weights<const N: usize> {
    /// In the order of their hashes, so far as two of one place allow; hash zero marks a free slot.
    slots: Box<[Slot<N>]>,
    /// A bit for each hash that has a row, by its high bits: most features have none, and this stays in the near cache.
    present: Box<[u64]>,
    features: usize,
}

/// How many low bits of a hash [`Weights::present`] leaves out.
const PRESENT_SHIFT: u32 = 12;

/// A feature's hash and row side by side: one look into memory.
#[derive(Clone, Copy)]
struct Slot<const N: usize> {
    key: u32,
    row: [i8; N],
}

impl<const N: usize> Weights<N> {
    /// Reads what [`encode`] wrote from the front of `bytes`. Bytes that are no model give a model that knows nothing.
    pub fn read(bytes: &mut &[u8]) -> Weights<N> {
        let count = varint(bytes) as usize;
        // A feature takes three bytes at least, so a broken count cannot ask for much memory.
        let features = count.min(bytes.len() / 3);
        let mut slots = vec![Slot { key: 0, row: [0; N] }; features + features / 2 + 2].into_boxed_slice();
        let mut present = vec![0u64; (1 << (32 - PRESENT_SHIFT)) / 64].into_boxed_slice();
        let mut key = 0u32;
        for _ in 0..features {
            key = key.wrapping_add(varint(bytes));
            let mut row = [0; N];
            let mut set = |class: usize, weight: u8| {
                if let Some(w) = row.get_mut(class) {
                    *w = weight as i8;
                }
            };
            let head = varint(bytes);
            if N <= 8 {
                for class in (0..8).filter(|c| head >> c & 1 == 1) {
                    let [weight, rest @ ..] = *bytes else { break };
                    set(class, *weight);
                    *bytes = rest;
                }
            } else {
                for _ in 0..head {
                    let [class, weight, rest @ ..] = *bytes else { break };
                    set(usize::from(*class), *weight);
                    *bytes = rest;
                }
            }
            let mut at = place(key, slots.len());
            while slots[at].key != 0 {
                at = if at + 1 == slots.len() { 0 } else { at + 1 };
            }
            slots[at] = Slot { key, row };
            present[(key >> PRESENT_SHIFT) as usize / 64] |= 1 << (key >> PRESENT_SHIFT & 63);
        }
        Weights { slots, present, features }
    }

    /// Adds the weights of a feature to the scores of the classes.
    #[inline(always)]
    pub fn add(&self, feature: u32, scores: &mut [i16; N]) {
        let mut at = place(feature, self.slots.len());
        loop {
            let slot = &self.slots[at];
            if slot.key == feature {
                for (score, weight) in scores.iter_mut().zip(&slot.row) {
                    *score = score.wrapping_add(i16::from(*weight));
                }
                return;
            }
            if slot.key == 0 {
                return;
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
    }

    /// [`Weights::add`] for some features. The table is larger than the nearer caches, so it is asked only for rows that
    /// are likely there, and all of these are on their way at once.
    #[inline(always)]
    pub fn add_all<const F: usize>(&self, features: &[u32; F], scores: &mut [i16; N]) {
        let (mut likely, mut n) = ([0; F], 0);
        for feature in features {
            likely[n] = *feature;
            let at = feature >> PRESENT_SHIFT;
            n += (self.present[at as usize / 64] >> (at & 63) & 1) as usize;
        }
        for feature in &likely[..n] {
            self.add(*feature, scores);
        }
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.features
    }

    /// Whether no feature has weights.
    pub fn is_empty(&self) -> bool {
        self.features == 0
    }
}

/// Where a hash is looked for first: hashes are spread evenly over the table in their order.
#[inline(always)]
fn place(key: u32, slots: usize) -> usize {
    ((u64::from(key) * slots as u64) >> 32) as usize
}

/// Writes rows of weights (of up to eight classes: a bit for each and the weights; else pairs of class and weight), sorted by their hashes and without zeros in either; hashes must not repeat.
pub fn encode<const N: usize>(rows: &[(u32, [i8; N])], out: &mut Vec<u8>) {
    write_varint(rows.len() as u32, out);
    let mut last = 0;
    for (key, weights) in rows {
        write_varint(key - last, out);
        last = *key;
        let set = || weights.iter().enumerate().filter(|(_, w)| **w != 0).map(|(class, w)| (class as u8, *w as u8));
        if N <= 8 {
            out.push(set().fold(0, |mask, (class, _)| mask | 1 << class));
            out.extend(set().map(|(_, weight)| weight));
        } else {
            write_varint(set().count() as u32, out);
            set().for_each(|(class, weight)| out.extend([class, weight]));
        }
    }
}

/// Reads a number of seven bits a byte, the lowest first, from the front of `bytes`.
pub fn varint(bytes: &mut &[u8]) -> u32 {
    let mut value = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let [byte, rest @ ..] = *bytes else { break };
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    value
}

/// Writes a number as [`varint`] reads it.
pub fn write_varint(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_read_back() {
        let mut rows = vec![(feature(1, 2, 3), [1, 0, -128, 0]), (feature(1, 3, 2), [0, 127, 0, 0]), (9, [0, 0, 0, 5])];
        rows.sort_unstable();
        let mut bytes = Vec::new();
        encode(&rows, &mut bytes);
        let weights = Weights::<4>::read(&mut &bytes[..]);
        assert_eq!(weights.len(), 3);
        for (key, row) in rows {
            let mut scores = [0; 4];
            weights.add(key, &mut scores);
            assert_eq!(scores, row.map(i16::from));
        }
        let mut scores = [0; 4];
        weights.add(10, &mut scores);
        assert_eq!(scores, [0; 4]);
    }

    #[test]
    fn broken_files_give_weak_models() {
        for bytes in [&[][..], &[255; 40], &[3, 1, 200], &[2, 0, 1, 9, 9, 0, 0]] {
            let weights = Weights::<4>::read(&mut &bytes[..]);
            weights.add(1, &mut [0; 4]);
        }
    }
}
