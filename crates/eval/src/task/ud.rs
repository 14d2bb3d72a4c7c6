//! `ud`: tokens, sentences and tags on the development parts of the treebanks. It scores itself: the figures are the
//! shares of right answers in per cent.

use std::{io::Write, path::Path};

use claimdiff_annotate::tags::{Class, Tagger, Word};

use crate::train::treebank::{self, Sentence};

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    for name in treebank::NAMES {
        let sentences = treebank::read(&gold.join(format!("{name}-dev.conllu")))?;
        let tagged = tags(Tagger::get(), &sentences);
        writeln!(out, "{name} upos {:.2} form {:.2} (gold tokens)", tagged.0, tagged.1)?;
        let (tokens, ends) = cuts(&sentences);
        writeln!(out, "{name} tokens f1 {tokens:.2} sentences f1 {ends:.2} (raw text, hyphens joined)")?;
    }
    Ok(())
}

fn percent(right: usize, of: usize) -> f64 {
    100.0 * right as f64 / of.max(1) as f64
}

/// Tags of the treebank's own words: right parts of speech, and right forms of the words that are verbs or auxiliaries.
pub(crate) fn tags(tagger: &Tagger, sentences: &[Sentence]) -> (f64, f64) {
    let (mut all, mut right, mut verbs, mut forms) = (0, 0, 0, 0);
    for sentence in sentences {
        let words: Vec<Word> = sentence.forms().map(|f| Word::new(f, tagger.lexicon())).collect();
        tagger.tag(&words, |at, class: Class| {
            let gold = sentence.words[at].class;
            all += 1;
            right += usize::from(class.tag() == gold.tag());
            if gold.form().is_some() {
                verbs += 1;
                forms += usize::from(class.form() == gold.form());
            }
        });
    }
    (percent(right, all), percent(forms, verbs))
}

/// F1 of tokens and of sentences found in the running text. Words that the treebank cuts at hyphens and our tokenizer
/// on purpose does not count as one.
fn cuts(sentences: &[Sentence]) -> (f64, f64) {
    let mut text = String::new();
    let (mut gold_tokens, mut gold_sentences) = (Vec::new(), Vec::new());
    for sentence in sentences.iter().filter(|s| s.words.iter().all(|w| w.span.1 > 0)) {
        if !text.is_empty() {
            text.push_str(if sentence.opens || sentence.opens_article { "\n\n" } else { " " });
        }
        let base = text.len();
        text.push_str(&sentence.text);
        let mut words: Vec<(usize, usize)> = Vec::new();
        let mut glue = false;
        for (at, word) in sentence.words.iter().enumerate() {
            let (from, to) = (base + word.span.0, base + word.span.1);
            let next = sentence.words.get(at + 1);
            let glued = next.is_some_and(|n| n.span.0 == word.span.1);
            match words.last_mut() {
                Some(last) if glue && last.1 == from => last.1 = to,
                _ => words.push((from, to)),
            }
            let inner = |f: &str| f.chars().count() > 0 && f.contains(char::is_alphanumeric);
            let hyphen = next.is_some_and(|n| n.form == "-")
                && inner(&word.form)
                && sentence.words.get(at + 2).is_some_and(|n| inner(&n.form));
            glue = glued && (hyphen || (word.form == "-" && glue));
        }
        gold_sentences.push((base + sentence.words[0].span.0, words.last().map_or(0, |w| w.1)));
        gold_tokens.extend(words);
    }
    let article = claimdiff::read("ud", &text);
    let doc = claimdiff_annotate::annotate(&article);
    let span = |s: claimdiff_text::Span| (s.start as usize, s.end as usize);
    let ours: Vec<_> = doc.tokens.iter().map(|t| span(t.span)).collect();
    let split: Vec<_> = doc.sentences.iter().map(|s| span(s.span)).collect();
    (f1(&gold_tokens, &ours), f1(&gold_sentences, &split))
}

fn f1(gold: &[(usize, usize)], ours: &[(usize, usize)]) -> f64 {
    let right = ours.iter().filter(|o| gold.binary_search(o).is_ok()).count();
    percent(2 * right, gold.len() + ours.len())
}
