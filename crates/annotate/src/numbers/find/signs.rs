//! The sign before a figure, and words before it that say it rose or fell.

use claimdiff_text::table;

use super::{Draft, Reader};
use crate::{
    Closed,
    numbers::FigureWord,
    numbers::{Hedge, Interval, Trend},
    pieces::{Joint, Shape},
};

impl Reader<'_> {
    /// The sign before a figure: "-1.3 %", "minus 20", "+0.2 %". A minus makes it negative.
    pub(super) fn sign_before(&self, draft: &mut Draft) -> Trend {
        let Some(before) = draft.from.checked_sub(1) else { return Trend::None };
        let p = &self.pieces[before];
        let glued = self.pieces[draft.from].joint == Joint::Glued;
        let apart = p.joint == Joint::Spaced || (before > 0 && self.pieces[before - 1].shape == Shape::Sign);
        let minus = ["-", "−", "–"].iter().any(|d| p.is_sign(self.text, d)) && glued && apart;
        // "plus or minus 3 points"
        let either = before > 0 && Closed::Or.in_any_case(self.word(before - 1));
        let minus = minus || FigureWord::Minus.in_any_case(p.of(self.text)) && !either;
        if minus && draft.hedge != Hedge::Range {
            draft.from = before;
            draft.stated = Interval { lo: -draft.stated.hi, hi: -draft.stated.lo, ..draft.stated };
            return Trend::Down;
        }
        if p.is_sign(self.text, "+") && glued && apart {
            draft.from = before;
            return Trend::Up;
        }
        // ">30", "<5"
        let bound = match p.of(self.text) {
            ">" => Some(Hedge::MoreThan),
            "<" => Some(Hedge::LessThan),
            "≥" => Some(Hedge::AtLeast),
            "≤" => Some(Hedge::AtMost),
            _ => None,
        };
        if let Some(hedge) = bound.filter(|_| glued && draft.hedge == Hedge::None) {
            draft.from = before;
            draft.hedge = hedge;
        }
        if p.is_sign(self.text, "~") && glued {
            draft.from = before;
            draft.hedge = Hedge::About;
        }
        Trend::None
    }

    /// Whether the words before say that something rose or fell by the number.
    pub(super) fn trend(&self, from: usize) -> Trend {
        let mut at = from;
        at -= usize::from(at > 0 && Closed::Another.in_any_case(self.word(at - 1)));
        at -= usize::from(
            at > 0 && (Closed::By.in_any_case(self.word(at - 1)) || Closed::To.in_any_case(self.word(at - 1))),
        );
        let Some(before) = at.checked_sub(1).map(|b| &self.pieces[b]) else { return Trend::None };
        match before.lexeme.trend {
            0 => Trend::None,
            t => {
                table::hit("numbers/trend", before.lexeme.key);
                if t > 0 { Trend::Up } else { Trend::Down }
            }
        }
    }
}
