//! Two versions of one article: what became of each claim and quotation, whatever the style was given.
//!
//! Sentences are laid side by side first: those with the same words, then the likest. A claim is looked for in the sentence
//! beside its own, then anywhere. What has the same value, the same source and the same words inside quotation marks is left
//! alone however its sentence is put. Of the other words those that tell a time, a degree or a rank (`when`), who says what they
//! say (`attributed`), what a correction names (`corrected`) and names, figures, opposites and "not" in each other's stead
//! (`replaced`) are held against each other. All other words are style.

mod attributed;
mod claimed;
mod corrected;
mod noted;
mod offices;
mod opposites;
mod quoted;
mod replaced;
mod shorts;
mod side_by_side;
mod sourced;
mod when;

use claimdiff_claims::{Analysis, is_stopword, is_title_word};
use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{Alone, Passage, corpus::Corpus, wording::Word};
use attributed::DiffWord;
use noted::Note;
pub use noted::Noted;
use shorts::words;
use side_by_side::{Beside, Sentences};
use sourced::Sourced;

/// What became of words from one version to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Change {
    /// Another value, or other words where a correction names both.
    Value,
    /// Other words inside quotation marks.
    Wording,
    /// The same words, said by somebody else.
    Speaker,
    /// The same value, according to somebody else.
    Source,
    /// In the new version only.
    Came,
    /// In the old version only.
    Went,
}

impl Change {
    /// Whether something is told otherwise, and not more or less.
    pub fn is_other(self) -> bool {
        !matches!(self, Change::Came | Change::Went)
    }
}

/// A difference between two versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What became of it.
    pub change: Change,
    /// Of what: "people killed: 12, then 14", "Lena Orsk, quoted".
    pub what: String,
    /// The words in the old version and in the new one. The article of a passage is 0 or 1.
    pub passages: [Option<Passage>; 2],
    /// Whether a correction of the new version tells it.
    pub noted: Noted,
}

/// A line of an article that tells what an earlier version had wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Where it stands.
    pub span: Span,
    /// Its line, counted from 1.
    pub line: u32,
    /// The words.
    pub text: String,
}

/// What differs between the old and the new version of an article, with the corrections of each; in the order of the text.
pub fn versions(versions: [&Analysis; 2], corrections: [&[Correction]; 2]) -> Vec<Edit> {
    let corpus = Corpus::bare(versions.to_vec(), &Alone);
    let [old, new] = [0, 1].map(|n| Sentences::of(versions[n], corrections[n]));
    let ours = old.beside(&new);
    let mut theirs = vec![None; new.len()];
    for (n, m) in ours.iter().enumerate().filter_map(|(n, m)| Some((n, (*m)?))) {
        theirs[m] = Some(n);
    }
    let mut edits = Edits {
        corpus: &corpus,
        sentences: [&old, &new],
        beside: [&ours, &theirs],
        voices: [0, 1].map(|n| voices(versions[n], [&old, &new][n])),
        names: versions.map(|a| a.entities.iter().flat_map(|e| words(&e.name, 0)).map(|w| w.hash).collect()),
        sourced: Vec::new(),
        out: Vec::new(),
    };
    let known: FxHashSet<&str> = corrections[0].iter().map(|c| c.text.as_str()).collect();
    let notes = corrections[1].iter().filter(|c| !known.contains(c.text.as_str()));
    let notes: Vec<Note<'_>> = notes.map(Note::of).collect();
    let beside = ours.iter().enumerate().filter_map(|(n, m)| Beside::of([&old, &new], [n, (*m)?]));
    let changed: Vec<Beside<'_>> = beside.collect();
    edits.quotes();
    edits.claims(&changed);
    let note = |edits: &mut [Edit]| edits.iter_mut().for_each(|e| e.noted = noted::noted(&corpus, e, &notes));
    note(&mut edits.out);
    edits.corrected(&notes, &changed);
    let told = edits.out.len();
    edits.replaced(&changed);
    note(&mut edits.out[told..]);
    let mut out = edits.out;
    let place = |e: &Edit| e.passages[1].as_ref().or(e.passages[0].as_ref()).map(|p| (p.span, p.article));
    out.sort_by_key(|e| (!e.change.is_other(), place(e), e.change));
    out
}

/// The changes so far.
struct Edits<'c, 'a> {
    corpus: &'c Corpus<'a>,
    sentences: [&'c Sentences<'a>; 2],
    /// For each sentence of a version the one of the other beside it.
    beside: [&'c [Option<usize>]; 2],
    /// For each sentence of a version the quotations whose speaker it names.
    voices: [FxHashMap<usize, Vec<usize>>; 2],
    /// The words of the names in each version.
    names: [FxHashSet<u64>; 2],
    /// The changes of source so far, told when all are known.
    sourced: Vec<Sourced>,
    out: Vec<Edit>,
}

impl<'a> Edits<'_, 'a> {
    fn article(&self, version: usize) -> &'a Analysis {
        self.corpus.articles[version]
    }

    fn add(&mut self, change: Change, what: String, passages: [Option<Passage>; 2]) {
        // Two readings of the same words are one change.
        let over = |p: &Option<Passage>, q: &Option<Passage>| match (p, q) {
            (Some(p), Some(q)) => p.span.overlaps(q.span),
            (None, None) => true,
            _ => false,
        };
        let known = |e: &Edit| e.change == change && (0..2).all(|n| over(&e.passages[n], &passages[n]));
        // Those of one sentence stand beside each other.
        if !self.out.iter().rev().take(NEAR).any(known) {
            self.out.push(Edit { change, what, passages, noted: Noted::No });
        }
    }
}

/// The quotations of a version by the sentence that names who speaks.
fn voices(article: &Analysis, sentences: &Sentences<'_>) -> FxHashMap<usize, Vec<usize>> {
    let told = |q: &Quote| !matches!(q.kind, QuoteKind::Term | QuoteKind::Nested);
    let quotes = article.quotes.iter().enumerate().filter(|(_, q)| told(q));
    sentences.group(quotes.filter_map(|(at, q)| Some((at, q.speaker.as_ref()?.mention?))))
}

/// Who says the words of a passage, or whom its article names for them.
fn teller(p: &Passage) -> Option<String> {
    p.said_by.first().map(|s| s.name.clone())
}

/// No more claims or quotations of a sentence are looked through for one.
const MAX_BESIDE: usize = 64;

/// No longer claims are looked through for a figure that makes their difference, in words.
const MAX_TELLING: usize = 60;

/// So many changes before it may be of the same words.
const NEAR: usize = 16;

/// What stands in each old sentence with what stands in the one beside it; then what stands in new sentences alone.
fn pairs(
    mut old: FxHashMap<usize, Vec<usize>>,
    mut new: FxHashMap<usize, Vec<usize>>,
    beside: &[Option<usize>],
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut out = Vec::new();
    for (x, y) in beside.iter().enumerate() {
        let theirs = y.and_then(|y| new.remove(&y)).unwrap_or_default();
        out.push((old.remove(&x).unwrap_or_default(), theirs));
    }
    let mut rest: Vec<(usize, Vec<usize>)> = new.into_iter().collect();
    rest.sort_unstable();
    out.extend(rest.into_iter().map(|(_, theirs)| (Vec::new(), theirs)));
    out
}

/// Whether two names may be one: "the coast guard" and "a coast guard official", "Orsk" and "Lena Orsk", "a big number of clerks"
/// and "clerks"; nor does a title before a name or a day behind it make another.
fn is_one_name(a: &str, b: &str) -> bool {
    let (a, b) = (offices::plain(a), offices::plain(b));
    let [a, b] = [&a, &b].map(|name| words(name, 0));
    let plain = |all: &[Word<'_>]| {
        let titles = all.windows(2).take_while(|w| is_title_word(&w[0].fold) && w[0].capital && w[1].capital).count();
        let beside = |w: &Word<'_>| {
            DiffWord::Epithet.has(&w.fold) || DiffWord::Tally.has(&w.fold) || w.capital && when::is_of_calendar(w)
        };
        let of_name = |w: &&Word<'_>| !is_stopword(&w.fold) && !beside(w);
        all[titles..].iter().filter(of_name).map(|w| w.hash).collect::<FxHashSet<u64>>()
    };
    let whole =
        |all: &[Word<'_>]| all.iter().filter(|w| !is_stopword(&w.fold)).map(|w| w.hash).collect::<FxHashSet<u64>>();
    let within = |a: &FxHashSet<u64>, b: &FxHashSet<u64>| a.is_subset(b) || b.is_subset(a);
    let (x, y) = (plain(&a), plain(&b));
    within(&whole(&a), &whole(&b)) || !x.is_empty() && !y.is_empty() && within(&x, &y)
}
