//! Gradient boosting of small trees with the logistic loss (Friedman 2001), on binned evidence.
//!
//! Everything is done in a fixed order and the draws come from a fixed seed, so the same examples give the same trees.

use claimdiff_compare::facts::{Node, Trees};
use rayon::prelude::*;

use super::line;

/// One example: its evidence, whether it is so, and what it weighs.
pub(crate) struct Row<'e> {
    pub(crate) evidence: &'e [f32],
    pub(crate) yes: bool,
    pub(crate) weight: f32,
}

/// How trees are grown.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) trees: usize,
    pub(crate) leaves: usize,
    /// How much of each tree is added.
    pub(crate) rate: f64,
    /// The least sum of curvature in a leaf.
    pub(crate) least: f64,
    /// What is added to the curvature of a leaf.
    pub(crate) ridge: f64,
    /// The share of examples and of evidence that a tree sees, in 1/256.
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    /// How many sums of trees, each from other draws, are taken together.
    pub(crate) bags: usize,
    /// Whether a weighted sum of the evidence comes first, and the trees tell what it leaves open.
    pub(crate) line: bool,
}

/// The most parts that the values of one kind of evidence are put into.
const BINS: usize = 64;

/// A number drawn from a counter (SplitMix64, Steele 2014).
fn draw(seed: u64) -> u32 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) & 0xff) as u32
}

/// The values of one kind of evidence as the numbers of their parts, and where the parts end.
struct Column {
    bins: Vec<u8>,
    ends: Vec<f32>,
}

impl Column {
    fn new(rows: &[Row<'_>], at: usize) -> Column {
        let mut values: Vec<f32> = rows.iter().map(|r| r.evidence[at]).collect();
        let all = values.clone();
        values.sort_by(f32::total_cmp);
        let mut ends: Vec<f32> = Vec::new();
        let distinct = values.chunk_by(|a, b| a == b).count();
        if distinct <= BINS {
            let firsts: Vec<f32> = values.chunk_by(|a, b| a == b).map(|c| c[0]).collect();
            ends.extend(firsts.windows(2).map(|w| (w[0] + w[1]) / 2.0));
        } else {
            for n in 1..BINS {
                let end = values[n * values.len() / BINS];
                if ends.last().is_none_or(|last| *last < end) && end < values[values.len() - 1] {
                    ends.push(end);
                }
            }
        }
        let bins = all.iter().map(|v| ends.partition_point(|e| e < v) as u8).collect();
        Column { bins, ends }
    }
}

/// Sums of slope and curvature for each part of each kind of evidence.
type Sums = Vec<[(f64, f64); BINS]>;

struct Leaf {
    rows: Vec<u32>,
    sums: Sums,
    slope: f64,
    curve: f64,
    /// Where in the tree it stands.
    node: usize,
    /// The gain, evidence and part by which it is best parted.
    best: Option<(f64, usize, usize)>,
}

/// Grows several sums of trees and takes their mean, the trees of one round side by side.
pub(crate) fn grow(names: &[&str], rows: &[Row<'_>], settings: Settings) -> Trees {
    let columns: Vec<Column> = (0..names.len()).into_par_iter().map(|at| Column::new(rows, at)).collect();
    let start =
        if settings.line { line::fit(rows, names.len()) } else { Trees { base: odds(rows), ..Trees::default() } };
    let start = Trees { names: names.iter().map(|n| (*n).to_owned()).collect(), floor: f32::NEG_INFINITY, ..start };
    let bags: Vec<Trees> =
        (0..settings.bags).into_par_iter().map(|bag| grow_one(&start, &columns, rows, settings, bag as u64)).collect();
    let mut out = Trees { trees: Vec::new(), ..bags[0].clone() };
    for tree in 0..settings.trees {
        for bag in &bags {
            let mut nodes = bag.trees[tree].clone();
            nodes.iter_mut().filter(|n| n.feature == Node::LEAF).for_each(|n| n.value /= settings.bags as f32);
            out.trees.push(nodes);
        }
    }
    out
}

/// The logarithm of the odds that one is so.
fn odds(rows: &[Row<'_>]) -> f32 {
    let (yes, all) = rows.iter().fold((0.0f64, 0.0f64), |(y, a), r| {
        (y + if r.yes { f64::from(r.weight) } else { 0.0 }, a + f64::from(r.weight))
    });
    ((yes + 1.0) / (all - yes + 1.0)).ln() as f32
}

fn grow_one(start: &Trees, columns: &[Column], rows: &[Row<'_>], settings: Settings, bag: u64) -> Trees {
    let width = columns.len();
    let mut scores: Vec<f64> = rows.par_iter().map(|r| f64::from(start.start(r.evidence))).collect();
    let mut trees = start.clone();
    for tree in 0..settings.trees {
        let seed = (tree as u64) << 32 | bag << 56;
        let mut slopes = vec![(0.0f64, 0.0f64); rows.len()];
        slopes.par_iter_mut().zip(rows).zip(&scores).for_each(|((out, r), score)| {
            let p = 1.0 / (1.0 + (-score).exp());
            let weight = f64::from(r.weight);
            *out = (weight * (f64::from(u8::from(r.yes)) - p), weight * p * (1.0 - p));
        });
        let seen: Vec<u32> = (0..rows.len() as u32).filter(|n| draw(seed | u64::from(*n)) < settings.rows).collect();
        let asked: Vec<usize> =
            (0..width).filter(|c| draw(seed ^ 0xabcd_0000_0000_0000 ^ *c as u64) < settings.columns).collect();
        let grown = one(columns, &slopes, seen, &asked, settings);
        scores.par_iter_mut().enumerate().for_each(|(n, score)| {
            let mut at = 0;
            while grown[at].0.feature != Node::LEAF {
                let (node, bin) = grown[at];
                at = node.left as usize + usize::from(columns[node.feature as usize].bins[n] as usize > bin);
            }
            *score += f64::from(grown[at].0.value);
        });
        trees.trees.push(grown.into_iter().map(|(node, _)| node).collect());
    }
    trees
}

/// One tree, each node with the part of its evidence up to which rows go left.
fn one(
    columns: &[Column],
    slopes: &[(f64, f64)],
    seen: Vec<u32>,
    asked: &[usize],
    settings: Settings,
) -> Vec<(Node, usize)> {
    let leaf = |rows: Vec<u32>, sums: Option<Sums>, node: usize| {
        let (slope, curve) = rows.iter().fold((0.0, 0.0), |(g, h), r| {
            let (a, b) = slopes[*r as usize];
            (g + a, h + b)
        });
        let sums = sums.unwrap_or_else(|| sums_of(columns, slopes, &rows, asked));
        let best = part(columns, &sums, asked, (slope, curve), settings);
        Leaf { rows, sums, slope, curve, node, best }
    };
    let mut nodes = vec![(Node { feature: Node::LEAF, value: 0.0, left: 0 }, 0)];
    let mut leaves = vec![leaf(seen, None, 0)];
    while leaves.len() < settings.leaves {
        let gain = |l: &Leaf| l.best.map_or(0.0, |b| b.0);
        let Some(n) = (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b])).then(b.cmp(a)))
        else {
            break;
        };
        let Some((_, column, bin)) = leaves[n].best else { break };
        let old = leaves.swap_remove(n);
        let (left, right): (Vec<u32>, Vec<u32>) =
            old.rows.iter().partition(|r| columns[column].bins[**r as usize] as usize <= bin);
        let at = nodes.len();
        nodes[old.node] = (Node { feature: column as u16, value: columns[column].ends[bin], left: at as u16 }, bin);
        nodes.push((Node { feature: Node::LEAF, value: 0.0, left: 0 }, 0));
        nodes.push((Node { feature: Node::LEAF, value: 0.0, left: 0 }, 0));
        // The sums of the smaller side are made, those of the other are the rest.
        let small_left = left.len() <= right.len();
        let small = sums_of(columns, slopes, if small_left { &left } else { &right }, asked);
        let mut large = old.sums;
        large.iter_mut().zip(&small).for_each(|(l, s)| {
            l.iter_mut().zip(s).for_each(|(a, b)| *a = (a.0 - b.0, a.1 - b.1));
        });
        let (a, b) = if small_left { (small, large) } else { (large, small) };
        leaves.push(leaf(left, Some(a), at));
        leaves.push(leaf(right, Some(b), at + 1));
    }
    for l in &leaves {
        nodes[l.node].0.value = (settings.rate * l.slope / (l.curve + settings.ridge)) as f32;
    }
    nodes
}

fn sums_of(columns: &[Column], slopes: &[(f64, f64)], rows: &[u32], asked: &[usize]) -> Sums {
    let one = |c: &usize| {
        let mut sums = [(0.0, 0.0); BINS];
        for r in rows {
            let (g, h) = slopes[*r as usize];
            let sum = &mut sums[columns[*c].bins[*r as usize] as usize];
            *sum = (sum.0 + g, sum.1 + h);
        }
        sums
    };
    if rows.len() > 4000 { asked.par_iter().map(one).collect() } else { asked.iter().map(one).collect() }
}

fn part(
    columns: &[Column],
    sums: &Sums,
    asked: &[usize],
    (slope, curve): (f64, f64),
    s: Settings,
) -> Option<(f64, usize, usize)> {
    let worth = |g: f64, h: f64| g * g / (h + s.ridge);
    let mut best: Option<(f64, usize, usize)> = None;
    for (column, sums) in asked.iter().zip(sums) {
        let (mut g, mut h) = (0.0, 0.0);
        for (bin, sum) in sums.iter().enumerate().take(columns[*column].ends.len()) {
            g += sum.0;
            h += sum.1;
            if h < s.least || curve - h < s.least {
                continue;
            }
            let gain = worth(g, h) + worth(slope - g, curve - h) - worth(slope, curve);
            if gain > 1e-9 && best.is_none_or(|b| gain > b.0) {
                best = Some((gain, *column, bin));
            }
        }
    }
    best
}
