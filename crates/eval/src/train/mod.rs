//! `train MODEL OUT`: the weights of a model from the gold under CLAIMDIFF_GOLD. The same gold gives the same bytes.

#![expect(clippy::print_stderr, reason = "training takes a while and tells how far it is")]

mod boost;
mod cases;
mod facts;
mod judged;
mod line;
mod perceptron;
mod quotes;
mod tagger;
pub(crate) mod treebank;

use std::{env, fs, path::PathBuf};

use anyhow::{Context, bail};

pub(crate) use perceptron::Perceptron;

/// A model: its name on the command line, and what reads the gold and gives the bytes of its weights.
type Model = (&'static str, fn(&std::path::Path) -> anyhow::Result<Vec<u8>>);

/// All models that can be trained.
const MODELS: &[Model] = &[("facts", facts::train), ("quotes", quotes::train), ("tagger", tagger::train)];

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let [name, out, rest @ ..] = args else { bail!("usage: claimdiff-eval train MODEL OUT [--folds DIR]") };
    let Some((_, train)) = MODELS.iter().find(|m| m.0 == name) else {
        let names: Vec<&str> = MODELS.iter().map(|m| m.0).collect();
        bail!("no model is called {name:?}; there are: {}", names.join(", "));
    };
    let root = env::var_os("CLAIMDIFF_GOLD").context("the gold is not here: CLAIMDIFF_GOLD is not set")?;
    let folds = match rest {
        [] => None,
        [option, dir] if option == "--folds" && name == "facts" => Some(PathBuf::from(dir)),
        _ => bail!("usage: claimdiff-eval train facts OUT [--folds DIR]"),
    };
    let bytes = match folds {
        Some(dir) => facts::run(&PathBuf::from(root), Some(&dir))?,
        None => train(&PathBuf::from(root))?,
    };
    fs::write(out, bytes).with_context(|| format!("writing {out}"))
}
