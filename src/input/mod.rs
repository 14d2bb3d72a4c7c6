//! Reading the articles that were found, each handed on and dropped as it comes, with what the sidecars of their folders
//! say of them.

mod file;
mod find;
mod small_file;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use claimdiff_parse::{Error as ParseError, Item, Limits, Sidecar};
use claimdiff_report::Skip;
use claimdiff_text::{
    Article, Note, StableHash,
    key::{Taken, tell_apart},
};
use rayon::prelude::*;

use crate::{Fault, isolate};
use find::{Source, shown};

pub use file::{Identity, identity, is_report, is_same};
pub use find::{expand, notes, reason};
pub use small_file::read as read_whole;

/// The largest sidecar, in bytes: 256 MiB, some millions of articles.
const MAX_SIDECAR_BYTES: u64 = 256 << 20;

/// Files up to this size are read side by side, a thread for each; larger ones one after the other, with all threads on
/// their articles.
const SIDE_BY_SIDE_BYTES: u64 = 4 << 20;

/// How many files are read, and of how many bytes together, before what was made of them is handed on.
const FILES: usize = 256;
const FILES_BYTES: u64 = 16 << 20;

/// How many times larger a packed file is taken to be than its bytes.
const UNPACKED: u64 = 8;

/// How many articles of a large file are held at once, by their number and by the bytes of their texts.
const BATCH_ARTICLES: usize = 256;
const BATCH_BYTES: usize = 16 << 20;

/// The most notes of one file that are listed; of more their number is told.
const MAX_NOTES: usize = 50;

/// How articles are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether the sidecars `articles.toml` are left alone.
    pub no_sidecar: bool,
    /// The bounds of what is read.
    pub limits: Limits,
    /// Where the run writes: reports of earlier runs there are no articles.
    pub outputs: Vec<PathBuf>,
    /// Of the files that are found only these, as they are named there; all where there is none.
    pub only: Option<BTreeSet<PathBuf>>,
}

/// Everything that was read, with what was made of each article.
#[derive(Debug)]
pub struct Inputs<T> {
    /// What was made of the articles, sorted by their keys, where it was not handed on.
    pub articles: Vec<T>,
    /// What was not read, and why.
    pub notes: Vec<Note>,
    /// What was passed over in folders.
    pub skipped: Vec<Skip>,
    /// The files that were read, sidecars and all.
    pub files: Vec<PathBuf>,
    /// How many faults of this program were caught; each is a note.
    pub faults: usize,
    /// How many of the paths that were named are not there.
    pub missing: usize,
}

/// What one file gave: articles by their keys, and notes.
struct Gave<T> {
    articles: Vec<Keyed<T>>,
    notes: Vec<Note>,
    /// Set if the file is something else that lies beside the articles.
    skipped: Option<Skip>,
    faults: usize,
}

/// What was made of an article.
struct Keyed<T> {
    /// Its key.
    id: String,
    /// A hash of its text: the key of a record may stand in another file, too.
    hash: u64,
    made: T,
}

/// What became of one article, or the note on a fault that was caught.
type Made<T> = Result<Keyed<T>, Note>;

/// Reads the articles of `paths`; `-` is standard input. `make` takes each as it comes, on any thread, so no more texts
/// are in memory than threads and a batch need. What the `articles.toml` of a folder says stands above what its articles
/// say. `rename` gives an article another key, where one of another file has the same. The result does not depend on the
/// order of `paths`.
pub fn read<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    make: impl Fn(Article) -> T + Sync,
    rename: impl Fn(&mut T, &str),
) -> Inputs<T> {
    let mut articles = Vec::new();
    let out = each(paths, options, make, &mut |some| {
        articles.extend(some);
        true
    });
    articles.sort_by(|a, b| (&a.id, a.hash).cmp(&(&b.id, b.hash)));
    tell_apart(&mut articles, &mut Taken::default(), |a| (&a.id, a.hash), |a, id| rename(&mut a.made, id));
    Inputs { articles: articles.into_iter().map(|a| a.made).collect(), ..out }
}

/// Reads the articles of `paths` in the same way, and hands on what was made of some of them at a time, in the order of the
/// files, to a `sink` that says whether it takes more.
pub fn stream<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    make: impl Fn(Article) -> T + Sync,
    mut sink: impl FnMut(Vec<T>) -> bool,
) -> Inputs<T> {
    each(paths, options, make, &mut |some| sink(some.into_iter().map(|a| a.made).collect()))
}

/// The files of articles that [`read`] finds in `paths`.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    find::find(paths, &|_| false).sources.into_iter().map(|source| source.path).collect()
}

/// What takes some of the articles, and says whether it takes more.
type Sink<'s, T> = &'s mut dyn FnMut(Vec<Keyed<T>>) -> bool;

/// Hands on the articles to `sink`; what it gives holds none of them.
fn each<T: Send>(
    paths: &[PathBuf],
    options: &Options,
    make: impl Fn(Article) -> T + Sync,
    sink: Sink<'_, T>,
) -> Inputs<T> {
    let reports: Vec<&PathBuf> = options.outputs.iter().filter(|o| is_report(o)).collect();
    let mut found = find::find(paths, &|file| reports.iter().any(|report| is_same(report, file)));
    if let Some(only) = &options.only {
        found.sources.retain(|s| only.contains(&s.path));
    }
    let mut notes = found.notes;
    let sidecars = if options.no_sidecar { BTreeMap::new() } else { read_sidecars(&found.sidecars, &mut notes) };
    let (mut large, mut small) = (Vec::new(), Vec::new());
    for source in &found.sources {
        match size(&source.path).filter(|bytes| *bytes <= SIDE_BY_SIDE_BYTES) {
            Some(bytes) => small.push((source, bytes)),
            None => large.push(source),
        }
    }
    let finish = |source: &Source, mut article: Article| -> Made<T> {
        apply(&sidecars, source, &mut article);
        let (id, path) = (article.id.clone(), article.path.clone());
        let hash = StableHash::of(&article.text);
        match isolate(|| make(article)) {
            Ok(made) => Ok(Keyed { id, hash, made }),
            Err(fault) => Err(fault_note(&path, &format!("analysing {id}"), &fault)),
        }
    };
    let (mut skipped, mut faults) = (found.skipped, 0);
    let mut more = true;
    let mut ended = |file: Gave<T>| {
        notes.extend(file.notes);
        skipped.extend(file.skipped);
        faults += file.faults;
        file.articles
    };
    let mut rest = small.as_slice();
    while more && !rest.is_empty() {
        let (some, others) = rest.split_at(at_once(rest));
        let gave: Vec<Gave<T>> = some.par_iter().map(|(source, _)| read_small(source, options, &finish)).collect();
        more = sink(gave.into_iter().flat_map(&mut ended).collect());
        rest = others;
    }
    for source in large {
        if more {
            ended(read_large(source, options, &finish, &mut |some| {
                more = more && sink(some);
                more
            }));
        }
    }
    skipped.sort();
    note_unused(&sidecars, &found.sources, &mut notes);
    notes.sort();
    let files = found.sources.into_iter().map(|s| s.path).chain(found.sidecars).collect();
    Inputs { articles: Vec::new(), notes, skipped, files, faults, missing: found.missing }
}

/// The note on a fault of this program.
pub fn fault_note(path: &str, doing: &str, fault: &Fault) -> Note {
    let message = format!("{doing}: left aside after a fault of claimdiff, which is worth a report: {}", fault.0);
    Note { path: path.to_owned(), line: None, message, failure: true }
}

/// About how many bytes a file holds: nobody knows how much standard input is.
fn size(path: &Path) -> Option<u64> {
    let packed = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz") || e.eq_ignore_ascii_case("zst"));
    let bytes = fs::metadata(path).map_or(0, |m| m.len()).saturating_mul(if packed { UNPACKED } else { 1 });
    (path.as_os_str() != "-").then_some(bytes)
}

/// How many of the first files are read side by side.
fn at_once(files: &[(&Source, u64)]) -> usize {
    let mut sum = 0u64;
    let fits = |(_, bytes): &&(&Source, u64)| {
        sum += bytes;
        sum <= FILES_BYTES
    };
    files.iter().take(FILES).take_while(fits).count().max(1)
}

fn read_small<T>(source: &Source, options: &Options, finish: &impl Fn(&Source, Article) -> Made<T>) -> Gave<T> {
    let mut gave = Gave::new();
    let end = read_one(source, &options.limits, &mut |article| gave.take(finish(source, article)));
    gave.end(end)
}

fn read_large<T: Send>(
    source: &Source,
    options: &Options,
    finish: &(impl Fn(&Source, Article) -> Made<T> + Sync),
    sink: Sink<'_, T>,
) -> Gave<T> {
    let mut gave = Gave::new();
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let mut more = true;
    let mut flush = |batch: &mut Vec<Article>, gave: &mut Gave<T>| {
        if !more {
            batch.clear();
            return;
        }
        let made: Vec<Made<T>> = batch.par_drain(..).map(|article| finish(source, article)).collect();
        made.into_iter().for_each(|made| gave.take(made));
        more = sink(std::mem::take(&mut gave.articles));
    };
    let end = read_one(source, &options.limits, &mut |article| {
        bytes += article.text.len();
        batch.push(article);
        if batch.len() == BATCH_ARTICLES || bytes >= BATCH_BYTES {
            flush(&mut batch, &mut gave);
            bytes = 0;
        }
    });
    flush(&mut batch, &mut gave);
    gave.end(end)
}

impl<T> Gave<T> {
    fn new() -> Gave<T> {
        Gave { articles: Vec::new(), notes: Vec::new(), skipped: None, faults: 0 }
    }

    fn take(&mut self, made: Made<T>) {
        match made {
            Ok(made) => self.articles.push(made),
            Err(note) => {
                self.notes.push(note);
                self.faults += 1;
            }
        }
    }

    /// The same at the end of the file, with what reading it noted.
    fn end(mut self, end: End) -> Gave<T> {
        self.notes.extend(end.notes);
        self.skipped = end.skipped;
        self.faults += usize::from(end.fault);
        self
    }
}

/// How the reading of one file ended, besides its articles.
#[derive(Default)]
struct End {
    notes: Vec<Note>,
    skipped: Option<Skip>,
    fault: bool,
}

/// Reads one file, article by article.
fn read_one(source: &Source, limits: &Limits, take: &mut dyn FnMut(Article)) -> End {
    let mut end = End::default();
    let path = shown(&source.path);
    if let Err(fault) = isolate(|| read_notes(source, limits, take, &mut end)) {
        end.notes.push(fault_note(&path, "reading", &fault));
        end.fault = true;
    }
    end
}

fn read_notes(source: &Source, limits: &Limits, take: &mut dyn FnMut(Article), end: &mut End) {
    let mut notes = FileNotes::default();
    let mut each = |item| match item {
        Item::Article(article) => take(*article),
        Item::Note(note) => notes.push(note),
        _ => {}
    };
    let path = shown(&source.path);
    let mut no_column = false;
    let mut failure = |error: ParseError| {
        no_column = error == ParseError::NoColumn;
        (error.line(), error.to_string())
    };
    let read = if source.path.as_os_str() == "-" {
        claimdiff_parse::read(io::stdin().lock(), &path, &source.id, limits, &mut each).map_err(&mut failure)
    } else {
        read_file(&source.path, |file| {
            claimdiff_parse::read(file, &path, &source.id, limits, &mut each).map_err(&mut failure)
        })
    };
    end.notes.extend(notes.done());
    match read {
        // A table without articles that lies in a folder is something else than an article.
        Err(_) if no_column && source.is_found() => end.skipped = Some(Skip { path, why: find::TABLE }),
        Err((line, message)) => end.notes.push(Note { path, line, message, failure: true }),
        Ok(()) => {}
    }
}

/// The notes of one file, of which a broken one may have any number.
#[derive(Default)]
struct FileNotes {
    notes: Vec<Note>,
    /// How many there were besides these.
    more: usize,
}

impl FileNotes {
    fn push(&mut self, note: Note) {
        let full = self.notes.len() == MAX_NOTES;
        match self.notes.last_mut() {
            Some(last) if full => {
                last.failure |= note.failure;
                self.more += 1;
            }
            _ => self.notes.push(note),
        }
    }

    /// The first of them, the last of which tells how many more there are.
    fn done(mut self) -> Vec<Note> {
        if let (Some(last), 1..) = (self.notes.last_mut(), self.more) {
            last.message = format!("{} (and {} more notes of this file)", last.message, self.more);
        }
        self.notes
    }
}

/// A line, where one is known, and what is wrong.
type Failure = (Option<u32>, String);

/// Reads a file, and says if it changed meanwhile: then what was read may be half of one state and half of another.
fn read_file(path: &Path, read: impl FnOnce(&File) -> Result<(), Failure>) -> Result<(), Failure> {
    let file = File::open(path).map_err(|e| (None, format!("opening: {}", reason(&e))))?;
    let state = || file.metadata().ok().map(|m| (m.len(), m.modified().ok()));
    let before = state();
    read(&file)?;
    if before != state() {
        return Err((None, "reading: the file changed while it was read; read it again".to_owned()));
    }
    Ok(())
}

/// The sidecars by their folders.
fn read_sidecars(paths: &BTreeSet<PathBuf>, notes: &mut Vec<Note>) -> BTreeMap<PathBuf, Sidecar> {
    let mut sidecars = BTreeMap::new();
    for path in paths {
        let shown = shown(path);
        let parsed = small_file::read(path, MAX_SIDECAR_BYTES)
            .map_err(|e| (None, format!("reading the sidecar: {e}")))
            .and_then(|text| Sidecar::parse(&text, &shown).map_err(|e| (e.line(), e.to_string())));
        match parsed {
            Ok(mut sidecar) => {
                let mut of_file = FileNotes::default();
                sidecar.notes.drain(..).for_each(|note| of_file.push(note));
                notes.extend(of_file.done());
                sidecars.insert(path.parent().unwrap_or(Path::new("")).to_path_buf(), sidecar);
            }
            Err((line, message)) => notes.push(Note { path: shown, line, message, failure: true }),
        }
    }
    sidecars
}

/// Applies the sidecars from the named folder inwards, so that the nearest has the last word.
fn apply(sidecars: &BTreeMap<PathBuf, Sidecar>, source: &Source, article: &mut Article) {
    for (folder, sidecar) in sidecars {
        if let Some(name) = name_in(folder, source) {
            sidecar.apply(&name, &mut article.meta);
        }
    }
}

/// The file's path relative to a folder above it, with forward slashes.
fn name_in(folder: &Path, source: &Source) -> Option<String> {
    let inside = source.path.strip_prefix(folder).ok()?;
    Some(inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// A sidecar that names a file which is not there is most likely a misspelling; where single files were named, others
/// may be missing.
fn note_unused(sidecars: &BTreeMap<PathBuf, Sidecar>, sources: &[Source], notes: &mut Vec<Note>) {
    for (folder, sidecar) in sidecars {
        let read: BTreeSet<String> = sources.iter().filter_map(|s| name_in(folder, s)).collect();
        if read.is_empty() {
            continue;
        }
        let mut missing = FileNotes::default();
        for (name, line) in sidecar.files() {
            if !read.contains(name) && !folder.join(name).exists() {
                missing.push(Note {
                    path: shown(&folder.join(Sidecar::NAME)),
                    line: Some(line),
                    message: format!("reading the sidecar: there is no file {name:?}"),
                    failure: true,
                });
            }
        }
        notes.extend(missing.done());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test.
    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("claimdiff-input-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn put(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(paths: &[PathBuf]) -> Inputs<Article> {
        super::read(paths, &Options::default(), |article| article, |article, id| article.id = id.to_owned())
    }

    fn ids(inputs: &Inputs<Article>) -> Vec<&str> {
        inputs.articles.iter().map(|a| a.id.as_str()).collect()
    }

    fn skipped(inputs: &Inputs<Article>, root: &Path) -> Vec<String> {
        inputs.skipped.iter().map(|s| format!("{} {}", s.path.replace(&shown(root), "R"), s.why)).collect()
    }

    #[test]
    fn keys_are_unique_and_do_not_depend_on_the_order() {
        let root = folder("keys");
        for name in ["a.txt", "b/a.txt", "b/c.txt", "b/c.md", ".hidden.txt", "photo.jpg", "old.PDF"] {
            put(&root.join(name), "A ferry ran aground off the coast on Friday, officials said.");
        }
        let both = read(&[root.clone(), root.join("a.txt")]);
        assert_eq!(ids(&both), ["a", "b/a", "b/c.md", "b/c.txt"]);
        let document = "R/old.PDF a PDF file, which is not read: save the article as text or HTML";
        let picture = "R/photo.jpg a picture, which is not read: save the article as text or HTML";
        let passed_over = ["R/.hidden.txt hidden", document, picture];
        assert_eq!(skipped(&both, &root), passed_over);
        assert!(both.notes.is_empty(), "{:?}", both.notes);
        let turned = read(&[root.join("a.txt"), root.clone()]);
        assert_eq!(ids(&both), ids(&turned));
        let single = read(&[root.join("a.txt"), root.join("b/a.txt")]);
        assert_eq!(single.articles.len(), 2);
        assert!(single.articles[0].id != single.articles[1].id);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn what_cannot_be_read_is_a_note_and_the_rest_goes_on() {
        let root = folder("notes");
        put(&root.join("a.txt"), "A ferry ran aground off the coast on Friday, officials said.");
        put(&root.join("empty.txt"), " \n");
        fs::write(root.join("bytes.txt"), b"caf\xff\x00\x01 \xfe").unwrap();
        put(&root.join("articles.toml"), "[\"a.txt\"]\npublished = 2024\n[\"gone.txt\"]\noutlet = \"X\"\n");
        let found = read(&[root.clone(), root.join("nowhere")]);
        assert_eq!(ids(&found), ["a"]);
        assert_eq!(found.articles[0].meta.published.as_ref().unwrap().value.to_string(), "2024");
        let notes: Vec<String> = found.notes.iter().map(|n| n.to_string().replace(&shown(&root), "R")).collect();
        assert_eq!(notes.len(), 4, "{notes:?}");
        assert!(notes[0].starts_with("R/articles.toml:3: reading the sidecar: there is no file"), "{notes:?}");
        assert!(notes[1].starts_with("R/bytes.txt: "), "{notes:?}");
        assert!(notes[2].starts_with("R/empty.txt: "), "{notes:?}");
        assert!(notes[3].starts_with("R/nowhere: opening: "), "{notes:?}");
        fs::remove_dir_all(&root).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out_or_round() {
        let root = folder("links");
        let inside = root.join("in");
        put(&inside.join("a.txt"), "A ferry ran aground off the coast on Friday, officials said.");
        put(&root.join("out/b.txt"), "Another ferry ran aground off the coast on Friday, officials said.");
        std::os::unix::fs::symlink(root.join("out"), inside.join("away")).unwrap();
        std::os::unix::fs::symlink(&inside, inside.join("ring")).unwrap();
        std::os::unix::fs::symlink(root.join("out/b.txt"), inside.join(Sidecar::NAME)).unwrap();
        std::os::unix::fs::symlink(inside.join("a.txt"), inside.join("A.txt")).unwrap();
        let found = read(std::slice::from_ref(&inside));
        assert_eq!(ids(&found), ["a"]);
        assert_eq!(found.skipped.iter().filter(|s| s.why == "a link out of the folder").count(), 3);
        assert!(found.notes.is_empty(), "{:?}", found.notes);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_pattern_names_what_matches_it() {
        let root = folder("patterns");
        for name in ["may/a.txt", "may/b.html.txt", "june/c.txt", "[x].txt"] {
            put(&root.join(name), "A ferry ran aground off the coast on Friday, officials said.");
        }
        assert_eq!(ids(&read(&[root.join("ma*/?.txt")])), ["a"]);
        assert_eq!(ids(&read(&[root.join("**/*.txt")])), ["[x]", "a", "b.html", "c"]);
        // What is there by that very name is no pattern.
        assert_eq!(ids(&read(&[root.join("[x].txt")])), ["[x]"]);
        let none = read(&[root.join("july/*.txt")]);
        assert!(
            none.notes[0].to_string().ends_with("july/*.txt: opening: no such file or directory"),
            "{:?}",
            none.notes
        );
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_said_to() {
        let root = folder("changes");
        let path = root.join("a.jsonl");
        let line =
            "{\"title\": \"Ferry\", \"text\": \"A ferry ran aground off the coast on Friday, officials said.\"}\n";
        put(&path, &line.repeat(3));
        let change = |_| put(&path, &line.repeat(5));
        let found = super::read(std::slice::from_ref(&path), &Options::default(), change, |(), _| {});
        assert!(!found.articles.is_empty());
        assert!(found.notes[0].message.contains("changed while it was read"), "{:?}", found.notes);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_large_file_is_read_in_batches() {
        let root = folder("batches");
        let path = root.join("a.jsonl");
        let line = |n: usize| {
            format!("{{\"text\": \"Ferry {n} ran aground on Friday, {}.\"}}\n", "officials said ".repeat(500))
        };
        put(&path, &(0..700).map(line).collect::<String>());
        assert!(size(&path).unwrap() > SIDE_BY_SIDE_BYTES);
        let found = read(std::slice::from_ref(&path));
        assert_eq!(found.articles.len(), 700);
        assert!(found.notes.is_empty());
        fs::remove_dir_all(&root).unwrap();
    }
}
