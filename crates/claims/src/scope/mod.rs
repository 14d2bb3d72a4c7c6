//! What a figure counts in and leaves out, as far as its sentence says.

pub(crate) mod place;

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Document, Entity, EntityId, EntityKind, Mention, MentionKind, TokenKind, names};
use claimdiff_text::Span;
use serde::{Deserialize, Serialize};

use crate::{Claim, Quantity, Value, kinds::Context, words::Phrases};

/// What a claim's figure counts in and leaves out. What the words do not say is left open, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Whether it is a part of another figure: "nine, including four children".
    pub part: bool,
    /// The claim it is a part of, as its place among the article's claims, where the sentence gives that too.
    pub whole: Option<u32>,
    /// Whether who did it is counted: "12 people, including the gunman"; "12 people besides the gunman" is no.
    pub attacker: Option<bool>,
    /// Whether it is a running total or the count of a period.
    pub extent: Extent,
    /// Whether it is so, or only forecast or allowed.
    pub stage: Stage,
    /// Whose they are, as the key of a country: "russia" of "Russian soldiers".
    pub party: Option<String>,
}

/// Whether a figure is a running total (a stock) or the count of a period (a flow).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Extent {
    /// The words do not say.
    #[default]
    Unsaid,
    /// All until now: "so far", "to date", "since May".
    SoFar,
    /// Those of one period: "in the past 24 hours", "on Monday alone".
    Within,
}

/// How far a figure has come about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Stage {
    /// It is told as so.
    #[default]
    Actual,
    /// It is expected or reckoned for later: "forecast", "projected".
    Forecast,
    /// It is allowed or decided, which is not yet done: "authorised", "approved".
    Authorised,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cue {
    SoFar,
    Within,
    Forecast,
    Authorised,
    With,
    Without,
    Attacker,
}

pub(crate) const TABLE: &str = include_str!("en.tsv");

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new("scope", TABLE, |cells| match cells[0] {
        "so-far" => Cue::SoFar,
        "within" => Cue::Within,
        "forecast" => Cue::Forecast,
        "authorised" => Cue::Authorised,
        "with" => Cue::With,
        "without" => Cue::Without,
        _ => Cue::Attacker,
    })
});

/// How far from a figure its clause is read, in tokens.
const REACH: usize = 10;

/// The scope that the clause of some words tells; `part` and `whole` are for the kinds and [`link`] to fill.
pub(crate) fn of(cx: &Context<'_>, span: Span) -> Scope {
    let mut scope = Scope::default();
    let words = cx.doc.tokens_in(span);
    let Some(sentence) = cx.doc.sentence_of(span.start).map(|s| cx.doc.sentences[s].tokens.clone()) else {
        return scope;
    };
    let clause = clause(cx, &words, &sentence);
    let mut next = clause.start;
    while next < clause.end {
        let t = next;
        next += 1;
        let Some(cue) = CUES.at(t, sentence.end, |t| cx.lower(t)) else { continue };
        next = t + cue.tokens;
        let after = t >= words.start;
        match cue.class {
            Cue::SoFar if scope.extent == Extent::Unsaid => scope.extent = Extent::SoFar,
            Cue::Within => scope.extent = Extent::Within,
            // "were expected to die": before the figure or between it and its verb, never in what follows.
            Cue::Forecast if t < words.end => scope.stage = Stage::Forecast,
            Cue::Authorised if t < words.end => scope.stage = Stage::Authorised,
            Cue::With | Cue::Without if after && attacker(cx, next, &sentence) => {
                scope.attacker = Some(cue.class == Cue::With);
            }
            _ => continue,
        }
        CUES.hit(cue);
    }
    scope
}

/// The tokens around some words that may tell of them: to the end of the sentence's part on either side.
fn clause(cx: &Context<'_>, words: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let stop = |t: &usize| cx.doc.tokens[*t].kind == TokenKind::Stop;
    let from = sentence.start.max(words.start.saturating_sub(REACH));
    let to = sentence.end.min(words.end + REACH);
    let from = (from..words.start).rev().take_while(|t| !stop(t)).last().unwrap_or(words.start);
    let to = (words.end..to).take_while(|t| !stop(t)).last().map_or(words.end, |t| t + 1);
    from..to
}

/// Whether the phrase that begins at a token names who did it: "the suspected gunman", "two of the attackers", "her husband,
/// Tom Wall", whom the article calls the gunman.
fn attacker(cx: &Context<'_>, from: usize, sentence: &Range<usize>) -> bool {
    const LONGEST: usize = 5;
    let named = |m: &Mention| m.kind == MentionKind::Name && is_called_attacker(cx, m.entity);
    for t in from..sentence.end.min(from + LONGEST) {
        if t > from && cx.doc.tokens[t].kind == TokenKind::Comma {
            return cx.doc.mention_at(t + 1).is_some_and(named);
        }
        if cx.doc.tokens[t].kind != TokenKind::Word {
            return false;
        }
        if let Some(cue) = CUES.at(t, sentence.end, |t| cx.lower(t)).filter(|c| c.class == Cue::Attacker) {
            CUES.hit(cue);
            return true;
        }
    }
    false
}

/// Whether the article calls somebody the one who did it, right before a name: "the gunman, Tom Wall".
fn is_called_attacker(cx: &Context<'_>, who: EntityId) -> bool {
    let mut names = cx.doc.mentions.iter().filter(|m| m.entity == who && m.kind == MentionKind::Name);
    names.any(|m| {
        let first = cx.doc.tokens_in(m.span).start;
        let comma = first.checked_sub(1).is_some_and(|t| cx.doc.tokens[t].kind == TokenKind::Comma);
        first.checked_sub(1 + usize::from(comma)).is_some_and(|t| is_attacker(cx.lower(t)))
    })
}

/// Whether a noun is of who did it.
pub(crate) fn is_attacker(noun: &str) -> bool {
    CUES.at(0, 1, |_| noun).filter(|c| c.class == Cue::Attacker).inspect(|c| CUES.hit(*c)).is_some()
}

/// The country whose people some words name: "Russian" in "12 Russian soldiers".
pub(crate) fn party(cx: &Context<'_>, words: Span) -> Option<String> {
    let capital = cx.doc.tokens_in(words).filter(|t| cx.doc.tokens[*t].capital);
    capital.filter_map(|t| claimdiff_annotate::names::country_named(cx.doc.word(t))).next().map(str::to_owned)
}

/// Ties each part to the figure before it in its sentence that is its whole: of the same measure, and no smaller.
pub(crate) fn link(claims: &mut [Claim]) {
    let number = |c: &Claim| match &c.value {
        Value::Quantity(Quantity { stated, .. }) => Some(stated.hi),
        _ => None,
    };
    for at in 0..claims.len() {
        if !claims[at].scope.part {
            continue;
        }
        let part = &claims[at];
        let whole = claims.iter().enumerate().filter(|(_, c)| {
            !c.scope.part && c.kind == part.kind && c.measure == part.measure && c.context == part.context
        });
        let least = number(part).unwrap_or(0.0);
        // The nearest before it, else the nearest after.
        let before = |n: usize| if n < at { (0, at - n) } else { (1, n - at) };
        let whole = whole.filter(|(_, c)| number(c) >= Some(least)).min_by_key(|(n, _)| before(*n));
        claims[at].scope.whole = whole.map(|(n, _)| n as u32);
    }
}

/// The place that a mention names; a people ("Italian", "Texans") is none.
pub(crate) fn named_place<'d>(doc: &'d Document<'_>, m: &Mention) -> Option<&'d Entity> {
    let entity = doc.entity(m.entity);
    (entity.kind == EntityKind::Place && m.kind == MentionKind::Name && !is_people(doc, m)).then_some(entity)
}

/// Whether a name is that of a people: "Norwegian", not "Norway" or "the U.S.".
pub(crate) fn is_people(doc: &Document<'_>, name: &Mention) -> bool {
    names::is_people(name.name.of(doc.text()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("scope", super::TABLE)];
        claimdiff_cases::check("scope/en.cases", include_str!("en.cases"), &tables, crate::observed::scopes);
    }
}
