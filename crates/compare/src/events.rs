//! Which events of two articles are one.
//!
//! Evidence is the kind, who takes part, where, in which building, when, and the story the articles tell. A date or a
//! place that excludes the other rules a pair out. Equal figures are never evidence: two meetings may last three hours.

use std::ops::Range;

use claimdiff_claims::{Analysis, Event, EventId, EventKind, country, is_area};
use claimdiff_text::StableHash;
use rustc_hash::FxHashSet;

use crate::{
    EventLabel, Reason,
    clue::{Clue, Clues},
    corpus::{Corpus, Identity, identity},
    postings::{Keys, Postings, Sorted},
    workers,
};

/// An event of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct At {
    pub(crate) article: usize,
    pub(crate) event: EventId,
}

/// Whether two events are one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tie {
    /// They are, by this evidence.
    Same(Clues),
    /// The texts do not say.
    Open(Reason),
    /// They are not.
    Other(Reason),
}

/// The most earlier events with one key that are looked at.
pub(crate) const MAX_POSTINGS: usize = 40;
/// More participants than this are a list, and each pair of them says little.
const MAX_PARTICIPANTS: usize = 6;

pub(crate) fn get<'a>(corpus: &Corpus<'a>, at: At) -> &'a Event {
    &corpus.articles[at.article].events[at.event.0 as usize]
}

/// Whether an event is a war: too large an occasion to tie what was said on a day.
pub(crate) fn is_war(corpus: &Corpus<'_>, at: At) -> bool {
    get(corpus, at).kind == EventKind::War
}

/// The pairs of articles that tell of one war, the earlier first.
pub(crate) fn of_one_war(corpus: &Corpus<'_>, ties: &[(At, At, Tie)]) -> FxHashSet<(usize, usize)> {
    let wars = ties.iter().filter(|(x, _, tie)| matches!(tie, Tie::Same(_)) && is_war(corpus, *x));
    wars.map(|(x, y, _)| (x.article.min(y.article), x.article.max(y.article))).collect()
}

/// The events of all articles, to look up the earlier ones of each.
pub(crate) struct Index {
    events: Vec<At>,
    /// What may hang on each being one with another.
    uses: Vec<Use>,
    postings: Postings,
}

impl Index {
    pub(crate) fn new(corpus: &Corpus<'_>) -> Index {
        let parts = corpus.blocks(|block| {
            let (mut events, mut lists, mut keys) = (Vec::new(), Keys::default(), Vec::new());
            for article in block {
                for (event, e) in corpus.articles[article].events.iter().enumerate() {
                    let at = At { article, event: EventId(event as u32) };
                    let story = corpus.stories[article].to_string();
                    self::keys(corpus, at, e, Some(&story), &mut keys);
                    events.push(at);
                    lists.push(keys.iter().copied());
                }
            }
            (events, lists.sorted())
        });
        let (events, keys): (Vec<Vec<At>>, Vec<Sorted>) = parts.into_iter().unzip();
        let events = workers::joined(events);
        let uses = events.iter().map(|at| Use::of(corpus, *at)).collect();
        Index { events, uses, postings: corpus.postings(keys) }
    }

    /// The pairs of events of different articles that may be one, the later of an article of a block, each with what was
    /// decided, in the order of the articles.
    pub(crate) fn pairs(&self, corpus: &Corpus<'_>, block: Range<usize>) -> Vec<(At, At, Tie)> {
        let mut out = Vec::new();
        let mut others: Vec<u32> = Vec::new();
        let from = self.events.partition_point(|at| at.article < block.start);
        for item in from..self.events.partition_point(|at| at.article < block.end) {
            let at = self.events[item];
            others.clear();
            others.extend(self.postings.before(item).flat_map(|earlier| earlier.take(MAX_POSTINGS)));
            others.sort_unstable();
            others.dedup();
            let others = others.iter().filter(|other| self.uses[**other as usize].meets(self.uses[item]));
            let others = others.map(|other| self.events[*other as usize]).filter(|o| o.article != at.article);
            out.extend(others.map(|other| (other, at, relate(corpus, other, at))));
        }
        out.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        out
    }
}

/// What may hang on an event being one with another.
#[derive(Clone, Copy)]
struct Use {
    /// There are claims on it.
    told: bool,
    /// It is news, on which people say what they say, or a war.
    news: bool,
}

impl Use {
    fn of(corpus: &Corpus<'_>, at: At) -> Use {
        Use { told: corpus.is_told(at), news: !get(corpus, at).background || is_war(corpus, at) }
    }

    /// Whether anything hangs on two events being one.
    fn meets(self, other: Use) -> bool {
        self.told && other.told || self.news && other.news
    }
}

/// What the events of an article are looked up by without sight of any other: by all but the story.
pub(crate) fn keys_alone(corpus: &Corpus<'_>, article: usize) -> Vec<u64> {
    let (mut out, mut keys) = (Vec::new(), Vec::new());
    for (event, e) in corpus.articles[article].events.iter().enumerate() {
        self::keys(corpus, At { article, event: EventId(event as u32) }, e, None, &mut keys);
        out.append(&mut keys);
    }
    out
}

/// What two mentions of one event are sure to have one of in common.
fn keys(corpus: &Corpus<'_>, at: At, event: &Event, story: Option<&str>, out: &mut Vec<u64>) {
    out.clear();
    let mut key = |parts: &[&str]| {
        let mut hash = StableHash::default();
        hash.field(event.kind.name());
        parts.iter().for_each(|p| hash.field(p));
        out.push(hash.finish());
    };
    let mut people = participants(corpus, at);
    people.truncate(MAX_PARTICIPANTS);
    for (n, a) in people.iter().enumerate() {
        people[n + 1..].iter().for_each(|b| key(&["pair", last(a), last(b)]));
    }
    if let Some(place) = &event.place {
        key(&["place", &place.key]);
    }
    if let Some(story) = story.filter(|_| !event.background || event.kind == EventKind::War) {
        key(&["story", story]);
    }
    if event.kind == EventKind::War {
        key(&["war"]);
        people.iter().for_each(|p| key(&["party", p]));
    }
    out.sort_unstable();
    out.dedup();
}

/// The family name: of two articles one may give no more.
fn last(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}

/// The keys of an event's participants, sorted by family name so that pairs meet.
fn participants<'a>(corpus: &Corpus<'a>, at: At) -> Vec<&'a str> {
    participants_in(corpus.articles[at.article], get(corpus, at))
}

fn participants_in<'a>(article: &'a Analysis, event: &Event) -> Vec<&'a str> {
    let mut keys: Vec<&str> = event
        .participants
        .iter()
        .filter_map(|id| article.entities.get(id.0 as usize))
        .map(|e| e.key.as_str())
        .collect();
    keys.sort_unstable_by_key(|k| (last(k), *k));
    keys.dedup();
    keys
}

/// How two places lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// They are one.
    Same,
    /// One lies in the other.
    Within,
    /// Nobody can tell.
    Open,
    /// They are apart.
    Apart,
}

/// Compares two folded places.
pub(crate) fn places(a: Option<&str>, b: Option<&str>) -> Places {
    let (Some(a), Some(b)) = (a, b) else { return Places::Open };
    if a == b {
        return Places::Same;
    }
    let (of_a, of_b) = (country(a), country(b));
    if of_a == Some(b) || of_b == Some(a) {
        return Places::Within;
    }
    match (of_a, of_b) {
        // A city may lie in a region of its country.
        (Some(x), Some(y)) if x == y && is_area(a) != is_area(b) => Places::Open,
        (Some(_), Some(_)) => Places::Apart,
        _ => Places::Open,
    }
}

/// Whether two events are one.
pub(crate) fn relate(corpus: &Corpus<'_>, x: At, y: At) -> Tie {
    let (a, b) = (get(corpus, x), get(corpus, y));
    if a.kind != b.kind {
        return Tie::Other(Reason::OtherEvent);
    }
    if a.kind == EventKind::War {
        return war(corpus, x, y);
    }
    let gap = a.time.zip(b.time).map(|(s, t)| s.gap(t));
    // A day's difference may be the time zone or the night.
    if gap.is_some_and(|g| g > 1) {
        return Tie::Other(Reason::OtherDate);
    }
    let place = places(a.place.as_ref().map(|p| p.key.as_str()), b.place.as_ref().map(|p| p.key.as_str()));
    if place == Places::Apart {
        return Tie::Other(Reason::OtherPlace);
    }
    let (ours, theirs) = (participants(corpus, x), participants(corpus, y));
    let known = |p: &&&str, of: &[&str]| of.iter().any(|o| identity(p, o) == Identity::Same);
    let shared = ours.iter().filter(|p| known(p, &theirs)).count();
    let left_a = ours.len() - shared;
    let left_b = theirs.len() - theirs.iter().filter(|p| known(p, &ours)).count();
    let of_two = matches!(a.kind, EventKind::Meeting | EventKind::Call | EventKind::Deal | EventKind::Trial);
    if of_two && ours.len() >= 2 && theirs.len() >= 2 && (shared == 0 || shared == 1 && left_a > 0 && left_b > 0) {
        return Tie::Other(Reason::OtherParticipants);
    }
    let rank = |e: &Event| e.ordinal.filter(|o| o.is_point());
    if rank(a).zip(rank(b)).is_some_and(|(r, s)| r != s) {
        return Tie::Other(Reason::OtherEvent);
    }
    let mut why = Clues::default();
    let mut evidence = 0;
    let mut take = |points: u32, clue| {
        evidence += points;
        why.add(clue);
    };
    let venue = a.venue.is_some() && a.venue == b.venue;
    if venue {
        take(2, Clue::SameVenue);
    }
    match place {
        Places::Same => take(2, Clue::SamePlace),
        Places::Within => take(1, Clue::PlaceWithin),
        _ => {}
    }
    match shared {
        0 => {}
        1 => take(1, Clue::Participant),
        _ => take(2, Clue::Participants),
    }
    let story = corpus.same_story(x.article, y.article);
    if story {
        take(1, Clue::Story);
    }
    let main = story && !a.background && !b.background;
    let width = |e: &Event| e.time.map(|t| t.last.saturating_sub(t.first));
    let exact = width(a).zip(width(b)).is_some_and(|(v, w)| v <= 3 && w <= 3);
    // Articles of one story, days apart at most, tell of what has just happened, with or without a date.
    let fresh = main
        && corpus.near(x.article, y.article, 3)
        && corpus.days[x.article].is_some()
        && corpus.days[y.article].is_some();
    let enough = match (of_two, exact) {
        (true, true) => evidence >= 3 && (shared >= 1 || venue),
        (false, true) => evidence >= 2 || (main && first(corpus, x) && first(corpus, y)),
        (true, false) => venue && shared >= 2 || (fresh && shared >= 2 && evidence >= 4),
        (false, false) => {
            // What both tell first of its kind on about one day is the news of that day.
            let news = fresh && corpus.near(x.article, y.article, 1) && first(corpus, x) && first(corpus, y);
            venue && place == Places::Same || (fresh && evidence >= 3) || news
        }
    };
    if enough {
        if gap.is_some() {
            why.add(if exact { Clue::SameDay } else { Clue::DatesAllow });
        }
        return Tie::Same(why);
    }
    let undated = gap.is_none() || !exact;
    Tie::Open(if undated { Reason::Undated } else { Reason::Unlinked })
}

/// Whether two people or more take part in both of two events.
pub(crate) fn same_people(corpus: &Corpus<'_>, x: At, y: At) -> bool {
    let (ours, theirs) = (participants(corpus, x), participants(corpus, y));
    ours.iter().filter(|p| theirs.iter().any(|o| identity(p, o) == Identity::Same)).count() >= 2
}

/// Whether an event is what its article tells first of its kind.
pub(crate) fn first(corpus: &Corpus<'_>, at: At) -> bool {
    let (events, kind) = (&corpus.articles[at.article].events, get(corpus, at).kind);
    events.iter().position(|e| e.kind == kind && !e.background) == Some(at.event.0 as usize)
}

/// Two wars: a pair of parties has one at a time.
fn war(corpus: &Corpus<'_>, x: At, y: At) -> Tie {
    let (a, b) = (get(corpus, x), get(corpus, y));
    let area = |e: &Event| e.place.as_ref().map(|p| country(&p.key).map_or_else(|| p.key.clone(), str::to_owned));
    let (here, there) = (area(a), area(b));
    let (ours, theirs) = (parties(corpus, x), parties(corpus, y));
    let shared = ours.iter().filter(|p| theirs.contains(p)).count();
    if here.is_some() && here == there {
        return Tie::Same(Clues::default().with(Clue::War));
    }
    // What the two call the parties and the place of the war: an article that tells of this war names them all, and
    // more than once.
    let mut all: Vec<&String> = ours.iter().chain(&theirs).chain(&here).chain(&there).collect();
    all.sort_unstable();
    all.dedup();
    let tells = |at: At| {
        let keys = &corpus.articles[at.article].keys;
        all.iter().all(|key| key.split(' ').all(|word| keys.count(word) >= 2))
    };
    if shared >= 1 || (all.len() == 2 && tells(x) && tells(y)) {
        return Tie::Same(Clues::default().with(Clue::Parties));
    }
    match here.is_some() && there.is_some() {
        true => Tie::Other(Reason::OtherPlace),
        false => Tie::Open(Reason::Unlinked),
    }
}

/// The countries that take part in a war.
fn parties(corpus: &Corpus<'_>, at: At) -> Vec<String> {
    let mut keys: Vec<String> = participants(corpus, at)
        .into_iter()
        .filter(|k| country(k).is_some())
        .map(|k| country(k).unwrap_or(k).to_owned())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How well an event is told: as news, with a place, with a day.
pub(crate) fn told(corpus: &Corpus<'_>, at: At) -> (bool, usize) {
    let event = get(corpus, at);
    let dated = event.time.is_some_and(|t| t.is_exact());
    (!event.background, usize::from(event.place.is_some()) + usize::from(dated))
}

/// The event as a report names it.
pub(crate) fn label(corpus: &Corpus<'_>, at: At) -> EventLabel {
    label_in(corpus.articles[at.article], get(corpus, at))
}

/// The event of a finding as a report names it, which is told of in some articles: what one of several tells alone of place,
/// day or people may be of another, so that it is named only where a second one tells it, too, or a headline does; a day that nothing else tells also stands.
pub(crate) fn agreed_label(corpus: &Corpus<'_>, at: At, all: &[At], articles: &[usize]) -> EventLabel {
    let article = corpus.articles[at.article];
    let event = get(corpus, at);
    let whole = label_in(article, event);
    if articles.iter().all(|a| *a == at.article) {
        return whole;
    }
    let others =
        || all.iter().filter(|o| o.article != at.article).map(|o| (corpus.articles[o.article], get(corpus, *o)));
    let headline = |name: &str| {
        let told = |a: &usize| corpus.articles[*a].meta.headline.as_ref().is_some_and(|h| h.value.contains(name));
        articles.iter().any(told)
    };
    let key = |event: &'_ Event| event.place.as_ref().map(|p| p.key.clone());
    let place = article.event_place(event).filter(|name| {
        headline(name) || others().any(|(_, e)| places(key(event).as_deref(), key(e).as_deref()) == Places::Same)
    });
    // The day of the article itself is told where nothing tells another, so that it stands for none.
    let own = event.time.zip(corpus.days[at.article]).is_some_and(|(told, own)| told.overlaps(own));
    let mut days = others().filter_map(|(_, e)| exact_day(e)).peekable();
    let alone = days.peek().is_none() && !own;
    let day = exact_day(event).filter(|day| alone || days.any(|other| other == *day));
    let names = named(article, event, |key, name| {
        headline(name) || others().any(|(a, e)| participants_in(a, e).contains(&key))
    });
    let kind = others().all(|(_, e)| e.kind == event.kind).then(|| event.kind.name());
    EventLabel { key: whole.key, label: words(kind.unwrap_or("event"), &names, place, day.as_deref()) }
}

/// The one day of an event.
fn exact_day(event: &Event) -> Option<String> {
    event.time.filter(|t| t.is_exact()).and_then(|t| t.dates().0).map(|day| day.to_string())
}

/// The names of those who take part, by key and name, in their order.
fn named<'a>(article: &'a Analysis, event: &Event, keep: impl Fn(&str, &str) -> bool) -> Vec<&'a str> {
    let entities = event.participants.iter().filter_map(|id| article.entities.get(id.0 as usize));
    let mut names: Vec<&str> = entities.filter(|e| keep(&e.key, &e.name)).map(|e| e.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// What an event is, of whom, where and when, in words.
fn words(kind: &str, names: &[&str], place: Option<&str>, day: Option<&str>) -> String {
    let mut label = kind.to_owned();
    let listed = match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    if !listed.is_empty() {
        label.push_str(" of ");
        label.push_str(&listed);
    }
    if let Some(place) = place {
        label.push_str(", ");
        label.push_str(place);
    }
    if let Some(day) = day {
        label.push_str(&format!(", {day}"));
    }
    label
}

/// An event of an article as a report names it.
pub fn label_in(article: &Analysis, event: &Event) -> EventLabel {
    let day = exact_day(event);
    let names = named(article, event, |_, _| true);
    let mut key = vec![event.kind.name().to_owned()];
    key.extend(participants_in(article, event).into_iter().map(str::to_owned));
    key.extend(event.place.as_ref().map(|p| p.key.clone()));
    let label = words(event.kind.name(), &names, article.event_place(event), day.as_deref());
    key.extend(day);
    EventLabel { key: key.join(" "), label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_lies_in_its_country_and_apart_from_another() {
        assert_eq!(places(Some("moscow"), Some("moscow")), Places::Same);
        assert_eq!(places(Some("moscow"), Some("russia")), Places::Within);
        assert_eq!(places(Some("moscow"), Some("paris")), Places::Apart);
        assert_eq!(places(Some("moscow"), None), Places::Open);
        assert_eq!(places(Some("moscow"), Some("a place in no list")), Places::Open);
    }
}
