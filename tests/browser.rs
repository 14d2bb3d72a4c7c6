//! The HTML report in a real browser: no errors on the console, filters and keys that work, and articles that stay
//! text. Needs Chromium (`CHROMIUM`, or `chromium` on the path); where it is missing the tests say that they skip.

use std::{
    env, fs,
    io::{self, Write},
    iter,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{command, root, scratch};

/// The browser, or the news that it is missing.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let folders: Vec<PathBuf> =
        env::var_os("PATH").iter().flat_map(|p| env::split_paths(p).collect::<Vec<_>>()).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = named.or_else(|| folders.iter().flat_map(|f| names.map(|n| f.join(n))).find(|p| p.is_file()));
    if found.is_none() {
        // Past the capture of the test runner, so that nobody takes silence for success.
        let _ = writeln!(io::stderr(), "SKIPPED: there is no Chromium, so the HTML report was not opened in a browser");
    }
    found
}

/// What the browser made of a page: its document after its scripts ran, and what stands on the console.
struct Opened {
    document: String,
    console: Vec<String>,
}

/// The page once ten seconds of its own time are over, which stands still while scripts run.
fn open(chromium: &Path, page: &Path, more: &[&str]) -> Opened {
    let later: Vec<&str> = iter::once("--virtual-time-budget=10000").chain(more.iter().copied()).collect();
    loaded(chromium, page, &later)
}

/// The page once it is loaded, by the clock of the wall.
fn loaded(chromium: &Path, page: &Path, more: &[&str]) -> Opened {
    let profile = page.with_extension("profile");
    let output = Command::new(chromium)
        .args(
            "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-sync --disable-dev-shm-usage"
                .split(' '),
        )
        .args("--disable-background-networking --disable-component-update --enable-logging=stderr".split(' '))
        .arg("--dump-dom")
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(more)
        .arg(format!("file://{}", page.display()))
        .stdin(Stdio::null())
        .output()
        .expect("the browser starts");
    let document = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(document.contains("</html>"), "no document: {errors}");
    // That scripts do not run where none shall run is no error.
    let console =
        errors.lines().filter(|l| l.contains("CONSOLE") && !l.contains("Blocked script execution")).map(str::to_owned);
    Opened { document, console: console.collect() }
}

/// Writes a report as a page.
fn page(folder: &Path, articles: &str) -> PathBuf {
    let page = folder.join("report.html");
    let out = page.to_str().expect("UTF-8");
    let run = command::run(root(), &[articles, "--ledger", "--format", "html", "--output", out]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    page
}

/// Holds the page in a frame, uses it as a reader does, and writes down what came of it.
const READER: &str = include_str!("browser/reader.html");

/// The same in a frame that runs no scripts.
const PLAIN: &str = include_str!("browser/plain.html");

/// What a page that holds the report in a frame wrote down.
fn seen(chromium: &Path, reader: &Path) -> Value {
    let opened = open(chromium, reader, &["--allow-file-access-from-files", "--disable-web-security"]);
    assert!(opened.console.is_empty(), "{:#?}", opened.console);
    opened.seen()
}

impl Opened {
    /// What a script wrote down in the page.
    fn seen(&self) -> Value {
        let seen = self.document.split("<pre id=\"seen\">").nth(1).and_then(|s| s.split("</pre>").next());
        serde_json::from_str(seen.expect("what was seen")).expect("the script came to its end")
    }
}

/// A copy of a page with more scripts, without the rule that lets nothing in but its own.
fn with_scripts(page: &Path, name: &str, scripts: &[&str]) -> PathBuf {
    let text = fs::read_to_string(page).expect("a page");
    let (head, rest) = text.split_once("<meta http-equiv=\"Content-Security-Policy\"").expect("its rule");
    let rest = rest.split_once('>').expect("the rule ends").1;
    let scripts: String = scripts.iter().map(|s| format!("<script>{s}</script>")).collect();
    let copy = page.with_file_name(name);
    fs::write(&copy, format!("{head}{rest}{scripts}")).expect("scratch is writable");
    copy
}

#[test]
fn the_page_opens_without_errors_and_its_filters_and_keys_work() {
    let Some(chromium) = chromium() else { return };
    let folder = scratch("browser");
    let page = page(&folder, "seeds");
    let opened = open(&chromium, &page, &[]);
    assert!(opened.console.is_empty(), "{:#?}", opened.console);

    fs::write(folder.join("reader.html"), READER).expect("scratch is writable");
    let seen = seen(&chromium, &folder.join("reader.html"));
    let all = seen["all"].as_u64().expect("a number");
    assert!(all > 3 && seen["hidden"] == false, "{seen}");
    for name in ["severity", "code", "story", "outlet"] {
        let filters = seen["filters"][name].as_array().expect("a list");
        assert!(filters.len() > 1, "{name}: {seen}");
        for filter in filters {
            let shown = filter["shown"].as_u64().expect("a number");
            assert!(shown > 0 && filter["groups"].as_u64().is_some_and(|g| g > 0), "{name}: {filter}");
            assert_eq!(filter["count"], format!("{shown} of {all} shown"));
        }
        if name != "outlet" {
            let sum: u64 = filters.iter().filter_map(|f| f["shown"].as_u64()).sum();
            assert_eq!(sum, all, "{name}: every finding has one");
        }
    }
    assert!(seen["address"].as_str().is_some_and(|a| a.starts_with("#code=")), "{seen}");
    assert_eq!((&seen["none"], &seen["again"]), (&Value::from(0), &Value::from(all)));
    assert_eq!((&seen["first"], &seen["second"], &seen["back"]), (&0.into(), &1.into(), &0.into()));
    assert_eq!((&seen["search"], &seen["unnamed"], &seen["dangling"]), (&true.into(), &0.into(), &0.into()));
    assert_eq!(seen["wide"], serde_json::json!([0, 0]), "no page is wider than its window");
}

#[test]
fn the_page_can_be_read_without_scripts() {
    let Some(chromium) = chromium() else { return };
    let folder = scratch("browser-plain");
    let page = page(&folder, "tests/stories/rising-toll/in");
    fs::write(page.with_file_name("plain.html"), PLAIN).expect("scratch is writable");
    let seen = seen(&chromium, &page.with_file_name("plain.html"));
    assert_eq!(seen["filters"], "none", "filters that do nothing are not shown");
    assert!(seen["findings"].as_u64().is_some_and(|n| n > 1), "{seen}");
    assert!(seen["words"].as_str().is_some_and(|w| w.contains("people killed") && w.contains("Coverage")), "{seen}");
}

/// Invented towns, each with an accident that two papers count differently.
fn many(folder: &Path) -> PathBuf {
    let (first, last) = (
        ["Har", "Kel", "Dor", "Sel", "Vam", "Tor", "Mir", "Bel", "Gos", "Lun"],
        [
            "verlo", "vik", "mora", "stad", "nica", "burg", "dale", "wick", "sund", "gard", "holm", "ford", "mere",
            "ton", "lund",
        ],
    );
    let kinds = ["when a bus overturned near", "when fire swept a factory in", "when a ferry ran aground off"];
    let mut lines = String::new();
    let towns = first.iter().flat_map(|a| last.iter().flat_map(move |b| ["", "by"].map(|c| format!("{a}{b}{c}"))));
    for (n, town) in towns.enumerate() {
        for (outlet, more) in [("Coast Bulletin", 0), ("North Star", 3)] {
            let dead = 5 + n % 37 + more;
            let text = format!(
                "{town}, 3 May 2029 - {dead} people were killed {} {town} on Wednesday, police said.",
                kinds[n % kinds.len()]
            );
            let record = serde_json::json!({
                "id": format!("{town}-{more}"), "outlet": outlet, "published": "2029-05-03", "text": text,
            });
            lines.push_str(&format!("{record}\n"));
        }
    }
    let path = folder.join("many.jsonl");
    fs::write(&path, lines).expect("scratch is writable");
    path
}

#[test]
fn a_page_of_three_hundred_findings_stays_small() {
    let folder = scratch("browser-many");
    let out = folder.join("report.html");
    let articles = many(&folder);
    let arguments = [articles.to_str().expect("UTF-8"), "--format", "html", "--output", out.to_str().expect("UTF-8")];
    let run = command::run(root(), &arguments);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let text = fs::read_to_string(&out).expect("a page");
    let findings = text.matches("data-severity=").count();
    assert!(findings >= 250, "{findings} findings");
    assert!(text.len() < 3 << 20, "{} bytes", text.len());
    let Some(chromium) = chromium() else { return };
    fs::write(folder.join("reader.html"), READER).expect("scratch is writable");
    let seen = seen(&chromium, &folder.join("reader.html"));
    assert!(seen["elements"].as_u64().is_some_and(|n| n <= 15_000), "{}", seen["elements"]);
    assert_eq!(seen["wide"], serde_json::json!([0, 0]), "no page is wider than its window");
    // How fast it is depends on the machine: it is told. On one that has nothing else to do it must be fast; on any other
    // only what nobody would wait for fails.
    const PATIENCE_MS: f64 = 60_000.0;
    const READY_MS: f64 = 1_000.0;
    const FILTER_MS: f64 = 100.0;
    let quiet = is_quiet();
    let timed = with_scripts(&out, "timed.html", &[SPEED]);
    let speeds: Vec<Value> = (0..RUNS).map(|_| loaded(&chromium, &timed, &[]).seen()).collect();
    let median = |name: &str| {
        let mut times: Vec<f64> = speeds.iter().filter_map(|s| s[name].as_f64()).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    let told = ["ready", "severity", "code", "story", "outlet"].map(|name| (name, median(name)));
    let words = told.map(|(name, ms)| format!("{name} {ms:.0} ms")).join(", ");
    let (kilobytes, elements) = (text.len() / 1000, &seen["elements"]);
    let _ = writeln!(io::stderr(), "page of {findings} findings: {kilobytes} KB, {elements} elements, {words}");
    let most = |name: &str| match (quiet, name) {
        (true, "ready") => READY_MS,
        (true, _) => FILTER_MS,
        (false, _) => PATIENCE_MS,
    };
    assert!(told.iter().all(|(name, ms)| *ms < most(name)), "{words}");
    if let Some(axe) = axe() {
        has_no_barriers(&chromium, &axe, &out, &[(1, "1280,900"), (0, "390,844")]);
    }
}

/// Whether the machine has had little else to do in the last minute, as far as the system tells: then it has a core to spare.
fn is_quiet() -> bool {
    const LITTLE: f64 = 0.5;
    let load = fs::read_to_string("/proc/loadavg").ok();
    let last = load.as_deref().and_then(|l| l.split(' ').next()?.parse::<f64>().ok());
    last.is_some_and(|load| load < LITTLE)
}

/// How often the speed of the page is measured.
const RUNS: usize = 5;

/// Measures how long the page takes to be ready, and each filter to be used and laid out.
const SPEED: &str = include_str!("browser/speed.js");

/// axe-core (`AXE`, or where `.ci/run` puts it), or the news that it is missing.
fn axe() -> Option<PathBuf> {
    let named = env::var_os("AXE").map(PathBuf::from);
    let found = named.unwrap_or_else(|| root().join("target/axe/node_modules/axe-core/axe.min.js"));
    if found.is_file() {
        return Some(found);
    }
    let _ =
        writeln!(io::stderr(), "SKIPPED: axe-core is not here (npm), so the HTML report's accessibility was not tried");
    None
}

/// Opens all that can be opened, and writes down what axe-core holds against the page.
const AUDIT: &str = include_str!("browser/audit.js");

#[test]
fn the_page_has_no_barriers_in_light_or_dark() {
    let (Some(chromium), Some(axe)) = (chromium(), axe()) else { return };
    let page = page(&scratch("browser-axe"), "seeds");
    has_no_barriers(&chromium, &axe, &page, &[(1, "390,844"), (1, "1280,900"), (0, "390,844"), (0, "1280,900")]);
}

/// Holds a page against axe-core's rules in each scheme (0 dark, 1 light) and window.
fn has_no_barriers(chromium: &Path, axe: &Path, page: &Path, settings: &[(u8, &str)]) {
    let audited = with_scripts(page, "audited.html", &[&fs::read_to_string(axe).expect("a script"), AUDIT]);
    for (scheme, size) in settings {
        let setting = [format!("--blink-settings=preferredColorScheme={scheme}"), format!("--window-size={size}")];
        let seen = open(chromium, &audited, &setting.each_ref().map(String::as_str)).seen();
        assert_eq!(seen["dark"], *scheme == 0, "{size}");
        assert!(seen["passes"].as_u64().is_some_and(|n| n > 10), "{seen}");
        assert_eq!(seen["violations"], serde_json::json!([]), "scheme {scheme} at {size}");
    }
}

/// Markup that would change the title, load something or ring an alarm if it were markup.
const HARM: &str = "<script>document['title']='owned'</script><img src=x onerror=document['title']='owned'>\
                    <svg onload=document['title']='owned'></svg></blockquote></body>&lt;b&gt;&#60;i&#62;\u{202e}\u{1b}[31m";

#[test]
fn an_article_full_of_markup_stays_text() {
    let Some(chromium) = chromium() else { return };
    let folder = scratch("browser-hostile");
    fs::create_dir(folder.join("in")).expect("scratch is writable");
    for (name, dead) in [("a.txt", 12), ("b.txt", 14)] {
        let text = format!(
            "Haverlo, 3 May 2029 - Police said {dead} people were killed when a bus crashed near Haverlo on Wednesday {HARM}.\n"
        );
        fs::write(folder.join("in").join(name), text).expect("scratch is writable");
    }
    let page = page(&folder, folder.join("in").to_str().expect("UTF-8"));
    let opened = open(&chromium, &page, &[]);
    assert!(opened.console.is_empty(), "{:#?}", opened.console);
    let title = opened.document.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).expect("a title");
    assert!(title.starts_with("1 conflict"), "{title}");
    assert_eq!(opened.document.matches("<script").count(), 1);
    for tag in ["<img", "<b>", "<i>", "<svg onload"] {
        assert!(!opened.document.contains(tag), "{tag}");
    }
    assert!(
        opened.document.contains("&lt;script&gt;document['title']='owned'&lt;/script&gt;&lt;img"),
        "it is shown as it is"
    );
    assert!(opened.document.contains("&amp;lt;b&amp;gt;&amp;#60;i&amp;#62;[31m"));
}
