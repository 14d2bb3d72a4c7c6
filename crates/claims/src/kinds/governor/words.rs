//! Small words beside the verb that governs a number.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of small words, in lower case.
    pub(super) enum Class in "governor/words", include_str!("words.tsv") => {
        /// Begins another clause.
        Clause = "clause",
        /// Governs no number.
        NoVerb = "no-verb",
        /// Behind a figure, tells what those counted say, and not what they do.
        Says = "says",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("governor/words", include_str!("words.tsv"))];
        claimdiff_cases::check("governor/words.cases", include_str!("words.cases"), &tables, |w| {
            Class::words().told(w)
        });
    }
}
