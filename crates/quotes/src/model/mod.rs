//! Linear sequence models for attribution: one finds cues in a sentence, one finds source and content of each cue.
//!
//! A gate before the first lets through what may be a cue at all; a judge behind the second decides what is kept. Both are linear-chain conditional random fields
//! (Lafferty, McCallum and Pereira 2001) over hashed features (Weinberger et al. 2009), with weights of one byte each.
//! Decoding is in whole numbers, so it gives the same result on every machine. `CARD.md` tells what they were trained on
//! and how they score.

pub(crate) mod features;
pub(crate) mod gate;
pub(crate) mod judge;
mod seen;
pub mod train;

use std::sync::LazyLock;

use features::Sink;

/// The labels of the model that finds cues: outside, first token, further token.
pub(crate) const CUE_LABELS: usize = 3;

/// The labels of the model that finds roles: outside, source (first, further), content (first, further).
pub(crate) const ROLE_LABELS: usize = 5;

/// How many weights a slot of either model has: its labels, filled up to a round number.
pub(crate) const CUE_LANES: usize = 4;
pub(crate) const ROLE_LANES: usize = 8;

/// How many kinds of transitions there are: see [`Sink::end`].
pub(crate) const JOINTS: usize = 8;

/// How many steps of a stored weight make one of training.
pub(crate) const UNIT: f32 = 16.0;

/// log2 of the number of slots of each model.
pub(crate) const SLOT_BITS: u32 = 18;
const SLOTS: usize = 1 << SLOT_BITS;

/// What was learned.
pub(crate) struct Models {
    /// Lets through what may be a cue.
    pub(crate) gate: &'static gate::Weights,
    /// Finds cues.
    pub(crate) cues: Cues<'static>,
    /// Finds source and content of a cue.
    pub(crate) roles: Roles<'static>,
    /// Decides which attributions are kept.
    pub(crate) judge: &'static judge::Weights,
}

/// The model that finds cues.
pub(crate) type Cues<'m> = Model<'m, CUE_LABELS, CUE_LANES>;

/// The model that finds source and content of a cue.
pub(crate) type Roles<'m> = Model<'m, ROLE_LABELS, ROLE_LANES>;

/// The models that come with the library; none if the file does not hold them.
pub(crate) static MODELS: LazyLock<Option<Models>> = LazyLock::new(|| {
    let mut bytes: &'static [u8] = include_bytes!("weights.bin");
    let gate = signed(bytes.split_off(..1 << gate::BITS)?).first_chunk()?;
    let (cues, roles) = (Model::read(&mut bytes)?, Model::read(&mut bytes)?);
    let judge = signed(bytes.split_off(..1 << judge::BITS)?).first_chunk()?;
    Some(Models { gate, cues, roles, judge })
});

/// A trained sequence model with `N` labels: a slot of `L` weights for each hashed feature, and transitions.
pub(crate) struct Model<'m, const N: usize, const L: usize> {
    slots: &'m [[i8; L]],
    /// From label to label, for each kind of joint.
    transitions: [[[i16; N]; N]; JOINTS],
}

/// The bytes of the weights as weights, where they lie: a copy of megabytes would cost start-up time.
fn signed(bytes: &[u8]) -> &[i8] {
    bytemuck::cast_slice(bytes)
}

impl<'m, const N: usize, const L: usize> Model<'m, N, L> {
    /// Reads the transitions, then the slots, from the front of `bytes`.
    fn read(bytes: &mut &'m [u8]) -> Option<Self> {
        let mut transitions = [[[0; N]; N]; JOINTS];
        for x in transitions.as_flattened_mut().as_flattened_mut() {
            *x = i16::from_le_bytes(*bytes.split_off(..2)?.first_chunk()?);
        }
        let slots = signed(bytes.split_off(..SLOTS * L)?).as_chunks().0;
        Some(Model { slots, transitions })
    }

    /// Takes the features of a sequence; see [`Sums::decode`].
    pub(crate) fn sums(&self) -> Sums<'_, N, L> {
        Sums { model: self, now: [0; L], again: Vec::new(), tokens: Vec::new(), best: Vec::new(), back: Vec::new() }
    }
}

/// The sums of the weights of a sequence of tokens.
pub(crate) struct Sums<'m, const N: usize, const L: usize> {
    model: &'m Model<'m, N, L>,
    now: [i16; L],
    /// The last key of each slot of [`Sink::again`], and the sum of its features.
    again: Vec<([u32; 2], [i16; L])>,
    tokens: Vec<([i16; L], u8)>,
    /// The best score of the labels up to each token that end with each.
    best: Vec<[i32; N]>,
    back: Vec<[u8; N]>,
}

impl<const N: usize, const L: usize> Sink for Sums<'_, N, L> {
    #[inline(always)]
    fn add(&mut self, feature: u32) {
        // Fewer than 256 features of one byte each do not overflow; eight short sums fill a register.
        let row = &self.model.slots[feature as usize & (SLOTS - 1)];
        self.now = std::array::from_fn(|l| self.now[l].wrapping_add(i16::from(row[l])));
    }

    #[inline(always)]
    fn again(&mut self, slot: usize, key: [u32; 2], give: impl FnOnce(&mut Self)) {
        if self.again.len() <= slot {
            self.again.resize(slot + 1, ([u32::MAX; 2], [0; L]));
        }
        if self.again[slot].0 != key {
            let before = std::mem::replace(&mut self.now, [0; L]);
            give(self);
            self.again[slot] = (key, std::mem::replace(&mut self.now, before));
        }
        let sum = &self.again[slot].1;
        self.now = std::array::from_fn(|l| self.now[l].wrapping_add(sum[l]));
    }

    #[inline(always)]
    fn end(&mut self, joint: u8) {
        self.tokens.push((std::mem::replace(&mut self.now, [0; L]), joint));
    }
}

impl<const N: usize, const L: usize> Sums<'_, N, L> {
    /// Forgets the sequence, for another one.
    pub(crate) fn clear(&mut self) {
        self.tokens.clear();
    }

    /// The best labels of the sequence, into `out`. `offset` is added to the score of label 0 of every token.
    pub(crate) fn decode(&mut self, offset: i32, out: &mut Vec<u8>) {
        self.best.clear();
        self.back.clear();
        let mut best = [i32::MIN / 2; N];
        // A sequence begins as if behind a token with the first label.
        best[0] = 0;
        for (sums, joint) in &self.tokens {
            let step = &self.model.transitions[usize::from(*joint)];
            let mut next: [i32; N] = std::array::from_fn(|to| best[0] + i32::from(step[0][to]));
            let mut back = [0; N];
            // All labels at once, which is what a processor does best.
            for from in 1..N {
                for to in 0..N {
                    let score = best[from] + i32::from(step[from][to]);
                    back[to] = if score > next[to] { from as u8 } else { back[to] };
                    next[to] = next[to].max(score);
                }
            }
            best = std::array::from_fn(|to| next[to] + i32::from(sums[to]));
            best[0] += offset;
            self.best.push(best);
            self.back.push(back);
        }
        let mut label = (0..N).max_by_key(|l| (best[*l], std::cmp::Reverse(*l))).unwrap_or(0) as u8;
        out.clear();
        out.resize(self.back.len(), 0);
        for (slot, back) in out.iter_mut().zip(&self.back).rev() {
            *slot = label;
            label = back[usize::from(label)];
        }
    }

    /// How sure each label of the decoded sequence is, into `out`: by how much the best labels score more than the best
    /// ones that give the token another role.
    pub(crate) fn margins(&self, offset: i32, labels: &[u8], out: &mut Vec<i32>) {
        let role = |label: usize| label.div_ceil(2);
        out.clear();
        out.resize(labels.len(), 0);
        let mut after = [0; N];
        for (t, label) in labels.iter().map(|l| usize::from(*l)).enumerate().rev() {
            let total = |l: usize| self.best[t][l] + after[l];
            let other = (0..N).filter(|l| role(*l) != role(label)).map(total).max();
            out[t] = total(label) - other.unwrap_or(0);
            let (sums, joint) = &self.tokens[t];
            let step = &self.model.transitions[usize::from(*joint)];
            let mut ahead: [i32; N] = std::array::from_fn(|to| after[to] + i32::from(sums[to]));
            ahead[0] += offset;
            for (after, step) in after.iter_mut().zip(step) {
                *after = ahead[0] + i32::from(step[0]);
                for to in 1..N {
                    *after = (*after).max(ahead[to] + i32::from(step[to]));
                }
            }
        }
    }
}
