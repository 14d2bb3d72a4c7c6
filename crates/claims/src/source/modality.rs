//! Whether what some words tell is done, refused, to be done, or only may be: read from what governs the verb that they hang on.
//!
//! From the words back to the beginning of their clause: "will", "is to", "plans to" and the like make it a plan, "would",
//! "if", "hopes" a possibility. A finite verb on the way has the words to itself: in "officials who could not be reached said
//! 40 died", nothing only may be. Words that open their clause are told of with the first verb behind them.

use std::ops::Range;

use claimdiff_annotate::{Closed, Number, Tag, TokenKind, Unit, VerbForm};
use claimdiff_quotes::says;
use claimdiff_text::{Span, word_classes};

use crate::{Polarity, kinds::Context, meaning::NearFigure};

word_classes! {
    /// What a word makes of the words that it governs.
    enum Mood in "source/modality", TABLE => {
        /// To be done, whatever stands between: "will", "a plan for".
        Plan = "plan",
        /// To be done where an infinitive stands right behind: "agreed to".
        PlanTo = "plan-to",
        /// To be done where an infinitive follows: "urged them to".
        Urge = "urge",
        /// Not done where an infinitive stands right behind: "refused to".
        NotTo = "not-to",
        /// A verb that what follows comes to be by: "will take the first steps".
        Makes = "makes",
        /// Not certain, whatever stands between: "could", "possibly".
        Maybe = "maybe",
        /// Not certain where an infinitive stands right behind: "seems to"; a time is no less told.
        SeemsTo = "seems-to",
        /// Not certain where an infinitive stands right behind: "tried to", "is believed to".
        MaybeTo = "maybe-to",
        /// Not certain, also over a finite verb: "fears that 12 died".
        Opinion = "opinion",
        /// Of these, what somebody was able to do where "not" is behind it: "could not find".
        Able = "able",
        /// Begins a clause that is not told as so: "if", "whether".
        Under = "under",
        /// Not certain but before a verb of holding: "can", but "can seat 400".
        Ability = "ability",
        /// What something has room for.
        Holds = "holds",
        /// Begins a clause in the present that is not so yet: "until nobody is missing".
        Until = "until",
        /// Begins a clause with a time of its own: "who", "because".
        Bound = "bound",
        /// Before what is known: "the 11 candidates".
        Known = "known",
        /// A form of "be" that makes a plan with "to": "are to meet".
        Be = "be",
        /// Behind "would", tells that it has been: "would later say".
        Later = "later",
        /// Leads to what a plan is for: "plans for 40 homes".
        For = "for",
    }
}

pub(super) const TABLE: &str = include_str!("modality.tsv");

/// How far what governs some words stands from them, in tokens.
const REACH: usize = 18;

/// What some words are told as, where nothing denies them.
pub(super) fn of(cx: &Context<'_>, span: Span) -> Polarity {
    let words = cx.doc.tokens_in(span);
    let Some(sentence) = cx.doc.sentence_of(span.start) else { return Polarity::Asserted };
    let reader = Reader { cx, sentence: cx.doc.sentences[sentence].tokens.clone() };
    // "would anger the millions of fans": they are there, whatever becomes of them.
    if reader.is_known(&words, span) {
        return Polarity::Asserted;
    }
    match reader.mood(words.clone(), span) {
        Polarity::Asserted if reader.asks(words.end) => Polarity::Hypothetical,
        told => told,
    }
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    sentence: Range<usize>,
}

/// What was met on the way back.
#[derive(Default)]
struct Way {
    /// A verb, whatever its form.
    verb: bool,
    /// The last finite verb, which has what follows to itself.
    finite: Option<usize>,
    /// An infinitive with "to".
    infinitive: bool,
    /// Whether the words are a figure that is no time.
    figure: bool,
    /// Whether a preposition stands between a verb and the words.
    apart: bool,
}

impl Reader<'_, '_> {
    /// Whether some words that end at a token are part of a question; not those before the marks of one: "wrote on Monday: "Why?"".
    fn asks(&self, words: usize) -> bool {
        const LAST: usize = 2;
        let end = self.sentence.end;
        let asked =
            (self.sentence.start.max(end.saturating_sub(LAST))..end).find(|t| self.cx.doc.word(*t).contains('?'));
        let quoted = |asked| (words..asked).any(|t| self.cx.doc.tokens[t].kind == TokenKind::Mark);
        asked.is_some_and(|asked| !quoted(asked))
    }

    /// The figure that some words are.
    fn figure(&self, span: Span) -> Option<&Number> {
        let numbers = &self.cx.doc.numbers;
        numbers.get(numbers.partition_point(|n| n.span.start < span.start)).filter(|n| n.span == span)
    }

    /// Whether some words count or date what is known: "the 11 candidates", "the 2016 election".
    fn is_known(&self, words: &Range<usize>, span: Span) -> bool {
        if words.is_empty() || words.start == self.sentence.start || !Mood::Known.has(self.word(words.start - 1)) {
            return false;
        }
        let number = self.figure(span);
        // "her 40 tenants", "Roe's 3 percent"
        let owned = Closed::Genitive.has(self.word(words.start - 1));
        let ordinal = number.is_some_and(|n| n.unit == Unit::Ordinal);
        if ordinal && words.start >= self.sentence.start + 2 && Mood::Makes.has(self.word(words.start - 2)) {
            return false;
        }
        let counted = number.is_some_and(|n| owned && n.unit != Unit::Ordinal || n.unit == Unit::Count);
        let noun = |t: usize| matches!(self.tag(t), Tag::Noun | Tag::Propn | Tag::Adj);
        counted || words.end < self.sentence.end && noun(words.end)
    }

    fn mood(&self, words: Range<usize>, span: Span) -> Polarity {
        let figure = self.figure(span);
        let mut way = Way { figure: figure.is_some_and(|n| n.unit != Unit::Seconds), ..Way::default() };
        // The verb of the words themselves, "12 people will die"; a figure with its noun has none.
        const INSIDE: usize = 6;
        let reach = if figure.is_some() { 0 } else { INSIDE };
        let inside = words.start..words.end.min(words.start + reach);
        let inside = inside.take_while(|t| *t == words.start || !self.breaks(*t));
        let verb = inside.clone().find(|t| matches!(self.tag(*t), Tag::Verb | Tag::Aux));
        let own = inside.filter(|t| *t > words.start || Some(*t) == verb).find_map(|t| {
            let fears = || Mood::Opinion.has(self.word(t)).then_some(Polarity::Hypothetical);
            self.plain(t).or_else(fears)
        });
        let told = own.or_else(|| self.back(verb.map_or(words.start, |v| v + 1), &mut way));
        // "said 34 states would lose it": who says it has no say in it.
        let said = way.finite.is_some_and(|f| f + 1 == words.start && says(self.cx.doc.word(f)));
        told.or_else(|| self.ahead(words.end).filter(|_| !way.verb || said)).unwrap_or(Polarity::Asserted)
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

    fn is_verb(&self, t: usize) -> bool {
        t < self.sentence.end && matches!(self.tag(t), Tag::Verb | Tag::Aux)
    }

    fn breaks(&self, t: usize) -> bool {
        crate::kinds::is_break(self.cx.doc.tokens[t].kind)
    }

    /// A modal or an adverb of doubt, which tells by itself.
    fn plain(&self, t: usize) -> Option<Polarity> {
        let word = self.word(t);
        // "May 5" is a date, "at least 14 and possibly 25" one figure, "going home" no plan.
        let capital = self.cx.doc.tokens[t].capital;
        let month = capital && NearFigure::MayMonth.has(word);
        // "Planned Harbours Ltd."
        if capital && self.cx.doc.mention_at(t).is_some() {
            return None;
        }
        let going = NearFigure::Going.has(word) && !(t + 1 < self.sentence.end && Closed::To.has(self.word(t + 1)));
        if month || going || super::in_number(self.cx, self.cx.doc.tokens[t].span) {
            return None;
        }
        // "a plan to", "plans for"; who "approved the plan on Friday" did it.
        let noun = self.tag(t) == Tag::Noun && !self.led(t) && !self.is_for(t + 1);
        // "less than expected"
        let compared = t > self.sentence.start && Closed::Than.has(self.word(t - 1));
        if Mood::Plan.has(word) && !noun && !compared {
            return Some(Polarity::Planned);
        }
        // "could not name 40 of them"
        if t + 1 < self.sentence.end && Closed::Not.has(self.word(t + 1)) && Mood::Maybe.has(word) && self.could(t) {
            return None;
        }
        // "as he would later say": he has said it.
        if t + 1 < self.sentence.end && Mood::Later.has(self.word(t + 1)) && self.form(t) == Some(VerbForm::Modal) {
            return None;
        }
        let held = || self.next_verb(t + 1).is_some_and(|v| Mood::Holds.has(self.word(v)));
        (Mood::Maybe.has(word) || Mood::Ability.has(word) && !held()).then_some(Polarity::Hypothetical)
    }

    /// Whether a modal tells what somebody was able to do, with a verb behind it: "could not assign", not "could not have been".
    fn could(&self, modal: usize) -> bool {
        Mood::Able.has(self.word(modal)) && self.next_verb(modal + 2).is_some_and(|v| !Closed::Have.has(self.word(v)))
    }

    fn next_verb(&self, from: usize) -> Option<usize> {
        const NEAR: usize = 3;
        (from..self.sentence.end.min(from + NEAR)).find(|t| self.tag(*t) == Tag::Verb)
    }

    /// From a token back to the beginning of its clause.
    fn back(&self, from: usize, way: &mut Way) -> Option<Polarity> {
        let first = self.sentence.start.max(from.saturating_sub(REACH));
        for t in (first..from).rev() {
            let word = self.word(t);
            match self.cx.doc.tokens[t].kind {
                TokenKind::Stop => return None,
                // "will send 200 troops, 40 tanks": a list goes on over its commas.
                TokenKind::Comma if word == "," && !way.verb && self.figure_before(t) => continue,
                TokenKind::Comma => return None,
                _ => {}
            }
            if Mood::Under.has(word) {
                return Some(Polarity::Hypothetical);
            }
            if Mood::Until.has(word) && self.is_present(t + 1) {
                return Some(Polarity::Planned);
            }
            let tag = self.tag(t);
            // A finite verb has what follows to itself, but for an opinion about it and an adverb beside it.
            if let Some(finite) = way.finite {
                const BESIDE: usize = 2;
                if Mood::Opinion.has(word) {
                    return Some(Polarity::Hypothetical);
                }
                let adverb = tag == Tag::Adv && t + BESIDE >= finite && Mood::Maybe.has(word);
                if adverb {
                    return Some(Polarity::Hypothetical);
                }
                if tag == Tag::Verb && matches!(self.form(t), Some(VerbForm::Past | VerbForm::Present)) {
                    return None;
                }
                continue;
            }
            if let Some(told) = self.plain(t) {
                return Some(told);
            }
            if Mood::Opinion.has(word) {
                return Some(Polarity::Hypothetical);
            }
            if way.infinitive {
                if Mood::Urge.has(word) || self.led(t) && Mood::PlanTo.has(word) {
                    return Some(Polarity::Planned);
                }
                if self.led(t) && Mood::MaybeTo.has(word) {
                    return Some(Polarity::Hypothetical);
                }
                if self.led(t) && way.figure && Mood::SeemsTo.has(word) {
                    return Some(Polarity::Hypothetical);
                }
                // "refused to pay $40", but "unable to account for 40 of them"
                if self.led(t) && way.figure && !way.apart && Mood::NotTo.has(word) {
                    return Some(Polarity::Negated);
                }
            }
            if !matches!(tag, Tag::Verb | Tag::Aux) {
                way.apart |= tag == Tag::Adp && !way.verb;
                if Mood::Bound.has(word) {
                    return None;
                }
                continue;
            }
            way.verb = true;
            match self.form(t) {
                Some(VerbForm::Base) => {
                    if self.to_before(t) {
                        way.infinitive = true;
                        if self.is_to(t) {
                            return Some(Polarity::Planned);
                        }
                    }
                }
                Some(VerbForm::Modal) => return None,
                // "will be built", "will stay closed"
                Some(VerbForm::Participle) if self.auxiliary(t) => {}
                // "for killing 40" is what somebody is tried for, "planned on killing 40" is not.
                Some(VerbForm::Gerund) => match self.preposition(t) {
                    Some(p) if p > self.sentence.start => match self.plain(p - 1) {
                        Some(told) => return Some(told),
                        None => way.finite = Some(t),
                    },
                    _ => {}
                },
                _ => way.finite = Some(t),
            }
        }
        None
    }

    /// Whether the first verb from a token on is in the present.
    fn is_present(&self, from: usize) -> bool {
        let verb = (from..self.sentence.end).find(|t| self.is_verb(*t));
        verb.is_some_and(|v| self.form(v) == Some(VerbForm::Present))
    }

    /// Whether "to" stands right before a verb.
    fn to_before(&self, verb: usize) -> bool {
        verb > self.sentence.start && Closed::To.has(self.word(verb - 1))
    }

    /// Whether "to" stands right behind a word: "agreed to".
    fn led(&self, t: usize) -> bool {
        const NEAR: usize = 2;
        (t + 1..self.sentence.end.min(t + 1 + NEAR)).any(|b| Closed::To.has(self.word(b)))
    }

    /// Whether a word leads to what a plan is for: "plans for 40 homes".
    fn is_for(&self, t: usize) -> bool {
        t < self.sentence.end && Mood::For.has(self.word(t))
    }

    /// "are to meet": a form of "be" right before "to" and a verb.
    fn is_to(&self, verb: usize) -> bool {
        verb >= self.sentence.start + 2 && Mood::Be.has(self.word(verb - 2))
    }

    /// Whether a participle has an auxiliary or another verb before it.
    fn auxiliary(&self, t: usize) -> bool {
        let before = (self.sentence.start..t).rev().find(|b| self.tag(*b) != Tag::Adv);
        before.is_some_and(|b| self.is_verb(b))
    }

    /// The preposition that a form in "-ing" hangs on: "after killing".
    fn preposition(&self, t: usize) -> Option<usize> {
        t.checked_sub(1).filter(|p| *p >= self.sentence.start && matches!(self.tag(*p), Tag::Adp | Tag::Sconj))
    }

    /// Whether a figure stands before a comma: "200 troops, 40 tanks".
    fn figure_before(&self, comma: usize) -> bool {
        const NEAR: usize = 5;
        (self.sentence.start.max(comma.saturating_sub(NEAR))..comma).any(|t| self.tag(t) == Tag::Num)
    }

    /// From words that open their clause on to its verb: "40 homes will be built", "On Friday the council is to vote".
    fn ahead(&self, from: usize) -> Option<Polarity> {
        const NEAR: usize = 4;
        for t in from..self.sentence.end.min(from + REACH) {
            let word = self.word(t);
            if self.breaks(t) && !(word == "," && t == from) || self.cx.doc.tokens[t].kind == TokenKind::Mark {
                return None;
            }
            if Mood::Bound.has(word) {
                return None;
            }
            let verb = matches!(self.tag(t), Tag::Verb | Tag::Aux);
            if !verb {
                continue;
            }
            if self.tag(t) == Tag::Verb {
                return None;
            }
            if let Some(told) = self.plain(t) {
                return Some(told);
            }
            // "are expected to", "is likely to", "are to be"
            let behind = t + 1..self.sentence.end.min(t + 1 + NEAR);
            let mut behind = behind.take_while(|b| !self.breaks(*b));
            let to = Mood::Be.has(word) && t + 1 < self.sentence.end && Closed::To.has(self.word(t + 1));
            return if to { Some(Polarity::Planned) } else { behind.find_map(|b| self.plain(b)) };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("source/modality", super::TABLE)];
        let told = |w: &str| crate::observed::told(w);
        claimdiff_cases::check("source/modality.cases", include_str!("modality.cases"), &tables, told);
    }
}
