//! The threads that do the work.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::PyResult;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::Error;

/// The threads, and the process that they are of.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// The threads of this process: one a core, or as many as `RAYON_NUM_THREADS` says. A process that was forked has none of
/// its parent's.
pub(crate) fn get() -> PyResult<Arc<ThreadPool>> {
    let own = std::process::id();
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((process, threads)) = pool.as_ref()
        && *process == own
    {
        return Ok(threads.clone());
    }
    let threads = ThreadPoolBuilder::new().build().map_err(|e| Error::new_err(format!("starting threads: {e}")))?;
    let threads = Arc::new(threads);
    // To end the threads of another process is to wait for ever.
    std::mem::forget(pool.replace((own, threads.clone())));
    Ok(threads)
}
