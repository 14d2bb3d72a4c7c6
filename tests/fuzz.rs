//! The bodies of the fuzz targets over every fixture and article of the repository, whole and damaged.

use std::{
    env, fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use crate::{entries, root};

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate of its own, which stands in for the fuzzer here")]
pub(crate) mod targets;

/// A target: its name and its body.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 12] = [
    ("analyse", targets::analyse),
    ("feed", targets::feed),
    ("html", targets::html),
    ("json", targets::json),
    ("mail", targets::mail),
    ("markdown", targets::markdown),
    ("office", targets::office),
    ("pair", targets::pair),
    ("plain", targets::plain),
    ("report", targets::report),
    ("table", targets::table),
    ("warc", targets::warc),
];

/// Inputs that broke a target once.
const KEPT: [(Target, &[u8]); 1] = [(("pair", targets::pair), b"\x99h\n")];

/// How long damaged inputs are tried; `CLAIMDIFF_FUZZ_SECONDS` and `CLAIMDIFF_FUZZ_SEED` make it another run.
const USUAL: Duration = Duration::from_secs(4);

/// No input of at most 64 KiB takes longer, even on a busy machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

/// Files that are read by a target: the fixtures of its format, and for all others the articles of stories and seeds.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let fixtures = root().join("crates/parse/src/fixtures").join(target);
    let mut files: Vec<PathBuf> = if fixtures.is_dir() { entries(&fixtures) } else { Vec::new() };
    if files.is_empty() {
        let stories = entries(&root().join("tests/stories")).into_iter().map(|s| s.join("in"));
        let folders = stories.chain([root().join("seeds"), root().join("examples/archive")]);
        files.extend(folders.flat_map(|f| entries(&f)).filter(|f| f.extension().is_some_and(|e| e == "txt")));
    }
    let mut out: Vec<Vec<u8>> = files.iter().map(|f| fs::read(f).expect("a fixture is readable")).collect();
    if target == "report" {
        // Neighbours together, so that there is something to compare.
        out = out.windows(3).map(|w| w.join(&b"\x0c"[..])).collect();
    }
    out
}

fn run((name, body): Target, input: &[u8]) {
    let started = Instant::now();
    body(input);
    let took = started.elapsed();
    assert!(took < PATIENCE, "{name}: {took:?} for {} bytes", input.len());
}

#[test]
fn every_format_has_a_target() {
    let known = |name: &str| {
        let file = root().join("fuzz/fuzz_targets").join(format!("{name}.rs"));
        TARGETS.iter().any(|t| t.0 == name) && fs::read_to_string(file).is_ok_and(|t| t.contains(&format!("::{name}(")))
    };
    for format in claimdiff_parse::FORMATS {
        assert!(known(format.name), "{}: no fuzz target", format.name);
    }
    assert!(TARGETS.iter().all(|t| known(t.0)));
    assert_eq!(entries(&root().join("fuzz/fuzz_targets")).len(), TARGETS.len());
}

#[test]
fn every_fixture_holds_what_its_target_asks() {
    for target in TARGETS {
        inputs(target.0).iter().for_each(|input| run(target, input));
    }
    KEPT.into_iter().for_each(|(target, input)| run(target, input));
}

/// Always the same damage in the same order, as far as time allows.
#[test]
fn damaged_inputs_hold_it_too() {
    let number = |name: &str| env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let end = Instant::now() + number("CLAIMDIFF_FUZZ_SECONDS").map_or(USUAL, Duration::from_secs);
    let mut damage = Damage { seed: number("CLAIMDIFF_FUZZ_SEED").unwrap_or(0) ^ 0x9e37_79b9_7f4a_7c15 };
    let corpora: Vec<(Target, Vec<Vec<u8>>)> = TARGETS.iter().map(|t| (*t, inputs(t.0))).collect();
    while Instant::now() < end {
        for (target, corpus) in &corpora {
            let input = damage.of(corpus);
            let kept = env::temp_dir().join(format!("claimdiff-{}-{}", target.0, std::process::id()));
            // What ends the process, a stack that overflows, leaves its input behind as well.
            fs::write(&kept, &input).expect("a scratch file is writable");
            let held = std::panic::catch_unwind(|| run(*target, &input));
            assert!(held.is_ok(), "{}: the input is kept in {}", target.0, kept.display());
            fs::remove_file(&kept).expect("it was written");
        }
    }
}

/// Bytes turned, cut, doubled and taken from one another.
struct Damage {
    seed: u64,
}

impl Damage {
    /// Pieces that mean something to a reader of text or markup.
    const PIECES: [&str; 35] = [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "—",
        "…",
        ".",
        ",",
        "<",
        ">",
        "&",
        "</p>",
        "<p>",
        "<!--",
        "]]>",
        "{",
        "}",
        "[",
        "]",
        "\\u",
        "\0",
        "\u{feff}",
        "\u{202e}",
        "İ",
        "ﬁ",
        "5 killed ",
        "he said ",
        "word ",
        "and the men ",
        "“yes” ",
    ];

    /// A number below another, by xorshift.
    fn below(&mut self, limit: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed % limit.max(1) as u64) as usize
    }

    fn of(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut out = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(12) {
            let at = self.below(out.len() + 1);
            let to = (at + self.below(400)).min(out.len());
            match self.below(7) {
                0 => out.insert(at, self.below(256) as u8),
                1 => drop(out.drain(at..to)),
                2 => {
                    let piece = out[at..to].to_vec();
                    let times = self.below(12);
                    out.splice(at..at, piece.repeat(times));
                }
                3 => {
                    let other = &corpus[self.below(corpus.len())];
                    let from = self.below(other.len());
                    let piece = other[from..(from + self.below(400)).min(other.len())].to_vec();
                    out.splice(at..to, piece);
                }
                4 => out.truncate(at.max(16)),
                5 => {
                    let piece = Self::PIECES[self.below(Self::PIECES.len())];
                    let times = 1 << self.below(12);
                    out.splice(at..at, piece.repeat(times).into_bytes());
                }
                _ => {
                    let piece = Self::PIECES[self.below(Self::PIECES.len())];
                    out.splice(at..at, piece.bytes());
                }
            }
            out.truncate(64 << 10);
        }
        out
    }
}
