//! The same sums of trees laid out for speed: this is asked of very many pairs.
//!
//! All nodes stand in one list; a leaf is a question that leads to itself, so that some trees are walked side by side for
//! as many steps as the deepest of them has, without a branch. Leaves are added in the order of the trees, so a score is
//! that of [`Trees::score`] to the last bit.

use super::model::{Node, Trees};

/// A node: a question, or a leaf.
#[derive(Clone, Copy)]
struct Step {
    feature: u32,
    /// The node to the left; the one after it is to the right.
    left: u32,
    /// Values up to this go left.
    value: f32,
    /// What a leaf adds.
    leaf: f32,
}

/// How many trees are walked side by side.
const ABREAST: usize = 4;

/// Trees that are walked [`ABREAST`].
struct Row {
    roots: [u32; ABREAST],
    depth: u32,
    /// How many of them are trees; the rest add nothing.
    trees: usize,
}

/// A sum of trees.
pub(super) struct Forest {
    /// What comes before the first tree.
    head: Trees,
    steps: Vec<Step>,
    rows: Vec<Row>,
}

impl Forest {
    pub(super) fn new(trees: &Trees) -> Forest {
        let head = Trees { base: trees.base, floor: trees.floor, line: trees.line.clone(), ..Trees::default() };
        let mut out = Forest { head, steps: Vec::new(), rows: Vec::new() };
        // A tree without nodes adds nothing.
        out.steps.push(Step { feature: 0, left: 0, value: f32::INFINITY, leaf: 0.0 });
        for four in trees.trees.chunks(ABREAST) {
            let mut row = Row { roots: [0; ABREAST], depth: 0, trees: four.len() };
            for (root, tree) in row.roots.iter_mut().zip(four) {
                if !tree.is_empty() {
                    *root = out.steps.len() as u32;
                    row.depth = row.depth.max(out.plant(tree));
                }
            }
            out.rows.push(row);
        }
        out
    }

    /// Adds the nodes of a tree, and gives its depth.
    fn plant(&mut self, tree: &[Node]) -> u32 {
        let root = self.steps.len() as u32;
        let (mut depth, mut depths) = (0, vec![0u32; tree.len()]);
        for (at, node) in tree.iter().enumerate() {
            let here = root + at as u32;
            let beyond = usize::from(node.left) + 1 >= tree.len() || usize::from(node.left) <= at;
            if node.feature == Node::LEAF || beyond {
                let leaf = if node.feature == Node::LEAF { node.value } else { 0.0 };
                self.steps.push(Step { feature: 0, left: here, value: f32::INFINITY, leaf });
                continue;
            }
            for child in [usize::from(node.left), usize::from(node.left) + 1] {
                depths[child] = depths[at] + 1;
                depth = depth.max(depths[child]);
            }
            let left = root + u32::from(node.left);
            self.steps.push(Step { feature: u32::from(node.feature), left, value: node.value, leaf: 0.0 });
        }
        depth
    }

    /// The score of some evidence; `None` where it is left alone after the first trees.
    pub(super) fn score(&self, evidence: &[f32]) -> Option<f32> {
        let mut sum = self.head.start(evidence);
        for (n, row) in self.rows.iter().enumerate() {
            if n * ABREAST == Trees::EARLY && sum < self.head.floor {
                return None;
            }
            let mut at = row.roots;
            for _ in 0..row.depth {
                for place in &mut at {
                    let step = self.steps[*place as usize];
                    *place =
                        step.left + u32::from(evidence.get(step.feature as usize).copied().unwrap_or(0.0) > step.value);
                }
            }
            for place in &at[..row.trees] {
                sum += self.steps[*place as usize].leaf;
            }
        }
        Some(sum)
    }
}

const _: () = assert!(Trees::EARLY.is_multiple_of(ABREAST));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;

    #[test]
    fn a_forest_scores_as_its_trees_do() {
        let model = Model::shipped();
        for trees in [&model.fact, &model.difference, &Trees::default()] {
            let forest = Forest::new(trees);
            let mut seed = 7u32;
            for _ in 0..500 {
                let mut next = || {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    [-12.0, -1.0, 0.0, 0.5, 1.0, 3.0, 40.0, f32::NAN][(seed >> 28) as usize % 8]
                };
                let evidence: Vec<f32> = trees.names.iter().map(|_| next()).collect();
                assert_eq!(forest.score(&evidence).map(f32::to_bits), trees.score(&evidence).map(f32::to_bits));
            }
        }
    }
}
