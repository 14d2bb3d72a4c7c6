//! Small words around time expressions.

use std::sync::LazyLock;

use claimdiff_text::table::{Class, Classes};

/// A class of small words.
#[derive(Clone, Copy)]
pub(super) enum Function {
    /// Parts the first from the last of a span of days: "June 7 to 8".
    Thru,
    /// May follow the rank of a day that has no noun: "on the eighth and".
    Tail,
    /// Stands before an hour whose day shows that it is one: "at nine on Friday".
    At,
    /// Stands before "at" and a figure: "stood at nine on Friday".
    Level,
    /// Stands before the first of two days: "between June 4 and June 6".
    Between,
    /// Stands before the first of two days that a "to" parts: "from Sunday to Monday".
    From,
    /// Stands before a "from" that is no span: "moved from Sunday to Monday".
    Moves,
    /// Stands before the minutes of a clock: "at ten past six".
    BeforeClock,
}

impl Class for Function {
    const ALL: &'static [(&'static str, Function)] = &[
        ("thru", Function::Thru),
        ("tail", Function::Tail),
        ("between", Function::Between),
        ("from", Function::From),
        ("moves", Function::Moves),
        ("at", Function::At),
        ("level", Function::Level),
        ("before-clock", Function::BeforeClock),
    ];

    fn place(self) -> usize {
        self as usize
    }
}

pub(in crate::times) const WORDS: &str = include_str!("function.tsv");

static LIST: LazyLock<Classes<Function>> = LazyLock::new(|| Classes::new("times/function", WORDS));

impl Function {
    /// Whether a word is of this class; capitals do not matter.
    pub(super) fn has(self, word: &str) -> bool {
        LIST.has_in_lower_case(word, self)
    }
}
