//! The clause that a time or a rank stands in: what it is told of, as a verb, a noun and an event.
//!
//! "The bridge, opened in 1967, was closed on Tuesday" dates an opening and a closing of a bridge; "a strike of 24 hours"
//! and "three hours of talks" tell how long a noun lasted, "Tuesday's attack" when it was. What the words do not say is
//! left open: the nearest event of the sentence is no answer.

use std::ops::Range;

use claimdiff_annotate::{Closed, Tag, TokenKind, VerbForm};
use claimdiff_text::{Span, word_classes};

use super::{Context, governor};
use crate::{Claim, EventId};

/// What a time or a rank is told of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clause {
    /// The verb that it hangs on.
    pub(crate) verb: Option<usize>,
    /// The noun of what lasted, happened or is counted.
    pub(super) noun: Option<usize>,
    /// The event that verb or noun tell of.
    pub(super) event: Option<EventId>,
    /// How the words stand to it.
    pub(crate) relation: Relation,
    /// Whether they are told roughly: "about 3 p.m.".
    pub(super) about: bool,
    /// Whether they are part of the noun's phrase: "a three-hour meeting".
    pub(crate) inside: bool,
}

/// How a time stands to what it is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It was then, or so long.
    #[default]
    At,
    /// It began then: "since", "from".
    Since,
    /// It ended then, or is to end: "until".
    Until,
    /// It is due then: "by", "within".
    By,
    /// It was before that: "before 3 p.m.".
    Before,
    /// It was after that: "shortly after 3 p.m.".
    After,
    /// For so long: "for three hours".
    For,
}

impl Relation {
    /// The measure of a time that is so told, where it is no plain day or length.
    pub(super) fn measure(self) -> Option<&'static str> {
        Some(match self {
            Relation::At | Relation::For => return None,
            Relation::Since => "since",
            Relation::Until => "until",
            Relation::By => "by",
            Relation::Before => "before",
            Relation::After => "after",
        })
    }
}

word_classes! {
    /// A class of small words of a clause.
    enum Small in "clause", include_str!("words.tsv") => {
        /// Begins another clause: "which", "when".
        Bound = "bound",
        /// A part of the calendar that only says where in it: "the night of June 7", "the end of March".
        Edge = "edge",
        /// A verb that is told of who does it, whatever its object: "told reporters", "left the city".
        Doer = "doer",
        /// An object that only makes a verb of the one before it: "took place".
        Place = "place",
        /// A verb that dates nothing: "according", "including".
        Void = "void",
        /// Hedges and articles between a preposition and its time.
        Skip = "skip",
        /// A hedge: "about 3 p.m.".
        About = "about",
        Since = "since",
        Until = "until",
        By = "by",
        Before = "before",
        After = "after",
        For = "for",
        /// Bounds a length: "within two weeks".
        Within = "within",
        /// A noun for whatever the article is about: "the incident".
        General = "general",
    }
}

/// How far a verb may stand from its time, in tokens.
const REACH: usize = 18;

/// What some words, a time or a rank with its noun, are told of.
pub(crate) fn of(cx: &Context<'_>, span: Span) -> Clause {
    let tokens = cx.doc.tokens_in(span);
    let Some(sentence) = cx.doc.sentence_of(span.start) else { return Clause::default() };
    let reader = Reader { cx, sentence: cx.doc.sentences[sentence].tokens.clone(), time: tokens.clone() };
    reader.clause(tokens)
}

/// Whether a length of time is a bound: "within two weeks".
pub(super) fn is_within(cx: &Context<'_>, span: Span) -> bool {
    cx.doc.tokens_in(span).start.checked_sub(1).is_some_and(|t| Small::Within.has(cx.lower(t)))
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    sentence: Range<usize>,
    /// The words whose clause it is, which are part of no other phrase.
    time: Range<usize>,
}

impl Reader<'_, '_> {
    fn clause(&self, time: Range<usize>) -> Clause {
        let (lead, relation) = self.lead(time.start);
        let about = (lead..time.start).any(|t| Small::About.has(self.word(t)));
        let inside = self.phrase_noun(&time, lead);
        // "remove him from the 2020 ballot", "from today's briefing" tell no beginning.
        let from = || (lead..time.start).any(|t| Closed::From.has(self.word(t)));
        let relation = if inside.is_some() && relation == Relation::Since && from() { Relation::At } else { relation };
        let verb = self.verb(&time, lead);
        let mut clause = Clause { verb, noun: inside, event: None, relation, about, inside: inside.is_some() };
        let object = verb.filter(|v| *v < time.start).and_then(|v| self.head_after(v + 1, time.start));
        if clause.noun.is_none()
            && let Some(v) = verb
        {
            // What something is done to, so that "police arrested the man" and "the man was arrested" are told of one.
            let object = object.filter(|o| !(*o == v + 1 && Small::Place.has(self.word(*o))));
            let done_to = object.filter(|_| !Small::Doer.has(self.word(v)));
            clause.noun = done_to.or_else(|| self.subject(v)).or(object);
        }
        let told = [inside, verb.filter(|_| inside.is_none()), clause.noun, object.filter(|_| inside.is_none())];
        clause.event = told.into_iter().flatten().find_map(|t| self.event_at(t));
        if clause.event.is_none() {
            clause.event = clause.noun.and_then(|n| self.event_of_noun(n));
        }
        if clause.event.is_none()
            && inside.is_none()
            && let Some(v) = verb
            && self.subject_token(v).is_some_and(|t| Closed::It.has(self.word(t)))
        {
            clause.event = self.last_event(v);
        }
        clause
    }

    fn word(&self, t: usize) -> &str {
        self.cx.lower(t)
    }

    fn tag(&self, t: usize) -> Tag {
        self.cx.doc.tag(t)
    }

    fn kind(&self, t: usize) -> TokenKind {
        self.cx.doc.tokens[t].kind
    }

    fn before(&self, t: usize) -> Option<usize> {
        t.checked_sub(1).filter(|b| *b >= self.sentence.start)
    }

    /// The first token of the words that lead to a time ("since about", "on the night of"), and how it is told.
    fn lead(&self, start: usize) -> (usize, Relation) {
        let mut at = start;
        let mut relation = Relation::At;
        while let Some(b) = self.before(at) {
            let word = self.word(b);
            let told = [
                (Small::Since, Relation::Since),
                (Small::Until, Relation::Until),
                (Small::By, Relation::By),
                (Small::Before, Relation::Before),
                (Small::After, Relation::After),
                (Small::For, Relation::For),
            ];
            if let Some((_, found)) = told.into_iter().find(|(class, _)| class.has(word)) {
                if relation == Relation::At {
                    relation = found;
                }
                at = b;
            } else if Small::Skip.has(word) {
                at = b;
            } else if Closed::Of.has(word)
                && let Some(edge) = self.before(b).filter(|e| Small::Edge.has(self.word(*e)))
            {
                at = edge;
            } else {
                break;
            }
        }
        (at, relation)
    }

    /// The noun whose phrase a time is part of: "Tuesday's attack", "the June 1 vote", "a strike of 24 hours", "three
    /// hours of talks", "the meeting on Monday".
    fn phrase_noun(&self, time: &Range<usize>, lead: usize) -> Option<usize> {
        let end = self.sentence.end;
        if time.end < end && self.kind(time.end) == TokenKind::Clitic {
            return self.head_after(time.end + 1, end);
        }
        if time.end < end && time.end > time.start {
            let hyphen = self.cx.doc.word(time.end - 1).contains('-');
            let determined = self.before(time.start).is_some_and(|b| {
                matches!(self.tag(b), Tag::Det | Tag::Adj)
                    || self.kind(b) == TokenKind::Clitic
                    || self.tag(b) == Tag::Pron && self.tag(time.end) == Tag::Noun
            });
            let noun = matches!(self.tag(time.end), Tag::Noun | Tag::Adj | Tag::Propn)
                && self.kind(time.end) == TokenKind::Word;
            if noun && (hyphen || determined) {
                return self.head_after(time.end, end);
            }
            if Closed::Of.has(self.word(time.end))
                && let Some(head) = self.head_after(time.end + 1, end)
            {
                return Some(head);
            }
        }
        // "a strike of 24 hours", "the war of 1995"
        if let Some(of) = self.before(time.start).filter(|b| Closed::Of.has(self.word(*b)))
            && lead >= of
            && let Some(noun) = self.before(of).filter(|n| self.tag(*n) == Tag::Noun)
        {
            return Some(noun);
        }
        // "the meeting on Monday", "a march Friday": the word names an event.
        let noun = self.before(lead).filter(|n| self.tag(*n) == Tag::Noun)?;
        self.event_at(noun).map(|_| noun)
    }

    /// The verb that a time hangs on: the nearest before it, but of a time that opens its clause the first behind.
    fn verb(&self, time: &Range<usize>, lead: usize) -> Option<usize> {
        let opens = self.before(lead).is_none_or(|b| {
            matches!(self.kind(b), TokenKind::Comma | TokenKind::Stop | TokenKind::Mark)
                || self.tag(b) == Tag::Cconj
                || Small::Bound.has(self.word(b))
        });
        if opens {
            return self.verb_after(time.end).or_else(|| self.verb_before(lead));
        }
        self.verb_before(lead).or_else(|| self.verb_after(time.end))
    }

    fn verb_before(&self, at: usize) -> Option<usize> {
        const INTO: usize = 3;
        for t in (self.sentence.start.max(at.saturating_sub(REACH))..at).rev() {
            if self.ends(t) {
                break;
            }
            if self.is_verb(t) {
                return Some(t);
            }
            if self.tag(t) == Tag::Aux {
                // "was on Tuesday sentenced to"
                let behind = self.time.end..self.sentence.end.min(self.time.end + INTO);
                let participle = |v: &usize| self.cx.doc.verb_form(*v) == Some(VerbForm::Participle);
                return behind.clone().find(|v| self.is_verb(*v) && participle(v)).or(Some(t));
            }
        }
        None
    }

    fn verb_after(&self, at: usize) -> Option<usize> {
        let mut be = None;
        for t in at..self.sentence.end.min(at + REACH) {
            // A comma may stand right behind the time.
            if self.ends(t) || t > at && self.kind(t) == TokenKind::Comma && be.is_some() {
                break;
            }
            if self.is_verb(t) {
                return Some(t);
            }
            if self.tag(t) == Tag::Aux && be.is_none() {
                be = Some(t);
            }
        }
        be
    }

    /// Whether a token ends the clause on either side.
    fn ends(&self, t: usize) -> bool {
        match self.kind(t) {
            TokenKind::Stop | TokenKind::Mark => true,
            TokenKind::Comma => !matches!(self.word(t), ","),
            _ => Small::Bound.has(self.word(t)) || Closed::That.has(self.word(t)) && self.tag(t) == Tag::Sconj,
        }
    }

    fn is_verb(&self, t: usize) -> bool {
        self.kind(t) == TokenKind::Word && self.tag(t) == Tag::Verb && !Small::Void.has(self.word(t))
    }

    fn is_finite(&self, verb: usize) -> bool {
        self.tag(verb) == Tag::Aux
            || matches!(self.cx.doc.verb_form(verb), Some(VerbForm::Past | VerbForm::Present | VerbForm::Modal))
    }

    /// The head of the noun phrase that begins at a token.
    fn head_after(&self, from: usize, limit: usize) -> Option<usize> {
        const LONGEST: usize = 7;
        let mut head = None;
        for t in from..limit.min(from + LONGEST) {
            match self.tag(t) {
                Tag::Noun => head = Some(t),
                Tag::Propn => head = head.or(Some(t)).map(|h| if self.tag(h) == Tag::Propn { t } else { h }),
                Tag::Det | Tag::Adj | Tag::Num if head.is_none_or(|h| self.tag(h) == Tag::Propn) => {}
                Tag::Pron if t == from => {}
                _ if self.kind(t) == TokenKind::Clitic && head.is_some() => {}
                _ => break,
            }
        }
        head
    }

    /// The head of the subject of a verb; of a participle behind its noun ("a bridge built in 1967") that noun.
    fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_token(verb).filter(|t| matches!(self.tag(*t), Tag::Noun | Tag::Propn))
    }

    fn subject_token(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        let mut turns = 0;
        while let Some(t) = self.before(at) {
            at = t;
            match self.tag(t) {
                // "the mayor last week said", "Thursday was a dry day": a time is not told of itself.
                _ if self.time.contains(&t) => {}
                Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num => {
                    // "which began": the noun before the comma.
                    if Closed::Relative.has(self.word(t)) {
                        continue;
                    }
                    // "the number of people", "a mill in the town": the noun before the preposition.
                    let first = self.first_of_phrase(t);
                    match self.before(first).filter(|p| self.tag(*p) == Tag::Adp && turns < 3) {
                        Some(preposition) => {
                            at = preposition;
                            turns += 1;
                        }
                        None => return Some(t),
                    }
                }
                // "The bridge, opened in 1967, was closed": over what stands between two commas.
                _ if self.word(t) == "," && (t + 1 != verb || self.is_finite(verb)) => {
                    at = self.comma_before(t).unwrap_or(t);
                }
                // "stopped and returned": the subject of the verb before.
                Tag::Cconj if at + 1 == verb => {
                    let other = (self.sentence.start..t).rev().take(REACH).find(|v| self.is_verb(*v))?;
                    return if turns == 0 { self.subject_token(other) } else { None };
                }
                Tag::Verb => return None,
                _ if self.kind(t) == TokenKind::Comma
                    && t + 1 == verb
                    && self.cx.doc.verb_form(verb) == Some(VerbForm::Gerund) =>
                {
                    return None;
                }
                _ if matches!(self.kind(t), TokenKind::Stop | TokenKind::Mark) => return None,
                _ => {}
            }
        }
        None
    }

    /// The comma before a comma, where a clause or an apposition stands between them.
    fn comma_before(&self, comma: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        let from = self.sentence.start.max(comma.saturating_sub(LONGEST));
        (from..comma).rev().find(|t| self.kind(*t) == TokenKind::Comma).filter(|t| *t > self.sentence.start)
    }

    /// The first token of the noun phrase that ends at one.
    fn first_of_phrase(&self, last: usize) -> usize {
        let mut first = last;
        while let Some(b) = self.before(first) {
            let inside = matches!(self.tag(b), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Det | Tag::Num)
                || self.kind(b) == TokenKind::Clitic
                || self.tag(b) == Tag::Pron && self.tag(first) != Tag::Pron && !Closed::WhoWhich.has(self.word(b));
            if !inside || self.time.contains(&b) || Closed::That.has(self.word(b)) {
                break;
            }
            first = b;
        }
        first
    }

    /// The event that is named at a token.
    fn event_at(&self, t: usize) -> Option<EventId> {
        let span = self.cx.doc.tokens[t].span;
        let mentions = self.cx.mentions();
        let at = mentions.partition_point(|(m, _)| m.end <= span.start);
        mentions[at..].iter().take_while(|(m, _)| m.start < span.end).map(|(_, id)| *id).next()
    }

    /// The event that is told of elsewhere under this noun, or under "the incident".
    fn event_of_noun(&self, noun: usize) -> Option<EventId> {
        const MOST: usize = 64;
        let word = self.word(noun);
        if Small::General.has(word) {
            return self.cx.main_event();
        }
        let named = |span: Span| self.cx.lower_at(span).rsplit(' ').next() == Some(word);
        self.cx.mentions().iter().take(MOST).find(|(m, _)| named(*m)).map(|(_, id)| *id)
    }

    /// The last event told of before a token that is no background.
    fn last_event(&self, t: usize) -> Option<EventId> {
        let start = self.cx.doc.tokens[t].span.start;
        let at = self.cx.mentions().partition_point(|(m, _)| m.start < start);
        self.cx.mentions()[..at].iter().rev().map(|(_, id)| *id).find(|id| !self.cx.event(*id).background)
    }
}

impl Clause {
    /// How a length of time stands to what follows it or leads to it: "three weeks after", "within two weeks".
    pub(super) fn offset(&self, cx: &Context<'_>, span: Span) -> Option<&'static str> {
        let behind = cx.doc.tokens_in(span).end;
        let word = (behind < cx.doc.tokens.len()).then(|| cx.lower(behind));
        let after = word.is_some_and(|w| Small::After.has(w));
        let before = word.is_some_and(|w| Small::Before.has(w));
        match (after, before) {
            (true, _) => Some("after"),
            (_, true) => Some("before"),
            _ => self.relation.measure(),
        }
    }

    /// Fills verb, noun, whom it is about and event of a claim.
    pub(super) fn fill(&self, cx: &Context<'_>, claim: &mut Claim) {
        if claim.subject.is_none() {
            claim.subject = self.noun.and_then(|n| cx.doc.mention_at(n)).map(|m| m.entity);
        }
        claim.verb = self.verb_base(cx);
        claim.noun = self.noun.map(|n| cx.lower(n).to_owned());
        claim.event = claim.event.or(self.event);
    }

    /// The verb in its base form.
    pub(super) fn verb_base(&self, cx: &Context<'_>) -> Option<String> {
        self.verb.map(|v| governor::base(cx.lower(v)))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("clause", include_str!("words.tsv"))];
        claimdiff_cases::check("clause/en.cases", include_str!("en.cases"), &tables, crate::observed::dated);
    }
}
