//! The seed articles, the whole way: the report and the ledger.

use claimdiff_text::Slice;

use crate::{assert_accepted, command, root};

#[test]
fn the_seeds_are_reported_as_accepted() {
    let folder = root().join("tests/seeds");
    for (name, arguments) in [
        ("report", &["seeds"][..]),
        ("report-no-sidecar", &["seeds", "--no-sidecar"]),
        ("articles", &["articles", "seeds"]),
    ] {
        let run = command::run(root(), arguments);
        assert_accepted(&folder, name, &command::transcript(arguments, &run));
    }
}

#[test]
fn the_ledger_of_the_seeds_is_as_accepted() {
    let run = command::run(root(), &["seeds", "--ledger", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON reads back");
    let mut out = String::new();
    for pair in report["cleared"].as_array().expect("asked for") {
        let word = |key: &str| pair[key].as_str().unwrap_or("-").to_owned();
        out += &format!("{} {} [{}] {}\n", word("code"), word("verdict"), word("reason"), word("summary"));
        for p in pair["passages"].as_array().expect("a pair has passages") {
            let article = p["article"].as_str().expect("an article's id").slice(..3);
            out += &format!("  {article}:{} {}\n", p["line"], p["text"]);
        }
    }
    assert_accepted(&root().join("tests/seeds"), "ledger", &out);
}
