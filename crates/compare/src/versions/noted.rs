//! What a correction tells of a change: the words of it, or the matter.

use claimdiff_claims::{Closed, is_stopword};
use claimdiff_text::{Slice, Span, word_classes};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Correction, Edit, shorts::words, when};
use crate::{
    Passage,
    corpus::Corpus,
    wording::{Word, inflected},
};

word_classes! {
    /// A class of words that notes of corrections are made of.
    pub(crate) enum NoteWord in "versions/notes", include_str!("notes.tsv") => {
        /// Speaks of the article and its fault, not of what it tells.
        Frame = "frame",
        /// Says that words were wrong, not a figure.
        Words = "words",
        /// Says that a day was wrong.
        Day = "day",
        /// Says that a figure was wrong.
        Figure = "figure",
    }
}

/// Whether a correction of the new version tells a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Noted {
    /// None tells it.
    No,
    /// None gives a figure, so that none can be held against this one.
    Open,
    /// One names what changed, or the matter.
    Yes,
}

/// The longest words of a change that are looked for in a note as they stand.
const MAX_ROW: usize = 6;

/// So many words that tell what a note is about must stand in the sentence of a change.
const MIN_MATTER: usize = 2;

/// A note of the new version.
pub(super) struct Note<'t> {
    words: Vec<Word<'t>>,
    hashes: FxHashSet<u64>,
    /// Whether it gives a figure that may be a value, and no day or paragraph.
    has_figures: bool,
    /// Whether it says that words were wrong.
    of_words: bool,
    /// Whether it says that a day was wrong, and no figure; or a figure, and no day.
    of_days: Option<bool>,
}

impl<'t> Note<'t> {
    pub(super) fn of(correction: &'t Correction) -> Note<'t> {
        let words = words(&correction.text, 0);
        let says = |class: NoteWord| words.iter().any(|w| class.has(&w.fold));
        let (days, figures) = (says(NoteWord::Day), says(NoteWord::Figure));
        Note {
            of_days: (days != figures).then_some(days),
            hashes: words.iter().map(|w| w.hash).collect(),
            has_figures: (0..words.len()).any(|at| is_value(&words, at) && !is_clock(&correction.text, words[at].span)),
            of_words: words.iter().any(|w| NoteWord::Words.has(&w.fold)),
            words,
        }
    }

    /// Whether it has a word that tells something, in whatever form.
    pub(super) fn has(&self, word: &Word<'_>) -> bool {
        !is_stopword(&word.fold) && self.words.iter().any(|w| w.hash == word.hash || inflected(&w.fold, &word.fold))
    }

    /// Whether it gives a figure that may be a value.
    pub(super) fn gives_values(&self) -> bool {
        self.has_figures
    }

    /// Whether a word tells of its matter.
    fn is_about(&self, word: &Word<'_>) -> bool {
        let one = |w: &&Word<'_>| w.hash == word.hash || inflected(&w.fold, &word.fold);
        tells(word) && self.words.iter().filter(one).any(tells)
    }

    /// How many different words of some tell of its matter.
    pub(super) fn shared(&self, words: &[Word<'_>]) -> usize {
        words.iter().filter(|w| self.is_about(w)).map(|w| w.hash).collect::<FxHashSet<u64>>().len()
    }

    /// How many words tell of its matter.
    fn matter(&self) -> usize {
        self.words.iter().filter(|w| tells(w)).map(|w| w.hash).collect::<FxHashSet<u64>>().len()
    }
}

/// Whether a word of a note tells of its matter.
fn tells(word: &Word<'_>) -> bool {
    !word.is_figure() && !is_stopword(&word.fold) && !NoteWord::Frame.has(&word.fold)
}

/// Whether a word of a note is a figure, but not of a day, a year or a paragraph: "3 May 2031", "paragraph 4".
fn is_value(words: &[Word<'_>], at: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|n| words.get(n));
    let dated = |w: &Word<'_>| w.capital && !w.starts || NoteWord::Frame.has(&w.fold);
    words[at].is_figure() && !is_year(&words[at]) && !beside.into_iter().any(dated)
}

/// Whether a figure may be a year.
fn is_year(word: &Word<'_>) -> bool {
    const YEARS: std::ops::Range<u16> = 1900..2100;
    word.fold.parse().is_ok_and(|year: u16| YEARS.contains(&year))
}

/// Whether a figure is a part of a time of day: "10:15".
fn is_clock(text: &str, at: Span) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let before = text.slice(..at.start as usize).strip_suffix(':');
    let after = text.slice(at.end as usize..).strip_prefix(':');
    before.is_some_and(|t| digit(t.chars().next_back())) || after.is_some_and(|t| digit(t.chars().next()))
}

/// Whether notes tell a change: one names a figure, a name or another word that only one of the versions has there, or, where
/// it gives no figures, the matter.
pub(super) fn noted(corpus: &Corpus<'_>, edit: &Edit, notes: &[Note<'_>]) -> Noted {
    if !edit.change.is_other() || notes.is_empty() {
        return Noted::No;
    }
    if notes.iter().any(|note| names(corpus, edit, note) || gives(corpus, edit, note)) {
        return Noted::Yes;
    }
    if edit.change != Change::Value || notes.iter().any(|note| note.has_figures) {
        return Noted::No;
    }
    let of_figures = differ_in_figures(corpus, edit);
    let days = is_of_day(corpus, edit);
    let may = |note: &Note<'_>| note.of_days.is_none_or(|of| of == days);
    let sentences: Vec<Word<'_>> =
        edit.passages.iter().flatten().flat_map(|p| words(corpus.articles[p.article].text(p.context), 0)).collect();
    let about = |note: &&Note<'_>| {
        let shared = note.shared(&sentences);
        !note.of_words && may(note) && shared > 0 && shared >= note.matter().min(MIN_MATTER)
    };
    match notes.iter().find(about) {
        Some(_) => Noted::Yes,
        None if !of_figures || notes.iter().all(|note| note.of_words || !may(note)) => Noted::No,
        None => Noted::Open,
    }
}

/// Whether a note has all words of one version's change in a row, and they do not stand in the other's: "late April".
fn gives(corpus: &Corpus<'_>, edit: &Edit, note: &Note<'_>) -> bool {
    let [old, new] = edit.passages.each_ref().map(|p| {
        let own = p.as_ref().map(|p| words(corpus.articles[p.article].text(p.span), 0)).unwrap_or_default();
        own.into_iter()
            .filter(|w| !Closed::Article.has(&w.fold) && !Closed::Possessive.has(&w.fold))
            .collect::<Vec<_>>()
    });
    let stands = |own: &[Word<'_>], other: &[Word<'_>]| {
        let is_one = |w: &Word<'_>, v: &Word<'_>| w.hash == v.hash || inflected(&w.fold, &v.fold);
        let row = |run: &[Word<'_>]| run.iter().zip(own).all(|(v, w)| is_one(w, v));
        own.iter().any(|w| !other.iter().any(|v| is_one(w, v)))
            && !own.is_empty()
            && own.len() <= MAX_ROW
            && note.words.windows(own.len()).any(row)
    };
    edit.change == Change::Value && (stands(&old, &new) || stands(&new, &old))
}

/// Whether a note names what only one of the versions has.
fn names(corpus: &Corpus<'_>, edit: &Edit, note: &Note<'_>) -> bool {
    let [old, new] = tellings(corpus, edit);
    let only = |a: &FxHashMap<u64, bool>, b: &FxHashMap<u64, bool>| {
        a.iter().any(|(hash, tells)| *tells && !b.contains_key(hash) && note.hashes.contains(hash))
    };
    only(&old, &new) || only(&new, &old)
}

/// The words of a change in each version, with who says them where that changed, and whether each tells anything.
fn tellings(corpus: &Corpus<'_>, edit: &Edit) -> [FxHashMap<u64, bool>; 2] {
    let is_day = edit.change == Change::Value;
    edit.passages.each_ref().map(|p: &Option<Passage>| {
        let Some(p) = p else { return FxHashMap::default() };
        let own = words(corpus.articles[p.article].text(p.span), 0);
        let of_source = matches!(edit.change, Change::Source | Change::Speaker);
        let said: Vec<Word<'_>> = p.said_by.iter().filter(|_| of_source).flat_map(|s| words(&s.name, 0)).collect();
        // "Thursday" is a function word to who asks what a text is about, and what a day is told by.
        let tells = |w: &Word<'_>| w.is_figure() || !is_stopword(&w.fold) || is_day && w.capital;
        own.iter().chain(&said).map(|w| (w.hash, tells(w))).collect()
    })
}

/// Whether a change is of a day: both versions name one there.
fn is_of_day(corpus: &Corpus<'_>, edit: &Edit) -> bool {
    edit.passages.iter().flatten().all(|p| {
        let own = words(corpus.articles[p.article].text(p.span), 0);
        when::is_of_day(&own) || own.iter().any(is_year)
    })
}

/// Whether a figure of one version does not stand in the words of the other.
fn differ_in_figures(corpus: &Corpus<'_>, edit: &Edit) -> bool {
    let figures = edit.passages.each_ref().map(|p| {
        let own = p.as_ref().map(|p| words(corpus.articles[p.article].text(p.span), 0)).unwrap_or_default();
        own.iter().filter(|w| w.is_figure()).map(|w| w.hash).collect::<FxHashSet<u64>>()
    });
    figures[0] != figures[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("versions/notes", include_str!("notes.tsv"))];
        claimdiff_cases::check("versions/notes.cases", include_str!("notes.cases"), &tables, |w| {
            NoteWord::words().told(w)
        });
    }
}
