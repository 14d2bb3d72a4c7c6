//! What the models see of a sentence: the templates of their features.

use std::ops::Range;

use claimdiff_annotate::{Closed, Document, linear::feature};

use super::{
    gate,
    seen::{NONE, Place, Seen, see},
};
use crate::{cues, grammar::Class, paragraph::Paragraph};

/// What takes the features of a sequence of tokens, one token after the other.
pub(crate) trait Sink {
    /// Takes the hash of a feature of the token.
    fn add(&mut self, feature: u32);

    /// Takes the features that `give` gives; they are the same as the last ones of the slot where the key is.
    fn again(&mut self, slot: usize, key: [u32; 2], give: impl FnOnce(&mut Self));

    /// Ends the token. `joint` is the kind of joint between it and the one before.
    fn end(&mut self, joint: u8);
}

/// What the tokens of a sentence are to its attributions, so that the one that is looked at sees those before it, and
/// the cues of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Others {
    /// For each token its bits.
    bits: Vec<u8>,
    /// Whether there is more than one attribution.
    any: bool,
}

impl Others {
    /// The token is part of a cue.
    const CUE: u32 = 1;

    /// Knows the cues of a sentence of `len` tokens, counted from its first.
    pub(crate) fn new(len: usize, cues: impl Iterator<Item = Range<usize>>) -> Others {
        let mut others = Others { bits: vec![0; len], any: false };
        let mut count = 0;
        for cue in cues {
            others.set(cue, 1);
            count += 1;
        }
        others.any = count > 1;
        others
    }

    /// Remembers the source of an attribution.
    pub(crate) fn source(&mut self, tokens: Range<usize>) {
        self.set(tokens, 2);
    }

    /// Remembers the content of an attribution.
    pub(crate) fn content(&mut self, tokens: Range<usize>) {
        self.set(tokens, 4);
    }

    fn set(&mut self, tokens: Range<usize>, bit: u8) {
        let end = tokens.end.min(self.bits.len());
        self.bits[tokens.start.min(end)..end].iter_mut().for_each(|b| *b |= bit);
    }
}

/// What stands for what a token is to the other attributions of a sentence that has only one.
const NO_OTHERS: u32 = 255;

/// A sentence made ready for the models.
pub(crate) struct View<'p, 'd, 's> {
    pub(crate) p: &'p Paragraph<'d, 's>,
    pub(crate) tokens: Range<usize>,
    seen: Vec<Seen>,
    ruled: Vec<u8>,
    /// The runs of tokens that may be part of a cue, counted from the sentence's first.
    pub(crate) open: Vec<Range<usize>>,
}

impl<'p, 'd, 's> View<'p, 'd, 's> {
    /// Looks at the tokens of a sentence. `ruled` has a byte for each: 1 cue, 2 source, 4 quoted content of an
    /// attribution by rules, 8 marked words of nobody.
    pub(crate) fn new(p: &'p Paragraph<'d, 's>, tokens: Range<usize>, ruled: &[u8], gate: &gate::Weights) -> Self {
        let mut place = vec![Place::Outside; tokens.len()];
        let first = p.outer.partition_point(|o| o.end <= tokens.start);
        for outer in p.outer[first..].iter().take_while(|o| o.start < tokens.end) {
            for t in outer.start.max(tokens.start)..outer.end.min(tokens.end) {
                place[t - tokens.start] = match t {
                    _ if t == outer.start => Place::Opener,
                    _ if t + 1 == outer.end => Place::Closer,
                    _ => Place::Inside,
                };
            }
        }
        let mut mentions = p.doc.mentions_from(tokens.start);
        let mut seen = Vec::with_capacity(tokens.len());
        for (t, place) in tokens.clone().zip(place) {
            let span = p.doc.tokens[t].span;
            mentions = &mentions[mentions.iter().take_while(|m| m.span.end <= span.start).count()..];
            seen.push(see(p.doc, t, place, mentions.first().filter(|m| m.span.contains(span))));
        }
        let open = gate::open(&seen, gate);
        // A sentence that holds no attribution is not tagged.
        if !open.is_empty() {
            seen.iter_mut().zip(tokens.clone()).for_each(|(s, t)| s.tag(p.doc, t));
        }
        View { p, seen, ruled: ruled.to_vec(), tokens, open }
    }

    fn at(&self, i: isize) -> &Seen {
        if i < 0 { &NONE } else { self.seen.get(i as usize).unwrap_or(&NONE) }
    }

    /// What is known of a token, counted from the sentence's first.
    pub(super) fn token(&self, at: usize) -> &Seen {
        self.seen.get(at).unwrap_or(&NONE)
    }

    /// What the rules decided about some tokens, in bits; see [`View::new`].
    pub(super) fn ruled_in(&self, tokens: Range<usize>) -> u32 {
        self.ruled[tokens].iter().fold(0, |bits, r| bits | u32::from(*r) & 15)
    }

    /// Whether a token is a form of a word that attributes.
    pub(crate) fn may_cue(&self, at: usize) -> bool {
        self.seen[at].frames != 0
    }

    /// The features of a token for the gate.
    pub(super) fn gate(&self, at: usize, give: impl FnMut(u32)) {
        gate::features(&self.seen, at, give);
    }

    /// The features of some tokens for the model that finds cues.
    pub(crate) fn cues(&self, run: Range<usize>, out: &mut impl Sink) {
        let n = self.seen.len();
        let has_mark = u32::from(self.seen.iter().any(|s| s.quoted != 0));
        for i in run {
            let k = i as isize;
            let [a2, a1, x, b1, b2, b3] = [-2, -1, 0, 1, 2, 3].map(|d| *self.at(k + d));
            let rule = u32::from(self.ruled[i]) & 15;
            let mut f = |template: u32, a: u32, b: u32| out.add(feature(template, a, b));
            f(1, x.word, 0);
            f(2, x.lemma, 0);
            f(3, a1.word, 0);
            f(4, b1.word, 0);
            f(5, a2.word, 0);
            f(6, b2.word, 0);
            f(7, a1.word, x.word);
            f(8, x.word, b1.word);
            f(9, x.suffix, 0);
            f(10, x.shape, x.suffix);
            f(11, x.tag, 0);
            f(12, a1.tag, x.tag);
            f(13, x.tag, b1.tag);
            f(14, a1.tag * 64 + x.tag, b1.tag);
            f(15, a2.tag * 64 + a1.tag, x.tag);
            f(16, x.tag, b1.tag * 64 + b2.tag);
            f(20, x.frames, x.tag);
            f(21, x.frames, b1.class);
            f(22, x.frames, a1.class * 16 + a1.name);
            f(23, x.quoted, x.frames);
            f(24, x.quoted * 16 + a1.quoted, b1.quoted);
            f(25, rule, x.frames);
            f(26, rule * 2 + has_mark, 0);
            f(27, a1.name * 16 + b1.name, x.tag);
            f(28, x.lemma, b1.name * 8 + b1.quoted);
            f(29, a1.lemma, x.lemma);
            f(30, x.lemma, b1.lemma);
            f(31, a1.class * 128 + x.class, b1.class);
            f(32, x.lemma, b2.tag);
            f(33, x.frames, b1.tag * 64 + b2.tag);
            f(34, x.tag * 64 + b1.tag, b2.tag * 64 + b3.tag);
            // Which grammar word comes next: the clause a cue governs opens with "that", "to", a pronoun, a mark.
            let opener = (1..7).map(|d| self.at(k + d)).find(|s| s.class < 12 || s.quoted != x.quoted || s.comma);
            let opener = opener.map_or(50, |s| if s.comma { 51 } else { s.class * 2 + s.quoted });
            f(35, x.lemma, opener);
            f(36, x.frames, opener);
            f(37, x.tag, opener);
            // What stands before the verb group.
            let mut g = k - 1;
            while self.at(g).class == Class::Aux as u32 + 1 || self.at(g).class == Class::Adverb as u32 + 1 {
                g -= 1;
            }
            let s = self.at(g);
            f(38, x.frames, s.tag * 16 + s.name);
            f(39, x.lemma, s.class * 16 + s.name);
            f(40, x.tag, s.word);
            f(41, x.suffix, s.class * 16 + s.name);
            f(42, (i == 0) as u32 * 2 + (i + 1 == n) as u32, 0);
            f(43, x.lemma, has_mark);
            f(44, 0, 0);
            let joint = u8::from(x.comma) | (u8::from(x.quoted != 0) << 1) | (u8::from(x.verbal) << 2);
            out.end(joint);
        }
    }

    /// Where source and content of a cue are looked for, counted from the sentence's first token: quotations of several
    /// sentences are longer, and found by rules.
    pub(crate) fn window(&self, cue: &Range<usize>) -> Range<usize> {
        const REACH: usize = 100;
        let from = self.tokens.start;
        (cue.start - from).saturating_sub(REACH)..self.tokens.len().min(cue.end - from + REACH)
    }

    /// The features of the tokens of the window for the model that finds source and content of the cue at `cue` (tokens
    /// of the document). `others` tells what its tokens are to the other attributions of the sentence.
    pub(crate) fn roles(&self, cue: Range<usize>, others: &Others, out: &mut impl Sink) {
        let n = self.seen.len();
        let from = self.tokens.start;
        let window = self.window(&cue);
        let (c0, c1) = (cue.start - from, (cue.end - from).min(n));
        let verb = (c0..c1).rev().find(|i| self.seen[*i].frames != 0).unwrap_or(c1 - 1);
        let v = self.seen[verb];
        let passive =
            (c0.saturating_sub(2)..c1).any(|i| is_be(self.p.doc, from + i)) && is_past(self.p.doc, from + verb);
        let before_group = *self.at(c0 as isize - 1);
        let after_cue = *self.at(c1 as isize);
        let frame = v.frames * 4 + u32::from(passive) * 2 + u32::from(v.quoted != 0);
        let agrees = self.ruled[c0..c1].iter().any(|r| r & 1 != 0);
        let (mut commas, mut verbs, mut thats, mut marks) = count(&self.seen[window.start..c0]);
        let other = |i: usize| if (c0..c1).contains(&i) { 0 } else { u32::from(others.bits[i]) };
        let mut cues = (window.start..c0).filter(|i| other(*i) & Others::CUE > 0).count() as u32;
        let first = window.start;
        for i in window {
            let k = i as isize;
            let [a2, a1, x, b1, b2] = [-2, -1, 0, 1, 2].map(|d| *self.at(k + d));
            if i == c0 {
                (commas, verbs, thats, marks, cues) = (0, 0, 0, 0, 0);
            }
            if i < c0 {
                commas -= u32::from(x.comma);
                cues -= u32::from(other(i) & Others::CUE > 0);
                verbs -= u32::from(x.verbal);
                thats -= u32::from(x.class == Class::That as u32 + 1);
                marks -= u32::from(x.quoted != a1.quoted && i > first);
            }
            let side = if i < c0 {
                0
            } else if i < c1 {
                1
            } else {
                2
            };
            let distance = if i < c0 {
                (c0 - i) as u32
            } else if i >= c1 {
                (i + 1 - c1) as u32
            } else {
                0
            };
            let near = side * 16 + bucket(distance);
            let between = side * 512 + commas.min(3) * 64 + verbs.min(3) * 16 + thats.min(1) * 8 + marks.min(3);
            let rule = if agrees { u32::from(self.ruled[i]) & 7 } else { 8 + (u32::from(self.ruled[i]) & 1) };
            let o = if others.any { other(i) * 4 + cues.min(3) } else { NO_OTHERS };
            // Most tokens are at some distance, between the same marks, and looked at for several cues: what depends on
            // that alone is the same again.
            out.again(0, [cue.start as u32, near << 8 | o], |out| {
                let mut f = |template: u32, a: u32, b: u32| out.add(feature(template, a, b));
                f(101, side, 0);
                f(102, near, 0);
                f(129, side * 32 + bucket(distance).min(3), after_cue.class * 16 + after_cue.quoted * 4);
                f(130, near, before_group.class * 16 + before_group.name);
                f(131, near, after_cue.class * 16 + after_cue.name);
                if o != NO_OTHERS {
                    f(150, side, o);
                    f(153, near, o);
                }
            });
            out.again(1, [cue.start as u32, between << 8 | rule << 1 | x.quoted], |out| {
                let mut f = |template: u32, a: u32, b: u32| out.add(feature(template, a, b));
                f(120, between, frame);
                f(121, between, v.lemma);
                f(122, rule, side);
                f(125, x.quoted * 8 + side, frame);
                f(142, between, before_group.name * 64 + after_cue.class);
            });
            out.again(2 + 2 * i + usize::from(side > 0), [(from + i) as u32, side], |out| {
                let mut f = |template: u32, a: u32, b: u32| out.add(feature(template, a, b));
                f(103, side, x.word);
                f(104, side, x.tag);
                f(105, side, a1.word);
                f(106, side, b1.word);
                f(107, side * 64 + a1.tag, x.tag);
                f(108, side * 64 + x.tag, b1.tag);
                f(109, side, (a1.tag * 64 + x.tag) * 64 + b1.tag);
                f(110, side * 16 + x.name, x.class);
                f(124, side * 16 + x.quoted, a1.quoted * 16 + b1.quoted);
                f(133, side * 16 + x.name, a1.name * 16 + b1.name);
                f(135, side * 64 + a1.tag, a2.tag * 64 + x.tag);
                f(136, side * 64 + x.tag, b1.tag * 64 + b2.tag);
                f(139, side, x.lemma);
            });
            let mut f = |template: u32, a: u32, b: u32| out.add(feature(template, a, b));
            f(115, side * 64 + bucket(distance).min(5), v.lemma ^ x.word.wrapping_mul(3));
            f(116, side, v.lemma ^ x.tag.wrapping_mul(7));
            f(117, side, v.lemma ^ x.class.wrapping_mul(11) ^ (x.quoted << 9));
            f(123, rule, x.class * 8 + side);
            f(137, between, x.comma as u32 * 256 + b1.class);
            if o != NO_OTHERS {
                f(151, side * 64 + x.tag, o);
                f(152, side * 16 + x.class, o);
            }
            if i >= c1 {
                commas += u32::from(x.comma);
                cues += u32::from(other(i) & Others::CUE > 0);
                verbs += u32::from(x.verbal);
                thats += u32::from(x.class == Class::That as u32 + 1);
                marks += u32::from(x.quoted != b1.quoted && i + 1 < n);
            }
            let joint = (side as u8 / 2) | (u8::from(x.comma) << 1) | (u8::from(i == c1 || i == c0) << 2);
            out.end(joint);
        }
    }
}

fn is_past(doc: &Document<'_>, token: usize) -> bool {
    let word = doc.word(token);
    word.ends_with("ed") || cues::verb(word).is_some_and(|c| c.form == cues::Form::Past)
}

fn is_be(doc: &Document<'_>, token: usize) -> bool {
    Closed::Be.has(doc.word(token))
}

fn count(seen: &[Seen]) -> (u32, u32, u32, u32) {
    let marks = seen.windows(2).filter(|w| w[0].quoted != w[1].quoted).count() as u32;
    (
        seen.iter().filter(|s| s.comma).count() as u32,
        seen.iter().filter(|s| s.verbal).count() as u32,
        seen.iter().filter(|s| s.class == Class::That as u32 + 1).count() as u32,
        marks,
    )
}

fn bucket(distance: u32) -> u32 {
    match distance {
        0..=4 => distance,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=20 => 8,
        21..=30 => 9,
        _ => 10,
    }
}
