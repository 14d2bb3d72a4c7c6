//! The attribution right after the words: “...,” said Keller.

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityKind, MentionKind, Tag, TokenKind, VerbForm};

use super::Attribution;
use crate::{
    Rule,
    cues::{self, Cue, Form},
    grammar::{Class, class_at, opens_phrase, phrase_after},
    paragraph::Paragraph,
    small::NearQuote,
};

impl Paragraph<'_, '_> {
    /// The attribution right after a stretch: “...,” said Keller.
    pub(crate) fn after(&self, at: usize) -> Option<Attribution> {
        let doc = self.doc;
        let mut from = self.outer[at].end;
        if from >= self.tokens.end {
            return None;
        }
        let mut ending = self.ending(at);
        if self.word(from) == "," {
            ending = Ending::Open;
            from += 1;
        } else if self.word(from) == "." && !doc.tokens[from].spaced {
            ending = Ending::Stop;
            from += 1;
        }
        if from >= self.tokens.end {
            return None;
        }
        let next = self.next_stretch(from, self.tokens.end);
        let limit = self.sentence(from).end.min(next);
        if from >= limit {
            return None;
        }
        if Closed::According.in_any_case(self.word(from)) && from + 2 < limit && Closed::To.has(self.word(from + 1)) {
            // "... “personal”. According to a document, the firm": of the next sentence.
            if ending == Ending::Stop && doc.tokens[from].capital {
                return None;
            }
            let direct = ending != Ending::Bare || self.begins_sentence(at);
            let found = Attribution::according(from, phrase_after(doc, from + 2, limit));
            return found.map(|found| Attribution { direct, ..found });
        }
        if matches!(self.word(from), "—" | "–" | "-" | "--" | "―") {
            return self.byline(from + 1);
        }
        if Closed::As.has(self.word(from))
            && let Some(found) = self.put(from + 1, limit)
        {
            return Some(found);
        }
        // “...,” said Keller, behind whom a page's links stand
        let said = cues::verb(self.word(from)).filter(|c| c.direct() && c.form == Form::Past);
        if let (Some(cue), Ending::Open) = (said, ending)
            && let Some((name, _)) = self.links(from + 1)
        {
            return Some(self.adjacent(name, from..from + 1, from, cue, Rule::Adjacent));
        }
        // “...,” said Keller
        if let Some(cue) = cues::verb(self.word(from))
            && (matches!(cue.form, Form::Past | Form::Third)
                || cue.form == Form::Base && from + 1 < limit && doc.tokens[from + 1].capital)
            && !doc.tokens[from].capital
            && (cue.direct() || (cue.manner() && ending == Ending::Open))
            // “The plan is dead.” said Keller: a slip of the pen.
            && (ending != Ending::Stop || from == self.outer[at].end && doc.tokens[from + 1].capital)
            && from + 1 < limit
            && opens_phrase(doc, from + 1)
        {
            let end = phrase_after(doc, from + 1, limit);
            // “...,” said the plan is dead.
            let clause =
                end < limit && doc.tokens[end].kind == TokenKind::Word && class_at(doc, end) == Some(Class::Aux);
            if end > from + 1
                && !clause
                && (ending == Ending::Open || cue.lemma == "say" || doc.tokens[from + 1].capital)
            {
                return Some(self.adjacent(from + 1..end, from..from + 1, from, cue, Rule::Adjacent));
            }
        }
        if ending == Ending::Open
            && let Some(found) = self.unlisted(at, from, limit)
        {
            return Some(found);
        }
        // “Late,” featuring Keller, added more.
        let acts = doc.tag(from) == Tag::Verb
            && !doc.tokens[from].capital
            && self.word(from).ends_with("ing")
            && self.is_title(at);
        // “...,” Rep. Keller Ana KellerParty leaders meet MORE (D-Tarrin) said
        if ending == Ending::Open
            && let Some(found) = self.linked(from)
        {
            return Some(found);
        }
        // “...,” Keller, a lawyer, later said
        if acts || !opens_phrase(doc, from) {
            return None;
        }
        // "“Late” co-host Ana Keller asked", "“libellous” statements that Keller wrote": the words stand before their noun.
        let noun = !doc.tokens[from].capital
            && class_at(doc, from).is_none()
            && (doc.tag(from) == Tag::Noun || self.is_title(at) && cues::verb(self.word(from)).is_none());
        if ending == Ending::Bare && noun && (self.is_title(at) || !self.begins_sentence(at)) {
            return None;
        }
        const MAX_SOURCE_TOKENS: usize = 45;
        const MAX_NOUNS: usize = 5;
        let mut verb = None;
        for i in from + 1..limit.min(from + MAX_SOURCE_TOKENS) {
            if doc.tokens[i].kind == TokenKind::Stop && doc.word(i) != "." {
                break;
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            // “...,” a guard was heard saying.
            if cue.form == Form::Ing
                && let Some(source) = self.quoted_as(i, from)
            {
                return Some(self.adjacent(source, i..i + 1, i, cue, Rule::Adjacent));
            }
            // “...,” the paper quoted Keller as saying.
            if let Some((said, entry, whom)) = self.reported_saying(i, limit)
                && NearQuote::Repeats.has(self.word(i))
            {
                return Some(self.adjacent(whom, said..said + 1, said, entry, Rule::Adjacent));
            }
            // “Open up!” an officer shouts; “It is late,” the guide states, adding more.
            let ends = doc.tokens.get(i + 1).is_none_or(|t| t.kind != TokenKind::Word)
                || class_at(doc, i + 1) == Some(Class::Preposition);
            let phrase = || {
                let whole = phrase_after(doc, from, limit) >= i;
                let named = doc.mention_at(from).is_some_and(|m| m.kind == MentionKind::Name);
                whole && (named || class_at(doc, from) == Some(Class::Determiner))
            };
            let states = ending == Ending::Open && cue.form == Form::Third && ends && i - from <= MAX_NOUNS && phrase();
            let closes = || doc.tokens.get(i + 1).is_none_or(|t| t.kind == TokenKind::Stop);
            let answer = ending == Ending::Open && cue.form == Form::Base && closes() && self.are_many(from..i);
            if !(self.is_finite(i, cue) || states || answer) || doc.tokens[i].capital || !(cue.direct() || cue.manner())
            {
                continue;
            }
            // "the accused".
            if i == from + 1 && class_at(doc, from) == Some(Class::Determiner) {
                continue;
            }
            if cue.form == Form::Past && self.is_passive(i, from) {
                continue;
            }
            let group = self.group_start(i, from);
            // “...,” a treatise written in March: no past form.
            if cue.form == Form::Past && group == i && is_participle(self.word(i)) {
                continue;
            }
            // “...,” a ruling that revealed more.
            if group <= from || matches!(class_at(doc, group - 1), Some(Class::Relative | Class::That)) {
                continue;
            }
            verb = Some((i, cue, group));
            break;
        }
        let (mut verb, mut cue, mut group) = verb?;
        let mut source = from..group;
        // “...,” the paper reported Keller saying.
        if let Some((said, entry, whom)) = self.reported_saying(verb, limit).filter(|_| cue.reports()) {
            (verb, cue, group, source) = (said, entry, said, whom);
        }
        if doc.word(source.end - 1) == ","
            && source.len() > 1
            && !source.clone().any(|i| doc.word(i) == "," && i + 1 < group)
        {
            source.end -= 1;
        }
        let short = source.len() <= 4;
        let fits = match ending {
            Ending::Open => true,
            Ending::Bare => short && (cue.direct() || cue.takes_hearer()) && self.ends_clause(verb, limit),
            Ending::Stop => {
                // “... a worry.” Keller told the council about it: what he told is not what was quoted.
                let other = cue.takes_hearer() && (verb + 1..limit).any(|i| NearQuote::About.has(self.word(i)));
                let own = cue.direct() && self.ends_clause(verb, limit) && next != self.after_comma(verb, limit);
                own && !other
            }
        };
        if !fits || self.has_verb(&source) {
            return None;
        }
        Some(self.adjacent(source, group..verb + 1, verb, cue, Rule::Adjacent))
    }

    /// Whether a phrase names several people by its head: "critics", "the authors of the study".
    fn are_many(&self, phrase: Range<usize>) -> bool {
        let of = phrase.clone().find(|t| class_at(self.doc, *t) == Some(Class::Preposition));
        let head = of.unwrap_or(phrase.end).checked_sub(1).filter(|head| phrase.contains(head));
        head.is_some_and(|head| {
            let word = self.word(head);
            self.doc.tokens[head].kind == TokenKind::Word && (word.ends_with('s') || NearQuote::People.has(word))
        })
    }

    /// A name behind which a page's links stand, up to "MORE" and what is in brackets, and then a verb of speech.
    fn linked(&self, from: usize) -> Option<Attribution> {
        let (name, verb) = self.links(from)?;
        let cue = (verb < self.tokens.end).then(|| cues::verb(self.word(verb))).flatten()?;
        let said = cue.direct() && matches!(cue.form, Form::Past | Form::Third) && !self.quoted(verb);
        said.then(|| self.adjacent(name, verb..verb + 1, verb, cue, Rule::Adjacent))
    }

    /// A name behind which a page's links stand, and the token behind these: "Keller Ana KellerParty leaders meet MORE
    /// (D-Tarrin)".
    pub(super) fn links(&self, from: usize) -> Option<(Range<usize>, usize)> {
        const MAX_LINKS: usize = 90;
        const MAX_TITLE: usize = 6;
        let doc = self.doc;
        let first = doc.mention_at(from).filter(|m| m.kind == MentionKind::Name)?;
        let person = |m: &&claimdiff_annotate::Mention| {
            m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person
        };
        let titled = (from..self.tokens.end.min(from + MAX_TITLE)).filter_map(|t| doc.mention_at(t)).find(person);
        let name = titled.unwrap_or(first);
        let end = doc.tokens_in(name.span).end;
        let line = self.tokens.end.min(end + MAX_LINKS);
        let more = (end..line).find(|t| NearQuote::More.has(self.word(*t)) && *t + 1 < line)?;
        let close = match self.word(more + 1) {
            "(" => (more..line).find(|t| self.word(*t) == ")")?,
            _ => more,
        };
        Some((doc.tokens_in(name.span), close + 1))
    }

    /// Whom somebody reports as saying something: the verb, its entry and who says it, after "reported" in "the paper reported
    /// Keller saying".
    fn reported_saying(&self, verb: usize, limit: usize) -> Option<(usize, Cue, Range<usize>)> {
        let whom = verb + 1..phrase_after(self.doc, verb + 1, limit);
        let said = whom.end + usize::from(whom.end < limit && Closed::As.has(self.word(whom.end)));
        if whom.is_empty() || said >= limit || !opens_phrase(self.doc, whom.start) {
            return None;
        }
        let entry = cues::verb(self.word(said)).filter(|c| c.form == Form::Ing && c.direct())?;
        Some((said, entry, whom))
    }

    /// “...,” as Keller put it.
    fn put(&self, from: usize, limit: usize) -> Option<Attribution> {
        let verb = (from + 1..limit).find(|i| NearQuote::Put.has(self.word(*i)))?;
        let phrase = phrase_after(self.doc, from, verb);
        let whole = phrase == verb && verb + 1 < limit && Closed::It.has(self.word(verb + 1));
        whole.then(|| Attribution {
            source: Some(from..verb),
            cue: Some(verb..verb + 2),
            verb,
            entry: None,
            rule: Rule::Adjacent,
            direct: true,
        })
    }

    /// A past verb that stands where one of speech does, whatever verb it is: “...,” grumbled Keller, and “...,” Keller
    /// grumbled.
    fn unlisted(&self, at: usize, from: usize, limit: usize) -> Option<Attribution> {
        const MAX_APPOSITION_TOKENS: usize = 12;
        const MAX_TITLE: usize = 6;
        let doc = self.doc;
        // "pointed out", "shot back".
        let particle = |at: usize| at < limit && is_particle(self.word(at));
        let past = |at: usize| {
            at < limit
                && !doc.tokens[at].capital
                && class_at(doc, at).is_none()
                && (particle(at + 1) || cues::verb(self.word(at)).is_none_or(|c| !c.direct() && !c.manner()))
                && (self.word(at).ends_with("ed")
                    || doc.tag(at) == Tag::Verb
                        && matches!(doc.verb_form(at), Some(VerbForm::Past | VerbForm::Participle)))
        };
        let whom = |at: usize| {
            let mention = (at < limit).then(|| doc.mention_at(at)).flatten()?;
            let person = mention.kind != MentionKind::Nominal && doc.entity(mention.entity).kind == EntityKind::Person;
            person.then(|| doc.tokens_in(mention.span).end)
        };
        // "House Minority Leader Ana Keller": the words of an office may hold another name.
        let named = |at: usize| {
            let office = |t: &usize| doc.tokens[*t].capital && class_at(doc, *t).is_none();
            whom(at).or_else(|| (at..limit.min(at + MAX_TITLE)).take_while(office).find_map(whom))
        };
        let person = |at: usize| {
            let end = named(at)?;
            // "Keller, D-Tarrin, reacted"
            let closed = (end + 1..limit.min(end + MAX_APPOSITION_TOKENS)).find(|t| self.word(*t) == ",");
            Some(closed.filter(|t| self.word(end) == "," && past(t + 1)).map_or(end, |t| t + 1))
        };
        let attribution = |source: Range<usize>, cue: Range<usize>| Attribution {
            source: Some(source),
            verb: cue.start,
            cue: Some(cue),
            entry: None,
            rule: Rule::Adjacent,
            direct: true,
        };
        if past(from) {
            let name = from + 1 + usize::from(particle(from + 1));
            // “...?” queried the senator
            let described = name < limit
                && self.begins_sentence(at)
                && class_at(doc, name) == Some(Class::Determiner)
                && phrase_after(doc, name, limit) > name + 1;
            if !described {
                person(name)?;
            }
            return Some(attribution(name..phrase_after(doc, name, limit), from..name));
        }
        const MAX_DESCRIBED: usize = 4;
        // “Hands up!” an officer ordered.
        let described = || {
            let end = phrase_after(doc, from, limit);
            let short = (2..=MAX_DESCRIBED).contains(&(end - from)) && class_at(doc, from) == Some(Class::Determiner);
            (short && self.begins_sentence(at)).then_some(end)
        };
        let named = person(from);
        let verb = named.or_else(described)?;
        let end = verb + 1 + usize::from(particle(verb + 1));
        // “It is late,” Keller followed in a statement: the comma tells that somebody says it.
        let last = self.stretches[at].tokens.clone().next_back();
        let speech = self.begins_sentence(at) && !self.is_title(at) && last.is_some_and(|last| self.word(last) == ",");
        let follows = named.is_some() && speech && (end >= limit || class_at(doc, end) != Some(Class::That));
        let ends = end >= limit || doc.tokens[end].kind != TokenKind::Word;
        let closes = ends || follows || named.is_some() && self.ends_clause(end - 1, limit);
        (past(verb) && closes).then(|| attribution(from..verb, verb..end))
    }

    fn adjacent(&self, source: Range<usize>, cue: Range<usize>, verb: usize, entry: Cue, rule: Rule) -> Attribution {
        cues::fired(entry);
        Attribution { source: Some(source), cue: Some(cue), verb, entry: Some(entry), rule, direct: true }
    }

    /// The position of a stretch that follows "said, " or "said: ", or `usize::MAX`.
    fn after_comma(&self, verb: usize, limit: usize) -> usize {
        (verb + 1..limit).find(|i| matches!(self.word(*i), "," | ":")).map_or(usize::MAX, |c| c + 1)
    }

    /// A dash and a name: “...” — Ana Keller, a lawyer
    fn byline(&self, from: usize) -> Option<Attribution> {
        let doc = self.doc;
        const MAX_BYLINE_TOKENS: usize = 16;
        if from >= self.tokens.end || !doc.tokens[from].capital || self.tokens.end - from > MAX_BYLINE_TOKENS {
            return None;
        }
        let end = phrase_after(doc, from, self.tokens.end);
        if end <= from || (from..end).any(|i| cues::verb(doc.word(i)).is_some_and(|c| c.form == Form::Past)) {
            return None;
        }
        Some(Attribution {
            source: Some(from..end),
            cue: Some(from - 1..from),
            verb: from,
            entry: None,
            rule: Rule::DashByline,
            direct: true,
        })
    }

    /// Whether the attribution behind a stretch yields to the one before it: a sentence of its own that follows ("called it
    /// “a shame.” The council agreed"), or who only reports what somebody else says ("Keller called it “a shame,” the Journal
    /// reported").
    pub(crate) fn yields(&self, at: usize, after: &Attribution, before: &Attribution) -> bool {
        if before.entry.is_none() || before.verb >= self.outer[at].start {
            return false;
        }
        // "Keller told the paper that “...,” according to a report": of the report Keller speaks.
        let told = after.rule == Rule::According
            && before.entry.is_some_and(|cue| cue.direct() || cue.takes_hearer())
            && before.source.clone().is_some_and(|s| {
                let named = s.clone().find_map(|t| self.doc.mention_at(t)).filter(|m| m.kind == MentionKind::Name);
                named.is_some_and(|m| self.doc.entity(m.entity).kind == EntityKind::Person)
            });
        let reports = told || after.entry.is_some_and(|cue| cue.reports());
        self.ending(at) == Ending::Stop || reports && before.source.is_some()
    }

    /// Whether a stretch ends with a mark behind which an attribution may stand.
    pub(super) fn ends_open(&self, at: usize) -> bool {
        self.ending(at) == Ending::Open
    }

    /// Whether a stretch is whole sentences, or goes on in the next line.
    pub(crate) fn is_whole(&self, at: usize) -> bool {
        !self.stretches[at].closed
            || self.ending(at) == Ending::Stop
            || self.ending(at) == Ending::Open && self.outer[at].end >= self.tokens.end
    }

    /// How a stretch ends.
    fn ending(&self, at: usize) -> Ending {
        let inner = &self.stretches[at].tokens;
        let Some(last) = inner.clone().next_back() else { return Ending::Bare };
        match self.word(last) {
            "," | "?" | "!" | "—" | "–" | "-" | "--" | ";" => Ending::Open,
            "." | "…" | "..." | "...." => Ending::Stop,
            // “'... effort,'” said Keller.
            _ if self.doc.tokens[last].kind == TokenKind::Mark && inner.len() > 1 => match self.word(last - 1) {
                "," | "?" | "!" => Ending::Open,
                "." => Ending::Stop,
                _ => Ending::Bare,
            },
            _ => Ending::Bare,
        }
    }
}

/// Whether a past form can only be a participle: "written", "given", "sworn".
fn is_participle(word: &str) -> bool {
    word.ends_with("en") || word.ends_with("wn") || word.ends_with("orn")
}

/// Whether a word goes with a verb of speech: "pointed out", "chimed in".
fn is_particle(word: &str) -> bool {
    NearQuote::Particle.has(word)
}

/// How a stretch ends, before its closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// With a comma, a question or exclamation mark, a dash: an attribution may follow.
    Open,
    /// With a full stop.
    Stop,
    /// With a word.
    Bare,
}
