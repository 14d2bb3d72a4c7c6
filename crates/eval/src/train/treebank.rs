//! Sentences of a treebank (CoNLL-U), as its annotators cut them and as our tokenizer does.

use std::{borrow::Cow, fs, path::Path};

use anyhow::Context;
use claimdiff_annotate::tags::Class;
use claimdiff_text::Slice;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::task;

/// A sentence.
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
    /// The index of the word it depends on; `None` for the root.
    pub(crate) head: Option<usize>,
    /// Its bytes in the sentence's text; empty where they could not be found.
    pub(crate) span: (usize, usize),
}

/// The treebanks.
pub(crate) const NAMES: [&str; 2] = ["ewt", "gum"];

/// The training parts of all treebanks.
pub(crate) fn all(gold: &Path) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for name in NAMES {
        all.extend(read(&gold.join(format!("ud/{name}-train.conllu")))?);
    }
    Ok(all)
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
            if let (Ok(_), [_, form, _, upos, penn, _, head, ..]) = (cells[0].parse::<usize>(), &cells[..]) {
                sentence.words.push(Word {
                    form: (*form).to_owned(),
                    class: Class::of(upos, penn),
                    head: head.parse::<usize>().ok().and_then(|h| h.checked_sub(1)),
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
        let rest = sentence.text.slice(at..).trim_start();
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
    /// topmost is; a word in several tokens is each of them, but for their marks.
    pub(crate) fn retokenized(&self) -> Option<Sentence> {
        if self.words.iter().any(|w| w.span.1 == 0) {
            return None;
        }
        let tokens = claimdiff_annotate::tokens_of(&self.text);
        let mut words = Vec::with_capacity(tokens.len());
        for span in tokens.iter().map(|t| (t.span.start as usize, t.span.end as usize)) {
            let covers = |w: &usize| self.words[*w].span.0 < span.1 && span.0 < self.words[*w].span.1;
            let inside: Vec<usize> = (0..self.words.len()).filter(covers).collect();
            let top = *inside.iter().find(|w| self.words[**w].head.is_none_or(|h| !inside.contains(&h)))?;
            let word = &self.words[top];
            let form = self.text.slice(span.0..span.1).to_owned();
            let whole = inside.len() == 1 && word.span.0 >= span.0;
            let class = if whole || form.contains(char::is_alphanumeric) { word.class } else { Class::Punct };
            words.push(Word { form, class, head: None, span });
        }
        Some(Sentence { words, ..self.clone() })
    }

    /// Its forms.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| w.form.as_str())
    }
}

/// Sentences of news that another tool tagged. `name` is the file's split: "train" or "dev".
pub(crate) fn silver(gold: &Path, name: &str) -> anyhow::Result<Vec<Sentence>> {
    #[derive(Deserialize)]
    struct Text {
        id: String,
        text: String,
    }
    #[derive(Deserialize)]
    struct Silver<'a> {
        id: String,
        #[serde(borrow)]
        sentences: Vec<Vec<Token<'a>>>,
    }
    /// Start, end (in scalar values), Penn tag, kind of name, lemma, head (1 is the first word), relation.
    type Token<'a> = (u32, u32, &'a str, &'a str, Cow<'a, str>, usize, &'a str);

    let texts: Vec<Text> = task::records(&gold.join(format!("quotes/{name}.jsonl")))?;
    let texts: FxHashMap<String, String> = texts.into_iter().map(|t| (t.id, t.text)).collect();
    let path = gold.join(format!("quotes/corenlp-{name}.jsonl"));
    let file = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut all = Vec::new();
    for line in file.lines() {
        let article: Silver<'_> = serde_json::from_str(line).with_context(|| format!("reading {}", path.display()))?;
        let Some(text) = texts.get(&article.id) else { continue };
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for tokens in &article.sentences {
            let words: Option<Vec<Word>> = tokens
                .iter()
                .map(|(start, end, penn, _, _, _, relation)| {
                    let form = text.get(*bytes.get(*start as usize)?..*bytes.get(*end as usize)?)?;
                    let class = Class::of(upos(penn, relation, &form.to_lowercase()), penn);
                    Some(Word { form: form.to_owned(), class, head: None, span: (0, 0) })
                })
                .collect();
            all.extend(words.map(|words| Sentence { words, ..Sentence::default() }));
        }
    }
    Ok(all)
}

/// The universal part of speech that a Penn tag stands for, given the relation of its word (EWT's own conversion).
fn upos(penn: &str, relation: &str, form: &str) -> &'static str {
    match penn {
        "JJ" | "JJR" | "JJS" => "ADJ",
        "RP" => "ADP",
        "IN" if relation == "mark" => "SCONJ",
        "IN" => "ADP",
        "RB" if matches!(form, "not" | "n't" | "n’t") => "PART",
        "RB" | "RBR" | "RBS" | "WRB" => "ADV",
        "MD" => "AUX",
        _ if penn.starts_with("VB") => match relation {
            "aux" | "auxpass" | "cop" => "AUX",
            _ => "VERB",
        },
        "CC" => "CCONJ",
        "DT" if relation == "det" || relation == "neg" => "DET",
        "PDT" => "DET",
        "WDT" if relation == "det" => "DET",
        "DT" | "EX" | "PRP" | "PRP$" | "WDT" | "WP" | "WP$" => "PRON",
        "UH" => "INTJ",
        "NN" if form == "%" => "SYM",
        "NN" | "NNS" => "NOUN",
        "NNP" | "NNPS" => "PROPN",
        "CD" => "NUM",
        "POS" => "PART",
        "TO" if relation == "case" => "ADP",
        "TO" => "PART",
        "$" | "#" | "SYM" => "SYM",
        "." | "," | ":" | "``" | "''" | "-LRB-" | "-RRB-" | "HYPH" => "PUNCT",
        _ => "X",
    }
}
