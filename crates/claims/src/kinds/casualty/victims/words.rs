//! Small words that show where a phrase of people begins and ends.

use claimdiff_text::word_classes;

word_classes! {
    /// A class of small words.
    pub(in super::super) enum Class in "casualty/words", include_str!("words.tsv") => {
        /// Only fills the place between a word and those it is about.
        Filler = "filler",
        /// Ends in "-ly" and is no adverb.
        NotFiller = "not-filler",
        /// A form of "be", or stands for one in a headline.
        Be = "be",
        /// Links people to "dead", beside "be".
        Copula = "copula",
        /// May stand between a subject and its verb, beside "be".
        Auxiliary = "auxiliary",
        /// A participle that tells how a fate is known: "were reported killed".
        Report = "report",
        /// A verb whose subject has the injuries that follow.
        Suffer = "suffer",
        /// A verb that governs "12 lives".
        TakeLives = "take-lives",
        /// Opens an aside on the people before it.
        Aside = "aside",
        /// A preposition whose phrase only describes the people before it: "the daughter of the mayor".
        Describes = "describes",
        /// Any preposition.
        Preposition = "preposition",
        /// Begins another clause.
        Clause = "clause",
        /// Whose the people behind it are: "his wife".
        Owner = "owner",
        /// Makes two of the people behind it: "both pilots", "twin sisters".
        Pair = "pair",
        /// Stands before what a count rose to: "rose to 30 dead".
        Level = "level",
        /// Has so many children: "father of five".
        Parent = "parent",
        /// So many people are all of it: "a family of five".
        Group = "group",
        /// They are all: "a total of five people".
        Whole = "whole",
        /// No other class, but no noun phrase of people goes over it to the right.
        Stop = "stop",
        /// Behind "the wounded": some of them follow.
        Includes = "includes",
        /// Behind "wound", makes it no harm: "wound up".
        Particle = "particle",
        /// "remain missing".
        Remain = "remain",
        /// What is done with a body.
        Found = "found",
        /// Begins what the number of victims is set against.
        Turns = "turns",
        /// Stands before the number that a count has now.
        RoseTo = "rose-to",
        /// Begins a clause with "after 12 were killed".
        Moment = "moment",
        /// Shows that an aside counts some of those before it.
        OfThem = "of-them",
        /// Behind a member of a list that a comma began.
        ListGoesOn = "list-goes-on",
        /// Leads to what only describes those before it.
        Attribute = "attribute",
        /// Leads to a further member of a list.
        Further = "further",
        /// A pronoun that is one victim.
        Oneself = "oneself",
        /// Who did it: "killed himself".
        Reflexive = "reflexive",
        /// Stands before one victim's noun.
        Determines = "determines",
        /// Counts people without their noun.
        Others = "others",
        /// Between a noun and what makes it known.
        Between = "between",
        /// Makes a noun one that happened.
        Known = "known",
        /// Before a verb, tells what is meant to be done.
        Purpose = "purpose",
        /// Where those are let out from who were hurt.
        Cares = "cares",
        /// Before "toll", tells that it is of something else than lives.
        TollOf = "toll-of",
        /// Behind "toll", a verb and no noun.
        Mounts = "mounts",
        /// Stands before the period of a rate.
        Each = "each",
        /// The period of a rate.
        Period = "period",
        /// "the number of those killed".
        Number = "number",
        /// Leads to those who shared the fate of those before.
        Alongside = "alongside",
        /// The same before "with".
        Along = "along",
        /// "as well as".
        Well = "well",
        /// Joins a further member to a list.
        Joins = "joins",
        /// "shot down".
        Down = "down",
        /// Makes a number a difference.
        Fewer = "fewer",
        /// "the family of".
        Family = "family",
        /// The plural of every noun of people.
        People = "people",
        /// Stands before a participle that describes a noun.
        OfOne = "of-one",
        /// Opens the noun phrase of one person.
        Opens = "opens",
        /// Behind a period, makes it a time: "a day ago".
        Moved = "moved",
        /// Names people as those of an event already told of.
        Victim = "victim",
    }
}

/// Words that only fill the place between a word and those it is about; also adverbs that no list holds.
pub(in super::super) fn is_filler(word: &str) -> bool {
    Class::Filler.has(word) || word.len() > 4 && word.ends_with("ly") && !Class::NotFiller.has(word)
}

/// Words that no noun phrase of people goes over to the right.
pub(super) fn is_stop(word: &str) -> bool {
    [Class::Preposition, Class::Clause, Class::Be, Class::Stop].iter().any(|class| class.has(word))
}

/// Whether a word may be a participle, by its ending.
pub(super) fn participle(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}
