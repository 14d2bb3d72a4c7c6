//! The parser's weights.

use std::path::Path;

use claimdiff_annotate::{
    Relation, linear,
    syntax::{self, Parser, State, Step},
    tags::{Class, Tagger, Word},
};

use super::{
    Perceptron,
    perceptron::Random,
    tagger,
    treebank::{self, Sentence},
};
use crate::task::ud;

/// Passes over the treebanks.
const PASSES: usize = 6;

/// Each pass sees another one in so many of the sentences that a tool parsed.
const SILVER: usize = 6;

/// Parts of the treebanks that are tagged by what was learned from the others, so that the parser sees tags as wrong as
/// they will be.
const FOLDS: usize = 4;

/// By how much a right step and a right relation have to lead for a decision to teach nothing.
const MARGIN: f32 = 20.0;

/// Features of fewer updates, and weights below a share of the largest, are dropped.
const STEP_UPDATES: u32 = 8;
const STEP_LEAST: f64 = 0.03;
const RELATION_UPDATES: u32 = 12;
const RELATION_LEAST: f64 = 0.05;

/// A sentence as the parser will see it, and its tree.
struct Lesson {
    words: Vec<Word>,
    classes: Vec<Class>,
    marks: Vec<u32>,
    /// The number of words stands for the root's head.
    heads: Vec<u32>,
    relations: Vec<Relation>,
}

impl Lesson {
    fn new(sentence: &Sentence, tagger: &Tagger) -> Lesson {
        let words: Vec<Word> = sentence.forms().map(|f| Word::new(f, tagger.lexicon())).collect();
        let mut classes = vec![Class::Unknown; words.len()];
        tagger.tag(&words, |at, class| classes[at] = class);
        let root = words.len() as u32;
        Lesson {
            marks: syntax::marks(&words, &classes),
            heads: sentence.words.iter().map(|w| w.head.map_or(root, |h| h as u32)).collect(),
            relations: sentence.words.iter().map(|w| Relation::of(&w.relation)).collect(),
            words,
            classes,
        }
    }
}

pub(crate) fn train(gold: &Path) -> anyhow::Result<Vec<u8>> {
    let silver = treebank::silver(gold, "train")?;
    let mut lessons = jackknife(&treebank::all(gold)?, &silver);
    let gold_lessons = lessons.len();
    lessons.extend(silver.iter().map(|s| Lesson::new(s, Tagger::get())));
    eprintln!("{gold_lessons} sentences of treebanks, {} of silver", lessons.len() - gold_lessons);

    let mut steps = Perceptron::<4>::new();
    let mut relations = Perceptron::<{ Parser::ROW }>::new();
    let mut random = Random::new();
    let mut features = Vec::new();
    let mut out = Vec::new();
    for pass in 0..PASSES {
        let mut order: Vec<usize> =
            (0..lessons.len()).filter(|i| *i < gold_lessons || (*i + pass) % SILVER == 0).collect();
        random.shuffle(&mut order);
        for lesson in order.iter().map(|i| &lessons[*i]) {
            let sentence = syntax::Sentence { words: &lesson.words, classes: &lesson.classes, marks: &lesson.marks };
            let mut state = State::new(lesson.words.len());
            while !state.done() {
                let allowed = Step::ALL.map(|s| state.allows(s));
                let step = if allowed.iter().filter(|a| **a).count() == 1 {
                    Step::ALL[allowed.iter().position(|a| *a).unwrap_or(0)]
                } else {
                    let costs =
                        Step::ALL.map(|s| if state.allows(s) { state.cost(s, &lesson.heads) } else { u32::MAX });
                    let least = costs.into_iter().min().unwrap_or(0);
                    features.clear();
                    syntax::step_features(sentence, &state, |f| features.push(f));
                    let scores = steps.scores(&features);
                    let best = |which: &dyn Fn(usize) -> bool| {
                        (0..3)
                            .filter(|s| allowed[*s] && which(*s))
                            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))
                    };
                    steps.step();
                    let right = best(&|s| costs[s] == least).unwrap_or(0);
                    if let Some(wrong) = best(&|s| costs[s] > least)
                        && scores[right] - scores[wrong] <= MARGIN
                    {
                        steps.update(&features, right, wrong);
                    }
                    // After the first pass the parser walks into its own mistakes, to learn the best way on from there.
                    let own = best(&|_| true).unwrap_or(right);
                    Step::ALL[if pass > 0 && random.below(10) > 0 { own } else { right }]
                };
                let mut relation = Relation::Unknown;
                if let Some((head, word)) = state.arc(step) {
                    relation = Relation::Root;
                    if head != state.words() {
                        features.clear();
                        syntax::relation_features(sentence, &state, head, word, |f| features.push(f));
                        let scores = relations.scores(&features);
                        let best = |but: usize| {
                            (0..Relation::ALL.len())
                                .filter(|c| *c != but && *c != Relation::Root as usize)
                                .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))
                                .unwrap_or(0)
                        };
                        let own = best(usize::MAX);
                        relation = Relation::ALL[own];
                        let right = lesson.relations[word as usize];
                        if lesson.heads[word as usize] == head && right != Relation::Root {
                            relations.step();
                            let right = right as usize;
                            let wrong = best(right);
                            if scores[right] - scores[wrong] <= MARGIN {
                                relations.update(&features, right, wrong);
                            }
                        }
                    }
                }
                state.make(step, relation);
            }
        }
    }
    let rows = steps.quantised(STEP_UPDATES, STEP_LEAST);
    linear::encode(&rows, &mut out);
    let labels = relations.quantised(RELATION_UPDATES, RELATION_LEAST);
    linear::encode(&labels, &mut out);
    eprintln!("{} features of steps, {} of relations", rows.len(), labels.len());
    let parser = Parser::read(&out);
    for name in treebank::NAMES {
        let dev = treebank::read(&gold.join(format!("ud/{name}-dev.conllu")))?;
        let (unlabelled, labelled) = ud::trees(Tagger::get(), &parser, &dev);
        eprintln!("{name}: UAS {unlabelled:.2}, LAS {labelled:.2}");
    }
    Ok(out)
}

/// The treebanks' sentences with the tags of a tagger that did not see them.
fn jackknife(sentences: &[Sentence], silver: &[Sentence]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for fold in 0..FOLDS {
        // Blocks, so that most articles are in one fold.
        let is_out = |n: usize| n / 100 % FOLDS == fold;
        let seen: Vec<Sentence> =
            sentences.iter().enumerate().filter(|(n, _)| !is_out(*n)).map(|(_, s)| s.clone()).collect();
        let bytes = tagger::fit(&seen, silver);
        let tagger = Tagger::read(&bytes);
        for (_, sentence) in sentences.iter().enumerate().filter(|(n, _)| is_out(*n)) {
            lessons.push(Lesson::new(sentence, &tagger));
            if let Some(ours) = sentence.retokenized().filter(|s| s.words.len() != sentence.words.len()) {
                lessons.push(Lesson::new(&ours, &tagger));
            }
        }
    }
    lessons
}
