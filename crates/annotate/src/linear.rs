//! Weights of linear models with many sparse features and few classes: one flat table, one byte a weight.
//!
//! A feature is a hash of 32 bits of its template and its values; the words themselves are not stored. Its row has one
//! weight a class. The file holds only the rows that matter, sorted by hash, as steps between hashes and pairs of class
//! and weight; reading it gives a table of open addressing that fits a processor's second cache.

/// The hash of a feature: the number of its template and up to two values. Zero is never given.
#[inline(always)]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) | u64::from(b) << 32) ^ u64::from(template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((x >> 32) as u32).max(1)
}

/// The weights of a model with `N` classes.
pub struct Weights<const N: usize> {
    /// Hash and row of each feature; hash zero marks a free slot. A power of two long.
    slots: Box<[(u32, u32)]>,
    rows: Box<[[i8; N]]>,
}

impl<const N: usize> Weights<N> {
    /// Reads what [`encode`] wrote from the front of `bytes`. Bytes that are no model give a model that knows nothing.
    pub fn read(bytes: &mut &[u8]) -> Weights<N> {
        let count = varint(bytes) as usize;
        // A feature takes three bytes at least, so a broken count cannot ask for much memory.
        let count = count.min(bytes.len() / 3 + 1);
        let mut slots = vec![(0, 0); (count * 2).next_power_of_two().max(2)].into_boxed_slice();
        let mut rows = Vec::with_capacity(count);
        let mut key = 0u32;
        for row in 0..count {
            key = key.wrapping_add(varint(bytes));
            let mut weights = [0; N];
            for _ in 0..varint(bytes) {
                let [class, weight, rest @ ..] = bytes else { break };
                if let Some(w) = weights.get_mut(usize::from(*class)) {
                    *w = *weight as i8;
                }
                *bytes = rest;
            }
            rows.push(weights);
            let mut at = key as usize & (slots.len() - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (key, row as u32);
        }
        Weights { slots, rows: rows.into_boxed_slice() }
    }

    /// Adds the weights of a feature to the scores of the classes.
    #[inline(always)]
    pub fn add(&self, feature: u32, scores: &mut [i16; N]) {
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let (key, row) = self.slots[at];
            if key == feature {
                let row = &self.rows[row as usize];
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score = score.wrapping_add(i16::from(*weight));
                }
                return;
            }
            if key == 0 {
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// How many features have weights.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature has weights.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Writes rows of weights, sorted by their hashes and without zeros in either; hashes must not repeat.
pub fn encode<const N: usize>(rows: &[(u32, [i8; N])], out: &mut Vec<u8>) {
    write_varint(rows.len() as u32, out);
    let mut last = 0;
    for (key, weights) in rows {
        write_varint(key - last, out);
        last = *key;
        write_varint(weights.iter().filter(|w| **w != 0).count() as u32, out);
        for (class, weight) in weights.iter().enumerate().filter(|(_, w)| **w != 0) {
            out.extend([class as u8, *weight as u8]);
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
