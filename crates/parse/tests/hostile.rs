//! Input that is cut, damaged or made to do harm: bounded time and memory, a note that names what was lost and the limit,
//! and everything else still read.

use std::{
    io::{self, Read, Write},
    time::{Duration, Instant},
};

use claimdiff_parse::{Item, Limits};

const SENTENCE: &str = "A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said. ";

/// No input of this file takes longer, even on a slow machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// The keys of the articles, and what was noted.
fn read_with(input: impl Read, path: &str, limits: &Limits) -> (Vec<String>, Vec<String>) {
    let (mut articles, mut notes) = (Vec::new(), Vec::new());
    let started = Instant::now();
    let read = claimdiff_parse::read(input, path, "id", limits, &mut |item| match item {
        Item::Article(article) => articles.push(article.id),
        Item::Note(note) => notes.push(note.to_string()),
        _ => {}
    });
    notes.extend(read.err().map(|e| e.to_string()));
    assert!(started.elapsed() < PATIENCE, "{path}: {:?}", started.elapsed());
    (articles, notes)
}

fn read(input: impl Read, path: &str) -> (Vec<String>, Vec<String>) {
    read_with(input, path, &Limits::default())
}

fn record() -> String {
    format!("{{\"title\": \"Ferry\", \"text\": \"{SENTENCE}\"}}\n")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).and_then(|()| out.finish()).expect("memory takes everything")
}

fn archive(records: usize) -> Vec<u8> {
    let page = format!("<html><body><article><p>{}</p></article></body></html>", SENTENCE.repeat(5));
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{response}\r\n\r\n", response.len()).repeat(records).into_bytes()
}

#[test]
fn a_cut_packing_gives_what_came_before() {
    // Members of their own, as crawlers write them, so that the second is cut and not the first.
    let mut packed = gzip(record().repeat(2).as_bytes());
    let second = gzip(record().repeat(2000).as_bytes());
    packed.extend(&second[..second.len() / 2]);
    let (articles, notes) = read(&packed[..], "cut.jsonl.gz");
    assert!(articles.len() >= 2);
    assert!(notes.last().expect("a note").contains("the packing is damaged or cut after"), "{notes:?}");

    let page = gzip(format!("<html><body><p>{}</p></body></html>", SENTENCE.repeat(50)).as_bytes());
    let (articles, notes) = read(&page[..page.len() - 12], "cut.html.gz");
    assert_eq!(articles.len(), 0);
    assert!(notes[0].starts_with("reading: the packing is damaged or cut after"), "{notes:?}");
}

#[test]
fn a_cut_archive_gives_what_came_before() {
    let whole = archive(3);
    let (articles, notes) = read(&whole[..whole.len() - 100], "cut.warc");
    assert_eq!(articles, ["id#1", "id#2"]);
    let want = "cut.warc: reading a WARC: record 3 is cut: the archive ends inside it; the rest of it is not read";
    assert_eq!(notes, [want]);
}

#[test]
fn a_record_over_the_limit_is_passed_over() {
    let limits = Limits { article_bytes: 300, ..Limits::default() };
    let small = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: ";
    let small = format!("{small}{}\r\n\r\n{SENTENCE}\r\n\r\n", SENTENCE.len());
    let input = [&archive(1)[..], small.as_bytes()].concat();
    let (articles, notes) = read_with(&input[..], "crawl.warc", &limits);
    assert_eq!(articles, ["id"]);
    assert_eq!(notes, ["crawl.warc: reading a WARC: record 1: it is longer than the limit of 300 bytes"]);
}

#[test]
fn a_hundred_megabytes_of_one_line_are_refused() {
    let line = || io::repeat(b'x').take(100 << 20);
    let (articles, notes) = read(line(), "long.txt");
    assert_eq!(articles.len(), 0);
    assert_eq!(notes, ["reading an article: it is longer than the limit of 16777216 bytes"]);

    // Among records it costs only itself, be it the first or a later one.
    let open = || io::Cursor::new("{\"text\": \"");
    let close = || io::Cursor::new(format!("\"}}\n{}", record()));
    let (articles, notes) = read(open().chain(line()).chain(close()), "first.jsonl");
    assert_eq!(articles, ["id#2"]);
    assert_eq!(notes, ["first.jsonl:1: reading JSON: the line is longer than the limit of 67108864 bytes"]);
    let later = io::Cursor::new(record()).chain(open()).chain(line()).chain(close());
    let (articles, notes) = read(later, "later.jsonl");
    assert_eq!(articles, ["id#1", "id#3"]);
    assert_eq!(notes, ["later.jsonl:2: reading JSON: the line is longer than the limit of 16777216 bytes"]);
}

/// What is looked for from the beginning of the line each time would not come to an end.
#[test]
fn one_word_of_a_million_marks_is_read_in_bounded_time() {
    for mark in ["a:", "{\"a\":[", "a—", "(a)", "a|", "1-", "<a:b>", "&a:"] {
        let (articles, _) = read(format!("{SENTENCE}{}", mark.repeat(1_000_000)).as_bytes(), "word.txt");
        assert_eq!(articles.len(), 1, "{mark}");
    }
}

#[test]
fn limits_can_be_raised() {
    let long = SENTENCE.repeat((20 << 20) / SENTENCE.len());
    assert_eq!(read(long.as_bytes(), "long.txt").0.len(), 0);
    let raised = Limits { article_bytes: 32 << 20, ..Limits::default() };
    assert_eq!(read_with(long.as_bytes(), "long.txt", &raised).0.len(), 1);
    // A whole document in one line may be larger than an article.
    let list = format!("[{}]", vec![record().trim().to_owned(); 200].join(","));
    let small = Limits { article_bytes: 1000, ..Limits::default() };
    assert_eq!(read_with(list.as_bytes(), "list.json", &small).0.len(), 200);
}

#[test]
fn tags_a_million_deep_end() {
    let text = format!("<article><h1>Ferry runs aground</h1><p>{}</p></article>", SENTENCE.repeat(3));
    for open in ["<div>", "<b>", "<p><b>", "<table><tr><td>", "<a b c='"] {
        let page = format!("<html><body>{text}{}", open.repeat(1_000_000));
        let (articles, _) = read(page.as_bytes(), "deep.html");
        assert_eq!(articles.len(), 1, "{open}");
    }
    let feed = |deep: &str| {
        let item = format!("<item><title>Ferry</title><description>{SENTENCE}</description></item>");
        format!("<rss><channel>{item}{deep}</channel></rss>")
    };
    let (articles, notes) = read(feed(&"<a>".repeat(1_000_000)).as_bytes(), "deep.rss");
    assert_eq!(articles.len(), 1);
    assert_eq!(
        notes,
        ["deep.rss:1: reading a feed: elements nest deeper than the limit of 128; the rest of it is not read"]
    );
    let (articles, notes) = read("[".repeat(1_000_000).as_bytes(), "deep.json");
    assert_eq!((articles.len(), notes), (0, vec!["reading JSON: recursion limit exceeded".to_owned()]));
}

#[test]
fn entities_do_not_expand() {
    let mut kind = "<!DOCTYPE rss [<!ENTITY e0 \"ha\">".to_owned();
    for n in 1..30 {
        kind.push_str(&format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)));
    }
    let item = format!("<item><title>Ferry</title><description>{SENTENCE}&e29;</description></item>");
    let feed = format!("<?xml version=\"1.0\"?>{kind}]><rss><channel>{item}</channel></rss>");
    let (articles, notes) = read(feed.as_bytes(), "laughs.rss");
    assert_eq!(articles.len(), 1);
    assert_eq!(notes, ["laughs.rss:1: reading a feed: the entities that it declares are not expanded"]);
}

#[test]
fn a_packing_that_grows_without_end_is_stopped() {
    let packed = gzip(&vec![b' '; 32 << 20]);
    let limits = Limits { unpacked_bytes: 1 << 20, article_bytes: 64 << 20, ..Limits::default() };
    let (articles, notes) = read_with(&packed[..], "bomb.txt.gz", &limits);
    assert_eq!(articles.len(), 0);
    assert!(notes[0].starts_with("unpacking: stopped after "), "{notes:?}");
}

#[test]
fn a_wrong_label_costs_nothing_and_damage_is_told() {
    let page =
        |label: &str| format!("<html><head><meta charset={label}></head><body><p>“{SENTENCE}” Café.</p></body></html>");
    for label in ["iso-8859-1", "shift_jis", "utf-16", "nonsense"] {
        assert_eq!(read(page(label).as_bytes(), "page.html"), (vec!["id".to_owned()], vec![]), "{label}");
    }
    let mut damaged = page("utf-8").into_bytes();
    let at = damaged.len() - 60;
    damaged.insert(at, 0xff);
    let (articles, notes) = read(&damaged[..], "page.html");
    assert_eq!(articles.len(), 1);
    assert_eq!(notes, ["page.html: reading an article: some bytes are not UTF-8 and stand as \u{fffd}"]);
}

#[test]
fn what_is_not_read_says_what_to_do() {
    for (bytes, path, want) in [
        (&b"%PDF-1.7\n%\xe2\xe3"[..], "a.pdf", "a PDF file; save the article as text or HTML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "a picture; save the article as text or HTML"),
        (b"SQLite format 3\0", "a.db", "a database; export the articles as CSV or JSON Lines"),
    ] {
        assert_eq!(read(bytes, path), (vec![], vec![format!("reading an article: {want}")]));
    }
    // An interview is no e-mail.
    let interview = format!("Reporter: What happened?\nCaptain: {SENTENCE}\nReporter: And then?\n");
    assert_eq!(read(interview.as_bytes(), "a.txt").0.len(), 1);
}
