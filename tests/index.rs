//! The archive on disk: what is found with it is what is found without it, and nothing that ends a run harms it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use claimdiff::{
    Article, Comparison, Options, Statistics,
    index::{Entry, Error, Index, Writer},
};
use claimdiff_text::StableHash;
use serde_json::Value;

use crate::{
    command::{run, text},
    entries, root, scratch,
};

/// The articles of each story of the repository.
fn stories() -> Vec<Vec<Article>> {
    let read = |file: &PathBuf| {
        let name = file.display().to_string();
        claimdiff::parse(&fs::read(file).expect("an article"), &name, &name).expect("an article").articles
    };
    let of = |story: PathBuf| {
        let files = entries(&story.join("in")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "txt"));
        files.flat_map(|f| read(&f)).collect::<Vec<Article>>()
    };
    entries(&root().join("tests/stories")).into_iter().map(of).filter(|s| !s.is_empty()).collect()
}

/// An index of some articles, so many of them added at a time.
fn build(folder: &Path, articles: &[Article], batch: usize) {
    let mut writer = Writer::open(folder).expect("a new index");
    writer.set_batch(batch);
    for article in articles {
        writer.add(Entry::new(article, &claimdiff::analyse(article), &[]), &[], &[]).expect("it is added");
    }
    writer.finish().expect("all is written");
}

/// The findings with their passages, by the ids of their articles.
fn findings(comparison: &Comparison, articles: &[claimdiff::Analysis]) -> BTreeSet<String> {
    let one = |f: &claimdiff::Finding| {
        let mut f = f.clone();
        let ids: Vec<&str> = f.passages.iter().map(|p| articles[p.article].id.as_str()).collect();
        let ids = ids.join(" ");
        f.passages.iter_mut().for_each(|p| p.article = 0);
        format!("{ids} {f:?}")
    };
    comparison.findings.iter().map(one).collect()
}

/// Each article in turn is the draft that is held against the others, as files and as an index.
fn assert_same(articles: &[Article], name: &str, every: usize) -> usize {
    let analyses = claimdiff::analyse_all(articles);
    let mut seen = 0;
    for (at, draft) in analyses.iter().enumerate().step_by(every) {
        let folder = scratch(name);
        let mut rest: Vec<Article> = articles.to_vec();
        rest.remove(at);
        build(&folder, &rest, 40);
        let index = Index::open(&folder, 0).expect("the index opens");
        let mut statistics = index.statistics().clone();
        statistics.merge(&Statistics::of(std::slice::from_ref(draft)));
        let related = index.related(std::slice::from_ref(draft), &statistics).expect("it is looked up");
        assert!(related.damage.is_empty());
        let compare = |some: Vec<claimdiff::Analysis>, statistics: &Statistics| {
            let new: Vec<bool> = some.iter().map(|a| a.id == draft.id).collect();
            let options = Options { drafts: true, ..Options::default() };
            findings(&claimdiff::compare_new(&some, &new, statistics, &options), &some)
        };
        let wanted = compare(analyses.clone(), &Statistics::of(&analyses));
        let found = compare([draft.clone()].into_iter().chain(related.records).collect(), &statistics);
        assert_eq!(found, wanted, "{}", draft.id);
        seen += wanted.len();
    }
    seen
}

#[test]
fn a_draft_against_an_index_gives_what_it_gives_against_the_files() {
    let stories = stories();
    let all: Vec<Article> = stories.concat();
    let mut seen: usize = stories.iter().map(|s| assert_same(s, "index-story", 2)).sum();
    seen += assert_same(&all, "index-all", 9);
    assert!(seen > stories.len() / 2, "{seen}");
}

/// A folder with articles in `in`, and what `claimdiff index` says of it.
fn folder(name: &str, tolls: &[usize]) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("in")).unwrap();
    for (n, people) in tolls.iter().enumerate() {
        fs::write(folder.join(format!("in/{n}.txt")), article(*people)).unwrap();
    }
    folder
}

fn article(people: usize) -> String {
    format!(
        "Bridge collapse kills {people}\n\nDorvik, 12 June 2029 (Evening Ledger) - The collapse of the Halmo bridge on \
         Monday killed {people} people, the police said. “We had no warning at all,” the mayor, Lena Orsk, told \
         reporters.\n"
    )
}

fn index(folder: &Path, arguments: &[&str]) -> String {
    let out = run(folder, &[&["index", "ix"], arguments].concat());
    format!("{}{}", text(&out), String::from_utf8_lossy(&out.stderr)).trim_end().to_owned()
}

#[test]
fn articles_are_added_kept_replaced_and_taken_out() {
    let folder = folder("index-changes", &[12, 12, 14]);
    assert_eq!(index(&folder, &["in"]), "3 added, 0 updated, 0 unchanged, 0 removed: 3 articles");
    fs::write(folder.join("in/1.txt"), article(13)).unwrap();
    fs::write(folder.join("in/3.txt"), article(15)).unwrap();
    assert_eq!(index(&folder, &["in"]), "1 added, 1 updated, 2 unchanged, 0 removed: 4 articles");
    assert_eq!(index(&folder, &["--check"]), "4 records read back, 0 faults");
    fs::remove_file(folder.join("in/3.txt")).unwrap();
    assert_eq!(index(&folder, &["--remove", "in/3.txt"]), "0 added, 0 updated, 0 unchanged, 1 removed: 3 articles");
    assert!(index(&folder, &["--stats", "--check"]).starts_with("3 articles, 1 taken out, 1 earlier version\n"));
    let report = |arguments: &[&str]| -> Value {
        let out = run(&folder, &[arguments, &["--format", "json"]].concat());
        serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)))
    };
    // A draft that lies among the articles is not held against itself.
    let (with, without) =
        (report(&["check", "in/1.txt", "--against", "ix"]), report(&["check", "in/1.txt", "--against", "in"]));
    assert!(!without["findings"].as_array().unwrap().is_empty());
    assert_eq!(with["findings"], without["findings"]);
    assert_eq!(report(&["report", "--index", "ix"])["findings"], report(&["report", "in"])["findings"]);
    let since = report(&["report", "--index", "ix", "--since", "2029-06-12"]);
    assert_eq!(since["findings"], report(&["report", "in"])["findings"]);
    assert!(index(&folder, &["--remove", "in"]).ends_with("3 removed: 0 articles"));
    assert_eq!(index(&folder, &["in"]), "3 added, 0 updated, 0 unchanged, 0 removed: 3 articles");
}

/// What somebody said, in two papers.
const SPEECHES: [&str; 2] = [
    "Dockers put their strike on hold\n\nDorvik, 12 June 2029 (Evening Ledger) - The dockers of Dorvik put their strike on \
     hold on Tuesday. “It is a step, but it is not yet a deal,” the leader of their union, Tom Varga, said.\n",
    "Port of Dorvik at work again\n\nDorvik, 13 June 2029 (Our Desk) - Cranes moved again in the port of Dorvik on Wednesday. \
     Tom Varga, who leads the union, called for patience. “It is a small step, but it is not yet a deal,” he said.\n",
];

#[test]
fn a_draft_is_read_as_closely_against_many_articles_as_against_few() {
    let folder = scratch("index-draft");
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("draft.txt"), SPEECHES[1]).unwrap();
    fs::write(folder.join("in/speech.txt"), SPEECHES[0]).unwrap();
    let differs = |of: &[&str]| -> Vec<String> {
        let out = run(&folder, &[of, &["--format", "json"]].concat());
        let report: Value = serde_json::from_slice(&out.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        findings
            .iter()
            .map(|f| format!("{} {}", f["severity"].as_str().unwrap(), f["code"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(differs(&["check", "draft.txt", "--against", "in"]), ["conflict quote-wording"]);
    let towns = ["Arnby", "Ellery", "Halmo", "Lindow", "Marnow", "Orvane", "Tarrin", "Velden", "Karsova", "Brennick"];
    for (n, town) in towns.iter().chain(&["Sollund", "Vesper", "Tarnholm", "Port Almen"]).enumerate() {
        let text = format!("School opens in {town}\n\n{town}, {} May 2029 - A school opened in {town}.\n", n + 1);
        fs::write(folder.join(format!("in/{n}.txt")), text).unwrap();
    }
    index(&folder, &["in"]);
    for against in ["in", "ix"] {
        assert_eq!(differs(&["check", "draft.txt", "--against", against]), ["conflict quote-wording"], "{against}");
    }
    let out = run(&folder, &["check", "draft.txt", "--against", "in", "--format", "brief"]);
    let id = text(&out).trim_end().rsplit('[').next().unwrap().trim_end_matches(']');
    assert!(text(&run(&folder, &["explain", id, "in", "draft.txt"])).contains("quote-wording"), "{id}");
    // No draft: among many articles nobody acts on it.
    assert_eq!(differs(&["report", "in", "draft.txt"]), [""; 0]);
}

#[test]
fn an_index_written_anew_is_that_of_the_articles_that_are_there() {
    let folder = folder("index-anew", &[12, 12, 14]);
    for (name, people) in [("1", 13), ("3", 15), ("0", 16)] {
        index(&folder, &["in", "--batch", "1"]);
        fs::write(folder.join(format!("in/{name}.txt")), article(people)).unwrap();
    }
    index(&folder, &["in", "--batch", "2"]);
    index(&folder, &["--remove", "in/2.txt"]);
    fs::remove_file(folder.join("in/2.txt")).unwrap();
    // What a run left that was killed while it wrote.
    fs::create_dir_all(folder.join("ix/anew")).unwrap();
    fs::write(folder.join("ix/records-99"), "half of a reco").unwrap();
    assert_eq!(index(&folder, &["--rebuild"]), "3 articles written anew");
    assert!(!folder.join("ix/anew").exists() && !folder.join("ix/records-99").exists());
    assert!(index(&folder, &["--stats", "--check"]).starts_with("3 articles, 0 taken out, 2 earlier versions\n"));
    for form in ["text", "json", "html", "csv"] {
        let report = |of: &[&str]| run(&folder, &[&["report", "--format", form], of].concat()).stdout;
        let (kept, plain) = (report(&["--index", "ix"]), report(&["in"]));
        assert!(!plain.is_empty() && kept == plain, "{form}");
    }
    // However it came about: one that is built in one go is the same.
    assert!(run(&folder, &["index", "other", "in"]).status.success());
    assert!(run(&folder, &["index", "other", "--rebuild"]).status.success());
    let files = |index: &str| -> Vec<(String, Vec<u8>)> {
        let all = entries(&folder.join(index)).into_iter().filter_map(|path| {
            let kind = path.file_name()?.to_str()?.split('-').next()?.to_owned();
            ["records", "places", "postings", "state"].contains(&kind.as_str()).then(|| (kind, fs::read(path).unwrap()))
        });
        all.collect()
    };
    // Behind what is there stand those that are kept of earlier versions, which the other has none of.
    let (own, other) = (files("ix"), files("other"));
    assert_eq!(own.len(), 4);
    for ((kind, own), (_, other)) in own.iter().zip(&other) {
        let same = if kind == "postings" { own == other } else { kind == "state" || own.starts_with(other) };
        assert!(same, "{kind}");
    }
    // And it goes on from there.
    fs::write(folder.join("in/4.txt"), article(17)).unwrap();
    assert_eq!(index(&folder, &["in"]), "1 added, 0 updated, 3 unchanged, 0 removed: 4 articles");
    assert_eq!(index(&folder, &["--rebuild", "--check"]), "4 articles written anew\n4 records read back, 0 faults");
}

#[test]
fn an_address_is_that_of_one_article() {
    let folder = scratch("index-address");
    let record = |people: usize| {
        let text = article(people).replace('\n', "\\n");
        format!("{{\"url\": \"https://ledger.example/bridge\", \"text\": \"{text}\"}}\n")
    };
    fs::write(folder.join("monday.jsonl"), record(12)).unwrap();
    fs::write(folder.join("tuesday.jsonl"), record(14)).unwrap();
    assert!(index(&folder, &["monday.jsonl"]).ends_with("1 articles"));
    assert_eq!(index(&folder, &["tuesday.jsonl"]), "0 added, 1 updated, 0 unchanged, 0 removed: 1 articles");
    // Captures that are named together are both there, as in a report on the two.
    fs::remove_dir_all(folder.join("ix")).unwrap();
    assert!(index(&folder, &["monday.jsonl", "tuesday.jsonl"]).ends_with("2 articles"));
    assert!(index(&folder, &["monday.jsonl", "tuesday.jsonl"]).starts_with("0 added, 0 updated, 2 unchanged"));
    assert_eq!(index(&folder, &["--check"]), "2 records read back, 0 faults");
}

/// The changes that `claimdiff diff --index` tells.
fn changes(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let out = run(folder, &[&["diff", "--index", "ix", "--format", "json"], arguments].concat());
    let found: Value =
        serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
    let one = |c: &Value| {
        let noted = if c["noted"] == true { "*" } else { "" };
        format!("{}{noted}: {}", c["change"].as_str().unwrap(), c["what"].as_str().unwrap())
    };
    let mut told: Vec<String> = found["changes"].as_array().unwrap().iter().map(one).collect();
    told.dedup();
    told
}

#[test]
fn earlier_versions_are_kept_and_held_against_each_other() {
    let folder = scratch("index-versions-of-one");
    let url = "https://ledger.example/bridge";
    let add = |file: &str, text: &str| {
        let text = text.replace('\n', "\\n");
        fs::write(folder.join(file), format!("{{\"url\": \"{url}\", \"text\": \"{text}\"}}\n")).unwrap();
        index(&folder, &[file])
    };
    add("monday.jsonl", &article(12));
    let said = run(&folder, &["diff", "--index", "ix", url]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("one version is of it in the index"), "{said:?}");
    add("tuesday.jsonl", &article(14));
    assert_eq!(changes(&folder, &[url]), ["value: people killed: 12, then 14"]);
    // Put otherwise.
    let style =
        article(14).replace("The collapse of the Halmo bridge on Monday", "On Monday the collapse of the Halmo bridge");
    add("wednesday.jsonl", &style);
    assert_eq!(changes(&folder, &[url]), [""; 0]);
    assert_eq!(changes(&folder, &[url, "--back", "2"]), ["value: people killed: 12, then 14"]);
    let corrected =
        "\nCorrection: An earlier version of this article said 14 people were killed. The police say it is 15.\n";
    add("thursday.jsonl", &format!("{}{corrected}", article(15)));
    assert_eq!(changes(&folder, &[url]), ["value*: people killed: 14, then 15"]);
    // A version that is not there yet is held against the last one: what that had corrected is not told again.
    fs::write(folder.join("friday.txt"), format!("{}{corrected}", article(17))).unwrap();
    assert_eq!(changes(&folder, &[url, "friday.txt"]), ["value: people killed: 15, then 17"]);
    assert_eq!(index(&folder, &["--stats"]).lines().next(), Some("1 articles, 0 taken out, 3 earlier versions"));
    // They outlast what writes the index anew, which the report on it does not show.
    let report = || run(&folder, &["report", "--index", "ix", "--format", "json"]).stdout;
    let before = report();
    assert_eq!(index(&folder, &["--rebuild", "--check"]), "1 articles written anew\n1 records read back, 0 faults");
    assert_eq!(report(), before);
    assert_eq!(changes(&folder, &[url, "--back", "3"]).len(), 1);
    // Only so many, and none of an article that is taken out.
    for people in 20..30 {
        add("later.jsonl", &article(people));
    }
    assert_eq!(changes(&folder, &[url, "--back", "8"]), ["value: people killed: 21, then 29"]);
    assert_eq!(index(&folder, &["--stats"]).lines().next(), Some("1 articles, 5 taken out, 8 earlier versions"));
    index(&folder, &["--remove", "later.jsonl"]);
    assert_eq!(index(&folder, &["--stats"]).lines().next(), Some("0 articles, 14 taken out"));
    assert!(!run(&folder, &["diff", "--index", "ix", url]).status.success());
}

#[test]
fn a_file_that_changed_and_an_id_that_is_a_uri_have_versions_too() {
    let folder = folder("index-versions-of-files", &[12, 20]);
    index(&folder, &["in"]);
    fs::write(folder.join("in/0.txt"), article(13)).unwrap();
    index(&folder, &["in"]);
    assert_eq!(changes(&folder, &["in/0.txt"]), ["value: people killed: 12, then 13"]);
    let record = |id: &str, people: usize| {
        let text = article(people).replace('\n', "\\n");
        format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n")
    };
    for (file, people) in [("monday.jsonl", 40), ("tuesday.jsonl", 41)] {
        let records = ["7", "tag:ledger.example,2029:bridge"].map(|id| record(id, people)).concat();
        fs::write(folder.join(file), records).unwrap();
        index(&folder, &[file]);
    }
    assert_eq!(changes(&folder, &["tag:ledger.example,2029:bridge"]), ["value: people killed: 40, then 41"]);
    // The seventh of one file is not that of another: both are there, and it is not one of them that became the other.
    assert!(index(&folder, &["--stats"]).starts_with("5 articles, 0 taken out, 2 earlier versions"));
}

#[test]
fn what_is_no_index_and_what_is_of_another_version_is_told() {
    let folder = folder("index-versions", &[12]);
    assert!(index(&folder, &["--check"]).contains("there is no index; claimdiff index ix PATH... builds one"));
    assert!(index(&folder, &[]).contains("nothing to do"));
    let out = run(&folder, &["index", "in", "in/0.txt"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("the folder is not empty and holds no index"));
    index(&folder, &["in"]);
    let manifest = folder.join("ix/index.json");
    let told = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, told.replacen("\"form\": 2", "\"form\": 0", 1)).unwrap();
    let said = index(&folder, &["in"]);
    assert!(said.contains("in another form; build it anew in another folder: claimdiff index"), "{said}");
    fs::write(&manifest, &told.as_bytes()[..told.len() / 2]).unwrap();
    assert!(index(&folder, &["--check"]).contains("index.json is damaged"));
    fs::write(&manifest, &told).unwrap();
    fs::create_dir(folder.join("lists")).unwrap();
    fs::write(folder.join("lists/aliases.tsv"), "the bridge town\tDorvik\n").unwrap();
    let out = run(&folder, &["check", "in/0.txt", "--against", "ix", "--lexicon", "lists"]);
    assert!(String::from_utf8_lossy(&out.stderr).contains("was made with other word lists"), "{out:?}");
}

#[test]
fn two_do_not_write_at_once_and_one_reads_meanwhile() {
    let folder = folder("index-writers", &[12, 14]);
    build(&folder.join("ix"), &[], 8);
    let writer = Writer::open(&folder.join("ix")).unwrap();
    assert!(matches!(Writer::open(&folder.join("ix")), Err(Error::Locked(_))));
    assert!(index(&folder, &["in"]).contains("another process writes to the index"));
    assert_eq!(index(&folder, &["--check"]), "0 records read back, 0 faults");
    drop(writer);
    assert!(index(&folder, &["in"]).ends_with("2 articles"));
}

#[test]
fn a_file_that_is_cut_off_or_damaged_is_told_and_the_rest_reads_back() {
    let folder = folder("index-damage", &[12, 13, 14, 15]);
    index(&folder, &["in"]);
    let files: Vec<PathBuf> = entries(&folder.join("ix")).into_iter().filter(|f| !f.ends_with("lock")).collect();
    assert_eq!(files.len(), 5, "{files:?}");
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 0x15;
        for changed in [&bytes[..bytes.len() / 2], &bytes[..bytes.len() - 1], &[], &flipped] {
            fs::write(&file, changed).unwrap();
            let out = run(&folder, &["index", "ix", "--check"]);
            let said = format!("{}{}", text(&out), String::from_utf8_lossy(&out.stderr));
            assert_eq!(out.status.code(), Some(2), "{}: {said}", file.display());
            assert!(said.contains("damaged") && !said.contains("panic"), "{}: {said}", file.display());
            if file.ends_with("records") {
                let read = said.lines().find(|l| l.contains("read back")).unwrap();
                assert!(read.starts_with(['0', '1', '2', '3']) && !read.ends_with(" 0 faults"), "{said}");
            }
            let out = run(&folder, &["check", "in/0.txt", "--against", "ix", "--format", "json"]);
            assert!(out.status.code().is_some_and(|c| c != 101), "{out:?}");
        }
        fs::write(&file, &bytes).unwrap();
    }
    assert_eq!(index(&folder, &["--check"]), "4 records read back, 0 faults");
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_is_told_and_nothing_is_lost() {
    let folder = folder("index-room", &[12, 13]);
    index(&folder, &["in"]);
    for n in 2..40 {
        fs::write(folder.join(format!("in/{n}.txt")), article(n + 40)).unwrap();
    }
    // A bound on the size of files is the nearest to a full disk that needs no rights.
    let bounded = format!("trap '' XFSZ; ulimit -f 16; exec {} index ix in --batch 4", env!("CARGO_BIN_EXE_claimdiff"));
    let out = Command::new("sh").args(["-c", &bounded]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.code() == Some(2) && said.contains("writing ix/records"), "{out:?}");
    let checked = index(&folder, &["--check"]);
    assert!(checked.ends_with(" 0 faults") && !checked.starts_with("2 "), "{checked}");
    assert!(index(&folder, &["in"]).ends_with(": 40 articles"));
    assert_eq!(index(&folder, &["--check"]), "40 records read back, 0 faults");
}

/// How many articles are added by runs that are killed.
const ARTICLES: usize = 1_500;

/// Ended at whatever moment, an index has all that counted by then, and adding goes on from there.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_loses_nothing_that_counted() {
    let kills = std::env::var("CLAIMDIFF_KILLS").ok().and_then(|v| v.parse().ok()).unwrap_or(20);
    let folder = scratch("index-kill");
    fs::create_dir_all(folder.join("in")).unwrap();
    for n in 0..ARTICLES {
        fs::write(folder.join(format!("in/{n}.txt")), article(n + 10)).unwrap();
    }
    let (mut before, mut turn) = (0, 0);
    for kill in 0..kills {
        let mut child = Command::new(env!("CARGO_BIN_EXE_claimdiff"))
            .args(["index", "ix", "in", "--batch", "16", "-q"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let wait = StableHash::of(&format!("kill {kill}")) % 600;
        if kill % 2 == 0 {
            std::thread::sleep(Duration::from_millis(wait));
        } else {
            // Where the machine is busy a run has hardly begun by then: wait for it to have made something count.
            let manifest = || fs::read(folder.join("ix/index.json")).ok();
            let was = manifest();
            while manifest() == was && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_millis(2));
            }
            std::thread::sleep(Duration::from_millis(wait / 12));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        match Index::open(&folder.join("ix"), 0) {
            Ok(index) => {
                let checked = index.check();
                assert!(checked.damage.is_empty(), "{kill}: {:?}", checked.damage);
                assert!(checked.records >= before, "{kill}: {} after {before}", checked.records);
                turn += usize::from(checked.records > before && checked.records < ARTICLES);
                before = checked.records;
                if before == ARTICLES {
                    fs::remove_dir_all(folder.join("ix")).unwrap();
                    before = 0;
                }
            }
            // Nothing counted yet.
            Err(error) => assert!(matches!(error, Error::Missing(_)) && before == 0, "{kill}: {error}"),
        }
    }
    assert!(turn > 0, "no run was ended amid its work");
    assert!(index(&folder, &["in"]).ends_with(": 1500 articles"));
    assert_eq!(index(&folder, &["--check"]), "1500 records read back, 0 faults");
}
