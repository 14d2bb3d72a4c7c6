//! What a reader sees before the first page of a terminal is full: every sure conflict is named there, or counted.

use std::{env, fs, path::Path};

use serde_json::Value;

use crate::{command, root, scratch};

/// The lines of a small terminal.
const LINES: usize = 24;

/// The columns of a narrow and a wide terminal.
const WIDTHS: [usize; 2] = [80, 140];

/// Holds a report on some articles against what it finds, at all widths.
fn holds(folder: &Path, path: &str) {
    WIDTHS.iter().for_each(|columns| holds_at(folder, path, *columns));
}

fn holds_at(folder: &Path, path: &str, columns: usize) {
    let out = command::run(folder, &[path, "-q", "--width", &columns.to_string()]);
    let screen: Vec<&str> = command::text(&out).lines().take(LINES).collect();
    // Only an id or a path that is longer than the terminal is wide would stand out.
    assert!(screen.iter().all(|l| l.chars().count() <= columns), "{path} at {columns}: {screen:#?}");
    let out = command::run(folder, &[path, "-q", "--format", "json"]);
    let report: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{path}: {e}"));
    let findings = report["findings"].as_array().expect("findings");
    let shown = |f: &&Value| {
        let id = f["id"].as_str().and_then(|id| id.get(..8)).expect("an id");
        screen.iter().any(|l| l.contains(id))
    };
    let sure = |f: &&Value| f["severity"] == "conflict" && f["grade"] == "sure";
    let named = findings.iter().filter(shown).count();
    let counted = screen.iter().find_map(|l| l.strip_prefix('+')?.split_once(" more: ")?.0.parse::<usize>().ok());
    let rest = findings.len() - named;
    assert!(findings.iter().filter(sure).all(|f| shown(&f)) || counted == Some(rest), "{path}: {screen:#?}");
    assert!(rest == 0 || findings.len() < 2 || counted == Some(rest), "{path}: {named} named, {screen:#?}");
}

#[test]
fn every_sure_conflict_is_on_the_first_screen_or_counted_there() {
    holds(root(), "seeds");
    holds(root(), "examples");
    for story in crate::entries(&root().join("tests/stories")) {
        holds(&story, "in");
    }
}

/// The same on ten open stories, where the gold is at hand.
#[test]
fn it_holds_on_real_stories() {
    let Some(gold) = env::var_os("CLAIMDIFF_GOLD") else { return };
    let Ok(articles) = fs::read_to_string(Path::new(&gold).join("stories/allsides.jsonl")) else { return };
    let folder = scratch("screen");
    let mut stories: Vec<(String, Vec<&str>)> = Vec::new();
    for line in articles.lines() {
        let article: Value = serde_json::from_str(line).expect("JSON Lines");
        let group = article["group"].as_str().expect("a group").to_owned();
        match stories.last_mut().filter(|(of, _)| *of == group) {
            Some((_, lines)) => lines.push(line),
            None => stories.push((group, vec![line])),
        }
    }
    // One by one, and all in one folder, where there are more than a screen holds.
    for (n, (_, lines)) in stories.iter().filter(|(_, lines)| lines.len() > 1).take(10).enumerate() {
        fs::write(folder.join(format!("{n}.jsonl")), lines.join("\n")).expect("scratch is writable");
        holds(&folder, &format!("{n}.jsonl"));
    }
    holds(&folder, ".");
}
