//! Crowds and names that comparison has to bear: input that nobody would hand over, and some will.

use std::collections::BTreeSet;

use claimdiff::{Article, Comparison, Options, analyse_all, read};

/// Articles without a date, all of one outlet.
fn articles(count: usize, text: impl Fn(usize) -> String) -> Vec<Article> {
    (0..count).map(|n| read(&format!("a{n:05}"), &text(n))).collect()
}

fn compared(articles: &[Article]) -> (Comparison, usize, usize) {
    let records = analyse_all(articles);
    let comparison = claimdiff::compare(&records, &Options::default());
    let (listed, cleared) = (comparison.listed(&records), comparison.cleared(&records).len());
    (comparison, listed, cleared)
}

/// Thousands on one event, undated, of one outlet, each with another toll: what is listed is bounded, and what is not put
/// side by side is counted.
#[test]
fn a_crowd_on_one_event_has_a_ledger_that_is_bounded_and_told() {
    let text = |n: usize| {
        let dead = 3 + n * 7 % 1999;
        format!(
            "Ferry sinks off Ardena\n\nARDENA (Coast Herald) - A ferry sank off Ardena and {dead} people were killed, the \
             coast guard said. Rescuers searched the bay of Ardena for survivors of the Blue Star.\n"
        )
    };
    let (half, ..) = compared(&articles(600, text));
    let (whole, listed, cleared) = compared(&articles(1200, text));
    let told = |c: &Comparison| c.ledger.len() + c.coverage.unlike + c.coverage.beyond;
    // Of all pairs there are four times as many; those that are kept grow as the articles do.
    assert!(told(&whole) > 3 * told(&half), "{} and {}", told(&half), told(&whole));
    assert!(whole.ledger.len() <= 20 * 1200, "{} and {}", half.ledger.len(), whole.ledger.len());
    assert!(whole.coverage.beyond > 0);
    assert_eq!(listed, cleared);
    assert!(listed <= 40_000 && listed <= whole.ledger.len());
    assert_eq!(whole.coverage.undated, 1200);
}

/// Near-duplicated articles are one source: they give no pairs among themselves.
#[test]
fn a_crowd_of_copies_is_one_source() {
    let parts = ["harbour", "engine", "bridge", "anchor", "ladder", "cabin", "rudder", "galley", "cargo", "mast"];
    let body = parts
        .map(|p| format!("A witness from the {p} told the board how the {p} of the ferry had been mended in winter"));
    let body = body.join(". ");
    let text = |n: usize| format!("Ferry board meets\n\n{body}. The board sat in room {}.\n", n % 90 + 10);
    let (found, ..) = compared(&articles(100, text));
    assert_eq!(found.coverage.copies, 99);
    let figures = found.findings.iter().filter(|f| f.code.starts_with("number-")).count();
    assert_eq!(figures, 0, "{:?}", found.findings.iter().map(|f| &f.summary).collect::<Vec<_>>());
}

/// Names of any script, with and without their marks, long, mixed and broken.
const NAMES: [&str; 16] = [
    "Kemal Kılıçdaroğlu",
    "Kemal Kilicdaroglu",
    "KEMAL KILIÇDAROĞLU",
    "İbrahim Işık",
    "Dvořák Řeháček",
    "Dvor\u{30c}a\u{301}k R\u{30c}eha\u{301}c\u{30c}ek",
    "Nguyễn Thị Thanh",
    "Владимир Зеленков",
    "Γιώργος Παπαδάκης",
    "محمد العبدالله",
    "王小明",
    "ნინო ბერიძე",
    "Łukasz Żółć",
    "Straße Weiß",
    "ﬁlip ﬂorian",
    "Zoë 👩‍👩‍👧 Ng",
];

#[test]
fn names_of_any_script_end_no_run() {
    let quote = "we will not leave the table until the last of the miners is paid";
    let all: Vec<Article> = NAMES
        .iter()
        .enumerate()
        .flat_map(|(n, name)| {
            let text = format!(
                "Talks on the mine\n\nTARN, May 3, 2031 (Wire {n}) - \"{quote} in full,\" said Minister {name}. {name}, {}, met \
                 miners in Tarn for {} hours on Monday, and {} of them walked out.\n",
                40 + n,
                2 + n % 3,
                12 + n
            );
            let also = format!("TARN, May 3, 2031 (Post {n}) - {name} said in Tarn that \"{quote} at once\". {name} left.\n");
            [read(&format!("w{n}"), &text), read(&format!("p{n}"), &also)]
        })
        .collect();
    let records = analyse_all(&all);
    let comparison = claimdiff::compare(&records, &Options::default());
    assert_eq!(comparison.coverage.articles, 2 * NAMES.len());
    for f in comparison.findings.iter().chain(comparison.cleared(&records).iter().map(|c| &c.finding)) {
        for p in &f.passages {
            assert!(!records[p.article].text(p.span).is_empty(), "{} {:?}", f.code, p.span);
            assert!(p.differs.iter().all(|d| p.context.contains(*d)), "{} {:?}", f.code, p.differs);
        }
    }
    // One name with its marks and without is one speaker: nothing is said of two.
    let pair = |a: &str, b: &str| {
        let said =
            |name: &str| format!("\"{quote},\" Minister {name} said in Tarn on May 3, 2031. {name} left for home.\n");
        let articles = [read("x", &said(a)), read("y", &said(b))];
        let found = claimdiff::compare(&analyse_all(&articles), &Options::default());
        found.findings.iter().map(|f| f.code).collect::<BTreeSet<_>>()
    };
    assert!(!pair("Kemal Kılıçdaroğlu", "Kemal Kilicdaroglu").contains("quote-speaker"));
    assert!(!pair("Dvořák Řeháček", "Dvor\u{30c}a\u{301}k R\u{30c}eha\u{301}c\u{30c}ek").contains("quote-speaker"));
}
