//! Predictions on gold data, in the exact formats of the scorers: `claimdiff-eval TASK [GOLD] > PRED`; and the `gate`
//! that holds their scores against `floors.tsv`: `claimdiff-eval gate [--write | --half 0|1]`. `report-sample` and
//! `claim-sample` draw findings and claims to read.

mod figures;
mod gate;
mod half;
mod task;
mod train;

use std::{env, io::Write, path::PathBuf};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let name = args.next().unwrap_or_default();
    if name == "gate" {
        let option = args.next().unwrap_or_default();
        let half = match (option.as_str(), args.next().as_deref()) {
            ("--half", Some("0")) => Some(0),
            ("--half", Some("1")) => Some(1),
            ("--half", _) => bail!("--half takes 0 or 1"),
            _ => None,
        };
        return gate::run(option == "--write", half);
    }
    if name == "train" {
        return train::run(&args.collect::<Vec<_>>());
    }
    if let Some(sample) = match name.as_str() {
        "claim-sample" => Some(task::claim_sample::run as fn(&[String], &mut dyn Write) -> anyhow::Result<()>),
        "report-sample" => Some(task::report_sample::run as _),
        _ => None,
    } {
        return sample(&args.collect::<Vec<_>>(), &mut std::io::stdout().lock());
    }
    let Some(task) = task::TASKS.iter().find(|t| t.name == name) else {
        let names: Vec<&str> = task::TASKS.iter().map(|t| t.name).collect();
        bail!("no task is called {name:?}; there are: gate, train, claim-sample, report-sample, {}", names.join(", "));
    };
    let gold = match args.next() {
        Some(path) => PathBuf::from(path),
        None => {
            let root = env::var_os("CLAIMDIFF_GOLD").context("the gold is not here: CLAIMDIFF_GOLD is not set")?;
            PathBuf::from(root).join(task.gold)
        }
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    (task.run)(&gold, &mut out).with_context(|| format!("task {name} on {}", gold.display()))?;
    out.flush()?;
    Ok(())
}
