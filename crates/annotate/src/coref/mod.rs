//! Pronouns and nominals resolved to the entities they stand for, where a rule is sure.
//!
//! A pronoun goes to the most salient person of its gender: who was last the subject, how near, how often named.
//! A nominal ("the senator", "the ministry") goes to whom the article gave that title or whose name ends in that word.
//! Inside quotation marks "I", "we" and "you" are the speaker's and stay open; a name inside them is not salient
//! outside. Not supported: reflexives, "one", plural pronouns for several people, cataphora.

use std::sync::LazyLock;

use claimdiff_text::{
    LineKind, Slice, Span,
    table::{self, ClassesOf},
    word_classes,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Closed, Document, EntityId, EntityKind, Gender, Mention, MentionKind, Tag, TokenKind, closed,
    names::lexicon::{self, HEADS, Head, Lower, STOPS, TITLES, TitleClass},
};

/// Adds pronoun and nominal mentions to a document whose names are known.
pub(crate) fn resolve(doc: &mut Document<'_>) {
    let (found, genders, covered) = {
        let mut resolver = Resolver::new(doc);
        resolver.read();
        (resolver.found, resolver.people, resolver.covered)
    };
    if !covered.is_empty() {
        let inside = |m: &Mention| {
            let at = covered.partition_point(|c| c.start <= m.span.start);
            at > 0 && covered[at - 1].contains(m.span)
        };
        doc.mentions.retain(|m| !inside(m));
    }
    for (entity, person) in doc.entities.iter_mut().zip(&genders) {
        if entity.gender.is_none() && person.gender.is_some() {
            entity.gender = person.gender;
            entity.kind = EntityKind::Person;
        }
    }
    if !found.is_empty() {
        doc.mentions.extend(found);
        doc.mentions.sort_by_key(|m| m.span);
    }
}

/// What is remembered of an entity while reading.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    gender: Option<Gender>,
    /// How often it was named or meant so far.
    count: u32,
    /// Its last mention outside quotation marks.
    last: Option<Last>,
    /// The last quotation it was named in, counted from 1; 0 for none.
    quotation: u32,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    sentence: u32,
    token: u32,
    subject: bool,
    speaker: bool,
    /// Whether what was told is so according to it.
    cited: bool,
    /// Whether nobody was named before it in its sentence.
    leads: bool,
    /// Whether a comma stands before it and its verb of speech right behind: "It is late, Roe said".
    set_off: bool,
}

struct Resolver<'d, 'a> {
    doc: &'d Document<'a>,
    /// People by the words of their titles, the first [`MAX_ALIKE`] of each.
    titled: FxHashMap<String, Vec<u32>>,
    /// Bodies by the last word of their names, in lower case; the first [`MAX_ALIKE`] of each.
    bodies: FxHashMap<String, Vec<u32>>,
    people: Vec<State>,
    /// Entities mentioned lately outside quotation marks, the latest last.
    recent: Vec<u32>,
    found: Vec<Mention>,
    /// Descriptions of people, in order, in which a place and a party are no mentions of their own.
    covered: Vec<Span>,
    /// The last sentence in which somebody was named, counted from 1.
    led: u32,
    /// The number of quotations so far.
    quotations: u32,
    /// The token that closed the last one.
    closed: usize,
    /// The last sentence, counted from 1, and token of somebody without a name who speaks: "the minister", "an aide".
    unnamed: Option<(u32, u32)>,
}

/// How many entities are kept in mind: more than a reader would.
const MEMORY: usize = 12;

/// The most people of one title, or bodies of one word, that a description is held against.
const MAX_ALIKE: usize = 64;

/// How far a description between commas reaches.
const LONG_APPOSITION_TOKENS: usize = 24;

/// How many sentences back a pronoun may reach.
const REACH_SENTENCES: u32 = 8;

impl<'d, 'a> Resolver<'d, 'a> {
    fn new(doc: &'d Document<'a>) -> Self {
        let people = doc.entities.iter().map(|e| State { gender: e.gender, ..State::default() }).collect();
        let (mut titled, mut bodies) = (FxHashMap::default(), FxHashMap::default());
        let add = |map: &mut FxHashMap<String, Vec<u32>>, word: &str, entity: u32| {
            if !map.contains_key(word) {
                map.insert(word.to_owned(), Vec::new());
            }
            if let Some(list) = map.get_mut(word)
                && list.len() < MAX_ALIKE
                && list.last() != Some(&entity)
            {
                list.push(entity);
            }
        };
        for (n, e) in doc.entities.iter().enumerate() {
            match e.kind {
                EntityKind::Person => {
                    let titles = e.titles.iter().map(|t| t.of(doc.text()));
                    for word in titles.flat_map(|t| t.split(|c: char| !c.is_alphanumeric() && c != '-')) {
                        let word = Lower::of(word);
                        // One of the "Justices Ann Roe and Tom Hall" is no "justices".
                        add(&mut titled, lexicon::one_title(word.as_str()).unwrap_or(word.as_str()), n as u32);
                        if let Some(title) = TITLES.get(word.as_str()).filter(|t| !t.long.is_empty()) {
                            add(&mut titled, title.long, n as u32);
                        }
                    }
                }
                EntityKind::Organisation => {
                    let last = Lower::of(e.name.rsplit(' ').next().unwrap_or(""));
                    add(&mut bodies, last.as_str(), n as u32);
                }
                _ => {}
            }
        }
        for mention in &doc.mentions {
            let entity = mention.entity.0;
            if doc.entities[entity as usize].kind == EntityKind::Person {
                roles(doc, mention, |word| add(&mut titled, Lower::of(word).as_str(), entity));
            }
        }
        let (recent, found, covered) = (Vec::new(), Vec::new(), Vec::new());
        Resolver {
            doc,
            titled,
            bodies,
            people,
            recent,
            found,
            covered,
            led: 0,
            quotations: 0,
            closed: 0,
            unnamed: None,
        }
    }

    fn read(&mut self) {
        let doc = self.doc;
        let mut mention = 0;
        let mut line = usize::MAX;
        let mut quoted = false;
        let mut linked = 0;
        for (s, sentence) in doc.sentences.iter().enumerate() {
            if sentence.line != line {
                line = sentence.line;
                quoted = false;
            }
            // Who wrote it is nobody whom the text goes on about.
            let aside = matches!(doc.line_kind(s), LineKind::Byline | LineKind::Boilerplate | LineKind::Promo);
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                // "Roe Ann RoeParty leaders meet Doe MORE (D-Tarrin)": what a page links to the name.
                if at < linked {
                    at += 1;
                    continue;
                }
                if let Some(end) = self.links(at) {
                    linked = end;
                    continue;
                }
                let token = doc.tokens[at];
                while mention < doc.mentions.len() && doc.mentions[mention].span.end <= token.span.start {
                    mention += 1;
                }
                if let Some(m) = doc.mentions.get(mention)
                    && m.span.start <= token.span.start
                    && token.span.end <= m.span.end
                {
                    let end = doc.tokens_in(m.span).end.max(at + 1);
                    if aside {
                        at = end;
                        continue;
                    }
                    if !quoted {
                        self.meet(m.entity, s, at, end, sentence.tokens.end);
                    } else {
                        let state = &mut self.people[m.entity.0 as usize];
                        state.count += 1;
                        state.quotation = self.quotations;
                    }
                    linked = (at + 1..end).find_map(|t| self.links(t)).unwrap_or(linked);
                    at = end;
                    continue;
                }
                match token.kind {
                    TokenKind::Mark => {
                        let double = doc.word(at) == "'"
                            && at + 1 < sentence.tokens.end
                            && doc.word(at + 1) == "'"
                            && !doc.tokens[at + 1].spaced;
                        let before = quoted;
                        // The blanks beside a mark tell what it does, where there is one on one side.
                        let glued = at > sentence.tokens.start && !token.spaced;
                        let apart = doc.tokens.get(at + 1).is_none_or(|t| t.spaced);
                        match doc.word(at) {
                            "“" | "”" | "\"" if glued == apart => quoted = !glued,
                            "“" | "«" | "„" => quoted = true,
                            "”" | "»" => quoted = false,
                            "\"" => quoted = !quoted,
                            // Two typewriter apostrophes are one mark in some papers.
                            "'" if double => {
                                quoted = !quoted;
                                at += 1;
                            }
                            _ => {}
                        }
                        if quoted && !before {
                            self.quotations += 1;
                        } else if before && !quoted {
                            self.closed = at;
                        }
                    }
                    TokenKind::Word if !quoted => {
                        let word = doc.word(at);
                        if word.len() <= 4 {
                            let word = closed::of(word);
                            if let Some(gender) = gender(word) {
                                self.pronoun(gender, s, at, sentence.tokens.end);
                            } else if word.has(Closed::The) {
                                at = self.nominal(s, at, sentence.tokens.end);
                                continue;
                            } else if word.has(Closed::ItThey) {
                                self.body(s, at);
                            } else if Class::Single.has(doc.word(at)) {
                                self.stranger(s, at, sentence.tokens.end);
                            }
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
        }
    }

    /// The end of the headlines that a page links to a name, glued to it at a token: the word "MORE" behind them.
    fn links(&self, at: usize) -> Option<usize> {
        const MAX_TOKENS: usize = 90;
        const MIN_BYTES: usize = 3;
        let doc = self.doc;
        let last = at.checked_sub(1).filter(|b| doc.tokens[*b].capital && doc.tokens[*b].span.len() >= MIN_BYTES);
        // Somewhere before stands the name to which the word is glued.
        let token = doc.tokens[at];
        if !token.capital || token.kind != TokenKind::Word || last.is_none() {
            return None;
        }
        let word = doc.word(at);
        let small = word.find(|c: char| c.is_lowercase())?;
        let inner = word.slice(small..).find(|c: char| c.is_uppercase() || c.is_ascii_digit())? + small;
        let name = word.slice(..inner);
        let before = at.saturating_sub(8)..at;
        before.clone().find(|t| name.len() >= MIN_BYTES && doc.word(*t) == name)?;
        (at..doc.tokens.len().min(at + MAX_TOKENS)).find(|t| Class::More.has(doc.word(*t))).map(|more| more + 1)
    }

    /// Remembers a mention of `from..to` outside quotation marks.
    fn meet(&mut self, entity: EntityId, sentence: usize, from: usize, to: usize, end: usize) {
        let word = |back: usize| from.checked_sub(back).map_or("", |at| self.doc.word(at));
        let cited = Closed::To.in_sentence(word(1)) && Closed::According.in_sentence(word(2));
        let speaker = cited || self.speaks(from, to, end);
        // "the Alder Vale migrants came" are not Alder Vale.
        let narrows = self.doc.entity(entity).kind == EntityKind::Other
            && to < end
            && self.doc.tag(to) == Tag::Noun
            && !self.doc.tokens[to].capital;
        let subject = speaker || !narrows && self.is_subject(from, to, end);
        let leads = self.led != sentence as u32 + 1
            && self.doc.entity(entity).kind != EntityKind::Place
            && !self.owns_person(to, end)
            && !self.employs(to, end);
        if leads {
            self.led = sentence as u32 + 1;
        }
        let state = &mut self.people[entity.0 as usize];
        state.count += 1;
        let set_off = word(1) == "," && says(self.doc, to, end);
        let now = Last { sentence: sentence as u32 + 1, token: from as u32, subject, speaker, cited, leads, set_off };
        // The subject of a sentence stays so when it is named again in it.
        state.last = Some(match state.last {
            Some(last) if last.sentence == now.sentence => Last {
                subject: subject || last.subject,
                speaker: speaker || last.speaker,
                set_off: set_off || last.set_off,
                leads: last.leads,
                ..now
            },
            _ => now,
        });
        self.recent.retain(|e| *e != entity.0);
        self.recent.push(entity.0);
        if self.recent.len() > MEMORY {
            self.recent.remove(0);
        }
    }

    /// Whether a word of speech stands next to `from..to`: "Roe said", "said Roe".
    fn speaks(&self, from: usize, to: usize, end: usize) -> bool {
        let doc = self.doc;
        let said = |at: usize| is_said(doc.word(at));
        // "said Roe" after a quotation, but not "asked Roe" or "told Roe" after somebody.
        if from > 1 && said(from - 1) && matches!(doc.tokens[from - 2].kind, TokenKind::Mark | TokenKind::Comma) {
            return true;
        }
        if to >= end {
            return false;
        }
        if said(to) {
            return true;
        }
        let next = doc.tokens[to];
        if next.kind == TokenKind::Word && !next.capital {
            return to + 1 < end && said(to + 1);
        }
        // "Roe, a senator from Ohio, said", "Roe, MD, a senator, said"; "the senator, Roe, said".
        doc.word(to) == ","
            && (to..end.min(to + LONG_APPOSITION_TOKENS)).filter(|&t| doc.word(t) == ",").any(|t| says(doc, t + 1, end))
    }

    /// Whether `from..to` reads like a subject: something like a verb follows, and no preposition stands before it.
    fn is_subject(&self, from: usize, to: usize, end: usize) -> bool {
        if from > 0 && Class::Governs.has(self.doc.word(from - 1)) || self.employs(to, end) {
            return false;
        }
        let Some(next) = (to < end).then(|| self.doc.tokens[to]) else { return false };
        match next.kind {
            TokenKind::Word if !next.capital => {
                let word = self.doc.word(to);
                // "Roe of Ohio agreed" at the start of a sentence.
                if Class::Governs.has(word) && self.start(from) == from {
                    return true;
                }
                !Class::Parts.has(word) && (STOPS.get(word).is_none() || Class::Predicate.has(word))
            }
            // "Roe, a senator from Ohio, said": at the start of a sentence it most often is the subject.
            TokenKind::Comma => {
                let start = self.start(from);
                !matches!(self.doc.word(to), ":" | ";") && (start == from || self.described(start, from))
            }
            TokenKind::Clitic => Closed::Would.has(self.doc.word(to)),
            _ => false,
        }
    }

    /// Where the sentence of a name starts; at the name itself where only what narrows it stands before: "Conservative Sen. Roe".
    fn start(&self, from: usize) -> usize {
        const MAX_TOKENS: usize = 2;
        let start = self.doc.sentences[self.doc.sentence_at(from)].tokens.start;
        let narrows = |at: usize| {
            let class = TITLES.get(Lower::of(self.doc.word(at)).as_str()).map(|t| t.class);
            self.doc.tokens[at].capital && class == Some(TitleClass::Modifier)
        };
        if from - start <= MAX_TOKENS && (start..from).all(narrows) { from } else { start }
    }

    /// Whether from `start` on only a description stands before whom a sentence names at `from`: "Another rival, Roe (D-Ohio),".
    fn described(&self, start: usize, from: usize) -> bool {
        const MAX_TOKENS: usize = 8;
        let doc = self.doc;
        let Some(comma) = from.checked_sub(1).filter(|c| *c > start && from - start <= MAX_TOKENS) else {
            return false;
        };
        let plain = |at: usize| {
            doc.tokens[at].kind == TokenKind::Word && doc.tag(at) != Tag::Verb && !Class::Governs.has(doc.word(at))
        };
        doc.word(comma) == "," && (start..comma).all(plain) && doc.tag(comma - 1) == Tag::Noun
    }

    /// Whether what is named up to `to` only tells whose somebody is who is named: "Roe’s former lawyer Ann West".
    fn owns_person(&self, to: usize, end: usize) -> bool {
        const REACH: usize = 6;
        let doc = self.doc;
        to < end
            && doc.tokens[to].kind == TokenKind::Clitic
            && doc.word(to).ends_with('s')
            && (to + 1..end.min(to + REACH))
                .any(|at| doc.mention_at(at).is_some_and(|m| doc.entity(m.entity).kind == EntityKind::Person))
    }

    /// Whether what is named up to `to` only tells whose somebody is: "Roe" in "Roe lawyer Ann West told the court", "Roe
    /// campaign manager Ann West explained".
    fn employs(&self, to: usize, end: usize) -> bool {
        let doc = self.doc;
        // "House Majority Leader Ann West" is of the house as much.
        let described = |to: usize| {
            to < end
                && doc.mention_at(to).is_some_and(|m| {
                    let titled = m.name.start > m.span.start && m.span.start == doc.tokens[to].span.start;
                    m.kind == MentionKind::Name
                        && (titled || !doc.tokens[to].capital)
                        && doc.entity(m.entity).kind == EntityKind::Person
                })
        };
        // "Roe communication director Ann West"
        let noun = |to: usize| {
            to < end
                && doc.tokens[to].kind == TokenKind::Word
                && !doc.tokens[to].capital
                && !STOPS.contains_key(doc.word(to))
                && doc.tag(to) == Tag::Noun
        };
        if described(to) || noun(to) && described(to + 1) {
            return true;
        }
        let role = to < end && {
            let word = Lower::of(doc.word(to));
            let class = TITLES.get(word.as_str()).map(|t| t.class);
            matches!(class, Some(TitleClass::Office | TitleClass::Role)) && !doc.tokens[to].capital
        };
        let next = to + 1;
        role && next < end && doc.mention_at(next).is_some_and(|m| doc.entity(m.entity).kind == EntityKind::Person)
    }

    fn pronoun(&mut self, gender: Gender, sentence: usize, at: usize, end: usize) {
        let now = sentence as u32 + 1;
        let after_quotation = at == self.closed + 1 && at + 1 < end && is_said(self.doc.word(at + 1));
        let object = Closed::Him.in_sentence(self.doc.word(at));
        // "He added that" at the start of a sentence.
        let opens = self.doc.sentences[sentence].tokens.start == at && at + 1 < end && is_said(self.doc.word(at + 1));
        // "A guard spoke. He added": the guard, unless somebody else was named since.
        let unnamed = self.unnamed.filter(|(s, _)| (opens || after_quotation) && now.saturating_sub(*s) <= 2);
        // "he told Roe": somebody else.
        let hearer = (at + 2 < end && is_said(self.doc.word(at + 1))).then(|| self.doc.mention_at(at + 2)).flatten();
        let hearer = hearer.filter(|m| m.kind == MentionKind::Name).map(|m| m.entity.0);
        let mut best: Option<(i32, u32)> = None;
        for (back, &entity) in self.recent.iter().rev().enumerate() {
            if hearer == Some(entity) {
                continue;
            }
            let state = &self.people[entity as usize];
            // A name of one word that nothing else told may be a surname.
            let person = self.doc.entities[entity as usize].kind == EntityKind::Person;
            if !person && !self.maybe_surname(entity) || state.gender.is_some_and(|g| g != gender) {
                continue;
            }
            let Some(last) = state.last else { continue };
            if unnamed.is_some_and(|(_, token)| last.token < token) {
                continue;
            }
            // A name that may be of anything is a person's where it does what people do.
            if !person && state.gender.is_none() && !last.subject {
                continue;
            }
            let distance = now.saturating_sub(last.sentence);
            if distance > REACH_SENTENCES {
                continue;
            }
            let leader = (opens || after_quotation) && last.leads && last.subject && distance <= 1;
            let mut score = 0;
            score -= 30 * distance.min(4) as i32 + 6 * distance.saturating_sub(4) as i32;
            score += 25 * i32::from(last.subject) + 15 * i32::from(last.speaker);
            score += 8 * (state.count.min(16) as f32).log2() as i32;
            score += 15 * i32::from(state.gender.is_some());
            score -= 6 * back.min(4) as i32;
            // A name that leads the sentence before and acts there is most often a surname.
            if !person && state.gender.is_none() {
                let name = &self.doc.entities[entity as usize].name;
                let rare = leader && !lexicon::is_common(Lower::of(name).as_str());
                score -= if rare { 45 } else { 80 };
            }
            score += 12 * i32::from(last.leads);
            // Who goes on speaking is whom the sentence before was about.
            score += 30 * i32::from(leader);
            // Who was the source of the sentence before speaks on.
            let source = last.cited || last.speaker && (last.leads || last.set_off);
            score += 30 * i32::from((opens || after_quotation) && person && source && distance == 1);
            // "Roe is right," he said: not Roe.
            if after_quotation && state.quotation == self.quotations && self.quotations > 0 {
                score -= 45;
            }
            // "Roe met him": not Roe.
            if object && distance == 0 && last.subject && at as u32 - last.token < 6 {
                score -= 60;
            }
            if best.is_none_or(|(s, _)| score > s) {
                best = Some((score, entity));
            }
        }
        let Some((_, entity)) = best else {
            // Whoever spoke goes on.
            if unnamed.is_some() {
                self.unnamed = Some((now, at as u32));
            }
            return;
        };
        self.people[entity as usize].gender.get_or_insert(gender);
        self.add(EntityId(entity), at..at + 1, MentionKind::Pronoun);
        self.meet(EntityId(entity), sentence, at, at + 1, end);
    }

    /// Whether something that no list tells may be a person: a surname, or two words like a name.
    fn maybe_surname(&self, entity: u32) -> bool {
        let entity = &self.doc.entities[entity as usize];
        let mut words = entity.name.split(' ');
        // "Columbus Day" is nobody.
        let headed = |w: &str| HEADS.contains_key(Lower::of(w).as_str()) || w.bytes().all(|b| b.is_ascii_uppercase());
        entity.kind == EntityKind::Other
            && words.next().is_some()
            && !words.next().is_some_and(headed)
            && words.next().is_none()
    }

    /// "the senator", "the ministry": gives the token to go on at.
    fn nominal(&mut self, sentence: usize, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut to = at + 1;
        let mut party = false;
        // Modifiers in front of the noun: "the former Texas", "the Republican".
        let told = |at: usize| doc.tokens[at].kind == TokenKind::Word || is_age(doc.word(at));
        // "the 36-year-old former health commissioner"
        let aged = at + 1 < end && is_age(doc.word(at + 1));
        let reach = if aged { 6 } else { 4 };
        while to < end && to - at < reach && told(to) {
            let lower = Lower::of(doc.word(to));
            let word = lower.as_str();
            let class = TITLES.get(word).map(|t| t.class);
            let title = matches!(class, Some(TitleClass::Office | TitleClass::Role));
            let head = HEADS.get(word).is_some_and(|h| h.head == Some(Head::Organisation)) && !doc.tokens[to].capital;
            let says = says(doc, to + 1, end);
            let last = says
                || to + 1 >= end
                || doc.tokens[to + 1].kind != TokenKind::Word
                || STOPS.contains_key(doc.word(to + 1));
            // "the singer wrote", where one person alone is called so.
            let role = !title && !head && says && self.titled.get(word).is_some_and(|of| of.len() == 1);
            // "the 29-year-old said".
            let age = says && aged && to == at + 1;
            if (title || head || role || age) && last && (says || !party) {
                // "the prime minister" is no other minister.
                let narrowed = title && to > at + 1 && {
                    let mut phrase = Lower::of(doc.word(to - 1));
                    phrase.push(" ");
                    phrase.push(word);
                    TITLES.contains_key(phrase.as_str())
                };
                let entity = match narrowed {
                    true => self.best_of_both(Lower::of(doc.word(to - 1)).as_str(), word),
                    false => self.best(if head && !title { &self.bodies } else { &self.titled }, word),
                };
                let plain = to == at + 1 && (says || at == self.closed + 1 && self.charged(to, end));
                // "said the billionaire" behind a quotation.
                let said = at == self.closed + 2 && is_said(doc.word(at - 1));
                let entity = entity.or_else(|| match class {
                    Some(TitleClass::Office) if plain => self.speaking(sentence),
                    _ if aged && (says || said || at == self.closed + 1) => {
                        self.speaking(sentence).or_else(|| self.alone(sentence)).or_else(|| self.main())
                    }
                    Some(TitleClass::Role) if (says || said) && Class::Star.has(word) => self.main(),
                    // "the campaign said" is of a person.
                    _ if plain && !title && !Class::Parts.has(word) => self.acting(sentence),
                    _ => None,
                });
                if let Some(entity) = entity {
                    self.add(EntityId(entity), at..to + 1, MentionKind::Nominal);
                    self.meet(EntityId(entity), sentence, at, to + 1, end);
                    return to + 1;
                }
                let acts = says || to + 1 < end && Class::Predicate.has(doc.word(to + 1));
                // "Roe said the mayor was late": of the two Roe speaks.
                let told = at > 0 && (is_said(doc.word(at - 1)) || Closed::That.in_sentence(doc.word(at - 1)));
                if title && acts && !party && (says || !told) {
                    self.unnamed = Some((sentence as u32 + 1, at as u32));
                }
                return at + 1;
            }
            // "the Republican governor"
            let narrows = title || class == Some(TitleClass::Modifier);
            if doc.tokens[to].capital && !narrows || STOPS.contains_key(word) {
                break;
            }
            party |= doc.tokens[to].capital && class == Some(TitleClass::Modifier);
            to += 1;
        }
        self.partisan(sentence, at, end).unwrap_or(at + 1)
    }

    /// Whether a title goes on with what it is for, and a verb of speech follows: "minister for health said".
    fn charged(&self, title: usize, end: usize) -> bool {
        const MAX_TOKENS: usize = 4;
        let doc = self.doc;
        let plain = |at: usize| doc.tokens[at].kind == TokenKind::Word && !doc.tokens[at].capital;
        title + 2 < end
            && (Closed::Of.has(doc.word(title + 1)) || Closed::For.has(doc.word(title + 1)))
            && (title + 2..end.min(title + 2 + MAX_TOKENS)).take_while(|at| plain(*at)).any(|at| is_said(doc.word(at)))
    }

    /// "the Tarrin Democrat said", of whom the sentence before was about: gives the token to go on at.
    fn partisan(&mut self, sentence: usize, at: usize, end: usize) -> Option<usize> {
        const MAX_PLACE_TOKENS: usize = 3;
        let doc = self.doc;
        let member = (at + 1..end.min(at + 2 + MAX_PLACE_TOKENS))
            .take_while(|to| doc.tokens[*to].capital)
            .find(|to| Class::Partisan.has(doc.word(*to)))?;
        let entity = says(doc, member + 1, end).then(|| self.leading(sentence)).flatten()?;
        self.covered.push(doc.span(at..member + 1));
        self.add(EntityId(entity), at..member + 1, MentionKind::Nominal);
        self.meet(EntityId(entity), sentence, at, member + 1, end);
        Some(member + 1)
    }

    /// Who led the sentence of which the words go on: its subject, who was named first.
    fn leading(&self, sentence: usize) -> Option<u32> {
        const REACH_SENTENCES: u32 = 3;
        let now = sentence as u32 + 1;
        self.recent.iter().rev().copied().find(|&e| {
            self.doc.entities[e as usize].kind == EntityKind::Person
                && self.people[e as usize]
                    .last
                    .is_some_and(|l| l.subject && l.leads && l.sentence < now && now - l.sentence <= REACH_SENTENCES)
        })
    }

    /// "a spokesman for the harbour said": remembers somebody without a name who speaks.
    fn stranger(&mut self, sentence: usize, at: usize, end: usize) {
        const MAX_WORDS: usize = 4;
        const REACH: usize = 12;
        let doc = self.doc;
        // "Roe, a member of the council and a lawyer, said" is Roe.
        let set_off = |at: usize| doc.tokens[at].kind == TokenKind::Comma;
        let described = |t: usize| set_off(t) && Class::Single.has(doc.word(t + 1));
        let goes_on = |at: usize| {
            let first = doc.sentences[sentence].tokens.start;
            set_off(at) || Closed::Coordinator.in_sentence(doc.word(at)) && (first..at).any(described)
        };
        if at > 0 && goes_on(at - 1) {
            return;
        }
        let role = (at + 1..end.min(at + 1 + MAX_WORDS)).find(|&to| {
            let class = TITLES.get(Lower::of(doc.word(to)).as_str()).map(|t| t.class);
            matches!(class, Some(TitleClass::Office | TitleClass::Role))
        });
        let Some(to) = role.filter(|&to| to + 1 < end && doc.mention_at(to).is_none()) else { return };
        let said = |t: usize| is_said(doc.word(t));
        let governed = || {
            let verb = Class::Governs.has(doc.word(to + 1)).then(|| (to + 2..end.min(to + REACH)).find(|t| said(*t)));
            verb.flatten()
        };
        let says = if said(to + 1) || at > 0 && said(at - 1) { Some(at) } else { governed() };
        // Of whom "a spokesman for Roe" is one speaks no more than Roe.
        if let Some(told) = says {
            self.unnamed = Some((sentence as u32 + 1, told as u32));
        }
    }

    /// The most salient of the entities of a word that were met so far: named most often, then latest.
    fn best(&self, of: &FxHashMap<String, Vec<u32>>, word: &str) -> Option<u32> {
        let met = of.get(word)?.iter().copied().filter(|&e| self.people[e as usize].count > 0);
        met.max_by_key(|&e| (self.people[e as usize].count, self.people[e as usize].last.map(|l| l.token)))
    }

    /// The most salient of the people with both words in their titles: "prime" and "minister".
    fn best_of_both(&self, modifier: &str, word: &str) -> Option<u32> {
        let (all, of) = (self.titled.get(modifier)?, self.titled.get(word)?);
        let met = of.iter().copied().filter(|e| all.contains(e) && self.people[*e as usize].count > 0);
        met.max_by_key(|&e| (self.people[e as usize].count, self.people[e as usize].last.map(|l| l.token)))
    }

    /// "the president said", where the article calls nobody so: the only person of whom it has just spoken.
    fn speaking(&self, sentence: usize) -> Option<u32> {
        const REACH_SENTENCES: u32 = 2;
        let now = sentence as u32 + 1;
        let near = |e: &u32| {
            let last = self.people[*e as usize].last;
            last.is_some_and(|l| now - l.sentence <= REACH_SENTENCES)
                && (self.doc.entities[*e as usize].kind == EntityKind::Person || self.maybe_surname(*e))
        };
        let mut near = self.recent.iter().rev().copied().filter(near);
        let only = near.next().filter(|_| near.next().is_none())?;
        let state = self.people[only as usize];
        let subject = state.last.is_some_and(|l| l.subject);
        (subject && self.doc.entities[only as usize].kind == EntityKind::Person).then_some(only)
    }

    /// The only person of whom the last sentences have spoken, and not for the first time.
    fn alone(&self, sentence: usize) -> Option<u32> {
        const REACH_SENTENCES: u32 = 2;
        let now = sentence as u32 + 1;
        let near = |e: &u32| {
            self.doc.entities[*e as usize].kind == EntityKind::Person
                && self.people[*e as usize].last.is_some_and(|l| now - l.sentence <= REACH_SENTENCES)
        };
        let mut near = self.recent.iter().rev().copied().filter(near);
        let only = near.next().filter(|_| near.next().is_none());
        only.filter(|e| self.people[*e as usize].count > 1)
    }

    /// The person whom the article has named far more often than any other so far.
    fn main(&self) -> Option<u32> {
        const LEAST: u32 = 3;
        let people = || (0..self.people.len()).filter(|e| self.doc.entities[*e].kind == EntityKind::Person);
        let first = people().max_by_key(|e| self.people[*e].count)?;
        let second = people().filter(|e| *e != first).map(|e| self.people[e].count).max().unwrap_or(0);
        let count = self.people[first].count;
        (count >= LEAST && count >= 2 * second).then_some(first as u32)
    }

    /// The body that was last a subject.
    fn acting(&self, sentence: usize) -> Option<u32> {
        let now = sentence as u32 + 1;
        self.recent.iter().rev().copied().find(|&e| {
            let told = |l: Last| match self.doc.entities[e as usize].kind {
                EntityKind::Organisation => l.subject && now - l.sentence <= 2,
                // What no list knows, or a place that is a body by its last word: it spoke just now.
                EntityKind::Place if !self.is_house(e) => false,
                EntityKind::Other | EntityKind::Place => l.subject && l.speaker && !l.cited && now - l.sentence <= 1,
                _ => false,
            };
            self.people[e as usize].last.is_some_and(told)
        })
    }

    /// Whether what is named is a house, which may stand for the body in it: "the Alder Vale Center".
    fn is_house(&self, entity: u32) -> bool {
        let name = &self.doc.entities[entity as usize].name;
        name.rsplit_once(' ').is_some_and(|(_, last)| HEADS.contains_key(Lower::of(last).as_str()))
    }

    /// "it said", "they announced": the body that was last a subject.
    fn body(&mut self, sentence: usize, at: usize) {
        if at + 1 >= self.doc.tokens.len() || !is_said(self.doc.word(at + 1)) {
            return;
        }
        if let Some(entity) = self.acting(sentence) {
            self.add(EntityId(entity), at..at + 1, MentionKind::Pronoun);
            let end = self.doc.sentences[sentence].tokens.end;
            self.meet(EntityId(entity), sentence, at, at + 1, end);
        }
    }

    fn add(&mut self, entity: EntityId, tokens: std::ops::Range<usize>, kind: MentionKind) {
        let span: Span = self.doc.span(tokens);
        self.found.push(Mention { span, name: span, entity, kind });
    }
}

/// What an article calls a person beside a name, in one word: "Keller's lawyer, Charles Orsk", "the singer Ann West",
/// "Ann West, a singer from Tarrin".
fn roles<'a>(doc: &Document<'a>, name: &Mention, mut role: impl FnMut(&'a str)) {
    const MIN_BYTES: usize = 4;
    const MAX_TOKENS: usize = 8;
    let tokens = doc.tokens_in(name.span);
    let sentence = &doc.sentences[doc.sentence_at(tokens.start)];
    let noun = |at: usize| {
        let token = doc.tokens[at];
        let word = doc.word(at);
        token.kind == TokenKind::Word
            && !token.capital
            && word.len() >= MIN_BYTES
            && !STOPS.contains_key(word)
            && !is_said(word)
    };
    let opens = |at: usize| Closed::OpensRole.in_sentence(doc.word(at));
    let before = tokens.start - sentence.tokens.start.min(tokens.start);
    if before >= 1 && noun(tokens.start - 1) {
        role(doc.word(tokens.start - 1));
    } else if before >= 3 && doc.word(tokens.start - 1) == "," && noun(tokens.start - 2) && opens(tokens.start - 3) {
        role(doc.word(tokens.start - 2));
    }
    let end = sentence.tokens.end;
    if tokens.end + 2 >= end || doc.word(tokens.end) != "," || !opens(tokens.end + 1) {
        return;
    }
    let phrase = (tokens.end + 2..end.min(tokens.end + MAX_TOKENS))
        .take_while(|at| doc.tokens[*at].kind == TokenKind::Word && !STOPS.contains_key(doc.word(*at)));
    // "In Tarrin, the mayor also said" describes nobody.
    let closed = |at: usize| {
        let next = (at + 1).min(end - 1);
        doc.tokens[next].kind != TokenKind::Word
            || Class::Governs.has(doc.word(next))
            || Closed::Who.has(doc.word(next))
    };
    if let Some(head) = phrase.last().filter(|at| noun(*at) && closed(*at)) {
        role(doc.word(head));
    }
}

/// The gender of a pronoun.
fn gender(word: ClassesOf<Closed>) -> Option<Gender> {
    if word.has(Closed::Male) { Some(Gender::Male) } else { word.has(Closed::Female).then_some(Gender::Female) }
}

word_classes! {
    /// A class of small words beside a name.
    enum Class in "coref/words", include_str!("words.tsv") => {
        /// A name after it is no subject: "of".
        Governs = "governs",
        /// A name before it is no subject: "and".
        Parts = "parts",
        /// A grammar word that is a verb, or that a verb follows: "has", "also".
        Predicate = "predicate",
        /// Stands between a name and its verb: "then".
        Adverb = "adverb",
        /// Opens the description of somebody new: "a", "one".
        Single = "single",
        /// Calls somebody by a party: "Democrat".
        Partisan = "partisan",
        /// Ends the headlines that a page links to a name.
        More = "more",
        /// Tells what somebody is by himself, of nobody else: "singer", not "lawyer".
        Star = "star",
    }
}

/// Whether a word tells an age: "29-year-old".
pub(crate) fn is_age(word: &str) -> bool {
    word.ends_with("-year-old")
}

/// Whether a name after a word is no subject: "of".
pub(crate) fn governs(word: &str) -> bool {
    Class::Governs.has(word)
}

/// Verbs that follow or precede who speaks, in the forms news text uses.
static SPEECH: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| table::rows(include_str!("speech.tsv")).map(|row| row.cells[0]).collect());

pub(crate) fn is_said(word: &str) -> bool {
    let said = SPEECH.contains(word);
    if said {
        table::hit("speech", word);
    }
    said
}

/// Whether a verb of speech stands at a token before `end`, perhaps behind an adverb: "jokingly said".
fn says(doc: &Document, at: usize, end: usize) -> bool {
    let said = |at: usize| at < end && is_said(doc.word(at));
    said(at) || at < end && is_adverb(doc.word(at)) && said(at + 1)
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") || Class::Adverb.has(word)
}

#[cfg(test)]
mod tests {
    use crate::names::tests::resolved;

    #[test]
    fn cases() {
        claimdiff_cases::check(
            "coref/en.cases",
            include_str!("en.cases"),
            &[("speech", include_str!("speech.tsv")), ("coref/words", include_str!("words.tsv"))],
            resolved,
        );
    }
}
