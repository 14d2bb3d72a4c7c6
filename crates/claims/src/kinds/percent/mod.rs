//! Shares and points: "75 % of voters oppose it", "fell 3 percentage points".

use std::ops::Range;

use claimdiff_annotate::{Number, Tag, TokenKind, Trend, Unit};

use super::{Context, Kind, figure, is_break};
use crate::Claim;

/// The kind.
pub(super) struct Percent;

impl Kind for Percent {
    fn name(&self) -> &'static str {
        "percent"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in cx.doc.numbers.iter().filter(|n| matches!(n.unit, Unit::Percent | Unit::Points)) {
            if is_wholly(cx, number) {
                continue;
            }
            let of = number.noun.map(|noun| figure::population(cx, noun));
            out.push(figure::claim(cx, self, number, of));
        }
    }
}

/// "I am 100 percent sure": an adverb.
fn is_wholly(cx: &Context<'_>, number: &Number) -> bool {
    const ALL: f64 = 100.0;
    const OVER_ALL: f64 = 1_000.0;
    let tokens = cx.doc.tokens_in(number.span);
    let end = tokens.end;
    let adjective = end < cx.doc.tokens.len() && cx.doc.tag(end) == Tag::Adj;
    let alone = end + 1 >= cx.doc.tokens.len() || cx.doc.tag(end + 1) != Tag::Noun;
    let be = tokens.start.checked_sub(1).is_some_and(|t| cx.doc.tag(t) == Tag::Aux);
    let bare = number.stated.is_point() && number.noun.is_none() && number.trend == Trend::None;
    bare && (number.stated.lo == ALL && adjective && alone && be
        || number.stated.lo >= OVER_ALL && is_apart(cx, tokens))
}

/// Whether a share ends its clause and hangs on no verb and no preposition: "backed the plan “1,000 percent”".
fn is_apart(cx: &Context<'_>, words: Range<usize>) -> bool {
    let mark = |t: &usize| cx.doc.tokens[*t].kind == TokenKind::Mark;
    let before = (0..words.start).rev().find(|t| !mark(t));
    let behind = (words.end..cx.doc.tokens.len()).find(|t| !mark(t));
    before.is_some_and(|t| !matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux | Tag::Adp | Tag::Part))
        && behind.is_none_or(|t| is_break(cx.doc.tokens[t].kind))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("percent/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("percent", w)
        });
    }
}
