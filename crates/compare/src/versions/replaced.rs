//! Words of sentences beside each other that stand in each other's stead and that nothing else reads: a name for another name, a
//! figure for another figure, a word for its opposite, a "not" more or less; and a source that went with its verb.
//!
//! Everything else that replaces words is style. Not supported: names and figures that one version alone has, and words inside
//! quotation marks, which are looked at as quotations.

use std::ops::Range;

use claimdiff_claims::{Closed, EntityKind, capital_of, country, country_named, is_stopword, is_title_word};
use claimdiff_quotes::{QuoteKind, says};
use claimdiff_text::Span;
use rustc_hash::FxHashMap;

use super::{
    Change, Edit, Edits,
    attributed::DiffWord,
    corrected::{whole_names, with_surname},
    is_one_name, opposites,
    side_by_side::Beside,
    when,
};
use crate::{
    Said,
    corpus::{Identity, identity, one_slip},
    wording::{LightWord, Word, inflected, span},
};

/// More words than these in a row are written anew, and tell nothing of what stood there.
const MAX_ROW: usize = 8;

/// The most words on either side for a word and its opposite.
const MAX_OPPOSED: usize = 4;

/// The longest name of who says something, in words.
const MAX_TELLER: usize = 4;

/// The longest piece of what was said that is told, in words.
const MAX_CONTENT: usize = 9;

/// From so many letters on two words of one beginning are of one name: "Norway", "Norwegian".
const MIN_BEGINNING: usize = 4;

/// A place where two sentences differ: the words of each.
type Gap = (Range<usize>, Range<usize>);

/// What stands in the stead of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Name,
    Figure,
    Words,
}

impl Thing {
    /// What is told of it.
    fn name(self) -> &'static str {
        match self {
            Thing::Name => "name",
            Thing::Figure => "figure",
            Thing::Words => "words",
        }
    }
}

/// What is told or quoted of each sentence of both versions already.
type Places = [FxHashMap<usize, Vec<Span>>; 2];

impl<'a> Edits<'_, 'a> {
    /// Tells what was replaced in sentences beside each other, where nothing else is told of the same words.
    pub(super) fn replaced(&mut self, changed: &[Beside<'a>]) {
        let told = [0, 1].map(|v| self.places(v, |_| true));
        let quoted = [0, 1].map(|v| self.quoted_places(v));
        let sourced = self.sourced_sentences(1);
        for pair in changed {
            let open = |gap: &&Gap| [&told, &quoted].iter().all(|places| !over(places, pair, gap));
            let gaps = whole_names(&pair.words[0], &pair.words[1], pair.same.gaps.clone());
            for gap in gaps.iter().filter(open) {
                let found = self
                    .other_figure(pair, gap)
                    .or_else(|| (!sourced.contains(&pair.at[1])).then(|| self.other_name(pair, gap)).flatten())
                    .or_else(|| opposed(pair, gap).map(|gap| (Thing::Words, gap)))
                    .or_else(|| denied(pair, &gaps, gap).map(|gap| (Thing::Words, gap)));
                match found {
                    Some((thing, (x, y))) => self.tell_words(pair, thing, x, y),
                    None => self.unsaid(pair, gap),
                }
            }
        }
    }

    /// The words of each sentence that some changes are told of.
    pub(super) fn places(&self, version: usize, of: impl Fn(&Edit) -> bool) -> FxHashMap<usize, Vec<Span>> {
        let edits = self.out.iter().filter(|e| of(e));
        self.by_sentence(version, edits.filter_map(|e| Some(e.passages[version].as_ref()?.span)))
    }

    /// The words of each sentence that are quoted.
    fn quoted_places(&self, version: usize) -> FxHashMap<usize, Vec<Span>> {
        let quotes = self.article(version).quotes.iter().filter(|q| q.kind != QuoteKind::Indirect);
        let spans = quotes.flat_map(|q| if q.marked.is_empty() { &q.content } else { &q.marked }).copied();
        self.by_sentence(version, spans)
    }

    fn by_sentence(&self, version: usize, spans: impl Iterator<Item = Span>) -> FxHashMap<usize, Vec<Span>> {
        let mut out: FxHashMap<usize, Vec<Span>> = FxHashMap::default();
        for span in spans {
            if let Some(n) = self.sentences[version].at(span) {
                out.entry(n).or_default().push(span);
            }
        }
        out
    }

    fn tell_words(&mut self, pair: &Beside<'_>, thing: Thing, x: Range<usize>, y: Range<usize>) {
        let (Some(x), Some(y)) = (span(&pair.words[0], x), span(&pair.words[1], y)) else { return };
        let what = format!("{}: “{}”, then “{}”", thing.name(), self.article(0).text(x), self.article(1).text(y));
        let passages = [(0, x), (1, y)].map(|(v, span)| Some(self.corpus.passage(v, span, span)));
        self.add(Change::Value, what, passages);
    }

    /// Another figure where no claim reads one: "every 90 days", then "every 60 days".
    fn other_figure(&self, pair: &Beside<'_>, (x, y): &Gap) -> Option<(Thing, Gap)> {
        let figures = |v: usize, range: &Range<usize>| {
            let (words, claims) = (&pair.words[v], self.claimed(v, pair.at[v]));
            let own = range.clone().filter(|at| words[*at].is_figure() && !Closed::One.has(&words[*at].fold));
            own.map(|at| {
                let unit = words.get(at + 1).and_then(when::unit).unwrap_or(1);
                let read = claims.iter().any(|c| c.overlaps(words[at].span));
                Some((at, number(&words[at])?, unit)).filter(|_| !read)
            })
            .collect::<Option<Vec<(usize, f64, i32)>>>()
        };
        let is_one = |n: f64, unit: i32, m: f64, other: i32| match unit == other {
            true => n == m,
            false => when::is_one_length(n * f64::from(unit), m * f64::from(other)),
        };
        let (a, b) = (figures(0, x)?, figures(1, y)?);
        let differ = |a: &[(usize, f64, i32)], b: &[(usize, f64, i32)]| {
            a.iter().find(|(_, n, u)| !b.iter().any(|(_, m, v)| is_one(*n, *u, *m, *v))).map(|(at, ..)| *at)
        };
        let (i, j) = (differ(&a, &b)?, differ(&b, &a)?);
        // A figure that was moved stands in the other sentence.
        let stands = |v: usize, at: usize| pair.words[1 - v].iter().any(|w| w.hash == pair.words[v][at].hash);
        let with_noun = |v: usize, at: usize| {
            let tells = |w: &&Word<'_>| w.fold.ends_with('s') && !is_stopword(&w.fold) || when::unit(w).is_some();
            let noun = pair.words[v].get(at + 1).filter(|w| tells(w) && !pair.words[v][at].pauses);
            at..at + 1 + usize::from(noun.is_some())
        };
        (!stands(0, i) && !stands(1, j)).then(|| (Thing::Figure, (with_noun(0, i), with_noun(1, j))))
    }

    /// Where the claims of a sentence stand.
    fn claimed(&self, version: usize, n: usize) -> Vec<Span> {
        let whole = self.article(version).excerpts[n].span;
        let claims = &self.article(version).claims;
        let from = claims.partition_point(|c| c.span.end <= whole.start);
        claims[from..].iter().map(|c| c.span).take_while(|s| s.start < whole.end).collect()
    }

    /// Another name in the stead of one.
    fn other_name(&self, pair: &Beside<'a>, (x, y): &Gap) -> Option<(Thing, Gap)> {
        if x.len().max(y.len()) > MAX_ROW {
            return None;
        }
        let [a, b] = &pair.words;
        let (r, s) = (self.name_within(pair, 0, x)?, self.name_within(pair, 1, y)?);
        // "Texas lawmakers" and "Olaf Brenn": one of the two only stands before who is told of.
        let describes = |v: usize, run: &Range<usize>, gap: &Range<usize>| {
            pair.words[v][run.end..gap.end].iter().any(|w| !is_stopword(&w.fold))
        };
        if describes(0, &r, x) != describes(1, &s, y) {
            return None;
        }
        let (first, second) = with_surname([a, b], r.clone(), s.clone());
        // Whoever stands in the other sentence as often, or in one beside it that was written anew, was only moved.
        let is_new = |v: usize, run: &Range<usize>| {
            let own = &pair.words[v][run.clone()];
            let often = |words: &[Word<'_>], w: &Word<'_>| {
                words.iter().filter(|o| o.hash == w.hash || o.capital && is_of_one(w, o)).count()
            };
            let more = |w: &Word<'_>| often(&pair.words[v], w) > often(&pair.words[1 - v], w);
            own.iter().any(|w| !is_stopword(&w.fold) && more(w)) && !self.stands_near(1 - v, pair.at[1 - v], own)
        };
        if !is_new(0, &r) || !is_new(1, &s) || self.is_one([&a[first.clone()], &b[second.clone()]]) {
            return None;
        }
        Some((Thing::Name, (first, second)))
    }

    /// The first name among some words: in capitals, and no title alone.
    fn name_within(&self, pair: &Beside<'_>, version: usize, gap: &Range<usize>) -> Option<Range<usize>> {
        let words = &pair.words[version];
        let named = |at: usize| {
            let w = &words[at];
            let known = || self.names[version].contains(&w.hash);
            w.capital
                && !w.is_figure()
                && !DiffWord::Honorific.has(&w.fold)
                && !when::is_of_calendar(w)
                && (!w.starts || known())
        };
        let from = gap.clone().find(|at| named(*at))?;
        let mut to = from + 1;
        while to < gap.end
            && !words[to - 1].pauses
            && (words[to].capital || DiffWord::Joins.has(&words[to].fold) && to + 1 < gap.end && words[to + 1].capital)
        {
            to += 1;
        }
        let titles = words[from..to].iter().all(|w| is_title_word(&w.fold));
        (!titles).then_some(from..to)
    }

    /// Whether the words of a name stand in a sentence before or after one that has none beside it.
    fn stands_near(&self, version: usize, n: usize, name: &[Word<'_>]) -> bool {
        let near = n.saturating_sub(1)..(n + 2).min(self.sentences[version].len());
        let open = |at: &usize| *at != n && self.beside[version][*at].is_none();
        let content = |w: &&Word<'_>| !is_stopword(&w.fold);
        near.filter(open).any(|at| {
            let there = self.sentences[version].told(at);
            let one = |w: &Word<'_>| there.iter().any(|v| w.hash == v.hash || v.capital && is_of_one(w, v));
            name.iter().filter(content).all(one)
        })
    }

    /// Whether two names may be of one: in other words, in its first letters, of a country and its people or its capital.
    fn is_one(&self, names: [&[Word<'_>]; 2]) -> bool {
        let [a, b] = names.map(|words| words.iter().map(|w| w.shown()).collect::<Vec<_>>().join(" "));
        let letters = |short: &[Word<'_>], long: &[Word<'_>]| {
            let initials = |all: bool| {
                let own = long.iter().filter(|w| all || w.capital);
                own.filter_map(|w| w.fold.chars().next()).collect::<String>()
            };
            long.len() > 1 && short.len() == 1 && (short[0].fold == initials(true) || short[0].fold == initials(false))
        };
        let land = |name: &str| country_named(name).or_else(|| capital_of(name));
        let slip = || {
            let [x, y] = names;
            x.len() == y.len()
                && x.iter().zip(y).all(|(w, v)| w.hash == v.hash || is_of_one(w, v) || one_slip(&w.fold, &v.fold))
        };
        let entities = || match (self.entity(0, names[0]), self.entity(1, names[1])) {
            (Some((p, a)), Some((q, b))) => {
                let [x, y] = [p, q].map(|kind| kind == EntityKind::Person);
                // Who governs, and where: "the Kremlin" is its master.
                let governs = x != y && country(if x { b } else { a }).is_some();
                a == b || governs || x && y && identity(a, b) == Identity::Same
            }
            _ => false,
        };
        is_one_name(&a, &b)
            || letters(names[0], names[1])
            || letters(names[1], names[0])
            || land(&a).is_some_and(|c| land(&b) == Some(c))
            || slip()
            || entities()
    }

    /// What a version knows of a name: its kind and key.
    fn entity(&self, version: usize, name: &[Word<'_>]) -> Option<(EntityKind, &'a str)> {
        let all = &self.article(version).entities;
        let has = |text: &str| name.iter().filter(|w| w.capital).all(|w| text.split(' ').any(|part| part == w.raw));
        let of = all.iter().filter(|e| has(&e.name));
        of.min_by_key(|e| e.name.len()).map(|e| (e.kind, e.key.as_str()))
    }

    /// Tells a source that went, or came, with its verb alone: "critics say the dam leaks", then "the dam leaks" is told by the
    /// attributions; here "critics say they were left out", then "critics were left out", and "reportedly".
    fn unsaid(&mut self, pair: &Beside<'_>, (x, y): &Gap) {
        for (version, own, other) in [(0, x, y), (1, y, x)] {
            let words = &pair.words[version];
            let there = &pair.words[1 - version];
            let plain = |w: &Word<'_>| is_stopword(&w.fold) && !w.is_figure();
            let row = &words[own.clone()];
            if row.is_empty() || row.len() > MAX_TELLER || !there[other.clone()].iter().all(plain) {
                continue;
            }
            let (told, rest): (Vec<_>, Vec<_>) =
                row.iter().partition(|w| says(&w.fold) && !plain(w) || DiffWord::Hearsay.has(&w.fold));
            let [cue] = told.as_slice() else { continue };
            if !rest.iter().all(|w| plain(w)) || self.is_told_elsewhere(pair, 1 - version) {
                continue;
            }
            let source = match DiffWord::Hearsay.has(&cue.fold) {
                true => Some(own.clone()),
                // Who says it is still there, and does or suffers it.
                false => teller(words, own.start).filter(|_| rest.iter().any(|w| Closed::They.has(&w.fold))),
            };
            let Some(source) = source.and_then(|run| span(words, run)) else { continue };
            let name = super::attributed::one_line(self.article(version).text(source));
            let end = (own.end + MAX_CONTENT).min(words.len());
            let what = span(words, own.end..end).map_or("", |s| self.article(version).text(s));
            let mut names = [String::from("no source"), String::from("no source")];
            names[version].clone_from(&name);
            let [old, new] = names;
            let what = format!("“{what}”; {old}, then {new}");
            let whole = source.cover(cue.span);
            let mut passages = [None, None];
            let mut passage = self.corpus.passage(version, whole, whole);
            passage.said_by = vec![Said { name, medium: None }];
            passage.differs = vec![source];
            passages[version] = Some(passage);
            let before = other.start.saturating_sub(1);
            passages[1 - version] = span(there, before..(before + MAX_CONTENT).min(there.len()))
                .map(|s| self.corpus.passage(1 - version, s, s));
            self.add(Change::Source, what, passages);
        }
    }

    /// Whether the words that one sentence has for those of the other tell by themselves who says something.
    fn is_told_elsewhere(&self, pair: &Beside<'_>, version: usize) -> bool {
        let words = &pair.words[version];
        let own = pair.same.gaps.iter().flat_map(|(x, y)| if version == 0 { x.clone() } else { y.clone() });
        own.map(|at| &words[at])
            .any(|w| says(&w.fold) || DiffWord::Hearsay.has(&w.fold) || Closed::According.has(&w.fold))
    }
}

/// Whether a place touches words of its sentences that are told or quoted.
fn over(places: &Places, pair: &Beside<'_>, (x, y): &Gap) -> bool {
    [x, y].into_iter().enumerate().any(|(v, range)| {
        let own = span(&pair.words[v], range.clone());
        let told = places[v].get(&pair.at[v]).into_iter().flatten();
        own.is_some_and(|own| told.copied().any(|s| s.overlaps(own)))
    })
}

/// The number that a word is or begins with: "16", "16th".
fn number(word: &Word<'_>) -> Option<f64> {
    let digits = || word.fold.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok();
    word.number().or_else(digits)
}

/// Whether two words are forms of one name: "Norway", "Norwegian".
fn is_of_one(a: &Word<'_>, b: &Word<'_>) -> bool {
    let shared = a.fold.chars().zip(b.fold.chars()).take_while(|(x, y)| x == y).count();
    shared >= MIN_BEGINNING && 2 * shared >= a.fold.len().max(b.fold.len()) || inflected(&a.fold, &b.fold)
}

/// A word and its opposite, in what is else a few small words: "rose", then "fell".
fn opposed(pair: &Beside<'_>, (x, y): &Gap) -> Option<Gap> {
    let [a, b] = &pair.words;
    if x.len().max(y.len()) > MAX_OPPOSED || negations(&a[x.clone()]) != negations(&b[y.clone()]) {
        return None;
    }
    let pairs = x.clone().flat_map(|i| y.clone().map(move |j| (i, j)));
    let (i, j) = pairs.into_iter().find(|(i, j)| opposites::are(&a[*i].fold, &b[*j].fold))?;
    Some((i..i + 1, j..j + 1))
}

/// A "not" or "no" that one of two sentences has more, where they are else the same but for small words and forms.
fn denied(pair: &Beside<'_>, gaps: &[Gap], (x, y): &Gap) -> Option<Gap> {
    let [a, b] = &pair.words;
    if negations(a) == negations(b) || negations(&a[x.clone()]) == negations(&b[y.clone()]) {
        return None;
    }
    let light = |(x, y): &Gap| {
        let content = |words: &[Word<'_>], at: &usize| !is_stopword(&words[*at].fold) && !is_denial(&words[*at]);
        let one = |w: &Word<'_>, v: &Word<'_>| w.hash == v.hash || inflected(&w.fold, &v.fold);
        let ours = x.clone().filter(|i| content(a, i)).all(|i| b[y.clone()].iter().any(|v| one(&a[i], v)));
        ours && y.clone().filter(|j| content(b, j)).all(|j| a[x.clone()].iter().any(|w| one(w, &b[j])))
    };
    let hedged = a[x.clone()].iter().chain(&b[y.clone()]).any(|w| DiffWord::Denies.has(&w.fold));
    if hedged || !gaps.iter().all(light) {
        return None;
    }
    // The word after it is told with it.
    let wide = |words: &[Word<'_>], range: &Range<usize>| range.start..(range.end + 1).min(words.len());
    Some((wide(a, x), wide(b, y)))
}

fn negations(words: &[Word<'_>]) -> usize {
    words.iter().filter(|w| is_denial(w)).count()
}

fn is_denial(word: &Word<'_>) -> bool {
    LightWord::Turns.has(&word.fold) || Closed::Negation.has(&word.fold)
}

/// Who is named right before a verb: the words back to a pause, a small word or the beginning of the sentence.
fn teller(words: &[Word<'_>], verb: usize) -> Option<Range<usize>> {
    let ends = |w: &Word<'_>| w.pauses || w.ends || is_stopword(&w.fold);
    let run = words[..verb].iter().rev().take_while(|w| !ends(w)).count();
    (1..=MAX_TELLER).contains(&run).then(|| verb - run..verb)
}
