//! `ordinal-conflict`: one event, two places in a row.

use claimdiff_claims::{Claim, EventId, Family, Polarity, Value};
use rustc_hash::FxHashMap;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{Place, get, passage, show},
    outcome::{Draft, Outcome},
};

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let ranks: Vec<FxHashMap<EventId, Vec<usize>>> = corpus.articles.iter().map(|a| of_events(&a.claims)).collect();
    let none = Vec::new();
    // One finding for each two articles and event: all that one says of the rank against all that the other says.
    let mut found: Vec<(At, At, Vec<Place>)> = Vec::new();
    for (x, y, tie) in ties {
        let (ours, theirs) =
            (ranks[x.article].get(&x.event).unwrap_or(&none), ranks[y.article].get(&y.event).unwrap_or(&none));
        let mut places = Vec::new();
        for ca in ours {
            for cb in theirs {
                let (a, b) = (Place { article: x.article, claim: *ca }, Place { article: y.article, claim: *cb });
                match decide(get(corpus, a), get(corpus, b), tie) {
                    None => {}
                    Some((Verdict::Conflict, _)) => places.extend([a, b]),
                    Some((verdict, reason)) => clear(corpus, a, b, *x, verdict, reason, out),
                }
            }
        }
        if !places.is_empty() {
            found.push((*x, *y, places));
        }
    }
    for (x, _, mut places) in found {
        places.sort_unstable();
        places.dedup();
        let mut values: Vec<String> = places.iter().map(|p| show(get(corpus, *p))).collect();
        values.sort();
        values.dedup();
        let narrowed = places.iter().any(|p| get(corpus, *p).population.is_some());
        let mut why =
            vec!["the same event".to_owned(), format!("ranks that exclude each other: {}", values.join(", "))];
        if narrowed {
            why.push("one of them counts only a part of the row".to_owned());
        }
        out.show(
            corpus,
            Draft {
                code: "ordinal-conflict",
                verdict: Verdict::Conflict,
                severity: Severity::Conflict,
                confidence: if narrowed { 70 } else { 85 },
                summary: format!("{}: {}", get(corpus, places[0]).measure, values.join(" against ")),
                why,
                event: Some(events::label(corpus, x)),
                passages: places.into_iter().map(|p| passage(corpus, p)).collect(),
            },
        );
    }
}

fn of_events(claims: &[Claim]) -> FxHashMap<EventId, Vec<usize>> {
    let mut map: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
    for (n, claim) in claims.iter().enumerate() {
        if let (Family::Ordinal, Value::Rank(_), Some(event)) = (claim.policy.family, &claim.value, claim.event) {
            map.entry(event).or_default().push(n);
        }
    }
    map
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
