//! How two wordings of what may be one utterance differ, inside quotation marks.
//!
//! Only marked cuts and brackets are allowed there in the trade (AP Stylebook, "quotations in the news": "Never alter
//! quotations even to correct minor grammatical errors or word usage"); everything else is a difference.

mod align;
mod small;
mod substance;
mod words;

use std::ops::Range;

use claimdiff_claims::is_stopword;
use claimdiff_text::Span;
use smallvec::SmallVec;

pub(crate) use align::{Alignment, align, align_whole};
pub(crate) use small::LightWord;
use substance::Weight;
pub(crate) use substance::{base, inflected};
pub(crate) use words::{Word, shingles, span, words};

/// How the wording of one utterance drifted; the graver later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drift {
    /// Not at all.
    Identical,
    /// In marks and capitals only.
    Punctuation,
    /// Words in brackets.
    Bracketed,
    /// Words left out where an ellipsis or a pause of the article says so, or before or after what is quoted.
    Cut,
    /// Words written another way: "it's" and "it is", 5 and five, a name's other spelling, a repeated start.
    Respelled,
    /// Words left out without a mark.
    UnmarkedCut,
    /// Other words.
    Changed,
    /// A "not" more or less.
    Negated,
}

impl Drift {
    /// Whether the trade allows it inside quotation marks.
    pub fn allowed(self) -> bool {
        self <= Drift::Respelled
    }
}

/// How the wording in `b` drifted from that in `a`, and whether one of the two leaves something out that the trade
/// lets it leave out: a beginning, an end, or a marked cut.
pub fn drift(a: &str, b: &str) -> (Drift, bool) {
    let c = compare(&words(a, 0), &words(b, 0));
    // What differs only in the marks is no cut and no change, and words do not tell.
    let marks = c.drift == Drift::Identical && !c.cut && a != b;
    (if marks { Drift::Punctuation } else { c.drift }, c.cut)
}

/// What the differences between two wordings do to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Substance {
    /// Nothing: function words, forms, slips, words that were moved.
    None,
    /// A content word more, or small changes all over: worth telling to who laid a few articles side by side.
    Little,
    /// A negation, a number, a name, other content.
    Much,
}

/// Two wordings compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    /// The gravest difference.
    pub(crate) drift: Drift,
    /// Whether one of the two goes on before or after what they share, or a cut is marked.
    pub(crate) cut: bool,
    /// The words that differ, in the first and in the second; a place where words are missing is shown by the words
    /// around it.
    pub(crate) differs: (Vec<Span>, Vec<Span>),
    /// The same as readable words: what the first has and what the second has in its stead.
    pub(crate) changes: Vec<(String, String)>,
    /// Whether they change what is said.
    pub(crate) substance: Substance,
    /// The share of the shorter one's words that the other has in the same order.
    pub(crate) coverage: f64,
    /// The same of the longer one.
    pub(crate) extent: f64,
    /// The number of equal words.
    pub(crate) equal: usize,
    /// The number of different equal words that are no function words.
    pub(crate) content: usize,
    /// The longest run of equal words.
    pub(crate) run: usize,
    /// Whether a difference that the trade does not allow stands between words that are equal.
    pub(crate) inner: bool,
    /// From the first to the last equal word, in the first and in the second.
    pub(crate) shared: (Span, Span),
}

impl Comparison {
    /// What is told by how two runs of words lie against each other, before their differences are looked at.
    fn of(a: &[Word<'_>], b: &[Word<'_>], found: &Alignment) -> Comparison {
        let matter = |at: usize| !is_stopword(&a[at].fold) && a[at].fold.len() > 2 && !is_negation(&a[at].fold);
        let share = |words: usize| found.equal.len() as f64 / words.max(1) as f64;
        Comparison {
            drift: Drift::Identical,
            cut: false,
            differs: (Vec::new(), Vec::new()),
            changes: Vec::new(),
            substance: Substance::None,
            coverage: share(a.len().min(b.len())),
            extent: share(a.len().max(b.len())),
            equal: found.equal.len(),
            content: distinct(found.equal.iter().filter(|(at, _)| matter(*at)).map(|(at, _)| a[*at].hash)),
            run: run(&found.equal),
            inner: false,
            shared: (Span::new(0, 0), Span::new(0, 0)),
        }
    }

    /// Weighs the differences found.
    fn finish(&mut self, a: &[Word<'_>], b: &[Word<'_>], found: &Alignment, places: &[Gap]) {
        // "I don't think he knew" and "I think he didn't know": the same negation at another place.
        // What stands further before or after what they share denies something else.
        let within = |words: &[Word<'_>], shared: &Range<usize>, mine: fn(&Gap) -> &Range<usize>| {
            let from = places.iter().map(|p| mine(p).start).fold(shared.start, usize::min).saturating_sub(LED);
            negations(&words[from..places.iter().map(|p| mine(p).end).fold(shared.end, usize::max)])
        };
        let (ours, theirs) = (within(a, &found.a, |p| &p.0), within(b, &found.b, |p| &p.1));
        let moved = self.coverage >= MIN_COVERAGE && ours > 0 && ours == theirs;
        let weights: Vec<Weight> = places.iter().map(|place| weight(a, b, place, moved)).collect();
        self.substance = substance(&weights, self.equal, self.drift);
        // What weighs most is told first.
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|n| std::cmp::Reverse(weights[*n]));
        self.changes = order.into_iter().map(|n| std::mem::take(&mut self.changes[n])).collect();
        if self.drift == Drift::Negated && moved {
            self.drift = Drift::Changed;
        }
    }

    /// The same where the text of the first stands at byte `to` of its article, and not at `from`.
    pub(crate) fn moved(&self, from: u32, to: u32) -> Comparison {
        let place = |at: u32| at - from + to;
        let moved = |span: Span| Span { start: place(span.start), end: place(span.end) };
        let mut out = self.clone();
        out.shared.0 = if self.equal > 0 { moved(self.shared.0) } else { self.shared.0 };
        out.differs.0.iter_mut().for_each(|span| *span = moved(*span));
        out
    }
}

fn distinct(hashes: impl Iterator<Item = u64>) -> usize {
    let mut all: SmallVec<[u64; 16]> = hashes.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// How many words two wordings have in common, in any order.
fn common(a: &[Word<'_>], b: &[Word<'_>]) -> usize {
    let hashes = |words: &[Word<'_>]| {
        let mut hashes: Vec<u64> = words.iter().map(|w| w.hash).collect();
        hashes.sort_unstable();
        hashes
    };
    let (ours, mut theirs) = (hashes(a), hashes(b).into_iter().peekable());
    let shared = |hash: &&u64| -> bool {
        while theirs.next_if(|h| h < *hash).is_some() {}
        theirs.next_if_eq(*hash).is_some()
    };
    ours.iter().filter(shared).count()
}

/// The longest run of pairs that follow one another on both sides.
fn run(equal: &[(usize, usize)]) -> usize {
    let (mut longest, mut length) = (equal.len().min(1), 1);
    for w in equal.windows(2) {
        length = if w[1] == (w[0].0 + 1, w[0].1 + 1) { length + 1 } else { 1 };
        longest = longest.max(length);
    }
    longest
}

/// The longest tail after a shared part that is taken for other words in its stead and not for another sentence.
const MAX_TAIL: usize = 4;
/// The least coverage for it: two that share less go on with sentences of their own.
const MIN_COVERAGE: f64 = 0.6;
/// The share of words in order, and of words in any order, from which words only changed places.
const MIN_ORDERED: f64 = 0.7;
const MIN_COMMON: f64 = 0.95;

/// Compares two wordings.
pub(crate) fn compare(a: &[Word<'_>], b: &[Word<'_>]) -> Comparison {
    let found = align(a, b);
    let mut c = Comparison::of(a, b, &found);
    let (Some(first), Some(second)) = (span(a, found.a.clone()), span(b, found.b.clone())) else { return c };
    c.shared = (first, second);
    // "miners and fishers" and "fishers and miners": all words are there, some at another place.
    if (MIN_ORDERED..MIN_COMMON).contains(&c.coverage) {
        let common = common(a, b) as f64 / a.len().min(b.len()).max(1) as f64;
        c.coverage = if common >= MIN_COMMON { common } else { c.coverage };
    }
    let mut places = inner(&mut c, a, b, &found);
    edges(&mut c, &mut places, a, b, &found);
    c.finish(a, b, &found, &places);
    c
}

/// Compares two sentences as wholes: other words before or after what they share are a difference, too. Forms of one word
/// are one.
pub(crate) fn compare_whole(a: &[Word<'_>], b: &[Word<'_>]) -> Comparison {
    let mut found = align_whole(a, b, |x, y| substance::inflected(&x.fold, &y.fold));
    let outer = |(x, y): &Gap| x.start == 0 && y.start == 0 || x.end == a.len() && y.end == b.len();
    // One of the two was quoted further.
    let before = found.gaps.len();
    let leads = |gap: &Gap| only_leads(&a[gap.0.clone()]) || only_leads(&b[gap.1.clone()]);
    found.gaps.retain(|gap| !outer(gap) || !leads(gap));
    let cut = found.gaps.len() < before;
    let mut c = Comparison::of(a, b, &found);
    let (Some(first), Some(second)) = (span(a, found.a.clone()), span(b, found.b.clone())) else { return c };
    c.shared = (first, second);
    c.cut = cut;
    let places = inner(&mut c, a, b, &found);
    c.finish(a, b, &found, &places);
    c
}

/// The most words that a sentence ends with in one wording only and that are taken for left out.
const MAX_LEFT: usize = 2;

/// How two sentences differ of which one is the other without its last word or two, where these have weight: "there will be
/// no new taxes" and "there will be no new taxes next year".
pub(crate) fn cut_short(a: &[Word<'_>], b: &[Word<'_>]) -> Option<Comparison> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let tail = long.get(short.len()..).filter(|tail| !tail.is_empty() && tail.len() <= MAX_LEFT)?;
    let whole =
        !tail.iter().any(|w| w.starts || w.after_cut || w.bracketed) && short.first()?.capital && long.first()?.capital;
    let same = short.iter().zip(long).all(|(x, y)| x.hash == y.hash);
    if !whole || !same || substance::weight(tail, &[], tail, short, false) <= Weight::Dropped {
        return None;
    }
    let found = Alignment {
        a: 0..a.len(),
        b: 0..b.len(),
        gaps: vec![(short.len()..a.len(), short.len()..b.len())],
        equal: (0..short.len()).map(|n| (n, n)).collect(),
    };
    let mut c = Comparison::of(a, b, &found);
    c.shared = (span(a, 0..short.len())?, span(b, 0..short.len())?);
    let places = inner(&mut c, a, b, &found);
    c.finish(a, b, &found, &places);
    Some(c)
}

/// The differences between words that are equal, or aligned as such.
fn inner(c: &mut Comparison, a: &[Word<'_>], b: &[Word<'_>], found: &Alignment) -> Vec<Gap> {
    let respelled = |(x, y): &(usize, usize)| a[*x].contracted != b[*y].contracted || a[*x].fold != b[*y].fold;
    if found.equal.iter().any(respelled) {
        c.drift = Drift::Respelled;
    }
    let mut places = Vec::new();
    for (x, y) in &found.gaps {
        let drift = gap(a, b, x.clone(), y.clone());
        c.inner |= !drift.allowed();
        note(c, &mut places, a, b, x.clone(), y.clone(), drift);
    }
    places
}

/// A place where two wordings differ: the words of each, of which one may have none.
type Gap = (Range<usize>, Range<usize>);

/// The words around a place among which one wording may have what it seems to lack: moved, or said twice.
const NEAR: usize = 12;

fn weight(a: &[Word<'_>], b: &[Word<'_>], (x, y): &Gap, moved: bool) -> Weight {
    fn near<'w, 't>(words: &'w [Word<'t>], place: &Range<usize>) -> &'w [Word<'t>] {
        &words[place.start.saturating_sub(NEAR)..(place.end + NEAR).min(words.len())]
    }
    let (left, right) = (&a[x.clone()], &b[y.clone()]);
    let found = substance::weight(left, right, near(a, x), near(b, y), moved);
    match substance::may_go(a, x, right) || substance::may_go(b, y, left) {
        true => found.min(Weight::Dropped),
        false => found,
    }
}

/// From so many places that differ two longer quotations are two transcripts of fast speech, a translation, or one thing
/// said twice; of these only a negation is worth telling at once.
const MANY: usize = 3;
/// Quotations with fewer equal words are no longer ones.
const LONGER: usize = 10;

/// What the places that differ do to what is said.
fn substance(places: &[Weight], equal: usize, drift: Drift) -> Substance {
    let words: usize = places.iter().map(|w| if let Weight::Words(n) = w { *n } else { 0 }).sum();
    let full = places.iter().any(|w| *w >= Weight::Full);
    let telling = places.iter().filter(|w| **w > Weight::None).count();
    let many = telling >= MANY && equal >= LONGER && drift != Drift::Negated;
    match (full || words > 1, many) {
        _ if places.contains(&Weight::Figure) => Substance::Much,
        (true, false) => Substance::Much,
        (true, true) => Substance::Little,
        (false, _) if words == 1 || places.contains(&Weight::Dropped) => Substance::Little,
        (false, _) if equal < LONGER && places.contains(&Weight::Swapped) => Substance::Little,
        _ => Substance::None,
    }
}

/// What stands before and after the shared part: one of the two was quoted further, or other words stand there.
fn edges(c: &mut Comparison, places: &mut Vec<Gap>, a: &[Word<'_>], b: &[Word<'_>], found: &Alignment) {
    let (mut x, mut y) = (0..found.a.start, 0..found.b.start);
    if !x.is_empty() && !y.is_empty() {
        let (first_a, first_b) = (&a[x.end], &b[y.end]);
        // Both begin a sentence here, or one of them after a mark of a cut: what stood before is another sentence.
        let apart = first_a.starts && first_b.starts || first_a.after_cut || first_b.after_cut;
        let whole = trim(&mut x, &mut y, |n| a[n].hash, |n| b[n].hash, true);
        let apart = apart || !whole && (only_leads(&a[x.clone()]) || only_leads(&b[y.clone()]));
        if !apart && (whole || c.coverage >= MIN_COVERAGE && x.len().min(y.len()) <= MAX_TAIL) {
            if !whole {
                let (i, j) = beside(x.len(), y.len(), |i, j| one(&a[x.end - i..x.end], &b[y.end - j..y.end]));
                c.cut |= (i, j) != (x.len(), y.len());
                (x.start, y.start) = (x.end - i, y.end - j);
            }
            let drift = gap(a, b, x.clone(), y.clone());
            // What stands before a fragment the article tells in its own words.
            let fragment = !whole && (!a[0].capital || !b[0].capital);
            if fragment && drift == Drift::Negated {
                c.cut = true;
            } else {
                c.inner |= whole && !drift.allowed();
                note(c, places, a, b, x, y, drift);
            }
        } else {
            c.cut = true;
        }
    } else {
        c.cut |= !x.is_empty() || !y.is_empty();
    }
    let (mut x, mut y) = (found.a.end..a.len(), found.b.end..b.len());
    if !x.is_empty() && !y.is_empty() {
        let (last_a, last_b) = (&a[x.start - 1], &b[y.start - 1]);
        let apart = last_a.ends && last_b.ends || a[x.start].after_cut || b[y.start].after_cut;
        let whole = trim(&mut x, &mut y, |n| a[n].hash, |n| b[n].hash, false);
        if !apart && (whole || c.coverage >= MIN_COVERAGE && x.len().min(y.len()) <= MAX_TAIL) {
            if !whole && !crosses(&a[x.clone()], &b[y.clone()]) {
                let (i, j) = beside(x.len(), y.len(), |i, j| one(&a[x.start..x.start + i], &b[y.start..y.start + j]));
                c.cut |= (i, j) != (x.len(), y.len());
                (x.end, y.end) = (x.start + i, y.start + j);
            }
            let drift = gap(a, b, x.clone(), y.clone());
            c.inner |= whole && !drift.allowed();
            note(c, places, a, b, x, y, drift);
        } else {
            c.cut = true;
        }
    } else {
        c.cut |= !x.is_empty() || !y.is_empty();
    }
}

/// Whether two runs of words are written otherwise only: "no-one" and "no one", "U.S." and "United States".
fn one(a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    joined(a).eq(joined(b)) || initials(a, b) || initials(b, a)
}

/// Whether two short ends have a word in common at another place: "a ferry ticket" and "ferry fares" are held against each
/// other as wholes.
fn crosses(a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    let near = a.len().max(b.len()) <= MAX_TAIL && a.len().abs_diff(b.len()) == 1;
    near && a.iter().any(|x| !is_stopword(&x.fold) && b.iter().any(|y| x.hash == y.hash))
}

/// How many words next to a shared part stand for each other: as many on both sides, or a word and those that it is
/// written as elsewhere, of which `same` knows.
fn beside(x: usize, y: usize, same: impl Fn(usize, usize) -> bool) -> (usize, usize) {
    let n = x.min(y);
    [(1, 2), (2, 1), (1, 3), (3, 1)].into_iter().find(|(i, j)| *i <= x && *j <= y && same(*i, *j)).unwrap_or((n, n))
}

/// Whether words only lead over to what is said: a quotation may begin after them.
fn only_leads(words: &[Word<'_>]) -> bool {
    let leads = |w: &Word<'_>| LightWord::Leads.has(&w.fold);
    words.iter().all(leads)
}

/// The longest part before or after what two quotations share that is taken for a gap within them when they begin or
/// end alike.
const MAX_EDGE: usize = 12;

/// Takes equal words off the outer ends of two parts, where both begin (or end) alike and are short. Says whether
/// there were any: then what is left is a gap within the quotation.
fn trim(
    x: &mut Range<usize>,
    y: &mut Range<usize>,
    a: impl Fn(usize) -> u64,
    b: impl Fn(usize) -> u64,
    head: bool,
) -> bool {
    if x.len().max(y.len()) > MAX_EDGE {
        return false;
    }
    let before = x.len();
    while x.start < x.end && y.start < y.end {
        let (i, j) = if head { (x.start, y.start) } else { (x.end - 1, y.end - 1) };
        if a(i) != b(j) {
            break;
        }
        if head {
            (x.start, y.start) = (i + 1, j + 1);
        } else {
            (x.end, y.end) = (i, j);
        }
    }
    x.len() < before
}

/// Keeps a difference.
fn note(
    c: &mut Comparison,
    places: &mut Vec<Gap>,
    a: &[Word<'_>],
    b: &[Word<'_>],
    x: Range<usize>,
    y: Range<usize>,
    drift: Drift,
) {
    c.drift = c.drift.max(drift);
    c.cut |= drift == Drift::Cut;
    if drift.allowed() {
        return;
    }
    let show = |words: &[Word<'_>], r: &Range<usize>| {
        let words: Vec<&str> = words[r.clone()].iter().map(Word::shown).collect();
        words.join(" ")
    };
    c.changes.push((show(a, &x), show(b, &y)));
    c.differs.0.extend(place(a, x.clone()));
    c.differs.1.extend(place(b, y.clone()));
    places.push((x, y));
}

/// The span of a difference; where nothing stands, of the words on both sides of the place.
fn place(words: &[Word<'_>], range: Range<usize>) -> Option<Span> {
    match range.is_empty() {
        false => span(words, range),
        true => span(words, range.start.saturating_sub(1)..(range.start + 1).min(words.len())),
    }
}

/// The most words before a shared part of which a "not" may belong to it: "I do not think that".
const LED: usize = 3;

/// The most bytes of a word that what is quoted may begin before: "a", "the".
const MAX_LEAD: usize = 3;

/// What kind of difference a gap is: the words `x` of `a` stand where `b` has `y`.
fn gap(a: &[Word<'_>], b: &[Word<'_>], x: Range<usize>, y: Range<usize>) -> Drift {
    let (left, right) = (&a[x.clone()], &b[y.clone()]);
    // "a ferry and a bus are late" and "a bus is late": what is quoted begins with the second.
    let begins = |words: &[Word<'_>], at: usize| at == 1 && !words[0].capital && words[0].fold.len() <= MAX_LEAD;
    let stretch = |words: &[Word<'_>]| words.len() > 1 && negations(words) == 0;
    if right.is_empty() && begins(b, y.start) && stretch(left)
        || left.is_empty() && begins(a, x.start) && stretch(right)
    {
        return Drift::Cut;
    }
    // Joined or split otherwise: "2.6million", "no-one".
    if joined(left).eq(joined(right)) {
        return Drift::Punctuation;
    }
    // "step[s]", "[the council] has": a word beside the brackets goes with them.
    let bracketed = |words: &[Word<'_>]| {
        // Sides may be as long as a speech, and nearly all have two words without brackets at once.
        words.iter().filter(|w| !w.bracketed).nth(1).is_none() && words.iter().any(|w| w.bracketed)
    };
    if bracketed(left) || bracketed(right) {
        return Drift::Bracketed;
    }
    // "she (Quill)" and "[Quill]": the words in brackets stand for those that are missing next to them.
    if left.is_empty() && stands_for(b, &y) || right.is_empty() && stands_for(a, &x) {
        return Drift::Bracketed;
    }
    // The mark stands before the first word after the cut: in the gap, at the word that follows it, or a word or two before,
    // where these stand on both sides of what is cut.
    let marked = |words: &[Word<'_>], r: &Range<usize>| {
        words[r.start.saturating_sub(MAX_LEFT)..(r.end + 1).min(words.len())].iter().any(|w| w.after_cut)
    };
    if (right.len() <= left.len() && marked(b, &y) && left.len() > right.len() * 2)
        || (left.len() <= right.len() && marked(a, &x) && right.len() > left.len() * 2)
        || (right.is_empty() && slides(a, &x, b, y.start))
        || (left.is_empty() && slides(b, &y, a, x.start))
    {
        return Drift::Cut;
    }
    if respelled(left, right) || initials(left, right) || initials(right, left) {
        return Drift::Respelled;
    }
    // A long stretch left out that holds a "not" among others is a cut.
    if negations(left) != negations(right) && left.len().max(right.len()) <= MAX_TAIL {
        return Drift::Negated;
    }
    if left.is_empty() || right.is_empty() {
        let (words, at) = if left.is_empty() { (b, y) } else { (a, x) };
        return if repeated(words, at) { Drift::Respelled } else { Drift::UnmarkedCut };
    }
    Drift::Changed
}

/// Whether a word in brackets stands right behind or before a range.
fn stands_for(words: &[Word<'_>], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| words.get(at));
    [words.get(range.end), before].into_iter().flatten().any(|w| w.bracketed)
}

/// Whether words left out before `at` of `short` may as well be others further on, where a mark of a cut stands: of
/// "we cannot, we cannot go" and "we cannot … go" either "we cannot" may be the one that is missing.
fn slides(long: &[Word<'_>], left_out: &Range<usize>, short: &[Word<'_>], at: usize) -> bool {
    let same =
        |n: usize| matches!((long.get(left_out.start + n), short.get(at + n)), (Some(x), Some(y)) if x.hash == y.hash);
    (0..left_out.len()).take_while(|n| same(*n)).any(|n| short.get(at + n + 1).is_some_and(|w| w.after_cut))
}

fn joined<'w>(words: &'w [Word<'_>]) -> impl Iterator<Item = u8> + 'w {
    words.iter().flat_map(|w| w.fold.bytes())
}

/// Whether a word in capitals stands for the words of the other side by their first letters: "U.S." for "United States".
fn initials(short: &[Word<'_>], long: &[Word<'_>]) -> bool {
    let [word] = short else { return false };
    let first = |w: &Word<'_>| w.fold.chars().next();
    word.capital
        && long.len() >= 2
        && word.fold.chars().count() == long.len()
        && word.fold.chars().zip(long).all(|(c, w)| first(w) == Some(c))
}

fn negations(words: &[Word<'_>]) -> usize {
    words.iter().filter(|w| is_negation(&w.fold)).count()
}

fn is_negation(word: &str) -> bool {
    LightWord::Negation.has(word)
}

/// Whether each word of one side is a word of the other in another spelling.
fn respelled(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| spelling(a, b))
}

fn spelling(a: &Word<'_>, b: &Word<'_>) -> bool {
    if a.hash == b.hash {
        return true;
    }
    // The rest of a contraction: "I'd" is "I had" as well, and "he's" is "he has".
    let part = |a: &Word<'_>, b: &Word<'_>| {
        let had = || LightWord::Would.has(&a.fold) && LightWord::Had.has(&b.fold);
        a.contracted && (had() || LightWord::Is.has(&a.fold) && LightWord::Has.has(&b.fold))
    };
    if part(a, b) || part(b, a) {
        return true;
    }
    // An oath with letters left out.
    let masked = |a: &str, b: &str| {
        a.contains('*')
            && a.len() > 1
            && a.chars().next() == b.chars().next()
            && a.chars().count() <= b.chars().count() + 2
    };
    if masked(&a.fold, &b.fold) || masked(&b.fold, &a.fold) {
        return true;
    }
    // The same, with one letter left.
    let initial = |a: &str, b: &str| {
        a.chars().count() == 1 && !LightWord::Letter.has(a) && b.chars().count() > 3 && b.starts_with(a)
    };
    if initial(&a.fold, &b.fold) || initial(&b.fold, &a.fold) {
        return true;
    }
    // The possessive of a name that ends in s.
    let possessive = |a: &str, b: &str| a.ends_with('s') && b.strip_suffix('s') == Some(a);
    if a.capital && b.capital && (possessive(&a.fold, &b.fold) || possessive(&b.fold, &a.fold)) {
        return true;
    }
    // A name transliterated otherwise.
    a.capital
        && b.capital
        && !a.starts
        && a.fold.chars().count().min(b.fold.chars().count()) >= 6
        && a.fold.chars().take(2).eq(b.fold.chars().take(2))
        && strsim::damerau_levenshtein(&a.fold, &b.fold) <= 2
        && consonants(&a.fold) == consonants(&b.fold)
}

/// The consonants of a name, those that transliterations vary made one.
fn consonants(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars().filter(|c| !"aeiouyhj".contains(*c)) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Whether the words of a range only repeat what stands next to them: false starts that one writer left out, as in
/// "that I, that, that I regret".
fn repeated(words: &[Word<'_>], range: Range<usize>) -> bool {
    let same = |a: usize, b: usize| matches!((words.get(a), words.get(b)), (Some(x), Some(y)) if x.hash == y.hash);
    // Cut into runs, each of which begins what follows.
    let mut at = range.start;
    while at < range.end {
        let run = (0..range.end - at).take_while(|n| same(at + n, range.end + n)).count();
        if run == 0 {
            break;
        }
        at += run;
    }
    let before = range.start.checked_sub(range.len());
    at == range.end || before.is_some_and(|from| (0..range.len()).all(|n| same(from + n, range.start + n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_drift() {
        let variants = (words::VARIANTS_NAME, words::VARIANTS_ROWS);
        claimdiff_cases::check("wording.cases", include_str!("wording.cases"), &[variants], |wording| {
            let (a, b) = wording.split_once(" | ").expect("two wordings");
            let c = compare(&words(a, 0), &words(b, 0));
            let back = compare(&words(b, 0), &words(a, 0));
            assert_eq!((c.drift, c.cut), (back.drift, back.cut), "{wording}");
            let changes: String = c.changes.iter().map(|(x, y)| format!(" {x}>{y}")).collect();
            let trivial = match (c.changes.is_empty(), c.substance) {
                (true, _) | (_, Substance::Much) => "",
                (_, Substance::Little) => "; little",
                (_, Substance::None) => "; trivial",
            };
            vec![format!("{:?}{}{}{trivial}", c.drift, if c.cut { " cut" } else { "" }, changes).to_lowercase()]
        });
    }

    #[test]
    fn only_the_last_words_with_weight_cut_a_sentence_short() {
        let cut = |a: &str, b: &str| cut_short(&words(a, 0), &words(b, 0)).map(|c| (c.drift, c.substance));
        let short = "There will be no new tolls,";
        assert_eq!(cut(short, "There will be no new tolls next year,"), Some((Drift::UnmarkedCut, Substance::Much)));
        assert_eq!(cut(short, "There will be no new tolls here,"), None);
        assert_eq!(cut(short, "There will be no new tolls on any bridge of the town,"), None);
        assert_eq!(cut(short, short), None);
    }
}
