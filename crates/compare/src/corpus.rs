//! The articles as every check sees them: in the order of their dates, with what was found out about all of them.

use claimdiff_claims::{Analysis, EntityKind, Link};
use claimdiff_quotes::{Quote, Speaker};
use claimdiff_text::{Days, Span};

use crate::{Passage, Said, copies, stories};

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
}

/// The likeness of two articles from which they are about the same people and things.
const TOPIC: f64 = 0.35;

impl<'a> Corpus<'a> {
    pub(crate) fn new(articles: Vec<&'a Analysis>) -> Corpus<'a> {
        let days = articles.iter().map(|a| a.meta.published.as_ref().map(|p| p.value.days())).collect();
        let (stories, copies) = (stories::find(&articles), copies::find(&articles));
        Corpus { articles, days, stories, copy_of: copies.of, near_copies: copies.near }
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

    /// Whether two articles are about the same people and things, whenever they were written.
    pub(crate) fn same_topic(&self, a: usize, b: usize) -> bool {
        stories::likeness(self.articles[a], self.articles[b]) >= TOPIC
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
        Passage { article, span, context, value: None, said_by: Vec::new(), differs: Vec::new() }
    }

    /// The sources of a quotation, the innermost first.
    pub(crate) fn said(&self, article: usize, quote: &Quote) -> Vec<Said> {
        let medium = quote.medium.as_ref().map(|m| m.written().to_owned());
        let speaker = quote.speaker.as_ref().map(|s| Said { name: self.name(article, s), medium: medium.clone() });
        let reporter = quote.reported_by.as_ref().map(|s| Said { name: self.name(article, s), medium: None });
        speaker.into_iter().chain(reporter).collect()
    }

    /// The sources of a claim, the innermost first.
    pub(crate) fn chain(&self, links: &[Link]) -> Vec<Said> {
        links.iter().map(|l| Said { name: l.name.clone(), medium: None }).collect()
    }

    /// The fullest name of a speaker.
    pub(crate) fn name(&self, article: usize, speaker: &Speaker) -> String {
        match speaker.entity {
            Some(id) => self.articles[article].entity(id).name.clone(),
            None => speaker.name.clone(),
        }
    }

    /// The key of a speaker, where it is a person who is known by name.
    pub(crate) fn person(&self, article: usize, speaker: &Speaker) -> Option<&'a str> {
        let entity = self.articles[article].entities.get(speaker.entity?.0 as usize)?;
        (entity.kind == EntityKind::Person).then_some(entity.key.as_str())
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
        let close = last_a.len().min(last_b.len()) >= 5 && strsim::damerau_levenshtein(last_a, last_b) <= 1;
        return if shared > 0 || close { Identity::Open } else { Identity::Other };
    }
    match (a.split(' ').next(), b.split(' ').next()) {
        (Some(first_a), Some(first_b)) if first_a == first_b => Identity::Same,
        // "J. Marlow" or "Marlow" alone.
        (Some(first_a), Some(first_b)) => {
            let initial = |f: &str, g: &str| f.len() == 1 && g.starts_with(f);
            match a == last_a || b == last_b || initial(first_a, first_b) || initial(first_b, first_a) {
                true => Identity::Same,
                false => Identity::Open,
            }
        }
        _ => Identity::Open,
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
    }
}
