//! What a name seems to be, by its own words.

use super::Finder;
use crate::{
    Closed,
    coref::is_age,
    names::NearName,
    names::lexicon::{self, FIRST, HEADS, Head, Known, Lower, Title},
};

/// What a name seems to be.
#[derive(Clone, Copy, Debug)]
pub(in crate::names) enum Guess {
    /// A listed name.
    Known(Known),
    /// A person: by title, first name or initials.
    Person,
    /// Two or three words that tell nothing: most often a person.
    Unsure,
    /// A body, by its last word.
    Organisation,
    /// A body, by capitals alone.
    Acronym,
    /// A place, by its last word.
    Place,
    /// Something else, by its last word.
    Other,
    /// One word that tells nothing.
    Word,
}

impl Finder<'_, '_> {
    pub(super) fn classify(&self, from: usize, to: usize, title: Option<Title>) -> Guess {
        let words = to - from;
        let head = self.head(to - 1);
        let first = self.doc.word(from);
        let of = (from..to).find(|&t| NearName::Joins.has(self.doc.word(t)));
        if title.is_some() {
            return Guess::Person;
        }
        if let Some(of) = of
            && of > from
        {
            return match self.head(of - 1) {
                Some(Head::Place) => Guess::Place,
                Some(Head::Event) => Guess::Other,
                _ => Guess::Organisation,
            };
        }
        if words > 1 {
            let person = FIRST.contains_key(first) && words <= 3;
            match head {
                Some(Head::Organisation) if !(person && words == 2 && self.is_surname_too(to - 1)) => {
                    return Guess::Organisation;
                }
                Some(Head::Place) if !(person && words == 2) => return Guess::Place,
                Some(Head::Event) if !(person && words == 2) => return Guess::Other,
                _ => {}
            }
            if (from..to).any(|t| self.doc.word(t) == "&") {
                return Guess::Organisation;
            }
            // "Alder AI" is nobody.
            let last = self.doc.word(to - 1);
            if words == 2 && last.len() == 2 && self.doc.tokens[to - 1].upper && !self.doc.tokens[from].upper {
                return Guess::Other;
            }
            let initial = |w: &str| w.ends_with('.') && w.len() <= 5 && w.chars().all(|c| c == '.' || c.is_uppercase());
            if words <= 5
                && (FIRST.contains_key(first)
                    || initial(first) && words > 1
                    || words > 2 && initial(self.doc.word(from + 1)))
            {
                return Guess::Person;
            }
            // "Cam Roe", "Zorin Rice", where "Roe said" and "Rice said" stand.
            if words == 2 && self.is_voice(to - 1) && self.head(from).is_none() && !self.doc.tokens[from].upper {
                return Guess::Person;
            }
            // "Candy Roe, a 37-year-old baker"
            if words == 2 && self.is_aged(to) {
                return Guess::Person;
            }
            let common = (from..to).filter(|&t| lexicon::is_common(Lower::of(self.doc.word(t)).as_str())).count();
            return if words <= 3 && common == 0 && !self.doc.tokens[from].upper {
                Guess::Unsure
            } else if self.doc.tokens[from].upper && words == 1 {
                Guess::Acronym
            } else {
                Guess::Other
            };
        }
        if self.doc.tokens[from].upper && (2..=6).contains(&first.len()) || first.contains('.') && first.len() > 3 {
            return Guess::Acronym;
        }
        Guess::Word
    }

    /// Whether the age of whoever is named stands behind a comma at a token: ", 37,", ", a 37-year-old".
    pub(super) fn is_aged(&self, at: usize) -> bool {
        let word = |at: usize| if at < self.doc.tokens.len() { self.doc.word(at) } else { "" };
        if word(at) != "," {
            return false;
        }
        let told = word(at + 1).parse::<u8>().is_ok_and(|age| (1..=110).contains(&age));
        told && matches!(word(at + 2), "," | "." | ";" | ")")
            || Closed::Article.in_any_case(word(at + 1)) && is_age(word(at + 2))
    }

    /// Whether a last word is as often a surname: "Church", "Post" or "Banks", but not "Ministry".
    fn is_surname_too(&self, at: usize) -> bool {
        HEADS.get(Lower::of(self.doc.word(at)).as_str()).is_some_and(|head| head.surname)
    }
}
