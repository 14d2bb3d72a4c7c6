//! Every figure that no other kind has made a claim of: told with its noun, its unit and its event, and not compared yet.
//!
//! Left alone: times and ranks, which have kinds of their own.

use std::ops::Range;

use claimdiff_annotate::{Hedge, Interval, MentionKind, Number, Tag, TokenKind, Unit, VerbForm};
use claimdiff_text::Span;

use super::{Context, Kind, figure, number_of};
use crate::{Claim, Family, Gate, Policy, Quantity, Rule, Value};

/// The kind.
pub(super) struct Measured;

const POLICY: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };

impl Kind for Measured {
    fn name(&self) -> &'static str {
        "quantity"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let told = Told::by(cx, out);
        for (at, number) in cx.doc.numbers.iter().enumerate() {
            if number.unit != Unit::Ordinal && !told.number(cx, at) {
                out.extend(self.number(cx, number));
            }
        }
        for sentence in &cx.doc.sentences {
            for at in sentence.tokens.clone() {
                out.extend(elliptic(cx, at, &sentence.tokens).and_then(|words| self.one(cx, words)));
                out.extend(score(cx, at, &sentence.tokens).and_then(|side| self.score(cx, side)));
            }
        }
    }
}

impl Measured {
    fn number(&self, cx: &Context<'_>, number: &Number) -> Option<Claim> {
        if is_named(cx, number.figure) {
            return None;
        }
        let population = number.noun.map(|noun| figure::population(cx, noun));
        let measure = match &population {
            Some(noun) => noun.clone(),
            None if number.measure.is_empty() => "number".to_owned(),
            None => number.measure.to_owned(),
        };
        let value = Value::Quantity(Quantity::of(number));
        let mut claim = cx.claim(self, measure, value, number.span, Rule::Phrase, POLICY);
        claim.population = population;
        claim.period = number.per.and_then(|p| p.seconds);
        claim.event = event(cx, &claim);
        Some(claim)
    }

    /// "one remains there": one of those told of.
    fn one(&self, cx: &Context<'_>, at: usize) -> Option<Claim> {
        Some(self.bare(cx, at, "number", 1.0))
    }

    fn score(&self, cx: &Context<'_>, at: usize) -> Option<Claim> {
        Some(self.bare(cx, at, "score", cx.doc.word(at).parse().ok()?))
    }

    /// A claim of a token that is no number of the document.
    fn bare(&self, cx: &Context<'_>, at: usize, measure: &'static str, value: f64) -> Claim {
        let value = Interval::point(value);
        let quantity = Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Count };
        let span = cx.doc.tokens[at].span;
        let mut claim = cx.claim(self, measure, Value::Quantity(quantity), span, Rule::Phrase, POLICY);
        claim.event = event(cx, &claim);
        claim
    }
}

/// "one remains there", "of whom one has died": a "one" that stands for a person or thing told of, before its verb.
fn elliptic(cx: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    if cx.lower(at) != "one" || at + 1 >= sentence.end || cx.doc.tokens[at].kind != TokenKind::Word {
        return None;
    }
    let before = (at > sentence.start).then(|| cx.doc.tag(at - 1));
    let determined = matches!(before, Some(Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Verb));
    let finite = match cx.doc.tag(at + 1) {
        Tag::Verb => matches!(cx.doc.verb_form(at + 1), Some(VerbForm::Past | VerbForm::Present)),
        Tag::Aux => cx.doc.verb_form(at + 1) != Some(VerbForm::Modal),
        _ => false,
    };
    let read = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= cx.doc.tokens[at].span.start));
    let read = read.is_some_and(|n| n.span.contains(cx.doc.tokens[at].span));
    (finite && !determined && !read).then_some(at)
}

/// "won 3-1", "a 45-7-2 record": a side of a score, two or three short figures with dashes between them.
fn score(cx: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    const SIDES: usize = 3;
    let token = |t: usize| cx.doc.tokens.get(t).filter(|_| sentence.contains(&t));
    let digits = |t: usize| {
        token(t).is_some_and(|n| n.kind == TokenKind::Number) && cx.doc.word(t).bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(at) {
        return None;
    }
    let glued = |t: usize| token(t).is_some_and(|n| !n.spaced);
    let dash = |t: usize| glued(t) && matches!(cx.doc.word(t), "-" | "–");
    let joined = |t: usize| dash(t + 1) && glued(t + 2) && digits(t + 2);
    let mut first = at;
    while first >= 2 && first - 2 >= sentence.start && joined(first - 2) {
        first -= 2;
    }
    let sides = || (first..sentence.end).step_by(2).take_while(|t| *t == first || joined(*t - 2));
    // A telephone number has longer parts, or three of three.
    let lengths = sides().map(|t| cx.doc.tokens[t].span.len()).take(SIDES + 1);
    let short = lengths.clone().all(|l| l <= 3) && !lengths.clone().all(|l| l == 3);
    let named = glued(first) && first > sentence.start && cx.doc.tokens[first - 1].kind != TokenKind::Comma;
    let count = lengths.count();
    if !(2..=SIDES).contains(&count) || !short || named {
        return None;
    }
    let word = cx.doc.tokens[at].span;
    let number = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= word.start));
    let time = cx.doc.times.get(cx.doc.times.partition_point(|t| t.span.end <= word.start));
    let read = number.is_some_and(|n| n.span.overlaps(word)) || time.is_some_and(|t| t.span.overlaps(word));
    (!read).then_some(at)
}

/// Whether some words belong to an address or a name: "nl/2005_05", "USA TODAY", "18th Lane".
pub(super) fn is_named(cx: &Context<'_>, span: Span) -> bool {
    let bytes = cx.doc.text().as_bytes();
    let mark = |b: Option<&u8>| matches!(b, Some(b'/' | b'_' | b'@' | b'#'));
    let before = span.start.checked_sub(1).and_then(|at| bytes.get(at as usize));
    let glued = mark(before) || mark(bytes.get(span.end as usize));
    let first = cx.doc.tokens_in(span).start;
    let name = || {
        let mention = (first < cx.doc.tokens.len()).then(|| cx.doc.mention_at(first)).flatten();
        mention.is_some_and(|m| m.kind == MentionKind::Name && m.name.contains(span) && m.name != span)
    };
    glued || name()
}

/// The event nearest to a figure, else the one that the article is about.
fn event(cx: &Context<'_>, claim: &Claim) -> Option<crate::EventId> {
    cx.event_near(claim.span, |_| true).or_else(|| cx.main_event())
}

/// What other kinds have made claims of.
struct Told {
    numbers: Vec<bool>,
    /// The tokens of claims whose value is no number of the text.
    tokens: Vec<bool>,
}

impl Told {
    fn by(cx: &Context<'_>, claims: &[Claim]) -> Told {
        let mut told = Told { numbers: vec![false; cx.doc.numbers.len()], tokens: vec![false; cx.doc.tokens.len()] };
        for claim in claims.iter().filter(|c| !matches!(c.value, Value::Words(_))) {
            match number_of(cx.doc, claim) {
                Some(n) => told.numbers[n] = true,
                None => told.tokens[cx.doc.tokens_in(claim.span)].fill(true),
            }
        }
        told
    }

    fn number(&self, cx: &Context<'_>, at: usize) -> bool {
        self.numbers[at] || self.words(cx, cx.doc.numbers[at].figure)
    }

    fn words(&self, cx: &Context<'_>, span: Span) -> bool {
        // A figure may be a part of its token: "six-year-old".
        let within = cx.doc.tokens_in(span);
        let around = within.start.saturating_sub(usize::from(within.is_empty()))..within.end;
        self.tokens[around].contains(&true)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("quantity/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("quantity", w)
        });
    }
}
