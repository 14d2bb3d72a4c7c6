//! `attribution`: what one article tells as a fact is hearsay in another.

use claimdiff_claims::{Claim, Family, Polarity, Voice};

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{self, get, passage},
    outcome::{Draft, Outcome},
};

/// The most claims of one event of an article that are looked at.
const MAX_CLAIMS: usize = 32;

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let told = |at: At| corpus.claims_of(at).filter(|p| is_told(get(corpus, *p))).take(MAX_CLAIMS);
    for (x, y, tie) in ties {
        let Tie::Same(why) = tie else { continue };
        for a in told(*x) {
            for b in told(*y) {
                let (c, d) = (get(corpus, a), get(corpus, b));
                if !one_figure(c, d) || corpus.is_copy(x.article, y.article) || hearsay(c) == hearsay(d) {
                    continue;
                }
                let told = if hearsay(c) { d } else { c };
                if !told.sources.is_empty() {
                    // Who is cited differs from desk to desk.
                    let passages = vec![passage(corpus, a), passage(corpus, b)];
                    let decision = (Verdict::Agree, Reason::OtherSource);
                    out.near_miss(corpus, "attribution", &c.measure, decision, passages);
                    continue;
                }
                let mut steps: Vec<String> = why.words().collect();
                steps.push("the same figure, in one as the outlet's own words, in the other as hearsay".to_owned());
                out.show(
                    corpus,
                    Draft {
                        code: "attribution",
                        verdict: Verdict::Refine,
                        severity: Severity::Change,
                        confidence: 65,
                        summary: format!("{}: a fact in one, hearsay in the other", get(corpus, a).measure),
                        why: steps,
                        event: Some(events::label(corpus, *x)),
                        passages: vec![passage(corpus, a), passage(corpus, b)],
                    },
                );
            }
        }
    }
}

/// Whether a claim gives a figure as a fact.
fn is_told(claim: &Claim) -> bool {
    matches!(claim.policy.family, Family::Number | Family::Duration) && claim.polarity == Polarity::Asserted
}

fn hearsay(claim: &Claim) -> bool {
    claim.sources.first().is_some_and(|l| l.voice == Voice::Hearsay)
}

/// Whether two claims give one figure of one thing.
fn one_figure(a: &Claim, b: &Claim) -> bool {
    a.measure == b.measure && a.value == b.value && figures::same_unit(a, b) && figures::same_population(a, b)
}
