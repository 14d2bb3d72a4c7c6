//! Whether two counts that look alike are of two occasions, or of a part of one.

use claimdiff_claims::{Claim, Rule, Unit};
use claimdiff_text::Span;

use crate::{
    corpus::Corpus,
    figures::{
        Place, decide, get, is_toll, likeness, quantity,
        sentence::{APART, HELD, PART, REST, STATE, Sentence, TOTAL},
        sum,
    },
};

/// Whether the words near two counts say that one is of a part of the other, or of another day.
pub(super) fn parted(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let (c, d) = (get(corpus, a), get(corpus, b));
    let apart = quantity(c).zip(quantity(d)).map_or(0.0, |(q, r)| (q.stated.lo - r.stated.lo).abs());
    let either = s.cues ^ t.cues;
    let toll = is_toll(c) || is_toll(d);
    let count = quantity(c).is_some_and(|q| q.unit == Unit::Count);
    // "Four others" beside one of whom the sentence has told, and "five"; "two in critical condition" of five.
    if count && (either & (STATE | PART) != 0 || either & REST != 0 && apart <= MAX_REST) {
        return true;
    }
    if either & APART != 0 {
        return true;
    }
    // The hurt and the arrested; three counts of murder and two of assault.
    let one_toll = is_toll(c) != is_toll(d);
    let one = |c: &Claim| is_toll(c) && quantity(c).is_some_and(|q| q.stated.hi == 1.0);
    let rest = || sum::is_rest(corpus, a, s) != sum::is_rest(corpus, b, t);
    if one_toll && (either & HELD != 0 || one(c) || one(d)) || rest() {
        return true;
    }
    if !s.charge.is_empty() && !t.charge.is_empty() && s.charge != t.charge {
        return true;
    }
    // All victims, and those of them who live.
    let victims = decide::head(c) == "victim" || decide::head(d) == "victim";
    if toll && victims && (likeness::dead(corpus, a, apart) || likeness::dead(corpus, b, apart)) {
        return true;
    }
    // The fires of a weekend and one of them.
    if toll && either & TOTAL != 0 {
        return true;
    }
    // One sentence, edited, counts the same in both articles; but a total may be told in the words of a part.
    if s.around(t).iter().sum::<f32>() >= COPIED_AROUND {
        return false;
    }
    if count && s.cues & t.cues & STATE != 0 {
        return true;
    }
    // Round-ups of two weekends, or of other days of one.
    let round_ups = toll && s.cues & t.cues & TOTAL != 0;
    if round_ups && (!corpus.same_story(a.article, b.article) || falls(corpus, a, b, 1.0) || far(corpus, a, b, TWICE)) {
        return true;
    }
    // The dead with who did it and without; a member of a list and a whole.
    let attacker = || apart <= 1.0 && (counts_attacker(corpus, a) || counts_attacker(corpus, b));
    let listed = apart <= 1.0 && (c.rule == Rule::Conjunct) != (d.rule == Rule::Conjunct);
    // "The toll rose to 14 on Tuesday" has the day of the count.
    let other_day = || s.other_weekday(t) && c.rule != Rule::Nominal && d.rule != Rule::Nominal;
    toll && (c.scope.part != d.scope.part || listed || other_day() || attacker())
}

/// Whether the toll of a later day is the lower one, by so many times.
pub(super) fn falls(corpus: &Corpus<'_>, a: Place, b: Place, times: f64) -> bool {
    let later = |x: Place, y: Place| {
        let days = decide::as_of(corpus, x).zip(decide::as_of(corpus, y));
        days.is_some_and(|(d, e)| d.last < e.first) && stated(corpus, y) * times < stated(corpus, x)
    };
    later(a, b) || later(b, a)
}

/// Whether one figure is so many times the other, or more.
pub(super) fn far(corpus: &Corpus<'_>, a: Place, b: Place, times: f64) -> bool {
    // None and one are not.
    let (x, y) = (stated(corpus, a).abs() + 1.0, stated(corpus, b).abs() + 1.0);
    x.max(y) >= times * x.min(y)
}

fn stated(corpus: &Corpus<'_>, at: Place) -> f64 {
    quantity(get(corpus, at)).map_or(0.0, |q| q.stated.lo)
}

/// Whether a toll may count who did it: it says so, or its article tells that the attacker died as well.
fn counts_attacker(corpus: &Corpus<'_>, at: Place) -> bool {
    let c = get(corpus, at);
    let article = corpus.articles[at.article];
    let attacker = |d: &Claim| {
        let words = article.text(d.span);
        let own = words.ends_with("himself") || words.ends_with("herself");
        // "killed four people before he was shot dead"
        let he = d.context == c.context && d.span.start > c.span.start && d.population.is_none();
        own || he || d.population.as_deref().is_some_and(is_attacker)
    };
    let one = |d: &&Claim| d.rule == Rule::One && d.measure == "killed";
    // "killed two people and then himself"
    let themselves = || {
        let after = article.text(Span { start: c.span.start, end: c.context.end.max(c.span.end) });
        after.split(' ').any(|w| matches!(w.trim_end_matches(['.', ',']), "himself" | "herself"))
    };
    c.scope.attacker == Some(true)
        || c.measure == "killed" && (themselves() || article.claims.iter().filter(one).any(attacker))
}

fn is_attacker(noun: &str) -> bool {
    matches!(noun, "assailant" | "attacker" | "bomber" | "gunman" | "shooter" | "suspect")
}

/// How many times the later figure the earlier one is of a count that is seldom put right so much, and how much the two
/// must look alike for it.
pub(super) const HALF: f64 = 1.6;
pub(super) const SUREST: f32 = 0.9;
/// The weight of the words in the same order around two figures from which one sentence is the other, edited.
pub(super) const COPIED_AROUND: f32 = 4.0;
/// Round-ups of one day are not so many times each other.
const TWICE: f64 = 2.0;
/// How many a sentence may tell of before it counts the others.
const MAX_REST: f64 = 2.0;
