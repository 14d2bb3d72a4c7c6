//! How many outlets tell something, and from how many origins: copies of one text, texts of one agency and outlets of one
//! publisher are one.

use std::sync::LazyLock;

use claimdiff_claims::Analysis;
use claimdiff_text::{outlet_key, table};
use rustc_hash::FxHashMap;

use crate::{Finding, stories::root};

/// Who tells what a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// How many outlets: those of one name are one, an article whose outlet nobody knows is one.
    pub outlets: usize,
    /// How many of them are independent of each other, as far as is known.
    pub origins: usize,
    /// What several of them have in common: an agency, a publisher, or "one text".
    pub shared: Vec<String>,
}

/// The outlets and origins of a finding; `copy_of` is that of the comparison.
pub fn origins(articles: &[Analysis], copy_of: &[Option<usize>], finding: &Finding) -> Origins {
    let mut told: Vec<usize> = finding.passages.iter().map(|p| p.article).collect();
    told.sort_unstable();
    told.dedup();
    let outlets: Vec<String> = told
        .iter()
        .map(|at| match &articles[*at].meta.outlet {
            Some(outlet) => outlet_key(&outlet.value),
            // No outlet has such a name.
            None => format!(" {at}"),
        })
        .collect();
    let mut names: Vec<&String> = outlets.iter().collect();
    names.sort_unstable();
    names.dedup();
    let mut origins = names.len();
    let mut joined: Vec<u32> = (0..names.len() as u32).collect();
    let mut shared: Vec<String> = Vec::new();
    let place = |outlet: &String| names.binary_search(&outlet).unwrap_or_default() as u32;
    // The first outlet of each thing that outlets may have in common.
    let mut first: FxHashMap<String, u32> = FxHashMap::default();
    for (at, outlet) in told.iter().zip(&outlets) {
        let meta = &articles[*at].meta;
        let text = copy_of.get(*at).copied().flatten().unwrap_or(*at);
        let agency = meta.agency.as_ref().map(|a| a.value.clone());
        let family = family(outlet).map(str::to_owned);
        let common = agency.into_iter().chain(family).map(|name| (name.clone(), name));
        for (key, name) in common.chain([(format!(" {text}"), String::from("one text"))]) {
            let own = root(&mut joined, place(outlet));
            let other = *first.entry(key).or_insert(own);
            let other = root(&mut joined, other);
            if own != other {
                joined[own.max(other) as usize] = own.min(other);
                origins -= 1;
                shared.push(name);
            }
        }
    }
    shared.sort_unstable();
    shared.dedup();
    Origins { outlets: names.len(), origins, shared }
}

const NAME: &str = "families";
const ROWS: &str = include_str!("families.tsv");
static FAMILIES: LazyLock<FxHashMap<String, (&str, &str)>> =
    LazyLock::new(|| table::rows(ROWS).map(|row| (outlet_key(row.key()), (row.key(), row.cell(1)))).collect());

/// The publisher of an outlet, by its folded name.
fn family(outlet: &str) -> Option<&'static str> {
    let (key, publisher) = FAMILIES.get(outlet)?;
    table::hit(NAME, key);
    Some(publisher)
}

#[cfg(test)]
mod tests {
    use claimdiff_text::{Origin, Sourced, Span};

    use super::*;
    use crate::{Grade, Passage, Severity, Verdict, sample};

    #[test]
    fn publishers() {
        claimdiff_cases::check("families.cases", include_str!("families.cases"), &[(NAME, ROWS)], |outlet| {
            family(&outlet_key(outlet)).map(str::to_owned).into_iter().collect()
        });
    }

    #[test]
    fn copies_agencies_and_publishers_are_one_origin() {
        let make = |outlet: Option<&str>, agency: Option<&str>| {
            let mut a = sample::article("x", "");
            let known = |value: &str| Sourced::new(value.to_owned(), Origin::Metadata);
            (a.meta.outlet, a.meta.agency) = (outlet.map(known), agency.map(known));
            a
        };
        let told = |articles: &[Analysis], copy_of: &[Option<usize>]| {
            let passage = |article| Passage {
                article,
                span: Span::new(0, 0),
                context: Span::new(0, 0),
                value: None,
                told: None,
                said_by: Vec::new(),
                differs: Vec::new(),
            };
            let finding = Finding {
                id: String::new(),
                revision: String::new(),
                aliases: Vec::new(),
                code: "number-conflict",
                verdict: Verdict::Conflict,
                severity: Severity::Conflict,
                confidence: 95,
                grade: Grade::Sure,
                score: None,
                summary: String::new(),
                why: Vec::new(),
                event: None,
                passages: (0..articles.len()).map(passage).collect(),
            };
            let Origins { outlets, origins, shared } = origins(articles, copy_of, &finding);
            (outlets, origins, shared.join(", "))
        };
        let (ledger, post) = (make(Some("Evening Ledger"), None), make(Some("The Morning Post"), Some("Reuters")));
        let again = make(Some("Morning Post"), None);
        assert_eq!(told(&[ledger.clone(), post.clone(), again], &[None; 3]), (2, 2, String::new()));
        let wire = make(Some("Harbour Press"), Some("Reuters"));
        assert_eq!(told(&[ledger.clone(), post.clone(), wire], &[None; 3]), (3, 2, "Reuters".to_owned()));
        let (sun, times) = (make(Some("The Sun"), None), make(Some("The Times"), None));
        assert_eq!(told(&[sun, times], &[None; 2]), (2, 1, "News Corp".to_owned()));
        let nobody = make(None, None);
        assert_eq!(told(&[nobody.clone(), nobody.clone()], &[None, Some(0)]), (2, 1, "one text".to_owned()));
        assert_eq!(told(&[nobody.clone(), nobody], &[None; 2]), (2, 2, String::new()));
    }
}
