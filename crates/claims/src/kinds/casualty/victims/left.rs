//! The people named before a word: "six men and two women" of "were killed".

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityKind, MentionKind, Tag, TokenKind, Unit};

use super::{
    super::{NOUNS, Noun, ends_clause, noun},
    Count, Found, LONGEST_SUBJECT, Reader, Victims,
    words::{
        Class::{self, Aside, Be, Clause, Describes, Group, Level, Owner, Pair, Parent, Preposition, Whole},
        is_filler, participle,
    },
};
use crate::{Rule, kinds::fold_noun};

impl Reader<'_, '_> {
    /// The phrases that end before a token: "six men and two women" before "were killed". With `close`, nothing but the
    /// noun phrase itself may stand between its number and the token.
    pub(super) fn left(&self, end: usize, rule: Rule, close: bool) -> Found {
        let mut found = Found::new();
        let mut parts = Found::new();
        // "was shot and later died", "had been kidnapped and were reported missing": the first verb has the subject.
        if !close && end > self.first + 1 && Closed::And.has(self.word(end - 1)) {
            let verb = end - 2;
            return if self.trigger_at(verb) { self.subject_of(verb, rule) } else { found };
        }
        let mut p = end;
        // "12 people who died", "Smith, who was killed"
        let relative = p > self.first && Closed::AnyRelative.has(self.word(p - 1));
        if relative {
            p -= 1;
            if p > self.first && self.word(p - 1) == "," {
                p = self.before_aside(p - 1, &mut parts);
            }
        } else if p > self.first && self.cx.doc.tokens[p - 1].kind == TokenKind::Comma {
            match self.aside(p - 1) {
                Some(open) => {
                    self.parts_in(open..p - 1, &mut parts);
                    p = self.before_age(open);
                }
                None => return found,
            }
        }
        let floor = self.first.max(p.saturating_sub(LONGEST_SUBJECT));
        let opens = |word| Preposition.has(word) && !Class::Moment.has(word);
        let mut head: Option<(usize, String)> = None;
        // Where the innermost noun phrase that is being read ends.
        let mut np_end = p;
        let mut rule = rule;
        macro_rules! next_of_list {
            ($start:expr) => {{
                rule = Rule::Conjunct;
                head = None;
                match self.conjunct_before($start, &mut parts) {
                    Some(to) => {
                        p = to;
                        np_end = to;
                        continue;
                    }
                    // "five members of the family including two women were killed"
                    None if !close && !relative && Closed::Including.has(self.before($start)) => {
                        parts.extend(found.drain(..).map(|v| Victims { part: true, rule: Rule::Conjunct, ..v }));
                        p = $start - 1;
                        p -= usize::from(self.before(p) == ",");
                        np_end = p;
                        continue;
                    }
                    None => break,
                }
            }};
        }
        while p > floor {
            let t = p - 1;
            let word = self.word(t);
            if let Some(n) = self.number_at(t) {
                let number = &self.cx.doc.numbers[n];
                let range = self.cx.doc.tokens_in(number.span);
                let start = range.start.min(t);
                if number.unit == Unit::Age || self.is_age(n, start) {
                    // "a 15-year-old has died"
                    if head.is_none() && range.end == np_end && self.is_old(range.end) {
                        head = Some((range.end - 1, "person".to_owned()));
                    }
                    p = self.before_age(start + 1).min(start);
                    continue;
                }
                // The number of a prepositional phrase is not the subject: "the leader of 12 rebels was killed".
                // "after 12 rebels were killed" begins a clause.
                // "seven of the nine soldiers were wounded"
                let of_the = Closed::The.has(self.before(start))
                    && Closed::Of.has(self.before(start - 1))
                    && !self.none_before(start);
                let of = |class: Class| {
                    Closed::Of.has(self.before(start)) && start >= self.first + 2 && class.has(self.word(start - 2))
                };
                // "a family of five was killed", "a total of five people were killed"
                let (family, whole) = (of(Group), of(Whole));
                // "the toll rose to 30 dead"
                let level = close && Level.has(self.before(start));
                let inside = start > floor
                    && (opens(self.word(start - 1)) || of_the)
                    && !relative
                    && head.is_none()
                    && !whole
                    && !((family || level) && range.end == np_end);
                // "Father of five killed"
                if of(Parent) {
                    head = Some((start - 2, self.word(start - 2).to_owned()));
                    p = start - 2;
                    continue;
                }
                match self.counted(n) {
                    Some((population, tokens))
                        if !inside || close && rule != Rule::Conjunct && Closed::Of.has(self.word(start - 1)) =>
                    {
                        found.push(Victims {
                            tokens: tokens.start..tokens.end.min(np_end.max(tokens.start + 1)),
                            count: Count::Number(n),
                            population: population.or_else(|| head.as_ref().map(|h| h.1.clone())),
                            subject: None,
                            rule,
                            none: false,
                            // "two of the men killed" are some of them.
                            part: close
                                && rule == Rule::Headline
                                && self.of_the(self.cx.doc.tokens_in(number.figure).end),
                        });
                        if self.none_before(start) {
                            for v in &mut found {
                                v.none = true;
                            }
                            break;
                        }
                        // "a man, his wife and their three children", "and all 12 passengers"
                        let start = if Owner.has(self.before(start)) || is_filler(self.before(start)) {
                            start - 1
                        } else {
                            start
                        };
                        next_of_list!(start)
                    }
                    _ => {
                        p = start;
                        continue;
                    }
                }
            }
            if self.cx.doc.tokens[t].kind == TokenKind::Mark {
                p = t;
                continue;
            }
            if matches!(word, ")" | "]") {
                match self.parenthesis(t) {
                    Some(open) => {
                        self.parts_in(open + 1..t, &mut parts);
                        if np_end == p {
                            np_end = open;
                        }
                        p = open;
                        continue;
                    }
                    None => break,
                }
            }
            // "18 people, mostly women, all from one village, were killed"
            if word == "," && found.is_empty() && !close && t + 1 < self.limit && Aside.has(self.word(t + 1)) {
                head = None;
                p = t;
                np_end = t;
                continue;
            }
            // "10 dead and 30 wounded": the dead are not the wounded.
            if ends_clause(self.cx, t) || Clause.has(word) || (close && self.trigger_at(t)) {
                break;
            }
            if Preposition.has(word) {
                if close {
                    break;
                }
                head = None;
                p = t;
                np_end = t;
                continue;
            }
            // "Girl and grandfather killed"
            let listed = |t: usize| {
                t > self.first && matches!(noun(self.word(t - 1)), Some((Noun::Person, f)) if f == self.word(t - 1))
            };
            if Closed::And.has(word)
                && self.is_terse()
                && listed(t)
                && let Some((h, population)) = head.take()
            {
                if let Some(mut v) = self.single(t + 1..h + 1, h, rule) {
                    v.population = Some(population);
                    found.push(v);
                }
                rule = Rule::Conjunct;
                p = t;
                np_end = t;
                continue;
            }
            if Closed::Nobody.has(word) || (Closed::One.has(word) && t > floor && Closed::No.has(self.word(t - 1))) {
                if let Some(mut v) = self.single(t..t + 1, t, rule) {
                    v.count = Count::Exactly(0.0);
                    v.none = true;
                    v.subject = None;
                    found.push(v);
                }
                break;
            }
            if let Some(m) = self.cx.doc.mention_at(t)
                && m.kind == MentionKind::Name
            {
                let start = self.cx.doc.tokens_in(m.span).start.min(t);
                let person = self.cx.doc.entity(m.entity).kind == EntityKind::Person;
                // "the Smith family" is not Smith.
                let inside = !relative && Describes.has(self.before(start));
                let plural = matches!(noun(word), Some((Noun::Person, folded)) if folded != word);
                if person && head.is_none() && t + 1 == np_end && !self.possessive(t + 1) && !inside && !plural {
                    if let Some(mut v) = self.single(start..t + 1, t, rule) {
                        v.subject = Some(m.entity);
                        found.push(v);
                    }
                    next_of_list!(start)
                }
                // "an American"
                let singular = matches!(noun(word), Some((Noun::Person, folded)) if folded == word);
                if head.is_none() && t + 1 == np_end && singular {
                    NOUNS.hit(word);
                    head = Some((t, word.to_owned()));
                }
                p = start;
                continue;
            }
            if Closed::HeShe.has(word) {
                found.extend(self.single(t..t + 1, t, rule));
                break;
            }
            match Class::Opens.has(word) {
                true => {
                    // "the daughter of the ambassador was wounded"
                    if !close && !relative && Describes.has(self.before(t)) {
                        head = None;
                        p = t;
                        continue;
                    }
                    // "a member of the council, and a video was released": the subject is a thing.
                    let thing = || matches!(self.cx.doc.tag(t - 1), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num);
                    if head.is_none() && !close && !Closed::One.has(word) && t > floor && thing() {
                        break;
                    }
                    if let Some((h, population)) = head.take() {
                        if let Some(mut v) = self.single(t..h + 1, h, rule) {
                            v.population = Some(population);
                            found.push(v);
                        }
                        next_of_list!(t)
                    }
                    if Closed::One.has(word) && (t + 1 == np_end || Closed::Of.has(self.word(t + 1))) {
                        let part = close && rule == Rule::Headline && self.of_the(t + 1);
                        found.extend(self.single(t..t + 1, t, rule).map(|v| Victims { part, ..v }));
                        break;
                    }
                    if close && !Closed::The.has(word) {
                        break;
                    }
                }
                false => {
                    let tag = self.cx.doc.tag(t);
                    if tag == Tag::Aux || (tag == Tag::Verb && (close || !participle(word))) {
                        // "five people who were passing by were hurt": the relative clause belongs to the subject.
                        match self.relative_before(t).filter(|_| !close) {
                            Some(who) => {
                                p = who;
                                np_end = who;
                                head = None;
                                continue;
                            }
                            None => break,
                        }
                    }
                    // "both pilots", "twin sisters"
                    if head.is_none() && Pair.has(self.before(t)) && self.before(t - 1) != "," && self.is_people(t) {
                        if let Some(v) = self.single(t - 1..t + 1, t, rule) {
                            let population = Some(fold_noun(word));
                            found.push(Victims { population, count: Count::Exactly(2.0), subject: None, ..v });
                        }
                        next_of_list!(t - 1)
                    }
                    if head.is_none()
                        && let Some((Noun::Person, folded)) = noun(word)
                        && folded == word
                        && !Class::People.has(word)
                        && !self.possessive(t + 1)
                        && (t + 1 >= np_end || self.cx.doc.tag(t + 1) != Tag::Noun)
                    {
                        NOUNS.hit(&folded);
                        head = Some((t, fold_noun(&folded)));
                    }
                }
            }
            p = t;
        }
        // A headline leaves its articles out: "Man killed in crash".
        if let Some((h, population)) = head
            && (found.is_empty() || rule == Rule::Conjunct)
            && p == self.first
            && self.is_terse()
            && let Some(mut v) = self.single(p..h + 1, h, rule)
        {
            v.population = Some(population);
            found.push(v);
        }
        if !found.is_empty() {
            found.extend(parts);
        }
        found
    }

    /// Whether the word at a token is a plural noun of people.
    fn is_people(&self, t: usize) -> bool {
        matches!(noun(self.word(t)), Some((Noun::Person, folded)) if folded != self.word(t))
    }

    /// Whether an age ends before a token that stands for who is so old: "a 15-year-old".
    pub(super) fn is_old(&self, end: usize) -> bool {
        self.before(end).ends_with("-old")
    }

    /// Whether the word at a token is described by what stands before it.
    pub(super) fn describes(&self, t: usize) -> bool {
        matches!(self.cx.doc.tag(t), Tag::Noun | Tag::Propn | Tag::Adj)
    }

    /// Whether "of the" stands at a token, so that those counted before it are some of a known number.
    fn of_the(&self, at: usize) -> bool {
        at + 1 < self.limit && Closed::Of.has(self.word(at)) && Closed::These.has(self.word(at + 1))
    }

    /// Whether "none of the" stands before a token.
    pub(super) fn none_before(&self, start: usize) -> bool {
        (1..=3).any(|n| start >= self.first + n && Closed::Neither.has(self.word(start - n)))
    }

    /// The "who" of the relative clause that ends at a token.
    pub(super) fn relative_before(&self, t: usize) -> Option<usize> {
        const REACH: usize = 9;
        let floor = self.first.max(t.saturating_sub(REACH));
        let opener = |w: usize| {
            Closed::Who.has(self.word(w)) || Closed::That.has(self.word(w)) && !Closed::And.has(self.before(w))
        };
        (floor..t).rev().take_while(|w| !ends_clause(self.cx, *w)).find(|w| opener(*w))
    }

    /// Whether a bare number is an age: "Smith, 34, was shot".
    pub(super) fn is_age(&self, n: usize, start: usize) -> bool {
        let number = &self.cx.doc.numbers[n];
        let end = self.cx.doc.tokens_in(number.span).end;
        number.noun.is_none()
            && number.value.is_point()
            && number.value.lo <= 120.0
            && start > self.first
            && self.word(start - 1) == ","
            && end < self.limit
            && ends_clause(self.cx, end)
    }

    /// Where the phrase before ", 34" ends when the token before `end` is such an age; else `end`.
    pub(super) fn before_age(&self, end: usize) -> usize {
        if end < self.first + 3 {
            return end;
        }
        match self.number_at(end - 1) {
            Some(n) if self.is_age(n, end - 1) => end - 2,
            _ => end,
        }
    }

    /// Where the phrase ends that a comma at a token follows, skipping ", five of them farmers".
    pub(super) fn before_aside(&self, comma: usize, parts: &mut Found) -> usize {
        let Some(open) = self.parenthesis(comma) else { return comma };
        let aside = (open + 1..comma).any(|t| {
            Closed::Of.has(self.word(t)) && t + 1 < comma && Closed::ThemWhom.has(self.word(t + 1))
                || Closed::Including.has(self.word(t))
        });
        if !aside {
            return comma;
        }
        self.parts_in(open + 1..comma, parts);
        open
    }

    /// The people counted in what stands in parenthesis: "including four children", "two of them women".
    pub(super) fn parts_in(&self, tokens: Range<usize>, out: &mut Found) {
        let says_so = tokens.clone().any(|t| Class::OfThem.has(self.word(t)));
        if !says_so {
            return;
        }
        let mut t = tokens.start;
        while t < tokens.end {
            let Some(n) = self.number_at(t) else {
                t += 1;
                continue;
            };
            t = self.cx.doc.tokens_in(self.cx.doc.numbers[n].span).end.max(t + 1);
            if let Some((population, range)) = self.counted(n) {
                out.push(Victims {
                    tokens: range,
                    count: Count::Number(n),
                    population,
                    subject: None,
                    rule: Rule::Conjunct,
                    none: false,
                    part: true,
                });
            }
        }
    }

    /// Where the phrase before "and" or a comma ends, when the phrase at a token is a further one of a list.
    pub(super) fn conjunct_before(&self, start: usize, parts: &mut Found) -> Option<usize> {
        if start >= self.first + 2 && self.word(start - 1) == "," && self.lists(start - 1) {
            return Some(start - 1);
        }
        if start < self.first + 2 || !Closed::And.has(self.word(start - 1)) {
            return None;
        }
        let mut at = start - 1;
        if at > self.first && self.word(at - 1) == "," {
            at -= 1;
        }
        // "five died and ten were hurt": another clause.
        if at > self.first && self.trigger_at(at - 1) || at < start - 1 && self.has_fate(at) {
            return None;
        }
        if at > self.first
            && self.word(at - 1) == ")"
            && let Some(open) = self.parenthesis(at - 1)
        {
            self.parts_in(open + 1..at - 1, parts);
            return Some(open);
        }
        Some(at)
    }

    /// Whether the clause that ends at a token has told a fate of its own: "two were killed, including the driver, and".
    pub(super) fn has_fate(&self, end: usize) -> bool {
        const REACH: usize = 16;
        (self.first.max(end.saturating_sub(REACH))..end)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind != TokenKind::Stop)
            .any(|t| self.trigger_at(t) && Be.has(self.before(self.skip_fillers(t))))
    }

    /// Whether a comma parts the members of a list of people: "13 children, four women and three men".
    pub(super) fn lists(&self, comma: usize) -> bool {
        const REACH: usize = 4;
        let floor = self.first.max(comma.saturating_sub(REACH));
        let person = |t: usize| matches!(noun(self.word(t)), Some((Noun::Person, _)));
        // "Baby, four people hurt in fire"
        if comma == self.first + 1 && self.is_terse() && person(self.first) && self.number_at(comma + 1).is_some() {
            return true;
        }
        if comma == self.first || !person(comma - 1) || self.trigger_at(comma - 1) {
            return false;
        }
        // "a man, his wife and their three children"
        if comma + 2 < self.limit && Owner.has(self.word(comma + 1)) && person(comma + 2) {
            return true;
        }
        let number = (floor..comma - 1).rev().find_map(|t| self.number_at(t));
        // "one victim, Ann Smith, was killed": the name is that victim's.
        let named = || self.cx.doc.mention_at(comma + 1).is_some_and(|m| m.kind == MentionKind::Name);
        let one = |n: usize| self.cx.doc.numbers[n].stated.hi == 1.0;
        number.filter(|n| !(one(*n) && comma + 1 < self.limit && named())).is_some_and(|n| {
            let from = self.cx.doc.tokens_in(self.cx.doc.numbers[n].span).start;
            self.counted(n).is_some() && !Preposition.has(self.before(from)) && !Closed::The.has(self.before(from))
        })
    }

    /// Where the aside begins that the comma at a token closes: at the comma before "including" or another word that
    /// opens one, else at the nearest comma.
    pub(super) fn aside(&self, close: usize) -> Option<usize> {
        const REACH: usize = 40;
        let floor = self.first.max(close.saturating_sub(REACH));
        let opener = (floor..close)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind != TokenKind::Stop && !self.trigger_at(*t))
            .find(|t| Closed::Including.has(self.word(*t)));
        match opener {
            Some(t) if t > self.first && self.cx.doc.tokens[t - 1].kind == TokenKind::Comma => Some(t - 1),
            Some(t) if t > self.first => Some(t),
            _ => self.parenthesis(close),
        }
    }

    /// The comma that opens what the comma at a token closes: ", including four children,".
    pub(super) fn parenthesis(&self, close: usize) -> Option<usize> {
        let floor = self.first.max(close.saturating_sub(25));
        let mark = self.word(close);
        let open = (floor..close).rev().find(|t| {
            let word = self.word(*t);
            word == mark || (mark == ")" && word == "(") || (mark == "]" && word == "[")
        })?;
        (open > self.first).then_some(open)
    }
}
