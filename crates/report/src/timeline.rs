//! Running figures over time, for people, programs and spreadsheets.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use claimdiff_claims::{Analysis, Interval, Unit};
use claimdiff_text::Days;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::{
    Report, View, clean, credit, escape,
    format::csv,
    place,
    series::{self, Point, Series},
    tally, unit,
};

/// The columns of a bar.
const BAR: usize = 24;

/// A terminal of fewer columns is narrow.
const WIDE: usize = 100;

/// A form of a time line.
#[derive(Clone, Copy, Debug)]
pub struct Timeline {
    /// Its name on the command line.
    pub name: &'static str,
    /// Writes the running figures of a report. Fails only when `out` does.
    pub write: fn(&Report<'_>, &View, &mut dyn Write) -> io::Result<()>,
}

/// All forms of a time line; the first is the usual one.
pub const TIMELINES: &[Timeline] = &[
    Timeline { name: "text", write: text },
    Timeline { name: "jsonl", write: jsonl },
    Timeline { name: "csv", write: table },
];

/// One figure, as JSON Lines give it.
#[derive(Serialize)]
struct PointOut<'a> {
    /// What is counted: "people killed".
    what: &'a str,
    /// The event.
    of: &'a str,
    /// What the event is: "disaster".
    kind: &'a str,
    /// Where; null where no article tells.
    place: Option<&'a str>,
    /// The first and last day of the event, as its article tells it, else as another one does; empty where none does.
    event_from: String,
    event_to: String,
    /// The first and last day as of which it is counted.
    from: String,
    to: String,
    /// The unit of low and high: `count`, `percent`, `hectares`, a currency.
    unit: String,
    /// The least and most it may be; null where it is open. `best` is the figure as it is stated, or as a policy
    /// codes it; null where there is none, "dozens", and where only a bound is told, "at least 12".
    low: Option<f64>,
    best: Option<f64>,
    high: Option<f64>,
    /// As the report words it.
    value: &'a str,
    /// Null where it is not known.
    outlet: Option<String>,
    /// Who gives it, where somebody is named.
    source: Option<&'a str>,
    /// The article's id.
    article: &'a str,
    path: &'a str,
    /// The line of its text that the words begin in, counted from 1.
    line: u32,
    start: u32,
    end: u32,
    /// Whether it lies wholly below a figure of an earlier day.
    falls: bool,
    /// Whether it counts a part of those whom the event befell: the missing of one village.
    part: bool,
}

/// The least and most of a figure. What is counted is whole: more than 150 people are 151 or more.
fn ends(unit: &Unit, value: Interval) -> [Option<f64>; 2] {
    let whole = |open: bool, end: f64| *unit == Unit::Count && open && end.fract() == 0.0;
    let low = if whole(value.lo_open, value.lo) { value.lo + 1.0 } else { value.lo };
    let high = if whole(value.hi_open, value.hi) { value.hi - 1.0 } else { value.hi };
    [low, high].map(|end| Some(end).filter(|end| end.is_finite()))
}

fn point<'a>(report: &Report<'a>, view: &View, s: &'a Series<'a>, p: &'a Point<'a>) -> PointOut<'a> {
    let coded = || view.policy?.best(p.deaths?);
    let dates = |days: Option<Days>| {
        let (from, to) = days.map(Days::dates).unwrap_or_default();
        [from, to].map(|d| d.map(|d| d.to_string()).unwrap_or_default())
    };
    let ([event_from, event_to], [from, to]) = (dates(p.event.or(s.day())), dates(Some(p.days)));
    let a = &report.articles[p.article];
    let [low, high] = ends(s.unit, unit::shown_ends(s.unit, p.value));
    PointOut {
        what: &s.what,
        of: s.event(),
        kind: s.kind(),
        place: p.place.as_deref().or(s.place()),
        event_from,
        event_to,
        from,
        to,
        unit: unit::shown(s.unit, 0.0).0,
        low,
        best: p
            .best
            .filter(|_| !p.bound && low.is_some() && high.is_some())
            .map(|n| unit::shown(s.unit, n).1)
            .or_else(coded),
        high,
        value: &p.words,
        outlet: credit::outlet(a),
        source: p.source.as_deref(),
        article: &a.id,
        path: &a.path,
        line: a.line(p.span),
        start: p.span.start,
        end: p.span.end,
        falls: p.falls,
        part: p.part,
    }
}

fn jsonl(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    for s in &wanted(series::table(report), report, view) {
        for p in &s.points {
            escape::line(&point(report, view, s, p), out)?;
        }
    }
    Ok(())
}

fn table(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    const HEAD: [&str; 22] = [
        "what",
        "of",
        "kind",
        "place",
        "event_from",
        "event_to",
        "from",
        "to",
        "unit",
        "low",
        "best",
        "high",
        "value",
        "outlet",
        "source",
        "article",
        "path",
        "line",
        "start",
        "end",
        "falls",
        "part",
    ];
    csv::head(&HEAD, out)?;
    for s in &wanted(series::table(report), report, view) {
        for p in &s.points {
            let p = point(report, view, s, p);
            let number = |v: Option<f64>| v.map(|v| v.to_string()).unwrap_or_default();
            let (low, best, high) = (number(p.low), number(p.best), number(p.high));
            let (start, end) = (p.start.to_string(), p.end.to_string());
            let (outlet, source) = (p.outlet.as_deref().unwrap_or(""), p.source.unwrap_or(""));
            let yes = |is: bool| if is { "yes" } else { "no" };
            let line = p.line.to_string();
            let cells: [&str; HEAD.len()] = [
                p.what,
                p.of,
                p.kind,
                p.place.unwrap_or(""),
                &p.event_from,
                &p.event_to,
                &p.from,
                &p.to,
                &p.unit,
                &low,
                &best,
                &high,
                p.value,
                outlet,
                source,
                p.article,
                p.path,
                &line,
                &start,
                &end,
                yes(p.falls),
                yes(p.part),
            ];
            csv::row(&cells, out)?;
        }
    }
    Ok(())
}

fn text(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let all = wanted(series::find(report), report, view);
    if all.is_empty() {
        let of = view.event.as_deref().map(|e| format!(" of {}", clean::line(e))).unwrap_or_default();
        writeln!(out, "no figure{of} was found to differ or to move between two dated articles")?;
    }
    for (at, s) in all.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let falls = s.points.iter().filter(|p| p.falls).count();
        let falls = if falls == 0 { String::new() } else { format!(", {}", tally::plural(falls, "fall", "falls")) };
        writeln!(out, "{} ({}{falls})", clean::line(&s.title()), tally::plural(s.points.len(), "figure", "figures"))?;
        let top = s.points.iter().flat_map(|p| [p.value.lo, p.value.hi]).filter(|v| v.is_finite()).fold(0.0, f64::max);
        let told: Vec<(String, String)> = s
            .points
            .iter()
            .map(|p| {
                let PointOut { from, to, best, .. } = point(report, view, s, p);
                (if from == to { from } else { format!("{from}/{to}") }, words(p, best))
            })
            .collect();
        let widest = |of: &dyn Fn(&(String, String)) -> usize| told.iter().map(of).max().unwrap_or(0);
        let days = widest(&|(days, _)| days.width());
        let most = widest(&|(_, words)| words.width()).min(view.width / 3);
        // A narrow terminal has less room for bars, so that each figure stays on its line.
        let columns = if view.width < WIDE { BAR / 2 } else { BAR };
        for (p, (day, words)) in s.points.iter().zip(&told) {
            let pad = " ".repeat(most.saturating_sub(words.width()));
            let remark = match (p.falls, p.first) {
                (true, _) => "  falls",
                (false, true) => "  first",
                _ if p.part => "  part",
                _ => "",
            };
            let a = &report.articles[p.article];
            let file = place::file(a);
            let who = credit::outlet(a).map_or_else(|| file.clone(), |outlet| format!("{outlet} ({file})"));
            let who = p.source.as_ref().map_or_else(|| who.clone(), |source| format!("{who}, {source}"));
            writeln!(out, "  {day:<days$}  {}  {words}{pad}  {who}{remark}", bar(p, top, columns))?;
        }
    }
    match left_out(report) {
        Some(left) => writeln!(out, "\n{left}"),
        None => Ok(()),
    }
}

/// The series of the event that is asked for, else all.
fn wanted<'a>(mut all: Vec<Series<'a>>, report: &Report<'a>, view: &View) -> Vec<Series<'a>> {
    if let Some(want) = &view.event {
        all.retain(|s| s.is_of(report.articles, want));
    }
    all
}

/// What the running figures are of, as their titles tell, each once.
pub fn events(report: &Report<'_>) -> Vec<String> {
    let titles: BTreeSet<String> = series::table(report).iter().map(Series::title).collect();
    titles.iter().map(|title| clean::line(title).into_owned()).collect()
}

/// The articles without a date, whose figures have no place on a line of time; `None` where there are none. A table has them.
fn left_out(report: &Report<'_>) -> Option<String> {
    let undated = |a: &Analysis| a.meta.published.is_none();
    let named = tally::lacking(report.articles, undated)?;
    let articles = report.articles.iter().filter(|a| undated(a)).count();
    let figures = series::undated(report);
    let figures = match figures {
        0 => String::new(),
        n => format!(" with {}", tally::plural(n, "figure that differs", "figures that differ")),
    };
    Some(format!(
        "left out: {} without a date{figures} (articles.toml can tell it): {named}",
        tally::plural(articles, "article", "articles")
    ))
}

/// The words of a figure, with the number that is coded for them where they state none.
fn words(p: &Point<'_>, best: Option<f64>) -> String {
    let words = clean::line(&p.words);
    match best.filter(|_| p.best.is_none()) {
        Some(best) => format!("{words}, coded {best}"),
        None => words.into_owned(),
    }
}

/// A bar up to the low end, dots on to the high end, an arrow where that is open.
fn bar(p: &Point<'_>, top: f64, columns: usize) -> String {
    let all = columns as f64;
    let place = |v: f64| if top > 0.0 { ((v / top) * all).round().clamp(0.0, all) as usize } else { 0 };
    let low = place(p.value.lo.max(0.0));
    let high = if p.value.hi.is_finite() { place(p.value.hi) } else { columns };
    let tip = if p.value.hi.is_finite() { ' ' } else { '→' };
    format!("{}{}{}{tip}", "█".repeat(low), "·".repeat(high.saturating_sub(low)), " ".repeat(columns - high.max(low)))
}
