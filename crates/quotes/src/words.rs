//! What the word lists know of a word: one look for all of them.

use std::sync::LazyLock;

use claimdiff_text::table;
use rustc_hash::FxHashMap;

use crate::{
    cues::{self, Cue},
    grammar::Class,
    small::NearQuote,
};

pub(crate) const GRAMMAR: &str = include_str!("grammar.tsv");

/// What the word lists know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Its class, if it is a grammar word.
    pub(crate) class: Option<Class>,
    /// The verb it is a form of, if that attributes.
    pub(crate) verb: Option<Cue>,
    /// The noun it is a form of, if that attributes.
    pub(crate) noun: Option<Cue>,
    /// Whether it is the name of a day, or a word like "today".
    pub(crate) day: bool,
    /// Whether it says, after a preposition, when or where something was said.
    pub(crate) occasion: bool,
    /// Whether it names a matter, which says nothing: "nature", "timing".
    pub(crate) matter: bool,
}

static NONE: Word = Word { class: None, verb: None, noun: None, day: false, occasion: false, matter: false };
static ADVERB: Word = Word { class: Some(Class::Adverb), ..NONE };

/// No word of a list is longer.
const MAX_BYTES: usize = 24;

/// What the lists know of a word. Capitals do not matter, but for "US" and adverbs that no list holds.
pub(crate) fn find(word: &str) -> &'static Word {
    let bytes = word.as_bytes();
    if bytes.len() <= MAX_BYTES {
        let mut lower = [0; MAX_BYTES];
        let lower = &mut lower[..bytes.len()];
        for (to, from) in lower.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        if let Some(found) =
            WORDS.get(&*lower).filter(|_| !(bytes[0].is_ascii_uppercase() && NearQuote::Country.has(word)))
        {
            return found;
        }
    }
    let adverb = bytes.len() > 4 && bytes.ends_with(b"ly") && !bytes[0].is_ascii_uppercase();
    if adverb { &ADVERB } else { &NONE }
}

static WORDS: LazyLock<FxHashMap<Box<[u8]>, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<Box<[u8]>, Word> = FxHashMap::default();
    let mut entry = |word: &str, set: &dyn Fn(&mut Word)| set(words.entry(word.as_bytes().into()).or_default());
    for row in table::rows(GRAMMAR) {
        let class = row.cell(1);
        entry(row.key(), &|w| match class {
            "day" => w.day = true,
            "occasion" => w.occasion = true,
            "matter" => w.matter = true,
            _ => w.class = Class::of(class),
        });
    }
    cues::verbs(|form, cue| entry(form, &|w| w.verb = Some(cue)));
    cues::nouns(|form, cue| entry(form, &|w| w.noun = Some(cue)));
    // A verb in -ly is an adverb too as far as forms tell, as any word that no list holds.
    for (word, found) in &mut words {
        if found.verb.is_some() && found.class.is_none() && word.len() > 4 && word.ends_with(b"ly") {
            found.class = Some(Class::Adverb);
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("grammar", GRAMMAR)];
        claimdiff_cases::check("grammar.cases", include_str!("grammar.cases"), &tables, |word| {
            let found = find(word);
            table::hit("grammar", &word.to_lowercase());
            let class = found.class.map(|c| format!("{c:?}").to_lowercase());
            let more = [(found.day, "day"), (found.occasion, "occasion"), (found.matter, "matter")];
            class.into_iter().chain(more.into_iter().filter(|m| m.0).map(|m| m.1.to_owned())).collect()
        });
    }
}
