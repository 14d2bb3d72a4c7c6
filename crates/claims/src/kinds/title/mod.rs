//! What people are called beside their names, wherever no other kind has made a claim of it: a title or description
//! before a name, one behind it, and what they do ("who runs the works"). Told, and not compared yet.
//!
//! Left alone: names without such words, and descriptions with a verb of their own before the name.

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityKind, Mention, MentionKind, Tag, TokenKind, VerbForm, names};

use claimdiff_text::{Span, word_classes};

use super::{Context, Kind, fold_noun, governor, is_copula, is_former, is_person};
use crate::{Claim, Family, Gate, Polarity, Policy, Rule, Value, source};

/// The kind.
pub(super) struct Title;

const POLICY: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Subject };

word_classes! {
    /// A class of words beside a name.
    enum Word in "title", TABLE => {
        /// A word for a person.
        Person = "person",
        /// The end of such words.
        Suffix = "suffix",
        /// A verb (base form) that tells what somebody is: "who runs the works".
        Does = "does",
        /// A body before the title of who serves it: "police Sgt. Ann Roe".
        Serves = "serves",
        /// A participle that a description may begin with: "acting".
        State = "state",
        /// A thing that ends as words for people do: "the newspaper".
        Thing = "thing",
        /// Behind "'s", a body that is told by who leads it.
        Office = "office",
        /// Tells a person without a name: "the head of the works".
        Alone = "alone",
        /// A verb (base form) that makes somebody what the words behind it say: "elected head of the works".
        Makes = "makes",
        /// What may bear the name of a person: "Prince Ansel's County".
        Body = "body",
    }
}

const TABLE: &str = include_str!("words.tsv");

/// Whether a noun is one for a person: "rescue boss Ann Roe", but "the bag Ann Roe" carried is nobody.
fn tells_person(word: &str) -> bool {
    const LONGEST_SUFFIX: usize = 5;
    let known = |w: &str| is_person(w) || names::is_title_word(w) || names::is_honorific(w);
    let word = word.trim_end_matches('.');
    let folded = fold_noun(word);
    let ends = |n: usize| {
        let end = folded.len().checked_sub(n).filter(|at| *at > 0).and_then(|at| folded.get(at..));
        end.is_some_and(|end| Word::Suffix.has(end))
    };
    let person = known(word) || known(&folded) || Word::Person.has(&folded);
    person || !Word::Thing.has(&folded) && (2..=LONGEST_SUFFIX).any(ends)
}

/// The longest description, in tokens.
const LONGEST: usize = 12;

impl Kind for Title {
    fn name(&self) -> &'static str {
        "title"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let mut told = vec![false; cx.doc.tokens.len()];
        for claim in out.iter().filter(|c| matches!(c.value, Value::Words(_)) && c.subject.is_some()) {
            told[cx.doc.tokens_in(claim.span)].fill(true);
        }
        for mention in cx.doc.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
            let kind = cx.doc.entity(mention.entity).kind;
            let name = cx.doc.tokens_in(mention.name);
            if name.is_empty() || told[name.start] || !matches!(kind, EntityKind::Person | EntityKind::Other) {
                continue;
            }
            let sentence = cx.doc.sentences[cx.doc.sentence_at(name.start)].tokens.clone();
            if is_of_other(cx, &name, sentence.end) {
                continue;
            }
            let before = before(cx, mention, &name, sentence.start).map(|words| (words, Rule::Title));
            let described = || {
                let person = kind == EntityKind::Person;
                let comma = name.end < sentence.end && cx.doc.tokens[name.end].kind == TokenKind::Comma;
                let ahead = || ahead(cx, name.start, sentence.start, comma).filter(|_| person);
                let behind = behind(cx, name.end, sentence.end, person);
                behind.or_else(ahead).map(|words| (words, Rule::Apposition))
            };
            let Some((words, rule)) = before.or_else(described) else { continue };
            let value = Value::Words(cx.lower_at(cx.doc.span(words.clone())).to_owned());
            let all = cx.doc.span(words.start.min(name.start)..words.end.max(name.end));
            let mut claim = cx.claim(self, "role", value, all, rule, POLICY);
            claim.polarity = told_of(cx, all);
            claim.subject = Some(mention.entity);
            told[cx.doc.tokens_in(all)].fill(true);
            out.push(claim);
        }
        self.unnamed(cx, &told, out);
    }
}

impl Title {
    /// "the pit manager", "their leader", "the head of the works": people told by what they are alone.
    fn unnamed(&self, cx: &Context<'_>, told: &[bool], out: &mut Vec<Claim>) {
        for sentence in &cx.doc.sentences {
            for at in sentence.tokens.clone() {
                let alone = Word::Alone.has(cx.lower(at));
                let titled = alone || names::is_title_word(cx.lower(at));
                if told[at] || !titled || !is_noun(cx, at) || goes_on(cx, at, sentence.tokens.end) {
                    continue;
                }
                let start = phrase_start(cx, at, sentence.tokens.start);
                let words = definite(cx, start, at, &sentence.tokens).or_else(|| made(cx, start, at, &sentence.tokens));
                // "the girl's head" is nobody, and "the head of security Ann Roe" is told beside her name.
                let words = words.filter(|w| !alone || w.end > at + 1 && !told[w.clone()].contains(&true));
                if let Some(words) = words {
                    let span = cx.doc.span(words);
                    let value = Value::Words(cx.lower_at(span).to_owned());
                    let mut claim = cx.claim(self, "role", value, span, Rule::Phrase, POLICY);
                    // "to be the nominee", "is not their leader"
                    let before = cx.doc.tokens_in(span).start.checked_sub(1).filter(|t| *t >= sentence.tokens.start);
                    let becomes = before.is_some_and(|t| is_copula(cx.lower(t)));
                    if !becomes {
                        claim.sources = source::of_naming(cx, span);
                    }
                    let polarity = if becomes { source::polarity(cx, span) } else { Polarity::Asserted };
                    let polarity = if polarity == Polarity::Asserted { told_of(cx, span) } else { polarity };
                    out.push(Claim { polarity, ..claim });
                }
            }
        }
    }
}

/// What a description is told as: of who "was", "served" or is "former" it is over.
fn told_of(cx: &Context<'_>, words: Span) -> Polarity {
    const BEFORE: usize = 4;
    let mut tokens = cx.doc.tokens_in(words);
    let end = tokens.end;
    // "the former mayor's son" is one still.
    let owned = |t: usize| (t..end).any(|t| Closed::Genitive.has(cx.lower(t)));
    let past = |t: usize| is_former(cx.lower(t)) && !owned(t) || Closed::Who.has(cx.lower(t)) && is_past(cx, t + 1);
    // "Former NBL striker Roe": names of what they were part of may stand between.
    let first = cx.doc.sentences[cx.doc.sentence_at(tokens.start)].tokens.start;
    let led = (first.max(tokens.start.saturating_sub(BEFORE))..tokens.start)
        .rev()
        .take_while(|t| cx.doc.tokens[*t].capital || is_former(cx.lower(*t)))
        .any(|t| is_former(cx.lower(t)));
    if led || tokens.any(past) { Polarity::Past } else { Polarity::Asserted }
}

/// Whether the verb behind "who" is in the past.
fn is_past(cx: &Context<'_>, from: usize) -> bool {
    const NEAR: usize = 3;
    let verb = (from..cx.doc.tokens.len().min(from + NEAR)).find(|t| matches!(cx.doc.tag(*t), Tag::Verb | Tag::Aux));
    verb.is_some_and(|v| cx.doc.verb_form(v) == Some(VerbForm::Past))
}

/// The definite noun phrase from `start` that ends at or goes on behind a noun, where it says more than "the minister".
fn definite(cx: &Context<'_>, start: usize, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |t: usize| cx.doc.tokens[t].kind == TokenKind::Word;
    let opener = start.checked_sub(1).filter(|t| *t >= sentence.start && word(*t))?;
    let own = (start..head).any(|t| cx.doc.tokens[t].kind == TokenKind::Clitic);
    // "whose captain" is of a clause of its own.
    let possessive = cx.doc.tag(opener) == Tag::Pron && Closed::Possessive.has(cx.lower(opener));
    let the = Closed::The.has(cx.lower(opener)) || Closed::This.has(cx.lower(opener));
    // "the county sheriff's office" is nobody.
    let owner = head + 2 < sentence.end && Closed::Genitive.has(cx.lower(head + 1));
    if owner && Word::Office.has(cx.lower(head + 2)) {
        return None;
    }
    let end = phrase_end(cx, head, sentence.end);
    let more = start < head || end > head + 1 || possessive;
    let first = if the || possessive { opener } else { start };
    (own || (the || possessive) && more).then_some(first..end)
}

fn is_noun(cx: &Context<'_>, token: usize) -> bool {
    matches!(cx.doc.tag(token), Tag::Noun | Tag::Propn)
}

/// Whether a noun is no head, for another stands behind it: "the executive committee" is nobody's description.
fn goes_on(cx: &Context<'_>, noun: usize, limit: usize) -> bool {
    noun + 1 < limit && cx.doc.tokens[noun + 1].kind == TokenKind::Word && is_noun(cx, noun + 1)
}

/// How far a description reaches to either side of its noun, in tokens.
const REACH: usize = 7;

/// Whether a token may stand in a description beside its noun.
fn is_part(cx: &Context<'_>, token: usize) -> bool {
    let kind = cx.doc.tokens[token].kind;
    let word = || kind == TokenKind::Word && (is_noun(cx, token) || cx.doc.tag(token) == Tag::Adj);
    kind == TokenKind::Clitic || word() || owns(cx, token)
}

/// Where the nouns and adjectives before a noun begin.
fn phrase_start(cx: &Context<'_>, head: usize, first: usize) -> usize {
    let from = first.max(head.saturating_sub(REACH));
    (from..head).rev().take_while(|t| is_part(cx, *t)).last().unwrap_or(head)
}

/// Where a noun and its "of ..." end.
fn phrase_end(cx: &Context<'_>, head: usize, limit: usize) -> usize {
    if head + 2 >= limit || !Closed::Of.has(cx.lower(head + 1)) {
        return head + 1;
    }
    let inside = |t: &usize| is_part(cx, *t) || cx.doc.tokens[*t].kind == TokenKind::Word && cx.doc.tag(*t) == Tag::Det;
    (head + 2..limit.min(head + 2 + REACH)).take_while(inside).last().map_or(head + 1, |t| t + 1)
}

/// What somebody was made or is told as, from `start` to a noun and its "of ...": "elected head of the works", "served as
/// harbour director", "promoted to captain".
fn made(cx: &Context<'_>, start: usize, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let verb = |t: usize| Word::Makes.has(&governor::base(cx.lower(t)));
    let opener = start.checked_sub(1).filter(|t| *t >= sentence.start)?;
    let to = Closed::To.has(cx.lower(opener)) && opener > sentence.start && verb(opener - 1);
    let leads = Closed::As.has(cx.lower(opener)) || to || verb(opener);
    leads.then(|| start..phrase_end(cx, head, sentence.end))
}

/// "Sgt. Ann Roe", "rescue boss Ann Roe": the words right before a name.
fn before(cx: &Context<'_>, mention: &Mention, name: &Range<usize>, first: usize) -> Option<Range<usize>> {
    let title = cx.doc.tokens_in(mention.span).start;
    let noun = |t: usize| cx.doc.tokens[t].kind == TokenKind::Word && !cx.doc.tokens[t].capital;
    // "this year Mr. Roe": a time is no part of what he is.
    let timed = |t: usize| {
        let span = cx.doc.tokens[t].span;
        cx.doc.times_in(cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
    };
    let head = title.checked_sub(1).filter(|t| *t >= first && noun(*t) && cx.doc.tag(*t) == Tag::Noun && !timed(*t));
    let polite = title + 1 == name.start && names::is_honorific(cx.lower(title).trim_end_matches('.'));
    let Some(head) = head else {
        return (title < name.start && !polite).then_some(title..name.start);
    };
    // "police Sgt. Ann Roe", "head of security Ann Roe"
    let of = || head >= 2 && cx.doc.tag(head - 1) == Tag::Adp && tells_person(cx.lower(head - 2));
    if cx.doc.entity(mention.entity).kind != EntityKind::Person {
        return None;
    }
    let titled = title < name.start;
    let goes_with = !cx.doc.tokens[title].capital || goes_with_title(cx, head);
    if !(titled && goes_with || tells_person(cx.lower(head)) || of()) {
        return (titled && !polite).then_some(title..name.start);
    }
    let modifier = |t: usize| {
        cx.doc.tokens[t].kind == TokenKind::Word && matches!(cx.doc.tag(t), Tag::Noun | Tag::Adj | Tag::Propn)
    };
    let start = (first.max(head.saturating_sub(LONGEST / 2))..=head).rev().take_while(|t| modifier(*t)).last()?;
    Some(start..name.start)
}

/// "Ann Roe, the chief of staff,", "Ann Roe, who runs the works,": the words between a name and the next break. What may
/// be no person's name is one only before "who" or a description with an article.
fn behind(cx: &Context<'_>, end: usize, limit: usize, person: bool) -> Option<Range<usize>> {
    let from = end + 1;
    if from >= limit || cx.doc.tokens[end].kind != TokenKind::Comma {
        return None;
    }
    let until =
        (from..limit.min(from + LONGEST)).find(|t| is_mark(cx, *t)).or((limit <= from + LONGEST).then_some(limit))?;
    let who = cx.doc.tag(from) == Tag::Pron && cx.doc.tokens[from].kind == TokenKind::Word && is_who(cx, from, until);
    // "Ann Roe, acting head of the works": the participle is part of what she is.
    let state = Word::State.has(cx.lower(from)) && from + 1 < until && !cx.doc.tokens[from].capital;
    let described = is_phrase(cx, from + usize::from(state)..until) && (person || cx.doc.tag(from) == Tag::Det);
    (who || described).then_some(from..until)
}

/// Whether a common noun right before a title with a capital is part of it: "police Captain Roe", "rescue boss Captain Roe",
/// but neither "the tweet President Roe sent" nor "the day Mr. Roe left".
pub(super) fn goes_with_title(cx: &Context<'_>, noun: usize) -> bool {
    Word::Serves.has(cx.lower(noun)) || tells_person(cx.lower(noun))
}

/// Whether a name is a part of that of a body, "Prince Ansel's County Schools", or the end of another, "Ann Prince Jr.".
pub(super) fn is_of_other(cx: &Context<'_>, name: &Range<usize>, limit: usize) -> bool {
    let end = name.end;
    if name.clone().all(|t| names::is_generation(cx.doc.word(t))) {
        return true;
    }
    end + 1 < limit
        && cx.doc.tokens[end].kind == TokenKind::Clitic
        && cx.doc.tokens[end + 1].capital
        && Word::Body.has(cx.lower(end + 1))
}

/// "its president, Ann Roe": the words before a name that a comma stands before, and perhaps behind: `set_off`.
fn ahead(cx: &Context<'_>, start: usize, first: usize, set_off: bool) -> Option<Range<usize>> {
    let end = start.checked_sub(1).filter(|t| *t > first && cx.doc.tokens[*t].kind == TokenKind::Comma)?;
    let from = (first.max(end.saturating_sub(LONGEST))..end)
        .rev()
        .take_while(|t| !is_mark(cx, *t) && !matches!(cx.doc.tag(*t), Tag::Verb | Tag::Aux | Tag::Sconj))
        .last()?;
    // "Ann Roe and her son, Tom"
    let from = (from..end).rev().find(|t| cx.doc.tag(*t) == Tag::Cconj).map_or(from, |t| t + 1);
    // "by its president, Ann Roe"
    let from = (from..end).find(|t| !matches!(cx.doc.tag(*t), Tag::Adp | Tag::Cconj | Tag::Adv))?;
    // "in need of adult guidance, Ann Roe": the head of its nouns tells.
    let head = |t: usize| t + 1 == end || cx.doc.tag(t + 1) != Tag::Noun;
    let known = |w: &str| names::is_title_word(w) || is_person(w) || Word::Person.has(w);
    let person = |t: usize| known(cx.lower(t)) && head(t);
    // "The ropemaker, Ann Roe, said": what ends as words for people do, between an article and two commas.
    let plain = cx.doc.tag(from) == Tag::Det && (from + 1..end).all(|t| is_part(cx, t));
    let set_off = plain && set_off && tells_person(cx.lower(end - 1));
    (is_phrase(cx, from..end) && (set_off || (from..end).any(person))).then_some(from..end)
}

fn is_mark(cx: &Context<'_>, token: usize) -> bool {
    !matches!(cx.doc.tokens[token].kind, TokenKind::Word | TokenKind::Clitic | TokenKind::Number) && !owns(cx, token)
}

/// Whether a mark is the genitive of a plural: that of "the dockers' union".
fn owns(cx: &Context<'_>, token: usize) -> bool {
    let mark = cx.doc.tokens[token];
    let before = token.checked_sub(1).map(|t| cx.doc.tokens[t].span);
    let plural = before.is_some_and(|b| b.end == mark.span.start && b.of(cx.doc.text()).ends_with('s'));
    plural && matches!(mark.span.of(cx.doc.text()), "'" | "\u{2019}")
}

/// Whether "who" and what somebody is begin at a token: "who runs the works", "who was a pilot". What else they did or had
/// is no description.
fn is_who(cx: &Context<'_>, at: usize, until: usize) -> bool {
    if !Closed::Who.has(cx.lower(at)) {
        return false;
    }
    let tag = |t: usize| cx.doc.tag(t);
    let Some(verb) = (at + 1..until).find(|t| tag(*t) == Tag::Verb) else {
        let noun = (at + 2..until).find(|t| tag(*t) != Tag::Adv).filter(|t| tag(*t) == Tag::Det);
        let be = Closed::IsWas.has(cx.lower(at + 1));
        return be
            && (noun.unwrap_or(until)..until).take_while(|t| tag(*t) != Tag::Adp).any(|t| tells_person(cx.lower(t)));
    };
    let done = (at + 1..verb).any(|t| Closed::Be.has(cx.lower(t)) || Closed::Possible.has(cx.lower(t)));
    let does = Word::Does.has(&governor::base(cx.lower(verb)));
    does && !done && (at + 1..verb).all(|t| matches!(tag(t), Tag::Aux | Tag::Adv))
}

/// Whether some words are a description: no verb, at least one common noun, and no time or number before it.
fn is_phrase(cx: &Context<'_>, words: Range<usize>) -> bool {
    let tag = |t: usize| cx.doc.tag(t);
    let opens = matches!(tag(words.start), Tag::Det | Tag::Pron | Tag::Noun | Tag::Adj | Tag::Propn);
    opens
        && words.clone().any(|t| tag(t) == Tag::Noun)
        && !words.clone().any(|t| matches!(tag(t), Tag::Verb | Tag::Aux) || cx.doc.tokens[t].kind == TokenKind::Number)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        claimdiff_cases::check("title/en.cases", include_str!("en.cases"), &[("title", super::TABLE)], |w| {
            crate::observed::claims("title", w)
        });
    }
}
