//! How far a run of name words goes: over small words, initials, "&" and numbers that belong to names.

use claimdiff_text::table;

use super::{
    Finder,
    capitals::{is_arabic_article, is_stop},
};
use crate::{
    Closed, Sentence, TokenKind,
    names::NearName,
    names::lexicon::{self, FIRST, HEADS, Head, KNOWN, KNOWN_FROM, Lower, NameWord, STOPS, TITLES},
};

impl Finder<'_, '_> {
    /// The end of the run of name words that starts at a token.
    pub(super) fn run_end(&self, sentence: &Sentence, from: usize, running: bool) -> usize {
        let end = sentence.tokens.end;
        let mut at = from + self.known(from, end).map_or(1, |(n, _)| n);
        while at < end {
            let token = self.doc.tokens[at];
            match token.kind {
                TokenKind::Word if token.capital => {
                    let ok = !self.describes(at)
                        && if running {
                            !is_stop(self.doc.word(at)) || self.is_surname(at, end)
                        } else {
                            self.titled(at, end)
                        };
                    // "Ann Roe MD"
                    if at > from + 1
                        && NameWord::Degree.has(self.doc.word(at))
                        && FIRST.contains_key(self.doc.word(from))
                    {
                        break;
                    }
                    // A blank must part two words; "Roe’sOhio" is nobody's name.
                    if !ok || !token.spaced && !self.doc.word(at - 1).ends_with('.') {
                        break;
                    }
                    at += 1;
                }
                TokenKind::Word if is_arabic_article(self.doc.word(at)) => at += 1,
                TokenKind::Word => {
                    let words = self.connector(from, at, end);
                    if words == 0 {
                        break;
                    }
                    at += words + 1;
                }
                TokenKind::Symbol if self.doc.word(at) == "&" && self.capital(at + 1, end) => at += 2,
                TokenKind::Comma
                    if self.doc.word(at) == "," && at + 1 < end && NameWord::Suffix.has(self.doc.word(at + 1)) =>
                {
                    at += 2;
                }
                TokenKind::Number if token.spaced && self.channel(at) => at += 1,
                TokenKind::Mark if running && self.nickname(from, at, end) => at += 4,
                _ => break,
            }
        }
        at
    }

    /// "Theresa May", "Mrs. May": a month or day after a first name or a form of address and before no number.
    pub(super) fn is_surname(&self, at: usize, end: usize) -> bool {
        let (word, before) = (self.doc.word(at), self.doc.word(at - 1));
        let address = || lexicon::is_honorific(Lower::of(before.trim_end_matches('.')).as_str());
        (NearName::MayMonth.has(word) || STOPS.get(Lower::of(word).as_str()) == Some(&true))
            && (FIRST.contains_key(before) || address())
            && !(at + 1 < end && self.doc.tokens[at + 1].kind == TokenKind::Number)
    }

    /// What somebody is called by stands in marks between his names: "Tom “Red” Hall".
    fn nickname(&self, from: usize, open: usize, end: usize) -> bool {
        open + 3 < end
            && FIRST.contains_key(self.doc.word(from))
            && self.capital(open + 1, end)
            && self.doc.tokens[open + 2].kind == TokenKind::Mark
            && self.capital(open + 3, end)
            && !is_stop(self.doc.word(open + 3))
    }

    /// "Channel 4", "Group of 20": numbers that belong to a listed name.
    fn channel(&self, at: usize) -> bool {
        let word = self.doc.word(at - 1);
        KNOWN_FROM.contains_key(word) && self.known(at - 1, at + 1).is_some_and(|(n, _)| n == 2)
    }

    /// How many small words at `at` join what is before and after them into one name.
    fn connector(&self, from: usize, at: usize, end: usize) -> usize {
        let word = self.doc.word(at);
        let next = |n: usize| self.capital(at + n, end);
        match word {
            _ if NameWord::Particle.has(word) => {
                if next(1) {
                    1
                } else if at + 1 < end && NameWord::Article.has(self.doc.word(at + 1)) && next(2) {
                    2
                } else {
                    0
                }
            }
            word if NearName::Joins.has(word) => {
                let joins = self.joins(at);
                if joins && next(1) {
                    1
                } else if joins && at + 1 < end && Closed::The.has(self.doc.word(at + 1)) && next(2) {
                    2
                } else {
                    0
                }
            }
            // "Department of Health and Human Services": only after such a preposition.
            word if Closed::And.has(word) => {
                let joined = (from + 1..at).any(|t| NearName::JoinsList.has(self.doc.word(t)) && self.joins(t));
                let joined = joined && next(1) && !FIRST.contains_key(self.doc.word(at + 1));
                usize::from(joined || self.of_two(from, at, end))
            }
            _ => 0,
        }
    }

    /// Whether a run up to "and" is the first of two things that a body is for: "Food and Drug Administration", and neither
    /// "Congress and the Border Agency" nor "Roe and Dunn Associates".
    pub(super) fn of_two(&self, from: usize, and: usize, end: usize) -> bool {
        const MAX_FIRST: usize = 2;
        const MAX_SECOND: usize = 4;
        let common = |at: usize| {
            let (word, lower) = (self.doc.word(at), Lower::of(self.doc.word(at)));
            lexicon::is_common(lower.as_str())
                && !FIRST.contains_key(word)
                && !KNOWN.contains_key(word)
                && !TITLES.contains_key(lower.as_str())
        };
        let second = (and + 1..end.min(and + 1 + MAX_SECOND)).take_while(|at| self.capital(*at, end)).count();
        let last = and + second;
        and - from <= MAX_FIRST
            && second >= 2
            && NearName::OfTwo.has(Lower::of(self.doc.word(last)).as_str())
            && (from..and).chain(and + 1..last).all(|at| common(at) && self.head(at) != Some(Head::Organisation))
    }

    /// Whether the small word at `at` joins the head of a body or an office to what follows: "Ministry of".
    fn joins(&self, at: usize) -> bool {
        let head = HEADS.get(Lower::of(self.doc.word(at - 1)).as_str());
        let joins = head.filter(|head| head.prepositions || head.of && Closed::Of.has(self.doc.word(at)));
        if let Some(head) = joins {
            table::hit("heads", head.key);
        }
        joins.is_some()
    }
}
