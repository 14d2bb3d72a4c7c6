//! What the word lists for numbers and times know of a word: one look-up for both.

use std::sync::LazyLock;

use claimdiff_text::table::{self, ClassesOf};
use rustc_hash::FxHashMap;

use crate::{Closed, times::Function};

/// A word of the lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexeme {
    /// The word in lower case; empty for all words of no list.
    pub(crate) key: &'static str,
    /// What it adds to a figure.
    pub(crate) number: NumberWord,
    /// Its rank, where it is an ordinal: "third" is both 3 in a row and a third part.
    pub(crate) rank: u16,
    /// What it adds to a time expression.
    pub(crate) time: TimeWord,
    /// What it is among the small words of time expressions.
    pub(crate) function: ClassesOf<Function>,
    /// The closed classes of grammar that it is of.
    pub(crate) closed: ClassesOf<Closed>,
    /// How it shapes the words for what is counted.
    pub(crate) noun: NounWord,
    /// Whether a hedge may end with it.
    pub(crate) hedge: bool,
    /// Whether it says that something rose (1) or fell (-1).
    pub(crate) trend: i8,
    /// Whether a figure or a time expression may begin with it.
    pub(crate) triggers: bool,
}

impl Lexeme {
    /// Whether no list of numbers or times makes anything of the word.
    pub(crate) fn is_plain(&self) -> bool {
        self.number == NumberWord::No
            && self.rank == 0
            && self.time == TimeWord::No
            && self.noun == NounWord::No
            && !self.hedge
            && self.trend == 0
    }
}

/// What a word adds to a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberWord {
    No,
    Small(f64),
    Tens(f64),
    Hundred,
    Scale(f64),
    /// A scale only when it is glued to digits: "5k".
    Suffix(f64),
    Dozen,
    Half,
    /// A denominator in the singular: "quarter".
    Part(f64),
    /// A denominator in the plural: "thirds".
    Parts(f64),
    /// A vague number from one value to another: "several".
    Vague(f64, f64),
    /// A vague plural: "dozens" is this value or more.
    Many(f64),
    /// The letters of "4th".
    OrdinalSuffix,
}

/// What a word adds to a time expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TimeWord {
    No,
    Month(i8),
    /// 1 is Monday.
    Weekday(i8),
    Unit(TimeUnit),
    Units(TimeUnit),
    /// A part of the day, as TIMEX3 writes it: "TMO".
    Part(&'static str),
    /// "the future".
    Future,
    Season(&'static str),
    /// A time of the clock: "noon" is "T12:00".
    Clock(&'static str),
    /// Days from the article's: "yesterday" is -1.
    Deictic(i8),
    /// A part of the article's day: "tonight" is "TNI".
    Tonight(&'static str),
    /// A vague reference: "now" is "PRESENT_REF".
    Ref(&'static str),
    /// How often: "weekly" is "P1W".
    Set(&'static str),
    /// "a.m." is 0, "p.m." 12.
    Meridiem(i8),
    /// A feast, as month and day.
    Holiday(&'static str),
    /// Where a unit lies, as steps from the one that is running: "last" is -1; "following" is 2, one after what was told,
    /// "same" 3, "recent" 4.
    Mod(i8),
    /// Which of a row of units: "first", "latest", "final".
    Order,
    /// A word that looks ahead: "will", "due".
    Ahead,
    /// A word that looks back: "said", "were".
    Behind,
    /// A verb in the past, of no regular form: "met".
    Past,
    /// "until", which looks ahead where nothing else tells.
    Until,
    /// A unit as an adjective: "hourlong".
    Long(TimeUnit),
    /// "early", "mid", "late".
    Edge(&'static str),
    Zone,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl TimeUnit {
    /// Its English name in the singular.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TimeUnit::Second => "second",
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Weekend => "weekend",
            TimeUnit::Week => "week",
            TimeUnit::Fortnight => "fortnight",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
            TimeUnit::Decade => "decade",
            TimeUnit::Century => "century",
            TimeUnit::Millennium => "millennium",
        }
    }

    /// Its length in seconds.
    pub(crate) fn seconds(self) -> f64 {
        const DAY: f64 = 86_400.0;
        const YEAR: f64 = 365.2425 * DAY;
        match self {
            TimeUnit::Second => 1.0,
            TimeUnit::Minute => 60.0,
            TimeUnit::Hour => 3600.0,
            TimeUnit::Day => DAY,
            TimeUnit::Weekend => 2.0 * DAY,
            TimeUnit::Week => 7.0 * DAY,
            TimeUnit::Fortnight => 14.0 * DAY,
            TimeUnit::Month => YEAR / 12.0,
            TimeUnit::Quarter => YEAR / 4.0,
            TimeUnit::Year => YEAR,
            TimeUnit::Decade => 10.0 * YEAR,
            TimeUnit::Century => 100.0 * YEAR,
            TimeUnit::Millennium => 1000.0 * YEAR,
        }
    }
}

/// How a word shapes the words for what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounWord {
    No,
    /// Ends them.
    Stop,
    /// May stand before them and says nothing: "other".
    Skip,
    /// A plural without -s.
    Plural,
    /// Ends in -s and is no plural.
    Singular,
    /// Makes the digits after it a name: "Article 5".
    Designator,
    /// Ends the name of a street, whose digits number a house.
    Street,
}

/// The lexeme of all words of no list.
pub(crate) static NONE: Lexeme = Lexeme {
    key: "",
    number: NumberWord::No,
    rank: 0,
    time: TimeWord::No,
    function: ClassesOf::NONE,
    closed: ClassesOf::NONE,
    noun: NounWord::No,
    hedge: false,
    trend: 0,
    triggers: false,
};

const LONGEST: usize = 16;

struct Lexicon {
    words: FxHashMap<&'static str, Lexeme>,
    /// For each first byte and length, whether there is such a word: most words of a text need no hashing.
    shapes: [u32; 128],
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Lexeme> = FxHashMap::default();
    let mut entry = |key: &'static str, set: &dyn Fn(&mut Lexeme)| {
        set(words.entry(key).or_insert(Lexeme { key, ..NONE }));
    };
    for row in table::rows(crate::numbers::FIGURES) {
        let value: f64 = row.cell(2).parse().unwrap_or(0.0);
        let number = match row.cell(1) {
            "small" => NumberWord::Small(value),
            "tens" => NumberWord::Tens(value),
            "hundred" => NumberWord::Hundred,
            "scale" => NumberWord::Scale(value),
            "suffix" => NumberWord::Suffix(value),
            "dozen" => NumberWord::Dozen,
            "half" => NumberWord::Half,
            "part" => NumberWord::Part(value),
            "parts" => NumberWord::Parts(value),
            "vague" => NumberWord::Vague(value, row.cell(3).parse().unwrap_or(value)),
            "many" => NumberWord::Many(value),
            "suffix-ordinal" => NumberWord::OrdinalSuffix,
            _ => NumberWord::No,
        };
        let rank = if row.cell(1) == "ordinal" { value as u16 } else { 0 };
        let suffix = matches!(number, NumberWord::Suffix(_) | NumberWord::OrdinalSuffix);
        entry(row.key(), &|l| (l.number, l.rank, l.triggers) = (number, rank, l.triggers || !suffix));
    }
    for row in table::rows(crate::times::WORDS) {
        let (class, value) = (row.cell(1), row.cell(2));
        let number = value.parse::<i8>().unwrap_or(0);
        let time = match class {
            "month" => TimeWord::Month(number),
            "weekday" => TimeWord::Weekday(number),
            "unit" => TimeWord::Unit(unit(value)),
            "units" => TimeWord::Units(unit(value)),
            "part" => TimeWord::Part(value),
            "future" => TimeWord::Future,
            "season" => TimeWord::Season(value),
            "clock" => TimeWord::Clock(value),
            "deictic" => TimeWord::Deictic(number),
            "tonight" => TimeWord::Tonight(value),
            "ref" => TimeWord::Ref(value),
            "set" => TimeWord::Set(value),
            "meridiem" => TimeWord::Meridiem(number),
            "holiday" => TimeWord::Holiday(value),
            "mod" => TimeWord::Mod(number),
            "edge" => TimeWord::Edge(value),
            "zone" => TimeWord::Zone,
            "order" => TimeWord::Order,
            "ahead" => TimeWord::Ahead,
            "behind" => TimeWord::Behind,
            "past" => TimeWord::Past,
            "until" => TimeWord::Until,
            "long" => TimeWord::Long(unit(value)),
            _ => TimeWord::No,
        };
        let starts =
            !matches!(time, TimeWord::Ahead | TimeWord::Behind | TimeWord::Past | TimeWord::Until | TimeWord::Order);
        entry(row.key(), &|l| (l.time, l.triggers) = (time, l.triggers || starts));
    }
    for (word, function) in Function::words().all() {
        entry(word, &|l| l.function = function);
    }
    for row in table::rows(crate::numbers::NOUNS) {
        let noun = match row.cell(1) {
            "stop" => NounWord::Stop,
            "skip" => NounWord::Skip,
            "plural" => NounWord::Plural,
            "singular" => NounWord::Singular,
            "designator" => NounWord::Designator,
            "street" => NounWord::Street,
            _ => NounWord::No,
        };
        entry(row.key(), &|l| l.noun = noun);
    }
    for row in table::rows(crate::numbers::TRENDS) {
        let trend = if row.cell(1) == "up" { 1 } else { -1 };
        entry(row.key(), &|l| l.trend = trend);
    }
    for row in table::rows(crate::numbers::HEDGES) {
        entry(row.key().rsplit(' ').next().unwrap_or(""), &|l| l.hedge = true);
    }
    for (word, lexeme) in &mut words {
        lexeme.closed = Closed::words().find(word);
    }
    let mut shapes = [0; 128];
    for key in words.keys().filter(|k| k.len() <= LONGEST) {
        shapes[(key.as_bytes()[0] & 127) as usize] |= 1 << key.len();
    }
    Lexicon { words, shapes }
});

fn unit(designator: &str) -> TimeUnit {
    match designator {
        "TS" => TimeUnit::Second,
        "TM" => TimeUnit::Minute,
        "TH" => TimeUnit::Hour,
        "WE" => TimeUnit::Weekend,
        "W" => TimeUnit::Week,
        "F" => TimeUnit::Fortnight,
        "M" => TimeUnit::Month,
        "Q" => TimeUnit::Quarter,
        "Y" => TimeUnit::Year,
        "E" => TimeUnit::Decade,
        "C" => TimeUnit::Century,
        "L" => TimeUnit::Millennium,
        _ => TimeUnit::Day,
    }
}

/// What the lists know of a word in any case.
pub(crate) fn find(word: &str) -> &'static Lexeme {
    let lexicon = &*LEXICON;
    let bytes = word.as_bytes();
    let Some(first) = bytes.first() else { return &NONE };
    if bytes.len() > LONGEST || lexicon.shapes[(first.to_ascii_lowercase() & 127) as usize] & (1 << bytes.len()) == 0 {
        return &NONE;
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|key| lexicon.words.get(key)).unwrap_or(&NONE)
}
