use std::sync::LazyLock;

use super::{Casing, Class, Word, lexicon, lexicon::Lexicon};
use crate::linear::{Weights, feature};

/// One weight a class, filled up to a round number.
const ROW: usize = 32;

/// The tagger's model.
pub struct Tagger {
    lexicon: Lexicon,
    weights: Weights<ROW>,
}

/// How many features a word has: the templates of [`features`].
const FEATURES: usize = 27;

impl Tagger {
    /// The weights of a row: one for each class of [`Class::ALL`], and some that are not used.
    pub const ROW: usize = ROW;

    /// The model that comes with the library.
    pub fn get() -> &'static Tagger {
        static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::read(include_bytes!("weights.bin")));
        &TAGGER
    }

    /// Reads a model: the lexicon, then the weights.
    pub fn read(mut bytes: &[u8]) -> Tagger {
        let lexicon = Lexicon::read(&mut bytes);
        Tagger { lexicon, weights: Weights::read(&mut bytes) }
    }

    /// The list that [`Word::new`] looks words up in.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Tags the words of a sentence, in their order.
    pub fn tag(&self, words: &[Word], mut give: impl FnMut(usize, Class)) {
        let casing = Casing::of(words);
        let (mut before, mut last) = (Class::Unknown, Class::Unknown);
        for at in 0..words.len() {
            let class = sure(words[at]).unwrap_or_else(|| {
                let mut scores = [0i16; ROW];
                let (mut found, mut n) = ([0; FEATURES], 0);
                features(words, at, casing, [before, last], |f| {
                    found[n] = f;
                    n += 1;
                });
                self.weights.add_all(&found, &mut scores);
                best(&scores)
            });
            give(at, class);
            (before, last) = (last, class);
        }
    }
}

/// The class of a word that has one in practice.
#[inline]
fn sure(word: Word) -> Option<Class> {
    (word.known & lexicon::SURE != 0).then(|| Class::ALL[(word.known & !lexicon::SURE).trailing_zeros() as usize])
}

fn best(scores: &[i16; ROW]) -> Class {
    let mut best = 0;
    for at in 1..Class::ALL.len() {
        if scores[at] > scores[best] {
            best = at;
        }
    }
    Class::ALL[best]
}

impl Tagger {
    /// The class of a word that the lexicon is sure of.
    pub fn sure(word: Word) -> Option<Class> {
        sure(word)
    }

    /// Gives the features of the word at `at`; `before` are the classes of the two words before it.
    pub fn features(words: &[Word], at: usize, casing: Casing, before: [Class; 2], give: impl FnMut(u32)) {
        features(words, at, casing, before, give);
    }
}

#[inline(always)]
fn features(words: &[Word], at: usize, casing: Casing, [t2, t1]: [Class; 2], mut give: impl FnMut(u32)) {
    let word = |offset: isize| words.get(at.wrapping_add_signed(offset)).copied().unwrap_or_default();
    let (w2, w1, w, n1, n2) = (word(-2), word(-1), word(0), word(1), word(2));
    let known = |w: Word| w.known & !lexicon::SURE;
    let (t1, t2) = (t1 as u32, t2 as u32);
    let case = casing as u32;
    // The first word's capital says nothing, nor do capitals in headlines.
    let shape = w.shape as u32 | u32::from(at == 0) << 4 | case << 5;
    let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
    f(1, w.form, 0);
    f(2, w.form, shape);
    f(3, w.suffix, 0);
    f(4, w.suffix & 0xff_ffff, shape);
    f(5, w.suffix & 0xffff, shape);
    f(6, w.prefix, 0);
    f(7, t1, shape);
    f(8, t1, t2);
    f(9, t1 << 8 | t2, w.form);
    f(10, t1, w.form);
    f(11, known(w), shape);
    f(12, known(w), t1 << 8 | t2);
    f(13, w1.form, 0);
    f(14, w2.form, 0);
    f(15, n1.form, 0);
    f(16, n2.form, 0);
    f(17, known(n1), known(w));
    f(18, known(n1), t1);
    f(19, known(n1), known(n2));
    f(20, n1.suffix & 0xff_ffff, t1);
    f(21, n1.shape as u32, shape);
    f(22, w1.form, w.form);
    f(23, w.form, n1.form);
    f(24, w.form, known(n1));
    f(25, t1 << 8 | w1.shape as u32, shape);
    f(26, w.suffix & 0xff_ffff, t1);
    f(27, w1.form, t2);
}
