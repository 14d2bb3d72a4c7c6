//! Hedges: "at least", "nearly", "or so".

use std::sync::LazyLock;

use claimdiff_text::table;
use rustc_hash::FxHashMap;

use crate::{
    Hedge, Interval,
    numbers::FigureWord,
    pieces::{Piece, Shape},
};

pub(crate) const BEFORE: &str = include_str!("en.tsv");
pub(super) const AFTER: &str = include_str!("after.tsv");

struct Phrase {
    words: Vec<&'static str>,
    key: &'static str,
    hedge: Hedge,
}

/// Phrases by their last word (before a figure) or first word (after it), the longest first.
type Phrases = FxHashMap<&'static str, Vec<Phrase>>;

static PHRASES_BEFORE: LazyLock<Phrases> = LazyLock::new(|| phrases(BEFORE, |words| words[words.len() - 1]));
static PHRASES_AFTER: LazyLock<Phrases> = LazyLock::new(|| phrases(AFTER, |words| words[0]));

fn phrases(tsv: &'static str, index: fn(&[&'static str]) -> &'static str) -> Phrases {
    let mut out = Phrases::default();
    for row in table::rows(tsv) {
        let words: Vec<&str> = row.key().split(' ').collect();
        let hedge = match row.cell(1) {
            "about" => Hedge::About,
            "at-least" => Hedge::AtLeast,
            "no-less" => Hedge::NoLess,
            "more-than" => Hedge::MoreThan,
            "at-most" => Hedge::AtMost,
            "less-than" => Hedge::LessThan,
            _ => Hedge::Nearly,
        };
        out.entry(index(&words)).or_default().push(Phrase { key: row.key(), words, hedge });
    }
    for list in out.values_mut() {
        list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    }
    out
}

/// The hedge that ends right before piece `at`, and its first piece.
pub(crate) fn before(text: &str, pieces: &[Piece], at: usize) -> Option<(Hedge, usize)> {
    let last = pieces[..at].last()?;
    if !last.lexeme.hedge {
        return None;
    }
    for phrase in PHRASES_BEFORE.get(last.lexeme.key)? {
        let Some(from) = at.checked_sub(phrase.words.len()) else { continue };
        let same = pieces[from..at].iter().zip(&phrase.words).all(|(p, w)| p.of(text).eq_ignore_ascii_case(w));
        if !same || not_a_hedge(text, pieces, from, phrase.key) {
            continue;
        }
        table::hit("numbers/hedge", phrase.key);
        let intensified = from > 0 && FigureWord::Intensifier.in_any_case(pieces[from - 1].of(text));
        return Some((phrase.hedge, from - usize::from(intensified)));
    }
    None
}

/// Words of place, motion and level that only look like hedges: "the bridge over two rivers", "turned around three times", "the
/// count went up to nine".
fn not_a_hedge(text: &str, pieces: &[Piece], from: usize, key: &str) -> bool {
    let before = from.checked_sub(1).map(|b| &pieces[b]);
    let behind = |class: FigureWord| before.is_some_and(|p| class.in_any_case(p.of(text)));
    FigureWord::Spatial.has(key) && behind(FigureWord::Motion) || FigureWord::Level.has(key) && behind(FigureWord::Goes)
}

/// The hedge that begins at piece `at`, and the first piece after it.
pub(crate) fn after(text: &str, pieces: &[Piece], at: usize) -> Option<(Hedge, usize)> {
    let first = pieces.get(at)?;
    if first.is_sign(text, "+") {
        return Some((Hedge::AtLeast, at + 1));
    }
    if first.shape != Shape::Word {
        return None;
    }
    let word = first.of(text);
    if word.len() > 8 {
        return None;
    }
    for phrase in PHRASES_AFTER.get(word.to_ascii_lowercase().as_str())? {
        let end = at + phrase.words.len();
        if end <= pieces.len()
            && pieces[at..end].iter().zip(&phrase.words).all(|(p, w)| p.of(text).eq_ignore_ascii_case(w))
        {
            table::hit("numbers/hedge/after", phrase.key);
            return Some((phrase.hedge, end));
        }
    }
    None
}

impl Hedge {
    /// What a hedged figure may be: "about N" is N give or take a tenth, or `step`, one unit of its last significant digit, where
    /// that is more, but no more than half of it: "about a dozen" is not none.
    pub fn apply(self, stated: Interval, step: f64) -> Interval {
        match self {
            Hedge::About => {
                let take = |end: f64| (0.1 * end.abs()).max(step.min(0.5 * end.abs()));
                let (low, high) = (take(stated.lo), take(stated.hi));
                Interval::closed((stated.lo - low).max(0.0), stated.hi + high)
            }
            Hedge::AtLeast | Hedge::NoLess => Interval::at_least(stated.lo),
            Hedge::MoreThan => Interval::more_than(stated.lo),
            Hedge::AtMost => Interval::closed(0.0, stated.hi),
            Hedge::LessThan => Interval { hi_open: true, ..Interval::closed(0.0, stated.hi) },
            Hedge::Nearly => Interval { hi_open: true, ..Interval::closed(0.9 * stated.lo, stated.hi) },
            Hedge::None | Hedge::Vague | Hedge::Range => stated,
        }
    }
}
