use crate::{Analysis, Claim, Interval, Polarity, Value};

/// The toll of the event an article is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Toll {
    /// How many.
    pub value: Interval,
}

impl Toll {
    /// The toll of a measure ("killed", "wounded"), chosen among the article's claims; `None` where it claims none.
    pub fn of(analysis: &Analysis, measure: &str) -> Option<Toll> {
        let claims = analysis.claims.iter().filter(|c| c.kind == "casualty" && c.measure == measure);
        let best = claims
            .filter(|c| c.polarity == Polarity::Asserted)
            .filter_map(quantity)
            .reduce(|a, b| if b.lo > a.lo { b } else { a })?;
        Some(Toll { value: best })
    }
}

fn quantity(claim: &Claim) -> Option<Interval> {
    match &claim.value {
        Value::Quantity(q) => Some(q.value),
        _ => None,
    }
}
