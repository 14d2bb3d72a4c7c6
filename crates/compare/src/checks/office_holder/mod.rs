//! `office-holder`: two people hold an office that only one can hold, or somebody holds it who has left it.

mod local;

use std::collections::BTreeMap;

use claimdiff_claims::{Claim, Family, Polarity, Value, country, is_area};
use claimdiff_text::{Days, Slice};

use crate::{
    Reason, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{Place, get, passage},
    outcome::{Draft, Outcome},
};

/// A claim that somebody holds or held an office on some days.
struct Tenure<'a> {
    at: Place,
    holder: &'a str,
    days: Days,
    past: bool,
}

/// The most claims on one office in one window that are looked at.
const MAX_CLAIMS: usize = 400;

pub(crate) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    local::check(corpus, out);
    let mut offices: BTreeMap<&str, Vec<Tenure<'_>>> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            let (Family::Office, Value::Words(office)) = (c.policy.family, &c.value) else { continue };
            let at = Place { article, claim };
            let holder = analysis.subject(c);
            // Without a day nothing can be said: the office may have changed hands.
            let (Some(holder), Some(days)) = (holder, c.as_of.or(corpus.days[article])) else { continue };
            let past = match c.polarity {
                Polarity::Asserted => false,
                Polarity::Past => true,
                _ => continue,
            };
            offices.entry(office).or_default().push(Tenure { at, holder: &holder.key, days, past });
        }
    }
    for (office, claims) in &mut offices {
        claims.sort_by_key(|t| (t.days, t.at));
        // Claims of the same days lie next to one another; a window of each bounds the work.
        let mut from = 0;
        while from < claims.len() {
            let days = claims[from].days;
            let to = (from..claims.len()).find(|n| claims[*n].days.first > days.last).unwrap_or(claims.len());
            judge(corpus, office, &claims[from..to.min(from + MAX_CLAIMS)], out);
            from = to;
        }
    }
}

/// Looks for a holder who is in office and out of it on the same days, or for two who are in.
fn judge(corpus: &Corpus<'_>, office: &str, claims: &[Tenure<'_>], out: &mut Outcome) {
    let present = || claims.iter().filter(|t| !t.past);
    let same = |a: &Tenure<'_>, b: &Tenure<'_>| identity(a.holder, b.holder) == Identity::Same;
    // The holder whom most articles name in office, and fewest out of it, is taken as given: the others are shown.
    let votes = |t: &Tenure<'_>| {
        let articles = |past: bool| {
            let mut of: Vec<usize> =
                claims.iter().filter(|o| o.past == past && same(o, t)).map(|o| o.at.article).collect();
            of.sort_unstable();
            of.dedup();
            of.len() as i64
        };
        articles(false) - articles(true)
    };
    let Some(usual) = present().max_by_key(|t| (votes(t), std::cmp::Reverse(t.holder))) else { return };
    let mut shown: Vec<&str> = Vec::new();
    for odd in present().filter(|t| identity(t.holder, usual.holder) == Identity::Other) {
        if shown.contains(&odd.holder) {
            continue;
        }
        shown.push(odd.holder);
        let odd_articles: Vec<usize> = present().filter(|t| same(t, odd)).map(|t| t.at.article).collect();
        let others: Vec<&Tenure<'_>> = claims
            .iter()
            .filter(|t| !odd_articles.contains(&t.at.article))
            .filter(|t| if t.past { same(t, odd) } else { same(t, usual) })
            .collect();
        // An article that names both as holders tells of a change of office.
        if others.is_empty() {
            continue;
        }
        if odd_articles.iter().all(|a| present().any(|t| t.at.article == *a && same(t, usual))) {
            let passages = vec![passage(corpus, odd.at), passage(corpus, others[0].at)];
            out.near_miss(corpus, "office-holder", &written(office), (Verdict::Refine, Reason::Compatible), passages);
            continue;
        }
        let mut passages: Vec<Place> = present().filter(|t| same(t, odd)).map(|t| t.at).collect();
        let mut seen: Vec<(usize, bool)> = Vec::new();
        for other in others {
            // A phrase that only tells who is in office says more than a title before a name.
            let key = (other.at.article, other.past);
            let better = |a: &Claim, b: &Claim| weight(a) > weight(b);
            match seen.iter().position(|k| *k == key) {
                None => {
                    seen.push(key);
                    passages.push(other.at);
                }
                Some(n) => {
                    let slot = passages.len() - seen.len() + n;
                    if better(get(corpus, other.at), get(corpus, passages[slot])) {
                        passages[slot] = other.at;
                    }
                }
            }
        }
        let name = |at: Place| {
            let article = corpus.articles[at.article];
            get(corpus, at).subject.map(|id| article.entity(id).name.clone()).unwrap_or_default()
        };
        // The office is the same in all passages: what they tell is who holds it.
        let held = |at: Place| {
            let mut p = passage(corpus, at);
            p.value = p.value.map(|office| format!("{}: {office}", name(at)));
            p
        };
        out.show(
            corpus,
            Draft {
                code: "office-holder",
                verdict: Verdict::Conflict,
                severity: Severity::Conflict,
                confidence: 85,
                summary: format!("{}: {} against {}", written(office), name(odd.at), name(usual.at)),
                why: vec![
                    "an office that one person holds at a time".to_owned(),
                    "articles of the same days".to_owned(),
                    "two holders, or one who has left it".to_owned(),
                ],
                event: None,
                passages: passages.into_iter().map(held).collect(),
            },
        );
    }
}

/// A title before a name says less than words on the office itself.
fn weight(claim: &Claim) -> u8 {
    u8::from(claim.rule != claimdiff_claims::Rule::Title)
}

/// An office as news writes it: "united states president" is "United States president".
pub(crate) fn written(office: &str) -> String {
    let mut ends = office.match_indices(' ').map(|(at, _)| at);
    let country = ends.rfind(|at| country(office.slice(..*at)).is_some() || is_area(office.slice(..*at))).unwrap_or(0);
    let (place, rest) = office.split_at(country);
    let capital = |word: &str| match (word, word.chars().next()) {
        ("of" | "and" | "the", _) | (_, None) => word.to_owned(),
        (_, Some(first)) => first.to_uppercase().chain(word.slice(first.len_utf8()..).chars()).collect(),
    };
    let place: Vec<String> = place.split(' ').map(capital).collect();
    place.join(" ") + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_written_with_capitals() {
        assert_eq!(written("united states president"), "United States president");
        assert_eq!(written("france prime minister"), "France prime minister");
        assert_eq!(written("mayor"), "mayor");
    }
}
