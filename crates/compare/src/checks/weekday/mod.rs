//! `weekday`: a date whose weekday is another.

use std::ops::Range;

use claimdiff_claims::{Family, Polarity, Value};
use claimdiff_text::{Slice, Span};

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    figures::{Place, get},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, block: Range<usize>, out: &mut Outcome) {
    for article in block {
        let analysis = corpus.articles[article];
        for (claim, c) in analysis.claims.iter().enumerate() {
            if let (Family::Weekday, Value::Date(days)) = (c.policy.family, &c.value)
                && let Some(date) = days.dates().0
            {
                let right = date.strftime("%A").to_string();
                show(corpus, Place { article, claim }, &right, out);
            }
        }
    }
}

/// Shows the weekday and the date, each as a passage of its own.
fn show(corpus: &Corpus<'_>, at: Place, right: &str, out: &mut Outcome) {
    let claim = get(corpus, at);
    let words = corpus.articles[at.article].text(claim.span);
    let end = words.find([' ', ',', '.']).unwrap_or(words.len());
    let rest = end + words.slice(end..).find(char::is_alphanumeric).unwrap_or(0);
    let (weekday, date) = (words.slice(..end), words.slice(rest..));
    let split = |from: usize, to: usize| {
        let start = claim.span.start as usize;
        let mut passage = corpus.passage(at.article, Span::new(start + from, start + to), claim.context);
        passage.said_by = corpus.chain(&claim.sources);
        passage
    };
    let mut passages = vec![split(0, end), split(rest, words.len())];
    passages[1].value = Some(format!("a {right}"));
    if claim.polarity == Polarity::Hypothetical {
        let decision = (Verdict::Unresolved, Reason::Undated);
        return out.near_miss(corpus, "weekday", date, decision, passages);
    }
    out.show(
        corpus,
        Draft {
            code: "weekday",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 90,
            summary: format!("{date} is a {right}, not a {weekday}"),
            why: vec!["the day and its weekday in one text exclude each other".to_owned()],
            event: None,
            passages,
        },
    );
}
