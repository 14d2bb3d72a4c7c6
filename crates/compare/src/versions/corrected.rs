//! Words of the body that changed though they are no claim, and that a correction names: before and after, or the new ones with
//! the matter of their sentence.

use claimdiff_claims::is_stopword;
use rustc_hash::FxHashSet;

use super::{
    Change, Edit, Edits,
    noted::{Note, Noted},
};
use crate::wording::{Word, align_whole, inflected, span, words};

/// More words than these in a row are another sentence.
const MAX_ROW: usize = 8;

/// No longer sentences are held against each other, in words.
const MAX_WORDS: usize = 200;

/// So many words of the sentence besides those that changed must a note name that gives one wording alone.
const MIN_MATTER: usize = 2;

impl Edits<'_, '_> {
    /// Tells the words that changed where nothing else is told of their sentence and one of some notes names both wordings, or
    /// one of them with more of the sentence.
    pub(super) fn corrected(&mut self, notes: &[Note<'_>]) {
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
            let names = |note: &Note<'_>, row: &[Word<'_>]| row.len() <= MAX_ROW && row.iter().any(|w| note.has(w));
            if a.len().max(b.len()) > MAX_WORDS || a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x.hash == y.hash)
            {
                continue;
            }
            let found = align_whole(&a, &b, same);
            let kept: Vec<Word<'_>> = found.equal.iter().map(|(_, j)| b[*j].clone()).collect();
            for (x, y) in found.gaps {
                let (old, new) = (&a[x.clone()], &b[y.clone()]);
                let named = |note: &Note<'_>| match (names(note, old), names(note, new)) {
                    (true, true) => true,
                    (true, false) | (false, true) => {
                        let content = |row: &[Word<'_>]| row.iter().any(|w| !is_stopword(&w.fold));
                        content(old) && content(new) && note.shared(&kept) >= MIN_MATTER
                    }
                    (false, false) => false,
                };
                let named = notes.iter().any(named);
                let (Some(x), Some(y)) = (span(&a, x), span(&b, y)) else { continue };
                if named {
                    // What came and went with these words is told with them: a title for a description.
                    let over = |e: &Edit, n: usize, s| e.passages[n].as_ref().is_some_and(|p| p.span.overlaps(s));
                    self.out.retain(|e| e.change.is_other() || !over(e, 0, x) && !over(e, 1, y));
                    let [old, new] = [(0, x), (1, y)].map(|(version, span)| self.corpus.passage(version, span, span));
                    let what = format!("words: “{}”, then “{}”", self.article(0).text(x), self.article(1).text(y));
                    let passages = [Some(old), Some(new)];
                    self.out.push(Edit { change: Change::Value, what, passages, noted: Noted::Yes });
                }
            }
        }
    }
}
