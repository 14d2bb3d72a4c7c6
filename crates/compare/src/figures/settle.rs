//! What is shown of the pairs that were decided, and what is cleared.

use std::cmp::Reverse;

use claimdiff_claims::{Claim, EventId, Family};
use claimdiff_text::Span;
use rustc_hash::FxHashMap;

use super::{Judged, Place, counted, decide, get, passage, quantity, show};
use crate::{
    Reason, Severity, Verdict,
    clue::{Clue, Clues},
    corpus::Corpus,
    events::{self, At},
    outcome::{self, Draft, Outcome},
};

/// Gives the best pair of each two articles and clears the rest.
pub(super) fn settle(corpus: &Corpus<'_>, judged: Vec<Judged>, out: &mut Outcome) -> Vec<Judged> {
    // A figure that the other article gives as well, somewhere, is no difference between the two, unless less says that
    // the two agree than that they differ.
    let mut agreed: FxHashMap<(Place, usize), u8> = FxHashMap::default();
    for j in judged.iter().filter(|j| matches!(j.verdict, Verdict::Agree | Verdict::Refine)) {
        for (mine, theirs) in [(j.a, j.b), (j.b, j.a)] {
            // A headline over a body with another figure does not make the body agree.
            if !in_headline(corpus, theirs) {
                let sure = agreed.entry((mine, theirs.article)).or_default();
                *sure = j.link.sure.max(*sure);
            }
        }
    }
    let mut shown: Vec<Judged> = Vec::new();
    for j in judged {
        let agrees = |side| agreed.get(&side).is_some_and(|sure| *sure >= j.link.sure);
        let restated = || restated(corpus, j.a, j.b) || restated(corpus, j.b, j.a);
        let known = !j.link.copied
            && (agrees((j.a, j.b.article)) || agrees((j.b, j.a.article)) || j.link.likely < IN_SPITE && restated());
        match j.verdict.differs() && !known {
            true => shown.push(j),
            false if is_other_noun(corpus, &j) => other_noun(corpus, &j, out),
            false => out.miss(corpus, outcome::Miss::Figures(clear(&j, known))),
        }
    }
    // One claim differs from at most one figure of another article: that of the likest sentence, wherever it stands.
    shown.sort_by_cached_key(|j| {
        (Reverse((j.link.copied, (j.link.likely * 1000.0) as u32)), distance(corpus, j), j.a, j.b)
    });
    let stated = |p: Place| quantity(get(corpus, p)).map(|q| q.stated);
    let mut taken: FxHashMap<(Place, usize), Place> = FxHashMap::default();
    shown.retain(|j| {
        let (x, y) = ((j.a, j.b.article), (j.b, j.a.article));
        let free = |side, other| taken.get(&side).is_none_or(|known| stated(*known) == stated(other));
        let free = free(x, j.b) && free(y, j.a);
        if free {
            taken.entry(x).or_insert(j.b);
            taken.entry(y).or_insert(j.a);
        }
        free
    });
    shown
}

/// Shows the pairs that differ, those with a claim in common as one finding.
pub(crate) fn show_all(corpus: &Corpus<'_>, pairs: &[Judged], out: &mut Outcome) {
    let mut pairs = pairs.to_vec();
    pairs.sort_by_key(|j| (j.a, j.b));
    for group in group(pairs) {
        for (verdict, places) in steps(corpus, &group) {
            let draft = draft(corpus, &group, verdict, places);
            out.show(corpus, draft);
        }
    }
}

/// Whether one speaker's figure is told of two nouns.
fn is_other_noun(corpus: &Corpus<'_>, j: &Judged) -> bool {
    let (c, d) = (get(corpus, j.a), get(corpus, j.b));
    let named = c.population.is_some() && d.population.is_some();
    j.link.speaker && j.verdict == Verdict::Agree && named && !decide::same_population(c, d)
}

/// Shows one speaker's figure of people in general and of some of them; two nouns may be two words for one group.
fn other_noun(corpus: &Corpus<'_>, j: &Judged, out: &mut Outcome) {
    let (c, d) = (get(corpus, j.a), get(corpus, j.b));
    let passages = vec![passage(corpus, j.a), passage(corpus, j.b)];
    if decide::is_general(c) == decide::is_general(d) {
        let decision = (Verdict::ScopeDiffers, Reason::OtherPopulation);
        return out.near_miss(corpus, "number-scope", &what(c), decision, passages);
    }
    let noun = |claim: &Claim| claim.population.as_deref().map_or_else(String::new, plural);
    let who = speaker_name(corpus, j.a).map(|n| format!("{n}: ")).unwrap_or_default();
    let why = j.link.why.with(Clue::OtherNoun).words().collect();
    let draft = Draft {
        code: "number-scope",
        verdict: Verdict::ScopeDiffers,
        severity: Severity::Change,
        confidence: j.link.sure,
        summary: format!("{who}{} {} against {}", show(c), noun(c), noun(d)),
        why,
        event: None,
        passages,
    };
    out.show(corpus, draft);
}

/// How much two figures must look alike to differ although one article gives both.
const IN_SPITE: f32 = 0.9;

/// The places of a group, first reporter first; of a count that runs each step from one figure to the next by itself.
fn steps(corpus: &Corpus<'_>, group: &[Judged]) -> Vec<(Verdict, Vec<Place>)> {
    let verdict = group.iter().map(|j| j.verdict).max().unwrap_or(Verdict::Conflict);
    let mut places: Vec<Place> = group.iter().flat_map(|j| [j.a, j.b]).collect();
    places.sort_unstable();
    places.dedup();
    if !matches!(verdict, Verdict::Update | Verdict::Revision) {
        return vec![(verdict, places)];
    }
    let stated = |p: &Place| quantity(get(corpus, *p)).map_or(0.0, |q| q.stated.lo);
    // By the day for which each holds; without one, in the order of the articles, which puts the undated last.
    places.sort_by_key(|p| (decide::as_of(corpus, *p).map_or(i32::MAX, |d| d.first), *p));
    let runs: Vec<&[Place]> = places.chunk_by(|p, q| stated(p) == stated(q)).collect();
    let step = |pair: &[&[Place]]| {
        let rises = stated(&pair[1][0]) >= stated(&pair[0][0]);
        (if rises { Verdict::Update } else { Verdict::Revision }, pair.concat())
    };
    runs.windows(2).map(step).collect()
}

/// Whether a figure stands in the headline of its article, or in a line that repeats it.
fn in_headline(corpus: &Corpus<'_>, at: Place) -> bool {
    let article = corpus.articles[at.article];
    let claim = get(corpus, at);
    let Some(headline) = &article.meta.headline else { return false };
    match headline.span {
        Some(span) => span.contains(claim.span),
        None => {
            let bare = |s: &str| s.trim_end_matches(['.', ' ', '\n']).to_lowercase();
            bare(&headline.value) == bare(article.text(claim.context))
        }
    }
}

/// Whether the article of `b` gives the figure of `a` elsewhere, of the same noun: then it knows both.
pub(super) fn restated(corpus: &Corpus<'_>, a: Place, b: Place) -> bool {
    let c = get(corpus, a);
    let Some(q) = quantity(c) else { return false };
    corpus.articles[b.article].claims.iter().enumerate().any(|(n, d)| {
        quantity(d).is_some_and(|r| q.unit == r.unit && q.stated == r.stated)
            && counted(c) == counted(d)
            && d.span != get(corpus, b).span
            && !in_headline(corpus, Place { article: b.article, claim: n })
    })
}

/// How far apart the values of a pair are, in steps of a tenth.
fn distance(corpus: &Corpus<'_>, j: &Judged) -> u64 {
    let at = |p: Place| quantity(get(corpus, p)).map_or(0.0, |q| q.stated.lo.abs() + 1.0);
    ((at(j.a) / at(j.b)).ln().abs() * 10.0) as u64
}

/// Two figures that are no finding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Miss {
    /// Article and claim of the two, the earlier first.
    places: [(u32, u32); 2],
    verdict: Verdict,
    reason: Reason,
    sure: u8,
    why: Clues,
    /// The event of the first.
    event: Option<EventId>,
}

fn clear(j: &Judged, known: bool) -> Miss {
    let (verdict, reason) = match j.verdict {
        verdict if known && verdict.differs() => (Verdict::Refine, Reason::Compatible),
        verdict => (verdict, j.reason),
    };
    let places = [j.a, j.b].map(|p| (p.article as u32, p.claim as u32));
    Miss { places, verdict, reason, sure: j.link.sure, why: j.link.why, event: j.link.event.map(|at| at.event) }
}

impl Miss {
    fn places(&self) -> [Place; 2] {
        self.places.map(|(article, claim)| Place { article: article as usize, claim: claim as usize })
    }

    pub(crate) fn reason(&self) -> Reason {
        self.reason
    }

    pub(crate) fn code(&self, corpus: &Corpus<'_>) -> &'static str {
        code(get(corpus, self.places()[0]).policy.family, Verdict::Conflict)
    }

    pub(crate) fn spans(&self, corpus: &Corpus<'_>) -> [(usize, Span); 2] {
        self.places().map(|p| (p.article, get(corpus, p).span))
    }

    pub(crate) fn draft(&self, corpus: &Corpus<'_>) -> Draft {
        let [a, b] = self.places();
        let event = self.event.map(|event| At { article: a.article, event });
        Draft {
            code: self.code(corpus),
            verdict: self.verdict,
            severity: Severity::Note,
            confidence: self.sure,
            summary: format!("{}: {}", what(get(corpus, a)), self.reason.clause()),
            why: self.why.words().chain([self.reason.sentence().to_owned()]).collect(),
            event: event.map(|at| events::label(corpus, at)),
            passages: vec![passage(corpus, a), passage(corpus, b)],
        }
    }
}

fn code(family: Family, verdict: Verdict) -> &'static str {
    match (family, verdict) {
        (Family::Duration, _) => "duration-conflict",
        (_, Verdict::Update) => "number-update",
        (_, Verdict::Revision) => "number-revision",
        (_, Verdict::Changed) => "number-changed",
        _ => "number-conflict",
    }
}

/// What a claim counts, in words.
fn what(claim: &Claim) -> String {
    match claim.population.as_deref() {
        Some(p) if p != claim.measure && !claim.measure.is_empty() => format!("{} {}", plural(p), claim.measure),
        Some(p) => p.to_owned(),
        None => claim.measure.to_string(),
    }
}

/// A folded noun as readers expect it after a number of more than one.
fn plural(noun: &str) -> String {
    match noun {
        "people" | "police" | "staff" => noun.to_owned(),
        "child" => "children".to_owned(),
        _ if noun.ends_with("man") => format!("{}men", &noun[..noun.len() - 3]),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{noun}s"),
        },
    }
}

/// Joins pairs with a claim in common into one finding.
fn group(shown: Vec<Judged>) -> Vec<Vec<Judged>> {
    let mut of: FxHashMap<(Place, &'static str), usize> = FxHashMap::default();
    let mut groups: Vec<Vec<Judged>> = Vec::new();
    for j in shown {
        let code = match j.verdict {
            Verdict::Update | Verdict::Revision => "running",
            Verdict::Changed => "changed",
            _ => "conflict",
        };
        let (x, y) = ((j.a, code), (j.b, code));
        let at = match (of.get(&x).copied(), of.get(&y).copied()) {
            (Some(at), Some(other)) if at != other => {
                let moved = std::mem::take(&mut groups[other]);
                for p in &moved {
                    of.insert((p.a, code), at);
                    of.insert((p.b, code), at);
                }
                groups[at].extend(moved);
                at
            }
            (Some(at), _) | (None, Some(at)) => at,
            (None, None) => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        of.insert(x, at);
        of.insert(y, at);
        groups[at].push(j);
    }
    groups.retain(|g| !g.is_empty());
    groups.iter_mut().for_each(|g| g.sort_by_key(|j| (j.a, j.b)));
    groups
}

fn draft(corpus: &Corpus<'_>, group: &[Judged], verdict: Verdict, places: Vec<Place>) -> Draft {
    let first = &group[0];
    let c = get(corpus, first.a);
    let mut values: Vec<String> = Vec::new();
    for at in &places {
        let value = show(get(corpus, *at));
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let joint = match verdict {
        Verdict::Update | Verdict::Revision | Verdict::Changed => ", then ",
        _ => " against ",
    };
    let mut why: Vec<String> = first.link.why.words().collect();
    for clause in group.iter().flat_map(|j| j.link.why.words()) {
        if !why.contains(&clause) {
            why.push(clause);
        }
    }
    if verdict == Verdict::SourceConflict {
        why.push(Reason::OtherSource.sentence().to_owned());
    }
    let who = if first.link.speaker { speaker_name(corpus, first.a).map(|n| format!("{n}: ")) } else { None };
    Draft {
        code: code(c.policy.family, verdict),
        verdict,
        severity: match verdict {
            Verdict::Update | Verdict::Revision | Verdict::Changed => Severity::Change,
            _ => Severity::Conflict,
        },
        confidence: group.iter().map(|j| j.link.sure).min().unwrap_or(50),
        summary: format!("{}{}: {}", who.unwrap_or_default(), what(c), values.join(joint)),
        why,
        event: group.iter().find_map(|j| j.link.event).map(|e| events::label(corpus, e)),
        passages: places.into_iter().map(|p| passage(corpus, p)).collect(),
    }
}

fn speaker_name(corpus: &Corpus<'_>, at: Place) -> Option<String> {
    get(corpus, at).sources.first().map(|l| l.name.clone())
}
