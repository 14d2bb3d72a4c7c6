use claimdiff_text::table;
use rustc_hash::FxHashMap;

/// A word list that gives a class for a word in lower case.
pub(crate) struct Words<C> {
    name: &'static str,
    map: FxHashMap<&'static str, C>,
}

impl<C: Copy> Words<C> {
    /// Reads a list; `class` makes the class of a row from its second and later cells.
    pub(crate) fn new(name: &'static str, text: &'static str, class: impl Fn(&[&'static str]) -> C) -> Words<C> {
        let map = table::rows(text).map(|row| (row.key(), class(&row.cells[1..]))).collect();
        Words { name, map }
    }

    /// The class of a word.
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<C> {
        self.map.get(word).copied()
    }

    /// Says that a word decided something.
    #[inline(always)]
    pub(crate) fn hit(&self, word: &str) {
        table::hit(self.name, word);
    }
}
