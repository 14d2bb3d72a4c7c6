//! Training of the sequence models: conditional random fields by stochastic gradient with AdaGrad (Duchi, Hazan and
//! Singer 2011).
//!
//! The order of the samples is that of the input and nothing is drawn at random, so the same input gives the same
//! weights on the same machine.

use std::ops::Range;

use claimdiff_annotate::Document;
use claimdiff_text::Span;

use super::{CUE_LABELS, JOINTS, LABELS, ROLE_LABELS, SLOT_BITS, UNIT, features::Features};
use crate::{find, indirect, marks};

/// An attribution as annotators marked it.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Who is quoted.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
}

/// An annotated document.
pub struct Sample<'a> {
    /// The document.
    pub doc: Document<'a>,
    /// Its attributions.
    pub gold: Vec<Gold>,
}

/// Trains both models; gives the bytes of the weights file. `progress` is told what is done.
pub fn weights(samples: &[Sample<'_>], passes: usize, mut progress: impl FnMut(&str)) -> Vec<u8> {
    let mut cues = Data::default();
    let mut roles = Data::default();
    for s in samples {
        collect(s, &mut cues, &mut roles);
    }
    progress(&format!("{} sentences, {} cues", cues.ends.len(), roles.ends.len()));
    let mut out = Vec::new();
    for (name, data, labels) in [("cues", &cues, CUE_LABELS), ("roles", &roles, ROLE_LABELS)] {
        let mut field = Field::new(labels);
        for pass in 0..passes {
            let loss = field.pass(data);
            if pass >= FIRST_AVERAGED_PASS {
                field.remember();
            }
            progress(&format!("{name}: pass {}, loss {loss:.4} a token", pass + 1));
        }
        field.write(&mut out);
    }
    out
}

fn collect(sample: &Sample<'_>, cues: &mut Data, roles: &mut Data) {
    let doc = &sample.doc;
    let stretches = marks::stretches(doc);
    let quotes = find::by_rules(doc, &stretches);
    let tokens = |spans: &[Span]| -> Vec<Range<usize>> {
        spans
            .iter()
            .map(|s| {
                let from = doc.tokens.partition_point(|t| t.span.start < s.start);
                let to = doc.tokens.partition_point(|t| t.span.start < s.end);
                from..to
            })
            .filter(|r| !r.is_empty())
            .collect()
    };
    let mut gold: Vec<_> =
        sample.gold.iter().map(|g| (tokens(&g.cue), tokens(&g.source), tokens(&g.content))).collect();
    gold.retain(|g| !g.0.is_empty());
    gold.sort_by_key(|g| g.0[0].start);
    let mut features = Features::default();
    indirect::views(doc, &stretches, &quotes, |view| {
        let own = || gold.iter().filter(|g| view.tokens.contains(&g.0[0].start));
        let mut labels = vec![0u8; view.tokens.len()];
        for (cue, ..) in own() {
            paint(&mut labels, view.tokens.start, cue, 1, false);
        }
        view.cues(&mut features);
        cues.push(&features, &labels);
        for (cue, source, content) in own() {
            let mut labels = vec![0u8; view.tokens.len()];
            paint(&mut labels, view.tokens.start, content, 3, false);
            paint(&mut labels, view.tokens.start, source, 1, true);
            let end = cue[0].end.min(view.tokens.end);
            view.roles(cue[0].start..end, &mut features);
            roles.push(&features, &labels);
        }
    });
}

fn paint(labels: &mut [u8], from: usize, ranges: &[Range<usize>], first: u8, over: bool) {
    for r in ranges {
        for t in r.clone() {
            let Some(slot) = t.checked_sub(from).and_then(|i| labels.get_mut(i)) else { continue };
            if *slot == 0 || over {
                *slot = if t == r.start { first } else { first + 1 };
            }
        }
    }
}

/// Sequences with their labels, one after another.
#[derive(Default)]
struct Data {
    hashes: Vec<u32>,
    /// For each token, the end of its features.
    tokens: Vec<u32>,
    joints: Vec<u8>,
    labels: Vec<u8>,
    /// For each sequence, the end of its tokens.
    ends: Vec<u32>,
}

impl Data {
    fn push(&mut self, features: &Features, labels: &[u8]) {
        for (t, label) in labels.iter().enumerate() {
            self.hashes.extend_from_slice(features.of(t));
            self.tokens.push(self.hashes.len() as u32);
            self.joints.push(features.joint(t) as u8);
            self.labels.push(*label);
        }
        self.ends.push(self.tokens.len() as u32);
    }
}

type Lane = [f32; LABELS];

/// A conditional random field in training.
struct Field {
    labels: usize,
    weights: Vec<Lane>,
    /// The sum of the weights after the passes that count, and how many those are.
    sums: Vec<Lane>,
    remembered: f32,
    squares: Vec<Lane>,
    transitions: [[Lane; LABELS]; JOINTS],
    transition_squares: [[Lane; LABELS]; JOINTS],
}

/// The step size.
const RATE: f32 = 0.01;
/// Weights count from the end of this pass on, counted from nought.
const FIRST_AVERAGED_PASS: usize = 2;
const MASK: usize = (1 << SLOT_BITS) - 1;

impl Field {
    fn new(labels: usize) -> Field {
        Field {
            labels,
            weights: vec![[0.0; LABELS]; MASK + 1],
            sums: vec![[0.0; LABELS]; MASK + 1],
            remembered: 0.0,
            squares: vec![[1e-2; LABELS]; MASK + 1],
            transitions: [[[0.0; LABELS]; LABELS]; JOINTS],
            transition_squares: [[[1.0; LABELS]; LABELS]; JOINTS],
        }
    }

    /// Adds the weights of now to those the mean is taken of, which does better on new text than the last ones.
    fn remember(&mut self) {
        for (sum, weights) in self.sums.iter_mut().zip(&self.weights) {
            for (s, w) in sum.iter_mut().zip(weights) {
                *s += w;
            }
        }
        self.remembered += 1.0;
    }

    /// One pass over the data; gives the mean loss of a token.
    fn pass(&mut self, data: &Data) -> f64 {
        let mut loss = 0.0;
        let mut from = 0;
        let mut memory = Memory::default();
        for end in &data.ends {
            loss += f64::from(self.learn(data, from..*end as usize, &mut memory));
            from = *end as usize;
        }
        loss / data.tokens.len().max(1) as f64
    }

    fn learn(&mut self, data: &Data, tokens: Range<usize>, m: &mut Memory) -> f32 {
        let n = tokens.len();
        if n == 0 {
            return 0.0;
        }
        let k = self.labels;
        let of = |t: usize| {
            let from = if t == 0 { 0 } else { data.tokens[t - 1] as usize };
            &data.hashes[from..data.tokens[t] as usize]
        };
        m.local.clear();
        for t in tokens.clone() {
            let mut local = [0.0f32; LABELS];
            for f in of(t) {
                for (l, w) in local.iter_mut().zip(&self.weights[*f as usize & MASK]) {
                    *l += w;
                }
            }
            m.local.push(local);
        }
        // Forward and backward in logarithms.
        m.forward.clear();
        m.backward.clear();
        m.backward.resize(n, [0.0; LABELS]);
        let mut previous = [0.0; LABELS];
        for t in 0..n {
            let step = &self.transitions[data.joints[tokens.start + t] as usize];
            let mut now = [f32::NEG_INFINITY; LABELS];
            for to in 0..k {
                now[to] =
                    m.local[t][to] + if t == 0 { step[0][to] } else { sum(k, |from| previous[from] + step[from][to]) };
            }
            m.forward.push(now);
            previous = now;
        }
        for t in (0..n.saturating_sub(1)).rev() {
            let step = &self.transitions[data.joints[tokens.start + t + 1] as usize];
            for (from, row) in step.iter().enumerate().take(k) {
                m.backward[t][from] = sum(k, |to| row[to] + m.local[t + 1][to] + m.backward[t + 1][to]);
            }
        }
        let z = sum(k, |l| previous[l]);
        let mut gold_score = 0.0;
        for t in 0..n {
            let label = data.labels[tokens.start + t] as usize;
            let joint = data.joints[tokens.start + t] as usize;
            let before = if t == 0 { 0 } else { data.labels[tokens.start + t - 1] as usize };
            gold_score += m.local[t][label] + self.transitions[joint][before][label];
        }
        // Steps against the gradient: what is expected less what is so.
        for t in 0..n {
            let label = data.labels[tokens.start + t] as usize;
            let mut gradient = [0.0f32; LABELS];
            for (l, g) in gradient.iter_mut().enumerate().take(k) {
                *g = (m.forward[t][l] + m.backward[t][l] - z).exp();
            }
            gradient[label] -= 1.0;
            let sure = gradient[..k].iter().all(|g| g.abs() < 1e-3);
            if !sure {
                for f in of(tokens.start + t) {
                    let slot = *f as usize & MASK;
                    let (w, s) = (&mut self.weights[slot], &mut self.squares[slot]);
                    for l in 0..LABELS {
                        let g = gradient[l];
                        s[l] += g * g;
                        w[l] -= RATE * g / s[l].sqrt();
                    }
                }
            }
            let joint = data.joints[tokens.start + t] as usize;
            for to in 0..k {
                for from in 0..k {
                    let expected = if t == 0 {
                        if from > 0 { continue } else { (m.forward[0][to] + m.backward[0][to] - z).exp() }
                    } else {
                        (m.forward[t - 1][from]
                            + self.transitions[joint][from][to]
                            + m.local[t][to]
                            + m.backward[t][to]
                            - z)
                            .exp()
                    };
                    m.steps.push((joint, from, to, expected));
                }
            }
            let before = if t == 0 { 0 } else { data.labels[tokens.start + t - 1] as usize };
            m.steps.push((joint, before, label, -1.0));
        }
        for (joint, from, to, g) in m.steps.drain(..) {
            let s = &mut self.transition_squares[joint][from][to];
            *s += g * g;
            self.transitions[joint][from][to] -= 0.1 * g / s.sqrt();
        }
        z - gold_score
    }

    fn write(&self, out: &mut Vec<u8>) {
        for x in self.transitions.iter().flatten().flatten() {
            out.extend(((x * UNIT).round().clamp(-3e4, 3e4) as i16).to_le_bytes());
        }
        for sum in self.sums.iter().flatten() {
            let x = sum / self.remembered.max(1.0);
            out.push(((x * UNIT).round().clamp(-127.0, 127.0) as i8) as u8);
        }
    }
}

#[derive(Default)]
struct Memory {
    local: Vec<Lane>,
    forward: Vec<Lane>,
    backward: Vec<Lane>,
    steps: Vec<(usize, usize, usize, f32)>,
}

/// The logarithm of a sum of exponentials.
fn sum(k: usize, of: impl Fn(usize) -> f32) -> f32 {
    let mut values = [f32::NEG_INFINITY; LABELS];
    let mut top = f32::NEG_INFINITY;
    for (i, v) in values.iter_mut().enumerate().take(k) {
        *v = of(i);
        top = top.max(*v);
    }
    top + values[..k].iter().map(|v| (v - top).exp()).sum::<f32>().ln()
}
