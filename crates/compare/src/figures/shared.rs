//! What the sentences of two figures have in common.

use super::sentence::Sentence;

/// What two sentences have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    /// The number of words of matter in both.
    pub(super) words: usize,
    /// The share of the shorter sentence's words of matter that stand in the other.
    pub(super) part: f32,
    /// The same by weight.
    pub(super) weighed: f32,
    /// The weight of the words in both.
    pub(super) weight: f32,
    /// The number of parts of names in both.
    pub(super) names: usize,
    /// Whether both have names and none in common.
    pub(super) strangers: bool,
    /// Whether both have names near the figure and none of those in common.
    pub(super) strangers_near: bool,
    /// The number of other figures in both.
    pub(super) figures: usize,
    /// Whether both have other figures and none in common.
    pub(super) other_figures: bool,
}

impl Shared {
    pub(super) fn of(a: &Sentence, b: &Sentence) -> Shared {
        let (mut i, mut j) = (0, 0);
        let mut shared = Shared::default();
        while i < a.words.len() && j < b.words.len() {
            match a.words[i].0.cmp(&b.words[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared.words += 1;
                    shared.weight += a.words[i].1.min(b.words[j].1);
                    i += 1;
                    j += 1;
                }
            }
        }
        let weight = |s: &Sentence| s.words.iter().map(|(_, w)| w).sum::<f32>();
        shared.part = shared.words as f32 / a.words.len().min(b.words.len()).max(1) as f32;
        shared.weighed = (shared.weight / weight(a).min(weight(b)).max(0.5)).min(1.0);
        shared.names = a.names.iter().filter(|n| b.names.binary_search(n).is_ok()).count();
        shared.strangers = shared.names == 0 && !a.names.is_empty() && !b.names.is_empty();
        let known = a.near_names.iter().any(|n| b.near_names.contains(n));
        shared.strangers_near = !known && !a.near_names.is_empty() && !b.near_names.is_empty();
        shared.figures = a.figures.iter().filter(|f| b.figures.contains(f)).count();
        shared.other_figures = shared.figures == 0 && !a.figures.is_empty() && !b.figures.is_empty();
        shared
    }
}
