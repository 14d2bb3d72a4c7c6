//! Turns of a transcript: KELLER: “...”.

use claimdiff_annotate::TokenKind;

use super::Attribution;
use crate::{
    grammar::{Class, class_at},
    paragraph::Paragraph,
    small::NearQuote,
};

impl Paragraph<'_, '_> {
    /// A turn of a transcript: "KELLER: “...”", "Keller: “...”".
    pub(super) fn turn(&self, floor: usize, colon: usize) -> Option<Attribution> {
        const MAX_NAME_TOKENS: usize = 5;
        let of_name = |i: &usize| self.doc.tokens[*i].capital && self.doc.tokens[*i].kind == TokenKind::Word;
        let whole = floor == self.tokens.start
            && colon > floor
            && colon - floor <= MAX_NAME_TOKENS
            // "However: “...”".
            && class_at(self.doc, floor).is_none();
        // "WHAT WE KNOW: “...”"
        let clause = (floor..colon).any(|i| class_at(self.doc, i) == Some(Class::Subject));
        // "Correction: “...”"
        let line = (floor..colon).all(|i| NearQuote::Line.has(self.word(i)));
        if whole && !clause && !line && (floor..colon).all(|i| of_name(&i) || self.word(i) == ".") {
            return Some(Attribution::turn(floor..colon));
        }
        // "8:05 p.m. — Keller: “...”" of a running report.
        let words = (floor..colon).rev().take(MAX_NAME_TOKENS).take_while(of_name).count();
        let from = colon - words;
        let parted = from > floor && matches!(self.word(from - 1), "—" | "–" | "-" | "--" | "|" | "•");
        (words > 0 && parted && self.doc.mention_at(from).is_some()).then(|| Attribution::turn(from..colon))
    }

    /// A turn of a transcript inside the marks: “KELLER: ...”. The name is in capitals.
    pub(crate) fn inner_turn(&self, at: usize) -> Option<Attribution> {
        const MAX_NAME_TOKENS: usize = 4;
        let inner = &self.stretches[at].tokens;
        let colon = inner.clone().take(MAX_NAME_TOKENS + 1).find(|i| self.word(*i) == ":")?;
        let name = inner.start..colon;
        let capitals = |i: usize| self.doc.tokens[i].upper || self.word(i) == ".";
        (!name.is_empty() && name.clone().all(capitals)).then(|| Attribution::turn(name))
    }
}
