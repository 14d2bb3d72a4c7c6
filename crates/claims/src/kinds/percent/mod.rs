//! Shares and points: "75 % of voters oppose it", "fell 3 percentage points".

use claimdiff_annotate::Unit;

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
            let of = number.noun.map(|noun| figure::population(cx, noun));
            out.push(figure::claim(cx, self, number, of));
        }
    }
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
