//! Text for people: the worst first, a line each; then story by story both passages with carets under the words that differ.
//!
//! A wide terminal shows passages side by side, a narrow one above each other. Nothing of an article reaches the
//! terminal without [`crate::clean`].

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use claimdiff_claims::Analysis;
use claimdiff_compare::{Cleared, Finding, Passage, Severity};
use claimdiff_text::{Slice, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_width::UnicodeWidthStr;

use super::brief;
use crate::{
    Report, View, clean, credit,
    group::groups,
    place,
    side::{self, Side},
    snippet::{self, Mark},
    tally::{self, plural},
    wrap::wrap,
};

/// From this width on passages stand side by side, two in a row.
const SIDE_BY_SIDE: usize = 120;

/// The most lines that the findings take on the first screen; where there are more, the last one counts them.
const MAX_BRIEF: usize = 18;

/// Prose is not set wider than this, however wide the terminal.
const MAX_WIDTH: usize = 180;

const INDENT: usize = 2;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();

pub(super) fn write(report: &Report<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let width = view.width.clamp(40, MAX_WIDTH);
    let mut holders: FxHashMap<(usize, Span), Vec<usize>> = FxHashMap::default();
    for (n, f) in report.comparison.findings.iter().enumerate() {
        for p in f.passages.iter().filter(|p| p.value.is_some()) {
            holders.entry((p.article, p.span)).or_default().push(n);
        }
    }
    let mut page = Page { report, color: view.color, width, seen: FxHashSet::default(), holders, out };
    for row in wrap(&tally::headline(report), width) {
        page.line(&Line::of(BOLD, row))?;
    }
    page.brief()?;
    for group in groups(report) {
        page.blank()?;
        page.title(&group.label)?;
        for f in group.findings {
            page.blank()?;
            page.finding(f)?;
        }
    }
    if view.ledger {
        page.ledger(&report.cleared())?;
    }
    page.blank()?;
    page.coverage(view.ledger)
}

fn severity_style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Conflict => AnsiColor::Red,
        Severity::Change => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// A line of styled words.
#[derive(Clone, Default)]
struct Line {
    parts: Vec<(Style, String)>,
    columns: usize,
}

impl Line {
    fn of(style: Style, text: impl Into<String>) -> Line {
        let mut line = Line::default();
        line.push(style, text);
        line
    }

    fn push(&mut self, style: Style, text: impl Into<String>) {
        let text = text.into();
        self.columns += text.width();
        self.parts.push((style, text));
    }

    fn pad(&mut self, columns: usize) {
        if self.columns < columns {
            self.push(PLAIN, " ".repeat(columns - self.columns));
        }
    }
}

/// A passage as it stands in its column.
struct Block {
    /// Who says so, where and when.
    head: Vec<Line>,
    sentence: Vec<Line>,
}

impl Block {
    /// All lines, with the head filled up to a height.
    fn lines(self, head: usize) -> impl Iterator<Item = Line> {
        let fill = head.saturating_sub(self.head.len());
        self.head.into_iter().chain(std::iter::repeat_n(Line::default(), fill)).chain(self.sentence)
    }
}

struct Page<'a> {
    report: &'a Report<'a>,
    color: bool,
    width: usize,
    /// The sentences that were shown whole, by article.
    seen: FxHashSet<(usize, Span)>,
    /// In which findings a figure stands.
    holders: FxHashMap<(usize, Span), Vec<usize>>,
    out: &'a mut dyn Write,
}

impl<'a> Page<'a> {
    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        let last = line.parts.iter().rposition(|(_, t)| !t.trim_end().is_empty());
        for (at, (style, text)) in line.parts.iter().enumerate() {
            let text = match last {
                Some(last) if at < last => text.as_str(),
                Some(last) if at == last => text.trim_end(),
                _ => break,
            };
            if self.color && !style.is_plain() {
                write!(self.out, "{style}{text}{style:#}")?;
            } else {
                self.out.write_all(text.as_bytes())?;
            }
        }
        writeln!(self.out)
    }

    /// The worst on the first screen: a line a finding.
    fn brief(&mut self) -> io::Result<()> {
        let findings = self.report.gravest();
        if findings.len() < 2 {
            return Ok(());
        }
        self.blank()?;
        let shown = if findings.len() > MAX_BRIEF { MAX_BRIEF - 1 } else { findings.len() };
        let cut = brief::Cut::of(self.report, &findings[..shown]);
        let lines = |place| {
            let line = |f: &&'a Finding| Some((*f, brief::Line::of(self.report, f, self.width, place, &cut)?));
            findings[..shown].iter().filter_map(line).collect::<Vec<_>>()
        };
        let mut briefs = lines(brief::Place::Whole);
        // Without the folders, and with long names in short, more is told of each finding.
        for place in [brief::Place::Named, brief::Place::Short] {
            if briefs.iter().any(|(_, line)| line.cut) {
                briefs = lines(place);
            }
        }
        for (f, brief) in briefs {
            let mut line = Line::of(DIM, format!("{}: ", brief.place));
            line.push(severity_style(f.severity), f.code);
            line.push(PLAIN, format!(": {} ", brief.what));
            line.push(DIM, format!("[{}]", brief.id));
            self.line(&line)?;
        }
        let rest = &findings[shown..];
        if !rest.is_empty() {
            let counts = [Severity::Conflict, Severity::Change, Severity::Note].map(|severity| {
                let many = rest.iter().filter(|f| f.severity == severity).count();
                (many > 0).then(|| plural(many, severity.name(), &format!("{}s", severity.name())))
            });
            let counts: Vec<String> = counts.into_iter().flatten().collect();
            let text = format!("+{} more: {} (--format brief lists all)", rest.len(), counts.join(", "));
            for row in wrap(&text, self.width) {
                self.line(&Line::of(BOLD, row))?;
            }
        }
        // Whoever checks a draft wants to know that there is more to look at.
        let possible = self.report.comparison.coverage.possible;
        if possible > 0 {
            let text =
                format!("{} not shown (--all lists them)", plural(possible, "possible finding", "possible findings"));
            self.line(&Line::of(DIM, text))?;
        }
        Ok(())
    }

    fn title(&mut self, label: &str) -> io::Result<()> {
        for (at, row) in wrap(label, self.width - 6).into_iter().enumerate() {
            let mut line = Line::of(DIM, if at == 0 { "── " } else { "   " });
            line.push(BOLD, row);
            if at == 0 {
                let rest = self.width.saturating_sub(line.columns + 1);
                line.push(DIM, format!(" {}", "─".repeat(rest)));
            }
            self.line(&line)?;
        }
        Ok(())
    }

    fn head(&mut self, f: &Finding, style: Style, sign: &str) -> io::Result<()> {
        let id = format!("  {}", f.id.get(..8).unwrap_or(&f.id));
        let mut line = Line::of(style, sign);
        line.push(DIM, format!(" · {}", f.code));
        let summary = self.report.summary(f);
        let fits = line.columns + " · ".width() + summary.width() + id.width() <= self.width;
        if fits {
            line.push(DIM, " · ");
            line.push(BOLD, &*summary);
        }
        line.pad(self.width.saturating_sub(id.width()));
        line.push(DIM, id);
        self.line(&line)?;
        if !fits {
            for row in wrap(&summary, self.width - INDENT) {
                let mut line = Line::of(PLAIN, " ".repeat(INDENT));
                line.push(BOLD, row);
                self.line(&line)?;
            }
        }
        Ok(())
    }

    fn finding(&mut self, f: &Finding) -> io::Result<()> {
        let style = severity_style(f.severity);
        self.head(f, style, f.severity.name())?;
        if let Some(was) = self.report.was(f) {
            self.remark("changed", &format!("since the baseline; there: {was}"))?;
        }
        let (sides, known) = side::since(self.report, f);
        self.sides(&sides, style)?;
        if !known.is_empty() {
            let told = |p: &Passage| {
                let who = credit::outlet_and_day(&self.report.articles[p.article]);
                p.value.as_deref().map_or_else(|| who.clone(), |value| format!("{who}: {}", clean::line(value)))
            };
            let mut told: Vec<String> = known.iter().map(told).collect();
            told.dedup();
            let many = plural(known.len(), "passage", "passages");
            self.remark("known", &format!("{many} as in the baseline ({})", told.join("; ")))?;
        }
        if let Some(first) = credit::first(self.report, f) {
            self.remark("first", &first.words)?;
        }
        let from = self.report.origins(f);
        // Outlets that are each its own origin stand above.
        if from.origins < from.outlets {
            let (outlets, origins) =
                (plural(from.outlets, "outlet", "outlets"), plural(from.origins, "origin", "origins"));
            let shared: Vec<_> = from.shared.iter().map(|name| clean::line(name)).collect();
            self.remark("origins", &format!("{outlets}, {origins}: {}", shared.join(", ")))?;
        }
        self.remark("why", &Report::reasons(f).collect::<Vec<_>>().join("; "))?;
        match self.also_in(f) {
            also if also.is_empty() => Ok(()),
            also => self.remark("see also", &also.join(", ")),
        }
    }

    /// The other findings that hold figures of this one: a toll that rises, falls and is disputed stands in three.
    fn also_in(&self, f: &Finding) -> Vec<String> {
        let mut others: Vec<usize> = f
            .passages
            .iter()
            .filter(|p| p.value.is_some())
            .filter_map(|p| self.holders.get(&(p.article, p.span)))
            .flatten()
            .copied()
            .collect();
        others.sort_unstable();
        others.dedup();
        let others = others.into_iter().map(|n| &self.report.comparison.findings[n]).filter(|o| o.id != f.id);
        others.map(|o| format!("{} {}", o.id.get(..8).unwrap_or(&o.id), o.code)).collect()
    }

    fn sides(&mut self, sides: &[Side], style: Style) -> io::Result<()> {
        let side_by_side = if self.width >= SIDE_BY_SIDE { 2 } else { 1 };
        for row in sides.chunks(side_by_side) {
            let [a, b] = row else {
                for block in self.block(&row[0], self.width - INDENT, style).lines(0) {
                    let mut line = Line::of(PLAIN, " ".repeat(INDENT));
                    line.parts.extend(block.parts);
                    self.line(&line)?;
                }
                continue;
            };
            let column = (self.width - INDENT - 3) / 2;
            let (a, b) = (self.block(a, column, style), self.block(b, column, style));
            // The sentences stand beside each other, whatever stands above them.
            let head = a.head.len().max(b.head.len());
            let sides: [Vec<Line>; 2] = [a.lines(head).collect(), b.lines(head).collect()];
            for at in 0..sides[0].len().max(sides[1].len()) {
                let mut line = Line::of(PLAIN, " ".repeat(INDENT));
                for (side, block) in sides.iter().enumerate() {
                    line.pad(INDENT + side * (column + 3));
                    for (style, text) in block.get(at).into_iter().flat_map(|l| &l.parts) {
                        line.push(*style, text.as_str());
                    }
                }
                self.line(&line)?;
            }
        }
        Ok(())
    }

    /// A passage: outlet, date and place; value and source; the sentence with its carets; who says the same.
    fn block(&mut self, Side { passage: p, also }: &Side, width: usize, style: Style) -> Block {
        let a = &self.report.articles[p.article];
        let mut head = Vec::new();
        let who = credit::outlet_and_day(a);
        let place = place::of(a, p.span);
        if who.width() + 3 + place.width() <= width {
            let mut line = Line::of(BOLD, who);
            line.push(DIM, format!(" · {place}"));
            head.push(line);
        } else {
            head.extend(wrap(&who, width).into_iter().map(|row| Line::of(BOLD, row)));
            head.extend(wrap(&place, width).into_iter().map(|row| Line::of(DIM, row)));
        }
        let value = p.told.as_deref().or(p.value.as_deref()).map_or(0, |v| clean::line(v).len());
        for (at, row) in wrap(&credit::said(p), width - 2).into_iter().enumerate() {
            // The value that the words state, where it stands whole in the first row.
            let cut = if at == 0 && row.is_char_boundary(value) { value } else { 0 };
            let mut line = Line::of(PLAIN, "  ");
            line.push(BOLD, row.slice(..cut));
            line.push(PLAIN, row.slice(cut..));
            head.push(line);
        }
        let mut sentence = Vec::new();
        let rows = match self.seen.insert((p.article, p.context)) {
            true => snippet::rows(a, p, width.saturating_sub(4)),
            false => snippet::rows_again(a, p, width.saturating_sub(4)),
        };
        for row in rows {
            let mut line = Line::of(DIM, "  │ ");
            for run in row.runs {
                let style = match run.mark {
                    Mark::Context => DIM,
                    Mark::Passage => PLAIN,
                    Mark::Differs => BOLD,
                };
                line.push(style, run.text);
            }
            sentence.push(line);
            if !row.carets.is_empty() {
                let mut line = Line::of(DIM, "  │ ");
                line.push(style, row.carets);
                sentence.push(line);
            }
        }
        for p in also {
            let text = in_short(&self.report.articles[p.article], p);
            for (at, row) in wrap(&text, width.saturating_sub(8)).into_iter().enumerate() {
                let mut line = Line::of(DIM, if at == 0 { "  also  " } else { "        " });
                line.push(PLAIN, row);
                sentence.push(line);
            }
        }
        Block { head, sentence }
    }

    fn remark(&mut self, label: &str, text: &str) -> io::Result<()> {
        for (at, row) in wrap(&clean::line(text), self.width - 11).into_iter().enumerate() {
            let mut line = Line::of(DIM, format!("  {:<9}", if at == 0 { label } else { "" }));
            line.push(PLAIN, row);
            self.line(&line)?;
        }
        Ok(())
    }

    fn ledger(&mut self, cleared: &[Cleared]) -> io::Result<()> {
        self.blank()?;
        let title = format!("── ledger: {} looked at and not shown ", plural(cleared.len(), "pair", "pairs"));
        let rest = "─".repeat(self.width.saturating_sub(title.width()));
        self.line(&Line::of(BOLD, title + &rest))?;
        for c in cleared {
            self.blank()?;
            self.head(&c.finding, DIM, &c.finding.verdict.name().replace('_', " "))?;
            for p in &c.finding.passages {
                let a = &self.report.articles[p.article];
                for (at, row) in wrap(&in_short(a, p), self.width - 6).into_iter().enumerate() {
                    self.line(&Line::of(PLAIN, format!("{}{row}", if at == 0 { "  " } else { "      " })))?;
                }
            }
            // What decided: the rule or the probability.
            let sentence = c.reason.sentence();
            let by: Vec<&str> = c.finding.why.iter().map(String::as_str).filter(|w| *w != sentence).collect();
            let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join("; ")) };
            self.remark("reason", &format!("{sentence}{by}"))?;
        }
        Ok(())
    }

    fn coverage(&mut self, ledger: bool) -> io::Result<()> {
        let Report { articles, comparison, notes, .. } = *self.report;
        let c = &comparison.coverage;
        self.line(&Line::of(BOLD, "coverage"))?;
        let read = format!(
            "{}; {}{}; {}",
            plural(c.articles, "article", "articles"),
            plural(c.quotes, "quotation", "quotations"),
            if c.quotes_without_speaker == 0 {
                String::new()
            } else {
                format!(", {} without a speaker", c.quotes_without_speaker)
            },
            plural(c.claims, "claim", "claims"),
        );
        self.remark("read", &read)?;
        let shown = if c.cleared == 0 || ledger { "" } else { " (--ledger lists them)" };
        let counted = tally::counted(c).map_or_else(String::new, |c| format!("; {c}"));
        let cleared = plural(c.cleared, "pair", "pairs");
        self.remark("ledger", &format!("{cleared} looked at and not shown{shown}{counted}"))?;
        if let Some(hidden) = tally::hidden(c) {
            self.remark("hidden", &hidden)?;
        }
        if articles.iter().any(|a| a.meta.record.as_ref().is_some_and(|r| r.line.is_some())) {
            self.remark("places", "file:line of its record:line of the article's text")?;
        }
        if let Some(paths) = tally::lacking(articles, |a| a.meta.published.is_none()) {
            self.remark("undated", &paths)?;
        }
        if let Some(paths) = tally::lacking(articles, |a| a.meta.outlet.is_none()) {
            self.remark("outlet", &format!("not known of {paths}"))?;
        }
        for (at, of) in comparison.copy_of.iter().enumerate() {
            if let Some(of) = of {
                let text =
                    format!("{} repeats {}: one source", place::whole(&articles[at]), place::whole(&articles[*of]));
                self.remark("copy", &text)?;
            }
        }
        for note in notes {
            self.remark(if note.failure { "not read" } else { "note" }, &note.to_string())?;
        }
        Ok(())
    }
}

/// A passage in one line: outlet, date, place and words.
fn in_short(a: &Analysis, p: &Passage) -> String {
    let words = clean::line(a.text(p.span));
    format!("{} · {} · {words}", credit::outlet_and_day(a), place::of(a, p.span))
}
