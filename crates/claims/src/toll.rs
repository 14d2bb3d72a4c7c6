use claimdiff_annotate::EntityId;

use crate::{
    Analysis, Claim, Family, Gate, Hedge, Interval, Polarity, Policy, Quantity, Rule, Value, kinds::is_reflexive,
    meaning::NearFigure,
};

/// The toll of the event an article is about, chosen among its claims.
///
/// The sentence that first gives a figure decides: news tells the newest first (the inverted pyramid). Figures that
/// later sentences give for the same widen it into a range. Who was shot and did not die counts as wounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Toll {
    /// How many: from the least to the greatest that the article gives.
    pub value: Interval,
}

/// A figure of one sentence; the conjuncts of one phrase are one figure.
#[derive(Clone)]
struct Figure {
    /// Where its sentence begins.
    sentence: u32,
    /// What it may be; the sum of the conjuncts.
    value: Interval,
    hedge: Hedge,
    /// Whether its words leave others out: "five others were shot".
    others: bool,
    /// Whether it counts bodies found, which may be some of the dead.
    bodies: bool,
    /// Whether it counts a sort of people: "four of his children".
    sort: bool,
    /// The one whom it names.
    subject: Option<EntityId>,
    /// Whether it counts some of a known number: "two of the victims died".
    part: bool,
    /// Whether it speaks of a death that nobody need have caused.
    death: bool,
    /// Whether it is one person, described or named.
    one: bool,
    /// Whether it is the one who did it: "killed himself".
    own: bool,
}

impl Figure {
    /// The number it names: the upper end of "up to 12", else the lower end.
    fn named(&self) -> f64 {
        match self.hedge {
            Hedge::AtMost | Hedge::LessThan if self.value.hi.is_finite() => self.value.hi,
            Hedge::MoreThan => self.value.lo + 1.0,
            _ => self.value.lo,
        }
    }
}

impl Toll {
    pub(crate) const KILLED: &str = "killed";
    pub(crate) const WOUNDED: &str = "wounded";
    /// The measures of which an article has a toll.
    pub const MEASURES: [&str; 2] = [Toll::KILLED, Toll::WOUNDED];

    /// The toll of a measure ("killed", "wounded"); `None` where the article claims none.
    pub fn of(analysis: &Analysis, measure: &str) -> Option<Toll> {
        let toll = range(analysis, measure, &figures(analysis, measure));
        if measure != Toll::WOUNDED {
            return toll.map(|value| Toll { value });
        }
        let shot = figures(analysis, "shot");
        let first = shot.first().map(|f| f.sentence);
        let lead = shot.iter().filter(|f| Some(f.sentence) == first).max_by(|a, b| a.named().total_cmp(&b.named()));
        let survived = lead.map_or(0.0, |f| {
            let killed = figures(analysis, Toll::KILLED);
            let another = f.subject.is_some() && f.named() == 1.0 && killed.iter().all(|k| k.subject != f.subject);
            let dead = if f.others || another { None } else { range(analysis, Toll::KILLED, &killed) };
            f.named() - dead.map_or(0.0, |d| if d.hi.is_finite() { d.hi } else { d.lo })
        });
        let wounded = toll.map_or(0.0, |t| t.lo);
        if survived > wounded {
            return Some(Toll { value: Interval::point(survived) });
        }
        toll.map(|value| Toll { value })
    }

    /// Whether a claim tells this toll of a measure.
    pub fn is_told_by(&self, analysis: &Analysis, measure: &str, claim: &Claim) -> bool {
        let Value::Quantity(q) = &claim.value else { return false };
        let stated = stated(q);
        counts(analysis, measure, claim) && stated.lo <= self.value.hi && self.value.lo <= stated.hi
    }
}

/// Whether a claim is of what the toll is taken from: a running count of its measure in the event that an article is about.
fn counts(analysis: &Analysis, measure: &str, c: &Claim) -> bool {
    let background = || c.event.is_some_and(|e| analysis.events[e.0 as usize].background);
    is_count(c)
        && c.rule != Rule::Sum
        && c.measure == measure
        && c.polarity == Polarity::Asserted
        && !c.scope.part
        && !background()
}

/// The figures of a measure in the order of the text.
fn figures(analysis: &Analysis, measure: &str) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let claims = analysis.claims.iter().filter(|c| counts(analysis, measure, c));
    let mut before: Option<(&Claim, bool)> = None;
    for claim in claims {
        let Value::Quantity(q) = &claim.value else { continue };
        let conjunct = claim.rule == Rule::Conjunct;
        // The members of a list follow each other; in a subject all but the last are its conjuncts, in an object all
        // but the first.
        let joined = before.is_some_and(|(b, was)| {
            b.context.start == claim.context.start
                && (conjunct || was)
                && claim.span.start < b.span.end.saturating_add(80)
        });
        match out.last_mut() {
            Some(figure) if joined => {
                let value = stated(q);
                figure.value =
                    Interval { lo: figure.value.lo + value.lo, hi: figure.value.hi + value.hi, ..figure.value };
                before = Some((claim, conjunct && before.is_some_and(|b| b.1)));
            }
            _ => {
                let words = analysis.text(claim.span).to_ascii_lowercase();
                let rank = if claim.rule == Rule::One || q.value.hi == 1.0 { rank(&words) } else { None };
                out.push(Figure {
                    sentence: claim.context.start,
                    value: rank.map_or(stated(q), Interval::point),
                    hedge: q.hedge,
                    others: words.contains("other") || words.contains("more") || words.contains("also"),
                    bodies: words.contains("bod"),
                    sort: claim.population.as_deref().is_some_and(|p| !is_general(p)),
                    subject: claim.subject,
                    part: words.contains(" of the ") || words.contains(" of those "),
                    death: words.contains("death"),
                    one: claim.rule == Rule::One,
                    own: words.rsplit(' ').next().is_some_and(is_reflexive),
                });
                before = Some((claim, conjunct));
            }
        }
    }
    out
}

/// Whether a claim is a running count of an event, as tolls are.
fn is_count(claim: &Claim) -> bool {
    claim.policy == Policy { family: Family::Number, running: true, gate: Gate::Event }
}

/// The rank of a victim: 3 of "a third victim", so many there are.
fn rank(words: &str) -> Option<f64> {
    const RANKS: [&str; 9] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let mut words = words.split(' ');
    let first = words.next()?;
    let word = if NearFigure::The.has(first) { words.next()? } else { first };
    RANKS.iter().position(|r| *r == word).map(|n| n as f64 + 2.0)
}

/// Whether a noun is said of anybody who may come to harm.
fn is_general(noun: &str) -> bool {
    NearFigure::Person.has(noun)
}

/// A hedged figure by the number it names.
fn stated(q: &Quantity) -> Interval {
    if matches!(q.hedge, Hedge::About | Hedge::Nearly) { q.stated } else { q.value }
}

/// From the least to the greatest figure that goes with the first one.
fn range(analysis: &Analysis, measure: &str, figures: &[Figure]) -> Option<Interval> {
    /// How many times the first figure a later one may be to be of the same event, and how small a part of it. Tuned on
    /// the development articles of Airwars.
    const MOST_TIMES: f64 = 6.0;
    const EXACT_TIMES: f64 = 2.0;
    const LEAST_PART: f64 = 0.4;
    const EXACT_PART: f64 = 0.6;
    /// How many more than a sort of people may have died in all.
    const MOST_MORE: f64 = 3.0;
    let first = figures.first()?;
    // "He shot his wife and killed himself": who did it is among the dead, unless a total has told of both.
    let own = figures.iter().find(|f| f.own);
    if let Some(own) = own
        && let Some(of) = figures.iter().find(|f| !f.own && !f.death)
        && (own.sentence == first.sentence || of.sentence == first.sentence && of.named() == 1.0)
    {
        let others: Vec<Figure> = figures.iter().filter(|f| !f.own).cloned().collect();
        let range = range(analysis, measure, &others)?;
        return Some(Interval { lo: range.lo + 1.0, hi: range.hi + 1.0, ..range });
    }
    let lead = figures.iter().filter(|f| f.sentence == first.sentence);
    let mut lead = lead.reduce(|a, b| if b.named() > a.named() { b } else { a })?;
    // "Two teens are dead": three people died in all.
    if lead.sort
        && lead.hedge == Hedge::None
        && let Some(all) = figures.iter().find(|f| !f.sort && !f.one && !f.bodies)
        && all.hedge == Hedge::None
        && (lead.named()..=lead.named() + MOST_MORE).contains(&all.named())
    {
        lead = all;
    }
    let named = lead.named();
    if lead.hedge == Hedge::Range {
        return Some(lead.value);
    }
    let like = |f: &&Figure| f.value.lo <= named * 1.5 + 1.0 && f.value.hi >= named * EXACT_PART;
    if named > 1.0
        && let Some(range) = figures.iter().filter(|f| f.hedge == Hedge::Range).find(like)
    {
        return Some(range.value);
    }
    let others = || figures.iter().filter(|f| !matches!(f.hedge, Hedge::Vague) && !f.bodies && !f.part);
    // A sort of people may be a part of all.
    let least = |part: f64| {
        others()
            .filter(|f| !f.sort || lead.sort)
            .map(Figure::named)
            .filter(|n| *n >= part * named)
            .fold(named, f64::min)
    };
    let most = |times: f64| others().map(Figure::named).filter(|n| *n <= times * named + 2.0).fold(named, f64::max);
    let (lo, hi) = match lead.hedge {
        hedge if hedge.is_maximum() => (surely(analysis, measure, lead).unwrap_or_else(|| least(LEAST_PART)), named),
        hedge if hedge.is_minimum() => (named, most(MOST_TIMES)),
        Hedge::None if named > 1.0 => {
            let sure = |n: &f64| *n <= EXACT_TIMES * named;
            (
                least(EXACT_PART),
                others().filter(|f| f.hedge == Hedge::None).map(Figure::named).filter(sure).fold(named, f64::max),
            )
        }
        _ => (named, if lead.value.hi.is_finite() { lead.value.hi.max(named) } else { named }),
    };
    Some(Interval::closed(lo, hi))
}

/// Of "up to 20, including at least 14": 14.
fn surely(analysis: &Analysis, measure: &str, lead: &Figure) -> Option<f64> {
    let parts = analysis
        .claims
        .iter()
        .filter(|c| c.scope.part && c.measure == measure && c.context.start == lead.sentence && is_count(c));
    let sure = parts.filter_map(|c| match &c.value {
        Value::Quantity(q) if matches!(q.hedge, Hedge::AtLeast | Hedge::NoLess) => Some(q.value.lo),
        _ => None,
    });
    sure.filter(|n| *n < lead.named() && *n >= lead.named() * 0.4).reduce(f64::max)
}
