use std::fmt;

use serde::{Deserialize, Serialize};

/// What was decided about two or more passages (DESIGN, section 3; the first that applies).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Not the same event, measure, unit or entity.
    NotComparable,
    /// They may be about the same; the texts do not say.
    Unresolved,
    /// The same, another part or side of it.
    ScopeDiffers,
    /// The same value at the coarser stated precision.
    Agree,
    /// One is more precise than the other.
    Refine,
    /// A later figure of the same running quantity, and a higher one.
    Update,
    /// A later figure of the same running quantity, and a lower one.
    Revision,
    /// The same speaker at another date.
    Changed,
    /// Two named sources differ.
    SourceConflict,
    /// Two outlets differ on the same thing.
    Conflict,
}

impl Verdict {
    /// Its name, as in the report.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::NotComparable => "not_comparable",
            Verdict::Unresolved => "unresolved",
            Verdict::ScopeDiffers => "scope_differs",
            Verdict::Agree => "agree",
            Verdict::Refine => "refine",
            Verdict::Update => "update",
            Verdict::Revision => "revision",
            Verdict::Changed => "changed",
            Verdict::SourceConflict => "source_conflict",
            Verdict::Conflict => "conflict",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A figure or a position that moved.
    Change,
    /// Both cannot be so.
    Conflict,
}

impl Severity {
    /// Its name, as in the report.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Change => "change",
            Severity::Conflict => "conflict",
        }
    }
}

/// Why a pair was decided as it was. Each has a sentence for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The events are at dates that exclude each other.
    OtherDate,
    /// The events are at different places.
    OtherPlace,
    /// An undated article: the events may or may not be the same.
    Undated,
}
