//! What ties two passages to one thing, and what was made of it: the clauses under "why" in a report.

/// One clause. They are said in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clue {
    SameDay,
    DatesAllow,
    SameVenue,
    SamePlace,
    PlaceWithin,
    Participant,
    Participants,
    Story,
    War,
    Parties,
    KindPlaceStory,
    SameNews,
    DaysExclude,
    Speaker,
    Sentences,
    Around,
    Lead,
    OtherGroups,
    OtherNoun,
    ValuesExclude,
    LaterCount,
    UndatedCount,
}

impl Clue {
    const ALL: [Clue; 22] = [
        Clue::SameDay,
        Clue::DatesAllow,
        Clue::SameVenue,
        Clue::SamePlace,
        Clue::PlaceWithin,
        Clue::Participant,
        Clue::Participants,
        Clue::Story,
        Clue::War,
        Clue::Parties,
        Clue::KindPlaceStory,
        Clue::SameNews,
        Clue::DaysExclude,
        Clue::Speaker,
        Clue::Sentences,
        Clue::Around,
        Clue::Lead,
        Clue::OtherGroups,
        Clue::OtherNoun,
        Clue::ValuesExclude,
        Clue::LaterCount,
        Clue::UndatedCount,
    ];

    /// The clause for the reader.
    fn words(self) -> &'static str {
        match self {
            Clue::SameDay => "same day",
            Clue::DatesAllow => "dates that allow it",
            Clue::SameVenue => "same venue",
            Clue::SamePlace => "same place",
            Clue::PlaceWithin => "one place lies in the other",
            Clue::Participant => "a participant in common",
            Clue::Participants => "same participants",
            Clue::Story => "articles of one story",
            Clue::War => "the same war",
            Clue::Parties => "a war of the same parties",
            Clue::KindPlaceStory => "the same kind of event, place and story",
            Clue::SameNews => "told as the news of the same days",
            Clue::DaysExclude => "the days exclude each other",
            Clue::Speaker => "same speaker, measure and period",
            Clue::Sentences => "the two sentences are nearly the same",
            Clue::Around => "the two sentences tell the same around the figures",
            Clue::Lead => "what two articles of one story lead with",
            Clue::OtherGroups => "counted of different groups",
            Clue::OtherNoun => "the figure is the same, what it counts is not",
            Clue::ValuesExclude => "the values exclude each other",
            Clue::LaterCount => "a running count, some days later",
            Clue::UndatedCount => "a running count; an article has no date, so one may be the later",
        }
    }
}

/// Some clauses: a bit for each, since near misses are many and keep theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clues(u32);

impl Clues {
    /// The same with a clause more.
    pub(crate) fn with(self, clue: Clue) -> Clues {
        Clues(self.0 | 1 << clue as u32)
    }

    /// Adds a clause.
    pub(crate) fn add(&mut self, clue: Clue) {
        *self = self.with(clue);
    }

    /// The clauses for the reader.
    pub(crate) fn words(self) -> impl Iterator<Item = String> {
        Clue::ALL.into_iter().filter(move |c| self.0 & 1 << *c as u32 != 0).map(|c| c.words().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_said_in_their_order() {
        assert!(Clue::ALL.is_sorted());
        let clues = Clues::default().with(Clue::Story).with(Clue::SameDay);
        assert_eq!(clues.words().collect::<Vec<_>>(), ["same day", "articles of one story"]);
    }
}
