use std::fmt;

use serde::{Deserialize, Serialize};

/// Something that was not read, or not read wholly, in one line: partial success is normal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The file or article it is about.
    pub path: String,
    /// The line in that file, counted from 1, where one is known.
    pub line: Option<u32>,
    /// One lower-case clause: doing what, on what, which limit.
    pub message: String,
    /// Whether something was lost, so that the run ends with exit code 2.
    pub failure: bool,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}
