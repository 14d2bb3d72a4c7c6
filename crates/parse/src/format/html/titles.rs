//! The headline and the outlet's name among a page's titles.

use claimdiff_text::Slice;

use super::page::Said;
use crate::{format::schema::Record, lines::letters};

/// What stands between a headline and the outlet's name in the title of a page.
const MARKS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// The headline: the `<h1>` that the page's other titles confirm, or else the best of those.
pub(super) fn headline(said: &Said, record: &Record) -> Option<String> {
    let others: Vec<&str> = [
        record.headline.as_deref(),
        said.headline.0.as_ref().map(|(_, t)| t.as_str()),
        said.shared_title.0.as_ref().map(|(_, t)| t.as_str()),
        said.title.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let outlet = said.outlet.0.as_ref().map(|(_, o)| o.as_str()).or(record.outlet.as_deref());
    let confirmed = said.h1.iter().find(|(_, h1)| {
        let key = letters(h1);
        // A word or two that stand in every title are the name of the section.
        let long = h1.split(' ').count() > 2;
        key.len() > 8
            && others.iter().map(|t| letters(t)).any(|t| t.contains(&key) && (long || key.len() * 10 > t.len() * 6))
    });
    if let Some((_, h1)) = confirmed {
        return Some(h1.clone());
    }
    // A heading with the name of the section in it: another title is all of it but a word or two.
    for (_, h1) in &said.h1 {
        let inside = others.iter().map(|t| without_outlet(t, outlet)).find(|t| {
            let extra = h1.split(' ').count().saturating_sub(t.split(' ').count());
            (1..=3).contains(&extra) && t.split(' ').count() >= 4 && h1.contains(t.as_str())
        });
        if inside.is_some() {
            return inside;
        }
    }
    let is_outlet = |h1: &str| outlet.is_some_and(|o| letters(o) == letters(h1));
    if let [(_, h1)] = said.h1.as_slice()
        && !is_outlet(h1)
        && h1.split(' ').count() >= 4
    {
        return Some(h1.clone());
    }
    let best = others.first()?;
    Some(without_outlet(best, outlet))
}

/// A title without the outlet's name at its end: "Ferry runs aground | Harbour Press".
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for mark in MARKS {
        if let Some((head, tail)) = title.rsplit_once(*mark) {
            let named = outlet.is_some_and(|o| letters(o) == letters(tail));
            let short = tail.split(' ').count() <= 4 && head.split(' ').count() >= 4;
            if named || (*mark == " | " && short) {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// The outlet's name: what the page calls it, in the best spelling that stands on it. `host` is the page's.
pub(super) fn outlet(said: &Said, record: &Record, host: Option<&str>) -> Option<String> {
    let titles = [said.title.as_deref(), said.shared_title.0.as_ref().map(|(_, t)| t.as_str())].into_iter().flatten();
    let tails: Vec<&str> = titles.filter_map(tail).collect();
    let told = said.outlet.0.as_ref().map(|(_, o)| o.as_str()).or(record.outlet.as_deref());
    let Some(told) = told else {
        // Nothing names it, but a title may end with what the host is called after.
        let host = letters(host?);
        let found = tails.into_iter().find(|t| letters(t).len() > 3 && host.contains(&letters(t)));
        return found.map(str::to_owned);
    };
    if told.contains(char::is_uppercase) {
        return Some(told.to_owned());
    }
    // "harbourpress" is how machines call the Harbour Press.
    let spelled = record.outlet.as_deref().into_iter().chain(tails);
    let better = spelled.into_iter().find(|t| t.contains(char::is_uppercase) && letters(t) == letters(told));
    Some(better.unwrap_or(told).to_owned())
}

/// What stands after the last mark of a title.
fn tail(title: &str) -> Option<&str> {
    let cut = MARKS.iter().filter_map(|m| Some(title.rfind(m)? + m.len())).max()?;
    Some(title.slice(cut..).trim()).filter(|t| !t.is_empty())
}
