//! The closed classes of English grammar, once for all: articles, pronouns, conjunctions, auxiliaries and single words
//! that rules ask for.

use claimdiff_text::{table::ClassesOf, word_classes};

word_classes! {
    /// A closed class of words, in lower case.
    pub enum Closed in "closed", include_str!("closed.tsv"), either case => {
        /// "of": joins a noun to what it belongs to.
        Of = "of",
        /// "to".
        To = "to",
        /// The definite article.
        The = "the",
        /// "a", where "an" does not do.
        A = "a",
        /// An indefinite article.
        Indefinite = "indefinite",
        /// Any article.
        Article = "article",
        /// A demonstrative in the singular.
        This = "this",
        /// "the" or a demonstrative in the plural.
        These = "these",
        /// "the" or "those", before people that are told of.
        Those = "those",
        /// A possessive pronoun before its noun.
        Possessive = "possessive",
        /// A possessive pronoun of the third person.
        Theirs = "theirs",
        /// The mark of a possessor: "'s".
        Genitive = "genitive",
        /// "and".
        And = "and",
        /// "and", "but".
        AndBut = "and-but",
        /// "and", "or".
        AndOr = "and-or",
        /// Joins two of a kind.
        Coordinator = "coordinator",
        /// "but".
        But = "but",
        /// Joins two figures.
        OrTo = "or-to",
        /// "by": before who does it.
        By = "by",
        /// "as".
        As = "as",
        /// "at".
        At = "at",
        /// "in", "at".
        InAt = "in-at",
        /// "for".
        For = "for",
        /// "from".
        From = "from",
        /// "on".
        On = "on",
        /// "with".
        With = "with",
        /// The first word of "according to".
        According = "according",
        /// "including": part of those before it follow.
        Including = "including",
        /// "that".
        That = "that",
        /// "who".
        Who = "who",
        /// "who", "that".
        WhoThat = "who-that",
        /// "who", "which".
        WhoWhich = "who-which",
        /// A relative pronoun that can be a subject.
        Relative = "relative",
        /// Any relative pronoun.
        AnyRelative = "any-relative",
        /// "where".
        Where = "where",
        /// After "of": those told of before.
        ThemWhom = "them-whom",
        /// "it".
        It = "it",
        /// A pronoun for one person, as a subject.
        HeShe = "he-she",
        /// A pronoun of the third person, as a subject.
        They = "they",
        /// Who speaks.
        Speaker = "speaker",
        /// "one".
        One = "one",
        /// "no".
        No = "no",
        /// Nobody of those told of.
        Nobody = "nobody",
        /// None of those told of.
        Neither = "neither",
        /// "not".
        Not = "not",
        /// Negates a verb or a noun.
        Negation = "negation",
        /// "if".
        If = "if",
        /// Begins a clause that holds under a condition.
        Conditional = "conditional",
        /// A modal of what only may be.
        Possible = "possible",
        /// Any form of "be".
        Be = "be",
        /// A finite form of "be".
        IsWas = "is-was",
        /// "was".
        Was = "was",
        /// A form of "be" that makes a participle behind it a passive.
        PassiveBe = "passive-be",
        /// "have" before a participle.
        Have = "have",
        /// The same, also cut short: "'ve".
        HaveShort = "have-short",
        /// The same in any form, also where "would" may be meant.
        HaveAny = "have-any",
        /// "among".
        Among = "among",
        /// "than".
        Than = "than",
        /// "any".
        Any = "any",
        /// "out".
        Out = "out",
        /// "or".
        Or = "or",
        /// Each one of those counted.
        Each = "each",
        /// Stands before what a rate is of.
        PerOne = "per-one",
        /// "per".
        Per = "per",
        /// "between".
        Between = "between",
        /// Stands between two figures of one phrase.
        JoinsFigures = "joins-figures",
        /// Stands between the two parts of "7- or 8-inch".
        JoinsUnits = "joins-units",
        /// "in".
        In = "in",
        /// "is" or "was".
        Is = "is",
        /// Stands for one person, before "is".
        WhoHe = "who-he",
        /// Stands before the whole that a half is of.
        Whole = "whole",
        /// Before "half", makes it a noun.
        Halves = "halves",
        /// Before "one", makes it a pronoun.
        Pronominal = "pronominal",
        /// "another".
        Another = "another",
        /// May stand behind "dozens of".
        OfDeterminer = "of-determiner",
        /// The letters of a clitic behind its apostrophe.
        Clitic = "clitic",
        /// A pronoun for a man.
        Male = "male",
        /// A pronoun for a woman.
        Female = "female",
        /// "him": never a subject.
        Him = "him",
        /// A pronoun that may stand for a body.
        ItThey = "it-they",
        /// "would" and "will", cut short.
        Would = "would",
        /// Stands before what somebody is called.
        OpensRole = "opens-role",
        /// Joins two figures of a row.
        AndTo = "and-to",
        /// Begins what hangs on a noun.
        Hangs = "hangs",
    }
}

impl Closed {
    /// Whether a word is of this class, in lower case or with the capital that opens a sentence.
    pub fn in_sentence(self, word: &str) -> bool {
        of(word).has(self)
    }
}

/// The classes of a word in lower case or with the capital that opens a sentence.
pub(crate) fn of(word: &str) -> ClassesOf<Closed> {
    let shouted = word.len() > 1 && word.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    if shouted { ClassesOf::NONE } else { Closed::words().find_in_lower_case(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("closed", include_str!("closed.tsv"))];
        claimdiff_cases::check("closed.cases", include_str!("closed.cases"), &tables, |w| Closed::words().told(w));
    }
}
