//! By what name a finding calls the speaker whom several articles name in their ways.

use claimdiff_claims::is_stopword;
use claimdiff_quotes::Quote;
use claimdiff_text::Slice;

use crate::{
    corpus::{Corpus, Identity, identity},
    speaker,
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

/// Who surely said the words of some passages of one utterance: whom they name beside them, or, where none does, whom all
/// are reckoned to mean.
pub(crate) enum Sure<'a> {
    /// One of these, of which each names the speaker.
    Of(Told<'a>),
    /// Two passages name two people.
    Nobody,
    /// No passage tells of anybody.
    Anybody,
}

impl<'a> Sure<'a> {
    pub(crate) fn of(corpus: &Corpus<'_>, passages: impl Iterator<Item = Told<'a>> + Clone) -> Sure<'a> {
        let people = passages.filter(|(article, q)| name(corpus, *article, q).is_some());
        let named = people.clone().filter(|(article, q)| speaker::named(corpus, *article, q));
        let mut best = named.clone().peekable();
        let all =
            if best.peek().is_some() { &mut best as &mut dyn Iterator<Item = Told<'a>> } else { &mut people.clone() };
        let mut first: Option<Told<'a>> = None;
        for told in all {
            match first {
                None => first = Some(told),
                Some(other) if one(corpus, other, told) => {}
                Some(_) => return Sure::Nobody,
            }
        }
        first.map_or(Sure::Anybody, Sure::Of)
    }

    /// Whether a passage means this speaker: it names him, or is reckoned to mean him by the very same name.
    pub(crate) fn says(&self, corpus: &Corpus<'_>, (article, quote): Told<'_>) -> bool {
        match self {
            Sure::Of(sure) if one(corpus, *sure, (article, quote)) => {
                let called =
                    |article, quote: &Quote| quote.speaker.as_ref().map(|s| corpus.called(article, s).to_owned());
                speaker::named(corpus, article, quote)
                    || !speaker::named(corpus, sure.0, sure.1)
                    || called(article, quote) == called(sure.0, sure.1)
            }
            Sure::Of(_) | Sure::Nobody => false,
            Sure::Anybody => true,
        }
    }
}

/// Whether a passage only describes its speaker, in words of its own: "the minister for health".
pub(crate) fn is_described(corpus: &Corpus<'_>, (article, quote): Told<'_>) -> bool {
    let Some((speaker, mention)) = quote.speaker.as_ref().and_then(|s| Some((s, s.mention?))) else { return false };
    let words = corpus.articles[article].text(mention);
    let whole = words.strip_suffix(speaker.name.as_str()).map(str::trim_end);
    let described = whole.is_some_and(|article| !article.is_empty() && is_stopword(&article.to_lowercase()));
    speaker.entity.is_none() && described && words.len() <= MAX_WORDS
}

/// Whether two passages are told to be of one speaker; a body and a person who speaks for it are.
fn one(corpus: &Corpus<'_>, (x, q): Told<'_>, (y, r): Told<'_>) -> bool {
    let (Some(s), Some(t)) = (&q.speaker, &r.speaker) else { return false };
    match (corpus.person(x, s), corpus.person(y, t)) {
        (Some(p), Some(o)) => identity(p, o) == Identity::Same,
        (None, None) => {
            let (p, o) = (corpus.name(x, s).to_lowercase(), corpus.name(y, t).to_lowercase());
            identity(&p, &o) == Identity::Same
        }
        _ => speaker::named(corpus, x, q) && speaker::named(corpus, y, r),
    }
}

/// Whether a name names nobody: a pronoun.
pub(crate) fn is_empty(name: &str) -> bool {
    name.split(' ').all(|w| is_stopword(&w.to_lowercase())) || name == "I"
}

fn name(corpus: &Corpus<'_>, article: usize, quote: &Quote) -> Option<Name> {
    let speaker = quote.speaker.as_ref()?;
    let full = corpus.called(article, speaker);
    if is_empty(full) || glued(full) {
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
