//! A mention of an event with what its sentence tells of it.

use std::ops::Range;

use claimdiff_annotate::{EntityId, Tag, TimeKind};
use claimdiff_text::{Days, Span};
use smallvec::SmallVec;

use super::{EventKind, Place, find::Reader, trigger::Form, words::Class};

/// A mention of an event with what its sentence tells of it.
pub(super) struct Mention {
    pub(super) kind: EventKind,
    pub(super) form: Form,
    pub(super) span: Span,
    pub(super) definite: Definite,
    pub(super) participants: SmallVec<[EntityId; 4]>,
    pub(super) place: Option<Place>,
    pub(super) venue: Option<String>,
    pub(super) time: Option<Days>,
    pub(super) background: bool,
    pub(super) sentence: usize,
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
    pub(super) fn mention(&self, tokens: Range<usize>, (kind, form): (EventKind, Form)) -> Mention {
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
        let hypothetical = (1..=5).any(|n| Class::Hypothetical.has(self.before(at, n)));
        Mention {
            kind,
            form,
            span: self.doc.span(tokens),
            definite,
            participants,
            venue: self.venue(end),
            place,
            // A war's date is that of its beginning, which a claim tells.
            time: if kind == EventKind::War { None } else { self.time(at) },
            background: earlier || hypothetical || (form == Form::Many && !kind.is_violent()) || self.repeated(end),
            sentence: self.id,
        }
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
        let here = self.doc.tokens[at].span.start;
        self.doc
            .times_in(self.id)
            .iter()
            .filter(|t| {
                // "three days before the vote on June 10" is a day, too.
                let from_day = t.kind == TimeKind::Duration && t.days.is_some_and(|d| d.first == d.last);
                matches!(t.kind, TimeKind::Date | TimeKind::Time) && !t.value.ends_with("_REF") || from_day
            })
            .filter(|t| !self.apart(at, self.doc.tokens_in(t.span)))
            .filter_map(|t| Some((t.span.start.abs_diff(here), t.days?)))
            .min_by_key(|(gap, _)| *gap)
            .map(|(_, days)| days)
    }
}
