//! The articles as every check sees them: in the order of their dates, with what was found out about all of them.

use std::{borrow::Cow, ops::Range};

use claimdiff_claims::{Analysis, Entity, EntityKind, EventId, Link};
use claimdiff_quotes::{Quote, Speaker};
use claimdiff_text::{Days, Span};
use smallvec::SmallVec;

use crate::{
    Passage, Said, Statistics, copies,
    events::At,
    figures::Place,
    naming,
    postings::{Lists, Postings, Sorted},
    stories::{self, Words},
    workers::{self, Workers},
};

/// The articles, in the order in which they were published, those without a date last.
pub(crate) struct Corpus<'a> {
    pub(crate) articles: Vec<&'a Analysis>,
    /// The days on which each may have been published.
    pub(crate) days: Vec<Option<Days>>,
    /// The number of each one's story.
    pub(crate) stories: Vec<u32>,
    /// For each the first one that it is a near-copy of.
    pub(crate) copy_of: Vec<Option<usize>>,
    /// The pairs that share much text and are no copies.
    pub(crate) near_copies: Vec<(usize, usize)>,
    /// For each the length of its words as a vector.
    lengths: Vec<f64>,
    /// For each event of all articles its claims, as indices into those of its article.
    told: Lists<u32>,
    /// For each article the number of events before it.
    events: Vec<usize>,
    /// What is known of the whole collection of which these are articles.
    pub(crate) statistics: Cow<'a, Statistics>,
    fresh: Fresh,
    workers: &'a dyn Workers,
}

/// What is asked for of a collection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fresh {
    /// For each article whether what it has to do with is asked for; empty where all are.
    pub(crate) articles: Vec<bool>,
    /// Whether these are drafts.
    pub(crate) drafts: bool,
}

/// How many articles are compared with those before them as one part of the work.
const BLOCK: usize = 512;

/// The most articles of a dossier.
const DOSSIER: u64 = 12;

/// The likeness of two articles from which they are about the same people and things.
const TOPIC: f64 = 0.35;

impl<'a> Corpus<'a> {
    /// The articles of a whole collection.
    pub(crate) fn new(articles: Vec<&'a Analysis>, workers: &'a dyn Workers) -> Corpus<'a> {
        let statistics = Cow::Owned(Statistics::counted(&articles, workers));
        Corpus::under(statistics, articles, Fresh::default(), workers)
    }

    /// Articles of a collection of which this is known, some of them fresh.
    pub(crate) fn under(
        statistics: Cow<'a, Statistics>,
        articles: Vec<&'a Analysis>,
        fresh: Fresh,
        workers: &'a dyn Workers,
    ) -> Corpus<'a> {
        let mut corpus = Corpus { statistics, fresh, ..Corpus::bare(articles, workers) };
        let articles = &corpus.articles;
        let parts = workers::blocks(workers, articles.len(), BLOCK, |block| {
            let mut told = Lists::default();
            articles[block].iter().for_each(|a| claims_of_events(a, &mut told));
            told
        });
        corpus.told = Lists::joined(parts);
        let before = corpus.articles.iter().scan(0, |sum, a| Some(std::mem::replace(sum, *sum + a.events.len())));
        corpus.events = before.collect();
        let words = Words::new(&corpus.articles, &corpus.statistics);
        let length = |a: &&Analysis| stories::length_alone(a);
        let lengths = |block: Range<usize>| corpus.articles[block].iter().map(length).collect::<Vec<f64>>();
        corpus.lengths = workers::joined(corpus.blocks(lengths));
        corpus.stories = stories::find(&corpus.articles, &words, workers);
        let copies = copies::find(&corpus.articles, workers);
        (corpus.copy_of, corpus.near_copies) = (copies.of, copies.near);
        corpus
    }

    /// The number of an article's story; the same for all articles of a dossier.
    pub(crate) fn dossier(&self, article: usize) -> u32 {
        if self.is_dossier() { 0 } else { self.stories[self.copy_of[article].unwrap_or(article)] }
    }

    /// The articles with nothing found out about all of them: enough to show passages.
    pub(crate) fn bare(articles: Vec<&'a Analysis>, workers: &'a dyn Workers) -> Corpus<'a> {
        let days = articles.iter().map(|a| a.meta.published.as_ref().map(|p| p.value.days())).collect();
        let statistics = Cow::Owned(Statistics::uncounted(articles.len()));
        Corpus {
            articles,
            days,
            stories: Vec::new(),
            copy_of: Vec::new(),
            near_copies: Vec::new(),
            lengths: Vec::new(),
            told: Lists::default(),
            events: Vec::new(),
            statistics,
            fresh: Fresh::default(),
            workers,
        }
    }

    /// What `make` gives for each block of articles, in their order.
    pub(crate) fn blocks<T: Send>(&self, make: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        workers::blocks(self.workers, self.articles.len(), BLOCK, make)
    }

    /// What `make` gives for each number below `parts`, in their order.
    pub(crate) fn map<T: Send>(&self, parts: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
        workers::map(self.workers, parts, make)
    }

    /// The index of items, of which some parts of the work gave the keys.
    pub(crate) fn postings(&self, keys: Vec<Sorted>) -> Postings {
        Postings::new(self.workers, keys)
    }

    /// The number of an event among those of all articles.
    pub(crate) fn event(&self, at: At) -> usize {
        self.events[at.article] + at.event.0 as usize
    }

    /// Whether there are claims on an event.
    pub(crate) fn is_told(&self, at: At) -> bool {
        !self.told.of(self.event(at)).is_empty()
    }

    /// The claims on an event, in the order of the text.
    pub(crate) fn claims_of(&self, at: At) -> impl Iterator<Item = Place> + '_ {
        let claims = self.told.of(self.event(at)).iter();
        claims.map(move |claim| Place { article: at.article, claim: *claim as usize })
    }

    /// Whether two articles may speak of one occasion: the same story, or at most so many days apart, or undated.
    pub(crate) fn near(&self, a: usize, b: usize, days: i32) -> bool {
        match (self.days[a], self.days[b]) {
            (Some(x), Some(y)) => x.gap(y) <= days,
            _ => true,
        }
    }

    /// Whether two articles are of one story, or one is a copy of the other.
    pub(crate) fn same_story(&self, a: usize, b: usize) -> bool {
        self.stories[a] == self.stories[b] || self.is_copy(a, b)
    }

    /// Whether the articles are so few that somebody laid them side by side because they are about one thing.
    pub(crate) fn is_dossier(&self) -> bool {
        self.statistics.records() <= DOSSIER
    }

    /// Whether what an article has to do with is asked for.
    pub(crate) fn is_fresh(&self, article: usize) -> bool {
        self.fresh.articles.get(article).copied().unwrap_or(true)
    }

    /// Whether two articles are read as closely as those that somebody laid side by side: a draft is, and what is held against
    /// it, however large the archive.
    pub(crate) fn is_close(&self, a: usize, b: usize) -> bool {
        self.is_dossier() || self.fresh.drafts && (self.is_fresh(a) || self.is_fresh(b))
    }

    /// Whether two articles are laid side by side because they are about one thing: all of a dossier are, and so are a draft and
    /// what an archive has of its story.
    pub(crate) fn is_beside(&self, a: usize, b: usize) -> bool {
        self.is_close(a, b) && self.same_dossier(a, b)
    }

    /// Whether two articles are of one story, or all are of one dossier.
    pub(crate) fn same_dossier(&self, a: usize, b: usize) -> bool {
        self.is_dossier() || self.same_story(a, b)
    }

    /// Whether two articles are about the same people and things, whenever they were written.
    pub(crate) fn same_topic(&self, a: usize, b: usize) -> bool {
        self.likeness(a, b) >= TOPIC
    }

    /// How much two articles have the same words, from 0 to 1, whatever other articles say.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> f64 {
        let product = stories::product_alone(self.articles[a], self.articles[b]);
        product / (self.lengths[a] * self.lengths[b]).max(1e-9)
    }

    /// Whether two articles have one text, so that they are one source.
    pub(crate) fn is_copy(&self, a: usize, b: usize) -> bool {
        self.copy_of[a].unwrap_or(a) == self.copy_of[b].unwrap_or(b)
    }

    /// A passage of an article.
    pub(crate) fn passage(&self, article: usize, span: Span, context: Span) -> Passage {
        // A quotation's neighbourhood ends at its cue; a reader wants the sentence.
        let context = context.cover(span);
        let context = self.articles[article].excerpt(context).map_or(context, |e| e.span);
        Passage { article, span, context, value: None, told: None, said_by: Vec::new(), differs: Vec::new() }
    }

    /// The sources of a quotation, the innermost first.
    pub(crate) fn said(&self, article: usize, quote: &Quote) -> Vec<Said> {
        let medium = quote.medium.as_ref().map(|m| m.written().to_owned());
        let said = |speaker: &Speaker, medium| {
            let name = self.called(article, speaker);
            (!naming::is_empty(name)).then(|| Said { name: name.to_owned(), medium })
        };
        let speaker = quote.speaker.as_ref().and_then(|s| said(s, medium));
        speaker.into_iter().chain(quote.reported_by.as_ref().and_then(|s| said(s, None))).collect()
    }

    /// The fullest name of a speaker that is sure: of two people with one family name, which alone stands there, the family
    /// name.
    pub(crate) fn called<'s>(&self, article: usize, speaker: &'s Speaker) -> &'s str
    where
        'a: 's,
    {
        let full = self.name(article, speaker);
        let (Some(own), Some(mention)) = (self.person(article, speaker), speaker.mention) else { return full };
        let written = self.articles[article].text(mention);
        let (first, last) = (full.split(' ').next().unwrap_or(full), full.rsplit(' ').next().unwrap_or(full));
        let has = |part: &str| written.split(' ').any(|w| w.trim_end_matches([',', '.']) == part);
        if !has(last) || has(first) {
            return full;
        }
        let family = own.rsplit(' ').next().unwrap_or(own);
        let namesake = |e: &Entity| {
            e.kind == EntityKind::Person
                && e.key != own
                && e.key.contains(' ')
                && e.key.rsplit(' ').next() == Some(family)
                && identity(&e.key, own) != Identity::Same
        };
        if self.articles[article].entities.iter().any(namesake) { last } else { full }
    }

    /// The sources of a claim, the innermost first.
    pub(crate) fn chain(&self, links: &[Link]) -> Vec<Said> {
        links.iter().map(|l| Said { name: l.name.clone(), medium: None }).collect()
    }

    /// The fullest name of a speaker.
    pub(crate) fn name<'s>(&self, article: usize, speaker: &'s Speaker) -> &'s str
    where
        'a: 's,
    {
        speaker.entity.map_or(&speaker.name, |id| &self.articles[article].entity(id).name)
    }

    /// The key of a speaker, where it is a person who is known by name.
    pub(crate) fn person(&self, article: usize, speaker: &Speaker) -> Option<&'a str> {
        let entity = self.articles[article].entities.get(speaker.entity?.0 as usize)?;
        (entity.kind == EntityKind::Person).then_some(entity.key.as_str())
    }
}

/// Adds the claims of each event of an article.
fn claims_of_events(article: &Analysis, out: &mut Lists<u32>) {
    let mut claims: Vec<(EventId, u32)> = article
        .claims
        .iter()
        .zip(0..)
        .filter(|(c, _)| c.policy.is_compared())
        .filter_map(|(c, n)| Some((c.event?, n)))
        .collect();
    claims.sort_unstable();
    let mut rest = claims.as_slice();
    for event in 0..article.events.len() as u32 {
        let (mine, others) = rest.split_at(rest.partition_point(|(e, _)| e.0 <= event));
        out.push(mine.iter().map(|(_, claim)| *claim));
        rest = others;
    }
}

/// Whether two names are of one speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// They are.
    Same,
    /// It cannot be told: one is missing, no name, or shares the family name.
    Open,
    /// They are not.
    Other,
}

/// Compares two folded names of people: a family name alone may be anybody of that name.
pub(crate) fn identity(a: &str, b: &str) -> Identity {
    if a == b {
        return Identity::Same;
    }
    let (mut x, mut y) = (a.split(' ').rev(), b.split(' ').rev());
    let (last_a, last_b) = (x.next().unwrap_or(""), y.next().unwrap_or(""));
    if last_a != last_b {
        // A name in another order or with a part more: "Abdul Rahman Saleh" and "Saleh Abdul".
        let shared = a.split(' ').filter(|part| part.len() > 2 && b.split(' ').any(|p| p == *part)).count();
        let close = || last_a.len().min(last_b.len()) >= 5 && one_slip(last_a, last_b);
        return if shared > 0 || close() { Identity::Open } else { Identity::Other };
    }
    match (a.split(' ').next(), b.split(' ').next()) {
        (Some(first_a), Some(first_b)) if first_a == first_b => Identity::Same,
        // "J. Marlow" or "Marlow" alone.
        (Some(first_a), Some(first_b)) => {
            let initial = |f: &str, g: &str| f.len() == 1 && g.starts_with(f);
            // "Vincente" for "Vicente"
            let slip = first_a.len().min(first_b.len()) >= 6 && one_slip(first_a, first_b);
            match slip || a == last_a || b == last_b || initial(first_a, first_b) || initial(first_b, first_a) {
                true => Identity::Same,
                false => Identity::Open,
            }
        }
        _ => Identity::Open,
    }
}

/// Whether a letter more, another letter or two letters swapped make one word the other (Damerau 1964).
pub(crate) fn one_slip(a: &str, b: &str) -> bool {
    let same = |(x, y): &(char, char)| x == y;
    let (long, short) = (a.chars().count(), b.chars().count());
    let head = a.chars().zip(b.chars()).take_while(same).count();
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(same).take(long.min(short) - head).count();
    let rest =
        |word: &str, length: usize| word.chars().skip(head).take(length - head - tail).collect::<SmallVec<[char; 8]>>();
    match (long - head - tail, short - head - tail) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => rest(a, long).iter().eq(rest(b, short).iter().rev()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person_and_of_two() {
        assert_eq!(identity("ines marlow", "marlow"), Identity::Same);
        assert_eq!(identity("ines marlow", "i marlow"), Identity::Same);
        assert_eq!(identity("ines marlow", "ines r marlow"), Identity::Same);
        assert_eq!(identity("ines marlow", "tom marlow"), Identity::Open);
        assert_eq!(identity("ines marlow", "tom quill"), Identity::Other);
        assert_eq!(identity("oleg tarasenko", "oleh tarasenka"), Identity::Open);
        assert_eq!(identity("oleg tarasenko", "ivan tarsaenko"), Identity::Open);
        assert_eq!(identity("oleg tarasenko", "ivan tarasenk"), Identity::Open);
        assert_eq!(identity("oleg tarasenko", "ivan tarasneka"), Identity::Other);
    }
}
