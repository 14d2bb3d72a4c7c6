//! Reading a file of the user's own, which is small: a configuration, a word list, a baseline, a sidecar.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use super::reason;

/// The text of a file of at most `limit` bytes, without a byte order mark. What has no end, a device or a pipe, is read
/// no further than that.
///
/// # Errors
///
/// It cannot be read, is longer than `limit`, or is not UTF-8, with the line where that shows.
pub fn read(path: &Path, limit: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| io::Error::other(reason(&error)))?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is longer than the limit of {limit} bytes")));
    }
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(.."\u{feff}".len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|b| **b == b'\n').count() + 1;
        io::Error::other(format!("line {line} is not UTF-8 text"))
    })
}
