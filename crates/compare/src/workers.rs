use std::{
    ops::Range,
    sync::{Mutex, PoisonError},
};

/// Does work that falls into independent parts. This crate starts no threads; who calls it may have some.
pub trait Workers: Sync {
    /// Calls `work` once for each number below `parts`, in any order or side by side, and returns when all are done.
    fn each(&self, parts: usize, work: &(dyn Fn(usize) + Sync));
}

/// One part after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Workers for Alone {
    fn each(&self, parts: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..parts).for_each(work);
    }
}

/// What `make` gives for each number below `parts`, in their order.
pub(crate) fn map<T: Send>(workers: &dyn Workers, parts: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made: Vec<Mutex<Option<T>>> = (0..parts).map(|_| Mutex::new(None)).collect();
    workers.each(parts, &|n| {
        let part = make(n);
        *made[n].lock().unwrap_or_else(PoisonError::into_inner) = Some(part);
    });
    made.into_iter().filter_map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// The same for blocks of the numbers below `items`, each of `size` or, the last one, of fewer.
pub(crate) fn blocks<T: Send>(
    workers: &dyn Workers,
    items: usize,
    size: usize,
    make: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    map(workers, items.div_ceil(size), |n| make(n * size..items.min((n + 1) * size)))
}

/// The lists that several parts gave, one after the other. Each is let go of when it is added.
pub(crate) fn joined<T>(parts: Vec<Vec<T>>) -> Vec<T> {
    let mut out = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.into_iter().for_each(|part| out.extend(part));
    out
}
