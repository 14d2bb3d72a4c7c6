//! `claim-sample`: claims over a corpus, a few drawn by a seed, each with its sentence in one line, to be judged by
//! reading: `claimdiff-eval claim-sample [GOLD..] [--sample N] [--seed N] [--kind KIND]`.

use std::io::Write;

use claimdiff::Article;
use claimdiff_claims::{Analysis, Claim, Polarity, Value};
use claimdiff_text::Slice;

use super::{
    draw::Draw,
    stories::{Record, corpus},
};

/// Analyses each article and writes the claims drawn, after how many there are.
pub(crate) fn run(args: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let draw = Draw::of(args, "--kind", &["casualties/muc4.jsonl", "stories"])?;
    let mut articles: Vec<Article> = Vec::new();
    for gold in &draw.gold {
        articles.extend(corpus(gold)?.iter().map(Record::article));
    }
    let analyses = claimdiff::analyse_all(&articles);
    let of = |a| move |c| (a, c);
    let all = analyses.iter().flat_map(|a| a.claims.iter().map(of(a)));
    let all: Vec<(&Analysis, &Claim)> = all.filter(|(_, c)| draw.only.is_empty() || c.kind == draw.only).collect();
    writeln!(out, "{} articles, {} claims", articles.len(), all.len())?;
    let key = |(a, c): &(&Analysis, &Claim)| format!("{} {:?} {}", a.id, c.span, c.measure);
    for (n, (a, c)) in draw.of_all(all, key).enumerate() {
        writeln!(out, "{} {} {}\t{}", n + 1, a.id, reading(c), sentence(a, c))?;
    }
    Ok(())
}

/// What the claim says, short: "killed people 12..12 part".
fn reading(claim: &Claim) -> String {
    let mut out = claim.measure.to_string();
    if let Some(population) = &claim.population {
        out += &format!(" {population}");
    }
    match &claim.value {
        Value::Quantity(q) if q.value.is_point() => out += &format!(" {}", q.value.lo),
        Value::Quantity(q) => out += &format!(" {}..{}", q.value.lo, q.value.hi),
        value => out += &format!(" {value:?}"),
    }
    if claim.scope.part {
        out += " part";
    }
    if claim.polarity != Polarity::Asserted {
        out += &format!(" {:?}", claim.polarity).to_lowercase();
    }
    out
}

/// The sentence with the claim's words between guillemets.
fn sentence(analysis: &Analysis, claim: &Claim) -> String {
    let context = analysis.text(claim.context);
    let (start, end) = (claim.span.start - claim.context.start, claim.span.end - claim.context.start);
    let (start, end) = (start as usize, end as usize);
    format!("{}«{}»{}", context.slice(..start), context.slice(start..end), context.slice(end..)).replace('\n', " / ")
}
