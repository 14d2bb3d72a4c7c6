use super::state::{NONE, State};
use crate::{
    linear::feature,
    tags::{Class, Shape, Word},
};

/// The words of a sentence and their classes.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// Its words.
    pub words: &'a [Word],
    /// Their classes.
    pub classes: &'a [Class],
    /// For each word the number of commas, of other marks and of conjunctions before it, one byte each.
    pub marks: &'a [u32],
}

/// For each word, and behind the last, the number of commas, of other marks, of conjunctions and of verbs before it,
/// one byte each. The difference of two says what stands between two words.
pub fn marks(words: &[Word], classes: &[Class]) -> Vec<u32> {
    let mut bytes = [0u8; 4];
    let mut all = Vec::with_capacity(words.len() + 1);
    for (word, class) in words.iter().zip(classes) {
        all.push(u32::from_le_bytes(bytes));
        let kind = match class {
            Class::Punct if word.suffix == u32::from(b',') => 0,
            Class::Punct => 1,
            Class::Cconj => 2,
            _ if class.form().is_some() => 3,
            _ => continue,
        };
        bytes[kind] = bytes[kind].wrapping_add(1);
    }
    all.push(u32::from_le_bytes(bytes));
    all
}

impl Sentence<'_> {
    #[inline(always)]
    fn form(&self, at: u32) -> u32 {
        self.words.get(at as usize).map_or(u32::from(at == NONE), |w| w.form)
    }

    #[inline(always)]
    fn class(&self, at: u32) -> u32 {
        // The head of the root is the class behind all others; no word the one behind that.
        self.classes.get(at as usize).map_or(if at == NONE { 41 } else { 40 }, |c| *c as u32)
    }

    /// What stands between two words: up to one comma, other mark, conjunction and verb each, two bits apiece.
    #[inline(always)]
    fn between(&self, from: u32, to: u32) -> u32 {
        let (Some(from), Some(to)) = (self.marks.get((from as usize).wrapping_add(1)), self.marks.get(to as usize))
        else {
            return 255;
        };
        let (from, to) = (from.to_le_bytes(), to.to_le_bytes());
        (0..4).fold(0, |all, i| all << 2 | u32::from(to[i].wrapping_sub(from[i]).min(2)))
    }
}

/// Lengths that matter are told apart.
#[inline(always)]
fn length(from: u32, to: u32) -> u32 {
    match to.saturating_sub(from) {
        n @ 0..=4 => n,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Gives the features of the next step.
#[inline(always)]
pub fn step(s: Sentence<'_>, state: &State, mut give: impl FnMut(u32)) {
    let from_top = |n: usize| state.stack.len().checked_sub(n + 1).map_or(NONE, |i| state.stack[i]);
    let (s0, s1, s2) = (from_top(0), from_top(1), from_top(2));
    let b0 = state.next;
    let ahead = |n: u32| if b0 + n <= state.words() { b0 + n } else { NONE };
    let (b1, b2) = (ahead(1), ahead(2));
    let empty = super::state::Node {
        head: NONE,
        relation: super::Relation::Unknown,
        left: [NONE; 2],
        right: [NONE; 2],
        count: [0; 2],
        below: 0,
    };
    let node = |w: u32| state.nodes.get(w as usize).unwrap_or(&empty);
    let (n0, n1, nb) = (node(s0), node(s1), node(b0));
    let relation = |w: u32| node(w).relation as u32;
    let (w0, w1, wb, wb1) = (s.form(s0), s.form(s1), s.form(b0), s.form(b1));
    let (t0, t1, t2) = (s.class(s0), s.class(s1), s.class(s2));
    let (tb, tb1, tb2) = (s.class(b0), s.class(b1), s.class(b2));
    let tags = |list: &[u32]| list.iter().fold(0, |all, t| all << 6 | t);
    let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
    // Words alone.
    f(1, w0, t0);
    f(2, t0, 0);
    f(3, w1, t1);
    f(4, wb, tb);
    f(5, tb, tb1);
    f(6, wb1, tb1);
    f(7, s.form(b2), tb2);
    f(8, w0, 0);
    f(9, wb, 0);
    // Pairs of the top of the stack with the next word, and with the word below it.
    f(10, w0, wb);
    f(11, w0, tags(&[t0, tb]));
    f(12, wb, tags(&[t0, tb]));
    f(13, tags(&[t0, tb]), 0);
    f(14, w1, w0);
    f(15, w1, tags(&[t1, t0]));
    f(16, w0, tags(&[t1, t0]));
    f(17, tags(&[t1, t0]), 0);
    f(18, w1, tags(&[t1, tb]));
    f(19, w0, tags(&[t0, tb, tb1]));
    f(20, wb, tags(&[t1, t0, tb]));
    // Triples and quadruples of classes.
    f(21, tags(&[tb, tb1, tb2]), 0);
    f(22, tags(&[t0, tb, tb1]), 0);
    f(23, tags(&[t0, tb, tb1, tb2]), 0);
    f(24, tags(&[t1, t0, tb]), 0);
    f(25, tags(&[t1, t0, tb, tb1]), 0);
    f(26, tags(&[t2, t1, t0]), 0);
    f(27, tags(&[t2, t1, t0, tb]), 0);
    // What hangs on them already.
    let (l0, r0) = (n0.left[0], n0.right[0]);
    let (r1, lb) = (n1.right[0], nb.left[0]);
    f(28, tags(&[t0, s.class(l0), tb]), relation(l0));
    f(29, tags(&[t0, s.class(r0), tb]), relation(r0));
    f(30, tags(&[t0, tb, s.class(lb)]), relation(lb));
    f(31, tags(&[t1, s.class(r1), t0]), relation(r1));
    f(32, tags(&[t1, t0, s.class(l0)]), relation(l0));
    f(33, tags(&[t1, t0, s.class(r0)]), relation(r0));
    f(34, tags(&[t1, s.class(n1.left[0]), t0]), relation(n1.left[0]));
    f(35, s.form(l0), tags(&[t0, tb]));
    f(36, s.form(r0), tags(&[t0, tb]));
    f(37, s.form(l0), tags(&[t1, t0]));
    f(38, s.form(lb), tags(&[t0, tb]));
    f(39, tags(&[t0, relation(n0.right[1]), relation(r0)]), tb);
    let fold = |below: u64| (below ^ below >> 32) as u32;
    f(40, fold(n0.below), tags(&[t0, tb]));
    f(41, fold(nb.below), tags(&[t0, tb]));
    f(42, fold(n1.below), tags(&[t1, t0]));
    f(43, fold(n0.below), tags(&[t1, t0]));
    f(44, fold(n0.below), w0);
    f(45, fold(n1.below), w1);
    f(46, fold(n1.below), tags(&[t1, t0, tb]));
    let count = |n: [u8; 2]| u32::from(n[0].min(5)) << 4 | u32::from(n[1].min(5));
    f(47, w0, count(n0.count));
    f(48, tags(&[t0, tb]), count(n0.count));
    f(49, tags(&[t0, tb]), u32::from(nb.count[0].min(5)));
    f(50, tags(&[t1, t0]), count(n1.count));
    // How far apart they are, and what stands between.
    let (near, far) = (length(s0, b0), length(s1, s0));
    f(51, w0, near);
    f(52, tags(&[t0, tb]), near);
    f(53, wb, near);
    f(54, tags(&[t1, t0]), far);
    f(55, w1, far << 3 | near);
    let (inner, outer) = (s.between(s0, b0), s.between(s1, s0));
    f(56, tags(&[t0, tb]), inner);
    f(57, tags(&[t1, t0]), outer);
    f(58, tags(&[t1, t0, tb]), outer << 8 | inner);
    f(59, tags(&[t0, tb, tb1]), inner);
}

/// Gives the features of the relation of a word to its head, when the step that ties them is about to be made.
#[inline(always)]
pub fn relation(s: Sentence<'_>, state: &State, head: u32, word: u32, mut give: impl FnMut(u32)) {
    let side = u32::from(head > word);
    let (h, w) = (&state.nodes[head as usize], &state.nodes[word as usize]);
    let (wh, ww) = (s.form(head), s.form(word));
    let (th, tw) = (s.class(head), s.class(word));
    let near = length(head.min(word), head.max(word)) << 1 | side;
    let tags = |list: &[u32]| list.iter().fold(0, |all, t| all << 6 | t);
    let pair = tags(&[th, tw, side]);
    let fold = |below: u64| (below ^ below >> 32) as u32;
    let part = |at: u32| s.words.get(at as usize).copied().unwrap_or_default();
    let first = w.left[0];
    let shape = |w: Word| w.shape as u32 | u32::from(w.shape != Shape::Lower) << 4;
    let mut f = |template: u32, a: u32, b: u32| give(feature(template, a, b));
    f(70, pair, 0);
    f(71, pair, near);
    f(72, ww, tags(&[th, side]));
    f(73, wh, tags(&[tw, side]));
    f(74, ww, wh);
    f(75, ww, 0);
    f(76, fold(w.below), pair);
    f(77, fold(h.below), pair);
    f(78, s.form(first), pair);
    f(79, s.class(first), pair);
    f(80, s.form(first), wh);
    f(81, s.class(word.wrapping_sub(1)), pair);
    f(82, s.class(word + 1), pair);
    f(83, s.class(head.wrapping_sub(1)), pair);
    f(84, s.class((head + 1).min(state.words())), pair);
    f(85, part(word).suffix & 0xff_ffff, pair);
    f(86, part(head).suffix & 0xff_ffff, pair);
    f(87, shape(part(head)) << 8 | shape(part(word)), pair);
    f(88, s.between(head.min(word), head.max(word)), pair);
    f(89, fold(h.below), wh);
    f(90, fold(w.below), wh);
    f(91, fold(w.below), fold(h.below));
    f(92, tags(&[s.class(w.right[0]), s.class(w.left[1])]), pair);
    f(93, tags(&[u32::from(h.count[0].min(3)), u32::from(h.count[1].min(3))]), pair);
    f(94, tags(&[s.class(h.right[0]), state.nodes.get(h.right[0] as usize).map_or(63, |n| n.relation as u32)]), pair);
    f(95, s.form(w.left[1]), pair);
}
