//! Finding the files of articles: folders, patterns, single files and standard input, with stable keys.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Component, Path, PathBuf},
};

use claimdiff_parse::{FORMATS, Sidecar};
use claimdiff_report::Skip;
use claimdiff_text::{Note, Slice};
use glob::{MatchOptions, glob_with};

/// The deepest folder below one that was named. Nobody keeps articles deeper; a ring of links would be.
const MAX_DEPTH: usize = 64;

/// Why something in a folder was passed over.
const OWN: &str = "a report or baseline of claimdiff, no article";
const README: &str = "a README, no article";
const HIDDEN: &str = "hidden";
const OTHER: &str = "not an article by its extension";
const LINK: &str = "a link out of the folder";
pub(crate) const TABLE: &str = "a table without a column of running text";
const NO_FILE: &str = "a pipe, a socket or a device";

/// Extensions of files that may hold articles and are not read, and what to do about them.
const DOCUMENTS: &[(&[&str], &str)] = &[
    (&["pdf"], "a PDF file, which is not read: save the article as text or HTML"),
    (
        &["doc", "rtf", "pages", "wpd"],
        "a word-processor file of a kind that is not read: save it as DOCX, ODT, text or HTML",
    ),
    (&["msg", "pst"], "mail of a kind that is not read: save it as EML or mbox"),
    (
        &["bmp", "gif", "heic", "jpeg", "jpg", "png", "tif", "tiff", "webp"],
        "a picture, which is not read: save the article as text or HTML",
    ),
    (&["xls", "xlsx", "ods"], "a spreadsheet, which is not read: save it as CSV"),
    (
        &["db", "parquet", "arrow", "feather", "sqlite", "sqlite3"],
        "a database or table of a kind that is not read: export the articles as CSV or JSON Lines",
    ),
    (&["7z", "bz2", "rar", "tar", "tgz", "xz", "zip"], "an archive, which is not read: unpack it first"),
    (&["epub", "mobi", "mht", "mhtml"], "a book or a packed page, which is not read: save the article as text or HTML"),
];

/// The most files in folders that are named for one reason; of more their number is told.
const MAX_NAMED: usize = 20;

/// A file to read.
#[derive(Debug)]
pub(crate) struct Source {
    /// The path as the user would name it.
    pub(crate) path: PathBuf,
    /// The folder on the command line that led to it; empty for a file that was named itself.
    root: PathBuf,
    /// Its path relative to that folder, with forward slashes.
    relative: String,
    /// The key of its (first) article.
    pub(crate) id: String,
}

impl Source {
    /// Whether it was found in a folder, and not named itself.
    pub(crate) fn is_found(&self) -> bool {
        !self.root.as_os_str().is_empty()
    }
}

/// What was found where articles were looked for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files to read.
    pub(crate) sources: Vec<Source>,
    /// The sidecars of the folders that were looked into and of those that files were named in.
    pub(crate) sidecars: BTreeSet<PathBuf>,
    /// What was passed over.
    pub(crate) skipped: Vec<Skip>,
    /// What could not be looked into.
    pub(crate) notes: Vec<Note>,
    /// How many of the paths that were named are not there.
    pub(crate) missing: usize,
}

/// Finds the files of `paths`; `-` is standard input. What `leave_out` says of files in folders is left out. The result
/// does not depend on the order of `paths`.
pub(crate) fn find(paths: &[PathBuf], leave_out: &dyn Fn(&Path) -> bool) -> Found {
    let mut found = Found::default();
    for path in expand(paths).into_iter().collect::<BTreeSet<_>>() {
        if path.as_os_str() == "-" {
            let (relative, id) = ("-".into(), "stdin".into());
            found.sources.push(Source { path, root: PathBuf::new(), relative, id });
            continue;
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                let before = found.sources.len();
                let real = path.canonicalize().ok();
                Walk { leave_out, root: &path, real, seen: BTreeSet::new(), found: &mut found }.folder(&path, 0);
                if found.sources.len() == before {
                    found.note(&path, "looking for articles: the folder holds none");
                }
            }
            Ok(_) => {
                let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                found.sidecars.extend(path.parent().map(|p| p.join(Sidecar::NAME)).filter(|s| s.is_file()));
                let id = without_extension(&name).to_owned();
                found.sources.push(Source { path, root: PathBuf::new(), relative: name, id });
            }
            Err(_) if path.to_str().is_some_and(|p| p.starts_with("http://") || p.starts_with("https://")) => {
                found.note(&path, "nothing is fetched: save the page and name the file");
                found.missing += 1;
            }
            Err(error) => {
                found.note(&path, &format!("opening: {}", reason(&error)));
                found.missing += 1;
            }
        }
    }
    drop_doubles(&mut found.sources);
    make_unique(&mut found.sources);
    found.skipped.sort();
    found
}

/// Patterns as the paths that match them: for shells that leave them alone. What exists by its very name is no
/// pattern, and what matches nothing stays, so that it is missed under its own name.
pub fn expand(paths: &[PathBuf]) -> Vec<PathBuf> {
    let options = MatchOptions { require_literal_leading_dot: true, ..MatchOptions::default() };
    let matches = |path: &PathBuf| -> Vec<PathBuf> {
        let pattern = path.to_str().filter(|p| p.contains(['*', '?', '[']) && !path.exists());
        let found = pattern.and_then(|p| glob_with(p, options).ok());
        let found: Vec<PathBuf> = found.into_iter().flatten().filter_map(Result::ok).collect();
        if found.is_empty() { vec![path.clone()] } else { found }
    };
    paths.iter().flat_map(matches).collect()
}

impl Found {
    fn note(&mut self, path: &Path, message: &str) {
        self.notes.push(Note { path: shown(path), line: None, message: message.to_owned(), failure: true });
    }

    fn skip(&mut self, path: &Path, why: &'static str) {
        self.skipped.push(Skip { path: shown(path), why });
    }
}

/// What a file is that may hold articles and is not read, and what to do about it.
fn document(name: &str) -> Option<&'static str> {
    DOCUMENTS.iter().find(|(extensions, _)| has_extension(name, extensions)).map(|(_, what)| *what)
}

/// What was passed over as notes for the coverage of a report; of many for one reason only the first and their number.
pub fn notes(skipped: &[Skip]) -> Vec<Note> {
    let note = |path: &str, message: String| Note { path: path.to_owned(), line: None, message, failure: false };
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for skip in skipped {
        by_reason.entry(skip.why).or_default().push(&skip.path);
    }
    let mut out = Vec::new();
    for (why, paths) in by_reason {
        out.extend(paths.iter().take(MAX_NAMED).map(|path| note(path, format!("passed over: {why}"))));
        if let (Some(path), 1..) = (paths.get(MAX_NAMED), paths.len().saturating_sub(MAX_NAMED)) {
            out.push(note(path, format!("passed over, with {} more: {why}", paths.len() - MAX_NAMED - 1)));
        }
    }
    out
}

/// A walk through one folder.
struct Walk<'a> {
    /// What in a folder is none of its articles.
    leave_out: &'a dyn Fn(&Path) -> bool,
    root: &'a Path,
    /// The folder with all links resolved; nothing outside it is read.
    real: Option<PathBuf>,
    /// Folders on the way that were reached through links, so that rings end.
    seen: BTreeSet<PathBuf>,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            self.found.note(folder, &format!("reading the folder: it lies deeper than the limit of {MAX_DEPTH}"));
            return;
        }
        let entries =
            match fs::read_dir(folder).and_then(|d| d.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()) {
                Ok(mut entries) => {
                    entries.sort();
                    entries
                }
                Err(error) => return self.found.note(folder, &format!("reading the folder: {}", reason(&error))),
            };
        for path in entries {
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            if name.starts_with('.') {
                self.found.skip(&path, HIDDEN);
                continue;
            }
            if path.is_symlink() && !self.stays_inside(&path) {
                self.found.skip(&path, LINK);
                continue;
            }
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => self.folder(&path, depth + 1),
                // What is neither might never end: a pipe, a device.
                Ok(meta) if !meta.is_file() => self.found.skip(&path, NO_FILE),
                Ok(_) if name == Sidecar::NAME => drop(self.found.sidecars.insert(path)),
                Ok(_) if (self.leave_out)(&path) => self.found.skip(&path, OWN),
                Ok(_) if without_extension(&name).eq_ignore_ascii_case("readme") => self.found.skip(&path, README),
                Ok(_) if is_article(&name) => self.file(path),
                Ok(_) => self.found.skip(&path, document(&name).unwrap_or(OTHER)),
                Err(error) => self.found.note(&path, &format!("opening: {}", reason(&error))),
            }
        }
    }

    fn file(&mut self, path: PathBuf) {
        let inside = path.strip_prefix(self.root).unwrap_or(&path);
        let relative = inside.components().filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        });
        let relative = relative.collect::<Vec<_>>().join("/");
        let id = without_extension(&relative).to_owned();
        self.found.sources.push(Source { path, root: self.root.to_path_buf(), relative, id });
    }

    /// Whether a link leads to something in the folder that was named, to which it has not led before.
    fn stays_inside(&mut self, link: &Path) -> bool {
        let (Some(real), Ok(target)) = (&self.real, link.canonicalize()) else { return false };
        let holds_link = target.is_dir()
            && link
                .canonicalize()
                .is_ok_and(|t| link.ancestors().skip(1).any(|a| a.canonicalize().is_ok_and(|a| a == t)));
        target.starts_with(real) && !holds_link && self.seen.insert(target)
    }
}

/// Whether a file in a folder is read: by its extension, which is one of an input format's or none. A file named on the
/// command line is read whatever it is called.
fn is_article(name: &str) -> bool {
    !name.contains('.')
        || has_extension(name, &["gz", "zst"])
        || FORMATS.iter().any(|f| has_extension(name, f.extensions))
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| extensions.iter().any(|e| found.eq_ignore_ascii_case(e)))
}

/// `a/b.txt` as `a/b`, `crawl.warc.gz` as `crawl`; a name without extension stays.
fn without_extension(name: &str) -> &str {
    let cut = |name: &'_ str| -> usize {
        let from = name.rfind('/').map_or(0, |n| n + 1);
        name.slice(from..).rfind('.').filter(|n| *n > 0).map_or(name.len(), |n| n + from)
    };
    let bytes = name.as_bytes();
    let ends = |e: &[u8]| bytes.len() > e.len() && bytes[bytes.len() - e.len()..].eq_ignore_ascii_case(e);
    let packed = ends(b".gz") || ends(b".zst");
    let name = if packed { name.slice(..cut(name)) } else { name };
    name.slice(..cut(name))
}

/// A file that was named twice, or named and found in a folder, is read once: as part of the folder, and under its own
/// name rather than a link's.
fn drop_doubles(sources: &mut Vec<Source>) {
    sources.sort_by_cached_key(|s| (!s.is_found(), s.path.is_symlink(), s.root.clone(), s.path.clone()));
    let mut seen = BTreeSet::new();
    sources.retain(|s| s.path.canonicalize().map_or(true, |real| seen.insert(real)));
}

/// Keys that clash get their extension back and, where that is not enough, the folder before them.
fn make_unique(sources: &mut [Source]) {
    let longer: [fn(&Source) -> String; 2] = [|s| s.relative.clone(), |s| shown(&s.path)];
    for name in longer {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for source in sources.iter() {
            *count.entry(source.id.clone()).or_default() += 1;
        }
        for source in sources.iter_mut().filter(|s| count[&s.id] > 1) {
            source.id = name(source);
        }
    }
}

/// The path as it was named, with forward slashes.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// What the system says, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" (os error").unwrap_or(text.len());
    text.slice(..cut).to_lowercase()
}
