//! The command line: arguments, both streams, exit codes.

use std::{fs, path::PathBuf};

use crate::{assert_accepted, command, root};

/// Runs in `tests/cli`, each with the accepted transcript in `NAME.snap`.
const RUNS: &[(&str, &[&str])] = &[
    ("help", &["--help"]),
    ("help-report", &["report", "--help"]),
    ("articles", &["articles", "in/ok"]),
    ("report", &["report", "in/ok"]),
    ("quotes", &["quotes", "in/ok"]),
    ("quotes-jsonl", &["quotes", "in/ok", "--format", "jsonl"]),
    ("claims", &["claims", "in/ok"]),
    ("claims-jsonl", &["claims", "in/ok", "--format", "jsonl"]),
    ("no-arguments", &[]),
    ("unknown-option", &["in/ok", "--loud"]),
    ("unknown-format", &["in/ok", "--format", "pdf"]),
    ("unknown-code", &["explain", "quote-wordings"]),
    ("no-such-file", &["in/ok", "in/nowhere.txt"]),
    ("nothing-to-read", &["in/nowhere"]),
    ("empty-file", &["in/odd", "in/ok"]),
    ("quiet", &["-q", "in/odd", "in/ok"]),
    ("jobs-zero", &["in/ok", "--jobs", "0"]),
    ("output-nowhere", &["in/ok", "--output", "in/nowhere/report.txt"]),
];

#[test]
fn every_run_reads_as_accepted() {
    let folder = root().join("tests/cli");
    for (name, arguments) in RUNS {
        let run = command::run(&folder, arguments);
        assert_accepted(&folder, name, &command::transcript(arguments, &run));
    }
}

#[test]
fn a_folder_without_articles_is_an_error() {
    let folder = scratch("no-articles");
    let run = command::run(&folder, &["."]);
    assert_eq!(run.status.code(), Some(2));
    assert!(run.stdout.is_empty());
    assert!(String::from_utf8_lossy(&run.stderr).lines().count() <= 2);
}

#[test]
fn a_report_goes_whole_into_its_file_or_not_at_all() {
    let folder = root().join("tests/cli");
    let out = scratch("output");
    let file = out.join("report.json");
    fs::write(&file, "what was there before").expect("scratch is writable");
    let arguments = ["in/ok", "--format", "json", "--output", file.to_str().expect("UTF-8")];
    let run = command::run(&folder, &arguments);
    assert_eq!((run.status.code(), run.stdout.len()), (Some(0), 0));
    let written = fs::read(&file).expect("it was written");
    assert_eq!(written, command::run(&folder, &arguments[..3]).stdout);
    assert_eq!(fs::read_dir(&out).expect("scratch").count(), 1, "a draft was left behind");

    let run = command::run(&folder, &["in/ok", "--output", out.to_str().expect("UTF-8")]);
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(fs::read(&file).expect("still there"), written);
    assert_eq!(fs::read_dir(&out).expect("scratch").count(), 1);
}

#[test]
fn standard_input_is_an_article() {
    let text = fs::read(root().join("tests/cli/in/ok/harbour.txt")).expect("a fixture");
    let run = command::with_input(root(), &["articles", "-", "--format", "jsonl"], &text);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(command::text(&run).lines().count(), 1);
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let folder = root().join("tests/cli");
    let has_colour = |arguments: &[&str]| command::text(&command::run(&folder, arguments)).contains('\u{1b}');
    assert!(!has_colour(&["in/ok"]));
    assert!(!has_colour(&["in/ok", "--color", "never"]));
    assert!(has_colour(&["in/ok", "--color", "always"]));
}

/// An empty folder of this test run.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It is there only after an earlier run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder is writable");
    folder
}
