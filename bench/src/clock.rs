use anyhow::Context;
use nix::sys::resource::{UsageWho, getrusage};

/// The seconds of processor time that `who` has used so far, in the program and in the kernel. Unlike wall time it does
/// not grow while other programs have the processor.
fn seconds(who: UsageWho) -> anyhow::Result<f64> {
    let usage = getrusage(who).context("asking for the processor time used")?;
    let part = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 + t.tv_usec() as f64 * 1e-6;
    Ok(part(usage.user_time()) + part(usage.system_time()))
}

/// Runs something and gives the processor seconds that this process spent on it.
pub(crate) fn own<T>(run: impl FnOnce() -> T) -> anyhow::Result<(f64, T)> {
    timed(UsageWho::RUSAGE_SELF, run)
}

/// Runs something that waits for another program and gives the processor seconds that program spent.
pub(crate) fn child<T>(run: impl FnOnce() -> T) -> anyhow::Result<(f64, T)> {
    timed(UsageWho::RUSAGE_CHILDREN, run)
}

fn timed<T>(who: UsageWho, run: impl FnOnce() -> T) -> anyhow::Result<(f64, T)> {
    let before = seconds(who)?;
    let out = run();
    Ok((seconds(who)? - before, out))
}
