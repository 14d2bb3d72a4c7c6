//! A mention of an event with what its sentence tells of it.

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityId, EntityKind, MentionKind, Tag, Time, TimeKind, VerbForm};
use claimdiff_text::{Days, Span};
use smallvec::SmallVec;

use super::{
    EventKind, Place,
    find::Reader,
    trigger::{Form, Guard, TRIGGERS, Trigger},
    words::Class,
};
use crate::{kinds, scope};

/// A mention of an event with what its sentence tells of it.
pub(super) struct Mention {
    pub(super) kind: EventKind,
    pub(super) form: Form,
    pub(super) span: Span,
    pub(super) definite: Definite,
    pub(super) participants: SmallVec<[EntityId; 4]>,
    pub(super) place: Option<Place>,
    pub(super) venue: Option<String>,
    /// The named building or site, where it has no other place: "at Arden High School".
    pub(super) site: Option<Place>,
    pub(super) time: Option<Days>,
    pub(super) background: bool,
    pub(super) sentence: usize,
    /// Whether it goes on for months, as an epidemic does.
    pub(super) lasting: bool,
    /// Whether its words tell that it is not the one told of before: "a second blast", "another attack".
    pub(super) other: bool,
    /// Whether it only tells that people died, and not by whom: "were killed".
    pub(super) agentless: bool,
    /// Whether it is told in a clause on somebody ("whose son was shot") or beside what came of it ("ruled a homicide").
    pub(super) aside: bool,
    /// Whether it is told as what people know already, by its victims: "the murder of Ann Roe".
    pub(super) nominal: bool,
    /// Whether somebody who attacks or what they use is its subject: "a gunman shot 12".
    pub(super) armed: bool,
    /// The name of its disease, empty where it has none.
    disease: &'static str,
    /// Whether a disaster that the article is about may have done it: "two people drowned", "a wall collapsed".
    pub(super) wrought: bool,
}

impl Mention {
    /// Which disease it names, an empty one for "the virus"; `None` where it is none.
    pub(super) fn disease(&self) -> Option<&'static str> {
        self.lasting.then_some(self.disease)
    }

    /// Whether it names a war that goes on.
    pub(super) fn names_war(&self) -> bool {
        self.kind == EventKind::War && !self.background
    }

    /// Whether it names an event that has victims, and what it was: no killing that its sentence tells no more of.
    pub(super) fn names_harm(&self) -> bool {
        self.kind.is_violent() && self.kind != EventKind::Protest && !self.background && !self.agentless
    }

    /// Whether it may be told as what has just happened, and not as what everybody knows ("the murder of Ann Roe") or what
    /// goes on. "The flood" is told of again where it is the news.
    pub(super) fn is_news(&self) -> bool {
        let known = self.definite == Definite::Known && self.kind == EventKind::Attack;
        !is_of_harm(self.kind) || !self.lasting && !self.aside && !known
    }
}

/// How a mention is determined, which tells whether it names an event already told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definite {
    /// "the talks", "this conversation", "his visit": one that is known.
    Known,
    /// "a meeting", "another round", "multiple rounds": a new one.
    New,
    /// "talks", "met": either.
    Open,
}

impl Reader<'_> {
    /// The mention made by the words at some tokens.
    pub(super) fn mention(&self, tokens: Range<usize>, trigger: Trigger) -> Mention {
        let Trigger { kind, form, guard, disease } = trigger;
        let (at, end) = (tokens.start, tokens.end);
        let (definite, earlier) = self.determination(at);
        // "the strongest since Hurricane Ada": another one, long ago.
        let since = kind.is_violent() && definite != Definite::Known && Class::Since.has(self.before(at, 1));
        let mut participants = SmallVec::new();
        match kind {
            EventKind::Statement => participants.extend(self.subject(at, form)),
            EventKind::War | EventKind::Attack => self.modifiers(tokens.clone(), kind, &mut participants),
            EventKind::Meeting | EventKind::Call | EventKind::Deal => {
                self.modifiers(tokens.clone(), kind, &mut participants);
                participants.extend(self.subject(at, form));
                self.partners(end, form == Form::Verb, &mut participants);
            }
            _ => {}
        }
        participants.sort();
        participants.dedup();
        // An epidemic goes on for months and a disease is in many places: the day and the town of a sentence are not its own.
        let lasting = matches!(guard, Guard::Lasting | Guard::Disease);
        let place = if guard == Guard::Disease { None } else { self.place(at..end, kind, form) };
        let days = if is_of_harm(kind) { self.own_time(at, end) } else { self.time(at) };
        let known = definite == Definite::Known && matches!(kind, EventKind::Attack | EventKind::Accident);
        let past = known || form == Form::Harm && self.doc.verb_form(end - 1) == Some(VerbForm::Past);
        let days = if past { days.map(|d| self.behind(d)) } else { days };
        let site = if is_of_harm(kind) && place.is_none() { self.site(tokens.clone()) } else { None };
        let hypothetical = (1..=5).any(|n| Class::Hypothetical.has(self.before(at, n)));
        Mention {
            kind,
            form,
            span: self.doc.span(tokens),
            definite,
            participants,
            venue: self.venue(end),
            site,
            place,
            // A war's date is that of its beginning, which a claim tells.
            time: days.filter(|d| kind != EventKind::War && (!lasting || d.last.saturating_sub(d.first) >= A_YEAR)),
            background: earlier
                || since
                || hypothetical
                || (form == Form::Many && !kind.is_violent())
                || self.repeated(end),
            sentence: self.id,
            other: form == Form::Noun
                && definite == Definite::New
                && (1..=2).any(|n| Class::Another.has(self.before(at, n))),
            lasting,
            agentless: self.is_agentless(at, end),
            nominal: definite == Definite::Known && kind == EventKind::Attack && Closed::Of.has(self.after(end)),
            armed: form == Form::Harm && self.is_armed(at),
            disease,
            wrought: kind == EventKind::Accident && (at..end).any(|t| Class::Wrought.has(self.word(t))),
            aside: form == Form::Harm && (1..=4).any(|n| Class::Clause.has(self.before(at, n)))
                || self.sentence.tokens.clone().any(|t| Class::Aftermath.has(self.word(t))),
        }
    }

    /// Whether a verb only tells that people died: a passive without those who did it ("were killed on Friday"), a headline's
    /// ("seven killed on a pass") or a participle of no person ("fell 40 metres, killing five").
    fn is_agentless(&self, at: usize, end: usize) -> bool {
        const REACH: usize = 6;
        if !Class::Kills.has(self.word(at)) || self.sentence.tokens.clone().any(|t| Class::Weapon.has(self.word(t))) {
            return false;
        }
        let somebody = |t: usize| {
            let named = self.doc.mention_at(t).is_some_and(|m| self.doc.entity(m.entity).kind != EntityKind::Place);
            named || kinds::is_person(self.word(t)) || Closed::HeShe.has(self.word(t)) || Closed::They.has(self.word(t))
        };
        let limit = self.sentence.tokens.end;
        let by = (end..limit.min(end + REACH)).find(|t| Closed::By.has(self.word(*t)));
        if by.is_some_and(|by| (by + 1..limit.min(by + 1 + REACH)).any(somebody)) {
            return false;
        }
        // "the killing of Ann Roe"
        if Closed::Of.has(self.after(end)) {
            return false;
        }
        let passive = (1..=3).any(|n| Closed::Be.has(self.before(at, n)));
        let object = matches!(self.tag_after(end), Tag::Num | Tag::Det | Tag::Noun | Tag::Propn | Tag::Adj | Tag::Pron);
        let first = self.sentence.tokens.start;
        let behind = at > first && matches!(self.doc.tag(at - 1), Tag::Noun | Tag::Num | Tag::Propn);
        let trailing = self.before(at, 1) == "," && !(first..at).any(somebody);
        passive || behind && !object || trailing
    }

    /// Whether who attacks stands right before a verb: "a gunman shot", "the snipers who killed".
    fn is_armed(&self, at: usize) -> bool {
        const REACH: usize = 4;
        let near = |n: &usize| {
            let word = self.before(at, *n);
            !Closed::Be.has(word) && !Class::Bound.has(word) && word != ","
        };
        (1..=REACH).take_while(near).any(|n| scope::is_attacker(self.before(at, n)))
    }

    /// Whether more than one is told of: "met twice earlier".
    fn repeated(&self, end: usize) -> bool {
        (end..self.sentence.tokens.end.min(end + 5)).any(|t| Class::Often.has(self.word(t)))
    }

    /// The determiner of the noun phrase that ends at a token, and whether it is told of as earlier or later.
    fn determination(&self, at: usize) -> (Definite, bool) {
        let mut earlier = false;
        for n in 1..=7 {
            let word = self.before(at, n);
            if Class::Known.has(word) {
                return (Definite::Known, earlier);
            }
            if Class::New.has(word) {
                return (Definite::New, earlier);
            }
            if matches!(word, "" | ",") || Class::Bound.has(word) {
                break;
            }
            earlier |= Class::Earlier.has(word);
        }
        (Definite::Open, earlier)
    }

    /// Whether a clause of its own stands between an event and a time: "filed last Friday, it claims that the attack"; not
    /// "the attack, which began on Friday".
    fn apart(&self, at: usize, time: Range<usize>) -> bool {
        const ADJACENT: usize = 3;
        let (from, to) = if time.start > at { (at + ADJACENT, time.start) } else { (time.end, at) };
        (from..to).any(|t| Class::Clause.has(self.word(t)) && self.doc.tag(t) != Tag::Det)
    }

    /// When: the date nearest to it in its sentence.
    fn time(&self, at: usize) -> Option<Days> {
        self.nearest_time(at, |_| true)
    }

    /// When something with victims was: the nearest date of its sentence that is told of it, and not of what was said or done later.
    pub(super) fn own_time(&self, at: usize, end: usize) -> Option<Days> {
        self.nearest_time(
            at,
            |time| if time.start >= end { self.is_told(end, time) } else { self.is_told_first(at, time) },
        )
    }

    /// The day of the week before, where a day was read as one of the coming week: "is to meet survivors of Sunday's massacre".
    fn behind(&self, days: Days) -> Days {
        const A_WEEK: i32 = 7;
        let published = self.doc.article.meta.published.as_ref().map(|p| p.value.days());
        let ahead = |now: Days| days.is_exact() && (1..=A_WEEK).contains(&days.first.saturating_sub(now.last));
        if published.is_some_and(ahead) { days.shift(-A_WEEK) } else { days }
    }

    fn nearest_time(&self, at: usize, fits: impl Fn(Range<usize>) -> bool) -> Option<Days> {
        let here = self.doc.tokens[at].span.start;
        self.doc
            .times_in(self.id)
            .iter()
            .filter(|t| {
                // "three days before the vote on June 10" is a day, too.
                let from_day = t.kind == TimeKind::Duration && t.days.is_some_and(|d| d.first == d.last);
                matches!(t.kind, TimeKind::Date | TimeKind::Time) && !t.value.ends_with("_REF") || from_day
            })
            .filter(|t| !self.is_named(t) && !self.apart(at, self.doc.tokens_in(t.span)))
            .filter(|t| fits(self.doc.tokens_in(t.span)))
            .filter_map(|t| Some((t.span.start.abs_diff(here), t.days?)))
            .min_by_key(|(gap, _)| *gap)
            .map(|(_, days)| days)
    }

    /// Whether a time is a part of a name: "Christmas Mill Park".
    fn is_named(&self, time: &Time) -> bool {
        let Range { start: first, end: next } = self.doc.tokens_in(time.span);
        // "in Christmas Mill Park", where only "Mill Park" was taken for the name
        let place = |m: &claimdiff_annotate::Mention| {
            let words = self.doc.tokens_in(m.name);
            words.start == next && words.len() > 1 && self.doc.entity(m.entity).kind == EntityKind::Place
        };
        let led = first > self.sentence.tokens.start && Closed::InAt.has(self.word(first - 1));
        if led && next < self.sentence.tokens.end && self.doc.mention_at(next).is_some_and(place) {
            return true;
        }
        let mention = (first < self.doc.tokens.len()).then(|| self.doc.mention_at(first)).flatten();
        mention.is_some_and(|m| m.kind == MentionKind::Name && m.name.contains(time.span) && m.name != time.span)
    }

    /// Whether a time behind an event is told of it: not "the murder of Ann Roe, police said Monday", not "the deadliest attack
    /// since the 2014 war".
    fn is_told(&self, end: usize, time: Range<usize>) -> bool {
        // "since Charley in August 2004"
        const SINCE: usize = 6;
        let lead = self.lead(end, time.start);
        let since = (end.max(time.start.saturating_sub(SINCE))..time.start).any(|t| Class::Since.has(self.word(t)));
        let foreign = |t: usize| {
            let later = Class::Aftermath.has(self.word(t)) || Class::Recount.has(self.word(t));
            later || self.is_other_event(end, t)
        };
        let of_deed = lead > end && self.is_deed(lead - 1);
        let of_another = since || of_deed || (end..time.start).any(foreign) || self.names_another(time.end);
        !of_another
    }

    /// Whether a time before an event is told of it: it stands in its words ("Monday's attack"), begins the sentence, or has no
    /// verb of its own ("sentenced on Monday for the murder").
    fn is_told_first(&self, at: usize, time: Range<usize>) -> bool {
        const ADJACENT: usize = 4;
        let first = self.sentence.tokens.start;
        let lead = self.lead(first, time.start);
        // "came in 1996, when a gunman killed 16"
        let next = time.end + usize::from(self.after(time.end) == ",");
        if next < at && Class::AtTime.has(self.word(next)) {
            let stops = |t: usize| Class::Elsewhere.has(self.word(t)) || self.is_other_event(next, t);
            return !(next + 1..at).any(stops);
        }
        let between = time.end..at;
        if between.len() <= ADJACENT
            && !between
                .clone()
                .any(|t| matches!(self.doc.tag(t), Tag::Verb | Tag::Adp | Tag::Sconj) || self.word(t) == ",")
        {
            return !(lead..time.start).any(|t| Class::Since.has(self.word(t)));
        }
        let other = |t: usize| {
            let later = Class::Aftermath.has(self.word(t)) || Class::Recount.has(self.word(t));
            later || Class::Elsewhere.has(self.word(t)) || self.is_deed(t)
        };
        let of_deed = lead > first && self.is_deed(lead - 1);
        let of_another = of_deed || between.into_iter().any(other) || self.names_another(time.end);
        !of_another
    }

    /// Where the words that lead to a time begin: "late on".
    fn lead(&self, floor: usize, time: usize) -> usize {
        const LONGEST: usize = 4;
        let small = |t: &usize| matches!(self.doc.tag(*t), Tag::Adp | Tag::Adv | Tag::Det | Tag::Adj | Tag::Sconj);
        (floor.max(time.saturating_sub(LONGEST))..time).rev().take_while(small).last().unwrap_or(time)
    }

    /// Whether a verb tells of something else than the event: what somebody said, decided or did.
    fn is_deed(&self, t: usize) -> bool {
        claimdiff_quotes::says(self.doc.word(t)) && self.doc.tag(t) != Tag::Noun
            || self.doc.tag(t) == Tag::Verb && !self.only_befalls(t..t + 1)
    }

    /// Whether the words behind a time name the event that it is of: "the 2014 war".
    fn names_another(&self, from: usize) -> bool {
        const REACH: usize = 3;
        let limit = self.sentence.tokens.end;
        let words = from..limit.min(from + REACH);
        words
            .take_while(|t| {
                matches!(self.doc.tag(*t), Tag::Noun | Tag::Propn | Tag::Adj) || Closed::Genitive.has(self.word(*t))
            })
            .any(|t| {
                let name = TRIGGERS.at(t, limit, |t| self.word(t));
                name.is_some_and(|n| {
                    matches!(n.class.form, Form::Noun | Form::Many) && self.means_event(t, t + n.tokens, n.class)
                })
            })
    }
}

/// The least length of a year, in days.
const A_YEAR: i32 = 364;

/// Whether a kind of event has victims, or may have: then what its sentence tells is looked at closely.
pub(super) fn is_of_harm(kind: EventKind) -> bool {
    kind.is_violent() || matches!(kind, EventKind::War | EventKind::Death)
}
