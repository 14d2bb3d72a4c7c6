//! The n-th of a row: "the fourth meeting", "another round of talks", "met twice earlier".
//!
//! The value is the rank of the event told of. A word between the rank and the event narrows the row ("first publicly
//! confirmed talks"), and so does a place right behind it ("fourth meeting in Riga").

use std::{ops::Range, sync::LazyLock};

use claimdiff_annotate::{Closed, EntityKind, MentionKind, Tag, Time, TimeKind, TokenKind, Unit, VerbForm};
use claimdiff_text::{Slice, Span, word_classes};

use super::{Before, Context, Kind, before, clause, fold_noun, governor, is_address, is_break, is_named};
use crate::{
    Claim, EventId, EventKind, Family, Gate, Interval, Polarity, Policy, Rule, Value, event::names_disease,
    meaning::NearFigure, words::Words,
};

/// The kind.
pub(super) struct Ordinal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Exact,
    Open,
    Many,
    Times,
}

static RANKS: LazyLock<Words<(f64, Sense)>> = LazyLock::new(|| {
    Words::new("ordinal", include_str!("en.tsv"), |cells| {
        let sense = match cells[1] {
            "exact" => Sense::Exact,
            "open" => Sense::Open,
            "many" => Sense::Many,
            _ => Sense::Times,
        };
        (cells[0].parse().unwrap_or(1.0), sense)
    })
});

word_classes! {
    /// A class of words that make a rank none.
    enum NoRank in "ordinal/none", include_str!("none.tsv") => {
        /// A rank before it is a part of its name: "the Second Amendment", "first responders".
        Noun = "noun",
        /// The same, hung on by a hyphen: "third-party", "first-degree".
        Tail = "tail",
        /// Before it a superlative ranks nothing: "the best way".
        Idle = "idle",
        /// Before a rank, makes it a share: "a third".
        Share = "share",
        /// Is counted by a rank behind it: "round three".
        Round = "round",
        /// Parts the noun of a rank from what else it is told of.
        Between = "between",
        /// Tells that there were others before.
        Told = "told",
        /// Stands between a rank and its noun.
        Passed = "passed",
        /// Makes an adverb of the rank behind it: "at first".
        Adverb = "adverb",
        /// A long time, in which something is the first of its kind: "in the town's history".
        Long = "long",
        /// Behind a superlative without a noun, tells of what it is the first: "the highest since".
        Within = "within",
        /// Hangs on a rank: "first-ever".
        Ever = "ever",
        /// Before a figure, makes it a rank: "phase three".
        Label = "label",
        /// An event of which there are rounds: "several meetings" make the next one a later one.
        Rounds = "rounds",
        /// Tells of all there are: "the only survivors".
        Alone = "alone",
        /// Before "of", tells of some among the first: "some of the worst".
        Some = "some",
        /// Tells of an event that has happened, whatever is said of it: "latest".
        Happened = "happened",
        /// A superlative that ranks nothing in "best-known".
        Loose = "loose",
        /// A verb (base form) whose subject has the rank behind it: "finish third".
        Places = "places",
        /// Behind a rank, tells what is to be: "a fifth set to follow".
        Due = "due",
        /// Tells of an event that is new, perhaps as the first of its kind.
        Fresh = "fresh",
        /// An event of which a new one comes after another: "new talks".
        Again = "again",
        /// Behind a rank without a noun and "of", stands for those told of before: "the second of them".
        Those = "those",
    }
}

static SUPERLATIVES: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new("ordinal/superlatives", include_str!("superlatives.tsv"), |_| ()));

/// A rank of what no event word names.
const UNPAIRED: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };
const POLICY: Policy = Policy { family: Family::Ordinal, running: false, gate: Gate::Event };

impl Kind for Ordinal {
    fn name(&self) -> &'static str {
        "ordinal"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        for &(span, id) in cx.mentions() {
            let tokens = cx.doc.tokens_in(span);
            let Some(sentence) = cx.doc.sentence_of(span.start) else { continue };
            let sentence = cx.doc.sentences[sentence].tokens.clone();
            let event = cx.event(id);
            let before = rank_before(cx, sentence.start, tokens.start);
            let after = || times_after(cx, tokens.end, sentence.end);
            let Some((at, rank, sense)) = before.or_else(after) else { continue };
            // "the First World War" is a name.
            if sense == Sense::Exact && at < tokens.start && is_name(cx, at..tokens.end, sentence.clone()) {
                continue;
            }
            // "one of the first attacks" need not be the first, "another storm aid bill" is no storm.
            let described = || tokens.end < sentence.end && cx.doc.tag(tokens.end) == Tag::Noun;
            if rank <= 1.0 && is_one_of(cx, at, sentence.start) || sense == Sense::Open && described() {
                continue;
            }
            // "numerous polls" make none the third.
            if sense == Sense::Many && !NoRank::Rounds.has(event.kind.name()) {
                continue;
            }
            // "the new virus" is one that nobody knew, "a new poll" and "a new deal" come after none.
            let fresh = || NoRank::Fresh.has(cx.lower(at)) && !NoRank::Again.has(event.kind.name());
            if sense == Sense::Open && (fresh() || names_disease(tokens.start, tokens.end, |t| cx.lower(t))) {
                continue;
            }
            // "June 5th tweet", "the ninth district election"; not "the ninth floor collapsed"
            let part = at + 1 < tokens.start
                && cx.doc.tag(tokens.start) == Tag::Noun
                && NoRank::Noun.has(&fold_noun(cx.lower(at + 1)));
            if part || is_dated(cx, at) {
                continue;
            }
            let this = match sense {
                Sense::Exact | Sense::Open => id,
                // What came before is told to place the event that the article is about.
                Sense::Many | Sense::Times => main_event(cx, event.kind, id),
            };
            let value = match sense {
                Sense::Exact => Interval::point(rank),
                _ => Interval::at_least(rank),
            };
            RANKS.hit(cx.lower(at));
            let words = cx.doc.span(at.min(tokens.start)..tokens.end.max(at + 1));
            let mut claim = cx.claim(self, event.kind.name(), Value::Rank(value), words, Rule::Phrase, POLICY);
            if matches!(claim.polarity, Polarity::Hypothetical | Polarity::Planned | Polarity::Negated) {
                // "nobody has been charged in the city's latest murder": it has happened.
                if !(at < tokens.start
                    && sense == Sense::Open
                    && NoRank::Happened.has(cx.lower(at))
                    && determined(cx, at))
                {
                    continue;
                }
                claim.polarity = Polarity::Asserted;
            }
            claim.population = qualifier(cx, at + 1, tokens.start);
            claim.place = place_behind(cx, tokens.end, sentence.end);
            claim.event = Some(this);
            claim.verb = clause::of(cx, words).verb_base(cx);
            claim.noun = Some(cx.lower(tokens.end - 1).to_owned());
            out.push(claim);
        }
        others(cx, self, out);
        labels(cx, self, out);
        superlatives(cx, self, out);
    }
}

/// Whether some words begin with a capital letter.
fn is_capital(cx: &Context<'_>, words: Span) -> bool {
    words.of(cx.doc.text()).starts_with(char::is_uppercase)
}

/// Whether all of some words are written with capitals, in a sentence that is not: "the First World War".
fn is_name(cx: &Context<'_>, words: Range<usize>, sentence: Range<usize>) -> bool {
    const LONG: u32 = 4;
    let capital = |t: usize| is_capital(cx, cx.doc.tokens[t].span);
    let small = |t: usize| {
        let span = cx.doc.tokens[t].span;
        cx.doc.tokens[t].kind == TokenKind::Word && span.end - span.start >= LONG && !capital(t)
    };
    words.clone().all(capital) && sentence.filter(|t| !words.contains(t)).any(small)
}

/// The first of a row by size: "the deadliest attack", "Norland's largest party", "the only survivor".
fn superlatives(cx: &Context<'_>, kind: &dyn Kind, out: &mut Vec<Claim>) {
    for t in 1..cx.doc.tokens.len().saturating_sub(1) {
        // "the longest-serving minister"; "best-known" ranks nothing.
        let (word, tail) = cx.lower(t).split_once('-').unwrap_or((cx.lower(t), ""));
        let listed = SUPERLATIVES.get(word).is_some() && (tail.is_empty() || !NoRank::Loose.has(word));
        if cx.doc.tokens[t].kind != TokenKind::Word || !listed {
            continue;
        }
        let span = cx.doc.tokens[t].span;
        let Some(sentence) = cx.doc.sentence_of(span.start) else { continue };
        let tokens = cx.doc.sentences[sentence].tokens.clone();
        // "an Inaugural Address" is a name.
        let named = cx.doc.tokens[t].capital && cx.doc.tokens[t + 1].capital && cx.doc.line_kind(sentence).is_prose();
        if t == tokens.start || named || !determined(cx, t) {
            continue;
        }
        let clause = clause::of(cx, span);
        // "its biggest officially told loss" has its noun behind other words, "was the highest in a week" before its verb.
        let inside = clause.noun.filter(|n| clause.inside && *n > t);
        let noun = inside.or_else(|| counted_behind(cx, t + 1, tokens.end));
        // "was the oldest of the three"
        let of_all = || t + 2 < tokens.end && Closed::Of.has(cx.lower(t + 1)) && Closed::The.has(cx.lower(t + 2));
        let alone = || (NoRank::Within.has(cx.lower(t + 1)) || of_all()) && clause.verb.is_some_and(|v| v < t);
        if noun.is_none() && !alone() || noun.is_some_and(|n| NoRank::Idle.has(&fold_noun(cx.lower(n)))) {
            continue;
        }
        if is_one_of(cx, t, tokens.start) || noun.is_some_and(|n| is_class(cx, t, n, tokens.end)) {
            continue;
        }
        SUPERLATIVES.hit(word);
        let measure = word.to_owned();
        let mut claim = cx.claim(kind, measure, Value::Rank(Interval::point(1.0)), span, Rule::Phrase, UNPAIRED);
        claim.population = noun.or(clause.noun).map(|n| fold_noun(cx.lower(n)));
        clause.fill(cx, &mut claim);
        claim.noun = noun.map(|n| cx.lower(n).to_owned()).or(claim.noun);
        claim.place = place_behind(cx, noun.unwrap_or(t) + 1, tokens.end);
        out.push(claim);
    }
}

/// Whether a word is a part of a day: "June 5th".
fn is_dated(cx: &Context<'_>, t: usize) -> bool {
    let span = cx.doc.tokens[t].span;
    let date = |t: &&Time| matches!(t.kind, TimeKind::Date | TimeKind::Time);
    cx.doc.times_in(cx.doc.sentence_at(t)).iter().filter(date).any(|time| time.span.contains(span))
}

/// Whether a rank is told of some among several: "one of the country's oldest mills", "among the first of its aides".
fn is_one_of(cx: &Context<'_>, rank: usize, first: usize) -> bool {
    const REACH: usize = 7;
    for t in (first.max(rank.saturating_sub(REACH))..rank).rev() {
        let word = cx.lower(t);
        if Closed::Among.has(word) {
            return true;
        }
        if Closed::Of.has(word) {
            return t > first && (Closed::One.has(cx.lower(t - 1)) || NoRank::Some.has(cx.lower(t - 1)));
        }
        let inside = matches!(cx.doc.tag(t), Tag::Det | Tag::Pron | Tag::Noun | Tag::Propn | Tag::Adj | Tag::Adv)
            || cx.doc.tokens[t].kind == TokenKind::Clitic;
        if !inside || is_break(cx.doc.tokens[t].kind) {
            return false;
        }
    }
    false
}

/// Whether a superlative right before a plural tells of a class and ranks nothing: "the smallest businesses", "our
/// deepest fears". "The worst floods in a decade" are ranked, and so are "the largest of the mills".
fn is_class(cx: &Context<'_>, superlative: usize, noun: usize, limit: usize) -> bool {
    let word = cx.lower(noun);
    let plural = cx.doc.tag(noun) == Tag::Noun && word.ends_with('s') && fold_noun(word) != word;
    let within = || noun + 1 < limit && NoRank::Within.has(cx.lower(noun + 1));
    let of = || (superlative + 1..noun).any(|t| Closed::Of.has(cx.lower(t)));
    let alone = NoRank::Alone.has(cx.lower(superlative));
    noun > superlative && plural && !alone && !of() && !within()
}

/// The noun behind adverbs, adjectives and participles: "officially acknowledged loss".
fn counted_behind(cx: &Context<'_>, from: usize, limit: usize) -> Option<usize> {
    const REACH: usize = 4;
    let between = |t: &usize| {
        let participle =
            cx.doc.tag(*t) == Tag::Verb && matches!(cx.doc.verb_form(*t), Some(VerbForm::Participle | VerbForm::Past));
        participle || matches!(cx.doc.tag(*t), Tag::Adv | Tag::Adj)
    };
    let at = (from..limit.min(from + REACH)).find(|t| !between(t))?;
    (at > from && cx.doc.tag(at) == Tag::Noun).then_some(at)
}

/// The ranks that no event word takes: "the third ballot", "a fourth straight week", "the eleventh to come".
fn others(cx: &Context<'_>, kind: &dyn Kind, out: &mut Vec<Claim>) {
    let told: Vec<Span> = out.iter().filter(|c| matches!(c.value, Value::Rank(_))).map(|c| c.span).collect();
    for number in cx.doc.numbers.iter().filter(|n| n.unit == Unit::Ordinal) {
        // The "Second Amendment" is a name, the "81st Academy Awards" are the 81st of their row.
        let named = is_capital(cx, number.figure) && is_named(cx, number.figure);
        if named || told.iter().any(|s| s.contains(number.figure)) {
            continue;
        }
        let tokens = cx.doc.tokens_in(number.figure);
        if is_name_or_adverb(cx, number.figure) || is_address(cx, number.figure) {
            continue;
        }
        let first = cx.doc.sentence_of(number.figure.start).map_or(0, |s| cx.doc.sentences[s].tokens.start);
        if number.stated.hi <= 1.0 && is_one_of(cx, tokens.start, first) {
            continue;
        }
        let clause = clause::of(cx, number.span);
        let counted = number.noun.map(|n| cx.doc.tokens_in(n)).filter(|n| !n.is_empty() && !is_due(cx, n));
        // "warmed by 3/1000th of a degree"
        if number.figure.of(cx.doc.text()).contains('/') {
            continue;
        }
        // Without a noun a rank has something that determines it: "it will be the first", "early in the seventh".
        let digits = number.figure.of(cx.doc.text()).starts_with(|c: char| c.is_ascii_digit());
        // "first-ever" is one word, "first - ever" three.
        let tail = cx.doc.text().slice(number.figure.end as usize..).strip_prefix('-').unwrap_or_default();
        let glued = NoRank::Ever.has(tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
        let spaced = (tokens.end..cx.doc.tokens.len().min(tokens.end + 2)).find(|t| NoRank::Ever.has(cx.lower(*t)));
        let ever = spaced.or(glued.then(|| tokens.end.saturating_sub(1)));
        let bare = counted.is_none() && !digits && ever.is_none() && !determined(cx, tokens.start);
        let placed = bare && is_placed(cx, tokens.clone(), first);
        if bare && !placed {
            continue;
        }
        // "a third below those of last year" is a share.
        let share = tokens.start.checked_sub(1).is_some_and(|t| NoRank::Share.has(cx.doc.word(t)));
        let due = tokens.end < cx.doc.tokens.len() && is_due(cx, &(tokens.end..tokens.end + 1));
        if counted.is_none() && share && !due {
            continue;
        }
        const NEAR: usize = 4;
        let first_ever =
            || (ever? + 1..sentence_end(cx, number.figure)).take(NEAR).find(|t| cx.doc.tag(*t) == Tag::Noun);
        // "his first three seasons": what the next figure counts.
        let next = || {
            let at = cx.doc.numbers.partition_point(|n| n.span.start < number.figure.end);
            let next = cx.doc.numbers.get(at).filter(|n| cx.doc.tokens_in(n.span).start == tokens.end)?;
            head(cx, cx.doc.tokens_in(next.noun?))
        };
        // "the first of two planned bridges": what all of them are.
        let of_all = || {
            let at = cx.doc.numbers.partition_point(|n| n.span.start < number.figure.end);
            let all = cx.doc.numbers.get(at).filter(|n| n.unit == Unit::Count)?;
            let of = tokens.end < cx.doc.tokens.len() && Closed::Of.has(cx.lower(tokens.end));
            let beside = (1..=2).contains(&(cx.doc.tokens_in(all.span).start.saturating_sub(tokens.end)));
            head(cx, cx.doc.tokens_in(all.noun.filter(|_| of && beside)?))
        };
        // "in two instalments, the second of them": what was counted before; "victims of the first" are no rank.
        let those = of_those(cx, tokens.end);
        let told = || if those { counted_before(cx, number.figure, first) } else { None };
        let of_the =
            tokens.start >= 2 && Closed::Of.has(cx.lower(tokens.start - 2)) && cx.doc.tag(tokens.start - 1) == Tag::Det;
        let inside = clause.noun.is_some_and(|n| n < tokens.start && (clause.inside || of_the));
        let clause_noun = clause.noun.filter(|_| !inside && !those && !placed && !due);
        // "his second mission. The first, Aldo, was slow": what the figure before is of.
        let stands = || due || bare && !placed && !inside && stands_for(cx, tokens.end, sentence_end(cx, number.span));
        let meant = || match before(cx, number.span).filter(|_| stands())? {
            Before::Noun(noun) => head(cx, cx.doc.tokens_in(noun)),
            Before::Money(_) => None,
        };
        let noun = counted.clone().and_then(|n| head(cx, n)).or_else(of_all);
        let noun = noun.or_else(next).or_else(first_ever).or_else(told);
        let noun = noun.or_else(meant).or(clause_noun);
        if noun.is_none() && is_day_or_down(cx, &tokens) {
            continue;
        }
        // "the 6th Mill District"
        if noun.is_some_and(|n| cx.doc.tokens[n].capital && NoRank::Noun.has(&fold_noun(cx.lower(n)))) {
            continue;
        }
        // "the 19th and 20th centuries" are times.
        if counted.is_none() && digits && noun.is_some_and(|n| NoRank::Noun.has(&fold_noun(cx.lower(n)))) {
            continue;
        }
        // "why it was so in the first place"
        let in_the = tokens.start >= first + 2
            && Closed::The.has(cx.lower(tokens.start - 1))
            && Closed::In.has(cx.lower(tokens.start - 2));
        if number.stated.hi <= 1.0 && in_the && noun.is_some_and(|n| NoRank::Idle.has(cx.lower(n))) {
            continue;
        }
        // "for the first time" is an adverb.
        let time = |n: usize| NearFigure::Time.has(cx.lower(n));
        let adverb = noun.is_some_and(time) || tokens.end < cx.doc.tokens.len() && time(tokens.end);
        if number.stated.hi <= 1.0 && adverb && !since_long(cx, tokens.end + 1, sentence_end(cx, number.figure)) {
            continue;
        }
        let measure = noun.map_or_else(|| "rank".to_owned(), |n| fold_noun(cx.lower(n)));
        let mut claim = cx.claim(kind, measure, Value::Rank(number.value), number.span, Rule::Phrase, UNPAIRED);
        claim.noun = noun.map(|n| cx.lower(n).to_owned());
        claim.verb = clause.verb_base(cx);
        claim.event = clause.event;
        claim.place = place_behind(cx, cx.doc.tokens_in(number.span).end, sentence_end(cx, number.span));
        out.push(claim);
    }
}

/// Whether a rank alone is that of a verb's subject: "she finished third", "came in second".
fn is_placed(cx: &Context<'_>, rank: Range<usize>, first: usize) -> bool {
    let particle = rank.start > first && Closed::In.has(cx.lower(rank.start - 1));
    let Some(verb) = rank.start.checked_sub(1 + usize::from(particle)).filter(|t| *t >= first) else { return false };
    let next = rank.end.min(cx.doc.tokens.len() - 1);
    let noun =
        rank.end < cx.doc.tokens.len() && matches!(cx.doc.tag(next), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Verb);
    cx.doc.tag(verb) == Tag::Verb && !noun && NoRank::Places.has(&governor::base(cx.lower(verb)))
}

/// Whether "the first time" is told of within a length of time: "in the town's history", "since 1990".
fn since_long(cx: &Context<'_>, from: usize, limit: usize) -> bool {
    const REACH: usize = 6;
    let opens = from < limit && NoRank::Within.has(cx.lower(from));
    let mut near = (from..limit.min(from + REACH)).take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    opens && near.any(|t| NoRank::Long.has(cx.lower(t)))
}

/// Whether a rank without a noun stands for what was told of: "the first, a mill,", "the fourth died".
fn stands_for(cx: &Context<'_>, end: usize, limit: usize) -> bool {
    end >= limit || is_break(cx.doc.tokens[end].kind) || matches!(cx.doc.tag(end), Tag::Verb | Tag::Aux | Tag::Adp)
}

/// Whether a rank without a noun is a day of the month or the down of a game: "on the 14th", "1st - and - 10".
fn is_day_or_down(cx: &Context<'_>, rank: &Range<usize>) -> bool {
    let word = |t: Option<usize>| t.filter(|t| *t < cx.doc.tokens.len()).map_or("", |t| cx.lower(t));
    let digits = cx
        .doc
        .tokens
        .get(rank.start)
        .is_some_and(|t| t.span.of(cx.doc.text()).starts_with(|c: char| c.is_ascii_digit()));
    let the = NearFigure::The.has(word(rank.start.checked_sub(1)));
    let down = word(Some(rank.end)) == "-" && Closed::And.has(word(Some(rank.end + 1)));
    digits && (the || down)
}

/// Whether "of them" or "of those" stands at a token.
fn of_those(cx: &Context<'_>, at: usize) -> bool {
    at + 1 < cx.doc.tokens.len() && Closed::Of.has(cx.lower(at)) && NoRank::Those.has(cx.lower(at + 1))
}

/// The noun of the last figure of a sentence before some words.
fn counted_before(cx: &Context<'_>, words: Span, first: usize) -> Option<usize> {
    let start = cx.doc.tokens.get(first)?.span.start;
    let at = cx.doc.numbers.partition_point(|n| n.span.start < words.start);
    let before = cx.doc.numbers[..at].iter().rev().take_while(|n| n.span.start >= start);
    before.filter_map(|n| n.noun).find_map(|noun| head(cx, cx.doc.tokens_in(noun)))
}

/// What is told by its number in a row: "phase three", "number two", "a Category 4 storm".
fn labels(cx: &Context<'_>, kind: &dyn Kind, out: &mut Vec<Claim>) {
    const HIGHEST: f64 = 100.0;
    let from = out.iter().position(|c| c.kind == kind.name()).unwrap_or(out.len());
    for label in 0..cx.doc.tokens.len().saturating_sub(1) {
        let plural = cx.lower(label).ends_with('s');
        if plural || !NoRank::Label.has(cx.lower(label)) || !matches!(cx.doc.tag(label), Tag::Noun | Tag::Propn) {
            continue;
        }
        let figure = cx.doc.tokens[label + 1].span;
        let number = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= figure.start));
        let number = number.filter(|n| n.figure.start == figure.start);
        let rank = match number {
            Some(n) => Some(n.stated.lo).filter(|_| n.unit == Unit::Count && n.per.is_none() && n.stated.is_point()),
            None => cx.doc.word(label + 1).parse().ok(),
        };
        let Some(rank) = rank.filter(|r| (1.0..=HIGHEST).contains(r) && r.fract() == 0.0) else { continue };
        let span = cx.doc.tokens[label].span.cover(number.map_or(figure, |n| n.figure));
        if out[from..].iter().any(|c| c.span.overlaps(span)) {
            continue;
        }
        let word = cx.lower(label).to_owned();
        let clause = clause::of(cx, span);
        let value = Value::Rank(Interval::point(rank));
        let mut claim = cx.claim(kind, word.clone(), value, span, Rule::Phrase, UNPAIRED);
        (claim.noun, claim.population) = (Some(word.clone()), Some(word));
        (claim.verb, claim.event) = (clause.verb_base(cx), clause.event);
        out.push(claim);
    }
}

/// The head of the words that a rank counts: of "day underground" the day, of "occurred" none.
fn head(cx: &Context<'_>, noun: std::ops::Range<usize>) -> Option<usize> {
    // "a third bill seeking help", "its first debate Wednesday night"
    let mut headed = false;
    let of_phrase = |t: &usize| {
        let ends = headed && (cx.doc.tag(*t) == Tag::Verb || is_dated(cx, *t));
        headed |= cx.doc.tag(*t) == Tag::Noun;
        !ends && matches!(cx.doc.tag(*t), Tag::Noun | Tag::Adj | Tag::Propn | Tag::Verb | Tag::Num)
    };
    let nouns = noun.clone().take_while(of_phrase).filter(|t| cx.doc.tag(*t) == Tag::Noun).last();
    nouns.or_else(|| noun.end.checked_sub(1).filter(|t| cx.doc.tag(*t) != Tag::Verb))
}

/// Whether the word for a rank is a part of a name ("the First Bank of", "third-party", "first responders") or an adverb
/// ("first reported by", "First came").
fn is_name_or_adverb(cx: &Context<'_>, figure: Span) -> bool {
    let text = cx.doc.text();
    let tokens = cx.doc.tokens_in(figure);
    let behind = text.slice(figure.end as usize..);
    if let Some(tail) = behind.strip_prefix('-') {
        let word = tail.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        return NoRank::words().has_in_lower_case(word, NoRank::Tail);
    }
    let Some(last) = tokens.clone().last() else { return false };
    let next = (last + 1 < sentence_end(cx, figure)).then_some(last + 1);
    // "the Mill First Aid Act", "Scottish First Minister"
    let capital = |t: usize| cx.doc.tokens[t].kind == TokenKind::Word && cx.doc.tokens[t].capital;
    let first = cx.doc.sentence_of(figure.start).map_or(0, |s| cx.doc.sentences[s].tokens.start);
    let before = tokens.start.checked_sub(1).filter(|t| *t >= first);
    let prose = cx.doc.sentence_of(figure.start).is_some_and(|s| cx.doc.line_kind(s).is_prose());
    if prose && capital(last) && before.is_some() && next.is_some_and(capital) {
        return true;
    }
    if next.is_some_and(|t| NoRank::Noun.has(&fold_noun(cx.lower(t)))) {
        return true;
    }
    // "at first opposing it"
    if before.is_some_and(|t| NoRank::Adverb.has(cx.lower(t))) && next.is_none_or(|t| cx.doc.tag(t) != Tag::Noun) {
        return true;
    }
    // "what first came to mind"
    let pronoun = before.is_some_and(|t| cx.doc.tag(t) == Tag::Pron && !Closed::Possessive.has(cx.lower(t)));
    next.is_some_and(|t| cx.doc.tag(t) == Tag::Verb) && (pronoun || !determined(cx, tokens.start))
}

/// Whether what seems to be counted tells that something is to be: "a fifth set to follow".
fn is_due(cx: &Context<'_>, noun: &Range<usize>) -> bool {
    let next = noun.end;
    noun.len() == 1
        && NoRank::Due.has(cx.lower(noun.start))
        && next < cx.doc.tokens.len()
        && Closed::To.has(cx.lower(next))
}

fn sentence_end(cx: &Context<'_>, span: Span) -> usize {
    cx.doc.sentence_of(span.start).map_or(0, |s| cx.doc.sentences[s].tokens.end)
}

/// Whether a determiner stands before a token: "the", "its", "Ann's".
fn determined(cx: &Context<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|t| {
        matches!(cx.doc.tag(t), Tag::Det | Tag::Pron)
            || cx.doc.tokens[t].kind == TokenKind::Clitic
            || cx.doc.tag(t) == Tag::Adv && t > 0 && cx.doc.tag(t - 1) == Tag::Det
    })
}

/// The rank in the noun phrase that ends at a token.
fn rank_before(cx: &Context<'_>, first: usize, end: usize) -> Option<(usize, f64, Sense)> {
    const REACH: usize = 5;
    for t in (first.max(end.saturating_sub(REACH))..end).rev() {
        if is_break(cx.doc.tokens[t].kind) || cx.doc.tokens[t].kind == TokenKind::Mark || cx.doc.tag(t) == Tag::Sconj {
            return None;
        }
        let word = cx.lower(t);
        // "the New Mill Post interview" is no new one.
        let named = || cx.doc.mention_at(t).is_some_and(|m| m.kind == MentionKind::Name);
        if let Some((rank, sense)) = RANKS.get(word)
            && sense != Sense::Times
            && !(cx.doc.tokens[t].capital && t > first && named())
        {
            return Some((t, rank, sense));
        }
        // "round of talks" is one thing, any other preposition ends the phrase.
        let round = Closed::Of.has(word) && t > first && NoRank::Round.has(cx.lower(t - 1));
        if !round && NoRank::Between.has(word) {
            return None;
        }
    }
    None
}

/// "twice earlier", "twice before" behind a verb.
fn times_after(cx: &Context<'_>, from: usize, limit: usize) -> Option<(usize, f64, Sense)> {
    const REACH: usize = 6;
    let at = (from..limit.min(from + REACH)).find(|t| RANKS.get(cx.lower(*t)).is_some_and(|r| r.1 == Sense::Times))?;
    let earlier = (at + 1..limit.min(at + 4)).any(|t| NoRank::Told.has(cx.lower(t)));
    let (rank, sense) = RANKS.get(cx.lower(at))?;
    earlier.then_some((at, rank, sense))
}

/// The event of a kind that an article is about: the last one told of before that is no background, else the next.
fn main_event(cx: &Context<'_>, kind: EventKind, id: EventId) -> EventId {
    let fits = |n: &usize| cx.events[*n].kind == kind && !cx.events[*n].background;
    let at = id.0 as usize;
    let found = (0..at).rev().find(fits).or_else(|| (at..cx.events.len()).find(fits));
    found.map_or(id, |n| EventId(n as u32))
}

/// The words that narrow the row.
fn qualifier(cx: &Context<'_>, from: usize, to: usize) -> Option<String> {
    let words = (from..to)
        .filter(|t| !NoRank::Passed.has(cx.lower(*t)) && cx.doc.mention_at(*t).is_none())
        .map(|t| cx.lower(t))
        .collect::<Vec<_>>()
        .join(" ");
    (!words.is_empty()).then_some(words)
}

/// "meeting in Riga"
fn place_behind(cx: &Context<'_>, at: usize, limit: usize) -> Option<String> {
    if at + 1 >= limit || !Closed::InAt.has(cx.lower(at)) {
        return None;
    }
    let m = cx.doc.mention_at(at + 1).filter(|m| m.kind == MentionKind::Name)?;
    let entity = cx.doc.entity(m.entity);
    (entity.kind == EntityKind::Place).then(|| entity.key.clone())
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables =
            [("ordinal/superlatives", include_str!("superlatives.tsv")), ("ordinal/none", include_str!("none.tsv"))];
        claimdiff_cases::check("ordinal/superlatives.cases", include_str!("superlatives.cases"), &tables, |w| {
            crate::observed::claims("ordinal", w)
        });
    }
}
