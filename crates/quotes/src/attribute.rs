//! Rules that find the cue and the source of words in quotation marks.

use std::ops::Range;

use claimdiff_annotate::{Document, Tag, TokenKind, VerbForm};

use crate::{
    Rule, Stretch,
    cues::{self, Cue, Form},
    grammar::{Class, class_at, opens_phrase, phrase_after, phrase_before},
};

/// How far a sentence is looked at on either side of a token: quotations of several sentences are shorter.
const REACH: usize = 800;

/// Who is quoted by which words: ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    /// The noun phrase that names the source.
    pub(crate) source: Option<Range<usize>>,
    /// The cue with its auxiliaries.
    pub(crate) cue: Option<Range<usize>>,
    /// The verb itself; where clauses and adjuncts hang.
    pub(crate) verb: usize,
    /// The verb's entry.
    pub(crate) entry: Option<Cue>,
    /// The rule that decided.
    pub(crate) rule: Rule,
    /// Whether the words stand as speech of their own and are no part of a clause of the article's.
    pub(crate) direct: bool,
}

/// One line with its stretches at the top level.
pub(crate) struct Paragraph<'d, 's> {
    pub(crate) doc: &'d Document<'d>,
    pub(crate) tokens: Range<usize>,
    pub(crate) stretches: Vec<&'s Stretch>,
    /// The tokens of each stretch with its marks.
    pub(crate) outer: Vec<Range<usize>>,
    /// Where sentences start that do not start inside a stretch.
    starts: Vec<usize>,
}

impl<'d, 's> Paragraph<'d, 's> {
    pub(crate) fn new(doc: &'d Document<'d>, sentences: Range<usize>, stretches: Vec<&'s Stretch>) -> Self {
        let tokens = doc.sentences[sentences.start].tokens.start..doc.sentences[sentences.end - 1].tokens.end;
        let outer: Vec<Range<usize>> = stretches.iter().map(|s| doc.tokens_in(s.outer)).collect();
        let starts = doc.sentences[sentences]
            .iter()
            .map(|s| s.tokens.start)
            .filter(|at| !is_inside(&outer, *at) && opens_sentence(doc, *at, tokens.start))
            .collect();
        Paragraph { doc, tokens, stretches, outer, starts }
    }

    /// The words of a stretch as a paragraph of their own, with the stretches one level deeper.
    pub(crate) fn within(doc: &'d Document<'d>, parent: &Stretch, stretches: Vec<&'s Stretch>) -> Self {
        let tokens = parent.tokens.clone();
        let outer: Vec<Range<usize>> = stretches.iter().map(|s| doc.tokens_in(s.outer)).collect();
        let starts = doc
            .sentences
            .iter()
            .skip(doc.sentence_at(tokens.start))
            .map(|s| s.tokens.start)
            .take_while(|at| *at < tokens.end)
            .filter(|at| tokens.contains(at) && !is_inside(&outer, *at))
            .collect();
        Paragraph { doc, tokens, stretches, outer, starts }
    }

    /// The sentence that holds a token, counted without the sentence ends inside quotation marks; of a very long one the
    /// [`REACH`] tokens before and after.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        let at = self.starts.partition_point(|s| *s <= token);
        let start = if at == 0 { self.tokens.start } else { self.starts[at - 1] };
        let end = self.starts.get(at).copied().unwrap_or(self.tokens.end);
        start.max(token.saturating_sub(REACH))..end.min(token + REACH)
    }

    /// The sentences, counted without the sentence ends inside quotation marks.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.tokens.end]);
        self.starts.iter().copied().zip(ends).map(|(from, to)| from..to)
    }

    /// Whether a token stands between quotation marks.
    pub(crate) fn quoted(&self, token: usize) -> bool {
        let at = self.outer.partition_point(|o| o.end <= token);
        self.outer.get(at).is_some_and(|o| o.start <= token)
    }

    fn word(&self, token: usize) -> &'d str {
        self.doc.word(token)
    }

    /// The end of the stretch a token stands in or before, or `limit`.
    fn next_stretch(&self, from: usize, limit: usize) -> usize {
        let at = self.outer.partition_point(|o| o.start < from);
        self.outer.get(at).map_or(limit, |o| o.start.min(limit))
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

    /// Whether a stretch begins with a capital letter or an ellipsis, as a sentence does.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        self.stretches[at]
            .tokens
            .clone()
            .find(|t| matches!(self.doc.tokens[*t].kind, TokenKind::Word | TokenKind::Number))
            .is_some_and(|t| self.doc.tokens[t].capital || self.doc.tokens[t].kind == TokenKind::Number)
    }

    /// Whether a stretch reads like the title of a work or a show.
    pub(crate) fn is_title(&self, at: usize) -> bool {
        is_title(self.doc, self.stretches[at].tokens.clone())
    }

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
        if self.word(from).eq_ignore_ascii_case("according") && from + 2 < limit && self.word(from + 1) == "to" {
            let end = phrase_after(doc, from + 2, limit);
            return (end > from + 2).then(|| Attribution {
                source: Some(from + 2..end),
                cue: Some(from..from + 2),
                verb: from,
                entry: None,
                rule: Rule::According,
                direct: ending != Ending::Bare || self.begins_sentence(at),
            });
        }
        if matches!(self.word(from), "—" | "–" | "-" | "--" | "―") {
            return self.byline(from + 1);
        }
        // “...,” said Keller
        if let Some(cue) = cues::verb(self.word(from))
            && matches!(cue.form, Form::Past | Form::Third)
            && !doc.tokens[from].capital
            && (cue.direct() || (cue.manner() && ending == Ending::Open))
            && ending != Ending::Stop
            && from + 1 < limit
            && opens_phrase(doc, from + 1)
        {
            let end = phrase_after(doc, from + 1, limit);
            if end > from + 1 && (ending == Ending::Open || cue.lemma == "say" || doc.tokens[from + 1].capital) {
                return Some(self.adjacent(from + 1..end, from..from + 1, from, cue, Rule::Adjacent));
            }
        }
        // “...,” Keller, a lawyer, later said
        if !opens_phrase(doc, from) && class_at(doc, from) != Some(Class::Relative) {
            return None;
        }
        const MAX_SOURCE_TOKENS: usize = 45;
        let mut verb = None;
        for i in from + 1..limit.min(from + MAX_SOURCE_TOKENS) {
            if doc.tokens[i].kind == TokenKind::Stop && doc.word(i) != "." {
                break;
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            if !self.is_finite(i, cue) || doc.tokens[i].capital || !(cue.direct() || cue.manner()) {
                continue;
            }
            if cue.form == Form::Past && self.is_passive(i, from) {
                continue;
            }
            let group = self.group_start(i, from);
            if group <= from || class_at(doc, group - 1) == Some(Class::Relative) && group - 1 > from {
                continue;
            }
            verb = Some((i, cue, group));
            break;
        }
        let (verb, cue, group) = verb?;
        let mut source = from..group;
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
            Ending::Stop => cue.direct() && self.ends_clause(verb, limit) && next != self.after_comma(verb, limit),
        };
        if !fits || self.has_verb(&source) {
            return None;
        }
        Some(self.adjacent(source, group..verb + 1, verb, cue, Rule::Adjacent))
    }

    fn adjacent(&self, source: Range<usize>, cue: Range<usize>, verb: usize, entry: Cue, rule: Rule) -> Attribution {
        cues::fired(entry);
        Attribution { source: Some(source), cue: Some(cue), verb, entry: Some(entry), rule, direct: true }
    }

    /// The position of a stretch that follows "said, " or "said: ", or `usize::MAX`.
    fn after_comma(&self, verb: usize, limit: usize) -> usize {
        (verb + 1..limit).find(|i| matches!(self.word(*i), "," | ":")).map_or(usize::MAX, |c| c + 1)
    }

    /// Whether nothing that could be said follows a verb: only the hearer, time, place or the end.
    fn ends_clause(&self, verb: usize, limit: usize) -> bool {
        let Some(next) = (verb + 1 < limit).then_some(verb + 1) else { return true };
        let t = self.doc.tokens[next];
        match t.kind {
            TokenKind::Stop => true,
            TokenKind::Comma => self.word(next) == ",",
            _ => {
                let hearer = self.is_hearer(verb);
                matches!(class_at(self.doc, next), Some(Class::Preposition | Class::Adverb | Class::Subordinator))
                    && self.word(next) != "whether"
                    && self.word(next) != "how"
                    || crate::grammar::is_day(self.word(next))
                    || hearer
                        && !(verb + 1..limit.min(verb + 8)).any(|i| {
                            class_at(self.doc, i) == Some(Class::That) || class_at(self.doc, i) == Some(Class::Subject)
                        })
            }
        }
    }

    fn is_hearer(&self, verb: usize) -> bool {
        cues::verb(self.word(verb)).is_some_and(Cue::takes_hearer)
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

    /// Whether a form of a verb cue stands as a finite verb.
    pub(crate) fn is_finite(&self, at: usize, cue: Cue) -> bool {
        let before = (at > self.tokens.start).then(|| at - 1);
        let word = before.map_or("", |b| self.word(b));
        let class = before.and_then(|b| class_at(self.doc, b));
        // The tagger tells "comments" the noun from "comments" the verb; a past form it may take for an adjective.
        if cue.form != Form::Past && self.doc.tag(at) != Tag::Verb {
            return false;
        }
        match cue.form {
            Form::Past => true,
            Form::Third => !matches!(class, Some(Class::Determiner | Class::Preposition)) && !is_possessive(word),
            Form::Base => {
                // After a modal, a plural or "they"; not "a report", "the claim".
                matches!(class, Some(Class::Aux | Class::Subject | Class::Relative | Class::Adverb))
                    || class.is_none()
                        && !is_possessive(word)
                        && before.is_some_and(|b| {
                            self.doc.tokens[b].kind == TokenKind::Word
                                && (word.ends_with('s') || self.doc.mention_at(b).is_some() || word == "people")
                        })
            }
            Form::Ing => matches!(word, "is" | "was" | "are" | "were" | "been" | "'s" | "’s"),
            Form::Noun => false,
        }
    }

    /// The start of a verb group: auxiliaries and adverbs before the verb belong to it.
    pub(crate) fn group_start(&self, verb: usize, floor: usize) -> usize {
        let mut at = verb;
        while at > floor && matches!(class_at(self.doc, at - 1), Some(Class::Aux | Class::Adverb)) {
            // The "'s" of "Keller's" is no auxiliary before a past form; it is before "been" only.
            if self.doc.tokens[at - 1].kind == TokenKind::Clitic && self.word(at - 1).ends_with('s') {
                break;
            }
            // A name may look like an adverb; "May" may be a month or a woman.
            if self.doc.tokens[at - 1].capital && at - 1 > floor {
                break;
            }
            at -= 1;
        }
        at
    }

    /// Whether a phrase holds a finite verb outside a relative clause, so that it is no noun phrase.
    fn has_verb(&self, phrase: &Range<usize>) -> bool {
        let mut relative = false;
        for i in phrase.clone() {
            match class_at(self.doc, i) {
                Some(Class::Relative) => relative = true,
                Some(Class::Aux) if !relative && self.doc.tokens[i].kind == TokenKind::Word => return true,
                Some(Class::Subject) if i > phrase.start && !relative => return true,
                _ if self.word(i) == "," => relative = relative && i + 1 < phrase.end,
                _ => {}
            }
        }
        false
    }

    /// The attribution before a stretch: Keller said, “...”; or the clause that holds it: called it “...”.
    pub(crate) fn before(&self, at: usize) -> Option<Attribution> {
        let doc = self.doc;
        let start = self.outer[at].start;
        if start == self.tokens.start || self.starts.binary_search(&start).is_ok() {
            return None;
        }
        let sentence = self.sentence(start - 1);
        let floor = sentence.start;
        let introducer = self.word(start - 1);
        if introducer == ":"
            && let Some(turn) = self.turn(floor, start - 1)
        {
            return Some(turn);
        }
        // A noun right before: his promise to “...”
        if let Some(noun) = self.noun(floor, start) {
            return Some(noun);
        }
        let sets_off = matches!(introducer, "," | ":");
        const MAX_WEAK_TOKENS: usize = 14;
        let mut closed_clause = false;
        let mut weak = None;
        for i in (floor..start).rev() {
            if self.quoted(i) {
                continue;
            }
            if self.word(i) == "," && i + 1 < start {
                closed_clause = true;
            }
            // "according to Keller, the plan is “...”"
            if self.word(i).eq_ignore_ascii_case("according") && i + 2 < start && self.word(i + 1) == "to" {
                let end = phrase_after(doc, i + 2, start);
                if end > i + 2 {
                    return Some(Attribution {
                        source: Some(i + 2..end),
                        cue: Some(i..i + 2),
                        verb: i,
                        entry: None,
                        rule: Rule::According,
                        direct: false,
                    });
                }
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            if doc.tokens[i].capital && i > floor && doc.tokens[i].kind == TokenKind::Word && !self.is_headline(i) {
                continue;
            }
            let distance = start - i;
            let plain = sets_off && distance <= 2;
            // Verbs with many senses need the words right after them or the naming frame.
            if !(cue.direct() || cue.naming() || plain || distance <= MAX_WEAK_TOKENS) {
                continue;
            }
            if cue.manner() && !cue.direct() && !sets_off {
                continue;
            }
            let Some((source, group)) = self.subject(i, cue, floor) else { continue };
            if closed_clause && self.in_closed_clause(&source, group, i, start) {
                continue;
            }
            cues::fired(cue);
            let direct = sets_off
                && (introducer == ":" || distance <= 14)
                && (cue.direct() || cue.manner())
                && (self.begins_sentence(at) || plain);
            let rule = match introducer {
                ":" if direct && distance > 2 => Rule::Colon,
                _ if direct || distance <= 1 => Rule::Adjacent,
                _ => Rule::Clause,
            };
            let found =
                Attribution { source: Some(source), cue: Some(group..i + 1), verb: i, entry: Some(cue), rule, direct };
            // "said that the talks made headway and that": a verb of many senses yields to one that says "that".
            if direct || cue.direct() || cue.naming() || distance <= 2 {
                let reports = (i + 1..start.min(i + 3)).any(|n| self.word(n) == "that");
                return if weak.is_some() && !reports { weak } else { Some(found) };
            }
            weak = weak.or(Some(found));
        }
        if weak.is_some() {
            return weak;
        }
        // A colon with no cue: the sentence's first phrase speaks.
        if introducer == ":" && self.begins_sentence(at) {
            let source = self.first_phrase(floor, start - 1)?;
            return Some(Attribution {
                source: Some(source),
                cue: Some(start - 1..start),
                verb: start - 1,
                entry: None,
                rule: Rule::Colon,
                direct: true,
            });
        }
        None
    }

    /// Whether the paragraph is a headline.
    pub(crate) fn is_headline_line(&self) -> bool {
        self.is_headline(self.tokens.start)
    }

    fn is_headline(&self, token: usize) -> bool {
        self.doc.line_kind(self.doc.sentence_at(token)) == claimdiff_text::LineKind::Headline
    }

    /// Whether a cue stands in a side clause that a comma closed before the words: "if Keller agreed, he would “...”".
    fn in_closed_clause(&self, source: &Range<usize>, group: usize, verb: usize, start: usize) -> bool {
        let subordinator = if source.start > self.tokens.start { self.word(source.start - 1) } else { "" };
        let relative = class_at(self.doc, group.saturating_sub(1)) == Some(Class::Relative);
        let side = relative
            || matches!(
                subordinator,
                "if" | "when"
                    | "while"
                    | "after"
                    | "before"
                    | "because"
                    | "although"
                    | "though"
                    | "since"
                    | "unless"
                    | "If"
                    | "When"
                    | "While"
                    | "After"
                    | "Before"
                    | "Because"
                    | "Although"
                    | "Though"
                    | "Since"
                    | "as"
                    | "As"
            );
        let comma = (verb + 1..start.saturating_sub(1)).any(|i| self.word(i) == "," && !self.quoted(i));
        side && comma
    }

    /// A turn of a transcript: "KELLER: “...”", "Keller: “...”".
    fn turn(&self, floor: usize, colon: usize) -> Option<Attribution> {
        const MAX_NAME_TOKENS: usize = 5;
        if floor != self.tokens.start || colon <= floor || colon - floor > MAX_NAME_TOKENS {
            return None;
        }
        let name = floor..colon;
        name.clone()
            .all(|i| self.doc.tokens[i].capital && self.doc.tokens[i].kind == TokenKind::Word || self.word(i) == ".")
            .then(|| Attribution {
                source: Some(name),
                cue: Some(colon..colon + 1),
                verb: colon,
                entry: None,
                rule: Rule::Turn,
                direct: true,
            })
    }

    /// A turn of a transcript inside the marks: “KELLER: ...”. The name is in capitals.
    pub(crate) fn inner_turn(&self, at: usize) -> Option<Attribution> {
        const MAX_NAME_TOKENS: usize = 4;
        let inner = &self.stretches[at].tokens;
        let colon = inner.clone().take(MAX_NAME_TOKENS + 1).find(|i| self.word(*i) == ":")?;
        let name = inner.start..colon;
        let capitals = |i: usize| self.doc.tokens[i].upper || self.word(i) == ".";
        (!name.is_empty() && name.clone().all(capitals)).then(|| Attribution {
            source: Some(name),
            cue: Some(colon..colon + 1),
            verb: colon,
            entry: None,
            rule: Rule::Turn,
            direct: true,
        })
    }

    /// A noun with its owner right before the words: "Keller's claim that “...”", "his promise to “...”".
    fn noun(&self, floor: usize, start: usize) -> Option<Attribution> {
        let mut at = start;
        // "that", "to", "of", "about how", ":", ",".
        for _ in 0..3 {
            if at == floor {
                return None;
            }
            at -= 1;
            if self.quoted(at) {
                return None;
            }
            if let Some(cue) = cues::noun(self.word(at)) {
                let owner = self.owner(floor, at)?;
                cues::fired(cue);
                return Some(Attribution {
                    source: Some(owner),
                    cue: Some(at..at + 1),
                    verb: at,
                    entry: Some(cue),
                    rule: Rule::Clause,
                    direct: false,
                });
            }
            let joins = matches!(self.word(at), "that" | "to" | "of" | "as" | ":" | ",");
            if !joins {
                return None;
            }
        }
        None
    }

    /// The owner of a noun: "Keller's (adjectives) noun", "his (adjectives) noun"; for "with the explanation that" the
    /// sentence's subject.
    fn owner(&self, floor: usize, noun: usize) -> Option<Range<usize>> {
        const MAX_ADJECTIVES: usize = 3;
        let doc = self.doc;
        let mut at = noun;
        for _ in 0..=MAX_ADJECTIVES {
            if at == floor {
                return None;
            }
            at -= 1;
            let word = self.word(at);
            if is_possessive(word) {
                let source = phrase_before(doc, floor, at)?;
                return Some(source);
            }
            if matches!(word, "his" | "her" | "their" | "its" | "His" | "Her" | "Their" | "Its" | "my" | "our") {
                return Some(at..at + 1);
            }
            if matches!(word, "the" | "a" | "an") {
                return (at > floor && self.word(at - 1) == "with").then(|| self.first_phrase(floor, at - 1)).flatten();
            }
            if class_at(doc, at).is_some() || doc.tokens[at].kind != TokenKind::Word {
                return None;
            }
        }
        None
    }

    /// The subject of a cue verb, and where its verb group starts.
    pub(crate) fn subject(&self, verb: usize, cue: Cue, floor: usize) -> Option<(Range<usize>, usize)> {
        let doc = self.doc;
        // "described by Keller as": the agent follows. "was described as" has none.
        if cue.form == Form::Past {
            let limit = self.sentence(verb).end;
            let passive = self.is_passive(verb, floor);
            let by = (verb + 1..limit.min(verb + 4)).find(|i| self.word(*i) == "by" && !self.quoted(*i));
            if let Some(by) = by
                && (passive || by == verb + 1)
            {
                let end = phrase_after(doc, by + 1, limit.min(self.next_stretch(by, limit)));
                let end = (by + 1..end).find(|i| self.word(*i) == "as").unwrap_or(end);
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
            if verb > floor && self.word(verb - 1) == "to" && (cue.direct() || cue.naming()) {
                return self.inherited(verb, floor).map(|s| (s, verb));
            }
            return None;
        }
        if group == floor {
            return None;
        }
        let mut end = group;
        // ", and accused": the subject of the verb before.
        let last = self.word(end - 1);
        if matches!(last, "and" | "but" | "or")
            || last == "," && end >= floor + 2 && matches!(self.word(end - 2), "and" | "but")
        {
            return self.inherited(verb, floor).map(|s| (s, group));
        }
        if self.doc.tokens[end - 1].kind == TokenKind::Mark {
            return None;
        }
        if last == "," {
            // Keep the comma for the apposition it closes.
            let phrase = phrase_before(doc, self.unquoted_floor(floor, end), end)?;
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
        let phrase = phrase_before(doc, self.unquoted_floor(floor, end), end)?;
        Some((phrase, group))
    }

    /// Whether a form of "be" stands before a past form.
    pub(crate) fn is_passive(&self, verb: usize, floor: usize) -> bool {
        let mut at = verb;
        while at > floor {
            at -= 1;
            if class_at(self.doc, at) != Some(Class::Adverb) {
                break;
            }
        }
        at < verb && matches!(self.word(at), "is" | "was" | "are" | "were" | "be" | "been" | "being" | "got")
    }

    /// Whether a form of "have" stands before a participle.
    fn is_perfect(&self, verb: usize, floor: usize) -> bool {
        (self.group_start(verb, floor)..verb)
            .any(|i| matches!(self.word(i), "has" | "have" | "had" | "'ve" | "’ve" | "'d" | "’d" | "having"))
    }

    /// The first token after the last stretch before `end`.
    fn unquoted_floor(&self, floor: usize, end: usize) -> usize {
        let at = self.outer.partition_point(|o| o.end <= end);
        at.checked_sub(1).map_or(floor, |at| self.outer[at].end.max(floor))
    }

    /// The subject of the verb that governs a participle, an infinitive or a second verb: that of the nearest finite cue
    /// before it, else the first phrase of the sentence; for a participle that opens the sentence the phrase after it.
    fn inherited(&self, verb: usize, floor: usize) -> Option<Range<usize>> {
        for i in (floor..verb).rev() {
            if self.quoted(i) {
                continue;
            }
            let Some(cue) = cues::verb(self.word(i)) else { continue };
            if cue.form == Form::Ing || !self.is_finite(i, cue) || self.doc.tokens[i].capital {
                continue;
            }
            let group = self.group_start(i, floor);
            if group > floor && matches!(self.word(group - 1), "and" | "but" | "or" | ",") {
                // A chain of verbs: go on to its first.
                if self.word(group - 1) != "," {
                    continue;
                }
            }
            if let Some((source, _)) = self.subject(i, cue, floor) {
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

    /// The first noun phrase of a clause, after what is set before it: "In March, Keller ...".
    pub(crate) fn first_phrase(&self, floor: usize, limit: usize) -> Option<Range<usize>> {
        let doc = self.doc;
        let mut from = floor;
        for _ in 0..3 {
            if from >= limit {
                return None;
            }
            let class = class_at(doc, from);
            let leads = matches!(
                class,
                Some(Class::Preposition | Class::Subordinator | Class::Adverb | Class::That | Class::Relative)
            ) || cues::verb(doc.word(from)).is_some_and(|c| c.form == Form::Ing);
            if matches!(class, Some(Class::Conjunction)) {
                from += 1;
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
        if from >= limit || !opens_phrase(doc, from) || matches!(doc.word(from), "There" | "there") {
            return None;
        }
        let end = phrase_after(doc, from, limit);
        (end > from).then_some(from..end)
    }

    /// An attribution at the end of the sentence: the plan is “dead” for now, Keller said.
    pub(crate) fn trailing(&self, at: usize) -> Option<Attribution> {
        let doc = self.doc;
        let from = self.outer[at].end;
        if from >= self.tokens.end {
            return None;
        }
        let sentence = self.sentence(self.outer[at].start);
        if from >= sentence.end {
            return None;
        }
        for i in from..sentence.end {
            if self.quoted(i) {
                continue;
            }
            if self.word(i) == "according" && i + 2 < sentence.end && self.word(i + 1) == "to" {
                let end = phrase_after(doc, i + 2, sentence.end);
                return (end > i + 2).then(|| Attribution {
                    source: Some(i + 2..end),
                    cue: Some(i..i + 2),
                    verb: i,
                    entry: None,
                    rule: Rule::According,
                    direct: false,
                });
            }
            if self.word(i) != "," || i + 2 >= sentence.end {
                continue;
            }
            // ", said Keller" and ", Keller said" up to the end of the sentence.
            if let Some(cue) = cues::verb(self.word(i + 1))
                && cue.direct()
                && matches!(cue.form, Form::Past | Form::Third | Form::Base)
                && opens_phrase(doc, i + 2)
            {
                let end = phrase_after(doc, i + 2, sentence.end);
                if end > i + 2 {
                    cues::fired(cue);
                    return Some(Attribution {
                        source: Some(i + 2..end),
                        cue: Some(i + 1..i + 2),
                        verb: i + 1,
                        entry: Some(cue),
                        rule: Rule::Clause,
                        direct: false,
                    });
                }
            }
            if !opens_phrase(doc, i + 1) {
                continue;
            }
            const MAX_SOURCE_TOKENS: usize = 25;
            for v in i + 2..sentence.end.min(i + MAX_SOURCE_TOKENS) {
                let Some(cue) = cues::verb(self.word(v)) else { continue };
                if !cue.direct()
                    || !self.is_finite(v, cue)
                    || cue.form == Form::Ing
                    || !self.ends_clause(v, sentence.end)
                {
                    continue;
                }
                let group = self.group_start(v, i + 1);
                let source = i + 1..group;
                if source.is_empty()
                    || self.has_verb(&source)
                    || self.next_stretch(source.start, source.end) < source.end
                {
                    break;
                }
                cues::fired(cue);
                return Some(Attribution {
                    source: Some(source),
                    cue: Some(group..v + 1),
                    verb: v,
                    entry: Some(cue),
                    rule: Rule::Clause,
                    direct: false,
                });
            }
        }
        None
    }
}

/// Whether a token stands within one of some ranges, which are sorted and apart, and does not begin it.
fn is_inside(ranges: &[Range<usize>], token: usize) -> bool {
    let at = ranges.partition_point(|r| r.end <= token);
    ranges.get(at).is_some_and(|r| r.start < token)
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

/// Whether words are capitalised but for small ones, as the title of a work or a show.
pub(crate) fn is_title(doc: &Document<'_>, inner: Range<usize>) -> bool {
    const SMALL_BYTES: usize = 4;
    let (mut capitals, mut others) = (0, 0);
    for w in inner.clone().filter(|t| doc.tokens[*t].kind == TokenKind::Word) {
        let t = doc.tokens[w];
        match t.capital {
            true => capitals += 1,
            false if t.span.len() < SMALL_BYTES && class_at(doc, w).is_some() => {}
            false => others += 1,
        }
    }
    let last = inner.clone().next_back().map_or("", |l| doc.word(l));
    capitals >= 1 && others == 0 && !matches!(last, "!" | "?") && !(last == "." && inner.len() <= 2)
}

/// Whether a sentence can start at a token: not with a comma or a closing bracket, as after "(D-N.C.)".
fn opens_sentence(doc: &Document<'_>, token: usize, line: usize) -> bool {
    token == line || !matches!(doc.word(token), "," | ")" | "]" | ";" | ":")
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "’" | "'")
}
