//! Small words of time expressions: which of a closed list each class holds is told in `function.tsv`, and each word's
//! classes are known with its lexeme.

use claimdiff_text::word_classes;

pub(crate) const WORDS: &str = include_str!("function.tsv");

word_classes! {
    /// A class of small words.
    pub(crate) enum Function in "times/function", WORDS => {
        /// Stands before the rank of a day that lies ahead: "by the 26th".
        RankAhead = "rank-ahead",
        /// Parts the first from the last of a span of days: "June 7 to 8".
        Thru = "thru",
        /// May follow the rank of a day that has no noun: "on the eighth and".
        Tail = "tail",
        /// Stands before an hour whose day shows that it is one: "at nine on Friday".
        At = "at",
        /// Stands before "at" and a figure: "stood at nine on Friday".
        Level = "level",
        /// Stands before the first of two days: "between June 4 and June 6".
        Between = "between",
        /// Stands before the first of two days that a "to" parts.
        From = "from",
        /// Stands before a "from" that is no span: "moved from Sunday to Monday".
        Moves = "moves",
        /// Stands before the minutes of a clock: "at ten past six".
        BeforeClock = "before-clock",
        /// "an hour".
        Article = "article",
        /// "the".
        The = "the",
        /// "a".
        A = "a",
        /// Stands before a length that is known: "the three days".
        Definite = "definite",
        /// "last", a modifier and a verb.
        Last = "last",
        /// Makes "last" a verb: "may last three hours".
        BeforeVerb = "before-verb",
        /// Points at a part of the calendar and counts none.
        Pointing = "pointing",
        /// A number without its article: "the past few weeks".
        Few = "few",
        /// Stands between an article and its unit: "a full day".
        Whole = "whole",
        /// "of".
        Of = "of",
        /// Makes a length an age.
        Old = "old",
        /// "of age".
        Age = "age",
        /// A unit that is mostly another word: "the second man".
        SmallUnit = "small-unit",
        /// "one day".
        One = "one",
        /// "one day", "Christmas Day".
        Day = "day",
        /// Makes "one day" lie ahead.
        Modal = "modal",
        /// Joins two numbers of a length: "two to three weeks".
        OrTo = "or-to",
        /// Stands between a number and its unit: "three more days".
        BeforeUnit = "before-unit",
        /// "and".
        And = "and",
        /// Makes a smaller unit no part of the length before it.
        Rated = "rated",
        /// Stands before a length without a number: "just hours earlier".
        Mere = "mere",
        /// Counts from another time: "hours earlier".
        Stepping = "stepping",
        /// Counts a length with a number from another time.
        Steps = "steps",
        /// Counts back from now.
        Back = "back",
        /// "later".
        Later = "later",
        /// "ago".
        Ago = "ago",
        /// Counts from the day of the article.
        FromNow = "from-now",
        /// "from now".
        Now = "now",
        /// Hangs on what follows: "ten days before the vote".
        Bound = "bound",
        /// Steps back.
        Backward = "backward",
        /// Steps ahead.
        Forward = "forward",
        /// Shows that "a second" or "a minute" is a length.
        Known = "known",
        /// Leads to a length without a number: "for years".
        LeadsLength = "leads-length",
        /// "a matter of days".
        Amount = "amount",
        /// How often: "twice a week".
        Times = "times",
        /// The length lies behind: "the last three months".
        BackWindow = "back-window",
        /// The length lies ahead.
        AheadWindow = "ahead-window",
        /// Stands before a part of the calendar.
        Determiner = "determiner",
        /// Stands before a quarter.
        Possessed = "possessed",
        /// Makes "that" before it a conjunction.
        AfterThat = "after-that",
        /// Stands behind "this" or "that": "this past year".
        Again = "again",
        /// "this", "that".
        Demonstrative = "demonstrative",
        /// Says which year: "the last fiscal year".
        Fiscal = "fiscal",
        /// "fiscal 2019".
        FiscalYear = "fiscal-year",
        /// May stand before several units: "coming months".
        Ranging = "ranging",
        /// Of these, lies ahead.
        Upcoming = "upcoming",
        /// Counts back from what was told, after "the".
        Previous = "previous",
        /// "the entire week".
        Entire = "entire",
        /// "the weeks ahead".
        Ahead = "ahead",
        /// "in the morning".
        Within = "within",
        /// "the day before".
        Before = "before",
        /// "the day after".
        After = "after",
        /// May follow "the day before" where it hangs on no noun.
        NoNoun = "no-noun",
        /// Leads to the week or month that is running.
        Period = "period",
        /// Leads to the year that is running.
        PeriodThis = "period-this",
        /// Makes "the year" a length.
        Ending = "ending",
        /// "the year-ago quarter".
        Year = "year",
        /// "the latest period".
        QuarterPeriod = "quarter-period",
        /// "the latest quarter".
        Latest = "latest",
        /// "the quarter".
        Quarter = "quarter",
        /// "the current quarter".
        Current = "current",
        /// "a quarter century".
        Century = "century",
        /// Shows that "spring" is a season.
        SeasonLead = "season-lead",
        /// The same before "the".
        SeasonThe = "season-the",
        /// A season that is mostly another word.
        AmbiguousSeason = "ambiguous-season",
        /// "earlier this year".
        Relative = "relative",
        /// "the end of March".
        EdgeOf = "edge-of",
        /// "later in March".
        InOn = "in-on",
        /// A month cut short, which needs a day or a full stop.
        ShortMonth = "short-month",
        /// A month that opens sentences as another word.
        VerbMonth = "verb-month",
        /// A month that is a name of people, too.
        NameMonth = "name-month",
        /// "may".
        May = "may",
        /// Shows that "May" is a month.
        BeforeMonth = "before-month",
        /// "been".
        Been = "been",
        /// "had".
        Had = "had",
        /// Makes a participle look where it does: "will be held".
        Be = "be",
        /// Behind a modal, tells that it does not look ahead: "could not say".
        LooksBack = "looks-back",
        /// Begins a clause whose present lies ahead: "before they meet".
        Awaits = "awaits",
        /// "they'll".
        Will = "will",
        /// May begin an expression though no list of times has it.
        Starts = "starts",
        /// A verb that tells in the present of what is to be on a day: "talks resume on Monday".
        Scheduled = "scheduled",
        /// "next year's".
        Possessive = "possessive",
        /// Makes four digits a count: "about 2000".
        CountHedge = "count-hedge",
        /// Makes four digits a house number.
        Block = "block",
        /// "Christmas Eve".
        Eve = "eve",
        /// May stand between "the" and a weekday.
        TheMod = "the-mod",
        /// "this past Friday".
        PastComing = "past-coming",
        /// Makes a unit a set.
        Each = "each",
        /// "every".
        Every = "every",
        /// "every other day".
        Other = "other",
        /// "as soon as".
        As = "as",
        /// "these days".
        These = "these",
        /// "these days".
        Days = "days",
        /// "the near future".
        Near = "near",
        /// "at the time".
        Time = "time",
        /// "at".
        AtWord = "at-word",
        /// "on".
        On = "on",
        /// "in".
        In = "in",
        /// "recent".
        Recent = "recent",
        /// "two o'clock".
        Oclock = "oclock",
        /// "ended June 30".
        Ended = "ended",
        /// The month lies behind.
        SinceLast = "since-last",
        /// The day lies behind.
        EndedSince = "ended-since",
        /// "two thousand".
        Prime = "prime",
        /// "two thousand".
        Thousand = "thousand",
        /// "p.m.".
        PM = "p-m",
        /// "p.m.".
        M = "m",
        /// "in recent years" and the like are read elsewhere.
        NotLength = "not-length",
        /// "that Thursday".
        That = "that",
        /// "to".
        To = "to",
        /// "this past Friday".
        This = "this",
        /// May stand before a weekday: "last Friday".
        DayMod = "day-mod",
    }
}
