//! Figures over time: what every outlet gave for one fact of the comparison.

use claimdiff_claims::{Analysis, Claim, Interval, Quantity, Status, Unit, Value};
use claimdiff_compare::{EventLabel, Finding, Passage};
use claimdiff_text::{Days, Span};

use crate::{Report, clean, credit};

/// One fact, as the articles gave it over time. At least two points, and not all of one value.
pub(crate) struct Series<'a> {
    /// What is counted: "people killed".
    pub(crate) what: String,
    /// The event.
    pub(crate) of: &'a EventLabel,
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
    /// Where, as its article tells.
    pub(crate) place: Option<String>,
    /// Whether it lies wholly below a figure of an earlier day.
    pub(crate) falls: bool,
    /// The sentence around it.
    context: Span,
    /// The day of its event, where its article tells one.
    event: Option<Days>,
}

impl Series<'_> {
    /// Where it happened: what most of its articles tell, of two as many the one that is told first.
    pub(crate) fn place(&self) -> Option<&str> {
        let mut told: Vec<(usize, &str)> = Vec::new();
        for place in self.points.iter().filter_map(|p| p.place.as_deref()) {
            match told.iter_mut().find(|(_, known)| *known == place) {
                Some((n, _)) => *n += 1,
                None => told.push((1, place)),
            }
        }
        told.into_iter().rev().max_by_key(|(n, _)| *n).map(|(_, place)| place)
    }

    /// "people killed: disaster, Dorvik, 2029-06-11"
    pub(crate) fn title(&self) -> String {
        let place = self.place().filter(|place| !self.of.label.contains(place));
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        format!("{}: {}{place}", self.what, self.of.label)
    }
}

/// The facts on which figures were found to differ or to move: a series each. What was looked at and not shown is of no
/// fact, so no figure of it is in one.
pub(crate) fn find<'a>(report: &Report<'a>) -> Vec<Series<'a>> {
    let mut out: Vec<Facts<'a>> = Vec::new();
    for f in report.comparison.findings.iter().filter(|f| CODES.contains(&f.code)) {
        let figures: Vec<_> =
            f.passages.iter().filter_map(|p| Some((p, figure(&report.articles[p.article], p)?))).collect();
        let Some((_, Figure { quantity: Quantity { unit, .. }, .. })) = figures.first() else { continue };
        // Two findings that have a figure in common are of one fact.
        let shared = |s: &Facts<'a>| {
            let has = |p: &Passage, f: &Figure<'_>| s.points.iter().any(|x| x.article == p.article && x.span == f.span);
            s.unit == unit && figures.iter().any(|(p, figure)| has(p, figure))
        };
        let mut same: Vec<usize> = (0..out.len()).filter(|at| shared(&out[*at])).collect();
        let at = if same.is_empty() {
            out.push(Facts { findings: Vec::new(), unit, points: Vec::new() });
            out.len() - 1
        } else {
            same.remove(0)
        };
        for other in same.into_iter().rev() {
            let other = out.remove(other);
            out[at].findings.extend(other.findings);
            out[at].points.extend(other.points);
        }
        out[at].findings.push(f);
        for (p, figure) in figures.iter().filter(|(_, f)| f.quantity.unit == *unit) {
            if !out[at].points.iter().any(|x| is_one(x, p.article, figure)) {
                let point = point(&report.articles[p.article], f, p, figure);
                out[at].points.push(point);
            }
        }
    }
    let mut out: Vec<Series<'a>> = out.into_iter().filter_map(Facts::series).collect();
    out.retain(|s| s.points.iter().any(|p| p.value != s.points[0].value));
    for series in &mut out {
        order(series, report.articles);
    }
    out
}

/// How many figures that differ have no day.
pub(crate) fn undated(report: &Report<'_>) -> usize {
    let findings = report.comparison.findings.iter().filter(|f| CODES.contains(&f.code));
    let mut figures: Vec<(usize, Span)> = findings
        .flat_map(|f| &f.passages)
        .filter(|p| {
            let a = &report.articles[p.article];
            a.meta.published.is_none() && claim(a, p).is_some() && figure(a, p).is_none()
        })
        .map(|p| (p.article, p.span))
        .collect();
    figures.sort_unstable();
    figures.dedup();
    figures.len()
}

/// Findings of one fact and their figures.
struct Facts<'a> {
    findings: Vec<&'a Finding>,
    unit: &'a Unit,
    points: Vec<Point<'a>>,
}

impl<'a> Facts<'a> {
    /// As one series, where the event is known: what no event is known of, or one of which neither place nor day nor
    /// anybody is told, may be of several.
    fn series(self) -> Option<Series<'a>> {
        let events = || self.findings.iter().filter_map(|f| Some((*f, f.event.as_ref()?)));
        let (f, of) = events().find(|(_, e)| e.is_told()).or_else(|| events().next())?;
        let what = clean::line(f.summary.split(": ").next().unwrap_or_default()).into_owned();
        let out = Series { what, of, unit: self.unit, points: self.points };
        ((of.is_told() || out.place().is_some()) && is_of_one_event(&out.points)).then_some(out)
    }
}

/// Whether nothing tells that figures are of two events: one that was told of within a month of the other may have its day
/// wrong, but what happened in April and was told of then is not what happened in October.
fn is_of_one_event(points: &[Point<'_>]) -> bool {
    let apart = |a: &Point<'_>, b: &Point<'_>| {
        let events = a.event.zip(b.event).is_some_and(|(a, b)| a.gap(b) > MONTH_DAYS);
        events && a.days.gap(b.days) > MONTH_DAYS
    };
    let first = points.iter().filter(|p| p.event.is_some()).min_by_key(|p| p.event);
    first.is_none_or(|first| points.iter().all(|p| !apart(first, p)))
}

/// In days.
const MONTH_DAYS: i32 = 31;

/// Whether a figure is a known one: of the headline and of the body, or twice in one sentence, in two units.
fn is_one(x: &Point<'_>, article: usize, f: &Figure<'_>) -> bool {
    let (a, b) = (x.value, f.quantity.value);
    let near = |a: f64, b: f64| a == b || (a - b).abs() <= ROUNDED * a.abs().max(b.abs());
    let again = || x.context == f.context && near(a.lo, b.lo) && near(a.hi, b.hi);
    x.article == article && (x.span == f.span || a == b && x.days == f.days || again())
}

/// How far the same figure in another unit may be off, as a share.
const ROUNDED: f64 = 0.005;

fn point<'a>(a: &'a Analysis, finding: &'a Finding, p: &Passage, figure: &Figure<'a>) -> Point<'a> {
    let words = p.told.as_deref().or(p.value.as_deref()).unwrap_or_default();
    let event = figure.claim.event.and_then(|e| a.events.get(e.0 as usize));
    Point {
        article: p.article,
        span: figure.span,
        context: figure.context,
        days: figure.days,
        value: figure.quantity.value,
        best: Some(figure.quantity.stated).filter(|s| s.is_point()).map(|s| s.lo),
        deaths: figure.deaths,
        words: clean::line(words).into_owned(),
        source: credit::source(p),
        place: place(a, figure.claim),
        event: event.and_then(|e| e.time).filter(|t| t.is_exact()),
        finding,
        falls: false,
    }
}

/// Where a claim holds: its event's place in the article's words, else its own.
fn place(a: &Analysis, claim: &Claim) -> Option<String> {
    let event = claim.event.and_then(|e| a.events.get(e.0 as usize));
    let words =
        event.and_then(|e| e.place.as_ref()).map(|p| Some(a.text(p.span)).filter(|w| !w.is_empty()).unwrap_or(&p.key));
    words.or(claim.place.as_deref()).map(|words| clean::line(words).into_owned())
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
    claim: &'a Claim,
    /// The words of its claim.
    span: Span,
    /// The sentence around them.
    context: Span,
    quantity: &'a Quantity,
    /// For which days it holds.
    days: Days,
    /// The words of its claim, where they count deaths.
    deaths: Option<&'a str>,
}

fn figure<'a>(a: &'a Analysis, p: &Passage) -> Option<Figure<'a>> {
    let (claim, quantity) = claim(a, p)?;
    let days = claim.as_of.or_else(|| a.meta.published.as_ref().map(|p| p.value.days()))?;
    let deaths = (claim.status == Some(Status::Dead)).then(|| a.text(claim.span));
    let Claim { span, context, .. } = *claim;
    // A figure of any day at all has no place on a time line.
    let dated = days.dates().0.is_some() && days.dates().1.is_some();
    dated.then_some(Figure { claim, span, context, quantity, days, deaths })
}

/// The claim of a passage and its figure.
fn claim<'a>(a: &'a Analysis, p: &Passage) -> Option<(&'a Claim, &'a Quantity)> {
    let from = a.claims.partition_point(|c| c.span.start < p.span.start.saturating_sub(MAX_CLAIM_BYTES));
    let near = a.claims[from..].iter().take_while(|c| c.span.start < p.span.end);
    near.filter(|c| c.span == p.span).find_map(|c| match &c.value {
        Value::Quantity(q) if !matches!(q.unit, Unit::Seconds | Unit::Age) => Some((c, q)),
        _ => None,
    })
}

/// No claim's words are longer, in bytes.
const MAX_CLAIM_BYTES: u32 = 4096;

#[cfg(test)]
mod tests {
    use claimdiff_claims::{Event, EventId, EventKind};
    use claimdiff_text::Stamp;

    use super::*;
    use crate::sample::{self, Sample};

    /// The first two articles tell of events of these days, and give their figures for these.
    fn told(sample: &mut Sample, events: [&str; 2], figures: [&str; 2]) -> usize {
        let days = |text: &str| Stamp::parse(text).expect("a day").days();
        for (n, a) in sample.articles[..2].iter_mut().enumerate() {
            let span = a.claims[0].span;
            a.claims[0].event = Some(EventId(0));
            a.claims[0].as_of = Some(days(figures[n]));
            a.events = vec![Event {
                kind: EventKind::Accident,
                participants: Vec::new(),
                place: None,
                venue: None,
                time: Some(days(events[n])),
                ordinal: None,
                background: false,
                same_day: None,
                mentions: vec![span],
            }];
        }
        find(&sample.report()).len()
    }

    #[test]
    fn a_series_is_of_one_event() {
        let mut sample = sample::ferry();
        assert_eq!(told(&mut sample, ["2031-03-02", "2031-03-02"], ["2031-03-02", "2031-09-04"]), 1);
        // A day that is read wrong, of an event that both tell of at the time.
        assert_eq!(told(&mut sample, ["2031-03-02", "2030-12-25"], ["2031-03-02", "2031-03-04"]), 1);
        assert_eq!(told(&mut sample, ["2031-03-02", "2031-09-02"], ["2031-03-02", "2031-09-04"]), 0);
        // Of which only the kind is known.
        sample.comparison.findings[1].event.iter_mut().for_each(|e| e.key = "accident".to_owned());
        assert_eq!(told(&mut sample, ["2031-03-02", "2031-03-02"], ["2031-03-02", "2031-03-04"]), 0);
    }
}
