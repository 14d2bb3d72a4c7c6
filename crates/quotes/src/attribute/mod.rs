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
