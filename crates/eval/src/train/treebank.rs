//! Sentences of a treebank (CoNLL-U), as its annotators cut them and as our tokenizer does.

use std::{borrow::Cow, fs, path::Path};

use anyhow::Context;
use claimdiff_annotate::tags::Class;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::task;

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

/// Sentences of news that another tool annotated, relations in the first version of Universal Dependencies, which are
/// turned into the second. `name` is the file's split: "train" or "dev".
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
                .map(|(start, end, penn, _, _, head, relation)| {
                    let form = text.get(*bytes.get(*start as usize)?..*bytes.get(*end as usize)?)?;
                    let head = head.checked_sub(1);
                    let above = head.and_then(|h| tokens.get(h)).map_or("", |t| t.2);
                    Some(Word {
                        form: form.to_owned(),
                        class: Class::of(upos(penn, relation, &form.to_lowercase()), penn),
                        head,
                        relation: second_version(relation, above, form).to_owned(),
                        span: (0, 0),
                    })
                })
                .collect();
            let Some(mut words) = words else { continue };
            let person: Vec<bool> = tokens.iter().map(|t| t.3 == "PERSON" && t.2.starts_with("NNP")).collect();
            names_from_the_left(&mut words, &person);
            coordination_from_the_right(&mut words);
            if is_tree(&words) {
                all.push(Sentence { words, ..Sentence::default() });
            }
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

/// A relation in the second version. `above` is the Penn tag of the head.
fn second_version<'a>(relation: &'a str, above: &str, form: &str) -> &'a str {
    let clause = above.starts_with('V') || above.starts_with("JJ") || above.starts_with("RB") || above == "MD";
    match relation {
        "dobj" => "obj",
        "nsubjpass" => "nsubj:pass",
        "csubjpass" => "csubj:pass",
        "auxpass" => "aux:pass",
        "neg" if form.eq_ignore_ascii_case("no") => "det",
        "neg" => "advmod",
        "nmod:agent" => "obl:agent",
        "nmod:npmod" | "nmod:tmod" if clause => "obl:unmarked",
        "nmod:npmod" | "nmod:tmod" => "nmod:unmarked",
        "nmod" if clause => "obl",
        "mwe" => "fixed",
        "name" => "flat",
        other => other,
    }
}

/// The first version hangs the parts of a person's name on the last, the second on the first.
fn names_from_the_left(words: &mut [Word], person: &[bool]) {
    let mut from = 0;
    while from < words.len() {
        let to = (from..words.len()).find(|i| !person[*i]).unwrap_or(words.len());
        if to - from > 1 {
            let last = to - 1;
            let inner = (from..last).all(|i| words[i].head == Some(last) && words[i].relation == "compound");
            if inner {
                let (head, relation) = (words[last].head, words[last].relation.clone());
                for (at, word) in words.iter_mut().enumerate() {
                    if (from + 1..to).contains(&at) {
                        (word.head, word.relation) = (Some(from), "flat".to_owned());
                    } else if word.head == Some(last) {
                        word.head = Some(from);
                    }
                }
                (words[from].head, words[from].relation) = (head, relation);
            }
        }
        from = to.max(from + 1);
    }
}

/// The first version hangs "and" and the commas of a list on its first member, the second on the member they precede.
fn coordination_from_the_right(words: &mut [Word]) {
    for at in 0..words.len() {
        if !(words[at].relation == "cc" || words[at].relation == "punct" && words[at].form == ",") {
            continue;
        }
        let head = words[at].head;
        if head.is_none_or(|h| h > at) {
            continue;
        }
        let next = (at + 1..words.len()).find(|w| words[*w].relation == "conj" && words[*w].head == head);
        if let Some(next) = next {
            words[at].head = Some(next);
        }
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
