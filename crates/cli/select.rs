//! Which findings of a comparison are shown: by code, date, draft and baseline.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use claimdiff::{Analysis, Comparison, Finding, Ledger, Note, Passage, Stamp, input, report::Before};
use serde_json::{Value, json};

/// The largest baseline, in bytes: 64 MiB.
const MAX_BASELINE_BYTES: u64 = 64 << 20;

/// Keeps the findings that `keep` says and, where the ledger is wanted, the near misses; these take long to put into
/// words.
pub(crate) fn retain(
    comparison: &mut Comparison,
    articles: &[Analysis],
    ledger: bool,
    keep: impl Fn(&Finding) -> bool,
) {
    if !ledger {
        comparison.findings.retain(&keep);
        return;
    }
    let mut cleared = comparison.cleared(articles);
    comparison.findings.retain(&keep);
    cleared.retain(|c| keep(&c.finding));
    comparison.ledger = Ledger::of(cleared, articles);
    comparison.coverage.cleared = comparison.ledger.len();
}

/// Keeps the codes of `select`, all where it is empty, without those of `ignore`.
pub(crate) fn codes(
    comparison: &mut Comparison,
    articles: &[Analysis],
    ledger: bool,
    select: &[&str],
    ignore: &[&str],
) {
    if !select.is_empty() || !ignore.is_empty() {
        let wanted = |f: &Finding| (select.is_empty() || select.contains(&f.code)) && !ignore.contains(&f.code);
        retain(comparison, articles, ledger, wanted);
    }
}

/// Keeps what touches an article published on that day or later. An undated article may be new, so it counts.
pub(crate) fn since(comparison: &mut Comparison, articles: &[Analysis], ledger: bool, day: Stamp) {
    let from = day.days().first;
    retain(comparison, articles, ledger, |f| {
        let published = |at: usize| articles[at].meta.published.as_ref().map(|p| p.value.days().last);
        f.passages.iter().any(|p| published(p.article).is_none_or(|last| last >= from))
    });
}

/// Which articles were read from one of `drafts`, the file itself or a file below the folder, however either is spelled.
pub(crate) fn drafted(articles: &[Analysis], drafts: &[PathBuf]) -> BTreeSet<usize> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let drafts: Vec<PathBuf> = drafts.iter().map(|d| real(d)).collect();
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut is_draft = |path| {
        *known.entry(path).or_insert_with(|| {
            let path = real(Path::new(path));
            drafts.iter().any(|d| path.starts_with(d))
        })
    };
    (0..articles.len()).filter(|at| is_draft(articles[*at].path.as_str())).collect()
}

/// What a baseline tells of the findings.
pub(crate) struct Since {
    /// How much was known, how much of it stands in other passages than before, and what is gone.
    pub(crate) notes: Vec<Note>,
    /// Those that have other values than in the baseline, by id, as they stand there.
    pub(crate) before: BTreeMap<String, Before>,
    /// What is told where nothing of the baseline is there, as when only the new articles were named.
    pub(crate) hint: Option<Note>,
}

/// Keeps what the baseline does not hold, and what has other values than there.
pub(crate) fn new_since(comparison: &mut Comparison, baseline: &Path) -> anyhow::Result<Since> {
    let known = read_baseline(baseline).with_context(|| {
        format!("reading the baseline {}, which `--write-baseline` or `--format json` writes", baseline.display())
    })?;
    let here: BTreeSet<String> = comparison.findings.iter().map(|f| f.id.clone()).collect();
    // What began with another of its passages when the baseline was written is known by that.
    let id = |f: &Finding| {
        let before = |alias: &&String| known.contains_key(*alias) && !here.contains(*alias);
        let known_as = (!known.contains_key(&f.id)).then(|| f.aliases.iter().find(before)).flatten();
        known_as.unwrap_or(&f.id).clone()
    };
    let here: BTreeSet<String> = comparison.findings.iter().map(id).collect();
    let gone: Vec<String> =
        known.iter().filter(|(id, _)| !here.contains(*id)).map(|(_, k)| format!("gone: {}", k.words)).collect();
    let (mut unchanged, mut grown, mut before) = (0, 0, BTreeMap::new());
    comparison.findings.retain(|f| {
        let Some(k) = known.get(&id(f)) else { return true };
        let joined = || !k.values.is_empty() && told(f).any(|value| !k.values.contains(value));
        if let Some(was) = k.summary.as_ref().filter(|s| words(s) != words(&f.summary) || joined()) {
            before.insert(f.id.clone(), Before { summary: was.clone(), passages: k.passages.clone() });
            return true;
        }
        unchanged += 1;
        grown += usize::from(k.revision.as_ref().is_some_and(|r| *r != f.revision));
        false
    });
    let new = comparison.findings.len() - before.len();
    let changed = if before.is_empty() { String::new() } else { format!("{} with other values, ", before.len()) };
    let grown = if grown == 0 {
        String::new()
    } else {
        format!(" ({grown} of them with the same values in more or other passages)")
    };
    let count = format!("baseline: {new} new, {changed}{unchanged} unchanged{grown}, {} gone", gone.len());
    let note = |message| Note { path: baseline.display().to_string(), line: None, message, failure: false };
    let lost = (!known.is_empty() && gone.len() == known.len()).then(|| {
        let known = match known.len() {
            1 => "its one finding is not here".to_owned(),
            n => format!("none of its {n} findings is here"),
        };
        format!(
            "the baseline knows other articles: {known}; what is new shows when the articles of before and the \
            new ones are named together"
        )
    });
    let hint = lost.map(note);
    let notes = hint.iter().cloned().chain([count].into_iter().chain(gone).map(note)).collect();
    Ok(Since { notes, before, hint })
}

/// What "about" before a figure makes no other one.
const ABOUT: &str = "about";

/// The words of a summary in no order: which of two articles of a day comes first depends on their names.
fn words(summary: &str) -> Vec<&str> {
    let mut words: Vec<&str> = summary.split_whitespace().filter(|w| *w != ABOUT).collect();
    words.sort_unstable();
    words
}

/// The values of a finding's passages, of which the summary may leave some out.
fn told(f: &Finding) -> impl Iterator<Item = &str> {
    f.passages.iter().filter_map(|p| p.value.as_deref()).map(plain)
}

/// A value without its "about".
fn plain(value: &str) -> &str {
    value.strip_prefix(ABOUT).map_or(value, str::trim_start)
}

/// A finding of a baseline.
struct Known {
    /// A few words: code, beginning of the id, summary.
    words: String,
    /// What is not told by a baseline of before is taken for unchanged.
    summary: Option<String>,
    revision: Option<String>,
    /// What is not told by a baseline of before is shown again.
    passages: BTreeSet<(String, u32)>,
    /// The values of the passages; none of a baseline of before.
    values: BTreeSet<String>,
}

/// The findings of a baseline, which is what [`baseline`] writes or a whole report in JSON, by id.
fn read_baseline(path: &Path) -> anyhow::Result<BTreeMap<String, Known>> {
    let text = input::read_whole(path, MAX_BASELINE_BYTES)?;
    let value: Value = serde_json::from_str(&text).map_err(|e| anyhow!("it is no JSON from line {} on", e.line()))?;
    let findings = value["findings"].as_array().context("it has no list of findings")?;
    let one = |f: &Value| {
        let word = |key: &str| f[key].as_str().unwrap_or("?");
        let id = f["id"].as_str().context("a finding has no id")?;
        let short = id.get(..8).unwrap_or(id);
        let words = format!("{} {short}: {}", word("code"), word("summary"));
        let told = |key: &str| f[key].as_str().map(str::to_owned);
        let passage = |p: &Value| Some((p["article"].as_str()?.to_owned(), p["start"].as_u64()?.try_into().ok()?));
        let passages = f["passages"].as_array().into_iter().flatten().filter_map(passage).collect();
        let value = |p: &Value| Some(plain(p.get("value")?.as_str()?).to_owned());
        let values = f["passages"].as_array().into_iter().flatten().filter_map(value).collect();
        Ok((id.to_owned(), Known { words, summary: told("summary"), revision: told("revision"), passages, values }))
    };
    findings.iter().map(one).collect()
}

/// The findings as a baseline: their ids, with what a reader of the file needs to know them by.
pub(crate) fn baseline(articles: &[Analysis], comparison: &Comparison) -> Value {
    let passage = |p: &Passage| {
        let article = &articles[p.article].id;
        json!({ "article": article, "start": p.span.start, "value": p.value })
    };
    let one = |f: &Finding| {
        let passages: Vec<Value> = f.passages.iter().map(passage).collect();
        json!({ "id": f.id, "revision": f.revision, "code": f.code, "summary": f.summary, "passages": passages })
    };
    let findings: Vec<Value> = comparison.findings.iter().map(one).collect();
    json!({
        "claimdiff": { "version": env!("CARGO_PKG_VERSION"), "schema": claimdiff::report::SCHEMA },
        "findings": findings,
    })
}
