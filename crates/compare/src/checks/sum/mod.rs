//! `sum`: parts that do not add up to the whole told for the same thing.
//!
//! Parts may overlap ("six women and four of the crew"), so only men, women and children who are more than all people
//! are shown. A whole of "at least" has no end and is left alone.

use std::{collections::BTreeMap, ops::Range};

use claimdiff_claims::{Analysis, Claim, Hedge, Polarity, Quantity, Value};

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    figures::{CountedNoun, Place, get, passage, show, what},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, articles: Range<usize>, out: &mut Outcome) {
    for article in articles {
        let analysis = corpus.articles[article];
        let mut wholes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, claim) in analysis.claims.iter().enumerate() {
            if let Some(whole) = claim.scope.whole.map(|w| w as usize).filter(|w| part_of(analysis, claim, *w)) {
                wholes.entry(whole).or_default().push(n);
            }
        }
        for (whole, parts) in wholes {
            let place = |claim| Place { article, claim };
            decide(corpus, place(whole), parts.into_iter().map(place).collect(), out);
        }
    }
}

/// Whether a claim is a part of another, both told as so and of what became of the same people.
fn part_of(article: &Analysis, part: &Claim, whole: usize) -> bool {
    article.claims.get(whole).is_some_and(|w| {
        let unit = figure(part).zip(figure(w)).is_some_and(|(q, r)| q.unit == r.unit);
        unit && part.measure == w.measure && part.polarity == Polarity::Asserted && w.polarity == Polarity::Asserted
    })
}

fn figure(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Quantity(q) => Some(q),
        _ => None,
    }
}

fn decide(corpus: &Corpus<'_>, whole: Place, parts: Vec<Place>, out: &mut Outcome) {
    let claim = get(corpus, whole);
    let exact = |q: &&Quantity| matches!(q.hedge, Hedge::None | Hedge::AtMost | Hedge::LessThan);
    let Some(all) = figure(claim).filter(exact).map(|q| q.value.hi) else { return };
    let least = |p: &Place| figure(get(corpus, *p)).map_or(0.0, |q| q.value.lo);
    // Of each sex and of children the largest, since one group may be told twice.
    let mut sexes: BTreeMap<usize, f64> = BTreeMap::new();
    for part in &parts {
        if let Some(sex) = get(corpus, *part).population.as_deref().and_then(sex) {
            let most = sexes.entry(sex as usize).or_default();
            *most = most.max(least(part));
        }
    }
    let together: f64 = sexes.values().sum();
    let passages = [whole].iter().chain(&parts).map(|p| passage(corpus, *p)).collect();
    if together <= all {
        let adds_up = parts.iter().map(least).sum::<f64>() == all;
        let decision = match adds_up {
            true => (Verdict::Agree, Reason::SumCloses),
            false => (Verdict::Refine, Reason::Compatible),
        };
        return out.near_miss(corpus, "sum", &claim.measure, decision, passages);
    }
    let values: Vec<String> = parts.iter().map(|p| show(get(corpus, *p))).collect();
    out.show(
        corpus,
        Draft {
            code: "sum",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 75,
            summary: format!(
                "{}: {} in all, {} as parts of them",
                what(corpus, whole),
                show(claim),
                values.join(" and ")
            ),
            why: vec!["the parts are more than the whole that one sentence gives for them".to_owned()],
            event: None,
            passages,
        },
    );
}

/// The group of a folded noun among men, women and children, who do not overlap.
fn sex(noun: &str) -> Option<CountedNoun> {
    [CountedNoun::Man, CountedNoun::Woman, CountedNoun::Minor].into_iter().find(|group| group.has(noun))
}
