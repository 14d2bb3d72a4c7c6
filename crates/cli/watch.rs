//! What comes in: the articles of a folder or of an index that are new, each held against all earlier ones as it comes.
//!
//! A folder's articles are kept in an index in the folder for temporary files, which is gone in the end. A file is read once it is
//! whole: when it has the same length and time of change at two looks. The system's events only say when to look, so a folder
//! of which it tells nothing is looked at now and then.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    hash::{BuildHasher, Hasher, RandomState},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context, bail};
use claimdiff::{
    Article, Options,
    index::{Entry, Index, Known, Writer},
    input,
    lexicon::fingerprint,
    report::{Before, Format, Report, View, is_analysed},
};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::{
    BRIEF_WIDTH, Read,
    args::{Global, WatchArgs},
    compared, complain,
    exit::Exit,
    foreign_note, index, select,
};

/// How long a file has to stay as it is to be whole.
const SETTLED: Duration = Duration::from_millis(400);
/// How often one looks for the signal that ends the run.
const TICK: Duration = Duration::from_millis(200);
/// How often one looks at a folder of which the system tells, and at another.
const TOLD: Duration = Duration::from_secs(30);
const UNTOLD: Duration = Duration::from_secs(2);
/// How many names are tried for the folder of the index.
const TRIES: usize = 16;

/// Watches a folder or an index until a signal ends the run or nobody reads on.
pub(crate) fn run(args: &WatchArgs, global: &Global) -> anyhow::Result<Exit> {
    fs::read_dir(&args.folder).with_context(|| format!("watching {}", args.folder.display()))?;
    if !args.reading.mappings.is_empty() {
        claimdiff_parse::map_fields(&args.reading.mappings);
    }
    // Before anything else is looked at, so that nothing comes in between.
    let mut bell = Bell::new(args, global);
    let mut told = Told::new(args)?;
    if Index::is_in(&args.folder) {
        of_index(args, global, &mut bell, &mut told)?;
    } else {
        of_folder(args, global, &mut bell, &mut told)?;
    }
    Ok(Exit::Clean)
}

/// Tells what the records that are added to an index tell otherwise.
fn of_index(args: &WatchArgs, global: &Global, bell: &mut Bell, told: &mut Told) -> anyhow::Result<()> {
    let mut seen = Index::open(&args.folder, fingerprint())?.added();
    ready(global, Index::open(&args.folder, fingerprint())?.len());
    while bell.wait(None) {
        let index = Index::open(&args.folder, fingerprint())?;
        let now = index.added();
        let new: Vec<u32> = index.numbers().filter(|n| *n >= seen.records && now.written == seen.written).collect();
        seen = now;
        if !new.is_empty() && !told.tell(index::touching(&index, &new, Read::nothing(false), global)?, &[], global)? {
            break;
        }
    }
    Ok(())
}

/// A file as it stood at one look.
type State = (u64, Option<SystemTime>);

/// Tells what the articles that come into a folder tell otherwise.
fn of_folder(args: &WatchArgs, global: &Global, bell: &mut Bell, told: &mut Told) -> anyhow::Result<()> {
    let store = Store::new()?;
    let paths = [args.folder.clone()];
    // What was there before, as one saw it before it was read.
    let mut known: BTreeMap<PathBuf, State> = look(&paths);
    let mut writer = Writer::open(&store.0)?;
    let added = index::add(&mut writer, &paths, None, &args.reading, global)?;
    added.notes.iter().filter(|_| !global.quiet).for_each(|note| complain(&note.to_string()));
    writer.finish()?;
    ready(global, Index::open(&store.0, fingerprint())?.len());
    let mut open: BTreeMap<PathBuf, (State, Instant)> = BTreeMap::new();
    while bell.wait((!open.is_empty()).then_some(SETTLED)) {
        let found = look(&paths);
        open.retain(|path, _| found.contains_key(path));
        known.retain(|path, _| found.contains_key(path));
        let mut whole = BTreeSet::new();
        for (path, state) in found {
            if known.get(&path) == Some(&state) {
                continue;
            }
            let since = match open.get(&path) {
                Some((before, since)) if *before == state => *since,
                _ => Instant::now(),
            };
            if since.elapsed() >= SETTLED {
                open.remove(&path);
                known.insert(path.clone(), state);
                whole.insert(path);
            } else {
                open.insert(path, (state, since));
            }
        }
        if !whole.is_empty() && !come(args, global, &store.0, whole, told)? {
            break;
        }
    }
    Ok(())
}

/// Tells what some files of the folder tell otherwise than what was there, and adds them to it.
fn come(
    args: &WatchArgs,
    global: &Global,
    store: &Path,
    files: BTreeSet<PathBuf>,
    told: &mut Told,
) -> anyhow::Result<bool> {
    let before = Index::open(store, fingerprint())?;
    let make = |article: Article| {
        let known = before.known(&article);
        let analysis = claimdiff::analyse(&article);
        let entry = Entry::new(&article, &analysis, &claimdiff::corrections(&article));
        (analysis, entry, known)
    };
    let options = input::Options { only: Some(files), ..args.reading.options() };
    let folder = std::slice::from_ref(&args.folder);
    let found = input::read(folder, &options, make, |(analysis, ..), id| analysis.id = id.to_owned());
    let mut read = Read::nothing(false);
    found.notes.into_iter().for_each(|note| read.note(note, global));
    let mut writer = Writer::open(store)?;
    for (analysis, entry, known) in found.articles {
        match known? {
            _ if !is_analysed(&analysis.meta) => {
                read.note(foreign_note(&analysis.path, &analysis.id, &analysis.meta), global);
            }
            Known::Same(number) => writer.keep(number),
            Known::Other { named, addressed } => {
                writer.add(entry, &named, &addressed)?;
                read.articles.push(analysis);
            }
        }
    }
    let drafts: Vec<PathBuf> = read.articles.iter().map(|a| PathBuf::from(&a.path)).collect();
    let more = read.articles.is_empty() || told.tell(index::against(&before, read, global)?, &drafts, global)?;
    writer.finish()?;
    Ok(more)
}

/// The files of articles, each as it stands.
fn look(paths: &[PathBuf]) -> BTreeMap<PathBuf, State> {
    let state = |path: PathBuf| {
        let file = fs::metadata(&path).ok()?;
        Some((path, (file.len(), file.modified().ok())))
    };
    input::files(paths).into_iter().filter_map(state).collect()
}

fn ready(global: &Global, articles: usize) {
    if !global.quiet {
        complain(&format!("{articles} articles are there; waiting for more"));
    }
}

/// What was told, so that it is told once.
struct Told {
    format: &'static Format,
    all: bool,
    select: Vec<&'static str>,
    ignore: Vec<&'static str>,
    /// The findings by id, each with what it said.
    findings: BTreeMap<String, String>,
}

impl Told {
    fn new(args: &WatchArgs) -> anyhow::Result<Told> {
        Ok(Told {
            format: Format::named(&args.format).context("no such format")?,
            all: args.all,
            select: args.select.clone(),
            ignore: args.ignore.clone(),
            findings: BTreeMap::new(),
        })
    }

    /// Tells what touches the new ones of some articles and was not told before, or told with other values. Gives whether
    /// somebody reads on.
    fn tell(&mut self, mut read: Read, drafts: &[PathBuf], global: &Global) -> anyhow::Result<bool> {
        let Some(of) = read.of_archive.take() else { return Ok(true) };
        let options = Options { selected: self.select.clone(), ..Options::default() };
        let mut comparison = compared(&mut read, global, |articles| {
            claimdiff::compare_new_isolated(articles, |a| of.new.contains(&a.id), Some(&of.statistics), &options)
        })?;
        select::codes(&mut comparison, &read.articles, false, &self.select, &self.ignore);
        if !self.all {
            comparison.hide_notes();
        }
        let known = &self.findings;
        comparison.findings.retain(|f| {
            let mut ids = std::iter::once(&f.id).chain(&f.aliases);
            !ids.any(|id| known.get(id) == Some(&f.summary))
        });
        if comparison.findings.is_empty() {
            return Ok(true);
        }
        let before: BTreeMap<String, Before> = comparison
            .findings
            .iter()
            .filter_map(|f| known.get_key_value(&f.id))
            .map(|(i, s)| (i.clone(), Before { summary: s.clone(), ..Before::default() }))
            .collect();
        let drafted: Vec<usize> = select::drafted(&read.articles, drafts).into_iter().collect();
        let report = Report {
            articles: &read.articles,
            comparison: &comparison,
            notes: &[],
            drafts: &drafted,
            before: Some(&before),
        };
        let view = View { width: BRIEF_WIDTH, ..View::default() };
        let mut out = io::stdout().lock();
        match (self.format.write)(&report, &view, &mut out).and_then(|()| out.flush()) {
            // The reader has seen enough.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
            done => done.context("writing to standard output")?,
        }
        self.findings.extend(comparison.findings.iter().map(|f| (f.id.clone(), f.summary.clone())));
        Ok(true)
    }
}

/// The index of a folder's articles, which is gone in the end.
struct Store(PathBuf);

impl Store {
    fn new() -> anyhow::Result<Store> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        for _ in 0..TRIES {
            // The folder is everybody's: nobody can know the name before, and what has it already is not taken.
            let name = RandomState::new().build_hasher().finish();
            let path = std::env::temp_dir().join(format!("claimdiff-watch-{name:016x}"));
            match builder.create(&path) {
                Ok(()) => return Ok(Store(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| format!("making {}", path.display())),
            }
        }
        bail!("{}: no name for a folder is free", std::env::temp_dir().display())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What says when to look.
struct Bell {
    /// Rings at each event; silent where the system tells nothing.
    events: Receiver<()>,
    every: Duration,
    stop: Arc<AtomicBool>,
    /// Events come as long as it is there.
    _watcher: Option<RecommendedWatcher>,
}

impl Bell {
    fn new(args: &WatchArgs, global: &Global) -> Bell {
        let stop = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
            // Whoever asks twice does not want to wait for what is being read.
            let _ = signal_hook::flag::register_conditional_default(signal, Arc::clone(&stop));
            let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
        }
        let (ring, events) = mpsc::channel();
        let made = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading is no change. Nobody listens any more at the end.
            if !event.is_ok_and(|e| e.kind.is_access()) {
                let _ = ring.send(());
            }
        });
        let watcher = made.and_then(|mut watcher| {
            watcher.watch(&args.folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        let every = args.every.map(Duration::from_secs);
        let (watcher, otherwise) = match watcher {
            Ok(watcher) => (Some(watcher), TOLD),
            Err(error) => {
                if !global.quiet {
                    complain(&format!(
                        "{}: no events, so it is looked at now and then: {error}",
                        args.folder.display()
                    ));
                }
                (None, UNTOLD)
            }
        };
        Bell { events, every: every.unwrap_or(otherwise), stop, _watcher: watcher }
    }

    /// Waits until it is time to look: at an event, after a while, or after `most`. Says whether to go on.
    fn wait(&mut self, most: Option<Duration>) -> bool {
        let until = Instant::now() + most.unwrap_or(self.every);
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            match self.events.recv_timeout(left.min(TICK)) {
                Ok(()) => {
                    // Of many at once the first says it.
                    while self.events.try_recv().is_ok() {}
                    return true;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(left.min(TICK)),
            }
        }
    }
}
