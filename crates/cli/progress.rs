//! How far a long run is, on standard error, and only where that is a terminal.

use std::{
    io::{self, IsTerminal, Write},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Shorter runs tell nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// The least time between two lines.
const PACE: Duration = Duration::from_millis(100);

/// A counter of work done that shows itself in one line, which is gone at the end.
pub(crate) struct Progress {
    done: AtomicUsize,
    /// When to show the next line, and whether one stands; `None` where nobody looks.
    next: Option<Mutex<(Instant, bool)>>,
}

impl Progress {
    /// Of articles, whose number nobody knows before they are read; shown unless `quiet`.
    pub(crate) fn new(quiet: bool) -> Progress {
        let next = (!quiet && io::stderr().is_terminal()).then(|| Mutex::new((Instant::now() + PATIENCE, false)));
        Progress { done: AtomicUsize::new(0), next }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // Whoever comes while another writes lets him write.
        let Some(Ok(mut next)) = self.next.as_ref().map(Mutex::try_lock) else { return };
        let now = Instant::now();
        if now >= next.0 {
            *next = (now + PACE, true);
            let _ = write!(io::stderr(), "\r{}", line(done));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Ok((_, true))) = self.next.as_ref().map(|n| n.lock().map(|n| *n)) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// "reading: 1200 articles"
fn line(done: usize) -> String {
    format!("reading: {done} article{}", if done == 1 { "" } else { "s" })
}
