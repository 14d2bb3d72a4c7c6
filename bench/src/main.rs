//! How fast claimdiff is: `cargo run --release --manifest-path bench/Cargo.toml -- BENCH [PATH]`.
//!
//! Every bench checks its answers, so that wrong code cannot win. See `README.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod clock;
mod input;
mod words;

use std::{env, path::PathBuf};

use anyhow::bail;

/// A bench: its name on the command line, and what runs it on the articles of a file or folder.
type Bench = (&'static str, fn(Option<PathBuf>) -> anyhow::Result<()>);

/// All benches.
const BENCHES: &[Bench] = &[("words", words::run)];

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let Some((_, run)) = BENCHES.iter().find(|b| b.0 == name) else {
        let names: Vec<&str> = BENCHES.iter().map(|b| b.0).collect();
        bail!("no bench is called {name:?}; there are: {}", names.join(", "));
    };
    run(args.next().map(PathBuf::from))
}
