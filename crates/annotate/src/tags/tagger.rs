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

/// How many features the two halves of the templates give: [`early`] and [`late`].
const EARLY: usize = 12;
const LATE: usize = 15;

/// By how much, in units of a weight, a class has to lead after the early features for the late ones not to be asked:
/// two in three words are as plain as that.
const LEAD: i16 = 120;

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
        let mut before = [Class::Unknown; 2];
        for at in 0..words.len() {
            let class = sure(words[at]).unwrap_or_else(|| self.class(words, at, casing, before));
            give(at, class);
            before = [before[1], class];
        }
    }

    fn class(&self, words: &[Word], at: usize, casing: Casing, before: [Class; 2]) -> Class {
        let context = Context::new(words, at, casing, before);
        let mut scores = START;
        self.weights.add_all(&gathered::<EARLY>(|give| context.early(give)), &mut scores);
        let (best, lead) = best(scores);
        if lead >= LEAD {
            return best;
        }
        self.weights.add_all(&gathered::<LATE>(|give| context.late(give)), &mut scores);
        self::best(scores).0
    }
}

/// Features as a list.
#[inline(always)]
fn gathered<const F: usize>(templates: impl FnOnce(&mut dyn FnMut(u32))) -> [u32; F] {
    let (mut all, mut n) = ([0; F], 0);
    templates(&mut |f| {
        all[n] = f;
        n += 1;
    });
    all
}

/// No class has a score yet; what fills up the row never gets one.
const START: [i16; ROW] = {
    let mut scores = [i16::MIN / 2; ROW];
    let mut class = 0;
    while class < Class::ALL.len() {
        scores[class] = 0;
        class += 1;
    }
    scores
};

/// The best class, and by how much it leads the next.
#[inline(always)]
fn best(scores: [i16; ROW]) -> (Class, i16) {
    let top = scores.iter().fold(i16::MIN, |top, s| top.max(*s));
    let best = scores.iter().position(|s| *s == top).unwrap_or(0);
    let others: [i16; ROW] = std::array::from_fn(|class| if class == best { i16::MIN / 2 } else { scores[class] });
    let next = others.iter().fold(i16::MIN, |top, s| top.max(*s));
    (Class::ALL[best], top - next)
}

/// The class of a word that has one in practice.
#[inline]
fn sure(word: Word) -> Option<Class> {
    (word.known & lexicon::SURE != 0).then(|| Class::ALL[(word.known & !lexicon::SURE).trailing_zeros() as usize])
}

impl Tagger {
    /// The class of a word that the lexicon is sure of.
    pub fn sure(word: Word) -> Option<Class> {
        sure(word)
    }

    /// Gives the features of the word at `at`; `before` are the classes of the two words before it.
    pub fn features(words: &[Word], at: usize, casing: Casing, before: [Class; 2], mut give: impl FnMut(u32)) {
        let context = Context::new(words, at, casing, before);
        context.early(&mut give);
        context.late(&mut give);
    }
}

/// What features see of a word: it, the two words on either side, and the classes of those before it.
struct Context {
    w2: Word,
    w1: Word,
    w: Word,
    n1: Word,
    n2: Word,
    t2: u32,
    t1: u32,
    shape: u32,
}

impl Context {
    #[inline(always)]
    fn new(words: &[Word], at: usize, casing: Casing, [t2, t1]: [Class; 2]) -> Context {
        let word = |offset: isize| words.get(at.wrapping_add_signed(offset)).copied().unwrap_or_default();
        let w = word(0);
        // The first word's capital says nothing, nor do capitals in headlines.
        let shape = w.shape as u32 | u32::from(at == 0) << 4 | (casing as u32) << 5;
        Context { w2: word(-2), w1: word(-1), w, n1: word(1), n2: word(2), t2: t2 as u32, t1: t1 as u32, shape }
    }

    /// The features that decide most words.
    #[inline(always)]
    fn early(&self, mut give: impl FnMut(u32)) {
        let Context { w1, w, n1, t1, t2, shape, .. } = *self;
        let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
        f(1, w.form, 0);
        f(2, w.form, shape);
        f(4, w.suffix & 0xff_ffff, shape);
        f(7, t1, shape);
        f(8, t1, t2);
        f(10, t1, w.form);
        f(11, known(w), shape);
        f(12, known(w), t1 << 8 | t2);
        f(13, w1.form, 0);
        f(15, n1.form, 0);
        f(17, known(n1), known(w));
        f(24, w.form, known(n1));
    }

    /// The features that decide the others with those.
    #[inline(always)]
    fn late(&self, mut give: impl FnMut(u32)) {
        let Context { w2, w1, w, n1, n2, t1, t2, shape } = *self;
        let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
        f(3, w.suffix, 0);
        f(5, w.suffix & 0xffff, shape);
        f(6, w.prefix, 0);
        f(9, t1 << 8 | t2, w.form);
        f(14, w2.form, 0);
        f(16, n2.form, 0);
        f(18, known(n1), t1);
        f(19, known(n1), known(n2));
        f(20, n1.suffix & 0xff_ffff, t1);
        f(21, n1.shape as u32, shape);
        f(22, w1.form, w.form);
        f(23, w.form, n1.form);
        f(25, t1 << 8 | w1.shape as u32, shape);
        f(26, w.suffix & 0xff_ffff, t1);
        f(27, w1.form, t2);
    }
}

/// The classes a word may have.
#[inline(always)]
fn known(word: Word) -> u32 {
    word.known & !lexicon::SURE
}
