//! `page-lines`: the tagging of lines, on `boiler_lines.jsonl` and `subheads.jsonl` beside the pages. It scores itself.
//!
//! Each labelled article is read twice: as plain text made of its labelled lines, and from its page. A content line is
//! lost where it is not read at all: tagged as sure furniture, or, of a page, not extracted. A line is found in what a
//! page gave if four fifths of its three-word runs stand there.

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use claimdiff_text::{Article, LineKind};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::records;

/// The labelled lines of one page: label and text.
#[derive(Deserialize)]
struct Gold {
    id: String,
    lines: Vec<(String, String)>,
}

/// What stands between the lines of plain text: exports part paragraphs by a blank line or by none.
const BREAKS: &[(&str, &str)] = &[("plain", "\n\n"), ("tight", "\n")];

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    furniture(gold, out)?;
    subheads(gold, out)
}

/// How many of the content lines are lost, and how many of the furniture lines.
fn furniture(folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let gold: Vec<Gold> = records(&folder.join("boiler_lines.jsonl"))?;
    for (name, lines_break) in BREAKS {
        let mut counts = Counts::default();
        for page in &gold {
            let (article, starts) = plain(page, lines_break);
            for ((label, text), start) in page.lines.iter().zip(starts) {
                let lost = line_at(&article, start).is_none_or(|l| !l.is_read());
                counts.take(name, page, label, text, lost, out)?;
            }
        }
        counts.print(name, out)?;
    }
    let mut counts = Counts::default();
    for page in &gold {
        let article = read_page(folder, &page.id)?;
        let read = article.iter().flat_map(|a| a.lines.iter().filter(|l| l.is_read()).map(|l| l.span.of(&a.text)));
        let words: Vec<String> = read.flat_map(words).collect();
        let runs: FxHashSet<&[String]> = (1..=RUN).flat_map(|n| words.windows(n)).collect();
        for (label, text) in &page.lines {
            let line: Vec<String> = words_of(text);
            let wanted = line.windows(RUN.min(line.len()).max(1));
            let (all, found) = wanted.fold((0, 0), |(a, f), run| (a + 1, f + usize::from(runs.contains(run))));
            counts.take("page", page, label, text, found * 5 < all * 4, out)?;
        }
    }
    counts.print("page", out)
}

/// The words of a run that is looked for.
const RUN: usize = 3;

#[derive(Default)]
struct Counts {
    content: usize,
    content_lost: usize,
    boiler: usize,
    boiler_lost: usize,
}

impl Counts {
    fn take(
        &mut self,
        name: &str,
        page: &Gold,
        label: &str,
        text: &str,
        lost: bool,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match label {
            "content" => {
                self.content += 1;
                self.content_lost += usize::from(lost);
                if lost {
                    writeln!(out, "\t{name} lost\t{}\t{text}", page.id)?;
                }
            }
            "boiler" => {
                self.boiler += 1;
                self.boiler_lost += usize::from(lost);
            }
            _ => {}
        }
        Ok(())
    }

    fn print(&self, name: &str, out: &mut dyn Write) -> anyhow::Result<()> {
        writeln!(out, "{name} content lost {:.2}", percent(self.content_lost, self.content))?;
        writeln!(out, "{name} furniture told {:.2}", percent(self.boiler_lost, self.boiler))?;
        Ok(())
    }
}

/// Sub-headings told of those that are, and those that are of those told.
fn subheads(folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let gold: Vec<Gold> = records(&folder.join("subheads.jsonl"))?;
    let is_subhead = |label: &str| label == "subhead";
    let mut all = 0;
    for page in &gold {
        all += page.lines.iter().filter(|(l, _)| is_subhead(l)).count();
    }
    for (name, lines_break) in BREAKS {
        let (mut told, mut right) = (0, 0);
        for page in &gold {
            let (article, starts) = plain(page, lines_break);
            for ((label, text), start) in page.lines.iter().zip(starts) {
                let here = line_at(&article, start).is_some_and(|l| l.kind == LineKind::Subhead);
                told += usize::from(here);
                right += usize::from(here && is_subhead(label));
                if here != is_subhead(label) {
                    writeln!(out, "\t{name} {}\t{}\t{text}", if here { "false" } else { "missed" }, page.id)?;
                }
            }
        }
        print_subheads(name, told, right, all, out)?;
    }
    let (mut told, mut right) = (0, 0);
    for page in &gold {
        let article = read_page(folder, &page.id)?;
        let wanted: FxHashSet<Vec<String>> =
            page.lines.iter().filter(|(l, _)| is_subhead(l)).map(|(_, t)| words_of(t)).collect();
        let found: FxHashSet<Vec<String>> = article
            .iter()
            .flat_map(|a| a.lines.iter().filter(|l| l.kind == LineKind::Subhead).map(|l| words_of(l.span.of(&a.text))))
            .collect();
        told += found.len();
        right += found.intersection(&wanted).count();
        for (what, line) in
            found.difference(&wanted).map(|l| ("false", l)).chain(wanted.difference(&found).map(|l| ("missed", l)))
        {
            writeln!(out, "\tpage {what}\t{}\t{}", page.id, line.join(" "))?;
        }
    }
    print_subheads("page", told, right, all, out)
}

fn print_subheads(name: &str, told: usize, right: usize, all: usize, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{name} subheads P {:.2}", percent(right, told))?;
    writeln!(out, "{name} subheads R {:.2}", percent(right, all))?;
    Ok(())
}

fn percent(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

/// The labelled lines as a plain text, and where each begins in it.
fn plain(page: &Gold, lines_break: &str) -> (Article, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(page.lines.len());
    for (_, line) in &page.lines {
        starts.push(text.len() + line.len() - line.trim_start().len());
        text.push_str(line);
        text.push_str(lines_break);
    }
    (claimdiff_parse::plain(&text, &page.id, &page.id), starts)
}

fn line_at(article: &Article, start: usize) -> Option<&claimdiff_text::Line> {
    article.lines.iter().find(|l| l.span.range().contains(&start))
}

fn read_page(folder: &Path, id: &str) -> anyhow::Result<Option<Article>> {
    let path = folder.join("pages").join(format!("{id}.html"));
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(claimdiff_parse::parse(&bytes, &format!("{id}.html"), id).ok().and_then(|p| p.articles.into_iter().next()))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn words_of(text: &str) -> Vec<String> {
    words(text).collect()
}
