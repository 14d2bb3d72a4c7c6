//! The tagger's lexicon and weights.

use std::{collections::BTreeMap, path::Path};

use claimdiff_annotate::{
    linear,
    tags::{
        Casing, Class, Tagger, Word,
        lexicon::{self, Lexicon},
    },
};

use super::{
    Perceptron,
    treebank::{self, Sentence},
};
use crate::task::ud;

/// Passes over the treebanks.
const PASSES: usize = 9;

/// Each pass sees another one in so many of the sentences that a tool tagged: they know the words of news, and not as
/// surely as the treebanks.
const SILVER: usize = 6;

/// By how much the right class has to lead for a decision to teach nothing.
const MARGIN: f32 = 40.0;

/// Features of fewer updates, and weights below this share of the largest, are dropped.
const UPDATES: u32 = 4;
const LEAST: f64 = 0.03;

/// How often a word has to be seen to stand in the lexicon, and to be sure of its class.
const KNOWN: u32 = 4;
const SURE: u32 = 40;

pub(crate) fn train(gold: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = fit(&treebank::all(gold)?, &treebank::silver(gold, "train")?);
    let tagger = Tagger::read(&bytes);
    for name in treebank::NAMES {
        let dev = treebank::read(&gold.join(format!("ud/{name}-dev.conllu")))?;
        let (tags, forms) = ud::tags(&tagger, &dev);
        eprintln!("{name}: UPOS {tags:.2}, verb form {forms:.2}");
    }
    Ok(bytes)
}

/// Learns from sentences of treebanks, and from some that a tool tagged.
pub(super) fn fit(gold: &[Sentence], silver: &[Sentence]) -> Vec<u8> {
    let mut sentences: Vec<(Vec<String>, Vec<Class>)> = Vec::new();
    for (n, sentence) in gold.iter().enumerate() {
        sentences.push(plain(sentence));
        // Our tokens where they differ from the treebank's.
        if let Some(ours) = sentence.retokenized().filter(|s| s.words.len() != sentence.words.len()) {
            sentences.push(plain(&ours));
        }
        // Headlines are rare in the treebanks, and written in three ways.
        match n % 16 {
            0 => sentences.push(recased(sentence, title)),
            8 => sentences.push(recased(sentence, |w, _| w.to_uppercase())),
            _ => {}
        }
    }
    let gold_sentences = sentences.len();
    sentences.extend(silver.iter().map(plain));
    let entries = lexicon(&sentences);
    let known = Lexicon::new(&entries);
    let seen: Vec<(Vec<Word>, &[Class])> = sentences
        .iter()
        .map(|(forms, classes)| (forms.iter().map(|f| Word::new(f, &known)).collect(), &classes[..]))
        .collect();

    let mut model = Perceptron::<{ Tagger::ROW }>::new();
    let mut features = Vec::new();
    let mut order: Vec<usize> = (0..seen.len()).collect();
    let mut random = super::perceptron::Random::new();
    for pass in 0..PASSES {
        order.clear();
        order.extend((0..seen.len()).filter(|i| *i < gold_sentences || (*i + pass) % SILVER == 0));
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0, 0);
        for (words, classes) in order.iter().map(|i| &seen[*i]) {
            let casing = Casing::of(words);
            let mut before = [Class::Unknown; 2];
            for at in 0..words.len() {
                let class = Tagger::sure(words[at]).unwrap_or_else(|| {
                    features.clear();
                    Tagger::features(words, at, casing, before, |f| features.push(f));
                    let scores = model.scores(&features);
                    let best = (1..Class::ALL.len()).fold(0, |b, c| if scores[c] > scores[b] { c } else { b });
                    let right = classes[at] as usize;
                    model.step();
                    let rival = if best == right { second(&scores, right) } else { best };
                    if scores[right] - scores[rival] <= MARGIN {
                        model.update(&features, right, rival);
                    }
                    Class::ALL[best]
                });
                all += 1;
                wrong += usize::from(class != classes[at]);
                before = [before[1], class];
            }
        }
        eprintln!("pass {}: {:.2} % of classes wrong", pass + 1, 100.0 * wrong as f64 / all as f64);
    }
    let mut out = Vec::new();
    lexicon::encode(&entries, &mut out);
    let rows = model.quantised(UPDATES, LEAST);
    eprintln!("{} words, {} features", entries.len(), rows.len());
    linear::encode(&rows, &mut out);
    out
}

/// The best class but one.
fn second(scores: &[f32; Tagger::ROW], best: usize) -> usize {
    let others = (0..Class::ALL.len()).filter(|c| *c != best);
    others.fold(usize::from(best == 0), |b, c| if scores[c] > scores[b] { c } else { b })
}

fn plain(sentence: &Sentence) -> (Vec<String>, Vec<Class>) {
    recased(sentence, |w, _| w.to_owned())
}

fn recased(sentence: &Sentence, case: impl Fn(&str, Class) -> String) -> (Vec<String>, Vec<Class>) {
    sentence.words.iter().map(|w| (case(&w.form, w.class), w.class)).unzip()
}

/// Title case: all words but the short ones of grammar have a capital.
fn title(word: &str, class: Class) -> String {
    let small = matches!(class, Class::Adp | Class::Cconj | Class::Det | Class::Part) && word.len() < 5;
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if !small => c.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// The classes of the frequent words.
fn lexicon(sentences: &[(Vec<String>, Vec<Class>)]) -> Vec<(u32, u32)> {
    let mut counts: BTreeMap<u32, [u32; 32]> = BTreeMap::new();
    let none = Lexicon::default();
    for (forms, classes) in sentences {
        for (form, class) in forms.iter().zip(classes) {
            counts.entry(Word::new(form, &none).form).or_default()[*class as usize] += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(key, counts)| *key != 0 && counts.iter().sum::<u32>() >= KNOWN)
        .map(|(key, counts)| {
            let all: u32 = counts.iter().sum();
            let mask = |share: u32| (0..32).filter(|c| counts[*c] * share > all).fold(0u32, |m, c| m | 1 << c);
            let best = counts.iter().max().copied().unwrap_or(0);
            // One in three hundred against it is the annotators' own slips.
            let sure = all >= SURE && (all - best) * 300 <= all;
            (key, if sure { mask(2) | lexicon::SURE } else { mask(50) })
        })
        .collect()
}
