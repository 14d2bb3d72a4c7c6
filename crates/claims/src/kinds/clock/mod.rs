//! Times of the day: "shortly after 3 p.m.", "a quarter past eleven", "at 0530 GMT".
//!
//! A clock that does not tell its half of the day is taken as it stands: "half past four" is 4:30.

use claimdiff_annotate::Interval;

use super::{
    Context, Kind,
    clause::{self, Relation},
};
use crate::{Claim, Family, Gate, Policy, Rule, Value};

/// The kind.
pub(super) struct Clock;

const POLICY: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };

impl Kind for Clock {
    fn name(&self) -> &'static str {
        "clock"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        // "after 3 p.m." is within the hour, "about 3 p.m." a quarter of one either way.
        const HOUR: f64 = 60.0;
        const QUARTER: f64 = 15.0;
        for time in &cx.doc.times {
            let Some(minutes) = time.minutes else { continue };
            let clause = clause::of(cx, time.span);
            let value = match clause.relation {
                Relation::After => Interval { lo_open: true, ..Interval::closed(minutes.lo, minutes.hi + HOUR) },
                Relation::Before => Interval { hi_open: true, ..Interval::closed(minutes.lo - HOUR, minutes.hi) },
                _ if clause.about => Interval::closed(minutes.lo - QUARTER, minutes.hi + QUARTER),
                _ => minutes,
            };
            let measure = clause.relation.measure().unwrap_or("clock");
            let mut claim = cx.claim(self, measure, Value::Clock(value), time.span, Rule::Time, POLICY);
            clause.fill(cx, &mut claim);
            claim.as_of = time.days.or(claim.as_of);
            out.push(claim);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("clock/en.cases", include_str!("en.cases"), &[], |w| {
            crate::observed::claims("clock", w)
        });
    }
}
