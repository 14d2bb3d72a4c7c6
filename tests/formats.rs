//! The same article gives the same claims and quotations, whatever it came in.

use claimdiff::Analysis;
use serde_json::{Value, json};

const TITLE: &str = "Ferry with 212 aboard runs aground off Port Selby";
const DAY: &str = "2031-03-14";
const URL: &str = "https://harbour.example/2031/03/14/ferry";

const PARAGRAPHS: &[&str] = &[
    "At least 12 people were killed and 31 others injured when the ferry Halcyon ran aground off Port Selby on Friday, \
     the coast guard said.",
    "“We had no warning & no time to turn the ship around,” Captain Ines Marlow told reporters.",
    "The ship, with 212 people aboard, had left Ellery three hours earlier. About 40 percent of the passengers were \
     children, said Jonas Reed, a spokesman for the company.",
    "Transport Minister Petra Lind called the rescue “a work of minutes” on Saturday and promised $5.5 million for the \
     families.",
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
}

fn markup() -> String {
    PARAGRAPHS.iter().map(|p| format!("<p>{}</p>\n", escaped(p))).collect()
}

fn page() -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{TITLE} | Harbour Press</title>\
         <meta property=\"og:site_name\" content=\"Harbour Press\"><meta property=\"og:title\" content=\"{TITLE}\">\
         <link rel=\"canonical\" href=\"{URL}\"><meta name=\"author\" content=\"Lena Marsh\">\
         <meta property=\"article:published_time\" content=\"{DAY}\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{TITLE}</h1>{}</article><footer>All rights reserved.</footer></body></html>",
        markup()
    )
}

fn record() -> String {
    let text = PARAGRAPHS.join("\n\n");
    let record = json!({
        "title": TITLE, "text": text, "date_publish": DAY, "authors": ["Lena Marsh"], "url": URL, "language": "en",
        "sitename": "Harbour Press",
    });
    format!("{record}\n")
}

fn feed() -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour Press</title><language>en</language>\
         <item><title>{TITLE}</title><link>{URL}</link><pubDate>{DAY}</pubDate><dc:creator>Lena Marsh</dc:creator>\
         <content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>",
        markup()
    )
}

fn archive() -> Vec<u8> {
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page());
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nContent-Type: application/http; \
         msgtype=response\r\nContent-Length: {}\r\n\r\n{response}\r\n\r\n",
        response.len()
    )
    .into_bytes()
}

/// What was found in the only article of an input.
fn found(bytes: &[u8], path: &str) -> Analysis {
    let parsed = claimdiff::parse(bytes, path, "ferry").unwrap_or_else(|e| panic!("{path}: {e}"));
    assert_eq!((parsed.articles.len(), parsed.notes.len()), (1, 0), "{path}: {:?}", parsed.notes);
    claimdiff::analyse(&parsed.articles[0])
}

/// The record without what names the file it came from and where its metadata stood.
fn comparable(analysis: &Analysis) -> Value {
    let mut value = serde_json::to_value(analysis).expect("a record is JSON");
    let record = value.as_object_mut().expect("a record is an object");
    record.remove("path");
    record.remove("meta");
    value
}

#[test]
fn a_page_a_record_a_feed_and_an_archive_give_the_same_claims_and_quotations() {
    let page = found(page().as_bytes(), "ferry.html");
    assert!(page.claims.len() >= 4, "{:?}", page.claims);
    assert_eq!(page.quotes.iter().filter(|q| q.speaker.is_some()).count(), page.quotes.len());
    assert!(page.quotes.len() >= 3, "{:?}", page.quotes);
    for (bytes, path) in
        [(record().into_bytes(), "ferry.jsonl"), (feed().into_bytes(), "ferry.rss"), (archive(), "ferry.warc")]
    {
        let other = found(&bytes, path);
        assert_eq!(comparable(&other), comparable(&page), "{path}");
        let facts = |a: &Analysis| {
            let m = &a.meta;
            let (outlet, day) = (m.outlet.clone().map(|o| o.value), m.published.clone().map(|p| p.value.date()));
            (outlet, day, m.url.clone().map(|u| u.value), m.authors.first().map(|a| a.value.clone()))
        };
        assert_eq!(facts(&other), facts(&page), "{path}");
    }
}

#[test]
fn a_promo_line_does_not_part_a_quotation_from_its_speaker() {
    let speakers = |promo: &str| {
        let text = format!(
            "The captain, Ines Marlow, spoke to reporters at the pier on Friday:\n\n{promo}\
             “We had no warning and no time to turn the ship around.”\n\n{promo}“Nobody panicked,” she added.\n"
        );
        let analysis = claimdiff::analyse(&claimdiff::read("ferry", &text));
        let speaker = |q: &claimdiff::Quote| q.speaker.as_ref().map(|s| s.name.clone());
        analysis.quotes.iter().map(speaker).collect::<Vec<_>>()
    };
    let plain = speakers("");
    assert_eq!(plain, [Some("Ines Marlow".to_owned()), Some("Ines Marlow".to_owned())]);
    assert_eq!(speakers("READ MORE: Ferry strike ends after long talks\n\n"), plain);
}
