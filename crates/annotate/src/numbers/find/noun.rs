//! What is counted, where a figure's noun stands apart from it or is joined to it by a hyphen.

use claimdiff_text::Span;

use super::Reader;
use crate::{
    Closed,
    lexemes::NounWord,
    numbers::FigureWord,
    numbers::{figure, noun, unit},
    pieces::{Joint, Shape},
};

impl Reader<'_> {
    /// The words for what is counted. Only where their spelling leaves it open, the tagger is asked.
    pub(super) fn noun(&self, at: usize, one: bool) -> Option<(Span, usize)> {
        noun::after(self.text, self.pieces, at, one, |p| self.doc.tag(p.token as usize))
    }

    /// The unit or noun of the first of "7- or 8-inch", "four- and six-cylinder".
    pub(super) fn suspended(&self, at: usize) -> Option<(Option<unit::Found>, Option<Span>)> {
        const REACH: usize = 8;
        self.piece(at).filter(|p| p.joint == Joint::Glued && p.is_sign(self.text, "-"))?;
        let mut next = at + 1;
        while next < self.pieces.len().min(at + REACH) {
            let p = &self.pieces[next];
            let joins = p.is(Closed::JoinsUnits) || p.is_sign(self.text, ",") || p.is_sign(self.text, "-");
            match figure::read(self.text, self.pieces, next) {
                Some(figure) if self.piece(figure.end).is_some_and(|p| p.joint == Joint::Hyphen) => {
                    let found = unit::after(self.text, self.pieces, figure.end);
                    let noun = self.compound(figure.end).map(|(span, _)| span);
                    return (found.is_some() || noun.is_some()).then_some((found, noun));
                }
                Some(figure) => next = figure.end,
                None if joins => next += 1,
                None => return None,
            }
        }
        None
    }

    /// The noun of "16-nation bloc"; "two-handed" and "three-way" count nothing.
    pub(super) fn compound(&self, at: usize) -> Option<(Span, usize)> {
        let p = self.piece(at)?;
        let word = p.of(self.text);
        let counts = p.shape == Shape::Word
            && word.len() > 2
            && matches!(p.lexeme.noun, NounWord::No | NounWord::Designator)
            && !(word.len() > 5 && word.ends_with("ed"))
            && !word.ends_with("ing")
            && !FigureWord::CountsNothing.has(word);
        counts.then(|| (p.span, at + 1))
    }
}
