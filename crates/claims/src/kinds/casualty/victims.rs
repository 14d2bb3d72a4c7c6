//! Who a word like "killed" is about: the noun phrases beside it, each with its number.

use std::ops::Range;

use claimdiff_annotate::{EntityId, EntityKind, Mention, MentionKind, Tag, TokenKind, Unit};
use smallvec::SmallVec;

use super::{Form, Noun, Trigger, ends_clause, is_be, is_filler, noun, trigger};
use crate::{Rule, kinds::Context};

/// People that a word is about.
#[derive(Clone, Debug)]
pub(super) struct Victims {
    /// Their words.
    pub(super) tokens: Range<usize>,
    /// How many they are.
    pub(super) count: Count,
    /// What they are called, folded.
    pub(super) population: Option<String>,
    /// The one who is named.
    pub(super) subject: Option<EntityId>,
    /// How they were found.
    pub(super) rule: Rule,
    /// Whether there were none.
    pub(super) none: bool,
    /// Whether they are some of others that the sentence tells of.
    pub(super) part: bool,
}

/// How many people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    /// A number of the document.
    Number(usize),
    /// A described or named person is 1, nobody is 0.
    Exactly(f64),
}

type Found = SmallVec<[Victims; 2]>;

/// The longest noun phrase that is read, in tokens.
const LONGEST_PHRASE: usize = 12;
/// How far left of its verb a subject is looked for, in tokens.
const LONGEST_SUBJECT: usize = 40;

/// The people that the trigger at a token is about.
pub(super) fn find(cx: &Context<'_>, trigger: Trigger, at: usize, sentence: Range<usize>) -> Found {
    let next = at + trigger.tokens;
    let reader = Reader { cx, trigger, first: sentence.start, limit: sentence.end };
    if !matches!(trigger.class.form, Form::Gerund | Form::Toll) && reader.is_numbered(at) {
        return reader.toll(next);
    }
    let mut found = match trigger.class.form {
        Form::Past | Form::Died if reader.is_attribute(at, next) => Found::new(),
        Form::Past => reader.past(at, next),
        Form::Base | Form::Gerund => reader.object(next),
        Form::Died => reader.subject_of(at, Rule::Subject),
        Form::State => reader.state(at),
        Form::Noun | Form::Harm => reader.nominal(at, next),
        Form::Toll => reader.toll(next),
    };
    // "hurt Smith" is said of campaigns and feelings.
    if trigger.key.starts_with("hurt") {
        found.retain(|v| v.subject.is_none() || v.tokens.end <= at);
    }
    if matches!(trigger.class.form, Form::Past | Form::Died | Form::State) {
        found.extend(reader.company(next));
        if found.iter().any(|v| v.tokens.end <= at) {
            found.extend(reader.included(next));
        }
    }
    found
}

struct Reader<'c, 'd> {
    cx: &'c Context<'d>,
    trigger: Trigger,
    first: usize,
    limit: usize,
}

impl<'c> Reader<'c, '_> {
    fn word(&self, t: usize) -> &'c str {
        self.cx.lower(t)
    }

    /// The word before a token, empty at the beginning of the sentence.
    fn before(&self, t: usize) -> &'c str {
        if t > self.first { self.word(t - 1) } else { "" }
    }

    /// Whether the word at a token is counted by "the number of": "the number of those killed rose to nine".
    fn is_numbered(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let floor = self.first.max(at.saturating_sub(REACH));
        let of = (floor..at).rev().find(|t| self.word(*t) == "of" && self.before(*t) == "number");
        let apart = |t: usize| {
            let aux = || self.cx.doc.tag(t) == Tag::Aux && !matches!(self.before(t), "who" | "that");
            ends_clause(self.cx, t) || aux()
        };
        of.is_some_and(|of| self.before(of - 1) != "a" && !(of..at).any(apart))
    }

    /// Who shared the fate of those before: "along with 30 members of his family".
    fn company(&self, next: usize) -> Found {
        let at = next + usize::from(next < self.limit && self.word(next) == ",");
        let word = |n: usize| if at + n < self.limit { self.word(at + n) } else { "" };
        let skip = match (word(0), word(1)) {
            ("alongside", _) => 1,
            ("along" | "together", "with") => 2,
            _ => return Found::new(),
        };
        self.right(at + skip, Rule::Conjunct)
    }

    /// Whether the participle at a token only describes a noun: "her drowned mother".
    fn is_attribute(&self, at: usize, next: usize) -> bool {
        matches!(self.before(at), "a" | "an" | "his" | "her" | "their" | "its" | "my" | "our" | "your")
            || self.before(at) == "the" && next < self.limit && self.cx.doc.tag(next) == Tag::Noun
    }

    /// The parts that an aside after the verb tells: "12 were wounded today, including three nurses".
    fn included(&self, next: usize) -> Found {
        const REACH: usize = 14;
        let told = (next..self.limit.min(next + REACH)).take_while(|t| {
            let verb = self.cx.doc.tag(*t) == Tag::Aux || trigger(self.cx, *t, self.limit).is_some();
            self.cx.doc.tokens[*t].kind != TokenKind::Stop && !verb
        });
        let mut found = match told.into_iter().find(|t| self.word(*t) == "including") {
            Some(t) if t > next && self.before(t) == "," => self.right(t + 1, Rule::Conjunct),
            Some(t) if t == next => self.right(t + 1, Rule::Conjunct),
            _ => Found::new(),
        };
        for v in &mut found {
            v.part = true;
        }
        found
    }

    /// "killing 12", "the killing of 12", "the kidnapping and murder of 12".
    fn object(&self, next: usize) -> Found {
        let mut next = next;
        if next + 1 < self.limit && self.word(next) == "and" {
            match trigger(self.cx, next + 1, self.limit) {
                Some(other) => next += 1 + other.tokens,
                None => return Found::new(),
            }
            // "killing and wounding 12" does not tell how many of each.
            if next >= self.limit || self.word(next) != "of" {
                return Found::new();
            }
        }
        if next < self.limit && self.word(next) == "of" {
            return self.right(next + 1, Rule::Nominal);
        }
        self.right(next, Rule::Object)
    }

    /// "the wounded include three", "two are among the dead": some of those told of elsewhere.
    fn among(&self, at: usize, next: usize) -> Option<Found> {
        if !matches!(self.before(at), "the" | "those") {
            return None;
        }
        let mut found = Found::new();
        if next < self.limit
            && matches!(self.word(next), "was" | "were" | "are" | "is" | "include" | "included" | "includes")
        {
            found = self.right(next + 1, Rule::Phrase);
        } else if at >= self.first + 2 && self.before(at - 1) == "among" {
            let group = at - 2;
            found = self.subject_of(group, Rule::Phrase);
            if found.is_empty() && next < self.limit && is_be(self.word(next)) {
                found = self.right(next + 1, Rule::Phrase);
            }
        }
        for v in &mut found {
            v.part = true;
        }
        Some(found)
    }

    fn past(&self, at: usize, next: usize) -> Found {
        if let Some(found) = self.among(at, next) {
            return found;
        }
        let mut verb = self.skip_fillers(at);
        // "the video captured Smith"
        if self.trigger.key == "captured" && matches!(noun(self.before(verb)), Some((Noun::Thing, _))) {
            return Found::new();
        }
        // "were reported killed", "was found shot"
        if is_report(self.before(verb)) && verb >= self.first + 2 {
            let report = self.skip_fillers(verb - 1);
            if is_be(self.before(report)) {
                verb = report;
            }
        }
        let aux = self.before(verb);
        if is_be(aux) || matches!(aux, "remain" | "remains" | "remained") {
            return match is_be(aux) {
                true => self.subject_of(at, Rule::Passive),
                false => self.left(verb - 1, Rule::Passive, false),
            };
        }
        // "were captured and killed"
        if aux == "and" && verb >= self.first + 2 && self.trigger_at(verb - 2) {
            let first = self.skip_fillers(verb - 2);
            if is_be(self.before(first)) {
                return self.subject_of(verb - 2, Rule::Passive);
            }
        }
        // "Also wounded were four men."
        if next < self.limit && matches!(self.word(next), "was" | "were" | "is" | "are") {
            return self.right(next + 1, Rule::Passive);
        }
        if matches!(aux, "have" | "has" | "had" | "'ve" | "’ve") {
            return self.right(next, Rule::Object);
        }
        let mut object = self.right(next, Rule::Object);
        // "killed and robbed a farmer"
        if object.is_empty()
            && next + 2 < self.limit
            && self.word(next) == "and"
            && (participle(self.word(next + 1)) || self.cx.doc.tag(next + 1) == Tag::Verb)
        {
            object = self.right(next + 2, Rule::Object);
        }
        if !object.is_empty() {
            return object;
        }
        // "the man who killed a hundred": what they did, not what became of them.
        if matches!(aux, "who" | "that" | "which") {
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
        let end = if told_of && next < self.limit && self.word(next) == "by" { at - 1 } else { verb };
        if !participle {
            return Found::new();
        }
        let mut found = self.left(end, Rule::Headline, true);
        // "what Smith released", "the moment the camera captured": of one person this wants a headline or an agent.
        if self.is_weak() && !self.is_headline() && (next >= self.limit || self.word(next) != "by") {
            found.retain(|v| matches!(v.count, Count::Number(_)));
        }
        found
    }

    fn state(&self, at: usize) -> Found {
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
        let mut copula = false;
        while end > self.first
            && (is_be(self.before(end))
                || matches!(
                    self.before(end),
                    "remain"
                        | "remained"
                        | "remains"
                        | "went"
                        | "gone"
                        | "reported"
                        | "found"
                        | "listed"
                        | "left"
                        | "believed"
                        | "discovered"
                        | "has"
                        | "have"
                        | "had"
                        | "be"
                        | "to"
                ))
        {
            copula = true;
            end = self.skip_fillers(end - 1);
        }
        self.left(end, if copula { Rule::Subject } else { Rule::Headline }, !copula)
    }

    /// The subject of the verb at a token, which may have auxiliaries before it.
    fn subject_of(&self, at: usize, rule: Rule) -> Found {
        let mut end = self.skip_fillers(at);
        while end > self.first {
            let word = self.before(end);
            let aux = is_be(word)
                || matches!(
                    word,
                    "have"
                        | "has"
                        | "had"
                        | "will"
                        | "would"
                        | "could"
                        | "may"
                        | "might"
                        | "must"
                        | "should"
                        | "can"
                        | "not"
                        | "n't"
                        | "n’t"
                        | "never"
                        | "did"
                        | "does"
                        | "do"
                        | "to"
                        | "said"
                        | "expected"
                        | "going"
                        | "ought"
                        | "'ve"
                        | "’ve"
                        | "'d"
                        | "’d"
                );
            if !aux && !is_report(word) {
                break;
            }
            end = self.skip_fillers(end - 1);
        }
        self.left(end, rule, false)
    }

    fn skip_fillers(&self, mut end: usize) -> usize {
        while end > self.first && is_filler(self.word(end - 1)) {
            end -= 1;
        }
        end
    }

    /// "12 deaths", "the deaths of 12", "Smith's death".
    fn nominal(&self, at: usize, next: usize) -> Found {
        let lives = matches!(self.trigger.key, "lives");
        // "death squad", "murder charges": the word only tells which. "12 fewer deaths" is a difference.
        if self.is_modifier(next) || self.before(at) == "fewer" {
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
                if lives && !takes_lives(self.before(self.skip_fillers(start))) {
                    return Found::new();
                }
                return self.one(start..next, Count::Number(n), None, None, Rule::Nominal);
            }
            let word = self.word(t);
            if word == "no" && !lives {
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
            let verb = (self.first.max(at.saturating_sub(REACH))..at).rev().find(|t| suffers(self.word(*t)));
            return verb.map_or_else(Found::new, |v| self.subject_of(v, Rule::Subject));
        }
        if next < self.limit && self.word(next) == "of" {
            let taken = || takes_lives(self.before(at - usize::from(self.before(at) == "the")));
            return if lives && !taken() { Found::new() } else { self.right(next + 1, Rule::Nominal) };
        }
        if next + 1 < self.limit && self.word(next) == "and" {
            let shared = self.object(next);
            if !shared.is_empty() {
                return shared;
            }
        }
        if next < self.limit && self.word(next) == "to" && self.trigger.class.measure == "wounded" {
            return self.right(next + 1, Rule::Nominal);
        }
        // "the boy's death"
        if !lives && at >= self.first + 2 && matches!(self.before(at), "'s" | "’s") {
            return self.left(at - 1, Rule::Nominal, true);
        }
        Found::new()
    }

    /// Whether the noun before a token belongs to the noun at it: "death squad", "execution chamber".
    fn is_modifier(&self, next: usize) -> bool {
        let plural = self.trigger.key.ends_with('s') || self.trigger.class.form == Form::Harm;
        !plural && next < self.limit && self.cx.doc.tag(next) == Tag::Noun && !self.in_time(next)
    }

    /// Whether a time expression holds a token.
    fn in_time(&self, t: usize) -> bool {
        let span = self.cx.doc.tokens[t].span;
        self.cx.doc.times_in(self.cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
    }

    /// "rose from 5 to at least 12"
    fn toll(&self, next: usize) -> Found {
        const REACH: usize = 14;
        let mut found = Found::new();
        let mut t = next;
        while t < self.limit.min(next + REACH) {
            let other =
                trigger(self.cx, t, self.limit).is_some() || matches!(self.word(t), "but" | "while" | "although");
            if self.cx.doc.tokens[t].kind == TokenKind::Stop || other {
                break;
            }
            match self.number_at(t) {
                Some(n) => {
                    let number = &self.cx.doc.numbers[n];
                    let range = self.cx.doc.tokens_in(number.span);
                    t = range.end.max(t + 1);
                    if number.unit == Unit::Count && self.before(range.start) != "from" {
                        found = self.one(range, Count::Number(n), None, None, Rule::Nominal);
                        break;
                    }
                }
                None => t += 1,
            }
        }
        found
    }

    fn one(
        &self,
        tokens: Range<usize>,
        count: Count,
        population: Option<String>,
        subject: Option<EntityId>,
        rule: Rule,
    ) -> Found {
        let mut found = Found::new();
        found.push(Victims { tokens, count, population, subject, rule, none: false, part: false });
        found
    }

    /// The number whose words hold a token.
    fn number_at(&self, token: usize) -> Option<usize> {
        let span = self.cx.doc.tokens[token].span;
        let numbers = &self.cx.doc.numbers;
        let at = numbers.partition_point(|n| n.span.end <= span.start);
        numbers.get(at).filter(|n| n.span.contains(span)).map(|_| at)
    }

    /// What a number counts, if it can be people: the folded noun and the tokens of the phrase.
    fn counted(&self, n: usize) -> Option<(Option<String>, Range<usize>)> {
        let number = &self.cx.doc.numbers[n];
        if number.unit != Unit::Count {
            return None;
        }
        // "the 60-vote rule", "a two-man crew"
        if self.cx.doc.text().as_bytes().get(number.figure.end as usize) == Some(&b'-') {
            return None;
        }
        let figure = self.cx.doc.tokens_in(number.span);
        let mut end = figure.end;
        let mut population = None;
        let head = match number.noun {
            Some(span) => {
                let tokens = self.cx.doc.tokens_in(span);
                end = end.max(tokens.end);
                tokens.end.checked_sub(1).filter(|t| tokens.contains(t))
            }
            None => None,
        };
        if let Some(head) = head {
            let word = self.word(head);
            match noun(word).filter(|_| !self.trigger_at(head)) {
                Some((Noun::Thing, folded)) => {
                    super::NOUNS.hit(&folded);
                    return None;
                }
                Some((_, folded)) => {
                    super::NOUNS.hit(&folded);
                    population = Some(super::super::fold_noun(&folded));
                }
                None if matches!(word, "others" | "other" | "more") => {}
                None if self.trigger_at(head) => end = end.min(head).max(figure.end),
                None => {
                    let plural = word.ends_with('s') || word.ends_with("men") || self.cx.doc.tokens[head].capital;
                    if self.is_weak() || !plural {
                        return None;
                    }
                    population = Some(super::super::fold_noun(word));
                }
            }
        } else {
            // No noun was joined to the number: look a few words on for one.
            for t in figure.end..self.limit.min(figure.end + 4) {
                let word = self.word(t);
                if ends_clause(self.cx, t) || self.trigger_at(t) || (is_stop(word) && word != "of") {
                    break;
                }
                match noun(word) {
                    Some((Noun::Thing, _)) => return None,
                    Some((_, folded)) => {
                        super::NOUNS.hit(&folded);
                        population = Some(super::super::fold_noun(&folded));
                        end = t + 1;
                        break;
                    }
                    None => {}
                }
            }
        }
        Some((population, figure.start..end))
    }

    fn trigger_at(&self, t: usize) -> bool {
        trigger(self.cx, t, self.limit).is_some_and(|t| t.class.form != Form::Noun)
    }

    /// Words that are said of things as often as of people want a noun of people.
    fn is_weak(&self) -> bool {
        !matches!(self.trigger.class.measure, "killed" | "wounded" | "kidnapped" | "arrested")
    }

    /// The phrases that begin at a token: "six men and two women", "nine, including four children".
    fn right(&self, from: usize, rule: Rule) -> Found {
        let mut found = Found::new();
        let mut at = from;
        let mut rule = rule;
        let mut part = false;
        let mut comma = false;
        while let Some(mut v) = self.phrase_at(at, rule) {
            let end = v.tokens.end;
            // After a comma alone only a list goes on: "six nuns, two drivers and a cook".
            if comma && !part && end < self.limit {
                let more = matches!(self.word(end), "," | "and" | "or" | "in" | "on" | "at" | "near");
                if !more && self.cx.doc.tokens[end].kind != TokenKind::Stop {
                    break;
                }
            }
            // A further conjunct with a verb of its own is another clause: "killed two and four were hurt".
            if rule == Rule::Conjunct && !part && self.verb_follows(end) {
                break;
            }
            v.part = part;
            found.push(v);
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

    /// Where a further phrase may begin after one that ends at a token, and whether it is a part of it.
    fn next_conjunct(&self, end: usize) -> Option<(usize, bool)> {
        const REACH: usize = 9;
        let mut at = end;
        // "the mayor of the small town of Elmo, as well as ...", "12 people in Elmo and three in Bray"
        if at < self.limit && matches!(self.word(at), "of" | "in" | "at" | "from" | "near") {
            at = (at..self.limit.min(at + REACH)).find(|t| {
                ends_clause(self.cx, *t)
                    || matches!(self.word(*t), "and" | "as")
                    || self.trigger_at(*t)
                    || is_be(self.word(*t))
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
        if word(0) == "including" {
            return Some((at + 1, true));
        }
        at += match (word(0), word(1), word(2)) {
            ("as", "well", "as") => 3,
            ("along" | "together", "with", _) => 2,
            ("and", "of", _) => 2,
            ("and" | "plus", _, _) => 1,
            _ => 0,
        };
        // "killed 12 and infected 40": another verb has the next.
        let verb = |t: usize| {
            self.cx.doc.tag(t) == Tag::Verb
                || participle(self.word(t)) && t + 1 < self.limit && self.number_at(t + 1).is_some()
        };
        (at > from && at < self.limit && !verb(at)).then_some((at, false))
    }

    fn verb_follows(&self, at: usize) -> bool {
        let mut t = at;
        while t < self.limit && is_filler(self.word(t)) {
            t += 1;
        }
        t < self.limit
            && (is_be(self.word(t))
                || self.trigger_at(t)
                || matches!(self.cx.doc.tag(t), Tag::Aux)
                || matches!(self.word(t), "had" | "have" | "has"))
    }

    /// The noun phrase that begins at a token.
    fn phrase_at(&self, from: usize, rule: Rule) -> Option<Victims> {
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
                    determined = true;
                    continue;
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
            if word == "family" && t + 2 < self.limit && self.word(t + 1) == "of" {
                t += 2;
                continue;
            }
            if matches!(word, "him" | "himself" | "herself" | "me") {
                return self.single(t..t + 1, t, rule);
            }
            if matches!(word, "a" | "an" | "another" | "one" | "the" | "his" | "their" | "its" | "her" | "this") {
                determined = true;
                if word == "one" && !self.noun_follows(t + 1) {
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
                    Noun::Person if self.noun_follows(t + 1) => {}
                    Noun::Person if self.possessive(t + 1) => {}
                    Noun::Person if word == folded && determined && word != "people" => {
                        super::NOUNS.hit(&folded);
                        let mut v = self.single(from..t + 1, t, rule)?;
                        v.population = Some(super::super::fold_noun(&folded));
                        return Some(v);
                    }
                    Noun::Person => return None,
                }
            }
            t += 1;
        }
        None
    }

    fn noun_follows(&self, t: usize) -> bool {
        t < self.limit && noun(self.word(t)).is_some()
    }

    fn single(&self, tokens: Range<usize>, head: usize, rule: Rule) -> Option<Victims> {
        let rule = if rule == Rule::Conjunct { rule } else { Rule::One };
        let subject = self.cx.doc.mention_at(head).map(|m| m.entity);
        Some(Victims { tokens, count: Count::Exactly(1.0), population: None, subject, rule, none: false, part: false })
    }

    /// The phrases that end before a token: "six men and two women" before "were killed". With `close`, nothing but the
    /// noun phrase itself may stand between its number and the token.
    fn left(&self, end: usize, rule: Rule, close: bool) -> Found {
        let mut found = Found::new();
        let mut parts = Found::new();
        // "was shot and later died", "had been kidnapped and were reported missing": the first verb has the subject.
        if !close && end > self.first + 1 && self.word(end - 1) == "and" {
            let verb = end - 2;
            return if self.trigger_at(verb) { self.subject_of(verb, rule) } else { found };
        }
        let mut p = end;
        // "12 people who died", "Smith, who was killed"
        let relative = p > self.first && matches!(self.word(p - 1), "who" | "that" | "which" | "whom");
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
        let opens = |word| is_preposition(word) && !matches!(word, "after" | "before");
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
                    None if !close && !relative && self.before($start) == "including" => {
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
                    p = self.before_age(start + 1).min(start);
                    continue;
                }
                // The number of a prepositional phrase is not the subject: "the leader of 12 rebels was killed".
                // "after 12 rebels were killed" begins a clause.
                let inside = start > floor && opens(self.word(start - 1)) && !relative && head.is_none();
                match self.counted(n) {
                    Some((population, tokens))
                        if !inside || close && rule != Rule::Conjunct && self.word(start - 1) == "of" =>
                    {
                        found.push(Victims {
                            tokens: tokens.start..tokens.end.min(np_end.max(tokens.start + 1)),
                            count: Count::Number(n),
                            population: population.or_else(|| head.as_ref().map(|h| h.1.clone())),
                            subject: None,
                            rule,
                            none: false,
                            part: false,
                        });
                        if self.none_before(start) {
                            for v in &mut found {
                                v.none = true;
                            }
                            break;
                        }
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
            if word == "," && found.is_empty() && !close && t + 1 < self.limit && opens_aside(self.word(t + 1)) {
                head = None;
                p = t;
                np_end = t;
                continue;
            }
            // "10 dead and 30 wounded": the dead are not the wounded.
            if ends_clause(self.cx, t) || is_clause_word(word) || (close && self.trigger_at(t)) {
                break;
            }
            if is_preposition(word) {
                if close {
                    break;
                }
                head = None;
                p = t;
                np_end = t;
                continue;
            }
            if matches!(word, "nobody" | "none") || (word == "one" && t > floor && self.word(t - 1) == "no") {
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
                let inside = !relative && is_of(self.before(start));
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
                    super::NOUNS.hit(word);
                    head = Some((t, word.to_owned()));
                }
                p = start;
                continue;
            }
            if matches!(word, "he" | "she") {
                found.extend(self.single(t..t + 1, t, rule));
                break;
            }
            match word {
                "a" | "an" | "another" | "the" | "one" | "his" | "her" | "their" | "whose" => {
                    // "the daughter of the ambassador was wounded"
                    if !close && !relative && is_of(self.before(t)) {
                        head = None;
                        p = t;
                        continue;
                    }
                    // "a member of the council, and a video was released": the subject is a thing.
                    let thing = || matches!(self.cx.doc.tag(t - 1), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num);
                    if head.is_none() && !close && word != "one" && t > floor && thing() {
                        break;
                    }
                    if let Some((h, population)) = head.take() {
                        if let Some(mut v) = self.single(t..h + 1, h, rule) {
                            v.population = Some(population);
                            found.push(v);
                        }
                        next_of_list!(t)
                    }
                    if word == "one" && (t + 1 == np_end || self.word(t + 1) == "of") {
                        found.extend(self.single(t..t + 1, t, rule));
                        break;
                    }
                    if close && word != "the" {
                        break;
                    }
                }
                _ => {
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
                    if head.is_none()
                        && let Some((Noun::Person, folded)) = noun(word)
                        && folded == word
                        && word != "people"
                        && !self.possessive(t + 1)
                        && (t + 1 >= np_end || self.cx.doc.tag(t + 1) != Tag::Noun)
                    {
                        super::NOUNS.hit(&folded);
                        head = Some((t, super::super::fold_noun(&folded)));
                    }
                }
            }
            p = t;
        }
        // A headline leaves its articles out: "Man killed in crash".
        if let Some((h, population)) = head
            && found.is_empty()
            && p == self.first
            && self.is_headline()
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

    /// Whether "none of the" stands before a token.
    fn none_before(&self, start: usize) -> bool {
        (1..=3).any(|n| start >= self.first + n && matches!(self.word(start - n), "none" | "neither"))
    }

    /// The "who" of the relative clause that ends at a token.
    fn relative_before(&self, t: usize) -> Option<usize> {
        const REACH: usize = 9;
        let floor = self.first.max(t.saturating_sub(REACH));
        let opener = |w: usize| self.word(w) == "who" || self.word(w) == "that" && self.before(w) != "and";
        (floor..t).rev().take_while(|w| !ends_clause(self.cx, *w)).find(|w| opener(*w))
    }

    /// Whether a bare number is an age: "Smith, 34, was shot".
    fn is_age(&self, n: usize, start: usize) -> bool {
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
    fn before_age(&self, end: usize) -> usize {
        if end < self.first + 3 {
            return end;
        }
        match self.number_at(end - 1) {
            Some(n) if self.is_age(n, end - 1) => end - 2,
            _ => end,
        }
    }

    /// Where the phrase ends that a comma at a token follows, skipping ", five of them farmers".
    fn before_aside(&self, comma: usize, parts: &mut Found) -> usize {
        let Some(open) = self.parenthesis(comma) else { return comma };
        let aside = (open + 1..comma).any(|t| {
            self.word(t) == "of" && t + 1 < comma && matches!(self.word(t + 1), "them" | "whom")
                || self.word(t) == "including"
        });
        if !aside {
            return comma;
        }
        self.parts_in(open + 1..comma, parts);
        open
    }

    /// The people counted in what stands in parenthesis: "including four children", "two of them women".
    fn parts_in(&self, tokens: Range<usize>, out: &mut Found) {
        let says_so = tokens.clone().any(|t| matches!(self.word(t), "including" | "them" | "whom" | "among"));
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

    fn is_headline(&self) -> bool {
        let sentence = self.cx.doc.sentence_at(self.first);
        !matches!(self.cx.doc.line_kind(sentence), claimdiff_text::LineKind::Paragraph)
    }

    fn possessive(&self, t: usize) -> bool {
        t < self.limit && matches!(self.word(t), "'s" | "’s" | "'" | "’")
    }

    /// Where the phrase before "and" or a comma ends, when the phrase at a token is a further one of a list.
    fn conjunct_before(&self, start: usize, parts: &mut Found) -> Option<usize> {
        if start >= self.first + 2 && self.word(start - 1) == "," && self.lists(start - 1) {
            return Some(start - 1);
        }
        if start < self.first + 2 || self.word(start - 1) != "and" {
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
    fn has_fate(&self, end: usize) -> bool {
        const REACH: usize = 16;
        (self.first.max(end.saturating_sub(REACH))..end)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind != TokenKind::Stop)
            .any(|t| self.trigger_at(t) && is_be(self.before(self.skip_fillers(t))))
    }

    /// Whether a comma parts the members of a list of people: "13 children, four women and three men".
    fn lists(&self, comma: usize) -> bool {
        const REACH: usize = 4;
        let floor = self.first.max(comma.saturating_sub(REACH));
        let person = |t: usize| matches!(noun(self.word(t)), Some((Noun::Person, _)));
        if comma == self.first || !person(comma - 1) || self.trigger_at(comma - 1) {
            return false;
        }
        let number = (floor..comma - 1).rev().find_map(|t| self.number_at(t));
        number.is_some_and(|n| {
            let from = self.cx.doc.tokens_in(self.cx.doc.numbers[n].span).start;
            self.counted(n).is_some() && !is_preposition(self.before(from)) && self.before(from) != "the"
        })
    }

    /// Where the aside begins that the comma at a token closes: at the comma before "including" or another word that
    /// opens one, else at the nearest comma.
    fn aside(&self, close: usize) -> Option<usize> {
        const REACH: usize = 40;
        let floor = self.first.max(close.saturating_sub(REACH));
        let opener = (floor..close)
            .rev()
            .take_while(|t| self.cx.doc.tokens[*t].kind != TokenKind::Stop && !self.trigger_at(*t))
            .find(|t| self.word(*t) == "including");
        match opener {
            Some(t) if t > self.first && self.cx.doc.tokens[t - 1].kind == TokenKind::Comma => Some(t - 1),
            Some(t) if t > self.first => Some(t),
            _ => self.parenthesis(close),
        }
    }

    /// The comma that opens what the comma at a token closes: ", including four children,".
    fn parenthesis(&self, close: usize) -> Option<usize> {
        let floor = self.first.max(close.saturating_sub(25));
        let mark = self.word(close);
        let open = (floor..close).rev().find(|t| {
            let word = self.word(*t);
            word == mark || (mark == ")" && word == "(") || (mark == "]" && word == "[")
        })?;
        (open > self.first).then_some(open)
    }
}

/// Verbs whose subject has the injuries that follow.
fn suffers(word: &str) -> bool {
    matches!(
        word,
        "suffered" | "suffer" | "suffers" | "suffering" | "sustained" | "sustaining" | "received" | "treated"
    )
}

/// Verbs that govern "12 lives".
fn takes_lives(word: &str) -> bool {
    matches!(
        word,
        "claimed"
            | "claim"
            | "claims"
            | "claiming"
            | "cost"
            | "costs"
            | "costing"
            | "took"
            | "take"
            | "taken"
            | "taking"
            | "takes"
            | "of"
    )
}

/// Words that open an aside on the people before it.
fn opens_aside(word: &str) -> bool {
    matches!(word, "mostly" | "most" | "all" | "many" | "some" | "almost" | "nearly" | "both" | "among" | "including")
}

/// Participles that tell how a fate is known: "were reported killed".
fn is_report(word: &str) -> bool {
    matches!(word, "reported" | "believed" | "feared" | "confirmed" | "known" | "thought" | "found" | "listed")
}

fn participle(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}

/// Prepositions whose phrase only describes the people before it: "the daughter of the mayor".
fn is_of(word: &str) -> bool {
    matches!(word, "of" | "with" | "by" | "for" | "from" | "like" | "to" | "against" | "near")
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "at"
            | "on"
            | "from"
            | "with"
            | "near"
            | "by"
            | "for"
            | "inside"
            | "outside"
            | "aboard"
            | "under"
            | "over"
            | "between"
            | "among"
            | "after"
            | "during"
            | "behind"
            | "across"
            | "around"
            | "into"
            | "to"
            | "against"
            | "like"
    )
}

/// Words that begin another clause.
fn is_clause_word(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "while"
            | "because"
            | "but"
            | "where"
            | "if"
            | "as"
            | "although"
            | "though"
            | "said"
            | "says"
            | "which"
            | "who"
            | "until"
            | "before"
            | "since"
            | "than"
            | "so"
    )
}

/// Words that no noun phrase of people goes over to the right.
fn is_stop(word: &str) -> bool {
    is_preposition(word)
        || is_clause_word(word)
        || is_be(word)
        || matches!(word, "and" | "or" | "not" | "it" | "them" | "us" | "you")
}
