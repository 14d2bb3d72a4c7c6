//! Line ends, blank lines between paragraphs and the shape of the marks change no quotation.

use std::{env, fs, path::Path};

use claimdiff_quotes::{Quote, find};
use claimdiff_text::{Article, Slice};

/// What a quotation says, apart from where: kind, speaker, cue and words, with straight marks.
fn essence(article: &Article, q: &Quote) -> String {
    let straight = |words: &str| words.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    let text = |s: claimdiff_text::Span| {
        let words: Vec<&str> = s.of(&article.text).split_whitespace().collect();
        straight(&words.join(" "))
    };
    let content: Vec<String> = q.content.iter().map(|s| text(*s)).collect();
    let speaker = straight(q.speaker.as_ref().map_or("-", |s| &s.name));
    let cue = q.cue.map_or(String::new(), text);
    format!("{:?} {speaker} [{cue}] {}", q.kind, content.join(" | "))
}

fn quotes(text: &str) -> Vec<String> {
    let article = claimdiff_parse::plain(text, "a", "a");
    find(&claimdiff_annotate::annotate(&article)).iter().map(|q| essence(&article, q)).collect()
}

/// A text in another layout.
type Rewrite = fn(&str) -> String;

const FORMS: [(&str, Rewrite); 5] = [
    ("CRLF", |t| t.replace('\n', "\r\n")),
    ("blank lines", |t| t.replace('\n', "\n\n")),
    ("no blank lines", |t| t.lines().filter(|l| !l.trim().is_empty()).collect::<Vec<_>>().join("\n")),
    ("straight", |t| t.replace(['“', '”'], "\"").replace(['‘', '’'], "'")),
    ("curly", curly),
];

/// Straight double marks as curly ones, in paragraphs where they come in pairs, and apostrophes within words.
fn curly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let pairs = line.matches('"').count() % 2 == 0;
        let mut open = false;
        for (at, c) in line.char_indices() {
            let inside = line.slice(..at).ends_with(char::is_alphanumeric)
                && line.slice(at + c.len_utf8()..).starts_with(char::is_alphanumeric);
            out.push(match c {
                '"' if pairs => {
                    open = !open;
                    if open { '“' } else { '”' }
                }
                '\'' if inside => '’',
                c => c,
            });
        }
    }
    out
}

/// The forms of each article that give other quotations, a line each.
fn differences(articles: &[(String, String)]) -> Vec<String> {
    let mut out = Vec::new();
    for (id, text) in articles {
        let plain = quotes(text);
        for (name, form) in FORMS {
            let other = quotes(&form(text));
            if plain != other {
                let at = plain.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(plain.len().min(other.len()));
                out.push(format!("{id}, {name}:\n  {:?}\n  {:?}", plain.get(at), other.get(at)));
            }
        }
    }
    out
}

#[test]
fn layout_changes_nothing_in_our_own_articles() {
    let mut articles = claimdiff_cases::seeds();
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories");
    for story in fs::read_dir(stories).expect("the stories are there").map(|s| s.expect("a story").path()) {
        for file in fs::read_dir(story.join("in")).into_iter().flatten().map(|f| f.expect("a file").path()) {
            if file.extension().is_some_and(|e| e == "txt") {
                articles.push((file.display().to_string(), fs::read_to_string(&file).expect("an article is readable")));
            }
        }
    }
    assert!(articles.len() > 10, "{} articles", articles.len());
    let differences = differences(&articles);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Real articles, where the gold is at hand.
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn layout_changes_nothing_in_real_articles() {
    let Some(gold) =
        env::var_os("CLAIMDIFF_GOLD").map(|g| Path::new(&g).join("quotes/dev.jsonl")).filter(|g| g.exists())
    else {
        eprintln!("skipped: CLAIMDIFF_GOLD is not set, so there are no real articles");
        return;
    };
    let file = fs::read_to_string(gold).expect("the gold is readable");
    let articles: Vec<(String, String)> = file
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record");
            let text = |key: &str| record[key].as_str().expect("a text").to_owned();
            (text("id"), text("text"))
        })
        .collect();
    let differences = differences(&articles);
    assert!(differences.is_empty(), "{} articles\n{}", articles.len(), differences.join("\n"));
}
