//! Who a word like "killed" is about: the noun phrases beside it, each with its number.

mod forms;
mod left;
mod right;
pub(super) mod words;

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityId, Tag, Unit};
use smallvec::SmallVec;

use self::words::{Class, is_stop};
use super::{Form, Noun, Trigger, ends_clause, noun, trigger};
use crate::{Rule, kinds::Context};

/// People that a word is about.
#[derive(Clone, Debug)]
pub(super) struct Victims {
    /// Their words.
    pub(super) tokens: Range<usize>,
    /// How many they are.
    pub(super) count: Count,
    /// What they are called, folded.
    pub(super) population: Option<String>,
    /// The one who is named.
    pub(super) subject: Option<EntityId>,
    /// How they were found.
    pub(super) rule: Rule,
    /// Whether there were none.
    pub(super) none: bool,
    /// Whether they are some of others that the sentence tells of.
    pub(super) part: bool,
}

impl Victims {
    /// Whether it is a person who is described or named.
    fn is_one(&self) -> bool {
        matches!(self.count, Count::Exactly(1.0))
    }
}

/// How many people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    /// A number of the document.
    Number(usize),
    /// A described or named person is 1, nobody is 0.
    Exactly(f64),
}

type Found = SmallVec<[Victims; 2]>;

/// The longest noun phrase that is read, in tokens.
const LONGEST_PHRASE: usize = 12;
/// How far left of its verb a subject is looked for, in tokens.
const LONGEST_SUBJECT: usize = 40;

/// The people that the trigger at a token is about.
pub(super) fn find(cx: &Context<'_>, trigger: Trigger, at: usize, sentence: Range<usize>) -> Found {
    let next = at + trigger.tokens;
    let reader = Reader { cx, trigger, first: sentence.start, limit: sentence.end };
    if !matches!(trigger.class.form, Form::Gerund | Form::Toll | Form::Count) && reader.is_numbered(at) {
        return reader.toll(next);
    }
    let mut found = match trigger.class.form {
        Form::Past | Form::Died if reader.is_attribute(at, next) => Found::new(),
        Form::Past => reader.past(at, next),
        // "the shooting left a man dead": the noun.
        Form::Gerund if next < sentence.end && cx.doc.tag(next) == Tag::Verb => Found::new(),
        Form::Base | Form::Gerund => reader.object(next),
        Form::Died => reader.subject_of(at, Rule::Subject),
        Form::State => reader.state(at),
        Form::Noun | Form::Harm => reader.nominal(at, next),
        Form::Toll => reader.toll(next),
        Form::Count => reader.bare_toll(at, next),
    };
    // "hurt Smith" is said of campaigns and feelings.
    if trigger.key.starts_with("hurt") {
        found.retain(|v| v.subject.is_none() || v.tokens.end <= at);
    }
    if matches!(trigger.class.form, Form::Past | Form::Died | Form::State) {
        found.extend(reader.company(next));
        if found.iter().any(|v| v.tokens.end <= at) {
            found.extend(reader.included(next));
        }
    }
    found
}

struct Reader<'c, 'd> {
    cx: &'c Context<'d>,
    trigger: Trigger,
    first: usize,
    limit: usize,
}

impl<'c> Reader<'c, '_> {
    fn word(&self, t: usize) -> &'c str {
        self.cx.lower(t)
    }

    /// The word before a token, empty at the beginning of the sentence.
    fn before(&self, t: usize) -> &'c str {
        if t > self.first { self.word(t - 1) } else { "" }
    }

    /// Whether a time expression holds a token.
    fn in_time(&self, t: usize) -> bool {
        let span = self.cx.doc.tokens[t].span;
        self.cx.doc.times_in(self.cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
    }

    fn one(
        &self,
        tokens: Range<usize>,
        count: Count,
        population: Option<String>,
        subject: Option<EntityId>,
        rule: Rule,
    ) -> Found {
        let mut found = Found::new();
        found.push(Victims { tokens, count, population, subject, rule, none: false, part: false });
        found
    }

    /// The number whose words hold a token.
    fn number_at(&self, token: usize) -> Option<usize> {
        let span = self.cx.doc.tokens[token].span;
        let numbers = &self.cx.doc.numbers;
        let at = numbers.partition_point(|n| n.span.end <= span.start);
        numbers.get(at).filter(|n| n.span.contains(span)).map(|_| at)
    }

    /// What a number counts, if it can be people: the folded noun and the tokens of the phrase.
    fn counted(&self, n: usize) -> Option<(Option<String>, Range<usize>)> {
        let number = &self.cx.doc.numbers[n];
        if number.unit != Unit::Count {
            return None;
        }
        // "the 60-vote rule", "a two-man crew"
        if self.cx.doc.text().as_bytes().get(number.figure.end as usize) == Some(&b'-') {
            return None;
        }
        let figure = self.cx.doc.tokens_in(number.span);
        let mut end = figure.end;
        let mut population = None;
        let head = match number.noun {
            Some(span) => {
                let tokens = self.cx.doc.tokens_in(span);
                end = end.max(tokens.end);
                tokens.end.checked_sub(1).filter(|t| tokens.contains(t))
            }
            None => None,
        };
        if let Some(head) = head {
            let word = self.word(head);
            match noun(word).filter(|_| !self.trigger_at(head)) {
                Some((Noun::Thing, folded)) => {
                    super::NOUNS.hit(&folded);
                    return None;
                }
                Some((_, folded)) => {
                    super::NOUNS.hit(&folded);
                    population = Some(super::super::fold_noun(&folded));
                }
                None if Class::Others.has(word) => {}
                None if self.trigger_at(head) => end = end.min(head).max(figure.end),
                None => {
                    let plural = word.ends_with('s') || word.ends_with("men") || self.cx.doc.tokens[head].capital;
                    if self.is_weak() || !plural {
                        return None;
                    }
                    population = Some(super::super::fold_noun(word));
                }
            }
        } else {
            // No noun was joined to the number: look a few words on for one.
            for t in figure.end..self.limit.min(figure.end + 4) {
                let word = self.word(t);
                if ends_clause(self.cx, t) || self.trigger_at(t) || (is_stop(word) && !Closed::Of.has(word)) {
                    break;
                }
                match noun(word) {
                    Some((Noun::Thing, _)) => return None,
                    Some((_, folded)) => {
                        super::NOUNS.hit(&folded);
                        population = Some(super::super::fold_noun(&folded));
                        end = t + 1;
                        break;
                    }
                    None => {}
                }
            }
        }
        Some((population, figure.start..end))
    }

    fn trigger_at(&self, t: usize) -> bool {
        trigger(self.cx, t, self.limit).is_some_and(|t| t.class.form != Form::Noun)
    }

    /// Words that are said of things as often as of people want a noun of people.
    fn is_weak(&self) -> bool {
        !matches!(self.trigger.class.measure, "killed" | "wounded" | "kidnapped" | "arrested")
    }

    fn noun_follows(&self, t: usize) -> bool {
        t < self.limit && noun(self.word(t)).is_some()
    }

    fn single(&self, tokens: Range<usize>, head: usize, rule: Rule) -> Option<Victims> {
        let rule = if rule == Rule::Conjunct { rule } else { Rule::One };
        let subject = self.cx.doc.mention_at(head).map(|m| m.entity);
        Some(Victims { tokens, count: Count::Exactly(1.0), population: None, subject, rule, none: false, part: false })
    }

    fn is_headline(&self) -> bool {
        let sentence = self.cx.doc.sentence_at(self.first);
        !self.cx.doc.line_kind(sentence).is_prose()
    }

    /// Whether the sentence may leave its articles out: a headline, or a first sentence as short as one.
    fn is_terse(&self) -> bool {
        /// The most words of a headline.
        const LONGEST: usize = 16;
        self.is_headline() || self.first == 0 && self.limit <= LONGEST
    }

    fn possessive(&self, t: usize) -> bool {
        t < self.limit && (matches!(self.word(t), "'" | "’") || Closed::Genitive.has(self.word(t)))
    }
}
