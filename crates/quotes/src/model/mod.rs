//! Linear sequence models for attribution: one finds cues in a sentence, one finds source and content of each cue.
//!
//! Both are linear-chain conditional random fields (Lafferty, McCallum and Pereira 2001) over hashed features
//! (Weinberger et al. 2009), with weights of one byte each. Decoding is in whole numbers, so it gives
//! the same result on every machine. `CARD.md` tells what they were trained on and how they score.

pub(crate) mod features;
pub mod train;

use features::Features;

/// How many labels a slot of the weights has room for.
pub(crate) const LABELS: usize = 8;

/// The labels of the model that finds cues: outside, first token, further token.
pub(crate) const CUE_LABELS: usize = 3;

/// The labels of the model that finds roles: outside, source (first, further), content (first, further).
pub(crate) const ROLE_LABELS: usize = 5;

/// How many kinds of transitions there are: see [`Features::joint`].
pub(crate) const JOINTS: usize = 8;

/// How many steps of a stored weight make one of training.
pub(crate) const UNIT: f32 = 16.0;

/// A trained sequence model: a slot of weights for each hashed feature, and transitions.
#[derive(Clone, Copy)]
pub(crate) struct Model {
    /// `LABELS` weights for each slot.
    slots: &'static [[i8; LABELS]],
    /// From label to label, for each kind of joint.
    transitions: [[[i16; LABELS]; LABELS]; JOINTS],
    labels: usize,
}

static WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// The model that finds cues.
pub(crate) static CUES: std::sync::LazyLock<Option<Model>> = std::sync::LazyLock::new(|| read(0, CUE_LABELS));

/// The model that finds source and content.
pub(crate) static ROLES: std::sync::LazyLock<Option<Model>> = std::sync::LazyLock::new(|| read(1, ROLE_LABELS));

/// log2 of the number of slots of each model.
pub(crate) const SLOT_BITS: u32 = 18;
const SLOTS: usize = 1 << SLOT_BITS;
const TRANSITION_BYTES: usize = JOINTS * LABELS * LABELS * 2;
const MODEL_BYTES: usize = TRANSITION_BYTES + SLOTS * LABELS;

fn read(index: usize, labels: usize) -> Option<Model> {
    let bytes: &'static [u8] = WEIGHTS.get(index * MODEL_BYTES..(index + 1) * MODEL_BYTES)?;
    let (head, tail) = bytes.split_at(TRANSITION_BYTES);
    let mut transitions = [[[0; LABELS]; LABELS]; JOINTS];
    let mut numbers = head.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]]));
    for row in transitions.iter_mut().flatten().flatten() {
        *row = numbers.next()?;
    }
    Some(Model { slots: slots(tail), transitions, labels })
}

/// The bytes of the weights as slots: a byte and a signed byte have one layout.
#[expect(unsafe_code, reason = "the weights are read where they lie; a copy of 2 MiB a model would cost start-up time")]
fn slots(bytes: &'static [u8]) -> &'static [[i8; LABELS]] {
    // SAFETY: i8 has the size, alignment and valid bit patterns of u8, and `as_chunks` gives whole slots only.
    let (chunks, _) = bytes.as_chunks::<LABELS>();
    unsafe { std::slice::from_raw_parts(chunks.as_ptr().cast(), chunks.len()) }
}

impl Model {
    /// The best labels of a sequence, into `out`. `offset` is added to the score of label 0 of every token.
    pub(crate) fn decode(&self, features: &Features, offset: i32, scratch: &mut Scratch, out: &mut Vec<u8>) {
        match self.labels {
            CUE_LABELS => self.best::<CUE_LABELS>(features, offset, scratch, out),
            _ => self.best::<ROLE_LABELS>(features, offset, scratch, out),
        }
    }

    /// [`Model::decode`] for `N` labels, known when it is compiled.
    fn best<const N: usize>(&self, features: &Features, offset: i32, scratch: &mut Scratch, out: &mut Vec<u8>) {
        let n = features.len();
        out.clear();
        if n == 0 {
            return;
        }
        scratch.back.clear();
        scratch.back.resize(n, [0; LABELS]);
        let mut best = [i32::MIN / 2; LABELS];
        for t in 0..n {
            // Fewer than 256 features of one byte each do not overflow; eight short sums fill a register.
            let mut sums = [0i16; LABELS];
            for f in features.of(t) {
                let slot = &self.slots[*f as usize & (SLOTS - 1)];
                for (sum, w) in sums.iter_mut().zip(slot) {
                    *sum = sum.wrapping_add(i16::from(*w));
                }
            }
            let mut local = sums.map(i32::from);
            local[0] += offset;
            let step = &self.transitions[features.joint(t)];
            let mut next = [i32::MIN / 2; LABELS];
            for to in 0..N {
                let (mut from_best, mut score) = (0, i32::MIN);
                for (from, row) in step.iter().enumerate().take(N) {
                    if t > 0 || from == 0 {
                        let s = best_or_start(&best, t, from) + i32::from(row[to]);
                        if s > score {
                            (from_best, score) = (from, s);
                        }
                    }
                }
                next[to] = score + local[to];
                scratch.back[t][to] = from_best as u8;
            }
            best = next;
        }
        let mut label = (0..N).max_by_key(|l| (best[*l], std::cmp::Reverse(*l))).unwrap_or(0) as u8;
        out.resize(n, 0);
        for t in (0..n).rev() {
            out[t] = label;
            label = scratch.back[t][label as usize];
        }
    }
}

fn best_or_start(best: &[i32; LABELS], t: usize, from: usize) -> i32 {
    if t == 0 { 0 } else { best[from] }
}

/// Memory that decoding uses again for the next sequence.
#[derive(Default)]
pub(crate) struct Scratch {
    back: Vec<[u8; LABELS]>,
}
