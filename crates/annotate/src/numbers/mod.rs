//! Numbers in news text as intervals, with their unit and hedge.

mod figure;
mod find;
mod hedge;
mod interval;
mod noun;
mod small;
mod unit;

pub use interval::Interval;

use claimdiff_text::Span;
use serde::{Deserialize, Serialize};

pub(crate) use figure::{Figure, Sort, read as figure};
pub(crate) use find::find;
pub(crate) use hedge::{BEFORE as HEDGES, after as hedge_after, before as hedge_before};
pub(crate) use noun::{WORDS as NOUNS, is_plural};
pub(crate) use small::FigureWord;
pub(crate) use unit::follows as unit_after;

pub(crate) const FIGURES: &str = include_str!("figure/en.tsv");
pub(crate) const TRENDS: &str = include_str!("trend/en.tsv");

/// A number in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// All its words, with hedge and unit: "at least $5.5 million".
    pub span: Span,
    /// The figure alone: "5.5 million".
    pub figure: Span,
    /// What it may be, in `unit`. Vague words are wide, hedges widen: "about N" is N give or take a tenth.
    pub value: Interval,
    /// The figure as it stands, before the hedge: 5,500,000.
    pub stated: Interval,
    /// The hedge.
    pub hedge: Hedge,
    /// What is counted or measured.
    pub unit: Unit,
    /// The words for what is counted, of a [`Unit::Count`]: "Chinese nationals", "soldiers".
    pub noun: Option<Span>,
    /// What the figure was multiplied by to come into `unit`: 1,609.344 for miles, 0.01 for cents.
    pub factor: f64,
    /// The English name of the unit as written, in the singular: "mile", "dollar"; empty for none.
    pub measure: &'static str,
    /// Per what: "a week", "per barrel".
    pub per: Option<Per>,
    /// Whether the words before say that something rose or fell by or to it.
    pub trend: Trend,
}

/// The denominator of a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Per {
    /// All its words: "a week".
    pub span: Span,
    /// The unit alone: "week".
    pub unit: Span,
    /// Its length in seconds, where it is one of time.
    pub seconds: Option<f64>,
    /// The English name of the unit in the singular: "week", "square metre"; empty for none.
    pub measure: &'static str,
}

/// A direction of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Trend {
    /// None is told.
    #[default]
    None,
    /// It rose.
    Up,
    /// It fell.
    Down,
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
    /// "no fewer than", "not less than": any larger figure may be so.
    NoLess,
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

impl Hedge {
    /// Whether the figure is told as the least: "at least", "no fewer than", "more than".
    pub fn is_minimum(self) -> bool {
        matches!(self, Hedge::AtLeast | Hedge::NoLess | Hedge::MoreThan)
    }

    /// Whether it is told as the most: "at most", "fewer than".
    pub fn is_maximum(self) -> bool {
        matches!(self, Hedge::AtMost | Hedge::LessThan)
    }
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

#[cfg(test)]
mod tests {
    use super::{FIGURES, HEDGES, NOUNS, TRENDS, hedge, unit};

    #[test]
    fn cases() {
        let tables = [
            ("numbers/figure", FIGURES),
            ("numbers/hedge", HEDGES),
            ("numbers/hedge/after", hedge::AFTER),
            ("numbers/noun", NOUNS),
            ("numbers/trend", TRENDS),
            ("numbers/unit", unit::MEASURES),
            ("numbers/unit/currencies", unit::CURRENCIES),
        ];
        claimdiff_cases::check("numbers/en.cases", include_str!("en.cases"), &tables, crate::observed::numbers);
    }
}
