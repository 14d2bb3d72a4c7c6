//! Finding events: every word of `en.tsv` that names one makes a mention, and mentions of the same event are joined.

use claimdiff_annotate::{Closed, Document, Sentence, Tag, Time, TimeKind, names};
use claimdiff_text::{Days, LineKind, Span};
use smallvec::SmallVec;

use super::{
    Event, EventId, EventKind, Place,
    join::join,
    mention::{Mention, is_of_harm},
    trigger::{Form, Guard, TRIGGERS, Trigger},
    words::{Class, is_cause},
};
use crate::scope;

/// Finds the events of a document.
pub(crate) fn find(doc: &Document<'_>, lower: &str) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut news: Vec<bool> = Vec::new();
    let mut diseases: Vec<Option<&'static str>> = Vec::new();
    let mut sites: Vec<Option<Place>> = Vec::new();
    // "the strike" of an article on a labour dispute is one, whatever its own sentence says.
    let stoppage = lower.contains(STRIKE)
        && doc
            .sentences
            .iter()
            .enumerate()
            .any(|(id, sentence)| Reader { doc, lower, sentence, id, stoppage: false }.tells_of_stoppage());
    let read = |(id, sentence)| {
        let reader = Reader { doc, lower, sentence, id, stoppage };
        let mentions = reader.mentions();
        (!mentions.is_empty()).then(|| (mentions, reader.tied()))
    };
    let told: Vec<(Vec<Mention>, bool)> = doc.sentences.iter().enumerate().filter_map(read).collect();
    let head = told
        .iter()
        .flat_map(|(mentions, _)| mentions)
        .take_while(|m| m.sentence < HEAD)
        .find(|m| m.names_harm() || m.names_war());
    let struck = head.is_some_and(|m| m.kind == EventKind::Disaster && !m.lasting);
    let head = head.map(|m| m.kind);
    for (mentions, tied) in told {
        let mut ids: SmallVec<[usize; 4]> = SmallVec::new();
        for mut mention in mentions {
            if mention.agentless {
                mention.kind = kind_of_deaths(doc, &events, &mention, head);
            }
            if mention.wrought && struck {
                mention.kind = EventKind::Disaster;
            }
            let (is_news, nominal, disease) = (mention.is_news(), mention.nominal, mention.disease());
            let site = mention.site.take();
            let id = join(doc, &mut events, &diseases, mention);
            ids.push(id);
            if news.len() < events.len() {
                news.push(is_news);
                diseases.push(disease);
                sites.push(None);
            }
            sites[id] = sites[id].take().or(site);
            // "the killing of Ann Roe" of a lead is nothing that happened on its day.
            news[id] &= !nominal;
            if diseases[id].is_some_and(str::is_empty) {
                diseases[id] = disease;
            }
        }
        if tied && let Some(&id) = ids.first() {
            tie(&mut events, id, &ids);
        }
    }
    date_the_lead(doc, &mut events, &news);
    let lasting = |id: usize| diseases[id].is_some();
    let main = (0..events.len()).find(|id| {
        let e = &events[*id];
        e.kind.is_violent() && !e.background && !lasting(*id)
    });
    for (id, site) in sites.into_iter().enumerate() {
        let event = &events[id];
        if event.place.is_none() && is_of_harm(event.kind) && event.kind != EventKind::War && !lasting(id) {
            let place = site.or_else(|| told_around(doc, lower, event));
            let place = place.or_else(|| told_at_head(doc, event).filter(|_| main == Some(id)));
            events[id].place = place;
        }
    }
    events
}

/// The place of an event of which no sentence tells where it was: the only one that the words behind it lead to.
fn told_around(doc: &Document<'_>, lower: &str, event: &Event) -> Option<Place> {
    let mut mentions = event.mentions.iter();
    mentions.find_map(|m| {
        let id = doc.sentence_of(m.start)?;
        let reader = Reader { doc, lower, sentence: &doc.sentences[id], id, stoppage: false };
        reader.only_place(doc.tokens_in(*m).end)
    })
}

/// The town that the headline names, where it names no other and the head tells of an event.
fn told_at_head(doc: &Document<'_>, event: &Event) -> Option<Place> {
    let told = doc.sentences.iter().take(HEAD).any(|s| event.mentions.iter().any(|m| s.span.contains(*m)));
    let headline = |m: &&claimdiff_annotate::Mention| {
        let line = doc.sentence_of(m.span.start).map(|s| doc.sentences[s].line);
        line.is_some_and(|l| doc.article.lines[l].kind == LineKind::Headline)
    };
    let mut towns = doc.mentions.iter().take_while(headline).filter(|m| {
        let place = scope::named_place(doc, m);
        place.is_some_and(|place| !names::is_area(&place.key))
    });
    let first = towns.next().filter(|_| told)?;
    let alone = towns.all(|m| m.entity == first.entity);
    alone.then(|| Place { key: doc.entity(first.entity).key.clone(), span: first.name })
}

/// The death of one person of which some tokens tell, where their clause tells when or where it was.
pub(crate) fn death(doc: &Document<'_>, lower: &str, at: usize, end: usize) -> Option<Event> {
    let id = doc.sentence_at(at);
    let reader = Reader { doc, lower, sentence: &doc.sentences[id], id, stoppage: false };
    let time = reader.own_time(at, end);
    let place = reader.place_after(end, EventKind::Death);
    (time.is_some() || place.is_some()).then(|| Event {
        kind: EventKind::Death,
        participants: Vec::new(),
        place,
        venue: None,
        time,
        ordinal: None,
        background: false,
        same_day: None,
        mentions: vec![doc.span(at..end)],
    })
}

/// How many sentences tell what an article is about.
pub(super) const HEAD: usize = 5;

/// What people died of where their sentence does not tell ("Seven people were killed on Friday"): of the accident or disaster
/// that the article has just told of, or else tells of at its head. An attack where it tells of none, or of an attack or a war
/// first.
fn kind_of_deaths(doc: &Document<'_>, events: &[Event], mention: &Mention, head: Option<EventKind>) -> EventKind {
    const NEAR: usize = 6;
    if matches!(head, Some(EventKind::Attack | EventKind::War)) {
        return mention.kind;
    }
    let from = doc.sentences[mention.sentence.saturating_sub(NEAR)].span.start;
    let last = |e: &Event| e.mentions.last().map(|m| m.start).filter(|start| *start >= from);
    let named = events.iter().filter(|e| e.kind.is_violent() && e.kind != EventKind::Protest && !e.background);
    let just = named.filter_map(|e| Some((last(e)?, e.kind))).max_by_key(|(start, _)| *start).map(|(_, kind)| kind);
    just.or(head).filter(|kind| matches!(kind, EventKind::Accident | EventKind::Disaster)).unwrap_or(mention.kind)
}

/// Reads the mentions of one sentence.
pub(super) struct Reader<'d> {
    pub(super) doc: &'d Document<'d>,
    /// The text in lower case.
    pub(super) lower: &'d str,
    pub(super) sentence: &'d Sentence,
    /// The sentence's place among those of the document.
    pub(super) id: usize,
    /// Whether the article tells of a strike of workers.
    pub(super) stoppage: bool,
}

/// The word for an attack and for a stoppage of work.
const STRIKE: &str = "strike";

impl<'d> Reader<'d> {
    pub(super) fn word(&self, t: usize) -> &'d str {
        self.doc.tokens[t].span.of(self.lower)
    }

    /// The word a few tokens before another, empty beyond the beginning of the sentence.
    pub(super) fn before(&self, t: usize, n: usize) -> &'d str {
        if t >= self.sentence.tokens.start + n { self.word(t - n) } else { "" }
    }

    pub(super) fn after(&self, t: usize) -> &'d str {
        if t < self.sentence.tokens.end { self.word(t) } else { "" }
    }

    pub(super) fn tag_after(&self, t: usize) -> Tag {
        if t < self.sentence.tokens.end { self.doc.tag(t) } else { Tag::Punct }
    }

    /// The mentions of events in the sentence; of killings only one, and none beside an event that has victims.
    fn mentions(&self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let limit = self.sentence.tokens.end;
        let ill = self.sentence.tokens.clone().any(|t| Class::Illness.has(self.word(t)));
        let mut at = self.sentence.tokens.start;
        while at < limit {
            let Some(name) = TRIGGERS.at(at, limit, |t| self.word(t)) else {
                at += 1;
                continue;
            };
            let end = at + name.tokens;
            // "the cancer that killed her", "a day in March": no attack and no protest.
            let other = ill && Class::Kills.has(name.key) || self.is_date(at);
            if !other && self.means_event(at, end, name.class) {
                TRIGGERS.hit(name);
                let form = if name.class.form == Form::HarmOf { Form::Harm } else { name.class.form };
                let work = self.stoppage && Class::Strike.has(name.key) && !self.is_violent();
                let kind = match name.class.kind {
                    _ if work => EventKind::Protest,
                    _ if name.class.guard == Guard::Fire && self.follows_demonym(at) => EventKind::Attack,
                    kind => kind,
                };
                mentions.push(self.mention(at..end, Trigger { kind, form, ..name.class }));
            } else if name.class.form == Form::Idle {
                TRIGGERS.hit(name);
            }
            at = end;
        }
        // "protests over the killing of": what is protested against is another event.
        let cause = |m: &Mention, harm: usize| {
            m.kind == EventKind::Protest && (m.span.end as usize) < harm && self.parts_cause(m.span.end as usize, harm)
        };
        // "the civil war has killed 40,000", "since hostilities began, 40,000 have been killed": the war did.
        const NEAR: usize = 12;
        let by_war = |m: &Mention, harm: usize| {
            let near = harm < m.span.end as usize + NEAR || self.is_since(m.span);
            m.kind == EventKind::War && (m.span.end as usize) < harm && near
        };
        // "no attack was as grave since March 4, when a gunman killed 12": that was another.
        let another = |m: &Mention| m.form == Form::Harm && self.is_compared(self.doc.tokens_in(m.span).start);
        // "the killing of Ann Roe set off protests": a noun names its event, whatever else the sentence tells of.
        let nominal = |m: &Mention| Closed::Of.has(self.after(self.doc.tokens_in(m.span).end));
        let victims = |m: &Mention| m.form != Form::Harm && m.kind.is_violent();
        // "a gunman shot 12 at a protest": he attacked it.
        let protest = |m: &Mention| m.kind == EventKind::Protest;
        let armed = mentions.iter().find(|m| m.armed).map(|m| m.span.start).is_some_and(|shot| {
            let first = mentions.iter().filter(|m| victims(m) && m.span.start < shot).all(protest);
            mentions.iter().filter(|m| victims(m)).all(protest) || first && mentions.iter().any(protest)
        });
        if armed {
            mentions.retain(|m| m.form != Form::Harm || m.armed);
            return mentions;
        }
        let harm = mentions.iter().find(|m| m.form == Form::Harm).map_or(0, |m| m.span.start as usize);
        if mentions.iter().any(|m| victims(m) && !cause(m, harm) || by_war(m, harm)) {
            // "police killed 90 protesters on Friday, after a month of demonstrations": the day is that of the killing.
            let day = mentions.iter().find(|m| m.form == Form::Harm).and_then(|m| m.time);
            let dateless = |m: &&mut Mention| victims(m) && m.time.is_none() && !m.lasting;
            if let (Some(day), Some(m)) = (day, mentions.iter_mut().find(dateless)) {
                m.time = Some(day);
            }
            mentions.retain(|m| m.form != Form::Harm || nominal(m) || another(m));
        } else {
            // One sentence tells of one killing: "shot and killed".
            let mut seen = false;
            mentions.retain(|m| m.form != Form::Harm || !std::mem::replace(&mut seen, true));
        }
        mentions
    }

    /// Whether the name of a people stands right before a word: "Israeli fire".
    fn follows_demonym(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|t| self.doc.mention_at(t)).is_some_and(|m| scope::is_people(self.doc, m))
    }

    /// Whether words stand behind "since": "since hostilities began".
    fn is_since(&self, words: Span) -> bool {
        let at = self.doc.tokens_in(words).start;
        (1..=2).any(|n| Class::Since.has(self.before(at, n)))
    }

    /// Whether something is told of in a clause on the time with which another is compared: "as grave since March 4, when a
    /// gunman killed 12".
    fn is_compared(&self, at: usize) -> bool {
        let first = self.sentence.tokens.start;
        let Some(when) = (first..at).rfind(|t| Class::AtTime.has(self.word(*t))) else { return false };
        const LEAD: usize = 8;
        (first.max(when.saturating_sub(LEAD))..when).any(|t| Class::Since.has(self.word(t)))
    }

    /// Whether a word is part of a day: "March 16".
    fn is_date(&self, t: usize) -> bool {
        let word = self.doc.tokens[t].span;
        self.doc.tokens[t].capital && self.doc.times_in(self.id).iter().any(|time| time.span.contains(word))
    }

    /// Whether a word between two places tells that what is behind it caused or came before what is before it.
    fn parts_cause(&self, from: usize, to: usize) -> bool {
        let tokens = self.sentence.tokens.clone();
        tokens
            .filter(|t| (from..to).contains(&(self.doc.tokens[*t].span.start as usize)))
            .any(|t| is_cause(self.word(t)))
    }

    /// Whether the sentence tells of a strike of workers: "pilots called a strike over pay", "a 48-hour strike".
    fn tells_of_stoppage(&self) -> bool {
        let strikes = || self.sentence.tokens.clone().filter(|t| Class::Strike.has(self.word(*t)));
        let length = |t: usize| {
            let ends = |time: &Time| time.kind == TimeKind::Duration && self.doc.tokens_in(time.span).end == t;
            self.doc.times_in(self.id).iter().any(ends)
        };
        strikes().next().is_some()
            && !self.is_violent()
            && (self.sentence.tokens.clone().any(|t| Class::Labour.has(self.word(t))) || strikes().any(length))
    }

    /// Whether the sentence tells of weapons or victims.
    fn is_violent(&self) -> bool {
        self.sentence.tokens.clone().any(|t| {
            let harm = TRIGGERS.at(t, t + 1, |t| self.word(t)).is_some_and(|name| name.class.form == Form::Harm);
            harm || Class::Weapon.has(self.word(t)) && !Class::Strike.has(self.word(t))
        })
    }

    /// Whether the sentence says that something was on the day of another event.
    fn tied(&self) -> bool {
        self.sentence.tokens.clone().any(|t| {
            Class::Same.has(self.word(t)) && Class::Day.has(self.after(t + 1))
                || Class::ShortTime.has(self.word(t)) && Class::Apart.has(self.after(t + 1))
        })
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

/// An event that the lead tells as news, in the past and without a date, happened on the day of publication or just before.
fn date_the_lead(doc: &Document<'_>, events: &mut [Event], news: &[bool]) {
    const DAYS_BEFORE: i32 = 2;
    let Some(published) = doc.article.meta.published.as_ref().map(|p| p.value.days()) else { return };
    let lead = doc.sentences.iter().position(|s| doc.article.lines[s.line].kind == LineKind::Paragraph);
    let Some(lead) = lead else { return };
    let span = doc.sentences[lead].span.cover(doc.sentences[(lead + 1).min(doc.sentences.len() - 1)].span);
    let first = events.iter_mut().zip(news).find(|(e, news)| {
        **news
            && matches!(
                e.kind,
                EventKind::Meeting | EventKind::Call | EventKind::Attack | EventKind::Accident | EventKind::Disaster
            )
            && !e.background
            && e.time.is_none()
            && e.mentions.iter().any(|m| span.contains(*m))
    });
    if let Some((event, _)) = first {
        event.time = Some(Days { first: published.first.saturating_sub(DAYS_BEFORE), last: published.last });
    }
}
