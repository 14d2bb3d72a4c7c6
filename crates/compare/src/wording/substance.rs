//! Whether a difference between two wordings has weight: whether it may change what is said.
//!
//! A negation, a modal verb, a number, a name or a content word has; "the", "that", an inflection or a filler has not.

use std::sync::LazyLock;

use claimdiff_text::table;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::words::Word;

pub(super) const LIGHT_NAME: &str = "light";
pub(super) const LIGHT_ROWS: &str = include_str!("light.tsv");
pub(super) const FORMS_NAME: &str = "forms";
pub(super) const FORMS_ROWS: &str = include_str!("forms.tsv");

/// Words without weight.
static LIGHT: LazyLock<FxHashMap<&'static str, Light>> = LazyLock::new(|| {
    let class = |name| match name {
        "pronoun" => Light::Pronoun,
        "article" | "conjunction" | "filler" => Light::Loose,
        _ => Light::Bound,
    };
    table::rows(LIGHT_ROWS).map(|r| (r.key(), class(r.cells[1]))).collect()
});

/// What a word without weight is to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Light {
    /// A pronoun: of whom or what is told.
    Pronoun,
    /// A preposition or an auxiliary, which the words around it ask for.
    Bound,
    /// An article, a conjunction, a filler: the sentence stands without it.
    Loose,
}

/// Irregular forms, with the words that they are forms of.
static FORMS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(FORMS_ROWS).map(|r| (r.key(), r.cells[1])).collect());

/// Endings of inflection, the longer first: what is left of two words that differ in nothing else is one stem.
const ENDINGS: [&str; 8] = ["ings", "ing", "ied", "ies", "ed", "es", "s", "d"];

/// The least letters of a stem that two forms share.
const MIN_STEM: usize = 3;

/// The words of a place that have weight.
type Heavy<'w, 't> = SmallVec<[&'w Word<'t>; 4]>;

/// Whether the words of one side in the stead of those of the other may change what is said.
pub(super) fn weighs(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    let (heavy, theirs) = (heavy(left), heavy(right));
    if heavy.len() != theirs.len() {
        return true;
    }
    if !heavy.iter().zip(&theirs).all(|(a, b)| a.hash == b.hash || inflected(&a.fold, &b.fold)) {
        return true;
    }
    let light = |w: &Word<'_>| LIGHT.get(&*w.fold).copied();
    // Who leaves out several words that the sentence needs leaves out a part of it.
    let cut = |words: &[Word<'_>], other: &[Word<'_>]| {
        other.is_empty() && words.len() > 1 && words.iter().any(|w| light(w) != Some(Light::Loose))
    };
    if cut(left, right) || cut(right, left) {
        return true;
    }
    // One pronoun in the stead of another is another person.
    match (pronouns(left).as_slice(), pronouns(right).as_slice()) {
        ([], _) | (_, []) => false,
        (ours, theirs) => ours != theirs,
    }
}

/// Whether the words with weight of one place are those of another: they stand elsewhere in the sentence.
pub(super) fn same_heavy(a: &[Word<'_>], b: &[Word<'_>]) -> bool {
    let (ours, theirs) = (heavy(a), heavy(b));
    ours.len() == theirs.len()
        && ours.iter().all(|a| theirs.iter().any(|b| a.hash == b.hash || inflected(&a.fold, &b.fold)))
}

fn heavy<'w, 't>(words: &'w [Word<'t>]) -> Heavy<'w, 't> {
    words.iter().filter(|w| w.is_figure() || !is_light(&w.fold)).collect()
}

fn is_light(word: &str) -> bool {
    let found = LIGHT.contains_key(word);
    if found {
        table::hit(LIGHT_NAME, word);
    }
    found
}

fn pronouns<'w>(words: &'w [Word<'_>]) -> SmallVec<[&'w str; 4]> {
    words.iter().map(|w| &*w.fold).filter(|w| LIGHT.get(w) == Some(&Light::Pronoun)).collect()
}

/// The word that an irregular form is one of: "take" of "took".
pub(crate) fn base(word: &str) -> Option<&'static str> {
    FORMS.get(word).copied().inspect(|_| table::hit(FORMS_NAME, word))
}

/// Whether two words are forms of one: "injection" and "injections", "take" and "took".
pub(super) fn inflected(a: &str, b: &str) -> bool {
    let (x, y) = (base(a).unwrap_or(a), base(b).unwrap_or(b));
    let ((stem, ended), (other, theirs)) = (stem(x), stem(y));
    x == y || (ended || theirs) && bare(stem) == bare(other)
}

/// A word without its ending of inflection and the consonant doubled before it, and whether it has one.
fn stem(word: &str) -> (&str, bool) {
    let ending = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|s| s.chars().count() >= MIN_STEM));
    match ending {
        // "pass", "bus" and "crisis" have no ending.
        Some(s) if !(word.ends_with("ss") || s.ends_with('u') || s.ends_with('i') && word.ends_with("is")) => {
            let mut last = s.chars().rev();
            let doubles = !word.ends_with("ied") && !word.ends_with("ies");
            let doubled = doubles
                && matches!((last.next(), last.next()), (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's'));
            (if doubled { s.strip_suffix(|_: char| true).unwrap_or(s) } else { s }, true)
        }
        _ => (word, false),
    }
}

/// A stem without the "e" or "y" that falls away before an ending.
fn bare(stem: &str) -> &str {
    stem.strip_suffix(['e', 'y']).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words::words;

    #[test]
    fn cases_of_substance() {
        let tables = [(LIGHT_NAME, LIGHT_ROWS), (FORMS_NAME, FORMS_ROWS)];
        claimdiff_cases::check("substance.cases", include_str!("substance.cases"), &tables, |wording| {
            let (a, b) = wording.split_once(" | ").expect("two places");
            let (a, b) = (words(a.trim_matches('-'), 0), words(b.trim_matches('-'), 0));
            assert_eq!(weighs(&a, &b), weighs(&b, &a), "{wording}");
            vec![if weighs(&a, &b) { "weight" } else { "light" }.to_owned()]
        });
    }
}
