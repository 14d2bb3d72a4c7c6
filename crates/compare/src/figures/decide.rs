//! The order of decisions about two figures (ARCHITECTURE.md, "When two claims differ"): the first that applies.

use claimdiff_claims::{Claim, Gate, Hedge, Interval, Polarity, Quantity, Rule, Unit, Voice};
use claimdiff_text::Days;

use super::{Judged, Link, Place, counted, get, is_toll, quantity};
use crate::{
    Reason, Verdict,
    clue::Clue,
    corpus::{Corpus, Identity, identity},
    events::{self, Places},
};

/// Decides about two claims of one event, speaker or sentence.
pub(super) fn judge(corpus: &Corpus<'_>, a: Place, b: Place, mut link: Link) -> Judged {
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
    if let Some(reason) = barred(corpus, a, b) {
        return (Verdict::NotComparable, reason);
    }
    // The verbs of two sentences may differ; what becomes of people may not.
    let fate = is_toll(c) && is_toll(d) && !(link.event.is_none() && both_hurt(corpus, a, b));
    if c.measure != d.measure && (link.event.is_some() || fate) {
        return (Verdict::NotComparable, Reason::OtherMeasure);
    }
    if q.unit != r.unit {
        return (Verdict::NotComparable, Reason::OtherUnit);
    }
    // What two sentences tell in the same words may be a plan in both, or in one.
    let worded = link.event.is_none() && !link.speaker;
    let modal = worded
        && link.likely >= WORDED
        && !fate
        && ![c, d].iter().any(|c| matches!(c.polarity, Polarity::Denied | Polarity::Negated));
    let told = |c: &Claim| match c.polarity {
        Polarity::Offered | Polarity::Licensed => Polarity::Asserted,
        other => other,
    };
    if told(c) != told(d) && !modal || !(worded || matches!(told(c), Polarity::Asserted | Polarity::Past)) {
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
    if part {
        link.why.add(Clue::OtherGroups);
    }
    values(corpus, a, b, link)
}

/// Decides about two figures of one thing by their values, their days and their sources: steps 4 to 6.
pub(super) fn values(corpus: &Corpus<'_>, a: Place, b: Place, link: &mut Link) -> (Verdict, Reason) {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let (Some(q), Some(r)) = (quantity(c), quantity(d)) else {
        return (Verdict::NotComparable, Reason::OtherMeasure);
    };
    let running = c.policy.running && d.policy.running;
    let (when, then) = (as_of(corpus, a), as_of(corpus, b));
    let later = match (when, then) {
        (Some(x), Some(y)) if x.last < y.first => Some(true),
        (Some(x), Some(y)) if y.last < x.first => Some(false),
        _ => None,
    };
    if agree(q, r) && !bounds_differ(q, r) {
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
            let same = q.value == r.value || bound(q) == bound(r) && rounded(q, r);
            return if same { (Verdict::Agree, Reason::SameValue) } else { (Verdict::Refine, Reason::Overlap) };
        }
    }
    // "Several" ends nowhere.
    let vague = q.hedge == Hedge::Vague || r.hedge == Hedge::Vague;
    if vague && q.stated.lo.max(r.stated.lo) <= VAGUE * q.stated.hi.min(r.stated.hi) {
        return (Verdict::Refine, Reason::Overlap);
    }
    if link.speaker {
        return (Verdict::Changed, Reason::LaterCount);
    }
    // A year more of age takes time.
    if q.unit == Unit::Age && when.zip(then).is_none_or(|(x, y)| x.gap(y) < BIRTHDAY) {
        link.why.add(Clue::ValuesExclude);
        return (Verdict::Conflict, Reason::SameValue);
    }
    if running && let Some(later) = later {
        let (first, second) = if later { (q, r) } else { (r, q) };
        link.why.add(Clue::LaterCount);
        return match second.stated.lo >= first.stated.lo {
            true => (Verdict::Update, Reason::LaterCount),
            // One of those who were hurt, told of by himself.
            false if second.stated.lo == 1.0 && first.stated.lo > 2.0 => {
                (Verdict::ScopeDiffers, Reason::OtherPopulation)
            }
            false => (Verdict::Revision, Reason::LaterCount),
        };
    }
    if running && (when.is_none() || then.is_none()) {
        link.sure = link.sure.saturating_sub(15);
        link.why.add(Clue::UndatedCount);
        return (Verdict::Update, Reason::LaterCount);
    }
    link.why.add(Clue::ValuesExclude);
    let named = |c: &Claim| c.sources.first().filter(|l| l.voice == Voice::Named).map(|l| l.name.clone());
    match (named(c), named(d)) {
        (Some(x), Some(y)) if x != y => (Verdict::SourceConflict, Reason::OtherSource),
        _ => (Verdict::Conflict, Reason::SameValue),
    }
}

/// Whether one counts who was shot and one who was hurt, where the dead do not make the difference.
fn both_hurt(corpus: &Corpus<'_>, a: Place, b: Place) -> bool {
    let hurt = |p: Place| matches!(get(corpus, p).measure.as_ref(), "wounded" | "shot");
    let stated = |p: Place| quantity(get(corpus, p)).map_or(0.0, |q| q.stated.lo);
    let apart = (stated(a) - stated(b)).abs();
    let dead = |article: usize| {
        let mut claims = corpus.articles[article].claims.iter();
        claims.any(|c| c.measure == "killed" && quantity(c).is_some_and(|q| q.stated.lo == apart))
    };
    hurt(a) && hurt(b) && !dead(a.article) && !dead(b.article)
}

/// Why two figures cannot be held against each other, whatever else ties them.
pub(super) fn barred(corpus: &Corpus<'_>, a: Place, b: Place) -> Option<Reason> {
    let (c, d) = (get(corpus, a), get(corpus, b));
    if c.policy.gate == Gate::Subject || d.policy.gate == Gate::Subject {
        let name = |p: Place, c: &Claim| {
            let article = corpus.articles[p.article];
            c.subject.and_then(|s| article.entities.get(s.0 as usize)).map(|e| e.key.as_str())
        };
        // Those of one family have one name and other ages.
        let full = |name: &str| name.contains(' ');
        let one = |(x, y): (&str, &str)| full(x) && full(y) && identity(x, y) == Identity::Same;
        let same = name(a, c).zip(name(b, d)).is_some_and(one);
        if !same {
            return Some(Reason::OtherSubject);
        }
    }
    // A victim who is described is one of those that a toll counts.
    let described = |c: &Claim| match c.rule {
        Rule::One => true,
        Rule::Conjunct => quantity(c).is_some_and(|q| q.stated.hi == 1.0),
        _ => false,
    };
    (described(c) != described(d) && quantity(c).zip(quantity(d)).is_some_and(|(q, r)| q.stated != r.stated))
        .then_some(Reason::OtherPopulation)
}

/// How much two figures must look alike for what may be in one article to be held against what is in the other.
const WORDED: f32 = 0.85;
/// How many times what a vague word says at most another figure may be.
const VAGUE: f64 = 3.0;
/// Days between two articles from which a birthday between them is as likely as a slip.
const BIRTHDAY: i32 = 60;

/// The day for which a figure holds: its own, or its article's.
pub(super) fn as_of(corpus: &Corpus<'_>, at: Place) -> Option<Days> {
    get(corpus, at).as_of.or(corpus.days[at.article])
}

fn bound(q: &Quantity) -> bool {
    matches!(q.hedge, Hedge::AtLeast | Hedge::MoreThan)
}

/// Whether two bounds of one direction differ by more than rounding: of a bound the strongest is told that is known
/// (the maxim of quantity, Grice 1975), so "at least two" and "at least five" are two reports although both may be so.
fn bounds_differ(q: &Quantity, r: &Quantity) -> bool {
    let capped = |q: &Quantity| matches!(q.hedge, Hedge::AtMost | Hedge::LessThan);
    let (x, y) = (q.stated.lo, r.stated.lo);
    let coarsest = |x: f64| if x < FEW { 1.0 } else { 10f64.powi(zeros(x)) };
    (bound(q) && bound(r) || capped(q) && capped(r)) && (x - y).abs() >= coarsest(x).max(coarsest(y))
}

/// What is counted one by one.
const FEW: f64 = 20.0;

/// Whether both count the same people or things; words for people in general may mean any of them.
pub(crate) fn same_population(a: &Claim, b: &Claim) -> bool {
    head(a) == head(b) || (is_general(a) && is_general(b))
}

/// Whether a claim counts people without saying which.
pub(super) fn is_general(claim: &Claim) -> bool {
    claim.population.as_deref().is_none_or(|p| matches!(p, "people" | "person" | "victim" | "individual" | "human"))
}

/// The noun that is counted, without what describes it: "officer" of "police officer".
pub(super) fn head(claim: &Claim) -> &str {
    let noun = counted(claim);
    noun.rsplit(' ').next().unwrap_or(noun)
}

/// What describes the noun that is counted: "police" of "police officer".
fn sort(claim: &Claim) -> &str {
    claim.population.as_deref().and_then(|p| p.rsplit_once(' ')).map_or("", |(sort, _)| sort)
}

/// Whether a claim says which sort of its noun it counts.
pub(super) fn has_sort(claim: &Claim) -> bool {
    !sort(claim).is_empty()
}

/// Whether two claims count two sorts of one noun: "allied troops" and "irregular troops".
pub(super) fn sorts_apart(a: &Claim, b: &Claim) -> bool {
    has_sort(a) && has_sort(b) && !sort(a).split(' ').any(|word| sort(b).split(' ').any(|other| other == word))
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
pub(super) fn agree(a: &Quantity, b: &Quantity) -> bool {
    a.value.overlaps(b.value) || rounded(a, b)
}

/// Whether one point is the other rounded.
fn rounded(a: &Quantity, b: &Quantity) -> bool {
    let (x, y) = (a.stated, b.stated);
    if !x.is_point() || !y.is_point() || x.lo == y.lo {
        return x.is_point() && x == y;
    }
    // "1 million" may be 1.05 million, and is not 600,000.
    let larger = x.lo.abs().max(y.lo.abs());
    let coarsest = if larger >= 1000.0 { larger * COARSE } else { f64::INFINITY };
    let grain = grain(x).max(grain(y)).min(coarsest);
    (x.lo - y.lo).abs() <= grain / 2.0
}

/// The most that rounding takes from a figure, as twice a share of it.
const COARSE: f64 = 0.2;

/// The unit of a figure's last significant digit, where it looks rounded: 100,000 of 5,500,000; 0 of 42.
fn grain(x: Interval) -> f64 {
    let value = x.lo.abs();
    if value < 1000.0 {
        // "about 3" of a hundred is said as 3; only fractions are rounded to it.
        return if value.fract() == 0.0 { 1.0 - f64::EPSILON } else { 0.1 };
    }
    10f64.powi(zeros(value))
}

/// The zeros at the end of a figure.
fn zeros(value: f64) -> i32 {
    let ends = |n: &i32| 10f64.powi(*n) <= value && (value / 10f64.powi(*n)).fract() == 0.0;
    (1..MAX_ZEROS).take_while(ends).count() as i32
}

/// More zeros than these are told in words.
const MAX_ZEROS: i32 = 15;

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
}
