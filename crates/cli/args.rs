//! The command line.

use std::path::{Path, PathBuf};

use anyhow::Context;

use claimdiff::{
    CHECKS, Stamp, input,
    lexicon::unknown,
    report::{FORMATS, POLICIES, TIMELINES},
};
use claimdiff_parse::Mapping;
use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser},
};

use crate::{
    limit::{self, Limit},
    parquet,
};

/// Reports where the claims of news articles differ: figures, durations, dates, roles and quotations.
///
/// It shows both passages, who said so and why they are shown, and never says who is right.
#[derive(Debug, Parser)]
#[command(name = "claimdiff", version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "`claimdiff PATH...` is the same as `claimdiff report PATH...`.\n\n\
    Exit codes: 0 nothing at or above --fail-on, 1 something was, 2 a path is not there, nothing could be \
    read (with --strict: not all), the result could not be written, a fault of the program, or usage.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) report: ReportArgs,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report where the articles differ (the usual command)
    Report(ReportArgs),
    /// Report only what touches a draft: its figures and quotations against those of other articles
    Check(CheckArgs),
    /// Analyse articles once and keep them in a folder, which `check --against` and `report --index` read
    Index(IndexArgs),
    /// Report what comes in: what new articles of a folder, or of an index, tell otherwise, each finding once
    Watch(WatchArgs),
    /// Show what differs between two versions of one article: figures, facts, quotations, sources, and whether a correction says so
    Diff(DiffArgs),
    /// Show the running figures over time: low, high, outlet, who was first, falls
    Timeline(TimelineArgs),
    /// List the articles with what is known about them and from where
    Articles(ArticlesArgs),
    /// List the quotations with their speakers
    Quotes(FilterArgs),
    /// List the claims with their values and sources
    Claims(FilterArgs),
    /// Explain a code, or how one finding came about
    Explain(ExplainArgs),
    /// List the word lists that `--lexicon` may add to, or print one as a pattern
    Lexicon {
        /// The name of a list, as `aliases`
        list: Option<String>,
    },
    /// Print the JSON Schema of `--format json`, or the columns of a table of `--format parquet`
    Schema {
        /// The table: `claims`, `quotes`, `articles`, `findings`, `passages`
        table: Option<String>,
    },
    /// Print the manual page
    Man {
        /// Of this command
        command: Option<String>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What every command knows.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Read options from this file instead of `claimdiff.toml` in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Add the word lists of a folder to the built-in ones: names, aliases, titles, cues, loaded terms
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Threads to use, at most 256 [default: one per core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// The width of a line of text, in columns [default: the terminal's, and 100 where there is none]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=500))]
    pub(crate) width: Option<u16>,
    /// Do not list on standard error what could not be read
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Tell on standard error how much was read and how long it took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// Where the articles are.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders and patterns (`2031-*/*.html`) with articles; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How the articles are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Leave the sidecars `articles.toml` alone
    #[arg(long)]
    pub(crate) no_sidecar: bool,
    /// Raise or lower a bound on what is read: `article=16M` with its markup, `file=64M` that must be read at once (a
    /// JSON array, a feed), `unpacked=1G` of a packed file
    #[arg(long = "limit", value_name = "NAME=SIZE", value_parser = limit::parse)]
    pub(crate) limits: Vec<Limit>,
    /// Say what a field of records holds: `outlet=station`; also headline, author, published, modified, language, url,
    /// id, text, html
    #[arg(long = "map", value_name = "NAME=FIELD", value_parser = Mapping::parse)]
    pub(crate) mappings: Vec<Mapping>,
    /// Exit with 2 when anything could not be read, not only when nothing could
    #[arg(long)]
    pub(crate) strict: bool,
}

impl Reading {
    /// The same for the reader.
    pub(crate) fn options(&self) -> input::Options {
        input::Options { no_sidecar: self.no_sidecar, limits: limit::all(&self.limits), ..input::Options::default() }
    }
}

/// Where the result goes.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write to a file, which is replaced only when all is written; its suffix tells the form where `--format` does not
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Begin CSV with a byte-order mark (BOM), by which spreadsheets know that it is UTF-8
    #[arg(long)]
    pub(crate) csv_bom: bool,
}

/// The form that is asked for, or else the one that the suffix of the output names, or else, without a suffix, the first.
///
/// # Errors
///
/// The suffix names no form (a spreadsheet would not open a text that is called `toll.xlsx`), or the form cannot be written
/// there.
pub(crate) fn form(asked: Option<&str>, output: &Output, forms: &[&'static str]) -> anyhow::Result<&'static str> {
    const SUFFIXES: &[(&str, &str)] =
        &[("htm", "html"), ("log", "text"), ("md", "markdown"), ("ndjson", "jsonl"), ("out", "text"), ("txt", "text")];
    let find = |name: &str| forms.iter().find(|f| **f == name).copied();
    let file = output.output.as_deref().unwrap_or(Path::new(""));
    let suffix = file.extension().and_then(|s| s.to_str()).map(str::to_ascii_lowercase);
    let named = suffix.as_deref().map(|s| SUFFIXES.iter().find(|(short, _)| *short == s).map_or(s, |(_, name)| *name));
    let form = match asked.or(named) {
        None => forms.first().copied().context("no such format"),
        Some(name) => find(name).with_context(|| {
            let sheet = find("csv").map_or("", |_| "; a spreadsheet opens csv");
            let suffix = suffix.as_deref().unwrap_or(name);
            format!("{}: no form is named by .{suffix}: --format takes {}{sheet}", file.display(), forms.join(", "))
        }),
    }?;
    parquet::refuse(form, output)?;
    Ok(form)
}

/// The form of a report, and where it goes.
#[derive(Debug, Args)]
pub(crate) struct Form {
    /// The form of the report [default: text, or what the suffix of --output names]
    #[arg(long, value_parser = PossibleValuesParser::new(report_forms()))]
    pub(crate) format: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The forms of a report: those in words, and its passages as a table.
pub(crate) fn report_forms() -> Vec<&'static str> {
    FORMATS.iter().map(|f| f.name).chain([parquet::NAME]).collect()
}

/// A report.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Files, folders and patterns (`2031-*/*.html`) with articles; `-` is standard input
    #[arg(required_unless_present = "index", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Report on the articles of an index; with --since what touches those of that day or later, and only that is read
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    pub(crate) index: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) form: Form,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

/// A report on a draft.
#[derive(Debug, Args)]
#[command(override_usage = "claimdiff check [OPTIONS] <DRAFT>... --against <PATH>...")]
pub(crate) struct CheckArgs {
    /// The draft: a file, or a folder of drafts
    #[arg(value_name = "DRAFT")]
    pub(crate) drafts: Vec<PathBuf>,
    /// The articles to hold it against: files and folders, or the folder of an index
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) form: Form,
    #[command(flatten)]
    pub(crate) choice: Choice,
}

/// An index.
#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// The folder of the index, which is made where it is not there
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Articles to add; one that changed takes the place of what was there of its path or address, which `diff --index` shows
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Take out the articles that were read from these files, or from files in these folders
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub(crate) remove: Vec<PathBuf>,
    /// What was added counts, and outlasts whatever ends the run, after so many articles [default: 4096]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub(crate) batch: Option<u32>,
    /// Write the index anew, in the order of the ids and without what was taken out or replaced
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Read everything that is in the index, and tell what is damaged
    #[arg(long)]
    pub(crate) check: bool,
    /// Tell how many articles are in the index and what they take on disk
    #[arg(long)]
    pub(crate) stats: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What is watched.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// The folder that articles come into, or the folder of an index that they are added to
    #[arg(value_name = "FOLDER|INDEX")]
    pub(crate) folder: PathBuf,
    /// The form: a line a finding for people, or one object a line
    #[arg(long, value_name = "FORMAT", default_value = "brief", value_parser = PossibleValuesParser::new(WATCH_FORMS))]
    pub(crate) format: String,
    /// Look again after so many seconds, whatever the system says: for folders on other machines, of which it tells
    /// nothing [default: 30, and 2 where there are no events]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) every: Option<u64>,
    /// Also show notes: differences that nobody would act on
    #[arg(long)]
    pub(crate) all: bool,
    /// Show only these codes, with commas between them
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) select: Vec<&'static str>,
    /// Leave out these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) ignore: Vec<&'static str>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The forms of what comes in.
pub(crate) const WATCH_FORMS: [&str; 2] = ["brief", "jsonl"];

/// Two versions.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The old version of the article; with --index the address, id or file of an article that was added to it
    #[arg(value_name = "OLD|ARTICLE")]
    pub(crate) old: PathBuf,
    /// The new one; with --index there is none, or one that is held against the last version of the index
    #[arg(required_unless_present = "index")]
    pub(crate) new: Option<PathBuf>,
    /// Take the versions from an index, which keeps the last eight before each article that was added again: the last one,
    /// and the one before it
    #[arg(long, value_name = "DIR")]
    pub(crate) index: Option<PathBuf>,
    /// With --index: the version so many before the last one, against the last one
    #[arg(long, value_name = "N", default_value_t = 1, requires = "index", value_parser = clap::value_parser!(u16).range(1..=8))]
    pub(crate) back: u16,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The form: for people, or one object [default: text, or what the suffix of --output names]
    #[arg(long, value_parser = PossibleValuesParser::new(DIFF_FORMS))]
    pub(crate) format: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The forms of what differs between two versions.
pub(crate) const DIFF_FORMS: [&str; 2] = ["text", "json"];

/// What of the findings is shown, and what the exit code tells.
#[derive(Debug, Args)]
pub(crate) struct Choice {
    /// Also show notes: differences that nobody would act on, as "that", an inflection or a contraction in a quotation
    #[arg(long)]
    pub(crate) all: bool,
    /// Also list what was looked at and not shown, with the reason
    #[arg(long)]
    pub(crate) ledger: bool,
    /// Also compare loaded terms
    #[arg(long)]
    pub(crate) framing: bool,
    /// Show only these codes, with commas between them
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) select: Vec<&'static str>,
    /// Leave out these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) ignore: Vec<&'static str>,
    /// Show only what touches an article of that day or later, or an undated one: `2025-04-25`, `2025-04`
    #[arg(long, value_name = "DATE", value_parser = stamp)]
    pub(crate) since: Option<Stamp>,
    /// Show only what this baseline does not hold
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings as a baseline for later runs
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_name = "SEVERITY", default_value = "never")]
    pub(crate) fail_on: FailOn,
    /// Another model of facts: one that was learned without the articles at hand
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) fact_model: Option<PathBuf>,
}

/// A time line.
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The form [default: text, or what the suffix of --output names]
    #[arg(long, value_parser = PossibleValuesParser::new(TIMELINES.iter().map(|t| t.name)))]
    pub(crate) format: Option<String>,
    /// Give a number of deaths that stands in a word ("dozens") the number that a project of casualty recorders codes
    /// for it, as its `best`
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(POLICIES.iter().map(|p| PossibleValue::new(p.name).help(p.about))))]
    pub(crate) policy: Option<String>,
    /// Only the figures of an event: of a kind, as `attack`, or with a name in it, as `Dorvik`
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
    /// Only figures that these codes found to differ or to move
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) select: Vec<&'static str>,
    /// Leave out what these codes found
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    pub(crate) ignore: Vec<&'static str>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// What is to be explained.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A code, as `quote-wording`; or, with PATH, the id of a finding or the beginning of one; or a line of an article,
    /// `a.txt:3`, with a second one: what became of the claims of the two
    #[arg(value_name = "CODE|FINDING|FILE:LINE")]
    pub(crate) what: String,
    /// The second line; where the articles are
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Also compare loaded terms
    #[arg(long)]
    pub(crate) framing: bool,
}

/// The code of a check.
pub(crate) fn code(name: &str) -> Result<&'static str, String> {
    let codes = || CHECKS.iter().map(|c| c.code);
    codes().find(|code| *code == name).ok_or_else(|| unknown("check", name, codes()))
}

fn stamp(text: &str) -> Result<Stamp, String> {
    Stamp::parse(text).ok_or_else(|| "not a date: write 2025, 2025-04 or 2025-04-25".to_owned())
}

/// A layer.
#[derive(Debug, Args)]
pub(crate) struct LayerArgs {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The form: for people, a JSON object a line, or a table (Parquet only where it was built in) [default: text, or what the suffix of --output names]
    #[arg(long)]
    pub(crate) format: Option<LayerFormat>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The list of articles.
#[derive(Debug, Args)]
pub(crate) struct ArticlesArgs {
    #[command(flatten)]
    pub(crate) layer: LayerArgs,
    /// Give the text that all positions point into: of one article as it is, of more with --format jsonl
    #[arg(long)]
    pub(crate) text: bool,
}

/// A layer of which one may want a part.
#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    #[command(flatten)]
    pub(crate) layer: LayerArgs,
    /// Only what somebody whose name holds this says
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Only what has all these words in it, in any spelling: of quotations by outlet, to see who quotes one and how
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// Only one kind: of quotations as `direct`, of claims as `casualty`
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only what belongs to an event: of a kind, as `attack`, or with a name in it, as `Dorvik`
    #[arg(long, value_name = "NAME")]
    pub(crate) event: Option<String>,
}

/// The forms of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayerFormat {
    /// For people.
    Text,
    /// For programs.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// For DuckDB, polars, pandas and R.
    Parquet,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What makes the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Both cannot be so.
    Conflict,
    /// A figure or a position moved, or worse.
    Change,
    /// Nothing.
    Never,
}
