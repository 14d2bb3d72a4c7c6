//! Words of the closed classes that show where a phrase of people begins and ends.

/// Words that only fill the place between a word and those it is about.
pub(in super::super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "later"
            | "now"
            | "still"
            | "already"
            | "both"
            | "all"
            | "confirmed"
            | "then"
            | "again"
            | "presumed"
            | "feared"
    ) || word.len() > 4
        && word.ends_with("ly")
        && !matches!(
            word,
            "family" | "assembly" | "italy" | "july" | "reply" | "supply" | "rally" | "bully" | "elderly"
        )
}

/// Whether a word is a form of "be", or stands for one in a headline.
pub(super) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "was"
            | "were"
            | "been"
            | "being"
            | "be"
            | "is"
            | "are"
            | "got"
            | "get"
            | "gets"
            | "getting"
            | "'s"
            | "’s"
            | "'re"
            | "’re"
    )
}

/// Verbs whose subject has the injuries that follow.
pub(super) fn suffers(word: &str) -> bool {
    matches!(
        word,
        "suffered" | "suffer" | "suffers" | "suffering" | "sustained" | "sustaining" | "received" | "treated"
    )
}

/// Verbs that govern "12 lives".
pub(super) fn takes_lives(word: &str) -> bool {
    matches!(
        word,
        "claimed"
            | "claim"
            | "claims"
            | "claiming"
            | "cost"
            | "costs"
            | "costing"
            | "took"
            | "take"
            | "taken"
            | "taking"
            | "takes"
            | "of"
    )
}

/// Words that open an aside on the people before it.
pub(super) fn opens_aside(word: &str) -> bool {
    matches!(word, "mostly" | "most" | "all" | "many" | "some" | "almost" | "nearly" | "both" | "among" | "including")
}

/// Participles that tell how a fate is known: "were reported killed".
pub(super) fn is_report(word: &str) -> bool {
    matches!(word, "reported" | "believed" | "feared" | "confirmed" | "known" | "thought" | "found" | "listed")
}

pub(super) fn participle(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}

/// Prepositions whose phrase only describes the people before it: "the daughter of the mayor".
pub(super) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "with" | "by" | "for" | "from" | "like" | "to" | "against" | "near")
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "at"
            | "on"
            | "from"
            | "with"
            | "near"
            | "by"
            | "for"
            | "inside"
            | "outside"
            | "aboard"
            | "under"
            | "over"
            | "between"
            | "among"
            | "after"
            | "during"
            | "behind"
            | "across"
            | "around"
            | "into"
            | "to"
            | "against"
            | "like"
    )
}

/// Words that begin another clause.
pub(super) fn is_clause_word(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "while"
            | "because"
            | "but"
            | "where"
            | "if"
            | "as"
            | "although"
            | "though"
            | "said"
            | "says"
            | "which"
            | "who"
            | "until"
            | "before"
            | "since"
            | "than"
            | "so"
    )
}

/// Words that no noun phrase of people goes over to the right.
pub(super) fn is_stop(word: &str) -> bool {
    is_preposition(word)
        || is_clause_word(word)
        || is_be(word)
        || matches!(word, "and" | "or" | "not" | "it" | "them" | "us" | "you")
}
