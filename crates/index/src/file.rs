//! Files that are read by position, written whole, or grow at their end.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use crate::Error;

/// A file that is read by position.
#[derive(Debug)]
pub(crate) struct Stored {
    file: File,
    pub(crate) path: PathBuf,
}

impl Stored {
    pub(crate) fn open(path: PathBuf) -> Result<Stored, Error> {
        let file = File::open(&path).map_err(Error::io("opening", &path))?;
        Ok(Stored { file, path })
    }

    pub(crate) fn bytes(&self) -> Result<u64, Error> {
        self.file.metadata().map(|m| m.len()).map_err(Error::io("reading", &self.path))
    }

    /// Fills `out` from a position.
    pub(crate) fn read(&self, at: u64, out: &mut [u8]) -> Result<(), Error> {
        read_exact_at(&self.file, at, out).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Error::damaged(&self.path, "it is cut off"),
            _ => Error::io("reading", &self.path)(error),
        })
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, at: u64, out: &mut [u8]) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

#[cfg(not(unix))]
fn read_exact_at(file: &File, at: u64, out: &mut [u8]) -> std::io::Result<()> {
    use std::io::Read;
    // One place in the file for all threads: each opens its own view of it.
    let mut own = file.try_clone()?;
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    own.seek(SeekFrom::Start(at))?;
    own.read_exact(out)
}

/// Writes bytes to a file at a position, cuts off what was behind, and waits until the disk has them.
pub(crate) fn put(path: &Path, at: u64, bytes: &[u8]) -> Result<(), Error> {
    let doing = Error::io("writing", path);
    let write = || {
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.set_len(at)?;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)?;
        file.sync_data()
    };
    write().map_err(doing)
}

/// Puts a file in the place of another, all at once: whoever opens it finds the one or the other.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let draft = path.with_extension("new");
    put(&draft, 0, bytes)?;
    fs::rename(&draft, path).map_err(Error::io("writing", path))?;
    match path.parent() {
        Some(folder) => sync(folder),
        None => Ok(()),
    }
}

/// Waits until the disk has the names of a folder, where the system can.
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).map_err(Error::io("writing", folder))?;
    }
    Ok(())
}
