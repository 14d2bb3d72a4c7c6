//! `date-conflict`: one event on days that exclude each other.

use claimdiff_claims::{Claim, Family, Polarity, Value};

use crate::{
    Reason, Severity, Verdict,
    clue::{Clue, Clues},
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{get, passage, show},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let dates = |at: At| corpus.claims_of(at).filter(|p| is_date(get(corpus, *p)));
    for (x, y, tie) in ties {
        for a in dates(*x) {
            for b in dates(*y) {
                let (c, d) = (get(corpus, a), get(corpus, b));
                let passages = vec![passage(corpus, a), passage(corpus, b)];
                let tie = match *tie {
                    Tie::Other(Reason::OtherDate) if events::one_but_for_its_day(corpus, *x, *y) => {
                        Tie::Same(Clues::default().with(Clue::KindPlaceStory).with(Clue::SameNews))
                    }
                    tie => tie,
                };
                match (tie, relate(c, d)) {
                    (_, None) => {}
                    (Tie::Other(reason), _) => {
                        out.near_miss(corpus, CODE, &c.measure, (Verdict::NotComparable, reason), passages);
                    }
                    (Tie::Open(reason), _) => {
                        out.near_miss(corpus, CODE, &c.measure, (Verdict::Unresolved, reason), passages);
                    }
                    (Tie::Same(_), Some(Some(decision))) => {
                        out.near_miss(corpus, CODE, &c.measure, decision, passages);
                    }
                    (Tie::Same(why), Some(None)) => {
                        out.show(
                            corpus,
                            Draft {
                                code: CODE,
                                verdict: Verdict::Conflict,
                                severity: Severity::Conflict,
                                confidence: 70,
                                summary: format!("{}: {} against {}", c.measure, show(c), show(d)),
                                why: why.with(Clue::DaysExclude).words().collect(),
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

fn is_date(claim: &Claim) -> bool {
    claim.policy.family == Family::Date && matches!(claim.value, Value::Date(_))
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
