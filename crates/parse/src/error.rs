use std::fmt;

/// Why an input was not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing in it.
    Empty,
    /// It is longer than what is read at once.
    TooLong {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// It is a page or record without running text.
    NoText,
    /// It is a page that leads to articles and is none itself.
    Index,
    /// It is a table without a column of running text.
    NoColumn,
    /// It is not text.
    NotText {
        /// The first byte that could not be read.
        at: usize,
    },
    /// It is of a kind that is not read.
    Unsupported {
        /// What it is and what to do instead.
        what: &'static str,
    },
    /// It breaks the rules of its format.
    Broken {
        /// What was read: "JSON", "a feed".
        what: &'static str,
        /// The line, counted from 1, where one is known.
        line: Option<u32>,
        /// What is wrong there.
        message: String,
    },
    /// The system could not read it, or its packing is damaged.
    Read {
        /// What the system says.
        message: String,
    },
    /// It unpacks to more than it may.
    Bomb {
        /// The bytes that were unpacked.
        unpacked: u64,
    },
    /// A sidecar is not TOML.
    Sidecar {
        /// The line, counted from 1.
        line: u32,
        /// What is wrong there.
        message: String,
    },
}

impl Error {
    /// The line of the input, counted from 1, where one is known.
    pub fn line(&self) -> Option<u32> {
        match self {
            Error::Broken { line, .. } => *line,
            Error::Sidecar { line, .. } => Some(*line),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Empty => f.write_str("reading an article: the file is empty"),
            Error::NoText => f.write_str("reading an article: it holds no running text"),
            Error::Index => f.write_str(
                "reading a page: it is an index page, a list of links to articles; save the articles themselves",
            ),
            Error::NoColumn => {
                f.write_str("reading a table: no column holds running text; --map text=COLUMN names one")
            }
            Error::TooLong { limit } => write!(f, "reading an article: it is longer than the limit of {limit} bytes"),
            Error::NotText { at } => write!(f, "reading an article: not text at byte {at}"),
            Error::Unsupported { what } => write!(f, "reading an article: {what}"),
            Error::Broken { what, message, .. } => write!(f, "reading {what}: {message}"),
            Error::Read { message } => write!(f, "reading: {message}"),
            Error::Bomb { unpacked } => {
                write!(
                    f,
                    "unpacking: stopped after {unpacked} bytes, which is more, or of more records, than the file's size allows"
                )
            }
            Error::Sidecar { message, .. } => {
                write!(f, "reading the sidecar: {}", message.lines().next().unwrap_or("not TOML"))
            }
        }
    }
}

impl std::error::Error for Error {}
