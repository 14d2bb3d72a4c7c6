//! The guards of the repository's habits: an ordinary test, so that no habit needs remembering.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use claimdiff_text::Slice;
use sha2::{Digest, Sha256};

use crate::{entries, root};

/// What the head of a table must tell; its first line tells what it is for.
const TABLE_HEAD: [&str; 3] = ["source", "rights", "20"];

/// Word lists that no case proves yet. This list only gets shorter.
const UNPROVED: &[&str] = &[];

/// Tables of figures and verdicts, whose rows are no words that cases could prove.
const WORDLESS: [&str; 2] = ["floors.tsv", "judged.tsv"];

/// The headings that a check's explanation must hold, in this order.
const HEADINGS: [&str; 5] = ["What it finds", "Why it matters", "Example", "What it leaves alone", "Source"];

/// What each crate may use of ours: data goes one way.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("parse", &["text"]),
    ("annotate", &["text"]),
    ("quotes", &["text", "annotate"]),
    ("claims", &["text", "annotate", "quotes"]),
    ("compare", &["text", "quotes", "claims"]),
    ("index", &["text", "claims", "compare"]),
    ("report", &["text", "quotes", "claims", "compare"]),
];

/// All files below a folder that belong to the repository.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in entries(folder) {
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        match path.is_dir() {
            true if name == "target" || name == ".git" || name == "out" => {}
            true => out.extend(files(&path)),
            false => out.push(path),
        }
    }
    out
}

fn with_extension(extension: &str) -> Vec<PathBuf> {
    files(root()).into_iter().filter(|f| f.extension().is_some_and(|e| e == extension)).collect()
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Fails with all complaints at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn tables_have_a_head_and_sorted_unique_keys_and_cases_beside_them() {
    let mut bad = Vec::new();
    for file in with_extension("tsv") {
        let text = read(&file);
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        let head: String = text.lines().take_while(|l| l.starts_with('#')).collect::<String>().to_lowercase();
        let seeds = name.starts_with("seeds/");
        for word in TABLE_HEAD.iter().filter(|w| !seeds && !head.contains(**w)) {
            bad.push(format!(
                "{name}:1: its head does not tell purpose, columns, source, rights and date: {word:?} is missing"
            ));
        }
        // A floor is known by task, gold and measure.
        let width = if name.ends_with("floors.tsv") { 3 } else { 1 };
        let mut before: Option<String> = None;
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let key = line.split('\t').take(width).collect::<Vec<_>>().join("\t");
            if before.as_ref().is_some_and(|b| *b >= key) {
                let verb = if before.as_ref() == Some(&key) { "stands twice" } else { "is not sorted" };
                bad.push(format!("{name}:{}: {key:?} {verb}", number + 1));
            }
            before = Some(key);
        }
        // Beside it, above it, or read together with it by a test of another folder.
        let folders = file.ancestors().skip(1).take_while(|f| !f.ends_with("src") && *f != root());
        let beside = folders.flat_map(entries).any(|f| f.extension().is_some_and(|e| e == "cases"));
        let include = format!("include_str!(\"{}\")", file.file_name().expect("a file").to_string_lossy());
        let together = || {
            with_extension("rs")
                .iter()
                .map(|f| read(f))
                .any(|s| s.contains(&include) && s.contains("claimdiff_cases::check"))
        };
        let proved = beside || together();
        let known = UNPROVED.contains(&name.as_str());
        let words = !WORDLESS.iter().any(|table| name.ends_with(table));
        if name.starts_with("crates/") && words && proved == known {
            bad.push(format!(
                "{name}: {}",
                if proved { "is proved now, so it is no longer in UNPROVED" } else { "no cases" }
            ));
        }
    }
    none(bad);
}

#[test]
fn every_cases_file_is_run() {
    let sources: String = with_extension("rs").iter().map(|f| read(f)).collect();
    let unrun = with_extension("cases").into_iter().filter(|f| {
        let name = f.file_name().expect("a file has a name").to_string_lossy().into_owned();
        !sources.contains(&name)
    });
    none(unrun.map(|f| format!("{}: no test reads it", f.display())).collect());
}

#[test]
fn every_check_is_explained_and_has_cases() {
    let mut bad = Vec::new();
    let checks = root().join("crates/compare/src/checks");
    assert!(claimdiff::CHECKS.windows(2).all(|w| w[0].code < w[1].code), "checks are sorted by code");
    for check in claimdiff::CHECKS {
        let mut rest = check.explain;
        for heading in HEADINGS {
            match rest.find(heading) {
                Some(at) => rest = rest.slice(at + heading.len()..),
                None => bad.push(format!("{}: its explanation has no {heading:?} in its place", check.code)),
            }
        }
        let folder = checks.join(check.code.replace('-', "_"));
        let folder = if folder.is_dir() { folder } else { checks.join(check.code) };
        if !folder.is_dir() || !entries(&folder).iter().any(|f| f.to_string_lossy().contains("cases")) {
            bad.push(format!("{}: no cases in {}", check.code, folder.display()));
        }
        if !read(&root().join("README.md")).contains(check.code) {
            bad.push(format!("{}: README does not name it", check.code));
        }
        bad.extend(missing_cases(check.code, check.cases));
    }
    none(bad);
}

/// Checks of figures whose near misses stand in the ledger under `number-conflict`: what they would have been is open.
const LEDGER_OF_FIGURES: [&str; 4] = ["number-changed", "number-revision", "number-scope", "number-update"];

/// A check is proved by what it shows, by what it keeps in the ledger and why, and by what it leaves alone.
fn missing_cases(check: &str, cases: &str) -> Vec<String> {
    let expected: Vec<&str> = cases.lines().filter(|l| !l.is_empty() && !l.starts_with([' ', '#'])).collect();
    let shown = expected.iter().any(|e| e.split("; ").any(|code| code == check));
    let kept = LEDGER_OF_FIGURES.contains(&check) || expected.iter().any(|e| e.starts_with("ledger: "));
    let kinds = [("is shown", shown), ("the ledger keeps", kept), ("is left alone", expected.contains(&"none"))];
    let missing = kinds.iter().filter(|(_, there)| !there);
    missing.map(|(kind, _)| format!("{check}: no case of what {kind}")).collect()
}

#[test]
fn a_kind_of_claim_lives_in_its_folder_and_the_list() {
    let mut bad = Vec::new();
    let claims = root().join("crates/claims/src");
    let list = read(&claims.join("kinds/mod.rs"));
    // Who sees claims: left of them nothing can know a kind, and the evaluation is of single kinds.
    let users = ["crates/claims/src", "crates/compare/src", "crates/report/src", "crates/cli", "src"];
    let sources: Vec<(PathBuf, String)> = users
        .iter()
        .flat_map(|folder| files(&root().join(folder)))
        .filter(|f| f.extension().is_some_and(|e| e == "rs"))
        .map(|f| (f.clone(), read(&f)))
        .collect();
    for kind in claimdiff_claims::KINDS {
        let name = kind.name();
        let folder = claims.join("kinds").join(name);
        if !entries(&folder).iter().any(|f| f.extension().is_some_and(|e| e == "cases")) {
            bad.push(format!("crates/claims/src/kinds/{name}: no cases"));
        }
        for wanted in [format!("mod {name};"), format!("    &{name}::")] {
            if list.matches(&wanted).count() != 1 {
                bad.push(format!("crates/claims/src/kinds/mod.rs: {wanted:?} does not stand there once"));
            }
        }
        let quoted = format!("\"{name}\"");
        for (file, text) in sources.iter().filter(|(f, _)| !f.starts_with(&folder) && *f != claims.join("kinds/mod.rs"))
        {
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or("");
                let module = file.starts_with(&claims)
                    && code.match_indices(&format!("{name}::")).any(|(at, _)| at == 0 || is_path(code, at));
                let asks = ["==", "!=", "=>", "matches!"].iter().any(|ask| code.contains(ask));
                if module || asks && code.contains(&quoted) && code.contains("kind") {
                    bad.push(format!("{}:{}: knows the kind {name}", file.display(), number + 1));
                }
            }
        }
    }
    none(bad);
}

#[test]
fn every_output_format_is_shown_by_the_shared_sample_and_named_in_the_readme() {
    let readme = read(&root().join("README.md"));
    for format in claimdiff::report::FORMATS {
        let name = format!("claimdiff_report__tests__{}.snap", format.name);
        assert!(root().join("crates/report/src/snapshots").join(&name).exists(), "{name} is missing");
        assert!(readme.contains(&format!("`{}`", format.name)), "README does not name the format {}", format.name);
    }
}

#[test]
fn the_output_in_the_readme_is_real() {
    let readme = read(&root().join("README.md"));
    let shown = readme.split("```text\n").nth(1).and_then(|t| t.split("```").next()).expect("README shows output");
    let real = read(&root().join("tests/seeds/report.snap"));
    for part in shown.split("[...]\n").map(str::trim_end).filter(|p| !p.is_empty()) {
        assert!(real.contains(part), "README shows what tests/seeds/report.snap does not hold:\n{part}");
    }
}

#[test]
fn data_goes_one_way() {
    let mut bad = Vec::new();
    for (name, may_use) in MAY_USE {
        let manifest = read(&root().join("crates").join(name).join("Cargo.toml"));
        let section = manifest.split("\n[dependencies]").nth(1).unwrap_or("").split("\n[").next().unwrap_or("");
        let used = section
            .lines()
            .filter_map(|l| l.strip_prefix("claimdiff-"))
            .filter_map(|l| l.split(['.', ' ', '=']).next());
        bad.extend(used.filter(|u| !may_use.contains(u)).map(|u| format!("crates/{name} must not use crates/{u}")));
        if section.lines().any(|l| l.starts_with("rayon")) {
            bad.push(format!("crates/{name}: only the root package starts threads"));
        }
        if section.lines().any(|l| l.starts_with("anyhow")) {
            bad.push(format!("crates/{name}: anyhow is for the binary and the evaluation"));
        }
    }
    none(bad);
}

/// Modules that only tests have, in files of their own.
const OF_TESTS: [&str; 3] = ["harmless.rs", "observed.rs", "sample.rs"];

#[test]
fn no_released_code_ends_a_run_by_itself() {
    let ends = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "unimplemented!(", "todo!("];
    let mut bad = Vec::new();
    for file in with_extension("rs") {
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        let released = name.starts_with("src/") || name.starts_with("crates/cli/") || name.contains("/src/");
        let apart = ["bench/", "fuzz/", "crates/eval/", "crates/cases/"].iter().any(|f| name.starts_with(f));
        if !released || apart || OF_TESTS.iter().any(|f| name.ends_with(f)) {
            continue;
        }
        let text = read(&file);
        let own = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (number, line) in own.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            bad.extend(ends.iter().find(|e| line.contains(**e)).map(|e| format!("{name}:{}: {e}", number + 1)));
        }
    }
    none(bad);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let paths = ["work", "tmp", "root", "home"].map(|f| format!("/{f}/"));
    let mut bad = Vec::new();
    for file in files(root()) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        if name == ".git" || name.contains("/fixtures/") || name.starts_with("seeds/") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let found = paths.iter().find(|p| line.match_indices(p.as_str()).any(|(at, _)| is_path(line, at)));
            bad.extend(found.map(|p| format!("{name}:{}: {p}", number + 1)));
        }
    }
    none(bad);
}

/// Whether a path begins here: not in the middle of a URL or of a longer path.
fn is_path(line: &str, at: usize) -> bool {
    line.slice(..at).chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || "/.-_~".contains(c)))
}

#[test]
fn the_seeds_are_as_they_came() {
    let seeds = root().join("seeds");
    let mut listed = BTreeSet::new();
    for line in read(&seeds.join("SOURCES.tsv")).lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, hash, bytes] = cells[..] else { panic!("SOURCES.tsv has three columns: {line:?}") };
        let content = fs::read(seeds.join(name)).unwrap_or_else(|e| panic!("seeds/{name}: {e}"));
        let found: String = Sha256::digest(&content).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((found.as_str(), content.len().to_string().as_str()), (hash, bytes), "seeds/{name} was changed");
        listed.insert(name.to_owned());
    }
    let there = entries(&seeds).into_iter().filter(|f| f.extension().is_some_and(|e| e == "txt"));
    let there: BTreeSet<String> =
        there.map(|f| f.file_name().expect("a file").to_string_lossy().into_owned()).collect();
    assert_eq!(listed, there);
}
