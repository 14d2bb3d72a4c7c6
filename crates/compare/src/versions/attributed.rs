//! What somebody is told to have said in the article's own words, said by somebody else, by nobody, or no longer by nobody.
//!
//! Such words hang on no figure: "critics point out that the dam leaks", then "the mayor pointed out that the dam leaks". The
//! attributions of two sentences that lie beside each other are held against each other. One that was found in one version
//! alone is looked for in the words that stand where it would.

use std::ops::Range;

use claimdiff_claims::{Closed, Value, is_stopword, is_title_word};
use claimdiff_quotes::{Quote, says};
use claimdiff_text::{Span, word_classes};
use rustc_hash::FxHashSet;

use super::{Change, Edits, MAX_TELLING, is_one_name, shorts::words, side_by_side::Beside};
use crate::{
    Passage, Said, naming,
    wording::{Word, span},
};

word_classes! {
    /// A class of words that tell two versions of a sentence apart, or do not.
    pub(super) enum DiffWord in "versions/words", include_str!("words.tsv") => {
        /// What a source did with what it gives: "a letter seen by", "first obtained by".
        Given = "given",
        /// What is done with a description: "what the union called".
        Styled = "styled",
        /// Stands before "obtained by" and its like.
        Adverb = "adverb",
        /// Begins a clause for a description: "what they said was".
        What = "what",
        /// Praises or blames who is described, and is no part of an office.
        Epithet = "epithet",
        /// Stands before a name and may be left out: "Mr. Holt".
        Honorific = "honorific",
        /// What tells something and is somebody's: "a Courier report that".
        Work = "work",
        /// Stands before "of" and what is counted: "the number of trawlers".
        Tally = "tally",
        /// Tells that others say so, and nobody who.
        Hearsay = "hearsay",
        /// Denies, or nearly, and is no "not": "has yet to".
        Denies = "denies",
        /// Joins the parts of a name.
        Joins = "joins",
    }
}

/// The longest name of a source that is no name, in words: "one person familiar with the thinking of the mayor".
const MAX_SOURCE: usize = 12;

/// The longest source of a description, in words: "what opponents of the bridge called".
const MAX_CALLER: usize = 5;

/// So many words go with a source that is taken away: "that", "also".
const MAX_BESIDE_SOURCE: usize = 2;

/// The longest title with a name behind it, in words.
const MAX_TITLED: usize = 8;

/// The longest piece of what was said that is told, in words.
const MAX_CONTENT: usize = 9;

/// The least share of the words of what is said that both versions have.
const MIN_SAME: f64 = 0.7;

/// The fewest words but function words that make what is said.
const MIN_CONTENT: usize = 3;

/// How many words apart a description and a name may stand where the article joins them: "the president, Ines Marlow".
const MAX_APART: usize = 4;

/// Who is told to say what a sentence tells.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// The words that name the source.
    pub(super) source: Span,
    /// From there or from the cue, whichever is first, to the last of them.
    whole: Span,
    name: String,
    /// The words that are said, where they are known.
    content: Option<Span>,
    /// Whether the source is a person with a name.
    is_person: bool,
}

impl Attribution {
    /// The name, and whether it is that of a person.
    fn named(&self) -> (&str, bool) {
        (&self.name, self.is_person)
    }
}

impl<'a> Edits<'_, 'a> {
    /// Tells who says otherwise what both versions have in their own words, of sentences beside each other.
    pub(super) fn attributions(&mut self, changed: &[Beside<'a>]) {
        let told: FxHashSet<[Option<usize>; 2]> = self
            .out
            .iter()
            .filter(|e| matches!(e.change, Change::Source | Change::Speaker))
            .map(|e| [0, 1].map(|v| self.sentences[v].at(e.passages[v].as_ref()?.span)))
            .collect();
        for pair in changed.iter().filter(|pair| !told.contains(&pair.at.map(Some))) {
            self.sources_of(pair);
        }
    }

    /// The sentences of a version of which another source is told.
    pub(super) fn sourced_sentences(&self, version: usize) -> FxHashSet<usize> {
        let other = self.out.iter().filter(|e| matches!(e.change, Change::Source | Change::Speaker));
        other.filter_map(|e| self.sentences[version].at(e.passages[version].as_ref()?.span)).collect()
    }

    /// Whether a claim only counts who says something, "two officials said", or describes who is told with a changed source;
    /// `sourced` are the sentences that have one.
    pub(super) fn is_of_source(&self, version: usize, at: usize, sourced: &FxHashSet<usize>) -> bool {
        let c = self.get(version, at);
        let Some(n) = self.sentences[version].at(c.span) else { return false };
        let counts = matches!(c.value, Value::Quantity(_));
        let inside = |a: &Attribution| a.source.contains(c.span) && (sourced.contains(&n) || counts && !a.is_person);
        self.attributed(version, n).iter().any(inside)
    }

    pub(super) fn sentence_words(&self, version: usize, n: usize) -> Vec<Word<'a>> {
        self.sentences[version].told(n)
    }

    /// The attributions of a sentence: those of its quotations, and what follows "according to".
    pub(super) fn attributed(&self, version: usize, n: usize) -> Vec<Attribution> {
        let article = self.article(version);
        let sentence = article.excerpts[n].span;
        let quotes = self.voices[version].get(&n).into_iter().flatten().map(|at| &article.quotes[*at]);
        let of = |q: &Quote| {
            let speaker = q.speaker.as_ref()?;
            let source = speaker.mention.filter(|m| sentence.contains(*m))?;
            let cue = q.cue.filter(|c| sentence.contains(*c))?;
            let called = self.corpus.said(version, q).into_iter().next()?.name;
            let name = if speaker.entity.is_some() { called } else { self.described(version, source) };
            let is_person = self.corpus.person(version, speaker).is_some();
            let content = Some(q.span()).filter(|s| sentence.overlaps(*s));
            Some(Attribution { source, whole: source.cover(cue), name, content, is_person })
        };
        let mut out: Vec<Attribution> = quotes.filter_map(of).collect();
        let words = self.sentence_words(version, n);
        for at in 0..words.len().saturating_sub(2) {
            let to = Closed::According.has(&words[at].fold) && Closed::To.has(&words[at + 1].fold);
            let Some(source) = to.then(|| phrase(&words, at + 2..words.len())).and_then(|p| span(&words, p)) else {
                continue;
            };
            if !out.iter().any(|a| a.source.overlaps(source)) {
                out.push(self.in_its_words(version, source, words[at].span.cover(source)));
            }
        }
        out.retain(|a| !naming::is_empty(&a.name));
        let mut told = self.given(version, &words);
        told.extend(self.styled(version, &words));
        told.extend(self.works(version, &words));
        told.retain(|a| !out.iter().any(|b| b.whole.overlaps(a.whole)));
        out.extend(told);
        out.sort_by_key(|a| a.source);
        out
    }

    /// Who gave what is told: "a letter seen by the Courier", "first obtained by Radio Almen".
    fn given(&self, version: usize, words: &[Word<'_>]) -> Vec<Attribution> {
        let of = |at: usize| {
            let by = Closed::By.has(&words.get(at + 1)?.fold) && !words[at].pauses;
            (by && DiffWord::Given.has(&words[at].fold)).then_some(())?;
            let source = span(words, name(words, at + 2)?)?;
            let first = at.checked_sub(1).filter(|n| DiffWord::Adverb.has(&words[*n].fold));
            Some(self.in_its_words(version, source, words[first.unwrap_or(at)].span.cover(source)))
        };
        (0..words.len()).filter_map(of).collect()
    }

    /// Whose work tells something: "a Velden Courier report that".
    fn works(&self, version: usize, words: &[Word<'_>]) -> Vec<Attribution> {
        let of = |at: usize| {
            let that = Closed::That.has(&words.get(at + 1)?.fold) && !words[at].pauses && !words[at].ends;
            (that && DiffWord::Work.has(&words[at].fold)).then_some(())?;
            let from = at - words[..at].iter().rev().take_while(|w| w.capital && !w.pauses && !w.ends).count();
            let source = span(words, from..at)?;
            Some(self.in_its_words(version, source, source)).filter(|a| !naming::is_empty(&a.name))
        };
        (0..words.len()).filter_map(of).collect()
    }

    /// Whose word a description is: "what they said was a mistake", "what the union called a trap".
    fn styled(&self, version: usize, words: &[Word<'_>]) -> Vec<Attribution> {
        let of = |at: usize| {
            DiffWord::What.has(&words[at].fold).then_some(())?;
            let verb = |n: &usize| says(&words[*n].fold) || DiffWord::Styled.has(&words[*n].fold);
            let cue = (at + 2..words.len().min(at + 2 + MAX_CALLER)).find(verb)?;
            let next = words.get(cue + 1).filter(|_| !words[at..=cue].iter().any(|w| w.pauses || w.ends))?;
            let goes = Closed::Be.has(&next.fold)
                || Closed::As.has(&next.fold)
                || Closed::Article.has(&next.fold)
                || Closed::Possessive.has(&next.fold);
            let source = goes.then(|| span(words, at + 1..cue)).flatten()?;
            Some(self.in_its_words(version, source, words[at].span.cover(words[cue].span)))
        };
        (0..words.len()).filter_map(of).collect()
    }

    /// A source in its own words, without the article before it and what a comma sets apart: "one person familiar with it".
    fn described(&self, version: usize, source: Span) -> String {
        let all = words(self.article(version).text(source), source.start);
        // "With Holt threatening to leave", "what farmers said": neither "with" nor what stands before "what" is of the name.
        let what = all.iter().rposition(|w| DiffWord::What.has(&w.fold)).map_or(0, |at| at + 1);
        let leads = |w: &&Word<'_>| {
            Closed::Article.has(&w.fold) || Closed::Coordinator.has(&w.fold) || Closed::With.has(&w.fold)
        };
        let from = what + all[what..].iter().take_while(leads).count();
        let end = all[from..].iter().position(|w| w.pauses).map_or(all.len(), |n| from + n + 1);
        let end = end.min(from + MAX_SOURCE);
        let text = span(&all, from..end).map_or("", |s| self.article(version).text(s));
        // "the president's": what is his is not he.
        let owner = text.rsplit_once(['\'', '’']).filter(|(_, tail)| Closed::Clitic.has(tail));
        one_line(owner.map_or(text, |(owner, _)| owner))
    }

    /// What a source gives that no quotation is of, named by its own words.
    fn in_its_words(&self, version: usize, source: Span, whole: Span) -> Attribution {
        let name = self.described(version, source);
        Attribution { source, whole, name, content: None, is_person: false }
    }

    /// Both sources of a sentence where one was read: "according to Radio Almen and the Velden Courier".
    pub(super) fn both_sources(&self, version: usize, within: Span, name: &str) -> Option<String> {
        let all = self.sentence_words(version, self.sentences[version].at(within)?);
        let named = words(name, 0);
        let of = |at: usize| {
            let to = Closed::According.has(&all[at].fold) && Closed::To.has(&all.get(at + 1)?.fold);
            let run = to.then(|| phrase(&all, at + 2..all.len()))?;
            let from = run.start + all[run.clone()].iter().take_while(|w| Closed::Article.has(&w.fold)).count();
            let and = from + named.len();
            let own = all.get(from..and)?.iter().zip(&named).all(|(w, v)| w.hash == v.hash);
            // What follows "and" is a name or a noun up to the end of the phrase, and no other clause.
            let plain =
                |w: &Word<'_>| !is_stopword(&w.fold) || Closed::Article.has(&w.fold) || DiffWord::Joins.has(&w.fold);
            let joined = own
                && run.contains(&(and + 1))
                && Closed::Coordinator.has(&all[and].fold)
                && DiffWord::Joins.has(&all[and].fold)
                && all[and + 1..run.end].iter().all(plain)
                && (run.end == all.len() || all[run.end - 1].pauses || all[run.end - 1].ends);
            let text = span(&all, from..run.end).filter(|_| joined).map(|s| self.article(version).text(s))?;
            Some(one_line(text))
        };
        (0..all.len()).find_map(of)
    }

    fn sources_of(&mut self, pair: &Beside<'_>) {
        let mut of = [0, 1].map(|v| self.attributed(v, pair.at[v]));
        // Who stands in the other sentence too is read another way there, or is of another clause.
        for (version, told) in of.iter_mut().enumerate() {
            let other = 1 - version;
            let stands = |a: &Attribution| {
                // A pronoun is anybody; what it is said with is not.
                if naming::is_empty(&a.name) {
                    let whole: Vec<&Word<'_>> =
                        pair.words[version].iter().filter(|w| a.whole.contains(w.span)).collect();
                    return whole.iter().all(|w| pair.words[other].iter().any(|v| v.hash == w.hash));
                }
                let named = words(&a.name, 0);
                let source = words(self.article(version).text(a.source), 0);
                // Whom "he" is read as may be another in the other version, unless nothing but "he said" was taken away.
                let bare = || pair.is_bare(version, a.whole);
                self.sentences[other].holds(pair.at[other], named.iter())
                    || self.sentences[other].holds(pair.at[other], source.iter()) && !(is_pronoun(&source) && bare())
            };
            told.retain(|a| !stands(a));
        }
        let [old, mut new] = of;
        let mut lone = Vec::new();
        for a in old {
            let best = new.iter().position(|b| pair.is_one_content(&a, b));
            match best {
                Some(at) => {
                    let b = new.remove(at);
                    self.other_source(pair, &a, &b);
                }
                None => lone.push(a),
            }
        }
        if let ([a], [b]) = (lone.as_slice(), new.as_slice()) {
            if (a.content.is_none() || b.content.is_none()) && pair.keeps([Some(a.whole), Some(b.whole)]) {
                self.other_source(pair, a, b);
            }
            return;
        }
        for (version, a) in lone.iter().map(|a| (0, a)).chain(new.iter().map(|b| (1, b))) {
            self.lone_source(pair, version, a);
        }
    }

    /// A source that is found in one version alone.
    fn lone_source(&mut self, pair: &Beside<'_>, version: usize, a: &Attribution) {
        let other = 1 - version;
        let mut kept = [None, None];
        kept[version] = Some(a.whole);
        let Some((own, place)) = pair.place(version, a.whole) else { return };
        // A verb that both have stands for no "according to": "Holt said, according to Radio Almen".
        let according = pair.words[version].iter().any(|w| a.whole.contains(w.span) && Closed::According.has(&w.fold));
        let both = |at: &usize| pair.same.equal.iter().any(|(i, j)| if other == 0 { i == at } else { j == at });
        let stands = |at: &usize| says(&pair.words[other][*at].fold) && !(according && both(at));
        let cue = place.clone().find(stands);
        let there = match cue {
            Some(cue) => {
                let before = place.start..cue;
                let before = trimmed(&pair.words[other], before);
                let Some(source) = span(&pair.words[other], before.clone()) else { return };
                kept[version] = span(&pair.words[version], own);
                kept[other] = span(&pair.words[other], place.clone());
                // "A Courier report", then "a report": nobody's.
                let nobody = pair.words[other][before].iter().all(|w| Closed::Article.has(&w.fold));
                (!nobody).then(|| self.in_its_words(other, source, source))
            }
            None => None,
        };
        if !pair.keeps(kept) && !pair.is_bare(version, a.whole) {
            return;
        }
        match there {
            // "He said", then "Ines Marlow said": who is in the other version nowhere is not he.
            Some(b) if naming::is_empty(&b.name) => {
                let last = words(&a.name, 0).pop();
                if a.is_person && last.is_some_and(|w| !self.sentences[other].has_anywhere(w.hash)) {
                    let read = self.attributed(other, pair.at[other]).into_iter().find(|r| r.source.overlaps(b.source));
                    let b = read.unwrap_or(b);
                    let both = if version == 0 { [a, &b] } else { [&b, a] };
                    let passages = [0, 1].map(|v| Some(self.said_there(v, both[v])));
                    self.tell_source(pair, both.map(|of| of.name.clone()), passages, both.map(|of| of.content));
                }
            }
            Some(b) if version == 0 => self.other_source(pair, a, &b),
            Some(b) => self.other_source(pair, &b, a),
            // What the sentence before or after names stands there, unless nothing but who says it was taken away.
            // "The mayor's speech", then "Ms. Marlow's".
            None if pair.words[other][place]
                .iter()
                .any(|w| is_title_word(&w.fold) && self.is_called((&w.fold, false), a.named())) => {}
            None if !pair.is_bare(version, a.whole) && self.is_near(other, pair.at[other], &a.name) => {}
            None => {
                let mut passages = [None, None];
                passages[version] = Some(self.said_there(version, a));
                passages[other] = self.told_there(pair, other);
                let mut names = [String::from("no source"), String::from("no source")];
                names[version].clone_from(&a.name);
                self.tell_source(pair, names, passages, [a.content, None]);
            }
        }
    }

    fn other_source(&mut self, pair: &Beside<'_>, a: &Attribution, b: &Attribution) {
        let one = is_one_name(&a.name, &b.name) || self.is_called(a.named(), b.named());
        if !one {
            let passages = [Some(self.said_there(0, a)), Some(self.said_there(1, b))];
            self.tell_source(pair, [a.name.clone(), b.name.clone()], passages, [a.content, b.content]);
        }
    }

    /// Tells another source of what the new version says, or else of what the old one does, or of what both have.
    fn tell_source(
        &mut self,
        pair: &Beside<'_>,
        [old, new]: [String; 2],
        passages: [Option<Passage>; 2],
        content: [Option<Span>; 2],
    ) {
        let sources = passages.each_ref().map(|p| p.as_ref().map(|p| p.differs.clone()).unwrap_or_default());
        let told = |version: usize| Some((version, pair.opening(version, content[version]?)?));
        let what = told(1).or_else(|| told(0)).or_else(|| Some((1, pair.content(&sources)?)));
        let what = what.map(|(version, span)| self.article(version).text(span)).unwrap_or_default();
        self.add(Change::Source, format!("“{what}”; {old}, then {new}"), passages);
    }

    /// Two people of one title to whom two quotations are given: "Captain Holt" and "Captain Norr", where the title alone was
    /// taken for the name.
    pub(super) fn other_bearer(&self, quotes: [usize; 2]) -> Option<[String; 2]> {
        let mut names = [None, None].map(|_: Option<()>| String::new());
        let mut told: [Vec<Word<'a>>; 2] = Default::default();
        for version in 0..2 {
            let article = self.article(version);
            let q = &article.quotes[quotes[version]];
            let mention = q.speaker.as_ref()?.mention?;
            told[version] = words(article.text(mention), mention.start);
            names[version] = self.described(version, mention);
            let called = self.corpus.said(version, q).into_iter().next()?.name;
            let first = told[version].iter().find(|w| !Closed::Article.has(&w.fold))?;
            (words(&called, 0).iter().all(|w| w.hash == first.hash)).then_some(())?;
        }
        let [a, b] = &told;
        let own = |words: &[Word<'_>], other: &[Word<'_>]| {
            let differ = words.iter().filter(|w| w.capital && !other.iter().any(|v| v.hash == w.hash)).count();
            differ > 0 && words.last().is_some_and(|w| w.capital && !other.iter().any(|v| v.hash == w.hash))
        };
        let titled = a.len().max(b.len()) <= MAX_TITLED && names[0] != names[1];
        (titled && own(a, b) && own(b, a)).then_some(names)
    }

    /// Whether an article calls a person what a description without a name says, whichever of two names is that: "the president"
    /// is Ines Marlow, where "President Marlow" stands. With each name comes whether it is that of a person.
    pub(super) fn is_called(&self, a: (&str, bool), b: (&str, bool)) -> bool {
        let (described, named) = match (a.1, b.1) {
            (false, true) => (a.0, b.0),
            (true, false) => (b.0, a.0),
            _ => return false,
        };
        let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let (head, last) = (last(described), last(named));
        if head.is_empty() {
            return false;
        }
        (0..2).flat_map(|v| &self.article(v).excerpts).any(|e| {
            let all = words(&e.text, 0);
            let near = |at: usize| all.iter().skip((at + 1).saturating_sub(MAX_APART + 1)).take(2 * MAX_APART + 1);
            (0..all.len()).any(|at| all[at].fold == head && near(at).any(|w| w.fold == last))
        })
    }

    /// Whether the sentence before or after one names somebody.
    fn is_near(&self, version: usize, n: usize, name: &str) -> bool {
        let near = n.saturating_sub(1)..(n + 2).min(self.sentences[version].len());
        near.filter(|at| *at != n).any(|at| self.sentences[version].holds(at, words(name, 0).iter()))
    }

    fn said_there(&self, version: usize, a: &Attribution) -> Passage {
        let mut passage = self.corpus.passage(version, a.whole, a.whole);
        passage.said_by = vec![Said { name: a.name.clone(), medium: None }];
        passage.differs = vec![a.source];
        passage
    }

    /// The words of a sentence that the other has too.
    fn told_there(&self, pair: &Beside<'_>, version: usize) -> Option<Passage> {
        let (from, to) = (pair.same.equal.first()?, pair.same.equal.last()?);
        let side = |p: &(usize, usize)| if version == 0 { p.0 } else { p.1 };
        let span = span(&pair.words[version], side(from)..side(to) + 1)?;
        Some(self.corpus.passage(version, span, span))
    }
}

impl Beside<'_> {
    /// Whether two attributions give the same words to their sources.
    fn is_one_content(&self, a: &Attribution, b: &Attribution) -> bool {
        let (Some(x), Some(y)) = (a.content, b.content) else { return false };
        let within = |n: usize, span: Span, at: usize| span.contains(self.words[n][at].span);
        let tells = |n: usize, span: Span| {
            self.words[n].iter().filter(|w| span.contains(w.span) && !is_stopword(&w.fold)).count()
        };
        let shared =
            |(i, j): &&(usize, usize)| within(0, x, *i) && within(1, y, *j) && !is_stopword(&self.words[0][*i].fold);
        let shorter = tells(0, x).min(tells(1, y));
        let shared = self.same.equal.iter().filter(shared).count();
        shared + 1 >= MIN_CONTENT && shared as f64 >= MIN_SAME * shorter as f64
    }

    /// Whether what is told besides who says it stands in both sentences: `apart` is left out.
    fn keeps(&self, apart: [Option<Span>; 2]) -> bool {
        let tells = |n: usize, at: usize| {
            let w = &self.words[n][at];
            !is_stopword(&w.fold) && !apart[n].is_some_and(|s| s.overlaps(w.span))
        };
        let count = |n: usize| (0..self.words[n].len()).filter(|at| tells(n, *at)).count();
        let shared = self.same.equal.iter().filter(|(i, j)| tells(0, *i) && tells(1, *j)).count();
        shared >= MIN_CONTENT && shared as f64 >= MIN_SAME * count(0).max(count(1)) as f64
    }

    /// Whether a sentence has all words of the other and besides them only those of a source and what stands right beside it.
    fn is_bare(&self, version: usize, whole: Span) -> bool {
        let side = |p: &(usize, usize)| if version == 0 { p.0 } else { p.1 };
        let (words, rest) = (&self.words[version], self.words[1 - version].len());
        let own = words.iter().filter(|w| whole.overlaps(w.span)).count();
        let kept = self.same.equal.iter().any(|p| whole.overlaps(words[side(p)].span));
        !kept && self.same.equal.len() == rest && rest + own + MAX_BESIDE_SOURCE >= words.len()
    }

    /// Between which words of a sentence and of the other, which both have, some words stand.
    fn place(&self, version: usize, whole: Span) -> Option<(Range<usize>, Range<usize>)> {
        let side = |p: &(usize, usize)| if version == 0 { *p } else { (p.1, p.0) };
        let tells = |at: usize| {
            let w = &self.words[version][at];
            (w.is_figure() || !is_stopword(&w.fold)) && !whole.overlaps(w.span)
        };
        let known = || self.same.equal.iter().map(side).filter(|(at, _)| tells(*at));
        let before = known().rfind(|(at, _)| self.words[version][*at].span.end <= whole.start);
        let after = known().find(|(at, _)| self.words[version][*at].span.start >= whole.end);
        let own = before.map_or(0, |p| p.0 + 1)..after.map_or(self.words[version].len(), |p| p.0);
        let place = before.map_or(0, |p| p.1 + 1)..after.map_or(self.words[1 - version].len(), |p| p.1);
        (place.start <= place.end && place.len() <= MAX_TELLING).then_some((own, place))
    }

    /// The first words of what is said.
    fn opening(&self, version: usize, content: Span) -> Option<Span> {
        let words = &self.words[version];
        let from = words.iter().position(|w| content.contains(w.span))?;
        let said = words[from..].iter().take_while(|w| content.contains(w.span)).count();
        let run = trimmed(words, from..from + said);
        span(words, run.start..run.end.min(run.start + MAX_CONTENT))
    }

    /// The first words of the new sentence that the old one has too and that name no source.
    fn content(&self, sources: &[Vec<Span>; 2]) -> Option<Span> {
        let told = |(i, j): &&(usize, usize)| {
            let spans = [self.words[0][*i].span, self.words[1][*j].span];
            sources.iter().zip(spans).all(|(own, word)| !own.iter().any(|s| s.overlaps(word)))
        };
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (_, j) in self.same.equal.iter().filter(told) {
            match runs.last_mut().filter(|r| r.end == *j) {
                Some(run) => run.end += 1,
                None => runs.push(*j..j + 1),
            }
        }
        let longest = runs.into_iter().rev().max_by_key(|r| r.len())?;
        let run = trimmed(&self.words[1], longest);
        span(&self.words[1], run.start..run.end.min(run.start + MAX_CONTENT))
    }
}

/// A noun phrase that begins a range of words, as far as commas and stops tell.
fn phrase(words: &[Word<'_>], range: Range<usize>) -> Range<usize> {
    const SHORT: usize = 2;
    let ends = |w: &Word<'_>| w.pauses || w.ends && !(w.capital && w.fold.len() <= SHORT);
    let end = range.clone().take(MAX_SOURCE).find(|at| ends(&words[*at])).map_or(range.end, |at| at + 1);
    // "according to a letter seen by the Courier": who saw it is another source.
    let given = |at: &usize| {
        let at = at + usize::from(DiffWord::Adverb.has(&words[*at].fold));
        let next = words.get(at).zip(words.get(at + 1));
        next.is_some_and(|(w, by)| DiffWord::Given.has(&w.fold) && Closed::By.has(&by.fold))
    };
    let end = (range.start + 1..end).find(given).unwrap_or(end);
    range.start..end.min(range.start + MAX_SOURCE)
}

/// Words with one blank between two.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words name nobody: "they", "one of them".
fn is_pronoun(words: &[Word<'_>]) -> bool {
    words.iter().all(|w| is_stopword(&w.fold) && !w.is_figure())
}

/// A name that stands at a place, after its article: words in capitals and what joins them, or what ends at a comma or stop.
fn name(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    /// The longest source without capitals, in words: "the harbour union".
    const MAX_PLAIN: usize = 4;
    let from = at + words.get(at..)?.iter().take_while(|w| Closed::Article.has(&w.fold)).count();
    let ends = |n: &usize| words[*n].pauses || words[*n].ends;
    let capital = |n: usize| words.get(n).is_some_and(|w| w.capital);
    if capital(from) {
        let mut to = from + 1;
        while !ends(&(to - 1))
            && (capital(to) || words.get(to).is_some_and(|w| DiffWord::Joins.has(&w.fold)) && capital(to + 1))
        {
            to += 1;
        }
        return Some(from..to);
    }
    let stop = (from..words.len().min(from + MAX_PLAIN)).find(ends);
    let stop = stop.or_else(|| (from < words.len() && words.len() <= from + MAX_PLAIN).then(|| words.len() - 1))?;
    Some(from..stop + 1)
}

/// A range of words without conjunctions and "that" before it.
fn trimmed(words: &[Word<'_>], range: Range<usize>) -> Range<usize> {
    let leads =
        |w: &Word<'_>| Closed::Coordinator.has(&w.fold) || Closed::Of.has(&w.fold) || Closed::Relative.has(&w.fold);
    let from = range.clone().take_while(|at| leads(&words[*at])).count();
    range.start + from..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("versions/words", include_str!("words.tsv"))];
        claimdiff_cases::check("versions/words.cases", include_str!("words.cases"), &tables, |w| {
            DiffWord::words().told(w)
        });
    }

    #[test]
    fn a_phrase_ends_at_a_comma_or_a_stop() {
        let all = words("the U.S. Coast Guard, the boat sank", 0);
        assert_eq!(phrase(&all, 0..all.len()), 0..5);
        let all = words("two people familiar with the plan. It", 0);
        assert_eq!(phrase(&all, 0..all.len()), 0..6);
    }
}
