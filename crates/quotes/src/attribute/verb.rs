//! The verb group of a cue: whether it is finite or passive, where it begins, what may follow it.

use std::ops::Range;

use claimdiff_annotate::{Closed, Tag, TokenKind};

use crate::{
    cues::{self, Cue, Form},
    grammar::{Class, class_at, is_day},
    paragraph::Paragraph,
    small::NearQuote,
};

impl Paragraph<'_, '_> {
    /// Whether a form of a verb cue stands as a finite verb.
    pub(crate) fn is_finite(&self, at: usize, cue: Cue) -> bool {
        let before = (at > self.tokens.start).then(|| at - 1);
        let word = before.map_or("", |b| self.word(b));
        let class = before.and_then(|b| class_at(self.doc, b));
        // The tagger tells "comments" the noun from "comments" the verb; a past form it may take for an adjective.
        if cue.form != Form::Past && self.doc.tag(at) != Tag::Verb {
            return false;
        }
        match cue.form {
            Form::Past => true,
            Form::Third => !matches!(class, Some(Class::Determiner | Class::Preposition)) && !is_possessive(word),
            Form::Base => {
                // After a modal, a plural or "they"; not "a report", "the claim".
                matches!(class, Some(Class::Aux | Class::Subject | Class::Relative | Class::Adverb))
                    || class.is_none()
                        && !is_possessive(word)
                        && before.is_some_and(|b| {
                            self.doc.tokens[b].kind == TokenKind::Word
                                && (word.ends_with('s')
                                    || self.doc.mention_at(b).is_some()
                                    || NearQuote::People.has(word))
                        })
            }
            Form::Ing => NearQuote::Progressive.has(word),
            Form::Noun => false,
        }
    }

    /// The start of a verb group: auxiliaries and adverbs before the verb belong to it.
    pub(crate) fn group_start(&self, verb: usize, floor: usize) -> usize {
        let mut at = verb;
        while at > floor && matches!(class_at(self.doc, at - 1), Some(Class::Aux | Class::Adverb)) {
            // The "'s" of "Keller's" is no auxiliary before a past form; it is before "been" only.
            if self.doc.tokens[at - 1].kind == TokenKind::Clitic && self.word(at - 1).ends_with('s') {
                break;
            }
            // A name may look like an adverb; "May" may be a month or a woman.
            if self.doc.tokens[at - 1].capital && at - 1 > floor {
                break;
            }
            at -= 1;
        }
        at
    }

    /// Whether a form of "be" stands before a past form.
    pub(crate) fn is_passive(&self, verb: usize, floor: usize) -> bool {
        let mut at = verb;
        while at > floor {
            at -= 1;
            if class_at(self.doc, at) != Some(Class::Adverb) {
                break;
            }
        }
        at < verb && NearQuote::Passive.has(self.word(at))
    }

    /// Whether a form of "have" stands before a participle.
    pub(super) fn is_perfect(&self, verb: usize, floor: usize) -> bool {
        (self.group_start(verb, floor)..verb).any(|i| Closed::HaveAny.has(self.word(i)))
    }

    /// Whether a phrase holds a finite verb outside a relative clause, so that it is no noun phrase.
    pub(super) fn has_verb(&self, phrase: &Range<usize>) -> bool {
        let mut relative = false;
        for i in phrase.clone() {
            match class_at(self.doc, i) {
                Some(Class::Relative) => relative = true,
                Some(Class::Aux) if !relative && self.doc.tokens[i].kind == TokenKind::Word => return true,
                Some(Class::Subject) if i > phrase.start && !relative => return true,
                _ if self.word(i) == "," => relative = relative && i + 1 < phrase.end,
                _ => {}
            }
        }
        false
    }

    /// Whether nothing that could be said follows a verb: only the hearer, time, place or the end.
    pub(crate) fn ends_clause(&self, verb: usize, limit: usize) -> bool {
        let Some(next) = (verb + 1 < limit).then_some(verb + 1) else { return true };
        let t = self.doc.tokens[next];
        match t.kind {
            TokenKind::Stop => true,
            TokenKind::Comma => self.word(next) == ",",
            _ => {
                let hearer = self.is_hearer(verb);
                matches!(class_at(self.doc, next), Some(Class::Preposition | Class::Adverb | Class::Subordinator))
                    && !NearQuote::Asks.has(self.word(next))
                    || is_day(self.word(next))
                    || hearer
                        && !(verb + 1..limit.min(verb + 8)).any(|i| {
                            class_at(self.doc, i) == Some(Class::That) || class_at(self.doc, i) == Some(Class::Subject)
                        })
            }
        }
    }

    fn is_hearer(&self, verb: usize) -> bool {
        cues::verb(self.word(verb)).is_some_and(Cue::takes_hearer)
    }
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "’" | "'") || Closed::Genitive.has(word)
}
