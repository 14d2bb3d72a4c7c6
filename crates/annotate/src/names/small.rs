//! Small words beside and inside names, as they are written.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum NearName in "names/small", include_str!("small.tsv") => {
        /// No title goes over it.
        EndsTitle = "ends-title",
        /// Before a name that nothing else tells, makes it a place's.
        Place = "place",
        /// May join the head of a body to what follows.
        Joins = "joins",
        /// The same, where what follows may go on over "and".
        JoinsList = "joins-list",
        /// A month that is another word in lower case.
        MayMonth = "may-month",
        /// Behind a name makes it one of a piece of land: "the Alder highlands".
        Land = "land",
        /// The Arabic article as a word of its own.
        Article = "article",
        /// Tells a father from a son.
        Generation = "generation",
        /// The same in lower case, and no longer told.
        FoldedGeneration = "folded-generation",
        /// A spelling of one name (ALA-LC, BGN and press usage).
        Muhammad = "muhammad",
        /// A country that is a pronoun in lower case.
        Country = "country",
        /// Behind a word with a capital, makes it part of a name or of a zone of time.
        GoesOn = "goes-on",
        /// An abbreviation that may end a sentence.
        Ends = "ends",
        /// The last word of a body that may be for two things: "Food and Drug Administration".
        OfTwo = "of-two",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("names/small", include_str!("small.tsv"))];
        claimdiff_cases::check("names/small.cases", include_str!("small.cases"), &tables, |w| {
            NearName::words().told(w)
        });
    }
}
