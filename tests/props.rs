//! What holds for any input: same bytes in any order and with any number of threads, spans that slice, bytes of any
//! kind that parse, records that read back, pairs of claims that are not lost.

use std::{collections::BTreeSet, fs, io::Write, path::PathBuf};

use claimdiff::{Analysis, Apart, Article, Became, Finding, Options, input};
use claimdiff_text::Slice;
use proptest::prelude::*;

use crate::{command, entries, fuzz::targets::check_spans, root};

/// The articles of the seeds and of every story.
fn articles() -> Vec<Article> {
    let mut folders: Vec<PathBuf> = entries(&root().join("tests/stories")).iter().map(|s| s.join("in")).collect();
    folders.push(root().join("seeds"));
    let mut out = Vec::new();
    for file in folders.iter().flat_map(|f| entries(f)).filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let path = file.strip_prefix(root()).expect("below the root").display().to_string();
        let bytes = fs::read(&file).expect("an article is readable");
        out.extend(claimdiff::parse(&bytes, &path, path.trim_end_matches(".txt")).expect("it parses").articles);
    }
    out
}

#[test]
fn any_order_and_any_number_of_threads_give_the_same_bytes() {
    let files: Vec<String> = entries(&root().join("seeds"))
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
        .map(|f| f.strip_prefix(root()).expect("below the root").display().to_string())
        .collect();
    let orders = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]];
    let mut reports = orders.iter().zip(["1", "4", "2"]).map(|(order, jobs)| {
        let mut arguments: Vec<&str> = order.iter().map(|at| files[*at].as_str()).collect();
        arguments.extend(["--ledger", "--format", "json", "--jobs", jobs]);
        command::run(root(), &arguments).stdout
    });
    let first = reports.next().expect("three runs");
    assert!(!first.is_empty());
    for report in reports {
        assert_eq!(String::from_utf8_lossy(&first), String::from_utf8_lossy(&report));
    }
}

#[test]
fn articles_of_one_address_give_the_same_findings_in_whatever_files_they_are() {
    let scratch = std::env::temp_dir().join(format!("claimdiff-one-address-{}", std::process::id()));
    let line = |url: &str, title: &str, text: &str| {
        let line = serde_json::json!({"url": url, "published": "2024-05-06", "title": title, "text": text});
        format!("{line}\n")
    };
    let told = "Police said 12 people were killed when a bus crashed near Bari on Monday. The driver had worked for the \
                firm since March, its owner said. Two of the hurt were taken to Taranto by boat, the harbour told us.";
    let titles = ["Bus crashes near Bari", "Twelve are killed near Bari", "Bari mourns after a crash"];
    let lines = titles.map(|title| line("https://harbour.example/bus", title, told));
    // A file of one article gives it its own name.
    let others =
        ["a", "b", "c"].map(|n| line(&format!("https://harbour.example/{n}"), "", &format!("Ferry {n} is late.")));
    let found = |name: &str, files: &[&[usize]]| {
        let folder = scratch.join(name);
        fs::create_dir_all(&folder).expect("a folder");
        for (n, file) in files.iter().enumerate() {
            let own = file.iter().map(|at| lines[*at].as_str());
            let rest = others.iter().skip(n).step_by(files.len()).map(String::as_str);
            fs::write(folder.join(format!("{n}.jsonl")), own.chain(rest).collect::<String>()).expect("a file");
        }
        let make = |article: Article| claimdiff::analyse(&article);
        let read = input::read(&[folder], &input::Options::default(), make, |a, id| id.clone_into(&mut a.id));
        assert_eq!(read.articles.iter().map(|a| &a.id).collect::<BTreeSet<_>>().len(), 6, "each has a key of its own");
        let found = claimdiff::compare(&read.articles, &Options::default());
        found.findings.iter().map(|f| (f.code, f.id.clone(), f.revision.clone())).collect::<Vec<_>>()
    };
    let whole = found("whole", &[&[0, 1, 2]]);
    assert!(whole.iter().any(|f| f.0 == "copy"), "{whole:?}");
    for (name, files) in [("back", &[&[2, 1, 0][..]][..]), ("each", &[&[1], &[2], &[0]]), ("two", &[&[2, 0], &[1]])] {
        assert_eq!(found(name, files), whole, "{name}");
    }
    fs::remove_dir_all(&scratch).expect("it goes");
}

#[test]
fn every_span_slices_to_the_words_it_is_said_to_hold() {
    let articles = articles();
    let analyses = claimdiff::analyse_all(&articles);
    for (article, a) in articles.iter().zip(&analyses) {
        check_spans(article, a);
    }
    let comparison = claimdiff::compare(&analyses, &Options { framing: true, ..Options::default() });
    let cleared = comparison.cleared(&analyses);
    let cleared = cleared.iter().map(|c| &c.finding);
    for finding in comparison.findings.iter().chain(cleared) {
        assert!(finding.passages.len() >= 2, "{finding:?}");
        for p in &finding.passages {
            let (article, a) = (&articles[p.article], &analyses[p.article]);
            assert_eq!(article.text.get(p.span.range()), Some(a.text(p.span)), "{finding:?}");
            assert!(p.context.contains(p.span), "{finding:?}");
            assert!(
                p.differs.iter().all(|d| p.span.contains(*d) && article.text.get(d.range()).is_some()),
                "{finding:?}"
            );
            let line = article.text.slice(..p.span.start as usize).matches('\n').count() as u32 + 1;
            assert_eq!(a.line(p.span), line, "{finding:?}");
        }
    }
}

#[test]
fn a_record_reads_back_from_json_as_it_was_written() {
    for a in claimdiff::analyse_all(&articles()) {
        let json = serde_json::to_string(&a).expect("a record is JSON");
        assert_eq!(serde_json::from_str::<Analysis>(&json).expect("and reads back"), a);
    }
}

/// The articles of the open gold, where it is at hand.
fn open_gold() -> Vec<Article> {
    let Some(gold) = std::env::var_os("CLAIMDIFF_GOLD").map(PathBuf::from) else {
        let line = "records of the open gold are not read back: CLAIMDIFF_GOLD does not tell where it is";
        writeln!(std::io::stderr(), "{line}").expect("there is a standard error");
        return Vec::new();
    };
    let read = |name: &str| {
        let bytes = fs::read(gold.join(name)).expect("gold is readable");
        claimdiff::parse(&bytes, name, name).expect("gold parses").articles
    };
    ["stories/allsides.jsonl", "stories/basil.jsonl"].into_iter().flat_map(read).collect()
}

#[test]
fn a_record_reads_back_from_few_bytes_as_it_was_written() {
    let mut articles = articles();
    articles.extend(open_gold());
    let (mut packed, mut words) = (0, 0);
    let analyses = claimdiff::analyse_all(&articles);
    for a in &analyses {
        let bytes = claimdiff::index::encode(a);
        assert_eq!(claimdiff::index::decode(&bytes).as_ref(), Ok(a));
        packed += bytes.len();
        words += a.words as usize;
    }
    // Of short articles a greater share is what is known of them.
    let most = if articles.len() > 1_000 { 8 } else { 12 };
    assert!(packed < most * words, "{packed} bytes for {words} words");
}

proptest! {
    /// Bytes of a record that were changed or cut off are told, and end no run.
    #[test]
    fn damaged_records_are_told(at in 0usize..4_000, flip in 1u8.., cut in 0usize..4_000) {
        let text = "Rome, 3 May 2031 - Police said at least 12 people were killed when a bus crashed near Bari.";
        let bytes = claimdiff::index::encode(&claimdiff::analyse(&claimdiff::read("a", text)));
        let mut changed = bytes.clone();
        let at = at % bytes.len();
        changed[at] ^= flip;
        prop_assert!(claimdiff::index::decode(&changed).is_err());
        prop_assert!(claimdiff::index::decode(&bytes[..cut % bytes.len()]).is_err());
        let _ = claimdiff::index::decode(&bytes[at..]);
    }
}

/// The articles of each story, and of all together: more than one dossier.
fn collections() -> Vec<Vec<Article>> {
    let all = articles();
    let mut folders: Vec<Vec<Article>> = Vec::new();
    for article in &all {
        let folder = |a: &Article| a.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        match folders.last_mut() {
            Some(last) if last.first().map(folder) == Some(folder(article)) => last.push(article.clone()),
            _ => folders.push(vec![article.clone()]),
        }
    }
    folders.push(all);
    folders
}

/// Articles on one invented event: more than are held against each, and two with more figures than are compared.
fn crowded() -> Vec<Article> {
    let day = |n: usize| {
        let sheds = if n < 2 { 90 } else { 2 };
        let figures: String = (0..sheds).map(|k| format!("Shed {k} lost {} sacks. ", 7 * k + n + 3)).collect();
        let text = format!(
            "Fire in the grain sheds of Ostrel\n\nOSTREL, May {}, 2031 (Ostrel Post) - A fire killed {} people in the grain \
             sheds of Ostrel on Monday, the fire service said. {figures}\n",
            n + 1,
            n + 3
        );
        claimdiff::read(&format!("ostrel-{n:02}"), &text)
    };
    (0..18).map(day).collect()
}

/// Every pair of claims of one dimension in one story ends in a finding, in the ledger, or is counted.
#[test]
fn no_pair_of_claims_is_lost() {
    for articles in collections().into_iter().chain([crowded()]) {
        let analyses = claimdiff::analyse_all(&articles);
        let options = Options::default();
        let comparison = claimdiff::compare(&analyses, &options);
        let cleared = comparison.cleared(&analyses);
        let listed = cleared.len() == comparison.ledger.len();
        let mut pairs = Vec::new();
        for (a, x) in analyses.iter().enumerate() {
            for (b, y) in analyses.iter().enumerate().skip(a + 1) {
                let theirs = || (0..y.claims.len()).map(|d| (b, d));
                pairs.extend((0..x.claims.len()).flat_map(|c| theirs().map(move |other| [(a, c), other])));
            }
        }
        let (mut unlike, mut beyond) = (0, 0);
        let marks = |f: &Finding| {
            f.passages.iter().map(|p| (p.article, analyses[p.article].text(p.span))).collect::<BTreeSet<_>>()
        };
        let kept: BTreeSet<_> = cleared.iter().map(|c| marks(&c.finding)).collect();
        for (pair, became) in pairs.iter().zip(claimdiff::trace(&analyses, &comparison, &options, &pairs)) {
            let words: BTreeSet<_> =
                pair.iter().map(|(a, c)| (*a, analyses[*a].text(analyses[*a].claims[*c].span))).collect();
            let [a, b] = pair.map(|(article, _)| comparison.stories[article]);
            match became {
                Became::Finding(id) => {
                    let finding = comparison.findings.iter().find(|f| f.id == id).expect("a finding of that id");
                    assert!(marks(finding).is_superset(&words), "{pair:?}: {finding:?}");
                }
                Became::Ledger { verdict, reason, by } => {
                    // Of the same words the first in the articles stands for all.
                    let stands = !by.is_empty() && (kept.contains(&words) || !listed);
                    assert!(stands, "{pair:?}: {verdict:?} {reason:?} {by}");
                }
                Became::Unlike { because, .. } => {
                    assert!(!because.is_empty());
                    unlike += 1;
                }
                Became::Apart(why) => {
                    beyond += usize::from(a == b && matches!(why, Apart::Neighbours | Apart::Crowded));
                }
            }
        }
        assert_eq!((comparison.ledger.unlike, comparison.ledger.beyond), (unlike, beyond));
        assert_eq!((comparison.coverage.unlike, comparison.coverage.beyond), (unlike, beyond));
    }
}

/// Long articles of one thing over and over: what looks at all of them for each would not come to an end.
#[test]
fn one_thing_over_and_over_is_read_in_bounded_time() {
    const BYTES: usize = 60_000;
    let name = |n: usize| {
        let letters = (0..5).map(|k| char::from(b'a' + (n / 26usize.pow(k) % 26) as u8)).collect::<String>();
        format!("R{letters}n")
    };
    let said = (0..BYTES / 24).map(|n| format!("Mr. {} said he knew. ", name(n))).collect::<String>();
    let names = (0..BYTES / 9).map(|n| name(n) + " ").collect::<String>();
    let nested = "“a ".repeat(400) + &"b” ".repeat(400);
    let parts = [
        "Rendon ",
        "Rendon. ",
        "\"",
        "“ ",
        "‘a ",
        "\"Go. ",
        "\"Go.\" \"Stop. Go.\" ",
        "“a ‘b’ c” ",
        "7",
        "7 ",
        ".",
        "( ",
        "the men said that they had seen it and ",
        "12 people were killed in Bari ",
        "12 people were killed in Bari. ",
    ];
    let repeated = parts.iter().map(|part| part.repeat(BYTES / part.len()));
    for text in repeated.chain([said, names, nested]) {
        let article = claimdiff::read("a", &text);
        let a = claimdiff::analyse(&article);
        check_spans(&article, &a);
        claimdiff::compare(&[a.clone(), a], &Options::default());
    }
}

/// The models look at so many tokens around a cue: whatever stands at the edge of them is as good as anything.
#[test]
fn a_cue_may_stand_any_distance_behind_a_quotation() {
    for words in 60..130 {
        let between = "word ".repeat(words);
        let text = format!("Officials in Bari had asked “yes” {between}and the men said that they had gone to Rome.");
        let article = claimdiff::read("a", &text);
        check_spans(&article, &claimdiff::analyse(&article));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_of_any_kind_parse_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for path in ["a", "a.txt", "a.html", "a.jsonl", "a.xml", "a.warc", "a.warc.gz", "a.csv"] {
            if let Ok(parsed) = claimdiff::parse(&bytes, path, "a") {
                claimdiff::analyse_all(&parsed.articles);
            }
        }
    }

    #[test]
    fn a_torn_article_is_analysed_and_its_spans_hold(
        at in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        junk in "[\\PC\n“”\"‘’']{0,12}",
    ) {
        let articles = articles();
        let article = &articles[at.index(articles.len())];
        let chars: Vec<char> = article.text.chars().collect();
        let (from, to) = (from.index(chars.len()), to.index(chars.len()));
        let torn: String = chars[..from].iter().chain(junk.chars().collect::<Vec<_>>().iter()).chain(&chars[to..]).collect();
        let torn = claimdiff::read("torn", &torn);
        check_spans(&torn, &claimdiff::analyse(&torn));
    }
}
