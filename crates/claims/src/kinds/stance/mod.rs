//! Where somebody stands, or how far something has got: "wants to sign", "rejects any deployment", "dropped the threat",
//! "little progress".
//!
//! A claim is for (asserted) or against (negated) what its words say; "does not want" turns a phrase for something round.
//! The population is what it is about: the words of matter that follow. Not found: stances told in a noun ("a demand
//! for"), in irony or in the passive ("rejected by"), and those that only may be ("if he agreed to").

mod words;

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, EntityId, EntityKind, MentionKind, TokenKind};
use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::Span;

use super::{Context, Kind, fold_noun, is_break};
use crate::{
    Claim, Family, Gate, Polarity, Policy, Rule, Value, is_stopword,
    words::{Phrase, Phrases},
};
use words::Class;

/// The kind.
pub(super) struct Stance;

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Says {
    sort: StanceSort,
    against: bool,
    holder: Holder,
}

/// The sort of a stance, which is its claim's measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StanceSort {
    /// How far something has got.
    Progress,
    /// What somebody threatens to do.
    Threat,
    /// What somebody wants.
    Want,
    /// What somebody accepts or rejects.
    Accept,
    /// What somebody proposes.
    Proposal,
}

impl StanceSort {
    const ALL: [(&'static str, StanceSort); 5] = [
        ("progress", StanceSort::Progress),
        ("threat", StanceSort::Threat),
        ("want", StanceSort::Want),
        ("accept", StanceSort::Accept),
        ("proposal", StanceSort::Proposal),
    ];

    /// The sort of a name.
    pub fn of(name: &str) -> Option<StanceSort> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, sort)| *sort)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// Whose stance it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Holder {
    /// Whoever is named last before the phrase.
    Before,
    /// Whoever is named first after it: "cast doubt on whether Smith would".
    After,
    /// Nobody's: it tells of the thing itself.
    Nobody,
    /// Whoever is quoted with it: "the best way is to".
    Speaker,
}

const TABLE: &str = include_str!("en.tsv");

static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| {
    Phrases::new("stance", TABLE, |cells| Says {
        sort: StanceSort::of(cells[0]).unwrap_or(StanceSort::Proposal),
        against: cells[1] == "against",
        holder: match cells[2] {
            "after" => Holder::After,
            "nobody" => Holder::Nobody,
            "speaker" => Holder::Speaker,
            _ => Holder::Before,
        },
    })
});

const POLICY: Policy = Policy { family: Family::Stance, running: false, gate: Gate::Subject };
/// Words between a phrase and what turns it round.
const NEGATION: usize = 3;
/// The most words of matter that are kept of what a stance is about.
const MATTER: usize = 10;
/// Tokens behind a phrase in which its condition begins: "would accept it only if".
const AFTER: usize = 4;
/// The most tokens behind a phrase that tell what it is about.
const REACH: usize = 26;

impl Kind for Stance {
    fn name(&self) -> &'static str {
        "stance"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for sentence in &cx.doc.sentences {
            let (first, end) = (sentence.tokens.start, sentence.tokens.end);
            let mut at = first;
            while at < end {
                let Some((phrase, tokens)) = phrase_at(cx, at, end) else {
                    at += 1;
                    continue;
                };
                let (says, after) = (phrase.class, at + tokens);
                if let Some(claim) = self.stance(cx, says, first, at..after, end) {
                    PHRASES.hit(phrase);
                    let other = self.preferred(cx, &claim, after, end);
                    out.push(claim);
                    out.extend(other);
                }
                at = after;
            }
        }
    }
}

impl Stance {
    /// The claim that a phrase makes, if it makes one.
    fn stance(
        &self,
        cx: &Context<'_>,
        says: Says,
        first: usize,
        phrase: std::ops::Range<usize>,
        end: usize,
    ) -> Option<Claim> {
        let turned = negated(cx, first, phrase.start);
        // "rejected by Smith": the words of matter stand before and the holder after, which is not read.
        if says.holder == Holder::Before && phrase.end < end && Closed::By.has(cx.lower(phrase.end)) {
            return None;
        }
        // "does not rule out" takes no side, and "any real progress" is none yet.
        if turned && says.against || phrase.start > first && Closed::Any.has(cx.lower(phrase.start - 1)) {
            return None;
        }
        // With the verb that it hangs on: "doesn't want".
        let joined = |t: usize| if cx.doc.tokens[t].kind == TokenKind::Clitic && t > first { t - 1 } else { t };
        let start = turn(cx, first, phrase.start).map_or(phrase.start, joined);
        let quote = quote_around(cx, cx.doc.tokens[phrase.start].span);
        let holder = match says.holder {
            Holder::Nobody => None,
            Holder::After => (phrase.end..end).find_map(|t| person_at(cx, t)),
            Holder::Speaker => quote.and_then(|q| q.speaker.as_ref()).and_then(|s| s.entity),
            Holder::Before => holder_before(cx, first, phrase.start, quote),
        };
        let unknown = holder.is_none() && (quote.is_none() || says.holder == Holder::Speaker);
        if says.holder != Holder::Nobody && unknown {
            return None;
        }
        // What somebody says in a whole sentence ends with the quotation.
        let direct = quote.filter(|q| q.kind == QuoteKind::Direct);
        let limit = direct.map_or(end, |q| cx.doc.tokens_in(q.span()).end.clamp(phrase.end, end));
        let (matter, stop) = matter(cx, phrase.end, limit.min(phrase.end + REACH));
        if !matches!(says.sort, StanceSort::Progress | StanceSort::Threat) && matter.is_empty() {
            return None;
        }
        let words = cx.doc.span(start..stop);
        let mut claim = cx.claim(self, says.sort.name(), Value::Words(matter.join(" ")), words, Rule::Phrase, POLICY);
        // What only may be is nobody's stance; a threat is one.
        let may_be = match says.sort {
            StanceSort::Threat | StanceSort::Progress => false,
            StanceSort::Want => under_condition(cx, first, phrase.start),
            _ => {
                under_condition(cx, first, phrase.start)
                    || possible(cx, first, phrase.start)
                    || (phrase.end..end.min(phrase.end + AFTER)).any(|t| Closed::If.has(cx.lower(t)))
            }
        };
        if may_be {
            return None;
        }
        claim.polarity = if says.against || turned { Polarity::Negated } else { Polarity::Asserted };
        claim.subject = holder;
        Some(claim)
    }

    /// What is not wanted where somebody wants something else: "wants a treaty and not a truce".
    fn preferred(&self, cx: &Context<'_>, wanted: &Claim, from: usize, end: usize) -> Option<Claim> {
        if wanted.measure != StanceSort::Want.name() || wanted.polarity != Polarity::Asserted {
            return None;
        }
        let at = (from..end.min(from + REACH)).find(|t| {
            let next = |n: usize| if t + n < end { cx.lower(t + n) } else { "" };
            let word = cx.lower(*t);
            Class::Rather.has(word) && Closed::Than.has(next(1))
                || Class::InsteadOf.has(word) && Closed::Of.has(next(1))
                || Closed::AndBut.has(word) && Closed::Not.has(next(1)) && Class::Instead.has(next(2))
        })?;
        let start = at + usize::from(Closed::AndBut.has(cx.lower(at)));
        let (matter, stop) = matter(cx, at + 2, end.min(at + 2 + REACH));
        let first = !matter.is_empty();
        let mut claim = cx.claim(
            self,
            StanceSort::Want.name(),
            Value::Words(matter.join(" ")),
            cx.doc.span(start..stop),
            Rule::Phrase,
            POLICY,
        );
        claim.polarity = Polarity::Negated;
        claim.subject = wanted.subject;
        claim.sources = wanted.sources.clone();
        first.then_some(claim)
    }
}

/// The phrase that begins at a token, and its length in tokens. What something happens despite stands, whatever
/// adjective it has: "despite the steady progress".
fn phrase_at(cx: &Context<'_>, at: usize, end: usize) -> Option<(Phrase<Says>, usize)> {
    if let Some(phrase) = PHRASES.at(at, end, |t| cx.lower(t)) {
        return Some((phrase, phrase.tokens));
    }
    let adjective = at + 2;
    if !Class::Despite.has(cx.lower(at))
        || adjective + 1 >= end
        || PHRASES.at(adjective, end, |t| cx.lower(t)).is_some()
    {
        return None;
    }
    let phrase = PHRASES.at(at, end - 1, |t| cx.lower(if t < adjective { t } else { t + 1 }))?;
    Some((phrase, phrase.tokens + 1))
}

/// Whether a word right before turns a phrase round.
fn negated(cx: &Context<'_>, first: usize, at: usize) -> bool {
    turn(cx, first, at).is_some()
}

/// The word that turns a phrase round.
fn turn(cx: &Context<'_>, first: usize, at: usize) -> Option<usize> {
    (first.max(at.saturating_sub(NEGATION))..at)
        .rev()
        .take_while(|t| cx.doc.tokens[*t].kind == TokenKind::Word || cx.doc.tokens[*t].kind == TokenKind::Clitic)
        .find(|t| Class::Turns.has(cx.lower(*t)))
}

const REACH_BEFORE: usize = 8;

/// Whether a phrase stands under a condition.
fn under_condition(cx: &Context<'_>, first: usize, at: usize) -> bool {
    (first.max(at.saturating_sub(REACH_BEFORE))..at).any(|t| Closed::Conditional.has(cx.lower(t)))
}

/// Whether what a phrase tells only may be.
fn possible(cx: &Context<'_>, first: usize, at: usize) -> bool {
    (first.max(at.saturating_sub(REACH_BEFORE))..at).any(|t| Closed::Possible.has(cx.lower(t)))
}

/// The quotation that some words stand in.
fn quote_around<'a>(cx: &Context<'a>, span: Span) -> Option<&'a Quote> {
    const LOOK_BACK: usize = 8;
    let to = cx.quotes.partition_point(|q| q.span().start <= span.start);
    let marked = |q: &&Quote| q.kind != QuoteKind::Term && q.marked.iter().any(|m| m.contains(span));
    cx.quotes[to.saturating_sub(LOOK_BACK)..to].iter().rev().find(marked)
}

/// Who is said to take a stance: the one named last before it; in a quotation "I" and "we" are the speaker.
fn holder_before(cx: &Context<'_>, first: usize, at: usize, quote: Option<&Quote>) -> Option<EntityId> {
    const BEFORE: usize = 16;
    let from = first.max(at.saturating_sub(BEFORE));
    // "Marlow, the envoy for Tarrin, floated": an aside between commas holds nobody.
    if at > from && cx.lower(at - 1) == "," {
        let aside = (from + 1..at - 1).rev().find(|t| cx.lower(*t) == ",");
        return aside.and_then(|comma| person_at(cx, comma - 1));
    }
    for t in (from..at).rev() {
        if quote.is_some() && Closed::Speaker.has(cx.lower(t)) {
            return quote.and_then(|q| q.speaker.as_ref()).and_then(|s| s.entity);
        }
        if Closed::They.has(cx.lower(t)) && cx.doc.mention_at(t).is_none() {
            return None;
        }
        // "Marlow's push for".
        let owner = t + 2 == at && cx.doc.tokens[t + 1].kind == TokenKind::Clitic;
        if let Some(holder) =
            person_at(cx, t).or_else(|| owner.then(|| cx.doc.mention_at(t).map(|m| m.entity)).flatten())
        {
            return Some(holder);
        }
    }
    None
}

/// Whoever can take a stance and is named at a token.
fn person_at(cx: &Context<'_>, t: usize) -> Option<EntityId> {
    let m = cx.doc.mention_at(t)?;
    // "his", "Marlow's" and "her" own something and do nothing.
    let owns = m.kind == MentionKind::Pronoun && Closed::Theirs.has(cx.lower(t))
        || t + 1 < cx.doc.tokens.len()
            && cx.doc.tokens[t + 1].kind == TokenKind::Clitic
            && cx.lower(t + 1).ends_with('s');
    (!owns && cx.doc.entity(m.entity).kind != EntityKind::Other).then_some(m.entity)
}

/// The words of matter behind a phrase, folded, and where the first of them end. A colon tells that what it is comes
/// now.
fn matter(cx: &Context<'_>, from: usize, limit: usize) -> (Vec<String>, usize) {
    let mut open = true;
    let mut out: Vec<String> = Vec::new();
    let mut end = from;
    for t in from..limit {
        let (kind, word) = (cx.doc.tokens[t].kind, cx.lower(t));
        if kind == TokenKind::Stop && word != ":" {
            break;
        }
        if word == ":" {
            (open, end) = (true, t + 1);
            out.clear();
        } else if is_break(kind) || kind == TokenKind::Mark && t > from {
            // A mark right behind the phrase only ends the word that is quoted: “rejecting” any troops.
            open = false;
        }
        if kind != TokenKind::Word && kind != TokenKind::Number {
            continue;
        }
        if open {
            end = t + 1;
        }
        let noun = fold_noun(word);
        // Two sentences that share no more than "come" need not be about one thing.
        let light = is_stopword(&noun) || Class::Light.has(&noun);
        if out.len() < MATTER && noun.len() > 2 && !light && !out.contains(&noun) {
            out.push(noun);
        }
    }
    (out, end)
}
