//! Findings put together by the story that they are from.

use claimdiff_compare::Finding;
use rustc_hash::FxHashMap;

use crate::{Report, clean, credit};

/// Findings from one story.
pub(crate) struct Group<'a> {
    /// What it tells, in a few words: the headline of its first article.
    pub(crate) label: String,
    /// The gravest first, and of these the surest.
    pub(crate) findings: Vec<&'a Finding>,
}

/// The findings by story, that of the gravest finding first. What several stories differ in stands in that of the newest
/// article, or of the draft.
pub(crate) fn groups<'a>(report: &Report<'a>) -> Vec<Group<'a>> {
    let mut known: FxHashMap<u32, usize> = FxHashMap::default();
    let mut out: Vec<Group<'a>> = Vec::new();
    for f in report.gravest() {
        let story = number(report, f);
        let at = *known.entry(story).or_insert_with(|| {
            out.push(Group { label: label(report, story, f), findings: Vec::new() });
            out.len() - 1
        });
        out[at].findings.push(f);
    }
    out
}

/// In which story a finding stands.
fn number(report: &Report<'_>, f: &Finding) -> u32 {
    let newest = report.newest(f).map_or(0, |p| p.article);
    report.comparison.stories.get(newest).copied().unwrap_or_default()
}

/// The headline of the story's earliest article that has one, else the event of its gravest finding, else its articles.
fn label(report: &Report<'_>, story: u32, gravest: &Finding) -> String {
    let tell = || report.articles.iter().zip(&report.comparison.stories).filter(|(_, s)| **s == story).map(|(a, _)| a);
    let titled = tell().filter_map(|a| {
        let day = a.meta.published.as_ref().map_or(i32::MAX, |p| p.value.days().first);
        Some((day, clean::line(&a.meta.headline.as_ref()?.value)))
    });
    let headline = titled.min_by_key(|(day, _)| *day).map(|(_, title)| title.into_owned());
    let event = || gravest.event.as_ref().map(|e| clean::line(&e.label).into_owned());
    let articles = || match tell().count() {
        n @ 4.. => format!("a story of {n} articles"),
        _ => tell().map(credit::name).collect::<Vec<_>>().join(", "),
    };
    headline.filter(|h| !h.is_empty()).or_else(event).unwrap_or_else(articles)
}
