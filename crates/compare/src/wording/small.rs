//! Small words of quotations, folded.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum LightWord in "wording/small", include_str!("small.tsv") => {
        /// Only leads over to what is said.
        Leads = "leads",
        /// Negates.
        Negation = "negation",
        /// "never".
        Never = "never",
        /// "not".
        Not = "not",
        /// Negates a verb.
        Turns = "turns",
        /// A sentence stands without it.
        Loose = "loose",
        /// A verb of speech in a stretch whose closing mark is missing.
        Attributes = "attributes",
        /// Behind "not", makes it no negation.
        Merely = "merely",
        /// An "'s" behind it is "is" and no possessive.
        BeforeIs = "before-is",
        /// One letter that is a word.
        Letter = "letter",
        /// Behind a contraction, may be "had".
        Would = "would",
        /// The same word written out.
        Had = "had",
        /// Behind a contraction, may be "has".
        Is = "is",
        /// The same word written out.
        Has = "has",
        /// "no", or "No." before a number.
        No = "no",
        /// Says whose something is.
        Own = "own",
        /// Points at what another would name.
        Points = "points",
        /// Adds another thing that may be meant: "or".
        Widens = "widens",
        /// Joins words or sentences: "or".
        Joins = "joins",
        /// Binds a phrase to what stands before: "by".
        Binds = "binds",
        /// Sets the end or the beginning of a time: "by".
        Term = "term",
        /// "will" and "would", of which little is heard behind a pronoun.
        Elided = "elided",
        /// Gives a reason.
        Reason = "reason",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("wording/small", include_str!("small.tsv"))];
        claimdiff_cases::check("wording/small.cases", include_str!("small.cases"), &tables, |w| {
            LightWord::words().told(w)
        });
    }
}
