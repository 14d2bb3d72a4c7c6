//! Folded nouns of those who are counted.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum CountedNoun in "figures/nouns", include_str!("nouns.tsv") => {
        /// Anybody.
        General = "general",
        /// Has no other plural.
        Uncounted = "uncounted",
        /// "children" is its plural.
        Child = "child",
        /// A man.
        Man = "man",
        /// A woman.
        Woman = "woman",
        /// A child, who is neither counted as a man nor as a woman.
        Minor = "minor",
        /// Money, of whatever country.
        Coin = "coin",
        /// Several people who live together.
        Household = "household",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("figures/nouns", include_str!("nouns.tsv"))];
        claimdiff_cases::check("figures/nouns.cases", include_str!("nouns.cases"), &tables, |w| {
            CountedNoun::words().told(w)
        });
    }
}
