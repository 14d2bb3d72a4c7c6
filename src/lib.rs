//! Reads news articles and reports where their claims differ.
//!
//! ```
//! let a = claimdiff::read("a", "Rome, 3 May 2024 - Police said 12 people were killed when a bus crashed near Bari.");
//! let b = claimdiff::read("b", "Rome, 3 May 2024 - Police said 14 people were killed when a bus crashed near Bari.");
//! let articles = claimdiff::analyse_all(&[a, b]);
//! let comparison = claimdiff::compare(&articles, &claimdiff::Options::default());
//! assert_eq!(comparison.coverage.articles, 2);
//! ```

pub mod input;
mod isolate;

pub use isolate::{Fault, compare_isolated, compare_new_isolated, isolate};

pub use claimdiff_claims::{Analysis, Claim, Event, EventKind, Hedge, Interval, Polarity, Quantity, Unit, Value};
pub use claimdiff_compare::{
    Apart, Became, CHECKS, Change, Check, Cleared, Comparison, Correction, Coverage, Edit, EventLabel, Finding, Grade,
    Key, KeyKind, Ledger, Model, Noted, Options, Passage, Reason, Said, Severity, Statistics, Verdict, keys, related,
    versions,
};
pub use claimdiff_index as index;
pub use claimdiff_parse::{Error as ParseError, Parsed, Sidecar, parse, parse_known};
pub use claimdiff_quotes::{Quote, QuoteKind, Speaker};
pub use claimdiff_report as report;
pub use claimdiff_text::{
    Article, Days, LineKind, MAX_ARTICLE_BYTES, Meta, Note, Origin, Precision, Sourced, Span, Stamp, key, lexicon,
};

use claimdiff_annotate::Document;
use claimdiff_claims::Found;
use claimdiff_compare::Workers;
use claimdiff_text::StableHash;
use rayon::prelude::*;

/// The word lists that a [`lexicon::Lexicon`] may add to, by name.
pub static LEXICONS: [&lexicon::Table; 8] = [
    &claimdiff_annotate::names::ALIASES,
    &claimdiff_annotate::names::BODIES,
    &claimdiff_quotes::CUE_NOUNS,
    &claimdiff_quotes::CUE_VERBS,
    &claimdiff_annotate::names::FIRST_NAMES,
    &claimdiff_annotate::names::PLACES,
    &claimdiff_claims::TERMS,
    &claimdiff_annotate::names::TITLE_WORDS,
];

/// An article from clean running text.
pub fn read(id: &str, text: &str) -> Article {
    claimdiff_parse::plain(text, id, id)
}

/// An article from clean running text, of which something is known from elsewhere; that stands above what it says itself.
pub fn read_known(id: &str, text: &str, known: Meta) -> Article {
    claimdiff_parse::plain_known(text, id, id, known)
}

/// A key for an article that has none, 16 hexadecimal digits: the same for the same bytes.
pub fn key_of(bytes: &[u8]) -> String {
    let mut hash = StableHash::default();
    hash.write(bytes);
    format!("{:016x}", hash.finish())
}

/// Everything one article says, found without sight of any other.
pub fn analyse(article: &Article) -> Analysis {
    analyse_with(article, Analysis::new)
}

/// [`analyse`] with every sentence of the text kept: what [`versions`] needs to see words that changed in sentences in which
/// nothing was found.
pub fn analyse_whole(article: &Article) -> Analysis {
    analyse_with(article, Analysis::whole)
}

fn analyse_with(article: &Article, gather: fn(&Document<'_>, Vec<Quote>, Found) -> Analysis) -> Analysis {
    let doc = claimdiff_annotate::annotate(article);
    let quotes = claimdiff_quotes::find(&doc);
    let found = claimdiff_claims::find(&doc, &quotes);
    gather(&doc, quotes, found)
}

/// The lines of an article that tell what an earlier version of it had wrong.
pub fn corrections(article: &Article) -> Vec<Correction> {
    let told = article.lines.iter().filter(|l| l.kind == LineKind::Correction);
    told.map(|l| Correction { span: l.span, line: l.number, text: l.span.of(&article.text).to_owned() }).collect()
}

/// [`analyse`] over many articles, on all threads; the result is in the order of the input.
pub fn analyse_all(articles: &[Article]) -> Vec<Analysis> {
    articles.par_iter().map(analyse).collect()
}

/// Compares articles on all threads. The result depends neither on their number nor on the order of the articles.
pub fn compare(articles: &[Analysis], options: &Options) -> Comparison {
    claimdiff_compare::compare_with(articles, options, &Threads)
}

/// Compares those of some articles of a collection that are new, as `new` says of each, with each other and with the rest, on
/// all threads; gives what touches one of them. `statistics` are those of the whole collection; the rest is all of it, or
/// what is [`related`].
pub fn compare_new(articles: &[Analysis], new: &[bool], statistics: &Statistics, options: &Options) -> Comparison {
    claimdiff_compare::compare_new(articles, new, statistics, options, &Threads)
}

/// What became of pairs of claims, each an article and a claim of it; `comparison` is that of the articles.
pub fn trace(
    articles: &[Analysis],
    comparison: &Comparison,
    options: &Options,
    pairs: &[[(usize, usize); 2]],
) -> Vec<Became> {
    claimdiff_compare::trace(articles, comparison, options, &Threads, pairs)
}

/// The threads of this process.
struct Threads;

impl Workers for Threads {
    fn each(&self, parts: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..parts).into_par_iter().for_each(work);
    }
}
