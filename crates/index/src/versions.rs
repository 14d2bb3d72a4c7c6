//! The versions of one article: what stood at its address, or in its file, and what took its place.

use claimdiff_claims::Analysis;
use claimdiff_compare::Correction;
use claimdiff_text::{Meta, StableHash};

use crate::{Error, Index, postings::Slot, writer::name};

/// One version of an article.
#[derive(Clone, Debug)]
pub struct Version {
    /// What was found in it.
    pub record: Analysis,
    /// The lines of it that tell what an earlier one had wrong.
    pub corrections: Vec<Correction>,
}

impl Index {
    /// The versions of an article that are there, the oldest first: of an address, an id, or the file that it was read from.
    /// Of several articles of one address those that were published later come later.
    ///
    /// # Errors
    ///
    /// A file is damaged or cannot be read.
    pub fn versions(&self, of: &str) -> Result<Vec<Version>, Error> {
        let mut current = self.of_address(of)?;
        for number in self.find(Slot::Id(StableHash::of(of)))? {
            if self.record(number)?.id == of {
                current.push(number);
            }
        }
        if let Some(name) = name(of, &Meta::default()) {
            for number in self.find(Slot::Name(name))? {
                if self.place(number)?.name == name {
                    current.push(number);
                }
            }
        }
        current.sort_by_key(|n| (self.state.days.get(*n as usize).copied(), *n));
        current.dedup();
        let mut out = Vec::new();
        for number in current {
            let earlier = self.state.earlier.get(&number).into_iter().flatten().copied();
            for number in earlier.chain([number]) {
                let (record, corrections) = self.record_with(number)?;
                out.push(Version { record, corrections });
            }
        }
        Ok(out)
    }
}
