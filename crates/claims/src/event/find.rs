//! Finding events: every word of `en.tsv` that names one makes a draft, and drafts of the same event are joined.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Document, EntityId, EntityKind, MentionKind, Sentence, Tag, TimeKind, TokenKind};
use claimdiff_text::{Days, LineKind, Span};
use smallvec::SmallVec;

use super::{Event, EventId, EventKind, Place};
use crate::words::{Phrases, Words};

/// How a word names an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// "the talks", "a meeting".
    Noun,
    /// "meetings".
    Many,
    /// "met": its subject and object take part.
    Verb,
    /// "killed": an event only where its sentence names no other.
    Harm,
    /// "posted": its subject says something.
    Post,
    /// "in exchange for".
    Exchange,
}

static NAMES: LazyLock<Phrases<(EventKind, Form)>> = LazyLock::new(|| {
    Phrases::new("event", include_str!("en.tsv"), |cells| {
        let kind = match cells[0] {
            "meeting" => EventKind::Meeting,
            "call" => EventKind::Call,
            "attack" => EventKind::Attack,
            "accident" => EventKind::Accident,
            "disaster" => EventKind::Disaster,
            "exchange" => EventKind::Exchange,
            "statement" => EventKind::Statement,
            "vote" => EventKind::Vote,
            "poll" => EventKind::Poll,
            "trial" => EventKind::Trial,
            "deal" => EventKind::Deal,
            "protest" => EventKind::Protest,
            _ => EventKind::War,
        };
        let form = match cells[1] {
            "noun" => Form::Noun,
            "many" => Form::Many,
            "verb" => Form::Verb,
            "harm" => Form::Harm,
            "post" => Form::Post,
            _ => Form::Exchange,
        };
        (kind, form)
    })
});

static VENUES: LazyLock<Words<()>> = LazyLock::new(|| Words::new("event/venues", include_str!("venues.tsv"), |_| ()));

/// How a mention is determined, which tells whether it names an event already told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Definite {
    /// "the talks", "this conversation", "his visit": one that is known.
    Known,
    /// "a meeting", "another round", "multiple rounds": a new one.
    New,
    /// "talks", "met": either.
    Open,
}

/// A mention of an event with what its sentence tells of it.
struct Draft {
    kind: EventKind,
    form: Form,
    span: Span,
    definite: Definite,
    participants: SmallVec<[EntityId; 4]>,
    place: Option<Place>,
    venue: Option<String>,
    time: Option<Days>,
    background: bool,
    sentence: usize,
}

/// Finds the events of a document.
pub(crate) fn find(doc: &Document<'_>, lower: &str) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for (id, sentence) in doc.sentences.iter().enumerate() {
        let reader = Reader { doc, lower, sentence, id };
        let tied = reader.tied();
        let ids: SmallVec<[usize; 4]> = reader.drafts().into_iter().map(|d| join(doc, &mut events, d)).collect();
        if tied && let Some(&id) = ids.first() {
            tie(&mut events, id, &ids);
        }
    }
    date_the_lead(doc, &mut events);
    events
}

struct Reader<'d> {
    doc: &'d Document<'d>,
    lower: &'d str,
    sentence: &'d Sentence,
    id: usize,
}

impl<'d> Reader<'d> {
    fn word(&self, t: usize) -> &'d str {
        self.doc.tokens[t].span.of(self.lower)
    }

    /// The word a few tokens before another, empty beyond the beginning of the sentence.
    fn before(&self, t: usize, n: usize) -> &'d str {
        if t >= self.sentence.tokens.start + n { self.word(t - n) } else { "" }
    }

    fn after(&self, t: usize) -> &'d str {
        if t < self.sentence.tokens.end { self.word(t) } else { "" }
    }

    fn tag_after(&self, t: usize) -> Tag {
        if t < self.sentence.tokens.end { self.doc.tag(t) } else { Tag::Punct }
    }

    fn drafts(&self) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let limit = self.sentence.tokens.end;
        let mut at = self.sentence.tokens.start;
        while at < limit {
            let Some(name) = NAMES.at(at, limit, |t| self.word(t)) else {
                at += 1;
                continue;
            };
            let end = at + name.tokens;
            if self.means_event(at, end, name.class) {
                NAMES.hit(name);
                drafts.push(self.draft(at..end, name.class));
            }
            at = end;
        }
        if drafts.iter().any(|d| d.form != Form::Harm && violent(d.kind)) {
            drafts.retain(|d| d.form != Form::Harm);
        } else {
            // One sentence tells of one killing: "shot and killed".
            let mut seen = false;
            drafts.retain(|d| d.form != Form::Harm || !std::mem::replace(&mut seen, true));
        }
        drafts
    }

    /// Whether a word that names events also does so here: "on strike", "call for", "struck a deal" do not.
    fn means_event(&self, at: usize, end: usize, (kind, form): (EventKind, Form)) -> bool {
        let first = self.word(at);
        let previous = self.before(at, 1);
        match form {
            Form::Noun | Form::Many => {
                if end - at == 1 {
                    let verb = matches!(
                        previous,
                        "to" | "will"
                            | "would"
                            | "could"
                            | "can"
                            | "may"
                            | "might"
                            | "should"
                            | "must"
                            | "not"
                            | "n't"
                            | "n’t"
                            | "did"
                            | "do"
                            | "does"
                            | "they"
                            | "we"
                            | "i"
                            | "you"
                            | "he"
                            | "she"
                            | "who"
                    );
                    let determined = matches!(previous, "the" | "a" | "an" | "this" | "two" | "three")
                        && !matches!(self.tag_after(end), Tag::Noun | Tag::Propn | Tag::Adj);
                    if verb || !determined && matches!(self.doc.tag(at), Tag::Verb | Tag::Adj) {
                        return false;
                    }
                }
                match first {
                    "strike" | "strikes" => {
                        !matches!(previous, "on" | "hunger" | "general" | "labor" | "labour" | "rail")
                    }
                    "fire" => !matches!(previous, "opened" | "open" | "under" | "returned" | "exchanged" | "on"),
                    "call" | "calls" => end - at > 1 || matches!(self.after(end), "with" | "between"),
                    "visit" | "visits" => self.after(end) != "the",
                    "rally" | "crush" | "primary" | "post" | "address" | "march" | "storm" | "survey" => {
                        matches!(previous, "a" | "an" | "the" | "this" | "that" | "'s" | "’s") || end - at > 1
                    }
                    "conflict" | "war" => {
                        !matches!(previous, "cold" | "of") && self.after(end) != "of" && self.after(end) != "-"
                    }
                    "deal" | "agreement" => self.after(end) != "of",
                    "shooting" | "killing" | "bombing" | "shelling" => {
                        let noun = matches!(
                            previous,
                            "a" | "the"
                                | "this"
                                | "that"
                                | "'s"
                                | "’s"
                                | "his"
                                | "her"
                                | "mass"
                                | "fatal"
                                | "deadly"
                                | "in"
                        );
                        noun || matches!(self.after(end), "of" | "at" | "in" | "on") && !is_be(previous)
                    }
                    _ => true,
                }
            }
            Form::Verb => {
                let next = self.after(end);
                match first {
                    "hit" | "struck" => {
                        !matches!(next, "a" | "by" | "it" | "an" if !self.weapon_before(at)) && self.weapon_before(at)
                    }
                    "met" => !matches!(next, "the" | "all" | "its" | "their" | "expectations") && !is_be(previous),
                    "collapsed" | "sank" => kind == EventKind::Accident && !matches!(next, "to" | "into" | "in"),
                    "hosted" | "attacked" => !self.doc.tokens[at].capital,
                    _ => true,
                }
            }
            Form::Harm => first != "killing" || matches!(previous, "the" | "a"),
            Form::Post => {
                matches!(next_prep(self.after(end)), Some("on" | "to")) || matches!(self.after(end), ":" | ",")
            }
            Form::Exchange => true,
        }
    }

    /// Whether a weapon or a force is the subject of a verb: "Russian bombs hit".
    fn weapon_before(&self, at: usize) -> bool {
        (1..=5).any(|n| {
            matches!(
                self.before(at, n),
                "bombs"
                    | "bomb"
                    | "missiles"
                    | "missile"
                    | "rockets"
                    | "rocket"
                    | "drones"
                    | "drone"
                    | "shells"
                    | "shell"
                    | "forces"
                    | "troops"
                    | "jets"
                    | "warplanes"
                    | "aircraft"
                    | "artillery"
                    | "bullets"
                    | "gunmen"
                    | "strikes"
                    | "earthquake"
                    | "quake"
                    | "warplane"
                    | "mortar"
                    | "mortars"
                    | "tank"
            )
        })
    }

    fn draft(&self, tokens: Range<usize>, (kind, form): (EventKind, Form)) -> Draft {
        let (at, end) = (tokens.start, tokens.end);
        let (definite, earlier) = self.determination(at);
        let mut participants = SmallVec::new();
        match kind {
            EventKind::Statement => participants.extend(self.subject(at, form)),
            EventKind::War => self.modifiers(at, &mut participants),
            EventKind::Meeting | EventKind::Call | EventKind::Deal => {
                self.modifiers(at, &mut participants);
                participants.extend(self.subject(at, form));
                self.partners(end, form == Form::Verb, &mut participants);
            }
            EventKind::Attack => self.modifiers(at, &mut participants),
            _ => {}
        }
        participants.sort();
        participants.dedup();
        let place = self.place(at, end, kind);
        let hypothetical = (1..=5).any(|n| {
            matches!(
                self.before(at, n),
                "would" | "could" | "may" | "might" | "if" | "possible" | "future" | "planned" | "possibility"
            )
        });
        Draft {
            kind,
            form,
            span: self.doc.span(tokens),
            definite,
            participants,
            venue: self.venue(end),
            place,
            // A war's date is that of its beginning, which a claim tells.
            time: if kind == EventKind::War { None } else { self.time(at) },
            background: earlier || hypothetical || (form == Form::Many && !violent(kind)) || self.repeated(end),
            sentence: self.id,
        }
    }

    /// Whether more than one is told of: "met twice earlier".
    fn repeated(&self, end: usize) -> bool {
        (end..self.sentence.tokens.end.min(end + 5)).any(|t| matches!(self.word(t), "twice" | "thrice" | "times"))
    }

    /// The determiner of the noun phrase that ends at a token, and whether it is told of as earlier or later.
    fn determination(&self, at: usize) -> (Definite, bool) {
        let mut earlier = false;
        for n in 1..=7 {
            let word = self.before(at, n);
            match word {
                "" => break,
                "the" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its" | "'s" | "’s" => {
                    return (Definite::Known, earlier);
                }
                "a" | "an" | "another" | "new" | "further" | "multiple" | "several" | "second" | "two" | "no"
                | "any" | "similar" | "many" | "some" | "more" => return (Definite::New, earlier),
                "previous" | "earlier" | "past" | "next" | "future" | "possible" | "upcoming" | "potential"
                | "planned" | "prior" | "possibility" | "resuming" | "direct" => earlier = true,
                "of" | "and" | "in" | "on" | "with" | "to" | "for" | "at" | "by" | "," | "from" | "after"
                | "during" => break,
                _ => {}
            }
        }
        (Definite::Open, earlier)
    }

    /// Names right before a noun: "Russian attack", "the Keller-Marek summit", "Washington talks".
    fn modifiers(&self, at: usize, out: &mut SmallVec<[EntityId; 4]>) {
        for t in (self.sentence.tokens.start.max(at.saturating_sub(4))..at).rev() {
            let word = self.word(t);
            let outside = matches!(self.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop) || is_link(word);
            if outside || matches!(word, "the" | "a" | "an" | "this" | "that" | "his" | "her" | "their" | "its") {
                break;
            }
            if let Some(m) = self.doc.mention_at(t)
                && m.kind == MentionKind::Name
            {
                out.push(m.entity);
            }
        }
    }

    /// The person who does it: the subject of the verb, or of the light verb that governs the noun ("held talks").
    fn subject(&self, at: usize, form: Form) -> Option<EntityId> {
        const REACH: usize = 10;
        const ADVERBS: usize = 3;
        let first = self.sentence.tokens.start;
        let mut verb = at;
        if matches!(form, Form::Noun | Form::Many) {
            let floor = first.max(at.saturating_sub(REACH));
            let mut t = at;
            let mut phrase = true;
            loop {
                if t == floor {
                    return None;
                }
                t -= 1;
                phrase &= !is_link(self.word(t)) || self.word(t) == "of";
                if phrase && matches!(self.word(t), "'s" | "’s" | "his" | "her") {
                    let m = self.doc.mention_at(if self.doc.tokens[t].kind == TokenKind::Clitic {
                        t.checked_sub(1)?
                    } else {
                        t
                    })?;
                    return (self.doc.entity(m.entity).kind == EntityKind::Person).then_some(m.entity);
                }
                if is_light_verb(self.word(t)) {
                    verb = t;
                    break;
                }
                if matches!(self.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark) {
                    return None;
                }
            }
        }
        let mut t = verb;
        let mut gap = 0;
        while t > first && gap <= ADVERBS {
            t -= 1;
            if self.word(t) == "," {
                // ", a close ally of Jones, held": the subject stands before the apposition.
                let open = (first..t).rev().take(20).find(|c| self.word(*c) == ",")?;
                t = open;
                continue;
            }
            if let Some(m) = self.doc.mention_at(t) {
                return (self.doc.entity(m.entity).kind == EntityKind::Person).then_some(m.entity);
            }
            if matches!(self.doc.tokens[t].kind, TokenKind::Stop | TokenKind::Mark | TokenKind::Comma) {
                return None;
            }
            gap += 1;
        }
        None
    }

    /// Whom it is with: "with X", "between X and Y"; of a verb, its object.
    fn partners(&self, end: usize, verb: bool, out: &mut SmallVec<[EntityId; 4]>) {
        const REACH: usize = 12;
        let limit = self.sentence.tokens.end.min(end + REACH);
        let link = (end..limit)
            .take_while(|t| self.doc.tokens[*t].kind != TokenKind::Stop)
            .find(|t| matches!(self.word(*t), "with" | "between" | "among"));
        let from = match link {
            Some(t) => t + 1,
            None if verb => end,
            None => return,
        };
        let mut gap = 0;
        let mut t = from;
        let mut found = 0;
        while t < self.sentence.tokens.end && gap < 5 {
            match self.doc.mention_at(t) {
                Some(m) => {
                    // A demonym or a country before a person is no partner: "Polish President Anton Marek".
                    let last = self.doc.tokens_in(m.span).end.max(t + 1);
                    let person = self.doc.entity(m.entity).kind == EntityKind::Person;
                    let before_person = !person
                        && self.doc.mentions_in(self.id).iter().any(|n| {
                            n.span.start > m.span.start
                                && self.doc.tokens_in(n.span).start <= last + 3
                                && self.doc.entity(n.entity).kind == EntityKind::Person
                        });
                    if !before_person {
                        out.push(m.entity);
                        found += 1;
                    }
                    t = last;
                    gap = 0;
                    if found > 0 && !matches!(self.after(t), "and" | "," | "officials" | "leaders" | "'s" | "’s") {
                        break;
                    }
                    // A list goes on over "and", but not over a comma and a description.
                    if found > 0 && self.after(t) == "," && link.is_none() {
                        break;
                    }
                }
                None => {
                    if matches!(self.doc.tokens[t].kind, TokenKind::Stop) || (found > 0 && self.word(t) == ",") {
                        break;
                    }
                    gap += 1;
                    t += 1;
                }
            }
        }
    }

    /// Where: "in Moscow" after it, else before it, else a place that stands before the noun ("the Alaska summit").
    fn place(&self, at: usize, end: usize, kind: EventKind) -> Option<Place> {
        let after = self.place_in(end..self.sentence.tokens.end.min(end + 28), kind);
        after.or_else(|| self.place_in(self.sentence.tokens.start..at, kind)).or_else(|| {
            let m = self.doc.mention_at(at.checked_sub(1)?)?;
            let entity = self.doc.entity(m.entity);
            // A demonym names a side, no place: its span is not the name of the place.
            let named = m.name.of(self.doc.text()) == entity.name;
            let site = matches!(entity.kind, EntityKind::Place | EntityKind::Organisation)
                && kind == EventKind::Meeting
                || entity.kind == EntityKind::Place;
            (at > self.sentence.tokens.start && site && named).then(|| Place { key: entity.key.clone(), span: m.name })
        })
    }

    fn place_in(&self, tokens: Range<usize>, kind: EventKind) -> Option<Place> {
        let target = matches!(kind, EventKind::Attack | EventKind::War);
        let mut t = tokens.start;
        while t < tokens.end {
            let word = self.word(t);
            let elsewhere =
                matches!(word, "since" | "when" | "after" | "before" | "that" | "while" | "amid" | "despite");
            if self.doc.tokens[t].kind == TokenKind::Stop || elsewhere {
                return None;
            }
            let site = matches!(word, "in" | "at" | "near" | "outside" | "across" | "inside")
                || word == "on"
                    && (t + 1..tokens.end.min(t + 6))
                        .any(|p| matches!(self.word(p), "territory" | "soil" | "island" | "border" | "outskirts"));
            if site || target && matches!(word, "on" | "of" | "against" | "targeting") {
                const REACH: usize = 7;
                for p in t + 1..tokens.end.min(t + 1 + REACH) {
                    if let Some(m) = self.doc.mention_at(p) {
                        let entity = self.doc.entity(m.entity);
                        let adjective =
                            m.name.of(self.doc.text()).ends_with("an") && entity.key != m.name.of(self.lower);
                        let owner = matches!(self.after(self.doc.tokens_in(m.span).end), "'s" | "’s");
                        if entity.kind == EntityKind::Place && m.kind == MentionKind::Name && !adjective && !owner {
                            return Some(Place { key: entity.key.clone(), span: m.name });
                        }
                    }
                    if matches!(self.doc.tokens[p].kind, TokenKind::Comma | TokenKind::Stop)
                        || is_link(self.word(p)) && p > t + 1 && self.word(p) != "of"
                    {
                        break;
                    }
                }
            }
            t += 1;
        }
        None
    }

    /// The building or site: "at the presidential library".
    fn venue(&self, end: usize) -> Option<String> {
        const REACH: usize = 28;
        const LONGEST: usize = 6;
        let limit = self.sentence.tokens.end.min(end + REACH);
        let mut t = end;
        while t < limit {
            if matches!(self.word(t), "at" | "in" | "inside" | "outside" | "near" | "hit" | "struck") || t == end {
                let mut from = t + usize::from(t != end || self.word(t) == "at" || self.word(t) == "in");
                while from < limit && matches!(self.word(from), "the" | "a" | "an" | "his" | "her" | "their") {
                    from += 1;
                }
                for v in from..limit.min(from + LONGEST) {
                    let word = self.word(v);
                    if VENUES.get(word).is_some() {
                        VENUES.hit(word);
                        return Some(
                            self.doc.span(from..v + 1).of(self.lower).split_whitespace().collect::<Vec<_>>().join(" "),
                        );
                    }
                    if matches!(self.doc.tokens[v].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark)
                        || is_link(word)
                    {
                        break;
                    }
                }
            }
            t += 1;
        }
        None
    }

    /// When: the date nearest to it in its sentence.
    fn time(&self, at: usize) -> Option<Days> {
        let here = self.doc.tokens[at].span.start;
        self.doc
            .times_in(self.id)
            .iter()
            .filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time) && !t.value.ends_with("_REF"))
            .filter_map(|t| Some((t.span.start.abs_diff(here), t.days?)))
            .min_by_key(|(gap, _)| *gap)
            .map(|(_, days)| days)
    }

    /// Whether the sentence says that something was on the day of another event.
    fn tied(&self) -> bool {
        self.sentence.tokens.clone().any(|t| match self.word(t) {
            "same" => self.after(t + 1) == "day",
            "hours" | "minutes" => matches!(self.after(t + 1), "before" | "after" | "earlier" | "later" | "ahead"),
            _ => false,
        })
    }
}

/// Kinds of events that have victims. Several of them are often one: "airstrikes killed 12".
fn violent(kind: EventKind) -> bool {
    matches!(kind, EventKind::Attack | EventKind::Accident | EventKind::Disaster | EventKind::Protest)
}

/// Verbs that only say that an event took place: who does them takes part.
fn is_light_verb(word: &str) -> bool {
    matches!(
        word,
        "held"
            | "hold"
            | "holds"
            | "holding"
            | "had"
            | "has"
            | "have"
            | "having"
            | "concluded"
            | "concludes"
            | "conducted"
            | "attended"
            | "began"
            | "begin"
            | "opened"
            | "finished"
            | "completed"
            | "resumed"
            | "into"
            | "gave"
            | "gives"
            | "made"
            | "delivered"
            | "issued"
            | "ended"
            | "joined"
            | "left"
    )
}

fn next_prep(word: &str) -> Option<&str> {
    matches!(word, "on" | "to" | "in").then_some(word)
}

fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being" | "be" | "is" | "are")
}

/// Words that part a noun phrase from what stands around it.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "and"
            | "in"
            | "on"
            | "with"
            | "to"
            | "for"
            | "at"
            | "by"
            | "from"
            | "after"
            | "during"
            | "that"
            | "which"
            | "where"
            | "who"
            | "was"
            | "were"
            | "is"
            | "are"
            | "as"
    )
}

/// Joins a draft to the event it names, or makes a new one of it.
fn join(doc: &Document<'_>, events: &mut Vec<Event>, draft: Draft) -> usize {
    let same = events.iter().rposition(|e| names(doc, e, &draft));
    match same {
        Some(id) => {
            let e = &mut events[id];
            for p in draft.participants {
                if !e.participants.contains(&p) {
                    e.participants.push(p);
                }
            }
            e.place = e.place.take().or(draft.place);
            e.venue = e.venue.take().or(draft.venue);
            e.time = match (e.time, draft.time) {
                (Some(a), Some(b)) => a.intersect(b).or(Some(a)),
                (a, b) => a.or(b),
            };
            e.mentions.push(draft.span);
            id
        }
        None => {
            events.push(Event {
                kind: draft.kind,
                participants: draft.participants.to_vec(),
                place: draft.place,
                venue: draft.venue,
                time: draft.time,
                ordinal: None,
                background: draft.background,
                same_day: None,
                mentions: vec![draft.span],
            });
            events.len() - 1
        }
    }
}

/// Ties an event to the day of another: of the next one of its sentence, else of the one the
/// article tells of first.
fn tie(events: &mut [Event], id: usize, sentence: &[usize]) {
    let fits = |n: usize| {
        let e = &events[n];
        n != id && !e.background && matches!(e.kind, EventKind::Meeting | EventKind::Call | EventKind::Attack)
    };
    let other = sentence
        .iter()
        .copied()
        .find(|n| fits(*n))
        .or_else(|| (0..events.len()).find(|n| fits(*n) && events[*n].place.is_some()))
        .or_else(|| (0..events.len()).find(|n| fits(*n)));
    if let Some(other) = other
        && events[id].same_day.is_none()
        && events[other].same_day != Some(EventId(id as u32))
    {
        events[id].same_day = Some(EventId(other as u32));
    }
}

/// Whether a draft names an event that is already known.
fn names(doc: &Document<'_>, event: &Event, draft: &Draft) -> bool {
    if event.kind != draft.kind || draft.form == Form::Many || event.background != draft.background {
        return false;
    }
    if let (Some(a), Some(b)) = (event.time, draft.time)
        && !a.overlaps(b)
    {
        return false;
    }
    let person = |id: &&EntityId| doc.entity(**id).kind == EntityKind::Person;
    let theirs: SmallVec<[EntityId; 4]> = draft.participants.iter().filter(person).copied().collect();
    let known = event.participants.iter().filter(person).count();
    let shared = theirs.iter().filter(|p| event.participants.contains(p)).count();
    let same_people = theirs.len() >= 2 && shared == theirs.len();
    // Others take part: another event.
    if shared < theirs.len() && known >= 2 && shared < 2 {
        return false;
    }
    let mut same_place = false;
    if let (Some(a), Some(b)) = (&event.place, &draft.place) {
        let within = |x: &str, y: &str| claimdiff_annotate::names::country(x) == Some(y);
        same_place = a.key == b.key;
        if !same_place && !within(&a.key, &b.key) && !within(&b.key, &a.key) {
            return false;
        }
    }
    match draft.kind {
        EventKind::Statement => {
            draft.definite == Definite::Known && theirs.iter().all(|p| event.participants.contains(p))
        }
        EventKind::War => true,
        EventKind::Meeting | EventKind::Call | EventKind::Deal => match draft.definite {
            Definite::Known | Definite::Open => true,
            // A headline names fewer people than the lead.
            Definite::New => draft.sentence < 4 && (same_people || shared > 0 && known < 2),
        },
        _ => match draft.definite {
            Definite::Known | Definite::Open => true,
            Definite::New => same_place || draft.sentence < 4 && !draft.background,
        },
    }
}

/// An event that the lead tells in the past without a date happened on the day of publication or just before.
fn date_the_lead(doc: &Document<'_>, events: &mut [Event]) {
    const DAYS_BEFORE: i32 = 2;
    let Some(published) = doc.article.meta.published.as_ref().map(|p| p.value.days()) else { return };
    let lead = doc.sentences.iter().position(|s| doc.article.lines[s.line].kind == LineKind::Paragraph);
    let Some(lead) = lead else { return };
    let span = doc.sentences[lead].span.cover(doc.sentences[(lead + 1).min(doc.sentences.len() - 1)].span);
    let first = events.iter_mut().find(|e| {
        matches!(
            e.kind,
            EventKind::Meeting | EventKind::Call | EventKind::Attack | EventKind::Accident | EventKind::Disaster
        ) && !e.background
            && e.time.is_none()
            && e.mentions.iter().any(|m| span.contains(*m))
    });
    if let Some(event) = first {
        event.time = Some(Days { first: published.first.saturating_sub(DAYS_BEFORE), last: published.last });
    }
}
