use claimdiff_annotate::{Document, EntityKind, Mention, MentionKind, Tag, TokenKind};

use crate::words::{self, Word};

/// What is known of a token before any model looks at it.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// The hash of the word in lower case.
    pub(super) word: u32,
    /// The hash of the base form of a cue, of another word without its ending.
    pub(super) lemma: u32,
    /// The hash of its last three letters.
    pub(super) suffix: u32,
    /// Capitals, or what it is made of.
    pub(super) shape: u32,
    /// The tagger's class.
    pub(super) tag: u32,
    /// The class of a grammar word or a mark.
    pub(super) class: u32,
    /// The forms and frames of a cue.
    pub(super) frames: u32,
    /// What the mention that covers it stands for.
    pub(super) name: u32,
    /// 1 between quotation marks and on them.
    pub(super) quoted: u32,
    /// Whether it is tagged as a verb or an auxiliary.
    pub(super) verbal: bool,
    /// Whether it is a comma or the like.
    pub(super) comma: bool,
}

/// What stands before the first and behind the last token.
pub(super) const NONE: Seen = Seen {
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

impl Seen {
    /// Asks for the tag of the token.
    pub(super) fn tag(&mut self, doc: &Document<'_>, token: usize) {
        self.tag = doc.class(token) as u32;
        self.verbal = matches!(doc.tag(token), Tag::Verb | Tag::Aux);
    }
}

/// Where a token stands to the quotation marks around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Outside,
    Opener,
    Inside,
    Closer,
}

/// Looks at a token, given the mention that covers it. Its tag is not asked for yet.
pub(super) fn see(doc: &Document<'_>, token: usize, place: Place, mention: Option<&Mention>) -> Seen {
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
    let Word { class, verb, noun, .. } = match t.kind {
        TokenKind::Word => *words::find(word),
        TokenKind::Clitic => Word { class: words::find(word).class, ..Word::default() },
        _ => Word::default(),
    };
    let lemma = match verb.or(noun) {
        Some(c) => fold_hash(c.lemma.as_bytes()),
        None => fold_hash(stem(lower)),
    };
    let name = match mention {
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
    let shape = match t.kind {
        TokenKind::Word => u32::from(t.capital) + u32::from(t.upper),
        k => 3 + k as u32,
    };
    Seen {
        word: hash,
        lemma,
        suffix: fold_hash(&lower[n.saturating_sub(3)..]) ^ 0x55,
        shape,
        tag: NONE.tag,
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
        verbal: false,
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
