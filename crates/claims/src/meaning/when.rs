//! Of which time a figure is: of the event it is told of, of a year or another period that is named, or all since a
//! start.

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, Number, Tag, Time, TimeKind, TokenKind};

use claimdiff_text::Days;

use super::When;
use crate::{kinds::Context, words::Phrases};

pub(super) const TABLE: &str = include_str!("when.tsv");

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cue {
    Since,
    Before,
    BeforeFront,
    From,
}

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new("meaning/when", TABLE, |cells| match cells[0] {
        "since" => Cue::Since,
        "before" => Cue::Before,
        "from" => Cue::From,
        _ => Cue::BeforeFront,
    })
});

/// How far from a figure the words for its time stand, in tokens.
const REACH: usize = 9;
/// A period of so many days or more is named, a shorter one is the day of the event.
const SHORTEST_PERIOD: i32 = 80;
const DAYS_OF_YEAR: i32 = 364;

/// How many tokens lead to what a figure was before: "down from".
const FROM_TOKENS: usize = 2;

/// The day of which a figure is told to have been before: "down from 21 the day before".
pub(super) fn stood(cx: &Context<'_>, number: &Number) -> Option<Days> {
    const NEAR: usize = 2;
    let sentence = cx.doc.sentence_of(number.figure.start)?;
    let words = cx.doc.tokens_in(number.span);
    let tokens = &cx.doc.sentences[sentence].tokens;
    let from = words.start.checked_sub(FROM_TOKENS).filter(|t| *t >= tokens.start)?;
    CUES.at(from, tokens.end, |t| cx.lower(t)).filter(|c| c.class == Cue::From)?;
    let behind = |t: &&Time| {
        let theirs = cx.doc.tokens_in(t.span);
        t.kind == TimeKind::Date && theirs.start >= words.end && theirs.start <= words.end + NEAR
    };
    cx.doc.times_in(sentence).iter().find(behind)?.days
}

/// The day for which a sentence gives its figures: "as of Tuesday, 40 people were missing".
pub(super) fn as_of(cx: &Context<'_>, number: &Number) -> Option<Days> {
    const LONGEST: i32 = 31;
    let sentence = cx.doc.sentence_of(number.figure.start)?;
    let published = cx.published()?;
    let led = |t: &&Time| {
        let first = cx.doc.tokens_in(t.span).start;
        first >= 2 && Closed::Of.has(cx.lower(first - 1)) && Closed::As.has(cx.lower(first - 2))
    };
    let before = |d: &Days| d.first == d.last && (0..=LONGEST).contains(&(published.first - d.last));
    cx.doc.times_in(sentence).iter().find(led)?.days.filter(before)
}

/// Of which time a number is, as its clause tells.
pub(super) fn of(cx: &Context<'_>, number: &Number) -> When {
    let Some(sentence) = cx.doc.sentence_of(number.figure.start) else { return When::This };
    let words = cx.doc.tokens_in(number.span);
    let tokens = cx.doc.sentences[sentence].tokens.clone();
    // "not since 2008 — when 595 were held —": what follows is of the time before it.
    let told = |t: usize| t + 1 < tokens.end && t + 1 < words.start && Closed::AnyRelative.has(cx.lower(t + 1));
    let stop = |t: &usize| {
        let token = &cx.doc.tokens[*t];
        token.kind == TokenKind::Stop
            || token.kind == TokenKind::Comma
                && matches!(cx.doc.word(*t), ";" | ":" | "(" | ")" | "--" | "–" | "—")
                && !told(*t)
    };
    let from = (tokens.start.max(words.start.saturating_sub(REACH))..words.start).rev().take_while(|t| !stop(t)).last();
    let to = (words.end..tokens.end.min(words.end + REACH)).take_while(|t| !stop(t)).last();
    let (from, to) = (from.unwrap_or(words.start), to.map_or(words.end, |t| t + 1));
    let fits = |t: usize, cue: Cue| match cue {
        // "the worst since a fire in 2009 in which 60 people died": what is told of the start is of its time.
        Cue::Since => !(t + 1..words.start).any(|t| Closed::AnyRelative.has(cx.lower(t))),
        Cue::Before => t >= words.start,
        Cue::BeforeFront => t < words.start,
        Cue::From => t + FROM_TOKENS == words.start,
    };
    let since =
        (from..to).find_map(|t| CUES.at(t, tokens.end, |t| cx.lower(t)).filter(|c| fits(t, c.class)).map(|c| (t, c)));
    if let Some((t, cue)) = since {
        CUES.hit(cue);
        let after = cx.doc.tokens[t + cue.tokens - 1].span.end;
        let start =
            cx.doc.times_in(sentence).iter().find(|time| time.span.start >= after && time.span.start <= after + 6);
        return match cue.class {
            Cue::Since => When::Since(start.and_then(|t| t.days)),
            _ => When::Other(None),
        };
    }
    let gap = |time: &Time| {
        let theirs = cx.doc.tokens_in(time.span);
        if theirs.start >= words.end { theirs.start - words.end } else { words.start.saturating_sub(theirs.end) }
    };
    let near = cx.doc.times_in(sentence).iter().filter(|time| {
        let theirs = cx.doc.tokens_in(time.span);
        let comma = |from: usize, to: usize| (from..to).any(|t| cx.doc.word(t) == ",");
        // A comma parts the clause of "which listed in 2016, were down 9 percent", but not what a sentence begins with.
        let parted = match theirs.start >= words.end {
            true => comma(words.end, theirs.start),
            false => {
                theirs.start > tokens.start + 1
                    && comma(theirs.end, words.start)
                    && !set_in(cx, &theirs, words.start)
                    && !told_of(cx, tokens.start, &theirs, words.start)
            }
        };
        theirs.start >= from && theirs.end <= to && time.kind == TimeKind::Date && !parted
    });
    near.min_by_key(|t| gap(t)).map_or(When::This, |time| period(cx, time))
}

/// Whether a time is set between commas into the clause of a figure that follows: "the last flood, in 1987, killed 52".
fn set_in(cx: &Context<'_>, time: &Range<usize>, figure: usize) -> bool {
    let comma = |t: usize| cx.doc.word(t) == ",";
    let before = time.start.checked_sub(1).is_some_and(comma)
        || time.start.checked_sub(2).is_some_and(|t| comma(t) && cx.doc.tag(t + 1) == Tag::Adp);
    before && comma(time.end) && !(time.end + 1..figure).any(comma)
}

/// Whether what follows the comma behind a time is told of that time: "in 2017, when it lost 60 boats", "after the
/// floods of 2014, 400 people were moved, and 17 died".
fn told_of(cx: &Context<'_>, sentence: usize, time: &Range<usize>, figure: usize) -> bool {
    let comma = |t: usize| cx.doc.word(t) == ",";
    if !comma(time.end) || (time.end + 1..figure).any(|t| comma(t) && !Closed::And.has(cx.lower(t + 1))) {
        return false;
    }
    // What leads the sentence is no clause of its own.
    let leads = cx.doc.tag(sentence) == Tag::Adp && !(sentence..time.start).any(|t| cx.doc.tag(t) == Tag::Verb);
    leads || Closed::AnyRelative.has(cx.lower(time.end + 1))
}

/// What a time expression says of a figure beside it.
fn period(cx: &Context<'_>, time: &Time) -> When {
    let Some(days) = time.days else { return When::This };
    let Some(published) = cx.published() else { return When::This };
    let length = days.last.saturating_sub(days.first);
    let over = days.last < published.first;
    if over && length >= DAYS_OF_YEAR && time.value.len() == 4 {
        return time.value.parse().map_or(When::Other(Some(days)), When::Year);
    }
    if over && (length >= SHORTEST_PERIOD || published.first - days.last > DAYS_OF_YEAR) {
        return When::Other(Some(days));
    }
    When::This
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/when", super::TABLE)];
        claimdiff_cases::check("meaning/when.cases", include_str!("when.cases"), &tables, crate::observed::meanings);
    }
}
