//! What the tagger sees of a word: hashes and shapes, computed once a sentence.

use super::lexicon::Lexicon;

/// A word as features see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The hash of its form: lower case, digits as zeros, marks in their typewritten shape.
    pub form: u32,
    /// Its last four bytes so folded, the last one lowest.
    pub suffix: u32,
    /// Its first three bytes so folded.
    pub prefix: u32,
    /// How it is written.
    pub shape: Shape,
    /// What the lexicon says its tags may be; 0 if it does not have the word.
    pub known: u32,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// Small letters.
    #[default]
    Lower,
    /// A capital first.
    Title,
    /// A capital first and another capital after a small letter or a hyphen.
    Mixed,
    /// Capitals alone, two or more.
    Upper,
    /// Capitals and full stops: "U.S.", "J.".
    Initials,
    /// Digits and their separators.
    Digits,
    /// Digits and letters.
    Code,
    /// No letter, no digit.
    Mark,
}

impl Word {
    /// Looks at a word.
    pub fn new(word: &str, lexicon: &Lexicon) -> Word {
        // FNV-1a: words are short, and the bytes have to be folded one by one anyway.
        let mut hash = 0x811c_9dc5u32;
        let (mut suffix, mut prefix, mut length) = (0u32, 0u32, 0u32);
        let mut push = |byte: u8| {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            suffix = suffix << 8 | u32::from(byte);
            if length < 3 {
                prefix = prefix << 8 | u32::from(byte);
            }
            length += 1;
        };
        let (mut capitals, mut smalls, mut digits, mut inner, mut stops, mut first) = (0, 0, 0, false, false, false);
        for (at, c) in word.chars().enumerate() {
            match c {
                'a'..='z' => {
                    smalls += 1;
                    push(c as u8);
                }
                'A'..='Z' => {
                    first |= at == 0;
                    inner |= smalls > 0;
                    capitals += 1;
                    push(c.to_ascii_lowercase() as u8);
                }
                '0'..='9' => {
                    digits += 1;
                    push(b'0');
                }
                '.' => {
                    stops = true;
                    push(b'.');
                }
                '‘' | '’' | '`' | '‛' => push(b'\''),
                '“' | '”' | '„' | '«' | '»' => push(b'"'),
                '–' | '—' | '‐' | '‑' => push(b'-'),
                _ if c.is_ascii() => push(c as u8),
                _ => {
                    if c.is_uppercase() {
                        first |= at == 0;
                        inner |= smalls > 0;
                        capitals += 1;
                    } else if c.is_alphabetic() {
                        smalls += 1;
                    }
                    for lower in c.to_lowercase() {
                        lower.encode_utf8(&mut [0; 4]).bytes().for_each(&mut push);
                    }
                }
            }
        }
        let shape = match (capitals, smalls, digits) {
            (0, 0, 0) => Shape::Mark,
            (0, 0, _) => Shape::Digits,
            (_, _, 1..) => Shape::Code,
            (0, _, _) => Shape::Lower,
            (_, 0, _) if stops => Shape::Initials,
            (2.., 0, _) => Shape::Upper,
            _ if first && !inner => Shape::Title,
            _ => Shape::Mixed,
        };
        Word { form: hash, suffix, prefix, shape, known: lexicon.get(hash) }
    }

    /// Whether it starts with a capital or is a name's initials.
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Mixed | Shape::Upper | Shape::Initials)
    }
}

/// How the words of a sentence are written on the whole. Capitals say little where most words have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Casing {
    /// As prose.
    #[default]
    Prose,
    /// As a headline in title case.
    Title,
    /// In capitals.
    Upper,
    /// Without capitals.
    Lower,
}

impl Casing {
    /// The casing of some words.
    pub fn of(words: &[Word]) -> Casing {
        let (mut lower, mut title, mut upper) = (0, 0, 0);
        for word in words {
            match word.shape {
                // Short words stay small in title case.
                Shape::Lower if word.prefix > 0xffff && word.suffix > 0x00ff_ffff => lower += 1,
                Shape::Title | Shape::Mixed => title += 1,
                Shape::Upper => upper += 1,
                _ => {}
            }
        }
        match lower + title + upper {
            n @ 3.. if upper * 4 >= n * 3 => Casing::Upper,
            n @ 4.. if (title + upper) * 4 >= n * 3 => Casing::Title,
            n @ 1.. if n == lower && words.first().is_some_and(|w| w.shape == Shape::Lower) => Casing::Lower,
            _ => Casing::Prose,
        }
    }
}
