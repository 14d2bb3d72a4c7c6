//! What two values of one fact are to each other: one list, asked in its order; the first rule that applies decides.

use claimdiff_claims::{Claim, Family, Gate, Hedge, Mode, Polarity, Status, Unit, Value};
use claimdiff_text::{Days, Span};

use super::{Dimension, Figure, Range, bars, evidence, get};
use crate::{
    Reason, Verdict,
    corpus::{Corpus, Identity, identity},
    figures::{CountedNoun, head, is_general},
};

/// Two claims of one fact, that of the earlier article first.
pub(super) struct Values<'c> {
    pub(super) c: &'c Claim,
    pub(super) d: &'c Claim,
    pub(super) x: &'c Figure,
    pub(super) y: &'c Figure,
    /// Both are of years that were over when they were told.
    past: bool,
    /// The days for which the two hold are told, and the second lies after the first.
    pub(super) later: Option<bool>,
    /// How many days the second lies after the first.
    gap: Option<i32>,
    /// Whether both name who gives them, and one.
    pub(super) sources: Option<Identity>,
    /// What the article of each claims.
    told: [&'c [Claim]; 2],
}

/// What a rule makes of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The rule's id.
    pub(crate) rule: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<Reason>,
}

impl Decision {
    /// Whether it is shown where the two are of one fact: it differs, or the noun does.
    pub(super) fn shows(self) -> bool {
        self.verdict.differs() || self.verdict == Verdict::ScopeDiffers
    }
}

/// One rule: its id, what it decides, and whether it applies.
pub(crate) struct Rule {
    /// Its id, as a finding and the ledger name it.
    pub(crate) id: &'static str,
    verdict: Verdict,
    reason: Option<Reason>,
    applies: fn(&Values<'_>) -> bool,
}

/// The rules in their order (ARCHITECTURE.md, "When two claims differ").
pub(crate) const RULES: &[Rule] = &[
    Rule { id: "other-noun", verdict: Verdict::ScopeDiffers, reason: None, applies: other_noun },
    Rule { id: "same-value", verdict: Verdict::Agree, reason: Some(Reason::SameValue), applies: same_value },
    Rule { id: "overlap", verdict: Verdict::Refine, reason: Some(Reason::Overlap), applies: overlap },
    Rule { id: "runs-on", verdict: Verdict::Agree, reason: Some(Reason::Compatible), applies: runs_on },
    Rule { id: "adds-up", verdict: Verdict::Agree, reason: Some(Reason::Compatible), applies: adds_up },
    Rule { id: "undated-tally", verdict: Verdict::Unresolved, reason: Some(Reason::Undated), applies: undated_tally },
    Rule { id: "speaker-moved", verdict: Verdict::Changed, reason: None, applies: moved },
    Rule { id: "later-lower", verdict: Verdict::Revision, reason: None, applies: revised },
    Rule { id: "later-higher", verdict: Verdict::Update, reason: None, applies: updated },
    Rule { id: "also-told", verdict: Verdict::Agree, reason: Some(Reason::Compatible), applies: also_told },
    Rule { id: "two-sources", verdict: Verdict::SourceConflict, reason: None, applies: two_sources },
    Rule { id: "exclude", verdict: Verdict::Conflict, reason: None, applies: |_| true },
];

/// Decides about two figures that are taken for one fact, and the days for which they hold.
pub(super) fn decide(corpus: &Corpus<'_>, x: &Figure, y: &Figure, days: [Option<Days>; 2]) -> Decision {
    // A later article may tell what held earlier.
    let turned = days[0].zip(days[1]).is_some_and(|(p, q)| q.last < p.first);
    let (x, y, days) = if turned { (y, x, [days[1], days[0]]) } else { (x, y, days) };
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let later = days[0].zip(days[1]).map(|(p, q)| q.first > p.last);
    let gap = days[0].zip(days[1]).map(|(p, q)| q.first.saturating_sub(p.first));
    let sources = sources(corpus, x, y);
    let past = is_past(corpus, x) && is_past(corpus, y);
    let told = [x, y].map(|f| corpus.articles[f.at.article].claims.as_slice());
    let values = Values { c, d, x, y, past, later, gap, sources, told };
    let rule = RULES.iter().find(|r| (r.applies)(&values));
    rule.map_or(Decision { rule: "none", verdict: Verdict::Unresolved, reason: Some(Reason::Unlinked) }, |r| Decision {
        rule: r.id,
        verdict: r.verdict,
        reason: r.reason,
    })
}

/// One figure, told of people in general and of some of them: whoever these are where one speaker gives both, else children
/// or households.
fn other_noun(v: &Values<'_>) -> bool {
    /// A smaller figure may be one by chance.
    const MANY: f64 = 20.0;
    let own = |c: &Claim| c.policy.gate == Gate::Speaker;
    let speaker = || own(v.c) && own(v.d) && v.sources == Some(Identity::Same) && v.c.measure == v.d.measure;
    let narrow = |c: &Claim| CountedNoun::Minor.has(head(c)) || CountedNoun::Household.has(head(c));
    let narrower = || v.x.range.point >= MANY && (narrow(v.c) || narrow(v.d));
    let told = v.c.population.is_some() && v.d.population.is_some() && is_general(v.c) != is_general(v.d);
    let one = v.x.range.point == v.y.range.point && v.x.range.hedge != Hedge::Vague;
    told && one && v.x.dimension == Dimension::Count && (speaker() || narrower())
}

fn same_value(v: &Values<'_>) -> bool {
    v.x.range.is(v.y.range)
}

fn overlap(v: &Values<'_>) -> bool {
    v.x.range.agrees(v.y.range) && !outgrown(v)
}

/// A least that a later day's figure has passed: "at least 15" on Sunday, "has risen to 17" on Monday.
fn outgrown(v: &Values<'_>) -> bool {
    v.x.range.hedge == Hedge::AtLeast && v.y.range.lo > v.x.range.point && updated(v)
}

/// A length of time that has grown by the days between the two: what burned "for five days" burns "for a week" two days
/// later, and "day 14" of a trial is followed by "the fifteenth day".
fn runs_on(v: &Values<'_>) -> bool {
    const DAY: f64 = 86_400.0;
    let days = |f: &Figure, c: &Claim| match f.dimension {
        Dimension::Time if f.range.point >= DAY => Some(f.range.point / DAY),
        Dimension::Rank if c.noun.as_deref() == Some("day") => Some(f.range.point),
        _ => None,
    };
    let grown = days(v.y, v.d).zip(days(v.x, v.c)).map(|(y, x)| y - x);
    // Both are told in whole days, months or years.
    let near = |gap: f64, grown: f64| (grown - gap).abs() <= (0.1 * gap.abs()).max(0.5);
    grown.zip(v.gap).is_some_and(|(grown, gap)| gap != 0 && near(f64::from(gap), grown))
}

/// Whether a count may honestly have moved from one day to the next.
fn moves(v: &Values<'_>) -> bool {
    is_number(v) && v.later == Some(true)
}

/// Whether a value is of what may move.
fn is_number(v: &Values<'_>) -> bool {
    !matches!(v.x.dimension, Dimension::Time | Dimension::Day | Dimension::Clock | Dimension::Rank | Dimension::Age)
}

/// Whether the second is told as what a count of the first's things has come to: "rose to 52".
fn comes_to(v: &Values<'_>) -> bool {
    v.d.mode == Mode::Level && v.d.noun.is_some() && v.c.noun == v.d.noun
}

/// One speaker gives another figure, at another time or nobody knows when.
fn moved(v: &Values<'_>) -> bool {
    let own = |c: &Claim| c.policy.gate == Gate::Speaker;
    let moved = matches!(v.x.dimension, Dimension::Count | Dimension::Share | Dimension::Money(_));
    moved && own(v.c) && own(v.d) && v.later != Some(false) && v.sources == Some(Identity::Same)
}

/// Whether the second article itself takes the figure of the first back: "revised downward from 250".
fn takes_back(v: &Values<'_>) -> bool {
    let one = |c: &Claim| {
        let range = Dimension::of(c).filter(|d| *d == v.x.dimension).and_then(|_| Range::of(c));
        range.is_some_and(|r| r.equals(v.x.range))
    };
    v.told[1].iter().any(|c| c.polarity == Polarity::Withdrawn && one(c))
}

/// A later and lower figure of a count that is told as taken back ("lowered the toll to 12"), or that runs out: the missing
/// are found. What is told as lowered came later, whether or not the days are known.
fn revised(v: &Values<'_>) -> bool {
    let lowered = |low: &Figure, high: &Figure| low.is_revised() && low.range.point < high.range.point;
    if v.later.is_none() && is_number(v) && (lowered(v.x, v.y) || lowered(v.y, v.x)) {
        return true;
    }
    let ends = |c: &Claim| matches!(c.status, Some(Status::Missing | Status::Trapped | Status::Hospitalised));
    moves(v) && v.y.range.point < v.x.range.point && (v.y.is_revised() || ends(v.c) && ends(v.d) || takes_back(v))
}

fn updated(v: &Values<'_>) -> bool {
    // A count of people or things that does not run is told anew by who told it, or differs.
    let anew = v.x.dimension == Dimension::Count && v.sources == Some(Identity::Same);
    // "the fever's tally reaches 5,000"
    let ill = |c: &Claim| c.status == Some(Status::Infected);
    let counted_on = tallied(v.c) && tallied(v.d) || ill(v.c) || ill(v.d);
    let runs =
        v.c.policy.running || v.d.policy.running || grows(v.c) && grows(v.d) || counted_on || anew || comes_to(v);
    moves(v)
        && (runs || takes_back(v))
        && !v.past
        && v.y.range.point > v.x.range.point
        && !(v.sources == Some(Identity::Other) && v.c.policy.gate == Gate::Speaker)
}

/// Those who fall ill, leave their homes, are found or taken in are counted on, as the dead are.
fn tallied(c: &Claim) -> bool {
    use Status::{Charged, Custody, Displaced, Identified, Infected, Recovered, Rescued};
    matches!(c.status, Some(Infected | Displaced | Rescued | Recovered | Identified | Custody | Charged))
}

/// What is counted on from day to day, of which nobody can tell when one was told: the ill of two weeks.
fn undated_tally(v: &Values<'_>) -> bool {
    v.later.is_none() && v.x.dimension == Dimension::Count && tallied(v.c) && tallied(v.d)
}

/// Areas, weights and volumes: what burns, spills and is pumped grows as people do.
fn grows(c: &Claim) -> bool {
    let Value::Quantity(q) = &c.value else { return false };
    matches!(&q.unit, Unit::SquareMetres | Unit::Kilograms) || matches!(&q.unit, Unit::Other(name) if name == LITRE)
}

/// The unit that volumes are told in.
const LITRE: &str = "litre";

/// What was counted in a year long over moves no more ("2009, when four drowned").
fn is_past(corpus: &Corpus<'_>, f: &Figure) -> bool {
    let told = bars::named_year(corpus, f).zip(bars::article_year(corpus, f));
    f.dimension == Dimension::Count && told.is_some_and(|(year, own)| year < own)
}

/// Whether the sentence of a count of people gives beside it what is missing to the other's: "93 passengers and eight crew" are
/// 101 people.
fn adds_up(v: &Values<'_>) -> bool {
    /// So near to one another stand two counts of one phrase: "and".
    const NEXT_BYTES: u32 = 16;
    let counted = |c: &Claim| match &c.value {
        Value::Quantity(q) if q.unit == Unit::Count && q.stated.is_point() && bars::counts_people(c) => {
            Some(q.stated.lo)
        }
        _ => None,
    };
    let gap = |a: Span, b: Span| a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end));
    let gives = |told: &[Claim], own: &Claim, other: &Claim| {
        let Some((all, some)) = counted(other).zip(counted(own)) else { return false };
        let beside = |e: &&Claim| e.span != own.span && gap(e.span, own.span) <= NEXT_BYTES && e.status == own.status;
        all > some
            && told.iter().filter(beside).any(|e| e.polarity == Polarity::Asserted && counted(e) == Some(all - some))
    };
    v.x.dimension == Dimension::Count && (gives(v.told[0], v.c, v.d) || gives(v.told[1], v.d, v.c))
}

/// Whether the sentence of a count gives the other's value of the same measure, too, so that it does not hold another: "nine
/// students and one adult were killed" holds the ten of another article, and who "lowered the toll to 49, from 50" knows both.
/// Elsewhere in an article another value may be a slip of its own.
fn also_told(v: &Values<'_>) -> bool {
    let gives = |told: &[Claim], own: &Claim, other: &Claim| {
        let Value::Quantity(wanted) = &other.value else { return false };
        told.iter().filter(|e| e.context == own.context && e.polarity == Polarity::Asserted).any(|e| {
            let one = (e.class, e.status, &e.measure) == (own.class, own.status, &own.measure);
            one && matches!(&e.value, Value::Quantity(q) if q.stated == wanted.stated && q.unit == wanted.unit)
        })
    };
    v.x.dimension == Dimension::Count && (gives(v.told[0], v.c, v.d) || gives(v.told[1], v.d, v.c))
}

/// Two named sources that give the figures.
fn two_sources(v: &Values<'_>) -> bool {
    v.sources == Some(Identity::Other)
}

/// Whether two claims are surely of one fact: what one speaker says of one measure and period, whoever prints it, and the
/// ages of one person.
pub(super) fn is_one_fact(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    is_one_series(corpus, x, y) || is_one_person(corpus, x, y)
}

/// Whether two claims are of one speaker, measure and period.
pub(super) fn is_one_series(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let own = |c: &Claim| c.policy.gate == Gate::Speaker && c.policy.is_compared();
    let one = own(c) && own(d) && c.measure == d.measure && c.period == d.period;
    one && sources(corpus, x, y) == Some(Identity::Same)
}

/// How far apart two articles may tell somebody's age and mean one: a birthday may lie between them.
const BIRTHDAY: i32 = 180;

/// Whether two claims are ages of one person, who is named in full in both.
pub(super) fn is_one_person(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let name = |f: &Figure| bars::subject(corpus, f.at).filter(|name| name.contains(' '));
    // Nobody knows how many years lie between two articles without a date, but those of one story are of one time.
    let story = corpus.stories[x.at.article] == corpus.stories[y.at.article];
    let near = x.day.zip(y.day).map_or(story, |(p, q)| p.gap(q) <= BIRTHDAY);
    // "when she was 16" is of then.
    let now = |f: &Figure| f.dimension == Dimension::Age && get(corpus, f.at).polarity != Polarity::Past;
    // "Tom Hall" is "Tom Hall III" and "Tom B. Hall", where ages are told of both.
    let holds = |a: &str, b: &str| b.split(' ').all(|part| a.split(' ').any(|p| p == part));
    let one = |a: &str, b: &str| identity(a, b) == Identity::Same || holds(a, b) || holds(b, a);
    now(x) && now(y) && near && name(x).zip(name(y)).is_some_and(|(a, b)| one(a, b))
}

/// Whether both name who gives them, and one; of a body and whom an article calls its own nobody knows.
fn sources(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> Option<Identity> {
    let source = |f: &Figure| evidence::source(corpus.articles[f.at.article], get(corpus, f.at));
    let (p, q) = source(x).zip(source(y))?;
    // "Arden County spokeswoman Ann Roe said"
    let link = |f: &Figure| get(corpus, f.at).sources.first();
    let speaks_for = |f: &Figure, other: &Figure| {
        let words = link(f).and_then(|l| l.span).map(|w| corpus.articles[f.at.article].text(w));
        words.zip(link(other)).is_some_and(|(words, body)| words.contains(body.name.as_str()))
    };
    Some(match identity(&p, &q) {
        Identity::Other if speaks_for(x, y) || speaks_for(y, x) => Identity::Open,
        known => known,
    })
}

/// Whether either of two claims tells since when something goes on: "since Monday", "in its third week".
pub(super) fn runs(v: (&Claim, &Claim), dimension: Dimension) -> bool {
    let runs = |c: &Claim| c.policy.family == Family::Elapsed || dimension == Dimension::Time && c.policy.running;
    runs(v.0) || runs(v.1)
}

/// The code of a finding.
pub(super) fn code(v: (&Claim, &Claim), dimension: Dimension, verdict: Verdict) -> &'static str {
    match (dimension, verdict) {
        (Dimension::Time | Dimension::Day, _) if runs(v, dimension) => "elapsed-time",
        (Dimension::Time, _) => "duration-conflict",
        (Dimension::Day | Dimension::Clock, _) => "date-conflict",
        (Dimension::Rank, _) => "ordinal-conflict",
        (_, Verdict::Update) => "number-update",
        (_, Verdict::Revision) => "number-revision",
        (_, Verdict::Changed) => "number-changed",
        (_, Verdict::ScopeDiffers) => "number-scope",
        _ => "number-conflict",
    }
}
