//! What the checks hand in: findings and near misses, with articles still numbered in the order of their dates.

use std::{
    collections::hash_map::Entry,
    hash::{Hash, Hasher},
};

use claimdiff_text::{Span, StableHash};
use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

use crate::{Cleared, EventLabel, Finding, Grade, Passage, Reason, Severity, Verdict, corpus::Corpus, facts, quotes};

/// The findings and near misses so far.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) findings: Vec<Finding>,
    pub(crate) misses: Vec<Miss>,
    /// How many pairs of claims have so little in common that they are counted only.
    pub(crate) unlike: usize,
    /// How many pairs of claims of one dimension and story were not put side by side: bounds on the work.
    pub(crate) beyond: usize,
    /// The best of the near misses so far that have the same words, by a hash of code and words.
    known: FxHashMap<u64, (usize, Rank)>,
}

/// Which of several near misses of the same words stands for them: the first in the articles.
type Rank = ((usize, Span), Reason);

/// A near miss as it is kept. There are a dozen for each article, so the two frequent kinds keep only what they are made
/// of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Miss {
    /// Two figures.
    Facts(facts::Miss),
    /// Two quotations.
    Quotes(quotes::Miss),
    /// Any other.
    Whole(Box<Cleared>),
}

const _: () = assert!(size_of::<Miss>() <= 32);

impl Miss {
    /// The same as it is shown.
    pub(crate) fn cleared(&self, corpus: &Corpus<'_>) -> Cleared {
        let cleared = |draft: Draft, reason| Cleared { finding: draft.finish(corpus), reason };
        match self {
            Miss::Facts(miss) => cleared(miss.draft(corpus), miss.reason()),
            Miss::Quotes(miss) => cleared(miss.draft(corpus), miss.reason()),
            Miss::Whole(whole) => Cleared::clone(whole),
        }
    }

    /// Whether it touches an article that is asked for.
    fn is_fresh(&self, corpus: &Corpus<'_>) -> bool {
        let fresh = |spans: [(usize, Span); 2]| spans.iter().any(|(article, _)| corpus.is_fresh(*article));
        match self {
            Miss::Facts(miss) => fresh(miss.spans(corpus)),
            Miss::Quotes(miss) => fresh(miss.spans(corpus)),
            Miss::Whole(whole) => whole.finding.passages.iter().any(|p| corpus.is_fresh(p.article)),
        }
    }

    /// The article of its first passage, by its place in the order of the dates.
    pub(crate) fn article(&self, corpus: &Corpus<'_>) -> usize {
        match self {
            Miss::Facts(miss) => miss.spans(corpus)[0].0,
            Miss::Quotes(miss) => miss.spans(corpus)[0].0,
            Miss::Whole(whole) => whole.finding.passages.first().map_or(0, |p| p.article),
        }
    }

    /// A hash of its code and its words, kept no longer than the outcome, and its rank among those that have the same.
    fn mark(&self, corpus: &Corpus<'_>) -> (u64, Rank) {
        let of = |code: &str, mut spans: SmallVec<[(usize, Span); 2]>, reason| {
            spans.sort_unstable();
            let first = spans[0];
            // A headline and its repetition below are one near miss.
            let mut words: SmallVec<[(usize, &str); 2]> =
                spans.iter().map(|(article, span)| (*article, corpus.articles[*article].text(*span))).collect();
            words.sort_unstable();
            let mut hash = FxHasher::default();
            (code, words).hash(&mut hash);
            (hash.finish(), (first, reason))
        };
        match self {
            Miss::Facts(miss) => of(miss.code(corpus), miss.spans(corpus).into(), miss.reason()),
            Miss::Quotes(miss) => of(miss.code(), miss.spans(corpus).into(), miss.reason()),
            Miss::Whole(whole) => {
                let spans = whole.finding.passages.iter().map(|p| (p.article, p.span)).collect();
                of(whole.finding.code, spans, whole.reason)
            }
        }
    }
}

/// A finding in the making.
pub(crate) struct Draft {
    pub(crate) code: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) severity: Severity,
    pub(crate) confidence: u8,
    pub(crate) summary: String,
    pub(crate) why: Vec<String>,
    pub(crate) event: Option<EventLabel>,
    pub(crate) passages: Vec<Passage>,
}

impl Outcome {
    /// One with pairs that are counted only.
    pub(crate) fn counted(unlike: usize, beyond: usize) -> Outcome {
        Outcome { unlike, beyond, ..Outcome::default() }
    }

    /// Leaves what touches an article that is asked for.
    pub(crate) fn keep_fresh(&mut self, corpus: &Corpus<'_>) {
        self.findings.retain(|f| f.passages.iter().any(|p| corpus.is_fresh(p.article)));
        self.misses.retain(|miss| miss.is_fresh(corpus));
    }

    /// The same when no more comes: without what is only needed to add to it.
    pub(crate) fn closed(mut self) -> Outcome {
        self.known = FxHashMap::default();
        self.misses.shrink_to_fit();
        self.findings.shrink_to_fit();
        self
    }

    /// Shows a difference.
    pub(crate) fn show(&mut self, corpus: &Corpus<'_>, draft: Draft) {
        self.findings.push(of_fact(corpus, draft.finish(corpus)));
    }

    /// Shows a difference that the model of facts gave a score.
    pub(crate) fn show_scored(&mut self, corpus: &Corpus<'_>, draft: Draft, grade: Grade, score: f32) {
        self.findings.push(Finding { grade, score: Some(score), ..of_fact(corpus, draft.finish(corpus)) });
    }

    /// Keeps a near miss of a check for the ledger: what it was about, and why it is no finding.
    pub(crate) fn near_miss(
        &mut self,
        corpus: &Corpus<'_>,
        code: &'static str,
        about: &str,
        (verdict, reason): (Verdict, Reason),
        passages: Vec<Passage>,
    ) {
        let draft = Draft {
            code,
            verdict,
            severity: Severity::Note,
            confidence: 80,
            summary: format!("{about}: {}", reason.clause()),
            why: vec![reason.sentence().to_owned()],
            event: None,
            passages,
        };
        self.clear(corpus, draft, reason);
    }

    /// Keeps a near miss for the ledger.
    pub(crate) fn clear(&mut self, corpus: &Corpus<'_>, draft: Draft, reason: Reason) {
        self.miss(corpus, Miss::Whole(Box::new(Cleared { finding: draft.finish(corpus), reason })));
    }

    /// Keeps a near miss for the ledger, one of those that have the same words.
    pub(crate) fn miss(&mut self, corpus: &Corpus<'_>, miss: Miss) {
        let (mark, rank) = miss.mark(corpus);
        match self.known.entry(mark) {
            Entry::Vacant(free) => {
                free.insert((self.misses.len(), rank));
                self.misses.push(miss);
            }
            Entry::Occupied(mut known) if rank < known.get().1 => {
                let at = known.get().0;
                known.insert((at, rank));
                self.misses[at] = miss;
            }
            Entry::Occupied(_) => {}
        }
    }
}

impl Draft {
    pub(crate) fn finish(mut self, corpus: &Corpus<'_>) -> Finding {
        // By date, which is the order of the corpus, and place.
        self.passages.sort_by_key(|p| (p.article, p.span));
        self.passages.dedup_by(|b, a| {
            let same = a.article == b.article && a.span == b.span;
            if same {
                a.differs.append(&mut b.differs);
                a.differs.sort();
                a.differs.dedup();
            }
            same
        });
        let revision = fingerprint(corpus, self.code, &self.passages);
        Finding {
            id: revision.clone(),
            revision,
            aliases: Vec::new(),
            code: self.code,
            verdict: self.verdict,
            severity: self.severity,
            confidence: self.confidence,
            grade: Grade::default(),
            score: None,
            summary: self.summary,
            why: self.why,
            event: self.event,
            passages: self.passages,
        }
    }
}

/// A finding by its fact, which goes on when a passage comes in; a near miss is known by both of its passages.
fn of_fact(corpus: &Corpus<'_>, mut f: Finding) -> Finding {
    let day = |p: &Passage| corpus.days[p.article].map(|d| d.first);
    let time = |p: &Passage| corpus.articles[p.article].meta.published.as_ref().map(|p| p.value.seconds());
    let words = |p: &Passage| (corpus.articles[p.article].text(p.context), corpus.articles[p.article].text(p.span));
    // Of the passages of the first day the first by the time of day and then by its words: what files are called decides
    // nothing.
    let first = f.passages.iter().min_by_key(|p| (day(p).is_none(), day(p), time(p), words(p)));
    let id = |p: &Passage| fingerprint(corpus, f.code, std::slice::from_ref(p));
    let of_first = first.map(id);
    f.aliases = f.passages.iter().map(id).filter(|id| Some(id) != of_first.as_ref()).collect();
    f.id = of_first.unwrap_or(f.id);
    f
}

/// A hash of a code, words and their sentences: what is the same after articles were renamed, moved or edited elsewhere.
fn fingerprint(corpus: &Corpus<'_>, code: &str, passages: &[Passage]) -> String {
    let mut words: Vec<(&str, &str)> = passages
        .iter()
        .map(|p| (corpus.articles[p.article].text(p.context), corpus.articles[p.article].text(p.span)))
        .collect();
    words.sort_unstable();
    let mut hash = StableHash::default();
    hash.field(code);
    for (sentence, text) in words {
        hash.field(sentence);
        hash.field(text);
    }
    format!("{:016x}", hash.finish())
}
