//! Facts: one thing that passages of several articles give a value for.
//!
//! Claims of one dimension are put side by side ([`candidates`]); what they have in common and what sets them apart is
//! told in numbers ([`evidence`]); a model says whether they are of one fact and, in a second look that sees the rivals
//! of each, whether a difference between them is right ([`model`], [`rivals`]); and one list of rules says what two values
//! of one fact are to each other ([`rules`]). What is not shown stands in the ledger.

mod bars;
mod candidates;
mod cluster;
mod deeds;
mod evidence;
mod fate;
mod figure;
mod findings;
mod forest;
mod model;
mod rivals;
mod rules;
mod trace;
pub mod training;
mod words;

use claimdiff_claims::{Analysis, Claim, Mode, Toll, Unit, Value};
use claimdiff_text::{Days, Span};
use rustc_hash::FxHashMap;

pub use model::{Model, Node, Trees, Weight};

pub(crate) use crate::figures::{Place as ClaimRef, get};
pub(crate) use candidates::{COMMON, SHARED};
pub(crate) use fate::{Fate, probability};
pub(crate) use figure::{Dimension, Range};
pub(crate) use findings::{Miss, check};
pub use trace::Apart;
pub(crate) use trace::{Trace, Tracer};

use crate::{corpus::Corpus, figures::is_general};
use figure::{Sentences, Surroundings};

/// A claim that is compared.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) at: ClaimRef,
    pub(crate) dimension: Dimension,
    pub(crate) range: Range,
    /// The days for which it holds: those it tells, or those of its article.
    day: Option<Days>,
    words: Surroundings,
    /// It stands in the headline.
    headline: bool,
    /// It stands in the headline, and the text below tells of more.
    overtaken: bool,
    /// It stands in a quotation.
    quoted: bool,
    /// It tells the toll of what its article is about.
    toll: bool,
    /// How many claims of its dimension stand before it, and how many there are.
    order: u16,
    peers: u16,
    /// How many of them count the same noun and fate.
    alike: u16,
}

impl Figure {
    /// Its words tell it as lowered or corrected.
    fn is_revised(&self) -> bool {
        self.words.cues.0 & figure::REVISED.0 != 0
    }

    /// Its words tell how far a count has come.
    fn tells_a_count(&self) -> bool {
        self.words.cues.0 & figure::TELLS.0 != 0
    }
}

/// The most claims of one dimension that are compared in an article: news tells what matters first (the inverted
/// pyramid).
const MOST: usize = 80;

/// The claims of an article that are compared, by dimension and place.
fn figures(corpus: &Corpus<'_>, article: usize) -> Vec<Figure> {
    let analysis = corpus.articles[article];
    let mut sentences = Sentences::new(analysis);
    let headline = analysis.meta.headline.as_ref().and_then(|h| h.span);
    let tolls = Toll::MEASURES.map(|measure| (measure, Toll::of(analysis, measure)));
    let toll = |c: &Claim| tolls.iter().any(|(measure, toll)| toll.is_some_and(|t| t.is_told_by(analysis, measure, c)));
    let mut out: Vec<Figure> = Vec::new();
    let mut taken: FxHashMap<Dimension, usize> = FxHashMap::default();
    for (claim, c) in analysis.claims.iter().enumerate() {
        let Some((dimension, range)) = Dimension::of(c).zip(Range::of(c)) else { continue };
        let before = taken.entry(dimension).or_default();
        *before += 1;
        if *before > MOST {
            continue;
        }
        out.push(Figure {
            at: ClaimRef { article, claim },
            dimension,
            range,
            day: c.as_of.or(corpus.days[article]),
            words: sentences.around(c),
            headline: headline.is_some_and(|h| h.contains(c.span)),
            overtaken: headline.is_some_and(|h| h.contains(c.span) && is_overtaken(analysis, h, c)),
            quoted: quoted(analysis, c.span),
            toll: toll(c),
            order: 0,
            peers: 0,
            alike: 0,
        });
    }
    out.sort_by_key(|f| (f.dimension, f.at));
    let mut before = 0;
    for n in 1..out.len() {
        before = if out[n].dimension == out[n - 1].dimension { before + 1 } else { 0 };
        out[n].order = before;
    }
    for peers in out.chunk_by_mut(|a, b| a.dimension == b.dimension) {
        let all = peers.len().min(99) as u16;
        for n in 0..peers.len() {
            let sort = |f: &Figure| {
                let c = get(corpus, f.at);
                (&c.noun, c.status, c.class, c.measure.as_ref())
            };
            let alike = peers.iter().filter(|f| sort(f) == sort(&peers[n])).count();
            (peers[n].peers, peers[n].alike) = (all, alike.min(99) as u16);
        }
    }
    out
}

/// Whether the text below a headline has left behind what that tells of the same people: "more than 100 missing" over "more
/// than 200 were still missing".
fn is_overtaken(analysis: &Analysis, headline: Span, own: &Claim) -> bool {
    /// So many bytes behind the headline the text tells what the headline does.
    const LEAD_BYTES: u32 = 600;
    let stated = |c: &Claim| match &c.value {
        Value::Quantity(q) if q.unit == Unit::Count => Some(q.stated),
        _ => None,
    };
    let Some(told) = stated(own).filter(|_| own.status.is_some() && counts_all(own)) else { return false };
    let lead = headline.end..=headline.end.saturating_add(LEAD_BYTES);
    let event = |c: &Claim| c.event == own.event || c.event.is_none() || own.event.is_none();
    let same = |c: &Claim| (c.status, c.polarity, c.mode, c.when) == (own.status, own.polarity, own.mode, own.when);
    let below = || analysis.claims.iter().filter(|c| lead.contains(&c.span.start) && same(c) && event(c));
    !below().any(|c| stated(c) == Some(told))
        && below().any(|c| counts_all(c) && stated(c).is_some_and(|s| s.lo > told.hi))
}

/// Whether a claim counts people without saying which, and not a part of them.
fn counts_all(claim: &Claim) -> bool {
    let some = claim.scope.part || claim.mode == Mode::Part || claim.scope.party.is_some();
    claim.subject.is_none() && !some && is_general(claim)
}

/// Whether words stand in a quotation. Quotations are in the order of the text.
fn quoted(analysis: &Analysis, span: Span) -> bool {
    let to = analysis.quotes.partition_point(|q| q.span().start < span.end);
    // A quotation may hold another; more than a few do not overlap.
    analysis.quotes[to.saturating_sub(NESTED)..to].iter().any(|q| q.span().overlaps(span))
}

/// How many quotations may stand in one another.
const NESTED: usize = 4;
