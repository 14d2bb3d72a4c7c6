use std::sync::LazyLock;

use super::{
    Relation,
    features::{self, Sentence},
    state::{State, Step},
};
use crate::{
    linear::Weights,
    tags::{Class, Word},
};

/// The parser's model: one part decides on the steps, one on the relation where a step makes an arc.
pub struct Parser {
    steps: Weights<4>,
    relations: Weights<ROW>,
}

/// One weight a relation, filled up to a round number.
const ROW: usize = 48;

const _: () = assert!(Relation::ALL.len() <= ROW, "the rows of the relations are too short");

impl Parser {
    /// The weights of a relation's row: one for each of [`Relation::ALL`], and some that are not used.
    pub const ROW: usize = ROW;

    /// The model that comes with the library.
    pub fn get() -> &'static Parser {
        static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::read(include_bytes!("weights.bin")));
        &PARSER
    }

    /// Reads a model: the weights of the steps, then those of the relations.
    pub fn read(mut bytes: &[u8]) -> Parser {
        let steps = Weights::read(&mut bytes);
        Parser { steps, relations: Weights::read(&mut bytes) }
    }

    /// Parses a sentence and gives for each word its head, `None` for the root, and its relation.
    pub fn parse(&self, words: &[Word], classes: &[Class], mut give: impl FnMut(usize, Option<u32>, Relation)) {
        let marks = features::marks(words, classes);
        let sentence = Sentence { words, classes, marks: &marks };
        let mut state = State::new(words.len());
        while !state.done() {
            let step = self.step(sentence, &state);
            let relation = match state.arc(step) {
                Some((head, word)) => self.relation(sentence, &state, head, word),
                None => Relation::Unknown,
            };
            state.make(step, relation);
        }
        for (at, node) in state.nodes[..words.len()].iter().enumerate() {
            give(at, (node.head != state.words()).then_some(node.head), node.relation);
        }
    }

    #[inline]
    fn step(&self, sentence: Sentence<'_>, state: &State) -> Step {
        let allowed = Step::ALL.map(|s| state.allows(s));
        if allowed.iter().filter(|a| **a).count() == 1 {
            return Step::ALL[allowed.iter().position(|a| *a).unwrap_or(0)];
        }
        let mut scores = [0i16; 4];
        features::step(sentence, state, |f| self.steps.add(f, &mut scores));
        let best = (0..3).filter(|s| allowed[*s]).max_by_key(|s| (scores[*s], std::cmp::Reverse(*s)));
        Step::ALL[best.unwrap_or(0)]
    }

    #[inline]
    fn relation(&self, sentence: Sentence<'_>, state: &State, head: u32, word: u32) -> Relation {
        if head == state.words() {
            return Relation::Root;
        }
        let mut scores = [0i16; ROW];
        features::relation(sentence, state, head, word, |f| self.relations.add(f, &mut scores));
        let mut best = 0;
        for at in 1..Relation::ALL.len().min(scores.len()) {
            if scores[at] > scores[best] && Relation::ALL[at] != Relation::Root {
                best = at;
            }
        }
        Relation::ALL[best]
    }
}
