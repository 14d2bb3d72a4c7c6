//! A passage in its sentence, wrapped to a width, with carets under the words that matter.

use claimdiff_claims::Analysis;
use claimdiff_compare::Passage;
use claimdiff_text::Span;
use unicode_width::UnicodeWidthChar;

use crate::clean::harmless;

/// The most columns of a sentence that are shown whole; of a longer one only the neighbourhood of what matters.
const WHOLE_COLUMNS: usize = 320;

/// How much of a long sentence is shown on either side of what matters, in columns.
const AROUND_COLUMNS: usize = 80;

/// How much of a sentence that was shown before is shown on either side of what matters, in columns.
const AROUND_AGAIN: usize = 14;

/// Of a long passage without marked words, the columns of its beginning and end that matter.
const PASSAGE_ENDS: (usize, usize) = (120, 60);

/// How a character is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// The sentence around the passage.
    Context,
    /// The passage.
    Passage,
    /// A word that differs.
    Differs,
}

/// A run of text with one mark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) mark: Mark,
}

/// One line of a wrapped snippet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// The words.
    pub(crate) runs: Vec<Run>,
    /// The columns they take.
    pub(crate) columns: usize,
    /// Carets for the line below it, without trailing blanks; empty where nothing is marked.
    pub(crate) carets: String,
}

#[derive(Clone, Copy)]
struct Cell {
    ch: char,
    columns: usize,
    mark: Mark,
}

/// The passage in its sentence as runs, a long sentence cut to what matters. Where no word is marked as differing, the
/// whole passage is.
pub(crate) fn runs(analysis: &Analysis, passage: &Passage) -> Vec<Run> {
    let mut cells = cells(analysis, passage);
    if !cells.iter().any(|c| c.mark == Mark::Differs) {
        let whole = cells.iter_mut().filter(|c| c.mark == Mark::Passage);
        whole.for_each(|c| c.mark = Mark::Differs);
    }
    let mut out = Vec::new();
    cells.into_iter().for_each(|cell| push(&mut out, cell));
    out
}

/// The passage in its sentence, a long sentence cut to what matters, wrapped at blanks to a width in columns. Words that differ have carets below them; where none is marked,
/// the whole passage has.
pub(crate) fn rows(analysis: &Analysis, passage: &Passage, width: usize) -> Vec<Row> {
    wrapped(cells(analysis, passage), width)
}

/// The same of a sentence that was shown before: no more of it than what matters and a few words around.
pub(crate) fn rows_again(analysis: &Analysis, passage: &Passage, width: usize) -> Vec<Row> {
    let marked = |c: &Cell| c.mark == Mark::Differs;
    let mut cells = uncut(analysis, passage);
    if !cells.iter().any(marked) {
        cells.iter_mut().filter(|c| c.mark == Mark::Passage).for_each(|c| c.mark = Mark::Differs);
    }
    wrapped(cut(cells, width, AROUND_AGAIN), width)
}

fn wrapped(cells: Vec<Cell>, width: usize) -> Vec<Row> {
    let top = cells.iter().map(|c| c.mark).max().unwrap_or(Mark::Context).max(Mark::Passage);
    let width = width.max(20);
    let mut out = Vec::new();
    let mut from = 0;
    while from < cells.len() {
        let (mut to, mut columns, mut blank) = (from, 0, None);
        while to < cells.len() && columns + cells[to].columns <= width {
            if cells[to].ch == ' ' {
                blank = Some(to);
            }
            columns += cells[to].columns;
            to += 1;
        }
        // A line ends at a blank; a word longer than the line is broken.
        let (end, next) = match (to == cells.len() || cells[to].ch == ' ', blank) {
            (true, _) => (to, to + usize::from(to < cells.len())),
            (false, Some(at)) if at > from => (at, at + 1),
            _ => (to.max(from + 1), to.max(from + 1)),
        };
        out.push(row(&cells[from..end], top));
        from = next;
    }
    out
}

fn row(cells: &[Cell], top: Mark) -> Row {
    let mut row = Row::default();
    for (at, cell) in cells.iter().enumerate() {
        let marked = cell.mark == top;
        let sign = if marked { '^' } else { ' ' };
        row.carets.extend(std::iter::repeat_n(sign, cell.columns));
        row.columns += cell.columns;
        push(&mut row.runs, cells[at]);
    }
    row.carets.truncate(row.carets.trim_end().len());
    row
}

fn push(runs: &mut Vec<Run>, cell: Cell) {
    match runs.last_mut() {
        Some(run) if run.mark == cell.mark => run.text.push(cell.ch),
        _ => runs.push(Run { text: cell.ch.to_string(), mark: cell.mark }),
    }
}

fn cells(analysis: &Analysis, passage: &Passage) -> Vec<Cell> {
    cut(uncut(analysis, passage), WHOLE_COLUMNS, AROUND_COLUMNS)
}

fn uncut(analysis: &Analysis, passage: &Passage) -> Vec<Cell> {
    let mut around = passage.context.cover(passage.span);
    if analysis.text(around).is_empty() {
        around = passage.span;
    }
    let text = analysis.text(around);
    let mark_at = |at: u32| {
        let within = |s: &Span| s.start <= at && at < s.end;
        if passage.differs.iter().any(within) {
            Mark::Differs
        } else if within(&passage.span) {
            Mark::Passage
        } else {
            Mark::Context
        }
    };
    let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let Some(ch) = harmless(c) else { continue };
        if ch == ' ' && cells.last().is_none_or(|c| c.ch == ' ') {
            continue;
        }
        cells.push(Cell { ch, columns: ch.width().unwrap_or(0), mark: mark_at(around.start + at as u32) });
    }
    while cells.last().is_some_and(|c| c.ch == ' ') {
        cells.pop();
    }
    for at in 1..cells.len().saturating_sub(1) {
        // Words that differ one after the other are marked as one.
        if cells[at].ch == ' ' && [at - 1, at + 1].iter().all(|n| cells[*n].mark == Mark::Differs) {
            cells[at].mark = Mark::Differs;
        }
    }
    cells
}

/// Leaves out what is far from everything that matters, where there are more than `whole` cells.
fn cut(cells: Vec<Cell>, whole: usize, around: usize) -> Vec<Cell> {
    if cells.len() <= whole {
        return cells;
    }
    let keep = near(&cells, around);
    let mut out: Vec<Cell> = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        if keep[at] {
            out.push(cells[at]);
            at += 1;
            continue;
        }
        let mark = cells[at].mark.min(Mark::Passage);
        while at < cells.len() && !keep[at] {
            at += 1;
        }
        let blank = Cell { ch: ' ', columns: 1, mark };
        if out.last().is_some_and(|c| c.ch != ' ') {
            out.push(blank);
        }
        out.push(Cell { ch: '…', columns: 1, mark });
        if at < cells.len() {
            out.push(blank);
        }
    }
    out
}

/// For each cell whether it is near enough to what matters to be shown; whole words only.
fn near(cells: &[Cell], around: usize) -> Vec<bool> {
    let differs = cells.iter().any(|c| c.mark == Mark::Differs);
    let passage = cells.iter().filter(|c| c.mark == Mark::Passage).count();
    let mut seen = 0;
    let matters: Vec<bool> = cells
        .iter()
        .map(|c| {
            let nth = seen;
            seen += usize::from(c.mark == Mark::Passage);
            match c.mark {
                Mark::Differs => true,
                Mark::Passage => !differs && (nth < PASSAGE_ENDS.0 || nth + PASSAGE_ENDS.1 >= passage),
                Mark::Context => false,
            }
        })
        .collect();
    let mut keep = matters.clone();
    let mut left = 0;
    for at in 0..cells.len() {
        left = if matters[at] { around } else { left.saturating_sub(1) };
        keep[at] |= left > 0;
    }
    left = 0;
    for at in (0..cells.len()).rev() {
        left = if matters[at] { around } else { left.saturating_sub(1) };
        keep[at] |= left > 0;
    }
    // A word that is only partly near is left out, unless it matters.
    let mut at = 0;
    while at < cells.len() {
        let end = cells[at..].iter().position(|c| c.ch == ' ').map_or(cells.len(), |n| at + n);
        if keep[at..end].contains(&false) && !matters[at..end].contains(&true) {
            keep[at..end].fill(false);
        } else {
            keep[at..end].fill(true);
        }
        // The blank goes with the word before it.
        if end < cells.len() {
            keep[end] = end > at && keep[end - 1] && keep.get(end + 1) == Some(&true);
        }
        at = end + 1;
    }
    keep
}
