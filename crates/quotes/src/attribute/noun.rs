//! A noun that attributes, and its owner: Keller's claim that “...”.

use std::ops::Range;

use claimdiff_annotate::{Closed, TokenKind};

use super::{Attribution, verb::is_possessive};
use crate::{
    Rule, cues,
    grammar::{class_at, phrase_before},
    paragraph::Paragraph,
    small::NearQuote,
};

impl Paragraph<'_, '_> {
    /// A noun with its owner right before the words: "Keller's claim that “...”", "his promise to “...”".
    pub(super) fn noun(&self, floor: usize, start: usize) -> Option<Attribution> {
        let mut at = start;
        // "that", "to", "of", "about how", ":", ",".
        for _ in 0..3 {
            if at == floor {
                return None;
            }
            at -= 1;
            if self.quoted(at) {
                return None;
            }
            if let Some(cue) = cues::noun(self.word(at)) {
                let owner = self.owner(floor, at)?;
                cues::fired(cue);
                return Some(Attribution {
                    source: Some(owner),
                    cue: Some(at..at + 1),
                    verb: at,
                    entry: Some(cue),
                    rule: Rule::Clause,
                    direct: false,
                });
            }
            let joins = (matches!(self.word(at), ":" | ",") || NearQuote::Joins.has(self.word(at)));
            if !joins {
                return None;
            }
        }
        None
    }

    /// The owner of a noun: "Keller's (adjectives) noun", "his (adjectives) noun"; for "with the explanation that" the
    /// sentence's subject.
    fn owner(&self, floor: usize, noun: usize) -> Option<Range<usize>> {
        const MAX_ADJECTIVES: usize = 3;
        let doc = self.doc;
        let mut at = noun;
        for _ in 0..=MAX_ADJECTIVES {
            if at == floor {
                return None;
            }
            at -= 1;
            let word = self.word(at);
            if is_possessive(word) {
                let source = phrase_before(doc, floor, at)?;
                return Some(source);
            }
            if NearQuote::Owner.has(word) {
                return Some(at..at + 1);
            }
            if Closed::Article.has(word) {
                return (at > floor && Closed::With.has(self.word(at - 1)))
                    .then(|| self.first_phrase(floor, at - 1))
                    .flatten();
            }
            if class_at(doc, at).is_some() || doc.tokens[at].kind != TokenKind::Word {
                return None;
            }
        }
        None
    }
}
