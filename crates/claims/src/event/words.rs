//! Small words, weapons and verbs beside a word that names an event.

use claimdiff_annotate::Closed;
use claimdiff_text::word_classes;

word_classes! {
    /// A class of words beside an event's.
    pub(super) enum Class in "event/words", include_str!("words.tsv") => {
        /// A verb that only says that an event took place: who does it takes part.
        Light = "light",
        /// A weapon or a force, which as subject makes "hit" an attack.
        Weapon = "weapon",
        /// The word after it is a verb and names no event.
        Predicate = "predicate",
        /// A form of "be".
        Be = "be",
        /// Parts a noun phrase from what stands around it.
        Link = "link",
        /// No determiner is looked for beyond it.
        Bound = "bound",
        /// Determines an event that is already told of: "the".
        Known = "known",
        /// Determines another one: "another".
        New = "new",
        /// Tells that it is none told of before: "a second blast".
        Another = "another",
        /// Tells of an event of another time: "previous".
        Earlier = "earlier",
        /// Tells of an event that may be: "would".
        Hypothetical = "hypothetical",
        /// What follows is not where the event was.
        Elsewhere = "elsewhere",
        /// Begins a clause whose time is its own: "which", "that".
        Clause = "clause",
        /// An attack or a stoppage of work.
        Strike = "strike",
        /// Tells that a strike is one of workers.
        Labour = "labour",
        /// Before "strike": it is no attack.
        OfWorkers = "of-workers",
        /// Before "fire": it is of weapons.
        OfShots = "of-shots",
        /// Before a noun that names one event or a few.
        Counted = "counted",
        /// Before a word that is mostly a verb, makes it a noun.
        Determiner = "determiner",
        /// Before "killing", makes it a noun.
        OfKilling = "of-killing",
        /// Behind "killing", makes it a noun.
        KillingOf = "killing-of",
        /// Before "war": none is meant.
        NoWar = "no-war",
        /// Behind "call": it is a talk.
        Partner = "partner",
        /// Behind "met": nobody was met.
        MetThing = "met-thing",
        /// Behind "sank": a figure did.
        FellTo = "fell-to",
        /// Behind "posted": words were.
        PostedOn = "posted-on",
        /// Before "killing", makes it one that happened.
        OneKilling = "one-killing",
        /// Before an event's noun, ends the names that take part.
        NoName = "no-name",
        /// Tells whose an event is.
        Whose = "whose",
        /// Leads to those it is with.
        WithWhom = "with-whom",
        /// Behind a partner, a further one may follow.
        GoesOn = "goes-on",
        /// Leads to the place of an event.
        Site = "site",
        /// What something may happen on.
        Ground = "ground",
        /// Leads to the place of an attack.
        Target = "target",
        /// A verb whose object is the place of a disaster: "the quake shook Rome".
        Upon = "upon",
        /// Leads to the building or site.
        Venue = "venue",
        /// Stands between that and its noun.
        BeforeVenue = "before-venue",
        /// Tells that a time is counted from an event.
        Apart = "apart",
        /// How often something happened.
        Often = "often",
        /// "the same day".
        Same = "same",
        /// "the same day".
        Day = "day",
        /// A time between two events of one day.
        ShortTime = "short-time",
        /// Between an event and what caused it or came before it: "over", "after".
        Cause = "cause",
        /// A verb that tells what an event did or that it was: "the blast tore through", "the attack happened".
        Befalls = "befalls",
        /// Leads to what an event was at or a part of: "an attack during the rally".
        During = "during",
        /// Before a time, from which on something is told.
        Since = "since",
        /// Tells what was done about an event after it: "sentenced", "mourned".
        Aftermath = "aftermath",
        /// A verb that tells how the toll of an event was counted later: "revised".
        Recount = "recount",
        /// Before "of" and an event's noun: it is only feared.
        Risk = "risk",
        /// What a disaster does, or else an accident: "collapsed", "drowned".
        Wrought = "wrought",
        /// A noun before which a country is who did it: "the U.S. raid".
        Waged = "waged",
        /// Of its country, wherever it is: "a U.S. embassy attack".
        Abroad = "abroad",
        /// Begins a clause that tells what happened at the time before it: "in 1996, when a gunman killed 16".
        AtTime = "at-time",
        /// What kills without an attack: "cancer", "overdoses".
        Illness = "illness",
        /// A verb that tells no more than that somebody died by something.
        Kills = "kills",
    }
}

/// Whether a word stands between an event and what caused it or came before it: "protests over the death of".
pub(crate) fn is_cause(word: &str) -> bool {
    Class::Cause.has(word)
}

/// Whether a word leads to a place: "in", "near".
pub(crate) fn leads_to_place(word: &str) -> bool {
    Class::Site.has(word)
}

/// Whether a word names what kills without an attack: "cancer".
pub(crate) fn is_illness(word: &str) -> bool {
    Class::Illness.has(word)
}

/// Whether a word leads to what something was done at or against: "fired on a march", "a blast at the rally".
pub(crate) fn is_scene(word: &str) -> bool {
    Class::During.has(word) || Class::Target.has(word) && !Closed::Of.has(word)
}
