//! What became of each claim, whatever the style its sentence was given.

use std::{cmp::Reverse, ops::Range};

use claimdiff_claims::{Claim, Closed, Family, MeasureClass, Polarity, Unit, Value, is_stopword, is_title_word};
use claimdiff_text::{Slice, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Change, Edit, Edits, MAX_BESIDE, MAX_TELLING,
    attributed::{DiffWord, one_line},
    is_one_name,
    offices::is_one_office,
    pairs,
    shorts::words,
    side_by_side::Beside,
    sourced::Sourced,
    teller,
};
use crate::{
    Passage,
    figures::{self, Place},
    wording::{self, Word},
};

/// The longest noun of what is counted, in words.
const MAX_COUNTED: usize = 3;

/// So far around a claim words are looked at, in letters.
const MAX_AROUND: usize = 60;

impl<'a> Edits<'_, 'a> {
    /// Tells what became of the claims, of who says them and of the times in their sentences.
    pub(super) fn claims(&mut self, changed: &[Beside<'a>]) {
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
        self.attributions(changed);
        self.times(changed);
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
        let offices = self.offices(1 - version);
        let told = |at: &usize| {
            self.is_still_told(version, *at)
                || self.is_put_otherwise(version, *at)
                || self.is_of_source(version, *at, &sourced)
                || self.is_inferred(version, *at)
                || self.office(version, *at).is_some_and(|office| offices.contains(&office))
        };
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

    /// Whether a claim tells what somebody wants or does in a sentence that both versions have: it is put otherwise in the other.
    fn is_put_otherwise(&self, version: usize, at: usize) -> bool {
        let c = self.get(version, at);
        let beside = self.sentences[version].at(c.span).and_then(|n| self.beside[version][n]);
        c.policy.family == Family::Stance && beside.is_some()
    }

    /// Who holds which office, as a version tells it.
    fn offices(&self, version: usize) -> FxHashSet<(String, &'a str)> {
        (0..self.article(version).claims.len()).filter_map(|at| self.office(version, at)).collect()
    }

    /// The office or title that a claim gives somebody, and the key of who has it.
    fn office(&self, version: usize, at: usize) -> Option<(String, &'a str)> {
        let c = self.get(version, at);
        match &c.value {
            Value::Words(told) if is_office(c) => Some((bare(told), self.article(version).subject(c)?.key.as_str())),
            _ => None,
        }
    }

    /// Whether an office stands in none of its sentence's words: "the Marlow administration" tells of a president.
    fn is_inferred(&self, version: usize, at: usize) -> bool {
        let c = self.get(version, at);
        let Some(n) = self.sentences[version].at(c.span) else { return false };
        match &c.value {
            Value::Words(told) if is_office(c) => {
                let last = words(told, 0).pop();
                let stands = |w: Word<'_>| self.sentence_words(version, n).iter().any(|v| v.hash == w.hash);
                !last.is_none_or(stands)
            }
            _ => false,
        }
    }

    pub(super) fn get(&self, version: usize, at: usize) -> &'a Claim {
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
            let one = bare(&a) == bare(&b) || self.is_reworded(&new) || words && self.is_one_office(&a, &b);
            // What is wanted is put in many ways; a name, a figure or an opposite among its words is told as that.
            let put = c.policy.family == Family::Stance && c.polarity == d.polarity;
            if one || put || c.polarity == d.polarity && self.is_reread([x, y]) {
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
            (Some(a), Some(b)) => {
                let both = || self.is_named_around(1, d.span, &a) && self.is_named_around(0, c.span, &b);
                !is_one_name(&a, &b) && !both()
            }
            (Some(a), None) => !self.is_named_around(1, d.span, &a),
            (None, Some(b)) => !self.is_named_around(0, c.span, &b),
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

    /// Whether the sentence around some words names somebody, whoever it was read as; or one before or after it that is new, or
    /// old, or was changed.
    pub(super) fn is_named_around(&self, version: usize, span: Span, name: &str) -> bool {
        let Some(at) = self.sentences[version].at(span) else { return false };
        let near = at.saturating_sub(1)..(at + 2).min(self.sentences[version].len());
        let named = words(name, 0);
        let same = |n: usize| {
            let other = self.beside[version][n];
            other.is_some_and(|m| self.sentences[version].is_same(n, self.sentences[1 - version], m))
        };
        near.filter(|n| *n == at || !same(*n)).any(|n| self.sentences[version].holds(n, named.iter()))
    }

    /// Whether two claims differ though all their words stand in both sentences, figures in one order: they are only read
    /// otherwise.
    fn is_reread(&self, claims: [usize; 2]) -> bool {
        let spans = [0, 1].map(|v| self.get(v, claims[v]).span);
        let (Some(n), Some(m)) = (self.sentences[0].at(spans[0]), self.sentences[1].at(spans[1])) else { return false };
        let all = [(0, n), (1, m)].map(|(v, at)| self.sentence_words(v, at));
        let figures = |words: &[Word<'_>]| words.iter().filter(|w| w.is_figure()).map(|w| w.hash).collect::<Vec<u64>>();
        let is_word = |v: usize| matches!(self.get(v, claims[v]).value, Value::Words(_));
        let stands = |v: usize| {
            let own = all[v].iter().filter(|w| spans[v].contains(w.span) && !Closed::Article.has(&w.fold));
            let mut tells = own.filter(|w| !is_word(v) || w.capital || !is_stopword(&w.fold));
            tells.all(|w| all[1 - v].iter().any(|o| o.hash == w.hash))
        };
        stands(0) && stands(1) && figures(&all[0]) == figures(&all[1])
    }

    /// Whether two offices or descriptions are one, or differ in whom they are of in two words for him: "the mayor's driver",
    /// "Ms. Marlow's driver".
    fn is_one_office(&self, a: &str, b: &str) -> bool {
        let owner = |told: &str| {
            let (owner, rest) = told.rsplit_once(['\'', '’'])?;
            let (tail, rest) = rest.split_once(' ')?;
            Closed::Clitic.has(tail).then(|| (owner.to_owned(), rest.to_lowercase()))
        };
        let named = |owner: &str| owner.rsplit(' ').next().is_some_and(|w| !is_title_word(&w.to_lowercase()));
        is_one_office(a, b)
            || owner(a)
                .zip(owner(b))
                .is_some_and(|((a, x), (b, y))| x == y && self.is_called((&a, named(&a)), (&b, named(&b))))
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

/// What is told of somebody, in lower case and without its article: "the mayor" and "mayor" are one.
fn bare(told: &str) -> String {
    let told = told.to_lowercase();
    match told.split_once(' ') {
        Some((first, rest)) if Closed::Article.has(first) => rest.to_owned(),
        _ => told,
    }
}
