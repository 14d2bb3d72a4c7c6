//! When two mentions are of one event.

use claimdiff_annotate::{Document, EntityId, EntityKind};
use claimdiff_text::Days;
use smallvec::SmallVec;

use super::{
    Event, EventKind,
    find::HEAD,
    mention::{Definite, Mention, is_of_harm},
    trigger::Form,
};

/// Joins a mention to the event it names, or makes a new one of it.
pub(super) fn join(doc: &Document<'_>, events: &mut Vec<Event>, diseases: &[Option<&str>], mention: Mention) -> usize {
    let same = which(doc, events, diseases, &mention);
    match same {
        Some(id) => {
            let e = &mut events[id];
            for p in mention.participants {
                if !e.participants.contains(&p) {
                    e.participants.push(p);
                }
            }
            // "the virus" of "an outbreak in Lipa" may be told of elsewhere, too.
            let place = mention.place.filter(|_| !mention.lasting);
            e.place = e.place.take().or(place);
            e.venue = e.venue.take().or(mention.venue);
            e.time = match (e.time, mention.time) {
                (Some(a), Some(b)) => a.intersect(b).or(Some(a)),
                (a, b) => a.or(b),
            };
            e.mentions.push(mention.span);
            id
        }
        None => {
            events.push(Event {
                kind: mention.kind,
                participants: mention.participants.to_vec(),
                place: mention.place,
                venue: mention.venue,
                time: mention.time,
                ordinal: None,
                background: mention.background,
                same_day: None,
                mentions: vec![mention.span],
            });
            events.len() - 1
        }
    }
}

/// Which event a mention names: of several that fit, the one just told of, else for something with victims the one told of most,
/// else the last.
fn which(doc: &Document<'_>, events: &[Event], diseases: &[Option<&str>], mention: &Mention) -> Option<usize> {
    let disease = mention.disease();
    let fits = || {
        let told = events.iter().enumerate().zip(diseases);
        let fits = told.filter(|((_, e), d)| is_same(doc, e, mention) && is_same_disease(**d, disease));
        fits.map(|(told, _)| told)
    };
    let (last, _) = fits().next_back()?;
    if !is_of_harm(mention.kind) {
        return Some(last);
    }
    let from = doc.sentences[mention.sentence.saturating_sub(1)].span.start;
    let recent = |e: &Event| e.mentions.last().is_some_and(|m| m.start >= from);
    let just = fits().rfind(|(_, e)| recent(e));
    just.or_else(|| fits().rev().max_by_key(|(_, e)| e.mentions.len())).map(|(id, _)| id)
}

/// Whether two mentions may be of one disease: a name is of one without a name ("the virus"), but not of another. What is no
/// disease is none.
fn is_same_disease(event: Option<&str>, mention: Option<&str>) -> bool {
    event == mention || event.zip(mention).is_some_and(|(a, b)| a.is_empty() || b.is_empty())
}

/// Whether a mention names an event that is already known.
fn is_same(doc: &Document<'_>, event: &Event, mention: &Mention) -> bool {
    if event.kind != mention.kind || mention.form == Form::Many || event.background != mention.background {
        return false;
    }
    if let (Some(a), Some(b)) = (event.time, mention.time)
        && !a.overlaps(b)
    {
        return false;
    }
    // "the quake of 1994", told of late, is not the one that the head tells of without a day.
    if event.time.is_none() && is_of_harm(mention.kind) && mention.sentence >= HEAD && is_of_old(doc, mention) {
        return false;
    }
    let person = |id: &&EntityId| doc.entity(**id).kind == EntityKind::Person;
    let theirs: SmallVec<[EntityId; 4]> = mention.participants.iter().filter(person).copied().collect();
    let known = event.participants.iter().filter(person).count();
    let shared = theirs.iter().filter(|p| event.participants.contains(p)).count();
    let same_people = theirs.len() >= 2 && shared == theirs.len();
    // Others take part: another event.
    if shared < theirs.len() && known >= 2 && shared < 2 {
        return false;
    }
    let mut same_place = false;
    if let (Some(a), Some(b)) = (&event.place, &mention.place) {
        // "Naval Station Arden" and "the naval station" are one place.
        let longer = |x: &str, y: &str| x.strip_prefix(y).is_some_and(|rest| rest.starts_with(' '));
        let within = |x: &str, y: &str| claimdiff_annotate::names::country(x) == Some(y) || longer(x, y);
        same_place = a.key == b.key;
        if !same_place && !within(&a.key, &b.key) && !within(&b.key, &a.key) {
            return false;
        }
    }
    // "the virus" and "an outbreak" of one article are of one epidemic.
    let lasts = mention.lasting && event.place.is_none() && event.time.is_none();
    match mention.kind {
        EventKind::Statement => {
            mention.definite == Definite::Known && theirs.iter().all(|p| event.participants.contains(p))
        }
        EventKind::War => true,
        EventKind::Meeting | EventKind::Call | EventKind::Deal => match mention.definite {
            Definite::Known | Definite::Open => true,
            // A headline names fewer people than the lead.
            Definite::New => mention.sentence < 4 && (same_people || shared > 0 && known < 2),
        },
        _ => match mention.definite {
            Definite::Known | Definite::Open => true,
            Definite::New => same_place || lasts || mention.sentence < 4 && !mention.background && !mention.other,
        },
    }
}

/// Whether a mention is of an event that is told of by its year alone, which is not the article's or the one before.
fn is_of_old(doc: &Document<'_>, mention: &Mention) -> bool {
    const A_YEAR: i32 = 364;
    let published = doc.article.meta.published.as_ref().map(|p| p.value.days());
    let long = |d: &Days| d.last.saturating_sub(d.first) >= A_YEAR;
    let old = |told: Days| published.is_none_or(|now| now.first.saturating_sub(told.last) > A_YEAR);
    mention.time.filter(long).is_some_and(old)
}
