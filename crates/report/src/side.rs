//! The passages of a finding as people read them: one sentence is shown once, and who says the same as another passage is
//! only named.

use claimdiff_compare::{Finding, Passage};

use crate::{Report, credit};

/// A passage that is shown with its sentence.
pub(crate) struct Side {
    /// The passage; of several in one sentence the whole, with the words of each marked.
    pub(crate) passage: Passage,
    /// Others that give the same value after the same source.
    pub(crate) also: Vec<Passage>,
}

/// The sides of a finding, in the order of its passages; in a check the draft's come first, and beside a baseline what it does
/// not hold.
pub(crate) fn sides(report: &Report<'_>, f: &Finding) -> Vec<Side> {
    let mut ordered: Vec<&Passage> = f.passages.iter().collect();
    ordered.sort_by_key(|p| (!report.is_draft(p), report.is_known(f, p)));
    of(&ordered)
}

/// The sides that a baseline does not hold, and the passages that it does; all are sides where it holds none or all.
pub(crate) fn since(report: &Report<'_>, f: &Finding) -> (Vec<Side>, Vec<Passage>) {
    let (known, new): (Vec<&Passage>, Vec<&Passage>) =
        f.passages.iter().partition(|p| report.is_known(f, p) && !report.is_draft(p));
    if known.is_empty() || new.is_empty() {
        return (sides(report, f), Vec::new());
    }
    let mut new = new;
    new.sort_by_key(|p| !report.is_draft(p));
    (of(&new), known.into_iter().cloned().collect())
}

fn of(passages: &[&Passage]) -> Vec<Side> {
    let mut sentences: Vec<Passage> = Vec::new();
    for p in passages.iter().copied() {
        match sentences.last_mut() {
            Some(before) if is_one_sentence(before, p) => join(before, p),
            _ => sentences.push(p.clone()),
        }
    }
    let alone = |passage| Side { passage, also: Vec::new() };
    let differ = sentences.iter().any(|p| !says_the_same(p, &sentences[0]));
    let mut out: Vec<Side> = Vec::new();
    for p in sentences {
        match out.iter_mut().find(|s| differ && says_the_same(&s.passage, &p)) {
            Some(side) => side.also.push(p),
            None => out.push(alone(p)),
        }
    }
    out
}

fn is_one_sentence(a: &Passage, b: &Passage) -> bool {
    a.article == b.article && a.context.overlaps(b.context) && a.value == b.value && a.said_by == b.said_by
}

fn says_the_same(a: &Passage, b: &Passage) -> bool {
    a.value.is_some() && a.value == b.value && credit::source(a) == credit::source(b)
}

/// Makes one passage of two, in which the words stay marked that were.
fn join(a: &mut Passage, b: &Passage) {
    for p in [&*a, b].map(|p| if p.differs.is_empty() { vec![p.span] } else { p.differs.clone() }) {
        a.differs.extend(p);
    }
    a.differs.sort();
    a.differs.dedup();
    a.span = a.span.cover(b.span);
    a.context = a.context.cover(b.context);
}

#[cfg(test)]
mod tests {
    use claimdiff_text::Span;

    use super::*;
    use crate::sample;

    #[test]
    fn a_sentence_is_shown_once_and_who_says_the_same_is_named() {
        let sample = sample::ferry();
        let report = sample.report();
        let mut toll = sample.comparison.findings[1].clone();
        assert_eq!(sides(&report, &toll).len(), 2);
        // The same words once more, in the same sentence and in another article.
        let mut near = toll.passages[0].clone();
        near.span = Span::new(near.span.end as usize + 1, near.span.end as usize + 5);
        let mut far = toll.passages[0].clone();
        far.article = 2;
        toll.passages.insert(1, near.clone());
        toll.passages.push(far);
        let sides = sides(&report, &toll);
        let also: Vec<usize> = sides.iter().map(|s| s.also.len()).collect();
        assert_eq!(also, [1, 0]);
        assert_eq!(sides[0].passage.differs, [toll.passages[0].span, near.span]);
        let draft = Report { drafts: &[1], ..report };
        assert_eq!(super::sides(&draft, &toll)[0].passage.article, 1);
        // Where nothing else tells them apart, all are shown.
        toll.passages.iter_mut().for_each(|p| (p.value, p.said_by) = (Some("12".to_owned()), Vec::new()));
        assert!(super::sides(&report, &toll).iter().all(|s| s.also.is_empty()));
    }
}
