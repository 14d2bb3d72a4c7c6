//! Where an event takes place: its city or country, and the building or site.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, EntityKind, Mention, MentionKind, Tag, TokenKind, names};

use super::{
    EventKind, Place,
    find::Reader,
    mention::is_of_harm,
    trigger::{Form, TRIGGERS},
    words::{Class, is_cause},
};
use crate::{kinds, scope, words::Words};

static VENUES: LazyLock<Words<()>> = LazyLock::new(|| Words::new("event/venues", include_str!("venues.tsv"), |_| ()));

/// From where the words of a place are read.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// From those of the event on.
    After,
    /// From the beginning of the sentence to those of the event.
    Before,
}

/// Whether a word names a building or a site: "school".
pub(super) fn is_venue(word: &str) -> bool {
    VENUES.get(word).is_some()
}

impl Reader<'_> {
    /// Where: "in Moscow" after it, else before it, else a place that stands before the noun ("the Alaska summit"). Of something
    /// with victims only a place from which nothing but the event parts its words: "the attack in Kabul", "In Kabul, a bomb killed
    /// two"; not "after the attack she flew to talks in Kabul".
    ///
    /// A town in the words of the event itself is closer to it than any behind: "the Berlin truck attack".
    pub(super) fn place(&self, tokens: Range<usize>, kind: EventKind, form: Form) -> Option<Place> {
        let Range { start: at, end } = tokens.clone();
        let after = || self.place_after(end, kind);
        let before = || self.place_in(self.sentence.tokens.start..at, kind, Side::Before);
        if matches!(form, Form::Noun | Form::Many) || !is_of_harm(kind) {
            let before = || if is_of_harm(kind) && self.is_cited(at) { None } else { before() };
            let named = self.place_named(tokens, kind);
            let town = |p: &Place| is_of_harm(kind) && !names::is_area(&p.key);
            return if named.as_ref().is_some_and(town) { named } else { after().or_else(before).or(named) };
        }
        after().or_else(before)
    }

    /// The place behind the words of an event.
    pub(super) fn place_after(&self, end: usize, kind: EventKind) -> Option<Place> {
        const REACH: usize = 28;
        self.place_in(end..self.sentence.tokens.end.min(end + REACH), kind, Side::After)
    }

    /// Whether an event that is known only tells when or why something else happened: "In Oben a man was found 52 hours after
    /// the quake".
    fn is_cited(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let inside = |n: &usize| matches!(self.doc.tag(at - n), Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num);
        let phrase = (1..=LONGEST.min(at - self.sentence.tokens.start)).take_while(inside).count();
        Class::Known.has(self.before(at, phrase + 1)) && is_cause(self.before(at, phrase + 2))
    }

    /// The place whose name stands right before a noun: "the Alaska summit"; of something with victims, also before the nouns that
    /// tell what it was ("the Berlin truck attack"), but not who did it ("the U.S. raid") or whose it was ("a U.S. embassy attack").
    pub(super) fn place_named(&self, tokens: Range<usize>, kind: EventKind) -> Option<Place> {
        const LONGEST: usize = 3;
        let Range { start: at, end } = tokens;
        let inside = |t: &usize| matches!(self.doc.tag(*t), Tag::Noun | Tag::Adj) && self.doc.mention_at(*t).is_none();
        let longest = if is_of_harm(kind) { LONGEST } else { 0 };
        let nouns = (self.sentence.tokens.start..at).rev().take(longest).take_while(inside).count();
        if at - nouns <= self.sentence.tokens.start {
            return None;
        }
        let m = self.doc.mention_at(at - nouns - 1)?;
        let entity = self.doc.entity(m.entity);
        let country = is_of_harm(kind) && names::country_named(m.name.of(self.doc.text())).is_some();
        if country && self.is_of_state(at - nouns..at, end - 1) {
            return None;
        }
        // A demonym names a side, no place: its span is not the name of the place.
        let named = m.name.of(self.doc.text()) == entity.name;
        let site = matches!(entity.kind, EntityKind::Place | EntityKind::Organisation) && kind == EventKind::Meeting
            || entity.kind == EntityKind::Place;
        if site && named {
            return Some(Place { key: entity.key.clone(), span: m.name });
        }
        self.town_of(m).filter(|_| is_of_harm(kind))
    }

    /// Whether what stands between a country and the noun of an attack, or that noun, tells that the country did it or was hit, and
    /// not where it was: "the U.S. raid", "a U.S. embassy attack".
    pub(super) fn is_of_state(&self, between: Range<usize>, noun: usize) -> bool {
        let abroad = |t: usize| Class::Abroad.has(self.word(t)) || kinds::is_person(self.word(t));
        Class::Waged.has(self.word(noun)) || between.into_iter().any(abroad)
    }

    /// The town that a site is named after, at either end of its name: "Leeds Arena", "Naval Air Station Pensacola". What is
    /// listed as a body or an outlet is none.
    fn town_of(&self, m: &Mention) -> Option<Place> {
        let tokens = self.doc.tokens_in(m.name);
        let (kind, text) = (self.doc.entity(m.entity).kind, self.doc.text());
        let site = matches!(kind, EntityKind::Organisation | EntityKind::Other) && m.kind == MentionKind::Name;
        if !site || tokens.len() < 2 || names::is_known_body(m.name.of(text)) {
            return None;
        }
        let town = |words: Range<usize>| {
            let span = self.doc.span(words);
            names::city(span.of(text)).map(|key| Place { key: key.to_owned(), span })
        };
        let venue = is_venue(self.word(tokens.end - 1));
        let first = (tokens.start + 1..tokens.end).rev().filter(|_| venue).find_map(|end| town(tokens.start..end));
        first.or_else(|| (tokens.start + 1..tokens.end).find_map(|from| town(from..tokens.end)))
    }

    fn place_in(&self, tokens: Range<usize>, kind: EventKind, side: Side) -> Option<Place> {
        let target = matches!(kind, EventKind::Attack | EventKind::War);
        let strict = is_of_harm(kind);
        let before = strict && side == Side::Before;
        let mut found: Option<(usize, Place)> = None;
        for t in tokens.clone() {
            let word = self.word(t);
            // "the attack that killed two in Kabul"
            let restricts = strict && side == Side::After && t == tokens.start && Class::Clause.has(word);
            // "Berlin attack: hunt across Europe"
            let stops = self.doc.tokens[t].kind == TokenKind::Stop
                || strict && side == Side::After && word == ":"
                || Class::Elsewhere.has(word) && !restricts
                || before && Class::Clause.has(word);
            if stops {
                if !before {
                    return None;
                }
                // What stands before a clause of its own is not where that clause happens, unless the sentence begins with it.
                found = found.filter(|(from, _)| *from <= self.sentence.tokens.start + 1);
            }
            if strict && side == Side::After && self.is_other_event(tokens.start, t) {
                return None;
            }
            let site = Class::Site.has(word)
                || Closed::On.has(word) && (t + 1..tokens.end.min(t + 6)).any(|p| Class::Ground.has(self.word(p)));
            let befallen = kind == EventKind::Disaster && Class::Upon.has(word);
            // "the siege of Rome", not "the attack was blamed on a man of Rome"
            let aimed = (target && Class::Target.has(word) || befallen) && !before;
            let aimed = aimed && (t == tokens.start || !Closed::Of.has(word));
            if (site || aimed)
                && !(before && self.is_seat(t))
                && let Some(place) = self.place_behind(t, tokens.end, strict)
            {
                let between = if side == Side::After { tokens.start..t } else { t..tokens.end };
                let initial = before && t <= self.sentence.tokens.start + 1;
                if !strict || initial || self.only_befalls(between) {
                    found = Some((t, place));
                }
                if !before {
                    break;
                }
            }
        }
        found.map(|(_, place)| place)
    }

    /// The place that a word leads to: a name within a few tokens.
    fn place_behind(&self, t: usize, end: usize, strict: bool) -> Option<Place> {
        const REACH: usize = 7;
        for p in t + 1..end.min(t + 1 + REACH) {
            if let Some(m) = self.doc.mention_at(p) {
                let next = self.doc.tokens_in(m.span).end;
                let owner = Closed::Genitive.has(self.after(next)) && !(strict && self.owns_site(next + 1));
                if let Some(place) = scope::named_place(self.doc, m)
                    && !owner
                    && !(strict && self.describes(next, m.name.of(self.doc.text())))
                {
                    return Some(Place { key: place.key.clone(), span: m.name });
                }
                if strict && let Some(town) = self.town_of(m) {
                    return Some(town);
                }
            }
            if matches!(self.doc.tokens[p].kind, TokenKind::Comma | TokenKind::Stop)
                || Class::Link.has(self.word(p)) && p > t + 1 && !Closed::Of.has(self.word(p))
                || strict && self.doc.tag(p) == Tag::Verb && self.doc.mention_at(p).is_none()
            {
                break;
            }
        }
        None
    }

    /// The named building or site of an event, before its noun ("the Arden High School shooting") or behind its words ("opened fire
    /// in a hall of Arden High School").
    pub(super) fn site(&self, tokens: Range<usize>) -> Option<Place> {
        const REACH: usize = 28;
        const LED: usize = 4;
        let name = |t: usize| {
            let m = self.doc.mention_at(t).filter(|m| self.is_site(m))?;
            Some(Place { key: self.doc.entity(m.entity).key.clone(), span: m.name })
        };
        let limit = self.sentence.tokens.end.min(tokens.end + REACH);
        let clause = (tokens.end..limit).take_while(|t| self.doc.tokens[*t].kind != TokenKind::Stop);
        let mut leads = clause.filter(|t| Class::Venue.has(self.word(*t)) && self.only_befalls(tokens.end..*t));
        let before = tokens.start.checked_sub(1).filter(|t| *t >= self.sentence.tokens.start).and_then(name);
        before.or_else(|| leads.find_map(|t| (t + 1..limit.min(t + 1 + LED)).find_map(name)))
    }

    /// Whether a name is that of a building or site: "Arden High School", not a listed body.
    pub(super) fn is_site(&self, m: &Mention) -> bool {
        let mut words = self.doc.tokens_in(m.name);
        m.kind == MentionKind::Name
            && words.len() > 1
            && self.doc.entity(m.entity).kind != EntityKind::Person
            && !names::is_known_body(m.name.of(self.doc.text()))
            && words.any(|t| is_venue(self.word(t)))
    }

    /// The only town or region that the words behind an event lead to, whatever else a sentence with its verb tells between the two:
    /// "killed four as they prayed in a church in Oben".
    pub(super) fn only_place(&self, end: usize) -> Option<Place> {
        const LED: usize = 3;
        let verb = self.doc.tag(end - 1) == Tag::Verb;
        let led = |m: &&Mention| {
            let tokens = self.doc.tokens_in(m.span);
            let before = end.max(tokens.start.saturating_sub(LED))..tokens.start;
            let mut phrase = before.rev().take_while(|t| self.doc.tokens[*t].kind == TokenKind::Word);
            let site = phrase.any(|t| Class::Site.has(self.word(t)) && !self.is_seat(t));
            let tied = verb || self.only_befalls(end..tokens.start);
            site && tied
                && !self.describes(tokens.end, m.name.of(self.doc.text()))
                && !Closed::Genitive.has(self.after(tokens.end))
        };
        let other = |t: usize| Class::Elsewhere.has(self.word(t)) || self.is_other_event(end, t);
        if (end..self.sentence.tokens.end).any(other) {
            return None;
        }
        let mut found = self.doc.mentions_in(self.id).iter().filter(led).filter_map(|m| {
            let entity = scope::named_place(self.doc, m)?;
            let country = names::country_named(m.name.of(self.doc.text())).is_some();
            (!country).then(|| Place { key: entity.key.clone(), span: m.name })
        });
        let first = found.next()?;
        found.all(|other| other.key == first.key).then_some(first)
    }

    /// Whether a building or site is named at a token: "London's Parliament building".
    fn owns_site(&self, from: usize) -> bool {
        const LONGEST: usize = 4;
        let words = from..self.sentence.tokens.end.min(from + LONGEST);
        words.into_iter().any(|t| is_venue(self.word(t)))
    }

    /// Whether a place tells whose or what sort the noun behind it is: "a U.S. base", "the Texas man"; "a Kabul market" is in Kabul.
    fn describes(&self, next: usize, name: &str) -> bool {
        matches!(self.tag_after(next), Tag::Noun | Tag::Propn | Tag::Adj)
            && (names::country_named(name).is_some() || kinds::is_person(self.after(next)))
    }

    /// Whether a body stands right before a word that leads to a place: "the embassy in Rome" is no event there.
    fn is_seat(&self, site: usize) -> bool {
        site > self.sentence.tokens.start
            && self.doc.mention_at(site - 1).is_some_and(|m| self.doc.entity(m.entity).kind == EntityKind::Organisation)
    }

    /// Whether the words between an event and its place or day tell of nothing but the event: no verb but what it did.
    pub(super) fn only_befalls(&self, between: Range<usize>) -> bool {
        let limit = self.sentence.tokens.end;
        between.into_iter().all(|t| {
            let verb = self.doc.tag(t) == Tag::Verb;
            !verb
                || Class::Befalls.has(self.word(t))
                || Class::Light.has(self.word(t))
                || TRIGGERS.at(t, limit, |t| self.word(t)).is_some_and(|name| name.class.kind.is_violent())
        })
    }

    /// Whether another event's noun begins at a token behind an event: what is told behind it is of that one, unless the first
    /// was at or during it.
    pub(super) fn is_other_event(&self, end: usize, t: usize) -> bool {
        const LEAD: usize = 3;
        let limit = self.sentence.tokens.end;
        t > end
            && TRIGGERS.at(t, limit, |t| self.word(t)).is_some_and(|name| {
                matches!(name.class.form, Form::Noun | Form::Many) && self.means_event(t, t + name.tokens, name.class)
            })
            && !(end.max(t.saturating_sub(LEAD))..t)
                .any(|p| Class::Site.has(self.word(p)) || Class::During.has(self.word(p)))
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
                    if is_venue(word) {
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
