//! What the models see of a token.

use std::ops::Range;

use claimdiff_annotate::{Document, EntityKind, MentionKind, Tag, TokenKind};

use crate::{
    attribute::Paragraph,
    cues,
    grammar::{self, Class, class_at},
};

/// The hashed features of a sequence of tokens.
#[derive(Default)]
pub(crate) struct Features {
    hashes: Vec<u32>,
    ends: Vec<u32>,
    joints: Vec<u8>,
}

impl Features {
    /// Forgets the sequence.
    pub(crate) fn clear(&mut self) {
        self.hashes.clear();
        self.ends.clear();
        self.joints.clear();
    }

    /// How many tokens it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The features of a token.
    pub(crate) fn of(&self, token: usize) -> &[u32] {
        let from = if token == 0 { 0 } else { self.ends[token - 1] as usize };
        &self.hashes[from..self.ends[token] as usize]
    }

    /// The kind of joint between a token and the one before.
    pub(crate) fn joint(&self, token: usize) -> usize {
        self.joints[token] as usize
    }

    fn add(&mut self, template: u32, value: u32) {
        self.hashes.push(mix(template.wrapping_mul(0x9e37_79b9) ^ value.wrapping_mul(0x85eb_ca6b)));
    }

    fn add2(&mut self, template: u32, a: u32, b: u32) {
        self.add(template, mix(a.wrapping_add(0x7f4a_7c15)) ^ b.wrapping_mul(0xc2b2_ae35));
    }

    fn end(&mut self, joint: u8) {
        self.ends.push(self.hashes.len() as u32);
        self.joints.push(joint);
    }
}

fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x7feb_352d);
    h ^= h >> 15;
    h = h.wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}

/// What is known of a token before any model looks at it.
#[derive(Clone, Copy, Default)]
struct Seen {
    word: u32,
    lemma: u32,
    suffix: u32,
    shape: u32,
    tag: u32,
    class: u32,
    frames: u32,
    name: u32,
    quoted: u32,
    /// Whether it can be a finite verb or a participle, as far as forms tell.
    verbal: bool,
    comma: bool,
}

/// A sentence made ready for the models.
pub(crate) struct View<'p, 'd, 's> {
    pub(crate) p: &'p Paragraph<'d, 's>,
    pub(crate) tokens: Range<usize>,
    seen: Vec<Seen>,
    ruled: Vec<u8>,
}

const NONE: Seen = Seen {
    word: 1,
    lemma: 1,
    suffix: 1,
    shape: 9,
    tag: 99,
    class: 99,
    frames: 999,
    name: 9,
    quoted: 9,
    verbal: false,
    comma: false,
};

impl<'p, 'd, 's> View<'p, 'd, 's> {
    /// Looks at the tokens of a sentence. `ruled` has a byte for each: 1 cue, 2 source, 4 quoted content of an
    /// attribution by rules, 8 marked words of nobody.
    pub(crate) fn new(p: &'p Paragraph<'d, 's>, tokens: Range<usize>, ruled: &[u8]) -> Self {
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
        let seen = tokens.clone().zip(place).map(|(t, place)| see(p, t, place)).collect();
        View { p, seen, ruled: ruled.to_vec(), tokens }
    }

    fn at(&self, i: isize) -> &Seen {
        if i < 0 { &NONE } else { self.seen.get(i as usize).unwrap_or(&NONE) }
    }

    /// The features of every token for the model that finds cues.
    pub(crate) fn cues(&self, out: &mut Features) {
        out.clear();
        let n = self.seen.len();
        let has_mark = u32::from(self.seen.iter().any(|s| s.quoted != 0));
        for i in 0..n {
            let k = i as isize;
            let [a2, a1, x, b1, b2, b3] = [-2, -1, 0, 1, 2, 3].map(|d| *self.at(k + d));
            let rule = u32::from(self.ruled[i]) & 15;
            out.add(1, x.word);
            out.add(2, x.lemma);
            out.add(3, a1.word);
            out.add(4, b1.word);
            out.add(5, a2.word);
            out.add(6, b2.word);
            out.add2(7, a1.word, x.word);
            out.add2(8, x.word, b1.word);
            out.add(9, x.suffix);
            out.add2(10, x.shape, x.suffix);
            out.add(11, x.tag);
            out.add2(12, a1.tag, x.tag);
            out.add2(13, x.tag, b1.tag);
            out.add2(14, a1.tag * 64 + x.tag, b1.tag);
            out.add2(15, a2.tag * 64 + a1.tag, x.tag);
            out.add2(16, x.tag, b1.tag * 64 + b2.tag);
            out.add2(17, x.lemma, b1.tag);
            out.add2(18, x.lemma, a1.tag);
            out.add2(19, x.lemma, x.tag);
            out.add2(20, x.frames, x.tag);
            out.add2(21, x.frames, b1.class);
            out.add2(22, x.frames, a1.class * 16 + a1.name);
            out.add2(23, x.quoted, x.frames);
            out.add2(24, x.quoted * 16 + a1.quoted, b1.quoted);
            out.add2(25, rule, x.frames);
            out.add(26, rule * 2 + has_mark);
            out.add2(27, a1.name * 16 + b1.name, x.tag);
            out.add2(28, x.lemma, b1.name * 8 + b1.quoted);
            out.add2(29, a1.lemma, x.lemma);
            out.add2(30, x.lemma, b1.lemma);
            out.add2(31, a1.class * 128 + x.class, b1.class);
            out.add2(32, x.lemma, b2.tag);
            out.add2(33, x.frames, b1.tag * 64 + b2.tag);
            out.add2(34, x.tag * 64 + b1.tag, b2.tag * 64 + b3.tag);
            // Which grammar word comes next: the clause a cue governs opens with "that", "to", a pronoun, a mark.
            let opener = (1..7).map(|d| self.at(k + d)).find(|s| s.class < 12 || s.quoted != x.quoted || s.comma);
            let opener = opener.map_or(50, |s| if s.comma { 51 } else { s.class * 2 + s.quoted });
            out.add2(35, x.lemma, opener);
            out.add2(36, x.frames, opener);
            out.add2(37, x.tag, opener);
            // What stands before the verb group.
            let mut g = k - 1;
            while self.at(g).class == Class::Aux as u32 + 1 || self.at(g).class == Class::Adverb as u32 + 1 {
                g -= 1;
            }
            let s = self.at(g);
            out.add2(38, x.frames, s.tag * 16 + s.name);
            out.add2(39, x.lemma, s.class * 16 + s.name);
            out.add2(40, x.tag, s.word);
            out.add2(41, x.suffix, s.class * 16 + s.name);
            out.add(42, (i == 0) as u32 * 2 + (i + 1 == n) as u32);
            out.add2(43, x.lemma, has_mark);
            out.add(44, 0);
            let joint = u8::from(x.comma) | (u8::from(x.quoted != 0) << 1) | (u8::from(x.verbal) << 2);
            out.end(joint);
        }
    }

    /// The features of every token for the model that finds source and content of the cue at `cue` (tokens of the
    /// document).
    pub(crate) fn roles(&self, cue: Range<usize>, out: &mut Features) {
        out.clear();
        let n = self.seen.len();
        let from = self.tokens.start;
        let (c0, c1) = (cue.start - from, (cue.end - from).min(n));
        let verb = (c0..c1).rev().find(|i| self.seen[*i].frames != 0).unwrap_or(c1 - 1);
        let v = self.seen[verb];
        let first = self.seen[c0];
        let passive = (c0.saturating_sub(2)..c1).any(|i| is_be(self.p.doc, from + i))
            && v.suffix_is_past(self.p.doc, from + verb);
        let before_group = *self.at(c0 as isize - 1);
        let after_cue = *self.at(c1 as isize);
        let frame = v.frames * 4 + u32::from(passive) * 2 + u32::from(v.quoted != 0);
        // What the rules' grammar takes for the subject and for the phrase after the cue.
        let subject = grammar::phrase_before(self.p.doc, from, cue.start).unwrap_or(0..0);
        let object = cue.end..grammar::phrase_after(self.p.doc, cue.end, self.tokens.end);
        let agrees = self.ruled[c0..c1].iter().any(|r| r & 1 != 0);
        let (mut commas, mut verbs, mut thats, mut marks) = count(&self.seen[..c0]);
        for i in 0..n {
            let k = i as isize;
            let [a2, a1, x, b1, b2] = [-2, -1, 0, 1, 2].map(|d| *self.at(k + d));
            if i == c0 {
                (commas, verbs, thats, marks) = (0, 0, 0, 0);
            }
            if i < c0 {
                commas -= u32::from(x.comma);
                verbs -= u32::from(x.verbal);
                thats -= u32::from(x.class == Class::That as u32 + 1);
                marks -= u32::from(x.quoted != a1.quoted && i > 0);
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
            let token = from + i;
            let between = side * 512 + commas.min(3) * 64 + verbs.min(3) * 16 + thats.min(1) * 8 + marks.min(3);
            let rule = if agrees { u32::from(self.ruled[i]) & 7 } else { 8 + (u32::from(self.ruled[i]) & 1) };
            let ins = u32::from(subject.contains(&token)) + 2 * u32::from(object.contains(&token));
            out.add(101, side);
            out.add(102, near);
            out.add2(103, side, x.word);
            out.add2(104, side, x.tag);
            out.add2(105, side, a1.word);
            out.add2(106, side, b1.word);
            out.add2(107, side * 64 + a1.tag, x.tag);
            out.add2(108, side * 64 + x.tag, b1.tag);
            out.add2(109, side, (a1.tag * 64 + x.tag) * 64 + b1.tag);
            out.add2(110, side * 16 + x.name, x.class);
            out.add2(111, near, x.tag);
            out.add2(112, near, x.class);
            out.add2(113, near, v.lemma);
            out.add2(114, near, frame);
            out.add2(115, side * 64 + bucket(distance).min(5), v.lemma ^ x.word.wrapping_mul(3));
            out.add2(116, side, v.lemma ^ x.tag.wrapping_mul(7));
            out.add2(117, side, v.lemma ^ x.class.wrapping_mul(11) ^ (x.quoted << 9));
            out.add(118, between);
            out.add2(119, between, x.tag);
            out.add2(120, between, frame);
            out.add2(121, between, v.lemma);
            out.add2(122, rule, side);
            out.add2(123, rule, x.class * 8 + side);
            out.add2(124, side * 16 + x.quoted, a1.quoted * 16 + b1.quoted);
            out.add2(125, x.quoted * 8 + side, frame);
            out.add2(126, ins * 4 + side, x.tag);
            out.add2(127, ins * 4 + side, frame);
            out.add2(128, ins * 4 + side, v.lemma);
            out.add2(129, side * 32 + bucket(distance).min(3), after_cue.class * 16 + after_cue.quoted * 4);
            out.add2(130, near, before_group.class * 16 + before_group.name);
            out.add2(131, near, after_cue.class * 16 + after_cue.name);
            out.add2(132, near, first.frames * 32 + first.class);
            out.add2(133, side * 16 + x.name, a1.name * 16 + b1.name);
            out.add2(134, side, a1.comma as u32 * 64 + x.class * 2 + u32::from(x.comma));
            out.add2(135, side * 64 + a1.tag, a2.tag * 64 + x.tag);
            out.add2(136, side * 64 + x.tag, b1.tag * 64 + b2.tag);
            out.add2(137, between, x.comma as u32 * 256 + b1.class);
            out.add2(138, near, u32::from(self.ruled[i] & 5));
            out.add2(139, side, x.lemma);
            out.add2(140, side, x.shape);
            out.add2(141, side * 2 + (i == 0) as u32, (i + 1 == n) as u32 * 2 + (i + 2 == n) as u32);
            out.add2(142, between, before_group.name * 64 + after_cue.class);
            if i >= c1 {
                commas += u32::from(x.comma);
                verbs += u32::from(x.verbal);
                thats += u32::from(x.class == Class::That as u32 + 1);
                marks += u32::from(x.quoted != b1.quoted && i + 1 < n);
            }
            let joint = (side as u8 / 2) | (u8::from(x.comma) << 1) | (u8::from(i == c1 || i == c0) << 2);
            out.end(joint);
        }
    }
}

impl Seen {
    fn suffix_is_past(&self, doc: &Document<'_>, token: usize) -> bool {
        let _ = self;
        let word = doc.word(token);
        word.ends_with("ed") || cues::verb(word).is_some_and(|c| c.form == cues::Form::Past)
    }
}

fn is_be(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.word(token), "is" | "was" | "are" | "were" | "be" | "been" | "being")
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

/// Where a token stands to the quotation marks around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Opener,
    Inside,
    Closer,
}

fn see(p: &Paragraph<'_, '_>, token: usize, place: Place) -> Seen {
    let doc = p.doc;
    let t = doc.tokens[token];
    let word = doc.word(token);
    // In lower case, and with one shape of apostrophe and of quotation mark.
    let mut lower = [0u8; 20];
    let mut n = 0;
    let mut rest = word.as_bytes();
    while let (Some((first, tail)), true) = (rest.split_first(), n < lower.len()) {
        (lower[n], rest) = match rest.strip_prefix("’".as_bytes()) {
            Some(tail) => (b'\'', tail),
            None => (first.to_ascii_lowercase(), tail),
        };
        n += 1;
    }
    let lower = match (t.kind, place) {
        (TokenKind::Mark, Place::Opener) => b"``",
        (TokenKind::Mark, Place::Closer) => b"''",
        (TokenKind::Mark, _) => &b"\""[..],
        _ => &lower[..n],
    };
    let n = lower.len();
    let hash = if t.kind == TokenKind::Number { 7 } else { fold_hash(lower) };
    let verb = if t.kind == TokenKind::Word { cues::verb(word) } else { None };
    let noun = if t.kind == TokenKind::Word { cues::noun(word) } else { None };
    let class = class_at(doc, token);
    let lemma = match verb.or(noun) {
        Some(c) => fold_hash(c.lemma.as_bytes()),
        None => fold_hash(stem(lower)),
    };
    let name = match doc.mention_at(token) {
        None => 0,
        Some(m) => {
            let kind = match doc.entity(m.entity).kind {
                EntityKind::Person => 1,
                EntityKind::Organisation => 2,
                EntityKind::Place => 3,
                _ => 4,
            };
            match m.kind {
                MentionKind::Name => kind,
                MentionKind::Pronoun => 5,
                MentionKind::Nominal => 6,
            }
        }
    };
    let tag = doc.tag(token);
    let shape = match t.kind {
        TokenKind::Word => u32::from(t.capital) + u32::from(t.upper),
        k => 3 + k as u32,
    };
    Seen {
        word: hash,
        lemma,
        suffix: fold_hash(&lower[n.saturating_sub(3)..]) ^ 0x55,
        shape,
        tag: doc.class(token) as u32,
        class: class.map_or(
            match t.kind {
                TokenKind::Comma => 13 + comma_kind(word),
                TokenKind::Stop => 18,
                TokenKind::Mark => 19,
                TokenKind::Number => 20,
                TokenKind::Clitic => 21,
                TokenKind::Symbol => 22,
                TokenKind::Word => 0,
            },
            |c| c as u32 + 1,
        ),
        frames: verb.map_or(0, |c| u32::from(c.frames()) * 8 + c.form as u32 + 1) + noun.map_or(0, |_| 512),
        name,
        quoted: u32::from(place != Place::Outside),
        verbal: matches!(tag, Tag::Verb | Tag::Aux),
        comma: t.kind == TokenKind::Comma,
    }
}

fn comma_kind(word: &str) -> u32 {
    match word {
        "," => 0,
        ":" => 1,
        ";" => 2,
        "(" | ")" | "[" | "]" => 3,
        _ => 4,
    }
}

/// FNV-1a, so that a feature's slot is the same on every machine.
fn fold_hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

/// A word without its commonest endings.
fn stem(word: &[u8]) -> &[u8] {
    for end in [&b"ing"[..], b"ies", b"ed", b"es", b"s"] {
        if word.len() > end.len() + 3 && word.ends_with(end) {
            return &word[..word.len() - end.len()];
        }
    }
    if word.len() > 4 && word.ends_with(b"e") { &word[..word.len() - 1] } else { word }
}
