//! What the word lists know of a word: one look for all of them.

use std::sync::LazyLock;

use claimdiff_text::table::{self, Shapes};
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
    /// A bit for each sort that it is of.
    pub(crate) sorts: u16,
}

/// What else the rules ask of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Names a text that somebody wrote or gave out: "letter", "statement".
    Document,
    /// The past of a verb for giving out such a text: "issued".
    Issued,
}

impl Sort {
    const ALL: [(Sort, &'static str); 2] = [(Sort::Document, "document"), (Sort::Issued, "issued")];

    fn of(name: &str) -> u16 {
        Sort::ALL.iter().filter(|(_, n)| *n == name).map(|(sort, _)| 1 << *sort as u16).sum()
    }
}

impl Word {
    /// Whether it is of a sort.
    pub(crate) fn is(&self, sort: Sort) -> bool {
        self.sorts & 1 << sort as u16 != 0
    }
}

/// Whether a word is of a sort.
pub(crate) fn is(word: &str, sort: Sort) -> bool {
    find(word).is(sort)
}

static NONE: Word = Word { class: None, verb: None, noun: None, day: false, occasion: false, matter: false, sorts: 0 };
static ADVERB: Word = Word { class: Some(Class::Adverb), ..NONE };

/// No word of a list is longer.
const MAX_BYTES: usize = 24;

/// What the lists know of a word. Capitals do not matter, but for "US" and adverbs that no list holds.
pub(crate) fn find(word: &str) -> &'static Word {
    let bytes = word.as_bytes();
    if bytes.len() <= MAX_BYTES {
        let lists = &*LISTS;
        let mut lower = [0; MAX_BYTES];
        let lower = &mut lower[..bytes.len()];
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        let found = if lists.shapes.may_hold(lower) { lists.words.get(&*lower) } else { None };
        if let Some(found) = found.filter(|_| !(bytes[0].is_ascii_uppercase() && NearQuote::Country.has(word))) {
            return found;
        }
    }
    let adverb = bytes.len() > 4 && bytes.ends_with(b"ly") && !bytes[0].is_ascii_uppercase();
    if adverb { &ADVERB } else { &NONE }
}

struct Lists {
    words: FxHashMap<Box<[u8]>, Word>,
    shapes: Shapes,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut words: FxHashMap<Box<[u8]>, Word> = FxHashMap::default();
    let mut entry = |word: &str, set: &dyn Fn(&mut Word)| set(words.entry(word.as_bytes().into()).or_default());
    for row in table::rows(GRAMMAR) {
        for class in row.cell(1).split(' ') {
            entry(row.key(), &|w| match class {
                "day" => w.day = true,
                "occasion" => w.occasion = true,
                "matter" => w.matter = true,
                _ => match Sort::of(class) {
                    0 => w.class = Class::of(class),
                    sort => w.sorts |= sort,
                },
            });
        }
    }
    cues::verbs(|form, cue| entry(form, &|w| w.verb = Some(cue)));
    cues::nouns(|form, cue| entry(form, &|w| w.noun = Some(cue)));
    // A verb in -ly is an adverb too as far as forms tell, as any word that no list holds.
    for (word, found) in &mut words {
        if found.verb.is_some() && found.class.is_none() && word.len() > 4 && word.ends_with(b"ly") {
            found.class = Some(Class::Adverb);
        }
    }
    let shapes = Shapes::of(words.keys().map(|word| &**word));
    Lists { words, shapes }
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
            let sorts = Sort::ALL.map(|(sort, name)| (found.is(sort), name));
            let more = [(found.day, "day"), (found.occasion, "occasion"), (found.matter, "matter")];
            let more = more.into_iter().chain(sorts);
            class.into_iter().chain(more.filter(|m| m.0).map(|m| m.1.to_owned())).collect()
        });
    }
}
