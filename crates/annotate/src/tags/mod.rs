//! Parts of speech, in the universal set (Universal Dependencies v2, UPOS), and the forms of verbs.
//!
//! A greedy averaged perceptron from left to right; words that have one tag in practice are looked up. What it was
//! trained on and how well it does is in `CARD.md`; `claimdiff-eval train tagger` makes its weights.
//! It does not know: morphology beyond verb forms and plurals, lemmas it was not told of, other languages.

mod class;
pub mod lexicon;
mod tagger;
mod words;

use std::cell::Cell;

pub use class::{Class, Tag, VerbForm};
pub use tagger::Tagger;
pub use words::{Casing, Shape, Word};

use crate::{Document, Sentence};

/// Tags a sentence. `classes` are the cells of its tokens.
pub(crate) fn tag(doc: &Document<'_>, sentence: &Sentence, classes: &[Cell<Class>]) {
    let tagger = Tagger::get();
    let words: Vec<Word> = sentence.tokens.clone().map(|t| Word::new(doc.word(t), tagger.lexicon())).collect();
    tagger.tag(&words, |at, class| classes[at].set(class));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(words: &[&str]) -> Vec<Class> {
        let tagger = Tagger::get();
        let words: Vec<Word> = words.iter().map(|w| Word::new(w, tagger.lexicon())).collect();
        let mut classes = Vec::new();
        tagger.tag(&words, |_, class| classes.push(class));
        classes
    }

    #[test]
    fn verbs_have_forms() {
        use Class::{AuxPast, AuxPresent, Det, Noun, Part, Propn, Punct, VerbBase, VerbParticiple, VerbPast};
        let cases: &[(&[&str], &[Class])] = &[
            (&["The", "envoy", "left", "Oslo", "."], &[Det, Noun, VerbPast, Propn, Punct]),
            (&["The", "envoy", "had", "left", "."], &[Det, Noun, AuxPast, VerbParticiple, Punct]),
            (
                &["The", "envoy", "does", "n’t", "want", "to", "leave"],
                &[Det, Noun, AuxPresent, Part, VerbBase, Part, VerbBase],
            ),
        ];
        for (words, want) in cases {
            assert_eq!(tagged(words), *want, "{words:?}");
        }
    }

    #[test]
    fn capitals_say_little_in_headlines() {
        let classes = tagged(&["Rebels", "Leave", "Capital", "After", "Talks", "Collapse"]);
        assert_eq!(classes[1].tag(), Tag::Verb);
        assert_ne!(classes[3].tag(), Tag::Propn);
    }
}
