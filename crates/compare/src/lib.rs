//! Where the claims and quotations of many articles differ, and what was not comparable and why.
//!
//! [`compare`] sees [`Analysis`] records only, never a text, and gives the same findings for any order of them.
//!
//! A collection that grows is compared in increments by the same code: [`Statistics`] are kept of all its records, the
//! [`keys()`] of a record say which earlier ones it may have to do with ([`related`]), and [`compare_new`] gives what touches
//! the new ones. With all earlier records at hand that is exactly what a comparison in one go finds of them.

pub mod checks;
mod clue;
mod copies;
mod corpus;
mod events;
pub mod facts;
mod figures;
mod finding;
mod keys;
mod ledger;
mod naming;
mod origins;
mod outcome;
mod postings;
mod posts;
mod quotes;
#[cfg(test)]
mod sample;
mod speaker;
mod statistics;
mod stories;
mod trace;
mod utterance;
mod verdict;
mod versions;
mod wording;
mod workers;

pub use checks::{CHECKS, Check};
pub use events::label_in as event_label;
pub use facts::{Apart, Model};
pub use figures::{counted, is_general, told};
pub use finding::{Cleared, Comparison, Coverage, EventLabel, Finding, Passage, Said};
pub use keys::{Key, KeyKind, MOST, keys, related, related_story};
pub use ledger::Ledger;
pub use origins::{Origins, origins};
pub use statistics::Statistics;
pub use stories::{ONE_STORY, Profile};
pub use trace::{Became, trace};
pub use verdict::{Grade, Reason, Severity, Verdict};
pub use versions::{Change, Correction, Edit, Noted, versions};
pub use wording::{Drift, drift};
pub use workers::{Alone, Workers};

use std::{borrow::Cow, ops::Range, sync::Arc};

use claimdiff_claims::Analysis;
use claimdiff_quotes::QuoteKind;
use claimdiff_text::key;
use rustc_hash::FxHashMap;

use checks::{Block, Part, Run};
use corpus::{Corpus, Fresh};
use events::{At, Tie};
use outcome::Outcome;
use stories::Words;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether loaded terms are held against neutral ones: the check `framing`.
    pub framing: bool,
    /// The codes that were asked for by name: what a check does by way of experiment it does only then.
    pub selected: Vec<&'static str>,
    /// Whether the new articles are drafts, which are read as closely against a large collection as against a few articles.
    pub drafts: bool,
    /// The model of facts in place of the shipped one, where it is tried on what it was not trained on.
    pub model: Option<Arc<Model>>,
}

/// Compares articles, one part of the work after the other.
pub fn compare(articles: &[Analysis], options: &Options) -> Comparison {
    compare_with(articles, options, &Alone)
}

/// Compares articles; `workers` may do the parts of the work side by side. The result is the same.
pub fn compare_with(articles: &[Analysis], options: &Options, workers: &dyn Workers) -> Comparison {
    let order = chronological(articles);
    let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect(), workers);
    of_corpus(&corpus, &order, options)
}

/// Compares those of some articles of a collection that are new, as `new` says of each, with each other and with the rest:
/// gives the findings and near misses that touch one of them.
///
/// `statistics` are those of the whole collection, the new articles among them. The rest is what of it may matter: all of
/// it, or the [`related`] records.
pub fn compare_new(
    articles: &[Analysis],
    new: &[bool],
    statistics: &Statistics,
    options: &Options,
    workers: &dyn Workers,
) -> Comparison {
    let order = chronological(articles);
    let is_new = order.iter().map(|at| new.get(*at).copied().unwrap_or_default());
    let fresh = Fresh { articles: is_new.collect(), drafts: options.drafts };
    let sorted = order.iter().map(|at| &articles[*at]).collect();
    let corpus = Corpus::under(Cow::Borrowed(statistics), sorted, fresh, workers);
    of_corpus(&corpus, &order, options)
}

/// Compares the articles of a corpus, which stand in this order in the input.
fn of_corpus(corpus: &Corpus<'_>, order: &[usize], options: &Options) -> Comparison {
    let index = Index::new(corpus);
    // Each block of articles is held against all earlier ones; what is not of two articles is looked at in the end.
    let mut outcomes: Vec<Outcome> = Vec::new();
    let (mut quotes, mut ties) = (Vec::new(), Vec::new());
    for (part, lasting) in corpus.blocks(|block| part(corpus, &index, block)) {
        outcomes.push(part.outcome);
        quotes.extend(part.quotes);
        ties.extend(lasting);
    }
    drop(index);
    outcomes.extend(whole(corpus, &quotes, &ties, options));
    let mut findings: Vec<Finding> = Vec::new();
    let mut ledger = Ledger::default();
    for mut outcome in outcomes {
        outcome.keep_fresh(corpus);
        findings.extend(outcome.findings);
        ledger.add(outcome.misses, outcome.unlike, outcome.beyond);
    }
    findings.sort_by_cached_key(Finding::rank);
    number_repeats(&mut FxHashMap::default(), &mut findings);
    findings.iter_mut().for_each(|f| f.number(order));
    Comparison {
        coverage: coverage(corpus, &ledger),
        copy_of: restore(order, corpus.copy_of.iter().map(|c| c.map(|c| order[c]))),
        stories: restore(order, corpus.stories.iter().copied()),
        findings,
        ledger,
    }
}

/// Tells findings of the very same sentences apart, which stand in several articles; `known` counts those so far.
pub(crate) fn number_repeats<'a>(
    known: &mut FxHashMap<String, u32>,
    findings: impl IntoIterator<Item = &'a mut Finding>,
) {
    for f in findings {
        let n = known.entry(f.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            f.id = format!("{}-{n}", f.id);
        }
    }
}

/// What the earlier articles are looked up by.
struct Index {
    events: events::Index,
    quotes: quotes::Index,
}

impl Index {
    fn new(corpus: &Corpus<'_>) -> Index {
        Index { events: events::Index::new(corpus), quotes: quotes::Index::new(corpus) }
    }
}

/// What comparing a block of articles with those before them gives, and the events that outlive it.
fn part(corpus: &Corpus<'_>, index: &Index, articles: Range<usize>) -> (Part, Vec<(At, At, Tie)>) {
    let mut ties = index.events.pairs(corpus, articles.clone());
    let told: Vec<(At, At, Tie)> =
        ties.iter().copied().filter(|(x, y, _)| corpus.is_told(*x) && corpus.is_told(*y)).collect();
    let mut part = Part::default();
    let block = Block { corpus, quotes: &index.quotes, ties: &ties, told: &told, articles };
    for run in CHECKS.iter().flat_map(|c| c.run) {
        if let Run::Block(run) = run {
            run(&block, &mut part);
        }
    }
    part.outcome = part.outcome.closed();
    ties.retain(|tie| checks::outlives(corpus, tie));
    (part, ties)
}

/// What is looked at over all articles at once.
fn whole(corpus: &Corpus<'_>, quotes: &[quotes::Pair], ties: &[(At, At, Tie)], options: &Options) -> Vec<Outcome> {
    let topics = checks::stance::Topics::new(corpus, ties);
    let whole = checks::Whole { corpus, quotes, ties, topics: &topics, options };
    let runs = || CHECKS.iter().flat_map(|c| c.run);
    let facts = runs().filter_map(|run| if let Run::Facts(run) = run { Some(run(corpus, options)) } else { None });
    let mut out: Vec<Outcome> = facts.flatten().collect();
    let once: Vec<fn(&checks::Whole<'_, '_>, &mut Outcome)> =
        runs().filter_map(|run| if let Run::Whole(run) = run { Some(*run) } else { None }).collect();
    out.extend(corpus.map(once.len(), |n| {
        let mut out = Outcome::default();
        once[n](&whole, &mut out);
        out.closed()
    }));
    out
}

/// What was compared and what could not be.
fn coverage(corpus: &Corpus<'_>, ledger: &Ledger) -> Coverage {
    let mut outlets: Vec<String> = corpus.articles.iter().filter_map(|a| a.meta.outlet_key()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let quotes = || corpus.articles.iter().flat_map(|a| &a.quotes).filter(|q| q.kind != QuoteKind::Term);
    Coverage {
        articles: corpus.articles.len(),
        outlets: outlets.len(),
        undated: corpus.days.iter().filter(|d| d.is_none()).count(),
        copies: corpus.copy_of.iter().flatten().count(),
        quotes: quotes().count(),
        quotes_without_speaker: quotes().filter(|q| q.speaker.is_none()).count(),
        claims: corpus.articles.iter().flat_map(|a| &a.claims).filter(|c| c.policy.is_compared()).count(),
        cleared: ledger.len(),
        unlike: ledger.unlike,
        beyond: ledger.beyond,
        hidden: 0,
        possible: 0,
    }
}

/// A number for each article, the same for articles about the same story.
pub fn stories(articles: &[Analysis]) -> Vec<u32> {
    let order = chronological(articles);
    let sorted: Vec<&Analysis> = order.iter().map(|at| &articles[*at]).collect();
    restore(&order, stories::find(&sorted, &Words::new(&sorted, &Statistics::of(articles)), &Alone))
}

/// The articles by date and id, those without a date last: everything is decided in this order, so that the order of
/// the input decides nothing. Of several that share a key what they say decides, and not what tells their ids apart.
fn chronological(articles: &[Analysis]) -> Vec<usize> {
    let by = |article: &Analysis| {
        let days = article.meta.published.as_ref().map(|p| p.value.days());
        (days.is_none(), days)
    };
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&articles[*a], &articles[*b]);
        let by_key = by(a).cmp(&by(b)).then_with(|| key::common(&a.id).cmp(key::common(&b.id)));
        by_key.then_with(|| a.content().cmp(&b.content())).then_with(|| (&a.id, &a.path).cmp(&(&b.id, &b.path)))
    });
    order
}

/// Values of articles in `order`, in the order of the input.
fn restore<T: Clone + Default>(order: &[usize], sorted: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut out = vec![T::default(); order.len()];
    order.iter().zip(sorted).for_each(|(at, value)| out[*at] = value);
    out
}
