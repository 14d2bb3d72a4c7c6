//! An article's sentences, tokens, tags, names, numbers and times.
//!
//! Analysis cannot fail: [`annotate`] takes any article and gives what it found. Every annotation carries a byte span
//! into the article's text.

mod closed;
pub mod coref;
mod document;
mod lexemes;
pub mod linear;
pub mod names;
pub mod numbers;
#[cfg(test)]
mod observed;
mod pattern;
mod pieces;
mod sentences;
pub mod tags;
pub mod times;
mod tokens;

pub use closed::Closed;
pub use document::{Document, Parts, Sentence, SentenceId, annotate, annotate_with};
pub use names::{Entity, EntityId, EntityKind, Gender, Mention, MentionKind};
pub use numbers::{Hedge, Interval, Number, Per, Trend, Unit};
pub use tags::{Tag, VerbForm};
pub use times::{Time, TimeKind};
pub use tokens::{Token, TokenKind, tokens_of};
