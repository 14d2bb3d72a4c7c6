//! Rules that find the cue and the source of words in quotation marks.
//!
//! They are methods of a [`Paragraph`](crate::paragraph::Paragraph). `before`, `after` and `trailing` tell where the cue
//! stands, `noun` and `turn` are cues that are no verbs, and `verb` and `subject` read the clause around one that is.

mod after;
mod before;
mod noun;
mod subject;
mod trailing;
mod turn;
mod verb;

use std::ops::Range;

use crate::{Rule, cues::Cue};

/// Who is quoted by which words: ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    /// The noun phrase that names the source.
    pub(crate) source: Option<Range<usize>>,
    /// The cue with its auxiliaries.
    pub(crate) cue: Option<Range<usize>>,
    /// The verb itself; where clauses and adjuncts hang.
    pub(crate) verb: usize,
    /// The verb's entry.
    pub(crate) entry: Option<Cue>,
    /// The rule that decided.
    pub(crate) rule: Rule,
    /// Whether the words stand as speech of their own and are no part of a clause of the article's.
    pub(crate) direct: bool,
}

impl Attribution {
    /// By "according to", two tokens at `at`, and the phrase after it up to `end`; nothing where there is none.
    fn according(at: usize, end: usize) -> Option<Attribution> {
        (end > at + 2).then(|| Attribution {
            source: Some(at + 2..end),
            cue: Some(at..at + 2),
            verb: at,
            entry: None,
            rule: Rule::According,
            direct: false,
        })
    }

    /// By a turn of a transcript: a name before a colon.
    fn turn(name: Range<usize>) -> Attribution {
        let colon = name.end;
        Attribution {
            source: Some(name),
            cue: Some(colon..colon + 1),
            verb: colon,
            entry: None,
            rule: Rule::Turn,
            direct: true,
        }
    }
}
