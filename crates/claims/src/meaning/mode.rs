//! How a figure stands to the whole that it is told of.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, Number, Tag, TokenKind, Trend, Unit};

use super::{Mode, Status};
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
    Fall,
    FallVerb,
    FallAfter,
    /// What somebody has so many of: "lost 40 jobs".
    Stock,
}

/// The change that a cue of one tells: up or nobody says, and down.
const NOUNS: &[Cue] = &[Cue::Change, Cue::Fall];
const VERBS: &[Cue] = &[Cue::Change, Cue::ChangeVerb, Cue::Fall, Cue::FallVerb, Cue::FallAfter];
const BEHIND: &[Cue] = &[Cue::ChangeAfter, Cue::FallAfter];

impl Cue {
    /// The mode of the size of a change.
    fn size(self) -> Mode {
        match self {
            Cue::Fall | Cue::FallVerb | Cue::FallAfter => Mode::Fall,
            _ => Mode::Rise,
        }
    }
}

impl Cue {
    /// All but the last by their names in the list.
    const ALL: &'static [(&'static str, Cue)] = &[
        ("more", Cue::More),
        ("more-before", Cue::MoreBefore),
        ("more-after", Cue::MoreAfter),
        ("part", Cue::Part),
        ("part-before", Cue::PartBefore),
        ("part-after", Cue::PartAfter),
        ("change", Cue::Change),
        ("change-verb", Cue::ChangeVerb),
        ("change-after", Cue::ChangeAfter),
        ("fall", Cue::Fall),
        ("fall-verb", Cue::FallVerb),
        ("fall-after", Cue::FallAfter),
    ];
}

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new("meaning/mode", TABLE, |cells| {
        Cue::ALL.iter().find(|(name, _)| *name == cells[0]).map_or(Cue::Stock, |(_, cue)| *cue)
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
    if claim.period.is_some() || number.per.is_some() || place.is_each() { Mode::Rate } else { Mode::Total }
}

/// "killed 12 people and wounded 40 others": the others are not of the dead, and 40 are all who were hurt. In a sentence of
/// its own ("Forty others were hurt.") only behind a count of the dead: who died later comes on top.
pub(super) fn of_others(cx: &Context<'_>, claims: &mut [Claim]) {
    let of = |c: &Claim| Some((cx.doc.sentence_of(c.span.start)?, c.status?));
    let told: Vec<_> = claims.iter().map(of).collect();
    for (at, claim) in claims.iter_mut().enumerate().filter(|(_, c)| c.mode == Mode::More) {
        let Some((sentence, status)) = told[at] else { continue };
        let before = || told[..at].iter().rev().flatten();
        let mut here = before().take_while(|(s, _)| *s == sentence).map(|(_, s)| *s).peekable();
        let whole = match here.peek() {
            Some(_) => here.all(|s| s != status),
            None => {
                let last = before().next().filter(|(s, _)| s + 1 == sentence);
                status != Status::Dead && last.is_some_and(|(_, s)| *s == Status::Dead)
            }
        };
        if whole {
            claim.mode = Mode::Total;
        }
    }
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
        self.told(at, classes).is_some()
    }

    /// The cue of some class that begins at a token.
    fn told(&self, at: usize, classes: &[Cue]) -> Option<Cue> {
        self.cue(at, classes).inspect(|c| CUES.hit(*c)).map(|c| c.class)
    }

    /// Whether a cue of some class ends right before a token.
    fn ends(&self, end: usize, classes: &[Cue]) -> bool {
        self.told_before(end, classes).is_some()
    }

    /// The cue of some class that ends right before a token.
    fn told_before(&self, end: usize, classes: &[Cue]) -> Option<Cue> {
        const LONGEST: usize = 3;
        (1..=LONGEST).find_map(|n| {
            let at = end.checked_sub(n)?;
            self.cue(at, classes).filter(|c| c.tokens == n).inspect(|c| CUES.hit(*c)).map(|c| c.class)
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
            let cue = CUES.at(0, 1, |_| verb.unwrap_or_default()).filter(|c| VERBS.contains(&c.class))?;
            CUES.hit(cue);
            Some(cue.class.size())
        };
        let told = match self.number.trend {
            Trend::None => None,
            Trend::Up => Some(Mode::Rise),
            Trend::Down => Some(Mode::Fall),
        };
        // The preposition may stand a word or two before: "to a record 30".
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        let at = (from..self.words.start)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind == TokenKind::Word)
            .find(|t| matches!(self.cx.doc.tag(*t), Tag::Adp | Tag::Part | Tag::Verb));
        let noun = || at.and_then(|t| self.told_before(t, NOUNS)).map(Cue::size);
        let word = at.map_or("", |t| self.word(t));
        let to = Closed::To.has(word);
        if (to || Closed::At.has(word)) && (told.is_some() || to && verb().is_some()) {
            return Some(Mode::Level);
        }
        let by = || if Closed::By.has(word) { told.or_else(verb).or_else(noun) } else { None };
        let of = || if Closed::Of.has(word) { noun() } else { None };
        if let Some(mode) = by().or_else(of) {
            return Some(mode);
        }
        let step = || at.is_none_or(|t| self.cx.doc.tag(t) == Tag::Verb);
        if told.is_some() && self.is_step() && step() {
            return told;
        }
        // "lost 40 jobs", "cut 300 posts"
        if step() && self.takes_stock() && (told == Some(Mode::Fall) || verb() == Some(Mode::Fall)) {
            return Some(Mode::Fall);
        }
        // "added 40 jobs"
        if step() && self.takes_stock() && verb().is_some_and(|m| m == Mode::Rise) {
            return Some(Mode::Rise);
        }
        self.changed_after()
    }

    /// Whether a figure counts what somebody has so many of, all that it says: "lost 40 jobs", but not "lost 40 of its
    /// jobs".
    fn takes_stock(&self) -> bool {
        let Some(noun) = self.number.noun.filter(|_| self.number.unit == Unit::Count) else { return false };
        let noun = self.cx.doc.tokens_in(noun);
        !self.is(self.after, &[Cue::Part, Cue::PartAfter]) && !noun.is_empty() && self.is(noun.end - 1, &[Cue::Stock])
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
    fn changed_after(&self) -> Option<Mode> {
        let share = matches!(self.number.unit, Unit::Percent | Unit::Points);
        let end = self.words.end;
        let noun = || {
            let at = end + usize::from(self.is_adjective(end));
            self.told(end, NOUNS).or_else(|| self.told(at, NOUNS).filter(|_| at > end))
        };
        let cue = self.told(end, BEHIND).or_else(|| self.told(self.after, BEHIND));
        cue.or_else(|| if share { noun() } else { None }).map(Cue::size)
    }

    /// "1,800 hens each"
    fn is_each(&self) -> bool {
        self.number.noun.is_some() && Closed::Each.has(self.word(self.words.end))
    }

    fn is_adjective(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.cx.doc.tag(at) == Tag::Adj
    }

    /// "26 of the bodies", "four of them", "of whom 12", "including four children".
    fn is_part(&self) -> bool {
        const REACH: usize = 12;
        // "In one case, a man was shot": one of several.
        let one = self.number.unit == Unit::Count && self.number.stated.hi <= 1.0 && self.number.noun.is_some();
        let comma =
            || self.sentence.contains(&self.words.end) && self.cx.doc.tokens[self.words.end].kind == TokenKind::Comma;
        if one
            && self.words.start == self.sentence.start + 1
            && Closed::In.has(self.word(self.sentence.start))
            && comma()
        {
            return true;
        }
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
