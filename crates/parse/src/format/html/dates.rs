//! When a page was published and last changed. Relative dates ("two hours ago") are not read.

use claimdiff_text::{Origin, Precision, Sourced, Stamp};

use super::{
    dom::{Dom, Tag, push_text},
    marks::{self, Mark},
    page::Said,
};
use crate::{
    format::{fields::Best, schema::Record},
    meta::{
        date,
        dateline::{self, Label},
    },
};

/// The dates of a page.
pub(super) struct Dates {
    pub(super) published: Option<Sourced<Stamp>>,
    pub(super) modified: Option<Sourced<Stamp>>,
}

/// The dates of a page in the order of trust: the record of an article, meta tags, other records, `<time>`, the
/// address, visible text.
pub(super) fn find(dom: &Dom<'_>, said: &Said, record: &Record, url: Option<&str>) -> Dates {
    let best = |told: &Best<Stamp>, record_says: Option<Stamp>| {
        let told = told.0.map(|(_, stamp)| stamp);
        if record.is_article { record_says.or(told) } else { told.or(record_says) }
    };
    let new = |origin| move |stamp| Sourced::new(stamp, origin);
    let published = best(&said.published, record.published).map(new(Origin::Metadata));
    let modified = best(&said.modified, record.modified);
    let shown = if published.is_none() { shown(dom) } else { Shown::default() };
    let marked = || said.times.iter().find(|(_, sure)| *sure).or(said.times.first()).map(|(stamp, _)| *stamp);
    Dates {
        published: published
            .or_else(|| marked().map(new(Origin::Body)))
            .or_else(|| url.and_then(date::in_url).map(new(Origin::Url)))
            .or_else(|| shown.published.map(new(Origin::Body))),
        modified: modified.map(new(Origin::Metadata)).or_else(|| shown.modified.map(new(Origin::Body))),
    }
}

/// Dates in visible text.
#[derive(Default)]
struct Shown {
    published: Option<Stamp>,
    modified: Option<Stamp>,
}

/// How many runs of text after a headline may hold its date.
const NEAR_RUNS: usize = 40;

/// The longest run of text that is looked at for a date inside it, in bytes: dates stand in short ones.
const MAX_RUN_BYTES: usize = 120;

/// Dates that a page shows to its readers: with a label anywhere, or near the headline.
fn shown(dom: &Dom<'_>) -> Shown {
    let mut shown = Shown::default();
    let mut near = NEAR_RUNS;
    // Dates without a label: in an element named for them, near a headline, at the start of any run.
    let mut plain = Best::default();
    // A label may stand in a run of its own, before its date.
    let mut label = None;
    for (n, node) in dom.nodes.iter().enumerate() {
        if matches!(node.tag, Tag::H(1)) && node.raw.is_none() {
            near = 0;
        }
        let Some(raw) = node.raw else { continue };
        let run = raw.trim();
        if run.is_empty() || matches!(dom.tag(dom.nodes[n].parent), Tag::Script | Tag::Title) {
            continue;
        }
        let mut text = String::new();
        push_text(&mut text, run);
        if text.len() > MAX_RUN_BYTES {
            // Only the start of running text may be its date: "01.02.2022 The ferry ...".
            let start = if near < NEAR_RUNS { date::at_start(&text).and_then(|d| d.stamp) } else { None };
            if let Some(stamp) = start.filter(|s| s.precision() >= Precision::Day) {
                plain.offer(3, stamp);
            }
            near += 1;
            continue;
        }
        near += 1;
        let found = dateline::labelled(&text).or_else(|| {
            let at = date::at_start(&text).or_else(|| date::anywhere(&text).filter(|_| text.len() < 40))?;
            Some(dateline::Labelled { label: label?, stamp: at.stamp, start: 0, end: at.len })
        });
        label = dateline::label(&text);
        let good = |s: &Stamp| s.precision() >= Precision::Day;
        if let Some(found) = found
            && let Some(stamp) = found.stamp.filter(good)
        {
            match found.label {
                Label::Modified => shown.modified = shown.modified.or(Some(stamp)),
                _ => shown.published = shown.published.or(Some(stamp)),
            }
        } else {
            let around = dom.nodes[node.parent as usize].parent;
            // The items of a list are other articles, with their dates.
            let listed = [node.parent, around].iter().any(|n| dom.tag(*n) == Tag::Li);
            let named = !listed && [node.parent, around].iter().any(|n| marks::has(dom, *n, Mark::Date));
            let start = date::at_start(&text);
            let inside = || date::anywhere(&text).filter(|_| named || near < NEAR_RUNS);
            let rank = 3 - u8::from(named) - u8::from(near < NEAR_RUNS);
            if let Some(stamp) = start.or_else(inside).and_then(|d| d.stamp).filter(good) {
                plain.offer(rank, stamp);
            }
        }
    }
    shown.published = shown.published.or(plain.take());
    shown
}
