//! The cases of every check, from text to finding.

use claimdiff::{CHECKS, Options, analyse, compare, read};
use claimdiff_compare::Check;

#[test]
fn every_check_shows_its_cases_and_nothing_else() {
    let failed: Vec<&str> =
        CHECKS.iter().filter(|c| std::panic::catch_unwind(|| run(c)).is_err()).map(|c| c.code).collect();
    assert!(failed.is_empty(), "wrong cases, told above: {failed:?}");
}

fn run(check: &Check) {
    claimdiff_cases::check(check.code, check.cases, &[], |wording| {
        let articles: Vec<_> = wording
            .split(" | ")
            .enumerate()
            .map(|(n, text)| {
                let (date, text) = text.split_once(' ').expect("a date before the text");
                // A double slash stands for a new paragraph.
                let text = text.replace(" // ", "\n\n");
                let mut article = read(&format!("article-{n}"), &text);
                if date != "undated" {
                    let stamp = claimdiff_text::Stamp::parse(date).expect("an ISO 8601 date, or \"undated\"");
                    let origin = claimdiff_text::Origin::Sidecar;
                    article.meta.published = Some(claimdiff_text::Sourced::new(stamp, origin));
                }
                analyse(&article)
            })
            .collect();
        // What is off unless asked for is asked for by its own cases only.
        let options = Options { framing: check.code == "framing", selected: vec![check.code], ..Options::default() };
        // As a user sees it: no notes, and nothing that is only possible.
        let mut found = compare(&articles, &options);
        found.hide_notes();
        let mut codes: Vec<String> = found.findings.iter().map(|f| f.code.to_owned()).collect();
        codes.dedup();
        if codes.is_empty() {
            // What was looked at and is none, with the reason.
            let cleared = found.cleared(&articles);
            let own = cleared.iter().filter(|c| c.finding.code == check.code);
            codes.extend(own.map(|c| format!("ledger: {}", c.reason.clause())));
            codes.sort();
            codes.dedup();
        }
        codes
    });
}
