//! Records of files that hold many articles: their keys, their lines, and bounds on how many there may be.

use std::fs;

use serde_json::Value;

use crate::{command::run, scratch};

const TEXT: &str = "A fire in block N of the Halmo estate killed 12 people on Monday, the police said. “We had no warning at all,” the mayor, Lena Orsk, told reporters.";

fn lines(stdout: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(stdout).lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect()
}

fn record(fields: &str, n: usize) -> String {
    format!("{{{fields}\"title\": \"Fire {n}\", \"text\": \"{}\"}}\n", TEXT.replace('N', &n.to_string()))
}

#[test]
fn a_record_is_known_by_its_address_its_key_or_its_line() {
    let folder = scratch("records-keys");
    let big = [
        record("\"id\": \"n-17\", ", 1),
        record("\"url\": \"https://harbour.example/fire\", \"id\": 3, ", 2),
        record("", 3),
        record("\"id\": \"n-17\", ", 4),
        record("\"id\": \"n-17\", ", 4),
    ];
    fs::write(folder.join("big.jsonl"), big.concat()).unwrap();
    fs::write(folder.join("one.json"), record("\"id\": \"x\", ", 5)).unwrap();
    let out = lines(&run(&folder, &["articles", ".", "--format", "jsonl"]).stdout);
    let ids: Vec<&str> = out.iter().map(|a| a["article"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 6);
    for (id, wanted) in
        ids.iter().zip(["big#3", "big#n-17", "big#n-17~", "big#n-17~", "https://harbour.example/fire", "one"])
    {
        assert!(id.starts_with(wanted), "{ids:?}");
    }
    assert!(ids[2] != ids[3] && ids[3].starts_with(ids[2]), "{ids:?}");
    assert_eq!(out[1]["record_id"], "n-17");
    assert_eq!(out[5]["record_id"], "x");
    // What else is read changes no key.
    fs::write(folder.join("another.jsonl"), record("\"id\": \"n-17\", ", 6).repeat(2)).unwrap();
    let more = lines(&run(&folder, &["articles", ".", "--format", "jsonl"]).stdout);
    let more: Vec<&str> = more.iter().map(|a| a["article"].as_str().unwrap()).collect();
    assert!(ids.iter().all(|id| more.contains(id)), "{more:?}");
}

/// A record may be dated by who collected it. The day over the text stands, and the run says so; where the record tells a moment
/// that a time zone may part from it, and where the text tells the day of something, the record's stands.
#[test]
fn a_day_over_the_text_stands_above_its_record() {
    let folder = scratch("records-days");
    let dated = |record: &str, over: &str| {
        let text = TEXT.replace('N', "4");
        let line = format!(
            "{{\"id\": \"n\", \"published\": \"{record}\", \"title\": \"Fire\", \"text\": \"{over}{text}\"}}\n"
        );
        fs::write(folder.join("big.jsonl"), line).unwrap();
        let run = run(&folder, &["articles", "big.jsonl", "--format", "jsonl"]);
        let published = lines(&run.stdout)[0]["published"]["value"].as_str().unwrap().to_owned();
        let told = String::from_utf8_lossy(&run.stdout)
            .contains("prints 2031-03-03, which goes before the 2031-04-12 of its record");
        (published, told)
    };
    let day = |over: &str| dated("2031-04-12", over);
    assert_eq!(day("Mon 3 Mar 2031 "), ("2031-03-03".to_owned(), true));
    assert_eq!(day("Published 3 March 2031 "), ("2031-03-03".to_owned(), true));
    assert_eq!(dated("2031-03-04", "Mon 3 Mar 2031 ").0, "2031-03-03");
    assert_eq!(dated("2031-03-04T01:30:00Z", "Mon 3 Mar 2031 ").0, "2031-03-04T01:30:00Z");
    for over in ["", "On Monday 3 March 2031 all was well. "] {
        assert_eq!(day(over), ("2031-04-12".to_owned(), false), "{over}");
    }
    fs::write(folder.join("articles.toml"), "[\"big.jsonl\"]\npublished = \"2031-04-20\"\n").unwrap();
    assert_eq!(day("Mon 3 Mar 2031 ").0, "2031-04-20");
}

#[test]
fn a_location_names_the_record_and_its_line() {
    let folder = scratch("records-places");
    let other = record("\"id\": \"n-2\", ", 1).replace("12 people", "14 people");
    fs::write(folder.join("big.jsonl"), format!("\n{}{other}", record("\"id\": \"n-1\", ", 1))).unwrap();
    let report: Value = serde_json::from_slice(&run(&folder, &[".", "--format", "json"]).stdout).unwrap();
    let articles = report["articles"].as_array().unwrap();
    assert_eq!(articles[0]["id"], "big#n-1");
    assert_eq!((&articles[1]["record_id"], &articles[1]["record_line"]), (&"n-2".into(), &3.into()));
    assert!(!report["findings"].as_array().unwrap().is_empty(), "{report}");
    let text = String::from_utf8(run(&folder, &["."]).stdout).unwrap();
    assert!(text.contains("big.jsonl:3:3 (n-2)"), "{text}");
    let sarif: Value = serde_json::from_slice(&run(&folder, &[".", "--format", "sarif"]).stdout).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    let line = |place: &Value| place["physicalLocation"]["region"]["startLine"].as_u64();
    assert_eq!((line(&result["locations"][0]), line(&result["relatedLocations"][0])), (Some(2), Some(3)));
}

#[test]
fn positions_point_into_the_text_that_is_given() {
    let folder = scratch("records-text");
    let zurich = TEXT.replace("the Halmo estate", "the Zürich estate");
    let record = format!("{{\"title\": \"Fire\", \"published\": \"2029-06-12\", \"text\": \"{zurich}\"}}\n");
    fs::write(folder.join("a.jsonl"), &record).unwrap();
    let text = String::from_utf8(run(&folder, &["articles", "a.jsonl", "--text"]).stdout).unwrap();
    let listed = lines(&run(&folder, &["articles", "a.jsonl", "--text", "--format", "jsonl"]).stdout);
    assert_eq!(listed[0]["text"], text.as_str());
    let at = |place: &Value| place["start"].as_u64().unwrap() as usize..place["end"].as_u64().unwrap() as usize;
    for layer in ["claims", "quotes"] {
        let found = lines(&run(&folder, &[layer, "a.jsonl", "--format", "jsonl"]).stdout);
        assert!(!found.is_empty());
        for one in &found {
            assert_eq!(text.get(at(one)), one["text"].as_str(), "{one}");
            let chars = at(&one["chars"]);
            let words: String = text.chars().skip(chars.start).take(chars.len()).collect();
            assert_eq!(one["text"], words, "{one}");
        }
        assert!(layer == "quotes" || found.iter().any(|c| c["value"]["date"]["from"] == "2029-06-11"), "{found:?}");
    }
    // One text as it is; several only apart from each other.
    fs::write(folder.join("b.jsonl"), record.repeat(2)).unwrap();
    let several = run(&folder, &["articles", "b.jsonl", "--text"]);
    assert!(String::from_utf8_lossy(&several.stderr).contains("--format jsonl"), "{several:?}");
    assert_eq!(lines(&run(&folder, &["articles", "b.jsonl", "--text", "--format", "jsonl"]).stdout).len(), 2);
}

#[test]
fn many_notes_of_one_file_are_counted() {
    let folder = scratch("records-notes");
    fs::write(folder.join("a.jsonl"), format!("{}{}", record("", 1), "{\"n\": 1}\n".repeat(5000))).unwrap();
    let report: Value = serde_json::from_slice(&run(&folder, &[".", "--format", "json"]).stdout).unwrap();
    let notes = report["notes"].as_array().unwrap();
    assert!(notes.len() < 60, "{}", notes.len());
    assert!(notes.iter().any(|n| n["message"].as_str().unwrap().contains("more notes of this file")), "{notes:?}");
}

#[test]
fn equal_records_in_a_small_packed_file_are_bounded() {
    use std::io::Write;
    let folder = scratch("records-bomb");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..100_000 {
        packed.write_all(record("", 1).as_bytes()).unwrap();
    }
    fs::write(folder.join("many.jsonl.gz"), packed.finish().unwrap()).unwrap();
    let started = std::time::Instant::now();
    let out = run(&folder, &["articles", ".", "--format", "jsonl"]);
    assert!(started.elapsed() < std::time::Duration::from_secs(30), "{:?}", started.elapsed());
    let out = lines(&out.stdout);
    assert!(out.len() < 20_000, "{}", out.len());
    let told = out.last().unwrap()["message"].as_str().unwrap();
    assert!(told.contains("than the file's size allows"), "{told}");
}
