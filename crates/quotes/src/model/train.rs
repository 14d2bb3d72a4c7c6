//! Training of the sequence models: conditional random fields by stochastic gradient with AdaGrad (Duchi, Hazan and
//! Singer 2011).
//!
//! The order of the samples is that of the input and nothing is drawn at random, so the same input gives the same
//! weights on the same machine.

use std::ops::Range;

use claimdiff_annotate::Document;
use claimdiff_text::Span;
use rustc_hash::FxHashMap;

use super::{
    CUE_LABELS, CUE_LANES, Cues, JOINTS, ROLE_LABELS, ROLE_LANES, Roles, SLOT_BITS, UNIT,
    features::{Others, Sink, View},
    gate, judge,
};
use crate::{
    Quote, Stretch, find,
    indirect::{self, Found, Reader},
    marks,
};

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

/// Trains the gate and both models; gives the bytes of the weights file. `progress` is told what is done.
pub fn weights(samples: &[Sample<'_>], passes: usize, mut progress: impl FnMut(&str)) -> Vec<u8> {
    let lessons: Vec<Lesson<'_>> = samples.iter().map(Lesson::new).collect();
    let gate = gate(&lessons);
    // What is found in articles that the models have not seen teaches the judge.
    let mut verdicts = Vec::new();
    for fold in 0..FOLDS {
        let others = lessons.iter().enumerate().filter(|(n, _)| n % FOLDS != fold).map(|(_, l)| l);
        let bytes = fields(others, &gate, passes, &mut |_| {});
        let mut rest = &bytes[..];
        if let (Some(cues), Some(roles)) = (Cues::read(&mut rest), Roles::read(&mut rest)) {
            for lesson in lessons.iter().skip(fold).step_by(FOLDS) {
                lesson.judge(&gate, &cues, &roles, &mut verdicts);
            }
        }
        progress(&format!("fold {}: {} attributions to judge", fold + 1, verdicts.len()));
    }
    let mut out: Vec<u8> = gate.iter().map(|w| *w as u8).collect();
    out.extend(fields(lessons.iter(), &gate, passes, &mut progress));
    out.extend(judge(&verdicts).iter().map(|w| *w as u8));
    out
}

/// How many parts the articles are cut into for the judge.
const FOLDS: usize = 3;

/// The bytes of both models, learned from some lessons.
fn fields<'s>(
    lessons: impl Iterator<Item = &'s Lesson<'s>>,
    gate: &gate::Weights,
    passes: usize,
    progress: &mut impl FnMut(&str),
) -> Vec<u8> {
    let mut cues = Data::default();
    let mut roles = Data::default();
    for lesson in lessons {
        lesson.collect(gate, &mut cues, &mut roles);
    }
    progress(&format!("{} tokens that may be cues, {} cues", cues.tokens.len(), roles.ends.len()));
    let mut out = Vec::new();
    for (name, data, labels, lanes) in
        [("cues", &mut cues, CUE_LABELS, CUE_LANES), ("roles", &mut roles, ROLE_LABELS, ROLE_LANES)]
    {
        data.prune();
        let mut field = Field::new(labels);
        for pass in 0..passes {
            let loss = field.pass(data);
            if pass >= FIRST_AVERAGED_PASS {
                field.remember();
            }
            progress(&format!("{name}: pass {}, loss {loss:.4} a token", pass + 1));
        }
        field.write(lanes, &mut out);
    }
    out
}

/// A document with what the rules find and the attributions as ranges of tokens: cue, source, content.
struct Lesson<'s> {
    doc: &'s Document<'s>,
    stretches: Vec<Stretch>,
    quotes: Vec<Quote>,
    gold: Vec<[Vec<Range<usize>>; 3]>,
}

impl<'s> Lesson<'s> {
    fn new(sample: &'s Sample<'_>) -> Lesson<'s> {
        let doc = &sample.doc;
        let tokens = |spans: &[Span]| -> Vec<Range<usize>> {
            let at = |byte: u32| doc.tokens.partition_point(|t| t.span.start < byte);
            spans.iter().map(|s| at(s.start)..at(s.end)).filter(|r| !r.is_empty()).collect()
        };
        let gold = sample.gold.iter().map(|g| [tokens(&g.cue), tokens(&g.source), tokens(&g.content)]);
        let mut gold: Vec<_> = gold.filter(|g| !g[0].is_empty()).collect();
        gold.sort_by_key(|g| g[0][0].start);
        let stretches = marks::stretches(doc);
        let quotes = find::by_rules(doc, &stretches);
        Lesson { doc, stretches, quotes, gold }
    }

    /// Calls `each` with every sentence and the attributions whose cue begins in it.
    fn views(&self, gate: &gate::Weights, mut each: impl FnMut(&View<'_, '_, '_>, &[[Vec<Range<usize>>; 3]])) {
        indirect::views(self.doc, &self.stretches, &self.quotes, gate, |view| {
            let at = |token: usize| self.gold.partition_point(|g| g[0][0].start < token);
            each(view, &self.gold[at(view.tokens.start)..at(view.tokens.end)]);
        });
    }

    /// Adds what models find in the article: the features of each attribution, and whether it is so.
    fn judge(&self, gate: &gate::Weights, cues: &Cues<'_>, roles: &Roles<'_>, out: &mut Vec<(Vec<u32>, bool)>) {
        let mut reader = Reader::new(cues, roles);
        let mut found = Vec::new();
        self.views(gate, |view, gold| {
            found.clear();
            reader.read(view, &mut found);
            for f in &found {
                let mut features = Vec::with_capacity(32);
                judge::features(view, f, found.len(), |x| features.push(x));
                out.push((features, gold.iter().any(|g| is_right(f, g))));
            }
        });
    }

    fn collect(&self, gate: &gate::Weights, cues: &mut Data, roles: &mut Data) {
        self.views(gate, |view, gold| {
            let labels = cue_labels(view, gold);
            for run in &view.open {
                view.cues(run.clone(), cues);
                cues.close(&labels[run.clone()]);
            }
            let from = view.tokens.start;
            let own = |r: &Range<usize>| r.start.max(from) - from..r.end.max(from) - from;
            let mut others = Others::new(view.tokens.len(), gold.iter().map(|g| own(&g[0][0])));
            for [cue, source, content] in gold {
                let mut labels = vec![0u8; view.tokens.len()];
                paint(&mut labels, view.tokens.start, content, 3, false);
                paint(&mut labels, view.tokens.start, source, 1, true);
                let end = cue[0].end.min(view.tokens.end);
                let cue = cue[0].start..end;
                view.roles(cue.clone(), &others, roles);
                roles.close(&labels[view.window(&cue)]);
                content.iter().for_each(|r| others.content(own(r)));
                source.iter().for_each(|r| others.source(own(r)));
            }
        });
    }
}

/// Whether an attribution is one of the annotators': most of its content, its cue and its source.
fn is_right(found: &Found, [cue, source, content]: &[Vec<Range<usize>>; 3]) -> bool {
    let common = |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let shared: usize = found.content.iter().flat_map(|f| content.iter().map(move |c| common(f, c))).sum();
    let words = |ranges: &[Range<usize>]| ranges.iter().map(|r| r.len()).sum::<usize>();
    let by = |f: &Range<usize>| source.iter().any(|s| common(s, f) > 0);
    2 * shared >= words(&found.content) + words(content) - shared
        && cue.iter().any(|c| common(c, &found.cue) > 0)
        && (source.is_empty() || found.source.as_ref().is_some_and(by))
}

fn cue_labels(view: &View<'_, '_, '_>, gold: &[[Vec<Range<usize>>; 3]]) -> Vec<u8> {
    let mut labels = vec![0u8; view.tokens.len()];
    for [cue, ..] in gold {
        paint(&mut labels, view.tokens.start, cue, 1, false);
    }
    labels
}

/// How often the gate sees the articles, and its step size.
const GATE_PASSES: usize = 3;
const GATE_RATE: f32 = 0.05;

/// Trains the judge by stochastic gradient with AdaGrad.
fn judge(verdicts: &[(Vec<u32>, bool)]) -> Box<judge::Weights> {
    let mut weights = vec![0.0f32; 1 << judge::BITS];
    let mut squares = vec![1e-1f32; 1 << judge::BITS];
    for _ in 0..JUDGE_PASSES {
        for (features, right) in verdicts {
            let score: f32 = features.iter().map(|f| weights[judge::slot(*f)]).sum();
            let step = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(*right));
            for slot in features.iter().map(|f| judge::slot(*f)) {
                squares[slot] += step * step;
                weights[slot] -= JUDGE_RATE * step / squares[slot].sqrt();
            }
        }
    }
    let mut out = Box::new([0; 1 << judge::BITS]);
    for (to, from) in out.iter_mut().zip(&weights) {
        *to = (from * UNIT).round().clamp(-127.0, 127.0) as i8;
    }
    out
}

/// How often the judge sees the attributions, and its step size.
const JUDGE_PASSES: usize = 5;
const JUDGE_RATE: f32 = 0.03;

/// Trains the gate by stochastic gradient with AdaGrad.
fn gate(lessons: &[Lesson<'_>]) -> Box<gate::Weights> {
    // For each token its features, and whether it is part of a cue.
    let mut data: Vec<(Vec<u32>, bool)> = Vec::new();
    let mut out = Box::new([0; 1 << gate::BITS]);
    for lesson in lessons {
        lesson.views(&out, |view, gold| {
            for (at, label) in cue_labels(view, gold).into_iter().enumerate() {
                let mut features = Vec::with_capacity(12);
                view.gate(at, |f| features.push(f));
                data.push((features, label > 0));
            }
        });
    }
    let mut weights = vec![0.0f32; out.len()];
    let mut squares = vec![1e-2f32; out.len()];
    for _ in 0..GATE_PASSES {
        for (features, cue) in &data {
            let score: f32 = features.iter().map(|f| weights[gate::slot(*f)]).sum();
            let step = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(*cue));
            for slot in features.iter().map(|f| gate::slot(*f)) {
                squares[slot] += step * step;
                weights[slot] -= GATE_RATE * step / squares[slot].sqrt();
            }
        }
    }
    for (to, from) in out.iter_mut().zip(&weights) {
        *to = (from * UNIT).round().clamp(-127.0, 127.0) as i8;
    }
    out
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

/// Features that occur less often are not learned: they would only take the places of others.
const LEAST_COUNT: u32 = 2;

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
    /// Takes out the features that occur too seldom to tell anything of other articles.
    fn prune(&mut self) {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for hash in &self.hashes {
            *counts.entry(*hash).or_default() += 1;
        }
        let (mut from, mut kept) = (0, 0);
        for end in &mut self.tokens {
            for at in std::mem::replace(&mut from, *end as usize)..*end as usize {
                if counts[&self.hashes[at]] >= LEAST_COUNT {
                    self.hashes[kept] = self.hashes[at];
                    kept += 1;
                }
            }
            *end = kept as u32;
        }
        self.hashes.truncate(kept);
    }

    /// Ends a sequence whose features were taken.
    fn close(&mut self, labels: &[u8]) {
        self.labels.extend_from_slice(labels);
        self.ends.push(self.tokens.len() as u32);
    }
}

impl Sink for Data {
    fn add(&mut self, feature: u32) {
        self.hashes.push(feature);
    }

    fn again(&mut self, _: usize, _: [u32; 2], give: impl FnOnce(&mut Self)) {
        give(self);
    }

    fn end(&mut self, joint: u8) {
        self.tokens.push(self.hashes.len() as u32);
        self.joints.push(joint);
    }
}

/// Room for the labels of either model.
const LABELS: usize = ROLE_LANES;

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
const RATE: f32 = 0.02;
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

    /// The transitions between the labels, then the first `lanes` weights of each slot.
    fn write(&self, lanes: usize, out: &mut Vec<u8>) {
        for from in self.transitions.iter().flat_map(|t| &t[..self.labels]) {
            for x in &from[..self.labels] {
                out.extend(((x * UNIT).round().clamp(-3e4, 3e4) as i16).to_le_bytes());
            }
        }
        for sum in self.sums.iter().flat_map(|s| &s[..lanes]) {
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
