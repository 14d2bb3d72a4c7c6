//! Distances and areas: "a 30-mile front", "40 km north of the city", "1,200 hectares burned".

use claimdiff_annotate::{TokenKind, Unit};

use super::{Context, Kind, figure, fold_noun};
use crate::{Claim, Rule};

/// The kind.
pub(super) struct Distance;

impl Kind for Distance {
    fn name(&self) -> &'static str {
        "distance"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in cx.doc.numbers.iter().filter(|n| matches!(n.unit, Unit::Metres | Unit::SquareMetres)) {
            let mut claim = figure::claim(cx, self, number, None);
            // "a 30-mile defensive line": the measure is the thing that is so long.
            if number.span.of(cx.doc.text()).contains('-')
                && let Some(thing) = thing_after(cx, cx.doc.tokens_in(number.span).end)
            {
                claim.measure = thing.into();
                claim.rule = Rule::Phrase;
            }
            out.push(claim);
        }
    }
}

/// The head of the words that follow a compound: the last word before one that ends a noun phrase.
fn thing_after(cx: &Context<'_>, from: usize) -> Option<String> {
    const LONGEST: usize = 4;
    let noun = |t: usize| {
        use claimdiff_annotate::Tag::{Adj, Noun, Propn};
        cx.doc.tokens[t].kind == TokenKind::Word && matches!(cx.doc.tag(t), Adj | Noun | Propn)
    };
    let last = (from..cx.doc.tokens.len().min(from + LONGEST)).take_while(|t| noun(*t)).last()?;
    Some(fold_noun(cx.lower(last)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("distance/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("distance", w)
        });
    }
}
