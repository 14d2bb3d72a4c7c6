//! Words of the body that changed though they are no claim, and that a correction names: before and after, or the new ones with
//! the matter of their sentence.

use std::ops::Range;

use claimdiff_claims::is_stopword;
use claimdiff_text::Span;
use rustc_hash::FxHashSet;

use super::{
    Change, Edit, Edits,
    attributed::DiffWord,
    noted::{Note, Noted},
    side_by_side::Beside,
};
use crate::wording::{Word, align_whole, inflected, span};

/// More words than these in a row are another sentence.
const MAX_ROW: usize = 8;

/// So many words of the sentence besides those that changed must a note name that gives one wording alone.
const MIN_MATTER: usize = 2;

impl Edits<'_, '_> {
    /// Tells the words that changed where nothing else is told of their sentence and one of some notes names both wordings, or
    /// one of them with more of the sentence.
    pub(super) fn corrected(&mut self, notes: &[Note<'_>], changed: &[Beside<'_>]) {
        if notes.is_empty() {
            return;
        }
        let told: FxHashSet<usize> = self
            .out
            .iter()
            .filter(|e| e.change.is_other())
            .filter_map(|e| self.sentences[1].at(e.passages[1].as_ref()?.span))
            .collect();
        let mut open = Vec::new();
        for pair in changed.iter().filter(|pair| !told.contains(&pair.at[1])) {
            let [a, b] = &pair.words;
            let same = |x: &Word<'_>, y: &Word<'_>| x.hash == y.hash || inflected(&x.fold, &y.fold);
            let names = |note: &Note<'_>, row: &[Word<'_>]| row.len() <= MAX_ROW && row.iter().any(|w| note.has(w));
            let found = align_whole(a, b, same);
            let kept: Vec<Word<'_>> = found.equal.iter().map(|(_, j)| b[*j].clone()).collect();
            for (x, y) in whole_names(a, b, found.gaps) {
                let (old, new) = (&a[x.clone()], &b[y.clone()]);
                let named = |note: &Note<'_>| match (names(note, old), names(note, new)) {
                    (true, true) => true,
                    (true, false) | (false, true) => {
                        let content = |row: &[Word<'_>]| row.iter().any(|w| !is_stopword(&w.fold));
                        content(old) && content(new) && note.shared(&kept) >= MIN_MATTER
                    }
                    (false, false) => false,
                };
                let content = |row: &[Word<'_>]| row.len() <= MAX_ROW && row.iter().any(|w| !is_stopword(&w.fold));
                let about = |note: &Note<'_>| !note.gives_values() && note.shared(&kept) >= MIN_MATTER;
                let may = content(old) && content(new) && notes.iter().any(about);
                let named = notes.iter().any(named);
                let (x, y) = with_surname([a, b], x, y);
                let (Some(x), Some(y)) = (span(a, x), span(b, y)) else { continue };
                if named {
                    self.corrected_words(x, y);
                } else if may {
                    open.push((x, y));
                }
            }
        }
        // A note that gives neither wording corrects the one place of its matter, where nothing else is told as corrected.
        if let ([(x, y)], false) = (open.as_slice(), self.out.iter().any(|e| e.noted == Noted::Yes)) {
            self.corrected_words(*x, *y);
        }
    }

    fn corrected_words(&mut self, x: Span, y: Span) {
        // What came and went with these words is told with them: a title for a description.
        let over = |e: &Edit, n: usize, s| e.passages[n].as_ref().is_some_and(|p| p.span.overlaps(s));
        self.out.retain(|e| e.change.is_other() || !over(e, 0, x) && !over(e, 1, y));
        let [old, new] = [(0, x), (1, y)].map(|(version, span)| self.corpus.passage(version, span, span));
        let what = format!("words: “{}”, then “{}”", self.article(0).text(x), self.article(1).text(y));
        let passages = [Some(old), Some(new)];
        self.out.push(Edit { change: Change::Value, what, passages, noted: Noted::Yes });
    }
}

/// Places where two sentences differ, those of one name as one: what lies between "Office for Ports" and "Ministry of Roads" and
/// their "and Harbours", "and Bridges" is a word that joins names.
pub(super) fn whole_names(
    a: &[Word<'_>],
    b: &[Word<'_>],
    gaps: Vec<(Range<usize>, Range<usize>)>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (x, y) in gaps {
        let named = |words: &[Word<'_>], before: &Range<usize>, after: &Range<usize>| {
            let between = &words[before.end..after.start];
            !between.is_empty()
                && between.iter().all(|w| !w.pauses && !w.ends && (w.capital || DiffWord::Joins.has(&w.fold)))
                && words[..before.end].last().is_some_and(|w| w.capital)
                && words.get(after.start).is_some_and(|w| w.capital)
        };
        match out.last_mut().filter(|(p, q)| named(a, p, &x) && named(b, q, &y)) {
            Some((p, q)) => (p.end, q.end) = (x.end, y.end),
            None => out.push((x, y)),
        }
    }
    // The rest of a name of several parts stands in both.
    for (x, y) in &mut out {
        let goes = |x: &Range<usize>, y: &Range<usize>| {
            let (w, v) = (a.get(x.end)?, b.get(y.end)?);
            let last = (a[..x.end].last()?, b[..y.end].last()?);
            let joined = |words: &[Word<'_>], run: &Range<usize>| {
                words[run.clone()].iter().any(|w| DiffWord::Joins.has(&w.fold))
            };
            let on = !last.0.pauses && !last.1.pauses && !last.0.ends && !last.1.ends;
            (w.capital && v.capital && last.0.capital && last.1.capital && on && joined(a, x) && joined(b, y))
                .then_some(())
        };
        while goes(x, y).is_some() {
            (x.end, y.end) = (x.end + 1, y.end + 1);
        }
    }
    out
}

/// A first name that changed, with the rest of the name, which did not: "Ines Marlow" and "Lea Marlow".
pub(super) fn with_surname(
    words: [&[Word<'_>]; 2],
    mut x: Range<usize>,
    mut y: Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let named = |words: &[Word<'_>], run: &Range<usize>| {
        let on = |w: &Word<'_>| w.capital && !w.pauses && !w.ends;
        run.len() == 1 && on(&words[run.start]) && words.get(run.end).is_some_and(|w| w.capital)
    };
    if named(words[0], &x) && named(words[1], &y) {
        (x.end, y.end) = (x.end + 1, y.end + 1);
    }
    (x, y)
}

#[cfg(test)]
mod tests {
    use super::{super::shorts::words, *};

    fn changed(old: &str, new: &str) -> Vec<String> {
        let (a, b) = (words(old, 0), words(new, 0));
        let shown = |words: &[Word<'_>]| words.iter().map(|w| w.raw).collect::<Vec<_>>().join(" ");
        let gaps = align_whole(&a, &b, |_, _| false).gaps;
        whole_names(&a, &b, gaps).into_iter().map(|(x, y)| format!("{} | {}", shown(&a[x]), shown(&b[y]))).collect()
    }

    #[test]
    fn a_name_is_not_torn_at_its_and() {
        let found = changed(
            "It was the Office for Ports and Harbours Services that paid.",
            "It was the Ministry of Roads and Bridges Services that paid.",
        );
        assert_eq!(found, ["Office for Ports and Harbours Services | Ministry of Roads and Bridges Services"]);
        let found = changed(
            "Ines Marlow and Lea Norr left in May and June.",
            "Ines Marlow and Lea Norr left in June and July.",
        );
        assert!(found.iter().all(|f| !f.contains("Norr")), "{found:?}");
        // Two people, each in a place of his own.
        let found =
            changed("The mayor met Holt, and she wrote to Venn.", "The mayor met Brenn, and she wrote to Rask.");
        assert_eq!(found, ["Holt | Brenn", "Venn | Rask"]);
    }
}
