//! `quote-pairs`: whether two quotations are one utterance, and how its wording drifted.

use std::{io::Write, path::Path};

use claimdiff::{Analysis, Article, Options, Quote};
use claimdiff_compare::{Drift, Finding, Verdict};
use claimdiff_quotes::{QuoteKind, Rule};
use claimdiff_text::Span;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{predictions, stories::Record};

#[derive(Deserialize)]
struct Pair {
    id: String,
    a: Side,
    b: Side,
}

#[derive(Deserialize)]
struct Side {
    outlet: Option<String>,
    date: Option<String>,
    quote: String,
    before: String,
    after: String,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, predict)
}

impl Side {
    /// The few sentences that are known of the article, and where the quotation stands in them.
    fn analyse(&self, id: &str) -> (Analysis, Span) {
        let start = self.before.len() + "“".len();
        let span = Span::new(start, start + self.quote.len());
        let text = format!("{}“{}”{}", self.before, self.quote, self.after);
        let record = Record {
            id: id.to_owned(),
            group: None,
            outlet: self.outlet.clone(),
            date: self.date.clone(),
            title: None,
            text,
        };
        let article: Article = record.article();
        let mut analysis = claimdiff::analyse(&article);
        let marked = |q: &Quote| q.kind != QuoteKind::Term && q.marked.iter().any(|m| m.overlaps(span));
        if !analysis.quotes.iter().any(marked) {
            // The window may cut another quotation in two; the pair is given as two quotations.
            analysis.quotes.push(Quote {
                content: [span].into_iter().collect(),
                marked: [span].into_iter().collect(),
                kind: QuoteKind::Direct,
                speaker: None,
                cue: None,
                addressee: None,
                medium: None,
                reported_by: None,
                rule: Rule::None,
                confidence: 0,
            });
            let whole = Span::new(0, article.text.len());
            analysis.excerpts =
                vec![claimdiff_claims::Excerpt { span: whole, line: 1, chars: 0, text: article.text.clone() }];
        }
        (analysis, span)
    }
}

fn predict(pair: &Pair) -> Value {
    let (a, x) = pair.a.analyse("a");
    let (b, y) = pair.b.analyse("b");
    let articles = [a, b];
    let comparison = claimdiff::compare(&articles, &Options::default());
    let hits = |f: &Finding| {
        let over =
            |article: usize, span: Span| f.passages.iter().any(|p| p.article == article && p.span.overlaps(span));
        f.code.starts_with("quote-") && over(0, x) && over(1, y)
    };
    let shown = comparison.findings.iter().find(|f| hits(f));
    let cleared = comparison.cleared(&articles).into_iter().find(|c| hits(&c.finding));
    let same = match (shown, cleared) {
        (Some(_), _) => true,
        (_, Some(c)) => c.finding.verdict != Verdict::NotComparable,
        _ => false,
    };
    let drift = match claimdiff_compare::drift(&pair.a.quote, &pair.b.quote) {
        (Drift::Identical, false) => "identical",
        (Drift::Punctuation | Drift::Bracketed, false) => "punctuation",
        (Drift::Cut, _) | (Drift::Identical | Drift::Punctuation | Drift::Bracketed, true) => "truncated",
        (_, false) => "words_changed",
        (_, true) => "truncated_and_words_changed",
    };
    let relation = if same { "same_utterance" } else { "different" };
    json!({ "id": pair.id, "relation": relation, "drift": drift })
}
