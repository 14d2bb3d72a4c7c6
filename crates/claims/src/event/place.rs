//! Where an event takes place: its city or country, and the building or site.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, EntityKind, MentionKind, TokenKind};

use super::{EventKind, Place, find::Reader, words::Class};
use crate::words::Words;

static VENUES: LazyLock<Words<()>> = LazyLock::new(|| Words::new("event/venues", include_str!("venues.tsv"), |_| ()));

impl Reader<'_> {
    /// Where: "in Moscow" after it, else before it, else a place that stands before the noun ("the Alaska summit").
    pub(super) fn place(&self, at: usize, end: usize, kind: EventKind) -> Option<Place> {
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
            let elsewhere = Class::Elsewhere.has(word);
            if self.doc.tokens[t].kind == TokenKind::Stop || elsewhere {
                return None;
            }
            let site = Class::Site.has(word)
                || Closed::On.has(word) && (t + 1..tokens.end.min(t + 6)).any(|p| Class::Ground.has(self.word(p)));
            if site || target && Class::Target.has(word) {
                const REACH: usize = 7;
                for p in t + 1..tokens.end.min(t + 1 + REACH) {
                    if let Some(m) = self.doc.mention_at(p) {
                        let entity = self.doc.entity(m.entity);
                        let adjective =
                            m.name.of(self.doc.text()).ends_with("an") && entity.key != m.name.of(self.lower);
                        let owner = Closed::Genitive.has(self.after(self.doc.tokens_in(m.span).end));
                        if entity.kind == EntityKind::Place && m.kind == MentionKind::Name && !adjective && !owner {
                            return Some(Place { key: entity.key.clone(), span: m.name });
                        }
                    }
                    if matches!(self.doc.tokens[p].kind, TokenKind::Comma | TokenKind::Stop)
                        || Class::Link.has(self.word(p)) && p > t + 1 && !Closed::Of.has(self.word(p))
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
    pub(super) fn venue(&self, end: usize) -> Option<String> {
        const REACH: usize = 28;
        const LONGEST: usize = 6;
        let limit = self.sentence.tokens.end.min(end + REACH);
        let mut t = end;
        while t < limit {
            let leads = Class::Venue.has(self.word(t));
            if leads || t == end {
                let mut from = t + usize::from(leads);
                while from < limit && Class::BeforeVenue.has(self.word(from)) {
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
                        || Class::Link.has(word)
                    {
                        break;
                    }
                }
            }
            t += 1;
        }
        None
    }
}
