//! `gate`: runs every task whose gold is here, scores it, and holds the figures against `floors.tsv`.
//!
//! `gate --write` raises the floors to a little under what stands; no floor is ever lowered by it.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail, ensure};
use claimdiff_text::table;

use crate::{figures, half, task::TASKS};

/// The floors, beside the manifest of this crate.
const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/floors.tsv");

/// A raised floor stays this much under the figure, in percentage points: room for a change that costs a little here
/// and gives more elsewhere.
const ROOM: f64 = 0.5;

/// How the predictions of a task are scored.
struct Scoring {
    task: &'static str,
    /// The arguments of Python, with GOLD and PRED for the two files; none where the task scores itself. A scorer that
    /// is given BINARY runs the command itself, as a user does; it may write its figures to OUT.
    command: &'static [&'static str],
    /// Whether the scorer prints shares of one where others print percent.
    shares: bool,
}

const SCORINGS: &[Scoring] = &[
    Scoring { task: "quotes", command: &["quotes.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "casualties", command: &["casualties.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "quantities", command: &["quantities.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "temporal", command: &["temporal.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "stories", command: &["stories.py", "GOLD", "PRED"], shares: true },
    Scoring { task: "quote-pairs", command: &["pairs.py", "quotes", "GOLD", "PRED"], shares: false },
    Scoring { task: "planted", command: &["planted.py", "score", "GOLD", "PRED"], shares: true },
    Scoring {
        task: "pages",
        command: &["pages.py", "GOLD", "PRED", "--lang", "en", "--per-src", "--json"],
        shares: true,
    },
    Scoring { task: "page-lines", command: &[], shares: false },
    Scoring { task: "seeds", command: &["seeds.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "seeds-bare", command: &["seeds.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "seed-quotes", command: &["seed_quotes.py", "GOLD", "PRED"], shares: false },
    Scoring { task: "crossing", command: &["crossing.py", "BINARY", "GOLD", "--json", "OUT"], shares: false },
    Scoring {
        task: "dossiers",
        command: &["dossiers.py", "score", "BINARY", "GOLD", "--figures", "--json", "OUT"],
        shares: false,
    },
    Scoring {
        task: "dossiers-blind",
        command: &["dossiers.py", "blind", "BINARY", "GOLD", "--figures", "--json", "OUT"],
        shares: false,
    },
    Scoring {
        task: "dossiers-poured",
        command: &["dossiers.py", "poured", "BINARY", "GOLD", "--figures", "--json", "OUT"],
        shares: false,
    },
    Scoring { task: "unrelated", command: &[], shares: false },
    Scoring { task: "number-pairs", command: &["number_pairs.py", "BINARY", "GOLD", "STORIES"], shares: false },
];

/// The texts in which the labelled pairs of figures stand.
const STORIES: &[&str] = &["stories/allsides.jsonl", "stories/basil.jsonl"];

/// Tasks whose predictions are what the command itself writes, by the arguments that make it.
const COMMANDS: &[(&str, &[&str])] = &[
    ("seeds", &["seeds", "--format", "json"]),
    ("seeds-bare", &["seeds", "--format", "json", "--no-sidecar"]),
    ("seed-quotes", &["quotes", "seeds", "--format", "jsonl"]),
];

/// A row of `floors.tsv`.
struct Floor {
    task: String,
    gold: String,
    measure: String,
    /// In percent.
    limit: f64,
    /// Whether the figure must stay at or below the limit: false alarms.
    ceiling: bool,
}

impl Floor {
    fn holds(&self, now: f64) -> bool {
        if self.ceiling { now <= self.limit } else { now >= self.limit }
    }

    /// The limit that a figure allows, never looser than before.
    fn tightened(&self, now: f64) -> f64 {
        if self.ceiling {
            self.limit.min((now + ROOM).min(100.0))
        } else {
            // A figure that is all there may be stays all there may be.
            let room = if now == 100.0 { 0.0 } else { ROOM };
            self.limit.max(((now - room) * 10.0).floor() / 10.0)
        }
    }
}

/// Runs the gate. Gold, scorers or Python that are not here are said and skipped; a figure beyond its floor is an error.
/// Of half a set the figures are told beside the floors of the whole, and none is an error.
pub(crate) fn run(write: bool, part: Option<u8>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let Some(root) = env::var_os("CLAIMDIFF_GOLD").map(PathBuf::from).filter(|p| p.is_dir()) else {
        writeln!(out, "gate: SKIPPED, NOTHING WAS MEASURED: there is no gold (CLAIMDIFF_GOLD names no folder)")?;
        return Ok(());
    };
    let scorers = env::var_os("CLAIMDIFF_SCORERS").map_or_else(|| root.join("../score"), PathBuf::from);
    if !scorers.is_dir() {
        writeln!(out, "gate: SKIPPED, NOTHING WAS MEASURED: no scorers in {} (CLAIMDIFF_SCORERS)", scorers.display())?;
        return Ok(());
    }
    if Command::new("python3").arg("--version").output().is_err() {
        writeln!(out, "gate: SKIPPED, NOTHING WAS MEASURED: the scorers need python3")?;
        return Ok(());
    }
    let text = fs::read_to_string(FLOORS).with_context(|| format!("reading {FLOORS}"))?;
    let mut floors = floors(&text)?;
    let mut failures = 0;
    let mut from = 0;
    writeln!(out, "{:<13} {:<28} {:<26} {:>7} {:>7}", "task", "gold", "measure", "floor", "now")?;
    while from < floors.len() {
        let (task, gold) = (floors[from].task.clone(), floors[from].gold.clone());
        let to =
            floors[from..].iter().position(|f| f.task != task || f.gold != gold).map_or(floors.len(), |n| from + n);
        if part.is_some() && !half::has(&task) {
            from = to;
            continue;
        }
        // Several files are one set.
        let mut paths: Vec<PathBuf> = gold.split(' ').map(|g| root.join(g)).collect();
        let halves = env::temp_dir().join(format!("claimdiff-half-{}", std::process::id()));
        if let Some(part) = part
            && paths.iter().all(|p| p.exists())
        {
            paths = paths.iter().map(|p| half::write(p, part, &halves)).collect::<anyhow::Result<_>>()?;
        }
        if paths.iter().all(|p| p.exists()) {
            let score = match score(&task, &root, &paths, &scorers) {
                Ok(score) => score,
                Err(error) => {
                    writeln!(out, "{task:<13} {gold:<28} NOT SCORED: {error:#}")?;
                    failures += to - from;
                    from = to;
                    continue;
                }
            };
            for floor in &mut floors[from..to] {
                let measure = &floor.measure;
                let now =
                    *score.get(measure).with_context(|| format!("task {task}: the scorer tells no {measure:?}"))?;
                let sign = if floor.ceiling { "<=" } else { "" };
                let limit = format!("{sign}{:.1}", floor.limit);
                let holds = floor.holds(now);
                let verdict = if holds || part.is_some() { "" } else { "  BEYOND ITS FLOOR" };
                failures += usize::from(!holds && part.is_none());
                writeln!(out, "{task:<13} {gold:<28} {measure:<26} {limit:>7} {now:>7.1}{verdict}")?;
                floor.limit = floor.tightened(now);
            }
        } else {
            writeln!(out, "{task:<13} {gold:<28} skipped: no such gold here")?;
        }
        out.flush()?;
        from = to;
        // The folder holds nothing but the halves of this run.
        let _ = fs::remove_dir_all(&halves);
    }
    if write && part.is_none() {
        fs::write(FLOORS, rewritten(&text, &floors)).with_context(|| format!("writing {FLOORS}"))?;
    }
    ensure!(failures == 0, "{failures} figures are beyond their floors");
    Ok(())
}

fn floors(text: &str) -> anyhow::Result<Vec<Floor>> {
    table::rows(text)
        .map(|row| {
            let [task, gold, measure, limit] = row.cells[..] else {
                bail!("{FLOORS}:{}: four columns are wanted", row.line);
            };
            let ceiling = limit.starts_with("<=");
            let number = limit.trim_start_matches("<=").parse();
            let limit = number.with_context(|| format!("{FLOORS}:{}: no number: {limit:?}", row.line))?;
            Ok(Floor { task: task.into(), gold: gold.into(), measure: measure.into(), limit, ceiling })
        })
        .collect()
}

/// The file with the same comments on top and the floors as they are now.
fn rewritten(text: &str, floors: &[Floor]) -> String {
    let mut out: String = text.lines().take_while(|l| l.starts_with('#')).map(|l| format!("{l}\n")).collect();
    for f in floors {
        let sign = if f.ceiling { "<=" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\t{}\t{}\t{sign}{:.1}", f.task, f.gold, f.measure, f.limit);
    }
    out
}

/// Predicts and scores; the figures in percent.
fn score(task: &str, root: &Path, golds: &[PathBuf], scorers: &Path) -> anyhow::Result<figures::Figures> {
    let gold = golds.first().context("no gold")?;
    let scoring = SCORINGS.iter().find(|s| s.task == task).context("no scorer is known for it")?;
    let folder = env::temp_dir().join(format!("claimdiff-gate-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let pred = folder.join(format!("{task}.pred"));
    let mut predictions = Vec::new();
    let command = env::current_exe()?.with_file_name(format!("claimdiff{}", env::consts::EXE_SUFFIX));
    let by_itself = scoring.command.contains(&"BINARY");
    if by_itself {
        ensure!(command.exists(), "running {}: is it built?", command.display());
    } else if let Some((_, arguments)) = COMMANDS.iter().find(|(name, _)| *name == task) {
        let run = Command::new(&command).args(*arguments).output();
        predictions = run.with_context(|| format!("running {}: is it built?", command.display()))?.stdout;
    } else {
        let task = TASKS.iter().find(|t| t.name == task).context("no such task")?;
        // The pages lie in the folder around the file that the scorer reads.
        let folder = root.join(task.gold);
        let input = if task.gold == "pages" { folder.as_path() } else { gold };
        (task.run)(input, &mut predictions)?;
    }
    if scoring.command.is_empty() {
        return Ok(figures::read(&String::from_utf8_lossy(&predictions), 1.0));
    }
    fs::write(&pred, predictions).with_context(|| format!("writing {}", pred.display()))?;
    let told = folder.join(format!("{task}.out"));
    let arguments = scoring.command.iter().skip(1).flat_map(|a| match *a {
        "GOLD" => golds.iter().map(|g| g.clone().into_os_string()).collect(),
        "STORIES" => STORIES.iter().map(|s| root.join(s)).filter(|s| s.exists()).map(PathBuf::into_os_string).collect(),
        "PRED" => vec![pred.clone().into_os_string()],
        "OUT" => vec![told.clone().into_os_string()],
        "BINARY" => vec![command.clone().into_os_string()],
        other => vec![other.into()],
    });
    let run = Command::new("python3").arg(scorers.join(scoring.command[0])).args(arguments).output()?;
    let mut text = String::from_utf8_lossy(&run.stdout).into_owned();
    if told.exists() {
        text = fs::read_to_string(&told).with_context(|| format!("reading {}", told.display()))?;
    }
    let figures = figures::read(&text, if scoring.shares { 100.0 } else { 1.0 });
    // The folder holds nothing but this run's predictions.
    let _ = fs::remove_dir_all(&folder);
    ensure!(!figures.is_empty(), "the scorer gave no figures: {}", String::from_utf8_lossy(&run.stderr).trim());
    Ok(figures)
}
