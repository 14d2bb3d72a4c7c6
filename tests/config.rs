//! `claimdiff.toml`: options as keys, and what is said of a wrong one.

use std::{fs, path::Path, process::Output};

use crate::{command, root, scratch};

/// Runs a report on the story of two tolls with a configuration.
fn with(name: &str, text: &str, more: &[&str]) -> Output {
    let folder = scratch(name);
    fs::write(folder.join("claimdiff.toml"), text).expect("scratch is writable");
    let story = root().join("tests/stories/two-tolls-one-day/in");
    run(&folder, &[&[story.to_str().expect("UTF-8")], more].concat())
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command::run(folder, arguments)
}

#[test]
fn keys_are_options_and_the_command_line_holds_against_them() {
    let lines = with("config-keys", "format = \"jsonl\"\nfail-on = \"conflict\"\n", &[]);
    assert_eq!(lines.status.code(), Some(1), "{}", String::from_utf8_lossy(&lines.stderr));
    assert!(command::text(&lines).starts_with('{'));
    let text = with(
        "config-keys",
        "format = \"jsonl\"\nfail-on = \"conflict\"\n",
        &["--format", "text", "--fail-on", "never"],
    );
    assert_eq!(text.status.code(), Some(0));
    assert!(!command::text(&text).starts_with('{'));
    let none = with(
        "config-keys",
        "ignore = [\"number-conflict\"]\nquiet = true\nledger = false\n# all that is known\n",
        &["--format", "jsonl"],
    );
    assert_eq!((none.status.code(), command::text(&none)), (Some(0), ""));
    // A key of another command is no mistake.
    assert_eq!(with("config-keys", "speaker = \"Roe\"\n", &[]).status.code(), Some(0));
}

#[test]
fn a_configuration_is_named_and_its_paths_are_meant_from_where_it_lies() {
    let folder = scratch("config-named");
    fs::create_dir(folder.join("desk")).expect("scratch is writable");
    fs::write(folder.join("desk/mine.toml"), "lexicon = \"own\"\n").expect("scratch is writable");
    let articles = root().join("tests/lexicon/in");
    let arguments = ["quotes", articles.to_str().expect("UTF-8"), "--config", "desk/mine.toml"];
    let missing = run(&folder, &arguments);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("desk/own"));
    fs::create_dir(folder.join("desk/own")).expect("scratch is writable");
    fs::write(folder.join("desk/own/aliases.tsv"), "Old Kestrel\tTomas Brandel\n").expect("scratch is writable");
    let found = run(&folder, &arguments);
    assert_eq!(command::text(&found).matches("Tomas Brandel").count(), 2, "{}", command::text(&found));
    let nowhere = run(&folder, &["articles", "desk", "--config", "nowhere.toml"]);
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn a_wrong_key_or_value_is_named_with_its_line_and_the_nearest_valid_one() {
    let cases = [
        ("ledger = true\nformt = \"html\"\n", "claimdiff.toml:2: unknown key \"formt\"; the nearest is \"format\""),
        (
            "\nformat = \"htlm\"\n",
            "claimdiff.toml:2: invalid value 'htlm' for '--format <FORMAT>', which is none of text, brief, json",
        ),
        ("select = [\"quote-wordng\"]\n", "claimdiff.toml:1: invalid value 'quote-wordng'"),
        ("select = [\"quote-wordng\"]\n", "the nearest is \"quote-wording\""),
        ("ledger = \"yes\"\n", "claimdiff.toml:1: ledger: true or false is wanted"),
        ("format = [\"text\"]\n", "claimdiff.toml:1: format: a string or a number is wanted"),
        ("since = 2031-13\n", "claimdiff.toml:1: "),
        ("format = \"text\"\n[report\n", "claimdiff.toml:2: "),
        ("config = \"other.toml\"\n", "claimdiff.toml:1: unknown key \"config\""),
    ];
    for (text, message) in cases {
        let run = with("config-wrong", text, &[]);
        let errors = String::from_utf8_lossy(&run.stderr);
        assert_eq!((run.status.code(), run.stdout.len()), (Some(2), 0), "{text}{errors}");
        assert!(errors.lines().count() == 1 && errors.contains(message), "{errors}");
    }
}
