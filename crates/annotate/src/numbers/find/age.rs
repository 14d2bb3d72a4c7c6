//! The age of a person: "15-year-old", "Ann Smith, 54, a teacher".

use super::{Draft, Reader};
use crate::{
    Closed, Tag,
    lexemes::TimeUnit,
    names::NearName,
    numbers::FigureWord,
    numbers::{Hedge, figure::Sort, noun},
    pieces::Shape,
};

impl Reader<'_> {
    /// "15-year-old", "15 years old", "15 years of age", "aged 15": the first piece after it.
    pub(super) fn age(&self, at: usize, draft: &Draft, measured: bool) -> Option<usize> {
        let end = draft.end;
        // "16 - year - old", as some archives part the hyphens
        if self.sign(end, "-")
            && FigureWord::Year.in_any_case(self.word(end + 1))
            && self.sign(end + 2, "-")
            && FigureWord::Old.in_any_case(self.word(end + 3))
        {
            return Some(end + 4);
        }
        if let Some(TimeUnit::Year) = self.time_unit(end) {
            if FigureWord::Olds.in_any_case(self.word(end + 1)) {
                return Some(end + 2);
            }
            if Closed::Of.in_any_case(self.word(end + 1)) && FigureWord::Age.has(self.word(end + 2)) {
                return Some(end + 3);
            }
        }
        // "a child 11 or younger"
        let last = || end.checked_sub(1).filter(|last| *last > at);
        let counted = self.piece(end).is_some_and(|p| p.shape == Shape::Word && noun::is_plural(self.text, p));
        if !measured && !counted && last().is_some_and(|last| FigureWord::Younger.in_any_case(self.word(last))) {
            return Some(end);
        }
        // "Painter dies at 88"
        let died = || at >= 2 && FigureWord::Dies.in_any_case(self.word(at - 2));
        // "put the number of dead at 11"
        let many = || {
            let word = at.checked_sub(3).map_or("", |before| self.word(before));
            Closed::Of.in_any_case(word) || Closed::The.in_any_case(word)
        };
        if !measured
            && draft.sort == Sort::Plain
            && at == draft.from
            && at >= 2
            && Closed::At.in_any_case(self.word(at - 1))
            && died()
            && !many()
        {
            return Some(end);
        }
        let before = draft.from.checked_sub(1).map(|b| self.pieces[b].of(self.text))?;
        let alone = !measured && draft.stated.hi < 125.0 && draft.stated.lo.fract() == 0.0;
        // "Ann Smith, 54, a teacher", "Ann Smith, 54; Tom Hall III, 61;", "a man called Hall, forty-four, was"
        let parted = |mark: &str| self.sign(end, mark) && self.piece(end + 1).is_none_or(|p| p.shape != Shape::Digits);
        let closed = match draft.sort {
            Sort::Plain => self.piece(end).is_none() || [",", ".", ";"].into_iter().any(parted),
            Sort::Words => draft.stated.lo >= 10.0 && parted(","),
            _ => false,
        };
        if alone && before == "," && closed && draft.hedge == Hedge::None && at >= 2 && self.is_named(at - 2) {
            return Some(end);
        }
        // "a girl of nine", but "a son of two teachers"
        let child =
            || at >= 2 && Closed::Of.in_any_case(self.word(at - 1)) && FigureWord::Child.in_any_case(self.word(at - 2));
        if alone
            && matches!(draft.sort, Sort::Plain | Sort::Words)
            && draft.hedge == Hedge::None
            && at == draft.from
            && child()
            && self.piece(end).is_none_or(|p| p.shape == Shape::Sign || !noun::is_plural(self.text, p))
        {
            return Some(end);
        }
        // "the driver, who was 30,"
        let told = |at: usize| Closed::Is.in_any_case(self.word(at));
        if alone
            && draft.sort == Sort::Plain
            && draft.hedge == Hedge::None
            && at >= 2
            && told(at - 1)
            && Closed::WhoHe.in_any_case(self.word(at - 2))
            && self.piece(end).is_none_or(|p| p.is_sign(self.text, ",") || p.is_sign(self.text, "."))
        {
            return Some(end);
        }
        (alone && (FigureWord::Aged.in_any_case(before) || FigureWord::Ages.has(before))).then_some(end)
    }

    /// Whether a name ends at a piece: "Ann Smith", "Tom Hall III", "Tom Hall Jr."
    fn is_named(&self, last: usize) -> bool {
        let name = |at: usize| self.pieces[at].capital && self.doc.tag(self.pieces[at].token as usize) == Tag::Propn;
        name(last) || last >= 1 && name(last - 1) && NearName::Generation.has(self.word(last))
    }
}
