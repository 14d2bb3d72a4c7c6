//! Findings as people and programs read them.
//!
//! A [`Report`] goes out in any of [`FORMATS`]; what was found in single articles goes out in the [`LAYERS`]; both are rows
//! of the [`table::TABLES`], too. Nothing here decides anything: order, verdicts and reasons come from comparison. Not
//! supported: reading a report back.

mod clean;
mod credit;
mod date;
pub mod derivation;
mod escape;
mod format;
mod group;
mod layer;
mod listing;
mod own;
pub mod pair;
mod place;
mod policy;
mod report;
mod series;
mod side;
mod snippet;
pub mod table;
mod tally;
mod timeline;
mod unit;
mod uri;
mod versions;
mod wire;
mod wrap;

pub use claimdiff_compare::Severity;
pub use clean::masked;
pub use format::{FORMATS, Format};
pub use layer::{Filter, LAYERS, Layer, is_of};
pub use listing::{Entry, Listing, Skip, is_analysed};
pub use own::is_own;
pub use policy::{POLICIES, Policy};
pub use report::{Before, Report, View};
pub use tally::headline;
pub use timeline::{TIMELINES, Timeline, events};
pub use versions::Versions;
pub use wire::{JSON_SCHEMA, SCHEMA};

#[cfg(test)]
mod harmless;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests {
    use crate::{FORMATS, View, sample};

    #[test]
    fn every_form_of_the_sample_reads_as_accepted() {
        for format in FORMATS {
            insta::assert_snapshot!(format.name, sample::ferry().show(format.name, View::default()));
        }
    }

    #[test]
    fn text_takes_the_width_it_has_and_the_ledger_when_asked() {
        let show = |view| sample::ferry().show("text", view);
        insta::assert_snapshot!("text-40", show(View { width: 40, ..View::default() }));
        insta::assert_snapshot!("text-150-ledger", show(View { width: 150, ledger: true, ..View::default() }));
        let plain = show(View::default());
        let coloured = show(View { color: true, ..View::default() });
        assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    }
}
