//! Whether two articles tell of one occasion, whenever they were written.
//!
//! A shooting is told of again at the trial a year later: then the words of its figures are the same as those of many
//! others, and what ties the two articles is what they are about and who is named in both.

use claimdiff_claims::{Analysis, Entity, EntityId, EntityKind};

use crate::corpus::Corpus;

/// What ties two articles, for the figures in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occasion {
    /// How much the two are about the same people and things, from 0 to 1.
    pub(super) topic: f32,
    /// Whether one person has the same full name in both.
    pub(super) person: bool,
    /// How far apart the two were written: 0 for a week, 1 for a year and more.
    pub(super) far: f32,
}

/// The likeness of topic above which two articles are as much about one thing as two can be.
const ONE_TOPIC: f64 = 0.6;
/// Days between two articles of one exchange of news, and those from which no more can be told from them.
const WEEK: f64 = 8.0;
const YEAR: f64 = 400.0;

/// The share of [`ONE_TOPIC`] under which two articles that name nobody in common are of two occasions.
const LEAST: f32 = 0.25;

/// How far apart two articles that name nobody in common tell of two occasions: some two weeks.
const FAR: f32 = 0.16;

impl Occasion {
    pub(super) fn of(corpus: &Corpus<'_>, a: usize, b: usize) -> Occasion {
        let person = shares_person(corpus.articles[a], corpus.articles[b]);
        Occasion { topic: topic(corpus, a, b), person, far: far(corpus, a, b) }
    }

    /// The same, or nothing where the two articles tell of two occasions whatever their figures look like.
    pub(super) fn possible(corpus: &Corpus<'_>, a: usize, b: usize) -> Option<Occasion> {
        let (person, far) = (shares_person(corpus.articles[a], corpus.articles[b]), far(corpus, a, b));
        // To ask for the topic takes longest.
        if !person && far >= FAR {
            return None;
        }
        let topic = topic(corpus, a, b);
        (person || topic >= LEAST).then_some(Occasion { topic, person, far })
    }
}

fn topic(corpus: &Corpus<'_>, a: usize, b: usize) -> f32 {
    (corpus.topic(a, b) / ONE_TOPIC).min(1.0) as f32
}

fn far(corpus: &Corpus<'_>, a: usize, b: usize) -> f32 {
    let days = corpus.days[a].zip(corpus.days[b]).map(|(x, y)| f64::from(x.gap(y)) + 1.0);
    days.map_or(0.0, |d| (d / WEEK).ln() / (YEAR / WEEK).ln()).clamp(0.0, 1.0) as f32
}

/// Whether somebody is named in full in both of whom one tells more than once, and who does not speak in both: a
/// reporter is named once, and a police spokesman tells of many occasions.
fn shares_person(a: &Analysis, b: &Analysis) -> bool {
    let theirs = people(b);
    let tells = |article: &Analysis, e: &Entity| {
        let family = e.name.rsplit(' ').next().unwrap_or_default();
        article.keys.count(&family.to_lowercase()) > 1
    };
    people(a).any(|(x, e)| {
        let same = |(y, f): (usize, &Entity)| {
            e.key == f.key && (tells(a, e) || tells(b, f)) && !(speaks(a, x) && speaks(b, y))
        };
        theirs.clone().any(same)
    })
}

fn people(article: &Analysis) -> impl Iterator<Item = (usize, &Entity)> + Clone {
    let full = |e: &Entity| e.kind == EntityKind::Person && e.key.contains(' ');
    article.entities.iter().enumerate().filter(move |(_, e)| full(e))
}

fn speaks(article: &Analysis, id: usize) -> bool {
    let is = |entity: Option<EntityId>| entity.is_some_and(|e| e.0 as usize == id);
    article.quotes.iter().any(|q| is(q.speaker.as_ref().and_then(|s| s.entity)))
        || article
            .claims
            .iter()
            .filter(|c| c.policy.is_compared())
            .flat_map(|c| &c.sources)
            .any(|source| is(source.entity))
}
