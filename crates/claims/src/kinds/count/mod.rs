//! Counts of people and things that are no casualties: "6,400 missiles and drones", "two submarines".
//!
//! Left alone: a bare "one", ranks, shares, and nouns that count nothing of the world ("two sides", "three times").

use std::sync::LazyLock;

use claimdiff_annotate::Unit;

use super::{Context, Kind, figure, is_address, is_cut, is_version};
use crate::{Claim, words::Words};

/// The kind.
pub(super) struct Count;

const TABLE: &str = include_str!("en.tsv");

static IDLE: LazyLock<Words<()>> = LazyLock::new(|| Words::new("count", TABLE, |_| ()));

impl Kind for Count {
    fn name(&self) -> &'static str {
        "count"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for number in &cx.doc.numbers {
            let Some(noun) = number.noun else { continue };
            if number.unit != Unit::Count
                || number.per.is_some()
                || number.stated.hi <= 1.0
                || figure::is_glued(cx, number.figure)
                || is_cut(cx, number.figure)
                || is_address(cx, number.figure)
                || is_version(cx, number.figure)
            {
                continue;
            }
            let population = figure::population(cx, noun);
            let head = population.rsplit(' ').next().unwrap_or("");
            if IDLE.get(head).is_some() {
                IDLE.hit(head);
                continue;
            }
            out.push(figure::claim(cx, self, number, Some(population)));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("count", super::TABLE)];
        claimdiff_cases::check("count/en.cases", include_str!("en.cases"), &tables, |w| {
            crate::observed::claims("count", w)
        });
    }
}
