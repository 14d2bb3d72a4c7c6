//! Small words beside titles and offices.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of small words, in lower case.
    pub(super) enum Class in "role/words", include_str!("words.tsv") => {
        /// May stand before the verb that tells of a title.
        Adverb = "adverb",
        /// May stand before "formal title".
        Unformal = "unformal",
        /// "no formal title".
        Formal = "formal",
        /// What somebody may hold.
        Title = "title",
        /// Ends a title before a name: "secretary of state".
        OfState = "of-state",
        /// Ends a title behind a name.
        OfDefense = "of-defense",
        /// Belongs to the title behind it: "prime minister".
        Compound = "compound",
        /// An adjective that is no part of a title.
        NoPart = "no-part",
        /// Tells that it is over.
        Former = "former",
        /// The same where a hyphen ties it to a title: "ex-mayor".
        Prefix = "prefix",
        /// "his lawyer at the time".
        Time = "time",
        /// No title goes over it.
        EndsTitle = "ends-title",
        /// Ends a title and is none by itself: "secretary general".
        Behind = "behind",
        /// The same, and it is over.
        Emeritus = "emeritus",
        /// Has a title for its object.
        Holds = "holds",
        /// The same, denied.
        Lacks = "lacks",
        /// "Smith is the envoy".
        Copula = "copula",
        /// A government, called after its head.
        Government = "government",
        /// "return to office".
        Office = "office",
        /// "return to office".
        Return = "return",
        /// Before a name: not the government that is in office.
        OtherOne = "other-one",
        /// Before a government: it is over.
        During = "during",
        /// "the current French administration".
        Current = "current",
        /// Leads to "Smith's return to office".
        Since = "since",
        /// A verb in the present tense.
        Present = "present",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("role/words", include_str!("words.tsv"))];
        claimdiff_cases::check("role/words.cases", include_str!("words.cases"), &tables, |w| Class::words().told(w));
    }
}
