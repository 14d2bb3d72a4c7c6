//! From judged pairs to findings, one a fact and code, and to the ledger.

use std::collections::BTreeMap;

use claimdiff_claims::{Claim, Closed, Hedge, Status};
use claimdiff_text::{Days, Span};
use rustc_hash::FxHashMap;

use super::{
    ClaimRef, Dimension, Figure, Model, bars,
    candidates::{self, Candidates, Edge, Group},
    evidence::{self, Sheet},
    fate::{By, Fate},
    figure::Range,
    forest::Forest,
    get,
    rivals::Rivals,
    rules::{self, Decision},
    trace,
};
use crate::{
    Grade, Options, Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At},
    figures::{self, passage, what},
    outcome::{self, Draft, Outcome},
    stories::root,
};

/// Compares the claims of all groups of articles.
pub(crate) fn check(corpus: &Corpus<'_>, options: &Options) -> Vec<Outcome> {
    let model = options.model.as_deref().unwrap_or(Model::shipped());
    let mut groups = candidates::groups(corpus);
    let beyond = trace::beyond(corpus, &groups);
    groups.retain(|g| g.articles.iter().any(|a| corpus.is_fresh(*a)));
    let forest = Forest::new(&model.fact);
    let mut out = corpus.map(groups.len(), |n| of_group(corpus, &groups[n], (model, &forest)));
    out.push(Outcome::counted(0, beyond));
    out
}

/// A pair that is shown.
#[derive(Clone, Copy, Debug)]
struct Shown {
    x: u32,
    y: u32,
    score: f32,
    decision: Decision,
    code: &'static str,
}

/// Ranks, days and clocks seldom differ, so the trees give them less; at this much more they are as often right as
/// figures are (out of fold: ranks 7 of 8).
const RARE: f32 = 0.4;

/// Ranks of one kind of thing ("the fourth summit", "his third meeting") are as often right as others at this much less (out
/// of fold: 2 of 2 more on written dossiers, none wrong).
const ROW: f32 = 0.35;
/// From this cosine on two nouns are of one kind of thing.
const ALIKE: f32 = 0.3;

/// Whether two figures are ranks of one kind of thing.
fn is_one_row(x: &Figure, y: &Figure) -> bool {
    x.dimension == Dimension::Rank && x.words.noun.cosine(&y.words.noun) >= ALIKE
}

/// Ranks that something is told to have are what the two sentences are about: "it was his fourth visit", "the fifth time
/// that he came" (out of fold: 3 of 3 more on written dossiers, none wrong).
const TOLD: f32 = 0.5;

/// Whether both figures are ranks that something is told to have.
fn tells_ranks(corpus: &Corpus<'_>, x: &Figure, y: &Figure) -> bool {
    let told = |f: &Figure| get(corpus, f.at).verb.as_deref().is_some_and(|verb| Closed::Be.has(verb));
    x.dimension == Dimension::Rank && told(x) && told(y)
}

/// What two articles tell as the toll of what they are about is of one fact more often than the trees hold: out of fold, of
/// such pairs up to .6 below 35 in 56 were right differences, of others 81 in 361.
const TOLLS: f32 = 0.7;

/// Whether both figures are the tolls of what their articles are about, and nothing tells that these were two events.
fn is_one_toll(corpus: &Corpus<'_>, e: &Edge, x: &Figure, y: &Figure) -> bool {
    // "One man was hit in the leg" tells of him alone.
    let of_all = x.range.point.min(y.range.point) > 1.0;
    x.toll && y.toll && of_all && !e.two_days && !bars::other_place(corpus, x, y)
}

/// A figure of one digit ("three houses", "200 hands") stands in every article, of whatever: at this much more such pairs are as
/// often right as others, where they are no tolls and do not have one place in two like sentences (out of fold right in 27 of
/// 100, where the trees say 42); else at this.
const SMALL: [f32; 2] = [0.5, 0.2];
/// From such a share of common words on, in their order, two sentences are alike around their figures.
const ONE_SLOT: f32 = 0.4;

/// The same digits in another order ("385 boats" and "358 boats") are a slip of one figure: out of fold 27 of 29 such pairs
/// that were scored at all were right differences, those up to this much below 4 in 5.
const SLIP: f32 = 0.6;

/// What the other article tells with the same value is no other value of the fact: of such pairs, tolls aside, 12 in 100 were right
/// out of fold, where the trees say 31 (91 pairs of 39 dossiers).
const ELSEWHERE: f32 = 1.1;
/// From this score of one fact on two figures of one value are told of one fact.
const LIKE: f32 = 2.3;

/// Two articles that each give both values tell of two things: of 49 such pairs, tolls aside, two were right.
const BOTH: f32 = 1.0;

/// A toll that moved from one day to the next: 87 in 100 of 106 pairs were right, where the trees say 75.
const MOVED: f32 = 0.4;

/// What is told of two figures beside what the trees weigh.
fn leaning(corpus: &Corpus<'_>, all: &Candidates, rivals: &Rivals, e: &Edge, verdict: Verdict) -> f32 {
    let (x, y) = (&all.figures[e.x as usize], &all.figures[e.y as usize]);
    let amounts = !x.dimension.is_rare() && x.dimension != Dimension::Time;
    let small = amounts && (x.range.is_one_digit() || y.range.is_one_digit());
    let toll = is_one_toll(corpus, e, x, y);
    let alike = small && evidence::slot(&x.words, &y.words).0 >= ONE_SLOT;
    [
        (x.dimension.is_rare(), RARE),
        (is_one_row(x, y), ROW),
        (tells_ranks(corpus, x, y), TOLD),
        (toll, TOLLS),
        (toll && is_change(verdict), MOVED),
        (small, -SMALL[usize::from(toll || alike)]),
        (amounts && x.range.is_slip_of(y.range), SLIP),
        (!toll && rivals.like(e) >= LIKE, -ELSEWHERE),
        (!toll && rivals.tell_both(all, e), -BOTH),
    ]
    .into_iter()
    .map(|(holds, much)| if holds { much } else { 0.0 })
    .sum()
}

/// Two claims of two clusters: each is likelier of another's fact, or its own article gives the fact another figure too. At
/// this much less, and where no word tells the two apart, such pairs are as often right as those of one cluster.
const APART: f32 = 0.2;

/// Amounts of two weeks seldom exclude each other: most are of one series. At this much less they are as often right as
/// others.
const OLD: f32 = 1.0;

/// Whether two figures are amounts that exclude each other, told of days far apart. Two least sums of money are none: what is
/// collected grows.
fn is_old(x: &Figure, y: &Figure, verdict: Verdict, days: [Option<Days>; 2]) -> bool {
    let amounts = !x.dimension.is_rare() && x.dimension != Dimension::Time;
    let minimum = x.range.hedge.is_minimum() && y.range.hedge.is_minimum();
    let collected = minimum && matches!(x.dimension, Dimension::Money(_));
    let excludes = matches!(verdict, Verdict::Conflict | Verdict::SourceConflict);
    amounts && excludes && !collected && bars::weeks_apart(days)
}

/// The score under which two claims are surely enough of two facts that no third joins them: some 21 % are of one.
const ALIEN: f32 = -1.3;

fn of_group(corpus: &Corpus<'_>, group: &Group, (model, forest): (&Model, &Forest)) -> Outcome {
    let all = candidates::find(corpus, group, forest);
    let rivals = Rivals::new(&all);
    let mut out = Outcome::counted(all.unlike, 0);
    let mut shown: Vec<Shown> = Vec::new();
    for e in &all.edges {
        match judge(corpus, &all, &rivals, model, e) {
            Fate::Shown { decision, code, score } => {
                shown.push(Shown { x: e.x, y: e.y, score, decision, code });
            }
            Fate::Kept { verdict, reason, by } => {
                let places = [e.x, e.y].map(|n| all.figures[n as usize].at);
                out.miss(corpus, outcome::Miss::Facts(Miss::new(places, verdict, reason, by)));
            }
            Fate::Unlike { .. } => out.unlike += 1,
        }
    }
    let facts = facts(corpus, shown, &all, &rivals.clusters.of);
    let beside = if facts.is_empty() { FxHashMap::default() } else { beside(&all, &rivals.clusters.of) };
    for fact in facts {
        let (draft, score) = draft(corpus, (&all, &rivals.clusters.days), &beside, model, &fact);
        out.show_scored(corpus, draft, model.grade(score), score);
    }
    out.closed()
}

/// Decides about two figures that were put side by side: the one place where that is done.
pub(super) fn judge(corpus: &Corpus<'_>, all: &Candidates, rivals: &Rivals, model: &Model, e: &Edge) -> Fate {
    let (x, y) = (&all.figures[e.x as usize], &all.figures[e.y as usize]);
    if e.fact < model.fact.floor {
        return Fate::Unlike { fact: Some(e.fact) };
    }
    if let Some(bar) = e.bar {
        return Fate::Kept { verdict: Verdict::NotComparable, reason: bar.reason, by: By::bar(bar) };
    }
    let days = [e.x, e.y].map(|n| rivals.clusters.days[n as usize]);
    // What was decided by their own days stands, but where the fact tells the day of one that has none.
    let decision = if days == [x.day, y.day] { e.decision } else { rules::decide(corpus, x, y, days) };
    if !decision.shows() {
        let reason = decision.reason.unwrap_or(Reason::Unlinked);
        return Fate::Kept { verdict: decision.verdict, reason, by: By::rule(&decision) };
    }
    let unlinked = |by| Fate::Kept { verdict: Verdict::NotComparable, reason: Reason::Unlinked, by };
    let apart = rivals.clusters.of[e.x as usize] != rivals.clusters.of[e.y as usize];
    if apart && e.two_days {
        return Fate::Kept { verdict: Verdict::NotComparable, reason: Reason::OtherDate, by: By::Fact(e.fact) };
    }
    if apart && (e.fact < ALIEN || bars::tell_apart(corpus, x, y)) {
        return unlinked(By::Fact(e.fact));
    }
    let mut sheet = Sheet::new(false);
    rivals.of_difference(all, e, &mut sheet);
    let difference = || model.difference.score(&sheet.values).unwrap_or(f32::NEG_INFINITY);
    let score = match decision.verdict {
        // The same figure: that it is of one fact is all that is asked.
        Verdict::ScopeDiffers => e.fact,
        Verdict::Changed if rules::is_one_series(corpus, x, y) => difference().max(model.grades[1]),
        _ if rules::is_one_person(corpus, x, y) => difference().max(model.grades[1]),
        _ => difference(),
    };
    if score < model.grades[0] {
        return unlinked(By::Difference(score));
    }
    let old = is_old(x, y, decision.verdict, days);
    let score = score + leaning(corpus, all, rivals, e, decision.verdict)
        - if apart { APART } else { 0.0 }
        - if old { OLD } else { 0.0 };
    // What stands in another cluster, and what was told days before, is shown where it is likely by itself.
    if (apart || old) && score < model.grades[1] {
        return unlinked(By::Difference(score));
    }
    // A pair that is only possible may stand in a finding that is likely by others of its cluster: what is sure of two
    // figures lends nothing to a third that is rather of another fact.
    if score < model.grades[1] && e.fact < ALIEN {
        return unlinked(By::Difference(score));
    }
    let code = rules::code((get(corpus, x.at), get(corpus, y.at)), x.dimension, decision.verdict);
    Fate::Shown { decision, code, score }
}

/// Pairs of one code are of one fact where they are of one cluster, or of clusters that a pair joins. What one pair holds for
/// moved and another, of the same values, for a conflict is one difference: nobody can call it harmless. A figure of which
/// nobody tells what became of those whom it counts ("toll lowered to 18") never makes one fact of the dead and the missing.
fn facts(corpus: &Corpus<'_>, shown: Vec<Shown>, all: &Candidates, clusters: &[u32]) -> Vec<Vec<Shown>> {
    let mut roots: Vec<u32> = (0..clusters.len() as u32).collect();
    for s in &shown {
        let [a, b] = [s.x, s.y].map(|n| root(&mut roots, clusters[n as usize]));
        roots[a.max(b) as usize] = a.min(b);
    }
    let fate = |s: &Shown| [s.x, s.y].into_iter().find_map(|n| bars::fate(corpus, &all.figures[n as usize]));
    let mut fates: FxHashMap<u32, Vec<Status>> = FxHashMap::default();
    // How long something lasts and since when it goes on is one fact.
    let mut running: FxHashMap<u32, &'static str> = FxHashMap::default();
    for s in &shown {
        let root = root(&mut roots, clusters[s.x as usize]);
        let told = fates.entry(root).or_default();
        told.extend(fate(s).filter(|f| !told.contains(f)));
        let [x, y] = [s.x, s.y].map(|n| &all.figures[n as usize]);
        if rules::runs((get(corpus, x.at), get(corpus, y.at)), x.dimension) {
            running.insert(root, s.code);
        }
    }
    let mut out: BTreeMap<((u32, usize), &'static str), Vec<Shown>> = BTreeMap::new();
    for mut s in shown {
        let root = root(&mut roots, clusters[s.x as usize]);
        s.code = running.get(&root).copied().unwrap_or(s.code);
        let fate = fate(&s).and_then(|f| fates[&root].iter().position(|known| *known == f));
        out.entry(((root, fate.unwrap_or_default()), s.code)).or_default().push(s);
    }
    let values = |s: &Shown| {
        let [a, b] = [s.x, s.y].map(|n| all.figures[n as usize].range.point);
        (a.min(b), a.max(b))
    };
    let moves = |pairs: &[Shown]| pairs.iter().all(|s| is_change(s.decision.verdict));
    let holds = |theirs: &[Shown], pairs: &[Shown]| {
        !moves(theirs) && pairs.iter().all(|s| theirs.iter().any(|t| values(t) == values(s)))
    };
    let (moved, mut facts): (BTreeMap<_, _>, BTreeMap<_, _>) = out.into_iter().partition(|(_, pairs)| moves(pairs));
    for ((root, code), pairs) in moved {
        let mut of_root = facts.range_mut((root, "")..).take_while(|((other, _), _)| *other == root);
        match of_root.find(|(_, theirs)| holds(theirs, &pairs)) {
            Some((_, conflict)) => conflict.extend(pairs),
            None => _ = facts.insert((root, code), pairs),
        }
    }
    facts.into_values().collect()
}

/// For each figure those of its cluster in other articles that give the same value and are rather of its fact: who else says so.
fn beside(all: &Candidates, clusters: &[u32]) -> FxHashMap<u32, Vec<u32>> {
    let mut out: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for e in all.edges.iter().filter(|e| e.fact >= 0.0 && e.bar.is_none()) {
        let equal = || all.figures[e.x as usize].range.equals(all.figures[e.y as usize].range);
        if clusters[e.x as usize] == clusters[e.y as usize] && equal() {
            out.entry(e.x).or_default().push(e.y);
            out.entry(e.y).or_default().push(e.x);
        }
    }
    out
}

/// The figures of a group, and for each the days for which it holds.
type Dated<'g> = (&'g Candidates, &'g [Option<Days>]);

fn draft(
    corpus: &Corpus<'_>,
    dated: Dated<'_>,
    beside: &FxHashMap<u32, Vec<u32>>,
    model: &Model,
    fact: &[Shown],
) -> (Draft, f32) {
    let (all, _) = dated;
    let mut members: Vec<u32> = fact.iter().flat_map(|s| [s.x, s.y]).collect();
    members.sort_unstable_by_key(|n| (all.figures[*n as usize].at, *n));
    members.dedup();
    let best = fact.iter().map(|s| s.score).fold(f32::NEG_INFINITY, f32::max);
    let verdict = fact.iter().map(|s| s.decision.verdict).max().unwrap_or(Verdict::Conflict);
    let at = |n: &u32| all.figures[*n as usize].at;
    // The event that is told best, of several the first.
    let events = members.iter().map(at).filter_map(|p| Some(At { article: p.article, event: get(corpus, p).event? }));
    let events: Vec<At> = events.collect();
    let event = events.iter().rev().max_by_key(|at| events::told(corpus, **at));
    let articles: Vec<usize> = members.iter().map(|n| at(n).article).collect();
    let moved = is_change(verdict);
    // Who else gives one of the values: an article that has no passage in it yet.
    let mut told = members.clone();
    for other in members.iter().filter_map(|n| beside.get(n)).flatten() {
        if !told.iter().any(|n| at(n).article == at(other).article) {
            told.push(*other);
        }
    }
    told.sort_unstable_by_key(|n| (at(n), *n));
    let draft = Draft {
        code: fact[0].code,
        verdict,
        severity: if moved || verdict == Verdict::ScopeDiffers { Severity::Change } else { Severity::Conflict },
        confidence: match model.grade(best) {
            Grade::Sure => 95,
            Grade::Likely => 85,
            _ => 60,
        },
        summary: format!(
            "{}: {}",
            figures::what_of(corpus, members.iter().map(at)),
            values(corpus, dated, fact, &members, moved)
        ),
        why: why(corpus, fact, dated),
        event: event.map(|at| events::agreed_label(corpus, *at, &events, &articles)),
        passages: told.iter().map(|n| passage(corpus, at(n))).collect(),
    };
    (draft, best)
}

/// Whether a verdict says that something moved.
fn is_change(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Update | Verdict::Revision | Verdict::Changed)
}

/// The values: of a conflict the sides that exclude each other, of what moved the steps in the order of time, where figures of
/// one day that are not held against each other stand side by side.
fn values(corpus: &Corpus<'_>, (all, days): Dated<'_>, fact: &[Shown], members: &[u32], moved: bool) -> String {
    let at = |n: u32| all.figures[n as usize].at;
    if !moved {
        let mut pairs: Vec<&Shown> = fact.iter().collect();
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
        let pairs: Vec<(ClaimRef, ClaimRef)> = pairs.into_iter().map(|s| (at(s.x), at(s.y))).collect();
        let members: Vec<ClaimRef> = members.iter().map(|n| at(*n)).collect();
        return figures::headline(corpus, &members, &pairs);
    }
    let day = |n: &u32| days[*n as usize].map(|d| d.first);
    let mut members = members.to_vec();
    members.sort_by_key(|n| (day(n), *n));
    let held = |a: u32, b: u32| fact.iter().any(|s| (s.x, s.y) == (a.min(b), a.max(b)));
    let mut steps: Vec<Vec<u32>> = Vec::new();
    for n in members {
        let fits = |step: &&mut Vec<u32>| step.iter().all(|m| !held(*m, n) && day(m) == day(&n));
        match steps.last_mut().filter(fits) {
            Some(step) => step.push(n),
            None => steps.push(vec![n]),
        }
    }
    let told = |step: &Vec<u32>| {
        let vague = |n: &&u32| all.figures[**n as usize].range.hedge == Hedge::Vague;
        // Beside a figure "dozens" tells nothing.
        let all_vague = step.iter().all(|n| vague(&n));
        let told = step.iter().filter(|n| all_vague || !vague(n));
        let places: Vec<ClaimRef> = told.map(|n| at(*n)).collect();
        figures::values(corpus, &places).join(" or ")
    };
    let mut steps: Vec<String> = steps.iter().map(told).collect();
    steps.dedup();
    steps.join(", then ")
}

/// Clauses that are true of the pairs.
fn why(corpus: &Corpus<'_>, fact: &[Shown], dated: Dated<'_>) -> Vec<String> {
    let (all, of) = dated;
    let mut out: Vec<String> = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    let mut days: Vec<(String, &Shown)> = Vec::new();
    let day = |n: u32| of[n as usize];
    for s in fact {
        if !rules.contains(&s.decision.rule) {
            rules.push(s.decision.rule);
        }
        // Of a long series only neighbours are told.
        let between = |z: u32| {
            let days = day(s.x).zip(day(z)).zip(day(s.y));
            days.is_some_and(|((from, at), to)| from.last < at.first && at.last < to.first)
        };
        if is_change(s.decision.verdict) && fact.iter().any(|t| between(t.x) || between(t.y)) {
            continue;
        }
        // What two dated articles tell is not told again of one without a date that gives the figure of either.
        let told = |t: &Shown| {
            let range = |n: u32| all.figures[n as usize].range;
            has_day(all, t) && range(t.x).agrees(range(s.x)) && range(t.y).agrees(range(s.y))
        };
        if !has_day(all, s) && fact.iter().any(told) {
            continue;
        }
        let clause = clause(corpus, dated, s);
        if !days.iter().any(|(known, _)| *known == clause) {
            days.push((clause, s));
        }
    }
    // Of more than two figures each is true of some: they are named.
    let several = days.len() > 1;
    out.extend(days.into_iter().map(|(clause, s)| {
        let value = |n: u32| figures::values(corpus, &[all.figures[n as usize].at]).join(" or ");
        if several { format!("{} and {}: {clause}", value(s.x), value(s.y)) } else { clause }
    }));
    out.extend(rules.into_iter().map(|id| format!("{} (rule {id})", ruled(id, fact, all))));
    out
}

/// Whether a figure is told with an end that leaves the other open: "at least 12" and 27.
fn leaves_open(all: &Candidates, s: &Shown) -> bool {
    let (x, y) = (all.figures[s.x as usize].range, all.figures[s.y as usize].range);
    let under = |a: Range, b: Range| a.hedge.is_minimum() && a.point < b.point;
    under(x, y) || under(y, x)
}

/// What a rule says of the values that it decided about, in words.
fn ruled(id: &str, fact: &[Shown], all: &Candidates) -> &'static str {
    let open = fact.iter().filter(|s| s.decision.rule == id).all(|s| leaves_open(all, s));
    match id {
        "other-noun" => {
            "the figure is the same, and one counts people in general, the other some of them or households"
        }
        "speaker-moved" => "one speaker gives another figure",
        "later-lower" => "a later figure is lower",
        "later-higher" => "a later figure is higher",
        "two-sources" if open => "two who are named give two figures, the lower as a minimum",
        "two-sources" => "two who are named give values that exclude each other",
        _ if open => "two figures are given, the lower as a minimum",
        _ => "the values exclude each other",
    }
}

/// Whether both figures of a pair tell their days, or their articles have a date.
fn has_day(all: &Candidates, s: &Shown) -> bool {
    [s.x, s.y].iter().all(|n| all.figures[*n as usize].day.is_some())
}

/// When the two figures of a pair hold, as told.
fn clause(corpus: &Corpus<'_>, (all, days): Dated<'_>, s: &Shown) -> String {
    let (x, y) = (&all.figures[s.x as usize], &all.figures[s.y as usize]);
    let Some((a, b)) = days[s.x as usize].zip(days[s.y as usize]) else {
        return "an article has no date, so which came first is not known".to_owned();
    };
    // Days and times of day are no figures that hold for a day.
    let figures = !matches!(x.dimension, Dimension::Day | Dimension::Clock);
    let stated = get(corpus, x.at).as_of.is_some() || get(corpus, y.at).as_of.is_some();
    let what = if figures && (stated || !has_day(all, s)) { "figures" } else { "articles" };
    let between = match a.gap(b) {
        0 if a.first == a.last && a == b => format!("the {what} are of the same day"),
        0 => format!("the dates of the {what} allow the same day"),
        1 => format!("the {what} are of two days that follow each other"),
        n => format!("{n} days lie between the {what}"),
    };
    match has_day(all, s) {
        true => between,
        false => format!(
            "one article has no date and is taken to be of the day on which another gives its figure: {between}"
        ),
    }
}

/// Two claims that are no finding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Miss {
    /// Article and claim of the two, the earlier first.
    places: [(u32, u32); 2],
    verdict: Verdict,
    reason: Reason,
    by: By,
}

impl Miss {
    fn new(places: [ClaimRef; 2], verdict: Verdict, reason: Reason, by: By) -> Miss {
        Miss { places: places.map(|p| (p.article as u32, p.claim as u32)), verdict, reason, by }
    }

    fn places(&self) -> [ClaimRef; 2] {
        self.places.map(|(article, claim)| ClaimRef { article: article as usize, claim: claim as usize })
    }

    pub(crate) fn reason(&self) -> Reason {
        self.reason
    }

    pub(crate) fn code(&self, corpus: &Corpus<'_>) -> &'static str {
        let [c, d]: [&Claim; 2] = self.places().map(|p| get(corpus, p));
        super::Dimension::of(c).map_or("number-conflict", |dimension| rules::code((c, d), dimension, Verdict::Conflict))
    }

    pub(crate) fn spans(&self, corpus: &Corpus<'_>) -> [(usize, Span); 2] {
        self.places().map(|p| (p.article, get(corpus, p).span))
    }

    pub(crate) fn draft(&self, corpus: &Corpus<'_>) -> Draft {
        let [a, b] = self.places();
        Draft {
            code: self.code(corpus),
            verdict: self.verdict,
            severity: Severity::Note,
            confidence: 60,
            summary: format!("{}: {}", what(corpus, a), self.reason.clause()),
            why: vec![self.reason.sentence().to_owned(), self.by.words()],
            event: None,
            passages: vec![passage(corpus, a), passage(corpus, b)],
        }
    }
}
