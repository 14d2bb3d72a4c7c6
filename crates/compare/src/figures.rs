//! Figures of one thing in several articles: counts, tolls, money, shares, rates and lengths of events.
//!
//! Pairs come from events that may be one, from one speaker's figures of one measure, and from sentences that tell the
//! same of the same noun in nearly the same words. Each pair is decided in the order of DESIGN, section 3.

use claimdiff_claims::{
    Analysis, Claim, EventId, Family, Gate, Hedge, Interval, Polarity, Quantity, Unit, Value, Voice, is_stopword,
};
use claimdiff_text::{Days, StableHash};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Passage, Reason, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    events::{self, At, Places, Tie},
    outcome::{Draft, Outcome},
    wording,
};

/// The most earlier claims with one key that are looked at.
const MAX_POSTINGS: usize = 48;
/// Days between articles that may give one figure without an event that ties them.
const WINDOW: i32 = 7;

/// A claim of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) article: usize,
    pub(crate) claim: usize,
}

pub(crate) fn get<'a>(corpus: &Corpus<'a>, at: Place) -> &'a Claim {
    &corpus.articles[at.article].claims[at.claim]
}

/// What two claims are tied by.
#[derive(Clone, Debug)]
struct Link {
    why: Vec<String>,
    event: Option<At>,
    /// How sure it is, in percent.
    sure: u8,
    /// One speaker's figures, whoever prints them.
    speaker: bool,
}

/// Two claims and what was decided about them.
struct Judged {
    a: Place,
    b: Place,
    verdict: Verdict,
    reason: Reason,
    link: Link,
}

/// Compares the figures of all articles.
pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let mut judged: Vec<Judged> = Vec::new();
    let mut seen: FxHashSet<(Place, Place)> = FxHashSet::default();
    by_event(corpus, ties, &mut seen, &mut judged);
    by_speaker(corpus, &mut seen, &mut judged);
    by_wording(corpus, &mut seen, &mut judged);
    settle(corpus, judged, out);
}

fn quantity(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Quantity(q) if matches!(claim.policy.family, Family::Number | Family::Duration) => Some(q),
        _ => None,
    }
}

fn by_event(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], seen: &mut FxHashSet<(Place, Place)>, out: &mut Vec<Judged>) {
    let claims: Vec<FxHashMap<EventId, Vec<usize>>> = corpus.articles.iter().map(|a| of_events(a)).collect();
    let none = Vec::new();
    for (x, y, tie) in ties {
        for ca in claims[x.article].get(&x.event).unwrap_or(&none).iter().take(MAX_POSTINGS) {
            for cb in claims[y.article].get(&y.event).unwrap_or(&none).iter().take(MAX_POSTINGS) {
                let (a, b) = (Place { article: x.article, claim: *ca }, Place { article: y.article, claim: *cb });
                if !same_measure(get(corpus, a), get(corpus, b)) {
                    continue;
                }
                match tie {
                    Tie::Same(why) => {
                        let why = why.iter().map(|w| (*w).to_owned()).collect();
                        let link = Link { why, event: Some(*x), sure: 85, speaker: false };
                        seen.insert((a, b));
                        out.push(judge(corpus, a, b, link));
                    }
                    Tie::Open(reason) | Tie::Other(reason) => {
                        let verdict = match tie {
                            Tie::Open(_) => Verdict::Unresolved,
                            _ => Verdict::NotComparable,
                        };
                        let link = Link { why: Vec::new(), event: Some(*x), sure: 80, speaker: false };
                        out.push(Judged { a, b, verdict, reason: *reason, link });
                        if matches!(tie, Tie::Other(_)) {
                            seen.insert((a, b));
                        }
                    }
                }
            }
        }
    }
}

fn of_events(article: &Analysis) -> FxHashMap<EventId, Vec<usize>> {
    let mut map: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
    for (n, claim) in article.claims.iter().enumerate() {
        if quantity(claim).is_some()
            && let Some(event) = claim.event
        {
            map.entry(event).or_default().push(n);
        }
    }
    map
}

/// Whether two claims measure one thing: then they are worth a line in the ledger.
fn same_measure(a: &Claim, b: &Claim) -> bool {
    a.policy.family == b.policy.family
        && a.measure == b.measure
        && quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

fn by_speaker(corpus: &Corpus<'_>, seen: &mut FxHashSet<(Place, Place)>, out: &mut Vec<Judged>) {
    let mut postings: FxHashMap<u64, Vec<Place>> = FxHashMap::default();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        for (claim, c) in analysis.claims.iter().enumerate() {
            if c.policy.gate != Gate::Speaker || quantity(c).is_none() {
                continue;
            }
            let Some(speaker) = speaker(analysis, c) else { continue };
            let at = Place { article, claim };
            let period = c.period.map_or(0, |p| p as u64).to_string();
            let family = speaker.rsplit(' ').next().unwrap_or(speaker);
            let list = postings.entry(key(&[family, &c.measure, &unit(c), &period])).or_default();
            for other in list.iter().rev().take(MAX_POSTINGS).filter(|o| o.article != article) {
                let theirs = self::speaker(corpus.articles[other.article], get(corpus, *other)).unwrap_or("");
                if identity(speaker, theirs) != Identity::Same || !seen.insert((*other, at)) {
                    continue;
                }
                let why = vec!["same speaker, measure and period".to_owned()];
                out.push(judge(corpus, *other, at, Link { why, event: None, sure: 85, speaker: true }));
            }
            list.push(at);
        }
    }
}

fn speaker<'a>(article: &'a Analysis, claim: &Claim) -> Option<&'a str> {
    let entity = claim.sources.first()?.entity?;
    article.entities.get(entity.0 as usize).map(|e| e.key.as_str())
}

fn key(parts: &[&str]) -> u64 {
    let mut hash = StableHash::default();
    parts.iter().for_each(|p| hash.field(p));
    hash.finish()
}

fn unit(claim: &Claim) -> String {
    quantity(claim).map(|q| format!("{:?}", q.unit)).unwrap_or_default()
}

/// The words of a claim's sentence that carry matter, hashed and sorted.
fn matter(article: &Analysis, claim: &Claim) -> Vec<u64> {
    let context = article.text(claim.context);
    let mut words: Vec<u64> = wording::words(context, claim.context.start)
        .iter()
        .filter(|w| {
            w.fold.len() > 3 && !is_stopword(&w.fold) && !w.fold.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        })
        .map(|w| w.hash)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// What is counted: the noun, or what the measure says.
fn counted(claim: &Claim) -> &str {
    claim.population.as_deref().unwrap_or(&claim.measure)
}

fn by_wording(corpus: &Corpus<'_>, seen: &mut FxHashSet<(Place, Place)>, out: &mut Vec<Judged>) {
    let mut postings: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut all: Vec<(Place, Vec<u64>)> = Vec::new();
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        let first = all.len() as u32;
        for (claim, c) in analysis.claims.iter().enumerate() {
            if quantity(c).is_none() || c.policy.gate == Gate::Speaker {
                continue;
            }
            let at = Place { article, claim };
            // A sentence of many figures is read once.
            let words = match all.last() {
                Some((p, words)) if p.article == article && get(corpus, *p).context == c.context => words.clone(),
                _ => matter(analysis, c),
            };
            let (unit, noun) = (unit(c), head(c));
            shared.clear();
            let keys: Vec<u64> = words.iter().map(|w| key(&[&unit, noun, &w.to_string()])).collect();
            for k in &keys {
                if let Some(list) = postings.get(k) {
                    list.iter()
                        .rev()
                        .take(MAX_POSTINGS)
                        .filter(|o| **o < first)
                        .for_each(|o| *shared.entry(*o).or_default() += 1);
                }
            }
            let mut candidates: Vec<(u32, u32)> =
                shared.iter().filter(|(_, n)| **n >= MIN_SHARED).map(|(o, n)| (u32::MAX - n, *o)).collect();
            candidates.sort_unstable();
            for (n, other) in candidates.into_iter().take(MAX_CANDIDATES) {
                let (place, theirs) = &all[other as usize];
                let n = (u32::MAX - n) as usize;
                let contained = n as f64 / words.len().min(theirs.len()).max(1) as f64;
                let other = get(corpus, *place);
                let topic = corpus.same_topic(place.article, article);
                let tied = corpus.same_story(place.article, article)
                    || topic && (corpus.near(place.article, article, WINDOW) || contained >= CLOSE);
                let counts = quantity(c).is_some_and(|q| q.unit == Unit::Count);
                let fresh = counts && topic && corpus.near(place.article, article, 1);
                // Shares and sums of money are many in one text, and their sentences are alike.
                let enough = match (n > MIN_SHARED as usize, counts) {
                    (true, true) => contained >= if fresh { LOOSE } else { CONTAINED },
                    (true, false) => contained >= CLOSE,
                    (false, _) => contained >= CLOSE && counts,
                };
                let vague = [c, other].into_iter().filter_map(quantity).any(|q| q.hedge == Hedge::Vague);
                if !tied || !enough || vague || seen.contains(&(*place, at)) {
                    continue;
                }
                seen.insert((*place, at));
                let why = vec![format!("{n} words of the two sentences are the same")];
                let sure = (50.0 + 45.0 * contained) as u8;
                out.push(judge(corpus, *place, at, Link { why, event: None, sure, speaker: false }));
            }
            let id = all.len() as u32;
            all.push((at, words));
            keys.into_iter().for_each(|k| postings.entry(k).or_default().push(id));
        }
    }
}

/// Words that two sentences on one figure share besides the figure and its noun.
const MIN_SHARED: u32 = 3;
/// The share of the shorter sentence's words of matter that stand in the other.
const CONTAINED: f64 = 0.36;
/// The same for sentences that share no more than they must.
const CLOSE: f64 = 0.5;
/// The same for articles of one day about the same people and things.
const LOOSE: f64 = 0.28;
/// The most sentences that one is held against.
const MAX_CANDIDATES: usize = 8;

/// Decides about two claims of one event, speaker or sentence.
fn judge(corpus: &Corpus<'_>, a: Place, b: Place, mut link: Link) -> Judged {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let (verdict, reason) = decide(corpus, a, b, &mut link);
    debug_assert!(quantity(c).is_some() && quantity(d).is_some());
    Judged { a, b, verdict, reason, link }
}

fn decide(corpus: &Corpus<'_>, a: Place, b: Place, link: &mut Link) -> (Verdict, Reason) {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let (Some(q), Some(r)) = (quantity(c), quantity(d)) else {
        return (Verdict::NotComparable, Reason::OtherMeasure);
    };
    // The verbs of two sentences may differ; what becomes of people may not.
    let fate = c.policy.running && c.policy.gate == Gate::Event && d.policy.running && d.policy.gate == Gate::Event;
    if c.measure != d.measure && (link.event.is_some() || fate) {
        return (Verdict::NotComparable, Reason::OtherMeasure);
    }
    if q.unit != r.unit {
        return (Verdict::NotComparable, Reason::OtherUnit);
    }
    if c.polarity != d.polarity || !matches!(c.polarity, Polarity::Asserted | Polarity::Past) {
        return (Verdict::ScopeDiffers, Reason::OtherPolarity);
    }
    if c.period != d.period {
        return (Verdict::ScopeDiffers, Reason::OtherPeriod);
    }
    if events::places(c.place.as_deref(), d.place.as_deref()) == Places::Apart {
        return (Verdict::ScopeDiffers, Reason::OtherPlace);
    }
    let part = !same_population(c, d);
    if part && !link.speaker {
        return (Verdict::ScopeDiffers, Reason::OtherPopulation);
    }
    let running = c.policy.running && d.policy.running;
    let (when, then) = (as_of(corpus, a), as_of(corpus, b));
    let later = match (when, then) {
        (Some(x), Some(y)) if x.last < y.first => Some(true),
        (Some(x), Some(y)) if y.last < x.first => Some(false),
        _ => None,
    };
    if agree(q, r) {
        // "At least 35" and, the next day, "40": the count has moved although the first allows the second.
        let moved = running
            && later.is_some()
            && q.stated.is_point()
            && r.stated.is_point()
            && q.stated != r.stated
            && !rounded(q, r)
            && bound(q)
            && !bound(r);
        if !moved {
            let same = q.value == r.value;
            return if same { (Verdict::Agree, Reason::SameValue) } else { (Verdict::Refine, Reason::Overlap) };
        }
    }
    if part {
        link.why.push("counted of different groups".to_owned());
    }
    if link.speaker {
        return (Verdict::Changed, Reason::LaterCount);
    }
    if running && let Some(later) = later {
        let (first, second) = if later { (q, r) } else { (r, q) };
        link.why.push("a running count, some days later".to_owned());
        return match second.stated.lo >= first.stated.lo {
            true => (Verdict::Update, Reason::LaterCount),
            false => (Verdict::Revision, Reason::LaterCount),
        };
    }
    link.why.push("the values exclude each other".to_owned());
    if running && (when.is_none() || then.is_none()) {
        link.sure = link.sure.saturating_sub(15);
        link.why.push("an article has no date, so one may be the later count".to_owned());
    }
    let named = |c: &Claim| c.sources.first().filter(|l| l.voice == Voice::Named).map(|l| l.name.clone());
    match (named(c), named(d)) {
        (Some(x), Some(y)) if x != y => (Verdict::SourceConflict, Reason::OtherSource),
        _ => (Verdict::Conflict, Reason::SameValue),
    }
}

/// The day for which a figure holds: its own, or its article's.
fn as_of(corpus: &Corpus<'_>, at: Place) -> Option<Days> {
    get(corpus, at).as_of.or(corpus.days[at.article])
}

fn bound(q: &Quantity) -> bool {
    matches!(q.hedge, Hedge::AtLeast | Hedge::MoreThan)
}

/// Whether both count the same people or things; words for people in general may mean any of them.
pub(crate) fn same_population(a: &Claim, b: &Claim) -> bool {
    let general = |c: &Claim| {
        c.population.as_deref().is_none_or(|p| matches!(p, "people" | "person" | "victim" | "individual" | "human"))
    };
    head(a) == head(b) || (general(a) && general(b))
}

/// The noun that is counted, without what describes it: "officer" of "police officer".
fn head(claim: &Claim) -> &str {
    let noun = counted(claim);
    noun.rsplit(' ').next().unwrap_or(noun)
}

/// Whether two claims are figures in one unit.
pub(crate) fn same_unit(a: &Claim, b: &Claim) -> bool {
    quantity(a).zip(quantity(b)).is_some_and(|(q, r)| q.unit == r.unit)
}

/// Whether two figures may be one.
pub(crate) fn may_agree(a: &Claim, b: &Claim) -> bool {
    quantity(a).zip(quantity(b)).is_none_or(|(q, r)| agree(q, r))
}

/// Whether two figures may be one at the coarser of their stated precisions.
fn agree(a: &Quantity, b: &Quantity) -> bool {
    a.value.overlaps(b.value) || rounded(a, b)
}

/// Whether one point is the other rounded.
fn rounded(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.stated, b.stated);
    if !x.is_point() || !y.is_point() || x.lo == y.lo {
        return x.is_point() && x == y;
    }
    let grain = grain(x).max(grain(y));
    (x.lo - y.lo).abs() <= grain / 2.0
}

/// The unit of a figure's last significant digit, where it looks rounded: 100,000 of 5,500,000; 0 of 42.
fn grain(x: Interval) -> f64 {
    let value = x.lo.abs();
    if value < 1000.0 {
        // "about 3" of a hundred is said as 3; only fractions are rounded to it.
        return if value.fract() == 0.0 { 1.0 - f64::EPSILON } else { 0.1 };
    }
    let mut grain = 1.0;
    while grain * 10.0 <= value && (value / (grain * 10.0)).fract() == 0.0 {
        grain *= 10.0;
    }
    grain
}

/// Shows the best pair of each two articles and clears the rest.
fn settle(corpus: &Corpus<'_>, judged: Vec<Judged>, out: &mut Outcome) {
    let differs = |v: Verdict| {
        matches!(
            v,
            Verdict::Conflict | Verdict::SourceConflict | Verdict::Update | Verdict::Revision | Verdict::Changed
        )
    };
    // A figure that the other article gives as well, somewhere, is no difference between the two.
    let mut agreed: FxHashSet<(Place, usize)> = FxHashSet::default();
    for j in judged.iter().filter(|j| matches!(j.verdict, Verdict::Agree | Verdict::Refine)) {
        agreed.insert((j.a, j.b.article));
        agreed.insert((j.b, j.a.article));
    }
    let mut shown: Vec<Judged> = Vec::new();
    for j in judged {
        let known = agreed.contains(&(j.a, j.b.article))
            || agreed.contains(&(j.b, j.a.article))
            || restated(corpus, j.a, j.b)
            || restated(corpus, j.b, j.a);
        match differs(j.verdict) && !known {
            true => shown.push(j),
            false => clear(corpus, j, known, out),
        }
    }
    // One claim differs from at most one claim of another article: the one nearest to it.
    shown.sort_by_key(|j| (std::cmp::Reverse(j.link.sure), distance(corpus, j), j.a, j.b));
    let mut taken: FxHashSet<(Place, usize)> = FxHashSet::default();
    shown.retain(|j| {
        let free = !taken.contains(&(j.a, j.b.article)) && !taken.contains(&(j.b, j.a.article));
        if free {
            taken.insert((j.a, j.b.article));
            taken.insert((j.b, j.a.article));
        }
        free
    });
    shown.sort_by_key(|j| (j.a, j.b));
    for group in group(shown) {
        let draft = draft(corpus, &group);
        out.show(corpus, draft);
    }
}

/// Whether the article of `b` gives the figure of `a` elsewhere, of the same noun: then it knows both.
fn restated(corpus: &Corpus<'_>, a: Place, b: Place) -> bool {
    let c = get(corpus, a);
    let Some(q) = quantity(c) else { return false };
    corpus.articles[b.article].claims.iter().any(|d| {
        quantity(d).is_some_and(|r| q.unit == r.unit && q.stated == r.stated)
            && counted(c) == counted(d)
            && d.span != get(corpus, b).span
    })
}

/// How far apart the values of a pair are, in steps of a tenth.
fn distance(corpus: &Corpus<'_>, j: &Judged) -> u64 {
    let at = |p: Place| quantity(get(corpus, p)).map_or(0.0, |q| q.stated.lo.abs() + 1.0);
    ((at(j.a) / at(j.b)).ln().abs() * 10.0) as u64
}

fn clear(corpus: &Corpus<'_>, j: Judged, known: bool, out: &mut Outcome) {
    let (verdict, reason) = match j.verdict {
        Verdict::Conflict | Verdict::SourceConflict | Verdict::Update | Verdict::Revision | Verdict::Changed
            if known =>
        {
            (Verdict::Refine, Reason::Compatible)
        }
        verdict => (verdict, j.reason),
    };
    let c = get(corpus, j.a);
    let mut why = j.link.why;
    why.push(reason.sentence().to_owned());
    let draft = Draft {
        code: code(c.policy.family, Verdict::Conflict),
        verdict,
        severity: Severity::Note,
        confidence: j.link.sure,
        summary: format!("{}: {}", what(c), reason.clause()),
        why,
        event: j.link.event.map(|e| events::label(corpus, e)),
        passages: vec![passage(corpus, j.a), passage(corpus, j.b)],
    };
    out.clear(corpus, draft, reason);
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
            Verdict::Update => "update",
            Verdict::Revision => "revision",
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

fn draft(corpus: &Corpus<'_>, group: &[Judged]) -> Draft {
    let first = &group[0];
    let c = get(corpus, first.a);
    let verdict = group.iter().map(|j| j.verdict).max().unwrap_or(Verdict::Conflict);
    let mut places: Vec<Place> = group.iter().flat_map(|j| [j.a, j.b]).collect();
    places.sort_unstable();
    places.dedup();
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
    let mut why = first.link.why.clone();
    for clause in group.iter().flat_map(|j| &j.link.why) {
        if !why.contains(clause) {
            why.push(clause.clone());
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

/// A claim as a passage of a finding.
pub(crate) fn passage(corpus: &Corpus<'_>, at: Place) -> Passage {
    let claim = get(corpus, at);
    let mut passage = corpus.passage(at.article, claim.span, claim.context);
    passage.said_by = corpus.chain(&claim.sources);
    passage.value = Some(show(claim));
    passage
}

/// A claim's value for the reader.
pub(crate) fn show(claim: &Claim) -> String {
    match &claim.value {
        Value::Quantity(q) => {
            let hedge = match q.hedge {
                Hedge::None | Hedge::Range | Hedge::Vague => "",
                Hedge::About => "about ",
                Hedge::AtLeast => "at least ",
                Hedge::MoreThan => "more than ",
                Hedge::AtMost => "at most ",
                Hedge::LessThan => "fewer than ",
                Hedge::Nearly => "nearly ",
                _ => "",
            };
            format!("{hedge}{}{}", amount(q), claim.period.map_or("", per))
        }
        Value::Rank(i) if i.is_point() => ordinal(i.lo),
        Value::Rank(i) => format!("{} or later", ordinal(i.lo)),
        Value::Date(days) => match days.dates() {
            (Some(a), Some(b)) if a == b => a.to_string(),
            (Some(a), Some(b)) if a == b.first_of_month() && b == a.last_of_month() => a.strftime("%B %Y").to_string(),
            (Some(a), Some(b)) if a == b.first_of_year() && b == a.last_of_year() => a.year().to_string(),
            (Some(a), Some(b)) => format!("{a} to {b}"),
            (Some(a), None) => format!("from {a}"),
            (None, Some(b)) => format!("until {b}"),
            _ => "unknown day".to_owned(),
        },
        Value::Words(words) => match claim.polarity {
            Polarity::Negated => format!("no {words}"),
            Polarity::Past => format!("former {words}"),
            _ => words.clone(),
        },
        _ => String::new(),
    }
}

/// The period of a rate, in seconds, for the reader.
fn per(seconds: f64) -> &'static str {
    match (seconds / 3600.0) as u32 {
        1 => " an hour",
        24 => " a day",
        168 => " a week",
        672..=744 => " a month",
        8760..=8784 => " a year",
        _ => "",
    }
}

fn ordinal(rank: f64) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    match WORDS.get((rank as usize).wrapping_sub(1)) {
        Some(word) => (*word).to_owned(),
        None => format!("number {rank}"),
    }
}

fn amount(q: &Quantity) -> String {
    let interval = if q.hedge == Hedge::None || !q.stated.is_point() { q.value } else { q.stated };
    if q.unit == Unit::Seconds {
        return span_of_time(interval);
    }
    let plain = bare(interval);
    match &q.unit {
        Unit::Percent => format!("{plain} %"),
        Unit::Points => format!("{plain} points"),
        Unit::Money(code) => format!("{code} {plain}"),
        Unit::Metres => format!("{plain} m"),
        Unit::SquareMetres => format!("{plain} m²"),
        Unit::Kilograms => format!("{plain} kg"),
        Unit::Age => format!("aged {plain}"),
        Unit::Other(name) => format!("{plain} {name}"),
        _ => plain,
    }
}

fn bare(i: Interval) -> String {
    let number = |x: f64| match x {
        _ if x.fract() == 0.0 && x.abs() < 1e15 => thousands(x as i64),
        _ => format!("{x}"),
    };
    match (i.lo.is_finite(), i.hi.is_finite()) {
        _ if i.is_point() => number(i.lo),
        (true, true) => format!("{} to {}", number(i.lo), number(i.hi)),
        (true, false) => format!("{} or more", number(i.lo)),
        (false, true) => format!("up to {}", number(i.hi)),
        _ => "any number".to_owned(),
    }
}

fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    if n < 0 {
        out.push('-');
    }
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A length of time in the largest unit that gives a short number.
fn span_of_time(i: Interval) -> String {
    const UNITS: [(&str, f64); 6] = [
        ("years", 365.2425 * 86_400.0),
        ("months", 30.436_875 * 86_400.0),
        ("days", 86_400.0),
        ("hours", 3_600.0),
        ("minutes", 60.0),
        ("seconds", 1.0),
    ];
    let reference = if i.lo.is_finite() { i.lo } else { i.hi };
    let short = |x: f64| ((x * 4.0).round() / 4.0 - x).abs() < 1e-6;
    let (name, unit) =
        UNITS.into_iter().find(|(_, u)| reference >= *u && short(reference / u)).unwrap_or(("seconds", 1.0));
    let plain = bare(Interval { lo: i.lo / unit, hi: i.hi / unit, ..i });
    match plain == "1" {
        true => format!("1 {}", &name[..name.len() - 1]),
        false => format!("{plain} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64) -> Quantity {
        Quantity {
            value: Interval::point(value),
            stated: Interval::point(value),
            hedge: Hedge::None,
            unit: Unit::Count,
        }
    }

    #[test]
    fn figures_agree_at_the_coarser_precision() {
        assert!(agree(&point(5_500_000.0), &point(5_478_000.0)));
        assert!(agree(&point(160_000.0), &point(159_320.0)));
        assert!(!agree(&point(12.0), &point(14.0)));
        assert!(!agree(&point(5_700.0), &point(9_695.0)));
        assert!(!agree(&point(4.0), &point(5.0)));
        assert!(agree(&point(2.6), &point(3.0)));
    }

    #[test]
    fn lengths_of_time_read_well() {
        assert_eq!(span_of_time(Interval::point(16_200.0)), "4.5 hours");
        assert_eq!(span_of_time(Interval::point(3_600.0)), "1 hour");
        assert_eq!(span_of_time(Interval::at_least(7_200.0)), "2 or more hours");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
