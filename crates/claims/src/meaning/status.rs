//! What became of the people that a figure counts, where the measure of its claim does not say it already.

use std::sync::LazyLock;

use claimdiff_annotate::{Number, Unit};

use super::{Mode, Status, class};
use crate::{
    Claim, Toll, Value,
    kinds::{Context, is_break, is_person},
    meaning::NearFigure,
    words::{Phrase, Phrases},
};

pub(super) const TABLE: &str = include_str!("status.tsv");

static CUES: LazyLock<Phrases<Option<Status>>> = LazyLock::new(|| {
    Phrases::new("meaning/status", TABLE, |cells| {
        Status::ALL.iter().find(|(name, _)| *name == cells[0]).map(|(_, status)| *status)
    })
});

/// How far behind its figure what became of people is told, in tokens.
const REACH: usize = 6;

/// What became of those whom a claim counts; `verb` is the verb that the figure hangs on.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: Option<&Number>, verb: Option<&str>) -> Option<Status> {
    let told = of_measure(&claim.measure);
    let remains = claim.noun.as_deref().is_some_and(|noun| NearFigure::Body.has(noun) || NearFigure::Victim.has(noun));
    let body = claim.noun.as_deref().is_some_and(|noun| NearFigure::Body.has(noun));
    if told.is_some() && !(told == Some(Status::Dead) && remains) {
        return told;
    }
    let Some(number) = number.filter(|n| n.unit == Unit::Count) else { return told };
    if !remains
        && claim
            .noun
            .as_deref()
            .is_some_and(|noun| !is_person(noun) && !class::is_people(noun) && of_word(noun).is_none())
    {
        return told;
    }
    // "brought six bodies out of the wreck": nobody was saved.
    if body && verb.is_some_and(|verb| NearFigure::BringsOut.has(verb)) {
        return Some(Status::Recovered);
    }
    let of_verb = || verb.and_then(of_word);
    behind(cx, number)
        .or_else(of_verb)
        .or(told)
        .or_else(|| claim.noun.as_deref().and_then(of_word))
        .or(body.then_some(Status::Dead))
}

/// The bodies that an article tells of again, "six bodies found" in its headline, were brought out where it tells that once.
pub(super) fn of_bodies(claims: &mut [Claim]) {
    let body = |c: &Claim| c.noun.as_deref().is_some_and(|noun| NearFigure::Body.has(noun));
    let all = |c: &Claim, status: Status| c.status == Some(status) && body(c) && c.mode == Mode::Total;
    let recovered = |c: &&Claim| all(c, Status::Recovered);
    let known: Vec<Value> = claims.iter().filter(recovered).map(|c| c.value.clone()).collect();
    for claim in claims.iter_mut().filter(|c| all(c, Status::Dead) && known.contains(&c.value)) {
        claim.status = Some(Status::Recovered);
    }
}

/// What a measure of casualties says.
pub(super) fn of_measure(measure: &str) -> Option<Status> {
    Some(match measure {
        Toll::KILLED => Status::Dead,
        Toll::WOUNDED | "shot" => Status::Injured,
        "missing" => Status::Missing,
        "freed" => Status::Released,
        "arrested" | "captured" => Status::Custody,
        "displaced" => Status::Displaced,
        "kidnapped" => Status::Abducted,
        _ => return None,
    })
}

fn of_word(word: &str) -> Option<Status> {
    hit(CUES.at(0, 1, |_| word)?)
}

fn hit(cue: Phrase<Option<Status>>) -> Option<Status> {
    CUES.hit(cue);
    cue.class
}

/// "two found alive", "40 in custody", "seven are missing": the words behind a figure up to the next break or figure.
fn behind(cx: &Context<'_>, number: &Number) -> Option<Status> {
    let sentence = cx.doc.sentences[cx.doc.sentence_of(number.figure.start)?].tokens.clone();
    let from = cx.doc.tokens_in(number.figure).end;
    let limit = sentence.end.min(cx.doc.tokens_in(number.span).end + REACH);
    let next = cx.doc.numbers.partition_point(|n| n.span.start < number.span.end);
    let stop = cx.doc.numbers.get(next).map_or(u32::MAX, |n| n.span.start);
    let mut run = (from..limit).take_while(|t| {
        let token = &cx.doc.tokens[*t];
        !is_break(token.kind) && token.span.start < stop
    });
    run.find_map(|t| CUES.at(t, sentence.end, |t| cx.lower(t)).and_then(hit))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/status", super::TABLE)];
        claimdiff_cases::check(
            "meaning/status.cases",
            include_str!("status.cases"),
            &tables,
            crate::observed::meanings,
        );
    }
}
