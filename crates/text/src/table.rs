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
    (@has $vis:vis $class:ident in either case) => {
        $crate::word_classes!(@has $vis $class);

        impl $class {
            /// Whether a word is of this class; its capitals do not matter.
            #[inline]
            $vis fn in_any_case(self, word: &str) -> bool {
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
                static CLASSES: ::std::sync::LazyLock<$crate::table::Classes<$class>> =
                    ::std::sync::LazyLock::new(|| $crate::table::Classes::new($list, $text));
                &CLASSES
            }
        }

        $crate::word_classes!(@has $vis $class $(in $any $case)?);
    };
}

/// A word list that tells the classes of each word: their names, parted by blanks, in the second column.
#[derive(Debug)]
pub struct Classes<C> {
    words: FxHashMap<&'static str, ClassesOf<C>>,
    shapes: Shapes,
}

impl<C: Class> Classes<C> {
    /// Reads a list.
    pub fn new(list: &'static str, text: &'static str) -> Classes<C> {
        let bit = |name: &str| {
            let found = C::ALL.iter().find(|(n, _)| *n == name);
            debug_assert!(found.is_some(), "{list}: no class is called {name:?}");
            found.map_or(0, |(_, class)| 1 << class.place())
        };
        let mut words: FxHashMap<&'static str, ClassesOf<C>> = FxHashMap::default();
        for row in rows(text) {
            let key = row.key();
            let bits = row.cell(1).split(' ').map(bit).fold(0, |all, bit| all | bit);
            words.insert(key, ClassesOf { bits, row: (list, key), class: PhantomData });
        }
        let shapes = Shapes::of(words.keys().map(|word| word.as_bytes()));
        Classes { words, shapes }
    }

    /// [`Classes::has`] for a list in lower case; capitals of the word do not matter.
    #[inline]
    pub fn has_in_lower_case(&self, word: &str, class: C) -> bool {
        self.find_in_lower_case(word).has(class)
    }

    /// Whether a word, written as in the list, is of a class.
    #[inline]
    pub fn has(&self, word: &str, class: C) -> bool {
        self.shapes.may_hold(word.as_bytes()) && self.words.get(word).is_some_and(|classes| classes.has(class))
    }

    /// The names of the classes of a word, for the cases of a list.
    pub fn told(&self, word: &str) -> Vec<String> {
        C::ALL.iter().filter(|(_, class)| self.has(word, *class)).map(|(name, _)| (*name).to_owned()).collect()
    }

    /// The classes of a word, written as in the list.
    #[inline]
    pub fn find(&self, word: &str) -> ClassesOf<C> {
        if !self.shapes.may_hold(word.as_bytes()) {
            return ClassesOf::NONE;
        }
        self.words.get(word).copied().unwrap_or(ClassesOf::NONE)
    }

    /// [`Classes::find`] for a list in lower case; capitals of the word do not matter.
    #[inline]
    pub fn find_in_lower_case(&self, word: &str) -> ClassesOf<C> {
        const LONGEST_BYTES: usize = 32;
        if !self.shapes.may_hold_in_lower_case(word.as_bytes()) {
            return ClassesOf::NONE;
        }
        let mut lower = [0; LONGEST_BYTES];
        let Some(lower) = lower.get_mut(..word.len()) else { return ClassesOf::NONE };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|lower| self.words.get(lower)).copied().unwrap_or(ClassesOf::NONE)
    }

    /// All words, each with its classes.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, ClassesOf<C>)> + '_ {
        self.words.iter().map(|(word, classes)| (*word, *classes))
    }
}

/// The classes of a word, a bit each.
#[derive(Debug)]
pub struct ClassesOf<C> {
    bits: u128,
    /// The list and its row, for the trace of rows that fired.
    row: (&'static str, &'static str),
    class: PhantomData<C>,
}

impl<C> Clone for ClassesOf<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for ClassesOf<C> {}

impl<C> ClassesOf<C> {
    /// Of a word that is in no class.
    pub const NONE: ClassesOf<C> = ClassesOf { bits: 0, row: ("", ""), class: PhantomData };
}

impl<C: Class> ClassesOf<C> {
    /// Whether the word is of a class.
    #[inline]
    pub fn has(self, class: C) -> bool {
        let has = self.bits & (1 << class.place()) != 0;
        if has {
            hit(self.row.0, self.row.1);
        }
        has
    }
}

/// For each first byte, which lengths and last bytes the words of a list have: most words of a text need no hashing.
#[derive(Debug)]
pub struct Shapes([u64; 256]);

impl Shapes {
    /// The shapes of some words.
    pub fn of<'w>(words: impl Iterator<Item = &'w [u8]>) -> Shapes {
        let mut shapes = [0; 256];
        for word in words {
            let (first, shape) = shape(word, |b| b);
            shapes[usize::from(first)] |= shape;
        }
        Shapes(shapes)
    }

    /// Whether a word may be one of them.
    #[inline]
    pub fn may_hold(&self, word: &[u8]) -> bool {
        let (first, shape) = shape(word, |b| b);
        self.0[usize::from(first)] & shape != 0
    }

    /// Whether a word in lower case may be one of them.
    #[inline]
    pub fn may_hold_in_lower_case(&self, word: &[u8]) -> bool {
        let (first, shape) = shape(word, |b| b.to_ascii_lowercase());
        self.0[usize::from(first)] & shape != 0
    }
}

/// The first byte of a word, and a bit for its length and last byte.
#[inline]
fn shape(word: &[u8], fold: impl Fn(u8) -> u8) -> (u8, u64) {
    let [first, .., last] = word else {
        return (word.first().map_or(0, |b| fold(*b)), 1);
    };
    (fold(*first), 1 << ((usize::from(fold(*last)) + 8 * word.len()) % 64))
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
