//! Events: what happened or is to happen, each once however often an article names it.
//!
//! A `trigger` is a word that names one, a `mention` what its sentence tells of it by `participants` and `place`; `join`
//! makes mentions of the same event one, and `find` does all of it.

mod find;
mod join;
mod mention;
mod participants;
mod place;
mod trigger;
mod words;

use claimdiff_annotate::{EntityId, Interval};
use claimdiff_text::{Days, Span};
use serde::{Deserialize, Serialize};

pub(crate) use find::{death, find};
pub(crate) use trigger::names_disease;
pub(crate) use words::{is_cause, is_illness, is_scene, leads_to_place};

/// The index of an event in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(pub u32);

/// Something that happened or is to happen, as one article tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What it is.
    pub kind: EventKind,
    /// Who takes part.
    pub participants: Vec<EntityId>,
    /// Where.
    pub place: Option<Place>,
    /// The building or site, folded: "presidential library".
    pub venue: Option<String>,
    /// When, where the text and the article's date tell. Never wider than what they tell.
    pub time: Option<Days>,
    /// The n-th of its row, where the article says so.
    pub ordinal: Option<Interval>,
    /// Whether the article tells of it as background: earlier, elsewhere, in comparison.
    pub background: bool,
    /// The event of the same article on whose day, or hours before or after which, it is said to have happened.
    pub same_day: Option<EventId>,
    /// The words that name it, the first mention first.
    pub mentions: Vec<Span>,
}

/// The place of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its folded name: "st petersburg".
    pub key: String,
    /// The words.
    pub span: Span,
}

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EventKind {
    /// Talks, a visit, a summit.
    Meeting,
    /// A telephone call.
    Call,
    /// A strike, a shooting, a bombing, a killing.
    Attack,
    /// A crash, a fire, a collapse.
    Accident,
    /// An earthquake, a flood, a storm, an epidemic.
    Disaster,
    /// A swap of prisoners.
    Exchange,
    /// A speech, a post, an interview.
    Statement,
    /// A vote or an election.
    Vote,
    /// A poll.
    Poll,
    /// A trial or another case in court.
    Trial,
    /// A deal, a treaty, a sale.
    Deal,
    /// A war.
    War,
    /// A protest or a strike of workers.
    Protest,
    /// The death of one person, of which no more is told than when or where: "Roe, who died on Friday".
    Death,
}

impl EventKind {
    /// All kinds.
    pub const ALL: [EventKind; 14] = [
        EventKind::Meeting,
        EventKind::Call,
        EventKind::Attack,
        EventKind::Accident,
        EventKind::Disaster,
        EventKind::Exchange,
        EventKind::Statement,
        EventKind::Vote,
        EventKind::Poll,
        EventKind::Trial,
        EventKind::Deal,
        EventKind::War,
        EventKind::Protest,
        EventKind::Death,
    ];

    /// Whether it has victims. Several words for such events are often of one: "airstrikes killed 12".
    pub(crate) fn is_violent(self) -> bool {
        matches!(self, EventKind::Attack | EventKind::Accident | EventKind::Disaster | EventKind::Protest)
    }

    /// Its name, as comparison and reports show it: "meeting".
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Meeting => "meeting",
            EventKind::Call => "call",
            EventKind::Attack => "attack",
            EventKind::Accident => "accident",
            EventKind::Disaster => "disaster",
            EventKind::Exchange => "exchange",
            EventKind::Statement => "statement",
            EventKind::Vote => "vote",
            EventKind::Poll => "poll",
            EventKind::Trial => "trial",
            EventKind::Deal => "deal",
            EventKind::War => "war",
            EventKind::Protest => "protest",
            EventKind::Death => "death",
        }
    }
}
