//! Quoted words that stand in other marks in the other version.

use claimdiff_quotes::QuoteKind;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Edits, MAX_BESIDE, is_one_name};

/// So many words in a row are the same quotation wherever they stand.
const MIN_ROW: usize = 3;

impl Edits<'_, '_> {
    /// Those quotations of a version whose words do not stand in quotation marks of the other: of the sentence beside
    /// theirs, or anywhere when they are more than two.
    pub(super) fn not_standing(&self, version: usize, quotes: Vec<usize>) -> Vec<usize> {
        if quotes.is_empty() {
            return quotes;
        }
        let other = 1 - version;
        let marked = self.article(other).quotes.iter().enumerate().filter(|(_, q)| q.kind != QuoteKind::Indirect);
        let all: Vec<(usize, Vec<u64>)> = marked.map(|(at, _)| (at, self.hashes(other, at))).collect();
        let mut rows: FxHashMap<&[u64], Vec<usize>> = FxHashMap::default();
        let mut beside: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (n, (at, words)) in all.iter().enumerate() {
            let own: FxHashSet<&[u64]> = words.windows(MIN_ROW).collect();
            own.into_iter().for_each(|row| rows.entry(row).or_default().push(n));
            if let Some(sentence) = self.sentences[other].at(self.article(other).quotes[*at].span()) {
                beside.entry(sentence).or_default().push(n);
            }
        }
        let stands = |at: usize| {
            let words = self.hashes(version, at);
            let sentence = self.sentences[version].at(self.article(version).quotes[at].span());
            let sentence = sentence.and_then(|n| self.beside[version][n]);
            let near = sentence.and_then(|n| beside.get(&n)).into_iter().flatten();
            let far = words.get(..MIN_ROW).and_then(|row| rows.get(row)).into_iter().flatten();
            let holds = |n: &&usize| all[**n].1.windows(words.len()).any(|w| w == words);
            let same = |n: &&usize| self.may_be_one_speaker(version, at, all[**n].0);
            !words.is_empty() && near.take(MAX_BESIDE).chain(far.take(MAX_BESIDE)).filter(same).any(|n| holds(&n))
        };
        quotes.into_iter().filter(|at| !stands(*at)).collect()
    }

    /// A few quoted words of a clause, "a “reactionary ideologue”", for which the sentence beside theirs quotes others.
    pub(super) fn terms(&mut self) {
        let [mut old, mut new] = [0, 1].map(|version| {
            let quotes = self.article(version).quotes.iter().enumerate();
            let terms = quotes.filter(|(_, q)| q.kind == QuoteKind::Term).map(|(at, q)| (at, q.span()));
            self.sentences[version].group(terms)
        });
        for (n, m) in self.beside[0].iter().enumerate().filter_map(|(n, m)| Some((n, (*m)?))) {
            let (Some(ours), Some(theirs)) = (old.remove(&n), new.remove(&m)) else { continue };
            let only = |version: usize, own: &[usize], there: usize| {
                let stands = |at: &usize| self.sentences[1 - version].holds(there, self.words(version, *at).iter());
                own.iter().copied().filter(|at| !stands(at)).collect::<Vec<_>>()
            };
            if let ([x], [y]) = (only(0, &ours, m).as_slice(), only(1, &theirs, n).as_slice()) {
                let [a, b] = [(0, *x), (1, *y)].map(|(v, at)| self.article(v).quotes[at].span());
                let what = format!("quoted words: “{}”, then “{}”", self.article(0).text(a), self.article(1).text(b));
                self.add(Change::Wording, what, [Some(self.quoted(0, *x)), Some(self.quoted(1, *y))]);
            }
        }
    }

    fn may_be_one_speaker(&self, version: usize, at: usize, other: usize) -> bool {
        let said = |version: usize, at: usize| {
            self.corpus.said(version, &self.article(version).quotes[at]).first().map(|s| s.name.clone())
        };
        said(version, at).zip(said(1 - version, other)).is_none_or(|(a, b)| is_one_name(&a, &b))
    }
}
