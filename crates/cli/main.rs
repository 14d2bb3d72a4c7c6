//! The `claimdiff` command.

mod args;
mod config;
mod exit;
mod explain;
mod index;
mod invocation;
mod lexicon;
mod limit;
mod line;
mod manual;
mod output;
mod parquet;
mod progress;
mod select;
mod watch;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, bail};
use args::{
    ArticlesArgs, CheckArgs, Choice, Cli, Color, Command, DiffArgs, FailOn, FilterArgs, Form, Global, LayerArgs,
    LayerFormat, Output, Reading, ReportArgs, TimelineArgs,
};
use claimdiff::{
    Analysis, Article, Comparison, EventKind, Fault, Meta, Model, Note, Options, QuoteKind, Statistics,
    index::Index,
    input,
    lexicon::{fingerprint, unknown},
    report::{
        Entry, Filter, Format, JSON_SCHEMA, Layer, Listing, Policy, Report, Skip, TIMELINES, Versions, View, events,
        headline, is_analysed, is_of, masked,
        table::{self, ARTICLES, PASSAGES, Row, TABLES, Table, passages},
    },
};
use clap::CommandFactory;
use exit::{Exit, Told};
use progress::Progress;

/// The width of a report that does not go to a terminal, in columns.
const FILE_WIDTH: usize = 100;

/// The same of a list with a line a finding.
const BRIEF_WIDTH: usize = 120;

fn main() -> ExitCode {
    match invocation::read(env::args_os().collect()).and_then(|cli| run(&cli)) {
        Ok(exit) => exit.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Exit::Failure.into()
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    if let Some(jobs) = cli.global.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global().context("starting threads")?;
    }
    if let Some(folder) = &cli.global.lexicon {
        lexicon::install(folder)?;
    }
    match &cli.command {
        None => report(&cli.report, &cli.global),
        Some(Command::Report(args)) => report(args, &cli.global),
        Some(Command::Articles(args)) => articles(args, &cli.global),
        Some(Command::Quotes(args)) => filtered("quotes", args, &cli.global),
        Some(Command::Claims(args)) => filtered("claims", args, &cli.global),
        Some(Command::Check(args)) => check(args, &cli.global),
        Some(Command::Index(args)) => index::run(args, &cli.global),
        Some(Command::Watch(args)) => watch::run(args, &cli.global),
        Some(Command::Diff(args)) => diff(args, &cli.global),
        Some(Command::Timeline(args)) => timeline(args, &cli.global),
        Some(Command::Explain(args)) => explain::run(args, &cli.global),
        Some(Command::Lexicon { list }) => print(match list {
            Some(name) => lexicon::table(name)?.text.as_bytes().to_vec(),
            None => lexicon::overview().into_bytes(),
        }),
        Some(Command::Schema { table: None }) => print(JSON_SCHEMA.into()),
        Some(Command::Schema { table: Some(name) }) => match Table::named(name) {
            Some(table) => print(table.describe().into_bytes()),
            None => bail!(unknown("table", name, TABLES.map(|t| t.name))),
        },
        Some(Command::Man { command }) => print(manual::page(Cli::command(), command.as_deref())?),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "claimdiff", &mut script);
            print(script)
        }
    }
}

fn print(text: Vec<u8>) -> anyhow::Result<Exit> {
    output::to(None, |out| out.write_all(&text))?;
    Ok(Exit::Clean)
}

fn report(args: &ReportArgs, global: &Global) -> anyhow::Result<Exit> {
    if let Some(folder) = &args.index {
        report_form(&args.form)?;
        let read = index::of(folder, args.choice.since, &args.reading, global)?;
        return finish(read, &[], &args.form, &args.choice, global);
    }
    if let Some(slip) = args.paths.first().and_then(|p| invocation::slip(&Cli::command(), p.as_os_str())) {
        bail!(slip);
    }
    report_form(&args.form)?;
    let outputs = Outputs::of(&args.form.output, Some(&args.choice));
    let read = read(&args.paths, &args.reading, &outputs, global)?;
    finish(read, &[], &args.form, &args.choice, global)
}

fn check(args: &CheckArgs, global: &Global) -> anyhow::Result<Exit> {
    if args.against.is_empty() {
        bail!("nothing to hold the draft against: --against PATH names the articles");
    }
    report_form(&args.form)?;
    let (drafts, against) = match (args.drafts.as_slice(), args.against.as_slice()) {
        // `check --against ARCHIVE DRAFT`: the option takes all that follows it.
        ([], [against @ .., draft]) if !against.is_empty() => {
            if !global.quiet {
                complain(&format!("the draft is {}, the last that is named", draft.display()));
            }
            (std::slice::from_ref(draft), against)
        }
        ([], _) => bail!("no draft is named: claimdiff check DRAFT --against PATH"),
        (drafts, against) => (drafts, against),
    };
    let drafts = input::expand(drafts);
    if let Some(folder) = against.iter().find(|path| Index::is_in(path)) {
        if against.len() > 1 {
            bail!(
                "{} is an index, which holds all that a draft is held against: name nothing beside it",
                folder.display()
            );
        }
        let outputs = Outputs::of(&args.form.output, Some(&args.choice));
        let index = Index::open(folder, fingerprint())?;
        let read = index::against(&index, read(&drafts, &args.reading, &outputs, global)?, global)?;
        return finish(read, &drafts, &args.form, &args.choice, global);
    }
    let mut paths = drafts.clone();
    paths.extend_from_slice(against);
    let outputs = Outputs::of(&args.form.output, Some(&args.choice));
    let read = read(&paths, &args.reading, &outputs, global)?;
    if read.missing > 0 && select::drafted(&read.articles, &drafts).len() == read.articles.len() {
        let against: Vec<String> = against.iter().map(|path| path.display().to_string()).collect();
        bail!("there is nothing to hold the draft against in {}", against.join(", "));
    }
    finish(read, &drafts, &args.form, &args.choice, global)
}

/// The form of a report that is asked for.
fn report_form(form: &Form) -> anyhow::Result<&'static str> {
    args::form(form.format.as_deref(), &form.output, &args::report_forms())
}

/// What a run writes, and the baseline that it reads.
#[derive(Default)]
struct Outputs<'a> {
    report: Option<&'a Path>,
    baseline: Option<&'a Path>,
    known: Option<&'a Path>,
}

impl<'a> Outputs<'a> {
    fn of(output: &'a Output, choice: Option<&'a Choice>) -> Outputs<'a> {
        Outputs {
            report: output.output.as_deref(),
            baseline: choice.and_then(|c| c.write_baseline.as_deref()),
            known: choice.and_then(|c| c.baseline.as_deref()),
        }
    }

    /// The files that are no articles, should they lie among them.
    fn paths(&self) -> Vec<PathBuf> {
        [self.report, self.baseline, self.known].into_iter().flatten().map(Path::to_path_buf).collect()
    }
}

/// Compares, keeps what is wanted, and writes the report and, last of all, the baseline.
fn finish(mut read: Read, drafts: &[PathBuf], form: &Form, choice: &Choice, global: &Global) -> anyhow::Result<Exit> {
    let model = choice.fact_model.as_deref().map(fact_model).transpose()?;
    let options =
        Options { framing: choice.framing, selected: choice.select.clone(), drafts: !drafts.is_empty(), model };
    let drafted: BTreeSet<String> =
        select::drafted(&read.articles, drafts).into_iter().map(|n| read.articles[n].path.clone()).collect();
    if !drafts.is_empty() && drafted.is_empty() {
        let drafts: Vec<String> = drafts.iter().map(|d| d.display().to_string()).collect();
        bail!("the draft was not read, so nothing is said of it: {}", drafts.join(", "));
    }
    let of_archive = read.of_archive.take();
    let mut comparison = match (drafts, &of_archive) {
        (_, Some(of)) => compared(&mut read, global, |articles| {
            claimdiff::compare_new_isolated(articles, |a| of.new.contains(&a.id), Some(&of.statistics), &options)
        })?,
        ([], None) => compare(&mut read, &options, global)?,
        (_, None) => compared(&mut read, global, |articles| {
            claimdiff::compare_new_isolated(articles, |a| drafted.contains(&a.path), None, &options)
        })?,
    };
    let articles = &read.articles;
    select::codes(&mut comparison, articles, choice.ledger, &choice.select, &choice.ignore);
    if let Some(day) = choice.since {
        select::since(&mut comparison, articles, choice.ledger, day);
    }
    let drafted: Vec<usize> = select::drafted(articles, drafts).into_iter().collect();
    if !choice.all {
        comparison.hide_notes();
    }
    let all = choice.write_baseline.as_ref().map(|path| (path, select::baseline(articles, &comparison)));
    let known = choice.baseline.as_ref().filter(|path| {
        // The first morning: what is about to be written is not there yet.
        let first = choice.write_baseline.as_ref() == Some(*path) && !path.exists();
        if first && !global.quiet {
            complain(&format!("{} is not there yet: all findings are new, and it is written", path.display()));
        }
        !first
    });
    let since = known.map(|path| select::new_since(&mut comparison, path)).transpose()?;
    let before = since.map(|since| {
        if let Some(hint) = since.hint.filter(|_| !global.quiet) {
            complain(&hint.to_string());
        }
        read.notes.extend(since.notes);
        since.before
    });
    if choice.ledger {
        let (listed, all) = (comparison.listed(articles), comparison.ledger.len());
        if listed < all {
            let message = format!("the ledger lists {listed} of {all} pairs, the first of each story");
            read.notes.push(Note { path: "--ledger".to_owned(), line: None, message, failure: false });
        }
    }
    let name = report_form(form)?;
    let file = form.output.output.as_deref();
    let view = View {
        ledger: choice.ledger,
        color: color(global.color, file.is_some()),
        width: width(global, file.is_some(), if name == "brief" { BRIEF_WIDTH } else { FILE_WIDTH }),
        ..View::default()
    };
    let report =
        Report { articles, comparison: &comparison, notes: &read.notes, drafts: &drafted, before: before.as_ref() };
    // A list of no lines says nothing, not even that there was something to read.
    if name == "brief" && comparison.findings.is_empty() && !global.quiet {
        complain(&headline(&report));
    }
    output::to(file, |out| {
        mark(name, &form.output, out)?;
        match Format::named(name) {
            Some(format) => (format.write)(&report, &view, out),
            None => parquet::write(&PASSAGES, out, |row| passages(&report, view.ledger, row)),
        }
    })?;
    if let Some((path, all)) = all {
        output::to(Some(path), |out| writeln!(out, "{all:#}"))?;
    }
    Ok(Exit::of(&read.told(), Some(&comparison), choice.fail_on))
}

/// The byte-order mark of CSV, where it is asked for.
fn mark(form: &str, output: &Output, out: &mut dyn Write) -> io::Result<()> {
    if output.csv_bom && form == "csv" { out.write_all("\u{feff}".as_bytes()) } else { Ok(()) }
}

/// Reads a model of facts.
fn fact_model(path: &Path) -> anyhow::Result<Arc<Model>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Model::read(&text).map(Arc::new).with_context(|| format!("reading {}: no model of facts", path.display()))
}

/// Compares the articles with each other.
fn compare(read: &mut Read, options: &Options, global: &Global) -> anyhow::Result<Comparison> {
    compared(read, global, |articles| claimdiff::compare_isolated(articles, options))
}

/// What a comparison sets aside, each with the fault that it showed.
type Aside = Vec<(Analysis, Fault)>;

/// Compares the articles; those that show a fault of the program are set aside, and that is noted.
fn compared(
    read: &mut Read,
    global: &Global,
    work: impl FnOnce(&mut Vec<Analysis>) -> Result<(Comparison, Aside), Fault>,
) -> anyhow::Result<Comparison> {
    let started = Instant::now();
    let (comparison, aside) = work(&mut read.articles)
        .map_err(|fault| anyhow::anyhow!("comparing: a fault of claimdiff, which is worth a report: {}", fault.0))?;
    for (article, fault) in aside {
        read.note(input::fault_note(&article.path, &format!("comparing {}", article.id), &fault), global);
        read.faults += 1;
    }
    if global.verbose {
        complain(&format!("compared in {:.0?}", started.elapsed()));
    }
    Ok(comparison)
}

/// What differs between two versions of one article.
fn diff(args: &DiffArgs, global: &Global) -> anyhow::Result<Exit> {
    let form = args::form(args.format.as_deref(), &args.output, &args::DIFF_FORMS)?;
    let outputs = Outputs::of(&args.output, None);
    let (mut notes, mut faults) = (Vec::new(), 0);
    let mut version = |path: &PathBuf| {
        let make = |a: Article| (claimdiff::analyse_whole(&a), claimdiff::corrections(&a));
        let rename = |(a, _): &mut (Analysis, _), id: &str| a.id = id.to_owned();
        let found = take(std::slice::from_ref(path), &args.reading, &outputs, global, make, rename)?;
        for note in found.notes.iter().filter(|_| !global.quiet) {
            complain(&note.to_string());
        }
        notes.extend(found.notes);
        faults += found.faults;
        let mut articles = found.articles;
        match (articles.pop(), articles.len()) {
            (Some(version), 0) if is_analysed(&version.0.meta) => Ok(version),
            (Some(_), 0) => bail!("{}: not in English", path.display()),
            (Some(_), more) => bail!("{}: a version is one article, and these are {}", path.display(), more + 1),
            (None, _) => bail!("no article was found in {}", path.display()),
        }
    };
    let [(old, corrected), (new, mut corrections)] = match (&args.index, &args.new) {
        (None, Some(new)) => [version(&args.old)?, version(new)?],
        (None, None) => bail!("a second version is wanted: OLD NEW, or --index DIR ARTICLE"),
        (Some(folder), new) => {
            let mut kept = index::versions(folder, &args.old)?;
            let last = kept.pop().context("no version was found")?;
            match (new, kept.len().checked_sub(args.back.into())) {
                (Some(new), _) => [last, version(new)?],
                (None, Some(at)) => [kept.swap_remove(at), last],
                (None, None) => bail!(
                    "{}: {} of it in the index, so there is none {} before the last one",
                    args.old.display(),
                    if kept.is_empty() {
                        "one version is".to_owned()
                    } else {
                        format!("{} versions are", kept.len() + 1)
                    },
                    args.back
                ),
            }
        }
    };
    let articles = [old, new];
    if let Some(warning) = strangers(&articles).filter(|_| !global.quiet) {
        complain(&warning);
    }
    let edits = claimdiff::versions([&articles[0], &articles[1]], [&corrected, &corrections]);
    corrections.retain(|c| !corrected.iter().any(|old| old.text == c.text));
    let versions = Versions { articles: &articles, edits: &edits, corrections: &corrections };
    let file = args.output.output.as_deref();
    output::to(file, |out| match form {
        "json" => versions.json(out),
        _ => versions.text(width(global, file.is_some(), FILE_WIDTH), out),
    })?;
    let told = Told { notes: &notes, faults, missing: 0, strict: args.reading.strict };
    Ok(Exit::of(&told, None, FailOn::Never))
}

/// What is said of two articles that can hardly be two versions of one.
fn strangers([old, new]: &[Analysis; 2]) -> Option<String> {
    /// Two versions of one article have at least one of so many runs of words in common, even where every second sentence was
    /// edited.
    const LEAST_SHARED: usize = 16;
    /// Of fewer runs nothing can be said: a few lines may be new from first to last.
    const LEAST_RUNS: usize = 64;
    let outlet = |a: &Analysis| a.meta.outlet.as_ref().map(|o| o.value.clone());
    let shared = new.keys.sketch.iter().filter(|run| old.keys.sketch.binary_search(run).is_ok()).count();
    let least = old.keys.sketch.len().min(new.keys.sketch.len());
    let what = match (outlet(old), outlet(new)) {
        (Some(a), Some(b)) if a != b => format!("these are articles of two outlets ({a}, {b})"),
        _ if least >= LEAST_RUNS && shared * LEAST_SHARED < least => {
            "these articles have hardly a sentence in common".to_owned()
        }
        _ => return None,
    };
    Some(format!("{what}: `diff` is for two versions of one article, `claimdiff OLD NEW` compares two articles"))
}

fn timeline(args: &TimelineArgs, global: &Global) -> anyhow::Result<Exit> {
    let forms: Vec<&str> = TIMELINES.iter().map(|t| t.name).collect();
    let name = args::form(args.format.as_deref(), &args.output, &forms)?;
    let outputs = Outputs::of(&args.output, None);
    let mut read = read(&args.input.paths, &args.input.reading, &outputs, global)?;
    let mut comparison = compare(&mut read, &Options::default(), global)?;
    comparison.hide_notes();
    select::codes(&mut comparison, &read.articles, false, &args.select, &args.ignore);
    let report =
        Report { articles: &read.articles, comparison: &comparison, notes: &read.notes, drafts: &[], before: None };
    let form = TIMELINES.iter().find(|t| t.name == name).context("no such format")?;
    let file = args.output.output.as_deref();
    let policy = args.policy.as_deref().and_then(Policy::named);
    let view =
        View { width: width(global, file.is_some(), FILE_WIDTH), policy, event: args.event.clone(), ..View::default() };
    output::to(file, |out| {
        mark(name, &args.output, out)?;
        (form.write)(&report, &view, out)
    })?;
    if let Some(want) = &args.event {
        let all = events(&report);
        let has = |title: &String| title.to_lowercase().contains(&want.to_lowercase());
        if !global.quiet && !all.is_empty() && !all.iter().any(has) && !known_event(&read.articles, want) {
            complain(&format!("no event is called {want:?}; the figures are of {}", all.join("; ")));
        }
    }
    Ok(Exit::of(&read.told(), None, FailOn::Never))
}

/// A part of a layer, where kinds that nothing can be are refused.
fn filtered(name: &str, args: &FilterArgs, global: &Global) -> anyhow::Result<Exit> {
    let known = |what: &str, name: &Option<String>, valid: &[&str]| match name {
        Some(name) if !valid.iter().any(|v| v.eq_ignore_ascii_case(name)) => {
            bail!(unknown(what, name, valid.iter().copied()))
        }
        _ => Ok(()),
    };
    known("kind", &args.kind, &(Layer::named(name).context("no such layer")?.kinds)())?;
    let [speaker, kind, event, text] = [&args.speaker, &args.kind, &args.event, &args.text].map(Clone::clone);
    let filter = Filter { speaker, kind, event, text };
    layer(name, &args.layer, &filter, global)
}

/// The form of a layer that is asked for or that the suffix of the output names.
fn layer_form(args: &LayerArgs) -> anyhow::Result<&'static str> {
    let asked = args.format.map(|f| match f {
        LayerFormat::Text => "text",
        LayerFormat::Jsonl => "jsonl",
        LayerFormat::Csv => "csv",
        LayerFormat::Parquet => parquet::NAME,
    });
    args::form(asked, &args.output, &["text", "jsonl", "csv", parquet::NAME])
}

/// What was understood of each input, without looking for quotations and claims.
fn articles(ArticlesArgs { layer: args, text }: &ArticlesArgs, global: &Global) -> anyhow::Result<Exit> {
    let form = layer_form(args)?;
    let outputs = Outputs::of(&args.output, None);
    let make = |a: Article| if *text { Entry::with_text(&a) } else { Entry::new(&a) };
    let found = take(&args.input.paths, &args.input.reading, &outputs, global, make, Entry::rename)?;
    let listing = Listing { articles: &found.articles, skipped: &found.skipped, notes: &found.notes };
    let alone = match (&found.articles[..], form) {
        (_, "jsonl" | parquet::NAME) => None,
        (_, "csv") if *text => bail!("CSV has no room for texts: --text needs --format jsonl or parquet"),
        ([article], _) => article.text(),
        (articles, _) if *text && articles.len() > 1 => {
            bail!(
                "{} articles, and positions point into the text of each: --format jsonl gives them apart",
                articles.len()
            )
        }
        _ => None,
    };
    let terminal = args.output.output.is_none() && io::stdout().is_terminal();
    let alone = alone.map(|text| if terminal { masked(text) } else { Cow::Borrowed(text) });
    output::to(args.output.output.as_deref(), |out| {
        mark(form, &args.output, out)?;
        match (&alone, form) {
            (Some(text), _) => out.write_all(text.as_bytes()),
            (_, "jsonl") => listing.jsonl(out),
            (_, "csv") => listing.csv(out),
            (_, parquet::NAME) => {
                parquet::write(&ARTICLES, out, |row| found.articles.iter().for_each(|e| table::articles(e, row)))
            }
            _ => listing.text(out),
        }
    })?;
    let told =
        Told { notes: &found.notes, faults: found.faults, missing: found.missing, strict: args.input.reading.strict };
    let none = found.articles.is_empty() && found.notes.iter().any(|n| n.failure);
    Ok(if none { Exit::Failure } else { Exit::of(&told, None, FailOn::Never) })
}

/// Whether a name is that of a kind of event or stands in an event of an article.
fn known_event(articles: &[Analysis], want: &str) -> bool {
    EventKind::ALL.iter().any(|k| k.name().eq_ignore_ascii_case(want))
        || articles.iter().any(|a| a.events.iter().any(|e| is_of(a, e, want)))
}

/// How many direct quotations of an article have a speaker whom it does not name: "the minister".
fn nameless(a: &Analysis) -> usize {
    let direct = a.quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
    direct.filter(|q| q.speaker.as_ref().is_none_or(|s| s.entity.is_none())).count()
}

/// Whether somebody whose name holds this says anything.
fn speaks(articles: &[Analysis], want: &str) -> bool {
    let want = want.to_lowercase();
    let is = |name: &str| name.to_lowercase().contains(&want);
    articles.iter().any(|a| {
        let speakers = a.quotes.iter().flat_map(|q| q.speaker.iter().chain(&q.reported_by));
        speakers
            .map(|s| s.name.as_str())
            .chain(a.claims.iter().flat_map(|c| &c.sources).map(|l| l.name.as_str()))
            .any(is)
    })
}

fn layer(name: &str, args: &LayerArgs, filter: &Filter, global: &Global) -> anyhow::Result<Exit> {
    let form = layer_form(args)?;
    let outputs = Outputs::of(&args.output, None);
    let read = read(&args.input.paths, &args.input.reading, &outputs, global)?;
    if let Some(want) = &filter.event
        && !known_event(&read.articles, want)
    {
        let kinds = EventKind::ALL.map(EventKind::name);
        bail!("{}; nor has an event such a name in it", unknown("kind of event", want, kinds));
    }
    if let Some(want) = filter.speaker.as_deref().filter(|want| !global.quiet && !speaks(&read.articles, want)) {
        complain(&format!("nobody in these articles who is quoted has {want:?} in the name"));
    }
    let unnamed = read.articles.iter().map(nameless).sum::<usize>();
    if filter.speaker.is_some() && unnamed > 0 && !global.quiet {
        let (many, are) = if unnamed == 1 {
            ("1 quotation has".to_owned(), "is")
        } else {
            (format!("{unnamed} quotations have"), "are")
        };
        complain(&format!("{many} no speaker with a name and {are} not looked at; `claimdiff quotes` lists them"));
    }
    let layer = Layer::named(name).context("no such layer")?;
    let write = match form {
        "jsonl" => layer.jsonl,
        "csv" => layer.csv,
        _ => layer.text,
    };
    output::to(args.output.output.as_deref(), |out| {
        if form == parquet::NAME {
            let rows = |row: Row<'_>| read.articles.iter().for_each(|a| (layer.rows)(a, filter, row));
            return parquet::write(layer.table, out, rows);
        }
        mark(form, &args.output, out)?;
        if form == "csv" {
            layer.csv_head(out)?;
        }
        let mut articles: Vec<&Analysis> = read.articles.iter().collect();
        if filter.text.is_some() {
            let outlet = |a: &Analysis| a.meta.outlet.as_ref().map(|o| o.value.clone());
            let published = |a: &Analysis| a.meta.published.as_ref().map(|p| p.value.days());
            articles.sort_by_key(|a| (outlet(a).is_none(), outlet(a), published(a).is_none(), published(a)));
        }
        articles.into_iter().try_for_each(|a| write(a, filter, out))
    })?;
    Ok(Exit::of(&read.told(), None, FailOn::Never))
}

/// What was read and analysed.
struct Read {
    articles: Vec<Analysis>,
    notes: Vec<Note>,
    faults: usize,
    missing: usize,
    strict: bool,
    /// What is new of them, where they are a part of an archive.
    of_archive: Option<OfArchive>,
}

/// What is new of some articles of an archive, and what is known of all of it.
struct OfArchive {
    /// The ids of the articles that are new.
    new: BTreeSet<String>,
    statistics: Statistics,
}

impl Read {
    /// Nothing so far.
    fn nothing(strict: bool) -> Read {
        Read { articles: Vec::new(), notes: Vec::new(), faults: 0, missing: 0, strict, of_archive: None }
    }

    fn told(&self) -> Told<'_> {
        Told { notes: &self.notes, faults: self.faults, missing: self.missing, strict: self.strict }
    }

    /// Adds a note, which standard error shows, too.
    fn note(&mut self, note: Note, global: &Global) {
        if !global.quiet {
            complain(&note.to_string());
        }
        self.notes.push(note);
    }
}

/// Reads the articles and analyses each as it comes; what could not be read is noted on standard error. Articles in other
/// languages are noted and left aside.
fn read(paths: &[PathBuf], reading: &Reading, outputs: &Outputs<'_>, global: &Global) -> anyhow::Result<Read> {
    let started = Instant::now();
    let found = take(paths, reading, outputs, global, |a| claimdiff::analyse(&a), |a, id| a.id = id.to_owned())?;
    let (articles, foreign): (Vec<Analysis>, Vec<Analysis>) =
        found.articles.into_iter().partition(|a| is_analysed(&a.meta));
    let mut out = Read { articles, faults: found.faults, missing: found.missing, ..Read::nothing(reading.strict) };
    for note in found.notes {
        out.note(note, global);
    }
    let none = out.articles.is_empty();
    let seen = foreign.len();
    for article in foreign {
        out.note(foreign_note(&article.path, &article.id, &article.meta), global);
    }
    if none {
        let paths: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        bail!("no article {}was found in {}", if seen > 0 { "in English " } else { "" }, paths.join(", "));
    }
    // What was passed over is told in the report; on standard error only where it is asked for.
    out.notes.extend(input::notes(&found.skipped));
    out.notes.sort();
    if global.verbose {
        let words: u64 = out.articles.iter().map(|a| u64::from(a.words)).sum();
        complain(&format!("read {} articles, {words} words in {:.0?}", out.articles.len(), started.elapsed()));
        complain(&skipped(&found.skipped));
    }
    Ok(out)
}

/// The note on an article in another language.
fn foreign_note(path: &str, id: &str, meta: &Meta) -> Note {
    let code = meta.language.as_ref().map_or("", |l| l.value.as_str());
    let message = format!("{id}: not in English ({code}), so it is not compared");
    Note { path: path.to_owned(), line: None, message, failure: false }
}

/// Reads the articles, makes something of each as it comes, and shows how far it is. Refuses to write over what was
/// read.
fn take<T: Send>(
    paths: &[PathBuf],
    reading: &Reading,
    outputs: &Outputs<'_>,
    global: &Global,
    make: impl Fn(Article) -> T + Sync,
    rename: impl Fn(&mut T, &str),
) -> anyhow::Result<input::Inputs<T>> {
    if !reading.mappings.is_empty() {
        claimdiff_parse::map_fields(&reading.mappings);
    }
    output::refuse(outputs.report, outputs.baseline, outputs.known, &settings(global))?;
    let progress = Progress::new(global.quiet);
    let options = input::Options { outputs: outputs.paths(), ..reading.options() };
    let counted = |article| {
        let made = make(article);
        progress.step();
        made
    };
    let found = input::read(paths, &options, counted, rename);
    drop(progress);
    output::refuse(outputs.report, outputs.baseline, outputs.known, &found.files)?;
    Ok(found)
}

/// The files that tell this run what to do: its configuration and word lists.
fn settings(global: &Global) -> Vec<PathBuf> {
    let config = global.config.clone().or_else(|| Path::new(config::NAME).is_file().then(|| config::NAME.into()));
    let lists = global.lexicon.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    config.into_iter().chain(lists.flatten().map(|e| e.path())).collect()
}

/// "skipped 3 hidden, 1 a link out of the folder"
fn skipped(skipped: &[Skip]) -> String {
    let mut counts = BTreeMap::new();
    for skip in skipped {
        *counts.entry(skip.why).or_insert(0) += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(why, n)| format!("{n} {why}")).collect();
    if counts.is_empty() { "nothing skipped".to_owned() } else { format!("skipped {}", counts.join(", ")) }
}

/// Whether the output may be coloured: not in files, and as NO_COLOR and the terminal want it.
fn color(when: Color, to_file: bool) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !to_file && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// The columns that are asked for, else those of the terminal; a fixed number elsewhere, so that files do not depend on where
/// they were made.
fn width(global: &Global, to_file: bool, elsewhere: usize) -> usize {
    if let Some(columns) = global.width {
        return columns.into();
    }
    let terminal = if to_file { None } else { terminal_size::terminal_size_of(io::stdout()) };
    terminal.map_or(elsewhere, |(terminal_size::Width(columns), _)| columns.into())
}

/// One line on standard error. When even that cannot be written there is nobody to tell.
fn complain(message: &str) {
    let line = message.replace(|c: char| c.is_control(), " ");
    let _ = writeln!(io::stderr(), "claimdiff: {line}");
}
