//! The n-th of a row: "the fourth meeting", "another round of talks", "met twice earlier".
//!
//! The value is the rank of the event told of. A word between the rank and the event narrows the row ("first publicly
//! confirmed talks"), and so does a place right behind it ("fourth meeting in Riga").

use std::sync::LazyLock;

use claimdiff_annotate::{EntityKind, MentionKind};

use super::{Context, Kind, is_break};
use crate::{Claim, EventId, EventKind, Family, Gate, Interval, Polarity, Policy, Rule, Value, words::Words};

/// The kind.
pub(super) struct Ordinal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Exact,
    Open,
    Many,
    Times,
}

static RANKS: LazyLock<Words<(f64, Sense)>> = LazyLock::new(|| {
    Words::new("ordinal", include_str!("en.tsv"), |cells| {
        let sense = match cells[1] {
            "exact" => Sense::Exact,
            "open" => Sense::Open,
            "many" => Sense::Many,
            _ => Sense::Times,
        };
        (cells[0].parse().unwrap_or(1.0), sense)
    })
});

const POLICY: Policy = Policy { family: Family::Ordinal, running: false, gate: Gate::Event };

impl Kind for Ordinal {
    fn name(&self) -> &'static str {
        "ordinal"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for &(span, id) in cx.mentions() {
            let tokens = cx.doc.tokens_in(span);
            let Some(sentence) = cx.doc.sentence_of(span.start) else { continue };
            let sentence = cx.doc.sentences[sentence].tokens.clone();
            let event = cx.event(id);
            let before = rank_before(cx, sentence.start, tokens.start);
            let after = || times_after(cx, tokens.end, sentence.end);
            let Some((at, rank, sense)) = before.or_else(after) else { continue };
            let this = match sense {
                Sense::Exact | Sense::Open => id,
                // What came before is told to place the event that the article is about.
                Sense::Many | Sense::Times => main_event(cx, event.kind, id),
            };
            let value = match sense {
                Sense::Exact => Interval::point(rank),
                _ => Interval::at_least(rank),
            };
            RANKS.hit(cx.lower(at));
            let words = cx.doc.span(at.min(tokens.start)..tokens.end.max(at + 1));
            let mut claim = cx.claim(self, event.kind.name(), Value::Rank(value), words, Rule::Phrase, POLICY);
            if matches!(claim.polarity, Polarity::Hypothetical | Polarity::Planned | Polarity::Negated) {
                continue;
            }
            claim.population = qualifier(cx, at + 1, tokens.start);
            claim.place = place_behind(cx, tokens.end, sentence.end);
            claim.event = Some(this);
            out.push(claim);
        }
    }
}

/// The rank in the noun phrase that ends at a token.
fn rank_before(cx: &Context<'_>, first: usize, end: usize) -> Option<(usize, f64, Sense)> {
    const REACH: usize = 5;
    for t in (first.max(end.saturating_sub(REACH))..end).rev() {
        if is_break(cx.doc.tokens[t].kind) {
            return None;
        }
        let word = cx.lower(t);
        if let Some((rank, sense)) = RANKS.get(word)
            && sense != Sense::Times
        {
            return Some((t, rank, sense));
        }
        // "round of talks" is one thing, any other preposition ends the phrase.
        let round = word == "of" && t > first && matches!(cx.lower(t - 1), "round" | "rounds");
        if !round
            && matches!(
                word,
                "of" | "in" | "at" | "with" | "for" | "and" | "the" | "a" | "to" | "after" | "before" | "s"
            )
        {
            return None;
        }
    }
    None
}

/// "twice earlier", "twice before" behind a verb.
fn times_after(cx: &Context<'_>, from: usize, limit: usize) -> Option<(usize, f64, Sense)> {
    const REACH: usize = 6;
    let at = (from..limit.min(from + REACH)).find(|t| RANKS.get(cx.lower(*t)).is_some_and(|r| r.1 == Sense::Times))?;
    let earlier =
        (at + 1..limit.min(at + 4)).any(|t| matches!(cx.lower(t), "earlier" | "before" | "already" | "previously"));
    let (rank, sense) = RANKS.get(cx.lower(at))?;
    earlier.then_some((at, rank, sense))
}

/// The event of a kind that an article is about: the last one told of before that is no background, else the next.
fn main_event(cx: &Context<'_>, kind: EventKind, id: EventId) -> EventId {
    let fits = |n: &usize| cx.events[*n].kind == kind && !cx.events[*n].background;
    let at = id.0 as usize;
    let found = (0..at).rev().find(fits).or_else(|| (at..cx.events.len()).find(fits));
    found.map_or(id, |n| EventId(n as u32))
}

/// The words that narrow the row.
fn qualifier(cx: &Context<'_>, from: usize, to: usize) -> Option<String> {
    let words = (from..to)
        .filter(|t| !matches!(cx.lower(*t), "round" | "rounds" | "of" | "such") && cx.doc.mention_at(*t).is_none())
        .map(|t| cx.lower(t))
        .collect::<Vec<_>>()
        .join(" ");
    (!words.is_empty()).then_some(words)
}

/// "meeting in Riga"
fn place_behind(cx: &Context<'_>, at: usize, limit: usize) -> Option<String> {
    if at + 1 >= limit || !matches!(cx.lower(at), "in" | "at") {
        return None;
    }
    let m = cx.doc.mention_at(at + 1).filter(|m| m.kind == MentionKind::Name)?;
    let entity = cx.doc.entity(m.entity);
    (entity.kind == EntityKind::Place).then(|| entity.key.clone())
}
