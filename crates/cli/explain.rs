//! `claimdiff explain`: what a code means, how a finding came about, what became of the claims of two lines.

use std::path::Path;

use anyhow::bail;
use claimdiff::{
    CHECKS, Options,
    report::{Report, derivation, pair},
};

use crate::{
    Outputs,
    args::{self, ExplainArgs, Global},
    compare,
    exit::Exit,
    line::Line,
    output, read,
};

pub(crate) fn run(args: &ExplainArgs, global: &Global) -> anyhow::Result<Exit> {
    let first = Line::read(Path::new(&args.what));
    let Some(path) = args.paths.first() else {
        let code = args::code(&args.what).map_err(|unknown| anyhow::anyhow!(hint(args, first.is_some(), unknown)))?;
        let explain = CHECKS.iter().find(|c| c.code == code).map_or("", |c| c.explain);
        output::to(None, |out| writeln!(out, "{}", explain.trim_end()))?;
        return Ok(Exit::Clean);
    };
    let options = Options { framing: args.framing, ..Options::default() };
    if let Some((first, second)) = first.zip(Line::read(path)) {
        return of_pair([first, second], args, &options, global);
    }
    let mut read = read(&args.paths, &args.reading, &Outputs::default(), global)?;
    // A finding of `check` may be one only where a draft is read closely.
    for drafts in [false, true] {
        let comparison = compare(&mut read, &Options { drafts, ..options.clone() }, global)?;
        let report =
            Report { articles: &read.articles, comparison: &comparison, notes: &read.notes, drafts: &[], before: None };
        if let Some((finding, reason)) = derivation::find(&report, &args.what) {
            output::to(None, |out| derivation::write(&report, &finding, reason, out))?;
            return Ok(Exit::of(&read.told(), None, args::FailOn::Never));
        }
    }
    bail!("no finding, or more than one, has an id that begins with {:?}", args.what);
}

/// What is said of a word that is no code: how to ask for what it may be.
fn hint(args: &ExplainArgs, line: bool, unknown: String) -> String {
    let what = &args.what;
    let family: Vec<&str> = CHECKS.iter().map(|c| c.code).filter(|code| code.starts_with(what.as_str())).collect();
    let hexadecimal = what.len() >= 4 && what.bytes().all(|b| b.is_ascii_hexdigit());
    match family.as_slice() {
        _ if hexadecimal => {
            format!("{what} may be the id of a finding: name its articles, too, `claimdiff explain {what} PATH`")
        }
        _ if line => format!(
            "{what} may be a line: name a second one and the articles, `claimdiff explain {what} FILE:LINE PATH`"
        ),
        [_, _, ..] => format!("no check is called {what:?}; there are {}", family.join(", ")),
        _ => unknown,
    }
}

/// What became of the claims of two lines.
fn of_pair(lines: [Line; 2], args: &ExplainArgs, options: &Options, global: &Global) -> anyhow::Result<Exit> {
    let mut paths = args.paths[1..].to_vec();
    if paths.is_empty() {
        paths = lines.iter().map(Line::file).collect();
    }
    let mut read = read(&paths, &args.reading, &Outputs::default(), global)?;
    let comparison = compare(&mut read, options, global)?;
    let [a, b] = &lines;
    let places = [a.at(&read.articles)?, b.at(&read.articles)?];
    let pairs = pair::claims(&read.articles, places);
    let became = claimdiff::trace(&read.articles, &comparison, options, &pairs);
    let became: Vec<_> = pairs.into_iter().zip(became).collect();
    let report =
        Report { articles: &read.articles, comparison: &comparison, notes: &read.notes, drafts: &[], before: None };
    output::to(None, |out| pair::write(&report, places, &became, out))?;
    Ok(Exit::of(&read.told(), None, args::FailOn::Never))
}
