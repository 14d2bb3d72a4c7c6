//! What the checks hand in: findings and near misses, with articles still numbered in the order of their dates.

use claimdiff_text::StableHash;

use crate::{Cleared, EventLabel, Finding, Passage, Reason, Severity, Verdict, corpus::Corpus};

/// The findings and near misses so far.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) findings: Vec<Finding>,
    pub(crate) cleared: Vec<Cleared>,
}

/// A finding in the making.
pub(crate) struct Draft {
    pub(crate) code: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) severity: Severity,
    pub(crate) confidence: u8,
    pub(crate) summary: String,
    pub(crate) why: Vec<String>,
    pub(crate) event: Option<EventLabel>,
    pub(crate) passages: Vec<Passage>,
}

impl Outcome {
    /// Shows a difference.
    pub(crate) fn show(&mut self, corpus: &Corpus<'_>, draft: Draft) {
        self.findings.push(draft.finish(corpus));
    }

    /// Keeps a near miss of a check for the ledger: what it was about, and why it is no finding.
    pub(crate) fn near_miss(
        &mut self,
        corpus: &Corpus<'_>,
        code: &'static str,
        about: &str,
        (verdict, reason): (Verdict, Reason),
        passages: Vec<Passage>,
    ) {
        let draft = Draft {
            code,
            verdict,
            severity: Severity::Note,
            confidence: 80,
            summary: format!("{about}: {}", reason.clause()),
            why: vec![reason.sentence().to_owned()],
            event: None,
            passages,
        };
        self.clear(corpus, draft, reason);
    }

    /// Keeps a near miss for the ledger.
    pub(crate) fn clear(&mut self, corpus: &Corpus<'_>, draft: Draft, reason: Reason) {
        self.cleared.push(Cleared { finding: draft.finish(corpus), reason });
    }
}

impl Draft {
    fn finish(mut self, corpus: &Corpus<'_>) -> Finding {
        // By date, which is the order of the corpus, and place.
        self.passages.sort_by_key(|p| (p.article, p.span));
        self.passages.dedup_by(|b, a| {
            let same = a.article == b.article && a.span == b.span;
            if same {
                a.differs.append(&mut b.differs);
                a.differs.sort();
                a.differs.dedup();
            }
            same
        });
        Finding {
            id: self.fingerprint(corpus),
            code: self.code,
            verdict: self.verdict,
            severity: self.severity,
            confidence: self.confidence,
            summary: self.summary,
            why: self.why,
            event: self.event,
            passages: self.passages,
        }
    }

    /// A hash of the code, the words and their sentences: what is the same after articles were renamed, moved or edited
    /// elsewhere.
    fn fingerprint(&self, corpus: &Corpus<'_>) -> String {
        let mut words: Vec<(&str, &str)> = self
            .passages
            .iter()
            .map(|p| (corpus.articles[p.article].text(p.context), corpus.articles[p.article].text(p.span)))
            .collect();
        words.sort_unstable();
        let mut hash = StableHash::default();
        hash.field(self.code);
        for (sentence, text) in words {
            hash.field(sentence);
            hash.field(text);
        }
        format!("{:016x}", hash.finish())
    }
}
