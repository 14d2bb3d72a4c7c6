//! What every article tells of the victims of an event, for a table: also where all agree, where only one article tells
//! it, and where nobody tells the day.
//!
//! A figure joins the series of its story whose figures count the same, of an event that can be its own: of one kind, at a
//! place and on a day that go together. Where its article tells neither, it joins the only series that may be meant, if its
//! number is near; else it has no row, as nobody can say of which event it would be.

use std::{borrow::Cow, cmp::Reverse};

use claimdiff_claims::{
    Analysis, Claim, Event, EventKind, Interval, Mode, Polarity, Status, Unit, Value, When, country,
};
use claimdiff_compare::{EventLabel, event_label};
use claimdiff_text::{Days, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Figure, Point, Series, dateline, figure_of, part, passage, point,
    toll::{GOING_ON_DAYS, MISTAKEN_DAYS, MOST_TIMES, SAME_DAYS},
};
use crate::Report;

/// So many times one is a figure of the other at most, where nobody tells the day of one.
const UNDATED_TIMES: f64 = 3.0;

/// The same of two figures with their days.
const DATED_TIMES: f64 = 10.0;

/// Adds them to the series of the findings, and series of their own.
pub(super) fn add<'a>(all: &mut Vec<Series<'a>>, report: &Report<'a>) {
    let mut taken: FxHashSet<(usize, Span)> = all.iter().flat_map(|s| &s.points).map(|p| (p.article, p.span)).collect();
    let mut tables: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, series) in all.iter().enumerate() {
        for p in &series.points {
            let known = tables.entry(story(report, p.article)).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
    }
    let mut articles: Vec<usize> = (0..report.articles.len()).collect();
    let published = |at: &usize| report.articles[*at].meta.published.as_ref().map(|p| p.value.days());
    articles.sort_by_key(|at| (published(at).is_none(), published(at)));
    let mut untold: Vec<Row<'a>> = Vec::new();
    for article in articles {
        let a = &report.articles[article];
        for row in a.claims.iter().filter_map(|claim| Row::of(a, article, claim)) {
            if !taken.insert((article, row.point.span)) {
                continue;
            }
            let Some(of) = row.label() else {
                untold.push(row);
                continue;
            };
            let of_story = tables.entry(story(report, article)).or_default();
            if of_story.iter().any(|at| row.is_in(&all[*at])) {
                continue;
            }
            match of_story.iter().find(|at| row.is_of(&all[**at], report.articles)) {
                Some(at) => {
                    let series = &mut all[*at];
                    let (own, known) = (rank(&of), rank(&series.of));
                    if series.points.iter().all(|p| p.finding.is_none()) && own < known {
                        series.of = Cow::Owned(of);
                    }
                    put(series, row.point);
                }
                None => {
                    of_story.push(all.len());
                    let Row { figure, point, .. } = row;
                    let what = point.what.clone();
                    all.push(Series { what, of: Cow::Owned(of), unit: figure, points: vec![point] });
                }
            }
        }
    }
    for row in untold {
        let of_story = tables.get(&story(report, row.point.article)).map_or(&[][..], Vec::as_slice);
        let mut near = of_story.iter().copied().filter(|at| row.may_be_of(&all[*at]));
        if let (Some(at), None) = (near.next(), near.next()) {
            put(&mut all[at], row.point);
        }
    }
}

fn story(report: &Report<'_>, article: usize) -> u32 {
    report.comparison.stories.get(article).copied().unwrap_or_default()
}

/// Which of two names of an event is taken: the one that tells more, of several the first.
fn rank(of: &EventLabel) -> (bool, Reverse<usize>, &str) {
    (!of.is_told(), Reverse(of.label.split(", ").count()), &of.label)
}

/// Adds a figure that its article does not give already, once told more closely than the other. Of two far apart that one
/// article gives of one day and event the smaller is no count of the whole.
fn put<'a>(series: &mut Series<'a>, mut point: Point<'a>) {
    if let Some(known) = series.points.iter_mut().find(|known| known.is_again(&point)) {
        if known.finding.is_none() && point.rank() > known.rank() {
            *known = point;
        }
        return;
    }
    let (article, days) = (point.article, point.days);
    for known in series.points.iter_mut().filter(|p| p.article == article && p.days == days) {
        let (least, most) = (known.value.lo.min(point.value.lo), known.value.lo.max(point.value.lo));
        if most > least * MOST_TIMES {
            let smaller = if known.value.lo < point.value.lo { &mut *known } else { &mut point };
            smaller.part = true;
        }
    }
    series.points.push(point);
}

/// What an article tells of the victims of an event.
struct Row<'a> {
    a: &'a Analysis,
    event: &'a Event,
    figure: &'a Unit,
    point: Point<'a>,
}

impl<'a> Row<'a> {
    /// What a claim tells of them: what is feared or denied, comes on top, is of one who is named or described ("his son"), or of
    /// other events, is no count of them.
    fn of(a: &'a Analysis, article: usize, claim: &'a Claim) -> Option<Row<'a>> {
        let in_care = claim.status == Some(Status::Hospitalised);
        let event = claim.event.map_or_else(|| main_event(a).filter(|_| in_care), |id| a.event(id));
        let event = event.filter(|e| !e.background && befalls(e.kind))?;
        let Value::Quantity(quantity) = &claim.value else { return None };
        let counts = quantity.unit == Unit::Count
            && claim.status.is_some_and(is_toll)
            && claim.polarity == Polarity::Asserted
            && matches!(claim.mode, Mode::Total | Mode::Level | Mode::Part)
            && claim.when == When::This
            && claim.period.is_none()
            && claim.subject.is_none()
            && (quantity.stated != Interval::point(1.0) || claimdiff_compare::is_general(claim))
            && !part::is_of_earlier(a, claim);
        if !counts {
            return None;
        }
        let figure: Figure<'a> = figure_of(a, claim, quantity)?;
        let mut point = point(a, None, &passage(a, article, claim), &figure);
        if claim.event.is_none() {
            point.is_of(a, event);
        }
        point.place = point.place.or_else(|| dateline(a, claim.context));
        Some(Row { a, event, figure: &quantity.unit, point })
    }

    /// The event, where more is told of it than what it is.
    fn label(&self) -> Option<EventLabel> {
        Some(event_label(self.a, self.event)).filter(|of| of.is_told() || self.point.place.is_some())
    }

    /// Whether a series counts the same.
    fn counts(&self, series: &Series<'_>) -> bool {
        let status = |p: &Point<'_>| p.status == self.point.status;
        let counts = series.points.iter().any(status) && series.points.iter().all(|p| p.status.is_none() || status(p));
        series.kind() == self.event.kind.name() && series.what == self.point.what && counts
    }

    /// Whether a series has it already, of its headline or of another sentence.
    fn is_in(&self, series: &Series<'_>) -> bool {
        let again =
            |p: &Point<'_>| p.article == self.point.article && p.days == self.point.days && p.value == self.point.value;
        self.counts(series) && series.points.iter().any(again)
    }

    /// Whether a series is of the same event.
    fn is_of(&self, series: &Series<'_>, articles: &[Analysis]) -> bool {
        let apart = |p: &Point<'_>| {
            let days = |a: Days, b: Days| a != Days::ANY && b != Days::ANY && a.gap(b) > GOING_ON_DAYS;
            days(p.days, self.point.days)
        };
        self.counts(series)
            && !series.points.iter().any(|p| apart(p) || self.is_far_from(p))
            && (series.points.iter().all(|p| self.goes_with(p)) && series.points.iter().any(|p| self.is_at(p))
                || series.points.iter().any(|p| is_told_as(&self.point, p, articles)))
    }

    /// Whether a series may be of the event that this tells nothing of: its number is near one of it.
    fn may_be_of(&self, series: &Series<'_>) -> bool {
        let near = |p: &Point<'_>| {
            let days =
                p.days == Days::ANY || self.point.days == Days::ANY || p.days.gap(self.point.days) <= GOING_ON_DAYS;
            days && times(p, &self.point) <= MOST_TIMES
        };
        self.counts(series) && series.points.iter().any(near)
    }

    /// Whether two articles give figures that are too far apart for one event, where they do not tell that it was on one day.
    fn is_far_from(&self, p: &Point<'_>) -> bool {
        let undated = p.days == Days::ANY || self.point.days == Days::ANY;
        let same_day = self.point.event.zip(p.event).is_some_and(|(a, b)| a.gap(b) <= SAME_DAYS);
        let most = if undated { UNDATED_TIMES } else { DATED_TIMES };
        p.article != self.point.article && !same_day && times(p, &self.point) > most
    }

    /// Whether neither day nor place of two events rules out that they are one.
    fn goes_with(&self, p: &Point<'_>) -> bool {
        let days = self.point.event.zip(p.event).is_none_or(|(a, b)| a.gap(b) <= MISTAKEN_DAYS);
        days && self.places(p) != Some(false)
    }

    /// Whether the place, or else the day, tells that two events are one.
    fn is_at(&self, p: &Point<'_>) -> bool {
        let day = || self.point.event.zip(p.event).is_some_and(|(a, b)| a.gap(b) <= SAME_DAYS);
        self.places(p).unwrap_or_else(day)
    }

    /// Whether two places are one, or one lies in the other; `None` where not both are told.
    fn places(&self, p: &Point<'_>) -> Option<bool> {
        let (a, b) = place_key(&self.point).zip(place_key(p))?;
        Some(a == b || country(&a) == Some(&b) || country(&b) == Some(&a))
    }
}

/// Where the event of a figure was, as a folded name.
fn place_key(p: &Point<'_>) -> Option<String> {
    let event = p.of.and_then(|e| e.place.as_ref()).map(|place| place.key.clone());
    event.or_else(|| p.place.as_ref().map(|place| place.to_lowercase()))
}

/// Whether two articles call the place of one event otherwise, a park and its town: it is what both are about, on one day, and
/// either of them names what the other calls it.
pub(super) fn is_told_as(p: &Point<'_>, q: &Point<'_>, articles: &[Analysis]) -> bool {
    let (a, b) = (&articles[p.article], &articles[q.article]);
    let main = |a: &Analysis, of: Option<&Event>| main_event(a).zip(of).is_some_and(|(e, of)| std::ptr::eq(e, of));
    let day = p.event.zip(q.event).is_some_and(|(d, e)| d == e);
    let named = |a: &Analysis, place: &str| a.entities.iter().any(|e| e.key == place);
    let Some((here, there)) = place_key(p).zip(place_key(q)) else { return false };
    // Two towns of which it is known where they lie are two.
    let known = country(&here).is_some() && country(&there).is_some();
    day && !known && main(a, p.of) && main(b, q.of) && (named(a, &there) || named(b, &here))
}

/// How many times one figure the other is.
fn times(a: &Point<'_>, b: &Point<'_>) -> f64 {
    let (low, high) = (a.value.lo.min(b.value.lo), a.value.lo.max(b.value.lo));
    if low > 0.0 { high / low } else { f64::INFINITY }
}

/// The event with victims that an article is about: those in hospital are of this one where their sentence names none ("The clinic
/// is treating 40 people.").
fn main_event(a: &Analysis) -> Option<&Event> {
    a.events.iter().find(|e| !e.background && befalls(e.kind))
}

/// Whether an event has victims.
fn befalls(kind: EventKind) -> bool {
    use EventKind::{Accident, Attack, Disaster, Protest, War};
    matches!(kind, Attack | Accident | Disaster | War | Protest)
}

/// Whether what became of people is counted as a toll.
fn is_toll(status: Status) -> bool {
    use Status::{Abducted, Dead, Displaced, Hospitalised, Infected, Injured, Missing, Trapped};
    matches!(status, Dead | Injured | Missing | Displaced | Abducted | Infected | Hospitalised | Trapped)
}

#[cfg(test)]
mod tests {
    use claimdiff_claims::{Entity, EntityKind, EventId, Place};
    use claimdiff_text::Stamp;

    use super::super::{find, table};
    use super::*;
    use crate::sample::{self, Sample};

    /// The rows of the sample, of which only the first two articles tell of an accident: here, on this day.
    fn rows(sample: &mut Sample, told: [(&str, &str); 2]) -> Vec<(String, usize)> {
        let day = |text: &str| Stamp::parse(text).map(Stamp::days);
        for (a, (place, on)) in sample.articles.iter_mut().zip(told) {
            let span = a.claims[0].span;
            a.claims[0].event = Some(EventId(0));
            a.claims[0].status = Some(Status::Dead);
            a.claims[0].population = None;
            a.events = vec![Event {
                kind: EventKind::Accident,
                participants: Vec::new(),
                place: (!place.is_empty()).then(|| Place { key: place.to_owned(), span: Span::new(0, 0) }),
                venue: None,
                time: day(on),
                ordinal: None,
                background: false,
                same_day: None,
                mentions: vec![span],
            }];
        }
        let report = sample.report();
        assert!(find(&report).is_empty(), "no finding, so nothing is drawn");
        let told = |s: &Series<'_>| (s.event().to_owned(), s.points.len());
        table(&report).iter().map(told).collect()
    }

    #[test]
    fn every_toll_of_an_event_has_a_row() {
        let mut sample = sample::ferry();
        sample.comparison.findings.clear();
        sample.comparison.stories = vec![0; sample.articles.len()];
        let one = rows(&mut sample, [("ellery", "2031-03-02"), ("ellery", "2031-03-02")]);
        assert_eq!(one, [("accident, ellery, 2031-03-02".to_owned(), 2)]);
        // Another place is another event.
        assert_eq!(rows(&mut sample, [("ellery", "2031-03-02"), ("arnby", "2031-03-02")]).len(), 2);
        // So is another day.
        assert_eq!(rows(&mut sample, [("ellery", "2031-03-02"), ("ellery", "2031-02-02")]).len(), 2);
        // The day alone tells, too.
        assert_eq!(rows(&mut sample, [("ellery", "2031-03-02"), ("", "2031-03-02")]).len(), 1);
        // Of what happened nobody knows where and when, there is no event.
        assert_eq!(rows(&mut sample, [("", ""), ("", "")]), []);
    }

    #[test]
    fn a_park_and_its_town_are_one_place_where_an_article_names_both() {
        let mut sample = sample::ferry();
        sample.comparison.findings.clear();
        sample.comparison.stories = vec![0; sample.articles.len()];
        let told = [("mill park", "2031-03-02"), ("ellery", "2031-03-02")];
        assert_eq!(rows(&mut sample, told).len(), 2);
        let town = Entity {
            name: "Ellery".to_owned(),
            kind: EntityKind::Place,
            key: "ellery".to_owned(),
            gender: None,
            titles: Vec::new(),
        };
        sample.articles[0].entities.push(town);
        assert_eq!(rows(&mut sample, told).len(), 1);
        // On another day it was another event.
        assert_eq!(rows(&mut sample, [("mill park", "2031-03-02"), ("ellery", "2031-03-03")]).len(), 2);
    }

    #[test]
    fn those_in_hospital_are_of_the_event_that_the_article_is_about() {
        let mut sample = sample::ferry();
        sample.comparison.findings.clear();
        sample.comparison.stories = vec![0; sample.articles.len()];
        let told = [("ellery", "2031-03-02"), ("ellery", "2031-03-02")];
        rows(&mut sample, told);
        let mut rows = |status| {
            let claim = sample.articles[0].claims[0].clone();
            sample.articles[0].claims[0] = Claim { event: None, status: Some(status), ..claim };
            table(&sample.report()).iter().map(|s| s.what.clone()).collect::<Vec<String>>()
        };
        assert_eq!(rows(Status::Hospitalised), ["people in hospital", "people killed"]);
        // Of the dead and the missing it is told in which event they were, or in none.
        assert_eq!(rows(Status::Missing), ["people killed"]);
    }
}
