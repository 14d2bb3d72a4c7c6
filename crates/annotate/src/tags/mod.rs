//! Parts of speech, in the universal set (Universal Dependencies v2, UPOS), and the forms of verbs.
//!
//! A greedy averaged perceptron from left to right; words that have one tag in practice are looked up. What it was
//! trained on and how well it does is in `MODEL.md`; `claimdiff-eval train tagger` makes its weights.
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
