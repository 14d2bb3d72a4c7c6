//! Who said what: quotations with their speaker, cue and medium.
//!
//! [`find`] takes an annotated article and gives its quotations in the order of the text. It cannot fail.

mod attribute;
mod author;
mod closing;
mod cues;
mod extent;
mod find;
mod grammar;
mod indirect;
mod marks;
mod medium;
mod model;
mod paragraph;
mod quote;
mod small;
mod speaker;
mod words;

pub use cues::{CUE_NOUNS, CUE_VERBS, says};
pub use find::{find, find_with};
pub use marks::{Stretch, stretches};
pub use model::train;
pub use quote::{Medium, Quote, QuoteKind, Rule, Speaker};
