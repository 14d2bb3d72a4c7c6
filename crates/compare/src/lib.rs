//! Where the claims and quotations of many articles differ, and what was not comparable and why.
//!
//! [`compare`] sees [`Analysis`] records only, never a text, and gives the same findings for any order of them.

pub mod checks;
mod copies;
mod corpus;
mod events;
mod figures;
mod finding;
mod naming;
mod outcome;
mod posts;
mod quotes;
#[cfg(test)]
mod sample;
mod speaker;
mod stories;
mod utterance;
mod verdict;
mod wording;

pub use checks::{CHECKS, Check};
pub use figures::{Example, evidence, likeness, relate, relate_by, self_labelled, train};
pub use finding::{Cleared, Comparison, Coverage, EventLabel, Finding, Passage, Said};
pub use verdict::{Reason, Severity, Verdict};
pub use wording::{Drift, drift};

use claimdiff_claims::Analysis;
use claimdiff_quotes::QuoteKind;
use rustc_hash::{FxHashMap, FxHashSet};

use corpus::Corpus;
use outcome::Outcome;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether loaded terms are held against neutral ones: the check `framing`.
    pub framing: bool,
}

/// Compares articles.
pub fn compare(articles: &[Analysis], options: &Options) -> Comparison {
    let order = chronological(articles);
    let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect());
    let mut outcome = Outcome::default();
    let ties = events::pairs(&corpus);
    quotes::check(&corpus, &mut outcome);
    posts::check(&corpus, &ties, &mut outcome);
    figures::check(&corpus, &ties, &mut outcome);
    checks::date_conflict::check(&corpus, &ties, &mut outcome);
    checks::headline_body::check(&corpus, &mut outcome);
    checks::elapsed_time::check(&corpus, &ties, &mut outcome);
    checks::office_holder::check(&corpus, &mut outcome);
    checks::ordinal_conflict::check(&corpus, &ties, &mut outcome);
    checks::role_conflict::check(&corpus, &mut outcome);
    checks::attribution::check(&corpus, &ties, &mut outcome);
    checks::copy::check(&corpus, &mut outcome);
    let topics = checks::stance::Topics::new(&corpus, &ties);
    checks::denial::check(&corpus, &ties, &topics, &mut outcome);
    checks::stance::check(&corpus, &topics, &mut outcome);
    checks::weekday::check(&corpus, &mut outcome);
    if options.framing {
        checks::framing::check(&corpus, &ties, &mut outcome);
    }
    let Outcome { mut findings, mut cleared } = outcome;
    // The gravest first; then by articles, so that neither the order of input nor that of checks decides.
    let key = |f: &Finding| {
        let first = f.passages.first().map(|p| (p.article, p.span));
        (std::cmp::Reverse(f.severity), f.code, first, f.id.clone())
    };
    findings.sort_by_cached_key(key);
    cleared.sort_by_cached_key(|c| (key(&c.finding), c.reason));
    // A headline and its repetition below are one near miss.
    let mut known: FxHashSet<(&str, Vec<(usize, &str)>)> = FxHashSet::default();
    cleared.retain(|c| {
        let passages = c.finding.passages.iter();
        let mut words: Vec<_> = passages.map(|p| (p.article, corpus.articles[p.article].text(p.span))).collect();
        words.sort_unstable();
        known.insert((c.finding.code, words))
    });
    number_repeats(findings.iter_mut().chain(cleared.iter_mut().map(|c| &mut c.finding)));
    let passages = findings.iter_mut().chain(cleared.iter_mut().map(|c| &mut c.finding)).flat_map(|f| &mut f.passages);
    passages.for_each(|p| p.article = order[p.article]);
    Comparison {
        coverage: coverage(&corpus, cleared.len()),
        copy_of: restore(&order, corpus.copy_of.iter().map(|c| c.map(|c| order[c]))),
        stories: restore(&order, corpus.stories.iter().copied()),
        findings,
        cleared,
    }
}

/// Tells findings of the very same sentences apart, which stand in several articles.
fn number_repeats<'a>(findings: impl Iterator<Item = &'a mut Finding>) {
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    for f in findings {
        let n = known.entry(f.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            f.id = format!("{}-{n}", f.id);
        }
    }
}

/// What was compared and what could not be.
fn coverage(corpus: &Corpus<'_>, cleared: usize) -> Coverage {
    // "The Evening Post" and "EveningPost" are one outlet.
    let fold =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let mut outlets: Vec<String> =
        corpus.articles.iter().filter_map(|a| a.meta.outlet.as_ref()).map(|o| fold(&o.value)).collect();
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
        claims: corpus.articles.iter().map(|a| a.claims.len()).sum(),
        cleared,
    }
}

/// A number for each article, the same for articles about the same story.
pub fn stories(articles: &[Analysis]) -> Vec<u32> {
    let order = chronological(articles);
    let sorted: Vec<&Analysis> = order.iter().map(|at| &articles[*at]).collect();
    restore(&order, stories::find(&sorted))
}

/// The articles by date and id, those without a date last: everything is decided in this order, so that the order of
/// the input decides nothing.
fn chronological(articles: &[Analysis]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|at| {
        let article = &articles[*at];
        let days = article.meta.published.as_ref().map(|p| p.value.days());
        (days.is_none(), days, &article.id, &article.path)
    });
    order
}

/// Values of articles in `order`, in the order of the input.
fn restore<T: Clone + Default>(order: &[usize], sorted: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut out = vec![T::default(); order.len()];
    order.iter().zip(sorted).for_each(|(at, value)| out[*at] = value);
    out
}
