//! Casualties: how many people were killed, wounded, missed, captured, displaced, arrested or freed.
//!
//! A word of `en.tsv` tells what became of people; where the sentence names them depends on its form, see [`Form`].
//! Not found: people counted in another sentence ("the others were hurt"), and bare plurals ("killing civilians").

mod victims;

use std::{borrow::Cow, sync::LazyLock};

use claimdiff_annotate::{Number, Tag, TokenKind, Unit};

use super::{Context, Kind, is_break};
use crate::{
    Claim, EventKind, Family, Gate, Interval, Polarity, Policy, Quantity, Rule, Value, scope, source,
    words::{Phrase, Phrases, Words},
};
use victims::{Count, Victims, words::is_filler};

/// The kind.
pub(super) struct Casualty;

/// How a sentence names the people a word is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Past tense or participle: "killed 12", "12 were killed", "12 killed".
    Past,
    /// Present tense or infinitive: "kills 12".
    Base,
    /// "killing 12".
    Gerund,
    /// "12 died".
    Died,
    /// "12 dead", "12 are missing".
    State,
    /// "12 deaths", "the deaths of 12".
    Noun,
    /// "12 injuries", "12 suffered burns".
    Harm,
    /// "the death toll rose to 12".
    Toll,
}

/// What a word or phrase tells of people.
#[derive(Clone, Copy, Debug)]
struct Fate {
    measure: &'static str,
    form: Form,
}

type Trigger = Phrase<Fate>;

static TRIGGERS: LazyLock<Phrases<Fate>> = LazyLock::new(|| {
    Phrases::new("casualty", include_str!("en.tsv"), |cells| {
        let form = match cells[1] {
            "past" => Form::Past,
            "base" => Form::Base,
            "gerund" => Form::Gerund,
            "died" => Form::Died,
            "state" => Form::State,
            "noun" => Form::Noun,
            "harm" => Form::Harm,
            _ => Form::Toll,
        };
        Fate { measure: cells[0], form }
    })
});

/// The trigger that begins at a token.
fn trigger(cx: &Context<'_>, at: usize, limit: usize) -> Option<Trigger> {
    TRIGGERS.at(at, limit, |t| cx.lower(t))
}

const POLICY: Policy = Policy { family: Family::Number, running: true, gate: Gate::Event };

impl Kind for Casualty {
    fn name(&self) -> &'static str {
        "casualty"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for sentence in &cx.doc.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let Some(trigger) = trigger(cx, at, sentence.tokens.end) else {
                    at += 1;
                    continue;
                };
                let found = victims::find(cx, trigger, at, sentence.tokens.clone());
                for v in found {
                    self.claim(cx, trigger, at, v, out);
                }
                at += trigger.tokens;
            }
        }
    }
}

impl Casualty {
    fn claim(&self, cx: &Context<'_>, trigger: Trigger, at: usize, v: Victims, out: &mut Vec<Claim>) {
        let quantity = match v.count {
            Count::Number(n) => {
                let n = &cx.doc.numbers[n];
                if rate_follows(cx, n, at) {
                    return;
                }
                Quantity::of(n)
            }
            Count::Exactly(n) => Quantity {
                value: Interval::point(n),
                stated: Interval::point(n),
                hedge: crate::Hedge::None,
                unit: Unit::Count,
            },
        };
        if trigger.class.measure == "freed" && from_hospital(cx, at + trigger.tokens) {
            return;
        }
        TRIGGERS.hit(trigger);
        let words = cx.doc.span(v.tokens.start.min(at)..v.tokens.end.max(at + trigger.tokens));
        let mut claim = cx.claim(self, trigger.class.measure, Value::Quantity(quantity), words, v.rule, POLICY);
        claim.scope.part = v.part;
        if v.part {
            // "including the gunman" is said of the whole.
            claim.scope.attacker = None;
        }
        claim.scope.party = scope::party(cx, cx.doc.span(v.tokens.clone()));
        if v.none {
            claim.polarity = Polarity::Negated;
        } else if v.rule == Rule::Headline && is_definite(cx, v.tokens.start) {
            // "will bury the dozens of people killed"
            claim.polarity = Polarity::Asserted;
        } else if trigger.class.form == Form::Noun && is_definite(cx, at) {
            // "will investigate the murder of", "deny the killing of": it has happened whatever is said of it.
            claim.polarity = Polarity::Asserted;
        } else if matches!(trigger.class.form, Form::Base | Form::Died)
            && claim.polarity == Polarity::Asserted
            && is_purpose(cx, at)
        {
            claim.polarity = Polarity::Planned;
        }
        claim.population = v.population;
        claim.subject = v.subject;
        claim.event = cx.event_near(words, |kind| {
            matches!(kind, EventKind::Attack | EventKind::Accident | EventKind::Disaster | EventKind::Protest)
        });
        // One sentence does not say the same twice: "shot" and "dead" of one victim.
        let same = |c: &Claim| c.kind == claim.kind && c.measure == claim.measure && c.value == claim.value;
        if out
            .iter()
            .rev()
            .take_while(|c| c.context == claim.context)
            .any(|c| same(c) && c.population == claim.population && c.span.overlaps(claim.span))
        {
            return;
        }
        out.push(claim);
    }
}

/// Whether "the" or a possessive stands before a noun: then it names something that happened.
fn is_definite(cx: &Context<'_>, noun: usize) -> bool {
    const REACH: usize = 4;
    let first = cx.doc.sentences[cx.doc.sentence_at(noun)].tokens.start;
    (first.max(noun.saturating_sub(REACH))..noun)
        .rev()
        .take_while(|t| {
            let other = matches!(cx.lower(*t), "of" | "in" | "for" | "and") || cx.doc.tag(*t) == Tag::Verb;
            !is_break(cx.doc.tokens[*t].kind) && !other
        })
        .any(|t| matches!(cx.lower(t), "the" | "his" | "her" | "their" | "its" | "'s" | "’s"))
}

/// Whether "to" before a verb tells what somebody meant to do; "managed to kill", "went on to kill" tell what was done.
fn is_purpose(cx: &Context<'_>, verb: usize) -> bool {
    const REACH: usize = 8;
    let first = cx.doc.sentences[cx.doc.sentence_at(verb)].tokens.start;
    let mut before = (first.max(verb.saturating_sub(REACH))..verb).rev().skip_while(|t| is_filler(cx.lower(*t)));
    // "the third member to die"
    let ranked = |t: usize| {
        let span = cx.doc.tokens[t].span;
        let at = cx.doc.numbers.partition_point(|n| n.span.end <= span.start);
        cx.doc.numbers.get(at).is_some_and(|n| n.unit == Unit::Ordinal && n.span.contains(span))
    };
    let done = |t| source::is_done(cx, t) || ranked(t);
    before.next().is_some_and(|t| matches!(cx.lower(t), "to" | "'d" | "’d"))
        && !before.take_while(|t| !is_break(cx.doc.tokens[*t].kind)).any(done)
}

/// Whether people are let out of hospital, which frees nobody.
fn from_hospital(cx: &Context<'_>, next: usize) -> bool {
    const REACH: usize = 6;
    let limit = cx.doc.sentences[cx.doc.sentence_at(next.saturating_sub(1))].tokens.end;
    let mut after = (next..limit.min(next + REACH)).take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    after.any(|t| matches!(cx.lower(t), "hospital" | "hospitals" | "clinic" | "treatment" | "care"))
}

/// Whether a number is of a period ("5,000 a week"), so that it is a rate and no toll.
fn rate_follows(cx: &Context<'_>, number: &Number, trigger: usize) -> bool {
    const REACH: usize = 8;
    let from = cx.doc.tokens_in(number.span).end;
    let limit = cx.doc.sentences[cx.doc.sentence_at(trigger)].tokens.end;
    (from..limit.saturating_sub(1).min(from.max(trigger) + REACH))
        .take_while(|t| cx.doc.tokens[*t].kind != TokenKind::Stop)
        .any(|t| {
            let each = matches!(cx.lower(t), "every" | "each" | "per" | "a" | "an");
            each && matches!(cx.lower(t + 1), "day" | "week" | "month" | "year" | "hour" | "minute")
                && (cx.lower(t) != "a"
                    || t + 2 >= limit
                    || !matches!(cx.lower(t + 2), "ago" | "after" | "before" | "later" | "earlier"))
        })
}

/// A plain class name for a noun of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noun {
    Person,
    Thing,
}

static NOUNS: LazyLock<Words<Noun>> = LazyLock::new(|| {
    Words::new("casualty/nouns", include_str!("nouns.tsv"), |cells| match cells[0] {
        "person" => Noun::Person,
        _ => Noun::Thing,
    })
});

/// What a noun stands for, in its singular; the folded noun is the population of a claim.
fn noun(word: &str) -> Option<(Noun, Cow<'_, str>)> {
    if let Some(class) = NOUNS.get(word) {
        return Some((class, Cow::Borrowed(word)));
    }
    if word.len() < 4 || !(word.ends_with('s') || word.ends_with('n')) {
        return None;
    }
    let folded = super::fold_noun(word);
    NOUNS.get(&folded).map(|class| (class, Cow::Owned(folded)))
}

fn ends_clause(cx: &Context<'_>, token: usize) -> bool {
    is_break(cx.doc.tokens[token].kind)
}

/// Whether a noun in lower case stands for people.
pub(crate) fn is_person(word: &str) -> bool {
    NOUNS.get(word).or_else(|| NOUNS.get(&super::fold_noun(word))) == Some(Noun::Person)
}
