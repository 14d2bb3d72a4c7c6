//! Whether a difference between two wordings has weight: whether it changes what is said.
//!
//! A negation, another modal verb, a number, a condition, a word that limits, a content word in the stead of another has,
//! and so have several content words that only one of the two has. "The", an inflection, a filler, one adjective more in a
//! long sentence, words that were only moved or heard otherwise, whole sentences and asides left out have not: news desks
//! clean up speech in their own ways, and nobody acts on it.

use std::{ops::Range, sync::LazyLock};

use claimdiff_text::table;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{small::LightWord, words::Word};
use crate::corpus::one_slip;

pub(super) const LIGHT_NAME: &str = "light";
pub(super) const LIGHT_ROWS: &str = include_str!("light.tsv");
pub(super) const FORMS_NAME: &str = "forms";
pub(super) const FORMS_ROWS: &str = include_str!("forms.tsv");
pub(super) const TURNS_NAME: &str = "turns";
pub(super) const TURNS_ROWS: &str = include_str!("turns.tsv");

/// Words without weight.
static LIGHT: LazyLock<FxHashMap<&'static str, Light>> = LazyLock::new(|| {
    let row = |cells: &[&str]| match cells[1] {
        "first" => Light::First,
        "second" => Light::Second,
        "third" => Light::Third,
        "thing" => Light::Thing,
        _ => Light::Other,
    };
    table::rows(LIGHT_ROWS).map(|r| (r.key(), row(&r.cells))).collect()
});

/// What a word without weight is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Light {
    /// Who speaks: "we".
    First,
    /// To whom is spoken: "you".
    Second,
    /// Of whom is spoken: "they".
    Third,
    /// Of what is spoken: "it".
    Thing,
    Other,
}

/// Small words that turn what is said.
static TURNS: LazyLock<FxHashMap<&'static str, Turn>> = LazyLock::new(|| {
    let class = |name| match name {
        "modal" => Turn::Modal,
        "condition" => Turn::Condition,
        _ => Turn::Limit,
    };
    table::rows(TURNS_ROWS).map(|r| (r.key(), class(r.cells[1]))).collect()
});

/// How a small word turns what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// "will", which turns it in the stead of another: "would".
    Modal,
    /// "if", in the stead of another: "when".
    Condition,
    /// "only", which turns it wherever it is added or left out.
    Limit,
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

/// What one place where two wordings differ does to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Nothing: forms of one word, words that stand elsewhere.
    None,
    /// Small words stand in the stead of others.
    Swapped,
    /// Several small words, or what a sentence or a speech stands without, are in one of the two only.
    Dropped,
    /// So many content words stand in one of the two only.
    Words(usize),
    /// Another thing is said.
    Full,
    /// Another figure stands there, or one in the stead of a vague word: that is no slip of who wrote it down.
    Figure,
}

/// What the words of one side in the stead of those of the other do to what is said. `ours` and `theirs` are all words
/// near the place: what one of the two only has elsewhere, or twice, it does not lack.
/// `moved` tells that both wordings deny as often, so that a "not" more at one place is one less at another.
pub(super) fn weight(
    left: &[Word<'_>],
    right: &[Word<'_>],
    ours: &[Word<'_>],
    theirs: &[Word<'_>],
    moved: bool,
) -> Weight {
    // A long stretch that holds a "not" among others is content left out.
    let short = left.len().max(right.len()) <= super::MAX_TAIL;
    if short && !moved && negates(left) != negates(right)
        || turned(left, right)
        || crossed(left, right)
        || joined(left, right)
        || due(left, right, ours)
    {
        return Weight::Full;
    }
    if replaces(left, right, Light::Thing, Light::Third) {
        return Weight::Words(1);
    }
    if attributes(left) && right.is_empty() || attributes(right) && left.is_empty() {
        return Weight::None;
    }
    let glued = |words: &[Word<'_>]| words.iter().map(|w| &*w.fold).collect::<String>();
    if !left.is_empty() && !right.is_empty() && one(&glued(left), &glued(right)) {
        return Weight::None;
    }
    let (mut a, mut b) = (heavy(left), heavy(right));
    let counts = |words: &[Word<'_>], heavy: &Heavy<'_, '_>| words.len() == 1 && heavy.len() == 1;
    if counts(left, &a) && counts(right, &b) && (a[0].is_figure() || b[0].is_figure()) && a[0].hash != b[0].hash {
        return Weight::Figure;
    }
    // What the other side of the place has as well, perhaps in another form or heard otherwise.
    a.retain(|w| match b.iter().position(|o| alike(w, o)) {
        Some(at) => {
            b.remove(at);
            false
        }
        None => true,
    });
    let replaced = !a.is_empty() && !b.is_empty();
    if replaced {
        let name = |words: &Heavy<'_, '_>| words.iter().all(|w| w.capital && !w.is_figure());
        // "Secretary Quill" and "Ana Quill": a title and a first name.
        let titles = |words: &[Word<'_>]| matches!(words, [w] if w.capital && !w.starts);
        let named = titles(left)
            && titles(right)
            && name(&a)
            && name(&b)
            && next_is_name(left, ours)
            && next_is_name(right, theirs);
        if points_at(left, right) || points_at(right, left) {
            return Weight::Words(1);
        }
        return if named { Weight::None } else { Weight::Full };
    }
    // "human history" and "our history".
    let owned = |words: &[Word<'_>], heavy: &Heavy<'_, '_>| matches!((words, &heavy[..]), ([_], [w]) if !w.capital);
    if is_own(left) && owned(right, &b) || is_own(right) && owned(left, &a) {
        return Weight::Full;
    }
    let phrase = is_phrase(left, &a) && right.is_empty() || is_phrase(right, &b) && left.is_empty();
    // "any boat or any boat of the works": what is added widens what is said, though its words are known.
    let widens = |words: &[Word<'_>]| words.len() > 1 && words.iter().any(|w| LightWord::Widens.has(&w.fold));
    if phrase && (widens(left) || widens(right)) {
        return Weight::Words(2);
    }
    let known = |w: &Word<'_>, others: &[Word<'_>]| others.iter().any(|o| alike(w, o));
    a.retain(|w| !known(w, theirs));
    b.retain(|w| !known(w, ours));
    // "on 15 May", which only one has: a date is no slip of who wrote it down.
    let dated = |words: &[Word<'_>], heavy: &Heavy<'_, '_>| words.len() > 1 && heavy.iter().any(|w| w.is_figure());
    if left.is_empty() && dated(right, &b) || right.is_empty() && dated(left, &a) {
        return Weight::Figure;
    }
    let limits = |words: &Heavy<'_, '_>| words.iter().any(|w| w.is_figure() || turn(w) == Some(Turn::Limit));
    if limits(&a) || limits(&b) {
        return Weight::Full;
    }
    match content(&a).max(content(&b)) {
        0 => small(left, right),
        // Who is spoken to: "it is, Quill, a bridge".
        _ if is_called(left, &a) && is_called(right, &b) => Weight::Words(1),
        1 if phrase => Weight::Words(2),
        n => Weight::Words(n),
    }
}

/// The most words that may as well be those before a stretch left out as its last ones: of "He left. He slept. He ate." and
/// "He left. He ate." either "He" may be the one that is missing.
const MAX_SHIFT: usize = 2;

/// Whether what one wording has at a place, where the other has `stead`, may be left out and nothing else is said: whole
/// sentences between others, or an aside between pauses.
pub(super) fn may_go(words: &[Word<'_>], at: &Range<usize>, stead: &[Word<'_>]) -> bool {
    let place = &words[at.clone()];
    if place.is_empty() || place.iter().any(Word::is_figure) || !heavy(stead).is_empty() || negates(stead) > 0 {
        return false;
    }
    let starts = |n: usize| words.get(n).is_some_and(|w| w.starts);
    let same = |n: usize| words[at.start - n..at.start].iter().zip(&words[at.end - n..]).all(|(x, y)| x.hash == y.hash);
    let sentences = (0..=MAX_SHIFT.min(at.start)).any(|n| starts(at.start - n) && starts(at.end - n) && same(n));
    sentences || stead.is_empty() && is_aside(words, at)
}

/// Whether a stretch stands between pauses, is no part of a list, and neither denies nor sets a condition or a limit.
fn is_aside(words: &[Word<'_>], at: &Range<usize>) -> bool {
    let (Some(before), Some(last)) = (at.start.checked_sub(1).map(|n| &words[n]), words[at.clone()].last()) else {
        return false;
    };
    let joins = |w: &Word<'_>| LightWord::Joins.has(&w.fold);
    let binds = |w: &Word<'_>| LightWord::Reason.has(&w.fold) || turn(w).is_some() || super::is_negation(&w.fold);
    let list = words.get(at.end).is_some_and(joins) || joins(&words[at.start]);
    before.pauses && (last.pauses || last.ends) && !list && !words[at.clone()].iter().any(binds)
}

/// Whether one side names the end or the beginning of a time of which the other names the day: "by 31 May", "on 31 May".
/// `words` are those near the left one.
fn due(left: &[Word<'_>], right: &[Word<'_>], words: &[Word<'_>]) -> bool {
    let ([x], [y]) = (left, right) else { return false };
    let binds = |w: &Word<'_>| LightWord::Binds.has(&w.fold) || LightWord::Term.has(&w.fold);
    let mut next = words.iter().filter(|w| w.span.start >= x.span.end).take(2);
    LightWord::Term.has(&x.fold) != LightWord::Term.has(&y.fold) && binds(x) && binds(y) && next.any(|w| w.is_figure())
}

/// Whether a side only says whose something is: "our".
fn is_own(words: &[Word<'_>]) -> bool {
    matches!(words, [w] if LightWord::Own.has(&w.fold))
}

/// Whether the words of weight in a stretch make up a phrase of its own: "by the mayor", "the harbour fund".
fn is_phrase(words: &[Word<'_>], heavy: &Heavy<'_, '_>) -> bool {
    let binds = |w: &Word<'_>| LightWord::Binds.has(&w.fold) || LightWord::Joins.has(&w.fold);
    !heavy.is_empty() && (words.iter().any(binds) || content(heavy) > 1)
}

/// How many words of a stretch tell what is said and not only in which manner: "very strongly" is one.
fn content(heavy: &Heavy<'_, '_>) -> usize {
    let manner = |w: &&&Word<'_>| !w.capital && w.fold.ends_with("ly");
    heavy.len() - heavy.iter().filter(manner).count().min(heavy.len().saturating_sub(1))
}

/// Whether a stretch is a name and no more.
fn is_called(words: &[Word<'_>], heavy: &Heavy<'_, '_>) -> bool {
    words.len() == heavy.len() && heavy.iter().all(|w| w.capital && !w.starts && !w.is_figure())
}

/// Whether one side points at what the other names: "this town" and "Orsk".
fn points_at(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    matches!(left, [this, noun] if LightWord::Points.has(&this.fold) && !noun.capital)
        && right.iter().all(|w| w.capital && !w.starts && !w.is_figure())
}

/// What a place does in which no word has weight.
fn small(left: &[Word<'_>], right: &[Word<'_>]) -> Weight {
    let bound = |words: &[Word<'_>]| words.iter().filter(|w| !LightWord::Loose.has(&w.fold)).count();
    let never = |words: &[Word<'_>]| words.iter().any(|w| LightWord::Never.has(&w.fold));
    let same = || left.len() == right.len() && left.iter().zip(right).all(|(x, y)| alike(x, y));
    match (left.is_empty(), right.is_empty()) {
        // "We will not" and "we will never".
        (false, false) if never(left) != never(right) => Weight::Words(1),
        (false, false) if !same() => Weight::Swapped,
        (true, _) | (_, true) if left.len().max(right.len()) > 1 && bound(left).max(bound(right)) > 0 => {
            Weight::Dropped
        }
        _ => Weight::None,
    }
}

/// Whether two words are one, perhaps in another form, or written down otherwise by who heard it.
fn alike(a: &Word<'_>, b: &Word<'_>) -> bool {
    a.hash == b.hash
        || !(a.is_figure() || b.is_figure())
            && (inflected(&a.fold, &b.fold) || slipped(&a.fold, &b.fold, a.capital && b.capital))
}

/// Whether one of two words is the other with a letter more, less or another one, or two swapped: a slip of who wrote it
/// down, as "form" for "from". "million" and "billion" are two words, for hardly anybody mistakes the first letter.
fn slipped(a: &str, b: &str, capital: bool) -> bool {
    const MIN_LETTERS: usize = 4;
    const MIN_LONG: usize = 8;
    let (x, y) = (a.chars().count(), b.chars().count());
    if x.min(y) < MIN_LETTERS || a.chars().next() != b.chars().next() {
        return false;
    }
    // "putting" and "pitting" are two words: a letter in the stead of another is a slip in a name and in a long word.
    let (stem_a, stem_b) = (stem(a).0.chars().count(), stem(b).0.chars().count());
    if x == y && stem_a.min(stem_b) < MIN_LONG && !capital && one_letter(a, b) {
        return false;
    }
    // "supremist": two letters of a long word are missing.
    let head = a.chars().zip(b.chars()).take_while(|(c, d)| c == d).count();
    let tail = a.chars().rev().zip(b.chars().rev()).take_while(|(c, d)| c == d).count();
    x.abs_diff(y) <= 1 && one_slip(a, b) || x.min(y) >= MIN_LONG && x.abs_diff(y) == 2 && head + tail >= x.min(y)
}

/// Whether two words of one length differ in one letter.
fn one_letter(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).filter(|(c, d)| c != d).count() == 1
}

/// Whether a name goes on behind a place.
fn next_is_name(place: &[Word<'_>], words: &[Word<'_>]) -> bool {
    let end = place.last().map_or(0, |w| w.span.end);
    words.iter().find(|w| w.span.start >= end).is_some_and(|w| w.capital && !w.starts)
}

/// Whether words attribute, as where a closing mark is missing: "said Marlow".
fn attributes(words: &[Word<'_>]) -> bool {
    let verb = |w: &Word<'_>| LightWord::Attributes.has(&w.fold);
    words.iter().any(verb) && words.len() <= super::MAX_TAIL && words.iter().all(|w| verb(w) || w.capital)
}

/// Whether a modal verb or a word of condition stands in the stead of another, or a word that limits is more on one side.
fn turned(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    let of = |words: &[Word<'_>], class: Turn| -> SmallVec<[&'static str; 2]> {
        let word = |w: &Word<'_>| TURNS.get_key_value(base(&w.fold).unwrap_or(&w.fold)).map(|(key, t)| (*key, *t));
        words.iter().filter_map(word).filter(|(_, t)| *t == class).map(|(key, _)| key).collect()
    };
    // "I'll" and "I'd" are heard one for the other.
    let elided = |words: &[Word<'_>]| words.iter().any(|w| LightWord::Elided.has(&w.fold) && is_elided(w));
    let shifts = |words: &[Word<'_>]| words.iter().any(|w| LightWord::Elided.has(&w.fold));
    let heard = (elided(left) || elided(right)) && shifts(left) && shifts(right);
    [Turn::Modal, Turn::Condition].into_iter().any(|class| {
        let (x, y) = (of(left, class), of(right, class));
        let same = x.is_empty() || y.is_empty() || x == y;
        let other = !same && (class != Turn::Modal || !heard);
        if other {
            x.iter().chain(&y).for_each(|word| table::hit(TURNS_NAME, word));
        }
        other
    })
}

/// Whether a word is only the end of a contraction: the "will" of "I'll", and not that of "won't".
fn is_elided(word: &Word<'_>) -> bool {
    word.contracted && !word.raw.ends_with(['t', 'T'])
}

/// Whether "or" stands in the stead of "and".
fn joined(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    let joins = |words: &[Word<'_>]| words.iter().find(|w| LightWord::Joins.has(&w.fold)).map(|w| w.hash);
    matches!((joins(left), joins(right)), (Some(x), Some(y)) if x != y)
}

/// Whether one side speaks of those who speak, and the other of others or of those who hear: "we" and "they", "we" and "you".
fn crossed(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    const PAIRS: [(Light, Light); 3] =
        [(Light::First, Light::Third), (Light::First, Light::Second), (Light::Second, Light::Third)];
    PAIRS.into_iter().any(|(x, y)| replaces(left, right, x, y))
}

/// Whether one side has a word of one class and the other in its stead one of another: "it" and "them".
fn replaces(left: &[Word<'_>], right: &[Word<'_>], x: Light, y: Light) -> bool {
    let of = |words: &[Word<'_>], class: Light| words.iter().any(|w| LIGHT.get(&*w.fold) == Some(&class));
    let only = |words: &[Word<'_>], class: Light, other: Light| of(words, class) && !of(words, other);
    let swaps = |x: Light, y: Light| only(left, x, y) && only(right, y, x);
    swaps(x, y) || swaps(y, x)
}

/// How often words deny: "not only" does not.
fn negates(words: &[Word<'_>]) -> usize {
    (0..words.len()).filter(|n| super::is_negation(&words[*n].fold) && !only(words, n + 1)).count()
}

/// Whether a word is the "only" of "not only".
fn only(words: &[Word<'_>], at: usize) -> bool {
    let is = |n: usize, class: LightWord| words.get(n).is_some_and(|w| class.has(&w.fold));
    at > 0 && is(at - 1, LightWord::Not) && is(at, LightWord::Merely)
}

fn turn(word: &Word<'_>) -> Option<Turn> {
    let (key, turn) = TURNS.get_key_value(&*word.fold)?;
    table::hit(TURNS_NAME, key);
    Some(*turn)
}

fn heavy<'w, 't>(words: &'w [Word<'t>]) -> Heavy<'w, 't> {
    let weighty = |(n, w): &(usize, &Word<'_>)| (w.is_figure() || !is_light(&w.fold)) && !only(words, *n);
    words.iter().enumerate().filter(weighty).map(|(_, w)| w).collect()
}

fn is_light(word: &str) -> bool {
    let found = LIGHT.contains_key(word);
    if found {
        table::hit(LIGHT_NAME, word);
    }
    // A modal verb or a condition is no content word.
    found || TURNS.get(word).is_some_and(|t| *t != Turn::Limit) || super::is_negation(word)
}

/// The word that an irregular form is one of: "take" of "took".
pub(crate) fn base(word: &str) -> Option<&'static str> {
    FORMS.get(word).copied().inspect(|_| table::hit(FORMS_NAME, word))
}

/// Whether two runs of letters are one word: "no one" and "nobody".
fn one(a: &str, b: &str) -> bool {
    a == b || base(a).unwrap_or(a) == base(b).unwrap_or(b)
}

/// Whether two words are forms of one: "injection" and "injections", "take" and "took".
pub(crate) fn inflected(a: &str, b: &str) -> bool {
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
        let tables = [(LIGHT_NAME, LIGHT_ROWS), (FORMS_NAME, FORMS_ROWS), (TURNS_NAME, TURNS_ROWS)];
        claimdiff_cases::check("substance.cases", include_str!("substance.cases"), &tables, |wording| {
            let (a, b) = wording.split_once(" | ").expect("two places");
            let (a, b) = (words(a.trim_matches('-'), 0), words(b.trim_matches('-'), 0));
            let found = weight(&a, &b, &a, &b, false);
            assert_eq!(found, weight(&b, &a, &b, &a, false), "{wording}");
            vec![match found {
                Weight::Full => "weight".to_owned(),
                Weight::Figure => "another figure".to_owned(),
                Weight::None => "light".to_owned(),
                Weight::Swapped => "small words".to_owned(),
                Weight::Dropped => "small words left out".to_owned(),
                Weight::Words(n) => format!("{n} of weight"),
            }]
        });
    }
}
