//! Whether a count is of those whom an event befell: not of a part of them, as of one village or of those in hospital, nor of
//! more, as with whoever did it, nor of those of another year.

use claimdiff_claims::{Analysis, Claim, EventKind, Mode, Status, When, is_area};
use claimdiff_text::table::{hit, rows};

claimdiff_text::word_classes! {
    /// What a phrase beside a count tells of it.
    enum Class in NAME, TABLE => {
        /// It is of a part, whatever the event is.
        Anywhere = "anywhere",
        /// It is of a part, where the event befalls more than a settlement.
        Settlement = "settlement",
        /// It is of those who are treated.
        Care = "care",
        /// Somebody is counted in.
        With = "with",
        /// It was in a year that is named.
        Earlier = "earlier",
    }
}

const TABLE: &str = include_str!("part.tsv");

/// What the list is called.
const NAME: &str = "series/part";

/// Whether a claim counts a part of those whom its event befell, as its own words tell.
pub(super) fn is_part(a: &Analysis, claim: &Claim) -> bool {
    let event = claim.event.and_then(|e| a.event(e));
    let narrower = |own: &str| {
        let place = event.and_then(|e| e.place.as_ref());
        place.is_some_and(|place| place.key != own) && !is_area(own)
    };
    let said = |class: Class| match class {
        Class::Anywhere => claim.status.is_some(),
        Class::Settlement => claim.status.is_some() && event.is_some_and(|e| e.kind == EventKind::Disaster),
        Class::Care => claim.status == Some(Status::Injured),
        Class::With | Class::Earlier => false,
    };
    claim.scope.part
        || claim.mode == Mode::Part
        || claim.place.as_deref().is_some_and(narrower)
        || Beside::of(a, claim).is_some_and(|beside| Class::PARTS.into_iter().any(|c| said(c) && beside.has(c)))
}

/// Whether a claim counts somebody in whom another count may leave out: whoever did it.
pub(super) fn counts_in(a: &Analysis, claim: &Claim) -> bool {
    claim.scope.attacker == Some(true) || Beside::of(a, claim).is_some_and(|beside| beside.has(Class::With))
}

/// Whether a claim tells of an earlier year than its event and its article: "not since 2008, when 400 were arrested".
pub(super) fn is_of_earlier(a: &Analysis, claim: &Claim) -> bool {
    let Some(published) = a.meta.published.as_ref().map(|p| p.value.date().year()) else { return false };
    let event = claim.event.and_then(|e| a.event(e)).and_then(|e| e.time);
    let of_year = event.and_then(|e| e.dates().1).is_some_and(|day| day.year() < published);
    claim.when == When::This
        && !of_year
        && Beside::of(a, claim).is_some_and(|beside| {
            let earlier = |word: &str| year(word).is_some_and(|year| year < published);
            beside.has(Class::Earlier) && beside.before.split_whitespace().any(earlier)
        })
}

impl Class {
    /// Those that tell of a part.
    const PARTS: [Class; 3] = [Class::Anywhere, Class::Settlement, Class::Care];
}

/// The words of a count and around it.
struct Beside<'a> {
    before: &'a str,
    words: &'a str,
    after: &'a str,
}

impl<'a> Beside<'a> {
    fn of(a: &'a Analysis, claim: &Claim) -> Option<Beside<'a>> {
        let sentence = a.text(claim.context);
        let from = claim.span.start.checked_sub(claim.context.start)? as usize;
        let to = claim.span.end.checked_sub(claim.context.start)? as usize;
        Some(Beside { before: sentence.get(..from)?, words: sentence.get(from..to)?, after: sentence.get(to..)? })
    }

    /// Whether a phrase of a class stands where it tells of the count: in its clause, or of an earlier year before it.
    fn has(&self, class: Class) -> bool {
        // A comma within a number parts nothing.
        let parts = |text: &str, at: usize, c: &str| {
            let next = text.get(at + c.len()..).and_then(|rest| rest.chars().next());
            !next.is_some_and(|c| c.is_ascii_digit())
        };
        let (before, after) = (self.before, self.after);
        let begin = before.match_indices(STOPS).rfind(|(at, c)| parts(before, *at, c));
        let begin = begin.map_or(0, |(at, c)| at + c.len());
        let end = after.match_indices(STOPS).find(|(at, c)| parts(after, *at, c)).map_or(after.len(), |(at, _)| at);
        let (near, behind) = (before.get(begin..), after.get(..end));
        let read = match class {
            Class::Anywhere | Class::Settlement => [near, None, behind],
            Class::Care => [near, Some(self.words), behind],
            Class::With => [None, Some(self.words), None],
            Class::Earlier => [Some(before), None, None],
        };
        read.into_iter().flatten().any(|text| {
            let text = folded(text);
            let told = |key: &str| Class::words().has(key, class) && text.contains(&format!(" {key} "));
            let row = rows(TABLE).find(|row| told(row.key()));
            row.is_some_and(|row| {
                hit(NAME, row.key());
                true
            })
        })
    }
}

/// What parts clauses.
const STOPS: [char; 5] = [',', ';', ':', '–', '—'];

/// A year in four digits.
fn year(word: &str) -> Option<i16> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2100).contains(year))
}

/// " of the 0 inhabitants some 0 ": the words in lower case, each with a blank before and behind it, numbers as 0, years as 0000.
fn folded(text: &str) -> String {
    let mut out = String::from(" ");
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        match word.starts_with(|c: char| c.is_ascii_digit()) {
            _ if word.is_empty() => continue,
            true if year(word).is_some() => out.push_str("0000"),
            true => out.push('0'),
            false => out.extend(word.chars().flat_map(char::to_lowercase)),
        }
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use claimdiff_text::table::Class as _;

    use super::*;

    #[test]
    fn cases() {
        claimdiff_cases::check("part.cases", include_str!("part.cases"), &[(NAME, TABLE)], |wording| {
            let (before, rest) = wording.split_once('[').expect("a figure begins");
            let (words, after) = rest.split_once(']').expect("a figure ends");
            let beside = Beside { before, words, after };
            Class::ALL.iter().filter(|(_, class)| beside.has(*class)).map(|(name, _)| (*name).to_owned()).collect()
        });
    }
}
