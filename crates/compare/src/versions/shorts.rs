//! Words as two versions are compared by them: short forms are what they stand for, "U.S." is "United States" and "twice" two
//! times.

use std::{borrow::Cow, sync::LazyLock};

use claimdiff_text::table;
use rustc_hash::FxHashMap;

use crate::wording::{self, Word};

const NAME: &str = "versions/shorts";
const ROWS: &str = include_str!("shorts.tsv");

/// What a short form stands for.
struct Long {
    words: Vec<Word<'static>>,
    /// Whether it stands for that in capitals alone: "US", and not "us".
    capitals: bool,
}

static SHORTS: LazyLock<FxHashMap<&'static str, Long>> = LazyLock::new(|| {
    let long =
        |row: &table::Row<'static>| Long { words: wording::words(row.cells[1], 0), capitals: row.cells.len() > 2 };
    table::rows(ROWS).map(|row| (row.key(), long(&row))).collect()
});

/// The words of a stretch of an article that stands at byte `start`, short forms written out.
pub(super) fn words(text: &str, start: u32) -> Vec<Word<'_>> {
    written_out(wording::words(text, start))
}

/// Words with the short forms among them written out; all words of one stand where it stands.
pub(super) fn written_out(words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    let short = |w: &Word<'_>| {
        let (key, long) = SHORTS.get_key_value(&*w.fold)?;
        (!long.capitals || !w.raw.contains(char::is_lowercase)).then_some((*key, long))
    };
    if !words.iter().any(|w| short(w).is_some()) {
        return words;
    }
    let mut out = Vec::with_capacity(words.len() + words.len() / 8);
    // The stop of a short form ends no sentence.
    let mut stopped = false;
    for word in words {
        let starts = word.starts && !stopped;
        let Some((key, long)) = short(&word) else {
            out.push(Word { starts, ..word });
            stopped = false;
            continue;
        };
        stopped = true;
        table::hit(NAME, key);
        let last = long.words.len() - 1;
        out.extend(long.words.iter().enumerate().map(|(n, part)| Word {
            fold: Cow::Borrowed(&*part.fold),
            hash: part.hash,
            contracted: true,
            after_cut: word.after_cut && n == 0,
            starts: starts && n == 0,
            ends: false,
            pauses: word.pauses && n == last,
            ..word.clone()
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        claimdiff_cases::check("versions/shorts.cases", include_str!("shorts.cases"), &[(NAME, ROWS)], |told| {
            let all = words(told, 0);
            let long: Vec<&str> = all.iter().filter(|w| w.contracted).map(|w| &*w.fold).collect();
            (!long.is_empty()).then(|| long.join(" ")).into_iter().collect()
        });
    }
}
