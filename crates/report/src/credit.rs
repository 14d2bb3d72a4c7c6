//! Whose words a passage is: outlet, date, source; and who had it first.

use std::borrow::Cow;

use claimdiff_claims::Analysis;
use claimdiff_compare::{Finding, Passage};

use crate::{clean, date};

/// What stands for a source where there is none but the outlet.
pub(crate) const OWN_WORDS: &str = "no source given";

/// The outlet's name, where it is known.
pub(crate) fn outlet(a: &Analysis) -> Option<String> {
    a.meta.outlet.as_ref().map(|o| clean::line(&o.value).into_owned())
}

/// The outlet's name, or else the article's own.
pub(crate) fn name(a: &Analysis) -> String {
    outlet(a).unwrap_or_else(|| clean::line(&a.id).into_owned())
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
            // A medium may come with the article's own preposition: "in a statement", "on Radio Ellery".
            let medium = clean::line(medium);
            let prepositions = ["on ", "in ", "at ", "to ", "via ", "during ", "through ", "with "];
            let own = prepositions.iter().any(|p| medium.to_lowercase().starts_with(p));
            out.push_str(if own { ", " } else { ", on " });
            out.push_str(&medium);
        }
    }
    (!out.is_empty()).then_some(out)
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

/// The passage whose article was published before all the others', where the dates tell.
pub(crate) fn first<'f>(articles: &[Analysis], f: &'f Finding) -> Option<&'f Passage> {
    let days = |p: &Passage| articles[p.article].meta.published.as_ref().map(|d| d.value.days());
    let earliest = f.passages.iter().min_by_key(|p| days(p).map_or(i32::MAX, |d| d.last))?;
    let last = days(earliest)?.last;
    let after = |p: &Passage| p.article == earliest.article || days(p).is_some_and(|d| d.first > last);
    let others = f.passages.iter().any(|p| p.article != earliest.article);
    (others && f.passages.iter().all(after)).then_some(earliest)
}
