//! Who counted, where no quotation tells whose words a figure is: the subject of the verb that gives it ("the ministry had
//! confirmed 41 deaths", "the agency, which counts bodies alone, gave the toll as 63"), or of the clause that ends its
//! sentence ("has risen to 71, the governor of the province, Ann Roe, said").

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityKind, MentionKind, Tag, TokenKind, names};
use claimdiff_quotes::says;
use claimdiff_text::{Span, word_classes};

use super::{CUES, Cue, Link, bare, is_timed, source_after, voice};
use crate::kinds::{self, Context, governor, is_break};

pub(super) const TABLE: &str = include_str!("counted.tsv");

word_classes! {
    /// A verb that gives a figure, in its base form.
    enum Verb in "source/counted", TABLE => {
        /// Its object is what its subject counted: "confirm".
        Counts = "counts",
        /// The same, where "of" is behind it: "speak of 70 dead".
        CountsOf = "counts-of",
    }
}

/// Who counted what some words tell.
pub(crate) fn counted(cx: &Context<'_>, span: Span) -> Option<Link> {
    let sentence = cx.doc.sentences[cx.doc.sentence_of(span.start)?].tokens.clone();
    let words = cx.doc.tokens_in(span);
    let reader = Reader { cx, sentence };
    reader.subject(words.start).or_else(|| reader.speaker(words.end))
}

/// Whether a verb gives a figure.
pub(crate) fn gives(cx: &Context<'_>, t: usize) -> bool {
    let base = governor::base(cx.lower(t));
    Verb::Counts.has(&base) || Verb::CountsOf.has(&base) || says(cx.doc.word(t))
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    sentence: Range<usize>,
}

impl Reader<'_, '_> {
    fn tag(&self, t: usize) -> Tag {
        self.cx.doc.tag(t)
    }

    fn kind(&self, t: usize) -> TokenKind {
        self.cx.doc.tokens[t].kind
    }

    /// The subject of a verb before some words that gives them.
    fn subject(&self, first: usize) -> Option<Link> {
        let verb = self.verb(first)?;
        let mut end = verb;
        let mut passive = false;
        while end > self.sentence.start && matches!(self.tag(end - 1), Tag::Aux | Tag::Adv | Tag::Part) {
            passive |= Closed::PassiveBe.has(self.cx.lower(end - 1));
            end -= 1;
        }
        if passive || end == self.sentence.start {
            return None;
        }
        if self.kind(end - 1) == TokenKind::Comma {
            return self.beside(end - 1);
        }
        self.link(self.phrase(end)..end)
    }

    /// The verb that gives what begins at a token: nothing but the words of its object stands between.
    fn verb(&self, first: usize) -> Option<usize> {
        const REACH: usize = 10;
        let from = (self.sentence.start + 1).max(first.saturating_sub(REACH));
        let mut before = (from..first).rev();
        let verb = before.find(|t| is_break(self.kind(*t)) || matches!(self.tag(*t), Tag::Verb | Tag::Sconj))?;
        if self.tag(verb) != Tag::Verb {
            return None;
        }
        let base = governor::base(self.cx.lower(verb));
        let of = || Verb::CountsOf.has(&base) && Closed::Of.has(self.cx.lower(verb + 1));
        (Verb::Counts.has(&base) || of()).then_some(verb)
    }

    /// The subject before what stands between two commas, of which the second is at a token: "the governor, Ann Roe, put",
    /// "the agency, which counts bodies alone, gave".
    fn beside(&self, comma: usize) -> Option<Link> {
        const LONGEST: usize = 16;
        let from = self.sentence.start.max(comma.saturating_sub(LONGEST));
        let opens = (from..comma).rev().find(|t| self.kind(*t) == TokenKind::Comma)?;
        self.named(opens + 1..comma).or_else(|| self.link(self.phrase(opens)..opens))
    }

    /// The person whom all of some words name.
    fn named(&self, words: Range<usize>) -> Option<Link> {
        let m = self.cx.doc.mention_at(words.start)?;
        let person = m.kind == MentionKind::Name && self.cx.doc.entity(m.entity).kind == EntityKind::Person;
        (person && self.cx.doc.tokens_in(m.span).end == words.end)
            .then(|| source_after(self.cx, words.start, words.end))?
    }

    /// Who speaks in the clause that ends a sentence, behind a comma: ", provincial officials said on Thursday".
    fn speaker(&self, end: usize) -> Option<Link> {
        const REACH: usize = 24;
        const LONGEST: usize = 14;
        let limit = self.sentence.end.min(end + REACH);
        let open = |t: &usize| !matches!(self.kind(*t), TokenKind::Stop | TokenKind::Mark);
        let comma = (end..limit).take_while(open).find(|t| self.kind(*t) == TokenKind::Comma)?;
        let inside = |t: &usize| {
            matches!(self.tag(*t), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Adp)
                || self.kind(*t) == TokenKind::Comma
                || Closed::Genitive.has(self.cx.lower(*t))
        };
        let until = self.sentence.end.min(comma + 1 + LONGEST);
        let verb = (comma + 1..until).find(|t| !inside(t))?;
        if verb == comma + 1 || self.tag(verb) != Tag::Verb || !says(self.cx.doc.word(verb)) {
            return None;
        }
        // ", the mayor said there were boats": what is said stands behind.
        let rest = (verb + 1..self.sentence.end).take_while(|t| !is_break(self.kind(*t)));
        let said = |t: usize| matches!(self.tag(t), Tag::Verb | Tag::Aux) || self.kind(t) == TokenKind::Mark;
        if rest.into_iter().any(said) {
            return None;
        }
        if self.kind(verb - 1) == TokenKind::Comma {
            return self.beside(verb - 1);
        }
        let from = (comma..verb).rev().find(|t| self.kind(*t) == TokenKind::Comma).map_or(comma, |t| t) + 1;
        self.link(from..verb)
    }

    /// Where the noun phrase that ends before a token begins.
    fn phrase(&self, end: usize) -> usize {
        const LONGEST: usize = 10;
        let floor = self.sentence.start.max(end.saturating_sub(LONGEST));
        let noun = |t: usize| matches!(self.tag(t), Tag::Noun | Tag::Propn) && !is_timed(self.cx, t);
        let mut from = end;
        while from > floor {
            let t = from - 1;
            let joins = t > floor && self.tag(t) == Tag::Adp && from < end && noun(t - 1);
            let inside = noun(t)
                || matches!(self.tag(t), Tag::Adj | Tag::Det)
                || Closed::Genitive.has(self.cx.lower(t))
                || joins;
            if !inside {
                break;
            }
            from = t;
            let hangs = t > floor && self.tag(t - 1) == Tag::Adp;
            if self.tag(t) == Tag::Det && !hangs {
                break;
            }
        }
        from
    }

    /// The source that a noun phrase names, where it is somebody who may count.
    fn link(&self, words: Range<usize>) -> Option<Link> {
        let known = |t: usize| {
            let word = self.cx.lower(t);
            let mention = self.cx.doc.mention_at(t).map(|m| self.cx.doc.entity(m.entity).kind);
            let somebody = matches!(mention, Some(EntityKind::Person | EntityKind::Organisation));
            somebody
                || matches!(CUES.get(word), Some(Cue::Unnamed | Cue::Document))
                || kinds::is_person(word)
                || names::is_title_word(word)
        };
        if !words.clone().any(known) {
            return None;
        }
        // "the observatory for boats", "hospitals in Oben": what hangs on a noun is no source of its own.
        let Some(hangs) = words.clone().skip(1).find(|t| self.tag(*t) == Tag::Adp) else {
            return source_after(self.cx, words.start, words.end);
        };
        let place = Closed::InAt.has(self.cx.lower(hangs));
        let span = self.cx.doc.span(words.start..if place { hangs } else { words.end });
        let text = span.of(self.cx.doc.text());
        let mention = self.cx.doc.within(&self.cx.doc.mentions, |m| m.span, span).first().filter(|m| m.span == span);
        let entity = mention.map(|m| m.entity);
        Some(Link { name: bare(text).to_owned(), entity, voice: voice(self.cx, entity, text), span: Some(span) })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("source/counted", super::TABLE)];
        claimdiff_cases::check("source/counted.cases", include_str!("counted.cases"), &tables, |w| {
            crate::observed::counters("casualty", w)
        });
    }
}
