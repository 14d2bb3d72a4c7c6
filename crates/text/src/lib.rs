//! The article and the few small types that every crate of the workspace shares, and the reading of word lists.
//!
//! All positions are half-open byte ranges into [`Article::text`], and the text at a span reads the same as what
//! was found there.

mod article;
mod days;
mod hash;
pub mod key;
pub mod lexicon;
mod note;
mod partial;
mod slice;
mod span;
mod stamp;
pub mod table;

pub use article::{Article, Line, LineKind, Meta, Origin, Reason, Record, Sourced, outlet_key};
pub use days::Days;
pub use hash::StableHash;
pub use lexicon::Lexicon;
pub use note::Note;
pub use partial::{Fit, PartialDays};
pub use slice::Slice;
pub use span::Span;
pub use stamp::{Precision, Stamp};

/// The longest article that is read, in bytes: 16 MiB. A [`Span`] could hold more; nobody writes more.
pub const MAX_ARTICLE_BYTES: usize = 16 << 20;
