//! The attribution before the words: Keller said, “...”; he called it “...”.

use std::ops::Range;

use claimdiff_annotate::{Closed, TokenKind};

use super::Attribution;
use crate::{
    Rule, cues,
    grammar::{Class, class_at, phrase_after},
    paragraph::Paragraph,
    small::NearQuote,
    speaker,
};

impl Paragraph<'_, '_> {
    /// The attribution before a stretch: Keller said, “...”; or the clause that holds it: called it “...”.
    pub(crate) fn before(&self, at: usize) -> Option<Attribution> {
        let doc = self.doc;
        let start = self.outer[at].start;
        if start == self.tokens.start || self.starts_sentence(start) {
            return None;
        }
        let sentence = self.sentence(start - 1);
        let floor = sentence.start;
        let introducer = self.word(start - 1);
        // "More: “...”"
        if introducer == ":" && start == floor + 2 && NearQuote::Line.has(self.word(floor)) {
            return None;
        }
        if introducer == ":"
            && let Some(turn) = self.turn(floor, start - 1)
        {
            return Some(turn);
        }
        // A noun right before: his promise to “...”
        if let Some(noun) = self.noun(floor, start) {
            return Some(noun);
        }
        let sets_off = matches!(introducer, "," | ":");
        const MAX_WEAK_TOKENS: usize = 14;
        let mut closed_clause = false;
        let mut weak = None;
        for i in (floor..start).rev() {
            if self.quoted(i) {
                continue;
            }
            if self.word(i) == "," && i + 1 < start {
                closed_clause = true;
            }
            // "according to Keller, the plan is “...”"
            if Closed::According.in_any_case(self.word(i))
                && i + 2 < start
                && Closed::To.has(self.word(i + 1))
                && let Some(found) = Attribution::according(i, phrase_after(doc, i + 2, start))
            {
                return Some(found);
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            if doc.tokens[i].capital && i > floor && doc.tokens[i].kind == TokenKind::Word && !self.is_headline(i) {
                continue;
            }
            let distance = start - i;
            let plain = sets_off && distance <= 2;
            // Verbs with many senses need the words right after them or the naming frame.
            if !(cue.direct() || cue.naming() || plain || distance <= MAX_WEAK_TOKENS) {
                continue;
            }
            if cue.manner() && !cue.direct() && !sets_off {
                continue;
            }
            let Some((source, group)) = self.subject(i, cue, floor) else { continue };
            // "says the alleged arsonist “...”"
            if !speaker::is_source(doc, source.clone()) {
                continue;
            }
            if closed_clause && self.in_closed_clause(&source, group, i, start) {
                continue;
            }
            cues::fired(cue);
            let direct = sets_off
                && (introducer == ":" || distance <= 14)
                && (cue.direct() || cue.manner())
                && (self.begins_sentence(at) || plain);
            let rule = match introducer {
                ":" if direct && distance > 2 => Rule::Colon,
                _ if direct || distance <= 1 => Rule::Adjacent,
                _ => Rule::Clause,
            };
            let found =
                Attribution { source: Some(source), cue: Some(group..i + 1), verb: i, entry: Some(cue), rule, direct };
            // "said that the talks made headway and that": a verb of many senses yields to one that says so.
            if direct || cue.direct() || cue.naming() || distance <= 2 {
                let reports = (i + 1..start.min(i + 3)).any(|n| Closed::That.has(self.word(n)));
                // The same without "that": "said her client took the “end” well".
                let told = |w: &Attribution| w.source.as_ref().is_some_and(|s| cue.direct() && s.start == i + 1);
                let reports = reports || weak.as_ref().is_some_and(told);
                return if weak.is_some() && !reports { weak } else { Some(found) };
            }
            weak = weak.or(Some(found));
        }
        if weak.is_some() {
            return weak;
        }
        // A colon with no cue: the sentence's first phrase speaks.
        if introducer == ":" && self.begins_sentence(at) {
            let source = self.first_phrase(floor, start - 1)?;
            // "What we know: “...”", "More from the harbour: “...”"
            if class_at(doc, source.end) == Some(Class::Subject) || !speaker::is_somebody(doc, source.clone()) {
                return None;
            }
            return Some(Attribution {
                source: Some(source),
                cue: Some(start - 1..start),
                verb: start - 1,
                entry: None,
                rule: Rule::Colon,
                direct: true,
            });
        }
        None
    }

    /// Whether a cue stands in a side clause that a comma closed before the words: "if Keller agreed, he would “...”".
    pub(super) fn in_closed_clause(&self, source: &Range<usize>, group: usize, verb: usize, start: usize) -> bool {
        let opens_side = |at: usize| matches!(class_at(self.doc, at), Some(Class::Subordinator));
        let relative = class_at(self.doc, group.saturating_sub(1)) == Some(Class::Relative);
        let side = relative || source.start > self.tokens.start && opens_side(source.start - 1);
        let comma = (verb + 1..start.saturating_sub(1)).any(|i| self.word(i) == "," && !self.quoted(i));
        side && comma
    }
}
