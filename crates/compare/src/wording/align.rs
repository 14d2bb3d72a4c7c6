//! The best local alignment of two runs of words (Smith and Waterman 1981, affine gaps after Gotoh 1982): both may go
//! on before and after what they share, and a cut in the middle costs little more when it is long.

use std::ops::Range;

use super::words::Word;

/// How two runs of words lie against each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Alignment {
    /// What they share, from the first to the last equal word.
    pub(crate) a: Range<usize>,
    pub(crate) b: Range<usize>,
    /// The places within where they differ, in order; one side may be empty.
    pub(crate) gaps: Vec<(Range<usize>, Range<usize>)>,
    /// The equal words, in order.
    pub(crate) equal: Vec<(usize, usize)>,
}

const EQUAL: i32 = 8;
const OTHER: i32 = -6;
const OPEN: i32 = -9;
const EXTEND: i32 = -1;
/// Longer quotations are compared up to here: a speech in full.
const MAX_WORDS: usize = 600;

/// Aligns two runs of words.
pub(crate) fn align(a: &[Word<'_>], b: &[Word<'_>]) -> Alignment {
    let (a, b) = (&a[..a.len().min(MAX_WORDS)], &b[..b.len().min(MAX_WORDS)]);
    // Most pairs are one quotation copied: equal from end to end.
    if a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.hash == y.hash) {
        return Alignment {
            a: 0..a.len(),
            b: 0..b.len(),
            gaps: Vec::new(),
            equal: (0..a.len()).map(|n| (n, n)).collect(),
        };
    }
    let width = b.len() + 1;
    // Where each of the three states of a cell came from, two bits each: 0 start, 1 pair, 2 gap in b, 3 gap in a.
    let mut from = vec![0u8; (a.len() + 1) * width];
    const NEVER: i32 = i32::MIN / 2;
    let mut above = vec![[0, NEVER, NEVER]; width];
    let mut row = above.clone();
    let (mut best, mut best_at) = (0, (0, 0));
    for i in 1..=a.len() {
        row[0] = [0, NEVER, NEVER];
        for j in 1..=b.len() {
            let step = if a[i - 1].hash == b[j - 1].hash { EQUAL } else { OTHER };
            // The pair (i, j), after a start, a pair, or a gap.
            let (score, state) = best_of([(0, 0), (above[j - 1][0], 1), (above[j - 1][1], 2), (above[j - 1][2], 3)]);
            // A word of a that b does not have, after a pair or another such.
            let (skip_a, state_a) = best_of([(above[j][0] + OPEN, 1), (above[j][1] + EXTEND, 2)]);
            // A word of b that a does not have, after a pair, words of a, or another such.
            let left = row[j - 1];
            let (skip_b, state_b) = best_of([(left[0] + OPEN, 1), (left[1] + OPEN, 2), (left[2] + EXTEND, 3)]);
            from[i * width + j] = state | state_a << 2 | state_b << 4;
            row[j] = [score + step, skip_a, skip_b];
            if step == EQUAL && row[j][0] > best {
                (best, best_at) = (row[j][0], (i, j));
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    trace(a, b, &from, width, best_at)
}

/// Aligns two runs of words from end to end: the longest run of words that both have in this order (the longest common
/// subsequence), of which `same` says when two are one. What stands before and after is a place where they differ, too.
pub(crate) fn align_whole(a: &[Word<'_>], b: &[Word<'_>], same: impl Fn(&Word<'_>, &Word<'_>) -> bool) -> Alignment {
    let width = b.len() + 1;
    // The length of the longest common run of what is left of both.
    let mut longest = vec![0u16; (a.len() + 1) * width];
    let mut equal = vec![false; a.len() * b.len()];
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let one = x.hash == y.hash || same(x, y);
            equal[i * b.len() + j] = one;
            longest[i * width + j] = match one {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let mut out = Alignment { a: 0..a.len(), b: 0..b.len(), ..Alignment::default() };
    let (mut i, mut j) = (0, 0);
    let mut open = (0, 0);
    while i < a.len() && j < b.len() {
        if equal[i * b.len() + j] {
            out.gaps.extend([(open.0..i, open.1..j)].into_iter().filter(|(x, y)| !x.is_empty() || !y.is_empty()));
            out.equal.push((i, j));
            (i, j) = (i + 1, j + 1);
            open = (i, j);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    let rest = (open.0..a.len(), open.1..b.len());
    out.gaps.extend([rest].into_iter().filter(|(x, y)| !x.is_empty() || !y.is_empty()));
    out
}

/// The highest score and where it came from; of equals the first.
fn best_of<const N: usize>(choices: [(i32, u8); N]) -> (i32, u8) {
    choices.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best }).unwrap_or_default()
}

fn trace(a: &[Word<'_>], b: &[Word<'_>], from: &[u8], width: usize, end: (usize, usize)) -> Alignment {
    let (mut i, mut j) = end;
    if i == 0 {
        return Alignment::default();
    }
    let mut equal: Vec<(usize, usize)> = Vec::new();
    let mut state = 1;
    while i > 0 && j > 0 {
        let cell = from[i * width + j];
        match state {
            1 => {
                if a[i - 1].hash == b[j - 1].hash {
                    equal.push((i - 1, j - 1));
                }
                state = cell & 3;
                (i, j) = (i - 1, j - 1);
            }
            2 => {
                state = cell >> 2 & 3;
                i -= 1;
            }
            3 => {
                state = cell >> 4 & 3;
                j -= 1;
            }
            _ => break,
        }
    }
    equal.reverse();
    let (Some(first), Some(last)) = (equal.first().copied(), equal.last().copied()) else {
        return Alignment::default();
    };
    let gaps = equal
        .windows(2)
        .map(|w| (w[0].0 + 1..w[1].0, w[0].1 + 1..w[1].1))
        .filter(|(x, y)| !x.is_empty() || !y.is_empty())
        .collect();
    Alignment { a: first.0..last.0 + 1, b: first.1..last.1 + 1, gaps, equal }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words::words;

    fn show(a: &str, b: &str) -> String {
        let (x, y) = (words(a, 0), words(b, 0));
        let found = align(&x, &y);
        let text =
            |w: &[Word<'_>], r: &Range<usize>| w[r.clone()].iter().map(|w| &*w.fold).collect::<Vec<_>>().join(" ");
        let gaps: Vec<String> = found.gaps.iter().map(|(r, s)| format!("{}>{}", text(&x, r), text(&y, s))).collect();
        format!("{} | {}", text(&x, &found.a), gaps.join(" "))
    }

    #[test]
    fn the_shared_part_is_found_with_its_gaps() {
        assert_eq!(show("we will rebuild the bridge", "we will rebuild the bridge"), "we will rebuild the bridge | ");
        assert_eq!(show("we will rebuild the bridge", "yes, we will repair the bridge soon"), {
            "we will rebuild the bridge | rebuild>repair"
        });
        assert_eq!(show("the bridge is safe for all of our buses in town", "the bridge is safe in town"), {
            "the bridge is safe for all of our buses in town | for all of our buses>"
        });
        assert_eq!(show("one two three", "four five six"), " | ");
        assert_eq!(show("", ""), " | ");
    }

    #[test]
    fn sentences_are_aligned_from_end_to_end() {
        let whole = |a: &str, b: &str| {
            let (x, y) = (words(a, 0), words(b, 0));
            let found = align_whole(&x, &y, |_, _| false);
            let text =
                |w: &[Word<'_>], r: &Range<usize>| w[r.clone()].iter().map(|w| &*w.fold).collect::<Vec<_>>().join(" ");
            let gaps: Vec<String> =
                found.gaps.iter().map(|(r, s)| format!("{}>{}", text(&x, r), text(&y, s))).collect();
            format!("{} | {}", found.equal.len(), gaps.join("; "))
        };
        assert_eq!(whole("we gave them the boat", "we gave it to them"), "3 | >it to; the boat>");
        assert_eq!(whole("the work is done", "our work is over"), "2 | the>our; done>over");
        assert_eq!(whole("", "we"), "0 | >we");
    }

    #[test]
    fn alignment_is_symmetric() {
        let (a, b) = ("we must act now and we must act together", "we must now act together and calmly");
        let swap = |a: &str, b: &str| align(&words(a, 0), &words(b, 0));
        assert_eq!(swap(a, b).equal.len(), swap(b, a).equal.len());
    }
}
