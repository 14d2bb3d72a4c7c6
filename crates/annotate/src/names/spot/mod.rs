//! Finds names in sentences: runs of capitalised words, cut into titles, places in front of them, and names.
//!
//! What a capital tells is in `capitals`, how far a run goes in `run`, what a run holds in `cut`, what a name of it
//! seems to be in `guess`, and what stands around a name in `title`.

mod capitals;
mod cut;
mod guess;
mod run;
mod title;

use std::ops::Range;

use claimdiff_text::{Span, table};
use rustc_hash::FxHashSet;

pub(super) use self::guess::Guess;
use super::{
    Gender,
    lexicon::{self, FIRST, HEADS, Head, KNOWN, KNOWN_FROM, Known, Lower, TITLES, Title, TitleClass},
};
use crate::{Document, Sentence, TokenKind};

/// A name that was found, not yet an entity's.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The tokens of the bare name.
    pub(super) name: Range<usize>,
    /// The part of a compound that is the name: "Roe" of "Roe-Doe meeting".
    pub(super) part: Option<Span>,
    /// The first token with its title.
    pub(super) from: usize,
    /// The title's words with what stands before them ("Russian Foreign Minister").
    pub(super) title: Option<Span>,
    /// What follows after a comma and describes it: "a real estate developer".
    pub(super) apposition: Option<Span>,
    /// What it seems to be.
    pub(super) guess: Guess,
    /// The gender its title or first name tells.
    pub(super) gender: Option<Gender>,
    /// Whether "the" stands before it.
    pub(super) the: bool,
    /// Whether a word before it says that it is a place: "in", "near".
    pub(super) placed: bool,
}

impl Candidate {
    /// The bare name's span.
    pub(super) fn span(&self, doc: &Document<'_>) -> Span {
        self.part.unwrap_or_else(|| doc.span(self.name.clone()))
    }
}

/// Finds the names of a document, in the order of the text.
pub(super) fn candidates(doc: &Document<'_>) -> Vec<Candidate> {
    let mut finder = Finder {
        doc,
        seen: FxHashSet::default(),
        voices: FxHashSet::default(),
        surnames: FxHashSet::default(),
        out: Vec::with_capacity(doc.tokens.len() / 12),
    };
    // Capitalised words inside running sentences are names; so they are at the start of one, too.
    let (running, titled): (Vec<&Sentence>, Vec<_>) = doc.sentences.iter().partition(|s| finder.is_running(s));
    for sentence in &running {
        finder.learn(sentence);
    }
    for sentence in running {
        finder.sentence(sentence, true);
    }
    for sentence in titled {
        finder.sentence(sentence, false);
    }
    let mut out = finder.out;
    out.sort_by_key(|c| c.from);
    out
}

struct Finder<'d, 'a> {
    doc: &'d Document<'a>,
    /// Words capitalised in the middle of a running sentence.
    seen: FxHashSet<&'a str>,
    /// Capitalised words that speak without another name beside them: surnames, whatever else they mean.
    voices: FxHashSet<&'a str>,
    /// Words that stand behind a listed first name and end the name: "Deacon" where Ann Deacon is named.
    surnames: FxHashSet<&'a str>,
    out: Vec<Candidate>,
}

impl<'a> Finder<'_, 'a> {
    fn sentence(&mut self, sentence: &Sentence, running: bool) {
        let mut at = sentence.tokens.start;
        let end = sentence.tokens.end;
        while at < end {
            if !self.starts(sentence, at, running) {
                at += 1;
                continue;
            }
            let to = self.run_end(sentence, at, running);
            // "Cold War-era": the first half of a description.
            if to - at == 1
                && to < end
                && self.doc.tokens[to].capital
                && self.describes(to)
                && self.known(at, to).is_none()
            {
                at = to + 1;
                continue;
            }
            // "Rebukes Jane Roe": in a headline a word before a first name is no part of it.
            if !running
                && to - at > 2
                && !FIRST.contains_key(self.doc.word(at))
                && !TITLES.contains_key(Lower::of(self.doc.word(at)).as_str())
                && FIRST.contains_key(self.doc.word(at + 1))
                && self.known(at, to).is_none()
            {
                at += 1;
            }
            self.run(sentence, at, to);
            at = to;
        }
    }

    fn head(&self, at: usize) -> Option<Head> {
        let word = self.doc.word(at);
        // "Review-Journal"
        let found = HEADS.get(Lower::of(word.rsplit('-').next().unwrap_or(word)).as_str())?;
        table::hit("heads", found.key);
        found.head
    }

    /// The longest listed name that starts at a token, with its length in tokens.
    fn known(&self, at: usize, end: usize) -> Option<(usize, Known)> {
        let most = *KNOWN_FROM.get(self.doc.word(at))?;
        let mut to = at + 1;
        // A possessive in the name is a token of its own.
        while to < end && to - at < most + 1 && self.doc.tokens[to].kind != TokenKind::Stop {
            to += 1;
        }
        let text = self.doc.text();
        for to in (at + 1..=to).rev() {
            let span = self.doc.tokens[at].span.cover(self.doc.tokens[to - 1].span);
            if let Some(known) = KNOWN.get(span.of(text)) {
                return Some((to - at, *known));
            }
        }
        None
    }

    /// The longest title that starts at a token, with its length in tokens.
    fn title(&self, at: usize, end: usize) -> Option<(usize, Title)> {
        let mut phrase = Lower::of("");
        let mut found = None;
        for to in at..end.min(at + 4) {
            let token = self.doc.tokens[to];
            if token.kind != TokenKind::Word {
                break;
            }
            if to > at {
                phrase.push(" ");
            }
            phrase.push(self.doc.word(to));
            // "Justices Ann Roe and Tom Hall"
            let of_many = || {
                let first = to + 1 < end && FIRST.contains_key(self.doc.word(to + 1));
                TITLES.get(lexicon::one_title(phrase.as_str()).filter(|_| first)?)
            };
            if let Some(title) = TITLES.get(phrase.as_str()).or_else(of_many)
                && title.class != TitleClass::Modifier
            {
                found = Some((to + 1 - at, *title));
            }
        }
        found
    }
}
