//! Where each form of a word has its people: "killed 12", "12 were killed", "the deaths of 12".

use std::ops::Range;

use claimdiff_annotate::{Closed, Number, Tag, TokenKind, Unit};

use super::{
    super::{Form, Noun, ends_clause, noun, trigger},
    Count, Found, Reader,
    words::{
        Class::{self, Auxiliary, Be, Copula, Report, Suffer, TakeLives},
        is_filler, is_stop, participle,
    },
};
use crate::{Rule, kinds::is_person};

impl Reader<'_, '_> {
    /// Whether the word at a token is counted by "the number of": "the number of those killed rose to nine".
    pub(super) fn is_numbered(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let floor = self.first.max(at.saturating_sub(REACH));
        let of = (floor..at).rev().find(|t| Closed::Of.has(self.word(*t)) && Class::Number.has(self.before(*t)));
        let apart = |t: usize| {
            let aux = || self.cx.doc.tag(t) == Tag::Aux && !Closed::WhoThat.has(self.before(t));
            ends_clause(self.cx, t) || aux()
        };
        of.is_some_and(|of| !Closed::A.has(self.before(of - 1)) && !(of..at).any(apart))
    }

    /// Who shared the fate of those before: "along with 30 members of his family".
    pub(super) fn company(&self, next: usize) -> Found {
        let at = next + usize::from(next < self.limit && self.word(next) == ",");
        let word = |n: usize| if at + n < self.limit { self.word(at + n) } else { "" };
        let skip = if Class::Alongside.has(word(0)) {
            1
        } else if Class::Along.has(word(0)) && Closed::With.has(word(1)) {
            2
        } else {
            return Found::new();
        };
        self.right(at + skip, Rule::Conjunct)
    }

    /// Whether the participle at a token only describes a noun: "her drowned mother".
    pub(super) fn is_attribute(&self, at: usize, next: usize) -> bool {
        Class::OfOne.has(self.before(at))
            || Closed::The.has(self.before(at)) && next < self.limit && self.cx.doc.tag(next) == Tag::Noun
    }

    /// The parts that an aside after the verb tells: "12 were wounded today, including three nurses".
    pub(super) fn included(&self, next: usize) -> Found {
        const REACH: usize = 14;
        let told = (next..self.limit.min(next + REACH)).take_while(|t| {
            let verb = self.cx.doc.tag(*t) == Tag::Aux || trigger(self.cx, *t, self.limit).is_some();
            self.cx.doc.tokens[*t].kind != TokenKind::Stop && !verb
        });
        // "including three nurses", "among them three nurses"
        let opens = |t: usize| match () {
            _ if Closed::Including.has(self.word(t)) => Some((t, t + 1)),
            _ if Closed::Among.has(self.word(t)) && t + 1 < self.limit && Closed::ThemWhom.has(self.word(t + 1)) => {
                Some((t, t + 2))
            }
            _ => None,
        };
        let mut found = match told.into_iter().find_map(opens) {
            Some((t, after)) if t == next || self.before(t) == "," => self.right(after, Rule::Conjunct),
            _ => Found::new(),
        };
        for v in &mut found {
            v.part = true;
        }
        found
    }

    /// "killing 12", "the killing of 12", "the kidnapping and murder of 12".
    pub(super) fn object(&self, next: usize) -> Found {
        let mut next = next;
        if next + 1 < self.limit && Closed::And.has(self.word(next)) {
            match trigger(self.cx, next + 1, self.limit) {
                Some(other) => next += 1 + other.tokens,
                None => return Found::new(),
            }
            // "killing and wounding 12" does not tell how many of each.
            if next >= self.limit || !Closed::Of.has(self.word(next)) {
                return Found::new();
            }
        }
        if next < self.limit && Closed::Of.has(self.word(next)) {
            return self.right(next + 1, Rule::Nominal);
        }
        self.right(next, Rule::Object)
    }

    /// "the wounded include three", "two are among the dead": some of those told of elsewhere.
    pub(super) fn among(&self, at: usize, next: usize) -> Option<Found> {
        if !Closed::Those.has(self.before(at)) {
            return None;
        }
        let mut found = Found::new();
        if next < self.limit && Class::Includes.has(self.word(next)) {
            found = self.right(next + 1, Rule::Phrase);
        } else if at >= self.first + 2 && Closed::Among.has(self.before(at - 1)) {
            let group = at - 2;
            found = self.subject_of(group, Rule::Phrase);
            if found.is_empty() && next < self.limit && Be.has(self.word(next)) {
                found = self.right(next + 1, Rule::Phrase);
            }
        }
        for v in &mut found {
            v.part = true;
        }
        Some(found)
    }

    pub(super) fn past(&self, at: usize, next: usize) -> Found {
        if let Some(found) = self.among(at, next) {
            return found;
        }
        let mut verb = self.skip_fillers(at);
        // "the pilot was shot down"
        if self.trigger.key == "shot" && next < self.limit && Class::Down.has(self.word(next)) {
            return Found::new();
        }
        // "the video captured Smith"
        if self.trigger.key == "captured" && matches!(noun(self.before(verb)), Some((Noun::Thing, _))) {
            return Found::new();
        }
        // "were reported killed", "was found shot"
        if Report.has(self.before(verb)) && verb >= self.first + 2 {
            let report = self.skip_fillers(verb - 1);
            if Be.has(self.before(report)) {
                verb = report;
            }
        }
        let aux = self.before(verb);
        if Be.has(aux) || Class::Remain.has(aux) {
            return match Be.has(aux) {
                true => self.subject_of(at, Rule::Passive),
                false => self.left(verb - 1, Rule::Passive, false),
            };
        }
        // "were captured and killed"
        if Closed::And.has(aux) && verb >= self.first + 2 && self.trigger_at(verb - 2) {
            let first = self.skip_fillers(verb - 2);
            if Be.has(self.before(first)) {
                return self.subject_of(verb - 2, Rule::Passive);
            }
        }
        // "Also wounded were four men."
        if next < self.limit && Closed::IsWas.has(self.word(next)) {
            return self.right(next + 1, Rule::Passive);
        }
        if Closed::HaveShort.has(aux) {
            return self.right(next, Rule::Object);
        }
        let mut object = self.right(next, Rule::Object);
        // "killed and robbed a farmer"
        if object.is_empty()
            && next + 2 < self.limit
            && Closed::And.has(self.word(next))
            && (participle(self.word(next + 1)) || self.cx.doc.tag(next + 1) == Tag::Verb)
        {
            object = self.right(next + 2, Rule::Object);
        }
        // "Eight persons killed 58 others injured": the second count is of the second word.
        let counts = |v: &&super::Victims| matches!(v.count, Count::Number(_));
        if let Some(v) = object.last().filter(counts)
            && v.tokens.end < self.limit
            && self.trigger_at(v.tokens.end)
        {
            let first = self.left(verb, Rule::Headline, true);
            if first.iter().any(|v| counts(&v)) {
                return first;
            }
        }
        if !object.is_empty() {
            return object;
        }
        // "the man who killed a hundred": what they did, not what became of them.
        if Closed::Relative.has(aux) {
            return Found::new();
        }
        // A participle after its noun: "12 people killed in the blast", "4 shot". A verb with another object is none.
        let participle = next >= self.limit
            || ends_clause(self.cx, next)
            || self.cx.doc.tokens[next].kind == TokenKind::Mark
            || is_stop(self.word(next))
            || is_filler(self.word(next))
            || self.number_at(next).is_some()
            || self.in_time(next);
        // "seven students, kidnapped by gunmen, ..."
        let told_of = self.word(verb.min(at)) == self.word(at) && self.before(at) == ",";
        let end = if told_of && next < self.limit && Closed::By.has(self.word(next)) { at - 1 } else { verb };
        if !participle {
            return Found::new();
        }
        let mut found = self.left(end, Rule::Headline, true);
        // "what Smith released", "the moment the camera captured": of one person this wants a headline or an agent.
        if self.is_weak() && !self.is_headline() && (next >= self.limit || !Closed::By.has(self.word(next))) {
            found.retain(|v| matches!(v.count, Count::Number(_)));
        }
        found
    }

    pub(super) fn state(&self, at: usize) -> Found {
        if let Some(found) = self.among(at, at + self.trigger.tokens) {
            return found;
        }
        // "dead tired", "dead ends"
        let next = at + self.trigger.tokens;
        let attribute = next < self.limit && matches!(self.cx.doc.tag(next), Tag::Adj | Tag::Noun);
        if self.trigger.key == "dead" && attribute && noun(self.word(next)).is_none() {
            return Found::new();
        }
        let mut end = self.skip_fillers(at);
        // "are listed as missing"
        if Closed::As.has(self.before(end)) && Report.has(self.before(end - 1)) {
            end -= 1;
        }
        let mut copula = false;
        while end > self.first && (Be.has(self.before(end)) || Copula.has(self.before(end))) {
            copula = true;
            end = self.skip_fillers(end - 1);
        }
        self.left(end, if copula { Rule::Subject } else { Rule::Headline }, !copula)
    }

    /// The subject of the verb at a token, which may have auxiliaries before it.
    pub(super) fn subject_of(&self, at: usize, rule: Rule) -> Found {
        let mut end = self.skip_fillers(at);
        while end > self.first {
            let word = self.before(end);
            let aux = Be.has(word) || Auxiliary.has(word);
            if !aux && !Report.has(word) {
                break;
            }
            end = self.skip_fillers(end - 1);
        }
        self.left(end, rule, false)
    }

    pub(super) fn skip_fillers(&self, mut end: usize) -> usize {
        while end > self.first && is_filler(self.word(end - 1)) {
            end -= 1;
        }
        end
    }

    /// "12 deaths", "the deaths of 12", "Smith's death".
    pub(super) fn nominal(&self, at: usize, next: usize) -> Found {
        let lives = matches!(self.trigger.key, "life" | "lives");
        // "death squad", "murder charges": the word only tells which. "12 fewer deaths" is a difference.
        if self.is_modifier(next) || Class::Fewer.has(self.before(at)) {
            return Found::new();
        }
        // "to wound 12 people"; but "wound up"
        if matches!(self.trigger.key, "wound" | "wounds") && self.cx.doc.tag(at) == Tag::Verb {
            return self.right(next, Rule::Object);
        }
        // The number may stand a few adjectives before: "12 more confirmed deaths".
        for t in (self.first.max(at.saturating_sub(4))..at).rev() {
            if let Some(n) = self.number_at(t) {
                let number = &self.cx.doc.numbers[n];
                if number.unit != Unit::Count {
                    break;
                }
                let start = self.cx.doc.tokens_in(number.span).start;
                // "two wounds" are no two people.
                if self.trigger.class.form == Form::Harm && !matches!(self.trigger.key, "injuries") {
                    break;
                }
                if lives && !TakeLives.has(self.before(self.skip_fillers(start))) {
                    return Found::new();
                }
                return self.one(start..next, Count::Number(n), None, None, Rule::Nominal);
            }
            let word = self.word(t);
            if Closed::No.has(word) && !lives {
                let mut found = self.one(t..next, Count::Exactly(0.0), None, None, Rule::Nominal);
                found[0].none = true;
                return found;
            }
            if ends_clause(self.cx, t) || is_stop(word) {
                break;
            }
        }
        if self.trigger.class.form == Form::Harm {
            const REACH: usize = 6;
            let verb = (self.first.max(at.saturating_sub(REACH))..at).rev().find(|t| Suffer.has(self.word(*t)));
            return verb.map_or_else(Found::new, |v| self.subject_of(v, Rule::Subject));
        }
        if next < self.limit && Closed::Of.has(self.word(next)) {
            let taken = || TakeLives.has(self.before(at - usize::from(Closed::The.has(self.before(at)))));
            return if lives && !taken() { Found::new() } else { self.right(next + 1, Rule::Nominal) };
        }
        if next + 1 < self.limit && Closed::And.has(self.word(next)) {
            let shared = self.object(next);
            if !shared.is_empty() {
                return shared;
            }
        }
        if next < self.limit && Closed::To.has(self.word(next)) && self.trigger.class.measure == "wounded" {
            return self.right(next + 1, Rule::Nominal);
        }
        // "a body was found", "Body found in the river"
        if self.trigger.key == "body"
            && (self.before(at).is_empty() || Closed::A.has(self.before(at)))
            && (next..self.limit.min(next + 4))
                .find(|t| !Be.has(self.word(*t)) && !is_filler(self.word(*t)))
                .is_some_and(|t| Class::Found.has(self.word(t)))
        {
            return self.single(at..next, at, Rule::One).into_iter().collect();
        }
        // "the boy's death"
        if !lives && at >= self.first + 2 && Closed::Genitive.has(self.before(at)) {
            return self.left(at - 1, Rule::Nominal, true);
        }
        Found::new()
    }

    /// Whether the noun before a token belongs to the noun at it: "death squad", "execution chamber".
    pub(super) fn is_modifier(&self, next: usize) -> bool {
        let plural = self.trigger.key.ends_with('s') || self.trigger.class.form == Form::Harm;
        !plural && next < self.limit && self.cx.doc.tag(next) == Tag::Noun && !self.in_time(next)
    }

    /// Whether what a number counts is told, and no people: "600 cases".
    fn counts_others(&self, number: &Number) -> bool {
        let noun = number.noun.map(|n| self.cx.doc.tokens_in(n));
        let last = noun.filter(|n| !n.is_empty() && !self.trigger_at(n.start)).map(|n| self.word(n.end - 1));
        last.is_some_and(|noun| noun.ends_with('s') && !is_person(noun))
    }

    /// "rose from 5 to at least 12"
    pub(super) fn toll(&self, next: usize) -> Found {
        const REACH: usize = 14;
        let mut found = Found::new();
        let mut t = next;
        while t < self.limit.min(next + REACH) {
            let other = trigger(self.cx, t, self.limit).is_some() || Class::Turns.has(self.word(t));
            if self.cx.doc.tokens[t].kind == TokenKind::Stop || other {
                break;
            }
            match self.number_at(t) {
                Some(n) => {
                    let number = &self.cx.doc.numbers[n];
                    let range = self.cx.doc.tokens_in(number.span);
                    t = range.end.max(t + 1);
                    // "the most deaths worldwide, with 600 cases"
                    if self.counts_others(number) {
                        break;
                    }
                    if number.unit == Unit::Count && !Closed::From.has(self.before(range.start)) {
                        let (n, range) = self.level_after(n, &range).unwrap_or((n, range));
                        let restated = self.restated(range.end);
                        found = self.one(range, Count::Number(n), None, None, Rule::Nominal);
                        if let Some((n, range)) = restated {
                            found.extend(self.one(range, Count::Number(n), None, None, Rule::Nominal));
                        }
                        break;
                    }
                }
                None => t += 1,
            }
        }
        found
    }

    /// The same of a toll that nobody says what it counts of: it is of lives, unless the number counts something that it
    /// names ("the toll rose to 5 crowns", "took its toll on 30 farms").
    pub(super) fn bare_toll(&self, at: usize, next: usize) -> Found {
        // "quake toll climbs to 71": in a headline, a verb.
        let mounts = next < self.limit && Class::Mounts.has(self.word(next));
        let mut found = if !mounts && self.is_modifier(next) { Found::new() } else { self.toll(next) };
        let bare = |v: &super::Victims| match v.count {
            Count::Number(n) => self.cx.doc.numbers[n].noun.is_none(),
            Count::Exactly(_) => true,
        };
        found.retain(|v| bare(v) && !Class::TollOf.has(self.before(at)));
        found
    }

    /// The number that a count rose to, where the first one only tells by how much: "rose by four, to 30".
    fn level_after(&self, first: usize, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        const REACH: usize = 2;
        if Class::RoseTo.has(self.before(range.start)) {
            return None;
        }
        let at = range.end + usize::from(range.end < self.limit && self.word(range.end) == ",");
        if at >= self.limit || !Closed::To.has(self.word(at)) {
            return None;
        }
        // "to reach 30", "to a record 30"
        (at + 1..self.limit.min(at + 2 + REACH)).find_map(|t| self.count_at(t)).filter(|(n, _)| *n != first)
    }

    /// The number of "; it is 30" at a token.
    fn restated(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let semicolon = at + 3 < self.limit && self.word(at) == ";" && Closed::It.has(self.word(at + 1));
        semicolon.then(|| Be.has(self.word(at + 2)).then(|| self.count_at(at + 3)))??
    }

    /// The count that begins at a token, with its tokens.
    fn count_at(&self, t: usize) -> Option<(usize, Range<usize>)> {
        let n = self.number_at(t)?;
        let number = &self.cx.doc.numbers[n];
        (number.unit == Unit::Count).then(|| (n, self.cx.doc.tokens_in(number.span)))
    }
}
