//! Word lists: tab-separated rows of UTF-8 text, `#` before comments, the key in the first column.

use std::marker::PhantomData;

use rustc_hash::FxHashMap;

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

/// A class of words: a type whose values each are a class of one list.
pub trait Class: Copy + 'static {
    /// All classes with the names that the list gives them; at most 32.
    const ALL: &'static [(&'static str, Self)];

    /// Its place, counted from 0.
    fn place(self) -> usize;
}

/// A word list that tells the classes of each word: their names, parted by blanks, in the second column.
#[derive(Debug)]
pub struct Classes<C> {
    list: &'static str,
    /// A bit for each class of a word.
    words: FxHashMap<&'static str, u32>,
    class: PhantomData<C>,
}

impl<C: Class> Classes<C> {
    /// Reads a list.
    pub fn new(list: &'static str, text: &'static str) -> Classes<C> {
        let bit = |name: &str| {
            let found = C::ALL.iter().find(|(n, _)| *n == name);
            debug_assert!(found.is_some(), "{list}: no class is called {name:?}");
            found.map_or(0, |(_, class)| 1 << class.place())
        };
        let words = rows(text).map(|row| (row.key(), row.cell(1).split(' ').map(bit).sum())).collect();
        Classes { list, words, class: PhantomData }
    }

    /// [`Classes::has`] for a list in lower case; capitals of the word do not matter.
    pub fn has_in_lower_case(&self, word: &str, class: C) -> bool {
        const LONGEST_BYTES: usize = 32;
        let mut lower = [0; LONGEST_BYTES];
        let Some(lower) = lower.get_mut(..word.len()) else { return false };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|lower| self.has(lower, class))
    }

    /// Whether a word, written as in the list, is of a class.
    #[inline]
    pub fn has(&self, word: &str, class: C) -> bool {
        let has = self.words.get(word).is_some_and(|classes| classes & (1 << class.place()) != 0);
        if has {
            hit(self.list, word);
        }
        has
    }
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
