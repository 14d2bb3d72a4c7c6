//! `denial`: what one article tells is denied or rejected in another.

mod negated;

use claimdiff_claims::{Polarity, StanceSort};
use rustc_hash::FxHashMap;

use super::stance::{self, Stand, Topics, stands};
use crate::{
    Passage, Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{self, get},
    outcome::{Draft, Outcome},
};

/// The most earlier stances with one word that are looked at.
const MAX_POSTINGS: usize = 32;
/// Words of matter that a proposal and its rejection share.
const MIN_SHARED: usize = 3;

/// A figure of an event that is asserted in one article and denied in the other.
pub(crate) fn claims(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    for (x, y, tie) in ties {
        // What is told of a war is told of all its attacks.
        let Tie::Same(why) = tie else { continue };
        if events::is_war(corpus, *x) {
            continue;
        }
        for (no, yes) in [(x, y), (y, x)] {
            for deny in corpus.claims_of(*no).filter(|p| get(corpus, *p).polarity == Polarity::Denied) {
                let denied = get(corpus, deny);
                let told = corpus.claims_of(*yes).find(|p| {
                    let c = get(corpus, *p);
                    c.polarity == Polarity::Asserted
                        && c.measure == denied.measure
                        && figures::same_unit(c, denied)
                        && figures::may_agree(c, denied)
                });
                if let Some(tell) = told {
                    let passages = vec![figures::passage(corpus, tell), figures::passage(corpus, deny)];
                    let figure = get(corpus, tell);
                    let summary = format!(
                        "{}: {} asserted in one, denied in the other",
                        figures::what(corpus, tell),
                        figures::show(figure)
                    );
                    show(corpus, summary, why.words().collect(), passages, out);
                }
            }
        }
    }
}

/// What is told in one article of a story and negated in another.
pub(crate) fn told(corpus: &Corpus<'_>, out: &mut Outcome) {
    negated::check(corpus, out);
}

/// A proposal of one article that somebody rejects in another; an article that tells of both is left alone.
pub(crate) fn proposals(corpus: &Corpus<'_>, topics: &Topics<'_, '_>, out: &mut Outcome) {
    let mut postings: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let of = |article: usize| stands(article, corpus.articles[article]).filter(|s| proposes(s) || rejects(s));
    let all: Vec<Stand<'_>> = (0..corpus.articles.len()).flat_map(of).collect();
    let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
    for (n, stand) in all.iter().enumerate() {
        shared.clear();
        let words = match &stand.claim.value {
            claimdiff_claims::Value::Words(words) => words.as_str(),
            _ => "",
        };
        for word in words.split(' ') {
            let list = postings.entry(word).or_default();
            list.iter().rev().take(MAX_POSTINGS).for_each(|o| *shared.entry(*o).or_default() += 1);
            list.push(n as u32);
        }
        let mut found: Vec<u32> = shared.iter().filter(|(_, n)| **n >= MIN_SHARED).map(|(o, _)| *o).collect();
        found.sort_unstable();
        for other in found {
            let other = &all[other as usize];
            let (yes, no) = if proposes(stand) { (stand, other) } else { (other, stand) };
            let (x, y) = (yes.at.article, no.at.article);
            if !proposes(yes) || !rejects(no) || x == y || yes.claim.subject.is_none() {
                continue;
            }
            let knows = stands(x, corpus.articles[x]).any(|s| rejects(&s) && s.shared(yes, usize::MAX) >= 2);
            let passages = vec![stance::passage(corpus, yes.at), stance::passage(corpus, no.at)];
            if !topics.one(x, y) {
                out.near_miss(corpus, CODE, "proposal", (Verdict::NotComparable, Reason::Unlinked), passages);
            } else if knows {
                out.near_miss(corpus, CODE, "proposal", (Verdict::Refine, Reason::Compatible), passages);
            } else {
                let by = |s: &Stand<'_>| {
                    let id = s.claim.subject.or_else(|| s.claim.sources.first()?.entity)?;
                    Some(format!(" by {}", corpus.articles[s.at.article].entity(id).name))
                };
                let summary = format!(
                    "proposed{} and rejected{}: {}",
                    by(yes).unwrap_or_default(),
                    by(no).unwrap_or_default(),
                    stance::words(corpus, no.at)
                );
                let why = vec!["the same proposal".to_owned(), "the first article does not tell of it".to_owned()];
                show(corpus, summary, why, passages, out);
            }
        }
    }
}

const CODE: &str = "denial";

fn proposes(stand: &Stand<'_>) -> bool {
    stand.claim.measure == StanceSort::Proposal.name() && !stand.against()
}

fn rejects(stand: &Stand<'_>) -> bool {
    stand.claim.measure == StanceSort::Accept.name() && stand.against()
}

fn show(corpus: &Corpus<'_>, summary: String, why: Vec<String>, passages: Vec<Passage>, out: &mut Outcome) {
    let draft = Draft {
        code: CODE,
        verdict: Verdict::SourceConflict,
        severity: Severity::Change,
        confidence: 60,
        summary,
        why,
        event: None,
        passages,
    };
    out.show(corpus, draft);
}
