//! A running figure over time as inline SVG: a row a figure, the earliest on top, each with its bar from low to high.

use std::io::{self, Write};

use claimdiff_claims::{Analysis, Unit};
use claimdiff_text::{Days, Slice};

use super::Text;
use crate::{
    credit, date,
    series::{Point, Series},
    tally,
};

// All in the picture's own units, which are pixels at its natural size.
const WIDTH: f64 = 720.0;
const ROW: f64 = 34.0;
const TOP: f64 = 8.0;
const AXIS: f64 = 26.0;
/// From here to there goes the axis of values. The words, outlet and day stand left of it, where a phone shows them
/// without scrolling.
const PLOT: (f64, f64) = (250.0, 695.0);

/// The most characters of an outlet's name and of a figure's words.
const OUTLET_CHARS: usize = 24;
const WORDS_CHARS: usize = 26;

/// Writes the picture and, folded, its table. `linked` tells which findings the page holds.
pub(super) fn write(
    articles: &[Analysis],
    s: &Series<'_>,
    at: usize,
    linked: impl Fn(&Point<'_>) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = format!("{}: {}", s.what, s.of);
    let falls = s.points.iter().filter(|p| p.falls).count();
    writeln!(
        out,
        "<figure class=\"chart\">\n<figcaption>{} <span class=\"dim\">{}, {}</span></figcaption>",
        Text(&title),
        tally::plural(s.points.len(), "figure", "figures"),
        if falls == 0 { "no fall".to_owned() } else { tally::plural(falls, "fall", "falls") },
    )?;
    let height = TOP + ROW * s.points.len() as f64 + AXIS;
    writeln!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"s-{at}\">\n\
        <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"s-{at}\">\n\
        <title id=\"s-{at}\">{} over time; the table below lists the figures</title>",
        Text(&title)
    )?;
    let scale = Scale::of(s);
    scale.write(height - AXIS, out)?;
    for (nth, p) in s.points.iter().enumerate() {
        row(articles, p, nth, &scale, out)?;
    }
    writeln!(out, "</svg>\n</div>")?;
    table(articles, s, linked, out)?;
    writeln!(out, "</figure>")
}

/// Where values stand on the axis.
struct Scale {
    from: f64,
    to: f64,
    /// What one step of the labels is in the unit of the values, with the unit's name: a day in seconds.
    unit: (f64, &'static str),
    step: f64,
}

impl Scale {
    fn of(s: &Series<'_>) -> Scale {
        let ends = s.points.iter().flat_map(|p| [p.value.lo, p.value.hi]).filter(|v| v.is_finite());
        let (from, to) = ends.fold((0.0_f64, 0.0_f64), |(from, to), v| (from.min(v), to.max(v)));
        let unit = match s.unit {
            Unit::Seconds => {
                let units = [(31_557_600.0, "years"), (86_400.0, "days"), (3600.0, "hours"), (60.0, "minutes")];
                units.into_iter().find(|u| to >= 2.0 * u.0).unwrap_or((1.0, "seconds"))
            }
            Unit::Percent => (1.0, "%"),
            _ => (1.0, ""),
        };
        // Round steps, three to six of them.
        let rough = (to - from).max(unit.0) / unit.0 / 5.0;
        let power = 10.0_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * power >= rough).unwrap_or(10.0) * power * unit.0;
        Scale { from: (from / step).floor() * step, to: ((to / step).ceil() * step).max(step), unit, step }
    }

    fn x(&self, value: f64) -> f64 {
        PLOT.0 + (PLOT.1 - PLOT.0) * (value.clamp(self.from, self.to) - self.from) / (self.to - self.from)
    }

    fn write(&self, base: f64, out: &mut dyn Write) -> io::Result<()> {
        let steps = ((self.to - self.from) / self.step).round() as usize;
        for n in 0..=steps {
            let value = self.from + self.step * n as f64;
            let unit = if n == steps && !self.unit.1.is_empty() { format!(" {}", self.unit.1) } else { String::new() };
            writeln!(
                out,
                "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{base}\"/>\
                <text class=\"small middle\" x=\"{x:.1}\" y=\"{:.1}\">{}{unit}</text>",
                base + 16.0,
                number(value / self.unit.0),
                x = self.x(value)
            )?;
        }
        Ok(())
    }
}

fn row(articles: &[Analysis], p: &Point<'_>, nth: usize, scale: &Scale, out: &mut dyn Write) -> io::Result<()> {
    let y = TOP + ROW * (nth as f64 + 0.5);
    let class = if p.falls { " falls" } else { "" };
    let outlet = credit::name(&articles[p.article]);
    let (sign, remark) = match (p.falls, nth) {
        (true, _) => ("▼ ", " falls"),
        (false, 0) => ("", " first"),
        _ => ("", ""),
    };
    writeln!(
        out,
        "<text class=\"strong{class}\" x=\"0\" y=\"{:.1}\">{sign}{}<tspan class=\"small\">{remark}</tspan></text>\
        <text class=\"small\" x=\"0\" y=\"{:.1}\">{}, {}</text>",
        y - 3.0,
        Text(&short(p.words, WORDS_CHARS)),
        y + 11.0,
        Text(&short(&outlet, OUTLET_CHARS)),
        Text(&days(p.days)),
    )?;
    let (lo, hi) = (p.value.lo, p.value.hi);
    let from = scale.x(if lo.is_finite() { lo } else { scale.from });
    let to = if hi.is_finite() { scale.x(hi) } else { PLOT.1 };
    if !hi.is_finite() || !lo.is_finite() {
        // An open end: as far as the axis goes, and on.
        writeln!(
            out,
            "<line class=\"open{class}\" x1=\"{from:.1}\" y1=\"{y}\" x2=\"{to:.1}\" y2=\"{y}\"/>\
            <path class=\"tip{class}\" d=\"M{to:.1} {:.1} l8 5 l-8 5 z\"/>",
            y - 5.0
        )?;
    } else if to - from > 1.0 {
        writeln!(out, "<line class=\"bar{class}\" x1=\"{from:.1}\" y1=\"{y}\" x2=\"{to:.1}\" y2=\"{y}\"/>")?;
    }
    for end in [lo, hi].into_iter().filter(|v| v.is_finite()).take(if lo == hi { 1 } else { 2 }) {
        writeln!(out, "<circle class=\"end{class}\" cx=\"{:.1}\" cy=\"{y}\" r=\"5\"/>", scale.x(end))?;
    }
    Ok(())
}

fn table(
    articles: &[Analysis],
    s: &Series<'_>,
    linked: impl Fn(&Point<'_>) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<details><summary>As a table</summary>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>")?;
    for head in ["As of", "Outlet", "Figure", "Low", "High", "Remark"] {
        writeln!(out, "<th scope=\"col\">{head}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    let unit = Scale::of(s).unit;
    let end = |v: f64| if v.is_finite() { format!("{} {}", number(v / unit.0), unit.1) } else { "open".to_owned() };
    for (nth, p) in s.points.iter().enumerate() {
        let remark = match (nth, p.falls) {
            (_, true) => "falls",
            (0, _) => "first",
            _ => "",
        };
        write!(out, "<tr><td>{}</td><td>{}</td><td>", Text(&days(p.days)), Text(&credit::name(&articles[p.article])))?;
        match linked(p) {
            true => write!(out, "<a href=\"#f-{}\">{}</a>", Text(&p.finding.id), Text(p.words))?,
            false => write!(out, "{}", Text(p.words))?,
        }
        writeln!(
            out,
            "</td><td>{}</td><td>{}</td><td>{remark}</td></tr>",
            end(p.value.lo).trim_end(),
            end(p.value.hi).trim_end()
        )?;
    }
    writeln!(out, "</tbody></table></div></details>")
}

/// "2 Mar 2031", or the first and last of several days, or the month they fill.
fn days(days: Days) -> String {
    match days.dates() {
        (Some(a), Some(b)) => date::range(a, b),
        _ => String::new(),
    }
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

/// The first characters of a text, with an ellipsis where some are left out.
fn short(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", text.slice(..at).trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_their_thousands_apart() {
        let numbers = [0.0, 7.0, 1234.0, 1_234_567.5, -45_000.0, 3.25, 2.5].map(number);
        assert_eq!(numbers, ["0", "7", "1,234", "1,234,567.5", "-45,000", "3.25", "2.5"]);
    }
}
