//! Figures of events that may be one.

use claimdiff_claims::Claim;

use super::{
    MAX_POSTINGS, Paths,
    part::{HALF, SUREST, falls, far, parted},
};
use crate::{
    Reason, Verdict,
    corpus::Corpus,
    events::{At, Tie},
    figures::{Index, Judged, Link, decide::judge, get, likeness, pair::Pair, quantity, sum},
};

pub(super) fn find(corpus: &Corpus<'_>, index: &Index, ties: &[(At, At, Tie)], paths: &mut Paths) {
    let figures = |at: At| corpus.claims_of(at).filter(|p| quantity(get(corpus, *p)).is_some()).take(MAX_POSTINGS);
    for (x, y, tie) in ties {
        for a in figures(*x) {
            for b in figures(*y) {
                if !same_measure(get(corpus, a), get(corpus, b)) {
                    continue;
                }
                match tie {
                    Tie::Same(why) => {
                        let link = Link { why: *why, event: Some(*x), sure: 85, ..Link::default() };
                        let mut j = judge(corpus, a, b, link);
                        paths.seen.insert((a, b));
                        if let (Some(s), Some(t)) = (index.sentence(a), index.sentence(b)) {
                            j.link.likely = likeness::same(&Pair::new(corpus, s, t).evidence);
                            let halved = j.link.likely < SUREST && falls(corpus, a, b, HALF);
                            let part = j.link.likely < VETO || parted(corpus, s, t) || far(corpus, a, b, FAR) || halved;
                            if j.verdict.differs() && sum::closes(corpus, s, t) {
                                (j.verdict, j.reason) = (Verdict::Agree, Reason::SumCloses);
                            }
                            if j.verdict.differs() && part {
                                (j.verdict, j.reason) = (Verdict::ScopeDiffers, Reason::OtherPopulation);
                            }
                        }
                        paths.judged.push(j);
                    }
                    Tie::Open(reason) | Tie::Other(reason) => {
                        let verdict = match tie {
                            Tie::Open(_) => Verdict::Unresolved,
                            _ => Verdict::NotComparable,
                        };
                        let link = Link { event: Some(*x), sure: 80, ..Link::default() };
                        paths.judged.push(Judged { a, b, verdict, reason: *reason, link });
                        if matches!(tie, Tie::Other(_)) {
                            paths.others.insert((a, b));
                        }
                    }
                }
            }
        }
    }
}

/// Whether two claims measure one thing: then they are worth a line in the ledger.
fn same_measure(a: &Claim, b: &Claim) -> bool {
    a.policy.family == b.policy.family
        && a.measure == b.measure
        && quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

/// How many times one count is another from which they are not of one thing.
pub(super) const FAR: f64 = 10.0;
/// How much two figures must look alike although their events are one.
pub(super) const VETO: f32 = 0.2;
