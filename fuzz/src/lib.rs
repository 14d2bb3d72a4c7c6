//! What holds for any bytes, one function a target: spans slice, reports read back, blank paragraphs change nothing.
//!
//! The stable tests include this file (`tests/fuzz.rs`) and replay it over every fixture, whole and damaged.

use claimdiff::{
    Analysis, Article, Options, Span,
    report::{FORMATS, LAYERS, Report, View},
};
use serde_json::Value;

/// The most that a target looks at, in bytes, so that a run is not spent on one input.
const MAX_BYTES: usize = 64 << 10;

/// What parts the articles of one input of [`report`]: a form feed.
const BREAK: char = '\u{c}';

/// Plain text.
pub fn plain(bytes: &[u8]) {
    read(bytes, "a.txt");
}

/// Markdown with front matter.
pub fn markdown(bytes: &[u8]) {
    read(bytes, "a.md");
}

/// A page.
pub fn html(bytes: &[u8]) {
    read(bytes, "a.html");
}

/// RSS and Atom.
pub fn feed(bytes: &[u8]) {
    read(bytes, "a.rss");
}

/// JSON, JSON Lines and JSON Feed.
pub fn json(bytes: &[u8]) {
    read(bytes, "a.jsonl");
}

/// Web archives.
pub fn warc(bytes: &[u8]) {
    read(bytes, "a.warc");
}

/// Tables of articles.
pub fn table(bytes: &[u8]) {
    read(bytes, "a.csv");
}

/// Word-processor files.
pub fn office(bytes: &[u8]) {
    read(bytes, "a.docx");
}

/// Messages and boxes of them.
pub fn mail(bytes: &[u8]) {
    read(bytes, "a.mbox");
}

/// An input is read or refused, in one line; what was read has lines and metadata that slice.
fn read(bytes: &[u8], path: &str) {
    let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
    match claimdiff::parse(bytes, path, "a") {
        Ok(parsed) => {
            parsed.articles.iter().for_each(check_lines);
            parsed.notes.iter().for_each(|note| check_line(&note.message));
        }
        Err(error) => check_line(&error.to_string()),
    }
}

fn check_line(message: &str) {
    assert!(!message.is_empty() && !message.contains('\n'), "not one line: {message:?}");
}

fn check_lines(article: &Article) {
    let mut end = 0;
    for line in &article.lines {
        assert!(line.span.start >= end, "{line:?} before {end}");
        end = line.span.end;
        assert!(article.text.get(line.span.range()).is_some_and(|s| !s.trim().is_empty()), "{line:?}");
        assert!(line.span.contains(line.prose) && article.text.get(line.prose.range()).is_some(), "{line:?}");
    }
    let meta = &article.meta;
    for value in [&meta.headline, &meta.outlet, &meta.place].into_iter().flatten().chain(&meta.authors) {
        if let Some(span) = value.span {
            let words = article.text.get(span.range()).unwrap_or_else(|| panic!("{value:?}"));
            // A name may go on over the end of a hard-wrapped line.
            let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(plain(words), plain(&value.value));
        }
    }
}

/// An article is analysed, its record holds what it says it holds and reads back, and blank paragraphs change nothing.
pub fn analyse(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES)]);
    let article = claimdiff::read("a", &text);
    check_lines(&article);
    let analysis = claimdiff::analyse(&article);
    check_spans(&article, &analysis);
    let record = serde_json::to_string(&analysis).expect("a record is JSON");
    assert_eq!(serde_json::from_str::<Analysis>(&record).expect("a record reads back"), analysis);
    assert_eq!(claimdiff::index::decode(&claimdiff::index::encode(&analysis)).as_ref(), Ok(&analysis));
    let spaced = claimdiff::analyse(&claimdiff::read("a", &text.replace("\n\n", "\n\n\n\n")));
    assert_eq!(said(&spaced), said(&analysis), "blank paragraphs changed something");
}

/// Every span of a record slices its article, and the record's words there are the article's.
pub fn check_spans(article: &Article, a: &Analysis) {
    let holds = |span: Span| {
        let words = article.text.get(span.range());
        assert!(words.is_some_and(|w| !w.is_empty()), "{}: {span:?}", article.path);
        assert_eq!(words, Some(a.text(span)), "{}: {span:?}", article.path);
    };
    for q in &a.quotes {
        q.content.iter().chain(&q.marked).copied().chain(q.cue).chain(q.addressee).for_each(holds);
        q.medium.iter().map(|m| m.span).for_each(holds);
    }
    for c in &a.claims {
        holds(c.span);
        assert!(c.context.contains(c.span), "{}: {c:?}", article.path);
        holds(c.context);
        assert!(c.event.is_none_or(|e| (e.0 as usize) < a.events.len()));
        assert!(c.subject.is_none_or(|e| (e.0 as usize) < a.entities.len()));
    }
    a.events.iter().flat_map(|e| &e.mentions).copied().for_each(holds);
    for e in &a.excerpts {
        assert_eq!(article.text.get(e.span.range()), Some(e.text.as_str()), "{}", article.path);
    }
    assert!(a.excerpts.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{}: excerpts overlap", article.path);
}

/// What an article says, without where it says so.
fn said(a: &Analysis) -> Vec<String> {
    let words = |span: Span| a.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let quotes = a.quotes.iter().map(|q| {
        let content: Vec<String> = q.content.iter().map(|s| words(*s)).collect();
        format!("{:?} {:?} {content:?}", q.kind, q.speaker.as_ref().map(|s| &s.name))
    });
    let claims = a.claims.iter().map(|c| format!("{} {} {:?} {:?}", c.kind, c.measure, c.value, words(c.span)));
    quotes.chain(claims).collect()
}

/// Words of one length or another, of many scripts, that one side of a pair may have in the place of the other's.
const SWAPS: [&str; 24] = [
    "not",
    "no",
    "12",
    "twelve",
    "١٢",
    "１２",
    "at least",
    "ß",
    "SS",
    "İstanbul",
    "ﬁre",
    "Zu\u{308}rich",
    "Zürich",
    "中文記者",
    "नमस्ते",
    "عربي",
    "Ολυμπίας",
    "Київ",
    "한국어",
    "ไทย",
    "🙂\u{200d}🔥",
    "\u{202e}",
    "…",
    "\u{2019}s",
];

/// What a pair of near-equal articles is made of, in which the input's words stand: a quotation, counts, days, lengths.
const FRAME: [&str; 5] = [
    "Harbour, 12 June 2029 - A fire on {} killed 12 people on Monday, the police said.",
    "“We had {} no warning at all before the storm came,” the mayor, Lena Orsk, told reporters.",
    "At least 40 people were hurt in {} on 11 June, and the rescue took three hours.",
    "Orsk, the head of {}, called it “the worst {} in ten years”.",
    "The city will pay 2.5 million euros to {} by Friday.",
];

/// Two articles that are equal but for a few words, of any script, are compared: nothing breaks, spans fit, the order
/// does not matter, and an article of a few plain words held against its double differs in nothing.
///
/// The first bytes choose what is exchanged and where, the rest are words.
pub fn pair(bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(4 << 10)];
    let (choices, words) = bytes.split_at(bytes.len().min(16));
    let words = String::from_utf8_lossy(words).replace(BREAK, " ");
    let words = if words.trim().is_empty() { "the island" } else { words.trim() };
    let one: Vec<String> = FRAME.iter().map(|line| line.replace("{}", words)).collect();
    let one = one.join("\n\n");
    let mut parts: Vec<&str> = one.split_inclusive(' ').collect();
    for choice in choices.chunks_exact(2) {
        let (length, what) = (parts.len(), usize::from(choice[1]));
        let at = usize::from(choice[0]) % length;
        match what % 4 {
            0 => parts.insert(at, SWAPS[what / 4 % SWAPS.len()]),
            1 if length > 1 => drop(parts.remove(at)),
            2 => parts.swap(at, what / 4 % length),
            _ => parts[at] = SWAPS[what / 4 % SWAPS.len()],
        }
    }
    let other = parts.concat();
    let articles = [claimdiff::read("one", &one), claimdiff::read("other", &other), claimdiff::read("same", &one)];
    let records: Vec<Analysis> = articles.iter().map(claimdiff::analyse).collect();
    articles.iter().zip(&records).for_each(|(article, record)| check_spans(article, record));
    let options = Options { framing: true, ..Options::default() };
    for edit in claimdiff::versions([&records[0], &records[1]], [&[], &[]]) {
        for passage in edit.passages.iter().flatten() {
            let words = articles[passage.article].text.get(passage.span.range());
            assert!(words.is_some_and(|w| w == records[passage.article].text(passage.span)), "{:?}", passage.span);
        }
    }
    let unchanged = claimdiff::versions([&records[0], &records[2]], [&[], &[]]);
    assert!(unchanged.is_empty(), "one version differs from itself: {unchanged:?}");
    let ids = |c: &claimdiff::Comparison| c.findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    let found = claimdiff::compare(&records[..2], &options);
    let turned = [records[1].clone(), records[0].clone()];
    assert_eq!(ids(&claimdiff::compare(&turned, &options)), ids(&found), "the order decides");
    for passage in found.findings.iter().flat_map(|f| &f.passages) {
        let (article, record) = (&articles[passage.article], &records[passage.article]);
        let words = article.text.get(passage.span.range());
        assert!(words.is_some_and(|w| !w.is_empty() && w == record.text(passage.span)), "{:?}", passage.span);
    }
    // Words that tell of something may differ from each other within an article, and so in its double.
    if words.len() < 24 && words.chars().all(|c| c.is_alphabetic() || c == ' ') {
        let equal = claimdiff::compare(&[records[0].clone(), records[2].clone()], &options);
        let wrong = equal.findings.iter().find(|f| f.code != "copy" && f.verdict.differs());
        assert!(wrong.is_none(), "equal articles differ: {wrong:?}");
    }
}

/// Articles, parted by form feeds, are compared, and every form of the report is what it says it is.
pub fn report(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES)]);
    let articles: Vec<Analysis> = text
        .split(BREAK)
        .enumerate()
        .map(|(n, text)| claimdiff::analyse(&claimdiff::read(&format!("article-{n}"), text)))
        .collect();
    let comparison = claimdiff::compare(&articles, &Options { framing: true, ..Options::default() });
    let turned: Vec<Analysis> = articles.iter().rev().cloned().collect();
    let ids = |c: &claimdiff::Comparison| c.findings.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
    assert_eq!(
        ids(&claimdiff::compare(&turned, &Options { framing: true, ..Options::default() })),
        ids(&comparison),
        "the order decides"
    );
    let report = Report { articles: &articles, comparison: &comparison, notes: &[], drafts: &[], before: None };
    let view = View { ledger: true, ..View::default() };
    for format in FORMATS {
        let mut out = Vec::new();
        (format.write)(&report, &view, &mut out).expect("memory takes everything");
        let out = String::from_utf8(out).expect("a report is UTF-8");
        match format.name {
            "json" | "sarif" | "jsonld" => assert!(serde_json::from_str::<Value>(&out).is_ok(), "{}", format.name),
            "jsonl" => assert!(out.lines().all(|l| serde_json::from_str::<Value>(l).is_ok())),
            "html" => assert_eq!(out.matches("<script").count(), 1, "markup of an article came through"),
            _ => assert!(!out.contains(|c: char| c.is_control() && c != '\n' && c != '\r'), "{}", format.name),
        }
    }
    for layer in LAYERS {
        let mut out = Vec::new();
        for a in &articles {
            (layer.jsonl)(a, &Default::default(), &mut out).expect("memory takes everything");
        }
        let out = String::from_utf8(out).expect("a layer is UTF-8");
        assert!(out.lines().all(|l| serde_json::from_str::<Value>(l).is_ok()), "{}", layer.name);
    }
}
