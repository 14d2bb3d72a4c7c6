//! The `claimdiff` command.

mod args;
mod config;
mod exit;
mod find;
mod input;
mod invocation;
mod lexicon;
mod limit;
mod manual;
mod output;
mod progress;
mod select;
mod small_file;

use std::{
    collections::BTreeMap,
    env,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, bail};
use args::{
    CheckArgs, Choice, Cli, Color, Command, ExplainArgs, FailOn, FilterArgs, Form, Global, LayerArgs, LayerFormat,
    Reading, ReportArgs, TimelineArgs,
};
use claimdiff::{
    Analysis, Article, CHECKS, EventKind, Note, Options,
    lexicon::unknown,
    report::{Entry, Filter, Format, JSON_SCHEMA, Layer, Listing, Report, Skip, TIMELINES, View, derivation},
};
use clap::CommandFactory;
use exit::Exit;
use progress::Progress;

/// The width of a report that does not go to a terminal, in columns.
const FILE_WIDTH: usize = 100;

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
        Some(Command::Timeline(args)) => timeline(args, &cli.global),
        Some(Command::Explain(args)) => explain(args, &cli.global),
        Some(Command::Lexicon { list }) => print(match list {
            Some(name) => lexicon::table(name)?.text.as_bytes().to_vec(),
            None => lexicon::overview().into_bytes(),
        }),
        Some(Command::Schema) => print(JSON_SCHEMA.into()),
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
    let read = read(&args.input.paths, &args.input.reading, global)?;
    finish(read, &[], &args.form, &args.choice, global)
}

fn check(args: &CheckArgs, global: &Global) -> anyhow::Result<Exit> {
    if args.against.is_empty() {
        bail!("nothing to hold the draft against: --against PATH names the articles");
    }
    let drafts = find::expand(&args.drafts);
    let mut paths = drafts.clone();
    paths.extend_from_slice(&args.against);
    let read = read(&paths, &args.reading, global)?;
    finish(read, &drafts, &args.form, &args.choice, global)
}

/// Compares, keeps what is wanted, and writes the report.
fn finish(
    (articles, mut notes): (Vec<Analysis>, Vec<Note>),
    drafts: &[PathBuf],
    form: &Form,
    choice: &Choice,
    global: &Global,
) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let mut comparison = claimdiff::compare(&articles, &Options { framing: choice.framing });
    if global.verbose {
        complain(&format!("compared in {:.0?}", started.elapsed()));
    }
    select::codes(&mut comparison, &articles, &choice.select, &choice.ignore);
    if let Some(day) = choice.since {
        select::since(&mut comparison, &articles, day);
    }
    if !drafts.is_empty() {
        select::touching(&mut comparison, &articles, drafts);
    }
    if !choice.all {
        comparison.hide_notes();
    }
    let all = choice.write_baseline.as_ref().map(|path| (path, select::baseline(&comparison)));
    if let Some(path) = &choice.baseline {
        notes.extend(select::new_since(&mut comparison, path)?);
    }
    if let Some((path, all)) = all {
        output::to(Some(path), |out| writeln!(out, "{all:#}"))?;
    }
    let format = Format::named(&form.format).context("no such format")?;
    let file = form.output.output.as_deref();
    let view = View {
        ledger: choice.ledger,
        color: color(global.color, file.is_some()),
        width: width(file.is_some()),
        baseline: choice.baseline.is_some(),
    };
    let report = Report { articles: &articles, comparison: &comparison, notes: &notes };
    output::to(file, |out| (format.write)(&report, &view, out))?;
    Ok(Exit::of(&notes, Some(&comparison), choice.fail_on))
}

fn timeline(args: &TimelineArgs, global: &Global) -> anyhow::Result<Exit> {
    let (articles, notes) = read(&args.input.paths, &args.input.reading, global)?;
    let comparison = claimdiff::compare(&articles, &Options::default());
    let report = Report { articles: &articles, comparison: &comparison, notes: &notes };
    let form = TIMELINES.iter().find(|t| t.name == args.format).context("no such format")?;
    let file = args.output.output.as_deref();
    let view = View { width: width(file.is_some()), ..View::default() };
    output::to(file, |out| (form.write)(&report, &view, out))?;
    Ok(Exit::of(&notes, None, FailOn::Never))
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
    known("kind of event", &args.event, &EventKind::ALL.map(EventKind::name))?;
    let filter = Filter { speaker: args.speaker.clone(), kind: args.kind.clone(), event: args.event.clone() };
    layer(name, &args.layer, &filter, global)
}

/// What was understood of each input, without looking for quotations and claims.
fn articles(args: &LayerArgs, global: &Global) -> anyhow::Result<Exit> {
    let found = take(&args.input.paths, &args.input.reading, global, |article| Entry::new(&article));
    let listing = Listing { articles: &found.articles, skipped: &found.skipped, notes: &found.notes };
    output::to(args.output.output.as_deref(), |out| match args.format {
        LayerFormat::Text => listing.text(out),
        LayerFormat::Jsonl => listing.jsonl(out),
        LayerFormat::Csv => listing.csv(out),
    })?;
    Ok(Exit::of(&found.notes, None, FailOn::Never))
}

fn layer(name: &str, args: &LayerArgs, filter: &Filter, global: &Global) -> anyhow::Result<Exit> {
    let (articles, notes) = read(&args.input.paths, &args.input.reading, global)?;
    let layer = Layer::named(name).context("no such layer")?;
    let write = match args.format {
        LayerFormat::Text => layer.text,
        LayerFormat::Jsonl => layer.jsonl,
        LayerFormat::Csv => layer.csv,
    };
    output::to(args.output.output.as_deref(), |out| {
        if args.format == LayerFormat::Csv {
            layer.csv_head(out)?;
        }
        articles.iter().try_for_each(|a| write(a, filter, out))
    })?;
    Ok(Exit::of(&notes, None, FailOn::Never))
}

fn explain(args: &ExplainArgs, global: &Global) -> anyhow::Result<Exit> {
    if args.paths.is_empty() {
        let code = args::code(&args.what).map_err(anyhow::Error::msg)?;
        let explain = CHECKS.iter().find(|c| c.code == code).map_or("", |c| c.explain);
        output::to(None, |out| writeln!(out, "{}", explain.trim_end()))?;
        return Ok(Exit::Clean);
    }
    let (articles, notes) = read(&args.paths, &args.reading, global)?;
    let comparison = claimdiff::compare(&articles, &Options { framing: args.framing });
    let report = Report { articles: &articles, comparison: &comparison, notes: &notes };
    let Some((finding, reason)) = derivation::find(&report, &args.what) else {
        bail!("no finding, or more than one, has an id that begins with {:?}", args.what);
    };
    output::to(None, |out| derivation::write(&report, &finding, reason, out))?;
    Ok(Exit::of(&notes, None, FailOn::Never))
}

/// Reads the articles and analyses each as it comes; what could not be read is noted on standard error.
fn read(paths: &[PathBuf], reading: &Reading, global: &Global) -> anyhow::Result<(Vec<Analysis>, Vec<Note>)> {
    let started = Instant::now();
    let found = take(paths, reading, global, |article| claimdiff::analyse(&article));
    if !global.quiet {
        found.notes.iter().for_each(|n| complain(&n.to_string()));
    }
    if found.articles.is_empty() {
        let paths: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        bail!("no article was found in {}", paths.join(", "));
    }
    if global.verbose {
        let words: u64 = found.articles.iter().map(|a| u64::from(a.words)).sum();
        complain(&format!("read {} articles, {words} words in {:.0?}", found.articles.len(), started.elapsed()));
        complain(&skipped(&found.skipped));
    }
    Ok((found.articles, found.notes))
}

/// Reads the articles, makes something of each as it comes, and shows how far it is.
fn take<T: Send>(
    paths: &[PathBuf],
    reading: &Reading,
    global: &Global,
    make: impl Fn(Article) -> T + Sync,
) -> input::Inputs<T> {
    let progress = Progress::new(global.quiet);
    let options = input::Options { no_sidecar: reading.no_sidecar, limits: limit::all(&reading.limits) };
    input::read(paths, &options, |article| {
        let made = make(article);
        progress.step();
        made
    })
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

/// The columns of the terminal; a fixed number elsewhere, so that files do not depend on where they were made.
fn width(to_file: bool) -> usize {
    let terminal = if to_file { None } else { terminal_size::terminal_size_of(io::stdout()) };
    terminal.map_or(FILE_WIDTH, |(terminal_size::Width(columns), _)| columns.into())
}

/// One line on standard error. When even that cannot be written there is nobody to tell.
fn complain(message: &str) {
    let line = message.replace(|c: char| c.is_control(), " ");
    let _ = writeln!(io::stderr(), "claimdiff: {line}");
}
