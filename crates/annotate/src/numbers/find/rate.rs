//! Figures that are a share or a rate of something: "one in five", "a week", "per barrel".

use super::{Draft, Reader};
use crate::{
    Closed,
    numbers::FigureWord,
    numbers::{
        Hedge, Interval, Number, Per, Trend, Unit,
        figure::{self, Figure, Sort},
        unit,
    },
    pieces::{Joint, Shape},
};

impl Reader<'_> {
    /// "one in five voters", "three out of four": a share.
    pub(super) fn out_of(&self, at: usize, figure: &Figure) -> Option<(Number, usize)> {
        let out = Closed::Out.in_any_case(self.word(figure.end)) && Closed::Of.in_any_case(self.word(figure.end + 1));
        let next = figure.end + if out { 2 } else { 1 };
        if !out && !Closed::In.in_any_case(self.word(figure.end)) || !matches!(figure.sort, Sort::Plain | Sort::Words) {
            return None;
        }
        self.piece(next)?;
        let whole = figure::read(self.text, self.pieces, next).filter(|w| w.sort == figure.sort)?;
        let (part, all) = (figure.value.lo, whole.value.lo);
        // "3 in 10 voters" needs the voters, and "one in three days" is none.
        let (noun, end) = self.noun(whole.end, false)?;
        if !(part < all && all <= 100.0) || self.time_unit(whole.end).is_some() || (!out && part > 9.0) {
            return None;
        }
        let mut draft = Draft {
            from: at,
            end: whole.end,
            figure: figure::span(self.pieces, at, whole.end),
            stated: Interval::point(part / all),
            step: 1.0 / all,
            hedge: Hedge::None,
            sort: Sort::Part,
        };
        self.hedges(&mut draft);
        let stated = draft.stated.scale(100.0);
        let number = Number {
            span: self.pieces[draft.from].span.cover(self.pieces[whole.end - 1].span),
            figure: draft.figure,
            value: draft.hedge.apply(stated, 100.0 * draft.step),
            stated,
            hedge: draft.hedge,
            unit: Unit::Percent,
            noun: Some(noun),
            factor: 100.0,
            measure: "",
            per: None,
            trend: Trend::None,
        };
        Some((number, end))
    }

    /// "a week", "per barrel", "an hour", "every day", "/kg" at piece `at`, and the first piece after it.
    pub(super) fn per(&self, at: usize) -> Option<(Per, usize)> {
        let first = self.piece(at)?;
        let hyphen = first.joint == Joint::Hyphen;
        let opener = first.is(Closed::PerOne);
        if !opener && !self.sign(at, "/") {
            return None;
        }
        let next = self.piece(at + 1)?;
        if next.shape != Shape::Word {
            return None;
        }
        let span = first.span.cover(next.span);
        if let Some(unit) = self.time_unit(at + 1) {
            if FigureWord::Shifts.in_any_case(self.word(at + 2)) {
                return None;
            }
            return Some((Per { span, unit: next.span, seconds: Some(unit.seconds()), measure: unit.name() }, at + 2));
        }
        if first.is(Closed::Each) || hyphen {
            return None;
        }
        if let Some(found) = unit::after(self.text, self.pieces, at + 1) {
            let span = first.span.cover(found.span);
            return Some((Per { span, unit: found.span, seconds: None, measure: found.entry.name }, found.end));
        }
        (first.is(Closed::Per) || (self.sign(at, "/") && next.joint == Joint::Glued))
            .then_some((Per { span, unit: next.span, seconds: None, measure: "" }, at + 2))
            .or_else(|| {
                let usual = FigureWord::Unit.has(next.of(self.text));
                usual.then_some((Per { span, unit: next.span, seconds: None, measure: "" }, at + 2))
            })
    }
}
