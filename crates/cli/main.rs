//! The `claimdiff` command.

mod args;
mod exit;
mod input;
mod output;

use std::{
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, bail};
use args::{Cli, Color, Command, FailOn, Global, Input, LayerArgs, LayerFormat, ReportArgs};
use claimdiff::{
    Analysis, CHECKS, Note, Options,
    report::{Format, Layer, Report, View},
};
use clap::Parser;
use exit::Exit;

/// The width of a report that does not go to a terminal, in columns.
const FILE_WIDTH: usize = 100;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
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
    match &cli.command {
        None => report(&cli.report, &cli.global),
        Some(Command::Report(args)) => report(args, &cli.global),
        Some(Command::Articles(args)) => layer("articles", args, &cli.global),
        Some(Command::Quotes(args)) => layer("quotes", args, &cli.global),
        Some(Command::Claims(args)) => layer("claims", args, &cli.global),
        Some(Command::Explain { code }) => explain(code),
    }
}

fn report(args: &ReportArgs, global: &Global) -> anyhow::Result<Exit> {
    let (articles, notes) = read(&args.input, global)?;
    let started = Instant::now();
    let comparison = claimdiff::compare(&articles, &Options { framing: args.framing });
    if global.verbose {
        complain(&format!("compared in {:.0?}", started.elapsed()));
    }
    let format = Format::named(&args.format).context("no such format")?;
    let to_file = args.output.output.is_some();
    let view = View { ledger: args.ledger, color: color(global.color, to_file), width: width(to_file) };
    let report = Report { articles: &articles, comparison: &comparison, notes: &notes };
    output::to(args.output.output.as_deref(), |out| (format.write)(&report, &view, out))?;
    Ok(Exit::of(&notes, Some(&comparison), args.fail_on))
}

fn layer(name: &str, args: &LayerArgs, global: &Global) -> anyhow::Result<Exit> {
    let (articles, notes) = read(&args.input, global)?;
    let layer = Layer::named(name).context("no such layer")?;
    let write = match args.format {
        LayerFormat::Text => layer.text,
        LayerFormat::Jsonl => layer.jsonl,
    };
    output::to(args.output.output.as_deref(), |out| articles.iter().try_for_each(|a| write(a, out)))?;
    Ok(Exit::of(&notes, None, FailOn::Never))
}

fn explain(code: &str) -> anyhow::Result<Exit> {
    let Some(check) = CHECKS.iter().find(|c| c.code == code) else {
        let nearest = CHECKS.iter().map(|c| c.code).max_by(|a, b| {
            let like = |c: &str| strsim::jaro_winkler(c, code);
            like(a).total_cmp(&like(b))
        });
        let hint = nearest.map(|n| format!("; the nearest is {n:?}")).unwrap_or_default();
        bail!("no check has the code {code:?}{hint}");
    };
    output::to(None, |out| writeln!(out, "{}\n\n{}", check.code, check.explain.trim_end()))?;
    Ok(Exit::Clean)
}

/// Reads and analyses the articles; what could not be read is noted on standard error.
fn read(input: &Input, global: &Global) -> anyhow::Result<(Vec<Analysis>, Vec<Note>)> {
    let started = Instant::now();
    let found = input::read(&input.paths, !input.no_sidecar);
    let articles = claimdiff::analyse_all(&found.articles);
    if !global.quiet {
        found.notes.iter().for_each(|n| complain(&n.to_string()));
    }
    if articles.is_empty() {
        bail!(
            "no article was found in {}",
            input.paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
        );
    }
    if global.verbose {
        let words: u64 = articles.iter().map(|a| u64::from(a.words)).sum();
        complain(&format!("read {} articles, {words} words in {:.0?}", articles.len(), started.elapsed()));
        complain(&found.skipped.to_string());
    }
    Ok((articles, found.notes))
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
