//! Whose words a passage is: outlet, date, source; and who had it first.

use std::{borrow::Cow, collections::BTreeSet};

use claimdiff_claims::{Analysis, Claim, Value};
use claimdiff_compare::{Finding, Passage};
use claimdiff_text::{
    Days, Stamp,
    table::{hit, rows},
};

use crate::{Report, clean, date, place};

/// What stands for a source where there is none but the outlet.
pub(crate) const OWN_WORDS: &str = "no source given";

/// The outlet's name, where it is known.
pub(crate) fn outlet(a: &Analysis) -> Option<String> {
    a.meta.outlet.as_ref().map(|o| clean::line(&o.value).into_owned())
}

/// The outlet's name, or else that of the article's file.
pub(crate) fn name(a: &Analysis) -> String {
    outlet(a).unwrap_or_else(|| place::file(a))
}

/// "Evening Ledger, 3 May 2031", or the day alone.
pub(crate) fn outlet_and_day(a: &Analysis) -> String {
    outlet(a).map_or_else(|| published(a), |outlet| format!("{outlet}, {}", published(a)))
}

/// "Evening Ledger, 3 May 2031", or the article's own name in place of the outlet's.
pub(crate) fn name_and_day(a: &Analysis) -> String {
    format!("{}, {}", name(a), published(a))
}

/// The day of publication, no more exact than known, or "undated".
pub(crate) fn published(a: &Analysis) -> String {
    a.meta.published.as_ref().map_or_else(|| "undated".to_owned(), |p| date::short(p.value))
}

/// "Ana Keller, on Radio Nord, as reported by the ministry"; `None` for the outlet's own words.
pub(crate) fn source(p: &Passage) -> Option<String> {
    let mut out = String::new();
    for said in &p.said_by {
        if !out.is_empty() {
            out.push_str(", as reported by ");
        }
        out.push_str(&named(&clean::line(&said.name)));
        if let Some(medium) = &said.medium {
            out.push_str(", ");
            out.push_str(&in_medium(&clean::line(medium)));
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Media that are no names, with how they are told.
const MEDIA: &str = include_str!("media.tsv");

/// What that list is called.
const MEDIA_NAME: &str = "credit/media";

/// "in a statement", "on Truth Social".
fn in_medium(medium: &str) -> String {
    // It may come with the article's own preposition: "in a video statement", "on Radio Ellery".
    let prepositions = ["on ", "in ", "at ", "by ", "to ", "via ", "during ", "through ", "with "];
    let folded = medium.to_lowercase();
    match rows(MEDIA).find(|row| row.key() == folded) {
        Some(row) => {
            hit(MEDIA_NAME, row.key());
            row.cell(1).to_owned()
        }
        None if prepositions.iter().any(|p| folded.starts_with(p)) => medium.to_owned(),
        None => format!("on {medium}"),
    }
}

/// "the coast guard", but "police", "officials", "Ana Keller": a common noun in the singular has its article.
fn named(name: &str) -> Cow<'_, str> {
    let common = name.starts_with(char::is_lowercase);
    let bare = !["the ", "a ", "an ", "one ", "his ", "her ", "their "].iter().any(|a| name.starts_with(a));
    // "the union of the drivers": the head tells, which stands before the first small word.
    let head = name.split(' ').take_while(|w| w.len() > 3).last().filter(|h| !h.is_empty()).unwrap_or(name);
    let many = head.ends_with('s') || name.ends_with("edly") || name.ends_with("police") || name.ends_with("people");
    if common && bare && !many { Cow::Owned(format!("the {name}")) } else { Cow::Borrowed(name) }
}

/// "according to the coast guard, on Radio Ellery", or "reportedly"; `None` for the outlet's own words.
pub(crate) fn according(p: &Passage) -> Option<String> {
    let source = source(p)?;
    // Hearsay names nobody: "reportedly", "allegedly".
    let hearsay = p.said_by.first().is_some_and(|s| s.name.ends_with("edly"));
    Some(if hearsay { source } else { format!("according to {source}") })
}

/// The value and who says so: "17, according to the coast guard".
pub(crate) fn said(p: &Passage) -> String {
    match p.told.as_deref().or(p.value.as_deref()).map(clean::line) {
        Some(value) => format!("{value}, {}", according(p).as_deref().unwrap_or(OWN_WORDS)),
        None => source(p).unwrap_or_else(|| OWN_WORDS.to_owned()),
    }
}

/// Who published before the others of a finding.
pub(crate) struct First {
    /// The articles, in their order; never empty.
    pub(crate) articles: Vec<usize>,
    /// "Evening Ledger, 3 May 2031", or "3 outlets, 3 May 2031".
    pub(crate) words: String,
}

/// The articles of a finding that were published before all its others, where the dates tell. Several are of one day, of
/// which not all tell the time. Nobody is first where an article that is not of the finding gave the same by then.
pub(crate) fn first(report: &Report<'_>, f: &Finding) -> Option<First> {
    let mut articles: Vec<usize> = f.passages.iter().map(|p| p.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let stamp = |article: &usize| report.articles[*article].meta.published.as_ref().map(|p| p.value);
    let stamps: Vec<Stamp> = articles.iter().map(stamp).collect::<Option<_>>()?;
    let leading = date::earliest(&stamps);
    let day = stamps[*leading.first()?].days();
    let one_day = leading.iter().all(|at| stamps[*at].days() == day) && (leading.len() == 1 || day.is_exact());
    let own: Vec<usize> = leading.iter().map(|at| articles[*at]).collect();
    let others = own.len() < articles.len();
    if !others || !one_day || is_told_elsewhere(report, f, &articles, &own, day) {
        return None;
    }
    let outlets: BTreeSet<String> = own.iter().map(|a| name(&report.articles[*a])).collect();
    let words = match outlets.first() {
        Some(only) if outlets.len() == 1 => format!("{only}, {}", published(&report.articles[own[0]])),
        _ => format!("{} outlets, {}", outlets.len(), date::short(Stamp::day(day.dates().0?))),
    };
    Some(First { articles: own, words })
}

/// Whether another article of the story, of that day or an earlier one, gives a figure of the first articles.
fn is_told_elsewhere(report: &Report<'_>, f: &Finding, known: &[usize], first: &[usize], day: Days) -> bool {
    let figure = |c: &'_ Claim| match &c.value {
        Value::Quantity(q) => Some((q.value.lo.to_bits(), q.value.hi.to_bits(), q.unit.clone(), c.class)),
        _ => None,
    };
    let of = |p: &Passage| report.articles[p.article].claims.iter().find(|c| c.span == p.span).and_then(figure);
    let own: Vec<_> = f.passages.iter().filter(|p| first.contains(&p.article)).filter_map(of).collect();
    let stories = &report.comparison.stories;
    let Some(story) = first.first().and_then(|a| stories.get(*a)) else { return false };
    let early = |a: &Analysis| a.meta.published.as_ref().is_some_and(|p| p.value.days().first <= day.last);
    !own.is_empty()
        && report.articles.iter().enumerate().any(|(at, a)| {
            stories.get(at) == Some(story)
                && known.binary_search(&at).is_err()
                && early(a)
                && a.claims.iter().filter_map(figure).any(|figure| own.contains(&figure))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_told_with_their_prepositions() {
        claimdiff_cases::check("media.cases", include_str!("media.cases"), &[(MEDIA_NAME, MEDIA)], |wording| {
            vec![in_medium(wording)]
        });
    }
}
