//! The figures of all articles with their sentences, and the keys under which the earlier ones of each are looked up.

use std::ops::Range;

use claimdiff_claims::{Claim, Gate};
use smallvec::SmallVec;

use super::{Place, get, key, lead, paths::speaker_of, sentence::Sentence, sentences, series, unit};
use crate::{
    corpus::Corpus,
    postings::{self, Postings},
    workers,
};

/// The figures of all articles.
pub(crate) struct Index {
    /// In the order of the articles and their claims.
    pub(super) sentences: Vec<(Place, Sentence)>,
    /// For each article the number of figures before it; at the end that of all.
    before: Vec<u32>,
    pub(super) speakers: Keyed,
    pub(super) words: Keyed,
    pub(super) stories: Keyed,
    pub(super) leads: Keyed,
}

/// What each of the figures may be found by.
pub(super) struct Keyed(Postings);

/// The keys of a figure.
type Keys = fn(&Corpus<'_>, Place, &Sentence) -> SmallVec<[u64; 2]>;

/// How many figures are given keys as one part of the work.
const BLOCK: usize = 1024;

impl Keyed {
    fn new(corpus: &Corpus<'_>, sentences: &[(Place, Sentence)], keys: Keys) -> Keyed {
        let parts = workers::blocks(corpus.workers(), sentences.len(), BLOCK, |block| {
            let mut all = postings::Keys::default();
            sentences[block].iter().for_each(|(at, sentence)| all.push(keys(corpus, *at, sentence)));
            all.sorted()
        });
        Keyed(corpus.postings(parts))
    }

    /// For each key of a figure the last figures before it that have it too.
    pub(super) fn before(&self, figure: usize, most: usize) -> impl Iterator<Item = usize> {
        self.0.before(figure).flat_map(move |earlier| earlier.take(most).map(|other| other as usize))
    }
}

impl Index {
    pub(crate) fn new(corpus: &Corpus<'_>) -> Index {
        let sentences = workers::joined(corpus.blocks(|block| sentences(corpus, block)));
        let keyed = |keys| Keyed::new(corpus, &sentences, keys);
        let (speakers, words) = (keyed(of_speaker), keyed(of_words));
        let (stories, leads) = (keyed(of_story), keyed(of_lead));
        let mut before = vec![0; corpus.articles.len() + 1];
        sentences.iter().for_each(|(at, _)| before[at.article + 1] += 1);
        (1..before.len()).for_each(|article| before[article] += before[article - 1]);
        Index { speakers, words, stories, leads, sentences, before }
    }

    /// The numbers of the figures of some articles.
    pub(super) fn figures(&self, articles: Range<usize>) -> Range<usize> {
        self.before[articles.start] as usize..self.before[articles.end] as usize
    }

    pub(super) fn sentence(&self, at: Place) -> Option<(Place, &Sentence)> {
        let mine = &self.sentences[self.figures(at.article..at.article + 1)];
        let found = mine.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        Some((at, &mine[found].1))
    }
}

/// Of a figure that is somebody's own: whose, of what and in which period.
fn of_speaker(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let c = get(corpus, at);
    let speaker = if c.policy.gate == Gate::Speaker { speaker_of(corpus.articles[at.article], c) } else { None };
    let of = |speaker: &str| {
        let period = c.period.map_or(0, |p| p as u64).to_string();
        let family = speaker.rsplit(' ').next().unwrap_or(speaker);
        key(&[family, &c.measure, &unit(c), &period])
    };
    speaker.map(of).into_iter().collect()
}

/// Of a figure that is nobody's own: each word of its sentence, with what it counts.
fn of_words(corpus: &Corpus<'_>, at: Place, sentence: &Sentence) -> SmallVec<[u64; 2]> {
    // Spread over all bits of the key (the golden ratio, Knuth, volume 3, section 6.4).
    let spread = |word: &u32| u64::from(*word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let words = || sentence.words.iter().map(|(word, _)| spread(word));
    compared(get(corpus, at)).iter().flat_map(|base| words().map(move |word| base ^ word)).collect()
}

/// Of a figure that is nobody's own: its story, with what it counts.
fn of_story(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let story = u64::from(corpus.stories[at.article]).rotate_left(40);
    compared(get(corpus, at)).iter().map(|base| base ^ story).collect()
}

/// Of a toll that its article leads with: its story and what became of the people.
fn of_lead(corpus: &Corpus<'_>, at: Place, _: &Sentence) -> SmallVec<[u64; 2]> {
    let story = u64::from(corpus.stories[at.article]).rotate_left(40);
    lead::is(corpus, at).then(|| key(&[&get(corpus, at).measure]) ^ story).into_iter().collect()
}

/// What a figure that is nobody's own may be held against; nothing for one that is.
fn compared(claim: &Claim) -> SmallVec<[u64; 2]> {
    if claim.policy.gate == Gate::Speaker { SmallVec::new() } else { series(claim) }
}
