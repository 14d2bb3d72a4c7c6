//! `copy`: near-identical texts, which are one source.

use std::collections::BTreeMap;

use claimdiff_text::Span;

use crate::{
    Passage, Reason, Severity, Verdict,
    corpus::Corpus,
    outcome::{Draft, Outcome},
};

/// The most articles of one text that are shown.
const MAX_SHOWN: usize = 8;

pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (article, original) in corpus.copy_of.iter().enumerate() {
        if let Some(original) = original {
            clusters.entry(*original).or_insert_with(|| vec![*original]).push(article);
        }
    }
    for articles in clusters.values() {
        let shown = passages(corpus, articles);
        if shown.len() < 2 {
            continue;
        }
        out.show(
            corpus,
            Draft {
                code: "copy",
                verdict: Verdict::Agree,
                severity: Severity::Change,
                confidence: 90,
                summary: format!("{} articles have one text: one source", articles.len()),
                why: vec!["most runs of five words are the same".to_owned(), "counted as one source".to_owned()],
                event: None,
                passages: shown,
            },
        );
    }
    for (a, b) in &corpus.near_copies {
        let shown = passages(corpus, &[*a, *b]);
        if shown.len() == 2 {
            out.near_miss(corpus, "copy", "much text shared", (Verdict::NotComparable, Reason::Shortened), shown);
        }
    }
}

/// A sentence of each article, the same where they share one.
fn passages(corpus: &Corpus<'_>, articles: &[usize]) -> Vec<Passage> {
    let shown = articles.iter().take(MAX_SHOWN);
    shown.filter_map(|a| common(corpus, articles[0], *a).map(|span| corpus.passage(*a, span, span))).collect()
}

/// The first sentence of an article that stands in another, as far as the records keep sentences; else its first.
fn common(corpus: &Corpus<'_>, original: usize, article: usize) -> Option<Span> {
    let (first, ours) = (&corpus.articles[original].excerpts, &corpus.articles[article].excerpts);
    let same = ours.iter().find(|e| first.iter().any(|o| o.text == e.text));
    same.or(ours.first()).map(|e| e.span)
}
