//! Years, decades and holidays.

use claimdiff_text::word_classes;

use super::{Reader, function::Function};
use crate::{
    Closed,
    lexemes::{NounWord, NumberWord, TimeUnit, TimeWord},
    numbers::{self, Sort},
    pieces::{Joint, Piece, Shape},
    times::{calendar::Part, find::Found},
};

word_classes! {
    /// A class of words before four digits.
    enum YearWord in "times/years", include_str!("../years.tsv"), any case => {
        /// Makes bare digits a year: "by 1850".
        Leads = "leads",
        /// Does so where a plural follows: "the 2000 elections".
        Determines = "determines",
        /// Stands behind a count and no year: "2017 dead".
        Counted = "counted",
        /// A plural that a year stands before: "won 2016 elections".
        Dated = "dated",
    }
}

/// Whether four digits at a piece count something, as in "killed 2015 people": people or what became of them stand
/// behind, or another plural that no year stands before, after a verb in "-ed".
pub(crate) fn is_counted(text: &str, pieces: &[Piece], at: usize) -> bool {
    let Some(after) = pieces.get(at + 1).filter(|p| p.shape == Shape::Word && p.joint == Joint::Spaced) else {
        return false;
    };
    let before = at.checked_sub(1).map(|b| &pieces[b]).filter(|b| b.shape == Shape::Word);
    if !after.capital && YearWord::Counted.has(after.of(text)) {
        return !before.is_some_and(|b| YearWord::Determines.has(b.of(text)));
    }
    let led = before.is_some_and(|b| YearWord::Leads.has(b.of(text)) && !b.is(Closed::And) && !b.is(Closed::Or));
    if led || after.capital {
        return false;
    }
    let people = after.lexeme.noun == NounWord::Plural;
    let things = || numbers::is_plural(text, after) && !YearWord::Dated.has(after.of(text));
    people || before.is_some_and(|b| !b.capital && b.of(text).ends_with("ed")) && things()
}

impl Reader<'_> {
    /// "1990s", "the 1960s", "the '90s".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let head = at + usize::from(self.has(at, Function::The));
        let year = self.year(head)?;
        let s = self.piece(head + 1)?;
        let plural = (s.joint == Joint::Glued && s.of(self.text) == "s") || s.lexeme.function.has(Function::Possessive);
        (plural && year % 10 == 0).then(|| Found::date(at, head + 2, Part::Decade(year)))
    }

    /// "'90s", with its mark.
    pub(super) fn apostrophe_decade(&self, at: usize) -> Option<Found> {
        let mark = matches!(self.piece(at)?.of(self.text), "'" | "’" | "‘");
        let n = self.whole(at + 1).filter(|n| mark && n % 10 == 0 && *n < 100)?;
        let joined = self.pieces[at + 1].joint == Joint::Glued && self.pieces[at + 1].span.len() == 2;
        let s = self.piece(at + 2)?;
        (joined && s.joint == Joint::Glued && s.of(self.text) == "s")
            .then(|| Found::date(at, at + 3, Part::Decade(1900 + n as i16)))
    }

    /// "nineteen ninety-seven".
    pub(super) fn word_year(&self, at: usize) -> Option<(i16, usize)> {
        let NumberWord::Small(century) = self.piece(at)?.lexeme.number else {
            return None;
        };
        if self.has(at, Function::Prime) && self.has(at + 1, Function::Thousand) {
            return Some((2000, at + 2));
        }
        let NumberWord::Tens(tens) = self.piece(at + 1)?.lexeme.number else { return None };
        if !(17.0..=20.0).contains(&century) {
            return None;
        }
        let ones = match self.piece(at + 2).map(|p| p.lexeme.number) {
            Some(NumberWord::Small(v)) if v < 10.0 => Some(v),
            _ => None,
        };
        let year = century * 100.0 + tens + ones.unwrap_or(0.0);
        Some((year as i16, at + 2 + usize::from(ones.is_some())))
    }

    /// A year alone, where the words around show that it is one.
    pub(super) fn years(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.decade(at) {
            return Some(found);
        }
        // "the 20th century"
        let head = at + usize::from(self.has(at, Function::The));
        if let Some(figure) = self.piece(head).and_then(|_| numbers::figure(self.text, self.pieces, head))
            && figure.sort == Sort::Ordinal
            && matches!(self.time(figure.end), TimeWord::Unit(TimeUnit::Century))
            && figure.value.lo < 30.0
            && !self.is_firm(figure.end)
        {
            self.hit(figure.end);
            return Some(Found::date(at, figure.end + 1, Part::Century((figure.value.lo as i16 - 1) * 100)));
        }
        let head = at + usize::from(self.has(at, Function::FiscalYear));
        if let Some((year, end)) = self.word_year(head) {
            return (!self.has(head, Function::Prime)).then(|| Found::date(at, end, Part::Year(year)));
        }
        let year = self.year(head)?;
        if let Some(found) = self.two_years(at, head, year) {
            return Some(found);
        }
        let end = head + 1;
        if head > at {
            return Some(Found::date(at, end, Part::Year(year)));
        }
        let p = &self.pieces[head];
        let before = self.before(head, 1);
        let after = self.piece(end);
        if !(1400..2150).contains(&year) {
            return None;
        }
        if before.is_some_and(|b| {
            b.shape == Shape::Sign
                && (p.joint == Joint::Glued
                    && !matches!(b.of(self.text), "(" | "[" | "“" | "\"" | "'" | "‘" | "’" | "–" | "—" | "-" | "/"))
        }) {
            return None;
        }
        if before.is_some_and(|b| b.shape == Shape::Word && p.joint == Joint::Glued) {
            return None;
        }
        // "2014-15"
        if after.is_some_and(|a| {
            a.joint == Joint::Hyphen
                || (a.joint == Joint::Glued && (a.shape == Shape::Word || matches!(a.of(self.text), "%" | "°")))
        }) {
            let model = after.is_some_and(|a| a.shape == Shape::Word && a.joint == Joint::Hyphen);
            if !model {
                return None;
            }
        }
        // A hedge makes it a count: "about 2000", "more than 1900".
        if before.is_some_and(|b| b.lexeme.function.has(Function::CountHedge)) {
            return None;
        }
        // A house number is none: "the 1900 block of Harbour Street".
        if numbers::unit_after(self.text, self.pieces, end) || self.has(end, Function::Block) {
            return None;
        }
        let led = before.is_some_and(|b| YearWord::Leads.has(b.of(self.text)));
        let counted = after.is_some_and(|a| {
            a.shape == Shape::Word && a.joint == Joint::Spaced && !a.capital && numbers::is_plural(self.text, a)
        });
        let round = year % 100 == 0;
        // "2000 people" counts, "the 2016 elections" does not.
        let determined = before.is_some_and(|b| YearWord::Determines.has(b.of(self.text)));
        let modern = (1900..2060).contains(&year);
        if is_counted(self.text, self.pieces, head) {
            return None;
        }
        let is_year = if counted { determined || (modern && !round) } else { led || modern };
        if !is_year {
            return None;
        }
        let from = at;
        Some(Found::date(from, end, Part::Year(year)))
    }

    /// Whether a century is a part of a name: "the 20th Century Mills company".
    fn is_firm(&self, century: usize) -> bool {
        let capital =
            |at: usize| self.piece(at).is_some_and(|p| p.shape == Shape::Word && p.joint == Joint::Spaced && p.capital);
        capital(century) && capital(century + 1)
    }

    /// "2013-14", "2013 - 14": a season or fiscal year that begins in one year and ends in the next.
    fn two_years(&self, at: usize, head: usize, year: i16) -> Option<Found> {
        let set = |p: &&Piece| matches!(p.joint, Joint::Glued | Joint::Spaced);
        let dash = self.piece(head + 1).filter(|p| set(p) && matches!(p.of(self.text), "-" | "–"))?;
        let last = self.piece(head + 2).filter(|p| p.joint == dash.joint && dash.shape == Shape::Sign)?;
        let next = year + 1;
        let tells = |n: i32| n == i32::from(next) || last.span.len() == 2 && n == i32::from(next % 100);
        let led = self.before(head, 1).is_some_and(|b| YearWord::Leads.has(b.of(self.text)));
        if !self.whole(head + 2).is_some_and(tells) || !led {
            return None;
        }
        let (first, end) = (Part::Year(year), Part::Year(next));
        let days = first.days().zip(end.days()).map(|(a, b)| claimdiff_text::Days { first: a.first, last: b.last });
        Some(Found { value: format!("{year}/{next}"), days, ..Found::date(at, head + 3, first) })
    }

    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let TimeWord::Holiday(day) = self.time(at) else { return None };
        let (month, day) = day.split_once('-')?;
        let (month, mut day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        let mut end = at + 1;
        if self.has(end, Function::Eve) {
            day -= 1;
            end += 1;
        } else if self.has(end, Function::Day) {
            end += 1;
        } else if self.piece(end).is_some_and(|p| p.shape == Shape::Word && !p.capital && p.lexeme.is_plain()) {
            // "Christmas trees"
            return None;
        }
        self.hit(at);
        Some(self.day(at, end, None, month, day))
    }
}
