//! Where those are that a figure counts, as its own clause tells: "40 deaths in Italy", "Italy's death toll", "Italy reported
//! 40 deaths", "In Italy, 40 died". Where the event was is another matter: the nation's toll is not the town's.

use std::ops::Range;

use claimdiff_annotate::{Closed, Tag, TokenKind};
use claimdiff_text::{Span, word_classes};

use super::named_place;
use crate::{Claim, Value, event, kinds::Context};

word_classes! {
    /// A class of words around a figure.
    enum Class in "scope/place", include_str!("place.tsv") => {
        /// A verb by which a place gives a figure.
        Counts = "counts",
        /// The first word of a figure that a place before it owns.
        Toll = "toll",
        /// What follows is told of something else.
        Ends = "ends",
        /// Tells that a figure is of all places.
        Everywhere = "everywhere",
        /// Stands between two figures of one place.
        Carries = "carries",
        /// The same, right behind the place.
        Beside = "beside",
        /// Begins a clause on what is at the place before it.
        Where = "where",
        /// Begins a clause on what the place before it does.
        Which = "which",
    }
}

/// The folded name of the place of those that a claim counts.
pub(crate) fn of(cx: &Context<'_>, claim: &Claim) -> Option<String> {
    let words = cx.doc.tokens_in(claim.span);
    let sentence = cx.doc.sentences[cx.doc.sentence_of(claim.span.start)?].tokens.clone();
    behind(cx, words.start..sentence.end)
        .or_else(|| owner(cx, sentence.start, words.start))
        .or_else(|| at_the_head(cx, &sentence, words.start))
        .or_else(|| carried(cx, sentence.start, words.start))
        .or_else(|| before_its_noun(cx, words))
}

/// Gives what became of people the place of the count before it in its sentence, where "and" or "with" ties the two and no other
/// place is told: "7,100 people in Italy fell ill and 40 died".
pub(crate) fn share(cx: &Context<'_>, claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let claim = &mut rest[0];
        if claim.place.is_none() && claim.status.is_some() && is_tied(cx, claim) {
            claim.place = beside(cx, before, claim);
        }
    }
}

/// Whether "and" or "with" stands before a count, which is not that of all places.
fn is_tied(cx: &Context<'_>, claim: &Claim) -> bool {
    let words = cx.doc.tokens_in(claim.span);
    let ties = |t: usize| Closed::And.has(cx.lower(t)) || Class::Beside.has(cx.lower(t));
    let behind = cx.doc.tokens.len().min(words.end + LED);
    matches!(claim.value, Value::Quantity(_))
        && words.start.checked_sub(1).is_some_and(ties)
        && !(words.start..behind).any(|t| Class::Everywhere.has(cx.lower(t)))
}

/// The place of the last claim of a sentence that has one, where no other is told between it and a further one.
fn beside(cx: &Context<'_>, before: &[Claim], claim: &Claim) -> Option<String> {
    let same = before.iter().rev().take_while(|c| c.context == claim.context);
    let last = same.filter(|c| c.span.end < claim.span.start).find(|c| c.place.is_some())?;
    let between = cx.doc.tokens_in(Span { start: last.span.end, end: claim.span.start });
    let place = last.place.clone()?;
    between.filter_map(|t| named(cx, t)).all(|(key, _)| key == place).then_some(place)
}

/// How far behind a figure its place may stand, and behind the word that leads to it, in tokens.
const REACH: usize = 14;
const LED: usize = 3;

/// "40 deaths in Italy", "40 people have died in northern Italy".
fn behind(cx: &Context<'_>, tokens: Range<usize>) -> Option<String> {
    let to = tokens.end.min(tokens.start + REACH);
    let ends = |t: &usize| {
        matches!(cx.doc.tokens[*t].kind, TokenKind::Stop | TokenKind::Comma) || Class::Ends.has(cx.lower(*t))
    };
    let clause = (tokens.start..to).take_while(|t| !ends(t));
    clause.filter(|t| event::leads_to_place(cx.lower(*t))).find_map(|t| led(cx, t + 1..to.min(t + 1 + LED)))
}

/// The place that begins at one of some tokens.
fn led(cx: &Context<'_>, tokens: Range<usize>) -> Option<String> {
    let ends = |t: &usize| cx.doc.tokens[*t].kind != TokenKind::Word || event::leads_to_place(cx.lower(*t));
    tokens.take_while(|t| !ends(t)).find_map(|t| named(cx, t).map(|(key, _)| key))
}

/// "Italy's death toll", "the US death toll", "Italy reported 40".
fn owner(cx: &Context<'_>, from: usize, at: usize) -> Option<String> {
    const BETWEEN: usize = 3;
    let last = at.checked_sub(1)?;
    (from.max(last.saturating_sub(BETWEEN))..=last).rev().find_map(|t| {
        let (key, end) = named(cx, t)?;
        let between = end..at;
        let genitive = between.clone().next().is_some_and(|t| Closed::Genitive.has(cx.lower(t)));
        let word = |t: usize| cx.doc.tokens[t].kind == TokenKind::Word;
        let owns = (genitive || Class::Toll.has(cx.lower(at)))
            && between.clone().skip(usize::from(genitive)).all(|t| word(t) && !Class::Ends.has(cx.lower(t)))
            && (genitive || between.len() <= 1);
        let gives = !between.is_empty() && between.clone().all(|t| Class::Counts.has(cx.lower(t)));
        (owns || gives).then_some(key)
    })
}

/// "In Italy, 40 died".
fn at_the_head(cx: &Context<'_>, sentence: &Range<usize>, at: usize) -> Option<String> {
    let start = sentence.start;
    if start + 2 >= at || !event::leads_to_place(cx.lower(start)) {
        return None;
    }
    let (key, end) = (start + 1..(start + 1 + LED).min(at)).find_map(|t| named(cx, t))?;
    (end < at && cx.doc.tokens[end].kind == TokenKind::Comma).then_some(key)
}

/// "7,100 cases in Italy with 40 deaths", "in Oman, where there are 7,100 cases and 40 deaths", "Italy, which is reporting 40
/// deaths": a place from which only other figures of it part one.
fn carried(cx: &Context<'_>, from: usize, at: usize) -> Option<String> {
    let mut parts = (from.max(at.saturating_sub(REACH))..at).rev();
    let last = parts.find(|t| cx.doc.mention_at(*t).is_some() || !carries(cx, *t))?;
    let start = cx.doc.tokens_in(cx.doc.mention_at(last)?.span).start;
    let (key, end) = named(cx, start).filter(|(_, end)| *end < at)?;
    let clause = is_comma(cx, end);
    // "Italy, which has counted 40", not "Italy, which two people"
    let which = cx.lower(end + 1);
    if clause && (Class::Where.has(which) || Class::Which.has(which) && end + 2 < at) {
        return Some(key);
    }
    let before = from.max(start.saturating_sub(LED))..start;
    let mut phrase = before.rev().take_while(|t| cx.doc.tokens[*t].kind == TokenKind::Word);
    let lead = phrase.find(|t| event::leads_to_place(cx.lower(*t)))?;
    // "Meanwhile, in Italy, 40 died", not "after talks in Italy, 40 died"
    let opens = clause && !Class::Carries.has(which) && (lead == from || is_comma(cx, lead - 1));
    (opens || Class::Beside.has(cx.lower(end))).then_some(key)
}

/// Whether a word between two figures of a place tells nothing else.
fn carries(cx: &Context<'_>, t: usize) -> bool {
    let word = cx.lower(t);
    Class::Carries.has(word)
        || Class::Counts.has(word)
        || Closed::Be.has(word)
        || is_comma(cx, t)
        || matches!(cx.doc.tag(t), Tag::Num | Tag::Noun | Tag::Adj | Tag::Adv | Tag::Aux | Tag::Det)
}

fn is_comma(cx: &Context<'_>, t: usize) -> bool {
    cx.doc.tokens[t].kind == TokenKind::Comma
}

/// "40 U.S. deaths"
fn before_its_noun(cx: &Context<'_>, words: Range<usize>) -> Option<String> {
    words.clone().find_map(|t| {
        let (key, end) = named(cx, t)?;
        (end < words.end && Class::Toll.has(cx.lower(end))).then_some(key)
    })
}

/// The place whose name stands at a token, and the token behind it; a people ("Italian") is none.
fn named(cx: &Context<'_>, token: usize) -> Option<(String, usize)> {
    let m = cx.doc.mention_at(token)?;
    let place = named_place(cx.doc, m)?;
    let tokens = cx.doc.tokens_in(m.span);
    (tokens.start == token).then(|| (place.key.clone(), tokens.end))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_place_has_cases() {
        let tables = [("scope/place", include_str!("place.tsv"))];
        claimdiff_cases::check("scope/place.cases", include_str!("place.cases"), &tables, crate::observed::places);
    }
}
