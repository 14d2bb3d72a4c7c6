//! Small words beside what tells of a stance.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of small words, in lower case.
    pub(super) enum Class in "stance/words", include_str!("words.tsv") => {
        /// Turns a phrase round.
        Turns = "turns",
        /// Between what is wanted and what is not: "and not a truce".
        Instead = "instead",
        /// "despite the steady progress".
        Despite = "despite",
        /// "rather than": what follows is not wanted.
        Rather = "rather",
        /// "instead of": the same.
        InsteadOf = "instead-of",
        /// Says nothing of what a stance is about.
        Light = "light",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("stance/words", include_str!("words.tsv"))];
        claimdiff_cases::check("stance/words.cases", include_str!("words.cases"), &tables, |w| Class::words().told(w));
    }
}
