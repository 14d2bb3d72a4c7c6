//! The README's commands, run: what it shows is what they print.

use std::{env, fs};

use claimdiff_text::Slice;

use crate::{command, root};

/// Stands for what the README leaves out.
const ELISION: &str = "[...]\n";

#[test]
fn every_command_of_the_readme_prints_what_it_shows() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (mut real, mut runs, mut wrong) = (String::new(), 0, Vec::new());
    let mut rest = readme.as_str();
    while let Some((before, block)) = rest.split_once("```console\n") {
        let (shown, after) = block.split_once("```").expect("a block ends");
        let (prompt, shown) = shown.split_once('\n').expect("a command");
        let arguments = prompt.strip_prefix("$ claimdiff ").expect("a command of claimdiff").split(' ');
        let run = command::run(root(), &arguments.collect::<Vec<_>>());
        assert!(run.stderr.is_empty(), "{prompt}: {}", String::from_utf8_lossy(&run.stderr));
        let printed = &command::text(&run).replace("\r\n", "\n");
        // The whole, or the parts that are shown, one after the other.
        let parts: Vec<&str> = shown.split(ELISION).collect();
        let whole = parts.len() == 1;
        let mut at = 0;
        let mut next = |part: &&str| printed.slice(at..).find(*part).map(|n| at += n + part.len()).is_some();
        let holds = if whole { printed == shown } else { parts.iter().all(&mut next) };
        if !holds {
            wrong.push(format!("{prompt}\n{printed}"));
        }
        let kept = if whole { printed } else { shown };
        real.push_str(&format!("{before}```console\n{prompt}\n{kept}```"));
        (rest, runs) = (after, runs + 1);
    }
    assert!(runs >= 5, "five stories have their output");
    // As snapshots are accepted (`just snap`); what leaves something out is mended by hand.
    if env::var("INSTA_UPDATE").is_ok_and(|v| v == "always") {
        fs::write(&path, real + rest).expect("the README is writable");
    } else {
        assert!(wrong.is_empty(), "the README shows something else than\n{}", wrong.join("\n"));
    }
}
