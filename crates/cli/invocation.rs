//! From the arguments of the process to what is wanted, with one line on what is wrong with them.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use anyhow::bail;
use claimdiff::lexicon::nearest;
use claimdiff_text::Slice;
use clap::{
    Arg, ArgMatches, Command, CommandFactory, FromArgMatches,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{
    args::{self, Cli},
    config,
};

/// Options that tell of one run and commands that read no articles: no key stands for them.
const NO_KEYS: &[&str] = &["config", "help", "version"];
const NO_CONFIG: &[&str] = &["schema", "completions", "man", "lexicon"];

/// Reads the arguments, and adds what the configuration says.
///
/// # Errors
///
/// What is wrong with either, in one line. What clap answers itself (help, version) ends the process.
pub(crate) fn read(arguments: Vec<OsString>) -> anyhow::Result<Cli> {
    let mut command = Cli::command();
    command.build();
    let arguments = name_first(&command, arguments);
    let mut matches = match command.clone().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => {
            // What is no command is taken for a path, with which the options of the command do not go.
            let first = arguments.get(1..).unwrap_or_default().iter().find(|a| !a.as_encoded_bytes().starts_with(b"-"));
            bail!(first.and_then(|a| slip(&command, a)).unwrap_or_else(|| in_one_line(&command, &error)))
        }
        Err(answer) => answer.exit(),
    };
    let wanted = matches.subcommand_name().is_none_or(|n| !NO_CONFIG.contains(&n));
    let named = active(&matches).get_one::<PathBuf>("config").cloned();
    if wanted && let Some(path) = named.or_else(|| Path::new(config::NAME).is_file().then(|| config::NAME.into())) {
        matches = config::add(&command, arguments, matches, &path)?;
    }
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|e| e.exit()))
}

/// What other programs call a command, and what it is here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("compare", "report PATH...` or `claimdiff check DRAFT --against PATH"),
    ("find", "quotes --text WORDS"),
    ("grep", "quotes --text WORDS"),
    ("list", "articles"),
    ("search", "quotes --text WORDS"),
    ("show", "report"),
];

/// What other programs call an option, and how it is asked for here.
const OPTIONS: &[(&str, &str)] = &[
    ("-f", "the form is --format NAME, or the suffix of --output FILE"),
    ("--event", "a report is of all events; timeline, quotes and claims take --event"),
    ("--find", "claimdiff quotes --text WORDS finds a quotation"),
    ("--grep", "claimdiff quotes --text WORDS finds a quotation"),
    (
        "--group",
        "all stories of a file are reported on, each under its headline; name a file of one story to see it alone",
    ),
    ("--quote", "claimdiff quotes --text WORDS finds a quotation"),
    ("--search", "claimdiff quotes --text WORDS finds a quotation"),
    ("--speaker", "claimdiff quotes --speaker NAME lists what somebody says"),
    (
        "--story",
        "all stories of a file are reported on, each under its headline; name a file of one story to see it alone",
    ),
    ("--words", "claimdiff quotes --text WORDS finds a quotation"),
];

/// How an option is asked for that is none: `--html` is a form.
fn instead(option: &str) -> Option<String> {
    let known = OPTIONS.iter().find(|(name, _)| *name == option).map(|(_, what)| (*what).to_owned());
    let forms = args::report_forms();
    let form = option.strip_prefix("--").filter(|name| forms.contains(name));
    known.or_else(|| form.map(|name| format!("the form is --format {name}, or the suffix of --output FILE")))
}

/// What is said of a word that is no file, and no command either but near one: "qoutes".
pub(crate) fn slip(command: &Command, word: &OsStr) -> Option<String> {
    let name = word.to_str().filter(|word| !Path::new(word).exists() && command.find_subcommand(word).is_none())?;
    let asked = || ELSEWHERE.iter().find(|(word, _)| *word == name).map(|(_, command)| *command);
    let near = || nearest(name, command.get_subcommands().map(Command::get_name)).map(str::to_owned);
    let meant = asked().map(str::to_owned).or_else(near)?;
    Some(format!("{name} is no command, and no such file is there; did you mean `claimdiff {meant}`?"))
}

/// `claimdiff -q quotes seeds` as `claimdiff quotes -q seeds`: options may stand before the name of the command, which
/// would be taken for a path there.
fn name_first(command: &Command, mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    while let Some(argument) = arguments.get(at).and_then(|a| a.to_str()) {
        if argument != "-" && argument.starts_with('-') {
            at += if argument != "--" && wants_next(command, argument) { 2 } else { 1 };
            continue;
        }
        if command.find_subcommand(argument).is_some() && arguments[1..at].iter().all(|a| a != "--") {
            arguments[1..=at].rotate_right(1);
        }
        break;
    }
    arguments
}

/// Whether the value of an option, of whatever command, is the argument that comes after it.
fn wants_next(command: &Command, argument: &str) -> bool {
    let valued = |is: &dyn Fn(&Arg) -> bool| {
        let all = command.get_arguments().chain(command.get_subcommands().flat_map(Command::get_arguments));
        all.filter(|a| is(a)).any(|a| a.get_action().takes_values())
    };
    match argument.strip_prefix("--") {
        Some(long) => valued(&|a| a.get_long() == Some(long)),
        // Of several letters the first that takes a value takes the rest for it.
        None => argument
            .slice(1..)
            .chars()
            .position(|c| valued(&|a| a.get_short() == Some(c)))
            .is_some_and(|at| at + 2 == argument.len()),
    }
}

/// The matches of the command that runs.
pub(crate) fn active(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, m)| m)
}

pub(crate) fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|a| a.get_long().is_some_and(|l| !NO_KEYS.contains(&l)))
}

pub(crate) fn everywhere(command: &Command) -> impl Iterator<Item = &Arg> {
    options(command).chain(command.get_subcommands().flat_map(options))
}

/// What clap says of a mistake, with the nearest valid name where there is a list.
pub(crate) fn in_one_line(command: &Command, error: &clap::Error) -> String {
    let text = error.to_string();
    let mut out = text.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.as_str(),
        _ => "",
    };
    match error.kind() {
        ErrorKind::InvalidValue => {
            let option = word(ContextKind::InvalidArg).split(' ').next().unwrap_or("").trim_start_matches("--");
            // The list of this very command, else of whichever has the option: a key of a configuration.
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valid)) if !valid.is_empty() => valid.clone(),
                _ => values(command, option),
            };
            if !valid.is_empty() {
                out.push_str(&format!(", which is none of {}", valid.join(", ")));
            }
            if let Some(near) = nearest(word(ContextKind::InvalidValue), valid.iter().map(String::as_str)) {
                out.push_str(&format!("; the nearest is {near:?}"));
            }
        }
        ErrorKind::UnknownArgument if instead(word(ContextKind::InvalidArg)).is_some() => {
            out.push_str(&instead(word(ContextKind::InvalidArg)).map_or_else(String::new, |what| format!(": {what}")));
        }
        ErrorKind::UnknownArgument if !word(ContextKind::SuggestedArg).is_empty() => {
            out.push_str(&format!("; the nearest is {:?}", word(ContextKind::SuggestedArg)));
        }
        ErrorKind::MissingRequiredArgument => {
            if let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) {
                out = format!("{} is missing", missing.join(" and "));
            }
            if let Some(usage) = error.get(ContextKind::Usage) {
                out.push_str(&format!("; {}", usage.to_string().trim().replacen("Usage:", "usage:", 1)));
            }
        }
        _ => {}
    }
    out
}

/// The values that an option can have, of whatever command, where there is a list of them.
pub(crate) fn values(command: &Command, option: &str) -> Vec<String> {
    let named = everywhere(command).filter(|a| a.get_long() == Some(option));
    let mut out = Vec::new();
    for value in named.flat_map(Arg::get_possible_values).map(|v| v.get_name().to_owned()) {
        if !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_command_may_stand_behind_options() {
        let mut command = Cli::command();
        command.build();
        for (given, want) in [
            ("-q quotes seeds", "quotes -q seeds"),
            ("--jobs 2 --ledger report seeds", "report --jobs 2 --ledger seeds"),
            ("--jobs=2 -vo out.txt check a", "check --jobs=2 -vo out.txt a"),
            ("-oquotes claims seeds", "claims -oquotes seeds"),
            // A value, a path after a path, and what follows `--` are no commands.
            ("-o quotes seeds", "-o quotes seeds"),
            ("seeds quotes", "seeds quotes"),
            ("-q -- quotes", "-q -- quotes"),
            ("-q", "-q"),
            ("", ""),
        ] {
            let arguments =
                |text: &str| format!("claimdiff {text}").split_whitespace().map(OsString::from).collect::<Vec<_>>();
            assert_eq!(name_first(&command, arguments(given)), arguments(want), "{given}");
        }
    }
}
