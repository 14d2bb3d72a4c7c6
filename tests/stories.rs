//! Stories: a few invented articles each, and the report on them, to be judged by reading `report.snap` alone.

use std::{fmt::Write, fs};

use crate::{assert_accepted, command, entries, root};

/// A snapshot longer than this is not read by anybody.
const MAX_LINES: usize = 200;

#[test]
fn every_story_is_reported_as_accepted() {
    for story in entries(&root().join("tests/stories")) {
        let about = fs::read_to_string(story.join("about.md")).expect("a story has an about.md");
        let mut out = format!("{}\n\n", about.trim_end());
        for file in entries(&story.join("in")) {
            let name = file.file_name().expect("a file has a name").to_string_lossy();
            let text = fs::read_to_string(&file).expect("a story is readable");
            writeln!(out, "=== in/{name}\n{}\n", text.trim_end()).expect("memory takes everything");
        }
        let arguments = ["in", "--ledger"];
        let run = command::run(&story, &arguments);
        out.push_str(&command::transcript(&arguments, &run));
        assert!(out.lines().count() < MAX_LINES, "{}: {} lines", story.display(), out.lines().count());
        assert_accepted(&story, "report", &out);
    }
}
