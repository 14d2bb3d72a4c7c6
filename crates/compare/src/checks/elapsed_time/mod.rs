//! `elapsed-time`: since when something goes on, and how long by now.

use std::collections::BTreeMap;

use claimdiff_claims::{Event, EventId, EventKind, Family, Value};
use claimdiff_text::Days;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{Place, get, passage, told_alone},
    outcome::{Draft, Outcome},
    stories::root,
};

const DAY: f64 = 86_400.0;

/// The days on which something must have begun for a claim to be true.
#[derive(Clone, Copy)]
struct Begin {
    at: Place,
    days: Days,
    /// Whether the claim states the day, and does not only let it be reckoned.
    stated: bool,
}

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let begins: Vec<Vec<(EventId, Begin)>> = (0..corpus.articles.len()).map(|a| of_article(corpus, a)).collect();
    if begins.iter().all(Vec::is_empty) {
        return;
    }
    let groups = groups(&begins, ties);
    for (event, mut group) in groups {
        group.sort_by_key(|b| b.at);
        group.dedup_by_key(|b| b.at);
        judge(corpus, event, &group, out);
    }
}

/// Whether an article tells since when something goes on.
pub(crate) fn is_told(corpus: &Corpus<'_>, at: At) -> bool {
    corpus.articles[at.article].claims.iter().any(|c| c.policy.family == Family::Elapsed)
}

fn of_article(corpus: &Corpus<'_>, article: usize) -> Vec<(EventId, Begin)> {
    let analysis = corpus.articles[article];
    let mut out = Vec::new();
    for (claim, c) in analysis.claims.iter().enumerate() {
        if c.policy.family != Family::Elapsed {
            continue;
        }
        let at = Place { article, claim };
        let event = c.event.or_else(|| {
            // The war that is named beside it, and among several the one that the article tells most of.
            let named = |e: &Event| e.kind == EventKind::War && e.mentions.iter().any(|m| c.context.overlaps(*m));
            let wars = analysis.events.iter().enumerate().filter(|(_, e)| named(e));
            let most = wars.max_by_key(|(n, e)| (e.mentions.len(), std::cmp::Reverse(*n)))?;
            Some(EventId(most.0 as u32))
        });
        let (Some(event), Some(begin)) = (event, begin(corpus, at)) else { continue };
        out.push((event, begin));
    }
    out
}

/// The days on which it began, if the claim is true. A length needs the day for which it is stated.
fn begin(corpus: &Corpus<'_>, at: Place) -> Option<Begin> {
    let claim = get(corpus, at);
    match &claim.value {
        Value::Date(days) => Some(Begin { at, days: *days, stated: true }),
        Value::Quantity(q) => {
            let as_of = claim.as_of.or(corpus.days[at.article])?;
            let back = |day: i32, seconds: f64| -> i32 {
                match seconds.is_finite() {
                    true => day.saturating_sub((seconds / DAY) as i32),
                    false => i32::MIN,
                }
            };
            // An open end ("in its third year": less than three) leaves a day out.
            let first = back(as_of.first, q.value.hi).saturating_add(i32::from(q.value.hi_open));
            let last = back(as_of.last, q.value.lo.max(0.0));
            (first <= last).then_some(Begin { at, days: Days { first, last }, stated: false })
        }
        _ => None,
    }
}

/// The claims on each event, over all articles that tell of it.
fn groups(begins: &[Vec<(EventId, Begin)>], ties: &[(At, At, Tie)]) -> Vec<(At, Vec<Begin>)> {
    let mut nodes: Vec<At> = begins
        .iter()
        .enumerate()
        .flat_map(|(article, list)| list.iter().map(move |(event, _)| At { article, event: *event }))
        .collect();
    nodes.sort_unstable();
    nodes.dedup();
    let index = |at: &At| nodes.binary_search(at).ok().map(|n| n as u32);
    let mut roots: Vec<u32> = (0..nodes.len() as u32).collect();
    for (x, y, tie) in ties {
        if let (Tie::Same(_), Some(a), Some(b)) = (tie, index(x), index(y)) {
            let (a, b) = (root(&mut roots, a), root(&mut roots, b));
            roots[a.max(b) as usize] = a.min(b);
        }
    }
    let mut out: BTreeMap<u32, Vec<Begin>> = BTreeMap::new();
    for (n, at) in nodes.iter().enumerate() {
        let claims = begins[at.article].iter().filter(|(event, _)| *event == at.event).map(|(_, b)| *b);
        out.entry(root(&mut roots, n as u32)).or_default().extend(claims);
    }
    out.into_iter().map(|(n, claims)| (nodes[n as usize], claims)).collect()
}

/// The most claims on one event that are held against each other.
const MOST: usize = 10;
/// How many times as long one thing may be told to go on as by another article.
const ALIKE: f64 = 2.0;

/// The days from the last possible beginning to the day of the article, where that is known.
fn age(corpus: &Corpus<'_>, b: &Begin) -> Option<f64> {
    let day = get(corpus, b.at).as_of.filter(|_| !b.stated).or(corpus.days[b.at.article])?;
    (b.days.last > i32::MIN).then(|| f64::from(day.last.saturating_sub(b.days.last)))
}

/// Shows the claims of an event that exclude one another, with those that agree with a stated beginning.
fn judge(corpus: &Corpus<'_>, event: At, group: &[Begin], out: &mut Outcome) {
    // "for a second day" and "in its sixth year" are told of two things, however near the words.
    let near = |a: &Begin, b: &Begin| match age(corpus, a).zip(age(corpus, b)) {
        Some((x, y)) => x.max(y) <= ALIKE * x.min(y).max(1.0),
        None => true,
    };
    let apart = |a: &Begin, b: &Begin| a.at.article != b.at.article && !a.days.overlaps(b.days) && near(a, b);
    let odd: Vec<&Begin> = group.iter().filter(|a| group.iter().any(|b| apart(a, b))).collect();
    if odd.is_empty() || group.len() > MOST {
        // All that is told allows one beginning, or so many tell of it that the events of many articles are in one.
        if let Some(other) = group.iter().find(|b| b.at.article != group[0].at.article) {
            let passages = vec![passage(corpus, group[0].at), passage(corpus, other.at)];
            let decision = if odd.is_empty() {
                (Verdict::Agree, Reason::Overlap)
            } else {
                (Verdict::Unresolved, Reason::Unlinked)
            };
            out.near_miss(corpus, "elapsed-time", "how long it has gone on", decision, passages);
        }
        return;
    }
    // Who agrees with what the odd ones are held against belongs to it.
    let stated: Vec<&&Begin> = odd.iter().filter(|b| b.stated).collect();
    let passages: Vec<Place> = group
        .iter()
        .filter(|b| odd.iter().any(|o| o.at == b.at) || stated.iter().any(|s| s.days.overlaps(b.days)))
        .map(|b| b.at)
        .collect();
    let values = |begun: bool| {
        let of = |p: &&Place| matches!(get(corpus, **p).value, Value::Date(_)) == begun;
        let mut values: Vec<String> = Vec::new();
        for value in passages.iter().filter(of).map(|p| told_alone(corpus, *p)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values.join(" against ")
    };
    let (lengths, begun) = (values(false), values(true));
    let summary = match (lengths.is_empty(), begun.is_empty()) {
        (_, true) => format!("how long it has gone on: {lengths}"),
        (true, _) => format!("since when it goes on: {begun}"),
        _ => format!("how long it has gone on: {lengths}; begun {begun}"),
    };
    out.show(
        corpus,
        Draft {
            code: "elapsed-time",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 80,
            summary,
            why: vec![
                "the same event".to_owned(),
                "reckoned back from the day of each article, the beginnings exclude each other".to_owned(),
            ],
            event: Some(events::label(corpus, event)),
            passages: passages.into_iter().map(|p| passage(corpus, p)).collect(),
        },
    );
}
