//! Figures over time: what every outlet gave for one fact of the comparison.

mod part;
mod told;
mod toll;

use std::{borrow::Cow, cmp::Reverse};

use claimdiff_claims::{
    Analysis, Claim, Event, EventKind, Interval, MeasureClass, Polarity, Quantity, Status, Unit, Value,
};
use claimdiff_compare::{EventLabel, Finding, Passage, Said, Verdict, counted, told as counted_as};
use claimdiff_text::{Days, Span, Stamp};

use crate::{Report, clean, credit, date, is_of};

/// One fact, as the articles gave it over time.
pub(crate) struct Series<'a> {
    /// What is counted: "people killed".
    pub(crate) what: String,
    /// The event.
    pub(crate) of: Cow<'a, EventLabel>,
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
    /// For which days it holds; [`Days::ANY`] where nobody tells.
    pub(crate) days: Days,
    /// What it may be.
    pub(crate) value: Interval,
    /// The figure that is stated, where it is one: 9 of "at least nine".
    pub(crate) best: Option<f64>,
    /// Whether only an end is told: "at least nine", "up to ten".
    pub(crate) bound: bool,
    /// The words of its claim, where they count deaths.
    pub(crate) deaths: Option<&'a str>,
    /// As the report words it.
    pub(crate) words: String,
    /// What it counts, as its own article tells: "people killed".
    what: String,
    /// Who gives it, where somebody is named.
    pub(crate) source: Option<String>,
    /// The finding that it stands in, where it is in one.
    pub(crate) finding: Option<&'a Finding>,
    /// Where, as its article tells.
    pub(crate) place: Option<String>,
    /// Whether it lies wholly below a figure of an earlier day.
    pub(crate) falls: bool,
    /// Whether its outlet gave one before all others.
    pub(crate) first: bool,
    /// Whether it counts a part of those whom the event befell, where another figure counts them all.
    pub(crate) part: bool,
    /// The sentence around it.
    context: Span,
    /// Its event.
    of: Option<&'a Event>,
    /// The day of its event, where its article tells one.
    pub(crate) event: Option<Days>,
    /// What became of the people it counts.
    status: Option<Status>,
    /// What is counted or measured, and the verb that the figure hangs on.
    class: MeasureClass,
    deed: Option<&'a str>,
    /// Whether it counts people in general.
    general: bool,
    /// Whether nothing tells what it counts or measures.
    unnamed: bool,
    /// Whether somebody is counted in whom another count may leave out.
    counts_in: bool,
    /// Whether it is told of an earlier year.
    earlier: bool,
    /// Whether it counts something, where nothing tells of which event.
    stray: bool,
}

impl<'a> Point<'a> {
    /// Whether the two are what one article says of one day, once told more closely than the other: "dozens feared dead" in
    /// the headline, "at least 26" below it.
    fn is_again(&self, other: &Point<'_>) -> bool {
        let (a, b) = (self.value, other.value);
        let holds = |a: Interval, b: Interval| a.lo <= b.lo && b.hi <= a.hi;
        self.article == other.article
            && self.days == other.days
            && self.status == other.status
            && (holds(a, b) || holds(b, a))
    }

    /// Takes an event for its own, where its sentence names none.
    fn is_of(&mut self, a: &Analysis, event: &'a Event) {
        self.of = Some(event);
        self.event = event.time.filter(|t| t.is_exact());
        self.place = a.event_place(event).map(|words| clean::line(words).into_owned()).or(self.place.take());
    }

    /// Which of two that are one is told: what is no vague word, says who counted, and stands below the headline.
    fn rank(&self) -> (bool, bool, u32) {
        (self.best.is_some(), self.source.is_some(), self.span.start)
    }
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

    /// The day of its event: of several that are told the first, as a later article may take its own.
    pub(crate) fn day(&self) -> Option<Days> {
        self.points.iter().filter_map(|p| p.event).min()
    }

    /// What its event is: "disaster".
    pub(crate) fn kind(&self) -> &str {
        self.of.key.split(' ').next().unwrap_or_default()
    }

    /// "disaster, Dorvik, 2029-06-11". A day after that of the first figure is no day of the event.
    pub(crate) fn event(&self) -> &str {
        let label = self.of.label.as_str();
        let first = self.points.iter().filter_map(|p| p.days.dates().1).min();
        let day = label.rsplit_once(", ").and_then(|(rest, day)| Some((rest, Stamp::parse(day)?.days())));
        match day.zip(first) {
            Some(((rest, day), first)) if day.dates().0.is_some_and(|day| day > first) => rest,
            _ => label,
        }
    }

    /// Whether it is of an event of this kind or name, or counts what is called so.
    pub(crate) fn is_of(&self, articles: &[Analysis], want: &str) -> bool {
        let want = want.to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&want);
        let event = |p: &Point<'_>| p.of.is_some_and(|e| is_of(&articles[p.article], e, &want));
        has(&self.title()) || self.points.iter().any(|p| p.place.as_deref().is_some_and(has) || event(p))
    }

    /// "people killed: disaster, Dorvik, 2029-06-11"
    pub(crate) fn title(&self) -> String {
        let event = self.event();
        let place = self.place().filter(|place| !event.contains(place));
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        format!("{}: {event}{place}", self.what)
    }
}

/// The facts that are drawn: those of which the figures of dated articles differ or move.
pub(crate) fn find<'a>(report: &Report<'a>) -> Vec<Series<'a>> {
    let mut out = of_findings(report, false);
    // A part and its whole are no two figures of one thing.
    out.retain(|s| {
        // "at least 12" and "about 12" are one number.
        let told = |p: &Point<'_>| p.best.map_or((p.value.lo, p.value.hi), |stated| (stated, stated));
        let mut wholes = s.points.iter().filter(|p| !p.part).map(told);
        let first = wholes.next();
        wholes.any(|value| Some(value) != first)
    });
    out
}

/// The facts that stand in a table: those of the findings, whether or not their figures have a day, and what every article
/// tells of the victims of an event, whether or not another one differs.
pub(crate) fn table<'a>(report: &Report<'a>) -> Vec<Series<'a>> {
    let mut out = of_findings(report, true);
    told::add(&mut out, report);
    for series in &mut out {
        finish(series, report.articles);
    }
    // The rows of one event stand together.
    out.sort_by(|a, b| (a.event(), &a.what).cmp(&(b.event(), &b.what)));
    out
}

/// The facts on which figures were found to differ or to move: a series each. What was looked at and not shown is of no
/// fact, so no figure of it is in one. Figures without a day are in it where `undated` says so.
fn of_findings<'a>(report: &Report<'a>, undated: bool) -> Vec<Series<'a>> {
    let mut out: Vec<Facts<'a>> = Vec::new();
    let day = |f: &Figure<'_>| undated || f.days != Days::ANY;
    for f in report.comparison.findings.iter().filter(|f| CODES.contains(&f.code)) {
        let figures = f.passages.iter().filter_map(|p| Some((p, figure(&report.articles[p.article], p)?)));
        let figures: Vec<(&Passage, Figure<'a>)> = figures.filter(|(_, f)| day(f)).collect();
        let Some((_, Figure { quantity: Quantity { unit, .. }, .. })) = figures.first() else { continue };
        // Two findings that have a figure in common are of one fact, and so are those of a headline and of what it sums up.
        let shared = |s: &Facts<'a>| {
            let has = |p: &Passage, f: &Figure<'_>| s.points.iter().any(|x| is_shared(x, p.article, f));
            s.unit == unit && figures.iter().any(|(p, figure)| has(p, figure))
        };
        let mut same: Vec<usize> = (0..out.len()).filter(|at| shared(&out[*at])).collect();
        let at = if same.is_empty() {
            out.push(Facts { findings: Vec::new(), unit, points: Vec::new(), split: false });
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
            let point = point(&report.articles[p.article], Some(f), p, figure);
            match out[at].points.iter_mut().find(|x| is_one(x, p.article, figure)) {
                // Findings are told apart by their words, so only what says more takes the place of another.
                Some(known) if point.source.is_some() && known.source.is_none() => *known = point,
                Some(_) => {}
                None => out[at].points.push(point),
            }
        }
    }
    for facts in &mut out {
        facts.fold();
        facts.keep_counts_of_one();
    }
    let parts = out.into_iter().flat_map(Facts::parts);
    let mut out: Vec<Series<'a>> = parts.filter_map(|f| f.series(report.articles)).collect();
    out = toll::complete(out, report);
    out.iter_mut().for_each(|series| finish(series, report.articles));
    out
}

/// Orders the points of a series, and marks what they are beside each other.
fn finish(series: &mut Series<'_>, articles: &[Analysis]) {
    if series.points.iter().all(|p| p.part) {
        series.points.iter_mut().for_each(|p| p.part = false);
    }
    order(series, articles);
}

/// How many figures that differ have no day.
pub(crate) fn undated(report: &Report<'_>) -> usize {
    let findings = report.comparison.findings.iter().filter(|f| CODES.contains(&f.code));
    let mut figures: Vec<(usize, Span)> = findings
        .flat_map(|f| &f.passages)
        .filter(|p| {
            let a = &report.articles[p.article];
            a.meta.published.is_none() && figure(a, p).is_some_and(|f| f.days == Days::ANY)
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
    /// Whether the findings have figures of another sort as well.
    split: bool,
}

impl<'a> Facts<'a> {
    /// Leaves of what one article says twice of one day what it says more closely.
    fn fold(&mut self) {
        let points = std::mem::take(&mut self.points);
        for p in points {
            match self.points.iter_mut().find(|known| known.is_again(&p)) {
                Some(known) if p.rank() > known.rank() => *known = p,
                Some(_) => {}
                None => self.points.push(p),
            }
        }
    }

    /// Leaves out what is no count of the others' event: of an earlier year, of no event at all, or of the victims
    /// and whoever did it, where another counts the victims alone.
    fn keep_counts_of_one(&mut self) {
        let strays = self.points.iter().all(|p| p.stray);
        self.points.retain(|p| !p.earlier && (strays || !p.stray));
        let alone: Vec<(Option<Status>, f64)> =
            self.points.iter().filter(|p| !p.counts_in).map(|p| (p.status, p.value.lo)).collect();
        let one_more = |p: &Point<'_>| alone.iter().any(|(status, n)| *status == p.status && p.value.lo - n == 1.0);
        self.points.retain(|p| !(p.counts_in && p.status == Some(Status::Dead) && one_more(p)));
    }

    /// By what became of those who are counted: the dead are not on one line with the missing, nor with the strength of a
    /// quake. A figure of which nothing is told ("the toll stands at 14") goes with the others. What is counted of things and of
    /// people at large is one where the same was done: the houses that were destroyed are none of those that were damaged.
    fn parts(self) -> Vec<Facts<'a>> {
        let Facts { findings, unit, points, .. } = self;
        let first = points.iter().find_map(|p| p.status);
        let mut out: Vec<(Option<Status>, Facts<'a>)> = Vec::new();
        for p in points {
            let status = p.status.or(first.filter(|_| p.unnamed));
            let one = |facts: &Facts<'_>| {
                let done = |q: &Point<'_>| q.deed.zip(p.deed).is_none_or(|(a, b)| a == b);
                status.is_some() || *unit != Unit::Count || facts.points.iter().all(|q| q.class == p.class && done(q))
            };
            match out.iter_mut().find(|(known, facts)| *known == status && one(facts)) {
                Some((_, facts)) => facts.points.push(p),
                None => out.push((status, Facts { findings: findings.clone(), unit, points: vec![p], split: false })),
            }
        }
        let split = out.len() > 1;
        out.into_iter().map(|(_, facts)| Facts { split, ..facts }).collect()
    }

    /// The event as its own figures tell it, where they agree on what it is: that of a finding may be of others in it.
    fn label(&self) -> Option<EventLabel> {
        let event = self.points.iter().find_map(|p| p.of)?;
        let agreed = self.points.iter().filter_map(|p| p.of).all(|e| e.kind == event.kind);
        let day = self.points.iter().filter_map(|p| p.event?.dates().0).min();
        let day = day.map(|day| day.to_string());
        let parts = || [Some(event.kind.name()), day.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        agreed.then(|| EventLabel { key: parts().join(" "), label: parts().join(", ") })
    }

    /// As one series, where the event is known: what no event is known of, or one of which neither place nor day nor
    /// anybody is told, may be of several.
    fn series(mut self, articles: &[Analysis]) -> Option<Series<'a>> {
        // The event that most is told of; of several the earliest, as articles of a later day take theirs for its day.
        let events = self.findings.iter().filter_map(|f| Some((*f, f.event.as_ref()?)));
        let told = |e: &EventLabel| e.label.split(", ").count();
        let (f, best) = events.min_by_key(|(_, e)| (!e.is_told(), Reverse(told(e)), &e.label))?;
        let of = self.label().filter(|own| own.key.split(' ').next() != best.key.split(' ').next());
        let of = of.map_or(Cow::Borrowed(best), Cow::Owned);
        let fate = self.points.iter().find(|p| p.status.is_some());
        let what = || {
            let what = fate.and_then(|p| p.finding).unwrap_or(f);
            clean::line(what.summary.split(": ").next().unwrap_or_default()).into_owned()
        };
        // The bodies that were found are not called as the dead are.
        let what = fate.filter(|_| self.split).map_or_else(what, |p| p.what.clone());
        if self.points.iter().all(|p| p.place.is_none()) {
            for p in &mut self.points {
                p.place = dateline(&articles[p.article], p.context);
            }
        }
        let out = Series { what, of, unit: self.unit, points: self.points };
        let is_one = is_of_one_event(&out.points) && !is_of_days(&out);
        ((out.of.is_told() || out.place().is_some()) && is_one).then_some(out)
    }
}

/// The place of an article's dateline, where the headline or the sentence names it, too: somebody in the capital may tell of
/// what happened elsewhere.
fn dateline(a: &Analysis, context: Span) -> Option<String> {
    let place = clean::line(a.meta.place.as_ref()?.value.as_str()).into_owned();
    let wanted = place.to_lowercase();
    let names = |text: &str| text.to_lowercase().contains(&wanted);
    let named = a.meta.headline.as_ref().is_some_and(|h| names(&h.value)) || names(a.text(context));
    named.then_some(place)
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

/// Whether the victims of attacks of two days were counted, each on its own: fewer on the later day, where nobody says
/// that a count was taken back.
fn is_of_days(series: &Series<'_>) -> bool {
    let victims = |p: &Point<'_>| matches!(p.status, Some(Status::Dead | Status::Injured));
    let revised = |p: &Point<'_>| p.finding.is_some_and(|f| f.verdict == Verdict::Revision);
    let mut dated: Vec<(Days, &Point<'_>)> = series.points.iter().filter_map(|p| Some((p.event?, p))).collect();
    dated.sort_by_key(|(event, _)| *event);
    let fewer = |pair: &[(Days, &Point<'_>)]| {
        let ((first, p), (then, q)) = (pair[0], pair[1]);
        first.last < then.first && p.days.last < q.days.first && q.value.hi < p.value.lo && victims(q) && !revised(q)
    };
    series.points.first().and_then(|p| p.of).is_some_and(|e| e.kind == EventKind::Attack) && dated.windows(2).any(fewer)
}

/// In days.
const MONTH_DAYS: i32 = 31;

/// Whether a figure of another finding is a known one: the same words, or what a headline and the text below it say of the
/// same people.
fn is_shared(x: &Point<'_>, article: usize, f: &Figure<'_>) -> bool {
    let status = f.claim.status;
    let again = || x.value == f.quantity.value && x.days == f.days && status.is_some() && x.status == status;
    x.article == article && (x.span == f.span || again())
}

/// Whether a figure is a known one: of the headline and of the body, or twice in one sentence, in two units.
fn is_one(x: &Point<'_>, article: usize, f: &Figure<'_>) -> bool {
    let (a, b) = (x.value, f.quantity.value);
    let near = |a: f64, b: f64| a == b || (a - b).abs() <= ROUNDED * a.abs().max(b.abs());
    let again = || x.context == f.context && near(a.lo, b.lo) && near(a.hi, b.hi);
    x.article == article && (x.span == f.span || a == b && x.days == f.days || again())
}

/// How far the same figure in another unit may be off, as a share.
const ROUNDED: f64 = 0.005;

fn point<'a>(a: &'a Analysis, finding: Option<&'a Finding>, p: &Passage, figure: &Figure<'a>) -> Point<'a> {
    let words = p.told.as_deref().or(p.value.as_deref()).unwrap_or_default();
    let event = figure.claim.event.and_then(|e| a.event(e));
    Point {
        article: p.article,
        span: figure.span,
        context: figure.context,
        days: figure.days,
        value: figure.quantity.value,
        best: Some(figure.quantity.stated).filter(|s| s.is_point()).map(|s| s.lo),
        bound: figure.quantity.hedge.is_minimum() || figure.quantity.hedge.is_maximum(),
        deaths: figure.deaths,
        words: clean::line(words).into_owned(),
        what: counted(a, figure.claim),
        source: credit::source(p),
        place: place(a, figure.claim),
        of: event,
        event: event.and_then(|e| e.time).filter(|t| t.is_exact()),
        finding,
        falls: false,
        first: false,
        part: part::is_part(a, figure.claim),
        status: figure.claim.status,
        class: figure.claim.class,
        deed: figure.claim.verb.as_deref(),
        general: toll::is_general(figure.claim),
        unnamed: figure.claim.class == MeasureClass::Other,
        counts_in: part::counts_in(a, figure.claim),
        earlier: part::is_of_earlier(a, figure.claim),
        stray: event.is_none()
            && figure.quantity.unit == Unit::Count
            && figure.claim.status.is_none()
            && figure.claim.class != MeasureClass::Occupants,
    }
}

/// Where a claim holds: its event's place in the article's words, else its own.
fn place(a: &Analysis, claim: &Claim) -> Option<String> {
    let words = claim.event.and_then(|e| a.event_place(a.event(e)?));
    words.or_else(|| claim.place.as_deref().map(|key| a.written(key))).map(|words| clean::line(words).into_owned())
}

/// The checks whose findings are of one fact that is a figure.
const CODES: [&str; 4] = ["number-conflict", "number-update", "number-revision", "number-changed"];

fn order(series: &mut Series<'_>, articles: &[Analysis]) {
    let published = |p: &Point<'_>| articles[p.article].meta.published.as_ref().map(|m| m.value);
    series.points.sort_by(|a, b| {
        // Of one day what was published first, by the time of day where that is told.
        let key = |p: &Point<'_>| {
            let at =
                published(p).map(|at| (at.days().first, at.days().last, date::moment(at).map_or(i64::MAX, |m| m.0)));
            (p.days == Days::ANY, p.days.first, p.days.last, at)
        };
        key(a).cmp(&key(b)).then_with(|| articles[a.article].id.cmp(&articles[b.article].id)).then(a.span.cmp(&b.span))
    });
    mark_first(series, articles);
    // The highest lower end of all earlier days.
    let (mut highest, mut today, mut day) = (f64::NEG_INFINITY, f64::NEG_INFINITY, i32::MIN);
    for p in series.points.iter_mut().filter(|p| p.days != Days::ANY) {
        if p.days.first > day {
            highest = highest.max(today);
            (today, day) = (f64::NEG_INFINITY, p.days.last);
        }
        // A part of the people is none of the steps of the whole.
        if !p.part {
            p.falls = p.value.hi < highest;
            today = today.max(p.value.lo);
        }
    }
}

/// Marks the first figure of all, where one outlet gave it before any other gave one of its day.
fn mark_first(series: &mut Series<'_>, articles: &[Analysis]) {
    let Some(day) = series.points.first().map(|p| p.days.last) else { return };
    let leading = series.points.iter().take_while(|p| p.days != Days::ANY && p.days.first <= day);
    let stamps: Option<Vec<Stamp>> =
        leading.map(|p| articles[p.article].meta.published.as_ref().map(|m| m.value)).collect();
    // What the dates do not tell is the alphabet's.
    let first = date::earliest(&stamps.unwrap_or_default());
    let name = |at: &usize| credit::name(&articles[series.points[*at].article]);
    let one = first.iter().all(|at| first.first().map(name) == Some(name(at)));
    if let Some(at) = first.first().filter(|_| one) {
        series.points[*at].first = true;
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

/// A claim as a passage of a finding.
fn passage(a: &Analysis, article: usize, claim: &Claim) -> Passage {
    let said_by = claim.sources.iter().map(|l| Said { name: l.name.clone(), medium: None }).collect();
    let Claim { span, context, .. } = *claim;
    Passage { article, span, context, value: None, told: counted_as(a, claim), said_by, differs: Vec::new() }
}

fn figure<'a>(a: &'a Analysis, p: &Passage) -> Option<Figure<'a>> {
    let (claim, quantity) = claim(a, p)?;
    figure_of(a, claim, quantity)
}

/// The figure of a claim, unless it is of any day at all, which has no place on a time line; where neither the claim nor the
/// article has a day, that is not known.
fn figure_of<'a>(a: &'a Analysis, claim: &'a Claim, quantity: &'a Quantity) -> Option<Figure<'a>> {
    let told = claim.as_of.or_else(|| a.meta.published.as_ref().map(|p| p.value.days()));
    let days = told.unwrap_or(Days::ANY);
    let deaths = (claim.status == Some(Status::Dead)).then(|| a.text(claim.span));
    let Claim { span, context, .. } = *claim;
    let dated = told.is_none() || days.dates().0.is_some() && days.dates().1.is_some();
    dated.then_some(Figure { claim, span, context, quantity, days, deaths })
}

/// The claim of a passage and its figure.
fn claim<'a>(a: &'a Analysis, p: &Passage) -> Option<(&'a Claim, &'a Quantity)> {
    let from = a.claims.partition_point(|c| c.span.start < p.span.start.saturating_sub(MAX_CLAIM_BYTES));
    let near = a.claims[from..].iter().take_while(|c| c.span.start < p.span.end);
    // What is feared, planned or denied is no count.
    let told = |c: &&Claim| matches!(c.polarity, Polarity::Asserted | Polarity::Negated | Polarity::Past);
    near.filter(|c| c.span == p.span).filter(told).find_map(|c| match &c.value {
        Value::Quantity(q) if !matches!(q.unit, Unit::Seconds | Unit::Age) => Some((c, q)),
        _ => None,
    })
}

/// No claim's words are longer, in bytes.
const MAX_CLAIM_BYTES: u32 = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Sample};
    use claimdiff_claims::EventId;

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
