//! Findings put together by what they are about.

use std::cmp::Reverse;

use claimdiff_compare::Finding;
use rustc_hash::FxHashMap;

use crate::{Report, clean};

/// Findings on one event or, where they are tied to none, from one story.
pub(crate) struct Group<'a> {
    /// What they are about, in a few words: "meeting of Ana Keller and Anton Marek, Bari".
    pub(crate) label: String,
    /// The gravest first.
    pub(crate) findings: Vec<&'a Finding>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum About<'a> {
    Event(&'a str),
    Story(u32),
    Nothing,
}

/// The findings by event, else by story, the gravest group first; of equal gravity those of events first.
pub(crate) fn groups<'a>(report: &Report<'a>) -> Vec<Group<'a>> {
    let comparison = report.comparison;
    let mut known: FxHashMap<About<'_>, usize> = FxHashMap::default();
    let mut out: Vec<(About<'_>, Group<'a>)> = Vec::new();
    for f in &comparison.findings {
        let about = match (&f.event, story(report, f)) {
            (Some(event), _) => About::Event(&event.key),
            (None, Some(story)) => About::Story(story),
            _ => About::Nothing,
        };
        let at = *known.entry(about).or_insert_with(|| {
            let label = match about {
                About::Event(_) => f.event.as_ref().map(|e| clean::line(&e.label).into_owned()),
                About::Story(story) => headline(report, story),
                About::Nothing => None,
            };
            let label = label.unwrap_or_else(|| "not tied to one event".to_owned());
            out.push((about, Group { label, findings: Vec::new() }));
            out.len() - 1
        });
        out[at].1.findings.push(f);
    }
    let gravest = |group: &Group<'_>| group.findings.iter().map(|f| f.severity).max();
    out.sort_by_key(|(about, group)| (Reverse(gravest(group)), !matches!(about, About::Event(_))));
    out.into_iter().map(|(_, group)| group).collect()
}

/// The story that all articles of a finding tell.
fn story(report: &Report<'_>, f: &Finding) -> Option<u32> {
    let mut stories = f.passages.iter().map(|p| report.comparison.stories.get(p.article).copied());
    let first = stories.next()??;
    stories.all(|s| s == Some(first)).then_some(first)
}

/// The headline of the story's earliest article that has one.
fn headline(report: &Report<'_>, story: u32) -> Option<String> {
    let tell = report.articles.iter().zip(&report.comparison.stories).filter(|(_, s)| **s == story);
    let titled = tell.filter_map(|(a, _)| {
        let day = a.meta.published.as_ref().map_or(i32::MAX, |p| p.value.days().first);
        Some((day, clean::line(&a.meta.headline.as_ref()?.value)))
    });
    titled.min_by_key(|(day, _)| *day).map(|(_, title)| format!("story: {title}"))
}
