//! Words of the body that changed and that a correction names, before and after, though they are no claim.

use claimdiff_claims::is_stopword;
use rustc_hash::FxHashSet;

use super::{Change, Edit, Edits};
use crate::wording::{Word, align_whole, inflected, span, words};

/// More words than these in a row are another sentence.
const MAX_ROW: usize = 8;

/// No longer sentences are held against each other, in words.
const MAX_WORDS: usize = 200;

impl Edits<'_, '_> {
    /// Tells the words that changed where nothing else is told of their sentence and one of some notes names both wordings.
    pub(super) fn corrected(&mut self, notes: &[Vec<Word<'_>>]) {
        if notes.is_empty() {
            return;
        }
        let told: FxHashSet<usize> = self
            .out
            .iter()
            .filter(|e| e.change.is_other())
            .filter_map(|e| self.sentences[1].at(e.passages[1].as_ref()?.span))
            .collect();
        let pairs = self.beside[0].iter().enumerate().filter_map(|(n, m)| Some((n, (*m)?)));
        for (n, m) in pairs.filter(|(_, m)| !told.contains(m)).collect::<Vec<_>>() {
            let [a, b] = [(0, n), (1, m)].map(|(version, at)| {
                let e = &self.article(version).excerpts[at];
                words(self.article(version).text(e.span), e.span.start)
            });
            let same = |x: &Word<'_>, y: &Word<'_>| x.hash == y.hash || inflected(&x.fold, &y.fold);
            let names = |note: &[Word<'_>], row: &[Word<'_>]| {
                row.len() <= MAX_ROW && row.iter().any(|w| !is_stopword(&w.fold) && note.iter().any(|x| same(w, x)))
            };
            if a.len().max(b.len()) > MAX_WORDS || a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x.hash == y.hash)
            {
                continue;
            }
            for (x, y) in align_whole(&a, &b, same).gaps {
                let named = notes.iter().any(|note| names(note, &a[x.clone()]) && names(note, &b[y.clone()]));
                let (Some(x), Some(y)) = (span(&a, x), span(&b, y)) else { continue };
                if named {
                    let [old, new] = [(0, x), (1, y)].map(|(version, span)| self.corpus.passage(version, span, span));
                    let what = format!("words: “{}”, then “{}”", self.article(0).text(x), self.article(1).text(y));
                    let passages = [Some(old), Some(new)];
                    self.out.push(Edit { change: Change::Value, what, passages, noted: true });
                }
            }
        }
    }
}
