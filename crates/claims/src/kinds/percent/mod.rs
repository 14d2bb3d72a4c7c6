//! Shares and points: "75 % of voters oppose it", "fell 3 percentage points".

use claimdiff_annotate::{Number, Tag, Unit};

use super::{Context, Kind, figure};
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
    let tokens = cx.doc.tokens_in(number.span);
    let end = tokens.end;
    let adjective = end < cx.doc.tokens.len() && cx.doc.tag(end) == Tag::Adj;
    let alone = end + 1 >= cx.doc.tokens.len() || cx.doc.tag(end + 1) != Tag::Noun;
    let be = tokens.start.checked_sub(1).is_some_and(|t| cx.doc.tag(t) == Tag::Aux);
    number.stated.is_point() && number.stated.lo == ALL && number.noun.is_none() && adjective && alone && be
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
