//! What an article is about, in a few hundred bytes.

use std::sync::LazyLock;

use claimdiff_annotate::{Document, TokenKind};
use claimdiff_text::{LineKind, Slice, StableHash, table};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What an article is about, for finding others on the same story and copies of it.
///
/// Words are kept as hashes: an archive of a million articles is grouped in memory, and nobody reads them back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StoryKeys {
    /// Content words and names, those that stand most often, sorted by their hashes; at most [`MAX_TERMS`].
    pub terms: Vec<Term>,
    /// The smallest hashes of its runs of [`SHINGLE`] words, cut to their high halves, sorted (a bottom-k sketch, Broder
    /// 1997): near-copies share most of them. At most [`SKETCH`].
    pub sketch: Vec<u32>,
    /// The number of different runs of words, from which the sketch was taken.
    pub shingles: u32,
}

/// One word that an article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The [`StableHash`] of the folded word, cut to its low half.
    pub hash: u32,
    /// How often it stands.
    pub count: u16,
    /// Whether it is written with a capital inside a sentence: part of a name.
    pub name: bool,
    /// Whether it stands in the headline.
    pub headline: bool,
}

/// The most terms that are kept of an article.
pub const MAX_TERMS: usize = 160;
/// The most hashes in a sketch.
pub const SKETCH: usize = 64;
/// The number of words in a run.
pub const SHINGLE: usize = 5;
/// Words after these are not looked at: the story is told by then.
const MAX_WORDS: usize = 2_000;

const STOPWORDS: &str = "stopwords.tsv";

static STOP: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| table::rows(include_str!("keys/stopwords.tsv")).map(|r| r.key()).collect());

impl StoryKeys {
    /// How often a word stands in the article, as far as the keys know.
    pub fn count(&self, folded: &str) -> u16 {
        let hash = StoryKeys::term(folded);
        self.terms.binary_search_by_key(&hash, |t| t.hash).map_or(0, |at| self.terms[at].count)
    }

    /// What a word is kept as in [`Term::hash`].
    pub fn term(folded: &str) -> u32 {
        StableHash::of(stem(folded)) as u32
    }

    /// Whether a word, as [`StoryKeys::term`] gives it, is among the terms.
    pub fn holds(&self, term: u32) -> bool {
        self.terms.binary_search_by_key(&term, |t| t.hash).is_ok()
    }

    /// Gathers the keys of a document.
    pub(crate) fn of(doc: &Document<'_>) -> StoryKeys {
        let text = doc.text();
        let mut terms: FxHashMap<u32, Term> = FxHashMap::default();
        let mut folded = String::new();
        let mut run: Vec<u64> = Vec::with_capacity(doc.tokens.len());
        // The outlet's headline field may be the only place where the headline stands.
        let headline = doc.article.meta.headline.as_ref().map_or("", |h| h.value.as_str());
        let outside = doc.article.meta.headline.as_ref().is_some_and(|h| h.span.is_none());
        let mut add = |folded: &str, name: bool, headline: bool| {
            if stem(folded).is_empty() {
                return;
            }
            let hash = StableHash::of(stem(folded)) as u32;
            let term = terms.entry(hash).or_insert(Term { hash, count: 0, name: false, headline: false });
            term.count = term.count.saturating_add(1);
            term.name |= name;
            term.headline |= headline;
        };
        for sentence in &doc.sentences {
            let kind = doc.article.lines[sentence.line].kind;
            let titled = matches!(kind, LineKind::Headline | LineKind::Subhead);
            for at in sentence.tokens.clone() {
                let token = &doc.tokens[at];
                if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    continue;
                }
                fold_into(token.span.of(text), &mut folded);
                if folded.is_empty() {
                    continue;
                }
                run.push(StableHash::of(&folded));
                if run.len() > MAX_WORDS || !is_content(&folded, token.kind) {
                    continue;
                }
                // At the start of a sentence and in a title a capital says nothing.
                let name = token.capital && at > sentence.tokens.start && !titled;
                add(&folded, name, kind == LineKind::Headline);
            }
        }
        if outside {
            for word in headline.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
                fold_into(word, &mut folded);
                let kind = match word.starts_with(|c: char| c.is_ascii_digit()) {
                    true => TokenKind::Number,
                    false => TokenKind::Word,
                };
                if !folded.is_empty() && is_content(&folded, kind) {
                    add(&folded, false, true);
                }
            }
        }
        let mut terms: Vec<Term> = terms.into_values().collect();
        // A name or a word of the headline before a common word of the same frequency.
        terms.sort_by_key(|t| (std::cmp::Reverse((t.headline, t.count, t.name)), t.hash));
        terms.truncate(MAX_TERMS);
        terms.sort_unstable_by_key(|t| t.hash);
        // Records are kept by the hundred thousand: room for what was cut off would be most of them.
        terms.shrink_to_fit();
        let (sketch, shingles) = sketch(&run);
        StoryKeys { terms, sketch, shingles }
    }
}

/// The word in lower case, without diacritics of Latin letters kept apart, apostrophes and full stops.
fn fold_into(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            c if c.is_ascii_alphanumeric() || c == '-' => out.push(c),
            c if c.is_ascii() => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
}

/// Whether a folded word tells what an article is about: no function word, no single letter, no small number.
fn is_content(folded: &str, kind: TokenKind) -> bool {
    if kind == TokenKind::Number {
        return folded.len() >= 3;
    }
    if folded.len() < 2 {
        return false;
    }
    !is_stopword(folded)
}

/// Whether a word, in lower case and without apostrophes, is a function word or as common as one.
pub fn is_stopword(folded: &str) -> bool {
    let found = STOP.contains(folded);
    if found {
        table::hit(STOPWORDS, folded);
    }
    found
}

/// The word without a plural or third-person ending, so that "strike" and "strikes" are one (step 1a of Porter 1980).
fn stem(word: &str) -> &str {
    match word {
        w if w.len() > 4 && w.ends_with("sses") => w.slice(..w.len() - 2),
        w if w.len() > 4 && w.ends_with("ies") => w.slice(..w.len() - 2),
        w if w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us") && !w.ends_with("is") => {
            w.slice(..w.len() - 1)
        }
        w => w,
    }
}

/// The bottom-k sketch of the runs of words and the number of different runs.
fn sketch(words: &[u64]) -> (Vec<u32>, u32) {
    let mut hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|w| {
            let mut hash = StableHash::default();
            w.iter().for_each(|x| hash.write(&x.to_le_bytes()));
            hash.finish()
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    let all = hashes.len() as u32;
    (hashes.iter().take(SKETCH).map(|hash| (hash >> 32) as u32).collect(), all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_say_nothing_about_a_story() {
        let rows = include_str!("keys/stopwords.tsv");
        claimdiff_cases::check(
            "stopwords.cases",
            include_str!("keys/stopwords.cases"),
            &[(STOPWORDS, rows)],
            |wording| {
                let mut folded = String::new();
                wording
                    .split(' ')
                    .filter_map(|w| {
                        fold_into(w, &mut folded);
                        is_content(&folded, TokenKind::Word).then(|| stem(&folded).to_owned())
                    })
                    .collect()
            },
        );
    }

    #[test]
    fn a_sketch_is_the_same_for_the_same_words_and_bounded() {
        let words: Vec<u64> = (0..1_000).map(|n| n * 7).collect();
        let (a, all) = sketch(&words);
        assert_eq!((a.len(), all), (SKETCH, 996));
        assert_eq!(sketch(&words), (a, 996));
        assert_eq!(sketch(&words[..3]), (Vec::new(), 0));
    }
}
