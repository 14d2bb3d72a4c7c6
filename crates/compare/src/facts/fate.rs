//! What became of two claims of one dimension: every pair of a story ends in a finding, in the ledger, or is counted.

use super::{
    bars::Bar,
    rules::{Decision, RULES},
};
use crate::{Reason, Verdict};

/// What was made of two claims that were put side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// They are in a finding.
    Shown { decision: Decision, code: &'static str, score: f32 },
    /// They are in the ledger.
    Kept { verdict: Verdict, reason: Reason, by: By },
    /// Too little says that they are of one fact: they are counted.
    Unlike {
        /// The score of being of one fact, where more than the first trees was asked.
        fact: Option<f32>,
    },
}

/// What kept two claims from being a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum By {
    /// A bar, by its place in the list.
    Bar(u8),
    /// A rule, by its place in the list.
    Rule(u8),
    /// The score of being of one fact: each is likelier of another's.
    Fact(f32),
    /// The score of the difference being right.
    Difference(f32),
}

impl By {
    pub(super) fn bar(bar: &Bar) -> By {
        let at = super::bars::BARS.iter().position(|b| b.id == bar.id);
        By::Bar(at.unwrap_or_default() as u8)
    }

    pub(super) fn rule(decision: &Decision) -> By {
        By::Rule(RULES.iter().position(|r| r.id == decision.rule).unwrap_or(RULES.len()) as u8)
    }

    /// The id of the bar or rule, or the probability.
    pub(crate) fn words(self) -> String {
        match self {
            By::Bar(at) => format!("bar {}", super::bars::BARS.get(usize::from(at)).map_or("none", |b| b.id)),
            By::Rule(at) => format!("rule {}", RULES.get(usize::from(at)).map_or("none", |r| r.id)),
            By::Fact(score) => format!("probability of one fact {}; each is likelier of another's", probability(score)),
            By::Difference(score) => format!("probability of a right difference {}", probability(score)),
        }
    }
}

/// A raw score as a probability in words; nothing is decided by it.
pub(crate) fn probability(score: f32) -> String {
    let percent = (100.0 / (1.0 + (-f64::from(score)).exp())).round();
    match percent as i64 {
        ..1 => "under 1 %".to_owned(),
        100.. => "over 99 %".to_owned(),
        n => format!("{n} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told to newcomers is the lists, in their order.
    #[test]
    fn the_map_tells_the_bars_and_rules_in_their_order() {
        let map = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ARCHITECTURE.md"));
        let section = map.split("## When two claims differ").nth(1).and_then(|s| s.split("\n## ").next()).unwrap_or("");
        let told: Vec<&str> = section
            .lines()
            .filter_map(|l| l.strip_prefix("   - `"))
            .filter_map(|l| l.split_once("`: "))
            .map(|(id, _)| id)
            .collect();
        let bars = crate::facts::bars::BARS.iter().map(|b| b.id);
        assert_eq!(told, bars.chain(RULES.iter().map(|r| r.id)).collect::<Vec<_>>());
    }

    #[test]
    fn a_score_reads_as_a_probability() {
        let of = |score| By::Difference(score).words();
        assert_eq!(of(0.0), "probability of a right difference 50 %");
        assert_eq!(of(-30.0), "probability of a right difference under 1 %");
        assert_eq!(of(f32::NEG_INFINITY), "probability of a right difference under 1 %");
        assert_eq!(of(f32::INFINITY), "probability of a right difference over 99 %");
    }
}
