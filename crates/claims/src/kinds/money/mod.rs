//! Amounts of money: "about $50", "a fine of 2 million euros".

use claimdiff_annotate::Unit;

use super::{Context, Kind, figure};
use crate::Claim;

/// The kind.
pub(super) struct Money;

impl Kind for Money {
    fn name(&self) -> &'static str {
        "money"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in cx.doc.numbers.iter().filter(|n| matches!(n.unit, Unit::Money(_)) && n.per.is_none()) {
            let of = number.noun.map(|noun| figure::population(cx, noun));
            out.push(figure::claim(cx, self, number, of));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("money/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("money", w)
        });
    }
}
