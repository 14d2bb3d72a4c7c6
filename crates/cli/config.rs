//! `claimdiff.toml`: the options of the command line as keys of a file.
//!
//! A key is the long name of an option; what stands on the command line holds against it. So an option is added in
//! one place, and the file knows it.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use claimdiff::lexicon::nearest;
use clap::{
    Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches, ValueHint, error::ErrorKind,
    parser::ValueSource,
};
use toml::de::{DeTable, DeValue};

use crate::args::Cli;

/// The file that is read where it lies in the current folder.
const NAME: &str = "claimdiff.toml";

/// The largest configuration, in bytes: 1 MiB.
const MAX_BYTES: u64 = 1 << 20;

/// Options that tell of one run and commands that read no articles: no key stands for them.
const NO_KEYS: &[&str] = &["config", "help", "version"];
const NO_CONFIG: &[&str] = &["schema", "completions", "man", "lexicon"];

/// The command line, with what the configuration adds to it.
///
/// # Errors
///
/// What is wrong with either, in one line. What clap answers itself (help, usage) ends the process.
pub(crate) fn command_line(arguments: Vec<OsString>) -> anyhow::Result<Cli> {
    let mut command = Cli::command();
    command.build();
    let mut matches = parse(&command, &arguments)?;
    let name = matches.subcommand_name().map(str::to_owned);
    let named = active(&matches).get_one::<PathBuf>("config").cloned();
    let wanted = name.as_deref().is_none_or(|n| !NO_CONFIG.contains(&n));
    if wanted && let Some(path) = named.or_else(|| Path::new(NAME).is_file().then(|| NAME.into())) {
        matches = with_file(&command, arguments, matches, &path)?;
    }
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|e| e.exit()))
}

/// Adds the keys of a file that the command line does not give, one by one, so that a wrong value is known by its line.
fn with_file(
    command: &Command,
    mut arguments: Vec<OsString>,
    mut matches: ArgMatches,
    path: &Path,
) -> anyhow::Result<ArgMatches> {
    let shown = path.display();
    let text = read(path).with_context(|| format!("reading {shown}"))?;
    let line_of = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    let table = match DeTable::parse(&text) {
        Ok(table) => table.into_inner(),
        Err(error) => bail!("{shown}:{}: {}", line_of(error.span().map_or(0, |s| s.start)), error.message()),
    };
    let here = matches.subcommand_name().and_then(|n| command.find_subcommand(n)).unwrap_or(command);
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    let given = matches.clone();
    for (key, value) in keys {
        let (line, key) = (line_of(key.span().start), key.get_ref().as_ref());
        let Some(option) = options(here).find(|a| a.get_long() == Some(key)) else {
            let known: Vec<&str> = everywhere(command).filter_map(Arg::get_long).collect();
            if known.contains(&key) {
                continue;
            }
            bail!("{shown}:{line}: unknown key {key:?}; the nearest is {:?}", nearest(key, known).unwrap_or_default());
        };
        if active(&given).value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine) {
            continue;
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let added = match as_arguments(option, key, value.get_ref(), folder) {
            Ok(added) => added,
            Err(message) => bail!("{shown}:{line}: {key}: {message}"),
        };
        // What follows `--` are paths.
        let at = arguments.iter().position(|a| a == "--").unwrap_or(arguments.len());
        arguments.splice(at..at, added);
        matches = match command.clone().try_get_matches_from(&arguments) {
            Ok(matches) => matches,
            Err(error) => bail!("{shown}:{line}: {}", in_one_line(command, &error)),
        };
    }
    Ok(matches)
}

/// A key and its value as arguments.
fn as_arguments(option: &Arg, key: &str, value: &DeValue<'_>, folder: &Path) -> Result<Vec<OsString>, String> {
    let flag = matches!(option.get_action(), ArgAction::SetTrue);
    let is_path = matches!(option.get_value_hint(), ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath);
    let one = |value: &DeValue<'_>| -> Result<OsString, String> {
        let text = match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => return Err("a string or a number is wanted".to_owned()),
        };
        // A path of the file is meant from where the file lies.
        let text = if is_path { folder.join(text).into_os_string() } else { text.into() };
        let mut argument = OsString::from(format!("--{key}="));
        argument.push(text);
        Ok(argument)
    };
    match (flag, value) {
        (true, DeValue::Boolean(true)) => Ok(vec![format!("--{key}").into()]),
        (true, DeValue::Boolean(false)) => Ok(Vec::new()),
        (true, _) => Err("true or false is wanted".to_owned()),
        (false, DeValue::Array(list)) if matches!(option.get_action(), ArgAction::Append) => {
            list.iter().map(|v| one(v.get_ref())).collect()
        }
        (false, value) => Ok(vec![one(value)?]),
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::metadata(path)?.len();
    if bytes > MAX_BYTES {
        bail!("{bytes} bytes are more than the limit of {MAX_BYTES}");
    }
    Ok(fs::read_to_string(path)?)
}

/// The matches of the command that runs.
fn active(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, m)| m)
}

fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|a| a.get_long().is_some_and(|l| !NO_KEYS.contains(&l)))
}

fn everywhere(command: &Command) -> impl Iterator<Item = &Arg> {
    options(command).chain(command.get_subcommands().flat_map(options))
}

fn parse(command: &Command, arguments: &[OsString]) -> anyhow::Result<ArgMatches> {
    match command.clone().try_get_matches_from(arguments) {
        Ok(matches) => Ok(matches),
        Err(error) if matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) => {
            bail!(in_one_line(command, &error))
        }
        Err(error) => error.exit(),
    }
}

/// What clap says of a wrong value, with the nearest valid one where there is a list.
fn in_one_line(command: &Command, error: &clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue};
    let text = error.to_string();
    let mut out = text.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.as_str(),
        _ => "",
    };
    let given = words(ContextKind::InvalidValue);
    let option = words(ContextKind::InvalidArg).split(' ').next().unwrap_or("").trim_start_matches("--");
    let valid = everywhere(command).find(|a| a.get_long() == Some(option)).map(|a| a.get_possible_values());
    let valid: Vec<_> = valid.into_iter().flatten().map(|v| v.get_name().to_owned()).collect();
    if error.kind() == ErrorKind::InvalidValue
        && let Some(near) = nearest(given, valid.iter().map(String::as_str))
    {
        out.push_str(&format!(", which is none of {}; the nearest is {near:?}", valid.join(", ")));
    }
    out
}
