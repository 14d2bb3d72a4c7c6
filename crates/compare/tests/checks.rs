//! The cases of every check, from text to finding.

use claimdiff::{CHECKS, Options, analyse, compare, read};

#[test]
fn every_check_shows_its_cases_and_nothing_else() {
    for check in CHECKS {
        claimdiff_cases::check(check.code, check.cases, &[], |wording| {
            let articles: Vec<_> = wording
                .split(" | ")
                .enumerate()
                .map(|(n, text)| {
                    let (date, text) = text.split_once(' ').expect("a date before the text");
                    let mut analysis = analyse(&read(&format!("article-{n}"), text));
                    let stamp = claimdiff_text::Stamp::parse(date).expect("an ISO 8601 date");
                    let origin = claimdiff_text::Origin::Sidecar;
                    analysis.meta.published = Some(claimdiff_text::Sourced::new(stamp, origin));
                    analysis
                })
                .collect();
            // What is off unless asked for is asked for by its own cases only.
            let options = Options { framing: check.code == "framing" };
            let mut codes: Vec<String> =
                compare(&articles, &options).findings.iter().map(|f| f.code.to_owned()).collect();
            codes.dedup();
            codes
        });
    }
}
