//! The age of a person: "15-year-old", "Ann Smith, 54, a teacher".

use super::{Draft, Reader};
use crate::{
    Tag,
    lexemes::TimeUnit,
    numbers::{Hedge, figure::Sort},
    pieces::Shape,
};

impl Reader<'_> {
    /// "15-year-old", "15 years old", "15 years of age", "aged 15": the first piece after it.
    pub(super) fn age(&self, at: usize, draft: &Draft, measured: bool) -> Option<usize> {
        let end = draft.end;
        if let Some(TimeUnit::Year) = self.time_unit(end) {
            if self.is(end + 1, "old") || self.is(end + 1, "olds") {
                return Some(end + 2);
            }
            if self.is(end + 1, "of") && self.piece(end + 2).is_some_and(|p| p.of(self.text) == "age") {
                return Some(end + 3);
            }
        }
        let before = draft.from.checked_sub(1).map(|b| self.pieces[b].of(self.text))?;
        let alone = !measured && draft.stated.hi < 125.0 && draft.stated.lo.fract() == 0.0;
        // "Ann Smith, 54, a teacher"
        if alone
            && before == ","
            && draft.sort == Sort::Plain
            && draft.hedge == Hedge::None
            && at >= 2
            && self.pieces[at - 2].capital
            && self.doc.tag(self.pieces[at - 2].token as usize) == Tag::Propn
            && self.piece(end).is_none_or(|p| p.is_sign(self.text, ",") || p.is_sign(self.text, "."))
            && self.piece(end + 1).is_none_or(|p| p.shape != Shape::Digits)
        {
            return Some(end);
        }
        // "the driver, who was 30,"
        let told = |at: usize| ["is", "was"].iter().any(|w| self.is(at, w));
        if alone
            && draft.sort == Sort::Plain
            && draft.hedge == Hedge::None
            && at >= 2
            && told(at - 1)
            && ["who", "he", "she"].iter().any(|w| self.is(at - 2, w))
            && self.piece(end).is_none_or(|p| p.is_sign(self.text, ",") || p.is_sign(self.text, "."))
        {
            return Some(end);
        }
        (alone && (before.eq_ignore_ascii_case("aged") || before.eq_ignore_ascii_case("age") || before == "ages"))
            .then_some(end)
    }
}
