//! Word lists: tab-separated rows of UTF-8 text, `#` before comments, the key in the first column.

/// A row of a word list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its line in the file, counted from 1.
    pub line: u32,
    /// Its cells; at least one.
    pub cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The first cell.
    pub fn key(&self) -> &'a str {
        self.cells[0]
    }

    /// A cell, empty where the row has fewer.
    pub fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).copied().unwrap_or("")
    }
}

/// The rows of a word list.
pub fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(n, line)| Row { line: n as u32 + 1, cells: line.split('\t').map(str::trim).collect() })
}

/// Says that a row of a table decided something. Costs nothing outside tests.
#[inline(always)]
pub fn hit(table: &'static str, key: &str) {
    #[cfg(feature = "trace")]
    trace::HITS.with_borrow_mut(|hits| hits.push((table, key.to_owned())));
    #[cfg(not(feature = "trace"))]
    let _ = (table, key);
}

/// The rows that fired on this thread since the last call.
#[cfg(feature = "trace")]
pub fn hits() -> Vec<(&'static str, String)> {
    trace::HITS.take()
}

#[cfg(feature = "trace")]
mod trace {
    use std::cell::RefCell;

    thread_local! {
        pub(super) static HITS: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
    }
}
