//! A running figure over time as inline SVG: a bar from low to high for each article, falls marked.

use std::io::{self, Write};

use claimdiff_claims::Analysis;
use claimdiff_text::Days;

use super::Text;
use crate::{credit, series::Series, tally};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 290.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 90.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 86.0;

/// Labels nearer than this to the one before, in pixels, are put on another line.
const LABEL_ROOM: f64 = 96.0;

pub(super) fn write(articles: &[Analysis], s: &Series<'_>, at: usize, out: &mut dyn Write) -> io::Result<()> {
    // The days and the values that bound the picture; an open end reaches to the top or the bottom.
    let first = s.points.iter().map(|p| p.days.first).min().unwrap_or(0);
    let last = s.points.iter().map(|p| p.days.last).max().unwrap_or(0);
    let finite = || s.points.iter().flat_map(|p| [p.value.lo, p.value.hi]).filter(|v| v.is_finite());
    let top = finite().fold(1.0_f64, f64::max) * 1.1;
    let floor = finite().fold(0.0_f64, f64::min);
    let days = f64::from(last - first).max(1.0);
    let x = |day: f64| LEFT + (WIDTH - LEFT - RIGHT) * (day - f64::from(first)) / days;
    let y = |v: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * ((v.clamp(floor, top) - floor) / (top - floor));

    let falls = s.points.iter().filter(|p| p.falls).count();
    let title = format!("{}: {}", s.what, s.of);
    let points = tally::plural(s.points.len(), "figure", "figures");
    writeln!(out, "<figure>\n<figcaption>{}</figcaption>", Text(&title))?;
    writeln!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"s-{at}\">\n<title id=\"s-{at}\">{}, {points}, {}; the table below lists them</title>",
        Text(&title),
        tally::plural(falls, "fall", "falls")
    )?;
    writeln!(
        out,
        "<line class=\"axis\" x1=\"{LEFT}\" y1=\"{base}\" x2=\"{}\" y2=\"{base}\"/>\n<text class=\"small\" x=\"4\" y=\"{:.1}\">{}</text><text class=\"small\" x=\"4\" y=\"{:.1}\">{}</text>",
        WIDTH - 10.0,
        y(floor) + 4.0,
        number(floor),
        y(top / 1.1) + 4.0,
        number(top / 1.1),
        base = HEIGHT - BOTTOM,
    )?;
    let (mut before, mut row) = (f64::NEG_INFINITY, 0.0);
    let mut taken = 0;
    for (nth, p) in s.points.iter().enumerate() {
        // Figures of one day stand beside each other.
        taken = if nth > 0 && s.points[nth - 1].days.first == p.days.first { taken + 1 } else { 0 };
        let middle = f64::from(p.days.first) + f64::from(p.days.last - p.days.first) / 2.0;
        let px = x(middle) + 12.0 * f64::from(taken);
        let class = if p.falls { " falls" } else { "" };
        let (lo, hi) = (p.value.lo, p.value.hi);
        let (from, to) = (if lo.is_finite() { lo } else { floor }, if hi.is_finite() { hi } else { lo });
        writeln!(
            out,
            "<line class=\"bar{class}\" x1=\"{px:.1}\" y1=\"{:.1}\" x2=\"{px:.1}\" y2=\"{:.1}\"/>",
            y(from),
            y(to) - 0.01
        )?;
        if hi.is_infinite() {
            let end = TOP - 6.0;
            writeln!(
                out,
                "<line class=\"open{class}\" x1=\"{px:.1}\" y1=\"{:.1}\" x2=\"{px:.1}\" y2=\"{end}\"/>",
                y(from)
            )?;
        }
        row = if px - before < LABEL_ROOM { (row + 1.0) % 3.0 } else { 0.0 };
        before = px;
        let sign = if p.falls { "▼ " } else { "" };
        writeln!(
            out,
            "<text class=\"{}\" x=\"{:.1}\" y=\"{:.1}\">{sign}{}</text>",
            class.trim(),
            px + 7.0,
            y(to) + 4.0 + 13.0 * f64::from(taken),
            Text(&short(p.words, 24))
        )?;
        let outlet = credit::outlet(&articles[p.article]);
        let line = HEIGHT - BOTTOM + 15.0 + 26.0 * row;
        writeln!(
            out,
            "<text class=\"small\" x=\"{x:.1}\" y=\"{line:.1}\">{}</text><text class=\"small\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            Text(&short(&outlet, 16)),
            line + 12.0,
            Text(&day(p.days)),
            x = px - 6.0,
        )?;
    }
    writeln!(out, "</svg>\n<details><summary>As a table</summary>\n<div class=\"scroll\"><table>")?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">As of</th><th scope=\"col\">Outlet</th><th scope=\"col\">Figure</th><th scope=\"col\">Low</th><th scope=\"col\">High</th><th scope=\"col\"></th></tr></thead>\n<tbody>"
    )?;
    for (nth, p) in s.points.iter().enumerate() {
        let end = |v: f64| if v.is_finite() { number(v) } else { "open".to_owned() };
        let remark = match (nth, p.falls) {
            (_, true) => "falls",
            (0, _) => "first",
            _ => "",
        };
        let days = day(p.days);
        writeln!(
            out,
            "<tr><td>{days}</td><td>{}</td><td><a href=\"#f-{}\">{}</a></td><td>{}</td><td>{}</td><td>{remark}</td></tr>",
            Text(&credit::outlet(&articles[p.article])),
            Text(&p.finding.id),
            Text(p.words),
            end(p.value.lo),
            end(p.value.hi)
        )?;
    }
    writeln!(out, "</tbody></table></div></details>\n</figure>")
}

/// "2031-03-02", or the first and last of several days.
fn day(days: Days) -> String {
    match days.dates() {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        _ => String::new(),
    }
}

/// A number without needless digits.
fn number(v: f64) -> String {
    if v == v.trunc() { format!("{v:.0}") } else { format!("{v:.1}") }
}

/// The first characters of a text, with an ellipsis where some are left out.
fn short(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
