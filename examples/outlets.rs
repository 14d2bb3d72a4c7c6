//! Two articles whose outlet and date are known from elsewhere: where do they differ? `cargo run --example outlets`

use std::io::{self, Write};

use claimdiff::{Article, Options, Origin, Sourced, Stamp};

fn article(id: &str, outlet: &str, day: &str, text: &str) -> Article {
    let mut article = claimdiff::read(id, text);
    article.meta.outlet = Some(Sourced::new(outlet.to_owned(), Origin::Sidecar));
    article.meta.published = Stamp::parse(day).map(|day| Sourced::new(day, Origin::Sidecar));
    article
}

fn main() -> io::Result<()> {
    let text = |dead| format!("Police said {dead} people were killed on Tuesday when a ferry ran aground off Ellery.");
    let a = article("a", "Coast Bulletin", "2031-03-04", &text(12));
    let b = article("b", "Ellery Star", "2031-03-04", &text(14));
    let analysed = claimdiff::analyse_all(&[a, b]);
    for finding in claimdiff::compare(&analysed, &Options::default()).findings {
        writeln!(io::stdout(), "{}: {}", finding.severity.name(), finding.summary)?;
    }
    Ok(())
}
