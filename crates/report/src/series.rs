//! Running figures over time: what every outlet gave for one measure of one event.

use claimdiff_claims::{Analysis, Claim, Interval, Quantity, Unit, Value};
use claimdiff_compare::{Cleared, Finding, Passage, Verdict};
use claimdiff_text::{Days, Span};
use rustc_hash::FxHashMap;

/// One measure of one event, as the articles gave it over time. At least two points.
pub(crate) struct Series<'a> {
    /// What is counted: "people killed".
    pub(crate) what: String,
    /// The event, or whose figure it is.
    pub(crate) of: &'a str,
    /// The unit of the figures.
    pub(crate) unit: &'a Unit,
    /// By day, then by article.
    pub(crate) points: Vec<Point<'a>>,
}

/// One figure.
pub(crate) struct Point<'a> {
    /// The article, as an index into the compared ones.
    pub(crate) article: usize,
    /// The words.
    pub(crate) span: Span,
    /// For which days it holds.
    pub(crate) days: Days,
    /// What it may be.
    pub(crate) value: Interval,
    /// As the report words it.
    pub(crate) words: &'a str,
    /// The finding or cleared pair that it stands in.
    pub(crate) finding: &'a Finding,
    /// Whether it lies wholly below a figure of an earlier day.
    pub(crate) falls: bool,
}

/// The running figures that stand in findings, and in cleared pairs that agree.
pub(crate) fn find<'a>(articles: &'a [Analysis], findings: &'a [Finding], cleared: &'a [Cleared]) -> Vec<Series<'a>> {
    let mut out: Vec<Series<'a>> = Vec::new();
    let mut known: FxHashMap<(&str, &str, &str), usize> = FxHashMap::default();
    let agree = |v: Verdict| matches!(v, Verdict::Agree | Verdict::Refine | Verdict::Update);
    let cleared = cleared.iter().map(|c| &c.finding).filter(|f| agree(f.verdict));
    for finding in findings.iter().chain(cleared) {
        let figures = finding.passages.iter().filter_map(|p| Some((p, figure(&articles[p.article], p)?)));
        let figures: Vec<_> = figures.collect();
        // "14 dead" beside "9 people were killed": one finding counts one thing.
        let population = figures.iter().find_map(|(_, (claim, ..))| claim.population.as_deref()).unwrap_or("");
        for (p, (claim, quantity, days)) in figures {
            let speaker = p.said_by.first().map_or("", |s| s.name.as_str());
            let (key, of) = finding.event.as_ref().map_or((speaker, speaker), |e| (&e.key, &e.label));
            let at = *known.entry((key, &claim.measure, population)).or_insert_with(|| {
                let what = format!("{population} {}", claim.measure).trim().to_owned();
                out.push(Series { what, of, unit: &quantity.unit, points: Vec::new() });
                out.len() - 1
            });
            let words = p.value.as_deref().unwrap_or_else(|| articles[p.article].text(p.span));
            let (article, span, value) = (p.article, claim.span, quantity.value);
            let points = &mut out[at].points;
            // A figure of the headline and of the body is one.
            let known = |x: &Point<'_>| x.article == article && (x.span == span || x.value == value && x.days == days);
            if !points.iter().any(known) {
                points.push(Point { article, span, days, value, words, finding, falls: false });
            }
        }
    }
    out.retain(|s| s.points.len() > 1);
    for series in &mut out {
        series.points.sort_by(|a, b| {
            let key = |p: &Point<'_>| (p.days.first, p.days.last);
            key(a)
                .cmp(&key(b))
                .then_with(|| articles[a.article].id.cmp(&articles[b.article].id))
                .then(a.span.cmp(&b.span))
        });
        // The highest lower end of all earlier days.
        let (mut highest, mut today, mut day) = (f64::NEG_INFINITY, f64::NEG_INFINITY, i32::MIN);
        for p in &mut series.points {
            if p.days.first > day {
                highest = highest.max(today);
                (today, day) = (f64::NEG_INFINITY, p.days.last);
            }
            p.falls = p.value.hi < highest;
            today = today.max(p.value.lo);
        }
    }
    out
}

/// The running figure that a passage stands for, with its days.
fn figure<'a>(a: &'a Analysis, p: &Passage) -> Option<(&'a Claim, &'a Quantity, Days)> {
    let from = a.claims.partition_point(|c| c.span.start < p.span.start.saturating_sub(MAX_CLAIM_BYTES));
    let near = a.claims[from..].iter().take_while(|c| c.span.start < p.span.end);
    let claim = near
        .filter(|c| c.policy.running && c.span.overlaps(p.span))
        .find(|c| c.span == p.span || p.context.contains(c.context))?;
    let Value::Quantity(q) = &claim.value else { return None };
    let days = claim.as_of.or_else(|| a.meta.published.as_ref().map(|p| p.value.days()))?;
    // A figure of any day at all has no place on a time line.
    (days.dates().0.is_some() && days.dates().1.is_some()).then_some((claim, q, days))
}

/// No claim's words are longer, in bytes.
const MAX_CLAIM_BYTES: u32 = 4096;
