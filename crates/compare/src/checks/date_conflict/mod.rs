//! `date-conflict`: one event on days that exclude each other.

use claimdiff_claims::{Claim, EventId, Family, Polarity, Value};
use rustc_hash::FxHashMap;

use crate::{
    Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{Place, get, passage, show},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let dates: Vec<FxHashMap<EventId, Vec<usize>>> = corpus.articles.iter().map(|a| of_events(&a.claims)).collect();
    let none = Vec::new();
    for (x, y, tie) in ties.iter().filter(|(_, _, tie)| matches!(tie, Tie::Same(_))) {
        for ca in dates[x.article].get(&x.event).unwrap_or(&none) {
            for cb in dates[y.article].get(&y.event).unwrap_or(&none) {
                let (a, b) = (Place { article: x.article, claim: *ca }, Place { article: y.article, claim: *cb });
                if !apart(get(corpus, a), get(corpus, b)) {
                    continue;
                }
                let Tie::Same(why) = tie else { continue };
                out.show(
                    corpus,
                    Draft {
                        code: "date-conflict",
                        verdict: Verdict::Conflict,
                        severity: Severity::Conflict,
                        confidence: 70,
                        summary: format!(
                            "{}: {} against {}",
                            get(corpus, a).measure,
                            show(get(corpus, a)),
                            show(get(corpus, b))
                        ),
                        why: why
                            .iter()
                            .map(|w| (*w).to_owned())
                            .chain(["the days exclude each other".to_owned()])
                            .collect(),
                        event: Some(events::label(corpus, *x)),
                        passages: vec![passage(corpus, a), passage(corpus, b)],
                    },
                );
            }
        }
    }
}

fn of_events(claims: &[Claim]) -> FxHashMap<EventId, Vec<usize>> {
    let mut map: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
    for (n, claim) in claims.iter().enumerate() {
        if let (Family::Date, Value::Date(_), Some(event)) = (claim.policy.family, &claim.value, claim.event) {
            map.entry(event).or_default().push(n);
        }
    }
    map
}

/// Whether both state the day of one thing and the days are more than a night apart.
fn apart(a: &Claim, b: &Claim) -> bool {
    let (Value::Date(x), Value::Date(y)) = (&a.value, &b.value) else { return false };
    a.measure == b.measure && a.polarity == Polarity::Asserted && b.polarity == Polarity::Asserted && x.gap(*y) > 1
}
