//! Whose words a claim is, and whether it is asserted.

use std::sync::LazyLock;

use claimdiff_annotate::{EntityId, EntityKind, Tag};
use claimdiff_quotes::{Quote, QuoteKind, Speaker};
use claimdiff_text::Span;
use serde::{Deserialize, Serialize};

use crate::{
    Polarity,
    kinds::{Context, is_break},
    words::Words,
};

/// One link of a source chain: the outlet <- a speaker or document <- whom they cite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Who it is: the fullest name in the article, or the words used ("police").
    pub name: String,
    /// The entity, where there is one.
    pub entity: Option<EntityId>,
    /// What sort of source it is.
    pub voice: Voice,
    /// The words that attribute the claim to it.
    pub span: Option<Span>,
}

/// What sort of source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Voice {
    /// A named person or body.
    Named,
    /// Unnamed people: "officials", "police", "sources".
    Unnamed,
    /// A report, a poll, a statement, another outlet.
    Document,
    /// Only "reportedly", "allegedly".
    Hearsay,
}

#[derive(Clone, Copy, PartialEq)]
enum Cue {
    Unnamed,
    Document,
    Hearsay,
    Deny,
    No,
    Plan,
    Maybe,
    Done,
}

const TABLE: &str = include_str!("en.tsv");

static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    Words::new("source", TABLE, |cells| match cells[0] {
        "unnamed" => Cue::Unnamed,
        "document" => Cue::Document,
        "hearsay" => Cue::Hearsay,
        "deny" => Cue::Deny,
        "no" => Cue::No,
        "plan" => Cue::Plan,
        "done" => Cue::Done,
        _ => Cue::Maybe,
    })
});

/// According to whom some words are, the innermost first.
pub(crate) fn chain(cx: &Context<'_>, span: Span) -> Vec<Link> {
    let mut out = Vec::new();
    for quote in quotes_around(cx, span) {
        for speaker in [quote.speaker.as_ref(), quote.reported_by.as_ref()].into_iter().flatten() {
            let Some(link) = from_speaker(cx, speaker, quote.cue) else { continue };
            if !out.iter().any(|l: &Link| l.name == link.name) {
                out.push(link);
            }
        }
    }
    if out.is_empty() {
        out.extend(according(cx, span));
    }
    if let Some(word) = hearsay(cx, span) {
        let name = cx.lower_at(word).to_owned();
        out.insert(0, Link { name, entity: None, voice: Voice::Hearsay, span: Some(word) });
    }
    out
}

/// The quotations whose content holds the beginning of some words, the innermost first. Quotations are in the order of
/// the text; only the last few that start before the words can hold them.
fn quotes_around<'a>(cx: &Context<'a>, span: Span) -> Vec<&'a Quote> {
    const LOOK_BACK: usize = 12;
    let to = cx.quotes.partition_point(|q| q.span().start <= span.start);
    let mut around: Vec<&Quote> = cx.quotes[to.saturating_sub(LOOK_BACK)..to]
        .iter()
        .filter(|q| q.kind != QuoteKind::Term && q.speaker.is_some())
        .filter(|q| q.content.iter().any(|c| c.start <= span.start && span.start < c.end))
        .filter(|q| !q.cue.is_some_and(|cue| tells_deed(cx, cue)))
        .collect();
    around.sort_by_key(|q| q.span().len());
    around
}

/// Whether a cue and the "to" after it tell what somebody did, not what they said: "proceeded to kill 12 people".
fn tells_deed(cx: &Context<'_>, cue: Span) -> bool {
    let end = cx.doc.tokens_in(cue).end;
    end > 0 && end < cx.doc.tokens.len() && cx.lower(end) == "to" && is_done(cx, end - 1)
}

/// The link for a speaker; `None` where nothing but a pronoun or a figure stands for one.
fn from_speaker(cx: &Context<'_>, speaker: &Speaker, cue: Option<Span>) -> Option<Link> {
    let text = cx.doc.text();
    let mut name = speaker.name.as_str();
    if speaker.entity.is_none()
        && let Some(mention) = speaker.mention.filter(|m| m.of(text) == name)
    {
        name = phrase(cx, mention)?.of(text);
    }
    let words = speaker.mention.map_or(name, |m| m.of(text));
    let span = match (speaker.mention, cue) {
        (Some(m), Some(c)) if m.cover(c).len() < 120 => Some(m.cover(c)),
        (m, c) => m.or(c),
    };
    Some(Link { name: bare(name).to_owned(), entity: speaker.entity, voice: voice(cx, speaker.entity, words), span })
}

/// The noun phrase that some words begin with: what follows as a clause or a time is no part of who speaks ("the report
/// published Thursday"). `None` where no noun is in it.
fn phrase(cx: &Context<'_>, words: Span) -> Option<Span> {
    let tokens = cx.doc.tokens_in(words);
    let noun = |t: usize| matches!(cx.doc.tag(t), Tag::Noun | Tag::Propn);
    let timed = |t: usize| {
        let span = cx.doc.tokens[t].span;
        cx.doc.times_in(cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
    };
    let mut headed = false;
    let mut end = tokens.start;
    for t in tokens {
        let clause = matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux | Tag::Sconj | Tag::Pron);
        if headed && (clause || timed(t)) {
            break;
        }
        headed |= noun(t) && !timed(t);
        end = t + 1;
    }
    headed.then(|| Span::new(words.start as usize, cx.doc.tokens[end - 1].span.end as usize))
}

/// Words without their article: "the ministry" is "ministry".
fn bare(words: &str) -> &str {
    let article = ["the ", "a ", "an ", "The ", "A ", "An "].iter().find_map(|a| words.strip_prefix(a));
    article.unwrap_or(words)
}

fn voice(cx: &Context<'_>, entity: Option<EntityId>, words: &str) -> Voice {
    if entity.is_some_and(|e| cx.doc.entity(e).kind == EntityKind::Person) {
        return Voice::Named;
    }
    let noun = words.split_whitespace().rev().find_map(|w| {
        let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        CUES.get(&lower).filter(|c| matches!(c, Cue::Unnamed | Cue::Document)).inspect(|_| CUES.hit(&lower))
    });
    match noun {
        Some(Cue::Document) => Voice::Document,
        _ if entity.is_some() => Voice::Named,
        Some(_) => Voice::Unnamed,
        None if words.starts_with(char::is_uppercase) => Voice::Named,
        None => Voice::Unnamed,
    }
}

/// "according to ..." in the sentence.
fn according(cx: &Context<'_>, span: Span) -> Option<Link> {
    let tokens = cx.doc.tokens_in(cx.context(span));
    let at = tokens.clone().find(|t| cx.lower(*t) == "according" && *t + 1 < tokens.end && cx.lower(*t + 1) == "to")?;
    let cue = cx.doc.tokens[at].span;
    source_after(cx, at + 2, tokens.end).map(|link| Link { span: link.span.map(|s| cue.cover(s)), ..link })
}

/// The source that begins at a token: a name, or the words up to the next break.
fn source_after(cx: &Context<'_>, from: usize, limit: usize) -> Option<Link> {
    if from >= limit {
        return None;
    }
    let stop = (from..limit.min(from + 10)).find(|t| is_break(cx.doc.tokens[*t].kind) || cx.lower(*t) == "and");
    let end = stop.unwrap_or(limit.min(from + 10));
    if end == from {
        return None;
    }
    let words = cx.doc.span(from..end);
    if cx.entity_in(words).is_some() {
        return Some(link(cx, words));
    }
    Some(link(cx, phrase(cx, words)?))
}

/// The link for some words: the name in them, or they themselves.
fn link(cx: &Context<'_>, words: Span) -> Link {
    let entity = cx.entity_in(words);
    let name = match entity {
        Some(e) => cx.doc.entity(e).name.clone(),
        None => bare(words.of(cx.doc.text())).to_owned(),
    };
    Link { name, entity, voice: voice(cx, entity, words.of(cx.doc.text())), span: Some(words) }
}

fn hearsay(cx: &Context<'_>, span: Span) -> Option<Span> {
    clause(cx, span, 10)
        .find(|t| {
            let found = CUES.get(cx.lower(*t)) == Some(Cue::Hearsay);
            if found {
                CUES.hit(cx.lower(*t));
            }
            found
        })
        .map(|t| cx.doc.tokens[t].span)
}

/// The tokens of some words and up to `reach` before them, as far as their clause goes.
fn clause(cx: &Context<'_>, span: Span, reach: usize) -> std::ops::Range<usize> {
    let tokens = cx.doc.tokens_in(span);
    let mut start = tokens.start;
    let first = cx.doc.sentence_of(span.start).map_or(start, |s| cx.doc.sentences[s].tokens.start);
    while start > first && tokens.start - start < reach && !is_break(cx.doc.tokens[start - 1].kind) {
        start -= 1;
    }
    start..tokens.end
}

/// Whether a word tells that what somebody set out to do was done: "managed to".
pub(crate) fn is_done(cx: &Context<'_>, token: usize) -> bool {
    let done = CUES.get(cx.lower(token)) == Some(Cue::Done);
    if done {
        CUES.hit(cx.lower(token));
    }
    done
}

fn in_number(cx: &Context<'_>, word: Span) -> bool {
    let numbers = &cx.doc.numbers;
    numbers.get(numbers.partition_point(|n| n.span.end <= word.start)).is_some_and(|n| n.span.contains(word))
}

/// Whether some words are asserted, and as what, from the words of their clause before and in them.
pub(crate) fn polarity(cx: &Context<'_>, span: Span) -> Polarity {
    const DENIAL_REACH: usize = 10;
    const NEGATION_REACH: usize = 3;
    const MODAL_REACH: usize = 6;
    let words = cx.doc.tokens_in(span);
    let mut found = Polarity::Asserted;
    for t in clause(cx, span, DENIAL_REACH) {
        let before = words.start.saturating_sub(t);
        // Of the words themselves only the first ones and those at the verb tell; others are of a clause in between.
        let apart = || words.end - t > MODAL_REACH || (t..words.end).any(|t| is_break(cx.doc.tokens[t].kind));
        if t > words.start && apart() {
            continue;
        }
        let word = cx.lower(t);
        let Some(cue) = CUES.get(word) else { continue };
        let next = if t + 1 < cx.doc.tokens.len() { cx.lower(t + 1) } else { "" };
        let sure = match cue {
            Cue::Deny => Polarity::Denied,
            // "no fewer than 12", "not only" assert.
            Cue::No
                if before <= NEGATION_REACH
                    && !in_number(cx, cx.doc.tokens[t].span)
                    && !matches!(next, "fewer" | "less" | "only" | "longer" | "just" | "long") =>
            {
                Polarity::Negated
            }
            // "May 5" is a date.
            // "at least 14 and possibly 25" is one figure.
            Cue::Maybe
                if before <= MODAL_REACH
                    && !(word == "may" && cx.doc.tokens[t].capital)
                    && !in_number(cx, cx.doc.tokens[t].span) =>
            {
                Polarity::Hypothetical
            }
            // "going home" is no plan.
            Cue::Plan if before <= MODAL_REACH && (word != "going" || next == "to") => Polarity::Planned,
            _ => continue,
        };
        CUES.hit(word);
        if matches!(found, Polarity::Asserted) || sure == Polarity::Denied {
            found = sure;
        }
    }
    found
}
