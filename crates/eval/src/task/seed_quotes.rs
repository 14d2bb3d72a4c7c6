//! `seed-quotes`: the quotations of the articles in a folder of plain texts, one line each.

use std::{fs, io::Write, path::Path};

use anyhow::Context;
use serde_json::json;

pub(crate) fn run(folder: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let folder = if folder.is_dir() { folder } else { Path::new("seeds") };
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    for file in files {
        let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let article = claimdiff::read(&id, &text);
        let doc = claimdiff_annotate::annotate(&article);
        for q in claimdiff_quotes::find(&doc) {
            let spans: Vec<_> = q.content.iter().map(|s| [s.start, s.end]).collect();
            writeln!(
                out,
                "{}",
                json!({
                    "article": id,
                    "start": q.span().start,
                    "end": q.span().end,
                    "spans": spans,
                    "kind": q.kind,
                    "rule": q.rule,
                    "speaker": q.speaker.as_ref().map(|s| &s.name),
                    "medium": q.medium.as_ref().map(|m| &m.name),
                    "text": q.content.iter().map(|s| s.of(&text)).collect::<Vec<_>>(),
                })
            )?;
        }
    }
    Ok(())
}
