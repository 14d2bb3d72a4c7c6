//! Sentences of a treebank (CoNLL-U), as its annotators cut them and as our tokenizer does.

use std::{fs, path::Path};

use anyhow::Context;
use claimdiff_annotate::tags::Class;

/// A sentence with its tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// Its text; empty where nothing says it.
    pub(crate) text: String,
    /// Whether a paragraph starts with it.
    pub(crate) opens: bool,
    /// Whether an article starts with it.
    pub(crate) opens_article: bool,
    /// Its words.
    pub(crate) words: Vec<Word>,
}

/// A word of a treebank.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// As written.
    pub(crate) form: String,
    /// What the tagger should say.
    pub(crate) class: Class,
    /// The index of its head; `None` for the root.
    pub(crate) head: Option<usize>,
    /// Its relation to the head.
    pub(crate) relation: String,
    /// Its bytes in the sentence's text; empty where they could not be found.
    pub(crate) span: (usize, usize),
}

/// Reads a file of a treebank.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let file = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut all = Vec::new();
    let mut sentence = Sentence::default();
    for line in file.lines() {
        if line.is_empty() {
            let mut done = std::mem::take(&mut sentence);
            if !done.words.is_empty() {
                locate(&mut done);
                all.push(done);
            }
        } else if let Some(text) = line.strip_prefix("# text = ") {
            text.clone_into(&mut sentence.text);
        } else if line.starts_with('#') {
            sentence.opens |= line.starts_with("# newpar");
            sentence.opens_article |= line.starts_with("# newdoc");
        } else {
            let cells: Vec<&str> = line.split('\t').collect();
            // Ranges of words and words that are not written have no plain number.
            if let (Ok(_), [_, form, _, upos, penn, _, head, relation, ..]) = (cells[0].parse::<usize>(), &cells[..]) {
                sentence.words.push(Word {
                    form: (*form).to_owned(),
                    class: Class::of(upos, penn),
                    head: head.parse::<usize>().ok().and_then(|h| h.checked_sub(1)),
                    relation: (*relation).to_owned(),
                    span: (0, 0),
                });
            }
        }
    }
    Ok(all)
}

/// Finds the words in the sentence's text; leaves all of them empty if one is not where it should be.
fn locate(sentence: &mut Sentence) {
    let mut at = 0;
    let mut spans = Vec::with_capacity(sentence.words.len());
    for word in &sentence.words {
        let rest = sentence.text[at..].trim_start();
        at = sentence.text.len() - rest.len();
        if !rest.starts_with(&word.form) {
            return;
        }
        spans.push((at, at + word.form.len()));
        at += word.form.len();
    }
    for (word, span) in sentence.words.iter_mut().zip(spans) {
        word.span = span;
    }
}

impl Sentence {
    /// The sentence in our own tokens, if they can be laid over the treebank's. A token of several words is what their
    /// topmost is; of a word in several tokens the first has the word's head, and the others hang on it as `flat`.
    pub(crate) fn retokenized(&self) -> Option<Sentence> {
        if self.words.iter().any(|w| w.span.1 == 0) {
            return None;
        }
        let tokens = claimdiff_annotate::tokens_of(&self.text);
        let covers = |token: (usize, usize), word: (usize, usize)| word.0 < token.1 && token.0 < word.1;
        let spans: Vec<(usize, usize)> = tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)).collect();
        // The token that stands for a word: the first that touches it.
        let token_of: Vec<usize> =
            self.words.iter().map(|w| spans.iter().position(|t| covers(*t, w.span))).collect::<Option<_>>()?;
        let mut words = Vec::with_capacity(tokens.len());
        for (at, span) in spans.iter().enumerate() {
            let form = self.text[span.0..span.1].to_owned();
            let inside: Vec<usize> = (0..self.words.len()).filter(|w| covers(*span, self.words[*w].span)).collect();
            let top = *inside.iter().find(|w| self.words[**w].head.is_none_or(|h| !inside.contains(&h)))?;
            let word = &self.words[top];
            let first = token_of[top];
            let alphanumeric = form.contains(char::is_alphanumeric);
            words.push(if first == at {
                let class = if alphanumeric || inside.len() == 1 { word.class } else { Class::Punct };
                let head = word.head.map(|h| token_of[h]);
                Word { form, class, head, relation: word.relation.clone(), span: *span }
            } else {
                let (class, relation) = if alphanumeric { (word.class, "flat") } else { (Class::Punct, "punct") };
                Word { form, class, head: Some(first), relation: relation.to_owned(), span: *span }
            });
        }
        // A word whose head went into its own token would be its own head.
        let sound = words.iter().enumerate().all(|(at, w)| w.head != Some(at)) && is_tree(&words);
        sound.then(|| Sentence { words, ..self.clone() })
    }

    /// Its forms.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| w.form.as_str())
    }
}

fn is_tree(words: &[Word]) -> bool {
    words.iter().filter(|w| w.head.is_none()).count() == 1
        && (0..words.len()).all(|start| {
            let mut at = start;
            for _ in 0..=words.len() {
                match words[at].head {
                    Some(head) => at = head,
                    None => return true,
                }
            }
            false
        })
}
