//! The quotations of the seed articles as readable lines.

use claimdiff_quotes::{Quote, QuoteKind, find};
use claimdiff_text::{Article, Slice};

/// The seed articles under the short ids that the snapshot shows.
fn seeds() -> impl Iterator<Item = (String, String)> {
    claimdiff_cases::seeds().into_iter().map(|(stem, text)| (stem.slice(..3).to_owned(), text))
}

fn quotes(article: &Article) -> Vec<Quote> {
    find(&claimdiff_annotate::annotate(article))
}

#[test]
fn seeds_as_lines() {
    let mut out = String::new();
    for (id, text) in seeds() {
        let article = claimdiff_parse::plain(&text, &id, &id);
        for q in quotes(&article) {
            let span = q.span();
            let words: Vec<&str> = q.content.iter().map(|s| s.of(&text)).collect();
            let medium = q.medium.as_ref().map_or(String::new(), |m| format!(" on {}", m.name));
            let addressee = q.addressee.map_or(String::new(), |s| format!(" to {}", s.of(&text)));
            let reporter = q.reported_by.as_ref().map_or(String::new(), |s| format!(" reported by {}", s.name));
            let mention = q.speaker.as_ref().and_then(|s| s.mention).map_or("", |m| m.of(&text));
            out += &format!(
                "{id} {span:?} {:?} {} ({mention}) {:?}{medium}{addressee}{reporter} {:?} [{:?} {}]\n",
                q.kind,
                q.speaker.as_ref().map_or("nobody", |s| &s.name),
                q.cue.map_or("", |c| c.of(&text)),
                words.join(" … "),
                q.rule,
                q.confidence,
            );
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_span_slices() {
    for (id, text) in seeds() {
        let article = claimdiff_parse::plain(&text, &id, &id);
        for q in quotes(&article) {
            assert!(!q.content.is_empty());
            for s in q.content.iter().chain(&q.marked).chain(&q.cue).chain(&q.addressee) {
                assert!(!s.is_empty() && text.get(s.range()).is_some(), "{id} {s:?}");
            }
            assert!(q.kind != QuoteKind::Term || q.speaker.is_none());
        }
    }
}
