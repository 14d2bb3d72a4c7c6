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
    /// Whether the two may tell of one occasion at all.
    pub(super) fn is_possible(&self) -> bool {
        self.person || self.topic >= LEAST && self.far < FAR
    }

    pub(super) fn of(corpus: &Corpus<'_>, a: usize, b: usize) -> Occasion {
        let days = corpus.days[a].zip(corpus.days[b]).map(|(x, y)| f64::from(x.gap(y)) + 1.0);
        let far = days.map_or(0.0, |d| (d / WEEK).ln() / (YEAR / WEEK).ln());
        Occasion {
            topic: (corpus.topic(a, b) / ONE_TOPIC).min(1.0) as f32,
            person: shares_person(corpus.articles[a], corpus.articles[b]),
            far: far.clamp(0.0, 1.0) as f32,
        }
    }
}

/// Whether somebody is named in full in both who does not speak in both: a police spokesman tells of many occasions.
fn shares_person(a: &Analysis, b: &Analysis) -> bool {
    let theirs = people(b);
    people(a).any(|(x, e)| theirs.clone().any(|(y, f)| e.key == f.key && !(speaks(a, x) && speaks(b, y))))
}

fn people(article: &Analysis) -> impl Iterator<Item = (usize, &Entity)> + Clone {
    let full = |e: &Entity| e.kind == EntityKind::Person && e.key.contains(' ');
    article.entities.iter().enumerate().filter(move |(_, e)| full(e))
}

fn speaks(article: &Analysis, id: usize) -> bool {
    let is = |entity: Option<EntityId>| entity.is_some_and(|e| e.0 as usize == id);
    article.quotes.iter().any(|q| is(q.speaker.as_ref().and_then(|s| s.entity)))
        || article.claims.iter().flat_map(|c| &c.sources).any(|source| is(source.entity))
}
