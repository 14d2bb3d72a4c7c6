//! Files by what stays the same whatever they are called, and reports of this program among them.

#[cfg(not(unix))]
use std::path::PathBuf;
use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use claimdiff_report::is_own;

/// What a file begins and ends with tells whether this program wrote it, in bytes.
const LOOK_BYTES: u64 = 64 << 10;

/// A file by what stays the same whatever it is called.
#[derive(Debug, PartialEq, Eq)]
pub struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

/// What a file is; `None` where there is none.
pub fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let file = fs::metadata(path).ok()?;
        Some(Identity((file.dev(), file.ino())))
    }
    #[cfg(not(unix))]
    Some(Identity(path.canonicalize().ok()?))
}

/// Whether two names are of one file.
pub fn is_same(a: &Path, b: &Path) -> bool {
    identity(a).is_some_and(|found| identity(b) == Some(found))
}

/// Whether a file is a report that this program wrote.
pub fn is_report(path: &Path) -> bool {
    let look = || -> io::Result<(String, String)> {
        let mut file = File::open(path)?;
        let mut part = |from: u64| -> io::Result<String> {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(from))?;
            (&mut file).take(LOOK_BYTES).read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let length = fs::metadata(path)?.len();
        Ok((part(0)?, part(length.saturating_sub(LOOK_BYTES))?))
    };
    // A pipe would be read for ever.
    fs::metadata(path).is_ok_and(|m| m.is_file()) && look().is_ok_and(|(head, tail)| is_own(&head, &tail))
}
