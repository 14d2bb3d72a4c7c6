//! Small words that show where a phrase of people begins and ends.

use std::sync::LazyLock;

use claimdiff_text::table::{self, Classes};

/// A class of small words.
#[derive(Clone, Copy)]
pub(super) enum Class {
    /// Only fills the place between a word and those it is about.
    Filler,
    /// Ends in "-ly" and is no adverb.
    NotFiller,
    /// A form of "be", or stands for one in a headline.
    Be,
    /// Links people to "dead", beside "be".
    Copula,
    /// May stand between a subject and its verb, beside "be".
    Auxiliary,
    /// A participle that tells how a fate is known: "were reported killed".
    Report,
    /// A verb whose subject has the injuries that follow.
    Suffer,
    /// A verb that governs "12 lives".
    TakeLives,
    /// Opens an aside on the people before it.
    Aside,
    /// A preposition whose phrase only describes the people before it: "the daughter of the mayor".
    Describes,
    /// Any preposition.
    Preposition,
    /// Begins another clause.
    Clause,
    /// Whose the people behind it are: "his wife".
    Owner,
    /// Makes two of the people behind it: "both pilots", "twin sisters".
    Pair,
    /// Stands before what a count rose to: "rose to 30 dead".
    Level,
    /// Has so many children: "father of five".
    Parent,
    /// So many people are all of it: "a family of five".
    Group,
    /// No other class, but no noun phrase of people goes over it to the right.
    Stop,
}

impl table::Class for Class {
    const ALL: &'static [(&'static str, Class)] = &[
        ("filler", Class::Filler),
        ("not-filler", Class::NotFiller),
        ("be", Class::Be),
        ("copula", Class::Copula),
        ("auxiliary", Class::Auxiliary),
        ("report", Class::Report),
        ("suffer", Class::Suffer),
        ("take-lives", Class::TakeLives),
        ("aside", Class::Aside),
        ("describes", Class::Describes),
        ("preposition", Class::Preposition),
        ("clause", Class::Clause),
        ("owner", Class::Owner),
        ("pair", Class::Pair),
        ("group", Class::Group),
        ("level", Class::Level),
        ("parent", Class::Parent),
        ("stop", Class::Stop),
    ];

    fn place(self) -> usize {
        self as usize
    }
}

static WORDS: LazyLock<Classes<Class>> = LazyLock::new(|| Classes::new("casualty/words", include_str!("words.tsv")));

impl Class {
    /// Whether a word, in lower case, is of this class.
    pub(super) fn has(self, word: &str) -> bool {
        WORDS.has(word, self)
    }
}

/// Words that only fill the place between a word and those it is about; also adverbs that no list holds.
pub(in super::super) fn is_filler(word: &str) -> bool {
    Class::Filler.has(word) || word.len() > 4 && word.ends_with("ly") && !Class::NotFiller.has(word)
}

/// Words that no noun phrase of people goes over to the right.
pub(super) fn is_stop(word: &str) -> bool {
    [Class::Preposition, Class::Clause, Class::Be, Class::Stop].iter().any(|class| class.has(word))
}

/// Whether a word may be a participle, by its ending.
pub(super) fn participle(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}
