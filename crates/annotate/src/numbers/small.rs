//! Small words beside figures.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum FigureWord in "numbers/small", include_str!("small.tsv"), either case => {
        /// "15-year-old".
        Year = "year",
        /// "15-year-old".
        Old = "old",
        /// "15 years old".
        Olds = "olds",
        /// "15 years of age".
        Age = "age",
        /// "11 or younger".
        Younger = "younger",
        /// "a girl of nine".
        Child = "child",
        /// "over" of these is during them: "over six seasons".
        Spans = "spans",
        /// "dies at 88".
        Dies = "dies",
        /// "aged 15".
        Aged = "aged",
        /// "ages 15".
        Ages = "ages",
        /// Glued to digits, makes no name of them.
        NoName = "no-name",
        /// "the 300 block of".
        Block = "block",
        /// Behind a length, makes it no rate: "a day ago".
        Shifts = "shifts",
        /// What a rate may be of, besides the units.
        Unit = "unit",
        /// Behind a figure and a hyphen, counts nothing.
        CountsNothing = "counts-nothing",
        /// "12 noon".
        Noon = "noon",
        /// "the 90s".
        Decade = "decade",
        /// "sub-7 nanometre".
        Sub = "sub",
        /// The letter of a unit that is a scale, too.
        Metre = "metre",
        /// Before a figure, makes it a choice: "the top three".
        Ranks = "ranks",
        /// "minus 20".
        Minus = "minus",
        /// May stand before a hedge without changing it.
        Intensifier = "intensifier",
        /// May stand before a second bound: "at least 27 and possibly up to 30".
        Maybe = "maybe",
        /// A hedge that is a preposition of place, too.
        Spatial = "spatial",
        /// Before such a preposition and a length of time, spreads over it: "6.5 percent over three years".
        Share = "share",
        /// Before such a preposition, makes it one of place: "hand over".
        Motion = "motion",
        /// A hedge that tells where a count came to, too: "up to".
        Level = "level",
        /// Before such a hedge, makes it one of where a count came to: "has gone up to 12".
        Goes = "goes",
        /// Stands between "a" and its scale: "a further million".
        Enlarges = "enlarges",
        /// Is a number only with its article: "a few".
        NeedsArticle = "needs-article",
        /// "tens of".
        Tens = "tens",
        /// "three point five".
        Point = "point",
        /// "one quarter".
        Quarter = "quarter",
        /// Which way a figure went: "up 58 points".
        Way = "way",
        /// A letter that is a unit only where it is glued to its figure.
        GluedUnit = "glued-unit",
        /// Letters of a unit that is not written like this.
        NoUnit = "no-unit",
        /// A code of a currency with small letters.
        CurrencyCode = "currency-code",
        /// "Y=500".
        Yen = "yen",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("numbers/small", include_str!("small.tsv"))];
        claimdiff_cases::check("numbers/small.cases", include_str!("small.cases"), &tables, |w| {
            FigureWord::words().told(w)
        });
    }
}
