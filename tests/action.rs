//! The commands that the action and the pre-commit hook run.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{command, root, scratch};

/// The path with the binary under test before all else.
fn path() -> std::ffi::OsString {
    let own = Path::new(env!("CARGO_BIN_EXE_claimdiff")).parent().map(Path::to_path_buf);
    let paths = env::var_os("PATH").map(|p| env::split_paths(&p).collect::<Vec<PathBuf>>()).unwrap_or_default();
    env::join_paths(own.into_iter().chain(paths)).expect("a path")
}

#[test]
#[cfg(unix)]
fn the_action_writes_its_report_and_fails_on_a_conflict() {
    let out = scratch("action").join("claims.sarif");
    let run = |fail_on: &str| {
        let mut command = Command::new(root().join(".ci/action"));
        command.current_dir(root()).env("PATH", path()).env("CLAIMDIFF_PATHS", "examples/archive");
        command.env("CLAIMDIFF_FAIL_ON", fail_on).env("CLAIMDIFF_OUTPUT", &out).output().expect("bash is here")
    };
    let never = run("never");
    assert_eq!(never.status.code(), Some(0), "{}", String::from_utf8_lossy(&never.stderr));
    assert!(String::from_utf8_lossy(&never.stdout).contains(": quote-wording: "), "a line a finding in the log");
    assert!(fs::read_to_string(&out).expect("a report").contains("sarif-2.1.0"));
    assert_eq!(run("conflict").status.code(), Some(1));
}

#[test]
fn the_hook_stops_a_draft_that_conflicts() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hook");
    let entry = hooks.lines().find_map(|l| l.trim().strip_prefix("entry: claimdiff ")).expect("its command");
    let against = ["--against=examples/archive", "examples/draft.txt"];
    let arguments: Vec<&str> = entry.split(' ').chain(against).collect();
    let run = command::run(root(), &arguments);
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(command::text(&run).contains("examples/draft.txt:"));
}
