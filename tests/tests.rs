//! Tests of the whole workspace through its library and its command.

mod action;
mod annotation;
mod baseline;
mod browser;
mod cli;
mod command;
mod config;
mod crowd;
mod diff;
mod formats;
mod fuzz;
mod increment;
mod index;
mod lexicon;
mod output;
mod props;
mod readme;
mod records;
mod schema;
mod screen;
mod seeds;
mod steering;
mod stories;
mod tidy;
mod watch;

use std::path::{Path, PathBuf};

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The entries of a folder, sorted by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let list = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut list: Vec<PathBuf> = list.map(|e| e.expect("an entry of a folder").path()).collect();
    list.sort();
    list
}

/// Compares with the accepted text in `folder/name.snap`; `just snap` accepts.
fn assert_accepted(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// An empty folder of this test run.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It is there only after an earlier run.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    folder
}
