//! Small words beside a quotation and its cue, as they are written.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of such words.
    pub(crate) enum NearQuote in "quotes/small", include_str!("small.tsv") => {
        /// Joins a noun of speech to what was said.
        Joins = "joins",
        /// Whose a noun of speech is.
        Owner = "owner",
        /// Whose what is quoted is.
        Whose = "whose",
        /// A verb that quotes, behind "as".
        Cited = "cited",
        /// A form of a verb that repeats what somebody said.
        Repeats = "repeats",
        /// A verb that perceives speech.
        Perceived = "perceived",
        /// What stands before it is about a picture.
        Caption = "caption",
        /// "There was": nobody speaks.
        There = "there",
        /// Stands before a verb in "-ing".
        Progressive = "progressive",
        /// Stands before a participle that is a passive.
        Passive = "passive",
        /// Begins speech without marks.
        ThatTo = "that-to",
        /// Behind a closing mark, begins the writer's own words.
        GoesOn = "goes-on",
        /// Opens the line that tells where a text is from.
        From = "from",
        /// Before a colon, says what kind of line follows.
        Line = "line",
        /// A word whose beginning an apostrophe stands for.
        Elided = "elided",
        /// Stands before a medium.
        OnMedium = "on-medium",
        /// Stands before the text through which somebody speaks.
        Through = "through",
        /// A verb that names its medium.
        Tweet = "tweet",
        /// An adjective that stands for people.
        Person = "person",
        /// A noun for somebody's death.
        Death = "death",
        /// What became of somebody who is dead.
        Died = "died",
        /// The same, of a passive: "was killed".
        Killed = "killed",
        /// An article.
        Article = "article",
        /// Goes with a verb of speech.
        Particle = "particle",
        /// "as she put it".
        Put = "put",
        /// Begins a clause that asks.
        Asks = "asks",
        /// "about".
        About = "about",
        /// Opens a sentence that attributes.
        According = "according",
        /// A preposition whose phrase describes who speaks.
        Describes = "describes",
        /// The same where no time or occasion follows.
        Locates = "locates",
        /// A plural without -s.
        People = "people",
        /// "but".
        But = "but",
        /// Before a verb in "-ing", goes on with the story.
        Narrates = "narrates",
        /// Makes somebody say what follows: "led".
        Causes = "causes",
        /// A work that has a title.
        Work = "work",
        /// Ends the links that stand behind a name.
        More = "more",
        /// A country that is a pronoun in lower case.
        Country = "country",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("quotes/small", include_str!("small.tsv"))];
        claimdiff_cases::check("quotes/small.cases", include_str!("small.cases"), &tables, |w| {
            NearQuote::words().told(w)
        });
    }
}
