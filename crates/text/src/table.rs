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

/// A class of words: a type whose values each are a class of one list. [`word_classes`](crate::word_classes) declares one.
pub trait Class: Copy + 'static {
    /// All classes with the names that the list gives them; at most 128.
    const ALL: &'static [(&'static str, Self)];

    /// Its place, counted from 0.
    fn place(self) -> usize;
}

/// Declares the classes of the words of one list: the type, the name that the list gives each class, and the list.
///
/// ```
/// claimdiff_text::word_classes! {
///     /// Small words beside a boat's name.
///     enum Word in "boats", "of\tjoins\nthe\tdetermines\n" => {
///         /// Joins two names.
///         Joins = "joins",
///         /// Stands before a name.
///         Determines = "determines",
///     }
/// }
/// assert!(Word::Joins.has("of") && !Word::Determines.has("of"));
/// ```
#[macro_export]
macro_rules! word_classes {
    (@has $vis:vis $class:ident) => {
        impl $class {
            /// Whether a word, written as in the list, is of this class.
            #[inline]
            $vis fn has(self, word: &str) -> bool {
                Self::words().has(word, self)
            }
        }
    };
    (@has $vis:vis $class:ident in any case) => {
        impl $class {
            /// Whether a word is of this class; its capitals do not matter.
            #[inline]
            $vis fn has(self, word: &str) -> bool {
                Self::words().has_in_lower_case(word, self)
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $class:ident in $list:expr, $text:expr $(, $any:ident $case:ident)? => {
            $($(#[$doc:meta])* $variant:ident = $name:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $class {
            $($(#[$doc])* $variant,)*
        }

        impl $crate::table::Class for $class {
            const ALL: &'static [(&'static str, Self)] = &[$(($name, Self::$variant),)*];

            #[inline]
            fn place(self) -> usize {
                self as usize
            }
        }

        impl $class {
            /// The list.
            $vis fn words() -> &'static $crate::table::Classes<Self> {
                static WORDS: ::std::sync::LazyLock<$crate::table::Classes<$class>> =
                    ::std::sync::LazyLock::new(|| $crate::table::Classes::new($list, $text));
                &WORDS
            }
        }

        $crate::word_classes!(@has $vis $class $(in $any $case)?);
    };
}

/// A word list that tells the classes of each word: their names, parted by blanks, in the second column.
#[derive(Debug)]
pub struct Classes<C> {
    list: &'static str,
    /// A bit for each class of a word.
    words: FxHashMap<&'static str, u128>,
    /// For each first byte and length, whether there is such a word: most words of a text need no hashing.
    shapes: [u64; 256],
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
        let mut words: FxHashMap<&'static str, u128> = FxHashMap::default();
        let mut shapes = [0; 256];
        for row in rows(text) {
            let key = row.key();
            words.insert(key, row.cell(1).split(' ').map(bit).fold(0, |all, bit| all | bit));
            shapes[usize::from(key.as_bytes().first().copied().unwrap_or(0))] |= shape(key);
        }
        Classes { list, words, shapes, class: PhantomData }
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
        let has = self.bits(word) & (1 << class.place()) != 0;
        if has {
            hit(self.list, word);
        }
        has
    }

    /// The names of the classes of a word, for the cases of a list.
    pub fn told(&self, word: &str) -> Vec<String> {
        C::ALL.iter().filter(|(_, class)| self.has(word, *class)).map(|(name, _)| (*name).to_owned()).collect()
    }

    #[inline]
    fn bits(&self, word: &str) -> u128 {
        let first = word.as_bytes().first().copied().unwrap_or(0);
        if self.shapes[usize::from(first)] & shape(word) == 0 {
            return 0;
        }
        self.words.get(word).copied().unwrap_or(0)
    }
}

/// A bit for the length of a word; the longest share one.
#[inline]
fn shape(word: &str) -> u64 {
    const LAST_BIT: usize = 63;
    1 << word.len().min(LAST_BIT)
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
