//! `headline-body`: the headline's figure is not the body's.

use claimdiff_claims::{Claim, Polarity};

use crate::{
    Severity, Verdict,
    corpus::Corpus,
    figures::{self, Place, passage, show},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    for (article, analysis) in corpus.articles.iter().enumerate() {
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
            // One figure of the body that allows it is enough.
            if body.is_empty() || body.iter().any(|m| figures::may_agree(claim, &analysis.claims[*m])) {
                continue;
            }
            // Several figures of the body are parts, and the headline may count them together.
            let [only] = body.as_slice() else { continue };
            let places = [Place { article, claim: n }, Place { article, claim: *only }];
            out.show(
                corpus,
                Draft {
                    code: "headline-body",
                    verdict: Verdict::Conflict,
                    severity: Severity::Conflict,
                    confidence: 70,
                    summary: format!(
                        "{}: {} in the headline, {} in the body",
                        claim.population.as_deref().unwrap_or(&claim.measure),
                        show(claim),
                        show(&analysis.claims[*only])
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

/// Whether two figures of one article are for the same thing.
fn comparable(a: &Claim, b: &Claim) -> bool {
    a.policy.family == b.policy.family
        && a.measure == b.measure
        && a.polarity == Polarity::Asserted
        && b.polarity == Polarity::Asserted
        && a.period == b.period
        && figures::same_population(a, b)
        && figures::same_unit(a, b)
        && (a.event == b.event || a.event.is_none() || b.event.is_none())
        && a.population.is_some()
}
