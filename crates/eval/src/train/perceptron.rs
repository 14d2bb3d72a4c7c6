//! The averaged perceptron (Collins 2002; Freund and Schapire 1999) over hashed features.

use rustc_hash::FxHashMap;

/// Weights under training, with `N` classes.
pub(crate) struct Perceptron<const N: usize> {
    rows: FxHashMap<u32, Row<N>>,
    now: f64,
}

/// The weights of one feature.
struct Row<const N: usize> {
    weights: [f32; N],
    /// Each change times the moment it was made, from which the average over all moments follows.
    moments: [f64; N],
    /// How often it was part of an update.
    updates: u32,
}

impl<const N: usize> Perceptron<N> {
    pub(crate) fn new() -> Perceptron<N> {
        Perceptron { rows: FxHashMap::default(), now: 1.0 }
    }

    /// The scores of the classes given some features.
    pub(crate) fn scores(&self, features: &[u32]) -> [f32; N] {
        let mut scores = [0.0; N];
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                for (score, weight) in scores.iter_mut().zip(&row.weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    /// Says that one more decision was made.
    pub(crate) fn step(&mut self) {
        self.now += 1.0;
    }

    /// Moves weight from a wrong class to the right one.
    pub(crate) fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for feature in features {
            let row =
                self.rows.entry(*feature).or_insert_with(|| Row { weights: [0.0; N], moments: [0.0; N], updates: 0 });
            row.updates += 1;
            row.weights[right] += 1.0;
            row.moments[right] += self.now;
            row.weights[wrong] -= 1.0;
            row.moments[wrong] -= self.now;
        }
    }

    /// The averaged weights in 127 steps, sorted by feature. Features of fewer than `updates` updates are left out, and
    /// weights below `least` of the largest; the largest is taken where all but one in ten thousand are smaller.
    pub(crate) fn quantised(&self, updates: u32, least: f64) -> Vec<(u32, [i8; N])> {
        let averages = |row: &Row<N>| -> [f64; N] {
            std::array::from_fn(|c| f64::from(row.weights[c]) - row.moments[c] / self.now)
        };
        let kept = || self.rows.iter().filter(|(_, row)| row.updates >= updates);
        let mut sizes: Vec<f64> =
            kept().flat_map(|(_, row)| averages(row)).map(f64::abs).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let largest = sizes.get(sizes.len().saturating_sub(sizes.len() / 10_000 + 1)).copied().unwrap_or(1.0);
        let step =
            |w: f64| if w.abs() < least * largest { 0.0 } else { (w / largest * 127.0).round().clamp(-127.0, 127.0) };
        let mut rows: Vec<(u32, [i8; N])> = kept()
            .map(|(key, row)| (*key, averages(row).map(|w| step(w) as i8)))
            .filter(|(_, weights)| weights.iter().any(|w| *w != 0))
            .collect();
        rows.sort_unstable_by_key(|row| row.0);
        rows
    }
}

/// Numbers that look random and are the same in every run (xorshift64*, Vigna 2016).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Random {
        Random(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Puts a list in another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
