//! What became of two claims: shown, kept in the ledger, counted as unlike, or not put side by side, and why.

use std::sync::Arc;

use claimdiff_claims::Analysis;

use crate::{
    Comparison, Model, Options, Reason, Verdict, Workers, chronological,
    corpus::Corpus,
    facts::{self, Apart, ClaimRef, Fate, Trace, Tracer},
};

/// What became of two claims.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// They stand in the finding of this id.
    Finding(String),
    /// They stand in the ledger, alone or for others of the same words.
    Ledger {
        /// What was decided.
        verdict: Verdict,
        /// Why it is no finding.
        reason: Reason,
        /// The id of the bar or rule that kept it back, or the probability.
        by: String,
    },
    /// They were put side by side and counted as unlike.
    Unlike {
        /// The probability, where more than the first trees of the model was asked.
        probability: Option<String>,
        /// What sets them apart, in clauses.
        because: Vec<String>,
    },
    /// They were not put side by side: why.
    Apart(Apart),
}

/// What became of pairs of claims, each an article and a claim of it, as indices. `comparison` is that of the articles.
pub fn trace(
    articles: &[Analysis],
    comparison: &Comparison,
    options: &Options,
    workers: &dyn Workers,
    pairs: &[[(usize, usize); 2]],
) -> Vec<Became> {
    let order = chronological(articles);
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
    let corpus = Corpus::new(order.iter().map(|at| &articles[*at]).collect(), workers);
    let model: Option<&Arc<Model>> = options.model.as_ref();
    let mut tracer = Tracer::new(&corpus, model.map_or(Model::shipped(), |m| m));
    let became = |pair: &[(usize, usize); 2]| {
        let [a, b] = pair.map(|(article, claim)| ClaimRef { article: places[article], claim });
        match tracer.of(a, b) {
            Trace::Apart(why) => Became::Apart(why),
            Trace::Judged(Fate::Unlike { fact }, because) => {
                Became::Unlike { probability: fact.map(facts::probability), because }
            }
            Trace::Judged(Fate::Kept { verdict, reason, by }, _) => Became::Ledger { verdict, reason, by: by.words() },
            Trace::Judged(Fate::Shown { code, .. }, _) => {
                let holds = |(article, claim): (usize, usize), f: &crate::Finding| {
                    let span = articles[article].claims[claim].span;
                    f.passages.iter().any(|p| p.article == article && p.span == span)
                };
                // A pair that moved may stand in the conflict of its fact: see `facts::findings`.
                let of = |f: &&crate::Finding| f.score.is_some() && pair.iter().all(|p| holds(*p, f));
                let mut found = comparison.findings.iter().filter(of);
                let best = found.clone().find(|f| f.code == code).or_else(|| found.next());
                Became::Finding(best.map_or(String::new(), |f| f.id.clone()))
            }
        }
    };
    pairs.iter().map(became).collect()
}
