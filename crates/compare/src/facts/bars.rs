//! What surely makes two claims two facts, on typed fields of the claims: each bar has a name, which the ledger tells.

use claimdiff_claims::{Claim, Event, Extent, MeasureClass, Mode, Polarity, Status, Value, When};
use claimdiff_text::Days;

use super::{ClaimRef, Dimension, Figure, Range, deeds::Deed, get, rules};
use crate::{
    Reason,
    corpus::{Corpus, Identity, identity},
    events::{self, At, Places},
    figures::{CountedNoun, head},
};

/// One bar.
pub(crate) struct Bar {
    /// Its name, as the ledger and `explain` tell it.
    pub(crate) id: &'static str,
    pub(crate) reason: Reason,
    applies: fn(&Corpus<'_>, &Figure, &Figure) -> bool,
}

/// The bars, in the order in which they are asked.
pub(crate) const BARS: &[Bar] = &[
    Bar {
        id: "days-apart",
        reason: Reason::OtherDate,
        applies: |corpus, x, y| x.dimension == Dimension::Time && days_apart(corpus, x, y),
    },
    Bar {
        id: "other-place",
        reason: Reason::OtherPlace,
        applies: |corpus, x, y| x.dimension == Dimension::Time && other_place(corpus, x, y),
    },
    Bar { id: "counted-elsewhere", reason: Reason::OtherPlace, applies: counted_elsewhere },
    Bar { id: "months-apart", reason: Reason::OtherDate, applies: months_apart },
    Bar { id: "other-day", reason: Reason::OtherPeriod, applies: other_day },
    Bar { id: "count-told", reason: Reason::OtherMeasure, applies: count_told },
    Bar { id: "sets-out", reason: Reason::OtherMeasure, applies: sets_out },
    Bar { id: "own-day", reason: Reason::OtherDate, applies: own_day },
    Bar { id: "other-person", reason: Reason::OtherSubject, applies: other_person },
    Bar { id: "ages-apart", reason: Reason::OtherSubject, applies: ages_apart },
    Bar { id: "other-fate", reason: Reason::OtherMeasure, applies: other_fate },
    Bar { id: "other-quantity", reason: Reason::OtherMeasure, applies: other_quantity },
    Bar { id: "other-group", reason: Reason::OtherPopulation, applies: other_group },
    Bar { id: "other-period", reason: Reason::OtherPeriod, applies: other_period },
    Bar { id: "other-year", reason: Reason::OtherPeriod, applies: other_year },
    Bar { id: "years-apart", reason: Reason::OtherPeriod, applies: years_apart },
    Bar { id: "taken-back", reason: Reason::OtherPolarity, applies: taken_back },
    Bar { id: "overtaken", reason: Reason::Overtaken, applies: |_, x, y| x.overtaken || y.overtaken },
    Bar { id: "bodies-found", reason: Reason::Compatible, applies: bodies_found },
    Bar { id: "with-attacker", reason: Reason::Compatible, applies: with_attacker },
    Bar { id: "with-dead", reason: Reason::Compatible, applies: with_dead },
    Bar { id: "on-top", reason: Reason::Compatible, applies: on_top },
];

/// The first bar that parts two claims.
pub(crate) fn between(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> Option<&'static Bar> {
    BARS.iter().find(|bar| (bar.applies)(corpus, x, y))
}

/// The event that a figure is told of.
fn event<'a>(corpus: &'a Corpus<'_>, f: &Figure) -> Option<&'a Event> {
    let event = get(corpus, f.at).event?;
    Some(events::get(corpus, At { article: f.at.article, event }))
}

/// Where the event of a figure was, as a folded name.
fn event_place<'a>(corpus: &'a Corpus<'_>, f: &Figure) -> Option<&'a str> {
    event(corpus, f)?.place.as_ref().map(|p| p.key.as_str())
}

/// Days between two events that may be told of one, by the time zone or the night.
const NIGHT: i32 = 1;

/// Days of a week.
const WEEK: i32 = 7;

/// Both are of events whose days are told and lie more than one apart. Of a length of time that is a bar; of a count,
/// which may be of all days, it is evidence. One weekday of two weeks tells nothing: an article may carry the date of
/// another week, from which its "on Saturday" is read.
pub(super) fn days_apart(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let day = |f: &Figure| event(corpus, f)?.time.filter(|t| t.last.saturating_sub(t.first) <= NIGHT);
    day(x).zip(day(y)).is_some_and(|(d, e)| d.gap(e) > NIGHT && d.gap(e) % WEEK != 0)
}

/// How many days apart two events are surely two, whatever else is alike.
const MONTH: i32 = 30;

/// What became of the people of two events that lie more than a month apart: two attacks on one town. A day may be misread
/// by a week or two; no running total is told of one event.
fn months_apart(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let day = |f: &Figure| {
        let claim = get(corpus, f.at);
        let of_one = claim.status.is_some() && claim.when == When::This;
        event(corpus, f)?.time.filter(|t| of_one && t.last.saturating_sub(t.first) <= WEEK)
    };
    x.dimension == Dimension::Count && day(x).zip(day(y)).is_some_and(|(d, e)| d.gap(e) > MONTH)
}

/// Both are of events whose places are told and lie apart: of a length of time a bar, else evidence.
pub(super) fn other_place(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    events::places(event_place(corpus, x), event_place(corpus, y)) == Places::Apart
}

/// Where those are that a figure counts: what its own clause tells, else where its event was.
fn place<'a>(corpus: &'a Corpus<'_>, f: &Figure) -> Option<&'a str> {
    get(corpus, f.at).place.as_deref().or_else(|| event_place(corpus, f))
}

/// Counts of two places: both told by the clause of the figure ("4,300 deaths in Italy", "the US death toll of 6,100"), or
/// places of events, of which neither article names the other's; where one names both, either may have been taken for the
/// other.
fn counted_elsewhere(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let Some((here, there)) = place(corpus, x).zip(place(corpus, y)) else { return false };
    let fate = |f: &Figure| get(corpus, f.at).status.is_some();
    let own = |f: &Figure| get(corpus, f.at).place.is_some();
    let named = |f: &Figure, town: &str| corpus.articles[f.at.article].entities.iter().any(|e| e.key == town);
    x.dimension == Dimension::Count
        && events::places(Some(here), Some(there)) == Places::Apart
        && (own(x) && own(y) || fate(x) && fate(y) && !named(x, there) && !named(y, here))
}

/// One is the day on which a count was told, "the toll rose to 14 on Tuesday", and the other that of what happened.
fn count_told(_: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    x.dimension == Dimension::Day && x.tells_a_count() != y.tells_a_count()
}

/// One is the time of the day at which a journey began, and the other that of what happened on the way: "sailed at 1 a.m." and
/// "ran aground at 5:20 a.m.".
fn sets_out(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let begins = |f: &Figure| get(corpus, f.at).verb.as_deref().map(|verb| Deed::SetsOut.has(verb));
    x.dimension == Dimension::Clock && begins(x).zip(begins(y)).is_some_and(|(a, b)| a != b)
}

/// Both are the very days of their articles, which lie apart: each tells what happened on its own day. What somebody calls
/// "yesterday" in a quotation that is printed again a day later is of the day on which it was said.
fn own_day(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let own = |f: &Figure| {
        let spoken = f64::from(u8::from(f.quoted));
        let near = |d: Days| d.first == d.last && (f.range.point - f64::from(d.first)).abs() <= spoken;
        corpus.days[f.at.article].is_some_and(near)
    };
    x.dimension == Dimension::Day && x.range.point != y.range.point && own(x) && own(y)
}

/// Both are of somebody who is named, and the two are not one.
fn other_person(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    subject(corpus, x.at).zip(subject(corpus, y.at)).is_some_and(|(a, b)| identity(a, b) == Identity::Other)
}

/// Ages that lie further apart than anybody is mistaken, not told of one who is named: two people.
fn ages_apart(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    const YEARS: f64 = 3.0;
    let apart = |p: Range, q: Range| (p.lo - q.hi).max(q.lo - p.hi) > YEARS;
    x.dimension == Dimension::Age && apart(x.range, y.range) && !rules::is_one_person(corpus, x, y)
}

/// Who a claim is of, by the key of the name.
pub(super) fn subject<'a>(corpus: &'a Corpus<'_>, claim: ClaimRef) -> Option<&'a str> {
    corpus.articles[claim.article].subject(get(corpus, claim)).map(|e| e.key.as_str())
}

/// What became of the people is told of both, and cannot be one thing.
fn other_fate(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    fate(corpus, x).zip(fate(corpus, y)).is_some_and(|(a, b)| a != b)
}

/// What became of those whom a figure counts, where that is told: bodies that were found are of the dead, who is in hospital is
/// hurt, who came through was saved.
pub(super) fn fate(corpus: &Corpus<'_>, f: &Figure) -> Option<Status> {
    Some(match get(corpus, f.at).status? {
        Status::Recovered => Status::Dead,
        Status::Hospitalised => Status::Injured,
        Status::Rescued => Status::Survived,
        Status::Convicted => Status::Charged,
        Status::Trapped => Status::Missing,
        status => status,
    })
}

/// One is the strength of a quake, and the other counts people; or one is so much of a money whose country nobody tells, and the
/// other counts something else.
fn other_quantity(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let class = |f: &Figure| get(corpus, f.at).class;
    let people = |f: &Figure| counts_people(get(corpus, f.at));
    let coins = |f: &Figure| CountedNoun::Coin.has(head(get(corpus, f.at)));
    let named = |f: &Figure| get(corpus, f.at).noun.is_some() && !coins(f);
    let apart = |f: &Figure, g: &Figure| class(f) == MeasureClass::Magnitude && people(g) || coins(f) && named(g);
    apart(x, y) || apart(y, x)
}

/// Whether a claim counts people.
pub(super) fn counts_people(claim: &Claim) -> bool {
    use MeasureClass as C;
    matches!(claim.class, C::FatePeople | C::People | C::Occupants | C::Attendance)
}

/// Shares of two groups that have names: "half of the Harbour Greens", "70 percent of the Harbour Liberals".
fn other_group(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let named = |f: &Figure| {
        let (article, claim) = (corpus.articles[f.at.article], get(corpus, f.at));
        let noun = claim.noun.as_deref().filter(|noun| noun.ends_with('s'))?;
        // In a headline every word may have a capital.
        let own = |w: &&str| w.starts_with(char::is_uppercase) && w.to_lowercase() == noun;
        let words = article.text(claim.context).split(|c: char| !c.is_alphanumeric() && c != '-');
        (!f.headline && words.skip(1).any(|w| own(&w))).then_some(noun)
    };
    x.dimension == Dimension::Share && named(x).zip(named(y)).is_some_and(|(a, b)| a != b)
}

/// Rates of two periods, or a count of what was within a period and one of all since a start: "140 were killed in the past ten
/// days" and "260 since February".
fn other_period(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let extents = (c.scope.extent, d.scope.extent);
    let apart = matches!(extents, (Extent::Within, Extent::SoFar) | (Extent::SoFar, Extent::Within));
    c.period.zip(d.period).is_some_and(|(p, q)| p != q) || apart && x.dimension == Dimension::Count
}

/// What is done in one is only planned, offered or allowed in the other: evidence, since words of the future stand beside
/// many a fact.
pub(super) fn done_and_planned(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let open = |c: &Claim| {
        matches!(c.polarity, Polarity::Planned | Polarity::Offered | Polarity::Licensed | Polarity::Hypothetical)
    };
    open(get(corpus, x.at)) != open(get(corpus, y.at))
}

/// One is told as what was told before and is taken back ("an earlier report that ... was wrong"): the article does not
/// claim it.
fn taken_back(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let withdrawn = |f: &Figure| get(corpus, f.at).polarity == Polarity::Withdrawn;
    withdrawn(x) != withdrawn(y)
}

/// One counts bodies that were found or brought out, and the other all the dead, who are more: both may be so.
fn bodies_found(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let status = |f: &Figure| get(corpus, f.at).status;
    let within = |found: &Figure, all: &Figure| {
        let fates = status(found) == Some(Status::Recovered) && status(all) == Some(Status::Dead);
        fates && found.range.point < all.range.point
    };
    x.dimension == Dimension::Count && (within(x, y) || within(y, x))
}

/// The one counts the dead with who did it, of whom either article tells that he died, the other without: "five are dead" and
/// "killed four people and himself".
fn with_attacker(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let dead = |f: &Figure| get(corpus, f.at).status == Some(Status::Dead);
    let more = (x.range.point - y.range.point).abs();
    let told = |article: usize| {
        let who = |c: &&Claim| c.status == Some(Status::Dead) && c.scope.attacker == Some(true);
        corpus.articles[article].claims.iter().filter(who).any(|c| match &c.value {
            // Alone or, in a count of all, with others.
            Value::Quantity(q) => q.stated.lo == more || q.stated.lo > more && more == 1.0,
            _ => false,
        })
    };
    // "before he killed himself" counts nobody else.
    let alone = |f: &Figure| get(corpus, f.at).scope.attacker == Some(true) && f.range.point == 1.0;
    if x.dimension == Dimension::Count && dead(x) && dead(y) && alone(x) != alone(y) {
        return true;
    }
    const MOST: f64 = 3.0;
    x.dimension == Dimension::Count
        && (1.0..=MOST).contains(&more)
        && dead(x)
        && dead(y)
        && (told(x.at.article) || told(y.at.article))
}

/// The one counts all who were hit, the other those beside the dead of its sentence: "ten people were hit" and "left two women
/// dead and eight injured".
fn with_dead(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let status = |c: &Claim, status: Status| c.status == Some(status);
    let dead_beside = |f: &Figure| {
        let own = get(corpus, f.at);
        let claims = &corpus.articles[f.at.article].claims;
        let dead = claims.iter().filter(|c| c.context == own.context && status(c, Status::Dead) && !c.scope.part);
        dead.filter_map(|c| match &c.value {
            Value::Quantity(q) => Some(q.stated.lo),
            _ => None,
        })
        .reduce(f64::max)
    };
    let holds = |all: &Figure, rest: &Figure| {
        let more = all.range.point - rest.range.point;
        more > 0.0 && dead_beside(all).is_none() && dead_beside(rest) == Some(more)
    };
    let hurt = |f: &Figure| status(get(corpus, f.at), Status::Injured);
    x.dimension == Dimension::Count && hurt(x) && hurt(y) && (holds(x, y) || holds(y, x))
}

/// One is told as what comes on top of others ("four more people died"), and the other, which is larger, as all: both may
/// be so.
fn on_top(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let more = |f: &Figure| matches!(get(corpus, f.at).mode, Mode::More | Mode::Rise);
    let within = |part: &Figure, all: &Figure| {
        more(part) && get(corpus, all.at).mode == Mode::Total && part.range.point < all.range.point
    };
    x.dimension == Dimension::Count && (within(x, y) || within(y, x))
}

/// One is a part, or comes on top, and the other is the whole: evidence, since one outlet's whole is the other's part.
pub(super) fn part_and_whole(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let part = |c: &Claim| matches!(c.mode, Mode::Part | Mode::More | Mode::Rise | Mode::Fall) || c.scope.part;
    x.dimension != Dimension::Rank && part(get(corpus, x.at)) != part(get(corpus, y.at))
}

/// Whether two figures hold for days so far from each other that they are of two weeks of a series.
pub(super) fn weeks_apart(days: [Option<Days>; 2]) -> bool {
    const DAYS_OF_TRADE: i32 = 5;
    days[0].zip(days[1]).is_some_and(|(p, q)| p.gap(q) >= DAYS_OF_TRADE)
}

/// Whether two figures may hold for one day, which both tell or have from their articles.
fn one_day(days: [Option<Days>; 2]) -> bool {
    days[0].zip(days[1]).is_some_and(|(p, q)| p.gap(q) <= NIGHT)
}

/// A change, or the level of an index, is of its day or week: "fell 1,190 points" in two weeks is two falls. Points fall every
/// day.
fn other_day(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let of_its_day = |f: &Figure| {
        let claim = get(corpus, f.at);
        let moves = matches!(claim.mode, Mode::Rise | Mode::Fall | Mode::Level) || claim.class == MeasureClass::Points;
        moves && claim.when == When::This
    };
    let points = |f: &Figure| get(corpus, f.at).class == MeasureClass::Points;
    let apart = weeks_apart([x.day, y.day]) || points(x) && points(y) && !one_day([x.day, y.day]);
    apart && !x.dimension.is_time() && of_its_day(x) && of_its_day(y)
}

/// Whether words tell two claims apart that need not be of two facts: another year, a part, a plan.
pub(super) fn tell_apart(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    earlier_year(corpus, x, y) || part_and_whole(corpus, x, y) || done_and_planned(corpus, x, y)
}

/// Both are of years that are named, and not of one.
fn other_year(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    named_year(corpus, x).zip(named_year(corpus, y)).is_some_and(|(a, b)| a != b)
}

/// The year that a figure is told of by name; days and clocks have theirs in their value.
pub(super) fn named_year(corpus: &Corpus<'_>, f: &Figure) -> Option<i16> {
    match get(corpus, f.at).when {
        When::Year(year) if !f.dimension.is_time() => Some(year),
        _ => None,
    }
}

/// The year of a figure's article.
pub(super) fn article_year(corpus: &Corpus<'_>, f: &Figure) -> Option<i16> {
    corpus.days[f.at.article].and_then(|d| d.dates().0).map(|d| d.year())
}

/// One is of a year that is named, and the other of the time of its own article, which is of another year: evidence, since
/// an old event is told again years later.
pub(super) fn earlier_year(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    one_of_another_year(corpus, x, y, 0, |_, _| false)
}

/// The same by more than a year, and nothing tells that the event of the other was in the year that is named: "the last
/// flood, in 1987, killed 52" says nothing of today's.
fn years_apart(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let told = |f: &Figure, year: i16| {
        let day = event(corpus, f).and_then(|e| e.time?.dates().0);
        day.is_some_and(|day| day.year() == year)
    };
    one_of_another_year(corpus, x, y, 1, told)
}

/// Whether one of two is of a year that is named, and the other of its article's own time, which is more than so many years
/// away and not `told` to be of that year.
fn one_of_another_year(
    corpus: &Corpus<'_>,
    x: &Figure,
    y: &Figure,
    years: i16,
    told: impl Fn(&Figure, i16) -> bool,
) -> bool {
    // An article without a date is taken to be of the time of the other.
    let own = |f: &Figure, other: &Figure| match get(corpus, f.at).when {
        When::This => article_year(corpus, f).or_else(|| article_year(corpus, other)),
        _ => None,
    };
    let apart = |a: &Figure, b: &Figure| {
        let both = named_year(corpus, a).zip(own(b, a));
        both.is_some_and(|(year, other)| (year - other).abs() > years && !told(b, year))
    };
    apart(x, y) || apart(y, x)
}

/// Two days or clocks of what is told with two verbs: evidence, since one deed has many verbs.
pub(super) fn other_deed(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let apart = c.verb.as_deref().zip(d.verb.as_deref()).is_some_and(|(a, b)| a != b);
    x.dimension.is_time() && apart && x.words.verb.cosine(&y.words.verb) < UNLIKE
}

/// The cosine of two verbs under which they are of two deeds.
const UNLIKE: f32 = 0.3;
