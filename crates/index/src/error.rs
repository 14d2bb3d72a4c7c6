//! What can go wrong with an index.

use std::{fmt, io, path::PathBuf};

use crate::Damage;

/// Why an index could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// There is none in the folder.
    Missing(PathBuf),
    /// The folder holds other things.
    Foreign(PathBuf),
    /// It was made by another version of the program, which wrote another form of index or of records.
    Version {
        /// The folder.
        folder: PathBuf,
        /// The program that made it.
        program: String,
    },
    /// Its records were made with other word lists.
    Lexicon(PathBuf),
    /// Another process writes to it.
    Locked(PathBuf),
    /// A file was not read or written.
    Io {
        /// What was done with it.
        doing: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A file does not hold what was written to it.
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
}

impl Error {
    pub(crate) fn io<P: Into<PathBuf>>(doing: &'static str, path: P) -> impl FnOnce(io::Error) -> Error + use<P> {
        let path = path.into();
        move |error| Error::Io { doing, path, error }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, what: impl Into<String>) -> Error {
        Error::Damaged { path: path.into(), what: what.into() }
    }

    pub(crate) fn record(path: impl Into<PathBuf>, number: u32, damage: Damage) -> Error {
        Error::damaged(path, format!("record {number}: {damage}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let anew = "build it anew in another folder: claimdiff index NEW-FOLDER PATH...";
        match self {
            Error::Missing(folder) => {
                let folder = folder.display();
                write!(f, "{folder}: there is no index; claimdiff index {folder} PATH... builds one")
            }
            Error::Foreign(folder) => write!(f, "{}: the folder is not empty and holds no index", folder.display()),
            Error::Version { folder, program } => {
                write!(f, "{}: the index was made by claimdiff {program} in another form; {anew}", folder.display())
            }
            Error::Lexicon(folder) => {
                let folder = folder.display();
                write!(f, "{folder}: the index was made with other word lists (--lexicon); name the same, or {anew}")
            }
            Error::Locked(folder) => write!(f, "{}: another process writes to the index", folder.display()),
            Error::Io { doing, path, error } if error.kind() == io::ErrorKind::StorageFull => {
                write!(f, "{doing} {}: the disk is full; what was added before is kept", path.display())
            }
            Error::Io { doing, path, error } => write!(f, "{doing} {}: {error}", path.display()),
            Error::Damaged { path, what } => write!(f, "{} is damaged: {what}", path.display()),
        }
    }
}

// What the system says stands in the words already.
impl std::error::Error for Error {}
