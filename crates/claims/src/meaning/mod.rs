//! What a figure means, as types that comparison may decide on: what it measures, how it stands to a whole, what became
//! of those it counts, and of which time it is.
//!
//! What the words do not say is left at its default, never guessed: a wrong [`Mode::Part`] hides a true difference.

mod class;
mod factuality;
mod mode;
mod outlook;
mod status;
mod when;
mod words;

pub(crate) use words::NearFigure;

use claimdiff_annotate::{Hedge, Number, Unit};
use claimdiff_text::Days;
use serde::{Deserialize, Serialize};

use crate::{
    Claim, Family, Value,
    kinds::{Context, governor},
    scope,
};

/// What is measured or counted. Two claims of different classes are of different facts, but for those that people put
/// in either word ([`MeasureClass::People`] beside [`MeasureClass::Occupants`], [`MeasureClass::Attendance`] and
/// [`MeasureClass::FatePeople`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MeasureClass {
    /// People of whom it is told what became of them; [`Status`] says what.
    FatePeople,
    /// People in a vehicle or building when it happened: "174 on board".
    Occupants,
    /// People who came: a crowd, a turnout, those who marched.
    Attendance,
    /// Other people.
    People,
    /// Things that are counted: missiles, homes, ships.
    Things,
    /// Times that something happened: strikes, incidents, arrests.
    Incidents,
    /// Square metres.
    Area,
    /// Of an earthquake.
    Magnitude,
    /// How deep.
    Depth,
    /// How high or tall.
    Height,
    /// How far apart.
    Distance,
    /// How long or wide, in metres.
    Length,
    /// How fast.
    Speed,
    /// Of a storm, in gusts.
    WindGust,
    /// Of a storm, sustained.
    WindSustained,
    /// In degrees.
    Temperature,
    /// Rain or snow, as a depth.
    Rain,
    /// How heavy.
    Weight,
    /// How much room it takes.
    Volume,
    /// Of a medicine or of radiation.
    Dose,
    /// Electrical power or energy.
    Power,
    /// Of data.
    Data,
    /// Money for a piece: "$70 a barrel".
    Price,
    /// A sum of money.
    Money,
    /// A part of a whole, in hundredths.
    Share,
    /// Points of an index or percentage points.
    Points,
    /// Something in a period: "300 a week".
    Rate,
    /// The age of a person.
    Age,
    /// A term of prison or office.
    Term,
    /// Votes for or against.
    Vote,
    /// Points or goals of a game.
    Score,
    /// The bore of a weapon.
    Calibre,
    /// A length of time.
    Duration,
    /// A time of the day.
    Clock,
    /// One day.
    Day,
    /// A month, a week or another part of a year.
    Month,
    /// A year or years.
    Year,
    /// The day of the week that a date is called.
    Weekday,
    /// The n-th of a row.
    Rank,
    /// What somebody is.
    Role,
    /// An office that one person holds.
    Office,
    /// Where somebody stands.
    Stance,
    /// Anything else.
    #[default]
    Other,
}

/// How a figure stands to the whole that it is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Mode {
    /// It is the whole.
    #[default]
    Total,
    /// It comes on top of what was told: "four more", "another four".
    More,
    /// It is a part of a whole: "four of them", "including four".
    Part,
    /// It is so much a period or a piece.
    Rate,
    /// It is a change, upwards or nobody says which way: "rose by four".
    Rise,
    /// It is a change downwards: "fell by four", "lost 40 jobs".
    Fall,
    /// It is where something stands after a change: "rose to 30".
    Level,
}

/// What became of those who are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Status {
    /// They died.
    Dead,
    /// They were hurt.
    Injured,
    /// Nobody knows where they are.
    Missing,
    /// They are known by name.
    Identified,
    /// Their bodies were found or brought out.
    Recovered,
    /// They were saved.
    Rescued,
    /// They came through alive.
    Survived,
    /// They were let go.
    Released,
    /// They were arrested or are held.
    Custody,
    /// They are accused before a court.
    Charged,
    /// A court found them guilty.
    Convicted,
    /// They had to leave their homes.
    Displaced,
    /// They were carried off.
    Abducted,
    /// They fell ill.
    Infected,
    /// They are in hospital.
    Hospitalised,
    /// They are under rubble, in a mine, on a roof.
    Trapped,
}

/// Of which time a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum When {
    /// Of the event or the day that the article tells of.
    #[default]
    This,
    /// Of a year that is named.
    Year(i16),
    /// Of another period that is named: "last year".
    Other(Option<Days>),
    /// All since a start: "since the war began", "this season".
    Since(Option<Days>),
}

impl MeasureClass {
    /// All of them with their names on the wire.
    pub const ALL: &'static [(&'static str, MeasureClass)] = &[
        ("fate-people", MeasureClass::FatePeople),
        ("occupants", MeasureClass::Occupants),
        ("attendance", MeasureClass::Attendance),
        ("people", MeasureClass::People),
        ("things", MeasureClass::Things),
        ("incidents", MeasureClass::Incidents),
        ("area", MeasureClass::Area),
        ("magnitude", MeasureClass::Magnitude),
        ("depth", MeasureClass::Depth),
        ("height", MeasureClass::Height),
        ("distance", MeasureClass::Distance),
        ("length", MeasureClass::Length),
        ("speed", MeasureClass::Speed),
        ("wind-gust", MeasureClass::WindGust),
        ("wind-sustained", MeasureClass::WindSustained),
        ("temperature", MeasureClass::Temperature),
        ("rain", MeasureClass::Rain),
        ("weight", MeasureClass::Weight),
        ("volume", MeasureClass::Volume),
        ("dose", MeasureClass::Dose),
        ("power", MeasureClass::Power),
        ("data", MeasureClass::Data),
        ("price", MeasureClass::Price),
        ("money", MeasureClass::Money),
        ("share", MeasureClass::Share),
        ("points", MeasureClass::Points),
        ("rate", MeasureClass::Rate),
        ("age", MeasureClass::Age),
        ("term", MeasureClass::Term),
        ("vote", MeasureClass::Vote),
        ("score", MeasureClass::Score),
        ("calibre", MeasureClass::Calibre),
        ("duration", MeasureClass::Duration),
        ("clock", MeasureClass::Clock),
        ("day", MeasureClass::Day),
        ("month", MeasureClass::Month),
        ("year", MeasureClass::Year),
        ("weekday", MeasureClass::Weekday),
        ("rank", MeasureClass::Rank),
        ("role", MeasureClass::Role),
        ("office", MeasureClass::Office),
        ("stance", MeasureClass::Stance),
        ("other", MeasureClass::Other),
    ];
}

impl Status {
    /// All of them with their names on the wire.
    pub const ALL: &'static [(&'static str, Status)] = &[
        ("dead", Status::Dead),
        ("injured", Status::Injured),
        ("missing", Status::Missing),
        ("identified", Status::Identified),
        ("recovered", Status::Recovered),
        ("rescued", Status::Rescued),
        ("survived", Status::Survived),
        ("released", Status::Released),
        ("custody", Status::Custody),
        ("charged", Status::Charged),
        ("convicted", Status::Convicted),
        ("displaced", Status::Displaced),
        ("abducted", Status::Abducted),
        ("infected", Status::Infected),
        ("hospitalised", Status::Hospitalised),
        ("trapped", Status::Trapped),
    ];
}

/// Fills in what the claims of an article mean.
pub(crate) fn fill(cx: &Context<'_>, claims: &mut [Claim]) {
    for claim in &mut *claims {
        let number = cx.number_in(claim);
        // What a time is told of its kind knows better.
        if claim.verb.is_none() && matches!(claim.value, Value::Quantity(_)) {
            claim.verb = governor::find(cx, number.map_or(claim.span, |n| n.span)).map(|g| g.verb);
        }
        if let Some(n) = number {
            bound(cx, claim, n);
            let noun = n.noun.and_then(|noun| cx.lower_at(noun).split_whitespace().next_back()).map(str::to_owned);
            claim.noun = noun.or_else(|| claim.noun.take());
            claim.mode = mode::of(cx, claim, n, claim.verb.as_deref());
            claim.when = when::of(cx, n);
            if let Some(day) = when::stood(cx, n) {
                (claim.as_of, claim.when) = (Some(day), When::This);
            } else if let Some(day) = when::as_of(cx, n) {
                claim.as_of = Some(day);
            }
            if let Some(polarity) = factuality::of(cx, claim, n) {
                claim.polarity = polarity;
            }
        }
        claim.status = status::of(cx, claim, number, claim.verb.as_deref());
        if claim.place.is_none() && counts(claim) {
            claim.place = scope::place::of(cx, claim);
        }
        claim.class = class::of(cx, claim, number);
        if claim.class == MeasureClass::Magnitude {
            (claim.noun, claim.population) = (None, None);
        }
        // What became of people tells it itself, and a weekday is right or wrong whatever happens on it.
        let itself = claim.policy.family == Family::Weekday || status::of_measure(&claim.measure).is_some();
        if !itself && let Some(polarity) = outlook::of(cx, claim, number) {
            claim.polarity = polarity;
        }
    }
    scope::place::share(cx, claims);
    mode::of_others(cx, claims);
    status::of_bodies(claims);
}

/// Whether a claim counts people or things.
fn counts(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Quantity(q) if q.unit == Unit::Count)
}

/// "the toll topped 1,200": what a verb right before a figure makes of it. The figure keeps what is counted, which a hedge that
/// belongs to the number would part from it.
fn bound(cx: &Context<'_>, claim: &mut Claim, number: &Number) {
    let Value::Quantity(q) = &mut claim.value else { return };
    let verb = cx.doc.tokens_in(number.span).start.checked_sub(1).map_or("", |at| cx.lower(at));
    let hedge = match verb {
        _ if !q.stated.is_point() || q.hedge != Hedge::None => return,
        verb if NearFigure::Over.has(verb) => Hedge::MoreThan,
        verb if NearFigure::Near.has(verb) => Hedge::Nearly,
        _ => return,
    };
    (q.hedge, q.value) = (hedge, hedge.apply(q.stated, 0.0));
}
