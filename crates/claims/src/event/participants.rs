//! Who takes part in an event: names before its noun, the subject of its verb, whom it is with.

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityId, EntityKind, Mention, MentionKind, Tag, TokenKind, names};
use smallvec::SmallVec;

use super::{EventKind, find::Reader, trigger::Form, words::Class};
use crate::{kinds, scope};

impl Reader<'_> {
    /// Names right before a noun: "Russian attack", "the Keller-Marek summit", "Washington talks".
    ///
    /// Of an attack only those who may be a side of it, see `is_side`.
    pub(super) fn modifiers(&self, tokens: Range<usize>, kind: EventKind, out: &mut SmallVec<[EntityId; 4]>) {
        let at = tokens.start;
        for t in (self.sentence.tokens.start.max(at.saturating_sub(4))..at).rev() {
            let word = self.word(t);
            let outside =
                matches!(self.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop) || Class::Link.has(word);
            if outside || Class::NoName.has(word) {
                break;
            }
            if let Some(m) = self.doc.mention_at(t)
                && m.kind == MentionKind::Name
                && (kind != EventKind::Attack || self.is_side(m, tokens.clone()))
            {
                out.push(m.entity);
            }
        }
    }

    /// Whether a name before the words of an attack is one of its sides: a person, a people ("Israeli raids"), a country or a body
    /// that does it ("the U.S. raid", "Hamas attacked"); not where it was ("the Berlin attack", "the high school shooting") or
    /// whose somebody is ("a metro officer was shot").
    fn is_side(&self, m: &Mention, tokens: Range<usize>) -> bool {
        let words = self.doc.tokens_in(m.name);
        let between = words.end..tokens.start;
        let noun = self.doc.tag(tokens.start) != Tag::Verb;
        let plain = |t: usize| matches!(self.doc.tag(t), Tag::Noun | Tag::Adj);
        let beside = between.is_empty() || noun && between.clone().all(plain);
        // "Norway launched new attacks", not "Norway reported attacks"
        let does = |t: usize| self.doc.tag(t) == Tag::Verb && !claimdiff_quotes::says(self.doc.word(t));
        let wages = noun && between.clone().next().is_some_and(does) && between.clone().skip(1).all(plain);
        match self.doc.entity(m.entity).kind {
            EntityKind::Person => true,
            _ if scope::is_people(self.doc, m) => true,
            EntityKind::Organisation => {
                let owner = between.into_iter().any(|t| kinds::is_person(self.word(t)));
                wages || beside && !owner && !self.is_site(m)
            }
            EntityKind::Place if names::country_named(m.name.of(self.doc.text())).is_some() => {
                wages || beside && (!noun || self.is_of_state(between, tokens.end - 1))
            }
            _ => false,
        }
    }

    /// The person who does it: the subject of the verb, or of the light verb that governs the noun ("held talks").
    pub(super) fn subject(&self, at: usize, form: Form) -> Option<EntityId> {
        const REACH: usize = 10;
        const ADVERBS: usize = 3;
        let first = self.sentence.tokens.start;
        let mut verb = at;
        if matches!(form, Form::Noun | Form::Many) {
            let floor = first.max(at.saturating_sub(REACH));
            let mut t = at;
            let mut phrase = true;
            loop {
                if t == floor {
                    return None;
                }
                t -= 1;
                phrase &= !Class::Link.has(self.word(t)) || Closed::Of.has(self.word(t));
                if phrase && Class::Whose.has(self.word(t)) {
                    let m = self.doc.mention_at(if self.doc.tokens[t].kind == TokenKind::Clitic {
                        t.checked_sub(1)?
                    } else {
                        t
                    })?;
                    return (self.doc.entity(m.entity).kind == EntityKind::Person).then_some(m.entity);
                }
                if Class::Light.has(self.word(t)) {
                    verb = t;
                    break;
                }
                if matches!(self.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark) {
                    return None;
                }
            }
        }
        let mut t = verb;
        let mut gap = 0;
        while t > first && gap <= ADVERBS {
            t -= 1;
            if self.word(t) == "," {
                // ", a close ally of Jones, held": the subject stands before the apposition.
                let open = (first..t).rev().take(20).find(|c| self.word(*c) == ",")?;
                t = open;
                continue;
            }
            if let Some(m) = self.doc.mention_at(t) {
                return (self.doc.entity(m.entity).kind == EntityKind::Person).then_some(m.entity);
            }
            if matches!(self.doc.tokens[t].kind, TokenKind::Stop | TokenKind::Mark | TokenKind::Comma) {
                return None;
            }
            gap += 1;
        }
        None
    }

    /// Whom it is with: "with X", "between X and Y"; of a verb, its object.
    pub(super) fn partners(&self, end: usize, verb: bool, out: &mut SmallVec<[EntityId; 4]>) {
        const REACH: usize = 12;
        let limit = self.sentence.tokens.end.min(end + REACH);
        let link = (end..limit)
            .take_while(|t| self.doc.tokens[*t].kind != TokenKind::Stop)
            .find(|t| Class::WithWhom.has(self.word(*t)));
        let from = match link {
            Some(t) => t + 1,
            None if verb => end,
            None => return,
        };
        let mut gap = 0;
        let mut t = from;
        let mut found = 0;
        while t < self.sentence.tokens.end && gap < 5 {
            match self.doc.mention_at(t) {
                Some(m) => {
                    // A demonym or a country before a person is no partner: "Polish President Anton Marek".
                    let last = self.doc.tokens_in(m.span).end.max(t + 1);
                    let person = self.doc.entity(m.entity).kind == EntityKind::Person;
                    let before_person = !person
                        && self.doc.mentions_in(self.id).iter().any(|n| {
                            n.span.start > m.span.start
                                && self.doc.tokens_in(n.span).start <= last + 3
                                && self.doc.entity(n.entity).kind == EntityKind::Person
                        });
                    if !before_person {
                        out.push(m.entity);
                        found += 1;
                    }
                    t = last;
                    gap = 0;
                    if found > 0 && !(self.after(t) == "," || Class::GoesOn.has(self.after(t))) {
                        break;
                    }
                    // A list goes on over "and", but not over a comma and a description.
                    if found > 0 && self.after(t) == "," && link.is_none() {
                        break;
                    }
                }
                None => {
                    if matches!(self.doc.tokens[t].kind, TokenKind::Stop) || (found > 0 && self.word(t) == ",") {
                        break;
                    }
                    gap += 1;
                    t += 1;
                }
            }
        }
    }
}
