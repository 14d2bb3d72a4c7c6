//! Small words, weapons and verbs beside a word that names an event.

use std::sync::LazyLock;

use claimdiff_text::table::{self, Classes};

/// A class of words beside an event's.
#[derive(Clone, Copy)]
pub(super) enum Class {
    /// A verb that only says that an event took place: who does it takes part.
    Light,
    /// A weapon or a force, which as subject makes "hit" an attack.
    Weapon,
    /// The word after it is a verb and names no event.
    Predicate,
    /// A form of "be".
    Be,
    /// Parts a noun phrase from what stands around it.
    Link,
    /// No determiner is looked for beyond it.
    Bound,
    /// Determines an event that is already told of: "the".
    Known,
    /// Determines another one: "another".
    New,
    /// Tells of an event of another time: "previous".
    Earlier,
    /// Tells of an event that may be: "would".
    Hypothetical,
    /// What follows is not where the event was.
    Elsewhere,
    /// Begins a clause whose time is its own: "which", "that".
    Clause,
    /// An attack or a stoppage of work.
    Strike,
    /// Tells that a strike is one of workers.
    Labour,
}

impl table::Class for Class {
    const ALL: &'static [(&'static str, Class)] = &[
        ("light", Class::Light),
        ("weapon", Class::Weapon),
        ("predicate", Class::Predicate),
        ("be", Class::Be),
        ("link", Class::Link),
        ("bound", Class::Bound),
        ("known", Class::Known),
        ("new", Class::New),
        ("earlier", Class::Earlier),
        ("hypothetical", Class::Hypothetical),
        ("elsewhere", Class::Elsewhere),
        ("clause", Class::Clause),
        ("strike", Class::Strike),
        ("labour", Class::Labour),
    ];

    fn place(self) -> usize {
        self as usize
    }
}

static WORDS: LazyLock<Classes<Class>> = LazyLock::new(|| Classes::new("event/words", include_str!("words.tsv")));

impl Class {
    /// Whether a word, in lower case, is of this class.
    pub(super) fn has(self, word: &str) -> bool {
        WORDS.has(word, self)
    }
}
