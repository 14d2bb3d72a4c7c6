//! `casualties`: the dead, wounded and kidnapped of an article, each figure and the article's toll (MUC-4; GVA, Airwars).

use std::{io::Write, path::Path};

use claimdiff::Claim;
use claimdiff_claims::{Hedge, Interval, Polarity, Rule, Toll, Value};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::predictions;

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
}

pub(crate) fn run(gold: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    predictions(gold, out, predict)
}

fn predict(gold: &Gold) -> Json {
    let article = claimdiff::read(&gold.id, &gold.text);
    let analysis = claimdiff::analyse(&article);
    let claims: Vec<Json> = analysis.claims.iter().filter_map(claim).collect();
    let toll = |measure| Toll::of(&analysis, measure).map_or(json!([0, 0]), |t| bounds(t.value));
    json!({ "id": gold.id, "claims": claims, "totals": { "killed": toll("killed"), "injured": toll("wounded") } })
}

fn claim(claim: &Claim) -> Option<Json> {
    // The gold counts the parts of a list, not their sum.
    if claim.kind != "casualty" || claim.rule == Rule::Sum || claim.polarity != Polarity::Asserted {
        return None;
    }
    let Value::Quantity(quantity) = &claim.value else { return None };
    let effect = match &*claim.measure {
        "wounded" | "shot" => "injured",
        measure => measure,
    };
    // The scorer wants "about 6" as 6.
    let about = matches!(quantity.hedge, Hedge::About | Hedge::Nearly);
    let ends = bounds(if about { quantity.stated } else { quantity.value });
    // `rule`, `words` and `start` are for reading; the scorer does not look at them.
    Some(json!({
        "effect": effect, "min": ends[0], "max": ends[1], "rule": claim.rule,
        "population": claim.population, "part": claim.scope.part, "start": claim.span.start, "end": claim.span.end,
    }))
}

/// The least and the greatest whole number of an interval; `null` for none.
fn bounds(value: Interval) -> Json {
    let lo = if value.lo_open { value.lo.floor() + 1.0 } else { value.lo.ceil() };
    let hi = if value.hi_open { value.hi.ceil() - 1.0 } else { value.hi.floor() };
    let whole = |x: f64| if x.is_finite() { json!(x as i64) } else { Json::Null };
    json!([whole(lo), whole(hi)])
}
