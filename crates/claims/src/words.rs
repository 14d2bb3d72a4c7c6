use claimdiff_text::table::{self, Shapes};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A word list that gives a class for a word in lower case.
pub(crate) struct Words<C> {
    name: &'static str,
    map: FxHashMap<&'static str, C>,
    shapes: Shapes,
}

impl<C: Copy> Words<C> {
    /// Reads a list; `class` makes the class of a row from its second and later cells.
    pub(crate) fn new(name: &'static str, text: &'static str, class: impl Fn(&[&'static str]) -> C) -> Words<C> {
        let map: FxHashMap<&'static str, C> =
            table::rows(text).map(|row| (row.key(), class(&row.cells[1..]))).collect();
        let shapes = Shapes::of(map.keys().map(|word| word.as_bytes()));
        Words { name, map, shapes }
    }

    /// The class of a word.
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<C> {
        if !self.shapes.may_hold(word.as_bytes()) {
            return None;
        }
        self.map.get(word).copied()
    }

    /// Says that a word decided something.
    #[inline(always)]
    pub(crate) fn hit(&self, word: &str) {
        table::hit(self.name, word);
    }
}

/// A list of words and phrases; a blank stands between the tokens of a phrase.
pub(crate) struct Phrases<C> {
    name: &'static str,
    /// By their first word, the longest first.
    map: FxHashMap<&'static str, SmallVec<[Phrase<C>; 1]>>,
    /// Of the first words.
    shapes: Shapes,
}

/// A phrase of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase<C> {
    /// As it stands in the list.
    pub(crate) key: &'static str,
    /// How many tokens it has.
    pub(crate) tokens: usize,
    /// What the list says of it.
    pub(crate) class: C,
}

impl<C: Copy> Phrases<C> {
    /// Reads a list; `class` makes the class of a row from its second and later cells.
    pub(crate) fn new(name: &'static str, text: &'static str, class: impl Fn(&[&'static str]) -> C) -> Phrases<C> {
        Phrases::of(name, table::rows(text), class)
    }

    /// Makes a list of rows; the last of a key holds.
    pub(crate) fn of(
        name: &'static str,
        rows: impl Iterator<Item = table::Row<'static>>,
        class: impl Fn(&[&'static str]) -> C,
    ) -> Phrases<C> {
        let mut map: FxHashMap<&'static str, SmallVec<[Phrase<C>; 1]>> = FxHashMap::default();
        for row in rows {
            let key = row.key();
            let first = key.split(' ').next().unwrap_or(key);
            let phrase = Phrase { key, tokens: key.split(' ').count(), class: class(&row.cells[1..]) };
            let list = map.entry(first).or_default();
            list.retain(|p| p.key != key);
            list.push(phrase);
        }
        for list in map.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.tokens));
        }
        let shapes = Shapes::of(map.keys().map(|word| word.as_bytes()));
        Phrases { name, map, shapes }
    }

    /// The longest phrase that begins at token `at` and ends by token `limit`; `word` gives a token in lower case.
    #[inline]
    pub(crate) fn at<'t>(&self, at: usize, limit: usize, word: impl Fn(usize) -> &'t str) -> Option<Phrase<C>> {
        let first = word(at);
        if !self.shapes.may_hold(first.as_bytes()) {
            return None;
        }
        let list = self.map.get(first)?;
        list.iter()
            .find(|p| {
                let mut rest = p.key.split(' ').skip(1).enumerate();
                at + p.tokens <= limit && rest.all(|(n, w)| word(at + 1 + n) == w)
            })
            .copied()
    }

    /// Says that a phrase decided something.
    #[inline(always)]
    pub(crate) fn hit(&self, phrase: Phrase<C>) {
        table::hit(self.name, phrase.key);
    }
}
