//! Words of one meaning for one office: "attorney" and "lawyer", "spokesman" and "spokeswoman". A rank, "deputy" or "acting", is none.

use std::{borrow::Cow, sync::LazyLock};

use claimdiff_text::table;
use rustc_hash::FxHashMap;

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
