//! What two claims have in common and what sets them apart, as numbers with names.
//!
//! The dimension under comparison is no evidence for itself: days that claims give say nothing of whether two days are
//! of one event.

use claimdiff_claims::{Analysis, Claim, Gate, Hedge, Mode, Polarity, Status, When};
use claimdiff_text::Days;
use rustc_hash::FxHashMap;

use super::{
    ClaimRef, Figure, bars,
    figure::{Dimension, NAMES as CUES, SLOT, Surroundings},
    get,
    words::{Vector, near},
};
use crate::{
    Reason,
    corpus::{Corpus, Identity, identity},
    events::{self, At, Places, Tie},
    figures::CountedNoun,
};

/// Named numbers in the order in which they are pushed.
pub(super) struct Sheet {
    pub(super) values: Vec<f32>,
    /// Kept where somebody wants to know them.
    pub(super) names: Option<Vec<&'static str>>,
}

impl Sheet {
    pub(super) fn new(named: bool) -> Sheet {
        Sheet { values: Vec::with_capacity(128), names: named.then(Vec::new) }
    }

    pub(super) fn push(&mut self, name: &'static str, value: f32) {
        self.values.push(value);
        if let Some(names) = &mut self.names {
            names.push(name);
        }
    }

    fn yes(&mut self, name: &'static str, value: bool) {
        self.push(name, f32::from(u8::from(value)));
    }

    /// How many of two are so: 0, 1 or 2.
    fn both(&mut self, name: &'static str, a: bool, b: bool) {
        self.push(name, f32::from(u8::from(a) + u8::from(b)));
    }

    /// Whether two are the same, 1, or not, -1; 0 where one is not known.
    fn same<T: PartialEq>(&mut self, name: &'static str, a: Option<T>, b: Option<T>) {
        self.push(
            name,
            match (a, b) {
                (Some(a), Some(b)) if a == b => 1.0,
                (Some(_), Some(_)) => -1.0,
                _ => 0.0,
            },
        );
    }

    fn cosine(&mut self, name: &'static str, a: &Vector, b: &Vector) {
        self.push(name, a.cosine(b));
    }
}

/// What is known of two articles, asked once for all their claims.
pub(super) struct Between {
    a: usize,
    b: usize,
    alike: f32,
    copy: bool,
    days: Option<i32>,
    outlet: Option<bool>,
    ties: FxHashMap<(u32, u32), Tied>,
}

/// What is known of two events.
#[derive(Clone, Copy, Default)]
struct Tied {
    /// Whether they are one: 1, open: 0, or two: -1.
    tie: f32,
    /// The kind is the same.
    kind: bool,
    /// Days between the two; -1 where one is not told.
    gap: f32,
    /// How the places lie: same 1, within 0.5, open 0, apart -1.
    place: f32,
    people: f32,
    rank: f32,
    main: [bool; 2],
    background: [bool; 2],
    mentions: f32,
}

impl Between {
    pub(super) fn new(corpus: &Corpus<'_>, a: usize, b: usize) -> Between {
        let outlet = |n: usize| corpus.articles[n].meta.outlet_key();
        Between {
            a,
            b,
            alike: corpus.likeness(a, b) as f32,
            copy: corpus.is_copy(a, b),
            days: corpus.days[a].zip(corpus.days[b]).map(|(x, y)| x.gap(y)),
            outlet: outlet(a).zip(outlet(b)).map(|(x, y)| x == y),
            ties: FxHashMap::default(),
        }
    }

    fn tied(&mut self, corpus: &Corpus<'_>, c: &Claim, d: &Claim) -> Option<Tied> {
        let (x, y) = c.event.zip(d.event)?;
        let (a, b) = (self.a, self.b);
        Some(*self.ties.entry((x.0, y.0)).or_insert_with(|| {
            let (x, y) = (At { article: a, event: x }, At { article: b, event: y });
            let (e, f) = (events::get(corpus, x), events::get(corpus, y));
            let key = |e: &claimdiff_claims::Event| e.place.as_ref().map(|p| p.key.clone());
            let (here, there) = (key(e), key(f));
            let tie = events::relate(corpus, x, y);
            let others = matches!(tie, Tie::Other(Reason::OtherParticipants));
            Tied {
                tie: match tie {
                    Tie::Same(_) => 1.0,
                    Tie::Open(_) => 0.0,
                    Tie::Other(_) => -1.0,
                },
                kind: e.kind == f.kind,
                gap: e.time.zip(f.time).map_or(-1.0, |(s, t)| s.gap(t).min(30) as f32),
                place: match events::places(here.as_deref(), there.as_deref()) {
                    Places::Same => 1.0,
                    Places::Within => 0.5,
                    Places::Open if here.is_some() && there.is_some() => -0.5,
                    Places::Open => 0.0,
                    Places::Apart => -1.0,
                },
                people: if others { -1.0 } else { f32::from(u8::from(events::same_people(corpus, x, y))) },
                rank: match e.ordinal.zip(f.ordinal) {
                    Some((r, s)) if r == s => 1.0,
                    Some(_) => -1.0,
                    None => 0.0,
                },
                main: [events::first(corpus, x), events::first(corpus, y)],
                background: [e.background, f.background],
                mentions: (e.mentions.len().min(f.mentions.len())).min(8) as f32,
            }
        }))
    }
}

/// Whether two days are both the day of their article or the one before: 2; one of them: 1. News names its day.
fn news_days(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> f32 {
    let news = |f: &Figure| {
        let own = corpus.days[f.at.article].map(|d| f64::from(d.last));
        f.dimension == Dimension::Day && own.is_some_and(|own| (own - 1.0..=own).contains(&f.range.point))
    };
    f32::from(u8::from(news(x)) + u8::from(news(y)))
}

/// How well the words near one figure are met by those near another: for each the nearest in meaning, by weight.
fn aligned(ours: &[(u32, f32)], theirs: &[(u32, f32)]) -> f32 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (a, w) in ours {
        let best = theirs.iter().map(|(b, _)| near(*a, *b)).fold(0.0, f32::max);
        sum += w * best;
        weight += w;
    }
    if weight > 0.0 { sum / weight } else { 0.0 }
}

/// From so many shared words on it is asked whether two figures have one place in the sentence.
const ALIGNED: u32 = 3;

/// How far two sentences are the same words around their figures: the longest common subsequence on either side, as a share
/// of the longer, and by weight. Two figures of one sentence have two places.
pub(super) fn slot(x: &Surroundings, y: &Surroundings) -> (f32, f32) {
    let (mut common, mut most) = (0.0f32, 0.0f32);
    for (a, b) in x.sides.iter().zip(&y.sides) {
        let mut row = [0.0f32; SLOT + 1];
        for (word, weight) in a {
            let mut corner = 0.0;
            for (n, (other, _)) in b.iter().enumerate() {
                let best = if word == other { corner + weight } else { row[n].max(row[n + 1]) };
                corner = row[n + 1];
                row[n + 1] = best;
            }
        }
        common += row[b.len()];
        let all = |side: &[(u32, f32)]| side.iter().map(|w| w.1).sum::<f32>();
        most += all(a).max(all(b));
    }
    (common / most.max(0.5), common)
}

/// The whole number of bits of a value, with the part between two powers of two as a line: a logarithm that every
/// machine gives alike.
fn bits(value: f64) -> f32 {
    let x = value.abs().clamp(2f64.powi(-20), 2f64.powi(60));
    let raw = x.to_bits();
    let exponent = ((raw >> 52) & 0x7ff) as i32 - 1023;
    let part = (raw & ((1 << 52) - 1)) as f64 / (1u64 << 52) as f64;
    (f64::from(exponent) + part) as f32
}

/// The digits of a figure that are not zeros at its end.
fn digits(value: f64) -> f32 {
    let mut n = (value.abs() * 100.0).round();
    if !n.is_finite() || n == 0.0 {
        return 0.0;
    }
    while n % 10.0 == 0.0 {
        n /= 10.0;
    }
    let mut count = 0;
    while n >= 1.0 {
        n = (n / 10.0).floor();
        count += 1;
    }
    count.min(8) as f32
}

/// Bytes from the start of an article in which it tells the news.
const LEAD: u32 = 450;

/// The folded name of who gives a claim.
pub(super) fn source<'a>(article: &'a Analysis, claim: &'a Claim) -> Option<std::borrow::Cow<'a, str>> {
    let link = claim.sources.first()?;
    let entity = link.entity.and_then(|e| article.entities.get(e.0 as usize));
    Some(match entity {
        Some(e) => e.key.as_str().into(),
        None => link.name.to_lowercase().into(),
    })
}

/// The day for which a claim holds, where the words tell one that is not the article's.
fn told_day(corpus: &Corpus<'_>, at: ClaimRef, claim: &Claim) -> Option<Days> {
    claim.as_of.filter(|d| corpus.days[at.article] != Some(*d))
}

/// What tells whether two claims are of one fact.
pub(super) fn of_fact(corpus: &Corpus<'_>, between: &mut Between, x: &Figure, y: &Figure, out: &mut Sheet) {
    let (c, d) = (get(corpus, x.at), get(corpus, y.at));
    let tied = between.tied(corpus, c, d);
    out.yes("days apart", !x.dimension.is_time() && bars::days_apart(corpus, x, y));
    out.yes("places apart", bars::other_place(corpus, x, y));
    out.yes("earlier year", bars::earlier_year(corpus, x, y));
    out.yes("other deed", bars::other_deed(corpus, x, y));
    out.push("news days", news_days(corpus, x, y));
    out.yes("done and planned", bars::done_and_planned(corpus, x, y));
    out.yes("part and whole", bars::part_and_whole(corpus, x, y));
    values(x, y, out);
    meaning(c, d, out);
    around(x, y, out);
    place_in_text(corpus, x, y, out);
    event(x.dimension, c, d, tied, out);
    sources(corpus, (x.at, c), (y.at, d), out);
    articles(between, out);
}

fn values(x: &Figure, y: &Figure, out: &mut Sheet) {
    let (v, w) = (x.range, y.range);
    let time = x.dimension.is_time();
    out.push("sort", x.dimension.sort());
    let (a, b) = (bits(v.point), bits(w.point));
    let ratio = if time { (v.point - w.point).abs().min(4000.0) as f32 } else { (a - b).abs() };
    out.push("ratio", ratio);
    out.push("rise", if time { 0.0 } else { b - a });
    out.yes("equal", v.equals(w));
    out.yes("agree", v.agrees(w));
    out.push("size low", if time { 0.0 } else { a.min(b) });
    out.push("size high", if time { 0.0 } else { a.max(b) });
    out.push("digits least", digits(v.point).min(digits(w.point)));
    out.push("digits most", digits(v.point).max(digits(w.point)));
    let sum = v.point.abs().min(w.point.abs());
    out.push("difference", if time { 0.0 } else { bits((v.point - w.point).abs().max(0.01)) });
    out.yes("one of them", sum == 1.0);
    out.both("bounded", v.hedge.is_minimum(), w.hedge.is_minimum());
    let vague = |h: Hedge| matches!(h, Hedge::Vague | Hedge::About | Hedge::Nearly);
    out.both("vague", vague(v.hedge), vague(w.hedge));
}

fn meaning(c: &Claim, d: &Claim, out: &mut Sheet) {
    out.yes("measure", c.measure == d.measure);
    out.yes("kind", c.kind == d.kind);
    out.yes("family", c.policy.family == d.policy.family);
    out.both("running", c.policy.running, d.policy.running);
    let toll = |c: &Claim| c.policy.running && c.policy.gate == Gate::Event;
    out.both("toll", toll(c), toll(d));
    out.yes("fates apart", toll(c) && toll(d) && c.measure != d.measure);
    out.same("population", c.population.as_deref(), d.population.as_deref());
    let head = |c: &Claim| c.population.as_deref().and_then(|p| p.rsplit(' ').next()).map(str::to_owned);
    out.same("noun", head(c), head(d));
    let general = |c: &Claim| c.population.as_deref().is_some_and(|p| CountedNoun::General.has(p));
    out.both("general", general(c), general(d));
    out.both("bare", c.population.is_none(), d.population.is_none());
    out.both("part", c.scope.part, d.scope.part);
    out.both("whole told", c.scope.whole.is_some(), d.scope.whole.is_some());
    out.yes("extent", c.scope.extent == d.scope.extent);
    out.yes("stage", c.scope.stage == d.scope.stage);
    out.same("attacker", c.scope.attacker, d.scope.attacker);
    out.same("party", c.scope.party.as_deref(), d.scope.party.as_deref());
    out.yes("polarity", c.polarity == d.polarity);
    let planned = |c: &Claim| matches!(c.polarity, Polarity::Planned | Polarity::Hypothetical);
    out.both("planned", planned(c), planned(d));
    out.both("past", c.polarity == Polarity::Past, d.polarity == Polarity::Past);
    let denied = |c: &Claim| matches!(c.polarity, Polarity::Denied | Polarity::Negated);
    out.both("denied", denied(c), denied(d));
    let done = |c: &Claim| !matches!(c.polarity, Polarity::Asserted | Polarity::Past);
    out.yes("done", done(c) == done(d));
    out.yes("class", c.class == d.class);
    out.push("class of both", if c.class == d.class { f32::from(c.class as u8) } else { -1.0 });
    out.same("status", c.status, d.status);
    let status = |c: &Claim| c.status.map_or(-1.0, |s: Status| f32::from(s as u8));
    out.push("status low", status(c).min(status(d)));
    out.push("status high", status(c).max(status(d)));
    out.yes("mode", c.mode == d.mode);
    for (name, mode) in [("more", Mode::More), ("mode part", Mode::Part), ("mode rate", Mode::Rate)] {
        out.both(name, c.mode == mode, d.mode == mode);
    }
    // A change by so much, whichever way.
    let change = |c: &Claim| matches!(c.mode, Mode::Rise | Mode::Fall);
    out.both("mode rise", change(c), change(d));
    out.both("level", c.mode == Mode::Level, d.mode == Mode::Level);
    out.yes("when", c.when == d.when);
    out.both("this time", c.when == When::This, d.when == When::This);
    out.same("noun written", c.noun.as_deref(), d.noun.as_deref());
    out.same("verb", c.verb.as_deref(), d.verb.as_deref());
    out.yes("period", c.period == d.period);
    out.both("rate", c.period.is_some(), d.period.is_some());
    out.yes("rule", c.rule == d.rule);
}

fn around(x: &Figure, y: &Figure, out: &mut Sheet) {
    let (s, t) = (&x.words, &y.words);
    out.cosine("near", &s.near, &t.near);
    out.cosine("sentence", &s.sentence, &t.sentence);
    out.cosine("matter", &s.matter, &t.matter);
    out.push("matter near", s.matter.cosine(&t.near).max(s.near.cosine(&t.matter)));
    out.cosine("clause", &s.clause, &t.clause);
    out.cosine("front", &s.front, &t.front);
    out.cosine("behind", &s.behind, &t.behind);
    out.push("behind front", s.behind.cosine(&t.front).max(s.front.cosine(&t.behind)));
    let held = s.held.iter().filter(|w| t.held.contains(w)).count();
    out.push("held shared", held.min(4) as f32);
    out.push("held least", s.held.len().min(t.held.len()) as f32);
    let (forth, back) = (aligned(&s.meanings, &t.meanings), aligned(&t.meanings, &s.meanings));
    out.push("aligned least", forth.min(back));
    out.push("aligned most", forth.max(back));
    out.cosine("noun meaning", &s.noun, &t.noun);
    out.cosine("verb meaning", &s.verb, &t.verb);
    out.push("verb near", s.verb.cosine(&t.near).max(s.near.cosine(&t.verb)));
    out.push("noun near", s.noun.cosine(&t.near).max(s.near.cosine(&t.noun)));
    out.both("matter known", s.matter.is_known(), t.matter.is_known());
    // Words in both, by what they tell.
    let (mut i, mut j) = (0, 0);
    let (mut weight, mut near, mut shared, mut shared_near) = (0.0f32, 0.0f32, 0u32, 0u32);
    while let (Some(a), Some(b)) = (s.terms.get(i), t.terms.get(j)) {
        match a.0.cmp(&b.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                weight += a.1.min(b.1);
                if a.2 && b.2 {
                    shared_near += 1;
                    near += a.1.min(b.1);
                }
                i += 1;
                j += 1;
            }
        }
    }
    let all = |t: &[(u32, f32, bool)]| t.iter().map(|w| w.1).sum::<f32>();
    let all_near = |t: &[(u32, f32, bool)]| t.iter().filter(|w| w.2).map(|w| w.1).sum::<f32>();
    out.push("shared", shared.min(12) as f32);
    out.push("shared weight", weight);
    out.push("shared part", weight / all(&s.terms).min(all(&t.terms)).max(0.5));
    out.push("shared of both", weight / all(&s.terms).max(all(&t.terms)).max(0.5));
    out.push("shared near", shared_near.min(8) as f32);
    out.push("shared near weight", near);
    out.push("shared near part", near / all_near(&s.terms).min(all_near(&t.terms)).max(0.5));
    // Of sentences that share little, no word has a place in both.
    let slot = if shared >= ALIGNED { slot(s, t) } else { (0.0, 0.0) };
    out.push("slot", slot.0);
    out.push("slot weight", slot.1);
    out.push("words least", s.terms.len().min(t.terms.len()).min(30) as f32);
    let common = |a: &[u32], b: &[u32]| a.iter().filter(|n| b.contains(n)).count();
    let names = common(&s.names, &t.names);
    out.push("names", names.min(4) as f32);
    out.yes("strangers", names == 0 && !s.names.is_empty() && !t.names.is_empty());
    let near_names = common(&s.near_names, &t.near_names);
    out.push("near names", near_names.min(3) as f32);
    out.yes("near strangers", near_names == 0 && !s.near_names.is_empty() && !t.near_names.is_empty());
    let figures = common(&s.figures, &t.figures);
    out.push("other figures", figures.min(3) as f32);
    out.yes("figures apart", figures == 0 && !s.figures.is_empty() && !t.figures.is_empty());
    out.push("figures least", s.figures.len().min(t.figures.len()).min(6) as f32);
    out.push("figures most", s.figures.len().max(t.figures.len()).min(9) as f32);
    for (n, name) in ["before", "after"].into_iter().enumerate() {
        out.yes(name, s.beside[n] != 0 && s.beside[n] == t.beside[n]);
    }
    let (p, q) = (s.weekdays, t.weekdays);
    out.push(
        "weekdays",
        if p == 0 || q == 0 {
            0.0
        } else if p & q != 0 {
            1.0
        } else {
            -1.0
        },
    );
    for (bit, name) in CUES.into_iter().enumerate() {
        out.both(name, s.cues.0 >> bit & 1 == 1, t.cues.0 >> bit & 1 == 1);
    }
}

fn place_in_text(corpus: &Corpus<'_>, x: &Figure, y: &Figure, out: &mut Sheet) {
    let at = |f: &Figure| (get(corpus, f.at).span.start / 64) as f32;
    out.push("first", at(x).min(at(y)).min(64.0));
    out.push("second", at(x).max(at(y)).min(64.0));
    let lead = |f: &Figure| get(corpus, f.at).span.start < LEAD;
    out.both("lead", lead(x), lead(y));
    out.both("headline", x.headline, y.headline);
    out.push("order", f32::from(x.order.min(y.order)));
    out.push("order apart", (f32::from(x.order) - f32::from(y.order)).abs().min(20.0));
    out.push("peers least", f32::from(x.peers.min(y.peers)));
    out.push("peers most", f32::from(x.peers.max(y.peers)));
    out.push("alike in article", f32::from(x.alike.max(y.alike)));
    out.push("alike in both", f32::from(x.alike.min(y.alike)));
    out.both("quoted", x.quoted, y.quoted);
    out.both("toll", x.toll, y.toll);
}

fn event(dimension: Dimension, c: &Claim, d: &Claim, tied: Option<Tied>, out: &mut Sheet) {
    out.both("has event", c.event.is_some(), d.event.is_some());
    let t = tied.unwrap_or(Tied { gap: -1.0, ..Tied::default() });
    // The day of the event is what a day of it would be compared by.
    let time = dimension.is_time();
    out.push("tie", if time { 0.0 } else { t.tie });
    out.yes("event kind", t.kind);
    out.push("event days", if time { -1.0 } else { t.gap });
    out.push("event place", t.place);
    out.push("event people", t.people);
    out.push("event rank", if dimension == Dimension::Rank { 0.0 } else { t.rank });
    out.both("event main", t.main[0], t.main[1]);
    out.both("event background", t.background[0], t.background[1]);
    out.push("event mentions", t.mentions);
    let place = events::places(c.place.as_deref(), d.place.as_deref());
    out.push(
        "place",
        match place {
            Places::Same => 1.0,
            Places::Within => 0.5,
            Places::Open => 0.0,
            Places::Apart => -1.0,
        },
    );
}

fn sources(corpus: &Corpus<'_>, (a, c): (ClaimRef, &Claim), (b, d): (ClaimRef, &Claim), out: &mut Sheet) {
    let (s, t) = (source(corpus.articles[a.article], c), source(corpus.articles[b.article], d));
    out.both("sourced", s.is_some(), t.is_some());
    out.push(
        "source",
        match s.zip(t).map(|(s, t)| identity(&s, &t)) {
            Some(Identity::Same) => 1.0,
            Some(Identity::Other) => -1.0,
            Some(Identity::Open) => -0.5,
            None => 0.0,
        },
    );
    let (p, q) = (told_day(corpus, a, c), told_day(corpus, b, d));
    out.both("day told", p.is_some(), q.is_some());
    out.push("days told apart", p.zip(q).map_or(-1.0, |(p, q)| p.gap(q).min(30) as f32));
    let (p, q) = (bars::subject(corpus, a), bars::subject(corpus, b));
    out.push(
        "subject",
        match p.zip(q).map(|(p, q)| identity(p, q)) {
            Some(Identity::Same) => 1.0,
            Some(Identity::Other) => -1.0,
            Some(Identity::Open) => -0.5,
            None => 0.0,
        },
    );
}

fn articles(between: &Between, out: &mut Sheet) {
    out.push("alike", between.alike);
    out.yes("copy", between.copy);
    out.push("days between", between.days.map_or(-1.0, |d| d.min(60) as f32));
    out.push(
        "outlet",
        match between.outlet {
            Some(true) => 1.0,
            Some(false) => -1.0,
            None => 0.0,
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_without_a_logarithm() {
        assert_eq!((bits(1.0), bits(8.0), bits(12.0)), (0.0, 3.0, 3.5));
        assert_eq!((digits(1500.0), digits(1523.0), digits(0.5)), (2.0, 4.0, 1.0));
    }
}
