//! How a figure stands to the whole that it is told of.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, Number, Tag, TokenKind, Trend, Unit};

use super::Mode;
use crate::{
    Claim,
    kinds::Context,
    meaning::NearFigure,
    words::{Phrase, Phrases},
};

pub(super) const TABLE: &str = include_str!("mode.tsv");

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cue {
    More,
    MoreBefore,
    MoreAfter,
    Part,
    PartBefore,
    PartAfter,
    Change,
    ChangeVerb,
    ChangeAfter,
}

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new("meaning/mode", TABLE, |cells| match cells[0] {
        "more" => Cue::More,
        "more-before" => Cue::MoreBefore,
        "more-after" => Cue::MoreAfter,
        "part" => Cue::Part,
        "part-before" => Cue::PartBefore,
        "part-after" => Cue::PartAfter,
        "change" => Cue::Change,
        "change-verb" => Cue::ChangeVerb,
        _ => Cue::ChangeAfter,
    })
});

/// The surroundings of a figure.
struct Place<'a> {
    cx: &'a Context<'a>,
    number: &'a Number,
    /// The tokens of its sentence.
    sentence: Range<usize>,
    /// All its tokens, with hedge, unit and noun.
    words: Range<usize>,
    /// The first token behind the figure itself.
    after: usize,
}

/// How the number of a claim stands to a whole; `verb` is the verb it hangs on.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: &Number, verb: Option<&str>) -> Mode {
    if claim.scope.part {
        return Mode::Part;
    }
    let Some(sentence) = cx.doc.sentence_of(number.figure.start).map(|s| cx.doc.sentences[s].tokens.clone()) else {
        return Mode::Total;
    };
    let words = cx.doc.tokens_in(number.span);
    let after = cx.doc.tokens_in(number.figure).end.max(words.start);
    let place = Place { cx, number, sentence, words, after };
    if place.is_more() {
        return Mode::More;
    }
    if let Some(mode) = place.change(verb) {
        return mode;
    }
    if place.is_part() {
        return Mode::Part;
    }
    if claim.period.is_some() || number.per.is_some() { Mode::Rate } else { Mode::Total }
}

impl Place<'_> {
    fn cue(&self, at: usize, classes: &[Cue]) -> Option<Phrase<Cue>> {
        if !self.sentence.contains(&at) {
            return None;
        }
        CUES.at(at, self.sentence.end, |t| self.cx.lower(t)).filter(|c| classes.contains(&c.class))
    }

    /// Whether a cue of some class begins at a token.
    fn is(&self, at: usize, classes: &[Cue]) -> bool {
        self.cue(at, classes).inspect(|c| CUES.hit(*c)).is_some()
    }

    /// Whether a cue of some class ends right before a token.
    fn ends(&self, end: usize, classes: &[Cue]) -> bool {
        const LONGEST: usize = 3;
        (1..=LONGEST).any(|n| {
            let Some(at) = end.checked_sub(n) else { return false };
            self.cue(at, classes).filter(|c| c.tokens == n).inspect(|c| CUES.hit(*c)).is_some()
        })
    }

    fn word(&self, at: usize) -> &str {
        if self.sentence.contains(&at) { self.cx.lower(at) } else { "" }
    }

    /// "another four", "four more people", "four others".
    fn is_more(&self) -> bool {
        if !matches!(self.number.unit, Unit::Count | Unit::Money(_) | Unit::SquareMetres | Unit::Kilograms) {
            return false;
        }
        if self.ends(self.words.start, &[Cue::More, Cue::MoreBefore]) {
            return true;
        }
        // "30 or more" is a bound, "four more than" a difference.
        let bound = |at: usize| self.number.hedge.is_minimum() && at < self.words.end;
        [self.after, self.words.end]
            .into_iter()
            .any(|at| !bound(at) && !Closed::Than.has(self.word(at + 1)) && self.is(at, &[Cue::More, Cue::MoreAfter]))
    }

    /// "rose by four", "a rise of four", "4 % higher": a change; "rose to 30": where it stands after one.
    fn change(&self, verb: Option<&str>) -> Option<Mode> {
        const REACH: usize = 3;
        let verb = || {
            let verb = verb?;
            let cue = CUES.at(0, 1, |_| verb).filter(|c| matches!(c.class, Cue::Change | Cue::ChangeVerb))?;
            CUES.hit(cue);
            Some(())
        };
        let told = self.number.trend != Trend::None;
        // The preposition may stand a word or two before: "to a record 30".
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        let at = (from..self.words.start)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind == TokenKind::Word)
            .find(|t| matches!(self.cx.doc.tag(*t), Tag::Adp | Tag::Part | Tag::Verb));
        match at.map_or("", |t| self.word(t)) {
            "to" | "at" if told || at.is_some_and(|t| Closed::To.has(self.word(t))) && verb().is_some() => {
                Some(Mode::Level)
            }
            "by" if told || verb().is_some() || at.is_some_and(|t| self.ends(t, &[Cue::Change])) => Some(Mode::Rise),
            "of" if at.is_some_and(|t| self.ends(t, &[Cue::Change])) => Some(Mode::Rise),
            _ if told && self.is_step() && at.is_none_or(|t| self.cx.doc.tag(t) == Tag::Verb) => Some(Mode::Rise),
            _ if self.is_changed_after() => Some(Mode::Rise),
            _ => None,
        }
    }

    /// Whether a figure right behind a verb of change may be its size: "lost 40 points", "rose four", but not "lost two
    /// ships".
    fn is_step(&self) -> bool {
        match self.number.unit {
            Unit::Percent | Unit::Points | Unit::Money(_) | Unit::Other(_) => true,
            Unit::Count => self.number.noun.is_none() && !self.is(self.after, &[Cue::Part, Cue::PartAfter]),
            _ => false,
        }
    }

    /// "a 4 percent increase", "4 points higher", "seven fewer than".
    fn is_changed_after(&self) -> bool {
        let share = matches!(self.number.unit, Unit::Percent | Unit::Points);
        let end = self.words.end;
        self.is(end, &[Cue::ChangeAfter])
            || self.is(self.after, &[Cue::ChangeAfter])
            || share && (self.is(end, &[Cue::Change]) || self.is_adjective(end) && self.is(end + 1, &[Cue::Change]))
    }

    fn is_adjective(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.cx.doc.tag(at) == Tag::Adj
    }

    /// "26 of the bodies", "four of them", "of whom 12", "including four children".
    fn is_part(&self) -> bool {
        const REACH: usize = 12;
        if matches!(self.number.unit, Unit::Percent | Unit::Points | Unit::Seconds | Unit::Age | Unit::Ordinal) {
            return false;
        }
        // "26 of the bodies"; behind a noun "of the" names where they belong: "three members of the crew".
        if self.is(self.after, &[Cue::PartAfter]) {
            return self.is_of_whole();
        }
        // "eight people, six of them students"; "killing eleven of them" is all that were killed.
        let of_them = [self.after, self.words.end].into_iter().find(|at| self.cue(*at, &[Cue::Part]).is_some());
        if let Some(at) = of_them {
            return self.whole_before() && self.is(at, &[Cue::Part]);
        }
        let mut verbs = 0;
        for t in (self.sentence.start.max(self.words.start.saturating_sub(REACH))..self.words.start).rev() {
            let kind = self.cx.doc.tokens[t].kind;
            if kind == TokenKind::Stop || self.word(t) == ";" || self.word(t) == "(" {
                return false;
            }
            if self.is(t, &[Cue::Part]) && t + 4 > self.words.start {
                return true;
            }
            // "including four", "among them were four"
            if self.is(t, &[Cue::PartBefore]) {
                return !self.between(t, verbs);
            }
            verbs += usize::from(self.cx.doc.tag(t) == Tag::Verb);
        }
        false
    }

    /// Whether the sentence gives a larger count before the figure, or the one it is a part of is a few.
    fn whole_before(&self) -> bool {
        let numbers = &self.cx.doc.numbers;
        let first = self.cx.doc.tokens[self.sentence.start].span.start;
        let from = numbers.partition_point(|n| n.span.start < first);
        let to = numbers.partition_point(|n| n.span.start < self.number.span.start);
        let larger = |n: &&Number| n.unit == self.number.unit && n.stated.hi > self.number.stated.lo;
        numbers[from..to].iter().any(|n| larger(&n))
    }

    /// Whether what stands between "including" or "among" and the figure parts the two.
    fn between(&self, cue: usize, verbs: usize) -> bool {
        let among = !Closed::Including.has(self.word(cue));
        // "an accord among 12 nations", "among the 30 dead": the figure is the whole.
        let next = cue + 1 == self.words.start || Closed::The.has(self.word(cue + 1)) && cue + 2 == self.words.start;
        verbs > 0 && !among || among && (next || verbs > 1)
    }

    /// Whether the words behind the figure name a whole: a determiner and people or things, not a superlative or a time.
    fn is_of_whole(&self) -> bool {
        let at = if NearFigure::OfOut.has(self.word(self.after)) { self.after } else { self.words.end };
        let next = at + 1 + usize::from(Closed::Out.has(self.word(at)));
        let then = next + usize::from(NearFigure::BeforeGroup.has(self.word(next)));
        !NearFigure::NoGroup.has(self.word(then))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/mode", super::TABLE)];
        claimdiff_cases::check("meaning/mode.cases", include_str!("mode.cases"), &tables, crate::observed::meanings);
    }
}
