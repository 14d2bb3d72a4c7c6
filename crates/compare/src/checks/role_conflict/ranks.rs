//! Two ranks of one ladder that two articles of one story give to one person: a superintendent and a chief superintendent.

use std::{collections::BTreeMap, sync::LazyLock};

use claimdiff_claims::{Polarity, Rule};
use claimdiff_text::table;
use rustc_hash::FxHashMap;

use super::words;
use crate::{
    Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{Place, get, passage},
    outcome::{Draft, Outcome},
};

const RANKS_NAME: &str = "ranks";
const RANKS_ROWS: &str = include_str!("ranks.tsv");

/// The ladder of each rank.
static RANKS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(RANKS_ROWS).map(|r| (r.key(), r.cells[1])).collect());

/// Days between two articles in which nobody is promoted.
const SAME_RANK: i32 = 7;

/// Holds the ranks that articles give to people of one family name against each other.
pub(super) fn check(corpus: &Corpus<'_>, claims: &[(Place, &str)], out: &mut Outcome) {
    // Of each article the fullest title of each person: a general may be a "lieutenant general" above.
    let mut fullest: BTreeMap<(usize, &str), (Place, &str)> = BTreeMap::new();
    for (at, name) in claims {
        let claim = get(corpus, *at);
        let beside = matches!(claim.rule, Rule::Title | Rule::Apposition) && claim.polarity == Polarity::Asserted;
        let Some(title) = words(claim).filter(|t| beside && RANKS.contains_key(t)) else { continue };
        if !name.contains(' ') {
            continue;
        }
        let known = fullest.entry((at.article, name)).or_insert((*at, title));
        if title.len() > known.1.len() {
            *known = (*at, title);
        }
    }
    let all: Vec<(&str, Place, &str)> = fullest.into_iter().map(|((_, name), (at, title))| (name, at, title)).collect();
    for (n, (name, at, title)) in all.iter().enumerate() {
        let other = all[n + 1..].iter().find(|(theirs, other, rank)| {
            identity(name, theirs) == Identity::Same
                && other.article != at.article
                && exclude(title, rank)
                && corpus.same_dossier(at.article, other.article)
                && corpus.near(at.article, other.article, SAME_RANK)
        });
        if let Some((_, other, rank)) = other {
            let name = get(corpus, *at).subject.map(|id| corpus.articles[at.article].entity(id).name.clone());
            out.show(
                corpus,
                Draft {
                    code: "role-conflict",
                    verdict: Verdict::Conflict,
                    severity: Severity::Conflict,
                    confidence: 75,
                    summary: format!("{}: {title} against {rank}", name.unwrap_or_default()),
                    why: vec![
                        "the same person in one story".to_owned(),
                        "one holds one of the two at a time".to_owned(),
                    ],
                    event: None,
                    passages: vec![passage(corpus, *at), passage(corpus, *other)],
                },
            );
            return;
        }
    }
}

/// Whether two titles are different ones of one ladder.
fn exclude(a: &str, b: &str) -> bool {
    let ladder = |title: &str| RANKS.get_key_value(title).inspect(|(key, _)| table::hit(RANKS_NAME, key));
    a != b && ladder(a).zip(ladder(b)).is_some_and(|((_, x), (_, y))| x == y)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [(super::RANKS_NAME, super::RANKS_ROWS)];
        claimdiff_cases::check("ranks.cases", include_str!("ranks.cases"), &tables, |wording| {
            let (a, b) = wording.split_once(" | ").expect("two titles");
            super::exclude(a, b).then(|| "exclusive".to_owned()).into_iter().collect()
        });
    }
}
