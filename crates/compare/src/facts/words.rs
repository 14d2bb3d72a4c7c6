//! Words by meaning: a vector of small numbers for each of some 23,000 common English words, so that "turnout" and
//! "took part" may meet, and how rare each is in news.
//!
//! What the file holds and how it was made stands in `CARD.md`. Names have no vectors.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The numbers of a vector.
pub(super) const WIDTH: usize = 48;

/// The rarity of a word that is in no list, in sixteenths of a bit.
const UNKNOWN: u8 = 160;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_bytes!("words.bin")));

struct Table {
    places: FxHashMap<&'static str, u32>,
    rarity: &'static [u8],
    vectors: &'static [u8],
}

impl Table {
    /// Reads three little-endian counts (words, width, bytes of words), the words a line each, a rarity each, and a
    /// vector each.
    fn read(bytes: &'static [u8]) -> Table {
        let count = |at: usize| {
            let four = bytes.get(at * 4..at * 4 + 4).and_then(|b| b.try_into().ok());
            four.map_or(0, |b: [u8; 4]| u32::from_le_bytes(b) as usize)
        };
        let (words, text) = (count(0), count(2));
        let (names, rest) = bytes.get(12..).unwrap_or(&[]).split_at(text);
        let (rarity, vectors) = rest.split_at(words);
        let names = std::str::from_utf8(names).unwrap_or("");
        Table { places: names.split('\n').zip(0..).collect(), rarity, vectors }
    }
}

/// What is known of a word in lower case: its place in the table, if it has one, and its rarity in bits.
pub(super) fn look_up(word: &str) -> (Option<u32>, f32) {
    let place = TABLE.places.get(word).copied();
    let rarity = place.and_then(|p| TABLE.rarity.get(p as usize).copied()).unwrap_or(UNKNOWN);
    (place, f32::from(rarity) / 16.0)
}

/// How near two words of the table are in meaning, from -1 to 1.
pub(super) fn near(a: u32, b: u32) -> f32 {
    if a == b {
        return 1.0;
    }
    let of = |place: u32| TABLE.vectors.get(place as usize * WIDTH..(place as usize + 1) * WIDTH).unwrap_or(&[]);
    let product: i32 = of(a).iter().zip(of(b)).map(|(a, b)| i32::from(*a as i8) * i32::from(*b as i8)).sum();
    product as f32 / (127.0 * 127.0)
}

/// A direction in the space of meanings, of length 127 or 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vector([i8; WIDTH]);

impl Default for Vector {
    fn default() -> Vector {
        Vector([0; WIDTH])
    }
}

impl Vector {
    /// The cosine of the angle between two, from -1 to 1; 0 where one is not known.
    pub(super) fn cosine(&self, other: &Vector) -> f32 {
        let product: i32 = self.0.iter().zip(&other.0).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        product as f32 / (127.0 * 127.0)
    }

    pub(super) fn is_known(&self) -> bool {
        self.0.iter().any(|x| *x != 0)
    }
}

/// A sum of words in the making.
#[derive(Clone, Copy)]
pub(super) struct Sum([f32; WIDTH]);

impl Sum {
    pub(super) fn new() -> Sum {
        Sum([0.0; WIDTH])
    }

    /// Adds a word, by its place in the table.
    pub(super) fn add(&mut self, place: u32, weight: f32) {
        let at = place as usize * WIDTH;
        if let Some(vector) = TABLE.vectors.get(at..at + WIDTH) {
            self.0.iter_mut().zip(vector).for_each(|(sum, x)| *sum += weight * f32::from(*x as i8));
        }
    }

    pub(super) fn vector(&self) -> Vector {
        let length = self.0.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length < 1e-6 {
            return Vector::default();
        }
        let mut out = Vector::default();
        out.0.iter_mut().zip(&self.0).for_each(|(q, x)| *q = (x / length * 127.0).round() as i8);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(words: &[&str]) -> Vector {
        let mut sum = Sum::new();
        words.iter().filter_map(|w| look_up(w).0).for_each(|p| sum.add(p, 1.0));
        sum.vector()
    }

    #[test]
    fn words_of_one_matter_are_near_each_other() {
        let near = |a: &[&str], b: &[&str]| vector(a).cosine(&vector(b));
        assert!(near(&["killed"], &["died"]) > near(&["killed"], &["turnout"]) + 0.2);
        assert!(near(&["jailed"], &["sentenced"]) > near(&["jailed"], &["talks"]) + 0.2);
        assert_eq!(look_up("no such word").0, None);
        assert!(!vector(&["no such word"]).is_known());
    }
}
