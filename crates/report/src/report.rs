use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use claimdiff_claims::Analysis;
use claimdiff_compare::{Cleared, Comparison, Finding, Origins, Passage, origins};
use claimdiff_text::Note;

use crate::{clean, policy::Policy};

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The articles that were compared.
    pub articles: &'a [Analysis],
    /// What differs and what does not.
    pub comparison: &'a Comparison,
    /// What was not read.
    pub notes: &'a [Note],
    /// The articles that are drafts, as indices in their order: what a finding says is told of them first.
    pub drafts: &'a [usize],
    /// With a baseline, where all findings are new: those that stand in it with other values, by id, as they stand there.
    pub before: Option<&'a BTreeMap<String, Before>>,
}

/// A finding as a baseline knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its summary.
    pub summary: String,
    /// Its passages: the article's id and the byte at which the words begin. Baselines of before name none.
    pub passages: BTreeSet<(String, u32)>,
}

impl<'a> Report<'a> {
    /// The passage that a finding is told by in one line: the draft's, else that of the newest article, of several the
    /// first.
    pub(crate) fn newest<'f>(&self, f: &'f Finding) -> Option<&'f Passage> {
        let published = |p: &Passage| self.articles[p.article].meta.published.as_ref().map(|d| d.value.days().last);
        let draft = f.passages.iter().find(|p| self.is_draft(p));
        let newest = || f.passages.iter().rev().max_by_key(|p| published(p));
        let first = |n: &'f Passage| f.passages.iter().find(|p| p.article == n.article).unwrap_or(n);
        draft.or_else(|| newest().map(first))
    }

    /// What a finding says, in one line; in a check what the draft says apart from what the archive does.
    pub(crate) fn summary<'f>(&self, f: &'f Finding) -> Cow<'f, str> {
        self.apart(f).map_or_else(|| clean::line(&f.summary), Cow::Owned)
    }

    /// "people injured, draft: 48; archive: at least 84".
    fn apart(&self, f: &Finding) -> Option<String> {
        if self.drafts.is_empty() {
            return None;
        }
        let (what, _) = f.summary.split_once(": ")?;
        let (mut drafts, mut archive): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for p in &f.passages {
            let side = if self.is_draft(p) { &mut drafts } else { &mut archive };
            let told = self.told(p);
            if !side.contains(&told) {
                side.push(told);
            }
        }
        // What both say is no difference.
        let own: Vec<String> = drafts.iter().filter(|told| !archive.contains(told)).cloned().collect();
        archive.retain(|told| !drafts.contains(told));
        let drafts = if own.is_empty() { drafts } else { own };
        let told = !drafts.is_empty() && !archive.is_empty();
        let line = || format!("{what}, draft: {}; archive: {}", drafts.join(" or "), archive.join(" or "));
        told.then(|| clean::line(&line()).into_owned())
    }

    /// The steps of a decision in words, without the names that the program has for its rules: `explain` tells them.
    pub(crate) fn reasons(f: &Finding) -> impl Iterator<Item = &str> {
        f.why.iter().map(|why| match why.rsplit_once(" (rule ") {
            Some((words, id)) if id.ends_with(')') => words,
            _ => why,
        })
    }

    /// What a passage says: its value, else the words that differ.
    fn told(&self, p: &Passage) -> String {
        let a = &self.articles[p.article];
        let words = || match p.differs.as_slice() {
            [] => "left out".to_owned(),
            differs => format!("“{}”", differs.iter().map(|span| a.text(*span)).collect::<Vec<_>>().join(" … ")),
        };
        p.told.clone().or_else(|| p.value.clone()).unwrap_or_else(words)
    }

    /// The findings, the gravest first and of these the surest, over all stories; before them, in a check, what the draft
    /// alone says.
    pub(crate) fn gravest(&self) -> Vec<&'a Finding> {
        let mut out: Vec<&Finding> = self.comparison.findings.iter().collect();
        out.sort_by_key(|f| Reverse((self.is_own(f), f.severity, f.grade)));
        out
    }

    /// Whether a passage is a draft's.
    pub(crate) fn is_draft(&self, p: &Passage) -> bool {
        self.drafts.binary_search(&p.article).is_ok()
    }

    /// Whether a draft says in it what no article that it is held against says, too.
    fn is_own(&self, f: &Finding) -> bool {
        let shared =
            |d: &Passage| f.passages.iter().any(|p| !self.is_draft(p) && p.value.is_some() && p.value == d.value);
        f.passages.iter().any(|p| self.is_draft(p) && !shared(p))
    }

    /// How a finding was summed up in the baseline, where it has other values now.
    pub(crate) fn was(&self, f: &Finding) -> Option<&'a str> {
        self.before?.get(&f.id).map(|known| known.summary.as_str())
    }

    /// Whether a passage of a finding stands in the baseline, too.
    pub(crate) fn is_known(&self, f: &Finding, p: &Passage) -> bool {
        let known = self.before.and_then(|before| before.get(&f.id));
        known.is_some_and(|known| known.passages.contains(&(self.articles[p.article].id.clone(), p.span.start)))
    }

    /// Against a baseline: `new` or `changed`.
    pub(crate) fn state(&self, f: &Finding) -> Option<&'static str> {
        self.before.map(|before| if before.contains_key(&f.id) { "changed" } else { "new" })
    }

    /// Who tells a finding.
    pub(crate) fn origins(&self, f: &Finding) -> Origins {
        origins(self.articles, &self.comparison.copy_of, f)
    }

    /// The near misses in words.
    pub(crate) fn cleared(&self) -> Vec<Cleared> {
        self.comparison.cleared(self.articles)
    }
}

/// What of a report is shown, and how.
#[derive(Clone, Debug)]
pub struct View {
    /// Whether the near misses are shown.
    pub ledger: bool,
    /// Whether colour may be used.
    pub color: bool,
    /// The width of a line, in columns.
    pub width: usize,
    /// How a number of deaths is coded that a time line has in a word.
    pub policy: Option<&'static Policy>,
    /// Of which event a time line is: its kind, its place, or what else it is called by.
    pub event: Option<String>,
}

impl Default for View {
    fn default() -> View {
        View { ledger: false, color: false, width: 100, policy: None, event: None }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Report, sample};

    #[test]
    fn what_a_draft_alone_says_comes_first() {
        let mut sample = sample::ferry();
        let first = |sample: &sample::Sample, drafts: &[usize]| Report { drafts, ..sample.report() }.gravest()[0].code;
        // What both articles say, the draft does not say alone.
        sample.comparison.findings[0].passages.iter_mut().for_each(|p| p.value = Some("so".to_owned()));
        assert_eq!(first(&sample, &[]), "quote-wording");
        assert_eq!(first(&sample, &[1]), "number-update");
    }

    #[test]
    fn a_check_says_whose_value_is_whose() {
        let sample = sample::ferry();
        let told = |drafts: &[usize], at: usize| {
            let report = Report { drafts, ..sample.report() };
            report.summary(&report.comparison.findings[at]).into_owned()
        };
        assert_eq!(told(&[], 1), "people killed: at least 12, then 17");
        assert_eq!(told(&[1], 1), "people killed, draft: 17; archive: at least 12");
        assert_eq!(told(&[0], 1), "people killed, draft: at least 12; archive: 17");
        assert_eq!(told(&[1], 0), "Ines Marlow, draft: “chance”; archive: “time … around”");
    }
}
