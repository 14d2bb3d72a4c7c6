//! Figures over time: what every outlet gave for one fact of the comparison.

use claimdiff_claims::{Analysis, Interval, Quantity, Status, Unit, Value};
use claimdiff_compare::{Finding, Passage};
use claimdiff_text::{Days, Span};

use crate::{Report, clean, credit};

/// One fact, as the articles gave it over time. At least two points, and not all of one value.
pub(crate) struct Series<'a> {
    /// What is counted: "people killed".
    pub(crate) what: String,
    /// The event.
    pub(crate) of: String,
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
    /// The figure that is stated, where it is one: 9 of "at least nine".
    pub(crate) best: Option<f64>,
    /// The words of its claim, where they count deaths.
    pub(crate) deaths: Option<&'a str>,
    /// As the report words it.
    pub(crate) words: String,
    /// Who gives it, where somebody is named.
    pub(crate) source: Option<String>,
    /// The finding that it stands in.
    pub(crate) finding: &'a Finding,
    /// Whether it lies wholly below a figure of an earlier day.
    pub(crate) falls: bool,
}

/// The facts on which figures were found to differ or to move: a series each. What was looked at and not shown is of no
/// fact, so no figure of it is in one.
pub(crate) fn find<'a>(report: &Report<'a>) -> Vec<Series<'a>> {
    let mut out: Vec<Series<'a>> = Vec::new();
    for f in report.comparison.findings.iter().filter(|f| CODES.contains(&f.code)) {
        let figures: Vec<_> =
            f.passages.iter().filter_map(|p| Some((p, figure(&report.articles[p.article], p)?))).collect();
        let Some((_, Figure { quantity: Quantity { unit, .. }, .. })) = figures.first() else { continue };
        // Two findings that have a figure in common are of one fact.
        let shared = |s: &Series<'a>| {
            let has = |p: &Passage, f: &Figure<'_>| s.points.iter().any(|x| x.article == p.article && x.span == f.span);
            s.unit == unit && figures.iter().any(|(p, figure)| has(p, figure))
        };
        let mut same: Vec<usize> = (0..out.len()).filter(|at| shared(&out[*at])).collect();
        let at = if same.is_empty() {
            // What no event is known of may be of several.
            let Some(event) = &f.event else { continue };
            let what = f.summary.split(": ").next().unwrap_or_default();
            let of = clean::line(&event.label).into_owned();
            out.push(Series { what: clean::line(what).into_owned(), of, unit, points: Vec::new() });
            out.len() - 1
        } else {
            same.remove(0)
        };
        let mut points = std::mem::take(&mut out[at].points);
        for other in same.into_iter().rev() {
            points.extend(out.remove(other).points);
        }
        for (p, figure) in figures.iter().filter(|(_, f)| f.quantity.unit == *out[at].unit) {
            let &Figure { span, quantity, days, deaths } = figure;
            let (article, value) = (p.article, quantity.value);
            // A figure of the headline and of the body is one.
            let known = |x: &Point<'_>| x.article == article && (x.span == span || x.value == value && x.days == days);
            if !points.iter().any(known) {
                let words = p.told.as_deref().or(p.value.as_deref()).unwrap_or_default();
                points.push(Point {
                    article,
                    span,
                    days,
                    value,
                    best: Some(quantity.stated).filter(|s| s.is_point()).map(|s| s.lo),
                    deaths,
                    words: clean::line(words).into_owned(),
                    source: credit::source(p),
                    finding: f,
                    falls: false,
                });
            }
        }
        out[at].points = points;
    }
    out.retain(|s| s.points.iter().any(|p| p.value != s.points[0].value));
    for series in &mut out {
        order(series, report.articles);
    }
    out
}

/// The checks whose findings are of one fact that is a figure.
const CODES: [&str; 4] = ["number-conflict", "number-update", "number-revision", "number-changed"];

fn order(series: &mut Series<'_>, articles: &[Analysis]) {
    series.points.sort_by(|a, b| {
        let key = |p: &Point<'_>| (p.days.first, p.days.last);
        key(a).cmp(&key(b)).then_with(|| articles[a.article].id.cmp(&articles[b.article].id)).then(a.span.cmp(&b.span))
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

/// The figure that a passage stands for.
struct Figure<'a> {
    /// The words of its claim.
    span: Span,
    quantity: &'a Quantity,
    /// For which days it holds.
    days: Days,
    /// The words of its claim, where they count deaths.
    deaths: Option<&'a str>,
}

fn figure<'a>(a: &'a Analysis, p: &Passage) -> Option<Figure<'a>> {
    let from = a.claims.partition_point(|c| c.span.start < p.span.start.saturating_sub(MAX_CLAIM_BYTES));
    let near = a.claims[from..].iter().take_while(|c| c.span.start < p.span.end);
    let found = near.filter(|c| c.span == p.span).find_map(|c| match &c.value {
        Value::Quantity(q) if !matches!(q.unit, Unit::Seconds | Unit::Age) => Some((c, q)),
        _ => None,
    });
    let (claim, quantity) = found?;
    let days = claim.as_of.or_else(|| a.meta.published.as_ref().map(|p| p.value.days()))?;
    // A figure of any day at all has no place on a time line.
    let deaths = (claim.status == Some(Status::Dead)).then(|| a.text(claim.span));
    (days.dates().0.is_some() && days.dates().1.is_some()).then_some(Figure {
        span: claim.span,
        quantity,
        days,
        deaths,
    })
}

/// No claim's words are longer, in bytes.
const MAX_CLAIM_BYTES: u32 = 4096;
