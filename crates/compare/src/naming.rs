//! By what name a finding calls the speaker whom several articles name in their ways.

use claimdiff_claims::is_stopword;
use claimdiff_quotes::Quote;
use claimdiff_text::Slice;

use crate::{
    corpus::{Corpus, Identity, identity},
    utterance::Told,
};

/// The longest description of a speaker without a name, in bytes: "a spokesperson for the harbour".
const MAX_WORDS: usize = 40;

/// A speaker as one article names it, and what speaks for the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    /// A person's name, a body's, or a mere description.
    sort: Sort,
    written: String,
    key: String,
    /// How many passages give it; one that stands there by name counts for two with a pronoun.
    votes: usize,
}

/// What a speaker is called by; the better later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Words,
    Body,
    Person,
}

/// The speakers of some passages, the one whom most of them name first, each by its fullest sound name.
pub(crate) fn speakers<'a>(corpus: &Corpus<'_>, passages: impl Iterator<Item = Told<'a>>) -> Vec<String> {
    let mut names: Vec<Name> = Vec::new();
    for (article, quote) in passages {
        let Some(name) = name(corpus, article, quote) else { continue };
        match names.iter_mut().find(|n| n.sort == name.sort && n.written == name.written) {
            Some(known) => known.votes += name.votes,
            None => names.push(name),
        }
    }
    // What does not hang on the order of the passages.
    names.sort_by(|a, b| (b.sort, b.written.len(), &a.written).cmp(&(a.sort, a.written.len(), &b.written)));
    let mut out: Vec<Name> = Vec::new();
    for name in names {
        let same = |o: &&mut Name| o.sort == name.sort && identity(&o.key, &name.key) == Identity::Same;
        match out.iter_mut().find(same) {
            Some(fuller) => fuller.votes += name.votes,
            None => out.push(name),
        }
    }
    // A longer name that holds a shorter one may have taken in what stood before or after it.
    let parts = |n: &Name| n.written.split(' ').count();
    out.sort_by_key(|n| {
        (std::cmp::Reverse((n.sort, n.votes)), parts(n) < 2, parts(n), std::cmp::Reverse(n.written.clone()))
    });
    out.into_iter().map(|n| n.written).collect()
}

fn name(corpus: &Corpus<'_>, article: usize, quote: &Quote) -> Option<Name> {
    let speaker = quote.speaker.as_ref()?;
    let full = corpus.name(article, speaker);
    if full.split(' ').all(|w| is_stopword(&w.to_lowercase())) || glued(full) {
        return None;
    }
    let (sort, written) = match (corpus.person(article, speaker), speaker.entity) {
        (Some(_), _) => (Sort::Person, full.to_owned()),
        (None, Some(_)) => (Sort::Body, full.to_owned()),
        // "the rapper", as it stands, and not the bare head of it.
        (None, None) => {
            let words = speaker.mention.map_or("", |m| corpus.articles[article].text(m));
            let fits = words.len() <= MAX_WORDS && words.ends_with(full) && !words.contains(['\n', ',']);
            let lower =
                |w: &str| w.chars().next().map(|c| c.to_lowercase().collect::<String>() + w.slice(c.len_utf8()..));
            let article = words.split(' ').next().is_some_and(|w| is_stopword(&w.to_lowercase()));
            let words = if article { lower(words) } else { Some(words.to_owned()) };
            (Sort::Words, words.filter(|_| fits).unwrap_or_else(|| full.to_owned()))
        }
    };
    let key = written.to_lowercase();
    let last = written.rsplit(' ').next().unwrap_or(&written);
    let by_name = speaker.mention.is_some_and(|m| corpus.articles[article].text(m).contains(last));
    Some(Name { sort, votes: 1 + usize::from(by_name), written, key })
}

/// Whether a name or text begins again in the middle of one of its words, as where a page's links were run together:
/// "Marlow Ines Anna MarlowFerry".
pub(crate) fn glued(text: &str) -> bool {
    text.split(' ').any(|word| {
        let inner = word
            .char_indices()
            .skip(1)
            .find(|(at, c)| c.is_uppercase() && word.slice(..*at).ends_with(char::is_lowercase) && at > &2);
        inner.is_some_and(|(at, _)| text.split(' ').any(|w| w == word.slice(..at)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_begins_again_in_a_word_is_damaged() {
        assert!(glued("Marlow Ines Anna MarlowFerry"));
        assert!(!glued("Ines McArdle"));
        assert!(!glued("Ines Marlow"));
    }
}
