use std::{cell::Cell, ops::Range};

use claimdiff_text::{Article, LineKind, Span};

use crate::{
    coref,
    names::{self, Entity, EntityId, Mention},
    numbers::{self, Number},
    pieces, sentences,
    tags::{self, Class, Tag, VerbForm},
    times::{self, Time},
    tokens::{self, Token},
};

/// The index of a sentence in [`Document::sentences`].
pub type SentenceId = usize;

/// One sentence, or one headline or sub-heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indexes into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Its line, as an index into [`Article::lines`].
    pub line: usize,
}

/// An article with everything that was found in it. Lists are in the order of the text.
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// All tokens of the lines that are read.
    pub tokens: Vec<Token>,
    /// All sentences of the lines that are read.
    pub sentences: Vec<Sentence>,
    /// People, organisations, places: one entry for all mentions of one.
    pub entities: Vec<Entity>,
    /// Names, pronouns and nominals that stand for an entity.
    pub mentions: Vec<Mention>,
    /// Numbers, with units and hedges. Dates and times of day are not among them.
    pub numbers: Vec<Number>,
    /// Dates, times, durations and sets.
    pub times: Vec<Time>,
    classes: Vec<Cell<Class>>,
}

/// Finds everything in an article.
pub fn annotate(article: &Article) -> Document<'_> {
    annotate_with(article, Parts::default())
}

/// What can be left out, to measure what it is worth.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Parts of speech; without them every token is [`Class::Other`].
    pub tags: bool,
    /// What pronouns and nominals stand for.
    pub coreference: bool,
}

impl Default for Parts {
    fn default() -> Parts {
        Parts { tags: true, coreference: true }
    }
}

/// [`annotate`] with some parts left out.
pub fn annotate_with(article: &Article, parts: Parts) -> Document<'_> {
    let mut tokens = Vec::with_capacity(article.text.len() / 5);
    let mut sentences = Vec::new();
    for (line, l) in article.lines.iter().enumerate() {
        if !l.is_read() || l.prose.is_empty() {
            continue;
        }
        let from = tokens.len();
        tokens::tokenize(&article.text, l.prose, &mut tokens);
        if tokens.len() == from {
            continue;
        }
        sentences::split(&article.text, &tokens, from, |a, b| {
            sentences.push(Sentence { span: sentences::span_of(&tokens[a..b]), tokens: a..b, line });
        });
    }
    let untagged = if parts.tags { Class::Unknown } else { Class::Other };
    let classes = vec![Cell::new(untagged); tokens.len()];
    let mut doc = Document {
        article,
        tokens,
        sentences,
        entities: Vec::new(),
        mentions: Vec::new(),
        numbers: Vec::new(),
        times: Vec::new(),
        classes,
    };
    let pieces = pieces::cut(&doc);
    doc.times = times::find(&doc, &pieces);
    doc.numbers = numbers::find(&doc, &pieces, &doc.times);
    (doc.entities, doc.mentions) = names::find(&doc);
    if parts.coreference {
        coref::resolve(&mut doc);
    }
    doc
}

impl<'a> Document<'a> {
    /// The article's text.
    #[inline]
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The words of a token.
    #[inline]
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(self.text())
    }

    /// The part of speech of a token. A sentence is tagged when its first tag is asked for, and never otherwise.
    #[inline]
    pub fn tag(&self, token: usize) -> Tag {
        self.class(token).tag()
    }

    /// The form of a token that is a verb or an auxiliary.
    #[inline]
    pub fn verb_form(&self, token: usize) -> Option<VerbForm> {
        self.class(token).form()
    }

    /// The tagger's class of a token: finer than its [`Tag`].
    #[inline]
    pub fn class(&self, token: usize) -> Class {
        match self.classes[token].get() {
            Class::Unknown => {
                let sentence = &self.sentences[self.sentence_at(token)];
                tags::tag(self, sentence, &self.classes[sentence.tokens.clone()]);
                self.classes[token].get()
            }
            class => class,
        }
    }

    /// The sentence that holds a token.
    pub fn sentence_at(&self, token: usize) -> SentenceId {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The sentence that holds a byte of the text, if one does.
    pub fn sentence_of(&self, byte: u32) -> Option<SentenceId> {
        let at = self.sentences.partition_point(|s| s.span.end <= byte);
        self.sentences.get(at).is_some_and(|s| s.span.start <= byte).then_some(at)
    }

    /// The tokens that lie within a span, as indexes.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.end <= span.end);
        from..to.max(from)
    }

    /// The span of a range of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        sentences::span_of(&self.tokens[tokens])
    }

    /// The kind of line a sentence stands in.
    pub fn line_kind(&self, sentence: SentenceId) -> LineKind {
        self.article.lines[self.sentences[sentence].line].kind
    }

    /// The annotations of a list sorted by position whose span starts within `span`.
    pub fn within<'l, T>(&self, list: &'l [T], at: impl Fn(&T) -> Span, span: Span) -> &'l [T] {
        let from = list.partition_point(|x| at(x).start < span.start);
        let to = list.partition_point(|x| at(x).start < span.end);
        &list[from..to]
    }

    /// The mentions in a sentence.
    pub fn mentions_in(&self, sentence: SentenceId) -> &[Mention] {
        self.within(&self.mentions, |m| m.span, self.sentences[sentence].span)
    }

    /// The numbers in a sentence.
    pub fn numbers_in(&self, sentence: SentenceId) -> &[Number] {
        self.within(&self.numbers, |n| n.span, self.sentences[sentence].span)
    }

    /// The times in a sentence.
    pub fn times_in(&self, sentence: SentenceId) -> &[Time] {
        self.within(&self.times, |t| t.span, self.sentences[sentence].span)
    }

    /// The mention that covers a token, if one does.
    pub fn mention_at(&self, token: usize) -> Option<&Mention> {
        let span = self.tokens[token].span;
        self.mentions_from(token).first().filter(|m| m.span.contains(span))
    }

    /// The mentions that end behind the start of a token.
    pub fn mentions_from(&self, token: usize) -> &[Mention] {
        let start = self.tokens[token].span.start;
        &self.mentions[self.mentions.partition_point(|m| m.span.end <= start)..]
    }

    /// An entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}
