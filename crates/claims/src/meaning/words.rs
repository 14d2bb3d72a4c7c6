//! Small words beside a figure that tell what it means.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum NearFigure in "meaning/words", include_str!("words.tsv") => {
        /// Stands before those of whom a part is told.
        BeforeGroup = "before-group",
        /// Behind "of the", is nobody of whom a part is told.
        NoGroup = "no-group",
        /// "of", "out of".
        OfOut = "of-out",
        /// Those who are counted are dead.
        Body = "body",
        /// A verb whose object are bodies that were brought out.
        BringsOut = "brings-out",
        /// They died or were hurt.
        Victim = "victim",
        /// Behind "no" or "not", makes a bound of the figure.
        Bound = "bound",
        /// Before a name that is loaded, tells it apart.
        Former = "former",
        /// With a capital, a month.
        MayMonth = "may-month",
        /// "going to".
        Going = "going",
        /// A noun for anybody.
        Person = "person",
        /// A noun that a length is of.
        War = "war",
        /// "for the first time".
        Time = "time",
        /// Before a rank of a victim.
        The = "the",
        /// Opens or follows what somebody's age was then.
        When = "when",
        /// A verb right before a figure: what is told is more.
        Over = "over",
        /// A verb right before a figure: what is told is a little less.
        Near = "near",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("meaning/words", include_str!("words.tsv"))];
        claimdiff_cases::check("meaning/words.cases", include_str!("words.cases"), &tables, |w| {
            NearFigure::words().told(w)
        });
    }
}
