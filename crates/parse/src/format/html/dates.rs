//! When a page was published and last changed. Relative dates ("two hours ago") are not read.

use claimdiff_text::{Origin, Precision, Slice, Sourced, Stamp};

use super::{
    dom::{Dom, Tag, push_text},
    marks::{self, Mark},
    page::Said,
};
use crate::{
    format::{
        fields::{Best, Holds, field, stamp},
        schema::Record,
    },
    meta::{
        date,
        labelled::{self, Label},
    },
};

/// The dates of a page.
pub(super) struct Dates {
    pub(super) published: Option<Sourced<Stamp>>,
    pub(super) modified: Option<Sourced<Stamp>>,
}

/// The dates of a page: of the record of an article or of meta tags; where neither says when it was published, of the
/// day that most of the weaker witnesses name.
pub(super) fn find(dom: &Dom<'_>, apart: &[bool], said: &Said, record: &Record, url: Option<&str>) -> Dates {
    let best = |told: &Best<Stamp>, record_says: Option<Stamp>| {
        let told = told.0.map(|(_, stamp)| stamp);
        if record.is_article { record_says.or(told) } else { told.or(record_says) }
    };
    let new = |origin| move |stamp| Sourced::new(stamp, origin);
    let published = best(&said.published, record.published).map(new(Origin::Metadata));
    let modified = best(&said.modified, record.modified).map(new(Origin::Metadata));
    if published.is_some() {
        return Dates { published, modified };
    }
    let mut evidence = Evidence::default();
    for (n, (stamp, sure)) in said.times.iter().enumerate() {
        // Later ones are of comments and other articles.
        let weight = if *sure { 6 } else { 4 - n.min(3) as u32 };
        evidence.add(Witness::Time, weight, *stamp, Origin::Body);
    }
    if let Some(stamp) = url.and_then(date::in_url) {
        evidence.add(Witness::Address, 5, stamp, Origin::Url);
    }
    let shown = shown(dom, apart, &mut evidence);
    if let Some(stamp) = scripted(dom) {
        evidence.add(Witness::Script, 3, stamp, Origin::Metadata);
    }
    if let Some(stamp) = said.title.as_deref().and_then(|t| date::anywhere(t)?.stamp) {
        evidence.add(Witness::Title, 3, stamp, Origin::Metadata);
    }
    // Pictures are put away under the day they came in, which tells the article's only together with another witness.
    if let Some(stamp) = said.image.as_deref().and_then(date::in_url) {
        evidence.add(Witness::Picture, 2, stamp, Origin::Url);
    }
    Dates { published: evidence.take(), modified: modified.or_else(|| shown.map(new(Origin::Body))) }
}

/// What may name the day of a page that has no metadata for it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Witness {
    /// A `<time>` element.
    Time,
    /// The page's own address.
    Address,
    /// Visible text that says that it is the date.
    Label,
    /// Other visible text.
    Text,
    /// A field in a script.
    Script,
    /// The page's title.
    Title,
    /// The address of the picture that stands for the page.
    Picture,
}

/// The days that were named, each with its witnesses.
#[derive(Default)]
struct Evidence {
    days: Vec<Day>,
}

struct Day {
    /// The first that was heard of it; a time of day is taken from any.
    stamp: Sourced<Stamp>,
    /// The heaviest word of each witness.
    weights: Vec<(Witness, u32)>,
}

impl Evidence {
    fn add(&mut self, witness: Witness, weight: u32, stamp: Stamp, origin: Origin) {
        const MAX_DAYS: usize = 64;
        if stamp.precision() < Precision::Day {
            return;
        }
        let at = self.days.iter().position(|d| d.stamp.value.date() == stamp.date()).unwrap_or(self.days.len());
        if at == self.days.len() {
            if at == MAX_DAYS {
                return;
            }
            self.days.push(Day { stamp: Sourced::new(stamp, origin), weights: Vec::new() });
        }
        let day = &mut self.days[at];
        if stamp.precision() > day.stamp.value.precision() {
            day.stamp.value = stamp;
        }
        match day.weights.iter_mut().find(|(w, _)| *w == witness) {
            Some((_, old)) => *old = weight.max(*old),
            None => day.weights.push((witness, weight)),
        }
    }

    /// The day that most speaks for, the first of equal ones. What only a picture's address says is not enough.
    fn take(self) -> Option<Sourced<Stamp>> {
        let weight = |d: &Day| d.weights.iter().map(|(_, w)| w).sum::<u32>();
        let alone = |d: &Day| matches!(d.weights[..], [(Witness::Picture, _)]);
        let days = self.days.into_iter().rev().filter(|d| !alone(d));
        days.max_by_key(weight).map(|d| d.stamp)
    }
}

/// The first day of publication in the scripts of a page: the value of a field that is named so.
fn scripted(dom: &Dom<'_>) -> Option<Stamp> {
    const MAX_NAME_BYTES: usize = 32;
    /// Fields of a lower rank mean too many things outside meta tags.
    const LEAST_RANK: u8 = 4;
    let scripts = dom.nodes.iter().filter(|n| dom.tag(n.parent) == Tag::Script).filter_map(|n| n.raw);
    for script in scripts {
        for colon in memchr::memchr_iter(b':', script.as_bytes()) {
            let named = script.slice(..colon).trim_end_matches(['"', '\'', '\\', ' ']);
            let letters = named.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
            let name = named.slice(named.len() - letters.take(MAX_NAME_BYTES).count()..);
            if name.len() < 4 || !matches!(field(name), Some((Holds::Published, ..=LEAST_RANK))) {
                continue;
            }
            let value = script.slice(colon + 1..).trim_start_matches([' ', '\\']);
            let Some(value) = value.strip_prefix(['"', '\'']) else { continue };
            let value = value.split(['"', '\'', '\\', '\n']).next().unwrap_or_default();
            let day = stamp(value).or_else(|| date::in_url(value));
            if day.is_some() {
                return day;
            }
        }
    }
    None
}

/// How many runs of text after a headline may hold its date.
const NEAR_RUNS: usize = 40;

/// The longest run of text that is looked at for a date inside it, in bytes: dates stand in short ones.
const MAX_RUN_BYTES: usize = 120;

/// Dates that a page shows to its readers: with a label anywhere, or near the headline. Gives the date of the last
/// change.
fn shown(dom: &Dom<'_>, apart: &[bool], evidence: &mut Evidence) -> Option<Stamp> {
    let mut modified = None;
    let mut near = NEAR_RUNS;
    // The first date with a label, and the first ones without: in an element named for them, near a headline, at the
    // start of any run.
    let mut published = None;
    let mut plain = [None; 4];
    // A label may stand in a run of its own, before its date.
    let mut label = None;
    for (n, node) in dom.nodes.iter().enumerate() {
        if matches!(node.tag, Tag::H(1)) && node.raw.is_none() {
            near = 0;
        }
        let Some(raw) = node.raw else { continue };
        let run = raw.trim();
        if run.is_empty() || apart[n] || matches!(dom.tag(dom.nodes[n].parent), Tag::Script | Tag::Title) {
            continue;
        }
        let mut text = String::new();
        push_text(&mut text, run);
        if text.len() > MAX_RUN_BYTES {
            // Only the start of running text may be its date: "01.02.2022 The ferry ...".
            let start = if near < NEAR_RUNS { date::at_start(&text).and_then(|d| d.stamp) } else { None };
            if let Some(stamp) = start.filter(|s| s.precision() >= Precision::Day) {
                plain[3].get_or_insert(stamp);
            }
            near += 1;
            continue;
        }
        near += 1;
        let found = labelled::labelled(&text).or_else(|| {
            let at = date::at_start(&text).or_else(|| date::anywhere(&text).filter(|_| text.len() < 40))?;
            Some(labelled::Labelled { label: label?, stamp: at.stamp, start: 0, end: at.len })
        });
        label = labelled::label(&text);
        let good = |s: &Stamp| s.precision() >= Precision::Day;
        if let Some(found) = found
            && let Some(stamp) = found.stamp.filter(good)
        {
            match found.label {
                Label::Modified => modified.get_or_insert(stamp),
                _ => published.get_or_insert(stamp),
            };
        } else {
            let around = dom.nodes[node.parent as usize].parent;
            // The items of a list are other articles, with their dates.
            let listed = [node.parent, around].iter().any(|n| dom.tag(*n) == Tag::Li);
            let named = !listed && [node.parent, around].iter().any(|n| marks::has(dom, *n, Mark::Date));
            let start = date::at_start(&text);
            let inside = || date::anywhere(&text).filter(|_| named || near < NEAR_RUNS);
            let rank = 3 - u8::from(named) - u8::from(near < NEAR_RUNS);
            if let Some(stamp) = start.or_else(inside).and_then(|d| d.stamp).filter(good) {
                plain[usize::from(rank)].get_or_insert(stamp);
            }
        }
    }
    if let Some(stamp) = published {
        evidence.add(Witness::Label, 6, stamp, Origin::Body);
    }
    // Only the best of them is likely the article's.
    if let Some((rank, stamp)) = plain.iter().enumerate().find_map(|(n, s)| Some((n as u32, (*s)?))) {
        evidence.add(Witness::Text, 5 - rank, stamp, Origin::Body);
    }
    modified
}
