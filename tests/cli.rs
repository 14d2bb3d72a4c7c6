//! The command line: arguments, both streams, exit codes.

use std::fs;

use claimdiff_text::Slice;

use crate::{assert_accepted, command, root, scratch};

/// Runs in `tests/cli`, each with the accepted transcript in `NAME.snap`.
const RUNS: &[(&str, &[&str])] = &[
    ("help", &["--help"]),
    ("help-report", &["report", "--help"]),
    ("articles", &["articles", "in/ok"]),
    ("articles-csv", &["articles", "in/ok", "--format", "csv"]),
    ("articles-jsonl", &["articles", "in/ok", "--format", "jsonl"]),
    ("articles-odd", &["articles", "in/odd", "in/ok", "in/o*/noise.*"]),
    ("limit", &["articles", "in/ok", "--limit", "article=200"]),
    ("limit-unknown", &["in/ok", "--limit", "articles=64M"]),
    ("pattern", &["articles", "in/*/har*.txt"]),
    ("report", &["report", "in/ok"]),
    ("quotes", &["quotes", "in/ok"]),
    ("quotes-csv", &["quotes", "in/ok", "--format", "csv"]),
    ("quotes-jsonl", &["quotes", "in/ok", "--format", "jsonl"]),
    ("claims", &["claims", "in/ok"]),
    ("claims-csv", &["claims", "in/ok", "--format", "csv"]),
    ("claims-jsonl", &["claims", "in/ok", "--format", "jsonl"]),
    ("timeline", &["timeline", "../stories/rising-toll/in"]),
    ("timeline-csv", &["timeline", "../stories/rising-toll/in", "--format", "csv"]),
    ("timeline-toll", &["timeline", "in/toll", "--event", "arnby"]),
    ("timeline-part", &["timeline", "in/village"]),
    ("timeline-part-csv", &["timeline", "in/village", "--format", "csv"]),
    ("claims-of-another-year", &["claims", "in/village", "--kind", "casualty", "--format", "csv"]),
    ("timeline-event", &["timeline", "../stories/rising-toll/in", "--event", "nowhere"]),
    ("timeline-policy", &["timeline", "in/vague", "--policy", "acled"]),
    ("timeline-undated", &["timeline", "in/ok"]),
    ("timeline-undated-csv", &["timeline", "in/ok", "--format", "csv"]),
    ("check", &["check", "in/ok/harbour.txt", "--against", "in/ok"]),
    ("options-first", &["--kind", "duration", "-q", "claims", "in/ok"]),
    ("quotes-of-one-speaker", &["quotes", "../stories/one-quote-two-wordings/in", "--speaker", "rind"]),
    ("claims-of-one-kind", &["claims", "in/ok", "--kind", "duration"]),
    ("select-nothing", &["../stories/two-tolls-one-day/in", "--ignore", "number-conflict"]),
    ("fail-on", &["../stories/two-tolls-one-day/in", "--fail-on", "conflict", "--format", "jsonl"]),
    ("since", &["../stories/two-tolls-one-day/in", "--since", "2031-03"]),
    ("since-nonsense", &["in/ok", "--since", "yesterday"]),
    ("baseline-missing", &["in/ok", "--baseline", "in/nowhere.json"]),
    ("explain-unknown-finding", &["explain", "ffff", "in/ok"]),
    ("explain-pair", &["explain", "coast-herald.txt:3", "evening-mail.txt:3", "../stories/ferry-fire/in"]),
    ("explain-pair-cut", &["explain", "coast-…d.txt:3", "eveni…l.txt:3", "../stories/ferry-fire/in"]),
    ("explain-pair-unlike", &["explain", "coast-herald.txt:5", "evening-mail.txt:5", "../stories/ferry-fire/in"]),
    ("explain-pair-nowhere", &["explain", "nowhere.txt:5", "evening-mail.txt:5", "../stories/ferry-fire/in"]),
    ("no-arguments", &[]),
    ("unknown-option", &["in/ok", "--loud"]),
    ("unknown-format", &["in/ok", "--format", "pdf"]),
    ("unknown-code", &["explain", "quote-wordings"]),
    ("unknown-code-selected", &["in/ok", "--select", "quote-speaker,number-updates"]),
    ("unknown-kind", &["claims", "in/ok", "--kind", "casualties"]),
    ("unknown-event", &["quotes", "in/ok", "--event", "atack"]),
    ("unknown-shell", &["completions", "bsh"]),
    ("schema-claims", &["schema", "claims"]),
    ("schema-unknown", &["schema", "claim"]),
    ("timeline-html", &["timeline", "in/ok", "--format", "html"]),
    ("chekc-for-check", &["chekc", "in/ok/harbour.txt", "--against", "in/ok"]),
    ("output-of-no-form", &["timeline", "in/ok", "--output", "in/nowhere/toll.xlsx"]),
    ("quote-for-quotes", &["quote", "in/ok/bulletin.txt"]),
    ("speaker-nobody", &["quotes", "in/ok", "--speaker", "zorn"]),
    ("event-of-a-name", &["claims", "in/ok", "--event", "ellery"]),
    ("unknown-list", &["lexicon", "title"]),
    ("lexicon", &["lexicon"]),
    ("lexicon-aliases", &["lexicon", "aliases"]),
    ("lexicon-nowhere", &["in/ok", "--lexicon", "in/nowhere"]),
    ("man-unknown", &["man", "quote"]),
    ("diff", &["diff", "in/versions/old.txt", "in/versions/new.txt"]),
    ("diff-of-many", &["diff", "in/ok", "in/versions/new.txt"]),
    ("check-against-nothing", &["check", "in/ok/harbour.txt"]),
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
fn the_manual_page_tells_every_command_and_option() {
    let page = |arguments: &[&str]| command::text(&command::run(root(), arguments)).replace('\\', "");
    let whole = page(&["man"]);
    for part in
        [".TH claimdiff 1", "SH SUBCOMMANDS", "EXIT STATUS", "claimdiff.toml", "NO_COLOR", "--fail-on", "--lexicon"]
    {
        assert!(whole.contains(part), "{part}");
    }
    assert!(page(&["man", "check"]).contains("--against"));
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
fn a_baseline_leaves_only_what_is_new() {
    let folder = root().join("tests/stories");
    let baseline = scratch("baseline").join("baseline.json");
    let baseline = baseline.to_str().expect("UTF-8");
    let old = ["one-quote-two-wordings/in"];
    let written = command::run(&folder, &[&old[..], &["--write-baseline", baseline]].concat());
    assert_eq!(written.status.code(), Some(0));

    let lines = |arguments: &[&str]| command::text(&command::run(&folder, arguments)).lines().count();
    let known = lines(&[&old[..], &["--format", "jsonl"]].concat());
    let both = ["one-quote-two-wordings/in", "two-tolls-one-day/in"];
    let all = lines(&[&both[..], &["--format", "jsonl"]].concat());
    let new = command::run(&folder, &[&both[..], &["--format", "jsonl", "--baseline", baseline]].concat());
    assert!(known > 0 && all > known);
    assert_eq!(command::text(&new).lines().count(), all - known);

    let same = [&old[..], &["--baseline", baseline, "--fail-on", "conflict"]].concat();
    let same = command::run(&folder, &same);
    assert_eq!(same.status.code(), Some(0), "what is known fails no run");
    // The note may be wrapped anywhere: the path in it is as long as the machine's folders are.
    let words = command::text(&same).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&format!("0 new, {known} unchanged, 0 gone")), "{words}");
}

#[test]
fn a_finding_is_explained_by_the_beginning_of_its_id() {
    let folder = root().join("tests/stories/two-tolls-one-day");
    let run = command::run(&folder, &["in", "--format", "jsonl"]);
    let finding: serde_json::Value =
        serde_json::from_str(command::text(&run).lines().next().expect("a finding")).expect("JSON");
    let run = command::run(&folder, &["explain", finding["id"].as_str().expect("an id").slice(..8), "in"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    for step in ["sentence", "claim", "pairing", "verdict"] {
        assert!(command::text(&run).contains(step), "{}", command::text(&run));
    }
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
