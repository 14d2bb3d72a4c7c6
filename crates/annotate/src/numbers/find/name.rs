//! Digits and words that only look like a number: a year, a score, an address, a designation, a pronoun.

use claimdiff_text::{Span, table};

use super::{Draft, Reader};
use crate::{
    Closed, Tag,
    lexemes::{self, NounWord, NumberWord},
    numbers::FigureWord,
    numbers::{
        Hedge, Interval,
        figure::{Figure, Sort},
        noun, unit,
    },
    pieces::{Joint, Piece, Shape},
    times,
};

impl Reader<'_> {
    /// Whether digits belong to a name or id: "Article 5", "F-35", "Boeing 737", "10 Downing Street", "3-2".
    pub(super) fn is_name(&self, at: usize, figure: &Figure) -> bool {
        let piece = &self.pieces[at];
        if piece.shape != Shape::Digits {
            // "one another", "no one", "each one", "the one"
            let one = piece.is(Closed::One) && figure.value == Interval::point(1.0);
            return one && self.is_pronoun(at);
        }
        if at > 0 {
            let before = &self.pieces[at - 1];
            if before.shape == Shape::Word && piece.joint != Joint::Spaced {
                return !FigureWord::NoName.has(before.of(self.text));
            }
            if before.shape == Shape::Digits && piece.joint == Joint::Hyphen {
                return true;
            }
            // "Article 5", "Image 1 of 8"
            let of = |at: usize| {
                at >= 3 && Closed::Of.in_any_case(self.word(at - 1)) && self.pieces[at - 2].shape == Shape::Digits
            };
            let whole = at - usize::from(before.is_sign(self.text, "/"));
            if figure.sort == Sort::Plain && (self.is_designated(at) || of(whole) && self.is_designated(whole - 2)) {
                return true;
            }
            if ["#", "@", "/", "&"].iter().any(|s| before.is_sign(self.text, s)) && piece.joint == Joint::Glued {
                return true;
            }
        }
        figure.sort == Sort::Plain && self.is_address(at + 1)
    }

    /// Whether the word before makes plain digits a name: "Article 5", "Boeing 737", "No. 1", "page 3".
    fn is_designated(&self, at: usize) -> bool {
        let dot = self.pieces[at - 1].is_sign(self.text, ".");
        let Some(word) = (at - 1).checked_sub(usize::from(dot)).map(|b| &self.pieces[b]) else { return false };
        if word.shape != Shape::Word {
            return false;
        }
        if word.lexeme.noun == NounWord::Designator {
            table::hit("numbers/noun", word.lexeme.key);
            return true;
        }
        if dot
            || !word.capital
            || at < 2
            || word.lexeme.noun != NounWord::No
            || word.lexeme.hedge
            || word.lexeme.triggers
        {
            return false;
        }
        // "Windows 11", "Formula 1": a name and digits, unless something is counted after them.
        let counted = self.piece(at + 1).is_some_and(|p| {
            p.shape == Shape::Word
                && (noun::is_plural(self.text, p) || p.lexeme.triggers || p.lexeme.noun == NounWord::Skip)
        });
        let measured = unit::after(self.text, self.pieces, at + 1).is_some();
        let range = self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, "-") || p.is_sign(self.text, "–"));
        !counted && !measured && !range && matches!(self.doc.tag(word.token as usize), Tag::Propn | Tag::Noun)
    }

    /// Whether the digits before a piece number a house: "40 West Mill Lane", "1200 N. 5th St.", "the 300 block of".
    pub(super) fn is_address(&self, from: usize) -> bool {
        const LONGEST: usize = 8;
        if FigureWord::Block.in_any_case(self.word(from)) {
            return true;
        }
        if self.piece(from).is_none_or(|p| p.joint != Joint::Spaced || !p.capital) {
            return false;
        }
        let street = |p: &Piece| p.capital && self.street(p).is_some();
        let name = |at: usize| {
            let p = &self.pieces[at];
            p.shape == Shape::Digits || p.shape == Shape::Word && (p.capital || p.joint == Joint::Glued)
        };
        let end = self.pieces.len().min(from + LONGEST);
        let Some(at) = (from..end).take_while(|at| name(*at)).find(|at| street(&self.pieces[*at])) else {
            // A grid of streets has numbers for names: "3100 S. 400 West".
            let point = self.piece(from).is_some_and(|p| p.span.len() == 2 && p.of(self.text).ends_with('.'));
            return point && self.piece(from + 1).is_some_and(|p| p.shape == Shape::Digits);
        };
        // "40 High Street banks" are banks.
        let next = at + 1 + usize::from(self.sign(at + 1, "."));
        let noun = |p: &Piece| p.shape == Shape::Word && !p.capital && self.doc.tag(p.token as usize) == Tag::Noun;
        let found = !self.piece(next).is_some_and(noun);
        if let Some(key) = self.street(&self.pieces[at]).filter(|_| found) {
            table::hit("numbers/noun", key);
        }
        found
    }

    /// The row for a word that ends the name of a street: "Lane", "Blvd.".
    fn street(&self, p: &Piece) -> Option<&'static str> {
        let bare = p.of(self.text).strip_suffix('.');
        let lexeme = bare.map_or(p.lexeme, lexemes::find);
        (lexeme.noun == NounWord::Street).then_some(lexeme.key)
    }

    /// Whether plain digits are one half of "2-1" or "16-18 Mill Lane".
    pub(super) fn is_score(&self, at: usize, end: usize) -> bool {
        let dash = |at: usize| {
            let glued = |at: usize| self.piece(at).filter(|p| p.joint == Joint::Glued);
            glued(at).is_some_and(|p| p.is_sign(self.text, "-") || p.is_sign(self.text, "–"))
                && glued(at + 1).is_some_and(|p| p.shape == Shape::Digits)
        };
        dash(end) || (at >= 2 && dash(at - 1) && self.pieces[at - 2].shape == Shape::Digits)
    }

    /// Whether bare digits are a year: four of them, in the range of years, with nothing counted.
    pub(super) fn is_year(&self, at: usize, draft: &Draft, noun: Option<Span>) -> bool {
        if times::is_counted(self.text, self.pieces, at) {
            return false;
        }
        let n = draft.stated.lo;
        let year = (1700.0..2100.0).contains(&n) && n.fract() == 0.0 && draft.figure.len() == 4;
        if !year || !matches!(draft.hedge, Hedge::None) {
            return false;
        }
        noun.is_none() || n % 100.0 != 0.0
    }

    fn is_pronoun(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|b| &self.pieces[b]);
        // "at least one but possibly 12", "between one and three", "one or two"
        let bound = before.is_some_and(|p| p.lexeme.hedge && !p.is(Closed::To) || p.is(Closed::Between));
        let joined = self.piece(at + 1).is_some_and(|p| p.is(Closed::OrTo));
        let next = || self.piece(at + 2).is_some_and(|p| p.lexeme.number != NumberWord::No && !p.is(Closed::One));
        if bound || joined && next() {
            return false;
        }
        if before.is_some_and(|p| Closed::Pronominal.in_any_case(p.of(self.text))) {
            return true;
        }
        self.pieces.get(at + 1).is_none_or(|p| {
            p.shape != Shape::Word
                || (p.lexeme.noun == NounWord::Stop && !p.is(Closed::Of))
                || Closed::Another.in_any_case(p.of(self.text))
        })
    }
}
