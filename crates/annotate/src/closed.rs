//! The closed classes of English grammar, once for all: articles, pronouns, conjunctions, auxiliaries and single words
//! that rules ask for.

use claimdiff_text::word_classes;

word_classes! {
    /// A closed class of words, in lower case.
    pub enum Closed in "closed", include_str!("closed.tsv") => {
        /// "of": joins a noun to what it belongs to.
        Of = "of",
        /// "to".
        To = "to",
        /// The definite article.
        The = "the",
        /// "a", where "an" does not do.
        A = "a",
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
    }
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
