//! Dependency trees (Universal Dependencies v2), one a sentence, parsed when something of the sentence is asked for.
//!
//! A greedy transition parser (arc-hybrid) over the tagger's classes, whose steps and relations two averaged
//! perceptrons choose. Data and scores are in `MODEL.md`; `claimdiff-eval train parser` makes the weights.
//! Not supported: crossing arcs, enhanced dependencies, empty words.
//!
//! How it is used, in "Smith said on Monday that troops had left Oslo.":
//!
//! - what was said: `doc.children(said).find(|w| doc.relation(*w) == Relation::Ccomp)` is "left", and
//!   `doc.subtree(left)` the range of tokens from "that" to "Oslo";
//! - who said it: `doc.child(said, Relation::Nsubj)` is "Smith"; of a passive ask for `NsubjPass` and `OblAgent`;
//! - what a word is said in: `doc.governors(oslo)` walks up: "left", "said".

mod features;
mod parser;
mod relation;
mod state;

use std::cell::Cell;

pub use features::{Sentence, marks, relation as relation_features, step as step_features};
pub use parser::Parser;
pub use relation::Relation;
pub use state::{NONE, Node, State, Step};

use crate::{
    Document,
    tags::{Class, Tagger, Word},
};

/// The head of a token, as an index into the document's tokens, and its relation to it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Arc {
    pub(crate) head: Option<u32>,
    pub(crate) relation: Relation,
}

/// Parses a sentence. `arcs` are the cells of its tokens.
pub(crate) fn parse(doc: &Document<'_>, sentence: &crate::Sentence, arcs: &[Cell<Arc>]) {
    let base = sentence.tokens.start as u32;
    let lexicon = Tagger::get().lexicon();
    let classes: Vec<Class> = sentence.tokens.clone().map(|t| doc.class(t)).collect();
    let words: Vec<Word> = sentence.tokens.clone().map(|t| Word::new(doc.word(t), lexicon)).collect();
    Parser::get().parse(&words, &classes, |at, head, relation| {
        arcs[at].set(Arc { head: head.map(|h| h + base), relation });
    });
}

#[cfg(test)]
mod tests {
    use claimdiff_text::{Article, Line, LineKind, Meta, Reason, Span};

    use super::*;
    use crate::annotate;

    fn article(text: &str) -> Article {
        let span = Span::new(0, text.len());
        let line =
            Line { span, prose: span, number: 1, kind: LineKind::Paragraph, reason: Reason::Default, confidence: 100 };
        Article { id: "a".into(), path: "a".into(), text: text.into(), lines: vec![line], meta: Meta::default() }
    }

    #[test]
    fn trees_of_news_sentences() {
        let article = article("Marlow said on Monday that the rebels had left Oslo. She was arrested by police.");
        let doc = annotate(&article);
        let find = |word: &str| (0..doc.tokens.len()).find(|t| doc.word(*t) == word).unwrap();
        let said = find("said");
        let left = find("left");
        assert_eq!((doc.head(said), doc.relation(said)), (None, Relation::Root));
        assert_eq!((doc.head(left), doc.relation(left)), (Some(said), Relation::Ccomp));
        assert_eq!(doc.child(said, Relation::Nsubj), Some(find("Marlow")));
        assert_eq!(doc.subtree(left), find("that")..find("Oslo") + 1);
        assert_eq!(doc.governors(find("Oslo")).collect::<Vec<_>>(), [left, said]);
        let arrested = find("arrested");
        assert_eq!(doc.child(arrested, Relation::NsubjPass), Some(find("She")));
        assert_eq!(doc.child(arrested, Relation::OblAgent), Some(find("police")));
    }

    #[test]
    fn any_sentence_has_a_tree() {
        for text in ["", ".", "a", ", , , \"", "one two three \u{301} 4 5-6 ??? ((("] {
            let article = article(text);
            let doc = annotate(&article);
            for sentence in &doc.sentences {
                let roots = sentence.tokens.clone().filter(|t| doc.relation(*t) == Relation::Root);
                assert_eq!(roots.count(), 1, "{text}");
                assert!(sentence.tokens.clone().all(|t| doc.governors(t).count() < sentence.tokens.len()));
            }
        }
    }
}
