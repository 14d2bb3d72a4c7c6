//! A fact over time as inline SVG: days from left to right, a bar from low to high for every figure, numbered as in the
//! list below it. Narrow enough for a phone without scrolling.

use std::io::{self, Write};

use claimdiff_claims::{Analysis, Unit};
use claimdiff_text::Days;

use super::Text;
use crate::{
    credit, date,
    series::{Point, Series},
    tally, unit,
};

// All in the picture's own units, which are pixels at its natural size.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 200.0;
/// From here to there go the axes: days from left to right, values from bottom to top.
const DAYS: (f64, f64) = (64.0, 340.0);
const VALUES: (f64, f64) = (166.0, 18.0);
/// Of a dot.
const RADIUS: f64 = 4.0;
/// How far bars of one day stand apart.
const BESIDE: f64 = 12.0;

/// Writes the picture and the list of its figures. `linked` tells which findings the page holds.
pub(super) fn write(
    articles: &[Analysis],
    s: &Series<'_>,
    at: usize,
    linked: impl Fn(&Point<'_>) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = s.title();
    let falls = s.points.iter().filter(|p| p.falls).count();
    writeln!(
        out,
        "<figure class=\"chart\">\n<figcaption>{} <span class=\"dim\">{}{}</span></figcaption>\n\
        <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{} over time; the list below tells the figures\">",
        Text(&title),
        tally::plural(s.points.len(), "figure", "figures"),
        if falls == 0 { String::new() } else { format!(", {}", tally::plural(falls, "fall", "falls")) },
        Text(&title)
    )?;
    let scale = Scale::of(s);
    scale.write(s, out)?;
    for (nth, (p, x)) in s.points.iter().zip(scale.places(&s.points)).enumerate() {
        bar(p, nth, x, &scale, out)?;
    }
    writeln!(out, "</svg>\n<ol id=\"s-{at}\">")?;
    for p in &s.points {
        item(&articles[p.article], p, linked(p), out)?;
    }
    writeln!(out, "</ol>\n</figure>")
}

/// Where days and values stand on the axes.
struct Scale {
    days: (f64, f64),
    top: f64,
    step: f64,
}

fn middle(days: Days) -> f64 {
    (f64::from(days.first) + f64::from(days.last)) / 2.0
}

impl Scale {
    fn of(s: &Series<'_>) -> Scale {
        let days = s.points.iter().map(|p| middle(p.days));
        let days = days.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), d| (a.min(d), b.max(d)));
        let ends = s.points.iter().flat_map(|p| [p.value.lo, p.value.hi]).filter(|v| v.is_finite());
        let most = ends.fold(1.0_f64, f64::max);
        // Round steps, two to four of them.
        let rough = most / 3.0;
        let power = 10.0_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= rough).unwrap_or(10.0) * power;
        Scale { days, top: (most / step).ceil() * step, step }
    }

    fn x(&self, day: f64) -> f64 {
        match self.days.1 - self.days.0 {
            all if all > 0.0 => DAYS.0 + 16.0 + (DAYS.1 - DAYS.0 - 32.0) * (day - self.days.0) / all,
            _ => (DAYS.0 + DAYS.1) / 2.0,
        }
    }

    /// Where the bars of figures stand: those of one day side by side around it, none outside of the axes.
    fn places(&self, points: &[Point<'_>]) -> Vec<f64> {
        let day = |p: &Point<'_>| middle(p.days);
        points
            .iter()
            .enumerate()
            .map(|(at, p)| {
                let same = |q: &&Point<'_>| day(q) == day(p);
                let (before, all) = (points[..at].iter().filter(same).count(), points.iter().filter(same).count());
                let apart = BESIDE.min(4.0 * BESIDE / all as f64);
                let x = self.x(day(p)) + apart * (before as f64 - (all as f64 - 1.0) / 2.0);
                x.clamp(DAYS.0 + RADIUS, DAYS.1 - RADIUS)
            })
            .collect()
    }

    fn y(&self, value: f64) -> f64 {
        VALUES.0 + (VALUES.1 - VALUES.0) * value.clamp(0.0, self.top) / self.top
    }

    fn write(&self, s: &Series<'_>, out: &mut dyn Write) -> io::Result<()> {
        let sign = if *s.unit == Unit::SquareMetres { " ha".to_owned() } else { unit::sign(s.unit) };
        for n in 0..=(self.top / self.step).round() as usize {
            let value = self.step * n as f64;
            let y = self.y(value);
            let (_, value) = unit::shown(s.unit, value);
            writeln!(
                out,
                "<line class=\"grid\" x1=\"{}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\"/>\
                <text class=\"small end-label\" x=\"{}\" y=\"{:.1}\">{}{}</text>",
                DAYS.0,
                DAYS.1,
                DAYS.0 - 6.0,
                y + 4.0,
                in_short(value),
                Text(if value > 0.0 { &sign } else { "" })
            )?;
        }
        let (first, last) = (s.points.first(), s.points.last());
        let one = self.days.0 >= self.days.1;
        for (p, class, x) in [(first, "", DAYS.0), (last, " end-label", DAYS.1)] {
            let Some(p) = p.filter(|_| !(one && class.is_empty())) else { continue };
            writeln!(
                out,
                "<text class=\"small{class}\" x=\"{x}\" y=\"{}\">{}</text>",
                HEIGHT - 14.0,
                Text(&days(p.days))
            )?;
        }
        Ok(())
    }
}

/// A figure: its bar, a dot at what is stated, and its number in the list, beside a bar that goes on above the dot.
fn bar(p: &Point<'_>, nth: usize, x: f64, scale: &Scale, out: &mut dyn Write) -> io::Result<()> {
    let class = if p.falls { " falls" } else { "" };
    let (lo, hi) = (p.value.lo, p.value.hi);
    let from = scale.y(if lo.is_finite() { lo } else { 0.0 });
    let to = if hi.is_finite() { scale.y(hi) } else { VALUES.1 };
    if !hi.is_finite() || !lo.is_finite() {
        writeln!(out, "<line class=\"open{class}\" x1=\"{x:.1}\" y1=\"{from:.1}\" x2=\"{x:.1}\" y2=\"{to:.1}\"/>")?;
    } else if from - to > 1.0 {
        writeln!(out, "<line class=\"bar{class}\" x1=\"{x:.1}\" y1=\"{from:.1}\" x2=\"{x:.1}\" y2=\"{to:.1}\"/>")?;
    }
    let y = scale.y(p.best.or_else(|| [lo, hi].into_iter().find(|v| v.is_finite())).unwrap_or(0.0));
    let (place, label_x, label_y) = match to < y - RADIUS {
        true if x + 16.0 > DAYS.1 => (" end-label", x - 7.0, y + 4.0),
        true => ("", x + 7.0, y + 4.0),
        false => (" middle", x, y - 7.0),
    };
    writeln!(
        out,
        "<circle class=\"end{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{RADIUS}\"/>\
        <text class=\"small{place}\" x=\"{label_x:.1}\" y=\"{label_y:.1}\">{}</text>",
        nth + 1
    )
}

fn item(a: &Analysis, p: &Point<'_>, linked: bool, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<li>")?;
    match p.finding.filter(|_| linked) {
        Some(f) => write!(out, "<a href=\"#f-{}\">{}</a>", Text(&f.id), Text(&p.words))?,
        None => write!(out, "{}", Text(&p.words))?,
    }
    let source = p.source.as_deref().map(|s| format!(", according to {s}")).unwrap_or_default();
    let falls = match (p.falls, p.part) {
        (true, _) => " ▼ falls",
        (false, true) => ", a part",
        _ => "",
    };
    writeln!(
        out,
        " <span class=\"dim\">{}, {}{}{falls}</span></li>",
        Text(&days(p.days)),
        Text(&credit::name(a)),
        Text(&source)
    )
}

/// "2 Mar 2031", or the first and last of several days, or the month they fill.
fn days(days: Days) -> String {
    match days.dates() {
        (Some(a), Some(b)) => date::range(a, b),
        _ => String::new(),
    }
}

/// A number on an axis: "1,500", "2.5 m" of millions.
fn in_short(v: f64) -> String {
    const SIZES: [(f64, &str); 3] = [(1e12, " tn"), (1e9, " bn"), (1e6, " m")];
    let (size, sign) = SIZES.into_iter().find(|(size, _)| v.abs() >= *size).unwrap_or((1.0, ""));
    format!("{}{sign}", number(v / size))
}

/// A number with its thousands apart and without needless digits.
fn number(v: f64) -> String {
    let text = if v == v.trunc() { format!("{v:.0}") } else { format!("{v:.2}").trim_end_matches('0').to_owned() };
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |t| ("-", t));
    let whole = text.find('.').unwrap_or(text.len());
    let mut out = sign.to_owned();
    for (at, c) in text.char_indices() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{in_short, number};

    #[test]
    fn numbers_have_their_thousands_apart() {
        let numbers = [0.0, 7.0, 1234.0, 1_234_567.5, -45_000.0, 3.25, 2.5].map(number);
        assert_eq!(numbers, ["0", "7", "1,234", "1,234,567.5", "-45,000", "3.25", "2.5"]);
        assert_eq!([900.0, 2_500_000.0, 3e9].map(in_short), ["900", "2.5 m", "3 bn"]);
    }
}
