//! Baselines over a corpus that changes, and fingerprints that hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Output,
};

use crate::{command, root, scratch};

/// Copies the articles of a story into a folder.
fn copy(story: &str, to: &Path) {
    fs::create_dir_all(to).expect("scratch is writable");
    for file in crate::entries(&root().join("tests/stories").join(story).join("in")) {
        fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("scratch is writable");
    }
}

fn run(folder: &Path, options: &[&str]) -> Output {
    command::run(folder, &[&["in"], options].concat())
}

/// The codes and fingerprints of a report, sorted.
fn findings(folder: &Path, options: &[&str]) -> BTreeSet<(String, String)> {
    let run = run(folder, &[&["--format", "jsonl"], options].concat());
    let line = |l: &str| {
        let finding: serde_json::Value = serde_json::from_str(l).expect("JSON");
        let word = |key: &str| finding[key].as_str().expect("a word").to_owned();
        (word("code"), word("id"))
    };
    command::text(&run).lines().map(line).collect()
}

#[test]
fn a_changed_corpus_shows_only_what_is_new_and_names_what_is_gone() {
    let folder = scratch("baseline-changes");
    copy("two-tolls-one-day", &folder.join("in"));
    assert_eq!(run(&folder, &["--write-baseline", "known.json"]).status.code(), Some(0));
    let known = findings(&folder, &[]);
    assert!(!known.is_empty());

    // An article comes in that differs from both.
    let third = "KELMARSH, February 2, 2031 (Inland Mail) - Nine people were killed on Sunday when a fire swept through the \
                 Grand Arcade hotel in Kelmarsh, the fire brigade said.\n";
    fs::write(folder.join("in/inland-mail.txt"), third).expect("scratch is writable");
    copy("one-quote-two-wordings", &folder.join("in"));
    let (all, new) = (findings(&folder, &[]), findings(&folder, &["--baseline", "known.json"]));
    assert!(all.is_superset(&known), "a further passage changes no id: {known:?} {all:?}");
    assert!(new.is_superset(&(&all - &known)));
    assert!(new.iter().any(|(code, _)| code == "number-conflict"), "its values are others now: {new:?}");
    assert!(new.iter().any(|(code, _)| code == "quote-wording"), "{new:?}");
    // And each form tells which they are, and what they were.
    for (form, marks) in [
        (
            "text",
            &[
                "new: ",
                "; changed: ",
                ": number-conflict: changed: people killed",
                "since the baseline; there: people",
                "4 passages as in the baseline (",
            ][..],
        ),
        ("brief", &[": number-conflict: changed: people killed"]),
        ("json", &["\"baseline\": \"changed\"", "\"was\": \"people killed", "\"baseline\": \"new\""]),
        ("jsonl", &["\"baseline\":\"changed\"", "\"was\":\"people killed", "\"baseline\":\"new\""]),
        ("html", &[">changed</span>", "In the baseline: people killed"]),
        ("markdown", &["changed since the baseline; there: people killed"]),
        ("sarif", &["\"baselineState\": \"updated\"", "\"baselineState\": \"new\""]),
        ("csv", &[",\"changed\"\r\n", ",\"new\"\r\n"]),
    ] {
        let told = run(&folder, &["--baseline", "known.json", "--format", form]);
        for mark in marks {
            assert!(command::text(&told).contains(mark), "{form}: {mark}: {}", command::text(&told));
        }
    }
    let fails = run(&folder, &["--baseline", "known.json", "--fail-on", "conflict"]);
    assert_eq!(fails.status.code(), Some(1), "a new conflict fails the run");

    // Nothing changed against a baseline of now; then the first two go.
    run(&folder, &["--write-baseline", "known.json"]);
    let same = run(&folder, &["--baseline", "known.json", "--fail-on", "conflict"]);
    assert_eq!(same.status.code(), Some(0));
    for name in ["daily-beacon.txt", "north-star.txt", "inland-mail.txt"] {
        fs::remove_file(folder.join("in").join(name)).expect("it is there");
    }
    let less = run(&folder, &["--baseline", "known.json"]);
    let less = command::text(&less);
    assert!(less.contains("0 new, ") && less.contains("gone: number-conflict "), "{less}");
    // With the new articles alone nothing of the baseline can be there, which is told; and a list of no lines says so.
    fs::write(folder.join("alone.json"), r#"{"findings":[{"id":"00ff"},{"id":"00fe"}]}"#).unwrap();
    let alone = run(&folder, &["--baseline", "alone.json"]);
    assert!(String::from_utf8_lossy(&alone.stderr).contains("none of its 2 findings is here"));
    let none = run(&folder, &["--baseline", "known.json", "--format", "brief", "--select", "weekday"]);
    assert!(none.stdout.is_empty() && String::from_utf8_lossy(&none.stderr).contains("nothing new; "));
}

/// What a report finds, by id, with the revision.
fn revisions(folder: &Path) -> BTreeMap<String, String> {
    let run = run(folder, &["--format", "jsonl"]);
    let line = |l: &str| {
        let finding: serde_json::Value = serde_json::from_str(l).expect("JSON");
        let word = |key: &str| finding[key].as_str().expect("a word").to_owned();
        (word("id"), word("revision"))
    };
    command::text(&run).lines().map(line).collect()
}

/// Baselines and dismissals live on it. Of articles of one day that with the first words gives the id, whatever files are
/// called.
#[test]
fn a_finding_keeps_its_id_when_articles_come_in_one_by_one() {
    let mut revised = 0;
    for (story, order) in [
        ("rising-toll", ["evening-ledger.txt", "morning-post.txt", "weekly-observer.txt"]),
        ("ferry-fire", ["coast-herald.txt", "evening-mail.txt", "ardena-times.txt"]),
        ("rally-three-counts", ["capital-post.txt", "free-voice.txt", "radio-morava.txt"]),
    ] {
        let folder = scratch(&format!("one-by-one-{story}"));
        fs::create_dir_all(folder.join("in")).expect("scratch is writable");
        let mut known = BTreeMap::new();
        for name in order {
            let from = root().join("tests/stories").join(story).join("in").join(name);
            fs::copy(from, folder.join("in").join(name)).expect("scratch is writable");
            let now = revisions(&folder);
            for (id, revision) in &known {
                let stays = now.get(id).unwrap_or_else(|| panic!("{story}: {id} is gone after {name}: {now:?}"));
                revised += usize::from(stays != revision);
            }
            known = now;
        }
    }
    assert!(revised > 0, "a further article adds passages");
}

/// Where the day is all that is known of several articles, the id of a finding hangs on which of them are there; a
/// baseline knows it by any of its passages.
#[test]
fn a_baseline_knows_a_finding_that_began_with_another_article_of_its_day() {
    let names = ["northern-star.txt", "velia-daily.txt", "world-wire.txt"];
    for last in 0..names.len() {
        let folder = scratch(&format!("one-day-{last}"));
        fs::create_dir_all(folder.join("in")).expect("scratch is writable");
        let add = |n: usize| {
            let from = root().join("tests/stories/long-talks/in").join(names[n]);
            fs::copy(from, folder.join("in").join(names[n])).expect("scratch is writable");
        };
        (0..names.len()).filter(|n| *n != last).for_each(add);
        run(&folder, &["--write-baseline", "known.json"]);
        let before = findings(&folder, &[]).len();
        add(last);
        let told = run(&folder, &["--baseline", "known.json", "--all"]);
        let told = command::text(&told);
        assert!(told.contains(", 0 gone"), "{before} findings, then {}:\n{told}", names[last]);
    }
    // And with the time of day the first stays the first, whatever its words are.
    let folder = scratch("times-of-day");
    fs::create_dir_all(folder.join("in")).expect("scratch is writable");
    let mut known: Option<BTreeSet<(String, String)>> = None;
    let mut sidecar = String::new();
    for (hour, name) in [(9, "world-wire.txt"), (11, "northern-star.txt"), (15, "velia-daily.txt")] {
        let from = root().join("tests/stories/long-talks/in").join(name);
        fs::copy(from, folder.join("in").join(name)).expect("scratch is writable");
        sidecar += &format!("[\"{name}\"]\npublished = \"2031-10-09T{hour:02}:00Z\"\n");
        fs::write(folder.join("in/articles.toml"), &sidecar).expect("scratch is writable");
        let now = findings(&folder, &[]);
        if let Some(known) = known {
            assert!(now.is_superset(&known), "{known:?} {now:?}");
        }
        known = Some(now);
    }
    assert!(known.is_some_and(|k| !k.is_empty()));
}

#[test]
fn a_fingerprint_survives_edits_elsewhere_in_its_article() {
    for story in ["two-tolls-one-day", "one-quote-two-wordings", "rising-toll"] {
        let folder = scratch(&format!("fingerprints-{story}"));
        copy(story, &folder.join("in"));
        let before = findings(&folder, &[]);
        assert!(!before.is_empty(), "{story}");
        for file in crate::entries(&folder.join("in")) {
            let text = fs::read_to_string(&file).expect("an article");
            let more = "Trams will run as usual, the transport office said in a note to travellers.";
            fs::write(&file, format!("{}\n\n{more}\n\nReaders can write to the newsroom.\n", text.trim_end()))
                .expect("scratch is writable");
        }
        assert_eq!(findings(&folder, &[]), before, "{story}: paragraphs were added");
    }
}

#[test]
fn a_fingerprint_survives_another_name_of_its_article() {
    let folder = scratch("fingerprints-renamed");
    copy("two-tolls-one-day", &folder.join("in"));
    run(&folder, &["--write-baseline", "known.json"]);
    let before = findings(&folder, &[]);
    fs::create_dir(folder.join("in/february")).expect("scratch is writable");
    fs::rename(folder.join("in/daily-beacon.txt"), folder.join("in/february/a.txt")).expect("scratch is writable");
    fs::rename(folder.join("in/north-star.txt"), folder.join("in/b.txt")).expect("scratch is writable");
    assert_eq!(findings(&folder, &[]), before);
    assert!(findings(&folder, &["--baseline", "known.json"]).is_empty());
}

/// A figure that comes in is another value, also where the line of the finding has no room for it: "more than eight" goes with
/// nine and with twelve.
#[test]
fn a_figure_that_joins_a_finding_of_the_baseline_changes_it() {
    let folder = scratch("baseline-joins");
    let tells = |file: &str, outlet: &str, dead: &str| {
        let text = format!(
            "KELMARSH, February 2, 2031 ({outlet}) - {dead} people were killed on Sunday when a fire swept through the Grand \
             Arcade hotel in Kelmarsh, the fire brigade said.\n"
        );
        fs::write(folder.join("in").join(file), text).expect("scratch is writable");
    };
    fs::create_dir_all(folder.join("in")).expect("scratch is writable");
    tells("a.txt", "Inland Mail", "Nine");
    tells("b.txt", "Coast Post", "Twelve");
    run(&folder, &["--write-baseline", "known.json"]);
    let told = || command::text(&run(&folder, &["--baseline", "known.json", "--format", "brief"])).to_owned();
    tells("c.txt", "Valley Sun", "Twelve");
    assert_eq!(told(), "", "another paper with a value that is known");
    tells("d.txt", "Hill Star", "More than eight");
    assert!(told().contains("changed: people killed: 9 against 12"), "{}", told());
}

#[test]
fn a_broken_baseline_is_one_line_and_nothing_is_written() {
    let folder = scratch("baseline-broken");
    copy("two-tolls-one-day", &folder.join("in"));
    for (text, message) in
        [("{\n  \"findings\": [\n", "line 3"), ("{}", "no list of findings"), ("{\"findings\": [{}]}", "no id")]
    {
        fs::write(folder.join("known.json"), text).expect("scratch is writable");
        let run = run(&folder, &["--baseline", "known.json", "--output", "out.txt"]);
        let errors = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2));
        assert!(errors.lines().count() == 1 && errors.contains("known.json") && errors.contains(message), "{errors}");
        assert!(!folder.join("out.txt").exists());
    }
}
