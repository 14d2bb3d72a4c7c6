//! The same utterance in several articles: its wording and its speaker.
//!
//! Pairs come from posting lists of runs of three words, looked back from each quotation in the order of the articles'
//! dates and capped. A pair is verified by aligning the two wordings.

use std::{collections::BTreeSet, ops::Range};

use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::{Span, StableHash};
use rustc_hash::FxHashMap;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    naming,
    outcome::{self, Draft, Outcome},
    postings::{Keys, Lists, Postings},
    speaker::{self, Speakers},
    utterance::{self, Decision, LONG_RUN, MIN_WORDS, Told},
    wording::{self, Comparison, Drift, Substance, Word},
};

/// The most earlier quotations with one run of words that are looked at.
pub(crate) const MAX_POSTINGS: usize = 48;
/// The most pairs of one quotation that are verified.
const MAX_CANDIDATES: usize = 24;

/// Words in quotation marks in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Fragment {
    article: u32,
    quote: u32,
    span: Span,
}

/// The quotations of all articles with their runs of words, to look up the earlier ones of each.
pub(crate) struct Index {
    /// In the order of the articles.
    fragments: Vec<Fragment>,
    /// By their runs of words.
    postings: Postings,
    /// The words of each as hashes, sorted.
    words: Lists<u32>,
    /// How many there are, up to [`u8::MAX`].
    lengths: Vec<u8>,
}

impl Index {
    pub(crate) fn new(corpus: &Corpus<'_>) -> Index {
        let parts = corpus.blocks(|block| {
            let (mut found, mut runs, mut hashes) = (Vec::new(), Keys::default(), Vec::new());
            let mut bags = Lists::default();
            for fragment in block.flat_map(|article| fragments(corpus, article)) {
                let words = words(corpus, fragment);
                if words.len() < MIN_WORDS {
                    continue;
                }
                hashes.clear();
                hashes.extend(wording::shingles(&words));
                hashes.extend(speaker_key(corpus, fragment));
                hashes.sort_unstable();
                hashes.dedup();
                found.push(fragment);
                runs.push(hashes.iter().copied());
                let mut bag: Vec<u32> = words.iter().map(|w| w.hash as u32).collect();
                bag.sort_unstable();
                bags.push(bag);
            }
            (found, runs.sorted(), bags)
        });
        let (mut fragments, mut runs, mut bags) = (Vec::new(), Vec::new(), Vec::new());
        for (found, part_runs, part_bags) in parts {
            fragments.extend(found);
            runs.push(part_runs);
            bags.push(part_bags);
        }
        let words = Lists::joined(bags);
        let lengths = (0..words.len()).map(|n| words.of(n).len().min(usize::from(u8::MAX)) as u8).collect();
        Index { fragments, postings: corpus.postings(runs), words, lengths }
    }

    /// What the quotations of an article are looked up by without sight of any other: their runs of words.
    pub(crate) fn keys_alone(corpus: &Corpus<'_>, article: usize) -> Vec<u64> {
        let words = fragments(corpus, article).map(|f| words(corpus, f)).filter(|w| w.len() >= MIN_WORDS);
        words.flat_map(|w| wording::shingles(&w).collect::<Vec<u64>>()).collect()
    }

    /// Whether two quotations have enough words in common, in whatever order, to be looked at: half of the shorter one,
    /// or a long run of them.
    fn alike(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.words.of(a), self.words.of(b));
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            common += usize::from(a[i] == b[j]);
            (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
        }
        common * 2 >= a.len().min(b.len()) || common >= LONG_RUN
    }
}

/// Compares the quotations of a block of articles with those of earlier ones; gives the pairs that differ.
pub(crate) fn check(corpus: &Corpus<'_>, index: &Index, block: Range<usize>, out: &mut Outcome) -> Vec<Pair> {
    let mut pairs = pairs(corpus, index, block);
    part(&mut pairs);
    clear(corpus, pairs, out)
}

/// Two fragments of what may be one utterance.
pub(crate) struct Pair {
    a: Fragment,
    b: Fragment,
    wording: Comparison,
    decision: Decision,
}

impl Pair {
    /// What one of the two shares with the other, from the first to the last equal word.
    fn shared(&self, fragment: Fragment) -> Span {
        if fragment == self.a { self.wording.shared.0 } else { self.wording.shared.1 }
    }
}

fn fragments<'a>(corpus: &Corpus<'a>, article: usize) -> impl Iterator<Item = Fragment> + use<'a> {
    corpus.articles[article]
        .quotes
        .iter()
        .enumerate()
        .filter(|(_, q)| !matches!(q.kind, QuoteKind::Term | QuoteKind::Indirect))
        .flat_map(move |(quote, q)| {
            q.marked.iter().map(move |span| Fragment { article: article as u32, quote: quote as u32, span: *span })
        })
}

fn quote<'a>(corpus: &Corpus<'a>, f: Fragment) -> &'a Quote {
    &corpus.articles[f.article as usize].quotes[f.quote as usize]
}

fn speakers(corpus: &Corpus<'_>, a: Fragment, b: Fragment) -> Speakers {
    speaker::compare(corpus, told(corpus, a), told(corpus, b))
}

fn told<'a>(corpus: &Corpus<'a>, f: Fragment) -> Told<'a> {
    (f.article as usize, quote(corpus, f))
}

fn text<'a>(corpus: &Corpus<'a>, f: Fragment) -> &'a str {
    corpus.articles[f.article as usize].text(f.span)
}

/// The key of a named speaker within a story: his quotations meet whatever words they have in common.
fn speaker_key(corpus: &Corpus<'_>, f: Fragment) -> Option<u64> {
    let (article, speaker) = (f.article as usize, quote(corpus, f).speaker.as_ref()?);
    let name = corpus.person(article, speaker).unwrap_or_else(|| corpus.name(article, speaker));
    let mut hash = StableHash::default();
    hash.write(&corpus.dossier(article).to_le_bytes());
    name.rsplit(' ').next()?.chars().flat_map(char::to_lowercase).for_each(|c| hash.write(&u32::from(c).to_le_bytes()));
    Some(hash.finish())
}

fn words<'a>(corpus: &Corpus<'a>, f: Fragment) -> Vec<Word<'a>> {
    wording::words(text(corpus, f), f.span.start)
}

fn pairs(corpus: &Corpus<'_>, index: &Index, block: Range<usize>) -> Vec<Pair> {
    let all = &index.fragments;
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    let mut ranked: Vec<(u32, u32)> = Vec::new();
    let mut out = Vec::new();
    let before = |article: usize| all.partition_point(|f| (f.article as usize) < article);
    // The first fragment of its article.
    let fragments = before(block.start)..before(block.end);
    let mut first = fragments.start;
    for at in fragments {
        let fragment = all[at];
        if all[first].article < fragment.article {
            first = at;
        }
        shared.clear();
        let others = index.postings.before(at).flat_map(|earlier| earlier.take(MAX_POSTINGS));
        others.filter(|other| (*other as usize) < first).for_each(|other| *shared.entry(other).or_default() += 1);
        ranked.clear();
        ranked.extend(shared.iter().filter_map(|(other, n)| {
            let shorter = index.lengths[*other as usize].min(index.lengths[at]);
            // A long quotation that shares one run of three words with another is another.
            (*n >= u32::from(shorter.saturating_sub(2) / 5).clamp(1, 3)).then_some((u32::MAX - n, *other))
        }));
        ranked.sort_unstable();
        ranked.truncate(MAX_CANDIDATES);
        ranked.retain(|(_, other)| index.alike(*other as usize, at));
        if ranked.is_empty() {
            continue;
        }
        let (mine, written) = (words(corpus, fragment), text(corpus, fragment));
        // Most pairs are one quotation copied: the same letter for letter.
        let mut copied: Option<Comparison> = None;
        for (_, other) in &ranked {
            let other = all[*other as usize];
            let theirs = text(corpus, other);
            if theirs == written {
                let wording = copied
                    .get_or_insert_with(|| wording::compare(&mine, &mine))
                    .moved(fragment.span.start, other.span.start);
                let decision = utterance::decide(corpus, told(corpus, other), told(corpus, fragment), &wording);
                out.extend(decision.map(|decision| Pair { a: other, b: fragment, wording, decision }));
                continue;
            }
            let theirs = wording::words(theirs, other.span.start);
            out.extend(judged(corpus, (other, &theirs), (fragment, &mine)));
        }
    }
    out
}

/// Two fragments in different words, where they are looked at.
fn judged(corpus: &Corpus<'_>, a: (Fragment, &[Word<'_>]), b: (Fragment, &[Word<'_>])) -> Option<Pair> {
    let wording = wording::compare(a.1, b.1);
    let (x, y) = (told(corpus, a.0), told(corpus, b.0));
    let decision = utterance::decide(corpus, x, y, &wording);
    let reworded = match decision {
        // One quotes a part of the other, unless only the end of the sentence is gone.
        Some(Decision::Same) if wording.drift.allowed() && wording.cut => {
            utterance::cut_short(corpus, (x, a.1), (y, b.1))
        }
        Some(Decision::Same | Decision::OtherSpeaker) => None,
        _ => utterance::reworded(corpus, (x, a.1), (y, b.1)),
    };
    if let Some(wording) = reworded {
        return Some(Pair { a: a.0, b: b.0, wording, decision: Decision::Same });
    }
    decision.map(|decision| Pair { a: a.0, b: b.0, wording, decision })
}

/// The least coverage of a pair that stands whatever else the two articles quote.
const SURE: f64 = 0.8;
/// What is shorter than this share of another quotation is one of a headline, where the article has it whole as well.
const SHORT: f64 = 0.75;

/// Takes apart the pairs that other pairs show to be two utterances: half alike, while the words that they share match
/// better with a second fragment of one of the articles; or both articles quote both, each as the other does.
fn part(pairs: &mut [Pair]) {
    // The pairs of a fragment with the fragments of one other article.
    let mut rivals: FxHashMap<(Fragment, u32), Vec<usize>> = FxHashMap::default();
    for (at, pair) in pairs.iter().enumerate().filter(|(_, p)| p.decision == Decision::Same) {
        rivals.entry((pair.a, pair.b.article)).or_default().push(at);
        rivals.entry((pair.b, pair.a.article)).or_default().push(at);
    }
    let apart = |pair: &Pair| {
        let better = |mine: Fragment, other: u32, allowed: bool| {
            let span = pair.shared(mine);
            rivals[&(mine, other)].iter().map(|at| &pairs[*at]).any(|rival| {
                let theirs = rival.shared(mine);
                let common = span.end.min(theirs.end).saturating_sub(span.start.max(theirs.start));
                rival.wording.equal > pair.wording.equal
                    && common as usize * 2 > span.len()
                    && (!allowed || rival.wording.drift.allowed())
            })
        };
        let (a, b) = ((pair.a, pair.b.article), (pair.b, pair.a.article));
        pair.wording.coverage < SURE && (better(a.0, a.1, false) || better(b.0, b.1, false))
            || better(a.0, a.1, true) && better(b.0, b.1, true)
    };
    let differs = |pair: &Pair| pair.decision == Decision::Same && !pair.wording.drift.allowed();
    let lost: Vec<usize> = (0..pairs.len()).filter(|at| differs(&pairs[*at]) && apart(&pairs[*at])).collect();
    for at in lost {
        pairs[at].decision = Decision::Apart(Reason::OtherUtterance);
    }
    // A headline or a caption shortens what the article quotes as the other does.
    let whole = |pair: &Pair, mine: Fragment, other: Fragment| {
        let span = pair.shared(mine);
        let shorter = other.span.len() < mine.span.len() && pair.wording.extent < SHORT * pair.wording.coverage;
        let others = rivals.get(&(mine, other.article)).filter(|_| shorter);
        others.into_iter().flatten().map(|at| &pairs[*at]).any(|rival| {
            rival.decision == Decision::Same
                && (rival.wording.drift.allowed() || rival.wording.substance < pair.wording.substance)
                && rival.wording.equal >= pair.wording.equal
                && rival.shared(mine).overlaps(span)
        })
    };
    let told = |pair: &Pair| {
        let once = whole(pair, pair.a, pair.b) || whole(pair, pair.b, pair.a);
        pair.wording.drift != Drift::Negated && differs(pair) && once
    };
    let full: Vec<usize> = (0..pairs.len()).filter(|at| told(&pairs[*at])).collect();
    for at in full {
        pairs[at].decision = Decision::Unsure(Reason::Shortened);
    }
}

const SPEAKER: &str = "quote-speaker";
const WORDING: &str = "quote-wording";

/// Clears the pairs that are no difference and gives the others.
fn clear(corpus: &Corpus<'_>, pairs: Vec<Pair>, out: &mut Outcome) -> Vec<Pair> {
    let mut differ = Vec::new();
    for pair in pairs {
        let (doubtful, reason) = match (pair.decision, pair.wording.drift.allowed()) {
            (Decision::Apart(reason) | Decision::Unsure(reason), _) => (false, reason),
            (Decision::Same, true) => match speakers(corpus, pair.a, pair.b) {
                Speakers::Doubtful => (true, Reason::UnsureSpeaker),
                _ => (false, allowed(&pair.wording)),
            },
            _ => {
                differ.push(pair);
                continue;
            }
        };
        let verdict = match pair.decision {
            Decision::Apart(_) => Verdict::NotComparable,
            Decision::Unsure(_) => Verdict::Unresolved,
            _ if pair.wording.cut => Verdict::Refine,
            _ => Verdict::Agree,
        };
        let sides = [pair.a, pair.b].map(|f| (f.article, f.quote, f.span.start));
        out.miss(corpus, outcome::Miss::Quotes(Miss { sides, doubtful, verdict, reason }));
    }
    differ
}

/// Two quotations that are no finding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Miss {
    /// The article, the quotation and the first byte of each, the earlier first.
    sides: [(u32, u32, u32); 2],
    /// Whether it is the speaker that may be another.
    doubtful: bool,
    verdict: Verdict,
    reason: Reason,
}

impl Miss {
    pub(crate) fn reason(&self) -> Reason {
        self.reason
    }

    pub(crate) fn code(&self) -> &'static str {
        if self.doubtful { SPEAKER } else { WORDING }
    }

    fn fragments(&self, corpus: &Corpus<'_>) -> [Fragment; 2] {
        self.sides.map(|(article, quote, start)| {
            let marked = &corpus.articles[article as usize].quotes[quote as usize].marked;
            let span = marked.iter().copied().find(|span| span.start == start).unwrap_or_default();
            Fragment { article, quote, span }
        })
    }

    pub(crate) fn spans(&self, corpus: &Corpus<'_>) -> [(usize, Span); 2] {
        self.fragments(corpus).map(|f| (f.article as usize, f.span))
    }

    pub(crate) fn draft(&self, corpus: &Corpus<'_>) -> Draft {
        let sides = self.fragments(corpus);
        let name = sides.iter().find_map(|f| speaker_name(corpus, *f));
        Draft {
            code: self.code(),
            verdict: self.verdict,
            severity: Severity::Note,
            confidence: 80,
            summary: format!("{}: {}", name.as_deref().unwrap_or("unknown speaker"), self.reason.clause()),
            why: vec![self.reason.sentence().to_owned()],
            event: None,
            passages: sides.iter().map(|f| passage(corpus, *f, &[])).collect(),
        }
    }
}

/// Shows the pairs that differ: one finding for each utterance with all its wordings.
pub(crate) fn show_all(corpus: &Corpus<'_>, pairs: &[Pair], out: &mut Outcome) {
    // Fragments are joined over the pairs that differ: a finding holds those that take part in a difference. What has
    // weight and what has none are two findings, the second one a note.
    let mut shown: Vec<(&'static str, Vec<&Pair>)> = Vec::new();
    let mut groups: FxHashMap<(&'static str, bool, Fragment), usize> = FxHashMap::default();
    let codes = pairs.iter().flat_map(|pair| {
        // Given to two people and changed on the way: two differences.
        let speaker = (pair.decision == Decision::OtherSpeaker).then_some(SPEAKER);
        let wording = (speaker.is_none() || !pair.wording.drift.allowed()).then_some(WORDING);
        [speaker, wording].into_iter().flatten().map(move |code| (code, pair))
    });
    for (code, pair) in codes {
        let weighs = code == SPEAKER || weighs(corpus, pair);
        let (a, b) = ((code, weighs, pair.a), (code, weighs, pair.b));
        let at = match (groups.get(&a).copied(), groups.get(&b).copied()) {
            (Some(at), Some(other)) if at != other => {
                let moved = std::mem::take(&mut shown[other].1);
                for p in &moved {
                    groups.insert((code, weighs, p.a), at);
                    groups.insert((code, weighs, p.b), at);
                }
                shown[at].1.extend(moved);
                at
            }
            (Some(at), _) | (None, Some(at)) => at,
            (None, None) => {
                shown.push((code, Vec::new()));
                shown.len() - 1
            }
        };
        groups.insert(a, at);
        groups.insert(b, at);
        shown[at].1.push(pair);
    }
    for (code, pairs) in shown.into_iter().filter(|(_, pairs)| !pairs.is_empty()) {
        let draft = draft(corpus, code, &pairs);
        out.show(corpus, draft);
    }
}

/// Whether a difference of wording is one that a reader acts on; who laid a few articles side by side, or
/// has a draft before him, reads more closely.
fn weighs(corpus: &Corpus<'_>, pair: &Pair) -> bool {
    let close = corpus.is_close(pair.a.article as usize, pair.b.article as usize);
    let least = if close { Substance::Little } else { Substance::Much };
    pair.wording.substance >= least
}

fn allowed(w: &Comparison) -> Reason {
    match (w.drift, w.cut) {
        (Drift::Identical, false) => Reason::SameWords,
        (Drift::Identical | Drift::Punctuation, true) => Reason::Shortened,
        (Drift::Punctuation, false) => Reason::Punctuation,
        (Drift::Bracketed, _) => Reason::Bracketed,
        (Drift::Cut, _) => Reason::MarkedCut,
        _ => Reason::Respelled,
    }
}

fn speaker_name(corpus: &Corpus<'_>, f: Fragment) -> Option<String> {
    quote(corpus, f).speaker.as_ref().map(|s| corpus.name(f.article as usize, s).to_owned())
}

fn passage(corpus: &Corpus<'_>, f: Fragment, differs: &[Span]) -> crate::Passage {
    let q = quote(corpus, f);
    let around = [q.cue, q.speaker.as_ref().and_then(|s| s.mention)];
    let context = around.into_iter().flatten().fold(f.span, Span::cover);
    let mut passage = corpus.passage(f.article as usize, f.span, context);
    passage.said_by = corpus.said(f.article as usize, q);
    passage.differs = differs.to_vec();
    passage
}

/// Where words stand that are missing elsewhere: of several papers the one that has them alone, or alone has not, is named.
fn only(corpus: &Corpus<'_>, pairs: &[&Pair], words: &str) -> String {
    let (mut with, mut without): (BTreeSet<u32>, BTreeSet<u32>) = Default::default();
    for pair in pairs {
        for (left, right) in &pair.wording.changes {
            if left.is_empty() && right == words {
                with.insert(pair.b.article);
                without.insert(pair.a.article);
            } else if right.is_empty() && left == words {
                with.insert(pair.a.article);
                without.insert(pair.b.article);
            }
        }
    }
    let outlets = |of: &BTreeSet<u32>| {
        let name = |article: &u32| corpus.articles[*article as usize].meta.outlet.as_ref().map(|o| o.value.clone());
        let mut names: Vec<String> = of.iter().map(name).collect::<Option<_>>()?;
        names.sort_unstable();
        names.dedup();
        match names.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [most @ .., last] => (names.len() <= MOST_OUTLETS).then(|| format!("{} and {last}", most.join(", "))),
        }
    };
    match (outlets(&with), outlets(&without)) {
        (_, missing) if with.len() > 1 && without.len() == 1 => {
            format!("“{words}” is missing in {}", missing.as_deref().unwrap_or("one"))
        }
        (Some(names), _) => format!("“{words}” only in {names}"),
        (None, Some(missing)) => format!("“{words}” is missing in {missing}"),
        (None, None) if with.len() > 1 => format!("“{words}” in some only"),
        (None, None) => format!("“{words}” in one only"),
    }
}

/// The most outlets that are named in the line of a finding.
const MOST_OUTLETS: usize = 3;

/// Whether one paper quotes one speaker on two days: then the speaker says it otherwise on the second, and nobody quotes it
/// wrongly. Nobody says a long sentence again word for word but for "not".
fn turned(corpus: &Corpus<'_>, pair: &Pair) -> bool {
    let (x, y) = (pair.a.article as usize, pair.b.article as usize);
    const LONG: usize = 8;
    if pair.wording.changes.len() == 1 && pair.wording.equal >= LONG {
        return false;
    }
    let outlet = |article: usize| corpus.articles[article].meta.outlet.as_ref().map(|o| &o.value);
    let days = corpus.days[x].zip(corpus.days[y]).is_some_and(|(a, b)| !a.overlaps(b));
    days && outlet(x).is_some() && outlet(x) == outlet(y) && speakers(corpus, pair.a, pair.b) == Speakers::Same
}

/// Words in the stead of others: of several papers the one that has its own alone is named.
fn swapped(corpus: &Corpus<'_>, pairs: &[&Pair], left: &str, right: &str) -> String {
    let (mut ours, mut theirs): (BTreeSet<u32>, BTreeSet<u32>) = Default::default();
    for pair in pairs {
        for (x, y) in &pair.wording.changes {
            if x == left && y == right {
                ours.insert(pair.a.article);
                theirs.insert(pair.b.article);
            } else if x == right && y == left {
                ours.insert(pair.b.article);
                theirs.insert(pair.a.article);
            }
        }
    }
    let alone = |of: &BTreeSet<u32>, others: &BTreeSet<u32>| {
        let one = of.first().filter(|_| of.len() == 1 && others.len() > 1)?;
        corpus.articles[*one as usize].meta.outlet.as_ref().map(|o| o.value.clone())
    };
    match (alone(&ours, &theirs), alone(&theirs, &ours)) {
        (Some(outlet), _) => format!("“{right}” against “{left}” in {outlet}"),
        (_, Some(outlet)) => format!("“{left}” against “{right}” in {outlet}"),
        _ => format!("“{left}” against “{right}”"),
    }
}

/// The longest change of words that stands in the line of a finding, in bytes.
const MAX_CHANGE_BYTES: usize = 70;

fn draft(corpus: &Corpus<'_>, code: &'static str, pairs: &[&Pair]) -> Draft {
    let sides = pairs.iter().flat_map(|p| [(p.a, &p.wording.differs.0), (p.b, &p.wording.differs.1)]);
    // One utterance has one speaker: who is only reckoned, and is another than the one whom a passage names, is not told.
    let sure = naming::Sure::of(corpus, sides.clone().map(|(f, _)| told(corpus, f)));
    let speaker = code == SPEAKER;
    let passages = sides
        .clone()
        .map(|(f, differs)| {
            let mut passage = passage(corpus, f, differs);
            // Another name than the sure one is not told; a description ("the minister") is the article's own word for him.
            let described = naming::is_described(corpus, told(corpus, f));
            if !speaker && !described && !sure.says(corpus, told(corpus, f)) {
                passage.said_by.clear();
            }
            passage
        })
        .collect();
    let tellers = sides.map(|(f, _)| told(corpus, f)).filter(|t| speaker || sure.says(corpus, *t));
    let names = naming::speakers(corpus, tellers);
    let gravest = pairs.iter().map(|p| p.wording.drift).max().unwrap_or(Drift::Identical);
    if speaker {
        let equal = pairs.iter().map(|p| p.wording.equal).max().unwrap_or(0);
        let who = names.iter().map(|n| format!("to {n}")).collect::<Vec<_>>().join(" and ");
        return Draft {
            code,
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 80,
            summary: format!("the same words are attributed {who}"),
            why: vec![
                format!("{equal} words in the same order"),
                "two named people as speaker".to_owned(),
                "reported within a few days, or in one story".to_owned(),
            ],
            event: None,
            passages,
        };
    }
    if gravest == Drift::Negated && pairs.iter().all(|p| turned(corpus, p)) {
        let name = names.first().map_or("the speaker", String::as_str);
        let words = pairs.iter().flat_map(|p| &p.wording.changes).find(|(l, r)| l.is_empty() != r.is_empty());
        let change = words.map_or(String::new(), |(l, r)| format!(": “{l}{r}” on one day, without it on the other"));
        return Draft {
            code: "stance",
            verdict: Verdict::Changed,
            severity: Severity::Change,
            confidence: 70,
            summary: format!("{name} is quoted with the opposite on another day{change}"),
            why: vec![
                "one paper quotes the same speaker with both, on two days, so the speaker may have turned".to_owned(),
                "enough words in the same order, a negation in one only".to_owned(),
            ],
            event: None,
            passages,
        };
    }
    let what = match gravest {
        Drift::Negated => "a negation differs inside quotation marks",
        Drift::UnmarkedCut => "words are left out inside quotation marks without a mark",
        _ => "words inside quotation marks differ",
    };
    // Who is only described in one article ("the singer") and not told in another may well be one.
    let told = || passages.iter().flat_map(|p| &p.said_by).map(|s| s.name.as_str()).collect::<BTreeSet<_>>().len();
    let name = names.first().cloned().unwrap_or_else(|| match sure {
        naming::Sure::Nobody if told() > 1 => "a quotation given to several speakers".to_owned(),
        _ => "a quotation without a named speaker".to_owned(),
    });
    let mut why = vec![match names.len() {
        0 => "enough words in the same order, the speaker is not sure".to_owned(),
        _ => "same speaker as far as is known, enough words in the same order".to_owned(),
    }];
    let mut changes: Vec<String> = Vec::new();
    for pair in pairs {
        for (left, right) in &pair.wording.changes {
            let clause = match (left.is_empty(), right.is_empty()) {
                (true, _) => only(corpus, pairs, right),
                (_, true) => only(corpus, pairs, left),
                _ => swapped(corpus, pairs, left, right),
            };
            let other = format!("“{right}” against “{left}”");
            if !changes.contains(&clause) && !changes.contains(&other) {
                changes.push(clause);
            }
        }
    }
    // The words themselves tell most, where they are few.
    let few: Vec<&str> = changes.iter().map(String::as_str).take(2).filter(|c| c.len() <= MAX_CHANGE_BYTES).collect();
    let summary =
        if few.is_empty() { format!("{name}: {what}") } else { format!("{name}, quoted: {}", few.join("; ")) };
    why.extend(changes);
    let gravity = if pairs.iter().any(|p| weighs(corpus, p)) { Severity::Conflict } else { Severity::Note };
    Draft {
        code,
        verdict: Verdict::Conflict,
        severity: gravity,
        confidence: if names.is_empty() { 70 } else { 90 },
        summary,
        why,
        event: None,
        passages,
    }
}
