//! What a run writes and what it must not write over, and that nothing of what it was given goes unsaid.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    command::{run, text, with_input},
    root, scratch,
};

const A: &str = "Bridge collapse kills 12\n\nDorvik, 12 June 2029 (Evening Ledger) - The collapse of the Halmo bridge on Monday killed 12 people, the police said. “We had no warning at all,” the mayor, Lena Orsk, told reporters.\n";
const B: &str = "Bridge collapse kills 14\n\nDorvik, 12 June 2029 (Harbour Press) - The collapse of the Halmo bridge on Monday killed 14 people, the police said. “We had a warning at noon,” the mayor, Lena Orsk, told reporters.\n";
const GERMAN: &str = "Br\u{fc}cke st\u{fc}rzt ein\n\nBeim Einsturz der Br\u{fc}cke von Halmo am Montag sind nach Angaben der Polizei vierzehn Menschen ums Leben gekommen, und die Suche nach weiteren Opfern dauert noch an, wie ein Sprecher der Feuerwehr am Abend mitteilte.\n";

/// A folder with two articles that differ.
fn folder(name: &str) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), A).unwrap();
    fs::write(folder.join("in/b.txt"), B).unwrap();
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> (Value, Option<i32>) {
    let out = run(folder, &[arguments, &["--format", "json"]].concat());
    (serde_json::from_slice(&out.stdout).unwrap_or_default(), out.status.code())
}

fn notes(report: &Value) -> Vec<String> {
    let note = |n: &Value| format!("{}: {}", n["path"].as_str().unwrap(), n["message"].as_str().unwrap());
    report["notes"].as_array().unwrap().iter().map(note).collect()
}

#[test]
fn what_a_run_reads_is_never_written_over() {
    let folder = folder("output-inputs");
    fs::write(folder.join("in/articles.toml"), "[\"a.txt\"]\noutlet = \"Evening Ledger\"\n").unwrap();
    fs::write(folder.join("claimdiff.toml"), "fail-on = \"never\"\n").unwrap();
    fs::hard_link(folder.join("in/a.txt"), folder.join("other-name.txt")).unwrap();
    let cases: &[&[&str]] = &[
        &["in", "-o", "in/a.txt"],
        &["in", "-o", "./in/../in/a.txt"],
        &["in", "-o", "other-name.txt"],
        &["in", "-o", "in/articles.toml"],
        &["in", "-o", "claimdiff.toml"],
        &["in", "--write-baseline", "in/b.txt"],
        &["in", "-o", "x.json", "--write-baseline", "x.json"],
        &["check", "in/a.txt", "--against", "in", "-o", "in/a.txt"],
        &["quotes", "in", "-o", "in/a.txt"],
    ];
    for arguments in cases {
        let out = run(&folder, arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(out.stdout.is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(folder.join("in/a.txt")).unwrap(), A);
    assert_eq!(fs::read_to_string(folder.join("in/b.txt")).unwrap(), B);
    assert!(!folder.join("x.json").exists());
    // The update loop of a baseline, and a report of an earlier run in the folder of the articles.
    for _ in 0..2 {
        let out =
            run(&folder, &["in", "--baseline", "base.json", "--write-baseline", "base.json", "-o", "in/report.html"]);
        assert_eq!(out.status.code(), Some(if folder.join("base.json").exists() { 0 } else { 2 }));
        run(&folder, &["in", "--write-baseline", "base.json", "-o", "in/report.html"]);
    }
    let (report, _) = json(&folder, &["in", "-o", "in/report.html"]);
    assert_eq!(report, Value::Null, "an explicit form goes to the file");
    let written: Value = serde_json::from_slice(&fs::read(folder.join("in/report.html")).unwrap()).unwrap();
    assert_eq!(written["coverage"]["articles"], 2);
    assert!(
        notes(&written).iter().any(|n| n.ends_with("passed over: a report or baseline of claimdiff, no article")),
        "{:?}",
        notes(&written)
    );
}

#[test]
fn the_suffix_of_the_output_tells_the_form() {
    let folder = folder("output-suffix");
    for (name, start) in
        [("a.json", "{"), ("a.html", "<!doctype"), ("a.md", "#"), ("a.csv", "finding,"), ("a.log", "1 "), ("a", "1 ")]
    {
        assert_eq!(run(&folder, &["in", "-o", name]).status.code(), Some(0));
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(text.starts_with(start) || start == "1 " && text.contains("\ncoverage\n"), "{name}: {text}");
    }
    // A spreadsheet would not open a text of that name; with a form the name is the user's affair.
    let refused = run(&folder, &["in", "-o", "a.xlsx"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(told.contains("a.xlsx") && told.contains("a spreadsheet opens csv"), "{told}");
    assert!(!folder.join("a.xlsx").exists());
    assert_eq!(run(&folder, &["in", "-o", "a.odd", "--format", "csv"]).status.code(), Some(0));
    run(&folder, &["quotes", "in", "-o", "q.csv", "--csv-bom"]);
    assert!(fs::read(folder.join("q.csv")).unwrap().starts_with("\u{feff}article,".as_bytes()));
}

#[test]
fn a_draft_is_the_draft_however_it_is_spelled() {
    let folder = folder("output-draft");
    let inside = folder.join("in");
    let full = inside.join("a.txt");
    for draft in ["a.txt", "./a.txt", "../in/a.txt", full.to_str().unwrap()] {
        for against in [".", "../in", inside.to_str().unwrap()] {
            let (report, code) = json(&inside, &["check", draft, "--against", against]);
            assert_eq!(code, Some(0));
            assert!(!report["findings"].as_array().unwrap().is_empty(), "{draft} {against}");
        }
    }
    fs::write(inside.join("empty.txt"), "").unwrap();
    fs::write(inside.join("deutsch.txt"), GERMAN).unwrap();
    for draft in ["empty.txt", "deutsch.txt", "nowhere.txt"] {
        let out = run(&inside, &["check", draft, "--against", "."]);
        assert_eq!(out.status.code(), Some(2), "{draft}");
        assert!(out.stdout.is_empty(), "{draft}: {}", text(&out));
    }
}

#[test]
fn what_was_not_read_stands_in_every_form() {
    let folder = folder("output-coverage");
    for name in ["in/scan.pdf", "in/photo.jpg", "in/letter.rtf", "in/news.sqlite"] {
        fs::write(folder.join(name), b"\0\x01").unwrap();
    }
    fs::write(folder.join("in/deutsch.txt"), GERMAN).unwrap();
    fs::write(folder.join("in/empty.txt"), "").unwrap();
    for form in ["text", "json", "html", "sarif", "markdown"] {
        let out = run(&folder, &["in", "--format", form]);
        assert_eq!(out.status.code(), Some(0), "{form}");
        for name in ["scan.pdf", "photo.jpg", "letter.rtf", "news.sqlite", "deutsch", "empty.txt"] {
            assert!(text(&out).contains(name), "{form}: {name}");
        }
    }
    let (report, _) = json(&folder, &["in"]);
    assert_eq!(report["coverage"]["articles"], 2);
    assert_eq!(run(&folder, &["in", "--strict"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["in", "nowhere.txt"]).status.code(), Some(2));
    let out = run(&folder, &["https://harbour.example/a", "in"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("nothing is fetched: save the page"));
}

#[test]
fn a_folder_of_many_kinds_is_read_or_told() {
    let folder = folder("output-kinds");
    let fixtures = root().join("crates/parse/src/fixtures");
    let read = ["office/ok-article.docx", "office/ok-article.odt", "table/ok-named.csv", "mail/ok-message.eml"];
    for name in read.iter().chain(&["plain/bad-pdf.txt"]) {
        let (_, file) = name.split_once('/').unwrap();
        fs::copy(fixtures.join(name), folder.join("in").join(file.replace("bad-pdf.txt", "scan.pdf"))).unwrap();
    }
    fs::write(folder.join("in/deutsch.txt"), GERMAN).unwrap();
    let (report, code) = json(&folder, &["in"]);
    assert_eq!(code, Some(0));
    let paths: Vec<&str> = report["articles"].as_array().unwrap().iter().map(|a| a["path"].as_str().unwrap()).collect();
    for name in read {
        let (_, file) = name.split_once('/').unwrap();
        assert!(paths.iter().any(|p| p.ends_with(file)), "{file}: {paths:?}");
    }
    assert!(!paths.iter().any(|p| p.contains("deutsch") || p.contains("scan.pdf")), "{paths:?}");
    assert_eq!(report["coverage"]["articles"], paths.len());
    let notes = notes(&report);
    for told in ["scan.pdf: ", "deutsch.txt: "] {
        assert!(notes.iter().any(|n| n.contains(told)), "{told}: {notes:?}");
    }
    let pdf = notes.iter().find(|n| n.contains("scan.pdf")).unwrap();
    assert!(pdf.contains("text or HTML"), "what to do with it: {pdf}");
}

#[test]
fn a_reader_who_leaves_early_is_no_failure_and_the_baseline_is_last() {
    let folder = folder("output-order");
    assert_eq!(with_input(&folder, &["in", "-"], A.as_bytes()).status.code(), Some(0));
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
        .args(["in", "--ledger", "--format", "html"])
        .current_dir(&folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    // The report cannot be written, so no baseline is.
    let out = run(&folder, &["in", "-o", "nowhere/report.txt", "--write-baseline", "base.json"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.join("base.json").exists());
}

#[cfg(unix)]
mod unix {
    use std::{
        io::Read,
        os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink},
    };

    use super::*;

    #[test]
    fn devices_and_pipes_are_written_into() {
        let folder = folder("output-devices");
        assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = folder.join("pipe");
            move || {
                let mut text = String::new();
                fs::File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
                text
            }
        });
        assert_eq!(run(&folder, &["in", "-o", "pipe"]).status.code(), Some(0));
        assert!(reader.join().unwrap().contains("coverage"));
        assert!(fs::metadata(folder.join("pipe")).unwrap().file_type().is_fifo());
        let out = run(&folder, &["in", "-o", "/dev/stdout"]);
        assert!(text(&out).contains("coverage"));
        if Path::new("/dev/full").exists() {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let mut command = Command::new(env!("CARGO_BIN_EXE_claimdiff"));
            let status = command.arg("in").current_dir(&folder).stdout(full).stderr(Stdio::null()).status().unwrap();
            assert_eq!(status.code(), Some(2));
        }
    }

    #[test]
    fn links_are_followed_and_modes_are_kept() {
        let folder = folder("output-links");
        fs::create_dir(folder.join("real")).unwrap();
        fs::write(folder.join("real/report.txt"), "old").unwrap();
        fs::set_permissions(folder.join("real/report.txt"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real/report.txt", folder.join("link.txt")).unwrap();
        symlink("real/new.txt", folder.join("ahead.txt")).unwrap();
        fs::write(folder.join("one.txt"), "old").unwrap();
        fs::hard_link(folder.join("one.txt"), folder.join("two.txt")).unwrap();
        for name in ["link.txt", "ahead.txt", "one.txt"] {
            assert_eq!(run(&folder, &["in", "-o", name]).status.code(), Some(0), "{name}");
        }
        assert!(folder.join("link.txt").is_symlink() && folder.join("ahead.txt").is_symlink());
        for name in ["real/report.txt", "real/new.txt", "two.txt"] {
            assert!(fs::read_to_string(folder.join(name)).unwrap().contains("coverage"), "{name}");
        }
        assert_eq!(fs::metadata(folder.join("real/report.txt")).unwrap().mode() & 0o777, 0o640);
        assert_eq!(fs::metadata(folder.join("one.txt")).unwrap().nlink(), 2);
    }

    /// Names of drafts in a folder.
    fn drafts(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        names.filter(|n| n.ends_with(".part")).collect()
    }

    #[test]
    fn a_run_that_is_ended_leaves_nothing_half_written() {
        let folder = folder("output-killed");
        let line = |n: usize| {
            format!(
                "{{\"id\":\"{n}\",\"title\":\"Fire {n}\",\"text\":\"A fire in block {n} of the Halmo estate killed {} people on Monday, the police said.\"}}\n",
                n % 7 + 2
            )
        };
        fs::write(folder.join("in/many.jsonl"), (0..400).map(line).collect::<String>()).unwrap();
        fs::write(folder.join("report.json"), "old").unwrap();
        for (n, signal) in ["INT", "TERM", "HUP", "KILL", "INT", "TERM"].into_iter().enumerate() {
            // What a killed run left goes with the next that comes to write.
            let before = drafts(&folder);
            let mut child = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
                .args(["in", "-q", "--ledger", "--format", "json", "-o", "report.json"])
                .current_dir(&folder)
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(40 + 60 * n as u64));
            let _ = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
            child.wait().unwrap();
            let text = fs::read_to_string(folder.join("report.json")).unwrap();
            assert!(text == "old" || serde_json::from_str::<Value>(&text).is_ok(), "half a report after {signal}");
            let left: Vec<String> = drafts(&folder).into_iter().filter(|draft| !before.contains(draft)).collect();
            assert!(signal == "KILL" || left.is_empty(), "{signal}: {left:?}");
        }
        // What a run left that could not clean up, the next one removes; what is not its own stays.
        fs::write(folder.join(".report.json.4194303.part"), "half").unwrap();
        fs::write(folder.join(".other.json.4194303.part"), "half").unwrap();
        assert_eq!(run(&folder, &["in", "-o", "report.json"]).status.code(), Some(0));
        assert_eq!(drafts(&folder), [".other.json.4194303.part"]);
    }
}
