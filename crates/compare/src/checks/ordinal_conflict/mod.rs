//! `ordinal-conflict`: one event, two places in a row.

use std::ops::Range;

use claimdiff_claims::{Claim, EventId, Family, Polarity, Value};

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Places, Tie},
    figures::{Place, get, passage, show, values},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, block: Range<usize>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let ranks = |at: At| corpus.claims_of(at).filter(|p| is_rank(get(corpus, *p)));
    // One finding for each two articles and event: all that one says of the rank against all that the other says.
    let mut found: Vec<(At, Vec<Place>, &'static str)> = Vec::new();
    // "The Second World War" is a name, and no rank of a row that an article counts.
    for (x, y, tie) in ties.iter().filter(|(x, _, _)| !events::is_war(corpus, *x)) {
        let (mut places, mut elsewhere) = (Vec::new(), Vec::new());
        for a in ranks(*x) {
            for b in ranks(*y) {
                match decide(get(corpus, a), get(corpus, b), tie) {
                    None => {}
                    Some((Verdict::Conflict, _)) => places.extend([a, b]),
                    Some(_) if counts_elsewhere(corpus, (*x, a), (*y, b)) => elsewhere.extend([a, b]),
                    Some(_) if counts_elsewhere(corpus, (*y, b), (*x, a)) => elsewhere.extend([a, b]),
                    Some((verdict, reason)) => clear(corpus, a, b, *x, verdict, reason, out),
                }
            }
        }
        found.extend([(*x, places, EXCLUDE), (*x, elsewhere, ELSEWHERE)].into_iter().filter(|f| !f.1.is_empty()));
    }
    for article in block {
        for event in 0..corpus.articles[article].events.len() as u32 {
            let at = At { article, event: EventId(event) };
            found.push((at, narrowed(corpus, &ranks(at).collect::<Vec<Place>>()), NARROWED));
        }
    }
    found.retain(|(_, places, _)| !places.is_empty());
    found.sort();
    for (event, mut places, reason) in found {
        places.sort_unstable();
        places.dedup();
        show_ranks(corpus, event, places, reason, out);
    }
}

const EXCLUDE: &str = "ranks that exclude each other";
const ELSEWHERE: &str = "right only if those at other places count as well";
const NARROWED: &str = "right only if the earlier ones of the same text do not count";

/// Whether a later event is the n-th at its place, and an earlier one, at another place, is among those that would have
/// to be counted: "met twice before" in one city, then the "fourth meeting" in another.
fn counts_elsewhere(corpus: &Corpus<'_>, (earlier, a): (At, Place), (later, b): (At, Place)) -> bool {
    let (e, l) = (events::get(corpus, earlier), events::get(corpus, later));
    let (Value::Rank(r), Value::Rank(s)) = (&get(corpus, a).value, &get(corpus, b).value) else { return false };
    let before = e.time.zip(l.time).is_some_and(|(t, u)| t.first < u.first);
    let here = get(corpus, b).place.as_deref();
    let there = e.place.as_ref().map(|p| p.key.as_str());
    // Two meetings before this one were counted, and not only "another".
    let counted = !r.is_point() && r.lo >= 3.0 && s.is_point() && s.lo > r.lo;
    counted && before && events::places(here, there) == Places::Apart && events::same_people(corpus, earlier, later)
}

/// The ranks of an article that calls an event the first of its sort and tells of earlier ones.
fn narrowed(corpus: &Corpus<'_>, ranks: &[Place]) -> Vec<Place> {
    let places = || ranks.iter().copied();
    let rank = |p: &Place| match &get(corpus, *p).value {
        Value::Rank(r) if get(corpus, *p).polarity == Polarity::Asserted => Some(*r),
        _ => None,
    };
    let first =
        |p: &Place| rank(p).is_some_and(|r| r.is_point() && r.lo == 1.0) && get(corpus, *p).population.is_some();
    let later = |p: &Place| rank(p).is_some_and(|r| !r.is_point() && r.lo >= 3.0);
    match places().any(|p| first(&p)) && places().any(|p| later(&p)) {
        true => places().filter(|p| first(p) || later(p)).collect(),
        false => Vec::new(),
    }
}

fn show_ranks(corpus: &Corpus<'_>, event: At, places: Vec<Place>, reason: &str, out: &mut Outcome) {
    let exact = |p: &&Place| matches!(&get(corpus, **p).value, Value::Rank(r) if r.is_point());
    let claimed = places.iter().find(exact).map_or(String::new(), |p| show(get(corpus, *p)));
    let mut ranks: Vec<String> = places.iter().map(|p| show(get(corpus, *p))).collect();
    ranks.sort();
    ranks.dedup();
    let excludes = reason == EXCLUDE;
    let narrowed = places.iter().any(|p| get(corpus, *p).population.is_some());
    let mut why = vec![format!("{reason}: {}", ranks.join(", "))];
    if excludes {
        why.insert(0, "the same event".to_owned());
    }
    if narrowed {
        why.push("one of them counts only a part of the row".to_owned());
    }
    out.show(
        corpus,
        Draft {
            code: "ordinal-conflict",
            verdict: if excludes { Verdict::Conflict } else { Verdict::ScopeDiffers },
            severity: if excludes { Severity::Conflict } else { Severity::Change },
            confidence: if narrowed || !excludes { 70 } else { 85 },
            summary: match reason {
                EXCLUDE => format!("{}: {}", get(corpus, places[0]).measure, values(corpus, &places).join(" against ")),
                _ => format!("{}: “{claimed}” is {reason}", get(corpus, places[0]).measure),
            },
            why,
            event: Some(events::label(corpus, event)),
            passages: places.into_iter().map(|p| passage(corpus, p)).collect(),
        },
    );
}

fn is_rank(claim: &Claim) -> bool {
    claim.policy.family == Family::Ordinal && matches!(claim.value, Value::Rank(_))
}

/// The verdict on two ranks; `None` where they are of different rows.
fn decide(a: &Claim, b: &Claim, tie: &Tie) -> Option<(Verdict, Reason)> {
    let (Value::Rank(r), Value::Rank(s)) = (&a.value, &b.value) else { return None };
    if a.measure != b.measure {
        return None;
    }
    Some(match tie {
        Tie::Other(reason) => (Verdict::NotComparable, *reason),
        Tie::Open(reason) => (Verdict::Unresolved, *reason),
        Tie::Same(_) if a.polarity != Polarity::Asserted || b.polarity != Polarity::Asserted => {
            (Verdict::ScopeDiffers, Reason::OtherPolarity)
        }
        // A row of meetings in one city is another row than that of all meetings.
        Tie::Same(_) if a.place != b.place && !(r.lo == 1.0 && r.is_point() || s.lo == 1.0 && s.is_point()) => {
            (Verdict::ScopeDiffers, Reason::OtherPlace)
        }
        Tie::Same(_) if r == s => (Verdict::Agree, Reason::SameValue),
        Tie::Same(_) if r.overlaps(*s) => (Verdict::Refine, Reason::Overlap),
        Tie::Same(_) => (Verdict::Conflict, Reason::SameValue),
    })
}

fn clear(corpus: &Corpus<'_>, a: Place, b: Place, event: At, verdict: Verdict, reason: Reason, out: &mut Outcome) {
    let draft = Draft {
        code: "ordinal-conflict",
        verdict,
        severity: Severity::Note,
        confidence: 80,
        summary: format!("{}: {}", get(corpus, a).measure, reason.clause()),
        why: vec![reason.sentence().to_owned()],
        event: Some(events::label(corpus, event)),
        passages: vec![passage(corpus, a), passage(corpus, b)],
    };
    out.clear(corpus, draft, reason);
}
