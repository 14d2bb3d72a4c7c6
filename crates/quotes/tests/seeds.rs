//! The quotations of the seed articles as readable lines, and what must not change them.

use claimdiff_quotes::{Quote, QuoteKind, find};
use claimdiff_text::Article;

/// The seed articles under the short ids that the snapshot shows.
fn seeds() -> impl Iterator<Item = (String, String)> {
    claimdiff_cases::seeds().into_iter().map(|(stem, text)| (stem[..3].to_owned(), text))
}

fn quotes(article: &Article) -> Vec<Quote> {
    find(&claimdiff_annotate::annotate(article))
}

/// What a quotation says, apart from where: kind, speaker, cue and words, with straight marks.
fn essence(article: &Article, q: &Quote) -> String {
    let text = |s: claimdiff_text::Span| {
        let words: Vec<&str> = s.of(&article.text).split_whitespace().collect();
        words.join(" ").replace(['“', '”'], "\"").replace(['‘', '’'], "'")
    };
    let content: Vec<String> = q.content.iter().map(|s| text(*s)).collect();
    let speaker = q.speaker.as_ref().map_or("-", |s| &s.name).replace('’', "'");
    let cue = q.cue.map_or(String::new(), text);
    format!("{:?} {speaker} [{cue}] {}", q.kind, content.join(" | "))
}

/// A text in another layout.
type Rewrite<'a> = &'a dyn Fn(&str) -> String;

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

/// Line ends, blank lines between paragraphs and the shape of the marks change nothing.
#[test]
fn layout_changes_nothing() {
    let straight = |t: &str| t.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    let windows = |t: &str| t.replace('\n', "\r\n");
    let spread = |t: &str| t.replace('\n', "\n\n");
    let dense = |t: &str| {
        let lines: Vec<&str> = t.lines().filter(|l| !l.trim().is_empty()).collect();
        lines.join("\n")
    };
    let forms: [(&str, Rewrite<'_>); 4] =
        [("straight", &straight), ("CRLF", &windows), ("blank lines", &spread), ("no blank lines", &dense)];
    for (id, text) in seeds() {
        let read = |text: &str| -> Vec<String> {
            let article = claimdiff_parse::plain(text, &id, &id);
            quotes(&article).iter().map(|q| essence(&article, q)).collect()
        };
        let plain = read(&text);
        for (name, form) in &forms {
            let other = read(&form(&text));
            for (a, b) in plain.iter().zip(&other) {
                assert_eq!(a, b, "{id}, {name}");
            }
            assert_eq!(plain.len(), other.len(), "{id}, {name}");
        }
    }
}
