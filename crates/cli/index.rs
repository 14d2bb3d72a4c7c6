//! The archive of analysed articles: adding to it, looking into it, and reading of it what a draft or a day needs.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::bail;
use claimdiff::{
    Analysis, Article, Correction, Note, Stamp, Statistics,
    index::{Entry, Error, Index, Known, Related, Writer},
    input,
    key::{self, Taken},
    lexicon::fingerprint,
    report::is_analysed,
};

use crate::{
    OfArchive, Read,
    args::{FailOn, Global, IndexArgs, Reading},
    complain,
    exit::{Exit, Told},
    foreign_note, output,
    progress::Progress,
};

/// Adds to an index, takes out of it, tells of it, reads it through.
pub(crate) fn run(args: &IndexArgs, global: &Global) -> anyhow::Result<Exit> {
    let changes = !args.paths.is_empty() || !args.remove.is_empty();
    if !changes && !args.rebuild && !args.check && !args.stats {
        bail!("nothing to do: name articles to add, --remove PATH, --rebuild, --check or --stats");
    }
    let mut exit = Exit::Clean;
    if changes {
        exit = change(args, global)?;
    }
    if args.rebuild {
        if !Index::is_in(&args.folder) {
            return Err(Error::Missing(args.folder.clone()).into());
        }
        let records = Writer::open(&args.folder)?.rebuild()?;
        output::to(None, |out| writeln!(out, "{records} articles written anew"))?;
    }
    if args.stats {
        stats(&Index::open(&args.folder, fingerprint())?)?;
    }
    if args.check {
        let checked = Index::open(&args.folder, fingerprint())?.check();
        checked.damage.iter().for_each(|damage| complain(&damage.to_string()));
        let wrong = checked.damage.len();
        output::to(None, |out| writeln!(out, "{} records read back, {wrong} faults", checked.records))?;
        if wrong > 0 {
            exit = Exit::Failure;
        }
    }
    Ok(exit)
}

/// What became of an article that may be added.
enum Made {
    Known(u32),
    New(Box<Entry>, Vec<u32>, Vec<u32>),
    Foreign(Note),
    Failed(Error),
}

fn change(args: &IndexArgs, global: &Global) -> anyhow::Result<Exit> {
    if !args.reading.mappings.is_empty() {
        claimdiff_parse::map_fields(&args.reading.mappings);
    }
    let started = Instant::now();
    let mut writer = Writer::open(&args.folder)?;
    if let Some(batch) = args.batch {
        writer.set_batch(batch as usize);
    }
    if !args.remove.is_empty() {
        let gone = below(writer.index(), &args.remove)?;
        writer.remove(gone)?;
    }
    let added = add(&mut writer, &args.paths, None, &args.reading, global)?;
    added.notes.iter().filter(|_| !global.quiet).for_each(|note| complain(&note.to_string()));
    let changes = writer.finish()?;
    let records = Index::open(&args.folder, fingerprint())?.len();
    output::to(None, |out| {
        let claimdiff::index::Changes { added, updated, unchanged, removed } = changes;
        writeln!(out, "{added} added, {updated} updated, {unchanged} unchanged, {removed} removed: {records} articles")
    })?;
    if global.verbose {
        complain(&format!("indexed in {:.0?}", started.elapsed()));
    }
    let told = Told { notes: &added.notes, faults: added.faults, missing: added.missing, strict: args.reading.strict };
    Ok(Exit::of(&told, None, FailOn::Never))
}

/// What adding articles gave besides them.
pub(crate) struct Added {
    pub(crate) notes: Vec<Note>,
    faults: usize,
    missing: usize,
}

/// Adds the articles of some paths, of the files there `only` these.
pub(crate) fn add(
    writer: &mut Writer,
    paths: &[PathBuf],
    only: Option<BTreeSet<PathBuf>>,
    reading: &Reading,
    global: &Global,
) -> anyhow::Result<Added> {
    // As it stood before, for all threads to look into.
    let before = Index::open(writer.index().folder(), fingerprint())?;
    let progress = Progress::new(global.quiet);
    let make = |article: Article| {
        let made = make(&before, &article);
        progress.step();
        made
    };
    let options = input::Options { only, ..reading.options() };
    let (mut failed, mut notes) = (None, Vec::new());
    let found = input::stream(paths, &options, make, |some| {
        for made in some {
            let done = match made {
                Made::Known(number) => {
                    writer.keep(number);
                    Ok(())
                }
                Made::New(entry, named, addressed) => writer.add(*entry, &named, &addressed),
                Made::Foreign(note) => {
                    notes.push(note);
                    Ok(())
                }
                Made::Failed(error) => Err(error),
            };
            if let Err(error) = done {
                failed = Some(error);
                return false;
            }
        }
        true
    });
    drop(progress);
    notes.extend(found.notes);
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(Added { notes, faults: found.faults, missing: found.missing }),
    }
}

/// Analyses an article, where the index does not have it.
fn make(before: &Index, article: &Article) -> Made {
    if !is_analysed(&article.meta) {
        return Made::Foreign(foreign_note(&article.path, &article.id, &article.meta));
    }
    match before.known(article) {
        Ok(Known::Same(number)) => Made::Known(number),
        Ok(Known::Other { named, addressed }) => {
            let entry = Entry::new(article, &claimdiff::analyse(article), &claimdiff::corrections(article));
            Made::New(Box::new(entry), named, addressed)
        }
        Err(error) => Made::Failed(error),
    }
}

/// The records whose articles were read from some files or folders, however these are spelled.
fn below(index: &Index, paths: &[PathBuf]) -> Result<Vec<u32>, Error> {
    let real: Vec<PathBuf> = paths.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let is_below = |path: &Path| {
        let own = path.canonicalize().ok();
        paths.iter().any(|p| path.starts_with(p)) || own.is_some_and(|own| real.iter().any(|p| own.starts_with(p)))
    };
    let mut out = Vec::new();
    for number in index.numbers() {
        if is_below(Path::new(&index.record(number)?.path)) {
            out.push(number);
        }
    }
    Ok(out)
}

/// The versions of an article that an index has, the oldest first.
pub(crate) fn versions(folder: &Path, of: &Path) -> anyhow::Result<Vec<(Analysis, Vec<Correction>)>> {
    let found = Index::open(folder, fingerprint())?.versions(&of.to_string_lossy())?;
    if found.is_empty() {
        bail!("{}: no article of the index has this address or id, or was read from such a file", of.display());
    }
    Ok(found.into_iter().map(|v| (v.record, v.corrections)).collect())
}

fn stats(index: &Index) -> anyhow::Result<()> {
    let sizes = index.sizes()?;
    let each = |bytes: u64| bytes / ((index.len() + sizes.removed + sizes.earlier) as u64).max(1);
    let rows = [
        ("records", sizes.records),
        ("postings", sizes.postings),
        ("places", sizes.places),
        ("statistics", sizes.state),
    ];
    output::to(None, |out| {
        let earlier = match sizes.earlier {
            0 => String::new(),
            1 => ", 1 earlier version".to_owned(),
            some => format!(", {some} earlier versions"),
        };
        writeln!(out, "{} articles, {} taken out{earlier}", index.len(), sizes.removed)?;
        writeln!(out, "{} keys in {} runs, {} words", sizes.keys, sizes.runs, index.statistics().words().count())?;
        for (what, bytes) in rows {
            writeln!(out, "{what:<12}{bytes:>14} bytes{:>8} an article", each(bytes))?;
        }
        let all = rows.iter().map(|(_, bytes)| bytes).sum();
        writeln!(out, "{:<12}{all:>14} bytes{:>8} an article", "all", each(all))
    })?;
    Ok(())
}

/// Drafts with the records of an index that they may have to do with.
pub(crate) fn against(index: &Index, mut drafts: Read, global: &Global) -> anyhow::Result<Read> {
    let mut statistics = index.statistics().clone();
    statistics.merge(&Statistics::of(&drafts.articles));
    let related = index.related(&drafts.articles, &statistics)?;
    related.own.iter().for_each(|a| statistics.remove(a));
    let new = drafts.articles.iter().map(|a| a.id.clone()).collect();
    join(index, &mut drafts, related, global);
    drafts.of_archive = Some(OfArchive { new, statistics });
    Ok(drafts)
}

/// The articles of an index; with a day, those of that day or later and what they may have to do with.
pub(crate) fn of(folder: &Path, since: Option<Stamp>, reading: &Reading, global: &Global) -> anyhow::Result<Read> {
    let index = Index::open(folder, fingerprint())?;
    let read = Read::nothing(reading.strict);
    let numbers: Vec<u32> = match since {
        Some(day) => index.since(day.days().first).collect(),
        None => index.numbers().collect(),
    };
    if since.is_some() {
        return touching(&index, &numbers, read, global);
    }
    let mut read = of_numbers(&index, &numbers, read, global);
    if read.articles.is_empty() {
        bail!("{}: no article is in the index", folder.display());
    }
    make_unique(&mut read.articles, 0);
    Ok(read)
}

/// The articles of an index under some numbers, and what they may have to do with.
pub(crate) fn touching(index: &Index, numbers: &[u32], read: Read, global: &Global) -> anyhow::Result<Read> {
    let mut read = of_numbers(index, numbers, read, global);
    if read.articles.is_empty() {
        bail!("{}: no article of that day or later is in the index", index.folder().display());
    }
    let related = index.related_to_all(numbers, &read.articles)?;
    make_unique(&mut read.articles, 0);
    let new: BTreeSet<String> = read.articles.iter().map(|a| a.id.clone()).collect();
    join(index, &mut read, related, global);
    read.of_archive = Some(OfArchive { new, statistics: index.statistics().clone() });
    Ok(read)
}

fn of_numbers(index: &Index, numbers: &[u32], mut read: Read, global: &Global) -> Read {
    for &number in numbers {
        match index.record(number) {
            Ok(record) => read.articles.push(record),
            Err(error) => read.note(damage(index, &error), global),
        }
    }
    read
}

/// Puts the records of an index to what was read.
fn join(index: &Index, read: &mut Read, related: Related, global: &Global) {
    let (records, new) = (related.records.len(), read.articles.len());
    for error in &related.damage {
        read.note(damage(index, error), global);
    }
    read.articles.extend(related.records);
    make_unique(&mut read.articles, new);
    let message = format!("{records} of {} articles were read, those that may have to do with it", index.len());
    read.notes.push(Note { path: index.folder().display().to_string(), line: None, message, failure: false });
    read.notes.sort();
}

fn damage(index: &Index, error: &Error) -> Note {
    let message = format!("{error}; claimdiff index {} --check tells all", index.folder().display());
    Note { path: index.folder().display().to_string(), line: None, message, failure: true }
}

/// Sorts articles by their ids. Those of an archive that have the id of another, as they came from several folders, get one
/// of their own; the first `kept` have theirs.
fn make_unique(articles: &mut [Analysis], kept: usize) {
    let (own, others) = articles.split_at_mut(kept);
    let mut taken = Taken::default();
    for article in own {
        taken.take(&article.id);
    }
    others.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.content().cmp(&b.content())));
    key::tell_apart(others, &mut taken, |a| (&a.id, a.content()), |a, id| id.clone_into(&mut a.id));
    articles.sort_by(|a, b| a.id.cmp(&b.id));
}
