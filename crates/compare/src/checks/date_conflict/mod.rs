//! `date-conflict`: one event on days that exclude each other.

use claimdiff_claims::{Claim, EventId, Family, Polarity, Value};
use rustc_hash::FxHashMap;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{Place, get, passage, show},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let dates: Vec<FxHashMap<EventId, Vec<usize>>> = corpus.articles.iter().map(|a| of_events(&a.claims)).collect();
    let none = Vec::new();
    for (x, y, tie) in ties {
        for ca in dates[x.article].get(&x.event).unwrap_or(&none) {
            for cb in dates[y.article].get(&y.event).unwrap_or(&none) {
                let (a, b) = (Place { article: x.article, claim: *ca }, Place { article: y.article, claim: *cb });
                let (c, d) = (get(corpus, a), get(corpus, b));
                let passages = vec![passage(corpus, a), passage(corpus, b)];
                let unique = ["the same kind of event, place and story", "told as the news of the same days"];
                let tie = match tie {
                    Tie::Other(Reason::OtherDate) if events::one_but_for_its_day(corpus, *x, *y) => {
                        &Tie::Same(unique.to_vec())
                    }
                    tie => tie,
                };
                match (tie, relate(c, d)) {
                    (_, None) => {}
                    (Tie::Other(reason), _) => {
                        out.near_miss(corpus, CODE, &c.measure, (Verdict::NotComparable, *reason), passages);
                    }
                    (Tie::Open(reason), _) => {
                        out.near_miss(corpus, CODE, &c.measure, (Verdict::Unresolved, *reason), passages);
                    }
                    (Tie::Same(_), Some(Some(decision))) => {
                        out.near_miss(corpus, CODE, &c.measure, decision, passages);
                    }
                    (Tie::Same(why), Some(None)) => {
                        let why = why.iter().copied().chain(["the days exclude each other"]);
                        out.show(
                            corpus,
                            Draft {
                                code: CODE,
                                verdict: Verdict::Conflict,
                                severity: Severity::Conflict,
                                confidence: 70,
                                summary: format!("{}: {} against {}", c.measure, show(c), show(d)),
                                why: why.map(str::to_owned).collect(),
                                event: Some(events::label(corpus, *x)),
                                passages,
                            },
                        );
                    }
                }
            }
        }
    }
}

const CODE: &str = "date-conflict";

fn of_events(claims: &[Claim]) -> FxHashMap<EventId, Vec<usize>> {
    let mut map: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
    for (n, claim) in claims.iter().enumerate() {
        if let (Family::Date, Value::Date(_), Some(event)) = (claim.policy.family, &claim.value, claim.event) {
            map.entry(event).or_default().push(n);
        }
    }
    map
}

/// How two days of one thing lie to each other: `None` where they are of different things, `Some(None)` where they
/// exclude each other, that is, lie more than a night apart.
fn relate(a: &Claim, b: &Claim) -> Option<Option<(Verdict, Reason)>> {
    let (Value::Date(x), Value::Date(y)) = (&a.value, &b.value) else { return None };
    if a.measure != b.measure || a.polarity != Polarity::Asserted || b.polarity != Polarity::Asserted {
        return None;
    }
    Some(match x.gap(*y) {
        _ if x == y => Some((Verdict::Agree, Reason::SameValue)),
        0 | 1 => Some((Verdict::Refine, Reason::Overlap)),
        _ => None,
    })
}
