//! Times and degrees that no claim is made of, told otherwise: "early" then "late" in a month, "last week" then "two weeks ago",
//! "often" then "sometimes", one weekday then another.
//!
//! Two readings are one change where they are of one sort and words stand between the same words of both sentences. Two of one
//! meaning are left alone: "last month" and "in the past month". Not supported: minutes, dates in full (which are claims), and
//! a time of one sort for one of another ("on Monday" for "last week").

use std::{ops::Range, sync::LazyLock};

use claimdiff_claims::Closed;
use claimdiff_text::{Span, table};
use rustc_hash::FxHashMap;
use serde::{
    Deserialize,
    de::{IntoDeserializer, value, value::StrDeserializer},
};

use super::{Change, Edits, MAX_TELLING, shorts::words, side_by_side::Beside};
use crate::{
    Passage,
    wording::{Word, align_whole, span},
};

pub(super) const WHEN: &str = include_str!("when.tsv");

/// So far apart two lengths of time may be and still be one, as a share of the longer: a month has 28 to 31 days.
const MAX_APART: f64 = 0.1;

/// What a word may do in a time or degree, as the table names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    Ahead,
    Back,
    Few,
    Last,
    Less,
    LessThan,
    More,
    MoreThan,
    Next,
    Of,
    Often,
    Part,
    Rank,
    Recent,
    Stage,
    Staged,
    This,
    Today,
    Unit,
    Weekday,
}

/// The sorts of each word, with their values.
static TABLE: LazyLock<FxHashMap<&'static str, Vec<(Sort, i32)>>> = LazyLock::new(|| {
    let sort = |cell: &'static str| {
        let (name, value) = cell.split_once('=').unwrap_or((cell, "0"));
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Some((Sort::deserialize(name).ok()?, value.parse().unwrap_or(0)))
    };
    table::rows(WHEN).map(|row| (row.key(), row.cell(1).split(' ').filter_map(sort).collect())).collect()
});

/// The value of a word as one of a sort.
fn value(word: &Word<'_>, sort: Sort) -> Option<i32> {
    let (key, sorts) = TABLE.get_key_value(&*word.fold)?;
    let (_, value) = sorts.iter().find(|(name, _)| *name == sort)?;
    table::hit("versions/when", key);
    Some(*value)
}

/// A unit of time, in hours.
pub(super) fn unit(word: &Word<'_>) -> Option<i32> {
    value(word, Sort::Unit)
}

/// Whether a word with a capital is a day or a month, and no name.
pub(super) fn is_of_calendar(word: &Word<'_>) -> bool {
    value(word, Sort::Weekday).or_else(|| value(word, Sort::Staged)).is_some()
}

/// Whether words tell a day, a month or how far from now something lies.
pub(super) fn is_of_day(words: &[Word<'_>]) -> bool {
    let told = |(_, time): (Range<usize>, Time)| matches!(time, Time::Off { .. } | Time::Stage(_) | Time::Weekday(_));
    words.iter().any(|w| w.capital && is_of_calendar(w)) || times(words).into_iter().any(told)
}

/// Whether two lengths of time may be one.
pub(super) fn is_one_length(a: f64, b: f64) -> bool {
    (a - b).abs() <= MAX_APART * a.max(b)
}

/// How far a length of time is told to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Less,
    None,
    More,
}

/// What some words tell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Time {
    /// How often, from never to always.
    Often(i32),
    /// The beginning, the middle or the end of a time.
    Stage(i32),
    /// A day of the week.
    Weekday(i32),
    /// A part of the day.
    Part(i32),
    /// Which of several: "the second night".
    Rank(i32),
    /// So long before (-1), within (0) or after (1) now, in hours; the number of units is not always told.
    Off { way: i32, unit: i32, number: Option<f64>, bound: Bound },
}

impl Time {
    /// Whether two may be held against each other.
    fn is_alike(self, other: Time) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Whether two mean the same, or may.
    fn is_one(self, other: Time) -> bool {
        let (Time::Off { way, unit, number, bound }, Time::Off { way: way2, unit: unit2, number: n2, bound: bound2 }) =
            (self, other)
        else {
            return self == other;
        };
        // "Today" is a part of "this week".
        if way != way2 || way == 0 {
            return way == way2;
        }
        match (number, n2) {
            (Some(a), Some(b)) => {
                let (a, b) = (a * f64::from(unit), b * f64::from(unit2));
                is_one_length(a, b) && bound == bound2
            }
            _ => unit == unit2,
        }
    }

    /// What is told of.
    fn name(self) -> &'static str {
        match self {
            Time::Often(_) => "how often",
            Time::Rank(_) => "rank",
            _ => "when",
        }
    }
}

/// What the words of a sentence tell, in their order.
fn times(words: &[Word<'_>]) -> Vec<(Range<usize>, Time)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match time(words, at) {
            Some((range, time)) => {
                // Of "late last month" the month is told besides.
                at = if matches!(time, Time::Stage(_)) { at + 1 } else { range.end };
                out.push((range, time));
            }
            None => at += 1,
        }
    }
    out
}

/// What some words from a place on tell.
fn time(words: &[Word<'_>], at: usize) -> Option<(Range<usize>, Time)> {
    let word = &words[at];
    off(words, at)
        .or_else(|| stage(words, at))
        .or_else(|| Some((at..at + 1, Time::Often(value(word, Sort::Often)?))))
        .or_else(|| word.capital.then(|| Some((at..at + 1, Time::Weekday(value(word, Sort::Weekday)?)))).flatten())
        .or_else(|| Some((at..at + 1, Time::Part(value(word, Sort::Part)?))))
        .or_else(|| Some((at..(at + 2).min(words.len()), Time::Rank(value(word, Sort::Rank)?))))
}

/// "early April", "the end of last year"; but no "late mayor", and no "end" that is no stage.
fn stage(words: &[Word<'_>], at: usize) -> Option<(Range<usize>, Time)> {
    let stage = value(&words[at], Sort::Stage)?;
    let mut to = at + 1;
    let of = words.get(to).is_some_and(|w| Closed::Of.has(&w.fold));
    if of {
        to += 1;
    } else if value(&words[at], Sort::Of).is_some() || words[at].pauses {
        return None;
    }
    let leads = |w: &Word<'_>| {
        Closed::Article.has(&w.fold)
            || [Sort::Last, Sort::This, Sort::Next].iter().any(|sort| value(w, *sort).is_some())
    };
    to += words.get(to..)?.iter().take_while(|w| leads(w)).count();
    let year = |w: &Word<'_>| w.is_figure() && w.fold.len() >= "2031".len();
    let staged = words.get(to).is_some_and(|w| year(w) || value(w, Sort::Staged).is_some());
    staged.then_some((at..to + 1, Time::Stage(stage)))
}

/// A time told from now or from another: "more than a year ago", "two weeks later", "the past month", "yesterday".
fn off(words: &[Word<'_>], from: usize) -> Option<(Range<usize>, Time)> {
    let get = |at: usize| words.get(at);
    let is = |at: usize, sort: Sort| get(at).and_then(|w| value(w, sort)).is_some();
    if let Some(days) = value(&words[from], Sort::Today) {
        let off = Time::Off { way: days.signum(), unit: 24, number: Some(1.0), bound: Bound::None };
        return Some((from..from + 1, off));
    }
    let ways = [(Sort::Last, -1), (Sort::Recent, -1), (Sort::This, 0), (Sort::Next, 1)];
    if let Some((sort, way)) = ways.iter().find(|(sort, _)| is(from, *sort)) {
        let (number, to) = number(words, from + 1);
        let unit = value(get(to)?, Sort::Unit)?;
        // "last week" is one week, "recent weeks" are nobody knows how many.
        let one = (*sort != Sort::Recent && !get(to)?.fold.ends_with('s')).then_some(1.0);
        let off = Time::Off { way: *way, unit, number: number.or(one), bound: Bound::None };
        return Some((from..to + 1, off));
    }
    let than = |at: usize| get(at).is_some_and(|w| Closed::Than.has(&w.fold));
    let (bound, at) = match () {
        () if is(from, Sort::MoreThan) && than(from + 1) => (Bound::More, from + 2),
        () if is(from, Sort::LessThan) && than(from + 1) => (Bound::Less, from + 2),
        () if is(from, Sort::More) => (Bound::More, from + 1),
        () if is(from, Sort::Less) => (Bound::Less, from + 1),
        () => (Bound::None, from),
    };
    let (number, to) = number(words, at);
    let unit = value(get(to)?, Sort::Unit)?;
    let way = if is(to + 1, Sort::Back) { -1 } else { i32::from(is(to + 1, Sort::Ahead)) };
    (way != 0).then_some((from..to + 2, Time::Off { way, unit, number, bound }))
}

/// A number of units at a place, and where the unit stands: "a", "two", "a few", "a couple of", or none.
fn number(words: &[Word<'_>], at: usize) -> (Option<f64>, usize) {
    /// What "a few" is held to be: no whole number.
    const FEW: f64 = 3.5;
    let few = |at: usize| words.get(at).is_some_and(|w| value(w, Sort::Few).is_some());
    let Some(word) = words.get(at) else { return (None, at) };
    let article = Closed::Indefinite.has(&word.fold);
    let after = at + usize::from(article);
    if few(after) {
        let of = words.get(after + 1).is_some_and(|w| Closed::Of.has(&w.fold));
        return (Some(FEW), after + 1 + usize::from(of));
    }
    match word.number() {
        Some(number) => (Some(number), at + 1),
        None if article => (Some(1.0), at + 1),
        None => (None, at),
    }
}

/// What two wordings of a sentence tell otherwise: the words in each.
fn changes(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<(Range<usize>, Range<usize>, Time)> {
    let (old, mut new) = (times(a), times(b));
    let left: Vec<(Range<usize>, Time)> = old
        .into_iter()
        .filter(|(_, x)| new.iter().position(|(_, y)| x.is_alike(*y) && x.is_one(*y)).map(|n| new.remove(n)).is_none())
        .collect();
    if left.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let gaps = align_whole(a, b, |_, _| false).gaps;
    let over = |gap: &Range<usize>, range: &Range<usize>| gap.start < range.end && range.start < gap.end;
    let stands = |x: &Range<usize>, y: &Range<usize>| {
        gaps.iter().any(|(g, h)| over(g, x) && over(h, y) && g.len().max(h.len()) <= MAX_TELLING)
    };
    let mut out = Vec::new();
    for (x, time) in left {
        if let Some(n) = new.iter().position(|(y, other)| time.is_alike(*other) && stands(&x, y)) {
            out.push((x, new.remove(n).0, time));
        }
    }
    out
}

impl Edits<'_, '_> {
    /// Whether words of the old version and of the new one tell the same time from now, or may: "last week", "a week ago".
    pub(super) fn is_one_time(&self, x: Span, y: Span) -> bool {
        let [x, y] = [(0, x), (1, y)].map(|(v, span)| {
            let own = words(self.article(v).text(span), 0);
            times(&own).into_iter().map(|(_, time)| time).filter(|t| matches!(t, Time::Off { .. })).collect::<Vec<_>>()
        });
        matches!((x.as_slice(), y.as_slice()), ([x], [y]) if x.is_one(*y))
    }

    /// Tells the times and degrees of sentences that lie beside each other, where nothing else is told of the same words.
    pub(super) fn times(&mut self, changed: &[Beside<'_>]) {
        for pair in changed {
            let [a, b] = &pair.words;
            for (x, y, time) in changes(a, b) {
                let (Some(x), Some(y)) = (span(a, x), span(b, y)) else { continue };
                let passages = [self.corpus.passage(0, x, x), self.corpus.passage(1, y, y)];
                let told = self.out.iter().any(|e| {
                    let over = |p: &Passage| e.passages[p.article].as_ref().is_some_and(|q| q.span.overlaps(p.span));
                    e.change.is_other() && e.change != Change::Source && passages.iter().any(over)
                });
                if !told {
                    let [x, y] = [self.article(0).text(x), self.article(1).text(y)];
                    let what = format!("{}: “{x}”, then “{y}”", time.name());
                    self.add(Change::Value, what, passages.map(Some));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let tables = [("versions/when", WHEN)];
        claimdiff_cases::check("versions/when.cases", include_str!("when.cases"), &tables, |wording| {
            let (old, new) = wording.split_once(" => ").expect("two wordings");
            let (a, b) = (words(old, 0), words(new, 0));
            changes(&a, &b)
                .into_iter()
                .map(|(x, y, time)| {
                    let shown = |words: &[Word<'_>]| words.iter().map(|w| w.raw).collect::<Vec<_>>().join(" ");
                    format!("{}: {}, then {}", time.name(), shown(&a[x]), shown(&b[y]))
                })
                .collect()
        });
    }
}
