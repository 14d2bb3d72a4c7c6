//! Which way the verbs around an expression look: whether a bare weekday or a day without its year lies ahead.

use super::{Reader, function::Function};
use crate::{
    Tag, TokenKind, VerbForm,
    lexemes::{self, TimeWord},
    pieces::{Piece, Shape},
};

/// Which way the words around an expression look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "will", "due".
    Ahead,
    /// "said", "had": what is said so may still lie ahead.
    Behind,
    /// A verb in the past, which is what the expression dates: "attacked on 7 October".
    Past,
}

impl Reader<'_> {
    /// Whether the words around tell of the future.
    pub(super) fn future(&self, at: usize) -> bool {
        self.word_tense(at) == Some(Tense::Ahead)
    }

    /// Which way the verb looks that an expression hangs on, else the nearest verb or noun before it that tells.
    pub(super) fn tense(&self, at: usize) -> Option<Tense> {
        let words = self.word_tense(at);
        if words == Some(Tense::Ahead) {
            return words;
        }
        // "the calls start in May and go on until July 31"
        let until = at > 0 && matches!(self.pieces[at - 1].lexeme.time, TimeWord::Until) && self.goes_on(at);
        if until { Some(Tense::Ahead) } else { self.verb_tense(at).or(words) }
    }

    /// Whether the verb right before an expression is in the present.
    fn goes_on(&self, at: usize) -> bool {
        const NEAR: usize = 5;
        let Some(token) = self.piece(at).map(|p| p.token as usize) else { return false };
        let verb = (token.saturating_sub(NEAR)..token).rev().find(|t| matches!(self.doc.tag(*t), Tag::Verb | Tag::Aux));
        verb.is_some_and(|t| self.doc.verb_form(t) == Some(VerbForm::Present))
    }

    /// Which way the words before an expression look, whatever their form.
    fn word_tense(&self, at: usize) -> Option<Tense> {
        const REACH: usize = 14;
        // "until" looks ahead where nothing else tells: "open until Friday", but "it lasted until Friday".
        let mut until = None;
        for b in (at.saturating_sub(REACH)..at).rev() {
            let p = &self.pieces[b];
            if p.shape == Shape::Sign && matches!(p.of(self.text), ";" | "“" | "\"" | "—" | "–") {
                break;
            }
            match p.lexeme.time {
                // "had been scheduled for Friday" looks back.
                TimeWord::Ahead if self.led(b, 1, Function::Been) && self.led(b, 2, Function::Had) => {
                    return Some(Tense::Behind);
                }
                TimeWord::Ahead => {
                    self.hit(b);
                    return Some(Tense::Ahead);
                }
                TimeWord::Until => until = until.or(Some(b)),
                // "no trains from Wednesday", but "from Thursday to Friday", "a week from Friday"
                _ if b + 1 == at && p.lexeme.function.has(Function::From) && self.opens_days(b, at) => {
                    until = until.or(Some(b));
                }
                TimeWord::Behind => {
                    self.hit(b);
                    return Some(Tense::Behind);
                }
                // "will be held": the participle looks where its auxiliary does; "to hit", "will hit": no past at all.
                TimeWord::Past if [Function::Be, Function::To, Function::Modal].iter().any(|f| self.led(b, 1, *f)) => {}
                TimeWord::Past => {
                    self.hit(b);
                    return Some(Tense::Past);
                }
                _ if p.lexeme.function.has(Function::Will) => return Some(Tense::Ahead),
                _ if self.is_past(b) && !self.led(b, 1, Function::Be) => return Some(Tense::Past),
                _ => {}
            }
        }
        if let Some(until) = until {
            self.hit(until);
            return Some(Tense::Ahead);
        }
        self.tense_behind(at)
    }

    /// Whether "from" tells when something begins, and no end of it or how far ahead a day lies.
    fn opens_days(&self, from: usize, day: usize) -> bool {
        let ends =
            |at: usize| self.has(at, Function::Thru) || self.has(at, Function::OrTo) || self.has(at, Function::To);
        let weekday = matches!(self.time(day), TimeWord::Weekday(_));
        // "recordings from Sunday"
        let source =
            || self.piece(from - 1).is_some_and(|p| matches!(self.doc.tag(p.token as usize), Tag::Noun | Tag::Propn));
        let counted = from > 0 && matches!(self.time(from - 1), TimeWord::Unit(_));
        weekday && !ends(day + 1) && !counted && (from == 0 || !source())
    }

    /// Which way the words behind an expression look that opens its sentence: "On June 10 the council will vote".
    fn tense_behind(&self, at: usize) -> Option<Tense> {
        const OPENS: usize = 3;
        const REACH: usize = 14;
        let parts = |p: &Piece| p.shape == Shape::Sign && !matches!(p.of(self.text), "\"" | "“");
        if at > OPENS || self.pieces[..at].iter().any(parts) {
            return None;
        }
        (at + 1..self.pieces.len().min(at + REACH)).find_map(|b| {
            let tense = match self.pieces[b].lexeme.time {
                TimeWord::Ahead => Tense::Ahead,
                TimeWord::Behind | TimeWord::Past => Tense::Past,
                _ if self.is_past(b) => return Some(Tense::Past),
                _ => return None,
            };
            self.hit(b);
            Some(tense)
        })
    }

    /// Which way the verb looks that an expression hangs on, where its form tells: "would meet on Monday", "before they meet
    /// on Monday", "wants to meet on Monday" look ahead. `None` where the words around have to tell.
    fn verb_tense(&self, at: usize) -> Option<Tense> {
        const REACH: usize = 14;
        // How far from its verb an expression stands that surely hangs on it: "are looking into a fire on Monday".
        const NEAR: usize = 6;
        const BESIDE: usize = 2;
        const FARTHEST: usize = 9;
        let doc = self.doc;
        let token = self.piece(at)?.token as usize;
        let first = doc.sentences[doc.sentence_at(token)].tokens.start;
        let (mut near, mut infinitive, mut gerund, mut base) = (true, false, false, false);
        for t in (first.max(token.saturating_sub(REACH))..token).rev() {
            // "and on Friday he left" begins a clause, "Saturday and Sunday" are two days.
            let day = |t: usize| matches!(lexemes::find(doc.word(t)).time, TimeWord::Weekday(_));
            let joined = doc.tag(t) == Tag::Cconj && token - t <= BESIDE && !(t > first && day(t - 1));
            if joined || matches!(doc.tokens[t].kind, TokenKind::Stop | TokenKind::Mark) {
                return None;
            }
            if !matches!(doc.tag(t), Tag::Verb | Tag::Aux) {
                continue;
            }
            if !infinitive && !gerund && !base {
                near = token - t <= NEAR;
                if token - t > FARTHEST {
                    return None;
                }
            }
            match doc.verb_form(t)? {
                VerbForm::Base => {
                    infinitive |= t > first && doc.tag(t - 1) == Tag::Part;
                    base = true;
                }
                VerbForm::Modal => return (!self.looks_back(t)).then_some(Tense::Ahead),
                VerbForm::Present if infinitive || gerund => return near.then_some(Tense::Ahead),
                VerbForm::Present => {
                    let ahead =
                        self.is_bound(first, t) || token - t <= BESIDE && self.token_has(t, Function::Scheduled);
                    return (near && ahead).then_some(Tense::Ahead);
                }
                VerbForm::Gerund if token - t <= BESIDE => gerund = true,
                _ => return None,
            }
        }
        None
    }

    /// Whether what a modal governs does not lie ahead: "could not say".
    fn looks_back(&self, modal: usize) -> bool {
        const BEHIND: usize = 2;
        (modal + 1..self.doc.tokens.len().min(modal + 1 + BEHIND)).any(|t| self.token_has(t, Function::LooksBack))
    }

    /// Whether a verb in the present stands in a clause that waits for it: "before they meet".
    fn is_bound(&self, first: usize, verb: usize) -> bool {
        const NEAR: usize = 4;
        (first.max(verb.saturating_sub(NEAR))..verb).any(|t| self.token_has(t, Function::Awaits))
    }

    fn token_has(&self, token: usize, class: Function) -> bool {
        lexemes::find(self.doc.word(token)).function.has(class)
    }

    /// Whether a word has the form of a regular past.
    fn is_past(&self, at: usize) -> bool {
        let p = &self.pieces[at];
        let word = p.of(self.text);
        p.shape == Shape::Word && !p.capital && word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed")
    }
}
