//! Hard-wrapped text: which line breaks only end a line of print.

use claimdiff_text::Slice;

/// The widest column that text is wrapped to, in characters. Beyond it a line is a paragraph of its own.
const MAX_COLUMN: usize = 120;

/// How many breaks must look like wraps before any is taken for one.
const MIN_WRAPS: usize = 3;

/// A physical line: its first and last byte and its width in characters.
#[derive(Clone, Copy)]
pub(crate) struct Physical {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) number: u32,
    /// Whether the line before it is blank, or there is none.
    pub(crate) after_blank: bool,
    width: u32,
    /// The width of its first word.
    first: u32,
    /// Blanks before its first word.
    indent: u32,
}

/// The lines that are not blank.
pub(crate) fn lines(text: &str) -> Vec<Physical> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut after_blank = true;
    for (number, line) in text.split('\n').enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let lead = line.len() - line.trim_start().len();
            let from = start + lead;
            // Widths only matter up to the widest column.
            let width = if trimmed.len() > 4 * MAX_COLUMN { u32::MAX } else { trimmed.chars().count() as u32 };
            out.push(Physical {
                start: from,
                end: from + trimmed.len(),
                number: number as u32 + 1,
                after_blank,
                width,
                first: trimmed.split_whitespace().next().map_or(0, |w| w.chars().count() as u32),
                indent: lead as u32,
            });
            after_blank = false;
        }
        start += line.len() + 1;
    }
    out
}

/// Whether each line but the first goes on with the one before it.
///
/// A greedy wrap leaves its mark: the next line's first word would not have fitted in the column any more. If that
/// holds for most breaks inside blocks, the text is wrapped, and these breaks are joined.
pub(crate) fn joins(text: &str, lines: &[Physical]) -> Vec<bool> {
    let mut joins = vec![false; lines.len()];
    let column = lines.iter().map(|l| l.width).max().unwrap_or(0);
    if column as usize > MAX_COLUMN || column < 30 {
        return joins;
    }
    let wraps = |a: &Physical, b: &Physical| {
        !b.after_blank && b.indent <= a.indent && a.width + 1 + b.first > column.saturating_sub(3)
    };
    let inside = lines.windows(2).filter(|w| !w[1].after_blank).count();
    let wrapped = lines.windows(2).filter(|w| wraps(&w[0], &w[1])).count();
    if wrapped < MIN_WRAPS || wrapped * 2 < inside {
        return joins;
    }
    for (n, w) in lines.windows(2).enumerate() {
        // Ragged wraps: a line that does not end a sentence goes on in the next one if that begins in lower case.
        let goes_on = !w[1].after_blank && text.slice(w[1].start..).starts_with(char::is_lowercase);
        joins[n + 1] = wraps(&w[0], &w[1]) || goes_on;
    }
    joins
}
