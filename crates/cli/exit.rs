//! Exit codes.

use std::process::ExitCode;

use claimdiff::{Comparison, Note, report::Severity};

use crate::args::FailOn;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Something was.
    Findings,
    /// Something could not be read or written, or the command line was wrong.
    Failure,
}

impl Exit {
    /// The exit of a run that read what it could: a fault of the program and a path that is not there outweigh findings,
    /// and so does what could not be read where the user is strict about that.
    pub(crate) fn of(told: &Told<'_>, comparison: Option<&Comparison>, fail_on: FailOn) -> Exit {
        let least = match fail_on {
            FailOn::Conflict => Some(Severity::Conflict),
            FailOn::Change => Some(Severity::Change),
            FailOn::Never => None,
        };
        let found = |c: &Comparison| least.is_some_and(|least| c.findings.iter().any(|f| f.severity >= least));
        if told.faults + told.missing > 0 || told.strict && told.notes.iter().any(|n| n.failure) {
            Exit::Failure
        } else if comparison.is_some_and(found) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

/// What a run has to tell besides its findings.
pub(crate) struct Told<'a> {
    /// What could not be read.
    pub(crate) notes: &'a [Note],
    /// How many faults of the program were caught.
    pub(crate) faults: usize,
    /// How many of the paths that were named are not there.
    pub(crate) missing: usize,
    /// Whether what could not be read makes the run a failure.
    pub(crate) strict: bool,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failure => 2,
        })
    }
}
