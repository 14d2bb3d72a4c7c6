//! Words that tell the opposite of each other: "rose" and "fell", "licensed" and "unlicensed".

use std::sync::LazyLock;

use claimdiff_text::table;

use crate::wording::inflected;

const NAME: &str = "versions/opposites";
const ROWS: &str = include_str!("opposites.tsv");

/// Pairs of words; and what makes the opposite of the word it stands before.
static OPPOSITES: LazyLock<(Vec<[&str; 2]>, Vec<&str>)> = LazyLock::new(|| {
    let (before, pairs): (Vec<_>, Vec<_>) = table::rows(ROWS).partition(|row| row.key().ends_with('-'));
    (pairs.iter().map(|row| [row.key(), row.cells[1]]).collect(), before.iter().map(|row| row.key()).collect())
});

/// The fewest letters of a word before which "un-" makes its opposite.
const MIN_WORD: usize = 4;

/// Whether two words, in lower case, tell the opposite of each other, in whatever form.
pub(super) fn are(a: &str, b: &str) -> bool {
    let is = |word: &str, one: &str| {
        word == one || word.as_bytes().first() == one.as_bytes().first() && inflected(word, one)
    };
    let pair = |[x, y]: &&[&'static str; 2]| is(a, x) && is(b, y) || is(b, x) && is(a, y);
    let before = |key: &&&'static str| {
        let made = |long: &str, short: &str| {
            short.len() >= MIN_WORD && long.strip_prefix(key.trim_end_matches('-')) == Some(short)
        };
        made(a, b) || made(b, a)
    };
    let (pairs, prefixes) = &*OPPOSITES;
    let found = pairs.iter().find(pair).map(|[key, _]| *key).or_else(|| prefixes.iter().find(before).copied());
    found.inspect(|key| table::hit(NAME, key)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [(NAME, ROWS)];
        claimdiff_cases::check("versions/opposites.cases", include_str!("opposites.cases"), &tables, |wording| {
            let (old, new) = wording.split_once(" => ").expect("two words");
            are(old, new).then(|| "opposite".to_owned()).into_iter().collect()
        });
    }
}
