//! One report on invented articles, by which every form is tested, and one on an article that means harm.

use claimdiff_claims::{
    Analysis, Claim, Excerpt, Family, Found, Gate, Hedge, Interval, Polarity, Policy, Quantity, Rule, Unit, Value,
};
use claimdiff_compare::{
    Cleared, Comparison, Coverage, EventLabel, Finding, Grade, Ledger, Passage, Reason, Said, Severity, Verdict,
};
use claimdiff_text::{Note, Origin, Slice, Sourced, Span, Stamp};

use crate::{Filter, Format, LAYERS, Report, TIMELINES, View};

/// What a report borrows.
pub(crate) struct Sample {
    pub(crate) articles: Vec<Analysis>,
    pub(crate) comparison: Comparison,
    pub(crate) notes: Vec<Note>,
}

impl Sample {
    /// The report.
    pub(crate) fn report(&self) -> Report<'_> {
        let Sample { articles, comparison, notes } = self;
        Report { articles, comparison, notes, drafts: &[], before: None }
    }

    /// The report in a form.
    pub(crate) fn show(&self, format: &str, view: View) -> String {
        let report = self.report();
        let mut out = Vec::new();
        let format = Format::named(format).expect("a form of this name");
        (format.write)(&report, &view, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("a report is UTF-8")
    }

    /// The timeline in a form.
    pub(crate) fn timeline(&self, form: &str) -> String {
        let report = self.report();
        let mut out = Vec::new();
        let form = TIMELINES.iter().find(|t| t.name == form).expect("a form of this name");
        (form.write)(&report, &View::default(), &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("a timeline is UTF-8")
    }

    /// All layers of all articles.
    pub(crate) fn layers(&self) -> String {
        let mut out = Vec::new();
        for layer in LAYERS {
            for a in &self.articles {
                let all = Filter::default();
                (layer.text)(a, &all, &mut out)
                    .and_then(|()| (layer.jsonl)(a, &all, &mut out))
                    .and_then(|()| (layer.csv)(a, &all, &mut out))
                    .expect("memory takes everything");
            }
        }
        String::from_utf8(out).expect("a layer is UTF-8")
    }
}

/// Three invented articles on a ferry that ran aground: a rising toll, a reworded quotation, two voyages.
pub(crate) fn ferry() -> Sample {
    let mut articles = vec![
        article(
            "coast/bulletin",
            Some("The Coast Bulletin"),
            Some("2031-03-02"),
            "At least 12 people died when the ferry Halcyon ran aground off Port Ellery on Sunday, the coast guard said.\n\
             Captain Ines Marlow told reporters: “We had no warning and no time to turn the ship around.”\n\
             The crossing had taken four hours.",
        ),
        article(
            "harbour",
            Some("Harbour Post"),
            Some("2031-03-04"),
            "The number of dead in the Halcyon disaster has risen to 17, the coast guard said on Tuesday.\n\
             “We had no warning and no chance to turn the ship,” Captain Ines Marlow said on Radio Ellery.",
        ),
        article(
            "letters/日本",
            None,
            None,
            "A ferry from Port Ellery took 東京 visitors on a two-hour crossing, the company said.",
        ),
    ];
    claim(&mut articles[0], "At least 12 people died", Interval::at_least(12.0));
    claim(&mut articles[1], "risen to 17", Interval::point(17.0));
    let event = || {
        let label = "accident of the ferry Halcyon off Port Ellery, 2 March 2031".to_owned();
        Some(EventLabel { key: "accident halcyon".to_owned(), label })
    };
    let wording = Finding {
        id: "5b1f00c2d9a47e31".to_owned(),
        revision: "5b1f00c2d9a47e31".to_owned(),
        aliases: Vec::new(),
        code: "quote-wording",
        verdict: Verdict::Conflict,
        severity: Severity::Conflict,
        confidence: 95,
        grade: Grade::Likely,
        score: None,
        summary: "Ines Marlow: words inside quotation marks differ".to_owned(),
        why: vec![
            "same speaker and eight shared words".to_owned(),
            "“time to turn the ship around” against “chance to turn the ship”".to_owned(),
            "no marked cut".to_owned(),
        ],
        event: event(),
        passages: vec![
            passage(
                &articles,
                0,
                "We had no warning and no time to turn the ship around.",
                &["time", "around"],
                None,
                Some(("Ines Marlow", None)),
            ),
            passage(
                &articles,
                1,
                "We had no warning and no chance to turn the ship,",
                &["chance"],
                None,
                Some(("Ines Marlow", Some("Radio Ellery"))),
            ),
        ],
    };
    let toll = Finding {
        id: "0c77a5e86612b04d".to_owned(),
        revision: "0c77a5e86612b04d".to_owned(),
        aliases: Vec::new(),
        code: "number-update",
        verdict: Verdict::Update,
        severity: Severity::Change,
        confidence: 90,
        grade: Grade::Likely,
        score: None,
        summary: "people killed: at least 12, then 17".to_owned(),
        why: vec!["same event and measure".to_owned(), "a running count, two days later".to_owned()],
        event: event(),
        passages: vec![
            passage(&articles, 0, "At least 12 people died", &[], Some("at least 12"), Some(("coast guard", None))),
            passage(&articles, 1, "risen to 17", &["17"], Some("17"), Some(("coast guard", None))),
        ],
    };
    let crossing = Finding {
        id: "e2a90d4417c35f68".to_owned(),
        revision: "e2a90d4417c35f68".to_owned(),
        aliases: Vec::new(),
        code: "duration-conflict",
        verdict: Verdict::NotComparable,
        severity: Severity::Note,
        confidence: 80,
        grade: Grade::Likely,
        score: None,
        summary: "crossing: four hours, two hours".to_owned(),
        why: vec!["another crossing".to_owned()],
        event: None,
        passages: vec![
            passage(&articles, 0, "four hours", &[], Some("4 hours"), None),
            passage(&articles, 2, "two-hour crossing", &[], Some("2 hours"), Some(("the company", None))),
        ],
    };
    let comparison = Comparison {
        findings: vec![wording, toll],
        ledger: Ledger::of(vec![Cleared { finding: crossing, reason: Reason::Undated }], &articles),
        copy_of: vec![None, None, None],
        stories: vec![0, 0, 1],
        coverage: Coverage {
            articles: 3,
            outlets: 2,
            undated: 1,
            quotes: 2,
            claims: 4,
            cleared: 1,
            ..Coverage::default()
        },
    };
    let message = "reading an article: not UTF-8 text at byte 7".to_owned();
    let notes = vec![Note { path: "in/broken.txt".to_owned(), line: None, message, failure: true }];
    Sample { articles, comparison, notes }
}

/// What an article may hold to harm its readers' programs; every word that a form shows comes with it.
pub(crate) const HARM: &str =
    "=HYPERLINK(\"http://x\",\"y\") \u{1b}[31m\u{202e}<script>alert('1')</script>&amp;]]>|`*_ \u{7}\u{9b}2J";

/// A report in which every text that comes from an article is hostile.
pub(crate) fn hostile() -> Sample {
    let mut sample = ferry();
    sample.articles[0] = article("=evil\u{1b}[2J<b>", Some(HARM), Some("2031-03-02"), &format!("12 {HARM} dead."));
    claim(&mut sample.articles[0], HARM, Interval::at_least(12.0));
    sample.articles[0].path = HARM.to_owned();
    sample.articles[0].meta.headline = Some(Sourced::new(HARM.to_owned(), Origin::Body));
    let harm = |text: &mut String| *text = format!("{HARM} {text}");
    let mut findings = std::mem::take(&mut sample.comparison.findings);
    let mut cleared = sample.comparison.cleared(&sample.articles);
    findings.push(cleared[0].finding.clone());
    for f in &mut findings {
        harm(&mut f.summary);
        f.why.iter_mut().for_each(harm);
        let event = f.event.get_or_insert(EventLabel { key: "e".to_owned(), label: String::new() });
        harm(&mut event.label);
        for p in &mut f.passages {
            if p.article == 0 {
                *p = passage(&sample.articles, 0, HARM, &[], Some(HARM), Some((HARM, Some(HARM))));
            }
        }
    }
    cleared[0].finding = findings.pop().expect("the one that was put there");
    sample.comparison.ledger = Ledger::of(cleared, &sample.articles);
    sample.comparison.findings = findings;
    sample.notes[0].message = HARM.to_owned();
    sample
}

fn article(id: &str, outlet: Option<&str>, published: Option<&str>, text: &str) -> Analysis {
    let article = claimdiff_parse::plain(text, &format!("in/{id}.txt"), id);
    let doc = claimdiff_annotate::annotate(&article);
    let mut analysis = Analysis::new(&doc, Vec::new(), Found::default());
    analysis.meta = claimdiff_text::Meta::default();
    analysis.meta.outlet = outlet.map(|o| Sourced::new(o.to_owned(), Origin::Metadata));
    analysis.meta.published =
        published.map(|p| Sourced::new(Stamp::parse(p).expect("a date of the sample"), Origin::Sidecar));
    let mut at = 0;
    for (number, line) in text.split('\n').enumerate() {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        let chars = text.slice(..span.start as usize).chars().count() as u32;
        analysis.excerpts.push(Excerpt { span, line: number as u32 + 1, chars, text: line.to_owned() });
    }
    analysis
}

/// Adds a toll with its day.
fn claim(a: &mut Analysis, words: &str, value: Interval) {
    let (at, excerpt) = a.excerpts.iter().find_map(|e| Some((e.text.find(words)?, e))).expect("words of the sample");
    let start = excerpt.span.start as usize + at;
    a.claims.push(Claim {
        kind: "casualty".into(),
        measure: "killed".into(),
        population: Some("people".to_owned()),
        class: Default::default(),
        mode: Default::default(),
        status: None,
        when: Default::default(),
        noun: None,
        verb: None,
        scope: Default::default(),
        value: Value::Quantity(Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Count }),
        polarity: Polarity::Asserted,
        subject: None,
        event: None,
        place: None,
        as_of: a.meta.published.as_ref().map(|p| p.value.days()),
        stated: None,
        period: None,
        sources: Vec::new(),
        policy: Policy { family: Family::Number, running: true, gate: Gate::Event },
        span: Span::new(start, start + words.len()),
        context: excerpt.span,
        rule: Rule::Subject,
    });
}

fn passage(
    articles: &[Analysis],
    article: usize,
    words: &str,
    differs: &[&str],
    value: Option<&str>,
    said: Option<(&str, Option<&str>)>,
) -> Passage {
    let found = |words: &str| {
        let mut excerpts = articles[article].excerpts.iter();
        let (excerpt, at) = excerpts.find_map(|e| Some((e, e.text.find(words)?))).expect("words of the sample");
        let start = excerpt.span.start as usize + at;
        (Span::new(start, start + words.len()), excerpt.span)
    };
    let (span, context) = found(words);
    Passage {
        article,
        span,
        context,
        value: value.map(str::to_owned),
        told: value.map(str::to_owned),
        said_by: said
            .iter()
            .map(|(name, medium)| Said { name: (*name).to_owned(), medium: medium.map(str::to_owned) })
            .collect(),
        differs: differs.iter().map(|w| found(w).0).collect(),
    }
}
