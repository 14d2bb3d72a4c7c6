//! Parts that a sentence tells one after the other and that are together what the other article gives.

use claimdiff_claims::{Claim, Rule};
use claimdiff_text::Span;

use super::{
    Place, decide, get, quantity,
    sentence::{REST, Sentence},
};
use crate::corpus::Corpus;

/// Whether one of two figures is a part of a list that is together the other: "a baby and four others" and "five
/// people", "three officers on one street and two on another" and "five officers"; but not "two soldiers and two
/// nurses" and "four soldiers".
pub(super) fn closes(corpus: &Corpus<'_>, (a, s): (Place, &Sentence), (b, t): (Place, &Sentence)) -> bool {
    let lists = s.listed > 0 && t.listed > 0;
    let all = |(part, sentence): (Place, &Sentence), (whole, of): (Place, &Sentence)| {
        let Some((x, sum)) = point(get(corpus, part)).zip(point(get(corpus, whole))) else { return false };
        let more = sum - x;
        more > 0.0
            && (more == beside(corpus, part, whole) || !lists && more == listed(corpus, (part, sentence), (whole, of)))
    };
    all((a, s), (b, t)) || all((b, t), (a, s))
}

fn point(claim: &Claim) -> Option<f64> {
    quantity(claim).filter(|q| q.stated.is_point()).map(|q| q.stated.lo)
}

/// Whether a figure is of the others of whom its sentence does not tell before: "two officers hurt and three others".
pub(super) fn is_rest(corpus: &Corpus<'_>, at: Place, sentence: &Sentence) -> bool {
    sentence.cues & REST != 0 && parts(corpus, at).next().is_some()
}

/// What the other figures of a sentence that are of the same matter and of the sort of the whole come to.
fn beside(corpus: &Corpus<'_>, part: Place, whole: Place) -> f64 {
    let (c, all) = (get(corpus, part), get(corpus, whole));
    let of_sort = |d: &Claim| decide::is_general(all) || decide::head(d) == decide::head(all);
    match c.scope.part || !of_sort(c) {
        true => 0.0,
        false => parts(corpus, part).filter(|d| of_sort(d)).map(point).sum::<Option<f64>>().unwrap_or(0.0),
    }
}

/// The other figures of the sentence of a figure that are of the same matter and of others.
fn parts<'a>(corpus: &Corpus<'a>, at: Place) -> impl Iterator<Item = &'a Claim> {
    let (article, c) = (corpus.articles[at.article], get(corpus, at));
    let alike = |d: &&Claim| {
        d.policy.is_compared()
            && d.context == c.context
            && d.measure == c.measure
            && d.event == c.event
            && d.span != c.span
    };
    // "three people, including a child"; "before he was shot": the attacker is in no list of victims.
    let within = |d: &Claim| {
        let (from, to) = (c.span.end.min(d.span.end), c.span.start.max(d.span.start));
        let between = article.text(Span { start: from.min(to), end: to });
        d.scope.part || d.scope.whole.is_some() || between.contains("including")
    };
    let unnamed = |d: &Claim| d.rule == Rule::One && d.population.is_none();
    article.claims.iter().filter(move |d| alike(d) && !within(d) && !unnamed(d))
}

/// What a list of words adds to a figure, where the whole is of people in general or of two sorts, or the figure is of
/// the others.
fn listed(corpus: &Corpus<'_>, (part, sentence): (Place, &Sentence), (whole, of): (Place, &Sentence)) -> f64 {
    let (c, all) = (get(corpus, part), get(corpus, whole));
    let one_sort = decide::head(c) == decide::head(all) && (of.joint || sentence.cues & REST != 0);
    if decide::is_general(all) || one_sort { f64::from(sentence.listed) } else { 0.0 }
}
