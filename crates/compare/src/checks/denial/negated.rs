//! What one article of a story tells and another negates, in the same words: "the club has lodged an appeal" and "the club
//! will not appeal".
//!
//! Clauses are held against each other by the stems of their content words. All words in the scope of the negation must
//! stand in the other clause, and those must be rare enough in the dossier to make the two one matter. Only a dossier is
//! looked at: in a large collection the same words too often tell of another matter.

use std::sync::LazyLock;

use claimdiff_claims::{Closed, Excerpt, is_stopword};
use claimdiff_quotes::Quote;
use claimdiff_text::{Span, StableHash, table};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::CODE;
use crate::{
    Passage, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    outcome::{Draft, Outcome},
    wording::{self, Word},
};

const WORDS_NAME: &str = "negation";
const WORDS_ROWS: &str = include_str!("negation.tsv");

/// What a word does to its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// "not", "nobody".
    Negates,
    /// "denied", "rejects".
    Denies,
    /// Right after a negation it leaves the clause asserted in part: "not only", "no more than".
    Bounds,
    /// "unless", "until": the negation holds under a condition.
    Conditions,
    /// "whether", "might": nothing is asserted.
    Supposes,
    /// "will", "ready": of what somebody means to do.
    Intends,
    /// It parts clauses.
    Parts,
    /// A word of content, though elsewhere it is none.
    Keeps,
}

static WORDS: LazyLock<FxHashMap<&'static str, Role>> = LazyLock::new(|| {
    let role = |name| match name {
        "negates" => Role::Negates,
        "denies" => Role::Denies,
        "bounds" => Role::Bounds,
        "conditions" => Role::Conditions,
        "supposes" => Role::Supposes,
        "intends" => Role::Intends,
        "parts" => Role::Parts,
        _ => Role::Keeps,
    };
    table::rows(WORDS_ROWS).map(|r| (r.key(), role(r.cells[1]))).collect()
});

/// The most clauses of an article that are looked at.
const MAX_CLAUSES: usize = 400;
/// The most words in the scope of a negation.
const SCOPE: usize = 5;
/// The least weight of what two clauses share: the sum of how rare their common words are in the story.
const MIN_WEIGHT: f64 = 4.0;
/// The least share of the negated clause, and of both clauses, that they have in common.
const MIN_COVERED: f64 = 0.6;
const MIN_ALIKE: f64 = 0.25;

/// What a clause does with what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Asserted,
    /// From this one of its stems on it is negated.
    Negated(usize),
    /// Neither: conditional, supposed, or only in part negated.
    Open,
}

/// A clause as it is compared.
struct Clause {
    article: usize,
    span: Span,
    /// The stems of its content words, in order.
    stems: SmallVec<[u64; 8]>,
    mood: Mood,
    intends: bool,
}

impl Clause {
    /// The stems in the scope of the negation, which stands behind the subject.
    fn scope(&self) -> &[u64] {
        match self.mood {
            Mood::Negated(from) => &self.stems[from..self.stems.len().min(from + SCOPE)],
            _ => &[],
        }
    }

    fn has(&self, stem: u64) -> bool {
        self.stems.contains(&stem)
    }
}

pub(super) fn check(corpus: &Corpus<'_>, out: &mut Outcome) {
    if !corpus.is_dossier() {
        return;
    }
    let clauses: Vec<Clause> =
        (0..corpus.articles.len()).flat_map(|a| clauses(corpus, a).into_iter().take(MAX_CLAUSES)).collect();
    judge(corpus, &clauses, out);
}

fn judge(corpus: &Corpus<'_>, clauses: &[Clause], out: &mut Outcome) {
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    let mut holds: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (n, clause) in clauses.iter().enumerate() {
        let distinct: FxHashSet<u64> = clause.stems.iter().copied().collect();
        for stem in distinct {
            *known.entry(stem).or_default() += 1;
            holds.entry(stem).or_default().push(n as u32);
        }
    }
    let all = clauses.len() as f64 + 1.0;
    let rare = |stem: u64| (all / (f64::from(known.get(&stem).copied().unwrap_or(0)) + 0.5)).ln();
    let weight = |stems: &FxHashSet<u64>| stems.iter().map(|s| rare(*s)).sum::<f64>();
    let mut shown: FxHashSet<(usize, usize, Vec<u64>)> = FxHashSet::default();
    for no in clauses.iter().filter(|c| !c.scope().is_empty()) {
        let scope: FxHashSet<u64> = no.scope().iter().copied().collect();
        let whole: FxHashSet<u64> = no.stems.iter().copied().collect();
        let Some(rarest) = scope.iter().copied().min_by_key(|s| (known.get(s).copied().unwrap_or(0), *s)) else {
            continue;
        };
        let told = |article: usize| {
            let asserts = |c: &&Clause| c.article == article && c.mood == Mood::Asserted;
            holds[&rarest]
                .iter()
                .map(|n| &clauses[*n as usize])
                .filter(asserts)
                .any(|c| scope.iter().all(|s| c.has(*s)))
        };
        // An article that tells both sides is no news to the other.
        if told(no.article) {
            continue;
        }
        let negates = |article: usize| {
            holds[&rarest].iter().map(|n| &clauses[*n as usize]).any(|c| {
                let common = scope.iter().filter(|s| c.has(**s)).count();
                c.article == article && c.mood != Mood::Asserted && common * 5 >= scope.len() * 3
            })
        };
        let mut best: Option<(f64, &Clause)> = None;
        for yes in holds[&rarest].iter().map(|n| &clauses[*n as usize]) {
            let one = yes.article != no.article && yes.mood == Mood::Asserted && scope.iter().all(|s| yes.has(*s));
            if !one || corpus.is_copy(yes.article, no.article) || negates(yes.article) {
                continue;
            }
            let theirs: FxHashSet<u64> = yes.stems.iter().copied().collect();
            let common: FxHashSet<u64> = whole.intersection(&theirs).copied().collect();
            let (shared, both) = (weight(&common), weight(&whole.union(&theirs).copied().collect()));
            let enough = common.len() >= 2 && shared >= MIN_WEIGHT;
            if enough && shared >= MIN_COVERED * weight(&whole) && shared >= MIN_ALIKE * both {
                let alike = shared / both;
                if best.is_none_or(|(most, b)| (alike, b.span.start) > (most, yes.span.start)) {
                    best = Some((alike, yes));
                }
            }
        }
        if let Some((_, yes)) = best {
            let mut matter: Vec<u64> = scope.into_iter().collect();
            matter.sort_unstable();
            let (a, b) = (no.article.min(yes.article), no.article.max(yes.article));
            if !one_speaker(corpus, yes, no) && shown.insert((a, b, matter)) {
                show(corpus, yes, no, out);
            }
        }
    }
}

/// Whether both clauses are quoted, and not surely of two people: then it is the wording or the speaker that differs.
fn one_speaker(corpus: &Corpus<'_>, yes: &Clause, no: &Clause) -> bool {
    let quoted = |c: &Clause| {
        let quotes = &corpus.articles[c.article].quotes;
        quotes.iter().find(|q| q.marked.iter().any(|m| m.overlaps(c.span)))
    };
    let (Some(q), Some(r)) = (quoted(yes), quoted(no)) else { return false };
    let person = |article: usize, quote: &'_ Quote| corpus.person(article, quote.speaker.as_ref()?).map(str::to_owned);
    let people = person(yes.article, q).zip(person(no.article, r));
    people.is_none_or(|(a, b)| identity(&a, &b) != Identity::Other)
}

fn show(corpus: &Corpus<'_>, yes: &Clause, no: &Clause, out: &mut Outcome) {
    let words = |c: &Clause| corpus.articles[c.article].text(c.span).to_owned();
    let code = if no.intends { "stance" } else { CODE };
    let summary = match code {
        CODE => format!("told in one, denied in another: “{}” against “{}”", words(yes), words(no)),
        _ => format!("for it in one, against it in another: “{}” against “{}”", words(yes), words(no)),
    };
    out.show(
        corpus,
        Draft {
            code,
            verdict: Verdict::SourceConflict,
            severity: Severity::Conflict,
            confidence: 70,
            summary,
            why: vec![
                "articles about the same".to_owned(),
                "the words of the one clause stand in the other, which negates them".to_owned(),
            ],
            event: None,
            passages: vec![passage(corpus, yes), passage(corpus, no)],
        },
    );
}

fn passage(corpus: &Corpus<'_>, clause: &Clause) -> Passage {
    let mut passage = corpus.passage(clause.article, clause.span, clause.span);
    let quotes = &corpus.articles[clause.article].quotes;
    if let Some(quote) = quotes.iter().find(|q| q.content.iter().any(|c| c.overlaps(clause.span))) {
        passage.said_by = corpus.said(clause.article, quote);
    }
    passage
}

/// The clauses of an article's sentences.
fn clauses(corpus: &Corpus<'_>, article: usize) -> Vec<Clause> {
    corpus.articles[article].excerpts.iter().flat_map(|e| of_excerpt(article, e)).collect()
}

fn of_excerpt(article: usize, excerpt: &Excerpt) -> Vec<Clause> {
    let words = wording::words(&excerpt.text, excerpt.span.start);
    let mut out = Vec::new();
    let mut from = 0;
    for at in 0..=words.len() {
        let parts = at == words.len() || at > from && parted(excerpt, &words[at - 1], &words[at]);
        if parts {
            out.extend(clause(article, excerpt, &words[from..at]));
            from = at;
        }
    }
    out
}

/// Whether a mark between two words parts clauses, or the second one does.
fn parted(excerpt: &Excerpt, a: &Word<'_>, b: &Word<'_>) -> bool {
    let place = |at: u32| (at - excerpt.span.start) as usize;
    let between = excerpt.text.get(place(a.span.end)..place(b.span.start)).unwrap_or("");
    between.contains([',', ';', ':', '.', '!', '?', '—', '–', '\n', '“', '”', '"', '(', ')'])
        || role(&b.fold) == Some(Role::Parts)
}

fn role(word: &str) -> Option<Role> {
    WORDS.get_key_value(word).map(|(key, role)| {
        table::hit(WORDS_NAME, key);
        *role
    })
}

fn clause(article: usize, excerpt: &Excerpt, words: &[Word<'_>]) -> Option<Clause> {
    let span = words.first()?.span.cover(words.last()?.span);
    let asked = excerpt.text.get((span.end - excerpt.span.start) as usize..).is_some_and(|rest| rest.starts_with('?'));
    let mut stems: SmallVec<[u64; 8]> = SmallVec::new();
    let (mut mood, mut intends) = (Mood::Asserted, false);
    let mut after_negation = false;
    for (at, word) in words.iter().enumerate() {
        // "ruled out", not "ruled that".
        let out = words.get(at + 1).is_some_and(|w| Closed::Out.has(&w.fold));
        let role = role(&word.fold).filter(|_| word.fold != "ruled" || out);
        let negates = matches!(role, Some(Role::Negates | Role::Denies));
        match role {
            Some(Role::Negates | Role::Denies) if mood == Mood::Asserted => mood = Mood::Negated(stems.len()),
            // "did not deny".
            Some(Role::Negates | Role::Denies) if matches!(mood, Mood::Negated(_)) => mood = Mood::Open,
            Some(Role::Bounds) if after_negation => mood = Mood::Open,
            Some(Role::Conditions) if mood != Mood::Asserted => mood = Mood::Open,
            Some(Role::Supposes) => mood = Mood::Open,
            Some(Role::Intends) => intends = true,
            _ => {}
        }
        after_negation = negates;
        let content = role == Some(Role::Keeps)
            || role.is_none_or(|r| r == Role::Intends || r == Role::Bounds) && !is_stopword(&word.fold);
        if content && word.fold.chars().count() > 2 {
            stems.push(StableHash::of(stem(&word.fold)));
        }
    }
    // "to vote to convict" asserts nothing.
    let aims = words.first().is_some_and(|w| Closed::To.has(&w.fold));
    // "those who had no water": of some, not denied.
    let some = matches!(mood, Mood::Negated(_)) && words.first().is_some_and(|w| role(&w.fold) == Some(Role::Parts));
    let mood = if asked || aims || some { Mood::Open } else { mood };
    (!stems.is_empty()).then_some(Clause { article, span, stems, mood, intends })
}

/// A word without the endings of inflection and of nouns made of verbs: "inspected" and "inspection" are one.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 14] =
        ["ations", "ation", "ions", "ments", "ment", "ion", "ings", "ing", "ies", "ied", "ers", "ed", "es", "s"];
    const MIN_STEM: usize = 3;
    let base = wording::base(word).unwrap_or(word);
    let ending = ENDINGS.iter().find_map(|e| base.strip_suffix(e).filter(|s| s.chars().count() >= MIN_STEM));
    let stem = match ending {
        Some(stem) if !base.ends_with("ss") => stem,
        _ => base,
    };
    let mut last = stem.chars().rev();
    let doubled = ending.is_some()
        && matches!((last.next(), last.next()), (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's'));
    let stem = if doubled { stem.strip_suffix(|_: char| true).unwrap_or(stem) } else { stem };
    if stem.chars().count() > MIN_STEM { stem.strip_suffix(['e', 'y', 'i']).unwrap_or(stem) } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [(WORDS_NAME, WORDS_ROWS)];
        claimdiff_cases::check("negation.cases", include_str!("negation.cases"), &tables, |wording| {
            let span = Span::new(0, wording.len());
            let excerpt = Excerpt { span, line: 1, chars: 0, text: wording.to_owned() };
            let show = |c: Clause| match c.mood {
                Mood::Asserted => format!("asserted {}", c.stems.len()),
                Mood::Negated(from) => {
                    format!(
                        "{}negated {} of {}",
                        if c.intends { "meant " } else { "" },
                        c.stems.len() - from,
                        c.stems.len()
                    )
                }
                Mood::Open => "open".to_owned(),
            };
            of_excerpt(0, &excerpt).into_iter().map(show).collect()
        });
    }

    #[test]
    fn nouns_of_verbs_have_their_stem() {
        for (a, b) in [("inspected", "inspection"), ("appealing", "appeal"), ("paid", "pay"), ("stopped", "stop")] {
            assert_eq!(stem(a), stem(b));
        }
        assert_ne!(stem("pass"), stem("pas"));
    }
}
