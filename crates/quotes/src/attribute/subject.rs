//! Who a cue verb says it of: its subject, or the agent of a passive.

use std::ops::Range;

use claimdiff_annotate::{Closed, MentionKind, Tag, TokenKind, VerbForm};

use crate::{
    cues::{self, Cue, Form},
    grammar::{Class, class_at, opens_phrase, phrase_after, phrase_before},
    paragraph::Paragraph,
    small::NearQuote,
    words::{self, Sort},
};

impl Paragraph<'_, '_> {
    /// The subject of a cue verb, and where its verb group starts.
    pub(crate) fn subject(&self, verb: usize, cue: Cue, floor: usize) -> Option<(Range<usize>, usize)> {
        let doc = self.doc;
        // "described by Keller as": the agent follows. "was described as" has none.
        if cue.form == Form::Past {
            let limit = self.sentence(verb).end;
            let passive = self.is_passive(verb, floor);
            let by = (verb + 1..limit.min(verb + 4)).find(|i| Closed::By.has(self.word(*i)) && !self.quoted(*i));
            if let Some(by) = by
                && (passive || by == verb + 1)
            {
                let end = phrase_after(doc, by + 1, limit.min(self.next_stretch(by, limit)));
                let end = (by + 1..end).find(|i| Closed::As.has(self.word(*i))).unwrap_or(end);
                return (end > by + 1).then_some((by + 1..end, verb));
            }
            // "a line known as", "the plan drafted in March": a participle without its agent.
            let participle = self.doc.verb_form(verb) == Some(VerbForm::Participle) && !self.is_perfect(verb, floor);
            if passive || participle && !cue.direct() {
                return None;
            }
        }
        let group = self.group_start(verb, floor);
        if cue.form == Form::Ing && !self.is_finite(verb, cue) {
            return self.inherited(verb, floor).map(|s| (s, verb));
        }
        if matches!(cue.form, Form::Base | Form::Third) && group == verb && !self.is_finite(verb, cue) {
            // "to warn that": the subject of the verb above.
            if verb > floor && Closed::To.has(self.word(verb - 1)) && (cue.direct() || cue.naming()) {
                return self.inherited(verb, floor).map(|s| (s, verb));
            }
            return None;
        }
        if group == floor {
            return None;
        }
        if let Some(name) = self.linked_before(group, floor) {
            return Some((name, group));
        }
        let mut end = group;
        // ", and accused": the subject of the verb before.
        let last = self.word(end - 1);
        if Closed::Coordinator.has(last) || last == "," && end >= floor + 2 && Closed::AndBut.has(self.word(end - 2)) {
            return self.inherited(verb, floor).map(|s| (s, group));
        }
        if self.doc.tokens[end - 1].kind == TokenKind::Mark {
            return None;
        }
        if last == "," {
            // Keep the comma for the apposition it closes.
            let phrase = phrase_before(doc, self.unquoted_floor(floor, end), end)?;
            if let Some(whom) = self.described_by(&phrase, floor) {
                return Some((whom, group));
            }
            if phrase.len() > 1 {
                let has_comma = phrase.clone().any(|i| doc.word(i) == "," && i + 1 < end);
                let trimmed = if has_comma { phrase } else { phrase.start..end - 1 };
                return Some((trimmed, group));
            }
            return None;
        }
        // "Keller, who is a lawyer, said" is handled above; "who said" stands for what is before it.
        if class_at(doc, end - 1) == Some(Class::Relative) {
            end = group;
            return Some((end - 1..end, group));
        }
        // "Keller, who in 2010 said".
        if let Some(relative) = self.relative_before_time(floor, end) {
            return Some((relative..relative + 1, group));
        }
        // "a sign that said": what is before it.
        if class_at(doc, end - 1) == Some(Class::That)
            && end >= floor + 2
            && matches!(doc.tokens[end - 2].kind, TokenKind::Word | TokenKind::Number)
            && matches!(class_at(doc, end - 2), None | Some(Class::Determiner))
            && cues::verb(self.word(end - 2)).is_none()
        {
            let phrase = phrase_before(doc, self.unquoted_floor(floor, end - 1), end - 1)?;
            // "posting a photo that said".
            let acts = cues::verb(self.word(phrase.start)).is_some_and(|c| c.form == Form::Ing) && phrase.len() > 1;
            return Some((phrase.start + usize::from(acts)..phrase.end, group));
        }
        let phrase = phrase_before(doc, self.unquoted_floor(floor, end), end)?;
        Some((phrase, group))
    }

    /// The name whose page's links end before a token: "Keller Ana KellerOrsk on the vote MORE (D-Tarrin) said".
    fn linked_before(&self, end: usize, floor: usize) -> Option<Range<usize>> {
        const MAX_LINKS: usize = 90;
        let last = end.checked_sub(1).filter(|t| *t > floor)?;
        if !(NearQuote::More.has(self.word(last)) || self.word(last) == ")") {
            return None;
        }
        let from = floor.max(end.saturating_sub(MAX_LINKS));
        (from..last).find_map(|t| self.links(t).filter(|(_, behind)| *behind == end)).map(|(name, _)| name)
    }

    /// Whom a clause is about in which a phrase stands that a verb follows: "One user who lives near Tarrin, Ark., posted".
    fn described_by(&self, phrase: &Range<usize>, floor: usize) -> Option<Range<usize>> {
        const REACH: usize = 8;
        let doc = self.doc;
        let before = phrase.start.checked_sub(1).filter(|b| *b > floor)?;
        // "who lives near Tarrin", "who knows Keller"
        let governed = class_at(doc, before) == Some(Class::Preposition) || doc.tag(before) == Tag::Verb;
        let low = floor.max(before.saturating_sub(REACH));
        let mut clause = (low..before).rev().take_while(|at| !self.quoted(*at) && doc.word(*at) != ",");
        let who = clause.find(|at| Closed::Who.has(doc.word(*at)))?;
        let whom = phrase_before(doc, self.unquoted_floor(floor, who), who)?;
        (governed && doc.word(whom.end - 1) != ",").then_some(whom)
    }

    /// The subject of the verb that governs a participle, an infinitive or a second verb: that of the nearest finite cue
    /// before it, else the first phrase of the sentence; for a participle that opens the sentence the phrase after it.
    fn inherited(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        if let Some(quoted) = self.quoted_as(verb, floor).or_else(|| self.made_to(verb, floor)) {
            return Some(quoted);
        }
        for i in (floor..verb).rev() {
            if self.quoted(i) {
                continue;
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            if cue.form == Form::Ing || !self.is_finite(i, cue) || self.doc.tokens[i].capital {
                continue;
            }
            // "referenced Keller's campaign promises and said".
            let owned = || (i.saturating_sub(2)..i).any(|at| NearQuote::Whose.has(self.word(at)));
            if cue.form == Form::Third && cues::noun(self.word(i)).is_some() && owned() {
                continue;
            }
            // "Keller, asked by a reporter whether he knew, said".
            if cue.form == Form::Past && i + 1 < verb && Closed::By.has(self.word(i + 1)) {
                continue;
            }
            let group = self.group_start(i, floor);
            if group > floor && (self.word(group - 1) == "," || Closed::Coordinator.has(self.word(group - 1))) {
                // A chain of verbs: go on to its first.
                if self.word(group - 1) != "," {
                    continue;
                }
            }
            // "When Keller asked for a word, the mayor sent a note saying".
            if let Some((source, _)) = self.subject(i, cue, floor)
                && !self.in_closed_clause(&source, group, i, verb)
            {
                return Some(source);
            }
        }
        if verb == floor {
            let limit = self.sentence(verb).end;
            let comma = (verb..limit).find(|i| self.word(*i) == "," && !self.quoted(*i))?;
            return self.first_phrase(comma + 1, limit);
        }
        self.first_phrase(floor, verb)
    }

    /// Whom another is told of as saying something: "quoted Keller, a lawyer, as saying", "showed Keller shouting", "with a
    /// source near him saying", "prompting Keller to declare".
    fn made_to(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        const REACH: usize = 16;
        let doc = self.doc;
        let as_said = verb > floor && Closed::As.has(self.word(verb - 1));
        let joined = as_said || verb > floor && Closed::To.has(self.word(verb - 1));
        let end = verb - usize::from(joined);
        let low = floor.max(end.saturating_sub(REACH));
        let object = |at: usize| {
            at < end && !self.quoted(at) && opens_phrase(doc, at) && class_at(doc, at) != Some(Class::Subject)
        };
        let plain = |from: usize| (from..end).all(|at| doc.word(at) != ",");
        if as_said {
            let cites = |at: &usize| NearQuote::Repeats.has(self.word(*at));
            let cited = (low..end).rev().find(|at| cites(at) && object(at + 1))?;
            return Some(cited + 1..phrase_after(doc, cited + 1, end));
        }
        if let Some(with) = (low..end).rev().find(|at| Closed::With.has(self.word(*at)) && object(at + 1))
            && !joined
            && plain(with + 1)
            && (class_at(doc, with + 1) == Some(Class::Determiner) || doc.mention_at(with + 1).is_some())
            && (with + 1..end).all(|at| {
                let joins = class_at(doc, at) == Some(Class::Conjunction);
                !joins && doc.tag(at) != Tag::Verb && !Closed::Of.has(self.word(at))
            })
        {
            return Some(with + 1..end);
        }
        // The verb whose object it is stands right before it.
        let from = (low + 1..end).rev().find(|at| {
            let verb = matches!(doc.tag(at - 1), Tag::Verb) && !doc.tokens[at - 1].capital;
            verb && object(*at) && plain(*at) && phrase_after(doc, *at, end) >= end
        })?;
        // "issued a statement confirming": who issued it.
        if words::is(doc.word(end - 1), Sort::Document) {
            return None;
        }
        // "told Keller to say" is what Keller may never have said; "prompting Keller to declare" and "led Keller to say" are.
        let named = doc.mention_at(from).is_some_and(|m| m.kind == MentionKind::Name);
        let causes = || doc.word(from - 1).ends_with("ing") || NearQuote::Causes.has(doc.word(from - 1));
        let fits = named && (!joined || causes());
        fits.then_some(from..end)
    }

    /// Of whom a passive tells the saying: "Keller was quoted by the paper as saying", "was heard shouting".
    pub(super) fn quoted_as(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        const REACH: usize = 12;
        let after_as = verb > floor && Closed::As.has(self.word(verb - 1));
        let passive = (floor.max(verb.saturating_sub(REACH))..verb).rev().find(|i| {
            let told = NearQuote::Cited.has(self.word(*i)) && after_as;
            let heard = NearQuote::Perceived.has(self.word(*i)) && *i + 1 == verb;
            (told || heard) && !self.quoted(*i) && self.is_passive(*i, floor)
        })?;
        let group = self.group_start(passive, floor);
        phrase_before(self.doc, self.unquoted_floor(floor, group), group)
    }

    /// The relative before a time of two words that ends before a token: "who in 2010".
    fn relative_before_time(&self, floor: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let relative = end.checked_sub(3).filter(|at| *at >= floor)?;
        let who = class_at(doc, relative) == Some(Class::Relative)
            && class_at(doc, relative + 1) == Some(Class::Preposition)
            && doc.mention_at(end - 1).is_none();
        let span = doc.span(relative + 2..end);
        (who && !doc.within(&doc.times, |t| t.span, span).is_empty()).then_some(relative)
    }

    /// The comma behind a time that begins at a token: "A day later,".
    fn time_before_comma(&self, from: usize, limit: usize) -> Option<usize> {
        const MAX_TOKENS: usize = 6;
        let doc = self.doc;
        let comma = (from + 1..limit.min(from + MAX_TOKENS)).find(|at| doc.word(*at) == ",")?;
        let span = doc.span(from..comma);
        // "Around noon,"
        let second = doc.tokens[from + 1].span.start;
        let covers = |t: &claimdiff_annotate::Time| {
            let about = t.span.start == second && doc.mention_at(from).is_none();
            (t.span.start == span.start || about) && t.span.end == span.end
        };
        doc.within(&doc.times, |t| t.span, span).iter().any(covers).then_some(comma)
    }

    /// The first noun phrase of a clause, after what is set before it: "In March, Keller ...".
    pub(crate) fn first_phrase(&self, floor: usize, limit: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        // "Media playback is unsupported Media caption Keller on the plan:"
        let caption = (floor..limit).rev().find(|at| NearQuote::Caption.has(doc.word(*at)));
        let mut from = caption.map_or(floor, |at| at + 1);
        for _ in 0..3 {
            if from >= limit {
                return None;
            }
            let class = class_at(doc, from);
            let leads = matches!(
                class,
                Some(Class::Preposition | Class::Subordinator | Class::Adverb | Class::That | Class::Relative)
            ) || cues::verb(doc.word(from)).is_some_and(|c| c.form == Form::Ing)
                // "Asked about it, Keller ...", "Pressed on the ferry, she ..."
                || from == floor && doc.tag(from) == Tag::Verb && doc.mention_at(from).is_none();
            if matches!(class, Some(Class::Conjunction)) {
                from += 1;
                continue;
            }
            // "A day later, Keller ..."
            if let Some(comma) = self.time_before_comma(from, limit) {
                from = comma + 1;
                continue;
            }
            if !leads {
                break;
            }
            match (from..limit).find(|i| doc.word(*i) == ",") {
                Some(comma) => from = comma + 1,
                None => from += 1,
            }
        }
        if from >= limit || !opens_phrase(doc, from) || NearQuote::There.has(doc.word(from)) {
            return None;
        }
        let end = phrase_after(doc, from, limit);
        (end > from).then_some(from..end)
    }
}
