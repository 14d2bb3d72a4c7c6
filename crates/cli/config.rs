//! `claimdiff.toml`: the options of the command line as keys of a file.
//!
//! A key is the long name of an option; what stands on the command line holds against it. So an option is added in
//! one place, and the file knows it.

use std::{ffi::OsString, path::Path};

use anyhow::{Context, bail};
use claimdiff::{input, lexicon::nearest};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, error::ErrorKind, parser::ValueSource};
use toml::de::{DeTable, DeValue};

use crate::invocation::{active, everywhere, in_one_line, options, values};

/// The file that is read where it lies in the current folder.
pub(crate) const NAME: &str = "claimdiff.toml";

/// The largest configuration, in bytes: 1 MiB.
const MAX_BYTES: u64 = 1 << 20;

/// Adds the keys of a file that the command line does not give, one by one, so that a wrong value is known by its line.
pub(crate) fn add(
    command: &Command,
    mut arguments: Vec<OsString>,
    mut matches: ArgMatches,
    path: &Path,
) -> anyhow::Result<ArgMatches> {
    let shown = path.display();
    let text = input::read_whole(path, MAX_BYTES).with_context(|| format!("reading {shown}"))?;
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
        let count = added.len();
        arguments.splice(at..at, added);
        matches = match command.clone().try_get_matches_from(&arguments) {
            Ok(matches) => matches,
            // A value that only other commands know is as little a mistake as a key of theirs.
            Err(error) if error.kind() == ErrorKind::InvalidValue && is_elsewhere(command, key, value.get_ref()) => {
                arguments.drain(at..at + count);
                continue;
            }
            Err(error) => bail!("{shown}:{line}: {}", in_one_line(command, &error)),
        };
    }
    Ok(matches)
}

/// Whether the option of some command can have the value.
fn is_elsewhere(command: &Command, key: &str, value: &DeValue<'_>) -> bool {
    value.as_str().is_some_and(|value| values(command, key).iter().any(|v| v == value))
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
