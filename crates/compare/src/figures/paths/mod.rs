//! The pairs of figures that may be of one thing, with what was decided about each.
//!
//! They come from events that may be one, from one speaker's figures of one measure, from sentences that look like
//! telling one thing, and from what articles of one story lead with. Nothing looks at all pairs: each path meets its
//! pairs under a key.

mod event;
mod lead;
mod part;
mod speaker;
mod words;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Index, Judged, Place};
use crate::{
    corpus::Corpus,
    events::{At, Tie},
};
pub(super) use speaker::speaker_of;
pub(super) use words::{candidates, other_days};

/// The most earlier claims with one key that are looked at.
const MAX_POSTINGS: usize = 48;

/// Pairs that were decided, and how.
#[derive(Default)]
struct Paths {
    judged: Vec<Judged>,
    /// The pairs that are decided.
    seen: FxHashSet<(Place, Place)>,
    /// The pairs of events that exclude each other.
    others: FxHashSet<(Place, Place)>,
}

/// The pairs of some figures with earlier ones, by all paths, decided. `ties` are the events of their articles.
pub(super) fn find(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, ties: &[(At, At, Tie)]) -> Vec<Judged> {
    let mut paths = Paths::default();
    event::find(corpus, index, ties, &mut paths);
    speaker::find(corpus, index, figures.clone(), &mut paths);
    words::find(corpus, index, figures.clone(), &mut paths);
    lead::find(corpus, index, figures, &mut paths);
    // One sentence in two articles is of one event, whatever their dates.
    let Paths { mut judged, seen, others } = paths;
    judged.retain(|j| j.link.copied || !others.contains(&(j.a, j.b)) || !seen.contains(&(j.a, j.b)));
    judged
}
