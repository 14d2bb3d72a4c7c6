//! Casualties: how many people were killed, wounded, missed, captured, displaced, arrested or freed.
//!
//! A word of `en.tsv` tells what became of people; where the sentence names them depends on its form, see [`Form`].
//! Not found: people counted in another sentence ("the others were hurt"), and bare plurals ("killing civilians").

mod victims;

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, EntityId, Number, Tag, Time, TimeKind, TokenKind, Unit, VerbForm};
use claimdiff_text::{Days, Span};
use rustc_hash::FxHashMap;

use super::{Context, Kind, is_break};
use crate::{
    Claim, Event, EventId, EventKind, Family, Gate, Interval, Polarity, Policy, Quantity, Rule, Toll, Value,
    event::{is_cause, is_illness, is_scene},
    scope, source,
    words::{Phrase, Phrases, Words},
};
use victims::words::Class;
use victims::{Count, Victims, words::is_filler};

/// The kind.
pub(super) struct Casualty;

/// How a sentence names the people a word is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Past tense or participle: "killed 12", "12 were killed", "12 killed".
    Past,
    /// Present tense or infinitive: "kills 12".
    Base,
    /// "killing 12".
    Gerund,
    /// "12 died".
    Died,
    /// "12 dead", "12 are missing".
    State,
    /// "12 deaths", "the deaths of 12".
    Noun,
    /// "12 injuries", "12 suffered burns".
    Harm,
    /// "the death toll rose to 12".
    Toll,
    /// "the toll rose to 12", where the article tells of an event with victims.
    Count,
}

/// What a word or phrase tells of people.
#[derive(Clone, Copy, Debug)]
struct Fate {
    measure: &'static str,
    form: Form,
}

type Trigger = Phrase<Fate>;

static TRIGGERS: LazyLock<Phrases<Fate>> = LazyLock::new(|| {
    Phrases::new("casualty", include_str!("en.tsv"), |cells| {
        let form = match cells[1] {
            "past" => Form::Past,
            "base" => Form::Base,
            "gerund" => Form::Gerund,
            "died" => Form::Died,
            "state" => Form::State,
            "noun" => Form::Noun,
            "harm" => Form::Harm,
            "toll" => Form::Toll,
            _ => Form::Count,
        };
        Fate { measure: cells[0], form }
    })
});

/// The trigger that begins at a token.
fn trigger(cx: &Context<'_>, at: usize, limit: usize) -> Option<Trigger> {
    TRIGGERS.at(at, limit, |t| cx.lower(t))
}

const POLICY: Policy = Policy { family: Family::Number, running: true, gate: Gate::Event };

impl Kind for Casualty {
    fn name(&self) -> &'static str {
        "casualty"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let from = out.len();
        // The toll that the sentence before gave.
        let mut toll: Option<usize> = None;
        for sentence in &cx.doc.sentences {
            let mut at = sentence.tokens.start;
            let earlier = toll.take().and_then(|t| self.earlier(cx, &out[t], sentence.tokens.clone()));
            out.extend(earlier);
            while at < sentence.tokens.end {
                let Some(trigger) = trigger(cx, at, sentence.tokens.end) else {
                    at += 1;
                    continue;
                };
                // "wound up in a lake"
                let next = at + trigger.tokens;
                if next < sentence.tokens.end
                    && trigger.class.measure == Toll::WOUNDED
                    && Class::Particle.has(cx.lower(next))
                {
                    at = next;
                    continue;
                }
                let found = victims::find(cx, trigger, at, sentence.tokens.clone());
                let all = sum(cx, &found);
                let before = out.len();
                for v in found {
                    self.claim(cx, trigger, at, v, out);
                }
                if out.len() > before && matches!(trigger.class.form, Form::Toll | Form::Count) {
                    toll = Some(out.len() - 1);
                }
                if let Some(all) = all {
                    self.claim(cx, trigger, at, all, out);
                }
                at += trigger.tokens;
            }
        }
        join_victims(&mut out[from..]);
    }
}

/// One person dies or is hurt in one event: where a sentence names none ("Floyd, 46, died on Monday"), it is that of another
/// claim of the same person.
fn join_victims(claims: &mut [Claim]) {
    let mut events: FxHashMap<EntityId, EventId> = FxHashMap::default();
    let harmed = |c: &&Claim| c.kind == Casualty.name();
    for claim in claims.iter().filter(harmed) {
        if let (Some(person), Some(event)) = (claim.subject, claim.event) {
            events.entry(person).or_insert(event);
        }
    }
    for claim in claims.iter_mut().filter(|c| c.event.is_none() && c.kind == Casualty.name()) {
        claim.event = claim.subject.and_then(|person| events.get(&person).copied());
    }
}

/// The deaths of single people that belong to no event of the article, where their own clause tells when or where they were:
/// "Roe, who died on Friday". Their numbers go on behind those of the article's events.
pub(crate) fn deaths(cx: &Context<'_>, claims: &mut [Claim]) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let single = |c: &Claim| {
        let alone = c.event.is_none() && c.polarity == Polarity::Asserted && is_single(c);
        alone && c.kind == Casualty.name() && c.measure == Toll::KILLED
    };
    for claim in claims.iter_mut().filter(|c| single(c)) {
        let words = cx.doc.tokens_in(claim.span);
        let death = words.clone().rev().find_map(|t| {
            let trigger = trigger(cx, t, words.end)?;
            let told = matches!(trigger.class.form, Form::Died | Form::Past | Form::State);
            told.then(|| crate::event::death(cx.doc, cx.lower, t, t + trigger.tokens)).flatten()
        });
        let Some(mut death) = death else { continue };
        death.participants.extend(claim.subject);
        let id = cx.events.len() + out.len();
        claim.event = Some(EventId(id as u32));
        out.push(death);
    }
    if !out.is_empty() {
        join_victims(claims);
    }
    out
}

/// All of a list of people of which each is counted exactly: "killing a man and a woman" tells of two.
fn sum(cx: &Context<'_>, found: &[Victims]) -> Option<Victims> {
    let exactly = |v: &Victims| match v.count {
        Count::Exactly(n) => Some(n),
        Count::Number(n) => {
            let n = &cx.doc.numbers[n];
            (n.hedge == crate::Hedge::None && n.stated.is_point()).then_some(n.stated.lo)
        }
    };
    let mut list = found.iter().filter(|v| !v.part && !v.none);
    let first = list.clone().next()?;
    // All but one of a list are its conjuncts.
    let others = list.clone().filter(|v| v.rule == Rule::Conjunct).count();
    if others == 0 || others + 1 != list.clone().count() || found.iter().any(|v| v.part) {
        return None;
    }
    let total = list.try_fold(0.0, |sum, v| Some(sum + exactly(v)?))?;
    let ends =
        found.iter().fold(first.tokens.clone(), |all, v| all.start.min(v.tokens.start)..all.end.max(v.tokens.end));
    Some(Victims {
        tokens: ends,
        count: Count::Exactly(total),
        population: None,
        subject: None,
        rule: Rule::Sum,
        none: false,
        part: false,
    })
}

impl Casualty {
    /// What a sentence tells a toll of the sentence before to have been: "It had been 71 on Monday."
    fn earlier(&self, cx: &Context<'_>, toll: &Claim, sentence: Range<usize>) -> Option<Claim> {
        let mut at = sentence.start;
        if !(at < sentence.end && Closed::It.in_sentence(cx.doc.word(at))) {
            return None;
        }
        at += 1;
        while at < sentence.end
            && (matches!(cx.doc.tag(at), Tag::Aux | Tag::Adv | Tag::Adp) || Closed::Be.has(cx.lower(at)))
        {
            at += 1;
        }
        let token = cx.doc.tokens.get(at).filter(|_| at < sentence.end && at > sentence.start + 1)?;
        let n = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= token.span.start))?;
        let bare = n.unit == Unit::Count && n.noun.is_none() && n.span.contains(token.span);
        let other = || trigger(cx, at + 1, sentence.end).is_some();
        if !bare || n.stated.lo > MOST_PEOPLE || n.stated.lo < 1.0 || other() {
            return None;
        }
        let words = cx.doc.tokens[sentence.start].span.cover(n.span);
        let mut claim =
            cx.claim(self, toll.measure.clone(), Value::Quantity(Quantity::of(n)), words, Rule::Nominal, POLICY);
        claim.population = toll.population.clone();
        claim.event = toll.event;
        claim.as_of = told_on(cx, words).or(claim.as_of);
        Some(claim)
    }

    fn claim(&self, cx: &Context<'_>, trigger: Trigger, at: usize, v: Victims, out: &mut Vec<Claim>) {
        let quantity = match v.count {
            Count::Number(n) => {
                let n = &cx.doc.numbers[n];
                if rate_follows(cx, n, at) || n.stated.lo > MOST_PEOPLE {
                    return;
                }
                Quantity::of(n)
            }
            Count::Exactly(n) => Quantity {
                value: Interval::point(n),
                stated: Interval::point(n),
                hedge: crate::Hedge::None,
                unit: Unit::Count,
            },
        };
        if trigger.class.measure == "freed" && from_hospital(cx, at + trigger.tokens) {
            return;
        }
        TRIGGERS.hit(trigger);
        let words = cx.doc.span(v.tokens.start.min(at)..v.tokens.end.max(at + trigger.tokens));
        let measure = to_death(cx, cx.doc.tokens_in(words).end).unwrap_or(trigger.class.measure);
        let mut claim = cx.claim(self, measure, Value::Quantity(quantity), words, v.rule, POLICY);
        claim.scope.part = v.part;
        if v.part {
            // "including the gunman" is said of the whole.
            claim.scope.attacker = None;
        }
        claim.scope.party = scope::party(cx, cx.doc.span(v.tokens.clone()));
        if v.none && !matches!(claim.polarity, Polarity::Planned | Polarity::Hypothetical) {
            claim.polarity = Polarity::Negated;
        } else if v.rule == Rule::Headline && is_definite(cx, v.tokens.start) {
            // "will bury the dozens of people killed"
            claim.polarity = Polarity::Asserted;
        } else if trigger.class.form == Form::Noun && is_definite(cx, at) {
            // "will investigate the murder of", "deny the killing of": it has happened whatever is said of it.
            claim.polarity = Polarity::Asserted;
        } else if matches!(trigger.class.form, Form::Base | Form::Died)
            && claim.polarity == Polarity::Asserted
            && is_purpose(cx, at)
        {
            claim.polarity = Polarity::Planned;
        }
        claim.population = v.population;
        claim.subject = v.subject;
        // "before he killed himself", "the gunman died"
        let oneself = v.tokens.clone().any(|t| is_reflexive(cx.lower(t)));
        if oneself || claim.population.as_deref().is_some_and(scope::is_attacker) {
            claim.scope.attacker = Some(true);
        }
        claim.event = event(cx, &claim, trigger, at);
        if claim.sources.is_empty() {
            claim.sources.extend(source::counted(cx, words));
        }
        claim.as_of = told_on(cx, words).or(claim.as_of);
        // Roads and bridges have tolls, too.
        if trigger.class.form == Form::Count && !claim.event.is_some_and(|e| cx.event(e).kind.is_violent()) {
            return;
        }
        // One sentence does not say the same twice: "shot" and "dead" of one victim.
        let same = |c: &Claim| c.kind == claim.kind && c.measure == claim.measure && c.value == claim.value;
        if out
            .iter()
            .rev()
            .take_while(|c| c.context == claim.context)
            .any(|c| same(c) && c.population == claim.population && c.span.overlaps(claim.span))
        {
            return;
        }
        out.push(claim);
    }
}

/// The day before the article's on which a figure was told, where it is told as what was said or stood then: "the governor had
/// spoken of 71 dead on Monday", "it had been 71 yesterday".
fn told_on(cx: &Context<'_>, words: Span) -> Option<Days> {
    const REACH: usize = 6;
    let sentence = cx.doc.sentence_of(words.start)?;
    let published = cx.published()?;
    let tokens = cx.doc.tokens_in(words);
    let first = cx.doc.sentences[sentence].tokens.start.max(tokens.start.saturating_sub(REACH));
    let mut group = (first..tokens.end.saturating_sub(1))
        .filter(|t| cx.doc.verb_form(*t) == Some(VerbForm::Past) && Closed::Have.has(cx.lower(*t)));
    let stood = |t: usize| Closed::Be.has(cx.lower(t + 1)) && t + 4 >= tokens.end && cx.doc.tag(t + 2) != Tag::Verb;
    group.find(|t| stood(*t) || source::gives(cx, t + 1))?;
    let earlier = |t: &Time| t.days.filter(|d| d.last < published.first && published.first - d.last <= AFTERMATH_DAYS);
    let day = |t: &&Time| matches!(t.kind, TimeKind::Date | TimeKind::Time);
    cx.doc.times_in(sentence).iter().filter(day).find_map(earlier)
}

/// In what event its victims were: one that the sentence names, else the last of the paragraph or, for a toll, the one that the
/// article tells of at its head: "the toll rose to 12".
fn event(cx: &Context<'_>, claim: &Claim, trigger: Trigger, at: usize) -> Option<EventId> {
    if is_by_illness(cx, at + trigger.tokens) {
        return None;
    }
    let near = cx.event_near(claim.span, |kind| kind.is_violent() || kind == EventKind::War);
    let here = |id: EventId| cx.event(id).mentions.iter().any(|m| claim.context.contains(*m));
    if near.is_some_and(here) {
        let near = near.map(|id| attack_on(cx, claim, id).unwrap_or(id));
        // "the death of Ann Roe" in a sentence on protests is what they are about, and a person of whom no more is told than that
        // she died did not die in one.
        let fate_of = trigger.class.form == Form::Noun && claim.subject.is_some();
        let apart = fate_of || trigger.class.form == Form::Died && is_single(claim);
        let about = |e: &Event| e.kind == EventKind::Protest && (apart || is_cause_of(cx, claim, e));
        return near.filter(|id| !about(cx.event(*id)));
    }
    // "he was found dead on Monday": where and of what is another matter than what the article told before.
    let found = trigger.class.form == Form::State
        && (at.saturating_sub(1)..at + trigger.tokens).any(|t| Class::Found.has(cx.lower(t)));
    if found && is_single(claim) || is_of_the_dead(cx, trigger, at) {
        return None;
    }
    // A protest that its sentence does not name is not where somebody died, a war no event of one sentence.
    let told = near.filter(|id| !matches!(cx.event(*id).kind, EventKind::Protest | EventKind::War));
    let told = told.map(|id| main_of_paragraph(cx, claim).unwrap_or(id));
    told.or_else(|| told_at_head(cx, claim))
        .or_else(|| only_one(cx, claim))
        .filter(|id| !is_apart(cx, claim, cx.event(*id)))
}

/// Whether what people died of is told right behind, and was an illness: "died of cancer".
fn is_by_illness(cx: &Context<'_>, next: usize) -> bool {
    const REACH: usize = 5;
    let limit = cx.doc.sentences[cx.doc.sentence_at(next.saturating_sub(1))].tokens.end;
    let led = next < limit && matches!(cx.doc.tag(next), Tag::Adp);
    let mut after = (next..limit.min(next + REACH)).take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    led && after.any(|t| is_illness(cx.lower(t)))
}

/// The attack of which a protest was the scene, where both stand before a toll: "fired on a march, killing five".
fn attack_on(cx: &Context<'_>, claim: &Claim, protest: EventId) -> Option<EventId> {
    const LEAD: usize = 3;
    if cx.event(protest).kind != EventKind::Protest {
        return None;
    }
    let before = |m: &Span| claim.context.contains(*m) && m.end <= claim.span.start;
    let scene = cx.event(protest).mentions.iter().rev().copied().find(before)?;
    let at = cx.doc.tokens_in(scene).start;
    if !(at.saturating_sub(LEAD)..at).any(|t| is_scene(cx.lower(t))) {
        return None;
    }
    let mut told = cx.mentions().iter().rev().skip_while(|(m, _)| m.end > scene.start);
    let (mention, id) = told.next()?;
    (claim.context.contains(*mention) && cx.event(*id).kind == EventKind::Attack).then_some(*id)
}

/// The event that the article tells of first, where the paragraph of a claim has named it before: what stands between the two is
/// told beside it ("gunmen shot at a march against the killings in Lipa").
fn main_of_paragraph(cx: &Context<'_>, claim: &Claim) -> Option<EventId> {
    let main = cx.events.iter().position(|e| !e.background && e.kind.is_violent() && e.kind != EventKind::Protest)?;
    let line = cx.doc.sentences[cx.doc.sentence_of(claim.span.start)?].line;
    let paragraph = cx.doc.article.lines[line].span;
    let named = |m: &Span| m.start >= paragraph.start && m.end <= claim.span.start;
    cx.events[main].mentions.iter().any(named).then_some(EventId(main as u32))
}

/// Whether a word is who did it: "killed himself".
pub(crate) fn is_reflexive(word: &str) -> bool {
    Class::Reflexive.has(word)
}

/// Whether a claim is of one person.
fn is_single(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Quantity(q) if q.stated.hi <= 1.0 && q.stated.lo > 0.0)
}

/// Whether the dead are only who somebody is: "payments to dead pensioners".
fn is_of_the_dead(cx: &Context<'_>, trigger: Trigger, at: usize) -> bool {
    let behind = at + trigger.tokens;
    trigger.class.form == Form::State
        && behind < cx.doc.tokens.len()
        && matches!(cx.doc.tag(behind), Tag::Noun | Tag::Propn | Tag::Adj)
}

/// Whether people died before a protest that their sentence names: "protests over the death of Ann Roe".
fn is_cause_of(cx: &Context<'_>, claim: &Claim, event: &Event) -> bool {
    let before = |m: &&Span| claim.context.contains(**m) && m.end <= claim.span.start;
    event.mentions.iter().rev().find(before).is_some_and(|m| {
        let between = cx.doc.tokens_in(*m).end..cx.doc.tokens_in(claim.span).start;
        between.into_iter().any(|t| is_cause(cx.lower(t)))
    })
}

/// Whether a claim may be of an event that its sentence does not name: a toll, none at all, or one of "the victims"; a single
/// person may have died in another. Of an outbreak or a storm, which takes many one by one, each single death may be.
fn may_be_of(cx: &Context<'_>, claim: &Claim, event: &Event) -> bool {
    let Value::Quantity(q) = &claim.value else { return false };
    let disaster = event.kind == EventKind::Disaster;
    // "the man who died"
    let known = claim.subject.is_none() && Closed::The.has(cx.lower(cx.doc.tokens_in(claim.span).start));
    let victim = |noun: &str| known || Class::Victim.has(noun);
    // "a teacher is among the dead"
    let many = q.stated.lo > 1.0 || claim.scope.part || claim.population.as_deref().is_some_and(victim);
    let told = match claim.polarity {
        Polarity::Asserted => many || disaster,
        Polarity::Negated => q.stated.hi == 0.0 || many,
        Polarity::Planned | Polarity::Hypothetical => many && disaster,
        _ => false,
    };
    told && claim.scope.attacker != Some(true)
}

/// The event with victims that headline and lead tell of.
fn told_at_head(cx: &Context<'_>, claim: &Claim) -> Option<EventId> {
    const HEAD: usize = 4;
    let head = cx.doc.sentences.get(HEAD).or(cx.doc.sentences.last())?.span.end;
    let at_head = |e: &Event| e.mentions.iter().any(|m| m.end <= head);
    let main = cx.events.iter().position(|e| !e.background && e.kind.is_violent() && at_head(e))?;
    may_be_of(cx, claim, &cx.events[main]).then_some(EventId(main as u32))
}

/// The event with victims that an article told of before a toll, where it told of one alone.
fn only_one(cx: &Context<'_>, claim: &Claim) -> Option<EventId> {
    let told = |e: &Event| e.mentions.first().is_some_and(|m| m.end <= claim.span.start);
    let fits = |e: &Event| e.kind.is_violent() && e.kind != EventKind::Protest && !e.background && told(e);
    let mut found = cx.events.iter().enumerate().filter(|(_, e)| fits(e));
    let (first, other) = (found.next(), found.next());
    first.filter(|(_, e)| other.is_none() && may_be_of(cx, claim, e)).map(|(id, _)| EventId(id as u32))
}

/// Whether the sentence of a toll tells of another time than an event that it does not name: another year, or all the time
/// since something ("since the war began"), in which there were more.
fn is_apart(cx: &Context<'_>, claim: &Claim, event: &Event) -> bool {
    let Some(sentence) = cx.doc.sentence_of(claim.span.start) else { return false };
    let day = event.time.or(cx.published());
    let elsewhen = |t: &Time| {
        let calendar = matches!(t.kind, TimeKind::Date | TimeKind::Time);
        calendar && t.days.zip(day).is_some_and(|(a, b)| a.gap(b) > AFTERMATH_DAYS)
    };
    let since = cx.doc.sentences[sentence].tokens.clone().any(|t| cx.lower(t) == SINCE);
    since || cx.doc.times_in(sentence).iter().any(elsewhen)
}

/// More than there are: "it kills a trillion in taxes" tells of no people.
const MOST_PEOPLE: f64 = 1e10;

const SINCE: &str = "since";

/// Days around an event on which its victims are still counted.
const AFTERMATH_DAYS: i32 = 30;

/// Whether "the" or a possessive stands before a noun: then it names something that happened.
fn is_definite(cx: &Context<'_>, noun: usize) -> bool {
    const REACH: usize = 4;
    let first = cx.doc.sentences[cx.doc.sentence_at(noun)].tokens.start;
    (first.max(noun.saturating_sub(REACH))..noun)
        .rev()
        .take_while(|t| {
            let other = Class::Between.has(cx.lower(*t)) || cx.doc.tag(*t) == Tag::Verb;
            !is_break(cx.doc.tokens[*t].kind) && !other
        })
        .any(|t| Class::Known.has(cx.lower(t)))
}

/// Whether "to" before a verb tells what somebody meant to do; "managed to kill", "went on to kill" tell what was done.
fn is_purpose(cx: &Context<'_>, verb: usize) -> bool {
    const REACH: usize = 8;
    let first = cx.doc.sentences[cx.doc.sentence_at(verb)].tokens.start;
    let mut before = (first.max(verb.saturating_sub(REACH))..verb).rev().skip_while(|t| is_filler(cx.lower(*t)));
    // "the third member to die"
    let ranked = |t: usize| {
        let span = cx.doc.tokens[t].span;
        let at = cx.doc.numbers.partition_point(|n| n.span.end <= span.start);
        cx.doc.numbers.get(at).is_some_and(|n| n.unit == Unit::Ordinal && n.span.contains(span))
    };
    let done = |t| source::is_done(cx, t) || ranked(t);
    before.next().is_some_and(|t| Class::Purpose.has(cx.lower(t)))
        && !before.take_while(|t| !is_break(cx.doc.tokens[*t].kind)).any(done)
}

/// What "to death" right behind the words of a harm makes of it: "shot the boy to death".
fn to_death(cx: &Context<'_>, at: usize) -> Option<&'static str> {
    let limit = cx.doc.sentences[cx.doc.sentence_at(at.checked_sub(1)?)].tokens.end;
    if at + 1 >= limit || !Closed::To.has(cx.lower(at)) {
        return None;
    }
    trigger(cx, at + 1, limit).filter(|t| t.class.form == Form::Noun && t.tokens == 1).map(|t| t.class.measure)
}

/// Whether people are let out of hospital, which frees nobody.
fn from_hospital(cx: &Context<'_>, next: usize) -> bool {
    const REACH: usize = 6;
    let limit = cx.doc.sentences[cx.doc.sentence_at(next.saturating_sub(1))].tokens.end;
    let mut after = (next..limit.min(next + REACH)).take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    after.any(|t| Class::Cares.has(cx.lower(t)))
}

/// Whether a number is of a period ("5,000 a week"), so that it is a rate and no toll.
fn rate_follows(cx: &Context<'_>, number: &Number, trigger: usize) -> bool {
    const REACH: usize = 8;
    let from = cx.doc.tokens_in(number.span).end;
    let limit = cx.doc.sentences[cx.doc.sentence_at(trigger)].tokens.end;
    (from..limit.saturating_sub(1).min(from.max(trigger) + REACH))
        .take_while(|t| cx.doc.tokens[*t].kind != TokenKind::Stop)
        .any(|t| {
            let each = Class::Each.has(cx.lower(t));
            each && Class::Period.has(cx.lower(t + 1))
                && (!Closed::A.has(cx.lower(t)) || t + 2 >= limit || !Class::Moved.has(cx.lower(t + 2)))
        })
}

/// A plain class name for a noun of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noun {
    Person,
    Thing,
}

static NOUNS: LazyLock<Words<Noun>> = LazyLock::new(|| {
    Words::new("casualty/nouns", include_str!("nouns.tsv"), |cells| match cells[0] {
        "person" => Noun::Person,
        _ => Noun::Thing,
    })
});

/// What a noun stands for, in its singular; the folded noun is the population of a claim.
fn noun(word: &str) -> Option<(Noun, Cow<'_, str>)> {
    if let Some(class) = NOUNS.get(word) {
        return Some((class, Cow::Borrowed(word)));
    }
    if word.len() < 4 || !(word.ends_with('s') || word.ends_with('n')) {
        return None;
    }
    let folded = super::fold_noun(word);
    NOUNS.get(&folded).map(|class| (class, Cow::Owned(folded)))
}

fn ends_clause(cx: &Context<'_>, token: usize) -> bool {
    is_break(cx.doc.tokens[token].kind)
}

/// Whether a noun in lower case stands for people.
pub(crate) fn is_person(word: &str) -> bool {
    NOUNS.get(word).or_else(|| NOUNS.get(&super::fold_noun(word))) == Some(Noun::Person)
}
