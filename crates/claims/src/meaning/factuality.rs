//! Figures that are offered, licensed or taken back, where the words before them do not make them denied already.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, Number, TokenKind, Unit};
use claimdiff_quotes::says;

use crate::{
    Claim, Polarity,
    kinds::{Context, is_break},
    words::{Phrase, Phrases},
};

pub(super) const TABLE: &str = include_str!("factuality.tsv");

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cue {
    /// Before a figure: "offered", "a bid of".
    Offer,
    /// Before a figure: "a licence for", "a permit for".
    Licence,
    /// Before a figure: "wrongly said", "withdrew".
    Retract,
    /// Before a figure that the end of its sentence calls wrong: "reports that".
    Report,
    /// Behind it: "was wrong", "are false".
    Wrong,
    /// Before a figure that a later one of its sentence replaces: "had earlier put", "first said".
    Earlier,
    /// Right before a figure that another stands in the place of: "instead of".
    Instead,
    /// Right before a figure that holds, whatever becomes of it: "the current".
    Current,
    /// Before the figure that replaces it: "later lowered to", "but now".
    Later,
    /// The same, and before the one that is replaced, where "from" leads to it ("revised downward from"), or behind "but" for
    /// what was said first ("but later found").
    Recount,
}

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new("meaning/factuality", TABLE, |cells| match cells[0] {
        "offer" => Cue::Offer,
        "licence" => Cue::Licence,
        "retract" => Cue::Retract,
        "report" => Cue::Report,
        "wrong" => Cue::Wrong,
        "earlier" => Cue::Earlier,
        "instead" => Cue::Instead,
        "current" => Cue::Current,
        "recount" => Cue::Recount,
        _ => Cue::Later,
    })
});

/// How far before a figure an offer or a licence stands, in tokens.
const REACH: usize = 8;

/// What a claim is told as; `None` leaves what it is.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: &Number) -> Option<Polarity> {
    let sentence = cx.doc.sentences[cx.doc.sentence_of(number.figure.start)?].tokens.clone();
    let words = cx.doc.tokens_in(number.span);
    if replaced(cx, number, &words, &sentence) {
        return Some(Polarity::Negated);
    }
    // "not 40 but 30": the second is.
    if claim.polarity == Polarity::Negated && replaces(cx, number, &words, &sentence) {
        return Some(Polarity::Asserted);
    }
    let right_before = |class: Cue| {
        let found = |n: &usize| {
            words
                .start
                .checked_sub(*n)
                .filter(|t| *t >= sentence.start)
                .and_then(|t| cue(cx, t, &sentence))
                .filter(|c| c.tokens == *n && c.class == class)
        };
        let found = (1..=2).find_map(|n| found(&n));
        if let Some(cue) = found {
            CUES.hit(cue);
        }
        found.is_some()
    };
    if right_before(Cue::Instead) && claim.polarity == Polarity::Asserted {
        return Some(Polarity::Negated);
    }
    if matches!(claim.polarity, Polarity::Planned | Polarity::Hypothetical) && right_before(Cue::Current) {
        return Some(Polarity::Asserted);
    }
    if withdrawn(cx, number, &words, &sentence) {
        return Some(Polarity::Withdrawn);
    }
    if !matches!(claim.polarity, Polarity::Asserted | Polarity::Planned) {
        return None;
    }
    // "keep Arden's 3.8 percent tax": it is there, whatever is proposed.
    if words.start > sentence.start && Closed::Genitive.has(cx.lower(words.start - 1)) {
        return None;
    }
    let from = sentence.start.max(words.start.saturating_sub(REACH));
    let near = (from..words.start).rev().take_while(|t| cx.doc.tokens[*t].kind != TokenKind::Stop);
    let (cue, class) = near.filter_map(|t| cue(cx, t, &sentence)).find_map(|c| match c.class {
        Cue::Offer => Some((c, Polarity::Offered)),
        Cue::Licence => Some((c, Polarity::Licensed)),
        _ => None,
    })?;
    let fits = match class {
        Polarity::Offered => matches!(number.unit, Unit::Money(_) | Unit::Seconds | Unit::Percent | Unit::Points),
        _ => true,
    };
    fits.then(|| {
        CUES.hit(cue);
        class
    })
}

fn cue(cx: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<Phrase<Cue>> {
    CUES.at(at, sentence.end, |t| cx.lower(t))
}

/// "not 40 but 30": the first is not so.
fn replaced(cx: &Context<'_>, number: &Number, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    const NEAR: usize = 4;
    let not = words.start > sentence.start && Closed::Not.has(cx.lower(words.start - 1));
    not && number.hedge == claimdiff_annotate::Hedge::None
        && (words.end..sentence.end.min(words.end + NEAR)).any(|t| Closed::But.has(cx.lower(t)))
}

/// "not 40 but 30": whether a figure stands in the place of the one before it.
fn replaces(cx: &Context<'_>, number: &Number, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let at = cx.doc.numbers.partition_point(|n| n.span.start < number.span.start);
    let Some(other) = at.checked_sub(1).map(|n| &cx.doc.numbers[n]) else { return false };
    let theirs = cx.doc.tokens_in(other.span);
    theirs.end + 1 == words.start && replaced(cx, other, &theirs, sentence)
}

/// Whether the sentence takes a figure back.
fn withdrawn(cx: &Context<'_>, number: &Number, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let before =
        |class: Cue| (sentence.start..words.start).find_map(|t| cue(cx, t, sentence).filter(|c| c.class == class));
    let behind = |class: Cue| (words.end..sentence.end).find_map(|t| cue(cx, t, sentence).filter(|c| c.class == class));
    if let Some(recount) = recounted(cx, words, sentence) {
        CUES.hit(recount);
        return true;
    }
    if let Some(retract) = before(Cue::Retract) {
        CUES.hit(retract);
        return true;
    }
    if let Some(earlier) = first_said(cx, number, words, sentence) {
        CUES.hit(earlier);
        return true;
    }
    if let (Some(report), Some(wrong)) = (before(Cue::Report), behind(Cue::Wrong)) {
        CUES.hit(report);
        CUES.hit(wrong);
        return true;
    }
    // "had earlier put it at 40; it is 30": another figure of the sort stands behind.
    let Some(earlier) = before(Cue::Earlier) else { return false };
    if overturned(cx, words, sentence) {
        CUES.hit(earlier);
        return true;
    }
    let next = cx.doc.numbers.partition_point(|n| n.span.start < number.span.end);
    let Some(other) = cx.doc.numbers.get(next) else { return false };
    let theirs = cx.doc.tokens_in(other.span);
    let replaces = other.unit == number.unit && other.stated != number.stated && theirs.end <= sentence.end;
    let after = |c: &Phrase<Cue>| matches!(c.class, Cue::Later | Cue::Recount);
    let later = || (words.end..theirs.start).find_map(|t| cue(cx, t, sentence).filter(after));
    match later().filter(|_| replaces) {
        Some(later) => {
            CUES.hit(earlier);
            CUES.hit(later);
            true
        }
        None => false,
    }
}

/// What tells that a figure was said first, where another of its sentence stands in its place before it: "26 boats were lost, the
/// mayor had at first told of 17", "now 46 boats, against the 38 first announced".
fn first_said(cx: &Context<'_>, number: &Number, words: &Range<usize>, sentence: &Range<usize>) -> Option<Phrase<Cue>> {
    const REACH: usize = 5;
    let near = sentence.start.max(words.start.saturating_sub(REACH))..sentence.end.min(words.end + REACH);
    let said = |t: usize| sentence.contains(&t) && says(cx.doc.word(t));
    let open = |t: usize| (t.min(words.end)..t.max(words.start)).all(|t| !is_break(cx.doc.tokens[t].kind));
    let earlier = near.filter_map(|t| Some((t, cue(cx, t, sentence).filter(|c| c.class == Cue::Earlier)?)));
    let mut earlier = earlier.filter(|(t, c)| open(*t) && (said(t + c.tokens) || *t > 0 && said(t - 1)));
    let (_, earlier) = earlier.next_back()?;
    let start = cx.doc.tokens[sentence.start].span.start;
    let before = cx.doc.numbers.iter().rev().skip_while(|n| n.span.start >= number.span.start);
    let mut before = before.take_while(|n| n.span.start >= start);
    let noun = |n: &Number| n.noun.map(|noun| cx.lower_at(noun));
    let one = |n: &Number| noun(n).zip(noun(number)).is_none_or(|(a, b)| a == b);
    before.any(|n| n.unit == number.unit && n.stated != number.stated && one(n)).then_some(earlier)
}

/// Whether somebody first said a figure, and found it otherwise later, whatever it was then: "police initially said that 40 were
/// there, but the mayor later found".
fn overturned(cx: &Context<'_>, words: &Range<usize>, sentence: &Range<usize>) -> bool {
    let first = (sentence.start..words.start).any(|t| {
        let said = |t: usize| sentence.contains(&t) && says(cx.doc.word(t));
        let earlier = cue(cx, t, sentence).filter(|c| c.class == Cue::Earlier);
        earlier.is_some_and(|c| said(t + c.tokens) || t > 0 && said(t - 1))
    });
    let Some(but) = (words.end..sentence.end).find(|t| first && Closed::But.has(cx.lower(*t))) else { return false };
    let later = (but..sentence.end).find_map(|t| cue(cx, t, sentence).filter(|c| c.class == Cue::Recount));
    later.inspect(|c| CUES.hit(*c)).is_some()
}

/// What tells of a figure behind "from" that it was counted anew: "corrected the number to 30 from 40", "to 30 from an earlier
/// estimate of 40".
fn recounted(cx: &Context<'_>, words: &Range<usize>, sentence: &Range<usize>) -> Option<Phrase<Cue>> {
    const REACH: usize = 5;
    let low = sentence.start.max(words.start.saturating_sub(REACH));
    let between =
        (low..words.start).rev().take_while(|t| !is_break(cx.doc.tokens[*t].kind) && !Closed::To.has(cx.lower(*t)));
    let from = between.into_iter().find(|t| Closed::From.has(cx.lower(*t)))?;
    let earlier = from + 1 == words.start
        || (from..words.start).any(|t| cue(cx, t, sentence).is_some_and(|c| c.class == Cue::Earlier));
    if !earlier {
        return None;
    }
    let clause = (sentence.start..from).rev().take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    clause.filter_map(|t| cue(cx, t, sentence)).find(|c| c.class == Cue::Recount)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/factuality", super::TABLE)];
        claimdiff_cases::check(
            "meaning/factuality.cases",
            include_str!("factuality.cases"),
            &tables,
            crate::observed::meanings,
        );
    }
}
