//! English grammar words and the noun phrases between them.

use std::ops::Range;

use claimdiff_annotate::{Closed, Document, MentionKind, Tag, TokenKind, tags::VerbForm};

use crate::{
    cues::{self, Form},
    small::NearQuote,
    words,
};

/// The class of a grammar word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// "has", "was", "would": may stand between a subject and its verb.
    Aux,
    /// "of", "in".
    Preposition,
    /// "and", "or", "but".
    Conjunction,
    /// "because", "while".
    Subordinator,
    /// "that".
    That,
    /// "who", "which".
    Relative,
    /// "the", "his".
    Determiner,
    /// "he", "they".
    Subject,
    /// "him", "them": never a subject.
    Object,
    /// "also", "later".
    Adverb,
}

impl Class {
    /// The class of a name in the word list.
    pub(crate) fn of(class: &str) -> Option<Class> {
        Some(match class {
            "aux" => Class::Aux,
            "preposition" => Class::Preposition,
            "conjunction" => Class::Conjunction,
            "subordinator" => Class::Subordinator,
            "that" => Class::That,
            "relative" => Class::Relative,
            "determiner" => Class::Determiner,
            "subject" => Class::Subject,
            "object" => Class::Object,
            "adverb" => Class::Adverb,
            _ => return None,
        })
    }
}

/// The class of a word, if it is a grammar word. Capitals do not matter.
pub(crate) fn class(word: &str) -> Option<Class> {
    words::find(word).class
}

/// The class of a token.
pub(crate) fn class_at(doc: &Document<'_>, token: usize) -> Option<Class> {
    let t = doc.tokens[token];
    if !matches!(t.kind, TokenKind::Word | TokenKind::Clitic) {
        return None;
    }
    let class = class(doc.word(token))?;
    // "Will McCants", "May", "the WHO": a name is no grammar word.
    let named = t.capital
        && !matches!(class, Class::Determiner | Class::Subject)
        && doc.mention_at(token).is_some_and(|m| m.kind == MentionKind::Name);
    (!named).then_some(class)
}

/// Whether a token can open a noun phrase that names a source.
pub(crate) fn opens_phrase(doc: &Document<'_>, token: usize) -> bool {
    let t = doc.tokens[token];
    match t.kind {
        TokenKind::Word => match class_at(doc, token) {
            None => cues::verb(doc.word(token)).is_none_or(|c| t.capital || c.form == Form::Base),
            Some(Class::Determiner | Class::Subject) => true,
            // A capital inside a sentence is a name's: "But" would open one, so only the first word is in doubt.
            Some(_) => false,
        },
        TokenKind::Number => true,
        _ => false,
    }
}

/// The end of the noun phrase that opens at `from`: with its prepositional attributes and appositions, up to a verb, a
/// stop or an adjunct of time, place or manner. `limit` is where the clause ends.
pub(crate) fn phrase_after(doc: &Document<'_>, from: usize, limit: usize) -> usize {
    let mut at = from;
    // The end of what surely belongs.
    let mut end = from;
    while at < limit {
        let t = doc.tokens[at];
        match t.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Symbol => {}
            TokenKind::Comma => {
                let word = doc.word(at);
                match word {
                    "," if at > from && apposition(doc, at + 1, limit) => {
                        at += 1;
                        continue;
                    }
                    "(" => {
                        if let Some(close) = (at..limit).find(|i| doc.word(*i) == ")") {
                            at = close + 1;
                            end = at;
                            continue;
                        }
                        break;
                    }
                    _ => break,
                }
            }
            // The full stop of an initial or a title: "John D. Keller", "the Rev. Keller".
            TokenKind::Stop if is_abbreviated(doc, from, at) && at + 1 < limit => {
                at += 1;
                continue;
            }
            TokenKind::Stop | TokenKind::Mark => break,
        }
        let word = doc.word(at);
        match class_at(doc, at) {
            Some(Class::Adverb | Class::Aux | Class::Subordinator | Class::That | Class::Object)
                if t.kind != TokenKind::Clitic && !(t.capital && at > from) =>
            {
                break;
            }
            Some(Class::Subject) if at > from => break,
            Some(Class::Subject) => {
                end = at + 1;
                break;
            }
            // After "who" the whole clause describes the source.
            Some(Class::Relative) => {
                if at == from || doc.word(at - 1) != "," {
                    break;
                }
                let stop = (at..limit)
                    .find(|i| matches!(doc.tokens[*i].kind, TokenKind::Stop) || matches!(doc.word(*i), "," | ";" | "—"))
                    .unwrap_or(limit);
                end = stop;
                break;
            }
            Some(Class::Preposition) => {
                // "of" and "for" describe; "in", "on", "during" say when and where, unless a place's name follows
                // right away ("a professor at Leeds").
                // "Chairs Against Noise"
                let attribute = t.capital && at > from
                    || NearQuote::Describes.has(word)
                    || NearQuote::Locates.has(word)
                        && at > from
                        && !is_occasion(doc, at + 1, limit)
                        && describes(doc, from..at)
                        && doc.tokens[at - 1].kind == TokenKind::Word;
                if !attribute {
                    break;
                }
            }
            Some(Class::Conjunction) => {
                // "Marek and Keller", "treasurer and strategist".
                let joins = Closed::AndOr.has(word) && at + 1 < limit && opens_phrase(doc, at + 1);
                if !joins {
                    break;
                }
            }
            _ => {
                let verb = !t.capital
                    && at > from
                    && (cues::verb(word).is_some_and(|c| matches!(c.form, Form::Past | Form::Ing | Form::Third))
                        || is_finite(doc, at))
                    // "the ruling", "the court's ruling"
                    && !(doc.tag(at) == Tag::Noun && class_at(doc, at - 1) == Some(Class::Determiner))
                    && !(word.ends_with("ing") && doc.tokens[at - 1].kind == TokenKind::Clitic);
                if verb || is_day(word) {
                    break;
                }
                end = at + 1;
            }
        }
        at += 1;
    }
    end
}

/// Whether the full stop at `at` belongs to a short word of a name before it.
fn is_abbreviated(doc: &Document<'_>, from: usize, at: usize) -> bool {
    const MAX_BYTES: usize = 4;
    at > from && doc.word(at) == "." && !doc.tokens[at].spaced && {
        let t = doc.tokens[at - 1];
        t.capital && t.span.len() <= MAX_BYTES && doc.sentence_at(at - 1) == doc.sentence_at(at)
    }
}

/// Whether a phrase before a preposition is a description and no bare name: "a professor", not "Keller".
fn describes(doc: &Document<'_>, phrase: Range<usize>) -> bool {
    phrase.clone().next_back().is_some_and(|last| !doc.tokens[last].capital)
}

/// Whether what follows a comma describes the name before it: "a professor", "the party’s leader", "who", "head of".
fn apposition(doc: &Document<'_>, at: usize, limit: usize) -> bool {
    if at >= limit {
        return false;
    }
    let t = doc.tokens[at];
    if t.kind == TokenKind::Number {
        // An age: "Keller, 54, said".
        return t.span.len() <= 2;
    }
    if t.kind != TokenKind::Word {
        return false;
    }
    match class_at(doc, at) {
        Some(Class::Determiner) => !Closed::This.has(doc.word(at)),
        Some(Class::Relative) => true,
        Some(_) => false,
        None => {
            let word = doc.word(at);
            cues::verb(word).is_none_or(|c| !matches!(c.form, Form::Ing | Form::Past))
                && !word.ends_with("ing")
                && !is_day(word)
        }
    }
}

/// Whether a phrase after "in", "on" or "at" says when or where something was said.
fn is_occasion(doc: &Document<'_>, from: usize, limit: usize) -> bool {
    (from..limit.min(from + 5)).any(|i| {
        let word = words::find(doc.word(i));
        word.day || word.occasion
    })
}

/// Whether a token is tagged as a finite verb.
fn is_finite(doc: &Document<'_>, token: usize) -> bool {
    matches!(doc.tag(token), Tag::Verb | Tag::Aux)
        && matches!(doc.verb_form(token), Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal | VerbForm::Base))
}

/// The name of a day, or a word like "today".
pub(crate) fn is_day(word: &str) -> bool {
    words::find(word).day
}

/// The noun phrase that ends before `end`, a verb group or a mark, and does not begin before `floor`. With its
/// appositions, without what stands before it in the clause.
pub(crate) fn phrase_before(doc: &Document<'_>, floor: usize, end: usize) -> Option<Range<usize>> {
    if end <= floor {
        return None;
    }
    let mut last = end;
    // ", said Keller, a lawyer, in March" and "Keller, a lawyer, said": the comma closes an apposition.
    let closed = doc.word(last - 1) == ",";
    if closed {
        last -= 1;
    }
    let mut start = core_before(doc, floor, last);
    if start >= last {
        return None;
    }
    if closed {
        // The apposition's own comma, and the phrase before it; at most three commas deep ("Keller, 54, of Leeds, said").
        let mut from = start;
        for _ in 0..3 {
            let comma = (floor..=from.min(last - 1)).rev().find(|i| doc.word(*i) == ",").filter(|c| *c > floor);
            let Some(comma) = comma else { break };
            let core = core_before(doc, floor, comma);
            if core >= comma {
                break;
            }
            from = core;
            start = core;
            // A name or a determiner at the start of the clause: nothing before it can belong.
            if core == floor || doc.word(core - 1) != "," {
                break;
            }
        }
    }
    Some(start..end)
}

/// The start of the words before `end` that can make one noun phrase.
fn core_before(doc: &Document<'_>, floor: usize, end: usize) -> usize {
    let mut start = end;
    let mut at = end;
    while at > floor {
        at -= 1;
        let t = doc.tokens[at];
        match t.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Symbol => {}
            TokenKind::Comma if doc.word(at) == ")" => {
                match (floor..at).rev().find(|i| doc.word(*i) == "(") {
                    Some(open) => at = open,
                    None => break,
                }
                continue;
            }
            // "Co." and "Jr." inside a name.
            TokenKind::Stop if doc.word(at) == "." && at + 1 < end && !doc.tokens[at].spaced && at > floor => {
                let short = doc.tokens[at - 1].capital && doc.word(at - 1).len() <= 4;
                if short { continue } else { break }
            }
            _ => break,
        }
        match class_at(doc, at) {
            // "when asked": nobody asks.
            Some(Class::Subordinator) => break,
            Some(Class::That | Class::Relative) => {
                if start == end {
                    start = at;
                }
                break;
            }
            Some(Class::Subject) => {
                if start == end {
                    start = at;
                }
                break;
            }
            Some(Class::Aux) if t.kind != TokenKind::Clitic => break,
            Some(Class::Object | Class::Adverb) => break,
            Some(Class::Conjunction) => {
                let joins = Closed::AndOr.has(doc.word(at)) && at > floor && start < end;
                if !joins {
                    break;
                }
            }
            Some(Class::Preposition) => {
                // Before a preposition a head must stand: "the head of the fund". "In London police said" has none.
                let attribute =
                    at > floor && doc.tokens[at - 1].kind == TokenKind::Word && class_at(doc, at - 1).is_none();
                if !attribute || at == floor {
                    break;
                }
            }
            _ => {
                let word = doc.word(at);
                let verb = !t.capital
                    && start < end
                    && (cues::verb(word).is_some_and(|c| matches!(c.form, Form::Past | Form::Third) && c.direct())
                        || is_finite(doc, at));
                // "On Monday Keller said": a day opens no name.
                if verb || (start < end && is_day(word)) {
                    break;
                }
                start = at;
                // "In Tarrin the mayor": the phrase opens with its article, unless it hangs on more ("head of the"), or two
                // stand there ("all the").
                let before = at.checked_sub(1).filter(|b| *b >= floor).and_then(|b| class_at(doc, b));
                let goes_on = matches!(before, Some(Class::Preposition | Class::Determiner | Class::Conjunction));
                if t.kind == TokenKind::Word && Closed::OpensRole.has(doc.word(at)) && !goes_on {
                    break;
                }
            }
        }
    }
    start
}
