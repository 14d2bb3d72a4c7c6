//! The same utterance in several articles: its wording and its speaker.
//!
//! Pairs come from posting lists of runs of three words, looked back from each quotation in the order of the articles'
//! dates and capped. A pair is verified by aligning the two wordings.

use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::Span;
use rustc_hash::FxHashMap;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    naming,
    outcome::{Draft, Outcome},
    speaker::{self, Speakers},
    utterance::{self, Decision, MIN_WORDS, Told},
    wording::{self, Comparison, Drift, Word},
};

/// The most earlier quotations with one run of words that are looked at.
const MAX_POSTINGS: usize = 48;
/// The most pairs of one quotation that are verified.
const MAX_CANDIDATES: usize = 24;

/// Words in quotation marks in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Fragment {
    article: u32,
    quote: u32,
    span: Span,
    /// The number of its words.
    words: u32,
}

/// Finds the pairs and decides about them.
pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    let mut pairs = pairs(corpus);
    part(&mut pairs);
    report(corpus, pairs, out);
}

/// Two fragments of what may be one utterance.
struct Pair {
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
            q.marked.iter().map(move |span| Fragment {
                article: article as u32,
                quote: quote as u32,
                span: *span,
                words: 0,
            })
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

fn words(corpus: &Corpus<'_>, f: Fragment) -> Vec<Word> {
    wording::words(corpus.articles[f.article as usize].text(f.span), f.span.start)
}

fn pairs(corpus: &Corpus<'_>) -> Vec<Pair> {
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut all: Vec<Fragment> = Vec::new();
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    let mut ranked: Vec<(u32, u32)> = Vec::new();
    let mut hashes: Vec<u64> = Vec::new();
    let mut out = Vec::new();
    for article in 0..corpus.articles.len() {
        let first = all.len();
        for mut fragment in fragments(corpus, article) {
            let mine = words(corpus, fragment);
            if mine.len() < MIN_WORDS {
                continue;
            }
            fragment.words = mine.len() as u32;
            hashes.clear();
            hashes.extend(wording::shingles(&mine));
            hashes.sort_unstable();
            hashes.dedup();
            shared.clear();
            for hash in &hashes {
                if let Some(list) = postings.get(hash) {
                    for other in list.iter().rev().take(MAX_POSTINGS).filter(|other| (**other as usize) < first) {
                        *shared.entry(*other).or_default() += 1;
                    }
                }
            }
            ranked.clear();
            ranked.extend(shared.iter().filter_map(|(other, n)| {
                let shorter = all[*other as usize].words.min(fragment.words);
                // A long quotation that shares one run of three words with another is another.
                (*n >= (shorter.saturating_sub(2) / 5).clamp(1, 3)).then_some((u32::MAX - n, *other))
            }));
            ranked.sort_unstable();
            for (_, other) in ranked.iter().take(MAX_CANDIDATES) {
                let other = all[*other as usize];
                let theirs = words(corpus, other);
                let wording = wording::compare(&theirs, &mine);
                if let Some(decision) = utterance::decide(corpus, told(corpus, other), told(corpus, fragment), &wording)
                {
                    out.push(Pair { a: other, b: fragment, wording, decision });
                }
            }
            let id = all.len() as u32;
            all.push(fragment);
            for hash in &hashes {
                postings.entry(*hash).or_default().push(id);
            }
        }
    }
    out
}

/// The least coverage of a pair that stands whatever else the two articles quote.
const SURE: f64 = 0.8;

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
}

/// One finding for each utterance with all its wordings, and one near miss for each pair that is none.
fn report(corpus: &Corpus<'_>, pairs: Vec<Pair>, out: &mut Outcome) {
    // Fragments are joined over the pairs that differ: a finding holds those that take part in a difference.
    let mut shown: Vec<(&'static str, Vec<Pair>)> = Vec::new();
    let mut groups: FxHashMap<(&'static str, Fragment), usize> = FxHashMap::default();
    let pairs = pairs.into_iter().flat_map(|pair| {
        // Given to two people and changed on the way: two differences.
        let reworded = pair.decision == Decision::OtherSpeaker && !pair.wording.drift.allowed();
        let copy = reworded.then(|| Pair { decision: Decision::Same, wording: pair.wording.clone(), ..pair });
        [Some(pair), copy].into_iter().flatten()
    });
    for pair in pairs {
        let code = match pair.decision {
            Decision::OtherSpeaker => "quote-speaker",
            _ => "quote-wording",
        };
        match (pair.decision, pair.wording.drift.allowed()) {
            (Decision::Apart(reason) | Decision::Unsure(reason), _) => near_miss(corpus, &pair, code, reason, out),
            (Decision::Same, true) => {
                let two = speakers(corpus, pair.a, pair.b) == Speakers::Doubtful;
                let (code, reason) = match two {
                    true => ("quote-speaker", Reason::UnsureSpeaker),
                    false => (code, allowed(&pair.wording)),
                };
                near_miss(corpus, &pair, code, reason, out);
            }
            _ => {
                let (a, b) = ((code, pair.a), (code, pair.b));
                let at = match (groups.get(&a).copied(), groups.get(&b).copied()) {
                    (Some(at), Some(other)) if at != other => {
                        let moved = std::mem::take(&mut shown[other].1);
                        for p in &moved {
                            groups.insert((code, p.a), at);
                            groups.insert((code, p.b), at);
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
        }
    }
    for (code, pairs) in shown.into_iter().filter(|(_, pairs)| !pairs.is_empty()) {
        let draft = draft(corpus, code, &pairs);
        out.show(corpus, draft);
    }
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

fn near_miss(corpus: &Corpus<'_>, pair: &Pair, code: &'static str, reason: Reason, out: &mut Outcome) {
    let verdict = match pair.decision {
        Decision::Apart(_) => Verdict::NotComparable,
        Decision::Unsure(_) => Verdict::Unresolved,
        _ if pair.wording.cut => Verdict::Refine,
        _ => Verdict::Agree,
    };
    let name = speaker_name(corpus, pair.a)
        .or_else(|| speaker_name(corpus, pair.b))
        .unwrap_or_else(|| "unknown speaker".to_owned());
    let draft = Draft {
        code,
        verdict,
        severity: Severity::Note,
        confidence: 80,
        summary: format!("{name}: {}", reason.clause()),
        why: vec![reason.sentence().to_owned()],
        event: None,
        passages: vec![passage(corpus, pair.a, &[]), passage(corpus, pair.b, &[])],
    };
    out.clear(corpus, draft, reason);
}

fn speaker_name(corpus: &Corpus<'_>, f: Fragment) -> Option<String> {
    quote(corpus, f).speaker.as_ref().map(|s| corpus.name(f.article as usize, s))
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

fn draft(corpus: &Corpus<'_>, code: &'static str, pairs: &[Pair]) -> Draft {
    let passages = pairs
        .iter()
        .flat_map(|p| [passage(corpus, p.a, &p.wording.differs.0), passage(corpus, p.b, &p.wording.differs.1)])
        .collect();
    let names = naming::speakers(corpus, pairs.iter().flat_map(|p| [told(corpus, p.a), told(corpus, p.b)]));
    let gravest = pairs.iter().map(|p| p.wording.drift).max().unwrap_or(Drift::Identical);
    if code == "quote-speaker" {
        let equal = pairs.iter().map(|p| p.wording.equal).max().unwrap_or(0);
        let who = names.iter().map(|n| format!("to {n}")).collect::<Vec<_>>().join(" and ");
        return Draft {
            code,
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 80,
            summary: format!("the same words are given {who}"),
            why: vec![
                format!("{equal} words in the same order"),
                "two named people as speaker".to_owned(),
                "reported within a few days, or in one story".to_owned(),
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
    let name = names.first().cloned().unwrap_or_else(|| "a quotation without a named speaker".to_owned());
    let mut why = vec![match names.len() {
        0 => "enough words in the same order, speaker unknown".to_owned(),
        _ => "same speaker as far as is known, enough words in the same order".to_owned(),
    }];
    for pair in pairs {
        for (left, right) in &pair.wording.changes {
            let clause = match (left.is_empty(), right.is_empty()) {
                (true, _) => format!("“{right}” stands in one only"),
                (_, true) => format!("“{left}” stands in one only"),
                _ => format!("“{left}” against “{right}”"),
            };
            if !why.contains(&clause) {
                why.push(clause);
            }
        }
    }
    why.push("no bracket and no marked cut".to_owned());
    let gravity = match gravest {
        Drift::UnmarkedCut if pairs.iter().all(|p| p.wording.minor()) => Severity::Note,
        _ => Severity::Conflict,
    };
    Draft {
        code,
        verdict: Verdict::Conflict,
        severity: gravity,
        confidence: if names.is_empty() { 70 } else { 90 },
        summary: format!("{name}: {what}"),
        why,
        event: None,
        passages,
    }
}
