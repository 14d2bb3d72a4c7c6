//! How fast claimdiff is: `cargo run --release --manifest-path bench/Cargo.toml -- BENCH [ARGUMENTS]`.
//!
//! Every bench checks its answers, so that wrong code cannot win. See `README.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod archive;
mod clock;
mod corpus;
mod input;
mod prose;
mod sidecar;
mod words;

use std::env;

use anyhow::bail;

/// A bench: its name on the command line, and what runs it with the arguments after the name.
type Bench = (&'static str, fn(&[String]) -> anyhow::Result<()>);

/// All benches.
const BENCHES: &[Bench] =
    &[("archive", archive::run), ("corpus", corpus::run), ("sidecar", sidecar::run), ("words", words::run)];

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let Some((_, run)) = BENCHES.iter().find(|b| b.0 == name) else {
        let names: Vec<&str> = BENCHES.iter().map(|b| b.0).collect();
        bail!("no bench is called {name:?}; there are: {}", names.join(", "));
    };
    run(&args.collect::<Vec<_>>())
}
