//! The age of a person: "15-year-old", "Ann Smith, 54, a teacher".

use super::{Draft, Reader};
use crate::{
    Tag,
    lexemes::TimeUnit,
    numbers::{Hedge, figure::Sort, noun},
    pieces::Shape,
};

impl Reader<'_> {
    /// "15-year-old", "15 years old", "15 years of age", "aged 15": the first piece after it.
    pub(super) fn age(&self, at: usize, draft: &Draft, measured: bool) -> Option<usize> {
        let end = draft.end;
        // "16 - year - old", as some archives part the hyphens
        if self.sign(end, "-") && self.is(end + 1, "year") && self.sign(end + 2, "-") && self.is(end + 3, "old") {
            return Some(end + 4);
        }
        if let Some(TimeUnit::Year) = self.time_unit(end) {
            if self.is(end + 1, "old") || self.is(end + 1, "olds") {
                return Some(end + 2);
            }
            if self.is(end + 1, "of") && self.piece(end + 2).is_some_and(|p| p.of(self.text) == "age") {
                return Some(end + 3);
            }
        }
        // "a child 11 or younger"
        let last = || end.checked_sub(1).filter(|last| *last > at);
        let counted = self.piece(end).is_some_and(|p| p.shape == Shape::Word && noun::is_plural(self.text, p));
        if !measured && !counted && last().is_some_and(|last| ["younger", "older"].iter().any(|w| self.is(last, w))) {
            return Some(end);
        }
        // "Painter dies at 88"
        let died = || at >= 2 && ["dies", "died", "dead", "dying"].iter().any(|w| self.is(at - 2, w));
        if !measured && draft.sort == Sort::Plain && at == draft.from && at >= 2 && self.is(at - 1, "at") && died() {
            return Some(end);
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
