//! What stands in a text and tells nothing of what happened: when a page was put up, when a message was sent, lists of other
//! stories. A figure or a time in it is no claim.

use std::ops::Range;

use claimdiff_annotate::{TimeKind, TokenKind};
use claimdiff_text::word_classes;

use crate::{Claim, kinds::Context};

word_classes! {
    /// A class of words of furniture.
    enum Word in "furniture", TABLE => {
        /// Opens the line that tells when a page was put up: "Updated at".
        Stamp = "stamp",
        /// Stands between it and its time.
        Between = "between",
        /// Before a time that happened then: "on", "at".
        Dates = "dates",
        /// Ends a list of other stories that stands amid a sentence.
        Ends = "ends",
        /// Names a right: "copyright 2019".
        Right = "right",
        /// Opens an appeal of the page: "Please".
        Appeal = "appeal",
        /// Behind it, tells what the page asks for: "consider".
        Asks = "asks",
        /// Names pictures of the page, whose number follows in brackets: "slideshow (8 images)".
        Pictures = "pictures",
    }
}

pub(crate) const TABLE: &str = include_str!("furniture.tsv");

/// Takes away the claims of figures and times that stand in furniture.
pub(crate) fn clear(cx: &Context<'_>, claims: &mut Vec<Claim>) {
    let ranges = find(cx);
    if ranges.is_empty() {
        return;
    }
    // "ANN ROE Ann RoeMills close Mayor says MORE": nobody of such a list tells anything.
    for claim in claims.iter_mut() {
        claim.sources.retain(|link| {
            let tokens = link.span.map_or(0..0, |span| cx.doc.tokens_in(span));
            tokens.is_empty() || !ranges.iter().any(|r| r.start < tokens.end && tokens.start < r.end)
        });
    }
    claims.retain(|claim| {
        let tokens = cx.doc.tokens_in(claim.span);
        !ranges.iter().any(|r| r.start <= tokens.start && tokens.end <= r.end && !tokens.is_empty())
    });
}

/// The tokens of furniture, as ranges.
fn find(cx: &Context<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, time) in cx.doc.times.iter().enumerate() {
        if matches!(time.kind, TimeKind::Date | TimeKind::Time) && is_stamp(cx, at) {
            out.push(cx.doc.tokens_in(time.span));
        }
    }
    for sentence in &cx.doc.sentences {
        out.extend(sentence.tokens.clone().filter_map(|t| pictures(cx, t, sentence.tokens.end)));
        let appeal = sentence.tokens.len() > 1
            && Word::Appeal.has(cx.lower(sentence.tokens.start))
            && Word::Asks.has(cx.lower(sentence.tokens.start + 1));
        if appeal {
            out.push(sentence.tokens.clone());
        } else if sentence.tokens.len() >= SHORTEST_LIST {
            out.extend(inner_lists(cx, &sentence.tokens));
            if is_list(cx, &sentence.tokens) {
                out.push(sentence.tokens.clone());
            }
        }
    }
    out
}

/// "slideshow (8 images)", from its first word on.
fn pictures(cx: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 5;
    let opens = Word::Pictures.has(cx.lower(at)) && at + 1 < end && cx.doc.word(at + 1) == "(";
    let close = (at + 2..end.min(at + 2 + LONGEST)).find(|t| cx.doc.word(*t) == ")").filter(|_| opens)?;
    Some(at..close + 1)
}

/// The fewest tokens of a sentence that may be or hold a list of other stories.
const SHORTEST_LIST: usize = 25;

/// Whether a time tells when a page was put up or a message sent.
fn is_stamp(cx: &Context<'_>, at: usize) -> bool {
    const LEAD: usize = 4;
    let time = &cx.doc.times[at];
    let tokens = cx.doc.tokens_in(time.span);
    let Some(sentence) = cx.doc.sentence_of(time.span.start) else { return false };
    let first = cx.doc.sentences[sentence].tokens.start;
    // "Updated at 9 p.m.", "Published: May 5": the word opens its line or has a capital amid others.
    let lead = (first.max(tokens.start.saturating_sub(LEAD))..tokens.start).rev();
    let word = lead
        .take_while(|t| cx.doc.tokens[*t].kind == TokenKind::Comma || cx.doc.tokens[*t].kind == TokenKind::Word)
        .find(|t| !Word::Between.has(cx.lower(*t)) && cx.doc.tokens[*t].kind == TokenKind::Word);
    // "© 2019 Arden Post"
    if tokens.start.checked_sub(1).is_some_and(|t| t >= first && Word::Right.has(cx.lower(t))) {
        return true;
    }
    if word.is_some_and(|t| {
        let opens = t == first || cx.doc.tokens[t].capital || t == first + 1 && cx.doc.tokens[first].capital;
        opens && Word::Stamp.has(cx.lower(t)) || Word::Right.has(cx.lower(t))
    }) {
        return true;
    }
    // "(@arden) May 5, 2021"
    let behind_handle = || {
        let close = tokens.start.checked_sub(1).filter(|t| cx.doc.word(*t) == ")")?;
        let open = (close.saturating_sub(LEAD)..close).rev().find(|t| cx.doc.word(*t) == "(")?;
        cx.doc.word(open + 1).starts_with('@').then_some(())
    };
    if has_year(cx, at) && behind_handle().is_some() {
        return true;
    }
    // "Mon May 16, 2011 7:33 am": a full date beside a clock, and no preposition before either.
    let pair = |date: usize, clock: usize| {
        let (d, c) = (&cx.doc.times[date], &cx.doc.times[clock]);
        let (a, b) = if date < clock { (d, c) } else { (c, d) };
        let between = cx.doc.tokens_in(a.span).end..cx.doc.tokens_in(b.span).start;
        let led = leads(cx, cx.doc.tokens_in(a.span).start);
        let apart = between.len() > 1 || between.into_iter().any(|t| Word::Dates.has(cx.lower(t)));
        has_year(cx, date) && c.minutes.is_some() && !led && !apart
    };
    let whole = time.minutes.is_some() && has_year(cx, at);
    let led = leads(cx, tokens.start);
    let inner = tokens.clone().any(|t| Word::Dates.has(cx.lower(t)));
    let next = at + 1 < cx.doc.times.len();
    whole && !led && !inner
        || next && (pair(at, at + 1) || pair(at + 1, at))
        || at > 0 && (pair(at, at - 1) || pair(at - 1, at))
}

/// Whether something is told to have been at a time: "on", "start:".
fn leads(cx: &Context<'_>, time: usize) -> bool {
    time.checked_sub(1).is_some_and(|t| Word::Dates.has(cx.lower(t)) || cx.lower(t) == ":")
}

/// Whether a time tells a day with its year.
fn has_year(cx: &Context<'_>, at: usize) -> bool {
    let time = &cx.doc.times[at];
    let words = time.span.of(cx.doc.text());
    let digits = |n: usize| words.split(|c: char| !c.is_ascii_digit()).any(|w| w.len() == n);
    time.days.is_some_and(|d| d.first == d.last) && digits(4) && (digits(1) || digits(2))
}

/// Lists of other stories amid a sentence, as some pages have them behind a name: each from a word in which two were run
/// together to a "MORE" in capitals.
fn inner_lists(cx: &Context<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    const LONGEST: usize = 90;
    let mut out = Vec::new();
    let mut from = sentence.start;
    for end in sentence.clone().filter(|t| is_upper(cx.doc.word(*t)) && Word::Ends.has(cx.lower(*t))) {
        let glued = (from.max(end.saturating_sub(LONGEST))..end).find(|t| is_run_together(cx.doc.word(*t)));
        out.extend(glued.map(|t| t..end + 1));
        from = end + 1;
    }
    out
}

fn is_upper(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether two words were run together: "PlanGreen".
fn is_run_together(word: &str) -> bool {
    // "McGuire" and "MacDonald" have their capital early.
    const NAME: usize = 4;
    let bytes = word.as_bytes();
    bytes.len() > NAME + 2
        && bytes[NAME - 1..].windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// Whether a sentence is nothing but a row of headlines: long, with capitals throughout and hardly a comma.
fn is_list(cx: &Context<'_>, sentence: &Range<usize>) -> bool {
    let words = || sentence.clone().filter(|t| cx.doc.tokens[*t].kind == TokenKind::Word);
    let (mut all, mut title) = (0, 0);
    for t in words() {
        let bytes = cx.doc.word(t).as_bytes();
        all += 1;
        title += usize::from(bytes[0].is_ascii_uppercase() && bytes.iter().any(u8::is_ascii_lowercase));
    }
    let commas = sentence.clone().filter(|t| cx.doc.tokens[*t].kind == TokenKind::Comma).count();
    all >= SHORTEST_LIST && 3 * title >= 2 * all && 8 * commas < all
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("furniture", super::TABLE)];
        claimdiff_cases::check("furniture.cases", include_str!("furniture.cases"), &tables, crate::observed::told);
    }
}
