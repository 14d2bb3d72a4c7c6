//! Faults of this program kept to the article that shows them: a panic in one is caught and named, and all else goes on.
//!
//! What is caught is still a fault: it is told in the report and by the exit code. A stack that overflows and memory
//! that runs out cannot be caught; they are bounded where they are used.

use std::{
    borrow::Cow,
    cell::RefCell,
    panic::{self, AssertUnwindSafe},
    sync::{
        Mutex, Once, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Comparison, Options, Statistics};

/// A panic that was caught, in one line: where, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

thread_local! {
    /// What the panic said that is being caught on this thread; `None` where none is.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// How many pieces of work are being watched, on all threads.
static WATCHED: AtomicUsize = AtomicUsize::new(0);

/// What a thread said that works for a piece of work of another.
static HELPER: Mutex<Option<String>> = Mutex::new(None);

/// Does some work, and catches its panic.
///
/// # Errors
///
/// The panic, in one line.
pub fn isolate<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    listen();
    let before = CAUGHT.replace(Some(String::new()));
    WATCHED.fetch_add(1, Ordering::Relaxed);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    WATCHED.fetch_sub(1, Ordering::Relaxed);
    let said = CAUGHT.replace(before).filter(|s| !s.is_empty());
    let helper = || HELPER.lock().unwrap_or_else(PoisonError::into_inner).take();
    done.map_err(|_| Fault(said.or_else(helper).unwrap_or_else(|| "a panic".to_owned())))
}

/// Makes panics that are caught tell the catcher and nobody else.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let payload = info.payload();
            let text = payload.downcast_ref::<&str>().copied();
            let text = text.or(payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic");
            let place = info.location().map_or_else(String::new, |l| format!(" at {}:{}", l.file(), l.line()));
            let line = format!("{}{place}", text.lines().next().unwrap_or("a panic"));
            let heard =
                CAUGHT.try_with(|caught| caught.borrow_mut().as_mut().map(|said| said.clone_from(&line)).is_some());
            match heard {
                Ok(true) => {}
                _ if rayon::current_thread_index().is_some() && WATCHED.load(Ordering::Relaxed) > 0 => {
                    *HELPER.lock().unwrap_or_else(PoisonError::into_inner) = Some(line);
                }
                _ => usual(info),
            }
        }));
    });
}

/// The most articles that are set aside before the fault is taken to be in none of them.
const MAX_ASIDE: usize = 16;

/// Compares articles; one that makes the comparison panic is set aside and named, and the others are compared.
///
/// # Errors
///
/// The comparison panics whatever is set aside.
pub fn compare_isolated(
    articles: &mut Vec<Analysis>,
    options: &Options,
) -> Result<(Comparison, Vec<(Analysis, Fault)>), Fault> {
    all_but(articles, |some| crate::compare(some, options))
}

/// Compares those articles that are new with each other and with the rest, in the same way. `statistics` are those of the
/// collection, where the articles are not all of it.
///
/// # Errors
///
/// The comparison panics whatever is set aside.
pub fn compare_new_isolated(
    articles: &mut Vec<Analysis>,
    is_new: impl Fn(&Analysis) -> bool,
    statistics: Option<&Statistics>,
    options: &Options,
) -> Result<(Comparison, Vec<(Analysis, Fault)>), Fault> {
    all_but(articles, |some| {
        let new: Vec<bool> = some.iter().map(&is_new).collect();
        let statistics = statistics.map_or_else(|| Cow::Owned(Statistics::of(some)), Cow::Borrowed);
        crate::compare_new(some, &new, &statistics, options)
    })
}

/// What `work` makes of all items but those that make it panic, and these, each with its fault.
fn all_but<T, R>(items: &mut Vec<T>, work: impl Fn(&[T]) -> R) -> Result<(R, Vec<(T, Fault)>), Fault> {
    let mut aside = Vec::new();
    loop {
        let fault = match isolate(|| work(items)) {
            Ok(done) => return Ok((done, aside)),
            Err(fault) => fault,
        };
        if items.is_empty() || aside.len() == MAX_ASIDE {
            return Err(fault);
        }
        // The shortest run of items from the first that panics ends with one that has a part in it.
        let (mut good, mut bad) = (0, items.len());
        while good + 1 < bad {
            let middle = good.midpoint(bad);
            match isolate(|| work(&items[..middle])) {
                Ok(_) => good = middle,
                Err(_) => bad = middle,
            }
        }
        aside.push((items.remove(bad - 1), fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_panic_is_caught_and_named() {
        let fault = isolate(|| -> usize { panic!("planted") }).unwrap_err();
        assert!(fault.0.starts_with("planted at src/isolate.rs:"), "{fault:?}");
        assert_eq!(isolate(|| 3), Ok(3));
        // One inside the other.
        let outer = isolate(|| isolate(|| -> usize { panic!("inner") }).is_err());
        assert_eq!(outer, Ok(true));
    }

    #[test]
    fn an_article_that_panics_is_set_aside_and_the_rest_is_done() {
        let odd = |items: &[i32]| match items.contains(&7) {
            true => panic!("seven"),
            false => items.iter().sum::<i32>(),
        };
        let (sum, aside) = all_but(&mut (1..=10).collect(), odd).unwrap();
        assert_eq!(sum, 48);
        assert_eq!(aside.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [7]);
        // A pair: the later of the two is set aside.
        let pair = |items: &[i32]| match items.contains(&2) && items.contains(&5) {
            true => panic!("two and five"),
            false => items.len(),
        };
        let (count, aside) = all_but(&mut (1..=10).collect(), pair).unwrap();
        assert_eq!((count, aside[0].0), (9, 5));
        assert!(all_but(&mut vec![1, 2], |_: &[i32]| -> i32 { panic!("always") }).is_err());
    }
}
