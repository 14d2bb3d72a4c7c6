//! Sentences that are wholly somebody's words by their form: what was said, a comma, and who said so at the end.
//!
//! "The bridge is closed, police said on Monday"; "The bridge is closed, said Ana Keller, the mayor"; "The bridge is
//! closed, according to two officials". The same at the start: "According to two officials, the bridge is closed".
//! Nothing else is written so, whatever the words are, so that it needs no model.

use std::ops::Range;

use claimdiff_annotate::{Closed, Tag, TokenKind, VerbForm};

use crate::{
    cues::{self, Form},
    grammar::{Class, class_at, is_day, opens_phrase, phrase_after},
    paragraph::Paragraph,
    small::NearQuote,
    speaker,
};

/// An attribution that closes or opens its sentence: ranges of tokens.
pub(crate) struct Closing {
    pub(crate) content: Range<usize>,
    pub(crate) source: Range<usize>,
    pub(crate) cue: Range<usize>,
}

/// The fewest tokens that say something.
const MIN_CONTENT: usize = 3;

/// The longest attribution in tokens, with appositions, time and place.
const MAX_CLOSING: usize = 24;

/// The attribution that closes a sentence. `may_cue` tells, by its place in the sentence, whether a token may be a cue.
pub(crate) fn closing(
    p: &Paragraph<'_, '_>,
    sentence: Range<usize>,
    may_cue: impl Fn(usize) -> bool,
) -> Option<Closing> {
    let doc = p.doc;
    let mut end = sentence.end;
    while end > sentence.start && doc.tokens[end - 1].kind == TokenKind::Stop {
        end -= 1;
    }
    if NearQuote::According.has(doc.word(sentence.start)) {
        return opening(p, sentence.start..end);
    }
    let first = (sentence.start + MIN_CONTENT).max(end.saturating_sub(MAX_CLOSING));
    let mut commas = (first..end).rev().filter(|i| doc.word(*i) == "," && !p.quoted(*i));
    let (comma, source, cue) = commas.find_map(|comma| {
        let (source, cue) = attribution(p, comma + 1, end, |i| may_cue(i - sentence.start))?;
        Some((comma, source, cue))
    })?;
    let content = sentence.start..comma;
    // Words in marks before the comma are the direct rules'.
    let sound = doc.tokens[comma - 1].kind != TokenKind::Mark
        && !p.quoted(cue.start)
        && says(p, content.clone())
        && speaker::is_source(doc, source.clone());
    sound.then_some(Closing { content, source, cue })
}

/// "According to Ana Keller, the mayor, the bridge is closed".
fn opening(p: &Paragraph<'_, '_>, sentence: Range<usize>) -> Option<Closing> {
    let doc = p.doc;
    let from = sentence.start + 2;
    if from >= sentence.end || !Closed::To.has(doc.word(from - 1)) {
        return None;
    }
    // What follows the source's own comma may look like one more apposition.
    let limit = phrase_after(doc, from, sentence.end).min(sentence.end - 1);
    let comma = (from + 1..=limit).rev().find(|i| doc.word(*i) == ",")?;
    let (source, content) = (from..comma, comma + 1..sentence.end);
    let sound = content.len() >= MIN_CONTENT
        && !p.quoted(comma)
        && doc.tokens[content.start].kind != TokenKind::Mark
        && says(p, content.clone())
        && speaker::is_source(doc, source.clone());
    sound.then_some(Closing { content, source, cue: sentence.start..from })
}

/// Source and cue of words from `from` to `end` that hold nothing else but the hearer, time and place.
fn attribution(
    p: &Paragraph<'_, '_>,
    from: usize,
    end: usize,
    may_cue: impl Fn(usize) -> bool,
) -> Option<(Range<usize>, Range<usize>)> {
    let doc = p.doc;
    if from + 1 >= end {
        return None;
    }
    // ", according to two officials"
    if Closed::According.has(doc.word(from)) && Closed::To.has(doc.word(from + 1)) && from + 2 < end {
        let source = from + 2..phrase_after(doc, from + 2, end);
        return (!source.is_empty() && is_occasion(p, source.end, end)).then_some((source, from..from + 2));
    }
    let says = |i: usize| {
        let cue = cues::verb(doc.word(i)).filter(|c| may_cue(i) && c.direct() && !doc.tokens[i].capital)?;
        (matches!(cue.form, Form::Past | Form::Third | Form::Base) && p.is_finite(i, cue)).then_some(cue)
    };
    // ", said Ana Keller, the mayor, on Monday"
    if let Some(cue) = says(from) {
        if cue.form == Form::Base || !opens_phrase(doc, from + 1) {
            return None;
        }
        let source = from + 1..phrase_after(doc, from + 1, end);
        let rest = source.end + usize::from(source.end < end && doc.word(source.end) == ",");
        let found = !source.is_empty() && is_occasion(p, rest, end);
        return found.then(|| {
            cues::fired(cue);
            (source, from..from + 1)
        });
    }
    // ", the coast guard told reporters on Monday"
    if !opens_phrase(doc, from) {
        return None;
    }
    let (verb, cue) = (from + 1..end).find_map(|i| Some((i, says(i)?)))?;
    let group = p.group_start(verb, from);
    let source = from..group;
    if source.is_empty() || phrase_after(doc, from, group) != group || p.is_passive(verb, from) {
        return None;
    }
    let mut rest = verb + 1;
    if cue.takes_hearer() && rest < end {
        rest = phrase_after(doc, rest, end).max(rest);
    }
    is_occasion(p, rest, end).then(|| {
        cues::fired(cue);
        (source, group..verb + 1)
    })
}

/// Whether words hold nothing but when, where or how something was said.
fn is_occasion(p: &Paragraph<'_, '_>, from: usize, end: usize) -> bool {
    let doc = p.doc;
    let opens = from == end
        || is_day(doc.word(from))
        || matches!(class_at(doc, from), Some(Class::Preposition | Class::Adverb))
            && !NearQuote::About.has(doc.word(from));
    let clause = |i: usize| {
        matches!(
            class_at(doc, i),
            Some(Class::That | Class::Relative | Class::Subject | Class::Subordinator | Class::Aux)
        ) && doc.tokens[i].kind != TokenKind::Clitic
            || doc.tokens[i].kind == TokenKind::Mark
            || matches!(doc.tag(i), Tag::Verb | Tag::Aux)
            || matches!(doc.word(i), ":" | ";")
    };
    opens && !(from..end).any(clause)
}

/// Whether words are a main clause: a subject and a finite verb, opened by no subordinator.
fn says(p: &Paragraph<'_, '_>, content: Range<usize>) -> bool {
    let doc = p.doc;
    let first = content.start;
    let side = matches!(class_at(doc, first), Some(Class::Subordinator | Class::Relative | Class::That))
        || doc.tag(first) == Tag::Verb;
    !side
        && (first + 1..content.end).any(|i| {
            !p.quoted(i) && matches!(doc.verb_form(i), Some(VerbForm::Present | VerbForm::Past | VerbForm::Modal))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "speaker: words" of the attribution that closes the first sentence.
    fn observe(wording: &str) -> Vec<String> {
        let article = claimdiff_parse::plain(wording, "case", "case");
        let doc = claimdiff_annotate::annotate(&article);
        let stretches = crate::marks::stretches(&doc);
        let p = Paragraph::new(&doc, 0..doc.sentences.len(), stretches.iter().filter(|s| s.depth == 0).collect());
        let sentences: Vec<_> = p.sentences().collect();
        let found = sentences.into_iter().filter_map(|s| closing(&p, s, |_| true));
        found
            .map(|c| format!("{}: {}", speaker::resolve(&doc, c.source).name, doc.span(c.content).of(doc.text())))
            .collect()
    }

    #[test]
    fn cases() {
        claimdiff_cases::check("closing.cases", include_str!("closing.cases"), &[], observe);
    }
}
