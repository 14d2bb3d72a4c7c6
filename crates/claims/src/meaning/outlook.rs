//! Whether what a claim tells is not so, lies ahead or holds under a condition, read from the verb that it hangs on and
//! from the day that it names, where the words right before it do not tell.

use std::ops::Range;

use claimdiff_annotate::{Closed, Number, Tag, TokenKind, Unit, VerbForm};
use claimdiff_quotes::says;
use claimdiff_text::{Days, Span, word_classes};

use crate::{
    Claim, Polarity, Value,
    kinds::{
        Context,
        clause::{self, Clause, Relation},
        governor, is_break,
    },
};

pub(super) const TABLE: &str = include_str!("outlook.tsv");

word_classes! {
    /// A class of words by which a claim is told otherwise than as so.
    enum Word in "meaning/outlook", TABLE => {
        /// Tells of what lies ahead.
        Future = "future",
        /// Begins a clause in the present that waits for what lies ahead: "once he takes office".
        Waits = "waits",
        /// A noun that an infinitive tells the aim of: "a measure to give".
        Aim = "aim",
        /// Tells of what lies ahead in somebody's words: "said it would open".
        Would = "would",
        /// A participle of what lies ahead: "is expected".
        Due = "due",
        /// Before a day, makes a limit of it: "by", "until".
        Limit = "limit",
        /// Negates a verb.
        Never = "never",
        /// A verb (base form) whose object lies ahead: "expects 40 guests".
        Awaits = "awaits",
    }
}

/// What a claim is told as; `None` leaves what it is.
pub(super) fn of(cx: &Context<'_>, claim: &Claim, number: Option<&Number>) -> Option<Polarity> {
    let words = match &claim.value {
        Value::Words(_) => return None,
        Value::Quantity(_) => number.map_or(claim.span, |n| n.span),
        _ => time_of(cx, claim.span),
    };
    let sentence = cx.doc.sentences[cx.doc.sentence_of(words.start)?].tokens.clone();
    let reader = Reader { cx, claim, sentence, words: cx.doc.tokens_in(words) };
    match claim.polarity {
        Polarity::Planned | Polarity::Hypothetical | Polarity::Negated if reader.is_told(words) => {
            Some(Polarity::Asserted)
        }
        Polarity::Asserted => reader.asserted(words, number),
        Polarity::Hypothetical if reader.is_reduced(words) => Some(Polarity::Asserted),
        Polarity::Hypothetical if reader.refused(words) => Some(Polarity::Negated),
        Polarity::Hypothetical => reader.reported().then_some(Polarity::Planned),
        Polarity::Planned if reader.known(words) || reader.has_been(words) => Some(Polarity::Asserted),
        Polarity::Planned | Polarity::Negated if reader.is_reduced(words) => Some(Polarity::Asserted),
        Polarity::Planned => reader.unwilling(words, number).then_some(Polarity::Negated),
        _ => None,
    }
}

/// The time that a claim gives, without the words that it is told of.
fn time_of(cx: &Context<'_>, span: Span) -> Span {
    cx.doc.within(&cx.doc.times, |t| t.span, span).first().map_or(span, |t| t.span)
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    claim: &'c Claim,
    sentence: Range<usize>,
    /// The tokens of the figure or time.
    words: Range<usize>,
}

impl Reader<'_, '_> {
    fn asserted(&self, words: Span, number: Option<&Number>) -> Option<Polarity> {
        // "the 2026 vote" is told of whatever becomes of it.
        if self.is_ahead() && !self.is_definite(words) {
            return Some(if self.conditional() { Polarity::Hypothetical } else { Polarity::Planned });
        }
        if self.is_reduced(words) {
            return None;
        }
        let timed = !matches!(self.claim.value, Value::Quantity(_)) || self.is_length();
        let clause = if timed { clause::of(self.cx, words) } else { Clause::default() };
        let verb = if timed { clause.verb } else { governor::find(self.cx, words).map(|g| g.token) }?;
        let verb = self.causative(verb);
        let rank = matches!(self.claim.value, Value::Rank(_));
        if verb < self.words.start && !clause.inside {
            let bound = matches!(clause.relation, Relation::Until | Relation::Before | Relation::By);
            if timed && !rank && !bound && self.is_negated(verb) {
                return Some(Polarity::Negated);
            }
        }
        let subject = number.is_some() && !timed && verb >= self.words.end;
        if subject && self.is_negated(verb) {
            return Some(Polarity::Negated);
        }
        // "lost less than expected in 40 towns"
        let compared = verb > self.sentence.start && Closed::Than.has(self.word(verb - 1));
        let awaits = number.is_some() && verb < self.words.start && Word::Awaits.has(&governor::base(self.word(verb)));
        let awaits = awaits && !compared;
        (awaits || self.ahead_by_verb(verb)).then_some(Polarity::Planned)
    }

    /// A day that does not lie ahead and that its noun has ("did not blame Sunday's attack") or that tells when something was said
    /// ("said Friday it will not").
    fn is_told(&self, words: Span) -> bool {
        if !matches!(self.claim.value, Value::Date(_) | Value::PartialDate(_)) || self.is_ahead() {
            return false;
        }
        let end = self.cx.doc.tokens_in(words).end;
        let owns = end < self.sentence.end && Closed::Genitive.has(self.word(end));
        let first = self.words.start;
        let on = first > self.sentence.start && Closed::On.has(self.word(first - 1));
        let said = first
            .checked_sub(1 + usize::from(on))
            .filter(|t| *t >= self.sentence.start)
            .is_some_and(|t| says(self.cx.doc.word(t)) && self.form(t) == Some(VerbForm::Past));
        let subject = end < self.sentence.end && matches!(self.tag(end), Tag::Verb | Tag::Aux);
        owns || said && !subject
    }

    /// "would not harm a mill built in 1967": a day that a participle behind its noun has to itself.
    fn is_reduced(&self, words: Span) -> bool {
        if !matches!(self.claim.value, Value::Date(_) | Value::PartialDate(_)) {
            return false;
        }
        let clause = clause::of(self.cx, words);
        let Some(verb) = clause.verb.filter(|v| !clause.inside && *v < self.words.start && *v > self.sentence.start)
        else {
            return false;
        };
        let done = matches!(self.form(verb), Some(VerbForm::Participle | VerbForm::Past));
        let noun = matches!(self.tag(verb - 1), Tag::Noun | Tag::Propn);
        // The preposition of the day stands right behind it, and the clause has a verb of its own before.
        let close = self.words.start <= verb + 2;
        let finite = (self.sentence.start..verb - 1).any(|t| matches!(self.tag(t), Tag::Verb | Tag::Aux));
        let behind = self.cx.published().is_none_or(|p| matches!(self.claim.value, Value::Date(d) if d.last <= p.last));
        done && noun && close && finite && behind
    }

    /// "no member would comment yesterday": what was refused on a day that lies behind.
    fn refused(&self, words: Span) -> bool {
        let Some(today) = self.cx.published() else { return false };
        let behind = matches!(self.claim.value, Value::Date(days) if days != Days::ANY && days.last < today.first);
        let clause = clause::of(self.cx, words);
        let bound = matches!(clause.relation, Relation::Until | Relation::Before | Relation::By);
        let verb = clause.verb.filter(|v| !bound && *v < self.words.start);
        let would = verb.is_some_and(|v| self.group(v).any(|t| Word::Would.has(self.word(t))));
        behind && would && !self.conditional() && {
            let not = |t: usize| Closed::Negation.has(self.word(t)) || Word::Never.has(self.word(t));
            (self.sentence.start..self.words.start).any(not)
        }
    }

    /// Whether a day named lies behind the article's own: "on 1 January" in an article of October.
    fn is_ahead(&self) -> bool {
        let Some(today) = self.cx.published() else { return false };
        matches!(self.claim.value, Value::Date(days) if days != Days::ANY && days.first > today.last)
    }

    /// Whether "if" stands before.
    fn conditional(&self) -> bool {
        (self.sentence.start..self.words.start).any(|t| Closed::If.has(self.word(t)))
    }

    /// "said it would open on Friday": what somebody said of a day ahead.
    fn reported(&self) -> bool {
        const REACH: usize = 14;
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        let would = (from..self.words.start).rev().find(|t| Word::Would.has(self.word(*t)));
        let said = |t: usize| says(self.cx.doc.word(t));
        let today = matches!((self.cx.published(), &self.claim.value), (Some(p), Value::Date(d)) if *d != Days::ANY && d.last >= p.first);
        (self.is_ahead() || today)
            && !self.conditional()
            && would.is_some_and(|w| (self.sentence.start..w).any(|t| self.tag(t) == Tag::Verb && said(t)))
    }

    /// "sought to obstruct the 22-month inquiry": a length that a definite noun is told to have is known.
    fn known(&self, words: Span) -> bool {
        self.is_length() && self.is_definite(words)
    }

    /// "pledged last week to go on": a day behind the article's own that a verb in the past or a noun has, or nothing else.
    fn has_been(&self, words: Span) -> bool {
        let Some(today) = self.cx.published() else { return false };
        let Value::Date(days) = self.claim.value else { return false };
        if days == Days::ANY || days.last > today.last || self.is_relative() {
            return false;
        }
        let clause = clause::of(self.cx, words);
        let behind = days.last < today.first;
        clause.inside && behind || clause.verb.map_or(behind, |v| self.form(v) == Some(VerbForm::Past))
    }

    /// Whether the words of the claim tell a limit and no day: "until Friday", "by Monday".
    fn is_relative(&self) -> bool {
        let before = self.words.start.checked_sub(1).filter(|t| *t >= self.sentence.start);
        before.is_some_and(|t| Word::Limit.has(self.word(t)))
    }

    /// "does not plan to reach 2 percent": what somebody will not do.
    fn unwilling(&self, words: Span, number: Option<&Number>) -> bool {
        let timed = !matches!(self.claim.value, Value::Quantity(_)) || self.is_length();
        let clause = if timed { clause::of(self.cx, words) } else { Clause::default() };
        if matches!(clause.relation, Relation::Until | Relation::Before | Relation::By) {
            return false;
        }
        let verb = clause.verb.or_else(|| number.and_then(|_| governor::find(self.cx, words).map(|g| g.token)));
        let Some(verb) = verb.filter(|v| *v < self.words.start && *v >= self.sentence.start + 2) else { return false };
        let led = verb - 2;
        let to = Closed::To.has(self.word(verb - 1)) && self.form(verb) == Some(VerbForm::Base);
        to && self.tag(led) == Tag::Verb && self.is_negated(led)
    }

    /// Whether the claim gives a length of time.
    fn is_length(&self) -> bool {
        matches!(&self.claim.value, Value::Quantity(q) if q.unit == Unit::Seconds)
    }

    /// Whether some words are part of a noun's phrase that "the" or a possessive opens.
    fn is_definite(&self, words: Span) -> bool {
        let definite = |t: usize| Closed::The.has(self.word(t)) || Closed::Theirs.has(self.word(t));
        let first = self.words.start;
        let opens = !self.words.is_empty() && definite(first) || first > self.sentence.start && definite(first - 1);
        opens && clause::of(self.cx, words).inside
    }

    fn word(&self, t: usize) -> &str {
        self.cx.lower(t)
    }

    fn tag(&self, t: usize) -> Tag {
        self.cx.doc.tag(t)
    }

    fn form(&self, t: usize) -> Option<VerbForm> {
        self.cx.doc.verb_form(t)
    }

    /// "get the deal done on 31 October": the verb that what is done hangs on.
    fn causative(&self, verb: usize) -> usize {
        const REACH: usize = 5;
        if self.form(verb) != Some(VerbForm::Participle) {
            return verb;
        }
        let before = (self.sentence.start.max(verb.saturating_sub(REACH))..verb).rev();
        let mut before = before.skip_while(|t| matches!(self.tag(*t), Tag::Adv | Tag::Noun | Tag::Propn | Tag::Det));
        match before.next() {
            Some(t) if t + 1 < verb && self.form(t) == Some(VerbForm::Base) => t,
            _ => verb,
        }
    }

    /// The words of the group that a verb ends, from the last one: "has not been".
    fn group(&self, verb: usize) -> impl Iterator<Item = usize> {
        const LONGEST: usize = 5;
        let inside = |t: &usize| {
            matches!(self.tag(*t), Tag::Aux | Tag::Adv | Tag::Part) || self.cx.doc.tokens[*t].kind == TokenKind::Clitic
        };
        (self.sentence.start.max(verb.saturating_sub(LONGEST))..verb).rev().take_while(inside)
    }

    /// Whether a verb is negated: "did not respond", "has never been told".
    fn is_negated(&self, verb: usize) -> bool {
        let only = |t: usize| t + 1 < self.sentence.end && super::NearFigure::Bound.has(self.word(t + 1));
        let not = |t: usize| Closed::Negation.has(self.word(t)) || Word::Never.has(self.word(t));
        self.group(verb).any(|t| not(t) && !only(t))
    }

    fn ahead_by_verb(&self, verb: usize) -> bool {
        // "returns are expected at 6 p.m."
        let be = |t: usize| Closed::Be.has(self.word(t));
        let next = verb + 1 < self.sentence.end && Word::Due.has(self.word(verb + 1));
        if Word::Due.has(self.word(verb)) && self.group(verb).any(be) || be(verb) && next {
            return true;
        }
        let to = verb > self.sentence.start && Closed::To.has(self.word(verb - 1));
        if self.form(verb) == Some(VerbForm::Base) && to && verb >= self.sentence.start + 2 {
            let led = verb - 2;
            // "a measure to give", "are going to get"
            return Word::Aim.has(self.word(led)) && self.tag(led) == Tag::Noun || Word::Future.has(self.word(led));
        }
        // "Pledge $20 now"
        let prose = self.cx.doc.line_kind(self.cx.doc.sentence_at(verb)).is_prose();
        if prose && verb == self.sentence.start && self.form(verb) == Some(VerbForm::Base) {
            return true;
        }
        self.form(verb) == Some(VerbForm::Present) && self.waits(verb) || self.opens_future()
    }

    /// Whether a verb in the present stands in a clause that waits for what its sentence tells of as ahead: "is expected
    /// next week after they complete 16 hours of talks".
    fn waits(&self, verb: usize) -> bool {
        let past = |t: &usize| matches!(self.form(*t), Some(VerbForm::Past | VerbForm::Modal));
        let mut back =
            (self.sentence.start..verb).rev().take_while(|t| !past(t) && !is_break(self.cx.doc.tokens[*t].kind));
        let Some(opener) = back.find(|t| Word::Waits.has(self.word(*t))) else { return false };
        (self.sentence.start..opener).any(|t| Word::Future.has(self.word(t)))
    }

    /// Whether a clock or a day of today opens a sentence whose verb lies ahead: "After a service at noon, the doors will".
    fn opens_future(&self) -> bool {
        const REACH: usize = 24;
        let today = |days: Days| self.cx.published().is_some_and(|p| days.last >= p.first && days != Days::ANY);
        let near = match self.claim.value {
            Value::Clock(_) => true,
            Value::Date(days) => today(days),
            _ => false,
        };
        let finite = |t: usize| {
            matches!(self.form(t), Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal))
                || self.tag(t) == Tag::Aux
        };
        if !near || (self.sentence.start..self.words.start).any(finite) {
            return false;
        }
        let limit = self.sentence.end.min(self.words.end + REACH);
        let Some(comma) = (self.words.end..limit).find(|t| self.cx.doc.tokens[*t].kind == TokenKind::Comma) else {
            return false;
        };
        (comma + 1..limit).find(|t| finite(*t)).is_some_and(|t| Word::Future.has(self.word(t)))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("meaning/outlook", super::TABLE)];
        claimdiff_cases::check("meaning/outlook.cases", include_str!("outlook.cases"), &tables, |w| {
            crate::observed::told(w)
        });
    }
}
