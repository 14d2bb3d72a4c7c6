use std::fmt;

use serde::{Deserialize, Serialize};

/// What was decided about two or more passages (ARCHITECTURE.md, "When two claims differ").
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
    /// Whether it says that the passages differ: then they are shown.
    pub fn differs(self) -> bool {
        self >= Verdict::Update
    }

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
    /// True, and nobody would act on it: "that", an inflection, a contraction. Shown on demand only.
    Note,
    /// A figure or a position that moved, or something told of another part, by another source, or word for word alike.
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

/// How sure a finding is. The shares that were right on dossiers that nobody read stand in the card of the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// It may be one; shown on demand only.
    Possible,
    /// It probably is one.
    #[default]
    Likely,
    /// It is one in nearly all cases.
    Sure,
}

impl Grade {
    /// Its name, as in the report.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Possible => "possible",
            Grade::Likely => "likely",
            Grade::Sure => "sure",
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
    /// Different people or bodies take part.
    OtherParticipants,
    /// The events are of different kinds, or of different rank in a row.
    OtherEvent,
    /// An undated article: the events may or may not be the same.
    Undated,
    /// Nothing in the texts ties the two together.
    Unlinked,
    /// Something else is counted or measured.
    OtherMeasure,
    /// The units cannot be compared.
    OtherUnit,
    /// Somebody or something else is meant.
    OtherSubject,
    /// The same is counted, of others: soldiers and civilians, children and people.
    OtherPopulation,
    /// The figures are of different periods, or one is a running count and one a rate.
    OtherPeriod,
    /// One is a plan, a denial or a possibility.
    OtherPolarity,
    /// Different named sources say so, each for itself.
    OtherSource,
    /// Two speakers are given, but not both by name next to the words.
    UnsureSpeaker,
    /// The values are the same.
    SameValue,
    /// One value is more precise than the other.
    Overlap,
    /// The parts of one add up to the other.
    SumCloses,
    /// A later figure of a count that is still running, known to rise.
    LaterCount,
    /// One article copies the other.
    SameSource,
    /// The words are the same.
    SameWords,
    /// Only marks or capitals differ.
    Punctuation,
    /// The words that differ stand in brackets.
    Bracketed,
    /// What is left out is marked.
    MarkedCut,
    /// One article quotes a part of what the other quotes.
    Shortened,
    /// The same words in another spelling.
    Respelled,
    /// Similar words, but too few to be one utterance.
    OtherUtterance,
    /// Similar words on another occasion.
    OtherOccasion,
    /// A page's links or captions were run into the text.
    Damaged,
    /// Two descriptions that can both be so.
    Compatible,
    /// A headline whose own text tells of more.
    Overtaken,
}

impl Reason {
    /// A few words for a list.
    pub fn clause(self) -> &'static str {
        match self {
            Reason::OtherDate => "another date",
            Reason::OtherPlace => "another place",
            Reason::OtherParticipants => "other participants",
            Reason::OtherEvent => "another event",
            Reason::Undated => "undated",
            Reason::Unlinked => "nothing ties the two",
            Reason::OtherMeasure => "another measure",
            Reason::OtherUnit => "another unit",
            Reason::OtherSubject => "another subject",
            Reason::OtherPopulation => "another population",
            Reason::OtherPeriod => "another period",
            Reason::OtherPolarity => "asserted in one only",
            Reason::OtherSource => "another source",
            Reason::UnsureSpeaker => "a speaker is not sure",
            Reason::SameValue => "the same value",
            Reason::Overlap => "one is more precise",
            Reason::SumCloses => "the parts add up",
            Reason::LaterCount => "a later count",
            Reason::SameSource => "one source",
            Reason::SameWords => "the same words",
            Reason::Punctuation => "only marks differ",
            Reason::Bracketed => "words in brackets",
            Reason::MarkedCut => "a marked cut",
            Reason::Shortened => "one quotes a part",
            Reason::Respelled => "another spelling",
            Reason::OtherUtterance => "another utterance",
            Reason::OtherOccasion => "another occasion",
            Reason::Damaged => "a damaged text",
            Reason::Compatible => "both can be so",
            Reason::Overtaken => "a headline left behind",
        }
    }

    /// The sentence for the reader.
    pub fn sentence(self) -> &'static str {
        match self {
            Reason::OtherDate => "The two events are at dates that exclude each other.",
            Reason::OtherPlace => "The two events are at different places.",
            Reason::OtherParticipants => "Other people or bodies take part in the two events.",
            Reason::OtherEvent => "The two are different events.",
            Reason::Undated => "At least one article has no date, so the events may or may not be the same.",
            Reason::Unlinked => "Nothing in the texts says that the two are about the same.",
            Reason::OtherMeasure => "Something else is counted or measured.",
            Reason::OtherUnit => "The units cannot be compared.",
            Reason::OtherSubject => "Somebody or something else is meant.",
            Reason::OtherPopulation => "The same is counted of another group, or of a part of it.",
            Reason::OtherPeriod => "The figures are of different periods.",
            Reason::OtherPolarity => "One of the two is a plan, a denial or a possibility.",
            Reason::OtherSource => "Two named sources say so, each for itself.",
            Reason::UnsureSpeaker => {
                "Two speakers are given, but one of them is reckoned, speaks for the other or is named with the other."
            }
            Reason::SameValue => "The values are the same at the precision in which they are stated.",
            Reason::Overlap => "One value lies within the other.",
            Reason::SumCloses => "The parts of one add up to the other.",
            Reason::LaterCount => "A later figure of a count that was still running.",
            Reason::SameSource => "One article is a near-copy of the other.",
            Reason::SameWords => "The words are the same.",
            Reason::Punctuation => "Only marks or capitals differ.",
            Reason::Bracketed => "The words that differ stand in brackets, as the trade allows.",
            Reason::MarkedCut => "What is left out is marked.",
            Reason::Shortened => "One article quotes a part of what the other quotes.",
            Reason::Respelled => "The same words in another spelling, or a contraction written out.",
            Reason::OtherUtterance => "Similar words, but not enough of them to be one utterance.",
            Reason::OtherOccasion => "Similar words, said on another occasion.",
            Reason::Damaged => "Links or captions of a page were run into one of the two texts.",
            Reason::Compatible => "The two descriptions can both be so.",
            Reason::Overtaken => "One stands in a headline whose own text tells of more.",
        }
    }
}
