//! Records made by hand, for the tests of this crate.

use claimdiff_claims::{Analysis, StoryKeys, VERSION};
use claimdiff_text::{Meta, Origin, Sourced, Stamp};

/// An article of which only its name and date are known.
pub(crate) fn article(id: &str, published: &str) -> Analysis {
    Analysis {
        version: VERSION,
        id: id.to_owned(),
        path: id.to_owned(),
        meta: Meta { published: Stamp::parse(published).map(|s| Sourced::new(s, Origin::Metadata)), ..Meta::default() },
        words: 0,
        entities: Vec::new(),
        events: Vec::new(),
        claims: Vec::new(),
        namings: Vec::new(),
        quotes: Vec::new(),
        keys: StoryKeys::default(),
        excerpts: Vec::new(),
    }
}
