//! Comparable claims: a value of a measure, of a population, in an event, at a time, according to somebody; and the
//! [`Analysis`] of an article, which is all that comparison sees of it.

mod analysis;
mod claim;
mod event;
mod furniture;
mod keys;
pub mod kinds;
mod meaning;
mod naming;
#[cfg(test)]
mod observed;
mod scope;
mod source;
mod toll;
mod words;

pub use analysis::{Analysis, Excerpt, VERSION};
pub use claim::{Claim, Family, Gate, Polarity, Policy, Quantity, Rule, Value};
pub use claimdiff_annotate::names::{capital_of, country, country_named, is_area, is_office_title, is_title_word};
pub use claimdiff_annotate::{Closed, Entity, EntityId, EntityKind, Gender, Hedge, Interval, Unit};
pub use event::{Event, EventId, EventKind, Place};
pub use keys::{MAX_TERMS, SHINGLE, SKETCH, StoryKeys, Term, is_stopword};
pub use kinds::{KINDS, StanceSort, weekday};
pub use meaning::{MeasureClass, Mode, Status, When};
pub use naming::{Naming, TERMS};
pub use scope::{Extent, Scope, Stage};
pub use source::{Link, Voice};
pub use toll::Toll;

use claimdiff_annotate::Document;
use claimdiff_quotes::Quote;

/// What was found of claims in one article.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The events the article tells of, the same event once.
    pub events: Vec<Event>,
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// What the article calls things that have a loaded name and a neutral one, in the order of the text.
    pub namings: Vec<Naming>,
}

/// Finds the events and claims of a document.
pub fn find(doc: &Document<'_>, quotes: &[Quote]) -> Found {
    let lower = doc.text().to_ascii_lowercase();
    let events = event::find(doc, &lower);
    let mut claims = Vec::new();
    let cx = kinds::Context::new(doc, &lower, quotes, &events);
    for kind in KINDS {
        kind.find(&cx, &mut claims);
    }
    furniture::clear(&cx, &mut claims);
    kinds::settle(doc, &mut claims);
    scope::link(&mut claims);
    meaning::fill(&cx, &mut claims);
    let deaths = kinds::deaths(&cx, &mut claims);
    let mut events = events;
    events.extend(deaths);
    for claim in claims.iter().filter(|c| c.policy.is_compared()) {
        if let (Value::Rank(rank), Some(event)) = (&claim.value, claim.event) {
            events[event.0 as usize].ordinal.get_or_insert(*rank);
        }
    }
    let namings = naming::find(doc, &lower, &events);
    Found { events, claims, namings }
}
