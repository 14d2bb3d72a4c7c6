//! The words that name events, and where they do: "on strike", "call for" and "struck a deal" name none.

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, EntityKind, Tag};

use super::{EventKind, find::Reader, place::is_venue, words::Class};
use crate::{kinds, words::Phrases};

/// How a word names an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "the talks", "a meeting".
    Noun,
    /// "meetings".
    Many,
    /// "met": its subject and object take part.
    Verb,
    /// "killed": an event only where its sentence names no other.
    Harm,
    /// "to kill": the same, but only before its victims.
    HarmOf,
    /// "heart attack": no event.
    Idle,
    /// "posted": its subject says something.
    Post,
    /// "in exchange for".
    Exchange,
}

/// What the list says of a word that names events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    pub(super) kind: EventKind,
    pub(super) form: Form,
    pub(super) guard: Guard,
    /// Which disease it names: "coronavirus" for "covid", too; empty for "the virus" and for everything else.
    pub(super) disease: &'static str,
}

/// What is asked of the words around one that names events, for it is mostly something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    None,
    /// It goes on for months: "the outbreak", "the drought".
    Lasting,
    /// A disease, which is in many places at once: "the virus".
    Disease,
    /// "on strike".
    Strike,
    /// "opened fire".
    Fire,
    /// "call for".
    Call,
    /// "visit the".
    Visit,
    /// "prices rally".
    Verbal,
    /// "cold war", "a conflict of interest".
    War,
    /// "a good deal of", "a flood of anger".
    Deal,
    /// "shooting a film".
    Killing,
    /// "hit a record".
    Hit,
    /// "met expectations".
    Met,
    /// "sank to 40".
    Sank,
    /// A name: "Attacked".
    Capital,
    /// "overturned the ban".
    Alone,
}

/// The words that name events.
pub(super) static TRIGGERS: LazyLock<Phrases<Trigger>> = LazyLock::new(|| {
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
            "harm-of" => Form::HarmOf,
            "idle" => Form::Idle,
            "post" => Form::Post,
            _ => Form::Exchange,
        };
        let guard = match cells.get(2).copied().unwrap_or_default() {
            "strike" => Guard::Strike,
            "fire" => Guard::Fire,
            "call" => Guard::Call,
            "visit" => Guard::Visit,
            "verbal" => Guard::Verbal,
            "war" => Guard::War,
            "deal" => Guard::Deal,
            "killing" => Guard::Killing,
            "hit" => Guard::Hit,
            "met" => Guard::Met,
            "sank" => Guard::Sank,
            "capital" => Guard::Capital,
            "alone" => Guard::Alone,
            "lasting" => Guard::Lasting,
            "disease" => Guard::Disease,
            _ => Guard::None,
        };
        Trigger { kind, form, guard, disease: cells.get(3).copied().unwrap_or_default() }
    })
});

/// Whether the words at a token name a disease; `word` gives a token in lower case.
pub(crate) fn names_disease<'t>(at: usize, limit: usize, word: impl Fn(usize) -> &'t str) -> bool {
    TRIGGERS.at(at, limit, word).is_some_and(|name| name.class.guard == Guard::Disease)
}

impl Reader<'_> {
    /// Whether a word that names events also does so here: "on strike", "call for", "struck a deal" do not.
    pub(super) fn means_event(&self, at: usize, end: usize, trigger: Trigger) -> bool {
        let previous = self.before(at, 1);
        match trigger.form {
            Form::Noun | Form::Many => {
                if end - at == 1 {
                    let verb = Class::Predicate.has(previous);
                    let determined = Class::Counted.has(previous)
                        && !matches!(self.tag_after(end), Tag::Noun | Tag::Propn | Tag::Adj);
                    if verb || !determined && matches!(self.doc.tag(at), Tag::Verb | Tag::Adj) {
                        return false;
                    }
                }
                // "on the brink of famine"
                if Closed::Of.has(previous) && Class::Risk.has(self.before(at, 2)) {
                    return false;
                }
                match trigger.guard {
                    Guard::Strike => !Class::OfWorkers.has(previous),
                    Guard::Fire => !Class::OfShots.has(previous),
                    Guard::Call => end - at > 1 || Class::Partner.has(self.after(end)),
                    Guard::Visit => !Closed::The.has(self.after(end)),
                    Guard::Verbal => Class::Determiner.has(previous) || end - at > 1,
                    Guard::War => {
                        !Class::NoWar.has(previous) && !Closed::Of.has(self.after(end)) && self.after(end) != "-"
                    }
                    Guard::Deal => !Closed::Of.has(self.after(end)),
                    Guard::Killing => {
                        // "the June shooting", "Texas school shooting", "a Lipa shooting"
                        let placed = || self.place_named(at..end, trigger.kind).is_some();
                        let named = matches!(self.doc.tag(at), Tag::Noun)
                            && at > self.sentence.tokens.start
                            && matches!(self.doc.tag(at - 1), Tag::Propn | Tag::Noun)
                            && (Class::Determiner.has(self.before(at, 2)) || is_venue(previous) || placed());
                        let noun = Class::OfKilling.has(previous) || named;
                        noun || Class::KillingOf.has(self.after(end)) && !Class::Be.has(previous)
                    }
                    _ => true,
                }
            }
            Form::Verb => {
                let next = self.after(end);
                match trigger.guard {
                    Guard::Hit => self.weapon_before(at),
                    Guard::Met => !Class::MetThing.has(next) && !Class::Be.has(previous),
                    Guard::Sank => !Class::FellTo.has(next),
                    Guard::Capital => !self.doc.tokens[at].capital,
                    Guard::Alone => {
                        !matches!(self.tag_after(end), Tag::Det | Tag::Pron | Tag::Noun | Tag::Propn | Tag::Num)
                    }
                    _ => true,
                }
            }
            Form::Idle => false,
            Form::HarmOf => self.victims_at(end),
            Form::Harm => {
                trigger.guard != Guard::Killing || Class::OneKilling.has(previous) || Closed::Of.has(self.after(end))
            }
            Form::Post => Class::PostedOn.has(self.after(end)) || matches!(self.after(end), ":" | ","),
            Form::Exchange => true,
        }
    }

    /// Whether people are named right behind a verb: "to kill the two men", "kills Ann Roe".
    fn victims_at(&self, end: usize) -> bool {
        const REACH: usize = 4;
        let phrase = (end..self.sentence.tokens.end.min(end + REACH))
            .take_while(|t| !matches!(self.doc.tag(*t), Tag::Verb | Tag::Aux | Tag::Adp | Tag::Sconj | Tag::Punct));
        let mut people = phrase.filter(|t| {
            let named = self.doc.mention_at(*t);
            let person = named.is_some_and(|m| self.doc.entity(m.entity).kind == EntityKind::Person);
            person || kinds::is_person(self.word(*t))
        });
        people.next().is_some()
    }

    /// Whether a weapon or a force is the subject of a verb: "Russian bombs hit".
    fn weapon_before(&self, at: usize) -> bool {
        (1..=5).any(|n| Class::Weapon.has(self.before(at, n)))
    }
}
