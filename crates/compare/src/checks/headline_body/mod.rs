//! `headline-body`: the headline's figure is not the body's.

use std::ops::Range;

use claimdiff_claims::{Claim, Family, Polarity};

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    facts,
    figures::{self, Place, passage, show, what},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, block: Range<usize>, out: &mut Outcome) {
    for article in block {
        let analysis = corpus.articles[article];
        let Some(headline) = analysis.meta.headline.as_ref().and_then(|h| h.span) else { continue };
        let within = |c: &Claim| headline.contains(c.span);
        for (n, claim) in analysis.claims.iter().enumerate().filter(|(_, c)| within(c)) {
            let body: Vec<usize> = analysis
                .claims
                .iter()
                .enumerate()
                .filter(|(_, c)| !within(c) && comparable(claim, c))
                .map(|(m, _)| m)
                .collect();
            let Some(first) = body.first() else { continue };
            let allows = |m: &usize| figures::may_agree(claim, &analysis.claims[*m]);
            let told = || analysis.claims.iter().position(|c| !within(c) && is_told(claim, c));
            let agrees = body.iter().copied().find(allows).or_else(told);
            let places = [n, agrees.unwrap_or(*first)].map(|claim| Place { article, claim });
            // One figure of the body that allows it is enough; and several are parts, which the headline may count
            // together.
            let decision = match (agrees, body.len()) {
                (Some(_), _) => Some((Verdict::Agree, Reason::SameValue)),
                (None, 1) if analysis.claims[*first].span.start <= headline.end.saturating_add(LEAD) => None,
                (None, 1) => Some((Verdict::Unresolved, Reason::Unlinked)),
                _ => Some((Verdict::Refine, Reason::Compatible)),
            };
            if let Some(decision) = decision {
                let passages = places.into_iter().map(|p| passage(corpus, p)).collect();
                out.near_miss(corpus, "headline-body", &claim.measure, decision, passages);
                continue;
            }
            out.show(
                corpus,
                Draft {
                    code: "headline-body",
                    verdict: Verdict::Conflict,
                    severity: Severity::Conflict,
                    confidence: 70,
                    summary: format!(
                        "{}: {} in the headline, {} in the body",
                        what(corpus, Place { article, claim: n }),
                        show(claim),
                        show(&analysis.claims[*first])
                    ),
                    why: vec![
                        "the same article, measure and group".to_owned(),
                        "no figure of the body allows that of the headline".to_owned(),
                    ],
                    event: None,
                    passages: places.into_iter().map(|p| passage(corpus, p)).collect(),
                },
            );
        }
    }
}

/// How many bytes behind the headline an article tells what its headline does; further down stands what was before: of war
/// articles "2 dead" stood over "more than 270 since the spring".
const LEAD: u32 = 600;

/// The figures up to this are in every article, of whatever.
const SMALL: f64 = 5.0;

/// Whether the body tells the headline's very figure, if in other words: "killing eleven of them" under "Eleven dead".
fn is_told(a: &Claim, b: &Claim) -> bool {
    let same = facts::Range::of(a).zip(facts::Range::of(b)).is_some_and(|(x, y)| x.equals(y) && x.point > SMALL);
    same && a.policy.family == b.policy.family && figures::same_unit(a, b)
}

/// Whether two figures of one article, that of the headline first, are for the same thing.
fn comparable(a: &Claim, b: &Claim) -> bool {
    // A headline has no room for the noun of a toll ("14 dead"), and lengths are of what they are told of.
    let people = a.population.is_some() || a.status.is_some();
    let told = match a.policy.family {
        Family::Duration => a.noun.is_some() && a.noun == b.noun,
        _ => people && figures::same_population(a, b) && a.status == b.status,
    };
    a.policy.is_compared()
        && a.policy.family == b.policy.family
        && a.measure == b.measure
        && a.polarity == Polarity::Asserted
        && b.polarity == Polarity::Asserted
        && a.mode == b.mode
        && a.period == b.period
        && a.when == b.when
        && told
        && figures::same_unit(a, b)
        && (a.event == b.event || a.event.is_none() || b.event.is_none())
}
