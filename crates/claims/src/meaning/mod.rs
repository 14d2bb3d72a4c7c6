//! What a figure means, as types that comparison may decide on: what it measures, how it stands to a whole, what became
//! of those it counts, and of which time it is.
//!
//! What the words do not say is left at its default, never guessed: a wrong [`Mode::Part`] hides a true difference.

mod class;

use claimdiff_annotate::Trend;
use claimdiff_text::Days;
use serde::{Deserialize, Serialize};

use crate::{
    Claim, Value,
    kinds::{Context, governor},
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
    /// It is a change: "rose by four".
    Rise,
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

/// Fills in what the claims of an article mean.
pub(crate) fn fill(cx: &Context<'_>, claims: &mut [Claim]) {
    for claim in claims {
        let number = cx.number_in(claim);
        claim.class = class::of(cx, claim, number);
        claim.status = status(&claim.measure);
        if let Some(n) = number {
            claim.noun = n.noun.and_then(|noun| cx.lower_at(noun).split_whitespace().next_back()).map(str::to_owned);
            if claim.scope.part {
                claim.mode = Mode::Part;
            } else if claim.period.is_some() || n.per.is_some() {
                claim.mode = Mode::Rate;
            } else if n.trend != Trend::None {
                claim.mode = Mode::Rise;
            }
        }
        if matches!(claim.value, Value::Quantity(_)) {
            claim.verb = governor::find(cx, claim.span).map(|g| g.verb);
        }
    }
}

/// What a measure of casualties says became of people.
fn status(measure: &str) -> Option<Status> {
    Some(match measure {
        "killed" => Status::Dead,
        "wounded" | "shot" => Status::Injured,
        "missing" => Status::Missing,
        "freed" => Status::Released,
        "arrested" | "captured" => Status::Custody,
        "displaced" => Status::Displaced,
        "kidnapped" => Status::Abducted,
        _ => return None,
    })
}
