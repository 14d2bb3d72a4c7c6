//! Every event and claim of the articles in `seeds/`, one line each, as a reviewed snapshot.

use std::{fmt::Write, fs, path::Path};

use claimdiff_claims::{Claim, Event, EventId, Found, Polarity, Scope, Value};
use claimdiff_parse::Sidecar;
use claimdiff_text::{Article, Days, Slice};

#[test]
fn seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let sidecar = fs::read_to_string(root.join("articles.toml")).expect("the sidecar is there");
    let sidecar = Sidecar::parse(&sidecar, "articles.toml").expect("the sidecar is well formed");
    let mut files: Vec<_> = fs::read_dir(&root).expect("the seeds are there").flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut out = String::new();
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).expect("a readable name").to_owned();
        let bytes = fs::read(&file).expect("a readable file");
        let parsed = claimdiff_parse::parse(&bytes, &name, name.slice(..3)).expect("a plain text");
        for mut article in parsed.articles {
            sidecar.apply(&name, &mut article.meta);
            list(&article, &mut out);
        }
    }
    insta::assert_snapshot!(out);
}

fn list(article: &Article, out: &mut String) {
    let doc = claimdiff_annotate::annotate(article);
    let quotes = claimdiff_quotes::find(&doc);
    let Found { events, claims, .. } = claimdiff_claims::find(&doc, &quotes);
    let name = |id: &claimdiff_claims::EntityId| doc.entity(*id).key.clone();
    for (n, e) in events.iter().enumerate() {
        let _ = writeln!(out, "{} e{n} {}", article.id, event(article, e, &name));
    }
    for c in &claims {
        let _ = writeln!(out, "{} {}", article.id, claim(article, c, &name));
    }
    out.push('\n');
}

fn event(article: &Article, e: &Event, name: &dyn Fn(&claimdiff_claims::EntityId) -> String) -> String {
    let mut line = e.kind.name().to_owned();
    let who: Vec<String> = e.participants.iter().map(name).collect();
    if !who.is_empty() {
        let _ = write!(line, " of {}", who.join(", "));
    }
    if let Some(p) = &e.place {
        let _ = write!(line, " in {}", p.key);
    }
    if let Some(v) = &e.venue {
        let _ = write!(line, " at {v}");
    }
    if let Some(t) = e.time {
        let _ = write!(line, " on {}", days(t));
    }
    if let Some(o) = e.ordinal {
        let _ = write!(line, " rank {}..{}", o.lo, o.hi);
    }
    if let Some(EventId(n)) = e.same_day {
        let _ = write!(line, " same day as e{n}");
    }
    if e.background {
        line.push_str(" (background)");
    }
    for m in &e.mentions {
        let _ = write!(line, " | {m:?} {:?}", m.of(&article.text));
    }
    line
}

fn claim(article: &Article, c: &Claim, name: &dyn Fn(&claimdiff_claims::EntityId) -> String) -> String {
    let mut line = format!("{:?} {:?} {} {}", c.span, c.span.of(&article.text), c.kind, c.measure);
    if let Some(p) = &c.population {
        let _ = write!(line, " ({p})");
    }
    match &c.value {
        Value::Quantity(q) => {
            let _ = write!(line, " = {}..{} {:?}", q.value.lo, q.value.hi, q.unit);
        }
        Value::Rank(r) => {
            let _ = write!(line, " = rank {}..{}", r.lo, r.hi);
        }
        Value::Date(d) => {
            let _ = write!(line, " = {}", days(*d));
        }
        Value::Words(w) => {
            let _ = write!(line, " = {w:?}");
        }
        _ => {}
    }
    if c.polarity != Polarity::Asserted {
        let _ = write!(line, " {:?}", c.polarity);
    }
    if let Some(s) = &c.subject {
        let _ = write!(line, " of {}", name(s));
    }
    if let Some(p) = &c.place {
        let _ = write!(line, " in {p}");
    }
    if let Some(EventId(n)) = c.event {
        let _ = write!(line, " event e{n}");
    }
    if let Some(p) = c.period {
        let _ = write!(line, " per {p} s");
    }
    if let Some(d) = c.as_of.filter(|d| Some(*d) != article.meta.published.as_ref().map(|p| p.value.days())) {
        let _ = write!(line, " as of {}", days(d));
    }
    if let Some(p) = &c.scope.party {
        let _ = write!(line, " of party {p}");
    }
    if c.scope != (Scope { party: c.scope.party.clone(), ..Scope::default() }) {
        let _ = write!(line, " {:?} {:?} part {}", c.scope.extent, c.scope.stage, c.scope.part);
    }
    for s in &c.sources {
        let _ = write!(line, " <- {} ({:?})", s.name, s.voice);
    }
    let _ = write!(line, " [{:?}]", c.rule);
    line
}

fn days(d: Days) -> String {
    let date = |d: Option<jiff::civil::Date>| d.map_or("?".to_owned(), |d| d.to_string());
    let (a, b) = d.dates();
    if d.is_exact() { date(a) } else { format!("{}..{}", date(a), date(b)) }
}
