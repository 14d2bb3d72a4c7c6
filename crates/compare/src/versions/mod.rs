//! Two versions of one article: what became of each claim and quotation, whatever the style was given.
//!
//! Sentences are laid side by side first: those with the same words, then the likest. A claim is looked for in the sentence
//! beside its own, then anywhere. What has the same value, the same source and the same words inside quotation marks is left
//! alone however its sentence is put. Of the other words those that tell a time, a degree or a rank (`when`), who says what they
//! say (`attributed`) and what a correction names (`corrected`) are held against each other. Not supported: other words.

mod attributed;
mod corrected;
mod noted;
mod offices;
mod quoted;
mod side_by_side;
mod sourced;
mod when;

use std::{cmp::Reverse, ops::Range};

use claimdiff_claims::{Analysis, Claim, Closed, Family, MeasureClass, Polarity, Unit, Value, is_stopword};
use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::{Slice, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{
    Alone, Passage,
    corpus::Corpus,
    figures::{self, Place},
    wording::{self, Comparison, Word, words},
};
use attributed::{DiffWord, one_line};
use noted::Note;
pub use noted::Noted;
use side_by_side::Sentences;
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
        sourced: Vec::new(),
        out: Vec::new(),
    };
    let known: FxHashSet<&str> = corrections[0].iter().map(|c| c.text.as_str()).collect();
    let notes = corrections[1].iter().filter(|c| !known.contains(c.text.as_str()));
    let notes: Vec<Note<'_>> = notes.map(Note::of).collect();
    edits.quotes();
    edits.claims();
    for edit in &mut edits.out {
        edit.noted = noted::noted(&corpus, edit, &notes);
    }
    edits.corrected(&notes);
    let mut out = edits.out;
    let place = |e: &Edit| e.passages[1].as_ref().or(e.passages[0].as_ref()).map(|p| (p.span, p.article));
    out.sort_by_key(|e| (!e.change.is_other(), place(e), e.change));
    out
}

/// No longer quotations are held against each other, in words.
const MAX_QUOTE_WORDS: usize = 1000;

/// The least share of the shorter one's words from which two quotations of one place are of one utterance.
const MIN_SHARED: f64 = 0.5;

/// So many words less make another quotation of one that is cut.
const MAX_CUT_WORDS: usize = 4;

/// The changes so far.
struct Edits<'c, 'a> {
    corpus: &'c Corpus<'a>,
    sentences: [&'c Sentences<'a>; 2],
    /// For each sentence of a version the one of the other beside it.
    beside: [&'c [Option<usize>]; 2],
    /// For each sentence of a version the quotations whose speaker it names.
    voices: [FxHashMap<usize, Vec<usize>>; 2],
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

    fn quotes(&mut self) {
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
        left.into_iter().for_each(|x| self.alone(Change::Went, 0, x));
        rest.into_iter().for_each(|y| self.alone(Change::Came, 1, y));
        self.terms();
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
                false => (!self.is_one_description([x, y], [&a, &b])).then_some([a, b]),
            };
            if let Some([a, b]) = other {
                self.add(Change::Speaker, format!("{a}, then {b}"), [Some(old), Some(new)]);
            }
        }
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

    fn claims(&mut self) {
        let told =
            |c: &Claim| c.policy.family != Family::Weekday && c.polarity != Polarity::Withdrawn && !is_clause(&c.value);
        let [old, new] = [0, 1].map(|n| {
            let whole = |c: &Claim| !self.cuts_figure(n, c);
            let claims = self.article(n).claims.iter().enumerate().filter(|(_, c)| told(c) && whole(c));
            self.sentences[n].group(claims.map(|(at, c)| (at, c.span)))
        });
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (mut ours, mut theirs) in pairs(old, new, self.beside[0]) {
            // The same value first, of the same measure before that of another; then another value of the same thing.
            for is_one in [Self::has_same_value, Self::has_same_number, Self::has_other_value] {
                ours.retain(|x| {
                    // Of several the one among the same words: "8 percent in June" is not the "8 percent" of another poll.
                    let y = (0..theirs.len().min(MAX_BESIDE)).filter(|n| is_one(self, *x, theirs[*n]));
                    let y = y.max_by_key(|n| (self.shared_around(*x, theirs[*n]), Reverse(*n)));
                    y.map(|n| self.claim(*x, theirs.remove(n))).is_none()
                });
            }
            gone.extend(ours);
            come.extend(theirs);
        }
        // Moved to another place, or read another way there.
        let mut moved: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for y in come {
            moved.entry(self.key(1, y)).or_default().push(y);
        }
        gone.retain(|x| moved.get_mut(&self.key(0, *x)).and_then(Vec::pop).is_none());
        let mut come: Vec<usize> = moved.into_values().flatten().collect();
        come.sort_unstable();
        self.sources();
        self.attributions();
        self.times();
        self.lone(Change::Went, 0, gone);
        self.lone(Change::Came, 1, come);
    }

    /// Claims that one version alone has: a sentence's together. What a quotation tells that is new, gone or reworded is told
    /// with that.
    fn lone(&mut self, change: Change, version: usize, claims: Vec<usize>) {
        let quoted: FxHashSet<usize> = self
            .out
            .iter()
            .filter(|e| !matches!(e.change, Change::Value | Change::Source))
            .filter_map(|e| self.sentences[version].at(e.passages[version].as_ref()?.span))
            .collect();
        let sourced = self.sourced_sentences(version);
        let told = |at: &usize| self.is_still_told(version, *at) || self.is_of_source(version, *at, &sourced);
        // What stands in words that are told otherwise is told with them.
        let reread = |at: &usize| {
            let span = self.get(version, *at).span;
            let over = |e: &Edit| e.passages[version].as_ref().is_some_and(|p| p.span.contains(span));
            self.out.iter().any(|e| e.change == Change::Value && over(e))
        };
        let claims = claims.into_iter().filter(|at| !told(at) && !reread(at));
        let groups = self.sentences[version].group(claims.map(|at| (at, self.get(version, at).span)));
        let mut groups: Vec<(usize, Vec<usize>)> = groups.into_iter().filter(|(n, _)| !quoted.contains(n)).collect();
        groups.sort_unstable();
        for (_, claims) in groups {
            let Some(first) = claims.first() else { continue };
            let mut passage = figures::passage(self.corpus, Place { article: version, claim: *first });
            let mut told: Vec<String> = Vec::new();
            for at in &claims {
                let c = self.get(version, *at);
                passage.span = passage.span.cover(c.span);
                // Two readings of the same words are told once.
                if !passage.differs.iter().any(|d| d.overlaps(c.span)) {
                    passage.differs.push(c.span);
                    told.push(self.what(version, *at));
                }
            }
            let passages = if version == 0 { [Some(passage), None] } else { [None, Some(passage)] };
            self.add(change, told.join("; "), passages);
        }
    }

    fn get(&self, version: usize, at: usize) -> &'a Claim {
        &self.article(version).claims[at]
    }

    fn what(&self, version: usize, at: usize) -> String {
        let place = Place { article: version, claim: at };
        match &self.get(version, at).value {
            Value::Quantity(_) => {
                let thing = self.numbered(version, at).unwrap_or_else(|| figures::what(self.corpus, place));
                format!("{thing}: {}", self.value(version, at))
            }
            _ => format!("{}: {}", self.get(version, at).kind, self.value(version, at)),
        }
    }

    fn value(&self, version: usize, at: usize) -> String {
        let told = || figures::told_alone(self.corpus, Place { article: version, claim: at });
        self.written(version, at).unwrap_or_else(told)
    }

    /// The words of a stance as they stand in its sentence, with their capitals.
    fn written(&self, version: usize, at: usize) -> Option<String> {
        let span = self.wanted(version, at)?;
        Some(one_line(self.article(version).text(span)))
    }

    /// Where the words of a stance stand.
    fn wanted(&self, version: usize, at: usize) -> Option<Span> {
        let c = self.get(version, at);
        let Value::Words(told) = &c.value else { return None };
        let all = self.sentence_words(version, self.sentences[version].at(c.span)?);
        let told = words(told, 0);
        let stands = |run: &[Word<'_>]| run.iter().zip(&told).all(|(w, v)| w.fold == v.fold);
        let stance = c.policy.family == Family::Stance && !told.is_empty();
        let from = stance.then(|| all.windows(told.len()).position(stands)).flatten()?;
        wording::span(&all, from..from + told.len())
    }

    /// Whether the words of a stance are those of who says something in its sentence.
    fn names_source(&self, version: usize, at: usize) -> bool {
        let Some((words, n)) = self.wanted(version, at).zip(self.sentences[version].at(self.get(version, at).span))
        else {
            return false;
        };
        self.attributed(version, n).iter().any(|a| a.source.overlaps(words))
    }

    /// What a bare figure counts where its clause tells the number of something, and the noun it was given stands before that:
    /// "from four ports, and the number of trawlers will fall from 90".
    fn numbered(&self, version: usize, at: usize) -> Option<String> {
        let c = self.get(version, at);
        let noun = c.noun.as_deref().filter(|_| c.status.is_none() && is_count(&c.value))?;
        let all = self.sentence_words(version, self.sentences[version].at(c.span)?);
        let own = |w: &Word<'_>| c.span.overlaps(w.span);
        let end = all.iter().position(own)?;
        let of = (1..end).rev().find(|n| Closed::Of.has(&all[*n].fold) && DiffWord::Tally.has(&all[n - 1].fold))?;
        let is_noun = |w: &Word<'_>| w.fold == noun;
        if all.iter().any(|w| own(w) && is_noun(w))
            || all[of..end].iter().any(is_noun)
            || !all[..of].iter().any(is_noun)
        {
            return None;
        }
        let begins = of + 1 + all[of + 1..end].iter().take_while(|w| Closed::Article.has(&w.fold)).count();
        let open = |w: &&Word<'_>| !is_stopword(&w.fold) && !w.is_figure();
        let run = all[begins..end].iter().take(MAX_COUNTED).take_while(open).count();
        let many = |w: &Word<'_>| w.fold.ends_with('s');
        let last = all[begins..begins + run].iter().position(many).map_or(run, |n| n + 1);
        let text = wording::span(&all, begins..begins + last).map(|s| self.article(version).text(s))?;
        Some(text.to_owned())
    }

    fn key(&self, version: usize, at: usize) -> String {
        let c = self.get(version, at);
        format!("{} {} {:?} {}", c.kind, c.measure, c.polarity, figures::show(c))
    }

    /// How many of the words next to two claims are the same.
    fn shared_around(&self, x: usize, y: usize) -> usize {
        let around = |version: usize, at: usize| {
            let (a, span) = (self.article(version), self.get(version, at).span);
            let whole = a.excerpt(span).map_or(span, |e| e.span.cover(span));
            let before = a.text(Span { start: whole.start, end: span.start });
            let after = a.text(Span { start: span.end, end: whole.end });
            let from = before.char_indices().rev().nth(MAX_AROUND).map_or(0, |(at, _)| at);
            let to = after.char_indices().nth(MAX_AROUND).map_or(after.len(), |(at, _)| at);
            let hashes = |text| words(text, 0).iter().map(|w| w.hash).collect::<Vec<u64>>();
            (hashes(before.slice(from..)), hashes(after.slice(..to)))
        };
        let ((lead, tail), (before, after)) = (around(0, x), around(1, y));
        let led = lead.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b);
        led.count() + tail.iter().zip(&after).take_while(|(a, b)| a == b).count()
    }

    /// What becomes of words that differ in figures alone, with the word after each: "265 ballots", then "365 ballots".
    fn figures(&self, x: Span, y: Span) -> Option<(String, [Option<Passage>; 2])> {
        let [a, b] = [(0, x), (1, y)].map(|(n, span)| words(self.article(n).text(span), span.start));
        if a.len() != b.len() || a.len() > MAX_TELLING {
            return None;
        }
        let gaps = wording::align_whole(&a, &b, |_, _| false).gaps;
        let alone = |words: &[Word<'_>]| !words.is_empty() && words.iter().all(Word::is_figure);
        if gaps.is_empty() || !gaps.iter().all(|(x, y)| alone(&a[x.clone()]) && alone(&b[y.clone()])) {
            return None;
        }
        let (first, second) = gaps.first()?.clone();
        let place = |n: usize, words: &[Word<'_>], at: Range<usize>| {
            let noun = words.get(at.end).filter(|w| !is_stopword(&w.fold));
            let span = wording::span(words, at.start..at.end + usize::from(noun.is_some()))?;
            Some((self.article(n).text(span), self.corpus.passage(n, span, span)))
        };
        let ((old, p), (new, q)) = (place(0, &a, first)?, place(1, &b, second)?);
        Some((format!("figure: “{old}”, then “{new}”"), [Some(p), Some(q)]))
    }

    /// The same value of the same measure.
    fn has_same_value(&self, x: usize, y: usize) -> bool {
        let (c, d) = (self.get(0, x), self.get(1, y));
        c.kind == d.kind && c.measure == d.measure && c.value == d.value && c.polarity == d.polarity
    }

    /// The same value, put otherwise.
    fn has_same_number(&self, x: usize, y: usize) -> bool {
        let (c, d) = (self.get(0, x), self.get(1, y));
        c.value == d.value && c.polarity == d.polarity && !matches!(c.value, Value::Words(_))
    }

    /// Another value of what may be the same thing.
    fn has_other_value(&self, x: usize, y: usize) -> bool {
        let (c, d) = (self.get(0, x), self.get(1, y));
        let same = c.kind == d.kind && c.measure == d.measure;
        match (&c.value, &d.value) {
            (Value::Quantity(_), Value::Quantity(_)) => {
                figures::same_unit(c, d) && (same || figures::same_population(c, d) || c.noun == d.noun)
            }
            (Value::Words(_), Value::Words(_)) => same,
            (a, b) => same && std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// What became of a claim that both versions have.
    fn claim(&mut self, x: usize, y: usize) {
        let [old, new] = [(0, x), (1, y)].map(|(n, at)| figures::passage(self.corpus, Place { article: n, claim: at }));
        let (c, d) = (self.get(0, x), self.get(1, y));
        let what = self.what(1, y);
        let thing = what.split(": ").next().unwrap_or_default();
        // What is wanted may be read to run on to who says it: that another does is told as another source.
        let of_source = self.names_source(0, x) && self.names_source(1, y);
        let moved = (c.value != d.value || c.polarity != d.polarity) && !of_source;
        if moved {
            let told = |p: &Passage| p.told.clone().or_else(|| p.value.clone()).unwrap_or_default();
            let told = |version: usize, at: usize, p: &Passage| self.written(version, at).unwrap_or_else(|| told(p));
            let (a, b) = (told(0, x, &old), told(1, y, &new));
            // The same words may be read as another day where the article has another date; and what a quotation says
            // otherwise is told with its wording.
            // "Last month" and "the past month" are two readings of one time.
            if self.is_one_time(c.span, d.span) {
                return;
            }
            let words = matches!(c.value, Value::Words(_));
            if bare(&a) == bare(&b) || self.is_reworded(&new) || words && is_one_office(&a, &b) {
                return;
            }
            match self.figures(c.span, d.span).filter(|_| matches!(c.value, Value::Words(_))) {
                Some((what, passages)) => self.add(Change::Value, what, passages),
                None => {
                    let what = format!("{thing}: {a}, then {b}");
                    self.add(Change::Value, what, [Some(old.clone()), Some(new.clone())]);
                }
            }
        }
        let differ = match (teller(&old), teller(&new)) {
            (Some(a), Some(b)) => !is_one_name(&a, &b),
            (Some(a), None) => !self.is_named(1, d.span, &a),
            (None, Some(b)) => !self.is_named(0, c.span, &b),
            (None, None) => false,
        };
        if differ && !self.has_same_words(c.span, d.span) {
            let what = if moved { thing.to_owned() } else { what };
            self.sourced.push(Sourced::of([c.span, d.span], what, [old, new]));
        }
    }

    /// Whether a claim begins or ends within a figure: the "5%" of "12.5%", the first of a month in "the first $5,000".
    fn cuts_figure(&self, version: usize, claim: &Claim) -> bool {
        let at = claim.span;
        let Some(e) = self.article(version).excerpt(at) else { return false };
        let (from, to) = ((at.start - e.span.start) as usize, (at.end - e.span.start) as usize);
        let mark = |c: char| matches!(c, '.' | ',');
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let own = e.text.slice(from..to);
        let before = e.text.slice(..from);
        let after = e.text.slice(to..);
        let is_day = matches!(claim.value, Value::Date(_) | Value::PartialDate(_) | Value::Rank(_));
        is_day && after.trim_start().starts_with('$')
            || digit(own.chars().next()) && before.ends_with(mark) && digit(before.chars().rev().nth(1))
            || digit(own.chars().next_back()) && after.starts_with(mark) && digit(after.chars().nth(1))
    }

    /// Whether words stand in a quotation that was reworded.
    fn is_reworded(&self, p: &Passage) -> bool {
        let over = |e: &Edit| e.passages[p.article].as_ref().is_some_and(|q| q.span.overlaps(p.span));
        self.out.iter().any(|e| e.change == Change::Wording && over(e))
    }

    /// Whether two sentences have the same words but for function words, in whatever order: who says it is read another way in
    /// one of them, or was changed in a sentence before.
    fn has_same_words(&self, x: Span, y: Span) -> bool {
        let [a, b] = [(0, x), (1, y)].map(|(version, span)| {
            let sentence = self.article(version).excerpt(span).map_or("", |e| e.text.as_str());
            let told = words(sentence, 0).into_iter().filter(|w| w.is_figure() || !is_stopword(&w.fold));
            told.map(|w| w.hash).collect::<FxHashSet<u64>>()
        });
        a == b
    }

    /// Whether the sentence around some words names somebody, whoever it was read as.
    fn is_named(&self, version: usize, span: Span, name: &str) -> bool {
        self.sentences[version].at(span).is_some_and(|n| self.sentences[version].holds(n, words(name, 0).iter()))
    }

    /// Whether the words of a claim stand in the sentence beside its own, though they were not read as a claim there.
    fn is_still_told(&self, version: usize, at: usize) -> bool {
        let c = self.get(version, at);
        let Some(n) = self.sentences[version].at(c.span) else { return true };
        // An office that is named in short is named.
        let own = match &c.value {
            Value::Words(told) if is_office(c) => words(told.rsplit(' ').next().unwrap_or(told), 0),
            _ => words(self.article(version).text(c.span), 0),
        };
        self.beside[version][n].is_some_and(|m| self.sentences[1 - version].holds(m, own.iter()))
    }
}

/// Whether a value is a number of things.
fn is_count(value: &Value) -> bool {
    matches!(value, Value::Quantity(q) if q.unit == Unit::Count)
}

/// Whether a claim gives somebody an office or a description.
fn is_office(c: &Claim) -> bool {
    matches!(c.class, MeasureClass::Role | MeasureClass::Office)
}

/// Whether words tell what somebody does, and not what he is: "who runs the works".
fn is_clause(value: &Value) -> bool {
    matches!(value, Value::Words(words) if words.split(' ').next().is_some_and(|w| Closed::Relative.has(w)))
}

/// The quotations of a version by the sentence that names who speaks.
fn voices(article: &Analysis, sentences: &Sentences<'_>) -> FxHashMap<usize, Vec<usize>> {
    let told = |q: &Quote| !matches!(q.kind, QuoteKind::Term | QuoteKind::Nested);
    let quotes = article.quotes.iter().enumerate().filter(|(_, q)| told(q));
    sentences.group(quotes.filter_map(|(at, q)| Some((at, q.speaker.as_ref()?.mention?))))
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

/// Who says the words of a passage, or whom its article names for them.
fn teller(p: &Passage) -> Option<String> {
    p.said_by.first().map(|s| s.name.clone())
}

/// No more claims or quotations of a sentence are looked through for one.
const MAX_BESIDE: usize = 64;

/// No longer claims are looked through for a figure that makes their difference, in words.
const MAX_TELLING: usize = 60;

/// The longest noun of what is counted, in words.
const MAX_COUNTED: usize = 3;

/// So far around a claim words are looked at, in letters.
const MAX_AROUND: usize = 60;

/// So many words of what a quotation has more are told.
const MAX_LONGER: usize = 9;

/// So many changes before it may be of the same words.
const NEAR: usize = 16;

/// The most places of a quotation that are told.
const MAX_TOLD: usize = 3;

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

/// Whether two names may be one: "the coast guard" and "a coast guard official", "Orsk" and "Lena Orsk".
fn is_one_name(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|name| {
        let name = offices::plain(name);
        let words = words(&name, 0);
        words.into_iter().filter(|w| !is_stopword(&w.fold)).map(|w| w.hash).collect::<FxHashSet<u64>>()
    });
    a.is_subset(&b) || b.is_subset(&a)
}

/// Whether two descriptions differ in praise, blame or courtesy alone, or one has the letters of a name: "a key ally" and "a close
/// ally", "Mr. Holt's wife" and "Holt's wife", "head of the Velden Port Office" and "head of the V.P.O.". Words of one meaning are
/// one: "her lawyer" and "her attorney".
fn is_one_office(a: &str, b: &str) -> bool {
    fn office(told: &str) -> Vec<Word<'_>> {
        let plain = |w: &Word<'_>| {
            !DiffWord::Epithet.has(&w.fold) && !DiffWord::Honorific.has(&w.fold) && !Closed::Article.has(&w.fold)
        };
        words(told, 0).into_iter().filter(plain).collect()
    }
    let (a, b) = (offices::plain(a), offices::plain(b));
    let (a, b) = (office(&a), office(&b));
    let same = |(x, y): &(&Word<'_>, &Word<'_>)| x.hash == y.hash;
    let lead = a.iter().zip(&b).take_while(same).count();
    let tail = a[lead..].iter().rev().zip(b[lead..].iter().rev()).take_while(same).count();
    let (a, b) = (&a[lead..a.len() - tail], &b[lead..b.len() - tail]);
    let letters = |short: &[Word<'_>], long: &[Word<'_>]| {
        let initials: String = long.iter().filter_map(|w| w.fold.chars().next()).collect();
        long.len() > 1 && short.len() == 1 && short[0].fold == initials
    };
    lead + tail > 0 && a.is_empty() && b.is_empty() || letters(a, b) || letters(b, a)
}

/// What is told of somebody, in lower case and without its article: "the mayor" and "mayor" are one.
fn bare(told: &str) -> String {
    let told = told.to_lowercase();
    match told.split_once(' ') {
        Some((first, rest)) if Closed::Article.has(first) => rest.to_owned(),
        _ => told,
    }
}
