//! The tolls of one event: what became of people, in series that no common figure joins, and in articles of which no figure
//! stands in a finding ("dozens were missing", beside 19 the day after).
//!
//! Only where the kind of the event, the story, the days and the place, or else the very day of the event, go together: what
//! two articles count is of one event then, whether or not the figures were put side by side.

use std::collections::BTreeSet;

use claimdiff_claims::{Analysis, Claim, Event, EventKind, Mode, Polarity, Quantity, Status, Unit, Value};
use claimdiff_text::{Days, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Figure, Point, Series, figure_of, part, passage, point, told::is_told_as};
use crate::Report;

/// So many days after another a figure is still of the same toll.
pub(super) const GOING_ON_DAYS: i32 = 7;

/// So many days the days that two articles give for one event lie apart: the later one may take its own.
pub(super) const MISTAKEN_DAYS: i32 = 3;

/// The same where no place tells that it is one: before and after midnight.
pub(super) const SAME_DAYS: i32 = 1;

/// So many times one is a figure of another that the same article gives for the same day and people, as another source has
/// it, or as it was before.
pub(super) const MOST_TIMES: f64 = 1.5;

/// Joins the series of one toll, and adds what further articles of the story give for it.
pub(super) fn complete<'a>(all: Vec<Series<'a>>, report: &Report<'a>) -> Vec<Series<'a>> {
    let mut out: Vec<Series<'a>> = Vec::new();
    // Only those of one story and place are held against each other.
    let mut known: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
    for series in all {
        let Some(toll) = Toll::of(&series, report) else {
            out.push(series);
            continue;
        };
        let near = toll.keys().filter_map(|key| known.get(&key)).flatten().copied();
        let at = near.into_iter().find(|at| is_one(&out[*at], &series, report));
        match at {
            Some(at) => {
                let first = &mut out[at];
                if (!series.of.is_told(), &series.of.label) < (!first.of.is_told(), &first.of.label) {
                    first.of = series.of;
                }
                first.points.extend(series.points);
            }
            None => {
                for key in toll.keys() {
                    known.entry(key).or_default().push(out.len());
                }
                out.push(series);
            }
        }
    }
    let taken: FxHashSet<(usize, Span)> = out.iter().flat_map(|s| &s.points).map(|p| (p.article, p.span)).collect();
    let mut stories: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (article, story) in report.comparison.stories.iter().enumerate() {
        stories.entry(*story).or_default().push(article);
    }
    for series in &mut out {
        let Some(toll) = Toll::of(series, report) else { continue };
        let told: FxHashSet<usize> = series.points.iter().map(|p| p.article).collect();
        let copied = |article: usize| report.comparison.copy_of.get(article).copied().flatten().is_some();
        let others = toll.stories.iter().filter_map(|story| stories.get(story)).flatten().copied();
        let more: Vec<Point<'a>> = others
            .filter(|article| !told.contains(article) && !copied(*article))
            .filter_map(|article| {
                let a = report.articles.get(article)?;
                let free = |c: &&Claim| toll.is_of(a, c) && !taken.contains(&(article, c.span));
                further(a, article, a.claims.iter().find(free)?)
            })
            .collect();
        series.points.extend(more);
    }
    out
}

/// What two series of one toll have in common.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    story: u32,
    status: Status,
    kind: EventKind,
}

/// Where and when an event was, as an article tells.
struct Site {
    place: Option<String>,
    day: Option<Days>,
    /// Whether that day is the article's own, which it may have taken for that of an event of days ago.
    own: bool,
}

impl Site {
    /// Whether both may be of one event of a kind: the place is the same, or one tells none of a disaster, which seldom comes
    /// twice in a few days, and the days go together.
    fn is_of(&self, other: &Site, kind: EventKind) -> bool {
        let gap = self.day.zip(other.day).map(|(a, b)| a.gap(b));
        match (&self.place, &other.place) {
            (Some(a), Some(b)) => a == b && gap.is_none_or(|gap| gap <= MISTAKEN_DAYS),
            _ => {
                let most = if self.own || other.own { MISTAKEN_DAYS } else { SAME_DAYS };
                kind == EventKind::Disaster && gap.is_some_and(|gap| gap <= most)
            }
        }
    }
}

/// What a series counts, where that is people in one place.
struct Toll {
    status: Status,
    kind: EventKind,
    stories: BTreeSet<u32>,
    site: Site,
    /// From the first figure to the last.
    days: (i32, i32),
    general: bool,
}

impl Toll {
    fn of(series: &Series<'_>, report: &Report<'_>) -> Option<Toll> {
        let points = &series.points;
        let status = points.iter().find_map(|p| p.status)?;
        let counted = matches!(status, Status::Dead | Status::Injured | Status::Missing) && *series.unit == Unit::Count;
        let one = counted && points.iter().all(|p| p.status.is_none_or(|s| s == status));
        let kind = points.iter().find_map(|p| p.of).map(|e| e.kind).filter(|k| k.name() == series.kind())?;
        let stories = points.iter().filter_map(|p| report.comparison.stories.get(p.article)).copied().collect();
        // Of several days the first: a later article may take its own.
        let day = points.iter().filter_map(|p| p.event).min();
        let own = points.iter().filter(|p| p.event == day).all(|p| p.event == Some(p.days));
        let site = Site { place: series.place().map(str::to_lowercase), day, own };
        let days = points.iter().map(|p| p.days);
        let days = days.fold((i32::MAX, i32::MIN), |(a, b), d| (a.min(d.first), b.max(d.last)));
        let general = points.iter().all(|p| p.general);
        one.then_some(Toll { status, kind, stories, site, days, general })
    }

    fn keys(&self) -> impl Iterator<Item = Key> {
        self.stories.iter().map(|story| Key { story: *story, status: self.status, kind: self.kind })
    }

    /// Whether a claim counts the same people.
    fn is_of(&self, a: &Analysis, claim: &Claim) -> bool {
        let event = claim.event.and_then(|e| a.event(e));
        claim.status == Some(self.status)
            && self.general
            && is_general(claim)
            && claim.polarity == Polarity::Asserted
            && matches!(claim.mode, Mode::Total | Mode::Level)
            && !part::is_part(a, claim)
            && claim.period.is_none()
            && event.is_some_and(|e| self.is_in(a, claim, e))
            && day(a, claim).is_some_and(|d| {
                d.first <= self.days.1.saturating_add(GOING_ON_DAYS)
                    && d.last >= self.days.0.saturating_sub(GOING_ON_DAYS)
            })
    }

    fn is_in(&self, a: &Analysis, claim: &Claim, event: &Event) -> bool {
        let place = super::place(a, claim).or_else(|| super::dateline(a, claim.context)).map(|p| p.to_lowercase());
        let told = event.time.filter(|t| t.is_exact());
        let site = Site { place, day: told, own: told.is_some() && told == day(a, claim) };
        !event.background && event.kind == self.kind && site.is_of(&self.site, self.kind)
    }
}

/// Whether two series are of one toll. Two figures far apart that one article gives for one day are of two.
fn is_one(a: &Series<'_>, b: &Series<'_>, report: &Report<'_>) -> bool {
    let Some((x, y)) = Toll::of(a, report).zip(Toll::of(b, report)) else { return false };
    let within = |from: i32, to: i32| from <= to.saturating_add(GOING_ON_DAYS);
    let going_on = within(x.days.0, y.days.1) && within(y.days.0, x.days.1);
    let far = |p: &Point<'_>, q: &Point<'_>| {
        let (low, high) = (p.value.lo.min(q.value.lo), p.value.lo.max(q.value.lo));
        !p.is_again(q) && high > low * MOST_TIMES
    };
    let apart = |p: &Point<'_>, q: &Point<'_>| p.article == q.article && p.days == q.days && far(p, q);
    let any =
        |one: &dyn Fn(&Point<'_>, &Point<'_>) -> bool| a.points.iter().any(|p| b.points.iter().any(|q| one(p, q)));
    a.what == b.what
        && (x.status, x.kind) == (y.status, y.kind)
        && !x.stories.is_disjoint(&y.stories)
        && (x.site.is_of(&y.site, x.kind) || any(&|p, q| is_told_as(p, q, report.articles)))
        && going_on
        && !any(&apart)
}

/// Whether a claim counts people without saying which.
pub(super) fn is_general(claim: &Claim) -> bool {
    claim.subject.is_none() && claim.scope.party.is_none() && claimdiff_compare::is_general(claim)
}

fn day(a: &Analysis, claim: &Claim) -> Option<Days> {
    claim.as_of.or_else(|| a.meta.published.as_ref().map(|p| p.value.days()))
}

/// The figure of an article that stands in no finding.
fn further<'a>(a: &'a Analysis, article: usize, claim: &'a Claim) -> Option<Point<'a>> {
    let passage = passage(a, article, claim);
    let Value::Quantity(quantity @ Quantity { .. }) = &claim.value else { return None };
    let figure: Figure<'a> = figure_of(a, claim, quantity)?;
    Some(point(a, None, &passage, &figure))
}
