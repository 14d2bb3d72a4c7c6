//! Numbers in news text as intervals, with their unit and hedge.

mod interval;

pub use interval::Interval;

use claimdiff_text::Span;
use serde::{Deserialize, Serialize};

use crate::Document;

/// A number in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// All its words, with hedge and unit: "at least $5.5 million".
    pub span: Span,
    /// The figure alone: "5.5 million".
    pub figure: Span,
    /// What it may be, in `unit`. Vague words are wide, hedges widen (DESIGN: "about N" is N +- 10 %).
    pub value: Interval,
    /// The figure as it stands, before the hedge: 5,500,000.
    pub stated: Interval,
    /// The hedge.
    pub hedge: Hedge,
    /// What is counted or measured.
    pub unit: Unit,
    /// The words for what is counted, of a [`Unit::Count`]: "Chinese nationals", "soldiers".
    pub noun: Option<Span>,
}

/// How a figure is hedged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Hedge {
    /// Not at all.
    #[default]
    None,
    /// "about", "some", "roughly", "or so".
    About,
    /// "at least", "or more".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "at most", "up to".
    AtMost,
    /// "fewer than", "under".
    LessThan,
    /// "nearly", "almost".
    Nearly,
    /// A vague word: "dozens", "several", "scores".
    Vague,
    /// "N to M", "between N and M".
    Range,
}

/// What a number is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unit {
    /// Things or people; which, the noun says.
    Count,
    /// Rank in a row: "fourth".
    Ordinal,
    /// Hundredths of a whole: "75 %".
    Percent,
    /// Percentage points.
    Points,
    /// Money, in units of the currency (not minor units), with its ISO 4217 code.
    Money(String),
    /// Seconds.
    Seconds,
    /// Metres.
    Metres,
    /// Square metres.
    SquareMetres,
    /// Kilograms.
    Kilograms,
    /// Years of age.
    Age,
    /// Another unit, by its singular English name.
    Other(String),
}

/// Finds the numbers of a document; those inside a [`crate::Time`] are left to it.
pub(crate) fn find(_doc: &Document<'_>) -> Vec<Number> {
    Vec::new()
}
