//! The sentence of a figure, as it is held against that of another.

use std::sync::LazyLock;

use claimdiff_claims::{Analysis, Claim, StoryKeys, is_stopword};
use claimdiff_text::table;
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::shared::Shared;
use crate::wording;

const CUES: &str = "figures/cues.tsv";

/// What a word near a figure tells of what it counts, as a bit.
static CLASSES: LazyLock<FxHashMap<&'static str, u16>> = LazyLock::new(|| {
    let class = |name: &str| match name {
        "flow" => FLOW,
        "past" => PAST,
        "rest" => REST,
        "state" => STATE,
        "total" => TOTAL,
        "night" => NIGHT,
        "held" => HELD,
        "apart" => APART,
        _ => WITH,
    };
    table::rows(include_str!("cues.tsv")).map(|r| (r.key(), class(r.cell(1)))).collect()
});

/// What came in one period: "40 new cases".
pub(super) const FLOW: u16 = 1;
/// Another time: "ten years ago".
pub(super) const PAST: u16 = 2;
/// Those beside others: "four others".
pub(super) const REST: u16 = 4;
/// A wider whole: "a total of nine".
pub(super) const TOTAL: u16 = 8;
/// Who is counted in: "including the driver".
pub(super) const WITH: u16 = 16;

/// Those who fare so: "two in critical condition".
pub(super) const STATE: u16 = 32;

/// Some of a number that is known: "three of the men".
pub(super) const PART: u16 = 64;

/// What was at night may be told of the day before or after: "late on Monday", "early on Tuesday".
const NIGHT: u16 = 128;

/// Those whom the police hold or seek, and what they did: no toll.
pub(super) const HELD: u16 = 256;

/// Another occasion, wherever the sentence says so: "an unrelated fire".
pub(super) const APART: u16 = 512;

/// How many words on each side of a figure are held against those around another.
const SIDE: usize = 12;
/// What a word of grammar weighs among them.
const LIGHT: f32 = 0.2;
/// What a word weighs for each step that it stands farther from the figure.
const FADE: f32 = 0.93;

/// How many words after a figure may join a second sort to what it counts.
const JOINT: usize = 5;
/// How many words a figure of a list may stand from the next.
const LISTED: usize = 2;
/// How many words before a figure may tell of a part of it.
const WHOLE: usize = 5;
/// How many words before and after a figure may say what it counts; a time may be told anywhere in the sentence.
const REACH: usize = 8;

/// The words of a figure's sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    /// The words that carry matter, as hashes (of 32 bits: a million articles are held), sorted; each with a weight
    /// from 0 to 1: what the article says in every paragraph tells little of one sentence.
    pub(super) words: Vec<(u32, f32)>,
    /// The parts of names, as hashes, sorted.
    pub(super) names: Vec<u32>,
    /// Those of them near the figure.
    pub(super) near_names: SmallVec<[u32; 4]>,
    /// The same as terms of a story.
    pub(super) terms: Vec<u32>,
    /// The days of the week that it names, as bits.
    pub(super) weekdays: u8,
    /// The words before and after the figure, nearest first.
    sides: [Side; 2],
    /// The other figures of the sentence, as hashes.
    pub(super) figures: SmallVec<[u32; 4]>,
    /// Whether the figure is the whole of which the sentence counts a part: the 12 of "five of the 12 men".
    pub(super) whole: bool,
    /// What is counted, where a count is of something: the words after "counts of", as hashes, sorted.
    pub(super) charge: SmallVec<[u32; 4]>,
    /// How many a list adds to the figure: 1 in "a baby and four others", 2 in "four men and two women".
    pub(super) listed: u32,
    /// Whether the figure is of two sorts together: "four children and stepchildren".
    pub(super) joint: bool,
    /// From where a distance is measured: the first name after it.
    pub(super) from: Option<u32>,
    /// The classes of the words near the figure, as bits.
    pub(super) cues: u16,
}

/// Words on one side of a figure, nearest first.
#[derive(Clone, Debug, Default)]
struct Side {
    /// The words as terms of a story.
    terms: Box<[u32]>,
    /// Those of them that are words of grammar, as bits.
    light: u16,
}

const _: () = assert!(SIDE <= u16::BITS as usize);

impl Side {
    fn of<'w>(words: impl Iterator<Item = &'w wording::Word<'w>> + Clone) -> Side {
        let light = words.clone().zip(0..).map(|(w, n)| u16::from(is_stopword(&w.fold)) << n).sum();
        Side { terms: words.map(|w| StoryKeys::term(&w.fold)).collect(), light }
    }

    /// Each word with its weight.
    fn weighed(&self) -> impl Iterator<Item = (u32, f32)> {
        let weight = |n: usize| if self.light >> n & 1 == 1 { LIGHT } else { 1.0 };
        self.terms.iter().enumerate().map(move |(n, term)| (*term, weight(n)))
    }
}

impl Sentence {
    pub(super) fn of(article: &Analysis, claim: &Claim) -> Sentence {
        let context = article.text(claim.context);
        let all = wording::words(context, claim.context.start);
        let at = all.partition_point(|w| w.span.end <= claim.span.start);
        let to = all.partition_point(|w| w.span.start < claim.span.end);
        let published = article.meta.published.as_ref().and_then(|p| p.value.days().dates().1);
        let published = published.map(|d| (d.year(), d.month()));
        let mut sentence = Sentence::default();
        let first = (at..to).find(|n| all[*n].is_figure()).unwrap_or(at);
        let last = first + all[first..to.max(first)].iter().take_while(|w| w.is_figure()).count();
        sentence.sides = [Side::of(all[..first].iter().rev().take(SIDE)), Side::of(all[last..].iter().take(SIDE))];
        let is_other =
            |n: usize, w: &wording::Word<'_>| w.is_figure() && w.fold != "one" && !(first..last).contains(&n);
        let others = all.iter().enumerate().filter(|(n, w)| is_other(*n, w));
        sentence.figures = others.map(|(_, w)| hash(w)).collect();
        let breaks = |w: &wording::Word<'_>| {
            let gap = (w.span.end - claim.context.start) as usize;
            context.as_bytes().get(gap).is_some_and(|b| b",;:.()".contains(b))
        };
        sentence.listed = listed(&all[..first], &all[last..]);
        let and = all[last..].iter().take(JOINT).position(|w| w.fold == "and");
        sentence.joint =
            and.and_then(|at| all[last..].get(at + 1)).is_some_and(|w| !w.is_figure() && !is_stopword(&w.fold));
        sentence.charge = charge(&all[last..], breaks);
        sentence.from = all[last..].iter().take(REACH).find(|w| w.capital).map(hash);
        let before = &all[first.saturating_sub(WHOLE)..first];
        sentence.whole = before
            .iter()
            .position(|w| w.fold == "of")
            .is_some_and(|of| before[..of].iter().any(|w| w.is_figure() && w.fold != "one"));
        // "three of the men"
        let known = |w: &wording::Word<'_>| matches!(&*w.fold, "the" | "those" | "these" | "her" | "his" | "their");
        let of_known = |pair: &[wording::Word<'_>]| pair[0].fold == "of" && known(&pair[1]);
        if all[at..to].windows(2).any(of_known) {
            sentence.cues |= PART;
        }
        for (n, word) in all.iter().enumerate() {
            if let Some((key, class)) = CLASSES.get_key_value(&*word.fold) {
                // "12 other people" is a part; "he had other plans" says nothing of the 12.
                let reach = match *class {
                    PAST | NIGHT | APART => usize::MAX,
                    REST | FLOW => 2,
                    STATE | HELD => 5,
                    _ => REACH,
                };
                // A word nearer to the start of the sentence than to the figure tells of its subject.
                // "Nine hurt, one of them seriously" says nothing of the nine.
                let between = if n < at { n..at } else { to.min(n)..n };
                let parted = *class == STATE && all[between].iter().any(wording::Word::is_figure);
                let from = if *class == APART { 0 } else { at };
                if n + reach.min(n) >= from && n < to.saturating_add(reach) && !parted {
                    table::hit(CUES, key);
                    sentence.cues |= class;
                }
            }
            if let Some(day) = WEEKDAYS.iter().position(|d| *d == word.fold) {
                sentence.weekdays |= 1 << day;
                continue;
            }
            let house = all.get(n + 1).is_some_and(|w| w.fold == "block");
            if !house && is_past(&word.fold, published) {
                sentence.cues |= PAST;
            }
            if word.fold.len() <= 3
                || is_stopword(&word.fold)
                || word.fold.starts_with(|c: char| c.is_ascii_digit() || c == '$')
            {
                continue;
            }
            let often = f32::from(article.keys.count(&word.fold).max(1));
            sentence.words.push((hash(word), 1.0 / (1.0 + often.ln())));
            if word.capital && !word.starts {
                if n + SIDE >= first && n < last + SIDE {
                    sentence.near_names.push(hash(word));
                }
                sentence.names.push(hash(word));
                sentence.terms.push(StoryKeys::term(&word.fold));
            }
        }
        sentence.words.sort_unstable_by_key(|(hash, _)| *hash);
        sentence.words.dedup_by_key(|(hash, _)| *hash);
        sentence.names.sort_unstable();
        sentence.names.dedup();
        sentence.words.shrink_to_fit();
        sentence.names.shrink_to_fit();
        sentence.terms.shrink_to_fit();
        sentence
    }

    /// The weight of the words that stand in the same order before both figures, and after both.
    pub(super) fn around(&self, other: &Sentence) -> [f32; 2] {
        [0, 1].map(|side| in_order(&self.sides[side], &other.sides[side]))
    }

    /// Whether both sentences name days of the week, and no day in common; a night has two.
    pub(super) fn other_weekday(&self, other: &Sentence) -> bool {
        const WEEK: u8 = 0x7f;
        let mut days = self.weekdays;
        if (self.cues | other.cues) & NIGHT != 0 {
            days |= (days >> 1 | days << 6 | days << 1 | days >> 6) & WEEK;
        }
        days != 0 && other.weekdays != 0 && days & other.weekdays == 0
    }

    /// Whether all other figures of one sentence stand in the other: a form is filled in with others each time.
    pub(super) fn same_figures(&self, other: &Sentence, shared: &Shared) -> bool {
        shared.figures >= self.figures.len().min(other.figures.len())
    }

    /// Whether the words right before both figures are the same, and those right after.
    pub(super) fn beside(&self, other: &Sentence) -> [bool; 2] {
        [0, 1].map(|side| {
            let nearest = |s: &Sentence| s.sides[side].terms.first().copied();
            nearest(self).is_some() && nearest(self) == nearest(other)
        })
    }
}

/// How many the words before and after a figure add to it.
fn listed(before: &[wording::Word<'_>], after: &[wording::Word<'_>]) -> u32 {
    let and = after.iter().take(LISTED + 1).position(|w| w.fold == "and");
    if let Some(next) = and.and_then(|at| after.get(at + 1)).filter(|w| w.is_figure()) {
        return next.value();
    }
    match before {
        // "Infant, 4 others hurt"
        [only] if only.ends && !only.is_figure() => 1,
        // "Marlow and three others", "two men and three women"
        [.., last, and] if and.fold == "and" && !last.ends => {
            let figure = before.iter().rev().take(LISTED + 1).find(|w| w.is_figure());
            figure.map_or(u32::from(last.capital), wording::Word::value)
        }
        _ => 0,
    }
}

/// Whether a word of a charge goes on with it: "first" of "first-degree murder".
fn carries(word: &wording::Word<'_>) -> bool {
    let degree = matches!(&*word.fold, "first" | "second" | "third");
    degree || !is_stopword(&word.fold) && !word.fold.ends_with("ing")
}

/// The words that say what counts of a charge are of: from "of" to the end of the phrase.
fn charge(after: &[wording::Word<'_>], breaks: impl Fn(&wording::Word<'_>) -> bool) -> SmallVec<[u32; 4]> {
    let of = after.iter().position(|w| w.fold == "of").filter(|n| (1..=3).contains(n));
    let Some(of) = of.filter(|n| matches!(&*after[n - 1].fold, "count" | "counts" | "charge" | "charges")) else {
        return SmallVec::new();
    };
    let mut words = SmallVec::new();
    for word in after[of + 1..].iter().take(REACH).take_while(|w| carries(w)) {
        words.push(hash(word));
        if breaks(word) {
            break;
        }
    }
    words.sort_unstable();
    words
}

fn hash(word: &wording::Word<'_>) -> u32 {
    word.hash as u32
}

/// The weight of the longest common subsequence, where a pair of words weighs less the farther one of them stands.
fn in_order(a: &Side, b: &Side) -> f32 {
    let mut best: SmallVec<[f32; SIDE + 1]> = smallvec![0.0; b.terms.len() + 1];
    for (m, (word, weight)) in a.weighed().enumerate() {
        let mut corner = 0.0;
        for (n, other) in b.terms.iter().enumerate() {
            let above = best[n + 1];
            let passed = above.max(best[n]);
            best[n + 1] = match word == *other {
                true => passed.max(corner + weight * FADES[m.max(n)]),
                false => passed,
            };
            corner = above;
        }
    }
    best[b.terms.len()]
}

/// The powers of [`FADE`].
const FADES: [f32; SIDE] = {
    let mut fades = [1.0; SIDE];
    let mut n = 1;
    while n < SIDE {
        fades[n] = fades[n - 1] * FADE;
        n += 1;
    }
    fades
};

/// Whether a word names a year before that of the article, or a month that is not its month or the one before.
fn is_past(word: &str, published: Option<(i16, i8)>) -> bool {
    let Some((year, month)) = published else { return false };
    if word.len() == 4 && word.starts_with(['1', '2']) {
        return word.parse().is_ok_and(|y: i16| y < year && y > 1700);
    }
    MONTHS
        .iter()
        .position(|m| *m == word && word != "may")
        .is_some_and(|m| (i32::from(month) - 1 - m as i32).rem_euclid(12) > 1)
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use claimdiff::{analyse, read};

    use super::*;

    #[test]
    fn cues_tell_what_is_counted() {
        let rows = include_str!("cues.tsv");
        claimdiff_cases::check("figures/cues.cases", include_str!("cues.cases"), &[(CUES, rows)], |wording| {
            let analysis = analyse(&read("article", wording));
            let mut found: Vec<String> = Vec::new();
            for claim in analysis.claims.iter().filter(|c| c.policy.is_compared()) {
                let cues = Sentence::of(&analysis, claim).cues;
                for (bit, name) in [
                    (APART, "apart"),
                    (FLOW, "flow"),
                    (HELD, "held"),
                    (NIGHT, "night"),
                    (PAST, "past"),
                    (REST, "rest"),
                    (STATE, "state"),
                    (TOTAL, "total"),
                    (WITH, "with"),
                ] {
                    if cues & bit != 0 && !found.iter().any(|f| f == name) {
                        found.push(name.to_owned());
                    }
                }
            }
            found
        });
    }
}
