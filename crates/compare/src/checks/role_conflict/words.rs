//! Words of titles that somebody has or has not.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(super) enum TitleWord in "role-conflict/words", include_str!("words.tsv") => {
        /// Tells that a task is personal.
        Private = "private",
        /// Tells that a task is official.
        Official = "official",
        /// What "no formal title" denies: every office.
        Title = "title",
        /// Tells of another time than today.
        Past = "past",
        /// Tells that a title is none of an office.
        Informal = "informal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("role-conflict/words", include_str!("words.tsv"))];
        claimdiff_cases::check("role-conflict/words.cases", include_str!("words.cases"), &tables, |w| {
            TitleWord::words().told(w)
        });
    }
}
