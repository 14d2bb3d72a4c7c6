//! The report as programs read it: JSON, schema 1. Fields are added, never renamed or dropped, within a schema.

use claimdiff_claims::Analysis;
use claimdiff_compare::{Cleared, Finding, Origins, Passage};
use claimdiff_text::{Note, Slice, Span};
use serde::Serialize;

use crate::Report;

/// The version of the wire format.
pub const SCHEMA: u32 = 1;

/// The JSON Schema of the wire format; a test holds real reports against it.
pub const JSON_SCHEMA: &str = include_str!("schema.json");

/// The most characters of a selector's prefix or suffix.
const SELECTOR_CHARS: usize = 32;

/// The whole report.
#[derive(Serialize)]
pub(crate) struct Document<'a> {
    /// What wrote it.
    claimdiff: Tool,
    /// The articles compared, in the order of their ids.
    articles: Vec<ArticleOut<'a>>,
    /// What differs, gravest first.
    findings: Vec<FindingOut<'a>>,
    /// The near misses; only with `--ledger`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cleared: Option<Vec<ClearedOut<'a>>>,
    /// What was not read, and why.
    notes: Vec<NoteOut<'a>>,
    /// What was compared and what could not be.
    coverage: CoverageOut,
}

#[derive(Serialize)]
struct Tool {
    /// The version of the program.
    version: &'static str,
    /// [`SCHEMA`].
    schema: u32,
}

/// An article.
#[derive(Serialize)]
struct ArticleOut<'a> {
    /// Its stable key, which passages name: the path below the input without extension.
    id: &'a str,
    /// Where it was read.
    path: &'a str,
    /// The key that a record gives itself, of a file that holds many.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<&'a str>,
    /// The line of that file in which the record begins, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_line: Option<u32>,
    /// Its address, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// The outlet's name.
    outlet: Option<&'a str>,
    /// The headline.
    title: Option<&'a str>,
    /// When it was published; null where nobody knows.
    published: Option<Published>,
    /// The language, ISO 639-1.
    language: Option<&'a str>,
    /// The id of the article it is a near-copy of.
    copy_of: Option<&'a str>,
}

#[derive(Serialize)]
struct Published {
    /// ISO 8601, no more exact than known: `2025-04`.
    value: String,
    /// `year`, `month`, `day` or `time`.
    precision: claimdiff_text::Precision,
    /// Where it was found: `sidecar`, `metadata`, `label`, `dateline`, `url`, `filename` or `body`.
    from: claimdiff_text::Origin,
}

/// A difference.
#[derive(Serialize)]
pub(crate) struct FindingOut<'a> {
    /// The id of its fact: it stays when other text changes and when a further passage comes in.
    id: &'a str,
    /// A stable hash of all passages.
    revision: &'a str,
    /// The check's code.
    code: &'a str,
    /// What was decided.
    verdict: &'static str,
    /// `conflict`, `change` or `note`.
    severity: &'static str,
    /// In percent.
    confidence: u8,
    /// `sure`, `likely` or `possible`.
    grade: &'static str,
    /// Of a figure, what the model of facts gave: higher is surer.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    /// One line for the reader.
    summary: &'a str,
    /// The steps of the decision.
    why: &'a [String],
    /// The event, in a few words.
    event: Option<&'a str>,
    /// Against a baseline: `new` or `changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
    /// Of what changed the summary in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    /// How many outlets tell it, and how many of them are independent of each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    origins: Option<OriginsOut>,
    /// The passages, at least two, by date and article.
    passages: Vec<PassageOut<'a>>,
}

/// Who tells a finding.
#[derive(Serialize)]
struct OriginsOut {
    outlets: usize,
    origins: usize,
    /// What several outlets have in common: an agency, a publisher, `one text`.
    shared: Vec<String>,
}

/// A finding that would have been, and why it is none.
#[derive(Serialize)]
pub(crate) struct ClearedOut<'a> {
    #[serde(flatten)]
    finding: FindingOut<'a>,
    /// Why it is not shown.
    reason: claimdiff_compare::Reason,
}

/// Words of one article.
#[derive(Serialize)]
pub(crate) struct PassageOut<'a> {
    /// The article's id.
    article: &'a str,
    /// The first byte of the words in the article's text.
    start: u32,
    /// One past their last byte.
    end: u32,
    /// The line they start in, counted from 1.
    line: u32,
    /// The same place in code points (Unicode scalar values), where the record knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    chars: Option<Context>,
    /// The words.
    text: &'a str,
    /// The sentence around them, as bytes.
    context: Context,
    /// The value they state.
    value: Option<&'a str>,
    /// Who says so, the innermost first; empty is the outlet itself.
    said_by: Vec<SaidOut<'a>>,
    /// The words that differ from the other passages, as bytes.
    differs: Vec<Context>,
    /// The words and their neighbourhood (W3C Web Annotation, TextQuoteSelector).
    selector: Selector<'a>,
}

#[derive(Serialize)]
struct Context {
    start: u32,
    end: u32,
}

impl From<Span> for Context {
    fn from(span: Span) -> Context {
        Context { start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct SaidOut<'a> {
    name: &'a str,
    /// Where it was said, if stated.
    medium: Option<&'a str>,
}

/// Words and what stands around them in their sentence.
#[derive(Serialize)]
pub(crate) struct Selector<'a> {
    pub(crate) exact: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) suffix: &'a str,
}

#[derive(Serialize)]
struct NoteOut<'a> {
    path: &'a str,
    line: Option<u32>,
    message: &'a str,
    /// Whether something was lost: the run ended with exit code 2.
    failure: bool,
}

#[derive(Serialize)]
struct CoverageOut {
    articles: usize,
    outlets: usize,
    undated: usize,
    copies: usize,
    quotes: usize,
    quotes_without_speaker: usize,
    claims: usize,
    cleared: usize,
    unlike: usize,
    beyond: usize,
    /// Findings that only `--all` shows.
    hidden: usize,
    /// Those of them that are only possible.
    possible: usize,
    /// Inputs that were not read.
    unread: usize,
}

/// The report in its wire form, with the near misses where they are wanted.
pub(crate) fn document<'a>(report: &Report<'a>, ledger: Option<&'a [Cleared]>) -> Document<'a> {
    let Report { articles, comparison, notes, .. } = *report;
    let coverage = &comparison.coverage;
    Document {
        claimdiff: Tool { version: env!("CARGO_PKG_VERSION"), schema: SCHEMA },
        articles: (0..articles.len()).map(|at| article(report, at)).collect(),
        findings: comparison.findings.iter().map(|f| finding(report, f)).collect(),
        cleared: ledger.map(|list| list.iter().map(|c| cleared(report, c)).collect()),
        notes: notes.iter().map(note).collect(),
        coverage: CoverageOut {
            articles: coverage.articles,
            outlets: coverage.outlets,
            undated: coverage.undated,
            copies: coverage.copies,
            quotes: coverage.quotes,
            quotes_without_speaker: coverage.quotes_without_speaker,
            claims: coverage.claims,
            cleared: coverage.cleared,
            unlike: coverage.unlike,
            beyond: coverage.beyond,
            hidden: coverage.hidden,
            possible: coverage.possible,
            unread: notes.iter().filter(|n| n.failure).count(),
        },
    }
}

fn article<'a>(report: &Report<'a>, at: usize) -> ArticleOut<'a> {
    let a = &report.articles[at];
    let meta = &a.meta;
    let copied = report.comparison.copy_of.get(at).copied().flatten();
    ArticleOut {
        id: &a.id,
        path: &a.path,
        record_id: meta.record.as_ref().and_then(|r| r.id.as_deref()),
        record_line: meta.record.as_ref().and_then(|r| r.line),
        url: meta.url.as_ref().map(|u| u.value.as_str()),
        outlet: meta.outlet.as_ref().map(|o| o.value.as_str()),
        title: meta.headline.as_ref().map(|h| h.value.as_str()),
        published: meta.published.as_ref().map(|p| Published {
            value: p.value.to_string(),
            precision: p.value.precision(),
            from: p.origin,
        }),
        language: meta.language.as_ref().map(|l| l.value.as_str()),
        copy_of: copied.map(|of| report.articles[of].id.as_str()),
    }
}

/// A finding in its wire form.
pub(crate) fn finding<'a>(report: &Report<'a>, f: &'a Finding) -> FindingOut<'a> {
    let Origins { outlets, origins, shared } = report.origins(f);
    let origins = Some(OriginsOut { outlets, origins, shared });
    FindingOut { baseline: report.state(f), was: report.was(f), origins, ..unknown(report.articles, f) }
}

/// The same without what a baseline tells of it.
fn unknown<'a>(articles: &'a [Analysis], f: &'a Finding) -> FindingOut<'a> {
    FindingOut {
        id: &f.id,
        revision: &f.revision,
        code: f.code,
        verdict: f.verdict.name(),
        severity: f.severity.name(),
        confidence: f.confidence,
        grade: f.grade.name(),
        score: f.score,
        summary: &f.summary,
        why: &f.why,
        event: f.event.as_ref().map(|e| e.label.as_str()),
        baseline: None,
        was: None,
        origins: None,
        passages: f.passages.iter().map(|p| passage(articles, p)).collect(),
    }
}

/// A near miss in its wire form.
pub(crate) fn cleared<'a>(report: &Report<'a>, c: &'a Cleared) -> ClearedOut<'a> {
    ClearedOut { finding: unknown(report.articles, &c.finding), reason: c.reason }
}

/// A passage in its wire form.
pub(crate) fn passage<'a>(articles: &'a [Analysis], p: &'a Passage) -> PassageOut<'a> {
    let a = &articles[p.article];
    PassageOut {
        article: &a.id,
        start: p.span.start,
        end: p.span.end,
        line: a.line(p.span),
        chars: a.chars(p.span).map(|c| Context { start: c.start, end: c.end }),
        text: a.text(p.span),
        context: p.context.into(),
        value: p.value.as_deref(),
        said_by: p.said_by.iter().map(|s| SaidOut { name: &s.name, medium: s.medium.as_deref() }).collect(),
        differs: p.differs.iter().map(|s| (*s).into()).collect(),
        selector: selector(a, p.span),
    }
}

/// The selector of a span.
pub(crate) fn selector(a: &Analysis, span: Span) -> Selector<'_> {
    let (prefix, suffix) = a.excerpt(span).map_or(("", ""), |e| {
        let (start, end) = ((span.start - e.span.start) as usize, (span.end - e.span.start) as usize);
        (last_chars(e.text.slice(..start)), first_chars(e.text.slice(end..)))
    });
    Selector { exact: a.text(span), prefix, suffix }
}

fn note(n: &Note) -> NoteOut<'_> {
    NoteOut { path: &n.path, line: n.line, message: &n.message, failure: n.failure }
}

fn first_chars(text: &str) -> &str {
    text.char_indices().nth(SELECTOR_CHARS).map_or(text, |(at, _)| text.slice(..at))
}

fn last_chars(text: &str) -> &str {
    text.char_indices().rev().nth(SELECTOR_CHARS - 1).map_or(text, |(at, _)| text.slice(at..))
}
