//! The kinds of claims, one folder each; [`KINDS`] is the only list of them.

use claimdiff_annotate::Document;
use claimdiff_quotes::Quote;

use crate::{Claim, Event};

/// What a kind sees of an article.
pub struct Context<'a> {
    /// The article.
    pub doc: &'a Document<'a>,
    /// Its quotations.
    pub quotes: &'a [Quote],
    /// Its events.
    pub events: &'a [Event],
}

/// A kind of claim.
pub trait Kind: Sync {
    /// Its name, as in [`Claim::kind`].
    fn name(&self) -> &'static str;

    /// Appends the claims of this kind that an article makes.
    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>);
}

/// All kinds.
pub const KINDS: &[&dyn Kind] = &[];
