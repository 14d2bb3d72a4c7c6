//! Two figures that are the ends of one: "5 to 7", "at least 27 and up to 30".

use claimdiff_text::Span;

use super::{Draft, Reader};
use crate::{
    Closed,
    numbers::FigureWord,
    numbers::{
        Hedge, Interval,
        figure::{self, Figure, Sort},
        hedge, noun, unit,
    },
    pieces::{Joint, Piece, Shape},
};

impl Reader<'_> {
    /// Whether the hyphen or word after a figure makes a range with the next one, which is then taken in.
    pub(super) fn range(&self, draft: &mut Draft, money: bool, first: &Figure) {
        if matches!(first.sort, Sort::Vague | Sort::Part) {
            return;
        }
        let mut next = draft.end;
        // "5 % to 7 %", "$5 to $7": the unit may stand twice.
        let unit_first = unit::after(self.text, self.pieces, next);
        if let Some(found) = &unit_first {
            next = found.end;
        }
        let from_before = draft.from.checked_sub(1).map(|b| &self.pieces[b]);
        let between = from_before.is_some_and(|p| p.is(Closed::Between));
        let from = from_before.is_some_and(|p| p.is(Closed::From));
        // "rose from 10 to 20", "rose 10 % to 20", "by 10 to 20" tell two figures.
        let mover = draft.from.checked_sub(1 + usize::from(from)).map(|b| &self.pieces[b]);
        // "raising the age from 19 to 26": the verb may stand some words before.
        const REACH: usize = 6;
        let back = draft.from.saturating_sub(1);
        let raised = || {
            let mut words = self.pieces[back.saturating_sub(REACH)..back].iter().rev();
            from && words.by_ref().take_while(|p| p.shape == Shape::Word).any(|p| p.lexeme.trend != 0)
        };
        let moved = mover.is_some_and(|p| p.lexeme.trend != 0 || p.is(Closed::By)) || raised();
        let Some(joiner) = self.piece(next) else { return };
        let dash = ["-", "–", "—", "--"].iter().any(|d| joiner.is_sign(self.text, d));
        let to = joiner.is(Closed::To) && !moved;
        let word = to || joiner.is(Closed::Or) || (joiner.is(Closed::And) && between);
        let hyphen = joiner.joint == Joint::Hyphen && joiner.shape == Shape::Digits;
        if !(dash || word || hyphen) {
            return;
        }
        let mut second = if hyphen { next } else { next + 1 };
        // The currency stands twice.
        let sign = |p: &Piece| p.shape == Shape::Sign && !p.of(self.text).is_ascii() || p.is_sign(self.text, "$");
        let code = |p: &Piece| p.shape == Shape::Word && p.capital && p.span.len() <= 3;
        while money && self.piece(second).is_some_and(|p| sign(p) || code(p)) {
            second += 1;
        }
        let Some(figure) = self.piece(second).and_then(|_| figure::read(self.text, self.pieces, second)) else {
            return;
        };
        if !matches!(figure.sort, Sort::Plain | Sort::Digits | Sort::Words) || self.in_time(self.pieces[second].span) {
            return;
        }
        let mut low = draft.stated.lo;
        // "2 to 3 million": the scale is that of both.
        if let (Some(scale), None) = (figure.scale, first.scale)
            && low < 1000.0
            && figure.value.lo / scale > low
        {
            low *= scale;
        }
        let high = figure.value.hi;
        let digits = |f: &Figure| matches!(f.sort, Sort::Plain | Sort::Digits);
        let bounded = between || (from && mover.is_some_and(|p| p.of(self.text).starts_with("rang")));
        let ascending = low < high && (bounded || high <= low * 1000.0);
        let after = unit::after(self.text, self.pieces, figure.end);
        // "a 5-7 vote", "won 3-5": a dash between bare digits is a score or an id unless something is counted.
        let counted = money
            || after.is_some()
            || figure.scale.is_some()
            || self.piece(figure.end).is_some_and(|p| p.shape == Shape::Word && noun::is_plural(self.text, p));
        // News spells numbers under ten: "between eight and 12", "six to 12 people".
        let spelled = word && low < 10.0 && high >= 10.0 && !digits(first) && digits(&figure);
        let like = digits(&figure) == digits(first) || (spelled && (bounded || counted));
        if !ascending || !like || ((dash || hyphen) && !counted) || (unit_first.is_some() && after.is_none() && !money)
        {
            return;
        }
        // "8 % to 99 yuan" has two units.
        if let (Some(a), Some(b)) = (&unit_first, &after)
            && !std::ptr::eq(a.entry, b.entry)
        {
            return;
        }
        draft.stated = Interval::closed(low, high);
        draft.step = figure.step;
        draft.end = figure.end;
        draft.figure = draft.figure.cover(figure::span(self.pieces, second, figure.end));
        draft.hedge = Hedge::Range;
        if between || from {
            draft.from -= 1;
        }
    }

    /// "at least 27 and up to 30 people": both ends of one figure, told one after the other.
    pub(super) fn bounds(&self, draft: &mut Draft) {
        if draft.hedge != Hedge::AtLeast || !matches!(draft.sort, Sort::Plain | Sort::Digits | Sort::Words) {
            return;
        }
        let mut next = draft.end;
        // "at least 14 people and up to 25", "at least 14 people and up to 25 people"
        let noun = self.noun(next, false);
        let joined = |at: usize| self.piece(at).is_some_and(|p| p.is(Closed::JoinsFigures));
        let comma = |at: usize| usize::from(self.sign(at, ","));
        if let Some((_, end)) = noun
            && joined(end + comma(end))
        {
            next = end;
        }
        next += comma(next);
        if !joined(next) {
            return;
        }
        next += 1;
        next += usize::from(FigureWord::Maybe.in_any_case(self.word(next)));
        const LONGEST_HEDGE: usize = 4;
        let Some((second, figure)) = (next..next + LONGEST_HEDGE).find_map(|at| {
            let bound = matches!(hedge::before(self.text, self.pieces, at.min(self.pieces.len())), Some((Hedge::AtMost, from)) if from == next);
            let figure = self.piece(at).filter(|_| bound).and_then(|_| figure::read(self.text, self.pieces, at))?;
            Some((at, figure))
        }) else {
            return;
        };
        let words = |n: Option<(Span, usize)>| n.map(|(span, _)| span.of(self.text));
        let theirs = self.noun(figure.end, false);
        let same = next == draft.end || noun.is_none() || theirs.is_none() || words(noun) == words(theirs);
        if !matches!(figure.sort, Sort::Plain | Sort::Digits | Sort::Words)
            || figure.value.hi <= draft.stated.lo
            || !same
            || unit::after(self.text, self.pieces, figure.end).is_some()
        {
            return;
        }
        draft.stated = Interval::closed(draft.stated.lo, figure.value.hi);
        draft.step = figure.step;
        draft.end = figure.end;
        draft.figure = draft.figure.cover(figure::span(self.pieces, second, figure.end));
        draft.hedge = Hedge::Range;
    }
}
