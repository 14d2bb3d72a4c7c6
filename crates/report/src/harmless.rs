//! What an article brings to do harm, form by form: every text of the hostile sample is script, escape sequence,
//! formula, markup and reordered words at once.

use std::collections::BTreeMap;

use claimdiff_text::Slice;
use pulldown_cmark::{Event, Parser, Tag};
use serde_json::Value;

use crate::{
    FORMATS, TIMELINES, View,
    sample::{self, HARM},
};

const LEDGER: View = View { ledger: true, color: false, width: 100, policy: None, event: None };

/// A form of the hostile sample.
fn hostile(format: &str) -> String {
    sample::hostile().show(format, LEDGER)
}

/// What no form passes on as it is: anything that moves a cursor, rings, hides or reorders.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_form_passes_on_a_control_character_or_reordered_words() {
    let sample = sample::hostile();
    let layers = ("layers", sample.layers());
    let timelines = TIMELINES.iter().map(|t| (t.name, sample.timeline(t.name)));
    for (name, out) in FORMATS.iter().map(|f| (f.name, hostile(f.name))).chain(timelines).chain([layers]) {
        // Rows of CSV end as RFC 4180 says.
        let out = if matches!(name, "csv" | "layers") { out.replace("\r\n", "\n") } else { out };
        assert!(!out.contains(acts), "{name}: {:?}", out.chars().find(|c| acts(*c)));
    }
}

#[test]
fn text_in_colour_holds_no_escape_but_its_own() {
    let out = sample::hostile().show("text", View { color: true, ..LEDGER });
    for part in out.split('\u{1b}').skip(1) {
        let end = part.find(|c: char| !(c.is_ascii_digit() || "[;".contains(c))).expect("a sequence ends");
        assert!(part.starts_with('[') && part.slice(end..).starts_with('m'), "{part:?}");
    }
    assert!(!out.replace('\u{1b}', "").contains(acts));
}

#[test]
fn json_in_all_its_forms_reads_back_to_the_very_words() {
    let whole: Value = serde_json::from_str(&hostile("json")).expect("JSON");
    assert_eq!(whole["articles"][0]["path"], HARM);
    assert_eq!(whole["findings"][0]["passages"][0]["text"], HARM);
    for line in hostile("jsonl").lines() {
        let finding: Value = serde_json::from_str(line).expect("JSON");
        assert!(finding["summary"].as_str().is_some_and(|s| s.starts_with(HARM)), "{line}");
    }
    let sarif: Value = serde_json::from_str(&hostile("sarif")).expect("JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["snippet"]["text"], HARM);
    let linked: Value = serde_json::from_str(&hostile("jsonld")).expect("JSON");
    let nodes = linked["@graph"].as_array().expect("nodes");
    assert!(nodes.iter().any(|n| n["schema:text"] == HARM));
    for uri in nodes.iter().map(|n| &n["id"]).chain([&place["artifactLocation"]["uri"]]) {
        let uri = uri.as_str().expect("an IRI");
        assert!(uri.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b)), "{uri}");
    }
}

/// How often each tag opens in a page, and its attributes by name.
fn tags(page: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    // The page's own style and script are no markup.
    let page = ["style", "script"].iter().fold(page.to_owned(), |page, tag| {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        let (from, to) = (page.find(&open).expect("it is there"), page.find(&close).expect("it ends"));
        assert_eq!((page.matches(&open).count(), page.matches(&close).count()), (1, 1), "{tag}");
        format!("{}{}", page.slice(..from), page.slice(to + close.len()..))
    });
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().expect("a part");
        let name = tag.split(|c: char| c.is_whitespace()).next().expect("a name").to_owned();
        let quotes = tag.matches('"').count();
        assert!(quotes % 2 == 0 && tag.matches("=\"").count() * 2 == quotes, "an attribute is broken: {tag:?}");
        let names = tag.split('"').step_by(2).filter_map(|a| a.trim().strip_suffix('='));
        for attribute in names.flat_map(|a| a.split_whitespace().last()) {
            assert!(!attribute.starts_with("on"), "{tag}");
        }
        *out.entry(name).or_default() += 1;
    }
    out
}

#[test]
fn html_has_no_tag_that_a_harmless_report_of_the_same_findings_has_not() {
    let page = hostile("html");
    let harmless = tags(&sample::ferry().show("html", LEDGER));
    let found = tags(&page);
    assert!(found.keys().all(|t| harmless.contains_key(t)), "{found:?}");
    assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;"));
}

#[test]
fn markdown_makes_nothing_of_an_article_but_text() {
    for event in Parser::new(&hostile("markdown")) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("{event:?}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                panic!("{event:?}")
            }
            // A finding's code is the only one.
            Event::Code(code) => assert!(claimdiff_compare::CHECKS.iter().any(|c| *c.code == *code), "{code}"),
            _ => {}
        }
    }
}

/// The cells of a table (RFC 4180).
fn cells(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = table.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("a row");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => row.last_mut().expect("a cell").extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => row.last_mut().expect("a cell").push(c),
        }
    }
    assert!(!quoted && rows.pop() == Some(vec![String::new()]), "the last row ends");
    rows
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    for table in [hostile("csv"), sample::hostile().timeline("csv")] {
        let rows = cells(&table);
        assert!(rows.len() > 1);
        for cell in rows.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell}");
        }
        assert!(rows.iter().all(|r| r.len() == rows[0].len()), "every row has the cells of its head");
        assert!(rows.iter().flatten().any(|c| c.starts_with("'=HYPERLINK(")));
    }
}
