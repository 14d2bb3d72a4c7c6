//! `framing`: loaded terms in one article, neutral ones for the same in another.

use std::collections::{BTreeMap, hash_map::Entry};

use claimdiff_claims::Naming;
use claimdiff_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Passage, Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    outcome::{Draft, Outcome},
};

/// The most articles of each side that are shown.
const MAX_SHOWN: usize = 4;
/// How many articles before and after one are looked at for the same referent: stories stand together in time.
const WINDOW: usize = 64;

/// A naming of an article.
#[derive(Clone, Copy)]
struct Use<'a> {
    article: usize,
    naming: &'a Naming,
}

impl Use<'_> {
    fn at(self) -> (usize, Span) {
        (self.article, self.naming.span)
    }
}

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let wars = Wars::of(corpus, ties);
    // By what is meant; in the order of the articles.
    let mut referents: BTreeMap<&str, (Vec<Use<'_>>, Vec<Use<'_>>)> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for naming in &analysis.namings {
            let (loaded, neutral) = referents.entry(&naming.referent).or_default();
            if naming.loaded { loaded } else { neutral }.push(Use { article, naming });
        }
    }
    for (referent, (loaded, neutral)) in &referents {
        let mut terms: BTreeMap<&str, Vec<Use<'_>>> = BTreeMap::new();
        for l in loaded {
            terms.entry(&l.naming.words).or_default().push(*l);
        }
        for uses in terms.values() {
            let groups = groups(corpus, &wars, uses, neutral);
            if groups.is_empty() {
                near_miss(corpus, referent, uses[0], neutral, out);
            }
            for group in groups {
                show(corpus, referent, &group, out);
            }
        }
    }
}

/// Uses of one loaded term for one thing, and of neutral ones.
#[derive(Default)]
struct Group<'a> {
    loaded: Vec<Use<'a>>,
    neutral: Vec<Use<'a>>,
}

/// The uses of a loaded term with the neutral ones they stand against; uses against the same ones go together.
fn groups<'a>(corpus: &Corpus<'_>, wars: &Wars, loaded: &[Use<'a>], neutral: &[Use<'a>]) -> Vec<Group<'a>> {
    let mut out: Vec<Group<'a>> = Vec::new();
    let mut group_of: FxHashMap<(usize, Span), usize> = FxHashMap::default();
    for l in loaded {
        let against: Vec<Use<'_>> = around(neutral, l.article).filter(|n| wars.one(corpus, *l, *n)).collect();
        if against.is_empty() {
            continue;
        }
        let known = against.iter().find_map(|n| group_of.get(&n.at()).copied());
        let group = known.unwrap_or(out.len());
        if group == out.len() {
            out.push(Group::default());
        }
        out[group].loaded.push(*l);
        for n in against {
            if let Entry::Vacant(free) = group_of.entry(n.at()) {
                free.insert(group);
                out[group].neutral.push(n);
            }
        }
    }
    out
}

/// Keeps a loaded term that nothing ties to a neutral one, with the nearest in another article.
fn near_miss(corpus: &Corpus<'_>, referent: &str, loaded: Use<'_>, neutral: &[Use<'_>], out: &mut Outcome) {
    let others = around(neutral, loaded.article).filter(|n| n.article != loaded.article);
    if let Some(nearest) = others.min_by_key(|n| (n.article.abs_diff(loaded.article), n.at())) {
        let passages = vec![passage(corpus, loaded), passage(corpus, nearest)];
        out.near_miss(corpus, "framing", referent, (Verdict::NotComparable, Reason::Unlinked), passages);
    }
}

/// The uses in the articles next to one.
fn around<'s, 'a>(uses: &'s [Use<'a>], article: usize) -> impl Iterator<Item = Use<'a>> + use<'s, 'a> {
    let at = uses.partition_point(|u| u.article < article);
    uses[at.saturating_sub(WINDOW)..uses.len().min(at + WINDOW)].iter().copied()
}

/// What articles tell of one war.
struct Wars {
    events: FxHashSet<(At, At)>,
    articles: FxHashSet<(usize, usize)>,
}

impl Wars {
    fn of(corpus: &Corpus<'_>, ties: &[(At, At, Tie)]) -> Wars {
        let same = ties.iter().filter(|(a, _, tie)| matches!(tie, Tie::Same(_)) && events::is_war(corpus, *a));
        let events: FxHashSet<(At, At)> = same.flat_map(|(a, b, _)| [(*a, *b), (*b, *a)]).collect();
        Wars { events, articles: events::of_one_war(corpus, ties) }
    }

    /// Whether two uses in two texts are for one thing.
    fn one(&self, corpus: &Corpus<'_>, a: Use<'_>, b: Use<'_>) -> bool {
        if a.article == b.article || corpus.is_copy(a.article, b.article) {
            return false;
        }
        let at = |u: Use<'_>| u.naming.event.map(|event| At { article: u.article, event });
        match (at(a), at(b)) {
            (Some(x), Some(y)) => self.events.contains(&(x, y)),
            (None, None) => {
                let country = a.naming.referent.contains(" of ");
                corpus.same_story(a.article, b.article)
                    || country && self.articles.contains(&(a.article.min(b.article), a.article.max(b.article)))
            }
            _ => false,
        }
    }
}

fn show(corpus: &Corpus<'_>, referent: &str, group: &Group<'_>, out: &mut Outcome) {
    let Group { loaded, neutral } = group;
    let mut terms: Vec<&str> = neutral.iter().map(|n| n.naming.words.as_str()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.truncate(MAX_SHOWN);
    let listed = terms.join("”, “");
    let mut passages = shown(corpus, loaded);
    passages.extend(shown(corpus, neutral));
    out.show(
        corpus,
        Draft {
            code: "framing",
            verdict: Verdict::Agree,
            severity: Severity::Change,
            confidence: 70,
            summary: format!("{referent}: “{}” against “{listed}”", loaded[0].naming.words),
            why: vec!["the same referent in other terms".to_owned(), "style guides call the first loaded".to_owned()],
            event: loaded[0].naming.event.map(|event| events::label(corpus, At { article: loaded[0].article, event })),
            passages,
        },
    );
}

/// The passages of the first articles.
fn shown(corpus: &Corpus<'_>, uses: &[Use<'_>]) -> Vec<Passage> {
    let mut articles: Vec<usize> = uses.iter().map(|u| u.article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.truncate(MAX_SHOWN);
    let wanted = uses.iter().filter(|u| articles.contains(&u.article));
    wanted.map(|u| passage(corpus, *u)).collect()
}

fn passage(corpus: &Corpus<'_>, u: Use<'_>) -> Passage {
    let (analysis, span) = (corpus.articles[u.article], u.naming.span);
    let context = analysis.excerpt(span).map_or(span, |e| e.span);
    // Inside quotation marks the words are the speaker's, elsewhere the outlet's.
    let quote = analysis.quotes.iter().find(|q| q.marked.iter().any(|m| m.contains(span)));
    let said_by = quote.map(|q| corpus.said(u.article, q)).unwrap_or_default();
    Passage { said_by, differs: vec![span], ..corpus.passage(u.article, span, context) }
}
