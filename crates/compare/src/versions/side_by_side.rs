//! The sentences of two versions laid side by side.

use std::cmp::Reverse;

use claimdiff_claims::{Analysis, is_stopword};
use claimdiff_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Correction, shorts::words};
use crate::wording::{Alignment, Word, align_whole};

/// The least share of their words that two sentences have in common to be two versions of one.
const MIN_ALIKE: f64 = 0.4;

/// A word that more sentences have tells no likeness.
const MAX_SENTENCES: usize = 32;

/// No longer sentences are held against each other word by word.
const MAX_WORDS: usize = 200;

/// Two sentences beside each other that have not the same words.
pub(super) struct Beside<'a> {
    /// Their numbers in the two versions.
    pub(super) at: [usize; 2],
    /// The words of each.
    pub(super) words: [Vec<Word<'a>>; 2],
    /// How the words lie against each other.
    pub(super) same: Alignment,
}

impl<'a> Beside<'a> {
    /// Two sentences of two versions, where they have not the same words.
    pub(super) fn of(sentences: [&Sentences<'a>; 2], at: [usize; 2]) -> Option<Beside<'a>> {
        let differ = sentences[0].words[at[0]] != sentences[1].words[at[1]];
        let words = differ.then(|| [0, 1].map(|v| sentences[v].told(at[v])))?;
        if words[0].len().max(words[1].len()) > MAX_WORDS {
            return None;
        }
        let same = align_whole(&words[0], &words[1], |_, _| false);
        Some(Beside { at, words, same })
    }
}

/// The sentences of a version that a claim or a quotation stands in.
pub(super) struct Sentences<'a> {
    article: &'a Analysis,
    /// For each the words, as they follow; none of a sentence of a correction.
    words: Vec<Vec<u64>>,
    /// All of them.
    vocabulary: FxHashSet<u64>,
}

impl<'a> Sentences<'a> {
    pub(super) fn of(article: &'a Analysis, corrections: &[Correction]) -> Sentences<'a> {
        let of = |e: &claimdiff_claims::Excerpt| {
            let told = corrections.iter().any(|c| c.span.overlaps(e.span));
            if told { Vec::new() } else { words(&e.text, 0).iter().map(|w| w.hash).collect() }
        };
        let words: Vec<Vec<u64>> = article.excerpts.iter().map(of).collect();
        Sentences { article, vocabulary: words.iter().flatten().copied().collect(), words }
    }

    /// The words of one.
    pub(super) fn told(&self, n: usize) -> Vec<Word<'a>> {
        let e = &self.article.excerpts[n];
        words(&e.text, e.span.start)
    }

    /// How many there are, those of corrections among them.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The sentence of some words, but not of a correction.
    pub(super) fn at(&self, span: Span) -> Option<usize> {
        let n = self.article.excerpts.partition_point(|e| e.span.end < span.end);
        self.words.get(n).filter(|w| !w.is_empty()).map(|_| n)
    }

    /// Things by their sentence; those of corrections are left out.
    pub(super) fn group(&self, things: impl Iterator<Item = (usize, Span)>) -> FxHashMap<usize, Vec<usize>> {
        let mut out: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (thing, span) in things {
            if let Some(n) = self.at(span) {
                out.entry(n).or_default().push(thing);
            }
        }
        out
    }

    /// Whether a sentence has all of some words but function words.
    pub(super) fn holds<'w>(&self, n: usize, mut wanted: impl Iterator<Item = &'w Word<'w>>) -> bool {
        wanted.all(|w| is_stopword(&w.fold) && !w.is_figure() || self.words[n].contains(&w.hash))
    }

    /// Whether a word stands anywhere.
    pub(super) fn has_anywhere(&self, word: u64) -> bool {
        self.vocabulary.contains(&word)
    }

    /// Whether a sentence has the words of one of another version, and no others.
    pub(super) fn is_same(&self, n: usize, other: &Sentences<'_>, m: usize) -> bool {
        self.words[n] == other.words[m]
    }

    /// For each sentence the one of a newer version beside it.
    pub(super) fn beside(&self, new: &Sentences<'_>) -> Vec<Option<usize>> {
        let mut out = vec![None; self.words.len()];
        // The same words, in the order of the text.
        let mut same: FxHashMap<&[u64], Vec<usize>> = FxHashMap::default();
        for (n, words) in new.words.iter().enumerate().rev().filter(|(_, w)| !w.is_empty()) {
            same.entry(words).or_default().push(n);
        }
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        for (n, words) in self.words.iter().enumerate() {
            out[n] = same.get_mut(words.as_slice()).and_then(Vec::pop);
            taken.extend(out[n]);
        }
        // Then the likest of those that share a word that few have.
        let mut having: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (n, words) in new.words.iter().enumerate().filter(|(n, _)| !taken.contains(n)) {
            for word in sorted(words, true) {
                having.entry(word).or_default().push(n);
            }
        }
        let mut likest: Vec<(Reverse<u64>, usize, usize)> = Vec::new();
        for (n, words) in self.words.iter().enumerate().filter(|(n, _)| out[*n].is_none()) {
            let lists = sorted(words, true).into_iter().filter_map(|w| having.get(&w));
            let near: FxHashSet<usize> = lists.filter(|l| l.len() <= MAX_SENTENCES).flatten().copied().collect();
            for m in near {
                let alike = alike(words, &new.words[m]);
                if alike >= MIN_ALIKE {
                    likest.push((Reverse((alike * 1e6) as u64), n, m));
                }
            }
        }
        likest.sort_unstable_by_key(|(alike, n, m)| (*alike, n.abs_diff(*m), *n, *m));
        for (_, n, m) in likest {
            if out[n].is_none() && taken.insert(m) {
                out[n] = Some(m);
            }
        }
        out
    }
}

fn sorted(words: &[u64], once: bool) -> Vec<u64> {
    let mut out = words.to_vec();
    out.sort_unstable();
    if once {
        out.dedup();
    }
    out
}

/// The share of all words of two sentences that both have (Dice).
fn alike(a: &[u64], b: &[u64]) -> f64 {
    let (ours, mut theirs) = (sorted(a, false), sorted(b, false).into_iter().peekable());
    let shared = ours.iter().filter(|w| {
        while theirs.next_if(|x| x < *w).is_some() {}
        theirs.next_if_eq(*w).is_some()
    });
    2.0 * shared.count() as f64 / (a.len() + b.len()).max(1) as f64
}
