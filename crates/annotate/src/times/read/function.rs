//! Small words of time expressions: which of a closed list each class holds is told in `function.tsv`, and each word's
//! classes are known with its lexeme.

use claimdiff_text::table;

macro_rules! classes {
    ($($class:ident $name:literal $doc:literal;)*) => {
        /// A class of small words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Function {
            $(#[doc = $doc] $class,)*
        }

        const NAMES: &[(&str, Function)] = &[$(($name, Function::$class),)*];
    };
}

classes! {
    RankAhead "rank-ahead" "Stands before the rank of a day that lies ahead: \"by the 26th\".";
    Thru "thru" "Parts the first from the last of a span of days: \"June 7 to 8\".";
    Tail "tail" "May follow the rank of a day that has no noun: \"on the eighth and\".";
    At "at" "Stands before an hour whose day shows that it is one: \"at nine on Friday\".";
    Level "level" "Stands before \"at\" and a figure: \"stood at nine on Friday\".";
    Between "between" "Stands before the first of two days: \"between June 4 and June 6\".";
    From "from" "Stands before the first of two days that a \"to\" parts.";
    Moves "moves" "Stands before a \"from\" that is no span: \"moved from Sunday to Monday\".";
    BeforeClock "before-clock" "Stands before the minutes of a clock: \"at ten past six\".";
    Article "article" "\"an hour\".";
    The "the" "\"the\".";
    A "a" "\"a\".";
    Definite "definite" "Stands before a length that is known: \"the three days\".";
    Last "last" "\"last\", a modifier and a verb.";
    BeforeVerb "before-verb" "Makes \"last\" a verb: \"may last three hours\".";
    Pointing "pointing" "Points at a part of the calendar and counts none.";
    Few "few" "A number without its article: \"the past few weeks\".";
    Whole "whole" "Stands between an article and its unit: \"a full day\".";
    Of "of" "\"of\".";
    Old "old" "Makes a length an age.";
    Age "age" "\"of age\".";
    SmallUnit "small-unit" "A unit that is mostly another word: \"the second man\".";
    One "one" "\"one day\".";
    Day "day" "\"one day\", \"Christmas Day\".";
    Modal "modal" "Makes \"one day\" lie ahead.";
    OrTo "or-to" "Joins two numbers of a length: \"two to three weeks\".";
    BeforeUnit "before-unit" "Stands between a number and its unit: \"three more days\".";
    And "and" "\"and\".";
    Rated "rated" "Makes a smaller unit no part of the length before it.";
    Mere "mere" "Stands before a length without a number: \"just hours earlier\".";
    Stepping "stepping" "Counts from another time: \"hours earlier\".";
    Steps "steps" "Counts a length with a number from another time.";
    Back "back" "Counts back from now.";
    Later "later" "\"later\".";
    Ago "ago" "\"ago\".";
    FromNow "from-now" "Counts from the day of the article.";
    Now "now" "\"from now\".";
    Bound "bound" "Hangs on what follows: \"ten days before the vote\".";
    Backward "backward" "Steps back.";
    Forward "forward" "Steps ahead.";
    Known "known" "Shows that \"a second\" or \"a minute\" is a length.";
    LeadsLength "leads-length" "Leads to a length without a number: \"for years\".";
    Amount "amount" "\"a matter of days\".";
    Times "times" "How often: \"twice a week\".";
    BackWindow "back-window" "The length lies behind: \"the last three months\".";
    AheadWindow "ahead-window" "The length lies ahead.";
    Determiner "determiner" "Stands before a part of the calendar.";
    Possessed "possessed" "Stands before a quarter.";
    AfterThat "after-that" "Makes \"that\" before it a conjunction.";
    Again "again" "Stands behind \"this\" or \"that\": \"this past year\".";
    Demonstrative "demonstrative" "\"this\", \"that\".";
    Fiscal "fiscal" "Says which year: \"the last fiscal year\".";
    FiscalYear "fiscal-year" "\"fiscal 2019\".";
    Ranging "ranging" "May stand before several units: \"coming months\".";
    Upcoming "upcoming" "Of these, lies ahead.";
    Previous "previous" "Counts back from what was told, after \"the\".";
    Entire "entire" "\"the entire week\".";
    Ahead "ahead" "\"the weeks ahead\".";
    Within "within" "\"in the morning\".";
    Before "before" "\"the day before\".";
    After "after" "\"the day after\".";
    NoNoun "no-noun" "May follow \"the day before\" where it hangs on no noun.";
    Period "period" "Leads to the week or month that is running.";
    PeriodThis "period-this" "Leads to the year that is running.";
    Ending "ending" "Makes \"the year\" a length.";
    Year "year" "\"the year-ago quarter\".";
    QuarterPeriod "quarter-period" "\"the latest period\".";
    Latest "latest" "\"the latest quarter\".";
    Quarter "quarter" "\"the quarter\".";
    Current "current" "\"the current quarter\".";
    Century "century" "\"a quarter century\".";
    SeasonLead "season-lead" "Shows that \"spring\" is a season.";
    SeasonThe "season-the" "The same before \"the\".";
    AmbiguousSeason "ambiguous-season" "A season that is mostly another word.";
    Relative "relative" "\"earlier this year\".";
    EdgeOf "edge-of" "\"the end of March\".";
    InOn "in-on" "\"later in March\".";
    ShortMonth "short-month" "A month cut short, which needs a day or a full stop.";
    VerbMonth "verb-month" "A month that opens sentences as another word.";
    NameMonth "name-month" "A month that is a name of people, too.";
    May "may" "\"may\".";
    BeforeMonth "before-month" "Shows that \"May\" is a month.";
    Been "been" "\"been\".";
    Had "had" "\"had\".";
    Be "be" "Makes a participle look where it does: \"will be held\".";
    LooksBack "looks-back" "Behind a modal, tells that it does not look ahead: \"could not say\".";
    Awaits "awaits" "Begins a clause whose present lies ahead: \"before they meet\".";
    Will "will" "\"they'll\".";
    Starts "starts" "May begin an expression though no list of times has it.";
    Possessive "possessive" "\"next year's\".";
    CountHedge "count-hedge" "Makes four digits a count: \"about 2000\".";
    Block "block" "Makes four digits a house number.";
    Eve "eve" "\"Christmas Eve\".";
    TheMod "the-mod" "May stand between \"the\" and a weekday.";
    PastComing "past-coming" "\"this past Friday\".";
    Each "each" "Makes a unit a set.";
    Every "every" "\"every\".";
    Other "other" "\"every other day\".";
    As "as" "\"as soon as\".";
    These "these" "\"these days\".";
    Days "days" "\"these days\".";
    Near "near" "\"the near future\".";
    Time "time" "\"at the time\".";
    AtWord "at-word" "\"at\".";
    On "on" "\"on\".";
    In "in" "\"in\".";
    Recent "recent" "\"recent\".";
    Oclock "oclock" "\"two o'clock\".";
    Ended "ended" "\"ended June 30\".";
    SinceLast "since-last" "The month lies behind.";
    EndedSince "ended-since" "The day lies behind.";
    Prime "prime" "\"two thousand\".";
    Thousand "thousand" "\"two thousand\".";
    PM "p-m" "\"p.m.\".";
    M "m" "\"p.m.\".";
    NotLength "not-length" "\"in recent years\" and the like are read elsewhere.";
    That "that" "\"that Thursday\".";
    To "to" "\"to\".";
    This "this" "\"this past Friday\".";
    DayMod "day-mod" "May stand before a weekday: \"last Friday\".";
}

pub(crate) const WORDS: &str = include_str!("function.tsv");

/// The classes of a word, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Functions {
    bits: u128,
    /// The word, for the trace of rows that fired.
    word: &'static str,
}

impl Functions {
    /// Of a word that is in no class.
    pub(crate) const NONE: Functions = Functions { bits: 0, word: "" };

    /// Whether the word is of a class.
    #[inline]
    pub(crate) fn has(self, class: Function) -> bool {
        let has = self.bits & (1 << class as u128) != 0;
        if has {
            table::hit("times/function", self.word);
        }
        has
    }
}

/// All small words with their classes.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, Functions)> {
    table::rows(WORDS).map(|row| {
        let bit = |name: &str| {
            let found = NAMES.iter().find(|(n, _)| *n == name);
            debug_assert!(found.is_some(), "no class is called {name:?}");
            found.map_or(0, |(_, class)| 1u128 << *class as u128)
        };
        let bits = row.cell(1).split(' ').map(bit).fold(0, |all, bit| all | bit);
        (row.key(), Functions { bits, word: row.key() })
    })
}
