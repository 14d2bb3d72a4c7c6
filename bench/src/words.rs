//! `words`: words of text per second of processor time on one core, up to each stage, and how much longer that takes
//! than looking at every byte once to count the words.

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};

use crate::{clock, input};

/// How often each stage is run, one after the other, so that what disturbs the machine disturbs all.
const ROUNDS: usize = 5;

/// A stage: its name, and what is found in a text with all that has to come before it.
type Stage = (&'static str, fn(&str) -> usize);

const STAGES: &[Stage] = &[
    ("text -> article", |text| claimdiff::read("", text).lines.len()),
    ("text -> document", |text| claimdiff_annotate::annotate(&claimdiff::read("", text)).mentions.len()),
    ("text -> quotes", |text| {
        let article = claimdiff::read("", text);
        claimdiff_quotes::find(&claimdiff_annotate::annotate(&article)).len()
    }),
    ("text -> claims", |text| {
        let article = claimdiff::read("", text);
        let doc = claimdiff_annotate::annotate(&article);
        let quotes = claimdiff_quotes::find(&doc);
        claimdiff_claims::find(&doc, &quotes).claims.len()
    }),
];

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let (what, texts) = input::texts(args.first().map(PathBuf::from))?;
    let words: usize = texts.iter().map(|t| count(t)).sum();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{what}: {} articles, {words} words, {bytes} bytes; {ROUNDS} rounds, one core\n", texts.len());

    // One file of all texts, for the program that counts words.
    let file = std::env::temp_dir().join(format!("claimdiff-bench-{}.txt", std::process::id()));
    fs::write(&file, texts.join("\n")).with_context(|| format!("writing {}", file.display()))?;
    let measured = measure(&texts, words, &file);
    fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
    let (wc, scan, stages) = measured?;

    println!("{:<20}{:>16}{:>12}{:>14}{:>10}{:>10}", "", "words per s", "MB per s", "slowest", "x wc -w", "x scan");
    let rows = [("wc -w", &wc), ("scan", &scan)];
    let rows = rows.into_iter().chain(STAGES.iter().map(|s| s.0).zip(&stages));
    for (name, seconds) in rows {
        let middle = seconds[ROUNDS / 2];
        println!(
            "{name:<20}{:>16.0}{:>12.1}{:>14.0}{:>10.1}{:>10.1}",
            words as f64 / middle,
            bytes as f64 / middle / 1e6,
            words as f64 / seconds[ROUNDS - 1],
            middle / wc[ROUNDS / 2],
            middle / scan[ROUNDS / 2],
        );
    }
    Ok(())
}

/// The seconds of each round in ascending order.
type Seconds = [f64; ROUNDS];

/// Measures `wc -w`, the scan and the stages.
fn measure(texts: &[String], words: usize, file: &Path) -> anyhow::Result<(Seconds, Seconds, Vec<Seconds>)> {
    let mut wc = [0.0; ROUNDS];
    let mut scan = [0.0; ROUNDS];
    let mut stages = vec![[0.0; ROUNDS]; STAGES.len()];
    // Lists and weights are read when they are first needed; that is not what is measured.
    let all = |stage: &Stage| texts.iter().map(|t| (stage.1)(black_box(t))).sum::<usize>();
    let found: Vec<usize> = STAGES.iter().map(all).collect();
    ensure!(found.iter().all(|n| *n > 0), "a stage found nothing: {found:?}");
    for round in 0..ROUNDS {
        let (seconds, counted) = clock::child(|| program(file))?;
        let counted = counted?;
        ensure!(counted == words, "wc -w counts {counted} words, the scan {words}");
        wc[round] = seconds;
        let (seconds, counted) = clock::own(|| texts.iter().map(|t| count(black_box(t))).sum::<usize>())?;
        ensure!(counted == words, "two counts of words differ");
        scan[round] = seconds;
        for (at, stage) in STAGES.iter().enumerate() {
            let (seconds, n) = clock::own(|| all(stage))?;
            ensure!(n == found[at], "{}: found {n}, and {} before", stage.0, found[at]);
            stages[at][round] = seconds;
        }
    }
    for seconds in stages.iter_mut().chain([&mut wc, &mut scan]) {
        seconds.sort_by(f64::total_cmp);
    }
    Ok((wc, scan, stages))
}

/// What `wc -w` counts: runs of characters between blanks.
fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Runs `wc -w`; in the plain locale it would not know the letters of a text.
fn program(file: &Path) -> anyhow::Result<usize> {
    let input = fs::File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let out = Command::new("wc").arg("-w").env("LC_ALL", "C.UTF-8").stdin(Stdio::from(input)).output();
    let out = out.context("running wc -w")?;
    String::from_utf8_lossy(&out.stdout).trim().parse().context("reading what wc -w counts")
}
