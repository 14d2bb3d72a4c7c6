//! `sidecar`: how long an `articles.toml` takes to be read and applied, and how that grows with its entries.

use anyhow::{Context, ensure};
use claimdiff::Sidecar;
use claimdiff_text::Meta;

use crate::clock;

/// The numbers of entries without arguments.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let sizes = args.iter().map(|a| a.parse().with_context(|| format!("{a:?} is no number of entries")));
    let mut sizes: Vec<usize> = sizes.collect::<anyhow::Result<_>>()?;
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    println!("{:>10}{:>10}{:>10}{:>14}", "entries", "MB", "cpu s", "entries/s");
    for size in sizes {
        let text: String = (0..size).map(entry).collect();
        let (seconds, dated) = clock::own(|| -> anyhow::Result<usize> {
            let sidecar = Sidecar::parse(&text, Sidecar::NAME).map_err(|e| anyhow::anyhow!("{e}"))?;
            ensure!(sidecar.notes.is_empty(), "{:?}", sidecar.notes);
            let day = |n: usize| {
                let mut meta = Meta::default();
                sidecar.apply(&name(n), &mut meta);
                meta.published.is_some_and(|p| p.value.to_string() == published(n))
            };
            Ok((0..size).filter(|n| day(*n)).count())
        })?;
        ensure!(dated? == size, "an entry was not applied");
        println!("{size:>10}{:>10.1}{seconds:>10.3}{:>14.0}", text.len() as f64 / 1e6, size as f64 / seconds);
    }
    Ok(())
}

fn name(n: usize) -> String {
    format!("{}/article-{n}.html", n % 97)
}

fn published(n: usize) -> String {
    format!("2029-{:02}-{:02}", n % 12 + 1, n % 28 + 1)
}

fn entry(n: usize) -> String {
    let outlet = n % 900;
    format!("[\"{}\"]\npublished = {}\noutlet = \"Paper {outlet}\"\ntitle = \"Fire {n}\"\n\n", name(n), published(n))
}
