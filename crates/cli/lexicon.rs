//! The user's own word lists: a folder with files in the form of the built-in ones.

use std::{fs, path::Path};

use anyhow::{Context, bail};
use claimdiff::{
    LEXICONS, input,
    lexicon::{Lexicon, Table, unknown},
};

/// The largest list, in bytes: 16 MiB.
const MAX_LIST_BYTES: u64 = 16 << 20;

/// Makes the lists of a folder part of the built-in ones. Must be called before anything is analysed.
///
/// # Errors
///
/// The first file that cannot be read, has the name of no list, or holds a row that does not fit.
pub(crate) fn install(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    let entries = fs::read_dir(folder).with_context(|| format!("reading the lexicon {shown}"))?;
    let mut files = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    if files.is_empty() {
        bail!("reading the lexicon {shown}: it holds no list; there are {}", names().collect::<Vec<_>>().join(", "));
    }
    let mut lexicon = Lexicon::default();
    for file in files {
        let name = file.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let list = table(&name).with_context(|| format!("reading {}", file.display()))?;
        let text = input::read_whole(&file, MAX_LIST_BYTES).with_context(|| format!("reading {}", file.display()))?;
        if let Err(problem) = lexicon.add(list, text) {
            bail!("{}:{}: {problem}", file.display(), problem.line);
        }
    }
    if !lexicon.install() {
        bail!("reading the lexicon {shown}: word lists were read before it");
    }
    Ok(())
}

/// The list of a name, as `claimdiff lexicon` prints it.
///
/// # Errors
///
/// No list has the name.
pub(crate) fn table(name: &str) -> anyhow::Result<&'static Table> {
    let lists = || LEXICONS.iter().copied();
    lists().find(|t| t.name == name).with_context(|| unknown("list", name, lists().map(|t| t.name)))
}

/// The names of the lists with the first line of their heads.
pub(crate) fn overview() -> String {
    let first = |t: &Table| t.text.lines().next().unwrap_or("").trim_start_matches("# ").to_owned();
    LEXICONS.iter().map(|t| format!("{:<16} {}\n", format!("{}.tsv", t.name), first(t))).collect()
}

fn names() -> impl Iterator<Item = String> {
    LEXICONS.iter().map(|t| format!("{}.tsv", t.name))
}
