//! Words of one meaning for one office: "attorney" and "lawyer", "spokesman" and "spokeswoman". A rank, "deputy" or "acting", is none.

use std::{borrow::Cow, sync::LazyLock};

use claimdiff_claims::Closed;
use claimdiff_text::table;
use rustc_hash::FxHashMap;

use super::{attributed::DiffWord, shorts::words};
use crate::wording::Word;

const NAME: &str = "versions/offices";
const ROWS: &str = include_str!("offices.tsv");

static OFFICES: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(ROWS).map(|r| (r.key(), r.cells[1])).collect());

/// The words that tell an office as they are compared with others.
pub(super) fn plain(told: &str) -> Cow<'_, str> {
    let plain = |word: &str| OFFICES.get_key_value(word.to_lowercase().as_str()).map(|(key, one)| (*key, *one));
    if !told.split(' ').any(|word| plain(word).is_some()) {
        return Cow::Borrowed(told);
    }
    let one = |word| {
        plain(word).map_or(word, |(key, one)| {
            table::hit(NAME, key);
            one
        })
    };
    Cow::Owned(told.split(' ').map(one).collect::<Vec<&str>>().join(" "))
}

/// Whether two descriptions differ in praise, blame or courtesy alone, or one has the letters of a name: "a key ally" and "a close
/// ally", "Mr. Holt's wife" and "Holt's wife", "head of the Velden Port Office" and "head of the V.P.O.". Words of one meaning are
/// one: "her lawyer" and "her attorney".
pub(super) fn is_one_office(a: &str, b: &str) -> bool {
    fn office(told: &str) -> Vec<Word<'_>> {
        let plain = |w: &Word<'_>| {
            !DiffWord::Epithet.has(&w.fold) && !DiffWord::Honorific.has(&w.fold) && !Closed::Article.has(&w.fold)
        };
        words(told, 0).into_iter().filter(plain).collect()
    }
    let (a, b) = (plain(a), plain(b));
    let (a, b) = (office(&a), office(&b));
    let same = |(x, y): &(&Word<'_>, &Word<'_>)| x.hash == y.hash;
    let lead = a.iter().zip(&b).take_while(same).count();
    let tail = a[lead..].iter().rev().zip(b[lead..].iter().rev()).take_while(same).count();
    let (a, b) = (&a[lead..a.len() - tail], &b[lead..b.len() - tail]);
    let letters = |short: &[Word<'_>], long: &[Word<'_>]| {
        let initials: String = long.iter().filter_map(|w| w.fold.chars().next()).collect();
        long.len() > 1 && short.len() == 1 && short[0].fold == initials
    };
    lead + tail > 0 && a.is_empty() && b.is_empty() || letters(a, b) || letters(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        claimdiff_cases::check("versions/offices.cases", include_str!("offices.cases"), &[(NAME, ROWS)], |told| {
            match plain(told) {
                Cow::Borrowed(_) => Vec::new(),
                Cow::Owned(plain) => vec![plain],
            }
        });
    }
}
