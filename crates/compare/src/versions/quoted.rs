//! What became of each quotation: its words, who says them, and whether they only stand in other marks.

use claimdiff_claims::{Closed, is_stopword};
use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Change, Edit, Edits, MAX_BESIDE, is_one_name, pairs, shorts::written_out, teller};
use crate::{
    Passage,
    wording::{self, Comparison, Word, words},
};

/// The longest quotation, in words, that is told by all its words.
const MAX_TERM: usize = 2;

/// So many words in a row are the same quotation wherever they stand.
const MIN_ROW: usize = 3;

/// No longer quotations are held against each other, in words.
const MAX_QUOTE_WORDS: usize = 1000;

/// The least share of the shorter one's words from which two quotations of one place are of one utterance.
const MIN_SHARED: f64 = 0.5;

/// No longer quotations are taken for one that was reworded from end to end.
const MAX_REWORDED_WORDS: usize = 100;

/// A quotation so many times longer is no rewording of another.
const MAX_TIMES_LONGER: usize = 3;

/// So many words less make another quotation of one that is cut.
const MAX_CUT_WORDS: usize = 4;

/// So many words of what a quotation has more are told.
const MAX_LONGER: usize = 9;

/// The most places of a quotation that are told.
const MAX_TOLD: usize = 3;

impl<'a> Edits<'_, 'a> {
    /// Tells what became of the quotations.
    pub(super) fn quotes(&mut self) {
        let counted = |q: &Quote| q.kind != QuoteKind::Term && q.kind != QuoteKind::Indirect;
        let [old, new] = [0, 1].map(|n| {
            let quotes = self.article(n).quotes.iter().enumerate().filter(|(_, q)| counted(q));
            self.sentences[n].group(quotes.map(|(at, q)| (at, q.span())))
        });
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (mut ours, mut theirs) in pairs(old, new, self.beside[0]) {
            ours.retain(|x| {
                let y = (0..theirs.len().min(MAX_BESIDE)).find(|n| self.is_one_utterance(*x, theirs[*n]));
                y.map(|n| self.quote(*x, theirs.remove(n))).is_none()
            });
            gone.extend(ours);
            come.extend(theirs);
        }
        // A quotation that was moved to another place.
        let mut moved: FxHashMap<Vec<u64>, Vec<usize>> = FxHashMap::default();
        for y in come {
            moved.entry(self.hashes(1, y)).or_default().push(y);
        }
        let mut left = Vec::new();
        for x in gone {
            match moved.get_mut(&self.hashes(0, x)).and_then(Vec::pop) {
                Some(y) => self.quote(x, y),
                None => left.push(x),
            }
        }
        let mut rest: Vec<usize> = moved.into_values().flatten().collect();
        rest.sort_unstable();
        // Or that stands in other marks: as a term, or within what somebody says.
        left = self.not_standing(0, left);
        rest = self.not_standing(1, rest);
        left = self.reworded(left, &mut rest);
        left.into_iter().for_each(|x| self.alone(Change::Went, 0, x));
        rest.into_iter().for_each(|y| self.alone(Change::Came, 1, y));
        self.terms();
    }

    /// Tells quotations of which little is left but who says them, and where: those of sentences that lie beside each other or
    /// beside such. Gives what is left of the old ones, and takes from the new ones.
    fn reworded(&mut self, old: Vec<usize>, new: &mut Vec<usize>) -> Vec<usize> {
        let sentence = |v: usize, at: usize| self.sentences[v].at(self.article(v).quotes[at].span());
        let [gone, mut come] = [(0, &old), (1, &*new)].map(|(v, quotes)| {
            let own = quotes.iter().map(|at| (*at, self.article(v).quotes[*at].span()));
            self.sentences[v].group(own)
        });
        let beside = self.beside[0];
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for x in &old {
            let Some(n) = sentence(0, *x) else { continue };
            let there = |at: Option<usize>| at.and_then(|at| *beside.get(at)?);
            let near = [there(n.checked_sub(1)).map(|m| m + 1), there(Some(n + 1)).and_then(|m| m.checked_sub(1))];
            // The only one of its sentence, for the only one of the sentence beside it.
            let alone =
                |m: usize| gone.get(&n).is_some_and(|l| l.len() == 1) && come.get(&m).is_some_and(|l| l.len() == 1);
            let places = [beside[n], near[0], near[1]].into_iter().flatten();
            let found = places.filter_map(|m| {
                let list = come.get(&m)?.iter().take(MAX_BESIDE);
                let one = |y: &&usize| self.is_reworded_by_one(*x, **y, beside[n] == Some(m) && alone(m));
                list.copied().find(|y| one(&y)).map(|y| (m, y))
            });
            if let Some((m, y)) = found.into_iter().next() {
                come.entry(m).or_default().retain(|other| *other != y);
                pairs.push((*x, y));
            }
        }
        for (x, y) in &pairs {
            self.quote(*x, *y);
            self.tell_whole(*x, *y);
        }
        let taken = [0, 1].map(|v| pairs.iter().map(|p| [p.0, p.1][v]).collect::<FxHashSet<usize>>());
        new.retain(|y| !taken[1].contains(y));
        old.into_iter().filter(|x| !taken[0].contains(x)).collect()
    }

    /// Tells a quotation that has no word of the one in whose stead it stands, where nothing is told of it yet.
    fn tell_whole(&mut self, x: usize, y: usize) {
        let passages = [self.quoted(0, x), self.quoted(1, y)];
        let over = |e: &Edit| e.passages[0].as_ref().is_some_and(|p| p.span.overlaps(passages[0].span));
        if self.out.last().is_some_and(over) {
            return;
        }
        let [a, b] = [self.words(0, x), self.words(1, y)].map(|words| {
            let shown: Vec<&str> = words.iter().take(MAX_LONGER).map(|w| w.raw).collect();
            format!("“{}{}”", shown.join(" "), if words.len() > MAX_LONGER { " …" } else { "" })
        });
        let what = format!("{}: {a}, then {b}", self.speaker(1, y));
        self.add(Change::Wording, what, passages.map(Some));
    }

    /// Whether one speaker says in two quotations of one place what has half its words in common, one of them no small one; or
    /// says them both `alone` in two sentences beside each other, the longer not much longer.
    fn is_reworded_by_one(&self, x: usize, y: usize, alone: bool) -> bool {
        let said =
            |v: usize, at: usize| self.corpus.said(v, &self.article(v).quotes[at]).first().map(|s| s.name.clone());
        let (a, b) = (self.words(0, x), self.words(1, y));
        let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
        if !said(0, x).zip(said(1, y)).is_some_and(|(a, b)| is_one_name(&a, &b)) || longer > MAX_REWORDED_WORDS {
            return false;
        }
        let same = wording::align_whole(&a, &b, |_, _| false).equal;
        let tells = same.iter().any(|(i, _)| !is_stopword(&a[*i].fold));
        alone && longer <= MAX_TIMES_LONGER * shorter || tells && same.len() as f64 >= MIN_SHARED * shorter as f64
    }

    fn alone(&mut self, change: Change, version: usize, at: usize) {
        let passage = Some(self.quoted(version, at));
        let what = self.speaker(version, at);
        self.add(change, what, if version == 0 { [passage, None] } else { [None, passage] });
    }

    /// What somebody says inside quotation marks, without what the article puts in between.
    fn words(&self, version: usize, at: usize) -> Vec<Word<'a>> {
        let a = self.article(version);
        let q = &a.quotes[at];
        let mut out: Vec<Word<'a>> = Vec::new();
        for span in if q.marked.is_empty() { &q.content } else { &q.marked } {
            out.extend(words(a.text(*span), span.start));
        }
        out.truncate(MAX_QUOTE_WORDS);
        out
    }

    fn hashes(&self, version: usize, at: usize) -> Vec<u64> {
        self.words(version, at).iter().map(|w| w.hash).collect()
    }

    fn is_one_utterance(&self, x: usize, y: usize) -> bool {
        wording::compare(&self.words(0, x), &self.words(1, y)).coverage >= MIN_SHARED
    }

    fn quoted(&self, version: usize, at: usize) -> Passage {
        let q = &self.article(version).quotes[at];
        let mut out = self.corpus.passage(version, q.span(), q.span());
        out.said_by = self.corpus.said(version, q);
        out
    }

    fn speaker(&self, version: usize, at: usize) -> String {
        let said = self.corpus.said(version, &self.article(version).quotes[at]);
        match said.first() {
            Some(s) => format!("{}, quoted", s.name),
            None => "a quotation".to_owned(),
        }
    }

    /// What became of a quotation that both versions have.
    fn quote(&mut self, x: usize, y: usize) {
        let (ours, theirs) = (self.words(0, x), self.words(1, y));
        let c = wording::compare(&ours, &theirs);
        let shorter = ours.len().abs_diff(theirs.len()) > MAX_CUT_WORDS;
        let [mut old, mut new] = [self.quoted(0, x), self.quoted(1, y)];
        // Where little more or less is said at an end, that is told too; other words at an end are no cut.
        let whole = (c.cut && !shorter).then(|| wording::compare_whole(&ours, &theirs));
        let other =
            |w: &Comparison| w.changes.iter().any(|(a, b)| !a.is_empty() && !b.is_empty()) && !w.drift.allowed();
        if !c.drift.allowed() || c.cut && shorter || whole.as_ref().is_some_and(other) {
            let (differs, told) = match whole.filter(|w| w.changes.len() >= c.changes.len()) {
                Some(w) => (w.differs, w.changes),
                None => (c.differs, c.changes),
            };
            (old.differs, new.differs) = differs;
            let changes: Vec<String> = told
                .iter()
                .take(MAX_TOLD)
                .map(|(a, b)| match (a.is_empty(), b.is_empty()) {
                    (true, _) => format!("“{b}” added"),
                    (_, true) => format!("“{a}” left out"),
                    _ => format!("“{a}”, then “{b}”"),
                })
                .collect();
            let how = match changes.is_empty() {
                true => match longer(&ours, &theirs, c.shared) {
                    Some(part) => part,
                    None => "more or less of it".to_owned(),
                },
                false => changes.join("; "),
            };
            let what = format!("{}: {how}", self.speaker(1, y));
            self.add(Change::Wording, what, [Some(old.clone()), Some(new.clone())]);
        }
        if let (Some(a), Some(b)) = (teller(&old), teller(&new)) {
            let other = match is_one_name(&a, &b) {
                true => self.other_bearer([x, y]),
                false => {
                    let people = [(0, x), (1, y)].map(|(v, at)| {
                        let speaker = self.article(v).quotes[at].speaker.as_ref();
                        speaker.is_some_and(|s| self.corpus.person(v, s).is_some())
                    });
                    let one = self.is_one_description([x, y], [&a, &b])
                        || self.is_called((&a, people[0]), (&b, people[1]))
                        || self.is_still_named([x, y], [&a, &b]);
                    (!one).then_some([a, b])
                }
            };
            if let Some([a, b]) = other {
                self.add(Change::Speaker, format!("{a}, then {b}"), [Some(old), Some(new)]);
            }
        }
    }

    /// Whether two speakers of a quotation are named, or are "he", in the same sentences of both versions: whom it is given to is
    /// read another way there, or was changed in a sentence before.
    fn is_still_named(&self, quotes: [usize; 2], names: [&str; 2]) -> bool {
        let spans = [0, 1].map(|v| {
            let q = &self.article(v).quotes[quotes[v]];
            q.speaker.as_ref().and_then(|s| s.mention).unwrap_or(q.span())
        });
        let pronouns = [0, 1].map(|v| words(self.article(v).text(spans[v]), 0));
        let [p, q] = &pronouns;
        let small = |w: &Word<'_>| is_stopword(&w.fold) && !w.is_figure();
        let same = p.len() == q.len() && p.iter().zip(q).all(|(w, v)| w.hash == v.hash && small(w));
        same || self.is_named_around(1, spans[1], names[0]) && self.is_named_around(0, spans[0], names[1])
    }

    /// Whether two quotations have one source in the same words, "the report" or "it", read as two who stand in both versions.
    fn is_one_description(&self, quotes: [usize; 2], names: [&str; 2]) -> bool {
        let mentions = [0, 1].map(|v| {
            let mention = self.article(v).quotes[quotes[v]].speaker.as_ref().and_then(|s| s.mention);
            words(mention.map_or("", |m| self.article(v).text(m)), 0)
        });
        let [a, b] = &mentions;
        let same = !a.is_empty() && a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.hash == y.hash);
        let person = a.iter().any(|w| Closed::HeShe.has(&w.fold));
        let stands = |v: usize, name: &str| {
            let named = words(name, 0);
            (0..self.sentences[v].len()).any(|n| self.sentences[v].holds(n, named.iter()))
        };
        same && !person && (0..2).all(|v| names.iter().all(|name| stands(v, name)))
    }
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
            // "a “slow” and “costly” plan": one quotation of two pieces, or two of one.
            let pieces: FxHashSet<u64> =
                near.clone().take(MAX_BESIDE).filter(same).flat_map(|n| &all[*n].1).copied().collect();
            let in_pieces = words.iter().all(|w| pieces.contains(w));
            !words.is_empty() && in_pieces
                || !words.is_empty()
                    && near.take(MAX_BESIDE).chain(far.take(MAX_BESIDE)).filter(same).any(|n| holds(&n))
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
                let told = self.sentences[1 - version].told(there);
                let stands = |at: &usize| {
                    let words = written_out(self.words(version, *at));
                    told.windows(words.len().max(1)).any(|run| run.iter().zip(&words).all(|(w, v)| w.hash == v.hash))
                };
                own.iter().copied().filter(|at| !stands(at)).collect::<Vec<_>>()
            };
            if let ([x], [y]) = (only(0, &ours, m).as_slice(), only(1, &theirs, n).as_slice()) {
                // What is more than a word or two is told by what became of it.
                let long = [(0, *x), (1, *y)].iter().all(|(v, at)| self.words(*v, *at).len() > MAX_TERM);
                if long && self.is_one_utterance(*x, *y) {
                    self.quote(*x, *y);
                    continue;
                }
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

/// What the longer of two wordings has before or after what both have, in its first words.
fn longer(ours: &[Word<'_>], theirs: &[Word<'_>], shared: (Span, Span)) -> Option<String> {
    let more = theirs.len() > ours.len();
    let (words, shared) = if more { (theirs, shared.1) } else { (ours, shared.0) };
    let apart: Vec<&Word<'_>> = words.iter().filter(|w| !shared.overlaps(w.span)).collect();
    let shown: Vec<&str> = apart.iter().take(MAX_LONGER).map(|w| w.raw).collect();
    let end = if apart.len() > MAX_LONGER { " …" } else { "" };
    let how = if more { "added" } else { "left out" };
    (!shown.is_empty()).then(|| format!("“{}{end}” {how}", shown.join(" ")))
}
