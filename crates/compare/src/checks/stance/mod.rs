//! `stance`: what somebody wants, accepts or threatens, or how far something has got, the other way round elsewhere.

use std::collections::BTreeMap;

use claimdiff_claims::{
    Analysis, Claim, EntityKind, Family, Polarity, StanceSort, Value, country, country_named, is_stopword,
};
use rustc_hash::FxHashSet;

use crate::{
    Reason, Severity, Verdict,
    corpus::Corpus,
    events::{self, At, Tie},
    figures::{Place, get},
    outcome::{Draft, Outcome},
    wording::LightWord,
};

/// How many stances before and after one are looked at for its opposite: stories stand together in time.
const WINDOW: usize = 48;
/// The first words of what is wanted: they tell what it is.
const WANTED: usize = 2;

/// A stance of an article.
#[derive(Clone, Copy)]
pub(crate) struct Stand<'a> {
    pub(crate) at: Place,
    pub(crate) claim: &'a Claim,
}

impl Stand<'_> {
    pub(crate) fn against(&self) -> bool {
        self.claim.polarity == Polarity::Negated
    }

    /// The words of matter that it is about.
    pub(crate) fn matter(&self) -> impl Iterator<Item = &str> {
        let words = match &self.claim.value {
            Value::Words(words) => words.as_str(),
            _ => "",
        };
        words.split(' ').filter(|w| !w.is_empty())
    }

    /// How many of its words of matter another has.
    pub(crate) fn shared(&self, other: &Stand<'_>, most: usize) -> usize {
        self.matter().take(most).filter(|w| other.matter().take(most).any(|o| o == *w)).count()
    }
}

/// The stances of an article.
pub(crate) fn stands<'a>(article: usize, analysis: &'a Analysis) -> impl Iterator<Item = Stand<'a>> {
    let of_family = |(_, c): &(usize, &Claim)| c.policy.family == Family::Stance;
    let stand = move |(n, claim)| Stand { at: Place { article, claim: n }, claim };
    analysis.claims.iter().enumerate().filter(of_family).map(stand)
}

/// Whose stance it is: a person's family name, or the country of a body that speaks for one; empty where it is nobody's.
/// Parties and the like are many people, who want different things.
fn holder<'a>(analysis: &'a Analysis, claim: &Claim) -> &'a str {
    let Some(entity) = analysis.subject(claim) else { return "" };
    let family = (entity.kind == EntityKind::Person).then(|| entity.key.rsplit(' ').next()).flatten();
    family.or_else(|| country(&entity.key)).or_else(|| country_named(&entity.name)).unwrap_or("")
}

/// Which articles are about one thing: of one story, or of one war, which has many.
pub(crate) struct Topics<'c, 'a> {
    corpus: &'c Corpus<'a>,
    wars: FxHashSet<(usize, usize)>,
}

impl<'c, 'a> Topics<'c, 'a> {
    pub(crate) fn new(corpus: &'c Corpus<'a>, ties: &[(At, At, Tie)]) -> Topics<'c, 'a> {
        Topics { corpus, wars: events::of_one_war(corpus, ties) }
    }

    /// Whether two articles are about one thing, and no copies.
    pub(crate) fn one(&self, x: usize, y: usize) -> bool {
        let tied = self.corpus.same_story(x, y) || self.wars.contains(&(x.min(y), x.max(y)));
        tied && !self.corpus.is_copy(x, y)
    }
}

pub(crate) fn check(corpus: &Corpus<'_>, topics: &Topics<'_, '_>, out: &mut Outcome) {
    let mut groups: BTreeMap<(&str, &str), Vec<Stand<'_>>> = BTreeMap::new();
    for (article, analysis) in corpus.articles.iter().enumerate() {
        // A copy says what its original says.
        if corpus.copy_of[article].is_some() {
            continue;
        }
        for stand in stands(article, analysis).filter(|s| s.claim.measure != StanceSort::Proposal.name()) {
            groups.entry((&stand.claim.measure, holder(analysis, stand.claim))).or_default().push(stand);
        }
    }
    for ((sort, holder), stands) in &groups {
        if !holder.is_empty() || *sort == StanceSort::Progress.name() {
            judge(topics, sort, stands, out);
        }
    }
}

/// Looks for an opposite of each stance against something: the nearest in another article, and one in its own.
fn judge(topics: &Topics<'_, '_>, sort: &str, stands: &[Stand<'_>], out: &mut Outcome) {
    let mut pairs: BTreeMap<(usize, usize), Vec<Place>> = BTreeMap::new();
    for (n, no) in stands.iter().enumerate().filter(|(_, s)| s.against() && turns(topics.corpus, sort, s)) {
        let around = &stands[n.saturating_sub(WINDOW)..stands.len().min(n + WINDOW)];
        let opposite = |yes: &&Stand<'_>| !yes.against() && about_one(sort, no, yes);
        let within = said_apart(topics.corpus, sort, no).filter(|yes| about_one(sort, no, yes));
        let others = || around.iter().filter(|s| s.at.article != no.at.article && opposite(s));
        // An article that tells of both knows that it has turned.
        let knows = |yes: &Stand<'_>| {
            around.iter().any(|s| s.at.article == yes.at.article && s.against() && about_one(sort, s, yes))
        };
        let near = |s: &&Stand<'_>| (s.at.article.abs_diff(no.at.article), s.at);
        let elsewhere = others().filter(|s| topics.one(no.at.article, s.at.article) && !knows(s)).min_by_key(near);
        if let (None, None, Some(yes)) = (&within, elsewhere, others().min_by_key(near)) {
            let decision = match topics.one(no.at.article, yes.at.article) {
                true => (Verdict::Refine, Reason::Compatible),
                false => (Verdict::NotComparable, Reason::Unlinked),
            };
            let passages = vec![passage(topics.corpus, no.at), passage(topics.corpus, yes.at)];
            out.near_miss(topics.corpus, "stance", sort, decision, passages);
        }
        for yes in within.into_iter().chain(elsewhere.copied()) {
            let passages = pairs.entry((no.at.article, yes.at.article)).or_default();
            passages.push(no.at);
            // What is for one thing as a whole stands together: all that the article tells of it.
            let whole = matches!(StanceSort::of(sort), Some(StanceSort::Progress | StanceSort::Threat))
                && yes.at.article != no.at.article;
            let all = around.iter().filter(|s| whole && s.at.article == yes.at.article && !s.against());
            passages.extend(all.map(|s| s.at).chain([yes.at]));
            let besides = around.iter().filter(|s| s.at.article == no.at.article && s.against());
            passages.extend(besides.filter(|_| sort == StanceSort::Threat.name()).map(|s| s.at));
        }
    }
    for ((no, yes), mut places) in pairs {
        places.sort_unstable();
        places.dedup();
        show(topics.corpus, sort, (no, yes), &places, out);
    }
}

/// Whether a stance against something turns round what was for it. A threat that was not followed up may still stand.
fn turns(corpus: &Corpus<'_>, sort: &str, no: &Stand<'_>) -> bool {
    let first = corpus.articles[no.at.article].text(no.claim.span).split(' ').next().unwrap_or("");
    sort != StanceSort::Threat.name()
        || !(LightWord::Turns.has(first) || first.ends_with("n't") || first.ends_with("n’t"))
}

/// Whether two stances of one holder are about one thing.
fn about_one(sort: &str, a: &Stand<'_>, b: &Stand<'_>) -> bool {
    match StanceSort::of(sort) {
        Some(StanceSort::Want) => a.shared(b, WANTED) >= 1,
        Some(StanceSort::Accept) => a.shared(b, usize::MAX) >= 2,
        _ => true,
    }
}

/// What the same article tells that is the other way round: of one holder in another sentence; or, of what is wanted, in
/// another quotation of the same speaker. "I do not want a truce, I want a peace" is one saying and turns nothing round.
fn said_apart<'a>(corpus: &Corpus<'a>, sort: &str, no: &Stand<'a>) -> Option<Stand<'a>> {
    let analysis = corpus.articles[no.at.article];
    let quote = |s: &Stand<'_>| {
        let holds = |q: &claimdiff_quotes::Quote| q.marked.iter().any(|m| m.overlaps(s.claim.span));
        analysis.quotes.iter().position(holds)
    };
    let speaker = |s: &Stand<'_>| s.claim.sources.first().map(|l| l.name.clone());
    stands(no.at.article, analysis).filter(|s| s.claim.measure == sort && !s.against()).find(|s| {
        match StanceSort::of(sort) {
            Some(StanceSort::Accept) => {
                holder(analysis, s.claim) == holder(analysis, no.claim) && !s.claim.context.overlaps(no.claim.context)
            }
            // A "he" inside a quotation may be anybody.
            Some(StanceSort::Want) => {
                let one = s.claim.subject.is_none() || holder(analysis, s.claim) == holder(analysis, no.claim);
                let quotes = quote(s).zip(quote(no)).is_some_and(|(a, b)| a != b);
                one && quotes && speaker(s) == speaker(no) && s.matter().next() == no.matter().next()
            }
            _ => false,
        }
    })
}

fn show(corpus: &Corpus<'_>, sort: &str, (no, yes): (usize, usize), places: &[Place], out: &mut Outcome) {
    let apart = corpus.days[no].zip(corpus.days[yes]).is_some_and(|(a, b)| !a.overlaps(b));
    let (verdict, severity) = match apart {
        true => (Verdict::Changed, Severity::Change),
        false => (Verdict::SourceConflict, Severity::Change),
    };
    let side = |against: bool| {
        let place = places.iter().find(|p| (get(corpus, **p).polarity == Polarity::Negated) == against);
        place.map_or(String::new(), |p| words(corpus, *p))
    };
    let who = places.iter().find_map(|p| {
        let id = get(corpus, *p).subject?;
        Some(corpus.articles[p.article].entity(id).name.clone())
    });
    let what = match StanceSort::of(sort) {
        Some(StanceSort::Progress) => "progress in one, none in another",
        Some(StanceSort::Threat) => "a threat stands in one, is dropped in another",
        Some(StanceSort::Want) if no == yes => "wants it in one sentence, not in another",
        Some(StanceSort::Want) => "wants it in one, not in another",
        _ if no == yes => "for it in one sentence, against it in another",
        _ => "for it in one, against it in another",
    };
    let why = [
        Some(if sort == StanceSort::Progress.name() { "articles about the same" } else { "the same holder" }),
        Some("one passage is for it, the other against"),
        apart.then_some("articles of different days, so it may have turned"),
    ];
    let holder = who.filter(|_| sort != StanceSort::Progress.name()).map_or(String::new(), |w| format!("{w}: "));
    out.show(
        corpus,
        Draft {
            code: "stance",
            verdict,
            severity,
            confidence: 60,
            summary: format!("{}{what}: {} against {}", holder, side(false), side(true)),
            why: why.into_iter().flatten().map(str::to_owned).collect(),
            event: None,
            passages: places.iter().map(|p| passage(corpus, *p)).collect(),
        },
    );
}

/// The most bytes of a passage in a summary.
const SUMMARY: usize = 60;

/// The words of a stance for a summary, in quotation marks of their own.
pub(crate) fn words(corpus: &Corpus<'_>, at: Place) -> String {
    let text = corpus.articles[at.article].text(get(corpus, at).span);
    let marks = |c: char| matches!(c, '“' | '”' | '"' | '«' | '»');
    let mut words: Vec<String> = text.split_whitespace().map(|w| w.replace(marks, "")).collect();
    // What leads over to words that are cut off or stand in a part of its own.
    while words.len() > 1 && words.last().is_some_and(|w| is_stopword(w)) {
        words.pop();
    }
    let mut out = String::new();
    for word in words.iter().filter(|w| !w.is_empty()) {
        if out.len() + word.len() > SUMMARY {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    format!("“{out}”")
}

/// A stance as a passage of a finding.
pub(crate) fn passage(corpus: &Corpus<'_>, at: Place) -> crate::Passage {
    let claim = get(corpus, at);
    let mut passage = corpus.passage(at.article, claim.span, claim.context);
    passage.said_by = corpus.chain(&claim.sources);
    passage
}
