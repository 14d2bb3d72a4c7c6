use std::fmt;

/// Why an input was not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing in it.
    Empty,
    /// It is longer than an article may be.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// It is a page without running text.
    NoText,
    /// It is not text.
    NotText {
        /// The first byte that could not be read.
        at: usize,
    },
    /// A sidecar is not TOML.
    Sidecar {
        /// The line, counted from 1.
        line: u32,
        /// What is wrong there.
        message: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => f.write_str("reading an article: the file is empty"),
            Error::NoText => f.write_str("reading a page: it holds no running text"),
            Error::TooLong { bytes, limit } => {
                write!(f, "reading an article: {bytes} bytes are more than the limit of {limit}")
            }
            Error::Sidecar { message, .. } => {
                let mut lines = message.lines();
                write!(f, "reading the sidecar: {}", lines.next().unwrap_or("not TOML"))
            }
            Error::NotText { at } => write!(f, "reading an article: not text at byte {at}"),
        }
    }
}

impl std::error::Error for Error {}
