//! The people named after a word: "six men and two women", "nine, including four children".

use claimdiff_annotate::{Closed, EntityKind, Mention, MentionKind, Tag, TokenKind, Unit};

use super::{
    super::{NOUNS, Noun, ends_clause, noun},
    Count, Found, LONGEST_PHRASE, Reader, Victims,
    words::{
        Class::{self, Be},
        is_filler, is_stop, participle,
    },
};
use crate::{Rule, kinds::fold_noun};

impl Reader<'_, '_> {
    /// The phrases that begin at a token: "six men and two women", "nine, including four children".
    pub(super) fn right(&self, from: usize, rule: Rule) -> Found {
        let mut found = Found::new();
        let mut at = self.over_denied(from);
        let mut rule = rule;
        let mut part = false;
        let mut comma = false;
        while let Some(mut v) = self.phrase_at(at, rule) {
            let end = v.tokens.end;
            // After a comma alone only a list goes on: "six nuns, two drivers and a cook".
            if comma && !part && end < self.limit {
                let more = self.word(end) == "," || Class::ListGoesOn.has(self.word(end));
                if !more && self.cx.doc.tokens[end].kind != TokenKind::Stop {
                    break;
                }
            }
            // A further conjunct with a verb of its own is another clause: "killed two and four were hurt".
            if rule == Rule::Conjunct && !part && self.verb_follows(end) {
                break;
            }
            v.part = part;
            // "the death of his daughter, Ann Smith", "killed Ann Smith, a nurse": one person.
            match found.last_mut() {
                Some(last) if comma && last.is_one() && v.is_one() && last.subject.is_some() != v.subject.is_some() => {
                    last.subject = last.subject.or(v.subject);
                }
                _ => found.push(v),
            }
            rule = Rule::Conjunct;
            match self.next_conjunct(end) {
                Some((to, including)) => {
                    part |= including;
                    comma = self.before(to) == ",";
                    at = to;
                }
                None => break,
            }
        }
        found
    }

    /// Where the phrase of "not 40 but 30 people" begins.
    fn over_denied(&self, from: usize) -> usize {
        if from + 3 >= self.limit || !Closed::Not.has(self.word(from)) {
            return from;
        }
        let Some(n) = self.number_at(from + 1) else { return from };
        let end = self.cx.doc.tokens_in(self.cx.doc.numbers[n].span).end;
        if end < self.limit && Closed::But.has(self.word(end)) { end + 1 } else { from }
    }

    /// Where a further phrase may begin after one that ends at a token, and whether it is a part of it.
    pub(super) fn next_conjunct(&self, end: usize) -> Option<(usize, bool)> {
        const REACH: usize = 9;
        let mut at = end;
        // "the mayor of the small town of Elmo, as well as ...", "12 people in Elmo and three in Bray"
        if at < self.limit && Class::Attribute.has(self.word(at)) {
            at = (at..self.limit.min(at + REACH)).find(|t| {
                ends_clause(self.cx, *t)
                    || Class::Further.has(self.word(*t))
                    || self.trigger_at(*t)
                    || Be.has(self.word(*t))
            })?;
        }
        // "six priests (five of them foreigners) and two women", "six priests -- five of them foreigners -- and"
        if at < self.limit && matches!(self.word(at), "(" | "--" | "–" | "—") {
            let close = if self.word(at) == "(" { ")" } else { self.word(at) };
            let end = (at + 1..self.limit.min(at + REACH)).find(|t| self.word(*t) == close);
            at = end.map_or(at, |end| end + 1);
        }
        let from = at;
        if at < self.limit && self.word(at) == "," {
            at += 1;
        }
        let word = |n: usize| if at + n < self.limit { self.word(at + n) } else { "" };
        if Closed::Including.has(word(0)) {
            return Some((at + 1, true));
        }
        at += if Closed::As.has(word(0)) && Class::Well.has(word(1)) && Closed::As.has(word(2)) {
            3
        } else if Class::Along.has(word(0)) && Closed::With.has(word(1))
            || Closed::And.has(word(0)) && Closed::Of.has(word(1))
        {
            2
        } else {
            usize::from(Class::Joins.has(word(0)))
        };
        // "killed 12 and infected 40": another verb has the next.
        let verb = |t: usize| {
            self.cx.doc.tag(t) == Tag::Verb
                || participle(self.word(t)) && t + 1 < self.limit && self.number_at(t + 1).is_some()
        };
        // "and severely damaged one of its bridges"
        let first = (at..self.limit.min(at + REACH)).find(|t| self.cx.doc.tag(*t) != Tag::Adv).unwrap_or(at);
        (at > from && at < self.limit && !verb(at) && !verb(first)).then_some((at, false))
    }

    pub(super) fn verb_follows(&self, at: usize) -> bool {
        let mut t = at;
        while t < self.limit && is_filler(self.word(t)) {
            t += 1;
        }
        t < self.limit
            && (Be.has(self.word(t))
                || self.trigger_at(t)
                || matches!(self.cx.doc.tag(t), Tag::Aux)
                || Closed::Have.has(self.word(t)))
    }

    /// The noun phrase that begins at a token.
    pub(super) fn phrase_at(&self, from: usize, rule: Rule) -> Option<Victims> {
        let mut t = from;
        let mut determined = false;
        while t < self.limit.min(from + LONGEST_PHRASE) {
            let word = self.word(t);
            if is_filler(word) {
                t += 1;
                continue;
            }
            if let Some(n) = self.number_at(t) {
                if self.cx.doc.numbers[n].unit == Unit::Age {
                    t = self.cx.doc.tokens_in(self.cx.doc.numbers[n].span).end.max(t + 1);
                    // "killing a 6-year-old"
                    if determined && self.is_old(t) && (t >= self.limit || !self.describes(t)) {
                        return self.single(from..t, t - 1, rule);
                    }
                    determined = true;
                    continue;
                }
                // "arrested Ann Smith, a farmer, 28, on Monday"
                if self.is_age(n, t) {
                    return None;
                }
                // "a two-week campaign", "the 12 rebels": a figure after an indefinite article is a modifier.
                let (population, tokens) = self.counted(n)?;
                return Some(Victims {
                    tokens,
                    count: Count::Number(n),
                    population,
                    subject: None,
                    rule,
                    none: false,
                    part: false,
                });
            }
            // A name that is known as nobody else's: "the assassination of Rector Smith, ...".
            if ends_clause(self.cx, t) && t > from && !determined && self.trigger.class.measure == "killed" {
                let last = self.cx.doc.mention_at(t - 1).filter(|m| m.kind == MentionKind::Name);
                // "Muslims" are no single person.
                let plural = |m: &Mention| self.word(t - 1).ends_with('s') && self.cx.doc.tokens_in(m.span).len() == 1;
                let other = |m: &&Mention| self.cx.doc.entity(m.entity).kind == EntityKind::Other;
                if let Some(m) = last.filter(other).filter(|m| !plural(m)) {
                    let mut v = self.single(from..t, t - 1, rule)?;
                    v.subject = Some(m.entity);
                    return Some(v);
                }
            }
            let stops = ends_clause(self.cx, t) || self.cx.doc.tokens[t].kind == TokenKind::Mark || is_stop(word);
            if stops || self.trigger_at(t) {
                return None;
            }
            if Class::Family.has(word) && t + 2 < self.limit && Closed::Of.has(self.word(t + 1)) {
                t += 2;
                continue;
            }
            if Class::Oneself.has(word) {
                return self.single(t..t + 1, t, rule);
            }
            if Class::Determines.has(word) {
                determined = true;
                if Closed::One.has(word) && !self.noun_follows(t + 1) {
                    return self.single(t..t + 1, t, rule);
                }
                t += 1;
                continue;
            }
            if let Some(m) = self.cx.doc.mention_at(t) {
                let end = self.cx.doc.tokens_in(m.span).end.max(t + 1);
                let person = m.kind == MentionKind::Name && self.cx.doc.entity(m.entity).kind == EntityKind::Person;
                let possessive = self.possessive(end);
                // "hurt the Smith campaign"
                let modifier = || end < self.limit && self.cx.doc.tag(end) == Tag::Noun && !self.in_time(end);
                if person && modifier() {
                    t = end;
                    continue;
                }
                if person && possessive {
                    determined = true;
                    t = end + 1;
                    continue;
                }
                if person {
                    let mut v = self.single(from..end, t, rule)?;
                    v.subject = Some(m.entity);
                    return Some(v);
                }
                if m.kind == MentionKind::Name && noun(word).is_none() {
                    t = end;
                    continue;
                }
            }
            if let Some((class, folded)) = noun(word) {
                match class {
                    Noun::Thing => return None,
                    // "police officer": the head is the last of them.
                    // "police officer", "the civilian population"
                    Noun::Person if self.noun_follows(t + 1) => {}
                    Noun::Person
                        if t + 1 < self.limit && self.cx.doc.tag(t + 1) == Tag::Noun && !self.in_time(t + 1) => {}
                    Noun::Person if self.possessive(t + 1) => {}
                    Noun::Person if word == folded && (determined || self.is_terse()) && !Class::People.has(word) => {
                        NOUNS.hit(&folded);
                        let mut v = self.single(from..t + 1, t, rule)?;
                        v.population = Some(fold_noun(&folded));
                        return Some(v);
                    }
                    Noun::Person => return None,
                }
            }
            t += 1;
        }
        None
    }
}
