//! Parts of speech, in the universal set (Universal Dependencies v2, UPOS).

use std::cell::Cell;

use crate::{Document, Sentence, TokenKind};

/// A universal part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are the standard's: universaldependencies.org/u/pos")]
pub enum Tag {
    /// Not tagged yet.
    Unknown,
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    Other,
}

/// Tags a sentence. `tags` are the cells of its tokens.
pub(crate) fn tag(doc: &Document<'_>, sentence: &Sentence, tags: &[Cell<Tag>]) {
    for (cell, token) in tags.iter().zip(sentence.tokens.clone()) {
        let t = doc.tokens[token];
        cell.set(match t.kind {
            TokenKind::Number => Tag::Num,
            TokenKind::Mark | TokenKind::Stop | TokenKind::Comma => Tag::Punct,
            TokenKind::Symbol => Tag::Sym,
            TokenKind::Clitic => Tag::Part,
            TokenKind::Word if t.capital && token != sentence.tokens.start => Tag::Propn,
            TokenKind::Word => Tag::Noun,
        });
    }
}
