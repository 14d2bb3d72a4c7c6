//! Halves of a gold set by the hash of the id of each line, so that one half says whether what was done for the other
//! carries over: `claimdiff-eval gate --half 0`, `--half 1`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use claimdiff_text::StableHash;
use serde_json::Value;

/// The tasks whose gold is one article or sentence a line.
const TASKS: &[&str] = &["casualties", "quantities", "temporal"];

/// Whether the gold of a task has halves.
pub(crate) fn has(task: &str) -> bool {
    TASKS.contains(&task)
}

/// Which half a line is of: a bit of the hash of its id.
fn of(line: &str) -> anyhow::Result<u8> {
    let value: Value = serde_json::from_str(line).context("reading a line of gold")?;
    let id = value["id"].as_str().context("a line of gold has no id")?;
    Ok((StableHash::of(id) >> 63) as u8)
}

/// Writes one half of a set into a folder and gives its path.
pub(crate) fn write(gold: &Path, half: u8, folder: &Path) -> anyhow::Result<PathBuf> {
    let text = fs::read_to_string(gold).with_context(|| format!("reading {}", gold.display()))?;
    let mut out = String::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        if of(line).with_context(|| gold.display().to_string())? == half {
            out.push_str(line);
            out.push('\n');
        }
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let path = folder.join(gold.file_name().context("gold without a name")?);
    fs::write(&path, out).with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_of_one_half_and_ids_that_count_up_fall_on_both() {
        let halves: Vec<u8> = (0..64).map(|n| of(&format!("{{\"id\":\"set-{n:04}\"}}")).unwrap()).collect();
        let ones = halves.iter().filter(|h| **h == 1).count();
        assert!(halves.iter().all(|h| *h < 2) && (16..=48).contains(&ones), "{ones} of 64");
    }
}
