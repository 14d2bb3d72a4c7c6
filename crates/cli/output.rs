//! Where a result goes: standard output; a file that is replaced only when all is written; a device or a pipe, which is
//! written into.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context, bail};
use claimdiff::input::{identity, is_same};

/// The draft that is being written, which a signal removes.
static DRAFT: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Runs `write` on standard output or on what `path` names.
pub(crate) fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let Some(path) = path else {
        let mut out = BufWriter::new(io::stdout().lock());
        return match write(&mut out).and_then(|()| out.flush()) {
            // The reader has seen enough: `claimdiff seeds | head`.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.context("writing to standard output"),
        };
    };
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
        bail!("writing {}: there is no folder {}", path.display(), folder.display());
    }
    let written = match is_stream(path) {
        true => into(OpenOptions::new().append(true).open(path), write).or_else(|e| match e.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(e),
        }),
        false => replace(path, write),
    };
    written.with_context(|| format!("writing {}", path.display()))
}

/// Whether something is written into and not replaced: a pipe, a device, or a name that the system gives to one.
fn is_stream(path: &Path) -> bool {
    let named = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"].iter().any(|name| path.starts_with(name));
    named || fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

fn into(file: io::Result<File>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file?);
    write(&mut out)?;
    out.flush()
}

/// Writes a draft beside a file and puts it in the file's place, with its mode. What leads to a file by links is
/// followed, and a file that has several names keeps them.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let path = &followed(path);
    let name = path.file_name().ok_or_else(|| io::Error::other("not the name of a file"))?.to_string_lossy();
    sweep(path, &name);
    let draft = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    watch();
    *DRAFT.lock().unwrap_or_else(PoisonError::into_inner) = Some(draft.clone());
    let written = File::create_new(&draft).and_then(|file| {
        // Whoever finds the draft later sees by the lock that somebody still writes it.
        let _ = file.lock();
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        let mut file = out.into_inner()?;
        file.sync_all()?;
        match fs::metadata(path) {
            Ok(old) if names(&old) > 1 => {
                file = File::open(&draft)?;
                io::copy(&mut file, &mut OpenOptions::new().write(true).truncate(true).open(path)?)?;
                fs::remove_file(&draft)
            }
            Ok(old) => {
                fs::set_permissions(&draft, old.permissions())?;
                fs::rename(&draft, path)
            }
            Err(_) => fs::rename(&draft, path),
        }
    });
    if written.is_err() {
        // Nothing may be there: the draft itself could not be made.
        let _ = fs::remove_file(&draft);
    }
    *DRAFT.lock().unwrap_or_else(PoisonError::into_inner) = None;
    written
}

/// The file that a path leads to: through links, also to one that is not there yet.
fn followed(path: &Path) -> PathBuf {
    /// No system follows more links than this.
    const MAX_LINKS: usize = 40;
    let mut path = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => break,
        }
    }
    path
}

/// How many names a file has.
fn names(file: &fs::Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(file);
    #[cfg(not(unix))]
    {
        let _ = file;
        1
    }
}

/// Removes drafts of the same file that nobody writes any more: what a run left that was killed.
fn sweep(path: &Path, name: &str) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let found = entry.file_name();
        let number = found
            .to_str()
            .and_then(|f| f.strip_prefix('.')?.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(".part"));
        if number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes the draft when a signal ends the process.
fn watch() {
    #[cfg(unix)]
    {
        use signal_hook::{
            consts::{SIGHUP, SIGINT, SIGTERM},
            iterator::Signals,
            low_level::emulate_default_handler,
        };
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| {
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    if let Some(draft) = DRAFT.lock().unwrap_or_else(PoisonError::into_inner).take() {
                        let _ = fs::remove_file(draft);
                    }
                    let _ = emulate_default_handler(signal);
                }
            });
        });
    }
}

/// Refuses to write over what this run reads, and two results into one file. `known` is the baseline that is read, onto
/// which only the new baseline may be written.
///
/// # Errors
///
/// An output is one of `inputs`, or two are one.
pub(crate) fn refuse(
    output: Option<&Path>,
    baseline: Option<&Path>,
    known: Option<&Path>,
    inputs: &[PathBuf],
) -> anyhow::Result<()> {
    let same = |a: &Path, b: &Path| followed(a) == followed(b) || is_same(a, b);
    if let (Some(output), Some(baseline)) = (output, baseline)
        && same(output, baseline)
        && !is_stream(output)
    {
        bail!("the report and the baseline would be written to one file: {}", output.display());
    }
    if let (Some(output), Some(known)) = (output, known)
        && same(output, known)
    {
        bail!("writing {}: it is the baseline that this run reads", output.display());
    }
    for target in [output, baseline].into_iter().flatten() {
        let Some(found) = identity(target) else { continue };
        if let Some(input) = inputs.iter().find(|i| identity(i).as_ref() == Some(&found)) {
            bail!("writing {}: this run reads it as {}; name another file", target.display(), input.display());
        }
    }
    Ok(())
}
