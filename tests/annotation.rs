//! `--format jsonld` against the rules of the Web Annotation Data Model (W3C Recommendation, 23 February 2017) and
//! the articles themselves.

use std::{collections::BTreeSet, fs};

use claimdiff_text::Slice;
use serde_json::Value;

use crate::{command, entries, root};

/// Real reports with the folder from which their articles' paths are meant.
fn reports() -> Vec<Value> {
    let mut folders: Vec<_> = entries(&root().join("tests/stories")).iter().map(|s| s.join("in")).collect();
    folders.push("seeds".into());
    let one = |folder: std::path::PathBuf| {
        let folder = folder.strip_prefix(root()).unwrap_or(&folder).display().to_string();
        let run = command::run(root(), &[&folder, "--format", "jsonld", "--ledger"]);
        serde_json::from_slice(&run.stdout).expect("JSON")
    };
    folders.into_iter().map(one).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

#[test]
fn annotations_keep_the_rules_of_their_model_and_point_at_the_very_words() {
    let mut selected = 0;
    for report in reports() {
        assert_eq!(report["@context"][0], "http://www.w3.org/ns/anno.jsonld", "3.1: the context");
        let nodes = report["@graph"].as_array().expect("a graph");
        let ids: BTreeSet<&str> = nodes.iter().map(|n| word(n, "id")).collect();
        assert_eq!(ids.len(), nodes.len(), "3.1: exactly one IRI each");
        for note in nodes.iter().filter(|n| n["type"] == "Annotation") {
            assert!(list(&note["target"]).len() >= 2, "3.1: one or more targets; a difference has two");
            for body in list(&note["body"]) {
                assert_eq!(body["type"], "TextualBody");
                assert!(body["value"].is_string(), "3.2.4: exactly one value");
            }
            let motivations = ["linking", "assessing"];
            assert!(motivations.contains(&word(note, "motivation")), "3.3.5");
            for about in list(&note["schema:about"]) {
                assert!(ids.contains(word(about, "id")), "{about}");
            }
            for target in list(&note["target"]) {
                let source = word(target, "source");
                assert!(ids.contains(source), "4: exactly one source, an article of the graph");
                selected += select(source, list(&target["selector"]));
            }
        }
        for claim in nodes.iter().filter(|n| n["type"] == "schema:Claim") {
            assert!(ids.contains(word(&claim["schema:appearance"], "id")), "it appears in an article");
            assert!(!word(claim, "schema:text").is_empty());
        }
        let text = report.to_string();
        assert!(!text.contains("ClaimReview") && !text.contains("Rating"), "nobody is rated");
    }
    assert!(selected > 20, "{selected} passages were held against their articles");
}

/// Holds the selectors of one target against the article.
fn select(source: &str, selectors: &[Value]) -> usize {
    let source = percent_decoded(source);
    let text: Vec<char> = fs::read_to_string(root().join(&source)).expect("the article").chars().collect();
    let [position, quote] = selectors else { panic!("a position and the words: {selectors:?}") };
    assert_eq!((word(position, "type"), word(quote, "type")), ("TextPositionSelector", "TextQuoteSelector"));
    let end = |key: &str| position[key].as_u64().expect("4.2.5: a non-negative integer") as usize;
    let (from, to) = (end("start"), end("end"));
    let part = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    assert_eq!(part(from, to), word(quote, "exact"), "{source}");
    let (prefix, suffix) = (word(quote, "prefix"), word(quote, "suffix"));
    assert_eq!(part(from - prefix.chars().count(), from), prefix, "{source}");
    assert_eq!(part(to, to + suffix.chars().count()), suffix, "{source}");
    1
}

fn percent_decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = uri.split('%');
    bytes.extend(parts.next().unwrap_or("").bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.slice(..2), 16).expect("two digits"));
        bytes.extend(part.slice(2..).bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}
