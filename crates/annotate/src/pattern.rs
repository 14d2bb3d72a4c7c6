//! Named patterns over the words of a sentence, read from the rows of a list.
//!
//! A pattern is a sequence of steps parted by blanks:
//!
//! ```text
//! half past <hour>        two words and a slot: what a slot fits is known to the reader, under that name
//! a|an? quarter           one of two words, or none of them
//! the vote .. <day>       up to three words between, none of them a sign
//! at ^ <hour> <day>       the match begins behind the "at"
//! ```
//!
//! The longest match of all patterns counts. Words are matched whatever their capitals.

use claimdiff_text::table::{self, Class};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The words of a sentence as patterns see them.
pub(crate) trait Words {
    /// The names of the slots.
    type Slot: Class;
    /// What a slot holds.
    type Value;

    /// The word at a place as it is written, empty beyond the end.
    fn word(&self, at: usize) -> &str;

    /// Whether `..` may pass over a place: a word, no sign and not the end.
    fn passes(&self, at: usize) -> bool;

    /// What a slot holds at a place, and the first place after it.
    fn slot(&self, slot: Self::Slot, at: usize) -> Option<(Self::Value, usize)>;
}

/// The longest word that a pattern may begin with, in bytes.
const LONGEST: usize = 16;

/// The most words that `..` passes over.
const FARTHEST: usize = 3;

enum Step<S> {
    Words(SmallVec<[&'static str; 4]>),
    Slot(S),
    Until,
    From,
}

struct Row<R, S> {
    pattern: &'static str,
    reading: R,
    /// The steps, and whether each may be left out.
    steps: Vec<(Step<S>, bool)>,
}

/// The patterns of a list: the pattern in the first column, its reading in the second.
pub(crate) struct Patterns<R, S> {
    list: &'static str,
    rows: Vec<Row<R, S>>,
    /// The rows that may begin with a word.
    by_word: FxHashMap<&'static str, SmallVec<[u16; 4]>>,
    /// For each first byte and length, whether such a word begins a row: most words of a text need no hashing.
    shapes: [u32; 128],
    /// The rows that may begin with a slot.
    by_slot: SmallVec<[u16; 8]>,
}

type Held<V> = SmallVec<[(usize, V); 2]>;

/// A pattern that fits.
pub(crate) struct Match<R, V> {
    /// What the pattern is read as.
    pub(crate) reading: R,
    /// What its slots hold, in order, each with its first place.
    pub(crate) slots: Held<V>,
    /// Where it begins.
    pub(crate) from: usize,
    /// The first place after it.
    pub(crate) end: usize,
    /// Its row, for [`Patterns::hit`].
    row: u16,
}

impl<R: Class, S: Class> Patterns<R, S> {
    /// Reads a list.
    pub(crate) fn new(list: &'static str, text: &'static str) -> Patterns<R, S> {
        let mut out = Patterns {
            list,
            rows: Vec::new(),
            by_word: FxHashMap::default(),
            shapes: [0; 128],
            by_slot: SmallVec::new(),
        };
        for row in table::rows(text) {
            let Some(reading) = named::<R>(row.cell(1)) else {
                debug_assert!(false, "{list}: no reading is called {:?}", row.cell(1));
                continue;
            };
            let pattern = row.key();
            let steps: Vec<_> = pattern.split_whitespace().filter_map(step::<S>).collect();
            let at = out.rows.len() as u16;
            for (step, optional) in &steps {
                match step {
                    Step::Words(words) => {
                        words.iter().for_each(|w| out.by_word.entry(w).or_default().push(at));
                    }
                    Step::Slot(_) | Step::Until => out.by_slot.push(at),
                    Step::From => continue,
                }
                if !optional {
                    break;
                }
            }
            out.rows.push(Row { pattern, reading, steps });
        }
        for word in out.by_word.keys().filter(|w| w.len() <= LONGEST) {
            out.shapes[(word.as_bytes()[0] & 127) as usize] |= 1 << word.len();
        }
        out
    }

    /// The rows that a word may begin.
    fn opened(&self, word: &str) -> &[u16] {
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()).filter(|l| !l.is_empty()) else { return &[] };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        if self.shapes[(lower[0] & 127) as usize] & (1 << lower.len()) == 0 {
            return &[];
        }
        std::str::from_utf8(lower).ok().and_then(|w| self.by_word.get(w)).map_or(&[], |rows| rows.as_slice())
    }

    /// Whether a pattern may begin with a word.
    pub(crate) fn opens(&self, word: &str) -> bool {
        !self.opened(word).is_empty()
    }

    /// The longest pattern that fits at a place.
    pub(crate) fn at<W: Words<Slot = S>>(&self, words: &W, at: usize) -> Option<Match<R, W::Value>> {
        let mut best: Option<Match<R, W::Value>> = None;
        // Many rows begin with one slot: what holds nothing is asked for once.
        let (mut asked, mut empty) = (0u128, 0u128);
        for &row in self.opened(words.word(at)).iter().chain(&self.by_slot) {
            if let Some((Step::Slot(slot), false)) = self.rows[row as usize].steps.first() {
                let bit = 1 << slot.place();
                if asked & bit == 0 && words.slot(*slot, at).is_none() {
                    empty |= bit;
                }
                asked |= bit;
                if empty & bit != 0 {
                    continue;
                }
            }
            let mut found = (at, SmallVec::new());
            let Some(end) = fits(words, &self.rows[row as usize].steps, at, &mut found) else { continue };
            if best.as_ref().is_none_or(|b| b.end < end) {
                let (from, slots) = found;
                best = Some(Match { reading: self.rows[row as usize].reading, slots, from, end, row });
            }
        }
        best
    }

    /// Says that a pattern decided something.
    pub(crate) fn hit<V>(&self, found: &Match<R, V>) {
        table::hit(self.list, self.rows[found.row as usize].pattern);
    }
}

fn named<C: Class>(name: &str) -> Option<C> {
    C::ALL.iter().find(|(n, _)| *n == name).map(|(_, class)| *class)
}

fn step<S: Class>(text: &'static str) -> Option<(Step<S>, bool)> {
    match text {
        ".." => return Some((Step::Until, false)),
        "^" => return Some((Step::From, false)),
        _ => {}
    }
    let (text, optional) = text.strip_suffix('?').map_or((text, false), |t| (t, true));
    if let Some(name) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        let slot = named::<S>(name);
        debug_assert!(slot.is_some(), "no slot is called {name:?}");
        return slot.map(|s| (Step::Slot(s), optional));
    }
    Some((Step::Words(text.split('|').collect()), optional))
}

/// Whether some steps fit at a place, and the first place after them.
fn fits<W: Words>(
    words: &W,
    steps: &[(Step<W::Slot>, bool)],
    at: usize,
    held: &mut (usize, Held<W::Value>),
) -> Option<usize> {
    let Some(((step, optional), rest)) = steps.split_first() else { return Some(at) };
    let kept = held.1.len();
    let found = match step {
        Step::Words(any) => {
            let word = words.word(at);
            if any.iter().any(|w| w.eq_ignore_ascii_case(word)) { fits(words, rest, at + 1, held) } else { None }
        }
        Step::Slot(slot) => words.slot(*slot, at).and_then(|(value, end)| {
            held.1.push((at, value));
            fits(words, rest, end, held)
        }),
        Step::From => {
            held.0 = at;
            fits(words, rest, at, held)
        }
        Step::Until => {
            let mut next = at;
            loop {
                if let Some(end) = fits(words, rest, next, held) {
                    break Some(end);
                }
                held.1.truncate(kept);
                if next - at == FARTHEST || !words.passes(next) {
                    break None;
                }
                next += 1;
            }
        }
    };
    if found.is_none() {
        held.1.truncate(kept);
        if *optional {
            return fits(words, rest, at, held);
        }
    }
    found
}
