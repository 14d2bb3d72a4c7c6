//! A claim as it is held against others: its value, what it is measured in, and the words around it by meaning.

use std::sync::LazyLock;

use claimdiff_claims::{
    Analysis, Claim, Closed, Family, Hedge, Interval, Quantity, StoryKeys, Unit, Value, is_stopword,
};
use claimdiff_text::{Days, Fit, PartialDays, Span, StableHash, table};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::words::{self, Sum, Vector};
use crate::{figures::A_MONTH, wording};

/// What values may be held against each other at all. Units and currencies are by name: dollars are never euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Dimension {
    /// People or things.
    Count,
    /// Hundredths of a whole.
    Share,
    /// Percentage points.
    Points,
    /// An amount of a currency, by a hash of its code.
    Money(u32),
    /// A length of time, in seconds.
    Time,
    /// Years of age.
    Age,
    /// Another unit, by a hash of its name.
    Unit(u32),
    /// A rank in a row.
    Rank,
    /// A day or a span of days.
    Day,
    /// A time of the day, in minutes.
    Clock,
}

impl Dimension {
    /// The dimension of a claim's value; `None` for words and for what other checks look at.
    pub(crate) fn of(claim: &Claim) -> Option<Dimension> {
        if matches!(claim.policy.family, Family::Role | Family::Office | Family::Stance | Family::Weekday) {
            return None;
        }
        let named = |name: &str| StableHash::of(name) as u32;
        Some(match &claim.value {
            Value::Quantity(q) => match &q.unit {
                Unit::Count => Dimension::Count,
                Unit::Ordinal => Dimension::Rank,
                Unit::Percent => Dimension::Share,
                Unit::Points => Dimension::Points,
                Unit::Money(code) => Dimension::Money(named(code)),
                Unit::Seconds => Dimension::Time,
                Unit::Age => Dimension::Age,
                Unit::Metres => Dimension::Unit(1),
                Unit::SquareMetres => Dimension::Unit(2),
                Unit::Kilograms => Dimension::Unit(3),
                Unit::Other(name) => Dimension::Unit(named(name)),
                _ => return None,
            },
            Value::Rank(_) => Dimension::Rank,
            Value::Date(_) | Value::PartialDate(_) => Dimension::Day,
            Value::Clock(_) => Dimension::Clock,
            _ => return None,
        })
    }

    /// Whether it is told when something was.
    pub(crate) fn is_time(self) -> bool {
        matches!(self, Dimension::Day | Dimension::Clock)
    }

    /// Whether it differs seldom.
    pub(crate) fn is_rare(self) -> bool {
        self.is_time() || self == Dimension::Rank
    }

    /// A number for each sort.
    pub(super) fn sort(self) -> f32 {
        match self {
            Dimension::Count => 0.0,
            Dimension::Share | Dimension::Points => 1.0,
            Dimension::Money(_) => 2.0,
            Dimension::Time => 3.0,
            Dimension::Age => 4.0,
            Dimension::Unit(_) => 5.0,
            Dimension::Rank => 6.0,
            Dimension::Day => 7.0,
            Dimension::Clock => 8.0,
        }
    }
}

/// A value as an interval, with the slack that its words leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    /// What it may be, as told.
    pub(crate) lo: f64,
    pub(crate) hi: f64,
    /// The figure itself: of "at least 30" 30, of a span its middle.
    pub(crate) point: f64,
    /// How it is hedged, with an open end kept for those that have one.
    pub(crate) hedge: Hedge,
    /// How coarsely it may be told.
    scale: Scale,
    /// A day of which only a part is told.
    part: Option<PartialDays>,
    /// The part of a day that the words tell, where the article's date gave the rest.
    stated: Option<PartialDays>,
}

/// How coarsely values are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// Large figures are rounded.
    Amount,
    /// A length of time in seconds: months and years are told for any number of days.
    Length,
    /// Days are as told, but for weeks.
    Days,
    /// Ranks are as told.
    Exact,
    /// Times of the day: in whole half hours for what was some minutes later, and not always with their half of the day.
    Clock,
}

/// What "at least N" is taken for at the most: it agrees with figures up to 15 % above.
const AT_LEAST: f64 = 1.15;
/// Ten years, in seconds.
const DECADE: f64 = 315_569_520.0;
/// What "more than N" of another unit is taken for at the most.
const MORE_THAN: f64 = 1.25;
/// A minimum of so many of its own last digit is counted and not rounded: "at least 1,204" is what others tell as 1,204 (of
/// 27 pairs of one fact within that share all differ).
const COUNTED: f64 = 100.0;
/// What "about N" leaves on either side.
const ABOUT: f64 = 0.05;

impl Range {
    pub(crate) fn of(claim: &Claim) -> Option<Range> {
        match &claim.value {
            Value::Quantity(q) => Some(Range::quantity(q)),
            Value::Rank(i) => Some(Range::plain(*i, Hedge::None)),
            Value::Clock(i) => Some(Range { scale: Scale::Clock, ..Range::plain(*i, Hedge::None) }),
            Value::Date(d) => {
                let (lo, hi) = (f64::from(d.first), f64::from(d.last));
                Some(Range {
                    lo,
                    hi,
                    point: if d.first == i32::MIN { hi } else { lo },
                    hedge: Hedge::None,
                    scale: Scale::Days,
                    part: None,
                    stated: claim.stated,
                })
            }
            Value::PartialDate(part) => Some(Range::partial(*part)),
            _ => None,
        }
    }

    fn plain(i: Interval, hedge: Hedge) -> Range {
        let point = match (i.lo.is_finite(), i.hi.is_finite()) {
            (true, true) => (i.lo + i.hi) / 2.0,
            (true, false) => i.lo,
            _ => i.hi,
        };
        Range { lo: i.lo, hi: i.hi, point, hedge, scale: Scale::Exact, part: None, stated: None }
    }

    /// A day of which only a part is told may be any day of the calendar; its figure is its place in the week, the month or
    /// the year.
    fn partial(part: PartialDays) -> Range {
        const MONTH_DAYS: f64 = 31.0;
        let point = match part {
            PartialDays::Week(first, _) => f64::from(first),
            PartialDays::Month(day) => f64::from(day),
            PartialDays::Year([(month, day), _]) => MONTH_DAYS * f64::from(month) + f64::from(day),
        };
        let days = Interval::closed(f64::from(i32::MIN), f64::from(i32::MAX));
        Range { point, part: Some(part), ..Range::plain(days, Hedge::None) }
    }

    /// Whether it is told with one digit and zeros behind it.
    pub(crate) fn is_one_digit(self) -> bool {
        self.point < 10.0 * grain(self.point)
    }

    /// Whether the two have the same digits in another order.
    pub(crate) fn is_slip_of(self, other: Range) -> bool {
        const TENTHS: f64 = 10.0;
        let digits = |r: Range| {
            let (mut n, mut digits) = ((r.point.abs() * TENTHS).round() as u64, [0u8; 10]);
            while n > 0 {
                digits[(n % 10) as usize] += 1;
                n /= 10;
            }
            digits
        };
        self.point != other.point && digits(self) == digits(other)
    }

    /// The days from end to end.
    fn days(self) -> Days {
        Days { first: self.lo as i32, last: self.hi as i32 }
    }

    /// How two days stand to each other where only a part is told of one of them; `None` for everything else.
    fn fit(self, other: Range) -> Option<Fit> {
        Some(match (self.part, other.part) {
            (Some(a), Some(b)) => a.against(b),
            (Some(part), None) if !part.may_be(other.days()) => Fit::Differs,
            (None, Some(part)) if !part.may_be(self.days()) => Fit::Differs,
            (None, None) => return None,
            _ => Fit::Open,
        })
    }

    fn quantity(q: &Quantity) -> Range {
        let stated = Range::plain(q.stated, q.hedge);
        let n = if q.hedge == Hedge::Nearly { q.stated.hi } else { stated.point };
        let scale = if q.unit == Unit::Seconds { Scale::Length } else { Scale::Amount };
        let (lo, hi) = match q.hedge {
            Hedge::Vague if q.unit == Unit::Count && q.value.hi.is_finite() => (q.value.lo - 1.0, q.value.hi + 1.0),
            // "almost an hour" is told of fifty minutes.
            Hedge::Nearly if n.is_finite() => (if q.unit == Unit::Seconds { 0.8 } else { 0.9 } * n, n),
            _ if !q.stated.is_point() && q.stated.lo.is_finite() && q.stated.hi.is_finite() => (q.value.lo, q.value.hi),
            // What was told in another unit has as many digits as one likes, and seconds are never what was told.
            Hedge::AtLeast | Hedge::MoreThan
                if q.unit != Unit::Seconds && n.fract() == 0.0 && n >= COUNTED * grain(n) =>
            {
                (n, n + (grain(n) / 2.0).max(0.5))
            }
            // "more than 100 mph", which nobody sees in kilometres, is told of 120.
            Hedge::MoreThan if n.is_finite() && n.fract() != 0.0 => (n, n * MORE_THAN),
            // "more than two decades" is told of 26 years.
            Hedge::MoreThan if q.unit == Unit::Seconds && n >= DECADE && n % DECADE == 0.0 => (n, n + DECADE),
            Hedge::AtLeast | Hedge::MoreThan if n.is_finite() => (n, (n * AT_LEAST).max(n + 0.5)),
            Hedge::About if n.is_finite() => {
                let slack = (n.abs() * ABOUT).max(grain(n) / 2.0);
                (q.stated.lo - slack, q.stated.hi + slack)
            }
            _ => (q.value.lo, q.value.hi),
        };
        Range { lo, hi, point: n, hedge: q.hedge, scale, part: None, stated: None }
    }

    /// Whether two values may be one: they overlap, or one is the other rounded.
    pub(crate) fn agrees(self, other: Range) -> bool {
        if let Some(fit) = self.fit(other) {
            return fit != Fit::Differs;
        }
        // Two most ("within 72 hours", "within 48 hours") are two figures as two least are.
        if self.hedge.is_maximum() && other.hedge.is_maximum() && self.hi.is_finite() && other.hi.is_finite() {
            return self.hi.max(other.hi) <= self.hi.min(other.hi) * AT_LEAST;
        }
        if self.meets(other) || self.is_stated_as(other) || other.is_stated_as(self) || self.is_week_of(other) {
            return true;
        }
        if self.is_under(other) || other.is_under(self) {
            return true;
        }
        let (x, y) = (self.point, other.point);
        match self.scale {
            Scale::Days | Scale::Exact => return false,
            Scale::Clock => return self.is_clock_of(other),
            Scale::Length if x.min(y) >= MONTH => {
                // "a month" is told of five weeks.
                let few = (is_in_months(x) || is_in_months(y)) && x.max(y) <= FEW_MONTHS;
                return (x - y).abs() <= if few { COARSE_MONTH } else { LOOSE } * x.max(y);
            }
            _ => {}
        }
        let exact = |r: Range| r.lo == r.hi;
        if !exact(self) && !exact(other) || x.abs() < 1000.0 && y.abs() < 1000.0 && x.fract() == 0.0 && y.fract() == 0.0
        {
            return false;
        }
        let larger = x.abs().max(y.abs());
        (x - y).abs() <= (self.grain().max(other.grain()) / 2.0).min(larger * COARSE)
    }

    /// The unit in which it is told: of a length the largest that it is whole numbers of, of an amount its last digit.
    fn grain(self) -> f64 {
        const UNITS: [f64; 3] = [86_400.0, 3_600.0, 60.0];
        match self.scale {
            Scale::Length => UNITS.into_iter().find(|u| self.point % u == 0.0).unwrap_or(1.0),
            _ => grain(self.point),
        }
    }

    /// Whether the two overlap. "More than 100" and "nearly 100" have no figure in common.
    fn meets(self, other: Range) -> bool {
        let under = |r: Range| matches!(r.hedge, Hedge::Nearly | Hedge::LessThan);
        let over = |r: Range| r.hedge == Hedge::MoreThan;
        let strict = over(self) && under(other) || under(self) && over(other);
        let meets = |lo: f64, hi: f64| if strict { lo < hi } else { lo <= hi };
        meets(self.lo, other.hi) && meets(other.lo, self.hi)
    }

    /// Whether it is a round figure that the other is more than: "more than 20" is what "24" and "at least 24" are told as.
    fn is_under(self, other: Range) -> bool {
        const DOZEN: f64 = 12.0;
        let n = self.point;
        let step = if n == DOZEN { DOZEN } else { grain(n) };
        let round = self.hedge == Hedge::MoreThan && self.scale == Scale::Amount && n >= 10.0;
        round && (other.lo == other.hi || other.hedge == Hedge::AtLeast) && n < other.point && other.point < n + step
    }

    /// Whether the words of a day may mean another: two articles that say "Saturday" of one thing mean one Saturday, whichever
    /// their dates lead to.
    fn is_stated_as(self, other: Range) -> bool {
        let Some(part) = self.stated else { return false };
        let weeks = matches!(part, PartialDays::Week(..));
        let near = !weeks || self.days().gap(other.days()) <= WEEKS;
        match other.stated {
            // Both weekdays hang on a date.
            Some(theirs) => near && part.against(theirs) == Fit::Same,
            None => near && other.hi - other.lo <= self.hi - self.lo && part.may_be(other.days()),
        }
    }

    /// Whether two times of the day may be told of one: "ten past four" and "4:10 p.m.", "at 7 a.m." and "four minutes past seven".
    fn is_clock_of(self, other: Range) -> bool {
        const HALF_DAY: f64 = 720.0;
        const HALF_HOUR: f64 = 30.0;
        const A_LITTLE: f64 = 5.0;
        let later = |r: Range, by: f64| Range { lo: r.lo + by, hi: r.hi + by, point: r.point + by, ..r };
        let round = |r: Range| r.point % HALF_HOUR == 0.0;
        let near = |r: Range| r.meets(other) || (round(r) || round(other)) && (r.point - other.point).abs() <= A_LITTLE;
        near(self) || near(later(self, HALF_DAY)) || near(later(self, -HALF_DAY))
    }

    /// Whether one is a week that may be the other's: what one article tells of "last week" on Sunday, another does on Monday, and
    /// to some a week begins on Sunday.
    fn is_week_of(self, other: Range) -> bool {
        const WEEK: f64 = 7.0;
        let week = |r: Range| r.scale == Scale::Days && (r.hi - r.lo + 1.0 - WEEK).abs() <= 1.0;
        let beside = |w: Range, day: Range| week(w) && day.lo >= w.lo - 1.0 && day.hi <= w.hi + 1.0;
        beside(self, other) || beside(other, self) || week(self) && week(other) && (self.lo - other.lo).abs() <= WEEK
    }

    /// Whether both are the same figure.
    pub(crate) fn equals(self, other: Range) -> bool {
        self.fit(other).map_or(self.point == other.point, |fit| fit == Fit::Same)
    }

    /// Whether both are told as the same.
    pub(crate) fn is(self, other: Range) -> bool {
        self.part == other.part && (self.lo, self.hi) == (other.lo, other.hi)
    }
}

/// How many days a weekday may be off: the week before or after, and once more where both are weekdays.
const WEEKS: i32 = 14;
/// The seconds of a short month.
const MONTH: f64 = 28.0 * 86_400.0;
/// Up to so many seconds a length in months is told coarsely.
const FEW_MONTHS: f64 = 100.0 * 86_400.0;
/// How far apart such a length and another may be and still be one, as a share.
const COARSE_MONTH: f64 = 0.15;

/// Whether a length is told in whole months.
fn is_in_months(seconds: f64) -> bool {
    let months = seconds / A_MONTH;
    (months - months.round()).abs() < 1e-6
}

/// How far apart two lengths in months or years may be and still be one, as a share.
const LOOSE: f64 = 0.04;

/// The most that rounding takes from a figure, as a share of it.
const COARSE: f64 = 0.1;

/// The unit of a figure's last significant digit: 100,000 of 5,500,000, 0.1 of 3.5, 1 of 42.
fn grain(x: f64) -> f64 {
    let value = x.abs();
    if value.fract() != 0.0 {
        return if (value * 10.0).fract().abs() < 1e-9 { 0.1 } else { 0.01 };
    }
    let mut grain = 1.0;
    while grain * 10.0 <= value && (value / (grain * 10.0)).fract() == 0.0 && grain < 1e15 {
        grain *= 10.0;
    }
    grain
}

const CUES: &str = "facts/cues.tsv";

/// What a word near a figure tells of what it counts.
static CLASSES: LazyLock<FxHashMap<&'static str, Cues>> = LazyLock::new(|| {
    let class = |name: &str| Cues(1 << NAMES.iter().position(|n| *n == name).unwrap_or(15));
    table::rows(include_str!("cues.tsv")).map(|r| (r.key(), class(r.cell(1)))).collect()
});

/// The classes of words near a figure, a bit each in [`Cues`].
pub(super) const NAMES: [&str; 11] =
    ["apart", "flow", "held", "night", "past", "rest", "revised", "state", "total", "with", "tells"];

/// What was told before is taken back: "lowered the toll to 12".
pub(super) const REVISED: Cues = Cues(1 << 6);

/// How far a count has come: "the toll rose to 14 on Tuesday".
pub(super) const TELLS: Cues = Cues(1 << 10);

/// Some of the classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(pub(super) u16);

/// How many words on each side of a figure are its surroundings.
const SIDE: usize = 7;
/// How many words on each side of a figure stand right beside it.
const BESIDE: usize = 5;
/// How many words on each side of a figure tell its place in a sentence that another tells in the same words.
pub(super) const SLOT: usize = 14;
/// What a word weighs that carries no matter, beside the rarity of those that do.
const LIGHT: f32 = 0.1;
/// What stands for any figure among the words of a side.
const A_FIGURE: u32 = 1;
/// How many words on each side of a figure are its sentence at the most.
const AROUND: usize = 80;
/// How many words on each side a cue may stand from its figure.
const REACH: usize = 8;

/// The classes of words that tell of a figure from anywhere in its sentence: apart, night, past, revised.
const ANYWHERE: u16 = 1 | 1 << 3 | 1 << 4 | REVISED.0;

/// A word of a sentence.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    term: u32,
    place: Option<u32>,
    rarity: f32,
    /// How often the article says it.
    often: u16,
    light: bool,
    name: bool,
    figure: Option<u32>,
    weekday: u8,
    cue: Cues,
    /// A mark follows it: a clause may end with it.
    ends: bool,
}

/// The words of a figure's sentence, as they are held against those of another's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// The direction of the words near the figure, of its whole sentence, and of what is counted or measured.
    pub(super) near: Vector,
    pub(super) sentence: Vector,
    pub(super) matter: Vector,
    /// Of the counted noun, and of the verb that the figure hangs on.
    pub(super) noun: Vector,
    pub(super) verb: Vector,
    /// The words near the figure that have a meaning, nearest first, each with its place in the table of words and its
    /// weight.
    pub(super) meanings: SmallVec<[(u32, f32); 12]>,
    /// Those of the same clause.
    pub(super) clause: Vector,
    /// Of the few words of the clause right before the figure, and of those right behind it: who does what, and of what.
    pub(super) front: Vector,
    pub(super) behind: Vector,
    /// The words behind it themselves, sorted.
    pub(super) held: SmallVec<[u32; 6]>,
    /// The words that carry matter as terms of a story, sorted, each with its weight and whether it stands near.
    pub(super) terms: Box<[(u32, f32, bool)]>,
    /// The parts of names, sorted.
    pub(super) names: SmallVec<[u32; 6]>,
    /// Those of them near the figure.
    pub(super) near_names: SmallVec<[u32; 4]>,
    /// The other figures of the sentence.
    pub(super) figures: SmallVec<[u32; 4]>,
    /// The words right before and right after the figure.
    pub(super) beside: [u32; 2],
    /// The words of the sentence before the figure and behind it, the nearest first, each with what it weighs; one figure
    /// stands for another.
    pub(super) sides: [SmallVec<[(u32, f32); SLOT]>; 2],
    /// The days of the week that the sentence names, as bits.
    pub(super) weekdays: u8,
    pub(super) cues: Cues,
}

/// The sentences of an article that claims stand in, each read once.
pub(super) struct Sentences<'a> {
    article: &'a Analysis,
    read: FxHashMap<Span, Vec<Word>>,
}

impl<'a> Sentences<'a> {
    pub(super) fn new(article: &'a Analysis) -> Sentences<'a> {
        Sentences { article, read: FxHashMap::default() }
    }

    /// The surroundings of a claim.
    pub(super) fn around(&mut self, claim: &Claim) -> Surroundings {
        let article = self.article;
        let all = self.read.entry(claim.context).or_insert_with(|| read(article, claim.context));
        let at = all.partition_point(|w| w.span.end <= claim.span.start);
        let to = all.partition_point(|w| w.span.start < claim.span.end);
        // Of a sentence without end the words around are enough.
        let from = at.saturating_sub(AROUND);
        let all = &all[from..all.len().min(to + AROUND)];
        let (at, to) = (at - from, to - from);
        let figure = (at..to).find(|n| all[*n].figure.is_some()).unwrap_or(at);
        let last = figure + all[figure..to.max(figure)].iter().take_while(|w| w.figure.is_some()).count();
        let mut out = Surroundings::default();
        let (mut near, mut sentence, mut matter, mut clause) = (Sum::new(), Sum::new(), Sum::new(), Sum::new());
        let (mut front, mut behind) = (Sum::new(), Sum::new());
        // The clause: from the mark before the figure to the one after it.
        let from = (0..figure).rev().find(|n| all[*n].ends).map_or(0, |n| n + 1);
        let end = (last.max(1) - 1..all.len()).find(|n| all[*n].ends).map_or(all.len(), |n| n + 1);
        let mut terms: Vec<(u32, f32, bool)> = Vec::with_capacity(all.len());
        for (n, w) in all.iter().enumerate() {
            let inside = (figure..last).contains(&n);
            let steps = if n < figure { figure - n } else { (n + 1).saturating_sub(last) };
            // "an unrelated fire" may stand anywhere in the sentence.
            if w.cue != Cues::default() && (steps <= REACH || w.cue.0 & ANYWHERE != 0) {
                out.cues.0 |= w.cue.0;
            }
            out.weekdays |= w.weekday;
            if inside {
                continue;
            }
            if let Some(value) = w.figure {
                out.figures.push(value);
                continue;
            }
            if w.light {
                continue;
            }
            let (fore, aft) =
                ((from..figure).contains(&n) && steps <= BESIDE, (last..end).contains(&n) && steps <= BESIDE);
            if aft {
                out.held.push(w.term);
            }
            if let Some(place) = w.place {
                if fore {
                    front.add(place, w.rarity);
                }
                if aft {
                    behind.add(place, w.rarity);
                }
                sentence.add(place, w.rarity);
                if steps <= SIDE {
                    let weight = w.rarity / (1.0 + steps as f32 * 0.5);
                    near.add(place, weight);
                    out.meanings.push((place, weight));
                }
                if (from..end).contains(&n) {
                    clause.add(place, w.rarity);
                }
                if (at..to).contains(&n) {
                    matter.add(place, w.rarity);
                }
            }
            terms.push((w.term, w.rarity / (4.0 + f32::from(w.often)), steps <= SIDE));
            if w.name {
                out.names.push(w.term);
                if steps <= SIDE {
                    out.near_names.push(w.term);
                }
            }
        }
        for word in claim.measure.split(' ').chain(claim.population.iter().flat_map(|p| p.split(' '))) {
            if let (Some(place), rarity) = words::look_up(word) {
                matter.add(place, rarity);
            }
        }
        let one = |word: Option<&str>| {
            let mut sum = Sum::new();
            word.and_then(|w| words::look_up(w).0).into_iter().for_each(|place| sum.add(place, 1.0));
            sum.vector()
        };
        (out.noun, out.verb) = (one(claim.noun.as_deref()), one(claim.verb.as_deref()));
        let next = |n: Option<usize>| n.and_then(|n| all.get(n)).map_or(0, |w| w.term);
        out.beside = [next(figure.checked_sub(1)), next(Some(last))];
        let told = |w: &Word| match w.figure {
            Some(_) => (A_FIGURE, LIGHT),
            None => (w.term, if w.light { LIGHT } else { w.rarity }),
        };
        out.sides = [
            all[..figure].iter().rev().take(SLOT).map(told).collect(),
            all[last..].iter().take(SLOT).map(told).collect(),
        ];
        (out.near, out.sentence, out.matter) = (near.vector(), sentence.vector(), matter.vector());
        out.clause = clause.vector();
        (out.front, out.behind) = (front.vector(), behind.vector());
        out.held.sort_unstable();
        out.held.dedup();
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.cmp(&a.2)));
        terms.dedup_by_key(|t| t.0);
        out.terms = terms.into();
        out.names.sort_unstable();
        out.names.dedup();
        out.near_names.sort_unstable();
        out.near_names.dedup();
        out.figures.sort_unstable();
        out.figures.dedup();
        out
    }
}

/// The words of a sentence.
fn read(article: &Analysis, context: Span) -> Vec<Word> {
    let all = wording::words(article.text(context), context.start);
    let text = article.text(context);
    let word = |w: &wording::Word<'_>| {
        let after = (w.span.end - context.start) as usize;
        let ends = text.as_bytes().get(after).is_some_and(|b| b",;:.()!?".contains(b));
        let fold: &str = &w.fold;
        let (place, rarity) = words::look_up(fold);
        let figure = (w.is_figure() && !Closed::One.has(fold)).then(|| StableHash::of(fold) as u32);
        let cue = CLASSES.get_key_value(fold).map_or(Cues::default(), |(key, class)| {
            table::hit(CUES, key);
            *class
        });
        let weekday = claimdiff_claims::weekday(fold).map_or(0, |d| 1 << d);
        Word {
            span: w.span,
            term: StoryKeys::term(fold),
            place,
            rarity,
            often: article.keys.count(fold).max(1),
            light: is_stopword(fold) || weekday != 0,
            name: w.capital && !w.starts && weekday == 0,
            figure,
            weekday,
            cue,
            ends,
        }
    };
    all.iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use claimdiff::{analyse, read};
    use claimdiff_claims::Hedge;

    use super::*;

    #[test]
    fn cues_tell_what_is_counted() {
        let rows = include_str!("cues.tsv");
        claimdiff_cases::check("facts/cues.cases", include_str!("cues.cases"), &[(CUES, rows)], |wording| {
            let analysis = analyse(&read("article", wording));
            let mut sentences = Sentences::new(&analysis);
            let mut found: Vec<String> = Vec::new();
            for claim in analysis.claims.iter().filter(|c| Dimension::of(c).is_some()) {
                let cues = sentences.around(claim).cues.0;
                let told = NAMES.iter().enumerate().filter(|(bit, _)| cues >> bit & 1 == 1);
                found.extend(told.map(|(_, name)| (*name).to_owned()));
            }
            found.sort();
            found.dedup();
            found
        });
    }

    fn range(lo: f64, hi: f64, hedge: Hedge, unit: Unit) -> Range {
        let stated = Interval::closed(lo, hi);
        Range::quantity(&Quantity { value: stated, stated, hedge, unit })
    }

    #[test]
    fn a_counted_minimum_is_as_told() {
        let least = |n: f64| range(n, n, Hedge::AtLeast, Unit::Count);
        assert!(!least(1_204.0).agrees(least(1_288.0)) && least(1_200.0).agrees(least(1_288.0)));
        // "above 40 mph" and 65 km/h
        assert!(least(64.37376).agrees(range(65.0, 65.0, Hedge::None, Unit::Count)));
    }

    #[test]
    fn lengths_of_time_are_not_counted() {
        const HOUR: f64 = 3_600.0;
        let hours = |n: f64| range(n * HOUR, n * HOUR, Hedge::None, Unit::Seconds);
        // "just over seven hours" and 7:05, "almost an hour" and 52 minutes
        let over = range(7.0 * HOUR, f64::INFINITY, Hedge::MoreThan, Unit::Seconds);
        assert!(over.agrees(hours(7.0 + 5.0 / 60.0)) && !over.agrees(hours(9.0)));
        let almost = range(0.9 * HOUR, HOUR, Hedge::Nearly, Unit::Seconds);
        assert!(almost.agrees(hours(52.0 / 60.0)) && !almost.agrees(hours(0.5)));
        // "four days" and 103 hours, "two hours" and 2:05
        assert!(hours(96.0).agrees(hours(103.0)) && hours(2.0).agrees(hours(2.0 + 5.0 / 60.0)));
        assert!(!hours(72.0).agrees(hours(96.0)) && !hours(1.5).agrees(hours(2.0)) && !hours(1.0).agrees(hours(0.75)));
    }

    #[test]
    fn two_ends_are_two_figures() {
        let figure = |n: f64, hedge| range(n, n, hedge, Unit::Count);
        assert!(!figure(72.0, Hedge::AtMost).agrees(figure(48.0, Hedge::AtMost)));
        assert!(figure(72.0, Hedge::AtMost).agrees(figure(70.0, Hedge::AtMost)));
        assert!(!figure(100.0, Hedge::MoreThan).agrees(figure(100.0, Hedge::Nearly)));
        assert!(figure(50.0, Hedge::MoreThan).agrees(figure(58.0, Hedge::AtLeast)));
    }

    #[test]
    fn a_few_months_are_told_coarsely() {
        const DAY: f64 = 86_400.0;
        let days = |n: f64| range(n * DAY, n * DAY, Hedge::None, Unit::Seconds);
        let a_month = days(A_MONTH / DAY);
        assert!(a_month.agrees(days(35.0)) && a_month.agrees(days(28.0)));
        assert!(!a_month.agrees(days(42.0)) && !days(40.0).agrees(days(45.0)));
    }

    #[test]
    fn figures_agree_at_the_coarser_precision() {
        let point = |value: f64| range(value, value, Hedge::None, Unit::Count);
        assert!(point(5_500_000.0).agrees(point(5_478_000.0)));
        assert!(point(160_000.0).agrees(point(159_320.0)));
        assert!(!point(12.0).agrees(point(14.0)));
        assert!(!point(5_700.0).agrees(point(9_695.0)));
        let least = range(30.0, 30.0, Hedge::AtLeast, Unit::Count);
        assert!(least.agrees(point(33.0)) && !least.agrees(point(36.0)) && !least.agrees(point(28.0)));
        // "no fewer than 30" says nothing of how many more.
        let no_less = Quantity {
            value: Interval::at_least(30.0),
            stated: Interval::point(30.0),
            hedge: Hedge::NoLess,
            unit: Unit::Count,
        };
        let no_less = Range::quantity(&no_less);
        assert!(no_less.agrees(point(50.0)) && !no_less.agrees(point(28.0)));
    }

    #[test]
    fn months_are_told_for_days() {
        let days = |n: f64| range(n * 86_400.0, n * 86_400.0, Hedge::None, Unit::Seconds);
        assert!(days(91.3).agrees(days(90.0)) && !days(91.3).agrees(days(120.0)) && !days(2.0).agrees(days(3.0)));
    }

    #[test]
    fn a_round_figure_is_what_a_little_more_is_told_as() {
        let more = |n: f64| range(n, n, Hedge::MoreThan, Unit::Count);
        let point = |n: f64| range(n, n, Hedge::None, Unit::Count);
        assert!(more(20.0).agrees(point(26.0)) && point(360_000.0).agrees(more(300_000.0)));
        assert!(more(12.0).agrees(point(18.0)), "more than a dozen");
        assert!(!more(20.0).agrees(point(31.0)) && !more(20.0).agrees(more(26.0)) && !more(26.0).agrees(point(38.0)));
        let several = range(3.0, 9.0, Hedge::Vague, Unit::Count);
        assert!(several.agrees(point(10.0)) && several.agrees(point(2.0)) && !several.agrees(point(14.0)));
    }

    #[test]
    fn a_slip_has_the_digits_of_the_figure() {
        let point = |n: f64| range(n, n, Hedge::None, Unit::Count);
        assert!(point(385.0).is_slip_of(point(358.0)) && point(47.1).is_slip_of(point(41.7)));
        assert!(!point(385.0).is_slip_of(point(385.0)) && !point(800.0).is_slip_of(point(80.0)));
        assert!(point(200.0).is_one_digit() && point(7.0).is_one_digit() && !point(210.0).is_one_digit());
    }

    #[test]
    fn times_of_the_day_are_told_by_the_half_day_and_the_half_hour() {
        let clock =
            |lo: f64, hi: f64| Range { scale: Scale::Clock, ..Range::plain(Interval::closed(lo, hi), Hedge::None) };
        let at = |hour: f64, minute: f64| clock(60.0 * hour + minute, 60.0 * hour + minute);
        assert!(at(4.0, 10.0).agrees(at(16.0, 10.0)) && at(19.0, 0.0).agrees(clock(420.0, 480.0)));
        assert!(at(7.0, 0.0).agrees(at(7.0, 4.0)) && !at(7.0, 10.0).agrees(at(7.0, 14.0)));
        assert!(!at(7.0, 0.0).agrees(at(7.0, 10.0)) && !at(4.0, 10.0).agrees(at(17.0, 10.0)));
    }

    #[test]
    fn a_weekday_is_of_the_week_that_its_article_was_read_in() {
        let day = |first: i32, stated: &str| {
            let stated = PartialDays::of_timex(stated);
            Range { stated, ..Range::plain(Interval::point(f64::from(first)), Hedge::None) }
        };
        // Thursday, 20 June 2024.
        let thursday = day(19_894, "XXXX-WXX-4");
        assert!(thursday.agrees(day(19_901, "XXXX-WXX-4")) && thursday.agrees(day(19_887, "")));
        assert!(!thursday.agrees(day(19_895, "XXXX-WXX-5")) && !thursday.agrees(day(19_893, "")));
        assert!(!thursday.agrees(day(19_894 + 28, "XXXX-WXX-4")), "a month later is another Thursday");
        assert!(day(19_894, "XXXX-06-20").agrees(day(19_528, "")), "the 20th of June of the year before");
    }

    #[test]
    fn days_without_their_year_or_week_are_held_against_each_other() {
        let part = |timex: &str| Range::partial(PartialDays::of_timex(timex).unwrap());
        // Thursday, 20 June 2024.
        let day = Range::plain(Interval::point(19_894.0), Hedge::None);
        let (thursday, friday) = (part("XXXX-WXX-4"), part("XXXX-WXX-5"));
        assert!(thursday.agrees(day) && day.agrees(part("XXXX-06")) && !friday.agrees(day));
        assert!(thursday.is(thursday) && !thursday.is(friday) && !thursday.agrees(friday));
        assert!(!thursday.equals(day) && thursday.equals(thursday));
    }
}
