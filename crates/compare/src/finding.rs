use std::cmp::Reverse;

use claimdiff_text::Span;

use crate::{Grade, Ledger, Reason, Severity, Verdict};

/// A difference that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The id of its fact, 16 hexadecimal digits: a stable hash of the code and of the words and the sentence of the
    /// earliest passage. It stays the same when articles are renamed, moved or edited elsewhere, and when a further
    /// passage comes in. A second finding that begins with the same words has `-2` after it, and so on.
    pub id: String,
    /// A stable hash of the code and of all words and sentences: another one when a passage is added, changed or gone.
    pub revision: String,
    /// The ids that it has where another of its passages is the earliest, as before an article of the same day came in:
    /// nobody can tell of articles without a time of day which was first.
    pub aliases: Vec<String>,
    /// The code of the check that found it.
    pub code: &'static str,
    /// What was decided.
    pub verdict: Verdict,
    /// How grave it is.
    pub severity: Severity,
    /// How sure, in percent.
    pub confidence: u8,
    /// How sure it is that it is one.
    pub grade: Grade,
    /// What the model of facts gave its best pair, where it decided: see [`crate::Model`].
    pub score: Option<f32>,
    /// One line for the reader: "Ana Keller on Radio Nord: words inside quotation marks differ".
    pub summary: String,
    /// The steps of the decision, one clause each.
    pub why: Vec<String>,
    /// The event it is about.
    pub event: Option<EventLabel>,
    /// The passages, at least two, ordered by date and article.
    pub passages: Vec<Passage>,
}

impl Finding {
    /// What findings are sorted by: the gravest first; then by articles, so that neither the order of input nor that of
    /// checks decides.
    pub(crate) fn rank(&self) -> (Reverse<Severity>, &'static str, Option<(usize, Span)>, String) {
        let first = self.passages.first().map(|p| (p.article, p.span));
        (Reverse(self.severity), self.code, first, self.id.clone())
    }

    /// Numbers the articles of its passages, so far by their place in an order, as in the input.
    pub(crate) fn number(&mut self, order: &[usize]) {
        self.passages.iter_mut().for_each(|p| p.article = order[p.article]);
    }
}

/// An event as the report names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventLabel {
    /// A stable key, the same for the event in all articles.
    pub key: String,
    /// A few words: "meeting of Ana Keller and Anton Marek, Bari, April 2031".
    pub label: String,
}

impl EventLabel {
    /// Whether more is told of it than what it is: its place, its day or somebody who takes part.
    pub fn is_told(&self) -> bool {
        self.key.contains(' ')
    }
}

/// Words of one article that take part in a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The article, as an index into the compared ones.
    pub article: usize,
    /// The words, tight.
    pub span: Span,
    /// The sentence around them.
    pub context: Span,
    /// The value they state, for the reader: "4.5 hours".
    pub value: Option<String>,
    /// The same for the head of the passage: the article's own words first, "“half a day” (12 hours)".
    pub told: Option<String>,
    /// Who says so, the innermost first; empty is the outlet itself.
    pub said_by: Vec<Said>,
    /// The words in it that differ from the other passages.
    pub differs: Vec<Span>,
}

/// A source of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The name.
    pub name: String,
    /// Where it was said, if stated.
    pub medium: Option<String>,
}

/// A near miss: compared, or nearly, and not shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    /// The finding it would have been.
    pub finding: Finding,
    /// Why it is none.
    pub reason: Reason,
}

/// Everything comparison gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What differs, gravest first.
    pub findings: Vec<Finding>,
    /// What was not comparable or does not differ: the ledger.
    pub ledger: Ledger,
    /// For each article the one it is a near-copy of, as an index.
    pub copy_of: Vec<Option<usize>>,
    /// For each article the number of its story.
    pub stories: Vec<u32>,
    /// What was not done and why.
    pub coverage: Coverage,
}

impl Comparison {
    /// Takes out what is shown on demand only: notes, which are true and which nobody acts on, and what is only possible.
    /// The coverage counts them.
    pub fn hide_notes(&mut self) {
        let before = self.findings.len();
        self.findings.retain(|f| f.severity > Severity::Note);
        let grave = self.findings.len();
        self.findings.retain(|f| f.grade > Grade::Possible);
        self.coverage.possible += grave - self.findings.len();
        self.coverage.hidden += before - self.findings.len();
    }
}

/// What was compared and what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Articles compared.
    pub articles: usize,
    /// Outlets known by name.
    pub outlets: usize,
    /// Articles without a date.
    pub undated: usize,
    /// Near-copies, counted as one source with their original.
    pub copies: usize,
    /// Quotations in all.
    pub quotes: usize,
    /// Quotations without a speaker.
    pub quotes_without_speaker: usize,
    /// Claims in all.
    pub claims: usize,
    /// Pairs looked at and not shown.
    pub cleared: usize,
    /// Pairs of claims of one dimension that are unlike.
    pub unlike: usize,
    /// Pairs of claims of one dimension and story that were not put side by side, since there are too many.
    pub beyond: usize,
    /// Findings that are shown on demand only ([`Comparison::hide_notes`]).
    pub hidden: usize,
    /// Those of them that are no notes but only possible.
    pub possible: usize,
}
