//! The checks, one folder each; [`CHECKS`] is the only list of them.

pub(crate) mod attribution;
pub(crate) mod copy;
pub(crate) mod denial;
pub(crate) mod elapsed_time;
pub(crate) mod framing;
pub(crate) mod headline_body;
pub(crate) mod office_holder;
pub(crate) mod ordinal_conflict;
pub(crate) mod role_conflict;
pub(crate) mod stance;
pub(crate) mod sum;
pub(crate) mod weekday;

use std::ops::Range;

use crate::{
    Options,
    corpus::Corpus,
    events::{self, At, Tie},
    facts,
    outcome::Outcome,
    posts, quotes,
};

/// A check: one code and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its stable kebab-case code.
    pub code: &'static str,
    /// The text that `claimdiff explain CODE` prints, under five fixed headings: what it finds, why it matters,
    /// example, what it leaves alone, source.
    pub explain: &'static str,
    /// Pairs of articles with the codes of what is shown of them, as the tests run them.
    pub cases: &'static str,
    /// How it is run.
    pub(crate) run: &'static [Run],
}

impl Check {
    /// The code of the check that finds its differences along with its own, where it is another.
    pub fn found_with(&self) -> Option<&'static str> {
        self.run.iter().find_map(|run| if let Run::With(code) = run { Some(*code) } else { None })
    }
}

/// A part of a check.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Run {
    /// It is found by the check of another code: one fact or one utterance, looked at once.
    With(&'static str),
    /// Over facts: what is found in groups of articles.
    Facts(fn(&Corpus<'_>, &Options) -> Vec<Outcome>),
    /// Over each block of articles, and those before it.
    Block(fn(&Block<'_, '_>, &mut Part)),
    /// Over all articles at once.
    Whole(fn(&Whole<'_, '_>, &mut Outcome)),
}

/// A block of articles, as checks see it.
pub(crate) struct Block<'c, 'a> {
    pub(crate) corpus: &'c Corpus<'a>,
    pub(crate) quotes: &'c quotes::Index,
    /// The events that articles of the block have in common with earlier ones.
    pub(crate) ties: &'c [(At, At, Tie)],
    /// Those on both of which there are claims.
    pub(crate) told: &'c [(At, At, Tie)],
    pub(crate) articles: Range<usize>,
}

/// What checks find in a block.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) outcome: Outcome,
    /// The pairs of quotations that differ: findings join them.
    pub(crate) quotes: Vec<quotes::Pair>,
}

/// All articles, as checks see them.
pub(crate) struct Whole<'c, 'a> {
    pub(crate) corpus: &'c Corpus<'a>,
    pub(crate) quotes: &'c [quotes::Pair],
    /// The events that are one and of which more than two articles may tell.
    pub(crate) ties: &'c [(At, At, Tie)],
    pub(crate) topics: &'c stance::Topics<'c, 'a>,
    pub(crate) options: &'c Options,
}

impl Whole<'_, '_> {
    /// Whether one of some codes was asked for by name.
    fn selects(&self, codes: &[&str]) -> bool {
        self.options.selected.iter().any(|code| codes.contains(code))
    }
}

/// Whether an event that is one in two articles matters to a check over all articles.
pub(crate) fn outlives(corpus: &Corpus<'_>, (x, y, tie): &(At, At, Tie)) -> bool {
    let lasts = |at: &At| elapsed_time::is_told(corpus, *at);
    matches!(tie, Tie::Same(_)) && (events::is_war(corpus, *x) || lasts(x) && lasts(y))
}

/// The check of a code, whose folder has the same name with underscores.
macro_rules! check {
    ($code:literal, $folder:literal, $($run:expr),+) => {
        Check {
            code: $code,
            explain: include_str!(concat!($folder, "/explain.md")),
            cases: include_str!(concat!($folder, "/check.cases")),
            run: &[$($run),+],
        }
    };
}

/// Figures, lengths, days, clocks and ranks are judged once, as facts; the code is told by what they are.
const AS_FACTS: Run = Run::With("number-conflict");

/// All checks, in the order of their codes.
pub const CHECKS: &[Check] = &[
    check!("attribution", "attribution", Run::Block(|b, part| attribution::check(b.corpus, b.told, &mut part.outcome))),
    check!("copy", "copy", Run::Whole(|w, out| copy::check(w.corpus, out))),
    check!("date-conflict", "date_conflict", AS_FACTS),
    check!(
        "denial",
        "denial",
        Run::Block(|b, part| denial::claims(b.corpus, b.told, &mut part.outcome)),
        Run::Whole(|w, out| denial::proposals(w.corpus, w.topics, out)),
        Run::Whole(|w, out| {
            if w.selects(&["denial", "stance"]) {
                denial::told(w.corpus, out);
            }
        })
    ),
    check!("duration-conflict", "duration_conflict", AS_FACTS),
    check!("elapsed-time", "elapsed_time", AS_FACTS, Run::Whole(|w, out| elapsed_time::check(w.corpus, w.ties, out))),
    check!(
        "framing",
        "framing",
        Run::Whole(|w, out| {
            if w.options.framing {
                framing::check(w.corpus, w.ties, out);
            }
        })
    ),
    check!(
        "headline-body",
        "headline_body",
        Run::Block(|b, part| headline_body::check(b.corpus, b.articles.clone(), &mut part.outcome))
    ),
    check!("number-changed", "number_changed", AS_FACTS),
    check!("number-conflict", "number_conflict", Run::Facts(facts::check)),
    check!("number-revision", "number_revision", AS_FACTS),
    check!("number-scope", "number_scope", AS_FACTS),
    check!("number-update", "number_update", AS_FACTS),
    check!("office-holder", "office_holder", Run::Whole(|w, out| office_holder::check(w.corpus, out))),
    check!(
        "ordinal-conflict",
        "ordinal_conflict",
        AS_FACTS,
        Run::Block(|b, part| {
            ordinal_conflict::check(b.corpus, b.articles.clone(), b.told, &mut part.outcome);
        })
    ),
    check!("quote-speaker", "quote_speaker", Run::With("quote-wording")),
    check!(
        "quote-wording",
        "quote_wording",
        Run::Block(|b, part| {
            part.quotes = quotes::check(b.corpus, b.quotes, b.articles.clone(), &mut part.outcome);
            posts::check(b.corpus, b.ties, &mut part.outcome);
        }),
        Run::Whole(|w, out| quotes::show_all(w.corpus, w.quotes, out))
    ),
    check!("role-conflict", "role_conflict", Run::Whole(|w, out| role_conflict::check(w.corpus, out))),
    check!("stance", "stance", Run::Whole(|w, out| stance::check(w.corpus, w.topics, out))),
    check!("sum", "sum", Run::Block(|b, part| sum::check(b.corpus, b.articles.clone(), &mut part.outcome))),
    check!("weekday", "weekday", Run::Block(|b, part| weekday::check(b.corpus, b.articles.clone(), &mut part.outcome))),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_run_by_itself_or_by_another() {
        for check in CHECKS {
            assert!(!check.run.is_empty(), "{}", check.code);
            let other = check.found_with().map(|code| CHECKS.iter().find(|c| c.code == code));
            assert!(other.is_none_or(|c| c.is_some_and(|c| c.found_with().is_none())), "{}", check.code);
        }
    }
}
