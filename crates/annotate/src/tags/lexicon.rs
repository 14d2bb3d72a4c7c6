//! The tags that frequent words may have, by the hash of the word.

use crate::linear::{varint, write_varint};

/// The bit of an entry that says that its word has one tag in practice, and needs no model.
pub const SURE: u32 = 1 << 31;

/// A word list: the hash of each word, and a bit for each class it may have.
#[derive(Default)]
pub struct Lexicon {
    slots: Box<[(u32, u32)]>,
}

impl Lexicon {
    /// Makes a list from pairs of hash and classes.
    pub fn new(entries: &[(u32, u32)]) -> Lexicon {
        let mut slots = vec![(0, 0); (entries.len() * 2).next_power_of_two().max(2)].into_boxed_slice();
        for entry in entries.iter().filter(|e| e.0 != 0) {
            let mut at = entry.0 as usize & (slots.len() - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = *entry;
        }
        Lexicon { slots }
    }

    /// Reads what [`encode`] wrote from the front of `bytes`.
    pub fn read(bytes: &mut &[u8]) -> Lexicon {
        let count = (varint(bytes) as usize).min(bytes.len() / 2 + 1);
        let mut key = 0u32;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            key = key.wrapping_add(varint(bytes));
            entries.push((key, varint(bytes)));
        }
        Lexicon::new(&entries)
    }

    /// The classes a word may have, one bit each; 0 for a word that is not in the list.
    #[inline]
    pub fn get(&self, form: u32) -> u32 {
        let Some(mask) = self.slots.len().checked_sub(1) else { return 0 };
        let mut at = form as usize & mask;
        loop {
            match self.slots[at] {
                (0, _) => return 0,
                (key, classes) if key == form => return classes,
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// Writes pairs of hash and classes; hashes sorted and different.
pub fn encode(entries: &[(u32, u32)], out: &mut Vec<u8>) {
    write_varint(entries.len() as u32, out);
    let mut last = 0;
    for (key, classes) in entries {
        write_varint(key - last, out);
        write_varint(*classes, out);
        last = *key;
    }
}
