use std::borrow::Cow;

use claimdiff_annotate::{EntityId, Hedge, Interval, Unit};
use claimdiff_text::{Days, PartialDays, Span};
use serde::{Deserialize, Serialize};

use crate::{EventId, Link, MeasureClass, Mode, Scope, Status, When};

/// One claim of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The name of its kind: "casualty", "duration", "role".
    pub kind: Cow<'static, str>,
    /// What is counted, measured or said: "killed", "length", "opposed", "office".
    pub measure: Cow<'static, str>,
    /// Of whom or what, as a folded noun: "soldier", "people", "missile".
    pub population: Option<String>,
    /// What is measured, as a class.
    pub class: MeasureClass,
    /// How its figure stands to the whole.
    pub mode: Mode,
    /// What became of those it counts.
    pub status: Option<Status>,
    /// Of which time it is.
    pub when: When,
    /// The counted noun as it is written, its last word, in lower case: "soldiers".
    pub noun: Option<String>,
    /// The verb that its figure hangs on, in its base form.
    pub verb: Option<String>,
    /// What its figure counts in and leaves out.
    pub scope: Scope,
    /// How much, when, or which.
    pub value: Value,
    /// Of a day the part that the words tell, where the article's date gave the rest: "Thursday", "June 21".
    #[serde(default)]
    pub stated: Option<PartialDays>,
    /// Whether it is asserted, and as what.
    pub polarity: Polarity,
    /// Whom it is about: the holder of a role, the owner of a number.
    pub subject: Option<EntityId>,
    /// In which event.
    pub event: Option<EventId>,
    /// Where, if the claim has a place of its own, as a folded name.
    pub place: Option<String>,
    /// The days for which it holds: a toll's as-of, a role's tenure. `None` when the text does not tell and the
    /// article has no date.
    pub as_of: Option<Days>,
    /// Of a rate, the period in seconds: "a week" is 604,800.
    pub period: Option<f64>,
    /// According to whom, the innermost first. Empty: the outlet's own voice.
    pub sources: Vec<Link>,
    /// How claims of its sort are compared.
    pub policy: Policy,
    /// The words that carry it, tight.
    pub span: Span,
    /// The sentence around it.
    pub context: Span,
    /// What found it.
    pub rule: Rule,
}

/// The value of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Value {
    /// A number or a length of time.
    Quantity(Quantity),
    /// A rank: the n-th, with both ends known or open ("another" is the second or later).
    Rank(Interval),
    /// A day or a span of days.
    Date(Days),
    /// A day of which only a part is told, where the article has no date: a weekday, a day or month without its year.
    PartialDate(PartialDays),
    /// A time of the day, in minutes since midnight.
    Clock(Interval),
    /// Words, folded: a role, an office.
    Words(String),
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// What it may be.
    pub value: Interval,
    /// The figure as it stands, before its hedge.
    pub stated: Interval,
    /// The hedge.
    pub hedge: Hedge,
    /// In what.
    pub unit: Unit,
}

/// Whether a claim is asserted, and as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    #[default]
    Asserted,
    /// Somebody denies it.
    Denied,
    /// It is not so: "no", "none", "never".
    Negated,
    /// It is to be so: a plan, a promise, a threat, a demand.
    Planned,
    /// It may be so: "could", "if".
    Hypothetical,
    /// It was so and is no more: "former", "ex-".
    Past,
    /// It is offered or asked for: a bid, a proposal.
    Offered,
    /// It is allowed and not yet done: a licence, a permit.
    Licensed,
    /// It was told and is taken back: "an earlier report that ... was wrong".
    Withdrawn,
}

/// How claims of a sort are compared. Comparison looks at this and the value, never at the kind's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Policy {
    /// Which checks may look at it.
    pub family: Family,
    /// Whether a later as-of may honestly give another value: a rising toll.
    pub running: bool,
    /// What two claims must share before they are compared.
    pub gate: Gate,
}

impl Policy {
    /// Whether a check may look at claims of its sort at all.
    pub fn is_compared(self) -> bool {
        self.family != Family::Unpaired
    }
}

/// The family of checks that compares a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Family {
    /// Counts, tolls, money, shares, rates.
    Number,
    /// Lengths of time of an event that is over.
    Duration,
    /// When something was or will be.
    Date,
    /// The n-th of a row, "first", "another".
    Ordinal,
    /// Since when something goes on, and how long by now.
    Elapsed,
    /// What somebody is.
    Role,
    /// Who holds an office that only one person can hold.
    Office,
    /// Where somebody stands, or how far something has got.
    Stance,
    /// A day and the weekday that it is called.
    Weekday,
    /// Nothing yet: a figure that no check takes. It is told by `claimdiff claims` and left alone by comparison.
    Unpaired,
}

/// What two claims must share before they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Gate {
    /// The same event.
    Event,
    /// The same subject.
    Subject,
    /// The same speaker.
    Speaker,
    /// The same measure of the same thing, whatever the event (a share in one poll, an office).
    Measure,
}

/// What found a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// A number is the object of a verb: "killed 12 people".
    Object,
    /// A number is the subject of a passive: "12 people were killed".
    Passive,
    /// A number is the subject of an active verb: "12 people died".
    Subject,
    /// A described or named victim stands for one: "a man was killed".
    One,
    /// A nominal event: "the murder of six men", "the deaths of 12".
    Nominal,
    /// A second conjunct: "and two women", "and wounding 12".
    Conjunct,
    /// All of a list: "a man and two women" are three.
    Sum,
    /// A headline without auxiliaries: "12 dead, 4 hurt".
    Headline,
    /// A number and its noun.
    Phrase,
    /// An apposition: "Smith, the envoy".
    Apposition,
    /// A title before a name: "Foreign Minister Smith".
    Title,
    /// A copula: "Smith is the envoy", "holds no title".
    Copula,
    /// A time expression.
    Time,
}
