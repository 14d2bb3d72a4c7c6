//! Finding the articles: folders, files and standard input, with stable keys and the sidecars of their folders.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

use claimdiff::{Article, Note, Parsed, Sidecar};
use claimdiff_parse::{Item, Limits};
use rayon::prelude::*;

/// Extensions of files in a folder that are read. A file named on the command line is read whatever it is called.
const EXTENSIONS: &[&str] = &[
    "atom", "feed", "gz", "htm", "html", "json", "jsonl", "markdown", "md", "ndjson", "rss", "shtml", "text", "txt",
    "warc", "xhtml", "xml",
];

/// The largest sidecar, in bytes: 1 MiB.
const MAX_SIDECAR_BYTES: u64 = 1 << 20;

/// The deepest folder below one that was named. Nobody keeps articles deeper; a ring of links would be.
const MAX_DEPTH: usize = 64;

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The articles, sorted by key.
    pub(crate) articles: Vec<Article>,
    /// What was not read, and why.
    pub(crate) notes: Vec<Note>,
    /// What was passed over in folders.
    pub(crate) skipped: Skipped,
}

/// How many entries of folders were passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// Files and folders whose names begin with a dot.
    pub(crate) hidden: usize,
    /// Files whose extensions are not those of articles.
    pub(crate) other: usize,
    /// Symbolic links that lead out of the folder that was named.
    pub(crate) links: usize,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.hidden, "hidden"),
            (self.other, "not articles by their extensions"),
            (self.links, "links out of the folder"),
        ];
        let mut shown = counts.iter().filter(|(n, _)| *n > 0);
        let Some((n, what)) = shown.next() else { return f.write_str("nothing skipped") };
        write!(f, "skipped {n} {what}")?;
        shown.try_for_each(|(n, what)| write!(f, ", {n} {what}"))
    }
}

/// A file to read.
#[derive(Debug)]
struct Source {
    /// The path as the user would name it.
    path: PathBuf,
    /// The folder on the command line that led to it; empty for a file that was named itself.
    root: PathBuf,
    /// Its path relative to that folder, with forward slashes.
    relative: String,
    /// The key of its (first) article.
    id: String,
}

/// Reads the articles of `paths`; `-` is standard input. With `sidecar`, what the `articles.toml` of a folder says
/// stands above what its articles say. The result does not depend on the order of `paths`.
pub(crate) fn read(paths: &[PathBuf], sidecar: bool) -> Inputs {
    let mut out = Inputs::default();
    let mut sources = Vec::new();
    let mut folders = BTreeSet::new();
    for path in paths.iter().collect::<BTreeSet<_>>() {
        if path.as_os_str() == "-" {
            sources.push(Source { path: path.clone(), root: PathBuf::new(), relative: "-".into(), id: "stdin".into() });
            continue;
        }
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                let found = sources.len();
                Walk::new(path, &mut out, &mut sources, &mut folders).folder(path, 0);
                if sources.len() == found {
                    out.note(path, "looking for articles: the folder holds none");
                }
            }
            Ok(_) => {
                let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                folders.extend(path.parent().map(Path::to_path_buf));
                let id = without_extension(&name).to_owned();
                sources.push(Source { path: path.clone(), root: PathBuf::new(), relative: name, id });
            }
            Err(error) => out.note(path, &format!("opening: {}", reason(&error))),
        }
    }
    drop_doubles(&mut sources);
    make_unique(&mut sources);
    let sidecars = if sidecar { read_sidecars(&folders, &mut out) } else { BTreeMap::new() };
    let parsed: Vec<_> = sources.par_iter().map(read_one).collect();
    for (source, parsed) in sources.iter().zip(parsed) {
        match parsed {
            Ok(mut parsed) => {
                for article in &mut parsed.articles {
                    apply(&sidecars, source, article);
                }
                out.articles.append(&mut parsed.articles);
                out.notes.append(&mut parsed.notes);
            }
            Err(message) => out.note(&source.path, &message),
        }
    }
    note_unused(&sidecars, &sources, &mut out);
    out.articles.sort_by(|a, b| a.id.cmp(&b.id));
    out.notes.sort();
    out
}

impl Inputs {
    fn note(&mut self, path: &Path, message: &str) {
        self.notes.push(Note { path: shown(path), line: None, message: message.to_owned(), failure: true });
    }
}

/// A walk through one folder.
struct Walk<'a> {
    root: &'a Path,
    /// The folder with all links resolved; nothing outside it is read.
    real: Option<PathBuf>,
    /// Folders on the way that were reached through links, so that rings end.
    seen: BTreeSet<PathBuf>,
    out: &'a mut Inputs,
    sources: &'a mut Vec<Source>,
    folders: &'a mut BTreeSet<PathBuf>,
}

impl<'a> Walk<'a> {
    fn new(
        root: &'a Path,
        out: &'a mut Inputs,
        sources: &'a mut Vec<Source>,
        folders: &'a mut BTreeSet<PathBuf>,
    ) -> Walk<'a> {
        Walk { root, real: root.canonicalize().ok(), seen: BTreeSet::new(), out, sources, folders }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            self.out.note(folder, &format!("reading the folder: it lies deeper than the limit of {MAX_DEPTH}"));
            return;
        }
        let entries =
            match fs::read_dir(folder).and_then(|d| d.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()) {
                Ok(mut entries) => {
                    entries.sort();
                    entries
                }
                Err(error) => return self.out.note(folder, &format!("reading the folder: {}", reason(&error))),
            };
        self.folders.insert(folder.to_path_buf());
        for path in entries {
            let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
            if name.starts_with('.') {
                self.out.skipped.hidden += 1;
                continue;
            }
            if path.is_symlink() && !self.stays_inside(&path) {
                self.out.skipped.links += 1;
                continue;
            }
            match fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => self.folder(&path, depth + 1),
                Ok(meta) if meta.is_file() && is_article(&name) => self.file(path),
                Ok(_) if name == Sidecar::NAME => {}
                Ok(_) => self.out.skipped.other += 1,
                Err(error) => self.out.note(&path, &format!("opening: {}", reason(&error))),
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
        self.sources.push(Source { path, root: self.root.to_path_buf(), relative, id });
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

fn is_article(name: &str) -> bool {
    match name.rsplit_once('.') {
        Some((_, extension)) => EXTENSIONS.iter().any(|e| extension.eq_ignore_ascii_case(e)),
        None => true,
    }
}

/// `a/b.txt` as `a/b`, `crawl.warc.gz` as `crawl`; a name without extension stays.
fn without_extension(name: &str) -> &str {
    let cut = |name: &'_ str| -> usize {
        let from = name.rfind('/').map_or(0, |n| n + 1);
        name[from..].rfind('.').filter(|n| *n > 0).map_or(name.len(), |n| n + from)
    };
    let bytes = name.as_bytes();
    let packed = bytes.len() > 3 && bytes[bytes.len() - 3..].eq_ignore_ascii_case(b".gz");
    let name = if packed { &name[..cut(name)] } else { name };
    &name[..cut(name)]
}

/// A file that was named twice, or named and found in a folder, is read once, as part of the folder.
fn drop_doubles(sources: &mut Vec<Source>) {
    sources.sort_by(|a, b| match (a.root.as_os_str().is_empty(), b.root.as_os_str().is_empty()) {
        (false, true) => Ordering::Less,
        (true, false) => Ordering::Greater,
        _ => a.root.cmp(&b.root).then_with(|| a.path.cmp(&b.path)),
    });
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

fn read_one(source: &Source) -> Result<Parsed, String> {
    let mut out = Parsed::default();
    let mut each = |item| match item {
        Item::Article(article) => out.articles.push(*article),
        Item::Note(note) => out.notes.push(note),
        _ => {}
    };
    let (path, limits) = (shown(&source.path), Limits::default());
    if source.path.as_os_str() == "-" {
        claimdiff_parse::read(io::stdin().lock(), &path, &source.id, &limits, &mut each).map_err(|e| e.to_string())?;
    } else {
        let file = fs::File::open(&source.path).map_err(|e| format!("opening: {}", reason(&e)))?;
        claimdiff_parse::read(file, &path, &source.id, &limits, &mut each).map_err(|e| e.to_string())?;
    }
    Ok(out)
}

fn read_sidecars(folders: &BTreeSet<PathBuf>, out: &mut Inputs) -> BTreeMap<PathBuf, Sidecar> {
    let mut sidecars = BTreeMap::new();
    for folder in folders {
        let path = folder.join(Sidecar::NAME);
        let Ok(file) = fs::File::open(&path) else { continue };
        let mut text = String::new();
        if let Err(error) = file.take(MAX_SIDECAR_BYTES).read_to_string(&mut text) {
            out.note(&path, &format!("reading the sidecar: {}", reason(&error)));
            continue;
        }
        match Sidecar::parse(&text, &shown(&path)) {
            Ok(mut sidecar) => {
                out.notes.append(&mut sidecar.notes);
                sidecars.insert(folder.clone(), sidecar);
            }
            Err(error) => {
                let line = match &error {
                    claimdiff::ParseError::Sidecar { line, .. } => Some(*line),
                    _ => None,
                };
                out.notes.push(Note { path: shown(&path), line, message: error.to_string(), failure: true });
            }
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
fn note_unused(sidecars: &BTreeMap<PathBuf, Sidecar>, sources: &[Source], out: &mut Inputs) {
    for (folder, sidecar) in sidecars {
        for (name, line) in sidecar.files() {
            if !folder.join(name).exists() && sources.iter().any(|s| s.path.starts_with(folder)) {
                out.notes.push(Note {
                    path: shown(&folder.join(Sidecar::NAME)),
                    line: Some(line),
                    message: format!("reading the sidecar: there is no file {name:?}"),
                    failure: true,
                });
            }
        }
    }
}

/// The path as it was named, with forward slashes.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// What the system says, without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let cut = text.find(" (os error").unwrap_or(text.len());
    text[..cut].to_lowercase()
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

    fn ids(inputs: &Inputs) -> Vec<&str> {
        inputs.articles.iter().map(|a| a.id.as_str()).collect()
    }

    #[test]
    fn keys_are_unique_and_do_not_depend_on_the_order() {
        let root = folder("keys");
        for name in ["a.txt", "b/a.txt", "b/c.txt", "b/c.md", ".hidden.txt", "photo.jpg"] {
            put(&root.join(name), "A ferry ran aground off the coast on Friday, officials said.");
        }
        let both = read(&[root.clone(), root.join("a.txt")], true);
        assert_eq!(ids(&both), ["a", "b/a", "b/c.md", "b/c.txt"]);
        assert_eq!(both.skipped, Skipped { hidden: 1, other: 1, links: 0 });
        assert!(both.notes.is_empty(), "{:?}", both.notes);
        let turned = read(&[root.join("a.txt"), root.clone()], true);
        assert_eq!(ids(&both), ids(&turned));
        let single = read(&[root.join("a.txt"), root.join("b/a.txt")], true);
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
        let found = read(&[root.clone(), root.join("nowhere")], true);
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
        let found = read(std::slice::from_ref(&inside), true);
        assert_eq!(ids(&found), ["a"]);
        assert_eq!(found.skipped.links, 2);
        fs::remove_dir_all(&root).unwrap();
    }
}
